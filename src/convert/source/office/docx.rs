//! Word's documents.

use std::collections::HashMap;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::{Lists, Look, Parts, broken};
use crate::convert::source::xml::{Element, push_escaped};
use crate::diag::Problem;

/// What the text refers to.
#[derive(Default)]
struct Known {
    /// Number of a relation ▶ address.
    links: HashMap<String, String>,
    /// Number of a style ▶ its name, in English whatever Word speaks.
    styles: HashMap<String, String>,
    /// Number of a list and depth ▶ whether it has numbers.
    numbered: HashMap<(String, String), bool>,
    /// Number of a note ▶ its HTML.
    notes: HashMap<String, String>,
}

pub fn html(parts: &mut Parts<'_>) -> Result<String, Problem> {
    let path = parts.xml("_rels/.rels")?.as_ref().and_then(main_part).unwrap_or_else(|| "word/document.xml".to_owned());
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let Some(document) = parts.xml(&path)? else { return Err(broken(&"it has no text part")) };
    let mut known = Known::default();
    let relations = parts.xml(&format!("{folder}/_rels/{file}.rels"))?;
    for relation in relations.iter().flat_map(Element::elements) {
        if let (Some(id), Some(target)) = (relation.attribute("Id"), relation.attribute("Target")) {
            known.links.insert(id.to_owned(), target.to_owned());
        }
    }
    let is_styled = document.child(&["body"]).is_some_and(|body| !body.within(&["pStyle"]).is_empty());
    if is_styled && let Some(styles) = parts.bytes(&format!("{folder}/styles.xml"))? {
        known.styles = names_of_styles(&styles);
    }
    if let Some(numbering) = parts.xml(&format!("{folder}/numbering.xml"))? {
        known.add_numbering(&numbering);
    }
    for (part, one) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        let notes = parts.xml(&format!("{folder}/{part}.xml"))?;
        for note in notes.iter().flat_map(|notes| notes.children(one)).filter(|note| note.attribute("type").is_none()) {
            let html: Vec<String> =
                note.within(&["p"]).into_iter().map(|p| known.inline(p).trim().to_owned()).collect();
            known.notes.insert(format!("{one}{}", note.attribute("id").unwrap_or_default()), html.join(" "));
        }
    }
    let mut out = String::new();
    if let Some(body) = document.child(&["body"]) {
        let mut lists = Lists::default();
        known.blocks(body, &mut lists, &mut out);
        lists.close(&mut out);
        known.end(&document, &mut out);
    }
    Ok(out)
}

/// Where the text is, by the package's own relations.
fn main_part(relations: &Element) -> Option<String> {
    let is_main =
        |relation: &&Element| relation.attribute("Type").is_some_and(|kind| kind.ends_with("/officeDocument"));
    let target = relations.elements().find(is_main)?.attribute("Target")?;
    Some(target.trim_start_matches('/').to_owned())
}

/// Numbers and names of styles, small letters. Word writes hundreds of them, with all that they look like.
fn names_of_styles(part: &[u8]) -> HashMap<String, String> {
    let mut names = HashMap::new();
    let mut reader = Reader::from_reader(part);
    let value = |start: &BytesStart<'_>, name: &str| {
        let found =
            start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name.as_bytes());
        found.map(|attribute| String::from_utf8_lossy(&attribute.value).into_owned())
    };
    let mut id = None;
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Eof => break,
            Event::Start(start) | Event::Empty(start) => match start.local_name().as_ref() {
                b"style" => id = value(&start, "styleId"),
                b"name" => {
                    if let (Some(id), Some(name)) = (id.take(), value(&start, "val")) {
                        names.insert(id, name.to_lowercase());
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    names
}

/// The value of a property.
fn value<'a>(properties: &'a Element, name: &str) -> Option<&'a str> {
    properties.child(&[name])?.attribute("val")
}

/// Whether a property that is on or off is on.
fn is_on(properties: Option<&Element>, name: &str) -> bool {
    let property = properties.and_then(|properties| properties.child(&[name]));
    property.is_some_and(|property| !matches!(property.attribute("val"), Some("0" | "false" | "off" | "none")))
}

impl Known {
    fn add_numbering(&mut self, numbering: &Element) {
        let levels = |of: &Element| -> Vec<(String, bool)> {
            let format =
                |level: &Element| value(level, "numFmt").is_some_and(|format| !matches!(format, "bullet" | "none"));
            let levels =
                of.children("lvl").filter_map(|level| Some((level.attribute("ilvl")?.to_owned(), format(level))));
            levels.collect()
        };
        let templates: HashMap<&str, Vec<(String, bool)>> = numbering
            .children("abstractNum")
            .filter_map(|of| Some((of.attribute("abstractNumId")?, levels(of))))
            .collect();
        for list in numbering.children("num") {
            let template = value(list, "abstractNumId").and_then(|id| templates.get(id));
            for (depth, is_numbered) in template.into_iter().flatten() {
                let id = list.attribute("numId").unwrap_or_default().to_owned();
                self.numbered.insert((id, depth.clone()), *is_numbered);
            }
        }
    }

    /// Paragraphs and tables.
    fn blocks(&self, of: &Element, lists: &mut Lists, out: &mut String) {
        for element in of.elements() {
            match element.name.as_str() {
                "p" => self.paragraph(element, lists, out),
                "tbl" => {
                    lists.close(out);
                    self.table(element, out);
                }
                "sdt" | "sdtContent" | "ins" | "moveTo" | "customXml" | "smartTag" => self.blocks(element, lists, out),
                _ => {}
            }
        }
    }

