//! Articles as objects of JSON and rows of tables, as databases, interfaces of content systems and scrapers give them away.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, parse, texts};
use serde_json::{Value, json};

const TITLE: &str = "Ferry runs again – it’s true & free";
const FIRST: &str =
    "The ferry to the outer islands will run again from Monday, the harbour board said in a letter to all.";
const SECOND: &str = "Repairs took nine weeks and cost twice what was planned, said the mayor of the town on Sunday.";

fn html() -> String {
    format!("<p>{FIRST}</p>\n<p>{SECOND}</p>\n")
}

fn plain() -> String {
    format!("{FIRST}\n\n{SECOND}")
}

/// Answers and dumps of many programs, each with one article.
fn dumps() -> Vec<(&'static str, Value)> {
    let fields = json!({"headline": TITLE, "byline": "Jane Doe", "trailText": "Short <b>one</b>.", "body": html()});
    vec![
        (
            "object",
            json!({"title": TITLE, "authors": ["Jane Doe"], "date_publish": "2012-04-16 09:30:00", "maintext": plain()}),
        ),
        ("list", json!([{"title": TITLE, "author": "Jane Doe", "date": "2012-04-16T09:30:00", "text": plain()}])),
        (
            "wordpress",
            json!([{
                "id": 12, "date": "2012-04-16T09:30:00", "slug": "ferry", "author": 3, "authors": [{"name": "Jane Doe"}],
                "title": {"rendered": "Ferry runs again &#8211; it&#8217;s true &amp; free"},
                "content": {"rendered": html(), "protected": false}, "excerpt": {"rendered": "<p>Short one.</p>\n"},
            }]),
        ),
        (
            "rows",
            json!([{
                "ID": "12", "post_title": TITLE, "post_author": "3", "author": "Jane Doe", "post_date": "2012-04-16 09:30:00",
                "post_content": format!("{FIRST}\r\n\r\n<strong>Repairs</strong>{}", SECOND.strip_prefix("Repairs").unwrap()),
            }]),
        ),
        (
            "answer",
            json!({"status": "ok", "articles": [{"title": TITLE, "author": "Jane Doe", "publishedAt": "2012-04-16T09:30:00Z", "content": plain()}]}),
        ),
        (
            "fields",
            json!({"response": {"results": [{"id": "a/b", "webTitle": "x", "webPublicationDate": "2012-04-16T09:30:00Z", "fields": fields}]}}),
        ),
        (
            "agency",
            json!({"uri": "urn:x", "type": "text", "versioncreated": "2012-04-16T09:30:00Z", "headline": TITLE, "byline": "By Jane Doe", "description_text": "Short.", "body_xhtml": html()}),
        ),
        (
            "docs",
            json!({"response": {"docs": [{"headline": {"main": TITLE}, "pub_date": "2012-04-16", "byline": {"original": "By Jane Doe"}, "body": plain()}]}}),
        ),
        (
            "search",
            json!({"_index": "news", "_id": "1", "_source": {"title": TITLE, "author": "Jane Doe", "published": "2012-04-16", "text": plain()}}),
        ),
        (
            "documents",
            json!({"_id": {"$oid": "1"}, "title": TITLE, "author": {"name": "Jane Doe"}, "date": {"$date": "2012-04-16T09:30:00Z"}, "body": plain()}),
        ),
        (
            "export",
            json!({"db": [{"meta": {"on": 1}, "data": {
                "posts": [{"title": TITLE, "slug": "ferry", "html": html(), "published_at": "2012-04-16T09:30:00Z", "author": "Jane Doe"}],
                "users": [{"name": "Jane Doe"}, {"name": "John Roe"}],
            }}]}),
        ),
        (
            "attributes",
            json!({"data": [{"id": 1, "attributes": {"title": TITLE, "author": "Jane Doe", "content": plain(), "publishedAt": "2012-04-16"}}], "meta": {}}),
        ),
        (
            "parts",
            json!({"title": TITLE, "author": "Jane Doe", "date": "2012-04-16", "introtext": format!("<p>{FIRST}</p>"), "fulltext": format!("<p>{SECOND}</p>")}),
        ),
    ]
}

