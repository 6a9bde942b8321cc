//! A content file with one line of its front matter changed, and every other byte as it was.

use std::ops::Range;

/// The bytes of a file's front matter between its `---` lines.
pub fn front(text: &str) -> Option<Range<usize>> {
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let first = text[start..].split_inclusive('\n').next()?;
    if first.trim_end() != "---" {
        return None;
    }
    let begin = start + first.len();
    let mut at = begin;
    for line in text[begin..].split_inclusive('\n') {
        if matches!(line.trim_end(), "---" | "...") {
            return Some(begin..at);
        }
        at += line.len();
    }
    None
}

/// The bytes of a top-level key with its value, which may go on below.
fn entry(text: &str, front: &Range<usize>, key: &str) -> Option<Range<usize>> {
    let mut at = front.start;
    let mut found: Option<Range<usize>> = None;
    for line in text[front.clone()].split_inclusive('\n') {
        let next = at + line.len();
        let inside = line.starts_with([' ', '\t', '-', ']', '}']) || line.trim().is_empty();
        match &mut found {
            Some(range) if inside => {
                // An empty line at the end is none of the value.
                if !line.trim().is_empty() {
                    range.end = next;
                }
            }
            Some(_) => break,
            None => {
                let rest = line
                    .strip_prefix(key)
                    .or_else(|| line.strip_prefix(['"', '\''])?.strip_prefix(key)?.strip_prefix(['"', '\'']));
                if rest.is_some_and(|r| r.trim_start().starts_with(':')) {
                    found = Some(at..next);
                }
            }
        }
        at = next;
    }
    found
}

/// A top-level key of a file's front matter with its value, as written.
pub fn value<'a>(text: &'a str, key: &str) -> Option<&'a str> {
    let front = front(text)?;
    entry(text, &front, key).map(|range| &text[range])
}

/// The file with `key: value` in its front matter, `value` being YAML on one line: in the place of what
/// the key had, or else before `source`, or at the end. `None` takes the key away. Gives `None` where
/// there is no front matter.
pub fn set(text: &str, key: &str, value: Option<&str>) -> Option<String> {
    let front = front(text)?;
    let crlf = text[..front.start].ends_with("\r\n");
    let line = value.map(|v| format!("{key}: {v}{}", if crlf { "\r\n" } else { "\n" })).unwrap_or_default();
    let range = match entry(text, &front, key) {
        Some(range) => range,
        None => {
            let at = ["image", "lang", "draft", "extra", "source"]
                .iter()
                .find_map(|k| entry(text, &front, k))
                .map_or(front.end, |r| r.start);
            at..at
        }
    };
    Some(format!("{}{line}{}", &text[..range.start], &text[range.end..]))
}

/// The file with a field named, or no longer named, among `source.suggested`. A file without a `source`
/// block has nothing that was suggested, and gets one only where something is.
pub fn set_suggested(text: &str, value: Option<&str>) -> Option<String> {
    let front = front(text)?;
    let end = if text[..front.start].ends_with("\r\n") { "\r\n" } else { "\n" };
    let Some(source) = entry(text, &front, "source") else {
        return match value {
            Some(value) => {
                Some(format!("{}source:{end}  suggested: {value}{end}{}", &text[..front.end], &text[front.end..]))
            }
            None => Some(text.to_owned()),
        };
    };
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let own = text[source.clone()].lines().skip(1).find(|line| !line.trim().is_empty()).map_or(2, indent);
    let mut at = source.start;
    let mut old: Option<Range<usize>> = None;
    let mut is_inside = false;
    for line in text[source.clone()].split_inclusive('\n') {
        // Its value may go on below, as a list does.
        is_inside &= indent(line) > own || indent(line) == own && line.trim_start().starts_with("- ");
        if indent(line) == own && line.trim_start().starts_with("suggested:") {
            (old, is_inside) = (Some(at..at + line.len()), true);
        } else if let Some(old) = old.as_mut().filter(|_| is_inside) {
            old.end = at + line.len();
        }
        at += line.len();
    }
    let new = value.map(|v| format!("{}suggested: {v}{end}", " ".repeat(own))).unwrap_or_default();
    // A `source` on one line cannot be added to line by line.
    if old.is_none() && text[source.clone()].lines().count() < 2 {
        return Some(text.to_owned());
    }
    let old = old.unwrap_or(source.end..source.end);
    Some(format!("{}{new}{}", &text[..old.start], &text[old.end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_line_changes() {
        for (before, after) in [
            (
                "---\ntitle: A  # x\ntags: [b, c]\nx: 1\n---\nText ---\n",
                "---\ntitle: A  # x\ntags: [N]\nx: 1\n---\nText ---\n",
            ),
            ("---\ntitle: A\ntags:\n  - b\n\n  - c\n\nx: 1\n---\n", "---\ntitle: A\ntags: [N]\n\nx: 1\n---\n"),
            ("---\ntitle: A\ntags:\n- b\n- c\nx: 1\n---\n", "---\ntitle: A\ntags: [N]\nx: 1\n---\n"),
            (
                "---\r\ntitle: A\r\n\"tags\": [\r\n  b\r\n]\r\n---\r\nB\r\n",
                "---\r\ntitle: A\r\ntags: [N]\r\n---\r\nB\r\n",
            ),
            (
                "\u{feff}---\ntitle: A\nsource:\n  file: a\n---\n",
                "\u{feff}---\ntitle: A\ntags: [N]\nsource:\n  file: a\n---\n",
            ),
            ("---\ntitle: A\n---\ntags: [no]\n", "---\ntitle: A\ntags: [N]\n---\ntags: [no]\n"),
        ] {
            assert_eq!(set(before, "tags", Some("[N]")).as_deref(), Some(after), "{before:?}");
        }
        assert_eq!(set("no front matter", "tags", Some("[N]")), None);
        assert_eq!(set("---\na: 1\ntags: x\n---\n", "tags", None).as_deref(), Some("---\na: 1\n---\n"));
    }

    #[test]
    fn suggestions_are_marked_and_unmarked() {
        let text = "---\ntitle: A\nsource:\n  file: a\n---\nB\n";
        let marked = set_suggested(text, Some("[tags]")).unwrap();
        assert_eq!(marked, "---\ntitle: A\nsource:\n  file: a\n  suggested: [tags]\n---\nB\n");
        assert_eq!(set_suggested(&marked, None).unwrap(), text);
        // However it is indented, and however many lines the value has.
        let wide = "---\nsource:\n    file: a\n    suggested:\n        - section\n    url: b\n---\n";
        assert_eq!(
            set_suggested(wide, Some("[tags]")).unwrap(),
            "---\nsource:\n    file: a\n    suggested: [tags]\n    url: b\n---\n"
        );
        let flush = "---\nsource:\n  suggested:\n  - section\n  - tags\n---\n";
        assert_eq!(set_suggested(flush, None).unwrap(), "---\nsource:\n---\n");
        assert_eq!(
            set_suggested("---\na: 1\n---\n", Some("[tags]")).unwrap(),
            "---\na: 1\nsource:\n  suggested: [tags]\n---\n"
        );
    }
}
