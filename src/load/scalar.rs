//! The YAML that front matter is made of, as a small tree.
//!
//! Nearly all front matter is flat: `key: value` lines and simple lists. [`read_plain`] reads just
//! that, without allocating; for anything more it says nothing and the YAML crate reads the whole.
//! Where both can read a text, both give the same tree (a test compares them).

use std::borrow::Cow;

/// A value of the front matter.
#[derive(Debug, Clone, PartialEq)]
pub enum Node<'a> {
    /// Nothing, `null` or `~`.
    Null,
    /// A scalar without quotes; what it means depends on the key.
    Plain(Cow<'a, str>),
    /// A text.
    Quoted(Cow<'a, str>),
    /// A list.
    List(Vec<Node<'a>>),
    /// A mapping, in order.
    Map(Vec<(String, Node<'a>)>),
}

/// The entries of a mapping at the top of a document, in order.
pub type Entries<'a> = Vec<(Cow<'a, str>, Node<'a>)>;

/// Reads flat front matter; `None` for YAML that takes a real parser, which is not to say that it is wrong.
pub fn read_plain(text: &str) -> Option<Entries<'_>> {
    let mut entries: Entries = Vec::with_capacity(8);
    let mut lines = lines(text).peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let key_end = line.bytes().position(|b| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'-'))?;
        let (key, rest) = (&line[..key_end], line[key_end..].strip_prefix(':')?);
        let word = ["null", "true", "false"].iter().any(|word| key.eq_ignore_ascii_case(word));
        if word || !key.starts_with(|c: char| c.is_ascii_alphabetic()) || entries.iter().any(|(k, _)| k == key) {
            return None;
        }
        if !rest.is_empty() && !rest.starts_with(' ') {
            return None;
        }
        let value = rest.trim_matches(' ');
        let node = if value.is_empty() { block_list(&mut lines)? } else { value_node(value)? };
        // A deeper line after a value would continue it.
        if lines.peek().is_some_and(|next| next.starts_with([' ', '\t', '-'])) {
            return None;
        }
        entries.push((Cow::Borrowed(key), node));
    }
    Some(entries)
}

/// As [`str::lines`], several times as fast for the short lines of front matter.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = memchr::memchr(b'\n', rest.as_bytes());
        let line = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or("", |end| &rest[end + 1..]);
        match end {
            Some(_) => Some(line.strip_suffix('\r').unwrap_or(line)),
            None => Some(line).filter(|line| !line.is_empty()),
        }
    })
}

/// The `- item` lines below a key without a value; null where there are none.
fn block_list<'a>(lines: &mut std::iter::Peekable<impl Iterator<Item = &'a str>>) -> Option<Node<'a>> {
    let indent_of = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let mut items = Vec::new();
    let mut indent = None;
    while let Some(line) = lines.peek() {
        let Some(item) = line.trim_start_matches(' ').strip_prefix("- ") else { break };
        if *indent.get_or_insert(indent_of(line)) != indent_of(line) {
            return None;
        }
        let item = item.trim_matches(' ');
        if item.is_empty() || item.starts_with("- ") || item.starts_with('[') {
            return None;
        }
        items.push(scalar(item, false)?);
        lines.next();
    }
    Some(if items.is_empty() { Node::Null } else { Node::List(items) })
}

fn value_node(value: &str) -> Option<Node<'_>> {
    let Some(inside) = value.strip_prefix('[') else { return scalar(value, false) };
    let mut rest = inside.strip_suffix(']')?.trim_matches(' ');
    let mut items = Vec::new();
    while !rest.is_empty() {
        let end = match rest.as_bytes()[0] {
            quote @ (b'"' | b'\'') => closing_quote(rest, quote, true)? + 1,
            _ => memchr::memchr(b',', rest.as_bytes()).unwrap_or(rest.len()),
        };
        let (item, after) = rest.split_at(end);
        items.push(scalar(item.trim_matches(' '), true)?);
        rest = after.trim_start_matches(' ');
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?.trim_start_matches(' ');
        }
    }
    Some(Node::List(items))
}

/// What a scalar holds of what takes a closer look, as bits of [`marks`].
mod mark {
    /// A control character.
    pub const CONTROL: u8 = 1;
    /// A byte of a longer character.
    pub const LONG: u8 = 2;
    /// `:`
    pub const COLON: u8 = 4;
    /// `#`
    pub const HASH: u8 = 8;
    /// `\`
    pub const BACKSLASH: u8 = 16;
    /// `[`, `]`, `{`, `}` or `,`
    pub const FLOW: u8 = 32;
}

const MARKS: [u8; 256] = {
    let mut marks = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        marks[byte] = match byte as u8 {
            0..0x20 | 0x7f => mark::CONTROL,
            0x80.. => mark::LONG,
            b':' => mark::COLON,
            b'#' => mark::HASH,
            b'\\' => mark::BACKSLASH,
            b'[' | b']' | b'{' | b'}' | b',' => mark::FLOW,
            _ => 0,
        };
        byte += 1;
    }
    marks
};

/// All marks of a text in one pass, since most texts have none.
fn marks(text: &str) -> u8 {
    text.bytes().fold(0, |marks, byte| marks | MARKS[usize::from(byte)])
}

