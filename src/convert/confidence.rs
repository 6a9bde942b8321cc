//! How sure each field and the body is, as a share of such fields that are right on real pages.
//!
//! The numbers were measured on annotated news pages (not part of this project): fields were put in
//! classes by what speaks for them, and a class's number is the share of its fields that are right,
//! rounded. What is below [`SURE`] is a guess, and is marked as one in the front matter.

use super::block::Block;
use super::extract::{Draft, Trust};
use super::facts;
use super::html::Page;
use super::label::{Label, Labelled};

/// Below this, a field is a guess.
pub const SURE: f32 = 0.7;
/// Below this, the body is in doubt: about as much of it is wrong or missing as is right.
pub const SURE_BODY: f32 = 0.6;
/// Below this, a headline is in doubt.
pub const SURE_TITLE: f32 = 0.5;

/// Notes how sure fields and body are. Fields that are given are set later, and beyond doubt.
pub fn weigh(draft: &mut Draft, blocks: &[Block], labelled: &Labelled, page: Option<&Page>) {
    draft.body_confidence = body(blocks, labelled);
    let witness = |key| page.and_then(|p| p.metadata.witnesses.get(key));
    let mut trust = |key: &'static str, line: Option<(usize, bool)>, of_line: f32, of_guess: f32| {
        let Some((line, guessed)) = line else { return };
        let trust = match witness(key).filter(|_| line == 0) {
            Some(witness) => {
                let confidence = match (guessed, witness.votes) {
                    (true, _) => of_guess,
                    (false, 0) => 0.7,
                    (false, 1) => 0.85,
                    (false, _) => 0.95,
                };
                Trust { from: witness.from.clone(), confidence }
            }
            None => Trust { from: "line".to_owned(), confidence: if guessed { of_guess } else { of_line } },
        };
        draft.trust.insert(key, trust);
    };
    let title = draft.title.as_ref().map(|t| (t.line, t.guessed));
    trust("title", title, title_of_line(draft.title.as_ref().map(|t| t.value.as_str()), blocks, labelled), 0.3);
    trust("date", draft.date.as_ref().map(|f| (f.line, f.guessed)), 0.9, 0.6);
    trust("updated", draft.updated.as_ref().map(|f| (f.line, f.guessed)), 0.9, 0.6);
    trust("description", draft.description.as_ref().map(|f| (f.line, f.guessed)), 0.9, 0.6);
    trust("authors", draft.authors.as_ref().map(|f| (f.line, f.guessed)), 0.85, 0.5);
    trust("section", draft.section.as_ref().map(|f| (f.line, f.guessed)), 0.9, 0.6);
    trust("tags", draft.tags.as_ref().map(|f| (f.line, f.guessed)), 0.9, 0.6);
    let sure = |key: &str, draft: &Draft| draft.trust.get(key).is_none_or(|t| t.confidence >= SURE);
    macro_rules! mark {
        ($($field:ident),*) => {
            $(let guessed = !sure(stringify!($field), draft);
            if let Some(field) = &mut draft.$field {
                field.guessed = guessed;
            })*
        };
    }
    mark!(date, updated, description, authors, section, tags);
}

/// The F1 to be expected of the body: twice the words that are kept and belong to it, by each line's
/// probability, over those kept and those that belong.
fn body(blocks: &[Block], labelled: &Labelled) -> f32 {
    let (mut kept, mut belong, mut both) = (0.0, 0.0, 0.0);
    for (at, block) in blocks.iter().enumerate() {
        let words = block.text.split_whitespace().count().max(1) as f32;
        let share = labelled.shares.get(at).copied().unwrap_or(0.0);
        belong += words * share;
        if matches!(labelled.labels.get(at), Some(Label::Paragraph | Label::Heading | Label::Item)) {
            kept += words;
            both += words * share;
        }
    }
    if kept + belong > 0.0 { 2.0 * both / (kept + belong) } else { 0.0 }
}

/// What speaks for a headline: a length that headlines have, words that the body has too.
fn title_of_line(title: Option<&str>, blocks: &[Block], labelled: &Labelled) -> f32 {
    let Some(title) = title else { return 0.0 };
    let key = facts::key(title);
    let telling: Vec<&str> = key.split(' ').filter(|w| w.chars().count() >= 4).collect();
    let body: std::collections::HashSet<String> = blocks
        .iter()
        .zip(&labelled.labels)
        .filter(|(_, l)| matches!(l, Label::Paragraph | Label::Heading | Label::Item))
        .flat_map(|(b, _)| facts::key(&b.text).split(' ').map(str::to_owned).collect::<Vec<_>>())
        .collect();
    let told = telling.iter().filter(|w| body.contains(**w)).count() as f32 / telling.len().max(1) as f32;
    let words = key.split(' ').count();
    match (words, told) {
        (0..=2, _) => 0.55,
        (_, told) if told >= 0.5 => 0.9,
        (_, told) if told > 0.0 => 0.8,
        _ => 0.75,
    }
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
