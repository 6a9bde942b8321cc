//! How sure each field and the body is, as a share of such fields that are right on real pages.
//!
//! The numbers were measured on annotated news pages (not part of this project): fields were put in
//! classes by what speaks for them, and a class's number is the share of its fields that are right with
//! weights that had not seen the page, rounded. What is below [`sure_from`] is a guess, and is marked as
//! one in the front matter.

use rustc_hash::FxHashSet;

use super::extract::{Draft, Trust};
use super::facts;
use super::html::Page;
use super::label::{Label, Labelled};
use super::word::Word;
use super::words;
use crate::diag::Problem;

/// Below this, the body is in doubt: most such bodies have large parts wrong or missing.
pub const SURE_BODY: f32 = 0.9;
/// Below this, a headline is in doubt.
pub const SURE_TITLE: f32 = 0.5;

/// Below this, a field is a guess. A wrong day also puts an article in the wrong place.
pub fn sure_from(key: &str) -> f32 {
    match key {
        "date" | "updated" => 0.9,
        "authors" => 0.8,
        // Classes of headlines are coarse: in a clean text, also the weaker ones are right.
        "title" => SURE_TITLE,
        _ => 0.7,
    }
}

/// Notes how sure fields and body are. Fields that are given are set later, and beyond doubt.
pub fn weigh(draft: &mut Draft, labelled: &Labelled, page: Option<&Page>) {
    draft.body_confidence = body(labelled);
    // The day may be another one than the first that the page gives.
    let day = page.zip(draft.date.as_ref()).and_then(|(p, d)| p.metadata.dates.iter().find(|(day, _)| *day == d.value));
    let of_day = day.map(|(_, witness)| witness.clone());
    let witness = |key| match key {
        "date" if of_day.is_some() => of_day.as_ref(),
        key => page.and_then(|p| p.metadata.witnesses.get(key)),
    };
    let date = match draft.dated_by_change {
        true => 0.85,
        false => by_score(draft.date_score, &[(3.0, 0.97), (2.0, 0.95)], 0.85),
    };
    let people = by_score(draft.author_score, &[(2.0, 0.95), (1.0, 0.65)], 0.5);
    // Names without a label.
    let bare_people = by_score(draft.author_score, &[(-1.0, 0.75)], 0.2);
    let mut trust =
        |key: &'static str, line: Option<(usize, bool)>, of_line: f32, of_guess: f32, of_votes: [f32; 3]| {
            let Some((line, guessed)) = line else { return };
            let of_line = if guessed { of_guess } else { of_line };
            let trust = match witness(key).filter(|_| line == 0) {
                Some(witness) => {
                    let confidence = if guessed { of_guess } else { of_votes[witness.votes.min(2)] };
                    Trust { from: witness.from.clone(), confidence }
                }
                None => Trust { from: "line".to_owned(), confidence: of_line },
            };
            draft.trust.insert(key, trust);
        };
    macro_rules! known {
        ($field:ident) => {
            draft.$field.as_ref().map(|f| (f.line, f.guessed))
        };
    }
    let title = title_of_line(draft.title.as_ref().map(|t| t.value.as_str()), labelled);
    trust("title", known!(title), title, 0.05, [0.7, 0.86, 0.86]);
    trust("date", known!(date), date, date, [0.91, 0.91, 0.95]);
    trust("authors", known!(authors), people, bare_people, [0.8, 0.87, 0.95]);
    // Of these, no annotations tell.
    trust("updated", known!(updated), 0.95, 0.8, [0.93, 0.93, 0.95]);
    for (key, line) in [("description", known!(description)), ("section", known!(section)), ("tags", known!(tags))] {
        trust(key, line, 0.9, 0.6, [0.8, 0.9, 0.95]);
    }
    let sure = |key: &str, draft: &Draft| draft.trust.get(key).is_none_or(|t| t.confidence >= sure_from(key));
    macro_rules! mark {
        ($($field:ident),*) => {
            $(let guessed = !sure(stringify!($field), draft);
            if let Some(field) = &mut draft.$field {
                field.guessed = guessed;
            })*
        };
    }
    mark!(title, date, updated, description, authors, section, tags);
    let told = |(p, _): &(Problem, usize)| matches!(p, Problem::GuessedAuthors { .. });
    match draft.authors.as_ref().filter(|a| a.guessed) {
        None => draft.problems.retain(|p| !told(p)),
        Some(_) if draft.problems.iter().any(told) => {}
        Some(authors) => {
            draft.problems.push((Problem::GuessedAuthors { names: authors.value.clone() }, authors.line));
        }
    }
}

