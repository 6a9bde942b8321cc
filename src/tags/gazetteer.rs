//! What every archive's news names: places with their people and cities, bodies, and subjects with the
//! words that speak for them, in each language as it calls them. [`tables`] reads them.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::catalog::Kind;
use super::lang::Lang;
use super::stem::stem;
use super::tables;
use super::token::{key, tokens_in};

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
    /// They speak for a subject, so strongly; `true` if also with a capital in the middle of a sentence.
    Speaks(u32, f32, bool),
}

/// What a name means: its keys behind the first word, and the meaning.
pub type Named = (Vec<String>, Sense);

/// What names that begin with the same word mean; the longest first, those with the same keys together.
pub type Senses = Vec<Named>;

/// The tables of one language, to be looked up by words.
#[derive(Debug)]
pub struct Gazetteer {
    /// Whose words it has.
    pub lang: Lang,
    /// All that is known.
    pub known: Vec<Known>,
    /// By the first word's key.
    words: FxHashMap<String, Senses>,
    /// Ends of compounds, and what they mean.
    ends: FxHashMap<String, Sense>,
    /// In bytes; 0 where there are none.
    longest_end: usize,
    by_name: FxHashMap<String, u32>,
}

/// The languages with tables of their own.
const LANGS: [Lang; 7] =
    [Lang::English, Lang::German, Lang::French, Lang::Spanish, Lang::Portuguese, Lang::Italian, Lang::Dutch];

/// The tables of a language; the English ones where it has none. Read when first asked for.
pub fn gazetteer(lang: Lang) -> &'static Gazetteer {
    static ALL: [OnceLock<Gazetteer>; LANGS.len()] = [const { OnceLock::new() }; LANGS.len()];
    let at = LANGS.iter().position(|l| *l == lang).unwrap_or(0);
    ALL[at].get_or_init(|| tables::read(LANGS[at]))
}

/// What a name in lower case is known as in any language.
pub fn known(name: &str) -> Option<&'static Known> {
    LANGS.iter().find_map(|lang| gazetteer(*lang).get(name))
}

/// The names that the languages' tables use for what a name means: of a short form, or of a place's people.
pub fn meant(name: &str) -> impl Iterator<Item = &'static str> {
    LANGS.iter().filter_map(move |lang| {
        let all = gazetteer(*lang);
        let keys: Vec<_> = name.split(' ').map(|w| key(w, false)).collect();
        let (len, senses) = all.find(&keys)?;
        let (_, sense) = senses.iter().find(|(_, s)| matches!(s, Sense::Name(_) | Sense::Demonym(_)))?;
        match *sense {
            Sense::Name(at) | Sense::Demonym(at) if len == keys.len() => Some(all.known[at as usize].name.as_str()),
            _ => None,
        }
    })
}

impl Gazetteer {
    /// None of a language's words yet.
    pub fn new(lang: Lang) -> Gazetteer {
        Gazetteer {
            lang,
            known: Vec::new(),
            words: FxHashMap::default(),
            ends: FxHashMap::default(),
            longest_end: 0,
            by_name: FxHashMap::default(),
        }
    }

    /// The longest that begins at the first of these keys: how many words, and each meaning they have.
    pub fn find<'a, S: AsRef<str>>(&'a self, keys: &[S]) -> Option<(usize, &'a [Named])> {
        let (first, behind) = keys.split_first()?;
        longest(self.senses(first.as_ref())?, |at| behind.get(at).map(AsRef::as_ref))
    }

    /// What begins with a key.
    pub fn senses(&self, key: &str) -> Option<&Senses> {
        self.words.get(key)
    }

    /// What the end of a compound means: "wahl" in "landtagswahl".
    pub fn find_end(&self, word: &str) -> Option<Sense> {
        const SHORTEST: usize = 4;
        let starts = word.char_indices().map(|(at, _)| at).skip(SHORTEST);
        // Most of a long word is longer than any end.
        let mut starts = starts.skip_while(|at| word.len() - at > self.longest_end);
        starts.find_map(|at| self.ends.get(&word[at..])).copied()
    }

    /// What a name's key is known as.
    pub fn get(&self, name: &str) -> Option<&Known> {
        self.by_name.get(name).map(|at| &self.known[*at as usize])
    }

    /// Whether a number is of an organisation.
    pub fn is_body(&self, number: u32) -> bool {
        self.known[number as usize].kind == Kind::Organisation
    }

    /// Adds something, and gives its number.
    pub fn add(&mut self, name: &str, kind: Kind, parent: Option<u32>) -> u32 {
        let number = self.known.len() as u32;
        let key = name.to_lowercase();
        self.by_name.entry(key.clone()).or_insert(number);
        self.known.push(Known { name: name.to_owned(), key, kind, parent });
        number
    }

    /// Gives words a meaning, unless they have one of that sort. Subjects are looked up by stems.
    pub fn say(&mut self, words: &str, sense: Sense) {
        let speaks = matches!(sense, Sense::Speaks(..));
        let mut keys = tokens_in(words, self.lang).into_iter().map(|t| {
            let key = key(t.text, false);
            if speaks { stem(self.lang, &key.to_lowercase()).into_owned() } else { key.into_owned() }
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

    /// Gives the end of compounds a meaning.
    pub fn say_end(&mut self, end: &str, sense: Sense) {
        let end = stem(self.lang, end);
        self.longest_end = self.longest_end.max(end.len());
        self.ends.entry(end.into_owned()).or_insert(sense);
    }

    /// Puts the longest names first.
    pub fn sort(&mut self) {
        for senses in self.words.values_mut() {
            senses.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        }
    }
}

/// Of what begins with a word, the longest that goes on with the keys behind it, of which `behind` gives each: how
/// many words, and each meaning they have.
pub fn longest<'a, 'k>(senses: &'a [Named], behind: impl Fn(usize) -> Option<&'k str>) -> Option<(usize, &'a [Named])> {
    let fits = |rest: &[String]| rest.iter().enumerate().all(|(at, word)| behind(at) == Some(word));
    let found = &senses[senses.iter().position(|(rest, _)| fits(rest))?..];
    let rest = &found[0].0;
    let end = found.iter().position(|(other, _)| other != rest).unwrap_or(found.len());
    Some((rest.len() + 1, &found[..end]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str) -> Vec<String> {
        let keys: Vec<_> = text.split(' ').map(|w| key(w, false)).collect();
        let all = gazetteer(Lang::English);
        all.find(&keys)
            .map(|(len, senses)| {
                senses
                    .iter()
                    .map(|(_, sense)| match *sense {
                        Sense::Name(at) => format!("{len} {}", all.known[at as usize].name),
                        Sense::Demonym(at) => format!("{len} of {}", all.known[at as usize].name),
                        Sense::Dateline(at) => format!("{len} in {}", all.known[at as usize].name),
                        Sense::Speaks(at, ..) => format!("{len} for {}", all.known[at as usize].name),
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
        assert_eq!(names("wheat fell"), ["1 for grain"]);
    }
}
