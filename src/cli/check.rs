//! `newsgen check`.

use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

use super::messages::{count, print, print_diagnostics, say};
use super::{OUTPUT, SiteArgs, Talk};
use crate::check::{Report, check};
use crate::config::Overrides;
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen check                                  say what readers would stumble over
  newsgen check --strict --format sarif > f.sarif  for a code host's list of problems")]
pub struct CheckArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// How to write it: for people on stderr, or for programs on stdout
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = OUTPUT)]
    format: Format,
    /// Let warnings fail the check too
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    talk: Talk,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
    Sarif,
}

pub fn run(args: &CheckArgs) -> Result<ExitCode> {
    let config = args.site.config(&Overrides::default())?;
    let report = check(&config, &args.site.gates()?, args.site.jobs())?;
    match args.format {
        Format::Text => print_diagnostics(&report.diagnostics, Some(&config.state_dir().join("diagnostics.txt"))),
        Format::Json => print(&format!("{:#}", json(&report)))?,
        Format::Sarif => print(&format!("{:#}", sarif(&report)))?,
    }
    let errors = report.diagnostics.iter().filter(|d| d.problem.severity() == Severity::Error).count();
    if !args.talk.quiet {
        let warnings = report.diagnostics.len() - errors;
        say(&format!(
            "Checked {} with {}: {}, {}. Not followed, as it leaves the site: {}.",
            count(report.articles, "article", "articles"),
            count(report.links, "link", "links"),
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings"),
            count(report.external, "link", "links"),
        ));
    }
    let failed = errors > 0 || (args.strict && !report.diagnostics.is_empty());
    Ok(ExitCode::from(u8::from(failed)))
}

fn json(report: &Report) -> Value {
    json!({
        "articles": report.articles,
        "links": report.links,
        "external_links": report.external,
        "problems": report.diagnostics.iter().map(Diagnostic::json).collect::<Vec<_>>(),
    })
}

/// SARIF 2.1.0, as code hosts read it.
fn sarif(report: &Report) -> Value {
    let result = |d: &Diagnostic| {
        let mut physical = json!({ "artifactLocation": { "uri": d.place.file.replace('\\', "/") } });
        if d.place.line > 0 {
            physical["region"] = json!({ "startLine": d.place.line, "startColumn": d.place.col.max(1) });
        }
        let locations = if d.place.file.is_empty() { json!([]) } else { json!([{ "physicalLocation": physical }]) };
        let hint = d.problem.hint().map_or(String::new(), |hint| format!(" ({hint})"));
        json!({
            "ruleId": d.problem.code(),
            "level": d.problem.severity().name(),
            "message": { "text": format!("{}{hint}", d.problem) },
            "locations": locations,
        })
    };
    let mut rules: Vec<&str> = report.diagnostics.iter().map(|d| d.problem.code()).collect();
    rules.sort_unstable();
    rules.dedup();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "newsgen",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.iter().map(|id| json!({ "id": id })).collect::<Vec<_>>(),
            } },
            "results": report.diagnostics.iter().map(result).collect::<Vec<_>>(),
        }],
    })
}
