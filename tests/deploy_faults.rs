//! `newsgen deploy` when things go wrong: kills, failing and slow storage, rivals, a full disk. After each, the
//! site that is there works, a further run ends right, and nothing foreign is lost.

#![cfg(feature = "deploy")]

mod common;
#[path = "common/storage.rs"]
mod storage;

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use common::{Run, TestSite, assert_same, tree};
use storage::{Act, Bucket, Moto, Proxy, Seen, deploy};

const FOREIGN: &[u8] = b"not newsgen's";

/// A site as it was, with what is needed to make it into another.
fn old_site(settings: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", format!("title = \"Test\"\nbase_url = \"https://example.org\"\n{settings}"));
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "![A map](/map.png)");
    site.article("trains", "Trains", "date: 2025-02-01\ntags: [Rail]\n", "On time.");
    site.write("static/map.png", "a map").write("static/style.css", "body { color: red }");
    site.build().exits(0);
    site
}

/// Another style sheet, which is all pages; an article more and one less; a picture more.
fn change(site: &TestSite) {
    site.write("static/style.css", "body { color: blue }").write("static/new.png", "a picture");
    site.article("later", "Later", "date: 2025-03-01\ntags: [Gaza]\n", "![New](/new.png)").remove("content/trains.md");
    site.build().exits(0);
}

fn s3(bucket: &Bucket, prefix: &str) -> String {
    format!("[deploy.live]\nurl = \"s3://{}/{prefix}\"\nregion = \"us-east-1\"\n", bucket.name)
}

fn to(site: &TestSite, endpoint: &str) -> Command {
    let mut command = deploy(site, &["--yes"]);
    command.env("AWS_ENDPOINT_URL", endpoint);
    command
}

/// Holds that no page shows what is not there.
#[track_caller]
fn check_pages(files: &BTreeMap<String, Vec<u8>>, when: &str) {
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let text = String::from_utf8_lossy(bytes);
        for part in text.split(['"', '(', ')', ' ']) {
            let shown =
                part.strip_prefix('/').filter(|p| p.ends_with(".css") || p.ends_with(".png") || p.ends_with(".js"));
            if let Some(shown) = shown {
                assert!(files.contains_key(shown), "{when}: {path} shows /{shown}, which is not there");
            }
        }
    }
}

/// Runs a deployment through a proxy until its request of this number, which is not carried out, and kills it
/// there. Whether it came that far.
fn kill_at(site: &TestSite, server: u16, number: usize) -> bool {
    let (reached, reaching) = mpsc::channel();
    let reached = Mutex::new(reached);
    let proxy = Proxy::start(server, move |seen: &Seen| {
        if seen.number == number {
            let _ = reached.lock().unwrap().send(());
        }
        if seen.number < number { Act::Pass } else { Act::Hang }
    });
    let mut child = to(site, &proxy.endpoint()).stderr(Stdio::null()).spawn().unwrap();
    let started = Instant::now();
    while reaching.recv_timeout(Duration::from_millis(5)).is_err() {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success());
            return false;
        }
        assert!(started.elapsed() < Duration::from_secs(60), "request {number} does not come");
    }
    child.kill().unwrap();
    child.wait().unwrap();
    true
}

// One request after the other, so that the state after a request whose answer is lost is that before the next.
#[test]
fn a_kill_at_any_request_leaves_a_site_that_works_and_the_next_run_ends_it() {
    for number in 0.. {
        let bucket = Moto::shared().bucket(&format!("kill-{number}"));
        let site = old_site(&(s3(&bucket, "a") + "connections = 1\ngrace = 0\n"));
        bucket.put("a/mine.html", FOREIGN);
        Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
        change(&site);
        let killed = kill_at(&site, bucket.port, number);
        let when = format!("a kill at request {number}");
        check_pages(&bucket.files("a/"), &when);
        if !killed {
            assert!(number > 20, "only {number} requests");
            break;
        }
        Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
        let mut there = bucket.files("a/");
        assert_eq!(there.remove("mine.html").unwrap(), FOREIGN, "{when}");
        assert_same(&there, &site.output(), &when);
        assert!(bucket.get("a/.newsgen-lock").is_none(), "{when}: the lock stays");
        Run::of(&mut to(&site, &bucket.endpoint())).exits(0).says("Nothing to do");
    }
}

