//! Tags, authors and sections: one mechanism, three taxonomies.

use std::collections::HashMap;
use std::ops::Range;

use super::Synonyms;
use crate::load::Record;
use crate::model::{ArticleId, Slug, TermId};

/// A way of sorting articles into terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Taxonomy {
    /// `authors:`.
    Authors,
    /// `section:`.
    Sections,
    /// `tags:`.
    Tags,
}

impl Taxonomy {
    /// All of them, in the order of their terms' ids.
    pub const ALL: [Taxonomy; 3] = [Taxonomy::Authors, Taxonomy::Sections, Taxonomy::Tags];

    /// The first part of its addresses.
    pub fn name(self) -> &'static str {
        match self {
            Taxonomy::Authors => "authors",
            Taxonomy::Sections => "sections",
            Taxonomy::Tags => "tags",
        }
    }

    /// What one term of it is called.
    pub fn singular(self) -> &'static str {
        match self {
            Taxonomy::Authors => "author",
            Taxonomy::Sections => "section",
            Taxonomy::Tags => "tag",
        }
    }

    /// Its heading.
    pub fn title(self) -> &'static str {
        match self {
            Taxonomy::Authors => "Authors",
            Taxonomy::Sections => "Sections",
            Taxonomy::Tags => "Tags",
        }
    }
}

/// One tag, author or section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is a term of.
    pub taxonomy: Taxonomy,
    /// Its spelling in its oldest article, which later articles do not change.
    pub name: Box<str>,
    /// The last part of its address.
    pub slug: Slug,
    /// Where its articles stand in the list of all.
    articles: Range<u32>,
}

/// All terms, by taxonomy and slug; names that have the same slug are one term.
#[derive(Debug, Default)]
pub struct Terms {
    terms: Vec<Term>,
    /// The articles of the first term, then of the second, and so on.
    articles: Vec<ArticleId>,
    /// Where each taxonomy's terms begin.
    starts: [u32; 3],
}

impl Terms {
    /// Collects the terms of all articles, given in order of id.
    pub(super) fn collect<'a>(records: impl Iterator<Item = Record<'a>>, synonyms: &'a Synonyms) -> Terms {
        let mut collector = Collector::default();
        for (id, record) in records.enumerate() {
            let id = ArticleId(id as u32);
            record.authors.iter().for_each(|name| collector.add(Taxonomy::Authors, name, id));
            record.section.iter().for_each(|name| collector.add(Taxonomy::Sections, name, id));
            record.tags.iter().for_each(|name| collector.add(Taxonomy::Tags, synonyms.name_of(name), id));
        }
        collector.finish()
    }

    /// The term of a taxonomy that a name belongs to, if an article has it.
    pub fn find(&self, taxonomy: Taxonomy, name: &str) -> Option<TermId> {
        let slug = Slug::from_name(name);
        let range = self.of(taxonomy);
        let terms = &self.terms[range.start as usize..range.end as usize];
        let at = terms.binary_search_by(|term| term.slug.cmp(&slug)).ok()?;
        Some(TermId(range.start + at as u32))
    }

    /// A term by its id.
    pub fn get(&self, id: TermId) -> &Term {
        &self.terms[id.0 as usize]
    }

    /// All terms.
    pub fn ids(&self) -> impl Iterator<Item = TermId> + use<> {
        (0..self.terms.len() as u32).map(TermId)
    }

    /// The terms of one taxonomy, by slug.
    pub fn of(&self, taxonomy: Taxonomy) -> Range<u32> {
        let at = taxonomy as usize;
        let end = self.starts.get(at + 1).copied().unwrap_or(self.terms.len() as u32);
        self.starts[at]..end
    }

    /// The articles of a term, in order of id.
    pub fn articles_of(&self, id: TermId) -> &[ArticleId] {
        let range = &self.get(id).articles;
        &self.articles[range.start as usize..range.end as usize]
    }
}

/// Terms in the order of their first article, while they are collected.
#[derive(Default)]
struct Collector<'a> {
    /// Spelling ▶ place in `found`; most articles repeat a spelling, which then needs no slug.
    by_name: [HashMap<&'a str, u32>; 3],
    by_slug: HashMap<(Taxonomy, Slug), u32>,
    found: Vec<(Taxonomy, &'a str, Slug)>,
    /// For each of `found`, the article that it was last added to.
    last: Vec<ArticleId>,
    pairs: Vec<(u32, ArticleId)>,
}

impl<'a> Collector<'a> {
    fn add(&mut self, taxonomy: Taxonomy, name: &'a str, id: ArticleId) {
        let place = match self.by_name[taxonomy as usize].get(name) {
            Some(place) => *place,
            None => {
                let slug = Slug::from_name(name);
                let next = self.found.len() as u32;
                let place = *self.by_slug.entry((taxonomy, slug.clone())).or_insert(next);
                if place == next {
                    self.found.push((taxonomy, name, slug));
                    self.last.push(ArticleId(u32::MAX));
                }
                self.by_name[taxonomy as usize].insert(name, place);
                place
            }
        };
        // Two spellings of one tag in one article are one tag.
        if self.last[place as usize] != id {
            self.last[place as usize] = id;
            self.pairs.push((place, id));
        }
    }

    fn finish(self) -> Terms {
        let mut sorted: Vec<u32> = (0..self.found.len() as u32).collect();
        sorted.sort_by(|a, b| {
            let key = |i: &u32| (self.found[*i as usize].0, &self.found[*i as usize].2);
            key(a).cmp(&key(b))
        });
        let mut counts = vec![0u32; self.found.len()];
        self.pairs.iter().for_each(|(place, _)| counts[*place as usize] += 1);
        // Where the next article of each found term goes.
        let mut next = vec![0u32; self.found.len()];
        let mut terms = Vec::with_capacity(sorted.len());
        let mut starts = [u32::MAX; 3];
        let mut at = 0;
        for place in sorted {
            let (taxonomy, name, slug) = &self.found[place as usize];
            let start = &mut starts[*taxonomy as usize];
            *start = (*start).min(terms.len() as u32);
            next[place as usize] = at;
            let end = at + counts[place as usize];
            terms.push(Term { taxonomy: *taxonomy, name: (*name).into(), slug: slug.clone(), articles: at..end });
            at = end;
        }
        let mut articles = vec![ArticleId(0); self.pairs.len()];
        for (place, id) in self.pairs {
            articles[next[place as usize] as usize] = id;
            next[place as usize] += 1;
        }
        // A taxonomy without terms begins where the following one does.
        let mut end = terms.len() as u32;
        for start in starts.iter_mut().rev() {
            end = (*start).min(end);
            *start = end;
        }
        Terms { terms, articles, starts }
    }
}
