//! A whole archive ▶ its [`Vocabulary`].
//!
//! 1. Each document's candidates are counted. Of at most [`MOST_DOCUMENTS`] documents, chosen by the
//!    hash of what they are known by, the best candidates stay in memory: a hundred bytes each.
//! 2. A surname alone goes to the one full name that most of its uses have.
//! 3. Documents choose their tags by score and by how common each candidate is. What too few chose is
//!    struck out, and they choose again, until nothing more is struck out.
//!
//! What a stored vocabulary has keeps its place, whatever is added: more documents can only add names.

use std::collections::{BTreeMap, HashMap};

use super::catalog::Kind;
use super::extract::{Candidate, Profile};
use super::gazetteer::gazetteer;
use super::lang::Lang;
use super::vocabulary::{Entry, LEAST_SHARED, PULL, Vocabulary};

/// The most documents whose candidates are remembered.
pub const MOST_DOCUMENTS: usize = 100_000;
/// The most names that are counted; where there are more, the rarest are forgotten.
const MOST_NAMES: usize = 1_000_000;
/// The most names that are remembered until more articles have them.
const MOST_WAITING: usize = 200_000;
/// The candidates that are remembered of a document.
const OF_EACH: usize = 16;
/// Tags a document takes when the vocabulary is made; fewer than it gets, so that each is some
/// documents' main subject.
const CHOSEN: usize = 5;
/// From so many documents on, what too few use is no tag.
pub const FEWEST_DOCUMENTS: usize = 100;
/// A name needs so many uses.
const FLOOR: f32 = 3.0;
/// Other names than those of tables tell too little if more than this share has them.
const BROAD: f32 = 0.06;
/// The same for names of several words: a town's mayor is in many articles of its paper.
const BROAD_NAME: f32 = 0.25;

#[derive(Debug, Clone)]
struct Name {
    shown: String,
    kind: Option<Kind>,
    known: bool,
    phrase: bool,
    documents: u32,
}

/// Counts the documents of an archive one after another.
#[derive(Debug, Default)]
pub struct Learner {
    documents: u32,
    names: Vec<Name>,
    by_key: HashMap<String, u32>,
    /// By hash: the documents with the smallest.
    kept: BTreeMap<u64, Vec<(u32, f32)>>,
}

impl Learner {
    /// How many documents were counted.
    pub fn len(&self) -> usize {
        self.documents as usize
    }

    /// Whether none was counted.
    pub fn is_empty(&self) -> bool {
        self.documents == 0
    }

    /// Counts one document; `hash` is of what it is known by.
    pub fn add(&mut self, hash: u64, profile: &Profile) {
        self.documents += 1;
        let mut own: Vec<(u32, f32)> = Vec::with_capacity(OF_EACH);
        let tells = |c: &&Candidate| {
            c.score >= LEAST_SHARED && !(c.phrase && (profile.tabled && !c.name.contains(' ') || narrows(&c.name)))
        };
        for candidate in profile.candidates.iter().filter(tells).take(OF_EACH + 8) {
            let key = Vocabulary::key(&candidate.name);
            let number = match self.by_key.get(&key) {
                Some(number) => *number,
                None => {
                    let number = self.names.len() as u32;
                    let (shown, kind) = (candidate.name.clone(), candidate.kind);
                    self.names.push(Name {
                        shown,
                        kind,
                        known: candidate.known,
                        phrase: candidate.phrase,
                        documents: 0,
                    });
                    self.by_key.insert(key, number);
                    number
                }
            };
            let name = &mut self.names[number as usize];
            name.documents += 1;
            name.kind = name.kind.or(candidate.kind);
            name.known |= candidate.known;
            own.push((number, candidate.score));
        }
        own.truncate(OF_EACH);
        self.kept.insert(hash, own);
        if self.kept.len() > MOST_DOCUMENTS {
            self.kept.pop_last();
        }
        if self.names.len() > MOST_NAMES {
            self.forget();
        }
    }

