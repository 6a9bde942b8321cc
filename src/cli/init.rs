//! `newsgen init`.

use std::path::PathBuf;
use std::process::ExitCode;

use chrono::Datelike;
use clap::Args;

use super::as_of;
use super::messages::say;
use crate::error::{Error, Result};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen init                                             make a site in this folder
  newsgen init my-archive --title \"The Harbour Post\"      make one in a folder of its own

Files that are there already are kept.")]
pub struct InitArgs {
    /// Where; made if it is not there
    #[arg(value_name = "DIR", default_value = ".")]
    folder: PathBuf,
    /// The archive's name
    #[arg(long, default_value = "My news archive")]
    title: String,
    /// Where it will be read
    #[arg(long, value_name = "URL", default_value = "https://example.org")]
    base_url: String,
}

pub fn run(args: &InitArgs) -> Result<ExitCode> {
    let today = as_of(None)?.date_naive();
    let quote = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    if crate::config::BaseUrl::parse(&args.base_url).is_none() {
        return Err(Error::Usage {
            message: format!("`--base-url` cannot be `{}`", args.base_url),
            hint: format!("give {}", crate::config::BaseUrl::expected(&args.base_url)),
        });
    }
    let site = SITE.replace("TITLE", &quote(&args.title)).replace("BASE_URL", &quote(&args.base_url));
    let article = format!("content/{:04}/{:02}/welcome.md", today.year(), today.month());
    let files = [
        ("site.toml".to_owned(), site),
        (article, WELCOME.replace("DATE", &today.to_string())),
        ("pages/about.md".to_owned(), ABOUT.replace("TITLE", &as_markdown(&args.title))),
        (".gitignore".to_owned(), "/public\n/.newsgen\n".to_owned()),
    ];
    let site_file = args.folder.join("site.toml");
    if site_file.exists() {
        return Err(Error::Usage {
            message: format!("there is a site already: `{}`", site_file.display()),
            hint: "name another folder: `newsgen init DIR`".into(),
        });
    }
    for (name, text) in &files {
        let path = args.folder.join(name);
        if path.exists() {
            say(&format!("kept {}", path.display()));
            continue;
        }
        crate::fs::write_atomic(&path, |out| out.write_all(text.as_bytes()))?;
        say(&format!("wrote {}", path.display()));
    }
    let go = if args.folder.as_os_str() == "." { String::new() } else { format!("cd {} && ", args.folder.display()) };
    say(&format!("Next: {go}newsgen build"));
    Ok(ExitCode::SUCCESS)
}

/// A text that stands for itself in Markdown.
fn as_markdown(text: &str) -> String {
    let escaped = |c: char| if "\\`*_[]<>|~".contains(c) { vec!['\\', c] } else { vec![c] };
    text.chars().flat_map(escaped).collect()
}

const SITE: &str = r#"# The settings of this archive; only what differs from the default has to be here.
title = TITLE
# Where the site will be read. Feeds and sitemaps need it.
base_url = BASE_URL
# description = "What this archive holds, in one sentence."
# language = "en"
# timezone = "Europe/London"     # of dates that name none
# copyright = "© The Daily Example"
# per_page = 20                  # articles on one page of a tag, author or section

# [feed]
# items = 20
# full_text = true

# [[menu]]
# name = "Archive"
# url = "/archive/"
"#;

const ABOUT: &str = r#"---
title: "About"
---

What TITLE holds, who publishes it, and how to reach them.

This page is `pages/about.md`. Every file there is a page, linked at the foot of the site.
"#;

const WELCOME: &str = r#"---
title: "Welcome to your archive"
date: DATE
description: "How to put your own articles here."
section: News
tags: [newsgen]
---

This article is `content/` with a year, a month and a file. Change it, or delete it.

To turn raw texts into articles like this one, run

    newsgen convert raw/ --out content

and then `newsgen build`. To look at the result while you work, run `newsgen serve`.
"#;
