//! Errors and diagnostics on stderr, with colour on a terminal.

use std::collections::BTreeMap;
use std::io::{IsTerminal, Write};
use std::path::Path;

use crate::diag::{Diagnostic, Severity};
use crate::error::Error;

/// How many problems of one kind are shown.
const MOST_OF_A_KIND: usize = 20;

/// Writes a line to stderr; a closed stderr is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Prints what stopped the command.
pub fn print_error(error: &Error) {
    if let Error::Unusable { diagnostics, .. } = error {
        print_diagnostics(diagnostics, None);
    }
    let mut text = format!("error[{}]: {error}", error.code());
    let hint = error.hint();
    if !hint.is_empty() {
        text.push_str(&format!("\n  = hint: {hint}"));
    }
    say(&coloured(&text, Severity::Error));
}

/// Prints what is wrong with a command line, with the code that all of our messages have.
pub fn print_usage(error: &clap::Error) {
    let text = error.render();
    let text = if is_colourful() { text.ansi().to_string() } else { text.to_string() };
    say(text.replacen("error:", "error[usage]:", 1).trim_end());
}

/// Prints diagnostics: of each kind the first twenty, then how many there are and where the rest is.
///
/// The rest is written to `all` below the site's state folder.
pub fn print_diagnostics(diagnostics: &[Diagnostic], all: Option<&Path>) {
    let mut shown: BTreeMap<&str, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        let count = shown.entry(diagnostic.problem.code()).or_default();
        *count += 1;
        if *count <= MOST_OF_A_KIND {
            say(&coloured(&diagnostic.to_string(), diagnostic.problem.severity()));
            say("");
        }
    }
    let more: Vec<_> = shown.iter().filter(|(_, count)| **count > MOST_OF_A_KIND).collect();
    if more.is_empty() {
        return;
    }
    let rest = all.filter(|path| write_all(path, diagnostics).is_ok());
    for (code, count) in more {
        let place = rest.map_or(String::new(), |path| format!("; all are in {}", path.display()));
        say(&format!("… and {} more of the kind `{code}`{place}", count - MOST_OF_A_KIND));
    }
}

fn write_all(path: &Path, diagnostics: &[Diagnostic]) -> crate::error::Result<()> {
    crate::fs::write_atomic(path, |out| diagnostics.iter().try_for_each(|d| writeln!(out, "{d}\n")))
}

/// `1 page`, `2 pages`, `12,345 pages`.
pub fn count(number: usize, singular: &str, plural: &str) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{grouped} {}", if number == 1 { singular } else { plural })
}

/// Whether stderr is a terminal that wants colour.
pub fn is_colourful() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    std::io::stderr().is_terminal() && !set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|t| t != "dumb")
}

fn coloured(text: &str, severity: Severity) -> String {
    if !is_colourful() {
        return text.to_owned();
    }
    let colour = match severity {
        Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
    };
    match text.split_once(':') {
        Some((label, rest)) => format!("{colour}{label}\x1b[0m:{rest}"),
        None => text.to_owned(),
    }
}
