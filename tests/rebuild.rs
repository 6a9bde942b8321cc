//! What `newsgen build` renders again after an edit, and what stays as it is.

mod common;

use common::{CLOCK, TestSite, small_site, tree};

#[test]
fn a_second_build_renders_nothing() {
    let site = small_site();
    site.build().exits(0);
    let before = tree(&site.path(""));
    site.build().exits(0).says("Nothing to do: 4 articles");
    assert_eq!(tree(&site.path("")), before);
}

/// As `touch -d`, `tar` and `rsync -t` leave it.
#[cfg(unix)]
#[test]
fn an_edit_that_keeps_size_and_modification_time_is_built() {
    let site = TestSite::new();
    let write = |word: &str| {
        site.article("talks", "Talks", "date: 2025-01-12\ndescription: About talks.\n", word);
        site.write("static/map.txt", word);
        for name in ["content/talks.md", "static/map.txt"] {
            let file = std::fs::File::options().write(true).open(site.path(name)).unwrap();
            file.set_modified(std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_700_000_000)).unwrap();
        }
    };
    write("First.");
    site.build().exits(0);
    site.build().exits(0).says("Nothing to do: 1 article");
    write("Other.");
    site.build().exits(0);
    assert!(site.read("public/2025/01/12/talks/index.html").contains("Other."));
    assert_eq!(site.read("public/map.txt"), "Other.");
    site.run(&["build", "--clock", CLOCK, "--force"]).exits(0);
    site.build().exits(0).says("Nothing to do: 1 article");
}

/// For each kind of edit, exactly which pages are rendered again.
#[test]
fn edits_render_exactly_what_they_change() {
    let site = small_site();
    site.build().exits(0);

    site.article(
        "2025/02/storm",
        "Storm",
        "date: 2025-02-20\nsection: World\ntags: [gaza]\ndescription: About wind.\n",
        "Third, edited.",
    );
    assert_eq!(site.rendered(), ["2025/02/20/storm/index.html", "atom.xml", "feed.json", "rss.xml"], "a body");

    site.article("undated/letter", "A letter", "description: No date.\n", "Edited.");
    assert_eq!(site.rendered(), ["undated/letter/index.html"], "the body of an undated article is in no feed");

    site.article(
        "2025/02/storm",
        "A storm",
        "date: 2025-02-20\nsection: World\ntags: [gaza]\ndescription: About wind.\n",
        "Third, edited.",
    );
    assert_eq!(
        site.rendered(),
        [
            "2025/01/12/talks/index.html",
            "2025/02/03/budget/index.html",
            "2025/02/20/storm/index.html",
            "2025/02/index.html",
            "atom.xml",
            "feed.json",
            "fragments/on-this-day/02-20.json",
            "index.html",
            "on-this-day/02-20/index.html",
            "rss.xml",
            "sections/world/index.html",
            "sitemaps/2025-02-1.xml",
            "tags/gaza/index.html"
        ],
        "a title: its neighbours in time and in the story Gaza, and all that list it"
    );

    site.write("templates/undated.html", "{% extends \"theme/undated.html\" %}");
    assert_eq!(site.rendered(), ["undated/index.html"], "a template");

    site.write("static/img/map.txt", "map");
    assert_eq!(site.rendered(), ["img/map.txt"], "a file of the site's own");

    site.write("static/style.css", "body {}");
    let rendered = site.rendered();
    assert!(rendered.contains(&"2025/01/12/talks/index.html".to_owned()), "a style sheet's address is in every page");
    assert!(!rendered.contains(&"rss.xml".to_owned()) && !rendered.contains(&"sitemap.xml".to_owned()), "{rendered:?}");
    assert!(
        !site.output().keys().any(|f| f.starts_with("style.") && site.read(&format!("public/{f}")) != "body {}"),
        "the former style sheet is removed"
    );

    site.remove("content/2025/01/talks.md");
    let rendered = site.rendered();
    assert!(rendered.contains(&"2025/02/20/storm/index.html".to_owned()), "its story began there: {rendered:?}");
    assert!(!rendered.contains(&"undated/letter/index.html".to_owned()), "{rendered:?}");
    assert!(!site.output().contains_key("2025/01/12/talks/index.html"));
    assert!(!site.path("public/2025/01").exists(), "empty folders are removed");
}

#[test]
fn retagging_and_redating_render_old_and_new_places() {
    let site = small_site();
    site.build().exits(0);
    site.article(
        "2025/02/storm",
        "Storm",
        "date: 2025-02-20\nsection: World\ntags: [Doha]\ndescription: About wind.\n",
        "Third.",
    );
    assert_eq!(
        site.rendered(),
        [
            "2025/01/12/talks/index.html",
            "2025/02/20/storm/index.html",
            "atom.xml",
            "feed.json",
            "rss.xml",
            "tags/doha/index.html",
            "tags/gaza/index.html",
            "tags/index.html"
        ],
        "another tag: no card shows tags, and talks have no later article in their story any more"
    );
    site.article(
        "2025/02/storm",
        "Storm",
        "date: 2025-02-21\nsection: World\ntags: [Doha]\ndescription: About wind.\n",
        "Third.",
    );
    assert_eq!(
        site.rendered(),
        [
            "2025/02/03/budget/index.html",
            "2025/02/21/storm/index.html",
            "2025/02/index.html",
            "2025/index.html",
            "atom.xml",
            "feed.json",
            "fragments/on-this-day/02-21.json",
            "index.html",
            "on-this-day/02-21/index.html",
            "on-this-day/index.html",
            "rss.xml",
            "sections/world/index.html",
            "sitemaps/2025-02-1.xml",
            "sitemaps/pages-1.xml",
            "tags/doha/index.html"
        ],
        "another day of the same month"
    );
    assert!(!site.path("public/2025/02/20").exists());
}

