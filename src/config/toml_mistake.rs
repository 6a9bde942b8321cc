//! What the TOML crate says is wrong ▶ what a person did wrong, and what to do.

use std::ops::Range;

/// Message, hint and place of a mistake in a file's text.
pub fn explain(
    text: &str,
    message: &str,
    span: Option<Range<usize>>,
) -> (String, Option<String>, Option<Range<usize>>) {
    let Some(span) = span else { return (format!("bad TOML: {message}"), None, None) };
    let line_start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[line_start..].lines().next().unwrap_or("");
    let told = |message: String, hint: String, span| (message, Some(hint), Some(span));
    if message.starts_with("duplicate key") {
        let key = text[span.clone()].trim().to_owned();
        return told(format!("`{key}` is there twice"), "make one of the two".into(), span);
    }
    if let Some(at) = line.find(['“', '”', '„', '’', '‘']) {
        let quote = line[at..].chars().next().unwrap_or('“');
        let straight = line.replace(['“', '”', '„'], "\"").replace(['’', '‘'], "'");
        let span = line_start + at..line_start + at + quote.len_utf8();
        return told(format!("a text needs straight quotes, not `{quote}`"), format!("write `{straight}`"), span);
    }
    if !line.contains('=') && !line.trim_start().starts_with('[') {
        return match line.split_once(':') {
            Some((key, value)) => {
                let value = value.trim().trim_matches('"');
                let hint = format!("in TOML it is `=`: `{} = \"{value}\"`", key.trim());
                let at = line_start + key.len();
                told("`:` between a key and its value".into(), hint, at..at + 1)
            }
            None => told("a key without a value".into(), format!("write `{} = …`", line.trim()), span),
        };
    }
    let (key, value) = line.split_once('=').map_or((line, ""), |(key, value)| (key.trim(), value.trim()));
    if message.contains("must be quoted") && !value.is_empty() {
        return told("a text without quotes".into(), format!("write `{key} = \"{value}\"`"), span);
    }
    if message.contains("invalid basic string") || message.contains("invalid literal string") {
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\'')).unwrap_or('"');
        let open = value.matches(quote).count() == 1;
        if open {
            let at = line_start + line.find(quote).unwrap_or(0);
            let hint = format!("end it: `{key} = {value}{quote}`");
            return told("a text in quotes that does not end".into(), hint, at..line_start + line.trim_end().len());
        }
    }
    if value.is_empty() && line.contains('=') {
        return told(
            format!("`{key}` has no value"),
            format!("give it one: `{key} = \"…\"`, or delete the line"),
            span,
        );
    }
    (format!("bad TOML: {message}"), None, Some(span))
}

#[cfg(test)]
mod tests {
    use toml::de::DeTable;

    use super::*;

    #[test]
    fn mistakes_are_told_in_words() {
        for (text, message, hint) in [
            ("a = 1\na = 2\n", "`a` is there twice", "make one of the two"),
            ("[feed]\nitems = 1\n[feed]\n", "`feed` is there twice", "make one of the two"),
            ("author = \"X\n", "a text in quotes that does not end", "end it: `author = \"X\"`"),
            ("author = Jane Doe\n", "a text without quotes", "write `author = \"Jane Doe\"`"),
            ("author: Jane\n", "`:` between a key and its value", "in TOML it is `=`: `author = \"Jane\"`"),
            ("author = “Jane”\n", "a text needs straight quotes, not `“`", "write `author = \"Jane\"`"),
            ("author\n", "a key without a value", "write `author = …`"),
            ("author =\n", "`author` has no value", "give it one: `author = \"…\"`, or delete the line"),
        ] {
            let error = DeTable::parse(text).expect_err(text);
            let (found, found_hint, _) = explain(text, error.message(), error.span());
            assert_eq!((found.as_str(), found_hint.as_deref()), (message, Some(hint)), "{text}: {error}");
        }
    }
}
