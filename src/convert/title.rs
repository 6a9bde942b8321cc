//! Which block is the headline.

use std::collections::HashSet;
use std::ops::Range;

use super::facts::Facts;
use super::meta::Meta;
use super::words;

/// The index of the headline, which stands before the body or is its first block; `None` where
/// nothing looks like one.
pub fn find(facts: &[Facts], body: &Range<usize>) -> Option<usize> {
    let told: HashSet<&str> =
        facts[body.clone()].iter().flat_map(|f| f.key.split(' ')).filter(|w| is_telling(w)).collect();
    // A headline that ends with a full stop looks like the first sentence of the body.
    let first = &facts[body.start];
    let inside = body.len() > 1 && first.words <= 16 && facts[..body.start].iter().all(|f| !f.is_text());
    (0..body.start + usize::from(inside))
        .filter(|&at| may_be(&facts[at]))
        .map(|at| (score(facts, at, body.start, &told), at))
        .fold(None, |best: Option<(f64, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, at)| at)
}

fn may_be(fact: &Facts) -> bool {
    fact.is_text() && fact.words <= 40 && !fact.key.is_empty()
}

fn score(facts: &[Facts], at: usize, body: usize, told: &HashSet<&str>) -> f64 {
    let fact = &facts[at];
    let mut score = match fact.words {
        0 | 1 => -1.0,
        2 => 0.0,
        3 => 1.0,
        4..=18 => 2.0,
        19..=25 => 0.5,
        _ => -2.0,
    };
    if words::is_section_name(&fact.key) || fact.menu {
        score -= 2.0;
    }
    // A headline's words come back in its article.
    let telling: Vec<&str> = fact.key.split(' ').filter(|w| is_telling(w)).collect();
    if telling.len() >= 2 {
        score += 3.0 * telling.iter().filter(|w| told.contains(**w)).count() as f64 / telling.len() as f64;
    }
    // Captions stand twice side by side; a headline comes again behind its teaser.
    if fact.words >= 4 && facts.iter().enumerate().any(|(other, f)| other.abs_diff(at) > 2 && f.key == fact.key) {
        score += 2.0;
    }
    // On a page with a menu, the first line is the site's.
    if body <= 20 && facts[..at].iter().all(|f| !f.is_text()) {
        score += 2.0;
    }
    if facts[at + 1..].iter().take(3).any(|f| f.meta.is_some()) {
        score += 0.7;
    }
    // Standfirsts and captions are sentences, headlines seldom.
    if fact.cut {
        score -= 2.5;
    } else if fact.ends && fact.words > 8 {
        score -= 2.0;
    }
    // Between a byline and the body stand captions and standfirsts.
    if facts[..at]
        .iter()
        .rev()
        .take(12)
        .any(|f| f.meta.iter().flatten().any(|m| matches!(m, Meta::Names(..) | Meta::Date(..))))
    {
        score -= 1.5;
    }
    if fact.colon {
        score -= 1.5;
    }
    score - (0.1 * (body.saturating_sub(at)) as f64).min(2.0)
}

/// Words that say what a text is about are long ones, or any in scripts without spaces.
fn is_telling(word: &str) -> bool {
    word.chars().count() >= 4
}
