//! A [`View`] ▶ its part of a page's fingerprint: ids by what they stand for, since they are dense within
//! one build only.

use super::cards::{Cards, add_naming};
use super::listing::Listing;
use super::terms::Index;
use super::view::{About, View, YearCounts};
use super::{PageKey, redirects};
use crate::model::{ArticleId, Hasher, Taxonomy, TermId};
use crate::site::{Bucket, Site};

impl View {
    /// Adds all of it to a page's fingerprint.
    pub(super) fn add_to(&self, known: &Cards, hasher: &mut Hasher) {
        let inputs = known.inputs;
        let site = inputs.site;
        let mut buffer = String::new();
        match self {
            View::Article { id, previous, next, stories, related } => {
                let record = site.record(*id);
                hasher.fp(record.source).str(record.slug);
                if !site.permalink_is_plain() {
                    hasher.str(&site.address(*id));
                }
                add_names(site, hasher, *id);
                for neighbour in [previous, next] {
                    hasher.u64(u64::from(neighbour.is_some()));
                    neighbour.iter().for_each(|id| card(known, hasher, *id));
                }
                hasher.u64(stories.len() as u64);
                for story in stories {
                    term(site, hasher, story.term);
                    for neighbour in [story.previous, story.next] {
                        hasher.u64(u64::from(neighbour.is_some()));
                        neighbour.iter().for_each(|id| card(known, hasher, *id));
                    }
                }
                cards(known, hasher, related);
                // Its width and height are in the page.
                if let Some(picture) = record.image.and_then(|(url, _)| inputs.theme.asset_at(url)) {
                    hasher.fp(picture.inputs);
                }
            }
            View::Redirect { to } => {
                hasher.str(redirects::title(site, *to)).str(&to.address(inputs));
            }
            View::Page { at } => {
                let page = &site.pages()[*at];
                hasher.fp(page.source);
                if let Some(picture) = page.article.image.as_ref().and_then(|image| inputs.theme.asset_at(&image.url)) {
                    hasher.fp(picture.inputs);
                }
            }
            View::Home { latest, sections, by_section, years, count } => {
                cards(known, hasher, latest);
                terms(site, hasher, sections);
                for (section, ids) in by_section {
                    term(site, hasher, *section);
                    cards(known, hasher, ids);
                }
                for (year, count) in years {
                    hasher.u64(*year as u64).u64(*count as u64);
                }
                hasher.u64(*count as u64);
            }
            View::Terms { index, terms: list, initials, initial } => {
                match index {
                    Index::Taxonomy(taxonomy) => hasher.str(&inputs.config.taxonomy(*taxonomy).name),
                    Index::Kind(kind) => hasher.str(kind.name()),
                };
                hasher.u64(list.len() as u64);
                for id in list {
                    term(site, hasher, *id);
                    let is_counted = initial.is_none();
                    hasher.u64(if is_counted { site.articles_of(*id).len() as u64 } else { 0 });
                }
                for of in initial.iter().chain(initials) {
                    hasher.str(&of.label());
                }
            }
            View::Term { term: id, count, listing, about } => {
                hasher.str(&inputs.config.taxonomy(site.terms().get(*id).taxonomy).name);
                term(site, hasher, *id);
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(known, hasher);
                if let Some(about) = about {
                    about.add_to(site, *id, hasher);
                }
            }
            View::Archive { years, undated, count } => {
                years.iter().for_each(|year| year.add_to(hasher));
                hasher.u64(*undated as u64).u64(*count as u64);
            }
            View::Year { year, days, previous, next } => {
                year.add_to(hasher);
                hasher.u64(days.len() as u64);
                for (month, day, count, page) in days {
                    hasher.u64(u64::from(month * 32 + day)).u64(*count as u64).str(page.path_into(inputs, &mut buffer));
                }
                optional(hasher, previous.map(i64::from));
                optional(hasher, next.map(i64::from));
            }
            View::Month { year, month, count, listing, previous, next } => {
                hasher.u64(*year as u64).u64(u64::from(*month));
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(known, hasher);
                for month in [previous, next] {
                    optional(hasher, month.map(|(y, m)| i64::from(y) * 13 + i64::from(m)));
                }
            }
            View::Day { date: (year, month, day), cards: ids, previous, next } => {
                hasher.u64(*year as u64).u64(u64::from(month * 32 + day));
                cards(known, hasher, ids);
                for day in [previous, next] {
                    optional(hasher, day.map(|(number, ..)| i64::from(number)));
                }
            }
            View::OnThisDay { days } => {
                for (month, day) in days {
                    hasher.u64(u64::from(*month) * 32 + u64::from(*day));
                }
            }
            View::ThisDay { day: (month, day), years } => {
                hasher.u64(u64::from(*month) * 32 + u64::from(*day));
                for (year, ids, count, page) in years {
                    hasher.u64(*year as u64).u64(*count as u64).str(page.path_into(inputs, &mut buffer));
                    cards(known, hasher, ids);
                }
            }
            View::Undated { count, listing } => {
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(known, hasher);
            }
            View::Corrections { bucket, items, buckets } => {
                optional(hasher, bucket.map(bucket_number));
                corrections(known, hasher, items);
                for (bucket, count) in buckets {
                    hasher.u64(bucket_number(*bucket) as u64).u64(*count as u64);
                }
            }
            View::CorrectionsFeed { items } => corrections(known, hasher, items),
            View::Feed { format, term: of, items, full_text, shard, older } => {
                hasher.str(format.name()).u64(u64::from(*full_text));
                if let Some(of) = of {
                    hasher.str(&PageKey::Term(*of).address(inputs));
                    term(site, hasher, *of);
                }
                for shard in [shard, older] {
                    optional(
                        hasher,
                        shard.map(|shard| {
                            (i64::from(shard.year) * 13 + i64::from(shard.month)) << 16 | i64::from(shard.part)
                        }),
                    );
                }
                cards(known, hasher, items);
                items.iter().for_each(|id| add_names(site, hasher, *id));
                for id in items {
                    let record = site.record(*id);
                    match full_text {
                        true => hasher.fp(record.source),
                        // A card has no tags.
                        false => record.tags.iter().fold(&mut *hasher, |hasher, tag| hasher.str(tag)),
                    };
                }
            }
            View::SitemapIndex { shards: pages } | View::SitemapPages { pages } | View::Redirects { from: pages } => {
                hasher.u64(pages.len() as u64);
                for key in pages {
                    hasher.str(&key.address(inputs));
                    if let Some(to) = redirects::to(site, *key) {
                        hasher.str(&to.address(inputs));
                    }
                }
            }
            View::SitemapArticles { ids } => {
                hasher.u64(ids.len() as u64);
                ids.clone().for_each(|id| card(known, hasher, ArticleId(id)));
            }
            View::SitemapNews { ids } => cards(known, hasher, ids),
            View::Robots { news } => {
                hasher.u64(u64::from(*news));
            }
            View::Plain => {}
        }
    }
}

