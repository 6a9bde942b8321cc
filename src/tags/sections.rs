//! The section of an article, learned from the archive's own labelled articles: naive Bayes over words,
//! each counted once a document, trained in a moment.
//!
//! How sure a suggestion is, the labelled articles tell too: each is judged by all others, and a suggestion is as
//! sure as such judgements of its clearness were right.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::lang::Lang;
use super::token::{singular, tokens};

/// Sections that fewer articles have are not learned.
pub const FEWEST: u32 = 5;
/// The most words that are remembered.
const MOST_WORDS: usize = 300_000;
/// The words of a document that say most of it.
const OF_EACH: usize = 40;
/// So few words are no evidence.
const LEAST_WORDS: usize = 5;

/// What is known of the sections of an archive.
#[derive(Debug, Default)]
pub struct Sections {
    names: BTreeMap<String, u32>,
    documents: Vec<u32>,
    /// A word ▶ documents of each section that have it.
    words: HashMap<String, Vec<u32>>,
    /// Of labelled articles, by how much the best section was ahead: whether it was the right one.
    checks: Vec<(f32, bool)>,
    /// From so far ahead on, that share was right; rising.
    sure: Vec<(f32, f32)>,
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

    /// Judges an article that was learned by all others.
    pub fn check(&mut self, section: &str, title: &str, body: &str) {
        let own = self.names.get(section).copied();
        if let Some((name, ahead)) = self.best(title, body, own) {
            let right = name == section;
            self.checks.push((ahead, right));
        }
    }

    /// Makes up how sure suggestions are: shares of right judgements that do not fall where the best section is
    /// further ahead (pool adjacent violators).
    pub fn settle(&mut self) {
        self.checks.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let share = |(_, right, all): &(f32, f32, f32)| right / all;
        let mut pools: Vec<(f32, f32, f32)> = Vec::new();
        for (ahead, right) in &self.checks {
            pools.push((*ahead, f32::from(u8::from(*right)), 1.0));
            while let [.., before, last] = pools.as_slice()
                && share(before) >= share(last)
            {
                let joined = (before.0, before.1 + last.1, before.2 + last.2);
                pools.truncate(pools.len() - 2);
                pools.push(joined);
            }
        }
        // Few judgements prove little.
        self.sure = pools.iter().map(|(ahead, right, all)| (*ahead, (right + 0.5) / (all + 1.0))).collect();
    }

    /// How many sections can be told.
    pub fn len(&self) -> usize {
        self.documents.iter().filter(|n| **n >= FEWEST).count()
    }

    /// Whether none can be told.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The section of an article and how sure that is, 0 to 1; `None` where there are not two to choose from, too
    /// few words are known, or no labelled article was as unclear.
    pub fn suggest(&self, title: &str, body: &str) -> Option<(&str, f32)> {
        let (name, ahead) = self.best(title, body, None)?;
        let (_, sure) = self.sure.iter().rev().find(|(least, _)| *least <= ahead)?;
        Some((name, *sure))
    }

    /// The best section, and how far it is ahead of the next. `own` is the section that the article itself was
    /// learned for, which is taken out.
    fn best(&self, title: &str, body: &str, own: Option<u32>) -> Option<(&str, f32)> {
        let documents = |at: u32| self.documents[at as usize] - u32::from(own == Some(at));
        let sections: Vec<(&str, u32)> =
            self.names.iter().map(|(n, at)| (n.as_str(), *at)).filter(|(_, at)| documents(*at) >= FEWEST - 1).collect();
        if sections.len() < 2 {
            return None;
        }
        // The words that differ most between sections; many weak ones would only add up to false surety.
        let mut told: Vec<(f32, Vec<f32>)> = Vec::new();
        let mut known: Vec<String> = words(title, body).into_iter().filter(|w| self.words.contains_key(w)).collect();
        known.sort_unstable();
        for word in &known {
            let counts = &self.words[word];
            if counts.iter().sum::<u32>() < 2 + u32::from(own.is_some()) {
                continue;
            }
            let logs: Vec<f32> = sections
                .iter()
                .map(|(_, at)| {
                    let with =
                        counts.get(*at as usize).copied().unwrap_or(0).saturating_sub(u32::from(own == Some(*at)));
                    ((with as f32 + 0.5) / (documents(*at) as f32 + 1.0)).ln()
                })
                .collect();
            let (low, high) = logs.iter().fold((f32::MAX, f32::MIN), |(l, h), v| (l.min(*v), h.max(*v)));
            told.push((high - low, logs));
        }
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        told.truncate(OF_EACH);
        if told.len() < LEAST_WORDS {
            return None;
        }
        let all: f32 = sections.iter().map(|(_, at)| documents(*at) as f32).sum();
        let mut scores: Vec<(f32, &str)> = (0..sections.len())
            .map(|s| {
                let said: f32 = told.iter().map(|(_, logs)| logs[s]).sum();
                ((documents(sections[s].1) as f32 / all).ln() + said, sections[s].0)
            })
            .collect();
        scores.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        Some((scores[0].1, scores[0].0 - scores[1].0))
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
        for round in 0..3 {
            sections.check("Sea", "The harbour", &format!("{} {round}", sea[round]));
            sections.check("Sea", "A ferry", sea[(round + 1) % 3]);
            sections.check("School", "An exam", school[round]);
            sections.check("School", "The teacher", school[(round + 1) % 3]);
        }
        sections.settle();
        let (name, confidence) = sections
            .suggest(
                "Sailor saved",
                "The lighthouse keeper saw the ferry, the harbour pilot and a sailor with an anchor.",
            )
            .unwrap();
        assert_eq!(name, "Sea");
        assert!(confidence > 0.8, "{confidence}");
        assert_eq!(sections.suggest("A cake", "Flour, sugar, and a warm oven."), None);
        let doubtful = sections.suggest("Sailor meets teacher", "harbour pupil ferry classroom sailor exam");
        assert!(doubtful.is_none_or(|(_, confidence)| confidence < 0.8), "{doubtful:?}");
    }
}
