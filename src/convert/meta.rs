//! Lines of fields: `By Jane Doe | World | 15 April 1912`, `Tags: A, B`, `Home > World`.
//!
//! A line counts only if all of it is understood, or if a byline or date stands in one of its parts
//! and the others are a few words each.

use std::sync::LazyLock;

use super::boilerplate;
use super::byline;
use super::byline_words;
use super::characters::Signs;
use super::date::{self, Found, Stamp};
use super::date_words::{self, When};
use super::kinds::{Kinds, LineKinds};
use super::letters;
use super::lexicon::Lexicon;
use super::reading::Reading;
use super::words;

/// One thing that a line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Meta {
    /// Authors; whether the line says so beyond doubt.
    Names(Vec<String>, bool),
    /// A day, and what happened on it as far as a label says.
    Date(Option<When>, Stamp),
    /// A date with two readings.
    Ambiguous(String),
    /// A time that names no day.
    Relative,
    /// A labelled section.
    Section(String),
    /// The last step of a breadcrumb: a guess at the section.
    Crumb(String),
    /// Labelled tags.
    Tags(Vec<String>),
    /// A label whose value stands on the next line.
    Label(Awaits),
    /// A part that gives no field.
    Other,
}

/// What a label without a value announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Awaits {
    /// Names.
    Names,
    /// A section.
    Section,
    /// Tags, a line each or all on one.
    Tags,
    /// A date.
    Date,
}

/// Reads a line of fields; `None` for any other line.
pub fn read(line: &str, dates: Reading) -> Option<Vec<Meta>> {
    read_seen(line, Signs::of(line), &LineKinds::UNKNOWN, dates)
}

/// The same where it is known which signs the line has, and of which kinds its words are.
pub fn read_seen(line: &str, signs: Signs, kinds: &LineKinds, dates: Reading) -> Option<Vec<Meta>> {
    // Most lines are paragraphs; no field is as long.
    if line.len() > 300 && line.chars().count() > 300 {
        return None;
    }
    if kinds.first.has(Kinds::LABEL)
        && let Some(label) = lone_label(line)
    {
        return Some(vec![Meta::Label(label)]);
    }
    // What a part that says something begins with.
    const PARTS: Kinds = Kinds::LABEL.or(Kinds::BYLINE).or(Kinds::AVATAR).or(Kinds::DATE).or(Kinds::ODD);
    let cut = |begin: Kinds| Some(line).filter(|_| signs.has(Signs::CUT) && kinds.any.has(begin));
    whole(line, signs, kinds, dates).or_else(|| parts(cut(PARTS)?, dates)).or_else(|| crumbs(cut(Kinds::SECTION)?))
}

static SECTION: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::SECTION.into_iter()));
static TAGS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(words::TAGS.into_iter()));

/// The longest label has three dozen bytes.
const LABEL_LEN: usize = 60;

/// Labels behind which blogs list all categories of an article.
const LISTS: [&str; 4] = ["filed under", "posted in", "filed in", "categories"];

/// The categories that an article is in, parted by commas: the first is its section, the others are tags.
fn filed_under(value: &str) -> Option<Vec<Meta>> {
    const MOST: usize = 30;
    const MOST_WORDS: usize = 4;
    let mut names = value.trim_end_matches('.').split(',').map(|name| name.trim().to_owned());
    let is_name = |name: &String| !name.is_empty() && name.split_whitespace().nth(MOST_WORDS).is_none();
    let section = names.next().filter(is_name)?;
    let others: Vec<String> = names.collect();
    if others.len() > MOST || !others.iter().all(is_name) {
        return None;
    }
    let tags = (!others.is_empty()).then_some(Meta::Tags(others));
    Some([Some(Meta::Section(section)), tags].into_iter().flatten().collect())
}

