//! A page's tree ▶ blocks with their markup and hints, in the order of the page.
//!
//! Every element that a browser shows as a block parts blocks, so does `<br>`. What nobody sees
//! (scripts, forms' fields, templates) makes none.

use trafilatura::dom::{Document, NodeId};
use url::Url;

use super::embed;
use super::hints::{self, Around};
use super::kin::{self, Family, Tree};
use super::markup::{Figure, Form, Markup};
use crate::convert::block::{self, Block};
use crate::convert::characters::Signs;
use crate::convert::features::Hints;
use crate::convert::part::{Part, Span};
use crate::convert::sentence;

/// Deeper than any article; what is below is left out, so that no page can exhaust the stack.
const MAX_DEPTH: usize = 400;

/// Lists deeper in lists than this are shown as if they were no deeper.
const MOST_LISTS: usize = 8;

/// What the walk finds.
#[derive(Debug, Default)]
pub struct Walked {
    /// The page's blocks; their lines are numbered by block.
    pub blocks: Vec<Block>,
    /// For each block, its markup.
    pub markup: Vec<Markup>,
    /// For each block, what surrounds it.
    pub hints: Vec<Hints>,
    /// Pictures, and links to what other sites show.
    pub figures: Vec<Figure>,
    /// Whether pictures are left out, as nothing tells where the page was that their addresses are relative to.
    pub has_lost_pictures: bool,
}

/// Walks a page's body. `base` makes links absolute.
pub fn walk(doc: &Document, base: Option<&Url>) -> Walked {
    let mut walk = Walk {
        doc,
        base,
        out: Walked::default(),
        families: Vec::new(),
        tree: Tree::new(),
        nowhere: Url::parse("http://localhost/").expect("an address"),
        line: Line::default(),
        tables: 0,
        quotes: 0,
    };
    if let Some(body) = doc.body() {
        walk.children(body, &Around::default(), 0);
        walk.flush(&Around::default());
    }
    kin::tell(&mut walk.out.hints, &walk.out.blocks, &walk.families, &walk.tree);
    walk.out
}

struct Walk<'a> {
    doc: &'a Document,
    base: Option<&'a Url>,
    out: Walked,
    /// For each block, the kind of its element.
    families: Vec<Family>,
    tree: Tree,
    /// Where pages without an address of their own lead to.
    nowhere: Url,
    line: Line,
    tables: usize,
    quotes: usize,
}

/// The block being collected.
#[derive(Default)]
struct Line {
    spans: Vec<Span>,
    /// Characters inside bold elements.
    bold: usize,
    /// The same inside links.
    linked: usize,
    form: Option<Form>,
    gap: bool,
    /// Whether only the end of a line stands before it.
    is_next: bool,
    /// Whether a picture or a time, which are set apart, ends or begins here.
    is_parted: bool,
}

