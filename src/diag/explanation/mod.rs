//! What `newsgen explain` and `docs/MESSAGES.md` say of each code: the only place of these texts.
//!
//! A test holds the codes here against those of [`Problem`](super::Problem) and
//! [`Error`](crate::error::Error), so that none lacks an explanation.

mod articles;
mod check;
mod conversion;
mod failures;
mod files;
mod settings;

use super::Problem;

/// What one code means.
#[derive(Debug, Clone, Copy)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// What it means, in a few words.
    pub title: &'static str,
    /// What it means in full, and why newsgen minds.
    pub why: &'static str,
    /// An example that has the mistake; empty where none would help.
    pub wrong: &'static str,
    /// The same without it.
    pub right: &'static str,
    /// What to do.
    pub what: &'static str,
}

impl Explanation {
    /// All of them, by what they are about.
    pub const SECTIONS: &'static [(&'static str, &'static [Explanation])] = &[
        ("Files", files::ALL),
        ("Articles", articles::ALL),
        ("site.toml, themes and templates", settings::ALL),
        ("What `newsgen check` finds", check::ALL),
        ("Conversion", conversion::ALL),
        ("What stops a command", failures::ALL),
    ];

    /// All of them.
    pub fn all() -> impl Iterator<Item = &'static Explanation> {
        Explanation::SECTIONS.iter().flat_map(|(_, explanations)| explanations.iter())
    }

    /// `error` or `warning`.
    pub fn severity(&self) -> &'static str {
        Problem::CODES.iter().find(|(code, _)| *code == self.code).map_or("error", |(_, severity)| severity.name())
    }

    /// All of them as Markdown: `docs/MESSAGES.md`.
    pub fn document() -> String {
        let mut out = String::from(
            "# Messages\n\nEvery message begins with its code, `error[bad-date]: …`. `newsgen explain CODE` says what is said here; \
             this page is made of the same texts.\n\nAn error means that something is not published, or not as written: exit code 1, and all else \
             was built. A warning lets a command fail with `--strict` alone. What stops a command has exit code 2. As JSON (`--format json`, the report \
             of `newsgen convert`) a message has `severity`, `code`, `message`, `file`, `line`, `column` and `hint`; `line` and `column` are 0 where the \
             whole file is meant. After twenty of a kind the rest is counted, and all are in `.newsgen/diagnostics.txt`.\n",
        );
        for (title, explanations) in Explanation::SECTIONS {
            out.push_str(&format!("\n## {title}\n"));
            for explanation in *explanations {
                let Explanation { code, title, why, wrong, right, what } = explanation;
                out.push_str(&format!("\n### {code}\n\n{}: {title}. {why}\n", explanation.severity()));
                for (label, example) in [("Wrong", wrong), ("Right", right)] {
                    if !example.is_empty() {
                        out.push_str(&format!("\n{label}:\n\n```\n{example}\n```\n"));
                    }
                }
                out.push_str(&format!("\n{what}\n"));
            }
        }
        out
    }
}
