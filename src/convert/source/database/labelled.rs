//! Articles whose fields have labels: `LENGTH: 142 words` (Nexis), `Publication date: Mar 4, 2024` (ProQuest).
//!
//! An article is cut into paragraphs. Those before the first label are its head; labels follow, then the text, then
//! labels again: of these, the run at the end, so that a paragraph of the text may begin like a label.

use super::{Article, Edge, authors, language, subjects};
use crate::convert::block;
use crate::convert::date;
use crate::convert::reading::Reading;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Byline,
    Date,
    /// Of a load into the database, which is soon after.
    Loaded,
    Section,
    Abstract,
    Body,
    Subject,
    Language,
    Address,
    Number,
    /// The rest is the database's.
    Notes,
    Other,
}

/// Labels in small letters.
const LABELS: [(&str, Field); 80] = [
    ("headline", Field::Title),
    ("title", Field::Title),
    ("byline", Field::Byline),
    ("author", Field::Byline),
    ("authors", Field::Byline),
    ("publication date", Field::Date),
    ("load-date", Field::Loaded),
    ("section", Field::Section),
    ("abstract", Field::Abstract),
    ("highlight", Field::Abstract),
    ("body", Field::Body),
    ("full text", Field::Body),
    ("subject", Field::Subject),
    ("language", Field::Language),
    ("language of publication", Field::Language),
    ("document url", Field::Address),
    ("url", Field::Address),
    ("proquest document id", Field::Number),
    ("acc-no", Field::Number),
    ("classification", Field::Notes),
    ("graphic", Field::Notes),
    ("length", Field::Other),
    ("dateline", Field::Other),
    ("series", Field::Other),
    ("publication info", Field::Other),
    ("publication title", Field::Other),
    ("publication year", Field::Other),
    ("publication subject", Field::Other),
    ("publication-type", Field::Other),
    ("document-type", Field::Other),
    ("document type", Field::Other),
    ("document feature", Field::Other),
    ("source type", Field::Other),
    ("journal-code", Field::Other),
    ("geographic", Field::Other),
    ("industry", Field::Other),
    ("company", Field::Other),
    ("company / organization", Field::Other),
    ("organization", Field::Other),
    ("person", Field::Other),
    ("people", Field::Other),
    ("location", Field::Other),
    ("identifier / keyword", Field::Other),
    ("business indexing term", Field::Other),
    ("ticker", Field::Other),
    ("city", Field::Other),
    ("state", Field::Other),
    ("country", Field::Other),
    ("country of publication", Field::Other),
    ("place of publication", Field::Other),
    ("publisher", Field::Other),
    ("pages", Field::Other),
    ("first page", Field::Other),
    ("column", Field::Other),
    ("issn", Field::Other),
    ("copyright", Field::Other),
    ("last updated", Field::Other),
    ("database", Field::Other),
    ("links", Field::Other),
    ("credit", Field::Other),
    ("word count", Field::Other),
    ("notes", Field::Other),
    ("correction", Field::Other),
    ("type", Field::Other),
    ("autor", Field::Byline),
    ("auteur", Field::Byline),
    ("rubrik", Field::Section),
    ("rubrique", Field::Section),
    ("sectie", Field::Section),
    ("sección", Field::Section),
    ("länge", Field::Other),
    ("longueur", Field::Other),
    ("lengte", Field::Other),
    ("longitud", Field::Other),
    ("sprache", Field::Language),
    ("langue", Field::Language),
    ("taal", Field::Language),
    ("idioma", Field::Language),
    ("update", Field::Loaded),
    ("date-chargement", Field::Loaded),
];

/// `1 of 500 DOCUMENTS`, `Dokument 1 von 500`
pub fn is_count(line: &str) -> bool {
    let mut words = line.strip_prefix("FOCUS - ").unwrap_or(line).split_whitespace();
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    let mut other = words.clone();
    if matches!(other.next(), Some("Dokument" | "Document")) {
        return number(other.next())
            && other.next().is_some_and(|word| matches!(word, "von" | "de"))
            && number(other.next())
            && other.next().is_none();
    }
    number(words.next())
        && words.next().is_some_and(|word| matches!(word, "of" | "von" | "de" | "sur"))
        && number(words.next())
        && words.next().is_some_and(|word| matches!(word, "DOCUMENTS" | "DOCUMENT" | "DOKUMENTEN" | "DOKUMENTE"))
        && words.next().is_none()
}

/// The line between articles of ProQuest.
pub fn is_rule(line: &str) -> bool {
    line.len() >= 40 && line.bytes().all(|b| b == b'_')
}

