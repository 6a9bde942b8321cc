//! The words of the interface, in the language of the site.
//!
//! Each is looked for in `[strings]` of `site.toml`, then in the tables `strings/TAG.toml` of the theme and of the
//! default theme: all tables of the language before those of the next that it falls back to, English last. English
//! has every key, and says of what kind its value is and which `{names}` it may have.

use std::collections::BTreeMap;

use tera::{Kwargs, State, Tera, TeraResult, Value};

use super::{Layer, language};
use crate::config::{Config, Given, Setting, Table};
use crate::diag::{Diagnostic, Problem, nearest};
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher};

/// The words of the interface.
#[derive(Debug)]
pub struct Strings {
    /// The language of the site, which counts and numbers follow.
    tag: String,
    words: BTreeMap<String, Words>,
    /// `strings` in templates.
    value: Value,
    /// `strings` in style sheets and scripts: as they stand between double quotes there.
    quoted: Value,
    warning: Option<Diagnostic>,
}

/// What stands under one key.
#[derive(Debug, Clone, PartialEq)]
enum Words {
    Text(String),
    /// As many as English has.
    List(Vec<String>),
    /// By [`language::FORMS`]; `other` is always there.
    Forms(BTreeMap<String, String>),
}

impl Strings {
    /// Those of a site. Errors with [`Error::Unusable`] where a table of the theme or the site has keys that English
    /// has not, or other `{names}`.
    pub(super) fn load(config: &Config, default: &Layer, theme: &Layer) -> Result<Strings> {
        let mut words = BTreeMap::new();
        let mut wrong = Vec::new();
        let themes = if theme == default { &[default][..] } else { &[default, theme] };
        for layer in themes {
            for given in table(layer, language::SOURCE)? {
                match words.get(&given.key) {
                    Some(source) => keep(Words::like(source, &given), &given.key, &mut words, &mut wrong),
                    None => keep(Words::new(&given), &given.key, &mut words, &mut wrong),
                }
            }
        }
        let source = words.clone();
        let mut lay_over = |given: Vec<Given>, table: &str| {
            for given in given {
                let found = match source.get(&given.key) {
                    Some(source) => Words::like(source, &given),
                    None => Err(unknown(&given, table, &source)),
                };
                keep(found, &given.key, &mut words, &mut wrong);
            }
        };
        for tag in language::tables(&config.language).iter().rev().filter(|tag| *tag != language::SOURCE) {
            for layer in themes {
                lay_over(table(layer, tag)?, "");
            }
        }
        lay_over(config.strings.clone(), "strings");
        if !wrong.is_empty() {
            wrong.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(Error::Unusable { what: "the strings".into(), diagnostics: wrong });
        }
        let warning = language::mistaken(&config.language).map(|meant| {
            let problem = Problem::NoLanguage { value: config.language.clone(), meant: meant.map(str::to_owned) };
            Diagnostic::new(problem, config.language_place.clone().unwrap_or_default())
        });
        let values = |quote: fn(&str) -> Value| {
            Value::from(words.iter().map(|(key, words)| (key.clone(), words.value(quote))).collect::<BTreeMap<_, _>>())
        };
        let (value, quoted) = (values(|text| Value::from(text)), values(|text| Value::from(for_quotes(text))));
        Ok(Strings { tag: config.language.clone(), words, value, quoted, warning })
    }

    /// Those of the default theme in English, as TOML has them: for the documentation.
    pub fn english() -> Vec<(String, String)> {
        let given = table(&Layer::Embedded("default"), language::SOURCE).expect("the table in the program can be read");
        given.into_iter().map(|given| (given.key, super::options::shown(&given.value))).collect()
    }

    /// `strings` in templates.
    pub fn value(&self) -> &Value {
        &self.value
    }

    /// `strings` in style sheets and scripts.
    pub(super) fn quoted(&self) -> &Value {
        &self.quoted
    }

    /// That the language is none, if it is.
    pub fn warning(&self) -> Option<&Diagnostic> {
        self.warning.as_ref()
    }

    /// Of all of them.
    pub fn fingerprint(&self) -> Fingerprint {
        Hasher::new("strings").str(&self.tag).str(&format!("{:?}", self.words)).finish()
    }

    /// A text of the default theme.
    pub fn text(&self, key: &str) -> &str {
        match &self.words[key] {
            Words::Text(text) => text,
            Words::List(_) | Words::Forms(_) => unreachable!("`{key}` is a text in English"),
        }
    }

    /// A text of the default theme, with what stands for its `{names}`.
    pub fn filled(&self, key: &str, with: &[(&str, &str)]) -> String {
        let value = |name: &str| with.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        fill(self.text(key), value).expect("a table's names are those of English")
    }

    /// One of a list of the default theme, counted from 0.
    pub fn item(&self, key: &str, index: usize) -> &str {
        match &self.words[key] {
            Words::List(items) => &items[index],
            Words::Text(_) | Words::Forms(_) => unreachable!("`{key}` is a list in English"),
        }
    }

