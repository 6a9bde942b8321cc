//! Documents of OpenDocument: LibreOffice, OpenOffice and others.

use std::collections::HashMap;

use super::{Lists, Look};
use crate::convert::source::xml::{Element, Node, push_escaped};

/// What the text refers to, by the names of styles.
#[derive(Default)]
struct Known {
    looks: HashMap<String, Look>,
    /// Style ▶ the one that it is made from.
    parents: HashMap<String, String>,
    /// List style ▶ for each depth, whether it has numbers.
    numbered: HashMap<String, Vec<bool>>,
}

/// A document's text, its notes below it.
pub fn html(content: &Element, styles: Option<&Element>) -> String {
    let mut known = Known::default();
    styles.into_iter().chain([content]).for_each(|part| known.add_styles(part));
    let mut out = String::new();
    let mut notes = Vec::new();
    if let Some(text) = content.within(&["text"]).first() {
        known.blocks(text, &mut Lists::default(), 0, None, &mut notes, &mut out);
    }
    for (mark, note) in notes {
        out.push_str(&format!("<p><sup>{mark}</sup> {note}</p>\n"));
    }
    out
}

/// Whether letters are thinner than bold ones, by the numbers of CSS.
fn is_light(properties: &Element) -> bool {
    properties
        .attribute("fo:font-weight")
        .and_then(|weight| weight.parse::<u16>().ok())
        .is_some_and(|weight| weight < 600)
}

impl Known {
    fn add_styles(&mut self, part: &Element) {
        for style in part.within(&["style:style"]) {
            let Some(name) = style.attribute("name") else { continue };
            if let Some(parent) = style.attribute("parent-style-name") {
                self.parents.insert(name.to_owned(), parent.to_owned());
            }
            let Some(text) = style.child(&["style:text-properties"]) else { continue };
            let position = text.attribute("text-position").unwrap_or_default();
            let is = |name: &str, none: &str| text.attribute(name).is_some_and(|value| value != none);
            let look = Look {
                bold: is("fo:font-weight", "normal") && !is_light(text),
                italic: is("fo:font-style", "normal"),
                struck: is("text-line-through-style", "none"),
                raised: position.starts_with("super") || position.starts_with(|c: char| c.is_ascii_digit() && c != '0'),
                lowered: position.starts_with("sub") || position.starts_with('-'),
            };
            self.looks.insert(name.to_owned(), look);
        }
        for list in part.within(&["text:list-style"]) {
            let levels = list.elements().filter(|level| level.name.starts_with("text:list-level-style-"));
            let levels = levels.map(|level| level.name.ends_with("number")).collect();
            self.numbered.insert(list.attribute("name").unwrap_or_default().to_owned(), levels);
        }
    }

    /// Whether a style is one of a name, or made from it.
    fn is_of(&self, style: Option<&str>, name: &str) -> bool {
        const LONGEST: usize = 10;
        let chain = std::iter::successors(style, |style| self.parents.get(*style).map(String::as_str));
        chain.take(LONGEST).any(|style| style == name)
    }

    fn blocks(
        &self,
        of: &Element,
        lists: &mut Lists,
        depth: usize,
        list: Option<&str>,
        notes: &mut Vec<(String, String)>,
        out: &mut String,
    ) {
        for element in of.elements() {
            match element.name.as_str() {
                "text:h" => {
                    lists.close(out);
                    let level =
                        element.attribute("outline-level").and_then(|l| l.parse::<u8>().ok()).unwrap_or(1).clamp(1, 6);
                    let html = self.inline(element, notes);
                    out.push_str(&format!("<h{level}>{html}</h{level}>\n"));
                }
                "text:p" => {
                    let html = self.inline(element, notes);
                    let style = element.attribute("style-name");
                    let tag = match () {
                        () if html.trim().is_empty() => continue,
                        () if self.is_of(style, "Title") => "h1",
                        () if self.is_of(style, "Quotations") => "blockquote",
                        () => "p",
                    };
                    lists.close(out);
                    out.push_str(&format!("<{tag}>{html}</{tag}>\n"));
                }
                "text:list" => {
                    let list = element.attribute("style-name").or(list);
                    self.list(element, lists, depth, list, notes, out);
                    if depth == 0 {
                        lists.close(out);
                    }
                }
                "table:table" => {
                    lists.close(out);
                    out.push_str("<table>");
                    for row in element.within(&["table:table-row"]) {
                        out.push_str("<tr>");
                        for cell in row.children("table:table-cell") {
                            out.push_str("<td>");
                            self.blocks(cell, &mut Lists::default(), 0, None, notes, out);
                            out.push_str("</td>");
                        }
                        out.push_str("</tr>");
                    }
                    out.push_str("</table>");
                }
                "text:section" | "text:index-body" | "text:table-of-content" | "draw:frame" | "draw:text-box" => {
                    self.blocks(element, lists, depth, list, notes, out);
                }
                _ => {}
            }
        }
    }