pub fn edge(line: &str) -> Edge {
    match () {
        () if line == "End of Document" => Edge::Last,
        () if is_count(line) || is_rule(line) => Edge::Between,
        () => Edge::None,
    }
}

/// A line's label, and what stands behind it. Some stand alone, without a colon.
fn label(line: &str) -> Option<(&'static str, Field, &str)> {
    const LONGEST: usize = 24;
    let (name, value) = line.split_once(':').unwrap_or((line, ""));
    let name = Some(name.trim()).filter(|name| name.len() <= LONGEST)?.to_lowercase();
    let (label, field) = LABELS.iter().find(|(label, _)| *label == name)?;
    let is_alone = matches!(field, Field::Body | Field::Notes);
    (line.contains(':') || is_alone).then(|| (*label, *field, value.trim()))
}

/// What an article is cut into.
#[derive(Default)]
struct Parts<'a> {
    head: Vec<Vec<&'a str>>,
    fields: Vec<(&'static str, Field, String)>,
    body: String,
}

fn parts<'a>(lines: &[&'a str]) -> Parts<'a> {
    let paragraphs = lines.split(|line| line.trim().is_empty()).filter(|paragraph| !paragraph.is_empty());
    let paragraphs: Vec<Vec<&str>> =
        paragraphs.map(|lines| lines.iter().map(|line| line.trim_end()).collect()).collect();
    let labelled = |at: usize| label(paragraphs[at][0].trim());
    let mut parts = Parts::default();
    let mut start = 0;
    while start < paragraphs.len() && labelled(start).is_none() {
        parts.head.push(paragraphs[start].iter().map(|line| line.trim()).collect());
        start += 1;
    }
    while start < paragraphs.len() && labelled(start).is_some() {
        let rest = parts.add(&paragraphs[start]);
        start += 1;
        if let Some(rest) = rest {
            parts.body = rest;
            break;
        }
    }
    // Behind a heading of its own, all is the database's.
    let is_note = |at: &usize| labelled(*at).is_some_and(|(_, field, value)| field == Field::Notes && value.is_empty());
    let noted = (start..paragraphs.len()).find(is_note).unwrap_or(paragraphs.len());
    let is_rights = |at: usize| {
        let first = paragraphs[at][0].trim().to_lowercase();
        ["copyright ", "©", "(c) ", "all rights reserved", "end of document"]
            .iter()
            .any(|begin| first.starts_with(begin))
    };
    let mut end = noted;
    while end > start && (labelled(end - 1).is_some_and(|(_, field, _)| field != Field::Body) || is_rights(end - 1)) {
        end -= 1;
    }
    for paragraph in &paragraphs[start..end] {
        parts.body.push_str("\n\n");
        parts.body.push_str(&paragraph.join("\n"));
    }
    parts.cut_run();
    for (at, paragraph) in paragraphs.iter().enumerate().skip(end) {
        let text = || paragraph.iter().map(|line| line.trim()).collect::<Vec<_>>().join("\n");
        match labelled(at) {
            Some(_) => drop(parts.add(paragraph)),
            None if is_rights(at) => parts.fields.push(("copyright", Field::Other, text())),
            None => parts.continue_with(&text()),
        }
    }
    parts
}

impl Parts<'_> {
    /// Takes from the end of the text labels that no empty line parts from it.
    fn cut_run(&mut self) {
        /// So many in a row are no text.
        const RUN: usize = 3;
        let start = self.body.rfind("\n\n").map_or(0, |at| at + 2);
        let lines: Vec<&str> = self.body[start..].split('\n').collect();
        let is_label = |at: &usize| label(lines[*at].trim()).is_some();
        let first = (1..lines.len()).find(|at| is_label(at) && (*at..lines.len()).filter(is_label).count() >= RUN);
        let Some(first) = first else { return };
        let (text, run) = (lines[..first].join("\n"), lines[first..].join("\n"));
        self.body.truncate(start);
        self.body.push_str(&text);
        let run: Vec<&str> = run.split('\n').collect();
        drop(self.add(&run));
    }

    fn continue_with(&mut self, line: &str) {
        if let Some((_, _, value)) = self.fields.last_mut() {
            value.push('\n');
            value.push_str(line);
        }
    }

    /// Reads a paragraph of labels; what stands behind that of the text is handed back.
    fn add(&mut self, lines: &[&str]) -> Option<String> {
        for (at, line) in lines.iter().map(|line| line.trim()).enumerate() {
            match label(line) {
                Some((_, Field::Body, value)) => {
                    return Some(
                        std::iter::once(value).chain(lines[at + 1..].iter().copied()).collect::<Vec<_>>().join("\n"),
                    );
                }
                Some((label, field, value)) => self.fields.push((label, field, value.to_owned())),
                // A long value goes on.
                None => self.continue_with(line),
            }
        }
        None
    }
}

