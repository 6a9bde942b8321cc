//! What belongs to the body though it was left out, as it stands between what is in it or right below it: items and rows,
//! lines of verse, days and times that head a part, an answer of one word, a last sentence.
//!
//! Like what is amended in `amend`, this comes after the learned decision and changes no facts.

use super::also::addresses_readers;
use super::block::{self, Block};
use super::facts::Facts;
use super::features::Hints;
use super::kinds::Kinds;
use super::label::{Label, Reason};
use super::lone::{are_parted, is_alone, is_in_box};
use super::meta::{self, Meta};
use super::reading::Reading;

/// Lists and tables of a page within the body are part of it as a whole, where most of them is, or where the words above
/// announce them with a colon.
pub fn complete_lists(blocks: &[Block], facts: &[Facts], hints: &[Hints], labels: &mut [Label]) {
    let is_piece = |at: usize| is_of_list(hints, at) || is_above_table(hints, at);
    let mut start = 1;
    while start < labels.len() {
        if !is_piece(start) || !labels[start - 1].is_body() {
            start += 1;
            continue;
        }
        let is_other = |at: usize| !is_piece(at) || hints[at].container != hints[start].container;
        let end = (start..labels.len()).find(|at| is_other(*at)).unwrap_or(labels.len());
        let (above, all) = (start - 1, start..end);
        start = end;
        let kept = all.clone().filter(|at| labels[*at].is_body()).count();
        let left: Vec<usize> = all.clone().filter(|at| may_be_of_body(*at, facts, hints, labels)).collect();
        let is_own = kept > left.len() || blocks[above].text.ends_with([':', '：']);
        // What a page ends with may be another list; a table of which most is kept is one.
        let is_table = kept > left.len() && all.clone().all(|at| hints[at].tag == 9);
        let is_within = is_table || labels.get(end).is_some_and(Label::is_body);
        if is_own && kept + left.len() == all.len() && is_within {
            left.into_iter().for_each(|at| labels[at] = Label::Paragraph);
        }
    }
}

/// What stands right between two paragraphs of a page's body, in the same element as they do, is part of it however short
/// it is, if nothing is known against it: lines of verse, an answer of one word, rows, the day that heads a part.
pub fn fill_gaps(facts: &[Facts], hints: &[Hints], labels: &mut [Label]) {
    let is_beside = |at: usize, as_that: usize| {
        let (one, other) = (&hints[at], &hints[as_that]);
        one.container == other.container && one.class == other.class && one.landmark == other.landmark
    };
    let is_day = |at: usize, labels: &[Label]| labels[at] == Label::Fields && names_no_day(&facts[at]);
    // Readers are told to look elsewhere.
    let is_promotion =
        |at: usize| !is_of_list(hints, at) && (hints[at].links > 0 || facts[at].kinds.any.has(Kinds::YOU));
    let is_told = |at: usize, labels: &[Label]| {
        (may_be_of_body(at, facts, hints, labels) || is_day(at, labels)) && !is_promotion(at)
    };
    let Some(first) = labels.iter().position(Label::is_body) else { return };
    let mut above = first;
    for at in first + 1..labels.len() {
        if !labels[at].is_body() {
            continue;
        }
        let gap = above + 1..at;
        if is_beside(above, at) && gap.clone().all(|n| is_beside(n, at) && is_told(n, labels)) {
            gap.for_each(|n| labels[n] = Label::Paragraph);
        }
        above = at;
    }
}

/// A weekday right above the body heads its first part, where others head parts within it.
pub fn keep_first_day(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    let Some(first) = labels.iter().position(Label::is_body) else { return };
    let is_day = |at: usize| names_no_day(&facts[at]) && !blocks[at].text.contains(|c: char| c.is_ascii_digit());
    let other = (first..labels.len()).find(|at| labels[*at].is_body() && is_day(*at));
    let head = first.checked_sub(1).filter(|at| labels[*at] == Label::Fields && is_day(*at));
    if let (Some(head), Some(other)) = (head, other) {
        labels[head] = labels[other];
    }
}

