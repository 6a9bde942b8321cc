//! The types that every phase speaks: valid once made, parsed at the edge.
//!
//! Nothing here does input or output.

mod article;
mod characters;
mod date;
mod fingerprint;
pub mod media;
mod no_date;
mod path;
mod slug;

pub use article::{Article, ArticleId, Correction, Image, Print, Provenance, Rights, Taxonomy, TermId};
pub use characters::{drop_forbidden, is_allowed, without_forbidden};
pub use date::{Precision, PublishDate, Zone, push_padded};
pub use fingerprint::{Fingerprint, Hasher};
pub use no_date::why_no_date;
pub use path::{ContentPath, OutputPath, PathError};
pub use slug::Slug;
