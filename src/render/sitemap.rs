//! Sitemaps after the Sitemap protocol 0.9: an index, one file a month of articles, one of other pages.

use std::ops::Range;

use super::xml::{encode_address, push_element};
use crate::model::ArticleId;
use crate::plan::{Inputs, PageKey};
use crate::site::Site;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";
const XMLNS: &str = "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"";

/// The index of all sitemaps. Without dates: a shard's would have to be read from all its articles
/// for the plan to know it, and crawlers find them in the shard.
pub fn index(inputs: Inputs, shards: &[PageKey], out: &mut Vec<u8>) {
    let mut text = format!("{HEAD}<sitemapindex {XMLNS}>\n");
    for shard in shards {
        text.push_str("<sitemap>");
        push_element(&mut text, "loc", &encode_address(&inputs.config.absolute(&shard.address(inputs))));
        text.truncate(text.trim_end().len());
        text.push_str("</sitemap>\n");
    }
    text.push_str("</sitemapindex>\n");
    out.extend_from_slice(text.as_bytes());
}

/// A sitemap of pages that are not articles.
pub fn pages(inputs: Inputs, pages: &[PageKey], out: &mut Vec<u8>) {
    let mut text = format!("{HEAD}<urlset {XMLNS}>\n");
    for page in pages {
        text.push_str("<url>");
        push_element(&mut text, "loc", &encode_address(&inputs.config.absolute(&page.address(inputs))));
        text.truncate(text.trim_end().len());
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    out.extend_from_slice(text.as_bytes());
}

/// A sitemap of articles, each with the day or moment of its last change.
pub fn articles(inputs: Inputs, ids: Range<u32>, out: &mut Vec<u8>) {
    let mut text = format!("{HEAD}<urlset {XMLNS}>\n");
    let mut address = String::new();
    for id in ids.map(ArticleId) {
        let record = inputs.site.record(id);
        text.push_str("<url>\n");
        address.clear();
        address.push_str(inputs.config.base_url.as_str());
        inputs.site.push_address(id, &mut address);
        push_element(&mut text, "loc", &encode_address(&address));
        // The protocol's dates have a day.
        if let Some(date) = Site::changed(&record).filter(|date| date.has_day()) {
            push_element(&mut text, "lastmod", &date.to_rfc3339());
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    out.extend_from_slice(text.as_bytes());
}

/// The sitemap of articles of the last two days, after Google's news sitemap 0.9.
pub fn news(inputs: Inputs, ids: &[ArticleId], out: &mut Vec<u8>) {
    let config = inputs.config;
    let mut text = format!("{HEAD}<urlset {XMLNS} xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\">\n");
    for id in ids {
        let record = inputs.site.record(*id);
        text.push_str("<url>\n");
        push_element(&mut text, "loc", &encode_address(&config.absolute(&inputs.site.address_of(&record))));
        text.push_str("<news:news>\n<news:publication>\n");
        push_element(&mut text, "news:name", &config.title);
        push_element(&mut text, "news:language", record.lang.unwrap_or(&config.language));
        text.push_str("</news:publication>\n");
        if let Some(date) = record.date {
            push_element(&mut text, "news:publication_date", &date.to_rfc3339());
        }
        push_element(&mut text, "news:title", record.title);
        text.push_str("</news:news>\n</url>\n");
    }
    text.push_str("</urlset>\n");
    out.extend_from_slice(text.as_bytes());
}
