//! What can be wrong with what a user wrote, and how that is said.

use std::fmt;

/// What a file without front matter begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Beginning {
    /// Text.
    Text,
    /// `+++`: front matter in TOML, as Hugo and Zola have it.
    Toml,
    /// `{`: front matter in JSON.
    Json,
    /// Something, then `---`.
    Late,
    /// Lines that end in CR alone.
    OldMac,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "each variant's message says what it is")]
pub enum Problem {
    // Sources
    EmptyFile,
    NotUtf8 { byte: usize },
    Utf16,
    BinaryFile,
    DeadLink { target: String },
    BadPath { reason: String },
    NotAnArticle { named: Option<String> },
    ChangedDuringBuild,
    NotesLost,
    Unreadable { reason: String },
    // Front matter
    NoFrontMatter { begins: Beginning },
    FrontMatterNotClosed,
    FrontMatterTooLarge { len_bytes: usize },
    Yaml { message: String, hint: Option<String> },
    YamlAnchor,
    MissingTitle { hint: Option<String> },
    BadDate { key: String, value: String, why: Option<String> },
    BadValue { key: String, value: String, expected: &'static str, example: String },
    BadLanguage { value: String, meant: Option<String> },
    MisspeltKey { key: String, within: Option<&'static str>, nearest: String },
    BadAlias { value: String, reason: String },
    UpdatedBefore { updated: String },
    // Addresses
    AddressTaken { address: String, by: String },
    AliasTaken { address: String, by: String },
    RedirectsTaken { address: String },
    // Terms
    NoTaxonomy { name: String, nearest: Option<String> },
    ProfileUnused { name: String },
    ProfileTwice { name: String, other: String },
    // What `newsgen check` finds
    BrokenLink { target: String, meant: Option<String> },
    BrokenAnchor { target: String, page: String },
    GoneLink { target: String, answer: String },
    UnansweredLink { target: String, reason: String },
    MovedLink { target: String, to: String },
    RawHtml,
    BadOutput { page: String, what: String },
    Orphan,
    Undated,
    NothingToShow,
    ToldTwice { by: String },
    NearNames { what: &'static str, name: String, other: String, why: &'static str },
    TooManyFiles { host: &'static str, files: usize, most: usize },
    FileTooLarge { host: &'static str, most_mib: u64 },
    AliasNotAPage { address: String },
    // Configuration and theme
    Toml { message: String, hint: Option<String> },
    UnknownKey { key: String, table: String, nearest: Option<String>, known: Vec<String> },
    MissingKey { key: String, table: String },
    WrongType { key: String, expected: &'static str, found: &'static str },
    TagTwice { name: String, other: String },
    BadSetting { key: String, value: String, expected: String },
    NoLanguage { value: String, meant: Option<String> },
    Template { message: String, hint: Option<String> },
    MemberNotThere { path: String, of: String, nearest: Option<String>, there: String },
    ThemeTooNew { theme: String, wants: String },
    TemplateUnused { nearest: String },
    ForeignOutput { output: String },
    // Conversion
    BarePage,
    NoArticle,
    NoDate,
    NoTitle,
    GuessedAuthors { names: Vec<String> },
    EditedByPerson { output: String },
    FormerOutput { former: String, output: String },
    SeveralArticles { line: usize },
    NameTaken { output: String, instead: String },
    SameInput { other: String },
    NotText { kind: String },
    NotPosts { kinds: String },
    Shortcodes { names: String },
    NoInput,
    BadPattern { reason: String },
    NotThere { nearest: Option<String> },
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
    // Publishing
    NotAsUploaded,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Problem::EmptyFile => write!(f, "the file is empty"),
            Problem::NotUtf8 { byte } => write!(f, "not UTF-8 text: byte {byte} is part of no character"),
            Problem::Utf16 => write!(f, "not UTF-8 text, but UTF-16"),
            Problem::DeadLink { target } if target.is_empty() => {
                write!(f, "the link leads round in a circle, left out")
            }
            Problem::DeadLink { target } => write!(f, "the link leads nowhere: there is no `{target}`"),
            Problem::BinaryFile => write!(f, "not text, but binary data"),
            Problem::BadPath { reason } => write!(f, "cannot use the path: {reason}"),
            Problem::NotAnArticle { .. } => write!(f, "not an article, left out"),
            Problem::ChangedDuringBuild => write!(f, "the file changed while the site was built"),
            Problem::NotesLost => {
                write!(
                    f,
                    "no notes of the last build: files that are no longer part of the site cannot be told and stay"
                )
            }
            Problem::Unreadable { reason } => write!(f, "cannot read the file: {reason}"),
            Problem::NoFrontMatter { .. } => write!(f, "no front matter"),
            Problem::FrontMatterNotClosed => write!(f, "front matter without an end"),
            Problem::FrontMatterTooLarge { len_bytes } => write!(f, "front matter of {} KiB", len_bytes / 1024),
            Problem::Yaml { message, .. } => f.write_str(message),
            Problem::YamlAnchor => write!(f, "YAML anchors, aliases and tags are not allowed in front matter"),
            Problem::MissingTitle { .. } => write!(f, "no `title`"),
            Problem::BadDate { key, value, why } => {
                write!(f, "`{key}` is not a date: `{value}`")?;
                why.as_ref().map_or(Ok(()), |why| write!(f, " ({why})"))
            }
            Problem::BadValue { key, value, expected, .. } if value.starts_with("a ") => {
                write!(f, "`{key}` should be {expected}, not {value}")
            }
            Problem::BadValue { key, value, expected, .. } => write!(f, "`{key}` should be {expected}, not `{value}`"),
            Problem::BadLanguage { value, .. } => write!(f, "`lang` left out: `{value}` is not a language tag"),
            Problem::MisspeltKey { key, within: None, .. } => write!(f, "unknown key `{key}` kept as an extra"),
            Problem::MisspeltKey { key, within: Some(within), .. } => write!(f, "unknown key `{key}` in `{within}`"),
            Problem::BadAlias { value, reason } => write!(f, "alias `{value}` left out: {reason}"),
            Problem::UpdatedBefore { updated } => write!(f, "`updated` left out: `{updated}` is before `date`"),
            Problem::BrokenLink { target, .. } => write!(f, "`{target}` leads nowhere"),
            Problem::BrokenAnchor { target, page } => write!(f, "`{target}`: there is no such place on `{page}`"),
            Problem::GoneLink { target, answer } => write!(f, "`{target}` is gone: {answer}"),
            Problem::UnansweredLink { target, reason } => write!(f, "`{target}` gives no answer: {reason}"),
            Problem::MovedLink { target, to } => write!(f, "`{target}` has moved for good to `{to}`"),
            Problem::RawHtml => write!(f, "HTML in the text is shown as text"),
            Problem::BadOutput { page, what } => write!(f, "{page}: {what}"),
            Problem::Orphan => write!(f, "no tag, section, author or series: its date alone leads to it"),
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
            Problem::AliasNotAPage { address } => {
                write!(f, "alias `{address}` is a page, but its ending tells web servers that it is none")
            }
            Problem::NoTaxonomy { name, .. } => write!(f, "there is no taxonomy `{name}`"),
            Problem::ProfileUnused { name } => write!(f, "no article is listed under `{name}`"),
            Problem::ProfileTwice { name, other } => write!(f, "`{name}` has a profile already: `{other}`"),
            Problem::AddressTaken { address, by } => write!(f, "address `{address}` is taken by `{by}`"),
            Problem::AliasTaken { address, by } if by.trim_end_matches('/') == address.trim_end_matches('/') => {
                write!(f, "alias `{address}` left out: a page that newsgen makes has this address")
            }
            Problem::AliasTaken { address, by } => write!(f, "alias `{address}` left out: `{by}` has this address"),
            Problem::RedirectsTaken { address } => {
                write!(
                    f,
                    "former addresses do not lead on: they are lines of `{address}`, and this file takes its place"
                )
            }
            Problem::Toml { message, .. } => f.write_str(message),
            Problem::UnknownKey { key, table, .. } if table.is_empty() => write!(f, "unknown key `{key}`"),
            Problem::UnknownKey { key, table, .. } => write!(f, "unknown key `{key}` in `[{table}]`"),
            Problem::MissingKey { key, table } => write!(f, "no `{key}` in `[{table}]`"),
            Problem::WrongType { key, expected, found } => write!(f, "`{key}` should be {expected}, not {found}"),
            Problem::TagTwice { name, other } => write!(f, "`{name}` is already a name or synonym of `{other}`"),
            Problem::BadSetting { key, value, .. } => write!(f, "`{key}` cannot be `{value}`"),
            Problem::NoLanguage { value, .. } => {
                write!(f, "`{value}` is not the tag of a language: pages speak English")
            }
            Problem::Template { message, .. } => f.write_str(message),
            Problem::MemberNotThere { path, of, .. } => {
                write!(f, "`{path}` is never there, which a condition takes for false: {of} has no such field")
            }
            Problem::ThemeTooNew { theme, wants } => write!(f, "theme `{theme}` needs newsgen {wants} or newer"),
            Problem::ForeignOutput { output } => write!(f, "did not overwrite `{output}`: newsgen did not write it"),
            Problem::TemplateUnused { .. } => write!(f, "no page is made by this template"),
            Problem::BarePage => write!(f, "no text found in the page"),
            Problem::NoArticle => write!(f, "no article found in the text"),
            Problem::NoDate => write!(f, "no date in the text; the article goes to the undated page"),
            Problem::NoTitle => write!(f, "no headline found in the text, took its first words"),
            Problem::GuessedAuthors { names } => write!(f, "guessed the author: {}", names.join(", ")),
            Problem::EditedByPerson { output } => {
                write!(f, "`{output}` was written or edited by a person, left as it is")
            }
            Problem::FormerOutput { former, output } => {
                write!(f, "this is `{output}` now; `{former}`, which it was before, was edited by a person and stays")
            }
            Problem::SeveralArticles { line } => {
                write!(f, "line {line} looks like the byline of another article; all of it became one")
            }
            Problem::NameTaken { output, instead } => write!(f, "`{output}` holds another article; wrote `{instead}`"),
            Problem::SameInput { other } => write!(f, "same bytes as `{other}`, converted once"),
            Problem::NotPosts { kinds } => write!(f, "left out of the export, as they are no articles: {kinds}"),
            Problem::Shortcodes { names } => {
                write!(f, "left out of posts, as only their plugins know what they show: {names}")
            }
            Problem::NotText { kind } => write!(f, "not text, but {kind}"),
            Problem::NotThere { .. } => write!(f, "there is no such file or folder"),
            Problem::BadPattern { reason } => write!(f, "not a pattern of file names: {reason}"),
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
            Problem::NotAsUploaded => write!(f, "does not hold what was uploaded"),
            Problem::Doubtful { what } => write!(f, "doubtful: {what}"),
        }
    }
}
