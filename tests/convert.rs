//! `newsgen convert` as its users see it: commands, files, messages, exit codes.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::collections::BTreeMap;
use std::fs;

use desk::{Desk, STORY, data, parse, texts};

#[test]
fn flags_win_over_the_text_and_are_no_guesses() {
    let desk = Desk::new();
    desk.put("a.txt", data("ceasefire-talks.txt"));
    let run = desk.convert(&[
        "a.txt",
        "--date",
        "2025-01-12",
        "--author",
        "Liam Example",
        "--author",
        "B. Two",
        "--section",
        "World",
        "--tag",
        "Gaza",
        "--tag",
        "a: b",
        "--source-url",
        "https://example.org/x?a=1",
        "--out",
        "site",
    ]);
    assert_eq!((run.code, run.err.contains("warning")), (0, false), "{}", run.err);
    let (front, _) = parse(&desk.read("site/2025/01/ceasefire-talks-advance-as-tensions-mount-in-gaza-conflict.md"));
    assert_eq!(front["date"], "2025-01-12");
    assert_eq!(texts(&front["authors"]), ["Liam Example", "B. Two"]);
    assert_eq!(front["section"], "World");
    assert_eq!(texts(&front["tags"]), ["Gaza", "a: b"]);
    assert_eq!(front["source"]["url"], "https://example.org/x?a=1");
    assert!(front["source"].get("guessed").is_none());
}

#[test]
fn files_folders_globs_and_stdin_are_read() {
    let desk = Desk::new();
    for (name, word) in [
        ("raw/a.txt", "Alpha"),
        ("raw/deep/b.text", "Beta"),
        ("raw/.hidden/c.txt", "Gamma"),
        ("raw/d.jpg", "Delta"),
        ("raw/.e.txt", "Eps"),
    ] {
        desk.put(name, STORY.replace("Storm", word));
    }
    assert_eq!(desk.convert(&["raw", "--names", "source", "--out", "folder"]).code, 0);
    assert_eq!(desk.files("folder"), ["folder/a.md", "folder/b.md"]);
    assert_eq!(desk.convert(&["raw/**/*.tex*", "raw/d.jpg", "--names", "source", "--out", "glob"]).code, 0);
    assert_eq!(desk.files("glob"), ["glob/b.md", "glob/d.md"]);
    let run = desk.convert_with(&["-", "--out", "stdin"], STORY.as_bytes());
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(desk.files("stdin"), ["stdin/2012/04/storm-hits-the-coast-of-spain.md"]);
    let run = desk.convert(&["nothing.txt", "no/*.txt", "raw/a.txt"]);
    assert_eq!(run.code, 1);
    assert!(
        run.err.contains("error[unreadable]: cannot read the file")
            && run.err.contains("error[no-input]: nothing to convert here"),
        "{}",
        run.err
    );
    assert!(run.err.contains("1 converted"));
}

#[test]
fn what_cannot_run_ends_with_2() {
    let desk = Desk::new();
    desk.put("a.txt", STORY).put("file", "x");
    assert_eq!(desk.convert(&[]).code, 2);
    assert_eq!(desk.convert(&["a.txt", "--names", "nonsense"]).code, 2);
    let run = desk.convert(&["a.txt", "--date", "yesterday"]);
    assert_eq!((run.code, run.err.contains("error[usage]: not a date: `yesterday`")), (2, true), "{}", run.err);
    assert_eq!(desk.convert(&["a.txt", "--out", "file"]).code, 2);
}

#[test]
fn a_dry_run_writes_nothing() {
    let desk = Desk::new();
    desk.put("a.txt", STORY);
    let run = desk.convert(&["a.txt", "--dry-run"]);
    assert!(run.err.contains("would write content/2012/04/storm-hits-the-coast-of-spain.md"), "{}", run.err);
    assert_eq!(desk.files(""), ["a.txt"]);
}

