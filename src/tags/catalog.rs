//! `tags.toml`, beside `site.toml`: the names that people have settled on.
//!
//! ```toml
//! [[tag]]
//! name = "Skerry Islands"
//! kind = "place"              # or person, organisation, topic
//! synonyms = ["The Skerries"] # articles with these are listed under the name
//! parents = ["North Sea"]
//! ```
//!
//! Newsgen's commands change single blocks of it and leave everything else, comments too, as it is.

use std::collections::BTreeMap;

use crate::config::Table;
use crate::diag::{Diagnostic, Place, Problem};

/// What a tag names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Someone.
    Person,
    /// Somewhere.
    Place,
    /// A company, an authority, a party.
    Organisation,
    /// A subject.
    Topic,
}

impl Kind {
    /// As in `tags.toml`.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organisation => "organisation",
            Kind::Topic => "topic",
        }
    }

    /// What an index of its tags is called: `people`.
    pub fn plural(self) -> &'static str {
        match self {
            Kind::Person => "people",
            Kind::Place => "places",
            Kind::Organisation => "organisations",
            Kind::Topic => "topics",
        }
    }

    /// Reads a kind.
    pub fn parse(text: &str) -> Option<Kind> {
        [Kind::Person, Kind::Place, Kind::Organisation, Kind::Topic].into_iter().find(|k| k.name() == text)
    }
}

/// One `[[tag]]`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tag {
    /// As readers see it.
    pub name: String,
    /// What it names.
    pub kind: Option<Kind>,
    /// Other names for the same.
    pub synonyms: Vec<String>,
    /// Wider subjects.
    pub parents: Vec<String>,
}

/// All of `tags.toml`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalog {
    /// In the order of the file.
    pub tags: Vec<Tag>,
}

impl Catalog {
    /// The file's name.
    pub const FILE: &'static str = "tags.toml";

    /// Reads the text of a `tags.toml`; `file` is how messages call it.
    pub fn parse(text: &str, file: &str) -> Result<Catalog, Vec<Diagnostic>> {
        const NAME: &str = "a tag's name";
        let mut top = Table::parse(text, file).map_err(|d| vec![d])?;
        let mut tags = Vec::new();
        let mut diagnostics = Vec::new();
        for mut table in top.tables("tag") {
            let name = table.required_str("name");
            let kind = table.parsed("kind", "`person`, `place`, `organisation` or `topic`", Kind::parse);
            let some = |text: &str| (!text.trim().is_empty()).then(|| text.trim().to_owned());
            let synonyms = table.parsed_texts("synonyms", NAME, some);
            let parents = table.parsed_texts("parents", NAME, some);
            if let Some(name) = name {
                tags.push(Tag { name, kind, synonyms, parents });
            }
            diagnostics.extend(table.finish());
        }
        diagnostics.extend(top.finish());
        diagnostics.extend(clashes(&tags, text, file));
        diagnostics.sort_by_key(|d| (d.place.line, d.place.col));
        if diagnostics.is_empty() { Ok(Catalog { tags }) } else { Err(diagnostics) }
    }

    /// The tag of this very name.
    pub fn get(&self, name: &str) -> Option<&Tag> {
        self.tags.iter().find(|t| t.name == name)
    }

    /// Each synonym and the name that is used instead.
    pub fn synonyms(&self) -> impl Iterator<Item = (&str, &str)> {
        self.tags.iter().flat_map(|tag| tag.synonyms.iter().map(|s| (s.as_str(), tag.name.as_str())))
    }
}

/// Names that are said to be two things.
fn clashes(tags: &[Tag], text: &str, file: &str) -> Vec<Diagnostic> {
    let mut meant: BTreeMap<&str, &str> = BTreeMap::new();
    let mut found = Vec::new();
    let names = tags.iter().map(|t| (t.name.as_str(), t.name.as_str()));
    let synonyms = tags.iter().flat_map(|t| t.synonyms.iter().map(|s| (s.as_str(), t.name.as_str())));
    for (said, name) in names.chain(synonyms) {
        match meant.get(said) {
            Some(other) if *other != name || said == name => {
                let line = text.lines().enumerate().filter(|(_, l)| l.contains(&format!("\"{said}\""))).last();
                let (line, col) =
                    line.map_or((1, 1), |(at, l)| (at + 1, l.find(said).map_or(1, |c| l[..c].chars().count() + 1)));
                let other = if *other == said { name } else { other };
                let problem = Problem::TagTwice { name: said.to_owned(), other: other.to_owned() };
                found.push(Diagnostic::new(problem, Place::line_col(file, text, line, col)));
            }
            _ => {
                meant.insert(said, name);
            }
        }
    }
    found
}

