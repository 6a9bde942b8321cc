//! `newsgen stats`.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::messages::{count, print, print_diagnostics};
use super::{FormatArg, SiteArgs};
use crate::build::State;
use crate::config::Overrides;
use crate::error::Result;
use crate::load::{Editorial, Files, catalog};
use crate::model::{Taxonomy, TermId};
use crate::site::{Naming, Site};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen stats
  newsgen stats --format json | jq '.years[] | select(.articles > 1000)'")]
pub struct StatsArgs {
    #[command(flatten)]
    site: SiteArgs,
    #[command(flatten)]
    format: FormatArg,
}

/// How many of the largest things are named.
const MOST: usize = 10;

pub fn run(args: &StatsArgs) -> Result<ExitCode> {
    let config = args.site.config(&Overrides::default())?;
    let state = State::of(&config);
    let files = Files::list(&config.content_dir(), args.site.jobs())?;
    let mut found = files.scan(state.cache().as_deref(), &config, args.site.jobs(), &|_, _| {})?;
    let diagnostics = std::mem::take(&mut found.diagnostics);
    let naming = Naming::of(&config, &catalog(&config.root)?);
    let site = Site::new(found.records, &args.site.gates()?, &config, naming, Editorial::default());
    let manifest = state.manifest()?.unwrap_or_default();
    let mut pages: Vec<(u64, &str)> =
        manifest.entries().iter().enumerate().map(|(at, e)| (e.len_bytes, manifest.path(at))).collect();
    pages.sort_unstable_by(|a, b| b.cmp(a));

    let words: Vec<u32> = site.ids().map(|id| site.record(id).words).collect();
    let total: u64 = words.iter().map(|w| u64::from(*w)).sum();
    let mut sorted = words;
    sorted.sort_unstable();
    let terms = |taxonomy: Taxonomy| {
        let mut terms: Vec<(usize, &str)> = site
            .terms()
            .of(taxonomy)
            .map(TermId)
            .map(|id| (site.articles_of(id).len(), &*site.terms().get(id).name))
            .collect();
        terms.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
        terms
    };
    let value = json!({
        "articles": site.len(),
        "undated": site.undated().len(),
        "held_back": { "drafts": site.held.drafts, "future": site.held.future, "expired": site.held.expired, "withheld": site.held.withheld },
        "unreadable": diagnostics.iter().filter(|d| d.problem.severity() == crate::diag::Severity::Error).count(),
        "years": site.years().into_iter().map(|(year, ids)| json!({ "year": year, "articles": ids.len() })).collect::<Vec<_>>(),
        "words": {
            "total": total,
            "median": sorted.get(sorted.len() / 2).copied().unwrap_or(0),
            "longest": sorted.last().copied().unwrap_or(0),
        },
        "terms": config.taxonomy_ids().filter(|id| *id < Taxonomy::SERIES || !site.terms().of(*id).is_empty()).map(|taxonomy| {
            let terms = terms(taxonomy);
            json!({
                "taxonomy": config.taxonomy(taxonomy).name,
                "terms": terms.len(),
                "used_once": terms.iter().filter(|(n, _)| *n == 1).count(),
                "largest": terms.iter().take(MOST).map(|(n, name)| json!({ "name": name, "articles": n })).collect::<Vec<_>>(),
            })
        }).collect::<Vec<_>>(),
        "output": {
            "files": pages.len(),
            "bytes": pages.iter().map(|(len, _)| len).sum::<u64>(),
            "largest": pages.iter().take(MOST).map(|(len, path)| json!({ "path": path, "bytes": len })).collect::<Vec<_>>(),
        },
    });
    print(&if args.format.is_json() { format!("{value:#}") } else { shown(&site, &value) })?;
    print_diagnostics(&diagnostics, Some(&config.state_dir().join("diagnostics.txt")));
    Ok(ExitCode::SUCCESS)
}

fn shown(site: &Site, value: &serde_json::Value) -> String {
    let number = |value: &serde_json::Value| value.as_u64().unwrap_or(0) as usize;
    let mut text = count(site.len(), "article", "articles");
    let years = site.years();
    if let (Some((first, _)), Some((last, _))) = (years.first(), years.last()) {
        text.push_str(&format!(", {first} to {last}, {} undated", number(&value["undated"])));
    }
    let held = &value["held_back"];
    text.push_str(&format!(
        "\nheld back: {} drafts, {} in the future, {} expired, {} withheld\nwords: {} in all, {} in the median article, {} in the longest\n\narticles a year\n",
        held["drafts"], held["future"], held["expired"], held["withheld"], value["words"]["total"], value["words"]["median"], value["words"]["longest"]
    ));
    let most = years.iter().map(|(_, ids)| ids.len()).max().unwrap_or(1);
    for (year, ids) in &years {
        text.push_str(&format!("  {year:04} {:>8}  {}\n", ids.len(), "▪".repeat((ids.len() * 50).div_ceil(most))));
    }
    for taxonomy in value["terms"].as_array().into_iter().flatten() {
        let name = taxonomy["taxonomy"].as_str().unwrap_or("");
        text.push_str(&format!("\n{name}: {}, {} of them used once\n", taxonomy["terms"], taxonomy["used_once"]));
        for term in taxonomy["largest"].as_array().into_iter().flatten() {
            text.push_str(&format!("  {:>8}  {}\n", number(&term["articles"]), term["name"].as_str().unwrap_or("")));
        }
    }
    let output = &value["output"];
    text.push_str(&format!(
        "\noutput of the last build: {}, {} kB\n",
        count(number(&output["files"]), "file", "files"),
        number(&output["bytes"]) / 1000
    ));
    for page in output["largest"].as_array().into_iter().flatten() {
        text.push_str(&format!("  {:>8} kB  {}\n", number(&page["bytes"]) / 1000, page["path"].as_str().unwrap_or("")));
    }
    text.trim_end().to_owned()
}
