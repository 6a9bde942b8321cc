//! `newsgen serve` over real sockets: what is answered, and what open pages are told.

#![cfg(feature = "serve")]

mod common;

use std::io::{Read, Write};
use std::process::Command;

use common::server::{Server, wait_for};
use common::{TestSite, newsgen};

fn site() -> TestSite {
    let site = TestSite::new();
    site.article(
        "talks",
        "Talks",
        "date: 2025-01-12\ntags: [Gaza]\naliases: [/old/talks/, /story/124, /story, /a.php]\n",
        "First text.",
    );
    site.article("storm", "Storm", "date: 2025-01-13\n", "Wind.");
    site.write("static/a.css", "body{}");
    site
}

const TALKS: &str = "/2025/01/12/talks/";

#[test]
fn pages_are_served_without_being_written() {
    let site = site();
    site.write("static/film.mp4", vec![7; 300_000]);
    let server = Server::start(&site);
    let page = server.get(TALKS);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(page.text().contains("First text.") && page.text().contains("/__newsgen/preview.js"), "{}", page.text());
    assert_eq!(page.header("cache-control"), Some("no-store"));
    assert!(server.get("/").text().contains("Talks"));
    for (path, kind) in [
        ("/rss.xml", "application/rss+xml; charset=utf-8"),
        ("/feed.json", "application/feed+json; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/a.css", "text/css; charset=utf-8"),
        ("/film.mp4", "video/mp4"),
        ("/__newsgen/preview.js", "text/javascript; charset=utf-8"),
        ("/__newsgen/preview.css", "text/css; charset=utf-8"),
    ] {
        let answer = server.get(path);
        assert_eq!((answer.status, answer.header("content-type")), (200, Some(kind)), "{path}");
        assert!(!answer.text().contains("<newsgen-preview"), "{path}");
    }
    let missing = server.get("/nothing/");
    assert_eq!((missing.status, missing.header("content-type")), (404, Some("text/html; charset=utf-8")));
    assert!(missing.text().contains("/__newsgen/preview.js"));
    assert!(!site.path("public").exists());
}

#[test]
fn large_files_are_sent_whole_and_in_parts() {
    let site = site();
    let film: Vec<u8> = (0..1_000_000u32).map(|n| n as u8).collect();
    site.write("static/film.mp4", &film);
    let server = Server::start(&site);
    let whole = server.get("/film.mp4");
    assert!(whole.body == film, "{}", whole.head);
    assert_eq!(whole.header("content-length"), Some("1000000"));
    let ask = |method: &str, range: &str| {
        server.ask(format!(
            "{method} /film.mp4 HTTP/1.1\r\nHost: localhost\r\nRange: {range}\r\nConnection: close\r\n\r\n"
        ))
    };
    let part = ask("GET", "bytes=999990-");
    assert_eq!((part.status, part.header("content-range")), (206, Some("bytes 999990-999999/1000000")));
    assert!(part.body == film[999_990..]);
    assert_eq!(ask("GET", "bytes=2000000-").status, 416);
    let head = ask("HEAD", "x");
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, Some("1000000"), 0));
}

#[test]
fn head_is_answered_as_get_without_a_body() {
    let site = site();
    let server = Server::start(&site);
    for path in ["/", TALKS, "/rss.xml", "/nothing/"] {
        let head = server.ask(format!("HEAD {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"));
        let get = server.get(path);
        assert_eq!((head.status, head.header("content-length")), (get.status, get.header("content-length")), "{path}");
        assert!(head.body.is_empty());
    }
}

