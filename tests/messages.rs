//! What the user is told when something is wrong: the whole text, and that the rest is still built.

mod common;

use common::{CLOCK, TestSite};
use newsgen::diag::{Diagnostic, Explanation, Place, Problem};
use newsgen::error::Error;

/// A site with one good article; the bad thing is added by the test.
fn site() -> TestSite {
    let site = TestSite::new();
    site.article("good", "Good", "date: 2025-01-01\n", "Text.");
    site
}

/// Builds, and compares everything said before the summary.
#[track_caller]
fn said(site: &TestSite, code: i32, expected: &str) {
    let run = site.build();
    let stderr = run.stderr.replace(&site.folder.path().display().to_string(), "SITE");
    let said = stderr.split("\nBuilt ").next().unwrap().split("\nNothing to do").next().unwrap().trim_end();
    assert_eq!(said, expected.trim(), "\n{stderr}");
    assert_eq!(run.code, code, "{stderr}");
    if code == 1 {
        assert!(site.path("public/2025/01/01/good/index.html").exists(), "the good article is built");
    }
}

#[test]
fn bad_front_matter() {
    let site = site();
    site.write("content/bad.md", "---\ntitle: Talks: day two\n---\nText\n");
    said(
        &site,
        1,
        "
error[yaml]: a second `: ` in one line
 --> content/bad.md:2:13
  |
2 | title: Talks: day two
  |             ^
  = hint: put the value in quotes: `title: \"Talks: day two\"`",
    );
    site.write("content/bad.md", "---\ntitle: Talks\ndate: Saturday\nautors: [A]\n---\nText\n");
    said(
        &site,
        1,
        "
error[bad-date]: `date` is not a date: `Saturday`
 --> content/bad.md:3:7
  |
3 | date: Saturday
  |       ^^^^^^^^
  = hint: write `date: 2025-01-31` or `date: 2025-01-31T09:30:00+01:00`

warning[misspelt-key]: unknown key `autors` kept as an extra
 --> content/bad.md:4:1
  |
4 | autors: [A]
  | ^^^^^^
  = hint: did you mean `authors`?",
    );
}

#[test]
fn files_that_are_no_articles() {
    let site = site();
    site.write("content/empty.md", "");
    site.write("content/latin.md", b"---\ntitle: Caf\xe9\n---\n");
    site.write("content/notes.txt", "raw");
    site.write("content/picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR");
    site.write("content/text.md", "Just text.\n");
    site.write("content/unclosed.md", "---\ntitle: x\n\nText\n");
    said(
        &site,
        1,
        "
error[empty-file]: the file is empty
 --> content/empty.md
  = hint: delete it, or write an article: `newsgen new \"Its headline\"`

error[not-utf8]: not UTF-8 text: byte 15 is part of no character
 --> content/latin.md:2:11
  |
2 | title: Caf�
  |           ^
  = hint: save it as UTF-8; a file in Latin-1: `iconv -f LATIN1 -t UTF-8 OLD > NEW`

error[binary-file]: not text, but binary data
 --> content/picture.md
  = hint: move it to `static/`, where files are published as they are

error[no-front-matter]: no front matter
 --> content/text.md:1:1
  |
1 | Just text.
  | ^^^^
  = hint: begin the file with `---`, `title: …`, `---`, or convert raw text with `newsgen convert`

error[front-matter-not-closed]: front matter without an end
 --> content/unclosed.md:1:1
  |
1 | ---
  | ^^^
  = hint: end it with a line `---`

warning[not-an-article]: not an article, left out
 --> content/notes.txt
  = hint: articles end in `.md`; move other files to `static/`, and convert raw text with `newsgen convert`",
    );
}

#[test]
fn texts_that_grow_beyond_their_front_matter_are_refused() {
    let site = site();
    site.article("long", "Long", &format!("description: \"{}\"\n", "x\\L".repeat(20_000)), "Text.");
    site.article("many", "Many", &format!("tags: [{}]\n", vec!["\"x\\Lx\\Lx\\Lx\\Lx\""; 3_800].join(",")), "Text.");
    let run = site.build().exits(1).says("error[front-matter-too-large]: front matter of 78 KiB\n --> content/long.md");
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert!(site.path("public/2025/01/01/good/index.html").exists());
}

#[test]
fn two_articles_with_one_address() {
    let site = site();
    site.article("other/good", "Other", "date: 2025-01-01\n", "Text.");
    said(
        &site,
        1,
        "
error[address-taken]: address `/2025/01/01/good/` is taken by `content/good.md`
 --> content/other/good.md
  = hint: give one of them another `slug:` or `date:`",
    );
}