impl Walk<'_> {
    fn children(&mut self, node: NodeId, around: &Around, depth: usize) {
        for child in self.doc.child_nodes(node) {
            if self.doc.is_text(child) {
                let text = self.doc.text_content(child);
                self.text(&text, around);
            } else if self.doc.is_element(child) && depth < MAX_DEPTH {
                self.element(child, around, depth);
            }
        }
    }

    fn text(&mut self, text: &str, around: &Around) {
        if around.style.strong || around.linked {
            let letters = text.chars().filter(|c| !c.is_whitespace()).count();
            self.line.bold += if around.style.strong { letters } else { 0 };
            self.line.linked += if around.linked { letters } else { 0 };
        }
        if text.is_empty() {
            return;
        }
        // Scripts without capitals may have no spaces either.
        let is_of_word = |c: char| c.is_lowercase() || c.is_uppercase() || c.is_ascii_digit();
        if std::mem::take(&mut self.line.is_parted)
            && text.starts_with(is_of_word)
            && let Some(span) = self.line.spans.last_mut().filter(|span| span.text.ends_with(is_of_word))
        {
            span.text.push(' ');
        }
        match self.line.spans.last_mut() {
            Some(span) if span.url == around.url && span.style == around.style => span.text.push_str(text),
            _ => {
                let (url, style) = (around.url.clone(), around.style);
                self.line.spans.push(Span { text: text.to_owned(), url, style });
            }
        }
    }

    fn element(&mut self, node: NodeId, around: &Around, depth: usize) {
        let tag = self.doc.tag_name(node).to_owned();
        if matches!(tag.as_str(), "sup" | "sub")
            && let Some(small) = small_digits(&self.doc.text_content(node), tag == "sup")
        {
            return self.text(&small, around);
        }
        match tag.as_str() {
            "script" | "style" | "noscript" | "template" | "svg" | "math" | "select" | "textarea" | "input"
            | "head" | "object" | "canvas" | "map" | "datalist" | "progress" | "meter" | "link" | "meta" | "title" => {
                return;
            }
            "br" => {
                if matches!(self.line.form, Some(Form::Heading(_))) {
                    return self.text(" ", around);
                }
                let before = self.out.blocks.len();
                self.flush(around);
                self.line.is_next = self.out.blocks.len() > before;
                return;
            }
            "img" | "amp-img" => {
                self.line.is_parted = true;
                return self.picture(node, around);
            }
            "iframe" | "video" | "audio" => {
                if let Some(link) = embed::link(self.doc, node, &tag, self.base) {
                    self.figure(link, around);
                }
                return;
            }
            "wbr" => return,
            _ => {}
        }
        let mut inner = hints::inside(self.doc, node, &tag, around);
        if tag == "blockquote" {
            self.quotes += 1;
            inner.quote = self.quotes;
        }
        if tag == "a" {
            let href = self.doc.get_attribute(node, "href").unwrap_or_default();
            inner.url = absolute(&href, self.base).or(inner.url);
            inner.linked |=
                inner.url.is_some() || self.base.is_none() && absolute(&href, Some(&self.nowhere)).is_some();
        }
        if is_inline(&tag) {
            // Browsers put quotation marks around it.
            let mark = if tag == "q" { "\"" } else { "" };
            self.line.is_parted |= tag == "time";
            self.text(mark, around);
            self.children(node, &inner, depth + 1);
            self.line.is_parted |= tag == "time";
            return self.text(mark, around);
        }
        self.flush(around);
        (self.line.gap, self.line.is_next) = (true, false);
        if tag == "hr" {
            return self.out.figures.push(Figure { before: self.out.blocks.len(), part: Part::Break });
        }
        if tag == "pre" {
            let text = self.doc.text_content(node);
            // WordPress has verse in this element.
            if self.doc.get_attribute(node, "class").is_some_and(|class| class.contains("verse")) {
                for line in text.lines() {
                    self.text(line, &inner);
                    self.flush(&inner);
                    self.line.is_next = !line.trim().is_empty();
                }
                (self.line.gap, self.line.is_next) = (true, false);
                return;
            }
            if let Some(blocks) = prose(&text).filter(|_| !has(self.doc, node, "code")) {
                for block in blocks {
                    self.line.gap = block.gap;
                    self.text(&block.text, &inner);
                    self.flush(&inner);
                }
                return;
            }
            self.text(&text, &inner);
            self.line.form = Some(Form::Code(text.trim_matches('\n').trim_end().to_owned()));
            return self.flush(&inner);
        }
        if tag == "table" && self.table(node, &inner) {
            return;
        }
        inner.container = match tag.as_str() {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "li" => around.container,
            "ul" | "ol" | "blockquote" | "dl" => around.container,
            _ => self.tree.add(around.container),
        };
        match tag.as_str() {
            "ol" => {
                let start = self.doc.get_attribute(node, "start").and_then(|s| s.parse().ok()).unwrap_or(1);
                return self.list(node, &inner, depth, Some(start));
            }
            "ul" | "menu" => return self.list(node, &inner, depth, None),
            _ => {}
        }
        // Text behind the element is what the text before it was, but an item of a list begins once, be it with a paragraph.
        let outer = self.line.form.take();
        let (item, outer) =
            if matches!(outer, Some(Form::Bullet | Form::Numbered(_))) { (outer, None) } else { (None, outer) };
        let own = if self.is_caption(node) { Some(Form::Caption) } else { form(&tag, &inner) };
        self.line.form = match own {
            Some(Form::Heading(_)) => own,
            own => item.or(own),
        };
        self.children(node, &inner, depth + 1);
        self.flush(&inner);
        self.line.form = outer;
        (self.line.gap, self.line.is_next) = (true, false);
    }

    /// Whether an element's class calls it the words below a picture.
    fn is_caption(&self, node: NodeId) -> bool {
        const NAMES: [&str; 6] =
            ["caption", "captions", "wp-caption-text", "image-caption", "photo-caption", "bildunterschrift"];
        let class = self.doc.get_attribute(node, "class").unwrap_or_default();
        class.split_ascii_whitespace().any(|name| NAMES.iter().any(|caption| name.eq_ignore_ascii_case(caption)))
    }

    fn list(&mut self, node: NodeId, around: &Around, depth: usize, mut number: Option<u32>) {
        for child in self.doc.child_nodes(node) {
            if self.doc.is_text(child) || !self.doc.is_element(child) {
                continue;
            }
            if self.doc.tag_name(child) == "li" {
                self.flush(around);
                let mut inner = hints::inside(self.doc, child, "li", around);
                // What has headings is a section, though its page lists it.
                let is_section = ["h1", "h2", "h3", "h4", "h5", "h6"].iter().any(|tag| has(self.doc, child, tag));
                inner.items = (around.items + usize::from(!is_section)).min(MOST_LISTS);
                self.line.form = Some(match number {
                    Some(n) => Form::Numbered(n),
                    None => Form::Bullet,
                });
                number = number.map(|n| n.saturating_add(1));
                if depth < MAX_DEPTH {
                    self.children(child, &inner, depth + 1);
                }
                self.flush(&inner);
                self.line.form = None;
            } else if depth < MAX_DEPTH {
                // A list right in a list is shown as one in the item above.
                let is_list = matches!(self.doc.tag_name(child), "ul" | "ol" | "menu");
                let items = (around.items + usize::from(is_list)).min(MOST_LISTS);
                self.element(child, &Around { items, ..around.clone() }, depth + 1);
            }
        }
    }

    /// A table of short cells becomes a block for each row; others are layout, and are walked.
    fn table(&mut self, node: NodeId, around: &Around) -> bool {
        let doc = self.doc;
        if !doc.get_elements_by_tag_name(node, "table").iter().all(|t| *t == node) {
            return false;
        }
        let mut rows = Vec::new();
        for row in doc.get_elements_by_tag_name(node, "tr") {
            let cells: Vec<NodeId> =
                doc.children(row).into_iter().filter(|c| matches!(doc.tag_name(*c), "td" | "th")).collect();
            let tags: Vec<&str> = cells.iter().map(|c| doc.tag_name(*c)).collect();
            let cells: Vec<String> = cells.iter().map(|c| tidy(&doc.text_content(*c))).collect();
            if cells.iter().any(|c| !c.is_empty()) {
                rows.push((cells, tags == ["th", "td"]));
            }
        }
        let columns = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
        let long = rows.iter().flat_map(|(cells, _)| cells).filter(|c| c.chars().count() > 160).count();
        if rows.len() < 2 || !(2..=20).contains(&columns) || long > 0 || rows.len() > 1000 {
            return false;
        }
        for caption in doc.get_elements_by_tag_name(node, "caption") {
            self.text(&doc.text_content(caption), around);
            self.line.form = Some(Form::Caption);
            self.flush(around);
            self.line.form = None;
        }
        self.tables += 1;
        for (mut cells, named) in rows {
            cells.resize(columns, String::new());
            let filled: Vec<&str> = cells.iter().filter(|c| !c.is_empty()).map(String::as_str).collect();
            // `Author` and a name: a label and its value.
            let is_named = filled.len() == 2 && named && !filled[0].ends_with(':');
            self.text(&filled.join(if is_named { ": " } else { " " }), around);
            self.line.form = Some(Form::Row(self.tables, cells));
            self.flush(around);
        }
        true
    }

    fn picture(&mut self, node: NodeId, around: &Around) {
        let attribute = |name: &str| self.doc.get_attribute(node, name).filter(|v| !v.trim().is_empty());
        let source = ["data-src", "data-lazy-src", "data-original", "src"]
            .iter()
            .find_map(|name| attribute(name).filter(|v| !v.trim_start().starts_with("data:")));
        let small = ["width", "height"].iter().any(|name| {
            attribute(name).and_then(|v| v.trim_end_matches("px").parse::<f32>().ok()).is_some_and(|n| n < 120.0)
        });
        let alt = attribute("alt").map(|a| tidy(&a)).unwrap_or_default();
        let Some(source) = source else { return };
        let drawn =
            source.split(['?', '#']).next().is_some_and(|path| path.ends_with(".svg") || path.ends_with(".gif"));
        let Some(url) = absolute(&source, self.base).filter(|u| u.starts_with("http")) else {
            self.out.has_lost_pictures |= self.base.is_none() && !small && !drawn && !around.is_apart();
            return;
        };
        let is_known = |figure: &Figure| matches!(&figure.part, Part::Picture { url: known, .. } if *known == url);
        if !small && !drawn && !self.out.figures.iter().any(is_known) {
            self.figure(Part::Picture { url, alt, caption: String::new() }, around);
        }
    }

    fn figure(&mut self, part: Part, around: &Around) {
        if !around.is_apart() && !self.out.figures.iter().any(|known| known.part == part) {
            self.out.figures.push(Figure { before: self.out.blocks.len(), part });
        }
    }

    /// Ends the block being collected.
    fn flush(&mut self, around: &Around) {
        let form = self.line.form.clone();
        let line = std::mem::replace(&mut self.line, Line { form, ..Line::default() });
        let whole: String = line.spans.iter().map(|s| s.text.as_str()).collect();
        let text = tidy(&whole);
        let is_sign = line.form.as_ref().is_some_and(|form| is_sign(form, &text));
        if text.is_empty() || is_sign {
            (self.line.gap, self.line.is_next) = (line.gap, line.is_next);
            return;
        }
        let letters = text.chars().filter(|c| !c.is_whitespace()).count().max(1);
        let form = line.form.unwrap_or_default();
        let code = matches!(form, Form::Code(_));
        let is_special = line.spans.iter().any(Span::is_special);
        let spans = if is_special && !code { tidy_spans(line.spans) } else { Vec::new() };
        let depth = around.items.saturating_sub(usize::from(matches!(form, Form::Bullet | Form::Numbered(_))));
        let number = self.out.blocks.len() + 1;
        self.families.push(around.family);
        self.out.hints.push(hints::of(&form, around, line.linked * 4 / letters));
        self.out.blocks.push(Block { line: number, last: number, text, gap: line.gap });
        let (bold, is_line) = (line.bold >= letters, line.is_next);
        self.out.markup.push(Markup { bold, quote: around.quote, depth, is_line, form, spans });
        // The rest of an element after a break or an inner block is text of the same kind.
        if !matches!(self.line.form, Some(Form::Quote | Form::Caption | Form::Heading(_))) {
            self.line.form = None;
        }
    }
}