#[test]
fn a_late_addition_moves_pages_of_one_year_of_its_terms_only() {
    let site = TestSite::new();
    site.write("site.toml", "base_url = \"https://example.org\"\nper_page = 2\nfeed.items = 3\n");
    for (year, n) in [(2020, 7), (2021, 7), (2022, 7)] {
        for k in 0..n {
            site.article(
                &format!("{year}-{k}"),
                &format!("A{year}{k}"),
                &format!("date: {year}-03-1{k}\ntags: [T]\ndescription: D.\n"),
                "Text.",
            );
        }
    }
    site.build().exits(0);
    site.article("late", "Late", "date: 2021-01-01\ntags: [T]\ndescription: D.\n", "Text.");
    let rendered = site.rendered();
    let moved: Vec<&str> = rendered.iter().map(String::as_str).filter(|p| p.starts_with("tags/t/")).collect();
    let pages: Vec<String> = (1..=4).map(|n| format!("tags/t/2021/{n}/index.html")).collect();
    assert_eq!(moved, pages.iter().map(String::as_str).chain(["tags/t/index.html"]).collect::<Vec<_>>());
    assert!(!rendered.contains(&"rss.xml".to_owned()), "the feed has newer ones: {rendered:?}");
}

#[test]
fn pages_of_a_term_may_run_through_all_years() {
    let site = TestSite::new();
    site.write("site.toml", "base_url = \"https://example.org\"\nper_page = 2\npages_by_year = false\n");
    let article = |name: &str, date: &str| {
        site.article(name, name, &format!("{date}tags: [T]\ndescription: D.\n"), "Text.");
    };
    for year in 2015..2022 {
        article(&format!("a{year}"), &format!("date: {year}-03-10\n"));
    }
    article("letter", "");
    site.build().exits(0);
    let pages: Vec<String> =
        site.output().into_keys().filter(|path| path.starts_with("tags/t/") && path.ends_with(".html")).collect();
    let numbered =
        ["tags/t/index.html", "tags/t/page/1/index.html", "tags/t/page/2/index.html", "tags/t/undated/1/index.html"];
    assert_eq!(pages, numbered);
    let second = site.read("public/tags/t/page/2/index.html");
    for part in ["/2017/03/10/a2017/", "/2018/03/10/a2018/", "href=\"/tags/t/page/1/\"", "href=\"/tags/t/\"", "page 2"]
    {
        assert!(second.contains(part), "{part}: {second}");
    }
    assert!(site.read("public/tags/t/page/1/index.html").contains("href=\"/tags/t/undated/1/\""));
    // The timeline still tells years apart.
    let front = site.read("public/tags/t/index.html");
    assert!(front.contains("Articles by year, 2015 to 2021") && front.contains("/tags/t/page/2/"), "{front}");
    // Full pages stay as they are.
    article("new", "date: 2022-01-01\n");
    let rendered = site.rendered();
    let moved: Vec<&str> = rendered.iter().map(String::as_str).filter(|path| path.starts_with("tags/t/")).collect();
    assert_eq!(moved, ["tags/t/index.html", "tags/t/page/2/index.html", "tags/t/page/3/index.html"]);
}

#[test]
fn one_new_article_changes_few_files_whatever_the_size() {
    let site = TestSite::new();
    for n in 0..400 {
        let (year, month, day) = (2000 + n / 20, 1 + n % 12, 1 + n % 28);
        site.article(
            &format!("a{n}"),
            &format!("Article {n}"),
            &format!(
                "date: {year}-{month:02}-{day:02}\nauthor: A{}\nsection: S{}\ntags: [T{}, U{}, V]\n",
                n % 5,
                n % 3,
                n % 7,
                n % 11
            ),
            "Text.",
        );
    }
    site.build().exits(0);
    // The first of a year, then one more of it; yesterday's is news.
    for date in ["2025-06-01", "2025-06-02", "2026-05-31T20:00:00Z", "2026-06-01T08:00:00Z"] {
        let before = site.output();
        let more = format!("date: {date}\nauthor: A1\nsection: S1\ntags: [T1, U1, V, New]\n");
        site.article(&format!("new-{}", &date[..10]), "New", &more, "Text.");
        site.build().exits(0);
        let after = site.output();
        let changed: Vec<_> = after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).collect();
        let paths: Vec<&String> = changed.iter().map(|(path, _)| *path).collect();
        assert!(paths.len() <= 40, "{} files changed by the one of {date}: {paths:#?}", paths.len());
        assert!(before.keys().all(|path| after.contains_key(path)), "no address goes");
    }
}