#[test]
fn a_wrong_site_toml() {
    let site = site();
    site.write("site.toml", "title = \"X\"\ntimezone = \"Mars\"\n[feed]\nitem = 3\n");
    said(
        &site,
        2,
        "
error[bad-setting]: `timezone` cannot be `Mars`
 --> site.toml:2:12
  |
2 | timezone = \"Mars\"
  |            ^^^^^^
  = hint: give a place such as `Europe/Madrid`, or an offset such as `+01:00`

error[unknown-key]: unknown key `item` in `[feed]`
 --> site.toml:4:1
  |
4 | item = 3
  | ^^^^
  = hint: did you mean `items`?

error[unusable]: cannot use `site.toml`",
    );
    site.write("site.toml", "title = \"X\ntheme = 3\n");
    let run = site.build().exits(2).says("a text in quotes that does not end").says("--> site.toml:1:");
    assert!(!run.stderr.contains("panicked"));
}

#[test]
fn a_missing_theme_or_site() {
    let site = site();
    site.write("themes/broadsheet/theme.toml", "name = \"broadsheet\"\n").write("site.toml", "theme = \"broadshet\"\n");
    said(
        &site,
        2,
        "error[no-theme]: no theme `broadshet`: `themes/broadshet` is not a folder\n  = hint: did you mean `theme = \"broadsheet\"`?",
    );
    site.write("themes/broadsheet/theme.toml", "name = \"broadsheet\"\nmin_newsgen = \"99.0\"\n")
        .write("site.toml", "theme = \"broadsheet\"\n");
    site.build()
        .exits(2)
        .says("error[theme-too-new]: theme `broadsheet` needs newsgen 99.0 or newer")
        .says("--> themes/broadsheet/theme.toml:2:1");
    site.remove("site.toml");
    said(
        &site,
        2,
        "error[no-site]: no site here: `site.toml` does not exist\n  = hint: run `newsgen init` to make a site here, or name one with `--config PATH/site.toml`",
    );
}

#[test]
fn mistakes_in_templates() {
    let site = site();
    site.write("templates/article.html", "<p>{{ article.title }}</p>\n<p>{{ article.titel }}</p>\n");
    let run = site.build().exits(1).says("error[template]: ").says("--> templates/article.html:2:");
    assert!(run.stderr.contains("2 | <p>{{ article.titel }}</p>"), "{}", run.stderr);
    assert!(site.path("public/index.html").exists());
    site.write("templates/article.html", "{% if x %}\n");
    site.build().exits(2).says("--> templates/article.html:").says("cannot use the templates");
}

#[test]
fn very_many_similar_problems_are_counted() {
    let site = site();
    for n in 0..50 {
        site.write(&format!("content/{n:02}.md"), "");
    }
    let run = site
        .build()
        .exits(1)
        .says("… and 30 more of the kind `empty-file`; all are in .newsgen/diagnostics.txt")
        .says("50 errors.");
    assert_eq!(run.stderr.matches("the file is empty").count(), 20);
    assert_eq!(site.read(".newsgen/diagnostics.txt").matches("the file is empty").count(), 50);
}

#[test]
fn errors_are_said_again_until_they_are_mended() {
    let site = site();
    site.write("content/bad.md", "---\ntitle: x\ndate: never\n---\n");
    site.build().exits(1).says("`never`");
    site.build().exits(1).says("`never`").says("Nothing to do");
    site.run(&["build", "-q", "--clock", CLOCK]).exits(1).says("`never`");
    site.remove("content/bad.md");
    let run = site.run(&["build", "-q", "--clock", CLOCK]).exits(0);
    assert_eq!(run.stderr, "");
}

#[test]
fn strict_lets_warnings_fail() {
    let site = site();
    site.article("typo", "Typo", "tag: x\ndate: 2025-01-02\n", "");
    site.build().exits(0).says("1 warning.");
    site.run(&["build", "--strict"]).exits(1);
}

#[test]
fn command_line_mistakes() {
    let site = site();
    site.run(&["biuld"]).exits(2).says("build");
    site.run(&["build", "--output"]).exits(2);
    site.run(&["build", "--clock", "soon"]).exits(2).says("`--clock` is not a time: `soon`");
    site.run(&["build", "--base-url", "example.org"]).exits(2).says("`--base-url` cannot be `example.org`");
    site.run(&["build", "--jobs", "0"]).exits(2);
    let help = site.run(&["--help"]).exits(0);
    assert!(help.stdout.contains("newsgen convert raw/") && help.stdout.contains("init"));
    assert!(site.run(&["--version"]).exits(0).stdout.starts_with("newsgen "));
}

