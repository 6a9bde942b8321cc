//! Decision trees that add up: each asks a few questions of a block's measures and says how much speaks for
//! the block, where questions depend on earlier answers, as the chain's features cannot.
//!
//! They are learned one after the other, each from what those before it still get wrong (gradient boosting;
//! `examples/train_labeller`).

/// The most leaves that a tree may have: a bit for each.
pub const MOST_LEAVES: usize = 16;

/// How many rows are asked at once.
const LANES: usize = 16;

/// A sum of trees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    /// All trees' nodes, one tree behind the other, each in the order of a walk that goes left first.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
    /// The same trees as they are asked, and their splits, one tree behind the other.
    asked: Vec<Asked>,
    splits: Vec<Split>,
}

/// A tree that is not walked: each split takes away the leaves that it leaves out, and the first that is left is that
/// of the row (QuickScorer, Lucchese 2015). All is done for many rows alike, without a branch.
#[derive(Debug, Clone, PartialEq)]
struct Asked {
    /// How many splits it has.
    splits: usize,
    /// What its leaves say, from left to right.
    leaves: [i16; MOST_LEAVES],
}

#[derive(Debug, Clone, PartialEq)]
struct Split {
    measure: u16,
    limit: i16,
    /// A bit for each leaf that a row may still reach if its measure is above the limit.
    above: u16,
}

/// A node of a tree.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Node {
    /// Goes on to the next node where a measure is at most `limit`, and to that at `right` otherwise.
    Split {
        /// The number of the measure.
        measure: u16,
        /// The most that goes left.
        limit: i16,
        /// The other node, counted from the tree's first.
        right: u16,
    },
    /// What the tree says, in ten thousandths of log odds.
    Leaf(i16),
}

impl Trees {
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.roots.is_empty()
    }

    /// Adds a tree, which has [`MOST_LEAVES`] at most.
    pub fn push(&mut self, tree: &[Node]) {
        self.roots.push(self.nodes.len() as u32);
        self.nodes.extend(tree);
        // How many leaves stand before each node.
        let mut before = Vec::with_capacity(tree.len());
        let mut leaves = [0; MOST_LEAVES];
        let mut count = 0;
        for node in tree {
            before.push(count);
            if let Node::Leaf(says) = node {
                leaves[count] = *says;
                count += 1;
            }
        }
        let known = self.splits.len();
        for (at, node) in tree.iter().enumerate() {
            if let Node::Split { measure, limit, right } = *node {
                let left = before[at]..before[usize::from(right)];
                let above = left.fold(u16::MAX, |above, leaf| above & !(1 << leaf));
                self.splits.push(Split { measure, limit, above });
            }
        }
        self.asked.push(Asked { splits: self.splits.len() - known, leaves });
    }

    /// For each row of measures, the probability of what the trees were taught.
    pub fn shares(&self, rows: &[Vec<i16>]) -> Vec<f32> {
        let share = |sum: i32| 1.0 / (1.0 + (-(sum as f32) / 10_000.0).exp());
        let sums = |some: &[Vec<i16>]| self.sums(some).into_iter().take(some.len());
        rows.chunks(LANES).flat_map(sums).map(share).collect()
    }

    /// What the trees say of some rows, no more than there are lanes.
    fn sums(&self, rows: &[Vec<i16>]) -> [i32; LANES] {
        // One measure of all rows behind the other; one that a row lacks is above no limit.
        let count = rows.iter().map(Vec::len).max().unwrap_or(0);
        let mut measures = vec![[i16::MIN; LANES]; count];
        for (lane, row) in rows.iter().enumerate() {
            row.iter().zip(&mut measures).for_each(|(value, measure)| measure[lane] = *value);
        }
        let mut sums = [0; LANES];
        let mut rest = self.splits.as_slice();
        for tree in &self.asked {
            let splits;
            (splits, rest) = rest.split_at(tree.splits);
            let mut open = [u16::MAX; LANES];
            for split in splits {
                let Some(values) = measures.get(usize::from(split.measure)) else { continue };
                for (lane, value) in values.iter().enumerate() {
                    // All bits where it is not above.
                    let below = u16::from(*value > split.limit).wrapping_sub(1);
                    open[lane] &= split.above | below;
                }
            }
            for (lane, sum) in sums.iter_mut().enumerate() {
                *sum += i32::from(tree.leaves[open[lane].trailing_zeros() as usize % MOST_LEAVES]);
            }
        }
        sums
    }

    fn trees(&self) -> impl Iterator<Item = &[Node]> {
        let ends = self.roots.iter().skip(1).map(|r| *r as usize).chain([self.nodes.len()]);
        self.roots.iter().zip(ends).map(|(root, end)| &self.nodes[*root as usize..end])
    }

    /// A line for each tree: `measure:limit` for splits, `=N` for leaves, in the order of the nodes.
    pub fn lines(&self) -> Vec<String> {
        let word = |node: &Node| match node {
            Node::Split { measure, limit, .. } => format!("{measure}:{limit}"),
            Node::Leaf(says) => format!("={says}"),
        };
        self.trees().map(|tree| tree.iter().map(word).collect::<Vec<_>>().join(" ")).collect()
    }

    /// Adds the tree of a line; a line that is none is left out.
    pub fn read(&mut self, line: &str) {
        let words: Vec<&str> = line.split(' ').collect();
        let mut tree = Vec::with_capacity(words.len());
        let leaves = words.iter().filter(|word| word.starts_with('=')).count();
        if leaves <= MOST_LEAVES && grow(&words, &mut tree) == Some(words.len()) {
            self.push(&tree);
        }
    }
}

/// Puts the tree that begins at the node behind those that are there, and says where its words end.
fn grow(words: &[&str], tree: &mut Vec<Node>) -> Option<usize> {
    let at = tree.len();
    let word = words.get(at)?;
    if let Some(says) = word.strip_prefix('=') {
        tree.push(Node::Leaf(says.parse().ok()?));
        return Some(at + 1);
    }
    let (measure, limit) = word.split_once(':')?;
    let (measure, limit) = (measure.parse().ok()?, limit.parse().ok()?);
    tree.push(Node::Split { measure, limit, right: 0 });
    let right = grow(words, tree)?;
    tree[at] = Node::Split { measure, limit, right: u16::try_from(right).ok()? };
    grow(words, tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trees_ask_the_right_questions() {
        let mut trees = Trees::default();
        trees.read("0:3 1:10 =-20000 =5000 =30000");
        trees.read("=0");
        trees.read("0:3 =1");
        assert_eq!(trees.lines(), ["0:3 1:10 =-20000 =5000 =30000", "=0"]);
        let share = |row: &[i16]| (trees.shares(&[row.to_vec()])[0] * 1000.0).round();
        assert_eq!(share(&[3, 10]), 119.0);
        assert_eq!(share(&[3, 11]), 622.0);
        assert_eq!(share(&[4, 0]), 953.0);
        assert_eq!(share(&[]), 119.0);
    }
}
