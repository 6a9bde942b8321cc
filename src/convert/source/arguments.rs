//! What is named on the command line: files, folders, globs, archives and `-`.

use std::collections::HashSet;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use walkdir::WalkDir;
use xxhash_rust::xxh3::xxh3_64;

use super::archive::{self, Format, What};
use super::{Content, Found, Item, MAX_LEN_BYTES, Source, database, json, lines, unreadable, xml};
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::Fingerprint;

/// What comes through standard input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StdinFormat {
    /// JSON lines if the first line is an object, JSON if it begins with an object or a list of them, an export, a feed or a
    /// text of a database if it is one, otherwise one document.
    #[default]
    Auto,
    /// One document.
    Document,
    /// A JSON object on each line.
    Lines,
}

/// The command line's arguments.
#[derive(Debug, Default)]
pub struct Arguments {
    parts: Vec<Part>,
    stdin: StdinFormat,
    /// Hashes of the paths of files that were looked into and hold one document, as nearly all do: a batch is gone
    /// through several times.
    plain: Mutex<HashSet<u64>>,
}

#[derive(Debug)]
enum Part {
    Stdin,
    File(PathBuf),
    Folder(PathBuf),
    Glob(String, globset::GlobMatcher),
}

impl Arguments {
    /// What `args` mean, and what is wrong with them. Nothing is listed yet.
    ///
    /// A folder means the texts, pages, archives and files of JSON lines below it, without hidden
    /// ones; a file that is named itself is taken whatever its name is. The order of the arguments does
    /// not matter, and what is named twice is taken once.
    pub fn new(args: &[String], stdin: StdinFormat) -> (Arguments, Vec<Diagnostic>) {
        let mut parts = Vec::new();
        let mut problems = Vec::new();
        let mut args: Vec<&String> = args.iter().collect();
        args.sort();
        args.dedup();
        for arg in args {
            let path = Path::new(arg);
            if arg == "-" {
                parts.push(Part::Stdin);
            } else if path.is_dir() {
                parts.push(Part::Folder(path.to_owned()));
            } else if path.exists() {
                parts.push(Part::File(path.to_owned()));
            } else if arg.contains(['*', '?', '[', '{']) {
                match globset::GlobBuilder::new(arg.strip_prefix("./").unwrap_or(arg)).literal_separator(true).build() {
                    Ok(glob) => parts.push(Part::Glob(arg.clone(), glob.compile_matcher())),
                    Err(error) => {
                        let problem = Problem::BadPattern { reason: error.kind().to_string() };
                        problems.push(Diagnostic::new(problem, Place::file(arg)));
                    }
                }
            } else {
                problems.push(Diagnostic::new(Problem::NotThere { nearest: nearest_path(path) }, Place::file(arg)));
            }
        }
        (Arguments { parts, stdin, plain: Mutex::default() }, problems)
    }

    /// Whether standard input is one of them.
    pub fn has_stdin(&self) -> bool {
        self.parts.iter().any(|p| matches!(p, Part::Stdin))
    }

    /// Whether they are one document for sure, so that there is nothing to compare it with.
    pub fn is_single(&self) -> bool {
        match &self.parts[..] {
            [Part::File(path)] => archive::format_of(path).is_none_or(|format| format.what == What::Document),
            [Part::Stdin] => self.stdin == StdinFormat::Document,
            _ => false,
        }
    }

    /// What a file holds that was found in a folder, or by a pattern.
    fn format_of(&self, path: &Path, format_of: impl Fn(&Path) -> Option<Format>) -> Option<Format> {
        if !archive::is_looked_into(path) {
            return format_of(path);
        }
        let hash = xxh3_64(path.as_os_str().as_encoded_bytes());
        let mut plain = self.plain.lock().unwrap_or_else(PoisonError::into_inner);
        if plain.contains(&hash) {
            return archive::format(&path.to_string_lossy()).map(|format| Format { what: What::Document, ..format });
        }
        let format = format_of(path);
        if format.is_some_and(|format| format.what == What::Document) {
            plain.insert(hash);
        }
        format
    }
}

impl Source for Arguments {
    fn repeats(&self) -> bool {
        // A named pipe, such as a shell's `<(…)`, is empty the second time.
        self.parts.iter().all(|part| match part {
            Part::Stdin => false,
            Part::File(path) => path.is_file(),
            Part::Folder(_) | Part::Glob(..) => true,
        })
    }

    fn each(&self, take: &mut dyn FnMut(Found) -> bool) {
        // Only where arguments may overlap is there anything to remember.
        let mut seen = (self.parts.len() > 1).then(HashSet::new);
        for part in &self.parts {
            let mut any = false;
            let mut file = |path: &Path, format: Format, take: &mut dyn FnMut(Found) -> bool| {
                any = true;
                let known =
                    seen.as_mut().is_some_and(|s| !s.insert(Fingerprint::of(path.as_os_str().as_encoded_bytes())));
                known || archive::each(path, format, take)
            };
            let (going, name) = match part {
                Part::Stdin => {
                    any = true;
                    (stdin(self.stdin, take), "-")
                }
                Part::File(path) => {
                    let name = path.to_str().unwrap_or_default();
                    (file(path, archive::format_of(path).unwrap_or(Format::DOCUMENT), take), name)
                }
                Part::Folder(path) => {
                    let going =
                        walk(path, take, |found, take| match self.format_of(found, archive::format_in_folder) {
                            Some(format) => file(found, format, take),
                            None => true,
                        });
                    (going, path.to_str().unwrap_or_default())
                }
                Part::Glob(text, glob) => {
                    let going = walk(&fixed_part(text), take, |found, take| {
                        let found = found.strip_prefix("./").unwrap_or(found);
                        let format = || self.format_of(found, archive::format_of).unwrap_or(Format::DOCUMENT);
                        !glob.is_match(found) || file(found, format(), take)
                    });
                    (going, text.as_str())
                }
            };
            if !going || !any && !take(Err(Diagnostic::new(Problem::NoInput, Place::file(name)))) {
                return;
            }
        }
    }
}

