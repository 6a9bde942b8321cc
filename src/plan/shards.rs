//! Feeds of the whole history and sitemaps, cut into files by month.

use std::ops::Range;

use super::{PageKey, SITEMAP_MOST, view};
use crate::config::{Config, FeedFormat};
use crate::model::push_padded;
use crate::site::{Site, page_count};

/// Most articles in one feed of the history.
const HISTORY_MOST: usize = 1000;

/// A part of the history's feed: of a month, counted from the oldest, or of the undated articles (year 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Shard {
    /// 1 to 9999; 0 for articles without a date.
    pub year: i16,
    /// 1 to 12; 0 where only the year is known.
    pub month: u8,
    /// From 1.
    pub part: u16,
}

impl Shard {
    /// Appends `2025-01-1` or `undated-1`.
    pub(super) fn push_name(self, out: &mut String) {
        if self.year == 0 {
            out.push_str("undated");
        } else {
            push_padded(out, self.year as u32, 4);
            out.push('-');
            push_padded(out, u32::from(self.month), 2);
        }
        out.push_str(&format!("-{}", self.part));
    }
}

/// The parts of the history with their articles, oldest first: all months but those whose articles are
/// all in the site's feed. Undated articles come first, but not in Atom, which has no entries without a date.
///
/// A full part keeps its articles, and so its file, for good (RFC 5005, section 4).
pub fn history(site: &Site, config: &Config, format: FeedFormat) -> Vec<(Shard, Range<u32>)> {
    if !config.feed.history {
        return Vec::new();
    }
    let current = site.dated().end.saturating_sub(config.feed.items as u32).max(site.dated().start);
    let undated = (0, 0, if format == FeedFormat::Atom { 0..0 } else { site.undated() });
    let months = site.months().iter().map(|m| (m.year as i16, m.month as u8, m.ids.clone()));
    let months = months.filter(|(.., ids)| ids.start < current);
    std::iter::once(undated)
        .chain(months)
        .flat_map(|(year, month, ids)| {
            parts(ids, HISTORY_MOST).map(move |(part, ids)| (Shard { year, month, part }, ids))
        })
        .collect()
}

/// The parts of a run of articles, of at most `most`, numbered from the oldest.
fn parts(ids: Range<u32>, most: usize) -> impl Iterator<Item = (u16, Range<u32>)> {
    let count = page_count(ids.len(), most) as u16;
    (1..=count).map(move |part| {
        let start = ids.start + u32::from(part - 1) * most as u32;
        (part, start..(start + most as u32).min(ids.end))
    })
}

/// The articles of one sitemap.
pub(super) fn sitemap_part(ids: Range<u32>, part: u16) -> Range<u32> {
    parts(ids, SITEMAP_MOST).nth(usize::from(part) - 1).expect("the plan has parts of the site").1
}

/// The shards of the sitemap, in the order of its index.
pub(super) fn sitemap_keys(site: &Site, config: &Config) -> Vec<PageKey> {
    let parts = |len: usize| 1..=page_count(len, SITEMAP_MOST) as u16;
    let mut keys: Vec<PageKey> = parts(view::listing_page_count(site, config)).map(PageKey::SitemapPages).collect();
    keys.extend(parts(site.undated().len()).map(PageKey::SitemapUndated));
    for month in site.months() {
        keys.extend(parts(month.ids.len()).map(|part| PageKey::SitemapMonth(month.year, month.month, part)));
    }
    keys
}
