//! What a check found and can put right itself: each change is one that nobody would make otherwise.
//!
//! Misspelt keys of front matter, links that lack the slash at their end or have moved for good, tags that are only
//! written in another way (`tags.toml` then says so, articles stay as they are), blanks at the ends of lines of front matter.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::Result;
use crate::load::tidied;
use crate::tags::catalog::{Tag, with_tag};
use crate::tags::{Catalog, doctor, edit};

/// A file, with its text before and after.
pub type Change = (PathBuf, String, String);

/// The changes that would put right what can be, in order of file.
pub fn fixes(config: &Config, diagnostics: &[Diagnostic]) -> Result<Vec<Change>> {
    let mut replaced: BTreeMap<&str, Vec<(&Place, &str, &str)>> = BTreeMap::new();
    for Diagnostic { problem, place } in diagnostics {
        let (old, new) = match problem {
            Problem::MisspeltKey { key, within: None, nearest } => (key, nearest),
            Problem::BrokenLink { target, meant: Some(meant) } if format!("{target}/") == *meant => (target, meant),
            Problem::MovedLink { target, to } => (target, to),
            _ => continue,
        };
        replaced.entry(&place.file).or_default().push((place, old, new));
    }
    let mut changes: BTreeMap<PathBuf, (String, String)> = BTreeMap::new();
    for (file, mut places) in replaced {
        let Some(before) = read(Path::new(file))? else { continue };
        // From the end on, so that places before it stay where they are.
        places.sort_by_key(|(place, ..)| std::cmp::Reverse((place.line, place.col)));
        let mut after = before.clone();
        for (place, old, new) in places {
            let is_key = place.line > 0 && edit::value(&after, old).is_some();
            if is_key && edit::value(&after, new).is_some() {
                continue;
            }
            // A misspelt key may be shown by its value.
            let line = Place { col: 1, ..place.clone() };
            let starts = [offset(&after, place), offset(&after, &line)].into_iter().flatten();
            if let Some(start) = starts.into_iter().find(|start| after[*start..].starts_with(old)) {
                after.replace_range(start..start + old.len(), new);
            }
        }
        changes.insert(PathBuf::from(file), (before, after));
    }
    for (_, path) in crate::fs::files_below(&config.content_dir())? {
        if path.extension().is_none_or(|extension| extension != "md") {
            continue;
        }
        if let Some((_, after)) = changes.get_mut(&path) {
            *after = tidied(after).unwrap_or_else(|| std::mem::take(after));
        } else if let Some(before) = read(&path)?
            && let Some(after) = tidied(&before)
        {
            changes.insert(path, (before, after));
        }
    }
    let (path, before, after) = merged_tags(config, diagnostics)?;
    changes.insert(path, (before, after));
    let changed = changes.into_iter().filter(|(_, (before, after))| before != after);
    Ok(changed.map(|(path, (before, after))| (path, before, after)).collect())
}

/// `tags.toml` with names as synonyms that are only written in another way.
fn merged_tags(config: &Config, diagnostics: &[Diagnostic]) -> Result<Change> {
    let path = config.path(Catalog::FILE);
    let before = read(&path)?.unwrap_or_default();
    let catalog = crate::load::catalog(&config.root)?;
    let mut merged: BTreeMap<&str, Tag> = BTreeMap::new();
    for Diagnostic { problem, .. } in diagnostics {
        let Problem::NearNames { what: "tags", name, other, why } = problem else { continue };
        if *why != doctor::WRITTEN_OTHERWISE || catalog.get(name).is_some() {
            continue;
        }
        let known = || catalog.get(other).cloned().unwrap_or_else(|| Tag { name: other.clone(), ..Tag::default() });
        let tag = merged.entry(other).or_insert_with(known);
        if !tag.synonyms.contains(name) {
            tag.synonyms.push(name.clone());
        }
    }
    let after = merged.iter().fold(before.clone(), |text, (name, tag)| with_tag(&text, name, Some(tag)));
    Ok((path, before, after))
}

fn read(path: &Path) -> Result<Option<String>> {
    Ok(crate::fs::read_if_there(path)?.and_then(|bytes| String::from_utf8(bytes).ok()))
}

/// Where a place is in a file's text.
fn offset(text: &str, place: &Place) -> Option<usize> {
    let line = place.line.checked_sub(1)?;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let rest = text.get(start..)?.split_inclusive('\n').next()?;
    let (at, _) = rest.char_indices().nth(place.col.checked_sub(1)?)?;
    Some(start + at)
}
