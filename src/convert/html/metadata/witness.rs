//! Which parts of a page say what its fields say: for reports, and as a measure of how sure they are.

use std::collections::BTreeMap;

use super::dates::{stamp, url_day};
use super::{Head, Metadata, own_url};
use crate::convert::date::Stamp;
use crate::convert::facts;

/// Who says a field.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witness {
    /// The first: `json-ld`, the name of a `<meta>`, `h1`, `title`, `time`, `address`, or `page` for some
    /// other element.
    pub from: String,
    /// How many say the same.
    pub votes: usize,
}

/// The witnesses of each field that a page's metadata gives.
pub fn witnesses(head: &Head<'_>, fields: &Metadata) -> BTreeMap<&'static str, Witness> {
    let mut all = BTreeMap::new();
    let mut add = |key, says: Vec<String>| {
        all.insert(key, witness(says));
    };
    if let Some(title) = &fields.title {
        let mut says = texts(head, &["headline"], title, |name| name.contains("title"));
        says.extend(head.texts("h1").iter().any(|t| same(t, title)).then(|| "h1".to_owned()));
        says.extend(head.texts("head title").iter().any(|t| same(t, title)).then(|| "title".to_owned()));
        add("title", says);
    }
    if let Some(date) = &fields.date {
        add("date", of_date(head, date));
    }
    if let Some(updated) = &fields.updated {
        add("updated", days(head, &["dateModified"], updated));
    }
    let people = [&fields.authors, &fields.houses, &fields.likely_authors];
    if let Some(first) = people.into_iter().find_map(|p| p.first()) {
        let (mut names, mut others) = (Vec::new(), Vec::new());
        for author in head.articles.iter().filter_map(|a| a.get("author").or_else(|| a.get("creator"))) {
            head.ld_names(author, 0, &mut names, &mut others);
        }
        let ld = names.iter().chain(&others).any(|n| same(n, first));
        let mut says: Vec<String> = ld.then(|| "json-ld".to_owned()).into_iter().collect();
        says.extend(metas(head, |name, text| {
            (name.contains("author") || name.contains("creator") || name == "byl") && same(text, first)
        }));
        add("authors", says);
    }
    if let Some(description) = &fields.description {
        add("description", texts(head, &["description"], description, |name| name.contains("description")));
    }
    if let Some(section) = &fields.section {
        add("section", texts(head, &["articleSection"], section, |name| name.contains("section")));
    }
    if let Some(tag) = fields.tags.first() {
        add("tags", texts(head, &["keywords"], tag, |name| name.contains("keywords") || name.contains("tag")));
    }
    all
}

/// Whether a text says a value, perhaps with other words around it.
fn same(text: &str, value: &str) -> bool {
    let (text, value) = (facts::key(text), facts::key(value));
    text == value || text.starts_with(&value) || text.contains(&format!(" {value}"))
}

/// Who says that a day is that of publication; the first, and how many.
pub fn of_day(head: &Head<'_>, date: &Stamp) -> Witness {
    witness(of_date(head, date))
}

fn of_date(head: &Head<'_>, date: &Stamp) -> Vec<String> {
    let mut says = days(head, &["datePublished", "dateCreated"], date);
    let has = |days: Vec<Stamp>| days.iter().any(|day| day.is_same_day(date));
    says.extend(has(head.all_times("time[datetime]")).then(|| "time".to_owned()));
    says.extend(has(head.days_of_titles()).then(|| "title".to_owned()));
    says.extend(has(own_url(head.doc).and_then(|u| url_day(&u)).into_iter().collect()).then(|| "address".to_owned()));
    says
}

fn witness(says: Vec<String>) -> Witness {
    Witness { from: says.first().cloned().unwrap_or_else(|| "page".to_owned()), votes: says.len() }
}

fn texts(head: &Head<'_>, keys: &[&str], value: &str, is_name: impl Fn(&str) -> bool) -> Vec<String> {
    let ld = keys.iter().any(|key| head.ld_texts(key).iter().any(|t| same(t, value)));
    let mut says: Vec<String> = ld.then(|| "json-ld".to_owned()).into_iter().collect();
    says.extend(metas(head, |name, text| is_name(name) && same(text, value)));
    says
}

fn days(head: &Head<'_>, keys: &[&str], day: &Stamp) -> Vec<String> {
    let says_day = |text: &String| stamp(text).is_some_and(|d| d.is_same_day(day));
    let ld = keys.iter().any(|key| head.ld_texts(key).iter().any(says_day));
    let mut says: Vec<String> = ld.then(|| "json-ld".to_owned()).into_iter().collect();
    says.extend(metas(head, |_, text| text.len() < 60 && says_day(&text.to_owned())));
    says
}

fn metas(head: &Head<'_>, says: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let mut names: Vec<String> =
        head.metas.iter().filter(|(name, text)| says(name, text)).map(|(name, _)| name.clone()).collect();
    names.dedup();
    names
}
