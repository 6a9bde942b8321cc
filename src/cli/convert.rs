//! `newsgen convert`: its arguments, what it prints and its exit code.
//!
//! Messages go to stderr. Exit code 0: all converted, perhaps with warnings; 1: some inputs could
//! not be, or there are warnings and `--strict`; 2: the command could not run.

use std::fs;
use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};

use crate::convert::chain::Chain;
use crate::convert::report::Entry;
use crate::convert::source::Arguments;
use crate::convert::{self, Names, Options, Report, Source, Status};
use crate::diag::Severity;
use crate::error::{Error, Result};

/// The arguments of `newsgen convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// Text files, folders (all .txt files below), patterns in quotes, or - for standard input
    #[arg(required = true, value_name = "RAW")]
    pub raw: Vec<String>,
    /// The folder to write to
    #[arg(long, default_value = "content", value_name = "DIR")]
    pub out: PathBuf,
    /// Publication date of all inputs: 2025-01-31 or 2025-01-31T09:30:00+01:00
    #[arg(long, value_name = "DATE")]
    pub date: Option<String>,
    /// Author of all inputs; may be given several times
    #[arg(long = "author", value_name = "NAME")]
    pub authors: Vec<String>,
    /// Section of all inputs
    #[arg(long, value_name = "NAME")]
    pub section: Option<String>,
    /// A tag for all inputs, besides the text's own; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    pub tags: Vec<String>,
    /// The address that the text was copied from
    #[arg(long, value_name = "URL")]
    pub source_url: Option<String>,
    /// Overwrite files that a person wrote or edited
    #[arg(long)]
    pub force: bool,
    /// Say what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Name files by headline (YYYY/MM/slug.md) or as the source is named
    #[arg(long, value_enum, default_value_t = NamesArg::Slug, value_name = "HOW")]
    pub names: NamesArg,
    /// Write a report in JSON
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
    /// A table of weights instead of the built-in one, to measure it
    #[arg(long, value_name = "FILE", hide = true)]
    pub weights: Option<PathBuf>,
    /// Number of threads [default: one for each core]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub jobs: usize,
    /// Say only what is wrong
    #[arg(short, long, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say for every input what was read and what was dropped
    #[arg(short, long)]
    pub verbose: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub strict: bool,
}

/// How content files are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum NamesArg {
    /// YYYY/MM/slug.md
    Slug,
    /// As the source
    Source,
}

/// Runs the command.
pub fn run(args: &ConvertArgs) -> ExitCode {
    match convert(args) {
        Ok(report) => {
            print(args, &report);
            let strict = args.strict && report.count_problems(Severity::Warning) > 0;
            let failed = report.count_problems(Severity::Error) > 0;
            ExitCode::from(u8::from(strict || failed))
        }
        Err(error) => {
            eprintln!("error: {error}");
            if !error.hint().is_empty() {
                eprintln!("  = hint: {}", error.hint());
            }
            ExitCode::from(2)
        }
    }
}

fn convert(args: &ConvertArgs) -> Result<Report> {
    let date = args.date.as_deref().map(convert::run::parse_date).transpose()?;
    let (source, problems) = Arguments::list(&args.raw);
    let options = Options {
        out: args.out.clone(),
        date,
        authors: args.authors.clone(),
        section: args.section.clone(),
        tags: args.tags.clone(),
        source_url: args.source_url.clone(),
        force: args.force,
        dry_run: args.dry_run,
        names: match args.names {
            NamesArg::Slug => Names::Slug,
            NamesArg::Source => Names::Source,
        },
        details: args.report.is_some() || args.verbose || source.names().len() == 1,
        jobs: args.jobs,
        weights: match &args.weights {
            Some(path) => Some(Chain::parse(&fs::read_to_string(path).map_err(Error::io("read", path))?)),
            None => None,
        },
    };
    if !args.dry_run {
        fs::create_dir_all(&args.out).map_err(Error::io("create", &args.out))?;
    }
    if source.names().iter().any(|n| n == "-") && std::io::stdin().is_terminal() && !args.quiet {
        eprintln!("reading text from the keyboard; end it with Ctrl-D");
    }
    let report = Report { problems, ..convert::run(&source, &options)? };
    if let Some(path) = &args.report {
        fs::write(path, report.to_json()).map_err(Error::io("write", path))?;
    }
    Ok(report)
}

fn print(args: &ConvertArgs, report: &Report) {
    // After so many messages of one kind, the rest is only counted.
    const MOST: usize = 20;
    // One lock for all: messages of one run stay together. Nobody to read them is no error.
    let mut err = std::io::stderr().lock();
    let detailed = args.verbose || report.entries.len() == 1 && !args.quiet;
    if args.verbose || args.dry_run && !args.quiet || report.entries.len() == 1 && !args.quiet {
        for entry in &report.entries {
            let _ = print_entry(&mut err, entry, args.dry_run, detailed);
        }
    }
    let shown = |d: &&crate::diag::Diagnostic| !args.quiet || args.strict || d.problem.severity() == Severity::Error;
    let mut problems: Vec<_> = report.problems().filter(shown).collect();
    problems.sort_by_key(|d| d.problem.severity());
    let most = if args.verbose { usize::MAX } else { MOST };
    for diagnostic in problems.iter().take(most) {
        let _ = writeln!(err, "{diagnostic}");
    }
    if problems.len() > most {
        let _ = writeln!(err, "… and {} more; see all with `-v` or `--report FILE`", problems.len() - most);
    }
    if !args.quiet {
        let _ = writeln!(err, "{}", summary(args, report));
    }
}

fn print_entry(err: &mut impl Write, entry: &Entry, dry_run: bool, detailed: bool) -> std::io::Result<()> {
    let output = entry.output.as_ref().map(|o| o.display().to_string()).unwrap_or_default();
    match entry.status {
        Status::Converted if dry_run => writeln!(err, "would write {output} from {}", entry.input)?,
        Status::Converted => writeln!(err, "wrote {output} from {}", entry.input)?,
        Status::Unchanged => writeln!(err, "unchanged {output} from {}", entry.input)?,
        Status::Skipped => writeln!(err, "skipped {}", entry.input)?,
        Status::Failed => writeln!(err, "not converted: {}", entry.input)?,
    }
    if !detailed {
        return Ok(());
    }
    for field in &entry.fields {
        let from = match (field.line, field.guessed) {
            (0, _) => "as given".to_owned(),
            (line, false) => format!("line {line}"),
            (line, true) => format!("line {line}, a guess"),
        };
        writeln!(err, "  {}: {} ({from})", field.key, clip(&plain(&field.value)))?;
    }
    for dropped in &entry.dropped {
        writeln!(err, "  dropped line {}: {} ({})", dropped.line, clip(&dropped.text), dropped.reason)?;
    }
    Ok(())
}

fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn clip(text: &str) -> String {
    const MOST: usize = 70;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

fn summary(args: &ConvertArgs, report: &Report) -> String {
    let would = if args.dry_run { "would be " } else { "" };
    let mut text = format!("{} {would}converted", report.count(Status::Converted));
    for (status, word) in [(Status::Unchanged, "unchanged"), (Status::Skipped, "skipped"), (Status::Failed, "failed")] {
        text.push_str(&format!(", {} {word}", report.count(status)));
    }
    match report.count_problems(Severity::Warning) {
        0 => {}
        1 => text.push_str("; 1 warning"),
        n => text.push_str(&format!("; {n} warnings")),
    }
    text
}
