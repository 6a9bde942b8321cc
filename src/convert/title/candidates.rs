//! The candidates for the headline, with what is so about each: the features that its score is learned from.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::convert::block::Block;
use crate::convert::byline;
use crate::convert::date;
use crate::convert::facts::{self, Facts};
use crate::convert::kinds::Kinds;
use crate::convert::letters;
use crate::convert::meta::Meta;
use crate::convert::person;
use crate::convert::rank::bucket;
use crate::convert::reading::Reading;
use crate::convert::word::{self, Word};
use crate::convert::words;

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

/// All candidates with their features.
pub fn candidates(blocks: &[Block], facts: &[Facts], body: &Range<usize>) -> Vec<Candidate> {
    let mut all = Vec::new();
    each(blocks, facts, body, |at, features| all.push(Candidate { at, features: features.to_vec() }));
    all
}

/// Hands on the index of each candidate with its features.
pub fn each(blocks: &[Block], facts: &[Facts], body: &Range<usize>, mut take: impl FnMut(usize, &[u16])) {
    // On pages with menus of hundreds of entries, the headline is not among the first.
    const MOST: usize = 150;
    let mut told = vec![false; facts::count_told(facts)];
    facts[body.clone()].iter().for_each(|f| f.told.iter().for_each(|w| told[w.number()] = true));
    let mut again = vec![0; facts.len()];
    facts.iter().for_each(|f| again[f.first] += 1);
    let mut places: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate().filter(|(_, f)| again[f.first] > 1) {
        places.entry(fact.first).or_default().push(at);
    }
    let first = &facts[body.start];
    let is_dated = |at: usize| heading(blocks, facts, at).dated;
    let inside = body.len() > 1
        && first.words <= 16
        && (0..body.start).all(|at| !facts[at].is_text() || may_be(&facts[at]) && is_dated(at));
    let to = body.start + usize::from(inside);
    // Nothing below the body's first block is counted.
    let (mut texts, mut rivals, mut lines) = (vec![0], vec![0], vec![0]);
    for fact in &facts[..=body.start] {
        let is_text = fact.is_text();
        let is_rival = (4..=20).contains(&fact.words) && !fact.ends;
        let is_line = (4..=25).contains(&fact.words);
        for (counts, is) in [(&mut texts, true), (&mut rivals, is_rival), (&mut lines, is_line)] {
            counts.push(counts[counts.len() - 1] + usize::from(is_text && is));
        }
    }
    let shared = |at: usize| {
        let telling = facts[at].told.iter().filter(|w| w.is_telling());
        telling.fold((0, 0), |(all, shared), w| (all + 1, shared + usize::from(told[w.number()])))
    };
    let chosen: Vec<usize> = (to.saturating_sub(MOST)..to)
        .filter(|&at| may_be(&facts[at]) && !is_dated(at) && !is_about(facts, at))
        .collect();
    let common: Vec<(usize, usize)> = chosen.iter().map(|at| shared(*at)).collect();
    let mut shares: Vec<usize> = common.iter().map(|(_, shared)| *shared).collect();
    shares.sort_unstable_by(|a, b| b.cmp(a));
    let leads: Vec<usize> = body.clone().filter(|n| facts[*n].is_prose()).take(3).collect();
    let mut led = vec![false; told.len()];
    leads.iter().take(2).for_each(|n| facts[*n].told.iter().for_each(|w| led[w.number()] = true));
    let lens = facts.iter().map(|f| f.key.len()).collect();
    let page = Page { blocks, facts, body, leads, led, places, lens, texts, rivals, lines, shares };
    let mut features = Vec::with_capacity(80);
    for (at, common) in chosen.into_iter().zip(common) {
        features.clear();
        page.features(at, common, &mut features);
        take(at, &features);
    }
}

/// What a line is like by itself, which does not change with the body that is taken for its own.
#[derive(Debug)]
pub struct Heading {
    dated: bool,
    section: bool,
    quotes: bool,
    words: usize,
    capitals: usize,
    odd_start: bool,
    odd_signs: bool,
    byline: bool,
    name: bool,
    house: bool,
}

