//! `newsgen deploy` to a git branch, by rsync over ssh and to a daemon, and behind nginx: servers of the system's
//! packages, which `scripts/test` installs, on this machine.

#![cfg(all(feature = "deploy", unix))]

mod common;

use std::collections::BTreeMap;
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use common::{Run, TestSite, assert_same, free_port, newsgen, tree};

fn site(settings: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", format!("title = \"Test\"\nbase_url = \"https://example.org\"\n{settings}"));
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "First text.");
    site.article("trains", "Trains", "date: 2025-02-01\ntags: [Rail]\n", "On time.");
    site.write("static/img/ä b.png", "a picture").write("static/_rules", "rules");
    site.build().exits(0);
    site
}

fn change(site: &TestSite) {
    site.write("static/style.css", "body { color: blue }");
    site.article("later", "Later", "date: 2025-03-01\n", "Text.").remove("content/trains.md");
    site.build().exits(0);
}

fn deploy(site: &TestSite, arguments: &[&str]) -> Command {
    let mut command = newsgen();
    command.arg("deploy").args(arguments).current_dir(site.folder.path()).stdin(Stdio::null());
    // Neither the developer's settings of git nor their keys.
    command.env("HOME", site.folder.path()).env("GIT_CONFIG_NOSYSTEM", "1").env_remove("SSH_AUTH_SOCK");
    for name in
        ["GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_CONFIG_GLOBAL"]
    {
        command.env_remove(name);
    }
    command
}

fn run(site: &TestSite, arguments: &[&str]) -> Run {
    Run::of(&mut deploy(site, arguments))
}

fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git").args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a branch holds, without newsgen's own.
fn branch(site: &TestSite, name: &str) -> BTreeMap<String, Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    git(folder.path(), &["clone", "-q", "-b", name, site.path("bare.git").to_str().unwrap(), "."]);
    let own = |path: &str| path.starts_with(".git/") || [".newsgen-manifest", ".nojekyll"].contains(&path);
    tree(folder.path()).into_iter().filter(|(path, _)| !own(path)).collect()
}

fn bare(settings: &str) -> TestSite {
    let site = site("");
    git(site.folder.path(), &["init", "-q", "--bare", "bare.git"]);
    let url = format!("git+file://{}#pages", site.path("bare.git").display());
    site.write("site.toml", format!("{}[deploy.pages]\nurl = \"{url}\"\n{settings}", site.read("site.toml")));
    site
}

#[test]
fn a_branch_is_published_at_once_and_only_what_changed() {
    let site = bare("cname = \"news.example.org\"\n");
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert!(planned.stdout.contains("upload index.html  (new)\n"), "{}", planned.stdout);
    assert_eq!(git(&site.path("bare.git"), &["branch"]), "", "a dry run pushes nothing");
    run(&site, &["--verify"]).exits(0).says("all hold what they should");
    let mut there = branch(&site, "pages");
    assert_eq!(there.remove("CNAME").unwrap(), b"news.example.org\n");
    assert_same(&there, &site.output(), "published");
    run(&site, &[]).exits(0).says("Nothing to do");
    assert_eq!(git(&site.path("bare.git"), &["rev-list", "--count", "pages"]).trim(), "1");
    git(&site.path("bare.git"), &["cat-file", "-e", "pages:.nojekyll"]);

    // A file that someone else adds to the branch stays; nothing here was known of it.
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["clone", "-q", "-b", "pages", site.path("bare.git").to_str().unwrap(), "."]);
    std::fs::write(clone.path().join("mine.html"), "mine").unwrap();
    git(clone.path(), &["add", "mine.html"]);
    git(clone.path(), &["-c", "user.name=me", "-c", "user.email=me@x", "commit", "-q", "-m", "mine"]);
    git(clone.path(), &["push", "-q", "origin", "pages"]);
    change(&site);
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert!(planned.stdout.contains("delete 2025/02/01/trains/index.html"), "{}", planned.stdout);
    run(&site, &["--yes"]).exits(0);
    let mut there = branch(&site, "pages");
    assert_eq!(there.remove("mine.html").unwrap(), b"mine");
    assert_eq!(there.remove("CNAME").unwrap(), b"news.example.org\n");
    assert_same(&there, &site.output(), "published");
    assert_eq!(git(&site.path("bare.git"), &["rev-list", "--count", "pages"]).trim(), "3", "history is kept");
    // The repository here may be deleted.
    std::fs::remove_dir_all(site.path(".newsgen/deploy")).unwrap();
    site.article("more", "More", "date: 2025-03-02\n", "Text.").build().exits(0);
    run(&site, &[]).exits(0);
    assert_eq!(git(&site.path("bare.git"), &["rev-list", "--count", "pages"]).trim(), "4");
}

