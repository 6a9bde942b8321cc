//! Publishing by rsync, over ssh or to a daemon, in as many runs as there are kinds of files.
//!
//! The order and the journal are those of object storage. rsync knows no conditions, so the lock is
//! written and read back: of two that begin in the same moment both may believe to have it until
//! the manifest is due, when it is read again.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::host::{self, Event, Host, Job, Tell, There};
use super::kind::Kind;
use super::local::{Fact, Local};
use super::plan::{Delete, Met, Upload};
use super::program;
use super::record::{Held, Intent, LOCK, Lock, MANIFEST, Manifest, Process};
use crate::config::Target;
use crate::error::Result;

/// A [`Host`] that rsync copies to.
pub struct Rsync {
    target: Target,
    destination: String,
    port: Option<u16>,
    /// Where newsgen's own files pass through.
    scratch: std::path::PathBuf,
    /// Whether the folder there was found.
    is_there: bool,
    manifest: Option<Vec<u8>>,
    lock: Option<Vec<u8>>,
}

/// What rsync exits with where a connection failed, which may be better the next time.
const PASSING: [i32; 6] = [5, 10, 12, 30, 35, 255];

impl Rsync {
    /// Makes ready to talk to a host.
    pub fn open(target: &Target, destination: &str, port: Option<u16>, folder: std::path::PathBuf) -> Result<Rsync> {
        let scratch = folder.join(format!("{}.rsync", target.name));
        let _ = std::fs::remove_dir_all(&scratch);
        crate::fs::create_dir_all(&scratch)?;
        Ok(Rsync {
            target: target.clone(),
            destination: destination.to_owned(),
            port,
            scratch,
            is_there: false,
            manifest: None,
            lock: None,
        })
    }

    fn rsync(&self, arguments: &[&str], from: &str, to: &str, list: &[&str]) -> Result<Output> {
        let mut input = Vec::new();
        for path in list {
            input.extend_from_slice(path.as_bytes());
            input.push(0);
        }
        let mut tries = 0;
        loop {
            let mut command = Command::new("rsync");
            command.arg(format!("--timeout={}", self.target.timeout_secs)).args(arguments);
            if let Some(port) = self.port {
                command.arg("-e").arg(OsString::from(format!("ssh -o ConnectTimeout=10 -p {port}")));
            }
            if !list.is_empty() {
                command.args(["--from0", "--files-from=-"]);
            }
            let output = program::run(command.arg("--").arg(from).arg(to), &input)?;
            let code = output.status.code().unwrap_or(-1);
            if !PASSING.contains(&code) || tries >= self.target.retries.min(3) {
                return Ok(output);
            }
            std::thread::sleep(Duration::from_millis(500 << tries));
            tries += 1;
        }
    }

