//! Markdown ▶ HTML and plain text, safe whatever the text holds.
//!
//! Articles are other people's words: raw HTML in them is shown as text, and links lead only to
//! web, mail and telephone addresses or places on the site.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::model::drop_forbidden;

/// A body rendered once, with what else the one pass over it gives.
#[derive(Debug, Default, PartialEq)]
pub struct Rendered {
    /// The HTML of the body.
    pub html: String,
    /// The beginning as plain text, at least 400 bytes if there are as many.
    pub beginning: String,
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_SMART_PUNCTUATION
}

/// Renders a body into `out`, whose buffers are used again.
///
/// Site-relative addresses (`/about/`) get `base` before them: the path that the site lives under
/// for pages, the whole base address for feeds. `#` headings become `<h2>`, since a page's `<h1>`
/// is its headline.
pub fn render(body: &str, base: &str, out: &mut Rendered) {
    out.html.clear();
    out.html.reserve(body.len() * 5 / 4);
    out.beginning.clear();
    let Rendered { html, beginning, .. } = out;
    let mut in_paragraph_of_html = false;
    let mut has_blocks = false;
    let events = Parser::new_ext(body, options()).map(|event| {
        if let Event::Text(text) | Event::Code(text) = &event {
            push_beginning(beginning, text);
        }
        match event {
            Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
            Event::Start(Tag::HtmlBlock) => {
                in_paragraph_of_html = true;
                Event::Start(Tag::Paragraph)
            }
            Event::End(TagEnd::HtmlBlock) if in_paragraph_of_html => Event::End(TagEnd::Paragraph),
            Event::Start(Tag::Heading { level: HeadingLevel::H1, .. }) => {
                Event::Start(Tag::Heading { level: HeadingLevel::H2, id: None, classes: Vec::new(), attrs: Vec::new() })
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => Event::End(TagEnd::Heading(HeadingLevel::H2)),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                Event::Start(Tag::Link { link_type, dest_url: address(dest_url, base), title, id })
            }
            Event::Start(Tag::Table(_) | Tag::CodeBlock(_)) => {
                has_blocks = true;
                event
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                has_blocks = true;
                Event::Start(Tag::Image { link_type, dest_url: address(dest_url, base), title, id })
            }
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => {
                push_beginning(beginning, " ");
                event
            }
            other => other,
        }
    });
    html::push_html(html, events);
    if has_blocks {
        finish_blocks(html);
    }
    // Not of the source: `&#27;` is one of them too.
    drop_forbidden(html);
    drop_forbidden(beginning);
}

/// Makes of what stands for itself what a page needs: a picture alone in its paragraph becomes a figure with
/// its title as caption; wide tables and code can be scrolled, also from the keyboard; columns are aligned by
/// classes, since strict pages have no styles of their own. Text cannot look like any of this: its `<` are escaped.
fn finish_blocks(html: &mut String) {
    let mut out = String::with_capacity(html.len() + 512);
    let mut rest = html.as_str();
    while let Some(at) = rest.find("<p><img ") {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(" />").unwrap_or(rest.len());
        match rest[end..].strip_prefix(" /></p>") {
            Some(after) => {
                push_figure(&mut out, &rest["<p><img ".len()..end]);
                rest = after;
            }
            None => {
                out.push_str("<p><img ");
                rest = &rest["<p><img ".len()..];
            }
        }
    }
    out.push_str(rest);
    *html = out
        .replace("<table>", "<div class=\"wide\" role=\"region\" aria-label=\"Table\" tabindex=\"0\"><table>")
        .replace("</table>", "</table></div>")
        .replace("<pre>", "<pre tabindex=\"0\">")
        .replace(" style=\"text-align: right\">", " class=\"right\">")
        .replace(" style=\"text-align: center\">", " class=\"centre\">")
        .replace(" style=\"text-align: left\">", ">");
}

