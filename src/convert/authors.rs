//! Who wrote a text, where no labelled byline stood in a line of its own.
//!
//! Candidates are bylines among other words and lines that are names, near the headline or right
//! behind the body. What speaks for one: a label, a date beside it, its place, and that it comes again
//! further down, as authors' names do.

use super::block::Block;
use super::byline;
use super::date;
use super::label::{Label, Labelled};
use super::words;

/// Names and the block they stand in.
#[derive(Debug)]
pub struct Candidate {
    /// The block's index.
    pub at: usize,
    /// The names.
    pub names: Vec<String>,
    /// Whether a label says so.
    pub sure: bool,
    score: f32,
}

/// Below this, a name may be anyone's.
const ENOUGH: f32 = 1.6;

/// The authors, if some names are tied to the article well enough.
pub fn find(blocks: &[Block], labelled: &Labelled) -> Option<Candidate> {
    let Labelled { labels, facts, day_first, .. } = labelled;
    let body = |l: &Label| matches!(l, Label::Paragraph | Label::Heading | Label::Item);
    let title = labels.iter().position(|l| *l == Label::Title);
    let first = labels.iter().position(body).unwrap_or(blocks.len());
    let last = labels.iter().rposition(body).unwrap_or(first);
    let start = title.unwrap_or(0).saturating_sub(4);
    let dated = |at: usize| {
        let near = at.saturating_sub(2)..(at + 3).min(blocks.len());
        near.into_iter().any(|n| {
            !body(&labels[n])
                && blocks[n].text.len() < 120
                && (words::is_relative_time(&blocks[n].text)
                    || blocks[n].text.split([' ', '|', ':']).any(|w| words::when(&w.to_lowercase()).is_some())
                    || !date::scan(&blocks[n].text, *day_first).is_empty())
        })
    };
    let mut best: Option<Candidate> = None;
    for at in (start..first).chain(last + 1..(last + 7).min(blocks.len())) {
        let text = &blocks[at].text;
        if body(&labels[at]) || labels[at] == Label::Title || text.chars().count() > 160 {
            continue;
        }
        let Some((names, labelled)) = names_in(text, *day_first) else { continue };
        let after = at > last;
        let again = facts.iter().enumerate().filter(|(n, f)| *n != at && f.first == facts[at].first).count();
        let mut score = if labelled { 2.5 } else { 0.3 };
        score += match title {
            Some(title) if at > title && at - title <= 3 => 1.0,
            Some(title) if at > title && at - title <= 8 => 0.6,
            Some(title) if at < title => -0.3,
            _ => 0.0,
        };
        if dated(at) {
            score += 1.0;
        }
        score += match again {
            0 => 0.0,
            1 | 2 => 0.6,
            _ => -1.0,
        };
        if at > 0 && byline::is_label(&blocks[at - 1].text) {
            score += 2.0;
        }
        if after {
            score -= 0.4;
        }
        if best.as_ref().is_none_or(|b| score > b.score) {
            best = Some(Candidate { at, names, sure: labelled, score });
        }
    }
    best.filter(|b| b.score >= ENOUGH)
}

/// The names in a short line, and whether a label announces them.
fn names_in(text: &str, day_first: bool) -> Option<(Vec<String>, bool)> {
    let text = date::unglue(text).replace(['\u{a0}', '\u{202f}'], " ");
    for piece in text.split(['|', '•', '·', '–', '—']).map(str::trim).filter(|p| !p.is_empty()) {
        let piece = before_date(piece, day_first);
        if let Some(names) = byline::read(piece).filter(|b| b.sure).and_then(|b| people(b.names)) {
            return Some((names, true));
        }
        // `Column by Jane Doe`: a label behind a few words.
        for label in [" by ", " von ", " por ", " par ", " av ", " af ", " door ", " di "] {
            if let Some((before, rest)) = piece.split_once(label)
                && before.split(' ').count() <= 3
                && let Some(names) = byline::names(rest).and_then(people)
                && names.iter().all(|n| n.contains(' '))
            {
                return Some((names, true));
            }
        }
    }
    let whole = text.split(['|', '•', '·']).next().unwrap_or("").trim();
    let whole = without_role(before_date(whole, day_first));
    let names = byline::names(&whole.replace('/', ","))?;
    let full = names.iter().all(|n| (2..=4).contains(&n.split_whitespace().count()) && !byline::is_house(n));
    let named = names.iter().map(|n| n.chars().count()).sum::<usize>();
    // What else the line holds is a role or a place, not a sentence.
    (full && !words::is_section_name(&text) && named * 5 >= whole.chars().count() * 2).then_some((names, false))
}

/// The people among names.
fn people(names: Vec<String>) -> Option<Vec<String>> {
    let names: Vec<String> = names.into_iter().filter(|n| !byline::is_house(n)).collect();
    (!names.is_empty()).then_some(names)
}

/// `Jane Doe Political Correspondent` without what she is.
fn without_role(text: &str) -> &str {
    let mut spaces = text.match_indices(' ').map(|(at, _)| at);
    let Some(end) = spaces.nth(1).filter(|at| byline::is_role(&text[*at..])) else { return text };
    &text[..end]
}

/// A line up to where a date, or a label of one, begins.
fn before_date(text: &str, day_first: bool) -> &str {
    let mut ends = text.match_indices(' ').map(|(at, _)| at);
    let end = ends.find(|at| {
        let rest = text[*at..].trim_start();
        let word = rest.split([' ', ':', ',']).next().unwrap_or("").to_lowercase();
        words::when(&word).is_some()
            || rest.starts_with(|c: char| c.is_ascii_digit())
            || words::month(word.trim_end_matches('.')).is_some() && !date::scan(rest, day_first).is_empty()
    });
    text[..end.unwrap_or(text.len())].trim_end_matches([',', ' ', '-', '(', ':'])
}
