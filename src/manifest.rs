//! `.newsgen/manifest`: what was written last time, and of what inputs.
//!
//! The manifest is written last and whole. Before the first output is touched, a journal names
//! those about to be written or removed; a journal that is still there at the next build tells of
//! a build that did not end, and its outputs are compared byte by byte. Both may be deleted at any
//! time: the next build then renders everything and rewrites what differs.
//!
//! Format: a head (magic, version, XXH3-64 of the rest), the number of entries, the entries by
//! path hash (path hash u128, inputs u128, output hash u64, length u64, path length u32; all
//! little-endian), then all paths one after the other.

use std::path::Path;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use crate::error::Result;
use crate::model::Fingerprint;

const MAGIC: &[u8; 8] = b"newsgenM";
/// Bump when the format or the meaning of a fingerprint's inputs changes.
const VERSION: u64 = 1;
const HEAD_BYTES: usize = 8 + 8 + 8;
const ENTRY_BYTES: usize = 16 + 16 + 8 + 8 + 4;

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
        Ok(crate::fs::read_if_there(path)?.and_then(|bytes| Manifest::from_bytes(&bytes)))
    }

    fn from_bytes(bytes: &[u8]) -> Option<Manifest> {
        let (head, rest) = bytes.split_at_checked(HEAD_BYTES)?;
        let number = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().expect("eight bytes"));
        if &head[..8] != MAGIC || number(8) != VERSION || number(16) != xxh3_64(rest) {
            return None;
        }
        let (count, rest) = rest.split_first_chunk::<8>()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        let (entries, paths) = rest.split_at_checked(count.checked_mul(ENTRY_BYTES)?)?;
        let mut manifest = Manifest { paths: String::from_utf8(paths.to_vec()).ok()?, ..Manifest::default() };
        manifest.entries.reserve_exact(count);
        let mut end = 0;
        for entry in entries.chunks_exact(ENTRY_BYTES) {
            let long = |at: usize| u128::from_le_bytes(entry[at..at + 16].try_into().expect("sixteen bytes"));
            let number = |at: usize| u64::from_le_bytes(entry[at..at + 8].try_into().expect("eight bytes"));
            manifest.entries.push(Entry {
                path: Fingerprint(long(0)),
                inputs: Fingerprint(long(16)),
                output: number(32),
                len_bytes: number(40),
            });
            end += u32::from_le_bytes(entry[48..].try_into().ok()?);
            manifest.ends.push(end);
        }
        Some(manifest)
    }

    /// Adds an entry; paths come in order of their hash.
    pub fn push(&mut self, entry: Entry, path: &str) {
        debug_assert!(self.entries.last().is_none_or(|last| last.path < entry.path), "entries come in order");
        self.entries.push(entry);
        self.paths.push_str(path);
        self.ends.push(u32::try_from(self.paths.len()).expect("all paths together are below 4 GiB"));
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

    /// Writes it, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<()> {
        let packed = |index: usize| {
            let Entry { path, inputs, output, len_bytes } = self.entries[index];
            let mut entry = [0; ENTRY_BYTES];
            entry[..16].copy_from_slice(&path.0.to_le_bytes());
            entry[16..32].copy_from_slice(&inputs.0.to_le_bytes());
            entry[32..40].copy_from_slice(&output.to_le_bytes());
            entry[40..48].copy_from_slice(&len_bytes.to_le_bytes());
            entry[48..].copy_from_slice(&(self.path(index).len() as u32).to_le_bytes());
            entry
        };
        let count = (self.entries.len() as u64).to_le_bytes();
        let mut sum = Xxh3Default::new();
        sum.update(&count);
        (0..self.entries.len()).for_each(|index| sum.update(&packed(index)));
        sum.update(self.paths.as_bytes());
        crate::fs::write_atomic(path, |out| {
            out.write_all(MAGIC)?;
            out.write_all(&VERSION.to_le_bytes())?;
            out.write_all(&sum.digest().to_le_bytes())?;
            out.write_all(&count)?;
            for index in 0..self.entries.len() {
                out.write_all(&packed(index))?;
            }
            out.write_all(self.paths.as_bytes())
        })
    }
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
        let mut manifest = Manifest::default();
        for n in 1..4u128 {
            let entry = Entry { path: Fingerprint(n), inputs: Fingerprint(n * 7), output: 5, len_bytes: 6 };
            manifest.push(entry, &format!("page/{n}"));
        }
        manifest.write(&path).unwrap();
        let again = Manifest::read(&path).unwrap().unwrap();
        assert_eq!(again, manifest);
        assert_eq!(again.path(1), "page/2");
        let mut bytes = std::fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert_eq!(Manifest::from_bytes(&bytes), None, "byte {at}");
            bytes[at] ^= 1;
            assert_eq!(Manifest::from_bytes(&bytes[..at]), None);
        }
    }
}
