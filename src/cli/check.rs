//! `newsgen check`.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;
#[cfg(feature = "external")]
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde_json::{Value, json};

#[cfg(feature = "external")]
use super::as_of;
use super::messages::{count, print, print_diagnostics, say};
use super::progress::Progress;
use super::tags::Changes;
use super::{OUTPUT, SiteArgs, Talk};
use crate::check::{External, Followed, Options, Report, check, fix};
use crate::config::{Config, Overrides};
use crate::diag::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// Headings under which flags stand in `--help`.
#[cfg(feature = "external")]
const ELSEWHERE: &str = "Links to other sites";
const MENDING: &str = "Mending";

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen check                                  say what readers would stumble over
  newsgen check --external                       follow links to other sites too
  newsgen check --fix                            mend what is safe to, after a look at it
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
    /// Follow links that leave the site; what answers well is not asked again for a month
    #[cfg(feature = "external")]
    #[arg(long, help_heading = ELSEWHERE)]
    external: bool,
    /// With `--external`, leave links alone that begin so
    #[cfg(feature = "external")]
    #[arg(long, value_name = "ADDRESS", requires = "external", help_heading = ELSEWHERE)]
    skip: Vec<String>,
    /// With `--external`, milliseconds between two requests to one host
    #[cfg(feature = "external")]
    #[arg(long, value_name = "MS", default_value_t = 500, requires = "external", help_heading = ELSEWHERE)]
    pause: u64,
    /// With `--external`, seconds to wait for an answer
    #[cfg(feature = "external")]
    #[arg(long, value_name = "SECONDS", default_value_t = 20, requires = "external", help_heading = ELSEWHERE)]
    timeout: u64,
    /// Mend what is safe to: misspelt keys, slashes of links, addresses that moved for good, tags written in two ways,
    /// blanks in front matter. Shows the changes and asks
    #[arg(long, help_heading = MENDING)]
    fix: bool,
    /// With `--fix`, change files without asking
    #[arg(long, requires = "fix", help_heading = MENDING)]
    yes: bool,
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
    let external = args.external(&config)?;
    let bar = Progress::new(args.talk.quiet);
    let options = Options {
        gates: args.site.gates()?,
        jobs: args.site.jobs(),
        external: external.as_ref(),
        progress: &|done, of| bar.show("following", done, of),
    };
    let report = check(&config, &options)?;
    bar.finish();
    match args.format {
        Format::Text => print_diagnostics(&report.diagnostics, Some(&config.state_dir().join("diagnostics.txt"))),
        Format::Json => print(&format!("{:#}", json(&report)))?,
        Format::Sarif => print(&format!("{:#}", sarif(&report)))?,
    }
    let errors = report.diagnostics.iter().filter(|d| is_error(d)).count();
    if !args.talk.quiet {
        let warnings = report.diagnostics.len() - errors;
        let elsewhere = match report.followed {
            None => format!("Not followed, as it leaves the site: {}.", count(report.external, "link", "links")),
            Some(Followed { asked, known, left }) => format!(
                "Of different links that leave the site, {asked} asked, {known} known to be fine, {left} left alone."
            ),
        };
        say(&format!(
            "Checked {} with {}: {}, {}. {elsewhere}",
            count(report.articles, "article", "articles"),
            count(report.links, "link", "links"),
            count(errors, "error", "errors"),
            count(warnings, "warning", "warnings"),
        ));
    }
    if args.fix {
        return mend(&config, &report, args.yes);
    }
    let failed = errors > 0 || (args.strict && !report.diagnostics.is_empty());
    Ok(ExitCode::from(u8::from(failed)))
}

impl CheckArgs {
    #[cfg(feature = "external")]
    fn external(&self, config: &Config) -> Result<Option<External>> {
        let options = || -> Result<External> {
            Ok(External {
                pause: Duration::from_millis(self.pause),
                timeout: Duration::from_secs(self.timeout.max(1)),
                skip: self.skip.clone(),
                notes: config.state_dir().join("links.json"),
                // How old a note is has nothing to do with the moment that the site is built for.
                now: as_of(None)?.timestamp(),
            })
        };
        self.external.then(options).transpose()
    }

    #[cfg(not(feature = "external"))]
    fn external(&self, _: &Config) -> Result<Option<External>> {
        Ok(None)
    }
}

/// Shows what can be put right, and does it if that is wanted.
fn mend(config: &Config, report: &Report, yes: bool) -> Result<ExitCode> {
    let mut changes = Changes::default();
    for (path, before, after) in fix::fixes(config, &report.diagnostics)? {
        changes.add(path, before, after);
    }
    if changes.is_empty() {
        say("Nothing that can be mended without you.");
        return Ok(ExitCode::from(u8::from(report.diagnostics.iter().any(is_error))));
    }
    if !yes {
        changes.show()?;
        if !agreed()? {
            say("Nothing is written; `--yes` changes these files without asking.");
            return Ok(ExitCode::from(1));
        }
    }
    changes.finish(false)?;
    say("Run `newsgen check` again to see what is left.");
    Ok(ExitCode::SUCCESS)
}

fn is_error(diagnostic: &Diagnostic) -> bool {
    diagnostic.problem.severity() == Severity::Error
}

/// Asks, where there is somebody.
fn agreed() -> Result<bool> {
    if !std::io::stdin().is_terminal() {
        return Ok(false);
    }
    let _ = write!(std::io::stderr(), "Change these files? [y/N] ");
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer).map_err(Error::io("read the answer", ""))?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn json(report: &Report) -> Value {
    json!({
        "articles": report.articles,
        "links": report.links,
        "external_links": report.external,
        "followed": report.followed.map(|f| json!({ "asked": f.asked, "known": f.known, "left": f.left })),
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
