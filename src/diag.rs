//! The user's mistakes: what is wrong, where, and what to do; collected, never fatal by themselves.
//!
//! Each message's text stands once, in [`Problem`]'s `Display`. Code compares variants, not text.
//! Nothing is printed here: `cli` does that.

use std::fmt;
use std::sync::Mutex;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is not published or not as written. Exit code 1.
    Error,
    /// Published, but probably not as meant. Exit code 1 with `--strict`.
    Warning,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant's message says what it is")]
pub enum Problem {
    // Sources
    EmptyFile,
    NotUtf8 { byte: usize },
    BinaryFile,
    BadPath { reason: String },
    NotAnArticle,
    ChangedDuringBuild,
    NotesLost,
    Unreadable { reason: String },
    // Front matter
    NoFrontMatter,
    FrontMatterNotClosed,
    FrontMatterTooLarge { len_bytes: usize },
    Yaml { message: String },
    YamlAnchor,
    MissingTitle,
    BadDate { key: String, value: String },
    BadValue { key: String, value: String, expected: &'static str },
    MisspeltKey { key: String, nearest: String },
    BadAlias { value: String, reason: String },
    // Addresses
    AddressTaken { address: String, by: String },
    // Terms
    NoTaxonomy { name: String, nearest: Option<String> },
    ProfileUnused { name: String },
    ProfileTwice { name: String, other: String },
    // What `newsgen check` finds
    BrokenLink { target: String, meant: Option<String> },
    BrokenAnchor { target: String, page: String },
    Undated,
    NothingToShow,
    ToldTwice { by: String },
    NearNames { what: &'static str, name: String, other: String, why: &'static str },
    TooManyFiles { host: &'static str, files: usize, most: usize },
    FileTooLarge { host: &'static str, most_mib: u64 },
    // Configuration and theme
    Toml { file: String, message: String },
    UnknownKey { key: String, table: String, nearest: Option<String> },
    MissingKey { key: String, table: String },
    WrongType { key: String, expected: &'static str, found: &'static str },
    TagTwice { name: String, other: String },
    BadSetting { key: String, value: String, expected: String },
    Template { message: String },
    ThemeTooNew { theme: String, wants: String },
    ForeignOutput { output: String },
    // Conversion
    NoArticle,
    NoDate,
    NoTitle,
    GuessedAuthors { names: Vec<String> },
    EditedByPerson { output: String },
    NameTaken { output: String, instead: String },
    SameInput { other: String },
    NotText { kind: String },
    BadDateFlag { value: String },
    NoInput,
    TooLarge { max_mib: u64 },
    GuessedEncoding { encoding: &'static str },
    SlowPage,
    AmbiguousDate { value: String },
    ConverterFault,
    BadArchive { kind: String, reason: String },
    Encrypted,
    NestedArchive,
    BadJson { message: String },
    NoText { keys: Vec<String>, near: Option<(String, String)> },
    UnusedValue { key: String, value: String },
    NearDuplicate { of: String, percent: u32 },
    Doubtful { what: String },
    HardPage,
}

/// Where it is. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file as the user would name it.
    pub file: String,
    /// 0 where the whole file is meant.
    pub line: usize,
    /// 0 where the whole line is meant.
    pub col: usize,
    /// How many characters to underline.
    pub len: usize,
    /// The line's text.
    pub excerpt: String,
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What is wrong.
    pub problem: Problem,
    /// Where.
    pub place: Place,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: file.into(), ..Place::default() }
    }

    /// A byte range of a file's text; a range past the end points at the end.
    pub fn span(file: impl Into<String>, text: &str, span: std::ops::Range<usize>) -> Place {
        let start = floor_boundary(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = floor_boundary(text, span.end.clamp(start, line_end));
        Place {
            file: file.into(),
            line: text[..line_start].matches('\n').count() + 1,
            col: text[line_start..start].chars().count() + 1,
            len: text[start..end].chars().count().max(1),
            excerpt: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }

    /// A line and column of a file's text, both from 1, underlined to the end of the word.
    pub fn line_col(file: impl Into<String>, text: &str, line: usize, col: usize) -> Place {
        let excerpt = text.lines().nth(line.saturating_sub(1)).unwrap_or("").to_owned();
        let len = excerpt.chars().skip(col.saturating_sub(1)).take_while(|c| !c.is_whitespace()).count().max(1);
        Place { file: file.into(), line: line.max(1), col: col.max(1), len, excerpt }
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Diagnostic {
    /// A problem at a place.
    pub fn new(problem: Problem, place: Place) -> Diagnostic {
        Diagnostic { problem, place }
    }
}

impl Problem {
    /// Whether something is not published because of it.
    pub fn severity(&self) -> Severity {
        match self {
            Problem::EmptyFile
            | Problem::NotUtf8 { .. }
            | Problem::BinaryFile
            | Problem::BadPath { .. }
            | Problem::ChangedDuringBuild
            | Problem::Unreadable { .. }
            | Problem::NoFrontMatter
            | Problem::FrontMatterNotClosed
            | Problem::FrontMatterTooLarge { .. }
            | Problem::Yaml { .. }
            | Problem::YamlAnchor
            | Problem::MissingTitle
            | Problem::BadDate { .. }
            | Problem::BadValue { .. }
            | Problem::AddressTaken { .. }
            | Problem::BrokenLink { .. }
            | Problem::TooManyFiles { .. }
            | Problem::FileTooLarge { .. }
            | Problem::NoTaxonomy { .. }
            | Problem::ProfileTwice { .. }
            | Problem::Toml { .. }
            | Problem::UnknownKey { .. }
            | Problem::MissingKey { .. }
            | Problem::WrongType { .. }
            | Problem::BadSetting { .. }
            | Problem::TagTwice { .. }
            | Problem::Template { .. }
            | Problem::ThemeTooNew { .. }
            | Problem::ForeignOutput { .. }
            | Problem::NoArticle
            | Problem::NotText { .. }
            | Problem::BadDateFlag { .. }
            | Problem::NoInput
            | Problem::TooLarge { .. }
            | Problem::BadArchive { .. }
            | Problem::Encrypted
            | Problem::NestedArchive
            | Problem::BadJson { .. }
            | Problem::NoText { .. }
            | Problem::HardPage
            | Problem::ConverterFault => Severity::Error,
            Problem::NotAnArticle
            | Problem::ProfileUnused { .. }
            | Problem::BrokenAnchor { .. }
            | Problem::Undated
            | Problem::NothingToShow
            | Problem::ToldTwice { .. }
            | Problem::NearNames { .. }
            | Problem::NotesLost
            | Problem::MisspeltKey { .. }
            | Problem::BadAlias { .. }
            | Problem::NoDate
            | Problem::NoTitle
            | Problem::GuessedAuthors { .. }
            | Problem::EditedByPerson { .. }
            | Problem::NameTaken { .. }
            | Problem::SameInput { .. }
            | Problem::GuessedEncoding { .. }
            | Problem::SlowPage
            | Problem::UnusedValue { .. }
            | Problem::NearDuplicate { .. }
            | Problem::Doubtful { .. }
            | Problem::AmbiguousDate { .. } => Severity::Warning,
        }
    }

    /// A name for the kind of problem, the same for every one of a kind.
    pub fn code(&self) -> &'static str {
        match self {
            Problem::EmptyFile => "empty-file",
            Problem::NotUtf8 { .. } => "not-utf8",
            Problem::BinaryFile => "binary-file",
            Problem::BadPath { .. } => "bad-path",
            Problem::NotAnArticle => "not-an-article",
            Problem::ChangedDuringBuild => "changed-during-build",
            Problem::NotesLost => "notes-lost",
            Problem::Unreadable { .. } => "unreadable",
            Problem::NoFrontMatter => "no-front-matter",
            Problem::FrontMatterNotClosed => "front-matter-not-closed",
            Problem::FrontMatterTooLarge { .. } => "front-matter-too-large",
            Problem::Yaml { .. } => "yaml",
            Problem::YamlAnchor => "yaml-anchor",
            Problem::MissingTitle => "missing-title",
            Problem::BadDate { .. } => "bad-date",
            Problem::BadValue { .. } => "bad-value",
            Problem::MisspeltKey { .. } => "misspelt-key",
            Problem::BadAlias { .. } => "bad-alias",
            Problem::AddressTaken { .. } => "address-taken",
            Problem::BrokenLink { .. } => "broken-link",
            Problem::BrokenAnchor { .. } => "broken-anchor",
            Problem::Undated => "undated",
            Problem::NothingToShow => "nothing-to-show",
            Problem::ToldTwice { .. } => "told-twice",
            Problem::NearNames { .. } => "near-names",
            Problem::TooManyFiles { .. } => "too-many-files",
            Problem::FileTooLarge { .. } => "file-too-large",
            Problem::NoTaxonomy { .. } => "no-taxonomy",
            Problem::ProfileUnused { .. } => "profile-unused",
            Problem::ProfileTwice { .. } => "profile-twice",
            Problem::Toml { .. } => "toml",
            Problem::UnknownKey { .. } => "unknown-key",
            Problem::MissingKey { .. } => "missing-key",
            Problem::WrongType { .. } => "wrong-type",
            Problem::BadSetting { .. } => "bad-setting",
            Problem::TagTwice { .. } => "tag-twice",
            Problem::Template { .. } => "template",
            Problem::ThemeTooNew { .. } => "theme-too-new",
            Problem::ForeignOutput { .. } => "foreign-output",
            Problem::NoArticle => "no-article",
            Problem::NoDate => "no-date",
            Problem::NoTitle => "no-title",
            Problem::GuessedAuthors { .. } => "guessed-authors",
            Problem::EditedByPerson { .. } => "edited-by-person",
            Problem::NameTaken { .. } => "name-taken",
            Problem::SameInput { .. } => "same-input",
            Problem::NotText { .. } => "not-text",
            Problem::BadDateFlag { .. } => "bad-date-flag",
            Problem::NoInput => "no-input",
            Problem::TooLarge { .. } => "too-large",
            Problem::GuessedEncoding { .. } => "guessed-encoding",
            Problem::SlowPage => "slow-page",
            Problem::AmbiguousDate { .. } => "ambiguous-date",
            Problem::ConverterFault => "converter-fault",
            Problem::BadArchive { .. } => "bad-archive",
            Problem::Encrypted => "encrypted",
            Problem::NestedArchive => "nested-archive",
            Problem::BadJson { .. } => "bad-json",
            Problem::NoText { .. } => "no-text",
            Problem::UnusedValue { .. } => "unused-value",
            Problem::NearDuplicate { .. } => "near-duplicate",
            Problem::Doubtful { .. } => "doubtful",
            Problem::HardPage => "hard-page",
        }
    }

    /// What to do next: an imperative, or a line to paste.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Problem::EmptyFile => "delete it, or write an article: `newsgen new \"Its headline\"`".into(),
            Problem::NotUtf8 { .. } => "save it as UTF-8".into(),
            Problem::BinaryFile => "move it to `static/`, where files are published as they are".into(),
            Problem::BadPath { .. } => "rename the file".into(),
            Problem::NotAnArticle => {
                "articles end in `.md`; move other files to `static/`, and convert raw text with `newsgen convert`"
                    .into()
            }
            Problem::ChangedDuringBuild => "run the command again".into(),
            Problem::NotesLost => "to be rid of those too, delete the folder and build again".into(),
            Problem::Unreadable { .. } => "check who owns it and who may read it".into(),
            Problem::NoFrontMatter => {
                "begin the file with `---`, `title: …`, `---`, or convert raw text with `newsgen convert`".into()
            }
            Problem::FrontMatterNotClosed => "end it with a line `---`".into(),
            Problem::FrontMatterTooLarge { .. } => "the most is 64 KiB; is the closing `---` missing?".into(),
            Problem::Yaml { message } => yaml_hint(message)?,
            Problem::YamlAnchor => "write the value out, or put it in quotes if it is text".into(),
            Problem::MissingTitle => "add a line `title: \"…\"`".into(),
            Problem::BadDate { key, .. } => format!("write `{key}: 2025-01-31` or `{key}: 2025-01-31T09:30:00+01:00`"),
            Problem::BadValue { expected, .. } => format!("give {expected}"),
            Problem::MisspeltKey { nearest, .. } => format!("did you mean `{nearest}`?"),
            Problem::BadAlias { .. } => "write a former address of this site, such as `/2009/old-story.html`".into(),
            Problem::AddressTaken { .. } => "give one of them another `slug:` or `date:`".into(),
            Problem::BrokenLink { meant: Some(meant), .. } => format!("write `{meant}`: that is where the page is"),
            Problem::BrokenLink { meant: None, .. } => {
                "mend the address, or give the page that it means this one as an `aliases:`".into()
            }
            Problem::BrokenAnchor { page, .. } => format!("look at the `id`s of `{page}`, or link to the page alone"),
            Problem::Undated => "add `date:`; a year or a month will do".into(),
            Problem::NothingToShow => "add `description:`".into(),
            Problem::ToldTwice { .. } => "delete one, or give the older one's address to the other by `aliases:`".into(),
            Problem::NearNames { what: "tags", name, other, .. } => {
                format!("if they are one: `newsgen tags merge \"{name}\" \"{other}\"`")
            }
            Problem::NearNames { what, name, other, .. } => {
                format!("if they are one, in `site.toml`: `[taxonomies.{what}.aliases]`, `\"{name}\" = \"{other}\"`")
            }
            Problem::TooManyFiles { .. } => {
                "set `on_this_day = false` and `feed.history = false`, or publish on storage without such a limit".into()
            }
            Problem::FileTooLarge { .. } => "make it smaller, or publish it elsewhere and link to it".into(),
            Problem::NoTaxonomy { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Problem::NoTaxonomy { name, .. } => format!("add `[taxonomies.{name}]` to `site.toml`, or move the folder"),
            Problem::ProfileUnused { .. } => "make `title` the name as articles have it, or delete the file".into(),
            Problem::ProfileTwice { .. } => "make one file of the two".into(),
            Problem::UnknownKey { nearest, .. } => format!("did you mean `{}`?", nearest.as_deref()?),
            Problem::MissingKey { key, .. } => format!("add `{key} = …`"),
            Problem::WrongType { expected, .. } => format!("give {expected}"),
            Problem::BadSetting { expected, .. } => format!("give {expected}"),
            Problem::TagTwice { .. } => "a name stands for one tag: take it out of one of the two".into(),
            Problem::ThemeTooNew { .. } => "install a newer newsgen, or an older version of the theme".into(),
            Problem::NoArticle => "look at what was dropped with `--report FILE`; is it an article?".into(),
            Problem::NoDate => {
                "give one with `--date 2025-01-31`, or add `date: 2025-01-31` to the file's front matter".into()
            }
            Problem::NoTitle => "make the headline the first line of the text, or correct `title:` in the file".into(),
            Problem::GuessedAuthors { .. } => {
                "confirm with `--author \"Full Name\"`, or correct `authors:` in the file".into()
            }
            Problem::EditedByPerson { .. } => "to replace it all the same, add `--force`".into(),
            Problem::NameTaken { .. } => "if they are the same article, remove one of the two sources".into(),
            Problem::SameInput { .. } => "remove one of the two".into(),
            Problem::NotText { .. } => "give plain text in UTF-8".into(),
            Problem::BadDateFlag { .. } => "write `--date 2025-01-31` or `--date 2025-01-31T09:30:00+01:00`".into(),
            Problem::NoInput => {
                "name files, folders with texts, pages, archives or JSON lines, or a pattern in quotes: `'raw/**/*.txt'`".into()
            }
            Problem::TooLarge { .. } => "is it one article? split it into one file for each".into(),
            Problem::SlowPage => "the article was found without a second opinion: look at the result".into(),
            Problem::GuessedEncoding { .. } => {
                "look at accents and quotes in the result; save the text as UTF-8".into()
            }
            Problem::AmbiguousDate { .. } => {
                "give it with `--date 2025-01-31`, or add `date: 2025-01-31` to the file's front matter".into()
            }
            Problem::ConverterFault => "please report it with the text that caused it".into(),
            Problem::BadArchive { .. } => "make it anew; what could be read of it was converted".into(),
            Problem::Encrypted => "unpack it with its password, and convert the folder".into(),
            Problem::NestedArchive => "unpack the outer archive, and convert the folder".into(),
            Problem::BadJson { .. } => "each line has to be one whole JSON object".into(),
            Problem::NoText { near: Some((_, near)), .. } => format!("did you mean `{near}`?"),
            Problem::NoText { near: None, .. } => "give the article under `text`, `body`, `content` or `html`".into(),
            Problem::UnusedValue { .. } => "write dates as `2025-01-31` or `2025-01-31T09:30:00+01:00`".into(),
            Problem::HardPage => "save the article alone, or its text".into(),
            Problem::NearDuplicate { .. } => "if they are the same article, remove one of the two".into(),
            Problem::Doubtful { .. } => {
                "look at it with `--explain FILE`; `--doubtful drafts` holds such articles back".into()
            }
            Problem::ForeignOutput { .. } => "move the file away, and build again".into(),
            Problem::Toml { .. } | Problem::Template { .. } => return None,
        })
    }
}

fn yaml_hint(message: &str) -> Option<String> {
    if message.contains("mapping values are not allowed") {
        Some("put a value that holds `: ` in quotes".into())
    } else if message.contains("cannot start any token") {
        Some("indent with spaces, and put a value that begins with a special character in quotes".into())
    } else if message.contains("duplicate") {
        Some("remove one of the two lines".into())
    } else {
        None
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::EmptyFile => write!(f, "the file is empty"),
            Problem::NotUtf8 { byte } => write!(f, "not UTF-8 text: byte {byte} is part of no character"),
            Problem::BinaryFile => write!(f, "not text, but binary data"),
            Problem::BadPath { reason } => write!(f, "cannot use the path: {reason}"),
            Problem::NotAnArticle => write!(f, "not an article, left out"),
            Problem::ChangedDuringBuild => write!(f, "the file changed while the site was built"),
            Problem::NotesLost => {
                write!(
                    f,
                    "no notes of the last build: files that are no longer part of the site cannot be told and stay"
                )
            }
            Problem::Unreadable { reason } => write!(f, "cannot read the file: {reason}"),
            Problem::NoFrontMatter => write!(f, "no front matter"),
            Problem::FrontMatterNotClosed => write!(f, "front matter without an end"),
            Problem::FrontMatterTooLarge { len_bytes } => write!(f, "front matter of {} KiB", len_bytes / 1024),
            Problem::Yaml { message } => write!(f, "bad YAML: {message}"),
            Problem::YamlAnchor => write!(f, "YAML anchors, aliases and tags are not allowed in front matter"),
            Problem::MissingTitle => write!(f, "no `title`"),
            Problem::BadDate { key, value } => write!(f, "`{key}` is not a date: `{value}`"),
            Problem::BadValue { key, value, expected } => write!(f, "`{key}` should be {expected}, not `{value}`"),
            Problem::MisspeltKey { key, .. } => write!(f, "unknown key `{key}` kept as an extra"),
            Problem::BadAlias { value, reason } => write!(f, "alias `{value}` left out: {reason}"),
            Problem::BrokenLink { target, .. } => write!(f, "`{target}` leads nowhere"),
            Problem::BrokenAnchor { target, page } => write!(f, "`{target}`: there is no such place on `{page}`"),
            Problem::Undated => write!(f, "an article without a date"),
            Problem::NothingToShow => write!(f, "lists have nothing to show of it: no description and no text"),
            Problem::ToldTwice { by } => write!(f, "the same headline on the same day as `{by}`"),
            Problem::NearNames { what, name, other, why } => {
                write!(f, "{what} `{name}` and `{other}` may be one ({why})")
            }
            Problem::TooManyFiles { host, files, most } => {
                write!(f, "{files} files are more than the {most} that {host} takes")
            }
            Problem::FileTooLarge { host, most_mib } => write!(f, "larger than the {most_mib} MiB that {host} takes"),
            Problem::NoTaxonomy { name, .. } => write!(f, "there is no taxonomy `{name}`"),
            Problem::ProfileUnused { name } => write!(f, "no article is listed under `{name}`"),
            Problem::ProfileTwice { name, other } => write!(f, "`{name}` has a profile already: `{other}`"),
            Problem::AddressTaken { address, by } => write!(f, "address `{address}` is taken by `{by}`"),
            Problem::Toml { message, .. } => write!(f, "bad TOML: {message}"),
            Problem::UnknownKey { key, table, .. } if table.is_empty() => write!(f, "unknown key `{key}`"),
            Problem::UnknownKey { key, table, .. } => write!(f, "unknown key `{key}` in `[{table}]`"),
            Problem::MissingKey { key, table } => write!(f, "no `{key}` in `[{table}]`"),
            Problem::WrongType { key, expected, found } => write!(f, "`{key}` should be {expected}, not {found}"),
            Problem::TagTwice { name, other } => write!(f, "`{name}` is already a name or synonym of `{other}`"),
            Problem::BadSetting { key, value, .. } => write!(f, "`{key}` cannot be `{value}`"),
            Problem::Template { message } => write!(f, "template: {message}"),
            Problem::ThemeTooNew { theme, wants } => write!(f, "theme `{theme}` needs newsgen {wants} or newer"),
            Problem::ForeignOutput { output } => write!(f, "did not overwrite `{output}`: newsgen did not write it"),
            Problem::NoArticle => write!(f, "no article found in the text"),
            Problem::NoDate => write!(f, "no date in the text; the article goes to the undated page"),
            Problem::NoTitle => write!(f, "no headline found in the text, took its first words"),
            Problem::GuessedAuthors { names } => write!(f, "guessed the author: {}", names.join(", ")),
            Problem::EditedByPerson { output } => {
                write!(f, "`{output}` was written or edited by a person, left as it is")
            }
            Problem::NameTaken { output, instead } => write!(f, "`{output}` holds another article; wrote `{instead}`"),
            Problem::SameInput { other } => write!(f, "same bytes as `{other}`, converted once"),
            Problem::NotText { kind } => write!(f, "not text, but {kind}"),
            Problem::BadDateFlag { value } => write!(f, "not a date: `{value}`"),
            Problem::NoInput => write!(f, "nothing to convert here"),
            Problem::TooLarge { max_mib } => write!(f, "larger than {max_mib} MiB"),
            Problem::SlowPage => f.write_str("the page took too long to read in full"),
            Problem::GuessedEncoding { encoding } => write!(f, "not UTF-8, read as {encoding}"),
            Problem::AmbiguousDate { value } => write!(f, "`{value}` can be read as two dates, left out"),
            Problem::ConverterFault => write!(f, "a fault in newsgen kept the text from being converted"),
            Problem::BadArchive { kind, reason } => write!(f, "cannot read the {kind}: {reason}"),
            Problem::Encrypted => write!(f, "encrypted"),
            Problem::NestedArchive => write!(f, "an archive inside an archive"),
            Problem::BadJson { message } => write!(f, "bad JSON: {message}"),
            Problem::NoText { keys, .. } => {
                let keys: Vec<String> = keys.iter().map(|k| format!("`{k}`")).collect();
                let has = if keys.is_empty() { "nothing".into() } else { keys.join(", ") };
                write!(f, "no text in the object: it has {has}")
            }
            Problem::UnusedValue { key, value } => write!(f, "`{key}` is not understood: `{value}`"),
            Problem::NearDuplicate { of, percent } => write!(f, "nearly the same text as `{of}` ({percent} %)"),
            Problem::HardPage => write!(f, "the page is too deep or too large to be read in time"),
            Problem::Doubtful { what } => write!(f, "doubtful: {what}"),
        }
    }
}

/// Errors and warnings as a terminal shows them, without colour:
///
/// ```text
/// error: unknown key `pagination` in `[taxonomies.tags]`
///   --> site.toml:14:1
///    |
/// 14 | pagination = 50
///    | ^^^^^^^^^^
///    = hint: did you mean `per_page`?
/// ```
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let label = match self.problem.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{label}: {}", self.problem)?;
        let place = &self.place;
        let width = if place.line > 0 { place.line.to_string().len() } else { 1 };
        if !place.file.is_empty() {
            write!(f, "\n{:width$}--> {}", "", place.file)?;
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

/// The part of a long line around its column, tabs as single spaces, and the column within it.
fn window(line: &str, col: usize) -> (String, usize) {
    const MOST: usize = 120;
    let chars: Vec<char> = line.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let start = if chars.len() > MOST { col.saturating_sub(MOST / 2).min(chars.len() - MOST) } else { 0 };
    (chars.iter().skip(start).take(MOST).collect(), col.saturating_sub(start))
}

/// The candidate nearest to a misspelt word, if any is near enough to be meant.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = word.to_lowercase();
    candidates
        .into_iter()
        .map(|c| (strsim::damerau_levenshtein(&lower, &c.to_lowercase()), c))
        .filter(|(distance, c)| *distance <= (c.chars().count().max(word.chars().count()) / 3).max(1))
        .min_by_key(|(distance, c)| (*distance, *c))
        .map(|(_, c)| c)
}

/// Collects diagnostics from any thread.
#[derive(Debug, Default)]
pub struct Diagnostics(Mutex<Vec<Diagnostic>>);

impl Diagnostics {
    /// Adds one.
    pub fn push(&self, problem: Problem, place: Place) {
        self.extend([Diagnostic { problem, place }]);
    }

