//! What `newsgen convert` finds where one story stands in many layouts and languages, alone and with what its page has
//! around it: headline, authors, day and paragraphs of each.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::collections::BTreeMap;

use desk::Desk;
use serde_json::Value;

/// Lines of a text, by their names in `line`, with `|` where two stand on one line.
const LAYOUTS: [(&str, &str); 29] = [
    ("sample", "title standfirst avatar label title body avatar"),
    ("classic", "title byline day body"),
    ("standfirst", "title standfirst byline day body"),
    ("section first", "section title standfirst name day body"),
    ("day first", "day title standfirst byline body"),
    ("byline first", "byline title day body"),
    ("name first", "name day title standfirst body"),
    ("byline last", "title day body byline"),
    ("name last", "title day body name"),
    ("day last", "title byline body day"),
    ("standfirst first", "standfirst title byline day body"),
    ("name above standfirst", "title name standfirst day body"),
    ("section and day", "section|day title standfirst byline body"),
    ("cut standfirst", "title cut name day title body"),
    ("picture last", "day|section title body avatar"),
    ("label and name", "title label name day standfirst body"),
    ("labelled days", "title published updated byline body"),
    ("record", "labelled-title labelled-author labelled-day body"),
    ("reading time", "avatar name day|minutes title standfirst body"),
    ("day and byline", "title standfirst published|byline body"),
    ("byline and day", "title byline|day body"),
    ("name and day", "title standfirst name day body"),
    ("no day", "title standfirst byline body"),
    ("bare", "title body"),
    ("cut and minutes", "section title cut byline day minutes body"),
    ("twice", "title title standfirst byline day body"),
    ("buttons", "title byline day share body share"),
    ("credit", "title standfirst credit byline day body"),
    ("day before byline", "title day|byline standfirst body"),
];

/// What is not found yet. Names of East Asia without a label are told from other words only beside a day, and in
/// scripts without capitals a name above a headline may be one.
const MISSED: [(&str, &str); 6] = [
    ("ja", "name first"),
    ("ja", "name above standfirst"),
    ("ko", "name first"),
    ("ko", "name above standfirst"),
    ("zh", "name above standfirst"),
    ("hi", "reading time"),
];
/// On whole pages.
const MISSED_ON_PAGES: [(&str, &str); 3] = [("ja", "name above standfirst"), ("ja", "name last"), ("nl", "name last")];

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn lines<'a>(of: &'a Value, key: &str) -> Vec<&'a str> {
    of[key].as_array().unwrap().iter().map(text).collect()
}

/// A line of the story.
fn line(of: &Value, name: &str) -> String {
    let piece = |key: &str| text(&of[key]).to_owned();
    let labelled = |label: &str, value: &str| {
        let space = if label.ends_with('：') { "" } else { " " };
        format!("{label}{space}{value}")
    };
    match name {
        "byline" => labelled(&piece("byline"), &piece("name")),
        "label" => piece("byline").trim_end_matches([':', '：']).to_owned(),
        "published" => labelled(&piece("published"), &piece("day")),
        "updated" => labelled(&piece("updated"), &piece("next_day")),
        "minutes" => piece("reading_time"),
        "labelled-title" => format!("{}: {}", text(&of["labels"]["title"]), piece("title")),
        "labelled-author" => format!("{}: {}", text(&of["labels"]["author"]), piece("name")),
        "labelled-day" => format!("{}: {}", text(&of["labels"]["date"]), piece("day")),
        "share" => "Share".to_owned(),
        "credit" => "Foto: Agentur".to_owned(),
        "cut" => {
            let first = lines(of, "body")[0];
            let most = first.chars().count() * 7 / 10;
            format!("{}…", first.chars().take(most).collect::<String>().trim_end())
        }
        key => piece(key),
    }
}

/// The story in a layout.
fn story(of: &Value, layout: &str) -> Vec<String> {
    let mut all = Vec::new();
    for names in layout.split(' ') {
        if names == "body" {
            all.extend(lines(of, "body").into_iter().map(str::to_owned));
        } else {
            let on_one_line: Vec<String> = names.split('|').map(|name| line(of, name)).collect();
            all.push(on_one_line.join(" | "));
        }
    }
    all
}

