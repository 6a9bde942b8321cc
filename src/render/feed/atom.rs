//! Atom, RFC 4287, with the archive mark of RFC 5005.

use super::super::xml::{push_element, push_escaped};
use super::{Channel, Entry, Format};

pub(super) struct Atom;

/// A feed must say when it was updated (RFC 4287, section 4.1.1), also one that has no entries yet.
const NEVER: &str = "1970-01-01T00:00:00Z";

impl Format for Atom {
    fn begin(&self, channel: &Channel, out: &mut String) {
        out.push_str("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"");
        out.push_str(" xmlns:fh=\"http://purl.org/syndication/history/1.0\" xml:lang=\"");
        push_escaped(out, channel.language);
        out.push_str("\">\n");
        push_element(out, "title", &channel.title);
        push_element(out, "subtitle", channel.description);
        // A part of the history is a part of the same feed.
        push_element(out, "id", channel.current.as_ref().unwrap_or(&channel.own));
        push_element(out, "updated", &channel.updated.map_or(NEVER.into(), |date| date.to_rfc3339_moment()));
        out.push_str("<author>\n");
        push_element(out, "name", channel.author);
        out.push_str("</author>\n");
        push_link(out, "alternate", "text/html", &channel.home);
        push_link(out, "self", "application/atom+xml", &channel.own);
        if let Some(current) = &channel.current {
            out.push_str("<fh:archive/>\n");
            push_link(out, "current", "application/atom+xml", current);
        }
        if let Some(older) = &channel.older {
            push_link(out, "prev-archive", "application/atom+xml", older);
        }
        if let Some(copyright) = channel.copyright {
            push_element(out, "rights", copyright);
        }
        push_element(out, "generator", concat!("newsgen ", env!("CARGO_PKG_VERSION")));
    }

    fn entry(&self, entry: &Entry, _: bool, out: &mut String) {
        out.push_str("<entry>\n");
        push_element(out, "title", &entry.title);
        push_link(out, "alternate", "text/html", &entry.url);
        push_element(out, "id", &entry.id);
        if let Some(date) = entry.published() {
            push_element(out, "published", &date.to_rfc3339_moment());
        }
        push_element(out, "updated", &entry.changed().map_or(NEVER.into(), |date| date.to_rfc3339_moment()));
        for name in &entry.authors {
            out.push_str("<author>\n");
            push_element(out, "name", name);
            out.push_str("</author>\n");
        }
        for name in &entry.categories {
            out.push_str("<category term=\"");
            push_escaped(out, name);
            out.push_str("\"/>\n");
        }
        if !entry.summary.is_empty() {
            push_element(out, "summary", entry.summary);
        }
        if let Some(html) = entry.html {
            out.push_str("<content type=\"html\">");
            push_escaped(out, html);
            out.push_str("</content>\n");
        }
        out.push_str("</entry>\n");
    }

    fn end(&self, out: &mut String) {
        out.push_str("</feed>\n");
    }
}

fn push_link(out: &mut String, rel: &str, kind: &str, url: &str) {
    out.push_str("<link rel=\"");
    out.push_str(rel);
    out.push_str("\" type=\"");
    out.push_str(kind);
    out.push_str("\" href=\"");
    push_escaped(out, url);
    out.push_str("\"/>\n");
}
