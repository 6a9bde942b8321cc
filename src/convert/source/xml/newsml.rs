//! Articles of news agencies ▶ entries: NewsML-G2 (`newsItem`), NewsML 1 (`NewsItem`), NITF alone (`nitf`), and the items of the
//! Reuters corpora (`newsitem`).
//!
//! All of a text is article, so no line of it is dropped. Pictures and packages without text are counted.

use super::element::{Element, push_escaped};
use super::paragraphs;
use super::{Entry, news, said, said_all};
use crate::convert::block::tidy;
use crate::convert::given::Given;
use crate::convert::record::{names, stamp};

/// Whether an element is an item.
pub fn is_wanted(around: &[String]) -> bool {
    const OTHERS: [&str; 4] = ["packageItem", "conceptItem", "planningItem", "knowledgeItem"];
    let name = around.last().map_or("", String::as_str);
    matches!(name, "newsItem" | "NewsItem")
        || OTHERS.contains(&name)
        || around.len() == 1 && matches!(name, "nitf" | "newsitem")
}

/// What an element is; `None` for the root around items.
pub fn entry(element: &Element) -> Option<Entry> {
    let (id, given, html) = match element.name.as_str() {
        "nitf" => news::nitf(element),
        "newsitem" => corpus_item(element),
        "newsItem" => item(element),
        "NewsItem" => item_of_first(element),
        "NewsML" | "newsMessage" => return None,
        other => return Some(Entry::Other(other.trim_end_matches("Item").to_owned())),
    };
    if html.trim().is_empty() {
        let class = element.child(&["itemMeta", "itemClass"]).and_then(|class| class.attribute("qcode"));
        let kind = class.and_then(|code| code.rsplit(':').next()).filter(|kind| *kind != "text");
        return Some(Entry::Other(kind.unwrap_or("without text").to_owned()));
    }
    Some(Entry::article(id, given, html))
}

/// What the first of some elements that says anything says, by the names that lead to it.
fn first(parts: &[&Element], paths: &[&[&str]]) -> Option<String> {
    let texts = paths.iter().flat_map(|path| parts.iter().filter_map(|part| part.says(path)));
    texts.map(|text| tidy(&text)).find(|text| !text.is_empty())
}

/// The text inside an element, which may be a page, NITF, paragraphs, or plain text.
fn inner(content: &Element) -> (Given, String) {
    if let Some(nitf) = content.within(&["nitf"]).first() {
        let (_, given, html) = news::nitf(nitf);
        return (given, html);
    }
    let content = content.within(&["body.content", "body"]).first().copied().unwrap_or(content);
    let is_plain = content.elements().next().is_none();
    if is_plain {
        let text = content.text();
        // Marked up, and then escaped.
        if text.contains("</p>") || text.contains("<br") {
            return (Given::default(), paragraphs(&text));
        }
        let mut escaped = String::new();
        push_escaped(&text, &mut escaped);
        return (Given::default(), paragraphs(&escaped));
    }
    (Given::default(), news::html(content))
}

/// A `newsItem` of NewsML-G2.
fn item(item: &Element) -> (Option<String>, Given, String) {
    let meta: Vec<&Element> = ["contentMeta", "itemMeta"].iter().filter_map(|name| item.child(&[name])).collect();
    let one = |paths: &[&[&str]]| first(&meta, paths);
    let day = |paths: &[&[&str]]| paths.iter().find_map(|path| one(&[path])).and_then(|text| stamp(&text));
    let (mut inner_given, mut html) = (Given::default(), String::new());
    let parts = item.child(&["contentSet"]);
    for content in
        parts.iter().flat_map(|set| set.elements()).filter(|e| matches!(e.name.as_str(), "inlineXML" | "inlineData"))
    {
        let (given, text) = inner(content);
        // The same once more in another format.
        if html.is_empty() {
            (inner_given, html) = (given, text);
        }
    }
    let by = one(&[&["by"]]).map(|by| names(&by));
    let creators = meta.iter().flat_map(|meta| meta.children("creator")).filter_map(|creator| creator.says(&["name"]));
    let subjects = meta.iter().flat_map(|meta| meta.children("subject")).filter_map(|subject| subject.says(&["name"]));
    let keywords = meta.iter().flat_map(|meta| meta.children("keyword")).map(|keyword| keyword.text());
    let content = item.child(&["contentMeta"]);
    let lang = content.and_then(|c| c.child(&["language"])?.attribute("tag")).or(item.attribute("lang"));
    let date = day(&[&["contentCreated"], &["firstCreated"], &["versionCreated"]]);
    let updated = day(&[&["contentModified"]]).filter(|updated| date.as_ref() != Some(updated));
    let status = item.child(&["itemMeta", "pubStatus"]).and_then(|status| status.attribute("qcode"));
    let mut given = Given {
        title: one(&[&["headline"], &["title"]]).map(|title| said("newsml headline", title)),
        date: date.map(|date| said("newsml contentCreated", date)),
        updated: updated.map(|date| said("newsml contentModified", date)),
        description: one(&[&["description"]]).map(|text| said("newsml description", text)),
        authors: by
            .filter(|names| !names.is_empty())
            .map(|names| said("newsml by", names))
            .or_else(|| said_all("newsml creator", creators.map(|name| tidy(&name)))),
        tags: said_all("newsml subject", subjects.chain(keywords).map(|name| tidy(&name))),
        lang: lang.map(|lang| said("newsml language", lang)),
        draft: status.is_some_and(|status| status.ends_with("withheld") || status.ends_with("canceled")),
        ..Given::default()
    };
    for (key, paths) in [("dateline", ["dateline"]), ("slugline", ["slugline"]), ("credit", ["creditline"])] {
        given.note(key, &one(&[&paths]).unwrap_or_default());
    }
    (item.attribute("guid").map(str::to_owned), given.or(inner_given), html)
}

