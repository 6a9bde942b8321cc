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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::OutputPath;
    use crate::sink::{Dir, Prior, Put, Sink};

    #[test]
    fn a_folder_may_be_missing_full_or_gone_since() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("out");
        let sink = Dir::new(&root);
        let mut hand = Hand::default();
        let mut put = |path: &str, text: &str, prior| {
            let put = sink.put(&mut hand, &OutputPath::new(path).unwrap(), text.as_bytes(), prior).unwrap();
            let there = std::fs::read_to_string(root.join(path)).unwrap();
            assert_eq!(there == text, put != Put::Foreign, "{path}");
            put
        };
        for path in
            ["a/x/index.html", "a/y/index.html", "a/z/index.html", "b/1.xml", "b/2.xml", "b/3.xml", "c.txt", "d.txt"]
        {
            assert_eq!(put(path, "one", Prior::None), Put::Written);
        }
        for path in
            ["a/x/index.html", "a/y/index.html", "a/z/index.html", "b/1.xml", "b/2.xml", "b/3.xml", "c.txt", "d.txt"]
        {
            assert_eq!(put(path, "one", Prior::None), Put::Unchanged);
            assert_eq!(put(path, "two", Prior::None), Put::Foreign);
            assert_eq!(put(path, "three", Prior::Ours), Put::Written);
        }
        for path in ["a/1/index.html", "a/2/index.html"] {
            put(path, "one", Prior::None);
        }
        std::fs::remove_dir_all(root.join("a")).unwrap();
        for path in ["a/3/index.html", "a/4/index.html", "a/5.txt", "a/6/7/index.html"] {
            assert_eq!(put(path, "one", Prior::None), Put::Written);
        }
    }
}
