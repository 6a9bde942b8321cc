//! Of what sort a character is, and how it is written small, from a table: texts are asked this for every
//! character several times, and the standard library searches for each that is no ASCII.
//!
//! The table has the scripts that newspapers of most countries use; of all other characters, the
//! standard library is asked. Answers are its answers, but that marks of a letter are of its word: the library calls
//! most of those of India's scripts alphabetic, and the one that joins two letters not.

use std::sync::LazyLock;

/// Characters below this are in the table: alphabets, and the signs of typesetters.
const LEN: usize = 0x2100;

const ALPHABETIC: u8 = 1;
const NUMERIC: u8 = 2;
const UPPERCASE: u8 = 4;
const LOWERCASE: u8 = 8;

struct Table {
    sorts: [u8; LEN],
    /// What a character is in lower case; 0 for those that become several.
    small: [u16; LEN],
}

/// The capital of `i` in Turkish, to which the standard library leaves a second dot in lower case.
const DOTTED: char = 'İ';

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let mut table = Box::new(Table { sorts: [0; LEN], small: [0; LEN] });
    for c in ('\0'..).take(LEN) {
        let at = c as usize;
        table.sorts[at] = u8::from(c.is_alphabetic() || is_mark(c)) * ALPHABETIC
            + u8::from(c.is_numeric()) * NUMERIC
            + u8::from(c.is_uppercase()) * UPPERCASE
            + u8::from(c.is_lowercase()) * LOWERCASE;
        let mut small = c.to_lowercase();
        table.small[at] = match (small.next(), small.next()) {
            (Some(only), None) => u16::try_from(u32::from(only)).unwrap_or(0),
            // Of Turkish, which has no dot but that of the letter.
            _ if c == DOTTED => b'i'.into(),
            _ => 0,
        };
    }
    table
});

/// Whether a character is written over or below a letter, or joins it to the next, and is no letter by itself: accents
/// of decomposed texts, nukta and virama, tones of Thai, signs of Burmese and Khmer.
fn is_mark(c: char) -> bool {
    match c {
        '\u{300}'..='\u{36f}'
        | '\u{e47}'..='\u{e4e}'
        | '\u{1037}'
        | '\u{1039}'
        | '\u{103a}'
        | '\u{17c9}'..='\u{17d3}' => true,
        // The same place in each of the blocks of India's scripts.
        '\u{900}'..='\u{dff}' => matches!(c as u32 & 0x7f, 0x3c | 0x4d),
        _ => false,
    }
}

/// A decimal digit of any of the scripts whose newspapers write dates in digits of their own.
pub fn digit(c: char) -> Option<u8> {
    const ZEROS: [char; 7] = ['0', '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}'];
    ZEROS.iter().find_map(|zero| (c as u32).checked_sub(*zero as u32).filter(|n| *n < 10).map(|n| n as u8))
}

fn sort(c: char) -> Option<u8> {
    TABLE.sorts.get(c as usize).copied()
}

/// The same as [`char::is_alphabetic`], and for a letter's marks.
#[inline]
pub fn is_alphabetic(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    sort(c).map_or_else(|| c.is_alphabetic(), |sort| sort & ALPHABETIC != 0)
}

/// The same as [`char::is_alphanumeric`], and for a letter's marks.
#[inline]
pub fn is_alphanumeric(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    sort(c).map_or_else(|| c.is_alphanumeric(), |sort| sort & (ALPHABETIC | NUMERIC) != 0)
}

/// The same as [`char::is_numeric`].
#[inline]
pub fn is_numeric(c: char) -> bool {
    sort(c).map_or_else(|| c.is_numeric(), |sort| sort & NUMERIC != 0)
}

/// The same as [`char::is_uppercase`].
#[inline]
pub fn is_uppercase(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_uppercase();
    }
    sort(c).map_or_else(|| c.is_uppercase(), |sort| sort & UPPERCASE != 0)
}

/// The same as [`char::is_lowercase`].
#[inline]
pub fn is_lowercase(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_lowercase();
    }
    sort(c).map_or_else(|| c.is_lowercase(), |sort| sort & LOWERCASE != 0)
}

/// A character in lower case, where that is one character.
fn small(c: char) -> Option<char> {
    match TABLE.small.get(c as usize) {
        Some(small) => char::from_u32((*small).into()).filter(|c| *c != '\0'),
        None => {
            let mut small = c.to_lowercase();
            small.next().filter(|_| small.next().is_none())
        }
    }
}

/// Hands on what a character is in lower case.
#[inline]
pub fn each_small(c: char, mut take: impl FnMut(char)) {
    match small(c) {
        Some(small) => take(small),
        None => c.to_lowercase().for_each(take),
    }
}

/// The characters of a text that are no ASCII.
pub fn beyond_ascii(text: &str) -> impl Iterator<Item = char> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest[ascii_len(rest.as_bytes())..].chars();
        let found = chars.next();
        rest = chars.as_str();
        found
    })
}

/// How many bytes are ASCII before the first that is none.
#[inline]
pub fn ascii_len(bytes: &[u8]) -> usize {
    const HIGHEST: u64 = u64::from_ne_bytes([0x80; 8]);
    let mut from = 0;
    while let Some(eight) = bytes.get(from..from + 8) {
        let beyond = u64::from_le_bytes(eight.try_into().expect("eight bytes")) & HIGHEST;
        if beyond != 0 {
            return from + beyond.trailing_zeros() as usize / 8;
        }
        from += 8;
    }
    from + bytes[from..].iter().take_while(|b| b.is_ascii()).count()
}

/// The same as [`str::to_lowercase`], but that `İ` becomes `i` as in Turkish.
pub fn to_lowercase(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write_lowercase(text, &mut out);
    out
}

/// The same, written over what `out` has.
pub fn write_lowercase(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    loop {
        let (ascii, others) = rest.split_at(ascii_len(rest.as_bytes()));
        out.push_str(ascii);
        let mut chars = others.chars();
        match chars.next() {
            None => break,
            // How this one is written depends on its place in the word.
            Some('Σ') => {
                out.clear();
                out.push_str(&text.to_lowercase());
                break;
            }
            Some(c) => each_small(c, |c| out.push(c)),
        }
        rest = chars.as_str();
    }
    out.make_ascii_lowercase();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_those_of_the_standard_library() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic() || is_mark(c), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric() || is_mark(c), "{c:?}");
            assert_eq!(is_numeric(c), c.is_numeric(), "{c:?}");
            assert_eq!(is_uppercase(c), c.is_uppercase(), "{c:?}");
            assert_eq!(is_lowercase(c), c.is_lowercase(), "{c:?}");
            for text in [format!("{c}"), format!("A{c}"), format!("{c}Ä b")] {
                assert_eq!(to_lowercase(&text), text.to_lowercase().replace("i\u{307}", "i"), "{c:?}");
            }
        }
    }
}
