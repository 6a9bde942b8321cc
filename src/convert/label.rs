//! What a block can be, and why a block can be dropped.

use std::fmt;

use super::block::Block;
use super::facts::Facts;
use super::reading::Reading;

/// What each block is, and how sure that is.
///
/// Whatever it says, nothing is lost: a block that gives no field and is not in the body is listed
/// as dropped.
#[derive(Debug)]
pub struct Labelled {
    /// One label for each block, in order.
    pub labels: Vec<Label>,
    /// For each block, the probability that it is part of the body.
    pub shares: Vec<f32>,
    /// The share of words that may be on the wrong side of the body's border.
    pub doubt: f32,
    /// What was seen of each block.
    pub facts: Vec<Facts>,
    /// How numeric dates of the text are to be read.
    pub dates: Reading,
    /// Whether all of it is known to be the article's: no line is taken out of its body.
    pub is_whole: bool,
}

impl Labelled {
    /// The blocks that are part of the body, with what was seen of each.
    pub fn of_body<'a>(&'a self, blocks: &'a [Block]) -> impl Iterator<Item = (&'a Block, &'a Facts)> {
        let all = blocks.iter().zip(&self.facts).zip(&self.labels);
        all.filter(|(_, label)| label.is_body()).map(|(seen, _)| seen)
    }
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// The headline.
    Title,
    /// A standfirst, or a cut copy of the first paragraph.
    Teaser,
    /// A line of fields: byline, dates, section, tags, in any mixture.
    Fields,
    /// A bare name that is taken for the author's.
    Names,
    /// One tag of a list whose label stands before it.
    Tag,
    /// A paragraph of the body.
    Paragraph,
    /// A sub-heading of the body.
    Heading,
    /// An item of a list in the body.
    Item,
    /// No part of the article.
    Dropped(Reason),
}

impl Label {
    /// Whether such a block is part of the body.
    pub fn is_body(&self) -> bool {
        matches!(self, Label::Paragraph | Label::Heading | Label::Item)
    }
}

/// Why a block is not in the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each reason's text says what it is")]
pub enum Reason {
    RepeatedHeadline,
    RepeatedTeaser,
    CutTeaser,
    RepeatedParagraph,
    RepeatedField,
    Overruled,
    BylineLabel,
    Avatar,
    RelativeDate,
    AmbiguousDate,
    UnusedDate,
    SectionWord,
    FieldLabel,
    Record,
    Bio,
    ReadTime,
    Share,
    Subscribe,
    Follow,
    ReadMore,
    Related,
    Advertisement,
    Copyright,
    Comments,
    Cookies,
    Navigation,
    Credit,
    Signs,
    Ending,
    Unlike,
    BeforeArticle,
    AfterArticle,
    Recurs { times: u32, of: u32 },
    Recipe,
    PageEdge,
}

impl Reason {
    /// The text itself as an identifier, for reports.
    pub fn code(self) -> String {
        let mut code = String::new();
        for c in format!("{self:?}").chars().take_while(|c| c.is_alphanumeric()) {
            if c.is_uppercase() && !code.is_empty() {
                code.push('-');
            }
            code.extend(c.to_lowercase());
        }
        code
    }

    /// Whether it marks the end of an article or a pause in it, rather than a stray line.
    pub fn ends_article(self) -> bool {
        matches!(self, Reason::Related | Reason::Comments | Reason::Copyright)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Reason::Recurs { times, of } = self {
            return write!(f, "recurs in {times} of {of} files of this source");
        }
        f.write_str(match self {
            Reason::Recurs { .. } => "recurs",
            Reason::Recipe => "the recipe of this source drops it",
            Reason::PageEdge => "the head or foot of a printed page",
            Reason::RepeatedHeadline => "the headline again",
            Reason::RepeatedTeaser => "a copy of a later paragraph",
            Reason::CutTeaser => "a cut copy of a later paragraph",
            Reason::RepeatedParagraph => "a paragraph again",
            Reason::RepeatedField => "a field again",
            Reason::Overruled => "what is given says it otherwise",
            Reason::BylineLabel => "a byline label without a name",
            Reason::Avatar => "the label of an author's picture",
            Reason::RelativeDate => "a time that names no day",
            Reason::AmbiguousDate => "a date with two readings",
            Reason::UnusedDate => "a date that nothing ties to the article",
            Reason::SectionWord => "a section's name that no `Section:` line confirms",
            Reason::FieldLabel => "a label with nothing behind it",
            Reason::Record => "what a database says of its record",
            Reason::Bio => "who the author is",
            Reason::ReadTime => "a reading time",
            Reason::Share => "a share button",
            Reason::Subscribe => "an invitation to subscribe",
            Reason::Follow => "an invitation to follow or write",
            Reason::ReadMore => "a link to more",
            Reason::Related => "other articles",
            Reason::Advertisement => "an advertisement",
            Reason::Copyright => "a copyright notice",
            Reason::Comments => "comments",
            Reason::Cookies => "a notice of the web page",
            Reason::Navigation => "a menu",
            Reason::Credit => "a picture's caption or credit",
            Reason::Signs => "signs without words",
            Reason::Ending => "an end mark",
            Reason::Unlike => "unlike the text around it",
            Reason::BeforeArticle => "before the article",
            Reason::AfterArticle => "after the article",
        })
    }
}
