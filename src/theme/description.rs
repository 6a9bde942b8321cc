//! `theme.toml`: what a theme says of itself.

use super::{Declared, Layer};
use crate::config::Table;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};

/// What a theme says of itself.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Description {
    /// One sentence; may be empty.
    pub description: String,
    /// What a site can set, in the order of names.
    pub options: Vec<Declared>,
}

impl Description {
    /// Reads a theme's `theme.toml`, if it has one. Errors with [`Error::Unusable`] with all its mistakes.
    pub fn read(layer: &Layer, theme: &str) -> Result<Description> {
        let Some((shown, bytes)) = layer.file("theme.toml")? else { return Ok(Description::default()) };
        let unusable = |diagnostics| Error::Unusable { what: format!("theme `{theme}`"), diagnostics };
        let text = String::from_utf8(bytes)
            .map_err(|e| unusable(vec![Diagnostic::not_text(&shown, e.as_bytes(), e.utf8_error().valid_up_to())]))?;
        Description::parse(&text, &shown, theme).map_err(unusable)
    }

    fn parse(text: &str, shown: &str, theme: &str) -> std::result::Result<Description, Vec<Diagnostic>> {
        let mut table = Table::parse(text, shown).map_err(|d| vec![d])?;
        for key in ["name", "author", "license", "homepage", "tested_newsgen"] {
            table.str(key);
        }
        let description = table.str("description").unwrap_or_default();
        let min = table.parsed("min_newsgen", "a version such as `0.1.0`", |text| {
            let good = text.split('.').all(|part| part.parse::<u32>().is_ok());
            good.then(|| text.to_owned())
        });
        let mut outer = table.table("options");
        let (mut options, mut diagnostics) = (Vec::new(), Vec::new());
        for (name, mut table) in outer.named_tables() {
            table.required("type");
            table.required("default");
            if let Some((option, wrong)) = Declared::read(name, &mut table) {
                options.push(option);
                diagnostics.extend(wrong);
            }
            diagnostics.extend(table.finish());
        }
        diagnostics.extend(outer.finish());
        diagnostics.extend(table.finish());
        if let Some(wants) = min.filter(|wants| version(wants) > version(env!("CARGO_PKG_VERSION"))) {
            let at = text.find("min_newsgen").unwrap_or(0);
            let problem = Problem::ThemeTooNew { theme: theme.to_owned(), wants };
            diagnostics.push(Diagnostic::new(problem, Place::span(shown, text, at..at + 11)));
        }
        if diagnostics.is_empty() { Ok(Description { description, options }) } else { Err(diagnostics) }
    }

    /// Its options, and those of another theme that it does not have itself.
    pub fn with_options_of(mut self, other: Description) -> Vec<Declared> {
        let more = other.options.into_iter().filter(|option| self.options.iter().all(|own| own.name != option.name));
        let more: Vec<Declared> = more.collect();
        self.options.extend(more);
        self.options.sort_by(|a, b| a.name.cmp(&b.name));
        self.options
    }
}

fn version(text: &str) -> Vec<u32> {
    text.split('.')
        .map(|part| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0))
        .collect()
}
