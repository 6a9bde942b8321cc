//! Texts that databases give away ▶ items, one for each article: Factiva, Nexis, ProQuest, and Movable Type's blogs.
//!
//! All of an article's text is kept. What a database adds (the paper, the page, its own index) goes to fields and to `extra`.

mod factiva;
mod labelled;
mod movable_type;

use std::borrow::Cow;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::LazyLock;

use regex::bytes::Regex;

use super::entries::{Entry, Out, said, said_all};
use super::{Found, office, read_held, unreadable};
use crate::convert::block::{self, Block};
use crate::convert::byline;
use crate::convert::date;
use crate::convert::decode;
use crate::convert::given::Given;
use crate::convert::reading::Reading;
use crate::convert::record::{self, stamp};
use crate::convert::sentence;
use crate::diag::{Diagnostic, Place, Problem};

/// Where a text is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Database {
    Factiva,
    Nexis,
    Proquest,
    MovableType,
}

/// The first article of a file begins in so many bytes,
const START_BYTES: usize = 4 * 1024;
/// and ends in so many.
const HEAD_BYTES: usize = 128 * 1024;

/// Whether a file of this name may have the articles of a database.
pub fn may_be_export(name: &str) -> bool {
    is_text(name) || office::is_named_so(name)
}

/// Whether a file has the articles of a database, by its name and beginning.
pub fn is_export(path: &Path) -> bool {
    let name = path.to_string_lossy();
    if office::is_named_so(&name) {
        return read(path).is_ok_and(|bytes| export_in(&name, &bytes).is_some());
    }
    is_text(&name) && head(path).is_ok_and(|head| has_marks(&head))
}

/// The text with a database's articles that a file of this name is, or that is in it.
pub fn export_in<'a>(name: &str, bytes: &'a [u8]) -> Option<Cow<'a, [u8]>> {
    match () {
        () if is_text(name) => has_marks(bytes).then_some(Cow::Borrowed(bytes)),
        () if office::is_named_so(name) => {
            let start = office::beginning(bytes, START_BYTES)?;
            let text = begins(start.as_bytes()).then(|| office::text(bytes).ok())??.into_bytes();
            has_marks(&text).then_some(Cow::Owned(text))
        }
        () => None,
    }
}

fn read(path: &Path) -> Result<Vec<u8>, Problem> {
    read_held(fs::File::open(path).map_err(unreadable)?)
}

/// A file's beginning: a little of one that begins like no export, since most are none.
fn head(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = fs::File::open(path)?;
    let mut start = [0; START_BYTES];
    let len = file.read(&mut start)?;
    let mut head = start[..len].to_vec();
    if begins(&head) {
        file.take((HEAD_BYTES - len) as u64).read_to_end(&mut head)?;
    }
    Ok(head)
}

/// Whether one of the first lines is of those that articles of a database begin with. Asked of every text, so bytes are
/// looked at first.
fn begins(start: &[u8]) -> bool {
    static MARKS: LazyLock<Regex> = LazyLock::new(|| {
        let counts = factiva::WORDS.map(|word| format!(" {word}[\\r\\n]")).join("|");
        Regex::new(&format!(
            "^(?:\u{feff})?(?:AUTHOR|TITLE): |DOCUMENT|DOKUMENT|Do[ck]ument [0-9]|_{{40}}|\nHD |^HD |\nLength:|{counts}"
        ))
        .expect("it is tested")
    });
    MARKS.is_match(start)
        && String::from_utf8_lossy(start).trim_start_matches('\u{feff}').lines().map(str::trim).any(|line| {
            movable_type::begins(line)
                || labelled::is_count(line)
                || labelled::is_rule(line)
                || factiva::is_count(line)
                || line.starts_with("HD ")
                || line.starts_with("Length:")
        })
}

/// Whether a name is one of plain text.
fn is_text(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    lower.ends_with(".txt") || lower.ends_with(".text")
}

