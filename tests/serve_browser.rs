//! `newsgen serve` in a real browser while sources are edited: `tests/browser/serve.mjs` edits and looks.

#![cfg(feature = "serve")]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use common::TestSite;
use common::browser::script;
use common::server::Server;

#[test]
fn a_session_of_edits_mistakes_and_mends() {
    let site = TestSite::new();
    // With a host whose headers forbid scripts and styles within pages.
    site.write("site.toml", "title = \"Test\"\nbase_url = \"https://example.org\"\ndeploy.host = \"netlify\"\n");
    for name in ["one", "two"] {
        site.article(name, name, "date: 2025-01-12\n", "First text.");
    }
    site.article("draft", "A draft article", "date: 2025-01-12\ndraft: true\n", "Text.");
    let mut server = Server::start_with(&site, &["--port", "0", "--drafts"]);
    let port = server.port.to_string();

    let mut command = script("serve.mjs");
    command.arg(format!("http://127.0.0.1:{port}")).arg(site.folder.path());
    let mut looking = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut tell = looking.stdin.take().unwrap();
    let mut said = Vec::new();
    for line in BufReader::new(looking.stdout.take().unwrap()).lines().map_while(Result::ok) {
        if line == "RESTART" {
            drop(server);
            site.article("one", "one", "date: 2025-01-12\n", "After the restart.");
            server = Server::start_with(&site, &["--port", &port, "--drafts"]);
            assert_eq!(server.port.to_string(), port);
            writeln!(tell, "go on").unwrap();
        } else {
            said.push(line);
        }
    }
    let ended = looking.wait().unwrap();
    assert!(ended.success() && said == ["DONE"], "{said:#?}\n{:#?}", server.said());
}
