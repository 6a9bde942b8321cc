//! `.newsgen/cache`: the records of the last scan with each file's size and times.
//!
//! Format, little-endian: a head (magic, version, fingerprint of the settings that parsing depends
//! on, number of records, bytes of all texts, XXH3-64 of what follows), for each record in order of
//! path its file's size, modification time and time of change in nanoseconds and its row, then all texts one
//! after the other. A file that is not exactly this is ignored and everything is parsed anew.

use std::io::Read;
use std::path::Path;
use std::thread::JoinHandle;

use xxhash_rust::xxh3::Xxh3Default;

use super::record::{Flags, Records, Row, TEXTS};
use crate::error::Result;
use crate::fs::Stat;
use crate::model::{Fingerprint, PublishDate};

const MAGIC: &[u8; 8] = b"newsgenC";
/// Bump when the record, its form here or what parsing makes of a file changes.
const VERSION: u64 = 10;
const HEAD_BYTES: usize = 8 + 8 + 16 + 8 + 8 + 8;
const ENTRY_BYTES: usize = 8 + 8 + 8 + 16 + 4 * 8 + 2 * TEXTS + 4 + 1;

/// Reads a cache that was made with the same settings, in order of path; none where there is none.
pub fn read(path: &Path, settings: Fingerprint) -> Records {
    let records = std::fs::File::open(path).ok().and_then(|file| {
        let len_bytes = usize::try_from(file.metadata().ok()?.len()).ok()?;
        from_reader(std::io::BufReader::with_capacity(1 << 18, file), len_bytes, settings)
    });
    records.unwrap_or_default()
}

/// Row by row, so that a cache of a million records is in memory once.
fn from_reader(mut file: impl Read, len_bytes: usize, settings: Fingerprint) -> Option<Records> {
    let mut start = [0; HEAD_BYTES];
    file.read_exact(&mut start).ok()?;
    let number = |at: usize| u64::from_le_bytes(start[at..at + 8].try_into().expect("eight bytes"));
    let (count, texts) = (usize::try_from(number(32)).ok()?, usize::try_from(number(40)).ok()?);
    let whole = count.checked_mul(ENTRY_BYTES).and_then(|n| n.checked_add(texts)?.checked_add(HEAD_BYTES));
    if start[..HEAD_BYTES - 8] != head(settings, count, texts)[..] || whole != Some(len_bytes) {
        return None;
    }
    let mut sum = Xxh3Default::new();
    let mut rows = Vec::with_capacity(count);
    let mut entry = [0; ENTRY_BYTES];
    let mut at: usize = 0;
    for _ in 0..count {
        file.read_exact(&mut entry).ok()?;
        sum.update(&entry);
        let row = unpack(&entry, u32::try_from(at).ok()?)?;
        at += row.len_bytes();
        rows.push(row);
    }
    let mut text = vec![0; texts];
    file.read_exact(&mut text).ok()?;
    sum.update(&text);
    let text = String::from_utf8(text).ok().filter(|text| text.len() == at)?;
    let records = Records { arenas: vec![text.into()], rows: rows.into() };
    let good = number(HEAD_BYTES - 8) == sum.digest() && (0..count).all(|index| records.is_whole(index));
    good.then_some(records)
}

/// All of the head but the sum.
fn head(settings: Fingerprint, count: usize, texts: usize) -> Vec<u8> {
    let (count, texts) = ((count as u64).to_le_bytes(), (texts as u64).to_le_bytes());
    [MAGIC.as_slice(), &VERSION.to_le_bytes(), &settings.0.to_le_bytes(), &count, &texts].concat()
}

fn pack(row: &Row) -> [u8; ENTRY_BYTES] {
    let mut entry = Vec::with_capacity(ENTRY_BYTES);
    entry.extend_from_slice(&row.stat.len_bytes.to_le_bytes());
    entry.extend_from_slice(&row.stat.modified_ns.to_le_bytes());
    entry.extend_from_slice(&row.stat.changed_ns.to_le_bytes());
    entry.extend_from_slice(&row.source.0.to_le_bytes());
    row.dates.iter().for_each(|date| entry.extend_from_slice(&PublishDate::to_bits(*date).to_le_bytes()));
    row.lens.iter().for_each(|len| entry.extend_from_slice(&len.to_le_bytes()));
    entry.extend_from_slice(&row.words.to_le_bytes());
    let Flags { draft, withheld, described, is_all } = row.flags;
    entry.push([draft, withheld, described, is_all].iter().rev().fold(0, |bits, flag| bits << 1 | u8::from(*flag)));
    entry.try_into().expect("the parts add up to an entry")
}

