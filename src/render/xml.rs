//! XML text for feeds and sitemaps.

use std::borrow::Cow;

/// Appends a text with `&`, `<`, `>`, `"` escaped, and without the characters that XML 1.0 (section 2.2) forbids.
pub fn push_escaped(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if is_allowed(c) => out.push(c),
            _ => {}
        }
    }
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

/// A text without the characters that XML forbids: they are as little use in other formats.
pub fn without_forbidden(text: &str) -> Cow<'_, str> {
    let good = |c: char| matches!(c, '\t' | '\n' | '\r') || is_allowed(c);
    if text.chars().all(good) { text.into() } else { text.chars().filter(|c| good(*c)).collect::<String>().into() }
}

fn is_allowed(c: char) -> bool {
    !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// An address with what a URI cannot hold percent-encoded, so that `/東京/` is valid in XML feeds
/// and sitemaps (RFC 3986, section 2.1).
pub fn encode_address(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for byte in address.bytes() {
        let plain = byte.is_ascii_alphanumeric() || b"-._~:/?#[]@!$&'()*+,;=%".contains(&byte);
        if plain {
            out.push(byte as char);
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

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
