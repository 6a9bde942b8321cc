//! What is amended once it is settled which blocks are the body: standfirsts and days of little form, what a link
//! to another article parts from the body, and an address behind it.
//!
//! What blocks are told apart by is learned, and knows nothing of these rules: they change no facts.

use super::also;
use super::block::Block;
use super::boilerplate;
use super::byline;
use super::characters::Signs;
use super::facts::Facts;
use super::features::Hints;
use super::label::{Label, Reason};
use super::meta::{self, Meta};
use super::named;
use super::part;
use super::person;
use super::reading::Reading;
use super::words;

/// A standfirst of less form than rules look for, where the headline, the fields and the body are settled and none was
/// found: a few words right below the headline with fields below them, or a sentence right above it that the text
/// begins with.
pub fn find_slight_teaser(blocks: &[Block], facts: &[Facts], dates: Reading, labels: &mut [Label]) {
    let Some(title) = labels.iter().position(|l| *l == Label::Title) else { return };
    if labels.contains(&Label::Teaser) {
        return;
    }
    let is_left = |at: usize| labels.get(at) == Some(&Label::Dropped(Reason::BeforeArticle));
    let is_few = |at: usize| {
        let (fact, text) = (&facts[at], blocks[at].text.as_str());
        (3..6).contains(&fact.words)
            && labels.get(at + 1).is_some_and(|l| matches!(l, Label::Fields | Label::Names))
            && named::names_in(text, fact, dates).is_none()
            && !(fact.name || fact.section || byline::begins(text) || person::is_house(text))
            && text.split(' ').any(|word| word.starts_with(char::is_lowercase))
            && !text.contains(|c: char| c.is_ascii_digit() || matches!(c, '|' | '(' | '/' | ':'))
            && !text.contains(" - ")
    };
    let is_sentence = |at: usize| facts[at].ends && (6..=80).contains(&facts[at].words);
    let above = title.checked_sub(1).filter(|at| *at <= 1 && is_left(*at) && is_sentence(*at));
    let found = Some(title + 1).filter(|at| is_left(*at) && is_few(*at)).or(above);
    if let Some(at) = found {
        labels[at] = Label::Teaser;
    }
}

/// Stars or a line across between two paragraphs part them, and are kept.
pub fn keep_breaks(blocks: &[Block], is_page: bool, labels: &mut [Label]) {
    // In a text, lines of other signs below a heading underline it.
    let is_break = |at: usize, labels: &[Label]| {
        let text = blocks[at].text.as_str();
        let is_below = match labels[at - 1] {
            Label::Paragraph | Label::Item => true,
            _ => labels[at - 1].is_body() && (is_page || text.starts_with(['*', '⁂', '•', '·', '#'])),
        };
        labels[at] == Label::Dropped(Reason::Signs) && is_below && labels[at + 1].is_body() && part::is_break(text)
    };
    for at in 1..labels.len().saturating_sub(1) {
        if is_break(at, labels) {
            labels[at] = Label::Paragraph;
        }
    }
}

/// Lines of a plain text that look like headings, but that the text goes on from, that a break follows, or that are
/// questions among others which are none, as in interviews.
pub fn settle_headings(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    let is_question = |at: usize| !facts[at].is_prose() && blocks[at].text.ends_with(['?', '？', '؟']);
    let body: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].is_body()).collect();
    let is_interview = body.iter().any(|at| labels[*at] == Label::Paragraph && is_question(*at));
    for (n, at) in body.iter().enumerate() {
        let next = body.get(n + 1).map_or("", |next| blocks[*next].text.as_str());
        let goes_on = next.starts_with(char::is_lowercase) || part::is_break(next);
        if labels[*at] == Label::Heading && (goes_on || is_interview && is_question(*at)) {
            labels[*at] = Label::Paragraph;
        }
    }
}

/// Where the headline of a plain text is the name of a section or an entry of a menu, and its body begins with a line like a
/// headline, above the fields, that line is it.
pub fn lift_headline(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const LENGTH: std::ops::RangeInclusive<usize> = 5..=40;
    const MOST_ABOVE: usize = 8;
    let Some(title) = labels.iter().position(|l| *l == Label::Title) else { return };
    let Some(first) = labels.iter().position(Label::is_body).filter(|first| title < *first) else { return };
    let is_section = facts[title].words <= 2 && (facts[title].section || words::is_section_name(&blocks[title].text));
    let is_entry = |at: usize| facts.get(at).is_some_and(|f| f.words <= 3 && !f.ends);
    // Empty lines part headlines from what is around them.
    let is_in_menu = || !blocks[title].gap && !blocks[title + 1].gap && (title - 1..=title + 1).all(is_entry);
    let is_section = is_section || title > 0 && is_in_menu();
    let is_headline = facts[first].is_text() && !facts[first].ends && LENGTH.contains(&facts[first].words);
    let is_field = |at: &usize| matches!(labels[*at], Label::Fields | Label::Names);
    let has_fields = (first + 1..labels.len()).take(MOST_ABOVE).any(|at| is_field(&at));
    let has_more = labels[first + 1..].iter().filter(|label| label.is_body()).count() > 1;
    if is_section && is_headline && has_fields && has_more {
        labels[title] = Label::Dropped(Reason::BeforeArticle);
        labels[first] = Label::Title;
    }
}

