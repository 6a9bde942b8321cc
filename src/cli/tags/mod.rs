//! `newsgen tags`: the vocabulary of the archive, kept in order.
//!
//! What is found goes to stdout, messages to stderr. Commands that change files show the difference with
//! `--dry-run`, and change single lines: every other byte of a file stays as it was.

mod change;
mod shelf;
mod suggest;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use serde_json::json;

use super::messages::{count, print, say};
use super::{ConfigArg, FormatArg};
use crate::config::Overrides;
use crate::error::{Error, Result};
use crate::tags::catalog::Tag;
use crate::tags::doctor::Use;
use crate::tags::{Kind, doctor, gazetteer};
pub use change::Changes;
use shelf::Shelf;

const EXAMPLES: &str = "Examples:
  newsgen tags list                          all tags, with their articles and days
  newsgen tags suggest                       tags for articles without any; --write puts them in
  newsgen tags doctor                        what is wrong, with the command that puts it right
  newsgen tags merge 'The Skerries' Skerries list the articles of one under the other
  newsgen tags pin --least 5                 settle the names that five articles use, in tags.toml
  newsgen tags sections --write              sections as labelled articles have them";

/// The arguments of `newsgen tags`.
#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct TagsArgs {
    #[command(subcommand)]
    command: Command,
}

/// Which site, and whether anything is written.
#[derive(Args)]
struct Where {
    #[command(flatten)]
    config: ConfigArg,
}

