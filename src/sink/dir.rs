//! Outputs as files below a folder.
//!
//! Files are written in place, without a temporary neighbour: a build is made atomic by its journal
//! and manifest instead, which halves the kernel's work a file. Nothing is truncated before it is
//! overwritten, since giving blocks back and asking for them again costs more than the write.

use std::fs::{self, File, OpenOptions};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use super::{Hand, Prior, Put, Sink};
use crate::error::{Error, Result};
use crate::model::OutputPath;

/// A [`Sink`] that is a folder.
pub struct Dir {
    root: PathBuf,
}

impl Dir {
    /// A folder; made when the first output is written.
    pub fn new(root: impl Into<PathBuf>) -> Dir {
        Dir { root: root.into() }
    }

    /// Makes the file, and the folders that it needs. A page's own folder is made first, as it
    /// probably is not there yet and what holds it is; of all others the reverse is true.
    fn create(&self, hand: &mut Hand, path: &OutputPath, full: &Path, prior: Prior) -> std::io::Result<File> {
        let has_own = prior == Prior::None && path.as_str().ends_with("/index.html");
        if let Some(created) = hand.create(&self.root, path.as_str(), has_own) {
            return created;
        }
        let create = || OpenOptions::new().write(true).create_new(true).open(full);
        let folder = full.parent().unwrap_or(full);
        if has_own {
            match fs::create_dir(folder) {
                Ok(()) => return create(),
                Err(e) if matches!(e.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {}
                Err(e) => return Err(e),
            }
        }
        match create() {
            Err(e) if e.kind() == ErrorKind::NotFound => fs::create_dir_all(folder).and_then(|()| create()),
            other => other,
        }
    }
}

impl Sink for Dir {
    fn put(&self, hand: &mut Hand, path: &OutputPath, bytes: &[u8], prior: Prior) -> Result<Put> {
        let full = path.below(&self.root);
        match self.create(hand, path, &full, prior) {
            Ok(mut file) => {
                file.write_all(bytes).map_err(Error::io("write", &full))?;
                return Ok(Put::Written);
            }
            Err(e) if e.kind() == ErrorKind::AlreadyExists => {}
            Err(e) => return Err(Error::io("write", &full)(e)),
        }
        if holds(&full, bytes)? {
            return Ok(Put::Unchanged);
        }
        if prior == Prior::None {
            return Ok(Put::Foreign);
        }
        overwrite(&full, bytes).map_err(Error::io("write", &full))?;
        Ok(Put::Written)
    }

    fn make_folders(&self, folders: &mut [String], jobs: usize) -> Result<()> {
        crate::fs::create_dir_all(&self.root)?;
        let make = |folder: &String| {
            let full = self.root.join(folder);
            match fs::create_dir(&full) {
                Ok(()) => Ok(()),
                Err(e) if e.kind() == ErrorKind::AlreadyExists => Ok(()),
                // The thread that makes what it is in has not come to that yet.
                Err(e) if e.kind() == ErrorKind::NotFound => crate::fs::create_dir_all(&full),
                Err(e) => Err(Error::io("make the folder", &full)(e)),
            }
        };
        crate::parallel::fill_apart(jobs, folders, || (), |(), folders| folders.iter().try_for_each(make))?;
        Ok(())
    }

    fn remove(&self, path: &OutputPath) -> Result<()> {
        let full = path.below(&self.root);
        match fs::remove_file(&full) {
            Ok(()) => {}
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
            Err(e) => return Err(Error::io("remove", &full)(e)),
        }
        let mut folder = path.as_str();
        while let Some((parent, _)) = folder.rsplit_once('/') {
            // Fails where the folder is not empty, which ends the climb.
            if fs::remove_dir(self.root.join(parent)).is_err() {
                break;
            }
            folder = parent;
        }
        Ok(())
    }

    fn len(&self, path: &OutputPath) -> Result<Option<u64>> {
        let full = path.below(&self.root);
        match fs::symlink_metadata(&full) {
            Ok(metadata) if metadata.is_file() => Ok(Some(metadata.len())),
            Ok(_) => Ok(None),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(e) => Err(Error::io("look at", &full)(e)),
        }
    }

    fn holds(&self, path: &OutputPath, bytes: &[u8]) -> Result<bool> {
        holds(&path.below(&self.root), bytes)
    }

    fn is_empty(&self) -> Result<bool> {
        match fs::read_dir(&self.root) {
            Ok(mut entries) => Ok(entries.next().is_none()),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(true),
            Err(e) => Err(Error::io("list", &self.root)(e)),
        }
    }
}

fn holds(path: &Path, bytes: &[u8]) -> Result<bool> {
    let metadata = fs::symlink_metadata(path).map_err(Error::io("look at", path))?;
    if !metadata.is_file() || metadata.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut there = Vec::with_capacity(bytes.len() + 1);
    File::open(path).and_then(|mut f| f.read_to_end(&mut there)).map_err(Error::io("read", path))?;
    Ok(there == bytes)
}

fn overwrite(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    // A link would be followed out of the folder.
    if fs::symlink_metadata(path)?.file_type().is_symlink() {
        fs::remove_file(path)?;
        return File::create_new(path)?.write_all(bytes);
    }
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.write_all(bytes)?;
    file.set_len(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_made_on_any_number_of_threads() {
        for jobs in [1, 2, 7] {
            let folder = tempfile::tempdir().unwrap();
            let sink = Dir::new(folder.path().join("out"));
            let below = |year: usize| (0..40).map(move |at| format!("{year}/{at:02}/deep"));
            let mut folders: Vec<String> = (2000..2003).flat_map(below).collect();
            sink.make_folders(&mut folders, jobs).unwrap();
            sink.make_folders(&mut folders, jobs).unwrap();
            assert!(folders.iter().all(|path| folder.path().join("out").join(path).is_dir()));
        }
    }
}
