//! The user's mistakes: what is wrong, where, and what to do; collected, never fatal by themselves.
//!
//! Each message's text stands once, in [`Problem`]'s `Display`. Code compares variants, not text.
//! Nothing is printed here: `cli` does that.

mod code;
mod display;
mod explanation;
mod hint;
mod nearest;
mod place;
mod problem;

use std::sync::Mutex;

pub use code::Severity;
pub use explanation::Explanation;
pub use nearest::nearest;
pub use place::Place;
pub use problem::{Beginning, Problem};

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
}

impl Diagnostic {
    /// That a file's bytes, which are not UTF-8 behind the first `valid`, cannot be read as text.
    pub fn not_text(file: &str, bytes: &[u8], valid: usize) -> Diagnostic {
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
            return Diagnostic::new(Problem::Utf16, Place::file(file));
        }
        if bytes.iter().take(4096).any(|b| *b == 0) {
            return Diagnostic::new(Problem::BinaryFile, Place::file(file));
        }
        Diagnostic::new(Problem::NotUtf8 { byte: valid + 1 }, Place::byte(file, bytes, valid))
    }

    /// A problem at a place.
    pub fn new(problem: Problem, place: Place) -> Diagnostic {
        Diagnostic { problem, place }
    }
}

/// Collects diagnostics from any thread.
#[derive(Debug, Default)]
pub struct Diagnostics(Mutex<Vec<Diagnostic>>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&self, problem: Problem, place: Place) {
        self.extend([Diagnostic { problem, place }]);
    }

    /// Adds several.
    pub fn extend(&self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.lock().expect("no thread panics while it adds a diagnostic").extend(more);
    }

    /// All of them, by severity, file and line, so that the order does not depend on threads.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0.into_inner().expect("no thread panics while it adds a diagnostic");
        all.sort_by(|a, b| {
            (a.problem.severity(), &a.place, &a.problem).cmp(&(b.problem.severity(), &b.place, &b.problem))
        });
        all.dedup();
        all
    }
}
