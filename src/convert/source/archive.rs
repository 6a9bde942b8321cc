//! ZIP, tar and gzip files, crawls, JSON and tables ▶ items, one for each text or page in them.
//!
//! Members are read one after another and never written anywhere: their names are only labels, so
//! `../../x.txt` is no danger. What is wrong with one member stops no other; what breaks the archive
//! itself is said once, and what came before it is converted.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use zip::ZipArchive;
use zip::result::ZipError;

use super::{
    Content, Found, Item, bad_archive, database, dump, in_utf8, json, lines, mail, read_capped, table, unreadable,
    warc, xml,
};
use crate::diag::{Diagnostic, Place, Problem};

/// What a file holds, by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format {
    /// What it is, once it is unpacked.
    pub what: What,
    /// Whether it is packed by gzip.
    pub packed: bool,
}

/// What there are files of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// One document.
    Document,
    /// A JSON object on each line.
    Lines,
    /// JSON.
    Json,
    /// A table of comma-separated values.
    Table,
    /// Messages of a mail program.
    Mailbox,
    /// A WARC file.
    Warc,
    /// A ZIP archive of WARC files and notes about them.
    Wacz,
    /// A ZIP archive.
    Zip,
    /// A tar archive.
    Tar,
    /// A text with articles of a database.
    Database,
    /// A database of a content system as SQL.
    Dump,
    /// XML, which is looked into to tell what it has.
    Xml,
}

impl Format {
    /// What any other file is, if someone names it.
    pub const DOCUMENT: Format = Format { what: What::Document, packed: false };
}

/// Whether a file's name alone does not tell what it holds.
pub fn is_looked_into(path: &Path) -> bool {
    let name = path.to_string_lossy();
    match format(&name) {
        Some(Format { what: What::Xml, .. }) => true,
        Some(Format::DOCUMENT) => database::may_be_export(&name),
        _ => false,
    }
}

/// What a file that was found in a folder holds. Feeds are none of those: they have once more, and often cut, what the pages
/// beside them have.
pub fn format_in_folder(path: &Path) -> Option<Format> {
    let is_feed =
        |format: &Format| format.what == What::Xml && xml::of_file(path, format.packed) == Some(xml::Xml::Feed);
    format_of(path).filter(|format| !is_feed(format))
}

/// What a file holds: by its name, and XML by its beginning, since much else is XML.
pub fn format_of(path: &Path) -> Option<Format> {
    match format(&path.to_string_lossy())? {
        Format { what: What::Xml, packed } => match xml::of_file(path, packed)? {
            // One article is read by the thread that converts it.
            xml::Xml::Article => Some(Format { what: What::Document, packed }),
            _ => Some(Format { what: What::Xml, packed }),
        },
        Format { what: What::Document, packed: false } if database::is_export(path) => {
            Some(Format { what: What::Database, packed: false })
        }
        format => Some(format),
    }
}

/// What a file of this name holds; `None` for names that no text or archive has.
pub fn format(name: &str) -> Option<Format> {
    const ENDS: [(&str, What); 30] = [
        (".txt", What::Document),
        (".text", What::Document),
        (".html", What::Document),
        (".htm", What::Document),
        (".xhtml", What::Document),
        (".mht", What::Document),
        (".mhtml", What::Document),
        (".eml", What::Document),
        (".docx", What::Document),
        (".odt", What::Document),
        (".rtf", What::Document),
        (".jsonl", What::Lines),
        (".ndjson", What::Lines),
        (".json", What::Json),
        (".mbox", What::Mailbox),
        (".csv", What::Table),
        (".tsv", What::Table),
        (".warc", What::Warc),
        (".wet", What::Warc),
        (".wacz", What::Wacz),
        (".zip", What::Zip),
        (".tar", What::Tar),
        (".xml", What::Xml),
        (".wxr", What::Xml),
        (".rss", What::Xml),
        (".atom", What::Xml),
        (".rdf", What::Xml),
        (".nitf", What::Xml),
        (".newsml", What::Xml),
        (".sql", What::Dump),
    ];
    let lower = name.to_lowercase();
    let lower = lower.strip_suffix(".tgz").map_or(lower.clone(), |stem| format!("{stem}.tar.gz"));
    let (lower, packed) = lower.strip_suffix(".gz").map_or((lower.as_str(), false), |stem| (stem, true));
    let (_, what) = ENDS.iter().find(|(end, _)| lower.len() > end.len() && lower.ends_with(end))?;
    // Packed twice is nothing that anyone makes.
    (!packed || !matches!(what, What::Zip | What::Wacz)).then_some(Format { what: *what, packed })
}

/// Hands over what a file holds; false where `take` wants no more. A fault of a reader ends the file, not the run.
pub fn each(path: &Path, format: Format, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let all = AssertUnwindSafe(|| each_of_file(path, format, take));
    catch_unwind(all)
        .unwrap_or_else(|_| take(Err(Diagnostic::new(Problem::ConverterFault, Place::file(path.to_string_lossy())))))
}

