//! Making a [`Site`] from the records of a scan.
//!
//! 1. Leave out what is held back.
//! 2. Sort by date, then path.
//! 3. Refuse the second of two articles at one address.
//! 4. Collect months and terms.

use std::collections::hash_map::Entry;

use chrono::{DateTime, Datelike, Utc};
use rustc_hash::FxHashMap;

use super::listing::bucket_ranges;
use super::{Day, Month, Naming, Site, Terms};
use crate::config::{Config, Permalink};
use crate::diag::{Diagnostic, Place, Problem};
use crate::load::{Editorial, Profile, Record, Records};
use crate::model::{Article, ArticleId, Fingerprint, PublishDate};

/// What may be published, as of a moment read once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gates {
    /// Now, or `--clock`.
    pub as_of: DateTime<Utc>,
    /// `--drafts`.
    pub drafts: bool,
    /// `--future`.
    pub future: bool,
}

/// How many articles were held back, by reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Held {
    /// `draft: true`.
    pub drafts: usize,
    /// `date` or `publish_at` not reached yet.
    pub future: usize,
    /// `expires` reached.
    pub expired: usize,
    /// `status: withheld`.
    pub withheld: usize,
}

/// Why an article is shown only because `--drafts` or `--future` let it in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// `draft: true`.
    Draft,
    /// Its `date` is not reached yet.
    Future(PublishDate),
    /// Its `publish_at` is not reached yet.
    Embargo(PublishDate),
}

/// For how long an article is in the news sitemap: two days, as Google News wants.
const NEWS_SECONDS: i64 = 2 * 86_400;

impl Gates {
    /// Why a build without `--drafts` and `--future` would hold an article back.
    pub fn marks(&self, record: &Record<'_>) -> Vec<Mark> {
        self.marks_of(Gated::of_record(record))
    }

    /// As [`Gates::marks`], of a page of `pages/`.
    pub fn marks_of_page(&self, article: &Article) -> Vec<Mark> {
        self.marks_of(Gated::of_article(article))
    }

    fn marks_of(&self, gated: Gated) -> Vec<Mark> {
        let later = |date: Option<PublishDate>| date.filter(|date| date.is_after(self.as_of));
        let draft = gated.draft.then_some(Mark::Draft);
        let marks = [draft, later(gated.date).map(Mark::Future), later(gated.publish_at).map(Mark::Embargo)];
        marks.into_iter().flatten().collect()
    }

    fn admit(&self, gated: Gated, held: &mut Held) -> bool {
        let later = |date: &Option<PublishDate>| date.is_some_and(|d| d.is_after(self.as_of));
        let counter = if gated.withheld {
            &mut held.withheld
        } else if gated.draft && !self.drafts {
            &mut held.drafts
        } else if (later(&gated.date) || later(&gated.publish_at)) && !self.future {
            &mut held.future
        } else if gated.expires.is_some_and(|d| !d.is_after(self.as_of)) {
            &mut held.expired
        } else {
            return true;
        };
        *counter += 1;
        false
    }

    /// Narrows the time in which the gates would decide the same.
    fn narrow(&self, gated: Gated, (from, until): &mut (i64, i64)) {
        let now = self.as_of.timestamp();
        let dates = [gated.date, gated.publish_at, gated.expires].into_iter().flatten().map(|date| date.timestamp());
        for at in dates.chain(gated.date.map(|date| date.timestamp() + NEWS_SECONDS)) {
            if at > now { *until = (*until).min(at) } else { *from = (*from).max(at) }
        }
    }
}

/// What the gates look at.
#[derive(Clone, Copy)]
struct Gated {
    draft: bool,
    withheld: bool,
    date: Option<PublishDate>,
    publish_at: Option<PublishDate>,
    expires: Option<PublishDate>,
}

impl Gated {
    fn of_record(record: &Record<'_>) -> Gated {
        let Record { draft, withheld, date, publish_at, expires, .. } = *record;
        Gated { draft, withheld, date, publish_at, expires }
    }

    fn of_article(article: &Article) -> Gated {
        let Article { draft, withheld, date, publish_at, expires, .. } = *article;
        Gated { draft, withheld, date, publish_at, expires }
    }
}

impl Site {
    /// Indexes the records of a scan, with what was written beside articles.
    pub fn new(records: Records, gates: &Gates, config: &Config, naming: Naming, editorial: Editorial) -> Site {
        let mut held = Held::default();
        let mut dated: Vec<(Option<PublishDate>, u32)> = Vec::with_capacity(records.len());
        let mut valid = (i64::MIN, i64::MAX);
        for index in 0..records.len() {
            let (draft, withheld, [date, publish_at, expires]) = records.gates(index);
            let gated = Gated { draft, withheld, date, publish_at, expires };
            gates.narrow(gated, &mut valid);
            if gates.admit(gated, &mut held) {
                dated.push((date, index as u32));
            }
        }
        // Records are in order of path, so the index breaks ties by path.
        dated.sort_unstable();
        let Editorial { profiles, mut pages } = editorial;
        pages.retain(|page| {
            let gated = Gated::of_article(&page.article);
            gates.narrow(gated, &mut valid);
            gates.admit(gated, &mut held)
        });
        let permalink = config.permalink.clone();
        let mut diagnostics = Vec::new();
        refuse_second_at_address(&records, &permalink, &mut dated, &mut diagnostics);

        let undated = dated.partition_point(|(date, _)| date.is_none()) as u32;
        let months = months(&dated);
        let days = days(&dated);
        let news = news(&dated, gates);
        let order: Vec<u32> = dated.into_iter().map(|(_, index)| index).collect();
        let records_in_order = order.iter().map(|index| records.get(*index as usize));
        let terms = Terms::collect(records_in_order, &naming, config.taxonomies.len());
        let minimums = config.taxonomies.iter().map(|t| t.minimum).collect();
        let mut site = Site {
            records,
            permalink,
            order,
            undated,
            months,
            days,
            news,
            terms,
            pages,
            minimums,
            naming,
            held,
            valid,
            diagnostics,
            ..Site::default()
        };
        for term in site.terms.ids() {
            let buckets = bucket_ranges(&site, site.articles_of(term), config.pages_by_year);
            site.buckets.extend(buckets);
            site.bucket_ends.push(site.buckets.len() as u32);
        }
        let record = |id: &ArticleId| site.order[id.0 as usize] as usize;
        site.with_aliases = site.ids().filter(|id| site.records.has_aliases(record(id))).collect();
        site.corrections = corrections(&site);
        site.adopt(profiles);
        site
    }

