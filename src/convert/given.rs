//! Fields that are known better than any text can say them: from the command line, from the JSON
//! object that a text came in, from the recipe for its source. They win over what is read from
//! lines, and are never guesses.

use std::collections::BTreeMap;

use serde_json::Value;

use super::block::Block;
use super::date::Stamp;
use super::extract::{Draft, Field};
use super::facts;
use super::html::Page;
use super::html::markup::Form;
use super::label::{Label, Labelled, Reason};
use super::part::{Part, is_break};
use super::report;
use crate::diag::Problem;

/// A value and who says it.
#[derive(Debug, Clone, PartialEq)]
pub struct Said<T> {
    /// The value.
    pub value: T,
    /// `command line`, `json headline`, `recipe courier` …
    pub from: String,
}

/// How much of a text is known to be the article's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Extent {
    /// Nothing is known: a page has menus, lists, comments.
    #[default]
    Unknown,
    /// What someone wrote as a document, with its headline and fields: what follows these is the article.
    Document,
    /// All of it; the fields are known.
    Whole,
}

/// Longer values are no notes about an article.
pub const MOST_OF_EXTRA: usize = 200;

/// What is known of a document.
#[derive(Debug, Clone, PartialEq, Default)]
#[allow(missing_docs, reason = "each is the field of its name")]
pub struct Given {
    pub title: Option<Said<String>>,
    pub date: Option<Said<Stamp>>,
    pub updated: Option<Said<Stamp>>,
    pub description: Option<Said<String>>,
    pub authors: Option<Said<Vec<String>>>,
    pub section: Option<Said<String>>,
    /// Instead of the text's.
    pub tags: Option<Said<Vec<String>>>,
    /// Besides the text's.
    pub more_tags: Vec<String>,
    pub lang: Option<Said<String>>,
    pub image: Option<Said<String>>,
    pub url: Option<Said<String>>,
    /// The last part of its address where it was.
    pub slug: Option<String>,
    /// Its addresses where it was, as paths.
    pub aliases: Vec<String>,
    /// Not published where it was.
    pub draft: bool,
    /// Not to be published before.
    pub publish_at: Option<Stamp>,
    /// Not to be published any more then.
    pub expires: Option<Stamp>,
    /// How much of the text is the article's.
    pub extent: Extent,
    /// Values that newsgen has no use for, for the front matter's `extra`.
    pub extra: BTreeMap<String, Value>,
    /// Keys whose values are nowhere.
    pub unused: Vec<String>,
    /// What is wrong with some values.
    pub problems: Vec<Problem>,
}

impl Given {
    /// Notes a value that is no field of an article: a short one for `extra`, where none of its name is; of a long one the
    /// name alone.
    pub fn note(&mut self, key: &str, value: &str) {
        match value.chars().count() {
            0 => {}
            1..=MOST_OF_EXTRA => {
                self.extra.entry(key.to_owned()).or_insert(value.into());
            }
            _ => self.unused.push(key.to_owned()),
        }
    }

    /// These fields, and where there is none, those of `weaker`.
    pub fn or(self, weaker: Given) -> Given {
        let mut more_tags = self.more_tags;
        for tag in weaker.more_tags {
            if !more_tags.contains(&tag) {
                more_tags.push(tag);
            }
        }
        Given {
            title: self.title.or(weaker.title),
            date: self.date.or(weaker.date),
            updated: self.updated.or(weaker.updated),
            description: self.description.or(weaker.description),
            authors: self.authors.or(weaker.authors),
            section: self.section.or(weaker.section),
            tags: self.tags.or(weaker.tags),
            more_tags,
            lang: self.lang.or(weaker.lang),
            image: self.image.or(weaker.image),
            url: self.url.or(weaker.url),
            slug: self.slug.or(weaker.slug),
            aliases: if self.aliases.is_empty() { weaker.aliases } else { self.aliases },
            draft: self.draft || weaker.draft,
            publish_at: self.publish_at.or(weaker.publish_at),
            expires: self.expires.or(weaker.expires),
            extent: self.extent.max(weaker.extent),
            extra: if self.extra.is_empty() { weaker.extra } else { self.extra },
            unused: [self.unused, weaker.unused].concat(),
            problems: [self.problems, weaker.problems].concat(),
        }
    }

    /// Puts the headline above a text that came without it, so that it is read as what it is. Its
    /// line is 0: it is none of the text's.
    pub fn lead(&self, blocks: &mut Vec<Block>) {
        const NEAR: usize = 5;
        let Some(title) = &self.title else { return };
        let key = facts::key(&title.value);
        if !blocks.is_empty() && !blocks.iter().take(NEAR).any(|b| facts::key(&b.text) == key) {
            blocks.insert(0, Block { line: 0, last: 0, text: title.value.clone(), gap: true });
        }
    }

