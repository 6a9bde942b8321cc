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

/// A page with the story's pieces in place of their names, its paragraphs as `of_text` has them.
fn page(of: &Value, markup: &str, of_text: fn(&str) -> String) -> String {
    let mut page = markup.replace("{by}", &labelled(text(&of["byline"]), text(&of["name"])));
    for (at, paragraph) in lines(of, "body").into_iter().enumerate() {
        page = page.replace(&format!("{{{}}}", at + 1), &of_text(paragraph));
    }
    for key in ["title", "standfirst", "name", "day", "next_day", "published", "updated", "section"] {
        page = page.replace(&format!("{{{key}}}"), text(&of[key]));
    }
    page.replace("{minutes}", text(&of["reading_time"]))
}

/// Each language's story in each program's page.
fn pages(all: &Value, of_text: fn(&str) -> String) -> BTreeMap<(String, String), String> {
    let markups: BTreeMap<String, String> = serde_json::from_str(include_str!("data/markups.json")).unwrap();
    let of_language = |(language, of): (&String, &Value)| {
        let one = |(name, markup): (&String, &String)| ((language.clone(), name.clone()), page(of, markup, of_text));
        markups.iter().map(one).collect::<Vec<_>>()
    };
    all.as_object().unwrap().iter().flat_map(of_language).collect()
}

#[test]
fn stories_are_found_in_pages_of_any_program() {
    let all = stories();
    let found = try_all(".html", &pages(&all, str::to_owned), &all, |name| (!NAMELESS.contains(&name), true));
    check(found, &MISSED);
}

/// Lines of a page's source are none of the screen's.
#[test]
fn the_same_is_found_where_lines_of_the_source_end() {
    fn wrapped(text: &str) -> String {
        let words: Vec<&str> = text.split(' ').collect();
        words.chunks(5).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n")
    }
    let all = stories();
    let mut pages = pages(&all, wrapped);
    // There they are.
    pages.retain(|(_, name), _| name != "pre");
    check(try_all(".html", &pages, &all, |name| (!NAMELESS.contains(&name), true)), &MISSED);
}