#[test]
fn edits_are_told_to_the_pages_that_they_change() {
    let site = site();
    let server = Server::start(&site);
    let mut talks = server.events(TALKS);
    let first = talks.next();
    assert_eq!((first["status"].as_u64(), first["troubles"].as_array().unwrap().len()), (Some(200), 0));
    let version = |state: &serde_json::Value| state["version"].as_str().unwrap().to_owned();
    assert!(server.get(TALKS).text().contains(&format!("data-version=\"{}\"", version(&first))));
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "Second text.");
    let second = talks.next();
    assert_ne!(version(&second), version(&first));
    assert!(server.get(TALKS).text().contains("Second text."));
    // A text of another article is no reason to load this one again.
    let mut storm = server.events("/2025/01/13/storm/");
    let before = version(&storm.next());
    site.article("storm", "Storm", "date: 2025-01-13\ndescription: Wind.\n", "More wind.");
    storm.until(|state| version(state) != before);
    site.article("storm", "Storm", "date: 2025-01-13\ndescription: Wind.\n", "Less wind.");
    storm.next();
    assert_eq!(version(&server.events("/tags/gaza/").next()), version(&server.events("/tags/gaza/").next()));
    // A new article, one that goes, and an address that is there only now.
    let mut new = server.events("/2025/01/14/new/");
    assert_eq!(new.next()["status"], 404);
    site.article("new", "New", "date: 2025-01-14\n", "Text.");
    new.until(|state| state["status"] == 200);
    assert!(server.get("/").text().contains("/2025/01/14/new/"));
    site.remove("content/new.md");
    new.until(|state| state["status"] == 404);
    assert_eq!(server.get("/2025/01/14/new/").status, 404);
    assert!(!server.get("/").text().contains("/2025/01/14/new/"));
}

#[test]
fn mistakes_are_told_with_their_place_and_the_last_good_page_stays() {
    let site = site();
    let server = Server::start(&site);
    let mut events = server.events(TALKS);
    let good = events.next()["version"].clone();
    let trouble = |state: &serde_json::Value| state["troubles"][0]["place"].as_str().unwrap_or("").to_owned();
    let is_well = |state: &serde_json::Value| state["troubles"].as_array().unwrap().is_empty();
    let settings = site.read("site.toml");

    for (name, text, place, message) in [
        ("site.toml", "titel = 1\n", "site.toml:1:1", "titel"),
        ("site.toml", "title = \n", "site.toml:1:", ""),
        (
            "templates/article.html",
            "{% extends \"theme/article.html\" %}\n{% block x %}",
            "templates/article.html:",
            "",
        ),
        ("tags.toml", "[[tag]]\nnme = \"x\"\n", "tags.toml:1:1", "name"),
        ("terms/tags/gaza.md", "no front matter", "terms/tags/gaza.md:1:1", ""),
    ] {
        site.write(name, text);
        let state = events.until(|state| trouble(state).starts_with(place));
        assert_eq!((&state["version"], &state["status"]), (&good, &200.into()), "{name}");
        let told = state["troubles"][0].to_string();
        assert!(told.contains(message), "{told}");
        assert!(server.get(TALKS).text().contains("First text."));
        // Articles can be edited meanwhile.
        site.article("storm", "Storm", "date: 2025-01-13\n", &format!("Wind and {name} {text:?}."));
        wait_for(
            || server.get("/2025/01/13/storm/").text().contains(&format!("Wind and {name}")).then_some(()),
            || "the other article".into(),
        );
        if name == "site.toml" {
            site.write(name, &settings);
        } else {
            site.remove(name);
        }
        let state = events.until(is_well);
        assert_eq!(state["version"], good, "{name}");
    }

    site.remove("site.toml");
    events.until(|state| state["troubles"][0]["message"].as_str().is_some_and(|m| m.contains("does not exist")));
    assert!(server.get(TALKS).text().contains("First text."));
    site.write("site.toml", "title = \"Mended\"\n");
    events.until(is_well);
    assert!(server.get("/").text().contains("Mended"));
}

