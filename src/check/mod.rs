//! CHECK: what a build lets pass and readers would stumble over. Reads, reports, changes nothing.
//!
//! 1. Read the sources and plan the site, as a build does; what is wrong there is said again.
//! 2. Hold every link and picture of every article against the plan: does the page exist, and the place in it?
//! 3. Make one page of each kind, and do the same with the links that its template makes.
//! 4. Look at articles side by side (told twice, without a date or description), at names that may be one, and
//!    at what the host takes.
//! 5. Make what the site gives to programs (feeds, sitemaps, JSON-LD), and read it.
//! 6. If asked, follow the links that leave the site.

mod articles;
#[cfg(feature = "external")]
mod external;
pub mod fix;
mod host;
mod links;
mod outputs;

use std::path::PathBuf;
use std::time::Duration;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics};
use crate::error::Result;
use crate::load::{Editorial, Files};
use crate::plan::{Inputs, plan};
use crate::render::Renderer;
use crate::site::{Gates, Naming, Site};
use crate::theme::Theme;

/// What a check found.
#[derive(Debug, Default)]
pub struct Report {
    /// Articles looked at.
    pub articles: usize,
    /// Links and pictures that lead to pages or files of the site.
    pub links: usize,
    /// Links that lead elsewhere.
    pub external: usize,
    /// What became of those, if they were followed.
    pub followed: Option<Followed>,
    /// What is wrong, by severity, file and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// How to check.
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// What is looked at.
    pub gates: Gates,
    /// Threads.
    pub jobs: usize,
    /// How to follow links that leave the site, in a program that can; `None` not to.
    pub external: Option<&'a External>,
    /// Told how many of these were followed, and how many there are.
    pub progress: &'a (dyn Fn(usize, usize) + Sync),
}

/// How to follow links that leave the site.
#[derive(Debug, Clone)]
pub struct External {
    /// Between two requests to one host.
    pub pause: Duration,
    /// For an answer.
    pub timeout: Duration,
    /// Links that begin so are left alone.
    pub skip: Vec<String>,
    /// Where answers are noted.
    pub notes: PathBuf,
    /// Seconds since 1970.
    pub now: i64,
}

#[cfg(feature = "external")]
impl External {
    /// Whether a link is left alone.
    fn skips(&self, link: &str) -> bool {
        self.skip.iter().any(|start| link.starts_with(start.as_str()))
    }
}

/// What became of the links.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Followed {
    /// Different links that were asked now.
    pub asked: usize,
    /// Answered well not long ago.
    pub known: usize,
    /// Not asked: more than one run asks of a host, or skipped.
    pub left: usize,
}

/// Checks a site.
pub fn check(config: &Config, options: &Options) -> Result<Report> {
    let Options { gates, jobs, external, .. } = *options;
    let diagnostics = Diagnostics::default();
    let theme = Theme::load(config)?;
    diagnostics.extend(crate::render::template_warnings(&theme));
    let catalog = crate::load::catalog(&config.root)?;
    let naming = Naming::of(config, &catalog);
    let mut found = Vec::new();
    let editorial = Editorial::read(config, &mut found)?;
    let files = Files::list(&config.content_dir(), jobs)?;
    let mut scan = files.scan(Some(&config.state_dir().join("cache")), config, jobs, &|_, _| {})?;
    scan.report_to(&diagnostics);
    let mut site = Site::new(scan.records, &gates, config, naming, editorial);
    found.append(&mut site.diagnostics);
    let inputs = Inputs { config, theme: &theme, site: &site };
    let mut plan = plan(inputs, jobs);
    found.append(&mut plan.diagnostics);
    let renderer = Renderer::new(inputs)?;
    let links = links::check(inputs, &plan, &renderer, external.is_some(), jobs, &diagnostics)?;
    outputs::check(inputs, &plan, &renderer, jobs, &diagnostics)?;
    let followed: Option<Followed> = None;
    #[cfg(feature = "external")]
    let followed = match external {
        Some(how) => Some(external::follow(links.to_follow, how, &diagnostics, options.progress)?),
        None => followed,
    };
    articles::check(inputs, &catalog, &mut found);
    host::check(inputs, &plan, &mut found);
    crate::load::point_at_aliases(config, &mut found);
    diagnostics.extend(found);
    let diagnostics = diagnostics.into_sorted();
    Ok(Report { articles: site.len(), links: links.inside, external: links.outside, followed, diagnostics })
}
