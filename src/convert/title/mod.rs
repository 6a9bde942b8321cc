//! Which block is the headline: the candidate that most speaks for, by learned weights.
//!
//! Candidates are the short blocks before the body, and its first one where nothing stands before
//! it. What counts is form, place (how far from the body, what stands between), repetition, and how
//! many of its words come back in the body.

mod candidates;
mod others;
mod rules;

use std::ops::Range;

use super::block::Block;
use super::chain::Chain;
use super::facts::Facts;
use super::person;
use super::reading::Reading;
use super::words;
use others::Others;

pub use candidates::{COUNT, Candidate, Heading, candidates};

/// A headline without the label that says it is one, where it has such a label: `HEADLINE: Storm hits coast`.
pub fn labelled(text: &str) -> Option<&str> {
    labels_value(text, &SURE_LABELS).or_else(|| labels_value(text, &LABELS))
}

const SURE_LABELS: [&str; 10] =
    ["headline", "überschrift", "titular", "subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "assunto"];
/// A book that is reviewed has a title too.
const LABELS: [&str; 25] = [
    "title",
    "titel",
    "titre",
    "título",
    "titolo",
    "tytuł",
    "nagłówek",
    "titulek",
    "nadpis",
    "naslov",
    "cím",
    "titlu",
    "otsikko",
    "rubrik",
    "overskrift",
    "başlık",
    "judul",
    "tiêu đề",
    "заголовок",
    "τίτλος",
    "العنوان",
    "タイトル",
    "शीर्षक",
    "标题",
    "제목",
];

fn labels_value<'a>(text: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, value) = text.split_once([':', '：'])?;
    let is_label = label.len() <= 21 && labels.contains(&words::lower(label.trim()).as_ref());
    Some(value.trim()).filter(|value| is_label && (value.contains(' ') || value.starts_with(person::is_whole)))
}

/// The index of the headline; `None` where there is no candidate.
pub fn find(blocks: &[Block], facts: &[Facts], body: &Range<usize>, dates: Reading, chain: &Chain) -> Option<usize> {
    /// So far above the body a label is looked for, and so far from the text's beginning.
    const NEAR: usize = 12;
    const FIRST: usize = 3;
    let said = (body.start.saturating_sub(NEAR)..body.start).find(|at| {
        let labels = |labels: &[&str]| labels_value(&blocks[*at].text, labels).is_some();
        labels(&SURE_LABELS) || *at < FIRST && labels(&LABELS)
    });
    if said.is_some() {
        return said;
    }
    let mut all: Vec<(f32, usize)> = Vec::new();
    candidates::each(blocks, facts, body, |at, features| all.push((chain.title_score(features), at)));
    let mut best = rules::best_of(&all, |_| true)?;
    let others = Others::of(blocks, facts, body, dates);
    if others.has(best) {
        best = rules::best_of(&all, |at| !others.has(at)).unwrap_or(best);
    }
    let better = |found: Option<usize>, best: usize| found.filter(|at| !others.has(*at)).unwrap_or(best);
    best = better(rules::above_summary(blocks, facts, &all, best), best);
    best = better(rules::behind_crumbs(facts, &all, best).or_else(|| rules::beside_like(facts, &all, best)), best);
    best = better(rules::above_fields(facts, &all, best), best);
    let beside = rules::beside_teaser(blocks, facts, best, &others);
    Some(better(beside.or_else(|| rules::first_line(blocks, facts, best)), best))
}
