//! Who wrote a text.
//!
//! Candidates are bylines, by themselves or among other words, and lines that are names, near the
//! headline or behind the body. Learned weights say how much a label, a date beside it, its place, and
//! where else the name stands speak for each.

use std::cell::OnceCell;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::block::Block;
use super::byline;
use super::chain::Chain;
use super::date;
use super::facts::{self, Facts};
use super::kinds::Kinds;
use super::label::{Label, Labelled, Reason};
use super::letters;
use super::lexicon;
use super::meta::Meta;
use super::named::names_in;
use super::person;
use super::rank::{self, Features};
use super::reading::Reading;
use super::surnames;
use super::{date_words, words};

/// How many features a candidate may have.
pub const COUNT: usize = 170;

/// Names and the block they stand in.
#[derive(Debug)]
pub struct Candidate {
    /// The block's index.
    pub at: usize,
    /// The names.
    pub names: Vec<String>,
    /// Whether a label says so.
    pub sure: bool,
    /// What is so about it, numbers below [`COUNT`].
    pub features: Vec<u16>,
}

/// The score of names that are believed. A little below nothing: they are marked as guessed, and one
/// who reads the article knows better than one who finds no name.
const ENOUGH: f32 = -1.8;
/// How much less speaks for the names below the first, which has the label and the place.
const FOLLOWS: f32 = 2.5;

/// Lines that may look like names, and are none for what they betray themselves as.
const AROUND: [Reason; 7] = [
    Reason::Credit,
    Reason::Share,
    Reason::Record,
    Reason::Navigation,
    Reason::Subscribe,
    Reason::Related,
    Reason::Advertisement,
];

/// So many names are looked at for one that is no place.
const MOST_PLACES: usize = 8;

/// So many names below the first are looked at.
const MOST_BELOW: usize = 30;

/// How much less speaks for names below the body without a label: nearly all that are just believed there are of
/// other things.
const LATE: f32 = 0.7;

/// The authors, if some names are tied to the article well enough, and how much speaks for them.
pub fn find(blocks: &[Block], labelled: &Labelled, chain: &Chain) -> Option<(Candidate, f32)> {
    let last = labelled.labels.iter().rposition(Label::is_body).unwrap_or(blocks.len());
    let less = |c: &Candidate| if c.at > last && !c.sure { LATE } else { 0.0 };
    let score = |c: &Candidate| rank::score(&chain.author, &c.features) - less(c);
    let mut all = candidates(blocks, labelled);
    let is_around = |c: &Candidate| labelled.facts[c.at].boilerplate.is_some_and(|reason| AROUND.contains(&reason));
    all.retain(|c| c.sure || !is_around(c) && !is_of_pictures(blocks, c.at) && !is_dateline(&blocks[c.at].text));
    // Above the headline stands whose page it is.
    let title = labelled.labels.iter().position(|l| *l == Label::Title).unwrap_or(0);
    let is_publisher = |c: &Candidate| labelled.facts[c.at].key.starts_with("published by");
    let is_called_the = |c: &Candidate| c.names[0].starts_with("The ");
    all.retain(|c| !(c.at < title && is_paper(c)) || c.sure && !is_called_the(c));
    all.retain(|c| !(is_called_the(c) && is_publisher(c)));
    all.retain(|c| !c.names.iter().all(|name| words::is_section_name(name)));
    // `LUND, May 3, 2012`, `Lund (Skåne) - 3 May 2012`: where it was written.
    let is_town = |c: &Candidate| {
        let [name] = c.names.as_slice() else { return false };
        let is_dated = blocks[c.at].text.contains(|c: char| c.is_ascii_digit());
        let is_shouted = !name.contains(' ') && name.chars().count() > 2 && name.chars().all(char::is_uppercase);
        let behind = || blocks[c.at].text.split_once(name.as_str()).and_then(|(_, rest)| rest.strip_prefix(" ("));
        let is_within = || {
            behind()
                .and_then(|rest| rest.split_once(')'))
                .is_some_and(|(inner, _)| inner.chars().all(|c| c.is_alphabetic() || c == ' '))
        };
        !c.sure && is_dated && (is_shouted || is_within())
    };
    all.retain(|c| !is_town(c));
    let scores: Vec<f32> = all.iter().map(score).collect();
    let mut order: Vec<usize> = (0..all.len()).filter(|n| scores[*n] > ENOUGH).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    // No more than a few: a text may have thousands of lines that are names, and be long.
    let best = order.into_iter().take(MOST_PLACES).find(|n| all[*n].sure || !is_place(&all[*n].names[0], labelled))?;
    // A line in capitals above a name is a rubric.
    let shouts = |c: &Candidate| !c.sure && c.names.iter().all(|n| !n.chars().any(letters::is_lowercase));
    let is_below = |c: &Candidate| c.at == all[best].at + 1 && !shouts(c) && c.names.iter().all(|n| n.contains(' '));
    let best = if shouts(&all[best]) && all.get(best + 1).is_some_and(is_below) { best + 1 } else { best };
    // Below a name stands for whom its bearer writes.
    let is_above = |c: &Candidate| c.at + 1 == all[best].at && !shouts(c) && c.names.iter().all(|n| n.contains(' '));
    let above = best.checked_sub(1).filter(|n| is_paper(&all[best]) && is_above(&all[*n]) && !is_paper(&all[*n]));
    let best = above.unwrap_or(best);
    let (behind, most) = (all.split_off(best + 1), scores[best]);
    let mut found = all.pop().expect("it was found there");
    found.names.iter_mut().for_each(|name| leave_particle(name, blocks));
    // Below a letter, its writer's town stands so.
    if labelled.labels[..found.at].iter().any(Label::is_body) {
        return Some((found, most));
    }
    // Several authors may stand one below the other.
    let mut end = found.at;
    for (next, score) in behind.into_iter().zip(&scores[best + 1..]).take(MOST_BELOW) {
        // "The Courier" below a full name is where that person writes.
        let is_person = |name: &String| name.contains(' ') && !name.starts_with("The ");
        let is_like = !found.names.iter().any(is_person) || next.names.iter().all(is_person);
        // Names may be parted by a line of their own: `,`.
        let is_next = next.at > end && (end + 1..next.at).all(|at| is_joint(&blocks[at].text));
        let is_enough = *score > most - FOLLOWS || next.at > end + 1;
        // `Harbour News, South West` is where the person above writes.
        let is_house = |text: &str| person::is_house(text) || byline::is_broadcaster(text);
        let is_office = !next.sure && blocks[next.at].text.split(',').next().is_some_and(is_house);
        if !is_next || !is_enough || is_office || !is_like || is_place(&next.names[0], labelled) {
            break;
        }
        end = next.at;
        for name in next.names {
            if !found.names.contains(&name) {
                found.names.push(name);
            }
        }
    }
    Some((found, most))
}

