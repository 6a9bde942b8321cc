//! `newsgen convert`: its arguments, and what it does with them.
//!
//! Messages go to stderr; what is asked for (`--explain`, `--suggest-recipe`) to stdout. Exit code 0:
//! all converted, perhaps with warnings; 1: some inputs could not be, or there are warnings and
//! `--strict`; 2: the command could not run.

mod args;
mod explain;
mod show;

use std::fs;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use super::messages;
use super::progress::Progress;
use crate::config::{Config, Overrides};
use crate::convert::chain::Chain;
use crate::convert::notes::{self, Notes};
use crate::convert::report::{Summary, Writer};
use crate::convert::source::{Arguments, Found, Source, StdinFormat};
use crate::convert::survey::Survey;
use crate::convert::{self, Doubtful, Given, Names, Options, Outcome, Said};
use crate::convert::{subjects, suggest, tables};
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::tags::{Catalog, Vocabulary};
pub use args::{ConvertArgs, DoubtfulArg, NamesArg, StdinArg};
use show::Show;

/// Runs the command.
pub fn run(args: &ConvertArgs) -> ExitCode {
    match convert(args) {
        Ok(summary) => {
            let strict = args.strict && summary.total.warnings > 0;
            ExitCode::from(u8::from(strict || summary.total.errors > 0))
        }
        Err(error) => {
            messages::print_error(&error);
            ExitCode::from(2)
        }
    }
}

fn convert(args: &ConvertArgs) -> Result<Summary> {
    let options = options(args)?;
    let stdin = match args.stdin_format {
        StdinArg::Auto => StdinFormat::Auto,
        StdinArg::Document => StdinFormat::Document,
        StdinArg::Jsonl => StdinFormat::Lines,
    };
    if let Some(wanted) = &args.explain {
        return explained(args, wanted, &options, stdin);
    }
    let (source, problems) = Arguments::new(&args.raw, stdin);
    if args.suggest_recipe {
        return Ok(suggested(args, &source, &options, problems));
    }
    let options = Options { details: options.details || source.is_single(), ..options };
    if !args.dry_run {
        crate::fs::create_dir_all(&args.out)?;
    }
    if source.has_stdin() && std::io::stdin().is_terminal() && !args.quiet {
        messages::say("reading text from the keyboard; end it with Ctrl-D");
    }
    let mut show = Show::new(args, source.is_single());
    let progress = Progress::new(args.quiet || args.verbose);
    let (options, count) = surveyed(args, &source, options, &progress)?;
    let mut report = None;
    if let Some(path) = &args.report {
        report = Some(Report::begin(path)?);
    }
    let mut failed = None;
    let mut done = 0;
    let mut tell = |outcome: Outcome| {
        if let Some(report) = &mut report
            && let Err(error) = report.add(&outcome)
        {
            failed.get_or_insert(error);
        }
        done += usize::from(matches!(outcome, Outcome::Entry(_)));
        progress.show("converting", done, count);
        show.add(outcome);
    };
    for problem in &problems {
        tell(Outcome::Problem(problem.clone()));
    }
    let summary = convert::run(&source, &options, &mut tell);
    progress.finish();
    let mut summary = summary?;
    problems.iter().for_each(|p| summary.total.problem(p));
    if let Some(error) = failed {
        return Err(error);
    }
    if let Some(report) = report {
        report.finish(&summary)?;
    }
    show.finish(&summary);
    Ok(summary)
}

