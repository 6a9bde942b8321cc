//! What can be said of each block by itself and by comparing it with the others, before any of
//! them has a label.

use std::cell::OnceCell;

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::block::{self, Block};
use super::boilerplate;
use super::characters::{Characters, Signs};
use super::kinds::{Kinds, LineKinds};
use super::label::Reason;
use super::letters;
use super::meta::{self, Meta};
use super::person;
use super::reading::Reading;
use super::sentence;
use super::title::Heading;
use super::word::{self, Word};
use super::words;

/// What is known of one block.
#[derive(Debug)]
pub struct Facts {
    /// Its words in lower case without signs: equal keys are equal texts to a reader.
    pub key: String,
    /// The first block with the same key.
    pub first: usize,
    /// The words of the key.
    pub told: Vec<Word>,
    /// One more than the largest number of these and of the words above them.
    pub told_end: usize,
    /// Of which kinds they are.
    pub kinds: LineKinds,
    /// A bit for each of them, by which most blocks are seen to lack a word.
    pub mask: u64,
    /// How many words; in scripts without spaces, two characters count as one.
    pub words: usize,
    /// What its characters are like.
    pub characters: Characters,
    /// Whether it ends as a sentence does.
    pub ends: bool,
    /// Whether it ends in an ellipsis.
    pub cut: bool,
    /// Whether it ends in a colon.
    pub colon: bool,
    /// Whether it is a menu on one line: a section in one of several parts.
    pub menu: bool,
    /// Whether it is a section's name.
    pub section: bool,
    /// Whether it is a few words that may be someone's name.
    pub name: bool,
    /// Whether it is a list item.
    pub item: bool,
    /// Whether it is a line of a program rather than of a text.
    pub code: bool,
    /// The fields it is a line of, if it is.
    pub meta: Option<Vec<Meta>>,
    /// Why its words alone put it outside any article.
    pub boilerplate: Option<Reason>,
    /// Which copy of another block it is, if it is.
    pub copy: Option<Reason>,
    /// What it is like as a headline, once that was asked for.
    pub heading: OnceCell<Heading>,
}

impl Facts {
    /// A sentence or more, rather than a headline, label or menu entry.
    pub fn is_prose(&self) -> bool {
        self.is_text() && (self.ends && self.words >= 4 || self.words >= 25)
    }

    /// How many kinds there are.
    pub const KINDS: usize = 7;

    /// What sort of line it is, from 1, below [`KINDS`](Facts::KINDS); 0 stands for the text's edge.
    pub fn kind(&self) -> usize {
        match self {
            f if f.boilerplate.is_some() => 1,
            f if f.meta.is_some() => 2,
            f if f.copy.is_some() => 3,
            f if f.words <= 3 => 4,
            f if !f.ends && f.words <= 20 => 5,
            _ => 6,
        }
    }

    /// Those of the same text where it stands again, but for what compares it with others.
    fn again(&self, key: String) -> Facts {
        Facts { key, told: Vec::new(), meta: self.meta.clone(), heading: OnceCell::new(), ..*self }
    }

    /// Neither fields, nor boilerplate, nor a copy.
    #[inline]
    pub fn is_text(&self) -> bool {
        self.meta.is_none() && self.boilerplate.is_none() && self.copy.is_none()
    }
}

/// How many numbers a text's words have.
pub fn count_told(facts: &[Facts]) -> usize {
    facts.last().map_or(0, |f| f.told_end)
}

/// The facts of all blocks, in order.
pub fn facts(blocks: &[Block], dates: Reading) -> Vec<Facts> {
    // One behind the other.
    let (mut keys, mut ends) = (Vec::new(), Vec::with_capacity(blocks.len()));
    for block in blocks {
        write_key(&block.text, &mut keys);
        ends.push(keys.len());
    }
    let keys = String::from_utf8(keys).expect("whole characters were put together");
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let keys: Vec<&str> = starts.zip(&ends).map(|(start, end)| &keys[start..*end]).collect();
    let mut lower = String::new();
    let mut firsts = FxHashMap::with_capacity_and_hasher(blocks.len(), FxBuildHasher);
    let firsts: Vec<usize> = keys.iter().enumerate().map(|(at, key)| *firsts.entry(*key).or_insert(at)).collect();
    let words = word::number(keys.iter().copied());
    let mut facts: Vec<Facts> = Vec::with_capacity(blocks.len());
    let mut told_end = 0;
    for (at, (key, (told, kinds))) in keys.into_iter().zip(words).enumerate() {
        let (text, first) = (&blocks[at].text, firsts[at]);
        // Menus stand above and below an article.
        let mut fact = match facts.get(first).filter(|_| blocks[first].text == *text) {
            Some(same) => same.again(key.to_owned()),
            None => of(text, key.to_owned(), kinds, &mut lower, dates),
        };
        told_end = told.iter().fold(told_end, |end, word| end.max(word.number() + 1));
        (fact.mask, fact.told_end) = (word::mask(&told), told_end);
        (fact.told, fact.first) = (told, first);
        facts.push(fact);
    }
    mark_copies(&mut facts);
    facts
}

