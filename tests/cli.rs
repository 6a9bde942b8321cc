//! The command line as scripts and shells use it: exit codes, JSON, environment, colours, signals, completions.

mod common;

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use common::{CLOCK, Run, TestSite, assert_same, newsgen, tree};
use serde_json::Value;

fn site() -> TestSite {
    let site = TestSite::new();
    site.article("a", "A", "date: 2025-01-01\ntags: [Gaza]\n", "Text.");
    site.article("b", "B", "date: 2025-01-02\n", "Text.");
    site
}

const COMMANDS: [&str; 12] =
    ["init", "new", "convert", "tags", "build", "deploy", "check", "stats", "theme", "explain", "completions", "man"];

#[test]
fn every_command_has_help_with_examples() {
    let site = site();
    let main = site.run(&["--help"]).exits(0).stdout;
    for told in ["Examples:", "Exit codes:", "130", "Environment:", "NEWSGEN_CONFIG", "SOURCE_DATE_EPOCH", "NO_COLOR"] {
        assert!(main.contains(told), "{told} is not in\n{main}");
    }
    for command in COMMANDS {
        assert!(main.contains(&format!("\n  {command} ")), "{command} is not in\n{main}");
        let help = site.run(&[command, "--help"]).exits(0).stdout;
        assert!(help.contains("Examples:\n  newsgen ") && help.contains("What is said:"), "{command}: {help}");
        let short = site.run(&[command, "-h"]).exits(0).stdout;
        assert!(short.lines().count() < help.lines().count(), "{command}: -h is no shorter than --help");
    }
    let run = site.run(&[]);
    assert_eq!((run.code, run.stderr.contains("Usage: newsgen")), (2, true));
}

#[test]
fn exit_codes_are_as_documented() {
    let site = site();
    site.build().exits(0);
    site.write("content/c.md", "no front matter");
    site.build().exits(1);
    site.run(&["build", "--no-such-flag"]).exits(2);
    site.run(&["build", "--config", "none.toml"]).exits(2);
    site.write("content/c.md", "---\ntitle: C\ntag: x\n---\n");
    site.build().exits(0);
    site.run(&["build", "--strict"]).exits(1);
}

#[test]
fn what_a_script_wants_is_json_on_stdout() {
    let site = site();
    site.write("content/bad.md", "---\ntitle: X\ndate: never\n---\n");
    let json = |arguments: &[&str], code: i32| -> Value {
        let run = site.run(arguments).exits(code);
        serde_json::from_str(&run.stdout).unwrap_or_else(|e| panic!("{arguments:?}: {e}\n{}", run.stdout))
    };
    let built = json(&["build", "--clock", CLOCK, "--format", "json"], 1);
    assert_eq!((&built["articles"], &built["files"]["removed"]), (&2.into(), &0.into()));
    assert!(built["files"]["written"].as_u64().unwrap() > 10);
    let problem = &built["problems"][0];
    for (key, value) in [("code", "bad-date"), ("severity", "error"), ("file", "content/bad.md")] {
        assert_eq!(problem[key], value);
    }
    assert_eq!((&problem["line"], &problem["column"]), (&3.into(), &7.into()));
    assert!(problem["hint"].as_str().unwrap().contains("2025-01-31"));
    assert!(site.run(&["build", "--format", "json", "--clock", CLOCK]).stderr.is_empty());
    assert_eq!(json(&["check", "--format", "json", "--clock", CLOCK], 1)["problems"][0]["code"], "bad-date");
    site.remove("content/bad.md");
    assert_eq!(json(&["stats", "--format", "json"], 0)["articles"], 2);
    assert_eq!(json(&["tags", "list", "--format", "json"], 0)["tags"][0]["tag"], "Gaza");
    assert_eq!(json(&["tags", "list", "--articles", "Gaza", "--format", "json"], 0)[0], "content/a.md");
    assert_eq!(json(&["tags", "doctor", "--format", "json"], 0)["tags"], 1);
    let themes = json(&["theme", "list", "--format", "json"], 0);
    assert_eq!((&themes["themes"][0]["name"], &themes["themes"][0]["used"]), (&"default".into(), &true.into()));
    assert_eq!(json(&["explain", "bad-date", "--format", "json"], 0)["severity"], "error");
    assert!(json(&["explain", "--format", "json"], 0).as_array().unwrap().len() > 70);
    site.write(
        "raw/a.txt",
        "Bridge closed\n\nThe bridge will be closed for three weeks, the council said on Monday.\n",
    );
    let run = site.run(&["convert", "raw", "--report", "-"]).exits(0);
    assert_eq!(serde_json::from_str::<Value>(&run.stdout).unwrap()["totals"]["inputs"], 1);
}

