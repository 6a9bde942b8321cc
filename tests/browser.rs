//! Pages in a real browser: headless Chromium, from a phone's to a desktop's width, light and dark, with
//! axe-core, by keyboard, without scripts, and on paper.
//!
//! `scripts/test` installs what this needs; `CHROMIUM` names another browser. The looking is done by
//! `tests/browser/check.mjs`; here are the sites that it looks at.

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::browser::script;
use common::{Run, TestSite, newsgen};

/// As `_headers` has it for hosts that read that file.
const POLICY: &str =
    "default-src 'self'; img-src * data:; media-src *; frame-ancestors 'self'; base-uri 'self'; form-action 'self'";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='600' height='400'><rect width='600' height='400' fill='#678'/></svg>";

/// A host of static files that answers until the test ends.
fn host(folder: PathBuf) -> u16 {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let folder = Arc::new(folder);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let folder = folder.clone();
            std::thread::spawn(move || answer(stream, &folder));
        }
    });
    port
}

fn answer(mut stream: TcpStream, folder: &Path) {
    let mut request = [0; 8192];
    let len = stream.read(&mut request).unwrap_or(0);
    let request = String::from_utf8_lossy(&request[..len]);
    let path = request.split(' ').nth(1).unwrap_or("/").split('?').next().unwrap_or("/").to_owned();
    let file = if path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    let kind = match file.rsplit('.').next() {
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("svg") => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    };
    let (status, body) = match std::fs::read(folder.join(&file[1..])) {
        Ok(body) => ("200 OK", body),
        Err(_) => ("404 Not Found", std::fs::read(folder.join("404.html")).unwrap_or_default()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Security-Policy: {POLICY}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

/// Looks at pages of a built site; the first is the front page, the second an article.
#[track_caller]
fn look(public: PathBuf, pages: &[&str]) {
    for page in pages {
        let file = if page.ends_with('/') { format!("{page}index.html") } else { (*page).to_owned() };
        assert!(public.join(&file[1..]).is_file(), "there is no {page}");
    }
    let run = Run::of(script("check.mjs").arg(format!("http://127.0.0.1:{}", host(public))).args(pages)).exits(0);
    let (looked, wrong): (Vec<&str>, Vec<&str>) = run.stdout.lines().partition(|line| line.starts_with("LOOKED "));
    assert!(wrong.is_empty(), "{wrong:#?}");
    let axe = format!("\"views\":{},\"axe\":{}", pages.len() * 4, pages.len() * 3);
    assert!(looked.len() == 1 && looked[0].contains(&axe) && looked[0].contains("\"printed\":1"), "{looked:?}");
    assert!(!looked[0].contains("\"walked\":0"), "{looked:?}");
}

#[test]
fn the_demo_works_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let mut build = newsgen();
    build.args(["build", "-q", "--output-dir"]).arg(&public).current_dir(env!("CARGO_MANIFEST_DIR"));
    Run::of(&mut build).exits(0);
    look(
        public,
        &[
            "/",
            "/1989/11/11/the-berlin-wall-is-open/",
            "/tags/",
            "/tags/spaceflight/",
            "/sections/world/",
            "/archive/",
            "/1989/",
            "/1989/11/",
            "/on-this-day/",
            "/undated/",
            "/404.html",
        ],
    );
}

/// A site with everything that a theme has to bear.
fn hard_site(theme: &str) -> TestSite {
    let site = TestSite::new();
    site.write(
        "site.toml",
        format!(
            "title = \"Test Archive\"\nbase_url = \"https://example.org\"\ntheme = \"{theme}\"\nday_pages = true\n"
        ),
    );
    site.write("static/p.svg", PICTURE);
    let long = "The council has decided after a session of nineteen hours ".repeat(4);
    site.article("long", &long[..200], "date: 2025-03-04\ntags: [Council]\n", "Text.");
    site.article(
        "unbroken",
        &"Donaudampfschifffahrt".repeat(5),
        "date: 2025-03-05\nlang: de\nsection: Business\n",
        "Text.",
    );
    site.article(
        "arabic",
        "افتتاح الجسر الجديد",
        "date: 2025-03-06\nlang: ar\nauthors: [ليلى حداد]\ntags: [الميناء, Council]\ndescription: عبر الآلاف الجسر.\n",
        "عبر الآلاف الجسر في الصباح.\n\n> اقتباس",
    );
    site.article("japanese", "港の橋、再開通", "date: 2025-03-07\nlang: ja\ntags: [港]\n", "数千人が橋を渡った。");
    for number in 1..=9 {
        let more = format!("date: 2024-0{number}-01\nseries: Repairs\ntags: [Bridge, Council]\nsection: News\n");
        site.article(&format!("part-{number}"), &format!("Part {number}"), &more, "Text of the part.");
    }
    site.article(
        "everything",
        "Harbour bridge reopens",
        "date: 2025-03-08T09:30:00Z\nupdated: 2025-03-09\ndescription: Thousands walked across.\nauthors: [Ada Lind, Bo Berg]\n\
         section: News\nseries: Repairs\ntags: [Bridge, Council]\nlicense: CC BY 4.0\ncredit: By permission\nwire: Coastal Press\n\
         dateline: East Quay\nprint_page: A1\nimage:\n  url: /p.svg\n  alt: The bridge\n  caption: The bridge. Photograph by A. Lind\n\
         corrections:\n  - date: 2025-03-10\n    text: It has run since 1947.\n\
         source:\n  url: https://old.example.org/a\n  file: a.txt\n  guessed: [authors]\n",
        "Text with a [link](https://example.org/) and a note[^1].\n\n## A heading\n\n> **We did not think that we would see it.**\n>\n> A pilot\n\n\
         ![A picture](/p.svg \"By A. Lind\")\n\n| Year | Cost |\n|---|---:|\n| 2019 | 31,500,000 |\n\n```\na very long line of text that does not fit on a telephone of any size whatever\n```\n\n[^1]: The note.",
    );
    site.article("undated", "Without a date", "tags: [Council]\n", "Text.");
    for number in 0..60 {
        let more = format!("date: 2023-01-01\ntags: [\"Subject {number}\", \"{number} of them\"]\n");
        site.article(&format!("many-{number}"), &format!("One of many, {number}"), &more, "Text.");
    }
    site.write(
        "terms/tags/bridge.md",
        "---\ntitle: Bridge\ndescription: Opened in 1931.\nimage: {url: /p.svg, alt: The bridge}\n---\n\nText with a [link](https://example.org/).\n",
    );
    site.write(
        "pages/about.md",
        "---\ntitle: About\ndescription: Who we are.\nimage: {url: /p.svg, alt: The house, caption: Our house}\nupdated: 2025-01-01\n---\n\nText with a [link](/tags/).\n\n## Contact\n\nText.\n",
    );
    // Of more than a thousand, each initial has a page.
    let people: Vec<String> =
        (0..1010).map(|n| format!("{}nn Number {n}", char::from(b'A' + (n % 26) as u8))).collect();
    site.article("crowd", "A crowd", &format!("date: 2022-01-01\ntags: [{}]\n", people.join(", ")), "Text.");
    let mut catalog = "[[tag]]\nname = \"Bridge\"\nkind = \"place\"\nparents = [\"Council\"]\n".to_owned();
    people.iter().for_each(|name| catalog.push_str(&format!("[[tag]]\nname = \"{name}\"\nkind = \"person\"\n")));
    site.write("tags.toml", catalog);
    site
}

const HARD_PAGES: [&str; 17] = [
    "/",
    "/2025/03/08/everything/",
    "/tags/",
    "/tags/bridge/",
    "/2025/03/04/long/",
    "/2025/03/05/unbroken/",
    "/2025/03/06/arabic/",
    "/2025/03/07/japanese/",
    "/2025/03/",
    "/2025/03/08/",
    "/on-this-day/03-08/",
    "/corrections/",
    "/authors/",
    "/authors/ada-lind/",
    "/about/",
    "/people/",
    "/people/index/a/",
];

#[test]
fn hard_articles_work_in_the_default_theme() {
    let site = hard_site("default");
    site.build().exits(0);
    look(site.path("public"), &HARD_PAGES);
}

#[test]
fn hard_articles_work_in_the_wire_theme() {
    let site = hard_site("wire");
    site.build().exits(0);
    look(site.path("public"), &[&HARD_PAGES[..9], &["/about/", "/people/"]].concat());
}

#[test]
fn an_empty_archive_works() {
    let site = TestSite::new();
    site.article("draft", "Draft", "date: 2025-01-01\ndraft: true\n", "Text.");
    site.build().exits(0);
    // Three pages that a site has whatever it holds; none is an article, so none is looked at on paper.
    for page in ["index.html", "archive/index.html", "corrections/index.html"] {
        let html = site.read(&format!("public/{page}"));
        assert_eq!(html.matches("<h1").count(), 1, "{page}");
        assert!(html.contains("Nothing has been published") || html.contains("No corrections"), "{page}");
    }
}
