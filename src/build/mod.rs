//! A build: SCAN ▶ INDEX ▶ PLAN ▶ DIFF ▶ RENDER ▶ WRITE.
//!
//! A crash at any moment leaves a state from which the next build is right: a journal names all
//! outputs before the first is touched, the manifest is replaced after the last.

mod diff;
mod state;

use std::time::Duration;

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::error::{Error, Result};
use crate::load::scan;
use crate::manifest::{Entry, Manifest, write_journal};
use crate::model::{Fingerprint, OutputPath};
use crate::plan::{Inputs, Plan, path_hash, plan};
use crate::render::{Buffers, Failure, Renderer};
use crate::sink::{Prior, Put, Sink};
use crate::site::{Gates, Held, Site};
use crate::theme::Theme;

pub use diff::{Diff, Render, diff};
pub use state::State;

/// How to build.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What may be published.
    pub gates: Gates,
    /// Threads.
    pub jobs: usize,
    /// Render every page, whether or not its inputs changed.
    pub force: bool,
}

/// A step of a build, for progress bars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Phase {
    /// Reading the sources.
    Scan,
    /// Making pages.
    Render,
}

/// What a build did.
#[derive(Debug, Default)]
pub struct Report {
    /// Articles published.
    pub articles: usize,
    /// Articles held back.
    pub held: Held,
    /// Outputs of the site.
    pub pages: usize,
    /// Source files read and parsed.
    pub parsed: usize,
    /// Pages rendered, by path, in order of path hash; empty for a build that changed nothing.
    pub rendered: Vec<String>,
    /// Outputs whose bytes changed.
    pub written: usize,
    /// Outputs removed.
    pub removed: usize,
    /// What is wrong, by severity, file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each phase took.
    pub timings: Vec<(&'static str, Duration)>,
}

impl Report {
    /// Whether something could not be published.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.problem.severity() == Severity::Error)
    }
}

/// Called with the phase, how much of it is done, and how much there is; from any thread.
pub type Progress<'a> = &'a (dyn Fn(Phase, usize, usize) + Sync);

/// Checks that a build cannot harm the sources: the output folder is neither one of them nor around them.
pub fn check_output_folder(config: &Config) -> Result<()> {
    let absolute = |path: &std::path::Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        // Resolved as far as it exists, so that a link or `..` does not hide where it leads.
        let there = path.ancestors().find(|p| p.exists()).unwrap_or(&path).to_owned();
        let rest = path.strip_prefix(&there).map(std::path::Path::to_owned).unwrap_or_default();
        let there = there.canonicalize().unwrap_or(there);
        if rest.as_os_str().is_empty() { there } else { there.join(rest) }
    };
    let output = absolute(&config.output_dir());
    let refuse = |reason| Err(Error::BadOutputFolder { folder: config.output_dir(), reason });
    if absolute(&config.root).starts_with(&output) {
        return refuse("the site's sources are in it");
    }
    for source in ["content", "static", "templates", "themes", ".newsgen", ".git"] {
        let source = absolute(&config.path(source));
        if output.starts_with(&source) {
            return refuse("it is one of the site's own folders, or in one");
        }
    }
    if output.is_file() {
        return refuse("it is a file");
    }
    Ok(())
}

