//! `newsgen check`: what it finds, as text and for programs, and that it changes nothing.

mod common;

use common::{CLOCK, Run, TestSite, tree};

fn site() -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n");
    site.write("static/map 1.png", "map");
    site.article(
        "a",
        "Talks",
        "date: 2025-01-12\ndescription: D.\nauthor: Ann\ncorrections: [{date: 2025-01-13, text: T.}]\nimage: /gone.jpg\n",
        "[good](/2025/01/13/b/) [good](../../13/b/) [good](https://example.org/news/archive/) [good](#_corrections) ![good](</map 1.png>)\n[file](/map%201.png)\n\n[bad](/2025/01/14/c/)\n[no slash](/archive)\n[place](/2025/01/13/b/#part)\n[elsewhere](https://other.example/x) [mail](mailto:a@b.example)\n",
    );
    site.article("b", "Budget", "date: 2025-01-13\ndescription: D.\nauthor: Ann\ntags: [Oslo]\n", "Text.");
    site.article("b-again", "Budget!", "date: 2025-01-13\ndescription: D.\n", "Text.");
    site.article("undated", "Letter", "", "Text.");
    site
}

fn check(site: &TestSite, more: &[&str]) -> Run {
    site.run(&[&["check", "--clock", CLOCK], more].concat())
}

#[test]
fn links_are_held_against_the_site() {
    let site = site();
    let run = check(&site, &[]).exits(1);
    let expected = "
error[broken-link]: `/2025/01/14/c/` leads nowhere
  --> content/a.md:13:7
   |
13 | [bad](/2025/01/14/c/)
   |       ^^^^^^^^^^^^^^
   = hint: mend the address, or give the page that it means this one as an `aliases:`

error[broken-link]: `/archive` leads nowhere
  --> content/a.md:14:12
   |
14 | [no slash](/archive)
   |            ^^^^^^^^
   = hint: write `/archive/`: that is where the page is
";
    for block in expected.trim().split("\n\n") {
        assert!(run.stderr.contains(block), "{block}\n\nis not in\n\n{}", run.stderr);
    }
    for said in [
        "error[broken-link]: `/gone.jpg` leads nowhere\n --> content/a.md:7:8",
        "= hint: put the file below `static/`, where it is published at its path, or mend the address\n",
        "warning[broken-anchor]: `/2025/01/13/b/#part`: there is no such place on `/2025/01/13/b/`",
        "warning[told-twice]: the same headline on the same day as `content/b-again.md`\n --> content/b.md",
        "warning[undated]: an article without a date\n --> content/undated.md",
        "Checked 4 articles with 10 links: 3 errors, 5 warnings. Not followed, as it leaves the site: 1 link.",
    ] {
        assert!(run.stderr.contains(said), "{said}\n\nis not in\n\n{}", run.stderr);
    }
}

#[test]
fn a_good_site_passes_and_nothing_is_written() {
    let site = site();
    site.article("a", "Talks", "date: 2025-01-12\ndescription: D.\nauthor: Ann\n", "[good](/2025/01/13/b/)");
    site.remove("content/undated.md").remove("content/b-again.md");
    let before = tree(&site.path(""));
    check(&site, &["--strict"]).exits(0).says("Checked 2 articles with 1 link: 0 errors, 0 warnings.");
    let mut after = tree(&site.path(""));
    after.retain(|path, _| !path.starts_with(".newsgen/"));
    assert_eq!(before, after);
}

#[test]
fn names_that_may_be_one_are_said() {
    let site = site();
    site.article("c", "C", "date: 2025-01-14\ntags: [Flood]\nauthors: [Jane Doe]\n", "Text.");
    site.article("d", "D", "date: 2025-01-15\ntags: [Floods]\nauthors: [\"Jane  Doe-\"]\n", "Text.");
    let run = check(&site, &[]).exits(1);
    assert!(run.stderr.contains("hint: if they are one: `newsgen tags merge \"Flood"), "{}", run.stderr);
}

#[test]
fn programs_get_json_and_sarif() {
    let site = site();
    let json: serde_json::Value = serde_json::from_str(&check(&site, &["--format", "json"]).exits(1).stdout).unwrap();
    assert_eq!((json["articles"].as_u64(), json["external_links"].as_u64()), (Some(4), Some(1)));
    let first = &json["problems"][0];
    assert_eq!((first["code"].as_str(), first["severity"].as_str()), (Some("broken-link"), Some("error")));
    let sarif: serde_json::Value = serde_json::from_str(&check(&site, &["--format", "sarif"]).exits(1).stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
    assert!(place["region"]["startLine"].as_u64().unwrap() > 6);
    assert_eq!(results.len(), json["problems"].as_array().unwrap().len());
}

#[test]
fn limits_of_hosts_are_held() {
    let site = site();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n[deploy]\nhost = \"cloudflare\"\n");
    let file = std::fs::File::create(site.path("static/film.mp4")).unwrap();
    file.set_len(26 << 20).unwrap();
    check(&site, &[])
        .exits(1)
        .says("error[file-too-large]: larger than the 25 MiB that Cloudflare Pages takes\n --> static/film.mp4");
}

