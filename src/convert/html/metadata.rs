//! What a page says of itself.
//!
//! Each field has several witnesses: JSON-LD, OpenGraph and other `<meta>`, microdata, `rel=author`,
//! `<time>`, headings. Titles are what most of them say once the site's name is cut off; names of
//! sites, agencies and roles are no authors; dates of publication go before dates of change.

mod witness;

use std::collections::BTreeMap;

use serde_json::Value;
use trafilatura::dom::{Document, NodeId};
use url::Url;

use super::web_url;
use crate::convert::date::{self, Found, Stamp};
use crate::convert::reading::Reading;
use crate::convert::{block, byline, facts};
pub use witness::Witness;

/// The fields of a page.
#[derive(Debug, Clone, Default)]
pub struct Metadata {
    /// The headline.
    pub title: Option<String>,
    /// Other wordings of the headline that are not kept.
    pub titles: Vec<String>,
    /// When it was published.
    pub date: Option<Stamp>,
    /// When it was last changed.
    pub updated: Option<Stamp>,
    /// Who wrote it.
    pub authors: Vec<String>,
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
    /// Who says each field.
    pub witnesses: BTreeMap<&'static str, Witness>,
}

/// The address that links are relative to.
pub fn base(doc: &Document) -> Option<Url> {
    let own = own_url(doc).and_then(|u| web_url(&u));
    let base = doc.query_selector(doc.root(), "base[href]").and_then(|n| doc.get_attribute(n, "href"));
    match (base, own) {
        (Some(base), Some(own)) => own.join(&base).ok().or(Some(own)),
        (Some(base), None) => web_url(&base),
        (None, own) => own,
    }
}

/// The address that a page gives as its own.
pub fn own_url(doc: &Document) -> Option<String> {
    let canonical = doc.query_selector(doc.root(), "link[rel=canonical]").and_then(|n| doc.get_attribute(n, "href"));
    let meta =
        || doc.query_selector(doc.root(), "meta[property='og:url']").and_then(|n| doc.get_attribute(n, "content"));
    canonical.filter(|u| web_url(u).is_some()).or_else(meta).filter(|u| web_url(u).is_some())
}

/// Reads all fields.
pub fn read(doc: &Document, base: Option<&Url>) -> Metadata {
    let head = Head::new(doc);
    let site = head.site();
    let (title, titles) = head.title(site.as_deref());
    let list = |keys: &[&str]| head.meta(keys).map(|v| split_keywords(&v)).unwrap_or_default();
    let mut tags = head.ld_texts("keywords").iter().flat_map(|v| split_keywords(v)).collect::<Vec<_>>();
    tags.extend(head.all_meta("article:tag").iter().flat_map(|v| split_keywords(v)));
    if tags.is_empty() {
        tags = list(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]);
    }
    let mut seen = std::collections::HashSet::new();
    tags.retain(|t| t.chars().count() <= 60 && seen.insert(facts::key(t)));
    tags.truncate(20);
    let published = head.published();
    let updated = head
        .ld_texts("dateModified")
        .into_iter()
        .chain(head.meta(&["article:modified_time", "og:updated_time", "article:modified", "last-modified", "lastmod"]))
        .find_map(|v| stamp(&v))
        .filter(|u| published.as_ref().is_none_or(|p| u.as_str().get(..10) > p.as_str().get(..10)));
    let image = head
        .meta(&["og:image", "twitter:image", "og:image:url"])
        .or_else(|| head.ld_image())
        .and_then(|v| base.and_then(|b| b.join(v.trim()).ok()).or_else(|| web_url(&v)))
        .filter(|u| matches!(u.scheme(), "http" | "https"))
        .map(|u| u.to_string());
    let authors = head.authors(site.as_deref());
    let likely = || head.named_in(&LIKELY_AUTHORS, site.as_deref());
    let mut fields = Metadata {
        likely_authors: if authors.is_empty() { likely() } else { Vec::new() },
        authors,
        description: head
            .meta(&["og:description", "description", "twitter:description", "dcterms.description"])
            .or_else(|| head.ld_texts("description").into_iter().next())
            .filter(|d| d.split(' ').count() >= 4),
        section: head
            .meta(&["article:section"])
            .or_else(|| head.ld_texts("articleSection").into_iter().next())
            .filter(|s| s.chars().count() <= 40 && !s.contains("://")),
        url: own_url(doc).or_else(|| base.map(Url::to_string)),
        lang: doc.query_selector(doc.root(), "html[lang]").and_then(|n| doc.get_attribute(n, "lang")),
        date: published,
        title,
        titles,
        updated,
        tags,
        site,
        image,
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
}

