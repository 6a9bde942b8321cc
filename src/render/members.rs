//! Names of fields in conditions of templates, held against the contract before anything is rendered.
//!
//! A field that is not there is an error where a template shows it, but in a condition Tera takes it for false
//! without a word. Of paths such as `article.section.url` whose root is a variable of the template, and of whose
//! parts the type is known, it can be told that they never lead anywhere. No alarm is false: what a loop, a `set`
//! or a component binds may be anything and is left alone, as are lists, free values, and what `is defined` asks
//! about.

use super::context::{CONTRACT, Described, DescribedField};
use super::reference::{EVERYWHERE, SEEN, type_of};
use crate::diag::{Diagnostic, Place, Problem, nearest};
use crate::theme::{Template, TemplateText, Theme};

/// A language that is none, conditions of a site's templates that can never be true, and templates that no page is made by although their
/// names are nearly those of templates that newsgen asks for.
pub fn template_warnings(theme: &Theme) -> Vec<Diagnostic> {
    let texts: Vec<TemplateText> = theme.templates().collect();
    let own_bound: Vec<String> = texts.iter().filter(|t| !t.built_in).flat_map(|t| bound(t.text)).collect();
    let mut found: Vec<Diagnostic> = theme.strings().warning().cloned().into_iter().collect();
    for template in &texts {
        let bound: Vec<String> = own_bound.iter().cloned().chain(bound(template.text)).collect();
        for (at, path) in conditions(template.text).flat_map(|(at, text)| paths(at, text)) {
            let Some(problem) = wrong(template.name, path, &bound) else { continue };
            let place = Place::span(template.shown, template.text, at..at + path.len());
            found.push(Diagnostic::new(problem, place));
        }
        found.extend(unused(template, &texts));
    }
    found
}

/// A template of the site or its theme that nothing asks for, and whose name is nearly one that newsgen does.
fn unused(template: &TemplateText, all: &[TemplateText]) -> Option<Diagnostic> {
    let names = || Template::ALL.iter().map(|template| template.file());
    if template.built_in || template.name.contains('/') || names().any(|name| name == template.name) {
        return None;
    }
    let in_use = all.iter().any(|other| other.text.contains(template.name) || calls_component_of(template, other));
    let nearest = nearest(template.name, names()).filter(|_| !in_use)?.to_owned();
    Some(Diagnostic::new(Problem::TemplateUnused { nearest }, Place::file(template.shown)))
}

fn calls_component_of(template: &TemplateText, other: &TemplateText) -> bool {
    let names = template.text.split("component ").skip(1).map(|rest| rest.split(['(', ' ']).next().unwrap_or(rest));
    names.into_iter().any(|name| !name.is_empty() && other.text.contains(&format!("<{name}")))
}

/// Names that loops, `set` and components bind anywhere in a text.
fn bound(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (_, tag) in tags(text) {
        let mut words = tag.trim_start_matches(['-', '+']).trim().splitn(2, char::is_whitespace);
        let (word, rest) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
        let binds = match word {
            "for" => rest.split(" in ").next().unwrap_or(""),
            "set" | "set_global" => rest.split('=').next().unwrap_or(""),
            "component" => rest,
            _ => continue,
        };
        let name = |name: &str| name.split(':').next().unwrap_or("").trim().to_owned();
        names.extend(binds.split([',', '(', ')', '{', '}']).map(name));
    }
    names
}

/// The tags of a text, `{% … %}`, without comments and raw parts, with the byte at which their inside begins.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    let mut raw = false;
    std::iter::from_fn(move || {
        loop {
            let rest = &text[at..];
            let open = rest.find(if raw { "{%" } else { "{" })?;
            let close = match rest[open..].get(..2) {
                Some("{#") if !raw => "#}",
                Some("{%") => "%}",
                _ => {
                    at += open + 1;
                    continue;
                }
            };
            let start = at + open + 2;
            let len = text[start..].find(close)?;
            let inside = &text[start..start + len];
            at = start + len + 2;
            let word = inside.trim_start_matches(['-', '+']).split_whitespace().next().unwrap_or("");
            match word {
                "raw" if close == "%}" => raw = true,
                "endraw" => raw = false,
                _ if close == "%}" && !raw => return Some((start, inside)),
                _ => {}
            }
        }
    })
}

/// What stands in `if` and `elif`, with the byte at which it begins.
fn conditions(text: &str) -> impl Iterator<Item = (usize, &str)> {
    tags(text).filter_map(|(at, tag)| {
        let trimmed = tag.trim_start_matches(['-', '+']).trim_start();
        let rest = ["if ", "elif "].iter().find_map(|word| trimmed.strip_prefix(word))?;
        Some((at + tag.len() - rest.len(), rest))
    })
}

