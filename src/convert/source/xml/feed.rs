//! Feeds ▶ items, one for each entry: RSS 0.9 to 2.0, Atom 0.3 and 1.0, and the exports of Blogger, which are Atom.
//!
//! An entry's text is all article, so no line of it is dropped.

use super::element::{Element, Tag, push_escaped};
use super::paragraphs;
use super::{Entry, said, said_all};
use crate::convert::address;
use crate::convert::facts;
use crate::convert::given::{Given, Said};
use crate::convert::html;
use crate::convert::record::{plain, stamp};

/// What the feed says of all its entries.
#[derive(Default)]
pub struct About {
    lang: Option<String>,
    author: Option<String>,
}

/// Whether elements are entries, or say something of all.
pub fn is_wanted(around: &[String]) -> bool {
    let name = around.last().map_or("", String::as_str);
    match around.len() {
        // Of RSS 1.0 they stand beside their channel.
        2 => matches!(name, "entry" | "item" | "author"),
        3 => around[1] == "channel" && matches!(name, "item" | "language" | "dc:language"),
        _ => false,
    }
}

impl About {
    /// Takes what says something of all entries, and hands back an entry.
    pub fn take(&mut self, element: Element) -> Option<Element> {
        match element.name.as_str() {
            "entry" | "item" => return Some(element),
            "author" => self.author = element.says(&["name"]),
            "language" | "dc:language" => self.lang = Some(element.text().trim().to_owned()),
            _ => self.lang = element.attribute("lang").map(str::to_owned),
        }
        None
    }

    /// What an entry is.
    pub fn entry(&self, element: &Element) -> Entry {
        if let Some(kind) = kind_of_blogger(element) {
            return Entry::Other(kind);
        }
        let (given, html) = if element.name == "entry" { atom(element) } else { rss(element) };
        let id = element.says(&["id"]).or_else(|| element.says(&["guid"]));
        let author = self.author.as_ref().filter(|_| element.name == "entry");
        let all = Given {
            lang: self.lang.as_deref().filter(|lang| is_lang(lang)).map(|lang| said("feed language", lang)),
            authors: author.map(|name| said("feed author", vec![name.clone()])),
            ..Given::default()
        };
        Entry::article(id, given.or(all), html)
    }
}

