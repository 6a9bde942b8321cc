//! What a block of a page is besides its text: its element, links, pictures, cells.

use crate::convert::extract::Span;

/// The kind of a block and what its text alone does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    /// Its element.
    pub form: Form,
    /// Its text in pieces; empty where no piece is a link.
    pub spans: Vec<Span>,
    /// Whether all of it is set in bold.
    pub bold: bool,
    /// The number of the block quote that it is in; 0 outside.
    pub quote: usize,
}

/// What a block is by its element.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Form {
    /// Any text.
    #[default]
    Text,
    /// A heading, 1 to 6.
    Heading(u8),
    /// An item of a bulleted list.
    Bullet,
    /// An item of a numbered list.
    Numbered(u32),
    /// Text inside a block quote.
    Quote,
    /// A picture's caption.
    Caption,
    /// A row of the table with this number.
    Row(usize, Vec<String>),
    /// Preformatted text, as it stands.
    Code(String),
}

/// A picture and the block it stands before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The number of the block that follows it.
    pub before: usize,
    /// Its absolute address.
    pub url: String,
    /// Its alternative text, perhaps empty.
    pub alt: String,
}
