//! `--explain INPUT`: an input beside what became of each of its lines.

use std::io::{IsTerminal, Write};

use super::show::plain;
use crate::convert::report::{Entry, Line};

/// Prints it to stdout, with colour on a terminal that wants it.
pub fn print(entry: &Entry) {
    let set = |name| std::env::var_os(name).is_some_and(|v| !v.is_empty());
    let colour = std::io::stdout().is_terminal()
        && !set("NO_COLOR")
        && std::env::var_os("TERM").is_none_or(|term| term != "dumb");
    // A reader that has seen enough is no error.
    let _ = std::io::stdout().lock().write_all(view(entry, colour).as_bytes());
}

/// Wide enough for most reasons.
const ROLE: usize = 38;
/// What is left of a line of text on a wide terminal.
const TEXT: usize = 100;

fn view(entry: &Entry, colour: bool) -> String {
    let mut out = String::new();
    let paint = |text: &str, code: &str| if colour { format!("\x1b[{code}m{text}\x1b[0m") } else { text.to_owned() };
    out.push_str(&format!("{}\n", paint(&entry.input, "1")));
    for field in &entry.fields {
        let from = if field.line > 0 { format!("line {}", field.line) } else { field.from.clone() };
        let sure = format!("{:.2}{}", field.confidence, if field.guessed { ", a guess" } else { "" });
        let code = if field.guessed { "33" } else { "36" };
        let key = paint(&format!("{:>12}", field.key), code);
        out.push_str(&format!("{key}  {}  ({from}, {sure})\n", plain(&field.value)));
    }
    if let Some(body) = entry.body {
        out.push_str(&format!("{}  {body:.2}\n", paint(&format!("{:>12}", "body"), "36")));
    }
    if !entry.unused.is_empty() {
        out.push_str(&format!("{:>12}  {}\n", "not used", entry.unused.join(", ")));
    }
    if !entry.lines.is_empty() {
        out.push_str(&format!("\n{:>5}  {:>4}  {:ROLE$}  text\n", "line", "body", "what it is"));
    }
    for line in &entry.lines {
        let what = line.reason.as_ref().map_or_else(|| line.role.clone(), |reason| format!("dropped: {reason}"));
        let code = match (line.kept, is_body(line)) {
            (false, _) => "2",
            (true, true) => "32",
            (true, false) => "36",
        };
        let text = paint(&format!("{}  {}", fit(&what, ROLE), clip(&line.text, TEXT)), code);
        out.push_str(&format!("{:>5}  {:>4.2}  {text}\n", line.line, line.share));
    }
    out
}

fn is_body(line: &Line) -> bool {
    matches!(line.role.as_str(), "paragraph" | "heading" | "item")
}

fn fit(text: &str, width: usize) -> String {
    format!("{:width$}", clip(text, width))
}

fn clip(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Status;

    #[test]
    fn colour_is_for_terminals_alone() {
        let line = |kept, role: &str, reason: Option<&str>| Line {
            line: 3,
            text: "Words".into(),
            role: role.into(),
            reason: reason.map(str::to_owned),
            kept,
            share: 0.25,
        };
        let entry = Entry {
            input: "a.txt".into(),
            source: String::new(),
            output: None,
            status: Status::Converted,
            fields: Vec::new(),
            body: Some(0.9),
            dropped: Vec::new(),
            unused: Vec::new(),
            doubtful: false,
            undated: false,
            duplicate: None,
            lines: vec![line(true, "paragraph", None), line(false, "dropped", Some("a menu"))],
            problems: Vec::new(),
        };
        let plain = view(&entry, false);
        assert!(!plain.contains('\x1b') && plain.contains("dropped: a menu"), "{plain}");
        let coloured = view(&entry, true);
        assert!(coloured.contains("\x1b[32m") && coloured.contains("\x1b[2m"), "{coloured}");
    }
}