#[test]
fn the_environment_stands_for_flags() {
    let site = site();
    site.article("late", "Late", "date: 2026-05-01\n", "");
    let elsewhere = tempfile::tempdir().unwrap();
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = newsgen();
        command.current_dir(elsewhere.path()).env("NEWSGEN_CONFIG", site.path("site.toml"));
        Run::of(command.envs(variables.iter().copied()).arg("build").args(arguments))
    };
    run(&[("NEWSGEN_CLOCK", CLOCK)], &[]).exits(0).says("Built 3 articles");
    run(&[("NEWSGEN_CLOCK", "2026-01-01"), ("NEWSGEN_JOBS", "1")], &[])
        .exits(0)
        .says("2 articles")
        .says("1 in the future");
    // 2026-01-01T00:00:00Z; a clock of newsgen's own wins over it, and a flag over both.
    let epoch = ("SOURCE_DATE_EPOCH", "1767225600");
    run(&[epoch], &[]).exits(0).says("1 in the future");
    run(&[epoch, ("NEWSGEN_CLOCK", CLOCK)], &[]).exits(0).says("3 articles");
    run(&[epoch, ("NEWSGEN_CLOCK", CLOCK)], &["--clock", "2025-01-01T12:00:00Z"]).exits(0).says("2 in the future");
    run(&[("NEWSGEN_CLOCK", ""), epoch], &[]).exits(0).says("1 in the future");
    run(&[("NEWSGEN_JOBS", "many")], &[]).exits(2).says("give a number from 1 to 1024");
    run(&[("SOURCE_DATE_EPOCH", "soon")], &[]).exits(2).says("`SOURCE_DATE_EPOCH` is not a time");
    let there = elsewhere.path().join("there");
    let base = ("NEWSGEN_BASE_URL", "https://other.example");
    run(&[base, ("NEWSGEN_OUTPUT_DIR", there.to_str().unwrap())], &["--clock", CLOCK]).exits(0);
    assert!(std::fs::read_to_string(there.join("robots.txt")).unwrap().contains("https://other.example/"));
}

