//! Tags for articles that have none: what is read for them, and the vocabulary of a batch.
//!
//! A pass over a batch counts its subjects before anything is converted; the conversion then chooses by the
//! vocabulary that this gives. Where notes are kept, the vocabulary is one of them: what it has stays, and
//! only inputs that it has not seen are counted, so that later batches add to it and change nothing in it.
//! Before there is one, the tags that people gave the articles of the content folder are its beginning.

use std::borrow::Cow;
use std::collections::HashSet;
use std::path::Path;

use xxhash_rust::xxh3::xxh3_64;

use super::block::Block;
use super::extract::{Draft, Field, Trust};
use super::in_use::in_use;
use super::options::Options;
use super::part::{self, Part};
use super::prepare;
use super::source::{Found, Source};
use super::stream;
use super::survey::{State, Survey};
use crate::error::Result;
use crate::tags::{Kind, Learner, Profile, Text, Vocabulary, choose, profile, vocabulary::Entry};

/// The file among a content folder's notes.
const FILE: &str = "tags";
const HEAD: &str = "newsgen convert tags 1";
/// Fewer documents have no vocabulary of their own.
const FEWEST: usize = 30;

/// Gives an article tags, if it has none and that was asked for; says whether it did.
pub fn suggest(draft: &mut Draft, options: &Options) -> bool {
    let Some(most) = options.tags.filter(|_| draft.tags.as_ref().is_none_or(|t| t.value.is_empty())) else {
        return false;
    };
    let paragraphs: Vec<Cow<'_, str>> = draft.body.iter().filter_map(Part::as_text).map(part::Text::plain).collect();
    let paragraphs: Vec<&str> = paragraphs.iter().map(|text| &**text).collect();
    let title = draft.title.as_ref().map_or("", |t| t.value.as_str());
    let tags = choose(&profile(Text { title, paragraphs: &paragraphs }), options.vocabulary.as_ref(), most);
    if tags.is_empty() {
        return false;
    }
    let from = if options.vocabulary.is_some() { "vocabulary" } else { "text" };
    draft.trust.insert("tags", Trust { from: from.to_owned(), confidence: 0.5 });
    draft.tags = Some(Field { value: tags, line: 0, guessed: false });
    true
}

/// The vocabulary for a batch: that of `folder`, grown by the inputs that it has not counted. `keep` is
/// whether it may be written there.
pub fn learn(
    source: &dyn Source,
    options: &Options,
    survey: &Survey,
    folder: &Path,
    keep: bool,
    tell: &mut (dyn FnMut(usize) + Send),
) -> Result<Option<Vocabulary>> {
    let path = folder.join(FILE);
    let saved = read(folder)?;
    let (known, mut counted) = saved.unwrap_or_else(|| (in_use(&options.out), HashSet::new()));
    if survey.states.is_subset(&counted) && !counted.is_empty() || known.closed && !keep {
        return Ok(Some(known));
    }
    let mut learner = Learner::default();
    let mut read = 0;
    let work = |found: Found| {
        let item = found.ok()?;
        let state = State::of(&item).map(State::mixed).filter(|s| !counted.contains(s))?;
        let (blocks, group, _) = prepare::blocks(&item.read().ok()?, options)?;
        let marks = options.recurring.as_ref().map(|r| r.marks(&group, &blocks)).unwrap_or_default();
        let recurs = |at: usize| marks.get(at).is_some_and(Option::is_some);
        let kept: Vec<&Block> = blocks.iter().enumerate().filter(|(at, _)| !recurs(*at)).map(|(_, b)| b).collect();
        Some((state, outline(&kept)))
    };
    stream::in_order(source, stream::threads(options.jobs), work, |found| {
        read += 1;
        tell(read);
        if let Some((state, profile)) = found {
            learner.add(state, &profile);
        }
        true
    });
    if !known.closed && learner.len() < FEWEST {
        return Ok(Some(known).filter(|v| !v.entries.is_empty()));
    }
    let vocabulary = learner.finish(&known);
    if keep && vocabulary.closed {
        counted.extend(&survey.states);
        let bytes = encode(&vocabulary, &counted);
        crate::fs::write_atomic(&path, |out| out.write_all(bytes.as_bytes()))?;
    }
    Ok(Some(vocabulary))
}