    fn list(
        &self,
        of: &Element,
        lists: &mut Lists,
        depth: usize,
        list: Option<&str>,
        notes: &mut Vec<(String, String)>,
        out: &mut String,
    ) {
        let is_numbered = list.and_then(|list| self.numbered.get(list)?.get(depth)).copied().unwrap_or(false);
        for item in of.elements().filter(|item| matches!(item.name.as_str(), "text:list-item" | "text:list-header")) {
            let texts = item.elements().filter(|text| matches!(text.name.as_str(), "text:p" | "text:h"));
            let texts: Vec<String> = texts.map(|text| self.inline(text, notes)).collect();
            if texts.iter().any(|text| !text.trim().is_empty()) {
                lists.item(depth, is_numbered, &texts.join("<br>"), out);
            }
            for inner in item.children("text:list") {
                let list = inner.attribute("style-name").or(list);
                self.list(inner, lists, depth + 1, list, notes, out);
            }
        }
    }

    /// The words of a paragraph.
    fn inline(&self, of: &Element, notes: &mut Vec<(String, String)>) -> String {
        let mut out = String::new();
        let style = of.attribute("style-name").and_then(|style| self.looks.get(style));
        self.add_inline(of, style.copied().unwrap_or_default(), notes, &mut out);
        ["b", "i", "s"].iter().fold(out, |out, tag| out.replace(&format!("</{tag}><{tag}>"), ""))
    }

    fn add_inline(&self, of: &Element, look: Look, notes: &mut Vec<(String, String)>, out: &mut String) {
        for node in &of.content {
            let element = match node {
                // Ends of lines are as good as spaces there.
                Node::Text(text) => {
                    look.write(text, out);
                    continue;
                }
                Node::Element(element) => element,
            };
            match element.name.as_str() {
                "text:s" => {
                    let count = element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1_usize);
                    out.push_str(&" ".repeat(count.min(100)));
                }
                "text:tab" => out.push(' '),
                "text:line-break" => out.push_str("<br>"),
                "text:a" => {
                    out.push_str("<a href=\"");
                    push_escaped(element.attribute("href").unwrap_or_default(), out);
                    out.push_str("\">");
                    self.add_inline(element, look, notes, out);
                    out.push_str("</a>");
                }
                "text:note" => {
                    let mark = element.says(&["text:note-citation"]).unwrap_or_else(|| (notes.len() + 1).to_string());
                    let at = notes.len();
                    notes.push((mark.clone(), String::new()));
                    let body = element.within(&["text:p"]).into_iter().map(|p| self.inline(p, &mut Vec::new()));
                    notes[at].1 = body.collect::<Vec<_>>().join(" ");
                    out.push_str("<sup>");
                    push_escaped(&mark, out);
                    out.push_str("</sup>");
                }
                "text:span" => {
                    let own = element.attribute("style-name").and_then(|style| self.looks.get(style)).copied();
                    let own = own.unwrap_or_default();
                    let both = Look {
                        bold: look.bold || own.bold,
                        italic: look.italic || own.italic,
                        struck: look.struck || own.struck,
                        raised: look.raised || own.raised,
                        lowered: look.lowered || own.lowered,
                    };
                    self.add_inline(element, both, notes, out);
                }
                "annotation" | "text:change" | "text:change-start" | "text:change-end" | "draw:frame" => {}
                _ => self.add_inline(element, look, notes, out),
            }
        }
    }
}
