//! Lines that recur across the files of one source: menus, invitations, notices that no word list knows.
//!
//! 1. A first pass over a batch counts, for each source (a host, or a folder), in how many of its
//!    documents each short line stands. What is kept of a line is a hash and a number, and the table is
//!    bounded: where it is full, the rarest lines are forgotten.
//! 2. The second pass, the conversion, holds each line against it. A line in half of a source's
//!    documents is boilerplate before anything is decided. A line in fewer is dropped from the body
//!    alone, and only where it is short and no sentence between two others: news repeats itself.
//!
//! Lines of fields and names are never taken away: the author of each article of a blog recurs too.

use std::collections::{BTreeMap, HashMap};

use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::block::Block;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::options::Options;
use super::person;
use super::prepare;
use super::source::{Found, Item, Source};
use super::stream;

/// The most lines that are remembered: some 40 MB.
pub(super) const MOST_LINES: usize = 1_000_000;
/// The most sources that are told apart.
const MOST_SOURCES: usize = 100_000;
/// Longer lines are text.
const LONGEST_LEN_BYTES: usize = 300;
/// A line as long as this may be a sentence of a story.
const STORY_LEN_BYTES: usize = 60;
/// In fewer documents, a line may recur by chance.
const FEWEST: u32 = 3;
/// From this share of a source's documents on, a line is boilerplate wherever it stands.
const STRONG: f32 = 0.5;
/// From this share on, it is none of the body.
const WEAK: f32 = 0.1;

/// From this share on, it is dropped even as a sentence between two others.
const INSIDE: f32 = 0.3;

/// How often the lines of each source recur.
#[derive(Debug, Default, Clone)]
pub struct Recurring {
    /// A line of a source, hashed ▶ the number of documents that have it, and the source's number.
    pub(super) lines: HashMap<u64, (u32, u32)>,
    /// The sources' documents, by number.
    pub(super) documents: Vec<u32>,
    /// A source's name ▶ its number.
    pub(super) sources: BTreeMap<String, u32>,
    /// What the marks of each source depend on, by number; made by `settle`.
    prints: Vec<u64>,
}

/// In how many of how many documents a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// Documents that have it.
    pub times: u32,
    /// All documents of the source.
    pub of: u32,
}

impl Mark {
    fn share(self) -> f32 {
        self.times as f32 / self.of as f32
    }

    fn reason(self) -> Reason {
        Reason::Recurs { times: self.times, of: self.of }
    }
}

/// The lines of one document that may recur, as hashes, and its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// Its source.
    pub source: String,
    /// Each line once, sorted.
    pub hashes: Vec<u64>,
}

impl Lines {
    /// Those of a document's blocks.
    pub fn of(source: String, blocks: &[Block]) -> Lines {
        let seed = xxh3_64_with_seed(source.as_bytes(), 0);
        let mut hashes: Vec<u64> = blocks.iter().filter_map(|b| hash(seed, &b.text)).collect();
        hashes.sort_unstable();
        hashes.dedup();
        Lines { source, hashes }
    }
}

fn hash(seed: u64, text: &str) -> Option<u64> {
    if text.len() > LONGEST_LEN_BYTES {
        return None;
    }
    let key = facts::key(text);
    (!key.is_empty()).then(|| xxh3_64_with_seed(key.as_bytes(), seed))
}

impl Recurring {
    /// Goes through a source once and counts the documents that `wanted` names. `tell` hears how many
    /// were read so far.
    pub fn count(
        mut self,
        source: &dyn Source,
        options: &Options,
        wanted: impl Fn(&Item) -> bool + Sync,
        tell: &mut (dyn FnMut(usize) + Send),
    ) -> Recurring {
        let mut read = 0;
        let work = |found: Found| found.ok().filter(&wanted).and_then(|item| prepare::outline(item, options));
        stream::in_order(source, stream::threads(options.jobs), work, |lines| {
            read += 1;
            tell(read);
            lines.into_iter().for_each(|l| self.add(&l));
            true
        });
        self
    }

    /// Counts a document's lines. The order matters only where the table is full.
    pub fn add(&mut self, lines: &Lines) {
        let number = match self.sources.get(&lines.source) {
            Some(number) => *number,
            None if self.documents.len() >= MOST_SOURCES => return,
            None => {
                let number = self.documents.len() as u32;
                self.sources.insert(lines.source.clone(), number);
                self.documents.push(0);
                number
            }
        };
        self.documents[number as usize] += 1;
        for hash in &lines.hashes {
            self.lines.entry(*hash).or_insert((0, number)).0 += 1;
        }
        let mut floor = 1;
        while self.lines.len() > MOST_LINES {
            self.lines.retain(|_, (times, _)| *times > floor);
            floor += 1;
        }
    }

