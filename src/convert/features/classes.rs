//! Numbers for what rules say of a block.

use crate::convert::label::{Label, Reason};
use crate::convert::letters;
use crate::convert::meta::Meta;

pub const ALPHANUMERIC: u8 = 1;
pub const CAPITAL: u8 = 2;
pub const SMALL: u8 = 4;

/// For each byte of ASCII that a word may begin with, of what sorts it is.
pub static FIRST: [u8; 128] = {
    let mut first = [0; 128];
    let mut byte = 0;
    while byte < 128 {
        first[byte] = match byte as u8 {
            b'0'..=b'9' => ALPHANUMERIC,
            b'A'..=b'Z' => ALPHANUMERIC | CAPITAL,
            b'a'..=b'z' => ALPHANUMERIC | SMALL,
            _ => 0,
        };
        byte += 1;
    }
    first
};

/// The same of a character that is no ASCII.
pub fn first_of(c: Option<char>) -> u8 {
    let c = c.unwrap_or(' ');
    u8::from(letters::is_alphanumeric(c)) * ALPHANUMERIC
        + u8::from(letters::is_uppercase(c)) * CAPITAL
        + u8::from(letters::is_lowercase(c)) * SMALL
}

/// The number of a label, 0 to 12.
pub fn rule(label: Label) -> usize {
    match label {
        Label::Title => 0,
        Label::Teaser => 1,
        Label::Fields => 2,
        Label::Names => 3,
        Label::Tag => 4,
        Label::Paragraph => 5,
        Label::Heading => 6,
        Label::Item => 7,
        Label::Dropped(Reason::BeforeArticle) => 8,
        Label::Dropped(Reason::AfterArticle) => 9,
        Label::Dropped(Reason::RepeatedHeadline) => 10,
        Label::Dropped(Reason::SectionWord) => 11,
        Label::Dropped(_) => 12,
    }
}

/// The kind of a line of fields, 1 to 8.
pub fn meta(found: &[Meta]) -> usize {
    let has = |is: fn(&Meta) -> bool| found.iter().any(is);
    match () {
        () if has(|m| matches!(m, Meta::Names(_, true))) => 1,
        () if has(|m| matches!(m, Meta::Names(_, false))) => 2,
        () if has(|m| matches!(m, Meta::Date(..) | Meta::Ambiguous(_))) => 3,
        () if has(|m| matches!(m, Meta::Relative)) => 4,
        () if has(|m| matches!(m, Meta::Section(_) | Meta::Crumb(_))) => 5,
        () if has(|m| matches!(m, Meta::Tags(_))) => 6,
        () if has(|m| matches!(m, Meta::Label(_))) => 7,
        () => 8,
    }
}

/// The number of a reason for which words alone put a block outside articles, 1 to 15; 16 for any other.
pub fn reason(reason: Reason) -> usize {
    const REASONS: [Reason; 15] = [
        Reason::Related,
        Reason::ReadMore,
        Reason::Advertisement,
        Reason::Share,
        Reason::Subscribe,
        Reason::Follow,
        Reason::Comments,
        Reason::Cookies,
        Reason::Copyright,
        Reason::Navigation,
        Reason::Credit,
        Reason::Signs,
        Reason::Ending,
        Reason::ReadTime,
        Reason::Avatar,
    ];
    REASONS.iter().position(|r| *r == reason).map_or(16, |at| at + 1)
}
