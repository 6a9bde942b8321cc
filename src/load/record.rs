//! What a scan keeps of each article, packed.

use serde::{Deserialize, Serialize};

use crate::model::{Article, ContentPath, Fingerprint, PublishDate};

/// All that later phases need of an article without reading its file again: the text of its card
/// on other pages, its terms, its gates and the fingerprint of the whole file.
///
/// Borrows from the packed form.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Record<'a> {
    /// Below `content/`.
    pub path: &'a str,
    /// The whole file's bytes.
    pub source: u128,
    /// Headline.
    pub title: &'a str,
    /// The description, or else the beginning of the text.
    pub summary: &'a str,
    /// Last part of the address.
    pub slug: &'a str,
    /// When published.
    pub date: Option<PublishDate>,
    /// When last changed.
    pub updated: Option<PublishDate>,
    /// Names as in the byline.
    #[serde(borrow)]
    pub authors: Vec<&'a str>,
    /// At most one.
    pub section: Option<&'a str>,
    /// As given.
    pub tags: Vec<&'a str>,
    /// Former addresses.
    pub aliases: Vec<&'a str>,
    /// Not to be published yet.
    pub draft: bool,
    /// Held back until then.
    pub publish_at: Option<PublishDate>,
    /// Held back from then on.
    pub expires: Option<PublishDate>,
    /// Address and alternative text of the main picture.
    pub image: Option<(&'a str, &'a str)>,
    /// Language where it is not the site's.
    pub lang: Option<&'a str>,
}

impl<'a> Record<'a> {
    /// The record of a parsed article. `summary` is made by the caller, who has the body.
    pub fn new(
        path: &'a ContentPath,
        source: Fingerprint,
        article: &'a Article,
        slug: &'a str,
        summary: &'a str,
    ) -> Self {
        let texts = |list: &'a [String]| list.iter().map(String::as_str).collect();
        Record {
            path: path.as_str(),
            source: source.0,
            title: &article.title,
            summary,
            slug,
            date: article.date,
            updated: article.updated,
            authors: texts(&article.authors),
            section: article.section.as_deref(),
            tags: texts(&article.tags),
            aliases: texts(&article.aliases),
            draft: article.draft,
            publish_at: article.publish_at,
            expires: article.expires,
            image: article.image.as_ref().map(|i| (i.url.as_str(), i.alt.as_str())),
            lang: article.lang.as_deref(),
        }
    }

    /// Appends the packed form.
    pub fn pack(&self, out: &mut Vec<u8>) {
        let start = std::mem::take(out);
        *out = postcard::to_extend(self, start).expect("a record has no type that postcard refuses");
    }

    fn unpack(bytes: &'a [u8]) -> Result<Record<'a>, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

/// Where one record's bytes are.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub arena: u32,
    pub start: u32,
    pub len: u32,
}

/// The packed records of a scan, in order of path.
#[derive(Debug, Default)]
pub struct Records {
    pub(super) arenas: Vec<Vec<u8>>,
    pub(super) spans: Vec<Span>,
}

impl Records {
    /// How many.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The record at a place in the order of paths.
    pub fn get(&self, index: usize) -> Record<'_> {
        Record::unpack(self.bytes(index))
            .expect("records are packed by this program and checked when read from the cache")
    }

    pub(super) fn bytes(&self, index: usize) -> &[u8] {
        let Span { arena, start, len } = self.spans[index];
        &self.arenas[arena as usize][start as usize..][..len as usize]
    }
}

/// Whether bytes from a cache file are a record.
pub(super) fn is_record(bytes: &[u8]) -> bool {
    Record::unpack(bytes).is_ok()
}
