//! `tags.toml` ▶ [`Catalog`].

use std::path::Path;

use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::tags::Catalog;

/// Reads the `tags.toml` of a site's folder; an empty one where there is none. With mistakes in it, it
/// cannot be used: articles would go to terms that nobody meant.
pub fn catalog(folder: &Path) -> Result<Catalog> {
    let path = if folder == Path::new(".") { Catalog::FILE.into() } else { folder.join(Catalog::FILE) };
    let Some(bytes) = crate::fs::read_if_there(&path)? else { return Ok(Catalog::default()) };
    let name = path.display().to_string();
    let unusable = |diagnostics| Error::Unusable { what: format!("`{name}`"), diagnostics };
    let text = String::from_utf8(bytes)
        .map_err(|e| unusable(vec![Diagnostic::not_text(&name, e.as_bytes(), e.utf8_error().valid_up_to())]))?;
    Catalog::parse(&text, &name).map_err(unusable)
}
