//! Where in their articles aliases stand of which there is something to say.
//!
//! The plan reads no file, so it knows whose alias it is but not its line.

use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};

/// Gives such aliases their places in their files; of those that cannot be read, the file stays.
pub fn point_at_aliases(config: &Config, diagnostics: &mut [Diagnostic]) {
    for Diagnostic { problem, place } in diagnostics {
        let (Problem::AliasTaken { address, .. } | Problem::AliasNotAPage { address }) = problem else { continue };
        let Ok(text) = std::fs::read_to_string(config.path(&place.file)) else { continue };
        let from = text.find("aliases:").unwrap_or(0);
        if let Some(at) = text[from..].find(address.as_str()).map(|at| from + at) {
            *place = Place::span(&place.file, &text, at..at + address.len());
        }
    }
}
