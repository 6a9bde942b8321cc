//! Which block is the headline: the candidate that most speaks for, by learned weights.
//!
//! Candidates are the short blocks before the body, and its first one where nothing stands before
//! it. What counts is form, place (how far from the body, what stands between), repetition, and how
//! many of its words come back in the body.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::block::Block;
use super::byline;
use super::chain::Chain;
use super::date;
use super::facts::Facts;
use super::meta::Meta;
use super::reading::Reading;
use super::word::{self, Word};
use super::words;

/// How many features a candidate may have.
pub const COUNT: usize = 320;

/// A block that may be the headline, and its features, numbers below [`COUNT`].
#[derive(Debug)]
pub struct Candidate {
    /// Its index.
    pub at: usize,
    /// What is so about it.
    pub features: Vec<u16>,
}

/// The index of the headline; `None` where there is no candidate.
pub fn find(blocks: &[Block], facts: &[Facts], body: &Range<usize>, chain: &Chain) -> Option<usize> {
    candidates(blocks, facts, body)
        .into_iter()
        .map(|c| (chain.title_score(&c.features), c.at))
        .fold(None, |best: Option<(f32, usize)>, next| match best {
            Some(best) if best.0 >= next.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, at)| at)
}

/// All candidates with their features.
pub fn candidates(blocks: &[Block], facts: &[Facts], body: &Range<usize>) -> Vec<Candidate> {
    // On pages with menus of hundreds of entries, the headline is not among the first.
    const MOST: usize = 150;
    let mut told = vec![false; word::count(facts.iter().map(|f| f.told.as_slice()))];
    facts[body.clone()].iter().flat_map(|f| &f.told).for_each(|w| told[w.number()] = true);
    let mut again = vec![0; facts.len()];
    facts.iter().for_each(|f| again[f.first] += 1);
    let mut places: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate().filter(|(_, f)| again[f.first] > 1) {
        places.entry(fact.first).or_default().push(at);
    }
    let first = &facts[body.start];
    let inside = body.len() > 1 && first.words <= 16 && facts[..body.start].iter().all(|f| !f.is_text());
    let to = body.start + usize::from(inside);
    let count = |is: &dyn Fn(&Facts) -> bool| {
        let mut sum = 0;
        std::iter::once(0)
            .chain(facts.iter().map(|f| {
                sum += usize::from(f.is_text() && is(f));
                sum
            }))
            .collect()
    };
    let texts = count(&|_| true);
    let rivals = count(&|f| (4..=20).contains(&f.words) && !f.ends);
    let lines = count(&|f| (4..=25).contains(&f.words));
    let near = to.saturating_sub(MOST + NEAR)..(to + NEAR).min(facts.len());
    let lines_near = facts[near.clone()].iter().map(|f| (f.key.len(), grams(&f.key))).collect();
    let shared = |at: usize| facts[at].told.iter().filter(|w| w.is_telling() && told[w.number()]).count();
    let chosen: Vec<usize> =
        (to.saturating_sub(MOST)..to).filter(|&at| may_be(&facts[at]) && !is_dated(&blocks[at].text)).collect();
    let mut shares: Vec<usize> = chosen.iter().map(|at| shared(*at)).collect();
    shares.sort_unstable_by(|a, b| b.cmp(a));
    let near = Near { from: near.start, lines: lines_near };
    let page = Page { blocks, facts, body, told, places, texts, rivals, lines, near, shares };
    chosen.into_iter().map(|at| Candidate { at, features: page.features(at) }).collect()
}

/// Whether a line says when something was published, in whatever words.
fn is_dated(text: &str) -> bool {
    date::scan(text, Reading::default()).iter().any(|seen| seen.when.is_some() || seen.rest <= 4)
}

fn may_be(fact: &Facts) -> bool {
    fact.is_text() && fact.words <= 40 && !fact.key.is_empty()
}

struct Page<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    body: &'a Range<usize>,
    /// For each word, whether the body has it.
    told: Vec<bool>,
    /// Where blocks stand that are there several times, by the first of them.
    places: FxHashMap<usize, Vec<usize>>,
    /// Before each block, how many are text.
    texts: Vec<usize>,
    /// Before each block, how many look like headlines.
    rivals: Vec<usize>,
    /// Before each block, how many have a headline's length.
    lines: Vec<usize>,
    /// How many telling words each candidate has in common with the body, most first.
    shares: Vec<usize>,
    near: Near,
}

/// Candidates and the blocks near them: how long their keys are, and which pairs of bytes those have.
struct Near {
    from: usize,
    lines: Vec<(usize, u128)>,
}

