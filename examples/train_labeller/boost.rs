//! Gradient boosting of small decision trees over counted measures, for a yes-or-no question.
//!
//! Trees grow leaf by leaf where that helps most; measures are sorted into at most 64 ranges first, whose sums are
//! all that is looked at. Each tree sees a random part of the rows and of the measures.

use newsgen::convert::trees::{Node, Trees};

/// How many leaves each tree has.
const LEAVES: usize = 12;
/// How much of what all of them find is believed, in trees: the more there are, the less of each.
const BELIEF: f32 = 15.0;
/// The share of rows and of measures that a tree sees.
const ROWS: f32 = 0.6;
const MEASURES: f32 = 0.3;
/// What keeps leaves small, and the least rows of one.
const PENALTY: f32 = 5.0;
const LEAST_ROWS: u32 = 40;
const RANGES: usize = 64;

/// Rows to learn from.
#[derive(Default)]
pub struct Rows {
    pub measures: Vec<Vec<i16>>,
    pub right: Vec<bool>,
    /// How much each row counts, 1 in the mean.
    pub weights: Vec<f32>,
}

#[derive(Clone, Copy, Default)]
struct Sum {
    gradient: f32,
    curve: f32,
    rows: u32,
}

impl Sum {
    fn add(&mut self, other: Sum) {
        self.gradient += other.gradient;
        self.curve += other.curve;
        self.rows += other.rows;
    }

    fn less(self, other: Sum) -> Sum {
        Sum { gradient: self.gradient - other.gradient, curve: self.curve - other.curve, rows: self.rows - other.rows }
    }

    fn gain(self) -> f32 {
        self.gradient * self.gradient / (self.curve + PENALTY)
    }

    fn says(self) -> f32 {
        -self.gradient / (self.curve + PENALTY)
    }
}

struct Split {
    gain: f32,
    measure: usize,
    range: usize,
}

/// A leaf that may be split.
struct Leaf {
    rows: Vec<u32>,
    sum: Sum,
    best: Option<Split>,
    /// Its node.
    at: usize,
}

enum Grown {
    Split(usize, usize, usize, usize),
    Leaf(f32),
}

/// The limits of a measure's ranges: the most of each but the last.
fn limits(values: &mut Vec<i16>) -> Vec<i16> {
    values.sort_unstable();
    let all = values.len();
    let mut cuts: Vec<i16> = (1..RANGES).map(|n| values[n * all / RANGES]).collect();
    // Values that few rows have are ranges of their own where there is room.
    values.dedup();
    if values.len() <= RANGES {
        cuts = values[..values.len() - 1].to_vec();
    }
    cuts.dedup();
    cuts
}

/// Learns `many` trees.
pub fn boost(rows: &Rows, many: usize, random: &mut fastrand::Rng) -> Trees {
    let (len, count) = (rows.measures.len(), rows.measures[0].len());
    let limits: Vec<Vec<i16>> = (0..count).map(|m| limits(&mut rows.measures.iter().map(|r| r[m]).collect())).collect();
    // One measure behind the other.
    let ranges: Vec<Vec<u8>> = (0..count)
        .map(|m| rows.measures.iter().map(|r| limits[m].partition_point(|limit| r[m] > *limit) as u8).collect())
        .collect();
    let mut trees = Trees::default();
    let mut scores = vec![0.0f32; len];
    let rate = BELIEF / many as f32;
    for _ in 0..many {
        let sums: Vec<Sum> = (0..len)
            .map(|n| {
                let share = 1.0 / (1.0 + (-scores[n]).exp());
                let weight = rows.weights[n];
                let gradient = (share - f32::from(u8::from(rows.right[n]))) * weight;
                Sum { gradient, curve: share * (1.0 - share) * weight, rows: 1 }
            })
            .collect();
        let seen: Vec<u32> = (0..len as u32).filter(|_| random.f32() < ROWS).collect();
        let mut shown: Vec<usize> = (0..count).filter(|m| !limits[*m].is_empty() && random.f32() < MEASURES).collect();
        if shown.is_empty() {
            shown = (0..count).collect();
        }
        let grown = grow(seen, &sums, rate, &shown, &ranges);
        let tree = nodes(&grown, &limits);
        trees.push(&tree);
        for (n, score) in scores.iter_mut().enumerate() {
            let mut at = 0;
            *score += loop {
                match grown[at] {
                    Grown::Leaf(says) => break says,
                    Grown::Split(m, range, left, right) => {
                        at = if usize::from(ranges[m][n]) <= range { left } else { right };
                    }
                }
            };
        }
    }
    trees
}

