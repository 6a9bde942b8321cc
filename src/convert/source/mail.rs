//! Messages that a mail program saved (`.eml`, RFC 5322), and mailboxes of many (`.mbox`, RFC 4155) ▶ objects with subject, sender,
//! day and text.

use std::borrow::Cow;
use std::io::{self, BufRead};

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType};
use serde_json::{Map, Value};

use super::{Content, Found, Item, MAX_LEN_BYTES, bad_archive};
use crate::convert::charset;
use crate::diag::{Diagnostic, Place, Problem};

/// Whether a file is a message, by its name.
pub fn is_mail(file: &str) -> bool {
    file.to_ascii_lowercase().ends_with(".eml")
}

/// What a message says, under the keys of JSON objects; `attachments` names what is not in its text.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    let none = |what: &str| bad_archive("message", &what);
    let bytes = with_plain_head(bytes);
    let message = MessageParser::default().parse(&*bytes).ok_or_else(|| none("there is none in it"))?;
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
    put("id", message.message_id().map(str::to_owned));
    let parts = |of: &[u32]| of.iter().filter_map(|at| message.parts.get(*at as usize)).collect::<Vec<_>>();
    let pages = parts(&message.html_body);
    let is_html = pages.iter().any(|part| matches!(part.body, PartType::Html(_)));
    // The text may be in several parts, with pictures between them.
    let (key, parts) = if is_html { ("html", pages) } else { ("text", parts(&message.text_body)) };
    let texts = parts.into_iter().filter_map(|part| {
        let text = text_of(part, &bytes)?;
        let is_plain = is_html && !matches!(part.body, PartType::Html(_));
        Some(if is_plain { mail_parser::decoders::html::text_to_html(&text) } else { text })
    });
    put(key, Some(texts.collect::<Vec<_>>().join("\n\n")));
    let attachments: Vec<Value> = attachments(&message).map(Value::from).collect();
    if !attachments.is_empty() {
        object.insert("attachments".to_owned(), attachments.into());
    }
    if object.contains_key("html") || object.contains_key("text") { Ok(object) } else { Err(none("it has no text")) }
}

/// The names of what is attached, but for pictures that the text shows.
fn attachments(message: &Message<'_>) -> impl Iterator<Item = String> {
    message.attachments().filter(|part| part.content_id().is_none()).map(|part| {
        let kind = part.content_type().map_or("file", |kind| kind.ctype());
        part.attachment_name().unwrap_or(kind).to_owned()
    })
}

/// The text of a part, by its encoding if it names the right one, as mails do not always.
fn text_of(part: &MessagePart<'_>, bytes: &[u8]) -> Option<String> {
    if !matches!(part.body, PartType::Text(_) | PartType::Html(_)) {
        return None;
    }
    let raw = bytes.get(part.offset_body as usize..part.offset_end as usize)?;
    let decoded = match part.encoding {
        Encoding::None => Cow::Borrowed(raw),
        Encoding::QuotedPrintable => Cow::Owned(quoted_printable_decode(raw)?),
        Encoding::Base64 => Cow::Owned(base64_decode(raw)?),
    };
    if let Ok(text) = std::str::from_utf8(&decoded) {
        // Seven bits may be an encoding of their own, as ISO-2022-JP is.
        if !decoded.is_ascii() || !decoded.contains(&0x1b) {
            return Some(text.to_owned());
        }
    }
    let named = part.content_type().and_then(|kind| kind.attribute("charset"));
    let named = named.and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    let encoding = named.filter(|named| *named != encoding_rs::UTF_8).unwrap_or_else(|| charset::guess(&decoded));
    Some(encoding.decode_without_bom_handling(&decoded).0.into_owned())
}

/// A message whose headers are UTF-8; some programs write them in the encoding of their system.
fn with_plain_head(bytes: &[u8]) -> Cow<'_, [u8]> {
    let ends = [&b"\r\n\r\n"[..], b"\n\n"];
    let end = ends.iter().filter_map(|end| memchr::memmem::find(bytes, end)).min().unwrap_or(bytes.len());
    let (head, rest) = bytes.split_at(end);
    match std::str::from_utf8(head) {
        Ok(_) => Cow::Borrowed(bytes),
        Err(_) => {
            let (head, _) = charset::guess(head).decode_without_bom_handling(head);
            Cow::Owned([head.as_bytes(), rest].concat())
        }
    }
}

