//! Pieces of text ▶ one line of Markdown that renders to exactly their text.
//!
//! 1. Pieces that Markdown cannot set apart as they are lose a sign at an edge, or what sets them apart.
//! 2. Their edges become marks, characters that no text has.
//! 3. What CommonMark (with tables, strikethrough, footnotes and task lists) would read as syntax is escaped, and no more, so
//!    that files stay readable.
//! 4. The marks become syntax. Where words are set apart, the line is read back, and stays without that if a reader
//!    would see other text or other words set apart.

use pulldown_cmark::{Event, Options, Parser, TagEnd};

use super::part::{Span, Style};
use super::words;

/// A paragraph's line.
pub fn paragraph(spans: &[Span]) -> String {
    line(spans, begin)
}

/// A heading's line, without its `#`.
pub fn heading(spans: &[Span]) -> String {
    line(spans, |text| {
        let mut text = begin(text);
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
    })
}

/// A line that something stands before.
pub fn within(spans: &[Span]) -> String {
    line(spans, escaped)
}

/// An address as a link's destination.
pub fn destination(url: &str) -> String {
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

fn line(spans: &[Span], escape: impl Fn(&str) -> String) -> String {
    let [span] = spans else { return pieces(spans, escape) };
    if span.is_special() { pieces(spans, escape) } else { escape(&span.text.replace(is_mark, "")) }
}

fn pieces(spans: &[Span], escape: impl Fn(&str) -> String) -> String {
    let mut spans = spans.to_vec();
    spans.iter_mut().for_each(|span| span.text.retain(|c| !is_mark(c)));
    spans.retain(|span| !span.text.is_empty());
    loosen(&mut spans);
    let marked = written(&spans, &escape);
    if spans.iter().all(|span| span.style == Style::default()) || is_as_meant(&marked, &spans) {
        return marked;
    }
    spans.iter_mut().for_each(|span| span.style = Style::default());
    written(&spans, &escape)
}

// What the marks stand for; no text has these characters.
const LINK: char = '\u{e000}';
const LINK_END: char = '\u{e001}';
const STRONG: char = '\u{e002}';
const EMPHASIS: char = '\u{e003}';
const STRUCK: char = '\u{e004}';
const CODE: char = '\u{e005}';
const CODE_END: char = '\u{e006}';

fn is_mark(c: char) -> bool {
    (LINK..=CODE_END).contains(&c)
}

/// What is open at a place, the outermost first.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A link, by the number of the run of pieces that it is.
    Link(usize),
    Strong,
    Emphasis,
    Struck,
    Code,
}

const STYLES: [Open; 4] = [Open::Strong, Open::Emphasis, Open::Struck, Open::Code];

impl Open {
    fn is_in(self, span: &Span) -> bool {
        match self {
            Open::Link(_) => span.url.is_some(),
            Open::Strong => span.style.strong,
            Open::Emphasis => span.style.emphasis,
            Open::Struck => span.style.struck,
            Open::Code => span.style.code,
        }
    }

    fn mark(self, ends: bool) -> char {
        match (self, ends) {
            (Open::Link(_), false) => LINK,
            (Open::Link(_), true) => LINK_END,
            (Open::Strong, _) => STRONG,
            (Open::Emphasis, _) => EMPHASIS,
            (Open::Struck, _) => STRUCK,
            (Open::Code, false) => CODE,
            (Open::Code, true) => CODE_END,
        }
    }
}

