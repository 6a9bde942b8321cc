//! One article: what its front matter says, and its text.

use std::collections::BTreeMap;

use super::{PublishDate, Slug};

/// The number of an article in one [`Site`](crate::site::Site): dense, undated ones first, then by
/// date, then by path. Never written to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArticleId(pub u32);

/// A way of sorting articles into terms: by its place in [`Config::taxonomies`](crate::config::Config::taxonomies).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Taxonomy(pub u8);

impl Taxonomy {
    /// `authors:`.
    pub const AUTHORS: Taxonomy = Taxonomy(0);
    /// `section:`.
    pub const SECTIONS: Taxonomy = Taxonomy(1);
    /// `tags:`.
    pub const TAGS: Taxonomy = Taxonomy(2);
    /// `series:`.
    pub const SERIES: Taxonomy = Taxonomy(3);
    /// The first of those that `site.toml` adds.
    pub const FURTHER: u8 = 4;

    /// Its place among a site's taxonomies.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The number of a term (a tag, author or section) in one [`Site`](crate::site::Site). Never
/// written to disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TermId(pub u32);

/// An article as its source file has it: all front matter, and the body as Markdown.
///
/// Short-lived: made for one source at a time, by `load` from a content file or by `convert` from
/// raw text, and dropped when its page or file is written.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// The headline, as plain text.
    pub title: String,
    /// When it was published; `None` where the source does not say.
    pub date: Option<PublishDate>,
    /// When it was last changed in substance.
    pub updated: Option<PublishDate>,
    /// The standfirst or the first sentences, as plain text.
    pub description: Option<String>,
    /// Names of the people who wrote it, in the order of the byline.
    pub authors: Vec<String>,
    /// The one section it belongs to.
    pub section: Option<String>,
    /// Tags, in the order given.
    pub tags: Vec<String>,
    /// The series it is a part of.
    pub series: Option<String>,
    /// The number or name by which another system knows it, for addresses with `{id}`.
    pub id: Option<Slug>,
    /// The last part of its address where that is not the file's name.
    pub slug: Option<Slug>,
    /// Former addresses, site-relative (`/old/address/`), that lead here.
    pub aliases: Vec<String>,
    /// Not to be published yet.
    pub draft: bool,
    /// `status: withheld`: taken down, kept in the archive's sources.
    pub withheld: bool,
    /// Held back until then (an embargo).
    pub publish_at: Option<PublishDate>,
    /// No longer published from then on.
    pub expires: Option<PublishDate>,
    /// The main picture.
    pub image: Option<Image>,
    /// BCP 47 language tag where it is not the site's.
    pub lang: Option<String>,
    /// Corrections made after publication, in the order given.
    pub corrections: Vec<Correction>,
    /// Where it is from and how it may be used.
    pub rights: Rights,
    /// Where it was printed.
    pub print: Print,
    /// Where it came from.
    pub source: Option<Provenance>,
    /// Keys that newsgen has no use for, kept for templates.
    pub extra: BTreeMap<String, serde_json::Value>,
    /// The text, as Markdown.
    pub body: String,
}

impl Article {
    /// The names that front matter gives under the key of a taxonomy which `site.toml` adds: a text,
    /// a list of texts or of mappings with a `name`.
    pub fn names_under(&self, key: &str) -> Vec<String> {
        use serde_json::Value;
        let text = |value: &Value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Number(number) => Some(number.to_string()),
            other => other.get("name").and_then(Value::as_str).map(|text| text.trim().to_owned()),
        };
        let plain = |text: &String| !text.is_empty() && !text.contains(char::is_control);
        let found: Vec<String> = match self.extra.get(key) {
            Some(Value::Array(items)) => items.iter().filter_map(text).collect(),
            Some(other) => text(other).into_iter().collect(),
            None => Vec::new(),
        };
        found.into_iter().filter(plain).collect()
    }
}

/// A picture that belongs to an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Image {
    /// Address, absolute or site-relative.
    pub url: String,
    /// Text for those who do not see it; empty for a purely decorative picture.
    pub alt: String,
    /// Caption with credit, as plain text.
    pub caption: Option<String>,
}

/// Whom an article is from and how it may be used.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rights {
    /// The licence: its address or name.
    pub license: Option<String>,
    /// A line of thanks to whoever let it be published: `Courtesy of the County Library`.
    pub credit: Option<String>,
    /// The agency that sent it: `Reuters`.
    pub wire: Option<String>,
    /// Where it was reported from: `DOHA`.
    pub dateline: Option<String>,
}

/// Where an article was printed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Print {
    /// `Late City Edition`.
    pub edition: Option<String>,
    /// `A1`, `3-4`.
    pub page: Option<String>,
}

/// One published correction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The day it was made.
    pub date: Option<PublishDate>,
    /// What was wrong and what is right, as plain text.
    pub text: String,
}

/// Where an article came from: written by `newsgen convert` as the `source` block.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// The raw file's name, without its folder.
    pub file: Option<String>,
    /// SHA-256 of the raw bytes, 64 hex digits.
    pub sha256: Option<String>,
    /// The address it was copied from.
    pub url: Option<String>,
    /// Program and version that made the file: `newsgen 0.1.0`.
    pub converter: Option<String>,
    /// Fields that the raw text does not give beyond doubt, such as `authors`.
    pub guessed: Vec<String>,
    /// Fields that newsgen made up from the text for an editor to look at, such as `tags`.
    pub suggested: Vec<String>,
    /// The content file of an earlier input of the same run that tells nearly the same.
    pub duplicate_of: Option<String>,
    /// SHA-256 of the file as the converter wrote it, without this line: tells whether a person
    /// edited it since.
    pub written: Option<String>,
}
