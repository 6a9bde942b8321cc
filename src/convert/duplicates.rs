//! Articles of one run that are nearly the same: a story scraped twice, an agency's text in two papers.
//!
//! 1. A body's shingles (three words in a row) are hashed in four ways, each of which deals them out to sixteen
//!    places; the smallest value of each of the 64 places is equal in two bodies about as often as their
//!    shingles are (MinHash, Broder 1997, with few permutations, Li 2012). A place without any takes the value of
//!    another (Shrivastava 2017).
//! 2. Pairs of eight of these values are keys: bodies with a key in common are looked at, and so
//!    are those with the same headline: of each key, the last few. What repeats another is not looked at
//!    again, so that all copies of a story name the first.
//! 3. Four bits of each of the 64 values tell how much two bodies have in common, give or take 6 %.
//!
//! A document takes some 120 bytes, and is compared with eighty others at most, however many there are.

use std::collections::HashMap;
use std::sync::LazyLock;

use xxhash_rust::xxh3::xxh3_64;

use super::extract::Draft;
use super::part::Part;
use super::{facts, words};

/// From this share of common shingles on, two bodies tell the same story.
const NEAR: f32 = 0.7;
/// With the same headline, less is enough: one has a paragraph more.
const NEAR_BY_TITLE: f32 = 0.5;
/// Shorter bodies are alike by chance.
const FEWEST: usize = 40;

const WAYS: usize = 4;
const PLACES: usize = 64;
/// That of a place without shingles.
const NO_VALUE: u32 = u32::MAX;
const BANDS: usize = 4;

/// What is remembered of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature {
    /// Four bits of each of the smallest values.
    pub bits: [u8; PLACES / 2],
    /// Keys: two whole values each.
    pub keys: [u32; BANDS],
    /// The headline's hash.
    pub title: u32,
}

impl Signature {
    /// That of an article; `None` where it is too short to be told from others. `known` gives the [key](facts::key) of each
    /// text in the order of the body, where it is known.
    pub fn of<'a>(draft: &Draft, mut known: impl FnMut(&str) -> Option<&'a str>) -> Option<Signature> {
        static WAYS_OF_HASHING: LazyLock<[u64; WAYS]> =
            LazyLock::new(|| std::array::from_fn(|way| xxh3_64(&(way as u64).to_le_bytes()) | 1));
        let mut words: Vec<u64> = Vec::with_capacity(1024);
        draft.body.iter().for_each(|part| {
            each_text(part, |text| match known(text) {
                Some(key) => hash_words(key, &mut words),
                None => hash_words(&facts::key(text), &mut words),
            })
        });
        if words.len() < FEWEST {
            return None;
        }
        let ways = *WAYS_OF_HASHING;
        let mut least = [[NO_VALUE; PLACES / WAYS]; WAYS];
        for three in words.windows(3) {
            let shingle = three[0] ^ three[1].rotate_left(21) ^ three[2].rotate_left(42);
            for way in 0..WAYS {
                let hash = shingle.wrapping_mul(ways[way]);
                let least = &mut least[way][(hash >> 60) as usize];
                *least = (*least).min((hash >> 28) as u32);
            }
        }
        let mut least: [u32; PLACES] =
            std::array::from_fn(|place| least[place / (PLACES / WAYS)][place % (PLACES / WAYS)]);
        fill(&mut least);
        let mut bits = [0; PLACES / 2];
        for (two, pair) in bits.iter_mut().zip(least.chunks(2)) {
            *two = (spread(pair[0]) & 15) as u8 | ((spread(pair[1]) & 15) << 4) as u8;
        }
        let keys = std::array::from_fn(|band| {
            let pair = [least[band * 2].to_le_bytes(), least[band * 2 + 1].to_le_bytes()].concat();
            xxh3_64(&pair) as u32
        });
        let title = draft.title.as_ref().map_or(String::new(), |t| facts::key(&t.value));
        Some(Signature { bits, keys, title: xxh3_64(title.as_bytes()) as u32 })
    }

    /// The share of shingles that two bodies have in common, of all they have, as an estimate.
    pub fn likeness(&self, other: &Signature) -> f32 {
        likeness(&self.bits, &other.bits)
    }
}

/// Gives each place without a value that of another, the same for all bodies that lack it there.
fn fill(least: &mut [u32; PLACES]) {
    let known = *least;
    for (place, value) in least.iter_mut().enumerate().filter(|(_, value)| **value == NO_VALUE) {
        let others = (0..1000u64).map(|turn| xxh3_64(&(turn << 8 | place as u64).to_le_bytes()) as usize % PLACES);
        *value = others.map(|other| known[other]).find(|other| *other != NO_VALUE).unwrap_or(NO_VALUE);
    }
}

fn likeness(a: &[u8; PLACES / 2], b: &[u8; PLACES / 2]) -> f32 {
    let same: u32 = a.iter().zip(b).map(|(a, b)| u32::from((a ^ b) & 15 == 0) + u32::from((a ^ b) & 240 == 0)).sum();
    // One in sixteen is equal by chance.
    ((same as f32 / PLACES as f32 - 1.0 / 16.0) / (15.0 / 16.0)).max(0.0)
}