#[test]
fn files_of_json_are_read_in_the_forms_that_programs_give() {
    let desk = Desk::new();
    for (name, dump) in dumps() {
        desk.put(&format!("raw/{name}.json"), format!("{dump:#}"));
    }
    let run = desk.convert(&["raw", "--names", "source", "--tags", "off", "--out", "out"]).exits(0);
    run.says(&format!("{} converted, 0 unchanged, 0 skipped, 0 failed", dumps().len()));
    for file in desk.files("out") {
        let (front, body) = parse(&desk.read(&file));
        assert_eq!(front["title"], TITLE, "{file}");
        assert_eq!(front["authors"][0], "Jane Doe", "{file}");
        assert!(front["date"].as_str().unwrap().starts_with("2012-04-16"), "{file} {front:?}");
        // One of them has a word in bold.
        assert_eq!(body.contains("**Repairs** took"), file.contains("rows-12"), "{file}");
        assert_eq!(body.replace(['\\', '*'], "").trim(), plain(), "{file}");
    }
    let (front, _) = parse(&desk.read("out/wordpress-12.md"));
    assert_eq!((&front["slug"], &front["description"]), (&"ferry".into(), &"Short one.".into()));
    assert_eq!(parse(&desk.read("out/fields-a-b.md")).0["description"], "Short one.");
    // A whole page stays as it is, be its paragraphs parted by breaks; a slug that is none is a value of its own.
    let page = format!(
        "<html><head><title>{TITLE}</title></head>\n\n<body><h1>{TITLE}</h1>\n\n{FIRST}<br><br>\n\n{SECOND}</body></html>"
    );
    desk.put("page.json", json!({"raw_html": page, "slug": "2012/04/ferry", "author": "Jane Doe"}).to_string());
    desk.convert(&["page.json", "--names", "source", "--tags", "off", "--out", "page"]).exits(0);
    let (front, body) = parse(&desk.read("page/page.md"));
    assert_eq!((&front["title"], &front["extra"]["slug"]), (&TITLE.into(), &"2012/04/ferry".into()));
    assert_eq!(body.replace('\\', "").trim(), plain());
}

#[test]
fn what_content_systems_store_is_kept_whole() {
    const STORED: &str = "<b>Bold</b> start.\nNew line.\n\n[caption id=\"x\"]<img src=\"http://a.example/p.jpg\" /> The pier[/caption]\n\nRead more\n\n[poll id=\"3\"]\n\nEnd.";
    const KEPT: &str =
        "**Bold** start.\\\nNew line.\n\n![](http://a.example/p.jpg \"The pier\")\n\nRead more\n\nEnd.\n";
    let desk = Desk::new();
    desk.put(
        "rows.jsonl",
        json!({"ID": 1, "post_title": TITLE, "post_date": "2012-04-16 09:30:00", "post_content": STORED}).to_string(),
    );
    desk.convert(&["rows.jsonl", "--names", "source", "--tags", "off", "--report", "report.json"]).exits(0);
    assert_eq!(parse(&desk.read("content/rows-1.md")).1, KEPT);
    assert_eq!(desk.report()["inputs"][0]["unused_keys"], json!(["[poll]"]));
    let rendered = "<p><b>Bold</b> start.<br />\nNew line.</p>\n<figure><img src=\"http://a.example/p.jpg\" /><figcaption>The pier</figcaption></figure>\n<p>Read more</p>\n<p>End.</p>\n";
    desk.put("api.json", json!([{"id": 2, "date": "2012-04-16T09:30:00", "title": {"rendered": TITLE}, "content": {"rendered": rendered}}]).to_string());
    desk.convert(&["api.json", "--names", "source", "--tags", "off"]).exits(0);
    assert_eq!(parse(&desk.read("content/api-2.md")).1, KEPT);
}

#[test]
fn what_is_wrong_with_json_is_said_where_it_is() {
    let desk = Desk::new();
    let article = |n: usize| json!({"title": format!("Ferry {n} runs again"), "text": plain()}).to_string();
    desk.put("list.json", format!("[{},\n{},\n{{\"title\":}}, {}]", article(1), article(2), article(3)));
    let run = desk.convert(&["list.json", "--out", "a"]).exits(1);
    let run = run.says("error[bad-json]: bad JSON: expected value\n --> list.json:3:10\n");
    run.says("2 converted, 0 unchanged, 0 skipped, 0 failed");
    desk.put("none.json", "{\"name\": \"x\", \"version\": 1}").put("empty.json", " \n");
    desk.convert(&["none.json"]).exits(1).says("error[no-text]: no text in the object: it has `name`, `version`");
    desk.convert(&["empty.json"]).exits(1).says("error[no-input]: nothing to convert here\n --> empty.json\n");
    // Objects one after another, through a pipe, and in an archive.
    let lines = format!(
        "{}\n{}\n",
        article(1).replace("runs", "sails"),
        json!({"title": "Tram stops", "text": format!("{SECOND} {FIRST}")})
    );
    desk.put("lines.json", &lines);
    desk.convert(&["lines.json", "--out", "b", "--names", "source"]).exits(0);
    assert_eq!(desk.files("b"), ["b/lines-1.md", "b/lines-2.md"]);
    let pretty = format!("{:#}", json!([{"title": "Tram stops", "text": plain()}]));
    desk.convert_with(&["-", "--out", "c"], pretty.as_bytes()).exits(0);
    assert_eq!(desk.files("c"), ["c/undated/tram-stops.md"]);
    let text = format!("[Photo]\n\nTram stops\n\n{}\n", plain());
    desk.convert_with(&["-", "--out", "d"], text.as_bytes()).exits(0);
    assert_eq!(desk.files("d"), ["d/undated/tram-stops.md"]);
}

