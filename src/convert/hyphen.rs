//! Words that were cut at the end of a line: what stands between their parts once the lines are joined.
//!
//! Print cuts words between syllables, and breaks compounds behind their hyphens. Which of the two it was is told by the
//! text's other words, by the parts themselves, and by how often its lines end so.

use rustc_hash::FxHashSet;

use super::{letters, words};

/// How a line goes on in the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// With the next word.
    Space,
    /// With the rest of a word that has a hyphen of its own.
    Hyphen,
    /// With the rest of a word that was cut; its hyphen goes.
    Word,
}

/// What a browser may cut a word at, and what scanners put for it; it stands at the end of lines only where one was cut.
pub const SOFT: char = '\u{ad}';

/// Words behind a hyphen that stays though a space follows: `Haupt- und Nebenstraßen`.
const LINKS: [&str; 22] = [
    "und", "oder", "bzw", "and", "or", "to", "et", "ou", "y", "o", "e", "en", "of", "och", "eller", "og", "i", "lub",
    "a", "ve", "и", "или",
];
/// What compounds begin with.
const FIRSTS: [&str; 44] = [
    "long", "short", "well", "self", "high", "low", "half", "mid", "ex", "co", "non", "semi", "part", "full", "first",
    "second", "third", "two", "three", "four", "five", "six", "ten", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety", "all", "cross", "world", "year", "old", "state", "anglo", "vice", "hand", "hard",
    "rendez", "peut", "quelques",
];
/// What they end with.
const LASTS: [&str; 34] = [
    "law", "laws", "in", "up", "off", "out", "based", "term", "year", "old", "free", "wide", "scale", "level", "led",
    "style", "made", "known", "minded", "called", "born", "looking", "running", "elect", "general", "chief", "feira",
    "vous", "être", "moi", "même", "mêmes", "dire", "midi",
];

/// A text's words, as far as they tell how its lines are joined.
#[derive(Debug)]
pub struct Joints {
    /// In small letters; compounds whole, with their hyphens.
    words: FxHashSet<String>,
    /// Whether so many lines end in a hyphen that words are cut in this text.
    cuts: bool,
}

impl Joints {
    /// Those of lines; `None` where no line ends in a cut word.
    pub fn of<'a>(lines: impl Iterator<Item = &'a str> + Clone) -> Option<Joints> {
        /// A text breaks a compound now and then; one that is set in columns cuts a word in each tenth line.
        const LEAST: usize = 3;
        const ONE_OF: usize = 25;
        let pairs = lines.clone().zip(lines.clone().skip(1));
        let ends = |(above, below): &(&str, &str)| parts(above, below).is_some();
        let (all, cut) = pairs.fold((0, 0), |(all, cut), pair| (all + 1, cut + usize::from(ends(&pair))));
        if cut == 0 {
            return None;
        }
        let mut words = FxHashSet::default();
        for line in lines {
            // What a line begins or ends with may be a part.
            let mut pieces = line.split(|c: char| !letters::is_alphabetic(c) && !matches!(c, '-' | '‐' | '\'' | '’'));
            pieces.next_back();
            words.extend(
                pieces.skip(1).filter(|piece| !piece.is_empty()).map(|piece| words::lower(piece).replace('‐', "-")),
            );
        }
        Some(Joints { words, cuts: cut >= LEAST && cut * ONE_OF >= all })
    }

    /// How a line goes on in the one below it.
    pub fn between(&self, above: &str, below: &str) -> Joint {
        let Some((first, second, sign)) = parts(above, below) else { return Joint::Space };
        if matches!(sign, SOFT | '¬') {
            return Joint::Word;
        }
        let lower = |text: &str| words::lower(text).into_owned();
        let (whole, last) = (lower(first), lower(second));
        let head = whole.rsplit('-').next().unwrap_or(&whole);
        match () {
            () if LINKS.contains(&last.as_str()) => Joint::Space,
            () if !second.starts_with(letters::is_lowercase) => Joint::Hyphen,
            () if self.words.contains(&format!("{whole}{last}")) => Joint::Word,
            () if self.words.contains(&format!("{whole}-{last}")) => Joint::Hyphen,
            () if head.len() < whole.len() || FIRSTS.contains(&head) || LASTS.contains(&last.as_str()) => Joint::Hyphen,
            () if self.cuts => Joint::Word,
            () => Joint::Hyphen,
        }
    }
}

/// The parts of a word that two lines share, and the sign at the end of the upper one.
fn parts<'a>(above: &'a str, below: &'a str) -> Option<(&'a str, &'a str, char)> {
    let sign = above.chars().next_back().filter(|c| matches!(*c, '-' | '‐' | SOFT | '¬'))?;
    let start = &above[..above.len() - sign.len_utf8()];
    let is_part = |c: char| letters::is_alphabetic(c) || matches!(c, '-' | '\'' | '’');
    let first = &start[start.trim_end_matches(is_part).len()..];
    let second = &below[..below.len() - below.trim_start_matches(letters::is_alphabetic).len()];
    (first.ends_with(letters::is_alphabetic) && !second.is_empty()).then_some((first, second, sign))
}

/// Joins a line to those above it.
pub fn join(paragraph: &mut String, below: &str, joints: Option<&Joints>) {
    match joints.map_or(Joint::Space, |joints| joints.between(paragraph, below)) {
        Joint::Space => paragraph.push(' '),
        Joint::Hyphen => {}
        Joint::Word => drop(paragraph.pop()),
    }
    paragraph.push_str(below);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_words_come_together() {
        let joined = |text: &str| {
            let lines: Vec<&str> = text.lines().collect();
            let joints = Joints::of(lines.iter().copied());
            let mut lines = lines.into_iter();
            let mut paragraph = lines.next().unwrap().to_owned();
            lines.for_each(|line| join(&mut paragraph, line, joints.as_ref()));
            paragraph
        };
        for (text, expected) in [
            // Words are cut in each line.
            (
                "the nor-\nthern docks of recon-\nstruction in the eve-\nning",
                "the northern docks of reconstruction in the evening",
            ),
            (
                "the long-\nterm plan of the well-\nknown mother-in-\nlaw",
                "the long-term plan of the well-known mother-in-law",
            ),
            ("die Haupt-\nund Nebenstraßen der Nord-\nOst-Stadt", "die Haupt- und Nebenstraßen der Nord-Ost-Stadt"),
            // One line alone tells nothing, but for the text's other words.
            ("the nor-\nthern docks", "the nor-thern docks"),
            ("the nor-\nthern docks are the northern ones there", "the northern docks are the northern ones there"),
            ("a tax-\nfree day is a tax-free day here", "a tax-free day is a tax-free day here"),
            ("a soft cut¬\nting and\nmore", "a soft cutting and\nmore".replace('\n', " ").as_str()),
            ("a soft cut\u{ad}\nting", "a soft cutting"),
            ("it was -\nas they said - late, in 1990-\n91", "it was - as they said - late, in 1990- 91"),
        ] {
            assert_eq!(joined(text), expected, "{text}");
        }
    }
}