/// Goes through a batch before it is converted: what is in it, what is known of it, what recurs in it.
/// Also says how many inputs there are, or 0.
fn surveyed(args: &ConvertArgs, source: &Arguments, options: Options, progress: &Progress) -> Result<(Options, usize)> {
    let kept = Notes::folder(&args.out);
    // What comes through a pipe has no name to be known by.
    let is_noted = source.repeats() && !options.dry_run;
    let open = || Notes::open(&kept).map(Arc::new);
    if source.is_single() || !source.repeats() {
        let vocabulary = if options.tags.is_some() { subjects::stored(&kept, &args.out)? } else { None };
        // A few inputs can do without notes, where none can be written.
        let notes = is_noted.then(|| open().ok()).flatten();
        return Ok((Options { notes, reread: true, vocabulary: settled(vocabulary, catalog(args)?), ..options }, 0));
    }
    let survey = Survey::of(source, &mut |found| progress.show("listing", found, 0));
    let is_batch = survey.count >= notes::FEWEST;
    let notes = match is_batch {
        true => is_noted.then(open).transpose()?,
        false => is_noted.then(|| open().ok()).flatten(),
    };
    let folder = (is_batch && !options.dry_run).then_some(kept.clone());
    let mut recurring = None;
    if !args.no_learning && survey.count > 1 {
        let mut tell = |read| progress.show("learning", read, survey.count);
        recurring = Some(tables::learn(source, &options, &survey, folder.as_deref(), &mut tell)?);
    }
    let reread = options.reread || !is_batch;
    let mut options = Options { notes, recurring, reread, ..options };
    if options.tags.is_some() {
        let mut tell = |read| progress.show("looking for subjects", read, survey.count);
        let vocabulary = subjects::learn(source, &options, &survey, &kept, folder.is_some(), &mut tell)?;
        options.vocabulary = settled(vocabulary, catalog(args)?);
    }
    Ok((options, survey.count))
}

fn options(args: &ConvertArgs) -> Result<Options> {
    fn said<T>(value: T) -> Said<T> {
        Said { value, from: "command line".to_owned() }
    }
    let date = args.date.as_deref().map(convert::options::parse_date).transpose()?;
    let site = site(args)?;
    Ok(Options {
        out: args.out.clone(),
        given: Given {
            date: date.map(said),
            authors: (!args.authors.is_empty()).then(|| said(args.authors.clone())),
            section: args.section.clone().map(said),
            more_tags: args.tags.clone(),
            url: args.source_url.clone().map(said),
            ..Given::default()
        },
        force: args.force,
        dry_run: args.dry_run,
        names: match args.names {
            NamesArg::Slug => Names::Slug,
            NamesArg::Source => Names::Source,
        },
        doubtful: match args.doubtful {
            DoubtfulArg::Publish => Doubtful::Publish,
            DoubtfulArg::Drafts => Doubtful::Drafts,
        },
        details: args.report.is_some() || args.verbose,
        lines: false,
        site: site.as_ref().map(|config| config.base_url.clone()),
        recipes: site.map(|config| config.recipes).unwrap_or_default(),
        recurring: None,
        tags: args.suggest_tags.0,
        vocabulary: None,
        notes: None,
        reread: args.report.is_some() || args.verbose || args.strict || args.force,
        jobs: args.jobs.jobs.map_or(0, usize::from),
        weights: match &args.weights {
            Some(path) => Some(Chain::parse(&fs::read_to_string(path).map_err(Error::io("read", path))?)),
            None => None,
        },
    })
}

/// `--suggest-recipe`: what the inputs show of their sources.
fn suggested(args: &ConvertArgs, source: &Arguments, options: &Options, problems: Vec<Diagnostic>) -> Summary {
    let progress = Progress::new(args.quiet);
    let text = suggest::recipes(source, options, &mut |read| progress.show("learning", read, 0));
    progress.finish();
    let mut summary = Summary::default();
    let mut show = Show::new(args, false);
    for problem in problems {
        summary.total.problem(&problem);
        show.add(Outcome::Problem(problem));
    }
    show.problems();
    if text.is_empty() && !args.quiet {
        messages::say("nothing is the same in most files of a source: no recipe would help");
    }
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    summary
}

/// A vocabulary with what people have settled on.
fn settled(vocabulary: Option<Vocabulary>, catalog: Catalog) -> Option<Vocabulary> {
    if catalog.tags.is_empty() {
        return vocabulary;
    }
    let mut vocabulary = vocabulary.unwrap_or_default();
    vocabulary.add_catalog(&catalog);
    Some(vocabulary)
}

/// The `tags.toml` beside the site's `site.toml`; none where there is no site.
fn catalog(args: &ConvertArgs) -> Result<Catalog> {
    let config = args.config.clone().unwrap_or_else(|| "site.toml".into());
    let folder = if config.is_dir() { config } else { config.parent().map(Path::to_owned).unwrap_or_default() };
    crate::load::catalog(&folder)
}

