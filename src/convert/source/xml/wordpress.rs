//! A WordPress export (WXR, RSS with elements of its own) ▶ items, one for each post.
//!
//! 1. Read it once for the names of authors, and for the uploads, which stand behind the posts.
//! 2. Read it again and hand over each post with all that the export says of it.
//!
//! A post's text is all article, so no line of it is dropped. Pages, pictures, menus and revisions are no articles:
//! they are counted and named in a message. Sites of news have kinds of posts of their own (`article`, `column`): what
//! has a text to read is an article, whatever it is called.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use chrono::NaiveDateTime;

use super::super::editor::stored;
use super::super::shortcode::{self, Upload, Uploads};
use super::super::{Found, unreadable};
use super::element::{self, Element};
use super::{Entry, Out, broken_file, said, said_all};
use crate::convert::address;
use crate::convert::date::Stamp;
use crate::convert::given::Given;
use crate::convert::record::plain;
use crate::diag::{Diagnostic, Place, Problem};

/// What the posts do not say themselves.
#[derive(Default)]
pub struct Known {
    /// Login ▶ name.
    authors: BTreeMap<String, String>,
    /// Number ▶ upload.
    uploads: BTreeMap<String, Upload>,
    /// Number of a post ▶ the uploads made with it, each by its place in the order and its number.
    own: BTreeMap<String, Vec<(i64, String)>>,
}

impl Known {
    /// Takes what a part of an export says: who an author is, or where an upload is.
    pub fn add(&mut self, part: &Element) {
        if let (Some(login), Some(shown)) = (part.says(&["wp:author_login"]), part.says(&["wp:author_display_name"])) {
            self.authors.insert(login, shown);
        }
        if let (Some(number), Some(url)) = (part.says(&["wp:post_id"]), part.says(&["wp:attachment_url"])) {
            if let Some(post) = part.says(&["wp:post_parent"]).filter(|post| post != "0") {
                let order = part.says(&["wp:menu_order"]).and_then(|order| order.trim().parse().ok()).unwrap_or(0);
                self.own.entry(post).or_default().push((order, number.clone()));
            }
            let (caption, alt) = (part.says(&["excerpt:encoded"]), meta(part, "_wp_attachment_image_alt"));
            self.uploads.insert(number, Upload { url, caption, alt });
        }
    }

    /// Puts the uploads of each post in their order, once all were added.
    pub fn sort(&mut self) {
        self.own.values_mut().for_each(|own| own.sort());
    }
}

/// The uploads, as one post names them.
struct OfPost<'a> {
    known: &'a Known,
    number: Option<String>,
}

impl Uploads for OfPost<'_> {
    fn upload(&self, number: &str) -> Option<&Upload> {
        self.known.uploads.get(number)
    }

    fn own(&self) -> Vec<&Upload> {
        let own = self.number.as_ref().and_then(|number| self.known.own.get(number));
        own.into_iter().flatten().filter_map(|(_, number)| self.upload(number)).collect()
    }
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
        known.add(&part);
        true
    });
    known.sort();
    let from = match again() {
        Ok(from) => from,
        Err(error) => return take(Err(Diagnostic::new(unreadable(error), Place::file(name)))),
    };
    let mut out = Out::new(name, file, take);
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    let end = element::each(from, is_wanted, &mut |post| {
        if post.name != "item" {
            return true;
        }
        let (entry, names) = entry(&post, &known);
        for name in names {
            *left.entry(name).or_default() += 1;
        }
        out.put(entry, post.is_cut)
    });
    tell_left(&left, &mut out);
    out.finish(end.err().map(|broken| broken_file(&broken, name)))
}

/// Says what shortcodes were left out, each with its number.
pub fn tell_left(left: &BTreeMap<String, usize>, out: &mut Out<'_>) {
    if !left.is_empty() {
        let names = left.iter().map(|(name, count)| format!("{count} [{name}]")).collect::<Vec<_>>().join(", ");
        out.tell(Problem::Shortcodes { names });
    }
}

