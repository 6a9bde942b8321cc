//! Characters that have no place in what is published: XML forbids them, and browsers show nothing of them.

use std::borrow::Cow;

/// Whether a character may be published: no control character but tab and line ends, no noncharacter at the end of
/// the first plane (XML 1.0, section 2.2; C1 controls, which it only discourages, are left out too).
pub fn is_allowed(c: char) -> bool {
    matches!(c, ' '..='~' | '\t' | '\n' | '\r') || !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// A text without the characters that are not allowed.
pub fn without_forbidden(text: &str) -> Cow<'_, str> {
    if has_forbidden(text) { text.chars().filter(|c| is_allowed(*c)).collect::<String>().into() } else { text.into() }
}

/// Takes the characters that are not allowed out of a text.
pub fn drop_forbidden(text: &mut String) {
    if has_forbidden(text) {
        text.retain(is_allowed);
    }
}

fn has_forbidden(text: &str) -> bool {
    // Nearly all texts have none, so they are only looked through for bytes that forbidden characters begin with.
    let control = |b: u8| ((b < b' ') & !matches!(b, b'\t' | b'\n' | b'\r')) | (b == 0x7f);
    let bytes = text.as_bytes();
    bytes.iter().fold(false, |any, b| any | control(*b))
        || memchr::memchr2_iter(0xc2, 0xef, bytes).any(|at| text[at..].chars().next().is_some_and(|c| !is_allowed(c)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forbidden_characters_are_dropped_and_no_others() {
        for (text, expected) in [
            ("a\u{0}b\u{1b}[0m\u{b}\u{c}c\u{7f}", "ab[0mc"),
            ("a\u{85}\u{fffe}b\u{ffff}", "ab"),
            ("tab\tline\r\n£ « é \u{feff}\u{fffd}東京😀", "tab\tline\r\n£ « é \u{feff}\u{fffd}東京😀"),
        ] {
            assert_eq!(without_forbidden(text), expected);
            let mut owned = text.to_owned();
            drop_forbidden(&mut owned);
            assert_eq!(owned, expected);
        }
    }
}