    /// Forgets names that only one document has had so far.
    fn forget(&mut self) {
        let mut floor = 1;
        while self.names.iter().filter(|n| n.documents > floor).count() > MOST_NAMES / 2 {
            floor += 1;
        }
        let mut place = vec![None; self.names.len()];
        let mut next = 0u32;
        for (at, name) in self.names.iter().enumerate() {
            if name.documents > floor {
                place[at] = Some(next);
                next += 1;
            }
        }
        let moved = |at: u32| place[at as usize];
        let mut at = 0;
        self.names.retain(|_| {
            at += 1;
            place[at - 1].is_some()
        });
        self.by_key.retain(|_, number| moved(*number).map(|to| *number = to).is_some());
        for own in self.kept.values_mut() {
            own.retain_mut(|(number, _)| moved(*number).map(|to| *number = to).is_some());
        }
    }

    /// The vocabulary of these documents, grown from an earlier one.
    pub fn finish(mut self, earlier: &Vocabulary) -> Vocabulary {
        let mut vocabulary = earlier.clone();
        let folded = self.fold_surnames(&mut vocabulary);
        let keys: HashMap<u32, String> = self.by_key.iter().map(|(key, number)| (*number, key.clone())).collect();
        for own in self.kept.values_mut() {
            fold(own, &folded);
        }
        let share = self.kept.len() as f32 / self.documents.max(1) as f32;
        let total = self.documents + earlier.documents;
        vocabulary.documents = total;
        let floor = if total as usize >= FEWEST_DOCUMENTS { FLOOR } else { 2.0 };
        let floor = (floor * share).max(1.0);
        let settled: Vec<Option<u8>> = (0..self.names.len())
            .map(|n| keys.get(&(n as u32)).and_then(|k| earlier.entries.get(k)).map(|e| e.level))
            .collect();
        let broad = |name: &Name| {
            (total as f32 * if name.shown.contains(' ') && !name.phrase { BROAD_NAME } else { BROAD }).max(10.0)
        };
        let mut documents: Vec<f32> = vec![0.0; self.names.len()];
        for (number, _) in self.kept.values().flatten() {
            documents[*number as usize] += 1.0;
        }
        let weight: Vec<f32> =
            documents.iter().zip(&settled).map(|(d, s)| level_weight(s.unwrap_or(level(d / share)))).collect();
        // What had too few uses before may have enough by now.
        let before: HashMap<&str, u32> =
            earlier.waiting.iter().map(|(key, _, _, times)| (key.as_str(), *times)).collect();
        let earlier_uses: Vec<f32> = (0..self.names.len())
            .map(|n| {
                keys.get(&(n as u32)).and_then(|k| before.get(k.as_str())).map_or(0.0, |times| *times as f32 * share)
            })
            .collect();
        let mut open: Vec<bool> = self
            .names
            .iter()
            .enumerate()
            .map(|(at, n)| {
                settled[at].is_some()
                    || documents[at] + earlier_uses[at] >= floor
                        && (n.known || (documents[at] + earlier_uses[at]) / share <= broad(n))
            })
            .collect();
        // A phrase has to be worth its index page: it is often said, and hardly ever the subject.
        for (at, name) in self.names.iter().enumerate() {
            open[at] &= settled[at].is_some() || !name.phrase || documents[at] + earlier_uses[at] >= floor * 2.0;
        }
        let mut chosen = vec![0.0f32; self.names.len()];
        loop {
            chosen.fill(0.0);
            for own in self.kept.values() {
                let mut scored: Vec<(f32, u32)> =
                    own.iter().filter(|(n, _)| open[*n as usize]).map(|(n, s)| (s + weight[*n as usize], *n)).collect();
                scored.sort_by(|a, b| {
                    b.0.total_cmp(&a.0)
                        .then_with(|| self.names[a.1 as usize].shown.cmp(&self.names[b.1 as usize].shown))
                });
                scored.iter().take(CHOSEN).for_each(|(_, n)| chosen[*n as usize] += 1.0);
            }
            let before = open.iter().filter(|o| **o).count();
            for at in 0..open.len() {
                open[at] &= settled[at].is_some()
                    || chosen[at] >= floor
                    || chosen[at] >= 1.0 && chosen[at] + earlier_uses[at] >= floor * 2.0;
            }
            if open.iter().filter(|o| **o).count() == before {
                break;
            }
        }
        vocabulary.waiting = self.waiting(earlier, &keys, &open, &vocabulary);
        for (at, name) in self.names.into_iter().enumerate().filter(|(at, _)| open[*at] && settled[*at].is_none()) {
            let Some(key) = keys.get(&(at as u32)).filter(|k| !vocabulary.synonyms.contains_key(*k)) else { continue };
            let level = level(documents[at] / share);
            vocabulary.entries.insert(key.clone(), Entry { name: name.shown, kind: name.kind, level });
        }
        vocabulary.closed = total as usize >= FEWEST_DOCUMENTS;
        vocabulary
    }