/// A scalar on one line, `in_flow` inside `[…]`.
fn scalar(text: &str, in_flow: bool) -> Option<Node<'_>> {
    let first = *text.as_bytes().first()?;
    let marks = marks(text);
    let has = |mark| marks & mark != 0;
    let odd = |c: char| c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}');
    if has(mark::CONTROL) || (has(mark::LONG) && text.chars().any(odd)) {
        return None;
    }
    match first {
        b'"' | b'\'' => {
            if closing_quote(text, first, has(mark::BACKSLASH))? + 1 != text.len() {
                return None;
            }
            let inside = &text[1..text.len() - 1];
            if first == b'\'' {
                return Some(Node::Quoted(if inside.contains("''") {
                    inside.replace("''", "'").into()
                } else {
                    inside.into()
                }));
            }
            if has(mark::BACKSLASH) { unescape(inside).map(Node::Quoted) } else { Some(Node::Quoted(inside.into())) }
        }
        b'[' | b']' | b'{' | b'}' | b',' | b'#' | b'&' | b'*' | b'!' | b'|' | b'>' | b'%' | b'@' | b'`' => None,
        b'-' | b'?' | b':' if text.len() == 1 || text.as_bytes()[1] == b' ' => None,
        _ if has(mark::COLON) && (text.contains(": ") || text.ends_with(':')) => None,
        _ if has(mark::HASH) && text.contains(" #") => None,
        _ if has(mark::FLOW) && in_flow => None,
        // Words that YAML reads in its own way in some form are left to the parser.
        _ if text.starts_with('.') || text.starts_with("---") => None,
        _ if matches!(text, "~" | "null" | "Null" | "NULL") => Some(Node::Null),
        _ => Some(Node::Plain(text.into())),
    }
}

/// Where the quote that opens `text` is closed.
fn closing_quote(text: &str, quote: u8, escapes: bool) -> Option<usize> {
    let bytes = text.as_bytes();
    if quote == b'"' && !escapes {
        return memchr::memchr(b'"', &bytes[1..]).map(|at| at + 1);
    }
    let mut at = 1;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == b'"' => at += 1,
            b if b == quote && quote == b'\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            b if b == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The common escapes of a double-quoted scalar.
fn unescape(inside: &str) -> Option<Cow<'_, str>> {
    if !inside.contains('\\') {
        return Some(inside.into());
    }
    let mut out = String::with_capacity(inside.len());
    let mut chars = inside.chars();
    while let Some(c) = chars.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        out.push(match chars.next()? {
            'n' => '\n',
            't' => '\t',
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            _ => return None,
        });
    }
    Some(out.into())
}

impl<'a> Node<'a> {
    /// A value as the YAML crate read it; `None` for a tag or a key that is not a text.
    pub fn from_yaml(value: serde_yaml::Value) -> Option<Node<'static>> {
        Some(match value {
            serde_yaml::Value::Null => Node::Null,
            serde_yaml::Value::Bool(b) => Node::Plain(b.to_string().into()),
            serde_yaml::Value::Number(n) => Node::Plain(n.to_string().into()),
            serde_yaml::Value::String(s) => Node::Quoted(s.into()),
            serde_yaml::Value::Sequence(items) => {
                Node::List(items.into_iter().map(Node::from_yaml).collect::<Option<_>>()?)
            }
            serde_yaml::Value::Mapping(entries) => Node::Map(
                entries
                    .into_iter()
                    .map(|(key, value)| Some((key_text(key)?, Node::from_yaml(value)?)))
                    .collect::<Option<_>>()?,
            ),
            serde_yaml::Value::Tagged(_) => return None,
        })
    }

    /// The text of a scalar.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Node::Plain(text) | Node::Quoted(text) => Some(text),
            Node::Null | Node::List(_) | Node::Map(_) => None,
        }
    }

    /// The entry of a mapping.
    pub fn get(&self, key: &str) -> Option<&Node<'a>> {
        match self {
            Node::Map(entries) => entries.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            Node::Null | Node::Plain(_) | Node::Quoted(_) | Node::List(_) => None,
        }
    }

    /// The value for templates, with plain scalars read as YAML's core schema has them.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Node::Null => Value::Null,
            Node::Quoted(text) => Value::from(text.as_ref()),
            Node::Plain(text) => match text.as_ref() {
                "true" | "True" | "TRUE" => Value::from(true),
                "false" | "False" | "FALSE" => Value::from(false),
                text => match (text.parse::<i64>(), text.parse::<f64>()) {
                    (Ok(n), _) if !text.starts_with('+') => Value::from(n),
                    (_, Ok(n)) if n.is_finite() && text.contains(|c: char| c.is_ascii_digit()) => Value::from(n),
                    _ => Value::from(text),
                },
            },
            Node::List(items) => items.iter().map(Node::to_json).collect(),
            Node::Map(entries) => entries.iter().map(|(k, v)| (k.clone(), v.to_json())).collect(),
        }
    }

    /// How a message shows it.
    pub fn shown(&self) -> String {
        match self {
            Node::Null => "nothing".into(),
            Node::Plain(text) | Node::Quoted(text) => text.chars().take(60).collect(),
            Node::List(_) => "a list".into(),
            Node::Map(_) => "a mapping".into(),
        }
    }
}

