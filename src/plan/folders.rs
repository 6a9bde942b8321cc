//! A file cannot be where other outputs need a folder.
//!
//! Only files of `static/` and former addresses can have such names: `static/2025`, `aliases:
//! [/old.php, /old.php/page/]`. The file gives way, unless all that needs the folder is a former address.

use std::collections::{HashMap, HashSet};

use super::{Inputs, PageKey, Planned, path_hash, taken};
use crate::diag::Diagnostic;
use crate::theme::Theme;

/// The first parts of paths of files that may be in the way of others, in small letters.
pub(super) struct Odd(HashSet<String>);

impl Odd {
    /// Of all outputs of a site.
    pub fn of(inputs: Inputs, keys: &[PageKey]) -> Odd {
        let aliases = keys.iter().filter(|key| key.is_alias()).map(|key| key.path(inputs));
        Odd(assets(inputs.theme)
            .map(str::to_owned)
            .chain(aliases)
            .map(|path| first_part(&path).to_lowercase())
            .collect())
    }

    /// Whether something may be in the way of an output at a path: of nearly none.
    pub fn concerns(&self, path: &str) -> bool {
        let first = first_part(path);
        // Most addresses are digits and small letters, and are looked up as they are.
        if first.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
            self.0.contains(first)
        } else {
            self.0.contains(&first.to_lowercase())
        }
    }
}

fn assets(theme: &Theme) -> impl Iterator<Item = &str> {
    theme.assets().iter().map(|asset| asset.address.trim_start_matches('/'))
}

fn first_part(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

/// Removes pages whose path is a folder of other pages' paths. `concerned` are those that [`Odd`] concerns.
pub(super) fn refuse_files_in_the_way<F>(
    inputs: Inputs,
    pages: &mut Vec<Planned<F>>,
    mut concerned: Vec<PageKey>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let odd = |key: PageKey| matches!(key, PageKey::Asset(_)) || key.is_alias();
    let path = |key: PageKey| key.path(inputs).to_lowercase();
    // Some had to give way to another at the same path.
    concerned.retain(|key| {
        let hash = path_hash(&key.path(inputs));
        pages.binary_search_by_key(&hash, |page| page.path).is_ok_and(|at| pages[at].key == *key)
    });
    // Threads found them in any order.
    concerned.sort_unstable();
    let files: HashMap<String, PageKey> =
        concerned.iter().filter(|key| odd(**key)).map(|key| (path(*key), *key)).collect();
    // Former addresses can also lead below a file that newsgen makes: `/rss.xml/old/`.
    let made: HashMap<String, PageKey> =
        [PageKey::SitemapIndex, PageKey::SitemapNews, PageKey::Robots, PageKey::NotFound]
            .into_iter()
            .chain(inputs.config.feed.formats.iter().map(|format| PageKey::Feed(*format)))
            .map(|key| (path(key), key))
            .collect();
    let mut refused: HashSet<PageKey> = HashSet::new();
    for key in concerned {
        let below = path(key);
        for (at, _) in below.match_indices('/') {
            let Some(file) = files.get(&below[..at]).or_else(|| made.get(&below[..at])) else { continue };
            let page_gives_way = !odd(*file) || (key.is_alias() && !file.is_alias());
            let (loser, winner) = if page_gives_way { (key, *file) } else { (*file, key) };
            if refused.insert(loser) {
                diagnostics.push(taken(inputs, loser, winner));
            }
        }
    }
    if !refused.is_empty() {
        pages.retain(|p| !refused.contains(&p.key));
    }
}
