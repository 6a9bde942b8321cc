//! What a page shows, as ids and numbers: the inputs of its fingerprint and of its rendering.

use std::borrow::Cow;
use std::ops::Range;

use crate::model::{ArticleId, Hasher, TermId};
use crate::site::{Bucket, Ids, Month, Site, Taxonomy, front_start, page_count, page_range};

use super::{Inputs, PageKey, SITEMAP_MOST, sitemap_keys};

/// The content of one page apart from its template and the site's settings.
#[derive(Debug, Clone)]
pub enum View {
    /// An article; its own file is an input, and the cards of its neighbours.
    Article {
        /// Which.
        id: ArticleId,
        /// The nearest older one.
        previous: Option<ArticleId>,
        /// The nearest newer one.
        next: Option<ArticleId>,
    },
    /// A former address.
    Redirect {
        /// Where the reader is sent.
        id: ArticleId,
    },
    /// The way from a tag's former page to the one that it has now.
    TermRedirect {
        /// The tag.
        term: TermId,
    },
    /// The front page.
    Home {
        /// Newest first.
        latest: Vec<ArticleId>,
        /// Sections with how many articles each has.
        sections: Vec<(TermId, usize)>,
        /// Newest first.
        years: Vec<(i32, usize)>,
        /// Of all articles.
        count: usize,
    },
    /// The index of a taxonomy.
    Terms {
        /// Which.
        taxonomy: Taxonomy,
        /// By slug, with how many articles each has.
        terms: Vec<(TermId, usize)>,
    },
    /// A page of a term.
    Term {
        /// Which.
        term: TermId,
        /// Of the term's articles; known to its front page only, since older pages must not change.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
    },
    /// All years.
    Archive {
        /// Newest first.
        years: Vec<YearCounts>,
        /// Of articles without a date.
        undated: usize,
        /// Of all articles.
        count: usize,
    },
    /// One year.
    Year {
        /// Which.
        year: YearCounts,
        /// The nearest older year with articles.
        previous: Option<i32>,
        /// The nearest newer year with articles.
        next: Option<i32>,
    },
    /// A page of a month.
    Month {
        /// Its year.
        year: i32,
        /// From 1.
        month: u32,
        /// Of the month's articles; known to its front page only.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
        /// The nearest older month with articles.
        previous: Option<(i32, u32)>,
        /// The nearest newer month with articles.
        next: Option<(i32, u32)>,
    },
    /// A page of the articles without a date.
    Undated {
        /// Of all of them; known to the front page only.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
    },
    /// The feed of the newest articles.
    Feed {
        /// Newest first.
        items: Vec<ArticleId>,
        /// Whether bodies are in it.
        full_text: bool,
    },
    /// The list of sitemaps.
    SitemapIndex {
        /// In order.
        shards: Vec<PageKey>,
    },
    /// A sitemap of pages that are not articles.
    SitemapPages {
        /// In order.
        pages: Vec<PageKey>,
    },
    /// A sitemap of articles.
    SitemapArticles {
        /// Oldest first.
        ids: Range<u32>,
    },
    /// Nothing but template and settings.
    Plain,
}

/// Some articles of a listing, and the way to the others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    /// Newest first.
    pub cards: Vec<ArticleId>,
    /// `2025, page 1`; empty for the front page.
    pub label: String,
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
    pub label: String,
    /// Its newest page.
    pub page: PageKey,
    /// Its articles.
    pub count: usize,
}

/// A year with the number of articles of each month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCounts {
    /// 1 to 9999.
    pub year: i32,
    /// January first.
    pub months: [usize; 12],
}