fn stdin(format: StdinFormat, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut from = io::stdin().lock();
    let mut head = Vec::new();
    let (mut json_follows, mut xml_follows) = (false, false);
    let lines_follow = match format {
        StdinFormat::Lines => true,
        StdinFormat::Document => false,
        StdinFormat::Auto => {
            // A pipe can be read once: what is read to find out is put in front of the rest.
            let first = match from.fill_buf() {
                Ok(buffer) => {
                    let start: Vec<u8> =
                        without_mark(buffer).iter().copied().filter(|b| !b.is_ascii_whitespace()).take(2).collect();
                    json_follows = matches!(start.as_slice(), b"[{" | b"{\"");
                    xml_follows = start.first() == Some(&b'<');
                    start.first().copied()
                }
                Err(error) => return take(Ok(item_of_stdin(Content::Broken(unreadable(error))))),
            };
            if first == Some(b'{') {
                if let Err(error) = (&mut from).take(MAX_LEN_BYTES + 1).read_until(b'\n', &mut head) {
                    return take(Ok(item_of_stdin(Content::Broken(unreadable(error)))));
                }
                serde_json::from_slice::<serde_json::Map<String, serde_json::Value>>(without_mark(&head)).is_ok()
            } else {
                false
            }
        }
    };
    let mut all = io::Cursor::new(head).chain(from);
    if lines_follow {
        return lines::each("-", "stdin", all, take);
    }
    if json_follows {
        return json::each("-", "stdin", all, take);
    }
    if xml_follows {
        return match xml::of_reader(all) {
            Ok((Some(xml), all)) => xml::each_of_reader("-", "stdin", all, xml, take),
            Ok((None, mut all)) => document(&mut all, take),
            Err(error) => take(Ok(item_of_stdin(Content::Broken(unreadable(error))))),
        };
    }
    document(&mut all, take)
}

/// One document of standard input.
fn document(from: &mut impl Read, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let content = match super::read_capped(from) {
        Ok(bytes) if database::has_marks(&bytes) => return database::each("-", "stdin", &bytes, take),
        Ok(bytes) => Content::Bytes(bytes),
        Err(error) => Content::Broken(unreadable(error)),
    };
    take(Ok(item_of_stdin(content)))
}

fn item_of_stdin(content: Content) -> Item {
    Item { name: "-".to_owned(), file: "stdin".to_owned(), folder: "-".to_owned(), line: 0, content }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Goes through the files below a folder in the order of their names; false where `each` wants no more.
fn walk(
    root: &Path,
    take: &mut dyn FnMut(Found) -> bool,
    mut each: impl FnMut(&Path, &mut dyn FnMut(Found) -> bool) -> bool,
) -> bool {
    let is_wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        let is_beside = || entry.file_type().is_dir() && is_of_page(entry.path(), &name);
        entry.depth() == 0 || !(name.starts_with('.') || is_beside())
    };
    for entry in WalkDir::new(root).sort_by_file_name().into_iter().filter_entry(is_wanted) {
        let going = match entry {
            Ok(entry) if entry.file_type().is_file() || entry.path_is_symlink() && entry.path().is_file() => {
                each(entry.path(), take)
            }
            Ok(_) => true,
            Err(error) => {
                let file = error.path().unwrap_or(root).to_string_lossy().into_owned();
                let reason = error.io_error().map_or_else(|| error.to_string(), crate::error::reason);
                take(Err(Diagnostic::new(Problem::Unreadable { reason }, Place::file(file))))
            }
        };
        if !going {
            return false;
        }
    }
    true
}

/// Whether a folder has what a browser saved beside a page: pictures, scripts, the pages of frames and advertisements.
fn is_of_page(folder: &Path, name: &str) -> bool {
    /// As browsers name it, in the languages of those that translate it.
    const ENDS: [&str; 22] = [
        "_files",
        ".files",
        "-Dateien",
        "_fichiers",
        "_bestanden",
        "_file",
        "_archivos",
        "-filer",
        "_tiedostot",
        "_pliki",
        "_soubory",
        "_elemei",
        "_ficheiros",
        "_arquivos",
        "_dosyalar",
        "_datoteke",
        "_fitxers",
        "_failid",
        "_fails",
        "_bylos",
        "_fajlovi",
        "_fitxategiak",
    ];
    let stem = ENDS.iter().find_map(|end| name.strip_suffix(end)).filter(|stem| !stem.is_empty());
    stem.is_some_and(|stem| {
        ["html", "htm", "xhtml"].iter().any(|end| folder.with_file_name(format!("{stem}.{end}")).is_file())
    })
}

/// The folder above the first part of a glob that has a wildcard.
fn fixed_part(glob: &str) -> PathBuf {
    let fixed: PathBuf = Path::new(glob)
        .components()
        .take_while(|part| !part.as_os_str().to_string_lossy().contains(['*', '?', '[', '{']))
        .collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}

/// The path whose last part is nearest to that of a path that is not there.
fn nearest_path(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let entries = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names: Vec<String> = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    let near = crate::diag::nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str))?;
    Some(folder.map_or_else(|| near.to_owned(), |folder| folder.join(near).display().to_string()))
}
