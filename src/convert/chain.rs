//! A linear chain over a text's blocks: each is before the body, in it, in a gap of it, or behind it.
//!
//! Weights, learned from annotated pages by `examples/train_labeller`, say how much each feature
//! speaks for each state and how likely one state follows another. Forward and backward sums give
//! for every block the probability that it is part of the body, which is also the confidence that
//! reports show.

use super::features::{COUNT, TEMPLATES};
use super::trees::Trees;
use super::{authors, pubdate, title};

/// The states: before the body, in it, in a gap, behind it.
pub const STATES: usize = 4;
/// The state of blocks in the body.
pub const IN: usize = 1;

/// Impossible.
const NEVER: f32 = f32::NEG_INFINITY;

/// Learned weights.
#[derive(Debug, Clone)]
pub struct Chain {
    /// For each feature, the weights of the states.
    pub features: Vec<[f32; STATES]>,
    /// From one state to another.
    pub moves: [[f32; STATES]; STATES],
    /// For each feature of a candidate for the headline, its weight.
    pub title: Vec<f32>,
    /// The same for names that may be the authors'.
    pub author: Vec<f32>,
    /// The same for days that may be that of publication.
    pub date: Vec<f32>,
    /// Trees that correct the chain, where there are any.
    pub trees: Trees,
}

/// Which states may follow each: a body begins once, gaps end in the body again, nothing follows its end.
const NEXT: [&[usize]; STATES] = [&[0, 1], &[1, 2, 3], &[1, 2], &[3]];

/// Whether one state may follow another.
pub fn may_follow(from: usize, to: usize) -> bool {
    NEXT[from].contains(&to)
}

impl Chain {
    /// No opinion.
    pub fn empty() -> Chain {
        Chain {
            features: vec![[0.0; STATES]; COUNT],
            moves: [[0.0; STATES]; STATES],
            title: vec![0.0; title::COUNT],
            author: vec![0.0; authors::COUNT],
            date: vec![0.0; pubdate::COUNT],
            trees: Trees::default(),
        }
    }

    /// Reads a table: a line for each feature that has weights, its template, bucket and a weight in
    /// hundredths for each state; `move` and the state it is from for moves, a field's name and one weight
    /// for candidates; `tree` and its nodes for trees.
    pub fn parse(table: &str) -> Chain {
        let mut chain = Chain::empty();
        for line in table.lines().filter(|l| !l.starts_with('#')) {
            if let Some(tree) = line.strip_prefix("tree ") {
                chain.trees.read(tree);
                continue;
            }
            let mut words = line.split(' ');
            let (Some(name), Some(bucket)) = (words.next(), words.next().and_then(|b| b.parse::<usize>().ok())) else {
                continue;
            };
            let mut weights = [0.0; STATES];
            for (weight, word) in weights.iter_mut().zip(words) {
                *weight = word.parse::<f32>().unwrap_or(0.0) / 100.0;
            }
            if name == "move" {
                chain.moves[bucket.min(STATES - 1)] = weights;
            } else if let Some(field) = chain.field(name) {
                let last = field.len() - 1;
                field[bucket.min(last)] = weights[0];
            } else if let Some(at) = feature(name, bucket) {
                chain.features[at] = weights;
            }
        }
        chain
    }

    /// The weights of candidates for a field.
    fn field(&mut self, name: &str) -> Option<&mut Vec<f32>> {
        match name {
            "title" => Some(&mut self.title),
            "author" => Some(&mut self.author),
            "date" => Some(&mut self.date),
            _ => None,
        }
    }

