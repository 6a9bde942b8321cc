//! Themes: options, components, layers, `newsgen theme`, and the reference in `docs/THEMES.md`.

mod common;

use std::collections::BTreeSet;

use common::TestSite;

fn site(settings: &str) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", format!("title = \"Test Archive\"\nbase_url = \"https://example.org/news\"\n{settings}"));
    site.article("one", "One", "date: 2025-01-01\nauthors: [Ada]\ntags: [A]\nsection: News\n", "Text.");
    site
}

fn asset(site: &TestSite, stem: &str) -> String {
    let found = site.output().into_iter().find(|(path, _)| path.starts_with(stem));
    String::from_utf8(found.unwrap_or_else(|| panic!("no {stem}")).1).unwrap()
}

const ARTICLE: &str = "public/2025/01/01/one/index.html";

#[test]
fn options_reach_style_sheets_and_templates() {
    let site = site(
        "[theme_options]\naccent = \"teal\"\nlogo = \"/l.svg\"\nshare = [\"x\"]\nfooter_links = [{ name = \"Imprint\", url = \"/imprint/\" }]\n",
    );
    site.build().exits(0);
    assert!(asset(&site, "style.").contains("--accent: teal;"));
    let page = site.read(ARTICLE);
    assert!(page.contains("<img src=\"/news/l.svg\" alt=\"Test Archive\">"), "{page}");
    assert!(page.contains("<a href=\"/news/imprint/\">Imprint</a>") && page.contains("https://x.com/intent"), "{page}");
    assert!(!page.contains("mailto:"), "{page}");
}

#[test]
fn a_changed_option_changes_what_a_clean_build_would() {
    let site = site("");
    site.build().exits(0);
    let settings = site.read("site.toml") + "[theme_options]\ncite = false\naccent = \"#123456\"\n";
    site.write("site.toml", settings);
    site.build().exits(0);
    let after = site.output();
    std::fs::remove_dir_all(site.path("public")).unwrap();
    std::fs::remove_dir_all(site.path(".newsgen")).unwrap();
    site.build().exits(0);
    assert_eq!(site.output(), after);
    assert!(!site.read(ARTICLE).contains("class=\"cite\""));
}

#[test]
fn options_are_checked() {
    let run = site(
        "[theme_options]\naccnt = \"red\"\naccent = \"red; x: y\"\ncite = \"yes\"\ndensity = \"loose\"\nshare = [\"fax\"]\nfooter_links = [\"x\"]\n",
    )
    .build()
    .exits(2);
    for text in [
        "error[unknown-key]: unknown key `accnt` in `[theme_options]`\n --> ",
        "= hint: did you mean `accent`?",
        "error[bad-setting]: `accent` cannot be `red; x: y`",
        "error[bad-setting]: `cite` cannot be `yes`",
        "= hint: give `true` or `false`",
        "error[bad-setting]: `density` cannot be `loose`",
        "= hint: give one of `airy`, `compact`",
        "error[bad-setting]: `share` cannot be `[fax]`",
        "error[bad-setting]: `footer_links` cannot be `[x]`",
    ] {
        assert!(run.stderr.contains(text), "`{text}` is not in:\n{}", run.stderr);
    }
}

#[test]
fn themes_declare_options_of_their_own() {
    let site = site("theme = \"own\"\n[theme_options]\ncolumns = 3\n");
    site.write("themes/own/theme.toml", "[options.columns]\ntype = \"number\"\ndefault = 2\n");
    site.write("themes/own/static/own.css", "main { columns: {{ options.columns }} }\n");
    site.write("themes/own/static/plain.css", "main{{color:red}}\n");
    site.build().exits(0);
    assert_eq!(asset(&site, "own."), "main { columns: 3 }\n");
    assert_eq!(asset(&site, "plain."), "main{{color:red}}\n");

    site.write("themes/own/theme.toml", "[options.columns]\ntype = \"numbr\"\ndefault = 2\n[options.x]\n");
    let run = site.build().exits(2);
    for text in ["`type` cannot be `numbr`", "no `type` in `[options.x]`", "no `default` in `[options.x]`"] {
        assert!(run.stderr.contains(text), "`{text}` is not in:\n{}", run.stderr);
    }
}

#[test]
fn components_change_only_pages_that_call_them() {
    let site = site("theme = \"own\"\n");
    site.write(
        "themes/own/templates/parts.html",
        "{% component Seal(text: String) %}<b>{{ text }}</b>{% endcomponent Seal %}",
    );
    site.write("themes/own/templates/404.html", "{{ <Seal text=\"gone\" /> }}");
    site.build().exits(0);
    assert_eq!(site.read("public/404.html"), "<b>gone</b>");
    // The site's own file of that name wins.
    site.write("templates/parts.html", "{% component Seal(text: String) %}<i>{{ text }}</i>{% endcomponent Seal %}");
    assert_eq!(site.rendered(), ["404.html"]);
    assert_eq!(site.read("public/404.html"), "<i>gone</i>");
}