fn is_lang(text: &str) -> bool {
    (2..=12).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

/// What an entry of a blog's export is, if it is no article: a comment, a page, a setting.
fn kind_of_blogger(entry: &Element) -> Option<String> {
    let term = entry.children("category").filter(|c| c.attribute("scheme").is_some_and(|s| s.ends_with("#kind")));
    let of_old = term.filter_map(|c| c.attribute("term")?.rsplit_once('#')).map(|(_, kind)| kind.to_lowercase()).next();
    let kind = entry.says(&["blogger:type"]).map(|kind| kind.to_lowercase()).or(of_old)?;
    let is_binned = entry.says(&["blogger:status"]).is_some_and(|status| status.contains("TRASH"));
    if kind == "post" { is_binned.then(|| "trash".to_owned()) } else { Some(kind) }
}

fn rss(item: &Element) -> (Given, String) {
    let one = |path: &[&str], from: &str| item.says(path).map(|text| said(from, plain(&text)));
    let full = item.says(&["content:encoded"]).or_else(|| item.says(&["body"]));
    let teaser = item.says(&["description"]);
    let html = paragraphs(full.as_deref().or(teaser.as_deref()).unwrap_or_default());
    let description = full.and(teaser).map(|teaser| plain(&teaser)).filter(|teaser| !is_beginning(teaser, &html));
    let names: Vec<String> = item.children("dc:creator").map(|e| plain(&e.text())).filter(|n| !n.is_empty()).collect();
    let mail = || item.says(&["author"]).or_else(|| item.says(&["itunes:author"])).and_then(|text| author(&text));
    let names = if names.is_empty() { mail().into_iter().collect() } else { names };
    let date = ["pubDate", "dc:date", "dcterms:created"].iter().find_map(|name| item.says(&[name]));
    let links = item.says(&["link"]).into_iter().chain(item.says(&["guid"]));
    let given = Given {
        title: one(&["title"], "feed title"),
        date: date.and_then(|date| stamp(&date)).map(|date| said("feed pubDate", date)),
        description: description.map(|text| said("feed description", text)),
        authors: (!names.is_empty()).then(|| said("feed author", names)),
        tags: tags(item.children("category").map(|c| plain(&c.text()))),
        url: links.into_iter().find(|link| link.starts_with("http")).map(|url| said("feed link", url)),
        image: image(item),
        ..Given::default()
    };
    (given, html)
}

/// The name in `jane@courier.example (Jane Doe)`, as RSS has it, or a name; none in an address alone.
fn author(text: &str) -> Option<String> {
    let name = match text.split_once('(') {
        Some((mail, name)) if mail.contains('@') => name.trim_end_matches(')'),
        _ if text.contains('@') => return None,
        _ => text,
    };
    Some(plain(name)).filter(|name| !name.is_empty())
}

fn atom(entry: &Element) -> (Given, String) {
    let full = entry.child(&["content"]).map(text_as_html).filter(|html| !html.trim().is_empty());
    let teaser = entry.child(&["summary"]).map(text_as_html).filter(|html| !html.trim().is_empty());
    let html = full.clone().or(teaser.clone()).unwrap_or_default();
    let description = full.and(teaser).map(|teaser| html::text_of(&teaser)).filter(|t| !is_beginning(t, &html));
    let meta = entry.says(&["blogger:metaDescription"]);
    let names: Vec<String> = entry.children("author").filter_map(|author| author.says(&["name"])).collect();
    let day = |names: &[&str]| names.iter().find_map(|name| entry.says(&[name])).and_then(|text| stamp(&text));
    let (date, updated) = (day(&["published", "issued", "created"]), day(&["updated", "modified"]));
    let is_blog = entry.says(&["id"]).is_some_and(|id| id.starts_with("tag:blogger.com,"));
    let linked = |wanted: &str| {
        let mut links = entry.children("link").filter(|link| link.attribute("rel").unwrap_or("alternate") == wanted);
        links.find_map(|link| link.attribute("href")).map(str::to_owned)
    };
    let url = linked("alternate").filter(|url| url.starts_with("http"));
    let file = entry.says(&["blogger:filename"]).filter(|file| file.starts_with('/'));
    let address = file.or_else(|| url.as_deref().and_then(address::path_of)).filter(|_| is_blog);
    let slug = address.as_deref().and_then(|path| path.rsplit('/').next()).and_then(|file| file.strip_suffix(".html"));
    let is_draft = entry.says(&["app:control", "app:draft"]).is_some_and(|draft| draft == "yes")
        || entry.says(&["blogger:status"]).is_some_and(|status| status == "DRAFT");
    let terms = entry.children("category").filter(|c| c.attribute("scheme").is_none_or(|s| !s.ends_with("#kind")));
    let given = Given {
        title: entry.child(&["title"]).map(|title| said("feed title", html::text_of(&text_as_html(title)))),
        // Blogs change the second for anything.
        updated: updated
            .clone()
            .filter(|_| date.is_some() && !is_blog && date != updated)
            .map(|d| said("feed updated", d)),
        date: date.or(updated).map(|date| said("feed published", date)),
        description: meta.map(|text| plain(&text)).or(description).map(|text| said("feed summary", text)),
        authors: (!names.is_empty()).then(|| said("feed author", names)),
        tags: tags(terms.filter_map(|c| c.attribute("label").or(c.attribute("term"))).map(plain)),
        lang: entry.attribute("lang").filter(|lang| is_lang(lang)).map(|lang| said("feed language", lang)),
        url: url.map(|url| said("feed link", url)),
        image: image(entry),
        slug: slug.filter(|slug| !slug.is_empty()).map(str::to_owned),
        aliases: address.into_iter().collect(),
        draft: is_draft,
        ..Given::default()
    };
    (given, html)
}

/// A text of Atom as HTML, by its `type` (RFC 4287, 3.1).
fn text_as_html(text: &Element) -> String {
    match text.attribute("type").unwrap_or("text") {
        "xhtml" | "application/xhtml+xml" => text.html(|element| Tag::Named(&element.name)),
        "html" | "text/html" => paragraphs(&text.text()),
        _ => {
            let mut escaped = String::new();
            push_escaped(&text.text(), &mut escaped);
            paragraphs(&escaped)
        }
    }
}

fn tags(names: impl Iterator<Item = String>) -> Option<Said<Vec<String>>> {
    said_all("feed category", names.filter(|name| name != "Uncategorized"))
}

/// The picture of an entry (Media RSS, or what is attached).
fn image(entry: &Element) -> Option<Said<String>> {
    let is_picture = |media: &&Element| {
        let by_type = || media.attribute("type").map(|kind| kind.starts_with("image/"));
        let by_medium = || media.attribute("medium").map(|medium| medium == "image");
        let is_attached = media.name != "link" || media.attribute("rel") == Some("enclosure");
        is_attached && by_type().or_else(by_medium).unwrap_or(media.name == "media:thumbnail")
    };
    let media = entry.within(&["media:content", "enclosure", "link", "media:thumbnail"]);
    let url = |media: &Element| media.attribute("url").or(media.attribute("href")).map(str::to_owned);
    let found = media.into_iter().filter(is_picture).find_map(url);
    found.filter(|url| url.starts_with("http")).map(|url| said("feed media", url))
}

/// Whether a teaser says no more than the text's first words, as programs make them: `The ferry runs again. We […]`.
fn is_beginning(teaser: &str, html: &str) -> bool {
    let cut = teaser.trim_end_matches(['.', '…', '[', ']', ' ']);
    let (cut, text) = (facts::key(cut), facts::key(&html::text_of(html)));
    text.starts_with(&cut) || cut.is_empty()
}
