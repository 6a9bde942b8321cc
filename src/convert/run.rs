//! Many inputs at once: threads read and convert, each one document at a time; names are given out
//! in the inputs' order, so that the result depends neither on threads nor on folders' order.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::duplicates::{Index, Signature};
use super::emit;
use super::former::{End, Former};
use super::names::Names;
use super::notes::{Record, stamp_of_file};
use super::options::Options;
use super::place::{self, Decision, Taken, Wish};
use super::prepare::{Ready, Refused, prepare};
use super::report::{self, Duplicate, Entry, Status, Summary};
use super::source::{Found, Item, Source};
use super::stream::{self, Turn};
use super::survey::State;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::Result;
use crate::model::{Fingerprint, Hasher, Provenance};

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
    let context = Context { options, print: options.print() };
    let untouched = AtomicUsize::new(0);
    let mut summary = Summary::default();
    let mut failed = None;
    let read = |found: Found| match found {
        Ok(item) => {
            let read = Read::of(item, &context);
            let len = read.len;
            (Ok(Box::new(read)), len)
        }
        Err(diagnostic) => (Err(diagnostic), 0),
    };
    let settle = |first, all: Vec<std::result::Result<Box<Read>, Diagnostic>>| {
        let settled: Vec<_> = shared.take(first, all.len(), |shared| {
            all.into_iter().map(|read| read.map(|read| read.settle(&context, shared))).collect()
        });
        let done = settled.into_iter().map(|settled| match settled {
            Ok(settled) => settled.and_then(|settled| settled.finish(&context)).map(|(entry, again)| {
                untouched.fetch_add(usize::from(again), Ordering::Relaxed);
                Outcome::Entry(Box::new(entry))
            }),
            Err(diagnostic) => Ok(Outcome::Problem(diagnostic)),
        });
        done.collect()
    };
    stream::settled_in_order(source, stream::threads(options.jobs), read, settle, |outcome| match outcome {
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
    summary.untouched = untouched.into_inner();
    if let Some(notes) = options.notes.as_ref().filter(|_| failed.is_none()) {
        end_formers(notes.formers(&options.out)?, &shared.end(), &mut summary, tell)?;
        notes.forget_formers()?;
    }
    match (&options.notes, failed) {
        (_, Some(error)) => Err(error),
        (Some(notes), None) => notes.finish().map(|()| summary),
        (None, None) => Ok(summary),
    }
}

/// Removes files of earlier runs whose inputs became others, where no input of this one has them.
fn end_formers(
    formers: Vec<Former>,
    shared: &Shared,
    summary: &mut Summary,
    tell: &mut (dyn FnMut(Outcome) + Send),
) -> Result<()> {
    for former in formers.into_iter().filter(|former| !shared.taken.has(&former.path)) {
        match former.end()? {
            End::Removed => summary.removed += 1,
            End::Kept(problem) => {
                summary.total.problem(&problem);
                tell(Outcome::Problem(problem));
            }
            End::Other => {}
        }
    }
    Ok(())
}

/// What a run knows beside its inputs.
struct Context<'a> {
    options: &'a Options,
    /// The hash of the options.
    print: Fingerprint,
}

impl Context<'_> {
    /// What decides about the inputs of a source.
    fn settings(&self, source: &str) -> Fingerprint {
        let recurs = self.options.recurring.as_ref().map_or(0, |r| r.print(source));
        Hasher::new("settings").fp(self.print).u64(recurs).finish()
    }

    /// What was noted of an input, if all is as it was then.
    fn known(&self, state: Option<State>) -> Option<Record> {
        let notes = self.options.notes.as_ref().filter(|_| !self.options.reread)?;
        let state = state?;
        let record = notes.find(state.name)?;
        let same = record.stamp == state.stamp
            && record.settings == self.settings(&record.source)
            && stamp_of_file(&self.options.out.join(&record.output)) == Some(record.written);
        same.then_some(record)
    }

    /// Notes an input whose file is written.
    fn note(&self, state: Option<State>, ready: &Ready, output: &Path, source: &str) -> Result<()> {
        let (Some(notes), Some(state)) = (&self.options.notes, state) else { return Ok(()) };
        if let Some(former) = notes.find(state.name).filter(|former| former.output != below(&self.options.out, output))
        {
            notes.add_former(&Former {
                input: ready.place.clone(),
                file: ready.source.file.clone().unwrap_or_default(),
                path: former.output.into(),
                output: below(&self.options.out, output).into(),
            })?;
        }
        let Some(written) = stamp_of_file(output) else { return Ok(()) };
        notes.add(&Record {
            name: state.name,
            stamp: state.stamp,
            settings: self.settings(source),
            sha256: hash_of(ready),
            signature: ready.signature,
            written,
            doubtful: ready.doubtful,
            undated: ready.draft.date.is_none(),
            duplicate_of: ready.source.duplicate_of.clone(),
            output: below(&self.options.out, output),
            source: source.to_owned(),
        })
    }
}