#[test]
fn a_branch_can_have_one_commit_only() {
    let site = bare("history = false\n");
    run(&site, &[]).exits(0);
    change(&site);
    run(&site, &["--yes"]).exits(0);
    assert_eq!(git(&site.path("bare.git"), &["rev-list", "--count", "pages"]).trim(), "1");
    assert_same(&branch(&site, "pages"), &site.output(), "published");
}

#[test]
fn foreign_files_of_a_branch_are_not_overwritten() {
    let site = bare("");
    let clone = tempfile::tempdir().unwrap();
    git(clone.path(), &["init", "-q", "-b", "pages"]);
    std::fs::write(clone.path().join("index.html"), "someone's").unwrap();
    git(clone.path(), &["add", "."]);
    git(clone.path(), &["-c", "user.name=me", "-c", "user.email=me@x", "commit", "-q", "-m", "mine"]);
    git(clone.path(), &["push", "-q", site.path("bare.git").to_str().unwrap(), "pages"]);
    run(&site, &[]).exits(2).says("did not upload and would overwrite: `index.html`");
    run(&site, &["--overwrite"]).exits(0);
    assert_same(&branch(&site, "pages"), &site.output(), "published");
}

#[test]
fn of_two_pushes_to_one_branch_the_later_is_refused() {
    let site = bare("");
    run(&site, &[]).exits(0);
    let tip = git(&site.path("bare.git"), &["rev-parse", "pages"]);
    change(&site);
    // A rival comes in after the look: a git that is found before the system's pushes for it first.
    let bare = site.path("bare.git").display().to_string();
    let rival =
        ["-c", "user.name=r", "-c", "user.email=r@x", "commit-tree", "-p", "pages", "-m", "rival", "pages^{tree}"];
    let rival = git(&site.path("bare.git"), &rival);
    let real = program("git").display().to_string();
    let update = format!("env -u GIT_DIR {real} --git-dir {bare} update-ref refs/heads/pages {}", rival.trim());
    site.write("bin/git", format!("#!/bin/sh\n[ \"$1\" = push ] && {update}\nexec {real} \"$@\"\n"));
    let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(site.path("bin/git"), executable).unwrap();
    let path = format!("{}:{}", site.path("bin").display(), std::env::var("PATH").unwrap());
    let refused = Run::of(deploy(&site, &["--yes"]).env("PATH", path)).exits(2);
    refused.says("bare.git#pages` came in between").says("run the command again");
    assert_ne!(git(&site.path("bare.git"), &["rev-parse", "pages"]), tip, "the rival was first");
    run(&site, &["--yes"]).exits(0);
    assert_same(&branch(&site, "pages"), &site.output(), "published");
}

#[test]
fn a_repository_that_is_not_there_is_said() {
    let site = site("[deploy.pages]\nurl = \"git+file:///nowhere/site.git#pages\"\n");
    run(&site, &[]).exits(2).says("`git ls-remote` failed").says("/nowhere/site.git");
}

/// A server that ends with its test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn program(name: &str) -> PathBuf {
    let folders =
        std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
    let folders = folders.into_iter().chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    let names: &[&str] = if name == "chromium" { &["chromium", "chromium-browser", "google-chrome"] } else { &[name] };
    let found = folders.flat_map(|f: PathBuf| names.iter().map(move |n| f.join(n))).find(|path| path.exists());
    found.unwrap_or_else(|| panic!("{name} is not there: scripts/test installs it"))
}

fn start(mut command: Command, port: u16) -> Server {
    let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while TcpStream::connect(("127.0.0.1", port)).is_err() {
        assert!(started.elapsed() < Duration::from_secs(20), "{command:?} does not answer");
        std::thread::sleep(Duration::from_millis(20));
    }
    Server { child, port }
}

/// An rsync daemon whose module `web` is the site's folder `srv`.
fn daemon(site: &TestSite) -> Server {
    let port = free_port();
    std::fs::create_dir_all(site.path("srv")).unwrap();
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user = if root { "uid = root\ngid = root\n" } else { "" };
    let module = format!("{user}use chroot = no\n[web]\npath = {}\nread only = no\n", site.path("srv").display());
    site.write("rsyncd.conf", module);
    let mut command = Command::new(program("rsync"));
    command.args(["--daemon", "--no-detach", "--address", "127.0.0.1", "--port", &port.to_string(), "--config"]);
    command.arg(site.path("rsyncd.conf"));
    start(command, port)
}

fn published(site: &TestSite, folder: &str) -> BTreeMap<String, Vec<u8>> {
    tree(&site.path(folder)).into_iter().filter(|(path, _)| !path.starts_with(".newsgen-")).collect()
}

