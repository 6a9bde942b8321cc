//! Where the body lies: the run of blocks with the highest sum of scores.
//!
//! Sentences score for it, by their length; menu entries, boilerplate and marks of an article's end
//! score against it. The best run is found in one pass (Kadane). This is the line heuristic that
//! text extractors have used since boilerpipe; rules for single lines come after it.

use std::ops::Range;

use super::facts::Facts;

/// The body's blocks: the first and last of them are text. Empty where there is no text at all.
pub fn find(facts: &[Facts]) -> Range<usize> {
    let mut best = (0.0, 0..0);
    let (mut sum, mut from) = (0.0, 0);
    let mut gap = 0.0;
    for (at, fact) in facts.iter().enumerate() {
        let mut score = score(fact);
        // A list or table in an article may be long; what it costs has a limit.
        gap = if score > 0.0 { 0.0 } else { gap + score };
        if gap < -DEEPEST_GAP {
            score = 0.0;
        }
        if sum <= 0.0 {
            (sum, from) = (0.0, at);
        }
        sum += score;
        if sum > best.0 {
            best = (sum, from..at + 1);
        }
    }
    let found = after_head(facts, best.1);
    if found.is_empty() { everything(facts) } else { found }
}

/// What a run of blocks that are no sentences can cost at most.
const DEEPEST_GAP: f64 = 15.0;

fn score(fact: &Facts) -> f64 {
    let words = fact.words as f64;
    if let Some(reason) = fact.boilerplate {
        return if reason.ends_article() { -6.0 } else { -1.0 };
    }
    if fact.copy.is_some() {
        return -0.5;
    }
    if fact.meta.is_some() {
        return -1.5;
    }
    match (fact.ends, fact.words) {
        // A program's lines say nothing of where a text begins or ends.
        _ if fact.code => 0.0,
        (true, 4..) => 0.5 + words.min(60.0) / 10.0,
        (true, _) => -0.3,
        (false, 25..) => 2.0,
        (false, 12..) => 0.0,
        _ if fact.item => -0.3,
        (false, 4..) => -1.0,
        (false, _) => -1.5,
    }
}

/// A byline or date near the start of the run ends its head: what stands before is a standfirst, or
/// a notice of the page.
fn after_head(facts: &[Facts], run: Range<usize>) -> Range<usize> {
    let total: usize = facts[run.clone()].iter().map(|f| f.words).sum();
    let mut seen = 0;
    let mut from = run.start;
    for at in run.clone() {
        let fact = &facts[at];
        seen += fact.words;
        if seen * 6 > total || seen > 120 {
            break;
        }
        if fact.meta.is_some() {
            from = at + 1;
        }
    }
    let text = |at: &usize| facts[*at].is_text();
    match ((from..run.end).find(text), (from..run.end).rev().find(text)) {
        (Some(first), Some(last)) => first..last + 1,
        _ => run,
    }
}

/// Texts without sentences: all but the first block, which is the headline.
fn everything(facts: &[Facts]) -> Range<usize> {
    let mut text = (0..facts.len()).filter(|&at| facts[at].is_text());
    let _headline = text.next();
    let Some(first) = text.next() else { return 0..0 };
    first..text.next_back().unwrap_or(first) + 1
}
