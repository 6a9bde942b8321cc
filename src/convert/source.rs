//! Where raw documents come from: files, folders, globs, standard input.
//!
//! An importer for another kind of archive (feeds, WARC, an export) is another [`Source`].
//! Listing is apart from reading, so that names can be decided in sorted order while documents
//! are read by several threads, one each.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::diag::{Diagnostic, Place, Problem};

/// The most bytes of one raw document; an article has a thousandth of that.
pub const MAX_LEN_BYTES: u64 = 32 * 1024 * 1024;

/// One raw document, as it was found.
#[derive(Debug, Clone)]
pub struct RawDoc {
    /// What the user calls it, for messages: a path, or `-`.
    pub name: String,
    /// The file's name without its folder, for the `source` block and the output's name.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// An importer: a list of documents, each read when its turn comes.
pub trait Source: Sync {
    /// The documents' names as the user would write them, in the order in which they are named.
    fn names(&self) -> &[String];

    /// Reads the document at `index` of [`names`](Source::names).
    fn read(&self, index: usize) -> Result<RawDoc, Problem>;
}

/// What is named on the command line: files, folders, globs and `-`.
#[derive(Debug, Default)]
pub struct Arguments {
    names: Vec<String>,
    paths: Vec<Option<PathBuf>>,
}

impl Arguments {
    /// Lists what `args` mean, sorted and each once, and what is wrong with them.
    ///
    /// A folder means the text files below it, without hidden ones; a file is taken whatever its
    /// name is.
    pub fn list(args: &[String]) -> (Arguments, Vec<Diagnostic>) {
        let mut found: Vec<(String, Option<PathBuf>)> = Vec::new();
        let mut problems = Vec::new();
        for arg in args {
            let before = found.len();
            let path = Path::new(arg);
            if arg == "-" {
                found.push((arg.clone(), None));
            } else if path.is_dir() {
                walk(path, &mut problems, |file| is_texty(file).then(|| found.push(named(file))).is_some());
            } else if path.exists() {
                found.push(named(path));
            } else if arg.contains(['*', '?', '[', '{']) {
                match globset::GlobBuilder::new(arg).literal_separator(true).build() {
                    Ok(glob) => {
                        let glob = glob.compile_matcher();
                        let root = fixed_part(arg);
                        walk(&root, &mut problems, |file| {
                            let file = file.strip_prefix("./").unwrap_or(file);
                            glob.is_match(file).then(|| found.push(named(file))).is_some()
                        });
                    }
                    Err(error) => {
                        let reason = error.kind().to_string();
                        problems.push(Diagnostic::new(Problem::Unreadable { reason }, Place::file(arg)));
                        continue;
                    }
                }
            } else {
                let reason = io::Error::from(io::ErrorKind::NotFound).to_string();
                problems.push(Diagnostic::new(Problem::Unreadable { reason }, Place::file(arg)));
                continue;
            }
            if found.len() == before {
                problems.push(Diagnostic::new(Problem::NoInput, Place::file(arg)));
            }
        }
        found.sort();
        found.dedup_by(|a, b| a.0 == b.0);
        let (names, paths) = found.into_iter().unzip();
        (Arguments { names, paths }, problems)
    }
}

impl Source for Arguments {
    fn names(&self) -> &[String] {
        &self.names
    }

    fn read(&self, index: usize) -> Result<RawDoc, Problem> {
        let name = &self.names[index];
        let unreadable = |error: io::Error| Problem::Unreadable { reason: error.to_string() };
        let (file, bytes) = match &self.paths[index] {
            Some(path) => {
                let file = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
                (file, fs::File::open(path).and_then(read_capped).map_err(unreadable)?)
            }
            None => ("stdin".to_owned(), read_capped(io::stdin().lock()).map_err(unreadable)?),
        };
        if bytes.len() as u64 > MAX_LEN_BYTES {
            return Err(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 });
        }
        Ok(RawDoc { name: name.clone(), file, bytes })
    }
}

/// One byte more than allowed is enough to know that it is too much.
fn read_capped(from: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    from.take(MAX_LEN_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn named(path: &Path) -> (String, Option<PathBuf>) {
    (path.to_string_lossy().into_owned(), Some(path.to_owned()))
}

fn walk(root: &Path, problems: &mut Vec<Diagnostic>, mut take: impl FnMut(&Path) -> bool) {
    let visible =
        |entry: &walkdir::DirEntry| entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(visible) {
        match entry {
            Ok(entry) if entry.file_type().is_file() || entry.path_is_symlink() && entry.path().is_file() => {
                take(entry.path());
            }
            Ok(_) => {}
            Err(error) => {
                let file = error.path().unwrap_or(root).to_string_lossy().into_owned();
                problems.push(Diagnostic::new(Problem::Unreadable { reason: error.to_string() }, Place::file(file)));
            }
        }
    }
}

fn is_texty(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    matches!(extension.as_deref(), Some("txt" | "text" | "html" | "htm" | "xhtml"))
}

/// The folder above the first part of a glob that has a wildcard.
fn fixed_part(glob: &str) -> PathBuf {
    let fixed: PathBuf = Path::new(glob)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}
