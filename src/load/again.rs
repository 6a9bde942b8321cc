//! A few content files read again, for a preview that is told which ones changed.

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::record::Records;
use super::scan::{Worker, as_markdown, settings};
use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};
use crate::fs::{DeadLink, Stat};
use crate::model::{ContentPath, Fingerprint};

/// What became of the files that were read again.
#[derive(Debug)]
pub struct Again {
    /// All records: those of the other files are as they were.
    pub records: Records,
    /// The places of records whose file holds something else now; `None` where there are other files
    /// than before, and so other places.
    pub changed: Option<Vec<usize>>,
    /// What is wrong with the files that were read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Records {
    /// What scans with other settings would make other records of.
    pub fn settings(config: &Config) -> Fingerprint {
        settings(config)
    }

    /// Reads files again by their names below the content folder, as a whole scan would find them: one that
    /// is gone has no record any more, one that is new has. None of the names may be a folder.
    ///
    /// The rows are copied, the texts of other records shared.
    pub fn again(&self, config: &Config, names: &[String]) -> Again {
        let content = config.content_dir();
        let now = crate::fs::nanoseconds(SystemTime::now());
        let mut worker = Worker::numbered(self.arenas.len() as u32);
        let further = config.further_taxonomies();
        let mut names: Vec<&String> = names.iter().collect();
        names.sort_unstable();
        names.dedup();

        let mut rows = Vec::with_capacity(self.rows.len() + names.len());
        let (mut changed, mut same_files) = (Vec::new(), true);
        let mut done = 0;
        for name in names {
            let found = self.place(name);
            let (Ok(place) | Err(place)) = found;
            rows.extend_from_slice(&self.rows[done..place]);
            done = place;
            let path = listed(&content, name, &mut worker.diagnostics);
            let path = path.and_then(|path| Some((path, stat(&content, name, now)?)));
            let row = path.and_then(|(path, stat)| worker.parse_one(&content, &path, stat, (config.zone, &further)));
            if let Ok(place) = found {
                done += 1;
                if row.is_some_and(|row| row.source != self.rows[place].source) {
                    changed.push(rows.len());
                }
            }
            same_files &= row.is_some() == found.is_ok();
            rows.extend(row);
        }
        rows.extend_from_slice(&self.rows[done..]);
        let mut arenas = self.arenas.clone();
        arenas.push(Arc::new(worker.arena));
        let records = Records { arenas, rows: Arc::new(rows) };
        super::aliases::shorten_whole_ones(config, &mut worker.diagnostics);
        Again { records, changed: same_files.then_some(changed), diagnostics: worker.diagnostics }
    }

    /// Where the record of a file is, or would be.
    fn place(&self, name: &str) -> Result<usize, usize> {
        let (mut start, mut end) = (0, self.len());
        while start < end {
            let middle = (start + end) / 2;
            match self.path(middle).cmp(name) {
                std::cmp::Ordering::Less => start = middle + 1,
                std::cmp::Ordering::Equal => return Ok(middle),
                std::cmp::Ordering::Greater => end = middle,
            }
        }
        Err(start)
    }

    /// Whether a folder of content has records, by its name below the content folder.
    pub fn has_below(&self, folder: &str) -> bool {
        let (Ok(place) | Err(place)) = self.place(&format!("{folder}/"));
        place < self.len() && self.path(place).strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }

    /// Whether another scan found the same files with the same bytes.
    pub fn same_files(&self, other: &Records) -> bool {
        let same =
            |index: usize| self.rows[index].source == other.rows[index].source && self.path(index) == other.path(index);
        self.len() == other.len() && (0..self.len()).all(same)
    }

    /// Whether a record of another scan gives the index the same: all but the texts that only pages show.
    /// With `titles`, addresses are made of titles too.
    pub fn same_in_index(&self, other: &Records, index: usize, titles: bool) -> bool {
        if self.gates(index) != other.gates(index) {
            return false;
        }
        let (a, b) = (self.get(index), other.get(index));
        let names = a.path == b.path && a.slug == b.slug && a.id == b.id && (!titles || a.title == b.title);
        let terms = a.authors == b.authors && a.section == b.section && a.tags == b.tags;
        names
            && terms
            && a.aliases == b.aliases
            && a.further_terms().eq(b.further_terms())
            && a.corrections().eq(b.corrections())
    }
}

/// The size and time of a file; `None` where there is none.
fn stat(content: &Path, name: &str, now: i64) -> Option<Stat> {
    let metadata = std::fs::metadata(content.join(name)).ok().filter(std::fs::Metadata::is_file)?;
    Some(Stat::of(&metadata).at(now))
}

/// The path of an article's file, as a listing of the folder takes it, passes over it or complains.
fn listed(content: &Path, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<ContentPath> {
    if name.split('/').any(|part| part.starts_with('.')) {
        return None;
    }
    let full = content.join(name);
    let mut complain = |problem| {
        diagnostics.push(Diagnostic::new(problem, Place::file(full.display().to_string())));
        None
    };
    if let Some(dead) = DeadLink::at(&full) {
        return complain(Problem::DeadLink { target: dead.target() });
    }
    if !full.is_file() {
        return None;
    }
    if !name.ends_with(".md") {
        return complain(Problem::NotAnArticle { named: as_markdown(&full) });
    }
    ContentPath::new(Path::new(name)).map_or_else(|e| complain(Problem::BadPath { reason: e.to_string() }), Some)
}