/// A few lines between two paragraphs of a text, of which little is known to be none of it: of a long text, one sentence, or
/// what heads a list. Advertisements, links and boxes may stand beside them, which make what is near them look like none of it.
pub fn keep_few_lines(blocks: &[Block], facts: &[Facts], shares: &[f32], dates: Reading, labels: &mut [Label]) {
    const FEW: usize = 30;
    const MOST: usize = 3;
    const LEAST_SHARE: f32 = 0.2;
    const LEAST_OF_MANY: f32 = 0.35;
    let is_few = labels.len() < FEW;
    let is_left = |at: usize, least: f32, labels: &[Label]| {
        let is_unlike = labels[at] == Label::Dropped(Reason::Unlike) && facts[at].first == at;
        let text = blocks[at].text.as_str();
        // `Jane Doe 08-02-22, 14:33`
        let is_dated = || !facts[at].is_prose() && meta::read_loosely(text, dates).is_some();
        is_unlike && shares[at] >= least && !addresses_readers(text) && !is_dated()
    };
    let are_parted = are_parted(blocks, facts, labels);
    let is_other = |at: usize, labels: &[Label]| {
        matches!(facts[at].boilerplate, Some(Reason::Advertisement | Reason::ReadMore))
            || labels[at] == Label::Dropped(Reason::Related)
            || are_parted && shares[at] < LEAST_OF_MANY && is_in_box(blocks, facts, at)
    };
    // Captions are single lines between paragraphs.
    let is_in_list = |at: usize| facts[at..].iter().take(2).all(|fact| !fact.is_prose());
    let Some(first) = labels.iter().position(Label::is_body) else { return };
    let mut above = first;
    for at in first + 1..labels.len() {
        if !labels[at].is_body() {
            continue;
        }
        let between: Vec<usize> = (above + 1..at).filter(|n| !is_other(*n, labels)).collect();
        let is_parted = between.len() < at - above - 1;
        above = at;
        let is_heading = |n: usize| is_alone(blocks, n) && facts.get(n + 1).is_some_and(Facts::is_prose);
        let is_enough = match between.as_slice() {
            [only] => is_few || facts[*only].is_prose() || is_in_list(at) || is_parted && is_heading(*only),
            several if is_parted => several.iter().all(|n| facts[*n].is_prose() || is_heading(*n)),
            several => several.len() <= MOST && is_in_list(at) && labels.get(at + 1).is_some_and(Label::is_body),
        };
        let least = if is_few || is_parted { LEAST_SHARE } else { LEAST_OF_MANY };
        if is_enough && between.iter().all(|n| is_left(*n, least, labels)) {
            between.into_iter().for_each(|n| labels[n] = Label::Paragraph);
        }
    }
}

/// Sentences right below the body of a text, of which little is known to be none of it.
pub fn keep_last_sentences(blocks: &[Block], facts: &[Facts], shares: &[f32], labels: &mut [Label]) {
    const FEWEST_WORDS: usize = 5;
    const LEAST_SHARE: f32 = 0.25;
    let Some(last) = labels.iter().rposition(Label::is_body) else { return };
    for at in last + 1..labels.len() {
        let fact = &facts[at];
        let is_left = labels[at] == Label::Dropped(Reason::AfterArticle) && fact.is_text() && fact.first == at;
        let is_sentence = fact.ends && fact.words >= FEWEST_WORDS && !addresses_readers(&blocks[at].text);
        if !is_left || !is_sentence || shares[at] < LEAST_SHARE {
            return;
        }
        labels[at] = Label::Paragraph;
    }
}

/// Items of a list that the body ends within: as long as they end with a semicolon, and the one with a full stop behind them.
pub fn keep_last_items(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const MOST: usize = 20;
    let Some(last) = labels.iter().rposition(Label::is_body) else { return };
    let goes_on = |at: usize| blocks[at].text.ends_with([';', '；']);
    let end = (last..blocks.len()).take(MOST).find(|at| !goes_on(*at));
    let Some(end) = end.filter(|end| *end > last && facts[*end].ends) else { return };
    let is_left = |at: usize| matches!(labels[at], Label::Dropped(Reason::AfterArticle | Reason::Unlike));
    if (last + 1..=end).all(is_left) {
        labels[last + 1..=end].fill(Label::Paragraph);
    }
}

