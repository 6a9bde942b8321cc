//! Former addresses: as pages, or as lines of the host's own file.

use std::collections::HashSet;

use super::{Inputs, PageKey, path_hash};
use crate::model::{Fingerprint, OutputPath};
use crate::site::Site;

/// Former addresses of articles and pages of terms that go by another name.
pub(super) fn keys(site: &Site) -> Vec<PageKey> {
    let mut keys = Vec::new();
    for id in site.with_aliases() {
        keys.extend((0..site.record(*id).aliases.iter().count() as u16).map(|index| PageKey::Alias(*id, index)));
    }
    for (at, page) in site.pages().iter().enumerate() {
        keys.extend((0..page.article.aliases.len() as u16).map(|index| PageKey::PageAlias(at as u16, index)));
    }
    // A synonym of a name that no article has, or that has no page, leads nowhere.
    for index in 0..site.naming().synonyms() {
        let (taxonomy, _, name) = site.naming().synonym(index);
        if site.page_of(taxonomy, name).is_some() {
            keys.push(PageKey::Synonym(index as u32));
        }
    }
    keys
}

/// The former addresses that are lines of the host's file, as far as it takes them. None that is the address
/// of a page now: hosts differ in which of the two they would give.
pub(super) fn lines(inputs: Inputs) -> Vec<PageKey> {
    let Some((file, most)) = inputs.config.host.redirects() else { return Vec::new() };
    // There `/:id` stands for any address, and `/old/*` for all below.
    let is_pattern = |key: &PageKey| file == "_redirects" && key.address(inputs).contains([':', '*']);
    let keys: Vec<PageKey> = keys(inputs.site).into_iter().filter(|key| !is_pattern(key)).collect();
    let hashes: Vec<Fingerprint> = keys.iter().map(|key| hash(inputs, *key)).collect();
    let mut free: HashSet<Fingerprint> = hashes.iter().copied().collect();
    let mut buffer = String::new();
    for page in super::pages(inputs) {
        free.remove(&path_hash(page.path_into(inputs, &mut buffer)));
    }
    // Of two at one address the first has it.
    let unique = keys.into_iter().zip(hashes).filter(|(_, hash)| free.remove(hash)).map(|(key, _)| key);
    unique.take(most).collect()
}

/// The hash by which a host's own file knows a former address: for it `/old` and `/old/` are two.
pub fn hash(inputs: Inputs, key: PageKey) -> Fingerprint {
    let path = OutputPath::of_address(&key.address(inputs)).expect("aliases were checked when they were read");
    path_hash(path.as_str())
}

/// The page to which a former address leads; `None` for a page that is none.
pub fn to(site: &Site, key: PageKey) -> Option<PageKey> {
    match key {
        PageKey::Alias(id, _) => Some(PageKey::Article(id)),
        PageKey::PageAlias(at, _) => Some(PageKey::Page(at)),
        PageKey::Synonym(index) => {
            let (taxonomy, _, name) = site.naming().synonym(index as usize);
            site.terms().find(taxonomy, name).map(PageKey::Term)
        }
        _ => None,
    }
}

/// The title of a page to which former addresses lead.
pub fn title(site: &Site, to: PageKey) -> &str {
    match to {
        PageKey::Article(id) => site.record(id).title,
        PageKey::Page(at) => &site.pages()[usize::from(at)].article.title,
        PageKey::Term(term) => &site.terms().get(term).name,
        _ => unreachable!("former addresses lead to articles, terms and pages"),
    }
}
