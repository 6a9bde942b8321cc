//! Requests that mean `newsgen serve` no good, over raw sockets.

#![cfg(feature = "serve")]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;

use common::TestSite;
use common::server::{Answer, Server, wait_for};

const SECRET: &str = "a secret of this machine";

fn site() -> TestSite {
    let site = TestSite::new();
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "First text.");
    site.write("static/a.css", "body{}").write("static/img/p.svg", "<svg/>").write("secret.txt", SECRET);
    site
}

#[track_caller]
fn refuses(answer: &Answer, statuses: &[u16], what: &str) {
    assert!(statuses.contains(&answer.status), "{what}: {}", answer.head);
    let text = answer.text();
    assert!(!text.contains(SECRET) && !text.contains("root:") && !text.contains("title: \"Talks\""), "{what}: {text}");
    assert!(!text.contains("First text."), "{what}: {text}");
}

#[test]
fn no_path_leads_out_of_the_site() {
    let site = site();
    let server = Server::start(&site);
    let ups = [
        "..",
        "%2e%2e",
        "%2E%2E",
        ".%2e",
        "%2e.",
        "..%2f..",
        "%252e%252e",
        "..%c0%af..",
        "%c0%ae%c0%ae",
        "%e0%80%ae%e0%80%ae",
        "..;",
        "...",
        "%uff0e%uff0e",
        "..%00",
        "．．",
    ];
    for up in ups {
        for path in [
            format!("/{up}/secret.txt"),
            format!("/img/{up}/{up}/secret.txt"),
            format!("/a.css/{up}/{up}/secret.txt"),
            format!("/img/{up}%2fsecret.txt"),
            format!("/img/{up}%5csecret.txt"),
            format!("/img/{up}\\secret.txt"),
            format!("/{up}/{up}/{up}/{up}/{up}/{up}/etc/passwd"),
            format!("//{up}/secret.txt"),
        ] {
            refuses(&server.get(&path), &[400, 404], &path);
        }
    }
    let root = site.folder.path().display();
    for path in [
        "/secret.txt".to_owned(),
        "//secret.txt".into(),
        "/./a.css".into(),
        "/img//p.svg".into(),
        "/content/talks.md".into(),
        "/site.toml".into(),
        "/static/a.css".into(),
        "/.newsgen/cache".into(),
        "/%00".into(),
        "/a.css%00".into(),
        "/a.css%00.html".into(),
        "/a.css%".into(),
        "/%zz".into(),
        "/%ff".into(),
        "/a%2ecss%2f".into(),
        "/img%2fp.svg".into(),
        "/img%5cp.svg".into(),
        "/a.css/".into(),
        "/C:/secret.txt".into(),
        "/file:///etc/passwd".into(),
        format!("{root}/secret.txt"),
        format!("/{root}/secret.txt"),
        "/__newsgen/".into(),
        "/__newsgen/../secret.txt".into(),
        "/__newsgen/preview.js/../../secret.txt".into(),
    ] {
        refuses(&server.get(&path), &[400, 404], &path);
    }
    assert_eq!(server.get("/img/p.svg?x=/../../secret.txt").text(), "<svg/>");
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_site() {
    use std::os::unix::fs::symlink;
    let site = site();
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("leak.txt"), SECRET).unwrap();
    symlink(outside.path().join("leak.txt"), site.path("static/leak.txt")).unwrap();
    symlink(outside.path(), site.path("static/folder")).unwrap();
    symlink("/etc/passwd", site.path("static/passwd")).unwrap();
    symlink(site.path("static/img/p.svg"), site.path("static/inside.svg")).unwrap();
    let server = Server::start(&site);
    for path in ["/leak.txt", "/folder/leak.txt", "/passwd"] {
        let answer = server.get(path);
        refuses(&answer, &[403], path);
        assert!(answer.text().contains("leads out of the site by a link"), "{}", answer.text());
    }
    assert_eq!(server.get("/inside.svg").text(), "<svg/>");
    // A link that comes later is no different.
    std::fs::remove_file(site.path("static/a.css")).unwrap();
    symlink(outside.path().join("leak.txt"), site.path("static/a.css")).unwrap();
    wait_for(|| (server.get("/a.css").status == 403).then_some(()), || "the refusal".into());
}

