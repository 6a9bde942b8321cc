//! Publishing to object storage and folders, file by file.
//!
//! 1. The lock is made, on condition that there is none; it names all that is about to change.
//! 2. Uploads, kind by kind, each kind whole before the next begins.
//! 3. The manifest, on condition that it is the one the plan was made from.
//! 4. Deletions, then that of the lock.
//!
//! While this goes on the lock is renewed, each time with what is done. Nobody's clock is compared
//! with another's: a lock is dead once it did not change for as long as it says, measured by the one
//! who waits, or if its process is known to have ended.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use futures_util::future::{Either, select};
use futures_util::{StreamExt, TryStreamExt};
use tokio::runtime::Runtime;
use tokio::sync::Notify;

use super::headers::Headers;
use super::host::{Event, Host, Job, Tell, There};
use super::kind::Kind;
use super::local::{Fact, Local};
use super::plan::{Delete, Met, Upload};
use super::record::{Held, Intent, LOCK, Lock, MANIFEST, Manifest, Process};
use super::store::{Mode, Put, Store, Version};
use crate::config::{Target, TargetPlace};
use crate::error::{Error, Result};

/// How many files one request to delete may name.
const DELETE_AT_ONCE: usize = 1000;

/// A [`Host`] that takes files one by one.
pub struct Objects {
    runtime: Runtime,
    target: Target,
    /// Where a `file://` target is.
    folder: Option<PathBuf>,
    /// `None` for a folder that is not there yet.
    store: Option<Store>,
    manifest: Option<Version>,
    lock: Option<(Lock, Version)>,
}

impl Objects {
    /// Makes ready to talk to a target; nothing is sent yet.
    pub fn open(target: &Target, root: &std::path::Path) -> Result<Objects> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(Error::io("start the uploads to", ""))?;
        let folder = match &target.place {
            TargetPlace::Folder(folder) => Some(root.join(folder)),
            _ => None,
        };
        let is_there = folder.as_ref().is_none_or(|folder| folder.is_dir());
        let store = if is_there { Some(Store::open(target, folder.clone())?) } else { None };
        Ok(Objects { runtime, target: target.clone(), folder, store, manifest: None, lock: None })
    }
}

impl Host for Objects {
    fn look(&mut self) -> Result<There> {
        let Some(store) = &self.store else { return Ok(There::default()) };
        let (manifest, lock) = self.runtime.block_on(async { (store.get(MANIFEST).await, store.get(LOCK).await) });
        let mut there = There { checked: store.is_folder(), ..There::default() };
        if let Some((bytes, version)) = manifest? {
            let manifest = Manifest::from_bytes(&bytes).ok_or_else(|| unreadable(&store.shown(MANIFEST)))?;
            self.manifest = Some(version);
            there.manifest = Some(manifest);
        }
        if let Some((bytes, version)) = lock? {
            let lock = Lock::from_bytes(&bytes).ok_or_else(|| unreadable(&store.shown(LOCK)))?;
            there.lock = Some(lock.clone());
            self.lock = Some((lock, version));
        }
        Ok(there)
    }

    fn meet(&mut self, local: &Local, strangers: &[&Fact], there: &mut There) -> Result<BTreeMap<String, Met>> {
        let Some(store) = &self.store else { return Ok(BTreeMap::new()) };
        // In a bucket what is new is made on condition that nothing is there, so it need not be asked.
        if there.manifest.is_some() && !store.is_folder() {
            return Ok(BTreeMap::new());
        }
        self.runtime.block_on(async {
            let mut strangers: Vec<&Fact> = strangers.to_vec();
            if !store.is_folder() {
                let listed: BTreeMap<String, u64> = store.list().await?.into_iter().collect();
                let own = [MANIFEST, LOCK];
                there.others =
                    listed.keys().filter(|path| !own.contains(&path.as_str()) && local.get(path).is_none()).count();
                strangers.retain(|fact| listed.contains_key(&fact.path));
            }
            let met = futures_util::stream::iter(strangers).map(async |fact| {
                let met = meet(store, local, fact).await?;
                Ok::<_, Error>(met.map(|met| (fact.path.clone(), met)))
            });
            let met: Vec<_> = met.buffer_unordered(self.target.connections).try_collect().await?;
            Ok(met.into_iter().flatten().collect())
        })
    }

    fn publish(&mut self, job: &Job, tell: Tell) -> Result<()> {
        if let Some(folder) = &self.folder {
            crate::fs::create_dir_all(folder)?;
        }
        let opened;
        let store = match &self.store {
            Some(store) => store,
            None => {
                opened = Store::open(&self.target, self.folder.clone())?;
                &opened
            }
        };
        let owned = self.folder.as_ref().map(|folder| own_folder(folder)).transpose()?.flatten();
        let work =
            Work { store, target: &self.target, job, tell, state: Mutex::new(State::default()), over: Notify::new() };
        let outcome = self.runtime.block_on(work.run(self.lock.take(), self.manifest.take(), owned.is_some()));
        if self.store.is_none() {
            self.store = Some(Store::open(&self.target, self.folder.clone())?);
        }
        outcome
    }

