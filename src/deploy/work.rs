//! One deployment to object storage or a folder:
//!
//! 1. The lock is made, on condition that there is none; it names all that is about to change.
//! 2. Uploads, kind by kind, each kind whole before the next begins.
//! 3. The manifest, on condition that it is the one the plan was made from.
//! 4. Deletions: of what shows others, and a moment later of what was shown; then that of the lock.
//!
//! While this goes on the lock is renewed, each time with what is done. Nobody's clock is compared
//! with another's: a lock is dead once it did not change for as long as it says, measured by the one
//! who waits, or if its process is known to have ended.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use futures_util::{StreamExt, TryStreamExt};
use tokio::sync::Notify;

use super::headers::Headers;
use super::host::{self, Event, Job, Tell};
use super::kind::Kind;
use super::local::Fact;
use super::objects::{meet, or_interrupted};
use super::plan::{Delete, Met, Upload};
use super::record::{Held, Intent, LOCK, Lock, MANIFEST, Manifest, Process};
use super::store::{Mode, Put, Store, Version};
use crate::config::Target;
use crate::error::Result;

/// How many files one request to delete may name.
const DELETE_AT_ONCE: usize = 1000;

/// One deployment.
pub struct Work<'a> {
    store: &'a Store,
    target: &'a Target,
    job: &'a Job<'a>,
    tell: Tell<'a>,
    state: Mutex<State>,
    /// Told once all is published.
    over: Notify,
}

#[derive(Default)]
struct State {
    lock: Option<Lock>,
    version: Option<Version>,
    done: usize,
    foreign: Vec<String>,
}

