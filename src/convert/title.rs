//! Which block is the headline: the candidate that most speaks for, by learned weights.
//!
//! Candidates are the short blocks before the body, and its first one where nothing stands before
//! it. What counts is form, place (how far from the body, what stands between), repetition, and how
//! many of its words come back in the body.

use std::ops::{Range, RangeInclusive};

use rustc_hash::FxHashMap;

use super::block::Block;
use super::byline;
use super::chain::Chain;
use super::characters::Signs;
use super::date;
use super::facts::{self, Facts};
use super::kinds::Kinds;
use super::label::Reason;
use super::letters;
use super::meta::Meta;
use super::named;
use super::person;
use super::rank::bucket;
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
    /// So many bylines and copyright notices are looked at.
    const FEW: usize = 8;
    let said = (body.start.saturating_sub(NEAR)..body.start).find(|at| {
        let labels = |labels: &[&str]| labels_value(&blocks[*at].text, labels).is_some();
        labels(&SURE_LABELS) || *at < FIRST && labels(&LABELS)
    });
    if said.is_some() {
        return said;
    }
    let mut all: Vec<(f32, usize)> = Vec::new();
    each(blocks, facts, body, |at, features| all.push((chain.title_score(features), at)));
    let mut best = best_of(&all, |_| true)?;
    let named = facts[..body.start].iter().flat_map(|f| f.meta.iter().flatten());
    let named = named.filter_map(|m| if let Meta::Names(names, true) = m { Some(names) } else { None });
    let bylined: Vec<&str> = named.flatten().map(String::as_str).filter(|n| n.contains(' ')).take(FEW).collect();
    let is_notice = |f: &&Facts| f.boilerplate == Some(Reason::Copyright);
    let notices: Vec<&Facts> = facts[body.start..].iter().filter(is_notice).take(FEW).collect();
    let is_none = |at: usize| {
        let text = blocks[at].text.as_str();
        // `U.K.` is a section.
        let is_short = facts[at].words <= 1 && text.is_ascii() && text.len() <= 4;
        // `Jane Doe reported from Lund.`
        let is_about = facts[at].ends && bylined.iter().any(|name| text.starts_with(*name));
        is_short || is_about || is_site(&facts[at], &notices) || plays(text) || names_people(text, &facts[at], dates)
    };
    if is_none(best) {
        best = best_of(&all, |at| !is_none(at)).unwrap_or(best);
    }
    best = behind_crumbs(facts, &all, best).or_else(|| beside_like(facts, &all, best)).unwrap_or(best);
    if let Some(fields) = fields_above_caption(facts, best) {
        best = best_of(&all, |at| (fields.saturating_sub(ABOVE_FIELDS)..fields).contains(&at)).unwrap_or(best);
    }
    Some(beside_teaser(blocks, facts, best, is_none).or_else(|| first_line(blocks, facts, best)).unwrap_or(best))
}

/// So far above the fields, the headline is looked for.
const ABOVE_FIELDS: usize = 6;

/// Whether a line names people, and says in brackets what each did or behind a bar where they work: `Ann Oban (text), Ole Roe
/// (photos)`, `Ann Oban | The Courier`.
fn names_people(text: &str, fact: &Facts, dates: Reading) -> bool {
    const MOST: usize = 12;
    let signs = fact.characters.signs;
    let has_roles = || signs.has(Signs::BRACKET) && text.ends_with(')') && named::is_byline(text, fact, dates);
    let is_barred = || {
        let name = text.split('|').next().unwrap_or_default().trim();
        signs.has(Signs::PIPE) && name.contains(' ') && person::is_name(name) && !words::is_section_name(name)
    };
    fact.words <= MOST && (has_roles() || is_barred())
}

