//! XML ▶ the elements that are wanted, one after another, each with all that is in it.
//!
//! What stands around them is passed over, so a file may be longer than memory.

use std::io::{self, BufRead, Read};

use memchr::memchr_iter;
use quick_xml::Reader;
use quick_xml::encoding::Decoder;
use quick_xml::events::{BytesStart, Event};

use super::super::MAX_LEN_BYTES;
use crate::convert::html;

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Element {
    /// Its name as it is written, but without the prefixes of [`PLAIN`] and of the root.
    pub name: String,
    attributes: Vec<(String, String)>,
    /// What is in it; too much is left out, see [`Element::is_cut`].
    pub content: Vec<Node>,
    /// Whether there was more in it than any article has.
    pub is_cut: bool,
}

/// A part of what is in an element.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// An element.
    Element(Element),
    /// Text, without references.
    Text(String),
}

/// Prefixes whose elements are called the same with and without.
const PLAIN: [&str; 4] = ["nitf", "html", "xhtml", "h"];

/// No article is nested deeper.
const DEEPEST: usize = 200;

/// What an element counts for besides its text: it takes more memory than its letters.
const ELEMENT_BYTES: u64 = 32;

/// No text of one piece may be longer, or memory would have no bound.
const MAX_PIECE_BYTES: u64 = 4 * MAX_LEN_BYTES;

impl Element {
    /// An element with a text.
    pub fn of_text(name: &str, text: &str) -> Element {
        Element::of(name, &[], vec![Node::Text(text.to_owned())])
    }

    /// An element with attributes and what is in it.
    pub fn of(name: &str, attributes: &[(&str, &str)], content: Vec<Node>) -> Element {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Element { name: name.to_owned(), attributes, content, is_cut: false }
    }

    /// What an attribute says, by its name with or without its prefix.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let is_it = |own: &str| own == name || own.rsplit_once(':').is_some_and(|(_, local)| local == name);
        self.attributes.iter().find(|(own, _)| is_it(own)).map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }

    /// The elements in it.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.content.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name in it.
    pub fn children<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The element that names lead to, one in the other.
    pub fn child(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.elements().find(|inner| inner.name == *name))
    }

    /// The elements of some names, however deep, in order; what is in one of them is not looked at.
    pub fn within<'a>(&'a self, names: &[&str]) -> Vec<&'a Element> {
        let mut found = Vec::new();
        for element in self.elements() {
            match names.contains(&element.name.as_str()) {
                true => found.push(element),
                false => found.extend(element.within(names)),
            }
        }
        found
    }

    /// All text in it.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.add_text(&mut text);
        text
    }

    fn add_text(&self, to: &mut String) {
        for node in &self.content {
            match node {
                Node::Text(text) => to.push_str(text),
                Node::Element(element) => element.add_text(to),
            }
        }
    }

    /// What the element that names lead to says, without spaces around; `None` if nothing.
    pub fn says(&self, path: &[&str]) -> Option<String> {
        let text = self.child(path)?.text();
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// What is in it as HTML: `tag` names the element of HTML that stands for one of these; of [`Tag::Inside`] only what is in
    /// it is kept.
    pub fn html(&self, tag: fn(&Element) -> Tag<'_>) -> String {
        let mut html = String::new();
        self.add_html(tag, &mut html);
        html
    }

    fn add_html(&self, tag: fn(&Element) -> Tag<'_>, to: &mut String) {
        for node in &self.content {
            match node {
                Node::Text(text) => push_escaped(text, to),
                Node::Element(element) => match tag(element) {
                    Tag::Nothing => {}
                    Tag::Inside => element.add_html(tag, to),
                    Tag::Html(html) => to.push_str(&html),
                    Tag::Named(name) => {
                        to.push('<');
                        to.push_str(name);
                        for (name, value) in element.attributes.iter().filter(|(name, _)| !name.contains(':')) {
                            to.push_str(&format!(" {name}=\""));
                            push_escaped(value, to);
                            to.push('"');
                        }
                        to.push('>');
                        if !VOID.contains(&name) {
                            element.add_html(tag, to);
                            to.push_str(&format!("</{name}>"));
                        }
                    }
                },
            }
        }
    }
}

/// Elements of HTML that nothing is in.
const VOID: [&str; 8] = ["br", "hr", "img", "col", "wbr", "source", "embed", "input"];

/// What stands for an element in HTML.
pub enum Tag<'a> {
    /// An element of this name with the same attributes.
    Named(&'a str),
    /// This, whatever is in the element.
    Html(String),
    /// What is in it.
    Inside,
    /// Nothing.
    Nothing,
}

/// Writes a text so that HTML has it as it is.
pub fn push_escaped(text: &str, to: &mut String) {
    for c in text.chars() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '"' => to.push_str("&quot;"),
            c => to.push(c),
        }
    }
}

