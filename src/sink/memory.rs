//! Outputs kept in memory, or only counted.

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Hand, Prior, Put, Sink};
use crate::error::Result;
use crate::model::OutputPath;

/// A [`Sink`] for tests: what a folder would hold.
#[derive(Default)]
pub struct Memory(Mutex<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// All outputs by path.
    pub fn into_files(self) -> BTreeMap<String, Vec<u8>> {
        self.0.into_inner().expect("no thread panics with it")
    }
}

impl Sink for Memory {
    fn put(&self, _: &mut Hand, path: &OutputPath, bytes: &[u8], prior: Prior) -> Result<Put> {
        let mut files = self.0.lock().expect("no thread panics with it");
        match files.get(path.as_str()) {
            Some(there) if there == bytes => Ok(Put::Unchanged),
            Some(_) if prior == Prior::None => Ok(Put::Foreign),
            _ => {
                files.insert(path.as_str().to_owned(), bytes.to_owned());
                Ok(Put::Written)
            }
        }
    }

    fn remove(&self, path: &OutputPath) -> Result<()> {
        self.0.lock().expect("no thread panics with it").remove(path.as_str());
        Ok(())
    }

    fn len(&self, path: &OutputPath) -> Result<Option<u64>> {
        Ok(self.0.lock().expect("no thread panics with it").get(path.as_str()).map(|b| b.len() as u64))
    }

    fn holds(&self, path: &OutputPath, bytes: &[u8]) -> Result<bool> {
        Ok(self.0.lock().expect("no thread panics with it").get(path.as_str()).is_some_and(|there| there == bytes))
    }

    fn is_empty(&self) -> Result<bool> {
        Ok(self.0.lock().expect("no thread panics with it").is_empty())
    }
}

/// A [`Sink`] that forgets: for measuring what a build costs without its files.
#[derive(Default)]
pub struct Null {
    /// Bytes taken so far.
    pub bytes: AtomicUsize,
}

impl Sink for Null {
    fn put(&self, _: &mut Hand, _: &OutputPath, bytes: &[u8], _: Prior) -> Result<Put> {
        self.bytes.fetch_add(bytes.len(), Ordering::Relaxed);
        Ok(Put::Written)
    }

    fn remove(&self, _: &OutputPath) -> Result<()> {
        Ok(())
    }

    fn len(&self, _: &OutputPath) -> Result<Option<u64>> {
        Ok(None)
    }

    fn holds(&self, _: &OutputPath, _: &[u8]) -> Result<bool> {
        Ok(false)
    }

    fn is_empty(&self) -> Result<bool> {
        Ok(true)
    }
}
