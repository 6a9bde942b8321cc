//! What a run notes of each input, so that the next one need not read it again.
//!
//! A journal below `.newsgen/`, beside the content folder; it may be deleted at any time. Each article
//! is one line, added as soon as its file is written, so a run that is stopped half-way goes on where
//! it was. An input is taken as known while it, its content file and all that decides about it (flags,
//! recipes, what recurs in its source, the version of newsgen) are as the line says. What is kept in
//! memory of a line is its place in the journal.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use super::duplicates::Signature;
use super::former::Former;
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher};

/// Fewer inputs are read again in a moment, and said to be what they are; what they became is noted all the same.
pub const FEWEST: usize = 100;

const HEAD: &str = "newsgen convert notes 2\n";
/// Lines between two moments at which they are surely on disk, as far as a killed program goes.
const FLUSH: usize = 32;

/// What is noted of one input.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The hash of its name.
    pub name: Fingerprint,
    /// Its state: size and time of a file, otherwise a hash of its bytes.
    pub stamp: Fingerprint,
    /// All else that decides about it.
    pub settings: Fingerprint,
    /// The first half of its SHA-256.
    pub sha256: u128,
    /// What it is compared by.
    pub signature: Option<Signature>,
    /// Size and time of its content file.
    pub written: Fingerprint,
    /// Whether its headline, day or body is in doubt.
    pub doubtful: bool,
    /// Whether it has no date.
    pub undated: bool,
    /// The content file of the article that it repeats, below the content folder.
    pub duplicate_of: Option<String>,
    /// Its content file, below the content folder.
    pub output: String,
    /// Its source.
    pub source: String,
}

impl Record {
    fn line(&self) -> String {
        let signature = self.signature.map_or_else(String::new, |s| {
            let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
            let keys: String = s.keys.iter().map(|k| format!("{k:08x}")).collect();
            format!("{}{keys}{:08x}", hex(&s.bits), s.title)
        });
        let flags = u8::from(self.doubtful) + 2 * u8::from(self.undated);
        format!(
            "{:032x}\t{:032x}\t{:032x}\t{:032x}\t{:032x}\t{flags}\t{signature}\t{}\t{}\t{}\n",
            self.name.0,
            self.stamp.0,
            self.settings.0,
            self.sha256,
            self.written.0,
            self.duplicate_of.as_deref().unwrap_or(""),
            self.output,
            self.source,
        )
    }

    fn parse(line: &str) -> Option<Record> {
        let mut parts = line.strip_suffix('\n')?.split('\t');
        let mut hash = || u128::from_str_radix(parts.next()?, 16).ok();
        let (name, stamp, settings, sha256, written) = (hash()?, hash()?, hash()?, hash()?, hash()?);
        let flags: u8 = parts.next()?.parse().ok()?;
        let signature = match parts.next()? {
            "" => None,
            hex => {
                let byte = |at: usize| u8::from_str_radix(hex.get(at * 2..at * 2 + 2)?, 16).ok();
                let word = |at: usize| u32::from_str_radix(hex.get(at..at + 8)?, 16).ok();
                let mut signature = Signature { bits: [0; 32], keys: [0; 4], title: word(96)? };
                for (at, bits) in signature.bits.iter_mut().enumerate() {
                    *bits = byte(at)?;
                }
                for (at, key) in signature.keys.iter_mut().enumerate() {
                    *key = word(64 + at * 8)?;
                }
                Some(signature)
            }
        };
        let mut text = || parts.next().map(str::to_owned);
        let (duplicate_of, output, source) = (text()?, text()?, text()?);
        Some(Record {
            name: Fingerprint(name),
            stamp: Fingerprint(stamp),
            settings: Fingerprint(settings),
            sha256,
            signature,
            written: Fingerprint(written),
            doubtful: flags & 1 != 0,
            undated: flags & 2 != 0,
            duplicate_of: Some(duplicate_of).filter(|d| !d.is_empty()),
            output,
            source,
        })
    }
}

