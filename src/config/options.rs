//! `[theme_options]`: what a site sets of what its theme can be set to.
//!
//! Only the theme knows which options there are and of what type, so these are kept as they were typed, with
//! their places, and checked by [`Theme::load`](crate::theme::Theme::load).

use crate::diag::Place;

/// A value as TOML has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Setting {
    /// A text in quotes.
    Text(String),
    /// A whole number.
    Number(i64),
    /// `true` or `false`.
    Bool(bool),
    /// A list.
    List(Vec<Setting>),
    /// A table, in the order of its keys.
    Table(Vec<(String, Setting)>),
    /// What no option can be: a date, a fraction.
    Other(String),
}

/// A value with its key and where it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Given {
    /// Its key.
    pub key: String,
    /// What it is set to.
    pub value: Setting,
    /// The value's place.
    pub place: Place,
    /// The key's place.
    pub key_place: Place,
}
