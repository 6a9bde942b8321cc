//! The plan of a deployment: what is here held against what is there. Pure.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::local::Fact;
use super::record::{Held, Intent, Lock, Manifest};

/// What is known of a file at the target that newsgen wrote, or may have written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// It holds this.
    Held(Held),
    /// It is newsgen's, but what it holds, or whether it is still there, is not known.
    Ours,
    /// A deployment that did not end was about to make it: it may be there, or something else.
    Maybe,
}

/// What a path holds already that the manifest does not have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Met {
    /// newsgen uploaded it, as its mark says.
    Ours(Held),
    /// The very bytes that are to be published, whoever put them there.
    Same,
    /// Something else.
    Foreign,
}

/// Why a file is uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// It was not there.
    New,
    /// Its content changed.
    Changed,
    /// Its headers changed.
    Headers,
    /// A deployment that did not end was about to write it.
    Interrupted,
    /// The same bytes were there, put there by someone else.
    TakenOver,
    /// Something else was there, and is to be overwritten.
    Overwritten,
    /// It was read back, and was not what was uploaded.
    Damaged,
}

/// Why a file is deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Removal {
    /// The site does not have it any more.
    Gone,
    /// A deployment that did not end wrote it, or was about to delete it.
    Interrupted,
}

/// One upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// Its place among the facts.
    pub fact: usize,
    /// Why.
    pub reason: Reason,
    /// Whether the file is newsgen's to replace; else it is only made where nothing is.
    pub replaces: bool,
}

/// One deletion.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delete {
    /// The file.
    pub path: String,
    /// Why.
    pub reason: Removal,
    /// Whether it is known to be newsgen's; else it has to be looked at before.
    pub sure: bool,
}

/// All that has to be done, in the order in which it is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// By kind, new ones before changed ones as only these can be linked in vain, then by path.
    pub uploads: Vec<Upload>,
    /// After all uploads; what shows before what is shown, then by path.
    pub deletes: Vec<Delete>,
    /// How many files are as they should be.
    pub kept: usize,
    /// Paths that hold something that newsgen did not write, and that it would have to overwrite.
    pub foreign: Vec<String>,
}

impl Plan {
    /// Whether no file has to be touched.
    pub fn is_empty(&self) -> bool {
        self.uploads.is_empty() && self.deletes.is_empty()
    }

    /// The deletions in two parts: what shows others, and what is shown. Between them readers need a moment.
    pub fn deletes(&self) -> (&[Delete], &[Delete]) {
        self.deletes.split_at(self.deletes.partition_point(|delete| Kind::of(&delete.path) > Kind::Asset))
    }

    /// Deletions that uploads have to wait for where files are in folders: of a file `a` before `a/b` is made,
    /// and of `a/b` before `a` is.
    pub fn in_the_way(&self, facts: &[Fact]) -> Vec<&str> {
        let uploads: BTreeSet<&str> = self.uploads.iter().map(|upload| facts[upload.fact].path.as_str()).collect();
        let is_in_the_way = |path: &str| {
            let below = format!("{path}/");
            let next = uploads.range(below.as_str()..).next();
            next.is_some_and(|upload| upload.starts_with(&below))
                || path.match_indices('/').any(|(end, _)| uploads.contains(&path[..end]))
        };
        self.deletes.iter().map(|delete| delete.path.as_str()).filter(|path| is_in_the_way(path)).collect()
    }
}

/// What newsgen knows of the target: its manifest, and over it the journal of a deployment that did not end.
///
/// `checked` says that hosts of this sort were asked, before the lock was written, whether something
/// is where a file was to be made: then what is there now is newsgen's.
pub fn known(manifest: Option<&Manifest>, lock: Option<&Lock>, checked: bool) -> BTreeMap<String, Known> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    if let Some(manifest) = manifest {
        known.extend(manifest.files.iter().map(|(path, held)| (path.clone(), Known::Held(*held))));
    }
    // A lock as old as the manifest is of a deployment of which only deletions were left.
    let uploaded = |lock: &Lock| manifest.is_some_and(|manifest| manifest.run == lock.run);
    for (path, intent) in lock.map(|lock| &lock.files).into_iter().flatten() {
        let there = known.get(path).copied();
        let now = match intent {
            Intent::Delete => there.unwrap_or(Known::Ours),
            Intent::Clear => there.unwrap_or(Known::Maybe),
            _ if lock.is_some_and(uploaded) => continue,
            Intent::Done(held) => Known::Held(*held),
            Intent::Replace => Known::Ours,
            Intent::Make if checked || there.is_some() => Known::Ours,
            Intent::Make => Known::Maybe,
        };
        known.insert(path.clone(), now);
    }
    known
}

/// The files of which nothing is known at the target.
pub fn strangers<'a>(facts: &'a [Fact], known: &BTreeMap<String, Known>) -> Vec<&'a Fact> {
    facts.iter().filter(|fact| !known.contains_key(&fact.path)).collect()
}

