//! Files that are published as they are: the site's `static/` and the theme's `static/`.
//!
//! A site's file replaces a theme's file of the same name, a theme's file one of the default theme.
//! Templates know the addresses of the theme's files only: a picture added to `static/` must not
//! change every page. The theme's style sheets and scripts,
//! and what the site puts in their place, get the hash of their bytes into their names, so that
//! hosts may let browsers keep them for ever; all other files keep their names.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::SystemTime;

use tera::{Context, Tera, Value};

use super::{Layer, Strings, mistakes};
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};
use crate::fs::Stat;
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
    /// Fingerprint of its content, or of its size and times.
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
    /// Made of a file of the theme, with its options.
    Made(Vec<u8>),
}

impl Content {
    /// The bytes.
    pub fn read(&self) -> Result<Cow<'static, [u8]>> {
        match self {
            Content::Embedded(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::File(path) => crate::fs::read(path).map(Cow::Owned),
            Content::Made(bytes) => Ok(Cow::Owned(bytes.clone())),
        }
    }
}

impl Asset {
    /// Width and height in pixels, of a picture in a format that says so at its beginning: none of an SVG.
    pub fn size(&self) -> Option<(usize, usize)> {
        let size = match &self.content {
            Content::Embedded(bytes) => imagesize::blob_size(bytes),
            Content::Made(bytes) => imagesize::blob_size(bytes),
            Content::File(path) => imagesize::size(path),
        };
        size.ok().map(|size| (size.width, size.height))
    }
}

struct Known {
    content: Content,
    shown: String,
    of_theme: bool,
}

/// All assets of a site, by name. `layers` are the default theme, the theme and the site.
pub(super) fn list(layers: &[Layer; 3], options: &Value, strings: &Strings) -> Result<Vec<Asset>> {
    let mut known: BTreeMap<String, Known> = BTreeMap::new();
    for (level, layer) in layers.iter().enumerate() {
        for found in layer.files("static")? {
            let of_theme = level < 2 || known.contains_key(&found.name);
            known.insert(found.name, Known { content: found.content, shown: found.shown, of_theme });
        }
    }
    known.into_iter().map(|(name, known)| asset(name, known, options, strings)).collect()
}

fn asset(
    name: String,
    Known { mut content, shown, of_theme }: Known,
    options: &Value,
    strings: &Strings,
) -> Result<Asset> {
    let hashed = of_theme && (name.ends_with(".css") || name.ends_with(".js"));
    if hashed {
        content = with_options(content, &shown, options, strings)?;
    }
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

/// A style sheet or script that names `options` or `strings` in a template's marks is a template that sees nothing else.
fn with_options(content: Content, shown: &str, options: &Value, strings: &Strings) -> Result<Content> {
    let bytes = content.read()?;
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(content) };
    let names = |rest: &str| ["options.", "strings."].iter().any(|name| rest.contains(name));
    let uses = |mark: &str| text.split(mark).skip(1).any(names);
    if !uses("{{") && !uses("{%") {
        return Ok(content);
    }
    let mut context = Context::new();
    context.insert_value("options", options.clone());
    context.insert_value("strings", strings.quoted().clone());
    let mut tera = Tera::default();
    strings.add_filters(&mut tera);
    let made = tera.add_raw_template(ASSET, text).and_then(|()| tera.render(ASSET, &context));
    match made {
        Ok(made) => Ok(Content::Made(made.into_bytes())),
        Err(e) => {
            let source = super::Source { text: text.to_owned(), shown: shown.to_owned() };
            let sources = BTreeMap::from([(ASSET.to_owned(), source)]);
            Err(Error::Unusable { what: "the theme".into(), diagnostics: mistakes::diagnostics(&sources, &e) })
        }
    }
}

/// Not `.html`: nothing is escaped.
const ASSET: &str = "asset";

/// What changes when a file changes: pictures and films are too large to be read at every build.
fn state(content: &Content) -> Result<Fingerprint> {
    let path = match content {
        Content::Embedded(bytes) => return Ok(Fingerprint::of(bytes)),
        Content::Made(bytes) => return Ok(Fingerprint::of(bytes)),
        Content::File(path) => path,
    };
    let metadata = std::fs::metadata(path).map_err(Error::io("look at", path))?;
    let stat = Stat::of(&metadata).at(crate::fs::nanoseconds(SystemTime::now()));
    if !stat.is_sure() {
        return Ok(Fingerprint::of(&crate::fs::read(path)?));
    }
    let times = [stat.modified_ns as u64, stat.changed_ns as u64];
    Ok(Hasher::new("asset").str(&path.to_string_lossy()).u64(stat.len_bytes).u64(times[0]).u64(times[1]).finish())
}
