//! What Tera says is wrong ▶ diagnostics at their places in the files that people edit.

use std::collections::BTreeMap;

use super::hint::{LISTED, hint};
use super::{Source, closure};
use crate::diag::{Diagnostic, Place, Problem, nearest};

/// Names that a hint lists; there are a hundred words of the interface.
const MOST_NAMED: usize = 50;

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
            vec![problem(sources, report.message(), report.filename(), place)]
        }
        tera::ErrorKind::MissingParent { current, parent } => {
            vec![named(sources, current, parent, &format!("there is no template `{parent}` to extend"))]
        }
        tera::ErrorKind::CircularExtend { tpl, .. } => vec![circle(sources, tpl, "extends")],
        tera::ErrorKind::CircularInclude { tpl, .. } => vec![circle(sources, tpl, "includes")],
        other => {
            let text = other.to_string();
            let mut found: Vec<Diagnostic> = reports(sources, &text);
            // A file has two names, with its layer and without.
            found.dedup();
            let mut seen = Vec::new();
            found.retain(|diagnostic| !seen.contains(diagnostic) && (seen.push(diagnostic.clone()), true).1);
            if found.is_empty() { vec![problem(sources, &text, "", Place::default())] } else { found }
        }
    }
}

/// Reads reports that Tera has written out: `error: MESSAGE`, then ` --> NAME:LINE:COLUMN`.
fn reports(sources: &Sources, text: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut message = "";
    let mut at: Option<(&str, Place)> = None;
    let mut finish = |message: &str, at: Option<(&str, Place)>| {
        found.extend(at.map(|(name, place)| problem(sources, message, name, place)));
    };
    for line in text.lines() {
        if let Some(next) = line.trim_start().strip_prefix("error: ") {
            finish(message, at.take());
            message = next;
        } else if let (None, Some(rest)) = (&at, line.trim_start().strip_prefix("--> ")) {
            let mut parts = rest.rsplitn(3, ':');
            let mut number = || parts.next().and_then(|part| part.parse().ok());
            if let (Some(col), Some(line)) = (number(), number()) {
                let name = parts.next().unwrap_or("");
                at = Some((name, place(sources, name, line, col, 0)));
            }
        } else if let Some((_, place)) = &mut at {
            let marks = line.trim_start_matches([' ', '|']);
            if !marks.is_empty() && marks.bytes().all(|b| b == b'^') {
                place.len = marks.len();
            }
        }
    }
    finish(message, at);
    found
}

fn problem(sources: &Sources, message: &str, name: &str, place: Place) -> Diagnostic {
    let message = first_lower(message.trim().trim_end_matches('.'));
    // Tera puts the names that there are behind the sentence.
    let lists = [(". Available fields: ", "it has"), (". Available variables: ", "there are")];
    let list = lists.iter().find_map(|(mark, are)| Some((message.split_once(mark)?, are)));
    if let Some(((message, names), are)) = list {
        let named = message.split('`').nth(1).unwrap_or("");
        let hint = match nearest(named, names.split(", ")) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.matches(", ").count() > MOST_NAMED => LISTED.into(),
            None => format!("{are} {names}"),
        };
        return Diagnostic::new(Problem::Template { message: message.to_owned(), hint: Some(hint) }, place);
    }
    let text = source(sources, name).map_or("", |source| &source.text);
    let line_start = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum::<usize>();
    let in_line = place.excerpt.chars().take(place.col.saturating_sub(1)).map(char::len_utf8).sum::<usize>();
    let (before, rest) = text.split_at_checked(line_start + in_line).unwrap_or((text, ""));
    let hint = hint(&message, before, rest, sources);
    Diagnostic::new(Problem::Template { message, hint }, place)
}

/// A template that is a part of itself; where it has the name of one of the theme, that one was meant.
fn circle(sources: &Sources, template: &str, does: &str) -> Diagnostic {
    let plain = template.rsplit_once('/').map_or(template, |(_, plain)| plain);
    let place = named_place(sources, template, plain);
    let below = closure::LAYERS[1..].iter().any(|layer| sources.contains_key(&format!("{layer}{plain}")));
    let tag = if does == "extends" { "extends" } else { "include" };
    let hint = below.then(|| format!("to begin from the theme's own file, write `{{% {tag} \"theme/{plain}\" %}}`"));
    Diagnostic::new(Problem::Template { message: format!("the template {does} itself"), hint }, place)
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

/// A mistake at a name within a template.
fn named(sources: &Sources, template: &str, name: &str, message: &str) -> Diagnostic {
    problem(sources, message, template, named_place(sources, template, name))
}

/// The place of a name within a template; the whole file where it is not in it.
fn named_place(sources: &Sources, template: &str, name: &str) -> Place {
    let Some(source) = source(sources, template) else { return Place::file(template) };
    match source.text.find(name) {
        Some(at) => Place::span(&source.shown, &source.text, at..at + name.len()),
        None => Place::file(&source.shown),
    }
}

fn source<'a>(sources: &'a Sources, name: &str) -> Option<&'a Source> {
    closure::resolve(sources, name).and_then(|name| sources.get(&name))
}

fn first_lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
