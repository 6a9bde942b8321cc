//! What every page knows of the site: its menu, its pages, its feeds.

use tera::Value;

use super::context::{FeedLink, Link, Site};
use crate::config::FeedFormat;
use crate::model::Taxonomy;
use crate::plan::{Index, Inputs, ON_THIS_DAY_BOXES, PageKey};

impl<'a> Site<'a> {
    /// The values of `site` for every page.
    pub fn new(inputs: Inputs<'a>) -> Self {
        let config = inputs.config;
        let link = |page: PageKey| config.link(&page.address(inputs));
        Site {
            title: &config.title,
            description: &config.description,
            lang: &config.language,
            base_url: config.base_url.as_str(),
            root: config.link("/"),
            author: config.author.as_deref(),
            copyright: config.copyright.as_deref(),
            menu: menu(inputs).into_iter().map(Value::from).collect(),
            archive_url: link(PageKey::Archive),
            corrections_url: link(PageKey::Corrections),
            on_this_day_url: config.on_this_day.then(|| link(PageKey::OnThisDay)),
            on_this_day_boxes: config.on_this_day.then(|| config.link(ON_THIS_DAY_BOXES)),
            feed_url: config.feed.formats.first().map(|format| link(PageKey::Feed(*format))),
            feeds: feeds(inputs, &config.feed.formats, PageKey::Feed),
            pages: pages(inputs).into_iter().map(Value::from).collect(),
            license: config.license.as_deref(),
            newsgen: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// Links to the feeds of something.
pub fn feeds(inputs: Inputs, formats: &[FeedFormat], key: impl Fn(FeedFormat) -> PageKey) -> Vec<Value> {
    let link = |format: &FeedFormat| FeedLink {
        format: format.name(),
        media_type: format.media_type(),
        url: inputs.config.link(&key(*format).address(inputs)),
    };
    formats.iter().map(link).map(Value::from).collect()
}

/// The pages that stand by themselves, those in folders left out.
fn pages(inputs: Inputs) -> Vec<Link> {
    let pages = inputs.site.pages().iter().zip(0..).filter(|(page, _)| page.stem.rfind('/') == Some(0));
    let link = |at| inputs.config.link(&PageKey::Page(at).address(inputs));
    pages.map(|(page, at)| Link { name: page.article.title.clone(), url: Some(link(at)) }).collect()
}

/// The heading of a taxonomy.
pub fn title<'a>(inputs: Inputs<'a>, taxonomy: Taxonomy) -> &'a str {
    let settings = inputs.config.taxonomy(taxonomy);
    settings.title.as_deref().unwrap_or_else(|| inputs.theme.strings().text(&settings.name))
}

/// The links of the header.
pub fn menu(inputs: Inputs) -> Vec<Link> {
    let config = inputs.config;
    if config.menu.is_empty() {
        let indexes = [Taxonomy::SECTIONS, Taxonomy::TAGS, Taxonomy::AUTHORS];
        let indexes = indexes.map(|id| (title(inputs, id), PageKey::Terms(Index::Taxonomy(id))));
        let link =
            |(name, page): (&str, PageKey)| Link { name: name.into(), url: Some(config.link(&page.address(inputs))) };
        return std::iter::once((inputs.theme.strings().text("archive"), PageKey::Archive))
            .chain(indexes)
            .map(link)
            .collect();
    }
    let url = |url: &str| if url.starts_with('/') { config.link(url) } else { url.to_owned() };
    config.menu.iter().map(|item| Link { name: item.name.clone(), url: Some(url(&item.url)) }).collect()
}
