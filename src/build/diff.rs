//! DIFF: the plan held against the last manifest: what to render, what to remove, what to keep.

use crate::manifest::{Entry, Manifest};
use crate::model::Fingerprint;
use crate::plan::Plan;
use crate::sink::Prior;

/// What has to be done, as places in the plan and in the manifest.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Diff {
    /// Pages to render, by their place in the plan, in order.
    pub render: Vec<Render>,
    /// Outputs that are as they should be: place in the plan, place in the manifest.
    pub keep: Vec<(u32, u32)>,
    /// Outputs that no page has any more, by their place in the manifest.
    pub remove: Vec<u32>,
}

/// A page to render.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Render {
    /// Its place in the plan.
    pub planned: u32,
    /// Whose the output is that is there now.
    pub prior: Prior,
    /// Its place in the manifest.
    pub entry: Option<u32>,
}

/// Joins plan and manifest, both by path hash.
///
/// `torn` are the sorted path hashes of a journal: outputs that a build which did not end may have
/// written. With `all`, nothing is kept. With `owned`, whatever is at a path that the manifest does
/// not have is newsgen's own too.
pub fn diff(plan: &Plan, manifest: &Manifest, torn: &[Fingerprint], all: bool, owned: bool) -> Diff {
    let mut diff = Diff::default();
    let entries = manifest.entries();
    let mut at = 0;
    for (planned, page) in plan.pages.iter().enumerate() {
        let planned = planned as u32;
        while at < entries.len() && entries[at].path < page.path {
            diff.remove.push(at as u32);
            at += 1;
        }
        let is_torn = torn.binary_search(&page.path).is_ok();
        let found = entries.get(at).filter(|entry| entry.path == page.path);
        match found {
            Some(entry) => {
                let current = entry.inputs == page.inputs && entry.inputs != Entry::UNKNOWN;
                if current && !is_torn && !all {
                    diff.keep.push((planned, at as u32));
                } else {
                    diff.render.push(Render { planned, prior: Prior::Ours, entry: Some(at as u32) });
                }
                at += 1;
            }
            None => {
                let prior = if is_torn || owned { Prior::Ours } else { Prior::None };
                diff.render.push(Render { planned, prior, entry: None });
            }
        }
    }
    diff.remove.extend(at as u32..entries.len() as u32);
    diff
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{PageKey, Planned};

    fn plan(pages: &[(u128, u128)]) -> Plan {
        let page = |&(path, inputs): &(u128, u128)| Planned {
            key: PageKey::Home,
            path: Fingerprint(path),
            inputs: Fingerprint(inputs),
        };
        Plan { pages: pages.iter().map(page).collect(), diagnostics: Vec::new() }
    }

    fn manifest(entries: &[(u128, u128)]) -> Manifest {
        let mut manifest = Manifest::default();
        for &(path, inputs) in entries {
            let entry = Entry { path: Fingerprint(path), inputs: Fingerprint(inputs), output: 0, len_bytes: 0 };
            manifest.push(entry, "x").unwrap();
        }
        manifest
    }

    #[test]
    fn plan_and_manifest_are_joined() {
        let diff = diff(
            &plan(&[(1, 1), (3, 3), (4, 9), (6, 6), (8, 8)]),
            &manifest(&[(1, 1), (2, 2), (4, 4), (6, 6), (9, 9)]),
            &[Fingerprint(6), Fingerprint(8)],
            false,
            false,
        );
        assert_eq!(diff.keep, [(0, 0)]);
        assert_eq!(diff.remove, [1, 4]);
        let render = |planned, prior, entry| Render { planned, prior, entry };
        assert_eq!(
            diff.render,
            [
                render(1, Prior::None, None),
                render(2, Prior::Ours, Some(2)),
                render(3, Prior::Ours, Some(3)),
                render(4, Prior::Ours, None)
            ]
        );
    }
}
