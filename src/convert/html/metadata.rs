//! What a page says of itself.
//!
//! Each field has several witnesses: JSON-LD, OpenGraph and other `<meta>`, microdata, `rel=author`,
//! `<time>`, headings. Titles are what most of them say once the site's name is cut off; names of
//! sites, agencies and roles are no authors; dates of publication go before dates of change.

mod authors;
mod dates;
mod title;
mod witness;
mod zones;

use std::collections::BTreeMap;

use serde_json::Value;
use trafilatura::dom::{Document, NodeId};
use url::Url;

use super::web_url;
use crate::convert::date::Stamp;
use crate::convert::{block, facts};
use dates::stamp;
pub use dates::url_day;
pub use title::{is_long, shown_part};
pub use witness::Witness;

/// The fields of a page.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Whether little speaks for it.
    pub is_title_weak: bool,
    /// Other wordings of the headline that are not kept.
    pub titles: Vec<String>,
    /// When it was published.
    pub date: Option<Stamp>,
    /// All that are said to be when, and by whom.
    pub dates: Vec<(Stamp, Witness)>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Whom it gives for its author where it names no people: an agency, a desk, the paper, a pen name.
    pub houses: Vec<String>,
    /// Who may have written it, where nothing says so beyond doubt.
    pub likely_authors: Vec<String>,
    /// What it is about, in a sentence or two.
    pub description: Option<String>,
    /// Its section.
    pub section: Option<String>,
    /// Its keywords.
    pub tags: Vec<String>,
    /// The site's name.
    pub site: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// Its picture.
    pub image: Option<String>,
    /// Its language.
    pub lang: Option<String>,
    /// The article's text, without its markup.
    pub body: Option<String>,
    /// Who says each field.
    pub witnesses: BTreeMap<&'static str, Witness>,
}

/// The address that links are relative to, given the one that the page came from.
pub fn base(doc: &Document, sent: Option<&Url>) -> Option<Url> {
    let own = sent.cloned().or_else(|| own_address(doc).and_then(|u| web_url(&u)));
    let base = doc.query_selector(doc.root(), "base[href]").and_then(|n| doc.get_attribute(n, "href"));
    match (base, own) {
        (Some(base), Some(own)) => own.join(&base).ok().or(Some(own)),
        (Some(base), None) => web_url(&base),
        (None, own) => own,
    }
}

/// The address that a page gives as its own.
pub fn own_url(doc: &Document) -> Option<String> {
    own_address(doc).map(|own| archived(&own).unwrap_or(own))
}

/// The same, of a copy in a web archive the copy's.
fn own_address(doc: &Document) -> Option<String> {
    let canonical = doc.query_selector(doc.root(), "link[rel=canonical]").and_then(|n| doc.get_attribute(n, "href"));
    let meta = || doc.query_selector(doc.root(), "meta[property='og:url']").and_then(|n| content(doc, n));
    canonical.filter(|u| web_url(u).is_some()).or_else(meta).filter(|u| web_url(u).is_some())
}

/// The address of a page in a copy that the Internet Archive gives away: `…/web/20120416093000/https://…`.
fn archived(url: &str) -> Option<String> {
    let copy = web_url(url).filter(|url| url.host_str() == Some("web.archive.org"))?;
    let (when, original) = copy.as_str().split_once("/web/")?.1.split_once('/')?;
    let is_copy = when.len() >= 4 && when.starts_with(|c: char| c.is_ascii_digit());
    // A server may have merged the slashes.
    let (scheme, rest) = original.split_once(":/")?;
    let original = format!("{scheme}://{}", rest.trim_start_matches('/'));
    web_url(&original).filter(|_| is_copy).map(|_| original)
}

/// What a `<meta>` says. Some tools that save pages put it into `value`.
fn content(doc: &Document, node: NodeId) -> Option<String> {
    doc.get_attribute(node, "content").or_else(|| doc.get_attribute(node, "value"))
}

