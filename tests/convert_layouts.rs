//! What `newsgen convert` finds where one story stands in many layouts and languages, alone and with what its page has
//! around it: headline, authors, day and paragraphs of each.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;
#[path = "common/stories.rs"]
mod stories;

use std::collections::BTreeMap;

use serde_json::Value;
use stories::{check, labelled, lines, stories, text, try_all};

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
const MISSED_ON_PAGES: [(&str, &str); 1] = [("ja", "name above standfirst")];

/// A line of the story.
fn line(of: &Value, name: &str) -> String {
    let piece = |key: &str| text(&of[key]).to_owned();
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

/// Whether a layout has an author and a day.
fn shows(layout: &str) -> (bool, bool) {
    let (_, spec) = LAYOUTS.iter().find(|(name, _)| *name == layout).unwrap();
    let has = |names: &[&str]| spec.split([' ', '|']).any(|name| names.contains(&name));
    (has(&["byline", "name", "avatar", "labelled-author"]), has(&["day", "published", "labelled-day"]))
}

#[test]
fn stories_are_read_in_any_order_of_their_lines() {
    let all = stories();
    let mut texts = BTreeMap::new();
    for (language, of) in all.as_object().unwrap() {
        for (layout, spec) in LAYOUTS {
            texts.insert((language.clone(), layout.to_owned()), story(of, spec).join("\n\n"));
        }
    }
    check(try_all(".txt", &texts, &all, shows), &MISSED);
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
            texts.insert((language.clone(), layout.to_owned()), page.join("\n"));
        }
    }
    check(try_all(".txt", &texts, &all, shows), &MISSED_ON_PAGES);
}