impl View {
    /// The content of a page. For [`PageKey::Asset`] there is none.
    pub fn of(inputs: Inputs, key: PageKey) -> View {
        let Inputs { config, site, .. } = inputs;
        match key {
            PageKey::Article(id) => View::Article { id, previous: site.previous(id), next: site.next(id) },
            PageKey::Alias(id, _) => View::Redirect { id },
            PageKey::Synonym(index) => {
                let (_, name) = site.synonyms().get(index as usize);
                let term = site.terms().find(Taxonomy::Tags, name).expect("the plan has synonyms of the site's terms");
                View::TermRedirect { term }
            }
            PageKey::Home => View::home(inputs),
            PageKey::Terms(taxonomy) => View::Terms { taxonomy, terms: counted_terms(site, taxonomy) },
            PageKey::Term(term) => View::Term {
                term,
                count: Some(site.articles_of(term).len()),
                listing: term_listing(site, term, config.per_page).front_page(),
            },
            PageKey::TermPage(term, bucket, number) => View::Term {
                term,
                count: None,
                listing: term_listing(site, term, config.per_page).numbered(bucket, number),
            },
            PageKey::Archive => {
                let years = site.years().iter().rev().map(|(year, _)| YearCounts::of(site, *year)).collect();
                View::Archive { years, undated: site.undated().len(), count: site.len() }
            }
            PageKey::Year(year) => {
                let years = site.years();
                let at = years.iter().position(|(y, _)| *y == year).expect("the plan has years of the site");
                let beside = |at: Option<usize>| at.and_then(|i| years.get(i)).map(|(y, _)| *y);
                View::Year {
                    year: YearCounts::of(site, year),
                    previous: beside(at.checked_sub(1)),
                    next: beside(Some(at + 1)),
                }
            }
            PageKey::Month(year, month) => {
                let (run, listing) = month_listing(site, year, month, config.per_month_page);
                View::month(site, year, month, Some(run.len()), listing.front_page())
            }
            PageKey::MonthPage(year, month, number) => {
                let (_, listing) = month_listing(site, year, month, config.per_month_page);
                View::month(site, year, month, None, listing.numbered(Bucket::of_year(year), number))
            }
            PageKey::Undated => {
                let listing = undated_listing(site, config.per_page).front_page();
                View::Undated { count: Some(site.undated().len()), listing }
            }
            PageKey::UndatedPage(number) => View::Undated {
                count: None,
                listing: undated_listing(site, config.per_page).numbered(Bucket::Undated, number),
            },
            PageKey::Feed => {
                let items = site.dated().rev().take(config.feed.items).map(ArticleId).collect();
                View::Feed { items, full_text: config.feed.full_text }
            }
            PageKey::SitemapIndex => View::SitemapIndex { shards: sitemap_keys(site) },
            PageKey::SitemapPages(part) => {
                let pages = listing_pages(site)
                    .into_iter()
                    .skip((part as usize - 1) * SITEMAP_MOST)
                    .take(SITEMAP_MOST)
                    .collect();
                View::SitemapPages { pages }
            }
            PageKey::SitemapUndated(part) => View::SitemapArticles { ids: part_of(site.undated(), part) },
            PageKey::SitemapMonth(year, month, part) => {
                let index = site.month_index(year, month).expect("the plan has months of the site");
                View::SitemapArticles { ids: part_of(site.months()[index].ids.clone(), part) }
            }
            PageKey::NotFound | PageKey::Robots | PageKey::Marker | PageKey::Asset(_) => View::Plain,
        }
    }

    fn home(Inputs { config, site, .. }: Inputs) -> View {
        let years = site.years().into_iter().rev().map(|(year, ids)| (year, ids.len())).collect();
        View::Home {
            latest: site.ids().rev().take(config.per_page).collect(),
            sections: counted_terms(site, Taxonomy::Sections),
            years,
            count: site.len(),
        }
    }

    fn month(site: &Site, year: i32, month: u32, count: Option<usize>, listing: Listing) -> View {
        let index = site.month_index(year, month).expect("the plan has months of the site");
        let beside = |index: Option<usize>| index.and_then(|i| site.months().get(i)).map(|m| (m.year, m.month));
        View::Month {
            year,
            month,
            count,
            listing,
            previous: beside(index.checked_sub(1)),
            next: beside(Some(index + 1)),
        }
    }