/// Makes the plan. `met` is what paths hold that are not known; `overwrite` lets go of what is not newsgen's.
pub fn plan(facts: &[Fact], known: &BTreeMap<String, Known>, met: &BTreeMap<String, Met>, overwrite: bool) -> Plan {
    let mut plan = Plan::default();
    for (index, fact) in facts.iter().enumerate() {
        let as_held = |held: Held| {
            if (held.hash, held.len_bytes) != (fact.hash, fact.len_bytes) {
                Some((Reason::Changed, true))
            } else if held.headers != fact.headers {
                Some((Reason::Headers, true))
            } else {
                None
            }
        };
        let needed = match (known.get(&fact.path), met.get(&fact.path)) {
            (Some(Known::Held(held)), _) | (None, Some(Met::Ours(held))) => as_held(*held),
            (Some(Known::Ours), _) => Some((Reason::Interrupted, true)),
            (Some(Known::Maybe), _) => Some((Reason::Interrupted, false)),
            (None, None) => Some((Reason::New, false)),
            // Where headers are not newsgen's, there is nothing left to do.
            (None, Some(Met::Same)) if fact.headers == 0 => None,
            (None, Some(Met::Same)) => Some((Reason::TakenOver, true)),
            (None, Some(Met::Foreign)) if overwrite => Some((Reason::Overwritten, true)),
            (None, Some(Met::Foreign)) => {
                plan.foreign.push(fact.path.clone());
                continue;
            }
        };
        match needed {
            Some((reason, replaces)) => plan.uploads.push(Upload { fact: index, reason, replaces }),
            None => plan.kept += 1,
        }
    }
    plan.uploads.sort_by_key(|upload| (facts[upload.fact].kind, upload.reason != Reason::New, upload.fact));
    for (path, state) in known {
        if facts.binary_search_by(|fact| fact.path.as_str().cmp(path)).is_err() {
            let reason = if matches!(state, Known::Held(_)) { Removal::Gone } else { Removal::Interrupted };
            plan.deletes.push(Delete { path: path.clone(), reason, sure: *state != Known::Maybe });
        }
    }
    plan.deletes.sort_by_key(|delete| std::cmp::Reverse(Kind::of(&delete.path)));
    plan
}

impl Reason {
    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Reason::New => "new",
            Reason::Changed => "changed",
            Reason::Headers => "other headers",
            Reason::Interrupted => "of a deployment that did not end",
            Reason::TakenOver => "taken over, the same bytes were there",
            Reason::Overwritten => "overwrites what newsgen did not upload",
            Reason::Damaged => "did not hold what was uploaded",
        }
    }
}

impl Removal {
    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Removal::Gone => "no longer part of the site",
            Removal::Interrupted => "of a deployment that did not end",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deploy::record::Process;

    fn held(hash: u64) -> Held {
        Held { hash, len_bytes: 1, headers: 7 }
    }

    fn facts(files: &[(&str, u64)]) -> Vec<Fact> {
        let mut facts: Vec<Fact> = files
            .iter()
            .map(|&(path, hash)| Fact { path: path.into(), hash, len_bytes: 1, headers: 7, kind: Kind::of(path) })
            .collect();
        facts.sort_by(|a, b| a.path.cmp(&b.path));
        facts
    }

    fn manifest(run: u64, files: &[(&str, u64)]) -> Manifest {
        Manifest { run, files: files.iter().map(|&(path, hash)| (path.to_owned(), held(hash))).collect() }
    }

    fn lock(run: u64, files: &[(&str, Intent)]) -> Lock {
        let process = Process { system: 0, id: 0, began: 0 };
        let files = files.iter().map(|&(path, intent)| (path.to_owned(), intent)).collect();
        Lock { run, process, lease_secs: 1, beat: 0, ended: false, files }
    }

    /// `+path reason` or `~path reason` where it may replace something, `-path` or `?path` where it has to be looked at.
    fn told(facts: &[Fact], plan: &Plan) -> Vec<String> {
        let upload =
            |u: &Upload| format!("{}{} {}", if u.replaces { '~' } else { '+' }, facts[u.fact].path, u.reason.name());
        let delete = |d: &Delete| format!("{}{} {}", if d.sure { '-' } else { '?' }, d.path, d.reason.name());
        plan.uploads.iter().map(upload).chain(plan.deletes.iter().map(delete)).collect()
    }