#[test]
fn rows_of_tables_are_articles() {
    let desk = Desk::new();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let rows = |sign: &str| {
        let row = |id: &str, title: &str| [id, title, "Jane Doe", "2012-04-16", "", &plain()].map(quoted).join(sign);
        format!(
            "id{sign}Title{sign}author{sign}date{sign}url{sign}content\r\n{}\r\n{}\r\n",
            row("7", TITLE),
            row("", "Say \"no\"")
        )
    };
    desk.put("comma.csv", rows(",")).put("semicolon.csv", format!("\u{feff}{}", rows(";"))).put("tab.tsv", rows("\t"));
    desk.put("old.csv", b"title,text\r\nCaf\xe9 opens again,\"The caf\xe9 at the harbour opens again from Monday, said its owner.\"\r\n");
    for name in ["comma.csv", "semicolon.csv", "tab.tsv"] {
        let out = name.split('.').next().unwrap();
        desk.convert(&[name, "--out", out, "--names", "source", "--tags", "off"]).exits(0);
        assert_eq!(desk.files(out), [format!("{out}/{out}-3.md"), format!("{out}/{out}-7.md")]);
        let (front, body) = parse(&desk.read(&format!("{out}/{out}-7.md")));
        assert_eq!((&front["title"], &front["date"]), (&TITLE.into(), &"2012-04-16".into()));
        assert_eq!((&front["authors"][0], &front["source"]["file"]), (&"Jane Doe".into(), &format!("{name}#7").into()));
        assert_eq!(body.trim(), plain());
        assert_eq!(parse(&desk.read(&format!("{out}/{out}-3.md"))).0["title"], "Say \"no\"");
    }
    desk.convert(&["old.csv", "--out", "old"]).exits(0);
    assert!(desk.read("old/undated/cafe-opens-again.md").contains("The café at the harbour"));
    desk.put("numbers.csv", "a,b\n1,2\n3,4\n");
    desk.convert(&["numbers.csv"]).exits(1).says("no text in the object: it has `a`, `b`\n --> numbers.csv:1\n");
}

#[test]
fn front_matter_of_markdown_gives_fields() {
    let desk = Desk::new();
    let text = format!(
        "---\ntitle: \"{TITLE}\"\nauthor: Jane Doe\ndate: 2012-04-16\ntags: [ferry, islands]\nlayout: post\n---\n\n{FIRST}\n\n> *{SECOND}*\n\n- one\n- two\n"
    );
    desk.put("post.md", &text);
    // What is no front matter with keys stays a text.
    desk.put("torn.md", format!("---\ntitle: {TITLE}\n\n{FIRST}\n\n{SECOND}\n"));
    desk.convert(&["post.md", "torn.md", "--out", "out", "--names", "source", "--tags", "off"]);
    let (front, body) = parse(&desk.read("out/post.md"));
    assert_eq!(front["title"], TITLE);
    assert_eq!(front["date"], "2012-04-16");
    assert_eq!(front["authors"], serde_yaml::from_str::<serde_yaml::Value>("[Jane Doe]").unwrap());
    assert_eq!(front["tags"], serde_yaml::from_str::<serde_yaml::Value>("[ferry, islands]").unwrap());
    assert_eq!(front["extra"]["layout"], "post");
    assert_eq!(body.trim_end(), format!("{FIRST}\n\n> *{SECOND}*\n\n- one\n- two"));
    assert!(parse(&desk.read("out/torn.md")).1.contains(SECOND));
}