/// Whether a line joins the names above and below it.
fn is_joint(text: &str) -> bool {
    const WORDS: [&str; 8] = ["and", "und", "et", "y", "e", "en", "og", "och"];
    words::with_lower(text.trim(), |text| matches!(text, "," | "&" | "•" | "|" | "·") || WORDS.contains(&text))
}

/// Leaves out what stands before a name in French, `De Jane Doe`, where the name stands elsewhere without it.
fn leave_particle(name: &mut String, blocks: &[Block]) {
    const PARTICLE: &str = "De ";
    let Some(rest) = name.strip_prefix(PARTICLE).filter(|rest| rest.contains(' ')) else { return };
    let is_apart = |text: &str| text.match_indices(rest).any(|(at, _)| !text[..at].ends_with(PARTICLE));
    if blocks.iter().any(|block| is_apart(&block.text)) {
        *name = rest.to_owned();
    }
}

/// Whether what looks like a name is one of a paper, by its last word.
fn is_paper(candidate: &Candidate) -> bool {
    const LAST: [&str; 40] = [
        "advocate",
        "argus",
        "bee",
        "bulletin",
        "chronicle",
        "citizen",
        "courier",
        "democrat",
        "dispatch",
        "echo",
        "enterprise",
        "examiner",
        "express",
        "gazette",
        "globe",
        "guardian",
        "herald",
        "independent",
        "inquirer",
        "journal",
        "ledger",
        "mail",
        "mirror",
        "news",
        "observer",
        "pioneer",
        "post",
        "press",
        "record",
        "register",
        "republican",
        "review",
        "sentinel",
        "standard",
        "star",
        "sun",
        "telegraph",
        "times",
        "tribune",
        "zeitung",
    ];
    let last = |name: &String| LAST.contains(&name.rsplit(' ').next().unwrap_or(name).to_lowercase().as_str());
    !candidate.sure && candidate.names.iter().all(last)
}

