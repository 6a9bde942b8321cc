//! What an editor of a content system stores ▶ HTML with paragraphs.
//!
//! WordPress's editor of old, and others, keep paragraphs as empty lines and breaks as ends of lines, between elements
//! that stand as blocks. A text may have both, and `<p>` in places. What has blocks of WordPress's later editor is HTML.

/// Elements that hold blocks.
const HOLDERS: [&str; 21] = [
    "blockquote",
    "div",
    "section",
    "article",
    "aside",
    "ul",
    "ol",
    "dl",
    "table",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "colgroup",
    "form",
    "fieldset",
    "details",
    "center",
    "hr",
    "header",
    "footer",
];
/// Elements that stand as a block and hold a text.
const LEAVES: [&str; 15] =
    ["p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "td", "th", "dt", "dd", "figure", "figcaption", "summary"];
/// Elements in which ends of lines are the text's own, or none of it.
const VERBATIM: [&str; 7] = ["pre", "script", "style", "textarea", "svg", "iframe", "object"];

/// A piece of HTML, or a text with some, as HTML: where no element parts its paragraphs, its lines do.
pub fn paragraphs(text: &str) -> String {
    let has_any = |tags: &[&str]| tags.iter().any(|tag| text.contains(tag));
    let has_empty_lines = || text.contains("\n\n") || text.contains("\n\r\n");
    let is_parted =
        has_any(&["<p>", "<p ", "<div", "<P>", "<P ", "<DIV"]) || has_any(&["<br", "<BR"]) && !has_empty_lines();
    if is_parted { text.to_owned() } else { stored(text) }
}

/// What WordPress stores as HTML, as it shows it: lines count also within elements.
pub fn stored(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    if text.contains("<!-- wp:") {
        return text;
    }
    let mut out =
        Out { html: String::with_capacity(text.len() + text.len() / 16 + 16), inline: String::new(), is_leaf: false };
    let mut rest = text.as_str();
    // Each search for what is not there goes to the end, so none is done twice.
    let mut unclosed: Vec<String> = Vec::new();
    let last = text.rfind('>').unwrap_or(0);
    while let Some(at) = rest.find('<').filter(|at| text.len() - rest.len() + at < last) {
        out.inline.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some((tag, name)) = tag(rest) else {
            out.inline.push('<');
            rest = &rest[1..];
            continue;
        };
        let is_end = tag.starts_with("</");
        if tag.starts_with("<!--") {
            rest = &rest[tag.len()..];
            continue;
        }
        if VERBATIM.contains(&name.as_str()) && !is_end && !unclosed.contains(&name) {
            let Some(len) = closed(rest, tag.len(), &name) else {
                unclosed.push(name);
                continue;
            };
            if name == "pre" {
                out.flush();
                out.html.push_str(&rest[..len]);
                out.html.push('\n');
            } else {
                out.inline.push_str(&rest[..len].replace("\n\n", "\n"));
            }
            rest = &rest[len..];
            continue;
        }
        let is_leaf = LEAVES.contains(&name.as_str());
        if is_leaf || HOLDERS.contains(&name.as_str()) {
            out.flush();
            out.html.push_str(tag);
            if is_end {
                out.html.push('\n');
            }
            out.is_leaf = is_leaf && !is_end;
        } else {
            out.inline.push_str(tag);
        }
        rest = &rest[tag.len()..];
    }
    out.inline.push_str(rest);
    out.flush();
    out.html
}

/// HTML so far, and the text that follows it.
struct Out {
    html: String,
    inline: String,
    /// Whether the text follows the beginning of a leaf, which is a paragraph already.
    is_leaf: bool,
}

impl Out {
    /// Writes the text, each part between empty lines as a paragraph.
    fn flush(&mut self) {
        let is_empty = |line: &str| line.trim().is_empty();
        let mut lines: Vec<String> = Vec::new();
        let mut is_first = true;
        for line in self.inline.split('\n').chain([""]) {
            if !is_empty(line) {
                if let Some(last) = lines.last_mut().filter(|last| !is_broken(last)) {
                    last.push_str("<br>");
                }
                lines.push(line.trim().to_owned());
                continue;
            }
            if lines.is_empty() {
                continue;
            }
            let text = lines.join("\n");
            if self.is_leaf && is_first {
                self.html.push_str(&text);
            } else {
                self.html.extend(["<p>", &text, "</p>\n"]);
            }
            is_first = false;
            lines.clear();
        }
        self.inline.clear();
        self.is_leaf = false;
    }
}

/// Whether a line ends with a break of its own.
fn is_broken(line: &str) -> bool {
    ["<br>", "<br/>", "<br />", "<BR>"].iter().any(|tag| line.ends_with(tag))
}

/// The tag or comment that a text begins with, and the name of its element in small letters.
fn tag(text: &str) -> Option<(&str, String)> {
    if text.starts_with("<!--") {
        let len = text.find("-->").map_or(text.len(), |at| at + 3);
        return Some((&text[..len], String::new()));
    }
    let name = text[1..].trim_start_matches('/');
    let len = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &name[..len];
    // A sign for less, in a text.
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let mut quote = None;
    let end = text.bytes().position(|byte| {
        match quote {
            Some(open) if byte == open => quote = None,
            None if matches!(byte, b'"' | b'\'') => quote = Some(byte),
            _ => {}
        }
        quote.is_none() && byte == b'>'
    });
    // An apostrophe that none follows is no quote.
    let end = end.or_else(|| text.find('>'))?;
    Some((&text[..=end], name.to_ascii_lowercase()))
}

/// Up to where an element goes whose first tag has a length, if it is ever closed.
fn closed(text: &str, first: usize, name: &str) -> Option<usize> {
    let mut at = first;
    while let Some(found) = text[at..].find("</") {
        at += found + 2;
        if text.as_bytes()[at..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(text[at..].find('>').map_or(text.len(), |end| at + end + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{paragraphs, stored};

    #[test]
    fn empty_lines_part_paragraphs_beside_elements_that_do() {
        for (text, html) in [
            ("One.\nTwo.\n\nThree.", "<p>One.<br>\nTwo.</p>\n<p>Three.</p>\n"),
            ("<p>One.</p>\n\nTwo.\r\n\r\nThree.", "<p>One.</p>\n<p>Two.</p>\n<p>Three.</p>\n"),
            (
                "One.<blockquote>Two.\n\nThree.</blockquote>Four.",
                "<p>One.</p>\n<blockquote><p>Two.</p>\n<p>Three.</p>\n</blockquote>\n<p>Four.</p>\n",
            ),
            ("<ul>\n<li>One</li>\n<li>Two\nlines</li>\n</ul>", "<ul><li>One</li>\n<li>Two<br>\nlines</li>\n</ul>\n"),
            ("<P>One.\n\nTwo.", "<P>One.<p>Two.</p>\n"),
            ("a < b\n\n<em>c</em> > d", "<p>a < b</p>\n<p><em>c</em> > d</p>\n"),
            ("One.\n\n<pre>a\n\nb</pre>\n\nTwo.", "<p>One.</p>\n<pre>a\n\nb</pre>\n<p>Two.</p>\n"),
            ("One.<br />\nTwo.", "<p>One.<br />\nTwo.</p>\n"),
            ("One.\n\n<!--more-->\n\nTwo.", "<p>One.</p>\n<p>Two.</p>\n"),
            ("<!-- wp:html -->\n\n<p>One.</p>", "<!-- wp:html -->\n\n<p>One.</p>"),
            ("One <a title='it's' href=\"x\">two</a>.", "<p>One <a title='it's' href=\"x\">two</a>.</p>\n"),
        ] {
            assert_eq!(stored(text), html, "{text}");
        }
    }

    #[test]
    fn lines_are_no_paragraphs_where_elements_are() {
        for text in ["<p>One\nline.</p>", "One\nline.<br>Two.", "<div class=\"x\">One\nline.</div>"] {
            assert_eq!(paragraphs(text), text);
        }
        assert_eq!(paragraphs("One<br>line.\n\nTwo."), "<p>One<br>line.</p>\n<p>Two.</p>\n");
        assert_eq!(paragraphs("One\n<b>line</b>.\n\nTwo."), "<p>One<br>\n<b>line</b>.</p>\n<p>Two.</p>\n");
    }
}
