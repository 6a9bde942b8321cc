//! The pages of a listing: which articles are on which, and the ways between them.

use std::borrow::Cow;
use std::ops::Range;

use super::PageKey;
use crate::model::{ArticleId, TermId};
use crate::site::{Bucket, Ids, Site, front_start, page_range, pages_before};

/// Some articles of a listing, and the way to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Newest first.
    pub cards: Vec<ArticleId>,
    /// The number of a page, of a year or of articles without a date where the listing has several such parts; none
    /// for the front page.
    pub number: Option<(Option<Bucket>, u32)>,
    /// The page with the nearest newer articles.
    pub newer: Option<PageKey>,
    /// The page with the nearest older articles.
    pub older: Option<PageKey>,
    /// The front page.
    pub front: PageKey,
    /// Ways to older articles, newest first; on the front page only.
    pub buckets: Vec<BucketLink>,
}

/// The way to the numbered pages of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BucketLink {
    /// The year.
    pub bucket: Bucket,
    /// Its newest page.
    pub page: PageKey,
    /// Its articles.
    pub count: usize,
}

/// A listing before it is cut into pages.
pub(super) struct Whole<'a> {
    ids: Ids<'a>,
    buckets: Cow<'a, [(Bucket, Range<usize>)]>,
    per_page: usize,
    front: PageKey,
    /// Where the front page begins.
    start: usize,
}

impl<'a> Whole<'a> {
    fn new(ids: Ids<'a>, buckets: Cow<'a, [(Bucket, Range<usize>)]>, per_page: usize, front: PageKey) -> Self {
        let start = front_start(&buckets, per_page);
        Whole { ids, buckets, per_page, front, start }
    }

    /// All articles of a term.
    pub(super) fn of_term(site: &'a Site, term: TermId, per_page: usize) -> Self {
        let (ids, buckets) = (Ids::Some(site.articles_of(term)), Cow::Borrowed(site.buckets_of(term)));
        Whole::new(ids, buckets, per_page, PageKey::Term(term))
    }

    /// All articles of a month, and how many there are.
    pub(super) fn of_month(site: &Site, year: i32, month: u32, per_page: usize) -> (usize, Self) {
        let index = site.month_index(year, month).expect("the plan has months of the site");
        let run = site.months()[index].ids.clone();
        let buckets = Cow::Owned(vec![(Bucket::of_year(year), 0..run.len())]);
        (run.len(), Whole::new(Ids::Run(run), buckets, per_page, PageKey::Month(year, month)))
    }

    /// All articles without a date.
    pub(super) fn undated(site: &Site, per_page: usize) -> Self {
        let run = site.undated();
        let buckets = Cow::Owned(vec![(Bucket::Undated, 0..run.len())]);
        Whole::new(Ids::Run(run), buckets, per_page, PageKey::Undated)
    }

    fn pages(&self, range: &Range<usize>) -> u32 {
        pages_before(range, self.start, self.per_page)
    }

    /// The keys of all numbered pages.
    pub(super) fn numbered_keys(&self) -> impl Iterator<Item = PageKey> {
        self.buckets.iter().flat_map(|(bucket, range)| (1..=self.pages(range)).map(|number| self.page(*bucket, number)))
    }

    fn page(&self, bucket: Bucket, number: u32) -> PageKey {
        match self.front {
            PageKey::Term(term) => PageKey::TermPage(term, bucket, number),
            PageKey::Month(year, month) => PageKey::MonthPage(year, month, number),
            _ => PageKey::UndatedPage(number),
        }
    }

    /// The page of a month that shows its article at a place, counted from the oldest.
    pub(super) fn page_at(&self, place: usize) -> PageKey {
        if place >= self.start {
            return self.front;
        }
        let (bucket, range) = &self.buckets[self.buckets.partition_point(|(_, range)| range.end <= place)];
        self.page(*bucket, ((place - range.start) / self.per_page) as u32 + 1)
    }

    /// The newest numbered page of each bucket that has any, newest first.
    fn last_pages(&self) -> impl Iterator<Item = (Bucket, PageKey, usize)> {
        let paged = self.buckets.iter().rev().filter(|(_, range)| self.pages(range) > 0);
        paged.map(|(bucket, range)| (*bucket, self.page(*bucket, self.pages(range)), range.len()))
    }

    pub(super) fn front_page(self) -> Listing {
        let older = self.last_pages().next().map(|(_, page, _)| page);
        // A single run without years has no use for a choice of them.
        let buckets = if self.buckets.len() > 1 && self.buckets.iter().all(|(bucket, _)| *bucket != Bucket::Dated) {
            self.last_pages().map(|(bucket, page, count)| BucketLink { bucket, page, count }).collect()
        } else {
            Vec::new()
        };
        Listing {
            cards: self.ids.newest_first(self.start..self.ids.len()),
            number: None,
            newer: None,
            older,
            front: self.front,
            buckets,
        }
    }

    pub(super) fn numbered(self, bucket: Bucket, number: u32) -> Listing {
        let at = self.buckets.iter().position(|(b, _)| *b == bucket).expect("the plan has buckets of the site");
        let range = &self.buckets[at].1;
        let older = if number > 1 {
            Some(self.page(bucket, number - 1))
        } else {
            at.checked_sub(1).map(|at| &self.buckets[at]).map(|(b, range)| self.page(*b, self.pages(range)))
        };
        let newer = if number < self.pages(range) {
            self.page(bucket, number + 1)
        } else {
            match self.buckets.get(at + 1) {
                Some((next, range)) if self.pages(range) > 0 => self.page(*next, 1),
                _ => self.front,
            }
        };
        let cards = self.ids.newest_first(page_range(range, number, self.per_page));
        let is_named = self.buckets.len() > 1 || bucket == Bucket::Undated || matches!(self.ids, Ids::Some(_));
        let part = Some(bucket).filter(|bucket| is_named && *bucket != Bucket::Dated);
        Listing {
            cards,
            number: Some((part, number)),
            newer: Some(newer),
            older,
            front: self.front,
            buckets: Vec::new(),
        }
    }
}