/// Whether the line below a name says that its bearer took the pictures.
fn is_of_pictures(blocks: &[Block], at: usize) -> bool {
    const PHOTOGRAPHERS: [&str; 20] = [
        "photographer",
        "photography",
        "photojournalist",
        "staff photographer",
        "fotograf",
        "fotografin",
        "fotojournalist",
        "fotógrafo",
        "fotógrafa",
        "photographe",
        "fotografo",
        "fotografa",
        "fotografie",
        "valokuvaaja",
        "kuvaaja",
        "fotós",
        "fotoreporter",
        "фотограф",
        "фотокорреспондент",
        "사진기자",
    ];
    blocks.get(at + 1).is_some_and(|below| PHOTOGRAPHERS.contains(&facts::key(&below.text).as_str()))
}

/// Whether a line is a place that a dash parts from the day below it: `Puerto Real -`.
fn is_dateline(text: &str) -> bool {
    [" -", " –", " —"].iter().any(|dash| text.ends_with(dash))
}

/// Whether something happens in what looks like a name, by the headline or the body: `en Puerto Claro`.
fn is_place(name: &str, labelled: &Labelled) -> bool {
    const WITHIN: [&str; 5] = ["in", "en", "em", "im", "near"];
    let key = facts::key(name);
    let told = labelled.labels.iter().zip(&labelled.facts).filter(|(l, _)| l.is_body() || **l == Label::Title);
    told.into_iter().any(|(_, fact)| {
        fact.key.match_indices(&key).any(|(at, _)| {
            let before = fact.key[..at].strip_suffix(' ').and_then(|before| before.rsplit(' ').next());
            let is_whole = fact.key[at + key.len()..].chars().next().is_none_or(|c| c == ' ');
            is_whole && before.is_some_and(|word| WITHIN.contains(&word))
        })
    })
}

/// All candidates with their features.
pub fn candidates(blocks: &[Block], labelled: &Labelled) -> Vec<Candidate> {
    /// So far above the headline and below the body.
    const ABOVE: usize = 8;
    const BELOW: usize = 20;
    let Labelled { labels, facts, dates, .. } = labelled;
    let page = Page::new(blocks, labelled);
    let start = page.title.unwrap_or(0).saturating_sub(ABOVE);
    let mut all: Vec<Candidate> = (start..(page.last + 1 + BELOW).min(blocks.len()))
        .filter(|&at| !labels[at].is_body() && labels[at] != Label::Title && blocks[at].text.len() <= 240)
        .filter_map(|at| {
            let (names, sure) = names_in(&blocks[at].text, &facts[at], *dates).or_else(|| {
                facts[at].meta.iter().flatten().find_map(|m| match m {
                    Meta::Names(names, sure) => Some((names.clone(), *sure)),
                    _ => None,
                })
            })?;
            let is_somebody = !names.iter().all(|name| person::is_nobody(name));
            is_somebody.then_some(Candidate { at, names, sure, features: Vec::new() })
        })
        .collect();
    // What begins with a family name of East Asia may be many other things too.
    let is_beside = |at: usize| page.is_dated(at + 1) || at > 0 && page.is_dated(at - 1);
    all.retain(|c| c.sure || !surnames::is_name(&c.names[0]) || page.is_dated(c.at) || is_beside(c.at));
    let common = common(blocks, facts, &all);
    let sure: Vec<usize> = all.iter().filter(|c| c.sure).map(|c| c.at).take(2).collect();
    let features: Vec<Vec<u16>> = all.iter().map(|c| page.features(c, &all, &sure, &common)).collect();
    all.iter_mut().zip(features).for_each(|(candidate, features)| candidate.features = features);
    all
}

/// A word of names in lower case, which is looked for.
#[derive(Default)]
struct Wanted<'a> {
    /// How the names have it.
    named: Vec<&'a str>,
    /// The numbers of its parts, of which a block that has the word has all.
    parts: Vec<usize>,
}