/// A line below the headline that names the author beyond doubt is none of the body, however much it is like one.
pub fn lift_first_byline(facts: &[Facts], labels: &mut [Label]) {
    let Some(first) = labels.iter().position(Label::is_body) else { return };
    let is_sure = |m: &Meta| matches!(m, Meta::Names(_, true));
    let is_byline = facts[first].meta.as_ref().is_some_and(|meta| meta.iter().any(is_sure));
    if is_byline && !facts[first].is_prose() && labels[first + 1..].iter().any(Label::is_body) {
        labels[first] = Label::Fields;
    }
}

/// A day among a few words that the body begins with, or a line of nothing but a day that only a standfirst parts from
/// the headline, where no other line dates the text: it dates the article, and heads no part of it.
pub fn lift_first_date(blocks: &[Block], facts: &[Facts], dates: Reading, labels: &mut [Label]) {
    const MOST_OF_BYLINE: usize = 14;
    const LONGEST_BYLINE: usize = 100;
    let is_date = |at: usize| {
        let dated = |m: &Meta| matches!(m, Meta::Date(..) | Meta::Ambiguous(_));
        facts[at].meta.as_ref().is_some_and(|meta| meta.iter().all(dated))
    };
    let body: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].is_body()).collect();
    let &[standfirst, date, ..] = &body[..] else { return };
    if !labels[..standfirst].contains(&Label::Title) {
        return;
    }
    let is_loose = || !facts[standfirst].is_prose() && meta::read_loosely(&blocks[standfirst].text, dates).is_some();
    if !(0..standfirst).any(is_date) && is_loose() {
        labels[standfirst] = Label::Fields;
        return;
    }
    // `Jane Doe 08-02-22, 14:33 Last update: 15:10`.
    let is_byline = || {
        let (fact, text) = (&facts[date], blocks[date].text.as_str());
        let is_short = fact.words <= MOST_OF_BYLINE && !fact.is_prose() && text.len() <= LONGEST_BYLINE;
        is_short && meta::read_loosely(text, dates).is_some() && named::names_in(text, fact, dates).is_some()
    };
    let alone = (is_date(date) || is_byline()) && (0..labels.len()).all(|at| at == date || !is_date(at));
    if body.len() > 2 && facts[standfirst].is_prose() && alone && facts[standfirst].words <= 80 {
        labels[standfirst] = Label::Teaser;
        labels[date] = Label::Fields;
    }
}

/// What a page hides from its readers, unless most of its text is hidden until a script shows it.
pub fn drop_unseen(facts: &[Facts], hints: &[Hints], labels: &mut [Label]) {
    let is_unseen = |at: usize| hints[at].unseen;
    let body: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].is_body()).collect();
    let words =
        |of: &dyn Fn(usize) -> bool| body.iter().filter(|at| of(**at)).map(|at| facts[*at].words).sum::<usize>();
    let (unseen, all) = (words(&is_unseen), words(&|_| true));
    if unseen * 2 < all {
        body.into_iter().filter(|at| is_unseen(*at)).for_each(|at| labels[at] = Label::Dropped(Reason::Unlike));
    }
}

/// A caption between headline and body is no standfirst; the next line that may be one is.
pub fn move_teaser_off_caption(facts: &[Facts], hints: &[Hints], labels: &mut [Label]) {
    const LEAST: usize = 6;
    const MOST: usize = 80;
    let Some(at) = labels.iter().position(|l| *l == Label::Teaser).filter(|at| hints[*at].is_caption) else { return };
    labels[at] = Label::Dropped(Reason::BeforeArticle);
    let body = labels.iter().position(Label::is_body).unwrap_or(labels.len());
    let may_be = |at: &usize| {
        let (fact, is_left) = (&facts[*at], labels[*at] == Label::Dropped(Reason::BeforeArticle));
        is_left && !hints[*at].is_caption && (LEAST..=MOST).contains(&fact.words)
    };
    if let Some(next) = (at + 1..body).find(may_be) {
        labels[next] = Label::Teaser;
    }
}

