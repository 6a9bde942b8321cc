//! A TOML table that is read key by key; what is wrong or left over becomes a diagnostic.

use std::ops::RangeInclusive;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::options::{Given, Setting};
use super::reference;
use super::toml_mistake;
use crate::diag::{Diagnostic, Place, Problem, nearest};
use crate::model::Zone;

/// A table of a TOML file. Take its keys, then [`finish`](Table::finish): whatever was not taken
/// is unknown and said so.
pub struct Table<'a> {
    text: &'a str,
    file: &'a str,
    /// Its own name, `feed` or `[menu]`; empty for the top of the file.
    name: String,
    span: std::ops::Range<usize>,
    entries: DeTable<'a>,
    known: Vec<&'static str>,
    found: Vec<&'static str>,
    diagnostics: Vec<Diagnostic>,
    /// Whether it is one of `site.toml`, whose keys are all in [`reference`].
    is_of_site: bool,
}

impl<'a> Table<'a> {
    /// Reads a file's text; a syntax error is one diagnostic.
    pub fn parse(text: &'a str, file: &'a str) -> Result<Table<'a>, Diagnostic> {
        let entries = DeTable::parse(text).map_err(|e| {
            let (message, hint, span) = toml_mistake::explain(text, &e.message().replace('\n', ", "), e.span());
            let place = span.map_or_else(|| Place::file(file), |span| Place::span(file, text, span));
            Diagnostic::new(Problem::Toml { message, hint }, place)
        })?;
        let span = entries.span();
        Ok(Self::new(text, file, String::new(), span, entries.into_inner()))
    }

    fn new(text: &'a str, file: &'a str, name: String, span: std::ops::Range<usize>, entries: DeTable<'a>) -> Self {
        Table {
            text,
            file,
            name,
            span,
            entries,
            known: Vec::new(),
            found: Vec::new(),
            diagnostics: Vec::new(),
            is_of_site: false,
        }
    }

    /// Says that it is the top of `site.toml`: from here on, only documented keys can be asked for.
    pub(super) fn of_site(self) -> Self {
        Table { is_of_site: true, ..self }
    }

    fn below(&self, name: String, span: std::ops::Range<usize>, entries: DeTable<'a>) -> Table<'a> {
        Table { is_of_site: self.is_of_site, ..Table::new(self.text, self.file, name, span, entries) }
    }

    /// Takes note of a key that means something.
    fn know(&mut self, key: &'static str) {
        debug_assert!(
            !self.is_of_site || reference::keys(&self.name).any(|known| known == key),
            "`{key}` of `[{}]` is not in config::reference",
            self.name
        );
        self.known.push(key);
    }

    fn take(&mut self, key: &'static str) -> Option<Spanned<DeValue<'a>>> {
        self.know(key);
        let value = self.entries.remove(key);
        self.found.extend(value.is_some().then_some(key));
        value
    }

    fn wrong_type(&mut self, key: &str, value: &Spanned<DeValue<'a>>, expected: &'static str) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a number",
            DeValue::Float(_) => "a fraction",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(Problem::WrongType { key: key.to_owned(), expected, found }, value.span());
    }

    /// Adds what is wrong somewhere in this table.
    pub(super) fn report(&mut self, problem: Problem, span: std::ops::Range<usize>) {
        self.diagnostics.push(Diagnostic::new(problem, Place::span(self.file, self.text, span)));
    }

    /// A text.
    pub fn str(&mut self, key: &'static str) -> Option<String> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_type(key, &value, "a text in quotes");
                None
            }
        }
    }

    /// Says so if a key is not there.
    pub fn required(&mut self, key: &'static str) -> bool {
        let there = self.entries.contains_key(key);
        if !there {
            let start = self.span.start;
            self.know(key);
            self.report(Problem::MissingKey { key: key.to_owned(), table: self.name.clone() }, start..start);
        }
        there
    }

    /// A text that has to be there.
    pub fn required_str(&mut self, key: &'static str) -> Option<String> {
        if self.required(key) { self.str(key) } else { None }
    }

    /// A text that `parse` understands.
    pub fn parsed<T>(&mut self, key: &'static str, expected: &str, parse: impl FnOnce(&str) -> Option<T>) -> Option<T> {
        self.parsed_or(key, |_| expected.to_owned(), parse)
    }

    /// A text that `parse` understands; of one that it does not, `expected` says what it should have been.
    pub fn parsed_or<T>(
        &mut self,
        key: &'static str,
        expected: impl FnOnce(&str) -> String,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        // Known also where it is not there: another key may be a misspelling of it.
        self.know(key);
        let span = self.entries.get(key).map(|v| v.span())?;
        let text = self.str(key)?;
        let value = parse(&text);
        if value.is_none() {
            let expected = expected(&text);
            self.report(Problem::BadSetting { key: key.to_owned(), value: text, expected }, span);
        }
        value
    }

    /// A zone of time. For a city or a country the hint names its zone.
    pub fn zone(&mut self, key: &'static str) -> Option<Zone> {
        let expected = |text: &str| {
            let near = Zone::nearest(text).unwrap_or("Europe/Madrid");
            format!("a place such as `{near}`, or an offset such as `+01:00`")
        };
        self.parsed_or(key, expected, Zone::parse)
    }

    /// An address that `parse` understands. Where it does not, and a user is named in it, neither the
    /// address nor its line is shown: there may be a password with it.
    pub fn parsed_address<T>(
        &mut self,
        key: &'static str,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let is_secret =
            matches!(self.entries.get(key).map(|v| v.get_ref()), Some(DeValue::String(s)) if s.contains('@'));
        let before = self.diagnostics.len();
        let value = self.parsed(key, expected, parse);
        for diagnostic in self.diagnostics[before..].iter_mut().filter(|_| is_secret) {
            if let Problem::BadSetting { value, .. } = &mut diagnostic.problem {
                *value = "…@…".to_owned();
            }
            diagnostic.place.excerpt.clear();
        }
        value
    }

    /// `true` or `false`.
    pub fn bool(&mut self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        if let DeValue::Boolean(b) = value.get_ref() {
            return Some(*b);
        }
        self.wrong_type(key, &value, "`true` or `false`");
        None
    }

    /// A whole number within a range.
    pub fn number(&mut self, key: &'static str, range: RangeInclusive<usize>) -> Option<usize> {
        let value = self.take(key)?;
        let DeValue::Integer(number) = value.get_ref() else {
            self.wrong_type(key, &value, "a whole number");
            return None;
        };
        let parsed = usize::from_str_radix(number.as_str(), number.radix()).ok().filter(|n| range.contains(n));
        if parsed.is_none() {
            let expected = format!("a number from {} to {}", range.start(), range.end());
            let problem = Problem::BadSetting { key: key.to_owned(), value: number.as_str().to_owned(), expected };
            self.report(problem, value.span());
        }
        parsed
    }

    /// A table below this one; an empty one where there is none.
    pub fn table(&mut self, key: &'static str) -> Table<'a> {
        let name = if self.name.is_empty() { key.to_owned() } else { format!("{}.{key}", self.name) };
        let (span, entries) = match self.take(key) {
            None => (0..0, DeTable::new()),
            Some(value) if matches!(value.get_ref(), DeValue::Table(_)) => {
                let span = value.span();
                let DeValue::Table(entries) = value.into_inner() else { unreachable!("matched above") };
                (span, entries)
            }
            Some(value) => {
                self.wrong_type(key, &value, "a table");
                (0..0, DeTable::new())
            }
        };
        self.below(name, span, entries)
    }

    /// A text or a list of texts, each of which `parse` understands.
    pub fn parsed_texts<T>(
        &mut self,
        key: &'static str,
        expected: &'static str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let items = match value.get_ref() {
            DeValue::String(_) => vec![value],
            DeValue::Array(_) => match value.into_inner() {
                DeValue::Array(items) => items.into_iter().collect(),
                _ => unreachable!("matched above"),
            },
            _ => {
                self.wrong_type(key, &value, "a text in quotes, or a list of texts");
                return Vec::new();
            }
        };
        let mut parsed = Vec::new();
        for item in items {
            let DeValue::String(text) = item.get_ref() else {
                self.wrong_type(key, &item, "a list of texts in quotes");
                continue;
            };
            match parse(text) {
                Some(value) => parsed.push(value),
                None => {
                    let problem = Problem::BadSetting {
                        key: key.to_owned(),
                        value: text.to_string(),
                        expected: expected.to_owned(),
                    };
                    self.report(problem, item.span());
                }
            }
        }
        parsed
    }

    /// All tables below this one, whatever their names are, in the order of these.
    pub fn named_tables(&mut self) -> Vec<(String, Table<'a>)> {
        let mut tables = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries) {
            let key_span = key.span();
            let key = key.get_ref().to_string();
            if !matches!(value.get_ref(), DeValue::Table(_)) {
                // Where there are keys besides the tables, it is more likely one of those, misspelt.
                match nearest(&key, self.known.iter().copied()).map(str::to_owned) {
                    _ if self.known.is_empty() => self.wrong_type(&key, &value, "a table"),
                    nearest => {
                        let known = self.known.iter().map(|key| (*key).to_owned()).collect();
                        let table = self.name.clone();
                        self.report(Problem::UnknownKey { key, table, nearest, known }, key_span);
                    }
                }
                continue;
            }
            let span = value.span();
            let DeValue::Table(entries) = value.into_inner() else { unreachable!("matched above") };
            let name = format!("{}.{key}", self.name);
            tables.push((key, self.below(name, span, entries)));
        }
        tables.sort_by(|a, b| a.0.cmp(&b.0));
        tables
    }

    /// All values of this table, whatever their keys and types are, in the order of the keys.
    pub fn named_values(&mut self) -> Vec<Given> {
        let given = std::mem::take(&mut self.entries).into_iter().map(|(key, value)| Given {
            key_place: Place::span(self.file, self.text, key.span()),
            place: Place::span(self.file, self.text, value.span()),
            key: key.into_inner().to_string(),
            value: setting(value.get_ref()),
        });
        let mut given: Vec<Given> = given.collect();
        given.sort_by(|a, b| a.key.cmp(&b.key));
        given
    }

    /// A value of any type.
    pub fn value(&mut self, key: &'static str) -> Option<Given> {
        let value = self.take(key)?;
        let place = Place::span(self.file, self.text, value.span());
        Some(Given { key: key.to_owned(), value: setting(value.get_ref()), key_place: place.clone(), place })
    }

    /// All texts of this table, whatever their keys are, in the order of these.
    pub fn named_texts(&mut self) -> Vec<(String, String)> {
        let mut texts = Vec::new();
        for (key, value) in std::mem::take(&mut self.entries) {
            let key = key.get_ref().to_string();
            match value.get_ref() {
                DeValue::String(text) => texts.push((key, text.to_string())),
                _ => self.wrong_type(&key, &value, "a text in quotes"),
            }
        }
        texts.sort();
        texts
    }

    /// Whether a key was asked for and there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.found.contains(&key)
    }

    /// Where a key's value is.
    pub(super) fn place_of(&self, key: &str) -> Option<Place> {
        Some(Place::span(self.file, self.text, self.entries.get(key)?.span()))
    }

    /// Where it begins.
    pub(super) fn start(&self) -> usize {
        self.span.start
    }

    /// Whether a key is there that no one has taken yet.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Says that this table as a whole is out of place.
    pub(super) fn report_whole(&mut self, key: &str, expected: &str) {
        let start = self.span.start;
        let problem =
            Problem::BadSetting { key: key.to_owned(), value: self.name.clone(), expected: expected.to_owned() };
        self.report(problem, start..start);
    }

    /// Says that a key should be there.
    pub(super) fn missing(&mut self, key: &'static str) {
        let (start, table) = (self.span.start, self.name.clone());
        self.know(key);
        self.report(Problem::MissingKey { key: key.to_owned(), table }, start..start);
    }

    /// A list of tables, `[[key]]`.
    pub fn tables(&mut self, key: &'static str) -> Vec<Table<'a>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        if !matches!(value.get_ref(), DeValue::Array(items) if items.iter().all(|i| matches!(i.get_ref(), DeValue::Table(_))))
        {
            self.wrong_type(key, &value, "a list of tables");
            return Vec::new();
        }
        let DeValue::Array(items) = value.into_inner() else { unreachable!("matched above") };
        let mut tables = Vec::new();
        for item in items {
            let span = item.span();
            if let DeValue::Table(entries) = item.into_inner() {
                tables.push(self.below(format!("[{key}]"), span, entries));
            }
        }
        tables
    }

    /// Everything wrong with the keys taken, and the keys that no one took.
    pub fn finish(mut self) -> Vec<Diagnostic> {
        let left: Vec<_> = self.entries.keys().map(|k| (k.get_ref().to_string(), k.span())).collect();
        if self.is_of_site {
            self.known.extend(reference::keys(&self.name));
        }
        let mut known: Vec<String> = self.known.iter().map(|key| (*key).to_owned()).collect();
        known.sort();
        known.dedup();
        for (key, span) in left {
            let nearest = nearest(&key, self.known.iter().copied()).map(str::to_owned);
            let known = known.clone();
            self.report(Problem::UnknownKey { key, table: self.name.clone(), nearest, known }, span);
        }
        self.diagnostics
    }
}

fn setting(value: &DeValue) -> Setting {
    match value {
        DeValue::String(text) => Setting::Text(text.to_string()),
        DeValue::Boolean(yes) => Setting::Bool(*yes),
        DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
            Ok(number) => Setting::Number(number),
            Err(_) => Setting::Other(number.as_str().to_owned()),
        },
        DeValue::Array(items) => Setting::List(items.iter().map(|item| setting(item.get_ref())).collect()),
        DeValue::Table(entries) => Setting::Table(
            entries.iter().map(|(key, value)| (key.get_ref().to_string(), setting(value.get_ref()))).collect(),
        ),
        DeValue::Float(number) => Setting::Other(number.as_str().to_owned()),
        DeValue::Datetime(moment) => Setting::Other(moment.to_string()),
    }
}