/// What is known of all inputs so far, handed on in their order. Two hundred bytes each.
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
    /// Takes an input as the last run left it, unless it would be something else now: its file is
    /// taken, or it repeats another article than it did.
    fn again(&mut self, known: &Record, input: &str, out: &Path) -> Option<Option<Duplicate>> {
        let path = out.join(&known.output);
        let near = known.signature.as_ref().and_then(|s| self.bodies.find(s));
        let other = near.map(|near| self.earlier(near.number, near.likeness));
        let same = other.as_ref().map(|o| &o.output) == known.duplicate_of.as_ref();
        if !same || self.taken.has(&path) || self.seen.contains_key(&known.sha256) {
            return None;
        }
        let alone = known.signature.as_ref().filter(|_| other.is_none());
        self.push(known.sha256, alone, input, &known.output);
        self.taken.take(&path);
        Some(other)
    }

    fn push(&mut self, hash: u128, signature: Option<&Signature>, input: &str, output: &str) {
        self.seen.insert(hash, self.inputs.len() as u32);
        self.bodies.push(signature);
        self.inputs.push(input);
        self.outputs.push(output);
    }

    fn earlier(&self, number: usize, likeness: f32) -> Duplicate {
        Duplicate { input: self.inputs.get(number), output: self.outputs.get(number), likeness }
    }
}

/// What an input's turn gives.
enum Turned {
    Again(Option<Duplicate>),
    Ready(Box<Ready>, std::result::Result<Decision, Duplicate>),
    Refused(Refused),
}

/// An input that was read, or need not be.
struct Read {
    entry: Entry,
    place: Place,
    state: Option<State>,
    known: Option<Record>,
    /// What was made of it, where it is not known.
    ready: Option<std::result::Result<Ready, Refused>>,
    /// Itself, where it is.
    item: Option<Item>,
    /// How many bytes were read.
    len: usize,
}

/// An input that had its turn.
struct Settled {
    entry: Entry,
    place: Place,
    state: Option<State>,
    known: Option<Record>,
    turned: Turned,
}

impl Read {
    /// Reads an input and makes an article of it, if it must be.
    fn of(item: Item, context: &Context<'_>) -> Read {
        let options = context.options;
        let (entry, place) = (Entry::new(&item), item.place());
        let state = options.notes.as_ref().and_then(|_| State::of(&item));
        let known = context.known(state);
        // What is known needs no reading, unless its turn shows that it would be something else now.
        let (ready, item, len) = match known {
            None => {
                let (ready, len) = read(item, options);
                (Some(ready), None, len)
            }
            Some(_) => (None, Some(item), 0),
        };
        Read { entry, place, state, known, ready, item, len }
    }

    /// Decides what becomes of it, now that all before it have had their turn.
    fn settle(self, context: &Context<'_>, shared: &mut Shared) -> Result<Settled> {
        let options = context.options;
        let Read { entry, place, state, known, ready, item, .. } = self;
        let again = known.as_ref().and_then(|known| shared.again(known, &entry.input, &options.out));
        let ready = || ready.or_else(|| Some(read(item?, options).0)).expect("what was not read early is read now");
        let turned = match again {
            Some(duplicate) => Turned::Again(duplicate),
            None => match ready() {
                Ok(mut ready) => {
                    let decision = decide(&mut ready, &entry.input, options, shared)?;
                    Turned::Ready(Box::new(ready), decision)
                }
                Err(refused) => Turned::Refused(refused),
            },
        };
        Ok(Settled { entry, place, state, known, turned })
    }
}