impl<'a> Head<'a> {
    fn new(doc: &'a Document) -> Head<'a> {
        let mut metas = Vec::new();
        for node in doc.get_elements_by_tag_name(doc.root(), "meta") {
            let Some(content) = doc.get_attribute(node, "content").map(|c| block::tidy(&unescape(&c))) else {
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
        let mut articles = Vec::new();
        for node in doc.scripts_with_type(&["application/ld+json"]) {
            for value in json(&doc.text_content(node)) {
                collect(value, 0, &mut articles);
            }
        }
        Head { doc, metas, articles }
    }

    fn meta(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.metas.iter().find(|(n, _)| n == name).map(|(_, v)| v.clone()))
    }

    fn all_meta(&self, name: &str) -> Vec<String> {
        self.metas.iter().filter(|(n, _)| n == name).map(|(_, v)| v.clone()).collect()
    }

    fn ld_texts(&self, key: &str) -> Vec<String> {
        let mut out = Vec::new();
        for value in self.articles.iter().filter_map(|a| a.get(key)) {
            match value {
                Value::String(text) => out.push(block::tidy(&unescape(text))),
                Value::Array(list) => {
                    out.extend(list.iter().filter_map(|v| v.as_str()).map(|t| block::tidy(&unescape(t))))
                }
                _ => {}
            }
        }
        out.retain(|t| !t.is_empty());
        out
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
        let publisher = || {
            self.articles.iter().find_map(|a| {
                let publisher = a.get("publisher")?;
                publisher
                    .as_array()
                    .and_then(|l| l.first())
                    .unwrap_or(publisher)
                    .get("name")?
                    .as_str()
                    .map(str::to_owned)
            })
        };
        self.meta(&["og:site_name", "application-name", "apple-mobile-web-app-title"]).or_else(publisher)
    }

    /// The headline and what else it might have been.
    fn title(&self, site: Option<&str>) -> (Option<String>, Vec<String>) {
        let mut found: Vec<(String, f32)> = Vec::new();
        let h1: Vec<String> = self.texts("h1").into_iter().filter(|t| t.chars().count() <= 300).collect();
        let weight = match h1.len() {
            1 => 2.1,
            2 => 1.2,
            _ => 0.8,
        };
        found.extend(h1.into_iter().map(|t| (t, weight)));
        found.extend(self.texts("[itemprop=headline]").into_iter().map(|t| (t, 1.6)));
        found.extend(self.ld_texts("headline").into_iter().take(1).map(|t| (t, 1.5)));
        found.extend(self.meta(&["og:title"]).map(|t| (t, 1.5)));
        found.extend(self.meta(&["twitter:title", "parsely-title", "sailthru.title", "dc.title"]).map(|t| (t, 1.0)));
        found.extend(self.texts("head title").into_iter().take(1).map(|t| (t, 0.9)));
        let all: Vec<String> = found.iter().map(|(t, _)| t.clone()).collect();
        let mut votes: Vec<(String, f32, String)> = Vec::new();
        for (text, weight) in found {
            // A quotation mark that ended the attribute too early.
            let is_cut = |t: &String| t.strip_prefix(&text).is_some_and(|rest| rest.trim_start().starts_with('"'));
            if all.iter().any(is_cut) {
                continue;
            }
            let text = without_site(&text, site, &all);
            let key = facts::key(&text);
            let is_site = site.is_some_and(|s| facts::key(s) == key);
            if key.is_empty() || is_site {
                continue;
            }
            match votes.iter_mut().find(|(k, ..)| *k == key) {
                Some(vote) => vote.1 += weight,
                None => votes.push((key, weight, text)),
            }
        }
        // Headlines that are another one with words around it are for it in part.
        let shares: Vec<f32> = votes
            .iter()
            .map(|(key, ..)| {
                votes
                    .iter()
                    .filter(|(k, ..)| k != key && k.contains(key.as_str()) && key.len() > 20)
                    .map(|v| v.1 * 0.3)
                    .sum()
            })
            .collect();
        for (vote, share) in votes.iter_mut().zip(shares) {
            vote.1 += share;
        }
        let best = votes.iter().enumerate().fold(None, |best: Option<(usize, f32)>, (at, v)| match best {
            Some((_, most)) if most >= v.1 => best,
            _ => Some((at, v.1)),
        });
        let title = best.map(|(at, _)| votes[at].2.clone());
        (title, all)
    }

    fn published(&self) -> Option<Stamp> {
        const NAMES: [&str; 22] = [
            "article:published_time",
            "article:published",
            "og:article:published_time",
            "og:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "date",
            "dc.date.issued",
            "dcterms.created",
            "dc.date",
            "pubdate",
            "publishdate",
            "publish_date",
            "publish-date",
            "article.published",
            "cxenseparse:recs:publishtime",
            "dcterms.date",
            "article_date_original",
            "originalpublicationdate",
            "datecreated",
            "last-modified-original",
        ];
        let found = self.ld_texts("datePublished").into_iter().find_map(|v| stamp(&v));
        found
            .or_else(|| NAMES.iter().find_map(|n| self.meta(&[n]).and_then(|v| stamp(&v))))
            .or_else(|| {
                self.times("[itemprop=datePublished], time[pubdate], time.published, time.entry-date, .published time")
            })
            .or_else(|| self.ld_texts("dateCreated").into_iter().find_map(|v| stamp(&v)))
            .or_else(|| {
                // The only day that the page's `<time>` elements name.
                let days = self.all_times("article time[datetime], main time[datetime], header time[datetime]");
                let first = days.first()?;
                days.iter().all(|d| d.as_str().get(..10) == first.as_str().get(..10)).then(|| first.clone())
            })
            .or_else(|| own_url(self.doc).and_then(|u| url_day(&u)))
            .or_else(|| self.all_times("time[datetime]").into_iter().next())
    }

    fn times(&self, selector: &str) -> Option<Stamp> {
        self.all_times(selector).into_iter().next()
    }

    fn all_times(&self, selector: &str) -> Vec<Stamp> {
        let nodes = self.doc.query_selector_all(self.doc.root(), selector);
        nodes
            .into_iter()
            .filter_map(|n| {
                let written =
                    ["datetime", "content"].iter().find_map(|a| self.doc.get_attribute(n, a)).and_then(|v| stamp(&v));
                written.or_else(|| stamp(&self.text(n)))
            })
            .collect()
    }

    /// The names in the first of these elements that has any.
    fn named_in(&self, selectors: &[&str], site: Option<&str>) -> Vec<String> {
        let first = |selector| {
            let nodes = self.doc.query_selector_all(self.doc.root(), selector).into_iter();
            nodes.map(|n| self.text(n)).filter(|t| !t.is_empty()).take(6).collect::<Vec<_>>()
        };
        let names = selectors.iter().map(|s| clean(&first(s), site));
        names.into_iter().find(|names| !names.is_empty() && names.len() <= 4).unwrap_or_default()
    }

    fn authors(&self, site: Option<&str>) -> Vec<String> {
        let mut people = Vec::new();
        let mut others = Vec::new();
        for author in self.articles.iter().filter_map(|a| a.get("author").or_else(|| a.get("creator"))) {
            ld_names(author, &mut people, &mut others);
            if !people.is_empty() {
                break;
            }
        }
        let metas = [
            "author",
            "article:author",
            "byl",
            "parsely-author",
            "sailthru.author",
            "dc.creator",
            "dcterms.creator",
            "article:author:name",
            "og:article:author",
            "cxenseparse:author",
            "twitter:creator:name",
        ];
        let from_meta: Vec<String> = metas
            .iter()
            .map(|m| self.all_meta(m))
            .find(|v| v.iter().any(|a| !clean(std::slice::from_ref(a), site).is_empty()))
            .unwrap_or_default();
        let mut names = clean(&people, site);
        for next in [&from_meta, &others] {
            if names.is_empty() {
                names = clean(next, site);
            }
        }
        if names.is_empty() {
            names = self.named_in(&SURE_AUTHORS, site);
        }
        if names.is_empty() {
            // A lone pen name, which no page element would be believed.
            let pen = |n: &String| !n.contains([' ', '/', '.', '@']) && n.chars().count() <= 30 && !byline::is_house(n);
            let is_site = |n: &String| site.is_some_and(|s| facts::key(s).contains(&facts::key(n)));
            let said = people.iter().chain(&others).cloned().chain(self.all_meta("author")).collect::<Vec<_>>();
            names = said.iter().find(|n| pen(n) && !is_site(n)).into_iter().cloned().collect();
            // Then an agency or a desk, which the page itself gives for its author.
            let house = |n: &&String| byline::is_name(n) && byline::is_house(n) && !is_site(n) && !byline::is_label(n);
            if names.is_empty() {
                names = said.iter().find(house).into_iter().cloned().collect();
            }
        }
        names
    }
}

/// Elements that name authors and little else.
const SURE_AUTHORS: [&str; 8] = [
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "a[rel=author]",
    "[rel=author]",
    ".author-name",
    ".byline-name",
    ".byline a",
    ".byline",
];
/// Elements that may name others too: commenters, writers of other articles.
const LIKELY_AUTHORS: [&str; 5] =
    [".article-author", "article .author a", "article .author", "[class*=byline]", "[class*=author]"];

fn ld_names(author: &Value, people: &mut Vec<String>, others: &mut Vec<String>) {
    match author {
        Value::String(name) => people.push(unescape(name)),
        Value::Array(list) => list.iter().for_each(|a| ld_names(a, people, others)),
        Value::Object(object) => {
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            match object.get("name") {
                Some(Value::String(name)) if kind.contains("Organization") => others.push(unescape(name)),
                Some(name) => ld_names(name, people, others),
                None => {}
            }
        }
        _ => {}
    }
}

/// People's names out of what pages put into author fields.
fn clean(values: &[String], site: Option<&str>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let value = block::tidy(value);
        if value.contains("://") || value.starts_with('@') || value.chars().count() > 200 {
            continue;
        }
        for piece in byline::split(byline::without_label(&value)) {
            let name = byline::without_place(piece);
            let key = facts::key(name);
            let is_site =
                site.is_some_and(|s| facts::key(s) == key || facts::key(s).replace(' ', "") == key.replace(' ', ""));
            let people = byline::is_name(name) && !byline::is_house(name);
            if people && !is_site && !names.iter().any(|n| facts::key(n) == key) {
                names.push(name.to_owned());
            }
        }
    }
    names.retain(|n| !byline::is_label(n));
    // One word beside full names is a place or an agency.
    if names.iter().any(|n| n.contains(' ')) {
        names.retain(|n| n.contains(' ') || n.chars().any(|c| c as u32 > 0x2e80));
    }
    names.truncate(12);
    names
}

/// JSON as pages have it: several values, comments, line ends inside texts.
fn json(text: &str) -> Vec<Value> {
    let text = text.trim().trim_start_matches("<!--").trim_end_matches("-->").trim();
    let text = text.trim_start_matches("//<![CDATA[").trim_end_matches("//]]>").trim().trim_end_matches(';');
    let values: Vec<Value> = serde_json::Deserializer::from_str(text).into_iter().map_while(|v| v.ok()).collect();
    if !values.is_empty() {
        return values;
    }
    let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    serde_json::Deserializer::from_str(&clean).into_iter().map_while(|v| v.ok()).collect()
}

fn collect(value: Value, depth: usize, articles: &mut Vec<Value>) {
    if depth > 6 {
        return;
    }
    match value {
        Value::Array(list) => list.into_iter().for_each(|v| collect(v, depth + 1, articles)),
        Value::Object(mut object) => {
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(inner) = object.remove(key).filter(|i| i.is_array() || i.is_object()) {
                    collect(inner, depth + 1, articles);
                }
            }
            let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
            let article = ["Article", "BlogPosting", "Posting", "Report", "Review"].iter().any(|k| kind.contains(k));
            if article {
                articles.push(Value::Object(object));
            }
        }
        _ => {}
    }
}

