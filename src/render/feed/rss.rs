//! RSS 2.0, with the modules that readers of news use: `atom:link`, `dc:creator`, `content:encoded`, `fh:archive`.

use super::super::xml::{push_element, push_escaped};
use super::{Channel, Entry, Format};

pub(super) struct Rss;

impl Format for Rss {
    fn begin(&self, channel: &Channel, out: &mut String) {
        out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        out.push_str("<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\"");
        out.push_str(
            " xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
        );
        out.push_str(" xmlns:fh=\"http://purl.org/syndication/history/1.0\">\n<channel>\n");
        push_element(out, "title", &channel.title);
        push_element(out, "link", &channel.home);
        push_element(out, "description", channel.description);
        push_element(out, "language", channel.language);
        if let Some(copyright) = channel.copyright {
            push_element(out, "copyright", copyright);
        }
        push_link(out, "self", &channel.own);
        if let Some(current) = &channel.current {
            out.push_str("<fh:archive/>\n");
            push_link(out, "current", current);
        }
        if let Some(older) = &channel.older {
            push_link(out, "prev-archive", older);
        }
        if let Some(updated) = &channel.updated {
            push_element(out, "lastBuildDate", &updated.to_rfc822());
        }
        push_element(out, "generator", concat!("newsgen ", env!("CARGO_PKG_VERSION")));
    }

    fn entry(&self, entry: &Entry, _: bool, out: &mut String) {
        out.push_str("<item>\n");
        push_element(out, "title", &entry.title);
        push_element(out, "link", &entry.url);
        out.push_str(if entry.id == entry.url {
            "<guid isPermaLink=\"true\">"
        } else {
            "<guid isPermaLink=\"false\">"
        });
        push_escaped(out, &entry.id);
        out.push_str("</guid>\n");
        if let Some(date) = entry.published() {
            push_element(out, "pubDate", &date.to_rfc822());
        }
        entry.authors.iter().for_each(|name| push_element(out, "dc:creator", name));
        entry.categories.iter().for_each(|name| push_element(out, "category", name));
        if !entry.summary.is_empty() {
            push_element(out, "description", entry.summary);
        }
        if let Some(html) = entry.html {
            push_element(out, "content:encoded", html);
        }
        out.push_str("</item>\n");
    }

    fn end(&self, out: &mut String) {
        out.push_str("</channel>\n</rss>\n");
    }
}

fn push_link(out: &mut String, rel: &str, url: &str) {
    out.push_str("<atom:link href=\"");
    push_escaped(out, url);
    out.push_str("\" rel=\"");
    out.push_str(rel);
    out.push_str("\" type=\"application/rss+xml\"/>\n");
}
