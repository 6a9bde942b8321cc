//! One line of a file of JSON lines ▶ a document and the fields that came with it.
//!
//! Keys are known by their letters alone, so `pubDate`, `pub_date` and `PUBDATE` are one. What has no
//! place in an article goes to `extra` if it is a short value; the report names the rest.

use chrono::DateTime;
use pulldown_cmark::{Options, Parser};
use serde_json::{Map, Value};

use super::given::{Extent, Given, MOST_OF_EXTRA, Said};
use super::reading::Reading;
use super::source::{Kind, NoUploads, RawDoc, Sent, expand, paragraphs, stored};
use super::{block, byline, charset, date, date_words, emit, meta, standing, words};
use crate::diag::{Diagnostic, Place, Problem, nearest};

/// Where the text is looked for, best first.
const TEXT: [&str; 25] = [
    "text",
    "body",
    "articlebody",
    "content",
    "fulltext",
    "maintext",
    "html",
    "rawhtml",
    "pagehtml",
    "markdown",
    "articletext",
    "articlecontent",
    "bodyhtml",
    "contenthtml",
    "bodytext",
    "storybody",
    "cleanedtext",
    "textcontent",
    "plaintext",
    "rawtext",
    "postcontent",
    "bodyvalue",
    "storytext",
    "introtext",
    "bodyxhtml",
];
const TITLE: [&str; 6] = ["title", "headline", "heading", "webtitle", "posttitle", "articletitle"];
const DESCRIPTION: [&str; 12] = [
    "description",
    "summary",
    "standfirst",
    "lead",
    "abstract",
    "excerpt",
    "subtitle",
    "teaser",
    "trailtext",
    "customexcerpt",
    "postexcerpt",
    "descriptiontext",
];
const AUTHORS: [&str; 6] = ["authors", "author", "byline", "creator", "writer", "authorname"];
const DATE: [&str; 17] = [
    "date",
    "published",
    "pubdate",
    "datepublished",
    "publisheddate",
    "publishdate",
    "datepublish",
    "publishedat",
    "publishedtime",
    "publishtime",
    "publishedon",
    "publicationdate",
    "webpublicationdate",
    "postdate",
    "firstcreated",
    "versioncreated",
    "publishup",
];
const UPDATED: [&str; 9] = [
    "updated",
    "modified",
    "datemodified",
    "updatedat",
    "modifiedat",
    "lastmodified",
    "modifieddate",
    "datemodify",
    "postmodified",
];
const PUBLISH_AT: [&str; 4] = ["publishat", "publishdate", "embargo", "embargoeduntil"];
const EXPIRES: [&str; 6] = ["expires", "expirydate", "expirationdate", "expiresat", "unpublishdate", "publishdown"];
const URL: [&str; 9] =
    ["url", "link", "canonical", "canonicalurl", "permalink", "sourceurl", "weburl", "pageurl", "articleurl"];
const SECTION: [&str; 4] = ["section", "category", "articlesection", "sectionname"];
const TAGS: [&str; 4] = ["tags", "keywords", "topics", "labels"];
const LANG: [&str; 3] = ["lang", "language", "inlanguage"];
const IMAGE: [&str; 5] = ["image", "topimage", "imageurl", "urltoimage", "featureimage"];
const ID: [&str; 4] = ["id", "guid", "uuid", "identifier"];
const SLUG: [&str; 2] = ["slug", "postname"];

/// What databases and interfaces put an article into, beside notes of their own.
const WRAPS: [&str; 7] = ["_source", "fields", "attributes", "article", "data", "doc", "node"];
/// Under which keys they give a text that is an object: `{"rendered": "…"}`.
const INNER: [&str; 7] = ["rendered", "name", "main", "original", "value", "processed", "$date"];