/// A `NewsItem` of NewsML 1.
fn item_of_first(item: &Element) -> (Option<String>, Given, String) {
    let lines = item.within(&["NewsLines"]);
    let one = |name: &str| first(&lines, &[&[name]]);
    let (mut inner_given, mut html) = (Given::default(), String::new());
    for content in item.within(&["DataContent"]) {
        let (given, text) = inner(content);
        inner_given = inner_given.or(given);
        html.push_str(&text);
    }
    let managed: Vec<&Element> = item.children("NewsManagement").collect();
    let day = |name: &str| first(&managed, &[&[name]]).and_then(|text| stamp(&text));
    let about = item.within(&["DescriptiveMetadata"]);
    let lang = about.iter().find_map(|about| about.child(&["Language"])?.attribute("FormalName"));
    let words = lines.iter().flat_map(|lines| lines.children("KeywordLine")).map(|line| tidy(&line.text()));
    let date = day("FirstCreated").or_else(|| day("ThisRevisionCreated"));
    let mut given = Given {
        title: one("HeadLine").map(|title| said("newsml HeadLine", title)),
        date: date.map(|date| said("newsml FirstCreated", date)),
        description: one("SubHeadLine").map(|text| said("newsml SubHeadLine", text)),
        authors: one("ByLine").map(|by| names(&by)).filter(|names| !names.is_empty()).map(|n| said("newsml ByLine", n)),
        tags: said_all("newsml KeywordLine", words),
        lang: lang.map(|lang| said("newsml Language", lang)),
        ..Given::default()
    };
    for (key, name) in
        [("dateline", "DateLine"), ("slugline", "SlugLine"), ("credit", "CreditLine"), ("copyright", "CopyrightLine")]
    {
        given.note(key, &one(name).unwrap_or_default());
    }
    let id = item.child(&["Identification", "NewsIdentifier"]);
    let id = id.and_then(|id| id.says(&["NewsItemId"])).map(|id| tidy(&id));
    (id, given.or(inner_given), html)
}

/// A `newsitem` of the Reuters corpora.
fn corpus_item(item: &Element) -> (Option<String>, Given, String) {
    let all = [item];
    let one = |name: &str| first(&all, &[&[name]]);
    let marks = item.within(&["dc"]);
    let mark =
        |name: &str| marks.iter().find(|dc| dc.attribute("element") == Some(name)).and_then(|dc| dc.attribute("value"));
    let date = item.attribute("date").or(mark("dc.date.published")).or(mark("dc.date.created")).and_then(stamp);
    let mut given = Given {
        title: one("headline").or_else(|| one("title")).map(|title| said("newsitem headline", title)),
        date: date.map(|date| said("newsitem date", date)),
        authors: one("byline")
            .map(|by| names(&by))
            .filter(|names| !names.is_empty())
            .map(|n| said("newsitem byline", n)),
        lang: item.attribute("lang").map(|lang| said("newsitem lang", lang)),
        ..Given::default()
    };
    given.note("dateline", &one("dateline").unwrap_or_default());
    // `bip:topics:1.0`
    for codes in item.within(&["codes"]) {
        let kind = codes.attribute("class").and_then(|class| class.split(':').nth(1)).unwrap_or("codes");
        let codes: Vec<&str> = codes.children("code").filter_map(|code| code.attribute("code")).collect();
        given.note(kind, &codes.join(" "));
    }
    let html = item.child(&["text"]).map(news::html).unwrap_or_default();
    (item.attribute("itemid").map(str::to_owned), given, html)
}
