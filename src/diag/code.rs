//! The code of each problem, and how bad it is.

use super::Problem;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Something is not published or not as written. Exit code 1.
    Error,
    /// Published, but probably not as meant. Exit code 1 with `--strict`.
    Warning,
}

impl Severity {
    /// As messages and reports have it: `error` or `warning`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        }
    }
}

/// One table for both, so that no problem lacks one and all of them can be listed.
macro_rules! codes {
    ($($variant:ident $severity:ident $code:literal,)*) => {
        impl Problem {
            /// All codes, in the order of the problems.
            pub const CODES: &'static [(&'static str, Severity)] = &[$(($code, Severity::$severity)),*];

            /// Whether something is not published because of it.
            pub fn severity(&self) -> Severity {
                match self {
                    $(Problem::$variant { .. } => Severity::$severity),*
                }
            }

            /// A name for the kind of problem, the same for every one of a kind: what `newsgen explain` takes.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Problem::$variant { .. } => $code),*
                }
            }
        }
    };
}

codes! {
    // Sources
    EmptyFile Error "empty-file",
    NotUtf8 Error "not-utf8",
    Utf16 Error "utf16",
    BinaryFile Error "binary-file",
    BadPath Error "bad-path",
    DeadLink Error "dead-link",
    NotAnArticle Warning "not-an-article",
    ChangedDuringBuild Error "changed-during-build",
    NotesLost Warning "notes-lost",
    Unreadable Error "unreadable",
    // Front matter
    NoFrontMatter Error "no-front-matter",
    FrontMatterNotClosed Error "front-matter-not-closed",
    FrontMatterTooLarge Error "front-matter-too-large",
    Yaml Error "yaml",
    YamlAnchor Error "yaml-anchor",
    MissingTitle Error "missing-title",
    BadDate Error "bad-date",
    BadValue Error "bad-value",
    BadLanguage Warning "bad-language",
    MisspeltKey Warning "misspelt-key",
    BadAlias Warning "bad-alias",
    UpdatedBefore Warning "updated-before-date",
    // Addresses
    AddressTaken Error "address-taken",
    AliasTaken Error "alias-taken",
    RedirectsTaken Error "redirects-taken",
    // Terms
    NoTaxonomy Error "no-taxonomy",
    ProfileUnused Warning "profile-unused",
    ProfileTwice Error "profile-twice",
    // What `newsgen check` finds
    BrokenLink Error "broken-link",
    BrokenAnchor Warning "broken-anchor",
    GoneLink Warning "gone-link",
    UnansweredLink Warning "unanswered-link",
    MovedLink Warning "moved-link",
    RawHtml Warning "raw-html",
    BadOutput Error "bad-output",
    Orphan Warning "orphan",
    Undated Warning "undated",
    NothingToShow Warning "nothing-to-show",
    ToldTwice Warning "told-twice",
    NearNames Warning "near-names",
    TooManyFiles Error "too-many-files",
    FileTooLarge Error "file-too-large",
    AliasNotAPage Warning "alias-not-a-page",
    // Configuration and theme
    Toml Error "toml",
    UnknownKey Error "unknown-key",
    MissingKey Error "missing-key",
    WrongType Error "wrong-type",
    TagTwice Error "tag-twice",
    BadSetting Error "bad-setting",
    NoLanguage Warning "no-language",
    Template Error "template",
    MemberNotThere Warning "member-not-there",
    ThemeTooNew Error "theme-too-new",
    TemplateUnused Warning "template-unused",
    ForeignOutput Error "foreign-output",
    // Conversion
    BarePage Error "bare-page",
    NoArticle Error "no-article",
    NoDate Warning "no-date",
    NoTitle Warning "no-title",
    GuessedAuthors Warning "guessed-authors",
    EditedByPerson Warning "edited-by-person",
    FormerOutput Warning "former-output",
    SeveralArticles Warning "several-articles",
    NameTaken Warning "name-taken",
    SameInput Warning "same-input",
    NotText Error "not-text",
    NotPosts Warning "not-posts",
    Shortcodes Warning "shortcodes",
    BadPattern Error "bad-pattern",
    NoInput Error "no-input",
    NotThere Error "not-there",
    TooLarge Error "too-large",
    GuessedEncoding Warning "guessed-encoding",
    SlowPage Warning "slow-page",
    AmbiguousDate Warning "ambiguous-date",
    ConverterFault Error "converter-fault",
    BadArchive Error "bad-archive",
    Encrypted Error "encrypted",
    NestedArchive Error "nested-archive",
    BadJson Error "bad-json",
    NoText Error "no-text",
    UnusedValue Warning "unused-value",
    NearDuplicate Warning "near-duplicate",
    Doubtful Warning "doubtful",
    HardPage Error "hard-page",
    // Publishing
    NotAsUploaded Error "not-as-uploaded",
}
