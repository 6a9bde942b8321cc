//! The counts of recurring lines on disk, so that a later run counts only what is new.
//!
//! They hold for the very inputs that were counted. Where one of these is gone or changed, all are counted
//! again: so what a run drops does not depend on what runs before it saw.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::emit::CONVERTER;
use super::options::Options;
use super::recurring::Recurring;
use super::source::Source;
use super::survey::{State, Survey};
use crate::error::Result;

const HEAD: &[u8] = b"newsgen convert lines 1\n";

/// Learns what recurs in a source; `folder` is where notes of earlier runs are, and may be added to.
pub fn learn(
    source: &dyn Source,
    options: &Options,
    survey: &Survey,
    folder: Option<&Path>,
    tell: &mut (dyn FnMut(usize) + Send),
) -> Result<Recurring> {
    let path: Option<PathBuf> = folder.map(|f| f.join("lines"));
    let saved = path.as_deref().and_then(|p| std::fs::read(p).ok()).and_then(|bytes| decode(&bytes));
    let (known, counted) = saved.filter(|(_, counted)| counted.is_subset(&survey.states)).unwrap_or_default();
    if counted.len() == survey.states.len() && !counted.is_empty() {
        return Ok(known.settle());
    }
    let wanted = |item: &super::source::Item| State::of(item).is_some_and(|s| !counted.contains(&s.mixed()));
    let all = known.count(source, options, wanted, tell);
    if let Some(path) = path {
        let bytes = encode(&all, &survey.states);
        crate::fs::write_atomic(&path, |out| out.write_all(&bytes))?;
    }
    Ok(all.settle())
}

fn encode(all: &Recurring, counted: &HashSet<u64>) -> Vec<u8> {
    let mut out = HEAD.to_vec();
    let mut number = |n: u64| out.extend(n.to_le_bytes());
    number(xxh3_64(CONVERTER.as_bytes()));
    number(all.sources.len() as u64);
    number(all.lines.len() as u64);
    number(counted.len() as u64);
    for documents in &all.documents {
        number(u64::from(*documents));
    }
    let mut lines: Vec<_> = all.lines.iter().collect();
    lines.sort_unstable();
    for (hash, (times, source)) in lines {
        number(*hash);
        number(u64::from(*times) << 32 | u64::from(*source));
    }
    let mut counted: Vec<_> = counted.iter().copied().collect();
    counted.sort_unstable();
    counted.into_iter().for_each(&mut number);
    for (name, source) in &all.sources {
        number(u64::from(*source));
        number(name.len() as u64);
        name.bytes().for_each(|b| number(u64::from(b)));
    }
    let sum = xxh3_64(&out);
    out.extend(sum.to_le_bytes());
    out
}

/// `None` for what is torn or of another version.
fn decode(bytes: &[u8]) -> Option<(Recurring, HashSet<u64>)> {
    let (body, sum) = bytes.split_at_checked(bytes.len().checked_sub(8)?)?;
    if xxh3_64(body).to_le_bytes() != sum {
        return None;
    }
    let mut numbers =
        body.strip_prefix(HEAD)?.chunks_exact(8).map(|c| u64::from_le_bytes(c.try_into().expect("eight")));
    if numbers.next()? != xxh3_64(CONVERTER.as_bytes()) {
        return None;
    }
    let (sources, lines, counted) = (numbers.next()?, numbers.next()?, numbers.next()?);
    let mut all = Recurring::default();
    for _ in 0..sources {
        all.documents.push(u32::try_from(numbers.next()?).ok()?);
    }
    for _ in 0..lines {
        let (hash, both) = (numbers.next()?, numbers.next()?);
        all.lines.insert(hash, ((both >> 32) as u32, both as u32));
    }
    let counted = (0..counted).map(|_| numbers.next()).collect::<Option<HashSet<u64>>>()?;
    for _ in 0..sources {
        let (source, len) = (numbers.next()?, numbers.next()?);
        let name = (0..len).map(|_| numbers.next().map(|b| b as u8)).collect::<Option<Vec<u8>>>()?;
        all.sources.insert(String::from_utf8(name).ok()?, source as u32);
    }
    Some((all, counted))
}