/// The text of a `tags.toml` with a tag's block changed, or added at the end. `None` takes a block away.
pub fn with_tag(text: &str, name: &str, tag: Option<&Tag>) -> String {
    let mut out = String::with_capacity(text.len() + 100);
    let mut done = false;
    for block in blocks(text) {
        if !done && is_of(block, name) {
            done = true;
            // What stands behind the block's own lines is kept: it is about the next.
            let own = own_len(block);
            out.push_str(&tag.map(|t| shown(t, &block[..own])).unwrap_or_default());
            out.push_str(if tag.is_some() { &block[own..] } else { block[own..].trim_start_matches('\n') });
        } else {
            out.push_str(block);
        }
    }
    if let Some(tag) = tag.filter(|_| !done) {
        if !out.is_empty() {
            out.push_str(if out.ends_with('\n') { "\n" } else { "\n\n" });
        }
        out.push_str(&shown(tag, ""));
    }
    out
}

/// Pieces of the file, each from one `[[tag]]` to the next.
fn blocks(text: &str) -> Vec<&str> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.trim_start().starts_with('[') && !line.contains('=') && at > 0 {
            starts.push(at);
        }
        at += line.len();
    }
    starts.push(text.len());
    starts.windows(2).map(|w| &text[w[0]..w[1]]).filter(|b| !b.is_empty()).collect()
}

fn is_of(block: &str, name: &str) -> bool {
    let mut top = match Table::parse(block, "") {
        Ok(top) => top,
        Err(_) => return false,
    };
    let found = top.tables("tag").into_iter().next().and_then(|mut t| t.str("name"));
    found.as_deref() == Some(name)
}

/// The bytes of a block up to its last line that is no comment.
fn own_len(block: &str) -> usize {
    let mut end = 0;
    let mut at = 0;
    for line in block.split_inclusive('\n') {
        at += line.len();
        if !line.trim().is_empty() && !line.trim_start().starts_with('#') {
            end = at;
        }
    }
    end
}

/// A tag's block; comments among the earlier block's lines are kept.
fn shown(tag: &Tag, earlier: &str) -> String {
    let mut out = String::new();
    for line in earlier.lines().take_while(|l| !l.trim_start().starts_with("[[tag]]")) {
        out.push_str(line);
        out.push('\n');
    }
    out.push_str("[[tag]]\n");
    let within = earlier.lines().skip_while(|l| !l.trim_start().starts_with("[[tag]]"));
    for comment in within.filter(|l| l.trim_start().starts_with('#')) {
        out.push_str(comment);
        out.push('\n');
    }
    out.push_str(&format!("name = {}\n", quoted(&tag.name)));
    if let Some(kind) = tag.kind {
        out.push_str(&format!("kind = \"{}\"\n", kind.name()));
    }
    for (key, values) in [("synonyms", &tag.synonyms), ("parents", &tag.parents)] {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|v| quoted(v)).collect();
            out.push_str(&format!("{key} = [{}]\n", values.join(", ")));
        }
    }
    out
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Our tags.\n[[tag]]\nname = \"Lund\"\nkind = \"place\"\n\n# The islands.\n[[tag]]\n# never \"Skerry\"\nname = \"Skerries\"\nsynonyms = [\"Skerry Islands\"]\n";

    #[test]
    fn tags_are_read_and_one_block_is_changed() {
        let catalog = Catalog::parse(FILE, "tags.toml").unwrap();
        assert_eq!(catalog.get("Lund").unwrap().kind, Some(Kind::Place));
        assert_eq!(catalog.synonyms().collect::<Vec<_>>(), [("Skerry Islands", "Skerries")]);
        let lund = Tag { name: "Lund".into(), synonyms: vec!["Lunden".into()], ..Tag::default() };
        let changed = with_tag(FILE, "Lund", Some(&lund));
        assert_eq!(changed, FILE.replace("kind = \"place\"\n", "synonyms = [\"Lunden\"]\n"));
        let without = with_tag(&changed, "Lund", None);
        assert_eq!(without, FILE.replace("[[tag]]\nname = \"Lund\"\nkind = \"place\"\n\n", ""), "{without}");
        let added = with_tag(FILE, "Oban", Some(&Tag { name: "Oban".into(), ..Tag::default() }));
        assert_eq!(added, format!("{FILE}\n[[tag]]\nname = \"Oban\"\n"));
    }

    #[test]
    fn mistakes_have_their_place() {
        let text = "[[tag]]\nname = \"Lund\"\nkind = \"town\"\nsynonym = [\"L\"]\n[[tag]]\nname = \"Oban\"\nsynonyms = [\"Lund\"]\n";
        let found: Vec<String> = Catalog::parse(text, "tags.toml")
            .unwrap_err()
            .iter()
            .map(|d| format!("{}:{}: {}", d.place.line, d.place.col, d.problem))
            .collect();
        assert_eq!(found.len(), 3, "{found:?}");
        assert!(found[0].starts_with("3:8: `kind` cannot be `town`"), "{found:?}");
        assert!(found[1].starts_with("4:1: unknown key `synonym`"), "{found:?}");
        assert_eq!(found[2], "7:14: `Lund` is already a name or synonym of `Oban`");
    }
}
