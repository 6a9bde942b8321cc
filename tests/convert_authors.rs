//! Whom `newsgen convert` takes for the author of a plain text, and whom not.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, STORY, parse, texts};

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
        // The day of a change is no day of publication, but for want of another if it is told to the minute.
        ("By Jane Doe\nUpdated: 16 April 2012", &["Jane Doe"], None),
        ("By Jane Doe\nUpdated: 16 April 2012 3:10 PM", &["Jane Doe"], Some("2012-04-16")),
        ("By Jane Doe April 16 at 3:10 PM", &["Jane Doe"], None),
        // What somebody is may stand before the name, and a photographer or a place beside it.
        ("Door onze verslaggever Kees de Boer\n16 april 2012", &["Kees de Boer"], Some("2012-04-16")),
        ("Rédigé par Karim Haddad, le 16/04/2012 à 17:20", &["Karim Haddad"], Some("2012-04-16")),
        ("Jan Kowalski, 16 kwietnia 2012\nFot. Anna Nowak", &["Jan Kowalski"], Some("2012-04-16")),
        ("de Andreea Popescu, 16 aprilie 2012, 10:15", &["Andreea Popescu"], Some("2012-04-16")),
        ("Της Μαρίας Παπαδοπούλου\n16 Απριλίου 2012", &["Μαρίας Παπαδοπούλου"], Some("2012-04-16")),
        ("Rina Wijaya - Kabar News\nSenin, 16 Apr 2012 10:20 WIB", &["Rina Wijaya"], Some("2012-04-16")),
        ("JAVIER SANZ\nValdeoro - 16 abr 2012", &["JAVIER SANZ"], Some("2012-04-16")),
        ("PETER SANDVIK\n16 April 2012", &["Peter Sandvik"], Some("2012-04-16")),
        // Buttons are nobody's names.
        ("Share Article\nCopy URL\nBy Jane\u{a0}Doe\n16 April 2012", &["Jane Doe"], Some("2012-04-16")),
    ] {
        let (front, _) = Desk::new().article(&page(head));
        assert_eq!(front["title"], "Ferry runs again after nine weeks", "{head}");
        assert_eq!(texts(&front["authors"]), authors, "{head}");
        let found = front.get("date").and_then(|d| d.as_str()).map(|d| &d[..10]);
        assert_eq!(found, date, "{head}");
    }
}

