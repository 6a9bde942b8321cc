//! Documents of Word and OpenDocument are converted with their form.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::io::{Cursor, Write};

use desk::{Desk, parse, texts};
use zip::write::SimpleFileOptions;

fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const WORD: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// A document of Word whose text is `body`.
fn docx(body: &str) -> Vec<u8> {
    let style = |id: &str, name: &str| format!("<w:style w:styleId=\"{id}\"><w:name w:val=\"{name}\"/></w:style>");
    packed(&[
        (
            "_rels/.rels",
            format!(
                "{HEAD}<Relationships><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
            ),
        ),
        ("word/document.xml", format!("{HEAD}<w:document {WORD}><w:body>{body}<w:sectPr/></w:body></w:document>")),
        (
            "word/_rels/document.xml.rels",
            format!(
                "{HEAD}<Relationships><Relationship Id=\"rId9\" Target=\"https://harbour.example/\" TargetMode=\"External\"/></Relationships>"
            ),
        ),
        // As Word writes them where it speaks German.
        (
            "word/styles.xml",
            format!(
                "{HEAD}<w:styles {WORD}>{}{}{}</w:styles>",
                style("Titel", "Title"),
                style("berschrift2", "heading 2"),
                style("Zitat", "Quote")
            ),
        ),
        (
            "word/numbering.xml",
            format!(
                "{HEAD}<w:numbering {WORD}><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:numFmt w:val=\"decimal\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:numFmt w:val=\"bullet\"/></w:lvl></w:abstractNum><w:num w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
            ),
        ),
        (
            "word/footnotes.xml",
            format!(
                "{HEAD}<w:footnotes {WORD}><w:footnote w:type=\"separator\" w:id=\"0\"/><w:footnote w:id=\"1\"><w:p><w:r><w:t>It was founded in 1921.</w:t></w:r></w:p></w:footnote></w:footnotes>"
            ),
        ),
        (
            "docProps/core.xml",
            format!(
                "{HEAD}<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\" xmlns:dcterms=\"t\"><dc:creator>Typist</dc:creator><dcterms:created>2024-03-03T10:00:00Z</dcterms:created></cp:coreProperties>"
            ),
        ),
    ])
}

fn p(style: &str, text: &str) -> String {
    let style = if style.is_empty() { String::new() } else { format!("<w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>") };
    format!("<w:p>{style}<w:r><w:t>{text}</w:t></w:r></w:p>")
}

