//! The interface speaks the site's language: words, dates, counts, and what sites and themes say otherwise.

mod common;

use common::{TestSite, assert_same};

const ARTICLE: &str = "public/2015/01/01/one/index.html";

/// Settings of a site in a language.
fn settings(language: &str, more: &str) -> String {
    format!("title = \"Test Archive\"\nbase_url = \"https://example.org\"\nlanguage = \"{language}\"\n{more}")
}

/// An article with much around it, and months with two and five.
fn site(language: &str, more: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", settings(language, more));
    let rich = "date: 2015-01-01T09:30:00Z\nupdated: 2015-02-02\nauthors: [Ann, Bob, Carl]\ntags: [Gaza]\nsection: News\n\
                corrections:\n  - date: 2015-01-03\n    text: Not twelve, but ten.\n\
                source:\n  file: a.txt\n  guessed: [date, authors]\n";
    site.article("one", "One", rich, "Text.");
    for day in 1..=2 {
        site.article(&format!("feb{day}"), "Two", &format!("date: 2015-02-0{day}\ntags: [Gaza]\n"), "Text.");
    }
    for day in 1..=5 {
        site.article(&format!("mar{day}"), "Five", &format!("date: 2015-03-0{day}\n"), "Text.");
    }
    site.article("undated", "None", "", "Text.");
    site
}

/// What readers see of a page, without its marks.
fn text(site: &TestSite, page: &str) -> String {
    let html = site.read(page);
    let mut out = String::new();
    for (at, part) in html.split('<').enumerate() {
        out.push_str(if at == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) });
    }
    out
}

#[test]
fn pages_speak_the_language_of_the_site() {
    for (language, expected) in [
        (
            "de",
            &[
                (ARTICLE, "Zum Inhalt springen"),
                (ARTICLE, "Von Ann, Bob und Carl"),
                (ARTICLE, "1. Januar 2015, 09:30"),
                (ARTICLE, "Aktualisiert am 2. Februar 2015"),
                (ARTICLE, "Korrektur\n3. Januar 2015 Not twelve"),
                (ARTICLE, "Automatisch übernommen aus a.txt; nicht gesichert: Datum und Autoren"),
                (ARTICLE, "Zum Thema Gaza"),
                (ARTICLE, "Alle Artikel vom Januar 2015"),
                ("public/index.html", "Ressorts"),
                ("public/index.html", "5. März 2015"),
                ("public/tags/gaza/index.html", "Schlagwörter\nGaza\n3 Artikel"),
                ("public/tags/index.html", "Schlagwörter – Test Archive"),
                ("public/2015/02/index.html", "Februar 2015\n2 Artikel"),
                ("public/2015/02/index.html", "1. Februar 2015"),
                ("public/undated/index.html", "1 Artikel, dessen Quelle kein Datum nennt"),
                ("public/corrections/index.html", "Korrekturen"),
                ("public/corrections/rss.xml", "Korrekturen – Test Archive"),
                ("public/corrections/rss.xml", "Korrektur: One"),
                ("public/404.html", "Seite nicht gefunden"),
                ("public/404.html", "Die Startseite mit den neuesten Artikeln"),
                ("public/on-this-day/01-01/index.html", "1. Januar"),
                ("public/fragments/on-this-day/01-01.json", "1. Januar"),
            ][..],
        ),
        (
            "ar",
            &[
                (ARTICLE, "بقلم Ann، Bob وCarl"),
                (ARTICLE, "1 يناير 2015، 09:30"),
                ("public/2015/01/index.html", "يناير 2015\nمقال واحد"),
                ("public/2015/02/index.html", "مقالان"),
                ("public/2015/03/index.html", "5 مقالات"),
                ("public/404.html", "الصفحة غير موجودة"),
            ],
        ),
        (
            "ja",
            &[
                (ARTICLE, "文：Ann、Bob、Carl"),
                (ARTICLE, "2015年1月1日 09:30"),
                (ARTICLE, "更新：2015年2月2日"),
                ("public/2015/02/index.html", "2015年2月\n2件の記事"),
                ("public/404.html", "ページが見つかりません"),
            ],
        ),
        (
            "pl",
            &[
                (ARTICLE, "Ann, Bob i Carl"),
                (ARTICLE, "1 stycznia 2015"),
                ("public/2015/01/index.html", "Styczeń 2015\n1 artykuł"),
                ("public/2015/02/index.html", "2 artykuły"),
                ("public/2015/03/index.html", "5 artykułów"),
                ("public/tags/gaza/index.html", "3 artykuły"),
            ],
        ),
    ] {
        let site = site(language, "");
        let run = site.build().exits(0);
        assert!(!run.stderr.contains("warning"), "{}", run.stderr);
        for (page, expected) in expected {
            let found = text(&site, page);
            let found = if page.ends_with(".html") { found } else { site.read(page) };
            assert!(found.contains(expected), "{language}: `{expected}` is not in {page}:\n{found}");
        }
        let dir = if language == "ar" { " dir=\"rtl\"" } else { "" };
        assert!(site.read(ARTICLE).contains(&format!("<html lang=\"{language}\"{dir}>")));
        assert!(site.read(ARTICLE).contains("<time datetime=\"2015-01-01T09:30:00+00:00\">"));
        for word in ["Skip", "Updated", "Nearby", "January", "Share", "articles"] {
            assert!(!site.read(ARTICLE).contains(word), "{language}: {word}");
        }
    }
}

