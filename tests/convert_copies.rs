//! What `newsgen convert` finds in pages that were copied whole (select all, copy), with all that stands around an article
//! there, in many languages, and in columns of articles: `data/copies.txt`, of which all is made up.
//!
//! Each begins with `### NAME | AUTHOR | DAY`. `# ` marks its headline, `= ` a paragraph or heading of its body, `~ ` a
//! standfirst, which may open the body too. All other lines are none of the article's.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use desk::{Desk, data, parse, texts};

/// What is wrong yet: the name of a copy, and what is said of it.
const MISSED: [(&str, &str); 77] = [
    ("advice", "author"),
    ("aljazeera", "1 lines too many"),
    ("aljazeera", "1 paragraphs lost"),
    ("ap-style", "1 lines too many"),
    ("ar-akhbar-makhbaz", "author"),
    ("bg", "1 paragraphs lost"),
    ("col-de-b", "1 lines too many"),
    ("col-list", "1 paragraphs lost"),
    ("cs-zpravy-medved", "1 lines too many"),
    ("dailymail", "1 paragraphs lost"),
    ("dailymail", "3 lines too many"),
    ("de-holzmarkt-trade", "4 paragraphs lost"),
    ("de-national", "1 paragraphs lost"),
    ("donation", "1 lines too many"),
    ("elmundo", "author"),
    ("en-gravelroad-blog", "1 lines too many"),
    ("en-letters-argus", "10 paragraphs lost"),
    ("en-letters-argus", "author"),
    ("en-press-release-valve", "1 paragraphs lost"),
    ("en-press-release-valve", "4 lines too many"),
    ("en-press-release-valve", "headline"),
    ("en-press-release-wire", "2 paragraphs lost"),
    ("en-press-release-wire", "author"),
    ("en-recipe-magazine", "2 lines too many"),
    ("en-touchline-sport", "2 paragraphs lost"),
    ("en-us", "2 lines too many"),
    ("es-cancha-sur", "1 paragraphs lost"),
    ("es-cancha-sur", "4 lines too many"),
    ("es-columna-litoral", "headline"),
    ("es-latam", "2 paragraphs lost"),
    ("fi-jarviseudun-sanomat", "1 paragraphs lost"),
    ("he", "headline"),
    ("he-hadashot-hakikar", "author"),
    ("hi-dainik-prabhat-sandesh", "1 lines too many"),
    ("hi-dainik-prabhat-sandesh", "headline"),
    ("hr-pismo-otok", "author"),
    ("id-portal-mangrove", "1 lines too many"),
    ("id-suara-kelapa", "author"),
    ("interview-de", "2 paragraphs lost"),
    ("ja-chihoshi-densha", "author"),
    ("ja-minato-hoso", "1 lines too many"),
    ("key-points", "1 lines too many"),
    ("key-points", "headline"),
    ("ko-hannarae-ilbo", "1 lines too many"),
    ("ko-hannarae-ilbo", "headline"),
    ("ko-ilbo-baedal", "1 lines too many"),
    ("nl-omroep-delta", "author"),
    ("nl-regionaal-zwembad", "1 paragraphs lost"),
    ("nl-regionaal-zwembad", "headline"),
    ("no-2", "1 paragraphs lost"),
    ("no-rikskanalen", "1 paragraphs lost"),
    ("no-rikskanalen", "author"),
    ("npr-web", "2 lines too many"),
    ("obit", "author"),
    ("pl-rozmowa-miesiecznik", "2 lines too many"),
    ("pt-br-portal-onibus", "11 paragraphs lost"),
    ("pt-diario-da-barra", "1 lines too many"),
    ("pt-portal-sertao", "headline"),
    ("radio", "1 paragraphs lost"),
    ("reuters", "1 paragraphs lost"),
    ("reuters", "3 lines too many"),
    ("ru-vestnik-zarechya", "1 lines too many"),
    ("ru-vestnik-zarechya", "1 paragraphs lost"),
    ("ru-vestnik-zarechya", "author"),
    ("science", "1 lines too many"),
    ("science", "1 paragraphs lost"),
    ("science", "headline"),
    ("se-local", "1 paragraphs lost"),
    ("sky", "1 paragraphs lost"),
    ("toi", "1 lines too many"),
    ("tr-col", "author"),
    ("tr-gazete-findik", "1 paragraphs lost"),
    ("vox", "1 paragraphs lost"),
    ("vox", "2 lines too many"),
    ("wapo", "1 paragraphs lost"),
    ("wp-blog", "headline"),
    ("zh-wanbao-shuwu", "1 lines too many"),
];

