//! The command line: arguments in, messages on stderr, an exit code out.
//!
//! The only module that prints, and the only one that reads the clock: once, as `as_of`.
//!
//! Exit codes: 0 all is well; 1 something is wrong with the content, the rest was done; 2 the
//! command could not run.

mod build;
mod check;
mod convert;
#[cfg(feature = "deploy")]
mod deploy;
mod init;
mod messages;
mod new;
mod progress;
#[cfg(feature = "serve")]
mod serve;
mod stats;
mod tags;
mod theme;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::{Args, Parser, Subcommand};

use crate::config::{Config, Overrides};
use crate::error::{Error, Result};
use crate::model::{PublishDate, Zone};
use crate::site::Gates;

#[derive(Parser)]
#[command(name = "newsgen", version, about = ABOUT, after_help = EXAMPLES, arg_required_else_help = true, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

const ABOUT: &str = "Turns raw news text into a permanent, fast web archive that any static host can serve";
const EXAMPLES: &str = "Examples:
  newsgen init my-archive            make a site
  newsgen convert raw/ --out content turn raw texts into articles
  newsgen build                      write the site to public/
  newsgen serve                      look at it on http://127.0.0.1:4000
  newsgen deploy                     publish it";

#[derive(Subcommand)]
enum Command {
    /// Make a new site: site.toml and a first article
    Init(init::InitArgs),
    /// Write the front matter of a new article
    New(new::NewArgs),
    /// Turn raw article texts into Markdown with front matter
    Convert(convert::ConvertArgs),
    /// Keep the archive's tags in order: list, suggest, merge, rename, examine
    Tags(tags::TagsArgs),
    /// Build the site into public/
    Build(build::BuildArgs),
    /// Publish public/ to static hosting: only what changed, never half a site
    #[cfg(feature = "deploy")]
    Deploy(deploy::DeployArgs),
    /// Look for what readers would stumble over: links that lead nowhere, articles told twice
    Check(check::CheckArgs),
    /// Describe the archive: articles, years, words, terms, largest pages
    Stats(stats::StatsArgs),
    /// Begin, list and change themes
    Theme(theme::ThemeArgs),
    /// Preview the site with live reload; writes nothing to public/
    #[cfg(feature = "serve")]
    Serve(serve::ServeArgs),
}

/// Which site, and how it is built; shared by the commands that read one.
#[derive(Args)]
struct SiteArgs {
    /// The site's settings; its folder is the site
    #[arg(long, value_name = "FILE", default_value = "site.toml")]
    config: PathBuf,
    /// Publish drafts too
    #[arg(long)]
    drafts: bool,
    /// Publish articles of a future date or under embargo too
    #[arg(long)]
    future: bool,
    /// Build as of then instead of now (RFC 3339, or a day)
    #[arg(long, value_name = "TIME")]
    clock: Option<String>,
    /// Threads to use [default: one for each processor]
    #[arg(long, short, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    jobs: Option<u16>,
}

/// How much a command says.
#[derive(Args, Clone, Copy)]
struct Talk {
    /// Say only what is wrong
    #[arg(long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Say more
    #[arg(long, short)]
    verbose: bool,
}

impl SiteArgs {
    fn config(&self, overrides: &Overrides) -> Result<Config> {
        read_config(&self.config, overrides)
    }

    fn gates(&self) -> Result<Gates> {
        Ok(Gates { as_of: as_of(self.clock.as_deref())?, drafts: self.drafts, future: self.future })
    }

    fn jobs(&self) -> usize {
        self.jobs.map_or_else(default_jobs, usize::from)
    }
}

/// Reads the settings that `--config` names: a file, or the folder that has it.
fn read_config(path: &Path, overrides: &Overrides) -> Result<Config> {
    let file = if path.is_dir() { path.join("site.toml") } else { path.to_owned() };
    Config::load(&file, overrides)
}

fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The moment that `--clock` names, or now.
fn as_of(clock: Option<&str>) -> Result<DateTime<Utc>> {
    let Some(text) = clock else { return Ok(Utc::now()) };
    let moment = PublishDate::parse(text, Zone::UTC).and_then(|date| DateTime::from_timestamp(date.timestamp(), 0));
    moment.ok_or_else(|| Error::Usage {
        message: format!("`--clock` is not a time: `{text}`"),
        hint: "write `--clock 2025-01-31` or `--clock 2025-01-31T09:30:00Z`".into(),
    })
}

/// Runs a command line, the program's name first.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(e) => {
            if !e.use_stderr() {
                let _ = e.print();
                return ExitCode::SUCCESS;
            }
            messages::print_usage(&e);
            return ExitCode::from(2);
        }
    };
    let outcome = match cli.command {
        Command::Init(args) => init::run(&args),
        Command::New(args) => new::run(&args),
        Command::Convert(args) => Ok(convert::run(&args)),
        Command::Tags(args) => tags::run(&args),
        Command::Build(args) => build::run(&args),
        #[cfg(feature = "deploy")]
        Command::Deploy(args) => deploy::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Theme(args) => theme::run(&args),
        #[cfg(feature = "serve")]
        Command::Serve(args) => serve::run(&args),
    };
    outcome.unwrap_or_else(|error| {
        messages::print_error(&error);
        ExitCode::from(2)
    })
}