/// Plain paths of at least two names, `a.b.c`, that nothing asks whether they are defined.
fn paths(at: usize, text: &str) -> Vec<(usize, &str)> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let mut found = Vec::new();
    let mut i = 0;
    while let Some(c) = text[i..].chars().next() {
        if matches!(c, '"' | '\'' | '`') {
            i += 1 + text[i + 1..].find(c).map_or(text.len() - i - 1, |end| end + 1);
        } else if c.is_alphabetic() || c == '_' {
            let end = text[i..].find(|c: char| !is_name(c) && c != '.').map_or(text.len(), |end| i + end);
            let (path, before, after) = (&text[i..end], text[..i].trim_end(), text[end..].trim_start());
            let asked = ["is defined", "is undefined", "is not defined", "is not undefined", "| default", "|default"];
            let plain = path.contains('.') && path.split('.').all(|name| name.starts_with(|c: char| !c.is_numeric()));
            let free = !before.ends_with(['|', '.', '?', '<']) && !text[end..].starts_with(['(', '?', '=']);
            let whole = !path.ends_with('.') && !path.contains("..");
            if plain && free && whole && !asked.iter().any(|asks| after.starts_with(asks)) {
                found.push((at + i, path));
            }
            i = end;
        } else {
            i += c.len_utf8();
        }
    }
    found
}

/// What is wrong with a path of a template, if it can be told.
fn wrong(template: &str, path: &str, bound: &[String]) -> Option<Problem> {
    let mut names = path.split('.');
    let root = names.next()?;
    if bound.iter().any(|name| name == root) {
        return None;
    }
    let seen = SEEN.iter().find(|seen| seen.template == template);
    let variables = EVERYWHERE.iter().chain(seen.map_or(&[][..], |seen| seen.variables));
    let card = (template == "card.html").then_some(("card", "[Card](#card)"));
    let of = variables.copied().chain(card).find(|(name, _)| *name == root)?.1;
    let mut at = root.len();
    let mut described = named(of)?;
    for name in names {
        let shown = &path[..at + 1 + name.len()];
        let Some(field) = described.fields.iter().find(|field| field.name == name) else {
            let fields = || described.fields.iter().map(|field| field.name);
            let near = nearest(name, fields()).map(|near| format!("{}.{near}", &path[..at]));
            let there = fields().collect::<Vec<_>>().join(", ");
            let of = path[..at].to_owned();
            return Some(Problem::MemberNotThere { path: shown.to_owned(), of, nearest: near, there });
        };
        at += 1 + name.len();
        described = of_field(field)?;
    }
    None
}

/// The struct that a type in words is, `[Card](#card)` or that or null; none for lists and for what has no fields.
fn named(of: &str) -> Option<&'static Described> {
    let name = of.strip_prefix('[')?.split(']').next()?;
    CONTRACT.iter().find(|described| described.name == name)
}

fn of_field(field: &DescribedField) -> Option<&'static Described> {
    named(&type_of(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(template: &str, text: &str) -> Vec<String> {
        let bound = bound(text);
        let paths = conditions(text).flat_map(|(at, inside)| paths(at, inside));
        paths.filter(|(_, path)| wrong(template, path, &bound).is_some()).map(|(_, path)| path.to_owned()).collect()
    }

    #[test]
    fn only_what_is_never_there_is_found() {
        for (template, text, expected) in [
            ("article.html", "{% if article.titel %}", vec!["article.titel"]),
            ("article.html", "{%- if not article.section.ulr and site.title -%}", vec!["article.section.ulr"]),
            ("article.html", "{% if a %}{% elif site.nme == \"site.x\" %}", vec!["site.nme"]),
            ("card.html", "{% if card.titel %}", vec!["card.titel"]),
            ("article.html", "{% if article.title and article.extra.mood %}", vec![]),
            ("article.html", "{% if article.titel is defined or article.x | default(value=1) %}", vec![]),
            ("article.html", "{% for article in related %}{% if article.x %}", vec![]),
            ("article.html", "{% set article = next %}{% if article.x %}", vec![]),
            ("article.html", "{# {% if article.titel %} #}{% raw %}{% if article.titel %}{% endraw %}", vec![]),
            ("article.html", "{% if article?.titel %}", vec![]),
            ("part.html", "{% if article.titel %}{% if term.x %}", vec![]),
            ("article.html", "{% if x | article.titel %}", vec![]),
            ("article.html", "{% if article.tags.first %}", vec![]),
        ] {
            assert_eq!(found(template, text), expected, "{text}");
        }
    }
}
