//! `newsgen convert` for many inputs at once: archives, JSON lines, streams, and what is wrong with them.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::io::{Cursor, Write};

use desk::{Desk, paragraphs, parse, story};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use zip::write::SimpleFileOptions;

fn gz(bytes: impl AsRef<[u8]>) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    out.write_all(bytes.as_ref()).unwrap();
    out.finish().unwrap()
}

fn zip(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn tar(members: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut out = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        // `append_data` would refuse what an attacker writes.
        if name.len() < 100 {
            header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
            header.set_cksum();
            out.append(&header, &bytes[..]).unwrap();
        } else {
            header.set_cksum();
            out.append_data(&mut header, name, &bytes[..]).unwrap();
        }
    }
    out.into_inner().unwrap()
}

fn bytes(number: usize) -> Vec<u8> {
    story(number).into_bytes()
}

#[test]
fn every_kind_of_container_gives_the_same_articles() {
    let desk = Desk::new();
    for n in 0..4 {
        desk.put(&format!("folder/deep/{n}.txt"), story(n));
    }
    let long = format!("{}/3.txt", "long".repeat(40));
    let members: Vec<(&str, Vec<u8>)> = vec![
        ("deep/0.txt", bytes(0)),
        ("./deep/1.txt", bytes(1)),
        ("2.txt.gz", gz(bytes(2))),
        (&long, bytes(3)),
        ("deep/.hidden.txt", bytes(8)),
        ("__MACOSX/deep/0.txt", bytes(9)),
        ("picture.jpg", bytes(10)),
    ];
    desk.put("a.zip", zip(&members)).put("a.tar", tar(&members)).put("a.tgz", gz(tar(&members)));
    desk.put("a.tar.gz", gz(tar(&members)));
    for n in 0..4 {
        desk.put(&format!("packed/{n}.txt.gz"), gz(story(n)));
    }
    desk.convert(&["folder", "--out", "out"]).exits(0);
    let articles = |folder: &str| -> Vec<(String, String)> {
        let files = desk.files(folder);
        files.iter().map(|f| (f[folder.len()..].to_owned(), desk.read(f))).collect()
    };
    let expected = articles("out");
    assert_eq!(expected.len(), 4);
    for input in ["a.zip", "a.tar", "a.tgz", "a.tar.gz", "packed"] {
        let out = format!("out-{input}");
        desk.convert(&[input, "--out", &out]).exits(0).says("4 converted");
        assert_eq!(articles(&out), expected, "{input}");
    }
    // A folder with containers in it.
    desk.put("all/a.zip", zip(&members)).put("all/b.txt", story(7));
    desk.convert(&["all", "--out", "out-all"]).exits(0).says("5 converted");
    desk.convert(&["al*/*.z*", "--out", "out-glob"]).exits(0).says("4 converted");
}

#[test]
fn members_keep_their_names_and_leave_the_output_folder_alone() {
    let desk = Desk::new();
    let members = [
        ("../../outside.txt", bytes(1)),
        ("/etc/absolute.txt", bytes(2)),
        ("windows\\path\\named.txt", bytes(3)),
        ("esc\u{1b}[31m.txt", bytes(4)),
    ];
    desk.put("in/a.zip", zip(&members)).put("in/b.tar", tar(&members));
    for input in ["in/a.zip", "in/b.tar"] {
        let out = format!("{input}-out");
        let run = desk.convert(&[input, "--names", "source", "--out", &out, "-v"]).exits(0);
        let files: Vec<String> = desk.files(&out).iter().map(|f| f[out.len() + 1..].to_owned()).collect();
        assert_eq!(files, ["absolute.md", "esc[31m.md", "named.md", "outside.md"]);
        assert!(!run.err.contains('\u{1b}'), "{}", run.err);
    }
    assert!(desk.files("").iter().all(|f| f.starts_with("in/")), "{:?}", desk.files(""));
}

