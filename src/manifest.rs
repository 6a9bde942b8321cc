//! `.newsgen/manifest`: what was written last time, and of what inputs.
//!
//! The manifest is written last and whole. Before the first output is touched, a journal names
//! those about to be written or removed; a journal that is still there at the next build tells of
//! a build that did not end, and its outputs are compared byte by byte. Both may be deleted at any
//! time: the next build then renders everything and rewrites what differs.
//!
//! Format, little-endian: a head (magic, version, what [`Head`] has, XXH3-64 of these), which a build
//! that finds nothing to do reads alone; the entries by path hash (path hash u128, inputs u128,
//! output hash u64, length u64, path length u32, path); a foot (number of entries, XXH3-64 of them).

use std::io::{Read, Write};
use std::path::Path;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use crate::error::{Error, Result};
use crate::model::Fingerprint;

const MAGIC: &[u8; 8] = b"newsgenM";
/// Bump when the format or the meaning of a fingerprint's inputs changes.
const VERSION: u64 = 3;
const HEAD_BYTES: usize = 8 + 8 + 16 + 8 * 8 + 8;
const ENTRY_BYTES: usize = 16 + 16 + 8 + 8 + 4;
const FOOT_BYTES: usize = 8 + 8;

/// What a build was made of as a whole, and what it said: enough to say it again where nothing changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Head {
    /// Of all sources, settings and options; [`Head::UNKNOWN`] if the next build has to look closer.
    pub inputs: Fingerprint,
    /// The moments, in seconds since 1970, between which the same articles are published: from the
    /// first on, before the second.
    pub valid: (i64, i64),
    /// Outputs of the site.
    pub pages: u64,
    /// Articles published.
    pub articles: u64,
    /// Articles held back: drafts, future, expired, withheld.
    pub held: [u64; 4],
}

impl Head {
    /// Inputs that no build has.
    pub const UNKNOWN: Fingerprint = Fingerprint(0);

    /// Reads the head of a manifest; `None` where there is none of this version.
    pub fn read(path: &Path) -> Option<Head> {
        let mut bytes = [0; HEAD_BYTES];
        std::fs::File::open(path).ok()?.read_exact(&mut bytes).ok()?;
        Head::from_bytes(&bytes)
    }

    /// Replaces the head of a manifest in place. A write that is cut short leaves a head with a
    /// wrong sum, and with it a manifest that is ignored.
    pub fn write(&self, path: &Path) -> Result<()> {
        let file = std::fs::File::options().write(true).open(path);
        file.and_then(|mut file| file.write_all(&self.to_bytes())).map_err(Error::io("write", path))
    }

    fn from_bytes(bytes: &[u8; HEAD_BYTES]) -> Option<Head> {
        let number = |at: usize| u64::from_le_bytes(bytes[at..at + 8].try_into().expect("eight bytes"));
        if &bytes[..8] != MAGIC || number(8) != VERSION || number(HEAD_BYTES - 8) != xxh3_64(&bytes[..HEAD_BYTES - 8]) {
            return None;
        }
        let inputs = u128::from_le_bytes(bytes[16..32].try_into().expect("sixteen bytes"));
        Some(Head {
            inputs: Fingerprint(inputs),
            valid: (number(32) as i64, number(40) as i64),
            pages: number(48),
            articles: number(56),
            held: [number(64), number(72), number(80), number(88)],
        })
    }

    fn to_bytes(self) -> [u8; HEAD_BYTES] {
        let mut bytes = [MAGIC.as_slice(), &VERSION.to_le_bytes(), &self.inputs.0.to_le_bytes()].concat();
        let numbers = [self.valid.0 as u64, self.valid.1 as u64, self.pages, self.articles];
        numbers.into_iter().chain(self.held).for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(&xxh3_64(&bytes).to_le_bytes());
        bytes.try_into().expect("the parts add up to a head")
    }
}

/// One output that newsgen wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Entry {
    /// As [`crate::plan::path_hash`] makes it.
    pub path: Fingerprint,
    /// Of what it was made; [`Entry::UNKNOWN`] if it has to be made again whatever that is.
    pub inputs: Fingerprint,
    /// XXH3-64 of its bytes.
    pub output: u64,
    /// Length in bytes.
    pub len_bytes: u64,
}

impl Entry {
    /// Inputs that no plan has.
    pub const UNKNOWN: Fingerprint = Fingerprint(0);
}

/// All outputs of the last build, by path hash.
#[derive(Debug, Default, PartialEq)]
pub struct Manifest {
    entries: Vec<Entry>,
    /// All paths, and where each ends.
    paths: String,
    ends: Vec<u32>,
}

impl Manifest {
    /// Reads a manifest; `None` where there is none of this version.
    pub fn read(path: &Path) -> Result<Option<Manifest>> {
        let file = match std::fs::File::open(path) {
            Ok(file) => file,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(Error::io("read", path)(e)),
        };
        let len_bytes = file.metadata().map_err(Error::io("look at", path))?.len();
        Ok(Manifest::from_reader(std::io::BufReader::with_capacity(1 << 18, file), len_bytes))
    }

