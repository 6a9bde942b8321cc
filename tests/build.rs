//! `newsgen build` as a user sees it: which files there are, what they hold, what is refused.

mod common;

use common::{CLOCK, Run, TestSite, newsgen, small_site, tree};

#[test]
fn a_small_site_has_these_files() {
    let site = small_site();
    site.write("static/img/map.txt", "map");
    site.build().exits(0).says("Built 4 articles into public: ");
    let files: Vec<String> = site
        .output()
        .into_keys()
        .map(|f| if f.starts_with("s") && f.matches('.').count() == 2 { "HASHED".into() } else { f })
        .collect();
    let expected = [
        ".newsgen",
        "2025/01/12/talks/index.html",
        "2025/01/index.html",
        "2025/02/03/budget/index.html",
        "2025/02/20/storm/index.html",
        "2025/02/index.html",
        "2025/index.html",
        "404.html",
        "archive/index.html",
        "atom.xml",
        "authors/index.html",
        "authors/liam-ode/index.html",
        "authors/mara-okafor/index.html",
        "corrections/index.html",
        "feed.json",
        "feeds/undated-1.feed.json",
        "feeds/undated-1.rss.xml",
        "fragments/on-this-day/01-12.json",
        "fragments/on-this-day/02-03.json",
        "fragments/on-this-day/02-20.json",
        "img/map.txt",
        "index.html",
        "on-this-day/01-12/index.html",
        "on-this-day/02-03/index.html",
        "on-this-day/02-20/index.html",
        "on-this-day/index.html",
        "robots.txt",
        "rss.xml",
        "sections/index.html",
        "sections/politics/index.html",
        "sections/world/index.html",
        "HASHED",
        "sitemap.xml",
        "sitemaps/2025-01-1.xml",
        "sitemaps/2025-02-1.xml",
        "sitemaps/pages-1.xml",
        "sitemaps/undated-1.xml",
        "HASHED",
        "tags/doha/index.html",
        "tags/gaza/index.html",
        "tags/index.html",
        "tags/money/index.html",
        "undated/index.html",
        "undated/letter/index.html",
    ];
    assert_eq!(files, expected);
}

#[test]
fn every_link_of_a_site_leads_somewhere() {
    for permalinks in ["", "permalinks.flat = true\n"] {
        links_lead_somewhere(permalinks);
    }
}

fn links_lead_somewhere(permalinks: &str) {
    let site = TestSite::new();
    // Enough for numbered pages of terms and months.
    let settings = "base_url = \"https://example.org/news\"\nper_page = 2\nper_month_page = 1\n";
    site.write("site.toml", &(settings.to_owned() + permalinks));
    for n in 0..14 {
        let date =
            if n % 5 == 4 { String::new() } else { format!("date: 20{}-0{}-1{}\n", 20 + n % 3, 1 + n % 2, n % 7) };
        site.article(
            &format!("a{n}"),
            &format!("Article {n}"),
            &format!(
                "{date}author: Ann\nsection: World\ntags: [\"São Paulo\", T{}]\naliases: [/old/{n}.html]\n",
                n % 3
            ),
            "Text with a [link](/rss.xml).",
        );
    }
    site.build().exits(0);
    let output = site.output();
    let mut checked = 0;
    for (file, bytes) in &output {
        let text = String::from_utf8_lossy(bytes);
        for attribute in ["href=\"", "src=\""] {
            for link in text.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap()) {
                let address = link.strip_prefix("https://example.org").unwrap_or(link);
                if !address.starts_with('/') {
                    // Places on the page, the icon, and where articles can be shared.
                    let elsewhere = ["#", "data:", "mailto:?", "https://bsky.app/", "https://wa.me/"];
                    assert!(elsewhere.iter().any(|start| link.starts_with(start)), "{file}: {link}");
                    continue;
                }
                let inside = address.strip_prefix("/news/").unwrap_or_else(|| panic!("{file}: {link} leaves the site"));
                let (inside, place) = inside.split_once('#').unwrap_or((inside, ""));
                let target = if inside.is_empty() || inside.ends_with('/') {
                    format!("{inside}index.html")
                } else {
                    inside.to_owned()
                };
                let found = output.get(&target).unwrap_or_else(|| panic!("{file}: {link} leads nowhere"));
                let named = place.is_empty() || String::from_utf8_lossy(found).contains(&format!("id=\"{place}\""));
                assert!(named, "{file}: {link} has no such place");
                checked += 1;
            }
        }
    }
    assert!(checked > 300, "{checked}");
    let numbered = match permalinks {
        "" => ["tags/sao-paulo/2020/1/index.html", "2020/01/page/1/index.html"],
        _ => ["tags/sao-paulo/2020-1.html", "2020/01/page-1.html"],
    };
    assert!(numbered.iter().all(|page| output.contains_key(*page)));
    assert!(output.contains_key("old/3.html"));
}

