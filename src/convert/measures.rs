//! What trees ask about a block: numbers for its form, its place, its neighbours, its markup, and what the
//! chain thinks of all of these.
//!
//! Unlike features, which are there or not, these are sizes; a tree finds the limits that matter. Shares are in
//! hundredths, and lengths have a top, so that all fit into 16 bits.

use super::block::Block;
use super::chain::{IN, STATES};
use super::counts::Counts;
use super::facts::{self, Facts};
use super::features::{self, Hints};
use super::label::Label;
use super::words;

/// Beyond the text's edge.
const EDGE: i16 = -1;
/// Farther than anything matters.
const FAR: usize = 99;

/// A text whose blocks are measured.
pub struct Measured<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    labels: &'a [Label],
    /// Empty for plain text.
    hints: &'a [Hints],
    states: &'a [[f32; STATES]],
    counts: Counts,
    /// Words before each block: all, those that the chain expects in the body.
    words: Vec<usize>,
    kept: Vec<f32>,
    /// In how many blocks of the body, as the chain sees it, a word stands.
    told: Vec<f32>,
    /// The chain's body, and how long its blocks are in the middle.
    first: usize,
    last: usize,
    usual: usize,
    /// The headline by the rules, and by the page's metadata.
    title: Option<usize>,
    headline: Option<usize>,
    /// Behind each block, how far the next sentence is.
    next: Vec<usize>,
    /// The share of sentences that each extractor keeps.
    votes: [i16; 2],
}

/// Sums before each item, one more than there are items.
fn sums<T: Copy + Default + std::ops::Add<Output = T>>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut sum = T::default();
    let mut all = vec![sum];
    all.extend(items.map(|item| {
        sum = sum + item;
        sum
    }));
    all
}

fn hundredths(part: usize, all: usize) -> i16 {
    (part * 100).checked_div(all).unwrap_or(0).min(1000) as i16
}