/// A title without the site's name at its end or start.
fn without_site(title: &str, site: Option<&str>, all: &[String]) -> String {
    const CUTS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " « ", " » "];
    let mut title = title.trim().to_owned();
    for _ in 0..3 {
        // What another witness says without the rest is the headline.
        let shorter = all.iter().map(|t| t.trim()).find(|t| {
            t.len() < title.len()
                && t.split(' ').count() >= 3
                && CUTS.iter().any(|c| {
                    title.strip_prefix(t).is_some_and(|r| r.starts_with(c))
                        || title.strip_suffix(t).is_some_and(|r| r.ends_with(c))
                })
        });
        if let Some(shorter) = shorter {
            title = shorter.to_owned();
            continue;
        }
        let Some(site) = site.map(facts::key).filter(|s| !s.is_empty()) else { break };
        let is_site = |part: &str| {
            let key = facts::key(part);
            let (key, site) = (key.replace(' ', ""), site.replace(' ', ""));
            !key.is_empty()
                && (key == site
                    || key.len() >= 4 && (site.contains(&key) || key.contains(&site) && key.len() < site.len() + 12))
        };
        let cut = CUTS.iter().find_map(|c| {
            let end = title.rsplit_once(c).filter(|(_, end)| is_site(end)).map(|(head, _)| head);
            end.or_else(|| title.split_once(c).filter(|(start, _)| is_site(start)).map(|(_, rest)| rest))
                .map(str::to_owned)
        });
        match cut {
            Some(rest) => title = rest,
            None => break,
        }
    }
    title
}

/// A date as pages' metadata has it.
fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some(stamp) = Stamp::parse(text) {
        return Some(stamp);
    }
    // `2019-11-19T11:00:09.000+0000`, `2019-11-19 11:00:09 UTC`, `20191119`.
    let found = date::read(text, Reading::default()).and_then(|found| {
        found.into_iter().find_map(|f| match f {
            Found::Date(_, stamp) => Some(stamp),
            Found::Ambiguous(_) | Found::Relative => None,
        })
    });
    let compact = || {
        let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        Stamp::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
    };
    found.or_else(|| text.get(..10).and_then(Stamp::parse)).or_else(compact).filter(|s| s.as_str() > "1800")
}

/// `/2019/11/19/` in an address.
fn url_day(url: &str) -> Option<Stamp> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    let number = |t: &str, len: usize| t.len() <= len && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    parts.windows(3).find_map(|w| {
        (w[0].len() == 4 && number(w[0], 4) && number(w[1], 2) && number(w[2], 2))
            .then(|| Stamp::parse(&format!("{}-{:0>2}-{:0>2}", w[0], w[1], w[2])))
            .flatten()
    })
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
