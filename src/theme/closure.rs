//! Which templates one template is made of.
//!
//! Found by reading the text for `{% extends "…" %}` and `{% include "…" %}`, for `shared.NAME`, which is what
//! the templates of `shared/` made, for `card.html`, which is what the template of that name made, and for
//! `<NAME`, which calls a component: then the file that defines it is a part. An include whose name
//! is not a plain text makes a template depend
//! on all templates: a page too many rendered again is a cost, one too few would be a wrong site.

use std::collections::{BTreeMap, BTreeSet};

use super::Source;
use crate::model::{Fingerprint, Hasher};

/// The folder of templates that see only what is the same for all pages.
pub(super) const SHARED: &str = "shared/";

/// Before the names of the site's own templates.
pub(super) const SITE: &str = "site/";
/// Before those of the theme, and of the default theme where that has none.
pub(super) const THEME: &str = "theme/";
/// Before those of the default theme.
pub(super) const DEFAULT: &str = "default/";

/// Where a plain template name is looked for, in order.
pub(super) const LAYERS: [&str; 3] = [SITE, THEME, DEFAULT];

/// All that one template is made of: names of sources.
pub(super) struct Closure<'a> {
    sources: &'a BTreeMap<String, Source>,
    names: BTreeSet<String>,
}

impl<'a> Closure<'a> {
    /// That of each of some templates.
    pub(super) fn of_each<const N: usize>(sources: &'a BTreeMap<String, Source>, names: [&str; N]) -> [Closure<'a>; N] {
        let components = components(sources);
        names.map(|name| Closure { sources, names: closure(sources, &components, name) })
    }

    /// The fingerprint of all these sources, and of the options that all of them see.
    pub(super) fn fingerprint(&self, options: Fingerprint) -> Fingerprint {
        let mut hasher = Hasher::new("templates");
        hasher.fp(options);
        for name in &self.names {
            hasher.str(name).str(self.sources.get(name).map_or("", |s| s.text.as_str()));
        }
        hasher.finish()
    }

    /// Whether another template is one of them.
    pub(super) fn has(&self, part: &str) -> bool {
        resolve(self.sources, part).is_some_and(|part| self.names.contains(&part))
    }

    /// Whether a word is in any of them.
    pub(super) fn mentions(&self, word: &str) -> bool {
        self.names.iter().any(|name| self.sources.get(name).is_some_and(|source| source.text.contains(word)))
    }
}

/// The plain names of templates whose result all pages share.
pub(super) fn shared(sources: &BTreeMap<String, Source>) -> BTreeSet<&str> {
    sources
        .keys()
        .filter_map(|name| name.split_once('/'))
        .map(|(_, plain)| plain)
        .filter(|n| n.starts_with(SHARED))
        .collect()
}

fn closure(sources: &BTreeMap<String, Source>, components: &BTreeMap<&str, String>, name: &str) -> BTreeSet<String> {
    let everything = || sources.keys().cloned().collect();
    let mut found = BTreeSet::new();
    let mut to_do: Vec<String> = resolve(sources, name).into_iter().collect();
    while let Some(name) = to_do.pop() {
        let text = &sources[&name].text;
        let Some(mut references) = references(text) else { return everything() };
        if text.contains("shared.") || text.contains("shared[") {
            references.extend(shared(sources));
        }
        // Not `"card.html"`, but `card.html }}` whatever the card is called.
        if text.split(".html").skip(1).any(|after| !after.starts_with(['"', '\'', '`'])) {
            references.push("card.html");
        }
        references.extend(calls(text).filter_map(|name| components.get(name)).map(|file| file.as_str()));
        if found.insert(name) {
            // A name that no layer has is a mistake that compiling reports.
            to_do.extend(references.into_iter().filter_map(|r| resolve(sources, r)));
        }
    }
    found
}

/// The template that a name means: itself, or the first layer's.
pub(super) fn resolve(sources: &BTreeMap<String, Source>, name: &str) -> Option<String> {
    let layered = LAYERS.iter().map(|layer| format!("{layer}{name}"));
    std::iter::once(name.to_owned()).chain(layered).find(|n| sources.contains_key(n))
}

