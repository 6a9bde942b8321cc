//! Documents of word processors ▶ pages of HTML: Word (`.docx`, ECMA-376), OpenDocument (`.odt`, ISO 26300), RTF.
//!
//! The first two are ZIP archives with XML in them. Of the text all is taken; how it looks only as far as HTML says it: headings, lists,
//! tables, links, what is bold, italic or crossed out, notes. Pictures in them have no address, and are left out.

mod docx;
mod odt;
mod rtf;

use std::io::{BufReader, Cursor, Read};

use zip::ZipArchive;

use super::xml::{Element, each_element, push_escaped, root};
use super::{Sent, bad_archive};
use crate::convert::given::{Extent, Given};
use crate::convert::{html, record};
use crate::diag::Problem;

/// No part of a document is larger.
const MAX_PART_BYTES: u64 = 64 * 1024 * 1024;

/// Whether a name is that of such a document.
pub fn is_named_so(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".docx", ".odt", ".rtf"].iter().any(|end| lower.ends_with(end))
}

/// Whether bytes are such a document.
pub fn is_document(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(RTF)
}

const RTF: &[u8] = b"{\\rtf";

/// A document as HTML, and what it says of itself.
pub fn page(bytes: &[u8]) -> Result<(String, Given), Problem> {
    let mut given = Given { extent: Extent::Document, ..Given::default() };
    if bytes.starts_with(RTF) {
        return Ok((rtf::html(bytes)?, given));
    }
    let mut parts = Parts(ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?);
    let html = match parts.xml("content.xml")? {
        Some(content) => odt::html(&content, parts.xml("styles.xml")?.as_ref()),
        None => docx::html(&mut parts)?,
    };
    let about = parts.xml("docProps/core.xml")?.or(parts.xml("meta.xml")?);
    // Who typed it, and when, is not who wrote it or when it was published; it helps those who look for that.
    let said = [
        ("typed by", "dc:creator"),
        ("typed by", "meta:initial-creator"),
        ("typed", "dcterms:created"),
        ("typed", "meta:creation-date"),
    ];
    for (key, name) in said {
        let found = about.as_ref().and_then(|about| about.within(&[name]).first().map(|e| e.text()));
        given.note(key, found.unwrap_or_default().trim());
    }
    let is_picture = |name: &str| name.starts_with("word/media/") || name.starts_with("Pictures/");
    if parts.0.file_names().flatten().any(|name| is_picture(&name)) {
        given.unused.push("pictures".to_owned());
    }
    Ok((html, given))
}

/// Some paragraphs from a document's start, a line each: about `len` bytes.
pub fn beginning(bytes: &[u8], len: usize) -> Option<String> {
    if bytes.starts_with(RTF) {
        return rtf::text(bytes);
    }
    let mut parts = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let name = ["content.xml", "word/document.xml"].into_iter().find(|name| parts.index_for_name(name).is_some())?;
    let mut text = String::new();
    let is_paragraph = |around: &[String]| matches!(around.last().map(String::as_str), Some("p" | "text:p" | "text:h"));
    // What is wrong with it is told when it is read.
    let _ = each_element(BufReader::new(parts.by_name(name).ok()?), is_paragraph, &mut |paragraph| {
        text.push_str(&paragraph.text());
        text.push('\n');
        text.len() < len
    });
    Some(text)
}

/// A document's paragraphs as plain text, with an empty line between.
pub fn text(bytes: &[u8]) -> Result<String, Problem> {
    let (html, given) = page(bytes)?;
    let page = record::page(&html, &given);
    let (blocks, _) = html::outline(page.as_bytes(), &Sent::default()).ok_or(Problem::HardPage)?;
    Ok(blocks.iter().map(|block| format!("{}\n\n", block.text)).collect())
}

fn broken(error: &dyn std::fmt::Display) -> Problem {
    bad_archive("document", error)
}

/// The parts of a document.
struct Parts<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl Parts<'_> {
    /// A part's root; `None` where there is no such part.
    fn xml(&mut self, name: &str) -> Result<Option<Element>, Problem> {
        let bytes = self.bytes(name)?;
        bytes.map(|bytes| root(bytes.as_slice())).transpose().map_err(|reason| broken(&reason))
    }

    /// All of a part.
    fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Ok(part) = self.0.by_name(name) else { return Ok(None) };
        let mut bytes = Vec::new();
        part.take(MAX_PART_BYTES + 1).read_to_end(&mut bytes).map_err(|e| broken(&e))?;
        let is_too_large = bytes.len() as u64 > MAX_PART_BYTES;
        if is_too_large { Err(Problem::TooLarge { max_mib: MAX_PART_BYTES / 1024 / 1024 }) } else { Ok(Some(bytes)) }
    }
}

/// How words are set apart, as the tags around them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Look {
    bold: bool,
    italic: bool,
    struck: bool,
    raised: bool,
    lowered: bool,
}

impl Look {
    fn write(self, text: &str, to: &mut String) {
        let tags =
            [(self.bold, "b"), (self.italic, "i"), (self.struck, "s"), (self.raised, "sup"), (self.lowered, "sub")];
        let tags: Vec<&str> =
            tags.into_iter().filter(|(is, _)| *is && !text.trim().is_empty()).map(|(_, tag)| tag).collect();
        tags.iter().for_each(|tag| to.push_str(&format!("<{tag}>")));
        push_escaped(text, to);
        tags.iter().rev().for_each(|tag| to.push_str(&format!("</{tag}>")));
    }
}

/// Lists that are open while paragraphs are written, one in the other.
#[derive(Default)]
struct Lists(Vec<&'static str>);

impl Lists {
    /// Writes an item of a list at a depth from 0.
    fn item(&mut self, depth: usize, is_numbered: bool, html: &str, to: &mut String) {
        let tag = if is_numbered { "ol" } else { "ul" };
        // No deeper than one below the item above.
        let depth = depth.min(self.0.len());
        while self.0.len() > depth + 1 || self.0.get(depth).is_some_and(|open| *open != tag) {
            self.close_one(to);
        }
        if self.0.len() == depth {
            to.push_str(&format!("<{tag}>"));
            self.0.push(tag);
        } else {
            to.push_str("</li>");
        }
        to.push_str(&format!("<li>{html}"));
    }

    fn close_one(&mut self, to: &mut String) {
        if let Some(tag) = self.0.pop() {
            to.push_str(&format!("</li></{tag}>"));
        }
    }

    /// Ends all lists.
    fn close(&mut self, to: &mut String) {
        while !self.0.is_empty() {
            self.close_one(to);
        }
    }
}
