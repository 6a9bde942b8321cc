//! Exports of Movable Type and TypePad: for each entry its fields, then its texts, each below its name.
//!
//! `-----` ends the fields and each text, `--------` the entry. <https://movabletype.org/documentation/appendices/import-export-format.html>

use chrono::NaiveDateTime;

use super::super::editor::{paragraphs, stored};
use super::super::entries::{Entry, said, said_all};
use crate::convert::address;
use crate::convert::date::Stamp;
use crate::convert::given::Given;
use crate::convert::record::{html_of, plain};

const END_OF_TEXT: &str = "-----";
const END_OF_ENTRY: &str = "--------";
const TEXTS: [&str; 6] = ["BODY:", "EXTENDED BODY:", "EXCERPT:", "KEYWORDS:", "COMMENT:", "PING:"];

/// Whether a line is one that entries begin with.
pub fn begins(line: &str) -> bool {
    ["AUTHOR: ", "TITLE: ", "AUTHOR EMAIL: "].iter().any(|field| line.starts_with(field))
}

/// Whether a text is such an export.
pub fn is_export(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).filter(|line| !line.is_empty());
    lines.next().is_some_and(begins)
        && lines.by_ref().find(|line| field(line).is_none()) == Some(END_OF_TEXT)
        && lines.next() == Some("BODY:")
}

/// Hands over the entries, and what is said of each but is no part of it.
pub fn each(text: &str, take: &mut dyn FnMut(Entry) -> bool) {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    let mut number = 0;
    let mut from = 0;
    for at in 0..=lines.len() {
        let above = || lines[..at].iter().rev().find(|line| !line.is_empty());
        let is_end = at == lines.len() || lines[at] == END_OF_ENTRY && above() == Some(&END_OF_TEXT);
        if !is_end {
            continue;
        }
        let own = &lines[from..at];
        from = at + 1;
        if own.iter().all(|line| line.is_empty()) {
            continue;
        }
        number += 1;
        let (entry, others) = entry(own, number);
        if !take(entry) || others.into_iter().any(|kind| !take(Entry::Other(kind.to_owned()))) {
            return;
        }
    }
}

fn field(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = name.len() <= 30 && !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b == b' ');
    is_name.then(|| (name, value.trim()))
}

/// An entry, and the kinds of what readers and other sites added to it.
fn entry<'a>(lines: &[&'a str], number: usize) -> (Entry, Vec<&'static str>) {
    let fields_end = lines.iter().position(|line| *line == END_OF_TEXT).unwrap_or(lines.len());
    let mut texts: Vec<(&str, Vec<&'a str>)> = Vec::new();
    for (at, &line) in lines.iter().enumerate().skip(fields_end) {
        // A line across within a text is its own.
        let next = || lines[at + 1..].iter().find(|line| !line.is_empty());
        if line == END_OF_TEXT && next().is_none_or(|next| TEXTS.contains(next)) {
            texts.push(("", Vec::new()));
        } else if let Some((name, text)) = texts.last_mut() {
            match name.is_empty() && TEXTS.contains(&line) {
                true => *name = line,
                false => text.push(line),
            }
        }
    }
    let text = |name: &str| {
        let found = texts.iter().find(|(own, _)| *own == name).map(|(_, lines)| lines.join("\n"));
        found.filter(|text| !text.trim().is_empty())
    };
    let mut given = Given::default();
    let (mut breaks, mut primary, mut basename) = ("", None, None);
    let (mut categories, mut tags): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    for (name, value) in
        lines[..fields_end].iter().filter_map(|line| field(line)).filter(|(_, value)| !value.is_empty())
    {
        match name {
            "TITLE" => given.title = Some(said("export TITLE", plain(value))),
            "AUTHOR" => given.authors = Some(said("export AUTHOR", vec![plain(value)])),
            "DATE" => given.date = date(value).map(|date| said("export DATE", date)),
            "STATUS" => given.draft = !value.eq_ignore_ascii_case("publish"),
            "CONVERT BREAKS" => breaks = value,
            "PRIMARY CATEGORY" => primary = Some(plain(value)),
            "CATEGORY" => categories.push(plain(value)),
            "TAGS" => tags = value.split(',').map(|tag| plain(tag.trim().trim_matches('"'))).collect(),
            "BASENAME" => basename = Some(value.to_owned()),
            "UNIQUE URL" => {
                given.aliases = address::path_of(value).into_iter().collect();
                given.url = Some(said("export UNIQUE URL", value));
            }
            "ALLOW COMMENTS" | "ALLOW PINGS" | "NO ENTRY" => {}
            name => given.note(&name.to_lowercase().replace(' ', "_"), value),
        }
    }
    let of_address = given.aliases.first().and_then(|path| path.rsplit('/').next()?.strip_suffix(".html"));
    given.slug = of_address.map(str::to_owned).or_else(|| basename.clone());
    let section = primary.or_else(|| (!categories.is_empty()).then(|| categories.remove(0)));
    categories.retain(|name| Some(name) != section.as_ref());
    given.tags = said_all("export TAGS", categories.into_iter().chain(tags));
    given.section = section.map(|name| said("export CATEGORY", name));
    given.description = text("EXCERPT:").map(|text| said("export EXCERPT", plain(&text)));
    if let Some(words) = text("KEYWORDS:") {
        given.note("keywords", &plain(&words));
    }
    let body = [text("BODY:"), text("EXTENDED BODY:")].into_iter().flatten().collect::<Vec<_>>().join("\n\n");
    let html = match breaks {
        "" | "0" | "richtext" => paragraphs(&body),
        name if name.starts_with("markdown") => html_of(&body),
        _ => stored(&body),
    };
    let others = texts.iter().filter_map(|(name, _)| match *name {
        "COMMENT:" => Some("comment"),
        "PING:" => Some("ping"),
        _ => None,
    });
    (Entry::article(basename.or_else(|| Some(number.to_string())), given, html), others.collect())
}

/// `01/31/2002 03:31:05 PM`, month first; the time of where the site was, with hours up to 23 if none says otherwise.
fn date(value: &str) -> Option<Stamp> {
    let form = if value.ends_with('M') { "%m/%d/%Y %I:%M:%S %p" } else { "%m/%d/%Y %H:%M:%S" };
    let date = NaiveDateTime::parse_from_str(value, form).ok()?;
    Stamp::parse(&date.format("%Y-%m-%dT%H:%M:%S").to_string())
}