/// What an entry of the export is, and names of shortcodes that were left out of it.
pub fn entry(post: &Element, known: &Known) -> (Entry, Vec<String>) {
    let kind = post.says(&["wp:post_type"]).unwrap_or_else(|| "post".to_owned());
    let status = post.says(&["wp:status"]).unwrap_or_else(|| "publish".to_owned());
    let other = |name: String| (Entry::Other(name), Vec::new());
    match (kind.as_str(), status.as_str()) {
        ("post", "trash" | "auto-draft" | "inherit") => return other(status),
        ("post", _) => {}
        (_, "trash" | "auto-draft" | "inherit") => return other(kind),
        _ if !is_article(post, &kind) => return other(kind),
        _ => {}
    }
    let number = post.says(&["wp:post_id"]);
    let uploads = OfPost { known, number: number.clone() };
    let text = without_buttons(&post.says(&["content:encoded"]).unwrap_or_default());
    let (text, left) = shortcode::expand(&text, &uploads);
    let mut given = given(post, known);
    given.unused = left.iter().map(|name| format!("[{name}]")).collect();
    given.unused.sort();
    given.unused.dedup();
    if kind != "post" {
        given.note("post_type", &kind);
    }
    (Entry::article(number, given, stored(&text)), left)
}

/// A text without the buttons that stand beside links to files and lead where these lead.
fn without_buttons(html: &str) -> String {
    const BUTTON: &str = "wp-block-file__button";
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find(BUTTON) {
        let (Some(start), Some(end)) = (rest[..at].rfind("<a "), rest[at..].find("</a>")) else { break };
        out.push_str(&rest[..start]);
        rest = &rest[at + end + "</a>".len()..];
    }
    out.push_str(rest);
    out
}

/// Whether what is of a site's own kind is an article: it has an address and a text of some length.
fn is_article(post: &Element, kind: &str) -> bool {
    /// Kinds of WordPress itself and of what is sold, asked, announced or laid out with common plugins.
    const OTHERS: [&str; 20] = [
        "page",
        "attachment",
        "revision",
        "nav_menu_item",
        "custom_css",
        "customize_changeset",
        "oembed_cache",
        "user_request",
        "product",
        "product_variation",
        "feedback",
        "forum",
        "topic",
        "reply",
        "elementor_library",
        "et_pb_layout",
        "popup",
        "mc4wp-form",
        "wpcf7_contact_form",
        "tablepress_table",
    ];
    const STARTS: [&str; 6] = ["wp_", "shop_", "acf", "wpforms", "jp_", "tribe_"];
    const FEWEST_WORDS: usize = 50;
    let is_other = OTHERS.contains(&kind) || STARTS.iter().any(|start| kind.starts_with(start));
    let words = || post.says(&["content:encoded"]).unwrap_or_default().split_whitespace().take(FEWEST_WORDS).count();
    !is_other && post.says(&["link"]).is_some_and(|link| link.starts_with("http")) && words() == FEWEST_WORDS
}

/// A value that is kept beside the fields.
fn meta(post: &Element, key: &str) -> Option<String> {
    let is_it = |meta: &&Element| meta.says(&["wp:meta_key"]).is_some_and(|found| found == key);
    post.children("wp:postmeta").find(is_it)?.says(&["wp:meta_value"])
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
    let image = meta(post, "_thumbnail_id").and_then(|number| known.uploads.get(&number));
    Given {
        title: one("title"),
        date: date(post).map(|value| said("export wp:post_date", value)),
        description: one("excerpt:encoded"),
        authors: author.map(|name| said("export dc:creator", vec![name])),
        section: section.map(|name| said("export category", name)),
        tags: said_all("export post_tag", tags),
        aliases: url.as_deref().and_then(address::path_of).into_iter().collect(),
        url: url.map(|url| said("export link", url)),
        image: image.map(|upload| said("export _thumbnail_id", upload.url.as_str())),
        slug: post.says(&["wp:post_name"]).map(|name| address::decoded(&name)),
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
