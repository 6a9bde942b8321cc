//! Making a [`Site`] from the records of a scan.
//!
//! 1. Leave out what is held back.
//! 2. Sort by date, then path.
//! 3. Refuse the second of two articles at one address.
//! 4. Collect months and terms, and fingerprint each article's card.

use chrono::{DateTime, Utc};

use super::listing::bucket_ranges;
use super::{Month, Site, Synonyms, Terms};
use crate::config::Permalink;
use crate::diag::{Diagnostic, Place, Problem};
use crate::load::{Record, Records};
use crate::model::{Fingerprint, Hasher, PublishDate};

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
}

impl Gates {
    fn admits(&self, record: &Record<'_>, held: &mut Held) -> bool {
        let later = |date: &Option<PublishDate>| date.is_some_and(|d| d.is_after(self.as_of));
        let counter = if record.draft && !self.drafts {
            &mut held.drafts
        } else if (later(&record.date) || later(&record.publish_at)) && !self.future {
            &mut held.future
        } else if record.expires.is_some_and(|d| !d.is_after(self.as_of)) {
            &mut held.expired
        } else {
            return true;
        };
        *counter += 1;
        false
    }

    /// Narrows the time in which the gates would decide the same of a record.
    fn narrow(&self, record: &Record<'_>, (from, until): &mut (i64, i64)) {
        let now = self.as_of.timestamp();
        for at in [record.date, record.publish_at, record.expires].into_iter().flatten().map(|date| date.timestamp()) {
            if at > now { *until = (*until).min(at) } else { *from = (*from).max(at) }
        }
    }
}

impl Site {
    /// Indexes the records of a scan.
    pub fn new(records: Records, gates: &Gates, permalink: &Permalink, synonyms: Synonyms) -> Site {
        let mut held = Held::default();
        let mut dated: Vec<(Option<PublishDate>, u32)> = Vec::with_capacity(records.len());
        let mut valid = (i64::MIN, i64::MAX);
        for index in 0..records.len() {
            let record = records.get(index);
            gates.narrow(&record, &mut valid);
            if gates.admits(&record, &mut held) {
                dated.push((record.date, index as u32));
            }
        }
        // Records are in order of path, so the index breaks ties by path.
        dated.sort_unstable();
        let mut diagnostics = Vec::new();
        refuse_second_at_address(&records, permalink, &mut dated, &mut diagnostics);

        let undated = dated.partition_point(|(date, _)| date.is_none()) as u32;
        let months = months(&dated);
        let order: Vec<u32> = dated.into_iter().map(|(_, index)| index).collect();
        let terms = Terms::collect(order.iter().map(|index| records.get(*index as usize)), &synonyms);
        let permalink = permalink.clone();
        let mut site = Site {
            records,
            permalink,
            order,
            undated,
            months,
            terms,
            synonyms,
            held,
            valid,
            diagnostics,
            ..Site::default()
        };
        site.cards = site.ids().map(|id| card(&site.record(id))).collect();
        for term in site.terms.ids() {
            let buckets = bucket_ranges(&site, site.articles_of(term));
            site.buckets.extend(buckets);
            site.bucket_ends.push(site.buckets.len() as u32);
        }
        site.with_aliases = site.ids().filter(|id| !site.record(*id).aliases.is_empty()).collect();
        site
    }
}

/// Of articles at one address, the first by path keeps it.
fn refuse_second_at_address(
    records: &Records,
    permalink: &Permalink,
    dated: &mut Vec<(Option<PublishDate>, u32)>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let key = |(date, index): &(Option<PublishDate>, u32)| {
        (permalink.date_key(date.as_ref()), records.date_and_slug(*index as usize).1, *index)
    };
    let mut addresses: Vec<(u32, &str, u32)> = dated.iter().map(key).collect();
    addresses.sort_unstable();
    let mut refused = Vec::new();
    let mut first = 0;
    for at in 1..addresses.len() {
        let ((date, slug, winner), (other_date, other_slug, loser)) = (addresses[first], addresses[at]);
        if (date, slug) != (other_date, other_slug) {
            first = at;
            continue;
        }
        let (winner, loser_record) = (records.get(winner as usize).path, records.get(loser as usize));
        let address = permalink.address(loser_record.date.as_ref(), slug);
        let problem = Problem::AddressTaken { address, by: format!("content/{winner}") };
        diagnostics.push(Diagnostic::new(problem, Place::file(format!("content/{}", loser_record.path))));
        refused.push(loser);
    }
    if !refused.is_empty() {
        refused.sort_unstable();
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

/// Fingerprints what other pages show of an article.
fn card(record: &Record<'_>) -> Fingerprint {
    let mut hasher = Hasher::new("card");
    hasher.str(record.title).str(record.summary).str(record.slug);
    hasher.str(record.section.unwrap_or("")).str(record.lang.unwrap_or(""));
    let mut date = |date: Option<PublishDate>| match date {
        Some(date) => date.add_to(&mut hasher),
        None => {
            hasher.u64(u64::MAX);
        }
    };
    date(record.date);
    date(record.updated);
    hasher.u64(record.authors.iter().count() as u64);
    record.authors.iter().for_each(|name| {
        hasher.str(name);
    });
    let (image, alt) = record.image.unwrap_or(("", ""));
    hasher.str(image).str(alt);
    hasher.finish()
}
