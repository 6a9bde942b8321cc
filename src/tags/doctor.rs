//! What is wrong with the tags in use, each with what would put it right.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::catalog::{Catalog, Kind};
use super::gazetteer::{known, meant};
use super::names::{is_particle, is_title, is_vague};
use super::token::singular;

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

/// Why two names are near each other that have the same letters.
pub const WRITTEN_OTHERWISE: &str = "only written in another way";

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
            Finding::Near(from, to, _) if from.starts_with('-') || to.starts_with('-') => {
                format!("newsgen tags merge -- {} {}", quoted(from), quoted(to))
            }
            Finding::Near(from, to, _) => format!("newsgen tags merge {} {}", quoted(from), quoted(to)),
            Finding::Single(name) | Finding::Rare(name, _) if name.starts_with('-') => {
                format!("newsgen tags remove -- {}", quoted(name))
            }
            Finding::Single(name) | Finding::Rare(name, _) => format!("newsgen tags remove {}", quoted(name)),
            Finding::Broad(name, _) => format!("newsgen tags list --articles={}", quoted(name)),
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

/// Pairs of names for one thing: the worse, the better, and why. Names that are written alike come first, then
/// what the tables know, then surnames and initials.
pub fn near(uses: &BTreeMap<String, Use>, catalog: &Catalog) -> Vec<(String, String, &'static str)> {
    fn rank<'a>(uses: &BTreeMap<String, Use>, catalog: &Catalog, name: &'a str) -> (bool, usize, Reverse<&'a str>) {
        (catalog.get(name).is_some(), uses.get(name).map_or(0, |u| u.articles), Reverse(name))
    }
    let better = |a: &str, b: &str| rank(uses, catalog, a) > rank(uses, catalog, b);
    let articles = |name: &str| uses.get(name).map_or(0, |u| u.articles);
    let mut found: BTreeMap<&str, (&str, &'static str)> = BTreeMap::new();
    for (synonym, name) in catalog.synonyms().filter(|(synonym, _)| uses.contains_key(*synonym)) {
        found.insert(synonym, (name, "tags.toml says so"));
    }
    let mut alike: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    let mut by_last: HashMap<String, Vec<&str>> = HashMap::new();
    let mut by_initials: HashMap<String, Vec<&str>> = HashMap::new();
    for name in uses.keys() {
        alike.entry(plain(name)).or_default().push(name);
        if let Some((_, last)) = name.rsplit_once(' ') {
            by_last.entry(last.to_owned()).or_default().push(name);
            by_initials.entry(initials(name)).or_default().push(name);
        }
    }
    for group in alike.values().filter(|group| group.len() > 1) {
        let best = group.iter().copied().reduce(|a, b| if better(b, a) { b } else { a }).expect("a group has names");
        for name in group.iter().filter(|name| **name != best) {
            found.entry(name).or_insert((best, WRITTEN_OTHERWISE));
        }
    }
    for name in uses.keys() {
        let same = meant(name).find_map(|other| uses.get_key_value(other)).map(|(other, _)| other.as_str());
        if let Some(other) = same.filter(|other| *other != name) {
            found.entry(name).or_insert((other, "another name for the same"));
        }
    }
    for name in uses.keys().filter(|name| !name.contains(' ')) {
        let full = by_last.get(name.as_str()).map(Vec::as_slice).unwrap_or_default();
        if known(&name.to_lowercase()).is_none()
            && let Some(person) = one_of(full.iter().copied().filter(|n| is_full(n, name)), &articles)
        {
            found.entry(name).or_insert((person, "the end of a longer name"));
        }
        let short = (3..=6).contains(&name.chars().count()) && name.chars().all(char::is_uppercase);
        if let Some([longer]) = by_initials.get(name).map(Vec::as_slice).filter(|_| short) {
            found.entry(name).or_insert((longer, "the initials of a longer name"));
        }
    }
    let pairs = found.iter().filter_map(|(&from, &(to, why))| {
        // What goes to a name that goes too, goes on with it; of two that would go to each other, the better stays.
        let mut end = to;
        for _ in 0..found.len().min(8) {
            match found.get(end) {
                Some((on, _)) if *on != from => end = on,
                _ => break,
            }
        }
        let back = found.get(end).is_some_and(|(on, _)| *on == from);
        (end != from && !(back && better(from, end))).then(|| (from.to_owned(), end.to_owned(), why))
    });
    pairs.collect()
}

/// The one name, or the one that nearly all uses are of.
fn one_of<'a>(names: impl Iterator<Item = &'a str> + Clone, uses: &dyn Fn(&str) -> usize) -> Option<&'a str> {
    let all: usize = names.clone().map(uses).sum();
    let best = names.max_by_key(|name| (uses(name), Reverse(*name)))?;
    (uses(best) * 10 >= all * 7).then_some(best)
}

/// Whether a longer name may be the full name of one that a surname alone names: neither "Bank of Lund", nor "North
/// Lund", nor "local politics".
fn is_full(longer: &str, last: &str) -> bool {
    let words: Vec<&str> = longer.split(' ').collect();
    let place = known(&longer.to_lowercase()).is_some_and(|k| matches!(k.kind, Kind::Place | Kind::Topic));
    let first = words[0].to_lowercase();
    words.len() <= 3
        && !place
        && last.starts_with(char::is_uppercase)
        && words.iter().all(|w| w.starts_with(char::is_uppercase) || is_particle(w))
        && !is_title(&first)
        && !is_vague(&first)
        && meant(words[0]).next().is_none()
        && first != "new"
}

/// Letters without case, signs, accents, plural and the possessive; British words as American ones.
fn plain(name: &str) -> String {
    let name = name.split(" (").next().unwrap_or(name);
    let letters: String = name.nfd().filter(|c| !is_combining_mark(*c)).collect();
    let joined = letters.replace("'s", "s").replace("’s", "s").replace(['\'', '’'], "");
    let words = joined.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(|w| spelled(&singular(&w.to_lowercase()))).collect()
}

/// A word as it is spelled in America, as far as its ending tells.
fn spelled(word: &str) -> String {
    for (british, american) in [("isation", "ization"), ("our", "or"), ("ence", "ense"), ("tre", "ter"), ("ise", "ize")]
    {
        if let Some(stem) = word.strip_suffix(british).filter(|s| s.len() > 2) {
            return format!("{stem}{american}");
        }
    }
    word.to_owned()
}

fn initials(name: &str) -> String {
    let words = name.split([' ', '-']).filter(|w| !matches!(*w, "of" | "the" | "and" | "for" | "de" | "des" | "der"));
    words.filter_map(|w| w.chars().next()).flat_map(char::to_uppercase).collect()
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
                "newsgen tags list --articles=News",
                "newsgen tags remove Tolls",
            ]
        );
    }
}
