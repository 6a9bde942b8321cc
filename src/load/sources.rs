//! Texts that a scan has read, kept for the pages that are made of them, so that a first build reads each file once.

use std::collections::HashMap;
use std::sync::Mutex;

use crate::model::Fingerprint;

/// Articles' files as the scan saw them, by the fingerprint of their bytes. Each is given away once.
#[derive(Debug, Default)]
pub struct Sources(Mutex<HashMap<Fingerprint, Box<str>, rustc_hash::FxBuildHasher>>);

impl Sources {
    /// Up to how many bytes all files that a scan has to parse are kept, and else none of them: of a large archive
    /// only a small part would be.
    pub const MOST_BYTES: u64 = 64 << 20;

    pub(super) fn of(texts: impl Iterator<Item = (Fingerprint, Box<str>)>) -> Sources {
        Sources(Mutex::new(texts.collect()))
    }

    /// The text of a file. After that it has to be read again.
    pub fn take(&self, source: Fingerprint) -> Option<Box<str>> {
        self.0.lock().expect("taking a text cannot panic").remove(&source)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Overrides};
    use crate::load::Files;

    #[test]
    fn what_was_parsed_is_kept_once_where_it_is_wanted() {
        let site = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(site.path().join("content/2025")).unwrap();
        std::fs::write(site.path().join("site.toml"), "title = \"T\"\nbase_url = \"https://example.org\"\n").unwrap();
        let text = |at: usize| format!("---\ntitle: Number {at}\n---\n\nText {at}.\n");
        for at in 0..3 {
            std::fs::write(site.path().join(format!("content/2025/{at}.md")), text(at)).unwrap();
        }
        let config = Config::load(&site.path().join("site.toml"), &Overrides::default()).unwrap();
        let files = || Files::list(&config.content_dir(), 2).unwrap();
        let scan = |files: Files| files.scan(None, &config, 2, &|_, _| {}).unwrap();
        let kept = scan(files().keeping_sources());
        for at in 0..3 {
            let source = kept.records.get(at).source;
            assert_eq!(kept.sources.take(source).as_deref(), Some(&*text(at)));
            assert_eq!(kept.sources.take(source), None);
        }
        let source = kept.records.get(0).source;
        assert_eq!(scan(files()).sources.take(source), None);
    }
}
