//! A build: SCAN ▶ INDEX ▶ PLAN ▶ DIFF ▶ RENDER ▶ WRITE.
//!
//! A crash at any moment leaves a state from which the next build is right: a journal names all
//! outputs before the first is touched, the manifest is replaced after the last.

mod diff;
mod remarks;
mod state;
mod work;

use std::borrow::Cow;
use std::time::{Duration, Instant};

use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::error::{Error, Result};
use crate::load::{Editorial, Files};
use crate::manifest::{Head, Manifest, write_journal};
use crate::model::{Fingerprint, Hasher, OutputPath};
use crate::plan::{Inputs, PageKey, Plan, path_hash, plan};
use crate::render::{Buffers, Renderer};
use crate::sink::{Prior, Sink};
use crate::site::{Gates, Held, Naming, Site};
use crate::theme::Theme;

pub use diff::{Diff, Render, diff};
pub use remarks::Remarks;
pub use state::State;
use work::{Ready, Rendered, Work};

/// How to build.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What may be published.
    pub gates: Gates,
    /// Threads.
    pub jobs: usize,
    /// Read every source and render every page, whether or not they changed.
    pub force: bool,
    /// Let all articles go that the last build had.
    pub allow_empty: bool,
    /// Name the pages that were rendered: for a million of them that is much text.
    pub name_rendered: bool,
    /// Up to how many outputs are looked at one by one, [`Options::MOST_LOOKED_AT`] but for tests.
    pub most_looked_at: usize,
}

