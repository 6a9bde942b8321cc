//! What of a plain text `newsgen convert` takes for the article: where it begins and ends, what stands in between, and what
//! is dropped.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, STORY, data, parse, texts};

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
fn invitations_are_no_part_of_articles_in_many_languages() {
    let desk = Desk::new();
    for line in [
        "Czytaj także: Kiedy ruszy remont dworca?",
        "Läs också: Ny bro över hamnen öppnar",
        "Читайте также: Новый мост открыт",
        "Baca juga: Jembatan baru dibuka",
        "Διαβάστε επίσης: Άνοιξε η νέα γέφυρα",
        "Siehe auch: Neue Brücke über den Hafen",
        "Leia mais: Nova ponte aberta",
        "Läs mer: Ny bro över hamnen öppnar",
        "Lire la suite : Un nouveau pont sur le port",
    ] {
        let (_, body) = desk.article(&format!("{}\n\n{line}\n", STORY.trim_end()));
        assert!(!body.contains(line), "{body}");
    }
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

#[test]
fn an_article_goes_on_behind_a_link_to_another() {
    let page = "Abo\nAnmelden\nStartseite\nLokales\nBrücke wird ab April teurer\nKarin Fink\n14.01.2023 - 06:00 Uhr\n\
        Autofahrer müssen vom 1. April an vier statt zwei Euro zahlen, wenn sie über die Inselbrücke fahren.\n\
        Es ist die erste Erhöhung seit fünfundzwanzig Jahren. Sie soll 3,2 Millionen Euro im Jahr bringen.\n\
        Wer auf der Insel wohnt, durfte bisher umsonst fahren. Künftig kostet es 50 Cent.\n\
        Lesen Sie auch\nBrücke nachts wegen Prüfung gesperrt\nENDE\n\
        Themen\nVerkehr\nMeistgelesen\nMann nach Schwanenjagd festgenommen\nImpressum\nDatenschutz\nAGB\n";
    let last = "Am 2. Februar gibt es eine Versammlung im Rathaus.";
    let (_, body) = Desk::new().article(&page.replace("ENDE", last));
    assert!(body.ends_with(&format!("50 Cent.\n\n{last}\n")), "{body}");
    // What is told of the next article is no part of this one.
    let teasers =
        "Sie ist zehn Nächte lang zu, sagt das Amt.\nFähre fährt wieder\nNach dem Sturm ist der Hafen wieder offen.";
    let (_, body) = Desk::new().article(&page.replace("ENDE", teasers));
    assert!(body.ends_with("50 Cent.\n"), "{body}");
}

#[test]
fn who_speaks_in_an_interview_heads_nothing() {
    let text = "Composer Lena Storm on silence and sheep\n\nBy Mark Ellis\n\n11 November 2022\n\n\
        Lena Storm has written an opera that has almost no words, and which was five years in the making.\n\n\
        Q: Your opera has almost no words. Why?\n\nA: Because the sea has none, and I wanted to write for it.\n\n\
        Q: When did you begin?\n\nA: In 2017, on a ferry. I had a notebook and a broken pencil.\n\n\
        Q: What comes next?\n\nA: Sleep, I hope, and then a string quartet for the school.\n";
    let (_, body) = Desk::new().article(text);
    assert!(!body.contains('#'), "{body}");
    assert!(body.contains("\n\nQ: When did you begin?\n\n"), "{body}");
}

#[test]
fn a_list_that_a_short_text_begins_with_is_no_menu() {
    let (front, body) = Desk::new().article(
        "Council meetings this week\n\nPosted on Sunday, 5 May 2024 by Clare Oban\n\n\
         Monday\n19:00 Planning committee, town hall\n20:30 Working group on trees, library\n\n\
         Tuesday\n18:00 Finance committee, town hall\n\nThursday\n19:00 Full council, assembly room\n\n\
         All meetings are open to the public. Papers can be read at the town hall from Friday.\n",
    );
    assert_eq!(front["date"], "2024-05-05");
    for line in
        ["Monday", "19:00 Planning committee", "Tuesday", "18:00 Finance", "Thursday", "19:00 Full", "All meetings"]
    {
        assert!(body.contains(line), "{body}");
    }
}

#[test]
fn where_print_goes_on_is_no_part_of_an_article() {
    for line in
        ["Please see PIER, Page 7", "Continued on A12", "Kommentar Seite 2", "Story continues below advertisement"]
    {
        let (_, body) = Desk::new().article(&format!("{STORY}\n{line}\n"));
        assert!(!body.contains(line), "{body}");
    }
    let (_, body) = Desk::new().article(&format!("{STORY}\nSee page 7 of the report, said the mayor.\n"));
    assert!(body.contains("See page 7"), "{body}");
}

#[test]
fn stars_between_paragraphs_are_kept() {
    let (first, second, third) = (
        "The first night on the pier was long, and nobody of those who waited there slept before the ferry came.",
        "In the morning the captain waved at all of us, and we waved back as long as we could see the ferry.",
        "The harbour board says that there will be no ferry tomorrow, as the storm is expected to come back at noon.",
    );
    let kept = format!("{first}\n\n* * *\n\n{second}\n\n* * *\n\n{third}\n");
    let desk = Desk::new();
    desk.put("a.txt", format!("Night on the pier\n\nBy Ada Lind\n\n3 March 2024\n\n{first}\n\n* * *\n\n{second}\n\n⁂\n\n{third}\n\n***\nRelated articles\n"));
    // Lines across frame much else.
    desk.put("b.html", format!("<title>Night on the pier</title><nav><a href=/>Home</a></nav><hr><article><h1>Night on the pier</h1><hr><p>3 March 2024<p>{first}</p><hr><p>{second}</p><p>———</p><p>{third}</p><hr><p><a href=/x>Related articles</a></p></article>"));
    desk.put("c.md", format!("# Night on the pier\n\n{first}\n\n---\n\n{second}\n\n***\n\n{third}\n"));
    for (file, out) in [("a.txt", "a"), ("b.html", "b"), ("c.md", "c")] {
        desk.convert(&[file, "--names", "source"]);
        assert_eq!(parse(&desk.read(&format!("content/{out}.md"))).1, kept, "{file}");
    }
}

#[test]
fn edges_of_printed_pages_are_told_and_dropped() {
    let page = |number: usize, text: &str| {
        format!("Harbour News    4 March 2024\n\n{text}\n\n      Page {number} of 2\n\u{c}")
    };
    let desk = Desk::new();
    desk.put("a.txt", page(1, "Pier reopens after nine months\n\nThe pier that was damaged in last year's storm is open again, the harbour\nboard said on Monday, and the first boats landed there in the morning and") + &page(2, "at noon. All boats were in the harbour then, as the harbour master had said.\n\nThe board will decide in April whether the old lighthouse is repaired, and\nnobody knows what that costs."));
    let run = desk.convert(&["a.txt", "--names", "source", "--report", "report.json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let file = desk.read("content/a.md");
    let (front, body) = parse(&file);
    assert_eq!((&front["title"], &front["date"]), (&"Pier reopens after nine months".into(), &"2024-03-04".into()));
    assert_eq!(
        body,
        "The pier that was damaged in last year's storm is open again, the harbour board said on Monday, and the first boats landed there in the morning and at noon. All boats were in the harbour then, as the harbour master had said.\n\nThe board will decide in April whether the old lighthouse is repaired, and nobody knows what that costs.\n"
    );
    let report = desk.report();
    let dropped = report["inputs"][0]["dropped"].as_array().unwrap();
    let dropped: Vec<_> =
        dropped.iter().map(|line| (line["line"].as_u64().unwrap(), line["reason"].as_str().unwrap())).collect();
    assert_eq!(dropped, [(8, "page-edge"), (9, "page-edge"), (16, "page-edge")]);
}

#[test]
fn posts_of_a_live_report_are_kept_below_their_times() {
    const HEAD: &str = "Storm at the coast: all that happened on Monday\n\nMona Lind\n\n4 March 2024\n\n";
    let desk = Desk::new();
    let posts = "20:51\nThe day in short\nThe pier is closed until Thursday.\nAll ferries are back in the harbour.\n\n\
        18.30\nFerries stop\nThe harbour board has stopped all ferries to the outer islands until tomorrow morning, as waves are higher than ever.\n\n\
        12.05\nFirst damage\nA wall of the old lighthouse fell into the sea shortly before noon, and nobody was hurt.\n\n\
        Related articles\nA history of storms\n";
    let (front, body) = desk.article(&format!("{HEAD}{posts}"));
    assert_eq!(front["title"], "Storm at the coast: all that happened on Monday");
    for part in [
        "20:51\n",
        "The day in short\n",
        "The pier is closed",
        "18.30\n",
        "Ferries stop\n",
        "12.05\n",
        "First damage\n",
        "nobody was hurt",
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
    assert!(!body.contains("Related") && !body.contains("A history"), "{body}");

    // Times of comments are none.
    let article = (0..6).map(|n| format!("The harbour board said in letter {n} to the town that the ferries would be running again by the end of the week.\n\n")).collect::<String>();
    let comments = "3 comments\n\nJo Doe\n12:05\nI was there and it was worse than that.\n\nAnn Oban\n12:30\nSo was I, on the other side.\n\nLou Finch\n18:00\nMe too, as it happens.\n";
    let (_, body) = desk.article(&format!("{HEAD}{article}{comments}"));
    assert!(!body.contains("12:05") && !body.contains("Me too") && body.contains("in letter 5"), "{body}");
}

#[test]
fn pieces_between_paragraphs_of_a_short_text_are_what_they_are() {
    const HEAD: &str = "News of the harbour\n\nBy Mara Quill\n\nMay 6, 2014\n\n";
    for (text, expected) in [
        // Days that head parts, the first of them too.
        (
            "Monday\n\n9:15 a.m. A goat was reported on Main Street. It was gone on arrival.\n\nTuesday\n\nNothing to report.\n\nWednesday\n\n2 a.m. A man was asleep in a boat that was not his. He was woken and went home.\n",
            &["Monday\n\n9:15 a.m.", "Tuesday\n\nNothing to report.\n", "Wednesday\n\n2 a.m."][..],
        ),
        // What stars follow is no heading, and a line that the text goes on from is none.
        (
            "The council is about to make a mistake that it will regret for decades.\n\nWhat, then, is the town for?\n\n* * *\n\nWe have been here before, in 1936.\n\nI count them all\nand one is missing.\n\nThe jury of the town praised its economy.\n",
            &["\n\nWhat, then, is the town for?\n\n* * *\n\nWe have been", "\n\nI count them all\n"],
        ),
        // Questions of an interview are all the same.
        (
            "Ines Falk took over as harbour master in April. We met her on the quay.\n\nWhy this job?\n\nI grew up here.\n\nDo you get seasick?\n\nNever.\n\nAnd the ferries?\n\nThey will run again in June, I am told. The parts are on their way from Gdansk and should be here next week.\n\nThank you.\n\nMy pleasure.\n",
            &["\n\nWhy this job?\n", "\n\nDo you get seasick?\n\nNever.\n", "\n\nAnd the ferries?\n"],
        ),
        (
            "Every autumn, when the mackerel came in, my aunt made this soup for whoever was on the quay.\n\nIngredients\n\n2 onions\n1 kg mackerel\n4 potatoes\nsalt\n\nMethod\n\nChop the onions.\nFry them.\nAdd water, fish and potatoes and simmer for half an hour.\n",
            &["Ingredients\n", "2 onions\n", "salt\n", "Method\n", "Fry them.\n"],
        ),
    ] {
        let desk = Desk::new();
        let (_, body) = desk.article(&format!("{HEAD}{text}"));
        for part in expected {
            assert!(body.contains(part), "{part} is not in {body}");
        }
    }
}