#[test]
fn unchanged_edited_and_revised_files_are_told_apart() {
    let desk = Desk::new();
    desk.put("a.txt", STORY);
    let path = "content/2012/04/storm-hits-the-coast-of-spain.md";
    desk.convert(&["a.txt"]);
    let first = desk.read(path);
    assert!(desk.convert(&["a.txt"]).err.contains("0 converted, 1 unchanged"));
    assert_eq!(desk.read(path), first);

    // Another converter's output for the same source is replaced.
    let run = desk.convert(&["a.txt", "--section", "World"]);
    assert!(run.err.contains("1 converted"), "{}", run.err);
    assert!(desk.read(path).contains("section: World"));

    // Line ends that version control changed are no edit.
    desk.put(path, desk.read(path).replace('\n', "\r\n"));
    assert!(desk.convert(&["a.txt"]).err.contains("1 converted"));
    assert_eq!(desk.read(path), first);

    // A corrected source replaces its earlier version.
    desk.put("a.txt", STORY.replace("forty", "fifty"));
    assert!(desk.convert(&["a.txt"]).err.contains("1 converted"));
    assert!(desk.read(path).contains("fifty"));
    assert_eq!(desk.files("content"), [path]);

    // A person's edit stays.
    desk.put(path, desk.read(path).replace("fifty", "sixty"));
    let run = desk.convert(&["a.txt"]);
    assert_eq!(run.code, 0);
    assert!(
        run.err.contains("was written or edited by a person, left as it is") && run.err.contains("1 skipped"),
        "{}",
        run.err
    );
    assert!(desk.read(path).contains("sixty"));
    assert!(desk.convert(&["a.txt", "--force"]).err.contains("1 converted"));
    assert!(desk.read(path).contains("fifty"));

    // So does a file that was never ours.
    desk.put(path, "---\ntitle: Mine\n---\n\nMine.\n");
    assert!(desk.convert(&["a.txt"]).err.contains("1 skipped"));
    assert!(desk.read(path).contains("Mine"));
    assert_eq!(desk.files("content"), [path]);
}

#[test]
fn two_articles_with_one_name_get_two_files_and_keep_them() {
    let desk = Desk::new();
    let other = STORY.replace("A storm hit", "Hail fell on").replace("Nobody", "Somebody");
    desk.put("raw/a.txt", STORY).put("raw/b.txt", &other);
    let run = desk.convert(&["raw"]);
    assert_eq!(run.code, 0);
    let (one, two) =
        ("content/2012/04/storm-hits-the-coast-of-spain.md", "content/2012/04/storm-hits-the-coast-of-spain-2.md");
    assert!(
        run.err.contains("holds another article; wrote `content/2012/04/storm-hits-the-coast-of-spain-2.md`"),
        "{}",
        run.err
    );
    assert!(desk.read(one).contains("A storm hit") && desk.read(two).contains("Hail fell"));
    for args in [&["raw"][..], &["raw/b.txt"], &["raw/b.txt", "raw/a.txt", "--jobs", "4"]] {
        assert!(desk.convert(args).err.contains("0 converted"), "{args:?}");
    }
    fs::remove_file(desk.path(one)).unwrap();
    assert!(desk.convert(&["raw/b.txt"]).err.contains("1 unchanged"));
    assert_eq!(desk.files("content"), [two]);
}

#[test]
fn the_same_bytes_are_converted_once() {
    let desk = Desk::new();
    desk.put("a.txt", STORY).put("b.txt", STORY);
    let run = desk.convert(&["b.txt", "a.txt", "a.txt"]);
    assert!(run.err.contains("same bytes as `a.txt`, converted once"), "{}", run.err);
    assert!(run.err.contains("1 converted, 0 unchanged, 1 skipped, 0 failed"));
    assert_eq!(desk.files("content").len(), 1);
}

