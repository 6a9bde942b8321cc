//! The section of an article, learned from the archive's own labelled articles: naive Bayes over words,
//! each counted once a document, trained in a moment.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::lang::Lang;
use super::token::{singular, tokens};

/// Sections that fewer articles have are not learned.
pub const FEWEST: u32 = 5;
/// Below this confidence nothing is said.
pub const LEAST: f32 = 0.8;
/// The most words that are remembered.
const MOST_WORDS: usize = 300_000;
/// The words of a document that say most of it.
const OF_EACH: usize = 40;

/// What is known of the sections of an archive.
#[derive(Debug, Default)]
pub struct Sections {
    names: BTreeMap<String, u32>,
    documents: Vec<u32>,
    /// A word ▶ documents of each section that have it.
    words: HashMap<String, Vec<u32>>,
}

impl Sections {
    /// Learns one labelled article.
    pub fn add(&mut self, section: &str, title: &str, body: &str) {
        let next = self.names.len() as u32;
        let number = *self.names.entry(section.to_owned()).or_insert(next);
        if number == next {
            self.documents.push(0);
        }
        self.documents[number as usize] += 1;
        for word in words(title, body) {
            if self.words.len() >= MOST_WORDS && !self.words.contains_key(&word) {
                continue;
            }
            let counts = self.words.entry(word).or_default();
            if counts.len() <= number as usize {
                counts.resize(number as usize + 1, 0);
            }
            counts[number as usize] += 1;
        }
    }

    /// How many sections can be told.
    pub fn len(&self) -> usize {
        self.documents.iter().filter(|n| **n >= FEWEST).count()
    }

    /// Whether none can be told.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The section of an article and how sure that is, 0 to 1; `None` where it is not sure enough, or
    /// there are not two to choose from.
    pub fn suggest(&self, title: &str, body: &str) -> Option<(&str, f32)> {
        let sections: Vec<(&str, u32)> = self
            .names
            .iter()
            .map(|(n, at)| (n.as_str(), *at))
            .filter(|(_, at)| self.documents[*at as usize] >= FEWEST)
            .collect();
        if sections.len() < 2 {
            return None;
        }
        // The words that differ most between sections; many weak ones would only add up to false surety.
        let mut told: Vec<(f32, Vec<f32>)> = Vec::new();
        let mut known: Vec<String> = words(title, body).into_iter().filter(|w| self.words.contains_key(w)).collect();
        known.sort_unstable();
        for word in &known {
            let counts = &self.words[word];
            if counts.iter().sum::<u32>() < 2 {
                continue;
            }
            let logs: Vec<f32> = sections
                .iter()
                .map(|(_, at)| {
                    let with = counts.get(*at as usize).copied().unwrap_or(0) as f32;
                    ((with + 0.5) / (self.documents[*at as usize] as f32 + 1.0)).ln()
                })
                .collect();
            let (low, high) = logs.iter().fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
            told.push((high - low, logs));
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        told.truncate(OF_EACH);
        // So few words are no evidence.
        if told.len() < 5 {
            return None;
        }
        let all: f32 = sections.iter().map(|(_, at)| self.documents[*at as usize] as f32).sum();
        // Words come in company: each counts for a part of what it would by itself.
        let damp = 4.0 / (told.len() as f32).sqrt().max(4.0);
        let scores: Vec<f32> = (0..sections.len())
            .map(|s| {
                (self.documents[sections[s].1 as usize] as f32 / all).ln()
                    + damp * 0.5 * told.iter().map(|(_, l)| l[s]).sum::<f32>()
            })
            .collect();
        let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]))?;
        let sum: f32 = scores.iter().map(|s| (s - scores[best]).exp()).sum();
        let confidence = 1.0 / sum;
        (confidence >= LEAST).then_some((sections[best].0, confidence))
    }
}

fn words(title: &str, body: &str) -> HashSet<String> {
    let lang = Lang::of([title, body].into_iter());
    let all = tokens(title).into_iter().chain(tokens(body)).take(1_000);
    all.map(|t| t.text.to_lowercase())
        .filter(|w| w.chars().count() > 2 && !w.starts_with(|c: char| c.is_ascii_digit()) && !lang.is_common(w))
        .map(|w| if lang == Lang::English { singular(&w).into_owned() } else { w })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_learned_and_doubt_is_kept() {
        let mut sections = Sections::default();
        let sea = [
            "ferry harbour sailor lighthouse anchor pilot",
            "trawler harbour herring nets sailor storm",
            "lighthouse ferry dock harbour crane sailor",
        ];
        let school = [
            "pupil teacher lesson exam classroom reading",
            "teacher pupil homework classroom chalk exam",
            "exam pupil lesson teacher library classroom",
        ];
        for round in 0..3 {
            sections.add("Sea", "The harbour", &format!("{} {round}", sea[round]));
            sections.add("Sea", "A ferry", sea[(round + 1) % 3]);
            sections.add("School", "An exam", school[round]);
            sections.add("School", "The teacher", school[(round + 1) % 3]);
        }
        let (name, confidence) = sections
            .suggest(
                "Sailor saved",
                "The lighthouse keeper saw the ferry, the harbour pilot and a sailor with an anchor.",
            )
            .unwrap();
        assert_eq!(name, "Sea");
        assert!(confidence > LEAST);
        assert_eq!(sections.suggest("A cake", "Flour, sugar, and a warm oven."), None);
        assert_eq!(sections.suggest("Sailor meets teacher", "harbour pupil ferry classroom sailor exam"), None);
    }
}