    #[test]
    fn what_changed_is_uploaded_in_order_and_what_is_gone_deleted_last() {
        let facts = facts(&[
            ("index.html", 2),
            ("a/index.html", 1),
            ("b/index.html", 2),
            ("c/index.html", 1),
            ("rss.xml", 2),
            ("map.png", 1),
            ("style.0123abcd.css", 1),
        ]);
        let there = manifest(
            1,
            &[
                ("index.html", 1),
                ("a/index.html", 1),
                ("b/index.html", 1),
                ("rss.xml", 1),
                ("old.png", 1),
                ("z/index.html", 1),
            ],
        );
        let plan = plan(&facts, &known(Some(&there), None, false), &BTreeMap::new(), false);
        assert_eq!(
            told(&facts, &plan),
            [
                "+style.0123abcd.css new",
                "+map.png new",
                "+c/index.html new",
                "~b/index.html changed",
                "~index.html changed",
                "~rss.xml changed",
                "-z/index.html no longer part of the site",
                "-old.png no longer part of the site",
            ]
        );
        assert_eq!(plan.kept, 1);
    }

    #[test]
    fn files_and_folders_of_one_name_make_room_for_each_other() {
        let facts = facts(&[("a/x.html", 1), ("b", 1), ("c.html", 1)]);
        let there = manifest(1, &[("a", 1), ("b/x.html", 1), ("c", 1)]);
        let plan = plan(&facts, &known(Some(&there), None, false), &BTreeMap::new(), false);
        assert_eq!(plan.in_the_way(&facts), ["b/x.html", "a"]);
    }

    #[test]
    fn headers_alone_are_a_change() {
        let mut facts = facts(&[("a.html", 1)]);
        facts[0].headers = 8;
        let plan = plan(&facts, &known(Some(&manifest(1, &[("a.html", 1)])), None, false), &BTreeMap::new(), false);
        assert_eq!(told(&facts, &plan), ["~a.html other headers"]);
    }

    #[test]
    fn what_others_put_there_is_never_overwritten_or_deleted() {
        let facts = facts(&[("a.html", 1), ("b.html", 1), ("c.html", 1), ("d.html", 1)]);
        let met = [("a.html", Met::Same), ("b.html", Met::Foreign), ("c.html", Met::Ours(held(1)))];
        let met = met.into_iter().map(|(path, met)| (path.to_owned(), met)).collect();
        let careful = plan(&facts, &known(None, None, false), &met, false);
        assert_eq!(careful.foreign, ["b.html"]);
        assert_eq!(told(&facts, &careful), ["+d.html new", "~a.html taken over, the same bytes were there"]);
        assert_eq!(careful.kept, 1);
        let bold = plan(&facts, &known(None, None, false), &met, true);
        assert!(
            bold.foreign.is_empty()
                && told(&facts, &bold).contains(&"~b.html overwrites what newsgen did not upload".into())
        );
    }

    #[test]
    fn a_deployment_that_did_not_end_is_gone_on_with() {
        let facts = facts(&[("a.html", 1), ("b.html", 1), ("c.html", 2), ("d.html", 1)]);
        let there = manifest(1, &[("c.html", 1), ("gone.html", 1)]);
        let left = lock(
            2,
            &[
                ("a.html", Intent::Done(held(1))),
                ("b.html", Intent::Make),
                ("c.html", Intent::Replace),
                ("gone.html", Intent::Delete),
                ("other.html", Intent::Make),
                ("more.html", Intent::Done(held(1))),
            ],
        );
        let next = plan(&facts, &known(Some(&there), Some(&left), false), &BTreeMap::new(), false);
        assert_eq!(
            told(&facts, &next),
            [
                "+d.html new",
                "+b.html of a deployment that did not end",
                "~c.html of a deployment that did not end",
                "-gone.html no longer part of the site",
                "-more.html no longer part of the site",
                "?other.html of a deployment that did not end",
            ]
        );
        assert_eq!(next.kept, 1);
        // Where it was looked before, what is there now is ours.
        let next = plan(&facts, &known(Some(&there), Some(&left), true), &BTreeMap::new(), false);
        assert!(told(&facts, &next).contains(&"-other.html of a deployment that did not end".into()));
    }

    #[test]
    fn once_the_manifest_is_there_only_deletions_are_left() {
        let facts = facts(&[("a.html", 1)]);
        let there = manifest(2, &[("a.html", 1)]);
        let left = lock(2, &[("a.html", Intent::Make), ("gone.html", Intent::Delete), ("perhaps.html", Intent::Clear)]);
        let next = plan(&facts, &known(Some(&there), Some(&left), false), &BTreeMap::new(), false);
        assert_eq!(
            told(&facts, &next),
            ["-gone.html of a deployment that did not end", "?perhaps.html of a deployment that did not end"]
        );
        assert_eq!(next.kept, 1);
    }

    #[test]
    fn a_second_plan_has_nothing_to_do() {
        let facts = facts(&[("a.html", 1), ("b.html", 2)]);
        let there = manifest(1, &[("a.html", 1), ("b.html", 2)]);
        assert!(plan(&facts, &known(Some(&there), None, false), &BTreeMap::new(), false).is_empty());
    }
}