/// A mapping's key as text.
pub fn key_text(key: serde_yaml::Value) -> Option<String> {
    match key {
        serde_yaml::Value::String(s) => Some(s),
        serde_yaml::Value::Number(n) => Some(n.to_string()),
        serde_yaml::Value::Bool(b) => Some(b.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_yaml(text: &str) -> Option<Vec<(String, Node<'static>)>> {
        let mapping: serde_yaml::Mapping = serde_yaml::from_str(text).ok()?;
        mapping.into_iter().map(|(k, v)| Some((key_text(k)?, Node::from_yaml(v)?))).collect()
    }

    /// Plain and quoted are one here: a date without quotes is a text to the YAML crate.
    fn levelled(node: &Node) -> String {
        match node {
            Node::Null => "null".into(),
            Node::Plain(t) | Node::Quoted(t) => format!("{t:?}"),
            Node::List(items) => format!("{:?}", items.iter().map(levelled).collect::<Vec<_>>()),
            Node::Map(entries) => format!("{:?}", entries.iter().map(|(k, v)| (k, levelled(v))).collect::<Vec<_>>()),
        }
    }

    #[test]
    fn plain_front_matter_reads_as_the_yaml_crate_reads_it() {
        let mut plain = 0;
        for text in [
            "title: Talks advance\ndate: 2025-01-12\n",
            "title: \"A \\\"quoted\\\" one: yes\"\nauthor: 'it''s'\n",
            "tags:\n  - Gaza\n  - \"Middle East\"\n  - 'x # y'\ndraft: true\n",
            "tags:\n- a\n- b\nempty:\ntilde: ~\n",
            "tags: [Gaza, \"a, b\", 'c']\nnone: []\n",
            "a: b # comment\n",
            "a: http://example.org/x\nb: 12:30\nc: x:y\n",
            "a: -1\nb: - x\n",
            "# comment\n\na: one\n\nb: two\n",
            "a: \"x\" y\n",
            "a: one\n  two\n",
            "a: |\n  text\n",
            "a: {b: c}\n",
            "a: &x 1\nb: *x\n",
            "a: [x, [y]]\n",
            "a: [x,, y]\n",
            "a: [x, y,]\n",
            "a: [a: b]\n",
            "a: 'x\n",
            "a: \"\\u00e9\"\n",
            "a:b\n",
            "a: 1\na: 2\n",
            "a: ' x '\nb:   y   \n",
            "a: [x, \"y\"z]\n",
            "a: @x\n",
            "a: -\n",
            "a: ?x\nb: -x\nc: :x\n",
            "\"a\": b\n",
            "a\n",
            "a: \"\"\n",
            "ü: b\n",
            "a: \tb\n",
        ] {
            if let Some(entries) = read_plain(text) {
                plain += 1;
                let yaml = read_yaml(text).unwrap_or_else(|| panic!("only the plain reader takes {text:?}"));
                let ours: Vec<_> = entries.iter().map(|(k, v)| (k.to_string(), levelled(v))).collect();
                let theirs: Vec<_> = yaml.iter().map(|(k, v)| (k.clone(), levelled(v))).collect();
                assert_eq!(ours, theirs, "{text:?}");
            }
        }
        assert!(plain >= 11, "the plain reader took only {plain}");
    }

    #[test]
    fn random_front_matter_never_reads_differently() {
        let mut rng = fastrand::Rng::with_seed(7);
        let pieces = [
            "a",
            "b: ",
            "c:",
            "\n",
            "\n",
            "  - ",
            "- ",
            "\"",
            "'",
            "[",
            "]",
            ", ",
            "#",
            " # ",
            "x y",
            ": ",
            "1",
            "0x1",
            "~",
            "null",
            "true",
            "\\",
            "é",
            "|",
            ">",
            "&",
            "*",
            "\t",
            "  ",
            "---",
            "2025-01-12",
            "{",
            "}",
            "...",
        ];
        let mut compared = 0;
        for round in 0..40_000 {
            let text: String = (0..rng.usize(1..10)).map(|_| pieces[rng.usize(0..pieces.len())]).collect();
            let text = if round % 2 == 0 { format!("k: {text}\n") } else { text };
            let Some(entries) = read_plain(&text) else { continue };
            compared += 1;
            let ours: Vec<_> = entries.iter().map(|(k, v)| (k.to_string(), levelled(v))).collect();
            let Some(yaml) = read_yaml(&text) else {
                assert!(entries.is_empty(), "only the plain reader takes {text:?}: {ours:?}");
                continue;
            };
            let theirs: Vec<_> = yaml.iter().map(|(k, v)| (k.clone(), levelled(v))).collect();
            // Numbers in other notations keep their digits here and are read as numbers there.
            if text.contains("0x1") || text.contains('1') {
                continue;
            }
            assert_eq!(ours, theirs, "{text:?}");
        }
        assert!(compared > 1000, "{compared}");
    }
}