/// The parts of a text that are numbered one after another, up or down, each a line and sentences below it: where the first
/// is of the body, so are the rest, whatever buttons and pictures stand between.
pub fn keep_numbered_parts(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const FEWEST: usize = 3;
    const MOST_WORDS: usize = 15;
    const LONGEST: usize = 64;
    let number = |at: usize| {
        let (number, _) = block::numbered(&blocks[at].text)?;
        (facts[at].words <= MOST_WORDS).then_some((at, i64::from(number)))
    };
    let all: Vec<(usize, i64)> = (0..blocks.len()).filter_map(number).collect();
    let is_left = |at: usize, labels: &[Label]| {
        let by_place = [Reason::Unlike, Reason::AfterArticle].map(Label::Dropped);
        labels[at].is_body() || by_place.contains(&labels[at]) && facts[at].boilerplate.is_none()
    };
    let is_sentence = |at: usize, labels: &[Label]| facts[at].is_text() && facts[at].ends && is_left(at, labels);
    let Some(first) = all.iter().position(|(at, _)| labels[*at].is_body()) else { return };
    for step in [1, -1] {
        let mut parts = vec![all[first]];
        for &(at, number) in &all[first + 1..] {
            let (above, last) = parts[parts.len() - 1];
            let is_next = number == last + step && at - above <= LONGEST && is_left(at, labels);
            if is_next && (above + 1..at).any(|n| is_sentence(n, labels)) {
                parts.push((at, number));
            }
        }
        if parts.len() < FEWEST {
            continue;
        }
        for (n, (at, _)) in parts.iter().enumerate() {
            // Behind the last one, readers are told of something else.
            let is_other = |n: &usize| !is_sentence(*n, labels) || addresses_readers(&blocks[*n].text);
            let end = parts.get(n + 1).map(|(next, _)| *next).or_else(|| (at + 1..blocks.len()).find(is_other));
            let sentences = (at + 1..end.unwrap_or(blocks.len())).filter(|n| is_sentence(*n, labels));
            let text: Vec<usize> = sentences.collect();
            // What is left out within the body, as captions are, stays so.
            let is_out = |n: &usize| labels[*n] == Label::Dropped(Reason::AfterArticle);
            let behind: Vec<usize> = text.iter().copied().filter(is_out).collect();
            if !text.is_empty() && !labels[*at].is_body() {
                labels[*at] = Label::Paragraph;
            }
            behind.into_iter().for_each(|n| labels[n] = Label::Paragraph);
        }
        return;
    }
}

/// The posts of a report that goes on while something happens, each below its time, the latest first or last: all of them
/// are the body of a text whose body they begin. Comments below an article have times, too.
pub fn keep_live_posts(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const FEWEST: usize = 3;
    const FEWEST_WORDS: usize = 4;
    let timed = |at: usize| Some((at, clock(&blocks[at].text)?));
    let all: Vec<(usize, u32)> = (0..blocks.len()).filter_map(timed).collect();
    let times = longest_in_order(&all);
    if times.len() < FEWEST {
        return;
    }
    let is_left = |at: usize| {
        let by_place = [Reason::Unlike, Reason::BeforeArticle, Reason::AfterArticle].map(Label::Dropped);
        labels[at].is_body() || by_place.contains(&labels[at]) && facts[at].boilerplate.is_none()
    };
    let has_text = |from: usize, to: usize| (from..to).any(|at| facts[at].is_text() && facts[at].words >= FEWEST_WORDS);
    let longest = times.windows(2).map(|pair| pair[1].0 - pair[0].0).max().unwrap_or(0);
    let (first, last) = (times[0].0, times[times.len() - 1].0);
    let end =
        (last + 1..blocks.len()).take(longest).find(|at| !is_left(*at)).unwrap_or((last + longest).min(blocks.len()));
    let words =
        |from: usize, to: usize| (from..to).filter(|at| labels[*at].is_body()).map(|at| facts[at].words).sum::<usize>();
    let is_most = words(first, end) * 2 > words(0, blocks.len());
    let has_posts = has_text(last + 1, end) && times.windows(2).all(|pair| has_text(pair[0].0 + 1, pair[1].0));
    if !(is_most || is_called_live(facts, labels, first)) || !has_posts {
        return;
    }
    // Each post may be signed.
    let is_name = |at: usize| {
        facts[at].name
            && labels[..at]
                .iter()
                .zip(facts)
                .any(|(l, f)| matches!(l, Label::Fields | Label::Names) && f.key.contains(&facts[at].key))
    };
    let left: Vec<usize> = (first..end).filter(|at| is_left(*at) && !labels[*at].is_body() && !is_name(*at)).collect();
    left.into_iter().for_each(|at| labels[at] = Label::Paragraph);
    times.iter().for_each(|(at, _)| labels[*at] = Label::Heading);
}

