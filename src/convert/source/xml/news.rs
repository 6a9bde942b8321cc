//! NITF, the format in which papers and agencies keep single articles (News Industry Text Format 3.0 to 3.6, IPTC) ▶ fields and
//! HTML.

use super::element::{Element, Tag, push_escaped};
use super::{said, said_all};
use crate::convert::block::tidy;
use crate::convert::given::{Given, Said};
use crate::convert::record::{names, stamp};

/// The words of an article as HTML, in whose names most of NITF is written.
pub fn html(content: &Element) -> String {
    content.html(tag)
}

fn tag(element: &Element) -> Tag<'_> {
    match element.name.as_str() {
        "hl1" | "hl2" | "hedline" => Tag::Named("h2"),
        "bq" => Tag::Named("blockquote"),
        "block" | "note" | "body.content" => Tag::Named("div"),
        "fn" | "credit" | "byline" | "dateline" | "tagline" | "bibliography" => Tag::Named("p"),
        "media" => Tag::Html(media(element)),
        "frac" => Tag::Html(fraction(element)),
        "nitf-table" | "copyrite" => Tag::Inside,
        "nitf-table-metadata" | "ds" | "media-metadata" => Tag::Nothing,
        name => Tag::Named(name),
    }
}

fn fraction(element: &Element) -> String {
    let part = |name: &str| escaped(&element.says(&[name]).unwrap_or_default());
    format!("{}/{}", part("numer"), part("denom"))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    push_escaped(text, &mut escaped);
    escaped
}

/// A picture with its caption, or a link to a film or sound.
fn media(media: &Element) -> String {
    let width = |file: &&Element| file.attribute("width").and_then(|width| width.parse::<u32>().ok()).unwrap_or(0);
    // Of several sizes the first of the largest.
    let file = media.children("media-reference").filter(|file| file.attribute("source").is_some()).collect::<Vec<_>>();
    let file = file.into_iter().rev().max_by_key(width);
    let captions = media.elements().filter(|e| matches!(e.name.as_str(), "media-caption" | "media-producer"));
    let caption = captions.map(html).filter(|text| !text.trim().is_empty()).collect::<Vec<_>>().join(" ");
    let Some(file) = file else { return if caption.is_empty() { caption } else { format!("<p>{caption}</p>") } };
    let source = escaped(file.attribute("source").unwrap_or_default());
    let is_picture = media.attribute("media-type").is_none_or(|kind| matches!(kind, "image" | "photo" | "graphic"));
    if is_picture {
        let alt = escaped(file.attribute("alternate-text").unwrap_or_default());
        return format!("<figure><img src=\"{source}\" alt=\"{alt}\"><figcaption>{caption}</figcaption></figure>");
    }
    format!("<p><a href=\"{source}\">{}</a></p>", if caption.is_empty() { &source } else { &caption })
}