    /// Adds all of it to a page's fingerprint: ids by what they stand for, since they are dense
    /// within one build only.
    pub(super) fn add_to(&self, inputs: Inputs, hasher: &mut Hasher) {
        let site = inputs.site;
        let card = |hasher: &mut Hasher, id: ArticleId| {
            hasher.fp(site.card(id));
        };
        let cards = |hasher: &mut Hasher, ids: &[ArticleId]| {
            hasher.u64(ids.len() as u64);
            ids.iter().for_each(|id| card(hasher, *id));
        };
        let terms = |hasher: &mut Hasher, terms: &[(TermId, usize)]| {
            hasher.u64(terms.len() as u64);
            for (term, count) in terms {
                let term = site.terms().get(*term);
                hasher.str(&term.name).str(term.slug.as_str()).u64(*count as u64);
            }
        };
        let optional = |hasher: &mut Hasher, number: Option<i64>| {
            hasher.u64(number.map_or(0, |n| n as u64 + 1));
        };
        match self {
            View::Article { id, previous, next } => {
                let record = site.record(*id);
                hasher.fp(record.source).str(record.slug);
                renamed(site, hasher, *id);
                for neighbour in [previous, next] {
                    hasher.u64(u64::from(neighbour.is_some()));
                    neighbour.iter().for_each(|id| card(hasher, *id));
                }
            }
            View::TermRedirect { term } => {
                let term = site.terms().get(*term);
                hasher.str(&term.name).str(term.slug.as_str());
            }
            View::Redirect { id } => {
                hasher.str(site.record(*id).title).str(&site.address(*id));
            }
            View::Home { latest, sections, years, count } => {
                cards(hasher, latest);
                terms(hasher, sections);
                for (year, count) in years {
                    hasher.u64(*year as u64).u64(*count as u64);
                }
                hasher.u64(*count as u64);
            }
            View::Terms { taxonomy, terms: list } => {
                hasher.str(taxonomy.name());
                terms(hasher, list);
            }
            View::Term { term, count, listing } => {
                let term = site.terms().get(*term);
                hasher.str(term.taxonomy.name()).str(&term.name).str(term.slug.as_str());
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(inputs, hasher);
            }
            View::Archive { years, undated, count } => {
                years.iter().for_each(|year| year.add_to(hasher));
                hasher.u64(*undated as u64).u64(*count as u64);
            }
            View::Year { year, previous, next } => {
                year.add_to(hasher);
                optional(hasher, previous.map(i64::from));
                optional(hasher, next.map(i64::from));
            }
            View::Month { year, month, count, listing, previous, next } => {
                hasher.u64(*year as u64).u64(u64::from(*month));
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(inputs, hasher);
                for month in [previous, next] {
                    optional(hasher, month.map(|(y, m)| i64::from(y) * 12 + i64::from(m)));
                }
            }
            View::Undated { count, listing } => {
                optional(hasher, count.map(|c| c as i64));
                listing.add_to(inputs, hasher);
            }
            View::Feed { items, full_text } => {
                hasher.u64(u64::from(*full_text));
                cards(hasher, items);
                items.iter().for_each(|id| renamed(site, hasher, *id));
                if *full_text {
                    items.iter().for_each(|id| {
                        hasher.fp(site.record(*id).source);
                    });
                }
            }
            View::SitemapIndex { shards: pages } | View::SitemapPages { pages } => {
                hasher.u64(pages.len() as u64);
                for key in pages {
                    hasher.str(&key.address(inputs));
                }
            }
            View::SitemapArticles { ids } => {
                hasher.u64(ids.len() as u64);
                ids.clone().for_each(|id| card(hasher, ArticleId(id)));
            }
            View::Plain => {}
        }
    }
}

impl Listing {
    fn add_to(&self, inputs: Inputs, hasher: &mut Hasher) {
        hasher.u64(self.cards.len() as u64);
        self.cards.iter().for_each(|id| {
            hasher.fp(inputs.site.card(*id));
        });
        let mut buffer = String::new();
        let mut page = |hasher: &mut Hasher, page: Option<PageKey>| {
            hasher.str(page.map_or("", |page| page.path_into(inputs, &mut buffer)));
        };
        hasher.str(&self.label).u64(self.buckets.len() as u64);
        for bucket in &self.buckets {
            hasher.str(&bucket.label).u64(bucket.count as u64);
            page(hasher, Some(bucket.page));
        }
        [self.newer, self.older, Some(self.front)].into_iter().for_each(|key| page(hasher, key));
    }
}

impl YearCounts {
    fn of(site: &Site, year: i32) -> YearCounts {
        let mut months = [0; 12];
        for Month { month, ids, .. } in site.months_of(year) {
            months[*month as usize - 1] = ids.len();
        }
        YearCounts { year, months }
    }

    /// Articles of the year.
    pub fn count(&self) -> usize {
        self.months.iter().sum()
    }

    fn add_to(&self, hasher: &mut Hasher) {
        hasher.u64(self.year as u64);
        self.months.iter().for_each(|count| {
            hasher.u64(*count as u64);
        });
    }
}

/// A listing before it is cut into pages.
struct Whole<'a> {
    ids: Ids<'a>,
    buckets: Cow<'a, [(Bucket, Range<usize>)]>,
    per_page: usize,
    front: PageKey,
}

fn term_listing(site: &Site, term: TermId, per_page: usize) -> Whole<'_> {
    let ids = site.articles_of(term);
    let buckets = if ids.len() > per_page { site.buckets_of(term) } else { &[] };
    let buckets = Cow::Borrowed(buckets);
    Whole { ids: Ids::Some(ids), buckets, per_page, front: PageKey::Term(term) }
}

fn month_listing(site: &Site, year: i32, month: u32, per_page: usize) -> (Range<u32>, Whole<'_>) {
    let index = site.month_index(year, month).expect("the plan has months of the site");
    let run = site.months()[index].ids.clone();
    let buckets = Cow::Owned(vec![(Bucket::of_year(year), 0..run.len())]);
    let front = PageKey::Month(year, month);
    (run.clone(), Whole { ids: Ids::Run(run), buckets, per_page, front })
}