fn each_of_file(path: &Path, format: Format, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let name = path.to_string_lossy().into_owned();
    let file = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
    let file = if format.packed { without_gz(&file) } else { file };
    let folder = path.parent().map_or_else(String::new, |p| p.to_string_lossy().into_owned());
    let item = |content| Item { name: name.clone(), file: file.clone(), folder: folder.clone(), line: 0, content };
    match (format.what, format.packed) {
        (What::Document, false) => return take(Ok(item(Content::File(path.to_owned())))),
        (What::Document, true) => return take(Ok(item(Content::Packed(path.to_owned())))),
        (What::Xml, packed) => return xml::each_of_file(path, packed, &name, &file, take),
        (What::Database, _) => return database::each_of_file(path, &name, &file, take),
        (What::Dump, packed) => return dump::each_of_file(path, packed, &name, &file, take),
        _ => {}
    }
    let opened = match fs::File::open(path) {
        Ok(opened) => BufReader::with_capacity(1 << 16, opened),
        Err(error) => return take(Ok(item(Content::Broken(unreadable(error))))),
    };
    match format.what {
        What::Zip => each_of_zip(&name, opened, |_| true, take),
        // Its lists of pages have their texts once more.
        What::Wacz => each_of_zip(&name, opened, |what| what == What::Warc, take),
        What::Tar if format.packed => each_of_tar(&name, MultiGzDecoder::new(opened), take),
        What::Tar => each_of_tar(&name, opened, take),
        what if format.packed => each_of_list(what, &name, &file, unpacked(opened), take),
        what => each_of_list(what, &name, &file, opened, take),
    }
}

/// Hands over the documents of a file that is a list of them.
fn each_of_list(what: What, name: &str, file: &str, from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    if what == What::Mailbox {
        return mail::each(name, file, from, take);
    }
    if what == What::Warc {
        return warc::each(name, from, take);
    }
    let from = match in_utf8(from) {
        Ok(from) => from,
        Err(problem) => return take(Err(Diagnostic::new(problem, Place::file(name)))),
    };
    match what {
        What::Lines => lines::each(name, file, from, take),
        What::Json => json::each(name, file, from, take),
        What::Table => table::each(name, file, from, take),
        _ => unreachable!("no lists"),
    }
}

fn without_gz(file: &str) -> String {
    let is_packed = file.to_ascii_lowercase().ends_with(".gz");
    if is_packed { file[..file.len() - ".gz".len()].to_owned() } else { file.to_owned() }
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
    wanted: impl Fn(What) -> bool,
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
        let Some((format, label)) = member(&label).filter(|(format, _)| wanted(format.what)) else { continue };
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
    let named = format!("{name}/{label}");
    let file = label.rsplit('/').next().unwrap_or(label);
    let file = if format.packed { without_gz(file) } else { file.to_owned() };
    match (format.what, format.packed) {
        (What::Document, packed) => {
            let read = if packed { read_capped(MultiGzDecoder::new(from)) } else { read_capped(from) };
            let content = match read {
                Ok(bytes) => match database::export_in(&file, &bytes) {
                    Some(text) => return database::each(&named, &file, &text, take),
                    None => Content::Bytes(bytes),
                },
                Err(error) => Content::Broken(bad_archive(&format!("member of a {kind}"), &error)),
            };
            take(Ok(Item { file, ..part(name, label, content) }))
        }
        (What::Xml, true) => each_of_xml_member(name, label, &file, unpacked(from), take),
        (What::Xml, false) => each_of_xml_member(name, label, &file, BufReader::new(from), take),
        (What::Dump, true) => dump::each_of_reader(&named, &file, MultiGzDecoder::new(from), take),
        (What::Dump, false) => dump::each_of_reader(&named, &file, from, take),
        (What::Zip | What::Wacz | What::Tar | What::Database, _) => {
            take(Ok(part(name, label, Content::Broken(Problem::NestedArchive))))
        }
        (what, true) => each_of_list(what, &named, &file, unpacked(from), take),
        (what, false) => each_of_list(what, &named, &file, BufReader::new(from), take),
    }
}

/// Hands over what a member of XML has, if it is of a kind that is known.
fn each_of_xml_member(
    name: &str,
    label: &str,
    file: &str,
    from: impl BufRead,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let broken = |error| Content::Broken(bad_archive("member of an archive", &error));
    match xml::of_reader(from) {
        Err(error) => take(Ok(part(name, label, broken(error)))),
        Ok((None | Some(xml::Xml::Feed), _)) => true,
        Ok((Some(xml::Xml::Article), all)) => {
            let content = read_capped(all).map_or_else(broken, Content::Bytes);
            take(Ok(Item { file: file.to_owned(), ..part(name, label, content) }))
        }
        Ok((Some(xml), all)) => xml::each_of_reader(&format!("{name}/{label}"), file, all, xml, take),
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
