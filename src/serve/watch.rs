//! Tells when sources change.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::config::Config;
use crate::error::{Error, Result};

/// How long nothing may happen before a change counts as complete: editors write in several steps.
const QUIET: Duration = Duration::from_millis(40);

/// Changes to a site's sources, as they happen.
pub struct Changes {
    received: Receiver<()>,
    _watcher: RecommendedWatcher,
}

/// Watches a site's folder; changes in its output and state folders do not count.
pub fn watch(root: &Path, output: &Path) -> Result<Changes> {
    let (send, received) = channel();
    let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let root = absolute(root);
    let ignored: Vec<PathBuf> = vec![absolute(output), root.join(".newsgen"), root.join(".git"), root.join("target")];
    let handler = move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        let counts = !matches!(event.kind, notify::EventKind::Access(_))
            && event.paths.iter().any(|path| !ignored.iter().any(|folder| path.starts_with(folder)));
        if counts {
            // The receiver is gone only when the server ends.
            let _ = send.send(());
        }
    };
    let failed = |e: notify::Error| Error::io("watch", &root)(std::io::Error::other(e.to_string()));
    let mut watcher = notify::recommended_watcher(handler).map_err(failed)?;
    // Not the whole site: its output may be large, and is not a source.
    for folder in Config::SOURCES {
        let folder = root.join(folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
        }
    }
    watcher.watch(&root, RecursiveMode::NonRecursive).map_err(failed)?;
    Ok(Changes { received, _watcher: watcher })
}

impl Changes {
    /// Waits for a change and until it is complete; false if there will be none any more.
    pub fn wait(&self) -> bool {
        if self.received.recv().is_err() {
            return false;
        }
        loop {
            match self.received.recv_timeout(QUIET) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => return true,
                Err(RecvTimeoutError::Disconnected) => return false,
            }
        }
    }
}
