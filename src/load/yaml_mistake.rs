//! What the YAML crate says is wrong ▶ what a person did wrong, and where.
//!
//! The crate tells what its grammar wanted next, often at a place far behind the mistake. The few mistakes that
//! people make in front matter are recognised from its lines; what is none of them is told in the crate's words.

/// A mistake: what it is, what to do, and its line and column in the front matter, from 1.
pub struct Mistake {
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
    /// Where.
    pub line: usize,
    /// Where.
    pub col: usize,
}

/// Explains an error of the YAML crate about a front matter.
pub fn explain(front: &str, error: &str, at: Option<(usize, usize)>) -> Mistake {
    let (line, col) = at.unwrap_or((1, 1));
    let mistake = |message: String, hint: Option<String>, line, col| Mistake { message, hint, line, col };
    if let Some((line, col)) = tab(front) {
        return mistake("a tab where YAML wants spaces".into(), Some("indent with spaces".into()), line, col);
    }
    if let Some((line, col, found)) = invisible(front) {
        let hint = "delete it, and type a space where one is needed".to_owned();
        let message = format!("a character that cannot be seen (U+{:04X})", found as u32);
        return mistake(message, Some(hint), line, col);
    }
    if let Some(key) = error.split("duplicate entry with key \"").nth(1).and_then(|rest| rest.split('"').next()) {
        let second = lines_of(front, key).nth(1).unwrap_or(line);
        return mistake(format!("`{key}` is there twice"), Some("keep one of the two lines".into()), second, 1);
    }
    if error.contains("expected a YAML mapping") {
        let is_list = error.contains("sequence");
        let (number, text) = front.lines().enumerate().find(|(_, l)| !l.trim().is_empty()).unwrap_or((0, ""));
        let hint = match text.split_once(':') {
            Some((key, value)) if !value.starts_with(' ') => format!("put a space after the colon: `{key}: {value}`"),
            _ => "write lines such as `title: \"…\"`".into(),
        };
        let message = if is_list { "a list where there should be `key: value`" } else { "a line without `key: value`" };
        return mistake(message.into(), Some(hint), number + 1, 1);
    }
    let own_line = |line: usize| front.lines().nth(line.saturating_sub(1)).unwrap_or("");
    if let Some(line) = unclosed_quote(front).filter(|_| error.contains("end of stream") || error.contains("quoted")) {
        let (key, value) = parts(own_line(line)).unwrap_or_default();
        let quote = value.chars().next().unwrap_or('"');
        let col = own_line(line).chars().count() - value.chars().count() + 1;
        return mistake(
            format!("a text in quotes that does not end: there is no second `{quote}`"),
            Some(format!("end it: `{key}: {}{quote}`", value.trim_end())),
            line,
            col,
        );
    }
    if error.contains("mapping values are not allowed") {
        let key = own_line(line).split(':').next().unwrap_or("").trim();
        if own_line(line).starts_with(' ') && own_line(line).matches(": ").count() == 1 {
            let hint = format!("if `{key}` is a key of its own, take away the spaces before it");
            return mistake("a line that is indented below a value".into(), Some(hint), line, 1);
        }
        let hint = match parts(own_line(line)) {
            Some((key, value)) if !value.is_empty() => format!("put the value in quotes: `{key}: {}`", quoted(value)),
            _ => "put a value that holds `: ` in quotes".into(),
        };
        return mistake("a second `: ` in one line".into(), Some(hint), line, col);
    }
    if error.contains("cannot start any token") {
        let found = own_line(line).chars().nth(col.saturating_sub(1)).unwrap_or(' ');
        let hint = parts(own_line(line)).map(|(key, value)| format!("put it in quotes: `{key}: {}`", quoted(value)));
        let found = if found == '`' { "a backtick".to_owned() } else { format!("`{found}`") };
        return mistake(format!("a value cannot begin with {found}"), hint, line, col);
    }
    if error.contains("did not find expected ',' or") {
        let open = |line: &str| {
            let value = parts(line).map_or("", |(_, value)| value);
            value.starts_with('[') && !value.contains(']') || value.starts_with('{') && !value.contains('}')
        };
        if let Some(line) = (1..=line).rev().find(|line| open(own_line(*line))) {
            let (key, value) = parts(own_line(line)).unwrap_or_default();
            let close = if value.starts_with('[') { ']' } else { '}' };
            let col = own_line(line).chars().count() - value.chars().count() + 1;
            let hint = format!("end it: `{key}: {}{close}`", value.trim_end_matches(','));
            return mistake(format!("a list that does not end: there is no `{close}`"), Some(hint), line, col);
        }
    }
    if error.contains("could not find expected ':'") {
        let bare = |line: &str| !line.trim().is_empty() && !line.contains(':') && !line.starts_with(['-', '#', ' ']);
        if let Some(line) = (1..=line).rev().find(|line| bare(own_line(*line))) {
            let hint = match own_line(line).trim().split_once(' ') {
                Some((key, value)) => format!("put a colon after the key: `{key}: {value}`"),
                None => "write lines such as `title: \"…\"`".into(),
            };
            return mistake("a line without `key: value`".into(), Some(hint), line, 1);
        }
    }
    if error.contains("did not find expected key") || error.contains("did not find expected ',' or ']'") {
        // Of two lines that do not go together, the crate names the second or one behind it.
        let near = (1..=line).rev().find(|line| ends_early(own_line(*line)));
        if let Some(line) = near {
            let (key, value) = parts(own_line(line)).unwrap_or_default();
            return mistake(
                "text behind the end of the value".into(),
                Some(format!("put the whole value in double quotes: `{key}: {}`", quoted(value))),
                line,
                own_line(line).chars().count() - value.chars().count() + 1,
            );
        }
    }
    let indented = own_line(line).starts_with(' ');
    let hint = indented.then(|| "lines that belong together are indented by the same number of spaces".to_owned());
    mistake(format!("bad YAML: {error}"), hint, line, col)
}

