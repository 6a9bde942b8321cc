//! The options of a theme: declared in its `theme.toml` with a type and a default, set in `site.toml` under
//! `[theme_options]`, and checked before anything is rendered.
//!
//! What a theme does not declare it has from the default theme, as it has templates and styles from it.

use std::collections::BTreeMap;

use tera::Value;

use crate::config::{Config, Given, Setting, Table};
use crate::diag::{Diagnostic, Problem, nearest};

/// An option as a theme declares it.
#[derive(Debug, Clone, PartialEq)]
pub struct Declared {
    /// Its name.
    pub name: String,
    /// What it can be.
    pub kind: Kind,
    /// What it is where the site says nothing.
    pub default: Setting,
    /// What it does, in one sentence.
    pub description: String,
}

/// What an option can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `text`: any text.
    Text,
    /// `number`: a whole number.
    Number,
    /// `bool`: `true` or `false`.
    Bool,
    /// `colour`: as style sheets write it.
    Colour,
    /// `font`: names of font families, as style sheets write them.
    Font,
    /// `url`: an address; one that begins with `/` gets the path of the base address before it.
    Url,
    /// `choice`: one of some words.
    Choice(Vec<String>),
    /// `texts`: a list of texts, of some words if there are `choices`.
    Texts(Vec<String>),
    /// `links`: a list of `{ name, url }`.
    Links,
}

const KINDS: &str = "`text`, `number`, `bool`, `colour`, `font`, `url`, `choice`, `texts` or `links`";

impl Declared {
    /// Reads one table of `[options]`.
    pub(super) fn read(name: String, table: &mut Table) -> Option<(Declared, Vec<Diagnostic>)> {
        let choices = table.parsed_texts("choices", "words", |word| Some(word.to_owned()));
        let kind = table.parsed("type", KINDS, |kind| {
            Some(match kind {
                "text" => Kind::Text,
                "number" => Kind::Number,
                "bool" => Kind::Bool,
                "colour" | "color" => Kind::Colour,
                "font" => Kind::Font,
                "url" => Kind::Url,
                "choice" => Kind::Choice(choices.clone()),
                "texts" => Kind::Texts(choices.clone()),
                "links" => Kind::Links,
                _ => return None,
            })
        });
        let given = table.value("default");
        let description = table.str("description").unwrap_or_default();
        let (kind, given) = (kind?, given?);
        let wrong = kind.check(&given).into_iter().collect();
        Some((Declared { name, kind, default: given.value, description }, wrong))
    }
}

impl Kind {
    /// What is wrong with a value.
    fn check(&self, given: &Given) -> Option<Diagnostic> {
        let wrong = match (self, &given.value) {
            (Kind::Text, Setting::Text(_)) | (Kind::Number, Setting::Number(_)) | (Kind::Bool, Setting::Bool(_)) => {
                false
            }
            (Kind::Colour, Setting::Text(text)) => !is_colour(text),
            (Kind::Font, Setting::Text(text)) => !is_font(text),
            (Kind::Url, Setting::Text(text)) => !crate::markdown::is_safe_address(text),
            (Kind::Choice(words), Setting::Text(text)) => !words.contains(text),
            (Kind::Texts(words), Setting::List(items)) => !items.iter().all(|item| match item {
                Setting::Text(text) => words.is_empty() || words.contains(text),
                _ => false,
            }),
            (Kind::Links, Setting::List(items)) => !items.iter().all(is_link),
            _ => true,
        };
        wrong.then(|| {
            let problem =
                Problem::BadSetting { key: given.key.clone(), value: shown(&given.value), expected: self.expected() };
            Diagnostic::new(problem, given.place.clone())
        })
    }

    /// For hints: what it can be, in words.
    pub fn expected(&self) -> String {
        let words = |words: &[String]| words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ");
        match self {
            Kind::Text => "a text in quotes".into(),
            Kind::Number => "a whole number".into(),
            Kind::Bool => "`true` or `false`".into(),
            Kind::Colour => "a colour such as `#98231a`, `teal` or `oklch(50% 0.1 240)`".into(),
            Kind::Font => "names of fonts such as `\"Source Serif 4\", Georgia, serif`".into(),
            Kind::Url => "an address such as `/img/logo.svg`".into(),
            Kind::Choice(of) => format!("one of {}", words(of)),
            Kind::Texts(of) if of.is_empty() => "a list of texts".into(),
            Kind::Texts(of) => format!("a list of {}", words(of)),
            Kind::Links => "a list such as `[{ name = \"About\", url = \"/about/\" }]`".into(),
        }
    }
}