/// That of a block, made once.
fn heading<'a>(blocks: &[Block], facts: &'a [Facts], at: usize) -> &'a Heading {
    let (text, fact) = (blocks[at].text.as_str(), &facts[at]);
    let make = || {
        let kinds = &fact.kinds;
        let is_capital = |word: &str| word.starts_with(letters::is_uppercase);
        let (words, capitals) =
            words::spaced(text).fold((0, 0), |(all, big), w| (all + 1, big + usize::from(is_capital(w))));
        let is_odd = |c: char| {
            letters::is_lowercase(c)
                || !letters::is_alphanumeric(c) && !matches!(c, '"' | '“' | '„' | '«' | '\'' | '‘' | '¿' | '¡' | '「')
        };
        Heading {
            dated: kinds.any.has(Kinds::ODD) && is_dated(text),
            section: kinds.first.has(Kinds::SECTION) && words::is_section_name(&fact.key),
            quotes: text.contains(['?', '“', '"', '„', '«', ':']),
            words,
            capitals,
            odd_start: text.starts_with(is_odd),
            odd_signs: text.contains(['|', '›', '»', '→', '@']),
            byline: (kinds.first.has(Kinds::BYLINE) || kinds.any.has(Kinds::AVATAR)) && byline::begins(text),
            name: fact.name,
            house: fact.words <= 4 && kinds.any.has(Kinds::HOUSE) && person::is_house(text),
        }
    };
    fact.heading.get_or_init(make)
}

/// Whether a line says when something was published, in whatever words.
fn is_dated(text: &str) -> bool {
    date::scan(text, Reading::default()).iter().any(|seen| seen.when.is_some() || seen.rest <= 4)
}

/// Whether a line tells of somebody whose name alone stands above it, as of authors: `Jane Doe is a physicist.`
fn is_about(facts: &[Facts], at: usize) -> bool {
    let named = |name: &Facts| name.name && name.words >= 2 && facts[at].key.starts_with(&name.key);
    facts[at].ends && at.checked_sub(1).is_some_and(|above| named(&facts[above]))
}

/// Whether a line may be a headline by its form alone.
pub fn may_be(fact: &Facts) -> bool {
    fact.is_text() && fact.words <= 40 && !fact.key.is_empty()
}

struct Page<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    body: &'a Range<usize>,
    /// The body's first sentences, one more than are looked at.
    leads: Vec<usize>,
    /// For each word, whether the first two of these have it.
    led: Vec<bool>,
    /// Where blocks stand that are there several times, by the first of them.
    places: FxHashMap<usize, Vec<usize>>,
    /// How long each block's key is, in bytes.
    lens: Vec<usize>,
    /// Before each block up to the body, how many are text.
    texts: Vec<usize>,
    /// The same for those that look like headlines.
    rivals: Vec<usize>,
    /// The same for those that have a headline's length.
    lines: Vec<usize>,
    /// How many telling words each candidate has in common with the body, most first.
    shares: Vec<usize>,
}

/// How many are counted in a range.
fn within(counts: &[usize], range: Range<usize>) -> usize {
    counts[range.end.max(range.start)] - counts[range.start]
}

