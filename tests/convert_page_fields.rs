//! Which title, authors, day and other fields `newsgen convert` takes from a web page.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, parse, texts};

#[test]
fn a_page_says_its_own_fields_in_many_ways() {
    const BODY: &str = "<p>The ferry to the outer islands will run again from Monday, the harbour board said in a letter to all.</p>\
        <p>Repairs took nine weeks and cost twice what was planned, said the mayor of the town on Sunday.</p>";
    let ld = |json: &str| format!("<script type=\"application/ld+json\">{json}</script>");
    for (head, body, title, authors, date) in [
        // What readers see goes before what is put there for others; an author by reference.
        (
            format!(
                "<meta property=og:title content='You will not guess what the ferry does | Courier'><meta property=og:site_name content=Courier>{}",
                ld("{\"@graph\":[{\"@type\":\"NewsArticle\",\"headline\":\"Ferry\",\"author\":{\"@id\":\"#jd\"},\"datePublished\":\"2012-04-16\"},{\"@type\":\"Person\",\"@id\":\"#jd\",\"name\":\"Jane Doe\"}]}")
            ),
            "<h1>Courier</h1><h1>Ferry runs again after nine weeks</h1>",
            "Ferry runs again after nine weeks",
            &["Jane Doe"][..],
            Some("2012-04-16"),
        ),
        // The paper beside its people.
        (
            ld("{\"@type\":\"NewsArticle\",\"headline\":\"Ferry runs again after nine weeks\",\"author\":{\"@type\":\"Person\",\"name\":\"Jane Doe and Ola Brandt, Island Courier\"},\"publisher\":{\"@type\":\"Organization\",\"name\":\"Island Courier\"}}"),
            "<h1>Ferry runs again after nine weeks</h1>",
            "Ferry runs again after nine weeks",
            &["Jane Doe", "Ola Brandt"][..],
            None,
        ),
        // Tools that put what a `<meta>` says into `value`; a name in small letters; a section behind the headline.
        (
            "<meta name=author value='jane doe'><meta name=article:published_time value='2012-04-16T09:30:00Z'><title>Ferry runs again after nine weeks | Opinion</title>".to_owned(),
            "",
            "Ferry runs again after nine weeks",
            &["jane doe"],
            Some("2012-04-16"),
        ),
        // The paper itself, where nobody else is named; the day of publication before other days.
        (
            format!("<meta name=date content=2012-05-01><meta property=og:site_name content=Courier>{}", ld("{\"@type\":\"NewsArticle\",\"author\":{\"@type\":\"Organization\",\"name\":\"Courier\"}}")),
            "<h1>Ferry runs again after nine weeks</h1><time itemprop=datePublished datetime=2012-04-16>16 April</time>",
            "Ferry runs again after nine weeks",
            &["Courier"],
            Some("2012-04-16"),
        ),
        // A day that the article shows before one that may be that of the page's making.
        (
            "<meta name=author content='Jane Doe'><meta name=date content='Tue, 01 May 2012 14:32:06 +0200'>".to_owned(),
            "<h1>Ferry runs again after nine weeks</h1><time datetime='2012-04-16T13:30'>16.04.2012</time>",
            "Ferry runs again after nine weeks",
            &["Jane Doe"],
            Some("2012-04-16"),
        ),
        // But a byline knows better.
        (
            "<meta name=author content=Courier><meta property=og:site_name content=Courier><meta name=date content=2012-04-16>".to_owned(),
            "<h1>Ferry runs again after nine weeks</h1><div>By Jane Doe</div>",
            "Ferry runs again after nine weeks",
            &["Jane Doe"],
            Some("2012-04-16"),
        ),
        // Of several bylines, that of the article and not those of others.
        (
            "<meta name=date content=2012-04-16>".to_owned(),
            "<aside class=related><p class=byline>By Carl Dahl</p></aside><h1>Ferry runs again after nine weeks</h1><p class=byline>By <span>Jane Doe</span><span>@janedoe</span></p>",
            "Ferry runs again after nine weeks",
            &["Jane Doe"],
            Some("2012-04-16"),
        ),
    ] {
        let desk = Desk::new();
        desk.put("one.html", format!("<html><head>{head}</head><body><article>{body}{BODY}</article></body></html>"));
        let run = desk.convert(&["one.html", "--names", "source"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let (front, _) = parse(&desk.read("content/one.md"));
        assert_eq!(front["title"], title, "{head}");
        assert_eq!(texts(&front["authors"]), authors, "{head}");
        assert_eq!(front.get("date").and_then(|d| d.as_str()).map(|d| &d[..10]), date, "{head}");
    }
}

#[test]
fn the_day_of_a_page_is_the_one_that_its_readers_are_shown() {
    const BODY: &str = "<p>The ferry to the outer islands will run again from Monday, the harbour board said in a letter to all.</p>\
        <p>Repairs took nine weeks and cost twice what was planned, said the mayor of the town on Sunday.</p>";
    let ld = |day: &str| {
        format!("<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"datePublished\":\"{day}\"}}</script>")
    };
    let named = |name: &str, day: &str| format!("<meta property='{name}' content='{day}'>");
    let at = |host: &str| format!("<link rel=canonical href='https://{host}/ferry'>");
    for (head, shown, date, from) in [
        // Of two days of publication that which the page shows, or has in its title.
        (
            ld("2012-04-13T08:00:00") + &named("article:published_time", "2012-04-16T14:25:00+01:00"),
            "16 April 2012",
            "2012-04-16T14:25:00+01:00",
            "article:published_time",
        ),
        (
            ld("2012-04-15T23:35:55") + &ld("2012-04-16") + "<title>Ferry - News - 16/04/2012 - The Courier</title>",
            "",
            "2012-04-16",
            "json-ld",
        ),
        (ld("2012-04-13") + &named("article:published_time", "2012-04-16"), "", "2012-04-13", "json-ld"),
        // A title is believed before some day of the page, not before what says that it is the day of publication.
        (named("date", "2012-05-01") + "<title>Ferry runs again | 16.04.2012</title>", "", "2012-04-16", "title"),
        (ld("2012-04-16") + "<title>Ferry runs again | 17.04.2012</title>", "", "2012-04-16", "json-ld"),
        (
            named("date", "2012-04-16T09:30:00+02:00") + "<title>Ferry runs again | 16.04.2012</title>",
            "",
            "2012-04-16T09:30:00+02:00",
            "date",
        ),
        // An address or a title has no time, but the page may show it.
        (
            "<link rel=canonical href='https://courier.example/2012/04/16/ferry'>".to_owned(),
            "16 April 2012, 09:30",
            "2012-04-16T09:30:00",
            "address",
        ),
        // Midnight of the newsroom.
        (at("courier.de") + &ld("2012-04-15T22:00:00.000Z"), "", "2012-04-16T00:00:00+02:00", "json-ld"),
        (at("courier.example") + &ld("2012-04-15T22:00:00.000Z"), "", "2012-04-15T22:00:00.000Z", "json-ld"),
    ] {
        let desk = Desk::new();
        let line = if shown.is_empty() { String::new() } else { format!("<p>{shown}</p>") };
        let page = format!(
            "<html><head>{head}</head><body><article><h1>Ferry runs again after nine weeks</h1>{line}{BODY}</article></body></html>"
        );
        desk.put("one.html", page);
        let run = desk.convert(&["one.html", "--names", "source", "--report", "report.json"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let (front, _) = parse(&desk.read("content/one.md"));
        assert_eq!(front["date"].as_str(), Some(date), "{head} {shown}");
        assert!(!texts(&front["source"]["guessed"]).contains(&"date"), "{head} {shown}");
        let report: serde_json::Value = serde_json::from_str(&desk.read("report.json")).unwrap();
        assert_eq!(report["inputs"][0]["fields"]["date"]["from"], from, "{head} {shown}");
    }
}

#[test]
fn a_name_at_a_pages_end_is_its_author_and_no_paragraph() {
    const STORY: &str = "<h1>Bakery fire closes High Street</h1><p>A <a href='https://e.example/x'>fire</a> at a bakery closed \
        the High Street in Dunmore for six hours on Saturday, and it was only in the evening that it opened again.</p>\
        <p>Nobody was hurt, the fire service said. Smoke could be seen from the castle.</p>\
        <p>The cause is being looked into by the council and the police.</p><p><em>- Alan McRae</em></p>";
    for (head, author) in [("", "Alan McRae"), ("<meta name=author content='Jane Doe'>", "Jane Doe")] {
        let desk = Desk::new();
        desk.put("fire.html", format!("<html><head>{head}</head><body><article>{STORY}</article></body></html>"));
        let run = desk.convert(&["fire.html", "--names", "source"]);
        assert_eq!(run.code, 0, "{}", run.err);
        let (front, body) = parse(&desk.read("content/fire.md"));
        assert_eq!(texts(&front["authors"]), [author]);
        assert!(body.ends_with("the council and the police.\n"), "{body}");
        assert_eq!(run.err.contains("Alan McRae (a field again)"), author != "Alan McRae", "{}", run.err);
    }
}

#[test]
fn who_the_author_is_ends_no_page() {
    let desk = Desk::new();
    desk.put(
        "fire.html",
        "<html><body><article><h1>Bakery fire closes High Street</h1><p>By Alan McRae</p><p>A <a href='https://e.example/x'>fire</a> \
         at a bakery closed the High Street in Dunmore for six hours on Saturday, and it was only in the evening that it opened again.</p>\
         <p>Nobody was hurt, the fire service said. Smoke could be seen from the castle.</p>\
         <p>The cause is being looked into by the council and the police.</p>\
         <p><a href='https://e.example/mcrae'>Alan McRae</a> writes about crime and has lived in Dunmore all his life.</p></article></body></html>",
    );
    let run = desk.convert(&["fire.html", "--names", "source"]);
    let (front, body) = parse(&desk.read("content/fire.md"));
    assert_eq!(texts(&front["authors"]), ["Alan McRae"]);
    assert!(body.ends_with("the council and the police.\n"), "{body}");
    assert!(run.err.contains("(who the author is)"), "{}", run.err);
}
