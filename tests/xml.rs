//! Feeds, exports of Blogger and articles in the formats of news agencies are converted whole, with all that they say.

mod common;
#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::io::Write;

use common::TestSite;
use desk::Desk;

const RSS: &[u8] = include_bytes!("data/xml/feed.rss");
const ATOM: &str = include_str!("data/xml/feed.atom");
const BLOGGER: &str = include_str!("data/xml/blogger.atom");
const TAKEOUT: &str = include_str!("data/xml/takeout.atom");
const NITF: &str = include_str!("data/xml/nitf.xml");
const CORPUS: &str = include_str!("data/xml/corpus.xml");
const G2: &str = include_str!("data/xml/g2.xml");
const NEWSML: &str = include_str!("data/xml/newsml.xml");

/// Converts a file, and gives the front matter's lines and the body of what was made of it.
fn converted(file: &str, text: &[u8], output: &str) -> (String, String) {
    let site = TestSite::new();
    site.write(file, text);
    site.run(&["convert", file, "--names", "source", "--tags", "off"]).exits(0);
    let text = site.read(&format!("content/{output}.md"));
    let (front, body) = text.split_once("\n---\n\n").unwrap();
    (front.to_owned(), body.to_owned())
}

fn has(front: &str, lines: &[&str]) {
    for line in lines {
        assert!(front.lines().any(|own| own == *line), "{line}\n\n{front}");
    }
    assert!(!front.contains("guessed"), "{front}");
}

#[test]
fn entries_of_feeds_are_articles() {
    let (front, body) = converted("news.rss", RSS, "news-courier-17");
    has(
        &front,
        &[
            "title: \"Ferry & pier reopen\"",
            "date: 2024-03-04T09:30:00+01:00",
            // The entry's own is the text's beginning, cut.
            "description: \"The ferry runs again. We waved from the pier, and the captain waved back at us.\"",
            "authors: [Ada Lind]",
            "tags: [Harbour, \"Ferries & boats\"]",
            "image: \"https://courier.example/ferry.jpg\"",
            "lang: en-gb",
            "  file: \"news.rss#courier-17\"",
            "  url: \"https://courier.example/2024/03/ferry\"",
        ],
    );
    assert_eq!(
        body,
        "The ferry runs again. We waved from the pier, and the captain waved back at us.\n\n## What it cost\n\n- Nothing\n- A lot\n\nSee [the council](https://courier.example/2014/council).\n"
    );
    // Latin 1, an author's address, a sign that should have been written as a reference.
    let (front, body) = converted("news.rss", RSS, "news-2");
    has(&front, &["title: Café closes", "date: 2024-03-05T09:30:00+00:00", "authors: [Joe Müller]"]);
    assert_eq!(body, "The café at the pier closes, AT&T says. Nobody knows why.\n");

    let (front, body) = converted("a.atom", ATOM.as_bytes(), "a-tag-kurier-example-2024-1");
    has(
        &front,
        &[
            "title: Die Fähre fährt",
            "date: 2024-03-04T09:30:00+01:00",
            "updated: 2024-03-06T09:30:00+01:00",
            "description: Sie fährt wieder.",
            "authors: [Kurier-Redaktion]",
            "tags: [Hafen]",
            "lang: de",
            "  url: \"https://kurier.example/faehre\"",
        ],
    );
    assert_eq!(body, "Die Fähre fährt wieder, und **alle** winken.\n\nNiemand weiß, wie lange.\n");
    let (_, body) = converted("a.atom", ATOM.as_bytes(), "a-x2");
    assert_eq!(body, "Nur Text: 1 < 2.\n\nZweiter Absatz.\n");
}

#[test]
fn posts_of_blogger_keep_their_addresses() {
    let site = TestSite::new();
    site.write("Blogs/feed.atom", BLOGGER).write("Blogs/new.atom", TAKEOUT);
    let run = site.run(&["convert", "Blogs", "--tags", "off"]).exits(0);
    assert!(
        run.stderr.contains("as they are no articles: 1 comment, 1 template\n --> Blogs/feed.atom"),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("as they are no articles: 1 comment, 1 trash\n --> Blogs/new.atom"), "{}", run.stderr);
    assert!(run.stderr.contains("3 converted"), "{}", run.stderr);
    let old = site.read("content/2010/05/at-the-pier.md");
    let (front, body) = old.split_once("\n---\n\n").unwrap();
    has(
        front,
        &[
            "date: 2010-05-03T10:00:00+02:00",
            "authors: [Jo Doe]",
            "tags: [Harbour]",
            "slug: at-the-pier",
            "aliases: [\"/2010/05/at-the-pier.html\"]",
        ],
    );
    assert!(!front.contains("updated"), "{front}");
    assert_eq!(
        body,
        "First line of the post about the pier.\n\nSecond paragraph with *words*.\n\n![](http://1.bp.example/s.jpg)\n"
    );
    assert!(site.read("content/2010/05/draft.md").contains("\ndraft: true\n"));
    let new = site.read("content/2024/01/storm-at-sea.md");
    has(&new, &["description: A storm.", "tags: [Weather]", "aliases: [\"/2024/01/storm-at-sea.html\"]"]);
    site.build().exits(0);
    assert!(site.read("public/2010/05/at-the-pier.html").contains("at-the-pier"));
}

