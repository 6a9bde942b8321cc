//! What a batch shows of its sources, as recipes to paste into `site.toml`.
//!
//! 1. Lines that recur in half of a source's documents are lines to drop, unless they are names or fields.
//! 2. The words that stand before a name, the same in half of the documents with several names, are the
//!    form in which it names authors.
//! 3. Days after the twelfth tell whether its numeric dates put the day first.
//! 4. A language, and a distance from UTC, that all documents agree on are the source's.
//!
//! Of each source, five hundred documents at most are looked at beyond the counting of lines.

use std::collections::{BTreeMap, BTreeSet};

use super::facts;
use super::options::Options;
use super::prepare;
use super::reading::Reading;
use super::recurring::{Mark, Recurring};
use super::source::{Found, Source};
use super::{byline, meta, person, stream};
use crate::config::AuthorForm;

/// The most documents of a source that are looked at.
const SAMPLE: usize = 500;
/// The most lines that a recipe drops.
const MOST_LINES: usize = 60;
/// With fewer documents, nothing is always so.
const FEWEST: usize = 3;

/// What one document shows.
#[derive(Debug, Clone, Default)]
struct Signs {
    source: String,
    /// Whether the source is a host.
    is_host: bool,
    lines: Vec<(String, Mark)>,
    /// Words before names ▶ the names.
    forms: Vec<(String, String)>,
    day_first: usize,
    month_first: usize,
    lang: Option<String>,
    offset: Option<String>,
}

/// A recipe that a source's documents suggest.
#[derive(Debug, Default)]
struct Tally {
    is_host: bool,
    documents: usize,
    lines: BTreeMap<String, Mark>,
    forms: BTreeMap<String, (usize, BTreeSet<String>)>,
    day_first: usize,
    month_first: usize,
    langs: BTreeMap<String, usize>,
    offsets: BTreeMap<String, usize>,
}

/// Goes through a source and writes a recipe in TOML for each source in it that has something to say.
pub fn recipes(source: &dyn Source, options: &Options, tell: &mut (dyn FnMut(usize) + Send)) -> String {
    let recurring = Recurring::default().count(source, options, |_| true, tell).settle();
    let mut sources: BTreeMap<String, Tally> = BTreeMap::new();
    let work = |found: Found| signs(found.ok()?, options, &recurring);
    stream::in_order(source, stream::threads(options.jobs), work, |signs| {
        if let Some(signs) = signs {
            let tally = sources.entry(signs.source.clone()).or_default();
            if tally.documents < SAMPLE {
                tally.add(signs);
            }
        }
        true
    });
    let mut names = BTreeSet::new();
    let recipes: Vec<String> = sources.iter().filter_map(|(source, tally)| tally.toml(source, &mut names)).collect();
    recipes.join("\n")
}

fn signs(item: super::source::Item, options: &Options, recurring: &Recurring) -> Option<Signs> {
    let doc = item.read().ok()?;
    let (blocks, source, is_host) = prepare::blocks(&doc, options)?;
    let mut signs = Signs { is_host, lang: doc.given.lang.as_ref().map(|l| l.value.clone()), ..Signs::default() };
    for (block, mark) in blocks.iter().zip(recurring.marks(&source, &blocks)) {
        if let Some(mark) = mark.filter(|m| m.times * 2 >= m.of)
            && meta::read(&block.text, Reading::DAY_FIRST).is_none()
            && !person::is_name(&block.text)
        {
            signs.lines.push((block.text.clone(), mark));
        }
    }
    signs.forms = blocks.iter().filter_map(|b| form(&b.text)).collect();
    for block in &blocks {
        order(&block.text, &mut signs);
    }
    if let Ok(ready) = prepare::prepare(&doc, options) {
        signs.lang = ready.draft.lang.or(signs.lang);
        signs.offset = ready.draft.date.and_then(|d| d.value.as_str().get(19..).map(str::to_owned));
    }
    signs.source = source;
    Some(signs)
}

/// A short line that ends in a full name, as the words before it and the name.
fn form(text: &str) -> Option<(String, String)> {
    const MOST_WORDS: usize = 8;
    if text.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    text.match_indices(' ').take(4).find_map(|(at, _)| {
        let (before, name) = (text[..at].trim(), text[at..].trim());
        let full = person::is_name(name) && (2..=4).contains(&name.split(' ').count());
        // Words that are known to announce authors need no recipe.
        (full && !person::is_name(before) && !byline::is_label(before.trim_end_matches(':')))
            .then(|| (before.to_owned(), name.to_owned()))
    })
}

