//! Where outputs go: a folder, memory, or nowhere.

mod dir;
mod hand;
mod memory;

use crate::error::Result;
use crate::model::OutputPath;

pub use dir::Dir;
pub use hand::Hand;
pub use memory::{Memory, Null};

/// The file that answers for its folder.
pub const INDEX: &str = "index.html";

/// What is known of an output before it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prior {
    /// newsgen has not written this output: whatever is there is someone else's.
    None,
    /// newsgen wrote it, but what it holds now is not known: it has to be compared.
    Ours,
}

/// What a write did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// The output was made or changed.
    Written,
    /// The same bytes were there already; the file was not touched.
    Unchanged,
    /// Something that newsgen did not write is in the way; it was left as it is.
    Foreign,
}

/// A place that takes outputs. Used from several threads, each with other paths.
pub trait Sink: Sync {
    /// Makes the output hold exactly these bytes. `hand` is the thread's own, for this sink alone.
    fn put(&self, hand: &mut Hand, path: &OutputPath, bytes: &[u8], prior: Prior) -> Result<Put>;

    /// Makes folders, given in order of path, on up to `jobs` threads. Only spares later writes the search for
    /// where the missing folders begin.
    fn make_folders(&self, folders: &mut [String], jobs: usize) -> Result<()> {
        let _ = (folders, jobs);
        Ok(())
    }

    /// Removes an output that newsgen wrote, and the folders that this leaves empty. No error
    /// where it is gone already.
    fn remove(&self, path: &OutputPath) -> Result<()>;

    /// How many bytes the output holds, `None` where there is none.
    fn len(&self, path: &OutputPath) -> Result<Option<u64>>;

    /// Whether the output holds exactly these bytes.
    fn holds(&self, path: &OutputPath, bytes: &[u8]) -> Result<bool>;

    /// Whether there is nothing at all.
    fn is_empty(&self) -> Result<bool>;
}
