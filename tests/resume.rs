//! Large batches: running again, after a stop or a change, does only what is left to do, and comes to
//! the same end as a run from scratch.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::collections::BTreeMap;
use std::fs;
use std::process::{Command, Stdio};

use desk::{Desk, paragraphs, story};
use serde_json::json;

/// Content files and their bytes.
fn content(desk: &Desk, out: &str) -> BTreeMap<String, String> {
    desk.files(out).into_iter().map(|f| (f[out.len()..].to_owned(), desk.read(&f))).collect()
}

/// What a run from scratch makes of `raw`.
fn from_scratch(desk: &Desk) -> BTreeMap<String, String> {
    let _ = fs::remove_dir_all(desk.path("clean"));
    let _ = fs::remove_dir_all(desk.path(".newsgen/convert/clean"));
    // Names that the archive has settled on stay, whatever else is forgotten: they are an input.
    let tags = desk.path(".newsgen/convert/content/tags");
    if tags.is_file() {
        fs::create_dir_all(desk.path(".newsgen/convert/clean")).unwrap();
        fs::copy(tags, desk.path(".newsgen/convert/clean/tags")).unwrap();
    }
    desk.convert(&["raw", "--out", "clean", "-q"]);
    content(desk, "clean")
}

/// A text with lines that recur in its folder, and a paragraph that stands in some.
fn text(n: usize) -> String {
    let more = if n.is_multiple_of(3) { "Our boats leave at seven from the old pier\n\n" } else { "" };
    format!("{}\n{more}Bring a friend to the evening boat\n", story(n))
}

fn batch(count: usize) -> Desk {
    let desk = Desk::new();
    for n in 0..count {
        desk.put(&format!("raw/{}/{n:04}.txt", n % 2), text(n));
    }
    desk
}

#[test]
fn a_second_run_reads_only_what_changed() {
    let desk = batch(120);
    desk.convert(&["raw"]).exits(0).says("120 converted, 0 unchanged");
    let first = content(&desk, "content");
    desk.convert(&["raw"])
        .exits(0)
        .says("120 unchanged, 0 skipped, 0 failed (120 as the last run left them, not read again)");
    assert_eq!(content(&desk, "content"), first);
    // A source that is edited, one that is new, and one that repeats another.
    desk.put("raw/0/0010.txt", text(10).replace("the year", "the good year"));
    desk.put("raw/1/9000.txt", text(900));
    desk.put("raw/1/9001.txt", text(4).replace("April", "May"));
    let run = desk.convert(&["raw"]).exits(0).says("3 converted, 119 unchanged");
    assert!(run.err.contains("nearly the same text as `raw/0/0004.txt`"), "{}", run.err);
    assert_eq!(content(&desk, "content"), from_scratch(&desk));
    // A content file that is gone comes back; one that a person edited stays, and is said.
    let files = desk.files("content");
    fs::remove_file(desk.path(&files[3])).unwrap();
    desk.put(&files[5], desk.read(&files[5]).replace("the year", "the very year"));
    desk.convert(&["raw"]).exits(0).says("1 converted, 120 unchanged, 1 skipped, 0 failed (120 as");
    assert!(desk.read(&files[5]).contains("the very year"));
    // Another setting makes everything anew, a report reads everything.
    desk.convert(&["raw", "--section", "Sea"]).exits(0).says("121 converted, 0 unchanged, 1 skipped");
    let run = desk.convert(&["raw", "--section", "Sea", "--report", "report.json"]).exits(0).says("121 unchanged");
    assert!(!run.err.contains("not read again"));
    assert!(desk.report()["inputs"].as_array().unwrap().iter().all(|i| !i["fields"]["title"].is_null()));
    // A warning that was told is told again where it decides.
    desk.convert(&["raw", "--section", "Sea", "--strict"]).exits(1);
}

#[test]
fn a_line_that_begins_or_ceases_to_recur_makes_its_source_anew() {
    let desk = batch(110);
    desk.convert(&["raw"]).exits(0);
    for n in 0..60 {
        let path = format!("raw/0/{:04}.txt", n * 2);
        if desk.path(&path).exists() {
            let text = desk.read(&path);
            desk.put(&path, text.replace("Bring a friend", &format!("Bring {n} friends")));
        }
    }
    desk.convert(&["raw"]).exits(0);
    assert_eq!(content(&desk, "content"), from_scratch(&desk));
    for n in 200..300 {
        desk.put(&format!("raw/1/{n:04}.txt"), story(n));
    }
    desk.convert(&["raw"]).exits(0);
    assert_eq!(content(&desk, "content"), from_scratch(&desk));
}

