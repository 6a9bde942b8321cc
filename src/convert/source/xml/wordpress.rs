//! A WordPress export (WXR, RSS with elements of its own) ▶ items, one for each post.
//!
//! 1. Read it once for the names of authors, and for the addresses of pictures, which stand behind the posts.
//! 2. Read it again and hand over each post with all that the export says of it.
//!
//! A post's text is all article, so no line of it is dropped. Pages, pictures, menus and revisions are no articles:
//! they are counted and named in a message.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use chrono::NaiveDateTime;

use super::super::{Found, unreadable};
use super::element::{self, Element};
use super::{Entry, Out, broken_file, said, said_all};
use crate::convert::date::Stamp;
use crate::convert::given::Given;
use crate::convert::record::plain;
use crate::diag::{Diagnostic, Place};

/// What the posts do not say themselves.
#[derive(Default)]
struct Known {
    /// Login ▶ name.
    authors: BTreeMap<String, String>,
    /// Number ▶ address.
    pictures: BTreeMap<String, String>,
}

fn is_wanted(around: &[String]) -> bool {
    around.len() == 3 && around.last().is_some_and(|name| name == "item" || name == "wp:author")
}

/// Hands over the posts of an export, which is opened for the second time by `again`; false where `take` wants no more.
pub fn each<R: BufRead>(
    name: &str,
    file: &str,
    first: R,
    again: impl FnOnce() -> io::Result<R>,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let mut known = Known::default();
    // What breaks it in the middle is said when the posts before are handed over.
    let _ = element::each(first, is_wanted, &mut |part| {
        if let (Some(login), Some(shown)) = (part.says(&["wp:author_login"]), part.says(&["wp:author_display_name"])) {
            known.authors.insert(login, shown);
        }
        if let (Some(number), Some(url)) = (part.says(&["wp:post_id"]), part.says(&["wp:attachment_url"])) {
            known.pictures.insert(number, url);
        }
        true
    });
    let from = match again() {
        Ok(from) => from,
        Err(error) => return take(Err(Diagnostic::new(unreadable(error), Place::file(name)))),
    };
    let mut out = Out::new(name, file, take);
    let end =
        element::each(from, is_wanted, &mut |post| post.name != "item" || out.put(entry(&post, &known), post.is_cut));
    out.finish(end.err().map(|broken| broken_file(&broken, name)))
}

fn entry(post: &Element, known: &Known) -> Entry {
    let kind = post.says(&["wp:post_type"]).unwrap_or_else(|| "post".to_owned());
    let status = post.says(&["wp:status"]).unwrap_or_else(|| "publish".to_owned());
    match (kind.as_str(), status.as_str()) {
        ("post", "trash" | "auto-draft" | "inherit") => Entry::Other(status),
        ("post", _) => {
            let html = paragraphs(&post.says(&["content:encoded"]).unwrap_or_default());
            Entry::article(post.says(&["wp:post_id"]), given(post, known), html)
        }
        _ => Entry::Other(kind),
    }
}

/// The names that a post has of a kind of terms.
fn terms<'a>(post: &'a Element, domain: &'a str) -> impl Iterator<Item = String> + 'a {
    let of = post.children("category").filter(move |term| term.attribute("domain") == Some(domain));
    of.map(|term| plain(&term.text())).filter(|name| !name.is_empty() && name != "Uncategorized")
}

fn given(post: &Element, known: &Known) -> Given {
    let one = |element: &str| post.says(&[element]).map(|text| said(&format!("export {element}"), plain(&text)));
    let mut categories = terms(post, "category");
    let section = categories.next();
    let tags: Vec<String> =
        categories.chain(terms(post, "post_tag")).filter(|tag| section.as_ref() != Some(tag)).collect();
    let author = post.says(&["dc:creator"]).map(|login| known.authors.get(&login).cloned().unwrap_or(login));
    let url = post.says(&["link"]).filter(|link| link.starts_with("http"));
    let is_thumbnail = |meta: &&Element| meta.says(&["wp:meta_key"]).is_some_and(|key| key == "_thumbnail_id");
    let thumbnail = post.children("wp:postmeta").find(is_thumbnail).and_then(|meta| meta.says(&["wp:meta_value"]));
    let image = thumbnail.and_then(|number| known.pictures.get(&number));
    Given {
        title: one("title"),
        date: date(post).map(|value| said("export wp:post_date", value)),
        description: one("excerpt:encoded"),
        authors: author.map(|name| said("export dc:creator", vec![name])),
        section: section.map(|name| said("export category", name)),
        tags: said_all("export post_tag", tags),
        aliases: url.as_deref().and_then(former_address).into_iter().collect(),
        url: url.map(|url| said("export link", url)),
        image: image.map(|url| said("export _thumbnail_id", url.as_str())),
        slug: post.says(&["wp:post_name"]).map(|name| percent_decoded(&name)),
        draft: post.says(&["wp:status"]).is_some_and(|status| status != "publish")
            || post.says(&["wp:post_password"]).is_some(),
        ..Given::default()
    }
}

