//! CHECK: what a build lets pass and readers would stumble over. Reads, reports, changes nothing.
//!
//! 1. Read the sources and plan the site, as a build does; what is wrong there is said again.
//! 2. Hold every link and picture of every article against the plan: does the page exist, and the place in it?
//! 3. Look at articles side by side (told twice, without a date or description), at names that may be one, and
//!    at what the host takes.
//!
//! Only the texts of articles are looked at: links that templates make lead to pages of the plan by their making.

mod articles;
mod host;
mod links;

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
    /// Links that lead elsewhere, which nobody followed.
    pub external: usize,
    /// What is wrong, by severity, file and line.
    pub diagnostics: Vec<Diagnostic>,
}

/// Checks a site.
pub fn check(config: &Config, gates: &Gates, jobs: usize) -> Result<Report> {
    let diagnostics = Diagnostics::default();
    let theme = Theme::load(config)?;
    let catalog = crate::load::catalog(&config.root)?;
    let naming = Naming::of(config, &catalog);
    let mut found = Vec::new();
    let editorial = Editorial::read(config, &mut found)?;
    let files = Files::list(&config.content_dir(), jobs)?;
    let mut scan = files.scan(Some(&config.state_dir().join("cache")), config, jobs, &|_, _| {})?;
    scan.report_to(&diagnostics);
    let mut site = Site::new(scan.records, gates, config, naming, editorial);
    found.append(&mut site.diagnostics);
    let inputs = Inputs { config, theme: &theme, site: &site };
    let mut plan = plan(inputs, jobs);
    found.append(&mut plan.diagnostics);
    let renderer = Renderer::new(inputs)?;
    let links = links::check(inputs, &plan, &renderer, jobs, &diagnostics)?;
    articles::check(inputs, &catalog, &mut found);
    host::check(inputs, &plan, &mut found);
    diagnostics.extend(found);
    let diagnostics = diagnostics.into_sorted();
    Ok(Report { articles: site.len(), links: links.inside, external: links.outside, diagnostics })
}
