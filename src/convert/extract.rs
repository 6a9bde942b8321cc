//! Labelled blocks ▶ a [`Draft`] and the list of what was dropped.
//!
//! Every block ends in exactly one of: the body, a field, the dropped list.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::authors;
use super::block::{self, Block};
use super::byline;
use super::chain::Chain;
use super::date::Stamp;
use super::date_words::When;
use super::label::{Label, Labelled, Reason};
use super::letters;
use super::meta::{self, Meta};
use super::part::{self, Form, Part};
use super::person;
use super::pubdate;
use super::reading::Reading;
use super::report;
use super::sentence;
use super::signed::{self, End, Signed};
use super::title;
use super::words;
use crate::diag::{Place, Problem};

/// A value, the line it was read from, and whether that was a guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field<T> {
    /// The value.
    pub value: T,
    /// Its line in the input; 0 where it came from the command line.
    pub line: usize,
    /// Whether the text leaves a doubt.
    pub guessed: bool,
}

/// Where a field is from, and how sure it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Trust {
    /// `line`, or what else said it: `json-ld`, `og:title`, `command line` …
    pub from: String,
    /// About the share of such fields that are right, 0 to 1.
    pub confidence: f32,
}

/// A line that is not in the article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Its number in the input.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// Why.
    pub reason: Reason,
}

/// What was found in one text.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Draft {
    /// The headline.
    pub title: Option<Field<String>>,
    /// When it was published.
    pub date: Option<Field<Stamp>>,
    /// When it was last changed.
    pub updated: Option<Field<Stamp>>,
    /// The standfirst or the first sentences.
    pub description: Option<Field<String>>,
    /// Who wrote it.
    pub authors: Option<Field<Vec<String>>>,
    /// Its section.
    pub section: Option<Field<String>>,
    /// Its tags.
    pub tags: Option<Field<Vec<String>>>,
    /// The language, where the document says it.
    pub lang: Option<String>,
    /// The main picture's address.
    pub image: Option<String>,
    /// The text.
    pub body: Vec<Part>,
    /// What is in none of these.
    pub dropped: Vec<Dropped>,
    /// Lines whose text is in a field.
    pub field_lines: BTreeSet<usize>,
    /// What the user should know.
    pub problems: Vec<(Problem, usize)>,
    /// Where each field is from and how sure it is, by its key; without an entry, from its line.
    pub trust: BTreeMap<&'static str, Trust>,
    /// How much speaks for the authors that a line gives, by learned weights.
    pub author_score: Option<f32>,
    /// The same for the day of publication.
    pub date_score: Option<f32>,
    /// Whether the day is that of the last change, for want of another.
    pub dated_by_change: bool,
    /// How sure it is that the body is the article's, 0 to 1.
    pub body_confidence: f32,
    /// Whether it is held back as a draft.
    pub held: bool,
    /// Whether it was not published where it is from.
    pub unpublished: bool,
    /// When it is to be published.
    pub publish_at: Option<Stamp>,
    /// Until when it is to be published.
    pub expires: Option<Stamp>,
    /// The last part of its address where it was.
    pub slug: Option<String>,
    /// Its addresses where it was.
    pub aliases: Vec<String>,
    /// Values that came with the text and are no field of ours.
    pub extra: BTreeMap<String, Value>,
    /// Lines of guesses that surer lines replaced.
    replaced: Vec<usize>,
}