    /// The table that [`parse`](Chain::parse) reads; features without weight are left out.
    pub fn table(&self) -> String {
        let mut out = String::new();
        let mut line = |name: &str, bucket: usize, weights: &[f32; STATES]| {
            let weights: Vec<i32> = weights.iter().map(|w| (w * 100.0).round() as i32).collect();
            if weights.iter().any(|w| *w != 0) {
                let weights: Vec<String> = weights.iter().map(i32::to_string).collect();
                out.push_str(&format!("{name} {bucket} {}\n", weights.join(" ")));
            }
        };
        for (from, weights) in self.moves.iter().enumerate() {
            line("move", from, weights);
        }
        for (name, weights) in [("title", &self.title), ("author", &self.author), ("date", &self.date)] {
            for (bucket, weight) in weights.iter().enumerate() {
                line(name, bucket, &[*weight, 0.0, 0.0, 0.0]);
            }
        }
        let mut at = 0;
        for (name, buckets) in TEMPLATES {
            for bucket in 0..usize::from(*buckets) {
                line(name, bucket, &self.features[at]);
                at += 1;
            }
        }
        for tree in self.trees.lines() {
            out.push_str(&format!("tree {tree}\n"));
        }
        out
    }

    /// How much speaks for a candidate for the headline.
    pub fn title_score(&self, features: &[u16]) -> f32 {
        features.iter().map(|f| self.title[usize::from(*f)]).sum()
    }

    /// The weight of each state by a block's features alone.
    pub fn score(&self, features: &[u16]) -> [f32; STATES] {
        let mut sum = [0.0; STATES];
        features.iter().for_each(|feature| self.weigh(*feature, &mut sum));
        sum
    }

    /// Adds what one feature weighs to such a sum.
    #[inline]
    pub fn weigh(&self, feature: u16, sum: &mut [f32; STATES]) {
        let weights = &self.features[usize::from(feature)];
        (0..STATES).for_each(|s| sum[s] += weights[s]);
    }

    /// The same for each block.
    pub fn scores(&self, features: &[Vec<u16>]) -> Vec<[f32; STATES]> {
        features.iter().map(|features| self.score(features)).collect()
    }

    /// For each block, the probability of each state, among the sequences that `allowed` (a bit for
    /// each state) leaves.
    pub fn marginals(&self, scores: &[[f32; STATES]], allowed: impl Fn(usize) -> u8) -> Marginals {
        let len = scores.len();
        let mut forward = vec![[NEVER; STATES]; len];
        let mut backward = vec![[0.0; STATES]; len];
        let mut shifts = vec![0.0; len];
        let open = |at: usize, state: usize| allowed(at) & (1 << state) != 0;
        let moves = &self.moves;
        for at in 0..len {
            let before = match at.checked_sub(1).map(|above| forward[above]) {
                None => [0.0, 0.0, NEVER, NEVER],
                // By the moves that there are.
                Some(f) => [
                    f[0] + moves[0][0],
                    log_sum([f[0] + moves[0][1], f[1] + moves[1][1], f[2] + moves[2][1]]),
                    log_sum([f[1] + moves[1][2], f[2] + moves[2][2]]),
                    log_sum([f[1] + moves[1][3], f[3] + moves[3][3]]),
                ],
            };
            for to in (0..STATES).filter(|s| open(at, *s)) {
                forward[at][to] = before[to] + scores[at][to];
            }
            shifts[at] = shift(&mut forward[at]);
        }
        if let Some(last) = backward.last_mut() {
            // A gap is closed by the body.
            last[2] = NEVER;
        }
        for at in (0..len.saturating_sub(1)).rev() {
            let (below, score) = (backward[at + 1], scores[at + 1]);
            let way = |from: usize, to: usize| {
                if open(at + 1, to) { moves[from][to] + score[to] + below[to] } else { NEVER }
            };
            backward[at] = [
                log_sum([way(0, 0), way(0, 1)]),
                log_sum([way(1, 1), way(1, 2), way(1, 3)]),
                log_sum([way(2, 1), way(2, 2)]),
                way(3, 3),
            ];
            shift(&mut backward[at]);
        }
        let ways = |at: usize| -> [f32; STATES] { std::array::from_fn(|s| forward[at][s] + backward[at][s]) };
        let totals: Vec<f32> = (0..len).map(|at| log_sum(ways(at))).collect();
        let states = (0..len).map(|at| ways(at).map(|way| small_exp(way - totals[at]))).collect();
        Marginals { states, forward, backward, shifts, totals }
    }
}