#[test]
fn another_build_of_the_site_is_kept_out() {
    let site = site();
    site.build().exits(0);
    let lock = std::fs::File::options().write(true).open(site.path(".newsgen/lock")).unwrap();
    lock.lock().unwrap();
    site.build().exits(2).says("another newsgen is building this site");
    drop(lock);
    site.build().exits(0);
}

#[test]
fn init_and_new_make_a_site_that_builds() {
    let parent = tempfile::tempdir().unwrap();
    let run = |folder: &std::path::Path, arguments: &[&str]| {
        common::Run::of(common::newsgen().args(arguments).current_dir(folder))
    };
    run(parent.path(), &["init", "paper", "--title", "The \"Daily\" <Paper> *of* A_b_"])
        .exits(0)
        .says("Next: cd paper && newsgen build");
    let paper = parent.path().join("paper");
    run(parent.path(), &["init", "paper"]).exits(2).says("there is a site already");
    run(&paper, &["new", "Talks: day \"two\"", "--author", "Ann Ode", "--tag", "a: b", "--date", "2025-01-31"])
        .exits(0)
        .says("wrote content/2025/01/talks-day-two.md");
    run(&paper, &["new", "Talks day two", "--date", "2025-01-30"]).exits(2).says("there is an article already");
    run(&paper, &["new", "Now"]).exits(0);
    run(&paper, &["build", "--strict"]).exits(0).says("Built 3 articles into public");
    assert!(!run(&paper, &["check"]).stderr.contains("raw-html"));
    let about = std::fs::read_to_string(paper.join("public/about/index.html")).unwrap();
    assert!(about.contains("&lt;Paper&gt; *of* A_b_ holds"), "{about}");
    let page = std::fs::read_to_string(paper.join("public/2025/01/31/talks-day-two/index.html")).unwrap();
    assert!(page.contains("<h1>Talks: day &quot;two&quot;</h1>") && page.contains("/tags/a-b/"), "{page}");
}

#[test]
fn terms_and_their_profiles() {
    let site = site();
    site.article("b", "B", "date: 2025-01-02\nauthor: Ann\n", "Text.");
    site.write("terms/authers/ann.md", "---\ntitle: Ann\n---\n");
    site.write("terms/authors/ann.md", "---\ntitle: Ann\n---\nOne.\n");
    site.write("terms/authors/ann-2.md", "---\ntitle: ANN\n---\nTwo.\n");
    site.write("terms/authors/nobody.md", "---\ntitle: Nobody\n---\nText.\n");
    site.write("terms/ships/ever-given.md", "---\ntitle: Ever Given\n---\nText.\n");
    said(
        &site,
        1,
        "
error[no-taxonomy]: there is no taxonomy `authers`
 --> terms/authers/ann.md
  = hint: did you mean `authors`?

error[profile-twice]: `Ann` has a profile already: `terms/authors/ann-2.md`
 --> terms/authors/ann.md
  = hint: make one file of the two

error[no-taxonomy]: there is no taxonomy `ships`
 --> terms/ships/ever-given.md
  = hint: add `[taxonomies.ships]` to `site.toml`, or move the folder

warning[profile-unused]: no article is listed under `Nobody`
 --> terms/authors/nobody.md
  = hint: make `title` the name as articles have it, or delete the file",
    );
}

#[test]
fn settings_of_what_is_published() {
    let site = site();
    site.write(
        "site.toml",
        "[feed]\nformats = [\"rss\", \"xml\"]\n[deploy]\nhost = \"netlify.com\"\n[taxonomies.Ships]\ntitle = \"Ships\"\n[taxonomies.tags]\nminimun = 2\n[tags.alias]\nA = \"B\"\n[permalinks]\narticle = \"/{year}/\"\n",
    );
    let run = site.build().exits(2);
    for expected in [
        "error[bad-setting]: `formats` cannot be `xml`\n --> site.toml:2:19",
        "hint: give `rss`, `atom` or `json`",
        "error[bad-setting]: `host` cannot be `netlify.com`\n --> site.toml:4:8",
        "hint: give `pages` (any host), `netlify`, `cloudflare` or `apache`",
        "error[bad-setting]: `taxonomies` cannot be `Ships`\n --> site.toml:5:",
        "error[unknown-key]: unknown key `minimun` in `[taxonomies.tags]`\n --> site.toml:8:1",
        "hint: did you mean `minimum`?",
        "error[unknown-key]: unknown key `alias` in `[tags]`",
        "hint: did you mean `aliases`?",
        "error[bad-setting]: `article` cannot be `/{year}/`",
        "of {year}, {month}, {day}, {section} and at least one of {slug}, {title} and {id}",
    ] {
        assert!(run.stderr.contains(expected), "{expected}\n\nis not in\n\n{}", run.stderr);
    }
}

