//! The part of an address that names one article or term.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A lower-case path segment of letters and digits of any script, in words joined by `-`.
///
/// Latin letters lose their diacritics (`São Paulo` becomes `sao-paulo`); other scripts stay as
/// they are, so a Japanese headline keeps a readable address. Never empty, never longer than
/// [`Slug::MAX_BYTES`], and so always a valid file name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(String);

impl Slug {
    /// Most bytes of a slug: file systems take 255 a name, and an extension follows.
    pub const MAX_BYTES: usize = 200;

    /// The slug of a text, or `None` where the text has no letter or digit.
    pub fn from_text(text: &str) -> Option<Slug> {
        if is_slug(text) {
            return Some(Slug(text.to_owned()));
        }
        let mut slug = String::with_capacity(text.len());
        if text.is_ascii() {
            text.bytes().for_each(|b| push_ascii(&mut slug, b));
        } else {
            push_unicode(&mut slug, text);
        }
        shorten(&mut slug, Self::MAX_BYTES);
        (!slug.is_empty()).then_some(Slug(slug))
    }

    /// As [`Slug::from_text`], but never fails: a text without letters gets a slug made of its
    /// hash, so that `???` and `!!!` stay apart and keep their addresses.
    pub fn from_name(text: &str) -> Slug {
        Slug::from_text(text)
            .unwrap_or_else(|| Slug(format!("x-{:08x}", xxhash_rust::xxh3::xxh3_64(text.as_bytes()) as u32)))
    }

    /// The slug cut after its last whole word within `max_bytes`; a single longer word is cut
    /// between characters.
    pub fn shortened(mut self, max_bytes: usize) -> Slug {
        shorten(&mut self.0, max_bytes);
        self
    }

    /// The slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Whether a text, as names of files mostly, is one that would become itself.
fn is_slug(text: &str) -> bool {
    let mut before = b'-';
    let is_part = |byte: u8| {
        let ends_well = byte != b'-' || before != b'-';
        before = byte;
        matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-') && ends_well
    };
    text.len() <= Slug::MAX_BYTES && text.bytes().all(is_part) && before != b'-'
}

fn push_ascii(slug: &mut String, b: u8) {
    if b.is_ascii_alphanumeric() {
        slug.push(b.to_ascii_lowercase() as char);
    } else if b != b'\'' && !slug.is_empty() && !slug.ends_with('-') {
        // An apostrophe joins (`don't` is `dont`), anything else parts two words.
        slug.push('-');
    }
}

fn push_unicode(slug: &mut String, text: &str) {
    // Compatibility decomposition, so that full-width letters and ligatures read as plain ones
    // and a diacritic stands apart; a final composition restores Hangul and Indic letters.
    let mut after_latin = false;
    let mut plain = String::with_capacity(text.len());
    for c in text.nfkd() {
        if is_combining_mark(c) {
            // A mark on a Latin letter goes; in other scripts it is part of the word.
            if !after_latin {
                plain.push(c);
            }
            continue;
        }
        after_latin = is_latin(c);
        match c {
            'ß' | 'ẞ' => plain.push_str("ss"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'œ' | 'Œ' => plain.push_str("oe"),
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => plain.push('d'),
            'þ' | 'Þ' => plain.push_str("th"),
            'ı' | 'İ' => plain.push('i'),
            c => plain.extend(c.to_lowercase()),
        }
    }
    for c in plain.nfc() {
        if c.is_alphanumeric() || (is_combining_mark(c) && !slug.is_empty()) {
            slug.push(c);
        } else if !matches!(c, '\'' | '’' | 'ʼ' | '\u{ad}' | '\u{200c}' | '\u{200d}')
            && !slug.is_empty()
            && !slug.ends_with('-')
        {
            slug.push('-');
        }
    }
}

fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || ('\u{c0}'..='\u{24f}').contains(&c) || ('\u{1e00}'..='\u{1eff}').contains(&c)
}

fn shorten(slug: &mut String, max_bytes: usize) {
    if slug.len() > max_bytes {
        let mut end = max_bytes;
        while !slug.is_char_boundary(end) {
            end -= 1;
        }
        if slug.as_bytes()[end] != b'-'
            && let Some(word_end) = slug[..end].rfind('-')
        {
            end = word_end;
        }
        slug.truncate(end);
    }
    slug.truncate(slug.trim_end_matches('-').len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_become_path_segments() {
        for (text, expected) in [
            ("Ceasefire Talks Advance", Some("ceasefire-talks-advance")),
            ("  What's next?  ", Some("whats-next")),
            ("São Paulo – Göttingen", Some("sao-paulo-gottingen")),
            ("Ærø Straße Łódź", Some("aero-strasse-lodz")),
            ("東京で地震", Some("東京で地震")),
            ("Καλημέρα κόσμε", Some("καλημέρα-κόσμε")),
            ("हिन्दी समाचार", Some("हिन्दी-समाचार")),
            ("한국 뉴스", Some("한국-뉴스")),
            ("١٢٣", Some("١٢٣")),
            ("../../etc/passwd", Some("etc-passwd")),
            ("a---b__c", Some("a-b-c")),
            ("???", None),
            ("", None),
        ] {
            assert_eq!(Slug::from_text(text).as_ref().map(Slug::as_str), expected, "{text:?}");
        }
    }

    #[test]
    fn a_slug_is_idempotent_and_bounded() {
        for text in ["ÀÉÎ œuvre", "x".repeat(900).as_str(), "long words here ".repeat(60).as_str(), "İstanbul"] {
            let slug = Slug::from_text(text).unwrap();
            assert!(slug.as_str().len() <= Slug::MAX_BYTES);
            assert_eq!(Slug::from_text(slug.as_str()).unwrap(), slug);
        }
        assert_eq!(Slug::from_text("one two three").unwrap().shortened(9).as_str(), "one-two");
        assert_ne!(Slug::from_name("???"), Slug::from_name("!!!"));
    }
}
