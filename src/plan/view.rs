//! What a page shows, as ids and numbers: the inputs of its fingerprint and of its rendering.

use std::ops::Range;

use super::listing::Whole;
use super::shards::{Shard, history, sitemap_keys, sitemap_part};
use super::story::{Story, related, stories};
use super::terms::{Index, Initial};
use super::{Inputs, Listing, PageKey, SITEMAP_MOST, redirects};
use crate::config::{Config, FeedFormat};
use crate::model::{ArticleId, Taxonomy, TermId};
use crate::site::{Bucket, Day, Month, Site};

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
        /// Its neighbours within its series and its first tag.
        stories: Vec<Story>,
        /// Older ones on the same subjects.
        related: Vec<ArticleId>,
    },
    /// A former address.
    Redirect {
        /// Where the reader is sent: an article, a term's front page, or a page of `pages/`.
        to: PageKey,
    },
    /// A page of `pages/`.
    Page {
        /// Its place among them.
        at: usize,
    },
    /// The front page.
    Home {
        /// Newest first.
        latest: Vec<ArticleId>,
        /// Sections with how many articles each has.
        sections: Vec<(TermId, usize)>,
        /// The largest sections with their newest articles, without the ten newest of all.
        by_section: Vec<(TermId, Vec<ArticleId>)>,
        /// Newest first.
        years: Vec<(i32, usize)>,
        /// Of all articles.
        count: usize,
    },
    /// A page of an index of terms.
    Terms {
        /// Which.
        index: Index,
        /// Its terms on this page, by slug.
        terms: Vec<TermId>,
        /// The initials that have pages of their own; none where this page has all terms.
        initials: Vec<Initial>,
        /// The initial whose terms it shows; `None` on the index's front page, which knows how many articles there are.
        initial: Option<Initial>,
    },
    /// A page of a term.
    Term {
        /// Which.
        term: TermId,
        /// Of the term's articles; known to its front page only, since older pages must not change.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
        /// What only its front page has.
        about: Option<About>,
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
        /// Its days with articles, in order: month, day, how many, and the page that shows them.
        days: Vec<(u32, u32, usize, PageKey)>,
        /// The nearest older year with articles.
        previous: Option<i32>,
        /// The nearest newer year with articles.
        next: Option<i32>,
    },
    /// A page of a month.
    Month {
        /// Its year.
        year: i32,
        /// 1 to 12; 0 for articles of which only the year is known.
        month: u32,
        /// Of the month's articles; known to its front page only.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
        /// The nearest older month with articles; known to the month's front page only.
        previous: Option<(i32, u32)>,
        /// The nearest newer month with articles; known to the month's front page only.
        next: Option<(i32, u32)>,
    },
    /// A page of the articles without a date.
    Undated {
        /// Of all of them; known to the front page only.
        count: Option<usize>,
        /// Its articles on this page.
        listing: Listing,
    },
    /// One day.
    Day {
        /// Year, month, day.
        date: (i32, u32, u32),
        /// Newest first.
        cards: Vec<ArticleId>,
        /// The nearest older day with articles.
        previous: Option<(i32, i32, u32, u32)>,
        /// The nearest newer day with articles, as its number, year, month and day.
        next: Option<(i32, i32, u32, u32)>,
    },
    /// The days of the year that have articles.
    OnThisDay {
        /// In order: month, day.
        days: Vec<(u8, u8)>,
    },
    /// One day of the year.
    ThisDay {
        /// Month and day.
        day: (u8, u8),
        /// Newest first: the year, its first articles of the day, how many it has, and the page that shows them.
        years: Vec<(i32, Vec<ArticleId>, usize, PageKey)>,
    },
    /// A page of corrections.
    Corrections {
        /// The year, where it is not the front page.
        bucket: Option<Bucket>,
        /// Newest first: the article, and the place among its corrections.
        items: Vec<(ArticleId, u16)>,
        /// Pages of years, newest first, with how many corrections each has; where not all are on the front page.
        buckets: Vec<(Bucket, usize)>,
    },
    /// The newest corrections.
    CorrectionsFeed {
        /// Newest first.
        items: Vec<(ArticleId, u16)>,
    },
    /// Some articles as a feed.
    Feed {
        /// Its format.
        format: FeedFormat,
        /// Whose; `None` for the site's.
        term: Option<TermId>,
        /// Newest first.
        items: Vec<ArticleId>,
        /// Whether bodies are in it.
        full_text: bool,
        /// Which part of the history it is.
        shard: Option<Shard>,
        /// The part of the history with the nearest older articles.
        older: Option<Shard>,
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
    /// The sitemap of the last two days.
    SitemapNews {
        /// Oldest first.
        ids: Vec<ArticleId>,
    },
    /// What crawlers are told.
    Robots {
        /// Whether there is a sitemap of news.
        news: bool,
    },
    /// Former addresses, for hosts that redirect by themselves.
    Redirects {
        /// Aliases and synonyms.
        from: Vec<PageKey>,
    },
    /// Nothing but template and settings.
    Plain,
}