#[test]
fn addresses_follow_their_pattern() {
    let site = small_site();
    site.write(
        "site.toml",
        "base_url = \"https://example.org/news\"\n[permalinks]\narticle = \"/{year}/{slug}.html\"\n",
    );
    site.build().exits(0);
    let page = site.read("public/2025/talks.html");
    assert!(page.contains("<link rel=\"canonical\" href=\"https://example.org/news/2025/talks.html\">"), "{page}");
    assert!(site.path("public/undated/letter.html").exists());
    assert!(site.read("public/index.html").contains("href=\"/news/2025/storm.html\""));
    assert!(site.read("public/sitemaps/2025-01-1.xml").contains("<loc>https://example.org/news/2025/talks.html</loc>"));
    // Where the pattern does not tell two articles apart.
    site.article("other/talks", "Other talks", "date: 2025-05-05\n", "");
    site.build().exits(1).says("address `/2025/talks.html` is taken by `content/2025/01/talks.md`");
    site.write("site.toml", "[permalinks]\narticle = \"/{year}/\"\n");
    site.build().exits(2).says("`article` cannot be `/{year}/`").says("--> site.toml:2:11");
}

#[test]
fn files_are_found_in_any_order() {
    let (one, two) = (TestSite::new(), TestSite::new());
    let names: Vec<usize> = (0..40).collect();
    let article = |site: &TestSite, n: &usize| {
        site.article(
            &format!("{}/a{n}", n % 3),
            &format!("A{n}"),
            &format!("date: 2025-01-{:02}\ntags: [t{}]\n", 1 + n % 9, n % 4),
            "Text.",
        );
    };
    names.iter().for_each(|n| article(&one, n));
    names.iter().rev().for_each(|n| article(&two, n));
    one.build().exits(0);
    two.build().exits(0);
    assert_eq!(one.output(), two.output());
}

#[test]
fn timings_and_stats_describe_builds_and_archives() {
    let site = small_site();
    let run = site.run(&["build", "--timings", "--clock", CLOCK]).exits(0);
    for line in ["scan ", "plan ", "render and write ", "article ", "sitemap "] {
        assert!(run.stderr.lines().any(|l| l.starts_with(line)), "{line}: {}", run.stderr);
    }
    let text = site.run(&["stats", "--clock", CLOCK]).exits(0).stdout;
    for line in ["4 articles, 2025 to 2025, 1 undated", "tags: 3, 2 of them used once", "words: 4 in all"] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let stats: serde_json::Value =
        serde_json::from_str(&site.run(&["stats", "--format", "json"]).exits(0).stdout).unwrap();
    assert_eq!(stats["years"][0]["articles"], 3);
    assert_eq!(stats["terms"][2]["largest"][0]["name"], "Gaza");
    assert_eq!(stats["output"]["files"], site.output().len());
}

#[test]
fn addresses_that_differ_in_case_alone_are_one() {
    let site = small_site();
    site.article("a", "A", "date: 2025-01-01\naliases: [/Old/Story.html]\n", "Text.");
    site.article("b", "B", "date: 2025-01-01\naliases: [/old/story.html]\n", "Text.");
    site.build().exits(1).says("error[alias-taken]: alias `/old/story.html` left out: `content/a.md` has this address");
    assert!(site.output().contains_key("Old/Story.html") && !site.output().contains_key("old/story.html"));
}

#[test]
fn output_does_not_depend_on_threads_or_zone_or_paths() {
    let site = small_site();
    let mut trees = Vec::new();
    for (jobs, zone, folder) in
        [("1", "UTC", "out1"), ("2", "Asia/Tokyo", "out2"), ("8", "America/Lima", "deep/er/out3")]
    {
        let mut command = newsgen();
        command
            .args(["build", "--clock", CLOCK, "--jobs", jobs, "--output-dir", folder])
            .current_dir(site.folder.path())
            .env("TZ", zone);
        Run::of(&mut command).exits(0);
        trees.push(tree(&site.path(folder)));
    }
    assert_eq!(trees[0], trees[1]);
    assert_eq!(trees[0], trees[2]);
}

