//! Where an article stands in its stories, and what is related to it.
//!
//! Everything here depends on the articles of its own terms alone, and looks at a bounded number of
//! them, so that a new article changes few others: in each of its stories the one before it.
//! What is related is older, so that it is settled when an article comes.

use crate::model::{ArticleId, Taxonomy, TermId};
use crate::site::Site;

/// The article before and after one within a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Story {
    /// The series or tag.
    pub term: TermId,
    /// The nearest older article of it.
    pub previous: Option<ArticleId>,
    /// The nearest newer one.
    pub next: Option<ArticleId>,
}

/// Related articles of one page.
const MOST_RELATED: usize = 3;

/// Of how many of an article's tags related ones are looked for, and how far back.
const TAGS: usize = 6;
const BACK: usize = 6;

/// The stories of an article: its series, and the first of its tags. Only those with other articles.
pub(super) fn stories(site: &Site, id: ArticleId) -> Vec<Story> {
    if site.undated().contains(&id.0) {
        return Vec::new();
    }
    let first = |taxonomy: Taxonomy| terms_of(site, id, taxonomy).next();
    let terms = [first(Taxonomy::SERIES), first(Taxonomy::TAGS)].into_iter().flatten();
    let story = |term: TermId| {
        let ids = site.articles_of(term);
        let at = ids.binary_search(&id).expect("an article is in its terms");
        let dated = |id: &&ArticleId| !site.undated().contains(&id.0);
        let previous = at.checked_sub(1).and_then(|at| ids.get(at)).filter(dated).copied();
        Story { term, previous, next: ids.get(at + 1).copied() }
    };
    terms.map(story).filter(|story| story.previous.is_some() || story.next.is_some()).collect()
}

/// Older articles that share the most tags with an article, among the nearest of each tag; of equals the
/// newest. None that its stories lead to already.
pub(super) fn related(site: &Site, id: ArticleId, stories: &[Story]) -> Vec<ArticleId> {
    let mut found: Vec<(ArticleId, u32)> = Vec::with_capacity(TAGS * BACK);
    for term in terms_of(site, id, Taxonomy::TAGS).take(TAGS) {
        let ids = site.articles_of(term);
        let at = ids.partition_point(|other| *other < id);
        for other in &ids[at.saturating_sub(BACK)..at] {
            match found.iter_mut().find(|(found, _)| found == other) {
                Some((_, shared)) => *shared += 1,
                None => found.push((*other, 1)),
            }
        }
    }
    found.retain(|(other, _)| stories.iter().all(|story| story.previous != Some(*other)));
    found.sort_unstable_by_key(|(other, shared)| std::cmp::Reverse((*shared, *other)));
    found.into_iter().take(MOST_RELATED).map(|(other, _)| other).collect()
}

/// The terms of an article in one taxonomy.
fn terms_of(site: &Site, id: ArticleId, taxonomy: Taxonomy) -> impl Iterator<Item = TermId> {
    let range = site.terms().of(taxonomy);
    site.terms().of_article(id).iter().copied().filter(move |term| range.contains(&term.0))
}