/// Counts numeric dates that can be read in one way only.
fn order(text: &str, signs: &mut Signs) {
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '(' | ')')) {
        let parts: Vec<&str> = word.trim_matches('.').split(['/', '.', '-']).collect();
        let [first, second, year] = parts[..] else { continue };
        let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 2);
        if let (Some(first), Some(second), true) = (number(first), number(second), year.len() == 4) {
            signs.day_first += usize::from((13..=31).contains(&first) && (1..=12).contains(&second));
            signs.month_first += usize::from((13..=31).contains(&second) && (1..=12).contains(&first));
        }
    }
}

impl Tally {
    fn add(&mut self, signs: Signs) {
        self.documents += 1;
        self.is_host |= signs.is_host;
        self.lines.extend(signs.lines);
        for (before, name) in signs.forms {
            let (times, names) = self.forms.entry(before).or_default();
            *times += 1;
            names.insert(name);
        }
        self.day_first += signs.day_first;
        self.month_first += signs.month_first;
        signs.lang.into_iter().for_each(|lang| *self.langs.entry(lang).or_default() += 1);
        signs.offset.into_iter().for_each(|offset| *self.offsets.entry(offset).or_default() += 1);
    }

    fn toml(&self, source: &str, names: &mut BTreeSet<String>) -> Option<String> {
        if self.documents < FEWEST {
            return None;
        }
        let mut out = String::new();
        let mut line = |text: String| out.push_str(&format!("{text}\n"));
        let common = |counts: &BTreeMap<String, usize>| {
            counts.iter().find(|(_, n)| **n * 10 >= self.documents * 9).map(|(value, _)| value.clone())
        };
        let form = self.forms.iter().filter(|(_, (times, names))| times * 2 >= self.documents && names.len() > 1);
        if let Some((before, _)) = form.max_by_key(|(before, (times, _))| (*times, std::cmp::Reverse(before.len())))
            && AuthorForm::parse(&format!("{before} {{names}}")).is_some()
        {
            line(format!("author_form = {}", quoted(&format!("{before} {{names}}"))));
        }
        match (self.day_first, self.month_first) {
            (2.., 0) => line("date_order = \"day-month\"".to_owned()),
            (0, 2..) => line("date_order = \"month-day\"".to_owned()),
            _ => {}
        }
        if let Some(offset) = common(&self.offsets).filter(|o| o.len() == 6 && o != "+00:00") {
            line(format!("timezone = {}", quoted(&offset)));
        }
        if let Some(lang) = common(&self.langs) {
            line(format!("lang = {}", quoted(&lang)));
        }
        let mut drops: Vec<(&String, &Mark)> = self.lines.iter().collect();
        drops.sort_by_key(|(text, mark)| (std::cmp::Reverse(mark.times), *text));
        drops.dedup_by_key(|(text, _)| facts::key(text));
        if !drops.is_empty() {
            line("drop = [".to_owned());
            for (text, mark) in drops.iter().take(MOST_LINES) {
                line(format!("  {}, # in {} of {}", quoted(text), mark.times, mark.of));
            }
            line("]".to_owned());
        }
        if out.is_empty() {
            return None;
        }
        let which = if self.is_host {
            format!("hosts = [{}]", quoted(source))
        } else {
            format!("files = {}", quoted(&format!("{}/*", source.trim_start_matches("./").trim_start_matches('/'))))
        };
        Some(format!("[convert.sources.{}]\n{which}\n{out}", name(source, names)))
    }
}

/// A name for a recipe, once each.
fn name(source: &str, taken: &mut BTreeSet<String>) -> String {
    let plain: String =
        source.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = plain.split('-').filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
    let plain = if plain.is_empty() { "source".to_owned() } else { plain };
    let mut name = plain.clone();
    let mut number = 2;
    while !taken.insert(name.clone()) {
        name = format!("{plain}-{number}");
        number += 1;
    }
    name
}

/// A TOML string: what JSON escapes, TOML does the same way.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).expect("a text is JSON").replace('\u{7f}', "\\u007f")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_orders_are_seen() {
        assert_eq!(form("Report: Ada Falk"), Some(("Report:".into(), "Ada Falk".into())));
        assert_eq!(form("The storm came at night"), None);
        let mut signs = Signs::default();
        order("Erschienen am 24.12.1998, gedruckt 03.04.1999", &mut signs);
        assert_eq!((signs.day_first, signs.month_first), (1, 0));
    }
}