#[test]
fn each_page_has_its_own_text_whatever_its_size() {
    let site = TestSite::new();
    // Sizes around those up to which files are read, and pages rendered, some at a time.
    let words = |n: usize| [1, 40, 9_000, 30_000, 70_000][n % 5];
    let text = |n: usize| format!("{} Last of number {n}.", format!("word{n} ").repeat(words(n)));
    for n in 0..90 {
        site.article(&format!("a{n}"), &format!("Number {n}"), "date: 2025-01-01\n", &text(n));
    }
    site.build().exits(0);
    for n in 0..90 {
        let page = site.read(&format!("public/2025/01/01/a{n}/index.html"));
        assert!(page.matches(&format!("word{n} ")).count() >= words(n), "{n}");
        assert!(page.contains(&format!("Last of number {n}.</p>")) && page.trim_end().ends_with("</html>"), "{n}");
        assert_eq!(
            page.matches("Last of number").count(),
            page.matches(&format!("Last of number {n}.")).count(),
            "{n}"
        );
    }
}

/// Looks for the words of articles that are held back in everything that is published: pages, feeds and their
/// history, sitemaps, data for search engines, fragments, redirects, and what earlier builds left.
#[test]
fn what_is_held_back_is_in_no_file() {
    let site = TestSite::new();
    let settings = "base_url = \"https://example.org\"\nday_pages = true\nfeed.items = 1\nfeed.term_minimum = 1\n[taxonomies.ships]\n";
    site.write("site.toml", settings);
    // Everything by which one article shows up on the pages of others.
    let ties = "tags: [Talks, Secrettag]\nsection: World\nauthors: [Ann, Secretauthor]\nseries: Secretseries\nships: [Secretship]\nimage: {url: /Secret.jpg, alt: Secretalt}\ncredit: Secretcredit\ncorrections: [{date: 2025-01-01, text: Secretcorrection}]\n";
    let held = [
        ("draft", "draft: true\ndate: 2025-01-03\n"),
        ("future", "date: 2027-01-01\n"),
        ("embargo", "date: 2025-01-03\npublish_at: 2026-06-01T12:00:01Z\n"),
        ("expired", "date: 2026-05-31\nexpires: 2026-06-01T12:00:00Z\naliases: [/secret/]\n"),
        ("status", "date: 2025-01-03\nstatus: draft\n"),
        ("withheld", "date: 2025-01-03\nstatus: withheld\naliases: [/secret-2/]\n"),
        ("undated", "status: withheld\n"),
    ];
    let open = |n: u32| format!("date: 2025-01-0{n}\ntags: [Talks]\nsection: World\nauthors: [Ann]\n");
    site.write("pages/secret.md", "---\ntitle: Secretpage\ndraft: true\naliases: [/secret-3/]\n---\n\nSecret.\n");
    site.article("before", "Before", &open(2), "Seen.").article("after", "After", &open(4), "Seen.");
    let write = |more: &str| {
        for (name, gate) in held {
            let front = format!("slug: secret-{name}\n{}{ties}", if more.is_empty() { gate } else { more });
            site.article(name, &format!("Secret {name}"), &front, "Secretbody.");
        }
    };
    write("");
    let secrets = |site: &TestSite| {
        let leaks = |(path, bytes): (String, Vec<u8>)| {
            (path.to_lowercase().contains("secret")
                || String::from_utf8_lossy(&bytes).to_lowercase().contains("secret"))
            .then_some(path)
        };
        site.output().into_iter().filter_map(leaks).collect::<Vec<_>>()
    };
    site.build().exits(0).says("Held back: 3 draft, 2 in the future, 1 expired, 2 withheld.");
    assert_eq!(secrets(&site), Vec::<String>::new());
    site.remove("pages/secret.md");
    // All of them published: their words are in every kind of file, so that the search above can find them.
    write("date: 2025-01-03\n");
    site.build().exits(0);
    let seen = secrets(&site);
    for part in [
        "2025/01/03/secret-withheld/index.html",
        "2025/01/02/before/index.html",
        "2025/01/04/after/index.html",
        "2025/01/03/index.html",
        "2025/01/index.html",
        "index.html",
        "tags/secrettag/index.html",
        "tags/secrettag/rss.xml",
        "tags/index.html",
        "ships/index.html",
        "series/secretseries/index.html",
        "corrections/index.html",
        "corrections/feed.json",
        "fragments/on-this-day/01-03.json",
        "on-this-day/01-03/index.html",
        "feeds/2025-01-1.atom.xml",
        "feeds/2025-01-1.feed.json",
        "sitemaps/2025-01-1.xml",
        "sitemaps/pages-1.xml",
    ] {
        assert!(seen.iter().any(|path| path == part), "{part} is not in {seen:?}");
    }
    // Held back again: no leftovers.
    write("");
    site.build().exits(0);
    assert_eq!(secrets(&site), Vec::<String>::new());
}

