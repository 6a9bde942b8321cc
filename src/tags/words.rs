//! What a language knows of each word, found once and not each time that it is said.
//!
//! A thread keeps the words of the texts that it has read, since nearly all of a text are in those before it.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::gazetteer::{Gazetteer, Sense, Senses, gazetteer};
use super::lang::Lang;
use super::phrases::{self, Part};
use super::stem::stem;
use super::token::{Token, key, lower};

/// Beyond so many words, of two or three hundred bytes each, none is kept from one text to the next.
const MOST: usize = 1 << 13;
/// Nor beyond so many letters: a word may be as long as its text.
const MOST_BYTES: usize = 1 << 20;

thread_local! {
    static KEPT: RefCell<Vec<Words>> = const { RefCell::new(Vec::new()) };
}

/// A word as it is written, and what that means in a language.
#[derive(Debug)]
pub(super) struct Word {
    /// What names are looked up by: see [`key`].
    pub key: Box<str>,
    /// In lower case.
    pub small: Box<str>,
    /// What subjects are looked up by.
    pub stem: Box<str>,
    /// Whether it has a letter.
    pub has_letter: bool,
    /// Whether it says nothing of a subject.
    pub is_common: bool,
    /// The names that begin with its key.
    pub names: Option<&'static Senses>,
    /// The subjects for which words speak that begin with its stem.
    pub subjects: Option<&'static Senses>,
    /// What its end means, where the subjects do not go on with the words behind it.
    pub end: Option<Sense>,
    /// What it is in phrases.
    pub part: Option<Part>,
}

/// Words of one language, each with its number.
#[derive(Debug)]
pub(super) struct Words {
    pub lang: Lang,
    pub gazetteer: &'static Gazetteer,
    numbers: FxHashMap<Box<str>, u32>,
    words: Vec<Word>,
    /// Of all words together.
    len_bytes: usize,
}

impl Words {
    /// Those that this thread has kept of a language.
    pub fn of(lang: Lang) -> Words {
        let kept = KEPT.with_borrow_mut(|kept| {
            let at = kept.iter().position(|words| words.lang == lang)?;
            Some(kept.swap_remove(at))
        });
        kept.unwrap_or_else(|| Words {
            lang,
            gazetteer: gazetteer(lang),
            numbers: FxHashMap::default(),
            words: Vec::new(),
            len_bytes: 0,
        })
    }

    /// Keeps them for the next text, unless they are too many.
    pub fn keep(self) {
        if self.words.len() < MOST && self.len_bytes < MOST_BYTES {
            KEPT.with_borrow_mut(|kept| kept.push(self));
        }
    }

    /// The numbers of a text's words.
    pub fn add(&mut self, tokens: &[Token<'_>]) -> Vec<u32> {
        let number = |token: &Token<'_>| match self.numbers.get(token.text) {
            Some(number) => *number,
            None => {
                let number = self.words.len() as u32;
                self.words.push(self.read(token));
                self.len_bytes += token.text.len();
                self.numbers.insert(token.text.into(), number);
                number
            }
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

    fn read(&self, token: &Token<'_>) -> Word {
        let key = key(token.text, false);
        let small = lower(&key);
        let stem = stem(self.lang, &small);
        let subjects = self.gazetteer.senses(&stem);
        Word {
            has_letter: token.text.contains(char::is_alphabetic),
            is_common: self.lang.is_common(&small),
            names: self.gazetteer.senses(&key),
            subjects,
            end: self.gazetteer.find_end(&stem),
            part: phrases::part(token, self.lang),
            stem: stem.as_ref().into(),
            small: small.as_ref().into(),
            key: key.as_ref().into(),
        }
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