/// The vocabulary that earlier batches left, with the inputs that it has counted.
fn read(folder: &Path) -> Result<Option<(Vocabulary, HashSet<u64>)>> {
    let bytes = crate::fs::read_if_there(&folder.join(FILE))?;
    Ok(bytes.and_then(|b| String::from_utf8(b).ok()).and_then(|text| decode(&text)))
}

/// The vocabulary that earlier batches left in `folder`, or else that of the articles in `content`.
pub fn stored(folder: &Path, content: &Path) -> Result<Option<Vocabulary>> {
    let earlier = read(folder)?.map(|(vocabulary, _)| vocabulary);
    Ok(earlier.or_else(|| Some(in_use(content)).filter(|v| !v.entries.is_empty())))
}

/// The subjects of a document whose body is not known yet: of its long lines, and the first that is not.
fn outline(blocks: &[&Block]) -> Profile {
    const SHORTEST: usize = 60;
    let is_text = |b: &&&Block| b.text.len() >= SHORTEST && b.text.contains(['.', '。', '!', '?', '।', '۔']);
    let paragraphs: Vec<&str> = blocks.iter().filter(is_text).map(|b| b.text.as_str()).collect();
    let title = blocks.iter().find(|b| !is_text(b)).map_or("", |b| b.text.as_str());
    profile(Text { title, paragraphs: &paragraphs })
}

fn encode(vocabulary: &Vocabulary, counted: &HashSet<u64>) -> String {
    let mut out = format!("{HEAD}\nd\t{}\n", vocabulary.documents);
    for (key, entry) in &vocabulary.entries {
        out.push_str(&format!("n\t{key}\t{}\t{}\t{}\n", entry.name, entry.kind.map_or("", Kind::name), entry.level));
    }
    for (from, to) in &vocabulary.synonyms {
        out.push_str(&format!("s\t{from}\t{to}\n"));
    }
    for (key, name, kind, times) in &vocabulary.waiting {
        out.push_str(&format!("w\t{key}\t{name}\t{}\t{times}\n", kind.map_or("", Kind::name)));
    }
    let mut counted: Vec<u64> = counted.iter().copied().collect();
    counted.sort_unstable();
    for state in counted {
        out.push_str(&format!("c\t{state:016x}\n"));
    }
    let sum = xxh3_64(out.as_bytes());
    out.push_str(&format!("e\t{sum:016x}\n"));
    out
}

/// `None` for what is torn or of another version.
fn decode(text: &str) -> Option<(Vocabulary, HashSet<u64>)> {
    let (body, end) = text.split_at_checked(text.trim_end().rfind('\n')? + 1)?;
    let sum = u64::from_str_radix(end.trim_end().strip_prefix("e\t")?, 16).ok()?;
    if xxh3_64(body.as_bytes()) != sum {
        return None;
    }
    let mut lines = body.lines();
    (lines.next()? == HEAD).then_some(())?;
    let mut vocabulary = Vocabulary { closed: true, ..Vocabulary::default() };
    let mut counted = HashSet::new();
    for line in lines {
        let parts: Vec<&str> = line.split('\t').collect();
        match parts.as_slice() {
            ["n", key, name, kind, level] => {
                let entry = Entry { name: (*name).to_owned(), kind: Kind::parse(kind), level: level.parse().ok()? };
                vocabulary.entries.insert((*key).to_owned(), entry);
            }
            ["s", from, to] => {
                vocabulary.synonyms.insert((*from).to_owned(), (*to).to_owned());
            }
            ["w", key, name, kind, times] => {
                vocabulary.waiting.push((
                    (*key).to_owned(),
                    (*name).to_owned(),
                    Kind::parse(kind),
                    times.parse().ok()?,
                ));
            }
            ["d", documents] => vocabulary.documents = documents.parse().ok()?,
            ["c", state] => {
                counted.insert(u64::from_str_radix(state, 16).ok()?);
            }
            _ => return None,
        }
    }
    Some((vocabulary, counted))
}
