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

/// An export with one post, and what stands around it.
fn export(kind: &str, text: &str, around: &str) -> String {
    format!(
        "<rss xmlns:wp=\"http://wordpress.org/export/1.2/\"><channel>\n<item><title>Pier opens</title>\
         <link>https://courier.example/2012/04/pier/</link><content:encoded><![CDATA[{text}]]></content:encoded>\
         <wp:post_id>5</wp:post_id><wp:post_date>2012-04-16 10:00:00</wp:post_date><wp:post_type>{kind}</wp:post_type>\
         </item>\n{around}</channel></rss>"
    )
}

fn body(site: &TestSite) -> String {
    site.read("content/2012/04/pier-opens.md").split_once("\n---\n\n").unwrap().1.to_owned()
}

#[test]
fn shortcodes_are_what_they_show_or_told() {
    let upload = |number: u8, parent: u8, order: u8, caption: &str| {
        format!(
            "<item><wp:post_id>{number}</wp:post_id><wp:post_parent>{parent}</wp:post_parent><wp:post_type>attachment</wp:post_type>\
             <wp:menu_order>{order}</wp:menu_order><wp:attachment_url>https://courier.example/up/{number}.jpg</wp:attachment_url>\
             <excerpt:encoded><![CDATA[{caption}]]></excerpt:encoded>\
             <wp:postmeta><wp:meta_key>_wp_attachment_image_alt</wp:meta_key><wp:meta_value>Alt {number}</wp:meta_value></wp:postmeta></item>"
        )
    };
    let around = [upload(7, 5, 2, "The pier"), upload(8, 5, 1, ""), upload(9, 4, 1, "Not here")].concat();
    let text = "The pier [sic] opens.\nAt last.\n\n[gallery]\n\n[embed]https://video.example/1[/embed]\n\n\
        [vc_row][vc_column]Boxes keep their text.[/vc_column][/vc_row]\n\n[contact-form-7 id=\"1\"]\n\nhttps://video.example/2\n\n[gallery ids=\"9\"]\n\nThe end.";
    let site = TestSite::new();
    site.write("courier.xml", export("post", text, &around));
    let run = site.run(&["convert", "courier.xml", "--tags", "off", "--report", "report.json"]).exits(0);
    run.says("warning[shortcodes]: left out of posts, as only their plugins know what they show: 1 [contact-form-7]");
    assert_eq!(
        body(&site),
        "The pier [sic] opens.\\\nAt last.\n\n\
         ![Alt 8](https://courier.example/up/8.jpg)\n\n![Alt 7](https://courier.example/up/7.jpg \"The pier\")\n\n\
         [https://video.example/1](https://video.example/1)\n\nBoxes keep their text.\n\n\
         [https://video.example/2](https://video.example/2)\n\n![Alt 9](https://courier.example/up/9.jpg \"Not here\")\n\nThe end.\n"
    );
    assert!(site.read("report.json").contains("[contact-form-7]"));
}

#[test]
fn texts_of_both_editors_keep_their_paragraphs() {
    for (text, expected) in [
        ("One.\n\n<p>Two.</p>\n\nThree.", "One.\n\nTwo.\n\nThree.\n"),
        ("One.\n\n<blockquote>Two.\n\nThree.</blockquote>\nFour.", "One.\n\n> Two.\n>\n> Three.\n\nFour.\n"),
        (
            "<!-- wp:paragraph -->\n<p>One\nline.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:paragraph -->\n<p>Two.</p>\n<!-- /wp:paragraph -->",
            "One line.\n\nTwo.\n",
        ),
        (
            "<!-- wp:file -->\n<div class=\"wp-block-file\"><a href=\"https://courier.example/m.pdf\">Minutes</a><a href=\"https://courier.example/m.pdf\" class=\"wp-block-file__button\" download>Download</a></div>\n<!-- /wp:file -->",
            "[Minutes](https://courier.example/m.pdf)\n",
        ),
    ] {
        let site = TestSite::new();
        site.write("courier.xml", export("post", text, ""));
        site.run(&["convert", "courier.xml", "--tags", "off"]).exits(0);
        assert_eq!(body(&site), expected, "{text}");
    }
}

#[test]
fn posts_of_a_kind_of_the_sites_own_are_articles_if_they_have_a_text() {
    let long = "The pier opens again today. ".repeat(12);
    for (kind, text, is_article) in [
        ("column", long.as_str(), true),
        ("column", "Short.", false),
        ("page", &long, false),
        ("product", &long, false),
    ] {
        let site = TestSite::new();
        site.write("courier.xml", export(kind, text, ""));
        site.run(&["convert", "courier.xml", "--tags", "off"]);
        assert_eq!(site.path("content/2012/04/pier-opens.md").exists(), is_article, "{kind} {text}");
        if is_article {
            assert!(site.read("content/2012/04/pier-opens.md").contains("\n  post_type: column\n"));
        }
    }
}

/// Saved pages and copies of a site that is to be made anew keep the addresses that they had; those of other sites have none there.
#[test]
fn former_pages_of_the_site_keep_their_addresses() {
    let page = |head: &str| {
        format!(
            "<html><head><title>Ferry runs again</title>{head}</head><body><h1>Ferry runs again</h1><p>March 2, 2015</p>\
             <p>The ferry to the outer islands runs again, the <a href=\"../board.html\">harbour board</a> said on Monday.</p>\
             <p><img src=\"/up/ferry.jpg\" alt=\"The ferry\"></p><p>It had been out of service for nine weeks, as parts were hard to get.</p></body></html>"
        )
    };
    let file = "content/2015/03/ferry-runs-again.md";
    let converted = |settings: &str, name: &str, head: &str| {
        let site = site(settings);
        site.write(name, page(head));
        site.run(&["convert", name.split('/').next().unwrap(), "--tags", "off"]).exits(0);
        site
    };
    let canonical = |url: &str| format!("<link rel=\"canonical\" href=\"{url}\">");

    let own = converted("", "saved.html", &canonical("http://www.courier.example/2015/ferry.html"));
    assert!(own.read(file).contains("\naliases: [\"/2015/ferry.html\"]\n"), "{}", own.read(file));
    own.build().exits(0);
    assert!(own.read("public/2015/ferry.html").contains("https://courier.example/2015/03/02/ferry-runs-again/"));

    let other = converted("", "saved.html", &canonical("http://other.example/2015/ferry.html"));
    assert!(!other.read(file).contains("aliases"));

    // A copy has a folder called by the host, be it of another site.
    let copy = converted("", "copy/courier.example/2015/ferry/index.html", "");
    let text = copy.read(file);
    for part in [
        "\naliases: [\"/2015/ferry/\"]\n",
        "\n  url: \"https://courier.example/2015/ferry/\"\n",
        "[harbour board](https://courier.example/2015/board.html)",
        "![The ferry](https://courier.example/up/ferry.jpg)",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
    let other = converted("", "copy/www.other.example/2015/ferry.html", "");
    let text = other.read(file);
    assert!(!text.contains("aliases") && text.contains("(https://www.other.example/board.html)"), "{text}");
    let unknown = converted("", "copy/2015/ferry.html", "");
    unknown.run(&["convert", "copy", "--tags", "off", "--report", "report.json"]).exits(0);
    assert!(unknown.read("report.json").contains("\"pictures\""));
    let text = unknown.read(file);
    assert!(!text.contains("aliases") && !text.contains("url:") && text.contains("the harbour board said"), "{text}");
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