/// Letters and digits of a key in small letters: `pub_date` is `pubdate`.
pub(super) fn letters_of(key: &str) -> String {
    key.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a key may have an article's text.
pub fn names_text(key: &str) -> bool {
    TEXT.contains(&letters_of(key).as_str())
}

/// Says that none of an object's keys has a text.
pub fn no_text(keys: &[String]) -> Problem {
    let keys: Vec<String> = keys.iter().take(8).cloned().collect();
    let near = keys.iter().filter(|k| !TEXT.contains(&k.as_str()));
    let near = near.into_iter().find_map(|k| nearest(k, TEXT).map(|near| (k.clone(), near.to_owned())));
    Problem::NoText { keys, near }
}

/// The longest list of articles in an object that is none itself, such as `{"status": "ok", "articles": [ … ]}`.
pub fn wrapped(value: Value) -> Option<Vec<Value>> {
    const DEEPEST: usize = 6;
    fn longest(value: Value, depth: usize) -> Option<Vec<Value>> {
        match value {
            Value::Array(list) if list.iter().any(is_article) => Some(list),
            // `{"db": [{"data": {"posts": [ … ]}}]}`
            Value::Array(list) if depth > 0 => {
                list.into_iter().filter_map(|value| longest(value, depth - 1)).max_by_key(Vec::len)
            }
            Value::Object(object) if depth > 0 => {
                object.into_iter().filter_map(|(_, value)| longest(value, depth - 1)).max_by_key(Vec::len)
            }
            _ => None,
        }
    }
    if is_article(&value) { None } else { longest(value, DEEPEST) }
}

fn is_article(value: &Value) -> bool {
    value.as_object().is_some_and(|object| has_text(object) || wrap(object).is_some())
}

fn has_text(object: &Map<String, Value>) -> bool {
    object.iter().any(|(key, value)| names_text(key) && !is_empty(value))
}

/// The key of the object inside one that has an article's text.
fn wrap(object: &Map<String, Value>) -> Option<&'static str> {
    WRAPS.into_iter().find(|wrap| object.get(*wrap).and_then(Value::as_object).is_some_and(has_text))
}

/// Completes `doc` with what the line says.
pub fn read(doc: RawDoc, line: &[u8]) -> Result<RawDoc, Diagnostic> {
    let line = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
    let sha256 = emit::sha256(line);
    let decoded = std::str::from_utf8(line).is_err().then(|| charset::guess(line).decode_without_bom_handling(line).0);
    let line = decoded.as_ref().map_or(line, |text| text.as_bytes());
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
    let read = read_object(doc, object, "json")?;
    Ok(RawDoc { sha256, ..read })
}

/// Completes `doc` with what an object says, but for its hash; `form` is what the object is read from.
pub fn read_object(doc: RawDoc, object: Map<String, Value>, form: &'static str) -> Result<RawDoc, Diagnostic> {
    let mut record = Record { object: unwrapped(object), given: Given::default(), form };
    let Some((text, markup)) = record.text() else {
        let keys: Vec<String> = record.object.keys().cloned().collect();
        return Err(Diagnostic::new(no_text(&keys), doc.place()));
    };
    record.fields();
    record.given.draft |= standing::take_held(&mut record.object);
    // Without a headline of its own, the text is asked for one.
    if record.given.title.is_none() {
        record.given.extent = Extent::Unknown;
    }
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
        // Of a list without lines, the number.
        None => match doc.name.rsplit_once('#') {
            Some((_, number)) if doc.line == 0 => format!("{}#{number}", doc.file),
            _ => doc.file.clone(),
        },
    };
    let (kind, bytes) =
        if markup { (Kind::Page, page(&text, &given).into_bytes()) } else { (Kind::Text, text.into_bytes()) };
    let sent = Sent { url: given.url.as_ref().map(|url| url.value.clone()), charset: None };
    Ok(RawDoc { file, kind, bytes, given, sent, ..doc })
}

/// An object with the values of the one inside it that has the article, if there is one; its own go first.
fn unwrapped(mut object: Map<String, Value>) -> Map<String, Value> {
    if !has_text(&object)
        && let Some(wrap) = wrap(&object)
        && let Some(Value::Object(inner)) = object.remove(wrap)
    {
        for (key, value) in inner {
            object.entry(key).or_insert(value);
        }
    }
    object
}

