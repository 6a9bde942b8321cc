//! Small sites and what `newsgen build` makes of them, one for each thing that an archive publishes.
//!
//! A folder of `tests/golden/` is a site. Its `expected/` has the outputs that are compared byte for byte, and
//! `paths.txt`, the names of all outputs. Pages are made by the bare templates of `tests/golden/templates/`, which
//! show what a page's context holds. `NEWSGEN_UPDATE=1 cargo test --test golden` rewrites what is expected, to be
//! read in review; a file that is to be compared too is added to `expected/` empty.

mod common;

use std::path::{Path, PathBuf};

use common::{Run, TestSite, newsgen, tree};

fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

fn check(case: &str) {
    let folder = golden().join(case);
    let site = TestSite::new();
    for (from, to) in [(folder.clone(), ""), (golden().join("templates"), "templates/")] {
        for (name, bytes) in tree(&from) {
            if !name.starts_with("expected/") {
                site.write(&format!("{to}{name}"), bytes);
            }
        }
    }
    let run = site.build();
    let said = run.stderr.replace(&*site.folder.path().to_string_lossy(), "");
    let said: Vec<&str> = said.lines().filter(|line| !line.starts_with("Built ")).collect();
    let output = site.output();
    // Names of hashed files change with the theme.
    let is_hashed = |name: &str| name.matches('.').count() == 2 && name.ends_with(".css") || name.ends_with(".js");
    let mut paths: String = output.keys().filter(|name| !is_hashed(name)).map(|name| format!("{name}\n")).collect();
    for line in said {
        paths.push_str(&format!("said: {line}\n"));
    }
    let expected = folder.join("expected");
    let update = std::env::var_os("NEWSGEN_UPDATE").is_some();
    let compare = |name: &str, found: &[u8]| {
        let path = expected.join(name);
        if update {
            std::fs::write(&path, found).unwrap();
            return;
        }
        let expected = std::fs::read(&path).unwrap_or_default();
        assert_eq!(
            String::from_utf8_lossy(found),
            String::from_utf8_lossy(&expected),
            "{case}/expected/{name}: look at it, then NEWSGEN_UPDATE=1 takes it over"
        );
    };
    compare("paths.txt", paths.as_bytes());
    for name in tree(&expected).into_keys().filter(|name| name != "paths.txt") {
        let found = output.get(&name).unwrap_or_else(|| panic!("{case}: no output {name} in\n{paths}"));
        let text = String::from_utf8(found.clone()).unwrap();
        // The hash in the name of a theme's file.
        let text = text.lines().map(|line| {
            let hashed = ["/style.", "/site."].iter().any(|stem| line.contains(stem)) && line.starts_with('/');
            if hashed { line.split('.').next().unwrap().to_owned() + ".HASH" } else { line.to_owned() }
        });
        let text = text.collect::<Vec<_>>().join("\n") + "\n";
        compare(&name, text.as_bytes());
    }
    // A second build has nothing to do.
    Run::of(newsgen().args(["build", "--clock", common::CLOCK]).current_dir(site.folder.path())).says("Nothing to do");
}

macro_rules! golden_sites {
    ($($test:ident: $case:literal)*) => {$(
        #[test]
        fn $test() {
            check($case);
        }
    )*

        #[test]
        fn every_golden_site_is_checked() {
            let mut there: Vec<String> = std::fs::read_dir(golden())
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name != "templates")
                .collect();
            there.sort();
            let mut checked = vec![$($case.to_owned()),*];
            checked.sort();
            assert_eq!(there, checked);
        }
    };
}

golden_sites! {
    addresses_follow_their_patterns: "addresses"
    dates_have_pages_and_may_be_vague: "time"
    terms_have_names_parents_profiles_and_feeds: "terms"
    feeds_lead_through_the_whole_history: "feeds"
    sitemaps_are_cut_by_month: "sitemaps"
    articles_say_what_they_are: "article-data"
    corrections_are_shown_wherever_one_looks: "corrections"
    pages_stand_by_themselves: "pages"
    redirects_are_pages: "redirects-pages"
    redirects_are_a_file_of_netlify: "redirects-netlify"
    redirects_are_a_file_of_apache: "redirects-apache"
}
