//! One line of a file of JSON lines ▶ a document and the fields that came with it.
//!
//! Keys are known by their letters alone, so `pubDate`, `pub_date` and `PUBDATE` are one. What has no
//! place in an article goes to `extra` if it is a short value; the report names the rest.

use chrono::DateTime;
use pulldown_cmark::{Options, Parser};
use serde_json::{Map, Value};

use super::given::{Given, Said};
use super::reading::Reading;
use super::source::{Kind, RawDoc, Sent};
use super::{block, byline, date, emit, meta};
use crate::diag::{Diagnostic, Place, Problem, nearest};

/// Where the text is looked for, best first.
const TEXT: [&str; 10] =
    ["text", "body", "articlebody", "content", "fulltext", "maintext", "html", "rawhtml", "pagehtml", "markdown"];
const TITLE: [&str; 3] = ["title", "headline", "heading"];
const DESCRIPTION: [&str; 8] =
    ["description", "summary", "standfirst", "lead", "abstract", "excerpt", "subtitle", "teaser"];
const AUTHORS: [&str; 5] = ["authors", "author", "byline", "creator", "writer"];
const DATE: [&str; 9] = [
    "date",
    "published",
    "pubdate",
    "datepublished",
    "publisheddate",
    "publishdate",
    "publishedat",
    "publishedtime",
    "publicationdate",
];
const UPDATED: [&str; 7] =
    ["updated", "modified", "datemodified", "updatedat", "modifiedat", "lastmodified", "modifieddate"];
const URL: [&str; 6] = ["url", "link", "canonical", "canonicalurl", "permalink", "sourceurl"];
const SECTION: [&str; 3] = ["section", "category", "articlesection"];
const TAGS: [&str; 4] = ["tags", "keywords", "topics", "labels"];
const LANG: [&str; 3] = ["lang", "language", "inlanguage"];
const IMAGE: [&str; 3] = ["image", "topimage", "imageurl"];
const ID: [&str; 4] = ["id", "guid", "uuid", "identifier"];

/// Longer values are no notes about an article.
const MOST_OF_EXTRA: usize = 200;

/// Completes `doc` with what the line says.
pub fn read(doc: RawDoc, line: &[u8]) -> Result<RawDoc, Diagnostic> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    let sha256 = emit::sha256(line);
    let wrong = |message: String, col: usize| {
        let excerpt = String::from_utf8_lossy(line).into_owned();
        let place = Place { col, len: 1, excerpt, ..doc.place() };
        Diagnostic::new(Problem::BadJson { message }, place)
    };
    let object: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return Err(wrong("not an object".into(), 1)),
        Err(error) => {
            let message = error.to_string();
            let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
            return Err(wrong(message, error.column()));
        }
    };
    let mut record = Record { object, given: Given::default() };
    let Some((text, markup)) = record.text() else {
        let keys: Vec<String> = record.object.keys().take(8).cloned().collect();
        let near = keys.iter().filter(|k| !TEXT.contains(&k.as_str()));
        let near = near.into_iter().find_map(|k| nearest(k, TEXT).map(|near| (k.clone(), near.to_owned())));
        return Err(Diagnostic::new(Problem::NoText { keys, near }, doc.place()));
    };
    record.fields();
    let id = record.one(&ID).map(|id| id.value);
    let mut given = record.given;
    record.object.retain(|_, value| !is_empty(value));
    for (key, value) in record.object {
        let short = match &value {
            Value::String(text) => text.chars().count() <= MOST_OF_EXTRA && !text.contains('\n'),
            Value::Bool(_) | Value::Number(_) => true,
            Value::Null | Value::Array(_) | Value::Object(_) => false,
        };
        if short && key.chars().count() <= 60 {
            given.extra.insert(key, value);
        } else {
            given.unused.push(key);
        }
    }
    let file = match id.map(|id| block::tidy(&id)).filter(|id| !id.is_empty() && id.chars().count() <= 100) {
        Some(id) => format!("{}#{id}", doc.file),
        None => doc.file.clone(),
    };
    let (kind, bytes) =
        if markup { (Kind::Page, page(&text, &given).into_bytes()) } else { (Kind::Text, text.into_bytes()) };
    let sent = Sent { url: given.url.as_ref().map(|url| url.value.clone()), charset: None };
    Ok(RawDoc { file, kind, bytes, sha256, given, sent, ..doc })
}

/// A page around a piece of one, so that its headline stands above it and its links have something to lead from.
pub(super) fn page(text: &str, given: &Given) -> String {
    let head = text.get(..text.len().min(2000)).unwrap_or(text).to_lowercase();
    if head.contains("<html") || head.contains("<body") || head.contains("<!doctype") {
        return text.to_owned();
    }
    let escaped = |said: &Option<Said<String>>| {
        let value = said.as_ref().map_or("", |said| said.value.as_str());
        value.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
    };
    let title = escaped(&given.title);
    let base = given.url.as_ref().map_or(String::new(), |_| format!("<base href=\"{}\">", escaped(&given.url)));
    let headline = if title.is_empty() { String::new() } else { format!("<h1>{title}</h1>") };
    format!(
        "<!DOCTYPE html><html><head>{base}<title>{title}</title></head><body><article>{headline}{text}</article></body></html>"
    )
}

