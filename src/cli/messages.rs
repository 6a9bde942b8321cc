//! Errors and diagnostics on stderr, with colour on a terminal; what a command was asked for on stdout.

use std::collections::BTreeMap;
use std::io::{ErrorKind, IsTerminal, Write};
use std::path::Path;
use std::sync::OnceLock;

use clap::ValueEnum;

use crate::diag::{Diagnostic, Severity};
use crate::error::{Error, Result};

/// How many problems of one kind are shown.
const MOST_OF_A_KIND: usize = 20;

/// Whether messages have colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Also in files and pipes
    Always,
    /// Nowhere
    Never,
}

static COLOUR: OnceLock<Colour> = OnceLock::new();

/// Takes `--color`; said once, before anything is printed.
pub fn set_colour(colour: Colour) {
    let _ = COLOUR.set(colour);
}

/// Writes a line to stderr; a closed stderr is no reason to fail.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{line}");
}

/// Writes a line to stdout. A reader who has seen enough (`| head`) is no error; a full disk is one.
pub fn print(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{line}").and_then(|()| out.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => Err(Error::io("write", "standard output")(e)),
        _ => Ok(()),
    }
}

/// Takes away what a progress bar has drawn on this line, and shows the cursor again.
pub fn clear_line() {
    if std::io::stderr().is_terminal() {
        let _ = write!(std::io::stderr().lock(), "\r\x1b[2K\x1b[?25h");
    }
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
    let text = text.replace("invalid digit found in string", "not a whole number");
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
    let place = match all.map(|path| (path, write_all(path, diagnostics))) {
        Some((path, Ok(()))) => format!("; all are in {}", path.display()),
        Some((path, Err(error))) => {
            let why = match &error {
                Error::Io { source, .. } => crate::error::reason(source),
                other => other.to_string(),
            };
            format!("; they could not be written to {} ({why}): mend some and run the command again", path.display())
        }
        None => String::new(),
    };
    for (code, count) in more {
        say(&format!("… and {} more of the kind `{code}`{place}", count - MOST_OF_A_KIND));
    }
}

fn write_all(path: &Path, diagnostics: &[Diagnostic]) -> Result<()> {
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

/// Whether stderr shows colour: as `--color` says, else by `NO_COLOR`, `CLICOLOR_FORCE` and whether it is a terminal.
pub fn is_colourful() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    match COLOUR.get().copied().unwrap_or(Colour::Auto) {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if set("NO_COLOR") => false,
        Colour::Auto if std::env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0") => true,
        Colour::Auto => std::io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
    }
}

/// The label in its colour, the hint's in another.
fn coloured(text: &str, severity: Severity) -> String {
    if !is_colourful() {
        return text.to_owned();
    }
    let colour = match severity {
        Severity::Error => "\x1b[1;31m",
        Severity::Warning => "\x1b[1;33m",
    };
    match text.split_once(": ") {
        Some((label, rest)) => format!("{colour}{label}\x1b[0m: {rest}"),
        None => text.to_owned(),
    }
}
