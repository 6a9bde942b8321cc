//! Saved pages ▶ blocks, like those of plain text, with what their markup says.
//!
//! 1. [`decode`] finds the encoding.
//! 2. `walk` makes blocks of the page's tree, each with links, element and surroundings.
//! 3. `votes` asks two extractors what they take for the article.
//! 4. [`metadata`] reads what the page says of itself: JSON-LD, `<meta>`, microdata, `<time>`.
//!
//! Third-party code runs in a thread of its own: a page that makes it panic, or keeps it busy longer
//! than `DEADLINE`, goes on without its votes.

pub mod decode;
pub mod draft;
mod hints;
pub mod markup;
pub mod metadata;
mod votes;
mod walk;

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use markup::{Markup, Picture};
use metadata::Metadata;
use trafilatura::dom::Document;
use url::Url;

use super::block::Block;
use super::features::Hints;

/// The most bytes of a page.
pub const MAX_LEN_BYTES: usize = 16 * 1024 * 1024;
/// How long one page may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// The parser's tree may be deep.
const STACK_LEN_BYTES: usize = 64 * 1024 * 1024;

/// A page as blocks.
#[derive(Debug, Default)]
pub struct Page {
    /// Blocks in the order of the page; their lines are numbered by block.
    pub blocks: Vec<Block>,
    /// For each block, its markup.
    pub markup: Vec<Markup>,
    /// For each block, what surrounds it.
    pub hints: Vec<Hints>,
    /// Pictures.
    pub pictures: Vec<Picture>,
    /// What the page says of itself.
    pub metadata: Metadata,
    /// Whether the extractors' votes are missing.
    pub cut_short: bool,
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

/// Reads a page. One that the parser cannot handle in time has no blocks.
pub fn read(bytes: &[u8]) -> Page {
    let html = decode::decode(&bytes[..bytes.len().min(MAX_LEN_BYTES)]);
    let (send, receive) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(STACK_LEN_BYTES).spawn(move || {
        let doc = Document::parse(&html);
        let base = metadata::base(&doc);
        let walked = walk::walk(&doc, base.as_ref());
        let page = Page {
            metadata: metadata::read(&doc, base.as_ref()),
            blocks: walked.blocks,
            markup: walked.markup,
            hints: walked.hints,
            pictures: walked.pictures,
            cut_short: true,
        };
        let blocks = page.blocks.clone();
        if send.send(Message::Page(Box::new(page))).is_ok() {
            let _ = send.send(Message::Votes(votes::votes(doc, &html, &blocks)));
        }
    });
    let Ok(_detached) = worker else { return Page::default() };
    let Ok(Message::Page(page)) = receive.recv_timeout(DEADLINE) else {
        return Page { cut_short: true, ..Page::default() };
    };
    let mut page = *page;
    if let Ok(Message::Votes(votes)) = receive.recv_timeout(DEADLINE) {
        page.hints.iter_mut().zip(votes).for_each(|(hint, votes)| hint.votes = votes);
        page.cut_short = false;
    }
    page
}

/// A page's blocks and its own address, without anything that takes longer; `None` for a page that
/// the parser cannot handle in time.
pub fn outline(bytes: &[u8]) -> Option<(Vec<Block>, Option<String>)> {
    let html = decode::decode(&bytes[..bytes.len().min(MAX_LEN_BYTES)]);
    let (send, receive) = mpsc::channel();
    let worker = thread::Builder::new().stack_size(STACK_LEN_BYTES).spawn(move || {
        let doc = Document::parse(&html);
        let base = metadata::base(&doc);
        let walked = walk::walk(&doc, base.as_ref());
        let _ = send.send((walked.blocks, metadata::own_url(&doc).or_else(|| base.map(|b| b.to_string()))));
    });
    worker.ok()?;
    receive.recv_timeout(DEADLINE).ok()
}

enum Message {
    Page(Box<Page>),
    Votes(Vec<u16>),
}

/// An absolute address of the web.
fn web_url(text: &str) -> Option<Url> {
    Url::parse(text.trim()).ok().filter(|u| matches!(u.scheme(), "http" | "https") && u.has_host())
}
