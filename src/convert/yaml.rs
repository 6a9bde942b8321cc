//! Scalars of front matter, quoted where YAML would read something else.

/// A text as a YAML scalar: plain if nothing in it means anything to YAML 1.1 or 1.2, otherwise in
/// double quotes with JSON's escapes.
pub fn scalar(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { quoted(text) }
}

/// Texts as a flow list on one line.
pub fn list(texts: &[String]) -> String {
    let items: Vec<String> = texts.iter().map(|t| scalar(t)).collect();
    format!("[{}]", items.join(", "))
}

fn is_plain(text: &str) -> bool {
    // One-word keywords of YAML 1.1, which old parsers still read as booleans and nulls.
    const KEYWORDS: [&str; 11] = ["y", "n", "yes", "no", "true", "false", "on", "off", "null", "nan", "inf"];
    text.starts_with(char::is_alphabetic)
        && !text.ends_with(' ')
        && !KEYWORDS.contains(&text.to_lowercase().as_str())
        && text.chars().all(|c| {
            c.is_alphanumeric() && !c.is_control()
                || matches!(c, ' ' | '-' | '.' | '\'' | '’' | '(' | ')' | '/' | '_' | '–')
        })
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            // What YAML calls unprintable, its extra line breaks, and what an editor might strip.
            c if c.is_control()
                || matches!(c, '\u{a0}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}') =>
            {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_come_back_from_yaml() {
        for text in [
            "Plain words",
            "colon: inside",
            "ends:",
            "\"quoted\"",
            "it's",
            "'single'",
            "# hash",
            "a # hash",
            "- dash",
            "-",
            "yes",
            "No",
            "null",
            "~",
            "TRUE",
            "on",
            "12",
            "1e5",
            "0x1F",
            "1.5",
            "2012-04-15",
            "12:30:45",
            ".inf",
            "NaN",
            "[list]",
            "{map}",
            "a, b",
            "*alias",
            "&anchor",
            "!tag",
            "| pipe",
            "> fold",
            "%dir",
            "@at",
            "`tick`",
            "😀 emoji",
            "line\u{2028}sep",
            "tab\there",
            "nl\nhere",
            "nul\u{0}x",
            "\u{85}nel",
            "bom\u{feff}",
            "back\\slash",
            " leading",
            "trailing ",
            "",
            "東京",
            "Ünïcode",
            "? key",
            "a: b: c",
            "=",
            "<<",
            "y",
            "n",
            "---",
            "...",
            "\u{a0}nbsp",
            "\u{10ffff}",
            "rtl\u{202e}x",
            "=1+1",
        ] {
            let yaml = format!("a: {}\nb: {}\n", scalar(text), list(&[text.to_owned(), text.to_owned()]));
            let value: serde_yaml::Value = serde_yaml::from_str(&yaml).unwrap_or_else(|e| panic!("{yaml}: {e}"));
            assert_eq!(value["a"].as_str(), Some(text), "{yaml}");
            assert_eq!(value["b"][1].as_str(), Some(text), "{yaml}");
        }
        assert_eq!(scalar("Storm hits the coast"), "Storm hits the coast");
    }
}
