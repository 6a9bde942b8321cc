//! `[taxonomies]`: how articles are sorted into terms.

use std::collections::HashMap;

use super::{Reserved, Table};
use crate::diag::{Diagnostic, Problem};
use crate::model::{Slug, Taxonomy};

/// One taxonomy: `[taxonomies.NAME]`, or one of those that every site has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxonomySettings {
    /// First part of its addresses, and the key in front matter of those that a site adds: `places`.
    pub name: String,
    /// `singular`: what one term of it is called.
    pub singular: String,
    /// `title`: its heading, where the site sets it; those that every site has are else called by the strings of their names.
    pub title: Option<String>,
    /// `minimum`: terms with fewer articles have no page of their own.
    pub minimum: usize,
    /// `aliases`: other names ▶ the name that is used. Their former pages lead to its page.
    pub aliases: Vec<(String, String)>,
    /// `parents`: a term ▶ the wider one that has its articles too.
    pub parents: Vec<(String, String)>,
}

impl TaxonomySettings {
    fn new(name: &str, singular: &str, title: Option<String>) -> TaxonomySettings {
        TaxonomySettings {
            name: name.into(),
            singular: singular.into(),
            title,
            minimum: 1,
            aliases: Vec::new(),
            parents: Vec::new(),
        }
    }

    /// Those that every site has, by the numbers that [`Taxonomy`] gives them.
    pub(super) fn built_in() -> Vec<TaxonomySettings> {
        vec![
            TaxonomySettings::new("authors", "author", None),
            TaxonomySettings::new("sections", "section", None),
            TaxonomySettings::new("tags", "tag", None),
            TaxonomySettings::new("series", "series", None),
        ]
    }
}

/// Reads all tables below `[taxonomies]`, and `[tags.aliases]`, the short form of `[taxonomies.tags.aliases]`.
pub(super) fn taxonomies(top: &mut Table<'_>) -> (Vec<TaxonomySettings>, Vec<Diagnostic>) {
    let mut all = TaxonomySettings::built_in();
    let mut diagnostics = Vec::new();
    let mut outer = top.table("taxonomies");
    for (name, mut table) in outer.named_tables() {
        let mut refused = TaxonomySettings::new(&name, &name, None);
        let taxonomy = match all.iter().position(|t| t.name == name) {
            Some(at) => &mut all[at],
            None if is_good_name(&name) && all.len() < MOST => {
                let capital = name[..1].to_uppercase() + &name[1..];
                all.push(TaxonomySettings::new(&name, &name, Some(capital.replace(['-', '_'], " "))));
                all.last_mut().expect("one was just added")
            }
            None => {
                let span = table.start()..table.start() + 1;
                let expected = if Reserved::FOLDERS.contains(&name.as_str()) {
                    "another name: newsgen has a folder of this name".to_owned()
                } else if Reserved::is_key(&name) {
                    "another name: that one already means something in front matter".to_owned()
                } else if all.len() >= MOST {
                    format!("at most {MOST} taxonomies")
                } else {
                    "a word that begins with a small letter, of small letters, digits, `-` and `_`".to_owned()
                };
                table.report(Problem::BadSetting { key: "taxonomies".into(), value: name, expected }, span);
                &mut refused
            }
        };
        if let Some(title) = table.str("title") {
            taxonomy.title = Some(title);
        }
        if let Some(singular) = table.str("singular") {
            taxonomy.singular = singular;
        }
        taxonomy.minimum = table.number("minimum", 1..=1_000_000).unwrap_or(1);
        for (key, list) in [("aliases", &mut taxonomy.aliases), ("parents", &mut taxonomy.parents)] {
            let mut names = table.table(key);
            list.extend(names.named_texts());
            if key == "aliases" {
                refuse_circles(&mut names, list);
            }
            diagnostics.extend(names.finish());
        }
        diagnostics.extend(table.finish());
    }
    diagnostics.extend(outer.finish());
    let mut tags = top.table("tags");
    let mut aliases = tags.table("aliases");
    let more = aliases.named_texts();
    if !more.is_empty() {
        let of_tags = &mut all[Taxonomy::TAGS.index()].aliases;
        of_tags.extend(more);
        refuse_circles(&mut aliases, of_tags);
    }
    diagnostics.extend(aliases.finish());
    diagnostics.extend(tags.finish());
    (all, diagnostics)
}

/// Refuses other names that lead back to themselves: no name would be the one that is used.
fn refuse_circles(table: &mut Table<'_>, aliases: &[(String, String)]) {
    let next: HashMap<Slug, Slug> = aliases
        .iter()
        .map(|(other, name)| (Slug::from_name(other), Slug::from_name(name)))
        .filter(|(other, name)| other != name)
        .collect();
    let circle = aliases.iter().find(|(other, _)| {
        let start = Slug::from_name(other);
        let mut names = std::iter::successors(next.get(&start), |name| next.get(name)).take(next.len());
        names.any(|name| *name == start)
    });
    if let Some((other, name)) = circle {
        let expected = "the one name that is used: this one is itself another name of it".to_owned();
        let span = table.start()..table.start() + 1;
        table.report(Problem::BadSetting { key: other.clone(), value: name.clone(), expected }, span);
    }
}

/// A record keeps one character for the taxonomy of a term.
const MOST: usize = 60;

fn is_good_name(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-' || b == b'_';
    name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.bytes().all(plain)
        && !Reserved::FOLDERS.contains(&name)
        && !Reserved::is_key(name)
}
