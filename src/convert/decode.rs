//! Bytes ▶ text: UTF-8, UTF-16 with a byte order mark, or, declared as a guess, the encoding of the web that its letters
//! make most likely.
//!
//! Anything else is refused with its reason; half-right text is worse in an archive than none.

use crate::convert::charset;
use crate::diag::Problem;

/// How UTF-8 of which a few bytes are broken is called.
const NEARLY_UTF8: &str = "UTF-8 with broken characters";

/// Text, and whether its encoding had to be guessed.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding if the bytes did not say it.
    pub guessed: Option<&'static str>,
}

/// Decodes a raw document.
pub fn decode(bytes: &[u8]) -> Result<Decoded, Problem> {
    let sure = |text: String| Decoded { text, guessed: None };
    if let Some(kind) = format_of(bytes) {
        return Err(Problem::NotText { kind: kind.into() });
    }
    let decoded = match bytes {
        [0xff, 0xfe, rest @ ..] => sure(utf16(rest, u16::from_le_bytes)?),
        [0xfe, 0xff, rest @ ..] => sure(utf16(rest, u16::from_be_bytes)?),
        [0xef, 0xbb, 0xbf, rest @ ..] => sure(utf8(rest)?.to_owned()),
        _ => match utf8(bytes) {
            Ok(text) => sure(text.to_owned()),
            Err(problem) => guess(bytes).ok_or(problem)?,
        },
    };
    if decoded.text.trim().is_empty() {
        return Err(Problem::EmptyFile);
    }
    // Control characters that no text has; a few strays are let pass and stripped later.
    let controls = controls(decoded.text.as_bytes());
    if decoded.text.contains('\0') || controls > 0 && controls * 50 > decoded.text.chars().count() {
        return Err(Problem::NotText { kind: "binary data".into() });
    }
    Ok(decoded)
}

/// How many control characters a text in UTF-8 has, C0 and C1, but for line ends, tabs and form feeds.
fn controls(utf8: &[u8]) -> usize {
    // In two steps and by few bytes, as the machine does each for many bytes at once.
    const FEW: usize = 255;
    let is_c0 = |b: u8| (b < 0x20) & (b != b'\n') & (b != b'\r') & (b != b'\t') & (b != 0xc) | (b == 0x7f);
    let c0 = utf8.chunks(FEW).map(|few| usize::from(few.iter().map(|b| u8::from(is_c0(*b))).sum::<u8>()));
    let is_c1 = |at: &usize| utf8.get(at + 1).is_some_and(|next| next & 0xe0 == 0x80);
    c0.sum::<usize>() + memchr::memchr_iter(0xc2, utf8).filter(is_c1).count()
}

fn utf8(bytes: &[u8]) -> Result<&str, Problem> {
    std::str::from_utf8(bytes).map_err(|e| Problem::NotUtf8 { byte: e.valid_up_to() + 1 })
}

/// `None` where a byte has no character, or where NULs show that it is not text at all.
fn guess(bytes: &[u8]) -> Option<Decoded> {
    if bytes.contains(&0) {
        return None;
    }
    if let Some(text) = charset::nearly_utf8(bytes) {
        return Some(Decoded { text: text.into_owned(), guessed: Some(NEARLY_UTF8) });
    }
    let encoding = charset::guess(bytes);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    let is_text = !broken && !text.contains(|c| matches!(c, '\u{80}'..='\u{9f}'));
    is_text.then(|| Decoded { text: text.into_owned(), guessed: Some(encoding.name()) })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, Problem> {
    let units = bytes.chunks(2).map(|pair| unit([pair[0], *pair.get(1).unwrap_or(&0)]));
    char::decode_utf16(units)
        .collect::<Result<String, _>>()
        .map_err(|_| Problem::NotText { kind: "broken UTF-16".into() })
}

/// Formats that are known by their first bytes, so that the message can name them.
pub fn format_of(bytes: &[u8]) -> Option<&'static str> {
    const KNOWN: [(&[u8], &str); 10] = [
        (b"%PDF", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive (or a Word document)"),
        (b"\xd0\xcf\x11\xe0", "an old Word document"),
        (b"{\\rtf", "an RTF document"),
        (b"\x89PNG", "a PNG picture"),
        (b"\xff\xd8\xff", "a JPEG picture"),
        (b"GIF8", "a GIF picture"),
        (b"\x1f\x8b", "a gzip archive"),
        (b"\x7fELF", "a program"),
        (b"bplist00", "a web archive of Safari"),
    ];
    KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, kind)| *kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_told_apart() {
        let text = |bytes: &[u8]| decode(bytes).map(|d| (d.text, d.guessed.is_some()));
        for (bytes, expected) in [
            (&b"plain"[..], Ok(("plain".to_owned(), false))),
            (b"\xef\xbb\xbfwith mark", Ok(("with mark".to_owned(), false))),
            (b"\xff\xfeh\0i\0", Ok(("hi".to_owned(), false))),
            (b"\xfe\xff\0h\0i", Ok(("hi".to_owned(), false))),
            (b"caf\xe9 \x93x\x94", Ok(("café “x”".to_owned(), true))),
            (b"", Err(Problem::EmptyFile)),
            (b" \n\t\r\n", Err(Problem::EmptyFile)),
            (b"bad \x81 byte", Err(Problem::NotUtf8 { byte: 5 })),
            (b"a\0b", Err(Problem::NotText { kind: "binary data".into() })),
            (b"%PDF-1.7", Err(Problem::NotText { kind: "a PDF file".into() })),
        ] {
            assert_eq!(text(bytes), expected, "{bytes:?}");
        }
    }
}
