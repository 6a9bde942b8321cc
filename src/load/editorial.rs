//! What people write beside articles: `terms/TAXONOMY/NAME.md` ▶ [`Profile`], `pages/NAME.md` ▶ [`Page`].
//!
//! There are as many as people wrote by hand, so all are read at every build.

use std::path::Path;

use super::front_matter::parse_article;
use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem, nearest};
use crate::error::Result;
use crate::model::{Article, Fingerprint, Hasher, Slug, Taxonomy};

/// All of it, in order of path.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Editorial {
    /// What is said of terms.
    pub profiles: Vec<Profile>,
    /// Pages that are not of the archive: about, contact, imprint.
    pub pages: Vec<Page>,
}

/// A text about a term, as an article's file is written: its `title` is the term's name.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// What the term is of, by the folder.
    pub taxonomy: Taxonomy,
    /// Title, description, picture, further keys and text.
    pub article: Article,
    /// Of the whole file.
    pub source: Fingerprint,
    /// As messages call it.
    pub file: String,
}

/// A page that stands by itself, written as an article is.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Where it is, without what ends an address: `/about`, `/help/searching`.
    pub stem: String,
    /// Title, description, picture, further keys and text.
    pub article: Article,
    /// Of the whole file.
    pub source: Fingerprint,
    /// Below the site's folder.
    pub path: String,
    /// As messages call it.
    pub file: String,
}

impl Editorial {
    /// Reads all of it.
    pub fn read(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Result<Editorial> {
        let mut editorial = Editorial::default();
        for (name, path) in crate::fs::files_below(&config.path("terms"))? {
            editorial.profiles.extend(profile(&name, &path, config, diagnostics)?);
        }
        for (name, path) in crate::fs::files_below(&config.path("pages"))? {
            editorial.pages.extend(page(&name, &path, config, diagnostics)?);
        }
        super::aliases::shorten_whole_ones(config, diagnostics);
        Ok(editorial)
    }

    /// Of all sources.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("editorial");
        let profiles = self.profiles.iter().map(|profile| (&profile.file, profile.source));
        for (file, source) in profiles.chain(self.pages.iter().map(|page| (&page.file, page.source))) {
            hasher.str(file).fp(source);
        }
        hasher.finish()
    }
}

fn profile(name: &str, path: &Path, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Profile>> {
    let file = path.display().to_string();
    let folder = name.split('/').next().unwrap_or(name);
    let names = config.taxonomies.iter().map(|t| t.name.as_str());
    let Some(taxonomy) = config.taxonomy_ids().find(|id| config.taxonomy(*id).name == folder) else {
        let nearest = nearest(folder, names).map(str::to_owned);
        diagnostics.push(Diagnostic::new(Problem::NoTaxonomy { name: folder.to_owned(), nearest }, Place::file(file)));
        return Ok(None);
    };
    let read = read(name, path, config, diagnostics)?;
    Ok(read.map(|(article, source)| Profile { taxonomy, article, source, file }))
}

fn page(name: &str, path: &Path, config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Result<Option<Page>> {
    let file = path.display().to_string();
    let Some((article, source)) = read(name, path, config, diagnostics)? else { return Ok(None) };
    let mut stem = String::new();
    let mut parts = name.strip_suffix(".md").unwrap_or(name).split('/').peekable();
    while let Some(part) = parts.next() {
        let own = article.slug.clone().filter(|_| parts.peek().is_none());
        stem.push('/');
        stem.push_str(own.unwrap_or_else(|| Slug::from_name(part)).as_str());
    }
    Ok(Some(Page { stem, article, source, path: format!("pages/{name}"), file }))
}

fn read(
    name: &str,
    path: &Path,
    config: &Config,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Option<(Article, Fingerprint)>> {
    let file = path.display().to_string();
    if !name.ends_with(".md") {
        diagnostics.push(Diagnostic::new(Problem::NotAnArticle { named: None }, Place::file(file)));
        return Ok(None);
    }
    let bytes = crate::fs::read(path)?;
    let source = Fingerprint::of(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(parse_article(&text, &file, config.zone, diagnostics).map(|article| (article, source))),
        Err(e) => {
            diagnostics.push(Diagnostic::not_text(&file, e.as_bytes(), e.utf8_error().valid_up_to()));
            Ok(None)
        }
    }
}