#[test]
fn a_killed_first_deployment_that_the_site_has_moved_on_from_leaves_nothing_behind() {
    let bucket = Moto::shared().bucket("moved");
    for number in [8, 14, 20] {
        let prefix = format!("{number}");
        let site = old_site(&s3(&bucket, &prefix));
        // Where newsgen was about to write, but had not yet: it must not be taken for newsgen's own.
        assert!(kill_at(&site, bucket.port, number));
        let late = format!("{prefix}/2025/02/01/trains/index.html");
        let foreign = bucket.get(&late).is_none();
        if foreign {
            bucket.put(&late, FOREIGN);
        }
        change(&site);
        Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
        let mut there = bucket.files(&format!("{prefix}/"));
        if foreign {
            assert_eq!(there.remove("2025/02/01/trains/index.html").unwrap(), FOREIGN);
        }
        assert_same(&there, &site.output(), "published");
    }
}

#[test]
fn failures_of_storage_are_tried_again() {
    let bucket = Moto::shared().bucket("failures");
    for (name, act) in
        [("status", Act::Status(503)), ("drop", Act::Drop), ("lost", Act::DropAnswer), ("hang", Act::Hang)]
    {
        let site = old_site(&(s3(&bucket, name) + "timeout = 1\nconnections = 64\n"));
        let tries: Mutex<HashMap<String, usize>> = Mutex::default();
        // Every request fails the first time, and that of every fifth address a second time.
        let proxy = Proxy::start(bucket.port, move |seen: &Seen| {
            let mut tries = tries.lock().unwrap();
            let tries = tries.entry(format!("{} {}", seen.method, seen.path)).or_default();
            *tries += 1;
            // To wait for answers takes a second each time.
            let spared = act == Act::Hang && !seen.path.len().is_multiple_of(7);
            if !spared && (*tries == 1 || *tries == 2 && seen.path.len().is_multiple_of(5)) { act } else { Act::Pass }
        });
        Run::of(&mut to(&site, &proxy.endpoint())).exits(0);
        change(&site);
        Run::of(&mut to(&site, &proxy.endpoint())).exits(0);
        assert_same(&bucket.files(&format!("{name}/")), &site.output(), name);
        assert!(bucket.get(&format!("{name}/.newsgen-lock")).is_none(), "{name}");
    }
}