/// Component ▶ the plain name of the file that defines it.
fn components(sources: &BTreeMap<String, Source>) -> BTreeMap<&str, String> {
    let mut components = BTreeMap::new();
    for (file, source) in sources {
        let plain = file.split_once('/').map_or(file.as_str(), |(_, plain)| plain);
        for tag in source.text.split("{%").skip(1) {
            let tag = tag.trim_start_matches(['-', '+']).trim_start();
            if let Some(rest) = tag.strip_prefix("component").filter(|rest| rest.starts_with(char::is_whitespace)) {
                components.insert(identifier(rest.trim_start()), plain.to_owned());
            }
        }
    }
    components
}

/// What may be a call of a component: names after `<`. Elements of HTML are among them, and mean nothing
/// unless a component has their name.
fn calls(text: &str) -> impl Iterator<Item = &str> {
    text.split('<').skip(1).map(|rest| identifier(rest.trim_start()))
}

fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '.').unwrap_or(text.len());
    &text[..end]
}

/// The names that a template extends or includes; `None` if one is computed.
fn references(text: &str) -> Option<Vec<&str>> {
    let mut references = Vec::new();
    for tag in text.split("{%").skip(1) {
        let tag = tag.trim_start_matches(['-', '+']).trim_start();
        let Some(rest) = tag.strip_prefix("extends").or_else(|| tag.strip_prefix("include")) else { continue };
        let rest = rest.trim_start();
        let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let end = rest[1..].find(quote)?;
        references.push(&rest[1..1 + end]);
    }
    Some(references)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(list: &[(&str, &str)]) -> BTreeMap<String, Source> {
        let source = |text: &str| Source { text: text.into(), shown: String::new() };
        list.iter().map(|(name, text)| ((*name).to_owned(), source(text))).collect()
    }

    #[test]
    fn closures_follow_layers() {
        let all = sources(&[
            ("site/base.html", "{% extends 'theme/base.html' %}"),
            ("theme/base.html", "x"),
            ("default/base.html", "x"),
            ("theme/article.html", "{%- extends \"base.html\" -%}{% include \"card.html\" %}"),
            ("default/card.html", "y"),
            ("theme/other.html", "z"),
        ]);
        let [of] = Closure::of_each(&all, ["article.html"]);
        let names: Vec<_> = of.names.into_iter().collect();
        assert_eq!(names, ["default/card.html", "site/base.html", "theme/article.html", "theme/base.html"]);
    }

    #[test]
    fn what_is_made_once_is_a_part() {
        let all = sources(&[
            ("theme/a.html", "{{ shared.nav }}"),
            ("theme/b.html", "{% for c in cards %}{{ c.html }}{% endfor %}"),
            ("theme/c.html", "{% include 'card.html' %}<a href=\"x.html\">"),
            ("theme/card.html", "{{ card.title }}"),
            ("theme/shared/nav.html", "x"),
        ]);
        for (name, card, nav) in [("a.html", false, true), ("b.html", true, false), ("c.html", true, false)] {
            let [of] = Closure::of_each(&all, [name]);
            assert_eq!((of.has("card.html"), of.has("shared/nav.html")), (card, nav), "{name}");
        }
    }

    #[test]
    fn components_are_parts_of_those_that_call_them() {
        let all = sources(&[
            ("theme/a.html", "{{ <Byline authors={x} /> }}"),
            ("theme/b.html", "<p>Byline</p>"),
            ("theme/parts.html", "{%- component Byline(authors) -%}{{ <ui.Dot /> }}{%- endcomponent Byline -%}"),
            ("theme/dot.html", "{% component ui.Dot() %}.{% endcomponent ui.Dot %}"),
        ]);
        for (name, parts, dot) in [("a.html", true, true), ("b.html", false, false), ("parts.html", true, true)] {
            let [of] = Closure::of_each(&all, [name]);
            assert_eq!((of.has("parts.html"), of.has("dot.html")), (parts, dot), "{name}");
        }
    }

    #[test]
    fn computed_names_depend_on_everything() {
        let all = sources(&[("theme/a.html", "{% include name %}"), ("theme/b.html", "")]);
        assert_eq!(Closure::of_each(&all, ["a.html"])[0].names.len(), 2);
    }
}