#[test]
fn what_an_article_says_of_its_publication() {
    let site = site();
    site.write("content/bad.md", "---\ntitle: T\ndate: 2025-13\nstatus: hidden\nid: \"?\"\n---\nText\n");
    said(
        &site,
        1,
        "
error[bad-date]: `date` is not a date: `2025-13` (there is no month 13)
 --> content/bad.md:3:7
  |
3 | date: 2025-13
  |       ^^^^^^^
  = hint: write `date: 2025-01-31` or `date: 2025-01-31T09:30:00+01:00`

error[bad-value]: `status` should be `published`, `draft` or `withheld`, not `hidden`
 --> content/bad.md:4:9
  |
4 | status: hidden
  |         ^^^^^^
  = hint: as in `status: withheld`

error[bad-value]: `id` should be a word with letters or digits, not `?`
 --> content/bad.md:5:5
  |
5 | id: \"?\"
  |     ^^^
  = hint: as in `id: \"4711\"`",
    );
}

/// Messages of moments that no test can bring about: what is said is still held to its form.
#[test]
fn what_no_session_can_show() {
    let place = Place::file("content/a.md");
    let said = |problem: Problem| Diagnostic::new(problem, place.clone()).to_string();
    let at = "\n --> content/a.md\n  = hint: ";
    for (problem, message, hint) in [
        (
            Problem::ChangedDuringBuild,
            "error[changed-during-build]: the file changed while the site was built",
            "run the command again",
        ),
        (
            Problem::TooManyFiles { host: "A host", files: 20_001, most: 20_000 },
            "error[too-many-files]: 20001 files are more than the 20000 that A host takes",
            "set `on_this_day = false` and `feed.history = false`, or publish on storage without such a limit",
        ),
        (
            Problem::ForeignOutput { output: "a/index.html".into() },
            "error[foreign-output]: did not overwrite `a/index.html`: newsgen did not write it",
            "move the file away, and build again",
        ),
        (
            Problem::BarePage,
            "error[bare-page]: no text found in the page",
            "if a script fills it in, open it in a browser and save it from there",
        ),
        (
            Problem::NoTitle,
            "warning[no-title]: no headline found in the text, took its first words",
            "make the headline the first line of the text, or correct `title:` in the file",
        ),
        (
            Problem::SlowPage,
            "warning[slow-page]: the page took too long to read in full",
            "the article was found without a second opinion: look at the result",
        ),
        (
            Problem::HardPage,
            "error[hard-page]: the page is too deep or too large to be read in time",
            "save the article alone, or its text",
        ),
        (
            Problem::ConverterFault,
            "error[converter-fault]: a fault in newsgen kept the text from being converted",
            "please report it with the text that caused it",
        ),
        (
            Problem::NotAsUploaded,
            "error[not-as-uploaded]: does not hold what was uploaded",
            "it was sent again in vain: look for what changes files between here and there, such as a service that makes pages smaller",
        ),
    ] {
        assert_eq!(said(problem), format!("{message}{at}{hint}"));
    }
}

/// `docs/MESSAGES.md` is what `newsgen explain` says of all codes; `UPDATE=1 cargo test --test messages` writes it.
#[test]
fn every_code_is_explained() {
    let codes: Vec<&str> = Problem::CODES.iter().map(|(code, _)| *code).chain(Error::CODES.iter().copied()).collect();
    let explained: Vec<&str> = Explanation::all().map(|explanation| explanation.code).collect();
    for code in &codes {
        assert_eq!(explained.iter().filter(|c| *c == code).count(), 1, "`{code}` has to be explained once");
        assert_eq!(codes.iter().filter(|c| *c == code).count(), 1, "`{code}` is the code of two");
    }
    assert_eq!(explained.len(), codes.len(), "explanations of codes that there are not");
    for explanation in Explanation::all() {
        let Explanation { code, title, why, what, wrong, right } = explanation;
        assert!(why.ends_with('.') && what.ends_with(['.', '?']) && !title.ends_with('.'), "{code}");
        assert!(wrong.is_empty() || !right.is_empty(), "{code}: what is right?");
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/MESSAGES.md");
    let expected = Explanation::document();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &expected).unwrap();
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(found == expected, "docs/MESSAGES.md is not up to date: UPDATE=1 cargo test --test messages writes it");
}