#[test]
fn what_is_wrong_with_one_member_stops_no_other() {
    let desk = Desk::new();
    let mut encrypted = zip(&[("secret.txt", bytes(1)), ("open.txt", bytes(2))]);
    // The flag of the first member, in its own header and in the directory.
    encrypted[6] |= 1;
    let directory = encrypted.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    encrypted[directory + 8] |= 1;
    desk.put("in/encrypted.zip", encrypted);
    // A gigabyte of nothing, in a few kilobytes.
    let mut bomb = zip::ZipWriter::new(Cursor::new(Vec::new()));
    bomb.start_file("bomb.txt", SimpleFileOptions::default()).unwrap();
    let zeros = vec![b' '; 1 << 20];
    (0..40).for_each(|_| bomb.write_all(&zeros).unwrap());
    bomb.start_file("after.txt", SimpleFileOptions::default()).unwrap();
    bomb.write_all(&bytes(3)).unwrap();
    desk.put("in/bomb.zip", bomb.finish().unwrap().into_inner());
    let whole = gz(tar(&[("first.txt", bytes(4)), ("second.txt", bytes(5)), ("third.txt", bytes(6))]));
    desk.put("in/torn.tar.gz", &whole[..whole.len() * 2 / 3]);
    desk.put("in/torn.txt.gz", &gz(story(7).repeat(50))[..200]);
    desk.put("in/no.zip", "PK no archive at all");
    desk.put("in/nested.zip", zip(&[("inner.zip", zip(&[("x.txt", bytes(8))])), ("beside.txt", bytes(9))]));
    desk.put("in/pictures.zip", zip(&[("a.jpg", bytes(10))]));
    desk.put("in/zz.txt", story(11));
    let run = desk.convert(&["in", "--names", "source", "--report", "report.json"]).exits(1);
    for message in [
        "error[encrypted]: encrypted\n --> in/encrypted.zip/secret.txt\n  = hint: unpack it with its password",
        "error[too-large]: larger than 32 MiB\n --> in/bomb.zip/bomb.txt",
        "error[bad-archive]: cannot read the zip archive: ",
        " --> in/no.zip\n",
        " --> in/torn.tar.gz",
        "error[bad-archive]: cannot read the gzip file: ",
        "error[nested-archive]: an archive inside an archive\n --> in/nested.zip/inner.zip",
        "error[no-input]: nothing to convert here\n --> in/pictures.zip",
    ] {
        assert!(run.err.contains(message), "{message}\nis not in\n{}", run.err);
    }
    let files = desk.files("content");
    for stem in ["open", "after", "first", "beside", "zz"] {
        assert!(files.contains(&format!("content/{stem}.md")), "{stem}: {files:?}");
    }
    // The report is whole all the same.
    assert_eq!(desk.report()["totals"]["converted"], files.len());
}

#[test]
fn json_lines_bring_their_fields_along() {
    let desk = Desk::new();
    let body = paragraphs(1, 4);
    let lines = [
        json!({"id": "x-17", "headline": "Pier is open again", "byline": "By Jane Doe and John Roe", "pubDate": "Mon, 02 Apr 2012 10:00:00 +0200",
            "url": "https://courier.example/pier", "category": "Local", "keywords": "Pier, Sea", "language": "en", "views": 12,
            "nested": {"a": 1}, "text": body.join("\n\n")}),
        json!({"title": "Mill & <Bell>", "author": [{"name": "Ada Falk"}, "Ben Holm"], "published_at": 1_333_346_400,
            "content": format!("<p>{}</p><h2>A heading</h2><p>{}</p>", paragraphs(2, 1)[0], paragraphs(3, 2).join("</p><p>"))}),
        json!({"title": "No date is told", "date": "last week", "body": paragraphs(4, 3)}),
    ];
    let mut text = lines.iter().map(|l| format!("{l}\n")).collect::<String>();
    text.insert(0, '\u{feff}');
    desk.put("in/dump.jsonl", &text).put("in2/dump.ndjson.gz", gz(&text));
    desk.put("in3/dump.zip", zip(&[("dump.jsonl", text.clone().into_bytes())]));
    let run = desk.convert(&["in", "--report", "report.json"]).exits(0);
    assert!(run.err.contains("`date` is not understood: `last week`"), "{}", run.err);
    assert!(run.err.contains(" --> in/dump.jsonl:3\n"), "{}", run.err);
    let (front, markdown) = parse(&desk.read("content/2012/04/pier-is-open-again.md"));
    assert_eq!(front["title"], "Pier is open again");
    assert_eq!(front["authors"].as_sequence().unwrap().len(), 2);
    assert_eq!(front["date"], "2012-04-02T10:00:00+02:00");
    assert_eq!(front["section"], "Local");
    assert_eq!(front["tags"][1], "Sea");
    assert_eq!(front["lang"], "en");
    assert_eq!(front["extra"]["views"], 12);
    assert_eq!(front["source"]["file"], "dump.jsonl#x-17");
    assert_eq!(front["source"]["url"], "https://courier.example/pier");
    assert!(front["source"]["guessed"].is_null(), "{front:?}");
    assert_eq!(markdown.trim_end().split("\n\n").collect::<Vec<_>>(), body);
    let (front, markdown) = parse(&desk.read("content/2012/04/mill-bell.md"));
    assert_eq!((&front["title"], &front["date"]), (&"Mill & <Bell>".into(), &"2012-04-02T06:00:00Z".into()));
    assert_eq!(front["authors"][0], "Ada Falk");
    assert!(markdown.contains("\n\n## A heading\n\n") && !markdown.contains("Bell>"), "{markdown}");
    let (front, markdown) = parse(&desk.read("content/undated/no-date-is-told.md"));
    assert!(front["date"].is_null());
    assert_eq!(markdown.trim_end().split("\n\n").collect::<Vec<_>>(), paragraphs(4, 3));
    let report = desk.report();
    let input = &report["inputs"][0];
    assert_eq!(input["input"], "in/dump.jsonl:1");
    assert_eq!(
        (&input["fields"]["title"]["from"], &input["fields"]["title"]["confidence"]),
        (&json!("json headline"), &json!(1.0))
    );
    assert_eq!(input["unused_keys"], json!(["nested"]));
    assert_eq!(report["sources"]["courier.example"]["converted"], 1);
    // The same through gzip, a ZIP archive and a pipe; no input needs a line number to be known again.
    for (args, input) in [
        (&["in2", "--out", "gz"][..], &b""[..]),
        (&["in3", "--out", "zip"], b""),
        (&["-", "--out", "pipe"], text.as_bytes()),
        (&["-", "--out", "pipe2", "--stdin-format", "jsonl"], text.as_bytes()),
    ] {
        desk.convert_with(args, input).exits(0).says("3 converted");
        assert_eq!(desk.files(args.last().filter(|a| !a.contains("json")).unwrap_or(&"pipe2")).len(), 3);
    }
    desk.put("in/dump.jsonl", format!("\n{}", text.trim_start_matches('\u{feff}')));
    desk.convert(&["in"]).exits(0).says("0 converted, 3 unchanged");
}