/// What a term's front page says of the term besides its articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// Terms that it is part of.
    pub wider: Vec<TermId>,
    /// Its parts, with how many articles each has.
    pub parts: Vec<(TermId, usize)>,
    /// How many articles each year has, oldest first, from its first to its last year.
    pub timeline: Vec<(i32, usize)>,
    /// Whether it has feeds.
    pub has_feed: bool,
}

/// A year with the number of articles of each month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearCounts {
    /// 1 to 9999.
    pub year: i32,
    /// January first.
    pub months: [usize; 12],
    /// Articles of which only the year is known.
    pub undated: usize,
}

/// Articles of one year that a page about a day of the year names.
const THIS_DAY_MOST: usize = 3;

/// Years that the small form of it has, one article each.
const THIS_DAY_BOX_MOST: usize = 4;

impl View {
    /// The content of a page. For [`PageKey::Asset`] there is none.
    pub fn of(inputs: Inputs, key: PageKey) -> View {
        let Inputs { config, site, theme } = inputs;
        match key {
            PageKey::Article(id) => {
                // What its templates do not show has no part in its page.
                let uses = theme.article_uses();
                let mut stories = if uses.stories || uses.related { stories(site, id) } else { Vec::new() };
                let related = if uses.related { related(site, id, &stories) } else { Vec::new() };
                stories.truncate(if uses.stories { stories.len() } else { 0 });
                View::Article { id, previous: site.previous(id), next: site.next(id), stories, related }
            }
            PageKey::Alias(..) | PageKey::PageAlias(..) | PageKey::Synonym(_) => {
                View::Redirect { to: redirects::to(site, key).expect("the plan has former addresses of the site") }
            }
            PageKey::Page(at) => View::Page { at: usize::from(at) },
            PageKey::Home => View::home(inputs),
            PageKey::Terms(index) => {
                let initials = index.initials(site);
                let terms = if initials.is_empty() { index.terms(site) } else { index.most_used(site) };
                View::Terms { index, terms, initials, initial: None }
            }
            PageKey::TermsOf(index, initial) => {
                let (terms, initials) = (index.terms_of(site, initial), index.initials(site));
                View::Terms { index, terms, initials, initial: Some(initial) }
            }
            PageKey::Term(term) => View::Term {
                term,
                count: Some(site.articles_of(term).len()),
                listing: Whole::of_term(site, term, config.per_page).front_page(),
                about: Some(About::of(inputs, term)),
            },
            PageKey::TermPage(term, bucket, number) => View::Term {
                term,
                count: None,
                listing: Whole::of_term(site, term, config.per_page).numbered(bucket, number),
                about: None,
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
                    days: year_days(inputs, year),
                    previous: beside(at.checked_sub(1)),
                    next: beside(Some(at + 1)),
                }
            }
            PageKey::Month(year, month) => {
                let (count, whole) = Whole::of_month(site, year, month, config.per_month_page);
                View::month(site, year, month, Some(count), whole.front_page())
            }
            PageKey::MonthPage(year, month, number) => {
                let (_, whole) = Whole::of_month(site, year, month, config.per_month_page);
                View::month(site, year, month, None, whole.numbered(Bucket::of_year(year), number))
            }
            PageKey::Day(number) => View::day(site, number),
            PageKey::OnThisDay => View::OnThisDay { days: this_days(site) },
            PageKey::ThisDay(month, day) => View::this_day(inputs, (month, day), usize::MAX, THIS_DAY_MOST),
            PageKey::ThisDayBox(month, day) => View::this_day(inputs, (month, day), THIS_DAY_BOX_MOST, 1),
            PageKey::Undated => {
                let listing = Whole::undated(site, config.per_page).front_page();
                View::Undated { count: Some(site.undated().len()), listing }
            }
            PageKey::UndatedPage(number) => View::Undated {
                count: None,
                listing: Whole::undated(site, config.per_page).numbered(Bucket::Undated, number),
            },
            PageKey::Corrections => {
                let all = site.corrections();
                let front = all.len().saturating_sub(config.per_page);
                let buckets = if front > 0 { correction_buckets(site) } else { Vec::new() };
                View::Corrections { bucket: None, items: newest_first(&all[front..]), buckets }
            }
            PageKey::CorrectionsOf(bucket) => {
                let of = |date: &Option<crate::model::PublishDate>| bucket_of(date) == bucket;
                let items: Vec<_> = site.corrections().iter().filter(|(date, ..)| of(date)).copied().collect();
                View::Corrections { bucket: Some(bucket), items: newest_first(&items), buckets: Vec::new() }
            }
            PageKey::CorrectionsFeed(_) => {
                let dated = site.corrections().iter().rev().filter(|(date, ..)| date.is_some());
                let items = dated.take(config.feed.items).map(|(_, id, at)| (*id, *at)).collect();
                View::CorrectionsFeed { items }
            }
            PageKey::Feed(format) => {
                let items = by_moment(site, site.dated().rev().take(config.feed.items).map(ArticleId));
                let older = history(site, config, format).last().map(|(shard, _)| *shard);
                View::Feed { format, term: None, items, full_text: config.feed.full_text, shard: None, older }
            }
            PageKey::TermFeed(term, format) => {
                let dated = |id: &&ArticleId| !site.undated().contains(&id.0);
                let newest = site.articles_of(term).iter().rev().take_while(dated);
                let items = by_moment(site, newest.take(config.feed.items).copied());
                View::Feed { format, term: Some(term), items, full_text: false, shard: None, older: None }
            }
            PageKey::History(format, shard) => {
                let shards = history(site, config, format);
                let at = shards.iter().position(|(s, _)| *s == shard).expect("the plan has parts of the history");
                let older = at.checked_sub(1).map(|at| shards[at].0);
                let items = by_moment(site, shards[at].1.clone().rev().map(ArticleId));
                View::Feed { format, term: None, items, full_text: false, shard: Some(shard), older }
            }
            PageKey::SitemapIndex => View::SitemapIndex { shards: sitemap_keys(site, config) },
            PageKey::SitemapPages(part) => {
                let pages = listing_pages(site, config)
                    .into_iter()
                    .skip((part as usize - 1) * SITEMAP_MOST)
                    .take(SITEMAP_MOST)
                    .collect();
                View::SitemapPages { pages }
            }
            PageKey::SitemapUndated(part) => View::SitemapArticles { ids: sitemap_part(site.undated(), part) },
            PageKey::SitemapMonth(year, month, part) => {
                let index = site.month_index(year, month).expect("the plan has months of the site");
                View::SitemapArticles { ids: sitemap_part(site.months()[index].ids.clone(), part) }
            }
            PageKey::SitemapNews => View::SitemapNews { ids: site.news().to_vec() },
            PageKey::Robots => View::Robots { news: !site.news().is_empty() },
            PageKey::Redirects => View::Redirects { from: redirects::lines(inputs) },
            PageKey::NotFound | PageKey::Headers | PageKey::Marker | PageKey::Asset(_) => View::Plain,
        }
    }

    fn home(Inputs { config, site, .. }: Inputs) -> View {
        let years = site.years().into_iter().rev().map(|(year, ids)| (year, ids.len())).collect();
        View::Home {
            latest: site.ids().rev().take(config.per_page).collect(),
            sections: counted_terms(site, Taxonomy::SECTIONS),
            by_section: by_section(site),
            years,
            count: site.len(),
        }
    }

    fn month(site: &Site, year: i32, month: u32, count: Option<usize>, listing: Listing) -> View {
        let index = site.month_index(year, month).expect("the plan has months of the site");
        // Numbered pages stay as they are when another month begins.
        let is_front = listing.number.is_none();
        let beside = |index: Option<usize>| {
            index.filter(|_| is_front).and_then(|i| site.months().get(i)).map(|m| (m.year, m.month))
        };
        View::Month {
            year,
            month,
            count,
            listing,
            previous: beside(index.checked_sub(1)),
            next: beside(Some(index + 1)),
        }
    }

    fn day(site: &Site, number: i32) -> View {
        let days = site.days();
        let at = days.binary_search_by_key(&number, |day| day.number).expect("the plan has days of the site");
        let beside = |at: Option<usize>| {
            at.and_then(|at| days.get(at)).map(|day| {
                let (year, month, of_month) = day.year_month_day();
                (day.number, year, month, of_month)
            })
        };
        View::Day {
            date: days[at].year_month_day(),
            cards: days[at].ids.clone().rev().map(ArticleId).collect(),
            previous: beside(at.checked_sub(1)),
            next: beside(Some(at + 1)),
        }
    }

    fn this_day(inputs: Inputs, day: (u8, u8), most_years: usize, most: usize) -> View {
        let days = inputs.site.days_in_all_years(u32::from(day.0), u32::from(day.1)).rev().take(most_years);
        let year = |of: &Day| {
            let ids = of.ids.clone().take(most).map(ArticleId).collect();
            (of.year_month_day().0, ids, of.ids.len(), page_of_day(inputs, of))
        };
        View::ThisDay { day, years: days.map(year).collect() }
    }
}