/// Whether a text is one of these.
pub fn has_marks(bytes: &[u8]) -> bool {
    begins(&bytes[..bytes.len().min(START_BYTES)])
        && decode::decode(bytes).is_ok_and(|decoded| sniff(&decoded.text).is_some())
}

/// Hands over the articles of a text; false where `take` wants no more.
pub fn each(name: &str, file: &str, bytes: &[u8], take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut out = Out::new(name, file, take);
    let text = decode::decode(bytes).map(|decoded| decoded.text).unwrap_or_default();
    let mut first = None;
    each_entry(&text, &mut |entry| match (first.take(), &entry) {
        (Some(waiting), _) => out.put(waiting, false) && out.put(entry, false),
        // One that stays alone is called by its file.
        (None, Entry::Article { .. }) if out.is_empty() => {
            first = Some(entry);
            true
        }
        (None, _) => out.put(entry, false),
    });
    if let Some(Entry::Article { export, .. }) = first {
        out.put_alone(export);
    }
    out.finish(None)
}

/// The same for a file.
pub fn each_of_file(path: &Path, name: &str, file: &str, take: &mut dyn FnMut(Found) -> bool) -> bool {
    match read(path) {
        // It was one a moment ago.
        Ok(bytes) => export_in(name, &bytes).is_none_or(|text| each(name, file, &text, take)),
        Err(problem) => take(Err(Diagnostic::new(problem, Place::file(name)))),
    }
}

fn sniff(text: &str) -> Option<Database> {
    if movable_type::is_export(text) {
        return Some(Database::MovableType);
    }
    let (mut rule, mut full, mut ends, mut length) = (false, false, false, false);
    for line in text.lines().map(str::trim) {
        if labelled::is_count(line) {
            return Some(Database::Nexis);
        }
        if factiva::accession(line).is_some() {
            return Some(Database::Factiva);
        }
        rule |= labelled::is_rule(line);
        full |= line.starts_with("Full text:") || line.starts_with("Full Text:");
        ends |= line == "End of Document";
        length |= line.starts_with("Length:");
    }
    match () {
        () if ends && length => Some(Database::Nexis),
        () if rule && full => Some(Database::Proquest),
        () => None,
    }
}

fn each_entry(text: &str, take: &mut dyn FnMut(Entry) -> bool) {
    let lines: Vec<&str> = text.lines().collect();
    type Split = fn(&str) -> Edge;
    type Reader = fn(&[&str]) -> Option<Article>;
    let (split, read): (Split, Reader) = match sniff(text) {
        Some(Database::Factiva) => (factiva::edge, factiva::read),
        Some(Database::Nexis) => (labelled::edge, labelled::nexis),
        Some(Database::Proquest) => (labelled::edge, labelled::proquest),
        Some(Database::MovableType) => return movable_type::each(text, take),
        None => return,
    };
    let mut from = 0;
    let mut cut = |from: usize, to: usize| {
        let is_empty = lines[from..to].iter().all(|line| line.trim().is_empty());
        is_empty || take(read(&lines[from..to]).map_or_else(|| unread(&lines[from..to]), Article::entry))
    };
    for (at, line) in lines.iter().enumerate() {
        match split(line.trim()) {
            Edge::None => {}
            edge => {
                let end = if matches!(edge, Edge::Last) { at + 1 } else { at };
                if !cut(from, end) {
                    return;
                }
                from = at + 1;
            }
        }
    }
    cut(from, lines.len());
}

/// What is no article by its form: it may be one all the same, or what databases print before, behind and between them.
fn unread(lines: &[&str]) -> Entry {
    const LONG: usize = 20;
    let text = lines.join("\n");
    let is_prose = |block: &Block| block.text.split(' ').count() >= LONG && sentence::ends(&block.text);
    match block::blocks(&text).iter().any(is_prose) {
        true => Entry::Text(text),
        false => Entry::Other("without a text".to_owned()),
    }
}

/// How a line parts articles.
enum Edge {
    None,
    /// It belongs to neither.
    Between,
    /// It is the last of one.
    Last,
}