#[test]
fn bad_lines_are_named_and_the_others_converted() {
    let desk = Desk::new();
    let good = json!({"title": "A good line of the file", "text": paragraphs(1, 3).join("\n")});
    let text = format!(
        "{good}\n{{\"title\": \"torn\", \"te\n[1, 2]\n{}\n{}\n{}\n",
        json!({"title": "No text", "txt": "words", "views": 3}),
        json!({"title": "Empty", "text": "  "}),
        json!({"title": "Last", "text": paragraphs(2, 3).join("\n")}),
    );
    desk.put("dump.jsonl", text);
    let run = desk.convert(&["dump.jsonl"]).exits(1).says("2 converted, 0 unchanged, 0 skipped, 4 failed");
    let expected = "error[bad-json]: bad JSON: EOF while parsing a string
 --> dump.jsonl:2:21
  |
2 | {\"title\": \"torn\", \"te
  |                     ^
  = hint: each article has to be one whole JSON object; in JSON lines, on a line of its own
error[bad-json]: bad JSON: not an object
 --> dump.jsonl:3:1
  |
3 | [1, 2]
  | ^
  = hint: each article has to be one whole JSON object; in JSON lines, on a line of its own
error[no-text]: no text in the object: it has `title`, `txt`, `views`
 --> dump.jsonl:4
  = hint: did you mean `text`?
error[no-text]: no text in the object: it has `text`, `title`
 --> dump.jsonl:5
  = hint: give the article under `text`, `body`, `content` or `html`
";
    assert!(run.err.contains(expected), "{}", run.err);
}

#[test]
fn a_pipe_of_text_that_looks_like_json_is_text() {
    let desk = Desk::new();
    desk.convert_with(&["-"], format!("{{Note}} of the day is here\n\n{}", story(1)).as_bytes()).exits(0);
    let lines = format!("{}\n", json!({"title": "One", "text": story(2)}));
    let run = desk.convert_with(&["-", "--stdin-format", "document", "--out", "text"], lines.as_bytes());
    assert!(!run.err.contains("fault"), "{}", run.err);
    assert!(desk.files("text").iter().all(|f| !f.contains("one.md")), "{:?}", desk.files("text"));
}

#[test]
fn hostile_and_huge_inputs_end_with_a_message() {
    let desk = Desk::new();
    desk.put("in/line.txt", vec![b'x'; 40 << 20]);
    desk.put("in/nul.txt", b"A text\0with a NUL\n");
    desk.put("in/deep.html", format!("<html><body>{}deep down", "<div><b><i>".repeat(150_000)));
    desk.put(
        "in/long.jsonl",
        [
            &vec![b'y'; 40 << 20][..],
            b"\n",
            json!({"title": "Behind a long line", "text": story(1)}).to_string().as_bytes(),
        ]
        .concat(),
    );
    // A text of very many lines, which must not take the square of their time.
    let line = |n: usize| format!("The {n}th of them came by the old pier and was counted.\n");
    desk.put("in/many.txt", format!("All that came by the pier\n\n{}", (0..5_000).map(line).collect::<String>()));
    desk.put("in/zz.txt", story(2));
    let run = desk.convert(&["in"]).exits(1).says("3 converted");
    for message in [
        "error[too-large]: larger than 32 MiB\n --> in/line.txt",
        "error[not-text]: not text, but binary data\n --> in/nul.txt",
        // Too deep to be read in time, or on a fast machine, without an article.
        "\n --> in/deep.html",
        "error[too-large]: larger than 32 MiB\n --> in/long.jsonl:1\n",
    ] {
        assert!(run.err.contains(message), "{message}\nis not in\n{}", run.err);
    }
}

#[test]
fn the_summary_counts_by_source() {
    let desk = Desk::new();
    for n in 0..3 {
        desk.put(&format!("raw/north/{n}.txt"), story(n));
        desk.put(&format!("raw/south/{n}.txt"), story(n + 10).replace("April 2012", ""));
    }
    desk.put("raw/south/empty.txt", "");
    let run = desk.convert(&["raw", "--report", "report.json"]).exits(1);
    assert!(run.err.contains("  raw/south  3 converted, 1 failed, 3 without date\n"), "{}", run.err);
    assert!(run.err.contains("  raw/north  3 converted\n"), "{}", run.err);
    let report = desk.report();
    assert_eq!(report["sources"]["raw/south"]["undated"], 3);
    assert_eq!(report["totals"]["inputs"], 7);
}

#[test]
fn what_json_brings_comes_back_from_the_article() {
    let desk = Desk::new();
    let odd = json!({"a: b": "x: y # z", "yes": "no", "*star": "- item", "quo\"te": "tab\tand \\", "n": -0.5, "big": 18_446_744_073_709_551_615u64, "t": true, "ключ": "значение — «да»", " s ": "{a} [b] &c"});
    let mut line = json!({
        "title": "*Not bold*: \"50 %\" & <more> of #1", "author": ["O'Neil, Jr.", "Ana \"La\" Roja"], "section": "yes", "tags": ["a, b", "no", "#c"],
        "description": "One: two # three", "date": "2012-04-05", "url": "https://courier.example/a?b=c&d=%20#e",
        "text": "# no heading begins this line of the text, said the mayor of the town.\n\n1986. That was the year in which the *old* pier was sold to the town.\n\n<b>no</b> tag &amp; [no](link) in this line of the text, which goes on for a while.\n\nIt ends here, in _the_ harbour.",
    });
    line.as_object_mut().unwrap().extend(odd.as_object().unwrap().clone());
    desk.put("a.jsonl", line.to_string()).put("site.toml", "base_url = \"https://x.example\"\n");
    desk.convert(&["a.jsonl", "--names", "source"]).exits(0);
    let (front, body) = parse(&desk.read("content/a-1.md"));
    let front: serde_json::Value = serde_json::to_value(front).unwrap();
    for (key, value) in odd.as_object().unwrap() {
        assert_eq!(&front["extra"][key], value, "{key}");
    }
    for (key, from) in [
        ("title", "title"),
        ("authors", "author"),
        ("section", "section"),
        ("tags", "tags"),
        ("description", "description"),
        ("date", "date"),
    ] {
        assert_eq!(front[key], line[from], "{key}");
    }
    assert_eq!(front["source"]["url"], line["url"]);
    let options = pulldown_cmark::Options::ENABLE_TABLES | pulldown_cmark::Options::ENABLE_STRIKETHROUGH;
    let rendered: String = pulldown_cmark::Parser::new_ext(&body, options)
        .filter_map(|event| match event {
            pulldown_cmark::Event::Text(text) => Some(text.into_string()),
            pulldown_cmark::Event::End(pulldown_cmark::TagEnd::Paragraph) => Some("\n\n".into()),
            pulldown_cmark::Event::Html(_) | pulldown_cmark::Event::InlineHtml(_) => panic!("{body}"),
            _ => None,
        })
        .collect();
    for part in line["text"].as_str().unwrap().split("\n\n") {
        assert!(rendered.contains(part), "{part}\nis not in\n{rendered}");
    }
    // The builder reads the same article, without a warning.
    let build = std::process::Command::new(env!("CARGO_BIN_EXE_newsgen"))
        .args(["build", "--strict"])
        .current_dir(desk.0.path())
        .output()
        .unwrap();
    assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
}

#[test]
fn columns_that_are_always_called_the_same_keep_their_headline() {
    let desk = Desk::new();
    for n in 0..4 {
        let [first, second] = paragraphs(n, 2).try_into().unwrap();
        desk.put(
            &format!("raw/{n}.txt"),
            format!("The weather this week\n\nBy Jane Doe\n{} March 2015\n\n{first}\n\n{second}\n", n + 1),
        );
    }
    desk.convert(&["raw", "--tags", "off", "--names", "source"]).exits(0);
    for n in 0..4 {
        assert_eq!(parse(&desk.read(&format!("content/{n}.md"))).0["title"], "The weather this week");
    }
}
