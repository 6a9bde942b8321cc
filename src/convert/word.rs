//! A text's words as numbers, so that comparing blocks by their words costs a look into a table.

use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use super::lexicon::Lexicon;
use super::words;

/// A word: its number in the text, and of which kind it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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
        let long = if word.is_ascii() { word.len() > 3 } else { word.chars().nth(3).is_some() };
        if long || word.starts_with(|c: char| c as u32 > 0x2e80) {
            bits |= Word::TELLING;
        }
        Word(bits | PEOPLE.get(word).unwrap_or(0))
    }

    /// The same for the same words of one text, counted from 0.
    #[inline]
    pub fn number(self) -> usize {
        (self.0 & (Word::WE - 1)) as usize
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

    /// Whether it speaks to the reader.
    #[inline]
    pub fn is_you(self) -> bool {
        self.0 & Word::YOU != 0
    }

    /// Whether the paper speaks of itself.
    #[inline]
    pub fn is_we(self) -> bool {
        self.0 & Word::WE != 0
    }
}

/// Words that speak to the reader or of the paper.
static PEOPLE: LazyLock<Lexicon<u32>> = LazyLock::new(|| {
    const YOU: &str =
        " you your sie ihr ihre ihren du dein vous votre vos tú tu su usted você seu jij je uw din dig dere ";
    const WE: &str = " we our us wir unser unsere nous notre nos nosotros nuestro nosso noi nostro wij ons vi vår ";
    let you = YOU.split_whitespace().map(|word| (word, Word::YOU));
    Lexicon::new(you.chain(WE.split_whitespace().map(|word| (word, Word::WE))))
});

/// The words of a text's blocks, each given as words parted by single spaces.
pub fn number<'a>(blocks: impl Iterator<Item = &'a str> + Clone) -> Vec<Vec<Word>> {
    let mut known = Known::of(blocks.clone().map(str::len).sum());
    blocks
        .map(|block| {
            let mut words = Vec::with_capacity(block.len() / 5);
            let mut rest = block;
            while !rest.is_empty() {
                let (len, packed) = first(rest.as_bytes());
                if len > 0 {
                    words.push(known.word(&rest[..len], packed));
                }
                rest = rest.get(len + 1..).unwrap_or("");
            }
            words
        })
        .collect()
}

/// How long the first word is, and the word itself as a number where it has less than eight bytes.
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
    /// By number, the hash of a word and the word.
    words: Vec<(u64, Word)>,
    /// By number, how it is written; looked at for long words alone.
    texts: Vec<&'a str>,
}

impl<'a> Known<'a> {
    /// With room for the words of a text of so many bytes.
    fn of(len: usize) -> Known<'a> {
        let words = (len / 12).max(16);
        Known {
            places: vec![0; (words * 2).next_power_of_two()],
            words: Vec::with_capacity(words),
            texts: Vec::with_capacity(words),
        }
    }

    fn word(&mut self, word: &'a str, packed: Option<u64>) -> Word {
        // Words of less than eight bytes are what they are hashed to, and their last byte is none.
        let hash = packed.unwrap_or_else(|| xxh3_64(word.as_bytes()) | 1 << 56);
        let mut place = self.place(hash);
        loop {
            match self.places[place] {
                0 => return self.add(place, hash, word),
                taken => {
                    let number = taken as usize - 1;
                    let (other, known) = self.words[number];
                    if other == hash && (packed.is_some() || self.texts[number] == word) {
                        return known;
                    }
                }
            }
            place = (place + 1) & (self.places.len() - 1);
        }
    }

    /// Where a word is looked for first.
    fn place(&self, hash: u64) -> usize {
        let bits = self.places.len().trailing_zeros();
        (hash.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - bits)) as usize
    }

    fn add(&mut self, place: usize, hash: u64, word: &'a str) -> Word {
        let new = Word::new(self.words.len(), word);
        self.words.push((hash, new));
        self.texts.push(word);
        self.places[place] = self.words.len() as u32;
        if self.words.len() * 2 > self.places.len() {
            self.grow();
        }
        new
    }

    fn grow(&mut self) {
        self.places = vec![0; self.places.len() * 2];
        for number in 0..self.words.len() {
            let mut place = self.place(self.words[number].0);
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
        assert_eq!(found[0], found[2]);
        assert!(found[0].iter().enumerate().all(|(at, word)| word.number() == at));
        let numbers: Vec<usize> = found[1].iter().map(|word| word.number()).collect();
        assert_eq!(numbers, [2, 3, 3, 5000]);
        assert!(mask(&found[1]) & found[0][3].bit() != 0);
    }
}
