//! What the site gives to programs: feeds, sitemaps, JSON-LD. Each is made as a build would make it, and read.

use std::collections::HashSet;

use chrono::DateTime;
use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::config::FeedFormat;
use crate::diag::{Diagnostic, Diagnostics, Place, Problem};
use crate::error::{Error, Result};
use crate::plan::{Inputs, PageKey, Plan};
use crate::render::{Buffers, Renderer};

/// Reads all feeds and sitemaps, and the JSON-LD of the front page and of all articles.
pub(super) fn check(
    inputs: Inputs,
    plan: &Plan,
    renderer: &Renderer,
    jobs: usize,
    diagnostics: &Diagnostics,
) -> Result<()> {
    let mut keys: Vec<PageKey> = plan.pages.iter().map(|page| page.key).filter(|key| is_read(*key)).collect();
    let start = || Buffers::of_one_of(jobs);
    crate::parallel::fill(jobs, &mut keys, start, |buffers, _, key| {
        // That it cannot be rendered is another problem, which a build tells.
        if renderer.render(*key, buffers).is_err() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&buffers.out);
        let found = match *key {
            PageKey::Article(_) | PageKey::Home => json_ld(&text),
            key => match format(key) {
                Some(FeedFormat::Json) => json_feed(&text, inputs),
                _ => xml(&text, inputs),
            },
        };
        if let Err(what) = found {
            let page = format!("`{}`", key.address(inputs));
            let file = match *key {
                PageKey::Article(_) => Place::file(key.described(inputs)),
                _ => Place::default(),
            };
            diagnostics.extend([Diagnostic::new(Problem::BadOutput { page, what }, file)]);
        }
        Ok::<_, Error>(())
    })?;
    Ok(())
}

fn is_read(key: PageKey) -> bool {
    format(key).is_some()
        || matches!(
            key,
            PageKey::Article(_)
                | PageKey::Home
                | PageKey::SitemapIndex
                | PageKey::SitemapPages(_)
                | PageKey::SitemapUndated(_)
                | PageKey::SitemapMonth(..)
                | PageKey::SitemapNews
        )
}

fn format(key: PageKey) -> Option<FeedFormat> {
    match key {
        PageKey::Feed(format)
        | PageKey::TermFeed(_, format)
        | PageKey::CorrectionsFeed(format)
        | PageKey::History(format, _) => Some(format),
        _ => None,
    }
}

/// Well-formed; entries have identifiers of their own, dates are dates, addresses are the site's.
fn xml(text: &str, inputs: Inputs) -> std::result::Result<(), String> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let mut ids = HashSet::new();
    let mut path: Vec<String> = Vec::new();
    let mut value = String::new();
    loop {
        let at = reader.buffer_position();
        let event = reader.read_event().map_err(|e| format!("not well-formed XML: {e} at byte {at}"))?;
        match event {
            Event::Start(start) => {
                path.push(String::from_utf8_lossy(start.name().as_ref()).into_owned());
                value.clear();
            }
            Event::Text(text) => value.push_str(&text.decode().map_err(|e| e.to_string())?),
            Event::GeneralRef(entity) => value.push_str(&format!("&{};", entity.decode().map_err(|e| e.to_string())?)),
            Event::End(_) => {
                let name = path.pop().unwrap_or_default();
                let parent = path.last().map_or("", String::as_str);
                element(parent, &name, &value, inputs, &mut ids)?;
                value.clear();
            }
            Event::Eof if path.is_empty() => return Ok(()),
            Event::Eof => return Err(format!("not well-formed XML: `{}` does not end", path.join("/"))),
            _ => {}
        }
    }
}

fn element(
    parent: &str,
    name: &str,
    value: &str,
    inputs: Inputs,
    ids: &mut HashSet<String>,
) -> std::result::Result<(), String> {
    let wrong = |what: &str| Err(format!("`{name}` in `{parent}` {what}: `{value}`"));
    match (parent, name) {
        ("item", "guid") | ("entry", "id") if !ids.insert(value.to_owned()) => wrong("is there twice"),
        ("item" | "channel", "pubDate" | "lastBuildDate") if DateTime::parse_from_rfc2822(value).is_err() => {
            wrong("is not a date of RFC 2822")
        }
        ("entry" | "feed", "updated" | "published") if DateTime::parse_from_rfc3339(value).is_err() => {
            wrong("is not a date of RFC 3339")
        }
        ("item" | "channel", "link") | ("url" | "sitemap", "loc") if !is_ours(value, inputs) => {
            wrong("is no address of this site")
        }
        _ => Ok(()),
    }
}

fn is_ours(address: &str, inputs: Inputs) -> bool {
    address.strip_prefix(inputs.config.base_url.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// JSON Feed 1.1: items have identifiers of their own, dates are dates, addresses are the site's.
fn json_feed(text: &str, inputs: Inputs) -> std::result::Result<(), String> {
    let feed: Value = serde_json::from_str(text).map_err(|e| format!("not JSON: {e}"))?;
    let mut ids = HashSet::new();
    for item in feed["items"].as_array().ok_or("no `items`")? {
        let id = item["id"].as_str().ok_or("an item without `id`")?;
        if !ids.insert(id) {
            return Err(format!("an `id` is there twice: `{id}`"));
        }
        if !item["url"].as_str().is_some_and(|url| is_ours(url, inputs)) {
            return Err(format!("`url` of `{id}` is no address of this site"));
        }
        if item["date_published"].as_str().is_some_and(|date| DateTime::parse_from_rfc3339(date).is_err()) {
            return Err(format!("`date_published` of `{id}` is not a date of RFC 3339"));
        }
    }
    Ok(())
}

/// What a page has for search engines, if its templates ask for it.
fn json_ld(html: &str) -> std::result::Result<(), String> {
    for part in html.split("<script type=\"application/ld+json\">").skip(1) {
        let text = part.split("</script>").next().unwrap_or(part);
        let data: Value = serde_json::from_str(text).map_err(|e| format!("its JSON-LD is not JSON: {e}"))?;
        for key in ["@context", "@type"] {
            if data[key].as_str().is_none_or(str::is_empty) {
                return Err(format!("its JSON-LD has no `{key}`"));
            }
        }
        if data["@type"] == "NewsArticle" && data["headline"].as_str().is_none_or(str::is_empty) {
            return Err("its JSON-LD has no `headline`".into());
        }
    }
    Ok(())
}
