//! PLAN: every output of the site with its address and the fingerprint of its inputs.
//!
//! Pure, and computed from hashes in memory: no body is read and no template run. A page's
//! fingerprint is made of its template's closure, the site's information, and its [`View`], which
//! is the very value that RENDER makes the page of; so nothing can enter a page unseen.

mod folders;
mod key;
mod view;

use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::{Fingerprint, Hasher, OutputPath};
use crate::site::{Site, Taxonomy, front_start, page_count};
use crate::theme::Theme;

pub use key::{PageKey, SITEMAP_MOST, term_address};
pub use view::{BucketLink, Listing, View, YearCounts};

/// Bump when RENDER makes other bytes of the same inputs.
pub const RENDER_VERSION: u64 = 2;

/// One output to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned {
    /// Which page.
    pub key: PageKey,
    /// Hash of its path, by which plans and manifests are sorted and joined.
    pub path: Fingerprint,
    /// Hash of all that it is made of.
    pub inputs: Fingerprint,
}

/// All outputs, sorted by the hash of their path.
#[derive(Debug, Default)]
pub struct Plan {
    /// No two have the same path.
    pub pages: Vec<Planned>,
    /// Outputs that had to give way to another at the same path.
    pub diagnostics: Vec<Diagnostic>,
}

/// What every phase after INDEX reads, and none changes.
#[derive(Clone, Copy)]
pub struct Inputs<'a> {
    /// `site.toml`.
    pub config: &'a Config,
    /// Templates and assets.
    pub theme: &'a Theme,
    /// The archive.
    pub site: &'a Site,
}

/// The hash by which a path is known. Case is levelled, so that outputs which a case-insensitive
/// file system or host would mix up meet here.
pub fn path_hash(path: &str) -> Fingerprint {
    if path.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        Fingerprint::of(path.to_lowercase().as_bytes())
    } else {
        Fingerprint::of(path.as_bytes())
    }
}

/// Plans the whole site.
pub fn plan(inputs: Inputs, jobs: usize) -> Plan {
    let keys = keys(inputs);
    let everywhere = Everywhere::of(inputs);
    let blank = |key| Planned { key, path: Fingerprint::default(), inputs: Fingerprint::default() };
    let mut pages: Vec<Planned> = keys.into_iter().map(blank).collect();
    let filled = crate::parallel::fill(jobs, &mut pages, String::new, |buffer, _, page| {
        page.path = path_hash(page.key.path_into(inputs, buffer));
        page.inputs = fingerprint(inputs, page.key, &everywhere);
        Ok::<_, std::convert::Infallible>(())
    });
    filled.unwrap_or_else(|never| match never {});
    pages.sort_unstable_by_key(|p| (p.path, p.key));
    let mut diagnostics = Vec::new();
    pages.dedup_by(|later, first| {
        let same = later.path == first.path;
        if same && !key::gives_way_silently(first.key, later.key) {
            diagnostics.push(taken(inputs, later.key, first.key));
        }
        same
    });
    folders::refuse_files_in_the_way(inputs, &mut pages, &mut diagnostics);
    diagnostics.sort_by(|a, b| (&a.place, &a.problem).cmp(&(&b.place, &b.problem)));
    Plan { pages, diagnostics }
}

fn taken(inputs: Inputs, loser: PageKey, winner: PageKey) -> Diagnostic {
    let problem = Problem::AddressTaken { address: loser.address(inputs), by: winner.described(inputs) };
    Diagnostic::new(problem, Place::file(loser.described(inputs)))
}

