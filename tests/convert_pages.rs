//! `newsgen convert` on saved HTML pages: what is kept of them, in which form, and their encodings.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, data, parse, texts};

#[test]
fn a_saved_page_keeps_its_structure_and_loses_its_surroundings() {
    let desk = Desk::new();
    desk.put("pages/lighthouse.html", data("lighthouse.html"));
    let run = desk.convert(&["pages"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (front, body) = parse(&desk.read("content/2012/05/keeper-of-the-last-lighthouse-retires.md"));
    assert_eq!(front["title"], "Keeper of the last lighthouse retires");
    assert_eq!(front["date"], "2012-05-03T09:30:00+02:00");
    assert_eq!(front["updated"], "2012-05-04T10:00:00+02:00");
    assert_eq!(texts(&front["authors"]), ["Mona Lind"]);
    assert_eq!(front["section"], "World");
    assert_eq!(texts(&front["tags"]), ["Lighthouses", "Sea"]);
    assert_eq!(front["description"], "After forty years on the rock, Ola Brandt comes ashore for good.");
    assert_eq!(front["lang"], "en-GB");
    assert_eq!(front["image"], "https://courier.example/pictures/tower.jpg");
    assert_eq!(front["source"]["url"], "https://courier.example/world/2012/05/03/lighthouse.html");
    for part in [
        "For forty years Ola Brandt climbed the 211 steps",
        "[the lamp (a small one)](https://courier.example/sea/lamps.html) was lit",
        "## A life of 30,000 stairs\n",
        "the birds & the silence * after a storm.",
        "> The sea has no manners, but it is never dull.\n",
        "- the log of the winter of 1979\n- a telescope without its lens\n",
        "| Year | Ships |\n| --- | --- |\n| 1972 | 4100 |\n| 2011 | 640 \\| more or less |\n",
        "before the first of the month.",
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
    for rest in ["cookies", "Ferry", "tug", "Sport", "rights", "pixel", "color"] {
        assert!(!body.contains(rest), "{rest} is in {body}");
    }
}

/// Pages written by hand, and by many programs, have lines as texts do.
#[test]
fn words_are_parted_by_what_parts_them_on_the_screen() {
    const PAGE: &str = "<html><head><title>Ferry runs again\nafter nine weeks</title></head><body>\n<h1>Ferry runs again\r\nafter nine weeks</h1>\n\
        <p>The ferry to the outer islands will run\nagain from <em>Monday\nmorning</em>, the\n<a href=\"https://board.example/\">harbour\tboard</a>\nsaid in a letter to all.</p>\n\
        <p>Repairs took nine weeks<img src=\"https://board.example/a.jpg\">and cost twice what was planned, said the mayor at<time>17:35</time>on Sunday evening,\r\nand un<b>believ</b>able it was.</p>\n\
        <p>What was broken,\nas the board has it:</p><ul>\n<li>the first\nof the two engines\n<li>the other\n</ul><table><tr><th>Year\nof it<th>Boats<tr><td>2011<td>two\nor three</table><p>In the end, the ferry was\nfound to be as good as new, say those who have seen it at work.</p></body></html>";
    let desk = Desk::new();
    desk.put("ferry.html", PAGE);
    assert_eq!(desk.convert(&["ferry.html", "--tags", "off"]).code, 0);
    let text = desk.read("content/undated/ferry-runs-again-after-nine-weeks.md");
    let (front, body) = parse(&text);
    assert_eq!(front["title"], "Ferry runs again after nine weeks");
    for part in [
        "The ferry to the outer islands will run again from *Monday morning*, the [harbour board](https://board.example/) said in a letter to all.",
        "Repairs took nine weeks and cost twice what was planned, said the mayor at 17:35 on Sunday evening, and un**believ**able it was.",
        "- the first of the two engines\n- the other\n",
        "| Year of it | Boats |\n| --- | --- |\n| 2011 | two or three |",
    ] {
        assert!(body.contains(part), "{part} is not in {body}");
    }
}

/// As papers wrote their pages by hand, in tables and fonts, with lines that end anywhere.
#[test]
fn pages_of_old_are_read_with_their_lists_tables_and_offices() {
    let page = |title: &str, headline: &str| {
        format!(
            "<HTML><HEAD><TITLE>{title}</TITLE></HEAD>\n<BODY BGCOLOR=\"#FFFFFF\"><TABLE WIDTH=600><TR><TD WIDTH=120><FONT SIZE=2>\
             <A HREF=\"/index.html\">Front Page</A><BR>\n<A HREF=\"/sports.html\">Sports</A><BR>\n<A HREF=\"/obits.html\">Obituaries</A></FONT></TD>\n\
             <TD>{headline}\n<P><I>By DANA HOLM<BR>\nStaff Writer</I>\n<P>\nGREENFIELD -- The city council voted 5-4 Tuesday night to close the\nmunicipal swimming pool after this season, ending a\n\
             tradition that began in 1936.\n<P>\nCouncil members said the pool, which loses about $40,000 a year,\nhad become too costly to maintain.\n\
             <OL>\n<LI>Call 555 0100\n<LI>Say your name\n<UL><LI>or another\n</UL>\n<LI>Wait\n</OL>\n\
             <TABLE BORDER=1><CAPTION>Opening\ntimes</CAPTION><TR><TH>Day</TH><TH>From</TH></TR><TR><TD>Monday</TD><TD>9</TD></TR><TR><TD>Sunday</TD><TD>11</TD></TR></TABLE>\n\
             <P>\n``We just can't keep pouring money into it,'' said council member\nRuth Ashby, who proposed the closing.\n\
             <P>\nThe pool will be open from Memorial Day until Labor Day this year.\n<P><HR>\n<A HREF=\"/index.html\">Front Page</A>\n\
             <P><FONT SIZE=1>Copyright 1998 The Courier. All rights reserved.</FONT></TD></TR></TABLE></BODY></HTML>"
        )
    };
    let headline = "<FONT SIZE=+2><B>Council votes to close\nswimming pool</B></FONT>";
    for (title, headline) in [
        ("The Courier - Local News - Council votes to close\nswimming pool", headline),
        // A title that is cut short, and a headline that is one.
        ("Courier: Council votes to close", &headline.replace("FONT SIZE=+2", "H2").replace("FONT", "H2")),
    ] {
        let desk = Desk::new();
        desk.put("pool.html", page(title, headline));
        assert_eq!(desk.convert(&["pool.html", "--tags", "off"]).code, 0);
        let file = desk.read("content/undated/council-votes-to-close-swimming-pool.md");
        let (front, body) = parse(&file);
        assert_eq!(texts(&front["authors"]), ["DANA HOLM"]);
        assert_eq!(
            body,
            "GREENFIELD -- The city council voted 5-4 Tuesday night to close the municipal swimming pool after this season, ending a tradition that began in 1936.\n\n\
             Council members said the pool, which loses about $40,000 a year, had become too costly to maintain.\n\n\
             1. Call 555 0100\n2. Say your name\n   - or another\n3. Wait\n\n\
             Opening times\n\n| Day | From |\n| --- | --- |\n| Monday | 9 |\n| Sunday | 11 |\n\n\
             \\`\\`We just can't keep pouring money into it,'' said council member Ruth Ashby, who proposed the closing.\n\n\
             The pool will be open from Memorial Day until Labor Day this year.\n",
            "{title}"
        );
    }
}

/// What is short, or begins with a day, between two paragraphs is as much the article's as they are.
#[test]
fn short_pieces_between_paragraphs_are_kept() {
    for (name, body, expected) in [
        (
            "verse",
            "<p>The winner of this year's contest is Lou Finch, 12, of Pier Road school.</p><p>The boats go out,<br>the boats come in,<br>the gulls don't care<br>who's lost or who's been.</p><p>I count them all<br>and one is missing.</p><p>The jury praised its economy.</p>",
            "The winner of this year's contest is Lou Finch, 12, of Pier Road school.\n\nThe boats go out,\\\nthe boats come in,\\\nthe gulls don't care\\\nwho's lost or who's been.\n\nI count them all\\\nand one is missing.\n\nThe jury praised its economy.\n",
        ),
        (
            "days",
            "<p><b>Monday</b></p><p>9:15 a.m. A goat was reported on Main Street. It was gone on arrival.</p><p>11 p.m. Loud music on Elm Street.</p><p><b>Tuesday</b></p><p>Nothing to report.</p><p><b>Wednesday</b></p><p>2 a.m. A man was asleep in a boat that was not his. He was woken and went home.</p>",
            "**Monday**\n\n9:15 a.m. A goat was reported on Main Street. It was gone on arrival.\n\n11 p.m. Loud music on Elm Street.\n\n**Tuesday**\n\nNothing to report.\n\n**Wednesday**\n\n2 a.m. A man was asleep in a boat that was not his. He was woken and went home.\n",
        ),
        (
            "stars",
            "<p>The council is about to make a mistake that it will regret for decades.</p><p>What, then, is the town for?</p><p>* * *</p><p>We have been here before. In 1936, too, there were those who said the town could not afford it.</p>",
            "The council is about to make a mistake that it will regret for decades.\n\nWhat, then, is the town for?\n\n* * *\n\nWe have been here before. In 1936, too, there were those who said the town could not afford it.\n",
        ),
    ] {
        let desk = Desk::new();
        desk.put(
            &format!("{name}.html"),
            format!(
                "<html lang=\"en\"><head><title>News of the harbour | The Harbour Times</title><meta property=\"og:site_name\" content=\"The Harbour Times\"></head><body>\
                 <header><nav><ul><li><a href=\"/news\">News</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav></header>\
                 <article><h1>News of the harbour</h1><div class=\"meta\">By <a rel=\"author\" href=\"/a\">Mara Quill</a> <time datetime=\"2014-05-06\">May 6, 2014</time></div>\
                 <div class=\"entry-content\">{body}</div><div class=\"share\"><a href=\"#\">Share on Facebook</a></div></article>\
                 <aside><h3>Most read</h3><ul><li><a href=\"/1\">Ferry fares to rise in June</a></li></ul></aside><footer>© 2014 The Harbour Times</footer></body></html>"
            ),
        );
        desk.convert(&[&format!("{name}.html"), "--tags", "off"]).exits(0);
        let file = desk.read("content/2014/05/news-of-the-harbour.md");
        assert_eq!(parse(&file).1, expected, "{name}");
    }
}

/// What a page has between paragraphs that leads readers elsewhere, in the same element as they are.
#[test]
fn what_leads_elsewhere_between_paragraphs_is_no_part_of_them() {
    let desk = Desk::new();
    let pieces = [
        "Advertisement",
        "Anzeige",
        "Subscribe",
        "Share this article",
        "Story continues below",
        "Article continues after this advertisement",
        "Click here for more",
        "Photo: Sam Torr",
        "<strong>READ MORE:</strong> <a href=\"/x\">Ferry fares to rise</a>",
        "<a href=\"/x\">Ferry fares to rise in June</a>",
    ];
    for (number, piece) in pieces.iter().enumerate() {
        let page = format!(
            "<html lang=\"en\"><head><title>The ferry is back | The Harbour Times</title><meta property=\"og:site_name\" content=\"The Harbour Times\">\
             <link rel=\"canonical\" href=\"https://times.example/ferry\"></head><body>\
             <header><nav><ul><li><a href=\"/news\">News</a></li><li><a href=\"/sport\">Sport</a></li></ul></nav></header>\
             <article><h1>The ferry is back</h1><div class=\"meta\">By <a rel=\"author\" href=\"/a\">Mara Quill</a> <time datetime=\"2014-05-06\">May 6, 2014</time></div>\
             <div class=\"entry-content\"><p>The ferry to the outer islands will run again from Monday morning, the harbour board said in a letter to all households.</p>\
             <p>Repairs took nine weeks and cost twice what was planned, said the mayor on Sunday evening at the quay.</p><p>{piece}</p>\
             <p>“We promised it would be back before summer,” said the chair of the board, Ines Falk, who took over in April.</p>\
             <p>Fares will rise by five per cent in June, the first rise since the ferry was bought from the county.</p></div></article>\
             <aside><h3>Most read</h3><ul><li><a href=\"/1\">New school opens its doors</a></li></ul></aside><footer>© 2014 The Harbour Times</footer></body></html>"
        );
        desk.put(&format!("raw/{number}.html"), page);
    }
    desk.convert(&["raw", "--names", "source", "--tags", "off", "--no-learning"]).exits(0);
    for (number, piece) in pieces.iter().enumerate() {
        let file = desk.read(&format!("content/{number}.md"));
        assert_eq!(parse(&file).1.trim().split("\n\n").count(), 4, "{piece}: {file}");
    }
}

#[test]
fn an_article_that_a_page_holds_twice_is_kept_once() {
    const SAID: [&str; 6] = [
        "The old ferry to the outer islands will run again from Monday, the harbour board said in a letter to all households.",
        "Repairs took nine weeks and cost twice what was planned, said the mayor of the town at a meeting on Sunday evening.",
        "\"We had to wait for a part that is made in one place only,\" said the chief engineer, who has served on her since 1994.",
        "Until then, islanders went to work in fishing boats, and the school on the smallest island was closed for three of the weeks.",
        "The board will now ask the county for a second ship, which it has done every year since the great storm, without success.",
        "Fares stay as they were before the repairs, and those who paid for the fishing boats can send their bills to the board.",
    ];
    let of = |tag: &str, parts: &[&str]| parts.iter().map(|p| format!("<{tag}>{p}</{tag}>")).collect::<String>();
    let once = of("p", &SAID);
    for again in [format!("<section>{once}</section>"), format!("<div>{}</div>", SAID.concat())] {
        let desk = Desk::new();
        let page = format!(
            "<!doctype html><title>Ferry runs again after nine weeks</title><main><h1>Ferry runs again after nine weeks</h1><article>{once}</article>{again}</main>"
        );
        desk.put("ferry.html", page);
        let run = desk.convert(&["ferry.html", "--names", "source", "--report", "report.json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let body = parse(&desk.read("content/ferry.md")).1;
        for said in SAID {
            assert_eq!(body.matches(said).count(), 1, "{said} in {body}");
        }
        // What is left out is accounted for.
        assert!(desk.read("report.json").contains("dropped"), "{}", desk.read("report.json"));
    }
}

#[test]
fn pages_in_old_encodings_and_hostile_pages_are_read() {
    let desk = Desk::new();
    let story = "<p>Der Sturm zog in der Nacht über die Stadt und riss die Dächer von vierzig Häusern.</p>";
    let latin: Vec<u8> = [
        b"<html><head><meta charset=iso-8859-1><title>Sturm</title></head><body><h1>Der Sturm \xfcber der Stadt</h1>"
            .to_vec(),
        story.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect(),
        b"<p>Niemand wurde verletzt, sagte der B\xfcrgermeister am Morgen danach.</p></body></html>".to_vec(),
    ]
    .concat();
    desk.put("latin.html", latin);
    desk.put("empty.html", "<html><body></body></html>");
    desk.put("script.html", "<html><body><script>alert(1)</script></body></html>");
    let deep = format!(
        "<html><body>{}<p>Far down a sentence of some length is waiting to be read.</p>",
        "<div>".repeat(60_000)
    );
    desk.put("deep.html", deep);
    desk.put("attack.html", "<html><body><h1>A page of tricks</h1><p>It says <a href=\"javascript:alert(1)\">click here</a> and &lt;script&gt;alert(2)&lt;/script&gt; to all who read it.</p><p>Nobody did so, said the mayor of the small town, and all went home.</p></body></html>");
    let run = desk.convert(&["latin.html", "attack.html", "--names", "source"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (front, body) = parse(&desk.read("content/latin.md"));
    assert_eq!(front["title"], "Der Sturm über der Stadt");
    assert!(body.contains("die Dächer von vierzig Häusern"), "{body}");
    let (_, body) = parse(&desk.read("content/attack.md"));
    assert!(!body.contains("javascript:") && body.contains("\\<script>alert(2)\\</script>"), "{body}");
    for bad in ["empty.html", "script.html"] {
        assert_eq!(desk.convert(&[bad, "--names", "source"]).code, 1);
    }
    // Whatever becomes of it, it ends.
    let run = desk.convert(&["deep.html", "--names", "source"]);
    assert!(run.code == 0 || run.code == 1, "{}", run.err);
}

#[test]
fn a_page_that_a_script_fills_in_is_read_by_what_it_has_for_others() {
    const TEXT: &str =
        "The ferry to the outer islands will run again from Monday, the harbour board said in a letter to all.";
    let page = |body: &str| {
        format!(
            "<html><head><title>Ferry runs again | Courier</title></head><body><div id=app></div>{body}</body></html>"
        )
    };
    let (first, second) = (format!("{TEXT} {TEXT} {TEXT}"), format!("It sails twice a day. {TEXT} {TEXT}"));
    let article = format!("<NoScript><h1>Ferry runs again</h1><p>{first}</p><p>{second}</p></noscript>");
    let desk = Desk::new();
    desk.put("pages/only.html", page(&article));
    desk.put(
        "pages/both.html",
        page(&format!("<h1>Tram runs again</h1><p>{}</p>{article}", first.replace("ferry", "tram"))),
    );
    desk.put(
        "pages/bare.html",
        page("<noscript>You have to enable scripts to run this app.</noscript><script>start('app')</script>"),
    );
    desk.put("pages/empty.html", " \n");
    let run = desk.convert(&["pages", "--names", "source"]);
    assert_eq!(run.code, 1, "{}", run.err);
    let (front, body) = parse(&desk.read("content/only.md"));
    assert_eq!(front["title"], "Ferry runs again");
    assert_eq!(body.trim(), format!("{first}\n\n{second}"));
    // Where there is a page for readers, the other one is a copy or a notice.
    let (_, body) = parse(&desk.read("content/both.md"));
    assert!(body.contains("The tram") && !body.contains("ferry"), "{body}");
    assert!(run.err.contains("error[bare-page]: no text found in the page\n --> pages/bare.html"), "{}", run.err);
    assert!(run.err.contains("error[empty-file]: the file is empty\n --> pages/empty.html"), "{}", run.err);
}

#[test]
fn markdown_of_scrapers_is_read_as_what_it_says() {
    let text = "# Library to lend out seeds from March\n\n*By Ruth Ansell* | **March 1, 2022**\n\n\
        The county library will lend out packets of seeds from this month, as other libraries lend books.\n\n\
        ## How it works\n\n1. Take up to five packets.\n2. Sow them.\n3. Bring back seeds in autumn.\n\n\
        > \"Nobody has to pay a fine for a failed tomato,\" said librarian Joe Finn.\n\n\
        There are 120 kinds, among them *Beauty of Kent*, and they are on [the list](https://library.example/seeds).\n";
    let desk = Desk::new();
    desk.put("raw/seeds.md", text);
    desk.put(
        "raw/dump.jsonl",
        format!("{}\n", serde_json::json!({"id": "seeds", "markdown": text.replace("Ansell", "Oban")})),
    );
    let run = desk.convert(&["raw/seeds.md", "raw/dump.jsonl", "--names", "source"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for (file, author) in [("content/seeds.md", "Ruth Ansell"), ("content/dump-seeds.md", "Ruth Oban")] {
        let file = desk.read(file);
        let (front, body) = parse(&file);
        assert_eq!(front["title"], "Library to lend out seeds from March");
        assert_eq!(front["date"], "2022-03-01");
        assert_eq!(texts(&front["authors"]), [author]);
        for part in [
            "## How it works",
            "1. Take up to five packets.\n2. Sow them.",
            "> \"Nobody has",
            "[the list](https://library.example/seeds)",
        ] {
            assert!(body.contains(part), "{part} is not in {body}");
        }
        assert!(!body.contains("Ruth"), "{body}");
    }
    // Below front matter all is the article, a heading too.
    desk.put("raw/own.md", "---\ntitle: Own\n---\n\n# Not the headline\n\nA storm hit the coast on Sunday and tore roofs from forty houses.\n");
    desk.convert(&["raw/own.md", "--names", "source"]);
    let (front, body) = parse(&desk.read("content/own.md"));
    assert_eq!(front["title"], "Own");
    assert!(body.contains("# Not the headline\n\nA storm hit"), "{body}");
}

#[test]
fn what_stands_inside_a_page_keeps_its_form() {
    const PAGE: &str = "<html><head><title>Ferry runs again after nine weeks</title><link rel=canonical href='https://courier.example/ferry'></head><body><article>\
        <h1>Ferry runs again after nine weeks</h1>\
        <figure><img src=/a.jpg alt='The ferry'><figcaption>The ferry in the morning, as seen from the northern quay.</figcaption></figure>\
        <p>By Jane Doe</p><time datetime=2012-04-16>16 April 2012</time>\
        <p>The ferry to the outer islands<sup>1</sup> will run again from Monday, with 10<sup>6</sup> guests, the harbour board said.</p>\
        <ul><li><p>new steel</p></li><li><div>new paint</div></li><li><h3>New lamps</h3><p>They are of brass, said the board, and will last for a hundred years.</p></li></ul>\
        <blockquote><p>We waited for nine weeks.</p><p>It was hard.</p></blockquote><blockquote>So did we all.</blockquote>\
        <table><caption>What it cost</caption><tr><th>Year</th><th>Euros</th></tr><tr><td>2011</td><td>9</td></tr></table>\
        <p><img src=/b.jpg alt=''></p><p class=wp-caption-text>The engine.</p>\
        <h2>Text behind a heading</h2>stands by itself, be it without a paragraph, and is none of the heading.\
        <p>Repairs cost twice what was planned, said the mayor of the town on Sunday.</p></article></body></html>";
    let desk = Desk::new();
    desk.put("page.html", PAGE);
    desk.convert(&["page.html", "--tags", "off"]).exits(0);
    let (front, body) = parse(&desk.read("content/2012/04/ferry-runs-again-after-nine-weeks.md"));
    assert_eq!(front["authors"][0], "Jane Doe");
    assert!(front["description"].as_str().unwrap().starts_with("The ferry to the outer islands¹ will"), "{front:?}");
    assert_eq!(
        body,
        "![The ferry](https://courier.example/a.jpg \"The ferry in the morning, as seen from the northern quay.\")\n\n\
         The ferry to the outer islands¹ will run again from Monday, with 10⁶ guests, the harbour board said.\n\n\
         - new steel\n- new paint\n\n### New lamps\n\nThey are of brass, said the board, and will last for a hundred years.\n\n\
         > We waited for nine weeks.\n>\n> It was hard.\n\n> So did we all.\n\n\
         What it cost\n\n| Year | Euros |\n| --- | --- |\n| 2011 | 9 |\n\n\
         ![](https://courier.example/b.jpg \"The engine.\")\n\n\
         ## Text behind a heading\n\nstands by itself, be it without a paragraph, and is none of the heading.\n\n\
         Repairs cost twice what was planned, said the mayor of the town on Sunday.\n"
    );
}

#[test]
fn words_set_apart_lists_in_lists_verse_and_players_of_a_page_are_kept() {
    const PAGE: &str = "<html lang=en><head><title>Ferry runs again after nine weeks</title><link rel=canonical href='https://courier.example/ferry'></head><body><article>\
        <h1>Ferry runs <em>again</em> after nine weeks</h1><p>By Jane Doe</p><time datetime=2012-04-16>16 April 2012</time>\
        <p><span class=dropcap><b>T</b></span>he ferry <i>Aurora</i> will run again from <strong>Monday <em>at noon</em></strong>, the harbour board said in <a href=/l>a <b>letter</b> to all</a>.</p>\
        <p><strong>“At last!”</strong>said the mayor. It takes <del>two</del><ins>three</ins> hours, burns less CO<sub>2</sub> and is steered by <code>a `new` * program</code>; its name is <q>Aurora</q>, <span style='font-style: italic'>of course</span>.</p>\
        <ul><li>The islands:<ul><li>Norholm</li><li>Sudholm<ol><li>east pier</li><li>west pier</li></ol></li></ul></li><li>The town<p>where it ends its day, at ten.</p></li></ul>\
        <ol><li><span>1.</span><p>Tickets are sold on board.</p></li><li><span>2.</span><p>Dogs travel free.</p></li></ol>\
        <p>Boats a day, by month:</p><ol><li>1</li><li>2</li></ol>\
        <blockquote><p>What we shall have:</p><ul><li>new steel</li><li>new paint</li></ul></blockquote>\
        <p>The night is <i>long</i><br>and the wind is cold<br>and the sea goes by</p>\
        <pre class=wp-block-verse>Roses are red\nviolets are blue\n\nthe ferry is white</pre><p>https://twitter.example/status/1</p>\
        <iframe src='https://www.youtube-nocookie.com/embed/Ab-12?rel=0' title='The ferry is launched'></iframe>\
        <iframe src='https://ads.example/frame?x=1'></iframe><iframe src='https://www.facebook.com/plugins/like.php?x=1'></iframe>\
        <video controls><source src=/film.mp4 type=video/mp4></video>\
        <p>Repairs cost twice what was planned, said the mayor of the town on Sunday to all who had come.<br>The board will say in May who has to pay for all of this, and whether the second ferry is sold.</p></article></body></html>";
    let desk = Desk::new();
    desk.put("page.html", PAGE);
    desk.convert(&["page.html", "--tags", "off"]).exits(0);
    let (front, body) = parse(&desk.read("content/2012/04/ferry-runs-again-after-nine-weeks.md"));
    assert_eq!(front["title"], "Ferry runs again after nine weeks");
    assert_eq!(
        body,
        "The ferry *Aurora* will run again from **Monday *at noon***, the harbour board said in [a **letter** to all](https://courier.example/l).\n\n\
         **“At last**!”said the mayor. It takes ~~two~~three hours, burns less CO₂ and is steered by `` a `new` * program ``; its name is \"Aurora\", *of course*.\n\n\
         - The islands:\n  - Norholm\n  - Sudholm\n    1. east pier\n    2. west pier\n- The town\n\n  where it ends its day, at ten.\n\n\
         1. Tickets are sold on board.\n2. Dogs travel free.\n\n\
         Boats a day, by month:\n\n1. 1\n2. 2\n\n\
         > What we shall have:\n>\n> - new steel\n> - new paint\n\n\
         The night is *long*\\\nand the wind is cold\\\nand the sea goes by\n\n\
         Roses are red\\\nviolets are blue\n\nthe ferry is white\n\n\
         [https://twitter.example/status/1](https://twitter.example/status/1)\n\n\
         [YouTube: The ferry is launched](https://www.youtube.com/watch?v=Ab-12)\n\n\
         [Video](https://courier.example/film.mp4)\n\n\
         Repairs cost twice what was planned, said the mayor of the town on Sunday to all who had come.\n\n\
         The board will say in May who has to pay for all of this, and whether the second ferry is sold.\n"
    );
}

#[test]
fn what_a_whole_page_is_set_in_sets_nothing_apart() {
    const PAGE: &str = "<html lang=en><head><title>Ferry runs again after nine weeks</title></head><body><h1>Ferry runs again after nine weeks</h1><p>16 April 2012</p>\
        <blockquote><b><p>The ferry to the outer islands will run again from Monday, the harbour board said in a letter.</p>\
        <p>It had been laid up for <i>nine</i> weeks, as new steel was needed and nobody had any to sell.</p>\
        <p>Repairs cost twice what was planned, said the mayor of the town on Sunday to all who had come.</p></b></blockquote></body></html>";
    let desk = Desk::new();
    desk.put("page.html", PAGE);
    desk.convert(&["page.html", "--tags", "off"]).exits(0);
    let (_, body) = parse(&desk.read("content/2012/04/ferry-runs-again-after-nine-weeks.md"));
    assert!(body.starts_with("The ferry to the outer islands"), "{body}");
    assert!(body.contains("\n\nIt had been laid up for *nine* weeks"), "{body}");
    assert!(!body.contains('>') && !body.contains("**"), "{body}");
}

/// Who wrote an article is shown above it on many pages, and is none of its pictures.
#[test]
fn portraits_of_authors_are_no_pictures_of_the_article() {
    let page = "<html><head><title>Ferry runs again</title></head><body><article><h1>Ferry runs again</h1>\
        <img src=\"https://courier.example/images/author/jane.jpg\" alt=\"\"><p>By Jane Doe</p><p>2 March 2015</p>\
        <img src=\"https://courier.example/images/ferry.jpg\" alt=\"The ferry\">\
        <p>The ferry to the outer islands runs again from Monday, the harbour board said in a letter to all households.</p>\
        <p>Repairs took nine weeks and cost twice what was planned, because the ramp had to be cast anew.</p></article></body></html>";
    let desk = Desk::new();
    desk.put("page.html", page).convert(&["page.html", "--names", "source"]).exits(0);
    let text = desk.read("content/page.md");
    assert!(text.contains("![The ferry](https://courier.example/images/ferry.jpg)"), "{text}");
    assert!(!text.contains("jane.jpg"), "{text}");
}

#[test]
fn a_table_that_a_page_ends_with_is_kept_whole() {
    let desk = Desk::new();
    let page = format!(
        "<html><head><title>Storm</title></head><body><article><h1>Storm hits the coast of the island</h1><p>{}</p><p>{}</p>\
         <table><tr><td>Mon</td><td>12</td></tr><tr><td>Tue</td><td>14</td></tr><tr><td>Wed</td><td>9</td></tr></table>\
         </article></body></html>",
        "The storm has done much damage to the roofs of the old town, the mayor said on Monday, and more is to come.",
        "The ferry company stopped its boats at noon, and schools stay shut until Thursday, as the island's paper says."
    );
    desk.put("a.html", page);
    desk.convert(&["a.html", "--names", "source", "--tags", "off", "-q"]).exits(0);
    let (_, body) = parse(&desk.read("content/a.md"));
    assert!(["Mon", "Tue", "Wed"].iter().all(|day| body.contains(day)), "{body}");
}

#[test]
fn a_heading_that_nobody_ended_ends_at_the_first_paragraph() {
    let desk = Desk::new();
    let first =
        "The ferry between the harbour and the island runs again after weeks of repair, the company said on Monday.";
    let second =
        "Passengers had to take a bus around the bay in the meantime, which took two hours longer on most days.";
    desk.put(
        "a.html",
        format!(
            "<html><head><title>Old paper</title></head><body><h1>Ferry runs again<p>{first}<p>{second}</body></html>"
        ),
    );
    desk.convert(&["a.html", "--names", "source", "--tags", "off", "-q"]).exits(0);
    let (front, body) = parse(&desk.read("content/a.md"));
    assert_eq!(front["title"], "Ferry runs again");
    assert_eq!(body.trim(), format!("{first}\n\n{second}"));
}
