//! The tables of `data/` ▶ a [`Gazetteer`] for one language.
//!
//! English tables say what there is: places, bodies, subjects. `names.txt`, `peoples.txt` and `topics.txt` say
//! how other languages call it; a name that they leave empty is as in English.

use std::collections::HashMap;

use super::catalog::Kind;
use super::gazetteer::{Gazetteer, Sense};
use super::lang::Lang;

/// The order of the columns.
const LANGS: [Lang; 6] = [Lang::German, Lang::French, Lang::Spanish, Lang::Portuguese, Lang::Italian, Lang::Dutch];

/// Reads all tables for a language.
pub fn read(lang: Lang) -> Gazetteer {
    let mut all = Gazetteer::new(lang);
    let other = Other::of(lang);
    places(&mut all, include_str!("data/places.txt"), &other);
    bodies(&mut all, include_str!("data/organisations.txt"), &other);
    if other.column.is_some() {
        topics(&mut all, include_str!("data/topics.txt"), &other);
    } else {
        subjects(&mut all, include_str!("data/subjects.txt"));
    }
    all.sort();
    all
}

/// What a language calls things by, by their English names.
#[derive(Default)]
struct Other {
    column: Option<usize>,
    names: HashMap<&'static str, Vec<&'static str>>,
    peoples: HashMap<&'static str, Vec<String>>,
}

impl Other {
    fn of(lang: Lang) -> Other {
        let Some(column) = LANGS.iter().position(|l| *l == lang) else { return Other::default() };
        let mut other = Other { column: Some(column), ..Other::default() };
        for (name, cells) in rows(include_str!("data/names.txt")) {
            let own: Vec<&str> = parts(cells.get(column).copied().unwrap_or("")).collect();
            if !own.is_empty() {
                other.names.insert(name, own);
            }
        }
        for (name, cells) in rows(include_str!("data/peoples.txt")) {
            let forms = cells.get(column).copied().unwrap_or("").split_whitespace();
            other.peoples.insert(name, forms.flat_map(|form| inflected(lang, form)).collect());
        }
        other
    }

    /// The names of something, the tag's first; `None` where it is as in English.
    fn names(&self, english: &str) -> Option<&[&'static str]> {
        self.names.get(english).map(Vec::as_slice)
    }
}

/// The forms of `français-`.
fn inflected(lang: Lang, form: &str) -> Vec<String> {
    let Some(stem) = form.strip_suffix('-') else { return vec![form.to_owned()] };
    let endings: &[&str] = match lang {
        Lang::German => &["", "e", "er", "en", "es", "em"],
        Lang::French => &["", "e", "s", "es"],
        Lang::Spanish | Lang::Portuguese => &["", "a", "o", "as", "os", "s", "es"],
        Lang::Italian => &["o", "a", "i", "e"],
        _ => &["", "e", "en"],
    };
    endings.iter().map(|ending| format!("{stem}{ending}")).collect()
}

fn places(all: &mut Gazetteer, table: &str, other: &Other) {
    for (name, cells) in rows(table) {
        let shown = name.split(" (").next().unwrap_or(name);
        let own = other.names(shown);
        let number = all.add(own.map_or(shown, |names| names[0]), Kind::Place, None);
        let mut cells = cells.into_iter();
        let others = parts(cells.next().unwrap_or(""));
        match own {
            // `Georgia (country)` is told by its towns alone: most articles mean another.
            Some(names) => names.iter().filter(|n| shown == name || **n != shown).for_each(|n| call(all, n, number)),
            None if shown == name => {
                all.say(name, Sense::Name(number));
                others.for_each(|other| all.say(other, Sense::Name(number)));
            }
            None => {}
        }
        let demonyms = cells.next().unwrap_or("");
        match (other.column, other.peoples.get(shown)) {
            (Some(_), Some(forms)) => forms.iter().for_each(|form| all.say(form, Sense::Demonym(number))),
            (Some(_), None) => {}
            (None, _) => parts(demonyms).for_each(|form| all.say(form, Sense::Demonym(number))),
        }
        for city in parts(cells.next().unwrap_or("")) {
            if let Some(city) = city.strip_prefix('?') {
                all.say(city, Sense::Dateline(number));
                continue;
            }
            match other.names(city) {
                Some(names) => {
                    let inside = all.add(names[0], Kind::Place, Some(number));
                    names.iter().for_each(|n| call(all, n, inside));
                }
                None => {
                    let inside = all.add(city, Kind::Place, Some(number));
                    call(all, city, inside);
                }
            }
        }
    }
}