/// Collects the article from labelled blocks.
pub fn extract(blocks: &[Block], labelled: &Labelled, chain: &Chain) -> Draft {
    let Labelled { labels, facts, dates, .. } = labelled;
    let mut draft = Draft::default();
    let title_at = labels.iter().position(|l| *l == Label::Title);
    let body_at = labels.iter().position(|l| matches!(l, Label::Paragraph | Label::Item)).unwrap_or(0);
    let mut teasers = Vec::new();
    let mut bare_dates = Vec::new();
    for (at, (block, label)) in blocks.iter().zip(labels).enumerate() {
        match label {
            Label::Title => {
                let value = title::labelled(&block.text).unwrap_or_else(|| without_site(&block.text)).to_owned();
                draft.title = Some(Field { value, line: block.line, guessed: false });
                draft.keep(block);
            }
            Label::Teaser => teasers.push(block),
            Label::Fields => {
                let strict = facts[at].meta.clone();
                let loose = strict.is_none();
                let found = strict.or_else(|| meta::read_loosely(&block.text, *dates)).unwrap_or_default();
                let known = bare_dates.len();
                draft.fields(block, found, at, at < body_at, &mut bare_dates);
                bare_dates[known..].iter_mut().for_each(|date| date.loose = loose);
            }
            Label::Names => {
                let names = byline::names(&block.text).unwrap_or_else(|| vec![block.text.clone()]);
                // After a byline label a full name is none of our guesses.
                let labelled = at > 0 && byline::is_label(&blocks[at - 1].text);
                let sure = labelled && names.iter().all(|n| n.contains(' '));
                let used = draft.name(names, sure, at < body_at, block.line);
                draft.account(block, used, Reason::RepeatedField);
            }
            Label::Tag => {
                let tags = meta::tags(&block.text);
                let field = draft.tags.get_or_insert(Field { value: Vec::new(), line: block.line, guessed: true });
                field.value.extend(tags);
                draft.keep(block);
            }
            Label::Paragraph if facts[at].key.is_empty() && part::is_break(&block.text) => draft.body.push(Part::Break),
            Label::Paragraph => draft.body.push(Part::plain(Form::Paragraph, block.text.as_str())),
            Label::Heading => draft.body.push(Part::plain(Form::Heading(2), block.text.as_str())),
            Label::Item => draft.body.push(item(&block.text)),
            Label::Dropped(reason) => draft.drop(block, *reason),
        }
    }
    draft.settle_title(blocks, labels);
    if let Some((found, score)) = authors::find(blocks, labelled, chain) {
        draft.author_score = Some(score);
        draft.choose_authors(&blocks[found.at], found);
    }
    if draft.authors.is_none()
        && !labelled.is_whole
        && let Some(found) = signed::find(blocks, labels, facts)
    {
        draft.sign(&blocks[found.at], found);
    }
    if let Some(authors) = &draft.authors
        && !labelled.is_whole
        && let Some(at) = signed::find_bio(blocks, labels, facts, &authors.value)
        && blocks[at].line != authors.line
    {
        draft.body.pop();
        draft.drop(&blocks[at], Reason::Bio);
    }
    draft.settle_names();
    draft.write_names_as(blocks);
    draft.settle_dates(blocks, bare_dates, title_at, body_at);
    match pubdate::find(blocks, labelled, chain) {
        Some((found, score)) => {
            draft.date_score = Some(score);
            draft.choose_date(&blocks[found.at], found.stamp, score >= pubdate::SURE);
        }
        None => draft.refuse_guessed_date(blocks),
    }
    if draft.date.is_none() {
        draft.date = dateline(blocks, labels, *dates);
    }
    if draft.date.is_none() {
        draft.problems.push((Problem::NoDate, 0));
    }
    // `10/11/2023 18:30, updated two hours ago` tells of one moment.
    let same = |u: &mut Field<Stamp>| draft.date.as_ref().is_some_and(|d| d.line == u.line && d.value == u.value);
    draft.updated.take_if(same);
    draft.describe(blocks, labelled, &teasers);
    let replaced = std::mem::take(&mut draft.replaced);
    draft.release(blocks, &replaced, Reason::RepeatedField);
    draft
}

/// More than this many bylines are a list of something else.
const MOST_AUTHORS: usize = 200;

/// The day that the first paragraph begins with: `LUND, April 20, 2021 -- The harbour …`.
fn dateline(blocks: &[Block], labels: &[Label], dates: Reading) -> Option<Field<Stamp>> {
    const DASHES: [&str; 5] = [" -- ", " — ", " – ", " - ", " | "];
    const LONGEST: usize = 90;
    let block = labels.iter().position(|l| *l == Label::Paragraph).map(|at| &blocks[at])?;
    let head = DASHES.iter().filter_map(|dash| block.text.find(dash)).min().filter(|end| *end <= LONGEST)?;
    let found = meta::read_loosely(&block.text[..head], dates)?;
    let value = found.into_iter().find_map(|m| if let Meta::Date(None, stamp) = m { Some(stamp) } else { None })?;
    Some(Field { value, line: block.line, guessed: true })
}

/// A headline without the site's name that a browser's title bar puts behind it.
fn without_site(title: &str) -> &str {
    match title.rsplit_once(" | ") {
        Some((head, site)) if site.split(' ').count() <= 4 && head.split(' ').count() >= 4 => head.trim_end(),
        _ => title,
    }
}

