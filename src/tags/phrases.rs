//! Repeated words in lower case, and of scripts without spaces repeated pieces: subjects that no table
//! knows and no capital shows.

use rustc_hash::FxHashMap;
use xxhash_rust::xxh3::xxh3_64;

use super::lang::{Lang, is_dense};
use super::token::{Token, lower, singular};
use super::words::Words;

/// A phrase, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// In lower case, as first written.
    pub shown: String,
    /// By which two are the same.
    pub key: String,
    /// How often.
    pub count: u32,
    /// The paragraph that has it first, from 0; the headline is the first.
    pub first: usize,
    /// Its words.
    pub words: usize,
}

/// The most that is remembered of one text.
const MOST: usize = 4_000;
/// How much of each text is looked at: its first words tell its subject.
const MOST_WORDS: usize = 1_500;

/// A run of words that was seen, of which no copy is made before it is known to be needed.
#[derive(Clone, Copy)]
struct Run {
    count: u32,
    /// The paragraph that has it first, and its words there.
    first: usize,
    start: usize,
    end: usize,
}

/// A word as a part of phrases.
#[derive(Debug)]
pub(super) struct Part {
    /// Of the word as it is shown.
    hash: u64,
    /// Of the singular, which it has as the last of a phrase.
    last: u64,
    /// Whether it may be the second or third.
    joins: bool,
}

