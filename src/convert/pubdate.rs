//! Which of a text's dates is the day of publication.
//!
//! Every day that stands outside the body is a candidate, in a line of its own or among a few other
//! words. What speaks for it: a label, the headline or a byline near it, a line of its own. The day of a
//! change is none, and neither is a day that nothing ties to the article.

use super::block::Block;
use super::date::{self, Seen, Stamp};
use super::label::{Label, Labelled};
use super::meta::{self, Meta};
use super::words::When;

/// A day and the block it stands in.
#[derive(Debug)]
pub struct Candidate {
    /// The block's index.
    pub at: usize,
    /// The day, and the time if there is one.
    pub stamp: Stamp,
    /// What its label says.
    pub when: Option<When>,
    /// How much speaks for it.
    pub score: f32,
}

/// Below this, a day is not tied to the article.
const ENOUGH: f32 = 2.5;
/// From this on, there is no doubt.
pub const SURE: f32 = 4.5;

/// The day of publication, if one is tied to the article well enough.
pub fn find(blocks: &[Block], labelled: &Labelled) -> Option<Candidate> {
    let Labelled { labels, facts, day_first, .. } = labelled;
    let title = labels.iter().position(|l| *l == Label::Title);
    let body = |l: &Label| matches!(l, Label::Paragraph | Label::Heading | Label::Item);
    let first = labels.iter().position(body).unwrap_or(blocks.len());
    let last = labels.iter().rposition(body).unwrap_or(first);
    let heads: Vec<usize> = match title {
        // The headline may stand again above the article.
        Some(title) => (0..first).filter(|&at| at == title || facts[at].first == facts[title].first).collect(),
        None => vec![0],
    };
    let named = |at: usize| {
        let names = |m: &Meta| matches!(m, Meta::Names(..) | Meta::Label(meta::Awaits::Names));
        labels[at] == Label::Names || labels[at] == Label::Fields && facts[at].meta.iter().flatten().any(names)
    };
    let mut all: Vec<Candidate> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        if body(&labels[at])
            || labels[at] == Label::Title
            || !block.text.bytes().any(|b| b.is_ascii_digit())
            || block.text.split_whitespace().nth(30).is_some()
        {
            continue;
        }
        for Seen { when, stamp, rest } in date::scan(&block.text, *day_first) {
            let mut score = match when {
                Some(When::Published) => 3.0,
                // The day of a change goes to `updated`; that it was published then would be made up.
                Some(When::Updated) => continue,
                None => 0.5,
            };
            score += match rest {
                0..=2 => 1.0,
                3..=8 => 0.3,
                _ => -1.0,
            };
            let below = heads.iter().filter(|h| **h < at).map(|h| at - h).min();
            let above = heads.iter().filter(|h| **h > at).map(|h| h - at).min();
            score += match (below, above) {
                (Some(1..=4), _) => 2.5,
                (_, Some(1..=3)) if at < first => 2.0,
                (Some(5..=10), _) => 1.5,
                (Some(11..=20), _) if at < first => 0.5,
                _ => 0.0,
            };
            if at < first {
                score += if first - at <= 6 { 1.0 } else { 0.3 };
            } else if at > last {
                score += match at - last {
                    1..=3 => 0.5,
                    4..=8 => -0.5,
                    _ => -1.5,
                };
            }
            if (at.saturating_sub(2)..(at + 3).min(blocks.len())).any(named) {
                score += 1.0;
            }
            if at < heads.first().copied().unwrap_or(0).saturating_sub(6) {
                score -= 1.5;
            }
            all.push(Candidate { at, stamp, when, score });
        }
    }
    // The same day twice, as where a change is dated to the day of publication.
    let days: Vec<String> = all.iter().map(|c| c.stamp.as_str()[..10].to_owned()).collect();
    for (at, candidate) in all.iter_mut().enumerate() {
        if days.iter().enumerate().any(|(other, d)| other != at && *d == days[at]) {
            candidate.score += 0.4;
        }
    }
    all.into_iter()
        .fold(None, |best: Option<Candidate>, next| match best {
            Some(best) if best.score >= next.score => Some(best),
            _ => Some(next),
        })
        .filter(|best| best.score >= ENOUGH)
}
