//! Which outputs there can be, and where each one is.

use std::ops::Range;

use crate::config::{Config, FeedFormat};
use crate::model::{ArticleId, Slug, Taxonomy, TermId, push_padded};
use crate::site::{Bucket, page_range};
use crate::theme::Template;

use super::Inputs;
use super::shards::Shard;
use super::terms::{Index, Initial};

/// Most addresses in one sitemap file. The Sitemap protocol 0.9 allows 50,000 and 50 MB: with so many, an
/// address of two kilobytes still fits.
pub const SITEMAP_MOST: usize = 20_000;

/// One output of the site.
///
/// The order of the variants decides who keeps an address that two claim: files from `static/`
/// first, so that a site can put its own `robots.txt`, then articles, then what newsgen makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageKey {
    /// A file of the site's or theme's `static/`.
    Asset(u32),
    /// An article's own page.
    Article(ArticleId),
    /// `/about/`: a page of `pages/`, by its place among them.
    Page(u16),
    /// `/`.
    Home,
    /// `/404.html`.
    NotFound,
    /// `/tags/`, `/people/`.
    Terms(Index),
    /// `/tags/index/a/`: a part of a large index.
    TermsOf(Index, Initial),
    /// A term's front page, `/tags/gaza/`.
    Term(TermId),
    /// An older page of a term, `/tags/gaza/2025/1/`.
    TermPage(TermId, Bucket, u32),
    /// `/archive/`.
    Archive,
    /// `/2025/`.
    Year(i32),
    /// `/2025/01/`; for month 0, of which only the year is known, `/2025/undated/`.
    Month(i32, u32),
    /// An older page of a month with very many articles, `/2025/01/page/1/`.
    MonthPage(i32, u32, u32),
    /// `/2025/01/12/`, by the day's number.
    Day(i32),
    /// `/on-this-day/`.
    OnThisDay,
    /// `/on-this-day/01-12/`: the articles of one day of all years.
    ThisDay(u8, u8),
    /// `/fragments/on-this-day/01-12.json`: a few of them, for scripts of other pages.
    ThisDayBox(u8, u8),
    /// `/undated/`.
    Undated,
    /// `/undated/page/1/`.
    UndatedPage(u32),
    /// `/corrections/`.
    Corrections,
    /// `/corrections/2025/`.
    CorrectionsOf(Bucket),
    /// `/rss.xml`, `/atom.xml`, `/feed.json`.
    Feed(FeedFormat),
    /// `/tags/gaza/rss.xml`.
    TermFeed(TermId, FeedFormat),
    /// `/corrections/rss.xml`.
    CorrectionsFeed(FeedFormat),
    /// `/feeds/2025-01-1.rss.xml`: a part of the history.
    History(FeedFormat, Shard),
    /// `/sitemap.xml`.
    SitemapIndex,
    /// `/sitemaps/pages-1.xml`: home, archive, dates and terms.
    SitemapPages(u16),
    /// `/sitemaps/undated-1.xml`.
    SitemapUndated(u16),
    /// `/sitemaps/2025-01-1.xml`.
    SitemapMonth(i32, u32, u16),
    /// `/sitemap-news.xml`.
    SitemapNews,
    /// `/robots.txt`.
    Robots,
    /// `/_redirects` or `/.htaccess`: former addresses, for hosts that redirect by themselves.
    Redirects,
    /// `/_headers`.
    Headers,
    /// `/.newsgen`: says that the folder's files are newsgen's, also when its notes are lost.
    Marker,
    /// A former address of an article, by its place in `aliases:`.
    Alias(ArticleId, u16),
    /// A former address of a page of `pages/`.
    PageAlias(u16, u16),
    /// The former page of a term that goes by another name, by its place among the synonyms.
    Synonym(u32),
}

impl PageKey {
    /// The path of [`PageKey::Marker`].
    pub const MARKER: &'static str = ".newsgen";

    /// The site-relative address, `/tags/gaza/`.
    pub fn address(self, inputs: Inputs) -> String {
        let mut address = String::with_capacity(64);
        self.push_address(inputs, &mut address);
        address
    }