#[test]
fn colours_are_where_they_are_wanted() {
    let site = site();
    let run = |variables: &[(&str, &str)], arguments: &[&str]| {
        let mut command = newsgen();
        command.current_dir(site.folder.path()).envs(variables.iter().copied()).args([
            "build",
            "--config",
            "none.toml",
        ]);
        Run::of(command.args(arguments)).exits(2).stderr
    };
    let is_coloured = |text: String| text.starts_with("\x1b[1;31merror[no-site]\x1b[0m: ");
    for (variables, arguments, coloured) in [
        (&[][..], &[][..], false),
        (&[("CLICOLOR_FORCE", "1")], &[], true),
        (&[("CLICOLOR_FORCE", "0")], &[], false),
        (&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
    ] {
        let stderr = run(variables, arguments);
        assert_eq!(is_coloured(stderr.clone()), coloured, "{variables:?} {arguments:?}: {stderr:?}");
        assert_eq!(stderr.contains('\x1b'), coloured, "{stderr:?}");
    }
}

#[cfg(unix)]
#[test]
fn readers_who_have_seen_enough_are_no_error_and_full_disks_are() {
    let site = site();
    let program = env!("CARGO_BIN_EXE_newsgen");
    let sh =
        |command: &str| Run::of(std::process::Command::new("sh").args(["-c", command]).current_dir(site.folder.path()));
    for command in ["stats", "explain", "man build", "completions bash", "theme list", "tags list --format json"] {
        let run = sh(&format!("({program} {command}; echo $? >&2) | head -c 1 > /dev/null"));
        assert_eq!(run.stderr.lines().last(), Some("0"), "{command}: {}", run.stderr);
        assert!(!run.stderr.contains("panicked") && !run.stderr.contains("error"), "{command}: {}", run.stderr);
    }
    if Path::new("/dev/full").exists() {
        sh(&format!("{program} stats > /dev/full"))
            .exits(2)
            .says("error[io]: cannot write `standard output`: no space left");
    }
}

#[test]
fn shells_get_completions() {
    let site = site();
    for shell in ["bash", "zsh", "fish"] {
        let script = site.run(&["completions", shell]).exits(0).stdout;
        for word in ["newsgen", "convert", "explain", "output-dir", "sarif"] {
            assert!(script.contains(word), "{shell}: {word} is missing");
        }
        site.write(&format!("completions.{shell}"), script);
    }
    if let Ok(status) = std::process::Command::new("bash").arg("-n").arg(site.path("completions.bash")).status() {
        assert!(status.success(), "bash cannot read it");
    }
}

#[test]
fn the_manual_has_a_page_for_every_command() {
    let site = site();
    site.run(&["man", "--dir", "man"]).exits(0).says("pages to man");
    let pages = tree(&site.path("man"));
    for command in COMMANDS.into_iter().chain(["tags-list", "theme-eject"]) {
        let page = String::from_utf8(pages[&format!("newsgen-{command}.1")].clone()).unwrap();
        assert!(page.contains(".TH ") && page.contains("newsgen"), "{command}");
    }
    let page = site.run(&["man", "build"]).exits(0).stdout;
    assert!(page.contains("newsgen\\-build") && page.contains("Examples"), "{page}");
    site.run(&["man"]).exits(0);
}

/// Ctrl-C in the middle of a build and of a conversion: what the next run makes is what one run would have made.
#[cfg(unix)]
#[test]
fn interrupted_work_is_gone_on_with() {
    let site = TestSite::new();
    for n in 0..800 {
        site.article(&format!("{n:04}"), &format!("Article {n}"), "date: 2025-01-01\ntags: [A, B]\n", "Text.");
    }
    site.build().exits(0);
    let clean = site.output();
    let text =
        "The harbour bridge will be closed for three weeks, the council said. It carries four thousand cars a day.";
    for n in 0..150 {
        site.write(&format!("raw/{n:03}.txt"), format!("Bridge {n} is closed\n\nPublished 2025-01-02\n\n{text} {n}\n"));
    }
    site.run(&["convert", "raw", "--out", "clean", "-q"]);
    let converted = articles(&site.path("clean"));
    assert_eq!(converted.len(), 150);
    for signal in ["INT", "TERM"] {
        std::fs::remove_dir_all(site.path("public")).unwrap();
        std::fs::remove_dir_all(site.path(".newsgen")).unwrap();
        interrupt(&site, signal, &["build", "--clock", CLOCK]);
        site.build().exits(0);
        assert_same(&site.output(), &clean, "after a build that was interrupted");
        interrupt(&site, signal, &["convert", "raw", "--out", signal, "-q"]);
        assert!(temporaries(&site).is_empty(), "{:?}", temporaries(&site));
        site.run(&["convert", "raw", "--out", signal, "-q"]);
        assert_same(&articles(&site.path(signal)), &converted, "after a conversion that was interrupted");
    }
}

#[cfg(unix)]
fn articles(folder: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    tree(folder).into_iter().filter(|(path, _)| path.ends_with(".md")).collect()
}

#[cfg(unix)]
fn temporaries(site: &TestSite) -> Vec<String> {
    let is_temporary = |path: &String| path.ends_with(".tmp") || path.contains(".newsgen-");
    tree(site.folder.path()).into_keys().filter(is_temporary).collect()
}

/// Runs a command and interrupts it in the middle; after another while where that was too soon or too late.
#[cfg(unix)]
fn interrupt(site: &TestSite, signal: &str, arguments: &[&str]) {
    for millis in [120, 400, 1000, 60, 30, 15] {
        let mut command = newsgen();
        let child = command.args(arguments).args(["--jobs", "1"]).current_dir(site.folder.path());
        let child = child.stderr(Stdio::piped()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(millis));
        let kill = std::process::Command::new("kill").args([format!("-{signal}"), child.id().to_string()]).status();
        assert!(kill.unwrap().success());
        let output = child.wait_with_output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        match output.status.code() {
            // Done already, or not yet listening for signals.
            Some(0 | 1) | None => {}
            code => {
                assert_eq!(code, Some(if signal == "INT" { 130 } else { 143 }), "{said}");
                assert!(said.contains("error[interrupted]: interrupted"), "{said}");
                assert!(temporaries(site).is_empty(), "{:?}", temporaries(site));
                return;
            }
        }
        for folder in if arguments[0] == "build" { ["public", ".newsgen"] } else { [signal, signal] } {
            let _ = std::fs::remove_dir_all(site.path(folder));
        }
    }
    panic!("{arguments:?} could not be interrupted in the middle");
}