fn bodies(all: &mut Gazetteer, table: &str, other: &Other) {
    for (name, cells) in rows(table) {
        let own = other.names(name);
        let number = all.add(own.map_or(name, |names| names[0]), Kind::Organisation, None);
        own.into_iter().flatten().for_each(|n| call(all, n, number));
        all.say(name, Sense::Name(number));
        parts(cells.first().copied().unwrap_or("")).for_each(|other| all.say(other, Sense::Name(number)));
    }
}

/// Says a name of another language, in German also as it is declined: "Vereinigten Staaten", "Schwedens".
fn call(all: &mut Gazetteer, name: &str, number: u32) {
    all.say(name, Sense::Name(number));
    if all.lang != Lang::German {
        return;
    }
    let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
    let last = words.len() - 1;
    for word in &mut words[..last] {
        if let Some(stem) = word.strip_suffix("es").or_else(|| word.strip_suffix('e')) {
            *word = format!("{stem}en");
        }
    }
    let declined = words.join(" ");
    all.say(&declined, Sense::Name(number));
    if !name.ends_with(['s', 'x', 'z', 'ß']) && name.len() > 3 {
        all.say(&format!("{declined}s"), Sense::Name(number));
    }
}

fn subjects(all: &mut Gazetteer, table: &str) {
    for (name, cells) in rows(table) {
        let number = all.add(name, Kind::Topic, None);
        parts(cells.first().copied().unwrap_or("")).for_each(|word| speak(all, word, number));
    }
}

fn topics(all: &mut Gazetteer, table: &str, other: &Other) {
    for (_, cells) in rows(table) {
        let cell = other.column.and_then(|column| cells.get(column).copied()).unwrap_or("");
        let Some((name, words)) = cell.split_once(':') else { continue };
        let number = all.add(name.trim(), Kind::Topic, None);
        parts(words).for_each(|word| speak(all, word, number));
    }
}

fn speak(all: &mut Gazetteer, word: &str, number: u32) {
    let (word, weight) = word.strip_prefix('~').map_or((word, 1.0), |word| (word, 0.4));
    if let Some(end) = word.strip_prefix('-') {
        return all.say_end(end, Sense::Speaks(number, weight, true));
    }
    // In German every noun has a capital.
    let capital = word.contains(' ') || word.starts_with(char::is_uppercase) || all.lang == Lang::German;
    all.say(&word.to_lowercase(), Sense::Speaks(number, weight, capital));
}

/// `name = cell | cell | cell`, but for comments.
fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let (name, rest) = line.split_once('=')?;
        Some((name.trim(), rest.split('|').collect()))
    })
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(',').map(str::trim).filter(|part| !part.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_fits_the_english_tables() {
        let english = read(Lang::English);
        for (name, _) in rows(include_str!("data/names.txt")).chain(rows(include_str!("data/peoples.txt"))) {
            assert!(english.get(&name.to_lowercase()).is_some(), "{name}");
        }
        for (name, cells) in rows(include_str!("data/topics.txt")) {
            assert_eq!(cells.len(), LANGS.len(), "{name}");
            assert!(
                cells.iter().all(|c| c.split_once(':').is_some_and(|(n, w)| parts(w).count() > 0 && !n.contains(','))),
                "{name}"
            );
        }
        for lang in LANGS {
            let known = &read(lang).known;
            let places = english.known.iter().position(|k| k.kind == Kind::Topic).unwrap();
            assert!(
                known.iter().zip(&english.known).take(places).all(|(a, b)| (a.kind, a.parent) == (b.kind, b.parent))
            );
        }
    }
}
