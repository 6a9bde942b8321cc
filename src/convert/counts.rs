//! What stands above and below each block, counted once for all of them.

use super::facts::Facts;
use super::label::Reason;
use super::shape::{self, BRIEF, FIELD};

/// Counts of a text's blocks by their shapes.
pub struct Counts {
    /// The blocks' shapes.
    pub shapes: Vec<u16>,
    /// Words of sentences before each block; one more than there are blocks.
    pub words: Vec<usize>,
    /// For the first block of those with the same words, how many they are.
    pub again: Vec<usize>,
    /// Before each block, how many are sentences; one more than there are blocks.
    prose: Vec<u32>,
    /// The same for long ones.
    long: Vec<u32>,
    /// The same for lines of fields.
    fields: Vec<u32>,
    /// The same for labels of few words.
    brief: Vec<u32>,
    /// Before each block, the place behind the last sentence; 0 where there is none.
    after_prose: Vec<u32>,
    /// The same for what ends articles.
    after_end: Vec<u32>,
}

impl Counts {
    /// Those of a text; shapes from 8 on are sentences, and 9 are long ones.
    pub fn of(facts: &[Facts]) -> Counts {
        let list = || Vec::with_capacity(facts.len() + 1);
        let mut counts = Counts {
            shapes: facts.iter().map(shape::of).collect(),
            words: Vec::with_capacity(facts.len() + 1),
            again: vec![0; facts.len()],
            prose: list(),
            long: list(),
            fields: list(),
            brief: list(),
            after_prose: list(),
            after_end: list(),
        };
        let (mut words, mut prose, mut long, mut fields, mut brief) = (0, 0, 0, 0, 0);
        let (mut after_prose, mut after_end) = (0, 0);
        for (at, (fact, shape)) in (1..).zip(facts.iter().zip(&counts.shapes)) {
            counts.words.push(words);
            counts.prose.push(prose);
            counts.long.push(long);
            counts.fields.push(fields);
            counts.brief.push(brief);
            counts.after_prose.push(after_prose);
            counts.after_end.push(after_end);
            counts.again[fact.first] += 1;
            long += u32::from(*shape == 9);
            fields += u32::from(*shape == FIELD);
            brief += u32::from(*shape == BRIEF);
            if *shape >= 8 {
                words += fact.words;
                prose += 1;
                after_prose = at;
            }
            if fact.boilerplate.is_some_and(Reason::ends_article) {
                after_end = at;
            }
        }
        counts.words.push(words);
        counts.prose.push(prose);
        counts.long.push(long);
        counts.fields.push(fields);
        counts.brief.push(brief);
        counts
    }

    /// How many of the blocks above and below, `near` of each, are sentences.
    pub fn prose_near(&self, at: usize, near: usize) -> (usize, usize) {
        let last = self.prose.len() - 1;
        let above = self.prose[at] - self.prose[at.saturating_sub(near)];
        let below = self.prose[(at + 1 + near).min(last)] - self.prose[at + 1];
        (above as usize, below as usize)
    }

    /// How many blocks from `near` above to `near` below are lines of fields.
    pub fn fields_around(&self, at: usize, near: usize) -> usize {
        around(&self.fields, at, near)
    }

    /// How many blocks from `near` above to `near` below are labels of few words.
    pub fn brief_around(&self, at: usize, near: usize) -> usize {
        around(&self.brief, at, near)
    }

    /// How many of the next `near` blocks are long sentences.
    pub fn long_below(&self, at: usize, near: usize) -> usize {
        let last = self.long.len() - 1;
        (self.long[(at + 1 + near).min(last)] - self.long[at + 1]) as usize
    }

    /// How many blocks stand between a block and the last sentence above it.
    pub fn since_prose(&self, at: usize) -> Option<usize> {
        since(&self.after_prose, at)
    }

    /// How many blocks stand between a block and the last above it that ends articles.
    pub fn since_end(&self, at: usize) -> Option<usize> {
        since(&self.after_end, at)
    }
}

fn around(before: &[u32], at: usize, near: usize) -> usize {
    (before[(at + near + 1).min(before.len() - 1)] - before[at.saturating_sub(near)]) as usize
}

fn since(after: &[u32], at: usize) -> Option<usize> {
    match after[at] {
        0 => None,
        after => Some(at - after as usize),
    }
}