/// `attributes` are those of the picture, the title last.
fn push_figure(out: &mut String, attributes: &str) {
    let attributes = attributes.strip_suffix('"').unwrap_or(attributes);
    let (image, title) = attributes.split_once("\" title=\"").unwrap_or((attributes, ""));
    out.push_str(&format!("<figure><img {image}\" loading=\"lazy\" />"));
    if !title.is_empty() {
        out.push_str(&format!("<figcaption>{title}</figcaption>"));
    }
    out.push_str("</figure>");
}

/// Where the links and pictures of a body lead, in order, each with the bytes of the body that the link is in.
pub fn targets(body: &str) -> Vec<(String, Range<usize>)> {
    let target = |(event, range)| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some((dest_url.into_string(), range)),
        _ => None,
    };
    Parser::new_ext(body, options()).into_offset_iter().filter_map(target).collect()
}

/// Where a body has its first tag of HTML, which readers see as text.
pub fn first_tag(body: &str) -> Option<Range<usize>> {
    let is_html = |(event, _): &(Event, Range<usize>)| matches!(event, Event::Html(_) | Event::InlineHtml(_));
    Parser::new_ext(body, options()).into_offset_iter().find(is_html).map(|(_, range)| range)
}

fn push_beginning(beginning: &mut String, text: &str) {
    if beginning.len() < 400 {
        beginning.push_str(text);
    }
}

/// A link's address with the base before it, or `#` where it is of a kind that could run a script.
fn address<'a>(url: CowStr<'a>, base: &str) -> CowStr<'a> {
    if url.starts_with('/') && !url.starts_with("//") {
        return if base.is_empty() { url } else { format!("{base}{url}").into() };
    }
    if is_safe_address(&url) { url } else { "#".into() }
}

/// Whether following an address can do no more than show another page or start a message.
pub fn is_safe_address(url: &str) -> bool {
    // A browser ignores control characters and spaces before and inside a scheme.
    let scheme_end = url.find([':', '/', '?', '#']);
    match scheme_end {
        Some(end) if url.as_bytes()[end] == b':' => {
            ["http", "https", "mailto", "tel", "ftp", "xmpp", "geo"].contains(&url[..end].to_ascii_lowercase().as_str())
        }
        _ => true,
    }
}

/// The beginning of a body as one line of plain text: whole sentences within `max_bytes` if the
/// first fits, else whole words and `…`. What pictures show and bare addresses are no part of it.
pub fn excerpt(body: &str, max_bytes: usize) -> String {
    let is_address =
        |text: &str| ["https://", "http://"].iter().any(|start| text.starts_with(start)) && !text.contains(' ');
    let mut text = String::new();
    let (mut depth, mut pictures) = (0, 0);
    for event in Parser::new_ext(body, options()) {
        match event {
            Event::Start(Tag::Paragraph) => depth += 1,
            Event::End(TagEnd::Paragraph) => {
                text.push(' ');
                depth -= 1;
            }
            Event::Start(Tag::Image { .. }) => pictures += 1,
            Event::End(TagEnd::Image) => pictures -= 1,
            Event::Text(t) | Event::Code(t) if depth > 0 && pictures == 0 && !is_address(&t) => text.push_str(&t),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
        if text.len() > max_bytes * 2 {
            break;
        }
    }
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    drop_forbidden(&mut text);
    shorten(&text, max_bytes)
}

fn shorten(text: &str, max_bytes: usize) -> String {
    if text.len() <= max_bytes {
        return text.to_owned();
    }
    let mut end = max_bytes;
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sentence_end = text[..end].char_indices().rev().find(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        matches!(c, '。' | '！' | '？') || (matches!(c, '.' | '!' | '?') && after.starts_with(' '))
    });
    if let Some((at, c)) = sentence_end.filter(|(at, _)| at * 3 > max_bytes) {
        return text[..at + c.len_utf8()].to_owned();
    }
    let word_end = text[..end].rfind(' ').unwrap_or(end);
    format!("{}…", text[..word_end].trim_end_matches(|c: char| !c.is_alphanumeric()))
}

