//! A text that may be several articles one below the other, of which one file is made.

use super::block::Block;
use super::facts::Facts;
use super::label::{Label, Labelled};
use super::meta::{self, Meta};

/// The line of a byline within the body that has a headline above it, another day than the article beside it, and paragraphs of
/// the body below.
pub fn find(blocks: &[Block], labelled: &Labelled, day: Option<&str>) -> Option<usize> {
    const NEAR: usize = 3;
    let Labelled { facts, labels, dates, .. } = labelled;
    let metas = |at: usize| facts[at].meta.iter().flatten();
    let is_byline = |at: usize| metas(at).any(|m| matches!(m, Meta::Names(_, true))) && !facts[at].is_prose();
    // `Harbour Post, 9 April 2016` is a day here.
    let days = |at: usize| {
        let read = || meta::read_loosely(&blocks[at].text, *dates).filter(|_| !facts[at].is_prose());
        facts[at].meta.clone().or_else(read).unwrap_or_default()
    };
    let is_other_day = |at: usize| {
        days(at).iter().any(|m| match m {
            Meta::Date(_, other) => day.is_none_or(|day| other.as_str().get(..10) != day.get(..10)),
            _ => false,
        })
    };
    let is_headline = |fact: &Facts| {
        fact.is_text() && fact.meta.is_none() && !fact.is_prose() && !fact.name && (3..=20).contains(&fact.words)
    };
    let is_prose = |at: usize| labels[at].is_body() && facts[at].is_prose();
    let first = labels.iter().position(Label::is_body)?;
    // Few lines are bylines, and a day is looked for beside these alone.
    let byline = (first + 1..blocks.len()).filter(|at| is_byline(*at)).find(|&at| {
        let above = at.saturating_sub(NEAR)..at;
        let below = at + 1..(at + 1 + NEAR).min(blocks.len());
        above.clone().any(|n| is_headline(&facts[n]))
            && below.clone().any(is_prose)
            && above.chain(at..below.end).any(is_other_day)
    })?;
    Some(blocks[byline].line)
}
