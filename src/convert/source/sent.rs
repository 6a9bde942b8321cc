//! An answer of a server as a crawler wrote it down ▶ the page that it holds.

use std::borrow::Cow;
use std::io::Read;

use brotli_decompressor::Decompressor;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use url::Url;

use super::headers::Headers;
use super::read_capped;
use crate::convert::html;

/// What came with a page from where it was fetched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sent {
    /// Its address: links lead from there, if it names no other.
    pub url: Option<String>,
    /// The name of its encoding.
    pub charset: Option<String>,
}

/// A page that a crawler fetched, as it came.
#[derive(Debug)]
pub struct Fetched {
    /// Its address.
    pub url: String,
    /// When, as RFC 3339.
    pub date: String,
    /// Whether it is plain text that another program made of a page.
    pub is_text: bool,
    /// What the server said of it.
    pub headers: Headers,
    /// All of the answer.
    pub bytes: Vec<u8>,
    /// Where its body begins.
    pub body_at: usize,
}

impl Fetched {
    /// The page's bytes. Many programs undo how a body was sent and leave the headers that told it, so what
    /// is not as they say is taken as it is. `Err` names a way of packing that is not known.
    pub fn body(&self) -> Result<Cow<'_, [u8]>, String> {
        let body = &self.bytes[self.body_at.min(self.bytes.len())..];
        let is_chunked =
            self.headers.get("transfer-encoding").is_some_and(|ways| ways.to_lowercase().contains("chunked"));
        let mut body = is_chunked.then(|| joined(body)).flatten().map_or(Cow::Borrowed(body), Cow::Owned);
        let ways = self.headers.get("content-encoding").unwrap_or_default().to_ascii_lowercase();
        for way in ways.split(',').rev().map(str::trim) {
            let unpacked = match way {
                _ if html::is_page("", &body) => None,
                "gzip" | "x-gzip" => unpacked(MultiGzDecoder::new(&*body)),
                // With its frame, as the standard has it, or without, as some servers do.
                "deflate" => unpacked(ZlibDecoder::new(&*body)).or_else(|| unpacked(DeflateDecoder::new(&*body))),
                // It has no mark of its own: what ends in an error may never have been packed.
                "br" => read_capped(Decompressor::new(&*body, 4096)).ok().filter(|bytes| !bytes.is_empty()),
                "" | "identity" => None,
                other => return Err(other.to_owned()),
            };
            body = unpacked.map_or(body, Cow::Owned);
        }
        Ok(body)
    }
}

/// What can be unpacked, up to the size of a document: also of what was cut off.
fn unpacked(mut from: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut part = vec![0; 1 << 16];
    let mut from = (&mut from).take(super::MAX_LEN_BYTES + 1);
    loop {
        match from.read(&mut part) {
            Ok(0) => break,
            Ok(read) => bytes.extend_from_slice(&part[..read]),
            Err(_) => break,
        }
    }
    (!bytes.is_empty()).then_some(bytes)
}

/// A body that was sent in chunks, each with its length in hexadecimal digits above it; `None` for what is none.
fn joined(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(rest.len());
    loop {
        let end = memchr::memchr(b'\n', rest)?;
        let line = rest[..end].trim_ascii();
        let digits = line.split(|b| *b == b';').next().unwrap_or_default().trim_ascii();
        let len = usize::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()?;
        rest = &rest[end + 1..];
        if len == 0 {
            return Some(body);
        }
        // The last one may be cut off.
        body.extend_from_slice(&rest[..len.min(rest.len())]);
        rest = rest.get(len..).unwrap_or_default();
        rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if rest.is_empty() {
            return Some(body);
        }
    }
}

/// What a page would be called as a file: the last part of its address, or its host.
pub fn file_of(url: &str) -> String {
    let Ok(url) = Url::parse(url) else { return "page".to_owned() };
    let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()).map(str::to_owned));
    let name = last.or_else(|| url.host_str().map(str::to_owned)).unwrap_or_else(|| "page".to_owned());
    percent_encoding::percent_decode_str(&name).decode_utf8_lossy().replace(['/', '\\', '\0'], "-")
}
