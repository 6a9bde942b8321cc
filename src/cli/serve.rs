//! `newsgen serve`.

use std::path::Path;
use std::process::{Command, ExitCode, Stdio};

use clap::Args;

use super::messages::{print_diagnostics, print_error, say};
use super::{OUTPUT, SiteArgs, as_of, read_config};
use crate::config::Overrides;
use crate::error::Result;
use crate::serve::{Bind, Event, Options, Site, serve};
use crate::site::Gates;

const EXAMPLES: &str = "Examples:
  newsgen serve                     look at the site on http://127.0.0.1:4000 while you edit it
  newsgen serve --open --drafts     in the browser, with drafts, which are marked
  newsgen serve --clock 2027-01-01  as it would be then
  newsgen serve --port 0            on any free port
  newsgen serve --host 0.0.0.0      for other devices too: whoever reaches this machine can read it

Edits are shown as they are saved, and mistakes above the page that is open until they are mended.
Ctrl-C ends it, with exit code 0. Nothing is written to public/.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct ServeArgs {
    #[command(flatten)]
    site: SiteArgs,
    /// The port; if it is taken, the next free one; 0 is any
    #[arg(long, value_name = "PORT", default_value_t = 4000)]
    port: u16,
    /// The address to listen on, or a name of this machine
    ///
    /// Without it only this machine can read the site. With `0.0.0.0`, or an address that others know it by, whoever
    /// reaches it can, with all that is not published yet.
    #[arg(long, value_name = "HOST", default_value = "127.0.0.1", value_parser = Bind::parse)]
    host: Bind,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// Look for changes every second, for network drives that do not tell of them
    ///
    /// Where the system cannot watch any more folders this is done by itself, and said.
    #[arg(long)]
    poll: bool,
    /// Say only what is wrong
    #[arg(long, short, help_heading = OUTPUT)]
    quiet: bool,
}

pub fn run(args: &ServeArgs) -> Result<ExitCode> {
    let (quiet, open) = (args.quiet, args.open);
    let file = args.site.config.config.clone();
    let folder = if file.is_dir() { Some(file.as_path()) } else { file.parent() };
    let root = folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned();
    let Gates { as_of: first, drafts, future } = args.site.gates()?;
    let pinned = args.site.clock.is_some();
    let now = move || Gates { as_of: if pinned { first } else { as_of(None).unwrap_or(first) }, drafts, future };
    let site = Site { root, load: Box::new(move || read_config(&file, &Overrides::default())), now: Box::new(now) };
    let options = Options { jobs: args.site.jobs(), bind: args.host.clone(), port: args.port, poll: args.poll };
    let tell = move |event: Event| match event {
        Event::Listening { address, articles } => {
            if !quiet {
                say(&format!("Serving {articles} articles on {address} (Ctrl-C ends it)"));
            }
            if open {
                open_browser(address);
            }
        }
        Event::PortTaken { wanted, instead } if !quiet => say(&format!("Port {wanted} is taken: it is {instead}")),
        Event::Exposed { bind } => say(&format!(
            "warning: whoever reaches {} can read this site, with all that is not published yet",
            if bind.address.is_unspecified() { "this machine".into() } else { bind.address.to_string() }
        )),
        Event::Polling { reason } => {
            say(&format!("note: looking for changes every second or so, not at once: {reason}"));
        }
        Event::Reloaded { articles, took } if !quiet => {
            say(&format!("Changed: {articles} articles ({} ms)", took.as_millis()));
        }
        Event::Diagnostics(diagnostics) => print_diagnostics(diagnostics, None),
        Event::Failed(error) => print_error(error),
        Event::PortTaken { .. } | Event::Reloaded { .. } => {}
    };
    serve(site, options, Box::new(tell))?;
    Ok(ExitCode::SUCCESS)
}

/// Opens an address in the browser of the desktop. That this fails is worth a note, no more.
fn open_browser(address: &str) {
    let mut command = if cfg!(target_os = "macos") {
        Command::new("open")
    } else if cfg!(windows) {
        let mut command = Command::new("cmd");
        // The first quoted word would be a window's title.
        command.args(["/C", "start", ""]);
        command
    } else {
        Command::new("xdg-open")
    };
    let name = command.get_program().to_string_lossy().into_owned();
    let failed = move |reason: String| say(&format!("note: no browser was opened: `{name}` {reason}"));
    match command.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn() {
        Ok(mut child) => {
            std::thread::spawn(move || match child.wait() {
                Ok(status) if !status.success() => failed(format!("ended with {status}")),
                _ => {}
            });
        }
        Err(e) => failed(format!("could not be started: {e}")),
    }
}