/// What keeps the rest of a file from being read.
#[derive(Debug)]
pub struct Broken {
    /// About which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

/// Hands over the elements that `is_wanted` says, by the names of those around it and its own, and in front of all the root
/// without what is in it, if it is none of them. Ends where `take` returns false.
pub fn each(
    from: impl BufRead,
    is_wanted: fn(&[String]) -> bool,
    take: &mut dyn FnMut(Element) -> bool,
) -> Result<(), Broken> {
    let mut reader = Reader::from_reader(Bounded { from, left: MAX_PIECE_BYTES, line: 1 });
    // What people write into such files by hand: `AT&T`.
    reader.config_mut().allow_dangling_amp = true;
    let mut buffer = Vec::new();
    let mut tree = Tree::default();
    loop {
        buffer.clear();
        reader.get_mut().left = MAX_PIECE_BYTES;
        let event = reader.read_event_into(&mut buffer).map_err(|error| error.to_string());
        let (line, decoder) = (reader.get_ref().line, reader.decoder());
        match event.and_then(|event| tree.add(&event, decoder, is_wanted)) {
            Ok(Step::Found(element)) => {
                if !take(element) {
                    return Ok(());
                }
            }
            Ok(Step::Next) => {}
            Ok(Step::End) => return Ok(()),
            Err(reason) => return Err(Broken { line, reason }),
        }
    }
}

/// The sign that a reference names in HTML, as most files have it without saying so.
fn of_html(reference: &str) -> String {
    let text = html::text_of(&format!("<p>x{reference}x</p>"));
    text.strip_prefix('x').and_then(|text| text.strip_suffix('x')).unwrap_or(reference).to_owned()
}

enum Step {
    Next,
    Found(Element),
    End,
}

/// What is read so far.
#[derive(Default)]
struct Tree {
    /// The names of all elements around, from the root on.
    around: Vec<String>,
    /// The last of these that are in one that is wanted, with it.
    open: Vec<Element>,
    /// What is in the first of these, in bytes.
    len: u64,
    /// The prefix of the root's name.
    prefix: String,
    has_root: bool,
}

impl Tree {
    fn add(&mut self, event: &Event<'_>, decoder: Decoder, is_wanted: fn(&[String]) -> bool) -> Result<Step, String> {
        match event {
            Event::Start(start) => return self.start(start, decoder, is_wanted),
            Event::Empty(start) => {
                let root = self.start(start, decoder, is_wanted)?;
                return Ok(if matches!(root, Step::Found(_)) { root } else { self.end() });
            }
            Event::End(_) => return Ok(self.end()),
            Event::Text(text) => self.text(&text.decode().map_err(|e| e.to_string())?),
            Event::CData(text) => self.text(&text.decode().map_err(|e| e.to_string())?),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", name.decode().map_err(|e| e.to_string())?);
                let plain = quick_xml::escape::unescape(&reference).map(|text| text.into_owned());
                self.text(&plain.unwrap_or_else(|_| of_html(&reference)));
            }
            Event::Eof if self.around.is_empty() && self.has_root => return Ok(Step::End),
            Event::Eof => return Err("it ends in the middle".to_owned()),
            Event::Decl(_) | Event::PI(_) | Event::DocType(_) | Event::Comment(_) => {}
        }
        Ok(Step::Next)
    }

    fn start(
        &mut self,
        start: &BytesStart<'_>,
        decoder: Decoder,
        is_wanted: fn(&[String]) -> bool,
    ) -> Result<Step, String> {
        let written = decoder.decode(start.name().into_inner()).map_err(|e| e.to_string())?.into_owned();
        let is_root = !std::mem::replace(&mut self.has_root, true);
        if is_root {
            self.prefix = written.split_once(':').map_or_else(String::new, |(prefix, _)| prefix.to_owned());
        }
        let name = match written.split_once(':') {
            Some((prefix, local)) if PLAIN.contains(&prefix) || prefix == self.prefix => local.to_owned(),
            _ => written,
        };
        if self.around.len() >= DEEPEST {
            return Err(format!("elements are nested more than {DEEPEST} deep"));
        }
        self.around.push(name.clone());
        let wanted = !self.open.is_empty() || is_wanted(&self.around);
        if !wanted && !is_root {
            return Ok(Step::Next);
        }
        self.len += ELEMENT_BYTES;
        let mut element = Element { name, ..Element::default() };
        for attribute in start.attributes().with_checks(false).flatten() {
            let key = decoder.decode(attribute.key.into_inner()).map_err(|e| e.to_string())?.into_owned();
            let raw = decoder.decode(&attribute.value).map_err(|e| e.to_string())?;
            let value = quick_xml::escape::unescape(&raw).map_or_else(|_| raw.to_string(), |value| value.into_owned());
            self.len += value.len() as u64;
            element.attributes.push((key, value));
        }
        if wanted {
            self.open.push(element);
            return Ok(Step::Next);
        }
        Ok(Step::Found(element))
    }

    fn end(&mut self) -> Step {
        self.around.pop();
        let Some(mut element) = self.open.pop() else { return Step::Next };
        match self.open.last_mut() {
            Some(_) if self.len > MAX_LEN_BYTES => {}
            Some(outer) => outer.content.push(Node::Element(element)),
            None => {
                element.is_cut = std::mem::take(&mut self.len) > MAX_LEN_BYTES;
                return Step::Found(element);
            }
        }
        Step::Next
    }

    fn text(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else { return };
        self.len += text.len() as u64;
        match element.content.last_mut() {
            _ if self.len > MAX_LEN_BYTES => {}
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.content.push(Node::Text(text.to_owned())),
        }
    }
}

/// A reader that counts lines, and ends with an error where one piece has more bytes than it may.
struct Bounded<R> {
    from: R,
    left: u64,
    line: usize,
}

impl<R: BufRead> Read for Bounded<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.fill_buf()?.read(to)?;
        self.consume(read);
        Ok(read)
    }
}

impl<R: BufRead> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(format!("a text is larger than {} MiB", MAX_PIECE_BYTES / 1024 / 1024)));
        }
        self.from.fill_buf()
    }

    fn consume(&mut self, len: usize) {
        if let Ok(buffer) = self.from.fill_buf() {
            self.line += memchr_iter(b'\n', &buffer[..len.min(buffer.len())]).count();
        }
        self.left = self.left.saturating_sub(len as u64);
        self.from.consume(len);
    }
}