/// An input's name ▶ where its line begins in the journal, and how long it is.
type Places = HashMap<Fingerprint, (u64, u32)>;

/// The notes of a content folder.
#[derive(Debug)]
pub struct Notes {
    path: PathBuf,
    places: Places,
    reader: Mutex<fs::File>,
    writer: Mutex<(fs::File, Vec<u8>, usize)>,
}

impl Notes {
    /// Where the notes about a content folder are.
    pub fn folder(out: &Path) -> PathBuf {
        match (out.parent(), out.file_name()) {
            (Some(parent), Some(name)) => parent.join(".newsgen").join("convert").join(name),
            _ => out.join(".newsgen").join("convert"),
        }
    }

    /// Opens the notes in a folder, or begins them. Lines that are torn or of another version are as if
    /// they were not there; a journal that is mostly old lines is written anew.
    pub fn open(folder: &Path) -> Result<Notes> {
        let path = folder.join("journal");
        crate::fs::create_dir_all(folder)?;
        let (places, lines, whole) = scan(&path).map_err(Error::io("read", &path))?;
        if !whole || lines > places.len() * 2 + 1000 {
            let kept = places.values().copied().collect();
            rewrite(&path, kept)?;
            let (places, ..) = scan(&path).map_err(Error::io("read", &path))?;
            return Notes::with(path, places);
        }
        Notes::with(path, places)
    }

    fn with(path: PathBuf, places: Places) -> Result<Notes> {
        let writer = fs::OpenOptions::new().append(true).open(&path).map_err(Error::io("write", &path))?;
        let reader = fs::File::open(&path).map_err(Error::io("read", &path))?;
        Ok(Notes { path, places, reader: Mutex::new(reader), writer: Mutex::new((writer, Vec::new(), 0)) })
    }

    /// What was noted of an input.
    pub fn find(&self, name: Fingerprint) -> Option<Record> {
        let (start, len) = *self.places.get(&name)?;
        let mut line = vec![0; len as usize];
        let mut reader = self.reader.lock().expect("reading cannot panic");
        reader.seek(SeekFrom::Start(start)).ok()?;
        reader.read_exact(&mut line).ok()?;
        Record::parse(std::str::from_utf8(&line).ok()?).filter(|record| record.name == name)
    }

    /// Notes an input.
    pub fn add(&self, record: &Record) -> Result<()> {
        // A tab or line end in a name would make another record of it.
        if [&record.output, &record.source].iter().any(|t| t.contains(['\t', '\n'])) {
            return Ok(());
        }
        let mut writer = self.writer.lock().expect("writing cannot panic");
        writer.1.extend(record.line().as_bytes());
        writer.2 += 1;
        if writer.2 >= FLUSH {
            return self.flush(&mut writer);
        }
        Ok(())
    }

    /// Notes a file that an input became before, at once: a run may be stopped before it is removed.
    pub fn add_former(&self, former: &Former) -> Result<()> {
        let (path, Some(line)) = (self.of_formers(), former.line()) else { return Ok(()) };
        let file = fs::OpenOptions::new().create(true).append(true).open(&path);
        file.and_then(|mut file| file.write_all(line.as_bytes())).map_err(Error::io("write", &path))
    }

    /// Such files below `out`, of this run and of earlier ones that were stopped, each once.
    pub fn formers(&self, out: &Path) -> Result<Vec<Former>> {
        let bytes = crate::fs::read_if_there(&self.of_formers())?.unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let lines: BTreeSet<&str> = text.lines().collect();
        Ok(lines.into_iter().filter_map(|line| Former::parse(line, out)).collect())
    }

    /// Ends what is noted of them.
    pub fn forget_formers(&self) -> Result<()> {
        match fs::remove_file(self.of_formers()) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                Err(Error::io("remove", &self.of_formers())(error))
            }
            _ => Ok(()),
        }
    }

    fn of_formers(&self) -> PathBuf {
        self.path.with_file_name("formers")
    }

    /// Writes what is still held.
    pub fn finish(&self) -> Result<()> {
        self.flush(&mut self.writer.lock().expect("writing cannot panic"))
    }

    fn flush(&self, writer: &mut (fs::File, Vec<u8>, usize)) -> Result<()> {
        let lines = std::mem::take(&mut writer.1);
        writer.2 = 0;
        writer.0.write_all(&lines).map_err(Error::io("write", &self.path))
    }
}

