//! `newsgen build`.

use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use serde_json::{Value, json};

use super::messages::{count, print, print_diagnostics, say};
use super::progress::Progress;
use super::{FormatArg, OUTPUT, SITE, SiteArgs, Talk};
use crate::build::{Options, Phase, Report, State, build, check_output_folder};
use crate::config::{Config, Overrides};
use crate::diag::{Diagnostic, Severity};
use crate::error::Result;
use crate::sink::Dir;

const EXAMPLES: &str = "Examples:
  newsgen build                          write what changed to public/
  newsgen build --drafts --future        show what is held back too, to look at
  newsgen build --strict --format json   for CI: fail on warnings, and report for a program
  newsgen build -o /srv/www --base-url https://news.example.org
  newsgen build --clock 2026-01-01       build as of another day

Exit code 1: something is wrong with articles, all others were built. `newsgen explain CODE` says more of a
message. An interrupted build leaves nothing half done: the next one goes on.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct BuildArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// Write the site there instead of to `output_dir` of site.toml
    #[arg(long, short, value_name = "DIR", env = "NEWSGEN_OUTPUT_DIR", hide_env_values = true, help_heading = SITE)]
    output_dir: Option<PathBuf>,
    /// Where the site will be read, instead of `base_url` of site.toml
    #[arg(long, value_name = "URL", env = "NEWSGEN_BASE_URL", hide_env_values = true, help_heading = SITE)]
    base_url: Option<String>,
    /// Read every source and render every page again, whether or not it changed
    ///
    /// The result is the same, unless files of a large archive (over 30,000) were changed or deleted by hand.
    #[arg(long)]
    force: bool,
    /// Build also where content/ is not there or holds no articles, and the last build had some
    #[arg(long)]
    allow_empty: bool,
    /// Let warnings fail the build too
    #[arg(long)]
    strict: bool,
    /// Print how long each phase and each kind of page took
    #[arg(long, help_heading = OUTPUT)]
    timings: bool,
    #[command(flatten)]
    format: FormatArg,
    #[command(flatten)]
    talk: Talk,
}

pub fn run(args: &BuildArgs) -> Result<ExitCode> {
    #[cfg(target_os = "linux")]
    use_small_pages();
    let overrides = Overrides {
        base_url: args.base_url.clone().filter(|url| !url.is_empty()),
        output_dir: args.output_dir.clone().filter(|folder| !folder.as_os_str().is_empty()),
    };
    let config = args.site.config(&overrides)?;
    check_output_folder(&config)?;
    let options = Options {
        gates: args.site.gates()?,
        jobs: args.site.jobs(),
        force: args.force,
        allow_empty: args.allow_empty,
        name_rendered: args.talk.verbose,
        most_looked_at: Options::MOST_LOOKED_AT,
    };
    let progress = Progress::new(args.talk.quiet);
    let show = |phase, done, of| {
        let what = match phase {
            Phase::Scan => "reading",
            Phase::Render => "rendering",
        };
        progress.show(what, done, of);
    };
    let report = build(&config, &options, &Dir::new(config.output_dir()), &State::of(&config), &show)?;
    let took = progress.finish();
    if args.format.is_json() {
        print(&format!("{:#}", json(&config, &report, took)))?;
    } else {
        print_diagnostics(&report.diagnostics, Some(&config.state_dir().join("diagnostics.txt")));
    }
    if args.talk.verbose {
        for path in &report.rendered_paths {
            say(&format!("rendered {path}"));
        }
    }
    if args.timings {
        print_timings(&report);
    }
    if !args.talk.quiet && !args.format.is_json() {
        say(&summary(&config, &report, took));
    }
    let failed = report.has_errors() || (args.strict && !report.diagnostics.is_empty());
    Ok(super::interrupt::end_now(failed.into()))
}

fn print_timings(report: &Report) {
    let ms = |time: &Duration| time.as_secs_f64() * 1000.0;
    say("phase                       ms");
    for (phase, time) in &report.timings {
        say(&format!("{phase:<20} {:>9.1}", ms(time)));
    }
    if report.kinds.is_empty() {
        return;
    }
    say("\npages of a kind         number         ms   µs each   (rendered and written, all threads together)");
    for (kind, number, time) in &report.kinds {
        say(&format!("{kind:<20} {number:>9} {:>10.1} {:>9.1}", ms(time), ms(time) * 1000.0 / *number as f64));
    }
    say("");
}

fn json(config: &Config, report: &Report, took: Duration) -> Value {
    let held = &report.held;
    json!({
        "articles": report.articles,
        "held_back": { "drafts": held.drafts, "future": held.future, "expired": held.expired, "withheld": held.withheld },
        "output_dir": config.output_dir(),
        "files": { "all": report.pages, "rendered": report.rendered, "written": report.written, "removed": report.removed },
        "seconds": took.as_secs_f64(),
        "problems": report.diagnostics.iter().map(Diagnostic::json).collect::<Vec<_>>(),
    })
}

fn summary(config: &Config, report: &Report, took: Duration) -> String {
    let articles = count(report.articles, "article", "articles");
    let pages = count(report.pages, "file", "files");
    let folder = config.output_dir();
    let seconds = took.as_secs_f64();
    let mut text = if report.rendered == 0 && report.removed == 0 {
        format!("Nothing to do: {articles} in {pages} in {} are as they should be ({seconds:.2} s).", folder.display())
    } else {
        let rendered = report.rendered;
        format!(
            "Built {articles} into {}: {pages}, {rendered} rendered, {} written, {} removed ({seconds:.2} s).",
            folder.display(),
            report.written,
            report.removed,
        )
    };
    let held = &report.held;
    let held = [
        (held.drafts, "draft"),
        (held.future, "in the future"),
        (held.expired, "expired"),
        (held.withheld, "withheld"),
    ];
    let held: Vec<_> = held.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    if !held.is_empty() {
        text.push_str(&format!(" Held back: {}.", held.join(", ")));
    }
    let errors = report.diagnostics.iter().filter(|d| d.problem.severity() == Severity::Error).count();
    let warnings = report.diagnostics.len() - errors;
    let wrong = [(errors, "error", "errors"), (warnings, "warning", "warnings")];
    let wrong: Vec<_> = wrong.iter().filter(|(n, ..)| *n > 0).map(|(n, one, many)| count(*n, one, many)).collect();
    if !wrong.is_empty() {
        text.push_str(&format!(" {}.", wrong.join(", ")));
    }
    if report.articles == 0 && report.diagnostics.is_empty() && report.held == Default::default() {
        text.push_str("\nThere are no articles in content/ yet: convert some with `newsgen convert RAW...`, or write one with `newsgen new \"Its headline\"`.");
    }
    text
}

/// Keeps the kernel from giving memory by two megabytes at a time, as the allocator asks it to: all of that is zeroed
/// first, and much of it is never used. Programs that this one starts would inherit it; a build starts none.
#[cfg(target_os = "linux")]
fn use_small_pages() {
    // Where the kernel will not, a build is only a little slower.
    let _ = rustix::thread::disable_transparent_huge_pages(true);
}
