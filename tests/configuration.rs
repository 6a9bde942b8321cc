//! `docs/CONFIGURATION.md` is what newsgen reads: every key in it is accepted, every key that is accepted is in it, and
//! the defaults are the real ones. `UPDATE=1 cargo test --test configuration` writes it.

mod common;

use std::path::Path;

use common::{CLOCK, TestSite};
use newsgen::config::reference::{SITE, Section, document};
use newsgen::config::{Config, FRONT_MATTER};

fn parse(text: &str) -> Config {
    Config::parse(text, "site.toml", ".".into()).unwrap_or_else(|wrong| {
        panic!("{text}\n{}", wrong.iter().map(|d| d.to_string()).collect::<Vec<_>>().join("\n"))
    })
}

/// A file in which a table has these lines, with what has to be beside them.
fn file(section: &Section, lines: &str) -> String {
    let given = |key: &str| lines.lines().any(|line| line.starts_with(&format!("{key} =")));
    let beside: String = section
        .keys
        .iter()
        .filter(|known| !given(known.key))
        // A recipe needs files or hosts.
        .filter(|known| known.meaning.contains("Required.") || (known.key == "files" && !given("hosts")))
        .map(|known| format!("{}\n", known.example))
        .collect();
    match section.table {
        "" => lines.to_owned(),
        "[headers]" => format!("[deploy.live]\nurl = \"s3://b\"\n[[deploy.live.headers]]\n{beside}{lines}"),
        _ => format!("{}\n{beside}{lines}", section.shown.replace("NAME", "live")),
    }
}

#[test]
fn every_documented_key_of_site_toml_is_accepted() {
    let empty = format!("{:?}", parse(""));
    for section in SITE {
        for known in section.keys {
            let config = format!("{:?}", parse(&file(section, &format!("{}\n", known.example))));
            assert_ne!(config, empty, "`{}` changes nothing", known.example);
            assert!(known.example.starts_with(&format!("{} = ", known.key)), "{}", known.example);
        }
    }
}

#[test]
fn documented_defaults_are_the_real_ones() {
    for section in SITE {
        let with = |known: &dyn Fn(&str, &str) -> String| -> String {
            section.keys.iter().filter(|known| !known.default.is_empty()).map(|k| known(k.key, k.default)).collect()
        };
        let defaults = with(&|key, default| format!("{key} = {default}\n"));
        let without = file(section, "");
        assert_eq!(format!("{:?}", parse(&file(section, &defaults))), format!("{:?}", parse(&without)), "{defaults}");
    }
    // Another value than the default would have been seen.
    assert_ne!(format!("{:?}", parse("per_page = 21")), format!("{:?}", parse("")));
}

#[test]
fn a_key_that_is_not_documented_is_an_error() {
    for section in SITE.iter().filter(|section| !["theme_options", "strings"].contains(&section.table)) {
        let wrong = Config::parse(&file(section, "no_such_key = 1\n"), "site.toml", ".".into()).unwrap_err();
        assert!(wrong.iter().any(|d| d.problem.to_string().contains("unknown key `no_such_key`")), "{}", section.shown);
    }
}

#[test]
fn every_documented_key_of_front_matter_is_accepted() {
    let site = TestSite::new();
    site.write("templates/article.html", "{% for key, value in article.extra %}EXTRA:{{ key }}.{% endfor %}");
    for (at, known) in FRONT_MATTER.iter().enumerate() {
        let title = if known.key == "title" { "" } else { "title: X\n" };
        site.write(&format!("content/{at}.md"), format!("---\n{title}{}\n---\n", known.example));
        assert!(known.example.starts_with(&format!("{}: ", known.key)), "{}", known.example);
    }
    let run = site.run(&["build", "--clock", CLOCK, "--drafts", "--future", "--format", "json"]).exits(0);
    assert!(run.stdout.contains("\"problems\": []"), "{}", run.stdout);
    let pages: String = site.output().into_values().map(|page| String::from_utf8_lossy(&page).into_owned()).collect();
    let extras: Vec<&str> = pages.split("EXTRA:").skip(1).filter_map(|rest| rest.split('.').next()).collect();
    // The example of `extra` itself.
    assert_eq!(extras, ["rank"], "keys that are documented and not read");
}

#[test]
fn the_page_is_up_to_date() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/CONFIGURATION.md");
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, document()).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == document(), "docs/CONFIGURATION.md is not up to date: UPDATE=1 cargo test --test configuration");
}