    /// Where nothing of the text is anything else, all of it is the article but its headline; of a document, what is below
    /// the headline and neither a field nor a copy of one.
    pub fn keep(&self, blocks: &[Block], page: Option<&Page>, labelled: &mut Labelled) {
        match self.extent {
            Extent::Unknown => return,
            Extent::Document => return keep_document(blocks, &mut labelled.labels),
            Extent::Whole => {}
        }
        labelled.is_whole = true;
        let key = self.title.as_ref().map(|title| facts::key(&title.value));
        let is_title = |(block, label): (&Block, &mut Label)| {
            *label == Label::Title && key.as_ref().is_none_or(|key| facts::key(&block.text) == *key)
        };
        let first = blocks.iter().zip(&mut labelled.labels).position(is_title);
        for (at, label) in labelled.labels.iter_mut().enumerate() {
            // A picture has its caption.
            let is_caption = page.is_some_and(|page| page.markup[at].form == Form::Caption);
            if Some(at) != first && !label.is_body() && !is_caption {
                *label = Label::Paragraph;
            }
        }
    }

    /// Where the headline is known, what was taken for it but is running text goes back to the body.
    pub fn correct(&self, blocks: &[Block], labels: &mut [Label]) {
        let Some(title) = &self.title else { return };
        let Some(at) = labels.iter().position(|l| *l == Label::Title) else { return };
        let block = &blocks[at];
        let other = facts::key(&block.text) != facts::key(&title.value);
        if other
            && (block.text.split_whitespace().count() > 15 || block.text.ends_with(['.', '!', '”', '"', '»', '。']))
        {
            labels[at] = Label::Paragraph;
        }
    }

    /// Puts these fields into a draft; lines that only gave other values are listed as dropped.
    pub fn apply(&self, blocks: &[Block], draft: &mut Draft) {
        let lines: Vec<usize> = report::fields(draft).iter().map(|f| f.line).collect();
        if let Some(title) = &self.title {
            draft.give("title", &title.from);
            draft.title = field(&title.value);
            draft.problems.retain(|(p, _)| !matches!(p, Problem::NoTitle));
            let key = facts::key(&title.value);
            // Written above the text by `lead` or by whoever made it.
            let is_it = |part: &Part| part.as_text().is_some_and(|text| facts::key(&text.plain()) == key);
            if draft.body.first().is_some_and(is_it) {
                draft.body.remove(0);
            }
        }
        if let Some(date) = &self.date {
            draft.give("date", &date.from);
            draft.date = field(&date.value);
            draft.problems.retain(|(p, _)| !matches!(p, Problem::NoDate | Problem::AmbiguousDate { .. }));
        }
        if let Some(updated) = &self.updated {
            draft.give("updated", &updated.from);
            draft.updated = field(&updated.value);
        }
        if let Some(description) = &self.description {
            draft.give("description", &description.from);
            draft.description = field(&description.value);
        }
        if let Some(authors) = &self.authors {
            draft.give("authors", &authors.from);
            draft.authors = field(&authors.value);
            draft.problems.retain(|(p, _)| !matches!(p, Problem::GuessedAuthors { .. }));
        }
        if let Some(section) = &self.section {
            draft.give("section", &section.from);
            draft.section = field(&section.value);
        }
        if let Some(tags) = &self.tags {
            draft.give("tags", &tags.from);
            draft.tags = field(&tags.value);
        }
        if !self.more_tags.is_empty() {
            let mut tags = self.more_tags.clone();
            let found = draft.tags.take();
            let line = found.as_ref().map_or(0, |f| f.line);
            let guessed = found.as_ref().is_some_and(|f| f.guessed);
            for tag in found.into_iter().flat_map(|f| f.value) {
                if !tags.contains(&tag) {
                    tags.push(tag);
                }
            }
            if line == 0 && !draft.trust.contains_key("tags") {
                draft.give("tags", "command line");
            }
            draft.tags = Some(Field { value: tags, line, guessed });
        }
        if let Some(lang) = &self.lang {
            draft.lang = Some(lang.value.clone());
        }
        if let Some(image) = &self.image {
            draft.image = Some(image.value.clone());
        }
        draft.release(blocks, &lines, Reason::Overruled);
        // The headline that `lead` put there is in no line of the text.
        draft.dropped.retain(|d| d.line > 0);
        draft.problems.extend(self.problems.iter().map(|p| (p.clone(), 0)));
    }
}

/// Why nothing of a document is dropped: these tell an article from the page around it.
fn is_of_pages(reason: Reason) -> bool {
    matches!(
        reason,
        Reason::Unlike
            | Reason::BeforeArticle
            | Reason::AfterArticle
            | Reason::Related
            | Reason::ReadMore
            | Reason::Comments
            | Reason::Navigation
            | Reason::Subscribe
            | Reason::Follow
            | Reason::Share
            | Reason::Advertisement
            | Reason::Copyright
            | Reason::Credit
            | Reason::RepeatedParagraph
    )
}

fn keep_document(blocks: &[Block], labels: &mut [Label]) {
    let title = labels.iter().position(|label| *label == Label::Title);
    let from = title.map_or(0, |at| at + 1);
    for (label, block) in labels.iter_mut().zip(blocks).skip(from) {
        if matches!(label, Label::Dropped(reason) if is_of_pages(*reason) || *reason == Reason::Signs && is_break(&block.text))
        {
            *label = Label::Paragraph;
        }
    }
}

fn field<T: Clone>(value: &T) -> Option<Field<T>> {
    Some(Field { value: value.clone(), line: 0, guessed: false })
}
