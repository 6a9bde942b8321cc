//! What is wrong with the sources, as the overlay shows it.

use serde::Serialize;

use crate::diag::{Diagnostic, Severity};
use crate::error::Error;

/// Most troubles that the overlay shows.
const MOST_SHOWN: usize = 20;

/// What is wrong at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Troubles {
    /// The first of them.
    pub troubles: Vec<Trouble>,
    /// How many more there are.
    pub more: usize,
}

impl Troubles {
    /// Adds mistakes for which something is not published; warnings cover no page. The texts of a thousand others
    /// are not made.
    pub fn add_errors<'a>(&mut self, diagnostics: impl Iterator<Item = &'a Diagnostic>) {
        for diagnostic in diagnostics.filter(|d| d.problem.severity() == Severity::Error) {
            if self.troubles.len() < MOST_SHOWN {
                self.troubles.push(Trouble::of(diagnostic));
            } else {
                self.more += 1;
            }
        }
    }

    /// Puts one before all others, unless it is there.
    pub fn put_first(&mut self, trouble: Trouble) {
        if self.troubles.contains(&trouble) {
            return;
        }
        self.troubles.insert(0, trouble);
        if self.troubles.len() > MOST_SHOWN {
            self.troubles.pop();
            self.more += 1;
        }
    }
}

/// One mistake.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trouble {
    /// What is wrong, in one line.
    pub message: String,
    /// `content/talks.md:3:7`; empty where it is nowhere.
    pub place: String,
    /// All of it as on the terminal: with place, excerpt and hint.
    pub text: String,
}

impl Trouble {
    /// A mistake of the user.
    pub fn of(diagnostic: &Diagnostic) -> Trouble {
        let place = &diagnostic.place;
        let place = match (place.line, place.col) {
            (0, _) => place.file.clone(),
            (line, 0) => format!("{}:{line}", place.file),
            (line, col) => format!("{}:{line}:{col}", place.file),
        };
        Trouble { message: diagnostic.problem.to_string(), place, text: diagnostic.to_string() }
    }

    /// What stopped a phase: the diagnostics that say why, or else the failure itself.
    pub fn of_error(error: &Error) -> Vec<Trouble> {
        match error {
            Error::Unusable { diagnostics, .. } if !diagnostics.is_empty() => {
                diagnostics.iter().map(Trouble::of).collect()
            }
            other => {
                let hint = other.hint();
                let hint = if hint.is_empty() { hint } else { format!("\n  = hint: {hint}") };
                let message = other.to_string();
                vec![Trouble { text: format!("error: {message}{hint}"), message, place: String::new() }]
            }
        }
    }
}
