//! What a block of a page is besides its text: its element, links, figures, cells.

use crate::convert::part::{Part, Span};

/// The kind of a block and what its text alone does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Markup {
    /// Its element.
    pub form: Form,
    /// Its text in pieces; empty where no piece is a link or set apart.
    pub spans: Vec<Span>,
    /// Whether all of it is set in bold.
    pub bold: bool,
    /// The number of the block quote that it is in; 0 outside.
    pub quote: usize,
    /// In how many items of lists it stands, one in the other; an item itself does not count.
    pub depth: usize,
    /// Whether nothing but the end of a line parts it from the block before.
    pub is_line: bool,
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

/// What stands between blocks, and the block that follows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figure {
    /// The number of the block that follows it.
    pub before: usize,
    /// A picture, a link to what another site shows there, or a line across.
    pub part: Part,
}
