//! Diagnostics as people and as programs read them.

use std::fmt;

use serde_json::{Value, json};

use super::Diagnostic;

/// Errors and warnings as a terminal shows them, without colour:
///
/// ```text
/// error[unknown-key]: unknown key `pagination` in `[taxonomies.tags]`
///   --> site.toml:14:1
///    |
/// 14 | pagination = 50
///    | ^^^^^^^^^^
///    = hint: did you mean `per_page`?
/// ```
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}[{}]: {}", self.problem.severity().name(), self.problem.code(), self.problem)?;
        let place = &self.place;
        let width = if place.line > 0 { place.line.to_string().len() } else { 1 };
        if !place.file.is_empty() {
            write!(f, "\n{:width$}--> {}", "", plain(&place.file))?;
        }
        if place.line > 0 {
            write!(f, ":{}", place.line)?;
            if place.col > 0 {
                write!(f, ":{}", place.col)?;
            }
            let (excerpt, before) = window(&place.excerpt, place.col.saturating_sub(1));
            if !excerpt.trim().is_empty() {
                write!(f, "\n{:width$} |\n{} | {excerpt}", "", place.line)?;
                if place.col > 0 {
                    let marks = "^".repeat(place.len.clamp(1, 100));
                    write!(f, "\n{:width$} | {:before$}{marks}", "", "")?;
                }
            }
        }
        if let Some(hint) = self.problem.hint() {
            write!(f, "\n{:width$} = hint: {hint}", "")?;
        }
        Ok(())
    }
}

impl Diagnostic {
    /// As reports have it. `line` and `column` are 0 where a whole file, or a whole line, is meant.
    pub fn json(&self) -> Value {
        json!({
            "severity": self.problem.severity().name(),
            "code": self.problem.code(),
            "message": self.problem.to_string(),
            "file": self.place.file,
            "line": self.place.line,
            "column": self.place.col,
            "hint": self.problem.hint(),
        })
    }
}

/// A file's name on one line.
fn plain(name: &str) -> std::borrow::Cow<'_, str> {
    if !name.contains(char::is_control) {
        return name.into();
    }
    name.chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
        .collect::<String>()
        .into()
}

/// The part of a long line around its column, tabs as single spaces, and the column within it.
fn window(line: &str, col: usize) -> (String, usize) {
    const MOST: usize = 120;
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = if chars.len() > MOST { col.saturating_sub(MOST / 2).min(chars.len() - MOST) } else { 0 };
    (chars.iter().skip(start).take(MOST).collect(), col.saturating_sub(start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::{Place, Problem};

    #[test]
    fn diagnostics_look_like_this() {
        let text = "a = 1\npagination = 50\n";
        let problem = Problem::UnknownKey {
            key: "pagination".into(),
            table: "taxonomies.tags".into(),
            nearest: Some("per_page".into()),
            known: Vec::new(),
        };
        let shown = Diagnostic::new(problem, Place::span("site.toml", text, 6..16)).to_string();
        assert_eq!(
            shown,
            "error[unknown-key]: unknown key `pagination` in `[taxonomies.tags]`\n --> site.toml:2:1\n  |\n2 | pagination = 50\n  | ^^^^^^^^^^\n  = hint: did you mean `per_page`?"
        );
    }

    #[test]
    fn long_lines_are_shown_around_the_column() {
        let line = format!("{}ERR{}", "x".repeat(500), "y".repeat(500));
        let place = Place { file: "a.md".into(), line: 7, col: 501, len: 3, excerpt: line };
        let shown = Diagnostic::new(Problem::YamlAnchor, place).to_string();
        let lines: Vec<_> = shown.lines().collect();
        let at = lines[3].find("ERR").unwrap();
        assert_eq!(lines[4].find("^^^").unwrap(), at);
    }
}
