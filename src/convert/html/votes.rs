//! What two extractors take for the article, as votes on the page's own blocks.
//!
//! Their output is compared, never used: the article is made of the page's blocks, so that links,
//! lists and pictures stay as they are.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::convert::block::Block;
use crate::convert::facts;

/// The text that someone takes for the article, ready to be asked.
pub struct Opinion {
    /// All of it, words in lower case with a space around each.
    text: String,
    /// Its runs of four words.
    runs: HashSet<u64>,
}

/// For each block, a bit for each extractor that keeps it.
pub fn votes(html: &str, blocks: &[Block]) -> Vec<u16> {
    let second = libreadability::extract(html, None).ok();
    let mut candidates = trafilatura::FallbackCandidates::default();
    candidates.readability_html = second.as_ref().map(|article| article.content.clone());
    let options = trafilatura::Options::default()
        .with_exclude_comments(true)
        .with_fallback(true)
        .with_fallback_candidates(candidates)
        .with_html_date_mode(trafilatura::HtmlDateMode::Disabled);
    let first = trafilatura::extract(html, &options).map(|r| r.content_text).unwrap_or_default();
    let second = second.map(|article| article.text_content).unwrap_or_default();
    let opinions = [Opinion::new(&first), Opinion::new(&second)];
    blocks
        .iter()
        .map(|block| {
            let key = facts::key(&block.text);
            opinions.iter().enumerate().map(|(bit, opinion)| u16::from(opinion.keeps(&key)) << bit).sum()
        })
        .collect()
}

impl Opinion {
    /// The opinion that a text is the article.
    pub fn new(text: &str) -> Opinion {
        let key = facts::key(text);
        Opinion { runs: runs(&key).collect(), text: format!(" {key} ") }
    }

    /// Whether it holds a block, by the block's words.
    pub fn keeps(&self, key: &str) -> bool {
        let (mut all, mut known) = (0, 0);
        for run in runs(key) {
            all += 1;
            known += usize::from(self.runs.contains(&run));
        }
        if all < 3 { !key.is_empty() && self.text.contains(&format!(" {key} ")) } else { known * 10 >= all * 6 }
    }
}

fn runs(key: &str) -> impl Iterator<Item = u64> {
    let words: Vec<&str> = key.split(' ').collect();
    let hashes: Vec<u64> = words
        .windows(4)
        .map(|run| {
            let mut hasher = DefaultHasher::new();
            run.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    hashes.into_iter()
}