fn has(doc: &Document, node: NodeId, tag: &str) -> bool {
    !doc.get_elements_by_tag_name(node, tag).is_empty()
}

/// Whether an item's text is no more than its sign, with the item's text below it.
fn is_sign(form: &Form, text: &str) -> bool {
    match form {
        Form::Numbered(number) => text.strip_suffix(['.', ')']).is_some_and(|digits| digits.parse() == Ok(*number)),
        Form::Bullet => matches!(text, "•" | "◦" | "▪" | "·"),
        _ => false,
    }
}

/// The paragraphs of preformatted text that is one to read, as agencies and mails send it, and no program or table.
fn prose(text: &str) -> Option<Vec<Block>> {
    /// As many sentences of so many characters each make a text.
    const SENTENCES: usize = 2;
    const LONG: usize = 25;
    let is_sentence = |block: &&Block| sentence::ends(&block.text) && block.text.chars().count() >= LONG;
    let signs = text.bytes().filter(|b| Signs::of_byte(*b).has(Signs::CODE)).count();
    let blocks = block::blocks(text);
    (signs * 100 < text.len() && blocks.iter().filter(is_sentence).nth(SENTENCES - 1).is_some()).then_some(blocks)
}

/// Digits as the small ones of Unicode, so that `10<sup>6</sup>` is not 106; `None` for other text.
fn small_digits(text: &str, raised: bool) -> Option<String> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let text = text.trim();
    let small = |c: char| match c {
        '-' | '−' => Some(if raised { '⁻' } else { '₋' }),
        '+' => Some(if raised { '⁺' } else { '₊' }),
        c if raised => c.to_digit(10).map(|digit| RAISED[digit as usize]),
        c => c.to_digit(10).and_then(|digit| char::from_u32(u32::from('₀') + digit)),
    };
    let small: Option<String> = text.chars().map(small).collect();
    small.filter(|small| !small.is_empty())
}