/// Those of a text; `lower` is room to work in.
fn of(text: &str, key: String, kinds: LineKinds, lower: &mut String, dates: Reading) -> Facts {
    let characters = Characters::of(text);
    let signs = characters.signs;
    let boilerplate = if key.is_empty() { Some(Reason::Signs) } else { boilerplate::of(text, signs, &kinds, lower) };
    let meta = if boilerplate.is_some() { None } else { meta::read_seen(text, signs, &kinds, dates) };
    let count = count_words(text, &characters);
    // Signs that no name has.
    const OF_NONE: Signs = Signs::DIGIT.or(Signs::COLON).or(Signs::BRACKET).or(Signs::PIPE).or(Signs::CODE);
    Facts {
        words: count,
        name: count <= 4 && !signs.has(OF_NONE) && person::is_name_of(text, &kinds),
        characters,
        ends: sentence::ends(text),
        cut: sentence::is_cut(text),
        colon: text.ends_with(':'),
        menu: signs.has(Signs::PIPE) && kinds.any.has(Kinds::SECTION) && text.split('|').any(words::is_section_name),
        section: kinds.first.has(Kinds::SECTION) && words::is_section_name(text),
        item: block::is_marked(text),
        code: is_code(text, signs),
        meta,
        boilerplate,
        copy: None,
        heading: OnceCell::new(),
        first: 0,
        told: Vec::new(),
        told_end: 0,
        kinds,
        mask: 0,
        key,
    }
}

/// A text's letters and digits in lower case, words parted by single spaces.
pub fn key(text: &str) -> String {
    let mut key = Vec::new();
    write_key(text, &mut key);
    String::from_utf8(key).expect("whole characters were put together")
}

/// The same, written behind what `key` has.
fn write_key(text: &str, key: &mut Vec<u8>) {
    /// For each byte of ASCII that is part of a word, its lower case; otherwise a space.
    static LOWER: [u8; 256] = {
        let mut lower = [b' '; 256];
        let mut byte = 0;
        while byte < 128 {
            if (byte as u8).is_ascii_alphanumeric() {
                lower[byte] = (byte as u8).to_ascii_lowercase();
            }
            byte += 1;
        }
        lower
    };
    let start = key.len();
    let mut rest = text;
    // In lower case, a character of two bytes may have three.
    key.resize(start + rest.len() * 3 / 2 + 1, 0);
    let room = &mut key[start..];
    let (mut end, mut before) = (0, b' ');
    loop {
        let (ascii, others) = rest.split_at(letters::ascii_len(rest.as_bytes()));
        // What a loop changes alone need not be in memory.
        let (mut to, mut last) = (end, before);
        for byte in ascii.bytes() {
            // Without a branch, as none could be foretold: of spaces in a row, each is written over the one before.
            let lower = LOWER[usize::from(byte)];
            room[to] = lower;
            to += usize::from(lower | last != b' ');
            last = lower;
        }
        (end, before) = (to, last);
        if others.is_empty() {
            break;
        }
        let mut chars = others.chars();
        rest = chars.as_str();
        while let Some(c) = chars.next().filter(|c| !c.is_ascii()) {
            rest = chars.as_str();
            if letters::is_alphanumeric(c) {
                letters::each_small(c, |c| end += c.encode_utf8(&mut room[end..]).len());
                before = b'a';
            } else {
                room[end] = b' ';
                end += usize::from(before != b' ');
                before = b' ';
            }
        }
    }
    key.truncate(start + end - usize::from(end > 0 && before == b' '));
}