/// A server on loopback that knows some addresses; notes what it was asked.
#[cfg(feature = "external")]
fn elsewhere() -> (u16, std::sync::Arc<std::sync::Mutex<Vec<String>>>) {
    use std::io::{BufRead, BufReader, Write};
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let asked = std::sync::Arc::new(std::sync::Mutex::new(Vec::new()));
    let log = asked.clone();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
            let first = lines.next().unwrap().unwrap();
            while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
            let (method, path) = (first.split(' ').next().unwrap(), first.split(' ').nth(1).unwrap());
            let again = log.lock().unwrap().iter().filter(|asked: &&String| asked.ends_with(" /patience")).count() > 1;
            let answer = match (method, path) {
                (_, "/ok" | "/" | "/new") | ("GET", "/no-head") => "200 OK\r\n",
                (_, "/no-head") => "405 Method Not Allowed\r\n",
                (_, "/moved") => "301 Moved Permanently\r\nLocation: /new\r\n",
                (_, "/for-now") => "302 Found\r\nLocation: /new\r\n",
                (_, "/home") => "301 Moved Permanently\r\nLocation: /\r\n",
                (_, "/circle") => "302 Found\r\nLocation: /circle\r\n",
                (_, "/busy") => "503 Service Unavailable\r\n",
                (_, "/patience") if !again => "429 Too Many Requests\r\nRetry-After: 0\r\n",
                (_, "/patience") => "200 OK\r\n",
                _ => "404 Not Found\r\n",
            };
            log.lock().unwrap().push(format!("{method} {path}"));
            let _ = write!(stream, "HTTP/1.1 {answer}Content-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (port, asked)
}

#[cfg(feature = "external")]
#[test]
fn links_to_other_sites_are_followed_if_asked() {
    let (port, asked) = elsewhere();
    let base = format!("http://127.0.0.1:{port}");
    let silent = {
        let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        format!("http://127.0.0.1:{}/", gone.local_addr().unwrap().port())
    };
    let site = TestSite::new();
    let paths = ["ok", "no-head", "moved", "for-now", "home", "circle", "busy", "patience", "gone", "skipped/x"];
    let links: String = paths.iter().map(|path| format!("[{path}]({base}/{path})\n")).collect();
    let text = format!("{links}[silent]({silent})\n[again]({base}/gone)\n");
    site.article("a", "A", "date: 2025-01-12\ndescription: D.\ntags: [Oslo]\n", &text);
    let skip = format!("{base}/skipped/");
    let external = ["--external", "--pause", "1", "--timeout", "20", "--skip", &skip];

    check(&site, &[]).exits(0).says("Not followed, as it leaves the site: 12 links.");
    assert_eq!(asked.lock().unwrap().len(), 0);

    let run = check(&site, &external).exits(0);
    for said in [
        format!("warning[gone-link]: `{base}/gone` is gone: 404 Not Found\n  --> content/a.md:16:"),
        format!("warning[gone-link]: `{base}/home` is gone: it leads to the front page `{base}/` now"),
        format!("warning[gone-link]: `{base}/circle` is gone: redirected in a circle"),
        format!("warning[moved-link]: `{base}/moved` has moved for good to `{base}/new`"),
        format!("warning[unanswered-link]: `{silent}` gives no answer: "),
        "10 asked, 0 known to be fine, 1 left alone".to_owned(),
        "6 warnings".to_owned(),
    ] {
        assert!(run.stderr.contains(&said), "{said}\n\nis not in\n\n{}", run.stderr);
    }
    assert_eq!(run.stderr.matches("gone-link").count(), 4, "one for each place");
    let first = std::mem::take(&mut *asked.lock().unwrap());
    assert!(first.contains(&"HEAD /ok".into()) && !first.contains(&"GET /ok".into()), "{first:?}");
    assert!(first.iter().all(|asked| !asked.contains("skipped")), "{first:?}");

    // What was fine is not asked again, also where the moment of the site is another.
    let run = site.run(&[&["check", "--clock", "2030-01-01"], external.as_slice()].concat()).exits(0);
    assert!(run.stderr.contains("6 asked, 4 known to be fine, 1 left alone"), "{}", run.stderr);
    let second = asked.lock().unwrap().clone();
    assert!(second.iter().all(|asked| !asked.ends_with("/ok") && !asked.ends_with("/patience")), "{second:?}");

    // An address that moved for good can be mended.
    check(&site, &[external.as_slice(), &["--fix", "--yes"]].concat()).exits(0).says("1 file changed");
    let text = site.read("content/a.md");
    assert!(text.contains(&format!("[moved]({base}/new)\n[for-now]({base}/for-now)\n")), "{text}");
    check(&site, &[external.as_slice(), &["--strict"]].concat()).exits(1);
}

#[test]
fn what_is_safe_to_mend_is_mended_after_a_look() {
    let site = TestSite::new();
    site.write("content/a.md", "\u{feff}---\r\ntitle: A  \r\ndate: 2025-01-12\n\r\ntgas: [Floods]\r\n---\r\nText  \r\n[b](/2025/01/13/b) [c](/nowhere)\r\n");
    site.article("b", "B", "date: 2025-01-13\ntags: [Floods]\nauthors: [Ann]\nauthor: Bo\ntitel: \"x  \"\n", "Text.");
    site.article("c", "C", "date: 2025-01-14\ntags: [Flood]\n", "Text.  ");
    site.article("d", "D", "date: 2025-01-15\ntags: [Floods]\n", "Text.");
    let before = tree(&site.path("content"));
    let run = check(&site, &["--fix"]).exits(1).says("Nothing is written; `--yes` changes these files without asking.");
    for line in
        ["- tgas: [Floods]", "+ tags: [Floods]", "+ [b](/2025/01/13/b/) [c](/nowhere)", "+ synonyms = [\"Flood\"]"]
    {
        assert!(run.stdout.contains(line), "{line}\n\nis not in\n\n{}", run.stdout);
    }
    assert_eq!(tree(&site.path("content")), before);
    check(&site, &["--fix", "--yes"]).exits(0).says("2 files changed");
    assert_eq!(
        site.read("content/a.md"),
        "---\r\ntitle: A\r\ndate: 2025-01-12\r\n\r\ntags: [Floods]\r\n---\r\nText  \r\n[b](/2025/01/13/b/) [c](/nowhere)\r\n"
    );
    let after = tree(&site.path("content"));
    assert_eq!((after.get("b.md"), after.get("c.md")), (before.get("b.md"), before.get("c.md")));
    // What needs a person is left.
    let run = check(&site, &["--fix", "--yes"]).exits(1).says("Nothing that can be mended without you.");
    assert!(run.stderr.contains("`/nowhere` leads nowhere") && !run.stderr.contains("near-names"), "{}", run.stderr);
}

#[test]
fn what_templates_link_to_and_what_programs_read_is_checked_too() {
    let site = site();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n[[menu]]\nname = \"Gone\"\nurl = \"/gone/\"\n");
    site.write("templates/article.html", "{% extends \"theme/article.html\" %}{% block meta %}<script type=\"application/ld+json\">{oops}</script><img src=\"{{ site.root }}nope.png\">{% endblock meta %}");
    site.article(
        "html",
        "HTML",
        "date: 2025-02-01\ndescription: D.\ntags: [Oslo]\n",
        "`<b>` and *more*.\n\nText <b>bold</b>.\n",
    );
    let run = check(&site, &[]).exits(1);
    for said in [
        "warning[raw-html]: HTML in the text is shown as text\n  --> content/html.md:10:6\n",
        "error[broken-link]: `/news/gone/` leads nowhere\n --> the page ",
        "error[broken-link]: `/news/nope.png` leads nowhere\n --> the page /undated/undated/",
        "error[bad-output]: `/2025/01/12/a/`: its JSON-LD is not JSON: ",
    ] {
        assert!(run.stderr.contains(said), "{said}\n\nis not in\n\n{}", run.stderr);
    }
    assert_eq!(run.stderr.matches("/news/gone/").count(), 1, "once, whichever pages have it");
}

