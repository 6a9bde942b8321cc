//! Messages that a mail program saved (`.eml`, RFC 5322), and mailboxes of many (`.mbox`, RFC 4155) ▶ objects with subject, sender,
//! day and text.

use std::io::BufRead;

use mail_parser::MessageParser;
use mail_parser::mailbox::mbox::MessageIterator;
use serde_json::{Map, Value};

use super::{Content, Found, Item, MAX_LEN_BYTES, bad_archive};
use crate::diag::{Diagnostic, Place, Problem};

/// Whether a file is a message, by its name.
pub fn is_mail(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".eml")
}

/// What a message says, under the keys of JSON objects.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let none = |what: &str| bad_archive("message", &what);
    let message = MessageParser::default().parse(bytes).ok_or_else(|| none("there is none in it"))?;
    let mut object = Map::new();
    let mut put = |key: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            object.insert(key.to_owned(), value.into());
        }
    };
    put("title", message.subject().map(str::to_owned));
    // An address is nobody's name.
    let sender = message.from().and_then(|from| from.first());
    put("author", sender.and_then(|sender| sender.name.as_ref()).map(|name| name.to_string()));
    put("date", message.date().map(mail_parser::DateTime::to_rfc3339));
    let is_html = message.html_body.iter().any(|part| {
        let part = message.parts.get(*part as usize);
        part.is_some_and(|part| matches!(part.body, mail_parser::PartType::Html(_)))
    });
    match is_html {
        true => put("html", message.body_html(0).map(|text| text.into_owned())),
        false => put("text", message.body_text(0).map(|text| text.into_owned())),
    }
    if object.contains_key("html") || object.contains_key("text") { Ok(object) } else { Err(none("it has no text")) }
}

/// Hands over the messages of a mailbox; false where `take` wants no more.
pub fn each(name: &str, file: &str, from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut count = 0;
    for message in MessageIterator::new(from) {
        let content = match &message {
            Ok(message) if message.contents().len() as u64 > MAX_LEN_BYTES => {
                Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 })
            }
            Ok(message) => match object(message.contents()) {
                Ok(object) => Content::Record(Value::Object(object).to_string().into_bytes()),
                Err(problem) => Content::Broken(problem),
            },
            Err(_) => {
                return take(Err(Diagnostic::new(bad_archive("mailbox", &"it cannot be read"), Place::file(name))));
            }
        };
        count += 1;
        let item =
            Item { name: format!("{name}#{count}"), file: file.to_owned(), folder: name.to_owned(), line: 0, content };
        if !take(Ok(item)) {
            return false;
        }
    }
    count > 0 || take(Err(Diagnostic::new(Problem::NoInput, Place::file(name))))
}