#[test]
fn a_run_that_is_killed_goes_on_where_it_was() {
    let desk = batch(700);
    let mut child = Command::new(env!("CARGO_BIN_EXE_newsgen"))
        .args(["convert", "raw", "-q"])
        .current_dir(desk.0.path())
        .stdin(Stdio::null())
        .spawn()
        .unwrap();
    // Once some files are there, it is stopped in the middle of whatever it does.
    while desk.files("content").len() < 150 && child.try_wait().unwrap().is_none() {}
    child.kill().unwrap();
    child.wait().unwrap();
    let run = desk.convert(&["raw"]).exits(0);
    assert!(run.err.contains("as the last run left them, not read again"), "{}", run.err);
    assert_eq!(desk.files("content").iter().filter(|f| f.ends_with(".md")).count(), 700);
    let made: BTreeMap<_, _> = content(&desk, "content").into_iter().filter(|(f, _)| f.ends_with(".md")).collect();
    assert_eq!(made, from_scratch(&desk));
}

#[test]
fn the_result_depends_neither_on_threads_nor_on_what_is_noted() {
    let desk = Desk::new();
    let line = |n: usize| {
        // Every fifth repeats another, some share headlines, lines recur.
        let of = if n % 5 == 4 { n - 3 } else { n };
        json!({"id": n, "title": format!("Tale {} of the pier", of % 40), "url": format!("https://{}.example/{n}", n % 3),
            "text": format!("{}\n\nTold for you at the lamp\n\n{}", paragraphs(of + 1000, 3).join("\n\n"), n)})
        .to_string()
    };
    desk.put("raw/a.jsonl", (0..150).map(line).collect::<Vec<_>>().join("\n"));
    for n in 0..60 {
        desk.put(&format!("raw/b/{n}.txt"), text(n % 50));
    }
    let mut results = Vec::new();
    for jobs in ["1", "2", "7"] {
        desk.convert(&["raw", "--out", "out", "--jobs", jobs, "--report", "report.json"]);
        results.push((content(&desk, "out"), desk.read("report.json")));
        // The second time from notes, the third from nothing.
        desk.convert(&["raw", "--out", "out", "--jobs", jobs]);
        assert_eq!(content(&desk, "out"), results.last().unwrap().0);
        fs::remove_dir_all(desk.path("out")).unwrap();
        fs::remove_dir_all(desk.path(".newsgen")).unwrap();
    }
    assert!(results.windows(2).all(|w| w[0] == w[1]));
    let totals: serde_json::Value = serde_json::from_str(&results[0].1).unwrap();
    assert_eq!(totals["totals"]["duplicates"], 30 + 10, "{}", totals["totals"]);
}

#[test]
fn a_few_inputs_are_read_each_time() {
    let desk = batch(20);
    desk.convert(&["raw"]).exits(0);
    desk.convert(&["raw"]).exits(0).says("0 converted, 20 unchanged, 0 skipped, 0 failed");
}

const FERRY: &str = "Ferry runs again\n\nBy Jane Doe\n2 March 2015\n\nThe ferry between the harbour and the island runs again \
    after three weeks of repair.\n\nPassengers had to take a bus around the bay in the meantime, which took two hours longer.\n";

#[test]
fn an_input_that_becomes_another_file_leaves_none_behind() {
    let desk = Desk::new();
    desk.put("raw/a.txt", FERRY);
    desk.convert(&["raw/a.txt", "-q"]).exits(0);
    desk.put("raw/a.txt", FERRY.replace("2015", "2016"));
    desk.convert(&["raw"]).exits(0).says("1 former file removed");
    assert_eq!(desk.files("content"), ["content/2016/03/ferry-runs-again.md"]);
    desk.convert(&["raw", "--names", "source"]).exits(0).says("1 former file removed");
    assert_eq!(desk.files("content"), ["content/a.md"]);
    // What a person has worked on stays, and is told.
    desk.put("content/a.md", format!("{}A line of mine.\n", desk.read("content/a.md")));
    desk.convert(&["raw"]).exits(0).says("former-output");
    assert_eq!(desk.files("content"), ["content/2016/03/ferry-runs-again.md", "content/a.md"]);
}

