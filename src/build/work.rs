//! RENDER and WRITE of everything that the diff names.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use super::{Render, output_path};
use crate::diag::{Diagnostics, Place, Problem};
use crate::error::{Error, Result};
use crate::fs::FileBuffer;
use crate::manifest::{self, Entry, Manifest};
use crate::plan::{Inputs, PageKey, Plan};
use crate::render::{Buffers, Failure, Renderer};
use crate::sink::{Hand, INDEX, Prior, Put, Sink};

pub(super) struct Work<'a> {
    pub inputs: Inputs<'a>,
    pub plan: &'a Plan,
    pub manifest: &'a Manifest,
    pub renderer: &'a Renderer<'a>,
    pub sink: &'a dyn Sink,
}

/// What became of one page to render.
#[derive(Debug, Clone, Copy)]
pub(super) struct Done {
    /// Hash and length of what is at its path now.
    output: u64,
    len_bytes: u64,
    /// Its place in the plan.
    pub planned: u32,
    /// Its place in the manifest.
    before: Option<u32>,
    prior: Prior,
    /// Whether something of ours is at its path.
    there: bool,
    /// Whether that is made of the page's inputs, or still what was there.
    current: bool,
    pub written: bool,
}

/// What is to be rendered, in an order in which neighbours share much.
pub(super) struct Ready {
    pages: Vec<Done>,
    /// To be made beforehand.
    folders: Vec<String>,
}

impl Ready {
    /// Of a diff's pages.
    pub fn of(inputs: Inputs, plan: &Plan, manifest: &Manifest, render: &[Render]) -> Ready {
        let to_do = |r: &Render| {
            let before = r.entry.map(|at| manifest.entries()[at as usize]);
            Done {
                output: before.map_or(0, |entry| entry.output),
                len_bytes: before.map_or(0, |entry| entry.len_bytes),
                planned: r.planned,
                before: r.entry,
                prior: r.prior,
                there: before.is_some(),
                current: false,
                written: false,
            }
        };
        let mut pages: Vec<Done> = render.iter().map(to_do).collect();
        let key = |page: &Done| plan.pages[page.planned as usize].key;
        pages.sort_by_cached_key(|page| key(page).order(inputs));
        let new = pages.iter().filter(|page| page.before.is_none());
        let folders = shared_folders(inputs, new.map(key));
        Ready { pages, folders }
    }
}

