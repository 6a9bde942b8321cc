//! Authors, sections, tags and whatever else articles are sorted by: one mechanism for all taxonomies.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Naming;
use crate::load::Record;
use crate::model::{ArticleId, Slug, Taxonomy, TermId};

/// One tag, author, section …
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
#[derive(Debug, Clone, Default)]
pub struct Terms {
    terms: Vec<Term>,
    /// The articles of the first term, then of the second, and so on.
    articles: Vec<ArticleId>,
    /// Where each taxonomy's terms begin.
    starts: Vec<u32>,
    /// The terms of the first article, then of the second, and so on, and where each article's end.
    of_articles: Vec<TermId>,
    ends: Vec<u32>,
}

impl Terms {
    /// Collects the terms of all articles, given in order of id, for a number of taxonomies.
    pub(super) fn collect<'a>(
        records: impl Iterator<Item = Record<'a>>,
        naming: &'a Naming,
        taxonomies: usize,
    ) -> Terms {
        let mut collector = Collector::new(naming, taxonomies);
        let mut articles = 0;
        for (id, record) in records.enumerate() {
            articles += 1;
            let id = ArticleId(id as u32);
            record.authors.iter().for_each(|name| collector.add(Taxonomy::AUTHORS, name, id));
            record.section.iter().for_each(|name| collector.add(Taxonomy::SECTIONS, name, id));
            record.tags.iter().for_each(|name| collector.add(Taxonomy::TAGS, name, id));
            record.further_terms().for_each(|(taxonomy, name)| collector.add(taxonomy, name, id));
        }
        collector.finish(articles)
    }

    /// The terms of an article: its authors, section, tags, series and further ones in the order given, each
    /// followed by the wider terms that have it too.
    pub fn of_article(&self, id: ArticleId) -> &[TermId] {
        let at = id.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.of_articles[start as usize..self.ends[at] as usize]
    }

    /// The term of a taxonomy that a name belongs to, if an article has it.
    pub fn find(&self, taxonomy: Taxonomy, name: &str) -> Option<TermId> {
        self.find_slug(taxonomy, &Slug::from_name(name))
    }

    /// The term of a taxonomy by the last part of its address.
    pub fn find_slug(&self, taxonomy: Taxonomy, slug: &Slug) -> Option<TermId> {
        let range = self.of(taxonomy);
        let terms = &self.terms[range.start as usize..range.end as usize];
        let at = terms.binary_search_by(|term| term.slug.cmp(slug)).ok()?;
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
        let at = taxonomy.index();
        let end = self.starts.get(at + 1).copied().unwrap_or(self.terms.len() as u32);
        self.starts.get(at).copied().unwrap_or(end)..end
    }

    /// The articles of a term, in order of id.
    pub fn articles_of(&self, id: TermId) -> &[ArticleId] {
        let range = &self.get(id).articles;
        &self.articles[range.start as usize..range.end as usize]
    }
}

/// Terms in the order of their first article, while they are collected.
struct Collector<'a> {
    naming: &'a Naming,
    /// Spelling ▶ place in `found`; most articles repeat a spelling, which then needs no slug.
    by_name: Vec<FxHashMap<&'a str, u32>>,
    by_slug: FxHashMap<(Taxonomy, Slug), u32>,
    found: Vec<(Taxonomy, &'a str, Slug)>,
    /// For each of `found`, the article that it was last added to.
    last: Vec<ArticleId>,
    /// For each of `found`, the wider terms that get its articles too, by place; empty where there are none at all.
    wider: Vec<Box<[u32]>>,
    pairs: Vec<(u32, ArticleId)>,
}

impl<'a> Collector<'a> {
    fn new(naming: &'a Naming, taxonomies: usize) -> Self {
        Collector {
            naming,
            by_name: vec![FxHashMap::default(); taxonomies],
            by_slug: FxHashMap::default(),
            found: Vec::new(),
            last: Vec::new(),
            wider: Vec::new(),
            pairs: Vec::new(),
        }
    }

    fn add(&mut self, taxonomy: Taxonomy, name: &'a str, id: ArticleId) {
        let place = match self.by_name[taxonomy.index()].get(name) {
            Some(place) => *place,
            None => {
                let place = self.place_of(taxonomy, self.naming.name_of(taxonomy, name));
                self.by_name[taxonomy.index()].insert(name, place);
                place
            }
        };
        self.pair(place, id);
        if self.naming.has_parents() {
            for at in 0..self.wider[place as usize].len() {
                self.pair(self.wider[place as usize][at], id);
            }
        }
    }

    /// Two spellings of one tag in one article are one tag.
    fn pair(&mut self, place: u32, id: ArticleId) {
        if self.last[place as usize] != id {
            self.last[place as usize] = id;
            self.pairs.push((place, id));
        }
    }

    fn place_of(&mut self, taxonomy: Taxonomy, name: &'a str) -> u32 {
        let slug = Slug::from_name(name);
        let next = self.found.len() as u32;
        let place = *self.by_slug.entry((taxonomy, slug.clone())).or_insert(next);
        if place == next {
            self.found.push((taxonomy, name, slug));
            self.last.push(ArticleId(u32::MAX));
            if self.naming.has_parents() {
                self.wider.push(Box::default());
                self.wider[place as usize] = self.wider_than(taxonomy, place).into();
            }
        }
        place
    }

    /// All wider terms of a new one, near ones first. Its own place is known already, so a circle ends.
    fn wider_than(&mut self, taxonomy: Taxonomy, place: u32) -> Vec<u32> {
        let mut all: Vec<u32> = Vec::new();
        let slug = self.found[place as usize].2.clone();
        let naming = self.naming;
        for parent in naming.parents_of(taxonomy, &slug) {
            let parent = self.place_of(taxonomy, parent);
            let beyond = std::iter::once(parent).chain(self.wider[parent as usize].iter().copied());
            for wider in beyond.collect::<Vec<_>>() {
                if wider != place && !all.contains(&wider) {
                    all.push(wider);
                }
            }
        }
        all
    }

    fn finish(self, count: usize) -> Terms {
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
        let mut starts = vec![u32::MAX; self.by_name.len()];
        let mut ids = vec![TermId(0); self.found.len()];
        let mut at = 0;
        for place in sorted {
            ids[place as usize] = TermId(terms.len() as u32);
            let (taxonomy, name, slug) = &self.found[place as usize];
            let start = &mut starts[taxonomy.index()];
            *start = (*start).min(terms.len() as u32);
            next[place as usize] = at;
            let end = at + counts[place as usize];
            terms.push(Term { taxonomy: *taxonomy, name: (*name).into(), slug: slug.clone(), articles: at..end });
            at = end;
        }
        let mut articles = vec![ArticleId(0); self.pairs.len()];
        let mut of_articles = Vec::with_capacity(self.pairs.len());
        let mut ends = vec![0u32; count];
        for (place, id) in self.pairs {
            of_articles.push(ids[place as usize]);
            ends[id.0 as usize] = of_articles.len() as u32;
            articles[next[place as usize] as usize] = id;
            next[place as usize] += 1;
        }
        // A taxonomy without terms begins where the following one does.
        let mut end = terms.len() as u32;
        for start in starts.iter_mut().rev() {
            end = (*start).min(end);
            *start = end;
        }
        // An article without terms ends where the one before it does.
        let mut end = 0;
        for of in &mut ends {
            end = end.max(*of);
            *of = end;
        }
        Terms { terms, articles, starts, of_articles, ends }
    }
}