/// What a link leads to.
fn absolute(href: &str, base: Option<&Url>) -> Option<String> {
    let href = href.trim();
    if href.is_empty() || href.starts_with('#') || href.len() > 2000 {
        return None;
    }
    let url = match base {
        Some(base) => base.join(href).ok()?,
        None => Url::parse(href).ok()?,
    };
    matches!(url.scheme(), "http" | "https" | "mailto").then(|| url.to_string())
}

fn tidy(text: &str) -> String {
    block::tidy(text)
}

/// Spans whose texts, put together, are the block's text. A space between two belongs to what both are.
fn tidy_spans(spans: Vec<Span>) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut space = false;
    for span in spans {
        let text = block::tidy(&span.text);
        let starts = span.text.starts_with(char::is_whitespace);
        if text.is_empty() {
            space |= starts;
            continue;
        }
        let ends = span.text.ends_with(char::is_whitespace);
        let text = Span { text, ..span };
        match out.last_mut() {
            None => out.push(text),
            Some(last) => {
                let url = last.url.clone().filter(|_| last.url == text.url);
                let between = Span { text: " ".to_owned(), url, style: last.style.shared(text.style) };
                let between = Some(between).filter(|_| space || starts);
                for span in between.into_iter().chain([text]) {
                    match out.last_mut() {
                        Some(last) if last.url == span.url && last.style == span.style => {
                            last.text.push_str(&span.text)
                        }
                        _ => out.push(span),
                    }
                }
            }
        }
        space = ends;
    }
    out
}

fn form(tag: &str, around: &Around) -> Option<Form> {
    Some(match tag {
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Form::Heading(tag.as_bytes()[1] - b'0'),
        "figcaption" | "caption" => Form::Caption,
        _ if around.quote > 0 => Form::Quote,
        _ => return None,
    })
}

/// Whether a browser shows an element within a line.
pub fn is_inline(tag: &str) -> bool {
    matches!(
        tag,
        "a" | "abbr"
            | "acronym"
            | "b"
            | "bdi"
            | "bdo"
            | "big"
            | "cite"
            | "code"
            | "data"
            | "del"
            | "dfn"
            | "em"
            | "font"
            | "i"
            | "ins"
            | "kbd"
            | "label"
            | "mark"
            | "q"
            | "rp"
            | "rt"
            | "ruby"
            | "s"
            | "samp"
            | "small"
            | "span"
            | "strike"
            | "strong"
            | "sub"
            | "sup"
            | "time"
            | "tt"
            | "u"
            | "var"
            | "nobr"
            | "picture"
            | "source"
    )
}
