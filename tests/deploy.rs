//! `newsgen deploy` to folders and to S3 storage: what is uploaded, in which order, with which headers.

#![cfg(feature = "deploy")]

mod common;
#[path = "common/storage.rs"]
mod storage;

use std::collections::{BTreeMap, BTreeSet};

use common::{CLOCK, Run, TestSite, assert_same, tree};
use storage::{Bucket, Moto, Proxy, deploy};

/// A built site with two articles and a picture whose name needs care.
fn site(settings: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", format!("title = \"Test\"\nbase_url = \"https://example.org/news\"\n{settings}"));
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "First text.");
    site.article("trains", "Trains", "date: 2025-02-01\ntags: [Rail]\n", "On time.");
    site.write("static/img/ä b~c+d%.png", [0, 1, 2, 255]);
    site.write("static/.well-known/security.txt", "Contact: mailto:desk@example.org");
    site.build().exits(0);
    site
}

fn s3(bucket: &Bucket, endpoint: &str) -> String {
    format!("[deploy.live]\nurl = \"s3://{}/site\"\nendpoint = \"{endpoint}\"\n", bucket.name)
}

fn run(site: &TestSite, arguments: &[&str]) -> Run {
    Run::of(&mut deploy(site, arguments))
}

/// What a folder holds, without newsgen's own.
fn published(site: &TestSite, folder: &str) -> BTreeMap<String, Vec<u8>> {
    tree(&site.path(folder)).into_iter().filter(|(path, _)| !path.starts_with(".newsgen-")).collect()
}

#[test]
fn a_folder_gets_the_whole_site_and_then_only_what_changed() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert!(planned.stdout.contains("upload 2025/01/12/talks/index.html  (new)\n"), "{}", planned.stdout);
    assert!(!site.path("www").exists(), "a dry run makes nothing");
    let files = site.output().len();
    run(&site, &["www", "--verify"])
        .exits(0)
        .says(&format!("{files} files uploaded"))
        .says("all hold what they should");
    assert_same(&published(&site, "www"), &site.output(), "published");
    run(&site, &["www"]).exits(0).says("Nothing to do");

    let before = tree(&site.path("www"));
    site.article("trains", "Trains", "date: 2025-02-01\ntags: [Rail]\n", "Late.");
    site.remove("content/talks.md");
    site.build().exits(0);
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert!(planned.stdout.contains("upload 2025/02/01/trains/index.html  (changed)\n"), "{}", planned.stdout);
    assert!(planned.stdout.contains("delete tags/gaza/index.html  (no longer part of the site)\n"));
    assert_eq!(tree(&site.path("www")), before, "a dry run touches nothing");
    run(&site, &[]).exits(2).says("would be deleted").says("`--yes`");
    assert_eq!(tree(&site.path("www")), before, "nothing is changed before the question is answered");
    run(&site, &["--max-deletes", "1", "--yes"]).exits(2).says("more than 1").says("`--max-deletes");
    assert_eq!(tree(&site.path("www")), before);
    run(&site, &["--yes"]).exits(0);
    assert_same(&published(&site, "www"), &site.output(), "published");
    assert!(!site.path("www/tags/gaza").exists(), "empty folders go too");
}

#[test]
fn files_and_folders_of_one_name_make_room_for_each_other() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    let aliases = |list: &str| {
        site.article("talks", "Talks", &format!("date: 2025-01-12\naliases: [{list}]\n"), "Text.").build().exits(0);
    };
    for list in ["/old.php, /new.php/story", "/old.php/story, /new.php", "/old.php, /new.php/story"] {
        aliases(list);
        run(&site, &["--yes"]).exits(0);
        assert_same(&published(&site, "www"), &site.output(), list);
    }
}

#[test]
fn foreign_files_are_neither_overwritten_nor_deleted() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    site.write("www/index.html", "someone's").write("www/notes/mine.txt", "mine");
    site.write("www/robots.txt", site.read("public/robots.txt"));
    let refused = run(&site, &[]).exits(2).says("newsgen did not upload and would overwrite: `index.html`");
    assert!(refused.stderr.contains("hint: "), "{}", refused.stderr);
    assert_eq!(published(&site, "www").len(), 3, "nothing was written");
    run(&site, &["--overwrite"]).exits(0);
    assert_eq!(site.read("www/index.html"), site.read("public/index.html"));
    assert_eq!(site.read("www/notes/mine.txt"), "mine");
    // A file in the way of one that is new later.
    site.write("www/2025/03/01/later/index.html", "someone's");
    site.article("later", "Later", "date: 2025-03-01\n", "Text.");
    site.build().exits(0);
    run(&site, &[]).exits(2).says("`2025/03/01/later/index.html`");
    // And without the manifest, what holds the same bytes is taken over.
    site.remove("www/2025/03/01/later/index.html").remove("www/.newsgen-manifest");
    site.remove("content/later.md");
    site.build().exits(0);
    run(&site, &[]).exits(0).says("0 files uploaded");
    run(&site, &[]).exits(0).says("Nothing to do");
    assert_eq!(site.read("www/notes/mine.txt"), "mine");
}