#[derive(Subcommand)]
enum Command {
    /// List all tags with how many articles have them, and since when
    List {
        #[command(flatten)]
        site: Where,
        /// List the articles of one tag instead
        #[arg(long, value_name = "TAG")]
        articles: Option<String>,
        #[command(flatten)]
        format: FormatArg,
    },
    /// Suggest tags for articles that have none
    Suggest {
        #[command(flatten)]
        site: Where,
        /// Put them into the articles' front matter, marked as suggestions
        #[arg(long)]
        write: bool,
        /// Show the difference, and write nothing: so it is without `--write`
        #[arg(long, conflicts_with = "write")]
        dry_run: bool,
        /// Also for articles whose tags are no more than suggestions
        #[arg(long)]
        again: bool,
        /// At most so many for an article
        #[arg(long, value_name = "N", default_value_t = 8, value_parser = clap::value_parser!(u8).range(1..=50))]
        most: u8,
    },
    /// Suggest sections for articles that have none, as labelled articles have them
    Sections {
        #[command(flatten)]
        site: Where,
        /// Put them into the articles' front matter, marked as suggestions
        #[arg(long)]
        write: bool,
        /// Show the difference, and write nothing: so it is without `--write`
        #[arg(long, conflicts_with = "write")]
        dry_run: bool,
        /// The confidence from which on one is suggested, in percent
        #[arg(long, value_name = "PERCENT", default_value_t = 80, value_parser = clap::value_parser!(u8).range(50..=100))]
        least: u8,
    },
    /// List the articles of one tag under another; the first becomes its synonym
    Merge {
        #[command(flatten)]
        site: Where,
        /// The tag that goes
        from: String,
        /// The tag that stays
        to: String,
        /// Show the difference, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Give a tag another name; the old one becomes its synonym
    Rename {
        #[command(flatten)]
        site: Where,
        /// Its name
        from: String,
        /// Its new name
        to: String,
        /// Show the difference, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take a tag away from all articles
    Remove {
        #[command(flatten)]
        site: Where,
        /// The tag
        tag: String,
        /// Show the difference, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Settle the names in use in tags.toml, with what they name
    Pin {
        #[command(flatten)]
        site: Where,
        /// Those that so many articles have
        #[arg(long, value_name = "N", default_value_t = 3)]
        least: usize,
        /// Show the difference, and write nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Find near-duplicates, and tags that too few or too many articles have
    Doctor {
        #[command(flatten)]
        site: Where,
        #[command(flatten)]
        format: FormatArg,
    },
}

pub fn run(args: &TagsArgs) -> Result<ExitCode> {
    match &args.command {
        Command::List { site, articles, format } => list(&site.open()?, articles.as_deref(), format.is_json())?,
        Command::Suggest { site, write, again, most, dry_run: _ } => {
            suggest::tags(&site.open()?, usize::from(*most), *again)?.finish(!write)?;
        }
        Command::Sections { site, write, least, dry_run: _ } => {
            suggest::sections(&site.open()?, f32::from(*least) / 100.0)?.finish(!write)?;
        }
        Command::Merge { site, from, to, dry_run } => {
            let shelf = site.open()?;
            shelf.expect_used(from)?;
            replace(&shelf, from, to)?.finish(*dry_run)?;
        }
        Command::Rename { site, from, to, dry_run } => {
            let shelf = site.open()?;
            shelf.expect_used(from)?;
            if from != to && shelf.uses.contains_key(to) {
                return Err(Error::Usage {
                    message: format!("`{to}` is a tag already"),
                    hint: format!("to list both together, run `newsgen tags merge '{from}' '{to}'`"),
                });
            }
            replace(&shelf, from, to)?.finish(*dry_run)?;
        }
        Command::Remove { site, tag, dry_run } => {
            let shelf = site.open()?;
            shelf.expect_used(tag)?;
            let mut changes = Changes::default();
            shelf.retag(&mut changes, &mut |tags| tags.retain(|t| t != tag))?;
            changes.finish(*dry_run)?;
        }
        Command::Pin { site, least, dry_run } => pin(&site.open()?, *least)?.finish(*dry_run)?,
        Command::Doctor { site, format } => examine(&site.open()?, format.is_json())?,
    }
    Ok(ExitCode::SUCCESS)
}

impl Where {
    fn open(&self) -> Result<Shelf> {
        Shelf::open(self.config.read(&Overrides::default())?)
    }
}

fn list(shelf: &Shelf, articles: Option<&str>, as_json: bool) -> Result<()> {
    if let Some(tag) = articles {
        shelf.expect_used(tag)?;
        let paths: Vec<String> = shelf.with_tag(tag).map(|path| format!("content/{path}")).collect();
        return print(&if as_json { format!("{:#}", json!(paths)) } else { paths.join("\n") });
    }
    let mut uses: Vec<_> = shelf.uses.iter().collect();
    uses.sort_by(|a, b| b.1.articles.cmp(&a.1.articles).then(a.0.cmp(b.0)));
    let kind = |name: &str| shelf.catalog.get(name).and_then(|t| t.kind).map_or("", Kind::name);
    if as_json {
        let tags: Vec<_> = uses
            .iter()
            .map(|(name, used)| json!({ "tag": name, "articles": used.articles, "first": used.first, "last": used.last, "kind": kind(name) }))
            .collect();
        return print(&format!("{:#}", json!({ "articles": shelf.len(), "tags": tags })));
    }
    let line = |name: &str, used: &Use| {
        let line = format!("{:>7}  {:10}  {:10}  {name}  {}", used.articles, used.first, used.last, kind(name));
        line.trim_end().to_owned()
    };
    if !uses.is_empty() {
        print(&uses.iter().map(|(name, used)| line(name, used)).collect::<Vec<_>>().join("\n"))?;
    }
    say(&format!("{} in {}", count(shelf.uses.len(), "tag", "tags"), count(shelf.len(), "article", "articles")));
    Ok(())
}

/// Puts one tag in the place of another, in articles and in `tags.toml`.
fn replace(shelf: &Shelf, from: &str, to: &str) -> Result<Changes> {
    let to = to.trim();
    if to.is_empty() || to == from {
        return Err(Error::Usage {
            message: "a tag needs another name".into(),
            hint: "give the old name, then the new one".into(),
        });
    }
    let mut changes = Changes::default();
    shelf.retag(&mut changes, &mut |tags| {
        if let Some(at) = tags.iter().position(|t| t == from) {
            tags[at] = to.to_owned();
            let mut seen = Vec::new();
            tags.retain(|t| {
                let new = !seen.contains(t);
                seen.push(t.clone());
                new
            });
        }
    })?;
    let old = shelf.catalog.get(from).cloned().unwrap_or_default();
    let mut tag = shelf.catalog.get(to).cloned().unwrap_or_else(|| Tag { kind: kind_of(to), ..Tag::default() });
    tag.name = to.to_owned();
    tag.kind = tag.kind.or(old.kind);
    tag.synonyms.retain(|s| s != from);
    tag.synonyms.push(from.to_owned());
    tag.synonyms.extend(old.synonyms.into_iter().filter(|s| s != to));
    tag.synonyms.dedup();
    if tag.parents.is_empty() {
        tag.parents = old.parents;
    }
    shelf.settle(&mut changes, &BTreeMap::from([(from.to_owned(), None), (to.to_owned(), Some(tag))]))?;
    Ok(changes)
}

/// What a name is known to name.
fn kind_of(name: &str) -> Option<Kind> {
    gazetteer::known(&name.to_lowercase()).map(|known| known.kind)
}

fn pin(shelf: &Shelf, least: usize) -> Result<Changes> {
    let known = |name: &str| shelf.catalog.get(name).is_some() || shelf.catalog.synonyms().any(|(s, _)| s == name);
    let names = shelf.uses.iter().filter(|(name, used)| used.articles >= least && !known(name));
    let tags =
        names.map(|(name, _)| (name.clone(), Some(Tag { name: name.clone(), kind: kind_of(name), ..Tag::default() })));
    let mut changes = Changes::default();
    shelf.settle(&mut changes, &tags.collect())?;
    Ok(changes)
}

fn examine(shelf: &Shelf, as_json: bool) -> Result<()> {
    let found = doctor::findings(&shelf.uses, &shelf.catalog, shelf.len());
    let mut all = Vec::new();
    for finding in &found {
        let what = match finding {
            doctor::Finding::Near(from, to, why) => format!("`{from}` and `{to}` may be one: {why}"),
            doctor::Finding::Single(name) => format!("`{name}`: one article"),
            doctor::Finding::Rare(name, n) => format!("`{name}`: {}", count(*n, "article", "articles")),
            doctor::Finding::Broad(name, n) => {
                format!("`{name}`: {} of {}, too broad to tell them apart", n, shelf.len())
            }
        };
        if !as_json {
            print(&format!("{what}\n  {}", finding.command()))?;
        }
        all.push(json!({ "message": what, "command": finding.command() }));
    }
    if as_json {
        return print(&format!("{:#}", json!({ "tags": shelf.uses.len(), "findings": all })));
    }
    let summary =
        if found.is_empty() { "nothing is wrong".to_owned() } else { count(found.len(), "finding", "findings") };
    say(&format!("{summary} in {}", count(shelf.uses.len(), "tag", "tags")));
    Ok(())
}
