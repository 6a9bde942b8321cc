//! The labeller that knows nothing but rules.
//!
//! 1. Facts of every block ([`facts`](super::facts)): fields, boilerplate, copies.
//! 2. The body's run of blocks ([`region`](super::region)), the headline before it
//!    ([`title`](super::title)).
//! 3. Between the headline and the body: standfirst, bare bylines. Before and behind: dropped,
//!    unless the text is clean, when what follows the body still belongs to it.
//! 4. Inside the body only what a rule names is dropped; short lines before a paragraph are
//!    sub-headings.

use std::collections::BTreeMap;
use std::ops::Range;

use super::block::Block;
use super::byline;
use super::chain::Chain;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::meta::{self, Awaits, Meta};
use super::reading::Reading;
use super::{region, title};

/// A text's body, and which block is its headline then.
pub struct Headed {
    body: Range<usize>,
    title: Option<usize>,
}

impl Headed {
    fn find(blocks: &[Block], facts: &[Facts], body: Range<usize>, dates: Reading, chain: &Chain) -> Headed {
        let title = if body.is_empty() {
            facts.iter().position(Facts::is_text)
        } else {
            title::find(blocks, facts, &body, dates, chain)
        };
        Headed { body, title }
    }
}

/// Labels a text's blocks by rules alone, and says what these take for body and headline.
pub fn label_facts(blocks: &[Block], facts: &[Facts], dates: Reading, chain: &Chain) -> (Vec<Label>, Headed) {
    if !facts.iter().any(Facts::is_text) {
        let labels = facts.iter().map(|f| outside(f, Reason::BeforeArticle)).collect();
        return (labels, Headed { body: 0..0, title: None });
    }
    let headed = Headed::find(blocks, facts, region::find(facts), dates, chain);
    (finish(blocks, facts, &headed, None, dates), headed)
}

/// Labels a text's blocks where a model has said which are the body. The headline need not be looked for
/// again where that is the body of the rules.
pub fn label_kept(
    blocks: &[Block],
    facts: &[Facts],
    keep: &[bool],
    by_rules: Headed,
    dates: Reading,
    chain: &Chain,
) -> Vec<Label> {
    let first = keep.iter().position(|k| *k).expect("a body has a block");
    let last = keep.iter().rposition(|k| *k).expect("a body has a block");
    let body = first..last + 1;
    let headed = if by_rules.body == body { by_rules } else { Headed::find(blocks, facts, body, dates, chain) };
    finish(blocks, facts, &headed, Some(keep), dates)
}

fn finish(blocks: &[Block], facts: &[Facts], headed: &Headed, keep: Option<&[bool]>, dates: Reading) -> Vec<Label> {
    let Headed { body, title } = headed;
    let title = *title;
    let from = body.start.max(title.map_or(0, |t| t + 1));
    let body = from..body.end.max(from);
    let mut page = Page { blocks, facts, title, body, keep };
    if keep.is_none() {
        page.reach_start();
        page.reach_end();
    }
    let mut labels: Vec<Label> = (0..blocks.len()).map(|at| page.place(at)).collect();
    page.follow_labels(&mut labels);
    page.find_bare_byline(&mut labels);
    page.find_loose_date(&mut labels, dates);
    page.find_teaser(&mut labels);
    page.find_headings(&mut labels);
    labels
}

/// A block that is no part of the body.
fn outside(fact: &Facts, otherwise: Reason) -> Label {
    match (&fact.copy, &fact.boilerplate, &fact.meta) {
        (Some(Reason::CutTeaser | Reason::RepeatedTeaser), ..) => Label::Teaser,
        (Some(reason), ..) | (None, Some(reason), _) => Label::Dropped(*reason),
        (None, None, Some(_)) => Label::Fields,
        (None, None, None) => Label::Dropped(otherwise),
    }
}

struct Page<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    title: Option<usize>,
    body: Range<usize>,
    /// What a model keeps, if one was asked.
    keep: Option<&'a [bool]>,
}