    /// Ends the counting: forgets what recurs too seldom to matter.
    pub fn settle(mut self) -> Recurring {
        self.lines.retain(|_, (times, _)| *times >= FEWEST);
        self.lines.shrink_to_fit();
        self.prints = vec![0; self.documents.len()];
        for (hash, (times, source)) in &self.lines {
            let mark = Mark { times: *times, of: self.documents[*source as usize] };
            let class = [WEAK, INSIDE, STRONG].iter().filter(|limit| mark.share() >= **limit).count() as u64;
            // In whatever order: a sum of hashes does not depend on it.
            let print = &mut self.prints[*source as usize];
            *print = print.wrapping_add(if class > 0 { xxh3_64_with_seed(&hash.to_le_bytes(), class) } else { 0 });
        }
        self
    }

    /// A number that changes when what is dropped from documents of a source does.
    pub fn print(&self, source: &str) -> u64 {
        self.sources.get(source).and_then(|n| self.prints.get(*n as usize)).copied().unwrap_or(0)
    }

    /// For each block of a document of `source`, how often it recurs, where it does.
    pub fn marks(&self, source: &str, blocks: &[Block]) -> Vec<Option<Mark>> {
        let of = self.sources.get(source).map_or(0, |number| self.documents[*number as usize]);
        if of < FEWEST {
            return Vec::new();
        }
        let seed = xxh3_64_with_seed(source.as_bytes(), 0);
        let mark = |block: &Block| {
            let (times, _) = *self.lines.get(&hash(seed, &block.text)?)?;
            Some(Mark { times, of }).filter(|m| m.times >= FEWEST && m.share() >= WEAK)
        };
        let marks: Vec<Option<Mark>> = blocks.iter().map(mark).collect();
        // Where each longer line recurs, it is the story that is there several times.
        let own = |(block, mark): (&Block, &Option<Mark>)| {
            block.text.len() >= STORY_LEN_BYTES && mark.is_none_or(|m| m.share() < STRONG)
        };
        if blocks.iter().zip(&marks).any(own) { marks } else { Vec::new() }
    }
}

/// Marks the facts of lines that recur so often that they are boilerplate.
pub fn mark_facts(marks: &[Option<Mark>], blocks: &[Block], facts: &mut [Facts]) {
    for ((mark, block), fact) in marks.iter().zip(blocks).zip(facts) {
        if let Some(mark) = mark.filter(|m| m.share() >= STRONG)
            && fact.is_text()
            && !person::is_name(&block.text)
        {
            fact.boilerplate = Some(mark.reason());
        }
    }
}

/// In a text whose headline was taken for boilerplate, as those of columns that are always called the same: the line that recurs
/// right above the fields is it, if nothing else is.
pub fn lift_headline(marks: &[Option<Mark>], blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const MOST_WORDS: usize = 14;
    if labels.contains(&Label::Title) {
        return;
    }
    let is_field = |label: &Label| matches!(label, Label::Fields | Label::Names);
    let Some(first) = labels.iter().position(is_field) else { return };
    let is_above_body = labels[first..].iter().any(Label::is_body) && !labels[..first].iter().any(Label::is_body);
    let headline = first.checked_sub(1).filter(|at| {
        let recurs = marks.get(*at).is_some_and(|mark| mark.is_some_and(|mark| mark.share() >= STRONG));
        recurs && (1..=MOST_WORDS).contains(&facts[*at].words) && !person::is_house(&blocks[*at].text)
    });
    if let Some(at) = headline.filter(|_| is_above_body) {
        labels[at] = Label::Title;
    }
}

/// Takes other lines that recur out of the body, unless nothing of it would be left.
pub fn drop_from_body(marks: &[Option<Mark>], facts: &[Facts], labels: &mut [Label]) {
    const SHORT: usize = 25;
    let prose = |at: Option<usize>| {
        at.and_then(|at| labels.get(at).zip(facts.get(at))).is_some_and(|(l, f)| l.is_body() && f.is_prose())
    };
    let drops: Vec<(usize, Reason)> = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| Some((at, (*mark)?)))
        .filter(|(at, mark)| {
            let fact = &facts[*at];
            let told = fact.ends && mark.share() < INSIDE && prose(at.checked_sub(1)) && prose(Some(at + 1));
            labels[*at].is_body() && fact.words <= SHORT && fact.meta.is_none() && !told
        })
        .map(|(at, mark)| (at, mark.reason()))
        .collect();
    let left = labels.iter().enumerate().any(|(at, l)| l.is_body() && !drops.iter().any(|(d, _)| *d == at));
    if left {
        drops.into_iter().for_each(|(at, reason)| labels[at] = Label::Dropped(reason));
    }
}