fn written(spans: &[Span], escape: &impl Fn(&str) -> String) -> String {
    /// What lasts for more pieces than this lasts as long as anything.
    const FAR: usize = 64;
    let mut marked = String::new();
    let mut urls: Vec<String> = Vec::new();
    let mut open: Vec<Open> = Vec::new();
    let mut last_url = None;
    for (at, span) in spans.iter().enumerate() {
        if let Some(url) = span.url.as_deref().filter(|url| Some(*url) != last_url) {
            urls.push(destination(url));
        }
        last_url = span.url.as_deref();
        let link = last_url.map(|_| Open::Link(urls.len()));
        // What is open stays outside; of what begins here, what ends last is the outermost.
        let mut wanted: Vec<Open> = STYLES.into_iter().filter(|open| open.is_in(span)).collect();
        wanted.sort_by_key(|style| {
            let place = open.iter().position(|open| open == style).unwrap_or(open.len());
            let len = spans[at..].iter().take(FAR).take_while(|span| style.is_in(span)).count();
            (*style == Open::Code, place, std::cmp::Reverse(len))
        });
        wanted.splice(0..0, link);
        let same = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        close(&mut marked, open.drain(same..));
        let text = span.text.as_str();
        // Emphasis begins and ends at words.
        let words = if wanted.len() > same { text.trim_start() } else { text };
        marked.push_str(&text[..text.len() - words.len()]);
        marked.extend(wanted[same..].iter().map(|open| open.mark(false)));
        open = wanted;
        marked.push_str(words);
    }
    close(&mut marked, open.drain(..));

    let line = escape(&marked);
    let mut out = String::with_capacity(line.len() + 64);
    let mut urls = urls.into_iter();
    let mut rest = line.as_str();
    while let Some(at) = rest.find(is_mark) {
        out.push_str(&rest[..at]);
        let mark = rest[at..].chars().next().expect("there is a mark");
        rest = &rest[at + mark.len_utf8()..];
        match mark {
            LINK => out.push('['),
            LINK_END => out.push_str(&format!("]({})", urls.next().unwrap_or_default())),
            STRONG => out.push_str("**"),
            EMPHASIS => out.push('*'),
            STRUCK => out.push_str("~~"),
            _ => {
                let (text, behind) = rest.split_once(CODE_END).unwrap_or((rest, ""));
                let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
                let fence = "`".repeat(longest + 1);
                // One space at each side is none of the code.
                let space = if longest > 0 || text.starts_with(' ') { " " } else { "" };
                out.push_str(&format!("{fence}{space}{text}{space}{fence}"));
                rest = behind;
            }
        }
    }
    out + rest
}

/// Ends what is open, the innermost first, before spaces that the text ends with.
fn close(marked: &mut String, open: impl DoubleEndedIterator<Item = Open>) {
    let mut open = open.rev().peekable();
    if open.peek().is_some_and(|open| *open != Open::Code) {
        let end = marked.trim_end().len();
        let spaces = marked.split_off(end);
        marked.extend(open.map(|open| open.mark(true)));
        marked.push_str(&spaces);
    } else {
        marked.extend(open.map(|open| open.mark(true)));
    }
}

/// Makes of pieces set apart what Markdown can say: emphasis begins and ends at a letter where a letter is right outside
/// (CommonMark, section 6.2), and a large initial is part of its word.
fn loosen(spans: &mut Vec<Span>) {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
    for at in 0..spans.len() {
        if spans[at].style == Style::default() || spans[at].style.code {
            continue;
        }
        if !spans[at].text.contains(char::is_alphanumeric) {
            let neighbour = |at: Option<usize>| at.and_then(|at| spans.get(at)).map_or(Style::default(), |s| s.style);
            spans[at].style = neighbour(at.checked_sub(1)).shared(neighbour(Some(at + 1)));
            continue;
        }
        let next = spans.get(at + 1).and_then(|span| span.text.chars().next());
        if at == 0 && spans[0].text.chars().count() == 1 && is_letter(next) {
            spans[0].style = Style::default();
        }
    }
    // Signs at edges go to a piece of their own.
    let mut out: Vec<Span> = Vec::with_capacity(spans.len());
    for (at, span) in spans.iter().enumerate() {
        let text = span.text.as_str();
        let (mut start, mut end) = (0, text.len());
        if span.style != Style::default() && !span.style.code {
            let before = out.last().and_then(|span| span.text.chars().next_back());
            let after = spans.get(at + 1).and_then(|span| span.text.chars().next());
            start = if is_letter(before) { text.len() - text.trim_start_matches(is_sign).len() } else { start };
            end = if is_letter(after) { text.trim_end_matches(is_sign).len() } else { end };
        }
        if start >= end {
            out.push(span.clone());
            continue;
        }
        let piece = |text: &str, style| Span { text: text.to_owned(), url: span.url.clone(), style };
        let pieces = [
            piece(&text[..start], Style::default()),
            piece(&text[start..end], span.style),
            piece(&text[end..], Style::default()),
        ];
        out.extend(pieces.into_iter().filter(|piece| !piece.text.is_empty()));
    }
    *spans = out;
}