/// The days of a year that have articles.
fn year_days(inputs: Inputs, year: i32) -> Vec<(u32, u32, usize, PageKey)> {
    let day = |day: &Day| {
        let (_, month, of_month) = day.year_month_day();
        (month, of_month, day.ids.len(), page_of_day(inputs, day))
    };
    inputs.site.days_of(year).iter().map(day).collect()
}

/// The day's own page, or else the page of its month that shows its newest article.
fn page_of_day(Inputs { config, site, .. }: Inputs, day: &Day) -> PageKey {
    if config.day_pages {
        return PageKey::Day(day.number);
    }
    let (year, month, _) = day.year_month_day();
    let index = site.month_index(year, month).expect("days of the site are in its months");
    let place = (day.ids.end - 1 - site.months()[index].ids.start) as usize;
    Whole::of_month(site, year, month, config.per_month_page).1.page_at(place)
}

impl About {
    fn of(Inputs { config, site, .. }: Inputs, term: TermId) -> About {
        let mut timeline: Vec<(i32, usize)> = Vec::new();
        for (year, count) in site.years_of(term) {
            // Years without articles are years too.
            let next = timeline.last().map_or(year, |(last, _)| last + 1);
            timeline.extend((next..year).map(|empty| (empty, 0)));
            timeline.push((year, count));
        }
        About {
            wider: site.wider_than(term),
            parts: counted(site, site.parts_of(term).into_iter()),
            timeline,
            has_feed: has_feed(config, site, term),
        }
    }
}

