//! Decision trees that add up: each asks a few questions of a block's measures and says how much speaks for
//! the block, where questions depend on earlier answers, as the chain's features cannot.
//!
//! They are learned one after the other, each from what those before it still get wrong (gradient boosting;
//! `examples/train_labeller`).

/// A sum of trees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trees {
    /// All trees' nodes, one tree behind the other, each in the order of a walk that goes left first.
    nodes: Vec<Node>,
    /// Where each tree begins.
    roots: Vec<u32>,
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

    /// Adds a tree.
    pub fn push(&mut self, tree: &[Node]) {
        self.roots.push(self.nodes.len() as u32);
        self.nodes.extend(tree);
    }

    /// For each row of measures, the probability of what the trees were taught.
    pub fn shares(&self, rows: &[Vec<i16>]) -> Vec<f32> {
        let mut sums = vec![0i32; rows.len()];
        // One tree after the other, as a tree is small and all of them are not.
        for tree in self.trees() {
            for (sum, row) in sums.iter_mut().zip(rows) {
                *sum += i32::from(leaf(tree, row));
            }
        }
        sums.into_iter().map(|sum| 1.0 / (1.0 + (-(sum as f32) / 10_000.0).exp())).collect()
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
        if grow(&words, &mut tree) == Some(words.len()) {
            self.push(&tree);
        }
    }
}

/// What a tree says of a row.
fn leaf(tree: &[Node], row: &[i16]) -> i16 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(says) => return says,
            Node::Split { measure, limit, right } => {
                let is_left = row.get(usize::from(measure)).is_none_or(|m| *m <= limit);
                at = if is_left { at + 1 } else { usize::from(right) };
            }
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
