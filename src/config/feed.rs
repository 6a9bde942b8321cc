//! `[feed]`: which feeds there are, and what they carry.

use super::Table;

/// Settings of all feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feed {
    /// `items`: how many of the newest articles a feed carries.
    pub items: usize,
    /// `full_text`: whether the site's feeds carry texts; those of terms and of the history have summaries.
    pub full_text: bool,
    /// `formats`: of the site's feeds.
    pub formats: Vec<FeedFormat>,
    /// `history`: whether all older articles can be had from feeds of months.
    pub history: bool,
    /// `term_formats`: of the feeds of terms.
    pub term_formats: Vec<FeedFormat>,
    /// `term_minimum`: terms with fewer articles have no feed.
    pub term_minimum: usize,
}

/// A format of feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FeedFormat {
    /// RSS 2.0.
    Rss,
    /// Atom, RFC 4287.
    Atom,
    /// JSON Feed 1.1.
    Json,
}

impl FeedFormat {
    /// All of them.
    pub const ALL: [FeedFormat; 3] = [FeedFormat::Rss, FeedFormat::Atom, FeedFormat::Json];

    /// As in `site.toml`.
    pub fn name(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss",
            FeedFormat::Atom => "atom",
            FeedFormat::Json => "json",
        }
    }

    /// Reads `rss`, `atom` or `json`.
    pub fn parse(text: &str) -> Option<FeedFormat> {
        FeedFormat::ALL.into_iter().find(|format| format.name() == text)
    }

    /// The name of a feed's file in the folder of what it is of.
    pub fn file(self) -> &'static str {
        match self {
            FeedFormat::Rss => "rss.xml",
            FeedFormat::Atom => "atom.xml",
            FeedFormat::Json => "feed.json",
        }
    }

    /// Its media type.
    pub fn media_type(self) -> &'static str {
        match self {
            FeedFormat::Rss => "application/rss+xml",
            FeedFormat::Atom => "application/atom+xml",
            FeedFormat::Json => "application/feed+json",
        }
    }
}

impl Feed {
    pub(super) fn read(table: &mut Table<'_>) -> Feed {
        let mut formats = |key: &'static str, usual: &[FeedFormat]| {
            let mut found = table.parsed_texts(key, "`rss`, `atom` or `json`", FeedFormat::parse);
            if !table.has(key) {
                found = usual.to_vec();
            }
            found.sort_unstable();
            found.dedup();
            found
        };
        Feed {
            formats: formats("formats", &FeedFormat::ALL),
            term_formats: formats("term_formats", &[FeedFormat::Rss]),
            items: table.number("items", 1..=1000).unwrap_or(20),
            full_text: table.bool("full_text").unwrap_or(true),
            history: table.bool("history").unwrap_or(true),
            term_minimum: table.number("term_minimum", 1..=1_000_000).unwrap_or(10),
        }
    }
}