/// Whether a line is one of a program rather than of a text.
fn is_code(text: &str, signs: Signs) -> bool {
    let several = || text.bytes().filter(|b| Signs::of_byte(*b).has(Signs::CODE)).nth(1).is_some();
    signs.has(Signs::CODE) && several()
        || text.ends_with(['{', ';'])
        || text.starts_with("//")
        || matches!(text, "}" | ")" | "{")
}

/// The words of a tidy text.
fn count_words(text: &str, characters: &Characters) -> usize {
    let Characters { spaces, hard_spaces, dense, .. } = *characters;
    if dense > 0 && dense * 2 > text.chars().count() { dense.div_ceil(2) } else { spaces + hard_spaces + 1 }
}

/// Finds paragraphs that stand twice, and teasers that begin as a later paragraph does.
///
/// Of two equal paragraphs the first is the copy if a field or headline parts them, as a teaser is
/// parted from its article; otherwise the second is.
fn mark_copies(facts: &mut [Facts]) {
    const LONG: usize = 8;
    /// Of paragraphs that begin alike, so many are looked at: a text may have thousands.
    const MOST_ALIKE: usize = 256;
    // By the first block with the same words, the last that was no copy.
    let mut latest: Vec<Option<usize>> = vec![None; facts.len()];
    // Before each block, how many are fields; and all prose so far.
    let mut fields = vec![0; facts.len() + 1];
    (0..facts.len()).for_each(|at| fields[at + 1] = fields[at] + usize::from(facts[at].meta.is_some()));
    let mut prose: Vec<usize> = Vec::new();
    for at in 0..facts.len() {
        let fact = &facts[at];
        let is_long = fact.is_text() && fact.words >= LONG && (fact.ends || !fact.cut);
        match latest[fact.first] {
            _ if !is_long => {}
            // Headlines are short and repeat; they are the title's affair.
            Some(_) if !fact.ends && fact.words <= 25 => {}
            Some(before) => {
                let parted = fields[at] > fields[before + 1] && prose.last().is_none_or(|last| *last <= before);
                if parted {
                    latest[fact.first] = Some(at);
                    facts[before].copy = Some(Reason::RepeatedTeaser);
                    if prose.last() == Some(&before) {
                        prose.pop();
                    }
                } else {
                    facts[at].copy = Some(Reason::RepeatedParagraph);
                }
            }
            None => latest[fact.first] = Some(at),
        }
        if facts[at].is_prose() {
            prose.push(at);
        }
    }
    // A teaser is looked for by the words that a paragraph begins with, or by its characters where these are no words.
    #[derive(PartialEq, Eq, Hash)]
    enum Start<'a> {
        Words([Word; LONG - 1]),
        Characters(&'a str),
    }
    fn start(fact: &Facts) -> Option<Start<'_>> {
        const CHARACTERS: usize = 12;
        if fact.told.len() >= LONG {
            return Some(Start::Words(fact.told[..LONG - 1].try_into().expect("so many")));
        }
        let (end, _) = fact.key.char_indices().nth(CHARACTERS).filter(|_| fact.words >= LONG)?;
        Some(Start::Characters(&fact.key[..end]))
    }
    let mut starts: FxHashMap<Start<'_>, Vec<usize>> = FxHashMap::default();
    for (at, fact) in facts.iter().enumerate().filter(|(_, f)| f.copy.is_none()) {
        if let Some(start) = start(fact) {
            starts.entry(start).or_default().push(at);
        }
    }
    let mut cut = Vec::new();
    for (at, fact) in facts.iter().enumerate() {
        let may_be_cut = fact.cut || !fact.ends && fact.words >= 20;
        if fact.meta.is_some() || fact.copy.is_some() || fact.words < LONG || !may_be_cut {
            continue;
        }
        let Some(same) = start(fact).and_then(|s| starts.get(&s)).filter(|same| same.len() > 1) else { continue };
        // The last word may be cut in two.
        let whole = match fact.key.rsplit_once(' ') {
            Some((whole, _)) if fact.cut && fact.told.len() >= LONG => whole,
            _ => &fact.key,
        };
        let longer = |other: &&usize| {
            **other != at && facts[**other].key.len() > fact.key.len() && facts[**other].key.starts_with(whole)
        };
        if let Some(&other) = same.iter().take(MOST_ALIKE).find(longer)
            && (fact.cut || other > at)
        {
            cut.push(at);
        }
    }
    cut.into_iter().for_each(|at| facts[at].copy = Some(Reason::CutTeaser));
}