/// Every table of the default theme, on pages of all kinds.
#[test]
fn all_languages_make_all_pages() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/strings");
    let names = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    for name in names.filter(|name| name != "en.toml") {
        let language = name.strip_suffix(".toml").unwrap();
        let site = site(language, "day_pages = true\nper_page = 2\nper_month_page = 2\n");
        site.article(
            "vague",
            "Vague",
            "date: 2014-05\naliases: [/old/]\nseries: S\nlicense: MIT\nprint_page: A1\n",
            "Text.",
        );
        site.article("year", "Year", "date: 2014\nprint_page: \"3\"\nprint_edition: Late\n", "Text.");
        let run = site.build().exits(0);
        assert!(!run.stderr.contains("warning"), "{language}: {}", run.stderr);
        for (path, page) in site.output().iter().filter(|(path, _)| path.ends_with(".html")) {
            let page = std::str::from_utf8(page).unwrap();
            assert!(page.contains(&format!("<html lang=\"{language}\"")), "{language}: {path}");
            for word in [
                "Skip to",
                " and ",
                "January",
                "Articles by",
                "Archive</h1>",
                "Older",
                "Newer",
                " unknown",
                "Undated",
                "Moved",
            ] {
                assert!(!page.contains(word), "{language}: `{word}` is in {path}:\n{page}");
            }
            let body = page.split("</head>").nth(1).unwrap_or("");
            assert!(!body.contains('{'), "{language}: {path}:\n{page}");
        }
    }
}

#[test]
fn dates_are_written_as_readers_write_them() {
    for (language, day, month, day_of_year) in [
        ("en", "1 January 2015", "January 2015", "1 January"),
        ("de", "1. Januar 2015", "Januar 2015", "1. Januar"),
        ("fr", "1er janvier 2015", "Janvier 2015", "1er janvier"),
        ("es", "1 de enero de 2015", "Enero de 2015", "1 de enero"),
        ("pt-BR", "1º de janeiro de 2015", "Janeiro de 2015", "1º de janeiro"),
        ("hu", "2015. január 1.", "2015. január", "január 1."),
        ("fi", "1. tammikuuta 2015", "Tammikuu 2015", "1. tammikuuta"),
        ("cs", "1. ledna 2015", "Leden 2015", "1. ledna"),
        ("el", "1 Ιανουαρίου 2015", "Ιανουάριος 2015", "1 Ιανουαρίου"),
        ("ru", "1 января 2015", "Январь 2015", "1 января"),
        ("uk", "1 січня 2015", "Січень 2015", "1 січня"),
        ("he", "1 בינואר 2015", "ינואר 2015", "1 בינואר"),
        ("vi", "1 tháng 1, 2015", "Tháng 1 năm 2015", "1 tháng 1"),
        ("ko", "2015년 1월 1일", "2015년 1월", "1월 1일"),
        ("zh-TW", "2015年1月1日", "2015年1月", "1月1日"),
    ] {
        let site = TestSite::new();
        site.write("site.toml", settings(language, ""));
        site.article("one", "One", "date: 2015-01-01\n", "Text.");
        site.build().exits(0);
        let shown = |page: &str, text: &str| {
            let found = site.read(page);
            assert!(found.contains(&format!(">{text}<")), "{language}: `{text}` is not in:\n{found}");
        };
        shown(ARTICLE, day);
        shown("public/index.html", day);
        shown("public/2015/01/index.html", month);
        shown("public/on-this-day/01-01/index.html", day_of_year);
    }
}

