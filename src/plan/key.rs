//! Which outputs there can be, and where each one is.

use crate::model::{ArticleId, TermId};
use crate::site::{Bucket, Taxonomy};
use crate::theme::Template;

use super::Inputs;

/// Most addresses in one sitemap file, the limit of the Sitemap protocol 0.9.
pub const SITEMAP_MOST: usize = 50_000;

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
    /// `/`.
    Home,
    /// `/404.html`.
    NotFound,
    /// `/tags/`, `/authors/`, `/sections/`.
    Terms(Taxonomy),
    /// A term's front page, `/tags/gaza/`.
    Term(TermId),
    /// An older page of a term, `/tags/gaza/2025/1/`.
    TermPage(TermId, Bucket, u32),
    /// `/archive/`.
    Archive,
    /// `/2025/`.
    Year(i32),
    /// `/2025/01/`.
    Month(i32, u32),
    /// An older page of a month with very many articles, `/2025/01/page/1/`.
    MonthPage(i32, u32, u32),
    /// `/undated/`.
    Undated,
    /// `/undated/page/1/`.
    UndatedPage(u32),
    /// `/rss.xml`.
    Feed,
    /// `/sitemap.xml`.
    SitemapIndex,
    /// `/sitemaps/pages-1.xml`: home, archive, dates and terms.
    SitemapPages(u16),
    /// `/sitemaps/undated-1.xml`.
    SitemapUndated(u16),
    /// `/sitemaps/2025-01-1.xml`.
    SitemapMonth(i32, u32, u16),
    /// `/robots.txt`.
    Robots,
    /// `/.newsgen`: says that the folder's files are newsgen's, also when its notes are lost.
    Marker,
    /// A former address of an article, by its place in `aliases:`.
    Alias(ArticleId, u16),
    /// The former page of a tag that goes by another name, by its place among the synonyms.
    Synonym(u32),
}

impl PageKey {
    /// The path of [`PageKey::Marker`].
    pub const MARKER: &'static str = ".newsgen";

    /// The site-relative address, `/tags/gaza/`.
    pub fn address(self, Inputs { site, theme, .. }: Inputs) -> String {
        match self {
            PageKey::Asset(index) => theme.assets()[index as usize].address.clone(),
            PageKey::Article(id) => site.address(id),
            PageKey::Alias(id, index) => {
                site.record(id).aliases.iter().nth(index as usize).expect("the plan has aliases of the site").to_owned()
            }
            PageKey::Synonym(index) => site.synonyms().get(index as usize).0,
            PageKey::Term(term) => site.terms().get(term).address(),
            PageKey::TermPage(term, bucket, number) => {
                format!("{}{}/{number}/", site.terms().get(term).address(), bucket.segment())
            }
            PageKey::Home => "/".into(),
            PageKey::NotFound => "/404.html".into(),
            PageKey::Terms(taxonomy) => taxonomy.address(),
            PageKey::Archive => "/archive/".into(),
            PageKey::Year(year) => format!("/{year:04}/"),
            PageKey::Month(year, month) => format!("/{year:04}/{month:02}/"),
            PageKey::MonthPage(year, month, number) => format!("/{year:04}/{month:02}/page/{number}/"),
            PageKey::Undated => "/undated/".into(),
            PageKey::UndatedPage(number) => format!("/undated/page/{number}/"),
            PageKey::Feed => "/rss.xml".into(),
            PageKey::SitemapIndex => "/sitemap.xml".into(),
            PageKey::SitemapPages(part) => format!("/sitemaps/pages-{part}.xml"),
            PageKey::SitemapUndated(part) => format!("/sitemaps/undated-{part}.xml"),
            PageKey::SitemapMonth(year, month, part) => format!("/sitemaps/{year:04}-{month:02}-{part}.xml"),
            PageKey::Robots => "/robots.txt".into(),
            PageKey::Marker => format!("/{}", PageKey::MARKER),
        }
    }

    /// The output's path, `tags/gaza/index.html`. Aliases and assets were checked when they were
    /// read, all other addresses are made of slugs and numbers: it is always a valid output path.
    pub fn path(self, inputs: Inputs) -> String {
        let mut path = self.address(inputs);
        path.remove(0);
        if path.is_empty() || path.ends_with('/') {
            path.push_str("index.html");
        }
        path
    }

    /// A word for the kind of page, part of its fingerprint.
    pub fn kind(self) -> &'static str {
        match self {
            PageKey::Asset(_) => "asset",
            PageKey::Article(_) => "article",
            PageKey::Home => "home",
            PageKey::NotFound => "not_found",
            PageKey::Terms(_) => "terms",
            PageKey::Term(_) | PageKey::TermPage(..) => "term",
            PageKey::Archive => "archive",
            PageKey::Year(_) => "year",
            PageKey::Month(..) | PageKey::MonthPage(..) => "month",
            PageKey::Undated | PageKey::UndatedPage(_) => "undated",
            PageKey::Feed => "feed",
            PageKey::SitemapIndex => "sitemap_index",
            PageKey::SitemapPages(_) | PageKey::SitemapUndated(_) | PageKey::SitemapMonth(..) => "sitemap",
            PageKey::Robots => "robots",
            PageKey::Marker => "marker",
            PageKey::Alias(..) | PageKey::Synonym(_) => "redirect",
        }
    }

    /// The template that makes it, for pages that have one.
    pub fn template(self) -> Option<Template> {
        Some(match self {
            PageKey::Article(_) => Template::Article,
            PageKey::Home => Template::Home,
            PageKey::NotFound => Template::NotFound,
            PageKey::Terms(_) => Template::Terms,
            PageKey::Term(_) | PageKey::TermPage(..) => Template::Term,
            PageKey::Archive => Template::Archive,
            PageKey::Year(_) => Template::Year,
            PageKey::Month(..) | PageKey::MonthPage(..) => Template::Month,
            PageKey::Undated | PageKey::UndatedPage(_) => Template::Undated,
            PageKey::Alias(..) | PageKey::Synonym(_) => Template::Redirect,
            PageKey::Asset(_)
            | PageKey::Feed
            | PageKey::SitemapIndex
            | PageKey::SitemapPages(_)
            | PageKey::SitemapUndated(_)
            | PageKey::SitemapMonth(..)
            | PageKey::Robots
            | PageKey::Marker => return None,
        })
    }

    /// The source that the user would look for, or the address of what newsgen makes itself.
    pub fn described(self, inputs: Inputs) -> String {
        match self {
            PageKey::Article(id) | PageKey::Alias(id, _) => format!("content/{}", inputs.site.record(id).path),
            PageKey::Asset(index) => inputs.theme.assets()[index as usize].shown.clone(),
            PageKey::Synonym(_) => "tags.toml".into(),
            other => format!("the page {}", other.address(inputs)),
        }
    }
}

/// Whether `loser` being replaced by `winner` is what the user asked for: a site's own
/// `static/robots.txt` in place of the one that newsgen makes.
pub(super) fn gives_way_silently(winner: PageKey, loser: PageKey) -> bool {
    matches!(winner, PageKey::Asset(_))
        && !matches!(loser, PageKey::Article(_) | PageKey::Alias(..) | PageKey::Asset(_))
}
