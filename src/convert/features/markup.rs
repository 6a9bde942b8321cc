//! What a page's markup says of its blocks, as features.

use super::{Page, SHAPES, T, bucket, shape};

/// What the markup of a page says of a block; all zero for plain text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hints {
    /// The kind of element, 0 to 15.
    pub tag: u16,
    /// The share of its text that is links, 0 to 4.
    pub links: u16,
    /// Which extractors take it for the article, two bits, if they were asked.
    pub votes: Option<u16>,
    /// The nearest landmark around it (navigation, footer …), 0 to 9.
    pub landmark: u16,
    /// The kind of word in the class names around it, 0 to 15.
    pub class: u16,
    /// The element that holds it.
    pub container: u32,
    /// How much of the page's prose is in elements like its own, and how many these are, 0 to 11.
    pub kin: u16,
    /// How far it is from the element with most prose: 1 and steps up from the block, up to 4, thrice, and steps down
    /// again, up to 2.
    pub steps: u16,
    /// Above the element with nearly all prose, in it, or below, 0 to 2.
    pub trunk: u16,
    /// What the page's metadata has the same words for: the headline, the description, a piece of it, an author, 1 to 4.
    pub says: u16,
    /// Whether nobody sees it before a script shows it. No feature.
    pub unseen: bool,
    /// Whether it says what a picture shows. No feature.
    pub is_caption: bool,
    /// Whether the text that the metadata gives has it: 1 if so, 2 if not, 0 without such a text.
    pub declared: u16,
}

impl Hints {
    /// Whether its text is links, but perhaps for signs between them.
    pub fn is_of_links(&self) -> bool {
        self.links >= 3
    }
}

/// The block that has the headline of the page's metadata.
pub fn headline(hints: &[Hints]) -> Option<usize> {
    let first = |is: fn(&Hints) -> bool| hints.iter().position(is);
    first(|h| h.says == 1 && h.tag == 2).or_else(|| first(|h| h.says == 1))
}

/// How many words of prose each extractor keeps; `prose` are those before each block.
pub fn kept(hints: &[Hints], prose: &[usize]) -> [usize; 2] {
    let mut kept = [0; 2];
    for (at, hint) in hints.iter().enumerate() {
        for (bit, kept) in kept.iter_mut().enumerate() {
            if hint.votes.is_some_and(|v| v >> bit & 1 != 0) {
                *kept += prose[at + 1] - prose[at];
            }
        }
    }
    kept
}

impl Page<'_> {
    /// The features of a block that its markup gives.
    pub(super) fn markup(&self, hints: &[Hints], at: usize, shape: usize, add: &mut impl FnMut(T, usize)) {
        let hint = &hints[at];
        let shapes = usize::from(SHAPES);
        add(T::Tag, hint.tag.into());
        add(T::TagShape, usize::from(hint.tag) * shapes + shape);
        add(T::Links, usize::from(hint.links) * shapes + shape);
        if let Some(votes) = hint.votes {
            add(T::Votes, usize::from(votes) * shapes + shape);
            let near = |n: Option<usize>| usize::from(n.and_then(|n| hints.get(n)?.votes).unwrap_or(0));
            add(T::VotesNear, near(at.checked_sub(1)) * 4 + near(Some(at + 1)));
        }
        add(T::Landmark, hint.landmark.into());
        add(T::LandmarkShape, usize::from(hint.landmark) * shapes + shape);
        add(T::Class, hint.class.into());
        add(T::ClassShape, usize::from(hint.class) * shapes + shape);
        let inside = usize::from(hint.container == self.container);
        add(T::Container, inside);
        add(T::ContainerShape, inside * shapes + shape);
        add(T::Kin, usize::from(hint.kin) * shapes + shape);
        add(T::Steps, usize::from(hint.steps) * 6 + shape::kind(shape));
        add(T::Trunk, usize::from(hint.trunk) * shapes + shape);
        add(T::Says, hint.says.into());
        if hint.says > 0 {
            add(T::SaysShape, usize::from(hint.says) * shapes + shape);
        }
        if hint.declared > 0 {
            let near = |n: Option<usize>| usize::from(n.and_then(|n| hints.get(n)).map_or(0, |h| h.declared));
            add(T::Declared, usize::from(hint.declared) * shapes + shape);
            add(T::DeclaredNear, near(at.checked_sub(1)) * 3 + near(Some(at + 1)));
        }
        if let Some(headline) = self.headline {
            let place = match at {
                _ if at < headline => 0,
                _ if at == headline => 1,
                _ => 1 + bucket(at - headline, [0, 4, 10]),
            };
            add(T::Headline, place * 4 + usize::from(shape >= 4) + usize::from(shape >= 7) + usize::from(shape >= 8));
        }
        let fact = &self.facts[at];
        let shouts = usize::from(fact.characters.shouts());
        add(T::Shouting, usize::from(hint.links) * 6 + shouts * 3 + bucket(fact.words, [4, 9]));
        if let Some(votes) = hint.votes {
            let votes = usize::from(votes);
            add(T::VotesKin, votes * 12 + usize::from(hint.kin));
            add(T::VotesTrunk, votes * 18 + usize::from(hint.trunk) * 6 + shape::kind(shape));
            add(T::DeclaredVotes, votes * 3 + usize::from(hint.declared));
            for (bit, kept) in self.kept.iter().enumerate() {
                let all = self.prose[self.blocks.len()].max(1);
                let size = bucket(kept * 20, [all * 3, all * 8, all * 15]);
                add(T::Trust, bit * 16 + size * 4 + (votes >> bit & 1) * 2 + usize::from(shape >= 8));
            }
        }
        let linked = |n: Option<usize>| n.and_then(|n| hints.get(n)).is_some_and(|h| h.links >= 3);
        add(T::LinkRun, usize::from(linked(at.checked_sub(1))) * 2 + usize::from(linked(Some(at + 1))));
    }
}