/// Runs of one to three words that are no common words, each with its count. A paragraph is its words and their numbers.
pub(super) fn phrases(paragraphs: &[(Vec<Token<'_>>, Vec<u32>)], words: &Words) -> Vec<Phrase> {
    let mut found: FxHashMap<u64, Run> = FxHashMap::default();
    let mut seen = 0;
    for (at, (tokens, numbers)) in paragraphs.iter().enumerate() {
        for start in 0..tokens.len() {
            seen += 1;
            let mut before: u64 = 0;
            for end in start..tokens.len().min(start + 3) {
                let part = words.part(numbers[end]).filter(|_| end == start || !tokens[end].parted);
                let Some(part) = part else { break };
                let key = before ^ part.last;
                before = (before ^ part.hash).rotate_left(21).wrapping_mul(0x9e37_79b9_7f4a_7c15);
                if end > start && !part.joins {
                    continue;
                }
                if let Some(run) = found.get_mut(&key) {
                    run.count += 1;
                } else if found.len() < MOST {
                    found.insert(key, Run { count: 1, first: at, start, end: end + 1 });
                }
            }
        }
        if seen > MOST_WORDS {
            break;
        }
    }
    let repeated = found.into_values().filter(|run| run.count > 1 || run.first == 0);
    let whole = repeated.map(|run| {
        let numbers = &paragraphs[run.first].1[run.start..run.end];
        let shown: Vec<&str> = numbers.iter().filter_map(|n| words.get(*n).shown.as_deref()).collect();
        let (last, head) = shown.split_last().expect("a run has a word");
        let last = if words.lang == Lang::English { singular(last) } else { (*last).into() };
        let key = head.iter().copied().chain([&*last]).collect::<Vec<_>>().join(" ");
        Phrase { shown: shown.join(" "), key, count: run.count, first: run.first, words: shown.len() }
    });
    maximal(whole.collect())
}

fn hash(word: &str) -> u64 {
    xxh3_64(word.as_bytes())
}

/// How a word is shown in phrases, in lower case but as it is in German, and what it is there, if it may be part of one.
pub(super) fn part(token: &Token<'_>, lang: Lang) -> Option<(Box<str>, Part)> {
    let word = token.text;
    // In German every noun has a capital, so that a capital says nothing, and its absence much.
    if lang == Lang::German && !token.capital || lang != Lang::German && token.capital {
        return None;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 3 || word.bytes().any(|b| b.is_ascii_digit() || b == b'.') {
        return None;
    }
    let lower = lower(word);
    // English words in -ly, and the like, are hardly ever subjects.
    let adverb = lang == Lang::English && (lower.ends_with("ly") || lower.ends_with("ing") && letters < 8);
    if adverb || lang.is_common(&lower) {
        return None;
    }
    let shown = if lang == Lang::German { word.into() } else { lower };
    let part = Part {
        hash: hash(&shown),
        last: if lang == Lang::English { hash(&singular(&shown)) } else { hash(&shown) },
        // "The council voted" is a sentence, not a subject.
        joins: lang != Lang::English || !shown.ends_with("ed"),
    };
    Some((shown.as_ref().into(), part))
}

/// Leaves out what stands only inside a longer one that is as frequent.
fn maximal(mut all: Vec<Phrase>) -> Vec<Phrase> {
    let mut kept: Vec<Phrase> = Vec::new();
    all.sort_by(|a, b| b.words.cmp(&a.words).then(a.key.cmp(&b.key)));
    for phrase in all {
        let inside =
            kept.iter().any(|k| k.words > phrase.words && k.count * 3 >= phrase.count * 2 && has(&k.key, &phrase.key));
        if !inside {
            kept.push(phrase);
        }
    }
    kept
}

/// Whether a shorter phrase stands in a longer one, word by word.
fn has(longer: &str, shorter: &str) -> bool {
    let starts = std::iter::once(0).chain(longer.match_indices(' ').map(|(space, _)| space + 1));
    let mut rests = starts.filter_map(|at| longer[at..].strip_prefix(shorter));
    longer != shorter && rests.any(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Pieces of two to six letters that stand three times at least, cut where the script changes.
pub fn pieces(paragraphs: &[&str]) -> Vec<Phrase> {
    let mut found: FxHashMap<String, Phrase> = FxHashMap::default();
    for (at, text) in paragraphs.iter().enumerate() {
        for run in text.split(|c: char| !is_dense(c)).flat_map(runs) {
            let letters: Vec<char> = run.chars().collect();
            for len in 2..=6.min(letters.len()) {
                for piece in letters.windows(len) {
                    let key: String = piece.iter().collect();
                    if found.len() < MOST || found.contains_key(&key) {
                        found
                            .entry(key.clone())
                            .or_insert(Phrase { shown: key.clone(), key, count: 0, first: at, words: len })
                            .count += 1;
                    }
                }
            }
        }
    }
    let mut all: Vec<Phrase> = found.into_values().filter(|p| p.count > 2).collect();
    all.sort_by(|a, b| b.words.cmp(&a.words).then(a.key.cmp(&b.key)));
    let mut kept: Vec<Phrase> = Vec::new();
    for phrase in all {
        if !kept.iter().any(|k| k.count * 3 >= phrase.count * 2 && k.key.contains(&phrase.key)) {
            kept.push(phrase);
        }
    }
    kept
}

/// Pieces of one script: Hiragana is grammar, so it parts words.
fn runs(text: &str) -> impl Iterator<Item = &str> {
    let script = |c: char| match c {
        '\u{3040}'..='\u{309f}' => 0,
        '\u{30a0}'..='\u{30ff}' => 1,
        _ => 2,
    };
    let mut rest = text;
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = rest.char_indices().find(|(_, c)| script(*c) != script(first)).map_or(rest.len(), |(at, _)| at);
        let (run, behind) = rest.split_at(end);
        rest = behind;
        Some((run, script(first)))
    })
    .filter(|(_, script)| *script > 0)
    .map(|(run, _)| run)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tags::token::tokens;

    #[test]
    fn repeated_phrases_are_found_whole() {
        let text = [
            "Ferry fares rise",
            "The ferry fares were raised. Critics of ferry fares asked for cheaper ferry fares and lower tolls.",
        ];
        let mut words = Words::of(Lang::English);
        let mut numbered = |text: &&'static str| {
            let tokens = tokens(text);
            let numbers = words.add(&tokens);
            (tokens, numbers)
        };
        let paragraphs: Vec<_> = text.iter().map(&mut numbered).collect();
        let found = phrases(&paragraphs, &words);
        let best = found.iter().max_by_key(|p| p.count).unwrap();
        assert_eq!((best.shown.as_str(), best.count, best.words), ("ferry fares", 3, 2));
        assert!(!found.iter().any(|p| p.key == "ferry"));
    }

    #[test]
    fn scripts_without_spaces_have_pieces() {
        let found = pieces(&["新港湾の建設が始まった。新港湾は来年開く。市長は新港湾を喜んだ。"]);
        assert_eq!(found.iter().map(|p| p.shown.as_str()).collect::<Vec<_>>(), ["新港湾"]);
    }
}