fn unpack(entry: &[u8], start: u32) -> Option<Row> {
    let (len_bytes, entry) = entry.split_first_chunk()?;
    let (modified, entry) = entry.split_first_chunk()?;
    let (changed, entry) = entry.split_first_chunk()?;
    let (source, mut entry) = entry.split_first_chunk()?;
    let stat = Stat {
        len_bytes: u64::from_le_bytes(*len_bytes),
        modified_ns: i64::from_le_bytes(*modified),
        changed_ns: i64::from_le_bytes(*changed),
    };
    let mut dates = [None; 4];
    for date in &mut dates {
        let (packed, rest) = entry.split_first_chunk()?;
        *date = PublishDate::from_bits(u64::from_le_bytes(*packed))?;
        entry = rest;
    }
    let mut lens = [0; TEXTS];
    for len in &mut lens {
        let (packed, rest) = entry.split_first_chunk()?;
        *len = u16::from_le_bytes(*packed);
        entry = rest;
    }
    let (words, entry) = entry.split_first_chunk()?;
    let words = u32::from_le_bytes(*words);
    let source = Fingerprint(u128::from_le_bytes(*source));
    let [draft, withheld, described, is_all] = [0, 1, 2, 3].map(|bit| entry[0] >> bit & 1 == 1);
    let flags = Flags { draft, withheld, described, is_all };
    Some(Row { source, dates, arena: 0, start, lens, words, flags, stat })
}

/// A cache that is being written while its records are used. Whoever drops it waits for its end.
#[derive(Debug, Default)]
pub struct Writing(Option<JoinHandle<()>>);

impl Writing {
    /// Begins to write the records of a scan, with more than one job beside what is done next.
    ///
    /// Without a cache the next scan takes longer, which is no reason to fail: a site on a read-only disk can be
    /// checked.
    pub fn start(path: &Path, settings: Fingerprint, records: &Records, jobs: usize) -> Writing {
        let (path, records) = (path.to_owned(), records.clone());
        let write = move || drop(write(&path, settings, &records));
        if jobs > 1 {
            return Writing(Some(std::thread::spawn(write)));
        }
        write();
        Writing::default()
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(thread) = self.0.take() {
            // A panic is printed, and leaves the cache as it was.
            let _ = thread.join();
        }
    }
}

/// Writes the records of a scan.
fn write(path: &Path, settings: Fingerprint, records: &Records) -> Result<()> {
    let parts = |put: &mut dyn FnMut(&[u8]) -> std::io::Result<()>| {
        records.rows.iter().try_for_each(|row| put(&pack(row)))?;
        (0..records.len()).try_for_each(|index| put(records.texts(index).as_bytes()))
    };
    let mut sum = Xxh3Default::new();
    parts(&mut |bytes| {
        sum.update(bytes);
        Ok(())
    })
    .expect("a sum cannot fail");
    let texts = records.rows.iter().map(Row::len_bytes).sum();
    crate::fs::write_atomic(path, |out| {
        out.write_all(&head(settings, records.len(), texts))?;
        out.write_all(&sum.digest().to_le_bytes())?;
        parts(&mut |bytes| out.write_all(bytes))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Correction, Zone};

    #[test]
    fn a_cache_is_read_as_it_was_written_and_a_damaged_one_is_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("cache");
        let article = |title: &str, date: &str| Article {
            title: title.into(),
            date: PublishDate::parse(date, Zone::UTC),
            tags: vec!["Größe".into(), "b".into()],
            draft: title.len() == 1,
            withheld: title.is_empty(),
            series: Some("Série".into()),
            corrections: vec![Correction { date: None, text: "Ten, not twelve.".into() }],
            ..Article::default()
        };
        let mut arena = String::new();
        let rows = ["A", "東京", ""].map(|title| {
            Row::new(
                &mut arena,
                &format!("{title}.md"),
                Fingerprint(7),
                &article(title, "1899-12-31T23:59:59-03:30"),
                ("slug", "é"),
                &[],
            )
        });
        let rows = rows.map(|row| Row { stat: Stat { len_bytes: 3, modified_ns: -5, changed_ns: 8 }, ..row });
        let records = Records { arenas: vec![arena.into()], rows: rows.to_vec().into() };
        let settings = Fingerprint(9);
        write(&path, settings, &records).unwrap();
        let again = read(&path, settings);
        assert_eq!(again.rows, records.rows);
        for index in 0..3 {
            assert_eq!(again.get(index), records.get(index));
        }
        assert_eq!(again.get(1).tags.iter().collect::<Vec<_>>(), ["Größe", "b"]);
        assert_eq!(again.get(1).series(), Some("Série"));
        assert_eq!(again.get(1).corrections().collect::<Vec<_>>(), [(None, "Ten, not twelve.")]);
        assert!(read(&path, Fingerprint(8)).is_empty());
        let mut bytes = std::fs::read(&path).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert!(from_reader(bytes.as_slice(), bytes.len(), settings).is_none(), "byte {at}");
            bytes[at] ^= 1;
        }
    }
}
