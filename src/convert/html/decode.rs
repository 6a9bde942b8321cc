//! Bytes of a saved page ▶ text: byte order mark, valid UTF-8, what the server said that sent it, `<meta>` within the
//! first bytes, the encoding that its letters make most likely. But for the second, that is the order of the HTML standard.

use encoding_rs::{Encoding, UTF_8};

use crate::convert::charset;

/// How far into a page its encoding may be declared; the standard says 1024, pages say it later.
const PRESCAN_LEN: usize = 8192;

/// The page's text, given the name of the encoding that the server said; where bytes are broken, replacement characters.
pub fn decode(bytes: &[u8], sent: Option<&str>) -> String {
    if let Some((encoding, len)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling(&bytes[len..]).0.into_owned();
    }
    // Pages are often declared as one thing and saved by a tool as UTF-8.
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let sent = sent.and_then(|name| Encoding::for_label(name.as_bytes()));
    let declared = declared(&bytes[..bytes.len().min(PRESCAN_LEN)]);
    for encoding in sent.into_iter().chain(declared) {
        if let (text, false) = encoding.decode_without_bom_handling(bytes) {
            return text.into_owned();
        }
    }
    if let Some(text) = charset::nearly_utf8(bytes) {
        return text.into_owned();
    }
    // What is said to be UTF-8 and is not was moved to another server as it was.
    let encoding = declared.or(sent).filter(|e| *e != UTF_8).unwrap_or_else(|| charset::guess(bytes));
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// The encoding that a `<meta charset>` or `http-equiv` names.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let at = lower.windows(7).position(|w| w == b"charset")? + 7;
    let rest = lower[at..].iter().skip_while(|b| b.is_ascii_whitespace() || matches!(b, b'=' | b'"' | b'\''));
    let name: Vec<u8> =
        rest.take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':')).copied().collect();
    // A page that could be read this far is not UTF-16, whatever it says.
    Encoding::for_label(&name).map(|e| if e == encoding_rs::UTF_16LE || e == encoding_rs::UTF_16BE { UTF_8 } else { e })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_found() {
        for (bytes, text) in [
            (&b"<meta charset=\"iso-8859-2\"><p>\xb3\xf3d\xbc"[..], "łódź"),
            (b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'><p>\xcc\xe8\xf0", "Мир"),
            (b"<meta charset=Shift_JIS><p>\x93\x8c\x8b\x9e", "東京"),
            (b"\xef\xbb\xbf<meta charset=latin1><p>\xc3\xa9", "é"),
            (b"\xff\xfe<\0p\0>\0\xe9\0", "é"),
            (b"<meta charset=latin1><p>\xc3\xa9", "é"),
            (b"<p>caf\xe9 \x93x\x94", "café “x”"),
            (b"<p>\xcc\xe8\xed\xe8\xf1\xf2\xf0 \xef\xee\xe4\xef\xe8\xf1\xe0\xeb", "Министр подписал"),
            (b"<meta charset=utf-8><p>\xca\xd0\xd5\xfe\xb8\xae\xd7\xf2\xcc\xec\xd0\xfb\xb2\xbc", "市政府昨天宣布"),
            (b"<meta charset=nonsense><p>\xe9", "é"),
        ] {
            assert!(decode(bytes, None).ends_with(text), "{bytes:?}: {}", decode(bytes, None));
        }
        for (sent, bytes, text) in [
            ("windows-1251", &b"<meta charset=latin1><p>\xcc\xe8\xf0"[..], "Мир"),
            ("utf-8", b"<meta charset=latin1><p>\xe9", "é"),
            ("latin1", b"<p>\xc3\xa9", "é"),
            ("none", b"<meta charset=latin1><p>\xe9", "é"),
        ] {
            assert!(decode(bytes, Some(sent)).ends_with(text), "{sent} {}", decode(bytes, Some(sent)));
        }
    }
}
