//! Links to other articles and advertisements in the middle of a plain text, where the body seems to end.

use std::ops::Range;
use std::sync::LazyLock;

use super::block::Block;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::lone::{are_parted, is_alone};
use super::person;
use super::phrases;
use super::words;

/// How links to other articles are introduced inside an article, as keys.
static ALSO: LazyLock<Vec<String>> = LazyLock::new(|| phrases::ALSO.split('|').map(facts::key).collect());

/// In a plain text, sentences behind a link to another article, an advertisement or a picture that the body seems to end at:
/// the article goes on, unless each sentence says what the next link is to.
pub fn reach_over_links(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const MOST_OF_HEADING: usize = 10;
    let is_left = |labels: &[Label], at: usize| matches!(labels.get(at), Some(Label::Dropped(_) | Label::Fields));
    let goes_on = |at: usize, may_ask: bool| {
        let text = blocks[at].text.as_str();
        let is_long = |f: &Facts| {
            f.words >= 4 || f.words >= 3 && text.len() >= 24 || text.starts_with(person::is_whole) && text.len() >= 18
        };
        let is_sentence = |f: &Facts| f.is_text() && f.ends && is_long(f) && !addresses_readers(text);
        facts.get(at).is_some_and(|f| is_sentence(f) && (may_ask || !text.ends_with(['?', '!'])))
    };
    let Some(mut last) = labels.iter().rposition(Label::is_body) else { return };
    // The body may seem to end with the name of a film that stands there once more.
    let is_film = !facts[last].is_prose() && behind_link(blocks, facts, last).is_some();
    if let Some(above) = labels[..last].iter().rposition(Label::is_body).filter(|_| is_film) {
        labels[last] = Label::Dropped(Reason::Related);
        last = above;
    }
    let mut label = last + 1;
    while is_left(labels, label) {
        let first = behind_others(facts, label);
        let is_other = first > label;
        let link = behind_link(blocks, facts, first);
        let Some(from) = link.or(is_other.then_some(first)) else { return };
        // Headlines of links may be questions, and so may what stands below an article's last picture.
        let may_ask = link.is_none() && facts[first - 1].boilerplate != Some(Reason::Credit);
        // A heading, with more than a teaser below it.
        let heads = |at: usize| {
            let is_sentence =
                |n: usize| is_left(labels, n) && is_alone(blocks, n) && goes_on(n, may_ask) && facts[n].is_prose();
            let is_heading = facts.get(at).is_some_and(|f| !f.ends && (1..=MOST_OF_HEADING).contains(&f.words));
            is_heading && is_left(labels, at) && is_alone(blocks, at) && is_sentence(at + 1) && is_sentence(at + 2)
        };
        let stops = |at: &usize| !heads(*at) && !goes_on(*at, may_ask) || !is_left(labels, *at);
        let end = (from..facts.len()).find(stops).unwrap_or(facts.len());
        let are_teasers = is_link(facts, end) && facts.get(end + 1).is_some_and(Facts::is_prose);
        if end == from || are_teasers {
            return;
        }
        labels[from..end].fill(Label::Paragraph);
        label = end;
    }
}

/// Of a plain text, links to other articles between paragraphs that are no more likely part of the body than not.
pub fn drop_links(blocks: &[Block], facts: &[Facts], shares: &[f32], labels: &mut [Label]) {
    const SURE: f32 = 0.8;
    let is_open = |at: usize, labels: &[Label]| {
        let is_within = labels[at].is_body() || matches!(labels[at], Label::Dropped(Reason::Unlike | Reason::Related));
        is_within && shares[at] < SURE && (facts[at].colon || !facts[at].ends)
    };
    let body = |label: &Label| label.is_body();
    let (Some(first), Some(last)) = (labels.iter().position(body), labels.iter().rposition(body)) else { return };
    let are_parted = are_parted(blocks, facts, labels);
    for at in first..last {
        if are_parted && labels[at].is_body() && is_led_box(blocks, facts, at) {
            let end = end_of_box(blocks, facts, at).unwrap_or(at + 1);
            labels[at..end].fill(Label::Dropped(Reason::Related));
        }
        if !is_open(at, labels) || !facts[at].colon && facts[at].boilerplate.is_none() {
            continue;
        }
        let link = behind_link(blocks, facts, at).filter(|end| *end <= last);
        if let Some(end) = link.filter(|end| (at + 1..*end).all(|n| shares[n] < SURE)) {
            labels[at..end].fill(Label::Dropped(Reason::Related));
        }
    }
}