/// Those of the candidates' words that the text also writes with a small letter: hardly a name has one.
fn common<'a>(blocks: &[Block], facts: &[Facts], all: &'a [Candidate]) -> FxHashMap<&'a str, bool> {
    let words = all.iter().flat_map(|c| &c.names).flat_map(|n| words::spaced(n));
    let mut known: FxHashMap<&str, bool> = words.map(|w| (w, false)).collect();
    let mut wanted: FxHashMap<String, Wanted> = FxHashMap::default();
    known.keys().for_each(|word| wanted.entry(word.to_lowercase()).or_default().named.push(*word));
    if wanted.is_empty() {
        return known;
    }
    // Most words begin otherwise.
    let mut heads = [false; 256];
    let mut starts = [false; lexicon::STARTS];
    for word in wanted.keys() {
        heads[usize::from(word.bytes().next().unwrap_or(0))] = true;
        starts[lexicon::start(word.as_bytes())] = true;
    }
    let may_be = |word: &&str| {
        word.bytes().next().is_some_and(|b| heads[usize::from(b)]) && word.starts_with(letters::is_lowercase)
    };
    // By number, for how many of those that are not yet found a word is a part.
    let mut open = vec![0; facts::count_told(facts)];
    let numbered = number_parts(facts, all, &mut wanted);
    wanted.values().flat_map(|word| &word.parts).for_each(|part| open[*part] += 1);
    for (block, fact) in blocks.iter().zip(facts) {
        if numbered && !fact.told.iter().any(|word| open[word.number()] > 0) {
            continue;
        }
        for word in words::spaced(&block.text).filter(may_be) {
            let word = word.trim_end_matches(|c: char| !letters::is_alphanumeric(c));
            if starts[lexicon::start(word.as_bytes())]
                && let Some(found) = wanted.remove(word)
            {
                found.named.into_iter().for_each(|word| *known.entry(word).or_default() = true);
                found.parts.into_iter().for_each(|part| open[part] -= 1);
            }
        }
    }
    known
}

/// Looks up the parts of words among those of the candidates' lines, and says whether all are there.
fn number_parts(facts: &[Facts], all: &[Candidate], wanted: &mut FxHashMap<String, Wanted>) -> bool {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    for fact in all.iter().map(|c| &facts[c.at]) {
        numbers.extend(words::spaced(&fact.key).zip(&fact.told).map(|(word, told)| (word, told.number())));
    }
    let mut complete = true;
    for (word, Wanted { parts, .. }) in wanted {
        for part in words::spaced(&facts::key(word)) {
            let number = numbers.get(part);
            complete &= number.is_some();
            parts.extend(number);
        }
    }
    complete
}

struct Page<'a> {
    blocks: &'a [Block],
    labels: &'a [Label],
    facts: &'a [Facts],
    dates: Reading,
    title: Option<usize>,
    first: usize,
    last: usize,
    /// The first blocks of the body.
    body: Vec<usize>,
    /// For the first of those with the same words, how many they are.
    again: Vec<usize>,
    /// For each line, whether it tells a time, once that was asked for.
    dated: Vec<OnceCell<bool>>,
}