#[test]
fn garbage_is_refused_and_the_rest_converted() {
    let desk = Desk::new();
    desk.put("empty.txt", "")
        .put("blank.txt", " \n\u{feff}\n")
        .put("binary.txt", b"\0\x01\x02abc")
        .put("bad.txt", b"bad \x81 byte")
        .put("only.txt", "Share\n\nRead more\n")
        .put("good.txt", STORY);
    desk.put("line.txt", "A headline without a text\n");
    desk.put("huge.txt", vec![b'x'; 33 * 1024 * 1024]);
    desk.put(
        "latin.txt",
        b"Caf\xe9 burns down\n\nThe caf\xe9 at the corner burned down on Sunday.\n\nNobody was hurt there.\n",
    );
    let run = desk.convert(&["."]);
    assert_eq!(run.code, 1);
    for message in [
        "the file is empty\n --> ./empty.txt",
        "the file is empty\n --> ./blank.txt",
        "not text, but binary data\n --> ./binary.txt",
        "not UTF-8 text: byte 5",
        "no article found in the text\n --> ./only.txt",
        "no article found in the text\n --> ./line.txt",
        "larger than 32 MiB\n --> ./huge.txt",
        "not UTF-8, read as windows-1252",
        "2 converted, 0 unchanged, 0 skipped, 7 failed",
    ] {
        assert!(run.err.contains(message), "{message} is not in {}", run.err);
    }
    assert!(desk.read("content/undated/cafe-burns-down.md").contains("The café at the corner"));
}

#[test]
fn every_kind_of_line_end_and_encoding_gives_the_same_article() {
    let bodies: Vec<String> = [
        STORY.as_bytes().to_vec(),
        STORY.replace('\n', "\r\n").into_bytes(),
        STORY.replace('\n', "\r").into_bytes(),
        format!("\u{feff}{STORY}").into_bytes(),
        [0xff, 0xfe].into_iter().chain(STORY.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
        STORY.replace("storm hit", "sto\u{ad}rm \t\u{200b} hit").into_bytes(),
    ]
    .into_iter()
    .map(|bytes| {
        let desk = Desk::new();
        desk.put("a.txt", bytes);
        assert_eq!(desk.convert(&["a.txt", "--names", "source"]).code, 0);
        let file = desk.read("content/a.md");
        file.lines().filter(|l| !l.starts_with("  ")).collect::<Vec<_>>().join("\n")
    })
    .collect();
    assert!(bodies.iter().all(|b| *b == bodies[0]), "{bodies:#?}");
}

#[test]
fn texts_in_the_encodings_of_the_web_are_read_by_their_letters() {
    const RUSSIAN: &str = "Пожар в порту потушен\n\nПожарные потушили ночью крупный пожар на складе у старой гавани, сообщила городская служба. Никто не пострадал.\n\nПричина пожара пока неизвестна, следователи осматривают развалины склада.\n";
    const CHINESE: &str = "港口大火已被扑灭\n\n消防队昨天夜里扑灭了老港口一座仓库的大火，市消防部门今天早上宣布，没有人受伤。\n\n起火的原因还不清楚，调查人员正在察看仓库的废墟，预计下周公布结果。\n";
    let desk = Desk::new();
    for (name, label, text) in
        [("r", "windows-1251", RUSSIAN), ("k", "koi8-r", RUSSIAN), ("c", "gb18030", CHINESE), ("b", "big5", CHINESE)]
    {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).unwrap();
        let (bytes, _, missing) = encoding.encode(text);
        if missing {
            continue;
        }
        desk.put(&format!("{name}.txt"), &*bytes).put(&format!("{name}.html"), page(&bytes));
        let run = desk.convert(&[&format!("{name}.txt"), "--names", "source"]);
        assert!(run.err.contains("warning[guessed-encoding]: not UTF-8, read as "), "{label}: {}", run.err);
        let body = text.split_once("\n\n").unwrap().1.trim_end();
        assert!(desk.read(&format!("content/{name}.md")).trim_end().ends_with(body), "{label}");
        assert_eq!(desk.convert(&[&format!("{name}.html"), "--names", "source", "--force"]).code, 0);
        assert!(desk.read(&format!("content/{name}.md")).trim_end().ends_with(body), "{label}");
    }
    // A text that was cut off within a character is no other encoding.
    desk.put("cut.txt", &RUSSIAN.as_bytes()[..RUSSIAN.len() - 3]);
    let run = desk.convert(&["cut.txt", "--names", "source"]);
    assert!(run.err.contains("read as UTF-8 with broken characters"), "{}", run.err);
    assert!(desk.read("content/cut.md").contains("крупный пожар на складе у старой гавани"));
}

