//! What newsgen keeps at a target: the manifest of what it uploaded, and the lock of a deployment.
//!
//! Both are text, packed by gzip, so that `zcat` shows them. The lock says what is about to change and,
//! renewed as long as its owner lives, what of that is done. So a lock left behind is the journal of a
//! deployment that did not end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Read, Write as _};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

/// The manifest's name at the target.
pub const MANIFEST: &str = ".newsgen-manifest";
/// The lock's name at the target.
pub const LOCK: &str = ".newsgen-lock";

const MANIFEST_HEAD: &str = "newsgen-deploy-manifest 1";
const LOCK_HEAD: &str = "newsgen-deploy-lock 1";

/// What a file at the target holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Held {
    /// XXH3-64 of its bytes.
    pub hash: u64,
    /// Length in bytes.
    pub len_bytes: u64,
    /// Fingerprint of its headers.
    pub headers: u32,
}

/// All files that newsgen uploaded, and by which deployment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manifest {
    /// The deployment that wrote it.
    pub run: u64,
    /// By path.
    pub files: BTreeMap<String, Held>,
}

/// What a deployment is about to do to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// To make it: nothing of newsgen's was there.
    Make,
    /// To replace what newsgen uploaded.
    Replace,
    /// To delete what newsgen uploaded.
    Delete,
    /// To delete what newsgen perhaps uploaded, if it did.
    Clear,
    /// It is done: the file holds this.
    Done(Held),
}

/// A process, told from all others without a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Process {
    /// Hash of what names the running system and its space of process numbers; 0 where it has no name.
    pub system: u64,
    /// The process number.
    pub id: u32,
    /// When it began, in the system's ticks.
    pub began: u64,
}

/// Says that a deployment is going on, or did not end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The deployment.
    pub run: u64,
    /// Who does it.
    pub process: Process,
    /// After how many seconds without a renewal it is held to be dead.
    pub lease_secs: u64,
    /// Grows with each renewal.
    pub beat: u64,
    /// Whether its owner has given up: the rest of it is the journal of what it did.
    pub ended: bool,
    /// By path.
    pub files: BTreeMap<String, Intent>,
}

impl Manifest {
    /// As it is kept at the target.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut text = format!("{MANIFEST_HEAD}\nrun {:016x}\n", self.run);
        for (path, held) in &self.files {
            push_held(&mut text, *held);
            text.push_str(path);
            text.push('\n');
        }
        let _ = writeln!(text, "end {}", self.files.len());
        pack(&text)
    }

    /// Reads what is kept at a target; `None` where it is damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Manifest> {
        let text = unpack(bytes)?;
        let mut lines = text.strip_prefix(MANIFEST_HEAD)?.strip_prefix('\n')?.lines();
        let run = number(lines.next()?.strip_prefix("run ")?)?;
        let mut files = BTreeMap::new();
        for line in lines {
            if let Some(count) = line.strip_prefix("end ") {
                return (count.parse() == Ok(files.len())).then_some(Manifest { run, files });
            }
            let (held, path) = parse_held(line)?;
            files.insert(path.to_owned(), held);
        }
        None
    }
}

impl Lock {
    /// As it is kept at the target.
    pub fn to_bytes(&self) -> Vec<u8> {
        let Process { system, id, began } = self.process;
        let mut text = format!(
            "{LOCK_HEAD}\nrun {:016x}\nprocess {system:016x} {id} {began}\nlease {}\nbeat {}\nended {}\n",
            self.run, self.lease_secs, self.beat, self.ended
        );
        for (path, intent) in &self.files {
            match intent {
                Intent::Make => text.push('+'),
                Intent::Replace => text.push('~'),
                Intent::Delete => text.push('-'),
                Intent::Clear => text.push('?'),
                Intent::Done(held) => {
                    text.push('=');
                    push_held(&mut text, *held);
                }
            }
            text.push_str(path);
            text.push('\n');
        }
        let _ = writeln!(text, "end {}", self.files.len());
        pack(&text)
    }

