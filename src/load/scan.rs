//! The scan itself: which files there are, which changed, and what they hold.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, AtomicUsize, Ordering};
use std::time::SystemTime;

use super::cache;
use super::front_matter::{misspelt_taxonomies, parse_article};
use super::record::{Records, Row};
use crate::config::Config;
use crate::diag::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::error::{Error, Result};
use crate::fs::{FileBuffer, Stat};
use crate::model::{Article, ContentPath, Fingerprint, Hasher, PathError, Slug, Zone};

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Every article that could be read, in order of path.
    pub records: Records,
    /// How many files were read and parsed, because they were new or changed.
    pub parsed: usize,
    /// What is wrong with files.
    pub diagnostics: Vec<Diagnostic>,
    /// The cache for the next scan, in the making: it is whole when this is dropped.
    pub cache: cache::Writing,
}

/// What parsing depends on: the zone of dates that name none, and the keys of taxonomies that the site adds.
pub(super) type Settings<'a> = (Zone, &'a [String]);

/// Files of which some have to be parsed.
struct SomeFiles<'a> {
    content: &'a Path,
    paths: &'a [ContentPath],
    stats: &'a [Stat],
    settings: Settings<'a>,
}

/// What one worker made: texts of new records, and what is wrong.
#[derive(Default)]
pub(super) struct Worker {
    pub number: u32,
    pub arena: String,
    pub parsed: usize,
    buffer: FileBuffer,
    pub diagnostics: Vec<Diagnostic>,
}

/// What one thread that asks for sizes and times uses again.
#[derive(Default)]
struct Looker {
    /// Of the last file, below the content folder.
    below: String,
    folder: PathBuf,
    files: crate::fs::Looker,
}

/// The content files in order of path, with their sizes and times.
#[derive(Debug, Default)]
pub struct Files {
    content: PathBuf,
    paths: Vec<ContentPath>,
    stats: Vec<Stat>,
    diagnostics: Vec<Diagnostic>,
}

impl Files {
    /// Lists a content folder.
    pub fn list(content: &Path, jobs: usize) -> Result<Files> {
        let started = crate::fs::nanoseconds(SystemTime::now());
        let mut diagnostics = Vec::new();
        let walked = |paths: &mut dyn FnMut(Vec<ContentPath>)| walk(content, &mut diagnostics, paths);
        let mut found = crate::parallel::feed(jobs, walked, Looker::default, |looker: &mut Looker, path| {
            let stat = looker.stat(content, &path, started)?;
            Ok::<_, Error>((path, stat))
        })?;
        found.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        let (paths, stats) = found.into_iter().unzip();
        Ok(Files { content: content.to_owned(), paths, stats, diagnostics })
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.paths.is_empty()
    }

    /// The fingerprint of all paths, sizes and times; `None` where a time says nothing or something
    /// is wrong with a file's name.
    pub fn fingerprint(&self) -> Option<Fingerprint> {
        if !self.diagnostics.is_empty() || !self.stats.iter().all(|stat| stat.is_sure()) {
            return None;
        }
        let mut hasher = Hasher::new("files");
        for (path, stat) in self.paths.iter().zip(&self.stats) {
            hasher.str(path.as_str()).u64(stat.len_bytes).u64(stat.modified_ns as u64).u64(stat.changed_ns as u64);
        }
        Some(hasher.finish())
    }

