//! Where raw documents come from: files, folders, globs, archives, crawls, JSON, tables, feeds, exports, standard input.
//!
//! An importer for another kind of archive is another [`Source`]. It hands
//! over [`Item`]s, always in the same order, and holds none of them: threads read and convert them.

mod archive;
mod arguments;
mod database;
mod dump;
mod editor;
mod entries;
mod front_matter;
mod ghost;
mod headers;
mod json;
mod lines;
mod mail;
mod mhtml;
mod office;
mod sent;
mod shortcode;
mod table;
mod warc;
mod xml;

use std::fs;
use std::io::{self, BufRead, Read};
use std::path::PathBuf;

pub use arguments::{Arguments, StdinFormat};
pub(super) use editor::{paragraphs, stored};
pub use sent::{Fetched, Sent};
pub(super) use shortcode::{NoUploads, expand};

use super::given::{Extent, Given, Said};
use super::record;
use crate::diag::{Diagnostic, Place, Problem};

/// The most bytes of one raw document; an article has a thousandth of that.
pub const MAX_LEN_BYTES: u64 = 32 * 1024 * 1024;

/// One raw document, as it was found.
#[derive(Debug, Clone, Default)]
pub struct RawDoc {
    /// What the user calls it, for messages: `raw/a.txt`, `export.zip/a.txt`, `dump.jsonl:17`, `-`.
    pub name: String,
    /// The file's name without its folder, for the `source` block and the output's name.
    pub file: String,
    /// The folder, archive or file of JSON lines that it is in.
    pub folder: String,
    /// Its line in a file of JSON lines, whose name is `name` up to the colon; otherwise 0.
    pub line: usize,
    /// Whether it is text or a page.
    pub kind: Kind,
    /// Its text or page.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes as they were found, 64 hex digits.
    pub sha256: String,
    /// Fields that came with it.
    pub given: Given,
    /// Of a page, what is known from how it came here.
    pub sent: Sent,
}

/// What a document's bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Kind {
    /// To be told by its name and first bytes.
    #[default]
    Unknown,
    /// Plain text.
    Text,
    /// HTML.
    Page,
}

impl RawDoc {
    /// The document itself, for messages about all of it.
    pub fn place(&self) -> Place {
        place(&self.name, self.line)
    }
}

/// A document by its name, and its line where it is one of a file of JSON lines.
fn place(name: &str, line: usize) -> Place {
    let file = if line > 0 { name.rsplit_once(':').map_or(name, |(file, _)| file) } else { name };
    Place { line, ..Place::file(file) }
}

/// What a source finds: a document, or what keeps it from finding some.
pub type Found = Result<Item, Diagnostic>;

/// A document that has a name and is still to be read.
#[derive(Debug)]
pub struct Item {
    /// As in [`RawDoc`].
    pub name: String,
    /// As in [`RawDoc`].
    pub file: String,
    /// As in [`RawDoc`].
    pub folder: String,
    /// As in [`RawDoc`].
    pub line: usize,
    /// Where its bytes are.
    pub content: Content,
}

/// An item's bytes, or the way to them.
#[derive(Debug)]
pub enum Content {
    /// A file.
    File(PathBuf),
    /// A file that is packed by gzip.
    Packed(PathBuf),
    /// Bytes that could only be read in their turn.
    Bytes(Vec<u8>),
    /// A line of JSON.
    Record(Vec<u8>),
    /// An entry of an export or feed.
    Export(Box<Export>),
    /// A page that a crawler fetched.
    Fetched(Box<Fetched>),
    /// Something that cannot be read.
    Broken(Problem),
}

impl Content {
    /// How many bytes of it are in memory.
    pub fn held_bytes(&self) -> usize {
        match self {
            Content::Bytes(bytes) | Content::Record(bytes) => bytes.len(),
            Content::Export(export) => export.html.len(),
            Content::Fetched(page) => page.bytes.len(),
            Content::File(_) | Content::Packed(_) | Content::Broken(_) => 0,
        }
    }
}