    /// Appends [`PageKey::address`].
    pub fn push_address(self, inputs: Inputs, out: &mut String) {
        let Inputs { config, site, theme } = inputs;
        let links = &config.permalink;
        match self {
            PageKey::Asset(index) => out.push_str(&theme.assets()[index as usize].address),
            PageKey::Article(id) => site.push_address(id, out),
            PageKey::Page(at) => {
                out.push_str(&site.pages()[usize::from(at)].stem);
                links.push_end(out);
            }
            PageKey::PageAlias(at, index) => {
                out.push_str(&site.pages()[usize::from(at)].article.aliases[usize::from(index)]);
            }
            PageKey::Alias(id, index) => {
                out.push_str(
                    site.record(id).aliases.iter().nth(index as usize).expect("the plan has aliases of the site"),
                );
            }
            PageKey::Term(term) => {
                push_term(inputs, term, out);
                links.push_end(out);
            }
            PageKey::Synonym(index) => {
                let (taxonomy, slug, _) = site.naming().synonym(index as usize);
                push_term_stem(config, taxonomy, slug, out);
                links.push_end(out);
            }
            PageKey::TermPage(term, bucket, number) => {
                push_term(inputs, term, out);
                out.push('/');
                bucket.push_segment(out);
                links.push_number(number, out);
            }
            PageKey::Home => out.push('/'),
            PageKey::NotFound => out.push_str("/404.html"),
            PageKey::Terms(index) => {
                push_index(config, index, out);
                links.push_end(out);
            }
            PageKey::TermsOf(index, initial) => {
                push_index(config, index, out);
                out.push_str("/index/");
                initial.push_segment(out);
                links.push_end(out);
            }
            PageKey::Archive => {
                out.push_str("/archive");
                links.push_end(out);
            }
            PageKey::Year(year) => {
                push_year(year, out);
                links.push_end(out);
            }
            PageKey::Month(year, month) => {
                push_month(year, month, out);
                links.push_end(out);
            }
            PageKey::MonthPage(year, month, number) => {
                push_month(year, month, out);
                out.push_str("/page");
                links.push_number(number, out);
            }
            PageKey::Day(number) => {
                let (year, month, day) = site.day(number).expect("the plan has days of the site").year_month_day();
                push_month(year, month, out);
                out.push('/');
                push_padded(out, day, 2);
                links.push_end(out);
            }
            PageKey::OnThisDay => {
                out.push_str("/on-this-day");
                links.push_end(out);
            }
            PageKey::ThisDay(month, day) => {
                out.push_str("/on-this-day/");
                push_month_day(month, day, out);
                links.push_end(out);
            }
            PageKey::ThisDayBox(month, day) => {
                out.push_str(ON_THIS_DAY_BOXES);
                push_month_day(month, day, out);
                out.push_str(".json");
            }
            PageKey::Corrections => {
                out.push_str("/corrections");
                links.push_end(out);
            }
            PageKey::CorrectionsOf(bucket) => {
                out.push_str("/corrections/");
                bucket.push_segment(out);
                links.push_end(out);
            }
            PageKey::Undated => {
                out.push_str("/undated");
                links.push_end(out);
            }
            PageKey::UndatedPage(number) => {
                out.push_str("/undated/page");
                links.push_number(number, out);
            }
            PageKey::Feed(format) => {
                out.push('/');
                out.push_str(format.file());
            }
            PageKey::TermFeed(term, format) => {
                push_term(inputs, term, out);
                out.push('/');
                out.push_str(format.file());
            }
            PageKey::CorrectionsFeed(format) => {
                out.push_str("/corrections/");
                out.push_str(format.file());
            }
            PageKey::History(format, shard) => {
                out.push_str("/feeds/");
                shard.push_name(out);
                out.push('.');
                out.push_str(format.file());
            }
            PageKey::SitemapIndex => out.push_str("/sitemap.xml"),
            PageKey::SitemapPages(part) => out.push_str(&format!("/sitemaps/pages-{part}.xml")),
            PageKey::SitemapUndated(part) => out.push_str(&format!("/sitemaps/undated-{part}.xml")),
            PageKey::SitemapMonth(year, month, part) => {
                out.push_str(&format!("/sitemaps/{year:04}-{month:02}-{part}.xml"));
            }
            PageKey::SitemapNews => out.push_str("/sitemap-news.xml"),
            PageKey::Robots => out.push_str("/robots.txt"),
            PageKey::Redirects => {
                out.push('/');
                out.push_str(config.host.redirects().map_or("_redirects", |(file, _)| file));
            }
            PageKey::Headers => {
                out.push('/');
                out.push_str(config.host.headers().unwrap_or("_headers"));
            }
            PageKey::Marker => {
                out.push('/');
                out.push_str(PageKey::MARKER);
            }
        }
    }

    /// The output's path, `tags/gaza/index.html`. Aliases and assets were checked when they were
    /// read, all other addresses are made of slugs and numbers: it is always a valid output path.
    ///
    /// A former address without an ending, `/story/124`, is a page in a folder, to which hosts lead: a file
    /// without one they hand over as text, or to be saved.
    pub fn path(self, inputs: Inputs) -> String {
        let mut path = String::new();
        self.path_into(inputs, &mut path).to_owned()
    }