/// Whether a line is called by how long it plays: `AUDIO: The storm (3 min)`, `The storm (1:02)`.
fn plays(text: &str) -> bool {
    let Some((_, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return false };
    let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let is_minutes =
        || words::with_lower(unit.trim_end_matches('.'), |unit| matches!(unit, "min" | "minutes" | "minuten"));
    inner.starts_with(|c: char| c.is_ascii_digit()) && (unit.strip_prefix(':').is_some_and(digits) || is_minutes())
}

/// The candidate right below that a line of crumbs ends with: `Home News Storm hits the coast`.
fn behind_crumbs(facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    const BELOW: usize = 3;
    const FEWEST_WORDS: usize = 4;
    let is_end = |below: usize| {
        let (fact, crumbs) = (&facts[below], &facts[at]);
        let is_long = fact.words >= FEWEST_WORDS && fact.words < crumbs.words && fact.words * 2 >= crumbs.words;
        is_long && crumbs.key.strip_suffix(fact.key.as_str()).is_some_and(|head| head.ends_with(' '))
    };
    all.iter().map(|(_, below)| *below).find(|below| (at + 1..=at + BELOW).contains(below) && is_end(*below))
}

/// The candidate that nearly as much speaks for, where the best one is its kicker above or its standfirst below by their
/// lengths.
fn beside_like(facts: &[Facts], all: &[(f32, usize)], at: usize) -> Option<usize> {
    const OF_KICKER: usize = 4;
    const BELOW_KICKER: usize = 19;
    const OF_STANDFIRST: usize = 11;
    const ABOVE_STANDFIRST: usize = 5;
    const OF_SENTENCE: usize = 9;
    const ABOVE_SENTENCE: usize = 3;
    let score = |at: usize| all.iter().find(|(_, other)| *other == at).map(|(score, _)| *score);
    let (best, words) = (score(at)?, facts[at].words);
    let is_like = |other: usize, near: f32, length: RangeInclusive<usize>| {
        let fact = &facts[other];
        score(other).is_some_and(|score| score >= best - near)
            && length.contains(&fact.words)
            && !(fact.ends || fact.name)
    };
    let is_below = |below: usize| words <= OF_KICKER && is_like(below, 1.0, words * 2..=BELOW_KICKER);
    let is_sentence = facts[at].ends && words >= OF_SENTENCE;
    let is_above = |above: usize| {
        let is_near = above + 2 >= at && words >= OF_STANDFIRST && is_like(above, 0.6, ABOVE_STANDFIRST..=words - 1);
        !facts[above].section && (is_near || is_sentence && is_like(above, 1.0, ABOVE_SENTENCE..=words - 1))
    };
    let mut above = (at.saturating_sub(3)..at).rev();
    Some(at + 1).filter(|below| is_below(*below)).or_else(|| above.find(|n| is_above(*n)))
}

/// Whether a few words are what a copyright notice of the text names: its paper.
fn is_site(fact: &Facts, notices: &[&Facts]) -> bool {
    const MOST: usize = 6;
    let names = |notice: &&Facts| notice.words > fact.words && notice.key.contains(fact.key.as_str());
    (2..=MOST).contains(&fact.words) && notices.iter().any(names)
}

/// The first of the candidates with the highest score.
fn best_of(all: &[(f32, usize)], is_meant: impl Fn(usize) -> bool) -> Option<usize> {
    let meant = all.iter().filter(|(_, at)| is_meant(*at));
    meant
        .fold(None, |best: Option<(f32, usize)>, one| best.filter(|best| best.0 >= one.0).or(Some(*one)))
        .map(|(_, at)| at)
}

/// The first line of fields above a line with a picture's credit below it, which is the caption of a picture that opens the
/// body.
fn fields_above_caption(facts: &[Facts], at: usize) -> Option<usize> {
    const ABOVE: usize = 20;
    let is_credited = facts.get(at + 1).is_some_and(|below| below.boilerplate == Some(Reason::Credit));
    let is_field = |at: &usize| facts[*at].meta.iter().flatten().any(|m| matches!(m, Meta::Names(..) | Meta::Date(..)));
    (at.saturating_sub(ABOVE)..at).find(is_field).filter(|_| is_credited)
}

/// Where the best candidate is a sentence, a standfirst most likely, the line beside it that is none: the one below it if
/// fields follow, or the one right above it.
fn beside_teaser(blocks: &[Block], facts: &[Facts], at: usize, is_none: impl Fn(usize) -> bool) -> Option<usize> {
    let fields = |fact: &Facts| fact.meta.is_some() || fact.name;
    let has = |fact: &Facts, least: usize| (least..=20).contains(&fact.words);
    let is_headline = |fact: &Facts| may_be(fact) && !fact.ends && has(fact, 3) && !fields(fact);
    let teaser = &facts[at];
    if !blocks[at].text.ends_with(['.', '。', '।', '۔']) || teaser.words < 6 {
        return None;
    }
    let below = facts.get(at + 1).zip(facts.get(at + 2)).filter(|(below, next)| is_headline(below) && fields(next));
    let below = below.map(|_| at + 1).filter(|at| !is_none(*at));
    // A headline may be a question or a quotation.
    let is_closed = |above: usize| {
        let fact = &facts[above];
        let is_headline = may_be(fact) && has(fact, 4) && !fields(fact);
        is_headline && blocks[above].text.ends_with(['?', '!', ')', '"', '”', '“', '»', '’', '\''])
    };
    // Two words that a text begins with are no kicker above a sentence.
    let begins = |above: usize| {
        let fact = &facts[above];
        above == 0 && may_be(fact) && !fact.ends && !fact.name && has(fact, 2)
    };
    let is_above = |above: &usize| {
        let fact = &facts[*above];
        (is_headline(fact) || is_closed(*above) || begins(*above)) && !fact.section
    };
    below.or_else(|| at.checked_sub(1).filter(is_above))
}

/// The line that a text begins with, but for a section or so, where the best candidate is right below it: more words than a
/// kicker has, and no digits or signs as menus and dates have them.
fn first_line(blocks: &[Block], facts: &[Facts], at: usize) -> Option<usize> {
    const ABOVE: usize = 2;
    const OF_NONE: Signs = Signs::DIGIT.or(Signs::BRACKET).or(Signs::PIPE).or(Signs::CODE);
    let first = at.checked_sub(1).filter(|first| *first <= ABOVE)?;
    let is_slight = |fact: &Facts| !fact.is_text() || fact.words <= 3 && !fact.ends;
    let fact = &facts[first];
    let is_headline = may_be(fact) && !fact.ends && !fact.name && (5..=16).contains(&fact.words);
    let text = blocks[first].text.as_str();
    let is_menu = text.contains(['•', '·', '»', '›', '>', '/', '←', '→'])
        || text.split(' ').next().is_some_and(words::is_section_name);
    (is_headline && !is_menu && !fact.characters.signs.has(OF_NONE) && facts[..first].iter().all(is_slight))
        .then_some(first)
}

/// All candidates with their features.
pub fn candidates(blocks: &[Block], facts: &[Facts], body: &Range<usize>) -> Vec<Candidate> {
    let mut all = Vec::new();
    each(blocks, facts, body, |at, features| all.push(Candidate { at, features: features.to_vec() }));
    all
}

/// Hands on the index of each candidate with its features.
fn each(blocks: &[Block], facts: &[Facts], body: &Range<usize>, mut take: impl FnMut(usize, &[u16])) {
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

fn may_be(fact: &Facts) -> bool {
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