#[test]
fn a_broken_article_or_template_is_told_to_pages_that_lack_it() {
    let site = site();
    let server = Server::start(&site);
    let mut events = server.events(TALKS);
    events.next();
    site.write("content/talks.md", "---\ntitle: Talks\ndate: <soon>\n---\n\nText.\n");
    let state = events.until(|state| state["status"] == 404);
    assert_eq!(state["troubles"][0]["place"], "content/talks.md:3:7");
    assert!(state["troubles"][0]["text"].as_str().unwrap().contains("date: <soon>"));
    site.article("talks", "Talks", "date: 2025-01-12\n", "Mended text.");
    events.until(|state| state["status"] == 200 && state["troubles"].as_array().unwrap().is_empty());
    // Found only when the page is rendered.
    site.write("templates/article.html", "<p>{{ article.title.x.y }}</p><script>alert(1)</script>");
    let state = events.until(|state| state["status"] == 500);
    assert!(state["troubles"][0]["place"].as_str().unwrap().starts_with("templates/article.html:1:"), "{state}");
    let page = server.get(TALKS);
    assert_eq!(page.status, 500);
    assert!(page.text().contains("article.title") && page.text().contains("/__newsgen/preview.js"));
    assert!(!page.text().contains("<script>alert"), "{}", page.text());
    assert_eq!(server.get("/").status, 200);
    site.remove("templates/article.html");
    events.until(|state| state["status"] == 200);
}

#[test]
fn style_sheets_change_without_the_page() {
    let site = site();
    site.write("static/style.css", "body { color: red }");
    let server = Server::start(&site);
    let mut events = server.events(TALKS);
    let first = events.next();
    for name in ["static/style.css", "static/a.css"] {
        let before = events.last["sheets"].clone();
        site.write(name, "body { color: blue }");
        let state = events.until(|state| state["sheets"] != before);
        assert_eq!(state["version"], first["version"], "{name}");
        for sheet in state["sheets"].as_array().unwrap() {
            assert_eq!(server.get(sheet[0].as_str().unwrap()).status, 200);
        }
    }
    // Pictures are no style sheets.
    site.write("static/p.svg", "<svg/>");
    events.until(|state| state["version"] != first["version"]);
}

#[test]
fn what_is_not_published_is_shown_on_demand_and_marked() {
    let site = site();
    site.article("draft", "Draft", "date: 2025-01-01\ndraft: true\n", "Text.");
    site.article("later", "Later", "date: 2027-01-02\n", "Text.");
    site.article("embargo", "Embargo", "date: 2025-01-03\npublish_at: 2027-01-03T08:00:00Z\ndraft: true\n", "Text.");
    site.article("expired", "Expired", "date: 2025-01-04\nexpires: 2025-02-01\n", "Text.");
    site.article("withheld", "Withheld", "date: 2025-01-05\nstatus: withheld\n", "Text.");
    let pages = [
        "/2025/01/01/draft/",
        "/2027/01/02/later/",
        "/2025/01/03/embargo/",
        "/2025/01/04/expired/",
        "/2025/01/05/withheld/",
    ];
    let statuses = |server: &Server| pages.map(|page| server.get(page).status);
    assert_eq!(statuses(&Server::start(&site)), [404; 5]);
    assert_eq!(statuses(&Server::start_with(&site, &["--port", "0", "--drafts"])), [200, 404, 404, 404, 404]);
    let server = Server::start_with(&site, &["--port", "0", "--drafts", "--future"]);
    assert_eq!(statuses(&server), [200, 200, 200, 404, 404]);
    for (page, marks) in [
        (pages[0], vec!["<li>Draft</li>"]),
        (pages[1], vec!["<li>Future: dated 2027-01-02</li>"]),
        (pages[2], vec!["<li>Draft</li>", "<li>Under embargo until 2027-01-03 08:00:00+00:00</li>"]),
        (TALKS, vec![]),
    ] {
        let text = server.get(page).text();
        assert_eq!(text.matches("<li>").count() - built(&server, page).matches("<li>").count(), marks.len(), "{page}");
        marks.iter().for_each(|mark| assert!(text.contains(mark), "{mark} in {text}"));
    }
    site.run(&["build", "--clock", common::CLOCK, "--drafts", "--future"]).exits(0);
    for (path, bytes) in site.output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("newsgen-preview"), "{path}");
    }
}

fn built(server: &Server, page: &str) -> String {
    String::from_utf8(server.get(page).built()).unwrap()
}

