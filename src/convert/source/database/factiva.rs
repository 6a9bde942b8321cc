//! Articles of Factiva: with a code before each field (`HD`, `BY`, `LP` …), or as they are printed, with the headline first
//! and the number of words below.

use super::{Article, Edge, authors, language};
use crate::convert::byline;
use crate::convert::date;
use crate::convert::person;
use crate::convert::reading::Reading;

/// The number of an article, which its last line has: `Document COUR000020240304ek3400012`.
pub fn accession(line: &str) -> Option<&str> {
    let line = line.strip_prefix("AN ").map_or(line, str::trim_start);
    let (word, number) = line.split_once(' ')?;
    let is_word = matches!(word, "Document" | "Dokument" | "Documento");
    let is_number = (20..=40).contains(&number.len())
        && number.bytes().all(|b| b.is_ascii_alphanumeric())
        && number.starts_with(|c: char| c.is_ascii_uppercase())
        && number.bytes().filter(u8::is_ascii_digit).count() >= 10;
    (is_word && is_number).then_some(number)
}

pub fn edge(line: &str) -> Edge {
    if accession(line).is_some() { Edge::Last } else { Edge::None }
}

pub fn read(lines: &[&str]) -> Option<Article> {
    let coded = |code: &str| lines.iter().any(|line| self::code(line).is_some_and(|(own, _)| own == code));
    let article = if coded("HD") && (coded("LP") || coded("TD")) { with_codes(lines) } else { printed(lines)? };
    (!article.body.trim().is_empty() && article.title.is_some()).then_some(article)
}

/// A line's code and what stands behind it.
fn code(line: &str) -> Option<(&str, &str)> {
    const CODES: [&str; 26] = [
        "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "VOL", "PG", "LA", "CY", "LP", "TD", "CT", "RF",
        "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN",
    ];
    let end = line.find(|c: char| !c.is_ascii_uppercase()).unwrap_or(line.len());
    let (code, rest) = line.split_at(end);
    let parted = rest.trim().is_empty() || rest.starts_with(['\t', ' ']);
    (CODES.contains(&code) && parted).then(|| (code, rest.trim()))
}

fn with_codes(lines: &[&str]) -> Article {
    let mut fields: Vec<(&str, String)> = Vec::new();
    for line in lines {
        // A paragraph may begin in capitals: `IN A SHOCK move`.
        let is_text = fields.last().is_some_and(|(code, _)| matches!(*code, "LP" | "TD"));
        let parted = |(code, _): &(&str, &str)| {
            let rest = &line[code.len()..];
            rest.trim().is_empty() || rest.starts_with(['\t']) || rest.starts_with("  ") || accession(line).is_some()
        };
        match (code(line).filter(|code| !is_text || parted(code)), fields.last_mut()) {
            (Some((code, value)), _) => fields.push((code, value.to_owned())),
            (None, Some((_, text))) => {
                text.push('\n');
                text.push_str(line.trim());
            }
            (None, None) => {}
        }
    }
    let mut article = Article::default();
    for (code, value) in fields {
        match code {
            "HD" => article.title = Some(value),
            "BY" => article.authors = authors(&value),
            "PD" => article.date = Some(value),
            "SE" => article.section = Some(value),
            "LA" => article.lang = language(&value),
            "LP" | "TD" => {
                article.body.push_str("\n\n");
                article.body.push_str(&value);
            }
            "AN" => article.id = accession(value.trim()).map(str::to_owned),
            "WC" => article.unused.push("number of words".to_owned()),
            code => article.others.push((name(code).to_owned(), value)),
        }
    }
    article
}

/// What a code stands for.
fn name(code: &str) -> &str {
    match code {
        "SN" => "publication",
        "SC" => "publication code",
        "CY" => "copyright",
        "PG" => "page",
        "ED" => "edition",
        "CR" => "credit",
        "ET" => "time",
        "CO" => "companies",
        "IN" => "industries",
        "NS" => "subjects",
        "RE" => "regions",
        "PUB" => "publisher",
        code => code,
    }
}

/// What words are called where they are counted.
pub const WORDS: [&str; 12] =
    ["words", "word", "Wörter", "mots", "palabras", "parole", "palavras", "woorden", "ord", "слов", "字", "słów"];

/// `142 words`
pub fn is_count(line: &str) -> bool {
    let counted = line.split_once(' ').filter(|(number, word)| {
        number.starts_with(|c: char| c.is_ascii_digit())
            && number.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
            && WORDS.contains(word)
    });
    counted.is_some()
}

/// Section, headline, byline, number of words, day, paper, its code, page, language, copyright, text.
fn printed(lines: &[&str]) -> Option<Article> {
    let shown: Vec<(usize, &str)> =
        lines.iter().enumerate().map(|(at, line)| (at, line.trim())).filter(|(_, line)| !line.is_empty()).collect();
    let count = shown.iter().position(|(_, line)| is_count(line))?;
    let mut article = Article::default();
    let mut head: Vec<&str> = shown[..count].iter().map(|(_, line)| *line).collect();
    let names = |line: &str| {
        byline::read(line).is_some_and(|byline| byline.sure) || person::is_name(line) && line.contains(' ')
    };
    if head.len() > 1 && head.last().is_some_and(|line| names(line)) {
        article.authors = authors(head.pop()?);
    }
    article.title = head.pop().map(str::to_owned);
    let mut head = head.into_iter();
    article.section = head.next().map(str::to_owned);
    article.others.push(("kicker".to_owned(), head.collect::<Vec<_>>().join(" ")));
    article.unused.push("number of words".to_owned());
    // The last line of what is said of the article: whose it is, or its language.
    const FARTHEST: usize = 12;
    let is_right = |line: &str| {
        let lower = line.to_lowercase();
        ["copyright", "©", "(c)", "(copyright"].iter().any(|begin| lower.starts_with(begin))
    };
    let near = &shown[count + 1..shown.len().min(count + 1 + FARTHEST)];
    let rights = near.iter().position(|(_, line)| is_right(line));
    let spoken = near.iter().position(|(_, line)| language(line).is_some());
    let last = rights.or(spoken)?;
    article.others.extend(rights.map(|at| ("copyright".to_owned(), near[at].1.to_owned())));
    let mut said = near[..=last].iter().map(|(_, line)| *line).filter(|line| !is_right(line));
    let day = said.next()?;
    article.date = (!date::scan(day, Reading::default()).is_empty()).then(|| day.to_owned());
    let is_time = |line: &str| line.len() <= 8 && line.contains(':');
    let (times, said): (Vec<&str>, Vec<&str>) = said.partition(|line| is_time(line));
    article.others.extend(times.into_iter().map(|time| ("time".to_owned(), time.to_owned())));
    for (at, line) in said.into_iter().enumerate() {
        let is_page = line.len() <= 8 && line.contains(|c: char| c.is_ascii_digit());
        match () {
            () if language(line).is_some() => article.lang = language(line),
            () if at == 0 => article.others.push(("publication".to_owned(), line.to_owned())),
            () if at == 1 => article.others.push(("publication code".to_owned(), line.to_owned())),
            () if is_page => article.others.push(("page".to_owned(), line.to_owned())),
            () => article.others.push(("edition".to_owned(), line.to_owned())),
        }
    }
    let from = near[last].0 + 1;
    let end = lines.iter().rposition(|line| accession(line.trim()).is_some()).unwrap_or(lines.len());
    article.id = lines.get(end).and_then(|line| accession(line.trim())).map(str::to_owned);
    article.body = lines.get(from..end)?.join("\n");
    Some(article)
}