/// A name in capitals as a text has it with small letters.
fn otherwise<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let first = name.chars().next()?;
    let found = text.match_indices(first).filter_map(|(at, _)| text.get(at..at + name.len()));
    let is_same =
        |found: &str| found.eq_ignore_ascii_case(name) || !name.is_ascii() && words::lower(found) == words::lower(name);
    found.into_iter().find(|found| *found != name && is_same(found) && person::is_name(found))
}

fn item(text: &str) -> Part {
    if let Some(text) = block::bullet(text) {
        Part::plain(Form::Bullet, text.trim())
    } else if let Some((number, text)) = block::numbered(text) {
        Part::plain(Form::Numbered(number), text.trim())
    } else {
        Part::plain(Form::Paragraph, text)
    }
}

struct BareDate {
    at: usize,
    /// Whether other words stand around it.
    loose: bool,
    stamp: Stamp,
}

impl Draft {
    fn keep(&mut self, block: &Block) {
        self.field_lines.extend(block.line..=block.last);
    }

    /// Notes that a field is given by someone who knows.
    pub fn give(&mut self, key: &'static str, from: &str) {
        self.trust.insert(key, Trust { from: from.to_owned(), confidence: 1.0 });
    }

    /// Lists a block as dropped.
    pub fn drop(&mut self, block: &Block, reason: Reason) {
        self.dropped.push(Dropped { line: block.line, text: block.text.clone(), reason });
    }

    /// Lists those of the lines as dropped whose text is in no field any more.
    pub fn release(&mut self, blocks: &[Block], lines: &[usize], reason: Reason) {
        let kept: Vec<usize> = report::fields(self).iter().map(|f| f.line).collect();
        for block in blocks.iter().filter(|b| lines.contains(&b.line) && !kept.contains(&b.line)) {
            if self.field_lines.remove(&block.line) {
                self.field_lines.retain(|line| !(block.line..=block.last).contains(line));
                self.drop(block, reason);
            }
        }
        self.dropped.sort_by_key(|d| d.line);
    }

    /// Lists the lines at the edges of printed pages as dropped.
    pub fn drop_edges(&mut self, edges: &[Block]) {
        edges.iter().for_each(|block| self.drop(block, Reason::PageEdge));
        self.dropped.sort_by_key(|d| d.line);
    }

    fn account(&mut self, block: &Block, used: bool, otherwise: Reason) {
        if used { self.keep(block) } else { self.drop(block, otherwise) }
    }

    /// Takes what a line of fields says; the first line to say something is believed.
    fn fields(&mut self, block: &Block, found: Vec<Meta>, at: usize, head: bool, bare: &mut Vec<BareDate>) {
        let line = block.line;
        let mut used = false;
        let mut waits = false;
        let mut reason = Reason::RepeatedField;
        for meta in found {
            match meta {
                Meta::Names(names, sure) => {
                    used |= self.name(names, sure, head, line);
                    if !sure && byline::avatar(&block.text).is_some() {
                        reason = Reason::Avatar;
                    }
                }
                Meta::Date(Some(when), stamp) => {
                    let field = match when {
                        When::Published => &mut self.date,
                        When::Updated => &mut self.updated,
                    };
                    if field.is_none() {
                        *field = Some(Field { value: stamp, line, guessed: false });
                        used = true;
                    }
                }
                Meta::Date(None, stamp) => {
                    bare.push(BareDate { at, loose: false, stamp });
                    waits = true;
                }
                Meta::Ambiguous(value) => {
                    self.problems.push((Problem::AmbiguousDate { value }, line));
                    reason = Reason::AmbiguousDate;
                }
                Meta::Relative => reason = Reason::RelativeDate,
                Meta::Section(value) => {
                    if !value.is_empty() && self.section.as_ref().is_none_or(|s| s.guessed) {
                        self.replaced.extend(self.section.as_ref().map(|s| s.line));
                        self.section = Some(Field { value, line, guessed: false });
                        used = true;
                    }
                }
                Meta::Crumb(value) => {
                    if self.section.is_none() {
                        self.section = Some(Field { value, line, guessed: true });
                        used = true;
                    }
                }
                Meta::Tags(tags) => {
                    let field = self.tags.get_or_insert(Field { value: Vec::new(), line, guessed: false });
                    for tag in tags {
                        if !field.value.contains(&tag) {
                            field.value.push(tag);
                            used = true;
                        }
                    }
                }
                Meta::Label(meta::Awaits::Names) => reason = Reason::BylineLabel,
                Meta::Label(_) => reason = Reason::FieldLabel,
                Meta::Other => {}
            }
        }
        if used {
            self.keep(block);
        } else if !waits {
            self.drop(block, reason);
        }
    }