#[test]
fn redirects_and_headers_are_those_of_the_host() {
    let site = site();
    let settings = |host: &str| {
        format!(
            "base_url = \"https://example.org\"\n[deploy]\nhost = \"{host}\"\n[tags.aliases]\nPalestine = \"Gaza\"\n"
        )
    };
    site.write("site.toml", settings("pages"));
    let server = Server::start(&site);
    for path in ["/old/talks/", "/tags/palestine/"] {
        let page = server.get(path);
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text().contains("http-equiv=\"refresh\""), "{}", page.text());
    }
    assert_eq!(server.get("/story/124").header("location"), Some("/story/124/"));
    for path in ["/story/124/", "/story/", "/a.php"] {
        let page = server.get(path);
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")), "{path}");
    }
    assert_eq!(server.get("/").header("content-security-policy"), None);
    site.write("static/.well-known/security.txt", "Contact: mailto:desk@example.org");
    wait_for(|| (server.get("/.well-known/security.txt").status == 200).then_some(()), || "a hidden file".into());
    let folder = server.get("/tags/gaza");
    assert_eq!((folder.status, folder.header("location")), (301, Some("/tags/gaza/")));

    for host in ["netlify", "apache", "cloudflare"] {
        let mut events = server.events("/old/talks/");
        let before = events.next()["version"].clone();
        site.write("site.toml", settings(host));
        if host == "netlify" {
            events.until(|state| state["version"] != before);
        }
        wait_for(
            || {
                (server.get("/old/talks/").status == 301
                    && (server.get("/_headers").status == 404) == (host == "apache"))
                    .then_some(())
            },
            || host.into(),
        );
        let alias = server.get("/old/talks/");
        assert_eq!((alias.status, alias.header("location")), (301, Some(TALKS)), "{host}");
        assert_eq!(server.get("/story/124").header("location"), Some(TALKS), "{host}");
        let tag = server.get("/tags/palestine/");
        assert_eq!((tag.status, tag.header("location")), (301, Some("/tags/gaza/")), "{host}");
        let page = server.get("/");
        assert_eq!(page.header("content-security-policy").is_some(), host != "apache", "{host}");
        assert_eq!(page.header("cache-control"), Some("no-store"));
    }
    // A site's own file says what the host does.
    site.write("static/_headers", "/*\n  X-Frame-Options: DENY\n  Cache-Control: public, max-age=60\n");
    site.write("static/_redirects", "/x /y 301\n");
    wait_for(|| server.get("/").header("x-frame-options").map(str::to_owned), || "its own headers".into());
    assert_eq!(server.get("/").header("cache-control"), Some("no-store"));
    assert_eq!(server.get("/old/talks/").status, 404);
}

#[test]
fn the_path_of_the_base_address_is_kept() {
    let site = site();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n");
    let server = Server::start(&site);
    server.hears("/news/ ");
    for path in ["/", "/news"] {
        let root = server.get(path);
        assert_eq!((root.status, root.header("location")), (302, Some("/news/")), "{path}");
    }
    let page = server.get("/news/2025/01/12/talks/");
    assert_eq!(page.status, 200);
    assert!(page.text().contains("href=\"/news/tags/gaza/\"") && page.text().contains("/__newsgen/preview.js"));
    assert_eq!(server.events("/news/2025/01/12/talks/").next()["status"], 200);
    assert_eq!(server.get("/news/tags/gaza").header("location"), Some("/news/tags/gaza/"));
    assert_eq!(server.get(TALKS).status, 404);
    assert_eq!(server.get("/newsroom/").status, 404);
}

#[test]
fn the_next_free_port_is_taken_and_said() {
    let site = site();
    let first = Server::start(&site);
    // Of the same site, at the same time, with a build besides.
    let port = first.port.to_string();
    let second = Server::start_with(&site, &["--port", &port]);
    assert_ne!(first.port, second.port);
    second.hears(&format!("Port {port} is taken: it is {}", second.port));
    site.build().exits(0);
    for server in [&first, &second] {
        assert_eq!(server.get(TALKS).status, 200);
    }
    let mut both = [&first, &second].map(|server| server.events(TALKS));
    let before = both.each_mut().map(|events| events.next()["version"].clone());
    site.article("talks", "Talks", "date: 2025-01-12\n", "Second text.");
    for (events, before) in both.iter_mut().zip(before) {
        events.until(|state| state["version"] != before);
    }
}