/// Hands over the messages of a mailbox; false where `take` wants no more.
pub fn each(name: &str, file: &str, mut from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut count = 0;
    let mut hand_over = |message: &[u8], take: &mut dyn FnMut(Found) -> bool| {
        let is_too_large = message.len() as u64 > MAX_LEN_BYTES;
        let content = match is_too_large.then_some(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 }) {
            Some(problem) => Content::Broken(problem),
            None => match object(message) {
                Ok(object) => Content::Record(Value::Object(object).to_string().into_bytes()),
                Err(problem) => Content::Broken(problem),
            },
        };
        count += 1;
        let name_of = format!("{name}#{count}");
        take(Ok(Item { name: name_of, file: file.to_owned(), folder: name.to_owned(), line: 0, content }))
    };
    let (mut message, mut line) = (Vec::new(), Vec::new());
    let (mut is_begun, mut is_below_empty) = (false, true);
    loop {
        line.clear();
        match read_line(&mut from, &mut line) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) => return take(Err(Diagnostic::new(super::unreadable(error), Place::file(name)))),
        }
        if is_below_empty && begins_message(&line) {
            if is_begun && !hand_over(&message, take) {
                return false;
            }
            message.clear();
            is_begun = true;
        } else if message.len() as u64 <= MAX_LEN_BYTES {
            // Lines of texts that begin so are marked.
            let is_marked =
                line.iter().position(|b| *b != b'>').is_some_and(|at| at > 0 && line[at..].starts_with(b"From "));
            message.extend_from_slice(&line[usize::from(is_marked)..]);
            is_begun |= !line.trim_ascii().is_empty();
        }
        is_below_empty = line.trim_ascii().is_empty();
    }
    if is_begun && !hand_over(&message, take) {
        return false;
    }
    count > 0 || take(Err(Diagnostic::new(Problem::NoInput, Place::file(name))))
}

fn read_line(from: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<usize> {
    io::Read::take(from, MAX_LEN_BYTES).read_until(b'\n', line)
}

/// `From jane@courier.example Mon Mar  2 10:00:00 2015`: who and when. A line of a text that begins so has neither.
fn begins_message(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ").and_then(|rest| std::str::from_utf8(rest).ok()) else { return false };
    let has_time = || rest.split_whitespace().any(|word| word.split(':').filter(|part| part.len() == 2).count() >= 2);
    let has_year = || rest.split_whitespace().any(|word| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()));
    rest.split_whitespace().count() >= 5 && has_time() && has_year()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_by_the_encoding_they_are_in() {
        let read = |head: &str, text: &[u8]| {
            let mail = [format!("Subject: A\n{head}\n\n").as_bytes(), text].concat();
            object(&mail).unwrap()["text"].as_str().unwrap().trim().to_owned()
        };
        let latin = b"Der B\xfcrgermeister von L\xfcbeck hat es gesagt, und alle haben es geh\xf6rt.";
        for head in ["From: a@b.example", "Content-Type: text/plain", "Content-Type: text/plain; charset=utf-8"] {
            assert!(read(head, latin).contains("Bürgermeister"), "{head}");
        }
        let utf8 = "Der Bürgermeister von Lübeck".as_bytes();
        assert_eq!(read("Content-Type: text/plain; charset=us-ascii", utf8), "Der Bürgermeister von Lübeck");
    }

    #[test]
    fn all_parts_of_a_text_are_read_and_attachments_named() {
        let mail = "Subject: A\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nOne.\n--x\n\
                    Content-Type: image/png\nContent-Disposition: inline\nContent-ID: <p>\n\nabc\n--x\nContent-Type: text/plain\n\nTwo.\n\
                    --x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=a.pdf\n\nabc\n--x--\n";
        let object = object(mail.as_bytes()).unwrap();
        let text = object["text"].as_str().unwrap();
        assert!(text.contains("One.") && text.contains("Two."), "{text}");
        assert_eq!(object["attachments"], serde_json::json!(["a.pdf"]));
    }

    #[test]
    fn mailboxes_are_parted_where_messages_begin() {
        let mailbox = "From a@b.example Mon Mar  2 10:00:00 2015\nSubject: A\n\nOne.\n\nFrom here on it rained.\n>From there too.\n\n\
                       From b@b.example Tue Mar  3 10:00:00 2015\nSubject: B\n\nTwo.\n";
        let mut found = Vec::new();
        each("m", "m", mailbox.as_bytes(), &mut |item| {
            let Content::Record(record) = item.unwrap().content else { panic!("it is a record") };
            let object: Map<String, Value> = serde_json::from_slice(&record).unwrap();
            found.push(object["text"].as_str().unwrap().trim().to_owned());
            true
        });
        assert_eq!(found, ["One.\n\nFrom here on it rained.\nFrom there too.", "Two."]);
    }
}
