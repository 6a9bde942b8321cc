//! INDEX: records ▶ [`Site`], the immutable index that answers all later questions.
//!
//! Pure: no input or output, no lock, no file system path.

mod index;
mod listing;
mod naming;
mod terms;

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::config::{Address, Permalink};
use crate::diag::Diagnostic;
use crate::load::{Page, Profile, Record, Records};
use crate::model::{ArticleId, PublishDate, Taxonomy, TermId};
use crate::tags::catalog::Kind;

pub use index::{Gates, Held, Mark};
pub use listing::{Bucket, Ids, front_start, page_count, page_range, pages_before};
pub use naming::Naming;
pub use terms::{Term, Terms};

/// The archive as one value: articles in date order, and for each term its articles.
#[derive(Debug, Clone, Default)]
pub struct Site {
    records: Records,
    permalink: Permalink,
    /// For each article, its record.
    order: Vec<u32>,
    /// How many articles have no date; they come first.
    undated: u32,
    /// Runs of articles of one month, oldest first.
    months: Vec<Month>,
    /// Runs of articles of one day, oldest first.
    days: Vec<Day>,
    /// Articles of the last two days before the moment of the build, oldest first.
    news: Vec<ArticleId>,
    /// Corrections by date: the article, and the place among its corrections.
    corrections: Vec<(Option<PublishDate>, ArticleId, u16)>,
    terms: Terms,
    /// How many articles a term of each taxonomy needs for a page of its own.
    minimums: Vec<usize>,
    profiles: BTreeMap<TermId, Profile>,
    pages: Vec<Page>,
    /// The buckets of the first term, then of the second, and so on, and where each term's end.
    buckets: Vec<(Bucket, Range<usize>)>,
    bucket_ends: Vec<u32>,
    naming: Naming,
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
    /// 1 to 12; 0 for articles of which only the year is known.
    pub month: u32,
    /// Ids of its articles, oldest first.
    pub ids: Range<u32>,
}

/// The articles of one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Day {
    /// Counted from 1 January of year 1.
    pub number: i32,
    /// Ids of its articles, oldest first.
    pub ids: Range<u32>,
}

impl Day {
    /// Year, month and day of the month.
    pub fn year_month_day(&self) -> (i32, u32, u32) {
        let day = NaiveDate::from_num_days_from_ce_opt(self.number).expect("articles have days of the calendar");
        (day.year(), day.month(), day.day())
    }
}

/// Appends the address of the article whose record is at a place.
fn push_address(records: &Records, permalink: &Permalink, index: usize, out: &mut String) {
    if permalink.needs_only_slug() {
        let (date, slug) = records.date_and_slug(index);
        permalink.push_address(&Address { date, slug, id: None, title: "", section: None, path: "" }, out);
    } else {
        permalink.push_address(&parts(&records.get(index)), out);
    }
}