impl YearCounts {
    fn of(site: &Site, year: i32) -> YearCounts {
        let mut counts = YearCounts { year, months: [0; 12], undated: 0 };
        for Month { month, ids, .. } in site.months_of(year) {
            match month.checked_sub(1) {
                Some(index) => counts.months[index as usize] = ids.len(),
                None => counts.undated = ids.len(),
            }
        }
        counts
    }

    /// Articles of the year.
    pub fn count(&self) -> usize {
        self.months.iter().sum::<usize>() + self.undated
    }
}

/// Articles at the top of the front page, which its sections do not show again.
const TOP: usize = 10;

/// Sections on the front page, and articles of each.
const MOST_SECTIONS: usize = 6;
const OF_SECTION: usize = 3;

fn by_section(site: &Site) -> Vec<(TermId, Vec<ArticleId>)> {
    let mut sections = counted_terms(site, Taxonomy::SECTIONS);
    sections.retain(|(term, _)| site.has_page(*term));
    sections.sort_by_key(|(term, count)| (std::cmp::Reverse(*count), *term));
    sections.truncate(MOST_SECTIONS);
    let top: Vec<ArticleId> = site.ids().rev().take(TOP).collect();
    let newest = |term: TermId| {
        let others = site.articles_of(term).iter().rev().filter(|id| !top.contains(id));
        others.copied().take(OF_SECTION).collect()
    };
    let with_cards = sections.into_iter().map(|(term, _)| (term, newest(term)));
    with_cards.filter(|(_, cards): &(_, Vec<_>)| !cards.is_empty()).collect()
}