#[test]
fn mistakes_in_templates_are_shown_where_they_are() {
    let site = site("");
    for (text, said) in [
        ("{{ article.autor }}", "error[template]: field `autor` is not defined\n --> templates/article.html:1:12\n"),
        ("{{ artcle }}", "  = hint: did you mean `article`?"),
        ("{{ article.kicker }}", "  = hint: it has authors, canonical, content, corrections"),
        ("{{ x }}", "  = hint: there are article, assets, next, options"),
        ("{{ article.title | shout }}", "error[template]: unknown filter `shout`\n --> templates/article.html:1:20\n"),
        ("x\n{% extends \"nope.html\" %}", "error[template]: "),
        (
            "{% include \"nope.html\" %}",
            "error[template]: unknown template `nope.html`\n --> templates/article.html:1:12\n",
        ),
        ("{{ article.title", "error[template]: unexpected end of input\n --> templates/article.html:1:"),
    ] {
        site.write("templates/article.html", text);
        let run = site.build();
        assert!(run.code > 0 && run.stderr.contains(said), "`{said}` is not in:\n{}", run.stderr);
        assert!(run.stderr.contains("--> templates/article.html:"), "{}", run.stderr);
        assert_eq!(run.stderr.matches("error[template]").count(), 1, "{}", run.stderr);
    }
}

#[test]
fn theme_new_makes_a_theme_that_builds() {
    let site = site("");
    site.run(&["theme", "new", "mine"]).exits(0).says("wrote themes/mine/theme.toml");
    site.run(&["theme", "new", "mine"]).exits(2).says("there is a theme `mine` already");
    site.run(&["theme", "new", "../x"]).exits(2).says("a theme cannot be called `../x`");
    let settings = site.read("site.toml").replace("title", "theme = \"mine\"\ntitle");
    site.write("site.toml", settings);
    site.build().exits(0);
    assert!(asset(&site, "theme.").contains("color: #1c4e63"));
    let page = site.read(ARTICLE);
    assert!(page.contains("/news/theme.") && page.contains("/news/style."), "{page}");
    assert!(page.contains("<title>One – Test Archive</title>") && page.contains("og:title"), "{page}");
    let run = site.run(&["theme", "list"]).exits(0);
    for text in ["* mine ", "  default ", "  wire ", "heading = #1c4e63", "density = airy"] {
        assert!(run.stdout.contains(text), "{}", run.stdout);
    }
}

#[test]
fn theme_eject_copies_a_file_that_then_wins() {
    let site = site("");
    site.run(&["theme", "eject", "404.html"]).exits(0).says("wrote templates/404.html");
    site.run(&["theme", "eject", "404.html"]).exits(2).says("there is a file already");
    site.run(&["theme", "eject", "artcle.html"]).exits(2).says("did you mean `article.html`?");
    site.run(&["theme", "eject", "style.css"]).exits(0).says("wrote static/style.css");
    assert!(site.run(&["theme", "eject"]).exits(0).stdout.contains("templates/partials/share.html\n"));
    site.build().exits(0);
    let before = site.output();
    site.write("templates/404.html", "mine");
    site.build().exits(0);
    assert_eq!(site.read("public/404.html"), "mine");
    assert_eq!(site.output().len(), before.len());
}

/// Every theme in the program renders every kind of page, also where there is little to show.
#[test]
fn themes_bear_empty_archives_and_single_articles() {
    for theme in ["default", "wire"] {
        let site = TestSite::new();
        site.write("site.toml", format!("theme = \"{theme}\"\nday_pages = true\n"));
        std::fs::create_dir_all(site.path("content")).unwrap();
        site.build().exits(0);
        site.article("one", "One", "", "Text.");
        site.build().exits(0);
        site.article("two", "Two", "date: 2025-01-01\n", "Text.");
        site.build().exits(0);
    }
}

/// What the reference says a template sees is what it sees.
#[test]
fn the_reference_names_what_templates_see() {
    let site = site("day_pages = true\n");
    site.article("two", "Two", "aliases: [/old/]\n", "Text.");
    site.write("pages/about.md", "---\ntitle: About\n---\n\nText.\n");
    let everywhere = ["assets", "options", "page", "shared", "site", "strings"];
    for seen in newsgen::render::SEEN {
        let file = format!("templates/{}", seen.template);
        site.write(&file, "{{ variable_that_is_not_there }}");
        let run = site.build().exits(1);
        let list = run.stderr.split("there are ").nth(1).unwrap_or_else(|| panic!("{}: {}", seen.template, run.stderr));
        let list: BTreeSet<&str> = list.lines().next().unwrap_or("").split(", ").collect();
        let named: BTreeSet<&str> = seen.variables.iter().map(|(name, _)| *name).chain(everywhere).collect();
        assert_eq!(list, named, "{}", seen.template);
        site.remove(&file);
    }
}

/// `UPDATE=1 cargo test --test theme` writes it.
#[test]
fn the_reference_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/THEMES.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let mark = "<!-- generated: `UPDATE=1 cargo test --test theme` -->\n";
    let (written, generated) = text.split_once(mark).expect("the reference begins after this mark");
    let wanted = format!("\n{}", newsgen::render::reference());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, format!("{written}{mark}{wanted}")).unwrap();
    } else {
        assert!(generated == wanted, "run `UPDATE=1 cargo test --test theme`");
    }
}
