//! Feed and sitemaps, read by parsers of others.

mod common;

use common::TestSite;

fn site() -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", "title = \"A & B <Archive>\"\nbase_url = \"https://example.org/news/\"\ntimezone = \"Europe/Madrid\"\nlanguage = \"en-GB\"\n");
    site.article(
        "talks",
        "Talks \\\"advance\\\" & <more>",
        "date: 2025-01-12T09:30:00+01:00\nauthors: [Liam Ode, \"Zoë Ünal\"]\nsection: World\ntags: [Gaza]\n",
        "See [the rest](/archive/) & <b>this</b>.\u{b}\n\n![map](/m.png)",
    );
    site.article("東京", "東京で地震", "date: 2025-01-11\nupdated: 2025-01-13\n", "本文。");
    site.article("undated", "Undated", "", "No date.");
    site
}

#[test]
fn the_feed_is_valid_rss() {
    let site = site();
    site.build().exits(0);
    let text = site.read("public/rss.xml");
    let feed = feed_rs::parser::parse(text.as_bytes()).unwrap();
    assert_eq!(feed.feed_type, feed_rs::model::FeedType::RSS2);
    assert_eq!(feed.title.unwrap().content, "A & B <Archive>");
    let links: Vec<_> = feed.links.iter().map(|l| (l.href.as_str(), l.rel.as_deref())).collect();
    assert!(links.contains(&("https://example.org/news/", None)), "{links:?}");
    assert!(
        text.contains(
            "<atom:link href=\"https://example.org/news/rss.xml\" rel=\"self\" type=\"application/rss+xml\"/>"
        )
    );
    assert_eq!(feed.entries.len(), 2, "an article without a date is no news");

    let talks = &feed.entries[0];
    assert_eq!(talks.title.as_ref().unwrap().content, "Talks \"advance\" & <more>");
    assert_eq!(talks.id, "https://example.org/news/2025/01/12/talks/");
    assert_eq!(talks.links[0].href, talks.id);
    assert_eq!(talks.published.unwrap().to_rfc3339(), "2025-01-12T08:30:00+00:00");
    assert!(text.contains("<pubDate>Sun, 12 Jan 2025 09:30:00 +0100</pubDate>"));
    let authors: Vec<_> = talks.authors.iter().map(|a| a.name.as_str()).collect();
    assert_eq!(authors, ["Liam Ode", "Zoë Ünal"]);
    let body = talks.content.as_ref().unwrap().body.as_ref().unwrap();
    assert!(body.contains("<a href=\"https://example.org/news/archive/\">"), "{body}");
    assert!(body.contains("src=\"https://example.org/news/m.png\"") && body.contains("&lt;b&gt;this"), "{body}");

    // A plain day is midnight at the site's own clock; addresses are URIs.
    assert!(text.contains("<pubDate>Sat, 11 Jan 2025 00:00:00 +0100</pubDate>"));
    assert!(text.contains("<guid isPermaLink=\"true\">https://example.org/news/2025/01/11/%E6%9D%B1%E4%BA%AC/</guid>"));
    assert!(!text.contains('\u{b}'), "no characters that XML forbids");
}

#[test]
fn sitemaps_name_every_page_once() {
    let site = site();
    site.build().exits(0);
    let locs = |name: &str| -> Vec<String> {
        let text = site.read(&format!("public/{name}"));
        text.split("<loc>").skip(1).map(|rest| rest.split("</loc>").next().unwrap().to_owned()).collect()
    };
    assert!(site.read("public/robots.txt").contains("Sitemap: https://example.org/news/sitemap.xml"));
    let shards = locs("sitemap.xml");
    assert_eq!(shards.len(), 3);
    let mut pages = Vec::new();
    for shard in &shards {
        pages.extend(locs(shard.strip_prefix("https://example.org/news/").unwrap()));
    }
    assert!(pages.contains(&"https://example.org/news/2025/01/11/%E6%9D%B1%E4%BA%AC/".to_owned()));
    let unique: std::collections::BTreeSet<_> = pages.iter().collect();
    assert_eq!(unique.len(), pages.len());
    // Every page that is for readers is in it: all but redirects and 404.
    let html = site.output().into_keys().filter(|f| f.ends_with("index.html")).count();
    assert_eq!(pages.len(), html);
    assert!(site.read("public/sitemaps/2025-01-1.xml").contains("<lastmod>2025-01-13</lastmod>"));
}
