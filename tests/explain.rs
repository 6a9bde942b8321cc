//! What `newsgen convert` says of its own doubts: `--explain`, confidence, drafts, duplicates, and that
//! nothing of an input is lost without a reason.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;
use std::process::Command;

use desk::{Desk, paragraphs, parse, story};
use serde_json::{Value, json};

fn data(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

#[test]
fn each_line_is_explained() {
    let desk = Desk::new();
    desk.put("raw/wire.txt", data("wire-copy.txt")).put("raw/page.html", data("lighthouse.html"));
    let run = desk.convert(&["--explain", "raw/wire.txt"]).exits(0);
    assert!(!run.out.contains('\u{1b}'), "no colour where no one would see it: {}", run.out);
    for expected in
        ["       title  STORM TEARS ROOFS FROM THE OLD TOWN  (line ", "        body  0.", "  paragraph  ", "  title  "]
    {
        assert!(run.out.contains(expected), "{expected}\nis not in\n{}", run.out);
    }
    let lines: Vec<&str> = run.out.lines().skip_while(|l| !l.starts_with(" line")).skip(1).collect();
    assert!(lines.len() >= 8 && lines.iter().all(|l| l[..5].trim().parse::<usize>().is_ok()), "{}", run.out);
    assert_eq!(desk.files("").len(), 2, "nothing is written");
    // A page's fields say where they are from.
    let run = desk.convert(&["raw", "--explain", "raw/page.html"]).exits(0);
    assert!(run.out.contains("date  2012-05-03T09:30:00+02:00  (json-ld, 0.9"), "{}", run.out);
    assert!(run.out.contains("dropped: a menu"), "{}", run.out);
    // One of several in a file, and none of them.
    let line = |n: usize| json!({"title": format!("Tale number {n}"), "text": paragraphs(n, 3).join("\n")}).to_string();
    desk.put("a.jsonl", format!("{}\n{}\n", line(1), line(2)));
    let run = desk.convert(&["--explain", "a.jsonl:2"]).exits(0);
    assert!(run.out.contains("Tale number 2  (json title, 1.00)"), "{}", run.out);
    desk.convert(&["raw", "--explain", "raw/none.txt"])
        .exits(2)
        .says("error[usage]: `raw/none.txt` is none of the inputs");
}

#[test]
fn the_report_says_how_sure_each_field_is() {
    let desk = Desk::new();
    desk.put("raw/page.html", data("lighthouse.html")).put("raw/talks.txt", data("ceasefire-talks.txt"));
    desk.convert(&["raw", "--report", "report.json"]).exits(0);
    let report = desk.report();
    let (page, text) = (&report["inputs"][0], &report["inputs"][1]);
    assert_eq!((&page["fields"]["date"]["from"], &page["fields"]["date"]["line"]), (&json!("json-ld"), &Value::Null));
    assert_eq!((&text["fields"]["authors"]["from"], &text["fields"]["authors"]["line"]), (&json!("line"), &json!(5)));
    let confidence = |input: &Value, key: &str| input["fields"][key]["confidence"].as_f64().unwrap();
    assert!(confidence(page, "date") > 0.9 && confidence(text, "authors") < 0.8);
    assert_eq!(text["fields"]["authors"]["guessed"], true);
    assert!(page["body"]["confidence"].as_f64().unwrap() > 0.9);
    assert_eq!(page["doubtful"], false);
    // What is guessed in the front matter is what the report has below its limit.
    let (front, _) = parse(&desk.read(text["output"].as_str().unwrap()));
    assert_eq!(front["source"]["guessed"][0], "authors");
    assert!(text["dropped"].as_array().unwrap().iter().all(|d| d["why"].is_string()));
}

/// A text whose headline no one can tell.
const HEADLESS: &str = "A storm that hit the coast on Sunday tore the roofs from forty houses in the old town, said the mayor, who asked for help.\n\nNobody was hurt by it, and all went home before the evening was over.\n";

#[test]
fn doubtful_articles_can_wait_as_drafts() {
    let desk = Desk::new();
    desk.put("raw/a.txt", HEADLESS).put("raw/b.txt", story(1));
    let run =
        desk.convert(&["raw", "--doubtful", "drafts"]).exits(0).says("warning[doubtful]: doubtful: the headline (5 %)");
    assert!(run.err.contains("1 doubtful") || !run.err.contains("  raw"), "{}", run.err);
    let draft =
        "content/drafts/undated/a-storm-that-hit-the-coast-on-sunday-tore-the-roofs-from-forty-houses-in-the.md";
    let (front, _) = parse(&desk.read(draft));
    assert_eq!(
        (&front["draft"], &front["source"]["guessed"][0]),
        (&Value::Bool(true).as_bool().unwrap().into(), &"title".into())
    );
    assert_eq!(desk.files("content").len(), 2);
    desk.convert(&["raw", "--doubtful", "drafts"]).exits(0).says("0 converted, 2 unchanged");
    desk.convert(&["raw", "--doubtful", "drafts", "--strict"]).exits(1);
    // Published after all: the draft moves, and back.
    let article = draft.replace("drafts/", "");
    desk.convert(&["raw"]).exits(0).says("1 converted, 1 unchanged");
    assert!(desk.path(&article).exists() && !desk.path(draft).exists() && !desk.read(&article).contains("draft:"));
    desk.convert(&["raw", "--doubtful", "drafts"]).exits(0).says("1 converted");
    assert!(desk.path(draft).exists() && !desk.path(&article).exists());
    // What a person published stays where it is.
    let published = desk.read(draft).replace("draft: true\n", "").replace("title: A storm", "title: The storm");
    fs::create_dir_all(desk.path("content/undated")).unwrap();
    fs::rename(desk.path(draft), desk.path(&article)).unwrap();
    desk.put(&article, &published);
    desk.convert(&["raw", "--doubtful", "drafts"]).exits(0).says("written or edited by a person, left as it is");
    assert_eq!((desk.read(&article), desk.path(draft).exists()), (published, false));
    // The builder holds drafts back.
    let desk = Desk::new();
    desk.put("a.txt", HEADLESS).put("site.toml", "title = \"T\"\n");
    desk.convert(&["a.txt", "--doubtful", "drafts"]).exits(0);
    let build = Command::new(env!("CARGO_BIN_EXE_newsgen")).arg("build").current_dir(desk.0.path()).output().unwrap();
    assert!(String::from_utf8_lossy(&build.stderr).contains("Held back: 1 draft"), "{build:?}");
}

#[test]
fn near_duplicates_are_linked_and_never_merged() {
    let desk = Desk::new();
    let text = |n: usize, headline: &str, more: &str| {
        format!("{headline}\n\nBy Jane Doe\n\n12 April 2012\n\n{}\n\n{more}\n", paragraphs(n, 6).join("\n\n"))
    };
    desk.put("raw/1.txt", text(1, "Old pier sold to a fisherman", "The papers were signed at noon in the town hall."));
    desk.put("raw/2.txt", text(2, "Old pier sold to a fisherman", "Nothing else is the same in this one of the two."));
    desk.put(
        "raw/3.txt",
        text(1, "Fisherman buys the pier of the town", "An agency sent this text to all papers of the coast."),
    );
    desk.put("raw/4.txt", text(4, "The lamp is lit again", "It could be seen from the ferry in the night."));
    desk.convert(&["raw", "--report", "report.json", "--names", "source"])
        .exits(0)
        .says("warning[near-duplicate]: nearly the same text as `raw/1.txt` (");
    let report = desk.report();
    let links: Vec<&Value> = report["inputs"].as_array().unwrap().iter().map(|i| &i["duplicate_of"]).collect();
    assert_eq!((links[0], links[1], links[3]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!((&links[2]["input"], &links[2]["output"]), (&json!("raw/1.txt"), &json!("1.md")));
    assert!(links[2]["likeness"].as_f64().unwrap() > 0.7);
    assert_eq!(report["totals"]["duplicates"], 1);
    let (front, _) = parse(&desk.read("content/3.md"));
    assert_eq!(front["source"]["duplicate_of"], "1.md");
    assert_eq!(desk.files("content").len(), 4);
    // Converted alone, it keeps the link that was found among all, as long as that article is there.
    desk.convert(&["raw/3.txt", "--names", "source"]).exits(0).says("0 converted, 1 unchanged");
    fs::remove_file(desk.path("content/1.md")).unwrap();
    desk.convert(&["raw/3.txt", "--names", "source"]).exits(0).says("1 converted");
    assert!(parse(&desk.read("content/3.md")).0["source"]["duplicate_of"].is_null());
}

#[test]
fn lines_that_recur_are_dropped_and_others_are_not() {
    let desk = Desk::new();
    let people = ["Ada Falk", "Ben Holm"];
    for n in 0..12 {
        let said = if n % 4 == 0 { "\"No,\" he said, and went on.\n\n" } else { "" };
        let text = format!(
            "Tale {n} of the old harbour is told\n\n{}\n\n{} April 2012\n\n{}\n\n{said}{}\n\nBring a friend to the evening boat\n\n{}\n",
            people[n % 2],
            n + 1,
            paragraphs(n, 2).join("\n\n"),
            paragraphs(n + 20, 1)[0],
            paragraphs(n + 40, 2).join("\n\n"),
        );
        desk.put(&format!("raw/{n}.txt"), text);
    }
    desk.convert(&["raw", "--names", "source", "--report", "report.json"]).exits(0);
    for n in 0..12 {
        let (front, body) = parse(&desk.read(&format!("content/{n}.md")));
        assert!(!body.contains("evening boat"), "{body}");
        assert_eq!(body.contains("he said, and went on"), n % 4 == 0, "a sentence between two others stays: {body}");
        assert_eq!(front["authors"][0], people[n % 2]);
        assert_eq!(body.trim_end().split("\n\n").count(), 5 + usize::from(n % 4 == 0));
    }
    let report = desk.report();
    let dropped = report["inputs"][3]["dropped"].as_array().unwrap();
    let recurs = dropped.iter().find(|d| d["reason"] == "recurs").unwrap();
    assert_eq!(recurs["why"], "recurs in 12 of 12 files of this source");
    desk.convert(&["raw", "--names", "source", "--no-learning", "--out", "unlearned"]).exits(0);
    assert!(desk.read("unlearned/3.md").contains("evening boat"));
    // By itself, a file has nothing to be compared with.
    desk.convert(&["raw/3.txt", "--names", "source", "--out", "single"]).exits(0);
    assert!(desk.read("single/3.md").contains("evening boat"));
}

/// Lower-case words without signs.
fn words(text: &str) -> String {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

#[test]
fn nothing_of_pages_json_and_archives_is_lost() {
    const NOISE: [&str; 14] = [
        "Share",
        "By",
        "Ada Falk",
        "12 May 2011",
        "Photo: x",
        "See also",
        "A line of text",
        "Another sentence stands here.",
        "Home > World",
        "Tags: A, B",
        "Subscribe to our letter",
        "Advertisement",
        "Three words more",
        "Old news of the harbour in a list of links",
    ];
    const AROUND: [(&str, &str); 6] = [
        ("<p>", "</p>"),
        ("<div class=\"nav\"><a href=\"/x\">", "</a></div>"),
        ("<h2>", "</h2>"),
        ("<ul><li>", "</li></ul>"),
        ("<aside>", "</aside>"),
        ("<blockquote>", "</blockquote>"),
    ];
    let desk = Desk::new();
    let mut random = fastrand::Rng::with_seed(23);
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut lines = String::new();
    for n in 0..60 {
        let mut parts: Vec<String> = paragraphs(n, 5);
        parts.insert(0, format!("Tale {n} of the harbour is told"));
        for _ in 0..random.usize(1..9) {
            parts.insert(random.usize(0..=parts.len()), NOISE[random.usize(..NOISE.len())].to_owned());
        }
        let html: String = parts
            .iter()
            .map(|part| {
                let (before, after) = if part.len() > 60 { AROUND[0] } else { AROUND[random.usize(..AROUND.len())] };
                format!("{before}{part}{after}\n")
            })
            .collect();
        let page = format!(
            "<html><head><title>Tale {n}</title><meta name=author content=\"Ben Holm\"></head><body>{html}</body></html>"
        );
        match n % 3 {
            0 => drop(desk.put(&format!("raw/{n:02}.html"), page)),
            1 => {
                zip.start_file(format!("{n:02}.html"), zip::write::SimpleFileOptions::default()).unwrap();
                zip.write_all(page.as_bytes()).unwrap();
            }
            _ => {
                let key = if n % 2 == 0 { "html" } else { "text" };
                let value = if n % 2 == 0 { html } else { parts.join("\n\n") };
                let line = json!({"title": format!("Tale {n} by JSON"), key: value, "odd": [1], "rank": n});
                lines.push_str(&format!("{line}\n"));
            }
        }
    }
    desk.put("raw/z.zip", zip.finish().unwrap().into_inner()).put("raw/z.jsonl", lines);
    desk.convert(&["raw", "--report", "report.json"]);
    let report = desk.report();
    assert_eq!(report["totals"]["inputs"], 60);
    // The same inputs, seen line by line: every one is in the article, in a field, or dropped with its reason.
    let mut seen = 0;
    for entry in report["inputs"].as_array().unwrap() {
        let input = entry["input"].as_str().unwrap();
        let file = desk.read(entry["output"].as_str().unwrap_or_else(|| panic!("{entry}")));
        let (front, body) = parse(&file);
        let inside = format!(" {} ", words(&body));
        let fields = format!(" {} ", words(&file.split("\n---\n").next().unwrap().replace("source:", "")));
        let dropped: Vec<String> =
            entry["dropped"].as_array().unwrap().iter().map(|d| words(d["text"].as_str().unwrap())).collect();
        let run = desk.convert(&["raw", "--no-learning", "--explain", input]).exits(0);
        let shown: Vec<&str> = run.out.lines().skip_while(|l| !l.starts_with(" line")).skip(1).collect();
        assert!(shown.len() >= 6, "{}", run.out);
        for line in shown {
            let text = words(line.get(53..).unwrap_or("").trim().trim_end_matches('…'));
            let text = text.as_str();
            let kept = inside.contains(&format!(" {text}")) || fields.contains(&format!(" {text}"));
            let of_field = entry["fields"]
                .as_object()
                .unwrap()
                .values()
                .any(|f| f["line"].as_u64().is_some_and(|n| line[..5].trim().parse() == Ok(n)));
            assert!(
                kept || of_field || dropped.iter().any(|d| d.starts_with(text)),
                "{input}: {line}\n{file}\n{dropped:#?}"
            );
            seen += 1;
        }
        if input.contains("jsonl") {
            assert!(front["extra"]["rank"].is_number() && entry["unused_keys"] == json!(["odd"]), "{front:?}");
        }
    }
    assert!(seen > 400, "{seen}");
}