#[test]
fn templates_are_overridden_by_file_and_by_block() {
    let site = small_site();
    site.write("templates/404.html", "Lost in {{ site.title }}");
    site.write(
        "templates/article.html",
        "{% extends \"theme/article.html\" %}{% block article_footer %}<p>Own footer</p>{% endblock %}",
    );
    site.write(
        "themes/mine/templates/home.html",
        "{% extends \"base.html\" %}{% block main %}{{ latest | length }} mine{% endblock %}",
    );
    site.write("themes/mine/theme.toml", "name = \"mine\"\nmin_newsgen = \"0.1\"\n");
    site.write("site.toml", "theme = \"mine\"\n");
    site.build().exits(0);
    assert_eq!(site.read("public/404.html"), "Lost in News archive");
    let article = site.read("public/2025/01/12/talks/index.html");
    assert!(article.contains("<p>Own footer</p>") && article.contains("<p>First.</p>"));
    assert!(site.read("public/index.html").contains("4 mine"));
    assert!(site.read("public/tags/index.html").contains("Doha"));
}

#[test]
fn hidden_files_of_static_are_published_but_for_leftovers() {
    let site = small_site();
    let published = [".well-known/security.txt", ".nojekyll", ".htaccess", "img/.map/one.txt"];
    let left_out = [".git/config", ".gitignore", "img/.gitkeep", ".DS_Store", "map.txt~", ".map.txt.swp", ".newsgen"];
    for name in published.iter().chain(&left_out) {
        site.write(&format!("static/{name}"), "Mine.");
    }
    site.build().exits(0);
    let output = site.output();
    for name in published {
        assert_eq!(output.get(name).map(Vec::as_slice), Some(&b"Mine."[..]), "{name}");
    }
    for name in left_out {
        assert_ne!(output.get(name).map(Vec::as_slice), Some(&b"Mine."[..]), "{name}");
    }
}

#[test]
fn an_alias_leads_to_its_article() {
    let site = TestSite::new();
    site.article("a", "A & B", "date: 2025-01-01\naliases: [/old/a.html, \"/old/a/\", \"//x\", \"http://x/\"]\n", "");
    site.run(&["build"]).exits(0).says("alias `//x` left out").says("alias `http://x/` left out");
    for path in ["public/old/a.html", "public/old/a/index.html"] {
        let page = site.read(path);
        assert!(page.contains("url=https://example.org/2025/01/01/a/") && page.contains("rel=\"canonical\""), "{page}");
        assert!(!page.contains("<script"));
    }
}

#[test]
fn former_addresses_without_an_ending_are_pages_in_folders() {
    let site = TestSite::new();
    let aliases = "aliases: [/story, /story/124, /story/124/, /2025/01/01/a, /tags]\n";
    site.article("a", "A", &format!("date: 2025-01-01\ntags: [T]\n{aliases}"), "[Before](/story/124)");
    site.article("b", "B", "date: 2025-01-02\naliases: [/story.php/7]\n", "");
    site.build().exits(1).says("error[alias-taken]: alias `/tags` left out: a page that newsgen makes");
    let output = site.output();
    for path in ["story/index.html", "story/124/index.html", "story.php/7/index.html"] {
        assert!(output.contains_key(path), "{path}");
    }
    assert!(!site.read("public/2025/01/01/a/index.html").contains("http-equiv"));
    let check = site.run(&["check", "--clock", CLOCK]);
    assert!(!check.stderr.contains("broken-link"), "{}", check.stderr);
    // Hosts that redirect by themselves are told the addresses as they are.
    site.write("site.toml", "base_url = \"https://example.org\"\n[deploy]\nhost = \"apache\"\n");
    site.build().exits(0);
    let lines = site.read("public/.htaccess");
    for line in ["^/story$", "^/story/124$", "^/story/124/$", "^/tags$", "^/story\\.php/7$"] {
        assert!(lines.contains(&format!("\"{line}\"")), "{line}: {lines}");
    }
    assert!(!site.path("public/story").exists());
}