#[test]
fn another_address_needs_the_flag_and_warns() {
    let site = site();
    let server = Server::start_with(&site, &["--port", "0", "--host", "0.0.0.0"]);
    server.hears("warning: whoever reaches this machine can read this site");
    assert_eq!(server.get("/").status, 200);
    let of_host =
        |host: &str| server.ask(format!("GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")).status;
    assert_eq!([of_host("192.0.2.1"), of_host("evil.example"), of_host("127.0.0.1")], [403, 403, 200]);
    let local = Server::start(&site);
    assert!(!local.said().iter().any(|line| line.contains("warning")));
    let run = site.run(&["serve", "--host", "no such host"]);
    run.exits(2).says("--host");
    let run = site.run(&["serve", "--host", "192.0.2.1", "--port", "0"]);
    run.exits(2).says("cannot listen on `192.0.2.1:0`");
}

#[cfg(unix)]
#[test]
fn signals_end_it_at_once_and_well() {
    let site = site();
    for signal in ["-INT", "-TERM"] {
        let mut server = Server::start(&site);
        let mut events = server.events(TALKS);
        events.next();
        // A connection that says nothing.
        let idle = server.connect();
        assert!(Command::new("kill").args([signal, &server.child.id().to_string()]).status().unwrap().success());
        let status = wait_for(|| server.child.try_wait().unwrap(), || "its end".into());
        assert_eq!(status.code(), Some(0), "{signal}");
        drop(idle);
    }
}

#[cfg(unix)]
#[test]
fn the_browser_is_opened_and_its_lack_is_a_note() {
    use std::os::unix::fs::PermissionsExt;
    let site = site();
    site.write("bin/xdg-open", "#!/bin/sh\necho \"$1\" > \"$(dirname \"$0\")/opened\"\n");
    std::fs::set_permissions(site.path("bin/xdg-open"), std::fs::Permissions::from_mode(0o755)).unwrap();
    let start = |path: &str| {
        let mut command = newsgen();
        command.args(["serve", "--port", "0", "--open"]).current_dir(site.folder.path()).env("PATH", path);
        Server::spawn(command)
    };
    if cfg!(target_os = "linux") {
        let path = format!("{}:/usr/bin:/bin", site.path("bin").display());
        let server = start(&path);
        let opened = wait_for(
            || std::fs::read_to_string(site.path("bin/opened")).ok().filter(|text| text.ends_with('\n')),
            || "the browser".into(),
        );
        assert_eq!(opened.trim(), format!("http://127.0.0.1:{}/", server.port));
        let server = start("/nonexistent");
        server.hears("note: no browser was opened: `xdg-open` could not be started");
        assert_eq!(server.get("/").status, 200);
    }
}

#[test]
fn a_page_may_be_read_slowly() {
    let site = site();
    let server = Server::start(&site);
    let mut stream = server.connect();
    for byte in format!("GET {TALKS} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").bytes() {
        stream.write_all(&[byte]).unwrap();
    }
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("First text."));
}

#[test]
fn an_embargo_ends_by_itself() {
    let site = site();
    let soon = chrono::Utc::now() + chrono::TimeDelta::seconds(5);
    let more = format!("date: 2025-01-01\npublish_at: {}\n", soon.to_rfc3339_opts(chrono::SecondsFormat::Secs, true));
    site.article("soon", "Soon", &more, "Text.");
    let mut command = newsgen();
    command.args(["serve", "--port", "0"]).current_dir(site.folder.path());
    let server = Server::spawn(command);
    wait_for(|| (server.get("/2025/01/01/soon/").status == 200).then_some(()), || "its end".into());
}
