//! Files that are published as they are: the site's `static/` and the theme's `static/`.
//!
//! A site's file replaces a theme's file of the same name, a theme's file one of the default theme.
//! Templates know the addresses of the theme's files only: a picture added to `static/` must not
//! change every page. The theme's style sheets and scripts,
//! and what the site puts in their place, get the hash of their bytes into their names, so that
//! hosts may let browsers keep them for ever; all other files keep their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::embedded;
use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher, OutputPath};

/// A file that is published as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path below `static/`.
    pub name: String,
    /// Site-relative address.
    pub address: String,
    /// Whether it is the theme's, or the site's in its place: templates know its address.
    pub of_theme: bool,
    /// Whether its address has the hash of its bytes: then browsers may keep it for ever.
    pub hashed: bool,
    /// Fingerprint of its content, or of its size and modification time.
    pub inputs: Fingerprint,
    /// As messages call it.
    pub shown: String,
    /// Its bytes, or where they are.
    pub content: Content,
}

/// Where an asset's bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// In the program.
    Embedded(&'static [u8]),
    /// On disk.
    File(PathBuf),
}

impl Content {
    /// The bytes.
    pub fn read(&self) -> Result<Cow<'static, [u8]>> {
        match self {
            Content::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::File(path) => crate::fs::read(path).map(Cow::Owned),
        }
    }
}

struct Found {
    content: Content,
    shown: String,
    of_theme: bool,
}

/// All assets of a site, by name.
pub(super) fn list(config: &Config, theme: Option<&Path>) -> Result<Vec<Asset>> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for (name, bytes) in embedded::files("static/") {
        let shown = format!("(built-in theme)/static/{name}");
        found.insert(name.to_owned(), Found { content: Content::Embedded(bytes), shown, of_theme: true });
    }
    if let Some(folder) = theme {
        for (name, path) in crate::fs::files_below(&folder.join("static"))? {
            let shown = path.display().to_string();
            found.insert(name, Found { content: Content::File(path), shown, of_theme: true });
        }
    }
    for (name, path) in crate::fs::files_below(&config.path("static"))? {
        let shown = path.display().to_string();
        let of_theme = found.contains_key(&name);
        found.insert(name, Found { content: Content::File(path), shown, of_theme });
    }
    found.into_iter().map(|(name, found)| asset(name, found)).collect()
}

fn asset(name: String, Found { content, shown, of_theme }: Found) -> Result<Asset> {
    let hashed = of_theme && (name.ends_with(".css") || name.ends_with(".js"));
    let (inputs, address) = if hashed {
        let hash = Fingerprint::of(&content.read()?);
        let (stem, extension) = name.rsplit_once('.').expect("it ends in .css or .js");
        (hash, format!("/{stem}.{}.{extension}", hash.short()))
    } else {
        (state(&content)?, format!("/{name}"))
    };
    if let Err(e) = OutputPath::of_address(&address) {
        let problem = Problem::BadPath { reason: e.to_string() };
        let diagnostics = vec![Diagnostic::new(problem, Place::file(shown))];
        return Err(Error::Unusable { what: "a file of `static/`".into(), diagnostics });
    }
    Ok(Asset { name, address, of_theme, hashed, inputs, shown, content })
}

/// What changes when a file changes: pictures and films are too large to be read at every build.
fn state(content: &Content) -> Result<Fingerprint> {
    let path = match content {
        Content::Embedded(bytes) => return Ok(Fingerprint::of(bytes)),
        Content::File(path) => path,
    };
    let metadata = std::fs::metadata(path).map_err(Error::io("look at", path))?;
    let modified = metadata.modified().ok();
    let age = modified.and_then(|m| std::time::SystemTime::now().duration_since(m).ok());
    if age.is_none_or(|age| age.as_secs() < 2) {
        // So fresh that a further change could leave its time as it is.
        return Ok(Fingerprint::of(&crate::fs::read(path)?));
    }
    let nanoseconds =
        modified.and_then(|m| m.duration_since(std::time::UNIX_EPOCH).ok()).map_or(0, |d| d.as_nanos() as u64);
    Ok(Hasher::new("asset").str(&path.to_string_lossy()).u64(metadata.len()).u64(nanoseconds).finish())
}