#[test]
fn slow_answers_are_waited_for() {
    let bucket = Moto::shared().bucket("slow");
    let site = old_site(&(s3(&bucket, "a") + "lease = 4\n"));
    // Longer in all than the lease, which is renewed meanwhile.
    let proxy = Proxy::start(bucket.port, |_| Act::Slow(400));
    let started = Instant::now();
    Run::of(&mut to(&site, &proxy.endpoint())).exits(0);
    assert!(started.elapsed() > Duration::from_secs(4), "{:?}", started.elapsed());
    let renewals =
        proxy.seen().iter().filter(|seen| seen.method == "PUT" && seen.path.ends_with(".newsgen-lock")).count();
    assert!(renewals > 2, "{renewals}");
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn what_is_done_is_not_done_again_after_a_failure() {
    let bucket = Moto::shared().bucket("resume");
    let site = old_site(&(s3(&bucket, "a") + "retries = 1\nconnections = 2\n"));
    let proxy = Proxy::start(bucket.port, |seen: &Seen| {
        if seen.method == "PUT" && seen.path.ends_with("/sitemap.xml") { Act::Status(500) } else { Act::Pass }
    });
    let failed = Run::of(&mut to(&site, &proxy.endpoint())).exits(2);
    failed.says("cannot write `s3://resume/a/sitemap.xml`").says("run the command again: it goes on where it was");
    let proxy = Proxy::watch(bucket.port);
    Run::of(&mut to(&site, &proxy.endpoint())).exits(0);
    let puts = proxy.seen().iter().filter(|seen| seen.method == "PUT" && !seen.path.contains(".newsgen-")).count();
    assert!(puts < 12, "{puts} of {} uploads were done again", site.output().len());
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn a_deployment_that_is_told_to_end_says_in_its_lock_what_it_did() {
    let bucket = Moto::shared().bucket("told");
    let site = old_site(&(s3(&bucket, "a") + "connections = 1\n"));
    let proxy = Proxy::start(bucket.port, |seen: &Seen| if seen.number < 20 { Act::Pass } else { Act::Slow(300) });
    let child = to(&site, &proxy.endpoint()).stderr(Stdio::piped()).spawn().unwrap();
    while proxy.seen().len() < 21 {
        std::thread::sleep(Duration::from_millis(5));
    }
    assert!(Command::new("kill").arg(child.id().to_string()).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(143));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("interrupted") && said.contains("it goes on from what is there"), "{said}");
    // So also on another machine nothing is waited for, and nothing done twice.
    bucket
        .put("a/.newsgen-lock", &changed_lock(&bucket, "a/.newsgen-lock", "process ", "process 0123456789abcdef 7 7"));
    let proxy = Proxy::watch(bucket.port);
    let run = Run::of(&mut to(&site, &proxy.endpoint())).exits(0);
    assert!(!run.stderr.contains("waiting"), "{}", run.stderr);
    let puts = proxy.seen().iter().filter(|seen| seen.method == "PUT" && !seen.path.contains(".newsgen-")).count();
    assert!(puts + 14 <= site.output().len(), "{puts} uploads of {}", site.output().len());
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn dead_storage_is_said_and_the_next_run_goes_on() {
    let bucket = Moto::shared().bucket("dead");
    let site = old_site(&(s3(&bucket, "a") + "retries = 2\n"));
    let proxy = Proxy::start(bucket.port, |seen: &Seen| if seen.number < 20 { Act::Pass } else { Act::Drop });
    Run::of(&mut to(&site, &proxy.endpoint())).exits(2).says("error[deploy]: cannot ").says("run the command again");
    check_pages(&bucket.files("a/"), "dead storage");
    Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
    assert_same(&bucket.files("a/"), &site.output(), "published");
    // Nothing listens there at all.
    let nowhere = format!("http://127.0.0.1:{}", common::free_port());
    Run::of(&mut to(&site, &nowhere)).exits(2).says("error[deploy]: cannot read `s3://dead/a/.newsgen-manifest`");
}

#[test]
fn wrong_credentials_are_said_and_never_shown() {
    let moto = Moto::start(&[("INITIAL_NO_AUTH_ACTION_COUNT", "1")]);
    let bucket = moto.bucket("closed");
    let site = old_site(&s3(&bucket, "a"));
    let run = Run::of(to(&site, &bucket.endpoint()).arg("-v")).exits(2);
    let run = run.says("the host refused the credentials").says("environment, profile");
    assert!(!run.stderr.contains("secret-of-the-test") && !run.stdout.contains("secret-of-the-test"), "{}", run.stderr);
    let missing = Bucket { port: Moto::shared().port, name: "no-such-bucket".into() };
    let site = old_site(&s3(&missing, "a"));
    Run::of(&mut to(&site, &missing.endpoint())).exits(2).says("no such bucket").says("the target's `url`");
}

#[test]
fn of_two_deployers_at_once_one_waits_its_turn() {
    let bucket = Moto::shared().bucket("rivals");
    for round in 0..4 {
        let prefix = format!("{round}");
        let (one, other) = (old_site(&s3(&bucket, &prefix)), old_site(&s3(&bucket, &prefix)));
        bucket.put(&format!("{prefix}/mine.html"), FOREIGN);
        if round % 2 == 1 {
            Run::of(&mut to(&one, &bucket.endpoint())).exits(0);
        }
        change(&other);
        one.write("static/style.css", "body { color: green }").build().exits(0);
        let proxy = Proxy::start(bucket.port, |_| Act::Slow(15));
        let children = [&one, &other]
            .map(|site| to(site, &proxy.endpoint()).stderr(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap());
        let runs = children.map(|child| child.wait_with_output().unwrap());
        for run in &runs {
            let said = String::from_utf8_lossy(&run.stderr);
            let refused = said.contains("another deployment") || said.contains("did not upload and would overwrite");
            assert!(run.status.success() || refused, "{said}");
        }
        assert!(runs.iter().any(|run| run.status.success()), "one of them succeeds");
        check_pages(&bucket.files(&format!("{prefix}/")), "two at once");
        for site in [&one, &other] {
            Run::of(&mut to(site, &bucket.endpoint())).exits(0);
            let mut there = bucket.files(&format!("{prefix}/"));
            assert_eq!(there.remove("mine.html").unwrap(), FOREIGN);
            assert_same(&there, &site.output(), "published");
        }
    }
}

/// The lock of a bucket with another line in place of the one that begins so.
fn changed_lock(bucket: &Bucket, key: &str, line: &str, by: &str) -> Vec<u8> {
    let mut text = String::new();
    flate2::read::GzDecoder::new(&*bucket.get(key).unwrap().body).read_to_string(&mut text).unwrap();
    let line = text.lines().find(|l| l.starts_with(line)).unwrap().to_owned();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text.replace(&line, by).as_bytes()).unwrap();
    packed.finish().unwrap()
}

#[test]
fn a_lock_of_another_machine_is_taken_over_once_it_shows_no_sign_of_life() {
    let bucket = Moto::shared().bucket("elsewhere");
    let site = old_site(&(s3(&bucket, "a") + "lease = 2\n"));
    assert!(kill_at(&site, bucket.port, 15));
    let lock = changed_lock(&bucket, "a/.newsgen-lock", "process ", "process 0123456789abcdef 7 7");
    bucket.put("a/.newsgen-lock", &lock);
    // It lives: it changes while it is waited for.
    let (stop, stopped) = mpsc::channel::<()>();
    let beating = bucket.clone();
    let alive = std::thread::spawn(move || {
        while stopped.recv_timeout(Duration::from_millis(300)) == Err(mpsc::RecvTimeoutError::Timeout) {
            let beat = format!("{:?}", Instant::now());
            let mut bytes = flate2::write::GzEncoder::new(lock.clone(), flate2::Compression::fast());
            bytes.write_all(beat.as_bytes()).unwrap();
            beating.put("a/.newsgen-lock", &bytes.finish().unwrap());
        }
    });
    let before = bucket.files("a/");
    Run::of(&mut to(&site, &bucket.endpoint())).exits(2).says("another deployment").says("wait for it to end");
    assert_eq!(bucket.files("a/"), before);
    drop(stop);
    alive.join().unwrap();
    // It does not.
    let started = Instant::now();
    Run::of(&mut to(&site, &bucket.endpoint())).exits(0).says("waiting 2 s for a sign of life");
    assert!(started.elapsed() >= Duration::from_secs(2));
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn a_deployer_that_lost_its_lock_stops() {
    let bucket = Moto::shared().bucket("usurped");
    let site = old_site(&(s3(&bucket, "a") + "lease = 2\nconnections = 1\n"));
    let usurper = bucket.clone();
    let proxy = Proxy::start(bucket.port, move |seen: &Seen| {
        if seen.number == 12 {
            usurper.put("a/.newsgen-lock", &changed_lock(&usurper, "a/.newsgen-lock", "run ", "run 00000000000000aa"));
        }
        Act::Slow(if seen.number > 12 { 150 } else { 0 })
    });
    let run = Run::of(&mut to(&site, &proxy.endpoint())).exits(2);
    run.says("another deployment took over");
    assert!(bucket.get("a/.newsgen-manifest").is_none(), "the rival's work is not written over");
    assert!(bucket.get("a/.newsgen-lock").is_some(), "nor is its lock removed");
    Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn clocks_that_disagree_change_nothing() {
    if Command::new("faketime").arg("--version").output().is_err() {
        panic!("faketime is not there: scripts/test installs it");
    }
    let bucket = Moto::shared().bucket("clocks");
    let site = old_site(&s3(&bucket, "a"));
    let at = |clock: &str| {
        let command = to(&site, &bucket.endpoint());
        let mut faked = Command::new("faketime");
        faked.args(["-f", clock]).arg(command.get_program()).args(command.get_args()).current_dir(site.folder.path());
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => faked.env(name, value),
                None => faked.env_remove(name),
            };
        }
        faked
    };
    Run::of(&mut at("+2d")).exits(0);
    change(&site);
    assert!(kill_at(&site, bucket.port, 12));
    Run::of(&mut at("-3d")).exits(0);
    assert_same(&bucket.files("a/"), &site.output(), "published");
    Run::of(&mut at("+0d")).exits(0).says("Nothing to do");
}

#[test]
fn kills_at_random_moments_leave_a_folder_that_works() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let site = old_site("[deploy.www]\nurl = \"file://www\"\ngrace = 0\n");
    site.write("www/mine.html", FOREIGN);
    Run::of(&mut deploy(&site, &[])).exits(0);
    let published = || {
        let files = tree(&site.path("www")).into_iter();
        files.filter(|(path, _)| !path.starts_with(".newsgen-") && path != "mine.html").collect::<BTreeMap<_, _>>()
    };
    for round in 0..25 {
        site.write("static/style.css", format!("body {{ margin: {round}px }}"));
        site.article(&format!("n{round}"), &format!("News {round}"), "date: 2025-03-01\ntags: [Gaza]\n", "Text.");
        if round > 2 {
            site.remove(&format!("content/n{}.md", round - 2));
        }
        site.build().exits(0);
        let mut child = deploy(&site, &["--yes"]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_micros(random.u64(500..25_000)));
        let _ = child.kill();
        child.wait().unwrap();
        // As if others had been killed before, each while it made the lock.
        if site.path("www/.newsgen-lock").exists() {
            for number in 1..3 {
                site.write(&format!("www/.newsgen-lock#{number}"), "half");
            }
        }
        check_pages(&published(), &format!("kill {round}, seed {seed}"));
        if random.bool() {
            Run::of(&mut deploy(&site, &["--yes"])).exits(0);
            assert_same(&published(), &site.output(), &format!("after kill {round}, seed {seed}"));
        }
    }
    Run::of(&mut deploy(&site, &["--yes"])).exits(0);
    assert_same(&published(), &site.output(), &format!("seed {seed}"));
    assert_eq!(std::fs::read(site.path("www/mine.html")).unwrap(), FOREIGN);
    let left: Vec<String> = tree(&site.path("www")).into_keys().filter(|path| path.contains('#')).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_reader_of_the_live_site_never_finds_half_of_it() {
    let seed = fastrand::u64(..);
    println!("seed {seed}");
    let mut random = fastrand::Rng::with_seed(seed);
    let bucket = Moto::shared().bucket("live");
    let site = old_site(&s3(&bucket, "a"));
    Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
    let over = AtomicBool::new(false);
    let reads = std::thread::scope(|scope| {
        let reader = scope.spawn(|| {
            let mut reads = 0;
            let get = |path: &str| bucket.get(&format!("a/{path}")).map(|answer| answer.body);
            // Pages that are always there, and one of each round while it is.
            let pages = ["index.html", "2025/01/12/talks/index.html", "tags/gaza/index.html", "archive/index.html"];
            let late: Vec<String> = (0..12).map(|round| format!("2025/03/01/n{round}/index.html")).collect();
            while !over.load(Ordering::Relaxed) {
                for path in pages.into_iter().chain(late.iter().map(String::as_str)) {
                    let Some(bytes) = get(path) else {
                        assert!(!pages.contains(&path), "{path} is gone");
                        continue;
                    };
                    reads += 1;
                    let text = String::from_utf8_lossy(&bytes);
                    for shown in text.split('"').filter_map(|part| part.strip_prefix('/')) {
                        if [".css", ".png", ".js"].iter().any(|end| shown.ends_with(end)) {
                            assert!(get(shown).is_some(), "{path} shows /{shown}, which is not there, seed {seed}");
                        }
                    }
                }
            }
            reads
        });
        for round in 0..12 {
            site.write("static/style.css", format!("body {{ margin: {round}px }}"));
            site.write(&format!("static/p{round}.png"), format!("picture {round}"));
            let text = format!("![A picture](/p{round}.png)");
            site.article(&format!("n{round}"), "News", "date: 2025-03-01\ntags: [Gaza]\n", &text);
            if round > 0 {
                site.remove(&format!("static/p{}.png", round - 1)).remove(&format!("content/n{}.md", round - 1));
            }
            site.build().exits(0);
            let mut child = to(&site, &bucket.endpoint()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_millis(random.u64(5..800)));
            let _ = child.kill();
            child.wait().unwrap();
            if reader.is_finished() {
                break;
            }
        }
        Run::of(&mut to(&site, &bucket.endpoint())).exits(0);
        over.store(true, Ordering::Relaxed);
        reader.join().unwrap()
    });
    assert!(reads > 20, "only {reads} pages were read");
    assert_same(&bucket.files("a/"), &site.output(), "published");
}

#[test]
fn two_deployers_do_not_write_to_one_folder() {
    let site = old_site("[deploy.www]\nurl = \"file://www\"\n");
    Run::of(&mut deploy(&site, &[])).exits(0);
    change(&site);
    let held = std::fs::File::open(site.path("www")).unwrap();
    held.lock().unwrap();
    let before = tree(&site.path("www"));
    Run::of(&mut deploy(&site, &["--yes"])).exits(2).says("another deployment");
    assert_eq!(tree(&site.path("www")), before);
    drop(held);
    Run::of(&mut deploy(&site, &["--yes"])).exits(0);
}

#[test]
fn a_full_disk_leaves_the_old_site_and_the_next_run_ends_it() {
    let site = old_site("[deploy.www]\nurl = \"file://www\"\n");
    std::fs::create_dir(site.path("www")).unwrap();
    let mount = |size: &str| {
        let options = format!("size={size}");
        Command::new("mount").args(["-t", "tmpfs", "-o", &options, "tmpfs"]).arg(site.path("www")).output()
    };
    match mount("400k") {
        Ok(output) if output.status.success() => {}
        other => {
            println!("skipped: only root can make a disk that is full ({other:?})");
            return;
        }
    }
    struct Mounted(std::path::PathBuf);
    impl Drop for Mounted {
        fn drop(&mut self) {
            let _ = Command::new("umount").arg(&self.0).status();
        }
    }
    let _mounted = Mounted(site.path("www"));
    let published = || {
        let files = tree(&site.path("www")).into_iter();
        files.filter(|(path, _)| !path.starts_with(".newsgen-")).collect::<BTreeMap<_, _>>()
    };
    Run::of(&mut deploy(&site, &[])).exits(0);
    change(&site);
    site.write("static/film.bin", vec![7; 500_000]).build().exits(0);
    Run::of(&mut deploy(&site, &["--yes"])).exits(2).says("no space left").says("the site that is there still works");
    check_pages(&published(), "a full disk");
    let grown = Command::new("mount").args(["-o", "remount,size=4m"]).arg(site.path("www")).status().unwrap();
    assert!(grown.success());
    Run::of(&mut deploy(&site, &["--yes"])).exits(0);
    assert_same(&published(), &site.output(), "published");
}
