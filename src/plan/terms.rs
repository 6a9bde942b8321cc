//! Indexes of terms: of a taxonomy, or of tags of a kind; on one page, or by initial where they are very many.
//!
//! With the terms of an index all on one page, a vocabulary of thousands makes a page that no one can read. An
//! initial's page changes with its own terms only: it has no counts, which every new article would change.

use crate::config::Config;
use crate::model::{Slug, Taxonomy, TermId};
use crate::site::Site;
use crate::tags::catalog::Kind;

/// Up to how many terms an index has on one page.
pub const MOST_ON_ONE_PAGE: usize = 1000;

/// How many terms the front page of a larger index names: those with the most articles.
const MOST_USED: usize = 150;

/// Terms that have an index together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Index {
    /// All of a taxonomy: `/tags/`, `/authors/`, `/sections/`.
    Taxonomy(Taxonomy),
    /// Tags that `tags.toml` says are names: `/people/`, `/places/`, `/organisations/`.
    Kind(Kind),
}

/// What a term's name begins with, as far as it sorts terms into pages: a letter without its marks, `0` for
/// digits, or 256 neighbouring letters of a script that has thousands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Initial(u32);

/// From here on scripts have letters by the thousand: CJK ideographs, Hangul syllables, and all beyond.
const LARGE_SCRIPTS: u32 = 0x2e80;

impl Index {
    /// The indexes that a site has: of taxonomies, of series and those that the site adds only once an article has
    /// one, and of the kinds that some tag is, unless a taxonomy has the name.
    pub(super) fn all<'a>(site: &'a Site, config: &'a Config) -> impl Iterator<Item = Index> + 'a {
        let taxonomies = config.taxonomy_ids().filter(|id| *id < Taxonomy::SERIES || !site.terms().of(*id).is_empty());
        let free = |kind: &Kind| config.taxonomies.iter().all(|t| t.name != kind.plural());
        let kinds = [Kind::Person, Kind::Place, Kind::Organisation].into_iter().filter(free);
        let kinds = kinds.filter(|kind| !site.of_kind(*kind).is_empty());
        taxonomies.map(Index::Taxonomy).chain(kinds.map(Index::Kind))
    }

    /// Its terms, by slug.
    pub(super) fn terms(self, site: &Site) -> Vec<TermId> {
        match self {
            Index::Taxonomy(taxonomy) => site.terms().of(taxonomy).map(TermId).collect(),
            Index::Kind(kind) => site.of_kind(kind),
        }
    }

    /// The initials that have pages, in order; none where one page has all terms.
    pub(super) fn initials(self, site: &Site) -> Vec<Initial> {
        let terms = self.terms(site);
        if terms.len() <= MOST_ON_ONE_PAGE {
            return Vec::new();
        }
        let mut initials: Vec<Initial> = terms.into_iter().map(|term| Initial::of_term(site, term)).collect();
        initials.sort_unstable();
        initials.dedup();
        initials
    }

    /// The terms of an initial, by slug.
    pub(super) fn terms_of(self, site: &Site, initial: Initial) -> Vec<TermId> {
        let mut terms = self.terms(site);
        terms.retain(|term| Initial::of_term(site, *term) == initial);
        terms
    }

    /// The terms with the most articles, by slug.
    pub(super) fn most_used(self, site: &Site) -> Vec<TermId> {
        let mut terms = self.terms(site);
        terms.sort_by_key(|term| (std::cmp::Reverse(site.articles_of(*term).len()), *term));
        terms.truncate(MOST_USED);
        terms.sort_unstable();
        terms
    }
}

impl Initial {
    fn of_term(site: &Site, term: TermId) -> Initial {
        Initial::of(&site.terms().get(term).slug)
    }

    fn of(slug: &Slug) -> Initial {
        Initial(match slug.as_str().chars().next().unwrap_or('0') {
            c if c.is_numeric() => u32::from('0'),
            c if u32::from(c) >= LARGE_SCRIPTS => u32::from(c) & !0xff,
            c => u32::from(c),
        })
    }

    /// What readers see: `A`, `0–9`, `一 …`.
    pub fn label(self) -> String {
        match char::from_u32(self.0) {
            Some('0') => "0–9".into(),
            Some(c) if self.0 < LARGE_SCRIPTS => c.to_uppercase().collect(),
            Some(c) => format!("{c} …"),
            None => format!("{:x} …", self.0),
        }
    }

    /// Appends its part of an address: `a`, `0-9`, `4e00`.
    pub(super) fn push_segment(self, out: &mut String) {
        match char::from_u32(self.0) {
            Some('0') => out.push_str("0-9"),
            Some(c) if self.0 < LARGE_SCRIPTS => out.push(c),
            _ => out.push_str(&format!("{:x}", self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_sort_names_of_any_script_into_few_pages() {
        let of = |name: &str| {
            let initial = Initial::of(&Slug::from_name(name));
            let mut segment = String::new();
            initial.push_segment(&mut segment);
            (initial.label(), segment)
        };
        let both = |label: &str, segment: &str| (label.to_owned(), segment.to_owned());
        assert_eq!(of("Émile"), both("E", "e"));
        assert_eq!(of("42nd Street"), both("0–9", "0-9"));
        assert_eq!(of("Жуков"), both("Ж", "ж"));
        assert_eq!(of("東京"), both("最 …", "6700"));
        assert_eq!(of("한국").1, of("합의").1);
    }
}