/// The first tab that indents a line.
fn tab(front: &str) -> Option<(usize, usize)> {
    front.lines().enumerate().find_map(|(index, line)| {
        let indent = line.len() - line.trim_start().len();
        line[..indent].find('\t').map(|at| (index + 1, at + 1))
    })
}

/// The first character before a value, or in a key, that looks like a space or like nothing and is no space.
fn invisible(front: &str) -> Option<(usize, usize, char)> {
    front.lines().enumerate().find_map(|(index, line)| {
        let value = line.find(':').map_or(line.len(), |colon| line.len().min(colon + 4));
        let start = line.char_indices().take_while(|(at, _)| *at < value).enumerate();
        let hidden = |c: char| matches!(c, '\u{a0}' | '\u{200b}'..='\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}');
        start.map(|(col, (_, c))| (index + 1, col + 1, c)).find(|(_, _, c)| hidden(*c))
    })
}

/// The lines, from 1, of a key at the top.
fn lines_of<'a>(front: &'a str, key: &'a str) -> impl Iterator<Item = usize> + 'a {
    front
        .lines()
        .enumerate()
        .filter(move |(_, line)| {
            let line = line.trim_start_matches(['"', '\'']);
            line.strip_prefix(key)
                .is_some_and(|rest| rest.trim_start_matches(['"', '\'']).trim_start().starts_with(':'))
        })
        .map(|(index, _)| index + 1)
}

/// Key and value of a line, without what indents it.
fn parts(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.split_once(':')?;
    Some((key.trim(), value.trim()))
}

/// The first line whose value begins with a quote that the line does not end.
fn unclosed_quote(front: &str) -> Option<usize> {
    let open = |line: &str| {
        let Some((_, value)) = parts(line) else { return false };
        let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else { return false };
        !value[1..].replace("\\\"", "").replace("''", "").contains(quote)
    };
    front.lines().position(open).map(|index| index + 1)
}

/// Whether a value ends before its line does: `'It's'`, `[Update] x`, `"A" and b`.
fn ends_early(line: &str) -> bool {
    let Some((_, value)) = parts(line) else { return false };
    let Some(first) = value.chars().next() else { return false };
    let close = match first {
        '"' | '\'' => first,
        '[' => ']',
        '{' => '}',
        _ => return false,
    };
    value[1..].find(close).is_some_and(|at| !value[at + 2..].trim().is_empty())
}