#[test]
fn a_site_that_is_not_as_it_was_built_is_not_published() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    let page = "public/2025/01/12/talks/index.html";
    let text = site.read(page);
    site.write(page, "short");
    run(&site, &[]).exits(2).says("is not as it was built").says("newsgen build --force");
    site.write(page, text.replace("First", "Worst"));
    run(&site, &[]).exits(2).says("is not as it was built");
    assert!(!site.path("www/index.html").exists(), "no page is there before an article that cannot be uploaded");
    site.run(&["build", "--force", "--clock", CLOCK]).exits(0);
    run(&site, &[]).exits(0);
    assert_same(&published(&site, "www"), &site.output(), "published");
    let empty = TestSite::new();
    empty.write("site.toml", "[deploy.www]\nurl = \"file://www\"\n");
    run(&empty, &[]).exits(2).says("nothing was built").says("newsgen build");
}

#[test]
fn what_is_held_back_is_not_published_unawares() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    site.article("draft", "Draft", "date: 2025-03-01\ndraft: true\n", "Secret.");
    site.article("later", "Later", "date: 2027-03-01\n", "Secret.");
    let build = |flags: &[&str]| site.run(&[&["build", "--clock", CLOCK], flags].concat()).exits(0);
    for (flags, said) in [
        (&["--drafts"][..], "has an article or page that is not to be published yet"),
        (&["--future"], "has an article or page that is not to be published yet"),
        (&["--drafts", "--future"], "has 2 articles or pages that are not to be published yet"),
    ] {
        build(flags);
        for more in [&[][..], &["--dry-run"]] {
            run(&site, more)
                .exits(2)
                .says(said)
                .says("run `newsgen build`, then deploy again")
                .says("`--allow-held-back`");
        }
        assert!(!site.path("www").exists());
    }
    build(&[]);
    run(&site, &[]).exits(0);
    assert!(!site.path("www/2025/03").exists());
    // So it is with a clock that goes ahead.
    site.article("far", "Far", "date: 2097-03-01\n", "Secret.");
    site.run(&["build", "--clock", "2098-01-01"]).exits(0);
    run(&site, &[]).exits(2).says("was built for a later day");
    site.remove("content/far.md");
    build(&[]);
    // All that `--drafts` lets in is gone again.
    build(&["--drafts"]);
    site.remove("content/draft.md");
    build(&["--drafts"]);
    run(&site, &["--yes"]).exits(0);
    build(&["--future"]);
    run(&site, &["--allow-held-back"]).exits(0);
    assert!(site.path("www/2027/03/01/later/index.html").exists());
}

#[test]
fn what_was_changed_there_is_found_and_sent_again() {
    let site = site("[deploy.www]\nurl = \"file://www\"\n");
    run(&site, &[]).exits(0);
    site.write("www/index.html", "Defaced.").remove("www/rss.xml").write("www/mine.txt", "mine");
    run(&site, &[]).exits(0).says("Nothing to do");
    let report = run(&site, &["--verify=1000", "--changed", "urls.txt", "--format", "json"]).exits(0);
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    assert_eq!(report["wrong"], serde_json::json!([]));
    assert_eq!(report["changes"][0]["reason"], "did not hold what was uploaded", "{report}");
    assert_eq!(site.read("urls.txt"), "https://example.org/news/\nhttps://example.org/news/rss.xml\n");
    site.remove("www/mine.txt");
    assert_same(&published(&site, "www"), &site.output(), "published");
    site.write("www/index.html", "Defaced.");
    run(&site, &["--verify=1000"]).exits(0).says("1 file uploaded").says("1 file did not hold what was uploaded");
    run(&site, &["--verify=1000"]).exits(0).says("Nothing to do").says("all hold what they should");
    assert!(!site.path("www/.newsgen-lock").exists());
}

