//! What the learned scores do not tell: the headline beside a kicker, a standfirst, crumbs or a caption that more speaks for.

use std::ops::RangeInclusive;

use super::candidates::may_be;
use super::others::Others;
use crate::convert::block::Block;
use crate::convert::characters::Signs;
use crate::convert::facts::Facts;
use crate::convert::label::Reason;
use crate::convert::lone::is_alone;
use crate::convert::meta::Meta;
use crate::convert::words;

/// The candidate that stands alone right above a few lines without empty ones between them, of which the best candidate is one:
/// they sum the article up.
pub fn above_summary(blocks: &[Block], facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    const MOST: usize = 6;
    const FEWEST_WORDS: usize = 5;
    let start = (at.saturating_sub(MOST)..=at).rev().find(|n| blocks[*n].gap)?;
    let end = (at + 1..blocks.len()).take(MOST).find(|n| blocks[*n].gap)?;
    let are_points =
        end - start > 2 && at > start && facts[start..end].iter().all(|f| !f.ends && f.words >= FEWEST_WORDS);
    let above = start.checked_sub(1).filter(|above| are_points && is_alone(blocks, *above))?;
    let is_candidate = all.iter().any(|(_, other)| *other == above);
    (is_candidate && facts[above].words >= FEWEST_WORDS && !facts[above].ends).then_some(above)
}

/// The candidate right below that a line of crumbs ends with: `Home News Storm hits the coast`.
pub fn behind_crumbs(facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    const BELOW: usize = 3;
    const FEWEST_WORDS: usize = 4;
    let is_end = |below: usize| {
        let (fact, crumbs) = (&facts[below], &facts[at]);
        let is_long = fact.words >= FEWEST_WORDS && fact.words < crumbs.words && fact.words * 2 >= crumbs.words;
        is_long && crumbs.key.strip_suffix(fact.key.as_str()).is_some_and(|head| head.ends_with(' '))
    };
    all.iter().map(|(_, below)| *below).find(|below| (at + 1..=at + BELOW).contains(below) && is_end(*below))
}

/// The candidate that nearly as much speaks for, where the best one is its kicker above or its standfirst below by their
/// lengths.
pub fn beside_like(facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    const OF_KICKER: usize = 4;
    const BELOW_KICKER: usize = 19;
    const OF_STANDFIRST: usize = 11;
    const ABOVE_STANDFIRST: usize = 5;
    const OF_SENTENCE: usize = 9;
    const ABOVE_SENTENCE: usize = 3;
    let score = |at: usize| all.iter().find(|(_, other)| *other == at).map(|(score, _)| *score);
    let (best, words) = (score(at)?, facts[at].words);
    let is_like = |other: usize, near: f32, length: RangeInclusive<usize>| {
        let fact = &facts[other];
        score(other).is_some_and(|score| score >= best - near)
            && length.contains(&fact.words)
            && !(fact.ends || fact.name)
    };
    let is_below = |below: usize| words <= OF_KICKER && is_like(below, 1.0, words * 2..=BELOW_KICKER);
    let is_sentence = facts[at].ends && words >= OF_SENTENCE;
    let is_above = |above: usize| {
        let is_near = above + 2 >= at && words >= OF_STANDFIRST && is_like(above, 0.6, ABOVE_STANDFIRST..=words - 1);
        !facts[above].section && (is_near || is_sentence && is_like(above, 1.0, ABOVE_SENTENCE..=words - 1))
    };
    let mut above = (at.saturating_sub(3)..at).rev();
    Some(at + 1).filter(|below| is_below(*below)).or_else(|| above.find(|n| is_above(*n)))
}

/// The first of the candidates with the highest score.
pub fn best_of(all: &[(f32, usize)], is_meant: impl Fn(usize) -> bool) -> Option<usize> {
    let meant = all.iter().filter(|(_, at)| is_meant(*at));
    meant
        .fold(None, |best: Option<(f32, usize)>, one| best.filter(|best| best.0 >= one.0).or(Some(*one)))
        .map(|(_, at)| at)
}

/// The best candidate right above the first fields, where this one is the caption of a picture that opens the body: below
/// fields, and above a picture's credit.
pub fn above_fields(facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    /// So far above it, fields are looked for.
    const ABOVE: usize = 20;
    /// So far above these, the headline is.
    const ABOVE_FIELDS: usize = 6;
    let is_credited = facts.get(at + 1).is_some_and(|below| below.boilerplate == Some(Reason::Credit));
    let is_field = |at: &usize| facts[*at].meta.iter().flatten().any(|m| matches!(m, Meta::Names(..) | Meta::Date(..)));
    let fields = (at.saturating_sub(ABOVE)..at).find(is_field).filter(|_| is_credited)?;
    best_of(all, |at| (fields.saturating_sub(ABOVE_FIELDS)..fields).contains(&at))
}

/// Where the best candidate is a sentence, a standfirst most likely, the line beside it that is none: the one below it if
/// fields follow, or the one right above it.
pub fn beside_teaser(blocks: &[Block], facts: &[Facts], at: usize, others: &Others<'_>) -> Option<usize> {
    let fields = |fact: &Facts| fact.meta.is_some() || fact.name;
    let has = |fact: &Facts, least: usize| (least..=20).contains(&fact.words);
    let is_headline = |fact: &Facts| may_be(fact) && !fact.ends && has(fact, 3) && !fields(fact);
    let teaser = &facts[at];
    if !blocks[at].text.ends_with(['.', '。', '।', '۔']) || teaser.words < 6 {
        return None;
    }
    let below = facts.get(at + 1).zip(facts.get(at + 2)).filter(|(below, next)| is_headline(below) && fields(next));
    let below = below.map(|_| at + 1).filter(|at| !others.has(*at));
    // A headline may be a question or a quotation.
    let is_closed = |above: usize| {
        let fact = &facts[above];
        let is_headline = may_be(fact) && has(fact, 4) && !fields(fact);
        is_headline && blocks[above].text.ends_with(['?', '!', ')', '"', '”', '“', '»', '’', '\''])
    };
    // Two words that a text begins with are no kicker above a sentence.
    let begins = |above: usize| {
        let fact = &facts[above];
        above == 0 && may_be(fact) && !fact.ends && !fact.name && has(fact, 2)
    };
    let is_above = |above: &usize| {
        let fact = &facts[*above];
        (is_headline(fact) || is_closed(*above) || begins(*above)) && !fact.section
    };
    below.or_else(|| at.checked_sub(1).filter(is_above))
}

/// The line that a text begins with, but for a section or so, where the best candidate is right below it: more words than a
/// kicker has, and no digits or signs as menus and dates have them.
pub fn first_line(blocks: &[Block], facts: &[Facts], at: usize) -> Option<usize> {
    const ABOVE: usize = 2;
    const OF_NONE: Signs = Signs::DIGIT.or(Signs::BRACKET).or(Signs::PIPE).or(Signs::CODE);
    let first = at.checked_sub(1).filter(|first| *first <= ABOVE)?;
    let is_slight = |fact: &Facts| !fact.is_text() || fact.words <= 3 && !fact.ends;
    let fact = &facts[first];
    let is_headline = may_be(fact) && !fact.ends && !fact.name && (5..=16).contains(&fact.words);
    let text = blocks[first].text.as_str();
    let is_menu = text.contains(['•', '·', '»', '›', '>', '/', '←', '→'])
        || text.split(' ').next().is_some_and(words::is_section_name);
    (is_headline && !is_menu && !fact.characters.signs.has(OF_NONE) && facts[..first].iter().all(is_slight))
        .then_some(first)
}