/// The lines of an invitation to a newsletter, or of a list of links, that begin at a line and end in one for readers of
/// screens: all between is none of the article's.
pub fn promotion(facts: &[Facts], at: usize) -> Option<Range<usize>> {
    let first = facts.get(at)?;
    let (end, most) = match first.boilerplate {
        Some(Reason::Subscribe) => ("after newsletter promotion", 8),
        _ if first.key.starts_with("list of ") => ("end of list", 16),
        _ => return None,
    };
    let end = (at + 1..facts.len()).take(most).find(|at| facts[*at].key == end)?;
    Some(at..end + 1)
}

/// The line behind a box that begins at a line: an invitation that ends in a button, or a link that ends in one to read more.
fn behind_box(facts: &[Facts], at: usize) -> Option<usize> {
    const MOST: usize = 4;
    let first = facts.get(at).filter(|first| !first.is_prose())?;
    let invites = first.boilerplate == Some(Reason::Subscribe);
    let is_button = |at: &usize| {
        let reason = facts[*at].boilerplate;
        facts[*at].words <= 2 && (reason == Some(Reason::ReadMore) || invites && reason.is_some())
    };
    (at + 1..facts.len()).take(MOST).take_while(|at| !facts[*at].is_prose()).find(is_button).map(|end| end + 1)
}

/// The line behind advertisements, invitations to newsletters and pictures that begin at a line; the line itself where none
/// does.
fn behind_others(facts: &[Facts], at: usize) -> usize {
    const MOST: usize = 16;
    const OTHERS: [Reason; 4] = [Reason::Advertisement, Reason::Credit, Reason::Signs, Reason::Cookies];
    let is = |at: usize, reason: Reason| facts.get(at).is_some_and(|f| f.boilerplate == Some(reason));
    // `Image caption,` and the caption below it.
    let is_caption = |n: usize| n > at && is(n - 1, Reason::Credit) && facts[n - 1].words <= 2 && is_link(facts, n);
    let mut end = at;
    while end < at + MOST {
        end = match promotion(facts, end) {
            Some(range) => range.end,
            // Below a line across stands who else worked on it.
            None if OTHERS.iter().any(|reason| is(end, *reason)) || is_caption(end) => end + 1,
            None => match behind_box(facts, end) {
                Some(behind) => behind,
                None => break,
            },
        };
    }
    end
}

/// The line behind a link to another article that begins at a line: below words that say so, or said twice, above and
/// below its rubric.
fn behind_link(blocks: &[Block], facts: &[Facts], at: usize) -> Option<usize> {
    /// Headlines, and what stands below them: a rubric, a name, a day.
    const MOST_LINKS: usize = 2;
    const MOST_LINES: usize = 4;
    let key = facts.get(at)?.key.as_str();
    // `Related links` are others.
    let is_also =
        |rest: &str| rest.is_empty() || rest.starts_with(' ') && (!key.starts_with("related") || says(blocks, at));
    if let Some(rest) = ALSO.iter().filter_map(|also| key.strip_prefix(also.as_str())).find(|rest| is_also(rest)) {
        // `Reserved for subscribers` may stand there, too.
        let is_paid = |at: usize| facts.get(at).is_some_and(|f| !f.ends && f.boilerplate == Some(Reason::Subscribe));
        if let Some(end) = end_of_box(blocks, facts, at) {
            return Some(end);
        }
        let lines = (at + 1..).take(MOST_LINES).take_while(|at| is_line(facts, *at) || is_paid(*at));
        let links = lines.clone().filter(|at| is_link(facts, *at)).count();
        let is_named = !rest.is_empty() || links > 0;
        return (links <= MOST_LINKS && is_named).then_some(at + 1 + lines.count());
    }
    let again =
        (at + 1..).take(MOST_LINKS).take_while(|at| is_line(facts, *at)).find(|again| facts[*again].first == at);
    again.filter(|_| is_link(facts, at)).map(|again| again + 1)
}

