//! What is wrong with the tags in use, each with what would put it right.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::catalog::Catalog;
use super::gazetteer::{Sense, gazetteer};
use super::token::key;
use super::vocabulary::Vocabulary;

/// How a tag is used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Use {
    /// Articles that have it.
    pub articles: usize,
    /// The day of the first, as text; empty where none has one.
    pub first: String,
    /// The day of the last.
    pub last: String,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Finding {
    /// Two names for one thing: the second is the one to keep.
    Near(String, String, &'static str),
    /// One article alone has it.
    Single(String),
    /// So few have it that its page is hardly an index.
    Rare(String, usize),
    /// So many have it that it tells nothing.
    Broad(String, usize),
}

impl Finding {
    /// The command that would put it right.
    pub fn command(&self) -> String {
        match self {
            Finding::Near(from, to, _) => format!("newsgen tags merge {} {}", quoted(from), quoted(to)),
            Finding::Single(name) | Finding::Rare(name, _) => format!("newsgen tags remove {}", quoted(name)),
            Finding::Broad(name, _) => format!("newsgen tags list --articles {}", quoted(name)),
        }
    }
}

/// A word for a shell.
fn quoted(text: &str) -> String {
    if text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.')) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// More than this share of all articles is too many.
const BROAD: f64 = 0.25;
/// In an archive of so many articles, that few uses are too few.
const LARGE: usize = 500;
const RARE: usize = 2;

/// Looks at all tags in use.
pub fn findings(uses: &BTreeMap<String, Use>, catalog: &Catalog, articles: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for (from, to, why) in near(uses, catalog) {
        told.insert(from.clone());
        found.push(Finding::Near(from, to, why));
    }
    for (name, used) in uses {
        if told.contains(name) || catalog.get(name).is_some() {
            continue;
        }
        if used.articles == 1 {
            found.push(Finding::Single(name.clone()));
        } else if used.articles <= RARE && articles >= LARGE {
            found.push(Finding::Rare(name.clone(), used.articles));
        } else if used.articles as f64 > articles as f64 * BROAD && articles >= 20 {
            found.push(Finding::Broad(name.clone(), used.articles));
        }
    }
    found
}

/// Pairs of names for one thing: the worse, the better, and why.
pub fn near(uses: &BTreeMap<String, Use>, catalog: &Catalog) -> Vec<(String, String, &'static str)> {
    let better = |a: &str, b: &str| {
        let rank = |n: &str| (catalog.get(n).is_some(), uses.get(n).map_or(0, |u| u.articles));
        if (rank(a), std::cmp::Reverse(a)) > (rank(b), std::cmp::Reverse(b)) {
            (b.to_owned(), a.to_owned())
        } else {
            (a.to_owned(), b.to_owned())
        }
    };
    let mut found: BTreeMap<String, (String, &'static str)> = BTreeMap::new();
    let mut note = |pair: (String, String), why: &'static str| {
        found.entry(pair.0).or_insert((pair.1, why));
    };
    for (synonym, name) in catalog.synonyms() {
        if uses.contains_key(synonym) {
            note((synonym.to_owned(), name.to_owned()), "tags.toml says so");
        }
    }
    let mut by_plain: HashMap<String, &str> = HashMap::new();
    let mut by_last: HashMap<String, Vec<&str>> = HashMap::new();
    for name in uses.keys() {
        if let Some(other) = by_plain.insert(plain(name), name) {
            note(better(other, name), "only written in another way");
        }
        if let Some((_, last)) = name.rsplit_once(' ') {
            by_last.entry(last.to_lowercase()).or_default().push(name);
        }
        if let Some(known) = meant(name).filter(|known| known != name && uses.contains_key(known)) {
            note((name.clone(), known), "another name for the same");
        }
    }
    for name in uses.keys().filter(|n| {
        !n.contains(' ') && n.starts_with(char::is_uppercase) && gazetteer().get(&n.to_lowercase()).is_none()
    }) {
        // Only one full name may end in it, and not as `Bank of Lund` does.
        if let Some([full]) = by_last.get(&name.to_lowercase()).map(Vec::as_slice) {
            let before = full.rsplit(' ').nth(1).unwrap_or("").to_lowercase();
            if !matches!(before.as_str(), "of" | "de" | "for" | "the" | "du" | "and") && full.split(' ').count() <= 3 {
                note((name.clone(), (*full).to_owned()), "the end of a longer name");
            }
        }
    }
    found.into_iter().map(|(from, (to, why))| (from, to, why)).filter(|(from, to, _)| from != to).collect()
}

/// Letters without case, signs and plural.
fn plain(name: &str) -> String {
    let words: Vec<String> = Vocabulary::key(name)
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(|w| super::token::singular(w).into_owned())
        .collect();
    words.concat()
}

/// The name that the tables use for one: of a short form, or of a place's people.
fn meant(name: &str) -> Option<String> {
    let all = gazetteer();
    let keys: Vec<_> = name.split(' ').map(|w| key(w, false)).collect();
    let (len, mut senses) = all.find(&keys)?;
    let sense = senses.find(|s| matches!(s, Sense::Name(_) | Sense::Demonym(_)))?;
    match sense {
        Sense::Name(at) | Sense::Demonym(at) if len == keys.len() => Some(all.known[at as usize].name.clone()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_fault_has_its_command() {
        let used = |articles| Use { articles, ..Use::default() };
        let uses = [
            ("Ferry", 2),
            ("Ferries", 9),
            ("Oban", 3),
            ("Ann Oban", 7),
            ("Swedish", 2),
            ("Sweden", 8),
            ("Tolls", 1),
            ("News", 30),
            ("Bank of Lund", 4),
            ("Lund", 5),
        ]
        .map(|(name, n)| (name.to_owned(), used(n)));
        let found: Vec<String> =
            findings(&BTreeMap::from(uses), &Catalog::default(), 40).iter().map(Finding::command).collect();
        assert_eq!(
            found,
            [
                "newsgen tags merge Ferry Ferries",
                "newsgen tags merge Oban 'Ann Oban'",
                "newsgen tags merge Swedish Sweden",
                "newsgen tags list --articles News",
                "newsgen tags remove Tolls",
            ]
        );
    }
}
