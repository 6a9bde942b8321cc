//! The names an archive uses as tags, and the tags that one document gets by them.

use std::collections::BTreeMap;

use super::catalog::{Catalog, Kind};
use super::extract::{Candidate, Profile};

/// How much a name's use in the archive counts beside what one text says.
pub const PULL: f32 = 0.8;
/// Below this score a lone text is not about something.
const LEAST: f32 = 1.5;
/// Below this score a text of an archive is not about something, however common that is.
pub const LEAST_SHARED: f32 = 0.9;

/// A name of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// As a tag.
    pub name: String,
    /// What it is.
    pub kind: Option<Kind>,
    /// About how many articles use it, as a power of two. It stays what it was when the name came in, so
    /// that more articles do not change what others are tagged with.
    pub level: u8,
}

/// The names an archive uses as tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Vocabulary {
    /// By key.
    pub entries: BTreeMap<String, Entry>,
    /// Another name's key ▶ the key of the name that is used.
    pub synonyms: BTreeMap<String, String>,
    /// Names that too few articles have had so far: key, name, kind, and how many.
    pub waiting: Vec<(String, String, Option<Kind>, u32)>,
    /// How many articles it was made of.
    pub documents: u32,
    /// Whether only its names are given; otherwise it is too small yet.
    pub closed: bool,
}

impl Vocabulary {
    /// The key of a name: two names with one key are one.
    pub fn key(name: &str) -> String {
        let lower = name.to_lowercase();
        match lower.rsplit_once(' ') {
            Some((head, last)) => format!("{head} {}", super::token::singular(last)),
            None => super::token::singular(&lower).into_owned(),
        }
    }

    /// The name that is used for a name, if one is.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        let key = Self::key(name);
        let key = self.synonyms.get(&key).unwrap_or(&key);
        self.entries.get(key)
    }

    /// A text that would be read the same way: what tags depend on.
    pub fn fingerprint_text(&self) -> String {
        format!("{:?} {:?} {}", self.entries, self.synonyms, self.closed)
    }

    /// Adds what a person has settled in `tags.toml`.
    pub fn add_catalog(&mut self, catalog: &Catalog) {
        for tag in &catalog.tags {
            let key = Self::key(&tag.name);
            let entry = self.entries.entry(key.clone()).or_insert_with(|| Entry {
                name: tag.name.clone(),
                kind: None,
                level: 4,
            });
            entry.name.clone_from(&tag.name);
            entry.kind = tag.kind.or(entry.kind);
            for synonym in &tag.synonyms {
                let other = Self::key(synonym);
                if other != key {
                    self.entries.remove(&other);
                    self.synonyms.insert(other, key.clone());
                }
            }
        }
    }
}

/// The tags of one document, the best first.
pub fn choose(profile: &Profile, vocabulary: Option<&Vocabulary>, most: usize) -> Vec<String> {
    let mut scored: Vec<(f32, &str)> = Vec::new();
    for candidate in &profile.candidates {
        match vocabulary.map(|v| (v, v.find(&candidate.name))) {
            Some((_, Some(entry))) if candidate.score >= LEAST_SHARED => {
                scored.push((candidate.score + PULL * f32::from(entry.level) * std::f32::consts::LN_2, &entry.name));
            }
            None | Some((Vocabulary { closed: false, .. }, None)) if candidate.score >= least(candidate) => {
                // Who is named is what readers look for; an archive knows better whom.
                let person = candidate.kind == Some(Kind::Person) && candidate.name.contains(' ');
                scored.push((candidate.score + if person { 0.5 } else { 0.0 }, &candidate.name));
            }
            _ => {}
        }
    }
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    let mut names: Vec<String> = Vec::new();
    for (_, name) in scored {
        if names.len() < most && !names.iter().any(|n| n == name) {
            names.push(name.to_owned());
        }
    }
    names
}

/// What a lone text has to say of something, so that it is about it.
fn least(candidate: &Candidate) -> f32 {
    match (candidate.phrase, candidate.name.contains(' ')) {
        (true, true) => LEAST + 0.6,
        (true, false) => LEAST + 0.2,
        (false, _) => LEAST,
    }
}