#[test]
fn a_name_that_is_used_for_another_article_takes_none_away() {
    let desk = Desk::new();
    desk.put("raw/today.txt", FERRY);
    desk.convert(&["raw/today.txt", "-q"]).exits(0);
    let other =
        FERRY.replace("Ferry", "School").replace("ferry between the harbour and the island", "school of the old town");
    let other =
        other.replace("Passengers had to take a bus around the bay", "Children went to the church hall for lessons");
    desk.put("raw/today.txt", other.replace("after three weeks of repair", "as its new roof is on"));
    desk.convert(&["raw/today.txt", "-q"]).exits(0);
    assert_eq!(desk.files("content"), ["content/2015/03/ferry-runs-again.md", "content/2015/03/school-runs-again.md"]);
    // Nor one in the same manner.
    let weather = |day: &str, text: &str| {
        format!(
            "The weather this week\n\nBy Jane Doe\n{day}\n\nIn the harbour it will be {text} this week, the coastguard said, and small boats may leave the port at noon.\n"
        )
    };
    desk.put("raw/weather.txt", weather("1 March 2016", "warm with fog at dawn"));
    desk.convert(&["raw/weather.txt", "-q"]).exits(0);
    desk.put("raw/weather.txt", weather("8 April 2016", "cold with storms at night"));
    desk.convert(&["raw/weather.txt", "-q"]).exits(0);
    assert_eq!(desk.files("content").len(), 4);
    // Of what comes through a pipe nothing is known.
    desk.convert_with(&["-", "-q"], FERRY.replace("Ferry", "Boat").as_bytes()).exits(0);
    desk.convert_with(&["-", "-q"], FERRY.replace("Ferry", "Ship").as_bytes()).exits(0);
    assert_eq!(desk.files("content").len(), 6);
}

#[test]
fn a_renamed_input_stays_one_article() {
    let desk = Desk::new();
    desk.put("raw/a.txt", FERRY);
    desk.convert(&["raw", "-q"]).exits(0);
    fs::rename(desk.path("raw/a.txt"), desk.path("raw/b.txt")).unwrap();
    desk.convert(&["./raw", "-q"]).exits(0);
    assert_eq!(desk.files("content"), ["content/2015/03/ferry-runs-again.md"]);
    // However it is spelled, it is the same input.
    desk.put("raw/b.txt", FERRY.replace("2015", "2017"));
    desk.convert(&["./raw/*.txt", "-q"]).exits(0);
    assert_eq!(desk.files("content"), ["content/2017/03/ferry-runs-again.md"]);
}

#[test]
fn what_a_stopped_run_did_not_remove_the_next_one_does() {
    let desk = batch(120);
    desk.convert(&["raw", "-q"]).exits(0);
    for n in 0..120 {
        let text = text(n).replacen('\n', " again\n", 1);
        desk.put(&format!("raw/{}/{n:04}.txt", n % 2), text);
    }
    // As a run leaves it that was stopped before its end: all is written and noted, nothing removed.
    let before = content(&desk, "content");
    desk.convert(&["raw", "-q"]).exits(0);
    let after = content(&desk, "content");
    assert_eq!(after.len(), 120);
    assert!(!desk.path(".newsgen/convert/content/formers").exists());
    let (old, _) = before.keys().zip(after.keys()).find(|(old, new)| old != new).unwrap();
    fs::write(desk.path(&format!("content{old}")), &before[old]).unwrap();
    let file = fs::read_to_string(desk.path(&format!("content{old}"))).unwrap();
    let input = file.lines().find_map(|line| line.trim().strip_prefix("file: ")).unwrap().trim_matches('"').to_owned();
    let same = after
        .iter()
        .find(|(_, text)| text.contains(&format!("file: {input}")) || text.contains(&format!("file: \"{input}\"")))
        .unwrap()
        .0;
    let line = format!("raw/x.txt\t{input}\t{}\t{}\n", &old[1..], &same[1..]);
    fs::write(desk.path(".newsgen/convert/content/formers"), line).unwrap();
    desk.convert(&["raw", "-q"]).exits(0);
    assert_eq!(content(&desk, "content"), after);
}
