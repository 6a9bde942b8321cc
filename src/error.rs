//! The machine's failures: what stops a run, with the path it happened at.
//!
//! What is wrong with the user's content is a [`Diagnostic`](crate::diag::Diagnostic) instead.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// A failure that stops the run: exit code 2.
#[derive(Debug)]
pub enum Error {
    /// Reading, writing or listing failed.
    Io {
        /// What was tried, as in `cannot read`.
        action: &'static str,
        /// On what.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// There is no `site.toml`.
    NoSite {
        /// Where it was looked for.
        config: PathBuf,
        /// A file that may have been meant.
        meant: Option<PathBuf>,
    },
    /// The configuration or theme cannot be used; the diagnostics with it say why.
    Unusable {
        /// `site.toml`, `theme` …
        what: String,
        /// The reasons, to be printed first.
        diagnostics: Vec<crate::diag::Diagnostic>,
    },
    /// A theme folder that is not there.
    NoTheme {
        /// As named in `site.toml`.
        name: String,
        /// Where it was looked for.
        folder: PathBuf,
        /// Themes that are there.
        known: Vec<String>,
    },
    /// The output folder holds files that newsgen did not write and would overwrite.
    ForeignFiles {
        /// The output folder.
        folder: PathBuf,
        /// Some of them.
        examples: Vec<String>,
        /// How many in all.
        count: usize,
    },
    /// A folder that newsgen must not write to, such as the one that holds the sources.
    BadOutputFolder {
        /// The folder.
        folder: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// There are no articles any more, as where a disk is not mounted.
    ArticlesGone {
        /// Where they should be.
        folder: PathBuf,
        /// How many the last build had.
        before: usize,
    },
    /// Another newsgen is building into the same folder.
    Locked {
        /// The lock's file.
        path: PathBuf,
    },
    /// Publishing to a target failed, or would have harmed something there.
    Deploy {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
    /// The user, or the system, asked the program to end.
    Interrupted,
    /// A command's arguments contradict each other or the world.
    Usage {
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
}

/// What the system said, in its words, without its number for it.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error ").next().unwrap_or(&text);
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_lowercase().chain(chars).collect())
}

/// The result of what can fail for the machine's reasons.
pub type Result<T> = std::result::Result<T, Error>;

/// One table for [`Error::code`], so that no error lacks one and all of them can be listed.
macro_rules! codes {
    ($($variant:ident $code:literal,)*) => {
        impl Error {
            /// All codes, in the order of the errors.
            pub const CODES: &'static [&'static str] = &[$($code),*];

            /// A name for the kind of failure, the same for every one of a kind: what `newsgen explain` takes.
            pub fn code(&self) -> &'static str {
                match self {
                    $(Error::$variant { .. } => $code),*
                }
            }
        }
    };
}

codes! {
    Io "io",
    NoSite "no-site",
    Unusable "unusable",
    NoTheme "no-theme",
    ForeignFiles "foreign-files",
    BadOutputFolder "bad-output-folder",
    ArticlesGone "articles-gone",
    Locked "locked",
    Deploy "deploy",
    Interrupted "interrupted",
    Usage "usage",
}

impl Error {
    /// For `map_err`: an input/output error that knows its path.
    pub fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Error {
        move |source| Error::Io { action, path: path.as_ref().to_owned(), source }
    }

    /// What went wrong while publishing, and what to do about it.
    pub fn deploy(message: impl Into<String>, hint: impl Into<String>) -> Error {
        Error::Deploy { message: message.into(), hint: hint.into() }
    }