/// The longest piece of times that go on or back, one after another.
fn longest_in_order(times: &[(usize, u32)]) -> &[(usize, u32)] {
    let mut best = &times[..0];
    for is_in_order in [|a: u32, b: u32| a <= b, |a: u32, b: u32| a >= b] {
        for piece in times.chunk_by(|a, b| is_in_order(a.1, b.1)) {
            if piece.len() > best.len() {
                best = piece;
            }
        }
    }
    best
}

/// Whether the headline above a line says that the article goes on while something happens.
fn is_called_live(facts: &[Facts], labels: &[Label], before: usize) -> bool {
    const LIVE: [&str; 14] = [
        "live",
        "liveblog",
        "liveticker",
        "livebericht",
        "ticker",
        "newsblog",
        "newsticker",
        "directo",
        "vivo",
        "direct",
        "diretta",
        "онлайн",
        "наживо",
        "relacja",
    ];
    let title = labels[..before].iter().position(|l| *l == Label::Title);
    title.is_some_and(|at| facts[at].key.split(' ').any(|word| LIVE.contains(&word)))
}

/// The minute of the day that a line of nothing but a time names: `18:02`, `6.02pm`, `18 Uhr`, `9h15`.
fn clock(text: &str) -> Option<u32> {
    const LONGEST: usize = 12;
    if text.len() > LONGEST || !text.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let lower = text.to_lowercase();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let len = digits(&lower);
    let hour: u32 = lower[..len].parse().ok().filter(|_| len <= 2)?;
    let rest = &lower[len..];
    let (minute, rest) = match rest.strip_prefix([':', '.', 'h']) {
        Some(behind) if digits(behind) == 2 => (behind[..2].parse().ok()?, &behind[2..]),
        _ => (0, rest),
    };
    match rest.trim().trim_end_matches('.').replace('.', "").as_str() {
        "" | "uhr" | "h" | "hrs" => {}
        "am" if hour <= 12 => return Some(hour % 12 * 60 + minute),
        "pm" if hour <= 12 => return Some((hour % 12 + 12) * 60 + minute),
        _ => return None,
    }
    // A number alone is none.
    (hour < 24 && minute < 60 && lower.len() > 2).then_some(hour * 60 + minute)
}

/// Whether a line is nothing but a weekday or a time.
fn names_no_day(facts: &Facts) -> bool {
    facts.meta.as_ref().is_some_and(|meta| !meta.is_empty() && meta.iter().all(|m| *m == Meta::Relative))
}

/// Whether a block is an item of a list or a row of a table.
fn is_of_list(hints: &[Hints], at: usize) -> bool {
    const PIECES: [u16; 3] = [5, 9, 13];
    hints.get(at).is_some_and(|hints| PIECES.contains(&hints.tag))
}

/// Whether a block is the caption of a table.
fn is_above_table(hints: &[Hints], at: usize) -> bool {
    hints[at].is_caption && hints.get(at + 1).is_some_and(|next| next.tag == 9)
}

/// Whether a block is left out only as it is unlike the body around it: it is no link, no picture's caption, not hidden,
/// and stands there for the first time. A row of a table may look like a field.
fn may_be_of_body(at: usize, facts: &[Facts], hints: &[Hints], labels: &[Label]) -> bool {
    let is_left = match labels[at] {
        Label::Dropped(Reason::Unlike) => true,
        Label::Fields | Label::Dropped(Reason::AfterArticle) => hints[at].tag == 9,
        _ => false,
    };
    let is_caption = hints[at].is_caption && !is_above_table(hints, at);
    is_left && !hints[at].is_of_links() && !hints[at].unseen && !is_caption && facts[at].first == at
}

#[cfg(test)]
mod tests {
    use super::clock;

    #[test]
    fn clocks_are_written_in_many_ways() {
        for (text, minutes) in [
            ("18:02", Some(1082)),
            ("18.02", Some(1082)),
            ("6.02pm", Some(1082)),
            ("6:02 p.m.", Some(1082)),
            ("12.05am", Some(5)),
            ("9pm", Some(1260)),
            ("18 Uhr", Some(1080)),
            ("18h02", Some(1082)),
            ("18.02 Uhr", Some(1082)),
            ("18", None),
            ("25:00", None),
            ("18:61", None),
            ("18:02 in Bern", None),
            ("2012", None),
        ] {
            assert_eq!(clock(text), minutes, "{text}");
        }
    }
}
