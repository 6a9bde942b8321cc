//! Tells which sources changed.
//!
//! Editors save in several steps, and `git checkout` writes a thousand files: what happens shortly after
//! one another is one change. Where the system cannot watch (its limits, some network drives), all is
//! looked at now and then instead.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use notify::event::{CreateKind, RemoveKind};
use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use crate::config::Config;

/// How long nothing may happen before a change counts as complete.
const QUIET: Duration = Duration::from_millis(15);

/// The same where many files change at once: they go on changing.
const QUIET_OF_MANY: Duration = Duration::from_millis(250);
const MANY: usize = 20;

/// An article that was emptied or removed is probably about to be written. So long is waited for it.
const QUIET_OF_LACK: Duration = Duration::from_millis(200);

/// What never is quiet is taken as it stands after so long.
const LONGEST: Duration = Duration::from_secs(3);

/// With more articles than this changed, all files are listed again.
const MOST_NAMES: usize = 1000;

/// Which sources changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changed {
    /// `site.toml` or `tags.toml`.
    pub settings: bool,
    /// `terms/` or `pages/`.
    pub editorial: bool,
    /// `templates/`, `themes/` or `static/`.
    pub theme: bool,
    /// Folders of content, or more files than can be named.
    pub content: bool,
    /// Files and perhaps folders of content by name below it, where `content` does not say all.
    pub names: BTreeSet<String>,
}

/// What happened at one path.
struct Happened {
    path: PathBuf,
    /// Whether that is a folder, or was one.
    folder: bool,
}

enum Message {
    At(Happened),
    /// More happened than the system could tell.
    Lost,
}

/// Changes to a site's sources, as they happen.
pub struct Changes {
    root: PathBuf,
    how: How,
}

enum How {
    Told { received: Receiver<Message>, watcher: RecommendedWatcher },
    Polled,
}

impl Changed {
    /// Everything.
    pub fn all() -> Changed {
        Changed { settings: true, editorial: true, theme: true, content: true, names: BTreeSet::new() }
    }

    fn is_empty(&self) -> bool {
        *self == Changed::default()
    }

    /// Adds what happened at a path below the site's folder. The source folder, if one itself came or went.
    fn add(&mut self, below: &Path, folder: bool) -> Option<&'static str> {
        let mut parts = below.components();
        let first = parts.next().and_then(|part| part.as_os_str().to_str())?;
        let rest = parts.as_path();
        match first {
            "content" => match rest.to_str() {
                Some(name) if !folder && !name.is_empty() => {
                    self.names.insert(name.replace(std::path::MAIN_SEPARATOR, "/"));
                }
                _ => self.content = true,
            },
            "terms" | "pages" => self.editorial = true,
            "templates" | "themes" | "static" => self.theme = true,
            // Of any name, as `--config` may name any.
            toml if toml.ends_with(".toml") => self.settings = true,
            _ => return None,
        }
        let is_source = |source: &&str| rest.as_os_str().is_empty() && **source == *first;
        Config::SOURCES.into_iter().find(is_source)
    }
}

