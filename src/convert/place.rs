//! Which file an article becomes, and whether that may be written.
//!
//! 1. An earlier file of the same source (its `source` block has the same name and hash) is found
//!    again, under whatever number it got.
//! 2. Otherwise the first free name is taken: `slug.md`, `slug-2.md` …; names of this run count as
//!    taken. A file of the same source name whose text is mostly the same is an earlier version of
//!    this article and is written anew.
//! 3. A doubtful article that becomes a draft, or is none any more, takes its earlier file along.
//! 4. A file that a person wrote or edited is never overwritten, unless forced.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::emit;
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Provenance};

/// What to do with one article's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Write it.
    Write {
        /// Where to.
        path: PathBuf,
        /// Whether an earlier version is there.
        replaces: bool,
        /// An earlier version elsewhere that it replaces.
        moves: Option<PathBuf>,
        /// What an earlier run found it to repeat, which this one has not looked at.
        repeats: Option<String>,
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

impl Decision {
    /// The article's file.
    pub fn path(&self) -> &Path {
        match self {
            Decision::Write { path, .. } | Decision::Keep { path } | Decision::Leave { path } => path,
        }
    }
}

/// The names given in this run, by their hashes.
#[derive(Debug, Default)]
pub struct Taken {
    paths: HashSet<Fingerprint>,
    /// Stems that several articles want ▶ the first number that may be free.
    contested: HashMap<Fingerprint, usize>,
}

impl Taken {
    /// Some file systems take `A.md` and `a.md` for one file.
    fn key(path: &Path) -> Fingerprint {
        Fingerprint::of(path.to_string_lossy().to_lowercase().as_bytes())
    }

    /// Whether a name is given.
    pub fn has(&self, path: &Path) -> bool {
        self.paths.contains(&Self::key(path))
    }

    /// Marks a name as given.
    pub fn take(&mut self, path: &Path) {
        self.paths.insert(Self::key(path));
    }

    /// The first number that a stem's articles of this run have left.
    fn first(&mut self, stem: &Path) -> usize {
        if !self.has(&numbered(stem, 1)) {
            return 1;
        }
        let key = Self::key(stem);
        let mut first = self.contested.get(&key).copied().unwrap_or(2);
        while self.has(&numbered(stem, first)) {
            first += 1;
        }
        self.contested.insert(key, first);
        first
    }
}

/// An article that wants a file.
pub struct Wish<'a> {
    /// The file's path without number and extension.
    pub stem: &'a Path,
    /// Where it would be if it were a draft and is none, or the other way round; `None` where drafts
    /// play no part.
    pub elsewhere: Option<&'a Path>,
    /// The content folder.
    pub out: &'a Path,
    /// The file's text.
    pub text: &'a str,
    /// The text with a link to the article that it repeats.
    pub linked: &'a dyn Fn(String) -> String,
    /// Where the article came from.
    pub source: &'a Provenance,
}

/// Decides on the file of one article.
pub fn decide(wish: &Wish<'_>, taken: &mut Taken, force: bool) -> Result<Decision> {
    let Wish { stem, text, source, .. } = *wish;
    let mut moves = None;
    if let Some(elsewhere) = wish.elsewhere
        && let Some((path, as_written)) = earlier(elsewhere, source, taken)?
    {
        if !as_written && !force {
            taken.take(&path);
            return Ok(Decision::Leave { path });
        }
        moves = Some(path);
    }
    // An article that was second once stays second, even if the first is gone since.
    const LOOK_AHEAD: usize = 3;
    let mut free = None;
    let mut chosen = None;
    let mut number = taken.first(stem);
    while free.is_none_or(|f| number <= f + LOOK_AHEAD) {
        let path = numbered(stem, number);
        if !taken.has(&path) {
            match read(&path)? {
                None => {
                    free.get_or_insert(number);
                }
                Some(there) => match emit::provenance_of(&there) {
                    // The input may have been renamed since.
                    Some(earlier) if earlier.sha256 == source.sha256 => {
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
            // What it repeats was found among more inputs than these.
            let repeats = emit::provenance_of(&there).and_then(|p| p.duplicate_of).filter(|other| {
                let other = wish.out.join(other);
                source.duplicate_of.is_none() && !taken.has(&other) && other != path && other.is_file()
            });
            let linked = repeats.clone().map(wish.linked);
            let text = linked.as_deref().unwrap_or(text);
            let untouched = written.is_some_and(|w| emit::is_as_written(&there, &w));
            let decision = if there.replace("\r\n", "\n") == text && moves.is_none() {
                Decision::Keep { path: path.clone() }
            } else if untouched || force {
                Decision::Write { path: path.clone(), replaces: true, moves, repeats }
            } else {
                Decision::Leave { path: path.clone() }
            };
            (path, decision)
        }
        (None, free) => {
            let path = numbered(stem, free.expect("the loop ends at a free name"));
            (path.clone(), Decision::Write { path, replaces: false, moves, repeats: None })
        }
    };
    taken.take(&path);
    Ok(decision)
}

/// An earlier file of the very same source below another stem, and whether it is still as it was written.
fn earlier(stem: &Path, source: &Provenance, taken: &Taken) -> Result<Option<(PathBuf, bool)>> {
    for number in 1.. {
        let path = numbered(stem, number);
        let Some(there) = read(&path)? else { break };
        let Some(earlier) = emit::provenance_of(&there).filter(|_| !taken.has(&path)) else { continue };
        if earlier.file == source.file && earlier.sha256 == source.sha256 {
            let as_written = earlier.written.is_some_and(|w| emit::is_as_written(&there, &w));
            return Ok(Some((path, as_written)));
        }
    }
    Ok(None)
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
    common_percent(there, text) >= 50
}

/// How many in a hundred of all words of two files' bodies are in both.
pub fn common_percent(there: &str, text: &str) -> usize {
    let words = |file: &'_ str| emit::body_of(file).split_whitespace().map(str::to_owned).collect::<HashSet<_>>();
    let (old, new) = (words(there), words(text));
    let both = old.intersection(&new).count();
    both * 100 / old.union(&new).count().max(1)
}

/// Writes a file by way of a temporary one beside it, so that a crash leaves the old or the new.
pub fn write(path: &Path, text: &str) -> Result<()> {
    let folder = path.parent().expect("a content file is in a folder");
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let name = path.file_name().expect("a content file has a name").to_string_lossy();
    // Hidden, so that a build which runs meanwhile does not take it for an article.
    let temporary = crate::fs::Unfinished::new(folder.join(format!(
        ".{}.newsgen-{}",
        name.chars().take(60).collect::<String>(),
        std::process::id()
    )));
    let written = fs::File::create(temporary.path())
        .and_then(|mut file| {
            file.write_all(text.as_bytes())?;
            file.sync_all()
        })
        .and_then(|()| fs::rename(temporary.path(), path));
    written.map_err(|error| {
        let _ = fs::remove_file(temporary.path());
        Error::io("write", path)(error)
    })
}

/// Removes an earlier version that is elsewhere now, and its folder if nothing else is in it.
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(Error::io("remove", path))?;
    if let Some(folder) = path.parent() {
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}
