//! Texts that databases of the press give away become one article for each of theirs.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, parse, texts};

const FIRST: &str = "The pier that was damaged in last year's storm is open again, the harbour board said on Monday.\n\n\
    Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund for coastal towns.\n\n\
    \"We promised the town that it would be back before the summer,\" said the chair of the board.\n";
const SECOND: &str = "The ferry to the outer islands has stopped again, the harbour board said on Tuesday.\n\nNobody knows when it will run.\n";

fn text(name: &str) -> String {
    std::fs::read_to_string(format!("{}/tests/data/databases/{name}.txt", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

#[test]
fn articles_of_databases_are_parted_and_their_fields_read() {
    let of_first = "cour000020240304ek3400012";
    let of_second = "cour000020240305ek3500012";
    for (name, first, second, authors) in [
        ("factiva-codes", "factiva-codes".to_owned(), String::new(), &["Ada Lind"][..]),
        (
            "factiva-printed",
            format!("factiva-printed-{of_first}"),
            format!("factiva-printed-{of_second}"),
            &["Ada Lind"],
        ),
        ("nexis", "nexis-1".to_owned(), "nexis-2".to_owned(), &["ADA LIND"]),
        ("nexis-late", "nexis-late-1".to_owned(), "nexis-late-2".to_owned(), &["Ada Lind"]),
        ("proquest", "proquest-1234567890".to_owned(), "proquest-1234567891".to_owned(), &["Ada Lind", "Jo Doe"]),
    ] {
        let desk = Desk::new();
        desk.put(&format!("raw/{name}.txt"), text(name));
        let run = desk.convert(&["raw", "--names", "source", "--tags", "off"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let file = desk.read(&format!("content/{first}.md"));
        let (front, body) = parse(&file);
        let title = if name == "proquest" {
            "Pier reopens after nine months: [Harbour Desk]"
        } else {
            "Pier reopens after nine months"
        };
        assert_eq!(front["title"], title, "{name}");
        assert_eq!(front["date"], "2024-03-04", "{name}");
        assert_eq!(texts(&front["authors"]), authors, "{name}");
        assert_eq!(front["lang"], "en", "{name}");
        assert!(front["extra"]["publication"].as_str().unwrap().starts_with("The Courier"), "{name}");
        // Whose text it is stands below that of one.
        assert_eq!(body.trim_end_matches("\nThe Courier Company\n"), FIRST, "{name}");
        if second.is_empty() {
            continue;
        }
        let file = desk.read(&format!("content/{second}.md"));
        let (front, body) = parse(&file);
        assert_eq!(front["title"], "Ferry stops again", "{name}");
        assert_eq!(front["date"], "2024-03-05", "{name}");
        // A paragraph that begins like a label is one.
        let expected = if name == "nexis" {
            "The ferry to the outer islands has stopped again, the harbour board said on Tuesday.\n\nNotes: nobody knows when it will run.\n\nIt will be told here.\n"
        } else {
            SECOND
        };
        assert_eq!(body, expected, "{name}");
    }
}

#[test]
fn codes_are_not_looked_for_in_the_text() {
    let desk = Desk::new();
    let text = text("factiva-codes").replace("Work took nine months", "IN A SHOCK move, work took nine months");
    desk.put("a.txt", text);
    desk.convert(&["a.txt", "--names", "source"]);
    let file = desk.read("content/a.md");
    let expected = FIRST.replace("Work took nine months", "IN A SHOCK move, work took nine months");
    assert_eq!(parse(&file).1, expected);
    assert!(file.contains("\n  copyright: Copyright 2024 The Courier\n"), "{file}");
}

#[test]
fn nexis_is_read_in_other_languages() {
    let desk = Desk::new();
    desk.put("nexis.txt", "                    Dokument 1 von 2\n\nDer Kurier\n\n4. März 2024 Montag\n\nPier nach neun Monaten wieder offen\n\nAUTOR: Ada Lind\n\nRUBRIK: HAFEN; S. 3\n\nLÄNGE: 142 Wörter\n\nDer Pier, den der Sturm beschädigt hat, ist wieder offen, teilte der Hafen am Montag mit.\n\nUPDATE: 5. März 2024\n\nSPRACHE: GERMAN; DEUTSCH\n\n          Dokument 2 von 2\n\nDer Kurier\n\n5. März 2024 Dienstag\n\nFähre steht wieder still\n\nLÄNGE: 50 Wörter\n\nDie Fähre zu den Inseln steht wieder still, teilte der Hafen am Dienstag mit.\n\nSPRACHE: GERMAN; DEUTSCH\n");
    let run = desk.convert(&["nexis.txt", "--names", "source"]);
    assert!(run.err.contains("2 converted"), "{}", run.err);
    let file = desk.read("content/nexis-1.md");
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Pier nach neun Monaten wieder offen");
    assert_eq!(
        (&front["date"], &front["section"], &front["lang"]),
        (&"2024-03-04".into(), &"HAFEN".into(), &"de".into())
    );
    assert_eq!(texts(&front["authors"]), ["Ada Lind"]);
    assert_eq!(body, "Der Pier, den der Sturm beschädigt hat, ist wieder offen, teilte der Hafen am Montag mit.\n");
}

#[test]
fn what_else_they_say_is_kept() {
    let desk = Desk::new();
    desk.put("nexis.txt", text("nexis")).put("proquest.txt", text("proquest"));
    desk.convert(&["nexis.txt", "--names", "source"]);
    let front = desk.read("content/nexis-1.md");
    for line in [
        "section: Harbour Desk",
        "tags: [PIERS, STORMS]",
        "  dateline: \"LIMASSOL, March 3\"",
        "  edition: Late Edition - Final",
        "  place: \"Section A; Column 3; Harbour Desk; Pg. 3\"",
        "  publication-type: Newspaper",
    ] {
        assert!(front.lines().any(|own| own == line), "{line}\n{front}");
    }
    let run = desk.convert(&["proquest.txt", "--names", "source"]);
    // The cover and the last page.
    assert!(run.err.contains("as they are no articles: 2 without a text\n --> proquest.txt"), "{}", run.err);
    let front = desk.read("content/proquest-1234567890.md");
    for line in [
        "description: The pier is open again.",
        "tags: [Piers, Storms]",
        "  pages: A.3",
        "  url: \"https://search.proquest.example/docview/0\"",
    ] {
        assert!(front.lines().any(|own| own == line), "{line}\n{front}");
    }
}

#[test]
fn they_are_known_in_archives_and_pipes_and_other_texts_are_not() {
    let desk = Desk::new();
    let run = desk.convert_with(&["-", "--out", "piped"], text("factiva-printed").as_bytes());
    assert!(run.err.contains("2 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.err);
    let mut header = tar::Header::new_gnu();
    let bytes = text("nexis-late");
    header.set_size(bytes.len() as u64);
    let mut archive = tar::Builder::new(Vec::new());
    archive.append_data(&mut header, "export/all.txt", bytes.as_bytes()).unwrap();
    desk.put("raw.tar", archive.into_inner().unwrap());
    let run = desk.convert(&["raw.tar", "--out", "packed"]);
    assert!(run.err.contains("2 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.err);
    // Without a headline there is still an article.
    let cut = text("nexis").replace("Ferry stops again\n", "").replace("Notes: nobody knows when it will run.", "Nobody knows when it will run, as the sea has been higher than anyone remembers since the storm of last year, it says.");
    desk.put("cut.txt", cut);
    let run = desk.convert(&["cut.txt", "--out", "cut"]);
    assert!(run.err.contains("2 converted"), "{}", run.err);
    assert!(run.err.contains("warning[doubtful]") && run.err.contains("cut.txt#2"), "{}", run.err);
    // An article about such a text.
    let story = format!(
        "How to read an export\n\nBy Ada Lind\n\n3 March 2024\n\nAt the top of each article stands a line such as this one, and the day below it.\n\nLength: 142 words\n\n{FIRST}\n"
    );
    desk.put("story.txt", story);
    let run = desk.convert(&["story.txt", "--out", "story"]);
    assert!(run.err.contains("1 converted"), "{}", run.err);
    assert_eq!(desk.files("story"), ["story/2024/03/how-to-read-an-export.md"]);
}

#[test]
fn entries_of_movable_type_keep_their_addresses() {
    let desk = Desk::new();
    desk.put("raw/blog.txt", text("movable-type"));
    let run = desk.convert(&["raw", "--tags", "off"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.err.contains("left out of the export, as they are no articles: 2 comment, 1 ping"), "{}", run.err);
    assert!(run.err.contains("2 converted"), "{}", run.err);
    let file = desk.read("content/2004/03/pier-reopens-everyone-waves.md");
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Pier reopens & everyone waves");
    assert_eq!(front["date"], "2004-03-04T15:31:05");
    assert_eq!(texts(&front["authors"]), ["Ada Lind"]);
    assert_eq!(front["section"], "Harbour");
    assert_eq!(texts(&front["tags"]), ["Council", "the pier", "storms"]);
    assert_eq!(front["description"], "After a long winter.");
    assert_eq!(front["slug"], "pier-reopens");
    assert_eq!(texts(&front["aliases"]), ["/2004/03/pier-reopens.html"]);
    assert_eq!(front["extra"]["keywords"], "pier, storm");
    assert_eq!(
        body,
        "The pier that was damaged in last year's storm\\\nis open again.\n\nWork took *nine* months.\n\n* * *\n\n\
         It cost four million euros.\n\n\"We promised the town that it would be back,\" said the chair.\n"
    );
    let file = desk.read("content/2004/03/ferry-stops-again.md");
    let (front, body) = parse(&file);
    assert_eq!(front["draft"], true);
    assert_eq!(front["date"], "2004-03-05T15:31:05");
    assert_eq!(body, "The ferry to the outer islands has stopped again.\n\nNobody knows when it will run.\n");
    // Also through a pipe, but nothing that only begins like one.
    let run = desk.convert_with(&["-", "--out", "piped"], text("movable-type").as_bytes());
    assert!(run.err.contains("2 converted"), "{}", run.err);
    desk.put("one.txt", "TITLE: Ferry stops again\n-----\nThe ferry to the outer islands has stopped again.\n");
    assert!(desk.convert(&["one.txt", "--out", "one"]).err.contains("1 converted"));
}