/// A text that a scraper made of a page in Markdown, as HTML again.
pub(super) fn html_of(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(markdown.len() * 5 / 4);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(markdown, options));
    html
}

struct Record {
    object: Map<String, Value>,
    given: Given,
}

impl Record {
    /// Takes the first value under one of some keys that is not empty.
    fn take(&mut self, keys: &[&str]) -> Option<(String, Value)> {
        let plain = |key: &str| -> String {
            key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let found = keys
            .iter()
            .find_map(|wanted| self.object.iter().find(|(k, v)| plain(k) == **wanted && !is_empty(v)))
            .map(|(key, _)| key.clone())?;
        self.object.remove(&found).map(|value| (found, value))
    }

    fn one(&mut self, keys: &[&str]) -> Option<Said<String>> {
        let (key, value) = self.take(keys)?;
        let text = match &value {
            Value::String(text) => block::tidy(text),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => items.first().and_then(name).unwrap_or_default(),
            other => name(other).unwrap_or_default(),
        };
        if text.is_empty() {
            self.object.insert(key, value);
            return None;
        }
        Some(Said { value: text, from: format!("json {key}") })
    }

    /// The text, and whether it is HTML.
    fn text(&mut self) -> Option<(String, bool)> {
        for key in TEXT {
            let Some((found, value)) = self.take(&[key]) else { continue };
            let text = match &value {
                Value::String(text) => text.clone(),
                // A list of paragraphs.
                Value::Array(items) if items.iter().all(Value::is_string) => {
                    items.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n\n")
                }
                _ => String::new(),
            };
            if text.trim().is_empty() {
                self.object.insert(found, value);
                continue;
            }
            if key == "markdown" {
                return Some((html_of(&text), true));
            }
            let markup = key.ends_with("html") || text.trim_start().starts_with('<') && text.contains("</");
            return Some((text, markup));
        }
        None
    }

    fn fields(&mut self) {
        self.given.title = self.one(&TITLE);
        self.given.description = self.one(&DESCRIPTION);
        self.given.section = self.one(&SECTION);
        self.given.url = self.one(&URL).filter(|u| u.value.contains("://"));
        self.given.lang = self.one(&LANG).filter(|l| {
            (2..=12).contains(&l.value.len()) && l.value.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        self.given.image = self.one(&IMAGE).filter(|u| u.value.starts_with("http"));
        self.given.date = self.date(&DATE);
        self.given.updated = self.date(&UPDATED);
        if let Some((key, value)) = self.take(&AUTHORS) {
            let names = match &value {
                Value::String(text) => {
                    let text = block::tidy(text);
                    let names = byline::names(byline::without_label(&text));
                    names.unwrap_or_else(|| vec![byline::without_label(&text).to_owned()])
                }
                Value::Array(items) => items.iter().filter_map(name).collect(),
                other => name(other).into_iter().collect(),
            };
            let value: Vec<String> = names.into_iter().filter(|n| !n.is_empty()).collect();
            self.given.authors = (!value.is_empty()).then(|| Said { value, from: format!("json {key}") });
        }
        if let Some((key, value)) = self.take(&TAGS) {
            let value: Vec<String> = match &value {
                Value::String(text) => meta::tags(&block::tidy(text)),
                Value::Array(items) => items.iter().filter_map(name).filter(|t| !t.is_empty()).collect(),
                _ => Vec::new(),
            };
            self.given.tags = (!value.is_empty()).then(|| Said { value, from: format!("json {key}") });
        }
    }

    /// A date in any form that a date line may have, or as seconds or milliseconds since 1970.
    fn date(&mut self, keys: &[&str]) -> Option<Said<date::Stamp>> {
        let said = self.one(keys)?;
        let text = &said.value;
        let moment = |seconds: i64| {
            DateTime::from_timestamp(seconds, 0)
                .and_then(|d| date::Stamp::parse(&d.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
        };
        let stamp = match text.parse::<i64>() {
            Ok(n) if n.abs() > 100_000_000_000 => moment(n / 1000),
            Ok(n) if n.abs() > 100_000_000 => moment(n),
            Ok(_) => None,
            Err(_) => date::Stamp::parse(text)
                .or_else(|| date::scan(text, Reading::default()).into_iter().next().map(|s| s.stamp)),
        };
        match stamp {
            Some(value) => Some(Said { value, from: said.from }),
            None => {
                let key = said.from.trim_start_matches("json ").to_owned();
                self.given.problems.push(Problem::UnusedValue { key, value: said.value });
                None
            }
        }
    }
}

/// A text, or the name of a thing that has one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(block::tidy(text)),
        Value::Object(object) => object.get("name").and_then(Value::as_str).map(block::tidy),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