#[test]
fn storage_gets_the_very_bytes_with_headers_by_kind_and_rule() {
    let bucket = Moto::shared().bucket("headers");
    let rules = "[[deploy.live.headers]]\nfiles = [\"tags/**\", \"/rss.xml\"]\ncache_control = \"public, max-age=7\"\n\
        [[deploy.live.headers]]\nfiles = \"/rss.xml\"\ncontent_type = \"application/xml\"\ncontent_language = \"en\"\n";
    let site = site(&format!("{}{rules}", s3(&bucket, &bucket.endpoint())));
    bucket.put("elsewhere.html", b"not below the prefix");
    bucket.put("site/mine.html", b"mine");
    run(&site, &["live", "--verify=5"]).exits(0).says("1 file at `live` that newsgen did not upload");
    let mut there = bucket.files("site/");
    assert_eq!(there.remove("mine.html").unwrap(), b"mine");
    assert_same(&there, &site.output(), "byte for byte");
    // What someone changes there is found and sent again, with its headers.
    bucket.put("site/tags/gaza/index.html", b"Defaced.");
    bucket.delete("site/rss.xml");
    run(&site, &["live", "--verify=1000"]).exits(0).says("2 files did not hold what was uploaded. Sent again, all do.");
    assert_eq!(bucket.get("elsewhere.html").unwrap().body, b"not below the prefix");
    let header = |key: &str, name: &str| bucket.get(&format!("site/{key}")).unwrap().headers.get(name).cloned();
    let style = site.output().into_keys().find(|path| path.ends_with(".css")).unwrap();
    for (key, content_type, cache) in [
        (style.as_str(), "text/css; charset=utf-8", "public, max-age=31536000, immutable"),
        ("index.html", "text/html; charset=utf-8", "public, max-age=60"),
        ("tags/gaza/index.html", "text/html; charset=utf-8", "public, max-age=7"),
        ("rss.xml", "application/xml", "public, max-age=7"),
        ("sitemap.xml", "application/xml; charset=utf-8", "public, max-age=300"),
        ("robots.txt", "text/plain; charset=utf-8", "public, max-age=300"),
        ("img/ä b~c+d%.png", "image/png", "public, max-age=3600"),
    ] {
        assert_eq!(header(key, "content-type").as_deref(), Some(content_type), "{key}");
        assert_eq!(header(key, "cache-control").as_deref(), Some(cache), "{key}");
    }
    assert_eq!(header("rss.xml", "content-language").as_deref(), Some("en"));
    // Another rule is a change of those files alone.
    let settings = site.read("site.toml").replace("content_language = \"en\"", "content_language = \"fr\"");
    site.write("site.toml", settings);
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert_eq!(planned.stdout, "upload rss.xml  (other headers)\n");
}

#[test]
fn a_new_article_costs_few_requests_and_no_listing() {
    let bucket = Moto::shared().bucket("increment");
    let proxy = Proxy::watch(bucket.port);
    let site = site(&s3(&bucket, &proxy.endpoint()));
    run(&site, &[]).exits(0);
    let first = proxy.seen();
    assert_eq!(first.iter().filter(|seen| seen.path.contains("list-type")).count(), 1, "one listing");
    site.article("later", "Later", "date: 2025-03-01\ntags: [Gaza, Rail]\n", "Text.");
    site.build().exits(0);
    let planned = run(&site, &["--dry-run", "--format", "json"]).exits(0);
    let planned: serde_json::Value = serde_json::from_str(&planned.stdout).unwrap();
    let dry = proxy.seen();
    assert!(dry[first.len()..].iter().all(|seen| ["GET", "HEAD"].contains(&&*seen.method)), "a dry run only reads");
    let done = run(&site, &["--format", "json", "--changed", "changed.txt"]).exits(0);
    let done: serde_json::Value = serde_json::from_str(&done.stdout).unwrap();
    let requests = &proxy.seen()[dry.len()..];
    let uploads = done["files"]["uploaded"].as_u64().unwrap() as usize;
    assert!(uploads > 10 && done["changes"] == planned["changes"], "{done}");
    assert_eq!(
        requests.len(),
        uploads + 6,
        "two reads, the lock, a look, the manifest, the end of the lock: {requests:?}"
    );
    assert_eq!(done["requests"].as_u64(), Some(requests.len() as u64));
    assert!(!requests.iter().any(|seen| seen.path.contains("list-type")), "no listing");
    assert!(proxy.most_at_once() <= 16, "{} at once", proxy.most_at_once());
    let changed = site.read("changed.txt");
    let changed: BTreeSet<&str> = changed.lines().collect();
    assert_eq!(changed.len(), uploads);
    for address in ["/", "/2025/03/01/later/", "/tags/gaza/", "/rss.xml"] {
        assert!(changed.contains(&*format!("https://example.org/news{address}")), "{address} is not in {changed:?}");
    }
    assert_same(&bucket.files("site/"), &site.output(), "published");
}

