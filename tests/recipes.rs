//! Recipes for sources: `[convert.sources.NAME]` in `site.toml`, and `--suggest-recipe`.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, paragraphs, parse};
use serde_json::json;

/// A text of a source with its own ways.
fn text(n: usize) -> String {
    let people = ["Ada Falk", "Ben Holm", "Cleo Dahl", "Dora Lund"];
    format!(
        "The tale of harbour number {n} is told\n\nKlabautermann: {}\n\n0{}/05/2012, 09:30\n\n{}\n\nOur evening boat brings you more\n\n{}\n\nPrinted on paper from the old mill, {n} sheets\n",
        people[n % 4],
        n % 9 + 1,
        paragraphs(n, 2).join("\n\n"),
        paragraphs(n + 50, 2).join("\n\n"),
    )
}

#[test]
fn a_recipe_says_what_is_always_so() {
    let desk = Desk::new();
    desk.put("raw/mill/1.txt", text(1)).put("raw/other/2.txt", text(2));
    desk.put(
        "site.toml",
        r#"[convert.sources.mill]
files = "raw/mill/*"
author_form = "Klabautermann: {names}"
date_order = "day-month"
timezone = "Europe/Berlin"
section = "Harbour"
tags = ["Sea"]
lang = "en"
drop = ["Our evening boat  brings you more", "/^Printed on paper/"]
"#,
    );
    desk.convert(&["raw", "--names", "source", "--report", "report.json"]).exits(0);
    let (front, body) = parse(&desk.read("content/1.md"));
    assert_eq!(front["authors"][0], "Ben Holm");
    assert_eq!(front["date"], "2012-05-02T09:30:00+02:00");
    assert_eq!(
        (&front["section"], &front["lang"], &front["tags"][0]),
        (&"Harbour".into(), &"en".into(), &"Sea".into())
    );
    assert!(front["source"]["guessed"].is_null(), "{front:?}");
    assert_eq!(body.trim_end().split("\n\n").collect::<Vec<_>>(), [paragraphs(1, 2), paragraphs(51, 2)].concat());
    let report = desk.report();
    let dropped = report["inputs"][0]["dropped"].as_array().unwrap();
    assert_eq!(dropped.iter().filter(|d| d["reason"] == "recipe").count(), 2, "{dropped:?}");
    assert_eq!(report["inputs"][0]["fields"]["authors"]["from"], "recipe mill");
    // Other sources are left as they are.
    let (front, _) = parse(&desk.read("content/2.md"));
    assert!(front["section"].is_null() && front["date"].is_null(), "{front:?}");
}

#[test]
fn a_recipe_for_a_host_and_what_wins() {
    let desk = Desk::new();
    desk.put(
        "in/site.toml",
        "[convert.sources.courier]\nhosts = [\"courier.example\"]\nsection = \"World\"\nauthors = \"Courier Desk\"\n",
    );
    let line = |host: &str, more: serde_json::Value| {
        let mut line = json!({"title": format!("A tale from {host} of {more}"), "url": format!("https://{host}/x"), "text": paragraphs(host.len() + more.to_string().len(), 3)});
        line.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        line.to_string()
    };
    let lines = [
        line("www.courier.example", json!({})),
        line("news.courier.example", json!({"section": "Sport"})),
        line("othercourier.example", json!({})),
    ];
    desk.put("a.jsonl", lines.join("\n"));
    desk.convert(&["a.jsonl", "--names", "source", "--config", "in/site.toml"]).exits(0);
    let fields = |n: usize| {
        let (front, _) = parse(&desk.read(&format!("content/a-{n}.md")));
        (front["section"].as_str().map(str::to_owned), front["authors"][0].as_str().map(str::to_owned))
    };
    assert_eq!(fields(1), (Some("World".into()), Some("Courier Desk".into())));
    assert_eq!(fields(2), (Some("Sport".into()), Some("Courier Desk".into())));
    assert_eq!(fields(3), (None, None));
    desk.convert(&["a.jsonl", "--names", "source", "--config", "in/site.toml", "--section", "Given"]).exits(0);
    assert_eq!(fields(2).0.as_deref(), Some("Given"));
}

#[test]
fn mistakes_in_recipes_are_said_with_their_place() {
    let desk = Desk::new();
    desk.put("a.txt", text(1)).put(
        "site.toml",
        "[convert.sources.mill]\nfile = \"raw/*\"\nauthor_form = \"By someone\"\ndate_order = \"day\"\ndrop = [\"/(/\", 3]\n[convert.source]\n",
    );
    let run = desk.convert(&["a.txt"]).exits(2);
    for message in [
        "error[unknown-key]: unknown key `file` in `[convert.sources.mill]`\n --> site.toml:2:1\n  |\n2 | file = \"raw/*\"\n  | ^^^^\n  = hint: did you mean `files`?",
        "error[missing-key]: no `files` in `[convert.sources.mill]`",
        "error[bad-setting]: `author_form` cannot be `By someone`\n --> site.toml:3:15",
        "  = hint: give `day-month` or `month-day`",
        "error[bad-setting]: `drop` cannot be `/(/`\n --> site.toml:5:9",
        "error[wrong-type]: `drop` should be a list of texts in quotes, not a number\n --> site.toml:5:16",
        "error[unknown-key]: unknown key `source` in `[convert]`\n",
        "  = hint: did you mean `sources`?",
        "error[unusable]: cannot use `site.toml`",
    ] {
        assert!(run.err.contains(message), "{message}\nis not in\n{}", run.err);
    }
    assert!(desk.files("content").is_empty());
}

#[test]
fn recipes_are_suggested_and_can_be_pasted() {
    let desk = Desk::new();
    for n in 0..12 {
        let text = text(n).replace("/05/2012", &format!("/{}/2012", 13 + n)).replace(&format!(", {n} sheets"), "");
        desk.put(&format!("raw/mill/{n}.txt"), text);
    }
    desk.put("raw/few/1.txt", text(20));
    let run = desk.convert(&["--suggest-recipe", "raw"]).exits(0);
    let expected = "[convert.sources.raw-mill]
files = \"raw/mill/*\"
author_form = \"Klabautermann: {names}\"
date_order = \"month-day\"
drop = [
  \"Our evening boat brings you more\", # in 12 of 12
  \"Printed on paper from the old mill\", # in 12 of 12
]
";
    assert_eq!(run.out, expected);
    assert!(desk.files("content").is_empty());
    desk.put("site.toml", run.out);
    desk.convert(&["raw/mill", "--no-learning", "--names", "source", "--report", "report.json"]).exits(0);
    assert_eq!(desk.report()["totals"]["converted"], 12);
    for n in 0..12 {
        let (front, body) = parse(&desk.read(&format!("content/{n}.md")));
        assert_eq!(front["authors"].as_sequence().unwrap().len(), 1);
        assert!(front["date"].is_string(), "{front:?}");
        assert!(!body.contains("evening boat") && !body.contains("Printed on"), "{body}");
    }
    desk.convert(&["--suggest-recipe", "raw/few"]).exits(0).says("no recipe would help");
}
