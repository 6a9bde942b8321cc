//! A text's words as numbers, so that comparing blocks by their words costs a look into a table.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_64;

use super::kinds::{Kinds, LineKinds};
use super::words;

/// A word: its number in the text, and of which kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(u32);

impl Word {
    const LONG: u32 = 1 << 31;
    const TELLING: u32 = 1 << 30;

    #[inline]
    fn new(number: usize, word: &str, is_ascii: bool) -> Word {
        let mut bits = number as u32 & (Word::TELLING - 1);
        if word.len() >= 5 {
            bits |= Word::LONG;
        }
        // Words that say what a text is about are long ones, or any in scripts without spaces.
        let long = if is_ascii { word.len() > 3 } else { word.chars().nth(3).is_some() };
        if long || !is_ascii && word.starts_with(|c: char| c as u32 > 0x2e80) {
            bits |= Word::TELLING;
        }
        Word(bits)
    }

    /// The same for the same words of one text, counted from 0.
    #[inline]
    pub fn number(self) -> usize {
        (self.0 & (Word::TELLING - 1)) as usize
    }

    /// A bit that other words may have too.
    #[inline]
    pub fn bit(self) -> u64 {
        1 << (self.0 % 64)
    }

    /// Whether it has five bytes or more.
    #[inline]
    pub fn is_long(self) -> bool {
        self.0 & Word::LONG != 0
    }

    /// Whether it may say what a text is about.
    #[inline]
    pub fn is_telling(self) -> bool {
        self.0 & Word::TELLING != 0
    }
}

/// The words of a text's blocks, each given as words parted by single spaces, and of which kinds they are.
pub fn number<'a>(blocks: impl Iterator<Item = &'a str> + Clone) -> Vec<(Vec<Word>, LineKinds)> {
    let mut known = Known::of(blocks.clone().map(str::len).sum());
    blocks
        .map(|block| {
            let mut words = Vec::with_capacity(block.len() / 4 + 1);
            let mut kinds = LineKinds::NONE;
            let mut from = 0;
            while let Some(rest) = block.as_bytes().get(from..).filter(|rest| !rest.is_empty()) {
                let (len, packed) = first(rest);
                if len > 0 {
                    let entry = known.entry(block, from..from + len, packed);
                    words.push(entry.word);
                    kinds.add(entry.kinds);
                }
                from += len + 1;
            }
            (words, kinds)
        })
        .collect()
}

/// A number for a word, the same in all texts. Words of less than eight bytes are what they are hashed to.
pub fn hash(word: &str) -> u64 {
    let (_, packed) = first(word.as_bytes());
    hash_of(word.as_bytes(), packed)
}

#[inline]
fn hash_of(word: &[u8], packed: Option<u64>) -> u64 {
    // The last byte of a packed word is none.
    packed.unwrap_or_else(|| xxh3_64(word) | 1 << 56)
}

/// How long the first word is, and the word itself as a number where it has less than eight bytes.
#[inline]
fn first(bytes: &[u8]) -> (usize, Option<u64>) {
    let Some(eight) = bytes.first_chunk() else {
        let len = words::space_in(bytes).unwrap_or(bytes.len());
        return (len, Some(bytes[..len].iter().rev().fold(0, |packed, b| packed << 8 | u64::from(*b))));
    };
    let eight = u64::from_le_bytes(*eight);
    match words::spaces_of(eight) {
        0 => (8 + words::space_in(&bytes[8..]).unwrap_or(bytes.len() - 8), None),
        found => {
            let len = found.trailing_zeros() as usize / 8;
            (len, Some(eight & ((1 << (len * 8)) - 1)))
        }
    }
}

/// The words of a text that have a number, found by their hashes: at its place or behind it, up to the next free one.
struct Known<'a> {
    /// Places for twice as many words as there are, a power of two; 0 is a free one, others are one more than a number.
    places: Vec<u32>,
    /// By number.
    words: Vec<Entry<'a>>,
}

/// A word of a text.
struct Entry<'a> {
    hash: u64,
    word: Word,
    kinds: Kinds,
    /// How it is written; looked at for long words alone.
    text: &'a str,
}

impl<'a> Known<'a> {
    /// With room for the words of a text of so many bytes.
    fn of(len: usize) -> Known<'a> {
        let words = (len / 12).max(16);
        Known { places: vec![0; (words * 2).next_power_of_two()], words: Vec::with_capacity(words) }
    }

    /// The word that stands at a place of a block.
    #[inline]
    fn entry(&mut self, block: &'a str, at: Range<usize>, packed: Option<u64>) -> &Entry<'a> {
        let text = &block.as_bytes()[at.clone()];
        let hash = hash_of(text, packed);
        let mut place = self.place(hash);
        let number = loop {
            match self.places[place] {
                0 => break self.add(place, hash, &block[at]),
                taken => {
                    let number = taken as usize - 1;
                    let known = &self.words[number];
                    if known.hash == hash && (packed.is_some() || known.text.as_bytes() == text) {
                        break number;
                    }
                }
            }
            place = (place + 1) & (self.places.len() - 1);
        };
        &self.words[number]
    }

    /// Where a word is looked for first.
    #[inline]
    fn place(&self, hash: u64) -> usize {
        let bits = self.places.len().trailing_zeros();
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
    }

    fn add(&mut self, place: usize, hash: u64, text: &'a str) -> usize {
        let number = self.words.len();
        let is_ascii = text.bytes().fold(0, |all, byte| all | byte) < 0x80;
        let (word, kinds) = (Word::new(number, text, is_ascii), Kinds::of(text, hash, is_ascii));
        self.words.push(Entry { hash, word, kinds, text });
        self.places[place] = self.words.len() as u32;
        if self.words.len() * 2 > self.places.len() {
            self.grow();
        }
        number
    }

    fn grow(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        for number in 0..self.words.len() {
            let mut place = self.place(self.words[number].hash);
            while self.places[place] != 0 {
                place = (place + 1) & (self.places.len() - 1);
            }
            self.places[place] = number as u32 + 1;
        }
    }
}

/// The bits of some words: a word whose bit is not there is none of them.
pub fn mask(words: &[Word]) -> u64 {
    words.iter().fold(0, |mask, word| mask | word.bit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_words_have_equal_numbers() {
        // More than there is room for at first.
        let text: Vec<String> =
            (0..5000).map(|n| if n % 2 > 0 { format!("{n}") } else { format!("longer{n}") }).collect();
        let text = text.join(" ");
        let found = number([text.as_str(), "longer2 3 3 no", &text].into_iter());
        let found: Vec<Vec<Word>> = found.into_iter().map(|(words, _)| words).collect();
        assert_eq!(found[0], found[2]);
        assert!(found[0].iter().enumerate().all(|(at, word)| word.number() == at));
        let numbers: Vec<usize> = found[1].iter().map(|word| word.number()).collect();
        assert_eq!(numbers, [2, 3, 3, 5000]);
        assert!(mask(&found[1]) & found[0][3].bit() != 0);
    }
}
