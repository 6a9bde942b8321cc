//! The file that an input became in an earlier run, where it becomes another one now: its headline or day was corrected, other
//! flags name it, more texts of its source showed what recurs in it. Left there, the article would be published twice.

use std::fs;
use std::path::{Path, PathBuf};

use super::emit;
use super::place;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};
use crate::tags::edit;

/// An earlier file is taken for the same article where its text is the same, or where it has the same day and at least so many in
/// a hundred of all words are in both.
const LEAST_PERCENT: usize = 85;

/// The day in a content file's front matter.
fn day(file: &str) -> Option<&str> {
    edit::value(file, "date")?.get(..16)
}

/// A file of an earlier run, and what its input is now.
#[derive(Debug)]
pub struct Former {
    /// The input.
    pub input: Place,
    /// The name of its file, without folders.
    pub file: String,
    /// The earlier file.
    pub path: PathBuf,
    /// The one of this run.
    pub output: PathBuf,
}

/// What became of a former file.
#[derive(Debug)]
pub enum End {
    /// It was as it had been written, and is gone.
    Removed,
    /// A person has worked on it.
    Kept(Diagnostic),
    /// It is not there, or tells something else.
    Other,
}

impl Former {
    /// A line for the notes; `None` where a name has what parts them.
    pub fn line(&self) -> Option<String> {
        let paths = [&self.path, &self.output].map(|path| path.to_string_lossy().into_owned());
        let parts = [self.input.file.as_str(), self.file.as_str(), paths[0].as_str(), paths[1].as_str()];
        let is_plain = !parts.iter().any(|part| part.contains(['\t', '\n']));
        is_plain.then(|| format!("{}\n", parts.join("\t")))
    }

    /// One of the notes, with its files below `out`.
    pub fn parse(line: &str, out: &Path) -> Option<Former> {
        let [input, file, path, output] = line.split('\t').collect::<Vec<_>>().try_into().ok()?;
        Some(Former {
            input: Place::file(input),
            file: file.to_owned(),
            path: out.join(path),
            output: out.join(output),
        })
    }

    /// Removes the earlier file, if it tells the same as the one of this run and nobody has edited it.
    pub fn end(self) -> Result<End> {
        let Ok(there) = fs::read_to_string(&self.path) else { return Ok(End::Other) };
        let Some(source) = emit::provenance_of(&there).filter(|source| source.file.as_ref() == Some(&self.file)) else {
            return Ok(End::Other);
        };
        let now = fs::read_to_string(&self.output).map_err(Error::io("read", &self.output))?;
        // A file of the same name may be another article every day, and one in the manner of the last.
        let is_same_day = day(&there) == day(&now);
        let is_same = emit::body_of(&there).trim() == emit::body_of(&now).trim()
            || is_same_day && place::common_percent(&there, &now) >= LEAST_PERCENT;
        if !is_same {
            return Ok(End::Other);
        }
        if !source.written.is_some_and(|written| emit::is_as_written(&there, &written)) {
            let shown = |path: &Path| path.to_string_lossy().into_owned();
            let problem = Problem::FormerOutput { former: shown(&self.path), output: shown(&self.output) };
            return Ok(End::Kept(Diagnostic::new(problem, self.input)));
        }
        place::remove(&self.path).map(|()| End::Removed)
    }
}
