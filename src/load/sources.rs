//! Texts that a scan has read, kept for the pages that are made of them, so that a first build reads each file once.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::model::Fingerprint;

/// Articles' files as the scan saw them, by the fingerprint of their bytes. Each is given away once.
#[derive(Debug, Default)]
pub struct Sources(Mutex<HashMap<Fingerprint, Box<str>, rustc_hash::FxBuildHasher>>);

impl Sources {
    /// Up to how many bytes all files that a scan has to parse are kept, and else none of them: of a large archive only a small part would be.
    pub const MOST_BYTES: u64 = 64 << 20;

    pub(super) fn of(texts: impl Iterator<Item = (Fingerprint, Box<str>)>) -> Sources {
        Sources(Mutex::new(texts.collect()))
    }

    /// The text of a file. After that it has to be read again.
    pub fn take(&self, source: Fingerprint) -> Option<Box<str>> {
        self.0.lock().expect("taking a text cannot panic").remove(&source)
    }
}