/// Takes the largest of some logarithms off all of them, and says how much that was: sums over a text of ten thousands
/// of blocks would grow beyond what their digits can tell apart.
fn shift(logarithms: &mut [f32; STATES]) -> f32 {
    let most = logarithms.iter().copied().fold(NEVER, f32::max);
    if most == NEVER {
        return 0.0;
    }
    logarithms.iter_mut().for_each(|value| *value -= most);
    most
}

/// What [`Chain::marginals`] found.
#[derive(Debug)]
pub struct Marginals {
    /// For each block, the probability of each state.
    pub states: Vec<[f32; STATES]>,
    /// Sums over what is above each block and below it, as logarithms beside the largest.
    forward: Vec<[f32; STATES]>,
    backward: Vec<[f32; STATES]>,
    /// What was taken off each forward sum, beside that of the block above.
    shifts: Vec<f32>,
    /// Over all states of a block.
    totals: Vec<f32>,
}

impl Marginals {
    /// Whether there is a sequence of states at all.
    pub fn are_possible(&self) -> bool {
        self.totals.iter().all(|total| total.is_finite())
    }

    /// The probability that a block has the state `to` and the one above it `from`, where the weight of that move and
    /// state is `step`.
    pub fn of_move(&self, at: usize, from: usize, to: usize, step: f32) -> f32 {
        (self.forward[at - 1][from] + step + self.backward[at][to] - self.totals[at] - self.shifts[at]).exp()
    }
}

fn feature(name: &str, bucket: usize) -> Option<usize> {
    let mut at = 0;
    for (template, buckets) in TEMPLATES {
        if *template == name {
            return (bucket < usize::from(*buckets)).then_some(at + bucket);
        }
        at += usize::from(*buckets);
    }
    None
}

/// A share by its logarithm: nothing where it is too little to make a difference beside others.
fn small_exp(value: f32) -> f32 {
    const LEAST: f32 = -30.0;
    if value < LEAST { 0.0 } else { value.exp() }
}

/// The logarithm of a sum of few values that are given as logarithms.
#[inline]
fn log_sum<const N: usize>(values: [f32; N]) -> f32 {
    let mut most = NEVER;
    for value in values {
        most = if value > most { value } else { most };
    }
    if most == NEVER {
        return NEVER;
    }
    let mut sum = 0.0;
    for value in values {
        // The largest one's share is exp(0), and what is far below it has none.
        sum += if value == most { 1.0 } else { small_exp(value - most) };
    }
    if sum == 1.0 { most } else { most + sum.ln() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_of_long_texts_add_up_to_one() {
        let mut chain = Chain::empty();
        chain.moves = [[0.3, -2.1, 0.0, 0.0], [0.0, 1.7, -1.3, -2.9], [0.0, -0.7, 0.9, 0.0], [0.0, 0.0, 0.0, 0.4]];
        let mut random = fastrand::Rng::with_seed(7);
        let scores: Vec<[f32; STATES]> =
            (0..60_000).map(|_| std::array::from_fn(|s| 9.7 + random.f32() * [1.0, 2.0, 1.5, 0.5][s])).collect();
        let found = chain.marginals(&scores, |_| 0b1111);
        assert!(found.are_possible());
        for (at, states) in found.states.iter().enumerate() {
            let sum: f32 = states.iter().sum();
            assert!((sum - 1.0).abs() < 1e-3, "{at}: {states:?}");
        }
        // So are those of all moves between two blocks, by the same sums.
        for at in [1, 30_000, 59_999] {
            let ways = (0..STATES).flat_map(|from| (0..STATES).map(move |to| (from, to)));
            let step = |(from, to): (usize, usize)| {
                if may_follow(from, to) {
                    found.of_move(at, from, to, chain.moves[from][to] + scores[at][to])
                } else {
                    0.0
                }
            };
            let sum: f32 = ways.map(step).sum();
            assert!((sum - 1.0).abs() < 1e-2, "{at}: {sum}");
        }
    }
}