#[cfg(feature = "external")]
#[test]
fn of_very_many_links_to_one_host_each_has_its_turn() {
    let (port, asked) = elsewhere();
    let base = format!("http://127.0.0.1:{port}");
    let site = TestSite::new();
    // None of them answers well, so none is ever known to be fine.
    let links: String = (0..510).map(|number| format!("[{number}]({base}/gone/{number})\n")).collect();
    site.article("a", "A", "date: 2025-01-12\ndescription: D.\ntags: [Oslo]\n", &links);
    let external = ["--external", "--pause", "0"];
    check(&site, &external).exits(0).says("500 asked, 0 known to be fine, 10 left alone");
    let first: std::collections::BTreeSet<String> = asked.lock().unwrap().drain(..).collect();
    check(&site, &external).exits(0).says("500 asked, 0 known to be fine, 10 left alone");
    let both: std::collections::BTreeSet<String> = first.into_iter().chain(asked.lock().unwrap().drain(..)).collect();
    assert_eq!(both.iter().filter(|asked| asked.starts_with("GET /gone/")).count(), 510);

    // Of what is skipped now nothing is said, whatever it answered once.
    let run = check(&site, &[external.as_slice(), &["--skip", &base]].concat()).exits(0).says("510 left alone");
    assert!(!run.stderr.contains("gone-link"), "{}", run.stderr);
}
