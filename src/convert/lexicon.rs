//! Lists of words and phrases that are looked up for every word or line, nearly always without success.

use rustc_hash::FxHashMap;

use super::words;

/// Texts in lower case, each with a value.
pub struct Lexicon<T> {
    /// How texts of the list begin, asked first: of all lists together, this is little enough to stay at hand.
    starts: StartSet,
    /// For how a text begins, a bit for each length that texts of the list have which begin so.
    lens: Vec<u64>,
    /// The longest text's bytes.
    longest: usize,
    entries: FxHashMap<&'static [u8], T>,
}

/// Some of the numbers below [`STARTS`], a bit for each.
pub struct StartSet([u64; STARTS / 64]);

impl StartSet {
    /// Those that are given.
    pub fn of(starts: impl Iterator<Item = usize>) -> StartSet {
        let mut bits = [0; STARTS / 64];
        starts.for_each(|start| bits[start / 64] |= 1 << (start % 64));
        StartSet(bits)
    }

    /// Whether a number is one of them.
    #[inline]
    pub fn has(&self, start: usize) -> bool {
        self.0[start / 64] >> (start % 64) & 1 != 0
    }
}

/// How many ways of beginning are told apart: few, so that all lists stay at hand.
pub const STARTS: usize = 256;

impl<T: Copy> Lexicon<T> {
    /// Of a text that comes twice, the last value counts.
    pub fn new(entries: impl Iterator<Item = (&'static str, T)>) -> Lexicon<T> {
        let entries: FxHashMap<&[u8], T> = entries.map(|(text, value)| (text.as_bytes(), value)).collect();
        let mut lens = vec![0; STARTS];
        entries.keys().for_each(|text| lens[start(text)] |= len(text));
        let longest = entries.keys().map(|text| text.len()).max().unwrap_or(0);
        let starts = StartSet::of(entries.keys().map(|text| start(text)));
        Lexicon { starts, lens, longest, entries }
    }

    /// The value of a text, which is in lower case.
    #[inline]
    pub fn get(&self, text: &str) -> Option<T> {
        let text = text.as_bytes();
        if self.may_have(text) { self.entries.get(text).copied() } else { None }
    }

    /// The value of a text in any case.
    pub fn get_in_any_case(&self, text: &str) -> Option<T> {
        // No character takes less than a third of its bytes in lower case.
        if text.len() > self.longest * 3 {
            return None;
        }
        let bytes = text.as_bytes();
        if !text.is_ascii() {
            return if self.may_begin(bytes) { self.get(&words::lower(text)) } else { None };
        }
        if !self.may_have(bytes) {
            return None;
        }
        let mut small = [0; 64];
        match small.get_mut(..bytes.len()) {
            Some(small) => {
                small.copy_from_slice(bytes);
                small.make_ascii_lowercase();
                self.entries.get(&*small).copied()
            }
            None => self.get(&words::lower(text)),
        }
    }

    /// Whether a text that is not all ASCII may be one of the list by how it begins.
    fn may_begin(&self, text: &[u8]) -> bool {
        let begun = text.get(..2).is_none_or(|two| !two.is_ascii());
        // In lower case, characters of three bytes may take one, and others no less than they did.
        let least = text.len() - 2 * text.iter().filter(|b| **b >= 0xe0).count();
        let longest = 64 - self.lens[start(text)].leading_zeros() as usize;
        begun && least <= self.longest || least <= longest || longest == 64
    }

    /// Capitals of ASCII count as small letters.
    #[inline]
    fn may_have(&self, text: &[u8]) -> bool {
        let start = start(text);
        self.starts.has(start) && self.lens[start] & len(text) != 0
    }
}

impl Lexicon<()> {
    /// Texts alone.
    pub fn of(texts: impl Iterator<Item = &'static str>) -> Lexicon<()> {
        Lexicon::new(texts.map(|text| (text, ())))
    }

    /// Whether a text, which is in lower case, is in the list.
    pub fn has(&self, text: &str) -> bool {
        self.get(text).is_some()
    }

    /// Whether a text in any case is in the list.
    pub fn has_in_any_case(&self, text: &str) -> bool {
        self.get_in_any_case(text).is_some()
    }
}

/// A number below [`STARTS`] for how a text begins, the same for capitals and small letters of ASCII.
#[inline]
pub fn start(text: &[u8]) -> usize {
    match *text {
        [a, b, ..] => usize::from((a & 31) << 3 ^ b & 31),
        [a] => usize::from((a & 31) << 3),
        [] => 0,
    }
}

fn len(text: &[u8]) -> u64 {
    1 << text.len().min(63)
}
