//! What `newsgen convert` finds where one story stands in the pages of many programs and many ages, in many languages:
//! headline, authors, day and paragraphs of each.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;
#[path = "common/stories.rs"]
mod stories;

use std::collections::BTreeMap;

use serde_json::Value;
use stories::{check, labelled, lines, stories, text, try_all};

/// What is not found yet.
const MISSED: [(&str, &str); 3] = [("hi", "two cols"), ("ko", "img caption"), ("ko", "print view")];

/// Pages that name nobody.
const NAMELESS: [&str; 3] = ["bare no byline", "wp kubrick", "wikinews"];

/// A page with the story's pieces in place of their names.
fn page(of: &Value, markup: &str) -> String {
    let mut page = markup.replace("{by}", &labelled(text(&of["byline"]), text(&of["name"])));
    for (at, paragraph) in lines(of, "body").into_iter().enumerate() {
        page = page.replace(&format!("{{{}}}", at + 1), paragraph);
    }
    for key in ["title", "standfirst", "name", "day", "next_day", "published", "updated", "section"] {
        page = page.replace(&format!("{{{key}}}"), text(&of[key]));
    }
    page.replace("{minutes}", text(&of["reading_time"]))
}

#[test]
fn stories_are_found_in_pages_of_any_program() {
    let all = stories();
    let markups: BTreeMap<String, String> = serde_json::from_str(include_str!("data/markups.json")).unwrap();
    let mut pages = BTreeMap::new();
    for (language, of) in all.as_object().unwrap() {
        for (name, markup) in &markups {
            pages.insert((language.clone(), name.clone()), page(of, markup));
        }
    }
    check(try_all(".html", &pages, &all, |name| (!NAMELESS.contains(&name), true)), &MISSED);
}
