//! Captions that a plain text has among its paragraphs, told by what stands beside them: a credit below, the same words
//! twice, once as the picture's description and once before who took it, or the author's name at the end.
//!
//! This comes after the learned decision, which knows the credits themselves, and changes no facts.

use super::block::Block;
use super::facts::Facts;
use super::label::{Label, Reason};
use super::lone;
use super::meta::Meta;

/// Of a plain text, lines of the body that are captions by the line beside them.
pub fn drop_captions(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    let are_parted = lone::are_parted(blocks, facts, labels);
    let caption = Label::Dropped(Reason::Credit);
    let named = facts.iter().zip(&*labels).filter(|(_, label)| matches!(label, Label::Fields | Label::Names));
    let named = named.flat_map(|(fact, _)| fact.meta.iter().flatten());
    let names = named.filter_map(|meta| if let Meta::Names(names, _) = meta { Some(names) } else { None });
    let names: Vec<&str> = names.flatten().map(String::as_str).collect();
    let last = labels.iter().rposition(Label::is_body).unwrap_or(0);
    for at in 0..last {
        if labels[at].is_body() && is_signed(&blocks[at].text, &facts[at], &names) {
            labels[at] = caption;
        }
    }
    for at in 1..labels.len() {
        let above = at - 1;
        let is_below = is_twin(&blocks[above].text, facts[above].words, &blocks[at].text);
        let is_credit = facts[at].boilerplate == Some(Reason::Credit) && !labels[at].is_body();
        let is_above = is_credit && !blocks[at].gap && are_parted && blocks[above].gap;
        if is_below && labels[at].is_body() {
            labels[at] = caption;
        }
        if (is_below || is_above) && labels[above].is_body() {
            labels[above] = caption;
        }
    }
}

/// Whether a line ends with the name of an author, who took the picture too, behind a sentence: `The pier on Friday. Ann Oban`.
fn is_signed(text: &str, fact: &Facts, names: &[&str]) -> bool {
    const MOST_WORDS: usize = 40;
    // What the person is may stand behind the name.
    let is_last = |name: &&str| {
        let (head, tail) = text.rsplit_once(*name).unwrap_or_default();
        head.trim_end().ends_with(['.', '|', '/', ')', '”', '"']) && tail.split_whitespace().count() <= 1
    };
    !fact.ends && fact.words <= MOST_WORDS && names.iter().any(is_last)
}

/// Whether a line says what the one above it does, and who took the picture: `The pier on Friday.ANN OBAN`.
pub fn is_twin(above: &str, words: usize, text: &str) -> bool {
    const FEWEST_WORDS: usize = 4;
    const MOST_WORDS: usize = 7;
    const LONGEST: usize = 80;
    let Some(rest) = text.strip_prefix(above.trim_end_matches('.')).map(|rest| rest.trim_start_matches(['.', ' ']))
    else {
        return false;
    };
    let added = || rest.split_whitespace();
    let is_name =
        added().next().is_some_and(|word| word.starts_with(|c: char| c.is_uppercase() || "(©[/|".contains(c)));
    words >= FEWEST_WORDS && rest.len() <= LONGEST && is_name && added().count() <= MOST_WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn captions_say_again_what_pictures_show() {
        let above = "The pier of Lund on Friday.";
        assert!(is_twin(above, 6, "The pier of Lund on Friday.ANN OBAN"));
        assert!(is_twin("The pier of Lund", 4, "The pier of Lund. Photo: Ann Oban"));
        assert!(!is_twin(above, 6, above));
        assert!(!is_twin("The pier of Lund", 4, "The pier of Lund is shut."));
    }
}
