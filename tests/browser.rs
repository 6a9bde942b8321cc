//! The demo archive in a real browser: headless Chromium, at a phone's and a desktop's width.
//!
//! `scripts/test` installs Chromium; `CHROMIUM` names another one.

mod common;

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use common::{Run, newsgen};

/// A page of each kind.
const PAGES: [&str; 12] = [
    "/",
    "/1989/11/11/the-berlin-wall-is-open/",
    "/2008/08/17/usain-bolt-runs-100-metres-in-9-69-and-slows-down-to-celebrate/",
    "/tags/",
    "/tags/spaceflight/",
    "/authors/",
    "/sections/",
    "/sections/world/",
    "/archive/",
    "/1989/",
    "/1989/11/",
    "/undated/",
];

/// Measures every page in frames of several widths, and writes what it found as lines.
const HARNESS: &str = "<!doctype html><title>harness</title><pre id=out></pre><script>
addEventListener('load', async () => {
  const out = [];
  for (const page of PAGES.concat(['/nothing/'])) for (const width of [320, 360, 768, 1280]) {
    const frame = document.createElement('iframe');
    frame.style.cssText = `width:${width}px;height:900px;border:0`;
    frame.src = page;
    await new Promise((done) => { frame.onload = done; document.body.append(frame); });
    const view = frame.contentDocument, root = view.documentElement;
    const overflow = root.scrollWidth > width ? `overflow ${root.scrollWidth}` : 'fits';
    const styled = [...view.styleSheets].some((s) => s.cssRules.length > 20) ? 'styled' : 'unstyled';
    const ids = [...view.querySelectorAll('[id]')].map((e) => e.id);
    const unique = new Set(ids).size === ids.length ? 'unique' : 'duplicate-ids';
    const marks = ['header', 'main', 'footer'].filter((name) => !view.querySelector(name));
    out.push([page, width, overflow, styled, unique, `h1=${view.querySelectorAll('h1').length}`, `scripts=${view.scripts.length}`,
      `lang=${root.lang}`, `missing=${marks}`, `focusable=${view.querySelector('a.skip') !== null}`].join(' '));
    frame.remove();
  }
  document.getElementById('out').textContent = out.join('\\n');
});
</script>";

fn chromium() -> PathBuf {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return path.into();
    }
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|p| std::env::split_paths(&p).collect()).unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = folders.iter().flat_map(|f| names.map(|n| f.join(n))).find(|p| p.is_file());
    found.expect("no Chromium on the PATH: `scripts/test` installs it, or set CHROMIUM")
}

fn run_chromium(profile: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(chromium());
    command.args([
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-background-networking",
        "--hide-scrollbars",
    ]);
    command.args(["--disable-component-update", "--disable-sync", "--disable-quic", "--enable-logging=stderr"]);
    command.arg(format!("--user-data-dir={}", profile.display())).args(arguments);
    let output = command.output().unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    let complaints: Vec<_> = stderr.lines().filter(|l| l.contains("CONSOLE")).collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
    assert!(output.status.success(), "{stderr}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

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
    let path = request.split(' ').nth(1).unwrap_or("/").to_owned();
    let list: Vec<String> = PAGES.iter().map(|p| format!("'{p}'")).collect();
    let file = if path.ends_with('/') { format!("{path}index.html") } else { path.clone() };
    let kind = if file.ends_with(".css") { "text/css" } else { "text/html; charset=utf-8" };
    let (status, body) = match std::fs::read(folder.join(&file[1..])) {
        Ok(body) => ("200 OK", body),
        Err(_) if path == "/harness" => {
            ("200 OK", HARNESS.replace("PAGES", &format!("[{}]", list.join(","))).into_bytes())
        }
        // As hosts do; not as a 404 here, since Chromium reports those on its console.
        Err(_) => ("200 OK", std::fs::read(folder.join("404.html")).unwrap()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

#[test]
fn the_demo_works_in_a_browser() {
    let folder = tempfile::tempdir().unwrap();
    let public = folder.path().join("public");
    let mut build = newsgen();
    build.args(["build", "-q", "--output-dir"]).arg(&public).current_dir(env!("CARGO_MANIFEST_DIR"));
    Run::of(&mut build).exits(0);
    let port = host(public);

    let profile = folder.path().join("profile");
    let dom = run_chromium(
        &profile,
        &["--virtual-time-budget=60000", "--dump-dom", &format!("http://127.0.0.1:{port}/harness")],
    );
    let lines: Vec<&str> =
        dom.split("<pre id=\"out\">").nth(1).and_then(|r| r.split("</pre>").next()).unwrap_or("").lines().collect();
    assert_eq!(lines.len(), (PAGES.len() + 1) * 4, "{dom}");
    for line in lines {
        for good in
            [" fits ", " styled ", " unique ", " h1=1 ", " scripts=0 ", " lang=en ", " missing= ", " focusable=true"]
        {
            assert!(line.contains(good), "no `{good}` in: {line}");
        }
    }

    for (name, size) in [("phone", "360,800"), ("desktop", "1280,1000")] {
        let picture = folder.path().join(format!("{name}.png"));
        let to = format!("--screenshot={}", picture.display());
        run_chromium(&profile, &[&format!("--window-size={size}"), &to, &format!("http://127.0.0.1:{port}/")]);
        // An empty page compresses to a few kilobytes.
        let len_bytes = std::fs::metadata(&picture).unwrap().len();
        assert!(len_bytes > 15_000, "{name}: {len_bytes}");
    }
}