#[test]
fn articles_are_found_in_pages_that_were_copied_whole() {
    let all = data("copies.txt");
    let copies: Vec<(&str, &str)> = all.split("### ").skip(1).filter_map(|copy| copy.split_once('\n')).collect();
    assert!(copies.len() > 250);
    let desk = Desk::new();
    for (head, text) in &copies {
        let plain: Vec<&str> = text.lines().map(|line| unmarked(line).1).collect();
        desk.put(&format!("in/{}.txt", name_of(head)), plain.join("\n"));
    }
    desk.convert(&["in", "--out", "out", "--names", "source", "--tags", "off", "--no-learning", "-q"]);
    let mut wrong: Vec<(String, String)> = Vec::new();
    for (head, text) in &copies {
        let name = name_of(head);
        let (front, body) = parse(&desk.read(&format!("out/{name}.md")));
        wrong.extend(faults(head, text, &front, &body).into_iter().map(|fault| (name.to_owned(), fault)));
    }
    let mut expected: Vec<(String, String)> = MISSED.iter().map(|(n, f)| ((*n).to_owned(), (*f).to_owned())).collect();
    wrong.sort();
    expected.sort();
    assert_eq!(wrong, expected);
}

fn name_of(head: &str) -> &str {
    head.split('|').next().unwrap_or(head).trim()
}

/// A line's mark and the line.
fn unmarked(line: &str) -> (char, &str) {
    ["# ", "= ", "~ "]
        .iter()
        .find_map(|mark| Some((mark.chars().next()?, line.strip_prefix(mark)?)))
        .unwrap_or((' ', line))
}

/// What an article has otherwise than its copy's marks say.
fn faults(head: &str, text: &str, front: &serde_yaml::Value, body: &str) -> Vec<String> {
    let mut parts = head.split('|').map(str::trim).skip(1);
    let (author, day) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let marked =
        |mark: char| text.lines().map(unmarked).filter(move |(m, _)| *m == mark).map(|(_, line)| letters(line));
    let mut faults = Vec::new();
    if letters(of(front, "title")) != marked('#').collect::<String>() {
        faults.push("headline".to_owned());
    }
    if author_names(front).join(", ") != author {
        faults.push("author".to_owned());
    }
    if !of(front, "date").starts_with(day) {
        faults.push("day".to_owned());
    }
    let parts: Vec<String> = body.split("\n\n").map(letters).filter(|part| !part.is_empty()).collect();
    let lost = marked('=').filter(|paragraph| !parts.iter().any(|part| part.contains(paragraph))).count();
    let known: Vec<String> = marked('=').chain(marked('~')).collect();
    let more = parts.iter().filter(|part| !known.iter().any(|paragraph| paragraph.contains(*part))).count();
    faults.extend((lost > 0).then(|| format!("{lost} paragraphs lost")));
    faults.extend((more > 0).then(|| format!("{more} lines too many")));
    faults
}

fn of<'a>(front: &'a serde_yaml::Value, field: &str) -> &'a str {
    front.get(field).and_then(serde_yaml::Value::as_str).unwrap_or_default()
}

fn author_names(front: &serde_yaml::Value) -> Vec<&str> {
    front.get("authors").map(texts).unwrap_or_default()
}

/// Letters and digits alone: escapes and marks of Markdown are none.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
