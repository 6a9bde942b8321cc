//! Pages as crawlers and browsers keep them: WARC files and pages saved as one file.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::io::Write;

use desk::Desk;
use flate2::Compression;
use flate2::write::{GzEncoder, ZlibEncoder};

/// A record of a WARC file.
fn record(kind: &str, url: &str, media: &str, content: &[u8]) -> Vec<u8> {
    let head = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2020-01-02T03:04:05Z\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        content.len()
    );
    [head.as_bytes(), content, b"\r\n\r\n"].concat()
}

fn answer(url: &str, head: &str, body: &[u8]) -> Vec<u8> {
    let content = [b"HTTP/1.1 ", head.as_bytes(), b"\r\n\r\n", body].concat();
    record("response", url, "application/http;msgtype=response", &content)
}

const HTML: &str = "200 OK\r\nContent-Type: text/html";

fn page(title: &str) -> String {
    format!(
        "<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>By Jane Doe</p><time>2 March 2012</time>\
         <p>{title} again from Monday, the harbour board said in a <a href='/letter'>letter</a> to all who live there.</p>\
         <p>Repairs took nine weeks and cost twice what was planned, said the mayor of the town on Sunday.</p></article></body></html>"
    )
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// In chunks of some length.
fn chunked(bytes: &[u8]) -> Vec<u8> {
    let chunk = |part: &[u8]| [format!("{:x}\r\n", part.len()).as_bytes(), part, b"\r\n"].concat();
    bytes.chunks(100).flat_map(chunk).chain(*b"0\r\n\r\n").collect()
}

#[test]
fn pages_of_a_crawl_are_converted_and_nothing_else() {
    let at = |path: &str| format!("https://courier.example/{path}");
    let packed = "\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked";
    let records = [
        record("warcinfo", "", "application/warc-fields", b"software: test"),
        record("request", &at("ferry"), "application/http;msgtype=request", b"GET /ferry HTTP/1.1\r\n\r\n"),
        answer(&at("2012/ferry.html"), HTML, page("Ferry runs").as_bytes()),
        answer(&at("tram/"), &format!("{HTML}{packed}"), &chunked(&gzip(page("Tram runs").as_bytes()))),
        answer(&at("train"), &format!("{HTML}\r\nContent-Encoding: deflate"), &deflate(page("Train runs").as_bytes())),
        // What the crawler has unpacked itself.
        answer(&at("bus"), &format!("{HTML}{packed}"), page("Bus runs").as_bytes()),
        answer(&at("cafe"), &format!("{HTML}; charset=windows-1252"), page("Caf\u{fffd} opens").replace('\u{fffd}', "~").as_bytes()),
        answer(&at("gone"), "404 Not Found\r\nContent-Type: text/html", page("Gone is").as_bytes()),
        answer(&at("a.png"), "200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        answer(&at("moved"), "302 Found\r\nContent-Type: text/html\r\nLocation: /", page("Moved is").as_bytes()),
        answer(&at("odd"), &format!("{HTML}\r\nContent-Encoding: zstd"), b"\x28\xb5\x2f\xfd"),
        record("conversion", &at("text"), "text/plain", b"Boat runs\n\nBy Jane Doe\n\nIt runs again from Monday, the harbour board said in a letter to all.\n\nIt took nine weeks and cost twice what was planned, said the mayor.\n"),
    ];
    let crawl = records.concat();
    let latin: Vec<u8> = crawl.iter().map(|b| if *b == b'~' { 0xe9 } else { *b }).collect();
    let members: Vec<u8> = records.iter().flat_map(|record| gzip(record)).collect();
    let desk = Desk::new();
    desk.put("crawl.warc", &latin).put("packed/crawl.warc.gz", &members);
    let run = desk.convert(&["crawl.warc", "--out", "a", "--names", "source", "--tags", "off"]);
    assert_eq!(desk.files("a"), ["bus", "cafe", "ferry", "text", "train", "tram"].map(|name| format!("a/{name}.md")));
    run.exits(1).says("error[bad-archive]: cannot read the page of a crawl: it is packed by `zstd`\n --> crawl.warc/20200102030405/https://courier.example/odd\n").says("6 converted, 0 unchanged, 0 skipped, 1 failed");
    let ferry = desk.read("a/ferry.md");
    for part in [
        "date: 2012-03-02\n",
        "authors: [Jane Doe]\n",
        "  captured: \"2020-01-02T03:04:05Z\"\n",
        "  file: ferry.html\n",
        "  url: \"https://courier.example/2012/ferry.html\"\n",
        "said in a [letter](https://courier.example/letter) to",
    ] {
        assert!(ferry.contains(part), "{part}\n{ferry}");
    }
    assert!(desk.read("a/cafe.md").contains("title: Café opens\n"));
    assert!(desk.read("a/text.md").contains("  url: \"https://courier.example/text\"\n"));
    // The same where it is packed, and in a folder.
    desk.convert(&["packed", "--out", "b", "--names", "source", "--tags", "off"]);
    assert_eq!(desk.files("b").len(), 6);
    assert_eq!(desk.read("b/ferry.md"), ferry);
    // The last record is cut off.
    desk.put("cut.warc", &crawl[..crawl.len() - 100]);
    let run = desk.convert(&["cut.warc", "--out", "c", "--names", "source", "--tags", "off"]);
    run.says("cannot read the WARC file: it ends in the middle of a record\n --> cut.warc\n");
    assert_eq!(desk.files("c").len(), 5);
    for (bytes, message) in [
        (
            &b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"[..],
            "cannot read the WARC file: a record does not say how long it is",
        ),
        (
            b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nx",
            "cannot read the WARC file: it ends in the middle of a record",
        ),
        (b"no such file", "cannot read the WARC file: a record does not begin with `WARC/`"),
        (b"", "nothing to convert here"),
    ] {
        desk.put("bad.warc", bytes).convert(&["bad.warc", "--out", "d"]).says(message);
    }
}

#[test]
fn of_a_crawl_in_a_zip_archive_the_notes_are_passed_over() {
    let desk = Desk::new();
    let mut zip = zip::ZipWriter::new(std::fs::File::create(desk.path("crawl.wacz")).unwrap());
    let crawl = answer("https://courier.example/ferry", HTML, page("Ferry runs").as_bytes());
    for (name, bytes) in [
        (
            "pages/pages.jsonl",
            &b"{\"url\":\"https://courier.example/ferry\",\"title\":\"Ferry\",\"text\":\"Ferry runs again.\"}\n"[..],
        ),
        ("archive/data.warc.gz", &gzip(&crawl)),
    ] {
        let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(name, stored).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    desk.convert(&["crawl.wacz", "--tags", "off"]).says("1 converted, 0 unchanged, 0 skipped, 0 failed");
    assert_eq!(desk.files("content"), ["content/2012/03/ferry-runs.md"]);
}

#[test]
fn pages_that_a_browser_saved_are_read_without_what_lies_beside_them() {
    let quoted = |page: &str| page.replace('=', "=3D").replace("é", "=C3=A9").replace("<p>", "<p>=\r\n");
    let saved = format!(
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://courier.example/cafe\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"--x\"\r\n\r\n\r\n\
         ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://courier.example/cafe\r\n\r\n{}\r\n\
         ----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-Location: https://courier.example/a.png\r\n\r\niVBORw0KGgo=\r\n\
         ----x\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: binary\r\nContent-Location: cid:frame\r\n\r\n{}\r\n----x--\r\n",
        quoted(&page("Café opens")),
        page("Advertisement in a frame"),
    );
    let desk = Desk::new();
    desk.put("raw/one.mhtml", saved).put("raw/two.mht", "Content-Type: image/png\r\n\r\nx");
    desk.put("raw/Ferry.html", page("Ferry runs"));
    desk.put("raw/Ferry_files/frame.html", page("Advertisement in a frame"));
    desk.put("raw/Tram_files/tram.html", page("Tram runs"));
    desk.put("raw/page.webarchive.txt", b"bplist00\xd1\x01\x02");
    let run = desk.convert(&["raw", "--tags", "off"]);
    assert_eq!(
        desk.files("content"),
        ["cafe-opens", "ferry-runs", "tram-runs"].map(|name| format!("content/2012/03/{name}.md"))
    );
    run.says("error[bad-archive]: cannot read the saved page: there is no page in it\n --> raw/two.mht\n").says("not text, but a web archive of Safari\n --> raw/page.webarchive.txt\n  = hint: in Safari, save it as page source\n");
    let cafe = desk.read("content/2012/03/cafe-opens.md");
    for part in ["  url: \"https://courier.example/cafe\"\n", "(https://courier.example/letter)", "title: Café opens\n"]
    {
        assert!(cafe.contains(part), "{part}\n{cafe}");
    }
}
