//! `newsgen serve` over a real socket.

#![cfg(feature = "serve")]

mod common;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

use common::{TestSite, newsgen, tree};

struct Server {
    child: Child,
    port: u16,
    said: BufReader<std::process::ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start(site: &TestSite) -> Server {
        // Far from the default, so that a preview the developer has open is not in the way.
        let mut command = newsgen();
        command.args(["serve", "--port", "47210", "--clock", common::CLOCK]).current_dir(site.folder.path());
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap());
        let mut line = String::new();
        while !line.contains("http://127.0.0.1:") {
            line.clear();
            assert!(said.read_line(&mut line).unwrap() > 0, "the server ended");
        }
        let port = line.split("127.0.0.1:").nth(1).unwrap().split('/').next().unwrap().parse().unwrap();
        Server { child, port, said }
    }

    /// Sends a request as it stands; the whole answer.
    fn ask(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    }

    fn get(&self, path: &str) -> String {
        self.ask(&format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }
}

fn site() -> TestSite {
    let site = TestSite::new();
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "First text.");
    site.write("static/a.css", "body{}");
    site
}

#[test]
fn pages_are_served_without_being_written() {
    let site = site();
    let server = Server::start(&site);
    let page = server.get("/2025/01/12/talks/");
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("First text.") && page.contains("text/html; charset=utf-8"),
        "{page}"
    );
    assert!(page.contains("/__newsgen/reload.js"));
    assert!(server.get("/").contains("Talks"));
    assert!(server.get("/rss.xml").contains("application/xml"));
    assert!(server.get("/a.css").contains("text/css"));
    assert!(server.get("/tags/gaza").contains("location: /tags/gaza/"));
    let missing = server.get("/nothing/");
    assert!(missing.starts_with("HTTP/1.1 404") && missing.contains("text/html"), "{missing}");
    assert!(!site.path("public").exists());
}

#[test]
fn requests_stay_in_the_site() {
    let site = site();
    site.write("secret.txt", "secret");
    let server = Server::start(&site);
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/secret.txt",
        "/content/talks.md",
        "/%00",
        "/%zz",
        "/a.css/../../secret.txt",
        "/%ff",
    ] {
        let answer = server.get(path);
        assert!(answer.starts_with("HTTP/1.1 404") && !answer.contains("First text"), "{path}: {answer}");
    }
    let foreign = server.ask("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assert!(foreign.starts_with("HTTP/1.1 403"), "{foreign}");
    let post = server.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert!(post.starts_with("HTTP/1.1 405"), "{post}");
}

#[test]
fn edits_are_seen_and_errors_do_not_end_the_preview() {
    let site = site();
    let mut server = Server::start(&site);
    let version = |server: &Server, after: &str| {
        server.get(&format!("/__newsgen/version?after={after}")).rsplit("\r\n\r\n").next().unwrap().to_owned()
    };
    assert_eq!(version(&server, "none"), "0");
    let started = Instant::now();
    site.article("talks", "Talks", "date: 2025-01-12\n", "Second text.");
    assert_eq!(version(&server, "0"), "1");
    assert!(started.elapsed() < Duration::from_secs(10));
    assert!(server.get("/2025/01/12/talks/").contains("Second text."));
    // The last good state stays while the settings are wrong.
    site.write("site.toml", "titel = 1\n");
    let mut line = String::new();
    while !line.contains("cannot use") {
        line.clear();
        assert!(server.said.read_line(&mut line).unwrap() > 0);
    }
    assert!(server.get("/2025/01/12/talks/").contains("Second text."));
    site.write("site.toml", "title = \"Mended\"\n");
    version(&server, "1");
    assert!(server.get("/").contains("Mended"));
    assert!(!tree(&site.path("")).keys().any(|f| f.starts_with("public")));
}