impl<'a> Work<'a> {
    /// What is to be done, and nothing of it done yet.
    pub fn new(store: &'a Store, target: &'a Target, job: &'a Job<'a>, tell: Tell<'a>) -> Work<'a> {
        Work { store, target, job, tell, state: Mutex::new(State::default()), over: Notify::new() }
    }

    /// Does it. `left` is the lock that was found, `manifest` the version of the one that the plan was made from;
    /// `owned` says that the system itself keeps other deployments out.
    pub async fn run(&self, left: Option<(Lock, Version)>, manifest: Option<Version>, owned: bool) -> Result<()> {
        self.lock(left, owned).await?;
        let outcome = {
            let work = std::pin::pin!(or_interrupted(self.publish(manifest)));
            let beats = std::pin::pin!(self.beat());
            match select(work, beats).await {
                Either::Left((outcome, beats)) => {
                    // Not dropped: a renewal on its way could bring the lock back once it is deleted.
                    self.over.notify_one();
                    outcome.and(beats.await)
                }
                Either::Right((lost, _)) => return lost,
            }
        };
        match outcome {
            Ok(()) => self.store.delete(&[LOCK]).await,
            Err(e) => {
                // What is done need not be done again. If this fails too, nothing is lost but time.
                let _ = self.renew(true).await;
                Err(e)
            }
        }
    }

    /// Makes the lock, or takes over that of a deployment that did not end.
    async fn lock(&self, left: Option<(Lock, Version)>, owned: bool) -> Result<()> {
        let mode = match &left {
            None => Mode::Make,
            Some((lock, version)) => {
                if !lock.ended && !owned {
                    if lock.process.has_ended() {
                        // A request that it had sent may still be on its way to be carried out.
                        tokio::time::sleep(Duration::from_secs(self.target.grace_secs)).await;
                    } else {
                        self.wait(lock, version).await?;
                    }
                }
                if self.store.is_folder() {
                    let made = lock.files.iter().filter(|(_, intent)| matches!(intent, Intent::Make | Intent::Replace));
                    made.map(|(path, _)| path.as_str()).chain([MANIFEST, LOCK]).for_each(|path| self.sweep(path));
                }
                Mode::Update(version.clone())
            }
        };
        let lock = Lock {
            run: self.job.run,
            process: Process::this(),
            lease_secs: self.target.lease_secs,
            beat: 0,
            ended: false,
            files: self.job.intents(left.as_ref().map(|(lock, _)| lock)),
        };
        let version = match self.put_own(LOCK, lock.to_bytes(), mode).await? {
            Some(version) => version,
            // Refused, or done by a try of which the answer was lost.
            None => match self.own_lock().await? {
                Some(version) => version,
                None => return Err(host::busy(&self.store.shown(""))),
            },
        };
        let mut state = self.state.lock().expect("no thread panics with it");
        state.lock = Some(lock);
        state.version = Some(version);
        Ok(())
    }

    /// Waits until a lock did not change for as long as it says.
    async fn wait(&self, lock: &Lock, version: &Version) -> Result<()> {
        let started = Instant::now();
        let lease = Duration::from_secs(lock.lease_secs);
        (self.tell)(Event::Waiting { secs: lock.lease_secs });
        while started.elapsed() < lease {
            tokio::time::sleep((lease / 10).clamp(Duration::from_millis(200), Duration::from_secs(5))).await;
            match self.store.look(LOCK).await? {
                Some((now, _)) if now.e_tag == version.e_tag && now.version == version.version => {}
                _ => return Err(host::busy(&self.store.shown(""))),
            }
        }
        Ok(())
    }

    /// Removes what killed deployments left beside a file of a folder that they were about to write. What is in the
    /// making is named by the first free number, so several that were killed leave several.
    fn sweep(&self, path: &str) {
        let shown = self.store.shown(path);
        (1..).take_while(|number| std::fs::remove_file(format!("{shown}#{number}")).is_ok()).for_each(drop);
    }

    /// Renews the lock until all is over, or until that fails for so long that others may hold it to be dead.
    async fn beat(&self) -> Result<()> {
        let lease = Duration::from_secs(self.target.lease_secs);
        let mut renewed = Instant::now();
        loop {
            let (wait, over) = (std::pin::pin!(tokio::time::sleep(lease / 4)), std::pin::pin!(self.over.notified()));
            if let Either::Right(_) = select(wait, over).await {
                return Ok(());
            }
            match tokio::time::timeout(lease / 4, self.renew(false)).await {
                Ok(Ok(true)) => renewed = Instant::now(),
                Ok(Ok(false)) => return Err(host::lost(&self.store.shown(""))),
                // Of no answer in time, or a failure, it is not known whether it was renewed.
                Ok(Err(_)) | Err(_) if renewed.elapsed() < lease * 3 / 4 => {}
                Ok(Err(e)) => return Err(e),
                Err(_) => return Err(host::lost(&self.store.shown(""))),
            }
        }
    }

    /// Writes the lock with what is done by now; `false` where it is someone else's.
    async fn renew(&self, ended: bool) -> Result<bool> {
        let (bytes, version) = {
            let mut state = self.state.lock().expect("no thread panics with it");
            let version = state.version.clone();
            let Some(lock) = &mut state.lock else { return Ok(true) };
            lock.beat += 1;
            lock.ended = ended;
            (lock.to_bytes(), version)
        };
        let mode = version.map_or(Mode::Make, Mode::Update);
        let version = match self.put_own(LOCK, bytes, mode).await? {
            Some(version) => version,
            None => match self.own_lock().await? {
                Some(version) => version,
                None => return Ok(false),
            },
        };
        self.state.lock().expect("no thread panics with it").version = Some(version);
        Ok(true)
    }

    /// The version of the lock, if it is this deployment's.
    async fn own_lock(&self) -> Result<Option<Version>> {
        let Some((bytes, version)) = self.store.get(LOCK).await? else { return Ok(None) };
        Ok(Lock::from_bytes(&bytes).filter(|lock| lock.run == self.job.run).map(|_| version))
    }

    /// Writes one of newsgen's own files; `None` where its condition does not hold.
    async fn put_own(&self, path: &str, bytes: Vec<u8>, mode: Mode) -> Result<Option<Version>> {
        let headers = Headers {
            content_type: "application/gzip".into(),
            cache_control: "no-store".into(),
            content_encoding: String::new(),
            content_language: String::new(),
            content_disposition: String::new(),
        };
        Ok(match self.store.put(path, bytes, mode, &headers, None).await? {
            Put::Done(version) => Some(version),
            Put::Refused => None,
        })
    }

    async fn publish(&self, manifest: Option<Version>) -> Result<()> {
        // Someone may have come and gone between the plan and the lock.
        let now = self.store.look(MANIFEST).await?.map(|(version, _)| version.e_tag);
        if now != manifest.as_ref().map(|version| version.e_tag.clone()) {
            return Err(host::overtaken(&self.store.shown("")));
        }
        if self.store.is_folder() {
            self.store.delete(&self.job.plan.in_the_way(&self.job.local.facts)).await?;
        }
        for kind in Kind::ALL {
            let uploads = self.job.plan.uploads.iter().filter(|upload| self.job.fact(upload).kind == kind);
            // New ones are whole before changed ones begin: only these can link to what is not there yet.
            let (fresh, changed): (Vec<&Upload>, Vec<&Upload>) = uploads.partition(|upload| !upload.replaces);
            for uploads in [fresh, changed] {
                let uploads = futures_util::stream::iter(uploads).map(async |upload| self.upload(upload).await);
                uploads.buffer_unordered(self.target.connections).try_collect::<()>().await?;
                self.refuse_foreign()?;
            }
        }
        let bytes = self.job.manifest().to_bytes();
        let mode = manifest.map_or(Mode::Make, Mode::Update);
        if self.put_own(MANIFEST, bytes, mode).await?.is_none() {
            let there = self.store.get(MANIFEST).await?.and_then(|(bytes, _)| Manifest::from_bytes(&bytes));
            if there.is_none_or(|there| there.run != self.job.run) {
                return Err(host::lost(&self.store.shown("")));
            }
        }
        let (pages, assets) = self.job.plan.deletes();
        for deletes in pages.chunks(DELETE_AT_ONCE) {
            self.delete(deletes).await?;
        }
        if !assets.is_empty() {
            tokio::time::sleep(Duration::from_secs(self.target.grace_secs)).await;
        }
        for deletes in assets.chunks(DELETE_AT_ONCE) {
            self.delete(deletes).await?;
        }
        Ok(())
    }

    async fn upload(&self, upload: &Upload) -> Result<()> {
        let fact = self.job.fact(upload);
        let bytes = self.job.local.bytes(fact)?;
        let headers = Headers::of(&fact.path, fact.kind, &self.target.rules);
        let held = Held { hash: fact.hash, len_bytes: fact.len_bytes, headers: fact.headers };
        let put = |bytes, mode| self.store.put(&fact.path, bytes, mode, &headers, Some(held));
        if upload.replaces {
            put(bytes, Mode::Replace).await?;
        } else if let Put::Refused = put(bytes.clone(), Mode::Make).await? {
            let ours = match meet(self.store, self.job.local, fact).await? {
                Some(Met::Ours(there)) if there == held => return self.done(fact, held),
                None | Some(Met::Ours(_) | Met::Same) => true,
                Some(Met::Foreign) => self.job.overwrite,
            };
            if !ours {
                self.state.lock().expect("no thread panics with it").foreign.push(fact.path.clone());
                return Ok(());
            }
            put(bytes, Mode::Replace).await?;
        }
        self.done(fact, held)
    }

    fn done(&self, fact: &Fact, held: Held) -> Result<()> {
        let mut state = self.state.lock().expect("no thread panics with it");
        if let Some(lock) = &mut state.lock {
            lock.files.insert(fact.path.clone(), Intent::Done(held));
        }
        state.done += 1;
        let done = state.done;
        drop(state);
        (self.tell)(Event::Uploaded { done, of: self.job.plan.uploads.len() });
        Ok(())
    }

    fn refuse_foreign(&self) -> Result<()> {
        let mut state = self.state.lock().expect("no thread panics with it");
        let foreign = std::mem::take(&mut state.foreign);
        if let Some(lock) = &mut state.lock {
            // They were not made, so they must not be taken for newsgen's later.
            lock.files.retain(|path, _| !foreign.contains(path));
        }
        if foreign.is_empty() { Ok(()) } else { Err(host::foreign(&self.store.shown(""), &foreign)) }
    }

    async fn delete(&self, deletes: &[Delete]) -> Result<()> {
        let mut paths = Vec::new();
        for delete in deletes {
            let ours = delete.sure || matches!(self.store.look(&delete.path).await?, Some((_, Some(_))));
            if ours {
                paths.push(delete.path.as_str());
            }
        }
        self.store.delete(&paths).await
    }
}