/// The site's settings: of `--config`, or of a `site.toml` that is here.
fn site(args: &ConvertArgs) -> Result<Option<Config>> {
    let here = Path::new("site.toml");
    match &args.config {
        Some(path) => super::read_config(path, &Overrides::default()).map(Some),
        None if here.is_file() => super::read_config(here, &Overrides::default()).map(Some),
        None => Ok(None),
    }
}

/// `--explain INPUT`: one input alone, seen as part of the others where they are named too.
fn explained(args: &ConvertArgs, wanted: &str, options: &Options, stdin: StdinFormat) -> Result<Summary> {
    let raw = if args.raw.is_empty() { vec![container(wanted).to_owned()] } else { args.raw.clone() };
    let (source, problems) = Arguments::new(&raw, stdin);
    let options = Options { details: true, lines: true, dry_run: true, ..options.clone() };
    let progress = Progress::new(args.quiet);
    let (options, _) = surveyed(args, &source, options, &progress)?;
    progress.finish();
    let only = Only { source: &source, name: wanted };
    let mut seen = 0;
    let mut show = Show::new(args, false);
    problems.iter().for_each(|p| show.add(Outcome::Problem(p.clone())));
    let mut summary = convert::run(&only, &options, &mut |outcome| {
        if let Outcome::Entry(entry) = &outcome {
            seen += 1;
            explain::print(entry);
        }
        show.add(outcome);
    })?;
    show.problems();
    problems.iter().for_each(|p| summary.total.problem(p));
    if seen == 0 && problems.is_empty() {
        return Err(Error::Usage {
            message: format!("`{wanted}` is none of the inputs"),
            hint: "name it as messages do: `raw/a.txt`, `export.zip/a.txt`, `dump.jsonl:17`".into(),
        });
    }
    Ok(summary)
}

/// The file that an input is in: `dump.jsonl` of `dump.jsonl:17`, `a.zip` of `a.zip/b/c.txt`.
fn container(input: &str) -> &str {
    let mut part = input.rsplit_once(':').filter(|(file, _)| Path::new(file).exists()).map_or(input, |(file, _)| file);
    while !Path::new(part).exists() {
        match part.rsplit_once('/') {
            Some((folder, _)) if !folder.is_empty() => part = folder,
            _ => return input,
        }
    }
    if Path::new(part).is_dir() { input } else { part }
}

/// One input of a source.
struct Only<'a> {
    source: &'a Arguments,
    name: &'a str,
}

impl Source for Only<'_> {
    fn each(&self, take: &mut dyn FnMut(Found) -> bool) {
        self.source.each(&mut |found| match &found {
            // Behind it, nothing is of interest.
            Ok(item) if item.name == self.name => {
                take(found);
                false
            }
            Ok(_) => true,
            Err(_) => take(found),
        });
    }

    fn repeats(&self) -> bool {
        self.source.repeats()
    }
}

/// A report that is written beside its place, and put there when it is whole; or to standard output.
struct Report {
    path: PathBuf,
    temporary: Option<crate::fs::Unfinished>,
    writer: Writer<Box<dyn Write + Send>>,
}

impl Report {
    fn begin(path: &Path) -> Result<Report> {
        let (temporary, out): (_, Box<dyn Write + Send>) = if path == Path::new("-") {
            (None, Box::new(BufWriter::new(std::io::stdout())))
        } else {
            let mut temporary = path.as_os_str().to_owned();
            temporary.push(format!(".{}.tmp", std::process::id()));
            let temporary = crate::fs::Unfinished::new(PathBuf::from(temporary));
            let file = fs::File::create(temporary.path()).map_err(Error::io("write", path))?;
            (Some(temporary), Box::new(BufWriter::new(file)))
        };
        let writer = Writer::new(out).map_err(Error::io("write", path))?;
        Ok(Report { path: path.to_owned(), temporary, writer })
    }

    fn add(&mut self, outcome: &Outcome) -> Result<()> {
        match outcome {
            Outcome::Entry(entry) => self.writer.entry(entry).map_err(Error::io("write", &self.path)),
            Outcome::Problem(problem) => {
                self.writer.problem(problem);
                Ok(())
            }
        }
    }

    fn finish(self, summary: &Summary) -> Result<()> {
        let written = self.writer.finish(summary).and_then(|_| match &self.temporary {
            Some(temporary) => fs::rename(temporary.path(), &self.path),
            None => Ok(()),
        });
        written.map_err(Error::io("write", &self.path))
    }
}