fn undated_listing(site: &Site, per_page: usize) -> Whole<'_> {
    let run = site.undated();
    let buckets = Cow::Owned(vec![(Bucket::Undated, 0..run.len())]);
    Whole { ids: Ids::Run(run), buckets, per_page, front: PageKey::Undated }
}

impl Whole<'_> {
    fn front_start(&self) -> usize {
        front_start(self.ids.len(), self.per_page)
    }

    /// The buckets that have numbered pages.
    fn paged(&self) -> impl DoubleEndedIterator<Item = &(Bucket, Range<usize>)> {
        let front = self.front_start();
        self.buckets.iter().filter(move |(_, range)| range.start < front)
    }

    fn page(&self, bucket: Bucket, number: u32) -> PageKey {
        match self.front {
            PageKey::Term(term) => PageKey::TermPage(term, bucket, number),
            PageKey::Month(year, month) => PageKey::MonthPage(year, month, number),
            _ => PageKey::UndatedPage(number),
        }
    }

    fn last_page(&self, (bucket, range): &(Bucket, Range<usize>)) -> PageKey {
        self.page(*bucket, page_count(range.len(), self.per_page))
    }

    fn front_page(self) -> Listing {
        let start = self.front_start();
        // The page that has the first article which is not on the front page.
        let older = self.paged().next_back().map(|(bucket, range)| {
            let number = (start - 1 - range.start) / self.per_page + 1;
            self.page(*bucket, number as u32)
        });
        let buckets = self.paged().rev().map(|paged| BucketLink {
            label: paged.0.label(),
            page: self.last_page(paged),
            count: paged.1.len(),
        });
        // A single run without years has no use for a choice of them.
        let buckets = if self.buckets.len() > 1 { buckets.collect() } else { Vec::new() };
        Listing {
            cards: self.ids.newest_first(start..self.ids.len()),
            label: String::new(),
            newer: None,
            older,
            front: self.front,
            buckets,
        }
    }

    fn numbered(self, bucket: Bucket, number: u32) -> Listing {
        let paged: Vec<_> = self.paged().collect();
        let at = paged.iter().position(|(b, _)| *b == bucket).expect("the plan has buckets with pages");
        let range = &paged[at].1;
        let older = if number > 1 {
            Some(self.page(bucket, number - 1))
        } else {
            at.checked_sub(1).map(|before| self.last_page(paged[before]))
        };
        let newer = if number < page_count(range.len(), self.per_page) {
            self.page(bucket, number + 1)
        } else if let Some((next, _)) = paged.get(at + 1) {
            self.page(*next, 1)
        } else {
            self.front
        };
        let cards = self.ids.newest_first(page_range(range, number, self.per_page));
        let label = if self.buckets.len() > 1 || bucket == Bucket::Undated || matches!(self.ids, Ids::Some(_)) {
            format!("{}, page {number}", bucket.label())
        } else {
            format!("page {number}")
        };
        Listing { cards, label, newer: Some(newer), older, front: self.front, buckets: Vec::new() }
    }
}

fn counted_terms(site: &Site, taxonomy: Taxonomy) -> Vec<(TermId, usize)> {
    site.terms().of(taxonomy).map(TermId).map(|term| (term, site.articles_of(term).len())).collect()
}

/// Pages that are neither articles nor numbered: the ones a search engine should know.
fn listing_pages(site: &Site) -> Vec<PageKey> {
    let mut pages = vec![PageKey::Home, PageKey::Archive];
    if !site.undated().is_empty() {
        pages.push(PageKey::Undated);
    }
    pages.extend(site.years().into_iter().map(|(year, _)| PageKey::Year(year)));
    pages.extend(site.months().iter().map(|m| PageKey::Month(m.year, m.month)));
    for taxonomy in Taxonomy::ALL {
        let terms = site.terms().of(taxonomy);
        if !terms.is_empty() {
            pages.push(PageKey::Terms(taxonomy));
            pages.extend(terms.map(TermId).map(PageKey::Term));
        }
    }
    pages
}

/// How many [`listing_pages`] there are.
pub(super) fn listing_page_count(site: &Site) -> usize {
    listing_pages(site).len()
}

fn part_of(ids: Range<u32>, part: u16) -> Range<u32> {
    let start = ids.start + (u32::from(part) - 1) * SITEMAP_MOST as u32;
    start..(start + SITEMAP_MOST as u32).min(ids.end)
}

/// Adds the tags of an article that go by another name, which is not in its file.
fn renamed(site: &Site, hasher: &mut Hasher, id: ArticleId) {
    for tag in site.record(id).tags.iter() {
        let name = site.synonyms().name_of(tag);
        if name != tag {
            hasher.str(tag).str(name);
        }
    }
}
