//! `.newsgen/`: what one build leaves for the next. All of it may be deleted at any time.

use std::fs::{File, TryLockError};
use std::path::PathBuf;

use super::Remarks;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::manifest::{self, Head, Manifest, Put, read_journal};
use crate::model::Fingerprint;

/// Where the notes of builds are kept; nowhere for builds into memory.
#[derive(Debug, Clone, Default)]
pub struct State {
    folder: Option<PathBuf>,
    /// Added to file names where the output folder is not the site's own.
    suffix: String,
}

impl State {
    /// The state of a site's builds into its output folder.
    pub fn of(config: &Config) -> State {
        let output = config.output_dir();
        // Relative where it can be, so that a site may be moved with its output.
        let name = output.strip_prefix(&config.root).unwrap_or(&output).to_string_lossy().into_owned();
        let suffix =
            if name == "public" { String::new() } else { format!("-{}", Fingerprint::of(name.as_bytes()).short()) };
        State { folder: Some(config.state_dir()), suffix }
    }

    /// No state: every build is the first.
    pub fn none() -> State {
        State::default()
    }

    /// Whether anything is kept from one build to the next.
    pub fn keeps_notes(&self) -> bool {
        self.folder.is_some()
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(format!("{name}{}", self.suffix)))
    }

    /// The scan's cache, which does not depend on the output folder.
    pub fn cache(&self) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join("cache"))
    }

    /// Makes the next scan read every file, where the cache may be wrong. That it cannot be removed is no reason
    /// to fail.
    pub fn forget_cache(&self) {
        if let Some(cache) = self.cache() {
            let _ = std::fs::remove_file(cache);
        }
    }

    /// Where the journal is written.
    pub fn journal_path(&self) -> Option<PathBuf> {
        self.file("journal")
    }

    /// The last manifest.
    pub fn manifest(&self) -> Result<Option<Manifest>> {
        self.file("manifest").map_or(Ok(None), |path| Manifest::read(&path))
    }

    /// What a build that did not end left in its journal.
    pub fn journal(&self) -> Result<Vec<String>> {
        self.journal_path().map_or(Ok(Vec::new()), |path| read_journal(&path))
    }

    /// The last manifest's head.
    pub fn head(&self) -> Option<Head> {
        self.file("manifest").and_then(|path| Head::read(&path))
    }

    /// Replaces the last manifest's head alone.
    pub fn write_head(&self, head: Head) -> Result<()> {
        self.file("manifest").map_or(Ok(()), |path| head.write(&path))
    }

    /// Replaces the manifest, which ends a build: the journal goes.
    pub fn write_manifest(&self, head: Head, entries: impl FnOnce(Put) -> std::io::Result<()>) -> Result<()> {
        let (Some(path), Some(journal)) = (self.file("manifest"), self.journal_path()) else { return Ok(()) };
        manifest::write(&path, head, entries)?;
        match std::fs::remove_file(&journal) {
            Ok(()) => Ok(()),
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(e) => Err(Error::io("remove", &journal)(e)),
        }
    }

    /// What the last build remarked.
    pub fn remarks(&self) -> Result<Remarks> {
        let Some(path) = self.file("remarks") else { return Ok(Remarks::default()) };
        let bytes = crate::fs::read_if_there(&path)?.unwrap_or_default();
        Ok(Remarks::parse(&String::from_utf8_lossy(&bytes)))
    }

    /// Replaces the remarks, before the manifest: a build that ends between the two has left its journal.
    pub fn write_remarks(&self, remarks: &Remarks) -> Result<()> {
        let Some(path) = self.file("remarks") else { return Ok(()) };
        if self.remarks()? == *remarks {
            return Ok(());
        }
        crate::fs::write_atomic(&path, |out| out.write_all(remarks.to_text().as_bytes()))
    }

    /// Keeps other builds of the site out until the file is dropped; the system frees the lock
    /// also when the program dies.
    pub fn lock(&self) -> Result<Option<File>> {
        let Some(folder) = &self.folder else { return Ok(None) };
        crate::fs::create_dir_all(folder)?;
        let path = folder.join("lock");
        let file =
            File::options().create(true).truncate(false).write(true).open(&path).map_err(Error::io("write", &path))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(file)),
            Err(TryLockError::WouldBlock) => Err(Error::Locked { path }),
            Err(TryLockError::Error(e)) => Err(Error::io("lock", &path)(e)),
        }
    }
}
