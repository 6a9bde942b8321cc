//! The documentation is true as far as a program can tell: commands and flags that it names are there, links lead to
//! files and headings, examples are valid.

mod common;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{Run, newsgen};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All documents, by their path.
fn documents() -> BTreeMap<PathBuf, String> {
    let mut paths: Vec<PathBuf> = ["README.md", "CHANGELOG.md", "action.yml"].map(PathBuf::from).into();
    for folder in ["docs", "docs/examples"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "md" || end == "yml") {
                paths.push(path.strip_prefix(root()).unwrap().to_owned());
            }
        }
    }
    paths.into_iter().map(|path| (path.clone(), std::fs::read_to_string(root().join(path)).unwrap())).collect()
}

/// The pieces of a document that are code.
fn code(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            pieces.push(line.split(" #").next().unwrap_or(line).to_owned());
        } else {
            pieces.extend(line.split('`').skip(1).step_by(2).map(str::to_owned));
        }
    }
    pieces
}

/// `check --strict`: the words of each call of newsgen in a line of code.
fn calls(code: &str) -> Vec<Vec<String>> {
    let code = code.replace("cargo run --release -- ", "newsgen ");
    let parts = code.split(['|', ';', '(', '\'', '"']).flat_map(|part| part.split("&&"));
    let words = parts.map(|part| part.split_whitespace().map(str::to_owned).collect::<Vec<_>>());
    words
        .filter_map(|words| {
            let start = words.iter().position(|word| word == "newsgen")?;
            Some(words[start + 1..].to_vec())
        })
        .collect()
}

#[test]
fn commands_in_the_documentation_are_there() {
    let mut helps: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut help = |path: &[String]| -> String {
        let known = helps.entry(path.to_vec()).or_insert_with(|| Run::of(newsgen().args(path).arg("--help")).stdout);
        known.clone()
    };
    let commands_of = |text: &str| -> Vec<String> {
        let list = text.split("Commands:\n").nth(1).unwrap_or("");
        list.lines()
            .take_while(|l| !l.is_empty())
            .filter(|l| l.starts_with("  ") && !l.starts_with("   "))
            .filter_map(|l| l.split_whitespace().next())
            .map(str::to_owned)
            .collect()
    };
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, text) in documents() {
        // Messages have examples of what is wrong.
        if path.ends_with("MESSAGES.md") {
            continue;
        }
        let pieces = if path.extension().is_some_and(|end| end == "yml") {
            text.lines().map(str::to_owned).collect()
        } else {
            code(&text)
        };
        for words in pieces.iter().flat_map(|piece| calls(piece)) {
            let mut at = Vec::new();
            for word in &words {
                if !commands_of(&help(&at)).contains(word) {
                    break;
                }
                at.push(word.clone());
            }
            let is_name = |word: &&String| word.chars().all(|c| c.is_ascii_lowercase() || c == '-') && word.len() > 2;
            if at.is_empty() && words.first().filter(is_name).is_some_and(|word| !word.starts_with('-')) {
                wrong.push(format!("{}: no command `newsgen {}`", path.display(), words.join(" ")));
                continue;
            }
            let help = help(&at);
            for flag in words.iter().filter(|word| word.starts_with("--") && word.len() > 2) {
                let flag = flag.split('=').next().unwrap().trim_end_matches(['.', ',', ':', ')', ']']);
                seen += 1;
                let shown = help.split(|c: char| c.is_whitespace() || c == ',').any(|word| word == flag);
                // Flags for those who develop newsgen are not shown.
                let there = shown || !Run::of(newsgen().args(&at).arg(flag)).stderr.contains("unexpected argument");
                if !there {
                    wrong.push(format!("{}: `newsgen {}` has no {flag}", path.display(), at.join(" ")));
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} flags were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// As code hosts make it of a heading.
fn anchor(heading: &str) -> String {
    let plain = heading.trim_start_matches('#').trim().replace('`', "").to_lowercase();
    plain
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .map(|c| if c == ' ' { '-' } else { c })
        .collect()
}

#[test]
fn links_in_the_documentation_lead_somewhere() {
    let documents = documents();
    let (mut wrong, mut seen) = (Vec::new(), 0);
    for (path, text) in &documents {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.starts_with('/') || target.contains(['{', ' ', '…', '[']) {
                continue;
            }
            let (file, place) = target.split_once('#').unwrap_or((target, ""));
            let to = if file.is_empty() { path.clone() } else { path.parent().unwrap().join(file) };
            seen += 1;
            if !root().join(&to).exists() {
                wrong.push(format!("{}: no file {target}", path.display()));
            } else if !place.is_empty() {
                let headings = std::fs::read_to_string(root().join(&to)).unwrap();
                if !headings.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == place) {
                    wrong.push(format!("{}: no heading {target}", path.display()));
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} links were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn examples_are_valid_yaml() {
    for (path, text) in documents().iter().filter(|(path, _)| path.extension().is_some_and(|end| end == "yml")) {
        let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(value.is_mapping(), "{}", path.display());
    }
}