impl Changes {
    /// Watches a site's folder, not its output and state, from before the return on. With a reason, which the
    /// second value is, it is looked at now and then only.
    pub fn of(root: &Path, poll: bool) -> (Changes, Option<String>) {
        let root = std::path::absolute(root).unwrap_or_else(|_| root.to_owned());
        let polled = |reason: String| (Changes { root: root.clone(), how: How::Polled }, Some(reason));
        if poll {
            return polled("as `--poll` says".into());
        }
        let (send, received) = channel();
        let handler = move |event: notify::Result<notify::Event>| {
            // The receiver is gone only when the server ends.
            match event {
                Ok(event) if event.need_rescan() => drop(send.send(Message::Lost)),
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
                Ok(event) => {
                    let folder = matches!(
                        event.kind,
                        EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder)
                    );
                    for path in event.paths {
                        let _ = send.send(Message::At(Happened { folder: folder || path.is_dir(), path }));
                    }
                }
                Err(_) => drop(send.send(Message::Lost)),
            }
        };
        let watcher = notify::recommended_watcher(handler).and_then(|mut watcher| {
            watcher.watch(&root, RecursiveMode::NonRecursive)?;
            watch_folders(&mut watcher, &root, &Config::SOURCES)?;
            Ok(watcher)
        });
        match watcher {
            Ok(watcher) => (Changes { root, how: How::Told { received, watcher } }, None),
            Err(e) => polled(why_not(&e)),
        }
    }

    /// Waits for a change and until it is complete, or until something is due; `None` if none will be told any
    /// more. `last` is how long it took to look at everything the last time, so that looking does not become all
    /// that is done.
    pub fn wait(&mut self, last: Duration, due: Duration) -> Option<Changed> {
        let How::Told { received, watcher } = &mut self.how else {
            std::thread::sleep(Duration::from_secs(1).max(last * 10));
            return Some(Changed::all());
        };
        loop {
            let mut changed = Changed::default();
            let mut came_or_went = Vec::new();
            let mut add = |message: Message, changed: &mut Changed| match message {
                Message::At(Happened { path, folder }) => {
                    let below = path.strip_prefix(&self.root).unwrap_or(Path::new(""));
                    came_or_went.extend(changed.add(below, folder));
                }
                Message::Lost => {
                    came_or_went.extend(Config::SOURCES);
                    *changed = Changed::all();
                }
            };
            match received.recv_timeout(due) {
                Ok(message) => add(message, &mut changed),
                Err(RecvTimeoutError::Timeout) => return Some(changed),
                Err(RecvTimeoutError::Disconnected) => return None,
            }
            let started = Instant::now();
            while started.elapsed() < LONGEST {
                let quiet = if changed.names.len() > MANY || changed.content { QUIET_OF_MANY } else { QUIET };
                match received.recv_timeout(quiet) {
                    Ok(message) => add(message, &mut changed),
                    Err(RecvTimeoutError::Disconnected) => return None,
                    Err(RecvTimeoutError::Timeout) => {
                        if started.elapsed() < QUIET_OF_LACK && any_lacks(&self.root, &changed.names) {
                            continue;
                        }
                        break;
                    }
                }
            }
            // What cannot be watched is seen when its neighbours change.
            came_or_went.sort_unstable();
            came_or_went.dedup();
            let _ = watch_folders(watcher, &self.root, &came_or_went);
            if changed.names.len() > MOST_NAMES {
                changed.content = true;
            }
            if !changed.is_empty() {
                return Some(changed);
            }
        }
    }
}

/// Why the system does not watch, and what can be done about it.
fn why_not(error: &notify::Error) -> String {
    match &error.kind {
        notify::ErrorKind::MaxFilesWatch => {
            "the system watches no more folders for you; on Linux `sysctl fs.inotify.max_user_watches=524288` lets it"
                .into()
        }
        // Also where too many programs watch: EMFILE.
        notify::ErrorKind::Io(e) => format!("the system does not watch: {}", crate::error::reason(e)),
        _ => error.to_string(),
    }
}

/// Watches folders of sources that are there, anew where they were watched already: another folder may
/// have taken the place of the one that was. Not the whole site: its output may be large. What happens
/// meanwhile in such a folder is not told, so all of it has to be read afterwards.
fn watch_folders(watcher: &mut RecommendedWatcher, root: &Path, folders: &[&str]) -> notify::Result<()> {
    for folder in folders {
        let folder = root.join(folder);
        let _ = watcher.unwatch(&folder);
        if folder.is_dir() {
            watcher.watch(&folder, RecursiveMode::Recursive)?;
        }
    }
    Ok(())
}

/// Whether an article of these names is empty or not there.
fn any_lacks(root: &Path, names: &BTreeSet<String>) -> bool {
    let is_article = |name: &&String| name.ends_with(".md") && !name.split('/').any(|part| part.starts_with('.'));
    let lacks = |name: &String| std::fs::metadata(root.join("content").join(name)).map_or(true, |m| m.len() == 0);
    names.len() <= MANY && names.iter().filter(is_article).any(lacks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_what_changed() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let none = Changed::default();
        for (path, folder, expected, came_or_went) in [
            ("content/2025/a.md", false, Changed { names: names(&["2025/a.md"]), ..none.clone() }, None),
            ("content/2025", true, Changed { content: true, ..none.clone() }, None),
            ("content", true, Changed { content: true, ..none.clone() }, Some("content")),
            ("templates/a.html", false, Changed { theme: true, ..none.clone() }, None),
            ("themes/mine/theme.toml", false, Changed { theme: true, ..none.clone() }, None),
            ("static", true, Changed { theme: true, ..none.clone() }, Some("static")),
            ("terms/tags/a.md", false, Changed { editorial: true, ..none.clone() }, None),
            ("pages/about.md", false, Changed { editorial: true, ..none.clone() }, None),
            ("site.toml", false, Changed { settings: true, ..none.clone() }, None),
            ("public/index.html", false, none.clone(), None),
            (".newsgen/cache", false, none.clone(), None),
            ("", true, none.clone(), None),
        ] {
            let mut changed = Changed::default();
            assert_eq!(changed.add(Path::new(path), folder), came_or_went, "{path}");
            assert_eq!(changed, expected, "{path}");
        }
    }
}
