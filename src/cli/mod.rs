//! The command line: arguments in, messages on stderr, an exit code out.
//!
//! The only module that prints, and the only one that reads the clock: once, as `as_of`. What a command is asked
//! for goes to stdout, all else to stderr.

mod build;
mod check;
mod completions;
mod convert;
#[cfg(feature = "deploy")]
mod deploy;
mod explain;
mod init;
mod interrupt;
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
use clap::{Args, CommandFactory, Parser, Subcommand, ValueEnum};

use crate::config::{Config, Overrides};
use crate::error::{Error, Result};
use crate::model::{PublishDate, Zone};
use crate::site::Gates;

#[derive(Parser)]
#[command(
    name = "newsgen",
    version,
    about = ABOUT,
    after_help = EXAMPLES,
    after_long_help = LONG_HELP,
    arg_required_else_help = true,
    infer_long_args = false,
    max_term_width = 100
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Whether messages have colours
    ///
    /// Without it, `NO_COLOR` takes them away and `CLICOLOR_FORCE` puts them also into files and pipes.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = messages::Colour::Auto, global = true, hide_possible_values = true, help_heading = OUTPUT)]
    color: messages::Colour,
}

/// Headings under which flags stand in `--help`.
const SITE: &str = "Which site";
const WHAT: &str = "What is published";
const OUTPUT: &str = "What is said";

const ABOUT: &str = "Turns raw news text into a permanent, fast web archive that any static host can serve";
macro_rules! examples {
    () => {
        "Examples:
  newsgen init my-archive            make a site
  newsgen convert raw/               turn raw texts into articles
  newsgen build                      write the site to public/
  newsgen serve                      look at it on http://127.0.0.1:4000
  newsgen deploy                     publish it
  newsgen explain bad-date           say more of a message"
    };
}

const EXAMPLES: &str = concat!(
    examples!(),
    "

`newsgen COMMAND -h` names the flags of a command, `--help` tells all of them."
);
const LONG_HELP: &str = concat!(
    examples!(),
    "

Exit codes:
  0    all is well
  1    something is wrong with the content, and the rest was done; with --strict also for warnings
  2    the command could not run, or its arguments are wrong
  130  interrupted by Ctrl-C (143: told to end); the next run goes on from what is there

Environment:
  NEWSGEN_CONFIG      the site.toml, as --config
  NEWSGEN_JOBS        threads, as --jobs
  NEWSGEN_CLOCK       build as of then, as --clock
  NEWSGEN_BASE_URL    where the site will be read, as --base-url
  NEWSGEN_OUTPUT_DIR  where the site is written, as --output-dir
  SOURCE_DATE_EPOCH   build as of this second since 1970, where no clock is given
  NO_COLOR            no colours
  CLICOLOR_FORCE      colours also where messages go to a file or a pipe
  A flag wins over the environment, and that over site.toml.

Output:
  What a command is asked for goes to standard output, messages to standard error. `--format json`
  gives what a script wants. Where standard error is no terminal, there are no progress bars;
  -q leaves only what is wrong."
);

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
    /// Say more of a message, by the code in its brackets
    Explain(explain::ExplainArgs),
    /// Print completions for a shell
    Completions(completions::CompletionsArgs),
    /// Print the manual, or write its pages to a folder
    Man(completions::ManArgs),
}

/// Which site.
#[derive(Args, Debug)]
struct ConfigArg {
    /// The site's settings, or the folder that has them; that folder is the site
    #[arg(long, value_name = "FILE", default_value = "site.toml", env = "NEWSGEN_CONFIG", hide_env_values = true, help_heading = SITE)]
    config: PathBuf,
}

impl ConfigArg {
    fn read(&self, overrides: &Overrides) -> Result<Config> {
        read_config(&self.config, overrides)
    }
}

/// How many threads.
#[derive(Args, Debug)]
struct JobsArg {
    /// Threads to use [default: one for each processor]
    ///
    /// The result is the same with any number.
    #[arg(long, short, value_name = "N", env = "NEWSGEN_JOBS", hide_env_values = true, value_parser = jobs)]
    jobs: Option<u16>,
}

impl JobsArg {
    fn number(&self) -> usize {
        self.jobs.map_or_else(default_jobs, usize::from)
    }
}

fn jobs(text: &str) -> std::result::Result<u16, String> {
    text.parse().ok().filter(|n| (1..=1024).contains(n)).ok_or_else(|| "give a number from 1 to 1024".into())
}

/// Which site, and how it is built; shared by the commands that read one.
#[derive(Args)]
struct SiteArgs {
    #[command(flatten)]
    config: ConfigArg,
    /// Publish drafts too
    #[arg(long, help_heading = WHAT)]
    drafts: bool,
    /// Publish articles of a future date or under embargo too
    #[arg(long, help_heading = WHAT)]
    future: bool,
    /// Build as of then instead of now (RFC 3339, or a day)
    ///
    /// Decides which articles are in the future, under embargo or expired, and which are news, and nothing else.
    /// Without it, `SOURCE_DATE_EPOCH` does, in seconds since 1970.
    #[arg(long, value_name = "TIME", env = "NEWSGEN_CLOCK", hide_env_values = true, help_heading = WHAT)]
    clock: Option<String>,
    #[command(flatten)]
    jobs: JobsArg,
}