    /// Sends files of a folder here, each whole or not at all.
    fn send(&self, folder: &Path, list: &[&str]) -> Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        // That they are not the same is known, and neither size nor time has to say so.
        let arguments = ["--times", "--ignore-times", "--perms", "--chmod=D755,F644", "--mkpath"];
        let output = self.rsync(&arguments, &slashed(folder), &self.destination, list)?;
        if output.status.success() { Ok(()) } else { Err(program::failed("rsync", &output)) }
    }

    fn delete(&self, list: &[&str]) -> Result<()> {
        if list.is_empty() {
            return Ok(());
        }
        // Of what is missing here, the other side's copy goes.
        let nothing = self.scratch.join("nothing");
        crate::fs::create_dir_all(&nothing)?;
        let output = self.rsync(&["--delete-missing-args"], &slashed(&nothing), &self.destination, list)?;
        // It warns that what is to be deleted is not here.
        let fine = output.status.success() || output.status.code() == Some(24);
        if fine { Ok(()) } else { Err(program::failed("rsync", &output)) }
    }

    /// Removes the folders that deletions left empty, the deepest first; rsync leaves all others.
    fn delete_folders(&self, job: &Job) -> Result<()> {
        let mut folders: BTreeSet<&str> = BTreeSet::new();
        for delete in &job.plan.deletes {
            let ends = delete.path.match_indices('/').map(|(end, _)| end);
            folders.extend(ends.map(|end| &delete.path[..end]));
        }
        for fact in &job.local.facts {
            for (end, _) in fact.path.match_indices('/') {
                folders.remove(&fact.path[..end]);
            }
        }
        let depth = |folder: &str| folder.matches('/').count();
        let deepest = folders.iter().map(|folder| depth(folder) + 1).max().unwrap_or(0);
        for level in (0..deepest).rev() {
            let list: Vec<&str> = folders.iter().copied().filter(|folder| depth(folder) == level).collect();
            self.delete(&list)?;
        }
        Ok(())
    }

    /// Brings files here, those that are there; `false` where the target's folder is not there.
    fn fetch(&self, paths: &[&str]) -> Result<bool> {
        let mut included: BTreeSet<String> = BTreeSet::new();
        for path in paths {
            let _ = std::fs::remove_file(self.scratch.join(path));
            // Letters that mean more in a pattern stand for themselves after a backslash.
            let pattern = path.replace('*', "\\*").replace('?', "\\?").replace('[', "\\[");
            included.extend(pattern.match_indices('/').map(|(end, _)| format!("--include=/{}/", &pattern[..end])));
            included.insert(format!("--include=/{pattern}"));
        }
        // Not by `--files-from`: daemons of some versions find nothing of it.
        let mut arguments: Vec<String> = vec!["--recursive".into(), "--times".into(), "--ignore-times".into()];
        arguments.extend(included);
        arguments.push("--exclude=*".into());
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = self.rsync(&arguments, &self.destination, &slashed(&self.scratch), &[])?;
        if output.status.success() {
            return Ok(true);
        }
        let said = String::from_utf8_lossy(&output.stderr);
        if output.status.code() == Some(23) && said.contains("No such file or directory") {
            return Ok(false);
        }
        Err(program::failed("rsync", &output))
    }

    fn fetched(&self, name: &str) -> Result<Option<Vec<u8>>> {
        crate::fs::read_if_there(&self.scratch.join(name))
    }

    fn send_own(&self, name: &str, bytes: &[u8]) -> Result<()> {
        let folder = self.scratch.join("own");
        crate::fs::write_atomic(&folder.join(name), |out| out.write_all(bytes))?;
        self.send(&folder, &[name])
    }

    /// Whether the lock there is this deployment's, and the manifest the one that the plan was made from.
    fn check(&self, run: u64) -> Result<()> {
        self.fetch(&[MANIFEST, LOCK])?;
        let lock = self.fetched(LOCK)?.and_then(|bytes| Lock::from_bytes(&bytes));
        if lock.is_none_or(|lock| lock.run != run) {
            return Err(host::busy(&self.destination));
        }
        if self.fetched(MANIFEST)? != self.manifest {
            return Err(host::overtaken(&self.destination));
        }
        Ok(())
    }

    /// Waits until the lock there did not change for as long as it says.
    fn wait(&self, left: &Lock, tell: Tell) -> Result<()> {
        let (started, lease) = (Instant::now(), Duration::from_secs(left.lease_secs));
        tell(Event::Waiting { secs: left.lease_secs });
        while started.elapsed() < lease {
            std::thread::sleep((lease / 10).clamp(Duration::from_millis(200), Duration::from_secs(5)));
            self.fetch(&[LOCK])?;
            if self.fetched(LOCK)? != self.lock {
                return Err(host::busy(&self.destination));
            }
        }
        Ok(())
    }

    /// Does something that may take long, and renews the lock meanwhile.
    fn beating<T: Send>(&self, lock: &mut Lock, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
        let over = AtomicBool::new(false);
        let pause = Duration::from_secs(self.target.lease_secs) / 4;
        std::thread::scope(|scope| {
            let worker = scope.spawn(|| {
                let outcome = work();
                over.store(true, Ordering::Release);
                outcome
            });
            let mut renewed = Instant::now();
            while !over.load(Ordering::Acquire) {
                std::thread::sleep(Duration::from_millis(20));
                if renewed.elapsed() > pause {
                    lock.beat += 1;
                    // One that fails is made up for by the next, or the manifest is refused in the end.
                    let _ = self.send_own(LOCK, &lock.to_bytes());
                    renewed = Instant::now();
                }
            }
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        })
    }

    fn carry_out(&self, job: &Job, lock: &mut Lock, tell: Tell) -> Result<()> {
        let first = job.plan.in_the_way(&job.local.facts);
        if !first.is_empty() {
            self.delete(&first)?;
            self.delete_folders(job)?;
        }
        let mut done = 0;
        for kind in Kind::ALL {
            let uploads = job.plan.uploads.iter().filter(|upload| job.fact(upload).kind == kind);
            let (fresh, changed): (Vec<&Upload>, Vec<&Upload>) = uploads.partition(|upload| !upload.replaces);
            for uploads in [fresh, changed] {
                let facts: Vec<&Fact> = uploads.iter().map(|upload| job.fact(upload)).collect();
                self.beating(lock, || {
                    // rsync reads the files itself: that they are as they were built has to be seen before.
                    facts.iter().try_for_each(|fact| job.local.bytes(fact).map(drop))?;
                    let list: Vec<&str> = facts.iter().map(|fact| fact.path.as_str()).collect();
                    self.send(&job.local.folder, &list)
                })?;
                for fact in facts {
                    let held = Held { hash: fact.hash, len_bytes: fact.len_bytes, headers: fact.headers };
                    lock.files.insert(fact.path.clone(), Intent::Done(held));
                    done += 1;
                }
                tell(Event::Uploaded { done, of: job.plan.uploads.len() });
            }
        }
        self.check(job.run)?;
        self.send_own(MANIFEST, &job.manifest().to_bytes())?;
        let (pages, assets) = job.plan.deletes();

        let delete = |deletes: &[Delete]| self.delete(&deletes.iter().map(|d| d.path.as_str()).collect::<Vec<_>>());
        self.beating(lock, || {
            delete(pages)?;
            if !assets.is_empty() {
                std::thread::sleep(Duration::from_secs(self.target.grace_secs));
            }
            delete(assets)?;
            self.delete_folders(job)
        })?;
        self.delete(&[LOCK])
    }
}

