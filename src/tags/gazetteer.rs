//! What every archive's news names: places with their people and cities, bodies, and subjects with the
//! words that speak for them. Tables in `data/`, facts of public knowledge in our own words.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::catalog::Kind;
use super::token::{key, singular};

/// Something that a table names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// As a tag.
    pub name: String,
    /// The same in lower case.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// The place that it is in, by number.
    pub parent: Option<u32>,
}

/// What some words mean.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sense {
    /// They name it.
    Name(u32),
    /// They name its people, or what is its.
    Demonym(u32),
    /// They name it at the beginning of a report alone.
    Dateline(u32),
    /// They speak for a subject, so strongly.
    Speaks(u32, f32),
}

/// The tables, to be looked up by words.
#[derive(Debug, Default)]
pub struct Gazetteer {
    /// All that is known.
    pub known: Vec<Known>,
    /// The first word's key ▶ the keys behind it, and what they mean together; the longest first.
    words: FxHashMap<String, Vec<(Vec<String>, Sense)>>,
    by_name: FxHashMap<String, u32>,
}

static ALL: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut all = Gazetteer::default();
    all.places(include_str!("data/places.txt"));
    all.bodies(include_str!("data/organisations.txt"));
    all.subjects(include_str!("data/subjects.txt"));
    for senses in all.words.values_mut() {
        senses.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len()));
    }
    all
});

/// The tables.
pub fn gazetteer() -> &'static Gazetteer {
    &ALL
}

impl Gazetteer {
    /// The longest that begins at the first of these keys: how many words, and each meaning they have.
    pub fn find<'a, S: AsRef<str>>(&'a self, keys: &'a [S]) -> Option<(usize, impl Iterator<Item = Sense> + 'a)> {
        let (first, behind) = keys.split_first()?;
        let senses = self.words.get(first.as_ref())?;
        let fits = move |rest: &Vec<String>| {
            behind.len() >= rest.len() && behind.iter().zip(rest).all(|(key, word)| key.as_ref() == word)
        };
        let longest = senses.iter().find(|(rest, _)| fits(rest))?.0.len();
        let found = senses.iter().filter(move |(rest, _)| rest.len() == longest && fits(rest)).map(|(_, sense)| *sense);
        Some((longest + 1, found))
    }

    /// What a name's key is known as.
    pub fn get(&self, name: &str) -> Option<&Known> {
        self.by_name.get(name).map(|at| &self.known[*at as usize])
    }

    fn add(&mut self, name: &str, kind: Kind, parent: Option<u32>) -> u32 {
        let number = self.known.len() as u32;
        let key = name.to_lowercase();
        self.by_name.entry(key.clone()).or_insert(number);
        self.known.push(Known { name: name.to_owned(), key, kind, parent });
        number
    }

    fn say(&mut self, words: &str, sense: Sense) {
        let speaks = matches!(sense, Sense::Speaks(..));
        let mut keys = words.split_whitespace().map(|w| {
            let key = key(w, false);
            if speaks { singular(&key).into_owned() } else { key.into_owned() }
        });
        let Some(first) = keys.next() else { return };
        let rest: Vec<String> = keys.collect();
        let senses = self.words.entry(first).or_default();
        let clash = senses
            .iter()
            .any(|(r, s)| *r == rest && (!speaks || std::mem::discriminant(s) != std::mem::discriminant(&sense)));
        if !clash {
            senses.push((rest, sense));
        }
    }

    fn places(&mut self, table: &str) {
        for (name, others, columns) in rows(table) {
            let shown = name.split(" (").next().unwrap_or(name);
            let number = self.add(shown, Kind::Place, None);
            // `Georgia (country)` is told by its towns alone: most articles mean another.
            if shown == name {
                self.say(name, Sense::Name(number));
            }
            others.for_each(|other| self.say(other, Sense::Name(number)));
            let mut columns = columns.into_iter();
            for demonym in parts(columns.next().unwrap_or("")) {
                self.say(demonym, Sense::Demonym(number));
            }
            for city in parts(columns.next().unwrap_or("")) {
                match city.strip_prefix('?') {
                    Some(city) => self.say(city, Sense::Dateline(number)),
                    None => {
                        let inside = self.add(city, Kind::Place, Some(number));
                        self.say(city, Sense::Name(inside));
                    }
                }
            }
        }
    }

    fn bodies(&mut self, table: &str) {
        for (name, others, _) in rows(table) {
            let number = self.add(name, Kind::Organisation, None);
            self.say(name, Sense::Name(number));
            others.for_each(|other| self.say(other, Sense::Name(number)));
        }
    }

    fn subjects(&mut self, table: &str) {
        for (name, words, _) in rows(table) {
            let number = self.add(name, Kind::Topic, None);
            for word in words {
                match word.strip_prefix('~') {
                    Some(word) => self.say(word, Sense::Speaks(number, 0.4)),
                    None => self.say(word, Sense::Speaks(number, 1.0)),
                }
            }
        }
    }
}

/// `name = other, other | column | column`, but for comments.
fn rows(table: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>, Vec<&str>)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, rest) = line.split_once('=')?;
        let mut columns = rest.split('|');
        let others = parts(columns.next().unwrap_or(""));
        Some((name.trim(), others, columns.collect()))
    })
}

fn parts(column: &str) -> impl Iterator<Item = &str> {
    column.split(',').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let keys: Vec<_> = text.split(' ').map(|w| key(w, false)).collect();
        let all = gazetteer();
        all.find(&keys)
            .map(|(len, senses)| {
                senses
                    .map(|sense| match sense {
                        Sense::Name(at) => format!("{len} {}", all.known[at as usize].name),
                        Sense::Demonym(at) => format!("{len} of {}", all.known[at as usize].name),
                        Sense::Dateline(at) => format!("{len} in {}", all.known[at as usize].name),
                        Sense::Speaks(at, _) => format!("{len} for {}", all.known[at as usize].name),
                    })
                    .collect()
            })
            .unwrap_or_default()
    }

    #[test]
    fn the_longest_name_is_found() {
        assert_eq!(names("South Korean shipyards"), ["2 of South Korea"]);
        assert_eq!(names("U.S. shipyards"), ["1 United States"]);
        assert_eq!(names("us all"), Vec::<String>::new());
        assert_eq!(names("wheat fell"), ["1 for grain", "1 for wheat"]);
    }
}