/// One field that takes the whole line.
fn whole(line: &str, signs: Signs, kinds: &LineKinds, dates: Reading) -> Option<Vec<Meta>> {
    // `#herons #parking`
    if line.starts_with('#') && line.contains(" #") && words::spaced(line).all(is_hashtag) {
        return Some(vec![Meta::Tags(words::spaced(line).map(|tag| tag[1..].to_owned()).collect())]);
    }
    let labelled = kinds.first.has(Kinds::LABEL);
    if labelled
        && signs.has(Signs::COLON)
        && let Some((label, value)) = line.split_once(':')
    {
        let label = label.trim();
        let value = value.trim();
        if LISTS.iter().any(|list| list.eq_ignore_ascii_case(label))
            && let Some(filed) = filed_under(value)
        {
            return Some(filed);
        }
        if SECTION.has_in_any_case(label) && value.split_whitespace().count() <= 6 {
            // `SECTION: NEWS; Pg. A4`, as databases print it.
            let value = value.split(';').next().unwrap_or(value);
            return Some(vec![Meta::Section(value.trim_end_matches('.').to_owned())]);
        }
        if TAGS.has_in_any_case(label) {
            return Some(vec![Meta::Tags(tags(value))]);
        }
    }
    for label in ["filed under ", "posted in "].into_iter().filter(|_| labelled) {
        if let Some(value) = line.get(..label.len()).filter(|l| l.eq_ignore_ascii_case(label)).map(|l| &line[l.len()..])
            && let Some(filed) = filed_under(value)
        {
            return Some(filed);
        }
    }
    if kinds.may_be_dates()
        && let Some(found) = date::read(line, dates)
    {
        return Some(found.into_iter().map(dated).collect());
    }
    if !kinds.any.has(Kinds::BYLINE.or(Kinds::AVATAR)) {
        return None;
    }
    let halves = if signs.has(Signs::DIGIT) { halves(line, dates) } else { None };
    halves.or_else(|| byline::read(line).map(|b| vec![Meta::Names(b.names, b.sure)]))
}

fn dated(found: Found) -> Meta {
    match found {
        Found::Date(when, stamp) => Meta::Date(when, stamp),
        Found::Ambiguous(text) => Meta::Ambiguous(text),
        Found::Relative => Meta::Relative,
    }
}