impl<'a> Page<'a> {
    fn new(blocks: &'a [Block], labelled: &'a Labelled) -> Page<'a> {
        let Labelled { labels, facts, dates, .. } = labelled;
        let first = labels.iter().position(Label::is_body).unwrap_or(blocks.len());
        let last = labels.iter().rposition(Label::is_body).unwrap_or(first.min(blocks.len().saturating_sub(1)));
        let title = labels.iter().position(|l| *l == Label::Title);
        // A text may have as many names as paragraphs.
        const MOST: usize = 2000;
        let body = (first..=last).filter(|at| labels.get(*at).is_some_and(Label::is_body)).take(MOST).collect();
        let mut again = vec![0; blocks.len()];
        facts.iter().for_each(|f| again[f.first] += 1);
        let dated = vec![OnceCell::new(); blocks.len()];
        Page { blocks, labels, facts, dates: *dates, title, first, last, body, again, dated }
    }

    /// Whether a short line outside the body tells a time.
    fn is_dated(&self, at: usize) -> bool {
        self.dated.get(at).is_some_and(|dated| *dated.get_or_init(|| self.tells_time(at)))
    }

    fn tells_time(&self, at: usize) -> bool {
        let Some(Block { text, .. }) = self.blocks.get(at).filter(|b| b.text.len() < 120) else { return false };
        let kinds = &self.facts[at].kinds;
        let is_label = |word: &str| date_words::when_in_any_case(word).is_some();
        !self.labels[at].is_body()
            && (kinds.all.has(Kinds::OF_DATES) && date_words::is_relative_time(text)
                || kinds.any.has(Kinds::DATE) && text.split([' ', '|', ':']).any(is_label)
                || kinds.any.has(Kinds::ODD) && !date::scan(text, self.dates).is_empty())
    }

    /// Those of a candidate; `sure` are the places of the first two that a label announces.
    fn features(
        &self,
        candidate: &Candidate,
        all: &[Candidate],
        sure: &[usize],
        common: &FxHashMap<&str, bool>,
    ) -> Vec<u16> {
        let at = candidate.at;
        let fact = &self.facts[at];
        let text = self.blocks[at].text.as_str();
        let mut out = Features::default();
        out.add(1, Some(0));
        let announced = at > 0 && byline::is_label(&self.blocks[at - 1].text);
        let label = if candidate.sure { 1 } else { usize::from(announced) * 2 };
        out.add(3, Some(label));
        out.number(candidate.names.len(), [2, 3, 5]);
        let most = candidate.names.iter().map(|n| n.split_whitespace().count()).max().unwrap_or(1);
        let least = candidate.names.iter().map(|n| n.split_whitespace().count()).min().unwrap_or(1);
        out.number(most, [2, 3, 4]);
        out.add(6, Some(label * 2 + usize::from(least > 1)));
        let named: usize = candidate.names.iter().map(|n| n.len()).sum();
        out.add(4, Some(named * 4 / text.len().max(1)));
        out.number(fact.words, [2, 3, 4, 6, 10, 20]);
        let below = self.title.filter(|t| *t < at).map(|t| at - t);
        out.add(9, below.map(|n| [1, 2, 3, 4, 6, 10, 20, 40].iter().take_while(|l| **l < n).count()));
        let place = match at {
            _ if at > self.last => 3,
            _ if at > self.first => 2,
            _ if below.is_some() => 0,
            _ => 1,
        };
        out.add(12, Some(place * 3 + label));
        let distance = |n: usize| [1, 2, 3, 5, 8, 15].iter().take_while(|l| **l < n).count();
        out.add(14, (at < self.first).then(|| distance(self.first - at) * 2 + usize::from(label > 0)));
        out.add(14, (at > self.last).then(|| distance(at - self.last) * 2 + usize::from(label > 0)));
        // A date beside it: in the line, below, above.
        let near = [Some(at), Some(at + 1), at.checked_sub(1), Some(at + 2), at.checked_sub(2)];
        let dated = near.into_iter().position(|n| n.is_some_and(|n| self.is_dated(n))).unwrap_or(5);
        out.add(18, Some(dated * 3 + label));
        out.number(self.again[fact.first] - 1, [1, 2, 3, 6]);
        // Here and below, no more are counted than make a difference.
        // Those whom an article is about stand in its body; its author stands beside it.
        let key = facts::key(&candidate.names[0]);
        let finder = memmem::Finder::new(&key);
        let holds = |n: &usize| {
            let other = self.facts[*n].key.as_bytes();
            other.len() >= key.len() && finder.find(other).is_some()
        };
        let told = self.body.iter().filter(|n| holds(n)).take(2).count();
        out.number(told, [1, 2]);
        let behind =
            (self.last + 1..self.facts.len().min(self.last + 60)).filter(|n| *n != at).filter(holds).take(4).count();
        out.number(behind, [1, 2, 4]);
        out.when(self.title.is_some_and(|t| holds(&t)));
        out.when(candidate.names.iter().any(|n| person::is_house(n)));
        out.when(text.chars().all(|c| !letters::is_lowercase(c)));
        // In scripts without capitals, any word might be a name.
        out.add(2, candidate.names[0].chars().any(|c| c as u32 > 0x2e80).then_some(usize::from(label > 0)));
        // Names in a row are a list of other things, but for a few under a label.
        let rival = |n: usize| all.binary_search_by_key(&n, |c| c.at).is_ok();
        let up = (1..=5).take_while(|n| at.checked_sub(*n).is_some_and(rival)).count();
        let down = (1..=5).take_while(|n| rival(at + n)).count();
        out.number(up, [1, 2, 4]);
        out.number(down, [1, 2, 4]);
        let sure = sure.iter().filter(|other| **other < at).count();
        out.add(6, Some(usize::from(label > 0) * 3 + sure));
        out.when(fact.boilerplate.is_some());
        out.when(fact.meta.is_some());
        out.when(self.labels[at] == Label::Names);
        let kind = |n: Option<usize>| n.and_then(|n| self.facts.get(n)).map_or(0, Facts::kind);
        out.add(Facts::KINDS, Some(kind(at.checked_sub(1))));
        out.add(Facts::KINDS, Some(kind(Some(at + 1))));
        let words = || candidate.names.iter().flat_map(|n| words::spaced(n));
        let small = words().filter(|w| common.get(w) == Some(&true)).count();
        out.number(small, [1, 2]);
        out.when(words().any(|w| w.starts_with(char::is_lowercase)));
        // Pictures are credited so: `Jane Doe/Agency`.
        out.when(text.contains(['/', '©', '(']));
        out.when(text.ends_with(':'));
        out.finish(COUNT)
    }
}