#[test]
fn documents_of_word_keep_their_form() {
    let item = |depth: u8, text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{depth}\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p("", text));
    let body = [
        p("Titel", "Pier reopens after nine months"),
        p("", "By Ada Lind"),
        p("", "4 March 2024"),
        "<w:p><w:r><w:t xml:space=\"preserve\">The pier that was damaged in last year’s </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>sto</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>rm</w:t></w:r><w:r><w:t xml:space=\"preserve\"> is </w:t></w:r><w:del><w:r><w:delText>closed</w:delText></w:r></w:del><w:ins><w:r><w:t>open</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> again, says the </w:t></w:r><w:hyperlink r:id=\"rId9\"><w:r><w:rPr><w:i/><w:b w:val=\"0\"/></w:rPr><w:t>harbour board</w:t></w:r></w:hyperlink><w:r><w:footnoteReference w:id=\"1\"/></w:r><w:r><w:t>, &amp; it waved at all of us.</w:t></w:r></w:p>".to_owned(),
        p("berschrift2", "What it cost"),
        item(0, "Four million euros"),
        item(1, "of them two from a fund"),
        item(0, "Nine months"),
        p("Zitat", "We promised the town, said the chair of the board."),
        format!("<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}</w:tr></w:tbl>", cell("Year"), cell("Ships"), cell("2023"), cell("17")),
        p("", "Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund."),
    ]
    .concat();
    let desk = Desk::new();
    desk.put("raw/pier.docx", docx(&body));
    let run = desk.convert(&["raw", "--names", "source", "--tags", "off"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let file = desk.read("content/pier.md");
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Pier reopens after nine months");
    assert_eq!(front["date"], "2024-03-04");
    assert_eq!(texts(&front["authors"]), ["Ada Lind"]);
    assert_eq!(front["extra"]["typed by"], "Typist");
    assert_eq!(
        body,
        "The pier that was damaged in last year’s **storm** is open again, says the [*harbour board*](https://harbour.example/)¹, & it waved at all of us.\n\n\
        ## What it cost\n\n\
        1. Four million euros\n   - of them two from a fund\n2. Nine months\n\n\
        > We promised the town, said the chair of the board.\n\n\
        | Year | Ships |\n| --- | --- |\n| 2023 | 17 |\n\n\
        Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund.\n\n\
        ¹ It was founded in 1921.\n"
    );
}

#[test]
fn documents_of_opendocument_keep_their_form() {
    let content = "<office:document-content xmlns:office=\"o\" xmlns:style=\"s\" xmlns:text=\"t\" xmlns:fo=\"f\" xmlns:xlink=\"x\"><office:automatic-styles>\
        <style:style style:name=\"T1\" style:family=\"text\"><style:text-properties fo:font-weight=\"bold\"/></style:style>\
        <style:style style:name=\"P1\" style:parent-style-name=\"Title\"/>\
        <text:list-style style:name=\"L1\"><text:list-level-style-number text:level=\"1\"/></text:list-style></office:automatic-styles>\
        <office:body><office:text><text:p text:style-name=\"P1\">Pier reopens after nine months</text:p><text:p>By Ada Lind</text:p><text:p>4 March 2024</text:p>\
        <text:p>The pier that was damaged in last year’s <text:span text:style-name=\"T1\">storm</text:span> is open<text:s text:c=\"1\"/>again, says the <text:a xlink:href=\"https://harbour.example/\">harbour board</text:a><text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>It was founded in 1921.</text:p></text:note-body></text:note>, and it waved.</text:p>\
        <text:h text:outline-level=\"2\">What it cost</text:h>\
        <text:list text:style-name=\"L1\"><text:list-item><text:p>Four million euros</text:p></text:list-item><text:list-item><text:p>Nine months</text:p></text:list-item></text:list>\
        <text:p>Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund.</text:p></office:text></office:body></office:document-content>";
    let desk = Desk::new();
    desk.put("pier.odt", packed(&[("content.xml", content.to_owned())]));
    desk.convert(&["pier.odt", "--names", "source"]);
    let file = desk.read("content/pier.md");
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Pier reopens after nine months");
    assert_eq!(texts(&front["authors"]), ["Ada Lind"]);
    assert_eq!(
        body,
        "The pier that was damaged in last year’s **storm** is open again, says the [harbour board](https://harbour.example/)¹, and it waved.\n\n\
        ## What it cost\n\n1. Four million euros\n2. Nine months\n\n\
        Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund.\n\n\
        ¹ It was founded in 1921.\n"
    );
}

#[test]
fn nothing_of_a_document_is_taken_for_a_page_around_it() {
    let lines = [
        "It is open.",
        "The pier that was damaged in last year’s storm is open again, the harbour board said on Monday.",
        "Comments are expected from the mayor.",
        "Read more in the report of the board",
        "* * *",
        "Photo: The pier on Monday",
        "Subscribe, said the chair, and the pier will be yours.",
        "Call 25 555 0132 for tickets",
    ];
    let head = ["PIER0403", "Pier reopens after nine months", "By Ada Lind", "4 March 2024"];
    let body: String = head.iter().chain(&lines).map(|line| p("", line)).collect();
    let desk = Desk::new();
    desk.put("pier.docx", docx(&body));
    let run = desk.convert(&["pier.docx", "--names", "source"]);
    assert!(!run.err.contains("doubtful"), "{}", run.err);
    let file = desk.read("content/pier.md");
    assert_eq!(parse(&file).0["title"], "Pier reopens after nine months");
    assert_eq!(parse(&file).1.trim_end().split("\n\n").collect::<Vec<_>>(), lines);
}

#[test]
fn documents_in_rtf_keep_their_form() {
    let desk = Desk::new();
    let text = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}}{\info{\author Typist}}\pard\qc{\b Pier reopens after nine months}\par\pard By Ada Lind\par 4 March 2024\par