/// Reads all fields.
pub fn read(doc: &Document, base: Option<&Url>) -> Metadata {
    let head = Head::new(doc);
    let site = head.site();
    let (title, titles, is_title_weak) = head.title(site.as_deref());
    let list = |keys: &[&str]| head.meta(keys).map(|v| split_keywords(&v)).unwrap_or_default();
    let mut tags = head.ld_texts("keywords").iter().flat_map(|v| split_keywords(v)).collect::<Vec<_>>();
    tags.extend(head.all_meta("article:tag").iter().flat_map(|v| split_keywords(v)));
    if tags.is_empty() {
        tags = list(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
    }
    let mut seen = std::collections::HashSet::new();
    tags.retain(|t| t.chars().count() <= 60 && seen.insert(facts::key(t)));
    tags.truncate(20);
    let url = own_url(doc).or_else(|| base.map(Url::to_string));
    let lang = doc.query_selector(doc.root(), "html[lang]").and_then(|n| doc.get_attribute(n, "lang"));
    let host = url.as_deref().and_then(|url| Url::parse(url).ok()?.host_str().map(str::to_owned));
    let zone = zones::of_page(host.as_deref(), lang.as_deref());
    let local = |stamp: Stamp| match zone {
        Some(zone) => zones::on_its_day(stamp, zone),
        None => stamp,
    };
    let said = head.all_published();
    let witnesses = said.iter().map(|day| witness::of_day(&head, day));
    let dates: Vec<Stamp> = said.iter().cloned().map(local).collect();
    let published = head.published(&dates).map(local);
    let dates = dates.into_iter().zip(witnesses).collect();
    let updated = head
        .ld_texts("dateModified")
        .into_iter()
        .chain(head.meta(&["article:modified_time", "og:updated_time", "article:modified", "last-modified", "lastmod"]))
        .find_map(|v| stamp(&v).map(local))
        .filter(|u| published.as_ref().is_none_or(|p| u.as_str().get(..10) > p.as_str().get(..10)));
    let image = head
        .meta(&["og:image", "twitter:image", "og:image:url"])
        .or_else(|| head.ld_image())
        .and_then(|v| base.and_then(|b| b.join(v.trim()).ok()).or_else(|| web_url(&v)))
        .filter(|u| matches!(u.scheme(), "http" | "https"))
        .map(|u| u.to_string());
    let named = head.authors(site.as_deref());
    let mut fields = Metadata {
        authors: named.people,
        houses: named.houses,
        likely_authors: named.likely,
        description: head
            .meta(&["og:description", "description", "twitter:description", "dcterms.description"])
            .or_else(|| head.ld_texts("description").into_iter().next())
            .filter(|d| d.split(' ').count() >= 4),
        section: head
            .meta(&["article:section"])
            .or_else(|| head.ld_texts("articleSection").into_iter().next())
            .filter(|s| s.chars().count() <= 40 && !s.contains("://")),
        url,
        lang,
        date: published,
        dates,
        title,
        titles,
        is_title_weak,
        updated,
        tags,
        site,
        image,
        body: head.ld_texts("articleBody").into_iter().max_by_key(String::len).map(|b| without_tags(&b)),
        witnesses: BTreeMap::new(),
    };
    fields.witnesses = witness::witnesses(&head, &fields);
    fields
}

/// The parts of a page that hold its metadata, gathered once.
struct Head<'a> {
    doc: &'a Document,
    metas: Vec<(String, String)>,
    /// Articles that JSON-LD describes.
    articles: Vec<Value>,
    /// What else JSON-LD describes: the page, people, publishers.
    known: Vec<Value>,
}

impl<'a> Head<'a> {
    fn new(doc: &'a Document) -> Head<'a> {
        let mut metas = Vec::new();
        for node in doc.get_elements_by_tag_name(doc.root(), "meta") {
            let Some(content) = content(doc, node).map(|c| block::tidy(&unescape(&c))) else {
                continue;
            };
            for key in ["property", "name", "itemprop", "http-equiv"] {
                if let Some(name) = doc.get_attribute(node, key)
                    && !content.is_empty()
                {
                    metas.push((name.to_lowercase(), content.clone()));
                }
            }
        }
        let (mut articles, mut known) = (Vec::new(), Vec::new());
        for node in doc.scripts_with_type(&["application/ld+json"]) {
            for value in json(&doc.text_content(node)) {
                collect(value, 0, &mut articles, &mut known);
            }
        }
        Head { doc, metas, articles, known }
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()))
    }

    fn all_meta(&self, name: &str) -> Vec<String> {
        self.metas.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    fn ld_texts(&self, key: &str) -> Vec<String> {
        texts_of(&self.articles, key)
    }

    fn ld_image(&self) -> Option<String> {
        let image = self.articles.iter().find_map(|a| a.get("image"))?;
        let first = image.as_array().and_then(|l| l.first()).unwrap_or(image);
        first.as_str().or_else(|| first.get("url")?.as_str()).map(str::to_owned)
    }

    fn texts(&self, selector: &str) -> Vec<String> {
        let nodes = self.doc.query_selector_all(self.doc.root(), selector);
        nodes.into_iter().map(|n| self.text(n)).filter(|t| !t.is_empty()).collect()
    }

    fn text(&self, node: NodeId) -> String {
        block::tidy(&self.doc.text_content(node))
    }

    fn site(&self) -> Option<String> {
        self.meta(&["og:site_name", "application-name", "apple-mobile-web-app-title"])
            .or_else(|| self.publishers().next())
    }

    /// The names of those who publish its articles.
    fn publishers(&self) -> impl Iterator<Item = String> {
        self.articles.iter().filter_map(|article| {
            let publisher = article.get("publisher")?;
            let first = publisher.as_array().and_then(|l| l.first()).unwrap_or(publisher);
            first.get("name")?.as_str().map(unescape)
        })
    }
}