#[test]
fn labels_of_a_change_name_nobody() {
    let desk = Desk::new();
    for (line, authors) in [
        ("Laatst bijgewerkt op 21 november 2022", None),
        ("Last updated 3 May 2020", None),
        ("Son güncelleme: 12.03.2021", None),
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

/// A story without a byline, and lines behind it.
fn ending(lines: &str) -> (serde_yaml::Value, String) {
    Desk::new().article(&format!(
        "Bakery fire closes High Street\n\nA fire at a bakery closed the High Street in Dunmore for six hours on Saturday.\n\n\
         Nobody was hurt, the fire service said. Smoke could be seen from the castle.\n\n\
         The cause is being looked into by the council.\n\n{lines}\n"
    ))
}

#[test]
fn an_end_may_name_who_wrote_it() {
    for (line, author) in [
        ("- Alan McRae", "Alan McRae"),
        ("Alan McRae\nalan@echo.example", "Alan McRae"),
        ("— Alan McRae, staff writer", "Alan McRae"),
        ("Alan McRae is the Echo's crime correspondent. Write to him at alan@echo.example", "Alan McRae"),
    ] {
        let (front, body) = ending(line);
        assert_eq!(texts(&front["authors"]), [author], "{line}");
        assert_eq!(texts(&front["source"]["guessed"]), ["authors"], "{line}");
        assert!(body.ends_with("by the council.\n"), "{line}: {body}");
    }
    let (front, body) = ending("(Reporting by Noah Browne in Dunmore; Editing by Jan Harvest)");
    assert_eq!(texts(&front["authors"]), ["Noah Browne"]);
    assert!(body.ends_with("Editing by Jan Harvest)\n"), "{body}");
    let (_, body) = ending("alan@echo.example");
    assert!(body.ends_with("by the council.\n"), "{body}");
    let (_, body) = ending("Send your pictures to:\n\npictures@echo.example");
    assert!(body.ends_with("pictures@echo.example\n"), "{body}");
    for lines in [
        // Who is quoted, and whom an article is about, wrote nothing.
        "\"We shall open again by Easter, whatever it takes.\"\n\n- Alan McRae",
        "Alan McRae has owned it since 1974.\n\nAlan McRae is a former reporter of the Echo.",
        "- Dunmore",
        "\"We shall open again by Easter, whatever it takes.\"\n\nAlan McRae",
        "The winners are:\n\nAlan McRae",
    ] {
        let (front, _) = ending(lines);
        assert!(front.get("authors").is_none(), "{lines}");
    }
}

#[test]
fn who_the_author_is_ends_no_article() {
    let bio = "Jane Doe covers the coast for the Courier. Reach her at 555-0142.";
    let (front, body) = Desk::new().article(&format!("{STORY}\nThe harbour stays closed until noon.\n\n{bio}\n"));
    assert_eq!(texts(&front["authors"]), ["Jane Doe"]);
    assert!(body.ends_with("until noon.\n"), "{body}");
    let about =
        format!("{STORY}\nThe harbour stays closed until noon.\n\n{bio}\n").replace("Storm hits", "Jane Doe on");
    let (_, body) = Desk::new().article(&about);
    assert!(body.ends_with("at 555-0142.\n"), "{body}");
    let text = format!(
        "{STORY}\nIt was Jane Doe who saw it first.\n\nThe harbour stays closed.\n\nJane Doe will be heard today.\n"
    );
    let (_, body) = Desk::new().article(&text);
    assert!(body.ends_with("heard today.\n"), "{body}");
}

#[test]
fn datelines_and_brackets_of_east_asia_name_reporters() {
    for (text, author) in [
        (
            "한강 새 다리 5월 개통\n\n송고시간 2021-03-12 14:05\n\n(서울=연합뉴스) 홍길동 기자 = 한강의 새 다리가 오는 5월 개통된다고 서울시가 12일 밝혔다.\n\n\
             옛 다리는 2년 전 홍수로 교각이 유실돼 폐쇄됐다. 이후 주민들은 40㎞ 넘게 돌아가야 했다.\n",
            "홍길동",
        ),
        (
            "黄川の新しい橋、5月に開通へ\n\n2021/03/12 14:05\n\n県は12日、黄川に架かる新しい橋が5月に開通すると発表した。総事業費は180億円。\n\n\
             開通は段階的に行われ、まず乗用車の通行が認められる。\n\n（佐藤健）\n",
            "佐藤健",
        ),
    ] {
        let (front, _) = Desk::new().article(text);
        assert_eq!(texts(&front["authors"]), [author]);
        assert_eq!(front["date"], "2021-03-12T14:05:00");
    }
}

#[test]
fn names_keep_their_capitals() {
    for (line, names) in [
        ("By Alan McRae", &["Alan McRae"][..]),
        ("By Fiona MacDonald and LaToya DeLuca", &["Fiona MacDonald", "LaToya DeLuca"]),
        ("Alan McRae", &["Alan McRae"]),
        ("by Alan McRaeNovember 21, 2024", &["Alan McRae"]),
    ] {
        let (front, _) = Desk::new().article(&STORY.replace("By Jane Doe", line));
        assert_eq!(texts(&front["authors"]), names, "{line}");
    }
}

#[test]
fn bylines_of_many_forms_are_read() {
    let lines = [
        ("By J.K. Oban", "J.K. Oban"),
        ("By A. B. Smith Jr.", "A. B. Smith Jr."),
        ("By Dr. Jane Doe", "Dr. Jane Doe"),
        ("By Jane Doe, PhD", "Jane Doe"),
        ("By Jane O'Brien", "Jane O'Brien"),
        ("By Jane O’Brien-Smith", "Jane O’Brien-Smith"),
        ("By Jean-Luc van der Berg", "Jean-Luc van der Berg"),
        ("Por María José de la Cruz", "María José de la Cruz"),
        ("By JANE DOE AND JOHN ROE", "JANE DOE;JOHN ROE"),
        ("By Jane Doe & John Roe", "Jane Doe;John Roe"),
        ("By Jane Doe, John Roe and Ann Poe", "Jane Doe;John Roe;Ann Poe"),
        ("By Jane Doe with John Roe", "Jane Doe;John Roe"),
        ("Jane Doe | Staff Writer", "Jane Doe"),
        ("Jane Doe, Political Editor", "Jane Doe"),
        ("Jane Doe\nPolitical Editor", "Jane Doe"),
        ("By Jane Doe jane@courier.example", "Jane Doe"),
        ("By Jane Doe @janedoe", "Jane Doe"),
        ("By Jane Doe of the Courier", "Jane Doe"),
        ("By Jane Doe for the Courier", "Jane Doe"),
        ("By Jane Doe in Berlin", "Jane Doe"),
        ("By JANE DOE, Courier Staff Writer", "JANE DOE"),
        ("By Björn Ångström", "Björn Ångström"),
        ("By Nguyễn Văn An", "Nguyễn Văn An"),
        ("By Xi Li", "Xi Li"),
        ("By Ta-Nela Oban", "Ta-Nela Oban"),
        ("By danah oban", "danah oban"),
        ("By bell oban", "bell oban"),
        ("By Mary Smith\nand John Roe", "Mary Smith;John Roe"),
        ("Von Anna Berg und Jörg Müller, dpa", "Anna Berg;Jörg Müller"),
        ("Von Dr. Anna Berg", "Dr. Anna Berg"),
        ("Par Zoé Dupont et Luc Petit", "Zoé Dupont;Luc Petit"),
        ("Par Zoé Dupont (avec AFP)", "Zoé Dupont"),
        ("Par Zoé Dupont avec AFP", "Zoé Dupont"),
        ("di Anna Rossi e Marco Bianchi", "Anna Rossi;Marco Bianchi"),
        ("Por Ana Silva e João Souza", "Ana Silva;João Souza"),
        ("Ana Silva e João Souza", "Ana Silva;João Souza"),
        ("Por Ana Silva, da Redação", "Ana Silva"),
        ("Text: Anna Berg, Foto: Jörg Müller", "Anna Berg"),
        ("Text: Anna Berg | Foto: Jörg Müller", "Anna Berg"),
        ("Text och foto: Maja Lind", "Maja Lind"),
        ("By the Associated Press", "Associated Press"),
        ("Associated Press", "Associated Press"),
        ("By Reuters", "Reuters"),
        ("By Staff Reporter", "Staff Reporter"),
        ("By Courier Staff", "Courier Staff"),
        ("Report by Jane Doe", "Jane Doe"),
        ("Written by Jane Doe and edited by John Roe", "Jane Doe"),
        ("Interview by Jane Doe", "Jane Doe"),
        ("Photos and text by Jane Doe", "Jane Doe"),
        ("Words: Jane Doe; Pictures: John Roe", "Jane Doe"),
        ("Opinion by Jane Doe", "Jane Doe"),
        ("Analysis by Jane Doe, CNN", "Jane Doe"),
        ("Jane Doe (14 April 2012)", "Jane Doe"),
        ("posted by Jane Doe on April 14, 2012 at 9:30 am", "Jane Doe"),
        ("By Jane Doe - April 14, 2012", "Jane Doe"),
        ("April 14, 2012 by Jane Doe", "Jane Doe"),
        ("Jane Doe April 14, 2012", "Jane Doe"),
        ("Jane Doe · Apr 14 2012 · 3 min read", "Jane Doe"),
        ("Author: Jane Doe | Published: 14 April 2012", "Jane Doe"),
    ];
    let desk = Desk::new();
    for (at, (line, _)) in lines.iter().enumerate() {
        desk.put(&format!("raw/{at:02}.txt"), STORY.replace("By Jane Doe", line));
    }
    desk.convert(&["raw", "--names", "source", "--no-learning", "--tags", "off", "-q"]);
    for (at, (line, names)) in lines.iter().enumerate() {
        let (front, _) = parse(&desk.read(&format!("content/{at:02}.md")));
        assert_eq!(texts(&front["authors"]).join(";"), *names, "{line}");
    }
}

#[test]
fn a_rubric_in_capitals_or_a_weekday_is_nobodys_name() {
    let story = STORY.split_once("15 April 2012\n\n").unwrap().1;
    for (head, authors) in [
        ("KÖŞE YAZISI\nAyşe Demir\nKöprü ve sabır\n12 Mart 2021 Cuma\n", &["Ayşe Demir"][..]),
        ("Köprü ve sabır\n\nPublicat el 12 de març del 2021\n", &[]),
        ("Köprü ve sabır\n\nMo., 15.01.2024, 09:30\n", &[]),
        ("Köprü ve sabır\n\nSegunda-feira, 15 de janeiro de 2024 às 09h30\n", &[]),
    ] {
        let (front, _) = Desk::new().article(&format!("{head}\n{story}"));
        assert_eq!(front["title"], "Köprü ve sabır");
        assert_eq!(texts(&front["authors"]), authors, "{head}");
    }
}

#[test]
fn names_in_bylines_of_many_forms_are_whole() {
    const STORY: &str = "The bridge that links the old town with the docks was opened to traffic again on Monday, two weeks earlier than \
        planned.\n\nThe repairs cost 14.2 million euros, of which the state pays two thirds, said the council.\n";
    let desk = Desk::new();
    for (line, authors) in [
        // Months and weekdays are names of people, too.
        ("By April Jones, 14 November 2023", &["April Jones"][..]),
        ("By June Smith, November 14, 2023", &["June Smith"]),
        ("By Julia March, 14 November 2023", &["Julia March"]),
        ("Door Jan de Vries, 14 november 2023", &["Jan de Vries"]),
        ("Av Maja Berg, 14 november 2023", &["Maja Berg"]),
        ("By Sunday Oban, 14 November 2023", &["Sunday Oban"]),
        // Small words before a day.
        ("Publié par Camille Roux le 14 novembre 2023", &["Camille Roux"]),
        ("Por Ana Oban el martes 14 de noviembre de 2023", &["Ana Oban"]),
        ("Pubblicato da Anna Berg il 14 novembre 2023", &["Anna Berg"]),
        ("Posted by Jane Doe on Tuesday, November 14, 2023", &["Jane Doe"]),
        ("By Nguyen Van Hai, 14/11/2023", &["Nguyen Van Hai"]),
        // What blogs put behind.
        ("November 14, 2023 By Jane Doe Leave a Comment", &["Jane Doe"]),
        ("November 14, 2023 by Jane Doe | 3 Comments", &["Jane Doe"]),
        ("By JANE DOE Staff Writer", &["JANE DOE"]),
        ("Words and photos by Jane Doe", &["Jane Doe"]),
        ("By Jane Doe/Associated Press", &["Jane Doe"]),
        ("Text und Fotos: Jane Doe", &["Jane Doe"]),
        ("Text: Jane Doe Foto: Alan McRae", &["Jane Doe"]),
        ("Das Interview führte Jane Doe", &["Jane Doe"]),
        ("dal nostro inviato Anna Berg", &["Anna Berg"]),
        ("Par Camille Roux pour Le Courrier", &["Camille Roux"]),
        // Nobody, or not who wrote it.
        ("Photos by Jane Doe", &[]),
        ("Edited by Jane Doe", &[]),
        ("Posted by admin on November 14, 2023", &[]),
        ("By Admin", &[]),
    ] {
        for (name, text) in [
            ("text.txt", format!("Harbour bridge reopens after nine months\n\n{line}\n\n{STORY}")),
            (
                "page.html",
                format!(
                    "<html><title>Courier</title><body><h2>Harbour bridge reopens after nine months</h2><p>{line}</p><p>{}</p></body></html>",
                    STORY.trim().replace("\n\n", "</p><p>")
                ),
            ),
        ] {
            desk.put(name, text);
            desk.convert(&[name, "--out", "out", "--names", "source", "--tags", "off", "--force"]).exits(0);
            let (front, body) = parse(&desk.read(&format!("out/{}.md", name.split('.').next().unwrap())));
            let found: Vec<&str> =
                front["authors"].as_sequence().into_iter().flatten().filter_map(|a| a.as_str()).collect();
            assert_eq!(found, authors, "{name} {line}");
            assert!(body.starts_with("The bridge") || authors.is_empty(), "{name} {line}: {body}");
        }
    }
}

#[test]
fn the_paper_below_a_name_is_no_part_of_it() {
    let desk = Desk::new();
    desk.put(
        "roof.html",
        "<html><head><title>Library gets new roof</title></head><body><div id=\"story\"><h2>Library gets new roof</h2>\
         <p class=\"byline\"><strong>P. K. Moran</strong>\n<em>The Gazette</em></p><p class=\"dateline\">Published: 14:05, Wed 7 Jun 2006</p>\
         <p>The town's library will have a new roof by the autumn, forty years after the first leak was reported.</p>\
         <p>Work starts on Monday. The reading room will be closed, but books can be ordered by telephone.</p></div></body></html>",
    );
    desk.convert(&["roof.html", "--tags", "off"]).exits(0);
    let file = desk.read("content/2006/06/library-gets-new-roof.md");
    assert_eq!(texts(&parse(&file).0["authors"]), ["P. K. Moran"]);
}