impl Near {
    /// The lines no further than [`NEAR`] whose keys may have that of a candidate in them.
    fn holders(&self, at: usize) -> impl Iterator<Item = usize> {
        let from = at.saturating_sub(NEAR).max(self.from);
        let to = (at + NEAR).min(self.from + self.lines.len());
        let (len, grams) = self.lines[at - self.from];
        let holds = move |(other, bits): (usize, u128)| other > len && other < len + 60 && bits & grams == grams;
        (from..to).filter(move |n| holds(self.lines[n - self.from]))
    }
}

/// How far away a line is looked for that a candidate is part of.
const NEAR: usize = 60;

/// A bit for each pair of bytes, or for several: a text that is part of another has no bit that the
/// other has not.
fn grams(key: &str) -> u128 {
    // No candidate is as long, so that nothing need be known of such a one but that it may hold any.
    if key.len() > 600 {
        return u128::MAX;
    }
    key.as_bytes().windows(2).fold(0, |bits, w| bits | 1 << ((usize::from(w[0]) * 37 + usize::from(w[1])) & 127))
}

/// How many are counted in a range.
fn within(counts: &[usize], range: Range<usize>) -> usize {
    counts[range.end.max(range.start)] - counts[range.start]
}

impl Page<'_> {
    fn features(&self, at: usize) -> Vec<u16> {
        let fact = &self.facts[at];
        let text = self.blocks[at].text.as_str();
        let mut out = Vec::with_capacity(64);
        let mut from = 0;
        // Each group of features begins where the one before it ends.
        let mut add = |buckets: usize, bucket: Option<usize>| {
            out.extend(bucket.map(|b| (from + b.min(buckets - 1)) as u16));
            from += buckets;
        };
        let below = |limits: &[usize], n: usize| Some(limits.iter().take_while(|l| **l <= n).count());
        let when = |yes: bool| yes.then_some(0);
        add(9, below(&[2, 3, 4, 5, 8, 14, 19, 26], fact.words));
        add(1, when(words::is_section_name(&fact.key)));
        add(1, when(fact.menu));
        let (mut telling, mut shared) = (0, 0);
        for word in fact.told.iter().filter(|w| w.is_telling()) {
            telling += 1;
            shared += usize::from(self.told[word.number()]);
        }
        add(16, (telling >= 2).then(|| usize::from(telling >= 4) * 8 + shared * 7 / telling));
        let distance = self.body.start.saturating_sub(at);
        add(9, below(&[1, 2, 3, 4, 6, 10, 18, 40], distance));
        let texts = within(&self.texts, at + 1..self.body.start);
        add(8, below(&[1, 2, 3, 4, 6, 10, 25], texts));
        // Other candidates between it and the body that look like headlines as well.
        let rivals = within(&self.rivals, at + 1..self.body.start);
        add(6, below(&[1, 2, 3, 5, 10], rivals));
        add(8, below(&[1, 2, 4, 8, 16, 40, 80], at));
        let same = self.places.get(&fact.first).map_or(&[][..], Vec::as_slice);
        let apart = |n: &&usize| n.abs_diff(at) > 2;
        let long = usize::from(fact.words >= 4);
        add(2, same.iter().any(|n| apart(&n) && *n < at).then_some(long));
        add(2, same.iter().any(|n| apart(&n) && *n > at && *n < self.body.start).then_some(long));
        add(2, same.iter().any(|n| *n >= self.body.end).then_some(long));
        add(1, when(same.iter().any(|n| *n != at && n.abs_diff(at) <= 2)));
        // Part of another line: the page's own title, a breadcrumb.
        let part = fact.words >= 3 && self.near.holders(at).any(|n| self.facts[n].key.contains(fact.key.as_str()));
        add(1, when(part));
        add(1, when(self.texts[at] == 0));
        let named =
            |f: &Facts| f.meta.iter().flatten().any(|m| matches!(m, Meta::Names(..) | Meta::Date(..) | Meta::Relative));
        let after = self.facts[at + 1..].iter().take(12).position(named);
        add(6, Some(after.map_or(5, |n| n.min(8).div_ceil(2))));
        let before = self.facts[..at].iter().rev().take(12).position(named);
        add(6, Some(before.map_or(5, |n| n.min(8).div_ceil(2))));
        add(1, when(fact.cut));
        add(2, fact.ends.then_some(usize::from(fact.words > 8)));
        add(1, when(fact.colon));
        add(1, when(text.contains(['?', '“', '"', '„', '«', ':'])));
        let lead = |n: usize| self.facts.get(n).is_some_and(|f| f.words >= 12);
        add(2, if lead(at + 1) { Some(0) } else { lead(at + 2).then_some(1) });
        let listed = |n: &usize| {
            let fact = &self.facts[*n];
            fact.is_text() && !fact.ends && (3..=20).contains(&fact.words)
        };
        let up = (0..at).rev().take_while(listed).take(6).count();
        let down = (at + 1..self.body.start).take_while(listed).take(6).count();
        add(5, below(&[1, 2, 3, 5], up));
        add(5, below(&[1, 2, 3, 5], down));
        let kind = |n: Option<usize>| n.and_then(|n| self.facts.get(n)).map(Facts::kind);
        add(7, Some(kind(at.checked_sub(1)).unwrap_or(0)));
        add(7, Some(kind(Some(at + 1)).unwrap_or(0)));
        let (words, capitals) = words::spaced(text)
            .fold((0, 0), |(all, big), w| (all + 1, big + usize::from(w.starts_with(char::is_uppercase))));
        add(10, Some(capitals * 4 / words + 5 * usize::from(words > 4)));
        add(1, when(self.blocks[at].gap));
        add(
            1,
            when(text.starts_with(|c: char| {
                c.is_lowercase()
                    || !c.is_alphanumeric() && !matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '¿' | '¡' | '「')
            })),
        );
        add(1, when(text.contains(['|', '›', '»', '→', '@'])));
        // The same said together: a short line far above is a menu's, one right above a heading's.
        let size = match fact.words {
            0..=3 => 0,
            4..=18 => 1,
            _ => 2,
        };
        add(27, Some(size * 9 + [1, 2, 3, 4, 6, 10, 18, 40].iter().take_while(|l| **l <= distance).count()));
        let before = self.texts[at];
        add(18, Some(size * 6 + [1, 2, 3, 6, 20].iter().take_while(|l| **l <= before).count()));
        // Of candidates with as many words, the first and the largest.
        let longer = within(&self.lines, at + 1..self.body.start) > 0;
        let earlier = within(&self.lines, at.saturating_sub(6)..at) > 0;
        add(12, Some(size * 4 + usize::from(longer) * 2 + usize::from(earlier)));
        // What no other candidate has in common with the body.
        add(6, below(&[1, 2, 3, 4, 6], shared));
        add(5, (shared > 0).then(|| self.shares.iter().filter(|s| **s > shared).count()));
        let lead = self.shares.first().copied().unwrap_or(0);
        add(5, (shared > 0).then(|| (lead - shared) * 5 / lead));
        // A standfirst is longer than the headline above it and says some of its words again.
        let echoed = |n: usize| {
            let other = &self.facts[n];
            let known = |w: &&Word| w.is_telling() && fact.told.contains(w);
            other.told.iter().filter(known).count().min(3) + 4 * usize::from(other.words > fact.words)
        };
        let line = |n: &usize| may_be(&self.facts[*n]) && self.facts[*n].first != fact.first;
        let next: Vec<usize> = (at + 1..self.body.start).take(12).filter(line).take(2).collect();
        let last: Vec<usize> = (0..at).rev().take(12).filter(line).take(2).collect();
        for near in [next.first(), next.get(1), last.first(), last.get(1)] {
            add(8, near.map(|n| echoed(*n)));
        }
        add(1, when(byline::begins(text)));
        add(1, when(text.contains('/')));
        add(1, when(text.ends_with(')')));
        // A person, a desk: whoever wrote it.
        let named = fact.words <= 4 && byline::is_name(text);
        add(2, named.then_some(usize::from(shared > 0)));
        add(1, when(fact.words <= 4 && byline::is_house(text)));
        // The body's first sentences say the headline again.
        let lead = (self.body.start..self.body.end).filter(|n| self.facts[*n].is_prose() && *n != at).take(2);
        let leading = fact.told.iter().filter(|w| w.is_telling());
        let led = leading.filter(|w| lead.clone().any(|n| self.facts[n].told.contains(w))).count();
        add(10, Some(led.min(4) * 2 + usize::from(fact.words > 10)));
        // A breadcrumb or the page's own title ends or begins with the headline.
        let held = |n: usize| {
            let other = &self.facts[n].key;
            let rest = match (fact.key.strip_suffix(other.as_str()), fact.key.strip_prefix(other.as_str())) {
                (Some(rest), _) if rest.ends_with(' ') => Some(0),
                (_, Some(rest)) if rest.starts_with(' ') => Some(1),
                _ => None,
            };
            rest.filter(|_| may_be(&self.facts[n]) && (self.facts[n].words >= 3 || other.len() >= 20))
        };
        let beside = (at.saturating_sub(6)..(at + 7).min(self.facts.len())).filter(|n| *n != at);
        add(2, beside.clone().find_map(held));
        // A picture's description is said again in its caption.
        let twin = |n: usize| n.abs_diff(at) <= 2 && self.facts[n].key.len() > fact.key.len();
        add(2, beside.clone().position(|n| twin(n) && self.facts[n].key.starts_with(&fact.key)).map(|_| long));
        add(8, below(&[10, 20, 30, 45, 65, 90, 130], text.chars().count()));
        debug_assert!(from <= COUNT, "{from}");
        out
    }
}