/// What of a story was not found as it is.
fn wrong(of: &Value, layout: &str, fields: &Value, body: &str) -> Vec<String> {
    let has = |names: &[&str]| layout.split([' ', '|']).any(|name| names.contains(&name));
    let author = has(&["byline", "name", "avatar", "labelled-author"]).then(|| vec![text(&of["name"])]);
    let day = has(&["day", "published", "labelled-day"]).then_some("2023-11-14");
    let mut wrong = Vec::new();
    let found = &fields["title"]["value"];
    if found != &of["title"] {
        wrong.push(format!("headline {found}"));
    }
    let found = fields["authors"]["value"].as_array().map(|names| names.iter().map(text).collect::<Vec<_>>());
    if found != author {
        wrong.push(format!("authors {found:?}"));
    }
    let found = fields["date"]["value"].as_str();
    if found != day {
        wrong.push(format!("day {found:?}"));
    }
    let bare = |text: &str| text.replace('\\', "").trim_start_matches(['-', '–', ' ']).to_owned();
    let found: Vec<String> = body.trim().split("\n\n").map(bare).filter(|p| *p != text(&of["standfirst"])).collect();
    if found != lines(of, "body").into_iter().map(bare).collect::<Vec<_>>() {
        wrong.push(format!("body {found:?}"));
    }
    wrong
}

/// Converts each story of a language in each layout, and says what went wrong, by language and layout.
fn try_all(texts: &BTreeMap<(String, &str), String>, all: &Value) -> BTreeMap<(String, &'static str), Vec<String>> {
    let desk = Desk::new();
    let name = |language: &str, layout: &str| format!("{language}-{}", layout.replace(' ', "-"));
    for ((language, layout), text) in texts {
        desk.put(&format!("raw/{}.txt", name(language, layout)), text);
    }
    let run =
        desk.convert(&["raw", "--names", "source", "--tags", "off", "--no-learning", "-q", "--report", "report.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = desk.report();
    let entries: BTreeMap<&str, &Value> =
        report["inputs"].as_array().unwrap().iter().map(|entry| (text(&entry["input"]), entry)).collect();
    let mut found = BTreeMap::new();
    for (language, of) in all.as_object().unwrap() {
        for (layout, spec) in LAYOUTS {
            let name = name(language, layout);
            if !texts.contains_key(&(language.clone(), layout)) {
                continue;
            }
            let entry = entries[format!("raw/{name}.txt").as_str()];
            let file = desk.read(&format!("content/{name}.md"));
            let body = file.splitn(3, "---\n").nth(2).unwrap();
            let wrong = wrong(of, spec, &entry["fields"], body);
            if !wrong.is_empty() {
                found.insert((language.clone(), layout), wrong);
            }
        }
    }
    found
}

/// That nothing went wrong but what is known, and that all of that still does.
#[track_caller]
fn check(mut found: BTreeMap<(String, &'static str), Vec<String>>, missed: &[(&'static str, &'static str)]) {
    for (language, layout) in missed {
        let known = found.remove(&((*language).to_owned(), *layout));
        assert!(known.is_some(), "{language} {layout} is found now: take it off the list");
    }
    assert!(found.is_empty(), "{found:#?}");
}

fn stories() -> Value {
    serde_json::from_str(include_str!("data/layouts.json")).unwrap()
}

#[test]
fn stories_are_read_in_any_order_of_their_lines() {
    let all = stories();
    let mut texts = BTreeMap::new();
    for (language, of) in all.as_object().unwrap() {
        for (layout, spec) in LAYOUTS {
            texts.insert((language.clone(), layout), story(of, spec).join("\n\n"));
        }
    }
    check(try_all(&texts, &all), &MISSED);
}

#[test]
fn stories_are_found_among_the_lines_of_their_pages() {
    let all = stories();
    let mut texts = BTreeMap::new();
    for (language, of) in all.as_object().unwrap().iter().filter(|(_, of)| of.get("above").is_some()) {
        for (layout, spec) in LAYOUTS {
            let story = story(of, spec);
            let around = |key: &str| lines(of, key).into_iter().map(str::to_owned).collect::<Vec<_>>();
            let page = [around("above"), story, around("related"), around("below")].concat();
            texts.insert((language.clone(), layout), page.join("\n"));
        }
    }
    check(try_all(&texts, &all), &MISSED_ON_PAGES);
}
