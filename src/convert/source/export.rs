//! A WordPress export (WXR, RSS with elements of its own) ▶ items, one for each post.
//!
//! 1. Read it once for the names of authors, and for the addresses of pictures, which stand behind the posts.
//! 2. Read it again and hand over each post with all that the export says of it.
//!
//! A post's text is all article, so no line of it is dropped. Pages, pictures, menus and revisions are no articles:
//! they are counted and named in a message.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufReader, Read};
use std::path::Path;

use chrono::NaiveDateTime;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::{Content, Export, Found, Item, MAX_LEN_BYTES, bad_archive, unreadable};
use crate::convert::date::Stamp;
use crate::convert::given::{Given, Said};
use crate::diag::{Diagnostic, Place, Problem};

/// As far as the mark of an export is looked for.
const HEAD_BYTES: u64 = 8 * 1024;
const MARK: &[u8] = b"wordpress.org/export/";

/// Whether a file is an export: by its name and its beginning.
pub fn is_export(path: &Path) -> bool {
    let named = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("xml") || end.eq_ignore_ascii_case("wxr"));
    let mut head = Vec::new();
    let read = |head: &mut Vec<u8>| fs::File::open(path)?.take(HEAD_BYTES).read_to_end(head);
    named && read(&mut head).is_ok() && head.windows(MARK.len()).any(|part| part == MARK)
}

/// What the posts do not say themselves.
#[derive(Default)]
struct Known {
    /// Login ▶ name.
    authors: BTreeMap<String, String>,
    /// Number ▶ address.
    pictures: BTreeMap<String, String>,
}

/// One `<item>`.
#[derive(Default)]
struct Post {
    /// Element ▶ text.
    texts: BTreeMap<String, String>,
    /// Domain and name.
    terms: Vec<(String, String)>,
    thumbnail: Option<String>,
}

/// Hands over the posts of an export; false where `take` wants no more.
pub fn each(path: &Path, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let name = path.to_string_lossy().into_owned();
    let file = path.file_name().map_or_else(|| name.clone(), |n| n.to_string_lossy().into_owned());
    let mut known = Known::default();
    let mut others: BTreeMap<String, usize> = BTreeMap::new();
    let mut going = true;
    // What breaks it in the middle is said when the posts before are handed over.
    let _ = read(path, &mut |part| {
        match part {
            Part::Author(login, shown) => {
                known.authors.insert(login, shown);
            }
            Part::Post(post) => {
                if let (Some(number), Some(url)) = (post.text("wp:post_id"), post.text("wp:attachment_url")) {
                    known.pictures.insert(number.to_owned(), url.to_owned());
                }
            }
        }
        true
    });
    let end = read(path, &mut |part| {
        let Part::Post(post) = part else { return true };
        let (kind, status) = (post.text("wp:post_type").unwrap_or("post"), post.text("wp:status").unwrap_or("publish"));
        let what = match (kind, status) {
            ("post", "trash" | "auto-draft" | "inherit") => status,
            ("post", _) => "",
            _ => kind,
        };
        if !what.is_empty() {
            *others.entry(what.to_owned()).or_default() += 1;
            return true;
        }
        let number = post.text("wp:post_id").unwrap_or("?").to_owned();
        let label = format!("{file}#{number}");
        let html = paragraphs(post.texts.get("content:encoded").map_or("", String::as_str));
        let content = if html.len() as u64 > MAX_LEN_BYTES {
            Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 })
        } else {
            Content::Export(Box::new(Export { given: given(&post, &known), html }))
        };
        let item = Item { name: format!("{name}#{number}"), file: label, folder: name.clone(), line: 0, content };
        going = take(Ok(item));
        going
    });
    if let Err(problem) = end {
        return going && take(Err(Diagnostic::new(problem, Place::file(&name))));
    }
    if going && !others.is_empty() {
        let kinds = others.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
        return take(Err(Diagnostic::new(Problem::NotPosts { kinds }, Place::file(&name))));
    }
    going
}

enum Part {
    Author(String, String),
    Post(Post),
}

