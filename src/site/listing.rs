//! How the articles of a term or month are spread over pages that stay as they are.
//!
//! A listing has a front page with its newest articles. Older ones are on numbered pages, counted
//! from the oldest within each bucket (a year, or the undated articles), so that a page, once
//! full, keeps its articles for good. A bucket has numbered pages only from the moment when one of
//! its articles is no longer on the front page: a new article pushes one off the front, and so
//! begins at most one bucket, whatever the archive's size.

use std::ops::Range;

use super::Site;
use crate::model::{ArticleId, push_padded};

/// A part of a listing that is numbered by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// Articles without a date.
    Undated,
    /// Articles of one year, 1 to 9999.
    Year(i16),
}

/// Article ids in order: a term's list, or a run.
#[derive(Debug, Clone)]
pub enum Ids<'a> {
    /// Some articles.
    Some(&'a [ArticleId]),
    /// All articles of a run.
    Run(Range<u32>),
}

impl Ids<'_> {
    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Ids::Some(ids) => ids.len(),
            Ids::Run(run) => run.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The articles of a part of it, newest first.
    pub fn newest_first(&self, part: Range<usize>) -> Vec<ArticleId> {
        match self {
            Ids::Some(ids) => ids[part].iter().rev().copied().collect(),
            Ids::Run(run) => part.rev().map(|i| ArticleId(run.start + i as u32)).collect(),
        }
    }
}

impl Bucket {
    /// The bucket of a year.
    pub fn of_year(year: i32) -> Bucket {
        Bucket::Year(i16::try_from(year).expect("years run from 1 to 9999"))
    }

    /// What a reader sees.
    pub fn label(self) -> String {
        match self {
            Bucket::Undated => "Undated".into(),
            Bucket::Year(year) => year.to_string(),
        }
    }

    /// Appends its part of an address.
    pub fn push_segment(self, out: &mut String) {
        match self {
            Bucket::Undated => out.push_str("undated"),
            Bucket::Year(year) => push_padded(out, year as u32, 4),
        }
    }
}

/// Where the front page of a listing of `len` articles begins: it shows from there to the newest.
pub fn front_start(len: usize, per_page: usize) -> usize {
    len.saturating_sub(per_page)
}

/// How many numbered pages `len` articles fill, the last perhaps in part.
pub fn page_count(len: usize, per_page: usize) -> u32 {
    len.div_ceil(per_page) as u32
}

/// The articles of page `number`, from 1, of a bucket that is `bucket` of its listing.
///
/// Page 1 has the oldest; a full page keeps its articles when newer ones are added.
pub fn page_range(bucket: &Range<usize>, number: u32, per_page: usize) -> Range<usize> {
    let start = bucket.start + (number as usize - 1) * per_page;
    start..(start + per_page).min(bucket.end)
}

/// The buckets of a term's articles, oldest first, as ranges of `ids`.
pub(super) fn bucket_ranges(site: &Site, ids: &[ArticleId]) -> Vec<(Bucket, Range<usize>)> {
    let mut buckets = Vec::new();
    let mut at = ids.partition_point(|id| id.0 < site.undated);
    if at > 0 {
        buckets.push((Bucket::Undated, 0..at));
    }
    while at < ids.len() {
        let month = site.months.partition_point(|m| m.ids.end <= ids[at].0);
        let year = site.months[month].year;
        let year_end = site.months_of(year).last().expect("the year has this month").ids.end;
        let end = at + ids[at..].partition_point(|id| id.0 < year_end);
        buckets.push((Bucket::of_year(year), at..end));
        at = end;
    }
    buckets
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_pages_keep_their_articles() {
        let bucket_of = |len| 5..5 + len;
        for len in 1..60 {
            for number in 1..=page_count(len, 10) {
                let range = page_range(&bucket_of(len), number, 10);
                assert!(!range.is_empty());
                let later = page_range(&bucket_of(len + 1), number, 10);
                assert_eq!(range.start, later.start);
                if range.len() == 10 {
                    assert_eq!(range, later);
                }
            }
        }
    }
}
