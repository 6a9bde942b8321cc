//! What Tera says is wrong ▶ diagnostics at their places in the files that people edit.

use std::collections::BTreeMap;

use super::{Source, closure};
use crate::diag::{Diagnostic, Place, Problem};

type Sources = BTreeMap<String, Source>;

/// A template's mistake while a page is made.
pub(super) fn diagnostic(sources: &Sources, error: &tera::Error) -> Diagnostic {
    diagnostics(sources, error).swap_remove(0)
}

/// All mistakes that one error tells of, at least one.
pub(super) fn diagnostics(sources: &Sources, error: &tera::Error) -> Vec<Diagnostic> {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let span = report.span();
            let len = if span.end_line == span.start_line { span.end_col.saturating_sub(span.start_col) } else { 0 };
            let place = place(sources, report.filename(), span.start_line, span.start_col + 1, len);
            vec![problem(report.message(), place)]
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            vec![named(sources, current, parent, &format!("there is no template `{parent}` to extend"))]
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => {
            vec![problem("extends itself, through others", whole(sources, tpl))]
        }
        tera::ErrorKind::CircularInclude { tpl, .. } => {
            vec![problem("includes itself, through others", whole(sources, tpl))]
        }
        other => {
            let text = other.to_string();
            let mut found: Vec<Diagnostic> = reports(sources, &text);
            // A file has two names, with its layer and without.
            found.dedup();
            let mut seen = Vec::new();
            found.retain(|diagnostic| !seen.contains(diagnostic) && (seen.push(diagnostic.clone()), true).1);
            if found.is_empty() { vec![problem(&text, Place::default())] } else { found }
        }
    }
}

/// Reads reports that Tera has written out: `error: MESSAGE`, then ` --> NAME:LINE:COLUMN`.
fn reports(sources: &Sources, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut message = "";
    let mut at: Option<Place> = None;
    let mut finish = |message: &str, at: Option<Place>| {
        found.extend(at.map(|place| problem(message, place)));
    };
    for line in text.lines() {
        if let Some(next) = line.trim_start().strip_prefix("error: ") {
            finish(message, at.take());
            message = next;
        } else if let (None, Some(rest)) = (&at, line.trim_start().strip_prefix("--> ")) {
            let mut parts = rest.rsplitn(3, ':');
            let mut number = || parts.next().and_then(|part| part.parse().ok());
            if let (Some(col), Some(line)) = (number(), number()) {
                at = Some(place(sources, parts.next().unwrap_or(""), line, col, 0));
            }
        } else if let Some(place) = &mut at {
            let marks = line.trim_start_matches([' ', '|']);
            if !marks.is_empty() && marks.bytes().all(|b| b == b'^') {
                place.len = marks.len();
            }
        }
    }
    finish(message, at);
    found
}

fn problem(message: &str, place: Place) -> Diagnostic {
    // Tera puts the names that there are behind the sentence.
    let message = first_lower(message.trim().trim_end_matches('.'));
    let message = [" Available fields: ", " Available variables: "].iter().fold(message, |message, list| {
        let names = if list.contains("fields") { "; it has " } else { "; there are " };
        message.replace(&format!(".{list}"), names)
    });
    Diagnostic::new(Problem::Template { message }, place)
}

fn place(sources: &Sources, name: &str, line: usize, col: usize, len: usize) -> Place {
    match source(sources, name) {
        Some(source) => {
            let mut place = Place::line_col(&source.shown, &source.text, line, col);
            if len > 0 {
                place.len = len;
            }
            place
        }
        None => Place::file(name),
    }
}

/// The place of a name within a template.
fn named(sources: &Sources, template: &str, name: &str, message: &str) -> Diagnostic {
    let Some(source) = source(sources, template) else { return problem(message, Place::file(template)) };
    let at = source.text.find(name).unwrap_or(0);
    problem(message, Place::span(&source.shown, &source.text, at..at + name.len()))
}

fn whole(sources: &Sources, name: &str) -> Place {
    source(sources, name).map_or_else(|| Place::file(name), |source| Place::file(&source.shown))
}

fn source<'a>(sources: &'a Sources, name: &str) -> Option<&'a Source> {
    closure::resolve(sources, name).and_then(|name| sources.get(&name))
}

fn first_lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