    fn table(&self, table: &Element, out: &mut String) {
        out.push_str("<table>");
        for row in table.within(&["tr"]) {
            out.push_str("<tr>");
            for cell in row.within(&["tc"]) {
                out.push_str("<td>");
                let mut lists = Lists::default();
                self.blocks(cell, &mut lists, out);
                lists.close(out);
                out.push_str("</td>");
            }
            out.push_str("</tr>");
        }
        out.push_str("</table>");
    }

    fn paragraph(&self, paragraph: &Element, lists: &mut Lists, out: &mut String) {
        let html = self.inline(paragraph);
        let properties = paragraph.child(&["pPr"]);
        let style =
            properties.and_then(|p| value(p, "pStyle")).and_then(|id| self.styles.get(id)).map_or("", String::as_str);
        let numbering = properties.and_then(|p| p.child(&["numPr"]));
        let heading =
            style.strip_prefix("heading ").and_then(|level| level.parse::<u8>().ok()).map(|level| level.clamp(1, 6));
        if !html.trim().is_empty() {
            self.shown(style, heading, numbering, &html, lists, out);
        }
        // What stands in a frame beside it.
        for frame in paragraph.within(&["txbxContent"]).into_iter().take(1) {
            let mut lists = Lists::default();
            self.blocks(frame, &mut lists, out);
            lists.close(out);
        }
    }

    /// A paragraph as the element that it looks like.
    fn shown(
        &self,
        style: &str,
        heading: Option<u8>,
        numbering: Option<&Element>,
        html: &str,
        lists: &mut Lists,
        out: &mut String,
    ) {
        match (heading, numbering.and_then(|numbering| value(numbering, "numId")).filter(|id| *id != "0")) {
            (None, Some(list)) => {
                let depth = numbering.and_then(|numbering| value(numbering, "ilvl")).unwrap_or("0");
                let is_numbered = self.numbered.get(&(list.to_owned(), depth.to_owned())).copied().unwrap_or(false);
                return lists.item(depth.parse().unwrap_or(0), is_numbered, html, out);
            }
            (None, None) if style.starts_with("list bullet") => return lists.item(0, false, html, out),
            (None, None) if style.starts_with("list number") => return lists.item(0, true, html, out),
            _ => lists.close(out),
        }
        let tag = match (heading, style) {
            (Some(level), _) => format!("h{level}"),
            (None, "title") => "h1".to_owned(),
            (None, "quote" | "intense quote" | "block text") => "blockquote".to_owned(),
            _ => "p".to_owned(),
        };
        out.push_str(&format!("<{tag}>{html}</{tag}>\n"));
    }

    /// The words of a paragraph; what was deleted while changes were tracked is none of them.
    fn inline(&self, of: &Element) -> String {
        let mut out = String::new();
        self.add_inline(of, &mut out);
        // Pieces of one look.
        ["b", "i", "s"].iter().fold(out, |out, tag| out.replace(&format!("</{tag}><{tag}>"), ""))
    }

    fn add_inline(&self, of: &Element, out: &mut String) {
        for element in of.elements() {
            match element.name.as_str() {
                "r" => self.run(element, out),
                "hyperlink" => {
                    let url = element.attribute("id").and_then(|id| self.links.get(id)).filter(|url| url.contains(':'));
                    let Some(url) = url else {
                        self.add_inline(element, out);
                        continue;
                    };
                    out.push_str("<a href=\"");
                    push_escaped(url, out);
                    out.push_str("\">");
                    self.add_inline(element, out);
                    out.push_str("</a>");
                }
                "ins" | "moveTo" | "smartTag" | "sdt" | "sdtContent" | "fldSimple" | "customXml" | "dir" | "bdo" => {
                    self.add_inline(element, out);
                }
                _ => {}
            }
        }
    }

    fn run(&self, run: &Element, out: &mut String) {
        let properties = run.child(&["rPr"]);
        if is_on(properties, "vanish") {
            return;
        }
        let raised = properties.and_then(|properties| value(properties, "vertAlign"));
        let look = Look {
            bold: is_on(properties, "b"),
            italic: is_on(properties, "i"),
            struck: is_on(properties, "strike") || is_on(properties, "dstrike"),
            raised: raised == Some("superscript"),
            lowered: raised == Some("subscript"),
        };
        let mut text = String::new();
        for element in run.elements() {
            match element.name.as_str() {
                "t" => text.push_str(&element.text()),
                "tab" | "ptab" => text.push(' '),
                "noBreakHyphen" => text.push('\u{2011}'),
                "br" | "cr" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                    look.write(&std::mem::take(&mut text), out);
                    out.push_str("<br>");
                }
                "footnoteReference" | "endnoteReference" => {
                    look.write(&std::mem::take(&mut text), out);
                    let number = element.attribute("id").unwrap_or_default();
                    out.push_str(&format!("<sup>{}</sup>", number.parse::<u32>().unwrap_or(0)));
                }
                _ => {}
            }
        }
        if !text.is_empty() {
            look.write(&text, out);
        }
    }

    /// The notes that the text refers to, below it.
    fn end(&self, document: &Element, out: &mut String) {
        for reference in document.within(&["footnoteReference", "endnoteReference"]) {
            let number = reference.attribute("id").unwrap_or_default();
            let kind = reference.name.trim_end_matches("Reference");
            if let Some(note) = self.notes.get(&format!("{kind}{number}")).filter(|note| !note.is_empty()) {
                out.push_str(&format!("<p><sup>{number}</sup> {note}</p>\n"));
            }
        }
    }
}