#[test]
fn hosts_have_to_be_this_machine() {
    let site = site();
    let server = Server::start(&site);
    let of = |line: &str, host: &str| server.ask(format!("GET {line} HTTP/1.1\r\n{host}Connection: close\r\n\r\n"));
    let page = "/2025/01/12/talks/";
    for host in [
        "evil.example",
        "evil.example:4000",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.0.2.1",
        "[2001:db8::1]",
        "localhost@evil.example",
        "",
        "\u{7f}",
        "localhost:99999",
    ] {
        refuses(&of(page, &format!("Host: {host}\r\n")), &[400, 403], host);
        refuses(&of("/__newsgen/events?page=%2F", &format!("Host: {host}\r\n")), &[400, 403], host);
    }
    for (hosts, what) in [
        ("", "none"),
        ("Host: localhost\r\nHost: evil.example\r\n", "two"),
        ("Host: localhost\r\nHost: localhost\r\n", "two"),
    ] {
        refuses(&of(page, hosts), &[400], what);
    }
    refuses(&server.ask(format!("GET {page} HTTP/1.0\r\n\r\n")), &[400], "HTTP/1.0 without a host");
    // A whole address as target names a host too.
    for target in ["http://evil.example/2025/01/12/talks/", "http://evil.example@localhost/", "//evil.example/"] {
        refuses(&of(target, "Host: localhost\r\n"), &[400, 403, 404], target);
    }
    refuses(&of(&format!("http://localhost{page}"), "Host: evil.example\r\n"), &[403], "localhost as target alone");
    for host in ["localhost", "LOCALHOST:1", "127.0.0.1", "127.1.2.3:80", "[::1]:4000"] {
        assert_eq!(of(page, &format!("Host: {host}\r\n")).status, 200, "{host}");
        assert_eq!(of(&format!("http://{host}{page}"), "Host: localhost\r\n").status, 200, "{host}");
    }
}

#[test]
fn events_are_for_pages_of_the_preview_only() {
    let site = site();
    let server = Server::start(&site);
    let of = |more: &str| {
        server.ask(format!(
            "GET /__newsgen/events?page=%2F HTTP/1.1\r\nHost: localhost:1\r\n{more}Connection: close\r\n\r\n"
        ))
    };
    for more in [
        "Origin: http://evil.example\r\n",
        "Origin: null\r\n",
        "Origin: http://localhost:2\r\n",
        "Origin: https://localhost:1\r\n",
        "Sec-Fetch-Site: cross-site\r\n",
        "Sec-Fetch-Site: same-site\r\n",
    ] {
        refuses(&of(more), &[403], more);
    }
    for query in ["", "?", "?page", "?other=1"] {
        let answer = server.get(&format!("/__newsgen/events{query}"));
        assert_eq!(answer.status, 400, "{query}");
    }
    let mut stream = server.connect();
    stream
        .write_all(b"GET /__newsgen/events?page=%2F HTTP/1.1\r\nHost: localhost:1\r\nOrigin: http://localhost:1\r\nSec-Fetch-Site: same-origin\r\n\r\n")
        .unwrap();
    assert!(read_until(&mut stream, "\"version\"").contains("text/event-stream"));
    // What a page says that it is leads nowhere either.
    for page in ["/../secret.txt", "secret.txt", "", "/%2e%2e/secret.txt", "/\r\nX: y"] {
        let state = server.events(page).next();
        assert_eq!(state["status"], 404, "{page:?}: {state}");
    }
}

fn read_until(stream: &mut TcpStream, text: &str) -> String {
    let (mut all, mut piece) = (String::new(), [0; 4096]);
    while !all.contains(text) {
        let len = stream.read(&mut piece).unwrap();
        assert!(len > 0, "the connection ended after {all}");
        all.push_str(&String::from_utf8_lossy(&piece[..len]));
    }
    all
}

#[test]
fn other_methods_are_not_answered() {
    let site = site();
    let server = Server::start(&site);
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "get"] {
        let answer = server
            .ask(format!("{method} / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"));
        refuses(&answer, &[405], method);
        assert_eq!(answer.header("allow"), Some("GET, HEAD"));
    }
    refuses(
        &server.ask("CONNECT localhost:22 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        &[400, 405],
        "CONNECT",
    );
    refuses(
        &server.ask("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"),
        &[400, 405],
        "OPTIONS *",
    );
    let body = "x".repeat(1 << 20);
    let post = server.ask(format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    ));
    assert!([0, 405].contains(&post.status));
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn redirects_stay_here_and_headers_whole() {
    let site = site();
    let server = Server::start(&site);
    for path in [
        "//evil.example/",
        "//evil.example/%2e%2e",
        "/\\evil.example/",
        "///evil.example",
        "/%2fevil.example/",
        "/%5cevil.example/",
        "//tags/gaza",
        "/tags//gaza",
        "/tags/gaza//",
    ] {
        let answer = server.get(path);
        refuses(&answer, &[400, 404], path);
        assert_eq!(answer.header("location"), None, "{path}");
    }
    for path in [
        "/tags/gaza%0d%0aX-Evil:%201",
        "/tags%0d%0aX-Evil:%201/gaza",
        "/%0d%0aLocation:%20http://evil.example/",
        "/tags/gaza?x=%0d%0aX-Evil:1",
    ] {
        let answer = server.get(path);
        assert!(!answer.head.to_lowercase().contains("evil"), "{path}: {}", answer.head);
    }
    let answer = server.get("/tags/gaza?next=//evil.example");
    assert_eq!((answer.status, answer.header("location")), (301, Some("/tags/gaza/")));
    // A base address with a path.
    site.write("site.toml", "base_url = \"https://example.org/news\"\n");
    wait_for(|| (server.get("/").status == 302).then_some(()), || "the path".into());
    for path in ["//evil.example/news", "/news//evil.example/", "/news/..", "/news%2f", "//news"] {
        let answer = server.get(path);
        refuses(&answer, &[400, 404], path);
        assert_eq!(answer.header("location"), None, "{path}");
    }
}