    /// Adds authors; a sure byline replaces guesses. Says whether the line is now in the field.
    fn name(&mut self, names: Vec<String>, sure: bool, head: bool, line: usize) -> bool {
        if names.iter().all(|name| person::is_nobody(name)) {
            return false;
        }
        match &mut self.authors {
            None => {
                self.authors = Some(Field { value: names, line, guessed: !sure });
                true
            }
            // A guess beside anything may be anyone.
            Some(_) if !sure => false,
            Some(field) if field.guessed => {
                self.replaced.push(field.line);
                *field = Field { value: names, line, guessed: false };
                true
            }
            // Behind the body, a second byline is that of another article.
            Some(_) if !head => false,
            Some(field) if field.value.len() >= MOST_AUTHORS => false,
            Some(field) => {
                // Two bylines name two people.
                let known = field.value.len();
                for name in names {
                    if !field.value.contains(&name) {
                        field.value.push(name);
                    }
                }
                field.value.len() > known
            }
        }
    }

    /// A text without a headline is called by its first words, as a guess.
    fn settle_title(&mut self, blocks: &[Block], labels: &[Label]) {
        let first = labels.iter().position(|l| matches!(l, Label::Paragraph | Label::Item));
        if let (None, Some(at)) = (&self.title, first) {
            let block = &blocks[at];
            self.title = Some(Field { value: sentence::first_words(&block.text), line: block.line, guessed: true });
            self.problems.push((Problem::NoTitle, block.line));
        }
    }

    /// Names that more speaks for than for those found so far.
    fn choose_authors(&mut self, block: &Block, found: authors::Candidate) {
        let known = |a: &Field<Vec<String>>| found.names.iter().all(|name| a.value.contains(name));
        if self.authors.as_ref().is_some_and(known) {
            return;
        }
        self.replaced.extend(self.authors.as_ref().map(|a| a.line));
        self.dropped.retain(|d| d.line != block.line);
        self.keep(block);
        self.authors = Some(Field { value: found.names, line: block.line, guessed: !found.sure });
    }

    /// Names that a line gives in a form that is known.
    pub fn set_authors(&mut self, block: &Block, names: Vec<String>) {
        self.dropped.retain(|d| d.line != block.line);
        self.keep(block);
        self.authors = Some(Field { value: names, line: block.line, guessed: false });
        self.problems.retain(|(p, _)| !matches!(p, Problem::GuessedAuthors { .. }));
    }

    /// Names at the end of the body.
    fn sign(&mut self, block: &Block, found: Signed) {
        self.authors = Some(Field { value: found.names, line: block.line, guessed: found.end != End::Credit });
        match found.end {
            End::Credit => return,
            End::SignOff | End::About => drop(self.body.pop()),
            End::Below => self.dropped.retain(|d| d.line != block.line),
        }
        self.keep(block);
    }

    /// Names in capitals as the text has them elsewhere.
    fn write_names_as(&mut self, blocks: &[Block]) {
        for name in self.authors.iter_mut().flat_map(|a| &mut a.value) {
            if name.contains(' ')
                && !name.chars().any(letters::is_lowercase)
                && let Some(written) = blocks.iter().find_map(|block| otherwise(&block.text, name))
            {
                *name = written.to_owned();
            }
        }
    }

    fn settle_names(&mut self) {
        if let Some(field) = self.authors.as_ref().filter(|f| f.guessed) {
            self.problems.push((Problem::GuessedAuthors { names: field.value.clone() }, field.line));
        }
    }

    /// A date without a label is the article's if it stands between headline and body; right above
    /// the headline or right below the body it is taken for it, as a guess.
    fn settle_dates(&mut self, blocks: &[Block], bare: Vec<BareDate>, title: Option<usize>, body: usize) {
        let title = title.unwrap_or(0);
        let last = blocks.len();
        let rank = |date: &BareDate| match date.at {
            at if at > title && at < body => 0,
            at if at < title && title - at <= 3 => 1,
            at if at > body && last - at <= 4 => 2,
            _ => 3,
        };
        if self.date.is_none()
            && let Some(best) = bare.iter().min_by_key(|d| (rank(d), d.at)).filter(|d| rank(d) < 3)
        {
            let block = &blocks[best.at];
            self.date =
                Some(Field { value: best.stamp.clone(), line: block.line, guessed: rank(best) > 0 || best.loose });
            self.keep(block);
        }
        if bare.is_empty() {
            return;
        }
        let mut dropped: BTreeSet<usize> = self.dropped.iter().map(|d| d.line).collect();
        for date in bare {
            let block = &blocks[date.at];
            if !self.field_lines.contains(&block.line) && dropped.insert(block.line) {
                let again = self.date.as_ref().is_some_and(|d| d.value.is_same_day(&date.stamp));
                self.drop(block, if again { Reason::RepeatedField } else { Reason::UnusedDate });
            }
        }
    }

