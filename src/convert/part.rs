//! What a body is made of, in order: text, pictures, tables, code.

use std::borrow::Cow;

/// One part of the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Running text, a heading, an item of a list.
    Text(Text),
    /// A picture: address, alternative text, caption.
    Picture {
        /// Its absolute address.
        url: String,
        /// What it shows, for those who do not see it.
        alt: String,
        /// Its caption.
        caption: String,
    },
    /// A table: rows of cells; the first is its head.
    Table(Vec<Vec<String>>),
    /// Preformatted text.
    Code(String),
    /// A break between scenes or thoughts: a line across, or stars.
    Break,
}

impl Part {
    /// Text without anything special in it.
    pub fn plain(form: Form, text: impl Into<String>) -> Part {
        let span = Span::plain(text);
        Part::Text(Text { form, quote: 0, depth: 0, is_line: false, spans: vec![span] })
    }

    /// Its text, if it is one.
    pub fn as_text(&self) -> Option<&Text> {
        match self {
            Part::Text(text) => Some(text),
            Part::Picture { .. } | Part::Table(_) | Part::Code(_) | Part::Break => None,
        }
    }
}

/// Whether a line of signs parts what is above from what is below: `* * *`, `⁂`, `◇`.
pub fn is_break(line: &str) -> bool {
    const SIGNS: &str = "*∗＊•·・~#=_-–—+●○◯◆◇■□★☆✻✽❖";
    const ALONE: &str = "⁂＊●○◯◆◇■□★☆✻✽❖❦☙";
    const LONGEST: usize = 80;
    let mut signs = line.chars().filter(|c| !c.is_whitespace()).take(LONGEST + 1);
    let Some(first) = signs.next() else { return false };
    let mut count = 1;
    let is_same = signs.all(|c| {
        count += 1;
        c == first
    });
    is_same && count <= LONGEST && (count >= 3 && SIGNS.contains(first) || count == 1 && ALONE.contains(first))
}

/// A part that is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// What kind of text.
    pub form: Form,
    /// The number of the block quote that it is in; 0 outside.
    pub quote: usize,
    /// In how many items of lists it stands, one in the other; an item itself does not count.
    pub depth: usize,
    /// Whether it is a further line of the paragraph above, as in verse or an address.
    pub is_line: bool,
    /// Its pieces; put together, they are the text.
    pub spans: Vec<Span>,
}

impl Text {
    /// The text alone.
    pub fn plain(&self) -> Cow<'_, str> {
        match &self.spans[..] {
            [span] => Cow::Borrowed(&span.text),
            spans => Cow::Owned(spans.iter().map(|span| span.text.as_str()).collect()),
        }
    }
}

/// The form of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A paragraph.
    Paragraph,
    /// A heading of level 2 to 6.
    Heading(u8),
    /// An item of a bulleted list, without its bullet.
    Bullet,
    /// An item of a numbered list, and its number.
    Numbered(u32),
}

/// A piece of text, perhaps with an absolute address that it links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The text.
    pub text: String,
    /// Where it leads.
    pub url: Option<String>,
    /// How it is set apart from the text around it.
    pub style: Style,
}

impl Span {
    /// Text without anything special in it.
    pub fn plain(text: impl Into<String>) -> Span {
        Span { text: text.into(), url: None, style: Style::default() }
    }

    /// Whether it is a link or set apart.
    pub fn is_special(&self) -> bool {
        self.url.is_some() || self.style != Style::default()
    }
}

/// How words are set apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Style {
    /// In bold.
    pub strong: bool,
    /// In italics.
    pub emphasis: bool,
    /// Crossed out.
    pub struck: bool,
    /// As code.
    pub code: bool,
}

impl Style {
    /// What both have.
    pub fn shared(self, other: Style) -> Style {
        Style {
            strong: self.strong && other.strong,
            emphasis: self.emphasis && other.emphasis,
            struck: self.struck && other.struck,
            code: self.code && other.code,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn breaks_are_rows_of_one_sign() {
        for line in ["* * *", "***", "⁂", "—————", "◇　◇　◇", "~~~", "■"] {
            assert!(is_break(line), "{line}");
        }
        for line in ["", " ", "*", "--", "*-*", "|", "...", "• a •", "1"] {
            assert!(!is_break(line), "{line}");
        }
        assert!(!is_break(&"-".repeat(1000)));
    }
}
