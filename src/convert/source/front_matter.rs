//! Markdown with front matter, as scrapers and other generators write it ▶ the fields of one object, with the text under
//! `markdown`, as a line of JSON has them.

use serde_json::{Map, Value};

use crate::convert::record;
use crate::tags::edit;

/// The key of the text.
const TEXT: &str = "markdown";

/// Whether a text begins as one with front matter does.
pub fn begins(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("---")
}

/// The object; `None` where there is no front matter that is YAML with keys, or where one of them has a text too.
pub fn object(text: &str) -> Option<Map<String, Value>> {
    let front = edit::front(text)?;
    let body = text[front.end..].split_once('\n').map_or("", |(_, body)| body);
    let mut object: Map<String, Value> = serde_yaml::from_str(&text[front]).ok()?;
    if object.keys().any(|key| record::names_text(key)) {
        return None;
    }
    object.insert(TEXT.to_owned(), body.into());
    Some(object)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_text_are_found() {
        let found = object("\u{feff}---\r\ntitle: The ferry\ntags: [a, b]\n---\n\nIt was *late*.\n").unwrap();
        assert_eq!(found["title"], "The ferry");
        assert_eq!(found["tags"], serde_json::json!(["a", "b"]));
        assert_eq!(found[TEXT], "\nIt was *late*.\n");
        for text in
            ["No front matter", "---\ntitle: a\nno end", "---\n- a\n---\nText", "---\nbody: a\n---\nText", "----\na"]
        {
            assert_eq!(object(text), None, "{text:?}");
        }
    }
}