    /// Adds several.
    pub fn extend(&self, more: impl IntoIterator<Item = Diagnostic>) {
        self.0.lock().expect("no thread panics while it adds a diagnostic").extend(more);
    }

    /// All of them, by severity, file and line, so that the order does not depend on threads.
    pub fn into_sorted(self) -> Vec<Diagnostic> {
        let mut all = self.0.into_inner().expect("no thread panics while it adds a diagnostic");
        all.sort_by(|a, b| {
            (a.problem.severity(), &a.place, &a.problem).cmp(&(b.problem.severity(), &b.place, &b.problem))
        });
        all.dedup();
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn diagnostics_look_like_this() {
        let text = "a = 1\npagination = 50\n";
        let problem = Problem::UnknownKey {
            key: "pagination".into(),
            table: "taxonomies.tags".into(),
            nearest: Some("per_page".into()),
        };
        let shown = Diagnostic::new(problem, Place::span("site.toml", text, 6..16)).to_string();
        assert_eq!(
            shown,
            "error: unknown key `pagination` in `[taxonomies.tags]`\n --> site.toml:2:1\n  |\n2 | pagination = 50\n  | ^^^^^^^^^^\n  = hint: did you mean `per_page`?"
        );
    }

    #[test]
    fn near_words_are_suggested_and_far_ones_are_not() {
        let keys = ["title", "date", "description", "authors"];
        assert_eq!(nearest("titel", keys), Some("title"));
        assert_eq!(nearest("autors", keys), Some("authors"));
        assert_eq!(nearest("Title", keys), Some("title"));
        assert_eq!(nearest("kicker", keys), None);
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