/// Builds a site into a sink. `state` keeps what the next build needs to know.
pub fn build(config: &Config, options: &Options, sink: &dyn Sink, state: &State, progress: Progress) -> Result<Report> {
    let mut report = Report::default();
    let mut clock = Clock::start();
    let diagnostics = Diagnostics::default();
    let _lock = state.lock()?;
    let theme = Theme::load(config)?;
    clock.lap("theme", &mut report);
    let scanned = |done, of| progress(Phase::Scan, done, of);
    let mut found = scan(&config.content_dir(), state.cache().as_deref(), config.zone, options.jobs, &scanned)?;
    found.report_to(&diagnostics);
    report.parsed = found.parsed;
    clock.lap("scan", &mut report);
    let mut site = Site::new(found.records, &options.gates);
    diagnostics.extend(std::mem::take(&mut site.diagnostics));
    report.articles = site.len();
    report.held = site.held;
    clock.lap("index", &mut report);
    let inputs = Inputs { config, theme: &theme, site: &site };
    let mut plan = plan(inputs, options.jobs);
    diagnostics.extend(std::mem::take(&mut plan.diagnostics));
    report.pages = plan.pages.len();
    clock.lap("plan", &mut report);
    let manifest = state.manifest()?.unwrap_or_default();
    let journal = state.journal()?;
    let mut torn: Vec<Fingerprint> = journal.iter().map(|path| path_hash(path)).collect();
    torn.sort_unstable();
    let mut diff = diff(&plan, &manifest, &torn, options.force);
    render_what_is_gone(&mut diff, &manifest, sink, options.jobs)?;
    refuse_foreign_files(&diff, &plan, inputs, sink)?;
    let leftovers = leftovers(journal, &plan, &manifest);
    clock.lap("diff", &mut report);
    if diff.render.is_empty() && diff.remove.is_empty() && leftovers.is_empty() {
        report.diagnostics = diagnostics.into_sorted();
        return Ok(report);
    }

    let paths: Vec<String> = diff.render.iter().map(|r| plan.pages[r.planned as usize].key.path(inputs)).collect();
    let removed =
        || diff.remove.iter().map(|entry| manifest.path(*entry as usize)).chain(leftovers.iter().map(String::as_str));
    if let Some(path) = state.journal_path() {
        write_journal(&path, paths.iter().map(String::as_str).chain(removed()))?;
    }
    // First, since a folder that goes may have to make room for a file, or the reverse.
    for path in removed() {
        sink.remove(&output_path(path))?;
        report.removed += 1;
    }
    let renderer = Renderer::new(inputs);
    let work = Work { plan: &plan, diff: &diff, paths: &paths, manifest: &manifest, renderer: &renderer, sink };
    let outcomes = work.run(options.jobs, &diagnostics, &|done, of| progress(Phase::Render, done, of))?;
    report.written = outcomes.iter().filter(|o| o.written).count();
    clock.lap("render and write", &mut report);
    state.write_manifest(&work.new_manifest(inputs, &outcomes))?;
    clock.lap("manifest", &mut report);
    report.rendered = paths;
    report.diagnostics = diagnostics.into_sorted();
    Ok(report)
}

/// Outputs that a build which did not end may have written, and that neither plan nor manifest has.
fn leftovers(journal: Vec<String>, plan: &Plan, manifest: &Manifest) -> Vec<String> {
    let known = |path: &String| {
        let hash = path_hash(path);
        plan.pages.binary_search_by_key(&hash, |p| p.path).is_ok()
            || manifest.entries().binary_search_by_key(&hash, |e| e.path).is_ok()
    };
    journal.into_iter().filter(|path| OutputPath::new(path.as_str()).is_ok() && !known(path)).collect()
}

fn output_path(path: &str) -> OutputPath {
    OutputPath::new(path).expect("plans and manifests hold valid output paths")
}

/// Renders again what the manifest has and the sink has not: someone deleted or truncated it.
fn render_what_is_gone(diff: &mut Diff, manifest: &Manifest, sink: &dyn Sink, jobs: usize) -> Result<()> {
    let keep = &diff.keep;
    let check = |gone: &mut Vec<usize>, index: usize| {
        let entry = keep[index].1 as usize;
        let len_bytes = sink.len(&output_path(manifest.path(entry)))?;
        if len_bytes != Some(manifest.entries()[entry].len_bytes) {
            gone.push(index);
        }
        Ok::<_, Error>(())
    };
    let mut gone: Vec<usize> = crate::parallel::for_each(jobs, keep.len(), Vec::new, check)?.concat();
    if gone.is_empty() {
        return Ok(());
    }
    gone.sort_unstable();
    let mut gone = gone.into_iter().peekable();
    let mut kept = Vec::with_capacity(diff.keep.len());
    for (index, (planned, entry)) in std::mem::take(&mut diff.keep).into_iter().enumerate() {
        if gone.next_if_eq(&index).is_some() {
            diff.render.push(Render { planned, prior: Prior::Ours, entry: Some(entry) });
        } else {
            kept.push((planned, entry));
        }
    }
    diff.keep = kept;
    diff.render.sort_unstable_by_key(|r| r.planned);
    Ok(())
}

/// Stops before anything is written if outputs would overwrite files that newsgen did not write.
///
/// A file that already holds the very bytes is none of those, but to know that it would have to be
/// rendered: the sink finds out. Here only a folder that newsgen never wrote to is looked at.
fn refuse_foreign_files(diff: &Diff, plan: &Plan, inputs: Inputs, sink: &dyn Sink) -> Result<()> {
    let new: Vec<&Render> = diff.render.iter().filter(|r| r.prior == Prior::None).collect();
    if new.is_empty() || sink.is_empty()? {
        return Ok(());
    }
    let mut examples = Vec::new();
    let mut count = 0;
    let renderer = Renderer::new(inputs);
    let mut buffers = Buffers::default();
    for render in new {
        let key = plan.pages[render.planned as usize].key;
        let path = key.path(inputs);
        let Some(len_bytes) = sink.len(&output_path(&path))? else { continue };
        let same = renderer.render(key, &mut buffers).is_ok()
            && buffers.out.len() as u64 == len_bytes
            && sink.holds(&output_path(&path), &buffers.out)?;
        if !same {
            count += 1;
            if examples.len() < 3 {
                examples.push(path);
            }
        }
    }
    if count == 0 {
        return Ok(());
    }
    Err(Error::ForeignFiles { folder: inputs.config.output_dir(), examples, count })
}