fn with_daemon(settings: &str) -> (TestSite, Server) {
    let site = site("");
    let server = daemon(&site);
    let url = format!("rsync://127.0.0.1:{}/web/www", server.port);
    site.write("site.toml", format!("{}[deploy.live]\nurl = \"{url}\"\n{settings}", site.read("site.toml")));
    (site, server)
}

#[test]
fn rsync_publishes_the_whole_site_and_then_only_what_changed() {
    let (site, _server) = with_daemon("");
    run(&site, &["--dry-run"]).exits(0);
    assert!(tree(&site.path("srv")).is_empty(), "a dry run makes nothing");
    run(&site, &["--verify"]).exits(0).says("all hold what they should");
    assert_same(&published(&site, "srv/www"), &site.output(), "published");
    run(&site, &[]).exits(0).says("Nothing to do");
    site.write("srv/www/index.html", "Defaced.").remove("srv/www/rss.xml");
    run(&site, &["--verify=1000"]).exits(0).says("2 files did not hold what was uploaded. Sent again, all do.");
    assert_same(&published(&site, "srv/www"), &site.output(), "published");
    site.write("srv/www/mine.html", "mine").write("srv/www/tags/rail/mine.html", "mine");
    change(&site);
    run(&site, &[]).exits(2).says("would be deleted");
    run(&site, &["--yes"]).exits(0);
    let mut there = published(&site, "srv/www");
    assert_eq!(there.remove("mine.html").unwrap(), b"mine");
    assert_eq!(there.remove("tags/rail/mine.html").unwrap(), b"mine");
    assert_same(&there, &site.output(), "published");
    assert!(!site.path("srv/www/2025/02").exists(), "empty folders go too");
    assert!(!site.path("srv/www/.newsgen-lock").exists());
    // The same length and the same time are no reason to leave a file as it is.
    let page = "srv/www/2025/01/12/talks/index.html";
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "Other one.").build().exits(0);
    let time = std::fs::metadata(site.path(page)).unwrap().modified().unwrap();
    let built = std::fs::File::options().write(true).open(site.path("public/2025/01/12/talks/index.html")).unwrap();
    built.set_modified(time).unwrap();
    run(&site, &[]).exits(0);
    assert!(site.read(page).contains("Other one."));
}

#[test]
fn rsync_overwrites_nothing_foreign_and_goes_on_where_it_was() {
    let (site, server) = with_daemon("lease = 2\n");
    site.write("srv/www/index.html", "someone's").write("srv/www/robots.txt", site.read("public/robots.txt"));
    run(&site, &[]).exits(2).says("did not upload and would overwrite: `index.html`");
    assert_eq!(published(&site, "srv/www").len(), 2, "nothing was written");
    site.remove("srv/www/index.html");
    // Killed again and again, at later and later moments.
    let mut ended = false;
    for ms in (10..600).step_by(60) {
        let mut child = deploy(&site, &["--yes"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(ms));
        ended = child.try_wait().unwrap().is_some_and(|status| status.success());
        let _ = child.kill();
        child.wait().unwrap();
        check_pages(&published(&site, "srv/www"));
        if ended {
            break;
        }
    }
    if !ended {
        run(&site, &["--yes"]).exits(0);
    }
    assert_same(&published(&site, "srv/www"), &site.output(), "published");
    drop(server);
    site.write("site.toml", site.read("site.toml") + "retries = 1\n");
    run(&site, &[]).exits(2).says("`rsync` failed").says("Connection refused");
}

/// Holds that no page shows a style sheet that is not there.
#[track_caller]
fn check_pages(files: &BTreeMap<String, Vec<u8>>) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for shown in text.split('"').filter_map(|part| part.strip_prefix('/')).filter(|part| part.ends_with(".css")) {
            assert!(files.contains_key(shown), "{path} shows /{shown}, which is not there");
        }
    }
}

