//! What a build must not harm: the sources, other people's files, and a site that it was interrupted in.

mod common;

use common::{CLOCK, TestSite, assert_same, small_site};

#[test]
fn an_interrupted_build_is_made_good() {
    let site = small_site();
    site.build().exits(0);
    let good = site.output();
    let manifest = std::fs::read(site.path(".newsgen/manifest")).unwrap();
    // As a crash would leave it: a torn page, a page not written, one that no plan has.
    site.write(".newsgen/journal", "index.html\nrss.xml\nleft/over.html\n");
    site.write("public/index.html", "<!doc");
    site.remove("public/rss.xml");
    site.write("public/left/over.html", "x");
    site.build().exits(0);
    assert_eq!(site.output(), good);
    assert!(!site.path(".newsgen/journal").exists());
    assert_eq!(std::fs::read(site.path(".newsgen/manifest")).unwrap(), manifest);
    // And a first build that never ended.
    std::fs::remove_file(site.path(".newsgen/manifest")).unwrap();
    site.write(".newsgen/journal", good.keys().fold(String::new(), |all, path| all + path + "\n"));
    site.write("public/404.html", "");
    site.build().exits(0);
    assert_eq!(site.output(), good);
}

#[test]
fn the_state_and_output_folders_may_be_deleted() {
    let site = small_site();
    site.build().exits(0);
    let good = site.output();
    std::fs::remove_dir_all(site.path(".newsgen")).unwrap();
    site.build().exits(0).says("0 written").says("no notes of the last build");
    assert_eq!(site.output(), good);
    // Also where what is there would be made otherwise now: an update of newsgen or of the theme.
    std::fs::remove_dir_all(site.path(".newsgen")).unwrap();
    site.write("public/index.html", "as an older version made it");
    site.build().exits(0).says("1 written");
    assert_eq!(site.output(), good);
    std::fs::remove_dir_all(site.path("public")).unwrap();
    site.build().exits(0);
    assert_eq!(site.output(), good);
    site.remove("public/rss.xml").write("public/index.html", "short");
    assert_eq!(site.rendered(), ["index.html", "rss.xml"]);
    assert_eq!(site.output(), good);
}

#[test]
fn other_peoples_files_are_left_alone() {
    let site = small_site();
    site.write("public/index.html", "mine")
        .write("public/CNAME", "example.org")
        .write("public/2025/01/12/talks/index.html", "mine too");
    let run =
        site.build().exits(2).says("holds files that newsgen did not write and would overwrite: ").says("--output-dir");
    assert!(run.stderr.contains("index.html"));
    assert_eq!(site.output().len(), 3, "nothing was written");
    site.remove("public/index.html").remove("public/2025/01/12/talks/index.html");
    site.build().exits(0);
    assert_eq!(site.read("public/CNAME"), "example.org");
    // What comes later is safe too.
    site.write("public/tags/new/index.html", "mine");
    site.article("x", "X", "tags: [New]\n", "");
    site.build().exits(2);
    assert_eq!(site.read("public/tags/new/index.html"), "mine");
}

/// As of a disk that is not mounted.
#[test]
fn articles_that_are_gone_take_no_pages_with_them() {
    let site = TestSite::new();
    site.build().exits(0).says("There are no articles in content/ yet");
    site.article("a", "A", "date: 2025-01-01\n", "Text.");
    site.build().exits(0);
    let before = site.output();
    std::fs::rename(site.path("content"), site.path("elsewhere")).unwrap();
    site.build().exits(2).says("`content` is not there, and the last build had one").says("`--allow-empty`");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", site.path("content")).unwrap();
    site.build().exits(2).says("is not there");
    assert_same(&site.output(), &before, "nothing is removed");
    site.run(&["build", "--clock", CLOCK, "--allow-empty"]).exits(0);
    assert!(!site.path("public/2025").exists());
    site.build().exits(0);
}

#[test]
fn sources_are_never_built_over() {
    let site = small_site();
    for folder in [".", "content", "content/public", "static", "themes/x", ".newsgen/out", "content/../content"] {
        site.run(&["build", "-o", folder]).exits(2).says("cannot build into");
    }
    site.write("file", "x");
    site.run(&["build", "-o", "file"]).exits(2).says("it is a file");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_output_folder() {
    let site = small_site();
    site.build().exits(0);
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("target"), "precious").unwrap();
    site.remove("public/rss.xml");
    std::os::unix::fs::symlink(outside.path().join("target"), site.path("public/rss.xml")).unwrap();
    site.build().exits(0);
    assert_eq!(std::fs::read_to_string(outside.path().join("target")).unwrap(), "precious");
    assert!(site.read("public/rss.xml").starts_with("<?xml"));
}

#[test]
fn former_addresses_that_hosts_take_for_patterns_are_pages() {
    let site = TestSite::new();
    site.write("site.toml", "title = \"T\"\nbase_url = \"https://example.org\"\n[deploy]\nhost = \"netlify\"\n");
    site.article("a", "A", "date: 2020-01-01\naliases: [\"/:id\", \"/old/*\", /plain/]\n", "Text.");
    site.build().exits(0);
    let lines = std::fs::read_to_string(site.path("public/_redirects")).unwrap();
    assert!(lines.contains("/plain/ ") && !lines.contains([':', '*']), "{lines}");
    assert!(site.path("public/:id/index.html").exists());
}