    fn read(&mut self, paths: &[&str]) -> Result<Vec<Option<Vec<u8>>>> {
        let Some(store) = &self.store else { return Ok(vec![None; paths.len()]) };
        self.runtime.block_on(or_interrupted(async {
            let got = futures_util::stream::iter(paths).map(async |path| store.get(path).await);
            let got = got.buffered(self.target.connections).map_ok(|got| got.map(|(bytes, _)| bytes));
            got.try_collect().await
        }))
    }

    fn requests(&self) -> Option<u64> {
        self.store.as_ref().filter(|store| !store.is_folder()).map(Store::requests)
    }
}

/// Something that may take long, ended by Ctrl-C or by what ends a job of CI: there is time to say in the
/// lock what was done.
async fn or_interrupted<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
    let interrupted = async {
        #[cfg(unix)]
        if let Ok(mut ended) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            let _ = select(std::pin::pin!(ended.recv()), std::pin::pin!(tokio::signal::ctrl_c())).await;
            return;
        }
        let _ = tokio::signal::ctrl_c().await;
    };
    match select(std::pin::pin!(work), std::pin::pin!(interrupted)).await {
        Either::Left((outcome, _)) => outcome,
        Either::Right(_) => Err(Error::deploy("interrupted", "run the command again: it goes on where it was")),
    }
}

/// What a path holds that the manifest does not have.
async fn meet(store: &Store, local: &Local, fact: &Fact) -> Result<Option<Met>> {
    Ok(match store.look(&fact.path).await? {
        None => None,
        Some((_, Some(held))) => Some(Met::Ours(held)),
        Some((_, None)) => {
            let there = store.get(&fact.path).await?.map(|(bytes, _)| bytes);
            Some(if there == Some(local.bytes(fact)?) { Met::Same } else { Met::Foreign })
        }
    })
}

/// Keeps other deployments on this system out of a folder: the system frees the lock also when the
/// program dies. `None` where the system cannot lock folders.
fn own_folder(folder: &std::path::Path) -> Result<Option<File>> {
    let Ok(file) = File::open(folder) else { return Ok(None) };
    match file.try_lock() {
        Ok(()) => Ok(Some(file)),
        Err(std::fs::TryLockError::WouldBlock) => Err(busy(&folder.display().to_string())),
        Err(std::fs::TryLockError::Error(_)) => Ok(None),
    }
}

fn busy(shown: &str) -> Error {
    Error::deploy(
        format!("another deployment to `{shown}` is going on"),
        "wait for it to end, then run the command again",
    )
}

fn lost(shown: &str) -> Error {
    let message = format!("another deployment took over `{shown}`, as this one showed no sign of life");
    Error::deploy(message, "wait for it to end, then run the command again")
}

fn unreadable(shown: &str) -> Error {
    let hint = "update newsgen; or delete it there, and all files are compared anew";
    Error::deploy(format!("`{shown}` is damaged, or of another version of newsgen"), hint)
}

/// One deployment.
struct Work<'a> {
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

impl Work<'_> {
    async fn run(&self, left: Option<(Lock, Version)>, manifest: Option<Version>, owned: bool) -> Result<()> {
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
                if !owned && !lock.ended && !lock.process.has_ended() {
                    self.wait(lock, version).await?;
                }
                if self.store.is_folder() {
                    self.sweep(lock);
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
                None => return Err(busy(&self.store.shown(""))),
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
                _ => return Err(busy(&self.store.shown(""))),
            }
        }
        Ok(())
    }

    /// Removes what a killed deployment left beside files of a folder that it was about to write.
    fn sweep(&self, lock: &Lock) {
        let TargetPlace::Folder(_) = &self.target.place else { return };
        for (path, intent) in &lock.files {
            if matches!(intent, Intent::Make | Intent::Replace) {
                let _ = std::fs::remove_file(self.store.shown(path) + "#1");
            }
        }
        for path in [MANIFEST, LOCK] {
            let _ = std::fs::remove_file(self.store.shown(path) + "#1");
        }
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
                Ok(Ok(false)) => return Err(lost(&self.store.shown(""))),
                // Of no answer in time, or a failure, it is not known whether it was renewed.
                Ok(Err(_)) | Err(_) if renewed.elapsed() < lease * 3 / 4 => {}
                Ok(Err(e)) => return Err(e),
                Err(_) => return Err(lost(&self.store.shown(""))),
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
            let message = format!("another deployment to `{}` came in between", self.store.shown(""));
            return Err(Error::deploy(message, "run the command again"));
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
                return Err(lost(&self.store.shown("")));
            }
        }
        for deletes in self.job.plan.deletes.chunks(DELETE_AT_ONCE) {
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
        if foreign.is_empty() { Ok(()) } else { Err(super::host::foreign(&self.store.shown(""), &foreign)) }
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
