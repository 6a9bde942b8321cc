//! Where a block stands in its page's tree: beside most of the prose or away from it, and how much of
//! the prose looks as it does.
//!
//! An article's paragraphs are elements of one kind in one place, whatever a site calls them; so are its
//! teasers, comments and menus.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use crate::convert::block::Block;
use crate::convert::features::Hints;

/// The least characters of a block that counts as prose; those of dense scripts count thrice.
const LONG_CHARS: usize = 80;
/// The share of the prose that the page's trunk holds, in percent.
const TRUNK: usize = 75;

/// Elements that look alike: tag and class of an element, and of the one around it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Family {
    own: u64,
    outer: u64,
}

impl Family {
    /// That of an element in this one. Numbers in classes are often those of the element alone.
    pub fn of(self, tag: &str, class: &str) -> Family {
        let mut hasher = FxHasher::default();
        tag.hash(&mut hasher);
        for byte in class.bytes().filter(|b| !b.is_ascii_digit()) {
            hasher.write_u8(byte);
        }
        Family { own: hasher.finish(), outer: self.own }
    }
}

/// The elements of a page that hold blocks, in its order, so that each comes behind the one around it. The first, 0, is
/// the page.
#[derive(Debug)]
pub struct Tree {
    /// For each, the one around it.
    outer: Vec<u32>,
}

impl Tree {
    /// That of an empty page.
    pub fn new() -> Tree {
        Tree { outer: vec![0] }
    }

    /// Adds an element in another.
    pub fn add(&mut self, outer: u32) -> u32 {
        self.outer.push(outer);
        self.outer.len() as u32 - 1
    }

    /// All but the page, each with the one around it.
    fn inner(&self) -> impl DoubleEndedIterator<Item = (usize, usize)> {
        self.outer.iter().enumerate().skip(1).map(|(id, outer)| (id, *outer as usize))
    }
}

/// Where an element is beside the one with most prose.
#[derive(Debug, Clone, Copy, Default)]
struct Way {
    /// Steps up to what also holds that one, and down again.
    up: usize,
    down: usize,
    /// Whether it is in the trunk.
    in_trunk: bool,
}

/// Completes the hints of a page's blocks, `families` one for each.
pub fn tell(hints: &mut [Hints], blocks: &[Block], families: &[Family], tree: &Tree) {
    let prose: Vec<usize> = blocks.iter().zip(&*hints).map(|(b, h)| prose(&b.text, h)).collect();
    let all = prose.iter().sum::<usize>();
    let mut kin: FxHashMap<Family, (usize, usize)> = FxHashMap::default();
    let mut held = vec![0; tree.outer.len()];
    for ((family, hint), prose) in families.iter().zip(&*hints).zip(&prose) {
        let (many, sum) = kin.entry(*family).or_default();
        *many += 1;
        *sum += prose;
        held[hint.container as usize] += prose;
    }
    let ways = if all == 0 { vec![None; held.len()] } else { ways(tree, &held, all) };
    let way = |hint: &Hints| ways[hint.container as usize];
    let in_trunk = |hint: &Hints| way(hint).is_some_and(|w| w.in_trunk);
    let first = hints.iter().position(in_trunk).unwrap_or(0);
    for (at, hint) in hints.iter_mut().enumerate() {
        let (many, sum) = kin[&families[at]];
        let share = match sum * 100 / all.max(1) {
            0 => 0,
            1..=9 => 1,
            10..=39 => 2,
            _ => 3,
        };
        hint.kin = share * 3 + if many < 2 { 0 } else { 1 + u16::from(many > 4) };
        hint.steps = way(hint).map_or(0, |w| 1 + (w.up.min(4) * 3 + w.down.min(2)) as u16);
        hint.trunk = match () {
            () if in_trunk(hint) => 1,
            () if at < first => 0,
            () => 2,
        };
    }
}

/// For each element, its way to that which holds most prose by itself; `held` is how much each holds.
fn ways(tree: &Tree, held: &[usize], all: usize) -> Vec<Option<Way>> {
    let mut within = held.to_vec();
    for (id, outer) in tree.inner().rev() {
        within[outer] += within[id];
    }
    // Of several with as much, the first.
    let main = (0..held.len()).rev().max_by_key(|id| held[*id]).unwrap_or(0);
    let mut ways: Vec<Option<Way>> = vec![None; held.len()];
    let (mut id, mut down, mut trunk) = (main, 0, None);
    loop {
        // The innermost of those around the main element that hold enough.
        trunk = trunk.or((within[id] * 100 >= all * TRUNK).then_some(id));
        ways[id] = Some(Way { up: 0, down, in_trunk: trunk == Some(id) });
        if id == 0 {
            break;
        }
        (id, down) = (tree.outer[id] as usize, down + 1);
    }
    for (id, outer) in tree.inner() {
        let around = ways[outer].unwrap_or_default();
        match &mut ways[id] {
            Some(way) => way.in_trunk |= around.in_trunk,
            way => *way = Some(Way { up: around.up + 1, ..around }),
        }
    }
    ways
}

/// How many characters of prose a block is.
fn prose(text: &str, hint: &Hints) -> usize {
    if hint.links >= 2 {
        return 0;
    }
    let chars = text.chars().map(|c| if c as u32 > 0x2e80 { 3 } else { 1 }).sum();
    if chars < LONG_CHARS { 0 } else { chars }
}

#[cfg(test)]
mod tests {
    use crate::convert::html;
    use crate::convert::source::Sent;

    #[test]
    fn paragraphs_of_the_article_are_kin_and_close() {
        let said = "The ferry to the outer islands runs again from Monday, said the harbour board in a letter.";
        let page = format!(
            "<nav><ul><li><a href=/a>Sea</a><li><a href=/b>Sport</a></ul></nav><main><div class=text-1><p>{said}</p><p>{said}</p></div>\
             <div class=text-2><p>Short.</p></div></main><aside><p>{said}</p></aside>"
        );
        let hints = html::read(page.as_bytes(), &Sent::default()).expect("a page").hints;
        // Share of the prose and number of such blocks; a class's number does not matter.
        let kin: Vec<(u16, u16)> = hints.iter().map(|h| (h.kin / 3, h.kin % 3)).collect();
        assert_eq!(kin, [(0, 1), (0, 1), (3, 1), (3, 1), (3, 1), (2, 0)]);
        // Steps up to what also holds most of the prose, and down to that.
        let steps: Vec<(u16, u16)> = hints.iter().map(|h| ((h.steps - 1) / 3, (h.steps - 1) % 3)).collect();
        assert_eq!(steps, [(1, 2), (1, 2), (0, 0), (0, 0), (1, 1), (1, 2)]);
        let trunk: Vec<u16> = hints.iter().map(|h| h.trunk).collect();
        assert_eq!(trunk, [1; 6], "without the aside there is less than three quarters of the prose");
    }
}