/// Whether a reader of the line sees these pieces.
fn is_as_meant(line: &str, spans: &[Span]) -> bool {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    // Spaces look the same whatever they are.
    let styled = |text: &str, style: Style| -> Vec<(char, Style)> {
        text.chars().map(|c| (c, if c.is_whitespace() { Style::default() } else { style })).collect()
    };
    let mut seen: Vec<(char, Style)> = Vec::new();
    let mut style = Style::default();
    for event in Parser::new_ext(line, options) {
        let (tag, is_in) = match event {
            Event::Start(tag) => (tag.to_end(), true),
            Event::End(tag) => (tag, false),
            Event::Text(text) => {
                seen.extend(styled(&text, style));
                continue;
            }
            Event::Code(text) => {
                seen.extend(styled(&text, Style { code: true, ..style }));
                continue;
            }
            _ => return false,
        };
        match tag {
            TagEnd::Strong => style.strong = is_in,
            TagEnd::Emphasis => style.emphasis = is_in,
            TagEnd::Strikethrough => style.struck = is_in,
            TagEnd::Paragraph | TagEnd::Link => {}
            _ => return false,
        }
    }
    seen == spans.iter().flat_map(|span| styled(&span.text, span.style)).collect::<Vec<_>>()
}

/// A line's text with its start kept from being read as a block.
fn begin(text: &str) -> String {
    let line = escaped(text);
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
fn escaped(text: &str) -> String {
    // Most paragraphs have none of these; the marks are no ASCII.
    let is_sign = |b| matches!(b, b'\\' | b'`' | b'*' | b'_' | b'~' | b'<' | b'&' | b'[' | b']' | b'!');
    if !words::has(text, is_sign) {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let tildes = chars.iter().filter(|c| **c == '~' || **c == STRUCK).count();
    let links = chars.contains(&LINK);
    let (mut in_link, mut in_code) = (false, false);
    let mut out = String::with_capacity(text.len() + 8);
    for (at, &c) in chars.iter().enumerate() {
        match c {
            LINK | LINK_END => in_link = c == LINK,
            CODE | CODE_END => in_code = c == CODE,
            _ => {}
        }
        let next = chars.get(at + 1).copied();
        let escape = match c {
            _ if in_code => false,
            '\\' => next.is_none_or(|n| n.is_ascii_punctuation() || is_mark(n)),
            '`' => true,
            '*' | '_' => opens_or_closes(&chars, at),
            '~' => tildes > 1 && opens_or_closes(&chars, at),
            '<' => next.is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')),
            '&' => is_entity(&chars[at + 1..]),
            '!' => next == Some(LINK),
            '[' => in_link || links || is_bracket_syntax(&chars, at),
            ']' => in_link || links || matches!(next, Some('(' | '[')) || next == Some(':') && chars[0] == '[',
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

    const PLAIN: Style = Style { strong: false, emphasis: false, struck: false, code: false };
    const STRONG: Style = Style { strong: true, ..PLAIN };
    const EMPHASIS: Style = Style { emphasis: true, ..PLAIN };
    const BOTH: Style = Style { strong: true, emphasis: true, ..PLAIN };

    fn spans(pieces: &[(&str, Style)]) -> Vec<Span> {
        pieces.iter().map(|(text, style)| Span { style: *style, ..Span::plain(*text) }).collect()
    }

    #[test]
    fn words_are_set_apart() {
        for (pieces, line) in [
            (&[("a ", PLAIN), ("b", STRONG), (" c", PLAIN)][..], "a **b** c"),
            (&[("a", STRONG), (" ", STRONG), ("b", BOTH), (" ", STRONG), ("c", STRONG)], "**a *b* c**"),
            (&[("a", EMPHASIS), (" ", EMPHASIS), ("b", BOTH)], "*a **b***"),
            (&[("Yes!", STRONG), ("No", PLAIN)], "**Yes**!No"),
            (&[("彼は", PLAIN), ("「引用」", STRONG), ("と", PLAIN)], "彼は「**引用**」と"),
            (&[("W", STRONG), ("ords", PLAIN)], "Words"),
            (&[("No", PLAIN), (" ", PLAIN), (" – ", EMPHASIS), ("words", PLAIN)], "No  – words"),
            (&[("x ", PLAIN), ("a`b", Style { code: true, ..PLAIN }), (" * y", PLAIN)], "x `` a`b `` * y"),
            (&[("ten", Style { struck: true, ..PLAIN }), (" ~5", PLAIN)], "~~ten~~ \\~5"),
            (&[("1. no list", STRONG)], "**1. no list**"),
            (&[("2*3", EMPHASIS), ("*", PLAIN)], "*2\\*3*\\*"),
        ] {
            assert_eq!(paragraph(&spans(pieces)), line);
        }
        let mut linked = spans(&[("see ", STRONG), ("the ", STRONG), ("lamp", PLAIN), (".", PLAIN)]);
        linked[1..3].iter_mut().for_each(|span| span.url = Some("https://courier.example/(a)".into()));
        assert_eq!(paragraph(&linked), "**see** [**the** lamp](https://courier.example/%28a%29).");
    }

    #[test]
    fn random_pieces_come_back_as_they_were() {
        const PIECES: [&str; 32] = [
            "word", "Über", "東", "」", "“", "”", " ", " ", "*", "**", "_", "`", "``", "~", "~~", "<a", "&", "&amp;",
            "[", "]", "](", "!", "\\", "-", "1.", ":", "\"", "é", ".", ",", "(", ")",
        ];
        let seed = 20121120;
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut kept, mut all) = (0, 0);
        for round in 0..60_000 {
            let mut spans: Vec<Span> = Vec::new();
            for _ in 0..random.usize(1..6) {
                let text: String = (0..random.usize(1..6)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if text.is_empty() {
                    continue;
                }
                if !spans.is_empty() && random.bool() {
                    spans.push(Span::plain(" "));
                }
                let is = |random: &mut fastrand::Rng, odds: u8| random.u8(0..odds) == 0;
                let style = Style {
                    strong: is(&mut random, 3),
                    emphasis: is(&mut random, 3),
                    struck: is(&mut random, 8),
                    code: is(&mut random, 8),
                };
                let url = is(&mut random, 4).then(|| "https://courier.example/".to_owned());
                spans.push(Span { text, url, style });
            }
            let text: String = spans.iter().map(|span| span.text.as_str()).collect();
            if text.is_empty() {
                continue;
            }
            let line = paragraph(&spans);
            let mut seen = String::new();
            let mut is_set_apart = false;
            for event in Parser::new_ext(&line, Options::ENABLE_STRIKETHROUGH | Options::ENABLE_FOOTNOTES) {
                match event {
                    Event::Text(text) | Event::Code(text) => seen.push_str(&text),
                    Event::Start(tag) => is_set_apart |= matches!(tag.to_end(), TagEnd::Strong | TagEnd::Emphasis),
                    Event::End(_) => {}
                    other => panic!("seed {seed}, round {round}: {other:?} in {line:?}"),
                }
            }
            assert_eq!(seen, text, "seed {seed}, round {round}: {line:?} of {spans:?}");
            let is_styled = |span: &Span| (span.style.strong || span.style.emphasis) && span.text.len() > 3;
            if spans.iter().any(is_styled) {
                all += 1;
                kept += usize::from(is_set_apart);
            }
        }
        assert!(kept * 10 > all * 6, "of {all} lines with words set apart, {kept} are still so");
    }
}