fn counted_terms(site: &Site, taxonomy: Taxonomy) -> Vec<(TermId, usize)> {
    counted(site, site.terms().of(taxonomy).map(TermId))
}

fn counted(site: &Site, terms: impl Iterator<Item = TermId>) -> Vec<(TermId, usize)> {
    terms.map(|term| (term, site.articles_of(term).len())).collect()
}

/// The newest moment first: the archive has local days in order, whose moments may overlap.
fn by_moment(site: &Site, ids: impl Iterator<Item = ArticleId>) -> Vec<ArticleId> {
    let mut ids: Vec<ArticleId> = ids.collect();
    ids.sort_by_cached_key(|id| std::cmp::Reverse(site.record(*id).date.map(|date| date.timestamp())));
    ids
}

/// Whether a term has feeds of its own.
pub(super) fn has_feed(config: &Config, site: &Site, term: TermId) -> bool {
    let ids = site.articles_of(term);
    let dated = ids.last().is_some_and(|id| !site.undated().contains(&id.0));
    site.has_page(term) && dated && ids.len() >= config.feed.term_minimum && !config.feed.term_formats.is_empty()
}

/// The days of the year that have articles, in order.
pub(super) fn this_days(site: &Site) -> Vec<(u8, u8)> {
    let mut days: Vec<(u8, u8)> =
        site.days().iter().map(crate::site::Day::year_month_day).map(|(_, m, d)| (m as u8, d as u8)).collect();
    days.sort_unstable();
    days.dedup();
    days
}

fn bucket_of(date: &Option<crate::model::PublishDate>) -> Bucket {
    date.map_or(Bucket::Undated, |date| Bucket::of_year(date.year()))
}

/// The years of corrections, newest first, with how many each has.
pub(super) fn correction_buckets(site: &Site) -> Vec<(Bucket, usize)> {
    let mut buckets: Vec<(Bucket, usize)> = Vec::new();
    for (date, ..) in site.corrections().iter().rev() {
        match buckets.last_mut() {
            Some((bucket, count)) if *bucket == bucket_of(date) => *count += 1,
            _ => buckets.push((bucket_of(date), 1)),
        }
    }
    buckets
}

fn newest_first(items: &[(Option<crate::model::PublishDate>, ArticleId, u16)]) -> Vec<(ArticleId, u16)> {
    items.iter().rev().map(|(_, id, at)| (*id, *at)).collect()
}

/// Pages that are neither articles nor numbered: the ones a search engine should know.
fn listing_pages(site: &Site, config: &Config) -> Vec<PageKey> {
    let mut pages = vec![PageKey::Home, PageKey::Archive];
    if !site.undated().is_empty() {
        pages.push(PageKey::Undated);
    }
    pages.push(PageKey::Corrections);
    if config.on_this_day {
        pages.push(PageKey::OnThisDay);
        pages.extend(this_days(site).into_iter().map(|(month, day)| PageKey::ThisDay(month, day)));
    }
    pages.extend(site.years().into_iter().map(|(year, _)| PageKey::Year(year)));
    pages.extend(site.months().iter().map(|m| PageKey::Month(m.year, m.month)));
    if config.day_pages {
        pages.extend(site.days().iter().map(|day| PageKey::Day(day.number)));
    }
    pages.extend((0..site.pages().len() as u16).map(PageKey::Page));
    for index in Index::all(site, config) {
        let terms = index.terms(site);
        if terms.is_empty() {
            continue;
        }
        pages.push(PageKey::Terms(index));
        pages.extend(index.initials(site).into_iter().map(|initial| PageKey::TermsOf(index, initial)));
        if let Index::Taxonomy(_) = index {
            pages.extend(terms.into_iter().filter(|term| site.has_page(*term)).map(PageKey::Term));
        }
    }
    pages
}

/// How many [`listing_pages`] there are.
pub(super) fn listing_page_count(site: &Site, config: &Config) -> usize {
    listing_pages(site, config).len()
}
