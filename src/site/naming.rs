//! What terms are called and what they are part of: `tags.toml` and `[taxonomies]`, as the index needs them.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::model::{Slug, Taxonomy};
use crate::tags::Catalog;
use crate::tags::catalog::Kind;

/// Other names of terms, the wider terms that have their articles too, and what tags are names of.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Naming {
    /// Each synonym's slug ▶ the name that is used instead.
    synonyms: BTreeMap<(Taxonomy, Slug), Box<str>>,
    /// A term's slug ▶ the names of the wider ones next to it.
    parents: BTreeMap<(Taxonomy, Slug), Vec<Box<str>>>,
    /// The reverse: a wider term's slug ▶ the slugs of its parts.
    parts: BTreeMap<(Taxonomy, Slug), Vec<Slug>>,
    kinds: BTreeMap<Slug, Kind>,
}

impl Naming {
    /// That of a site. A synonym that is written as another name is has no page to redirect.
    pub fn of(config: &Config, catalog: &Catalog) -> Naming {
        let mut naming = Naming::default();
        let slug = |name: &str| Slug::from_name(name);
        let used: Vec<Slug> = catalog.tags.iter().map(|tag| slug(&tag.name)).collect();
        for (synonym, name) in catalog.synonyms() {
            let synonym = slug(synonym);
            if !used.contains(&synonym) {
                naming.synonyms.insert((Taxonomy::TAGS, synonym), name.into());
            }
        }
        for tag in &catalog.tags {
            if let Some(kind) = tag.kind {
                naming.kinds.insert(slug(&tag.name), kind);
            }
            let parents = tag.parents.iter().map(|parent| parent.as_str().into());
            naming.parents.entry((Taxonomy::TAGS, slug(&tag.name))).or_default().extend(parents);
        }
        for (taxonomy, settings) in config.taxonomy_ids().zip(&config.taxonomies) {
            for (synonym, name) in &settings.aliases {
                if slug(synonym) != slug(name) {
                    naming.synonyms.insert((taxonomy, slug(synonym)), name.as_str().into());
                }
            }
            for (term, parent) in &settings.parents {
                naming.parents.entry((taxonomy, slug(term))).or_default().push(parent.as_str().into());
            }
        }
        naming.parents.retain(|_, parents| !parents.is_empty());
        let mut parts: BTreeMap<(Taxonomy, Slug), Vec<Slug>> = BTreeMap::new();
        for (taxonomy, term) in naming.parents.keys() {
            for parent in naming.parents_of(*taxonomy, term) {
                parts.entry((*taxonomy, slug(parent))).or_default().push(term.clone());
            }
        }
        naming.parts = parts;
        naming
    }

    /// The name by which a term is listed. A synonym of a synonym goes all the way.
    pub fn name_of<'a>(&'a self, taxonomy: Taxonomy, term: &'a str) -> &'a str {
        const MOST_STEPS: usize = 8;
        let mut name = term;
        if self.synonyms.is_empty() {
            return name;
        }
        for _ in 0..MOST_STEPS {
            match self.synonyms.get(&(taxonomy, Slug::from_name(name))) {
                Some(other) => name = other,
                None => break,
            }
        }
        name
    }

    /// How many synonyms there are.
    pub fn synonyms(&self) -> usize {
        self.synonyms.len()
    }

    /// A synonym: its taxonomy, the last part of the address that its page had, and the name that has its articles now.
    pub fn synonym(&self, index: usize) -> (Taxonomy, &Slug, &str) {
        let ((taxonomy, slug), name) = self.synonyms.iter().nth(index).expect("synonyms are counted");
        (*taxonomy, slug, self.name_of(*taxonomy, name))
    }

    /// The wider terms next to a term, by the names that these are listed under.
    pub fn parents_of(&self, taxonomy: Taxonomy, term: &Slug) -> impl Iterator<Item = &str> {
        let found = self.parents.get(&(taxonomy, term.clone()));
        found.into_iter().flatten().map(move |name| self.name_of(taxonomy, name))
    }

    /// Whether any term has a wider one.
    pub fn has_parents(&self) -> bool {
        !self.parents.is_empty()
    }

    /// The slugs of the terms that are directly part of a term, in order.
    pub fn parts_of(&self, taxonomy: Taxonomy, term: &Slug) -> &[Slug] {
        self.parts.get(&(taxonomy, term.clone())).map_or(&[], Vec::as_slice)
    }

    /// What tags are names of, by their slugs.
    pub fn kinds(&self) -> impl Iterator<Item = (&Slug, Kind)> {
        self.kinds.iter().map(|(slug, kind)| (slug, *kind))
    }
}
