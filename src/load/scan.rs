//! The scan itself: which files there are, which changed, and what they hold.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::cache::{self, Cache, Stat};
use super::front_matter::parse_article;
use super::record::{Records, Row};
use crate::diag::{Diagnostic, Diagnostics, Place, Problem, Severity};
use crate::error::{Error, Result};
use crate::model::{Article, ContentPath, Fingerprint, Hasher, Slug, Zone};

/// What a scan found.
#[derive(Debug, Default)]
pub struct Scan {
    /// Every article that could be read, in order of path.
    pub records: Records,
    /// How many files were read and parsed, because they were new or changed.
    pub parsed: usize,
    /// What is wrong with files.
    pub diagnostics: Vec<Diagnostic>,
}

/// A file found by the walk.
struct Found {
    path: ContentPath,
    /// As messages call it.
    shown: String,
}

/// What one worker made: texts of records, and for each file in its hands what became of it.
#[derive(Default)]
struct Worker {
    arena: String,
    /// Index of the file, its state, its record's row in `arena`.
    parsed: Vec<(usize, Stat, Option<Row>)>,
    /// Index of the file, its state, its record in the cache.
    kept: Vec<(usize, Stat, Row)>,
    buffer: Vec<u8>,
    diagnostics: Vec<Diagnostic>,
}

/// Scans a content folder. `cache_path` is read and, if anything changed, written.
///
/// `progress` is called with the number of files done so far, from any thread.
pub fn scan(
    content: &Path,
    cache_path: Option<&Path>,
    zone: Zone,
    jobs: usize,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Scan> {
    let started = nanoseconds(SystemTime::now());
    let mut diagnostics = Vec::new();
    let files = walk(content, &mut diagnostics)?;
    let settings = Hasher::new("scan").str(&format!("{zone:?}")).finish();
    let cache = cache_path.map(|path| Cache::read(path, settings)).unwrap_or_default();
    let cached = match_cache(&files, &cache);

    let done = std::sync::atomic::AtomicUsize::new(0);
    let workers = crate::parallel::for_each(jobs, files.len(), Worker::default, |worker, index| {
        let file = &files[index];
        let full = content.join(file.path.as_str());
        let stat = stat(&full, started)?;
        match cached[index] {
            Some(at) if cache.stats[at] == stat && stat.modified_ns != Stat::UNSURE => {
                worker.kept.push((index, stat, cache.records.rows[at]));
            }
            _ => worker.parse(index, file, &full, stat, zone)?,
        }
        let so_far = done.fetch_add(1, std::sync::atomic::Ordering::Relaxed) + 1;
        if so_far.is_multiple_of(1024) {
            progress(so_far, files.len());
        }
        Ok::<_, Error>(())
    })?;

    let mut entries = Vec::with_capacity(files.len());
    let had = cache.records.len();
    let mut arenas = cache.records.arenas;
    // Rows of the cache are in the first arena, whether or not there was a cache.
    arenas.resize(1, String::new());
    let mut parsed = 0;
    for worker in workers {
        let arena = arenas.len() as u32;
        parsed += worker.parsed.len();
        let made =
            worker.parsed.into_iter().filter_map(|(index, stat, row)| Some((index, stat, Row { arena, ..row? })));
        entries.extend(made);
        entries.extend(worker.kept);
        arenas.push(worker.arena);
        diagnostics.extend(worker.diagnostics);
    }
    entries.sort_unstable_by_key(|(index, ..)| *index);
    let stats: Vec<Stat> = entries.iter().map(|(_, stat, _)| *stat).collect();
    let records = Records { arenas, rows: entries.into_iter().map(|(.., row)| row).collect() };
    let stale = parsed > 0 || had != records.len();
    if let Some(path) = cache_path.filter(|_| stale) {
        cache::write(path, settings, &records, &stats)?;
    }
    Ok(Scan { records, parsed, diagnostics })
}

fn walk(content: &Path, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<Found>> {
    let mut files = Vec::new();
    for (relative, full) in crate::fs::files_below(content)? {
        let shown = full.display().to_string();
        if !relative.ends_with(".md") {
            diagnostics.push(Diagnostic::new(Problem::NotAnArticle, Place::file(shown)));
            continue;
        }
        match ContentPath::new(Path::new(&relative)) {
            Ok(path) => files.push(Found { path, shown }),
            Err(e) => diagnostics.push(Diagnostic::new(Problem::BadPath { reason: e.to_string() }, Place::file(shown))),
        }
    }
    Ok(files)
}

/// For each file, its place in the cache; both are in order of path.
fn match_cache(files: &[Found], cache: &Cache) -> Vec<Option<usize>> {
    let mut at = 0;
    files
        .iter()
        .map(|file| {
            while at < cache.records.len() {
                match cache.records.get(at).path.cmp(file.path.as_str()) {
                    std::cmp::Ordering::Less => at += 1,
                    std::cmp::Ordering::Equal => return Some(at),
                    std::cmp::Ordering::Greater => return None,
                }
            }
            None
        })
        .collect()
}

fn stat(path: &Path, started: i64) -> Result<Stat> {
    let metadata = std::fs::metadata(path).map_err(Error::io("look at", path))?;
    let modified = metadata.modified().map(nanoseconds).unwrap_or(Stat::UNSURE);
    // Some file systems tick every two seconds.
    const TICK_NS: i64 = 2_000_000_000;
    let modified_ns = if modified > started - TICK_NS { Stat::UNSURE } else { modified };
    Ok(Stat { len_bytes: metadata.len(), modified_ns })
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX),
    }
}

impl Worker {
    fn parse(&mut self, index: usize, file: &Found, full: &Path, stat: Stat, zone: Zone) -> Result<()> {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        let read = std::fs::File::open(full).and_then(|mut f| std::io::Read::read_to_end(&mut f, &mut buffer));
        let before = self.diagnostics.len();
        let row = match read {
            Ok(_) => self.parse_bytes(file, &buffer, zone),
            Err(e) => {
                let problem = Problem::Unreadable { reason: e.to_string() };
                self.diagnostics.push(Diagnostic::new(problem, Place::file(&file.shown)));
                None
            }
        };
        // What was complained about has to be complained about again next time.
        let clean = self.diagnostics.len() == before;
        let stat = if clean { stat } else { Stat { modified_ns: Stat::UNSURE, ..stat } };
        self.parsed.push((index, stat, row));
        self.buffer = buffer;
        Ok(())
    }

    fn parse_bytes(&mut self, file: &Found, bytes: &[u8], zone: Zone) -> Option<Row> {
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                let binary = bytes.iter().take(4096).any(|b| *b == 0);
                let problem = if binary { Problem::BinaryFile } else { Problem::NotUtf8 { byte: e.valid_up_to() + 1 } };
                self.diagnostics.push(Diagnostic::new(problem, Place::file(&file.shown)));
                return None;
            }
        };
        let article = parse_article(text, &file.shown, zone, &mut self.diagnostics)?;
        let slug = article.slug.clone().unwrap_or_else(|| Slug::from_name(file.path.stem()));
        let summary = summary(&article);
        Some(Row::new(&mut self.arena, file.path.as_str(), Fingerprint::of(bytes), &article, slug.as_str(), &summary))
    }
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
