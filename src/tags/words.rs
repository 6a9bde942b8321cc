//! What a language knows of each word, found once and not each time that it is said.
//!
//! The words of the texts that were read are kept for the next, since nearly all of a text are in those before it.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::gazetteer::{Gazetteer, Sense, Senses, gazetteer};
use super::lang::Lang;
use super::phrases::{self, Part};
use super::stem::stem;
use super::token::{Token, key, lower};

/// Beyond so many words, of two or three hundred bytes each, none is kept from one text to the next.
const MOST: usize = 1 << 15;
/// Nor beyond so many letters: a word may be as long as its text.
const MOST_BYTES: usize = 1 << 22;

/// So many sets of words are kept at most: of each language as many as threads have needed at once, the latest.
const MOST_KEPT: usize = 16;

/// Those that no thread is reading with.
static KEPT: Mutex<Vec<Words>> = Mutex::new(Vec::new());

/// A word as it is written, and what that means in a language.
#[derive(Debug)]
pub(super) struct Word {
    /// What names are looked up by: see [`key`].
    pub key: Box<str>,
    /// In lower case.
    pub small: Box<str>,
    /// What subjects are looked up by.
    pub stem: Box<str>,
    /// The names that begin with its key.
    pub names: Option<&'static Senses>,
    /// The subjects for which words speak that begin with its stem.
    pub subjects: Option<&'static Senses>,
    /// What its end means, where the subjects do not go on with the words behind it.
    pub end: Option<Sense>,
    /// As it is shown in phrases, if it may be part of one.
    pub shown: Option<Box<str>>,
}

/// What of a word is asked whenever it is said: a few bytes, so that those of all words are near.
#[derive(Debug, Clone, Copy)]
pub(super) struct Form {
    /// Whether it has a letter.
    pub has_letter: bool,
    /// Whether it says nothing of a subject.
    pub is_common: bool,
    /// Whether names begin with its key.
    pub names: bool,
    /// Whether it, or its end, speaks for a subject.
    pub speaks: bool,
}

/// Words of one language, each with its number.
#[derive(Debug)]
pub(super) struct Words {
    pub lang: Lang,
    pub gazetteer: &'static Gazetteer,
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<Word>,
    /// As many.
    forms: Vec<Form>,
    /// As many.
    parts: Vec<Option<Part>>,
    /// Of all words together.
    len_bytes: usize,
}

impl Words {
    /// Those that were kept of a language.
    pub fn of(lang: Lang) -> Words {
        let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = all.iter().position(|words| words.lang == lang).map(|at| all.swap_remove(at));
        drop(all);
        kept.unwrap_or_else(|| Words {
            lang,
            gazetteer: gazetteer(lang),
            numbers: FxHashMap::default(),
            words: Vec::new(),
            forms: Vec::new(),
            parts: Vec::new(),
            len_bytes: 0,
        })
    }

    /// Keeps them for the next text, unless they are too many.
    pub fn keep(self) {
        if self.words.len() < MOST && self.len_bytes < MOST_BYTES {
            let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
            if all.len() == MOST_KEPT {
                all.remove(0);
            }
            all.push(self);
        }
    }

    /// The numbers of a text's words.
    pub fn add(&mut self, tokens: &[Token<'_>]) -> Vec<u32> {
        let number = |token: &Token<'_>| match self.numbers.get(token.text) {
            Some(number) => *number,
            None => self.read(token),
        };
        tokens.iter().map(number).collect()
    }

    pub fn get(&self, number: u32) -> &Word {
        &self.words[number as usize]
    }

    /// How many there are: numbers are below.
    pub fn count(&self) -> usize {
        self.words.len()
    }

    /// The number of a word that has been added.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.numbers.get(word).copied()
    }

    /// The form of a word, by its number.
    pub fn form(&self, number: u32) -> Form {
        self.forms[number as usize]
    }

    /// What a word is in phrases, by its number.
    pub fn part(&self, number: u32) -> Option<&Part> {
        self.parts[number as usize].as_ref()
    }

    /// Adds a word that is new, and gives its number.
    fn read(&mut self, token: &Token<'_>) -> u32 {
        let key = key(token.text, false);
        let small = lower(&key);
        let stem = stem(self.lang, &small);
        let (names, subjects) = (self.gazetteer.senses(&key), self.gazetteer.senses(&stem));
        let end = self.gazetteer.find_end(&stem);
        let (shown, part) = phrases::part(token, self.lang).unzip();
        self.forms.push(Form {
            has_letter: token.text.contains(char::is_alphabetic),
            is_common: self.lang.is_common(&small),
            names: names.is_some(),
            speaks: subjects.is_some() || end.is_some(),
        });
        self.parts.push(part);
        self.words.push(Word {
            names,
            subjects,
            end,
            shown,
            stem: stem.as_ref().into(),
            small: small.as_ref().into(),
            key: key.as_ref().into(),
        });
        self.len_bytes += token.text.len();
        let number = self.words.len() as u32 - 1;
        self.numbers.insert(token.text.into(), number);
        number
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn words_are_kept_unless_they_are_many_or_long() {
        let text = |text: &str| {
            let mut words = Words::of(Lang::Dutch);
            words.add(&tokens(text));
            words.keep();
            Words::of(Lang::Dutch).count()
        };
        assert_eq!(text("de haven, de boot"), 3);
        assert_eq!(text(&"a".repeat(MOST_BYTES)), 0);
        let many: String = (0..=MOST).map(|n| format!("woord{n} ")).collect();
        assert_eq!(text(&many), 0);
    }
}