fn parts<'a>(record: &Record<'a>) -> Address<'a> {
    let Record { date, slug, id, title, section, path, .. } = *record;
    Address { date, slug, id, title, section, path }
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

    /// The records that it was made of, also of what is held back.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The record of an article.
    pub fn record(&self, id: ArticleId) -> Record<'_> {
        self.records.get(self.order[id.0 as usize] as usize)
    }

    /// The site-relative address of an article.
    pub fn address(&self, id: ArticleId) -> String {
        self.address_of(&self.record(id))
    }

    /// The site-relative address of a record's article.
    pub fn address_of(&self, record: &Record<'_>) -> String {
        self.permalink.address(&parts(record))
    }

    /// Appends [`Site::address`].
    pub fn push_address(&self, id: ArticleId, out: &mut String) {
        push_address(&self.records, &self.permalink, self.order[id.0 as usize] as usize, out);
    }

    /// Whether addresses of articles are made of date and slug alone.
    pub fn permalink_is_plain(&self) -> bool {
        self.permalink.needs_only_slug()
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

    /// The days that have articles, oldest first.
    pub fn days(&self) -> &[Day] {
        &self.days
    }

    /// The days of one year that have articles, oldest first.
    pub fn days_of(&self, year: i32) -> &[Day] {
        let first = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1).map_or(i32::MAX, |day| day.num_days_from_ce());
        let at = |number: i32| self.days.partition_point(|day| day.number < number);
        &self.days[at(first(year))..at(first(year + 1))]
    }

    /// A day by its number.
    pub fn day(&self, number: i32) -> Option<&Day> {
        self.days.binary_search_by_key(&number, |day| day.number).ok().map(|at| &self.days[at])
    }

    /// A day of the calendar in each year that has articles of it, oldest first.
    pub fn days_in_all_years(&self, month: u32, day: u32) -> impl DoubleEndedIterator<Item = &Day> {
        let years: Vec<i32> = self.years().into_iter().map(|(year, _)| year).collect();
        years
            .into_iter()
            .filter_map(move |year| self.day(NaiveDate::from_ymd_opt(year, month, day)?.num_days_from_ce()))
    }

    /// The articles of the two days before the moment of the build, oldest first.
    pub fn news(&self) -> &[ArticleId] {
        &self.news
    }

    /// All corrections, oldest first, undated ones before them: the date, the article, and the place among its own.
    pub fn corrections(&self) -> &[(Option<PublishDate>, ArticleId, u16)] {
        &self.corrections
    }

    /// Other names of terms, and what they are part of.
    pub fn naming(&self) -> &Naming {
        &self.naming
    }

    /// Names of a taxonomy by which an article is listed, each once.
    pub fn listed<'a>(&'a self, taxonomy: Taxonomy, names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
        let mut listed: Vec<&str> = Vec::new();
        for name in names {
            let name = self.naming.name_of(taxonomy, name);
            if !listed.contains(&name) {
                listed.push(name);
            }
        }
        listed
    }

    /// The tags of an article by the names that they are listed under, each once.
    pub fn tags_of<'a>(&'a self, record: &Record<'a>) -> Vec<&'a str> {
        self.listed(Taxonomy::TAGS, record.tags.iter())
    }

    /// Whether a term has a page of its own.
    pub fn has_page(&self, term: TermId) -> bool {
        self.articles_of(term).len() >= self.minimums[self.terms.get(term).taxonomy.index()]
    }

    /// The term of a name by which articles are listed, if it has a page of its own.
    pub fn page_of(&self, taxonomy: Taxonomy, listed: &str) -> Option<TermId> {
        self.terms.find(taxonomy, listed).filter(|term| self.has_page(*term))
    }

    /// Whether every term of a taxonomy has a page of its own.
    pub fn all_have_pages(&self, taxonomy: Taxonomy) -> bool {
        self.minimums[taxonomy.index()] <= 1
    }

    /// What a term's profile says of it.
    pub fn profile(&self, term: TermId) -> Option<&Profile> {
        self.profiles.get(&term)
    }

    /// The pages that stand by themselves, in order of path.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The tags that are names of a kind, by slug.
    pub fn of_kind(&self, kind: Kind) -> Vec<TermId> {
        let named = self.naming.kinds().filter(|(_, of)| *of == kind);
        named.filter_map(|(slug, _)| self.terms.find_slug(Taxonomy::TAGS, slug)).collect()
    }

    /// The terms that are directly part of a term, by slug.
    pub fn parts_of(&self, term: TermId) -> Vec<TermId> {
        let term = self.terms.get(term);
        let parts = self.naming.parts_of(term.taxonomy, &term.slug).iter();
        parts.filter_map(|slug| self.terms.find_slug(term.taxonomy, slug)).collect()
    }

    /// The terms that a term is directly part of.
    pub fn wider_than(&self, term: TermId) -> Vec<TermId> {
        let term = self.terms.get(term);
        let wider = self.naming.parents_of(term.taxonomy, &term.slug);
        wider.filter_map(|name| self.terms.find(term.taxonomy, name)).collect()
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

    /// The years of a term's articles, oldest first, with how many each has.
    pub fn years_of(&self, term: TermId) -> Vec<(i32, usize)> {
        let year = |(bucket, range): &(Bucket, Range<usize>)| match bucket {
            Bucket::Year(year) => Some((i32::from(*year), range.len())),
            Bucket::Undated | Bucket::Dated => None,
        };
        let buckets = self.buckets_of(term);
        if buckets.iter().any(|(bucket, _)| *bucket == Bucket::Dated) {
            return listing::bucket_ranges(self, self.articles_of(term), true).iter().filter_map(year).collect();
        }
        buckets.iter().filter_map(year).collect()
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