impl<'a> Measured<'a> {
    /// Looks at a text: `labels` are the rules' opinion, `states` the chain's; `hints` are there for saved pages.
    pub fn new(
        counts: Counts,
        blocks: &'a [Block],
        facts: &'a [Facts],
        labels: &'a [Label],
        hints: Option<&'a [Hints]>,
        states: &'a [[f32; STATES]],
    ) -> Measured<'a> {
        let hints = hints.unwrap_or_default();
        let count = facts::count_told(facts);
        let (mut told, mut last_told) = (vec![0.0; count], vec![usize::MAX; count]);
        for (at, fact) in facts.iter().enumerate().filter(|(_, f)| f.words >= 9) {
            for word in &fact.told {
                if std::mem::replace(&mut last_told[word.number()], at) != at {
                    told[word.number()] += states[at][IN];
                }
            }
        }
        let is_kept = |at: &usize| states[*at][IN] > 0.5;
        let first = (0..blocks.len()).find(is_kept).unwrap_or(blocks.len());
        let last = (0..blocks.len()).rev().find(is_kept).unwrap_or(0);
        let mut lengths: Vec<usize> = (0..blocks.len()).filter(is_kept).map(|at| facts[at].words).collect();
        lengths.sort_unstable();
        let mut next = vec![FAR; blocks.len()];
        let mut far = FAR;
        for at in (0..blocks.len()).rev() {
            next[at] = far;
            far = if counts.shapes[at] >= 8 { 1 } else { (far + 1).min(FAR) };
        }
        let all = *counts.words.last().unwrap_or(&0);
        let asked = hints.first().is_some_and(|h| h.votes.is_some());
        let votes = features::kept(hints, &counts.words).map(|kept| if asked { hundredths(kept, all) } else { EDGE });
        Measured {
            words: sums(facts.iter().map(|f| f.words)),
            kept: sums(facts.iter().zip(states).map(|(f, s)| f.words as f32 * s[IN])),
            usual: lengths.get(lengths.len() / 2).copied().unwrap_or(0),
            title: labels.iter().position(|l| *l == Label::Title),
            headline: features::headline(hints),
            counts,
            told,
            first,
            last,
            next,
            votes,
            blocks,
            facts,
            labels,
            hints,
            states,
        }
    }

    /// A block's measures: always the same number of them, in the same order, those of markup last.
    pub fn row(&self, at: usize) -> Vec<i16> {
        let mut row = Vec::with_capacity(160);
        self.form(at, &mut row);
        self.place(at, &mut row);
        self.neighbours(at, &mut row);
        self.chain(at, &mut row);
        if !self.hints.is_empty() {
            self.markup(at, &mut row);
        }
        row
    }

    /// What the block is by itself.
    fn form(&self, at: usize, row: &mut Vec<i16>) {
        let (fact, block) = (&self.facts[at], &self.blocks[at]);
        let c = &fact.characters;
        let chars = c.letters + c.digits + c.commas + c.spaces + c.quotes;
        let (mut spaced, mut capital) = (0, 0);
        for word in words::spaced(&block.text) {
            spaced += 1;
            capital += usize::from(word.chars().next().is_some_and(char::is_uppercase));
        }
        let lower = block.text.chars().next().is_some_and(char::is_lowercase);
        row.extend([
            self.length(at),
            block.text.len().min(600) as i16,
            self.counts.shapes[at] as i16,
            fact.meta.as_deref().map_or(0, features::meta) as i16,
            fact.boilerplate.map_or(0, features::reason) as i16,
            fact.copy.map_or(0, |reason| 1 + features::reason(reason)) as i16,
            hundredths(capital, spaced),
            hundredths(c.digits, chars),
            hundredths(c.commas, chars),
            c.quotes.min(20) as i16,
            self.counts.again[fact.first].min(20) as i16,
            features::rule(self.labels[at]) as i16,
        ]);
        row.extend(
            [
                fact.ends,
                fact.cut,
                fact.colon,
                fact.menu,
                fact.section,
                fact.item,
                fact.code,
                block.gap,
                c.asks,
                c.address,
                c.sign,
                c.shouts(),
                lower,
                fact.first < at,
            ]
            .map(i16::from),
        );
        let long = || fact.told.iter().filter(|w| w.is_long());
        let own = if fact.words >= 9 { self.states[at][IN] } else { 0.0 };
        let shared: f32 = long().map(|w| (self.told[w.number()] - own).clamp(0.0, 1.0)).sum();
        let many = long().count();
        row.push(if many == 0 { EDGE } else { (shared * 100.0 / many as f32) as i16 });
        row.push(many.min(100) as i16);
    }

    /// Where it stands in the text.
    fn place(&self, at: usize, row: &mut Vec<i16>) {
        let len = self.blocks.len();
        let before = &self.counts.words;
        let prose = before[len];
        let since = |found: Option<usize>| found.map_or(FAR, |n| n.min(FAR)) as i16;
        row.extend([
            at.min(2000) as i16,
            (len - 1 - at).min(2000) as i16,
            hundredths(at, len),
            hundredths(before[at], prose),
            (prose - before[at + 1]).min(3000) as i16,
            len.min(3000) as i16,
            prose.min(10_000) as i16,
            since(self.counts.since_prose(at)),
            since(self.counts.since_end(at)),
            self.next[at] as i16,
            self.title.map_or(-500, |title| apart(at, title)),
        ]);
    }

    /// What stands beside it.
    fn neighbours(&self, at: usize, row: &mut Vec<i16>) {
        for offset in [-3, -2, -1, 1, 2, 3] {
            match self.beside(at, offset) {
                Some(n) => row.extend([self.length(n), self.counts.shapes[n] as i16, i16::from(self.facts[n].ends)]),
                None => row.extend([EDGE; 3]),
            }
        }
        for near in [4, 10] {
            let (above, below) = self.counts.prose_near(at, near);
            let prose = &self.counts.words;
            let (from, to) = (at.saturating_sub(near), (at + 1 + near).min(self.blocks.len()));
            let mean = |from: usize, to: usize| (self.words[to] - self.words[from]) / (to - from).max(1);
            row.extend([
                above as i16,
                below as i16,
                (prose[at] - prose[from]).min(2000) as i16,
                (prose[to] - prose[at + 1]).min(2000) as i16,
                mean(from, at).min(200) as i16,
                mean(at + 1, to).min(200) as i16,
            ]);
        }
    }

    /// What its markup and that of its neighbours say.
    fn markup(&self, at: usize, row: &mut Vec<i16>) {
        let hint = &self.hints[at];
        let votes = |h: &Hints| h.votes.map_or(EDGE, |v| v as i16);
        let bit = |h: &Hints, bit: u16| h.votes.map_or(EDGE, |v| (v >> bit & 1) as i16);
        let (up, down) = hint.steps.checked_sub(1).map_or((EDGE, EDGE), |s| ((s / 3) as i16, (s % 3) as i16));
        row.extend([
            hint.tag as i16,
            hint.links as i16,
            bit(hint, 0),
            bit(hint, 1),
            hint.landmark as i16,
            hint.class as i16,
            (hint.kin / 3) as i16,
            (hint.kin % 3) as i16,
            up,
            down,
            hint.trunk as i16,
            hint.says as i16,
            hint.declared as i16,
            self.votes[0],
            self.votes[1],
            self.headline.map_or(-500, |headline| apart(at, headline)),
        ]);
        for offset in [-2, -1, 1, 2] {
            match self.beside(at, offset).map(|n| &self.hints[n]) {
                Some(h) => row.extend([
                    votes(h),
                    h.links as i16,
                    h.class as i16,
                    h.tag as i16,
                    h.declared as i16,
                    h.steps as i16,
                    h.kin as i16,
                ]),
                None => row.extend([EDGE; 7]),
            }
        }
        for range in [at.saturating_sub(5)..at, at + 1..(at + 6).min(self.blocks.len())] {
            let kept = range.clone().filter(|n| bit(&self.hints[*n], 0) == 1).count();
            row.push(if hint.votes.is_none() || range.is_empty() { EDGE } else { hundredths(kept, range.len()) });
        }
    }

    /// What the chain thinks.
    fn chain(&self, at: usize, row: &mut Vec<i16>) {
        let thousandths = |share: f32| (share * 1000.0) as i16;
        let len = self.blocks.len();
        row.extend(self.states[at].map(thousandths));
        for offset in [-5, -4, -3, -2, -1, 1, 2, 3, 4, 5] {
            row.push(self.beside(at, offset).map_or(0, |n| thousandths(self.states[n][IN])));
        }
        let all = self.kept[len].max(1.0);
        let words = self.words[len].max(1) as f32;
        row.extend([
            thousandths(self.kept[at] / all),
            thousandths((self.kept[len] - self.kept[at + 1]) / all),
            self.kept[len].min(10_000.0) as i16,
            thousandths(self.kept[len] / words),
            apart(at, self.first),
            apart(at, self.last),
            hundredths(self.facts[at].words.min(80), self.usual.max(1)),
        ]);
        for range in [at.saturating_sub(8)..at, at + 1..(at + 9).min(len)] {
            let sum: f32 = range.clone().map(|n| self.states[n][IN]).sum();
            row.push(thousandths(sum / range.len().max(1) as f32));
        }
    }

    fn length(&self, at: usize) -> i16 {
        self.facts[at].words.min(80) as i16
    }

    fn beside(&self, at: usize, offset: isize) -> Option<usize> {
        at.checked_add_signed(offset).filter(|n| *n < self.blocks.len())
    }
}

/// How many blocks one is below another; less than 0 where it is above.
fn apart(at: usize, other: usize) -> i16 {
    (at as i64 - other as i64).clamp(-400, 400) as i16
}