/// A name, a `#` number or one function: nothing that could end a declaration in a style sheet.
fn is_colour(text: &str) -> bool {
    if let Some(digits) = text.strip_prefix('#') {
        return [3, 4, 6, 8].contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
    }
    let Some((function, rest)) = text.split_once('(') else {
        return !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase());
    };
    let functions = ["rgb", "rgba", "hsl", "hsla", "hwb", "lab", "lch", "oklab", "oklch", "color"];
    let plain = |b: u8| b.is_ascii_alphanumeric() || b" .,%/-".contains(&b);
    functions.contains(&function) && rest.strip_suffix(')').is_some_and(|inside| inside.bytes().all(plain))
}

fn is_font(text: &str) -> bool {
    let plain = |c: char| c.is_alphanumeric() || " ,\"'-_".contains(c);
    !text.is_empty() && text.chars().all(plain) && text.matches('"').count().is_multiple_of(2)
}

fn is_link(item: &Setting) -> bool {
    let Setting::Table(entries) = item else { return false };
    let text = |key: &str| {
        entries.iter().any(|(k, value)| match value {
            Setting::Text(text) => k == key && !text.is_empty() && crate::markdown::is_safe_address(text),
            _ => false,
        })
    };
    entries.len() == 2 && text("name") && text("url")
}

/// As TOML has it, for messages and `newsgen theme list`.
pub fn shown(value: &Setting) -> String {
    match value {
        Setting::Text(text) | Setting::Other(text) => text.clone(),
        Setting::Number(number) => number.to_string(),
        Setting::Bool(yes) => yes.to_string(),
        Setting::List(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(", ")),
        Setting::Table(entries) => {
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key} = {}", shown(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// What the site set, or else the defaults: `options` in templates, and in style sheets and scripts that use it.
pub(super) fn values(declared: &[Declared], config: &Config) -> Result<Value, Vec<Diagnostic>> {
    let mut wrong = Vec::new();
    let mut values: BTreeMap<String, Value> =
        declared.iter().map(|option| (option.name.clone(), value(&option.kind, &option.default, config))).collect();
    for given in &config.theme_options {
        let Some(option) = declared.iter().find(|option| option.name == given.key) else {
            let nearest = nearest(&given.key, declared.iter().map(|option| option.name.as_str())).map(str::to_owned);
            let known = declared.iter().map(|option| option.name.clone()).collect();
            let problem = Problem::UnknownKey { key: given.key.clone(), table: "theme_options".into(), nearest, known };
            wrong.push(Diagnostic::new(problem, given.key_place.clone()));
            continue;
        };
        match option.kind.check(given) {
            Some(problem) => wrong.push(problem),
            None => {
                values.insert(option.name.clone(), value(&option.kind, &given.value, config));
            }
        }
    }
    wrong.sort_by_key(|d| (d.place.line, d.place.col));
    if wrong.is_empty() { Ok(Value::from(values)) } else { Err(wrong) }
}

fn value(kind: &Kind, setting: &Setting, config: &Config) -> Value {
    match setting {
        Setting::Text(text) if *kind == Kind::Url && text.starts_with('/') => Value::from(config.link(text)),
        Setting::Text(text) | Setting::Other(text) => Value::from(text.as_str()),
        Setting::Number(number) => Value::from(*number),
        Setting::Bool(yes) => Value::from(*yes),
        Setting::List(items) => Value::from(items.iter().map(|item| value(kind, item, config)).collect::<Vec<_>>()),
        Setting::Table(entries) => {
            let of = |key: &str| if key == "url" { Kind::Url } else { Kind::Text };
            let entries = entries.iter().map(|(key, item)| (key.clone(), value(&of(key), item, config)));
            Value::from(entries.collect::<BTreeMap<String, Value>>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_and_fonts_cannot_leave_their_declaration() {
        for good in ["#fff", "#98231a", "teal", "oklch(50% 0.1 240)", "rgb(0, 0, 0)"] {
            assert!(is_colour(good), "{good}");
        }
        for bad in ["", "#ff", "#ggg", "red; x: y", "url(//x)", "rgb(0", "Red}"] {
            assert!(!is_colour(bad), "{bad}");
        }
        assert!(is_font("\"Source Serif 4\", Georgia, serif"));
        for bad in ["", "a;b", "a}", "\"a", "url(x)"] {
            assert!(!is_font(bad), "{bad}");
        }
    }
}