    /// Adds the filters that go with them: `fill` puts values in place of `{names}`, of several forms into the one that
    /// the count `n` takes; `number` parts thousands.
    pub(super) fn add_filters(&self, tera: &mut Tera) {
        let separator = self.text("thousands").to_owned();
        let number = {
            let tag = self.tag.clone();
            move |n: u64| language::grouped(&tag, n, &separator)
        };
        let tag = self.tag.clone();
        let counted = number.clone();
        tera.register_filter("number", move |n: u64, _: Kwargs, _: &State| number(n));
        tera.register_filter("fill", move |text: Value, with: Kwargs, state: &State| -> TeraResult<Value> {
            let n = with.get::<u64>("n")?;
            let form = n.map_or("other", |n| language::form(&tag, n));
            let forms = |map| tera::Map::get(map, &form.into()).or_else(|| tera::Map::get(map, &"other".into()));
            let Some(text) = text.as_str().or_else(|| forms(text.as_map()?)?.as_str()) else {
                return Err(tera::Error::message("`fill` wants a text of `strings`"));
            };
            let mut out = String::with_capacity(text.len() + 64);
            for (before, name) in parts(text) {
                // There are several on every page, and hardly any has what has to be escaped.
                if before.contains(['&', '<', '>', '"', '\'']) {
                    out.push_str(&state.escape_if_needed(&Value::from(before))?);
                } else {
                    out.push_str(before);
                }
                match (name, n) {
                    (None, _) => {}
                    (Some("n"), Some(n)) => out.push_str(&counted(n)),
                    (Some(name), _) => {
                        let Some(value) = with.get::<&Value>(name)? else {
                            let message = format!("`fill` is not told what stands for `{{{name}}}` of `{text}`");
                            return Err(tera::Error::message(message));
                        };
                        match value.as_str().filter(|_| value.is_safe()) {
                            Some(safe) => out.push_str(safe),
                            None => out.push_str(&state.escape_if_needed(value)?),
                        }
                    }
                }
            }
            Ok(Value::safe_string(&out))
        });
    }
}

impl Words {
    /// What a table has under a key that is new.
    fn new(given: &Given) -> std::result::Result<Words, Diagnostic> {
        let words = match &given.value {
            Setting::Text(text) => Some(Words::Text(text.clone())),
            Setting::List(items) => texts(items).map(Words::List),
            Setting::Table(entries) => forms(entries).map(Words::Forms),
            Setting::Number(_) | Setting::Bool(_) | Setting::Other(_) => None,
        };
        words.ok_or_else(|| bad(given, "a text in quotes, a list of texts, or the forms of a count".into()))
    }

    /// What a table has in place of what English has.
    fn like(source: &Words, given: &Given) -> std::result::Result<Words, Diagnostic> {
        let known = source.names();
        let found = match (source, &given.value) {
            (Words::Text(_), Setting::Text(text)) => Some(Words::Text(text.clone())),
            (Words::List(of), Setting::List(items)) if items.len() == of.len() => texts(items).map(Words::List),
            (Words::Forms(_), Setting::Text(text)) => {
                Some(Words::Forms(BTreeMap::from([("other".to_owned(), text.clone())])))
            }
            (Words::Forms(_), Setting::Table(entries)) => forms(entries).map(Words::Forms),
            _ => None,
        };
        found.filter(|found| found.names().iter().all(|name| known.contains(name))).ok_or_else(|| {
            let names: Vec<String> = known.iter().map(|name| format!("`{{{name}}}`")).collect();
            let with = if names.is_empty() { String::new() } else { format!(" with {}", names.join(", ")) };
            let expected = match source {
                Words::Text(_) if names.is_empty() => "a text in quotes without `{names}`".to_owned(),
                Words::Text(_) => format!("a text in quotes{with}"),
                Words::List(of) => format!("a list of {} texts", of.len()),
                Words::Forms(_) => {
                    format!("the forms of a count{with}, such as {{ one = \"…\", other = \"…\" }}")
                }
            };
            bad(given, expected)
        })
    }

    fn texts(&self) -> Vec<&str> {
        match self {
            Words::Text(text) => vec![text],
            Words::List(items) => items.iter().map(String::as_str).collect(),
            Words::Forms(forms) => forms.values().map(String::as_str).collect(),
        }
    }