impl Page<'_> {
    /// The first paragraph behind the last line of fields belongs to the body, even if a box or
    /// advertisement parts it from the rest.
    fn reach_start(&mut self) {
        const NEAR: usize = 8;
        let Some(title) = self.title.filter(|_| !self.body.is_empty()) else { return };
        let fields = |at: &usize| self.facts[*at].meta.is_some() && !self.is_vague(*at);
        let head = (title..self.body.start).rev().find(fields).unwrap_or(title);
        let first = (head + 1..self.body.start).find(|&at| self.facts[at].is_prose());
        if let Some(first) = first.filter(|first| self.body.start - first <= NEAR) {
            self.body.start = first;
        }
        // One or two may be a name and a standfirst.
        let is_list = self.body.start > head + 3 && !self.facts[head + 1].name;
        if is_list
            && self.is_bare()
            && (head + 1..self.body.start).all(|at| self.facts[at].is_text() || self.is_vague(at))
        {
            self.body.start = head + 1;
        }
    }

    /// Whether nothing but the headline and lines of fields stands above the body, and nothing below it: of such a text, a
    /// list that the body begins with is no menu.
    fn is_bare(&self) -> bool {
        let title = self.title.unwrap_or(0);
        let above = self.facts[..self.body.start].iter().rposition(|f| f.meta.as_ref().is_some_and(|m| !is_vague(m)));
        above.is_some_and(|above| above > title)
            && self.facts.iter().all(|f| f.boilerplate.is_none() && f.copy.is_none())
            && self.facts[..title].iter().chain(&self.facts[self.body.end..]).all(|f| f.meta.is_some())
    }

    /// Whether a block tells a time that names no day, as a weekday above a list does.
    fn is_vague(&self, at: usize) -> bool {
        self.facts[at].meta.as_ref().is_some_and(|meta| is_vague(meta))
    }

    /// In a clean text, where hardly a line is unaccounted for, the body goes on to the last line
    /// that is no field or boilerplate: a list, a verse, a sentence without its full stop.
    fn reach_end(&mut self) {
        let before = self.title.unwrap_or(0);
        let stray = |range: Range<usize>| self.facts[range].iter().filter(|f| f.is_text() && !f.is_prose()).count();
        let inside = self.facts[self.body.clone()].iter().filter(|f| f.is_text()).count();
        let outside = stray(0..before) + stray(self.body.end..self.facts.len());
        if outside > 3 || outside > inside.max(1) {
            return;
        }
        let mut at = self.body.end;
        while at < self.facts.len() {
            let fact = &self.facts[at];
            if fact.boilerplate.is_some_and(Reason::ends_article) {
                break;
            }
            if fact.is_text() && !fact.name && !fact.section {
                self.body.end = at + 1;
            }
            at += 1;
        }
    }

    /// The first label of a block, from its facts and its place.
    fn place(&self, at: usize) -> Label {
        let fact = &self.facts[at];
        if self.title == Some(at) {
            return Label::Title;
        }
        if self.title.is_some_and(|title| self.repeats(title, at)) {
            return Label::Dropped(Reason::RepeatedHeadline);
        }
        if self.body.contains(&at) {
            return match self.keep {
                None => self.in_body(at),
                Some(keep) if keep[at] => self.kept(at),
                Some(_) => outside(fact, Reason::Unlike),
            };
        }
        if at < self.body.start {
            let word = fact.section || fact.words <= 3 && !fact.ends && self.title.is_some_and(|t| at < t && t <= 2);
            if fact.is_text() && word {
                return Label::Dropped(Reason::SectionWord);
            }
            return outside(fact, Reason::BeforeArticle);
        }
        let after_list =
            self.facts[self.body.end..at].iter().rev().take(8).any(|f| f.boilerplate == Some(Reason::Related));
        outside(fact, if after_list && !fact.is_prose() { Reason::Related } else { Reason::AfterArticle })
    }

    /// Whether a block is the headline again, perhaps with the site's name.
    fn repeats(&self, title: usize, at: usize) -> bool {
        let (key, other) = (&self.facts[title].key, &self.facts[at].key);
        let value = || title::labelled(&self.blocks[title].text).map(facts::key);
        key == other
            || key.ends_with(other.as_str()) && value().is_some_and(|value| value == *other)
            || self.facts[title].words >= 4
                && self.facts[title].told.first() == self.facts[at].told.first()
                && other.len() < key.len() + 40
                && other.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(' '))
                && [" | ", " - ", " – ", " — ", " : ", " · "]
                    .iter()
                    .any(|cut| self.blocks[at].text.rsplit_once(cut).is_some_and(|(head, _)| facts::key(head) == *key))
    }

    /// What a block of the body is. One line with a star is a footnote, two are a list.
    fn kept(&self, at: usize) -> Label {
        let starred = |at: usize| self.blocks.get(at).is_some_and(|b| b.text.starts_with("* "));
        let listed = !starred(at) || starred(at + 1) || at > 0 && starred(at - 1);
        if self.facts[at].item && listed { Label::Item } else { Label::Paragraph }
    }

    fn in_body(&self, at: usize) -> Label {
        let fact = &self.facts[at];
        let block = &self.blocks[at];
        let kept = self.kept(at);
        if let Some(copy) = fact.copy {
            return outside(fact, copy);
        }
        match fact.boilerplate {
            // An end mark in the middle is a word; signs there part scenes.
            Some(Reason::Ending) if at + 1 < self.body.end => return kept,
            Some(reason) => return Label::Dropped(reason),
            None => {}
        }
        let Some(meta) = &fact.meta else {
            // No more than four: a text may have a million lines.
            let above = self.facts[self.body.start..at].iter().rev().take(4);
            let teased = above.take_while(|f| f.boilerplate.is_none()).count();
            let teaser = at.checked_sub(teased + 1).and_then(|before| self.facts[before].boilerplate);
            // Headlines right below "Read more" or "Related".
            let listed = matches!(teaser, Some(Reason::ReadMore | Reason::Related))
                && teased < 4
                && self.facts[at - teased..=at].iter().all(|f| !f.ends && f.words >= 3 && f.words < 25)
                && self.blocks[at - teased - 1].text.split_whitespace().count() <= 6
                && !block_continues(&self.blocks[at - teased - 1].text);
            return if listed { Label::Dropped(Reason::Related) } else { kept };
        };
        // In the body a line of fields must say so by a label: a bare day may head a diary entry.
        let labelled = meta.iter().any(|m| match m {
            Meta::Names(_, sure) => *sure || byline::avatar(&block.text).is_some(),
            Meta::Date(when, _) => when.is_some(),
            Meta::Section(_) | Meta::Tags(_) | Meta::Crumb(_) => true,
            Meta::Ambiguous(_) | Meta::Relative | Meta::Label(_) | Meta::Other => false,
        });
        if labelled { Label::Fields } else { kept }
    }

    /// Values on the line below their label: `By` and a name, `Tags` and a list.
    fn follow_labels(&self, labels: &mut [Label]) {
        for at in 0..labels.len() {
            let Some([Meta::Label(awaits)]) = self.facts[at].meta.as_deref() else { continue };
            if labels[at] != Label::Fields {
                continue;
            }
            let free = |labels: &[Label], next: usize| {
                labels.get(next).is_some_and(|l| {
                    matches!(
                        l,
                        Label::Dropped(
                            Reason::BeforeArticle | Reason::AfterArticle | Reason::SectionWord | Reason::Unlike
                        )
                    ) || *l == Label::Paragraph && !self.facts[next].is_prose() && *awaits == Awaits::Names
                })
            };
            match awaits {
                Awaits::Names => {
                    let next = self.blocks.get(at + 1).filter(|b| byline::names(&b.text).is_some());
                    if next.is_some() && free(labels, at + 1) {
                        labels[at + 1] = Label::Names;
                    }
                }
                Awaits::Tags => {
                    let listed = (at + 1..labels.len()).take(12).take_while(|&next| {
                        free(labels, next)
                            && !self.blocks[next].gap_after(&self.blocks[at])
                            && self.facts[next].words <= 4
                    });
                    for next in listed.collect::<Vec<_>>() {
                        labels[next] = Label::Tag;
                    }
                }
                Awaits::Section | Awaits::Date => {}
            }
        }
    }

    /// A bare name between headline and body that stands beside a date, or again elsewhere on the
    /// page, as the names of authors do.
    fn find_bare_byline(&self, labels: &mut [Label]) {
        let named = |at: usize| self.facts[at].meta.iter().flatten().any(|m| matches!(m, Meta::Names(_, true)));
        if labels.contains(&Label::Names) || (0..labels.len()).any(|at| labels[at] == Label::Fields && named(at)) {
            return;
        }
        let Some(title) = self.title else { return };
        let dated = |at: usize| {
            self.facts[at]
                .meta
                .iter()
                .flatten()
                .any(|m| matches!(m, Meta::Date(..) | Meta::Relative | Meta::Ambiguous(_)))
        };
        for at in title + 1..self.body.start {
            let again = (0..labels.len()).any(|other| other != at && self.facts[other].first == self.facts[at].first);
            let beside = again || at > 0 && dated(at - 1) || at + 1 < labels.len() && dated(at + 1);
            if labels[at] == Label::Dropped(Reason::BeforeArticle)
                && self.facts[at].words >= 2
                && self.facts[at].name
                && beside
            {
                labels[at] = Label::Names;
                return;
            }
        }
    }

    /// A day among a few other words between headline and body, where no line is a date by itself.
    fn find_loose_date(&self, labels: &mut [Label], dates: Reading) {
        let Some(title) = self.title else { return };
        let has_date = |at: usize| self.facts[at].meta.iter().flatten().any(|m| matches!(m, Meta::Date(..)));
        if (title..self.body.start).any(has_date) {
            return;
        }
        let found = (title + 1..self.body.start).take(8).find(|&at| {
            labels[at] == Label::Dropped(Reason::BeforeArticle)
                && !self.facts[at].ends
                && meta::read_loosely(&self.blocks[at].text, dates).is_some()
        });
        if let Some(at) = found {
            labels[at] = Label::Fields;
        }
    }

    /// The standfirst: the first text between the headline and the body that is more than a label.
    fn find_teaser(&self, labels: &mut [Label]) {
        let Some(title) = self.title else { return };
        let found = (title + 1..self.body.start).find(|&at| {
            labels[at] == Label::Dropped(Reason::BeforeArticle)
                && (self.facts[at].words >= 6 || self.facts[at].ends && self.facts[at].words >= 3)
                && self.facts[at].words <= 80
        });
        if let Some(at) = found
            && !labels[..self.body.start].contains(&Label::Teaser)
        {
            labels[at] = Label::Teaser;
        }
    }

    /// Short lines without a full stop right above a paragraph.
    fn find_headings(&self, labels: &mut [Label]) {
        // `Q: Why?`: who speaks does so more than once, and is not what the headline is about.
        let headline = self.title.map_or(String::new(), |title| format!(" {} ", self.facts[title].key));
        let speaker = |at: usize| {
            let (who, _) = self.blocks[at].text.split_once(' ')?;
            let who = who.strip_suffix([':', '.'])?;
            (who.starts_with(char::is_alphabetic) && !headline.contains(&format!(" {} ", facts::key(who))))
                .then_some(who)
        };
        let mut speakers: BTreeMap<&str, usize> = BTreeMap::new();
        for who in self.body.clone().filter(|at| labels[*at].is_body()).filter_map(speaker) {
            *speakers.entry(who).or_default() += 1;
        }
        let mut below = None;
        let mut above_is_text = vec![false; labels.len()];
        let mut seen = false;
        for at in self.body.clone() {
            above_is_text[at] = seen;
            if matches!(labels[at], Label::Paragraph | Label::Item) {
                seen = self.facts[at].is_prose() || labels[at] == Label::Item || self.facts[at].words >= 12;
            }
        }
        for at in self.body.clone().rev() {
            if !matches!(labels[at], Label::Paragraph | Label::Item) {
                continue;
            }
            let text = self.blocks[at].text.as_str();
            let fact = &self.facts[at];
            let before_text = below.is_some_and(|b: usize| self.facts[b].is_prose() || labels[b] == Label::Item);
            let first = text.chars().next().expect("blocks are never empty");
            let short = fact.words <= 12 && text.chars().count() <= 90;
            let proper =
                first.is_uppercase() || first.is_ascii_digit() || first.is_alphabetic() && !first.is_lowercase();
            let closed =
                fact.ends && !text.ends_with('?') || text.ends_with([',', ';', ':', '-', '–', '—', '"', '”', '»']);
            let spoken = speaker(at).is_some_and(|who| speakers[who] > 1);
            let alone = !closed && !spoken;
            if labels[at] == Label::Paragraph && short && proper && alone && before_text && above_is_text[at] {
                labels[at] = Label::Heading;
            }
            below = Some(at);
        }
    }
}

fn is_vague(meta: &[Meta]) -> bool {
    matches!(meta, [Meta::Relative])
}

/// Whether a teasing line names its target itself: `Read more: Storm hits coast`.
fn block_continues(text: &str) -> bool {
    text.split_once(':').is_some_and(|(_, rest)| !rest.trim().is_empty())
}

impl Block {
    /// Whether more than one empty line's worth of distance lies between a label and this block.
    fn gap_after(&self, label: &Block) -> bool {
        self.gap && self.line > label.last + 30
    }
}
