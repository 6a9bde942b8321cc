//! PLAN: every output of the site with its address and the fingerprint of its inputs.
//!
//! Pure, and computed from hashes in memory: no body is read and no template run. A page's
//! fingerprint is made of its template's closure, the site's information, and its [`View`], which
//! is the very value that RENDER makes the page of; so nothing can enter a page unseen.

mod cards;
mod fingerprint;
mod folders;
mod key;
mod listing;
pub mod redirects;
mod shards;
mod story;
mod terms;
mod view;

use std::collections::HashMap;

use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::TermId;
use crate::model::{Fingerprint, Hasher, OutputPath};
use crate::site::Site;
use crate::theme::Theme;
use cards::Cards;

pub use key::{ON_THIS_DAY_BOXES, PageKey, SITEMAP_MOST, term_address};
pub use listing::{BucketLink, Listing};
pub use shards::{Shard, history};
pub use story::Story;
pub use terms::{Index, Initial, MOST_ON_ONE_PAGE};
pub use view::{About, View, YearCounts};

/// Bump when RENDER makes other bytes of the same inputs.
pub const RENDER_VERSION: u64 = 6;

/// One output to be. A server does without the fingerprint: `Planned<()>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Planned<F = Fingerprint> {
    /// Which page.
    pub key: PageKey,
    /// Hash of its path, by which plans and manifests are sorted and joined.
    pub path: Fingerprint,
    /// Hash of all that it is made of.
    pub inputs: F,
}

/// All outputs, sorted by the hash of their path.
#[derive(Debug, Default)]
pub struct Plan<F = Fingerprint> {
    /// No two have the same path.
    pub pages: Vec<Planned<F>>,
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
    let everywhere = Everywhere::of(inputs);
    let cards = Cards::of(inputs, jobs);
    plan_with(inputs, jobs, &|key| fingerprint(&cards, key, &everywhere))
}

/// Which outputs there are and where, without what they are made of: all that a server needs to know which
/// page it is asked for, in a fifth of the time.
pub fn addresses(inputs: Inputs, jobs: usize) -> Plan<()> {
    plan_with(inputs, jobs, &|_| ())
}

fn plan_with<F: Copy + Default + Send>(
    inputs: Inputs,
    jobs: usize,
    fingerprint: &(dyn Fn(PageKey) -> F + Sync),
) -> Plan<F> {
    let mut keys = pages(inputs);
    keys.extend(redirects::keys(inputs.site));
    let odd = folders::Odd::of(inputs, &keys);
    let blank = |key| Planned { key, path: Fingerprint::default(), inputs: F::default() };
    let mut pages: Vec<Planned<F>> = keys.into_iter().map(blank).collect();
    let filled = crate::parallel::fill(jobs, &mut pages, <(String, Vec<PageKey>)>::default, |worker, _, page| {
        let (buffer, concerned) = worker;
        let path = page.key.path_into(inputs, buffer);
        page.path = path_hash(path);
        if odd.concerns(path) {
            concerned.push(page.key);
        }
        page.inputs = fingerprint(page.key);
        Ok::<_, std::convert::Infallible>(())
    });
    let workers = filled.unwrap_or_else(|never| match never {});
    let concerned = workers.into_iter().flat_map(|(_, concerned)| concerned).collect();
    pages.sort_unstable_by_key(|p| (p.path, p.key));
    let mut diagnostics = Vec::new();
    let lines = redirects::lines(inputs);
    if !lines.is_empty() {
        let lines: HashMap<Fingerprint, PageKey> =
            lines.iter().map(|key| (redirects::hash(inputs, *key), *key)).collect();
        pages.retain(|page| {
            let is_former = redirects::to(inputs.site, page.key).is_some();
            let Some(line) = is_former.then(|| lines.get(&redirects::hash(inputs, page.key))).flatten() else {
                return true;
            };
            // Two of them at one address: the first has it.
            if *line != page.key && !key::gives_way_silently(*line, page.key, true) {
                diagnostics.push(taken(inputs, page.key, *line));
            }
            false
        });
    }
    pages.dedup_by(|later, first| {
        let same = later.path == first.path;
        if same && !key::gives_way_silently(first.key, later.key, !lines.is_empty()) {
            diagnostics.push(taken(inputs, later.key, first.key));
        }
        same
    });
    folders::refuse_files_in_the_way(inputs, &mut pages, concerned, &mut diagnostics);
    diagnostics.sort_by(|a, b| (&a.place, &a.problem).cmp(&(&b.place, &b.problem)));
    Plan { pages, diagnostics }
}

fn taken(inputs: Inputs, loser: PageKey, winner: PageKey) -> Diagnostic {
    let (address, by) = (loser.address(inputs), winner.described(inputs));
    let problem = match loser {
        PageKey::Alias(..) | PageKey::PageAlias(..) => Problem::AliasTaken { address, by },
        PageKey::Redirects => return Diagnostic::new(Problem::RedirectsTaken { address }, Place::file(by)),
        _ => Problem::AddressTaken { address, by },
    };
    Diagnostic::new(problem, Place::file(loser.described(inputs)))
}