fn grow(seen: Vec<u32>, sums: &[Sum], rate: f32, shown: &[usize], ranges: &[Vec<u8>]) -> Vec<Grown> {
    let leaf = |rows: Vec<u32>, at: usize| {
        let mut sum = Sum::default();
        rows.iter().for_each(|n| sum.add(sums[*n as usize]));
        let best = best(&rows, sum, sums, shown, ranges);
        Leaf { rows, sum, best, at }
    };
    let mut grown = vec![Grown::Leaf(0.0)];
    let mut leaves = vec![leaf(seen, 0)];
    while leaves.len() < LEAVES {
        let gain = |l: &Leaf| l.best.as_ref().map_or(0.0, |b| b.gain);
        let Some(at) = (0..leaves.len()).max_by(|a, b| gain(&leaves[*a]).total_cmp(&gain(&leaves[*b]))) else { break };
        if gain(&leaves[at]) <= 0.0 {
            break;
        }
        let old = leaves.swap_remove(at);
        let split = old.best.expect("a gain comes from a split");
        let (left, right) =
            old.rows.into_iter().partition(|n| usize::from(ranges[split.measure][*n as usize]) <= split.range);
        let (first, second) = (grown.len(), grown.len() + 1);
        grown[old.at] = Grown::Split(split.measure, split.range, first, second);
        grown.extend([Grown::Leaf(0.0), Grown::Leaf(0.0)]);
        leaves.push(leaf(left, first));
        leaves.push(leaf(right, second));
    }
    for leaf in leaves {
        grown[leaf.at] = Grown::Leaf(leaf.sum.says() * rate);
    }
    grown
}

fn best(rows: &[u32], all: Sum, sums: &[Sum], shown: &[usize], ranges: &[Vec<u8>]) -> Option<Split> {
    let mut best: Option<Split> = None;
    for &measure in shown {
        let mut parts = [Sum::default(); RANGES];
        for n in rows {
            parts[usize::from(ranges[measure][*n as usize])].add(sums[*n as usize]);
        }
        let mut left = Sum::default();
        for (range, part) in parts.iter().enumerate().take(RANGES - 1) {
            left.add(*part);
            let right = all.less(left);
            if left.rows < LEAST_ROWS {
                continue;
            }
            if right.rows < LEAST_ROWS {
                break;
            }
            let gain = left.gain() + right.gain() - all.gain();
            if part.rows > 0 && gain > best.as_ref().map_or(1e-6, |b| b.gain) {
                best = Some(Split { gain, measure, range });
            }
        }
    }
    best
}

/// A tree in the order of its table.
fn nodes(grown: &[Grown], limits: &[Vec<i16>]) -> Vec<Node> {
    fn put(at: usize, grown: &[Grown], limits: &[Vec<i16>], out: &mut Vec<Node>) {
        match grown[at] {
            Grown::Leaf(says) => out.push(Node::Leaf((says * 10_000.0).round() as i16)),
            Grown::Split(measure, range, left, right) => {
                let here = out.len();
                out.push(Node::Leaf(0));
                put(left, grown, limits, out);
                let (limit, next) = (limits[measure][range], u16::try_from(out.len()).expect("a tree is small"));
                out[here] = Node::Split { measure: measure as u16, limit, right: next };
                put(right, grown, limits, out);
            }
        }
    }
    let mut out = Vec::new();
    put(0, grown, limits, &mut out);
    out
}
