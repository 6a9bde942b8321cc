//! Body parts ▶ Markdown.
//!
//! Each paragraph is one line between empty ones, which leaves no room for setext headings, tables and lazy
//! continuations; verse alone has its lines below each other, with a hard break between. Items of lists are right
//! below each other; what belongs to an item is indented as far as its text, and what is in a block quote has its sign
//! before it.

use super::inline;
use super::part::{Form, Part, Span, Text};

/// The body as Markdown, with a final line end.
pub fn write(parts: &[Part]) -> String {
    let mut out = String::new();
    // For each item of a list that is open, how many columns its sign takes.
    let mut signs: Vec<usize> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let is_line = is_next_line(parts, at);
        if at > 0 {
            out.push_str(if is_line { "\\\n" } else { "\n" });
            if !is_line && !goes_on(parts, at) {
                out.push_str(if same_quote(parts, at) { ">\n" } else { "\n" });
            }
        }
        let text = match part {
            Part::Text(text) => text,
            Part::Picture { url, alt, caption } => {
                signs.clear();
                out.push_str(&picture(url, alt, caption));
                continue;
            }
            Part::Table(rows) => {
                signs.clear();
                out.push_str(&table(rows));
                continue;
            }
            Part::Code(text) => {
                signs.clear();
                out.push_str(&code(text));
                continue;
            }
            Part::Break => {
                signs.clear();
                out.push_str("* * *");
                continue;
            }
        };
        if at > 0 && parts[at - 1].as_text().is_none_or(|above| above.quote != text.quote) {
            signs.clear();
        }
        if text.quote > 0 {
            out.push_str("> ");
        }
        signs.truncate(text.depth);
        out.extend(std::iter::repeat_n(' ', signs.iter().sum()));
        let (sign, line) = match text.form {
            Form::Paragraph => (String::new(), inline::paragraph(&text.spans)),
            Form::Heading(level) => {
                (format!("{} ", "#".repeat(level.clamp(2, 6).into())), inline::heading(&text.spans))
            }
            Form::Bullet => ("- ".to_owned(), inline::paragraph(&text.spans)),
            Form::Numbered(number) if in_sequence(parts, at, number) => {
                (format!("{number}. "), inline::paragraph(&text.spans))
            }
            // A number by itself is no list; its sign is kept from making one.
            Form::Numbered(number) => (String::new(), format!("{number}\\. {}", inline::within(&text.spans))),
        };
        out.push_str(&sign);
        out.push_str(&line);
        if matches!(text.form, Form::Bullet | Form::Numbered(_)) && !sign.is_empty() {
            signs.push(sign.len());
        }
    }
    out.push('\n');
    out
}

fn text(parts: &[Part], at: usize) -> Option<&Text> {
    parts.get(at).and_then(Part::as_text)
}

fn is_item(text: &Text) -> bool {
    matches!(text.form, Form::Bullet | Form::Numbered(_))
}

/// Whether a part and the one above it are in the same block quote.
fn same_quote(parts: &[Part], at: usize) -> bool {
    let quote = |at: usize| text(parts, at).map_or(0, |text| text.quote);
    quote(at) > 0 && quote(at) == quote(at - 1)
}

/// Whether a part is another line of the paragraph above.
fn is_next_line(parts: &[Part], at: usize) -> bool {
    let Some((above, line)) = at.checked_sub(1).and_then(|above| text(parts, above)).zip(text(parts, at)) else {
        return false;
    };
    let is_same = (above.quote, above.depth, above.form) == (line.quote, line.depth, line.form);
    line.is_line && is_same && line.form == Form::Paragraph
}

/// Whether a part is an item of the list that the one above is in.
fn goes_on(parts: &[Part], at: usize) -> bool {
    let Some((above, item)) = text(parts, at - 1).zip(text(parts, at)) else { return false };
    if !is_item(item) || above.quote != item.quote {
        return false;
    }
    if is_item(above) && above.depth < item.depth {
        return true;
    }
    above.depth + usize::from(is_item(above)) > item.depth
        && match (sibling(parts, at, -1).map(|text| text.form), item.form) {
            (Some(Form::Bullet), Form::Bullet) => true,
            (Some(Form::Numbered(before)), Form::Numbered(number)) => before.checked_add(1) == Some(number),
            _ => false,
        }
}

/// The next item of the same list, above (-1) or below (1), over what belongs to the items between.
fn sibling(parts: &[Part], at: usize, step: isize) -> Option<&Text> {
    let item = text(parts, at)?;
    let mut place = at;
    loop {
        place = place.checked_add_signed(step)?;
        let other = text(parts, place)?;
        if other.quote != item.quote || other.depth < item.depth {
            return None;
        }
        if other.depth == item.depth {
            return is_item(other).then_some(other);
        }
    }
}