    /// What to do about it, in one sentence; empty where there is nothing useful to say.
    pub fn hint(&self) -> String {
        match self {
            Error::Io { source, path, .. } => match source.kind() {
                io::ErrorKind::PermissionDenied => "check who owns it and who may write there".into(),
                io::ErrorKind::StorageFull => "free some space and run the command again; nothing was lost".into(),
                io::ErrorKind::NotFound if path.is_symlink() => "delete the link, or make it lead to something".into(),
                io::ErrorKind::NotFound => match path.parent() {
                    Some(parent) if !parent.as_os_str().is_empty() && !parent.exists() => {
                        format!("there is no folder `{}`; make it, or correct the path", parent.display())
                    }
                    _ => "check the spelling of the path".into(),
                },
                io::ErrorKind::ReadOnlyFilesystem => "copy the site to where files can be written".into(),
                io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
                    "a file is where a folder should be: move it away, or name another folder".into()
                }
                io::ErrorKind::IsADirectory => "a folder is where a file should be: give the file's name".into(),
                io::ErrorKind::BrokenPipe => "nobody reads it any more".into(),
                _ => String::new(),
            },
            Error::NoSite { meant: Some(meant), config } if meant.parent() == config.parent() => {
                format!("did you mean `--config {}`?", meant.display())
            }
            Error::NoSite { meant: Some(meant), .. } => {
                format!("there is one at `{0}`: run newsgen there, or add `--config {0}`", meant.display())
            }
            Error::NoSite { meant: None, .. } => {
                "run `newsgen init` to make a site here, or name one with `--config PATH/site.toml`".into()
            }
            Error::Interrupted => "run the command again: it goes on from what is there".into(),
            Error::Unusable { .. } => String::new(),
            Error::NoTheme { name, known, .. } => {
                let near = crate::diag::nearest(name, known.iter().map(String::as_str));
                match near {
                    Some(near) => format!("did you mean `theme = \"{near}\"`?"),
                    None => format!(
                        "remove `theme` from site.toml to use the built-in one; themes here: {}",
                        known.join(", ")
                    ),
                }
            }
            Error::ForeignFiles { .. } => "move them away, or choose another folder with `--output-dir`".into(),
            Error::BadOutputFolder { .. } => {
                "choose another folder with `--output-dir` or `output_dir` in site.toml".into()
            }
            Error::ArticlesGone { .. } => {
                "is a disk not mounted, or a link or checkout another? if they are to be gone, add `--allow-empty`"
                    .into()
            }
            Error::Locked { path } => format!("wait for it to end; if none is running, delete {}", path.display()),
            Error::Usage { hint, .. } | Error::Deploy { hint, .. } => hint.clone(),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Io { action, path, source } => {
                write!(f, "cannot {action} `{}`: {}", path.display(), reason(source))
            }
            Error::NoSite { config, .. } => write!(f, "no site here: `{}` does not exist", config.display()),
            Error::Interrupted => f.write_str("interrupted"),
            Error::Unusable { what, .. } => write!(f, "cannot use {what}"),
            Error::NoTheme { name, folder, .. } => {
                write!(f, "no theme `{name}`: `{}` is not a folder", folder.display())
            }
            Error::ForeignFiles { folder, examples, count } => {
                let s = if *count == 1 { "a file" } else { "files" };
                write!(
                    f,
                    "`{}` holds {s} that newsgen did not write and would overwrite: {}",
                    folder.display(),
                    examples.join(", ")
                )?;
                if *count > examples.len() {
                    write!(f, " and {} more", count - examples.len())?;
                }
                Ok(())
            }
            Error::BadOutputFolder { folder, reason } => {
                write!(f, "cannot build into `{}`: {reason}", folder.display())
            }
            Error::ArticlesGone { folder, before } => {
                let what = if folder.is_dir() { "holds no articles" } else { "is not there" };
                let had = if *before == 1 { "one".into() } else { before.to_string() };
                write!(f, "`{}` {what}, and the last build had {had}: nothing was changed", folder.display())
            }
            Error::Locked { path } => {
                write!(f, "another newsgen is building this site: `{}` is locked", path.display())
            }
            Error::Usage { message, .. } | Error::Deploy { message, .. } => f.write_str(message),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Io { source, .. } => Some(source),
            _ => None,
        }
    }
}