/// The fields and the text of an element `nitf`; its number for the article, if it has one.
pub fn nitf(root: &Element) -> (Option<String>, Given, String) {
    let head = root.child(&["body", "body.head"]);
    let data = root.child(&["head", "docdata"]);
    let one = |path: &[&str]| head.and_then(|head| head.child(path)).map(|e| tidy(&e.text())).filter(|t| !t.is_empty());
    let normed = |name: &str| data.and_then(|data| data.child(&[name])?.attribute("norm")).and_then(stamp);
    let pubdata = root.child(&["head", "pubdata"]);
    let published = || pubdata.and_then(|p| p.attribute("date.publication")).and_then(stamp);
    let said_day = || head.and_then(|head| head.within(&["story.date"]).first()?.attribute("norm")).and_then(stamp);
    let title = one(&["hedline", "hl1"]).or_else(|| root.says(&["head", "title"]).map(|title| tidy(&title)));
    let under = one(&["hedline", "hl2"]).filter(|under| Some(under) != title.as_ref());
    let summary = one(&["abstract"]);
    let mut given = Given {
        date: normed("date.issue")
            .or_else(published)
            .or_else(|| normed("date.release"))
            .or_else(said_day)
            .map(|d| said("nitf date", d)),
        title: title.map(|title| said("nitf hl1", title)),
        authors: head.and_then(authors),
        lang: [root.attribute("lang"), root.child(&["body"]).and_then(|body| body.attribute("lang"))]
            .into_iter()
            .flatten()
            .next()
            .map(|lang| said("nitf lang", lang)),
        url: pubdata
            .and_then(|p| p.attribute("ex-ref"))
            .filter(|url| url.starts_with("http"))
            .map(|url| said("nitf ex-ref", url)),
        tags: tags(root),
        ..Given::default()
    };
    let mut extra = |key: &str, value: Option<String>| given.note(key, &value.unwrap_or_default());
    extra("dateline", one(&["dateline"]));
    extra("agency", one(&["distributor"]));
    let attribute = |name: &str| pubdata.and_then(|p| p.attribute(name)).map(tidy);
    extra("publication", attribute("name"));
    extra("page", attribute("position.sequence"));
    extra("copyright", data.and_then(|d| d.child(&["doc.copyright"])?.attribute("holder")).map(tidy));
    extra("series", data.and_then(|d| d.child(&["series"])?.attribute("series.name")).map(tidy));
    let mut section = attribute("position.section");
    for meta in root.child(&["head"]).iter().flat_map(|head| head.children("meta")) {
        match (meta.attribute("name"), meta.attribute("content")) {
            // As one paper's collection has them: `World; Front Page`.
            (Some("online_sections"), Some(names)) => {
                section = names.split(';').map(tidy).min_by_key(|name| name == "Front Page");
            }
            (Some(name), Some(value)) if name.chars().count() <= 60 => extra(name, Some(tidy(value))),
            _ => {}
        }
    }
    // Below a summary, a line under the headline has no other place.
    if summary.is_some() {
        extra("subtitle", under.clone());
    }
    given.section = section.filter(|s| !s.is_empty()).map(|section| said("nitf section", section));
    given.description = summary.or(under).map(|text| said("nitf abstract", text));
    let id = data.and_then(|data| data.child(&["doc-id"])?.attribute("id-string")).map(str::to_owned);
    (id, given, text(root))
}

/// What is printed: notes, the article, and who wrote it.
fn text(root: &Element) -> String {
    let mut out = String::new();
    let body = root.child(&["body"]);
    for note in body.iter().flat_map(|body| body.children("body.head")).flat_map(|head| head.children("note")) {
        out.push_str(&format!("<div>{}</div>", html(note)));
    }
    for content in body.iter().flat_map(|body| body.children("body.content")) {
        let is = |block: &Element, class: &str| block.name == "block" && block.attribute("class") == Some(class);
        // The first paragraphs, once more.
        let is_doubled = content.elements().any(|block| is(block, "full_text"));
        match is_doubled {
            true => content.elements().filter(|e| !is(e, "lead_paragraph")).for_each(|e| out.push_str(&html(e))),
            false => out.push_str(&html(content)),
        }
    }
    for end in body.iter().flat_map(|body| body.children("body.end")) {
        out.push_str(&html(end));
    }
    out
}

/// Those whom bylines name; of several forms of one the first.
fn authors(head: &Element) -> Option<Said<Vec<String>>> {
    let is_other_form =
        |byline: &&Element| byline.attribute("class").is_some_and(|class| class.starts_with("normalized"));
    let bylines = head.within(&["byline"]).into_iter().filter(|byline| !is_other_form(byline));
    let people = bylines.flat_map(|byline| {
        let people: Vec<String> = byline.within(&["person"]).iter().map(|person| tidy(&person.text())).collect();
        if people.is_empty() { names(&tidy(&byline.text())) } else { people }
    });
    said_all("nitf byline", people)
}

/// Key words, and what an index names the article under.
fn tags(root: &Element) -> Option<Said<Vec<String>>> {
    let data = root.child(&["head", "docdata"])?;
    let keys = data.within(&["keyword"]).into_iter().filter_map(|keyword| keyword.attribute("key")).map(tidy);
    let named = data.children("identified-content").flat_map(Element::elements).filter(|element| {
        let kind = element.attribute("type").unwrap_or_default();
        // Those are paths: `Top/News/World`.
        element.name != "classifier" || !kind.contains("taxonomic") && !kind.contains("online")
    });
    said_all("nitf keyword", keys.chain(named.map(|element| tidy(&element.text()))))
}