    /// Where too little speaks for any day, a guess by the place alone is none.
    fn refuse_guessed_date(&mut self, blocks: &[Block]) {
        let Some(date) = self.date.take_if(|d| d.guessed) else { return };
        self.release(blocks, &[date.line], Reason::UnusedDate);
    }

    /// The day that most speaks for; lines of other days stay in the report.
    fn choose_date(&mut self, block: &Block, found: Stamp, sure: bool) {
        let day = |stamp: &Stamp| stamp.as_str()[..10].to_owned();
        if self.date.as_ref().is_some_and(|d| day(&d.value) == day(&found)) {
            return;
        }
        self.replaced.extend(self.date.as_ref().map(|d| d.line));
        self.dropped.retain(|d| d.line != block.line);
        self.keep(block);
        self.date = Some(Field { value: found, line: block.line, guessed: !sure });
        // What was changed before it was published is another article.
        let before = self.updated.as_ref().zip(self.date.as_ref()).is_some_and(|(u, d)| day(&u.value) < day(&d.value));
        if before {
            self.replaced.extend(self.updated.take().map(|u| u.line));
        }
    }

    /// Where nothing but the time of a change is told, the article is dated by that, as a guess: many papers print no
    /// other. One without a time of day is left alone: so pages are marked that were looked over years later.
    pub fn date_by_change(&mut self) {
        if self.date.is_none()
            && let Some(updated) = self.updated.as_ref().filter(|u| u.value.as_str().contains('T'))
        {
            self.date = Some(Field { value: updated.value.clone(), line: updated.line, guessed: true });
            self.dated_by_change = true;
            self.problems.retain(|(p, _)| !matches!(p, Problem::NoDate));
        }
    }

    /// The standfirst as it is; of a cut one, the whole sentences of the paragraph it was cut from;
    /// without one, the first sentences of the body.
    fn describe(&mut self, blocks: &[Block], labelled: &Labelled, teasers: &[&Block]) {
        let Labelled { labels, facts, .. } = labelled;
        let paragraph = |block: &&Block, at: usize| {
            let is_address = block.text.contains("://") && !block.text.contains(' ');
            labels[at] == Label::Paragraph && !is_address && block.text.chars().count() >= 20
        };
        let first = blocks.iter().enumerate().find(|(at, b)| paragraph(b, *at)).map(|(_, b)| b);
        let whole = |teaser: &Block| {
            let text = sentence::uncut(&teaser.text).unwrap_or(&teaser.text);
            // The last word may be cut too.
            let start = text.rsplit_once(' ').map_or(text, |(start, _)| start);
            let start = super::facts::key(start);
            (0..blocks.len()).find(|n| labels[*n] == Label::Paragraph && facts[*n].key.starts_with(&start))
        };
        for teaser in teasers {
            let covering = whole(teaser).map(|at| &blocks[at]);
            let cut = sentence::is_cut(&teaser.text);
            if self.description.is_none() {
                let source = covering.or(if cut { first } else { None });
                let value = match source {
                    Some(block) => sentence::leading(&block.text).map(|text| (text.to_owned(), block.line)),
                    None => Some((teaser.text.clone(), teaser.line)),
                };
                if let Some((value, line)) = value {
                    self.description = Some(Field { value, line, guessed: false });
                    if line == teaser.line {
                        self.keep(teaser);
                        continue;
                    }
                }
            }
            self.drop(teaser, if cut || covering.is_none() { Reason::CutTeaser } else { Reason::RepeatedTeaser });
        }
        if self.description.is_none()
            && let Some(block) = first
            && let Some(value) = sentence::leading(&block.text)
        {
            self.description = Some(Field { value: value.to_owned(), line: block.line, guessed: false });
        }
    }

    /// Where in the file a problem is.
    pub fn place(name: &str, blocks: &[Block], line: usize) -> Place {
        let excerpt = blocks.iter().find(|b| b.line == line).map_or(String::new(), |b| b.text.clone());
        Place { file: name.to_owned(), line, excerpt, ..Place::default() }
    }
}