/// Every page of the site.
fn keys(Inputs { config, theme, site }: Inputs) -> Vec<PageKey> {
    let mut keys = vec![
        PageKey::Home,
        PageKey::Archive,
        PageKey::Feed,
        PageKey::SitemapIndex,
        PageKey::Robots,
        PageKey::NotFound,
        PageKey::Marker,
    ];
    keys.reserve(site.len() * 2);
    keys.extend((0..theme.assets().len() as u32).map(PageKey::Asset));
    keys.extend(site.ids().map(PageKey::Article));
    for id in site.with_aliases() {
        keys.extend((0..site.record(*id).aliases.iter().count() as u16).map(|index| PageKey::Alias(*id, index)));
    }
    // A synonym of a name that no article has leads nowhere.
    for index in 0..site.synonyms().len() {
        if site.terms().find(Taxonomy::Tags, site.synonyms().get(index).1).is_some() {
            keys.push(PageKey::Synonym(index as u32));
        }
    }
    keys.extend(Taxonomy::ALL.map(PageKey::Terms));
    for term in site.terms().ids() {
        keys.push(PageKey::Term(term));
        let ids = site.articles_of(term);
        let front = front_start(ids.len(), config.per_page);
        if front > 0 {
            for (bucket, range) in site.buckets_of(term).iter().filter(|(_, range)| range.start < front) {
                keys.extend(
                    (1..=page_count(range.len(), config.per_page)).map(|n| PageKey::TermPage(term, *bucket, n)),
                );
            }
        }
    }
    for (index, month) in site.months().iter().enumerate() {
        if index == 0 || site.months()[index - 1].year != month.year {
            keys.push(PageKey::Year(month.year));
        }
        keys.push(PageKey::Month(month.year, month.month));
        if month.ids.len() > config.per_month_page {
            let pages = page_count(month.ids.len(), config.per_month_page);
            keys.extend((1..=pages).map(|n| PageKey::MonthPage(month.year, month.month, n)));
        }
    }
    if !site.undated().is_empty() {
        keys.push(PageKey::Undated);
        if site.undated().len() > config.per_page {
            keys.extend((1..=page_count(site.undated().len(), config.per_page)).map(PageKey::UndatedPage));
        }
    }
    keys.extend(sitemap_keys(site));
    keys
}

/// The shards of the sitemap, in the order of its index.
fn sitemap_keys(site: &Site) -> Vec<PageKey> {
    let parts = |len: usize| 1..=page_count(len, SITEMAP_MOST) as u16;
    let mut keys: Vec<PageKey> = parts(view::listing_page_count(site)).map(PageKey::SitemapPages).collect();
    keys.extend(parts(site.undated().len()).map(PageKey::SitemapUndated));
    for month in site.months() {
        keys.extend(parts(month.ids.len()).map(|part| PageKey::SitemapMonth(month.year, month.month, part)));
    }
    keys
}

/// What enters every page of a kind.
struct Everywhere {
    /// The program and the site's settings.
    settings: Fingerprint,
    /// These, and the addresses of the theme's assets, for pages made by templates.
    templates: Fingerprint,
}

impl Everywhere {
    fn of(Inputs { config, theme, .. }: Inputs) -> Everywhere {
        let mut hasher = Hasher::new("everywhere");
        hasher.str(env!("CARGO_PKG_VERSION")).u64(RENDER_VERSION);
        hasher.str(config.base_url.as_str()).str(&config.title).str(&config.description).str(&config.language);
        hasher.str(config.author.as_deref().unwrap_or("")).str(config.copyright.as_deref().unwrap_or(""));
        hasher.str(&format!("{:?} {:?}", config.zone, config.permalink));
        let settings = hasher.finish();
        hasher.u64(config.menu.len() as u64);
        for item in &config.menu {
            hasher.str(&item.name).str(&item.url);
        }
        for (name, address) in theme.asset_addresses() {
            hasher.str(name).str(address);
        }
        Everywhere { settings, templates: hasher.finish() }
    }
}

fn fingerprint(inputs: Inputs, key: PageKey, everywhere: &Everywhere) -> Fingerprint {
    if let PageKey::Asset(index) = key {
        return inputs.theme.assets()[index as usize].inputs;
    }
    let mut hasher = Hasher::new(key.kind());
    match key.template() {
        Some(template) => hasher.fp(everywhere.templates).fp(inputs.theme.closure(template)),
        None => hasher.fp(everywhere.settings),
    };
    View::of(inputs, key).add_to(inputs, &mut hasher);
    hasher.finish()
}

/// The output of a page by its path, for a server that is asked for it.
pub fn find<'p>(plan: &'p Plan, path: &OutputPath) -> Option<&'p Planned> {
    let hash = path_hash(path.as_str());
    let at = plan.pages.binary_search_by_key(&hash, |p| p.path).ok()?;
    Some(&plan.pages[at])
}