/// A page of the same paragraphs that does not say its encoding.
fn page(text: &[u8]) -> Vec<u8> {
    let mut page = b"<html><body><article><p>".to_vec();
    for (at, line) in text.split(|b| *b == b'\n').filter(|l| !l.is_empty()).enumerate() {
        page.extend(if at == 0 { &b""[..] } else { &b"</p><p>"[..] });
        page.extend(line);
    }
    page.extend(b"</p></article></body></html>");
    page
}

#[test]
fn a_huge_line_and_a_text_without_a_headline_are_articles() {
    let desk = Desk::new();
    let (front, body) =
        desk.article(&format!("Big story of the day\n\n{}\n", "All the words of it are here. ".repeat(40_000)));
    assert_eq!(front["title"], "Big story of the day");
    assert_eq!(body.split_whitespace().count(), 280_000);
    let (front, body) = desk.article("A storm that hit the coast on Sunday tore the roofs from forty houses in the old town, said the mayor, who asked for help.\n\nNobody was hurt by it.\n");
    assert_eq!(front["title"], "A storm that hit the coast on Sunday tore the roofs from forty houses in the…");
    assert_eq!(texts(&front["source"]["guessed"]), ["title"]);
    assert_eq!(body.trim_end().split("\n\n").count(), 2);
}

/// The report as JSON.
fn report(desk: &Desk) -> serde_json::Value {
    serde_json::from_str(&desk.read("report.json")).unwrap()
}

