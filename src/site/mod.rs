//! INDEX: records ▶ [`Site`], the immutable index that answers all later questions.
//!
//! Pure: no input or output, no lock, no file system path.

mod index;
mod listing;
mod synonyms;
mod terms;

use std::ops::Range;

use crate::config::Permalink;
use crate::diag::Diagnostic;
use crate::load::{Record, Records};
use crate::model::{ArticleId, Fingerprint, PublishDate, TermId};

pub use index::{Gates, Held};
pub use listing::{Bucket, Ids, front_start, page_count, page_range};
pub use synonyms::Synonyms;
pub use terms::{Taxonomy, Term, Terms};

/// The archive as one value: articles in date order, and for each term its articles.
#[derive(Debug, Default)]
pub struct Site {
    records: Records,
    permalink: Permalink,
    /// For each article, its record.
    order: Vec<u32>,
    /// For each article, the fingerprint of what other pages show of it.
    cards: Vec<Fingerprint>,
    /// How many articles have no date; they come first.
    undated: u32,
    /// Runs of articles of one month, oldest first.
    months: Vec<Month>,
    terms: Terms,
    /// The buckets of the first term, then of the second, and so on, and where each term's end.
    buckets: Vec<(Bucket, Range<usize>)>,
    bucket_ends: Vec<u32>,
    synonyms: Synonyms,
    /// Articles with former addresses.
    with_aliases: Vec<ArticleId>,
    /// What was held back, and why.
    pub held: Held,
    /// The moments, in seconds since 1970, between which the same articles are held back: from the
    /// first on, before the second.
    pub valid: (i64, i64),
    /// What is wrong with articles together, such as two at one address.
    pub diagnostics: Vec<Diagnostic>,
}

/// The articles of one month of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Month {
    /// 1 to 9999.
    pub year: i32,
    /// 1 to 12.
    pub month: u32,
    /// Ids of its articles, oldest first.
    pub ids: Range<u32>,
}

impl Site {
    /// How many articles are published.
    pub fn len(&self) -> usize {
        self.order.len()
    }

    /// Whether no article is published.
    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// All articles, undated ones first, then oldest first.
    pub fn ids(&self) -> impl DoubleEndedIterator<Item = ArticleId> + ExactSizeIterator + use<> {
        (0..self.order.len() as u32).map(ArticleId)
    }

    /// The record of an article.
    pub fn record(&self, id: ArticleId) -> Record<'_> {
        self.records.get(self.order[id.0 as usize] as usize)
    }

    /// The fingerprint of what other pages show of an article: the firewall between an edit of
    /// its body and the rest of the site.
    pub fn card(&self, id: ArticleId) -> Fingerprint {
        self.cards[id.0 as usize]
    }

    /// The site-relative address of an article.
    pub fn address(&self, id: ArticleId) -> String {
        self.address_of(&self.record(id))
    }

    /// The site-relative address of a record's article.
    pub fn address_of(&self, record: &Record<'_>) -> String {
        self.permalink.address(record.date.as_ref(), record.slug)
    }

    /// Appends [`Site::address`].
    pub fn push_address(&self, id: ArticleId, out: &mut String) {
        let (date, slug) = self.records.date_and_slug(self.order[id.0 as usize] as usize);
        self.permalink.push_address(date.as_ref(), slug, out);
    }

    /// The articles without a date.
    pub fn undated(&self) -> Range<u32> {
        0..self.undated
    }

    /// The articles with a date, oldest first.
    pub fn dated(&self) -> Range<u32> {
        self.undated..self.order.len() as u32
    }

    /// The months that have articles, oldest first.
    pub fn months(&self) -> &[Month] {
        &self.months
    }

    /// The months of one year that have articles, oldest first.
    pub fn months_of(&self, year: i32) -> &[Month] {
        let start = self.months.partition_point(|m| m.year < year);
        let end = self.months.partition_point(|m| m.year <= year);
        &self.months[start..end]
    }

    /// The years that have articles, oldest first, each with its articles.
    pub fn years(&self) -> Vec<(i32, Range<u32>)> {
        let mut years: Vec<(i32, Range<u32>)> = Vec::new();
        for month in &self.months {
            match years.last_mut() {
                Some((year, ids)) if *year == month.year => ids.end = month.ids.end,
                _ => years.push((month.year, month.ids.clone())),
            }
        }
        years
    }

    /// The place of a month in [`Site::months`].
    pub fn month_index(&self, year: i32, month: u32) -> Option<usize> {
        self.months.binary_search_by_key(&(year, month), |m| (m.year, m.month)).ok()
    }

    /// Tags that go by another name.
    pub fn synonyms(&self) -> &Synonyms {
        &self.synonyms
    }

    /// The tags of an article by the names that they are listed under, each once.
    pub fn tags_of<'a>(&'a self, record: &Record<'a>) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for tag in record.tags.iter() {
            let name = self.synonyms.name_of(tag);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// Tags, authors and sections.
    pub fn terms(&self) -> &Terms {
        &self.terms
    }

    /// The articles of a term, undated ones first, then oldest first.
    pub fn articles_of(&self, term: TermId) -> &[ArticleId] {
        self.terms.articles_of(term)
    }

    /// The buckets of a term's articles, oldest first, as ranges of [`Site::articles_of`].
    pub fn buckets_of(&self, term: TermId) -> &[(Bucket, Range<usize>)] {
        let at = term.0 as usize;
        let start = at.checked_sub(1).map_or(0, |before| self.bucket_ends[before]);
        &self.buckets[start as usize..self.bucket_ends[at] as usize]
    }

    /// The nearest older article with a date.
    pub fn previous(&self, id: ArticleId) -> Option<ArticleId> {
        (id.0 > self.undated).then(|| ArticleId(id.0 - 1))
    }

    /// The nearest newer article, for one with a date.
    pub fn next(&self, id: ArticleId) -> Option<ArticleId> {
        (id.0 >= self.undated && (id.0 as usize) + 1 < self.order.len()).then(|| ArticleId(id.0 + 1))
    }

    /// Articles that have former addresses.
    pub fn with_aliases(&self) -> &[ArticleId] {
        &self.with_aliases
    }

    /// The date by which a feed or sitemap says that an article last changed.
    pub fn changed(record: &Record<'_>) -> Option<PublishDate> {
        record.updated.or(record.date)
    }
}
