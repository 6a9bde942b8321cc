//! One story in many languages, converted in many forms, and what of it was not found.

use std::collections::BTreeMap;

use serde_json::Value;

use super::desk::Desk;

/// What went wrong, by language and form.
pub type Wrong = BTreeMap<(String, String), Vec<String>>;

/// By language, the story's pieces.
pub fn stories() -> Value {
    serde_json::from_str(include_str!("../data/layouts.json")).unwrap()
}

pub fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

pub fn lines<'a>(of: &'a Value, key: &str) -> Vec<&'a str> {
    of[key].as_array().unwrap().iter().map(text).collect()
}

/// `By Jane Doe`.
pub fn labelled(label: &str, value: &str) -> String {
    let space = if label.ends_with('：') { "" } else { " " };
    format!("{label}{space}{value}")
}

/// Converts the story of each language in each form, as files with a name that ends so; `shows` says whether a form has
/// an author and a day.
pub fn try_all(
    end: &str,
    texts: &BTreeMap<(String, String), String>,
    all: &Value,
    shows: impl Fn(&str) -> (bool, bool),
) -> Wrong {
    let desk = Desk::new();
    let name = |language: &str, form: &str| format!("{language}-{}", form.replace(' ', "-"));
    for ((language, form), text) in texts {
        desk.put(&format!("raw/{}{end}", name(language, form)), text);
    }
    let run =
        desk.convert(&["raw", "--names", "source", "--tags", "off", "--no-learning", "-q", "--report", "report.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let report = desk.report();
    let entries: BTreeMap<&str, &Value> =
        report["inputs"].as_array().unwrap().iter().map(|entry| (text(&entry["input"]), entry)).collect();
    let mut found = Wrong::new();
    for (language, form) in texts.keys() {
        let name = name(language, form);
        let entry = entries[format!("raw/{name}{end}").as_str()];
        let file = desk.read(&format!("content/{name}.md"));
        let body = file.splitn(3, "---\n").nth(2).unwrap();
        let wrong = wrong(&all[language], shows(form), &entry["fields"], body);
        if !wrong.is_empty() {
            found.insert((language.clone(), form.clone()), wrong);
        }
    }
    found
}

fn wrong(of: &Value, (author, day): (bool, bool), fields: &Value, body: &str) -> Vec<String> {
    let author = author.then(|| vec![text(&of["name"])]);
    let day = day.then_some("2023-11-14");
    let mut wrong = Vec::new();
    let found = &fields["title"]["value"];
    if found != &of["title"] {
        wrong.push(format!("headline {found}"));
    }
    let found = fields["authors"]["value"].as_array().map(|names| names.iter().map(text).collect::<Vec<_>>());
    if found != author {
        wrong.push(format!("authors {found:?}"));
    }
    let found = fields["date"]["value"].as_str().and_then(|date| date.get(..10));
    if found != day {
        wrong.push(format!("day {found:?}"));
    }
    let bare = |text: &str| text.replace('\\', "").trim_start_matches(['-', '–', ' ']).to_owned();
    let is_picture = |p: &String| p.starts_with("![");
    let found: Vec<String> = body.trim().split("\n\n").map(bare).collect();
    let found: Vec<&String> = found.iter().filter(|p| *p != text(&of["standfirst"]) && !is_picture(p)).collect();
    if found != lines(of, "body").into_iter().map(bare).collect::<Vec<_>>().iter().collect::<Vec<_>>() {
        wrong.push(format!("body {found:?}"));
    }
    wrong
}

/// That nothing went wrong but what is known, and that all of that still does.
#[track_caller]
pub fn check(mut found: Wrong, missed: &[(&str, &str)]) {
    for (language, form) in missed {
        let known = found.remove(&((*language).to_owned(), (*form).to_owned()));
        assert!(known.is_some(), "{language} {form} is found now: take it off the list");
    }
    assert!(found.is_empty(), "{found:#?}");
}
