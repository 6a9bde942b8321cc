//! How the articles of a term or month are spread over pages that stay as they are.
//!
//! From the oldest on, each bucket (a year, the undated articles, or all others) is cut into blocks of
//! `per_page`. The front page of a listing shows its newest blocks: as few as have `per_page`
//! articles together, so it has fewer than twice as many. Each older block is a page for good,
//! numbered within its bucket. So a new article changes the front page alone, but for one time in
//! `per_page`, when a block leaves the front and becomes a page.

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
    /// Articles of any date, where years are not told apart.
    Dated,
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

    /// Appends its part of an address.
    pub fn push_segment(self, out: &mut String) {
        match self {
            Bucket::Undated => out.push_str("undated"),
            Bucket::Year(year) => push_padded(out, year as u32, 4),
            Bucket::Dated => out.push_str("page"),
        }
    }
}

/// Where the front page of a listing begins, as a place in it: it shows from there to the newest.
///
/// `buckets` are its parts, oldest first. The front begins where a block does.
pub fn front_start(buckets: &[(Bucket, Range<usize>)], per_page: usize) -> usize {
    let len = buckets.last().map_or(0, |(_, range)| range.end);
    for (_, range) in buckets.iter().rev() {
        for number in (1..=page_count(range.len(), per_page)).rev() {
            let start = page_range(range, number, per_page).start;
            if len - start >= per_page {
                return start;
            }
        }
    }
    0
}

/// How many pages a bucket has of a listing whose front page begins at `front`.
pub fn pages_before(bucket: &Range<usize>, front: usize, per_page: usize) -> u32 {
    page_count(bucket.end.min(front).saturating_sub(bucket.start), per_page)
}

/// How many blocks `len` articles of a bucket are cut into, the last perhaps short.
pub fn page_count(len: usize, per_page: usize) -> u32 {
    len.div_ceil(per_page) as u32
}

/// The articles of block `number`, from 1, of a bucket that is `bucket` of its listing.
///
/// Block 1 has the oldest; a full block keeps its articles when newer ones are added.
pub fn page_range(bucket: &Range<usize>, number: u32, per_page: usize) -> Range<usize> {
    let start = bucket.start + (number as usize - 1) * per_page;
    start..(start + per_page).min(bucket.end)
}

/// The buckets of a term's articles, oldest first, as ranges of `ids`.
pub(super) fn bucket_ranges(site: &Site, ids: &[ArticleId], by_year: bool) -> Vec<(Bucket, Range<usize>)> {
    let mut buckets = Vec::new();
    let mut at = ids.partition_point(|id| id.0 < site.undated);
    if at > 0 {
        buckets.push((Bucket::Undated, 0..at));
    }
    if !by_year && at < ids.len() {
        buckets.push((Bucket::Dated, at..ids.len()));
        return buckets;
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
    fn fronts_begin_with_a_block_and_lose_at_most_one_at_a_time() {
        let years =
            |first: usize, second: usize| [(Bucket::Year(2024), 0..first), (Bucket::Year(2025), first..first + second)];
        for (first, second, start) in [(0, 3, 0), (45, 0, 20), (45, 1, 20), (45, 14, 20), (45, 15, 40), (45, 20, 45)] {
            assert_eq!(front_start(&years(first, second), 20), start, "{first} {second}");
        }
        for first in 0..60 {
            let mut before = front_start(&years(first, 0), 10);
            for second in 0..60 {
                let buckets = years(first, second);
                let start = front_start(&buckets, 10);
                assert!((before..=before + 10).contains(&start));
                let shown = first + second - start;
                assert!(shown < 20 && (shown >= 10 || start == 0));
                before = start;
            }
        }
    }

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
