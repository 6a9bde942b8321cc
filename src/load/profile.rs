//! `terms/TAXONOMY/NAME.md` ▶ [`Profile`]: what a term's page says of an author, a section, a tag.

use super::front_matter::parse_article;
use crate::config::Config;
use crate::diag::{Diagnostic, Place, Problem, nearest};
use crate::error::Result;
use crate::model::{Article, Fingerprint, Taxonomy};

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

/// Reads all profiles of a site, in order of path. There are as many as people wrote by hand, so they are
/// read at every build.
pub fn profiles(config: &Config, diagnostics: &mut Vec<Diagnostic>) -> Result<Vec<Profile>> {
    let mut profiles = Vec::new();
    for (name, path) in crate::fs::files_below(&config.path("terms"))? {
        let file = path.display().to_string();
        let mut complain = |problem| diagnostics.push(Diagnostic::new(problem, Place::file(&file)));
        let folder = name.split('/').next().unwrap_or(&name);
        let names = config.taxonomies.iter().map(|t| t.name.as_str());
        let Some(taxonomy) = config.taxonomy_ids().find(|id| config.taxonomy(*id).name == folder) else {
            let nearest = nearest(folder, names).map(str::to_owned);
            complain(Problem::NoTaxonomy { name: folder.to_owned(), nearest });
            continue;
        };
        if !name.ends_with(".md") {
            complain(Problem::NotAnArticle { named: None });
            continue;
        }
        let bytes = crate::fs::read(&path)?;
        let source = Fingerprint::of(&bytes);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(e) => {
                diagnostics.push(Diagnostic::not_text(&file, e.as_bytes(), e.utf8_error().valid_up_to()));
                continue;
            }
        };
        if let Some(article) = parse_article(&text, &file, config.zone, diagnostics) {
            profiles.push(Profile { taxonomy, article, source, file });
        }
    }
    Ok(profiles)
}