/// Of a page, lines that its body begins or ends with though their form says what else they are: nothing but a day or
/// a labelled name, if need be with a standfirst above them; links to print or share; who has the rights. What is learned
/// of pages is of those that have such lines in places of their own.
pub fn lift_edges(blocks: &[Block], facts: &[Facts], hints: &[Hints], dates: Reading, labels: &mut [Label]) {
    /// As far from the first and the last line of the body.
    const NEAR: usize = 5;
    const MOST_OF_TEASER: usize = 80;
    const MOST_OF_FIELD: usize = 18;
    const MOST_OF_BYLINE: usize = 8;
    const MOST_OF_OFFICE: usize = 5;
    let field = |at: usize| {
        let fact = &facts[at];
        let is_one = |m: &Meta| matches!(m, Meta::Date(..) | Meta::Ambiguous(_) | Meta::Names(_, true));
        let is_field = fact.meta.as_ref().is_some_and(|meta| !meta.is_empty() && meta.iter().all(is_one));
        // `Posted by Jane Doe on Tuesday, November 14, 2023 (123 reads)`.
        let text = blocks[at].text.as_str();
        let is_loose =
            || fact.words <= MOST_OF_FIELD && byline::begins(text) && meta::read_loosely(text, dates).is_some();
        (!fact.is_prose() && (is_field || is_loose())).then_some(Label::Fields)
    };
    let is_byline = |at: usize| {
        let (fact, text) = (&facts[at], blocks[at].text.as_str());
        let is_right_below = at > 0 && !labels[at - 1].is_body();
        let is_short = fact.words <= MOST_OF_BYLINE && fact.is_text() && !fact.ends;
        is_right_below && is_short && named::is_byline(text, fact, dates)
    };
    // What the author is, below the name: `Courier Staff Writers`.
    let office = |at: usize, labels: &[Label]| {
        let (fact, text) = (&facts[at], blocks[at].text.as_str());
        let is_below_name = at > 0 && matches!(labels[at - 1], Label::Fields | Label::Names);
        let is_short = fact.words <= MOST_OF_OFFICE && fact.is_text() && !fact.ends;
        (is_below_name && is_short && person::is_role(text.trim_end_matches('s')))
            .then_some(Label::Dropped(Reason::BylineLabel))
    };
    let tools =
        |at: usize| (hints[at].is_of_links() && !facts[at].is_prose()).then_some(Label::Dropped(Reason::Unlike));
    let foot = |at: usize| facts[at].boilerplate.map(Label::Dropped);
    let body: Vec<usize> = (0..labels.len()).filter(|at| labels[*at].is_body()).collect();
    if !body.iter().any(|at| field(*at).is_none()) {
        return;
    }
    let first = body.first().copied().filter(|at| is_byline(*at));
    let mut standfirst = None;
    for &at in body.iter().take(NEAR) {
        let own = || (first == Some(at)).then_some(Label::Fields);
        if let Some(label) = field(at).or_else(|| tools(at)).or_else(own).or_else(|| office(at, labels)) {
            let is_field = label == Label::Fields;
            labels[at] = label;
            if let Some(above) = standfirst.take_if(|_| is_field).filter(|_| !labels.contains(&Label::Teaser)) {
                labels[above] = Label::Teaser;
            }
        } else if standfirst.is_none() && labels[..at].contains(&Label::Title) && facts[at].words <= MOST_OF_TEASER {
            standfirst = Some(at);
        } else {
            break;
        }
    }
    for &at in body.iter().rev().take(NEAR) {
        let Some(label) = field(at).or_else(|| foot(at)) else { break };
        labels[at] = label;
    }
}

/// A page that ends in a paragraph like those of its body has no foot: that is the article's end, and so is what little stands
/// between, as of a text whose second half begins with a table or a picture.
pub fn reach_last(facts: &[Facts], hints: &[Hints], labels: &mut [Label]) {
    const MOST: usize = 2;
    const MOST_IN_SAME: usize = 8;
    const LONGEST: usize = 120;
    let Some(last) = labels.iter().rposition(Label::is_body) else { return };
    let behind = last + 1..labels.len();
    let is_left = |at: usize| matches!(labels[at], Label::Dropped(Reason::AfterArticle | Reason::Unlike));
    // What stands there for the second time is none, be it the whole article in one.
    let is_new = |at: usize| facts[at].first == at && facts[at].words <= LONGEST;
    let is_like = |at: usize| hints[at].class == hints[last].class && hints[at].landmark == hints[last].landmark;
    let is_part =
        |at: usize| is_left(at) && is_new(at) && !hints[at].is_of_links() && (is_like(at) || hints[at].is_caption);
    let Some(end) = behind.clone().next_back().filter(|at| facts[*at].is_prose() && is_like(*at)) else { return };
    let most = if hints[end].container == hints[last].container { MOST_IN_SAME } else { MOST };
    if behind.len() <= most && behind.clone().all(is_part) {
        behind.filter(|at| !hints[*at].is_caption).for_each(|at| {
            let is_heading = matches!(hints[at].tag, 2..=4);
            labels[at] = if is_heading { Label::Heading } else { Label::Paragraph };
        });
    }
}

