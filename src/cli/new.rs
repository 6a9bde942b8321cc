//! `newsgen new`.

use std::process::ExitCode;

use chrono::Offset;
use clap::Args;

use super::messages::say;
use super::{ConfigArg, as_of};
use crate::config::Overrides;
use crate::convert::yaml;
use crate::error::{Error, Result};
use crate::model::{Precision, PublishDate, Slug, Zone};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen new \"Talks advance\"
  newsgen new \"Talks advance\" --date 2025-01-31 --author \"Jane Doe\" --tag Gaza --tag Ceasefire --draft")]
pub struct NewArgs {
    /// Its headline
    #[arg(value_name = "HEADLINE")]
    title: String,
    /// When it is published [default: now]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Who wrote it; may be given several times
    #[arg(long = "author", value_name = "NAME")]
    authors: Vec<String>,
    /// Its section
    #[arg(long, value_name = "NAME")]
    section: Option<String>,
    /// A tag; may be given several times
    #[arg(long = "tag", value_name = "TAG")]
    tags: Vec<String>,
    /// Hold it back until `draft: true` is taken out
    #[arg(long)]
    draft: bool,
    #[command(flatten)]
    config: ConfigArg,
}

pub fn run(args: &NewArgs) -> Result<ExitCode> {
    let config = args.config.read(&Overrides::default())?;
    let date = match &args.date {
        Some(text) => PublishDate::parse_partial(text, config.zone).ok_or_else(|| Error::Usage {
            message: format!("`--date` is not a date: `{text}`"),
            hint: "write `--date 2025-01-31` or `--date 2025-01-31T09:30`, or a month or year alone: `--date 1987`"
                .into(),
        })?,
        None => now(config.zone)?,
    };
    let Some(slug) = Slug::from_text(&args.title) else {
        return Err(Error::Usage {
            message: format!("no letter or digit in the headline `{}`", args.title),
            hint: "give a headline in words: `newsgen new \"Talks advance\"`".into(),
        });
    };
    let slug = slug.shortened(80);
    let folder = match date.month() {
        0 => format!("{:04}", date.year()),
        month => format!("{:04}/{month:02}", date.year()),
    };
    let path = config.content_dir().join(format!("{folder}/{slug}.md"));
    if path.exists() {
        return Err(Error::Usage {
            message: format!("there is an article already: `{}`", path.display()),
            hint: "edit that one, or give another headline".into(),
        });
    }
    let mut text = format!("---\ntitle: {}\ndate: {}\n", yaml::scalar(args.title.trim()), date.to_rfc3339());
    if !args.authors.is_empty() {
        text.push_str(&format!("authors: {}\n", yaml::list(&args.authors)));
    }
    if let Some(section) = &args.section {
        text.push_str(&format!("section: {}\n", yaml::scalar(section)));
    }
    if !args.tags.is_empty() {
        text.push_str(&format!("tags: {}\n", yaml::list(&args.tags)));
    }
    if args.draft {
        text.push_str("draft: true\n");
    }
    text.push_str("---\n\n");
    crate::fs::write_atomic(&path, |out| out.write_all(text.as_bytes()))?;
    say(&format!("wrote {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

/// This minute on the site's clock.
fn now(zone: Zone) -> Result<PublishDate> {
    let now = as_of(None)?;
    let offset = match zone {
        Zone::Named(tz) => now.with_timezone(&tz).offset().fix(),
        Zone::Fixed(offset) => offset,
    };
    let local = now.with_timezone(&offset).naive_local();
    let minute = local - chrono::TimeDelta::seconds(i64::from(chrono::Timelike::second(&local)));
    Ok(PublishDate::from_local(minute, Some(offset.local_minus_utc()), zone, Precision::Time))
}
