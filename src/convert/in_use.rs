//! The tags that people gave the articles of a content folder, for suggestions to keep to.
//!
//! Only the front matter is read, of at most [`MOST`] files, the last in order of path. Files that were converted
//! say nothing here: what they were tagged with is in the notes, and a second run has to do what the first did.

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;

use crate::tags::{Vocabulary, edit, vocabulary::Entry};

/// The most files that are looked at: half a second.
const MOST: usize = 50_000;
/// A front matter that is longer is not read.
const LONGEST: u64 = 8 * 1024;
/// Tags that fewer articles have are no vocabulary.
const FEWEST: u32 = 2;
/// From so many tagged articles on, with as many tags, other names are no tags.
const CLOSED: u32 = 100;

/// The tags in use below a folder as a vocabulary; an empty one where there are none.
pub fn in_use(content: &Path) -> Vocabulary {
    let mut files = crate::fs::files_below(content).unwrap_or_default();
    files.retain(|(path, _)| path.ends_with(".md"));
    files.sort_unstable();
    let mut uses: BTreeMap<String, u32> = BTreeMap::new();
    let mut documents = 0;
    for (_, path) in files.iter().rev().take(MOST) {
        let tags = tags_of(path);
        documents += u32::from(!tags.is_empty());
        tags.into_iter().for_each(|tag| *uses.entry(tag).or_default() += 1);
    }
    let mut vocabulary = Vocabulary { documents, ..Vocabulary::default() };
    let mut most: BTreeMap<String, u32> = BTreeMap::new();
    for (name, articles) in uses.into_iter().filter(|(_, articles)| *articles >= FEWEST) {
        let key = Vocabulary::key(&name);
        let earlier = most.entry(key.clone()).or_default();
        if articles > *earlier {
            *earlier = articles;
            vocabulary.entries.insert(key, Entry { name, kind: None, level: articles.ilog2() as u8 });
        }
    }
    vocabulary.closed = documents >= CLOSED && vocabulary.entries.len() >= CLOSED as usize;
    vocabulary
}

/// The tags of a file that a person wrote.
fn tags_of(path: &Path) -> Vec<String> {
    let mut bytes = Vec::new();
    if std::fs::File::open(path).and_then(|f| f.take(LONGEST).read_to_end(&mut bytes)).is_err() {
        return Vec::new();
    }
    let text = String::from_utf8_lossy(&bytes);
    let source = edit::value(&text, "source").unwrap_or("");
    let suggested = source.lines().any(|l| l.trim_start().starts_with("suggested:") && l.contains("tags"));
    if suggested || source.contains("sha256:") {
        return Vec::new();
    }
    let read = edit::value(&text, "tags").and_then(|tags| serde_yaml::from_str(tags).ok());
    read.into_iter().flat_map(BTreeMap::<String, Vec<String>>::into_values).flatten().collect()
}