fn card(known: &Cards, hasher: &mut Hasher, id: ArticleId) {
    hasher.fp(known.card(id));
}

fn cards(known: &Cards, hasher: &mut Hasher, ids: &[ArticleId]) {
    hasher.u64(ids.len() as u64);
    ids.iter().for_each(|id| card(known, hasher, *id));
}

fn term(site: &Site, hasher: &mut Hasher, id: TermId) {
    let term = site.terms().get(id);
    hasher.str(&term.name).str(term.slug.as_str());
    if !site.all_have_pages(term.taxonomy) {
        hasher.u64(u64::from(site.has_page(id)));
    }
}

fn terms(site: &Site, hasher: &mut Hasher, terms: &[(TermId, usize)]) {
    hasher.u64(terms.len() as u64);
    for (id, count) in terms {
        term(site, hasher, *id);
        hasher.u64(*count as u64);
    }
}

fn optional(hasher: &mut Hasher, number: Option<i64>) {
    hasher.u64(number.map_or(0, |n| n as u64 + 1));
}

fn corrections(known: &Cards, hasher: &mut Hasher, items: &[(ArticleId, u16)]) {
    hasher.u64(items.len() as u64);
    for (id, at) in items {
        card(known, hasher, *id);
        let found = known.inputs.site.record(*id).corrections().nth(usize::from(*at));
        let (date, text) = found.expect("the site has corrections of its records");
        hasher.str(text);
        if let Some(date) = date {
            date.add_to(hasher);
        }
    }
}

/// Adds what settings make of the names in an article, which is not in its file.
fn add_names(site: &Site, hasher: &mut Hasher, id: ArticleId) {
    let record = site.record(id);
    record.authors.iter().for_each(|name| add_naming(site, Taxonomy::AUTHORS, name, hasher));
    record.section.iter().for_each(|name| add_naming(site, Taxonomy::SECTIONS, name, hasher));
    record.tags.iter().for_each(|name| add_naming(site, Taxonomy::TAGS, name, hasher));
    record.further_terms().for_each(|(taxonomy, name)| add_naming(site, taxonomy, name, hasher));
}

fn bucket_number(bucket: Bucket) -> i64 {
    match bucket {
        Bucket::Undated => 0,
        Bucket::Year(year) => i64::from(year),
        Bucket::Dated => -1,
    }
}

impl Listing {
    fn add_to(&self, known: &Cards, hasher: &mut Hasher) {
        let inputs = known.inputs;
        cards(known, hasher, &self.cards);
        let mut buffer = String::new();
        let mut page = |hasher: &mut Hasher, page: Option<PageKey>| {
            hasher.str(page.map_or("", |page| page.path_into(inputs, &mut buffer)));
        };
        let (part, number) =
            self.number.map_or((None, 0), |(part, number)| (part.map(bucket_number), u64::from(number)));
        optional(hasher, part);
        hasher.u64(number).u64(self.buckets.len() as u64);
        for bucket in &self.buckets {
            hasher.u64(bucket_number(bucket.bucket) as u64).u64(bucket.count as u64);
            page(hasher, Some(bucket.page));
        }
        [self.newer, self.older, Some(self.front)].into_iter().for_each(|key| page(hasher, key));
    }
}

impl About {
    fn add_to(&self, site: &Site, id: TermId, hasher: &mut Hasher) {
        hasher.u64(self.wider.len() as u64);
        self.wider.iter().for_each(|wider| term(site, hasher, *wider));
        terms(site, hasher, &self.parts);
        for (year, count) in &self.timeline {
            hasher.u64(*year as u64).u64(*count as u64);
        }
        hasher.u64(u64::from(self.has_feed));
        if let Some(profile) = site.profile(id) {
            hasher.fp(profile.source);
        }
    }
}

impl YearCounts {
    fn add_to(&self, hasher: &mut Hasher) {
        hasher.u64(self.year as u64).u64(self.undated as u64);
        self.months.iter().for_each(|count| {
            hasher.u64(*count as u64);
        });
    }
}