#[test]
fn uploads_go_from_what_is_shown_to_what_shows_it() {
    let bucket = Moto::shared().bucket("order");
    let proxy = Proxy::watch(bucket.port);
    let site = site(&s3(&bucket, &proxy.endpoint()));
    run(&site, &[]).exits(0);
    let before = proxy.seen().len();
    site.article("later", "Later", "date: 2025-03-01\ntags: [Gaza]\n", "Text.").remove("content/trains.md");
    site.write("static/style.css", "body { color: red }").write("static/img/new.png", "new");
    site.build().exits(0);
    run(&site, &["--yes"]).exits(0);
    let requests: Vec<String> =
        proxy.seen()[before..].iter().map(|seen| format!("{} {}", seen.method, seen.path)).collect();
    let place = |what: &str| {
        let found = requests.iter().position(|request| request.contains(what));
        found.unwrap_or_else(|| panic!("no {what} in {requests:#?}"))
    };
    let order = [
        "PUT /order/site/.newsgen-lock",
        "PUT /order/site/style.",
        "PUT /order/site/img/new.png",
        "PUT /order/site/2025/03/01/later/index.html",
        "PUT /order/site/2025/01/12/talks/index.html",
        "PUT /order/site/index.html",
        "PUT /order/site/rss.xml",
        "PUT /order/site/.newsgen-manifest",
        "POST /order?delete",
    ];
    let places: Vec<usize> = order.iter().map(|what| place(what)).collect();
    assert!(places.is_sorted(), "{requests:#?}");
    assert_same(&bucket.files("site/"), &site.output(), "published");
    assert!(bucket.get("site/.newsgen-lock").is_none(), "the lock is gone");
}

#[test]
fn former_addresses_are_redirects_where_storage_has_them() {
    let bucket = Moto::shared().bucket("redirects");
    let proxy = Proxy::watch(bucket.port);
    let site = site(&s3(&bucket, &proxy.endpoint()));
    site.article("moved", "Moved", "date: 2025-03-01\naliases: [/old/story.html, /old/story.php, /old/7]\n", "Text.");
    site.build().exits(0);
    run(&site, &[]).exits(0);
    let header = |key: &str| bucket.get(key).unwrap().headers.get("x-amz-website-redirect-location").cloned();
    assert_eq!(header("site/old/story.html").as_deref(), Some("https://example.org/news/2025/03/01/moved/"));
    assert_eq!(header("site/2025/03/01/moved/index.html"), None);
    let moved = Some("https://example.org/news/2025/03/01/moved/");
    for key in ["site/old/story.php", "site/old/7/index.html"] {
        assert_eq!(header(key).as_deref(), moved, "{key}");
        assert_eq!(bucket.get(key).unwrap().headers["content-type"], "text/html; charset=utf-8", "{key}");
    }
    assert_same(&bucket.files("site/"), &site.output(), "published");
    assert!(!bucket.get("site/old/story.html").unwrap().headers.contains_key("x-amz-meta-newsgen-location"));
    site.remove("content/moved.md").build().exits(0);
    run(&site, &["--yes"]).exits(0);
    let unsigned: Vec<_> = proxy.seen().into_iter().filter(|seen| !seen.signed).collect();
    assert!(unsigned.is_empty(), "requests without a right signature: {unsigned:?}");
}

#[test]
fn a_lost_manifest_does_no_harm() {
    let bucket = Moto::shared().bucket("lost");
    let site = site(&s3(&bucket, &bucket.endpoint()));
    run(&site, &[]).exits(0);
    bucket.delete("site/.newsgen-manifest");
    // What newsgen uploaded is known by its mark, also where it changed since.
    site.article("talks", "Talks", "date: 2025-01-12\ntags: [Gaza]\n", "Second text.");
    site.build().exits(0);
    let planned = run(&site, &["--dry-run"]).exits(0);
    assert!(planned.stdout.contains("upload 2025/01/12/talks/index.html  (changed)\n"), "{}", planned.stdout);
    assert!(!planned.stdout.contains("trains"), "{}", planned.stdout);
    run(&site, &[]).exits(0);
    assert_same(&bucket.files("site/"), &site.output(), "published");
    // A manifest that cannot be read is no reason to guess.
    bucket.put("site/.newsgen-manifest", b"?");
    run(&site, &[]).exits(2).says(".newsgen-manifest` is damaged, or of another version");
}