/// How much a command says.
#[derive(Args, Clone, Copy)]
struct Talk {
    /// Say only what is wrong
    #[arg(long, short, conflicts_with = "verbose", help_heading = OUTPUT)]
    quiet: bool,
    /// Say more
    #[arg(long, short, help_heading = OUTPUT)]
    verbose: bool,
}

/// How a result is written to stdout.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Text,
    /// For programs
    Json,
}

/// `--format`, for commands with a result that a script may want.
#[derive(Args, Clone, Copy)]
struct FormatArg {
    /// How the result is written
    #[arg(long, value_enum, default_value_t = Format::Text, help_heading = OUTPUT)]
    format: Format,
}

impl FormatArg {
    fn is_json(self) -> bool {
        self.format == Format::Json
    }
}

impl SiteArgs {
    fn config(&self, overrides: &Overrides) -> Result<Config> {
        self.config.read(overrides)
    }

    fn gates(&self) -> Result<Gates> {
        Ok(Gates { as_of: as_of(self.clock.as_deref())?, drafts: self.drafts, future: self.future })
    }

    fn jobs(&self) -> usize {
        self.jobs.number()
    }
}

/// Reads the settings that `--config` names: a file, or the folder that has it.
fn read_config(path: &Path, overrides: &Overrides) -> Result<Config> {
    let file = if path.is_dir() { path.join("site.toml") } else { path.to_owned() };
    Config::load(&file, overrides).map_err(|error| match error {
        Error::NoSite { config, .. } => {
            let meant = meant(&config);
            Error::NoSite { config, meant }
        }
        other => other,
    })
}

/// The `site.toml` that was probably meant by one that is not there: a misspelt one, one in a folder above, as one
/// is below `content/`, or the only one in a folder here.
fn meant(config: &Path) -> Option<PathBuf> {
    let folder = config.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = || std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let name = config.file_name()?.to_str()?;
    let files: Vec<String> = entries().filter_map(|p| Some(p.file_name()?.to_str()?.to_owned())).collect();
    let is_site = |path: &PathBuf| path.is_file();
    let near = crate::diag::nearest(name, files.iter().map(String::as_str)).map(|near| config.with_file_name(near));
    if let Some(near) = near.filter(is_site) {
        return Some(near);
    }
    if config == Path::new("site.toml") {
        let depth = std::env::current_dir().ok()?.ancestors().count();
        let above = (1..depth).map(|n| PathBuf::from("../".repeat(n)).join("site.toml")).find(is_site);
        if above.is_some() {
            return above;
        }
    }
    let mut below = entries().map(|path| path.join("site.toml")).filter(is_site);
    let only = below.next().filter(|_| below.next().is_none())?;
    Some(only.strip_prefix(".").map(Path::to_owned).unwrap_or(only))
}

fn default_jobs() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// The moment that `--clock` names, or that `SOURCE_DATE_EPOCH` does, or now.
fn as_of(clock: Option<&str>) -> Result<DateTime<Utc>> {
    let wrong = |what: &str, text: &str, hint: &str| Error::Usage {
        message: format!("`{what}` is not a time: `{text}`"),
        hint: hint.into(),
    };
    let Some(text) = clock.filter(|text| !text.is_empty()) else {
        let Some(epoch) = std::env::var("SOURCE_DATE_EPOCH").ok().filter(|text| !text.is_empty()) else {
            return Ok(Utc::now());
        };
        let moment = epoch.parse().ok().and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        return moment.ok_or_else(|| wrong("SOURCE_DATE_EPOCH", &epoch, "give seconds since 1970, as `date +%s` does"));
    };
    let moment = PublishDate::parse(text, Zone::UTC).and_then(|date| DateTime::from_timestamp(date.timestamp(), 0));
    moment.ok_or_else(|| wrong("--clock", text, "write `--clock 2025-01-31` or `--clock 2025-01-31T09:30:00Z`"))
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
    messages::set_colour(cli.color);
    if ends_tidily(&cli.command) {
        interrupt::end_tidily();
    }
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
        Command::Explain(args) => explain::run(&args),
        Command::Completions(args) => completions::completions(&args, Cli::command()),
        Command::Man(args) => completions::man(&args, Cli::command()),
    };
    outcome.unwrap_or_else(|error| {
        messages::print_error(&error);
        ExitCode::from(if matches!(error, Error::Interrupted) { interrupt::exit_code() } else { 2 })
    })
}

/// Whether a command is ended by [`interrupt::end_tidily`]; the others listen for Ctrl-C themselves.
fn ends_tidily(command: &Command) -> bool {
    match command {
        #[cfg(feature = "serve")]
        Command::Serve(_) => false,
        #[cfg(feature = "deploy")]
        Command::Deploy(_) => false,
        _ => true,
    }
}
