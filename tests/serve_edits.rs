//! Whatever happens to the sources, the preview comes to show what a build would write.
//!
//! The seed of a failing sequence is printed; `NEWSGEN_SEED=N cargo test --test serve_edits` runs just that one,
//! `NEWSGEN_SEQUENCES=N` sets how many are tried.

#![cfg(feature = "serve")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::TestSite;
use common::editor::Editor;
use common::server::{Server, wait_for};
use newsgen::build::{Options, State, build};
use newsgen::config::{Config, Overrides};
use newsgen::sink::Memory;
use newsgen::site::Gates;

/// What a build from nothing makes of a site that will be read at a server, and the path of its base address.
fn built(site: &TestSite, server: &Server) -> (BTreeMap<String, Vec<u8>>, String) {
    let load = |base_url| Config::load(&site.path("site.toml"), &Overrides { base_url, output_dir: None }).unwrap();
    let base = load(None).base_url.path().to_owned();
    let config = load(Some(format!("http://127.0.0.1:{}{base}", server.port)));
    let gates = Gates { as_of: common::CLOCK.parse().unwrap(), drafts: false, future: false };
    let options = Options { gates, jobs: 1, force: false, allow_empty: true, name_rendered: false, most_looked_at: 0 };
    let memory = Memory::default();
    build(&config, &options, &memory, &State::none(), &|_, _, _| {}).unwrap();
    (memory.into_files(), base)
}

/// The address of an output as a browser asks for it.
fn address(base: &str, path: &str) -> String {
    let path = if path == "index.html" {
        ""
    } else {
        path.strip_suffix("/index.html").map_or(path, |_| &path[..path.len() - 10])
    };
    let encoded = path.bytes().map(|b| match b {
        b'/' | b'.' | b'-' | b'_' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => (b as char).to_string(),
        other => format!("%{other:02X}"),
    });
    format!("{base}/{}", encoded.collect::<String>())
}

/// The first address whose answer is not as a build would have it; `gone` are paths that earlier builds had.
fn wrong(files: &BTreeMap<String, Vec<u8>>, base: &str, gone: &BTreeSet<String>, server: &Server) -> Option<String> {
    for (path, bytes) in files {
        let answer = server.get(&address(base, path));
        if answer.status != 200 || answer.built() != *bytes {
            return Some(format!(
                "{path}: {}\n{}\nand not\n{}",
                answer.status,
                answer.text(),
                String::from_utf8_lossy(bytes)
            ));
        }
    }
    for path in gone.iter().filter(|path| !files.contains_key(*path)) {
        let answer = server.get(&address(base, path));
        if ![404, 301].contains(&answer.status) {
            return Some(format!("{path} is gone: {}", answer.status));
        }
    }
    None
}

/// Waits until the preview shows what a build makes.
#[track_caller]
fn assert_shown(site: &TestSite, server: &Server, gone: &mut BTreeSet<String>, when: &str) {
    let (files, base) = built(site, server);
    let last = std::cell::RefCell::new(String::new());
    let looked = || match wrong(&files, &base, gone, server) {
        None => Some(()),
        Some(wrong) => {
            last.replace(wrong);
            None
        }
    };
    wait_for(looked, || format!("{when}\n{}\n{:#?}", last.borrow(), server.said()));
    gone.extend(files.into_keys());
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|v| v.parse().unwrap())
}

#[test]
fn random_edits_are_shown_as_a_build_would_write_them() {
    let seeds: Vec<u64> = match number("NEWSGEN_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("NEWSGEN_SEQUENCES").unwrap_or(12)).collect(),
    };
    for seed in seeds {
        let mut editor = Editor::new(seed);
        for n in 0..6 {
            let text = editor.article();
            editor.site.write(&format!("content/first/{n}.md"), text);
        }
        let poll: &[&str] = if seed % 4 == 3 { &["--port", "0", "--poll"] } else { &["--port", "0"] };
        let server = Server::start_with(&editor.site, poll);
        let mut gone = BTreeSet::new();
        for round in 0..5 {
            for _ in 0..editor.rng.u8(1..5) {
                editor.edit();
            }
            let when = format!("NEWSGEN_SEED={seed}, round {round}:\n{}", editor.log.join("\n"));
            assert_shown(&editor.site, &server, &mut gone, &when);
        }
    }
}

