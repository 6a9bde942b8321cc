//! Which file an article becomes, and whether that may be written.
//!
//! 1. An earlier file of the same source (its `source` block has the same name and hash) is found
//!    again, under whatever number it got.
//! 2. Otherwise the first free name is taken: `slug.md`, `slug-2.md` …; names of this run count as
//!    taken. A file of the same source name whose text is mostly the same is an earlier version of
//!    this article and is written anew.
//! 3. A file that a person wrote or edited is never overwritten, unless forced.

use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::emit;
use crate::error::{Error, Result};
use crate::model::Provenance;

/// What to do with one article's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Write it.
    Write {
        /// Where to.
        path: PathBuf,
        /// Whether an earlier version is there.
        replaces: bool,
    },
    /// The file there is the same.
    Keep {
        /// Where it is.
        path: PathBuf,
    },
    /// A person's work is there.
    Leave {
        /// Where it is.
        path: PathBuf,
    },
}

/// The names given in this run.
#[derive(Debug, Default)]
pub struct Taken(BTreeMap<String, ()>);

impl Taken {
    fn has(&self, path: &Path) -> bool {
        // Some file systems take `A.md` and `a.md` for one file.
        self.0.contains_key(&path.to_string_lossy().to_lowercase())
    }

    fn take(&mut self, path: &Path) {
        self.0.insert(path.to_string_lossy().to_lowercase(), ());
    }
}

/// Decides on the file of one article; `stem` is its path without extension.
pub fn decide(stem: &Path, text: &str, source: &Provenance, taken: &mut Taken, force: bool) -> Result<Decision> {
    // An article that was second once stays second, even if the first is gone since.
    const LOOK_AHEAD: usize = 3;
    let mut free = None;
    let mut chosen = None;
    let mut number = 1;
    while free.is_none_or(|f| number <= f + LOOK_AHEAD) {
        let path = numbered(stem, number);
        if !taken.has(&path) {
            match read(&path)? {
                None => {
                    free.get_or_insert(number);
                }
                Some(there) => match emit::provenance_of(&there) {
                    Some(earlier) if earlier.file == source.file && earlier.sha256 == source.sha256 => {
                        chosen = Some((path, there, earlier.written));
                        break;
                    }
                    Some(earlier)
                        if free.is_none()
                            && chosen.is_none()
                            && earlier.file == source.file
                            && (force || is_revision(&there, text)) =>
                    {
                        chosen = Some((path, there, earlier.written));
                    }
                    None if free.is_none() && chosen.is_none() => chosen = Some((path, there, None)),
                    _ => {}
                },
            }
        }
        number += 1;
    }
    let (path, decision) = match (chosen, free) {
        (Some((path, there, written)), _) => {
            let untouched = written.is_some_and(|w| emit::is_as_written(&there, &w));
            let decision = if there.replace("\r\n", "\n") == text {
                Decision::Keep { path: path.clone() }
            } else if untouched || force {
                Decision::Write { path: path.clone(), replaces: true }
            } else {
                Decision::Leave { path: path.clone() }
            };
            (path, decision)
        }
        (None, free) => {
            let path = numbered(stem, free.expect("the loop ends at a free name"));
            (path.clone(), Decision::Write { path, replaces: false })
        }
    };
    taken.take(&path);
    Ok(decision)
}

fn numbered(stem: &Path, number: usize) -> PathBuf {
    let mut name = stem.file_name().expect("a stem has a name").to_os_string();
    if number > 1 {
        name.push(format!("-{number}"));
    }
    name.push(".md");
    stem.with_file_name(name)
}

fn read(path: &Path) -> Result<Option<String>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

/// Whether two files tell mostly the same: half of all their words are in both.
fn is_revision(there: &str, text: &str) -> bool {
    let words = |file: &'_ str| emit::body_of(file).split_whitespace().map(str::to_owned).collect::<HashSet<_>>();
    let (old, new) = (words(there), words(text));
    let both = old.intersection(&new).count();
    both * 2 >= old.union(&new).count()
}

/// Writes a file by way of a temporary one beside it, so that a crash leaves the old or the new.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().expect("a content file is in a folder");
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let name = path.file_name().expect("a content file has a name").to_string_lossy();
    // Hidden, so that a build which runs meanwhile does not take it for an article.
    let temporary =
        folder.join(format!(".{}.newsgen-{}", name.chars().take(60).collect::<String>(), std::process::id()));
    let written = fs::File::create(&temporary)
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(&temporary, path));
    written.map_err(|error| {
        let _ = fs::remove_file(&temporary);
        Error::io("write", path)(error)
    })
}
