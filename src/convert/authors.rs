//! Who wrote a text.
//!
//! Candidates are bylines, by themselves or among other words, and lines that are names, near the
//! headline or behind the body. Learned weights say how much a label, a date beside it, its place, and
//! where else the name stands speak for each.

use std::borrow::Cow;
use std::cell::OnceCell;

use memchr::memmem;
use rustc_hash::FxHashMap;

use super::block::Block;
use super::byline;
use super::chain::Chain;
use super::characters::Signs;
use super::date;
use super::facts::{self, Facts};
use super::kinds::{Kinds, LineKinds};
use super::label::{Label, Labelled, Reason};
use super::letters;
use super::lexicon;
use super::meta::Meta;
use super::person;
use super::rank::{self, Features};
use super::reading::Reading;
use super::surnames;
use super::words::Spaced;
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
    let is_credit = |c: &Candidate| labelled.facts[c.at].boilerplate == Some(Reason::Credit);
    all.retain(|c| c.sure || !is_credit(c));
    let scores: Vec<f32> = all.iter().map(score).collect();
    let mut order: Vec<usize> = (0..all.len()).filter(|n| scores[*n] > ENOUGH).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]));
    // No more than a few: a text may have thousands of lines that are names, and be long.
    let best = order.into_iter().take(MOST_PLACES).find(|n| all[*n].sure || !is_place(&all[*n].names[0], labelled))?;
    // A line in capitals above a name is a rubric.
    let shouts = |c: &Candidate| !c.sure && c.names.iter().all(|n| !n.chars().any(letters::is_lowercase));
    let is_below = |c: &Candidate| c.at == all[best].at + 1 && !shouts(c) && c.names.iter().all(|n| n.contains(' '));
    let best = if shouts(&all[best]) && all.get(best + 1).is_some_and(is_below) { best + 1 } else { best };
    let (behind, most) = (all.split_off(best + 1), scores[best]);
    let mut found = all.pop().expect("it was found there");
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
        if next.at != end + 1 || *score <= most - FOLLOWS || !is_like || is_place(&next.names[0], labelled) {
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
            Some(Candidate { at, names, sure, features: Vec::new() })
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
        let mut again = vec![0; blocks.len()];
        facts.iter().for_each(|f| again[f.first] += 1);
        let dated = vec![OnceCell::new(); blocks.len()];
        Page { blocks, labels, facts, dates: *dates, title, first, last, again, dated }
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
        let told = (self.first..=self.last)
            .filter(|n| self.labels.get(*n).is_some_and(Label::is_body))
            .filter(holds)
            .take(2)
            .count();
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

/// The names in a short line, and whether a label announces them.
fn names_in(text: &str, fact: &Facts, dates: Reading) -> Option<(Vec<String>, bool)> {
    let (signs, mut kinds) = (fact.characters.signs, fact.kinds);
    // A line that is understood as dates to its last word names nobody: `Le 15 janvier 2024`.
    let is_date = |m: &Meta| matches!(m, Meta::Date(..) | Meta::Ambiguous(_) | Meta::Relative);
    if fact.meta.as_ref().is_some_and(|meta| meta.iter().all(is_date)) {
        return None;
    }
    if kinds.any.has(Kinds::AVATAR)
        && let Some(name) = byline::avatar(text)
    {
        return Some((vec![name.to_owned()], false));
    }
    if !signs.is_ascii()
        && let Some(name) = byline::beside_office(text)
    {
        return Some((vec![name.to_owned()], true));
    }
    let text = if kinds.any.has(Kinds::BYLINE) { without_asking(text) } else { text };
    let mut text = date::unglue(text);
    if matches!(text, Cow::Owned(_)) {
        kinds = LineKinds::UNKNOWN;
    }
    if !signs.is_ascii() && text.contains(['\u{a0}', '\u{202f}']) {
        text = text.replace(['\u{a0}', '\u{202f}'], " ").into();
    }
    let cut = signs.has(Signs::CUT);
    let is_cut = |c: char| matches!(c, '|' | '•' | '·' | '–' | '—');
    let labelled = |piece: &str| labelled_in(piece.trim(), &text, dates);
    if kinds.any.has(Kinds::BYLINE.or(Kinds::AVATAR))
        && let Some(found) = if cut { text.split(is_cut).find_map(labelled) } else { labelled(&text) }
    {
        return Some(found);
    }
    let whole = if cut { text.split(['|', '•', '·']).next().unwrap_or("").trim() } else { text.trim() };
    // `de Ana Pop, 3 aprilie 2022`; to begin a line elsewhere, the word is too common for a label.
    let whole = whole.strip_prefix("de ").filter(|rest| rest.starts_with(letters::is_uppercase)).unwrap_or(whole);
    // No name begins so.
    if whole.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && !whole.starts_with("and ") {
        return None;
    }
    // Without capitals, a sentence may begin like a name.
    let has_no_case = |c: char| letters::is_alphabetic(c) && !letters::is_uppercase(c) && !letters::is_lowercase(c);
    if fact.ends && fact.words >= 5 && whole.starts_with(has_no_case) {
        return None;
    }
    if surnames::is_name(whole) {
        return Some((vec![whole.to_owned()], false));
    }
    // One word is a name only beside a day.
    if is_sentence(whole) || !signs.has(Signs::DIGIT) && !whole.contains(char::is_whitespace) {
        return None;
    }
    let line = whole;
    // `Jane Doe - Courier News`.
    let whole = match whole.split_once(" - ") {
        Some((name, site)) if person::is_name(name) && name.contains(' ') && site.split(' ').count() <= 3 => name,
        _ => whole,
    };
    let before = if kinds.any.has(Kinds::DATE.or(Kinds::ODD)) { before_date(whole, dates) } else { before_end(whole) };
    let whole = without_role(before);
    let mut names = if whole.contains('/') { byline::names(&whole.replace('/', ",")) } else { byline::names(whole) }?;
    // An agency beside its writer.
    if names.iter().any(|n| n.contains(' ')) {
        names.retain(|n| n.contains(' ') || n.chars().any(char::is_lowercase) || n.chars().count() > 5);
    }
    let names = people(names);
    let dated = whole.len() < line.len()
        && names.len() == 1
        && !person::is_of_time(&names[0])
        && !date::scan(line, dates).is_empty();
    // `Last Friday`: nobody is called so.
    if names.iter().any(|n| n.split(' ').next_back().is_some_and(|last| date_words::is_weekday(&words::lower(last)))) {
        return None;
    }
    let full = names.iter().all(|n| (2 - usize::from(dated)..=4).contains(&n.split_whitespace().count()));
    let named = names.iter().map(|n| n.chars().count()).sum::<usize>();
    // What else the line holds is a role or a place, not a sentence.
    (full && !words::is_section_name(&text) && named * 5 >= whole.chars().count() * 2).then_some((names, false))
}

/// The same for a part of a line, by a label in it.
fn labelled_in(piece: &str, text: &str, dates: Reading) -> Option<(Vec<String>, bool)> {
    static INNER: Spaced = Spaced::new(&byline::INNER);
    let labelled = byline::begins(piece);
    let inside = INNER.find(piece).is_some();
    let behind_day = || piece.contains(" By ") && words::has_digit(piece);
    if !(labelled || inside || behind_day()) {
        return None;
    }
    let whole = piece;
    let piece = before_date(piece, dates);
    if let Some(names) = byline::read(piece).filter(|b| b.sure).map(|b| people(b.names)) {
        return Some((names, true));
    }
    // `by jane`, `Von Redaktion`.
    let pen = byline::without_label(piece);
    if labelled && pen.len() < piece.len() && is_pen_name(pen) && (whole.len() == piece.len() || text.len() < 80) {
        return Some((vec![pen.to_owned()], false));
    }
    for label in INNER.iter() {
        // `16 April 2012 by jane`, `16 April 2012 By Jane Doe`.
        let at = words::lower(whole).find(label).filter(|at| whole.get(at + label.len()..).is_some());
        if let Some((before, pen)) = at.map(|at| (&whole[..at], &whole[at + label.len()..]))
            && is_pen_name(pen)
            && !date::scan(before, dates).is_empty()
        {
            return Some((vec![pen.to_owned()], false));
        }
        if let Some((before, rest)) = piece.split_once(label)
            && before.split(' ').count() <= 3
            && let Some(names) = byline::names(rest).map(people)
            && names.iter().all(|n| n.contains(' '))
        {
            return Some((names, true));
        }
    }
    None
}

/// Whether a line goes on with a small word that no name has, and that ends none either. Most lines do, and
/// need no closer look.
fn is_sentence(line: &str) -> bool {
    let plain = |word: &&str| word.bytes().all(|b| b.is_ascii_alphabetic());
    let is_small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let mut words = words::spaced(line).take_while(plain);
    let (Some(_), Some(second)) = (words.next(), words.next()) else { return false };
    if is_small(second) {
        return !byline::is_of_list(second);
    }
    // What someone is stands behind two words that are his name.
    let ends = |word: &&str| byline::is_of_list(word) || words::with_lower(word, byline::is_of_list);
    let is_role = |word: &str| person::is_role(word.trim_end_matches([',', '-', '(', ':']));
    !ends(&second) && words.take_while(|word| !ends(word)).any(is_small) && !words::spaced(line).any(is_role)
}

/// One or two words that may be what someone calls himself, or a desk is called.
fn is_pen_name(text: &str) -> bool {
    let word = |w: &str| w.chars().count() > 1 && w.chars().all(|c| letters::is_alphanumeric(c) || "'’-._".contains(c));
    // `unserer Redakteurin`
    let is_office = text.starts_with(char::is_lowercase) && person::is_role(text);
    text.split(' ').count() <= 2 && text.split(' ').all(word) && !text.ends_with('.') && !is_office
}

/// The people among names, or the agency or desk where there are none.
fn people(names: Vec<String>) -> Vec<String> {
    let (houses, people): (Vec<String>, Vec<String>) = names.into_iter().partition(|n| person::is_house(n));
    if people.is_empty() { houses } else { people }
}

/// `Jane Doe Political Correspondent` without what she is.
fn without_role(text: &str) -> &str {
    let mut spaces = text.match_indices(' ').map(|(at, _)| at);
    let Some(end) = spaces.nth(1).filter(|at| person::is_role(&text[*at..])) else { return text };
    &text[..end]
}

/// A line up to where a date, or a label of one, begins.
pub fn before_date(text: &str, dates: Reading) -> &str {
    // `Last updated 3 May`: one that begins with a label of several words names nobody.
    let begins = words::spaced(text).next().is_some_and(date_words::begins_date);
    let mut parts = text.match_indices([' ', ':']).map(|(at, _)| &text[..at]).take(4);
    if begins && parts.any(|label| label.contains(' ') && date_words::when_in_any_case(label).is_some()) {
        return "";
    }
    let mut ends = text.bytes().enumerate().filter(|(_, b)| *b == b' ').map(|(at, _)| at);
    let end = ends.find(|at| {
        let rest = text[*at..].trim_start();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let end = |from: usize| words::space_in(&rest.as_bytes()[from..]).map_or(rest.len(), |at| from + at);
        let first = end(0);
        let word = rest[..first].split([':', ',']).next().unwrap_or("");
        let core = word.trim_end_matches('.');
        if !date_words::begins_date(core) {
            return false;
        }
        let two = if first < rest.len() { end(first + 1) } else { first };
        let is_label = |text: &str| date_words::when_in_any_case(text).is_some();
        let is_month = |text: &str| words::with_lower(text, date_words::month).is_some();
        is_label(word)
            || is_label(rest[..two].trim_end_matches(':'))
            || is_month(core) && is_of_day(rest, rest[first..].trim_start(), dates)
    });
    let Some(end) = end else { return before_end(text) };
    // `Publié par Camille Roux le 14 novembre`, `Posted by Jane Doe on Tuesday, 14 November`; but `Published on Tuesday` and
    // `Lund on Tuesday` name nobody.
    let mut before = before_end(&text[..end]);
    while let Some((rest, last)) = before.rsplit_once(' ') {
        let is_small = last.starts_with(char::is_lowercase) && date_words::is_date_filler(last);
        let is_part = is_small || words::with_lower(last, date_words::is_weekday);
        if !is_part || !before_end(rest).contains(' ') {
            break;
        }
        before = before_end(rest);
    }
    before
}

/// What blogs put behind a name and a day, as the last words of a line in small letters.
const ASKING: [&str; 24] = [
    "leave a comment",
    "leave a reply",
    "leave a response",
    "no comments",
    "no comments yet",
    "comments off",
    "add comment",
    "add a comment",
    "kommentar hinterlassen",
    "keine kommentare",
    "laisser un commentaire",
    "aucun commentaire",
    "deja un comentario",
    "deja una respuesta",
    "sin comentarios",
    "lascia un commento",
    "nessun commento",
    "deixe um comentário",
    "sem comentários",
    "laat een reactie achter",
    "geen reacties",
    "zostaw komentarz",
    "brak komentarzy",
    "оставить комментарий",
];

/// A line without the request to comment that it ends with.
fn without_asking(text: &str) -> &str {
    let asks = |asking: &&&str| {
        let from = text.len().checked_sub(asking.len()).filter(|from| *from > 0 && text.is_char_boundary(*from));
        from.is_some_and(|from| text[..from].ends_with(' ') && words::lower(&text[from..]) == ***asking)
    };
    match text.split(' ').next_back().is_some_and(|last| words::with_lower(last, is_asking)) {
        true => ASKING.iter().find(asks).map_or(text, |asking| before_end(&text[..text.len() - asking.len()])),
        false => text,
    }
}

/// Whether a request to comment ends with a word in small letters.
fn is_asking(word: &str) -> bool {
    ASKING.iter().any(|asking| asking.ends_with(word))
}

/// Whether the name of a month that `rest` begins with, and `behind` does not, is that of a day, not of a person: `April Jones,
/// 14 November 2023` has as many days without it.
fn is_of_day(rest: &str, behind: &str, dates: Reading) -> bool {
    /// `14 de noviembre de 2023`.
    const LONGEST: usize = 5;
    let end = words::ranges(behind.as_bytes()).take(LONGEST).last().map_or(0, |word| word.end);
    // `Jane Doe March 5 at 3:10 PM`: a day without its year.
    let has_day = behind.starts_with(|c: char| c.is_ascii_digit()) && date::scan(&behind[..end], dates).is_empty();
    has_day || date::scan(rest, dates).len() > date::scan(behind, dates).len()
}

/// A line without signs that stand before what follows it.
fn before_end(text: &str) -> &str {
    text.trim_end_matches([',', ' ', '-', '(', ':'])
}
