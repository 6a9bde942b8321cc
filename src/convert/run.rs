//! Many inputs at once: threads read and convert, each one document at a time; names are given out
//! in the inputs' order, so that the result depends neither on threads nor on folders' order.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use super::duplicates::Index;
use super::emit;
use super::names::Names;
use super::options::Options;
use super::place::{self, Decision, Taken, Wish};
use super::prepare::{Ready, Refused, prepare};
use super::report::{self, Duplicate, Entry, Status, Summary};
use super::source::{Found, Item, Source};
use super::stream::{self, Turn};
use crate::diag::{Diagnostic, Problem};
use crate::error::Result;
use crate::model::Provenance;

/// What a run tells while it goes on, in the order of the inputs.
#[derive(Debug)]
pub enum Outcome {
    /// What became of an input.
    Entry(Box<Entry>),
    /// Something was wrong that is no input's.
    Problem(Diagnostic),
}

/// Converts all documents of a source, and hands what became of each to `tell`. What is wrong with
/// one stops no other; an error means that the output folder cannot be used.
pub fn run(source: &dyn Source, options: &Options, tell: &mut (dyn FnMut(Outcome) + Send)) -> Result<Summary> {
    let shared = Turn::new(Shared::default());
    let mut summary = Summary::default();
    let mut failed = None;
    let work = |index, found: Found| match found {
        Ok(item) => one(item, index, options, &shared).map(Box::new).map(Outcome::Entry),
        Err(diagnostic) => {
            shared.take(index, |_| ());
            Ok(Outcome::Problem(diagnostic))
        }
    };
    stream::in_order(source, stream::threads(options.jobs), work, |outcome| match outcome {
        Ok(outcome) => {
            match &outcome {
                Outcome::Entry(entry) => summary.add(entry),
                Outcome::Problem(problem) => summary.total.problem(problem),
            }
            tell(outcome);
            true
        }
        Err(error) => {
            failed.get_or_insert(error);
            false
        }
    });
    failed.map_or(Ok(summary), Err)
}

/// What is known of all inputs so far, handed on in their order. A hundred and some bytes each.
#[derive(Default)]
struct Shared {
    taken: Taken,
    /// The first half of an input's SHA-256 ▶ the number of the first article that had it.
    seen: HashMap<u128, u32>,
    /// The articles' bodies, by number.
    bodies: Index,
    /// The articles' inputs, by number.
    inputs: Names,
    /// The articles' files below the output folder, by number.
    outputs: Names,
}

impl Shared {
    fn earlier(&self, number: usize, likeness: f32) -> Duplicate {
        Duplicate { input: self.inputs.get(number), output: self.outputs.get(number), likeness }
    }
}