/// The smallest of many values has its upper bits at zero; all bits of this depend on all of its.
fn spread(value: u32) -> u32 {
    let mixed = value.wrapping_mul(0x9e37_79b1);
    (mixed ^ mixed >> 15).wrapping_mul(0x85eb_ca77) >> 16
}

fn each_text(part: &Part, mut take: impl FnMut(&str)) {
    match part {
        Part::Text(text) => take(&text.plain()),
        Part::Table(rows) => rows.iter().flatten().for_each(|cell| take(cell)),
        // Pictures are served under other addresses each time.
        Part::Picture { .. } => {}
        Part::Code(text) => take(text),
        Part::Break => {}
    }
}

fn hash_words(key: &str, out: &mut Vec<u64>) {
    /// The first byte of characters from U+2000 on.
    const FAR: u8 = 0xe2;
    for word in words::ranges(key.as_bytes()) {
        match key.as_bytes().get(word.start) {
            None | Some(b' ') => {}
            // Scripts without spaces: each character is a word.
            Some(FAR..) if key[word.start..].starts_with(|c: char| c as u32 > 0x2e80) => {
                out.extend(key[word].chars().map(|c| xxh3_64(&u32::from(c).to_le_bytes())));
            }
            Some(_) => out.push(xxh3_64(&key.as_bytes()[word])),
        }
    }
}

/// All articles so far, by number.
#[derive(Debug, Default)]
pub struct Index {
    bits: Vec<[u8; PLACES / 2]>,
    /// Each key, the headline's last ▶ the last article that has it.
    last: [HashMap<u32, u32>; BANDS + 1],
    /// For each article and key, the article before it that has the same.
    before: Vec<[u32; BANDS + 1]>,
}

const NONE: u32 = u32::MAX;
/// So many articles of one key are looked at.
const MOST: usize = 16;

/// An earlier article that is nearly the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// Its number.
    pub number: usize,
    /// The share of shingles in common, 0 to 1.
    pub likeness: f32,
}

impl Signature {
    /// What articles are looked up by, and from which likeness on they are near.
    fn looks(&self) -> [(u32, f32); BANDS + 1] {
        std::array::from_fn(|at| self.keys.get(at).map_or((self.title, NEAR_BY_TITLE), |key| (*key, NEAR)))
    }
}

impl Index {
    /// The first article that this one nearly repeats, among those that may be near.
    pub fn find(&self, signature: &Signature) -> Option<Near> {
        let mut first: Option<Near> = None;
        for (at, (key, least)) in signature.looks().into_iter().enumerate() {
            let mut number = self.last[at].get(&key).copied().unwrap_or(NONE);
            for _ in 0..MOST {
                let Some(bits) = self.bits.get(number as usize) else { break };
                let near = Near { number: number as usize, likeness: likeness(bits, &signature.bits) };
                if near.likeness >= least && first.is_none_or(|f| near.number < f.number) {
                    first = Some(near);
                }
                number = self.before[near.number][at];
            }
        }
        first
    }

    /// Adds the next article; one without signature, or that repeats another, is found by none.
    pub fn push(&mut self, signature: Option<&Signature>) {
        let number = self.bits.len() as u32;
        self.bits.push(signature.map_or([0; PLACES / 2], |s| s.bits));
        let mut before = [NONE; BANDS + 1];
        if let Some(signature) = signature {
            for (at, (key, _)) in signature.looks().into_iter().enumerate() {
                before[at] = self.last[at].insert(key, number).unwrap_or(NONE);
            }
        }
        self.before.push(before);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::extract::Field;

    #[allow(clippy::field_reassign_with_default, reason = "a draft has private fields")]
    fn signature(title: &str, words: impl Iterator<Item = usize>) -> Signature {
        let text = words.map(|n| format!("w{n}")).collect::<Vec<_>>().join(" ");
        let title = Some(Field { value: title.to_owned(), line: 1, guessed: false });
        let mut draft = Draft::default();
        draft.title = title;
        draft.body = vec![Part::plain(crate::convert::part::Form::Paragraph, text)];
        Signature::of(&draft, |_| None).unwrap()
    }

    #[test]
    fn likeness_is_about_right_and_near_ones_are_found() {
        let whole = signature("A", 0..400);
        let mut index = Index::default();
        index.push(Some(&whole));
        for (other, share) in [(0..400, 1.0), (20..420, 0.9), (60..460, 0.74), (200..600, 0.33), (1000..1400, 0.0)] {
            let near = signature("B", other.clone());
            let likeness = whole.likeness(&near);
            assert!((likeness - share).abs() < 0.16, "{other:?}: {likeness} for {share}");
            assert_eq!(index.find(&near).is_some(), share > 0.8 || likeness >= NEAR, "{other:?}: {likeness}");
        }
        assert!(index.find(&signature("A", 100..440)).is_some(), "the same headline");
        assert!(index.find(&signature("A", 1000..1400)).is_none(), "another text of the same headline");
    }
}