#[test]
fn what_was_not_for_everybody_stays_a_draft() {
    let desk = Desk::new();
    let text = "The ferry was late on Monday, and nobody knew why. The company said that it would look into it.";
    let post = |id: &str, more: &str| {
        format!(r#"{{"id": "{id}", "title": "Story {id}", "html": "<p>{text}</p><p>{text}</p>", {more}}}"#)
    };
    let posts = [
        post("public", r#""status": "published", "visibility": "public", "published_at": "2015-03-02T08:00:00Z""#),
        post("waiting", r#""status": "scheduled", "published_at": "2015-03-02T08:00:00Z""#),
        post("paid", r#""status": "published", "visibility": "paid""#),
    ];
    let export = format!(
        r#"{{"db": [{{"data": {{"posts": [{}], "tags": [{{"id": "t", "name": "Harbour"}}],
        "posts_tags": [{{"post_id": "public", "tag_id": "t"}}]}}}}]}}"#,
        posts.join(",")
    );
    let table = format!(
        "ID,post_title,post_content,post_status,post_type\n1,One,\"{text}\",publish,post\n2,Two,\"{text} No.\",trash,post\n3,Three,\"{text} Yes.\",inherit,revision\n"
    );
    let markdown = format!(
        "---\ntitle: Waits\ndate: 2015-03-02\ndraft: true\npublish_at: 2099-01-01\nexpires: 2099-02-01\n---\n\n{text}\n"
    );
    desk.put("ghost.json", export).put("posts.csv", table).put("waits.md", markdown);
    let run = desk.convert(&["ghost.json", "posts.csv", "waits.md", "--names", "source", "--tags", "off"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files = desk.files("content");
    let drafts: Vec<&str> =
        files.iter().filter(|f| parse(&desk.read(f)).0.get("draft").is_some()).map(String::as_str).collect();
    assert_eq!(
        drafts,
        [
            "content/ghost-paid.md",
            "content/ghost-waiting.md",
            "content/posts-2.md",
            "content/posts-3.md",
            "content/waits.md"
        ]
    );
    let (front, _) = parse(&desk.read("content/waits.md"));
    assert_eq!((&front["publish_at"], &front["expires"]), (&"2099-01-01".into(), &"2099-02-01".into()));
    assert_eq!(texts(&parse(&desk.read("content/ghost-public.md")).0["tags"]), ["Harbour"]);
}

#[test]
fn files_that_windows_writes_are_read_in_their_encoding() {
    let desk = Desk::new();
    let wide = |text: &str| {
        let units = text.encode_utf16().flat_map(u16::to_le_bytes);
        [0xff, 0xfe].into_iter().chain(units).collect::<Vec<u8>>()
    };
    desk.put("t.tsv", wide(&format!("title\tbody\tdate\nOne\t{FIRST}\t2015-03-02\n")));
    desk.put("d.json", wide(&json!([{"title": "Two", "text": SECOND, "date": "1987"}]).to_string()));
    desk.put("s.csv", format!("\u{feff}\"SEP=;\"\r\ntitle;body;date\nThree;{FIRST} {SECOND};2015-03\n"));
    let latin: Vec<u8> =
        format!(r#"{{"title": "Four", "text": "{SECOND} {FIRST} F§hre."}}"#).chars().map(|c| c as u32 as u8).collect();
    desk.put("l.jsonl", latin.iter().map(|b| if *b == 0xa7 { 0xe4 } else { *b }).collect::<Vec<u8>>());
    let run = desk.convert(&["t.tsv", "d.json", "s.csv", "l.jsonl", "--tags", "off", "-q"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        desk.files("content"),
        ["content/1987/two.md", "content/2015/03/one.md", "content/2015/03/three.md", "content/undated/four.md"]
    );
    assert!(desk.read("content/undated/four.md").contains("Fähre"));
}

#[test]
fn mails_give_subject_sender_and_day() {
    let desk = Desk::new();
    let mail = |subject: &str, kind: &str, text: &str| {
        format!(
            "From: =?utf-8?q?J=C3=A4ne_Doe?= <jane@courier.example>\nSubject: {subject}\nDate: Mon, 2 Mar 2015 10:00:00 +0100\n\
             Content-Type: {kind}\n\n{text}\n"
        )
    };
    desk.put("a.eml", mail("=?utf-8?q?F=C3=A4hre?= runs", "text/plain; charset=iso-8859-1", &plain()));
    desk.put("all.mbox", format!("From jane Mon Mar  2 10:00:00 2015\n{}", mail("In a box", "text/html", &html())));
    let run = desk.convert(&["a.eml", "all.mbox", "--tags", "off", "-q"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (file, title) in [("content/2015/03/fahre-runs.md", "Fähre runs"), ("content/2015/03/in-a-box.md", "In a box")]
    {
        let (front, body) = parse(&desk.read(file));
        assert_eq!((&front["title"], &front["date"]), (&title.into(), &"2015-03-02T10:00:00+01:00".into()));
        assert_eq!(texts(&front["authors"]), ["Jäne Doe"]);
        assert!(body.contains(FIRST) && body.contains(SECOND), "{body}");
    }
}