    /// The site with some records read anew, if the index would be the same: an edit of texts that only pages
    /// show, which most edits are. `changed` are places of records; all others are as they were.
    pub fn revised(&self, records: Records, changed: &[usize]) -> Option<Site> {
        let titles = !self.permalink.needs_only_slug();
        if records.len() != self.records.len()
            || !changed.iter().all(|index| self.records.same_in_index(&records, *index, titles))
        {
            return None;
        }
        let mut site = self.clone();
        site.records = records;
        Some(site)
    }

    /// Gives profiles to their terms; a profile without any is said so.
    fn adopt(&mut self, profiles: Vec<Profile>) {
        for profile in profiles {
            let name = self.naming.name_of(profile.taxonomy, &profile.article.title);
            match self.terms.find(profile.taxonomy, name) {
                Some(term) if !self.profiles.contains_key(&term) => {
                    self.profiles.insert(term, profile);
                }
                found => {
                    let name = profile.article.title;
                    let problem = match found {
                        Some(term) => Problem::ProfileTwice { name, other: self.profiles[&term].file.clone() },
                        None => Problem::ProfileUnused { name },
                    };
                    self.diagnostics.push(Diagnostic::new(problem, Place::file(profile.file)));
                }
            }
        }
    }
}

/// Of articles at one address, the first by path keeps it.
fn refuse_second_at_address(
    records: &Records,
    permalink: &Permalink,
    dated: &mut Vec<(Option<PublishDate>, u32)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut buffer = String::new();
    let mut by_address: FxHashMap<Fingerprint, u32> = FxHashMap::default();
    by_address.reserve(dated.len());
    let mut in_order: Vec<u32> = dated.iter().map(|(_, index)| *index).collect();
    in_order.sort_unstable();
    let mut refused = Vec::new();
    for index in in_order {
        buffer.clear();
        super::push_address(records, permalink, index as usize, &mut buffer);
        match by_address.entry(Fingerprint::of(buffer.as_bytes())) {
            Entry::Vacant(free) => drop(free.insert(index)),
            Entry::Occupied(taken) => {
                let path = |index: u32| format!("content/{}", records.get(index as usize).path);
                let problem = Problem::AddressTaken { address: buffer.clone(), by: path(*taken.get()) };
                diagnostics.push(Diagnostic::new(problem, Place::file(path(index))));
                refused.push(index);
            }
        }
    }
    if !refused.is_empty() {
        dated.retain(|(_, index)| refused.binary_search(index).is_err());
    }
}

fn months(dated: &[(Option<PublishDate>, u32)]) -> Vec<Month> {
    let mut months: Vec<Month> = Vec::new();
    for (id, (date, _)) in dated.iter().enumerate() {
        let Some(date) = date else { continue };
        let (year, month, id) = (date.year(), date.month(), id as u32);
        match months.last_mut() {
            Some(last) if (last.year, last.month) == (year, month) => last.ids.end = id + 1,
            _ => months.push(Month { year, month, ids: id..id + 1 }),
        }
    }
    months
}

fn days(dated: &[(Option<PublishDate>, u32)]) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (id, (date, _)) in dated.iter().enumerate() {
        let Some(date) = date.filter(PublishDate::has_day) else { continue };
        let (number, id) = (date.day_number(), id as u32);
        match days.last_mut() {
            Some(last) if last.number == number => last.ids.end = id + 1,
            _ => days.push(Day { number, ids: id..id + 1 }),
        }
    }
    days
}

/// Articles of the last two days, oldest first. What is not known to the day is no news.
fn news(dated: &[(Option<PublishDate>, u32)], gates: &Gates) -> Vec<ArticleId> {
    let now = gates.as_of.timestamp();
    // By its own calendar a day may be another than in UTC.
    let first_day = gates.as_of.date_naive().num_days_from_ce() - 4;
    let recent = dated.iter().enumerate().rev().map_while(|(id, (date, _))| {
        date.filter(|date| date.day_number() >= first_day).map(|date| (ArticleId(id as u32), date))
    });
    let is_news =
        |date: &PublishDate| date.has_day() && date.timestamp() <= now && now < date.timestamp() + NEWS_SECONDS;
    let mut news: Vec<ArticleId> = recent.filter(|(_, date)| is_news(date)).map(|(id, _)| id).collect();
    news.reverse();
    news
}

/// All corrections, oldest first: undated ones, then by day, then by article.
fn corrections(site: &Site) -> Vec<(Option<PublishDate>, ArticleId, u16)> {
    let mut all: Vec<(Option<PublishDate>, ArticleId, u16)> = Vec::new();
    for id in site.ids() {
        if site.records.has_corrections(site.order[id.0 as usize] as usize) {
            all.extend(site.record(id).corrections().zip(0..).map(|((date, _), at)| (date, id, at)));
        }
    }
    all.sort_unstable();
    all
}
