//! Tags that go by another name: what `tags.toml` says, as the index needs it.

use std::collections::BTreeMap;

use crate::model::Slug;
use crate::tags::Catalog;

/// Each synonym's slug ▶ the name that is used instead.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms {
    names: BTreeMap<Slug, Box<str>>,
}

impl Synonyms {
    /// Those of a `tags.toml`. A synonym that is written as another name is has no page to redirect.
    pub fn of(catalog: &Catalog) -> Synonyms {
        let used: Vec<Slug> = catalog.tags.iter().map(|tag| Slug::from_name(&tag.name)).collect();
        let pairs = catalog.synonyms().map(|(synonym, name)| (Slug::from_name(synonym), name.into()));
        Synonyms { names: pairs.filter(|(slug, _)| !used.contains(slug)).collect() }
    }

    /// The name by which a tag is listed.
    pub fn name_of<'a>(&'a self, tag: &'a str) -> &'a str {
        if self.names.is_empty() {
            return tag;
        }
        self.names.get(&Slug::from_name(tag)).map_or(tag, |name| name)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// The last part of the address that a synonym's page had, and the name that has its articles now.
    pub fn get(&self, index: usize) -> (&Slug, &str) {
        let (slug, name) = self.names.iter().nth(index).expect("synonyms are counted by `len`");
        (slug, name)
    }
}
