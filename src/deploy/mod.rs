//! Publishing: what is here ▷ plan ◁ what is there ▶ uploads in order, then deletions.
//!
//! 1. LOOK: the manifest of the last build, and the manifest that newsgen keeps at the target.
//! 2. PLAN: the difference, pure.
//! 3. PUBLISH: assets, pages, indexes, feeds, then the manifest, then deletions. So a reader finds at
//!    any moment, also after a crash, a site of which no page lacks what it shows.
//! 4. VERIFY, if asked for: a sample is read back, and what differs is sent again.
//!
//! What newsgen did not upload is neither overwritten nor deleted.

mod aws;
mod connect;
mod git;
mod headers;
mod host;
mod kind;
mod local;
mod objects;
mod plan;
mod program;
mod record;
mod rsync;
mod store;
mod wire;
mod work;

use std::collections::BTreeSet;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_64;

use crate::build::State;
use crate::config::{Config, Target, TargetPlace};
use crate::error::{Error, Result};
use crate::model::Hasher;
use crate::sink::INDEX;

pub use host::{Event, Tell};
pub use kind::Kind;
pub use plan::Plan;

use git::Branch;
use host::{Host, Job};
use local::Local;
use objects::Objects;
use rsync::Rsync;

/// How to deploy.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Threads for looking at the files here.
    pub jobs: usize,
    /// Whether what newsgen did not upload may be overwritten.
    pub overwrite: bool,
    /// Whether drafts and articles of the future may be published, if the last build let them in.
    pub held_back: bool,
    /// The moment, in seconds since 1970.
    pub now: i64,
    /// The most files that may be deleted; `None` for a tenth of those there, and a hundred at least.
    pub max_deletes: Option<usize>,
}

/// A deployment that is planned and not yet carried out. Until then nothing at the target is changed.
pub struct Deployment {
    host: Box<dyn Host>,
    local: Local,
    plan: Plan,
    run: u64,
    overwrite: bool,
    /// Whether the manifest there is as it will be.
    is_current: bool,
    others: usize,
    is_going_on: bool,
    /// The target's name.
    target: String,
    address: String,
    started: Instant,
    /// Keeps builds from changing the files while they are read.
    _lock: Option<std::fs::File>,
}

/// One change, as reports show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change<'a> {
    /// Below the site's folder at the target.
    pub path: &'a str,
    /// `upload` or `delete`.
    pub action: &'static str,
    /// What kind of file it is.
    pub kind: Kind,
    /// Why.
    pub reason: &'static str,
    /// How much of it is sent.
    pub len_bytes: u64,
}

/// What a deployment did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Files uploaded.
    pub uploaded: usize,
    /// Bytes of these.
    pub bytes: u64,
    /// Files deleted.
    pub deleted: usize,
    /// Files that were as they should be.
    pub kept: usize,
    /// Requests sent, where they are counted.
    pub requests: Option<u64>,
    /// From the first look to the last request.
    pub took: Duration,
}

/// What reading files back found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    /// How many did not hold what was uploaded, and were sent again.
    pub sent_again: usize,
    /// Paths of those that still do not.
    pub wrong: Vec<String>,
}

impl Deployment {
    /// Looks at both sides and makes the plan.
    ///
    /// Errors where the output folder is not as it was built or has what is held back, where the target cannot be
    /// read, where it holds foreign files in the way, and where more would be deleted than may be.
    pub fn prepare(config: &Config, target: &Target, options: Options) -> Result<Deployment> {
        let started = Instant::now();
        let state = State::of(config);
        let lock = state.lock()?;
        let rules = target.place.has_headers().then_some(target.rules.as_slice());
        let local = Local::read(config, &state, rules, &options)?;
        let mut host: Box<dyn Host> = match &target.place {
            TargetPlace::S3(_) | TargetPlace::Gs(_) | TargetPlace::Az(_) | TargetPlace::Folder(_) => {
                Box::new(Objects::open(target, &config.root)?)
            }
            TargetPlace::Git { remote, branch } => {
                Box::new(Branch::open(target, remote, branch, config.state_dir().join("deploy"))?)
            }
            TargetPlace::Rsync { destination, port } => {
                Box::new(Rsync::open(target, destination, *port, config.state_dir().join("deploy"))?)
            }
        };
        let mut there = host.look()?;
        let known = plan::known(there.manifest.as_ref(), there.lock.as_ref(), there.checked);
        let strangers = plan::strangers(&local.facts, &known);
        let met = host.meet(&local, &strangers, &mut there)?;
        let plan = plan::plan(&local.facts, &known, &met, options.overwrite);
        if !plan.foreign.is_empty() {
            return Err(host::foreign(&target.name, &plan.foreign));
        }
        let most = options.max_deletes.unwrap_or((known.len() / 10).max(100));
        if plan.deletes.len() > most {
            let message =
                format!("{} files would be deleted at `{}`, more than {most}", plan.deletes.len(), target.name);
            let hint = format!(
                "look at them with `--dry-run`; if that is as it should be, add `--max-deletes {}`",
                plan.deletes.len()
            );
            return Err(Error::deploy(message, hint));
        }
        let is_current = there.lock.is_none()
            && plan.is_empty()
            && there.manifest.as_ref().is_some_and(|manifest| manifest.files.len() == local.facts.len());
        let is_going_on = there.lock.as_ref().is_some_and(|lock| !lock.ended && !lock.process.has_ended());
        Ok(Deployment {
            host,
            plan,
            run: run_number(),
            overwrite: options.overwrite,
            is_current,
            others: there.others,
            is_going_on,
            target: target.name.clone(),
            address: config.base_url.as_str().to_owned(),
            started,
            local,
            _lock: lock,
        })
    }

