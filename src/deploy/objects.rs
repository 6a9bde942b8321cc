//! Publishing to object storage and folders, file by file.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;

use futures_util::future::{Either, select};
use futures_util::{StreamExt, TryStreamExt};
use tokio::runtime::Runtime;

use super::host::{self, Host, Job, Tell, There};
use super::local::{Fact, Local};
use super::plan::Met;
use super::record::{LOCK, Lock, MANIFEST, Manifest};
use super::store::{Store, Version};
use super::work::Work;
use crate::config::{Target, TargetPlace};
use crate::error::{Error, Result};

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
            let manifest = Manifest::from_bytes(&bytes).ok_or_else(|| host::unreadable(&store.shown(MANIFEST)))?;
            self.manifest = Some(version);
            there.manifest = Some(manifest);
        }
        if let Some((bytes, version)) = lock? {
            let lock = Lock::from_bytes(&bytes).ok_or_else(|| host::unreadable(&store.shown(LOCK)))?;
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
        let work = Work::new(store, &self.target, job, tell);
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
pub(super) async fn or_interrupted<T>(work: impl Future<Output = Result<T>>) -> Result<T> {
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
        Either::Right(_) => Err(Error::Interrupted),
    }
}

/// What a path holds that the manifest does not have.
pub(super) async fn meet(store: &Store, local: &Local, fact: &Fact) -> Result<Option<Met>> {
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
        Err(std::fs::TryLockError::WouldBlock) => Err(host::busy(&folder.display().to_string())),
        Err(std::fs::TryLockError::Error(_)) => Ok(None),
    }
}