/// An article as a database prints it.
#[derive(Default)]
struct Article {
    id: Option<String>,
    title: Option<String>,
    authors: Vec<String>,
    date: Option<String>,
    description: Option<String>,
    section: Option<String>,
    tags: Vec<String>,
    lang: Option<&'static str>,
    url: Option<String>,
    /// Names and values of other fields.
    others: Vec<(String, String)>,
    /// Names of fields that are nowhere.
    unused: Vec<String>,
    body: String,
}

impl Article {
    fn entry(self) -> Entry {
        let from = |what: &str| format!("database {what}");
        let text = |what: &str, value: Option<String>| {
            value
                .map(|value| block::tidy(&value.replace('\n', " ")))
                .filter(|v| !v.is_empty())
                .map(|v| said(&from(what), v))
        };
        let day = |value: &str| {
            let seen = || date::scan(value, Reading::default()).into_iter().next().map(|seen| seen.stamp);
            stamp(value.trim()).or_else(seen)
        };
        let mut given = Given {
            title: text("headline", self.title),
            date: self.date.as_deref().and_then(day).map(|date| said(&from("date"), date)),
            description: text("abstract", self.description),
            authors: said_all(&from("byline"), self.authors),
            section: text("section", self.section),
            tags: said_all(&from("subject"), self.tags),
            lang: self.lang.map(|lang| said(&from("language"), lang)),
            url: self.url.filter(|url| url.starts_with("http")).map(|url| said(&from("address"), url)),
            unused: self.unused,
            ..Given::default()
        };
        for (name, value) in self.others {
            given.note(&name, &block::tidy(&value.replace('\n', " ")));
        }
        let mut html = String::new();
        for block in block::blocks(&self.body) {
            html.push_str("<p>");
            super::xml::push_escaped(&block.text, &mut html);
            html.push_str("</p>\n");
        }
        Entry::article(self.id, given, html)
    }
}

/// The code of a language by its name, as databases print it.
fn language(name: &str) -> Option<&'static str> {
    const NAMES: [(&str, &str); 28] = [
        ("english", "en"),
        ("german", "de"),
        ("deutsch", "de"),
        ("french", "fr"),
        ("français", "fr"),
        ("francais", "fr"),
        ("spanish", "es"),
        ("español", "es"),
        ("italian", "it"),
        ("italiano", "it"),
        ("dutch", "nl"),
        ("nederlands", "nl"),
        ("portuguese", "pt"),
        ("português", "pt"),
        ("swedish", "sv"),
        ("norwegian", "no"),
        ("danish", "da"),
        ("finnish", "fi"),
        ("polish", "pl"),
        ("czech", "cs"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
        ("turkish", "tr"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("greek", "el"),
    ];
    let name = name.split([';', ',', '(']).next().unwrap_or("").trim().to_lowercase();
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// The names in a byline; `Lind, Ada; Doe, Jo` has the family names first.
fn authors(line: &str) -> Vec<String> {
    let line = block::tidy(&line.replace('\n', " "));
    let is_inverted = |name: &str| name.split(", ").count() == 2 && name.split(' ').count() <= 5;
    let parts: Vec<&str> = line.split(';').map(str::trim).filter(|name| !name.is_empty()).collect();
    let is_list = !byline::begins(&line) && parts.iter().all(|name| is_inverted(name));
    if !is_list || parts.is_empty() {
        return record::names(&line);
    }
    let turned = |name: &&str| name.split_once(", ").map(|(family, given)| format!("{given} {family}"));
    parts.iter().filter_map(turned).collect()
}

/// `PIERS (90%); STORMS (78%)` as single subjects.
fn subjects(text: &str) -> Vec<String> {
    let text = text.replace('\n', " ");
    let name = |subject: &str| match subject.rsplit_once('(') {
        Some((name, share)) if share.trim().ends_with("%)") => block::tidy(name),
        _ => block::tidy(subject),
    };
    text.split(';').map(name).collect()
}