/// Kinds of pages, with how many there were and how long they took.
pub(super) type Kinds = Vec<(&'static str, usize, Duration)>;

/// What a thread uses again from page to page, and the times of its pages.
#[derive(Default)]
struct Worker {
    buffers: Buffers,
    hand: Hand,
    /// Where each page ends that is in the buffer and not yet written.
    ends: Vec<usize>,
    kinds: BTreeMap<&'static str, (usize, Duration)>,
}

/// What was rendered.
pub(super) struct Rendered {
    /// By their place in the plan.
    pub pages: Vec<Done>,
    pub kinds: Kinds,
    /// What the threads kept: very many small values, which take a while to free.
    pub buffers: Vec<Buffers>,
}

impl Work<'_> {
    /// Renders all pages.
    pub fn run(
        &self,
        Ready { mut pages, mut folders }: Ready,
        jobs: usize,
        diagnostics: &Diagnostics,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Rendered> {
        self.sink.make_folders(&mut folders, jobs)?;
        let (finished, of) = (AtomicUsize::new(0), pages.len());
        let start = || Worker { buffers: Buffers::of_one_of(jobs), ..Worker::default() };
        let workers = crate::parallel::fill_apart(jobs, &mut pages, start, |worker, pages| {
            self.make(pages, worker, diagnostics)?;
            progress(finished.fetch_add(pages.len(), Ordering::Relaxed) + pages.len(), of);
            Ok::<_, Error>(())
        })?;
        let (buffers, of_workers): (Vec<_>, Vec<_>) = workers.into_iter().map(|w| (w.buffers, w.kinds)).unzip();
        let mut kinds: BTreeMap<&str, (usize, Duration)> = BTreeMap::new();
        for (kind, (count, took)) in of_workers.into_iter().flatten() {
            let sum = kinds.entry(kind).or_default();
            *sum = (sum.0 + count, sum.1 + took);
        }
        let mut kinds: Kinds = kinds.into_iter().map(|(kind, (count, took))| (kind, count, took)).collect();
        kinds.sort_by_key(|(.., took)| std::cmp::Reverse(*took));
        pages.sort_unstable_by_key(|page| page.planned);
        Ok(Rendered { pages, kinds, buffers })
    }

    fn path(&self, planned: u32) -> String {
        self.plan.pages[planned as usize].key.path(self.inputs)
    }

    /// Renders some pages before it writes them: at each turn the kernel's code drives the program's out of the
    /// processor's caches, so the fewer the better.
    fn make(&self, pages: &mut [Done], worker: &mut Worker, diagnostics: &Diagnostics) -> Result<()> {
        const ENOUGH_BYTES: usize = 1 << 17;
        let mut first = 0;
        for at in 0..pages.len() {
            let started = Instant::now();
            let key = |page: &Done| self.plan.pages[page.planned as usize].key;
            if at % FileBuffer::SOME == 0 {
                self.renderer.read_ahead(pages[at..].iter().take(FileBuffer::SOME).map(key), &mut worker.buffers);
            }
            let key = key(&pages[at]);
            match self.renderer.append(key, &mut worker.buffers) {
                Ok(()) => pages[at].current = true,
                Err(Failure::Error(error)) => return Err(error),
                Err(Failure::Diagnostic(diagnostic)) => diagnostics.extend([*diagnostic]),
            }
            worker.ends.push(worker.buffers.out.len());
            let (count, took) = worker.kinds.entry(key.kind()).or_default();
            *count += 1;
            *took += started.elapsed();
            if worker.buffers.out.len() >= ENOUGH_BYTES {
                self.write(&mut pages[first..=at], worker, diagnostics)?;
                first = at + 1;
            }
        }
        self.write(&mut pages[first..], worker, diagnostics)
    }

    /// Writes the pages that are in a worker's buffer.
    fn write(&self, pages: &mut [Done], worker: &mut Worker, diagnostics: &Diagnostics) -> Result<()> {
        let mut start = 0;
        for (page, end) in pages.iter_mut().zip(worker.ends.drain(..)) {
            let bytes = &worker.buffers.out[start..end];
            start = end;
            if page.current {
                let started = Instant::now();
                self.put(page, bytes, &mut worker.hand, diagnostics)?;
                let kind = self.plan.pages[page.planned as usize].key.kind();
                worker.kinds.entry(kind).or_default().1 += started.elapsed();
            }
        }
        worker.buffers.out.clear();
        Ok(())
    }

    fn put(&self, page: &mut Done, bytes: &[u8], hand: &mut Hand, diagnostics: &Diagnostics) -> Result<()> {
        let path = output_path(&self.path(page.planned));
        match self.sink.put(hand, &path, bytes, page.prior)? {
            Put::Foreign => {
                diagnostics.push(Problem::ForeignOutput { output: path.as_str().to_owned() }, Place::default());
                (page.there, page.current) = (false, false);
                return Ok(());
            }
            Put::Written => page.written = true,
            Put::Unchanged => {}
        }
        page.output = xxhash_rust::xxh3::xxh3_64(bytes);
        page.len_bytes = bytes.len() as u64;
        page.there = true;
        Ok(())
    }

    /// The entries of what was kept and what was rendered, in order, made on up to `jobs` threads.
    pub fn entries(&self, keep: &[(u32, u32)], done: &[Done], jobs: usize, put: manifest::Put) -> std::io::Result<()> {
        // What paths are made of is all over the memory, in this order: to wait for it is most of the work.
        const PAGES: usize = 4096;
        let mut blocks: Vec<manifest::Block> = (0..jobs.max(1) * 4).map(|_| manifest::Block::default()).collect();
        for round in (0..self.plan.pages.len()).step_by(PAGES * blocks.len()) {
            crate::parallel::fill(jobs, &mut blocks, String::new, |buffer, at, block| {
                let start = round + at * PAGES;
                let pages = start.min(self.plan.pages.len())..(start + PAGES).min(self.plan.pages.len());
                self.entries_of(pages, keep, done, buffer, block);
                Ok::<_, std::convert::Infallible>(())
            })
            .unwrap_or_else(|never| match never {});
            blocks.iter().try_for_each(&mut *put)?;
        }
        Ok(())
    }

    /// The entries of a part of the plan.
    fn entries_of(
        &self,
        pages: Range<usize>,
        keep: &[(u32, u32)],
        done: &[Done],
        buffer: &mut String,
        block: &mut manifest::Block,
    ) {
        block.clear();
        let first = pages.start as u32;
        let mut kept = keep[keep.partition_point(|(planned, _)| *planned < first)..].iter().peekable();
        let mut done = done[done.partition_point(|done| done.planned < first)..].iter().peekable();
        for (planned, page) in (first..).zip(&self.plan.pages[pages]) {
            if let Some((_, entry)) = kept.next_if(|(p, _)| *p == planned) {
                let at = *entry as usize;
                block.push(self.manifest.entries()[at], self.manifest.path(at));
            } else if let Some(done) = done.next_if(|done| done.planned == planned).filter(|done| done.there) {
                let inputs = if done.current { page.inputs } else { Entry::UNKNOWN };
                let entry = Entry { path: page.path, inputs, output: done.output, len_bytes: done.len_bytes };
                block.push(entry, page.key.path_into(self.inputs, buffer));
            }
        }
    }
}

/// The folders that hold the own folders of pages, with all that hold them, parents first:
/// `2025`, `2025/01`, `2025/01/12`. A page's own folder is not made beforehand, but with it.
fn shared_folders(inputs: Inputs, pages: impl Iterator<Item = PageKey>) -> Vec<String> {
    let mut all = BTreeSet::new();
    let (mut buffer, mut last) = (String::new(), String::new());
    for key in pages {
        let path = key.path_into(inputs, &mut buffer);
        let Some((folder, file)) = path.rsplit_once('/') else { continue };
        let folder = if file == INDEX { folder.rsplit_once('/').map(|(parent, _)| parent) } else { Some(folder) };
        // Neighbours share their folder.
        let Some(folder) = folder.filter(|folder| **folder != last) else { continue };
        folder.clone_into(&mut last);
        let mut missing = Some(folder);
        while let Some(folder) = missing.filter(|folder| !all.contains(*folder)) {
            all.insert(folder.to_owned());
            missing = folder.rsplit_once('/').map(|(parent, _)| parent);
        }
    }
    all.into_iter().collect()
}