/// A value as a text in double quotes, without quotes that it had around it; the beginning of a long one.
fn quoted(value: &str) -> String {
    if value.chars().count() > 80 {
        return format!("\"{}…\"", value.chars().take(40).collect::<String>().replace(['"', '\\'], ""));
    }
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote)).unwrap_or(value);
    format!("\"{}\"", inner.replace('\\', "\\\\").replace('"', "\\\""))
}

/// The first value that begins as an anchor, alias or tag, as line and column from 1.
///
/// They are refused because an alias can grow a few lines into gigabytes, and because no editor
/// of news expects `*name*` to be one.
pub fn anchor(front: &str) -> Option<(usize, usize)> {
    let mut block_indent: Option<usize> = None;
    for (index, line) in front.lines().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if let Some(deeper_than) = block_indent {
            if line.trim().is_empty() || indent > deeper_than {
                continue;
            }
            block_indent = None;
        }
        let mut rest = line.trim_start();
        while let Some(item) = rest.strip_prefix("- ") {
            rest = item.trim_start();
        }
        if !rest.starts_with(['&', '*', '!', '"', '\'', '#'])
            && let Some(colon) = rest.find(": ")
        {
            rest = rest[colon + 2..].trim_start();
        }
        let col = line[..line.len() - rest.len()].chars().count() + 1;
        if rest.starts_with(['&', '*', '!']) && rest.len() > 1 && !rest[1..].starts_with(' ') {
            return Some((index + 1, col));
        }
        if rest.starts_with(['|', '>']) {
            block_indent = Some(indent);
        }
        if rest.starts_with(['[', '{'])
            && rest.split([',', '[', '{', ' ']).any(|p| p.len() > 1 && p.starts_with(['&', '*', '!']))
        {
            return Some((index + 1, col));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_told_in_words() {
        for (front, place, message, hint) in [
            ("title: X\nextra:\n\ta: 1\n", (3, 1), "a tab where YAML wants spaces", "indent with spaces"),
            ("title: X\ndate: 2025\ntitle: Y\n", (3, 1), "`title` is there twice", "keep one of the two lines"),
            ("- a\n- b\n", (1, 1), "a list where there should be `key: value`", "write lines such as `title: \"…\"`"),
            ("title:X\n", (1, 1), "a line without `key: value`", "put a space after the colon: `title: X`"),
            ("title: a: b\n", (1, 9), "a second `: ` in one line", "put the value in quotes: `title: \"a: b\"`"),
            (
                "title: X\n  sub: a\n",
                (2, 1),
                "a line that is indented below a value",
                "if `sub` is a key of its own, take away the spaces before it",
            ),
            (
                "tags: [a, b\ndate: 2025-01-01\n",
                (1, 7),
                "a list that does not end: there is no `]`",
                "end it: `tags: [a, b]`",
            ),
            (
                "title: X\ndate 2025-01-01\n",
                (2, 1),
                "a line without `key: value`",
                "put a colon after the key: `date: 2025-01-01`",
            ),
            (
                "title:\u{a0}X\n",
                (1, 7),
                "a character that cannot be seen (U+00A0)",
                "delete it, and type a space where one is needed",
            ),
            ("title: @x\n", (1, 8), "a value cannot begin with `@`", "put it in quotes: `title: \"@x\"`"),
            (
                "title: \"X\ndate: 2025-01-02\n",
                (1, 8),
                "a text in quotes that does not end: there is no second `\"`",
                "end it: `title: \"X\"`",
            ),
            (
                "title: 'It's'\n",
                (1, 8),
                "text behind the end of the value",
                "put the whole value in double quotes: `title: \"It's\"`",
            ),
            (
                "a: 1\ntitle: [Update] x\nb: 2\n",
                (2, 8),
                "text behind the end of the value",
                "put the whole value in double quotes: `title: \"[Update] x\"`",
            ),
        ] {
            let error = serde_yaml::from_str::<Option<serde_yaml::Mapping>>(front).expect_err(front);
            let at = error.location().map(|l| (l.line(), l.column()));
            let found = explain(front, &error.to_string(), at);
            assert_eq!(((found.line, found.col), found.message.as_str()), (place, message), "{front:?}: {error}");
            assert_eq!(found.hint.as_deref(), Some(hint), "{front:?}");
        }
    }
}