/// Words of a text, about: what stands between spaces, and half a word for each Chinese or Japanese
/// character.
pub fn count_words(text: &str) -> usize {
    let bytes = text.as_bytes();
    let is_lead = |byte: u8| byte.wrapping_sub(0xe3) <= 0xe9 - 0xe3; // of U+3000 to U+9FFF
    let (Some(first), Some(rest)) = (bytes.first(), bytes.get(1..)) else { return 0 };
    let (mut starts, mut unspaced) = (usize::from(*first > b' '), usize::from(is_lead(*first)));
    // In blocks that a byte can count, which the compiler turns into vector code.
    for (before, at) in bytes.chunks(255).zip(rest.chunks(255)) {
        let (mut start, mut lead) = (0, 0);
        for (before, at) in before.iter().zip(at) {
            start += u8::from((*before <= b' ') & (*at > b' '));
            lead += u8::from(is_lead(*at));
        }
        starts += usize::from(start);
        unspaced += usize::from(lead);
    }
    starts + unspaced / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(body: &str) -> String {
        let mut out = Rendered::default();
        render(body, "/news", &mut out);
        out.html.trim_end().to_owned()
    }

    #[test]
    fn bodies_become_safe_html() {
        for (body, expected) in [
            ("Talks *advance*.", "<p>Talks <em>advance</em>.</p>"),
            ("# One", "<h2>One</h2>"),
            ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
            ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"),
            ("[x](/about/)", "<p><a href=\"/news/about/\">x</a></p>"),
            ("[x](https://e.org)", "<p><a href=\"https://e.org\">x</a></p>"),
            ("[x](JavaScript:alert)", "<p><a href=\"#\">x</a></p>"),
            ("[x](<java\tscript:alert>)", "<p><a href=\"#\">x</a></p>"),
            ("[x](data:text/html,x)", "<p><a href=\"#\">x</a></p>"),
            ("[x](//host/x)", "<p><a href=\"//host/x\">x</a></p>"),
            ("a ![m](/a.jpg)", "<p>a <img src=\"/news/a.jpg\" alt=\"m\" /></p>"),
            (
                "![m](/a.jpg \"By *A* & B\")",
                "<figure><img src=\"/news/a.jpg\" alt=\"m\" loading=\"lazy\" /><figcaption>By *A* &amp; B</figcaption></figure>",
            ),
            ("![m](/a.jpg)", "<figure><img src=\"/news/a.jpg\" alt=\"m\" loading=\"lazy\" /></figure>"),
            ("![](/a.jpg)", "<figure><img src=\"/news/a.jpg\" alt=\"\" loading=\"lazy\" /></figure>"),
            (
                "![](/a.jpg \"A\")",
                "<figure><img src=\"/news/a.jpg\" alt=\"\" loading=\"lazy\" /><figcaption>A</figcaption></figure>",
            ),
            ("![m](/a.jpg) b", "<p><img src=\"/news/a.jpg\" alt=\"m\" /> b</p>"),
            (
                "![\" title=\"<p>](/a.jpg)",
                "<figure><img src=\"/news/a.jpg\" alt=\"“ title=“&lt;p&gt;\" loading=\"lazy\" /></figure>",
            ),
            ("\"Quoted\" -- it's", "<p>“Quoted” – it’s</p>"),
        ] {
            assert_eq!(html(body), expected, "{body}");
        }
    }

    #[test]
    fn excerpts_end_at_sentences() {
        assert_eq!(excerpt("# Head\n\nOne *two*.\n\nThree.", 100), "One two. Three.");
        assert_eq!(excerpt("The first sentence. The second sentence is longer.", 30), "The first sentence.");
        assert_eq!(excerpt("No end in sight for the talks", 15), "No end in…");
        assert_eq!(
            excerpt("![Alt](/a.jpg)\n\nOne ![b](/b.jpg) two.\n\n[https://a.example](https://a.example)\n\nThree.", 100),
            "One two. Three."
        );
        assert_eq!(excerpt("https://a.example is down.", 100), "https://a.example is down.");
        assert_eq!(excerpt("", 10), "");
    }

    #[test]
    fn words_are_counted() {
        assert_eq!(count_words(" Two words,\n\nthree"), 3);
        assert_eq!(count_words("東京で地震"), 3);
        assert_eq!(count_words(""), 0);
    }
}
