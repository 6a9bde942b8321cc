//! Body parts ▶ Markdown that renders to exactly their text.
//!
//! Only what CommonMark (with tables, strikethrough, footnotes and task lists) would read as
//! syntax is escaped, so that files stay readable. Each paragraph is one line between empty ones,
//! which leaves no room for setext headings, tables, hard breaks and lazy continuations.

use super::extract::Part;

/// The body as Markdown, with a final line end.
pub fn write(parts: &[Part]) -> String {
    let mut out = String::new();
    for (at, part) in parts.iter().enumerate() {
        let previous = at.checked_sub(1).map(|p| &parts[p]);
        let next = parts.get(at + 1);
        let line = match part {
            Part::Paragraph(text) => paragraph(text),
            Part::Heading(text) => format!("## {}", heading(text)),
            Part::Bullet(text) => format!("- {}", paragraph(text)),
            Part::Numbered(number, text) if in_sequence(*number, previous, next) => {
                format!("{number}. {}", paragraph(text))
            }
            // A number by itself is no list; its sign is kept from making one.
            Part::Numbered(number, text) => format!("{number}\\. {}", inline(text)),
        };
        if at > 0 {
            out.push('\n');
            if !same_list(previous, part) {
                out.push('\n');
            }
        }
        out.push_str(&line);
    }
    out.push('\n');
    out
}

fn same_list(previous: Option<&Part>, part: &Part) -> bool {
    match (previous, part) {
        (Some(Part::Bullet(_)), Part::Bullet(_)) => true,
        (Some(Part::Numbered(before, _)), Part::Numbered(number, _)) => before + 1 == *number,
        _ => false,
    }
}

fn in_sequence(number: u32, previous: Option<&Part>, next: Option<&Part>) -> bool {
    let neighbour =
        |part: Option<&Part>, expected: Option<u32>| matches!(part, Some(Part::Numbered(n, _)) if Some(*n) == expected);
    neighbour(previous, number.checked_sub(1)) || neighbour(next, number.checked_add(1))
}

fn heading(text: &str) -> String {
    let mut text = paragraph(text);
    // A run of `#` at the end closes a heading.
    let before = text.trim_end_matches('#');
    if before.len() < text.len() && before.ends_with(' ') {
        text.insert(before.len(), '\\');
    }
    // A heading's attributes, `{#id}`, are read before backslashes are.
    if text.ends_with('}') {
        text = text.replace('{', "&#123;");
    }
    text
}

/// A line's text with its start kept from being read as a block.
fn paragraph(text: &str) -> String {
    let line = inline(text);
    let first = line.split([' ', '\t', '\u{a0}']).next().unwrap_or("");
    let blocks = match first.as_bytes() {
        [b'#', ..] => first.len() <= 6 && first.bytes().all(|b| b == b'#'),
        [b'>', ..] => true,
        [b'-' | b'+' | b'*' | b':'] => true,
        // Thematic breaks and setext underlines.
        [b'-' | b'=', ..] => line.bytes().all(|b| matches!(b, b'-' | b'=' | b' ')),
        _ => false,
    };
    if blocks {
        return format!("\\{line}");
    }
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=9).contains(&digits)
        && line[digits..].starts_with(['.', ')'])
        && !line[digits + 1..].starts_with(|c: char| c != ' ' && c != '\t')
    {
        return format!("{}\\{}", &line[..digits], &line[digits..]);
    }
    line
}

/// A line's text without inline syntax.
fn inline(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let tildes = chars.iter().filter(|c| **c == '~').count();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let escape = match c {
            '\\' => chars.get(at + 1).is_none_or(char::is_ascii_punctuation),
            '`' => true,
            '*' | '_' => opens_or_closes(&chars, at),
            '~' => tildes > 1 && opens_or_closes(&chars, at),
            '<' => chars.get(at + 1).is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => is_entity(&chars[at + 1..]),
            '[' => is_bracket_syntax(&chars, at),
            ']' => matches!(chars.get(at + 1), Some('(' | '[')) || chars.get(at + 1) == Some(&':') && chars[0] == '[',
            _ => false,
        };
        if escape {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Whether a run of `*`, `_` or `~` can begin or end emphasis: one between spaces cannot, nor can
/// underscores inside a word.
fn opens_or_closes(chars: &[char], at: usize) -> bool {
    let c = chars[at];
    let before = chars[..at].iter().rev().find(|b| **b != c);
    let after = chars[at..].iter().find(|a| **a != c);
    let space = |n: Option<&char>| n.is_none_or(|n| n.is_whitespace());
    let word = |n: Option<&char>| n.is_some_and(|n| n.is_alphanumeric());
    if before.is_none() && after.is_none_or(|a| a.is_whitespace()) {
        // At a line's start it is a list item or thematic break, which its first sign decides.
        return true;
    }
    !(space(before) && space(after) || c == '_' && word(before) && word(after))
}

/// Whether what follows `&` makes an entity, as in `&amp;` or `&#8217;`.
fn is_entity(rest: &[char]) -> bool {
    let name = rest.iter().take(40).take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && rest.get(name) == Some(&';')
}

/// Footnotes, wiki links, check boxes and definitions; plain `[sic]` stays as it is.
fn is_bracket_syntax(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1);
    matches!(next, Some('^' | '[' | '!'))
        || at > 0 && chars[at - 1] == '['
        || at == 0
            && (matches!((next, chars.get(2)), (Some(' ' | 'x' | 'X'), Some(']')))
                || chars.iter().position(|c| *c == ']').is_some_and(|end| chars.get(end + 1) == Some(&':')))
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
                Part::Paragraph(text.to_owned()),
                Part::Heading(text.to_owned()),
                Part::Bullet(text.to_owned()),
                Part::Numbered(7, text.to_owned()),
            ] {
                let markdown = write(std::slice::from_ref(&part));
                let expected = match part {
                    Part::Numbered(..) => format!("7. {text}"),
                    _ => text.to_owned(),
                };
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
                    0 => Part::Heading(t.clone()),
                    1 => Part::Bullet(t.clone()),
                    _ => Part::Paragraph(t.clone()),
                })
                .collect();
            let markdown = write(&parts);
            assert_eq!(rendered(&markdown), texts.join("\n"), "seed {seed}, round {round}: {markdown:?}");
        }
    }

    #[test]
    fn readable_text_stays_readable() {
        for text in ["He said 5 * 3 is 15 [sic].", "file_name.txt at ~30 degrees, AT&T - really", "3 < 4 | 5 > 2"] {
            assert_eq!(write(&[Part::Paragraph(text.into())]).trim_end(), text);
        }
        let list = [
            Part::Bullet("a".into()),
            Part::Bullet("b".into()),
            Part::Numbered(1, "c".into()),
            Part::Numbered(2, "d".into()),
        ];
        assert_eq!(write(&list), "- a\n- b\n\n1. c\n2. d\n");
    }
}