fn in_sequence(parts: &[Part], at: usize, number: u32) -> bool {
    let is_next = |step: isize, expected: Option<u32>| {
        let number = |text: &Text| if let Form::Numbered(number) = text.form { Some(number) } else { None };
        expected.is_some() && sibling(parts, at, step).and_then(number) == expected
    };
    is_next(-1, number.checked_sub(1)) || is_next(1, number.checked_add(1))
}

fn picture(url: &str, alt: &str, caption: &str) -> String {
    // Inside brackets, and inside quotes, every sign that could end them is escaped.
    let escaped = |text: &str| -> String {
        text.chars()
            .flat_map(|c| {
                let sign =
                    c.is_ascii_punctuation() && !matches!(c, ',' | '.' | '\'' | '-' | ':' | ';' | '?' | '/' | '%');
                sign.then_some('\\').into_iter().chain([c])
            })
            .collect()
    };
    let title = if caption.is_empty() { String::new() } else { format!(" \"{}\"", escaped(caption)) };
    format!("![{}]({}{title})", escaped(alt), inline::destination(url))
}

fn table(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|c| cell(c).replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

/// A cell's text without inline syntax.
fn cell(text: &str) -> String {
    inline::within(&[Span::plain(text)])
}

fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use pulldown_cmark::{Event, Options, Parser};

    /// What a reader sees, one line a block; panics on any markup that the text did not ask for.
    fn rendered(markdown: &str) -> String {
        let options = Options::ENABLE_TABLES
            | Options::ENABLE_FOOTNOTES
            | Options::ENABLE_STRIKETHROUGH
            | Options::ENABLE_TASKLISTS
            | Options::ENABLE_HEADING_ATTRIBUTES;
        let mut out = String::new();
        for event in Parser::new_ext(markdown, options) {
            match event {
                Event::Text(text) => out.push_str(&text),
                Event::Start(tag) => {
                    use pulldown_cmark::Tag::*;
                    assert!(matches!(tag, Paragraph | Heading { .. } | List(_) | Item), "{tag:?} in {markdown:?}");
                }
                Event::End(_) => {
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                }
                other => panic!("{other:?} in {markdown:?}"),
            }
        }
        out.trim_end().to_owned()
    }

    #[test]
    fn text_comes_back_as_it_was() {
        for text in [
            "# not a heading",
            "#hashtag",
            "####### seven",
            "> no quote",
            ">quote",
            "- dash",
            "-",
            "--- ",
            "---",
            "===",
            "***",
            "* * *",
            "* star",
            "+ plus",
            "1. one",
            "1) one",
            "2012. That was the year",
            "1.",
            "12345678901. no list",
            "*emphasis* and **strong**",
            "5 * 3 * 2",
            "snake_case_name",
            "_under_ and __under__",
            "a*b*c",
            "`code` and ``more``",
            "<b>bold</b>",
            "<!-- comment -->",
            "a < b > c",
            "<http://x.org>",
            "AT&T &amp; &#8217; &copy; &nope",
            "[link](http://x.org)",
            "[a][b]",
            "![picture](x.png)",
            "[sic]",
            "[^1]",
            "[^1]: note",
            "[x]: http://y.org",
            "[x] done",
            "[[wiki]]",
            "a | b",
            "| a | b |",
            "|---|---|",
            "~~gone~~",
            "~30 and ~40",
            "a~b~c",
            ": definition",
            "end\\",
            "a\\*b",
            "C:\\dir\\file",
            "\\",
            "~~~",
            "```",
            "http://x.org/a_b_c?x=*1*",
            "“quotes” – dashes… it's",
            "\"straight\" -- 'quotes'...",
            "2 ** 3 ** 4",
            "**",
            "_",
            "*",
            "a*",
            "*a",
            "100% & more",
            "f(x)[0](y)",
            "\\[a\\]",
            "****",
            "a _ b",
            "#",
            "##",
            "1986",
            "- ",
            "+",
            "=",
            "text ends with #",
            "x {#id}",
            "(c) & (r)",
            "$5 and $6",
            "$$x$$",
            "!\\[",
            "*(a)*",
            "_(a)_b_",
            "a**\"b\"**c",
            "~ ~",
            "&#x41;",
            "\u{a0}nbsp",
            "é*é*é",
            "〈*あ*〉",
            "=== a",
            "--- a",
            "-a",
            "- - -",
            "_ _ _",
            "___",
        ] {
            for part in [
                Part::plain(Form::Paragraph, text),
                Part::plain(Form::Heading(2), text),
                Part::plain(Form::Bullet, text),
                Part::plain(Form::Numbered(7), text),
            ] {
                let markdown = write(std::slice::from_ref(&part));
                let number = part.as_text().filter(|text| text.form == Form::Numbered(7)).map_or("", |_| "7. ");
                let expected = format!("{number}{text}");
                assert_eq!(rendered(&markdown), expected.trim_matches(' '), "{part:?} as {markdown:?}");
            }
        }
    }

    #[test]
    fn random_text_comes_back_as_it_was() {
        const PIECES: [&str; 40] = [
            "word", "Über", "東", " ", " ", " ", "*", "**", "_", "__", "`", "``", "~", "~~", "<", ">", "<a", "</", "&",
            "&amp;", "#", "[", "]", "(", ")", "](", "[^", "!", "|", "\\", "\\\\", "-", "+", "=", "1.", "2)", ":", "\"",
            "$", "{x}",
        ];
        let seed = 20120415;
        let mut random = fastrand::Rng::with_seed(seed);
        for round in 0..30_000 {
            let texts: Vec<String> = (0..3)
                .map(|_| {
                    let text: String = (0..random.usize(1..14)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
                    text.split_whitespace().collect::<Vec<_>>().join(" ")
                })
                .filter(|t| !t.is_empty())
                .collect();
            if texts.is_empty() {
                continue;
            }
            let parts: Vec<Part> = texts
                .iter()
                .map(|t| match random.u8(0..4) {
                    0 => Part::plain(Form::Heading(2), t.as_str()),
                    1 => Part::plain(Form::Bullet, t.as_str()),
                    _ => Part::plain(Form::Paragraph, t.as_str()),
                })
                .collect();
            let markdown = write(&parts);
            assert_eq!(rendered(&markdown), texts.join("\n"), "seed {seed}, round {round}: {markdown:?}");
        }
    }

    #[test]
    fn lists_stand_in_items_of_lists_and_in_quotes() {
        let part = |form, quote, depth, text: &str| {
            Part::Text(Text { form, quote, depth, is_line: false, spans: vec![Span::plain(text)] })
        };
        let parts = [
            part(Form::Bullet, 0, 0, "a"),
            part(Form::Bullet, 0, 1, "b"),
            part(Form::Numbered(1), 0, 2, "c"),
            part(Form::Numbered(2), 0, 2, "d"),
            part(Form::Paragraph, 0, 1, "of a"),
            part(Form::Bullet, 0, 0, "e"),
            part(Form::Numbered(9), 0, 0, "f"),
            part(Form::Bullet, 0, 1, "g"),
            part(Form::Numbered(10), 0, 0, "h"),
            part(Form::Bullet, 0, 1, "i"),
            part(Form::Paragraph, 1, 0, "quoted"),
            part(Form::Bullet, 1, 0, "j"),
            part(Form::Paragraph, 2, 0, "another"),
            part(Form::Bullet, 0, 3, "too deep"),
            part(Form::Numbered(7), 0, 0, "alone"),
        ];
        let expected = "- a\n  - b\n    1. c\n    2. d\n\n  of a\n- e\n\n9. f\n   - g\n10. h\n    - i\n\n\
            > quoted\n>\n> - j\n\n> another\n\n- too deep\n\n7\\. alone\n";
        assert_eq!(write(&parts), expected);
    }

    #[test]
    fn lines_of_verse_stay_lines() {
        let line = |text: &str, is_line| {
            let spans = vec![Span::plain(text)];
            Part::Text(Text { form: Form::Paragraph, quote: 1, depth: 0, is_line, spans })
        };
        let verse = [line("one\\", false), line("===", true), line("- two", true), line("three", false)];
        let markdown = write(&verse);
        assert_eq!(markdown, "> one\\\\\\\n> \\===\\\n> \\- two\n>\n> three\n");
        let mut html = String::new();
        pulldown_cmark::html::push_html(&mut html, Parser::new(&markdown));
        assert_eq!(html, "<blockquote>\n<p>one\\<br />\n===<br />\n- two</p>\n<p>three</p>\n</blockquote>\n");
    }

    #[test]
    fn readable_text_stays_readable() {
        for text in ["He said 5 * 3 is 15 [sic].", "file_name.txt at ~30 degrees, AT&T - really", "3 < 4 | 5 > 2"] {
            assert_eq!(write(&[Part::plain(Form::Paragraph, text)]).trim_end(), text);
        }
        let list = [
            Part::plain(Form::Bullet, "a"),
            Part::plain(Form::Bullet, "b"),
            Part::plain(Form::Numbered(1), "c"),
            Part::plain(Form::Numbered(2), "d"),
        ];
        assert_eq!(write(&list), "- a\n- b\n\n1. c\n2. d\n");
    }
}