#[test]
fn articles_of_agencies_are_read_with_their_fields() {
    let (front, body) = converted("a.xml", NITF.as_bytes(), "a");
    has(
        &front,
        &[
            "title: Pier Reopens After Storm",
            "date: 1999-03-04T00:00:00",
            "description: The pier is open again.",
            "authors: [ADA LIND]",
            "section: Harbour and Region",
            "tags: [\"Piers & Docks\", Harbour Board, \"Lind, Ada\"]",
            "  dateline: \"LIMASSOL, March 3\"",
            "  print_page_number: \"17\"",
            "  publication: The Courier",
            "  series: Life at sea",
            "  subtitle: Pier reopens",
            "  url: \"https://courier.example/archive/1234567\"",
        ],
    );
    assert_eq!(
        body,
        "The pier that the storm broke is open again.\n\nIt took ½ a year, and 3/4 of the money; cafés rejoice.\n\n## What it cost\n\n- Nothing\n\n![The pier](http://c.example/large.jpg \"The pier on Monday. J. Doe\")\n\n> We waved.\n\nAda Lind writes about the sea.\n"
    );

    let (front, body) = converted("2286newsML.xml", CORPUS.as_bytes(), "2286newsML");
    has(
        &front,
        &[
            "title: Pier reopens in Limassol.",
            "date: 1996-08-20",
            "authors: [Ada Lind]",
            "lang: en",
            "  countries: CYPR",
            "  topics: GWEA GCAT",
        ],
    );
    assert_eq!(body, "The pier in Limassol is open again, the harbour board said.\n\nIt was broken by a storm.\n");

    let (front, body) = converted("g2.xml", G2.as_bytes(), "g2-urn-newsml-courier-example-20240115-1");
    has(
        &front,
        &[
            "title: Storm hits the pier",
            "date: 2024-01-15T10:00:00Z",
            "updated: 2024-01-15T10:30:00Z",
            "description: A storm.",
            "authors: [Ada Lind, Joe Doe]",
            "tags: [Weather]",
            "lang: en-GB",
            "  slugline: STORM/PIER",
        ],
    );
    assert_eq!(body, "The storm came at night and took the pier.\n\nNobody was hurt, the board said.\n");

    let (front, body) = converted("n.xml", NEWSML.as_bytes(), "n-tx-1");
    has(
        &front,
        &[
            "title: La jetée rouvre",
            "date: 2008-05-07T10:30:00Z",
            "authors: [Camille Roux]",
            "tags: [météo]",
            "lang: fr",
        ],
    );
    assert_eq!(body, "La jetée est de nouveau ouverte, selon le port.\n\nLa tempête l'avait brisée.\n");
}

#[test]
fn they_are_found_in_folders_archives_and_pipes() {
    let site = TestSite::new();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let wordpress = include_bytes!("data/wordpress.xml");
    let sitemap = b"<?xml version=\"1.0\"?><urlset><url><loc>https://courier.example/</loc></url></urlset>";
    for (name, bytes) in
        [("a/1.xml", NITF.as_bytes()), ("a/wp.xml", wordpress), ("a/feed.xml", RSS), ("sitemap.xml", sitemap)]
    {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    site.write("raw/all.zip", zip.finish().unwrap().into_inner());
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(CORPUS.as_bytes()).unwrap();
    site.write("raw/2286.xml.gz", packed.finish().unwrap())
        .write("raw/feed.xml", RSS)
        .write("raw/sitemap.xml", sitemap);
    // Feeds beside pages have once more what these have: they are read where they are named.
    let run = site.run(&["convert", "raw", "--names", "source"]).exits(0);
    assert!(run.stderr.contains("4 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.stderr);
    for name in ["1", "wp-7", "wp-8", "2286"] {
        site.read(&format!("content/{name}.md"));
    }
    site.run(&["convert", "raw", "--names", "source"]).exits(0).says("0 converted, 4 unchanged");
    site.run(&["convert", "raw/*.xml", "--out", "of-glob"]).exits(1).says("2 converted");
    let desk = Desk::new();
    for input in [RSS, wordpress] {
        let run = desk.convert_with(&["-"], input);
        assert!(run.err.contains("2 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.err);
    }
}

#[test]
fn what_breaks_a_file_is_told_by_its_line() {
    let site = TestSite::new();
    let cut = ATOM.find("<a:id>x2").unwrap();
    site.write("cut.atom", &ATOM[..cut]).write("broken.nitf", NITF.replacen("</hl1>", "", 1));
    let deep = format!("<nitf><body>{}x", "<p>".repeat(100_000));
    site.write("deep.xml", deep).write("empty.rss", "<rss version=\"2.0\"><channel><title>x</title></channel></rss>");
    let run = site.run(&["convert", "cut.atom", "broken.nitf", "deep.xml", "empty.rss"]).exits(1);
    for line in [
        "error[bad-archive]: cannot read the file of XML: it ends in the middle\n --> cut.atom:6\n",
        "expected `</hl1>`, but `</hedline>` was found\n --> broken.nitf:7\n",
        "elements are nested more than 200 deep\n --> deep.xml:1\n",
        "\n --> empty.rss\n",
        "1 converted, 0 unchanged, 0 skipped, 2 failed",
    ] {
        assert!(run.stderr.contains(line), "{line}\n\n{}", run.stderr);
    }
}