/// Of a plain text, what invitations to newsletters say between their first and their last line.
pub fn drop_promotions(facts: &[Facts], labels: &mut [Label]) {
    let Some(first) = labels.iter().position(Label::is_body) else { return };
    for range in (first..facts.len()).filter_map(|at| also::promotion(facts, at)) {
        labels[range].iter_mut().filter(|label| label.is_body()).for_each(|label| {
            *label = Label::Dropped(Reason::Subscribe);
        });
    }
}

/// Of a plain text, a box within the body that says who somebody is: below its heading, without an empty line between.
pub fn drop_bio_boxes(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const HEADS: [&str; 17] = [
        "zur person",
        "zur autorin",
        "zum autor",
        "über die autorin",
        "über den autor",
        "about the author",
        "about the writer",
        "sobre el autor",
        "sobre la autora",
        "sobre o autor",
        "sobre a autora",
        "à propos de l auteur",
        "bio express",
        "over de auteur",
        "o autorze",
        "об авторе",
        "chi è",
    ];
    const MOST: usize = 4;
    let body = |label: &Label| label.is_body();
    let (Some(first), Some(last)) = (labels.iter().position(body), labels.iter().rposition(body)) else { return };
    for at in first + 1..last {
        let end = (at + 1..=last).find(|n| blocks[*n].gap).unwrap_or(at);
        let is_box = blocks[at].gap && (2..=MOST).contains(&end.saturating_sub(at));
        if is_box && HEADS.contains(&facts[at].key.as_str()) {
            labels[at..end].fill(Label::Dropped(Reason::Bio));
        }
    }
}

/// Of a plain text, what is as likely none of the body as not and stands below a line that begins its comments, each below
/// who wrote it and when.
pub fn drop_comments(facts: &[Facts], shares: &[f32], labels: &mut [Label]) {
    const SURE: f32 = 0.6;
    const FEWEST: usize = 2;
    const MOST_WORDS: usize = 10;
    let is_head = |at: usize, labels: &[Label]| {
        let fact = &facts[at];
        !labels[at].is_body() && fact.words <= MOST_WORDS && !fact.ends && fact.characters.signs.has(Signs::DIGIT)
    };
    let is_comment = |at: usize, labels: &[Label]| labels[at].is_body() && shares[at] < SURE && is_head(at - 1, labels);
    let begins = |at: &usize| facts[*at].boilerplate == Some(Reason::Comments) && !labels[*at].is_body();
    let Some(enough) = (0..labels.len()).filter(|at| labels[*at].is_body()).nth(FEWEST - 1) else { return };
    let Some(from) = (enough..labels.len()).find(begins) else { return };
    let body: Vec<usize> = (from + 1..labels.len()).filter(|at| labels[*at].is_body()).collect();
    if body.iter().all(|at| is_comment(*at, labels)) {
        body.into_iter().for_each(|at| labels[at] = Label::Dropped(Reason::Comments));
    }
}

/// Numbers alone that the body of a plain text ends with, below its sentences: of readers who liked it, or wrote something.
pub fn drop_last_counts(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    const MOST: usize = 3;
    const MOST_DIGITS: usize = 6;
    let is_count = |at: usize| {
        let text = blocks[at].text.as_str();
        text.len() <= MOST_DIGITS && text.bytes().all(|b| b.is_ascii_digit())
    };
    let body = || (0..labels.len()).rev().filter(|at| labels[*at].is_body());
    let counts: Vec<usize> = body().take_while(|at| is_count(*at)).collect();
    let last = body().nth(counts.len());
    if counts.len() <= MOST && last.is_some_and(|at| facts[at].is_prose()) {
        counts.into_iter().for_each(|at| labels[at] = Label::Dropped(Reason::Share));
    }
}

/// An address to write to that a body ends with is its author's, unless the words above announce it.
pub fn drop_last_address(blocks: &[Block], labels: &mut [Label]) {
    let mut body = (0..blocks.len()).rev().filter(|at| labels[*at].is_body());
    if let (Some(last), Some(above)) = (body.next(), body.next())
        && (boilerplate::is_mail_address(&blocks[last].text) || is_signed_address(&blocks[last].text))
        && !blocks[above].text.ends_with(':')
    {
        labels[last] = Label::Dropped(Reason::Follow);
    }
}

/// Whether a few words end in an address to write to: `홍길동 기자 hong@courier.example`.
fn is_signed_address(text: &str) -> bool {
    const MOST: usize = 4;
    let mut words = text.split(' ').rev();
    let is_address = words.next().is_some_and(boilerplate::is_mail_address);
    let before = words.count();
    is_address && (1..MOST).contains(&before)
}