/// A site of ten articles in two folders, and its server.
fn served() -> (TestSite, Server) {
    let site = TestSite::new();
    for n in 1..=9 {
        site.article(
            &format!("2025/{n}"),
            &format!("Article {n}"),
            &format!("date: 2025-01-0{n}\ntags: [T{}]\n", n % 3),
            "Text.",
        );
    }
    site.article("other/last", "Last", "date: 2025-02-01\n", "Text.");
    let server = Server::start(&site);
    (site, server)
}

#[test]
fn editors_may_save_as_they_like() {
    let (site, server) = served();
    let mut gone = BTreeSet::new();
    assert_shown(&site, &server, &mut gone, "at first");
    let text = |n: &str| format!("---\ntitle: Title {n}\ndate: 2025-01-01\ntags: [T1]\n---\n\nText {n}.\n");
    let file = "content/2025/1.md";

    // To a file beside it, then renamed, with a swap file and a backup; as vim, VS Code and Emacs do.
    site.write("content/2025/.1.md.swp", "binary").write("content/2025/4913", "").remove("content/2025/4913");
    site.write("content/2025/1.md.tmp", text("renamed"));
    std::fs::rename(site.path("content/2025/1.md.tmp"), site.path(file)).unwrap();
    assert_shown(&site, &server, &mut gone, "renamed over it");
    // Emacs marks what is edited by a link that leads nowhere.
    #[cfg(unix)]
    std::os::unix::fs::symlink("me@host.1:2", site.path("content/2025/.#1.md")).unwrap();
    std::fs::rename(site.path(file), site.path("content/2025/1.md~")).unwrap();
    site.write(file, text("backed up"));
    assert_shown(&site, &server, &mut gone, "written anew beside its backup");
    site.remove("content/2025/1.md~");

    // Emptied and left so for a while.
    site.write(file, "");
    server.hears("content/2025/1.md");
    site.write(file, text("emptied"));
    assert_shown(&site, &server, &mut gone, "emptied, then written");

    site.remove(file);
    site.write(file, text("removed"));
    assert_shown(&site, &server, &mut gone, "removed, then written");

    // In pieces.
    let mut out = std::fs::File::create(site.path(file)).unwrap();
    for piece in text("pieces").split_inclusive(' ') {
        std::io::Write::write_all(&mut out, piece.as_bytes()).unwrap();
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    drop(out);
    assert_shown(&site, &server, &mut gone, "written in pieces");

    // Long ago, as an archive's file is when it is unpacked.
    site.write(file, text("dated"));
    let file = std::fs::File::options().write(true).open(site.path(file)).unwrap();
    file.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
    assert_shown(&site, &server, &mut gone, "with another time");
}

#[cfg(unix)]
#[test]
fn a_thousand_files_at_once_are_few_changes() {
    let (site, server) = served();
    // Stopped, so that all of it is at once for the server however slow the machine is.
    let signal = |name: &str| {
        let mut kill = std::process::Command::new("kill");
        assert!(kill.args([name, &server.child.id().to_string()]).status().unwrap().success());
    };
    signal("-STOP");
    for n in 0..1000 {
        site.article(&format!("many/{}/{n}", n % 7), &format!("Many {n}"), "date: 2025-03-01\n", "Text.");
    }
    signal("-CONT");
    server.hears("Changed: 1010 articles");
    let changes = || server.said().iter().filter(|line| line.starts_with("Changed:")).count();
    // One, and another for folders that were not watched yet when their first files were written.
    assert!(changes() <= 5, "{:#?}", server.said());
    assert_eq!(server.get("/2025/03/01/999/").status, 200);
    signal("-STOP");
    std::fs::remove_dir_all(site.path("content/many")).unwrap();
    signal("-CONT");
    wait_for(|| (server.get("/2025/03/01/999/").status == 404).then_some(()), || "their end".into());
    assert!(changes() <= 10, "{:#?}", server.said());
    assert_shown(&site, &server, &mut BTreeSet::new(), "without them");
}

#[test]
fn folders_may_go_and_come_back() {
    let (site, server) = served();
    let mut gone = BTreeSet::new();
    assert_shown(&site, &server, &mut gone, "at first");
    std::fs::rename(site.path("content/2025"), site.path("content/moved")).unwrap();
    assert_shown(&site, &server, &mut gone, "a folder renamed");
    site.article("moved/1", "Moved and edited", "date: 2025-01-01\n", "Text.");
    assert_shown(&site, &server, &mut gone, "an article edited in a renamed folder");
    std::fs::rename(site.path("content/moved"), site.path("away")).unwrap();
    assert_shown(&site, &server, &mut gone, "a folder moved away");
    std::fs::rename(site.path("away"), site.path("content/2025")).unwrap();
    assert_shown(&site, &server, &mut gone, "a folder moved in");
    site.article("2025/2", "Edited", "date: 2025-01-02\n", "Text.");
    assert_shown(&site, &server, &mut gone, "an article edited in a folder that was moved in");

    for round in 0..2 {
        std::fs::rename(site.path("content"), site.path("away")).unwrap();
        wait_for(|| (server.get("/2025/02/01/last/").status == 404).then_some(()), || "an empty site".into());
        assert_eq!(server.get("/").status, 200);
        if round == 0 {
            std::fs::rename(site.path("away"), site.path("content")).unwrap();
        } else {
            site.article("only", "Only", "date: 2025-05-05\n", "Text.");
        }
        assert_shown(&site, &server, &mut gone, "content/ came back");
        let name = if round == 0 { "other/last" } else { "only" };
        site.article(name, "Edited again", "date: 2025-02-01\n", &format!("Text {round}."));
        assert_shown(&site, &server, &mut gone, "an article edited in a content/ that came back");
        site.article("deep/down/below", "Deep", "date: 2025-02-03\n", &format!("Text {round}."));
        assert_shown(&site, &server, &mut gone, "new folders in a content/ that came back");
    }

    site.write("templates/article.html", "<p>one {{ article.title }}</p>");
    assert_shown(&site, &server, &mut gone, "templates/ made");
    std::fs::remove_dir_all(site.path("templates")).unwrap();
    assert_shown(&site, &server, &mut gone, "templates/ removed");
    site.write("templates/article.html", "<p>two {{ article.title }}</p>");
    assert_shown(&site, &server, &mut gone, "templates/ made again");
    site.write("templates/article.html", "<p>three {{ article.title }}</p>");
    assert_shown(&site, &server, &mut gone, "a template edited in a folder that came back");
}

#[test]
fn a_theme_may_go_and_come_back() {
    let (site, server) = served();
    let theme = |n: u32| {
        site.write("themes/mine/theme.toml", "name = \"mine\"\n");
        site.write("themes/mine/templates/article.html", format!("<p>{n} {{{{ article.title }}}}</p>"));
    };
    let page = "/2025/01/02/2/";
    theme(1);
    site.write("site.toml", "theme = \"mine\"\n");
    let shows = |text: &str| {
        wait_for(|| server.get(page).text().contains(text).then_some(()), || format!("{text}: {:#?}", server.said()))
    };
    shows("<p>1 Article 2</p>");
    let mut events = server.events(page);
    events.next();
    // At once: while it is removed file by file, it is a theme with fewer files.
    std::fs::rename(site.path("themes/mine"), site.path("away")).unwrap();
    events.until(|state| state["troubles"][0]["message"].as_str().is_some_and(|m| m.contains("no theme `mine`")));
    shows("<p>1 Article 2</p>");
    // Articles can be edited without it.
    site.article("2025/2", "Edited", "date: 2025-01-02\n", "Text.");
    shows("<p>1 Edited</p>");
    theme(2);
    events.until(|state| state["troubles"].as_array().unwrap().is_empty());
    shows("<p>2 Edited</p>");
    theme(3);
    shows("<p>3 Edited</p>");
}

#[test]
fn sources_are_looked_at_where_nothing_tells_of_changes() {
    let site = TestSite::new();
    site.article("a", "Article", "date: 2025-01-01\n", "Text.");
    let server = Server::start_with(&site, &["--port", "0", "--poll"]);
    server.hears("note: looking for changes every second or so, not at once: as `--poll` says");
    let mut events = server.events("/2025/01/01/a/");
    let mut version = events.next()["version"].clone();
    let mut changed = |events: &mut common::server::Events| {
        let state = events.until(|state| state["version"] != version);
        version = state["version"].clone();
    };
    // Twice within a second, with the same length and time.
    let time = std::time::SystemTime::now();
    for text in ["Tent.", "Test."] {
        site.article("a", "Article", "date: 2025-01-01\n", text);
        std::fs::File::options().write(true).open(site.path("content/a.md")).unwrap().set_modified(time).unwrap();
        changed(&mut events);
        assert!(server.get("/2025/01/01/a/").text().contains(text));
    }
    site.write("templates/article.html", "<p>{{ article.title }}</p>");
    changed(&mut events);
    site.write("site.toml", "title = \"Other\"\n");
    wait_for(|| server.get("/").text().contains("Other").then_some(()), || "the settings".into());
    assert_shown(&site, &server, &mut BTreeSet::new(), "polled");
}