#[test]
fn foreign_objects_are_left_alone() {
    let bucket = Moto::shared().bucket("foreign");
    let site = site(&s3(&bucket, &bucket.endpoint()));
    bucket.put("site/index.html", b"someone's");
    bucket.put("site/robots.txt", site.read("public/robots.txt").as_bytes());
    run(&site, &[]).exits(2).says("would overwrite: `index.html`");
    assert_eq!(bucket.keys("site/"), ["index.html", "robots.txt"], "nothing was written");
    bucket.delete("site/index.html");
    run(&site, &[]).exits(0);
    assert_same(&bucket.files("site/"), &site.output(), "published");
    // One that came to be in the way after the first deployment, found by the upload itself.
    bucket.put("site/2025/03/01/later/index.html", b"someone's");
    site.article("later", "Later", "date: 2025-03-01\n", "Text.");
    site.build().exits(0);
    run(&site, &[]).exits(2).says("would overwrite: `2025/03/01/later/index.html`");
    assert_eq!(bucket.get("site/2025/03/01/later/index.html").unwrap().body, b"someone's");
    assert!(!bucket.keys("site/").contains(&"2025/03/index.html".into()), "what lists it is not there either");
    // It is not taken for newsgen's afterwards, either to overwrite or to delete.
    run(&site, &[]).exits(2).says("would overwrite");
    site.remove("content/later.md");
    site.build().exits(0);
    run(&site, &["--yes"]).exits(0);
    assert_eq!(bucket.get("site/2025/03/01/later/index.html").unwrap().body, b"someone's");
    bucket.delete("site/2025/03/01/later/index.html");
    assert_same(&bucket.files("site/"), &site.output(), "published");
}

#[test]
fn credentials_come_from_a_profile_too() {
    let bucket = Moto::shared().bucket("profile");
    let site = site(&format!("[deploy.live]\nurl = \"s3://{}\"\n", bucket.name));
    site.write(
        "aws/credentials",
        "[default]\naws_access_key_id = a\n\n[paper]\naws_access_key_id = test\naws_secret_access_key = pass=word#1\n",
    );
    site.write("aws/config", format!("[profile paper]\nregion = eu-north-1\nendpoint_url = {}\n", bucket.endpoint()));
    let mut command = deploy(&site, &[]);
    command.env_remove("AWS_ACCESS_KEY_ID").env_remove("AWS_SECRET_ACCESS_KEY");
    command
        .env("AWS_SHARED_CREDENTIALS_FILE", site.path("aws/credentials"))
        .env("AWS_CONFIG_FILE", site.path("aws/config"));
    let none = Run::of(&mut command).exits(2).says("no credentials for `live`").says("AWS_PROFILE");
    assert!(!none.stderr.contains("pass"), "{}", none.stderr);
    Run::of(command.env("AWS_PROFILE", "paper")).exits(0);
    assert_same(&bucket.files(""), &site.output(), "published");
    Run::of(command.env("AWS_PROFILE", "other")).exits(2).says("the AWS profile `other` has no keys");
}

#[test]
fn mistakes_in_the_settings_are_said() {
    let site = site("");
    run(&site, &[]).exits(2).says("no target to deploy to").says("[deploy.live]");
    let base = site.read("site.toml");
    site.write(
        "site.toml",
        format!(
            "{base}[deploy]\nhost = \"pages\"\n[deploy.live]\nurl = \"file://a\"\n[deploy.test]\nurl = \"file://b\"\n"
        ),
    );
    run(&site, &[]).exits(2).says("several targets to deploy to").says("live, test");
    run(&site, &["lvie"]).exits(2).says("no target `lvie`").says("did you mean `live`?");
    site.write("site.toml", format!("{base}[deploy.live]\nurl = \"s3://me:secret@bucket\"\nendpont = \"x\"\n[[deploy.live.headers]]\ncache = \"x\"\n"));
    let said = run(&site, &[])
        .exits(2)
        .says("`url` cannot be `…@…`")
        .says("unknown key `endpont` in `[deploy.live]`")
        .says("did you mean `endpoint`?")
        .says("no `files` in `[[headers]]`");
    assert!(!said.stderr.contains("secret"), "a password is not repeated: {}", said.stderr);
}
