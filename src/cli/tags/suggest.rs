//! `newsgen tags suggest` and `newsgen tags sections`: what articles say, put into their front matter.

use super::super::messages::count;
use super::change::Changes;
use super::shelf::Shelf;
use super::{print, say};
use crate::convert::yaml;
use crate::error::{Error, Result};
use crate::load::parse_article;
use crate::model::{Article, Fingerprint};
use crate::parallel;
use crate::tags::sections::Sections;
use crate::tags::vocabulary::Entry;
use crate::tags::{Learner, Profile, Text, Vocabulary, choose, edit, profile};

/// Articles that are in memory at once.
const AT_ONCE: usize = 512;
/// The most labelled articles that tell how sure suggestions of sections are.
const MOST_CHECKS: usize = 5_000;
/// Fewer articles have no vocabulary of their own.
const FEWEST: usize = 30;

/// Tags for articles that have none; with `again`, also for those whose tags are suggestions.
pub fn tags(shelf: &Shelf, most: usize, again: bool) -> Result<Changes> {
    let used = in_use(shelf);
    let mut learner = Learner::default();
    let mut wanting: Vec<usize> = Vec::new();
    profiles(shelf, &all(shelf), &mut |at, article, profile, path| {
        let suggested = article.source.as_ref().is_some_and(|s| s.suggested.iter().any(|f| f == "tags"));
        if article.tags.is_empty() || again && suggested {
            wanting.push(at);
        }
        learner.add(Fingerprint::of(path.as_bytes()).0 as u64, profile);
        Ok(())
    })?;
    let mut vocabulary = if learner.len() >= FEWEST { Some(learner.finish(&used)) } else { None };
    if !shelf.catalog.tags.is_empty() || vocabulary.is_none() && !used.entries.is_empty() {
        vocabulary.get_or_insert(used).add_catalog(&shelf.catalog);
    }
    let mut changes = Changes::default();
    let mut without = 0;
    profiles(shelf, &wanting, &mut |_, article, profile, path| {
        let tags = choose(profile, vocabulary.as_ref(), most);
        if tags.is_empty() {
            without += 1;
            return Ok(());
        }
        mark(shelf, &mut changes, article, path, ("tags", &yaml::list(&tags)))
    })?;
    if without > 0 {
        say(&format!("{} with nothing that the vocabulary has", count(without, "article", "articles")));
    }
    Ok(changes)
}

/// Sections for articles that have none, learned from those that have one.
pub fn sections(shelf: &Shelf, least: f32) -> Result<Changes> {
    let mut learned = Sections::default();
    let labelled: Vec<usize> = (0..shelf.len()).filter(|at| shelf.records.get(*at).section.is_some()).collect();
    let others: Vec<usize> = (0..shelf.len()).filter(|at| shelf.records.get(*at).section.is_none()).collect();
    // A suggestion is no evidence.
    let own = |article: &Article| {
        let suggested = article.source.as_ref().is_some_and(|s| s.suggested.iter().any(|f| f == "section"));
        article.section.clone().filter(|_| !suggested)
    };
    for at in &labelled {
        let article = read(shelf, shelf.records.get(*at).path)?.1;
        if let Some(section) = own(&article) {
            learned.add(&section, &article.title, &article.body);
        }
    }
    for at in labelled.iter().step_by(labelled.len().div_ceil(MOST_CHECKS).max(1)) {
        let article = read(shelf, shelf.records.get(*at).path)?.1;
        if let Some(section) = own(&article) {
            learned.check(&section, &article.title, &article.body);
        }
    }
    learned.settle();
    let mut changes = Changes::default();
    let mut unsure = 0;
    for at in others {
        let path = shelf.records.get(at).path;
        let article = read(shelf, path)?.1;
        match learned.suggest(&article.title, &article.body).filter(|(_, confidence)| *confidence >= least) {
            Some((section, confidence)) => {
                print(&format!("content/{path}: {section} ({:.0} %)", (confidence * 100.0).floor()))?;
                mark(shelf, &mut changes, &article, path, ("section", &yaml::scalar(section)))?;
            }
            None => unsure += 1,
        }
    }
    let learned = count(learned.len(), "section", "sections");
    say(&format!("{learned} learned; {} not sure enough", count(unsure, "article", "articles")));
    Ok(changes)
}

/// Sets a field of an article and marks it as suggested.
fn mark(shelf: &Shelf, changes: &mut Changes, article: &Article, path: &str, (key, value): (&str, &str)) -> Result<()> {
    let path = shelf.file(path);
    let text = shelf.read(&path)?;
    let mut fields = article.source.as_ref().map_or_else(Vec::new, |s| s.suggested.clone());
    if !fields.iter().any(|f| f == key) {
        fields.push(key.to_owned());
    }
    let marked = edit::set(&text, key, Some(value)).and_then(|t| edit::set_suggested(&t, Some(&yaml::list(&fields))));
    if let Some(marked) = marked {
        changes.add(path, text, marked);
    }
    Ok(())
}

fn all(shelf: &Shelf) -> Vec<usize> {
    (0..shelf.len()).collect()
}

/// The tags in use as a vocabulary: what editors have settled on is not up to newsgen.
fn in_use(shelf: &Shelf) -> Vocabulary {
    let mut vocabulary = Vocabulary::default();
    for (name, used) in &shelf.uses {
        let level = used.articles.max(1).ilog2() as u8;
        let entry = Entry { name: name.clone(), kind: None, level };
        let earlier = vocabulary.entries.get(&Vocabulary::key(name)).map(|e| e.level);
        if earlier.is_none_or(|l| l < level) {
            vocabulary.entries.insert(Vocabulary::key(name), entry);
        }
    }
    vocabulary.add_catalog(&shelf.catalog);
    vocabulary
}

/// Reads articles on all threads, and hands them on in order.
fn profiles(
    shelf: &Shelf,
    which: &[usize],
    take: &mut dyn FnMut(usize, &Article, &Profile, &str) -> Result<()>,
) -> Result<()> {
    for chunk in which.chunks(AT_ONCE) {
        let mut found: Vec<Option<(Article, Profile)>> = chunk.iter().map(|_| None).collect();
        parallel::fill(
            super::super::default_jobs(),
            &mut found,
            || (),
            |(), at, slot| {
                let article = read(shelf, shelf.records.get(chunk[at]).path)?.1;
                let paragraphs: Vec<String> =
                    article.body.split("\n\n").map(|p| crate::markdown::excerpt(p, p.len())).collect();
                let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).filter(|p| !p.is_empty()).collect();
                let found = profile(Text { title: &article.title, paragraphs: &paragraphs });
                *slot = Some((article, found));
                Ok::<_, Error>(())
            },
        )?;
        for (at, slot) in chunk.iter().zip(found) {
            let (article, profile) = slot.expect("every article was read, or the run ended");
            take(*at, &article, &profile, shelf.records.get(*at).path)?;
        }
    }
    Ok(())
}

/// An article's text and what it says. It was read a moment ago, so what is wrong with it has been told.
fn read(shelf: &Shelf, path: &str) -> Result<(String, Article)> {
    let text = shelf.read(&shelf.file(path))?;
    let article = parse_article(&text, path, shelf.config.zone, &mut Vec::new()).unwrap_or_default();
    Ok((text, article))
}
