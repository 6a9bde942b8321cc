//! The archive's articles as `newsgen tags` sees them: paths, tags and days, and files to be changed.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::super::messages::print_diagnostics;
use super::change::Changes;
use crate::build::State;
use crate::config::Config;
use crate::convert::yaml;
use crate::error::{Error, Result};
use crate::load::{Files, Record, Records, catalog};
use crate::tags::catalog::{Tag, with_tag};
use crate::tags::doctor::Use;
use crate::tags::{Catalog, edit};

/// The archive, opened for its tags.
pub struct Shelf {
    /// Its settings.
    pub config: Config,
    /// Its `tags.toml`.
    pub catalog: Catalog,
    /// Each tag in use.
    pub uses: BTreeMap<String, Use>,
    /// Its articles, drafts too.
    pub records: Records,
}

impl Shelf {
    /// Reads the front matter of all articles.
    pub fn open(config: Config) -> Result<Shelf> {
        let catalog = catalog(&config.root)?;
        let cache = State::of(&config).cache();
        let jobs = super::super::default_jobs();
        let found = Files::list(&config.content_dir(), jobs)?.scan(cache.as_deref(), &config, jobs, &|_, _| {})?;
        print_diagnostics(&found.diagnostics, Some(&config.state_dir().join("diagnostics.txt")));
        let mut uses: BTreeMap<String, Use> = BTreeMap::new();
        for index in 0..found.records.len() {
            let record = found.records.get(index);
            let day = record.date.map_or(String::new(), |d| d.to_rfc3339().chars().take(10).collect());
            for tag in record.tags.iter() {
                let used = uses.entry(tag.to_owned()).or_default();
                used.articles += 1;
                if !day.is_empty() {
                    if used.first.is_empty() || day < used.first {
                        used.first.clone_from(&day);
                    }
                    if day > used.last {
                        used.last.clone_from(&day);
                    }
                }
            }
        }
        Ok(Shelf { config, catalog, uses, records: found.records })
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// All articles, in order of path.
    pub fn articles(&self) -> impl Iterator<Item = Record<'_>> {
        (0..self.records.len()).map(|index| self.records.get(index))
    }

    /// The paths of a tag's articles.
    pub fn with_tag<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a str> {
        self.articles().filter(move |r| r.tags.iter().any(|t| t == tag)).map(|r| r.path)
    }

    /// The file of an article.
    pub fn file(&self, path: &str) -> PathBuf {
        self.config.content_dir().join(path)
    }

    /// Says so where no article has a tag.
    pub fn expect_used(&self, tag: &str) -> Result<()> {
        if self.uses.contains_key(tag) || self.catalog.get(tag).is_some() {
            return Ok(());
        }
        let near = crate::diag::nearest(tag, self.uses.keys().map(String::as_str));
        Err(Error::Usage {
            message: format!("no article has the tag `{tag}`"),
            hint: near.map_or("`newsgen tags list` names all".to_owned(), |near| format!("did you mean `{near}`?")),
        })
    }

    /// Changes the tags of all articles for which `change` makes a difference.
    pub fn retag(&self, changes: &mut Changes, change: &mut dyn FnMut(&mut Vec<String>)) -> Result<()> {
        for record in self.articles() {
            let before: Vec<String> = record.tags.iter().map(str::to_owned).collect();
            let mut after = before.clone();
            change(&mut after);
            if after != before {
                let path = self.file(record.path);
                let text = self.read(&path)?;
                let value = (!after.is_empty()).then(|| yaml::list(&after));
                if let Some(changed) = edit::set(&text, "tags", value.as_deref()) {
                    changes.add(path, text, changed);
                }
            }
        }
        Ok(())
    }

    /// Changes blocks of `tags.toml`.
    pub fn settle(&self, changes: &mut Changes, tags: &BTreeMap<String, Option<Tag>>) -> Result<()> {
        let path = self.config.path(Catalog::FILE);
        let bytes = crate::fs::read_if_there(&path)?.unwrap_or_default();
        let before = String::from_utf8_lossy(&bytes).into_owned();
        let mut after = before.clone();
        for (name, tag) in tags {
            after = with_tag(&after, name, tag.as_ref());
        }
        changes.add(path, before, after);
        Ok(())
    }

    /// A content file's text.
    pub fn read(&self, path: &std::path::Path) -> Result<String> {
        let bytes = crate::fs::read(path)?;
        String::from_utf8(bytes).map_err(|e| Error::io("read", path)(std::io::Error::other(e)))
    }
}