/// An article that another program gives away, with what it knows of it.
#[derive(Debug, Clone)]
pub struct Export {
    /// Its fields.
    pub given: Given,
    /// Its text.
    pub html: String,
}

impl Export {
    /// All of it in one text, to tell whether it has changed.
    pub fn text(&self) -> String {
        format!("{:?}\n{}", self.given, self.html)
    }
}

/// An importer.
pub trait Source: Sync {
    /// Hands over all documents, one after another, until `take` returns false.
    fn each(&self, take: &mut dyn FnMut(Found) -> bool);

    /// Whether it can be gone through twice; what comes through a pipe cannot.
    fn repeats(&self) -> bool;
}

impl Item {
    /// Where it is, for messages.
    pub fn place(&self) -> Place {
        place(&self.name, self.line)
    }

    /// Reads it. Many threads do this at a time.
    pub fn read(self) -> Result<RawDoc, Diagnostic> {
        let place = self.place();
        self.read_bytes().map_err(|problem| match problem {
            Wrong::Here(problem) => Diagnostic::new(problem, place),
            Wrong::There(diagnostic) => *diagnostic,
        })
    }

    fn read_bytes(self) -> Result<RawDoc, Wrong> {
        let whole = |bytes: Vec<u8>| {
            let too_large = bytes.len() as u64 > MAX_LEN_BYTES;
            if too_large { Err(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 }) } else { Ok(bytes) }
        };
        let doc =
            RawDoc { name: self.name, file: self.file, folder: self.folder, line: self.line, ..RawDoc::default() };
        let bytes = match self.content {
            // Its pictures may make it larger than a page is, and stand behind it.
            Content::File(path) if mhtml::is_mhtml(&doc.file) => {
                fs::File::open(path).and_then(read_capped).map_err(unreadable)?
            }
            Content::File(path) => whole(fs::File::open(path).and_then(read_capped).map_err(unreadable)?)?,
            Content::Packed(path) => {
                let file = fs::File::open(path).map_err(unreadable)?;
                let unpacked = flate2::read::MultiGzDecoder::new(io::BufReader::new(file));
                whole(read_capped(unpacked).map_err(|e| bad_archive("gzip file", &e))?)?
            }
            Content::Bytes(bytes) => whole(bytes)?,
            Content::Record(line) => return record::read(doc, &line).map_err(|d| Wrong::There(Box::new(d))),
            Content::Export(export) => {
                let sha256 = super::emit::sha256(export.text().as_bytes());
                return Ok(RawDoc { sha256, ..exported(doc, *export) });
            }
            Content::Fetched(page) => return fetched(doc, &page).map_err(Wrong::Here),
            Content::Broken(problem) => return Err(Wrong::Here(problem)),
        };
        let sha256 = super::emit::sha256(&bytes);
        if mhtml::is_mhtml(&doc.file) {
            let (bytes, sent) = mhtml::page(&bytes)?;
            return Ok(RawDoc { kind: Kind::Page, sha256, bytes, sent, ..doc });
        }
        if mail::is_mail(&doc.file) {
            let (object, file) = (mail::object(&bytes)?, doc.file.clone());
            let read = record::read_object(doc, object, "mail").map_err(|d| Wrong::There(Box::new(d)))?;
            return Ok(RawDoc { file, sha256, ..read });
        }
        if xml::is_named_so(&doc.file) && xml::sniff(head_of(&bytes)) == Some(xml::Xml::Article) {
            let article = xml::article(&bytes, &doc.name).map_err(|d| Wrong::There(Box::new(d)))?;
            return Ok(RawDoc { sha256, ..exported(doc, article) });
        }
        if office::is_named_so(&doc.file) && office::is_document(&bytes) {
            let (html, given) = office::page(&bytes)?;
            return Ok(RawDoc { sha256, ..exported(doc, Export { given, html }) });
        }
        if is_markdown(&doc.file)
            && let Ok(text) = std::str::from_utf8(&bytes)
        {
            if let Some(object) = front_matter::object(text) {
                let file = doc.file.clone();
                let read = record::read_object(doc, object, "front matter").map_err(|d| Wrong::There(Box::new(d)))?;
                // What has a title there was parted from its page before.
                let extent = if read.given.title.is_some() { Extent::Whole } else { read.given.extent };
                return Ok(RawDoc { file, sha256, given: Given { extent, ..read.given }, ..read });
            }
            // Lines of front matter that is none are lines like others.
            if !front_matter::begins(text) {
                let bytes = record::page(&record::html_of(text), &doc.given).into_bytes();
                return Ok(RawDoc { kind: Kind::Page, bytes, sha256, ..doc });
            }
        }
        Ok(RawDoc { sha256, bytes, ..doc })
    }
}

