//! Where a theme's files come from: the program, or a folder.

use std::path::PathBuf;

use super::{Content, embedded};
use crate::config::Config;
use crate::error::{Error, Result};

/// Files of one origin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layer {
    /// A theme that is in the program, by its name.
    Embedded(&'static str),
    /// A folder, which need not be there.
    Folder(PathBuf),
}

/// A file of a layer.
#[derive(Debug, Clone)]
pub struct Found {
    /// Its path below the folder that was asked for.
    pub name: String,
    /// As messages call it.
    pub shown: String,
    /// Its bytes, or where they are.
    pub content: Content,
}

impl Layer {
    /// The theme that a site names: a folder below its `themes/`, else one in the program.
    pub fn of_theme(config: &Config) -> Result<Layer> {
        let folder = config.path("themes").join(&config.theme);
        if folder.is_dir() {
            return Ok(Layer::Folder(folder));
        }
        if let Some(name) = embedded::NAMES.into_iter().find(|name| *name == config.theme) {
            return Ok(Layer::Embedded(name));
        }
        let known = names(config);
        Err(Error::NoTheme { name: config.theme.clone(), folder, known })
    }

    /// A theme by its name, in the order that [`Layer::of_theme`] looks.
    pub fn named(config: &Config, name: &str) -> Result<Layer> {
        Layer::of_theme(&Config { theme: name.to_owned(), ..config.clone() })
    }

    /// Its files below one of its folders, `templates` or `static`, by name. Of `static` hidden ones too, such as
    /// `.well-known/security.txt`.
    pub fn files(&self, folder: &str) -> Result<Vec<Found>> {
        match self {
            Layer::Embedded(theme) => {
                let found = embedded::files(theme).filter_map(|(path, bytes)| {
                    let name = path.strip_prefix(folder)?.strip_prefix('/')?;
                    let shown = format!("{}{theme})/{path}", embedded::SHOWN);
                    Some(Found { name: name.to_owned(), shown, content: Content::Embedded(bytes) })
                });
                Ok(found.collect())
            }
            Layer::Folder(root) => {
                let found = |(name, path): (String, PathBuf)| Found {
                    name,
                    shown: path.display().to_string(),
                    content: Content::File(path),
                };
                let below = root.join(folder);
                let hidden_too = folder == "static";
                let files =
                    if hidden_too { crate::fs::all_files_below(&below)? } else { crate::fs::files_below(&below)? };
                Ok(files.into_iter().map(found).collect())
            }
        }
    }

    /// One of its files, such as `theme.toml`, with how messages call it.
    pub fn file(&self, path: &str) -> Result<Option<(String, Vec<u8>)>> {
        match self {
            Layer::Embedded(theme) => {
                let found = embedded::files(theme).find(|(name, _)| *name == path);
                Ok(found.map(|(_, bytes)| (format!("{}{theme})/{path}", embedded::SHOWN), bytes.to_vec())))
            }
            Layer::Folder(root) => {
                let path = root.join(path);
                Ok(crate::fs::read_if_there(&path)?.map(|bytes| (path.display().to_string(), bytes)))
            }
        }
    }
}

/// The names of all themes that a site can use, sorted.
pub fn names(config: &Config) -> Vec<String> {
    let mut names: Vec<String> = embedded::NAMES.map(str::to_owned).into();
    if let Ok(entries) = std::fs::read_dir(config.path("themes")) {
        let folders = entries.flatten().filter(|entry| entry.path().is_dir());
        names.extend(folders.map(|entry| entry.file_name().to_string_lossy().into_owned()));
    }
    names.sort();
    names.dedup();
    names
}
