//! `newsgen convert` as its users see it: commands, files, messages, exit codes.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::collections::BTreeMap;
use std::fs;

use desk::{Desk, data, parse, texts};

const STORY: &str = "Storm hits the coast of Spain\n\nBy Jane Doe\n\n15 April 2012\n\nA storm hit the coast on Sunday and tore roofs from forty houses.\n\nNobody was hurt, said the mayor of the town.\n";

#[test]
fn the_users_sample_comes_out_right() {
    let desk = Desk::new();
    let raw = data("ceasefire-talks.txt");
    desk.put("raw/ceasefire-talks.txt", &raw);
    let run = desk.convert(&["raw/ceasefire-talks.txt"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let path = "content/undated/ceasefire-talks-advance-as-tensions-mount-in-gaza-conflict.md";
    assert_eq!(desk.files("content"), [path]);
    let file = desk.read(path);
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Ceasefire Talks Advance as Tensions Mount in Gaza Conflict");
    let paragraphs: Vec<&str> = raw.lines().skip(10).filter(|l| !l.is_empty() && *l != "Liam Avatar").collect();
    assert_eq!(paragraphs.len(), 11);
    assert_eq!(body.trim_end().split("\n\n").collect::<Vec<_>>(), paragraphs);
    let description = front["description"].as_str().unwrap();
    assert!(paragraphs[0].starts_with(description));
    assert!(description.ends_with("according to the Israeli military."), "{description}");
    assert_eq!(texts(&front["authors"]), ["Liam"]);
    assert!(front.get("date").is_none());
    let source = &front["source"];
    assert_eq!(source["file"], "ceasefire-talks.txt");
    assert_eq!(source["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(source["converter"], concat!("newsgen ", env!("CARGO_PKG_VERSION")));
    assert_eq!(texts(&source["guessed"]), ["authors"]);
    assert_eq!(file.matches("Ceasefire Talks Advance").count(), 1);
    for message in [
        "dropped line 3: ",
        "dropped line 7: By (a byline label without a name)",
        "dropped line 9: Ceasefire Talks Advance as Tensions Mount in Gaza Conflict (the headline again)",
        "dropped line 33: Liam Avatar (the label of an author's picture)",
        "warning[guessed-authors]: guessed the author: Liam\n --> raw/ceasefire-talks.txt:5",
        "warning[no-date]: no date in the text",
        "give one with `--date 2025-01-31`",
        "1 converted, 0 unchanged, 0 skipped, 0 failed; 2 warnings",
    ] {
        assert!(run.err.contains(message), "{message} is not in {}", run.err);
    }
}

#[test]
fn a_page_copied_with_its_surroundings_is_freed_of_them() {
    let (front, body) = Desk::new().article(&data("harbour-bridge.txt"));
    assert_eq!(front["title"], "New Harbour Bridge Opens After Nine Years of Work");
    assert_eq!(texts(&front["authors"]), ["Mona"]);
    assert!(front.get("section").is_none());
    assert_eq!(
        front["description"],
        "The first trams crossed the new bridge over the harbour at dawn, ringing their bells while thousands watched from both banks. The city has waited nine years for this day, which was put off three times for want of steel. No ship may pass below it for a week."
    );
    let parts: Vec<&str> = body.trim_end().split("\n\n").collect();
    assert_eq!(parts.len(), 7, "{body}");
    assert_eq!(parts[2], "## A price that doubled");
    assert_eq!(parts[4], "What remains to be done:");
    assert_eq!(parts[5], "- paint the railings\n- open the lift for wheelchairs");
    assert!(parts[6].ends_with("cut a ribbon.\""));
}

#[test]
fn wrapped_wire_copy_with_labels_is_read() {
    let (front, body) = Desk::new().article(&data("wire-copy.txt"));
    assert_eq!(front["title"], "STORM TEARS ROOFS FROM THE OLD TOWN");
    assert_eq!(texts(&front["authors"]), ["Jane Doe", "John Roe"]);
    assert_eq!(front["date"], "1912-04-15T21:30:00+00:00");
    assert_eq!(front["updated"], "1912-04-16");
    assert_eq!(front["section"], "World");
    assert_eq!(texts(&front["tags"]), ["Weather", "Old Town"]);
    assert!(front["source"].get("guessed").is_none());
    assert_eq!(body.trim_end().split("\n\n").count(), 2);
    assert!(body.contains("tore the roofs from at least forty houses in the old town and laid the masts"));
}

#[test]
fn german_labels_and_day_first_dates_are_read() {
    let (front, body) = Desk::new().article(&data("hafen-deutsch.txt"));
    assert_eq!(front["title"], "Neue Brücke über den Hafen ist fertig");
    assert_eq!(texts(&front["authors"]), ["Anna Berg", "Jörg Müller"]);
    assert_eq!(front["updated"], "2012-04-05T10:30:00");
    // Of its publication the text says nothing: the day of a change is not taken for it.
    assert!(front["date"].is_null());
    assert_eq!(front["section"], "Wirtschaft");
    assert_eq!(texts(&front["tags"]), ["Hafen", "Verkehr"]);
    assert_eq!(texts(&front["source"]["guessed"]), ["section"]);
    assert_eq!(body.trim_end().split("\n\n").count(), 2, "{body}");
}

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
fn dates_are_never_made_up() {
    for (line, warning) in [
        ("on Saturday", "no date in the text"),
        ("2 hours ago", "no date in the text"),
        ("04/05/2012", "`04/05/2012` can be read as two dates, left out"),
        ("He was born on 15 April 1912 in a small village near the sea.", "no date in the text"),
    ] {
        let desk = Desk::new();
        desk.put("a.txt", STORY.replace("15 April 2012", line));
        let run = desk.convert(&["a.txt"]);
        assert_eq!(run.code, 0);
        assert!(run.err.contains(warning), "{line}: {}", run.err);
        assert_eq!(desk.files("content"), ["content/undated/storm-hits-the-coast-of-spain.md"], "{line}");
        assert_eq!(desk.convert(&["a.txt", "--strict"]).code, 1);
    }
}

#[test]
fn a_full_byline_on_the_next_line_is_no_guess() {
    let (front, body) = Desk::new().article(&STORY.replace("By Jane Doe", "By\n\nJane Doe"));
    assert_eq!(texts(&front["authors"]), ["Jane Doe"]);
    assert!(front["source"].get("guessed").is_none());
    assert!(!body.contains("Jane"));
}

#[test]
fn names_and_days_that_belong_to_the_article_are_chosen_among_others() {
    let body = "The ferry to the outer islands will run again from Monday, the harbour board said in a letter to all households.\n\n\
        It had been out of service since a storm broke its ramp. Repairs took nine weeks and cost twice what was planned.\n\n\
        \"We are glad that it is over,\" said Peter Sandvik, who keeps the shop on the largest island.\n";
    let page =
        |head: &str| format!("Ferry runs again after nine weeks\n\n{head}\n\n{body}\n\nFerries in 2012: a history\n");
    for (head, authors, date) in [
        // Whoever is quoted wrote nothing; a role is no part of a name.
        ("Anna Berg Political Correspondent\n16 April 2012 9:33pm", &["Anna Berg"][..], Some("2012-04-16")),
        ("Jane Doe / KNX / 16 April 2012", &["Jane Doe"], Some("2012-04-16")),
        ("By Jane Doe\nPublished 16 April 2012", &["Jane Doe"], Some("2012-04-16")),
        // Another line of the text has the year in four digits.
        ("By Jane Doe\n16.04.12, 09:33", &["Jane Doe"], Some("2012-04-16")),
        // Of two days without a word, the later is that of a change.
        ("By Jane Doe April 16, 2012May 2, 2012", &["Jane Doe"], Some("2012-04-16")),
        // The day of a change is no day of publication.
        ("By Jane Doe\nUpdated: 16 April 2012", &["Jane Doe"], None),
    ] {
        let (front, _) = Desk::new().article(&page(head));
        assert_eq!(front["title"], "Ferry runs again after nine weeks", "{head}");
        assert_eq!(texts(&front["authors"]), authors, "{head}");
        let found = front.get("date").and_then(|d| d.as_str()).map(|d| &d[..10]);
        assert_eq!(found, date, "{head}");
    }
}

#[test]
fn a_bare_copy_keeps_its_lone_last_paragraph() {
    let text = "Ferry Runs Again After Nine Weeks\n\nBy Jane Doe\n\n16 April 2012\n\n\
        The ferry to the outer islands runs again from Monday, the harbour board said in a letter to all households.\n\n\
        Repairs took nine weeks and cost twice what was planned, because the ramp had to be cast anew.\n\n\
        What now\n\n\
        The board meets on Friday.\n\n\
        * Costs are those of the first offer.\n\n\
        Section: Harbour\n";
    let (front, body) = Desk::new().article(text);
    assert_eq!(front["section"], "Harbour");
    let parts: Vec<&str> = body.trim_end().split("\n\n").skip(2).collect();
    // A lone line with a star is a footnote, no list.
    assert_eq!(parts, ["## What now", "The board meets on Friday.", "\\* Costs are those of the first offer."]);
}

#[test]
fn a_breadcrumb_is_no_headline_and_a_picture_says_itself_twice() {
    let page = "Harbour Courier\nHome\nIslands\nSport\nContact\n\
        Home » Islands » Ferry runs again after nine weeks\n\
        Ferry runs again after nine weeks\n\
        By Jane Doe\n16 April 2012\n\
        The ferry at the ramp on Monday\n\
        The ferry at the ramp on Monday Picture: Anna Berg\n\
        The ferry to the outer islands runs again from Monday, the harbour board said in a letter to all households.\n\
        Repairs took nine weeks and cost twice what was planned, because the ramp had to be cast anew.\n\
        \"We are glad that it is over,\" said Peter Sandvik, who keeps the shop on the largest island.\n\
        Share\nMore news\nMill burned down\nTrams in the snow\nA new lamp for the pier\n© Harbour Courier\n";
    let (front, body) = Desk::new().article(page);
    assert_eq!(front["title"], "Ferry runs again after nine weeks");
    assert!(body.starts_with("The ferry to the outer islands"), "{body}");
    assert_eq!(body.trim_end().split("\n\n").count(), 3, "{body}");
}

#[test]
fn texts_in_other_layouts_and_languages_are_read() {
    for (text, title, authors, date) in [
        // A kicker above, a standfirst below, the day in words.
        (
            "PUERTO\n\nEl transbordador vuelve tras nueve semanas\n\nLa rampa rota dejó sin servicio a las islas exteriores desde la tormenta de enero\n\nPor Ana Pérez\n\n16 de abril de 2012\n\nEl transbordador a las islas exteriores vuelve a navegar desde el lunes, según una carta de la junta del puerto.\n\nLa reparación duró nueve semanas y costó el doble de lo previsto, dijo el alcalde.\n",
            "El transbordador vuelve tras nueve semanas",
            &["Ana Pérez"][..],
            "2012-04-16",
        ),
        // Day and byline in one line above the headline.
        (
            "16 avril 2012 | Par Zoé Dupont\n\nLe ferry reprend après neuf semaines\n\nLe ferry vers les îles navigue de nouveau depuis lundi, selon une lettre du port aux habitants.\n\nLa réparation a duré neuf semaines et coûté le double de ce qui était prévu, a dit le maire.\n",
            "Le ferry reprend après neuf semaines",
            &["Zoé Dupont"],
            "2012-04-16",
        ),
        // The byline behind the text.
        (
            "Fähre fährt nach neun Wochen wieder\n\n16. April 2012, 9:30 Uhr\n\nDie Fähre zu den äußeren Inseln fährt ab Montag wieder, schrieb die Hafenbehörde allen Haushalten.\n\nDie Reparatur dauerte neun Wochen und kostete doppelt so viel wie geplant, sagte der Bürgermeister.\n\nVon Anna Berg\n",
            "Fähre fährt nach neun Wochen wieder",
            &["Anna Berg"],
            "2012-04-16",
        ),
        // A year of two digits beside a time of day.
        (
            "Færgen sejler igen efter ni uger\n\nAf Jens Holm\n\n16.04.12 09:30\n\nFærgen til de ydre øer sejler igen fra mandag, skrev havnen i et brev til alle på øen.\n\nReparationen tog ni uger og kostede dobbelt så meget som planlagt, sagde borgmesteren.\n",
            "Færgen sejler igen efter ni uger",
            &["Jens Holm"],
            "2012-04-16",
        ),
        // A pen name, and the account beside a name.
        (
            "Ferry runs again after nine weeks\n\n16 April 2012 by harbourcat\n\nThe ferry to the outer islands will run again from Monday, the harbour board said in a letter.\n\nRepairs took nine weeks and cost twice what was planned, said the mayor of the town.\n",
            "Ferry runs again after nine weeks",
            &["harbourcat"],
            "2012-04-16",
        ),
        (
            "Ferry runs again after nine weeks\n\nBY JANE DOEPUBLISHED: APRIL 16, 2012\n\nThe ferry to the outer islands will run again from Monday, the harbour board said in a letter.\n\nRepairs took nine weeks and cost twice what was planned, said the mayor of the town.\n",
            "Ferry runs again after nine weeks",
            &["JANE DOE"],
            "2012-04-16",
        ),
    ] {
        let (front, _) = Desk::new().article(text);
        assert_eq!(front["title"], title);
        assert_eq!(texts(&front["authors"]), authors, "{title}");
        assert_eq!(front["date"].as_str().map(|d| &d[..10]), Some(date), "{title}");
    }
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
fn a_paragraph_above_a_box_stays_in_the_body() {
    let (front, body) = Desk::new().article(
        "The Daily Courier | News | Sport\nFire in the old mill\nBy John Smith\nPublished 12:05 AM ET, Fri July 6, 2012 Updated 1:10 PM ET, Sat July 7, 2012\n\nA fire broke out in the old mill on Thursday night.\n\nStory highlights\nNobody hurt\nMill from 1850\n\nFirefighters came from three towns, and the mill burned to the ground by dawn.\n\nThe owner wept as she saw it fall.\n",
    );
    assert_eq!(front["title"], "Fire in the old mill");
    assert_eq!(front["date"], "2012-07-06T00:05:00-04:00");
    assert_eq!(front["updated"], "2012-07-07T13:10:00-04:00");
    assert!(body.starts_with("A fire broke out in the old mill"), "{body}");
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
        "not UTF-8, read as Windows-1252",
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

#[test]
fn labels_of_a_change_name_nobody() {
    let desk = Desk::new();
    for (line, authors) in [
        ("Laatst bijgewerkt op 21 november 2022", None),
        ("Last updated 3 May 2020", None),
        ("Son güncelleme: 12.03.2021 14:05", None),
        ("Jane Doe Last updated 3 May 2020", Some("Jane Doe")),
    ] {
        let text = format!(
            "Fire in harbour shed under control\n{line}\n\nThe fire brigade has got a large fire in a shed on Harbour Road under control. Nobody was hurt.\n\nThe fire broke out at about three in a store of wooden pallets. People nearby were told to keep doors and windows shut.\n"
        );
        let (front, _) = desk.article(&text);
        assert_eq!(front.get("authors").map(|a| texts(a).join(", ")).as_deref(), authors, "{line}");
        assert!(front.get("date").is_none() && front.get("updated").is_some(), "{line}");
    }
}

#[test]
fn invitations_are_no_part_of_articles_in_many_languages() {
    let desk = Desk::new();
    for line in [
        "Czytaj także: Kiedy ruszy remont dworca?",
        "Läs också: Ny bro över hamnen öppnar",
        "Читайте также: Новый мост открыт",
        "Baca juga: Jembatan baru dibuka",
        "Διαβάστε επίσης: Άνοιξε η νέα γέφυρα",
        "Siehe auch: Neue Brücke über den Hafen",
    ] {
        let (_, body) = desk.article(&format!("{}\n\n{line}\n", STORY.trim_end()));
        assert!(!body.contains(line), "{body}");
    }
}

#[test]
fn fields_of_a_chinese_line_are_read() {
    let text = "首页 > 新闻 > 社会\n港口新桥历时九年建成通车\n2021-04-12 10:30:00 来源：海港日报 作者：李明\n\n港口新桥12日上午正式通车。首班有轨电车驶过大桥时，两岸数千名市民鼓掌欢呼。\n\n工程曾三次停工，历时九年才完成，总造价为最初预算的两倍。\n";
    let (front, _) = Desk::new().article(text);
    assert_eq!(front["title"], "港口新桥历时九年建成通车");
    assert_eq!(front["date"], "2021-04-12T10:30:00");
    assert_eq!(texts(&front["authors"]), ["李明"]);
    assert_eq!(front["section"], "社会");
}

#[test]
fn a_story_that_is_there_several_times_is_no_boilerplate() {
    let desk = Desk::new();
    for n in 1..6 {
        desk.put(&format!("raw/{n}.txt"), STORY.replace("15 April", &format!("{n} April")));
    }
    desk.convert(&["raw", "--names", "source", "-q"]).exits(0);
    for n in 1..6 {
        let (front, body) = parse(&desk.read(&format!("content/{n}.md")));
        assert_eq!(
            (front["title"].as_str(), body.contains("tore roofs")),
            (Some("Storm hits the coast of Spain"), true)
        );
    }
}
