//! ZIP, tar and gzip files, and crawls ▶ items, one for each text or page in them.
//!
//! Members are read one after another and never written anywhere: their names are only labels, so
//! `../../x.txt` is no danger. What is wrong with one member stops no other; what breaks the archive
//! itself is said once, and what came before it is converted.

use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{Content, Found, Item, bad_archive, export, lines, read_capped, unreadable, warc};
use crate::diag::{Diagnostic, Place, Problem};

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One document.
    Document,
    /// One document, packed by gzip.
    Packed,
    /// A JSON object on each line.
    Lines,
    /// The same, packed by gzip.
    PackedLines,
    /// A ZIP archive.
    Zip,
    /// A tar archive.
    Tar,
    /// The same, packed by gzip.
    PackedTar,
    /// A WARC file.
    Warc,
    /// The same, packed by gzip.
    PackedWarc,
    /// A ZIP archive of WARC files and notes about them.
    Wacz,
    /// An export of WordPress.
    Export,
}

/// What a file holds: by its name, and exports of WordPress by their beginning, since much else ends in `.xml`.
pub fn format_of(path: &Path) -> Option<Format> {
    format(&path.to_string_lossy()).or_else(|| export::is_export(path).then_some(Format::Export))
}

/// What a file of this name holds; `None` for names that no text or archive has.
pub fn format(name: &str) -> Option<Format> {
    const ENDS: [(&str, Format); 25] = [
        (".txt", Format::Document),
        (".text", Format::Document),
        (".html", Format::Document),
        (".htm", Format::Document),
        (".xhtml", Format::Document),
        (".txt.gz", Format::Packed),
        (".text.gz", Format::Packed),
        (".html.gz", Format::Packed),
        (".htm.gz", Format::Packed),
        (".xhtml.gz", Format::Packed),
        (".jsonl", Format::Lines),
        (".ndjson", Format::Lines),
        (".jsonl.gz", Format::PackedLines),
        (".ndjson.gz", Format::PackedLines),
        (".zip", Format::Zip),
        (".tar", Format::Tar),
        (".tar.gz", Format::PackedTar),
        (".tgz", Format::PackedTar),
        (".mht", Format::Document),
        (".mhtml", Format::Document),
        (".warc", Format::Warc),
        (".warc.gz", Format::PackedWarc),
        (".wet", Format::Warc),
        (".wet.gz", Format::PackedWarc),
        (".wacz", Format::Wacz),
    ];
    let lower = name.to_lowercase();
    ENDS.iter().find(|(end, _)| lower.len() > end.len() && lower.ends_with(end)).map(|(_, format)| *format)
}

/// Hands over what a file holds; false where `take` wants no more.
pub fn each(path: &Path, format: Format, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let name = path.to_string_lossy().into_owned();
    let file = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
    let folder = path.parent().map_or_else(String::new, |p| p.to_string_lossy().into_owned());
    let item = |content| Item { name: name.clone(), file: file.clone(), folder: folder.clone(), line: 0, content };
    match format {
        Format::Document => return take(Ok(item(Content::File(path.to_owned())))),
        Format::Packed => {
            let file = file.strip_suffix(".gz").or_else(|| file.strip_suffix(".GZ")).unwrap_or(&file).to_owned();
            return take(Ok(Item { file, ..item(Content::Packed(path.to_owned())) }));
        }
        Format::Export => return export::each(path, take),
        _ => {}
    }
    let opened = match fs::File::open(path) {
        Ok(opened) => BufReader::with_capacity(1 << 16, opened),
        Err(error) => return take(Ok(item(Content::Broken(unreadable(error))))),
    };
    match format {
        Format::Lines => lines::each(&name, &file, opened, take),
        Format::PackedLines => lines::each(&name, file.trim_end_matches(".gz"), unpacked(opened), take),
        Format::Tar => each_of_tar(&name, opened, take),
        Format::PackedTar => each_of_tar(&name, MultiGzDecoder::new(opened), take),
        Format::Warc => warc::each(&name, opened, take),
        Format::PackedWarc => warc::each(&name, unpacked(opened), take),
        Format::Zip => each_of_zip(&name, opened, |_| true, take),
        // Its lists of pages have their texts once more.
        Format::Wacz => each_of_zip(&name, opened, |of| matches!(of, Format::Warc | Format::PackedWarc), take),
        Format::Document | Format::Packed | Format::Export => unreachable!("handed over above"),
    }
}

fn unpacked<R: Read>(from: R) -> BufReader<MultiGzDecoder<R>> {
    BufReader::with_capacity(1 << 16, MultiGzDecoder::new(from))
}

fn broken(name: &str, kind: &str, error: &dyn std::fmt::Display) -> Found {
    Err(Diagnostic::new(bad_archive(kind, error), Place::file(name)))
}