    /// Reads the files into records. `cache_path` is read and, if anything changed, written.
    ///
    /// `progress` is called with the number of files done so far, from any thread.
    pub fn scan(
        self,
        cache_path: Option<&Path>,
        config: &Config,
        jobs: usize,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Scan> {
        let settings = settings(config);
        let cache = cache_path.map(|path| cache::read(path, settings)).unwrap_or_default();
        let had = cache.len();
        let mut scan = self.scan_from(cache, config, jobs, progress)?;
        if let Some(path) = cache_path.filter(|_| scan.parsed > 0 || had != scan.records.len()) {
            scan.cache = cache::Writing::start(path, settings, &scan.records, jobs);
        }
        Ok(scan)
    }

    /// As [`Files::scan`], with the records of an earlier scan with the same settings instead of the cache.
    pub fn scan_from(
        self,
        known: Records,
        config: &Config,
        jobs: usize,
        progress: &(dyn Fn(usize, usize) + Sync),
    ) -> Result<Scan> {
        let Files { content, paths, stats, mut diagnostics } = self;
        let (zone, further) = (config.zone, config.further_taxonomies());
        let mut rows = match_rows(&paths, &known);
        let mut arenas = known.arenas;

        let is_known = |row: &Option<Row>, stat: Stat| row.is_some_and(|row| row.stat == stat && stat.is_sure());
        let done = AtomicUsize::new(0);
        let workers = AtomicU32::new(arenas.len() as u32);
        let start = || Worker::numbered(workers.fetch_add(1, Ordering::Relaxed));
        let workers = crate::parallel::fill_blocks(jobs, &mut rows, start, |worker, first, rows| {
            let (paths, stats) = (&paths[first..], &stats[first..]);
            let which: Vec<usize> = (0..rows.len()).filter(|at| !is_known(&rows[*at], stats[*at])).collect();
            let files = SomeFiles { content: &content, paths, stats, settings: (zone, &further) };
            worker.parse_some(&files, &which, rows);
            progress(done.fetch_add(rows.len(), Ordering::Relaxed) + rows.len(), paths.len());
            Ok::<_, Error>(())
        })?;
        drop((paths, stats));

        let mut parsed = 0;
        arenas.resize_with(arenas.len() + workers.len(), Arc::default);
        for worker in workers {
            parsed += worker.parsed;
            arenas[worker.number as usize] = worker.arena.into();
            diagnostics.extend(worker.diagnostics);
        }
        super::aliases::shorten_whole_ones(config, &mut diagnostics);
        let records = Records { arenas, rows: rows.into_iter().flatten().collect::<Vec<_>>().into() };
        Ok(Scan { records, parsed, diagnostics, cache: cache::Writing::default() })
    }
}

/// The content files, some at a time and in no particular order. One allocation a file: there may be a million.
fn walk(content: &Path, diagnostics: &mut Vec<Diagnostic>, some: &mut dyn FnMut(Vec<ContentPath>)) -> Result<()> {
    const SOME: usize = 256;
    let mut files = Vec::with_capacity(SOME);
    crate::fs::each_file_below(content, &mut |found| {
        let (relative, full) = match found {
            Ok(found) => found,
            Err(dead) => {
                let problem = Problem::DeadLink { target: dead.target() };
                diagnostics.push(Diagnostic::new(problem, Place::file(dead.path.display().to_string())));
                return;
            }
        };
        if !relative.ends_with(".md") {
            let problem = Problem::NotAnArticle { named: as_markdown(full) };
            diagnostics.push(Diagnostic::new(problem, Place::file(full.display().to_string())));
            return;
        }
        let path =
            if full.to_str().is_none() { Err(PathError::NotUtf8) } else { ContentPath::new(Path::new(relative)) };
        match path {
            Ok(path) => {
                files.push(path);
                if files.len() == SOME {
                    some(std::mem::replace(&mut files, Vec::with_capacity(SOME)));
                }
            }
            Err(e) => {
                let problem = Problem::BadPath { reason: e.to_string() };
                diagnostics.push(Diagnostic::new(problem, Place::file(full.display().to_string())));
            }
        }
    })?;
    some(files);
    Ok(())
}

/// What a file of Markdown under another name should be called.
pub(super) fn as_markdown(path: &Path) -> Option<String> {
    let extension = path.extension()?.to_str()?.to_lowercase();
    let is_markdown = ["md", "markdown", "mdown", "mkd", "mdx"].contains(&extension.as_str());
    is_markdown.then(|| path.with_extension("md").file_name().map(|name| name.to_string_lossy().into_owned()))?
}

/// What the records of a scan depend on besides the files.
pub(super) fn settings(config: &Config) -> Fingerprint {
    Hasher::new("scan").str(&format!("{:?} {:?}", config.zone, config.further_taxonomies())).finish()
}

/// For each file its known row; both are in order of path.
fn match_rows(files: &[ContentPath], known: &Records) -> Vec<Option<Row>> {
    let mut at = 0;
    let row_of = |path: &ContentPath| {
        while at < known.len() {
            match known.path(at).cmp(path.as_str()) {
                std::cmp::Ordering::Less => at += 1,
                std::cmp::Ordering::Equal => return Some(known.rows[at]),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    };
    files.iter().map(row_of).collect()
}

impl Looker {
    fn stat(&mut self, content: &Path, path: &ContentPath, started: i64) -> Result<Stat> {
        let (folder, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
        if self.below != folder || self.folder.as_os_str().is_empty() {
            folder.clone_into(&mut self.below);
            self.folder = content.join(folder);
        }
        let stat = self.files.look(&self.folder, name).map_err(|e| Error::io("look at", &self.folder.join(name))(e))?;
        Ok(stat.at(started))
    }
}

impl Worker {
    /// One whose texts will be the arena of a number.
    pub(super) fn numbered(number: u32) -> Worker {
        Worker { number, ..Worker::default() }
    }

    /// Reads and parses those of some files for which that has to be done. Some are read before they are parsed, as
    /// pages are rendered before they are written.
    fn parse_some(&mut self, files: &SomeFiles, which: &[usize], rows: &mut [Option<Row>]) {
        let mut buffer = std::mem::take(&mut self.buffer);
        let mut left = which.iter();
        while !left.as_slice().is_empty() {
            buffer.clear();
            let some = left.as_slice();
            let mut read = Vec::with_capacity(FileBuffer::SOME);
            while read.len() < FileBuffer::SOME
                && !buffer.is_full()
                && let Some(&at) = left.next()
            {
                let len_bytes = files.stats[at].len_bytes as usize;
                read.push(buffer.append(files.content, files.paths[at].as_str(), len_bytes));
            }
            for (&at, read) in some.iter().zip(read) {
                rows[at] = self.parse(files, at, read.map(|range| buffer.get(range)));
            }
        }
        self.buffer = buffer;
    }

    /// Reads and parses one file.
    pub(super) fn parse_one(
        &mut self,
        content: &Path,
        path: &ContentPath,
        stat: Stat,
        settings: Settings,
    ) -> Option<Row> {
        let mut row = [None];
        let (paths, stats) = (std::slice::from_ref(path), std::slice::from_ref(&stat));
        self.parse_some(&SomeFiles { content, paths, stats, settings }, &[0], &mut row);
        row[0]
    }

    fn parse(&mut self, files: &SomeFiles, at: usize, read: std::io::Result<&[u8]>) -> Option<Row> {
        self.parsed += 1;
        let (path, stat) = (&files.paths[at], files.stats[at]);
        let full = files.content.join(path.as_str());
        let before = self.diagnostics.len();
        let row = match read {
            Ok(bytes) => self.parse_bytes(path, full.to_str().unwrap_or(path.as_str()), bytes, files.settings),
            Err(e) => {
                let problem = Problem::Unreadable { reason: crate::error::reason(&e) };
                self.diagnostics.push(Diagnostic::new(problem, Place::file(full.display().to_string())));
                None
            }
        };
        // What was complained about has to be complained about again next time.
        let clean = self.diagnostics.len() == before;
        let stat = if clean { stat } else { Stat { modified_ns: Stat::UNSURE, ..stat } };
        row.map(|row| Row { stat, arena: self.number, ..row })
    }

    fn parse_bytes(&mut self, path: &ContentPath, shown: &str, bytes: &[u8], (zone, further): Settings) -> Option<Row> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                self.diagnostics.push(Diagnostic::not_text(shown, bytes, e.valid_up_to()));
                return None;
            }
        };
        let article = parse_article(text, shown, zone, &mut self.diagnostics)?;
        misspelt_taxonomies(text, shown, &article, further, &mut self.diagnostics);
        let slug = article.slug.clone().unwrap_or_else(|| Slug::from_name(path.stem()));
        let summary = summary(&article);
        // Escapes can make a text longer than the front matter that it stands in.
        if let Some(len_bytes) = longest_text(&article, &summary, further).filter(|len| *len > usize::from(u16::MAX)) {
            self.diagnostics.push(Diagnostic::new(Problem::FrontMatterTooLarge { len_bytes }, Place::file(shown)));
            return None;
        }
        let own = (slug.as_str(), summary.as_ref());
        Some(Row::new(&mut self.arena, path.as_str(), Fingerprint::of(bytes), &article, own, further))
    }
}

/// Bytes of the longest text that a row would have to measure.
fn longest_text(article: &Article, summary: &str, further: &[String]) -> Option<usize> {
    let joined = |texts: &[String]| texts.iter().map(|text| text.len() + 1).sum();
    let image = article.image.as_ref();
    let texts = [Some(summary), Some(&article.title), article.section.as_deref(), article.lang.as_deref()];
    let texts = texts.into_iter().chain([image.map(|i| i.url.as_str()), image.map(|i| i.alt.as_str())]);
    let marked = further.iter().map(|key| joined(&article.names_under(key))).sum::<usize>()
        + article.series.as_ref().map_or(0, String::len);
    // A correction has its date's number before it.
    let corrections = article.corrections.iter().map(|c| c.text.len() + 18).sum();
    let lists = [joined(&article.authors), joined(&article.tags), joined(&article.aliases), marked * 2, corrections];
    texts.flatten().map(str::len).chain(lists).max()
}

/// The description, or the beginning of the text where there is none.
fn summary(article: &Article) -> std::borrow::Cow<'_, str> {
    match &article.description {
        Some(description) => description.into(),
        None => crate::markdown::excerpt(&article.body, 200).into(),
    }
}

impl Scan {
    /// Whether anything could not be read.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.problem.severity() == Severity::Error)
    }

    /// Moves the diagnostics to a collector.
    pub fn report_to(&mut self, diagnostics: &Diagnostics) {
        diagnostics.extend(std::mem::take(&mut self.diagnostics));
    }
}