    /// The names that are none of the vocabulary yet, of these documents and those before.
    fn waiting(
        &self,
        earlier: &Vocabulary,
        keys: &HashMap<u32, String>,
        open: &[bool],
        vocabulary: &Vocabulary,
    ) -> Vec<(String, String, Option<Kind>, u32)> {
        let mut all: BTreeMap<&str, (&str, Option<Kind>, u32)> = BTreeMap::new();
        for (key, name, kind, times) in &earlier.waiting {
            all.insert(key, (name, *kind, *times));
        }
        for (at, name) in self.names.iter().enumerate() {
            let Some(key) = keys.get(&(at as u32)) else { continue };
            let entry = all.entry(key).or_insert((&name.shown, name.kind, 0));
            entry.2 += name.documents;
            if open[at] {
                all.remove(key.as_str());
            }
        }
        all.retain(|key, _| !vocabulary.entries.contains_key(*key) && !vocabulary.synonyms.contains_key(*key));
        let mut waiting: Vec<_> =
            all.into_iter().map(|(k, (n, kind, times))| (k.to_owned(), n.to_owned(), kind, times)).collect();
        waiting.sort_by(|a, b| b.3.cmp(&a.3).then_with(|| a.0.cmp(&b.0)));
        waiting.truncate(MOST_WAITING);
        waiting
    }

    /// Surnames ▶ the full names that they go to; noted as synonyms.
    fn fold_surnames(&self, vocabulary: &mut Vocabulary) -> HashMap<u32, u32> {
        let mut by_last: HashMap<&str, Vec<u32>> = HashMap::new();
        for (key, number) in &self.by_key {
            let name = &self.names[*number as usize];
            if let Some((_, last)) = key.rsplit_once(' ').filter(|(head, _)| {
                !name.known && !name.phrase && (name.kind != Some(Kind::Organisation) || !head.contains(' '))
            }) {
                by_last.entry(last).or_default().push(*number);
            }
        }
        let mut folded = HashMap::new();
        let mut shorts: Vec<(&String, &u32)> = self.by_key.iter().filter(|(key, _)| !key.contains(' ')).collect();
        shorts.sort_unstable();
        for (short, number) in shorts {
            let name = &self.names[*number as usize];
            if name.known
                || name.phrase
                || name.kind == Some(Kind::Organisation)
                || vocabulary.entries.contains_key(short)
            {
                continue;
            }
            let Some(full) = by_last.get(short.as_str()) else { continue };
            let uses = |n: &u32| self.names[*n as usize].documents;
            let all: u32 = full.iter().map(uses).sum();
            let Some(best) = full.iter().max_by_key(|n| (uses(n), std::cmp::Reverse(&self.names[**n as usize].shown)))
            else {
                continue;
            };
            if uses(best) >= 2 && uses(best) * 10 >= all * 7 {
                folded.insert(*number, *best);
                let whole = Vocabulary::key(&self.names[*best as usize].shown);
                vocabulary.synonyms.entry(short.clone()).or_insert(whole);
            }
        }
        folded
    }
}

/// Whether a phrase is a kind of what the tables have as a subject: "mortgage bonds" are bonds.
fn narrows(phrase: &str) -> bool {
    let last = phrase.rsplit_once(' ').map(|(_, last)| last);
    last.and_then(|last| gazetteer(Lang::English).get(last)).is_some_and(|known| known.kind == Kind::Topic)
}

fn fold(own: &mut Vec<(u32, f32)>, folded: &HashMap<u32, u32>) {
    for (number, _) in own.iter_mut() {
        *number = folded.get(number).copied().unwrap_or(*number);
    }
    own.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    own.dedup_by_key(|(number, _)| *number);
}

/// A number of documents as a power of two.
fn level(documents: f32) -> u8 {
    documents.max(1.0).log2().floor() as u8
}

fn level_weight(level: u8) -> f32 {
    PULL * f32::from(level) * std::f32::consts::LN_2
}
