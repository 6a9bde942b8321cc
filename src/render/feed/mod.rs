//! Feeds: of the site, of terms, of corrections, and of the whole history by month.
//!
//! What a feed says is the same in all formats, a [`Channel`] with [`Entry`]s; each format writes these down.
//! The history follows RFC 5005, section 4: the site's feed leads to the newest part whose articles it
//! does not all have, each part to the one before it.

mod atom;
mod json;
mod rss;

use super::xml::encode_address;
use super::{Buffers, Failure, Renderer};
use crate::config::FeedFormat;
use crate::markdown;
use crate::model::{ArticleId, PublishDate, Taxonomy, TermId};
use crate::plan::{PageKey, Shard};
use crate::site::Site;

/// What a feed says of itself. All addresses are absolute, with what a URI cannot hold encoded.
struct Channel<'a> {
    title: String,
    description: &'a str,
    language: &'a str,
    copyright: Option<&'a str>,
    /// Who answers for entries without authors.
    author: &'a str,
    /// The page that shows the same.
    home: String,
    /// Its own address.
    own: String,
    /// What it is a part of, where it is one of the history.
    current: Option<String>,
    /// The part of the history with older articles.
    older: Option<String>,
    /// When something in it last changed.
    updated: Option<PublishDate>,
}

/// One article, or one correction.
struct Entry<'a> {
    /// Never changes.
    id: String,
    url: String,
    title: String,
    date: Option<PublishDate>,
    updated: Option<PublishDate>,
    authors: Vec<&'a str>,
    categories: Vec<&'a str>,
    summary: &'a str,
    html: Option<&'a str>,
}

impl Entry<'_> {
    /// When it was published, as far as that is known to the day: formats of feeds have no other dates.
    fn published(&self) -> Option<&PublishDate> {
        self.date.as_ref().filter(|date| date.has_day())
    }

    /// When it last changed.
    fn changed(&self) -> Option<PublishDate> {
        self.updated.or(self.date)
    }
}

/// A format of feeds: writes a whole one from its parts, one entry after the other.
trait Format {
    fn begin(&self, channel: &Channel, out: &mut String);
    fn entry(&self, entry: &Entry, is_first: bool, out: &mut String);
    fn end(&self, out: &mut String);
}

fn writer(format: FeedFormat) -> &'static dyn Format {
    match format {
        FeedFormat::Rss => &rss::Rss,
        FeedFormat::Atom => &atom::Atom,
        FeedFormat::Json => &json::Json,
    }
}

/// Which feed of articles to make.
pub(super) struct Of {
    pub format: FeedFormat,
    /// Whose; `None` for the site's.
    pub term: Option<TermId>,
    pub full_text: bool,
    pub shard: Option<Shard>,
    pub older: Option<Shard>,
}

impl Renderer<'_> {
    /// The feed of some articles, newest first.
    pub(super) fn feed(&self, of: &Of, items: &[ArticleId], buffers: &mut Buffers) -> Result<(), Failure> {
        let writer = writer(of.format);
        let mut channel = match of.term {
            None => self.channel(PageKey::Home, PageKey::Feed(of.format), None),
            Some(term) => {
                let name = &*self.inputs.site.terms().get(term).name;
                self.channel(PageKey::Term(term), PageKey::TermFeed(term, of.format), Some(name))
            }
        };
        channel.older = of.older.map(|shard| self.address_of(PageKey::History(of.format, shard)));
        if let Some(shard) = of.shard {
            let own = self.address_of(PageKey::History(of.format, shard));
            channel.current = Some(std::mem::replace(&mut channel.own, own));
        }
        // The newest change in it, not the time of the build: a feed without news stays as it is.
        let changed = |id: &ArticleId| Site::changed(&self.inputs.site.record(*id));
        channel.updated = items.iter().filter_map(changed).max_by_key(PublishDate::timestamp);
        let mut out = String::with_capacity(4096);
        writer.begin(&channel, &mut out);
        for (at, id) in items.iter().enumerate() {
            if of.full_text {
                let (_, body) = self.read(*id, &mut buffers.sources)?;
                markdown::render(body, self.inputs.config.base_url.as_str(), &mut buffers.markdown);
            }
            let html = of.full_text.then_some(buffers.markdown.html.as_str());
            writer.entry(&self.entry(*id, html), at == 0, &mut out);
        }
        writer.end(&mut out);
        buffers.out.extend_from_slice(out.as_bytes());
        Ok(())
    }

    /// The feed of some corrections, newest first.
    pub(super) fn corrections_feed(&self, format: FeedFormat, items: &[(ArticleId, u16)], out: &mut Vec<u8>) {
        let writer = writer(format);
        let site = self.inputs.site;
        let mut channel = self.channel(
            PageKey::Corrections,
            PageKey::CorrectionsFeed(format),
            Some(self.strings().text("corrections")),
        );
        let of = |id: ArticleId, at: u16| {
            site.record(id).corrections().nth(usize::from(at)).expect("the site has corrections of its records")
        };
        channel.updated = items.iter().filter_map(|(id, at)| of(*id, *at).0).max_by_key(PublishDate::timestamp);
        let mut text = String::with_capacity(4096);
        writer.begin(&channel, &mut text);
        for (index, (id, at)) in items.iter().enumerate() {
            let (date, said) = of(*id, *at);
            let address = self.address_of(PageKey::Article(*id));
            let entry = Entry {
                id: format!("{address}#_correction-{}", at + 1),
                url: format!("{address}#_corrections"),
                title: self.strings().filled("correction_of", &[("title", site.record(*id).title)]),
                date,
                updated: None,
                authors: Vec::new(),
                categories: Vec::new(),
                summary: said,
                html: None,
            };
            writer.entry(&entry, index == 0, &mut text);
        }
        writer.end(&mut text);
        out.extend_from_slice(text.as_bytes());
    }

    fn channel(&self, home: PageKey, own: PageKey, name: Option<&str>) -> Channel<'_> {
        let config = self.inputs.config;
        Channel {
            title: name.map_or(config.title.clone(), |name| format!("{name} – {}", config.title)),
            // RSS 2.0 requires a description that is not empty.
            description: if config.description.is_empty() { &config.title } else { &config.description },
            language: &config.language,
            copyright: config.copyright.as_deref(),
            author: config.author.as_deref().unwrap_or(&config.title),
            home: self.address_of(home),
            own: self.address_of(own),
            current: None,
            older: None,
            updated: None,
        }
    }

    fn entry<'b>(&'b self, id: ArticleId, html: Option<&'b str>) -> Entry<'b> {
        let site = self.inputs.site;
        let record = site.record(id);
        let url = self.address_of(PageKey::Article(id));
        Entry {
            id: url.clone(),
            url,
            title: record.title.to_owned(),
            date: record.date,
            updated: record.updated,
            authors: site.listed(Taxonomy::AUTHORS, record.authors.iter()),
            categories: site
                .listed(Taxonomy::SECTIONS, record.section.into_iter())
                .into_iter()
                .chain(site.tags_of(&record))
                .collect(),
            summary: record.summary,
            html,
        }
    }

    /// An absolute address for feeds.
    fn address_of(&self, page: PageKey) -> String {
        encode_address(&self.inputs.config.absolute(&page.address(self.inputs)))
    }
}
