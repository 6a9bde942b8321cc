//! A text's words as numbers, so that comparing blocks by their words costs a look into a table.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words;

/// A word: its number in the text, and of which kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word(u32);

impl Word {
    const LONG: u32 = 1 << 31;
    const TELLING: u32 = 1 << 30;
    const YOU: u32 = 1 << 29;
    const WE: u32 = 1 << 28;

    fn new(number: usize, word: &str) -> Word {
        let mut bits = number as u32 & (Word::WE - 1);
        if word.len() >= 5 {
            bits |= Word::LONG;
        }
        // Words that say what a text is about are long ones, or any in scripts without spaces.
        if word.chars().nth(3).is_some() || word.starts_with(|c: char| c as u32 > 0x2e80) {
            bits |= Word::TELLING;
        }
        Word(bits | PEOPLE.get(word).copied().unwrap_or(0))
    }

    /// The same for the same words of one text, counted from 0.
    pub fn number(self) -> usize {
        (self.0 & (Word::WE - 1)) as usize
    }

    /// Whether it has five bytes or more.
    pub fn is_long(self) -> bool {
        self.0 & Word::LONG != 0
    }

    /// Whether it may say what a text is about.
    pub fn is_telling(self) -> bool {
        self.0 & Word::TELLING != 0
    }

    /// Whether it speaks to the reader.
    pub fn is_you(self) -> bool {
        self.0 & Word::YOU != 0
    }

    /// Whether the paper speaks of itself.
    pub fn is_we(self) -> bool {
        self.0 & Word::WE != 0
    }
}

static PEOPLE: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
    const YOU: &str =
        " you your sie ihr ihre ihren du dein vous votre vos tú tu su usted você seu jij je uw din dig dere ";
    const WE: &str = " we our us wir unser unsere nous notre nos nosotros nuestro nosso noi nostro wij ons vi vår ";
    let mut people = FxHashMap::default();
    YOU.split_whitespace().for_each(|w| *people.entry(w).or_default() |= Word::YOU);
    WE.split_whitespace().for_each(|w| *people.entry(w).or_default() |= Word::WE);
    people
});

/// The words of a text's blocks, each given as words parted by single spaces.
pub fn number<'a>(blocks: impl Iterator<Item = &'a str>) -> Vec<Vec<Word>> {
    let mut known: FxHashMap<&str, Word> = FxHashMap::with_capacity_and_hasher(1024, Default::default());
    blocks
        .map(|block| {
            let mut words = Vec::with_capacity(block.len() / 5);
            for word in words::spaced(block).filter(|w| !w.is_empty()) {
                let next = known.len();
                words.push(*known.entry(word).or_insert_with(|| Word::new(next, word)));
            }
            words
        })
        .collect()
}

/// How many different words there are at most.
pub fn count<'a>(blocks: impl Iterator<Item = &'a [Word]>) -> usize {
    blocks.flatten().map(|w| w.number() + 1).max().unwrap_or(0)
}
