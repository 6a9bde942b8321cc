//! Files of XML ▶ items: exports of WordPress and Blogger, feeds, and the formats of news agencies.
//!
//! Much else is XML. What a file is says its root, or else it is none of these.

mod element;
mod feed;
mod news;
mod newsml;
pub mod wordpress;

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::editor::paragraphs;
use super::entries::{Entry, Out, said, said_all};
use super::{Export, Found, bad_archive, read_held, unreadable};
use crate::diag::{Diagnostic, Place, Problem};

pub use element::{Broken, Element, Node, each as each_element, push_escaped};

/// As far as is looked to find out what a file is.
pub const HEAD_BYTES: u64 = 8 * 1024;

/// What a file of XML has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Xml {
    /// An export of WordPress.
    Wordpress,
    /// An export of Blogger, which is a feed of all posts and comments.
    Blogger,
    /// A feed.
    Feed,
    /// One article in a format of news agencies.
    Article,
    /// Several of them.
    Articles,
}

/// All of a file of XML, or what is wrong with it.
pub fn root(from: impl BufRead) -> Result<Element, String> {
    let mut root = None;
    let end = element::each(from, |around| around.len() == 1, &mut |element| {
        root = Some(element);
        false
    });
    root.filter(|root| !root.is_cut)
        .ok_or_else(|| end.map_or_else(|broken| broken.reason, |()| "it is too large".to_owned()))
}

/// What a file has, by the first [`HEAD_BYTES`] of it; `None` if none of these.
pub fn sniff(head: &[u8]) -> Option<Xml> {
    let has = |mark: &str| head.windows(mark.len()).any(|part| part == mark.as_bytes());
    let mut reader = Reader::from_reader(head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head));
    let root = loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => break start.local_name().into_inner().to_vec(),
            Event::Eof => return None,
            Event::Text(text) if !text.iter().all(u8::is_ascii_whitespace) => return None,
            _ => {}
        }
    };
    match root.as_slice() {
        b"rss" if has("wordpress.org/export/") => Some(Xml::Wordpress),
        b"rss" => Some(Xml::Feed),
        b"RDF" if has("purl.org/rss/") || has("my.netscape.com/rdf/") => Some(Xml::Feed),
        b"feed" if has("tag:blogger.com,") => Some(Xml::Blogger),
        b"feed" if has("w3.org/2005/Atom") || has("purl.org/atom/") => Some(Xml::Feed),
        b"nitf" | b"newsitem" => Some(Xml::Article),
        b"newsItem" | b"newsMessage" | b"NewsML" => Some(Xml::Articles),
        _ => None,
    }
}

/// Whether a name may be that of such a file.
pub fn is_named_so(name: &str) -> bool {
    const ENDS: [&str; 7] = [".xml", ".wxr", ".rss", ".atom", ".rdf", ".nitf", ".newsml"];
    let lower = name.to_ascii_lowercase();
    ENDS.iter().any(|end| lower.ends_with(end))
}

/// What a file has, by its name and its beginning; `packed` says that it is packed by gzip.
pub fn of_file(path: &Path, packed: bool) -> Option<Xml> {
    let opened = fs::File::open(path).ok()?;
    let mut head = Vec::new();
    let read = match packed {
        true => MultiGzDecoder::new(BufReader::new(opened)).take(HEAD_BYTES).read_to_end(&mut head),
        false => opened.take(HEAD_BYTES).read_to_end(&mut head),
    };
    // What is read before it breaks is enough.
    read.map_or(!head.is_empty(), |_| true).then(|| sniff(&head))?
}

/// What a reader has, and all of it once more.
pub fn of_reader<R: BufRead>(mut from: R) -> io::Result<(Option<Xml>, impl BufRead)> {
    let mut head = Vec::new();
    (&mut from).take(HEAD_BYTES).read_to_end(&mut head)?;
    Ok((sniff(&head), io::Cursor::new(head).chain(from)))
}

/// Hands over the articles of a file; false where `take` wants no more.
pub fn each_of_file(path: &Path, packed: bool, name: &str, file: &str, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let opened = || -> io::Result<Box<dyn BufRead>> {
        let file = BufReader::with_capacity(1 << 16, fs::File::open(path)?);
        Ok(if packed { Box::new(BufReader::new(MultiGzDecoder::new(file))) } else { Box::new(file) })
    };
    match (of_file(path, packed), opened()) {
        (_, Err(error)) => take(Err(Diagnostic::new(unreadable(error), Place::file(name)))),
        (Some(Xml::Wordpress), Ok(first)) => wordpress::each(name, file, first, opened, take),
        (Some(xml), Ok(from)) => each(name, file, from, xml, take),
        // It was another one a moment ago.
        (None, Ok(_)) => true,
    }
}

/// Hands over the articles of what can be read only once, an export of WordPress therefore from memory.
pub fn each_of_reader(
    name: &str,
    file: &str,
    from: impl BufRead,
    xml: Xml,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    if xml != Xml::Wordpress {
        return each(name, file, from, xml, take);
    }
    match read_held(from) {
        Ok(all) => wordpress::each(name, file, all.as_slice(), || Ok(all.as_slice()), take),
        Err(problem) => take(Err(Diagnostic::new(problem, Place::file(name)))),
    }
}

/// Hands over the articles of a reader, but of no export of WordPress, which must be read twice.
fn each(name: &str, file: &str, from: impl BufRead, xml: Xml, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut out = Out::new(name, file, take);
    let end = match xml {
        Xml::Feed | Xml::Blogger => {
            let mut about = feed::About::default();
            element::each(from, feed::is_wanted, &mut |element| {
                let is_cut = element.is_cut;
                about.take(element).is_none_or(|entry| out.put(about.entry(&entry), is_cut))
            })
        }
        Xml::Article | Xml::Articles => element::each(from, newsml::is_wanted, &mut |element| {
            let is_cut = element.is_cut;
            newsml::entry(&element).is_none_or(|entry| out.put(entry, is_cut))
        }),
        Xml::Wordpress => unreachable!("it is read from a file"),
    };
    out.finish(end.err().map(|broken| broken_file(&broken, name)))
}

/// The article in a file that has one.
pub fn article(bytes: &[u8], name: &str) -> Result<Export, Diagnostic> {
    let mut found = None;
    let end = element::each(bytes, newsml::is_wanted, &mut |element| {
        found = newsml::entry(&element);
        found.is_none()
    });
    match (found, end) {
        (Some(Entry::Article { export, .. }), _) => Ok(*export),
        (_, Err(broken)) => Err(broken_file(&broken, name)),
        (_, Ok(())) => Err(Diagnostic::new(Problem::NoArticle, Place::file(name))),
    }
}

fn broken_file(broken: &Broken, name: &str) -> Diagnostic {
    Diagnostic::new(bad_archive("file of XML", &broken.reason), Place { line: broken.line, ..Place::file(name) })
}