impl Settled {
    /// Writes what is to be written, and says whether the input was left as it is, unread.
    fn finish(self, context: &Context<'_>) -> Result<(Entry, bool)> {
        let options = context.options;
        let Settled { mut entry, place, state, known, turned } = self;
        let (mut ready, decision) = match (turned, known) {
            (Turned::Ready(ready, decision), _) => (*ready, decision),
            (Turned::Again(duplicate), known) => {
                let known = known.expect("it was taken as it is known");
                entry.status = Status::Unchanged;
                entry.output = Some(options.out.join(&known.output));
                entry.source = known.source;
                entry.doubtful = known.doubtful;
                entry.undated = known.undated;
                entry.duplicate = duplicate;
                return Ok((entry, true));
            }
            (Turned::Refused(refused), _) => {
                entry.problems = refused.problems;
                entry.source = refused.group.unwrap_or(entry.source);
                if options.details {
                    entry.dropped = refused.dropped;
                    entry.lines = refused.lines;
                }
                return Ok((entry, false));
            }
        };
        entry.source = std::mem::take(&mut ready.group);
        let decision = match decision {
            Ok(decision) => decision,
            Err(other) => {
                entry.status = Status::Skipped;
                entry.problems = vec![Diagnostic::new(Problem::SameInput { other: other.input.clone() }, place)];
                entry.duplicate = Some(other);
                return Ok((entry, false));
            }
        };
        let (status, output) = carry_out(decision, &mut ready, &place, options)?;
        if !options.dry_run && matches!(status, Status::Converted | Status::Unchanged) {
            context.note(state, &ready, &output, &entry.source)?;
        }
        entry.status = status;
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
        Ok((entry, false))
    }
}

/// Reads an input and makes an article of it; and how many bytes it has.
fn read(item: Item, options: &Options) -> (std::result::Result<Ready, Refused>, usize) {
    let refused = |problem| Err(Refused { problems: vec![problem], ..Refused::default() });
    let place = item.place();
    let made = || match item.read() {
        Ok(doc) => (prepare(&doc, options), doc.bytes.len()),
        Err(problem) => (refused(problem), 0),
    };
    // A fault in our rules costs one article, not the run.
    catch_unwind(AssertUnwindSafe(made))
        .unwrap_or_else(|_| (refused(Diagnostic::new(Problem::ConverterFault, place)), 0))
}

/// Writes an article's file, or leaves what is there.
fn carry_out(
    decision: Decision,
    ready: &mut Ready,
    place: &Place,
    options: &Options,
) -> Result<(Status, std::path::PathBuf)> {
    let problem = |problem| Diagnostic::new(problem, place.clone());
    Ok(match decision {
        Decision::Keep { path } => (Status::Unchanged, path),
        Decision::Leave { path } => {
            ready.problems.push(problem(Problem::EditedByPerson { output: shown(&path) }));
            (Status::Skipped, path)
        }
        Decision::Write { path, replaces, moves, repeats } => {
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
            (Status::Converted, path)
        }
    })
}

/// Takes an article's turn: whether its bytes were there before, what it repeats, which file it
/// becomes. The inner error is the article with the very same bytes.
fn decide(
    ready: &mut Ready,
    input: &str,
    options: &Options,
    shared: &mut Shared,
) -> Result<std::result::Result<Decision, Duplicate>> {
    let hash = hash_of(ready);
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
    let alone = ready.signature.as_ref().filter(|_| ready.duplicate.is_none());
    shared.push(hash, alone, input, &below(&options.out, decision.path()));
    Ok(Ok(decision))
}

impl Ready {
    /// The file's text with a link to the article that it repeats.
    fn linked(&self, duplicate_of: Option<String>) -> String {
        let title = self.draft.title.as_ref().map_or("", |t| t.value.as_str());
        // Behind the end of the front matter is an empty line.
        let body = emit::body_of(&self.text).strip_prefix('\n').unwrap_or_default();
        emit::emit(&self.draft, title, &Provenance { duplicate_of, ..self.source.clone() }, body)
    }
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn below(out: &Path, path: &Path) -> String {
    report::slashed(path.strip_prefix(out).unwrap_or(path))
}

/// The first half of an input's SHA-256.
fn hash_of(ready: &Ready) -> u128 {
    let hash = ready.source.sha256.as_deref().and_then(|h| u128::from_str_radix(h.get(..32)?, 16).ok());
    hash.unwrap_or_default()
}
