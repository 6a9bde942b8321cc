//! WARC files (ISO 28500), as crawlers and archives write them ▶ items, one for each page in them.
//!
//! Of a crawl's records those are taken that hold a page: answers of servers with status 200, and pages and texts that
//! another program put there (`resource`, `conversion`). Pictures, scripts, redirects and the like are passed over, as
//! they are in a folder. A record that is broken ends the file, as nothing tells where the next one begins; what came
//! before it is converted.

use std::io::{self, BufRead, Read};

use super::headers::{self, Headers};
use super::sent::{self, Fetched};
use super::{Content, Found, Item, MAX_LEN_BYTES, bad_archive};
use crate::diag::{Diagnostic, Place, Problem};

const KIND: &str = "WARC file";

/// Of an answer, its headers are looked for in so many bytes.
const MOST_HEAD_BYTES: u64 = 64 * 1024;

/// Hands over the pages of a reader; false where `take` wants no more. `name` is the file as the user calls it.
pub fn each(name: &str, mut from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let broken = |error: &dyn std::fmt::Display| Err(Diagnostic::new(bad_archive(KIND, error), Place::file(name)));
    let mut any = false;
    loop {
        let record = match record(&mut from) {
            Ok(Some(record)) => record,
            Ok(None) => return any || take(Err(Diagnostic::new(Problem::NoInput, Place::file(name)))),
            Err(error) => return take(broken(&error)),
        };
        let content = match page(&record, &mut from) {
            Ok(Some(content)) => content,
            Ok(None) => continue,
            Err(error) => return take(broken(&error)),
        };
        any = true;
        if !take(Ok(item(name, &record, content))) {
            return false;
        }
    }
}

/// The headers of a record.
#[derive(Debug)]
struct Record {
    kind: String,
    media: String,
    url: String,
    /// When it was fetched, as RFC 3339.
    date: String,
    len: u64,
}

/// Reads the headers of the next record, whose content follows.
fn record(from: &mut impl BufRead) -> io::Result<Option<Record>> {
    let Some(headers) = headers::read(from)? else { return Ok(None) };
    let wrong = |reason: &str| io::Error::new(io::ErrorKind::InvalidData, reason);
    if !headers.first.starts_with("WARC/") {
        return Err(wrong("a record does not begin with `WARC/`"));
    }
    let len = headers.get("content-length").and_then(|len| len.parse().ok());
    let own = |name: &str| headers.get(name).unwrap_or_default().to_owned();
    Ok(Some(Record {
        kind: own("warc-type").to_ascii_lowercase(),
        media: headers.media_type(),
        // Some programs put it in brackets.
        url: own("warc-target-uri").trim_matches(['<', '>']).chars().filter(|c| !c.is_control()).take(1000).collect(),
        date: own("warc-date"),
        len: len.ok_or_else(|| wrong("a record does not say how long it is"))?,
    }))
}

/// Reads a record's content, or passes over it where that is no page.
fn page(record: &Record, from: &mut impl BufRead) -> io::Result<Option<Content>> {
    let mut content = from.by_ref().take(record.len);
    let is_answer = record.kind == "response" && record.url.starts_with("http");
    let is_made = matches!(record.kind.as_str(), "resource" | "conversion");
    let mut bytes = Vec::new();
    let found = if is_answer {
        content.by_ref().take(MOST_HEAD_BYTES).read_to_end(&mut bytes)?;
        headers::read(&mut bytes.as_slice())?.filter(is_page)
    } else if is_made && (is_page_type(&record.media) || record.kind == "conversion" && record.media == "text/plain") {
        Some(Headers::default())
    } else {
        None
    };
    if found.is_some() {
        content.by_ref().take(MAX_LEN_BYTES + 1 + MOST_HEAD_BYTES).read_to_end(&mut bytes)?;
    }
    io::copy(&mut content, &mut io::sink())?;
    if content.limit() > 0 {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "it ends in the middle of a record"));
    }
    let Some(headers) = found else { return Ok(None) };
    if bytes.len() as u64 > MAX_LEN_BYTES + MOST_HEAD_BYTES {
        return Ok(Some(Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 })));
    }
    Ok(Some(Content::Fetched(Box::new(Fetched {
        url: record.url.clone(),
        date: record.date.clone(),
        is_text: record.media == "text/plain",
        body_at: headers.len,
        headers,
        bytes,
    }))))
}

/// Whether an answer is a page that was there.
fn is_page(headers: &Headers) -> bool {
    let media = headers.media_type();
    headers.first.starts_with("HTTP/")
        && headers.first.split_whitespace().nth(1) == Some("200")
        && (is_page_type(&media) || media.is_empty())
}

fn is_page_type(media: &str) -> bool {
    matches!(media, "text/html" | "application/xhtml+xml")
}

fn item(name: &str, record: &Record, content: Content) -> Item {
    // As archives of the web write addresses: when, and of what.
    let when: String = record.date.chars().filter(char::is_ascii_digit).take(14).collect();
    let parts = [name, &when, &record.url].into_iter().filter(|part| !part.is_empty());
    Item {
        name: parts.collect::<Vec<_>>().join("/"),
        file: sent::file_of(&record.url),
        folder: name.to_owned(),
        line: 0,
        content,
    }
}