/// Reads an export part by part, until `take` returns false.
fn read(path: &Path, take: &mut dyn FnMut(Part) -> bool) -> Result<(), Problem> {
    let broken = |e: &dyn std::fmt::Display| bad_archive("WordPress export", e);
    let from = BufReader::with_capacity(1 << 16, fs::File::open(path).map_err(unreadable)?);
    let mut reader = Reader::from_reader(from);
    let mut buffer = Vec::new();
    // The elements around, from `item` or `wp:author` on.
    let mut around: Vec<String> = Vec::new();
    let (mut post, mut text) = (Post::default(), String::new());
    let mut domain = String::new();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer).map_err(|e| broken(&e))? {
            Event::Start(start) => {
                let element = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                if !around.is_empty() || element == "item" || element == "wp:author" {
                    domain = match start.try_get_attribute("domain") {
                        Ok(Some(of)) => String::from_utf8_lossy(&of.value).into_owned(),
                        _ => String::new(),
                    };
                    around.push(element);
                    text.clear();
                }
            }
            Event::Text(part) => text.push_str(&part.decode().map_err(|e| broken(&e))?),
            Event::CData(part) => text.push_str(&part.decode().map_err(|e| broken(&e))?),
            Event::GeneralRef(name) => {
                let name = name.decode().map_err(|e| broken(&e))?;
                match quick_xml::escape::unescape(&format!("&{name};")) {
                    Ok(plain) => text.push_str(&plain),
                    Err(_) => text.push_str(&format!("&{name};")),
                }
            }
            Event::End(_) => {
                let Some(element) = around.pop() else { continue };
                let value = std::mem::take(&mut text);
                match (element.as_str(), around.last().map(String::as_str)) {
                    ("item", None) => {
                        if !take(Part::Post(std::mem::take(&mut post))) {
                            return Ok(());
                        }
                    }
                    ("wp:author", None) => {
                        let post = std::mem::take(&mut post);
                        let shown = post.text("wp:author_display_name");
                        if let (Some(login), Some(shown)) = (post.text("wp:author_login"), shown)
                            && !take(Part::Author(login.to_owned(), shown.to_owned()))
                        {
                            return Ok(());
                        }
                    }
                    ("category", Some("item")) => {
                        post.terms.push((std::mem::take(&mut domain), value.trim().to_owned()))
                    }
                    ("wp:meta_value", Some("wp:postmeta")) => {
                        if post.texts.get("wp:meta_key").is_some_and(|key| key == "_thumbnail_id") {
                            post.thumbnail = Some(value.trim().to_owned());
                        }
                    }
                    (_, Some("wp:comment")) => {}
                    _ => {
                        post.texts.insert(element, value);
                    }
                }
            }
            Event::Eof if around.is_empty() => return Ok(()),
            Event::Eof => return Err(broken(&"it ends in the middle")),
            _ => {}
        }
    }
}

impl Post {
    /// What an element says, if it says anything.
    fn text(&self, element: &str) -> Option<&str> {
        self.texts.get(element).map(|text| text.trim()).filter(|text| !text.is_empty())
    }

    fn terms<'a>(&'a self, domain: &'a str) -> impl Iterator<Item = &'a str> {
        let plain = |name: &&str| !name.is_empty() && *name != "Uncategorized";
        self.terms.iter().filter(move |(of, _)| of == domain).map(|(_, name)| name.as_str()).filter(plain)
    }
}

fn given(post: &Post, known: &Known) -> Given {
    let said = |what: &str, value: &str| Said { value: value.to_owned(), from: format!("export {what}") };
    let one = |element: &str| post.text(element).map(|value| said(element, value));
    let mut categories = post.terms("category").map(plain);
    let section = categories.next();
    let mut tags: Vec<String> = Vec::new();
    for tag in categories.chain(post.terms("post_tag").map(plain)) {
        if !tags.contains(&tag) && section.as_ref() != Some(&tag) {
            tags.push(tag);
        }
    }
    let login = post.text("dc:creator");
    let author = login.map(|login| known.authors.get(login).map_or(login, String::as_str));
    let url = post.text("link").filter(|link| link.starts_with("http"));
    let status = post.text("wp:status").unwrap_or("publish");
    let image = post.thumbnail.as_ref().and_then(|number| known.pictures.get(number));
    Given {
        title: one("title").map(|title| Said { value: plain(&title.value), ..title }),
        date: date(post).map(|value| Said { value, from: "export wp:post_date".into() }),
        description: one("excerpt:encoded").map(|text| Said { value: plain(&text.value), ..text }),
        authors: author.map(|name| Said { value: vec![name.to_owned()], from: "export dc:creator".into() }),
        section: section.map(|name| said("category", &name)),
        tags: (!tags.is_empty()).then(|| Said { value: tags, from: "export post_tag".into() }),
        url: url.map(|url| said("link", url)),
        image: image.map(|url| said("_thumbnail_id", url)),
        slug: post.text("wp:post_name").map(percent_decoded),
        aliases: url.and_then(former_address).into_iter().collect(),
        draft: status != "publish" || post.text("wp:post_password").is_some(),
        whole: true,
        ..Given::default()
    }
}

/// The local time, with the offset that the time in UTC beside it tells.
fn date(post: &Post) -> Option<Stamp> {
    let read = |element| NaiveDateTime::parse_from_str(post.text(element)?, "%Y-%m-%d %H:%M:%S").ok();
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
fn former_address(url: &str) -> Option<String> {
    let url = url::Url::parse(url).ok()?;
    (url.query().is_none() && url.path() != "/").then(|| percent_decoded(url.path()))
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// A text without tags and character references.
fn plain(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        match rest[at..].find('>') {
            Some(end) => rest = &rest[at + end + 1..],
            None => break,
        }
    }
    out.push_str(rest);
    let out = quick_xml::escape::unescape(&out).map_or_else(|_| out.clone(), std::borrow::Cow::into_owned);
    crate::convert::block::tidy(&out.replace("&nbsp;", " "))
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