/// A text without tags, of which each parts words.
fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        out.push_str(before);
        out.push(' ');
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        rest = tag.split_once('>').filter(|_| is_tag).map_or(tag, |(_, rest)| rest);
    }
    out + rest
}

/// The texts that values of JSON-LD have under a key.
fn texts_of(values: &[Value], key: &str) -> Vec<String> {
    let mut out = Vec::new();
    for value in values.iter().filter_map(|a| a.get(key)) {
        match value {
            Value::String(text) => out.push(block::tidy(&unescape(text))),
            Value::Array(list) => out.extend(list.iter().filter_map(|v| v.as_str()).map(|t| block::tidy(&unescape(t)))),
            _ => {}
        }
    }
    out.retain(|t| !t.is_empty());
    out
}

/// JSON as pages have it: several values, comments, line ends inside texts, commas behind the last item.
fn json(text: &str) -> Vec<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    let values: Vec<Value> = serde_json::Deserializer::from_str(text).into_iter().map_while(|v| v.ok()).collect();
    if !values.is_empty() {
        return values;
    }
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let clean = without_last_commas(&clean);
    serde_json::Deserializer::from_str(&clean).into_iter().map_while(|v| v.ok()).collect()
}

/// JSON without commas before the end of a list or an object.
fn without_last_commas(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut quoted, mut escaped) = (false, false);
    for c in text.chars() {
        if !quoted && matches!(c, '}' | ']') && out.trim_end().ends_with(',') {
            out.truncate(out.trim_end().len() - 1);
        }
        quoted ^= c == '"' && !escaped;
        escaped = quoted && c == '\\' && !escaped;
        out.push(c);
    }
    out
}

fn collect(value: Value, depth: usize, articles: &mut Vec<Value>, known: &mut Vec<Value>) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| collect(v, depth + 1, articles, known)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.remove(key).filter(|i| i.is_array() || i.is_object()) {
                    collect(inner, depth + 1, articles, known);
                }
            }
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            let article = ["Article", "BlogPosting", "Posting", "Report", "Review"].iter().any(|k| kind.contains(k));
            let list = if article { articles } else { known };
            list.push(Value::Object(object));
        }
        _ => {}
    }
}

fn split_keywords(text: &str) -> Vec<String> {
    text.split([',', ';', '|']).map(block::tidy).filter(|t| !t.is_empty() && !t.contains("://")).collect()
}

/// Entities that were escaped twice.
fn unescape(text: &str) -> String {
    if !text.contains('&') {
        return text.to_owned();
    }
    let mut out = text.to_owned();
    for (entity, sign) in [
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#039;", "'"),
        ("&apos;", "'"),
        ("&#8217;", "’"),
        ("&#8216;", "‘"),
        ("&#8220;", "“"),
        ("&#8221;", "”"),
        ("&#8211;", "–"),
        ("&#8212;", "—"),
        ("&#8230;", "…"),
        ("&nbsp;", " "),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&rsquo;", "’"),
        ("&lsquo;", "‘"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&hellip;", "…"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&amp;", "&"),
    ] {
        out = out.replace(entity, sign);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_of_the_internet_archive_have_the_address_of_their_page() {
        for (url, own) in [
            (
                "https://web.archive.org/web/20120416093000/http://courier.example/a?b=c",
                Some("http://courier.example/a?b=c"),
            ),
            ("https://web.archive.org/web/2012id_/https:/courier.example/", Some("https://courier.example/")),
            ("https://web.archive.org/web/", None),
            ("https://courier.example/web/2012/https://courier.example/", None),
        ] {
            assert_eq!(archived(url).as_deref(), own, "{url}");
        }
    }
}