/// A document of an article that another program gives away.
fn exported(doc: RawDoc, export: Export) -> RawDoc {
    let bytes = record::page(&export.html, &export.given).into_bytes();
    RawDoc { kind: Kind::Page, bytes, given: export.given, ..doc }
}

fn head_of(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(xml::HEAD_BYTES as usize)]
}

/// Whether the documents of a file, by its name, are called by what stands behind `#`: `dump.json#17`.
pub fn is_list(file: &str) -> bool {
    file == "stdin" || file.ends_with(".json") || file.ends_with(".mbox") || xml::is_named_so(file)
}

fn is_markdown(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    [".md", ".markdown"].iter().any(|end| name.ends_with(end))
}

/// A document of what a crawler fetched.
fn fetched(mut doc: RawDoc, page: &Fetched) -> Result<RawDoc, Problem> {
    let body = page.body().map_err(|way| bad_archive("page of a crawl", &format!("it is packed by `{way}`")))?;
    let sha256 = super::emit::sha256(&body);
    if !page.date.is_empty() {
        doc.given.extra.insert("captured".to_owned(), page.date.clone().into());
    }
    if page.is_text {
        let value = page.url.clone();
        doc.given.url = Some(Said { value, from: "warc".to_owned() }).filter(|url| url.value.starts_with("http"));
        return Ok(RawDoc { kind: Kind::Text, sha256, bytes: body.into_owned(), ..doc });
    }
    let sent = Sent { url: Some(page.url.clone()), charset: page.headers.charset() };
    Ok(RawDoc { kind: Kind::Page, sha256, bytes: body.into_owned(), sent, ..doc })
}

/// What keeps an item from being read: somewhere in it, or at a place that is known.
enum Wrong {
    Here(Problem),
    There(Box<Diagnostic>),
}

impl From<Problem> for Wrong {
    fn from(problem: Problem) -> Wrong {
        Wrong::Here(problem)
    }
}

fn unreadable(error: io::Error) -> Problem {
    Problem::Unreadable { reason: crate::error::reason(&error) }
}

fn bad_archive(kind: &str, error: &dyn std::fmt::Display) -> Problem {
    let reason = error.to_string();
    let reason = if reason.contains("EOCD") { "it has no end: it was cut off, or is none".to_owned() } else { reason };
    Problem::BadArchive { kind: kind.to_owned(), reason }
}

/// The most of a file of many articles that is held in memory, where it cannot be read a piece at a time.
const MAX_HELD_BYTES: u64 = 256 * 1024 * 1024;

/// All of a file of many articles.
fn read_held(from: impl Read) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let len = from.take(MAX_HELD_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    let is_too_large = len as u64 > MAX_HELD_BYTES;
    if is_too_large { Err(Problem::TooLarge { max_mib: MAX_HELD_BYTES / 1024 / 1024 }) } else { Ok(bytes) }
}

/// A reader of UTF-8, of a file in UTF-16 too: spreadsheets and shells of Windows write it, with a byte order mark.
fn in_utf8<'a>(mut from: impl BufRead + 'a) -> Result<Box<dyn BufRead + 'a>, Problem> {
    let is_wide = matches!(from.fill_buf().map_err(unreadable)?, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]);
    if !is_wide {
        return Ok(Box::new(from));
    }
    let text = super::decode::decode(&read_held(from)?)?.text;
    Ok(Box::new(io::Cursor::new(text)))
}

/// One byte more than allowed is enough to know that it is too much.
fn read_capped(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_LEN_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