/// The places of a journal's newest lines by name, how many lines it has, and whether it is whole; an
/// empty one is begun where there is none.
fn scan(path: &Path) -> std::io::Result<(Places, usize, bool)> {
    let mut places = HashMap::new();
    let file = match fs::File::open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            fs::write(path, HEAD)?;
            return Ok((places, 0, true));
        }
        Err(error) => return Err(error),
    };
    let mut from = BufReader::new(file);
    let mut line = Vec::new();
    from.read_until(b'\n', &mut line)?;
    if line != HEAD.as_bytes() {
        fs::write(path, HEAD)?;
        return Ok((places, 0, true));
    }
    let (mut at, mut lines, mut whole) = (line.len() as u64, 0, true);
    loop {
        line.clear();
        let len = from.read_until(b'\n', &mut line)?;
        if len == 0 {
            return Ok((places, lines, whole));
        }
        let name = line.get(..32).and_then(|n| u128::from_str_radix(std::str::from_utf8(n).ok()?, 16).ok());
        match name.filter(|_| line.ends_with(b"\n")) {
            Some(name) => places.insert(Fingerprint(name), (at, len as u32)),
            None => {
                whole = false;
                None
            }
        };
        lines += 1;
        at += len as u64;
    }
}

/// Writes a journal with some of its lines alone.
fn rewrite(path: &Path, mut kept: Vec<(u64, u32)>) -> Result<()> {
    kept.sort_unstable();
    let old = fs::read(path).map_err(Error::io("read", path))?;
    crate::fs::write_atomic(path, |out| {
        out.write_all(HEAD.as_bytes())?;
        kept.iter().try_for_each(|(start, len)| out.write_all(&old[*start as usize..][..*len as usize]))
    })
}

/// Size and time of a file; `None` where there is none.
pub fn stamp_of_file(path: &Path) -> Option<Fingerprint> {
    let metadata = fs::metadata(path).ok()?;
    let time = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let mut hasher = Hasher::new("file");
    hasher.u64(metadata.len()).u64(time.as_secs()).u64(u64::from(time.subsec_nanos()));
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(name: u128) -> Record {
        Record {
            name: Fingerprint(name),
            stamp: Fingerprint(2),
            settings: Fingerprint(3),
            sha256: u128::MAX,
            signature: name.is_multiple_of(2).then_some(Signature {
                bits: [0xa5; 32],
                keys: [1, 2, 3, u32::MAX],
                title: 9,
            }),
            written: Fingerprint(4),
            doubtful: true,
            undated: name.is_multiple_of(3),
            duplicate_of: name.is_multiple_of(5).then(|| "2012/04/é.md".into()),
            output: format!("2012/04/{name}.md"),
            source: "raw".into(),
        }
    }

    #[test]
    fn notes_come_back_and_torn_ones_do_not() {
        let folder = tempfile::tempdir().unwrap();
        let notes = Notes::open(folder.path()).unwrap();
        (1..=40).for_each(|n| notes.add(&record(n)).unwrap());
        notes.finish().unwrap();
        let journal = folder.path().join("journal");
        let text = fs::read_to_string(&journal).unwrap();
        fs::write(&journal, &text[..text.len() - 5]).unwrap();
        let notes = Notes::open(folder.path()).unwrap();
        assert!((1..40).all(|n| notes.find(Fingerprint(n)) == Some(record(n))));
        assert_eq!(notes.find(Fingerprint(40)), None);
        // What is added behind a torn line is not lost with it.
        notes.add(&record(50)).unwrap();
        notes.finish().unwrap();
        assert_eq!(Notes::open(folder.path()).unwrap().find(Fingerprint(50)), Some(record(50)));
    }
}
