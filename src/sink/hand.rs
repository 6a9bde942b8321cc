//! What a thread keeps between its outputs: the folder that it last wrote in.

use std::fs::File;
use std::path::Path;

use crate::fs::LastFolder;

/// Of one thread, for one sink.
#[derive(Debug, Default)]
pub struct Hand {
    #[cfg_attr(not(unix), allow(dead_code, reason = "only there can a file be made by its name in an open folder"))]
    folder: LastFolder,
}

impl Hand {
    /// Makes an output's file, and with `has_own` first the folder that it is alone in. `None` where that has to be
    /// tried by its whole path: in another folder than the last one, or where one of the folders is missing or there.
    #[cfg(unix)]
    pub(super) fn create(&mut self, root: &Path, path: &str, has_own: bool) -> Option<std::io::Result<File>> {
        use rustix::fs::{Mode, OFlags, mkdirat, openat};
        let (in_folder, _) = path.rsplit_once('/').unwrap_or(("", path));
        let below = if has_own { in_folder.rsplit_once('/').map_or("", |(below, _)| below) } else { in_folder };
        let folder = self.folder.at(root, below)?;
        let name = path[below.len()..].trim_start_matches('/');
        if has_own && mkdirat(folder, &name[..name.find('/')?], Mode::from_raw_mode(0o777)).is_err() {
            return None;
        }
        let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::CLOEXEC;
        match openat(folder, name, flags, Mode::from_raw_mode(0o666)) {
            Ok(file) => Some(Ok(file.into())),
            Err(rustix::io::Errno::NOENT) => None,
            Err(e) => Some(Err(e.into())),
        }
    }

    /// Always by its whole path.
    #[cfg(not(unix))]
    pub(super) fn create(&mut self, _: &Path, _: &str, _: bool) -> Option<std::io::Result<File>> {
        None
    }
}
