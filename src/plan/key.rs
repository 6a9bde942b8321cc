//! Which outputs there can be, and where each one is.

use crate::config::Config;
use crate::model::{ArticleId, Slug, TermId, push_padded};
use crate::site::{Bucket, Taxonomy, front_start, page_range};
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
                push_term_stem(Taxonomy::Tags, site.synonyms().get(index as usize).0, out);
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
            PageKey::Terms(taxonomy) => {
                out.push('/');
                out.push_str(taxonomy.name());
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
            PageKey::Undated => {
                out.push_str("/undated");
                links.push_end(out);
            }
            PageKey::UndatedPage(number) => {
                out.push_str("/undated/page");
                links.push_number(number, out);
            }
            PageKey::Feed => out.push_str("/rss.xml"),
            PageKey::SitemapIndex => out.push_str("/sitemap.xml"),
            PageKey::SitemapPages(part) => out.push_str(&format!("/sitemaps/pages-{part}.xml")),
            PageKey::SitemapUndated(part) => out.push_str(&format!("/sitemaps/undated-{part}.xml")),
            PageKey::SitemapMonth(year, month, part) => {
                out.push_str(&format!("/sitemaps/{year:04}-{month:02}-{part}.xml"));
            }
            PageKey::Robots => out.push_str("/robots.txt"),
            PageKey::Marker => {
                out.push('/');
                out.push_str(PageKey::MARKER);
            }
        }
    }

    /// The output's path, `tags/gaza/index.html`. Aliases and assets were checked when they were
    /// read, all other addresses are made of slugs and numbers: it is always a valid output path.
    pub fn path(self, inputs: Inputs) -> String {
        let mut path = String::new();
        self.path_into(inputs, &mut path).to_owned()
    }

    /// As [`PageKey::path`], in a buffer that is used again.
    pub fn path_into<'b>(self, inputs: Inputs, buffer: &'b mut String) -> &'b str {
        buffer.clear();
        self.push_address(inputs, buffer);
        if buffer.ends_with('/') {
            buffer.push_str("index.html");
        }
        &buffer[1..]
    }

    /// The order to render in: articles by date, so that neighbours share folders and sources, then other
    /// pages by their oldest article, so that neighbours share cards. What is not of a time comes last.
    pub fn order(self, Inputs { config, site, .. }: Inputs) -> (bool, u32, PageKey) {
        let front = |start: u32, len: usize, per_page: usize| start + front_start(len, per_page) as u32;
        let first = match self {
            PageKey::Article(id) => id.0,
            PageKey::Term(term) => {
                let ids = site.articles_of(term);
                ids[front_start(ids.len(), config.per_page)].0
            }
            PageKey::TermPage(term, bucket, number) => {
                let found = site.buckets_of(term).iter().find(|(b, _)| *b == bucket);
                let (_, range) = found.expect("the plan has buckets of the site");
                site.articles_of(term)[page_range(range, number, config.per_page).start].0
            }
            PageKey::Month(year, month) | PageKey::MonthPage(year, month, _) => {
                let index = site.month_index(year, month).expect("the plan has months of the site");
                let ids = &site.months()[index].ids;
                match self {
                    PageKey::MonthPage(.., number) => ids.start + (number - 1) * config.per_month_page as u32,
                    _ => front(ids.start, ids.len(), config.per_month_page),
                }
            }
            PageKey::UndatedPage(number) => (number - 1) * config.per_page as u32,
            PageKey::Undated => front(0, site.undated().len(), config.per_page),
            _ => u32::MAX,
        };
        (!matches!(self, PageKey::Article(_)), first, self)
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

/// The address of a term's page.
pub fn term_address(config: &Config, taxonomy: Taxonomy, slug: &Slug) -> String {
    let mut address = String::with_capacity(32);
    push_term_stem(taxonomy, slug, &mut address);
    config.permalink.push_end(&mut address);
    address
}

fn push_term(inputs: Inputs, term: TermId, out: &mut String) {
    let term = inputs.site.terms().get(term);
    push_term_stem(term.taxonomy, &term.slug, out);
}

fn push_term_stem(taxonomy: Taxonomy, slug: &Slug, out: &mut String) {
    out.push('/');
    out.push_str(taxonomy.name());
    out.push('/');
    out.push_str(slug.as_str());
}

fn push_year(year: i32, out: &mut String) {
    out.push('/');
    push_padded(out, year as u32, 4);
}

fn push_month(year: i32, month: u32, out: &mut String) {
    push_year(year, out);
    out.push('/');
    push_padded(out, month, 2);
}