fn one(item: Item, index: usize, options: &Options, shared: &Turn<Shared>) -> Result<Entry> {
    let mut entry = Entry {
        input: item.name.clone(),
        source: item.folder.clone(),
        output: None,
        status: Status::Failed,
        fields: Vec::new(),
        body: None,
        dropped: Vec::new(),
        unused: Vec::new(),
        doubtful: false,
        undated: false,
        duplicate: None,
        lines: Vec::new(),
        problems: Vec::new(),
    };
    let place = item.place();
    let ready =
        item.read().map_err(|problem| Refused { problems: vec![problem], ..Refused::default() }).and_then(|doc| {
            // A fault in our rules costs one article, not the run.
            catch_unwind(AssertUnwindSafe(|| prepare(&doc, options))).unwrap_or_else(|_| {
                let problem = Diagnostic::new(Problem::ConverterFault, doc.place());
                Err(Refused { problems: vec![problem], ..Refused::default() })
            })
        });
    let mut ready = match ready {
        Ok(ready) => ready,
        Err(refused) => {
            shared.take(index, |_| ());
            entry.problems = refused.problems;
            entry.source = refused.group.unwrap_or(entry.source);
            if options.details {
                entry.dropped = refused.dropped;
                entry.lines = refused.lines;
            }
            return Ok(entry);
        }
    };
    entry.source = std::mem::take(&mut ready.group);
    let decision = shared.take(index, |shared| decide(&mut ready, &entry.input, options, shared))?;
    let problem = |problem| Diagnostic::new(problem, place.clone());
    let output = match decision {
        Err(other) => {
            entry.status = Status::Skipped;
            entry.problems = vec![problem(Problem::SameInput { other: other.input.clone() })];
            entry.duplicate = Some(other);
            return Ok(entry);
        }
        Ok(Decision::Keep { path }) => {
            entry.status = Status::Unchanged;
            path
        }
        Ok(Decision::Leave { path }) => {
            ready.problems.push(problem(Problem::EditedByPerson { output: shown(&path) }));
            entry.status = Status::Skipped;
            path
        }
        Ok(Decision::Write { path, replaces, moves, repeats }) => {
            if repeats.is_some() {
                ready.text = ready.linked(repeats);
            }
            let wished = ready.stem.file_name().map(|n| format!("{}.md", n.to_string_lossy()));
            if !replaces && path.file_name().map(|n| n.to_string_lossy().into_owned()) != wished {
                let output = shown(&path.with_file_name(wished.unwrap_or_default()));
                ready.problems.push(problem(Problem::NameTaken { output, instead: shown(&path) }));
            }
            if !options.dry_run {
                place::write(&path, &ready.text)?;
                moves.map_or(Ok(()), |earlier| place::remove(&earlier))?;
            }
            entry.status = Status::Converted;
            path
        }
    };
    entry.output = Some(output);
    entry.doubtful = ready.doubtful;
    entry.undated = ready.draft.date.is_none();
    entry.duplicate = ready.duplicate;
    entry.body = Some(ready.draft.body_confidence);
    if options.details {
        entry.fields = report::fields(&ready.draft);
        entry.dropped = ready.draft.dropped;
        entry.lines = ready.lines;
    }
    entry.unused = ready.unused;
    entry.problems = ready.problems;
    Ok(entry)
}

/// Takes an article's turn: whether its bytes were there before, what it repeats, which file it
/// becomes. The inner error is the article with the very same bytes.
fn decide(
    ready: &mut Ready,
    input: &str,
    options: &Options,
    shared: &mut Shared,
) -> Result<std::result::Result<Decision, Duplicate>> {
    let hash = ready.source.sha256.as_deref().and_then(|h| u128::from_str_radix(h.get(..32)?, 16).ok()).unwrap_or(0);
    if let Some(number) = shared.seen.get(&hash) {
        return Ok(Err(shared.earlier(*number as usize, 1.0)));
    }
    if let Some(near) = ready.signature.as_ref().and_then(|s| shared.bodies.find(s)) {
        let other = shared.earlier(near.number, near.likeness);
        let percent = (near.likeness * 100.0).round() as u32;
        ready
            .problems
            .push(Diagnostic::new(Problem::NearDuplicate { of: other.input.clone(), percent }, ready.place.clone()));
        ready.text = ready.linked(Some(other.output.clone()));
        ready.source.duplicate_of = Some(other.output.clone());
        ready.duplicate = Some(other);
    }
    let wish = Wish {
        stem: &ready.stem,
        elsewhere: ready.elsewhere.as_deref(),
        out: &options.out,
        text: &ready.text,
        linked: &|other| ready.linked(Some(other)),
        source: &ready.source,
    };
    let decision = place::decide(&wish, &mut shared.taken, options.force)?;
    shared.seen.insert(hash, shared.inputs.len() as u32);
    shared.bodies.push(ready.signature.as_ref());
    shared.inputs.push(input);
    shared.outputs.push(&report::slashed(decision.path().strip_prefix(&options.out).unwrap_or(decision.path())));
    Ok(Ok(decision))
}

impl Ready {
    /// The file's text with a link to the article that it repeats.
    fn linked(&self, duplicate_of: Option<String>) -> String {
        let title = self.draft.title.as_ref().map_or("", |t| t.value.as_str());
        emit::emit(&self.draft, title, &Provenance { duplicate_of, ..self.source.clone() })
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
