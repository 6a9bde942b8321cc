//! What the user is told, as they would see it: each file of `tests/transcripts/` is a session in the folder of a
//! small site, with what was said. `UPDATE=1 cargo test --test transcripts` writes it anew; read the difference.
//!
//! A session: `== NAME` begins a file of the site, `$ COMMAND` runs a line of shell, and what follows is what it
//! said and, where it is not 0, its exit code. Each heading, `# …`, begins with a new site that has one good article.

#![cfg(unix)]

mod common;

use std::path::Path;
use std::process::{Command, Stdio};

use common::{CLOCK, TestSite};
use newsgen::diag::Problem;
use newsgen::error::Error;

/// Codes that no transcript can show: they need a moment that cannot be had on purpose, or a host; each with the
/// test that sees it instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("changed-during-build", "messages.rs what_no_session_can_show"),
    ("too-many-files", "messages.rs what_no_session_can_show"),
    ("foreign-output", "messages.rs what_no_session_can_show"),
    ("no-title", "messages.rs what_no_session_can_show"),
    ("slow-page", "messages.rs what_no_session_can_show"),
    ("converter-fault", "messages.rs what_no_session_can_show"),
    ("encrypted", "batch.rs what_is_wrong_with_one_member_stops_no_other"),
    ("nested-archive", "batch.rs what_is_wrong_with_one_member_stops_no_other"),
    ("former-output", "resume.rs an_input_that_becomes_another_file_leaves_none_behind"),
    ("several-articles", "convert_texts.rs several_articles_in_one_text_are_told"),
    ("doubtful", "explain.rs doubtful_articles_can_wait_as_drafts"),
    ("hard-page", "messages.rs what_no_session_can_show"),
    ("not-as-uploaded", "messages.rs what_no_session_can_show"),
    ("interrupted", "cli.rs interrupted_work_is_gone_on_with"),
    ("gone-link", "check.rs links_to_other_sites_are_followed_if_asked"),
    ("unanswered-link", "check.rs links_to_other_sites_are_followed_if_asked"),
    ("moved-link", "check.rs links_to_other_sites_are_followed_if_asked"),
    ("bad-output", "check.rs what_templates_link_to_and_what_programs_read_is_checked_too"),
    ("raw-html", "check.rs what_templates_link_to_and_what_programs_read_is_checked_too"),
    ("shortcodes", "import.rs shortcodes_are_what_they_show_or_told"),
    ("not-posts", "import.rs posts_are_converted_whole_with_all_that_the_export_says"),
];

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/transcripts")
}

fn transcripts() -> Vec<(std::path::PathBuf, String)> {
    let mut all: Vec<_> = std::fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    all.sort();
    all.into_iter().map(|path| (path.clone(), std::fs::read_to_string(path).unwrap())).collect()
}

/// Runs a session and gives it back with what was said now.
fn replay(transcript: &str) -> String {
    let mut site = begin();
    let mut said = String::new();
    let mut lines = transcript.lines().peekable();
    while let Some(line) = lines.next() {
        if let Some(command) = line.strip_prefix("$ ") {
            said.push_str(&format!("{line}\n{}", run(&site, command)));
            while lines.peek().is_some_and(|next| !next.starts_with(['$', '#']) && !next.starts_with("== ")) {
                lines.next();
            }
        } else if let Some(name) = line.strip_prefix("== ") {
            let mut text = String::new();
            said.push_str(&format!("{line}\n"));
            while let Some(next) = lines.next_if(|next| !next.starts_with(['$', '#']) && !next.starts_with("== ")) {
                text.push_str(&format!("{next}\n"));
            }
            said.push_str(&text);
            // The empty line before the next part is not the file's.
            site.write(name, format!("{}\n", text.trim_end()));
        } else if line.starts_with('#') {
            // Each heading begins with a new site.
            site = begin();
            said = format!("{}\n\n{line}\n", said.trim_end()).trim_start().to_owned();
        } else {
            said.push_str(&format!("{line}\n"));
        }
    }
    said.trim_end().to_owned() + "\n"
}

fn begin() -> TestSite {
    let site = TestSite::new();
    site.article("good", "Good", "date: 2025-01-01\n", "Text.");
    site
}

fn run(site: &TestSite, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_newsgen")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(site.folder.path())
        .env_clear()
        .envs([("PATH", path.as_str()), ("TZ", "UTC"), ("HOME", "/nonexistent"), ("NEWSGEN_CLOCK", CLOCK)])
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout).replace(&site.folder.path().display().to_string(), "SITE");
    let mut text = without_seconds(text.trim_end());
    if let Some(code) = output.status.code().filter(|code| *code != 0) {
        text.push_str(&format!("\nexit {code}"));
    }
    if text.is_empty() { text } else { text.trim_start_matches('\n').to_owned() + "\n" }
}

/// `(0.03 s)` as `(… s)`.
fn without_seconds(text: &str) -> String {
    let mut out = String::new();
    for (at, part) in text.split(" s)").enumerate() {
        if at > 0 {
            let digits = out.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.').len();
            out.truncate(digits);
            out.push_str("… s)");
        }
        out.push_str(part);
    }
    out
}

#[test]
fn every_transcript_is_as_written() {
    let mut wrong = Vec::new();
    for (path, transcript) in transcripts() {
        let said = replay(&transcript);
        if said == transcript {
            continue;
        }
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(&path, said).unwrap();
        } else {
            let differ = transcript.lines().zip(said.lines()).find(|(a, b)| a != b);
            wrong.push(format!("{}: {differ:#?}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "look at them, then UPDATE=1 takes them over:\n{}", wrong.join("\n"));
}

#[test]
fn every_code_is_seen() {
    let all: String = transcripts().into_iter().map(|(_, text)| text).collect();
    let codes = Problem::CODES.iter().map(|(code, _)| *code).chain(Error::CODES.iter().copied());
    let unseen: Vec<&str> = codes.clone().filter(|code| !all.contains(&format!("[{code}]: "))).collect();
    let expected: Vec<&str> = codes.filter(|code| ELSEWHERE.iter().any(|(c, _)| c == code)).collect();
    assert_eq!(unseen, expected, "codes that no transcript shows; those that one shows need no excuse");
    for (code, test) in ELSEWHERE {
        let (file, name) = test.split_once(' ').unwrap();
        let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(file)).unwrap();
        assert!(text.contains(&format!("fn {name}(")) && text.contains(code), "{code} is not in {test}");
    }
}