/// The number of the first class whose score is reached, or `least`.
fn by_score(score: Option<f32>, classes: &[(f32, f32)], least: f32) -> f32 {
    classes.iter().find(|(from, _)| score.is_some_and(|s| s >= *from)).map_or(least, |(_, share)| *share)
}

/// The F1 to be expected of the body: twice the words that are kept and belong to it, by each line's
/// probability, over those kept and those that belong.
fn body(labelled: &Labelled) -> f32 {
    let (mut kept, mut belong, mut both) = (0.0, 0.0, 0.0);
    for ((fact, label), share) in labelled.facts.iter().zip(&labelled.labels).zip(&labelled.shares) {
        let words = fact.words.max(1) as f32;
        belong += words * share;
        if label.is_body() {
            kept += words;
            both += words * share;
        }
    }
    if kept + belong > 0.0 { 2.0 * both / (kept + belong) } else { 0.0 }
}

/// What speaks for a headline: a length that headlines have, words that the body has too.
fn title_of_line(title: Option<&str>, labelled: &Labelled) -> f32 {
    let Some(title) = title else { return 0.0 };
    let key = facts::key(title);
    let telling: Vec<&str> = key.split(' ').filter(|w| w.chars().count() >= 4).collect();
    let body = || labelled.facts.iter().zip(&labelled.labels).filter(|(_, l)| l.is_body()).map(|(fact, _)| fact);
    let told = match numbers_of(&telling, labelled) {
        Some(numbers) => {
            let is_told = |number: &&Word| body().any(|f| f.mask & number.bit() != 0 && f.told.contains(number));
            numbers.iter().filter(is_told).count()
        }
        None => {
            let mut missing: FxHashSet<&str> = telling.iter().copied().collect();
            body().flat_map(|fact| words::spaced(&fact.key)).for_each(|word| {
                missing.remove(word);
            });
            telling.iter().filter(|w| !missing.contains(**w)).count()
        }
    };
    let told = told as f32 / telling.len().max(1) as f32;
    let words = key.split(' ').count();
    match (words, told) {
        (0..=2, told) if told < 1.0 => 0.1,
        (_, told) if told >= 0.5 => 0.78,
        (_, told) if told > 0.0 => 0.5,
        _ => 0.45,
    }
}

/// The numbers of a headline's words, if it stands in a line of its own.
fn numbers_of(words: &[&str], labelled: &Labelled) -> Option<Vec<Word>> {
    /// No headline has as many words.
    const MOST: usize = 60;
    let fact = &labelled.facts[labelled.labels.iter().position(|l| *l == Label::Title)?];
    if fact.told.len() > MOST {
        return None;
    }
    let number =
        |word: &&str| words::spaced(&fact.key).zip(&fact.told).find(|(known, _)| known == word).map(|(_, w)| *w);
    words.iter().map(number).collect()
}

/// What is in doubt of an article's headline, day and body, in words.
pub fn doubts(draft: &Draft) -> Vec<String> {
    let mut doubts = Vec::new();
    let percent = |share: f32| (share * 100.0).round() as u32;
    let trust = |key: &str| draft.trust.get(key).map_or(1.0, |t| t.confidence);
    if trust("title") < SURE_TITLE {
        doubts.push(format!("the headline ({} %)", percent(trust("title"))));
    }
    if draft.date.as_ref().is_some_and(|d| d.guessed) {
        doubts.push(format!("the day ({} %)", percent(trust("date"))));
    }
    if draft.body_confidence < SURE_BODY {
        doubts.push(format!("what belongs to it ({} %)", percent(draft.body_confidence)));
    }
    doubts
}