    /// As [`PageKey::path`], in a buffer that is used again.
    pub fn path_into<'b>(self, inputs: Inputs, buffer: &'b mut String) -> &'b str {
        buffer.clear();
        self.push_address(inputs, buffer);
        if self.is_alias() && !has_ending(buffer) && !buffer.ends_with('/') {
            buffer.push('/');
        }
        if buffer.ends_with('/') {
            buffer.push_str("index.html");
        }
        &buffer[1..]
    }

    /// Whether it is a former address that an article or a page names.
    pub fn is_alias(self) -> bool {
        matches!(self, PageKey::Alias(..) | PageKey::PageAlias(..))
    }

    /// The order to render in: articles by date, so that neighbours share folders, with pages that show cards without
    /// their HTML; then pages with it, so that no card is made in both ways by turns. What shows many articles is
    /// where its newest is, since the cards of the others have just been made. What is not of a time comes last.
    pub fn order(self, Inputs { config, site, theme }: Inputs) -> (bool, u32, PageKey) {
        let last_of = |ids: Range<u32>| ids.end.checked_sub(1).unwrap_or(u32::MAX);
        let month_of = |year, month| {
            let index = site.month_index(year, month).expect("the plan has months of the site");
            site.months()[index].ids.clone()
        };
        let last = match self {
            PageKey::Article(id) => id.0,
            PageKey::Term(term) | PageKey::TermFeed(term, _) => {
                site.articles_of(term).last().map_or(u32::MAX, |id| id.0)
            }
            PageKey::TermPage(term, bucket, number) => {
                let found = site.buckets_of(term).iter().find(|(b, _)| *b == bucket);
                let (_, range) = found.expect("the plan has buckets of the site");
                site.articles_of(term)[page_range(range, number, config.per_page).end - 1].0
            }
            PageKey::Month(year, month) => last_of(month_of(year, month)),
            PageKey::MonthPage(year, month, number) => {
                let ids = month_of(year, month);
                last_of(0..ids.end.min(ids.start + number * config.per_month_page as u32))
            }
            PageKey::Day(number) => site.day(number).map_or(u32::MAX, |day| last_of(day.ids.clone())),
            PageKey::UndatedPage(number) => last_of(0..site.undated().end.min(number * config.per_page as u32)),
            PageKey::Undated => last_of(site.undated()),
            _ => u32::MAX,
        };
        let as_they_are = |template| last != u32::MAX && !theme.shows_cards(template);
        let is_first = matches!(self, PageKey::Article(_)) || self.template().is_some_and(as_they_are);
        (!is_first, last, self)
    }

    /// A word for the kind of page, part of its fingerprint.
    pub fn kind(self) -> &'static str {
        match self {
            PageKey::Asset(_) => "asset",
            PageKey::Article(_) => "article",
            PageKey::Home => "home",
            PageKey::NotFound => "not_found",
            PageKey::Page(_) => "page",
            PageKey::Terms(_) | PageKey::TermsOf(..) => "terms",
            PageKey::Term(_) | PageKey::TermPage(..) => "term",
            PageKey::Archive => "archive",
            PageKey::Year(_) => "year",
            PageKey::Month(..) | PageKey::MonthPage(..) => "month",
            PageKey::Day(_) => "day",
            PageKey::OnThisDay | PageKey::ThisDay(..) => "on_this_day",
            PageKey::ThisDayBox(..) => "on_this_day_box",
            PageKey::Undated | PageKey::UndatedPage(_) => "undated",
            PageKey::Corrections | PageKey::CorrectionsOf(_) => "corrections",
            PageKey::Feed(_) | PageKey::TermFeed(..) | PageKey::CorrectionsFeed(_) => "feed",
            PageKey::History(..) => "feed_history",
            PageKey::SitemapIndex => "sitemap_index",
            PageKey::SitemapPages(_) | PageKey::SitemapUndated(_) | PageKey::SitemapMonth(..) => "sitemap",
            PageKey::SitemapNews => "sitemap_news",
            PageKey::Robots => "robots",
            PageKey::Redirects => "redirects",
            PageKey::Headers => "headers",
            PageKey::Marker => "marker",
            PageKey::Alias(..) | PageKey::PageAlias(..) | PageKey::Synonym(_) => "redirect",
        }
    }

    /// The template that makes it, for pages that have one.
    pub fn template(self) -> Option<Template> {
        Some(match self {
            PageKey::Article(_) => Template::Article,
            PageKey::Home => Template::Home,
            PageKey::NotFound => Template::NotFound,
            PageKey::Page(_) => Template::Page,
            PageKey::Terms(_) | PageKey::TermsOf(..) => Template::Terms,
            PageKey::Term(_) | PageKey::TermPage(..) => Template::Term,
            PageKey::Archive => Template::Archive,
            PageKey::Year(_) => Template::Year,
            PageKey::Month(..) | PageKey::MonthPage(..) => Template::Month,
            PageKey::Day(_) => Template::Day,
            PageKey::OnThisDay => Template::OnThisDay,
            PageKey::ThisDay(..) => Template::ThisDay,
            PageKey::Undated | PageKey::UndatedPage(_) => Template::Undated,
            PageKey::Corrections | PageKey::CorrectionsOf(_) => Template::Corrections,
            PageKey::Alias(..) | PageKey::PageAlias(..) | PageKey::Synonym(_) => Template::Redirect,
            PageKey::Asset(_)
            | PageKey::ThisDayBox(..)
            | PageKey::Feed(_)
            | PageKey::TermFeed(..)
            | PageKey::CorrectionsFeed(_)
            | PageKey::History(..)
            | PageKey::SitemapIndex
            | PageKey::SitemapPages(_)
            | PageKey::SitemapUndated(_)
            | PageKey::SitemapMonth(..)
            | PageKey::SitemapNews
            | PageKey::Robots
            | PageKey::Redirects
            | PageKey::Headers
            | PageKey::Marker => return None,
        })
    }

    /// The source that the user would look for, or the address of what newsgen makes itself.
    pub fn described(self, inputs: Inputs) -> String {
        match self {
            PageKey::Article(id) | PageKey::Alias(id, _) => format!("content/{}", inputs.site.record(id).path),
            PageKey::Page(at) | PageKey::PageAlias(at, _) => inputs.site.pages()[usize::from(at)].path.clone(),
            PageKey::Asset(index) => inputs.theme.assets()[index as usize].shown.clone(),
            PageKey::Synonym(_) => "the page of another name".into(),
            other => other.address(inputs),
        }
    }
}