impl Options {
    /// To ask the file system for each of 150,000 outputs costs more than all else that a build
    /// without changes does.
    pub const MOST_LOOKED_AT: usize = 30_000;
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
    for source in Config::SOURCES.into_iter().chain([".newsgen", ".git"]) {
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
    let diagnostics = Diagnostics::default();
    let _lock = state.lock()?;
    let theme = || {
        let mut clock = Clock::start();
        let theme = Theme::load(config)?;
        diagnostics.extend(crate::render::template_warnings(&theme));
        Ok::<_, Error>((theme, clock.lap()))
    };
    let sources = || {
        let mut clock = Clock::start();
        let naming = Naming::of(config, &crate::load::catalog(&config.root)?);
        let mut found = Vec::new();
        let editorial = Editorial::read(config, &mut found)?;
        let files = Files::list(&config.content_dir(), options.jobs)?;
        Ok::<_, Error>((naming, editorial, found, files, clock.lap()))
    };
    let (theme, sources) = crate::parallel::both(options.jobs, theme, sources);
    let (theme, theme_took) = theme?;
    let (naming, editorial, found, files, listing_took) = sources?;
    refuse_to_lose_all(config, &files, options, state)?;
    let editorial_is_sound = found.is_empty();
    diagnostics.extend(found);
    let all_inputs =
        fingerprint_of_all(config, &theme, &naming, &editorial, &files, options).filter(|_| editorial_is_sound);
    report.timings = vec![("theme", theme_took), ("list", listing_took)];
    let mut clock = Clock::start();
    if nothing_changed(all_inputs, options, sink, state, &mut report)? {
        return Ok(report);
    }
    if options.force {
        state.forget_cache();
    }
    let scanned = |done, of| progress(Phase::Scan, done, of);
    let mut found = files.scan(state.cache().as_deref(), config, options.jobs, &scanned)?;
    found.report_to(&diagnostics);
    report.parsed = found.parsed;
    report.timings.push(("scan", clock.lap()));
    let mut site = Site::new(found.records, &options.gates, config, naming, editorial);
    diagnostics.extend(std::mem::take(&mut site.diagnostics));
    report.articles = site.len();
    report.held = site.held;
    report.timings.push(("index", clock.lap()));
    let inputs = Inputs { config, theme: &theme, site: &site };
    let mut plan = plan(inputs, options.jobs);
    crate::load::point_at_aliases(config, &mut plan.diagnostics);
    diagnostics.extend(std::mem::take(&mut plan.diagnostics));
    report.pages = plan.pages.len();
    report.timings.push(("plan", clock.lap()));
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
    render_what_is_gone(&mut diff, &manifest, sink, options)?;
    refuse_foreign_files(&diff, &plan, inputs, sink)?;
    let leftovers = leftovers(journal, &plan, &manifest);
    let remarks = Remarks::of(inputs, &plan, &options.gates);
    report.timings.push(("diff", clock.lap()));
    let head = |diagnostics: &[Diagnostic]| Head {
        // What was complained about has to be complained about again.
        inputs: all_inputs.filter(|_| diagnostics.is_empty()).unwrap_or(Head::UNKNOWN),
        valid: site.valid,
        pages: plan.pages.len() as u64,
        articles: site.len() as u64,
        held: [site.held.drafts, site.held.future, site.held.expired, site.held.withheld].map(|n| n as u64),
    };
    if diff.render.is_empty() && diff.remove.is_empty() && leftovers.is_empty() {
        report.diagnostics = diagnostics.into_sorted();
        let head = head(&report.diagnostics);
        state.write_remarks(&remarks)?;
        if state.head() != Some(head) {
            state.write_head(head)?;
        }
        return Ok(report);
    }

    let removed =
        || diff.remove.iter().map(|entry| manifest.path(*entry as usize)).chain(leftovers.iter().map(String::as_str));
    let journal = || {
        let Some(path) = state.journal_path() else { return Ok(()) };
        let rendered = diff.render.iter().map(|r| Cow::from(plan.pages[r.planned as usize].key.path(inputs)));
        write_journal(&path, rendered.chain(removed().map(Cow::from)))
    };
    let prepare = || Ok::<_, Error>((Renderer::new(inputs)?, Ready::of(inputs, &plan, &manifest, &diff.render)));
    let (journal, prepared) = crate::parallel::both(options.jobs, journal, prepare);
    journal?;
    let (renderer, ready) = prepared?;
    // First, since a folder that goes may have to make room for a file, or the reverse.
    for path in removed() {
        sink.remove(&output_path(path))?;
        report.removed += 1;
    }
    let work = Work { inputs, plan: &plan, manifest: &manifest, renderer: &renderer, sink };
    let Rendered { pages: done, kinds, buffers } =
        work.run(ready, options.jobs, &diagnostics, &|done, of| progress(Phase::Render, done, of))?;
    report.kinds = kinds;
    report.rendered = done.len();
    report.written = done.iter().filter(|done| done.written).count();
    if options.name_rendered {
        report.rendered_paths = done.iter().map(|done| plan.pages[done.planned as usize].key.path(inputs)).collect();
        report.rendered_paths.sort_unstable();
    }
    report.timings.push(("render and write", clock.lap()));
    report.diagnostics = diagnostics.into_sorted();
    if report.diagnostics.iter().any(|d| d.problem == Problem::ChangedDuringBuild) {
        // Or had changed before, on a system that did not tell.
        drop(found.cache);
        state.forget_cache();
    }
    state.write_remarks(&remarks)?;
    state.write_manifest(head(&report.diagnostics), |put| work.entries(&diff.keep, &done, options.jobs, put))?;
    report.timings.push(("manifest", clock.lap()));
    // Beside what comes next: a program that ends now need not wait until all of it is free.
    std::thread::spawn(move || drop((plan, manifest, site, theme, buffers)));
    Ok(report)
}

/// Of all that a build is made of but its moment; `None` where that cannot be told from the outside.
fn fingerprint_of_all(
    config: &Config,
    theme: &Theme,
    naming: &Naming,
    editorial: &Editorial,
    files: &Files,
    options: &Options,
) -> Option<Fingerprint> {
    let mut hasher = Hasher::new("build");
    hasher.str(env!("CARGO_PKG_VERSION")).u64(crate::plan::RENDER_VERSION).str(&format!("{config:?} {naming:?}"));
    hasher.fp(editorial.fingerprint()).u64(u64::from(options.gates.drafts)).u64(u64::from(options.gates.future));
    Some(hasher.fp(theme.fingerprint()).fp(files.fingerprint()?).finish())
}

/// Whether the last build was made of the same sources and settings, and the same articles are
/// published now: then the plan is the same too and need not be made. Small sites go the whole way,
/// since their outputs are looked at.
fn nothing_changed(
    all_inputs: Option<Fingerprint>,
    options: &Options,
    sink: &dyn Sink,
    state: &State,
    report: &mut Report,
) -> Result<bool> {
    let (Some(inputs), Some(head)) = (all_inputs, state.head()) else { return Ok(false) };
    let now = options.gates.as_of.timestamp();
    let same = head.inputs == inputs && head.valid.0 <= now && now < head.valid.1;
    if !same || options.force || head.pages <= options.most_looked_at as u64 || !state.journal()?.is_empty() {
        return Ok(false);
    }
    if sink.len(&output_path(PageKey::MARKER))?.is_none() {
        return Ok(false);
    }
    let [drafts, future, expired, withheld] = head.held.map(|n| n as usize);
    (report.articles, report.pages) = (head.articles as usize, head.pages as usize);
    report.held = Held { drafts, future, expired, withheld };
    Ok(true)
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
///
/// In large archives only the folder's own mark is looked at: without it all is gone.
fn render_what_is_gone(diff: &mut Diff, manifest: &Manifest, sink: &dyn Sink, options: &Options) -> Result<()> {
    if diff.keep.len() > options.most_looked_at && sink.len(&output_path(PageKey::MARKER))?.is_some() {
        return Ok(());
    }
    let mut gone: Vec<usize> =
        crate::parallel::fill(options.jobs, &mut diff.keep, Vec::new, |gone, index, (_, entry)| {
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

/// Stops before anything is written if the last build had articles and now there is none: their folder is
/// probably elsewhere, and every page would be removed.
fn refuse_to_lose_all(config: &Config, files: &Files, options: &Options, state: &State) -> Result<()> {
    let before = state.head().map_or(0, |head| head.articles as usize);
    if files.is_empty() && before > 0 && !options.allow_empty {
        return Err(Error::ArticlesGone { folder: config.content_dir(), before });
    }
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
    let renderer = Renderer::new(inputs)?;
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

struct Clock(Instant);

impl Clock {
    fn start() -> Clock {
        Clock(Instant::now())
    }

    fn lap(&mut self) -> Duration {
        let took = self.0.elapsed();
        self.0 += took;
        took
    }
}