The pier that was damaged in last year\rquote s {\b storm} is {\i open} again, says the caf\'e9 at its end{\super\chftn}{\footnote\pard\plain{\super\chftn} It was founded in 1921.}, and it waved.\par
{\pntext\bullet\tab}Four million \u8364?\par{\listtext\bullet\tab}Nine {\i long} months\par
Work took nine months and cost four million euros, twice what was planned. Half of the money came from {\field{\*\fldinst{HYPERLINK fund}}{\fldrslt a fund}}.\par}";
    desk.put("pier.rtf", text);
    desk.put(
        "raw/all.rtf",
        format!(
            "{{\\rtf1\\ansi {}}}",
            include_str!("data/databases/factiva-printed.txt").replace('\n', "\\par\n").replace('©', "\\'a9")
        ),
    );
    desk.convert(&["pier.rtf", "--names", "source"]);
    let file = desk.read("content/pier.md");
    let (front, body) = parse(&file);
    assert_eq!(front["title"], "Pier reopens after nine months");
    assert_eq!(front["date"], "2024-03-04");
    assert_eq!(texts(&front["authors"]), ["Ada Lind"]);
    assert_eq!(
        body,
        "The pier that was damaged in last year’s **storm** is *open* again, says the café at its end¹, and it waved.\n\n\
        - Four million €\n- Nine *long* months\n\n\
        Work took nine months and cost four million euros, twice what was planned. Half of the money came from a fund.\n\n\
        ¹ It was founded in 1921.\n"
    );
    let run = desk.convert(&["raw", "--out", "all"]);
    assert!(run.err.contains("2 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.err);
}

/// Nexis gives its articles away as documents of Word.
#[test]
fn articles_of_a_database_in_a_document_are_parted() {
    let text = include_str!("data/databases/nexis-late.txt");
    let body: String = text.lines().filter(|line| !line.is_empty()).map(|line| p("", line)).collect();
    let desk = Desk::new();
    desk.put("raw/all.docx", docx(&body));
    let run = desk.convert(&["raw", "--names", "source"]);
    assert!(run.err.contains("2 converted, 0 unchanged, 0 skipped, 0 failed"), "{}", run.err);
    let file = desk.read("content/all-2.md");
    let (front, body) = parse(&file);
    assert_eq!((&front["title"], &front["date"]), (&"Ferry stops again".into(), &"2024-03-05".into()));
    assert!(body.starts_with("The ferry to the outer islands has stopped again"), "{body}");
}

#[test]
fn what_is_no_document_is_told() {
    let desk = Desk::new();
    let whole = docx(&p("", "Text"));
    desk.put("cut.docx", &whole[..whole.len() / 2]).put("other.docx", packed(&[("x.xml", "<x/>".to_owned())]));
    desk.put("deep.odt", packed(&[("content.xml", format!("<a>{}", "<b>".repeat(10_000)))]))
        .put("text.docx", "Only named so.");
    let run = desk.convert(&["cut.docx", "other.docx", "deep.odt", "text.docx"]);
    assert_eq!(run.code, 1);
    assert_eq!(run.err.matches("error[bad-archive]: cannot read the document").count(), 3, "{}", run.err);
    assert!(
        run.err.contains("it has no text part\n --> other.docx") && run.err.contains("nested more than"),
        "{}",
        run.err
    );
}
