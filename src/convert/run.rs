//! Many inputs at once: threads read and convert, each one document at a time; names are given out
//! in the inputs' order, so that the result depends neither on threads nor on folders' order.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex};
use std::thread;

use super::chain::Chain;
use super::date::Stamp;
use super::place::{self, Decision, Taken};
use super::prepare::prepare;
use super::report::{self, Entry, Report, Status};
use super::source::Source;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The content folder.
    pub out: PathBuf,
    /// Given fields win over the text's and are never guesses.
    pub date: Option<Stamp>,
    /// Authors for all inputs.
    pub authors: Vec<String>,
    /// Section for all inputs.
    pub section: Option<String>,
    /// Tags, added before the text's.
    pub tags: Vec<String>,
    /// Where the text was copied from.
    pub source_url: Option<String>,
    /// Overwrite files that a person edited.
    pub force: bool,
    /// Decide everything, write nothing.
    pub dry_run: bool,
    /// How files are named.
    pub names: Names,
    /// Keep each input's fields and dropped lines for the report; without them a run of a million
    /// inputs needs little memory.
    pub details: bool,
    /// Threads; 0 means one for each core.
    pub jobs: usize,
    /// Other weights than the built-in ones, to measure them.
    pub weights: Option<Chain>,
}

/// How content files are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `YYYY/MM/slug.md`, or `undated/slug.md`.
    Slug,
    /// As the input, with `.md`.
    Source,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            out: PathBuf::from("content"),
            date: None,
            authors: Vec::new(),
            section: None,
            tags: Vec::new(),
            source_url: None,
            force: false,
            dry_run: false,
            names: Names::Slug,
            details: true,
            jobs: 0,
            weights: None,
        }
    }
}

/// A date for [`Options::date`]: RFC 3339 or a plain day.
pub fn parse_date(text: &str) -> std::result::Result<Stamp, Problem> {
    Stamp::parse(text).ok_or_else(|| Problem::BadDateFlag { value: text.to_owned() })
}

/// Converts all documents of a source. What is wrong with one stops no other; an error means that
/// the output folder cannot be used.
pub fn run(source: &dyn Source, options: &Options) -> Result<Report> {
    let count = source.names().len();
    let jobs = if options.jobs > 0 { options.jobs } else { thread::available_parallelism().map_or(1, usize::from) };
    let next = AtomicUsize::new(0);
    let turn = Turn::default();
    let work = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            if index >= count {
                return done;
            }
            done.push((index, one(source, index, options, &turn)));
        }
    };
    let mut all: Vec<(usize, Result<Entry>)> = thread::scope(|scope| {
        let threads: Vec<_> = (0..jobs.clamp(1, count.max(1))).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|t| t.join().expect("faults of the converter are caught")).collect()
    });
    all.sort_by_key(|(index, _)| *index);
    let entries = all.into_iter().map(|(_, entry)| entry).collect::<Result<Vec<Entry>>>()?;
    Ok(Report { entries, problems: Vec::new() })
}

/// What is shared between inputs, handed on in their order.
#[derive(Default)]
struct Turn {
    state: Mutex<Shared>,
    passed: Condvar,
}

#[derive(Default)]
struct Shared {
    index: usize,
    taken: Taken,
    /// SHA-256 of an input ▶ the first input that had it.
    seen: HashMap<String, String>,
}

impl Turn {
    /// Waits until all inputs before `index` have had their turn, and takes it.
    fn take<T>(&self, index: usize, act: impl FnOnce(&mut Shared) -> T) -> T {
        let lock = self.state.lock().expect("no thread panics in its turn");
        let mut shared = self.passed.wait_while(lock, |s| s.index != index).expect("no thread panics in its turn");
        let result = act(&mut shared);
        shared.index += 1;
        self.passed.notify_all();
        result
    }
}

fn one(source: &dyn Source, index: usize, options: &Options, turn: &Turn) -> Result<Entry> {
    let name = source.names()[index].clone();
    let entry = |status, problems| Entry {
        input: name.clone(),
        output: None,
        status,
        fields: Vec::new(),
        dropped: Vec::new(),
        problems,
    };
    let whole = |problem| vec![Diagnostic::new(problem, Place::file(&name))];
    let ready = source.read(index).map_err(|problem| (whole(problem), Vec::new())).and_then(|doc| {
        // A fault in our rules costs one article, not the run.
        catch_unwind(AssertUnwindSafe(|| prepare(&doc, options)))
            .unwrap_or_else(|_| Err((whole(Problem::ConverterFault), Vec::new())))
    });
    let mut ready = match ready {
        Ok(ready) => ready,
        Err((problems, dropped)) => {
            turn.take(index, |_| ());
            let dropped = if options.details { dropped } else { Vec::new() };
            return Ok(Entry { dropped, ..entry(Status::Failed, problems) });
        }
    };
    let hash = ready.source.sha256.clone().unwrap_or_default();
    let decision = turn.take(index, |shared| {
        if let Some(other) = shared.seen.get(&hash) {
            return Ok(Err(other.clone()));
        }
        shared.seen.insert(hash, name.clone());
        place::decide(&ready.stem, &ready.text, &ready.source, &mut shared.taken, options.force).map(Ok)
    })?;
    let (output, status) = match decision {
        Err(other) => return Ok(entry(Status::Skipped, whole(Problem::SameInput { other }))),
        Ok(Decision::Keep { path }) => (path, Status::Unchanged),
        Ok(Decision::Leave { path }) => {
            let problem = Problem::EditedByPerson { output: shown(&path) };
            ready.problems.push(Diagnostic::new(problem, Place::file(&name)));
            (path, Status::Skipped)
        }
        Ok(Decision::Write { path, replaces }) => {
            let wished = ready.stem.file_name().map(|n| format!("{}.md", n.to_string_lossy()));
            if !replaces && path.file_name().map(|n| n.to_string_lossy().into_owned()) != wished {
                let output = shown(&path.with_file_name(wished.unwrap_or_default()));
                let problem = Problem::NameTaken { output, instead: shown(&path) };
                ready.problems.push(Diagnostic::new(problem, Place::file(&name)));
            }
            if !options.dry_run {
                place::write(&path, &ready.text)?;
            }
            (path, Status::Converted)
        }
    };
    Ok(Entry {
        output: Some(output),
        fields: if options.details { report::fields(&ready.draft) } else { Vec::new() },
        dropped: if options.details { ready.draft.dropped } else { Vec::new() },
        ..entry(status, ready.problems)
    })
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl From<Problem> for Error {
    fn from(problem: Problem) -> Error {
        Error::Usage { message: problem.to_string(), hint: problem.hint().unwrap_or_default() }
    }
}