/// The local time, with the offset that the time in UTC beside it tells.
fn date(post: &Element) -> Option<Stamp> {
    let read = |element| NaiveDateTime::parse_from_str(&post.says(&[element])?, "%Y-%m-%d %H:%M:%S").ok();
    let local = read("wp:post_date")?;
    let text = local.format("%Y-%m-%dT%H:%M:%S");
    let minutes = read("wp:post_date_gmt").map(|utc| (local - utc).num_minutes());
    // Drafts have no time in UTC, but a row of zeros.
    match minutes.filter(|minutes| minutes.abs() <= 14 * 60) {
        Some(0) => Stamp::parse(&format!("{text}Z")),
        Some(minutes) => {
            let sign = if minutes < 0 { '-' } else { '+' };
            Stamp::parse(&format!("{text}{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60))
        }
        None => Stamp::parse(&text.to_string()),
    }
}

/// The path of an address; none for `/?p=12`, which no file can answer.
pub(super) fn former_address(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    (url.query().is_none() && url.path() != "/").then(|| percent_decoded(url.path()))
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Elements that stand where a paragraph could.
const BLOCKS: [&str; 14] =
    ["h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "table", "figure", "pre", "div"];

/// The post as HTML: WordPress's own editor of old keeps paragraphs as empty lines, and captions as shortcodes.
pub fn paragraphs(text: &str) -> String {
    let text = shortcodes(&text.replace("\r\n", "\n"));
    if text.contains("<p>") || text.contains("<p ") {
        return text;
    }
    let text = BLOCKS.iter().fold(text, |text, name| text.replace(&format!("</{name}>\n"), &format!("</{name}>\n\n")));
    let mut out = String::with_capacity(text.len() + 100);
    for part in text.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        let tag = part.strip_prefix('<').map(|tag| tag.trim_start_matches(['/', '!']));
        if tag.is_some_and(|tag| {
            tag.starts_with("--") || tag.starts_with("hr") || BLOCKS.iter().any(|b| tag.starts_with(b))
        }) {
            out.push_str(part);
        } else {
            out.push_str("<p>");
            out.push_str(&part.replace('\n', "<br>\n"));
            out.push_str("</p>");
        }
        out.push('\n');
    }
    out
}

/// `[caption …]<img> Text[/caption]` and `[embed]…[/embed]` as HTML; other shortcodes stay what they are.
fn shortcodes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = rest.find(']') else { break };
        let name = rest[1..end].split_whitespace().next().unwrap_or("");
        let close = format!("[/{name}]");
        let inner = rest[end + 1..].find(&close).map(|len| &rest[end + 1..end + 1 + len]);
        match (name, inner) {
            ("caption" | "wp_caption", Some(inner)) => {
                let image_end = inner.rfind('>').map_or(0, |at| at + 1);
                let (image, caption) = inner.split_at(image_end);
                out.push_str(&format!("\n\n<figure>{image}<figcaption>{}</figcaption></figure>\n\n", caption.trim()));
            }
            ("embed", Some(inner)) => {
                let url = inner.trim();
                out.push_str(&format!("\n\n<p><a href=\"{url}\">{url}</a></p>\n\n"));
            }
            _ => {
                out.push_str(&rest[..=end]);
                rest = &rest[end + 1..];
                continue;
            }
        }
        let len = inner.map_or(0, str::len);
        rest = &rest[end + 1 + len + close.len()..];
    }
    out.push_str(rest);
    out
}