#[test]
fn no_line_is_lost() {
    let desk = Desk::new();
    let samples = ["ceasefire-talks.txt", "harbour-bridge.txt", "wire-copy.txt", "hafen-deutsch.txt"];
    let mut raws: BTreeMap<String, String> = samples.iter().map(|n| (n.to_string(), data(n))).collect();
    // The same with noise at random places, from a seed.
    let mut random = fastrand::Rng::with_seed(7);
    let noise = [
        "Share",
        "By",
        "Tags: A, B",
        "12 May 2011",
        "* star",
        "----",
        "1. one",
        "See also",
        "Jane Doe Avatar",
        "…",
        "Photo: x",
        "A line of text",
        "Another sentence stands here.",
        "> quote",
        "Home > World",
    ];
    for round in 0..40 {
        let mut lines: Vec<String> = data(samples[round % samples.len()]).lines().map(str::to_owned).collect();
        for _ in 0..random.usize(1..8) {
            lines.insert(random.usize(0..=lines.len()), noise[random.usize(..noise.len())].to_owned());
        }
        raws.insert(format!("noise-{round}.txt"), lines.join("\n"));
    }
    for (name, raw) in &raws {
        desk.put(&format!("raw/{name}"), raw);
    }
    let run = desk.convert(&["raw", "--names", "source", "--report", "report.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for entry in report(&desk)["inputs"].as_array().unwrap() {
        let input = entry["input"].as_str().unwrap();
        let raw = &raws[input.strip_prefix("raw/").unwrap()];
        let dropped: Vec<u64> =
            entry["dropped"].as_array().unwrap().iter().map(|d| d["line"].as_u64().unwrap()).collect();
        let (front, body) = parse(&desk.read(entry["output"].as_str().unwrap()));
        let words = |text: &str| {
            text.to_lowercase()
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        };
        let body = format!(" {} ", words(&body).join(" "));
        for (number, line) in raw.lines().enumerate() {
            let number = number as u64 + 1;
            if words(line).is_empty() && body.contains(line) || line.trim().is_empty() || dropped.contains(&number) {
                continue;
            }
            let in_field = entry["fields"].as_object().unwrap().values().any(|f| f["line"] == number)
                || texts(&front["tags"]).iter().chain(&texts(&front["authors"])).any(|v| line.contains(*v));
            let key = words(line).join(" ");
            assert!(
                in_field || body.contains(&format!(" {key} ")) || key.is_empty(),
                "{input}:{number}: {line:?} is nowhere"
            );
        }
    }
}

#[test]
fn no_text_makes_the_converter_stumble() {
    const PIECES: [&str; 44] = [
        "\n",
        "\n",
        "\n\n",
        " ",
        " ",
        "\r\n",
        "\t",
        "By ",
        "Von ",
        "Jane Doe",
        "Avatar",
        "Tags:",
        "Section: ",
        "Published: ",
        "Updated ",
        "15 April 2012",
        "04/05/2012",
        "2012-13-45",
        "99:99",
        "…",
        "...",
        "“",
        "”",
        ".",
        "?",
        "-",
        "* ",
        "1. ",
        "|",
        " > ",
        "©",
        "İstanbul",
        "ß",
        "東京で地震。",
        "😀",
        "\u{301}",
        "\u{2028}",
        "&amp;",
        "<b>",
        "Read more",
        "The storm hit the coast on Sunday and tore many roofs.",
        "word word word",
        "— ",
        "2 hours ago",
    ];
    let desk = Desk::new();
    let mut random = fastrand::Rng::with_seed(11);
    for round in 0..400 {
        let text: String = (0..random.usize(1..80)).map(|_| PIECES[random.usize(..PIECES.len())]).collect();
        desk.put(&format!("raw/{round}.txt"), text);
    }
    let run = desk.convert(&["raw", "-q"]);
    assert!(!run.err.contains("a fault in newsgen"), "{}", run.err);
    for file in desk.files("content") {
        let (front, body) = parse(&desk.read(&file));
        assert!(front["title"].is_string() && !body.trim().is_empty(), "{file}");
    }
}

#[test]
fn output_depends_neither_on_threads_nor_on_order() {
    let desk = Desk::new();
    for n in 0..60 {
        // Ten headlines for sixty articles: names are contested.
        desk.put(
            &format!("raw/{:02}.txt", (n * 37) % 60),
            STORY.replace("Storm", &format!("Storm {}", n % 10)).replace("forty", &n.to_string()),
        );
    }
    let mut results = Vec::new();
    for (out, jobs) in [("one", "1"), ("many", "8"), ("again", "3")] {
        let run = desk.convert(&["raw", "--out", out, "--jobs", jobs, "--report", "report.json"]);
        assert_eq!(run.code, 0);
        let files: Vec<(String, String)> =
            desk.files(out).into_iter().map(|f| (f[out.len()..].to_owned(), desk.read(&f))).collect();
        assert_eq!(files.len(), 60);
        results.push((files, desk.read("report.json").replace(&format!("{out}/"), "")));
    }
    assert!(results.windows(2).all(|w| w[0] == w[1]));
}

#[test]
fn the_report_names_what_was_read_and_dropped() {
    let desk = Desk::new();
    desk.put("a.txt", data("ceasefire-talks.txt"));
    desk.convert(&["a.txt", "-q", "--report", "report.json"]);
    let report = report(&desk);
    let input = &report["inputs"][0];
    assert_eq!(input["status"], "converted");
    assert_eq!(input["fields"]["authors"]["line"], 5);
    assert_eq!(input["fields"]["authors"]["guessed"], true);
    assert_eq!(input["dropped"][0]["reason"], "cut-teaser");
    assert_eq!(input["warnings"][1]["code"], "no-date");
    assert_eq!(report["totals"]["converted"], 1);
    desk.convert(&["a.txt", "-q", "--author", "Liam Example", "--report", "report.json"]);
    let overruled = &self::report(&desk)["inputs"][0]["dropped"][1];
    assert_eq!((&overruled["line"], &overruled["reason"]), (&5.into(), &"overruled".into()));
    let again = desk.convert(&["a.txt", "-q", "--force"]);
    assert_eq!(again.err, "");
}
