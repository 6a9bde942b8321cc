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

/// The path of a whole address, `https://example.org/news/old/`.
pub(super) fn path_of_whole(alias: &str) -> Option<&str> {
    let (_, rest) = alias.split_once("://")?;
    Some(rest.find('/').map_or("/", |at| &rest[at..]))
}

/// Why a whole address is left out.
pub(super) fn is_whole(path: &str) -> String {
    format!("it is a whole address; its path alone is `{path}`")
}

/// Says of aliases that are whole addresses what they are on a site that is in a folder of its host, which a reader
/// of one file does not know.
pub(super) fn shorten_whole_ones(config: &Config, diagnostics: &mut [Diagnostic]) {
    let (base, folder) = (config.base_url.as_str(), config.base_url.path());
    let host = base.strip_suffix(folder).unwrap_or(base);
    for Diagnostic { problem, .. } in diagnostics {
        let Problem::BadAlias { value, reason } = problem else { continue };
        let Some(path) = path_of_whole(value) else { continue };
        match path.strip_prefix(folder).filter(|below| below.starts_with('/')) {
            Some(below) => *reason = is_whole(below),
            None if value.strip_prefix(host) == Some(path) => *reason = format!("it is not below `{base}/`"),
            None => {}
        }
    }
}
