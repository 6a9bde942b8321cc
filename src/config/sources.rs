//! `[convert.sources.NAME]`: recipes, what is always so of the raw texts of one source.

use globset::{GlobBuilder, GlobMatcher};
use regex::Regex;

use super::table::Table;
use crate::diag::Diagnostic;
use crate::model::Zone;

/// What is always so of one source.
#[derive(Debug, Clone)]
pub struct Recipe {
    /// Its name in `site.toml`.
    pub name: String,
    /// `files`: which inputs it is for.
    files: Vec<GlobMatcher>,
    /// `hosts`: pages and addresses of which hosts it is for, in lower case, without `www.`.
    hosts: Vec<String>,
    /// `authors`: who wrote all of it.
    pub authors: Vec<String>,
    /// `author_form`: how a line names authors.
    pub author_form: Option<AuthorForm>,
    /// `timezone`: of times that name none.
    pub zone: Option<Zone>,
    /// `date_order`: whether `04/05/2012` puts the day first.
    pub day_first: Option<bool>,
    /// `section`.
    pub section: Option<String>,
    /// `tags`, besides the texts' own.
    pub tags: Vec<String>,
    /// `lang`.
    pub lang: Option<String>,
    /// `drop`: lines that are in no article.
    drop: Vec<Drop>,
}

/// A line with names in it: `Report: {names}`; `*` stands for any words.
#[derive(Debug, Clone)]
pub struct AuthorForm(Regex);

#[derive(Debug, Clone)]
enum Drop {
    Line(String),
    Pattern(Regex),
}

impl Recipe {
    /// Whether it is for an input of this name, or of this host.
    pub fn is_for(&self, input: &str, host: Option<&str>) -> bool {
        let below =
            |host: &str, of: &String| host == of || host.strip_suffix(of.as_str()).is_some_and(|h| h.ends_with('.'));
        self.files.iter().any(|glob| glob.is_match(input))
            || host.is_some_and(|host| self.hosts.iter().any(|of| below(&host.to_lowercase(), of)))
    }

    /// Whether a line is in no article.
    pub fn drops(&self, line: &str) -> bool {
        self.drop.iter().any(|drop| match drop {
            Drop::Line(text) => line.split_whitespace().eq(text.split_whitespace()),
            Drop::Pattern(pattern) => pattern.is_match(line),
        })
    }

    /// A text that would be read the same way: what a recipe says, for whether it has changed.
    pub fn fingerprint_text(&self) -> String {
        format!("{self:?}")
    }
}

impl AuthorForm {
    /// Reads a form; `None` where `{names}` is not in it once.
    pub fn parse(text: &str) -> Option<AuthorForm> {
        let (before, after) = text.split_once("{names}").filter(|(_, after)| !after.contains("{names}"))?;
        let part = |text: &str| regex::escape(text.trim()).replace("\\*", ".*?");
        let (before, after) = (part(before), part(after));
        Regex::new(&format!(r"^\s*{before}\s*(.+?)\s*{after}\s*$")).ok().map(AuthorForm)
    }

    /// The names in a line of this form.
    pub fn names<'a>(&self, line: &'a str) -> Option<&'a str> {
        self.0.captures(line).and_then(|found| found.get(1)).map(|names| names.as_str())
    }
}

/// Reads all tables below `[convert.sources]`, in the order of their names.
pub fn recipes(sources: &mut Table<'_>) -> (Vec<Recipe>, Vec<Diagnostic>) {
    let mut recipes = Vec::new();
    let mut diagnostics = Vec::new();
    for (name, mut table) in sources.named_tables() {
        recipes.push(recipe(name, &mut table));
        diagnostics.extend(table.finish());
    }
    (recipes, diagnostics)
}

fn recipe(name: String, table: &mut Table<'_>) -> Recipe {
    const GLOB: &str = "a pattern of file names such as `raw/courier/**`";
    const FORM: &str = "a line with `{names}` in it, such as `Report: {names}`";
    const DROP: &str = "a whole line, or a pattern between slashes such as `/^Share this/`";
    let files = table.parsed_texts("files", GLOB, |text| {
        // Relative to wherever the inputs are named from.
        let anywhere = format!("**/{}", text.trim_start_matches("./").trim_start_matches('/'));
        GlobBuilder::new(&anywhere).literal_separator(true).build().ok().map(|glob| glob.compile_matcher())
    });
    let hosts = table.parsed_texts("hosts", "a host's name such as `courier.example`", |text| {
        let good = !text.is_empty() && !text.contains(['/', ' ', ':', '*']);
        good.then(|| text.trim_start_matches("www.").to_lowercase())
    });
    if files.is_empty() && hosts.is_empty() && !table.has("files") && !table.has("hosts") {
        table.missing("files");
    }
    let zone = table.zone("timezone");
    let day_first = table.parsed("date_order", "`day-month` or `month-day`", |text| match text {
        "day-month" => Some(true),
        "month-day" => Some(false),
        _ => None,
    });
    Recipe {
        name,
        files,
        hosts,
        authors: table.parsed_texts("authors", "a name", |text| Some(text.to_owned())),
        author_form: table.parsed("author_form", FORM, AuthorForm::parse),
        zone,
        day_first,
        section: table.str("section"),
        tags: table.parsed_texts("tags", "a tag", |text| Some(text.to_owned())),
        lang: table.parsed("lang", "a language tag such as `en` or `pt-BR`", super::parse_language),
        drop: table.parsed_texts("drop", DROP, |text| match text.strip_prefix('/').and_then(|t| t.strip_suffix('/')) {
            Some(pattern) if !pattern.is_empty() => Regex::new(pattern).ok().map(Drop::Pattern),
            _ => (!text.trim().is_empty()).then(|| Drop::Line(text.to_owned())),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn author_forms_find_names() {
        let form = AuthorForm::parse("Report: {names} (*)").unwrap();
        assert_eq!(form.names("Report: Ada Falk, Ben Holm (in Lund)"), Some("Ada Falk, Ben Holm"));
        assert_eq!(form.names("Report: Ada Falk"), None);
        assert!(AuthorForm::parse("Report").is_none() && AuthorForm::parse("{names} {names}").is_none());
    }
}