/// Every page of the site but former addresses.
fn pages(Inputs { config, theme, site }: Inputs) -> Vec<PageKey> {
    let mut keys = vec![
        PageKey::Home,
        PageKey::Archive,
        PageKey::Corrections,
        PageKey::SitemapIndex,
        PageKey::Robots,
        PageKey::NotFound,
        PageKey::Marker,
    ];
    keys.reserve(site.len() * 2);
    keys.extend((0..theme.assets().len() as u32).map(PageKey::Asset));
    keys.extend(site.ids().map(PageKey::Article));
    keys.extend((0..site.pages().len() as u16).map(PageKey::Page));
    add_terms(&mut keys, config, site);
    add_dates(&mut keys, config, site);
    add_feeds(&mut keys, config, site);
    if !site.undated().is_empty() {
        keys.push(PageKey::Undated);
        keys.extend(listing::Whole::undated(site, config.per_page).numbered_keys());
    }
    if site.corrections().len() > config.per_page {
        keys.extend(view::correction_buckets(site).into_iter().map(|(bucket, _)| PageKey::CorrectionsOf(bucket)));
    }
    keys.extend(shards::sitemap_keys(site, config));
    keys.extend((!site.news().is_empty()).then_some(PageKey::SitemapNews));
    keys.extend(config.host.redirects().map(|_| PageKey::Redirects));
    keys.extend(config.host.headers().map(|_| PageKey::Headers));
    keys
}

fn add_terms(keys: &mut Vec<PageKey>, config: &Config, site: &Site) {
    for index in Index::all(site, config) {
        keys.push(PageKey::Terms(index));
        keys.extend(index.initials(site).into_iter().map(|initial| PageKey::TermsOf(index, initial)));
    }
    for term in site.terms().ids().filter(|term| site.has_page(*term)) {
        keys.push(PageKey::Term(term));
        keys.extend(listing::Whole::of_term(site, term, config.per_page).numbered_keys());
    }
}

fn add_dates(keys: &mut Vec<PageKey>, config: &Config, site: &Site) {
    for (index, month) in site.months().iter().enumerate() {
        if index == 0 || site.months()[index - 1].year != month.year {
            keys.push(PageKey::Year(month.year));
        }
        keys.push(PageKey::Month(month.year, month.month));
        keys.extend(listing::Whole::of_month(site, month.year, month.month, config.per_month_page).1.numbered_keys());
    }
    if config.day_pages {
        keys.extend(site.days().iter().map(|day| PageKey::Day(day.number)));
    }
    if config.on_this_day {
        let days = view::this_days(site);
        keys.push(PageKey::OnThisDay);
        keys.extend(days.iter().flat_map(|(m, d)| [PageKey::ThisDay(*m, *d), PageKey::ThisDayBox(*m, *d)]));
    }
}

fn add_feeds(keys: &mut Vec<PageKey>, config: &Config, site: &Site) {
    let corrected = site.corrections().iter().any(|(date, ..)| date.is_some());
    for format in config.feed.formats.iter().copied() {
        keys.push(PageKey::Feed(format));
        keys.extend(history(site, config, format).into_iter().map(|(shard, _)| PageKey::History(format, shard)));
        keys.extend(corrected.then_some(PageKey::CorrectionsFeed(format)));
    }
    let with_feed = |term: &TermId| view::has_feed(config, site, *term);
    for term in site.terms().ids().filter(with_feed) {
        keys.extend(config.feed.term_formats.iter().map(|format| PageKey::TermFeed(term, *format)));
    }
}

/// What enters every page of a kind.
struct Everywhere {
    /// The program and the site's settings.
    settings: Fingerprint,
    /// These, and the addresses of the theme's assets, for pages made by templates.
    templates: Fingerprint,
}

impl Everywhere {
    fn of(Inputs { config, theme, site }: Inputs) -> Everywhere {
        let mut hasher = Hasher::new("everywhere");
        hasher.str(env!("CARGO_PKG_VERSION")).u64(RENDER_VERSION);
        hasher.str(config.base_url.as_str()).str(&config.title).str(&config.description).str(&config.language);
        hasher.str(config.author.as_deref().unwrap_or("")).str(config.copyright.as_deref().unwrap_or(""));
        hasher.str(&format!("{:?} {:?}", config.zone, config.permalink)).str(config.license.as_deref().unwrap_or(""));
        for taxonomy in &config.taxonomies {
            hasher.str(&taxonomy.name).str(&taxonomy.singular).str(taxonomy.title.as_deref().unwrap_or(""));
        }
        hasher.fp(theme.strings().fingerprint());
        let settings = hasher.finish();
        hasher.u64(u64::from(config.day_pages)).u64(u64::from(config.on_this_day));
        hasher.str(&format!("{:?} {:?}", config.feed.formats, config.feed.term_formats));
        for page in site.pages() {
            hasher.str(&page.article.title).str(&page.stem);
        }
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

fn fingerprint(cards: &Cards, key: PageKey, everywhere: &Everywhere) -> Fingerprint {
    let inputs = cards.inputs;
    if let PageKey::Asset(index) = key {
        return inputs.theme.assets()[index as usize].inputs;
    }
    let mut hasher = Hasher::new(key.kind());
    match key.template() {
        Some(template) => hasher.fp(everywhere.templates).fp(inputs.theme.closure(template)),
        // Names the theme's assets.
        None if key == PageKey::Headers => hasher.fp(everywhere.templates).str(&format!("{:?}", inputs.config.host)),
        None if key == PageKey::Redirects => hasher.fp(everywhere.settings).str(&format!("{:?}", inputs.config.host)),
        None => hasher.fp(everywhere.settings),
    };
    View::of(inputs, key).add_to(cards, &mut hasher);
    hasher.finish()
}

/// The output of a page by its path, for a server that is asked for it.
pub fn find<'p, F>(plan: &'p Plan<F>, path: &OutputPath) -> Option<&'p Planned<F>> {
    let hash = path_hash(path.as_str());
    let at = plan.pages.binary_search_by_key(&hash, |p| p.path).ok()?;
    Some(&plan.pages[at])
}
