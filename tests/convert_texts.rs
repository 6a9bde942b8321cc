//! What `newsgen convert` finds in plain texts of many kinds: headlines, authors, days and other fields.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, STORY, data, parse, texts};

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
    // Of its publication the text says nothing: the time of a change is the best guess, and marked as one.
    assert_eq!(front["date"], front["updated"]);
    assert_eq!(front["section"], "Wirtschaft");
    assert_eq!(texts(&front["tags"]), ["Hafen", "Verkehr"]);
    assert_eq!(texts(&front["source"]["guessed"]), ["date", "section"]);
    assert_eq!(body.trim_end().split("\n\n").count(), 2, "{body}");
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
        // Digits and marks of other scripts.
        (
            "العبارة تبحر من جديد بعد تسعة أسابيع\n\nبقلم: أحمد السيد\n١٦ أبريل ٢٠١٢\n\nتعود العبارة إلى الجزر الخارجية يوم الاثنين، بحسب رسالة وجهتها إدارة الميناء إلى جميع السكان هناك.\n\nاستغرق الإصلاح تسعة أسابيع وكلف ضعف ما كان مخططا له، كما قال رئيس البلدية في مؤتمر صحفي.\n",
            "العبارة تبحر من جديد بعد تسعة أسابيع",
            &["أحمد السيد"],
            "2012-04-16",
        ),
        (
            "नौ सप्ताह बाद नौका फिर चलेगी\n\nलेखक: राहुल शर्मा\nप्रकाशित: 16 अप्रैल 2012\n\nबाहरी द्वीपों की नौका सोमवार से फिर चलेगी, बंदरगाह बोर्ड ने सभी परिवारों को भेजे पत्र में यह कहा है।\n\nमरम्मत में नौ सप्ताह लगे और लागत योजना से दोगुनी रही, शहर के महापौर ने रविवार को बताया।\n",
            "नौ सप्ताह बाद नौका फिर चलेगी",
            &["राहुल शर्मा"],
            "2012-04-16",
        ),
        // What a person is stands behind the name, and rights below the text.
        (
            "외곽 섬 여객선, 9주 만에 운항 재개\n\n홍길동 기자 hong@example.com\n입력 2012.04.16 09:30 | 수정 2012.04.16 11:05\n\n외곽 섬으로 가는 여객선이 월요일부터 다시 운항한다고 항만청이 모든 가구에 보낸 편지에서 밝혔다.\n\n여객선은 1월 폭풍으로 선착장이 파손된 뒤 운항을 중단해 왔다. 수리에는 9주가 걸렸고 비용은 예상의 두 배에 달했다.\n\n저작권자 ⓒ 무단전재 및 재배포 금지\n",
            "외곽 섬 여객선, 9주 만에 운항 재개",
            &["홍길동"],
            "2012-04-16",
        ),
    ] {
        let (front, body) = Desk::new().article(text);
        assert_eq!(front["title"], title);
        assert!(!body.contains('ⓒ'), "{body}");
        assert_eq!(texts(&front["authors"]), authors, "{title}");
        assert_eq!(front["date"].as_str().map(|d| &d[..10]), Some(date), "{title}");
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
fn headlines_stand_above_standfirsts() {
    let titles = [
        "Harbour bridge reopens after repairs",
        "Council: ‘We did what we could’",
        "“It was worth the wait”",
        "A bridge too far gone",
        "Bridge, tolls and tempers: why the harbour is divided after a long winter of delays",
        "Tolls to double in April",
        "Baker loses a third of his trade, then finds gold",
    ];
    let standfirsts = [
        "Shopkeepers had complained since January.",
        "Shopkeepers on both sides had complained of falling trade since January.",
        "The state pays two thirds of the 14 million euros, the town the rest, and nobody is quite happy about it.",
        "The state pays two thirds, the town the rest",
        "What it cost, who paid and what comes next",
        "It took nine months",
        "Nine months, 14 million euros, one baker less",
    ];
    let body = "The crossing that links the old town with the northern docks was opened to traffic again on Monday.\n\n\
        “We lost about a third of our customers,” said Peter Olsen, who runs a bakery at the northern end.\n\n\
        The work cost 14.2 million euros. Engineers had found cracks in four of the eleven main girders.\n";
    let heads = [
        "TITLE\n\nSTANDFIRST\n\nBy Marta Quill\n\n14 November 2023",
        "TITLE\n\nSTANDFIRST\n\n14 November 2023",
        "News\n\nTITLE\n\nSTANDFIRST\n\nMarta Quill\n\n14 November 2023",
    ];
    let desk = Desk::new();
    let mut all = Vec::new();
    for title in titles {
        for standfirst in standfirsts {
            for head in heads {
                let head = head.replace("TITLE", title).replace("STANDFIRST", standfirst);
                desk.put(&format!("raw/{:03}.txt", all.len()), format!("{head}\n\n{body}"));
                all.push((title, head));
            }
        }
    }
    desk.convert(&["raw", "--names", "source", "--no-learning", "--tags", "off", "-q"]);
    for (at, (title, head)) in all.iter().enumerate() {
        let (front, _) = parse(&desk.read(&format!("content/{at:03}.md")));
        assert_eq!(front["title"], *title, "{head}");
    }
}

#[test]
fn letters_of_a_paper_are_read_by_their_heads() {
    let (front, body) = Desk::new().article(
        "From: The Morning Ledger <news@ledger.example>\nSubject: Ferry talks collapse as strike looms\n\
         Date: Tue, 14 Feb 2023 06:30:12 +0000\nTo: readers@ledger.example\n\nFerry talks collapse as strike looms\n\n\
         Good morning. Talks between the ferry company and its crews broke down late last night.\n\n\
         The company had offered 4 per cent. The union wants 9, and says that wages have fallen by a fifth.\n",
    );
    assert_eq!(front["title"], "Ferry talks collapse as strike looms");
    assert_eq!(front["date"], "2023-02-14T06:30:12+00:00");
    assert!(body.starts_with("Good morning."), "{body}");
}

#[test]
fn a_few_words_below_the_headline_or_a_sentence_above_it_are_its_standfirst() {
    let story = STORY.split_once("By Jane Doe").unwrap().1;
    let head = "Ferry service to resume in May\nNew operator takes over route\nBy Jane Doe";
    let (front, body) = Desk::new().article(&format!("{head}{story}"));
    assert_eq!(
        (&front["title"], &front["description"]),
        (&"Ferry service to resume in May".into(), &"New operator takes over route".into())
    );
    assert!(!body.contains("New operator"), "{body}");
    let above = "A lighthouse keeper's diary, found under a floorboard, rewrites the story of the 1881 wreck.";
    let (front, body) = Desk::new().article(&format!(
        "{above}\n\nThe Diary Under the Floor\n\nKate Mulgrew-Hart\nThe Coastal Review, Winter 2008\n\n\
         The floorboard gave way under Tom Ridley's boot on a wet Thursday in March.\n\n\
         Beneath it lay a tin box, and in the box a diary wrapped in oilcloth.\n\n\
         It belonged to his great-grandfather, who kept the light at Scar Point the night the Amelia went down.\n\n\
         The inquest had blamed him. The diary did not.\n"
    ));
    assert_eq!((&front["title"], &front["description"]), (&"The Diary Under the Floor".into(), &above.into()));
    assert!(body.starts_with("The floorboard"), "{body}");
}

#[test]
fn a_day_below_the_standfirst_dates_the_article() {
    let head = "El puerto amplía su terminal de cruceros\n\n\
        La ampliación permitirá recibir a tres barcos a la vez. Los vecinos temen más ruido y más tráfico.\n\n12/10/2022 - 08:30h\n\n";
    let text = "La autoridad portuaria adjudicó ayer las obras de ampliación de la terminal, que costarán 46 millones de euros.\n\n\
        «No estamos en contra del turismo, pero la ciudad tiene un límite», dijo la portavoz de la asociación de vecinos.\n\n\
        Las obras empezarán en enero y durarán dos años.\n";
    let (front, body) = Desk::new().article(&format!("{head}{text}"));
    assert_eq!(front["date"], "2022-10-12T08:30:00");
    assert!(front["description"].as_str().unwrap().starts_with("La ampliación"), "{front:?}");
    assert!(body.starts_with("La autoridad"), "{body}");
}

#[test]
fn a_change_that_names_no_time_of_its_own_is_none() {
    let (front, _) = Desk::new().article(&STORY.replace("15 April 2012", "15/04/2012 18h30  Atualizado há 2 horas"));
    assert_eq!(front["date"], "2012-04-15T18:30:00");
    assert!(front.get("updated").is_none());
}

#[test]
fn a_dateline_with_its_year_dates_an_article_that_nothing_else_does() {
    let text = "Harbor Labs Opens Tidal Energy Test Site\n\n\
        PORT MERRIN, Maine, April 20, 2021 -- Harbor Labs today opened a test site for tidal turbines, the first of its kind.\n\n\
        The site can test up to six turbines at a time, and two were lowered into the water on the first day.\n";
    let (front, body) = Desk::new().article(text);
    assert_eq!(front["date"], "2021-04-20");
    assert!(texts(&front["source"]["guessed"]).contains(&"date"), "{front:?}");
    assert!(body.starts_with("PORT MERRIN"), "{body}");
    let (front, _) = Desk::new().article(&text.replace(", 2021", ""));
    assert!(front.get("date").is_none());
}

#[test]
fn what_is_said_of_an_author_or_a_line_of_its_source_is_no_headline() {
    let body = "Every spring, I walk the same two miles of the River Wend with my students, and every spring we find less.\n\n\
        The water company says it has a plan. It had a plan in 2010 as well.\n\nWhat we need is not another plan but a deadline.\n";
    let head = "Opinion\nOur rivers deserve better than promises\n\nHelen Achebe\n\n\
        Helen Achebe is a professor of ecology at Wend University.\n\nTue 6 Jun 2023 07.00 BST\n\n";
    let (front, _) = Desk::new().article(&format!("{head}{body}"));
    assert_eq!(front["title"], "Our rivers deserve better than promises");
    assert_eq!(texts(&front["authors"]), ["Helen Achebe"]);
    let head = "AFP, publié le dimanche 12 janvier 2020 à 19h32\n\nTempête: 15.000 foyers privés d'électricité\n\n";
    let (front, body) = Desk::new().article(&format!("{head}{body}"));
    assert_eq!(front["title"], "Tempête: 15.000 foyers privés d'électricité");
    assert!(!body.contains("Tempête"), "{body}");
}

#[test]
fn records_of_databases_of_papers_are_read_by_their_labels() {
    let (front, body) = Desk::new().article(
        "Copyright 1994 The Herald Company\nThe Morning Herald\n\nMarch 3, 1994, Thursday, FINAL EDITION\n\n\
         SECTION: NEWS; Pg. A4\nLENGTH: 96 words\nHEADLINE: Ferry strike enters second week\n\
         BYLINE: By Anna Gray, Transport Correspondent\nBODY:\n\n\
         Ferry workers on the western route voted yesterday to continue their strike.\n\n\
         The union wants a rise of four per cent. The company has offered two.\n\nLOAD-DATE: March 4, 1994\n",
    );
    assert_eq!(front["title"], "Ferry strike enters second week");
    assert_eq!(texts(&front["authors"]), ["Anna Gray"]);
    assert_eq!((&front["date"], &front["section"]), (&"1994-03-03".into(), &"NEWS".into()));
    assert!(body.starts_with("Ferry workers") && body.ends_with("has offered two.\n"), "{body}");
}

#[test]
fn mails_and_posts_are_read_with_their_heads() {
    let body = "The pier that was damaged in last year's storm is open again, the harbour board said on Monday.\n\nWork took nine months and cost four million euros, twice what was planned. Half of the money came from a fund for coastal towns.\n\n\"We promised the town that it would be back before the summer,\" said the chair of the board.\n";
    let desk = Desk::new();
    desk.put("mail.txt", format!("From: Ada Lind <ada.lind@courier.example>\nTo: newsroom@courier.example\nSubject: Pier reopens after nine months\nDate: Mon, 4 Mar 2024 09:30:00 +0200\n\n{body}\n--\nAda Lind\nReporter, The Courier\n"));
    // Of a news server: wrapped, and each paragraph begins farther right.
    desk.put("post.txt", "Newsgroups: local.harbour\nSubject: Pier reopens after nine months\nOrganization: The Courier\nDate: Mon, 4 Mar 1996 9:30:14 PST\n\n\tThe pier that was damaged in last year's storm is open again,\nthe harbour board said on Monday.\n\tWork took nine months and cost four million euros, twice what was\nplanned. Half of the money came from a fund for coastal towns.\n\t\"We promised the town that it would be back before the summer,\"\nsaid the chair of the board.\n");
    for (file, authors, date) in
        [("mail", &["Ada Lind"][..], "2024-03-04T09:30:00+02:00"), ("post", &[], "1996-03-04T09:30:14-08:00")]
    {
        desk.convert(&[&format!("{file}.txt"), "--names", "source"]);
        let file = desk.read(&format!("content/{file}.md"));
        let (front, found) = parse(&file);
        assert_eq!(found, body, "{file}");
        assert_eq!(front["title"], "Pier reopens after nine months", "{file}");
        assert_eq!(front["date"], date, "{file}");
        assert_eq!(texts(&front["authors"]), authors, "{file}");
    }
}

#[test]
fn several_articles_in_one_text_are_told() {
    let desk = Desk::new();
    let article = |title: &str, name: &str, day: &str, text: &str| {
        format!("{title}\nBy {name}\nHarbour Post, {day}\n\n{text}\n\n")
    };
    let ferry = article(
        "FERRY RUNS AGAIN",
        "Jane Doe",
        "2 March 2015",
        "The ferry to the island runs again after three weeks of repair.",
    );
    let mayor = article(
        "MAYOR RESIGNS",
        "Bob Roe",
        "9 April 2016",
        "The mayor gave up her office on Friday, ten days after the flood.",
    );
    desk.put("all.txt", format!("{ferry}{mayor}")).put("one.txt", &ferry);
    let run = desk.convert(&["all.txt", "--tags", "off"]);
    assert!(run.err.contains("warning[several-articles]: line 8"), "{}", run.err);
    assert!(!desk.convert(&["one.txt", "--tags", "off"]).err.contains("several-articles"));
}