#[test]
fn an_index_of_very_many_terms_has_a_page_for_each_initial() {
    let site = TestSite::new();
    let named = |letter: char, from: u32, to: u32| {
        let names: Vec<String> = (from..to).map(|n| format!("{letter} {n}")).collect();
        format!("date: 2025-01-12\ntags: [{}]\n", names.join(", "))
    };
    site.article("a", "A", &named('a', 0, 600), "Text.").article("b", "B", &named('É', 0, 400), "Text.");
    site.build().exits(0);
    assert!(site.read("public/tags/index.html").contains(">É 399<"), "a thousand are on one page");
    assert!(!site.path("public/tags/index").exists());

    site.article("c", "C", &named('7', 0, 1), "Text.").article("d", "D", &named('a', 0, 150), "Text.");
    site.build().exits(0);
    let front = site.read("public/tags/index.html");
    let initials: Vec<&str> =
        front.split("href=\"/tags/index/").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert_eq!(initials, ["0-9/", "a/", "e/"]);
    assert!(front.contains(">a 149<") && !front.contains(">a 150<"), "the front page has those with the most articles");
    let page = site.read("public/tags/index/e/index.html");
    assert!(page.contains("<h1>E</h1>") && page.contains(">É 399<") && !page.contains(">a 1<"));
    assert!(site.read("public/sitemaps/pages-1.xml").contains("/tags/index/e/"));

    // Another article of a known tag changes no initial's page.
    site.article("e", "E", "date: 2025-01-13\ntags: [a 5]\n", "Text.");
    let rendered = site.rendered();
    assert!(rendered.iter().any(|path| path == "tags/index.html"), "{rendered:?}");
    assert!(rendered.iter().all(|path| !path.starts_with("tags/index/")), "{rendered:?}");
}

#[test]
fn control_characters_reach_no_page() {
    let site = TestSite::new();
    let forbidden = ['\0', '\u{8}', '\u{b}', '\u{1b}', '\u{7f}', '\u{fffe}', '\u{ffff}'];
    let odd: String = forbidden.iter().collect();
    let front = "date: 2025-01-01\ndescription: \"Odd\\0\\v\\e\\uFFFE.\"\nimage: {url: /a b.jpg, alt: \"A\\e\"}\n";
    site.article("a", "A\\u001B\\uFFFFB", front, &format!("Te{odd}xt &#27;&#11;&#xFFFE; `co{odd}de` [a](/b{odd})"));
    site.article("b", "B", "date: 2025-01-02\n", &format!("Be{odd}ginning &#27;."));
    site.build().exits(0);
    for (path, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !text.contains(forbidden),
            "{path}: {:?}",
            text.find(forbidden).map(|at| &text[at.saturating_sub(40)..])
        );
    }
    let page = site.read("public/2025/01/01/a/index.html");
    assert!(page.contains("Text ") && page.contains("<code>code</code>"), "{page}");
    for address in ["src=\"/a%20b.jpg\"", "\"https://example.org/a%20b.jpg\""] {
        assert!(page.contains(address), "{address}: {page}");
    }
}

#[test]
fn an_article_is_not_updated_before_its_date() {
    let site = TestSite::new();
    for (name, date, updated, is_shown) in [
        ("a", "2025-01-12", "2025-01-11", false),
        ("b", "2025-01-12T09:30:00Z", "2025-01-12", true),
        ("c", "2025-01-12T09:30:00Z", "2025-01-12T09:00:00Z", false),
        ("d", "2025", "2024-12-31", false),
        ("e", "2025-01", "2025-01-01", true),
    ] {
        site.article(name, name, &format!("slug: {name}\ndate: {date}\nupdated: {updated}\ntags: [T]\n"), "Text.");
        let run = site.build().exits(0);
        assert_eq!(!run.stderr.contains(&format!("--> content/{name}.md")), is_shown, "{name}: {}", run.stderr);
    }
    assert!(!site.read("public/2025/01/12/a/index.html").contains("2025-01-11"));
    assert!(!site.read("public/sitemaps/2025-01-1.xml").contains("2025-01-11"));
}

#[test]
fn an_article_knows_the_size_of_its_picture() {
    let site = TestSite::new();
    let png = |width: u32| {
        let mut bytes = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec();
        bytes.extend(width.to_be_bytes().into_iter().chain(200_u32.to_be_bytes()).chain([8, 2, 0, 0, 0]));
        bytes
    };
    site.write("static/img/p.png", png(300)).write("static/other.png", png(1));
    site.article("a", "A", "date: 2025-01-12\nimage: {url: /img/p.png, alt: P}\n", "Text.");
    site.article("b", "B", "date: 2025-01-13\nimage: https://example.org/p.png\n", "Text.");
    site.build().exits(0);
    let page = "2025/01/12/a/index.html";
    assert!(site.read(&format!("public/{page}")).contains("src=\"/img/p.png\" alt=\"P\" width=\"300\" height=\"200\""));
    assert!(!site.read("public/2025/01/13/b/index.html").contains("width=\""));
    site.write("static/img/p.png", png(400)).write("static/other.png", png(2));
    assert_eq!(site.rendered(), [page, "img/p.png", "other.png"]);
    assert!(site.read(&format!("public/{page}")).contains("width=\"400\" height=\"200\""));
}