/// A page around a piece of one, so that its headline stands above it and its links have something to lead from.
pub(super) fn page(text: &str, given: &Given) -> String {
    if is_whole(text) {
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

/// Whether a text is a page rather than a piece of one.
fn is_whole(text: &str) -> bool {
    let head = text.get(..text.len().min(2000)).unwrap_or(text).to_lowercase();
    head.contains("<html") || head.contains("<body") || head.contains("<!doctype")
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
    /// What the object is read from, for what fields are from: `json`, `front matter`.
    form: &'static str,
}

impl Record {
    /// What a field is from: `json pub_date`.
    fn from(&self, key: &str) -> String {
        format!("{} {key}", self.form)
    }

    /// The key of what a field is from.
    fn key<'a>(&self, from: &'a str) -> &'a str {
        &from[self.form.len() + 1..]
    }

    /// Takes the first value under one of some keys that is not empty.
    fn take(&mut self, keys: &[&str]) -> Option<(String, Value)> {
        let found = keys
            .iter()
            .find_map(|wanted| self.object.iter().find(|(k, v)| letters_of(k) == **wanted && !is_empty(v)))
            .map(|(key, _)| key.clone())?;
        self.object.remove(&found).map(|value| (found, value))
    }

    fn one(&mut self, keys: &[&str]) -> Option<Said<String>> {
        let (key, value) = self.take(keys)?;
        let text = match &value {
            Value::String(text) => plain(text),
            Value::Number(number) => number.to_string(),
            Value::Array(items) => items.first().and_then(name).unwrap_or_default(),
            other => name(other).unwrap_or_default(),
        };
        if text.is_empty() {
            self.object.insert(key, value);
            return None;
        }
        Some(Said { value: text, from: self.from(&key) })
    }

    /// Some databases part a text where lists of articles cut it.
    fn join_parts(&mut self) {
        if let Some(Value::String(rest)) = self.object.get("fulltext").cloned()
            && let Some(Value::String(start)) = self.object.get_mut("introtext")
            && !rest.trim().is_empty()
        {
            *start = format!("{start}\n\n{rest}");
            self.object.remove("fulltext");
        }
    }

    /// The text, and whether it is HTML.
    fn text(&mut self) -> Option<(String, bool)> {
        self.join_parts();
        for key in TEXT {
            let Some((found, value)) = self.take(&[key]) else { continue };
            let text = match &value {
                Value::String(text) => text.clone(),
                Value::Object(object) => inner(object).unwrap_or_default().to_owned(),
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
            // Columns of content systems, and what they answer, have nothing around the article.
            let is_column = matches!(key, "postcontent" | "bodyvalue" | "introtext")
                || value.as_object().is_some_and(|object| object.contains_key("rendered"));
            let markup =
                key.ends_with("html") || has_tags(&text) || key == "postcontent" || is_column && text.contains("</");
            if is_column {
                self.given.extent = Extent::Whole;
            }
            if !markup || is_whole(&text) {
                return Some((text, markup));
            }
            let (text, left) = expand(&text, &NoUploads);
            self.given.unused.extend(left.into_iter().map(|name| format!("[{name}]")));
            return Some((if key == "postcontent" { stored(&text) } else { paragraphs(&text) }, true));
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
        let is_slug = |slug: &str| !slug.contains(['/', '\\', '?', '#', ' ']) && slug.len() <= 200;
        match self.one(&SLUG) {
            Some(slug) if is_slug(&slug.value) => self.given.slug = Some(slug.value),
            // A whole address, say, stays a value of its own.
            Some(Said { value, from }) => {
                self.object.insert(self.key(&from).to_owned(), value.into());
            }
            None => {}
        }
        self.given.date = self.date(&DATE);
        self.given.updated = self.date(&UPDATED);
        let known = self.given.problems.len();
        let is_whole = |said: &Said<date::Stamp>| said.value.as_str().len() >= 10;
        let embargo = self.date(&PUBLISH_AT);
        // In doubt about an embargo, it is one.
        self.given.draft |= self.given.problems.len() > known || embargo.as_ref().is_some_and(|said| !is_whole(said));
        self.given.publish_at = embargo.filter(is_whole).map(|said| said.value);
        self.given.expires = self.date(&EXPIRES).filter(is_whole).map(|said| said.value);
        if let Some((key, value)) = self.take(&AUTHORS) {
            let names = match &value {
                Value::String(text) => names(&block::tidy(text)),
                Value::Array(items) => items.iter().filter_map(name).collect(),
                other => name(other).map(|name| byline::without_label(&name).to_owned()).into_iter().collect(),
            };
            let value: Vec<String> = names.into_iter().filter(|n| !n.is_empty()).collect();
            self.given.authors = (!value.is_empty()).then(|| Said { value, from: self.from(&key) });
        }
        if let Some((key, value)) = self.take(&TAGS) {
            let value: Vec<String> = match &value {
                Value::String(text) => meta::tags(&block::tidy(text)),
                Value::Array(items) => items.iter().filter_map(name).filter(|t| !t.is_empty()).collect(),
                _ => Vec::new(),
            };
            self.given.tags = (!value.is_empty()).then(|| Said { value, from: self.from(&key) });
        }
    }

    /// A date in any form that a date line may have, or as seconds or milliseconds since 1970.
    fn date(&mut self, keys: &[&str]) -> Option<Said<date::Stamp>> {
        let said = self.one(keys)?;
        let text = &said.value;
        match stamp(text) {
            Some(value) => Some(Said { value, from: said.from }),
            None => {
                let key = self.key(&said.from).to_owned();
                self.given.problems.push(Problem::UnusedValue { key, value: said.value });
                None
            }
        }
    }
}

/// A date in any form that a date line may have, in the compact one of ISO 8601, or as seconds or milliseconds since 1970.
pub(super) fn stamp(text: &str) -> Option<date::Stamp> {
    let moment = |seconds: i64| {
        DateTime::from_timestamp(seconds, 0)
            .and_then(|d| date::Stamp::parse(&d.format("%Y-%m-%dT%H:%M:%SZ").to_string()))
    };
    if let Some(stamp) = compact(text) {
        return Some(stamp);
    }
    if let Some(stamp) = month_or_year(text) {
        return Some(stamp);
    }
    match text.parse::<i64>() {
        Ok(n) if n.abs() > 100_000_000_000 => moment(n / 1000),
        Ok(n) if n.abs() > 100_000_000 => moment(n),
        Ok(_) => None,
        Err(_) => date::Stamp::parse(&without_fraction(text))
            .or_else(|| date::scan(text, Reading::default()).into_iter().next().map(|s| s.stamp)),
    }
}

/// `1987`, `1987-05`, `1987-05-00`, `05/1987`, `May 1987`: a date of which the day is not known.
fn month_or_year(text: &str) -> Option<date::Stamp> {
    // Other numbers of four digits are no years of papers.
    let is_year = |text: &str| text.len() == 4 && ("1400".."2200").contains(&text);
    let is_number = |text: &str| (1..=2).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = text.split(['-', '/', ' ']).collect();
    let of = |year: &str, month: u32| date::Stamp::parse_partial(&format!("{year}-{month:02}"));
    match parts.as_slice() {
        [year] | [year, "00", "00"] if is_year(year) => date::Stamp::parse_partial(year),
        [year, month] | [year, month, "00"] | [month, year] if is_year(year) && is_number(month) => {
            of(year, month.parse().ok()?)
        }
        [month, year] if is_year(year) => of(year, words::with_lower(month.trim_end_matches('.'), date_words::month)?),
        _ => None,
    }
}

/// A time without the parts of its seconds, which nobody publishes by.
fn without_fraction(text: &str) -> String {
    match text.split_once('.') {
        Some((time, rest)) if time.contains(':') => {
            format!("{time}{}", rest.trim_start_matches(|c: char| c.is_ascii_digit()))
        }
        _ => text.to_owned(),
    }
}

/// `20240115`, `20240115T093000Z`, `20240115T0930+0100`: the basic format of ISO 8601.
fn compact(text: &str) -> Option<date::Stamp> {
    let text = text.trim();
    let day = text.get(..8).filter(|day| day.bytes().all(|b| b.is_ascii_digit()))?;
    let day = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    let Some(time) = text[8..].strip_prefix('T') else {
        return if text.len() == 8 { date::Stamp::parse(&day) } else { None };
    };
    let end = time.find(|c: char| !c.is_ascii_digit()).unwrap_or(time.len());
    let (digits, zone) = time.split_at(end);
    let clock = match digits.len() {
        4 => format!("{}:{}:00", &digits[..2], &digits[2..]),
        6 => format!("{}:{}:{}", &digits[..2], &digits[2..4], &digits[4..]),
        _ => return None,
    };
    let zone = match zone.as_bytes() {
        [b'+' | b'-', offset @ ..] if offset.len() == 4 && offset.is_ascii() => {
            format!("{}:{}", &zone[..3], &zone[3..])
        }
        _ => zone.to_owned(),
    };
    date::Stamp::parse(&format!("{day}T{clock}{zone}"))
}

/// The names in a byline, or all of it where it has none that is known for one.
pub(super) fn names(line: &str) -> Vec<String> {
    let line = byline::without_label(line);
    byline::names(line).unwrap_or_else(|| vec![line.to_owned()])
}

/// A text, or that of a thing that has one.
fn name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(plain(text)),
        Value::Object(object) => inner(object).map(plain),
        _ => None,
    }
}