/// Whether a line of a few words with a colon begins a box of headlines: `More in the Courier:`. Below a paragraph with a colon,
/// an empty line stands before the list.
fn is_led_box(blocks: &[Block], facts: &[Facts], at: usize) -> bool {
    const MOST_WORDS: usize = 5;
    const HEADLINE: std::ops::RangeInclusive<usize> = 4..=18;
    let is_head = blocks[at].gap && facts[at].colon && facts[at].words <= MOST_WORDS;
    is_head
        && end_of_box(blocks, facts, at).is_some_and(|end| {
            let mut links = facts[at + 1..end].iter();
            end > at + 2 && links.all(|f| !f.ends && !f.item && HEADLINE.contains(&f.words))
        })
}

/// The line behind a box of links that begins at a line and that empty lines part from what is around it.
fn end_of_box(blocks: &[Block], facts: &[Facts], at: usize) -> Option<usize> {
    const MOST: usize = 6;
    let is_inside =
        |n: usize| blocks.get(n).is_some_and(|block| !block.gap) && !(facts[n].is_prose() && facts[n].words > 16);
    let end = (at + 1..).take(MOST).find(|n| !is_inside(*n))?;
    let is_parted = blocks[at].gap && blocks.get(end).is_some_and(|below| below.gap);
    (is_parted && end > at + 1).then_some(end)
}

/// Whether a line says what comes behind its colon.
fn says(blocks: &[Block], at: usize) -> bool {
    blocks[at].text.contains([':', '：'])
}

fn is_line(facts: &[Facts], at: usize) -> bool {
    facts.get(at).is_some_and(|f| !f.ends && f.boilerplate.is_none() && f.words < 25)
}

fn is_link(facts: &[Facts], at: usize) -> bool {
    is_line(facts, at) && facts[at].is_text() && facts[at].words >= 3
}

/// Whether a line speaks to its readers, as buttons and invitations do; what people are quoted with does not. Words that
/// mean others as well (`sie`, `su`, `du`) tell nothing.
pub fn addresses_readers(text: &str) -> bool {
    const YOU: [&str; 15] = [
        "you", "your", "yours", "vous", "votre", "vos", "usted", "você", "jij", "uw", "вас", "dein", "deine", "deinen",
        "deinem",
    ];
    const FORMAL: [&str; 4] = ["Sie", "Ihr", "Ihre", "Ihren"];
    if text.contains(['"', '“', '”', '„', '«', '»']) || text.starts_with(['\'', '‘', '’']) {
        return false;
    }
    // In German, a capital within a sentence tells you from them.
    let mut is_within = false;
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_you = words::with_lower(bare, |word| YOU.contains(&word)) || is_within && FORMAL.contains(&bare);
        is_within = !word.ends_with(['.', ':', '!', '?']);
        is_you
    })
}

#[cfg(test)]
mod tests {
    use super::addresses_readers;

    #[test]
    fn readers_are_addressed_outside_quotations() {
        for (line, expected) in [
            ("Sign up and we will send you the news.", true),
            ("Hier finden Sie alle Nachrichten.", true),
            ("Für Schüler gilt eine Ausnahme: Sie werden gefahren.", false),
            ("Le maire du village a promis un bateau.", false),
            ("Suscríbase para que usted lea más.", true),
            ("“You can wait for years,” said the baker.", false),
        ] {
            assert_eq!(addresses_readers(line), expected, "{line}");
        }
    }
}