fn is_of_record(label: &str) -> bool {
    matches!(label, "links" | "database" | "word count" | "length" | "länge" | "longueur" | "lengte" | "longitud")
}

fn has_date(text: &str) -> bool {
    !date::scan(text, Reading::default()).is_empty()
}

/// An article of Nexis. Its head has the paper, the day and the headline, or of late the headline first.
pub fn nexis(lines: &[&str]) -> Option<Article> {
    let is_late = lines.iter().any(|line| line.trim() == "End of Document");
    let parts = parts(lines);
    let mut article = Article::default();
    let head: Vec<&str> = parts.head.iter().flatten().copied().collect();
    let day = head.iter().position(|line| has_date(line));
    article.date = day.map(|at| head[at].to_owned());
    let paper = if is_late { day.and_then(|at| at.checked_sub(1)).filter(|at| *at > 0) } else { Some(0) };
    if let Some(paper) = paper.and_then(|at| head.get(at)).filter(|_| day != Some(0)) {
        article.others.push(("publication".to_owned(), (*paper).to_owned()));
    }
    article.title = match is_late {
        true => head.first().map(|line| (*line).to_owned()),
        false => {
            parts.head.last().filter(|_| parts.head.len() > 1).map(|lines| lines.join(" ")).filter(|t| !has_date(t))
        }
    };
    // `Late Edition - Final`
    let is_known = |line: &&str| {
        let title = article.title.as_deref().unwrap_or_default();
        title.contains(line)
            || article.others.iter().any(|(_, value)| value == line)
            || article.date.as_deref() == Some(line)
    };
    let edition: Vec<&str> = head.iter().copied().filter(|line| !is_known(line)).collect();
    article.others.push(("edition".to_owned(), edition.join(" ")));
    complete(article, parts)
}

/// An article of ProQuest, below its headline.
pub fn proquest(lines: &[&str]) -> Option<Article> {
    let parts = parts(lines);
    let head = parts
        .head
        .iter()
        .flatten()
        .copied()
        .filter(|line| !line.starts_with("Document ") && !line.ends_with("document link"));
    let mut head: Vec<&str> = head.collect();
    let source = head.iter().position(|line| has_date(line)).filter(|at| *at > 0);
    let source = source.map(|at| head.split_off(at)).and_then(|rest| rest.first().map(|line| (*line).to_owned()));
    let mut article = Article { title: Some(head.join(" ")).filter(|title| !title.is_empty()), ..Article::default() };
    article.date = source.clone();
    article.others.extend(source.map(|source| ("publication info".to_owned(), source)));
    complete(article, parts)
}

fn complete(mut article: Article, parts: Parts<'_>) -> Option<Article> {
    let mut loaded = None;
    article.body = parts.body;
    for (label, field, value) in parts.fields {
        match field {
            Field::Title => article.title = Some(value),
            Field::Byline => article.authors = authors(&value),
            Field::Date => article.date = Some(value),
            Field::Loaded => loaded = Some(value),
            // `Section A; Column 3; Harbour Desk; Pg. 3`
            Field::Section => {
                let is_place = |part: &str| {
                    let first = part.split([' ', '.']).next().unwrap_or("").to_lowercase();
                    matches!(
                        first.as_str(),
                        "section" | "sect" | "column" | "col" | "pg" | "page" | "p" | "s" | "seite"
                    )
                };
                let mut named = value.split(';').map(str::trim).filter(|part| !is_place(part));
                article.section = named.next().map(str::to_owned);
                article.others.push(("place".to_owned(), value.clone()));
            }
            Field::Abstract => article.description = Some(value),
            Field::Subject => article.tags = subjects(&value),
            Field::Language => article.lang = language(&value),
            Field::Address => article.url = Some(value),
            Field::Number => article.id = Some(value),
            Field::Body => {}
            Field::Notes => article.others.push((label.to_owned(), value)),
            Field::Other if label == "publication title" => article.others.push(("publication".to_owned(), value)),
            Field::Other if value.starts_with("End of Document") => {}
            // What only the database needs.
            Field::Other if is_of_record(label) => article.unused.push(label.to_owned()),
            Field::Other => article.others.push((label.to_owned(), value)),
        }
    }
    // Where there is nothing but a summary, that is the text.
    if block::tidy(&article.body.replace('\n', " ")).is_empty() {
        article.body = article.description.take()?;
    }
    article.date = article.date.or(loaded);
    article.title.is_some().then_some(article)
}
