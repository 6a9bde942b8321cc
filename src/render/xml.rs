//! XML text for feeds and sitemaps.

use std::borrow::Cow;

use crate::model::is_allowed;

/// Appends a text with `&`, `<`, `>`, `"` escaped, and without the characters that XML 1.0 (section 2.2) forbids.
pub fn push_escaped(out: &mut String, text: &str) {
    let mut rest = text;
    // Most texts go over whole.
    let is_plain = |byte: u8| matches!(byte, b' '..=b'~') & !matches!(byte, b'&' | b'<' | b'>' | b'"');
    if text.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        out.push_str(text);
        return;
    }
    while let Some(at) = rest.find(|c: char| matches!(c, '&' | '<' | '>' | '"') || !is_allowed(c)) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        match chars.next() {
            Some('&') => out.push_str("&amp;"),
            Some('<') => out.push_str("&lt;"),
            Some('>') => out.push_str("&gt;"),
            Some('"') => out.push_str("&quot;"),
            _ => {}
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
}

/// Appends `<name>text</name>` and a line end.
pub fn push_element(out: &mut String, name: &str, text: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    push_escaped(out, text);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// An address with what a URI cannot hold percent-encoded, so that `/東京/` is valid in XML feeds
/// and sitemaps (RFC 3986, section 2.1).
pub fn encode_address(address: &str) -> String {
    // As most are.
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() | (b'-'..=b':').contains(&byte);
    if address.bytes().fold(true, |all, byte| all & is_plain(byte)) {
        return address.to_owned();
    }
    // Escapes that are there stay as they are.
    Cow::from(percent_encoding::utf8_percent_encode(address, &NOT_IN_ADDRESSES)).into_owned()
}

/// All but what RFC 3986 calls unreserved or reserved, and the `%` of escapes.
const NOT_IN_ADDRESSES: percent_encoding::AsciiSet = {
    let (mut set, mut at) = (percent_encoding::NON_ALPHANUMERIC.remove(b'%'), 0);
    let allowed = b"-._~:/?#[]@!$&'()*+,;=";
    while at < allowed.len() {
        set = set.remove(allowed[at]);
        at += 1;
    }
    set
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_escaped_and_cleaned() {
        let mut out = String::new();
        push_element(&mut out, "t", "a<b> & \"c\"\u{0}\u{8}\u{b}\u{fffe}\n😀");
        assert_eq!(out, "<t>a&lt;b&gt; &amp; &quot;c&quot;\n😀</t>\n");
        assert_eq!(encode_address("https://e.org/東/a b?x=1&y"), "https://e.org/%E6%9D%B1/a%20b?x=1&y");
    }
}
