//! Which of a text's dates is the day of publication.
//!
//! Every day that stands outside the body is a candidate, in a line of its own or among a few other
//! words. Learned weights say how much its label, its place, its line and the other days around it
//! speak for it. The day of a change is none, and neither is a day that nothing ties to the article.

use super::block::Block;
use super::chain::Chain;
use super::characters::Signs;
use super::date::{self, Seen, Stamp};
use super::date_words::When;
use super::facts::Facts;
use super::label::{Label, Labelled, Reason};
use super::meta::{self, Meta};
use super::rank::{self, Features};
use super::words;

/// How many features a candidate may have.
pub const COUNT: usize = 140;

/// A day and the block it stands in.
#[derive(Debug)]
pub struct Candidate {
    /// The block's index.
    pub at: usize,
    /// The day, and the time if there is one.
    pub stamp: Stamp,
    /// Whether a label says that it is the day of publication.
    pub labelled: bool,
    /// How many words of its line belong to no date.
    rest: usize,
    /// What is so about it, numbers below [`COUNT`].
    pub features: Vec<u16>,
}

impl Candidate {
    fn day(&self) -> &str {
        &self.stamp.as_str()[..10]
    }
}

/// From this score on, there is no doubt.
pub const SURE: f32 = 2.0;

/// The day of publication, if one is tied to the article well enough, and how much speaks for it.
pub fn find(blocks: &[Block], labelled: &Labelled, chain: &Chain) -> Option<(Candidate, f32)> {
    /// Of days that score less, hardly half are right, and a wrong day is worse than none.
    const ENOUGH: f32 = 0.5;
    rank::best(candidates(blocks, labelled), ENOUGH, |c| rank::score(&chain.date, &c.features))
}

/// All candidates with their features.
pub fn candidates(blocks: &[Block], labelled: &Labelled) -> Vec<Candidate> {
    let Labelled { labels, facts, dates, .. } = labelled;
    let mut all = Vec::new();
    let mut changes = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        // What a caption tells is when its picture was taken.
        if labels[at].is_body()
            || matches!(labels[at], Label::Title | Label::Dropped(Reason::Credit))
            || !may_have_day(block, &facts[at])
            || words::parted(&block.text).nth(30).is_some()
            || is_quoted_post(&block.text)
        {
            continue;
        }
        let start = all.len();
        for Seen { when, stamp, rest } in date::scan(&block.text, *dates) {
            // The day of a change goes to `updated`; that it was published then would be made up.
            if when == Some(When::Updated) {
                changes.push(stamp);
            } else {
                let labelled = when == Some(When::Published);
                all.push(Candidate { at, stamp, labelled, rest, features: Vec::new() });
            }
        }
        leave_first(&mut all, start);
    }
    // Nothing is published after its last change. Several changes are those of several articles.
    if let Some(change) = changes.pop().filter(|last| changes.iter().all(|c| c == last)) {
        all.retain(|c| c.labelled || c.day() <= &change.as_str()[..10]);
    }
    let page = Page::new(blocks, labels, facts);
    let days = Days::new(&all);
    let features: Vec<Vec<u16>> = all.iter().map(|c| page.features(c, &days)).collect();
    all.iter_mut().zip(features).for_each(|(candidate, features)| candidate.features = features);
    all
}

/// Whether a line has digits, and as a day has them.
fn may_have_day(block: &Block, fact: &Facts) -> bool {
    let signs = fact.characters.signs;
    signs.has(Signs::DIGIT) && date::may_have_day(&block.text)
        || !signs.is_ascii() && date::has_other_digits(&block.text)
}

/// Of two days that stand in one line without a word about either, the later one is that of a change: themes that
/// hide one of them by a style sheet print both.
fn leave_first(all: &mut Vec<Candidate>, start: usize) {
    if let [a, b] = &all[start..]
        && !a.labelled
        && !b.labelled
    {
        let later = if b.day() < a.day() { start } else { start + 1 };
        all.remove(later);
    }
}

/// Whether a line signs a post of a social network that the article shows: `— Jane Doe (@doe) April 1, 2012`.
fn is_quoted_post(text: &str) -> bool {
    text.starts_with(['—', '–', '-']) && text.contains("(@")
}

/// The candidates, asked about each of them: there may be a hundred thousand.
struct Days<'a> {
    /// In order of line.
    all: &'a [Candidate],
    /// Their days, sorted.
    sorted: Vec<&'a str>,
}

impl<'a> Days<'a> {
    fn new(all: &'a [Candidate]) -> Days<'a> {
        let mut sorted: Vec<&str> = all.iter().map(Candidate::day).collect();
        sorted.sort_unstable();
        Days { all, sorted }
    }

    /// How many stand above a block.
    fn above(&self, at: usize) -> usize {
        self.all.partition_point(|c| c.at < at)
    }

    /// Those of some blocks.
    fn within(&self, blocks: std::ops::Range<usize>) -> &'a [Candidate] {
        &self.all[self.above(blocks.start)..self.above(blocks.end)]
    }

