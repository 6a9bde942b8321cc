//! What a batch consists of, before any of it is read: so that a later run knows what is new in it.

use std::collections::HashSet;
use std::path::Path;
use std::sync::LazyLock;

use super::notes::stamp_of_file;
use super::source::{Content, Item, Source};
use crate::model::{Fingerprint, Hasher};

/// A path, wherever the user stands: `raw/a.txt` and `./raw/a.txt` are one, and those of two folders are not.
fn absolute(name: &str) -> String {
    static HERE: LazyLock<String> =
        LazyLock::new(|| std::env::current_dir().map(|here| here.to_string_lossy().into_owned()).unwrap_or_default());
    let is_absolute = Path::new(name).is_absolute();
    let mut parts: Vec<&str> = if is_absolute { Vec::new() } else { HERE.split('/').collect() };
    for part in name.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// An input as it is now: the hash of its name, and of its size and time or its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// What it is known by.
    pub name: Fingerprint,
    /// How it is.
    pub stamp: Fingerprint,
}

impl State {
    /// An input's state; `None` for what cannot be read.
    pub fn of(item: &Item) -> Option<State> {
        let name = Fingerprint::of(absolute(&item.name).as_bytes());
        match &item.content {
            Content::File(path) | Content::Packed(path) => Some(State { name, stamp: stamp_of_file(path)? }),
            Content::Bytes(bytes) => Some(State { name, stamp: Fingerprint::of(bytes) }),
            Content::Record(line) => {
                // Its number changes with every line that is put before it.
                let stamp = Fingerprint::of(line);
                let name = Hasher::new("record").str(&absolute(&item.folder)).fp(stamp).finish();
                Some(State { name, stamp })
            }
            Content::Export(export) => Some(State { name, stamp: Fingerprint::of(export.text().as_bytes()) }),
            Content::Fetched(page) => Some(State { name, stamp: Fingerprint::of(&page.bytes) }),
            Content::Broken(_) => None,
        }
    }

    /// Both in one number.
    pub fn mixed(self) -> u64 {
        Hasher::new("state").fp(self.name).fp(self.stamp).finish().0 as u64
    }
}

/// All inputs of a batch, eight bytes each.
#[derive(Debug, Default)]
pub struct Survey {
    /// How many there are.
    pub count: usize,
    /// Their states.
    pub states: HashSet<u64>,
}

impl Survey {
    /// Goes through a source without reading more of its files than tells what they hold.
    pub fn of(source: &dyn Source, tell: &mut dyn FnMut(usize)) -> Survey {
        let mut survey = Survey::default();
        source.each(&mut |found| {
            if let Ok(item) = found {
                survey.count += 1;
                survey.states.extend(State::of(&item).map(State::mixed));
                tell(survey.count);
            }
            true
        });
        survey
    }
}
