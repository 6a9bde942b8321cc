//! `newsgen serve`.

use std::process::ExitCode;

use clap::Args;

use super::messages::{print_diagnostics, say};
use super::{SiteArgs, Talk};
use crate::config::Overrides;
use crate::error::Result;
use crate::serve::{Event, Options, serve};

#[derive(Args)]
pub struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The port; if it is taken, the next free one
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    #[command(flatten)]
    talk: Talk,
}

pub fn run(args: &ServeArgs) -> Result<ExitCode> {
    let quiet = args.talk.quiet;
    let load = || args.site.config(&Overrides::default());
    let options = Options { gates: args.site.gates()?, jobs: args.site.jobs(), port: args.port };
    serve(&load, &options, &|event| match event {
        Event::Listening { address, articles } if !quiet => {
            say(&format!("Serving {articles} articles on {address} (Ctrl-C ends it)"));
        }
        Event::Reloaded { articles, took } if !quiet => {
            say(&format!("Changed: {articles} articles ({} ms)", took.as_millis()))
        }
        Event::Diagnostics(diagnostics) => print_diagnostics(diagnostics, None),
        Event::Failed(error) => super::messages::print_error(error),
        Event::Listening { .. } | Event::Reloaded { .. } => {}
    })?;
    Ok(ExitCode::SUCCESS)
}