    /// Reads what is kept at a target; `None` where it is damaged or of another version.
    pub fn from_bytes(bytes: &[u8]) -> Option<Lock> {
        let text = unpack(bytes)?;
        let mut lines = text.strip_prefix(LOCK_HEAD)?.strip_prefix('\n')?.lines();
        let run = number(lines.next()?.strip_prefix("run ")?)?;
        let mut process = lines.next()?.strip_prefix("process ")?.split(' ');
        let system = number(process.next()?)?;
        let process = Process { system, id: process.next()?.parse().ok()?, began: process.next()?.parse().ok()? };
        let lease_secs = lines.next()?.strip_prefix("lease ")?.parse().ok()?;
        let beat = lines.next()?.strip_prefix("beat ")?.parse().ok()?;
        let ended = lines.next()?.strip_prefix("ended ")?.parse().ok()?;
        let mut files = BTreeMap::new();
        for line in lines {
            if let Some(count) = line.strip_prefix("end ") {
                let whole = count.parse() == Ok(files.len());
                return whole.then_some(Lock { run, process, lease_secs, beat, ended, files });
            }
            let (intent, path) = match line.split_at_checked(1)? {
                ("+", path) => (Intent::Make, path),
                ("~", path) => (Intent::Replace, path),
                ("-", path) => (Intent::Delete, path),
                ("?", path) => (Intent::Clear, path),
                ("=", rest) => parse_held(rest).map(|(held, path)| (Intent::Done(held), path))?,
                _ => return None,
            };
            files.insert(path.to_owned(), intent);
        }
        None
    }
}

impl Process {
    /// This process.
    pub fn this() -> Process {
        let id = std::process::id();
        let system = system().unwrap_or(0);
        Process { system, id, began: began(id).unwrap_or(0) }
    }

    /// Whether it is known to have ended: it ran on this system, and does so no more. Of processes
    /// elsewhere nothing can be known.
    pub fn has_ended(self) -> bool {
        self.system != 0 && Some(self.system) == system() && began(self.id) != Some(self.began)
    }
}

/// A number for this boot of this system and its space of process numbers, which a container has of its own.
fn system() -> Option<u64> {
    let boot = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let space = std::fs::read_link("/proc/self/ns/pid").ok()?;
    let hash = crate::model::Hasher::new("system").str(&boot).str(&space.to_string_lossy()).finish();
    Some(hash.0 as u64)
}

/// When a process began: the 22nd field of its `stat`, counted after the name, which may hold anything.
fn began(id: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    // A zombie has ended, but no one has asked yet how.
    if fields.first() == Some(&"Z") { None } else { fields.get(19)?.parse().ok() }
}

fn push_held(text: &mut String, Held { hash, len_bytes, headers }: Held) {
    let _ = write!(text, "{hash:016x} {len_bytes} {headers:08x} ");
}

fn parse_held(line: &str) -> Option<(Held, &str)> {
    let mut parts = line.splitn(4, ' ');
    let hash = number(parts.next()?)?;
    let len_bytes = parts.next()?.parse().ok()?;
    let headers = u32::from_str_radix(parts.next()?, 16).ok()?;
    Some((Held { hash, len_bytes, headers }, parts.next()?))
}

fn number(text: &str) -> Option<u64> {
    u64::from_str_radix(text, 16).ok()
}

fn pack(text: &str) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(text.as_bytes()).and_then(|()| out.finish()).expect("a Vec takes all that is written to it")
}

fn unpack(bytes: &[u8]) -> Option<String> {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).ok()?;
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_at_a_target_is_read_as_it_was_written() {
        let held = Held { hash: u64::MAX, len_bytes: 7, headers: 9 };
        let files = [("a b.html".to_owned(), held), ("end 2".to_owned(), Held { hash: 0, ..held })].into();
        let manifest = Manifest { run: 5, files };
        assert_eq!(Manifest::from_bytes(&manifest.to_bytes()), Some(manifest.clone()));
        let intents = [Intent::Make, Intent::Replace, Intent::Delete, Intent::Clear, Intent::Done(held)];
        let files = intents.into_iter().enumerate().map(|(n, intent)| (format!("p/{n}"), intent)).collect();
        let process = Process { system: 1, id: 2, began: 3 };
        let lock = Lock { run: 6, process, lease_secs: 60, beat: 4, ended: false, files };
        assert_eq!(Lock::from_bytes(&lock.to_bytes()), Some(lock.clone()));
        let short = lock.to_bytes();
        assert_eq!(Lock::from_bytes(&short[..short.len() - 9]), None);
        assert_eq!(Manifest::from_bytes(&lock.to_bytes()), None);
    }

    #[test]
    fn a_process_that_ended_is_told_from_one_that_runs() {
        let this = Process::this();
        assert!(!this.has_ended());
        let elsewhere = Process { system: this.system ^ 1, ..this };
        assert!(!elsewhere.has_ended());
        if this.system != 0 {
            assert!(Process { began: this.began + 1, ..this }.has_ended());
        }
    }
}