    /// The names that values stand for, each once.
    fn names(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.texts().into_iter().flat_map(parts).filter_map(|(_, name)| name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn value(&self, quote: fn(&str) -> Value) -> Value {
        match self {
            Words::Text(text) => quote(text),
            Words::List(items) => Value::from(items.iter().map(|text| quote(text)).collect::<Vec<_>>()),
            Words::Forms(forms) => Value::from(
                forms.iter().map(|(form, text)| (form.clone(), quote(text))).collect::<BTreeMap<String, Value>>(),
            ),
        }
    }
}

/// The table of a language that a theme has, if it has one.
fn table(layer: &Layer, tag: &str) -> Result<Vec<Given>> {
    let Some((shown, bytes)) = layer.file(&format!("strings/{tag}.toml"))? else { return Ok(Vec::new()) };
    let unusable = |diagnostic| Error::Unusable { what: "the strings".into(), diagnostics: vec![diagnostic] };
    let text = String::from_utf8(bytes)
        .map_err(|e| unusable(Diagnostic::not_text(&shown, e.as_bytes(), e.utf8_error().valid_up_to())))?;
    Ok(Table::parse(&text, &shown).map_err(unusable)?.named_values())
}

fn keep(
    found: std::result::Result<Words, Diagnostic>,
    key: &str,
    words: &mut BTreeMap<String, Words>,
    wrong: &mut Vec<Diagnostic>,
) {
    match found {
        Ok(found) => {
            words.insert(key.to_owned(), found);
        }
        Err(diagnostic) => wrong.push(diagnostic),
    }
}

fn unknown(given: &Given, table: &str, source: &BTreeMap<String, Words>) -> Diagnostic {
    let nearest = nearest(&given.key, source.keys().map(String::as_str)).map(str::to_owned);
    // A hundred: docs/THEMES.md lists them.
    let known = Vec::new();
    let problem = Problem::UnknownKey { key: given.key.clone(), table: table.to_owned(), nearest, known };
    Diagnostic::new(problem, given.key_place.clone())
}

fn bad(given: &Given, expected: String) -> Diagnostic {
    let value = super::options::shown(&given.value);
    Diagnostic::new(Problem::BadSetting { key: given.key.clone(), value, expected }, given.place.clone())
}

fn texts(items: &[Setting]) -> Option<Vec<String>> {
    items.iter().map(|item| if let Setting::Text(text) = item { Some(text.clone()) } else { None }).collect()
}

fn forms(entries: &[(String, Setting)]) -> Option<BTreeMap<String, String>> {
    let form = |(form, text): &(String, Setting)| match text {
        Setting::Text(text) if language::FORMS.contains(&form.as_str()) => Some((form.clone(), text.clone())),
        _ => None,
    };
    entries.iter().map(form).collect::<Option<BTreeMap<_, _>>>().filter(|forms| forms.contains_key("other"))
}

/// A text up to each of its `{names}` with that name, and what is behind the last.
fn parts(text: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        let name = text.split_once('{').and_then(|(before, opened)| {
            let (name, after) = opened.split_once('}')?;
            Some((before, name, after))
        });
        rest = name.map(|(.., after)| after);
        Some(name.map_or((text, None), |(before, name, _)| (before, Some(name))))
    })
}

/// A text with values in place of its names; a name that has none is the error.
fn fill(text: &str, value: impl Fn(&str) -> Option<String>) -> std::result::Result<String, String> {
    let mut out = String::with_capacity(text.len() * 2);
    for (before, name) in parts(text) {
        out.push_str(before);
        if let Some(name) = name {
            out.push_str(&value(name).ok_or_else(|| name.to_owned())?);
        }
    }
    Ok(out)
}

/// As a text stands between double quotes, in scripts and in style sheets.
fn for_quotes(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(tag: &str) -> BTreeMap<String, Words> {
        let given = table(&Layer::Embedded("default"), tag).unwrap();
        given.iter().map(|given| (given.key.clone(), Words::new(given).unwrap())).collect()
    }

    /// Tags of the tables in the program.
    fn tags() -> Vec<&'static str> {
        let name = |path: &'static str| path.strip_prefix("strings/")?.strip_suffix(".toml");
        super::super::embedded::files("default").filter_map(|(path, _)| name(path)).collect()
    }

    #[test]
    fn every_table_says_all_that_english_says() {
        let english = words(language::SOURCE);
        assert_eq!(tags().len(), 30);
        for tag in tags() {
            let words = words(tag);
            let keys: Vec<&String> = words.keys().collect();
            assert_eq!(keys, english.keys().collect::<Vec<_>>(), "{tag}");
            for (key, source) in &english {
                let here = &words[key];
                assert_eq!(std::mem::discriminant(here), std::mem::discriminant(source), "{tag} {key}");
                assert_eq!(here.names(), source.names(), "{tag} {key}");
                assert!(here.texts().iter().all(|text| !text.is_empty()), "{tag} {key}");
                assert!(!here.texts().iter().any(|text| text.contains(['"', '<', '&'])), "{tag} {key}");
                if let (Words::List(here), Words::List(source)) = (here, source) {
                    assert_eq!(here.len(), source.len(), "{tag} {key}");
                }
                if let Words::Forms(forms) = here {
                    let mut wanted: Vec<&str> = (0..=200).map(|n| language::form(tag, n)).chain(["other"]).collect();
                    wanted.sort_unstable();
                    wanted.dedup();
                    assert_eq!(forms.keys().collect::<Vec<_>>(), wanted, "{tag} {key}");
                }
            }
        }
    }

    #[test]
    fn texts_are_filled() {
        let value = |name: &str| (name == "a").then(|| "1".to_owned());
        for (text, expected) in
            [("x", Ok("x")), ("{a}", Ok("1")), ("x{a}y{a}", Ok("x1y1")), ("{b}", Err("b")), ("a } { b", Ok("a } { b"))]
        {
            assert_eq!(fill(text, value), expected.map(str::to_owned).map_err(str::to_owned), "{text}");
        }
    }
}
