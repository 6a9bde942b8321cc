//! Paragraphs that empty lines part, as browsers copy them: there a line alone between two others is a paragraph or a heading,
//! and lines without an empty one between them are a list, a caption, a box of links.
//!
//! Like what is amended in `amend`, this comes after the learned decision and changes no facts.

use super::block::Block;
use super::facts::Facts;
use super::label::Label;

/// Whether a line has an empty one above and below.
pub fn is_alone(blocks: &[Block], at: usize) -> bool {
    blocks[at].gap && blocks.get(at + 1).is_none_or(|below| below.gap)
}

/// Whether a line is of a few without an empty one between them, of which one betrays itself as no part of an article.
pub fn is_in_box(blocks: &[Block], facts: &[Facts], at: usize) -> bool {
    const MOST: usize = 12;
    let start = (0..=at).rev().take(MOST).find(|n| blocks[*n].gap);
    let end = (at + 1..=blocks.len()).take(MOST).find(|n| blocks.get(*n).is_none_or(|block| block.gap));
    let lines = start.zip(end).map_or(at..at, |(start, end)| start..end);
    lines.len() > 1 && facts[lines].iter().any(|fact| fact.boilerplate.is_some())
}

/// Whether most paragraphs of the body stand alone.
pub fn are_parted(blocks: &[Block], facts: &[Facts], labels: &[Label]) -> bool {
    const FEWEST: usize = 4;
    let prose = || (0..blocks.len()).filter(|at| labels[*at].is_body() && facts[*at].is_prose());
    let (parted, all) = (prose().filter(|at| is_alone(blocks, *at)).count(), prose().count());
    all >= FEWEST && parted * 10 >= all * 7
}