#[test]
fn regions_and_scripts_fall_back_to_their_language() {
    for (language, expected) in [
        ("pt-BR", "Página não encontrada"),
        ("de-AT", "Seite nicht gefunden"),
        ("no", "Fant ikke siden"),
        ("zh-CN", "页面不存在"),
        ("zh-Hant", "找不到頁面"),
        ("zh-TW", "找不到頁面"),
        ("sw", "Page not found"),
    ] {
        let site = site(language, "");
        let run = site.build().exits(0);
        assert!(!run.stderr.contains("warning"), "{language}: {}", run.stderr);
        let page = site.read("public/404.html");
        assert!(page.contains(&format!("<html lang=\"{language}\"")) && page.contains(expected), "{language}: {page}");
    }
}

#[test]
fn what_is_no_language_is_said_once_and_speaks_english() {
    for (language, hint) in [
        ("english", "did you mean `language = \"en\"`?"),
        ("Deutsch", "did you mean `language = \"de\"`?"),
        ("jp", "did you mean `language = \"ja\"`?"),
        ("klingon", "write it as in `en` or `pt-BR`"),
    ] {
        let site = site(language, "");
        for command in ["build", "check"] {
            let run = site.run(&[command, "--clock", common::CLOCK]);
            let warning =
                format!("warning[no-language]: `{language}` is not the tag of a language: pages speak English\n");
            assert_eq!(
                run.stderr.matches(&warning).count() + run.stdout.matches(&warning).count(),
                1,
                "{}",
                run.stderr
            );
            assert!((run.stderr.clone() + &run.stdout).contains(hint), "{}", run.stderr);
            assert!((run.stderr + &run.stdout).contains("site.toml:3:12"));
        }
        assert!(text(&site, ARTICLE).contains("By Ann, Bob and Carl"));
    }
}

#[test]
fn a_site_says_what_it_wants() {
    let strings = "[strings]\nby = \"Text: {names}\"\nskip = \"Los & \\\"weiter\\\"\"\narticles = \"{n} Stück\"\n\
                   correction_heading = { one = \"Irrtum\", other = \"Irrtümer\" }\nthousands = \"’\"\n\
                   months_in_dates = [\"Jänner\", \"Feber\", \"März\", \"April\", \"Mai\", \"Juni\", \"Juli\", \"August\", \"September\", \"Oktober\", \"November\", \"Dezember\"]\n\
                   on_this_day = \"Heut\\\"\"\n";
    let site = site("de", strings);
    site.build().exits(0);
    let article = text(&site, ARTICLE);
    for expected in [
        "Text: Ann, Bob und Carl",
        "Los &amp; &quot;weiter&quot;",
        "1. Jänner 2015",
        "Irrtum",
        "Alle Artikel vom Januar",
    ] {
        assert!(article.contains(expected), "`{expected}` is not in:\n{article}");
    }
    assert!(text(&site, "public/2015/02/index.html").contains("2 Stück"));
    let script = site.output().into_iter().find(|(path, _)| path.starts_with("site.")).unwrap().1;
    assert!(String::from_utf8(script).unwrap().contains("\"Heut\\\", \" + found.day"));
}

#[test]
fn strings_of_a_site_are_checked() {
    let strings = "[strings]\nskp = \"Los\"\nby = \"Von {name}\"\nupdated = 7\nmonths = [\"Jänner\"]\n\
                   articles = { one = \"{n} Stück\" }\nby_year = { other = \"x\" }\n";
    let run = site("de", strings).build().exits(2);
    for text in [
        "error[unknown-key]: unknown key `skp` in `[strings]`\n --> ",
        "= hint: did you mean `skip`?",
        "error[bad-setting]: `by` cannot be `Von {name}`",
        "= hint: give a text in quotes with `{names}`",
        "error[bad-setting]: `updated` cannot be `7`",
        "error[bad-setting]: `months` cannot be `[Jänner]`",
        "= hint: give a list of 12 texts",
        "error[bad-setting]: `articles` cannot be `{ one = {n} Stück }`",
        "= hint: give the forms of a count with `{n}`, such as { one = \"…\", other = \"…\" }",
        "error[bad-setting]: `by_year` cannot be",
    ] {
        assert!(run.stderr.contains(text), "`{text}` is not in:\n{}", run.stderr);
    }
}