#[test]
fn rsync_goes_over_ssh() {
    let site = site("[deploy.live]\nurl = \"ssh://news/SITE/www\"\n");
    let folder = site.folder.path().display().to_string();
    site.write("site.toml", site.read("site.toml").replace("/SITE", &folder));
    let port = free_port();
    for name in ["host", "user"] {
        let key = Command::new(program("ssh-keygen"))
            .args(["-q", "-t", "ed25519", "-N", "", "-f"])
            .arg(site.path(name))
            .status();
        assert!(key.unwrap().success());
    }
    std::fs::copy(site.path("user.pub"), site.path("authorized")).unwrap();
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if root {
        std::fs::create_dir_all("/run/sshd").unwrap();
    }
    site.write(
        "sshd.conf",
        format!("ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPidFile none\n"),
    );
    let mut command = Command::new(program("sshd"));
    command.args(["-D", "-f"]).arg(site.path("sshd.conf"));
    let _server = start(command, port);
    let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    let client = |key: &str| {
        format!(
            "Host news\n HostName 127.0.0.1\n Port {port}\n User {}\n IdentityFile {folder}/{key}\n IdentitiesOnly yes\n BatchMode yes\n UserKnownHostsFile {folder}/known\n StrictHostKeyChecking accept-new\n",
            user.trim()
        )
    };
    site.write("ssh.conf", client("user"));
    let shell = format!("ssh -F {folder}/ssh.conf");
    Run::of(deploy(&site, &["--verify=4"]).env("RSYNC_RSH", &shell)).exits(0).says("all hold what they should");
    assert_same(&published(&site, "www"), &site.output(), "published");
    change(&site);
    Run::of(deploy(&site, &["--yes"]).env("RSYNC_RSH", &shell)).exits(0);
    assert_same(&published(&site, "www"), &site.output(), "published");
    // A key that the host does not know.
    std::fs::write(site.path("authorized"), "").unwrap();
    site.write("site.toml", site.read("site.toml") + "retries = 0\n");
    let refused = Run::of(deploy(&site, &[]).env("RSYNC_RSH", &shell)).exits(2);
    refused.says("Permission denied").says("check your keys and credentials");
}

#[test]
fn nginx_serves_a_folder_with_its_404_page_and_the_headers_of_the_guide() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    run(&site, &[]).exits(0);
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/DEPLOY.md")).unwrap();
    let settings = guide.split("```nginx\n").nth(1).unwrap().split("```").next().unwrap();
    let port = free_port();
    let folder = site.folder.path().display();
    let root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    let user = if root { "user root;\n" } else { "" };
    site.write(
        "nginx.conf",
        format!(
            "{user}daemon off;\npid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\nevents {{}}\nhttp {{\ninclude /etc/nginx/mime.types;\naccess_log off;\n\
             client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3; uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;\n\
             server {{\nlisten 127.0.0.1:{port};\nroot {folder}/www;\n{settings}}}\n}}\n"
        ),
    );
    let mut command = Command::new(program("nginx"));
    command.arg("-c").arg(site.path("nginx.conf"));
    let _server = start(command, port);
    let get = |path: &str| {
        use std::io::{Read, Write};
        let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        String::from_utf8_lossy(&answer).into_owned()
    };
    let style = site.output().into_keys().find(|path| path.ends_with(".css")).unwrap();
    for (path, expected) in [
        ("/", "Content-Type: text/html; charset=utf-8"),
        ("/2025/01/12/talks/", "First text."),
        ("/2025/01/12/talks/", "Cache-Control: public, max-age=60"),
        ("/rss.xml", "charset=utf-8"),
        (&*format!("/{style}"), "Cache-Control: public, max-age=31536000, immutable"),
        (&*format!("/{style}"), "Content-Type: text/css"),
    ] {
        let answer = get(path);
        assert!(
            answer.starts_with("HTTP/1.1 200") && answer.contains(expected),
            "{path}: {expected} is not in\n{answer}"
        );
    }
    // The same as a reader's browser sees it.
    let look = "<!doctype html><pre id=out></pre><script>addEventListener('load', async () => {
        const frame = document.createElement('iframe');
        frame.src = '/nothing/here/';
        await new Promise((done) => { frame.onload = done; document.body.append(frame); });
        const rules = [...frame.contentDocument.styleSheets].map((s) => s.cssRules.length);
        const answer = await fetch('/nothing/here/'), style = await fetch('/STYLE'), home = await fetch('/');
        document.getElementById('out').textContent = [answer.status, rules.some((n) => n > 20), frame.contentDocument.title,
          style.headers.get('cache-control'), home.headers.get('cache-control')].join(' | ');
      });</script>";
    site.write("www/look.html", look.replace("STYLE", &style));
    let mut browser = Command::new(std::env::var_os("CHROMIUM").map_or_else(|| program("chromium"), PathBuf::from));
    browser.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]);
    browser.args(["--disable-component-update", "--disable-sync", "--virtual-time-budget=30000", "--dump-dom"]);
    browser.arg(format!("--user-data-dir={folder}/profile")).arg(format!("http://127.0.0.1:{port}/look.html"));
    let seen = String::from_utf8(browser.output().unwrap().stdout).unwrap();
    let expected =
        "404 | true | Page not found – Test | public, max-age=31536000, immutable | public, max-age=60</pre>";
    assert!(seen.contains(expected), "{seen}");
    let missing = get("/nothing/here/");
    assert!(missing.starts_with("HTTP/1.1 404"), "{missing}");
    assert!(missing.ends_with(&site.read("public/404.html")), "{missing}");
}