    /// Entry by entry, so that a manifest of a million outputs is in memory once.
    fn from_reader(mut file: impl Read, len_bytes: u64) -> Option<Manifest> {
        let mut head = [0; HEAD_BYTES];
        file.read_exact(&mut head).ok()?;
        Head::from_bytes(&head)?;
        let mut left = len_bytes.checked_sub((HEAD_BYTES + FOOT_BYTES) as u64)?;
        let mut manifest = Manifest::default();
        let mut sum = Xxh3Default::new();
        let mut path = Vec::new();
        while left > 0 {
            let mut entry = [0; ENTRY_BYTES];
            file.read_exact(&mut entry).ok()?;
            let long = |at: usize| u128::from_le_bytes(entry[at..at + 16].try_into().expect("sixteen bytes"));
            let number = |at: usize| u64::from_le_bytes(entry[at..at + 8].try_into().expect("eight bytes"));
            let path_bytes = u32::from_le_bytes(entry[48..].try_into().ok()?);
            left = left.checked_sub(ENTRY_BYTES as u64 + u64::from(path_bytes))?;
            path.resize(path_bytes as usize, 0);
            file.read_exact(&mut path).ok()?;
            sum.update(&entry);
            sum.update(&path);
            let (hash, inputs) = (Fingerprint(long(0)), Fingerprint(long(16)));
            let entry = Entry { path: hash, inputs, output: number(32), len_bytes: number(40) };
            manifest.push(entry, std::str::from_utf8(&path).ok()?)?;
        }
        let mut foot = [0; FOOT_BYTES];
        file.read_exact(&mut foot).ok()?;
        let whole =
            foot[..8] == (manifest.entries.len() as u64).to_le_bytes() && foot[8..] == sum.digest().to_le_bytes();
        whole.then_some(manifest)
    }

    /// Adds an entry; `None` where all paths together are over 4 GiB.
    pub(crate) fn push(&mut self, entry: Entry, path: &str) -> Option<()> {
        self.entries.push(entry);
        self.paths.push_str(path);
        self.ends.push(u32::try_from(self.paths.len()).ok()?);
        Some(())
    }

    /// The entries, by path hash.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The path of an entry by its place.
    pub fn path(&self, index: usize) -> &str {
        let start = if index == 0 { 0 } else { self.ends[index - 1] as usize };
        &self.paths[start..self.ends[index] as usize]
    }
}

/// Entries as they are written, some at a time, so that they can be made on several threads.
#[derive(Debug, Default)]
pub struct Block {
    bytes: Vec<u8>,
    count: u64,
}

impl Block {
    /// Empties it, to be used again.
    pub fn clear(&mut self) {
        self.bytes.clear();
        self.count = 0;
    }

    /// Adds an entry with its path.
    pub fn push(&mut self, Entry { path: hash, inputs, output, len_bytes }: Entry, path: &str) {
        let bytes = &mut self.bytes;
        [hash, inputs].iter().for_each(|fingerprint| bytes.extend_from_slice(&fingerprint.0.to_le_bytes()));
        [output, len_bytes].iter().for_each(|number| bytes.extend_from_slice(&number.to_le_bytes()));
        bytes.extend_from_slice(&(path.len() as u32).to_le_bytes());
        bytes.extend_from_slice(path.as_bytes());
        self.count += 1;
    }
}

/// Takes the entries of a manifest that is being written, in order of their path's hash.
pub type Put<'a> = &'a mut dyn FnMut(&Block) -> std::io::Result<()>;

/// Writes a manifest, whole or not at all: `entries` hands them over, and none is kept.
pub fn write(path: &Path, head: Head, entries: impl FnOnce(Put) -> std::io::Result<()>) -> Result<()> {
    crate::fs::write_atomic(path, |out| {
        out.write_all(&head.to_bytes())?;
        let mut sum = Xxh3Default::new();
        let mut written: u64 = 0;
        entries(&mut |Block { bytes, count }| {
            sum.update(bytes);
            written += count;
            out.write_all(bytes)
        })?;
        out.write_all(&written.to_le_bytes())?;
        out.write_all(&sum.digest().to_le_bytes())
    })
}

/// Writes the journal: the paths of outputs about to be written or removed.
pub fn write_journal<'a>(path: &Path, outputs: impl Iterator<Item = std::borrow::Cow<'a, str>>) -> Result<()> {
    crate::fs::write_atomic(path, |out| {
        for output in outputs {
            out.write_all(output.as_bytes())?;
            out.write_all(b"\n")?;
        }
        Ok(())
    })
}

/// The paths in a journal that a build left behind; none where there is no journal.
pub fn read_journal(path: &Path) -> Result<Vec<String>> {
    let bytes = crate::fs::read_if_there(path)?.unwrap_or_default();
    Ok(String::from_utf8_lossy(&bytes).lines().map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_is_read_as_it_was_written_and_a_damaged_one_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest");
        let head = Head { inputs: Fingerprint(9), valid: (-5, i64::MAX), pages: 3, articles: 2, held: [1, 0, 7, 2] };
        let entry = |n: u128| Entry { path: Fingerprint(n), inputs: Fingerprint(n * 7), output: 5, len_bytes: 6 };
        let mut block = Block::default();
        let entries = |put: Put| {
            [1..3, 3..4].into_iter().try_for_each(|part| {
                block.clear();
                part.for_each(|n| block.push(entry(n), &format!("page/{n}")));
                put(&block)
            })
        };
        write(&path, head, entries).unwrap();
        let manifest = Manifest::read(&path).unwrap().unwrap();
        assert_eq!(manifest.entries(), [entry(1), entry(2), entry(3)]);
        assert_eq!(manifest.path(1), "page/2");
        assert_eq!(Head::read(&path), Some(head));
        let other = Head { inputs: Head::UNKNOWN, ..head };
        other.write(&path).unwrap();
        assert_eq!(Head::read(&path), Some(other));
        assert_eq!(Manifest::read(&path).unwrap().unwrap(), manifest);
        let mut bytes = std::fs::read(&path).unwrap();
        let from = |bytes: &[u8]| Manifest::from_reader(bytes, bytes.len() as u64);
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert_eq!(from(&bytes), None, "byte {at}");
            bytes[at] ^= 1;
            assert_eq!(from(&bytes[..at]), None);
        }
    }
}
