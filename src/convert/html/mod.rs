//! Saved pages ▶ blocks, like those of plain text, with what their markup says.
//!
//! 1. [`decode`] finds the encoding.
//! 2. `walk` makes blocks of the page's tree, each with links, element and surroundings.
//! 3. [`metadata`] reads what the page says of itself: JSON-LD, `<meta>`, microdata, `<time>`.
//! 4. `votes` asks two extractors what they take for the article, where someone wants to know: that
//!    takes longer than all the rest.
//!
//! Third-party code runs in a thread of its own: a page that makes it panic, or keeps it busy longer
//! than `DEADLINE`, goes on without its votes.

pub mod decode;
pub mod draft;
mod embed;
mod hints;
mod kin;
pub mod markup;
pub mod metadata;
mod told;
mod votes;
mod walk;
mod worker;

use std::time::Duration;

use markup::{Figure, Markup};
use metadata::Metadata;
use trafilatura::dom::Document;
use url::Url;

use super::block::{self, Block};
use super::features::Hints;
use super::source::Sent;

/// The most bytes of a page.
pub const MAX_LEN_BYTES: usize = 16 * 1024 * 1024;
/// How long one page may take.
const DEADLINE: Duration = Duration::from_secs(5);

/// A page as blocks.
#[derive(Debug, Default)]
pub struct Page {
    /// Blocks in the order of the page; their lines are numbered by block.
    pub blocks: Vec<Block>,
    /// For each block, its markup.
    pub markup: Vec<Markup>,
    /// For each block, what surrounds it.
    pub hints: Vec<Hints>,
    /// Pictures, and links to what other sites show.
    pub figures: Vec<Figure>,
    /// Whether pictures are left out, as nothing tells where the page was that their addresses are relative to.
    pub has_lost_pictures: bool,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// Its text.
    html: String,
}

/// Whether bytes are a page rather than plain text: by the file's name or its first tag.
pub fn is_page(file: &str, bytes: &[u8]) -> bool {
    let lower = file.to_ascii_lowercase();
    if [".html", ".htm", ".xhtml"].iter().any(|e| lower.ends_with(e)) {
        return true;
    }
    let text = bytes.iter().skip_while(|b| b.is_ascii_whitespace() || b"\xef\xbb\xbf".contains(b));
    let head: Vec<u8> = text.take(14).map(u8::to_ascii_lowercase).collect();
    head.starts_with(b"<!doctype html") || head.starts_with(b"<html")
}

/// Reads a page, given what is known of it from how it came here. `None` for one that the parser cannot handle in time.
pub fn read(bytes: &[u8], sent: &Sent) -> Option<Page> {
    let html = decode::decode(&bytes[..bytes.len().min(MAX_LEN_BYTES)], sent.charset.as_deref());
    let url = sent.url.as_deref().and_then(web_url);
    worker::within(DEADLINE, move || {
        let Parsed { html, doc, base, mut walked } = parse(html, url.as_ref());
        let mut metadata = metadata::read(&doc, base.as_ref());
        if let Some(shown) = metadata.title.as_deref().and_then(|title| metadata::shown_part(title, &walked.blocks)) {
            (metadata.title, metadata.is_title_weak) = (Some(shown), false);
        }
        told::tell(&mut walked.hints, &walked.blocks, &metadata);
        Page {
            metadata,
            blocks: walked.blocks,
            markup: walked.markup,
            hints: walked.hints,
            figures: walked.figures,
            has_lost_pictures: walked.has_lost_pictures,
            html,
        }
    })
}

/// A page's blocks and its own address, without anything that takes longer; `None` for a page that
/// the parser cannot handle in time.
pub fn outline(bytes: &[u8], sent: &Sent) -> Option<(Vec<Block>, Option<String>)> {
    let html = decode::decode(&bytes[..bytes.len().min(MAX_LEN_BYTES)], sent.charset.as_deref());
    let url = sent.url.as_deref().and_then(web_url);
    worker::within(DEADLINE, move || {
        let Parsed { doc, base, walked, .. } = parse(html, url.as_ref());
        (walked.blocks, metadata::own_url(&doc).or_else(|| base.map(|b| b.to_string())))
    })
}

struct Parsed {
    html: String,
    doc: Document,
    base: Option<Url>,
    walked: walk::Walked,
}

/// Parses and walks a page. One that a script fills in may have its text for programs that run none, too.
fn parse(html: String, sent: Option<&Url>) -> Parsed {
    /// A notice that scripts are wanted has fewer bytes.
    const LEAST: usize = 500;
    let parsed = |html: String| {
        let doc = Document::parse(&html);
        let base = metadata::base(&doc, sent);
        let walked = walk::walk(&doc, base.as_ref());
        Parsed { html, doc, base, walked }
    };
    let first = parsed(html);
    let opened = if first.walked.blocks.is_empty() { open_noscript(&first.html) } else { None };
    let has_text = |page: &Parsed| page.walked.blocks.iter().map(|b| b.text.len()).sum::<usize>() >= LEAST;
    opened.map(parsed).filter(has_text).unwrap_or(first)
}

/// The words of a piece of HTML in one line.
pub fn text_of(html: &str) -> String {
    let doc = Document::parse(html);
    block::tidy(&doc.body().map_or_else(String::new, |body| doc.text_content(body)))
}

/// A page with `<div>` in place of `<noscript>`, whose content the parser takes for text; `None` for one without.
fn open_noscript(html: &str) -> Option<String> {
    // In lower case of ASCII, places are the same.
    let lower = html.to_ascii_lowercase();
    let (mut out, mut from) = (String::new(), 0);
    for (at, tag) in lower.match_indices("noscript").filter(|(at, _)| lower[..*at].ends_with(['<', '/'])) {
        out.push_str(&html[from..at]);
        out.push_str("div");
        from = at + tag.len();
    }
    (from > 0).then(|| out + &html[from..])
}

impl Page {
    /// Asks the extractors, and puts their votes into the hints. Says whether they answered in time.
    pub fn ask_extractors(&mut self) -> bool {
        let html = std::mem::take(&mut self.html);
        let blocks = self.blocks.clone();
        let votes = worker::within(DEADLINE, move || votes::votes(&html, &blocks));
        for (hint, votes) in self.hints.iter_mut().zip(votes.iter().flatten()) {
            hint.votes = Some(*votes);
        }
        votes.is_some()
    }
}

/// An absolute address of the web.
fn web_url(text: &str) -> Option<Url> {
    Url::parse(text.trim()).ok().filter(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
}