    /// Whether there is nothing to do at all.
    pub fn is_current(&self) -> bool {
        self.is_current
    }

    /// Files there that newsgen did not upload, or of which it no longer knows, where all were listed.
    pub fn others(&self) -> usize {
        self.others
    }

    /// Whether another deployment seems to be going on.
    pub fn is_going_on(&self) -> bool {
        self.is_going_on
    }

    /// How many files will be deleted.
    pub fn deletes(&self) -> usize {
        self.plan.deletes.len()
    }

    /// All changes, in the order in which they are made.
    pub fn changes(&self) -> impl Iterator<Item = Change<'_>> {
        let upload = |upload: &plan::Upload| {
            let fact = &self.local.facts[upload.fact];
            let (reason, len_bytes) = (upload.reason.name(), fact.len_bytes);
            Change { path: &fact.path, action: "upload", kind: fact.kind, reason, len_bytes }
        };
        let delete = |delete: &'_ plan::Delete| (delete.reason.name(), Kind::of(&delete.path));
        self.plan.uploads.iter().map(upload).chain(self.plan.deletes.iter().map(move |d| {
            let (reason, kind) = delete(d);
            Change { path: &d.path, action: "delete", kind, reason, len_bytes: 0 }
        }))
    }

    /// The addresses at which something else is found now, for caches to forget.
    pub fn addresses(&self) -> impl Iterator<Item = String> {
        self.changes().map(|change| {
            let path = change.path;
            let folder = path.strip_suffix(INDEX).filter(|folder| folder.is_empty() || folder.ends_with('/'));
            format!("{}/{}", self.address, folder.unwrap_or(path))
        })
    }

    /// Carries the plan out.
    pub fn publish(&mut self, tell: Tell) -> Result<Report> {
        let job = Job { run: self.run, local: &self.local, plan: &self.plan, overwrite: self.overwrite };
        if !self.is_current {
            self.host.publish(&job, tell)?;
        }
        Ok(self.report())
    }

    /// Reads files back that were uploaded, and others, `most` in all, and compares them. Those that do not hold
    /// what they should are sent again, and read once more.
    pub fn verify(&mut self, most: usize, tell: Tell) -> Result<Verified> {
        let mut sample: Vec<usize> = spread(&self.plan.uploads, most.div_ceil(2)).map(|upload| upload.fact).collect();
        let all: Vec<usize> = (0..self.local.facts.len()).collect();
        let offset = self.run as usize % all.len().max(1);
        let rest = spread(&all, most - sample.len()).map(|index| (index + offset) % all.len());
        sample.extend(rest);
        sample.sort_unstable();
        sample.dedup();
        let damaged = self.differing(&sample)?;
        if !damaged.is_empty() {
            self.send_again(&damaged, tell)?;
        }
        let wrong = self.differing(&damaged)?.into_iter().map(|fact| self.local.facts[fact].path.clone()).collect();
        Ok(Verified { sent_again: damaged.len(), wrong })
    }

    /// Those of some files that do not hold what they should.
    fn differing(&mut self, facts: &[usize]) -> Result<Vec<usize>> {
        let mut wrong = Vec::new();
        // Not all in memory at once, however many were asked for.
        for part in facts.chunks(64) {
            let paths: Vec<&str> = part.iter().map(|index| self.local.facts[*index].path.as_str()).collect();
            for (index, there) in part.iter().zip(self.host.read(&paths)?) {
                let fact = &self.local.facts[*index];
                if there.is_none_or(|there| there.len() as u64 != fact.len_bytes || xxh3_64(&there) != fact.hash) {
                    wrong.push(*index);
                }
            }
        }
        Ok(wrong)
    }

    /// Sends files again, as a deployment of its own that changes nothing else.
    fn send_again(&mut self, damaged: &[usize], tell: Tell) -> Result<()> {
        let there = self.host.look()?.manifest;
        let upload = |fact: &usize| plan::Upload { fact: *fact, reason: plan::Reason::Damaged, replaces: true };
        let plan = Plan { uploads: damaged.iter().map(upload).collect(), ..Plan::default() };
        let job = Job { run: run_number(), local: &self.local, plan: &plan, overwrite: self.overwrite };
        if there.is_none_or(|there| there.files != job.manifest().files) {
            return Err(host::overtaken(&self.target));
        }
        self.host.publish(&job, tell)?;
        let known: BTreeSet<usize> = self.plan.uploads.iter().map(|upload| upload.fact).collect();
        let before = self.plan.uploads.len();
        self.plan.uploads.extend(plan.uploads.into_iter().filter(|upload| !known.contains(&upload.fact)));
        self.plan.kept -= self.plan.uploads.len() - before;
        self.is_current = false;
        Ok(())
    }

    /// What was done so far.
    pub fn report(&self) -> Report {
        Report {
            uploaded: self.plan.uploads.len(),
            bytes: self.plan.uploads.iter().map(|upload| self.local.facts[upload.fact].len_bytes).sum(),
            deleted: self.plan.deletes.len(),
            kept: self.plan.kept,
            requests: self.host.requests(),
            took: self.started.elapsed(),
        }
    }
}

/// Up to `most` items, evenly spread.
fn spread<T>(items: &[T], most: usize) -> impl Iterator<Item = &T> {
    let step = items.len().div_ceil(most.max(1)).max(1);
    items.iter().step_by(step).take(most)
}

/// A number that no other deployment has.
fn run_number() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos());
    let process = record::Process::this();
    let mut hasher = Hasher::new("run");
    hasher.u64(now as u64).u64(process.system).u64(process.id.into()).u64(process.began).finish().0 as u64
}
