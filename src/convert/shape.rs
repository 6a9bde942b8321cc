//! What a block is by its form alone: nothing of an article, a field, a copy, a few words, a sentence.

use super::facts::Facts;

/// How many forms there are.
pub const SHAPES: u16 = 10;
/// That of lines of fields.
pub const FIELD: u16 = 2;
/// That of a few words that end as no sentence does.
pub const BRIEF: u16 = 4;

/// The form of a block, from 1; 0 stands for the text's edge.
pub fn of(fact: &Facts) -> u16 {
    if fact.boilerplate.is_some() {
        return 1;
    }
    if fact.meta.is_some() {
        return FIELD;
    }
    if fact.copy.is_some() {
        return 3;
    }
    match (fact.ends, fact.words) {
        (false, 0..=3) => BRIEF,
        (false, 4..=12) => 5,
        (false, _) => 6,
        (true, 0..=8) => 7,
        (true, 9..=29) => 8,
        (true, _) => 9,
    }
}

/// A form, more coarsely, from 0 to 5.
pub fn kind(shape: usize) -> usize {
    match shape {
        0..=3 => 0,
        4 => 1,
        5 => 2,
        6 => 3,
        7 => 4,
        _ => 5,
    }
}
