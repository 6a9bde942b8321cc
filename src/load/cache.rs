//! `.newsgen/cache`: the records of the last scan with each file's size and modification time.
//!
//! Format: a 32-byte head (magic, version, fingerprint of the settings that parsing depends on,
//! XXH3-64 of the rest), then for each file in order of path its size (u64), modification time in
//! nanoseconds (i64), the record's length (u32), all little-endian, and the packed record. A file
//! that is not exactly this is ignored and everything is parsed anew.

use std::path::Path;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::record::{Records, Span, is_record};
use crate::error::Result;
use crate::model::Fingerprint;

const MAGIC: &[u8; 8] = b"newsgenC";
/// Bump when the record, its packing or what parsing makes of a file changes.
const VERSION: u32 = 1;
const HEAD_BYTES: usize = 8 + 4 + 4 + 8 + 8;
const ENTRY_BYTES: usize = 8 + 8 + 4;

/// A file as the file system describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stat {
    /// Size in bytes.
    pub len_bytes: u64,
    /// Modification time, nanoseconds since 1970; [`Stat::UNSURE`] if it says nothing.
    pub modified_ns: i64,
}

impl Stat {
    /// A time that no file has: the file changed so shortly before it was read that a further
    /// change could leave size and time as they are.
    pub const UNSURE: i64 = i64::MIN;
}

/// A cache read from disk: one packed arena and what it holds, in order of path.
#[derive(Debug, Default)]
pub struct Cache {
    pub arena: Vec<u8>,
    pub entries: Vec<(Stat, Span)>,
}

impl Cache {
    /// Reads a cache that was made with the same settings; an empty one where there is none.
    pub fn read(path: &Path, settings: Fingerprint) -> Cache {
        let Ok(Some(arena)) = crate::fs::read_if_there(path) else { return Cache::default() };
        match entries_of(&arena, settings) {
            Some(entries) => Cache { arena, entries },
            None => Cache::default(),
        }
    }
}

fn entries_of(bytes: &[u8], settings: Fingerprint) -> Option<Vec<(Stat, Span)>> {
    if bytes.len() < HEAD_BYTES || bytes[..HEAD_BYTES - 8] != head(settings)[..] || bytes.len() > u32::MAX as usize {
        return None;
    }
    let (head, rest) = bytes.split_at(HEAD_BYTES);
    if head[HEAD_BYTES - 8..] != xxh3_64(rest).to_le_bytes() {
        return None;
    }
    let mut entries = Vec::new();
    let mut at = HEAD_BYTES;
    while at < bytes.len() {
        let entry = bytes.get(at..at + ENTRY_BYTES)?;
        let stat = Stat {
            len_bytes: u64::from_le_bytes(entry[..8].try_into().ok()?),
            modified_ns: i64::from_le_bytes(entry[8..16].try_into().ok()?),
        };
        let len = u32::from_le_bytes(entry[16..].try_into().ok()?);
        at += ENTRY_BYTES;
        let record = bytes.get(at..at + len as usize)?;
        // The checksum vouches for the rest; one look catches a record type that changed
        // without its version.
        if entries.is_empty() && !is_record(record) {
            return None;
        }
        entries.push((stat, Span { arena: 0, start: at as u32, len }));
        at += len as usize;
    }
    Some(entries)
}

fn head(settings: Fingerprint) -> Vec<u8> {
    let mut head = Vec::with_capacity(HEAD_BYTES);
    head.extend_from_slice(MAGIC);
    head.extend_from_slice(&VERSION.to_le_bytes());
    head.extend_from_slice(&[0; 4]);
    head.extend_from_slice(&(settings.0 as u64).to_le_bytes());
    head
}

/// Writes the records of a scan, `stats` in the same order.
pub fn write(path: &Path, settings: Fingerprint, records: &Records, stats: &[Stat]) -> Result<()> {
    let entry = |index: usize| {
        let mut entry = [0; ENTRY_BYTES];
        entry[..8].copy_from_slice(&stats[index].len_bytes.to_le_bytes());
        entry[8..16].copy_from_slice(&stats[index].modified_ns.to_le_bytes());
        entry[16..].copy_from_slice(&(records.bytes(index).len() as u32).to_le_bytes());
        entry
    };
    let mut sum = Xxh3Default::new();
    for index in 0..records.len() {
        sum.update(&entry(index));
        sum.update(records.bytes(index));
    }
    crate::fs::write_atomic(path, |out| {
        out.write_all(&head(settings))?;
        out.write_all(&sum.digest().to_le_bytes())?;
        for index in 0..records.len() {
            out.write_all(&entry(index))?;
            out.write_all(records.bytes(index))?;
        }
        Ok(())
    })
}

/// The path that a packed record begins with.
pub fn path_of(bytes: &[u8]) -> &str {
    // The first field, so that finding it does not unpack the rest.
    postcard::take_from_bytes::<&str>(bytes).map_or("", |(path, _)| path)
}
