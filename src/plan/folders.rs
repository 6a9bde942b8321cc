//! A file cannot be where other outputs need a folder.
//!
//! Only files of `static/` and former addresses can have such names: `static/2025`, `aliases:
//! [/old, /old/page/]`. The file gives way, unless all that needs the folder is a former address.

use std::collections::{HashMap, HashSet};

use super::{Inputs, PageKey, Planned, taken};
use crate::diag::Diagnostic;

/// Removes pages whose path is a folder of other pages' paths.
pub(super) fn refuse_files_in_the_way(inputs: Inputs, pages: &mut Vec<Planned>, diagnostics: &mut Vec<Diagnostic>) {
    let odd = |key: PageKey| matches!(key, PageKey::Asset(_) | PageKey::Alias(..));
    let path = |key: PageKey| key.path(inputs).to_lowercase();
    let files: HashMap<String, PageKey> = pages.iter().filter(|p| odd(p.key)).map(|p| (path(p.key), p.key)).collect();
    // Former addresses can also lead below a file that newsgen makes: `/rss.xml/old/`.
    let made: HashMap<String, PageKey> =
        [PageKey::SitemapIndex, PageKey::SitemapNews, PageKey::Robots, PageKey::NotFound]
            .into_iter()
            .chain(inputs.config.feed.formats.iter().map(|format| PageKey::Feed(*format)))
            .map(|key| (path(key), key))
            .collect();
    let first_part = |path: &str| path.split('/').next().unwrap_or(path).to_owned();
    let first_parts: HashSet<String> = files.keys().map(|p| first_part(p)).collect();
    let mut refused: HashSet<PageKey> = HashSet::new();
    for page in pages.iter() {
        let below = path(page.key);
        if !first_parts.contains(below.split('/').next().unwrap_or(&below)) {
            continue;
        }
        for (at, _) in below.match_indices('/') {
            let Some(file) = files.get(&below[..at]).or_else(|| made.get(&below[..at])) else { continue };
            let page_gives_way =
                !odd(*file) || (matches!(page.key, PageKey::Alias(..)) && !matches!(file, PageKey::Alias(..)));
            let (loser, winner) = if page_gives_way { (page.key, *file) } else { (*file, page.key) };
            if refused.insert(loser) {
                diagnostics.push(taken(inputs, loser, winner));
            }
        }
    }
    if !refused.is_empty() {
        pages.retain(|p| !refused.contains(&p.key));
    }
}