/// Whether a text is one of HTML, be it without paragraphs; what one says of `<b>tags</b>` is none.
fn has_tags(text: &str) -> bool {
    const TAGS: [&str; 11] =
        ["<p>", "<p ", "<br", "</p>", "<a href=", "</h2>", "</h3>", "</div>", "</ul>", "</blockquote>", "<img "];
    let mut signs = text.match_indices('<').map(|(at, _)| &text[at..]);
    let starts = || text.trim_start().starts_with('<') && text.contains("</");
    signs.any(|rest| TAGS.iter().any(|tag| rest.starts_with(tag))) || starts()
}

/// A short text that came as HTML, without its tags and entities.
pub(super) fn plain(text: &str) -> String {
    let has_entity =
        || text.split('&').skip(1).any(|rest| rest.split(';').next().is_some_and(|name| is_entity(name, rest)));
    if text.contains("</") || has_tags(text) || has_entity() { super::html::text_of(text) } else { block::tidy(text) }
}

/// Whether what is between `&` and the rest of a text is the name of a sign or its number.
fn is_entity(name: &str, rest: &str) -> bool {
    let is_named = |name: &str| (2..=8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric());
    name.len() < rest.len()
        && (is_named(name)
            || name.strip_prefix('#').is_some_and(|number| !number.is_empty() && is_named(&format!("x{number}"))))
}

fn inner(object: &Map<String, Value>) -> Option<&str> {
    INNER.iter().find_map(|key| object.get(*key)?.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compact_dates_are_read_and_others_are_none() {
        let read = |text| stamp(text).map(|stamp| stamp.as_str().to_owned());
        for (text, expected) in [
            ("20240115", Some("2024-01-15")),
            ("20240115T093000Z", Some("2024-01-15T09:30:00Z")),
            ("20240115T0930+0100", Some("2024-01-15T09:30:00+01:00")),
            ("2024-01-15T09:30:00.123Z", Some("2024-01-15T09:30:00Z")),
            ("20241315", None),
            ("20240115T09", None),
            ("1987", Some("1987")),
            ("1987-05", Some("1987-05")),
            ("1987-05-00", Some("1987-05")),
            ("05/1987", Some("1987-05")),
            ("Mai 1987", Some("1987-05")),
            ("Room 1987", None),
            ("1200", None),
            // Characters of two bytes, where digits are expected.
            ("20240115T0930+1é2", None),
            ("é0240115", None),
        ] {
            assert_eq!(read(text).as_deref(), expected, "{text}");
        }
    }
}
