//! JSON Feed 1.1. The parts of the history are further pages of the feed, by `next_url`.

use serde::Serialize;

use super::{Channel, Entry, Format};
use crate::model::without_forbidden;

pub(super) struct Json;

#[derive(Serialize)]
struct Name<'a> {
    name: &'a str,
}

#[derive(Serialize)]
struct Head<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: &'a str,
    feed_url: &'a str,
    description: &'a str,
    language: &'a str,
    authors: [Name<'a>; 1],
    #[serde(skip_serializing_if = "Option::is_none")]
    next_url: Option<&'a str>,
}

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    url: &'a str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    /// One of the two has to be there.
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    summary: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    authors: Vec<Name<'a>>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    tags: &'a [&'a str],
}

impl Format for Json {
    fn begin(&self, channel: &Channel, out: &mut String) {
        let head = Head {
            version: "https://jsonfeed.org/version/1.1",
            title: &channel.title,
            home_page_url: &channel.home,
            feed_url: &channel.own,
            description: channel.description,
            language: channel.language,
            authors: [Name { name: channel.author }],
            next_url: channel.older.as_deref(),
        };
        push(&head, out);
        // The items follow in the same object.
        out.truncate(out.len() - 1);
        out.push_str(",\"items\":[");
    }

    fn entry(&self, entry: &Entry, is_first: bool, out: &mut String) {
        let (title, summary) = (without_forbidden(&entry.title), without_forbidden(entry.summary));
        let html = entry.html.map(without_forbidden);
        let text = if summary.is_empty() { &title } else { &summary };
        let item = Item {
            id: &entry.id,
            url: &entry.url,
            title: &title,
            content_html: html.as_deref(),
            content_text: html.is_none().then_some(text),
            summary: if html.is_some() { &summary } else { "" },
            date_published: entry.published().map(|date| date.to_rfc3339_moment()),
            date_modified: entry.updated.filter(|date| date.has_day()).map(|date| date.to_rfc3339_moment()),
            authors: entry.authors.iter().map(|name| Name { name }).collect(),
            tags: &entry.categories,
        };
        out.push_str(if is_first { "\n" } else { ",\n" });
        push(&item, out);
    }

    fn end(&self, out: &mut String) {
        out.push_str("\n]}\n");
    }
}

fn push(value: &impl Serialize, out: &mut String) {
    out.push_str(&serde_json::to_string(value).expect("texts and lists of them are JSON"));
}