/// RENDER and WRITE of everything that the diff names.
struct Work<'a> {
    plan: &'a Plan,
    diff: &'a Diff,
    paths: &'a [String],
    manifest: &'a Manifest,
    renderer: &'a Renderer<'a>,
    sink: &'a dyn Sink,
}

/// What became of one page to render.
struct Outcome {
    /// Place in `diff.render`.
    index: usize,
    /// Its new entry; none where nothing of ours is at its path.
    entry: Option<Entry>,
    written: bool,
}

impl Work<'_> {
    fn run(
        &self,
        jobs: usize,
        diagnostics: &Diagnostics,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Vec<Outcome>> {
        let done = std::sync::atomic::AtomicUsize::new(0);
        let of = self.diff.render.len();
        let start = || (Buffers::default(), Vec::new());
        let workers = crate::parallel::for_each(jobs, of, start, |(buffers, outcomes), index| {
            outcomes.push(self.page(index, buffers, diagnostics)?);
            let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            if so_far.is_multiple_of(256) || so_far == of {
                progress(so_far, of);
            }
            Ok::<_, Error>(())
        })?;
        let mut outcomes: Vec<Outcome> = workers.into_iter().flat_map(|(_, outcomes)| outcomes).collect();
        outcomes.sort_unstable_by_key(|o| o.index);
        Ok(outcomes)
    }

    fn page(&self, index: usize, buffers: &mut Buffers, diagnostics: &Diagnostics) -> Result<Outcome> {
        let Render { planned, prior, entry } = self.diff.render[index];
        let page = self.plan.pages[planned as usize];
        let path = &self.paths[index];
        // What stays at the path if nothing is written: ours if it was, of unknown inputs.
        let left = || entry.map(|at| Entry { inputs: Entry::UNKNOWN, ..self.manifest.entries()[at as usize] });
        match self.renderer.render(page.key, buffers) {
            Ok(()) => {}
            Err(Failure::Error(error)) => return Err(error),
            Err(Failure::Diagnostic(diagnostic)) => {
                diagnostics.extend([*diagnostic]);
                return Ok(Outcome { index, entry: left(), written: false });
            }
        }
        let put = self.sink.put(&output_path(path), &buffers.out, prior)?;
        if put == Put::Foreign {
            let problem = Problem::ForeignOutput { output: path.clone() };
            diagnostics.push(problem, Place::default());
            return Ok(Outcome { index, entry: None, written: false });
        }
        let output = xxhash_rust::xxh3::xxh3_64(&buffers.out);
        let entry = Entry { path: page.path, inputs: page.inputs, output, len_bytes: buffers.out.len() as u64 };
        Ok(Outcome { index, entry: Some(entry), written: put == Put::Written })
    }

    /// The entries of what was kept and what was rendered, in order.
    fn new_manifest(&self, inputs: Inputs, outcomes: &[Outcome]) -> Manifest {
        let mut manifest = Manifest::default();
        let mut kept = self.diff.keep.iter().peekable();
        let mut rendered = outcomes.iter().peekable();
        for planned in 0..self.plan.pages.len() as u32 {
            if let Some((_, entry)) = kept.next_if(|(p, _)| *p == planned) {
                let at = *entry as usize;
                manifest.push(self.manifest.entries()[at], self.manifest.path(at));
            } else if let Some(outcome) = rendered.next_if(|o| self.diff.render[o.index].planned == planned)
                && let Some(entry) = outcome.entry
            {
                debug_assert_eq!(self.paths[outcome.index], self.plan.pages[planned as usize].key.path(inputs));
                manifest.push(entry, &self.paths[outcome.index]);
            }
        }
        manifest
    }
}

struct Clock(std::time::Instant);

impl Clock {
    fn start() -> Clock {
        Clock(std::time::Instant::now())
    }

    fn lap(&mut self, phase: &'static str, report: &mut Report) {
        report.timings.push((phase, self.0.elapsed()));
        self.0 = std::time::Instant::now();
    }
}
