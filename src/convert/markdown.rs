//! Body parts ▶ Markdown that renders to exactly their text.
//!
//! Only what CommonMark (with tables, strikethrough, footnotes and task lists) would read as
//! syntax is escaped, so that files stay readable. Each paragraph is one line between empty ones,
//! which leaves no room for setext headings, tables, hard breaks and lazy continuations.

use super::extract::{Form, Part, Span};
use super::words;

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
            Part::Rich(form, spans) => rich(*form, spans, previous, next),
            Part::Picture { url, alt, caption } => picture(url, alt, caption),
            Part::Table(rows) => table(rows),
            Part::Code(text) => code(text),
        };
        if at > 0 {
            out.push('\n');
            if same_quote(previous, part) {
                out.push_str(">\n");
            } else if !same_list(previous, part) {
                out.push('\n');
            }
        }
        out.push_str(&line);
    }
    out.push('\n');
    out
}

fn same_quote(previous: Option<&Part>, part: &Part) -> bool {
    matches!(previous, Some(Part::Rich(Form::Quote(_), _))) && matches!(part, Part::Rich(Form::Quote(true), _))
}

fn same_list(previous: Option<&Part>, part: &Part) -> bool {
    match (previous, part) {
        (Some(Part::Bullet(_)), Part::Bullet(_)) => true,
        (Some(Part::Bullet(_)), Part::Rich(Form::Bullet, _)) => true,
        (Some(Part::Rich(Form::Bullet, _)), Part::Bullet(_) | Part::Rich(Form::Bullet, _)) => true,
        (Some(before), number) => match (numbered(before), numbered(number)) {
            (Some(before), Some(number)) => before + 1 == number,
            _ => false,
        },
        (None, _) => false,
    }
}

fn numbered(part: &Part) -> Option<u32> {
    match part {
        Part::Numbered(number, _) | Part::Rich(Form::Numbered(number), _) => Some(*number),
        _ => None,
    }
}

/// Where a link begins and ends while its text is escaped; no text has these.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

fn rich(form: Form, spans: &[Span], previous: Option<&Part>, next: Option<&Part>) -> String {
    let mut marked = String::new();
    let mut urls = Vec::new();
    for span in spans {
        let text = span.text.replace([OPEN, CLOSE], "");
        match &span.url {
            Some(url) if !text.trim().is_empty() => {
                marked.push(OPEN);
                marked.push_str(&text);
                marked.push(CLOSE);
                urls.push(destination(url));
            }
            _ => marked.push_str(&text),
        }
    }
    let line = match form {
        Form::Paragraph => paragraph(&marked),
        Form::Heading(level) => format!("{} {}", "#".repeat(level.clamp(2, 6).into()), heading(&marked)),
        Form::Bullet => format!("- {}", paragraph(&marked)),
        Form::Numbered(number) if in_sequence(number, previous, next) => format!("{number}. {}", paragraph(&marked)),
        Form::Numbered(number) => format!("{number}\\. {}", inline(&marked)),
        // Between two quotes an empty line parts them.
        Form::Quote(_) => format!("> {}", paragraph(&marked)),
    };
    let mut out = String::with_capacity(line.len() + 64);
    let mut urls = urls.into_iter();
    for c in line.chars() {
        match c {
            OPEN => out.push('['),
            CLOSE => out.push_str(&format!("]({})", urls.next().unwrap_or_default())),
            c => out.push(c),
        }
    }
    out
}

/// An address as a link's destination.
fn destination(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for c in url.chars() {
        match c {
            '(' => out.push_str("%28"),
            ')' => out.push_str("%29"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '\\' => out.push_str("%5C"),
            // Entities are read in destinations too.
            '&' => out.push_str("&amp;"),
            c if c.is_whitespace() || c.is_control() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
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
    format!("![{}]({}{title})", escaped(alt), destination(url))
}

fn table(rows: &[Vec<String>]) -> String {
    let row = |cells: &Vec<String>| {
        let cells: Vec<String> = cells.iter().map(|c| inline(c).replace('|', "\\|")).collect();
        format!("| {} |", cells.join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(row).collect();
    let columns = rows.first().map_or(0, Vec::len);
    lines.insert(1.min(lines.len()), format!("|{}", " --- |".repeat(columns)));
    lines.join("\n")
}

fn code(text: &str) -> String {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    format!("{fence}\n{text}\n{fence}")
}

fn in_sequence(number: u32, previous: Option<&Part>, next: Option<&Part>) -> bool {
    let neighbour =
        |part: Option<&Part>, expected: Option<u32>| expected.is_some() && part.and_then(numbered) == expected;
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
    // Most paragraphs have none of these; the marks of links are no ASCII.
    let is_sign = |b| matches!(b, b'\\' | b'`' | b'*' | b'_' | b'~' | b'<' | b'&' | b'[' | b']' | b'!');
    if !words::has(text, is_sign) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let tildes = chars.iter().filter(|c| **c == '~').count();
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        let escape = match c {
            '\\' => chars.get(at + 1).is_none_or(|n| n.is_ascii_punctuation() || matches!(*n, OPEN | CLOSE)),
            '`' => true,
            '*' | '_' => opens_or_closes(&chars, at),
            '~' => tildes > 1 && opens_or_closes(&chars, at),
            '<' => chars.get(at + 1).is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => is_entity(&chars[at + 1..]),
            '[' | ']' if linked(&chars, at) => true,
            '!' => chars.get(at + 1) == Some(&OPEN),
            '[' => is_bracket_syntax(&chars, at) || chars.contains(&OPEN),
            ']' if chars.contains(&OPEN) => true,
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

/// Whether a sign stands inside a link's text.
fn linked(chars: &[char], at: usize) -> bool {
    chars[..at].iter().rev().find(|c| matches!(**c, OPEN | CLOSE)) == Some(&OPEN)
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