/// Whether `loser` being replaced by `winner` is what the user asked for: a site's own
/// `static/robots.txt` in place of the one that newsgen makes, or a former address that still is the address.
/// Not so the file that former addresses are lines of, if there are any: they would lead nowhere.
pub(super) fn gives_way_silently(winner: PageKey, loser: PageKey, lines: bool) -> bool {
    match (winner, loser) {
        (_, PageKey::Redirects) if lines => false,
        // Once the pattern of addresses is that of the former site.
        (PageKey::Article(id), PageKey::Alias(of, _)) => id == of,
        (PageKey::Page(at), PageKey::PageAlias(of, _)) => at == of,
        // `/old` and `/old/`.
        (PageKey::Alias(id, _), PageKey::Alias(of, _)) if id == of => true,
        (PageKey::PageAlias(at, _), PageKey::PageAlias(of, _)) if at == of => true,
        (
            _,
            PageKey::Article(_) | PageKey::Page(_) | PageKey::Alias(..) | PageKey::PageAlias(..) | PageKey::Asset(_),
        ) => false,
        (winner, _) => matches!(winner, PageKey::Asset(_)),
    }
}

/// Whether the last part of an address has an ending, as `/story.php` has.
fn has_ending(address: &str) -> bool {
    address.rsplit('/').next().is_some_and(|name| name.contains('.'))
}

/// The folder of the small files about days of the year.
pub const ON_THIS_DAY_BOXES: &str = "/fragments/on-this-day/";

/// The address of a term's page.
pub fn term_address(config: &Config, taxonomy: Taxonomy, slug: &Slug) -> String {
    let mut address = String::with_capacity(32);
    push_term_stem(config, taxonomy, slug, &mut address);
    config.permalink.push_end(&mut address);
    address
}

fn push_term(inputs: Inputs, term: TermId, out: &mut String) {
    let term = inputs.site.terms().get(term);
    push_term_stem(inputs.config, term.taxonomy, &term.slug, out);
}

fn push_term_stem(config: &Config, taxonomy: Taxonomy, slug: &Slug, out: &mut String) {
    out.push('/');
    out.push_str(&config.taxonomy(taxonomy).name);
    out.push('/');
    out.push_str(slug.as_str());
}

fn push_index(config: &Config, index: Index, out: &mut String) {
    out.push('/');
    out.push_str(match index {
        Index::Taxonomy(taxonomy) => &config.taxonomy(taxonomy).name,
        Index::Kind(kind) => kind.plural(),
    });
}

fn push_year(year: i32, out: &mut String) {
    out.push('/');
    push_padded(out, year as u32, 4);
}

fn push_month(year: i32, month: u32, out: &mut String) {
    push_year(year, out);
    out.push('/');
    if month == 0 {
        out.push_str("undated");
    } else {
        push_padded(out, month, 2);
    }
}

fn push_month_day(month: u8, day: u8, out: &mut String) {
    push_padded(out, u32::from(month), 2);
    out.push('-');
    push_padded(out, u32::from(day), 2);
}
