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
use super::byline;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::options::Options;
use super::prepare;
use super::source::{Found, Source};
use super::stream;

/// The most lines that are remembered: 64 MB.
const MOST_LINES: usize = 2_000_000;
/// The most sources that are told apart.
const MOST_SOURCES: usize = 100_000;
/// Longer lines are text.
const LONGEST_LEN_BYTES: usize = 300;
/// In fewer documents, a line may recur by chance.
const FEWEST: u32 = 3;
/// From this share of a source's documents on, a line is boilerplate wherever it stands.
const STRONG: f32 = 0.5;
/// From this share on, it is none of the body.
const WEAK: f32 = 0.1;

/// How often the lines of each source recur.
#[derive(Debug, Default, Clone)]
pub struct Recurring {
    /// A line of a source, hashed ▶ the number of documents that have it.
    lines: HashMap<u64, u32>,
    /// A source ▶ its documents.
    sources: BTreeMap<String, u32>,
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
    /// Goes through a source once and counts. `tell` hears how many documents were read so far.
    pub fn count(source: &dyn Source, options: &Options, tell: &mut (dyn FnMut(usize) + Send)) -> Recurring {
        let mut counts = Recurring::default();
        let mut read = 0;
        let work = |_, found: Found| found.ok().and_then(|item| prepare::outline(item, options));
        stream::in_order(source, stream::threads(options.jobs), work, |lines| {
            read += 1;
            tell(read);
            lines.into_iter().for_each(|l| counts.add(&l));
            true
        });
        counts.settle();
        counts
    }

    /// Counts a document's lines. The order matters only where the table is full.
    pub fn add(&mut self, lines: &Lines) {
        if !self.sources.contains_key(&lines.source) && self.sources.len() >= MOST_SOURCES {
            return;
        }
        *self.sources.entry(lines.source.clone()).or_default() += 1;
        for hash in &lines.hashes {
            *self.lines.entry(*hash).or_default() += 1;
        }
        let mut floor = 1;
        while self.lines.len() > MOST_LINES {
            self.lines.retain(|_, times| *times > floor);
            floor += 1;
        }
    }

    /// Forgets what recurs too seldom to matter.
    pub fn settle(&mut self) {
        self.lines.retain(|_, times| *times >= FEWEST);
        self.lines.shrink_to_fit();
    }

    /// For each block of a document of `source`, how often it recurs, where it does.
    pub fn marks(&self, source: &str, blocks: &[Block]) -> Vec<Option<Mark>> {
        let Some(&of) = self.sources.get(source).filter(|of| **of >= FEWEST) else { return Vec::new() };
        let seed = xxh3_64_with_seed(source.as_bytes(), 0);
        let mark = |block: &Block| {
            let times = *self.lines.get(&hash(seed, &block.text)?)?;
            Some(Mark { times, of }).filter(|m| m.times >= FEWEST && m.share() >= WEAK)
        };
        blocks.iter().map(mark).collect()
    }
}

/// Marks the facts of lines that recur so often that they are boilerplate.
pub fn mark_facts(marks: &[Option<Mark>], blocks: &[Block], facts: &mut [Facts]) {
    for ((mark, block), fact) in marks.iter().zip(blocks).zip(facts) {
        if let Some(mark) = mark.filter(|m| m.share() >= STRONG)
            && fact.is_text()
            && !byline::is_name(&block.text)
        {
            fact.boilerplate = Some(mark.reason());
        }
    }
}

/// Takes other lines that recur out of the body, unless nothing of it would be left.
pub fn drop_from_body(marks: &[Option<Mark>], facts: &[Facts], labels: &mut [Label]) {
    const SHORT: usize = 25;
    const INSIDE: f32 = 0.3;
    let body = |l: &Label| matches!(l, Label::Paragraph | Label::Heading | Label::Item);
    let prose = |at: Option<usize>| {
        at.and_then(|at| labels.get(at).zip(facts.get(at))).is_some_and(|(l, f)| body(l) && f.is_prose())
    };
    let drops: Vec<(usize, Reason)> = marks
        .iter()
        .enumerate()
        .filter_map(|(at, mark)| Some((at, (*mark)?)))
        .filter(|(at, mark)| {
            let fact = &facts[*at];
            let told = fact.ends && mark.share() < INSIDE && prose(at.checked_sub(1)) && prose(Some(at + 1));
            body(&labels[*at]) && fact.words <= SHORT && fact.meta.is_none() && !told
        })
        .map(|(at, mark)| (at, mark.reason()))
        .collect();
    let left = labels.iter().enumerate().any(|(at, l)| body(l) && !drops.iter().any(|(d, _)| *d == at));
    if left {
        drops.into_iter().for_each(|(at, reason)| labels[at] = Label::Dropped(reason));
    }
}