#[test]
fn a_theme_has_words_of_its_own() {
    let site = site("de-CH", "theme = \"mine\"\n");
    site.write("themes/mine/strings/en.toml", "skip = \"Skip it\"\nlead = \"Top {n}\"\nrest = \"Rest\"\n");
    site.write("themes/mine/strings/de.toml", "lead = \"Spitze {n}\"\nby = \"{names}\"\n");
    site.write(
        "themes/mine/templates/404.html",
        "{{ strings.lead | fill(n=1234) }}|{{ strings.rest }}|{{ strings.not_found }}|{{ 1234567 | number }}",
    );
    site.build().exits(0);
    // English of the theme comes after German of the default theme.
    assert_eq!(site.read("public/404.html"), "Spitze 1.234|Rest|Seite nicht gefunden|1.234.567");
    let article = text(&site, ARTICLE);
    assert!(article.contains("Zum Inhalt springen") && article.contains("\nAnn, Bob und Carl\n"), "{article}");

    site.write("themes/mine/strings/de.toml", "laed = \"Spitze\"\n");
    site.build().exits(2).says("error[unknown-key]: unknown key `laed`").says("did you mean `lead`?");
    site.write("themes/mine/strings/de.toml", "lead = \n");
    site.build().exits(2).says("error[toml]");
    site.write("themes/mine/strings/de.toml", "");
    site.write("themes/mine/templates/404.html", "{{ strings.lead | fill }}");
    site.build().exits(1).says("`fill` is not told what stands for `{n}` of `Top {n}`");
    site.write("themes/mine/templates/404.html", "{{ strings.leed }}");
    site.build().exits(1).says("leed").says("404.html:1:12").says("did you mean");
    site.write("themes/mine/templates/404.html", "{{ strings.xyzzy }}");
    site.build().exits(1).says("hint: check the name; docs/THEMES.md lists what there is");
    site.write("themes/mine/templates/404.html", "{{ strings.xyzzy | fill(n=1) }}");
    site.build().exits(1).says("`fill` wants a text of `strings`").says("hint: check the name");
}

#[test]
fn the_wire_theme_speaks_it_too() {
    let site = site("de", "theme = \"wire\"\n");
    site.build().exits(0);
    let home = text(&site, "public/index.html");
    assert!(home.contains("Ressorts") && home.contains("5. März 2015") && home.contains("Archiv"), "{home}");
    site.write("site.toml", settings("en", "theme = \"wire\"\n"));
    site.build().exits(0);
    assert!(text(&site, "public/index.html").contains("Desks"));
}

#[test]
fn names_of_taxonomies_are_those_of_the_site() {
    let site = site("de", "[taxonomies.tags]\ntitle = \"Tags\"\n");
    site.build().exits(0);
    let home = text(&site, "public/index.html");
    assert!(home.contains("\nTags\n") && home.contains("\nAutoren\n"), "{home}");
}

#[test]
fn changed_words_change_what_a_clean_build_would() {
    let site = site("en", "");
    site.write("themes/mine/strings/en.toml", "skip = \"Skip it\"\n");
    for settings in [
        settings("en", "[strings]\nby = \"Words: {names}\"\n"),
        settings("en", "[strings]\non_this_day = \"Today\"\n"),
        settings("fr", ""),
        settings("pl", ""),
        settings("pl", "[strings]\ncorrections = \"Errata\"\n"),
        settings("sv", "theme = \"mine\"\n"),
        settings("sw", "theme = \"mine\"\n"),
        settings("sw", "theme = \"mine\"\n# Another table\n"),
    ] {
        site.build().exits(0);
        site.write("site.toml", &settings);
        if settings.ends_with("Another table\n") {
            site.write("themes/mine/strings/sw.toml", "skip = \"Ruka\"\n");
        }
        site.build().exits(0);
        let after = site.output();
        std::fs::remove_dir_all(site.path("public")).unwrap();
        std::fs::remove_dir_all(site.path(".newsgen")).unwrap();
        site.build().exits(0);
        assert_same(&after, &site.output(), &settings);
    }
    assert_eq!(site.rendered(), Vec::<String>::new());
}
