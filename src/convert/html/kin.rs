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

/// The elements of a page that hold blocks, each with the one around it; numbers grow along the page.
#[derive(Debug, Default)]
pub struct Tree {
    outer: FxHashMap<u32, u32>,
}

impl Tree {
    /// Notes that an element is in another.
    pub fn put(&mut self, id: u32, outer: u32) {
        self.outer.insert(id, outer);
    }

    /// An element and those around it, from the inside.
    fn up(&self, id: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(id), |id| self.outer.get(id).copied())
    }
}

/// Completes the hints of a page's blocks, `families` one for each.
pub fn tell(hints: &mut [Hints], blocks: &[Block], families: &[Family], tree: &Tree) {
    let prose: Vec<usize> = blocks.iter().zip(&*hints).map(|(b, h)| prose(&b.text, h)).collect();
    let all = prose.iter().sum::<usize>().max(1);
    let mut kin: FxHashMap<Family, (usize, usize)> = FxHashMap::default();
    let mut held: FxHashMap<u32, usize> = FxHashMap::default();
    let mut within: FxHashMap<u32, usize> = FxHashMap::default();
    for ((family, hint), prose) in families.iter().zip(&*hints).zip(&prose) {
        let (many, sum) = kin.entry(*family).or_default();
        *many += 1;
        *sum += prose;
        if *prose > 0 {
            *held.entry(hint.container).or_default() += prose;
            for id in tree.up(hint.container) {
                *within.entry(id).or_default() += prose;
            }
        }
    }
    let most =
        |held: &FxHashMap<u32, usize>| held.iter().max_by_key(|(id, n)| (**n, u32::MAX - **id)).map(|(id, _)| *id);
    let main: Vec<u32> = most(&held).map(|id| tree.up(id).collect()).unwrap_or_default();
    // The innermost of those around the main element that hold enough.
    let trunk = main.iter().copied().find(|id| within.get(id).is_some_and(|n| n * 100 >= all * TRUNK));
    let in_trunk: Vec<bool> =
        hints.iter().map(|h| trunk.is_some_and(|trunk| tree.up(h.container).any(|id| id == trunk))).collect();
    let first = in_trunk.iter().position(|t| *t).unwrap_or(0);
    for (at, hint) in hints.iter_mut().enumerate() {
        let (many, sum) = kin[&families[at]];
        let share = match sum * 100 / all {
            0 => 0,
            1..=9 => 1,
            10..=39 => 2,
            _ => 3,
        };
        hint.kin = share * 3 + if many < 2 { 0 } else { 1 + u16::from(many > 4) };
        let met =
            tree.up(hint.container).enumerate().find_map(|(up, id)| Some((up, main.iter().position(|m| *m == id)?)));
        hint.steps = met.map_or(0, |(up, down)| 1 + (up.min(4) * 3 + down.min(2)) as u16);
        hint.trunk = match () {
            () if in_trunk[at] => 1,
            () if at < first => 0,
            () => 2,
        };
    }
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

    #[test]
    fn paragraphs_of_the_article_are_kin_and_close() {
        let said = "The ferry to the outer islands runs again from Monday, said the harbour board in a letter.";
        let page = format!(
            "<nav><ul><li><a href=/a>Sea</a><li><a href=/b>Sport</a></ul></nav><main><div class=text-1><p>{said}</p><p>{said}</p></div>\
             <div class=text-2><p>Short.</p></div></main><aside><p>{said}</p></aside>"
        );
        let hints = html::read(page.as_bytes()).expect("a page").hints;
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
