//! What all sorts of targets have in common.

use std::collections::BTreeMap;

use super::local::{Fact, Local};
use super::plan::{Met, Plan, Upload};
use super::record::{Held, Intent, Lock, Manifest};
use crate::error::{Error, Result};

/// A target as it is talked to.
pub trait Host {
    /// What newsgen keeps there. Changes nothing.
    fn look(&mut self) -> Result<There>;

    /// What the target holds already of files that newsgen does not know there, as far as that cannot
    /// be found out while they are written. Changes nothing.
    fn meet(&mut self, local: &Local, strangers: &[&Fact], there: &mut There) -> Result<BTreeMap<String, Met>>;

    /// Carries a plan out. After an error, or a kill at any moment, the site there still works, and the
    /// next deployment goes on.
    fn publish(&mut self, job: &Job, tell: Tell) -> Result<()>;

    /// What files there hold, in this order; `None` for what is not there.
    fn read(&mut self, paths: &[&str]) -> Result<Vec<Option<Vec<u8>>>>;

    /// How many requests were sent, where they are counted.
    fn requests(&self) -> Option<u64>;
}

/// What newsgen keeps at a target.
#[derive(Debug, Default)]
pub struct There {
    /// What it uploaded; `None` before the first deployment.
    pub manifest: Option<Manifest>,
    /// Of a deployment that is going on, or did not end.
    pub lock: Option<Lock>,
    /// Whether it is looked at what is there before anything is written.
    pub checked: bool,
    /// Files there that are not of the site, where all were listed.
    pub others: usize,
}

/// What a host is to do.
#[derive(Debug)]
pub struct Job<'a> {
    /// This deployment's number, unlike any other's.
    pub run: u64,
    /// What is here.
    pub local: &'a Local,
    /// What to do.
    pub plan: &'a Plan,
    /// Whether what is not newsgen's may be overwritten.
    pub overwrite: bool,
}

/// What is told while a plan is carried out.
#[derive(Debug, Clone, Copy)]
pub enum Event {
    /// So many of the uploads are done.
    Uploaded {
        /// How many.
        done: usize,
        /// Of how many.
        of: usize,
    },
    /// Another deployment has not ended; it is waited for a sign of life.
    Waiting {
        /// How long.
        secs: u64,
    },
}

/// Called with what happens, from any thread.
pub type Tell<'a> = &'a (dyn Fn(Event) + Sync);

impl Job<'_> {
    /// The file of an upload.
    pub fn fact(&self, upload: &Upload) -> &Fact {
        &self.local.facts[upload.fact]
    }

    /// The manifest that there will be.
    pub fn manifest(&self) -> Manifest {
        let held = |fact: &Fact| Held { hash: fact.hash, len_bytes: fact.len_bytes, headers: fact.headers };
        Manifest { run: self.run, files: self.local.facts.iter().map(|f| (f.path.clone(), held(f))).collect() }
    }

    /// What the lock has to say, with what that of a deployment that did not end says and is still so.
    pub fn intents(&self, left: Option<&Lock>) -> BTreeMap<String, Intent> {
        let done = |(_, intent): &(&String, &Intent)| matches!(intent, Intent::Done(_));
        let left = left.into_iter().flat_map(|lock| &lock.files).filter(done);
        let mut intents: BTreeMap<String, Intent> = left.map(|(path, intent)| (path.clone(), *intent)).collect();
        for upload in &self.plan.uploads {
            let intent = if upload.replaces { Intent::Replace } else { Intent::Make };
            intents.insert(self.fact(upload).path.clone(), intent);
        }
        for delete in &self.plan.deletes {
            let intent = if delete.sure { Intent::Delete } else { Intent::Clear };
            intents.insert(delete.path.clone(), intent);
        }
        intents
    }
}

/// Refuses to overwrite what newsgen did not upload.
pub fn foreign(shown: &str, paths: &[String]) -> Error {
    let mut examples = paths[..paths.len().min(3)].join("`, `");
    if paths.len() > 3 {
        examples = format!("{examples}` and {} more", paths.len() - 3);
    } else {
        examples.push('`');
    }
    let shown = shown.trim_end_matches('/');
    Error::deploy(
        format!("`{shown}` holds what newsgen did not upload and would overwrite: `{examples}"),
        "move it away, choose another folder there, or add `--overwrite`",
    )
}

/// Says that the lock is another's.
pub fn busy(shown: &str) -> Error {
    let message = format!("another deployment to `{}` is going on", shown.trim_end_matches('/'));
    Error::deploy(message, "wait for it to end, then run the command again")
}

/// Says that the lock became another's.
pub fn lost(shown: &str) -> Error {
    let shown = shown.trim_end_matches('/');
    let message = format!("another deployment took over `{shown}`, as this one showed no sign of life");
    Error::deploy(message, "wait for it to end, then run the command again")
}

/// Says that the plan is of yesterday.
pub fn overtaken(shown: &str) -> Error {
    let message = format!("another deployment to `{}` came in between", shown.trim_end_matches('/'));
    Error::deploy(message, "run the command again")
}

/// Says that what newsgen keeps at a target is of no use.
pub fn unreadable(shown: &str) -> Error {
    let hint = "update newsgen; or delete it there, and all files are compared anew";
    Error::deploy(format!("`{shown}` is damaged, or of another version of newsgen"), hint)
}