impl Host for Rsync {
    fn look(&mut self) -> Result<There> {
        let mut there = There { checked: true, ..There::default() };
        self.is_there = self.fetch(&[MANIFEST, LOCK])?;
        if !self.is_there {
            return Ok(there);
        }
        self.manifest = self.fetched(MANIFEST)?;
        self.lock = self.fetched(LOCK)?;
        if let Some(bytes) = &self.manifest {
            there.manifest = Some(
                Manifest::from_bytes(bytes)
                    .ok_or_else(|| host::unreadable(&format!("{}{MANIFEST}", self.destination)))?,
            );
        }
        if let Some(bytes) = &self.lock {
            there.lock =
                Some(Lock::from_bytes(bytes).ok_or_else(|| host::unreadable(&format!("{}{LOCK}", self.destination)))?);
        }
        Ok(there)
    }

    fn meet(&mut self, local: &Local, strangers: &[&Fact], _: &mut There) -> Result<BTreeMap<String, Met>> {
        if !self.is_there || strangers.is_empty() {
            return Ok(BTreeMap::new());
        }
        let list: Vec<&str> = strangers.iter().map(|fact| fact.path.as_str()).collect();
        // Named twice, files that are the same are listed too.
        let arguments = [
            "--dry-run",
            "--checksum",
            "--existing",
            "--itemize-changes",
            "--itemize-changes",
            "-8",
            "--out-format=%i %n",
        ];
        let output = self.rsync(&arguments, &slashed(&local.folder), &self.destination, &list)?;
        if !output.status.success() {
            return Err(program::failed("rsync", &output));
        }
        let mut met = BTreeMap::new();
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            let Some((marks, path)) = line.split_at_checked(12) else { continue };
            let marks = marks.as_bytes();
            if marks[1] == b'f' && local.get(path).is_some() {
                // The third is for the content, the fourth for the length; without a transfer they are the same.
                let same = marks[2] != b'c' && marks[3] != b's' && marks[2] != b'+';
                met.insert(path.to_owned(), if same { Met::Same } else { Met::Foreign });
            }
        }
        Ok(met)
    }

    fn publish(&mut self, job: &Job, tell: Tell) -> Result<()> {
        let left = self.lock.as_ref().and_then(|bytes| Lock::from_bytes(bytes));
        if let Some(left) = left.as_ref().filter(|left| !left.ended && !left.process.has_ended()) {
            self.wait(left, tell)?;
        }
        let mut lock = Lock {
            run: job.run,
            process: Process::this(),
            lease_secs: self.target.lease_secs,
            beat: 0,
            ended: false,
            files: job.intents(left.as_ref()),
        };
        self.send_own(LOCK, &lock.to_bytes())?;
        self.check(job.run)?;
        self.is_there = true;
        let outcome = self.carry_out(job, &mut lock, tell);
        if outcome.is_err() && self.check(job.run).is_ok() {
            // What is done need not be done again. If this fails too, nothing is lost but time.
            lock.ended = true;
            let _ = self.send_own(LOCK, &lock.to_bytes());
        }
        outcome
    }

    fn read(&mut self, paths: &[&str]) -> Result<Vec<Option<Vec<u8>>>> {
        self.fetch(paths)?;
        paths.iter().map(|path| self.fetched(path)).collect()
    }

    fn requests(&self) -> Option<u64> {
        None
    }
}

/// A folder as rsync takes it for what is in it.
fn slashed(folder: &Path) -> String {
    // Absolute, so that a colon in it does not make it a host's name.
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    format!("{}/", folder.display())
}
