//! An export of WordPress becomes an archive in which every address still leads to its article.

mod common;

use common::TestSite;

const EXPORT: &str = include_str!("data/wordpress.xml");

fn site(settings: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", format!("base_url = \"https://courier.example\"\n{settings}"));
    site.write("courier.xml", EXPORT);
    site
}

#[test]
fn posts_are_converted_whole_with_all_that_the_export_says() {
    let site = site("");
    let run = site.run(&["convert", "courier.xml", "--tags", "off"]).exits(0);
    assert!(run.stderr.contains("warning[not-posts]: left out of the export, as they are no articles: 1 attachment, 1 page\n --> courier.xml"), "{}", run.stderr);
    assert!(run.stderr.contains("2 converted, 0 unchanged, 0 skipped, 0 failed; 1 warning"), "{}", run.stderr);
    let text = site.read("content/2015/03/ferry-runs-again-everyone-waves.md");
    let (front, body) = text.split_once("\n---\n\n").unwrap();
    for line in [
        "title: \"Ferry runs again & everyone waves\"",
        "date: 2015-03-02T00:30:00+01:00",
        "description: After a long winter.",
        "authors: [Ada Lind]",
        "section: Harbour",
        "tags: [Transport, Ferries]",
        "image: \"https://courier.example/wp-content/uploads/ferry.jpg\"",
        "slug: ferry-runs-again",
        "aliases: [\"/2015/03/ferry-runs-again/\"]",
        "  url: \"https://courier.example/2015/03/ferry-runs-again/\"",
    ] {
        assert!(front.lines().any(|l| l == line), "{line}\n\n{front}");
    }
    assert!(!front.contains("guessed") && !text.contains("First!"), "{text}");
    // Also what looks like no part of an article is one here.
    assert_eq!(
        body,
        "![The ferry](https://courier.example/wp-content/uploads/ferry.jpg \"The ferry in the morning\")\n\nThe ferry runs again.\\\nSubscribe to our newsletter was painted on its side.\n\n> We waved.\n\nShare\n\n## What it cost\n\nNothing, says the [council](https://courier.example/2014/01/council/).\n"
    );
    let draft = site.read("content/2015/04/not-finished.md");
    assert!(draft.contains("\ndraft: true\n") && draft.contains("\ndate: 2015-04-01T10:00:00\n"), "{draft}");
    assert!(!draft.contains("aliases") && draft.ends_with("\n\nA beginning.\n"), "{draft}");
    // Again: nothing to do.
    site.run(&["convert", "courier.xml", "--tags", "off"]).exits(0).says("0 converted, 2 unchanged");
}

#[test]
fn former_addresses_lead_to_the_articles() {
    let other = site("");
    other.run(&["convert", "courier.xml"]).exits(0);
    other.build().exits(0);
    let moved = other.read("public/2015/03/ferry-runs-again/index.html");
    assert!(moved.contains("https://courier.example/2015/03/02/ferry-runs-again/"), "{moved}");

    let same = site("[permalinks]\narticle = \"/{year}/{month}/{slug}/\"\n");
    same.run(&["convert", "courier.xml"]).exits(0);
    let run = same.build().exits(0);
    assert!(!run.stderr.contains("alias"), "{}", run.stderr);
    assert!(same.read("public/2015/03/ferry-runs-again/index.html").contains("We waved."));
}

#[test]
fn exports_in_folders_are_found_and_torn_ones_told() {
    let site = site("");
    site.write("raw/a.xml", EXPORT).write("raw/feed.xml", "<rss><channel/></rss>");
    site.write(
        "raw/b.xml",
        EXPORT[..EXPORT.find("<title>About").unwrap()].replace("#7", "#17").replace("ferry", "barge"),
    );
    let run = site.run(&["convert", "raw"]).exits(1);
    assert!(run.stderr.contains("error[bad-archive]: ") && run.stderr.contains("raw/b.xml"), "{}", run.stderr);
    assert!(!run.stderr.contains("feed.xml"), "{}", run.stderr);
    assert!(run.stderr.contains("3 converted, 0 unchanged, 1 skipped"), "{}", run.stderr);
}

/// What `scripts/migrate` makes of articles of other generators is built as it stands.
#[test]
fn markdown_of_other_generators_is_taken_over() {
    let site = site("");
    site.write("hugo/posts/bridge.md", "+++\ntitle = \"The \\\"old\\\" bridge\"\ndate = 2014-05-06T07:08:09+02:00\nlastmod = 2015-01-01\ntags = [\"Bridges\", \"Oslo\"]\ncategories = [\"News\"]\nurl = \"/archive/bridge.html\"\n+++\n\nText of *Hugo*.\n");
    site.write(
        "hugo/posts/storm/index.md",
        "---\ntitle: Storm\ndate: 2014-05-07\ntags:\n  - Wind\n  - Oslo\ncategories: [A, B]\n---\nText.\n",
    );
    site.write("hugo/posts/_index.md", "+++\ntitle = \"Posts\"\n+++\n");
    site.write("hugo/posts/torn.md", "+++\ntitle = \n+++\nText.\n");
    site.write("zola/quay.md", "+++\ntitle = \"Quay\"\ndate = 2016-01-02\ndraft = true\n[taxonomies]\ntags = [\"Quay\"]\n[extra]\nphone = \"12\"\n+++\nText.\n");
    site.write(
        "jekyll/2013-02-03-first-post.markdown",
        "---\nlayout: post\ntitle:  \"First post\"\ncategories: news\npermalink: /first.html\n---\nText.\n",
    );
    let migrate = |from: &str, address: &[&str]| {
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/scripts/migrate");
        let mut command = std::process::Command::new("python3");
        common::Run::of(command.arg(script).args([from, "content"]).args(address).current_dir(site.folder.path()))
    };
    migrate("hugo", &["--address", "/{year}/{slug}/"])
        .exits(1)
        .says("not copied: hugo/posts/torn.md: ")
        .says("2 copied, 0 there already, 1 not copied");
    migrate("hugo", &[]).exits(1).says("0 copied, 2 there already, 1 not copied");
    migrate("zola", &[]).exits(0);
    migrate("jekyll", &[]).exits(0).says("1 copied");
    let run = site.build().exits(0);
    assert!(run.stderr.contains("Built 3 articles"), "{}", run.stderr);
    for (page, text) in [
        ("2014/05/06/bridge", "The &quot;old&quot; bridge"),
        ("2014/05/07/storm", "Storm"),
        ("2013/02/03/first-post", "First post"),
    ] {
        assert!(site.read(&format!("public/{page}/index.html")).contains(text), "{page}");
    }
    for former in [
        "archive/bridge.html",
        "2014/storm/index.html",
        "first.html",
        "tags/wind/index.html",
        "sections/news/index.html",
    ] {
        assert!(site.path(&format!("public/{former}")).exists(), "{former}");
    }
    assert_eq!(
        site.read("content/quay.md"),
        "---\nphone: \"12\"\ntags: [\"Quay\"]\ntitle: \"Quay\"\ndate: 2016-01-02\ndraft: true\n---\nText.\n"
    );
}
