//! RSS 2.0, with the modules that readers of news use: `atom:link`, `dc:creator`, `content:encoded`.

use super::xml::{encode_address, push_element, push_escaped};
use super::{Buffers, Failure, Renderer};
use crate::markdown;
use crate::model::{ArticleId, PublishDate};
use crate::plan::PageKey;

impl Renderer<'_> {
    /// The feed of some articles, newest first.
    pub(super) fn feed(&self, items: &[ArticleId], full_text: bool, buffers: &mut Buffers) -> Result<(), Failure> {
        let config = self.inputs.config;
        let mut out = String::with_capacity(4096);
        out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        out.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"");
        out.push_str(" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel>\n");
        push_element(&mut out, "title", &config.title);
        push_element(&mut out, "link", &encode_address(&config.absolute("/")));
        // RSS 2.0 requires a description that is not empty.
        push_element(
            &mut out,
            "description",
            if config.description.is_empty() { &config.title } else { &config.description },
        );
        push_element(&mut out, "language", &config.language);
        if let Some(copyright) = &config.copyright {
            push_element(&mut out, "copyright", copyright);
        }
        out.push_str("<atom:link href=\"");
        push_escaped(&mut out, &encode_address(&config.absolute(&PageKey::Feed.address(self.inputs))));
        out.push_str("\" rel=\"self\" type=\"application/rss+xml\"/>\n");
        // The newest change in it, not the time of the build: a feed without news stays as it is.
        let changed = |id: &ArticleId| crate::site::Site::changed(&self.inputs.site.record(*id));
        if let Some(newest) = items.iter().filter_map(changed).max_by_key(PublishDate::timestamp) {
            push_element(&mut out, "lastBuildDate", &newest.to_rfc822());
        }
        push_element(&mut out, "generator", concat!("newsgen ", env!("CARGO_PKG_VERSION")));
        for id in items {
            self.item(*id, full_text, buffers, &mut out)?;
        }
        out.push_str("</channel>\n</rss>\n");
        buffers.out.extend_from_slice(out.as_bytes());
        Ok(())
    }

    fn item(&self, id: ArticleId, full_text: bool, buffers: &mut Buffers, out: &mut String) -> Result<(), Failure> {
        let config = self.inputs.config;
        let record = self.inputs.site.record(id);
        let address = encode_address(&config.absolute(&self.inputs.site.address_of(&record)));
        out.push_str("<item>\n");
        push_element(out, "title", record.title);
        push_element(out, "link", &address);
        out.push_str("<guid isPermaLink=\"true\">");
        push_escaped(out, &address);
        out.push_str("</guid>\n");
        if let Some(date) = record.date {
            push_element(out, "pubDate", &date.to_rfc822());
        }
        record.authors.iter().for_each(|name| push_element(out, "dc:creator", name));
        record
            .section
            .into_iter()
            .chain(self.inputs.site.tags_of(&record))
            .for_each(|name| push_element(out, "category", name));
        if !record.summary.is_empty() {
            push_element(out, "description", record.summary);
        }
        if full_text {
            let article = self.read(id, &mut buffers.source)?;
            markdown::render(&article.body, config.base_url.as_str(), &mut buffers.markdown);
            push_element(out, "content:encoded", &buffers.markdown.html);
        }
        out.push_str("</item>\n");
        Ok(())
    }
}
