//! SCAN: reads `content/` into records, one an article, through a cache of the last scan.
//!
//! 1. List the files, in order of path, each with its size and modification time.
//! 2. Where both are as in the cache, take the record from there.
//! 3. Parse the others in parallel; each becomes a row of numbers and a piece of one long text at
//!    once, so that no body and no tree of strings outlives its file.
//!
//! What is wrong with a file is a diagnostic; such files are never cached, so that the next scan
//! says it again.

mod again;
mod aliases;
mod cache;
mod catalog;
mod editorial;
mod front_matter;
mod parts;
mod record;
mod scalar;
mod scan;
mod tidy;
mod yaml_mistake;

pub use again::Again;
pub use aliases::point_at_aliases;
pub use catalog::catalog;
pub use editorial::{Editorial, Page, Profile};
pub use front_matter::parse_article;
pub use parts::{MAX_FRONT_MATTER_BYTES, body};
pub use record::{List, Record, Records};
pub use scan::{Files, Scan};
pub use tidy::tidied;
