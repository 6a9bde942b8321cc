//! What is here to be published: the outputs of the last build, as its manifest names them.
//!
//! Files in the output folder that newsgen did not write are not published, as a build does not
//! touch them: what a site publishes as it is belongs into `static/`.

use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::xxh3_64;

use super::Options;
use super::headers::Headers;
use super::kind::Kind;
use crate::build::State;
use crate::config::{Config, HeaderRule};
use crate::error::{Error, Result};

/// One output, as it should be at the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// `/`-separated, below the output folder.
    pub path: String,
    /// XXH3-64 of its bytes.
    pub hash: u64,
    /// Length in bytes.
    pub len_bytes: u64,
    /// [`Headers::fingerprint`]; 0 where the host chooses headers itself.
    pub headers: u32,
    /// What kind of file it is.
    pub kind: Kind,
}

/// All outputs of the last build, and the folder that holds them.
#[derive(Debug)]
pub struct Local {
    /// The output folder.
    pub folder: PathBuf,
    /// By path.
    pub facts: Vec<Fact>,
}

impl Local {
    /// Reads the manifest of the last build, and checks that the output folder holds each of its files
    /// with its length. `rules` is `None` for hosts that choose headers themselves.
    ///
    /// Errors where there was no build, where it did not end, where it let in what is held back and `held_back` does
    /// not, and where files are gone or of another length.
    pub fn read(config: &Config, state: &State, rules: Option<&[HeaderRule]>, options: &Options) -> Result<Local> {
        let Options { held_back, jobs, now, .. } = *options;
        let folder = config.output_dir();
        let again = "run `newsgen build`, then deploy again";
        let manifest = state.manifest()?.filter(|manifest| !manifest.entries().is_empty());
        let Some(manifest) = manifest else {
            return Err(Error::deploy(format!("nothing was built into `{}` yet", folder.display()), again));
        };
        if !state.journal()?.is_empty() {
            return Err(Error::deploy(format!("the last build into `{}` did not end", folder.display()), again));
        }
        let remarks = state.remarks()?;
        if remarks.held_back > 0 && !held_back {
            let what = if remarks.held_back == 1 {
                "an article or page that is".into()
            } else {
                format!("{} articles or pages that are", remarks.held_back)
            };
            let message = format!(
                "`{}` was built with `--drafts` or `--future`, and has {what} not to be published yet",
                folder.display()
            );
            let hint = format!("{again}; to publish all that is there, add `--allow-held-back`");
            return Err(Error::deploy(message, hint));
        }
        if !held_back && state.head().is_some_and(|head| head.valid.0 > now) {
            let message =
                format!("`{}` was built for a later day, and has what is not to be published yet", folder.display());
            let hint = format!("{again}, without `--clock`; to publish all that is there, add `--allow-held-back`");
            return Err(Error::deploy(message, hint));
        }
        let mut facts: Vec<Fact> = Vec::with_capacity(manifest.entries().len());
        for (index, entry) in manifest.entries().iter().enumerate() {
            let path = manifest.path(index);
            let kind = if remarks.pages.contains(path) { Kind::Page } else { Kind::of(path) };
            let headers = rules.map_or(0, |rules| Headers::of(path, kind, rules).fingerprint());
            let (hash, len_bytes) = (entry.output, entry.len_bytes);
            facts.push(Fact { path: path.to_owned(), hash, len_bytes, headers, kind });
        }
        drop(manifest);
        facts.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        let look = |wrong: &mut Vec<String>, _: usize, fact: &mut Fact| {
            let len_bytes = std::fs::metadata(folder.join(&fact.path)).ok().filter(|m| m.is_file()).map(|m| m.len());
            if len_bytes != Some(fact.len_bytes) {
                wrong.push(fact.path.clone());
            }
            Ok::<_, Error>(())
        };
        let mut wrong = crate::parallel::fill(jobs, &mut facts, Vec::new, look)?.concat();
        wrong.sort_unstable();
        if let Some(first) = wrong.first() {
            let more = if wrong.len() > 1 { format!(" and {} more", wrong.len() - 1) } else { String::new() };
            let message = format!("`{}` is not as it was built{more}", folder.join(first).display());
            return Err(Error::deploy(message, "run `newsgen build --force`, then deploy again"));
        }
        Ok(Local { folder, facts })
    }

    /// The bytes of a file, which are those that were built: what someone changed since is not published.
    pub fn bytes(&self, fact: &Fact) -> Result<Vec<u8>> {
        let path = self.path(fact);
        let bytes = crate::fs::read(&path)?;
        if bytes.len() as u64 != fact.len_bytes || xxh3_64(&bytes) != fact.hash {
            let message = format!("`{}` is not as it was built", path.display());
            return Err(Error::deploy(message, "run `newsgen build --force`, then deploy again"));
        }
        Ok(bytes)
    }

    /// Where a file is.
    pub fn path(&self, fact: &Fact) -> PathBuf {
        self.folder.join(Path::new(&fact.path))
    }

    /// The fact of a path.
    pub fn get(&self, path: &str) -> Option<&Fact> {
        self.facts.binary_search_by(|fact| fact.path.as_str().cmp(path)).ok().map(|index| &self.facts[index])
    }
}