impl Page<'_> {
    /// Whether a line near a candidate has it as a part.
    fn is_part(&self, at: usize) -> bool {
        /// How far away a line is looked for.
        const NEAR: usize = 60;
        let fact = &self.facts[at];
        let (key, len) = (fact.key.as_str(), fact.key.len());
        // Words between two others are the other line's too.
        let inner = fact.told.get(1..fact.told.len().saturating_sub(1)).map_or(0, word::mask);
        let has_it = |other: &Facts| other.mask & inner == inner && other.key.contains(key);
        let near = at.saturating_sub(NEAR)..(at + NEAR).min(self.facts.len());
        self.lens[near.clone()]
            .iter()
            .zip(near)
            .any(|(other, n)| (len + 1..len + 60).contains(other) && has_it(&self.facts[n]))
    }

    /// Those of a candidate, given how many telling words it has, and how many of these the body has too.
    fn features(&self, at: usize, (telling, shared): (usize, usize), out: &mut Vec<u16>) {
        let fact = &self.facts[at];
        let text = self.blocks[at].text.as_str();
        let own = heading(self.blocks, self.facts, at);
        let mut from = 0;
        // Each group of features begins where the one before it ends.
        let mut add = |buckets: usize, bucket: Option<usize>| {
            if let Some(bucket) = bucket {
                out.push((from + bucket.min(buckets - 1)) as u16);
            }
            from += buckets;
        };
        let when = |yes: bool| yes.then_some(0);
        add(9, Some(bucket(fact.words, [2, 3, 4, 5, 8, 14, 19, 26])));
        add(1, when(own.section));
        add(1, when(fact.menu));
        add(16, (telling >= 2).then(|| usize::from(telling >= 4) * 8 + shared * 7 / telling));
        let distance = self.body.start.saturating_sub(at);
        add(9, Some(bucket(distance, [1, 2, 3, 4, 6, 10, 18, 40])));
        let texts = within(&self.texts, at + 1..self.body.start);
        add(8, Some(bucket(texts, [1, 2, 3, 4, 6, 10, 25])));
        // Other candidates between it and the body that look like headlines as well.
        let rivals = within(&self.rivals, at + 1..self.body.start);
        add(6, Some(bucket(rivals, [1, 2, 3, 5, 10])));
        add(8, Some(bucket(at, [1, 2, 4, 8, 16, 40, 80])));
        let same = self.places.get(&fact.first).map_or(&[][..], Vec::as_slice);
        let apart = |n: &&usize| n.abs_diff(at) > 2;
        let long = usize::from(fact.words >= 4);
        add(2, same.iter().any(|n| apart(&n) && *n < at).then_some(long));
        add(2, same.iter().any(|n| apart(&n) && *n > at && *n < self.body.start).then_some(long));
        add(2, same.iter().any(|n| *n >= self.body.end).then_some(long));
        add(1, when(same.iter().any(|n| *n != at && n.abs_diff(at) <= 2)));
        // Part of another line: the page's own title, a breadcrumb.
        let part = fact.words >= 3 && self.is_part(at);
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
        add(1, when(own.quotes));
        let lead = |n: usize| self.facts.get(n).is_some_and(|f| f.words >= 12);
        add(2, if lead(at + 1) { Some(0) } else { lead(at + 2).then_some(1) });
        let listed = |n: &usize| {
            let fact = &self.facts[*n];
            fact.is_text() && !fact.ends && (3..=20).contains(&fact.words)
        };
        let up = (0..at).rev().take_while(listed).take(6).count();
        let down = (at + 1..self.body.start).take_while(listed).take(6).count();
        add(5, Some(bucket(up, [1, 2, 3, 5])));
        add(5, Some(bucket(down, [1, 2, 3, 5])));
        let kind = |n: Option<usize>| n.and_then(|n| self.facts.get(n)).map(Facts::kind);
        add(7, Some(kind(at.checked_sub(1)).unwrap_or(0)));
        add(7, Some(kind(Some(at + 1)).unwrap_or(0)));
        add(10, Some(own.capitals * 4 / own.words + 5 * usize::from(own.words > 4)));
        add(1, when(self.blocks[at].gap));
        add(1, when(own.odd_start));
        add(1, when(own.odd_signs));
        // The same said together: a short line far above is a menu's, one right above a heading's.
        let size = match fact.words {
            0..=3 => 0,
            4..=18 => 1,
            _ => 2,
        };
        add(27, Some(size * 9 + bucket(distance, [1, 2, 3, 4, 6, 10, 18, 40])));
        let before = self.texts[at];
        add(18, Some(size * 6 + bucket(before, [1, 2, 3, 6, 20])));
        // Of candidates with as many words, the first and the largest.
        let longer = within(&self.lines, at + 1..self.body.start) > 0;
        let earlier = within(&self.lines, at.saturating_sub(6)..at) > 0;
        add(12, Some(size * 4 + usize::from(longer) * 2 + usize::from(earlier)));
        // What no other candidate has in common with the body.
        add(6, Some(bucket(shared, [1, 2, 3, 4, 6])));
        add(5, (shared > 0).then(|| self.shares.iter().filter(|s| **s > shared).count()));
        let lead = self.shares.first().copied().unwrap_or(0);
        add(5, (shared > 0).then(|| (lead - shared) * 5 / lead));
        // A standfirst is longer than the headline above it and says some of its words again.
        let echoed = |n: usize| {
            let other = &self.facts[n];
            let known = |w: &&Word| w.is_telling() && fact.mask & w.bit() != 0 && fact.told.contains(w);
            other.told.iter().filter(known).count().min(3) + 4 * usize::from(other.words > fact.words)
        };
        let line = |n: &usize| may_be(&self.facts[*n]) && self.facts[*n].first != fact.first;
        let mut next = (at + 1..self.body.start).take(12).filter(line);
        let mut last = (0..at).rev().take(12).filter(line);
        for near in [next.next(), next.next(), last.next(), last.next()] {
            add(8, near.map(echoed));
        }
        add(1, when(own.byline));
        add(1, when(text.contains('/')));
        add(1, when(text.ends_with(')')));
        // A person, a desk: whoever wrote it.
        add(2, own.name.then_some(usize::from(shared > 0)));
        add(1, when(own.house));
        // The body's first sentences say the headline again.
        let leads = |w: &Word| match self.leads.contains(&at) {
            false => self.led[w.number()],
            true => self.leads.iter().filter(|n| **n != at).take(2).any(|n| self.facts[*n].told.contains(w)),
        };
        let led = fact.told.iter().filter(|w| w.is_telling() && leads(w)).count();
        add(10, Some(led.min(4) * 2 + usize::from(fact.words > 10)));
        // A breadcrumb or the page's own title ends or begins with the headline.
        let held = |n: usize| {
            // They have their last word in common, or the first.
            let told = &self.facts[n].told;
            if told.last() != fact.told.last() && told.first() != fact.told.first() {
                return None;
            }
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
        add(8, Some(bucket(text.chars().count(), [10, 20, 30, 45, 65, 90, 130])));
        debug_assert!(from <= COUNT, "{from}");
    }
}
