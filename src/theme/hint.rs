//! What to do about a template's mistake: what was probably meant, or what there is instead.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::diag::nearest;

/// The filters that templates have: Tera's, and `fill`, `number` and `urlencode`.
pub(super) const FILTERS: [&str; 40] = [
    "abs",
    "capitalize",
    "default",
    "escape",
    "escape_html",
    "escape_xml",
    "fill",
    "first",
    "float",
    "get",
    "group_by",
    "indent",
    "int",
    "join",
    "keys",
    "last",
    "length",
    "lower",
    "newlines_to_br",
    "nth",
    "number",
    "pairs",
    "pluralize",
    "replace",
    "reverse",
    "round",
    "safe",
    "sort",
    "split",
    "str",
    "title",
    "trim",
    "trim_end",
    "trim_start",
    "truncate",
    "unique",
    "upper",
    "urlencode",
    "values",
    "wordcount",
];

/// The tests that templates have: `{% if x is defined %}`.
pub(super) const TESTS: [&str; 17] = [
    "array",
    "bool",
    "containing",
    "defined",
    "divisible_by",
    "ending_with",
    "even",
    "float",
    "integer",
    "iterable",
    "map",
    "none",
    "number",
    "odd",
    "starting_with",
    "string",
    "undefined",
];

/// Tags, those that have an end first.
const TAGS: [&str; 13] = [
    "block",
    "if",
    "for",
    "filter",
    "component",
    "raw",
    "set",
    "set_global",
    "extends",
    "include",
    "elif",
    "else",
    "continue",
];

/// How many of [`TAGS`] have an end.
const WITH_END: usize = 6;

/// What to do about a name that is none.
pub(super) const LISTED: &str = "check the name; docs/THEMES.md lists what there is";

/// What to do about what Tera says of a template's text, up to the byte where it says it.
pub(super) fn hint(message: &str, before: &str, rest: &str, sources: &BTreeMap<String, Source>) -> Option<String> {
    let named = message.split('`').nth(1).unwrap_or("");
    let did_you_mean = |near: &str| format!("did you mean `{near}`?");
    let or_all = |near: Option<&str>, all: &[&str], what: &str| {
        Some(near.map_or_else(|| format!("{what}: {}", all.join(", ")), did_you_mean))
    };
    if message.starts_with("unknown filter") && named == "date" {
        return Some("dates are there as texts and numbers, see docs/THEMES.md".into());
    }
    if message.starts_with("tried to render a variable that is undefined") {
        return Some(if rest.starts_with("assets") {
            "`newsgen theme eject` lists the files of the theme".into()
        } else {
            LISTED.into()
        });
    }
    if message.starts_with("`fill` wants") {
        return Some(LISTED.into());
    }
    if message.starts_with("unknown filter") {
        return or_all(nearest(named, FILTERS), &FILTERS, "filters");
    }
    if message.starts_with("unknown test") {
        return or_all(nearest(named, TESTS), &TESTS, "tests");
    }
    if message.starts_with("unknown function") {
        return Some(
            "there are only `range` and `throw`; docs/THEMES.md lists the values that templates have instead".into(),
        );
    }
    if message.starts_with("unknown template") || message.starts_with("there is no template") {
        let plain: BTreeSet<&str> = sources.keys().filter_map(|name| Some(name.split_once('/')?.1)).collect();
        return or_all(nearest(named, plain.iter().copied()), &[], "see the names with").map(|hint| {
            if hint.starts_with("see") { "`newsgen theme eject` lists the templates of the theme".into() } else { hint }
        });
    }
    if message.starts_with("block `") {
        let blocks: BTreeSet<&str> = sources.values().flat_map(|source| blocks(&source.text)).collect();
        return nearest(named, blocks.into_iter().filter(|block| *block != named)).map(did_you_mean);
    }
    if message.starts_with("unexpected end of input") {
        let open = open_tags(before).pop()?;
        return Some(format!("`{{% {} … %}}` of line {} needs its `{{% end{} %}}`", open.0, open.1, open.0));
    }
    if message.starts_with("unknown tag") {
        let tag = rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        let open = open_tags(before).pop();
        return match (tag, open) {
            ("import" | "macro" | "from", _) => {
                Some("there are no macros; components do what they did, see docs/THEMES.md".into())
            }
            (tag, Some((open, line))) if tag.starts_with("end") => {
                Some(format!("`{{% {open} … %}}` of line {line} is open here: write `{{% end{open} %}}`"))
            }
            (tag, None) if tag.starts_with("end") => Some("nothing is open here: delete it".into()),
            ("else" | "elif", _) => Some("it belongs between `{% if … %}` and `{% endif %}`".into()),
            (tag, _) => or_all(nearest(tag, TAGS), &TAGS, "tags"),
        };
    }
    if message.starts_with("found `.`") {
        return Some("write the whole path, as in `{{ article.title }}`; this is no Go template".into());
    }
    if message.contains("expected }}") || message.contains("expected `}}`") {
        return Some("end it with `}}`".into());
    }
    None
}

/// The names of the blocks of a template.
fn blocks(text: &str) -> impl Iterator<Item = &str> {
    tags(text).filter_map(|(_, tag)| tag.strip_prefix("block")?.split_whitespace().next())
}

/// Tags with the lines, from 1, that they are in.
fn tags(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.match_indices("{%").map(|(at, _)| {
        let rest = text[at + 2..].trim_start_matches(['-', '+']).trim_start();
        (text[..at].matches('\n').count() + 1, rest.split("%}").next().unwrap_or(rest))
    })
}

/// Tags that are not ended yet, innermost last, with their lines.
fn open_tags(text: &str) -> Vec<(&'static str, usize)> {
    let mut open: Vec<(&'static str, usize)> = Vec::new();
    for (line, tag) in tags(text) {
        let word = tag.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
        if let Some(ended) = word.strip_prefix("end") {
            if let Some(at) = open.iter().rposition(|(name, _)| *name == ended) {
                open.truncate(at);
            }
        } else if let Some(name) = TAGS[..WITH_END].iter().find(|name| **name == word) {
            open.push((name, line));
        }
    }
    open
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_suggested_is_there() {
        let mut tera = tera::Tera::default();
        for ours in ["fill", "number", "urlencode"] {
            tera.register_filter(ours, |text: &str, _: tera::Kwargs, _: &tera::State| text.to_owned());
        }
        for filter in FILTERS {
            tera.add_raw_template(filter, &format!("{{{{ x | {filter} }}}}")).unwrap();
        }
        for test in TESTS {
            tera.add_raw_template(test, &format!("{{% if x is {test} %}}{{% endif %}}")).unwrap();
        }
    }

    #[test]
    fn open_tags_are_those_without_an_end() {
        assert_eq!(open_tags("{% if a %}\n{%- for b in c -%}{% set d = 1 %}"), [("if", 1), ("for", 2)]);
        assert_eq!(open_tags("{% if a %}{% else %}{% endif %}"), []);
    }
}