#[test]
fn heads_are_bounded() {
    let site = site();
    let server = Server::start(&site);
    let long = "a".repeat(5000);
    refuses(&server.get(&format!("/{long}")), &[414], "a long path");
    refuses(&server.get(&format!("/?{long}")), &[414], "a long query");
    let huge = "a".repeat(1 << 20);
    refuses(&server.get(&format!("/{huge}")), &[0, 414, 431], "a huge path");
    let headers =
        |text: String| server.ask(format!("GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{text}\r\n"));
    refuses(&headers(format!("X: {huge}\r\n")), &[0, 431], "a huge header");
    refuses(&headers("X: y\r\n".repeat(200)), &[0, 431], "many headers");
    refuses(&headers(format!("Host: {long}\r\n")), &[400], "a long host");
    for garbage in [
        "\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "\u{16}\u{3}\u{1}\u{2}\u{0}\u{1}\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : localhost\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(garbage.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        assert!(!String::from_utf8_lossy(&answer).contains(SECRET));
    }
    assert_eq!(server.get("/").status, 200);
}

#[test]
fn slow_and_idle_connections_end_and_are_bounded() {
    let site = site();
    let server = Server::start(&site);
    // One that never ends its head, and one that says nothing.
    let mut slow = server.connect();
    slow.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ").unwrap();
    let mut kept = server.connect();
    kept.write_all(b"GET /a.css HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    assert!(read_until(&mut kept, "body{}").contains("200 OK"));
    // More than are kept. Those above are told to come again, and none brings the server down.
    let mut idle: Vec<TcpStream> = (0..600).map(|_| server.connect()).collect();
    let mut refused = 0;
    for stream in &mut idle[400..] {
        let mut answer = String::new();
        let _ = stream.read_to_string(&mut answer);
        refused += u32::from(answer.starts_with("HTTP/1.1 503"));
    }
    assert!(refused > 0);
    // The others end by themselves, also the one that was answered before.
    for stream in [&mut slow, &mut kept, &mut idle[0]] {
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
    }
    wait_for(|| (server.get("/").status == 200).then_some(()), || "an answer".into());
}

#[test]
fn streams_are_bounded_and_end_with_their_readers() {
    let site = site();
    let server = Server::start(&site);
    let mut streams: Vec<_> = (0..64).map(|_| server.events("/")).collect();
    streams.iter_mut().for_each(|stream| drop(stream.next()));
    let of = || server.ask("GET /__newsgen/events?page=%2F HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    refuses(&of(), &[503], "one too many");
    assert_eq!(server.get("/").status, 200);
    drop(streams);
    let free = || {
        let mut stream = server.connect();
        stream.write_all(b"GET /__newsgen/events?page=%2F HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
        let mut start = [0; 12];
        stream.read_exact(&mut start).ok()?;
        (start == *b"HTTP/1.1 200").then_some(())
    };
    wait_for(free, || "a free stream".into());
}

#[test]
fn what_articles_say_does_not_become_the_previews() {
    let site = site();
    let server = Server::start(&site);
    let mut events = server.events("/");
    events.next();
    // In messages, which are JSON to the page, and HTML where there is no other page.
    site.write("content/evil.md", "---\ntitle: x\ndate: \"</script><script>alert(1)</script>\"\n---\n\nText.\n");
    let state = events.until(|state| !state["troubles"].as_array().unwrap().is_empty());
    assert!(state["troubles"][0]["text"].as_str().unwrap().contains("</script>"));
    site.write("templates/article.html", "{{ article.title.x.y }}<img src=x onerror=alert(1)>");
    let page =
        wait_for(|| Some(server.get("/2025/01/12/talks/")).filter(|page| page.status == 500), || "the mistake".into());
    assert!(!page.text().contains("<img"), "{}", page.text());
    assert!(page.text().contains("&lt;img"), "{}", page.text());
}
