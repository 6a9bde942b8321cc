//! Lists of words and phrases that are looked up for every word or line, nearly always without success.

use rustc_hash::FxHashMap;

use super::words;

/// Texts in lower case, each with a value.
pub struct Lexicon<T> {
    /// For how a text begins, a bit for each length that texts of the list have which begin so.
    lens: Vec<u64>,
    entries: FxHashMap<&'static str, T>,
}

impl<T: Copy> Lexicon<T> {
    /// Of a text that comes twice, the last value counts.
    pub fn new(entries: impl Iterator<Item = (&'static str, T)>) -> Lexicon<T> {
        let entries: FxHashMap<&str, T> = entries.collect();
        let mut lens = vec![0; 1 << 10];
        entries.keys().for_each(|text| lens[start(text)] |= len(text));
        Lexicon { lens, entries }
    }

    /// The value of a text, which is in lower case.
    pub fn get(&self, text: &str) -> Option<T> {
        if self.may_have(text) { self.entries.get(text).copied() } else { None }
    }

    /// The value of a text in any case.
    pub fn get_in_any_case(&self, text: &str) -> Option<T> {
        if text.is_ascii() && !self.may_have(text) {
            return None;
        }
        words::with_lower(text, |text| self.get(text))
    }

    /// Capitals of ASCII count as small letters.
    fn may_have(&self, text: &str) -> bool {
        self.lens[start(text)] & len(text) != 0
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

/// A number below 1,024 for how a text begins, the same for capitals and small letters of ASCII.
pub fn start(text: &str) -> usize {
    match *text.as_bytes() {
        [a, b, ..] => usize::from(a & 31) << 5 | usize::from(b & 31),
        [a] => usize::from(a & 31) << 5,
        [] => 0,
    }
}

fn len(text: &str) -> u64 {
    1 << text.len().min(63)
}
