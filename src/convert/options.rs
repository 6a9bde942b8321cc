//! What the user asked of a conversion.

use std::path::PathBuf;
use std::sync::Arc;

use super::chain::Chain;
use super::date::Stamp;
use super::emit::CONVERTER;
use super::given::Given;
use super::notes::Notes;
use super::recurring::Recurring;
use crate::config::{BaseUrl, Recipe};
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher};
use crate::tags::Vocabulary;

/// Bump when inputs become other articles than before: what earlier runs noted of them is read again then.
const CONVERT_VERSION: u64 = 4;

/// What the user asked for.
#[derive(Debug, Clone)]
pub struct Options {
    /// The content folder.
    pub out: PathBuf,
    /// Fields for all inputs: they win over the text's and are never guesses.
    pub given: Given,
    /// Overwrite files that a person edited.
    pub force: bool,
    /// Decide everything, write nothing.
    pub dry_run: bool,
    /// How files are named.
    pub names: Names,
    /// What becomes of doubtful articles.
    pub doubtful: Doubtful,
    /// Keep each input's fields and dropped lines for the report; without them a run of a million
    /// inputs needs little memory.
    pub details: bool,
    /// Keep what became of each line.
    pub lines: bool,
    /// Where the site is that articles are for: what was there keeps its address.
    pub site: Option<BaseUrl>,
    /// What is always so of some sources.
    pub recipes: Vec<Recipe>,
    /// What recurs in the sources, where a batch was gone through before.
    pub recurring: Option<Recurring>,
    /// Suggest at most so many tags for articles without any; `None` for no suggestions.
    pub tags: Option<usize>,
    /// The names that tags are taken from, where an archive has settled on some.
    pub vocabulary: Option<Vocabulary>,
    /// What earlier runs noted of the inputs, and where this one's notes go.
    pub notes: Option<Arc<Notes>>,
    /// Read all inputs again, whatever is noted of them.
    pub reread: bool,
    /// Threads; 0 means one for each core.
    pub jobs: usize,
    /// Other weights than the built-in ones, to measure them.
    pub weights: Option<Chain>,
}

/// How content files are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Names {
    /// `YYYY/MM/slug.md`, or `undated/slug.md`.
    Slug,
    /// As the input, with `.md`.
    Source,
}

/// What becomes of articles whose headline, day or body is in doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubtful {
    /// They are articles like others, with a warning.
    Publish,
    /// They go below `drafts/` and have `draft: true`.
    Drafts,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            out: PathBuf::from("content"),
            given: Given::default(),
            force: false,
            dry_run: false,
            names: Names::Slug,
            doubtful: Doubtful::Publish,
            details: true,
            lines: false,
            site: None,
            recipes: Vec::new(),
            recurring: None,
            tags: None,
            vocabulary: None,
            notes: None,
            reread: false,
            jobs: 0,
            weights: None,
        }
    }
}

impl Options {
    /// A hash of all that decides about every input's article.
    pub fn print(&self) -> Fingerprint {
        let mut hasher = Hasher::new(CONVERTER);
        hasher.u64(CONVERT_VERSION);
        hasher.str(&format!("{:?} {:?} {:?}", self.given, self.names, self.doubtful));
        hasher.str(self.site.as_ref().map_or("", BaseUrl::as_str));
        for recipe in &self.recipes {
            hasher.str(&recipe.fingerprint_text());
        }
        hasher.str(&format!("{:?}", self.tags));
        hasher.str(&self.vocabulary.as_ref().map_or(String::new(), Vocabulary::fingerprint_text));
        hasher.str(&self.weights.as_ref().map_or(String::new(), Chain::table));
        hasher.finish()
    }
}

/// A date for `--date`: RFC 3339 or a plain day.
pub fn parse_date(text: &str) -> Result<Stamp> {
    Stamp::parse_partial(text).ok_or_else(|| Error::Usage {
        message: format!("not a date: `{text}`"),
        hint:
            "write `--date 2025-01-31` or `--date 2025-01-31T09:30:00+01:00`, or a month or year alone: `--date 1987`"
                .into(),
    })
}