    /// How many have the day that another has, in other blocks.
    fn same(&self, of: &Candidate) -> usize {
        let here = self.within(of.at..of.at + 1).iter().filter(|c| c.day() == of.day()).count();
        self.sorted.partition_point(|day| *day <= of.day()) - self.sorted.partition_point(|day| *day < of.day()) - here
    }

    /// How many are newer than another.
    fn newer(&self, of: &Candidate) -> usize {
        self.sorted.len() - self.sorted.partition_point(|day| *day <= of.day())
    }
}

struct Page<'a> {
    blocks: &'a [Block],
    labels: &'a [Label],
    facts: &'a [Facts],
    first: usize,
    last: usize,
    /// Where the headline stands; it may stand again above the article.
    heads: Vec<usize>,
}

impl<'a> Page<'a> {
    fn new(blocks: &'a [Block], labels: &'a [Label], facts: &'a [Facts]) -> Page<'a> {
        let first = labels.iter().position(Label::is_body).unwrap_or(labels.len());
        let last = labels.iter().rposition(Label::is_body).unwrap_or(first);
        let heads = match labels.iter().position(|l| *l == Label::Title) {
            Some(title) => (0..first).filter(|&at| at == title || facts[at].first == facts[title].first).collect(),
            None => Vec::new(),
        };
        Page { blocks, labels, facts, first, last, heads }
    }

    /// Whether a line names people.
    fn is_named(&self, at: usize) -> bool {
        let names = |m: &Meta| matches!(m, Meta::Names(..) | Meta::Label(meta::Awaits::Names));
        self.labels[at] == Label::Names || self.facts[at].meta.iter().flatten().any(names)
    }

    fn features(&self, candidate: &Candidate, days: &Days) -> Vec<u16> {
        let at = candidate.at;
        let mut out = Features::default();
        out.add(1, Some(0));
        out.when(candidate.labelled);
        out.number(candidate.rest, [1, 3, 6, 9, 15]);
        let timed = candidate.stamp.as_str().len() > 10;
        out.when(timed);
        let below = self.heads.iter().filter(|h| **h < at).map(|h| at - h).min();
        let above = self.heads.iter().filter(|h| **h > at).map(|h| h - at).min();
        out.add(10, below.map(|n| [1, 2, 3, 4, 5, 7, 11, 21, 41].iter().take_while(|l| **l < n).count()));
        out.add(6, above.map(|n| [1, 2, 3, 5, 10].iter().take_while(|l| **l < n).count()));
        let place = match at {
            _ if at > self.last => 3,
            _ if at > self.first => 2,
            _ if below.is_some() || self.heads.is_empty() => 0,
            _ => 1,
        };
        out.add(4, Some(place));
        out.add(8, (at < self.first).then(|| size(self.first - at, &[1, 2, 3, 5, 8, 15, 40])));
        out.add(7, (at > self.last).then(|| size(at - self.last, &[1, 2, 3, 5, 10, 30])));
        out.add(4, Some(usize::from(candidate.labelled) * 2 + usize::from(place == 0)));
        // Beside a byline.
        let named = |n: Option<usize>| n.is_some_and(|n| n < self.labels.len() && self.is_named(n));
        let beside = [Some(at), at.checked_sub(1), Some(at + 1), at.checked_sub(2), Some(at + 2)];
        let beside = beside.into_iter().position(named);
        out.add(6, Some(beside.unwrap_or(5)));
        // Lists of other articles have a day every few lines.
        let others = |range: std::ops::Range<usize>| {
            days.within(range).iter().filter(|c| c.at != at && c.day() != candidate.day()).count()
        };
        out.number(others(at.saturating_sub(8)..at), [1, 2, 4]);
        out.number(others(at..at + 9), [1, 2, 4]);
        let count = days.all.len();
        out.number(days.above(at), [1, 2, 4, 10]);
        out.number(count, [2, 3, 5, 10, 25]);
        out.number(days.same(candidate), [1, 2, 4]);
        // No article is older than all that its page links to, or newer than what follows it.
        out.when(days.sorted.last() == Some(&candidate.day()));
        out.when(days.sorted.first() == Some(&candidate.day()));
        out.number(days.newer(candidate) * 10 / count, [1, 3, 5, 8]);
        let fact = &self.facts[at];
        out.number(fact.words, [3, 5, 8, 14]);
        out.when(fact.ends);
        out.when(fact.meta.is_some());
        out.when(fact.boilerplate.is_some());
        let kind = |n: Option<usize>| n.and_then(|n| self.facts.get(n)).map_or(0, Facts::kind);
        out.add(Facts::KINDS, Some(kind(at.checked_sub(1))));
        out.add(Facts::KINDS, Some(kind(Some(at + 1))));
        // When a picture was taken stands in brackets.
        out.when(self.blocks[at].text.contains(['(', '[']));
        out.finish(COUNT)
    }
}

fn size(number: usize, limits: &[usize]) -> usize {
    limits.iter().take_while(|l| **l < number).count()
}
