//! A build: SCAN ▶ INDEX ▶ PLAN ▶ DIFF ▶ RENDER ▶ WRITE.
//!
//! A crash at any moment leaves a state from which the next build is right: a journal names all
//! outputs before the first is touched, the manifest is replaced after the last.

mod diff;
mod state;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::error::{Error, Result};
use crate::load::scan;
use crate::manifest::{Entry, Manifest, write_journal};
use crate::model::{Fingerprint, OutputPath};
use crate::plan::{Inputs, PageKey, Plan, path_hash, plan};
use crate::render::{Buffers, Failure, Renderer};
use crate::sink::{Prior, Put, Sink};
use crate::site::{Gates, Held, Site, Synonyms};
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
    /// Name the pages that were rendered: for a million of them that is much text.
    pub name_rendered: bool,
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
    /// How many pages were rendered.
    pub rendered: usize,
    /// Their paths, sorted, if they were asked for.
    pub rendered_paths: Vec<String>,
    /// Outputs whose bytes changed.
    pub written: usize,
    /// Outputs removed.
    pub removed: usize,
    /// What is wrong, by severity, file and line.
    pub diagnostics: Vec<Diagnostic>,
    /// How long each phase took.
    pub timings: Vec<(&'static str, Duration)>,
    /// Kinds of pages with how many were rendered and how long that took on all threads together,
    /// slowest first.
    pub kinds: Vec<(&'static str, usize, Duration)>,
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
    let catalog = crate::load::catalog(&config.root)?;
    let scanned = |done, of| progress(Phase::Scan, done, of);
    let mut found = scan(&config.content_dir(), state.cache().as_deref(), config.zone, options.jobs, &scanned)?;
    found.report_to(&diagnostics);
    report.parsed = found.parsed;
    clock.lap("scan", &mut report);
    let mut site = Site::new(found.records, &options.gates, &config.permalink, Synonyms::of(&catalog));
    diagnostics.extend(std::mem::take(&mut site.diagnostics));
    report.articles = site.len();
    report.held = site.held;
    clock.lap("index", &mut report);
    let inputs = Inputs { config, theme: &theme, site: &site };
    let mut plan = plan(inputs, options.jobs);
    diagnostics.extend(std::mem::take(&mut plan.diagnostics));
    report.pages = plan.pages.len();
    clock.lap("plan", &mut report);
    let manifest = state.manifest()?;
    // The notes may be lost, or of another version: then the folder itself says whose it is.
    let owned = manifest.is_none() && state.keeps_notes() && sink.len(&output_path(PageKey::MARKER))?.is_some();
    if owned && state.journal()?.is_empty() {
        diagnostics.push(Problem::NotesLost, Place::file(config.output_dir().display().to_string()));
    }
    let manifest = manifest.unwrap_or_default();
    let journal = state.journal()?;
    let mut torn: Vec<Fingerprint> = journal.iter().map(|path| path_hash(path)).collect();
    torn.sort_unstable();
    let mut diff = diff(&plan, &manifest, &torn, options.force, owned);
    render_what_is_gone(&mut diff, &manifest, sink, options.jobs)?;
    refuse_foreign_files(&diff, &plan, inputs, sink)?;
    let leftovers = leftovers(journal, &plan, &manifest);
    clock.lap("diff", &mut report);
    if diff.render.is_empty() && diff.remove.is_empty() && leftovers.is_empty() {
        report.diagnostics = diagnostics.into_sorted();
        return Ok(report);
    }

    let removed =
        || diff.remove.iter().map(|entry| manifest.path(*entry as usize)).chain(leftovers.iter().map(String::as_str));
    if let Some(path) = state.journal_path() {
        let rendered = diff.render.iter().map(|r| Cow::from(plan.pages[r.planned as usize].key.path(inputs)));
        write_journal(&path, rendered.chain(removed().map(Cow::from)))?;
    }
    // First, since a folder that goes may have to make room for a file, or the reverse.
    for path in removed() {
        sink.remove(&output_path(path))?;
        report.removed += 1;
    }
    let renderer = Renderer::new(inputs);
    let work = Work { inputs, plan: &plan, manifest: &manifest, renderer: &renderer, sink };
    let (done, kinds) = work.run(&diff, options.jobs, &diagnostics, &|done, of| progress(Phase::Render, done, of))?;
    report.kinds = kinds;
    report.rendered = diff.render.len();
    report.written = done.iter().filter(|done| done.written).count();
    if options.name_rendered {
        report.rendered_paths = done.iter().map(|done| plan.pages[done.planned as usize].key.path(inputs)).collect();
        report.rendered_paths.sort_unstable();
    }
    clock.lap("render and write", &mut report);
    state.write_manifest(&work.new_manifest(&diff, &done))?;
    clock.lap("manifest", &mut report);
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

/// Up to how many outputs are looked at one by one. To ask the file system for each of 150,000 costs
/// more than all else that a build without changes does.
const MOST_LOOKED_AT: usize = 30_000;

/// Renders again what the manifest has and the sink has not: someone deleted or truncated it.
///
/// In large archives only the folder's own mark is looked at: without it all is gone.
fn render_what_is_gone(diff: &mut Diff, manifest: &Manifest, sink: &dyn Sink, jobs: usize) -> Result<()> {
    if diff.keep.len() > MOST_LOOKED_AT && sink.len(&output_path(PageKey::MARKER))?.is_some() {
        return Ok(());
    }
    let mut gone: Vec<usize> = crate::parallel::fill(jobs, &mut diff.keep, Vec::new, |gone, index, (_, entry)| {
        let entry = *entry as usize;
        let len_bytes = sink.len(&output_path(manifest.path(entry)))?;
        if len_bytes != Some(manifest.entries()[entry].len_bytes) {
            gone.push(index);
        }
        Ok::<_, Error>(())
    })?
    .concat();
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
    inputs: Inputs<'a>,
    plan: &'a Plan,
    manifest: &'a Manifest,
    renderer: &'a Renderer<'a>,
    sink: &'a dyn Sink,
}

/// What became of one page to render.
#[derive(Debug, Clone, Copy)]
struct Done {
    /// Its place in the plan.
    planned: u32,
    prior: Prior,
    /// Its place in the manifest.
    before: Option<u32>,
    /// Hash and length of what is at its path now; nothing of ours if none.
    output: Option<(u64, u64)>,
    /// Whether that is made of the page's inputs, or still what was there.
    current: bool,
    written: bool,
}

/// Kinds of pages, with how many there were and how long they took.
type Kinds = Vec<(&'static str, usize, Duration)>;

/// What a thread uses again from page to page, and the times of its pages.
#[derive(Default)]
struct Worker {
    buffers: Buffers,
    kinds: BTreeMap<&'static str, (usize, Duration)>,
}

impl Work<'_> {
    /// Renders all pages, in the order of keys rather than of hashes: neighbouring articles are of one
    /// day, so their folders, sources and shared values are near each other.
    fn run(
        &self,
        diff: &Diff,
        jobs: usize,
        diagnostics: &Diagnostics,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<(Vec<Done>, Kinds)> {
        let to_do = |r: &Render| Done {
            planned: r.planned,
            prior: r.prior,
            before: r.entry,
            output: None,
            current: false,
            written: false,
        };
        let mut pages: Vec<Done> = diff.render.iter().map(to_do).collect();
        pages.sort_unstable_by_key(|page| self.plan.pages[page.planned as usize].key);
        let new = pages.iter().filter(|page| page.before.is_none());
        let paths: Vec<String> = new.filter_map(|page| shared_folder(&self.path(page.planned))).collect();
        self.sink.make_folders(&with_parents(paths))?;
        let (finished, of) = (std::sync::atomic::AtomicUsize::new(0), pages.len());
        let workers = crate::parallel::fill(jobs, &mut pages, Worker::default, |worker, _, page| {
            let started = Instant::now();
            self.page(page, &mut worker.buffers, diagnostics)?;
            let (count, took) = worker.kinds.entry(self.plan.pages[page.planned as usize].key.kind()).or_default();
            *count += 1;
            *took += started.elapsed();
            let so_far = finished.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
            if so_far.is_multiple_of(256) || so_far == of {
                progress(so_far, of);
            }
            Ok::<_, Error>(())
        })?;
        let mut kinds: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
        for (kind, (count, took)) in workers.into_iter().flat_map(|worker| worker.kinds) {
            let sum = kinds.entry(kind).or_default();
            *sum = (sum.0 + count, sum.1 + took);
        }
        let mut kinds: Kinds = kinds.into_iter().map(|(kind, (count, took))| (kind, count, took)).collect();
        kinds.sort_by_key(|(.., took)| std::cmp::Reverse(*took));
        pages.sort_unstable_by_key(|page| page.planned);
        Ok((pages, kinds))
    }

    fn path(&self, planned: u32) -> String {
        self.plan.pages[planned as usize].key.path(self.inputs)
    }

    fn page(&self, page: &mut Done, buffers: &mut Buffers, diagnostics: &Diagnostics) -> Result<()> {
        let before = page.before.map(|at| self.manifest.entries()[at as usize]);
        page.output = before.map(|entry| (entry.output, entry.len_bytes));
        match self.renderer.render(self.plan.pages[page.planned as usize].key, buffers) {
            Ok(()) => {}
            Err(Failure::Error(error)) => return Err(error),
            Err(Failure::Diagnostic(diagnostic)) => {
                diagnostics.extend([*diagnostic]);
                return Ok(());
            }
        }
        let path = output_path(&self.path(page.planned));
        match self.sink.put(&path, &buffers.out, page.prior)? {
            Put::Foreign => {
                diagnostics.push(Problem::ForeignOutput { output: path.as_str().to_owned() }, Place::default());
                page.output = None;
                return Ok(());
            }
            Put::Written => page.written = true,
            Put::Unchanged => {}
        }
        page.output = Some((xxhash_rust::xxh3::xxh3_64(&buffers.out), buffers.out.len() as u64));
        page.current = true;
        Ok(())
    }

    /// The entries of what was kept and what was rendered, in order.
    fn new_manifest(&self, diff: &Diff, done: &[Done]) -> Manifest {
        let mut manifest = Manifest::default();
        let mut kept = diff.keep.iter().peekable();
        let mut done = done.iter().peekable();
        for (planned, page) in self.plan.pages.iter().enumerate() {
            let planned = planned as u32;
            if let Some((_, entry)) = kept.next_if(|(p, _)| *p == planned) {
                let at = *entry as usize;
                manifest.push(self.manifest.entries()[at], self.manifest.path(at));
            } else if let Some(Done { output: Some((output, len_bytes)), current, .. }) =
                done.next_if(|done| done.planned == planned)
            {
                let inputs = if *current { page.inputs } else { Entry::UNKNOWN };
                let entry = Entry { path: page.path, inputs, output: *output, len_bytes: *len_bytes };
                manifest.push(entry, &self.path(planned));
            }
        }
        manifest
    }
}

/// The folder that holds a page's own folder. The page's own is not made beforehand, but with it.
fn shared_folder(path: &str) -> Option<String> {
    let (folder, _) = path.rsplit_once('/')?;
    folder.rsplit_once('/').map(|(parent, _)| parent.to_owned())
}

/// Folders with all that hold them, parents first: `2025`, `2025/01`, `2025/01/12`.
fn with_parents(mut folders: Vec<String>) -> Vec<String> {
    folders.sort_unstable();
    folders.dedup();
    let mut all = std::collections::BTreeSet::new();
    for folder in folders {
        all.extend(folder.match_indices('/').map(|(at, _)| folder[..at].to_owned()));
        all.insert(folder);
    }
    all.into_iter().collect()
}

struct Clock(Instant);

impl Clock {
    fn start() -> Clock {
        Clock(Instant::now())
    }

    fn lap(&mut self, phase: &'static str, report: &mut Report) {
        report.timings.push((phase, self.0.elapsed()));
        self.0 = Instant::now();
    }
}
