//! What `newsgen explain` and `docs/MESSAGES.md` say of each code: the only place of these texts.
//!
//! A test holds the codes here against those of [`Problem`](super::Problem) and
//! [`Error`](crate::error::Error), so that none lacks an explanation.

mod articles;
mod check;
mod conversion;
mod failures;
mod files;
mod settings;

use super::Problem;

/// What one code means.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it means, in a few words.
    pub title: &'static str,
    /// What it means in full, and why newsgen minds.
    pub why: &'static str,
    /// An example that has the mistake; empty where none would help.
    pub wrong: &'static str,
    /// The same without it.
    pub right: &'static str,
    /// What to do.
    pub what: &'static str,
}

impl Explanation {
    /// All of them, by what they are about.
    pub const SECTIONS: &'static [(&'static str, &'static [Explanation])] = &[
        ("Files", files::ALL),
        ("Articles", articles::ALL),
        ("site.toml, themes and templates", settings::ALL),
        ("What `newsgen check` finds", check::ALL),
        ("Conversion", conversion::ALL),
        ("What stops a command", failures::ALL),
    ];

    /// All of them.
    pub fn all() -> impl Iterator<Item = &'static Explanation> {
        Explanation::SECTIONS.iter().flat_map(|(_, explanations)| explanations.iter())
    }

    /// `error` or `warning`.
    pub fn severity(&self) -> &'static str {
        Problem::CODES.iter().find(|(code, _)| *code == self.code).map_or("error", |(_, severity)| severity.name())
    }
}