fn each_of_zip(
    name: &str,
    from: BufReader<fs::File>,
    wanted: impl Fn(Format) -> bool,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    const KIND: &str = "zip archive";
    let mut archive = match ZipArchive::new(from) {
        Ok(archive) => archive,
        Err(error) => return take(broken(name, KIND, &error)),
    };
    let mut any = false;
    for at in 0..archive.len() {
        // The raw entry tells name and encryption of members that cannot be unpacked.
        let (label, encrypted) = match archive.by_index_raw(at) {
            Ok(raw) if raw.is_dir() => continue,
            Ok(raw) => (String::from_utf8_lossy(raw.name_raw()).into_owned(), raw.encrypted()),
            Err(error) => {
                if !take(broken(name, KIND, &error)) {
                    return false;
                }
                continue;
            }
        };
        let Some((format, label)) = member(&label).filter(|(format, _)| wanted(*format)) else { continue };
        any = true;
        let going = if encrypted {
            take(Ok(part(name, &label, Content::Broken(Problem::Encrypted))))
        } else {
            match archive.by_index(at) {
                Ok(file) => each_of_member(name, &label, format, KIND, file, take),
                Err(error) => {
                    let problem = match error {
                        ZipError::CompressionMethodNotSupported(_) => Problem::BadArchive {
                            kind: "member of a zip archive".into(),
                            reason: "it is compressed by another method than deflate".into(),
                        },
                        error => bad_archive("member of a zip archive", &error),
                    };
                    take(Ok(part(name, &label, Content::Broken(problem))))
                }
            }
        };
        if !going {
            return false;
        }
    }
    any || take(Err(Diagnostic::new(Problem::NoInput, Place::file(name))))
}

fn each_of_tar(name: &str, from: impl Read, take: &mut dyn FnMut(Found) -> bool) -> bool {
    const KIND: &str = "tar archive";
    /// Longer names are cut: they are labels.
    const MOST: u64 = 16 * 1024;
    let mut archive = tar::Archive::new(from);
    let entries = match archive.entries() {
        Ok(entries) => entries.raw(true),
        Err(error) => return take(broken(name, KIND, &error)),
    };
    // Raw entries, because the crate would hold however long a name an archive claims to have.
    let mut long_name: Option<Vec<u8>> = None;
    let mut any = false;
    for entry in entries {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => return take(broken(name, KIND, &error)),
        };
        let kind = entry.header().entry_type();
        if kind.is_gnu_longname() || kind.is_pax_local_extensions() {
            let mut bytes = Vec::new();
            if let Err(error) = entry.take(MOST).read_to_end(&mut bytes) {
                return take(broken(name, KIND, &error));
            }
            let found = if kind.is_gnu_longname() {
                bytes.split(|b| *b == 0).next().map(<[u8]>::to_vec)
            } else {
                pax_path(&bytes)
            };
            long_name = found.or(long_name);
            continue;
        }
        let label = long_name.take().unwrap_or_else(|| entry.header().path_bytes().into_owned());
        let Some((format, label)) = member(&String::from_utf8_lossy(&label)) else { continue };
        if !kind.is_file() && !kind.is_contiguous() {
            continue;
        }
        any = true;
        if !each_of_member(name, &label, format, KIND, entry, take) {
            return false;
        }
    }
    any || take(Err(Diagnostic::new(Problem::NoInput, Place::file(name))))
}

/// `path` of a PAX header, whose records are `LENGTH KEY=VALUE\n`.
fn pax_path(mut bytes: &[u8]) -> Option<Vec<u8>> {
    loop {
        let space = bytes.iter().position(|b| *b == b' ')?;
        let len: usize = std::str::from_utf8(&bytes[..space]).ok()?.parse().ok()?;
        let record = bytes.get(space + 1..len)?;
        if let Some(path) = record.strip_prefix(b"path=") {
            return Some(path.strip_suffix(b"\n").unwrap_or(path).to_vec());
        }
        bytes = bytes.get(len..)?;
    }
}

fn each_of_member(
    name: &str,
    label: &str,
    format: Format,
    kind: &str,
    from: impl Read,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let file = label.rsplit('/').next().unwrap_or(label);
    match format {
        Format::Lines => lines::each(&format!("{name}/{label}"), file, BufReader::new(from), take),
        Format::PackedLines => {
            lines::each(&format!("{name}/{label}"), file.trim_end_matches(".gz"), unpacked(from), take)
        }
        Format::Warc => warc::each(&format!("{name}/{label}"), BufReader::new(from), take),
        Format::PackedWarc => warc::each(&format!("{name}/{label}"), unpacked(from), take),
        Format::Document | Format::Packed => {
            let packed = format == Format::Packed;
            let read = if packed { read_capped(MultiGzDecoder::new(from)) } else { read_capped(from) };
            let content = match read {
                Ok(bytes) => Content::Bytes(bytes),
                Err(error) => Content::Broken(bad_archive(&format!("member of a {kind}"), &error)),
            };
            let item = part(name, label, content);
            let file = if packed { item.file.trim_end_matches(".gz").to_owned() } else { item.file.clone() };
            take(Ok(Item { file, ..item }))
        }
        Format::Zip | Format::Tar | Format::PackedTar | Format::Wacz | Format::Export => {
            take(Ok(part(name, label, Content::Broken(Problem::NestedArchive))))
        }
    }
}

/// A member that is a document.
fn part(name: &str, label: &str, content: Content) -> Item {
    let (folder, file) = label.rsplit_once('/').map_or((None, label), |(folder, file)| (Some(folder), file));
    Item {
        name: format!("{name}/{label}"),
        file: file.to_owned(),
        folder: folder.map_or_else(|| name.to_owned(), |folder| format!("{name}/{folder}")),
        line: 0,
        content,
    }
}

/// What a member is, and its name fit to be shown: with `/`, without signs that a terminal would
/// act on. Hidden ones and those that are no text are none.
fn member(label: &str) -> Option<(Format, String)> {
    let label: String =
        label.chars().map(|c| if c == '\\' { '/' } else { c }).filter(|c| !c.is_control()).take(1000).collect();
    let hidden = label.split('/').any(|part| part.starts_with('.') && part != "." && part != "..");
    let label = label.trim_start_matches("./").to_owned();
    (!hidden && !label.starts_with("__MACOSX/")).then(|| format(&label).map(|format| (format, label)))?
}