/// Splits `A, B; #C` into tags.
pub fn tags(value: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let cut: &[char] =
        if value.contains([',', ';', '|', '·', '•', '、']) { &[',', ';', '|', '·', '•', '、'] } else { &['#'] };
    for tag in value.split(cut) {
        let tag = tag.trim().trim_start_matches('#').trim();
        let tag = tag.strip_suffix('.').filter(|t| !t.contains('.')).unwrap_or(tag);
        if !tag.is_empty() && !tags.iter().any(|t| t == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// `#herons`, but not `#1`.
fn is_hashtag(word: &str) -> bool {
    word.strip_prefix('#').is_some_and(|tag| {
        tag.chars().all(|c| letters::is_alphanumeric(c) || c == '_')
            && tag.chars().filter(|c| letters::is_alphabetic(*c)).nth(1).is_some()
    })
}

fn lone_label(line: &str) -> Option<Awaits> {
    let label = line.trim_end_matches([':', ' ']);
    if label.len() > LABEL_LEN {
        return None;
    }
    // Most lines are in none of the lists that follow.
    static ALL: LazyLock<Lexicon<()>> = LazyLock::new(|| {
        let dates = date_words::labels();
        Lexicon::of(byline_words::bare_labels().chain(words::SECTION).chain(words::TAGS).chain(dates))
    });
    if !ALL.has_in_any_case(label.trim()) {
        return None;
    }
    if byline::is_label(line) {
        return Some(Awaits::Names);
    }
    if line.ends_with(':') && SECTION.has_in_any_case(label) {
        Some(Awaits::Section)
    } else if TAGS.has_in_any_case(label) {
        Some(Awaits::Tags)
    } else {
        date_words::when_in_any_case(label).map(|_| Awaits::Date)
    }
}

/// `Home > World > Europe`: the last step names the narrowest section.
fn crumbs(line: &str) -> Option<Vec<Meta>> {
    if !has_sign(line, |before, here| match here {
        [b'>', ..] | [0xe2, 0x80, 0xba, ..] | [0xc2, 0xbb, ..] => true,
        [b'/', b' ', ..] => before == b' ',
        _ => false,
    }) {
        return None;
    }
    let sign = [" > ", " › ", " » ", " / ", ">"].into_iter().find(|s| line.contains(s))?;
    let steps: Vec<&str> = line.split(sign).map(str::trim).filter(|s| !s.is_empty()).collect();
    let known = steps.first().is_some_and(|s| words::is_section_name(s));
    // The last step may be the headline itself.
    let short =
        steps.iter().take(steps.len().saturating_sub(1)).all(|s| s.split_whitespace().count() <= 4 && s.len() <= 40);
    if steps.len() < 2 || !short || !known || steps.len() > 6 {
        return None;
    }
    let last = steps.iter().skip(1).rev().find(|s| s.split_whitespace().count() <= 3);
    Some(vec![last.map_or(Meta::Other, |last| Meta::Crumb((*last).to_owned()))])
}

/// Parts between `|`, `•` and dashes.
fn parts(line: &str, dates: Reading) -> Option<Vec<Meta>> {
    if !has_sign(line, |before, here| match here {
        [b'|', ..] | [0xe2, 0x80, 0x93 | 0x94 | 0xa2, ..] | [0xc2, 0xb7, ..] => true,
        [b'-' | b'/', b' ' | b'/', ..] => before == b' ',
        // A wide colon.
        [0xef, 0xbc, 0x9a, ..] => true,
        _ => false,
    }) {
        return None;
    }
    let mut parts = vec![line];
    for cut in ["|", "•", "·", " – ", "—", " - ", " / ", " // "] {
        if line.contains(cut) {
            parts = parts.into_iter().flat_map(|part| part.split(cut)).collect();
        }
    }
    if line.contains('：') {
        parts = parts.into_iter().flat_map(before_labels).collect();
    }
    let parts: Vec<&str> = parts.into_iter().map(str::trim).filter(|p| !p.is_empty()).collect();
    if !(2..=8).contains(&parts.len()) {
        return None;
    }
    let mut all = Vec::new();
    let (mut understood, mut rest) = (0, 0);
    for part in parts {
        if let Some(found) = whole(part, Signs::of(part), &LineKinds::UNKNOWN, dates) {
            understood += usize::from(!matches!(found[..], [Meta::Relative]));
            all.extend(found);
        } else {
            rest += if boilerplate::of_part(part).is_some() { 0 } else { part.split_whitespace().count() };
            all.push(Meta::Other);
        }
    }
    (understood > 0 && rest <= 6).then_some(all)
}

/// `2021-04-12 来源：海港日报 作者：李明` cut where a word with a wide colon begins.
fn before_labels(text: &str) -> Vec<&str> {
    let labels = text.match_indices(' ').map(|(at, _)| at).filter(|at| {
        let word = text[at + 1..].split(' ').next().unwrap_or("");
        word.contains('：')
    });
    let mut from = 0;
    let mut parts: Vec<&str> = labels.map(|at| &text[std::mem::replace(&mut from, at)..at]).collect();
    parts.push(&text[from..]);
    parts
}

/// Whether a line has a sign that is so, by its bytes and the one before it.
fn has_sign(line: &str, is: impl Fn(u8, &[u8]) -> bool) -> bool {
    let bytes = line.as_bytes();
    // Most bytes are no part of such a sign.
    let begins = |at: &usize| Signs::of_byte(bytes[*at]).has(Signs::CUT);
    let before = |at: usize| if at > 0 { bytes[at - 1] } else { b'\n' };
    (0..bytes.len()).filter(begins).any(|at| is(before(at), &bytes[at..]))
}

/// A day among a few other words, as in `Courier Desk 3 May 1911` or `Published 2012-04-15 in
/// World`. Too weak by itself: a headline may be so too. For lines between headline and body only.
pub fn read_loosely(line: &str, dates: Reading) -> Option<Vec<Meta>> {
    const AROUND: usize = 6;
    if line.len() > 160 || !words::has_digit(line) {
        return None;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    // The longest run of words that is a date.
    for len in (1..=words.len().min(10)).rev() {
        for from in 0..=words.len() - len {
            if words.len() - len > AROUND {
                return None;
            }
            let found = date::read(&words[from..from + len].join(" "), dates).unwrap_or_default();
            if found.iter().any(|f| matches!(f, Found::Date(..))) {
                return Some(found.into_iter().map(dated).collect());
            }
        }
    }
    None
}

/// A byline with a date before or behind it, without a sign between them.
fn halves(line: &str, dates: Reading) -> Option<Vec<Meta>> {
    if line.len() > 160 {
        return None;
    }
    // A byline before the date stands at the line's start, where it is looked for once.
    let first = byline::begins(line);
    for (at, _) in line.match_indices([' ', '\u{a0}']).take(20) {
        let (left, right) = (line[..at].trim_end_matches([',', ' ']), line[at..].trim());
        if !first && !byline::begins(right) {
            continue;
        }
        let pair = if let (Some(byline), Some(found)) = (byline::read(left), date::read(right, dates)) {
            Some((byline, found))
        } else if let (Some(found), Some(byline)) = (date::read(left, dates), byline::read(right)) {
            Some((byline, found))
        } else {
            None
        };
        if let Some((byline, found)) = pair.filter(|(_, found)| found.iter().any(|f| !matches!(f, Found::Relative))) {
            let names = Meta::Names(byline.names, byline.sure);
            return Some(std::iter::once(names).chain(found.into_iter().map(dated)).collect());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_fields_are_read() {
        let names = |n: &[&str]| Meta::Names(n.iter().map(|s| s.to_string()).collect(), true);
        let day = |when, text| Meta::Date(when, Stamp::parse(text).unwrap());
        for (line, expected) in [
            ("By Jane Doe | 15 April 1912", vec![names(&["Jane Doe"]), day(None, "1912-04-15")]),
            ("World | By Jane Doe | April 15, 1912", vec![Meta::Other, names(&["Jane Doe"]), day(None, "1912-04-15")]),
            ("By Jane Doe, 15 April 1912", vec![names(&["Jane Doe"]), day(None, "1912-04-15")]),
            (
                "Posted on April 15, 1912 by Jane Doe",
                vec![names(&["Jane Doe"]), day(Some(When::Published), "1912-04-15")],
            ),
            ("Section: World", vec![Meta::Section("World".into())]),
            ("Filed under: World news", vec![Meta::Section("World news".into())]),
            ("Posted in Council, News", vec![Meta::Section("Council".into()), Meta::Tags(vec!["News".into()])]),
            ("Tags: Gaza, #Peace; Talks", vec![Meta::Tags(vec!["Gaza".into(), "Peace".into(), "Talks".into()])]),
            ("Home > World > Europe", vec![Meta::Crumb("Europe".into())]),
            ("Home » World » Storm hits the coast of Spain", vec![Meta::Crumb("World".into())]),
            ("By", vec![Meta::Label(Awaits::Names)]),
            ("Tags", vec![Meta::Label(Awaits::Tags)]),
        ] {
            assert_eq!(read(line, Reading::default()), Some(expected), "{line}");
        }
        for line in
            ["Storm hits the coast | Courier", "5 > 3", "The section: a story", "By noon, 15 April 1912 was over"]
        {
            assert_eq!(read(line, Reading::default()), None, "{line}");
        }
    }
}
