//! `.newsgen/cache`: the records of the last scan with each file's size and modification time.
//!
//! Format, little-endian: a head (magic, version, fingerprint of the settings that parsing depends
//! on, XXH3-64 of the rest), the number of records, for each in order of path its file's size and
//! modification time in nanoseconds and its row, then all texts one after the other. A file that
//! is not exactly this is ignored and everything is parsed anew.

use std::path::Path;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_64};

use super::record::{Records, Row, TEXTS};
use crate::error::Result;
use crate::model::{Fingerprint, PublishDate};

const MAGIC: &[u8; 8] = b"newsgenC";
/// Bump when the record, its form here or what parsing makes of a file changes.
const VERSION: u64 = 3;
const HEAD_BYTES: usize = 8 + 8 + 16 + 8;
const ENTRY_BYTES: usize = 8 + 8 + 16 + 4 * PublishDate::PACKED_BYTES + 2 * TEXTS + 1;

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

/// A cache read from disk: files and their records, in order of path.
#[derive(Debug, Default)]
pub struct Cache {
    pub records: Records,
    pub stats: Vec<Stat>,
}

impl Cache {
    /// Reads a cache that was made with the same settings; an empty one where there is none.
    pub fn read(path: &Path, settings: Fingerprint) -> Cache {
        let Ok(Some(bytes)) = crate::fs::read_if_there(path) else { return Cache::default() };
        Cache::from_bytes(bytes, settings).unwrap_or_default()
    }

    fn from_bytes(mut bytes: Vec<u8>, settings: Fingerprint) -> Option<Cache> {
        let (start, rest) = bytes.split_at_checked(HEAD_BYTES)?;
        if start[..HEAD_BYTES - 8] != head(settings)[..] || start[HEAD_BYTES - 8..] != xxh3_64(rest).to_le_bytes() {
            return None;
        }
        let (count, rest) = rest.split_first_chunk::<8>()?;
        let count = usize::try_from(u64::from_le_bytes(*count)).ok()?;
        let (entries, _) = rest.split_at_checked(count.checked_mul(ENTRY_BYTES)?)?;
        let (mut rows, mut stats) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut at: usize = 0;
        for entry in entries.chunks_exact(ENTRY_BYTES) {
            let (stat, row) = unpack(entry, u32::try_from(at).ok()?)?;
            at += row.len_bytes();
            stats.push(stat);
            rows.push(row);
        }
        // What is left is the text, in the buffer that the file was read into.
        bytes.drain(..HEAD_BYTES + 8 + count * ENTRY_BYTES);
        let text = String::from_utf8(bytes).ok().filter(|text| text.len() == at)?;
        let records = Records { arenas: vec![text], rows };
        (0..records.len()).all(|index| records.is_whole(index)).then_some(Cache { records, stats })
    }
}

fn head(settings: Fingerprint) -> Vec<u8> {
    [MAGIC.as_slice(), &VERSION.to_le_bytes(), &settings.0.to_le_bytes()].concat()
}

fn pack(stat: &Stat, row: &Row) -> [u8; ENTRY_BYTES] {
    let mut entry = Vec::with_capacity(ENTRY_BYTES);
    entry.extend_from_slice(&stat.len_bytes.to_le_bytes());
    entry.extend_from_slice(&stat.modified_ns.to_le_bytes());
    entry.extend_from_slice(&row.source.0.to_le_bytes());
    row.dates.iter().for_each(|date| entry.extend_from_slice(&PublishDate::pack(*date)));
    row.lens.iter().for_each(|len| entry.extend_from_slice(&len.to_le_bytes()));
    entry.push(u8::from(row.draft));
    entry.try_into().expect("the parts add up to an entry")
}

fn unpack(entry: &[u8], start: u32) -> Option<(Stat, Row)> {
    let (len_bytes, entry) = entry.split_first_chunk()?;
    let (modified, entry) = entry.split_first_chunk()?;
    let (source, mut entry) = entry.split_first_chunk()?;
    let stat = Stat { len_bytes: u64::from_le_bytes(*len_bytes), modified_ns: i64::from_le_bytes(*modified) };
    let mut dates = [None; 4];
    for date in &mut dates {
        let (packed, rest) = entry.split_first_chunk()?;
        *date = PublishDate::unpack(packed)?;
        entry = rest;
    }
    let mut lens = [0; TEXTS];
    for len in &mut lens {
        let (packed, rest) = entry.split_first_chunk()?;
        *len = u16::from_le_bytes(*packed);
        entry = rest;
    }
    let row =
        Row { source: Fingerprint(u128::from_le_bytes(*source)), dates, arena: 0, start, lens, draft: entry == [1] };
    Some((stat, row))
}

/// Writes the records of a scan, `stats` in the same order.
pub fn write(path: &Path, settings: Fingerprint, records: &Records, stats: &[Stat]) -> Result<()> {
    let parts = |put: &mut dyn FnMut(&[u8]) -> std::io::Result<()>| {
        put(&(records.len() as u64).to_le_bytes())?;
        (0..records.len()).try_for_each(|index| put(&pack(&stats[index], &records.rows[index])))?;
        (0..records.len()).try_for_each(|index| put(records.texts(index).as_bytes()))
    };
    let mut sum = Xxh3Default::new();
    parts(&mut |bytes| {
        sum.update(bytes);
        Ok(())
    })
    .expect("a sum cannot fail");
    crate::fs::write_atomic(path, |out| {
        out.write_all(&head(settings))?;
        out.write_all(&sum.digest().to_le_bytes())?;
        parts(&mut |bytes| out.write_all(bytes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Zone};

    #[test]
    fn a_cache_is_read_as_it_was_written_and_a_damaged_one_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache");
        let article = |title: &str, date: &str| Article {
            title: title.into(),
            date: PublishDate::parse(date, Zone::UTC),
            tags: vec!["Größe".into(), "b".into()],
            draft: title.len() == 1,
            ..Article::default()
        };
        let mut arena = String::new();
        let rows = ["A", "東京", ""].map(|title| {
            Row::new(
                &mut arena,
                &format!("{title}.md"),
                Fingerprint(7),
                &article(title, "1899-12-31T23:59:59-03:30"),
                "slug",
                "é",
            )
        });
        let records = Records { arenas: vec![arena], rows: rows.to_vec() };
        let stats = [1, 2, 3].map(|n| Stat { len_bytes: n, modified_ns: -5 });
        let settings = Fingerprint(9);
        write(&path, settings, &records, &stats).unwrap();
        let again = Cache::read(&path, settings);
        assert_eq!(again.stats, stats);
        for index in 0..3 {
            assert_eq!(again.records.get(index), records.get(index));
        }
        assert_eq!(again.records.get(1).tags.iter().collect::<Vec<_>>(), ["Größe", "b"]);
        assert!(Cache::read(&path, Fingerprint(8)).stats.is_empty());
        let mut bytes = std::fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert!(Cache::from_bytes(bytes.clone(), settings).is_none(), "byte {at}");
            bytes[at] ^= 1;
        }
    }
}
