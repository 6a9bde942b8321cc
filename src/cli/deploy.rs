//! `newsgen deploy`.

use std::io::{BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::messages::{count, print, print_diagnostics, say};
use super::progress::Progress;
use super::{ConfigArg, FormatArg, JobsArg, OUTPUT, SITE, Talk};
use crate::config::{Config, Overrides, Target, TargetPlace};
use crate::deploy::{Change, Deployment, Event, Options, Report, Tell, Verified};
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};

const EXAMPLES: &str = "Examples:
  newsgen deploy                     publish to the only target of site.toml
  newsgen deploy live --dry-run      say what would be uploaded and deleted, and why
  newsgen deploy live --yes          publish without questions, as in CI
  newsgen deploy live --verify       read a sample back and compare it
  newsgen deploy live --changed urls.txt --format json > report.json

A target is a table of site.toml:
  [deploy.live]
  url = \"s3://bucket/folder\"
Also gs://, az://, file://, git+ssh://…#branch, ssh:// and rsync://.

Credentials are those of the platform (environment, profile, agent). See docs/DEPLOY.md.";

#[derive(Args)]
#[command(after_help = EXAMPLES)]
pub struct DeployArgs {
    /// The target, NAME of a table [deploy.NAME] of site.toml; not needed where there is one only
    target: Option<String>,
    #[command(flatten)]
    config: ConfigArg,
    /// Where the site was built, instead of `output_dir` of site.toml
    #[arg(long, short, value_name = "DIR", env = "NEWSGEN_OUTPUT_DIR", hide_env_values = true, help_heading = SITE)]
    output_dir: Option<PathBuf>,
    /// Say what would be done, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Delete without asking
    #[arg(long, short)]
    yes: bool,
    /// Stop before anything is changed if more files would be deleted [default: a tenth of those there, at least 100]
    #[arg(long, value_name = "N")]
    max_deletes: Option<usize>,
    /// Overwrite files there that newsgen did not upload
    #[arg(long)]
    overwrite: bool,
    /// Publish also what a build with --drafts or --future let in
    #[arg(long)]
    allow_held_back: bool,
    /// Read back so many files afterwards, compare them, and send again what differs
    #[arg(long, value_name = "N", num_args = 0..=1, require_equals = true, default_missing_value = "20")]
    verify: Option<usize>,
    /// Write the addresses that changed, for a cache to forget, one a line
    #[arg(long, value_name = "FILE", help_heading = OUTPUT)]
    changed: Option<PathBuf>,
    #[command(flatten)]
    format: FormatArg,
    #[command(flatten)]
    jobs: JobsArg,
    #[command(flatten)]
    talk: Talk,
}

pub fn run(args: &DeployArgs) -> Result<ExitCode> {
    let config = args.config.read(&Overrides { output_dir: args.output_dir.clone(), ..Overrides::default() })?;
    let target = chosen(&config, args.target.as_deref())?;
    // Storage is told that a deployment did not end; other programs are ended with this one.
    let is_storage = !matches!(target.place, TargetPlace::Git { .. } | TargetPlace::Rsync { .. });
    super::interrupt::end_after(Duration::from_secs(if is_storage { 10 } else { 0 }));
    let options = Options {
        jobs: args.jobs.number(),
        overwrite: args.overwrite,
        held_back: args.allow_held_back,
        now: super::as_of(None)?.timestamp(),
        max_deletes: args.max_deletes,
    };
    let mut deployment = Deployment::prepare(&config, target, options)?;
    if deployment.others() > 0 && !args.talk.quiet {
        let others = count(deployment.others(), "file", "files");
        say(&format!(
            "{others} at `{}` that newsgen did not upload, or no longer knows, stay as they are.",
            target.name
        ));
    }
    if args.dry_run {
        if deployment.is_going_on() {
            say("Another deployment is going on, or did not end.");
        }
        return dry_run(args, target, &deployment);
    }
    confirm(args, target, &deployment)?;
    if args.talk.verbose {
        deployment.changes().for_each(|change| say(&line(&change)));
    }
    with_progress(args, |tell| deployment.publish(tell))?;
    write_addresses(args, &deployment)?;
    let verified = args.verify.map(|most| with_progress(args, |tell| deployment.verify(most, tell))).transpose()?;
    let wrong = verified.as_ref().map(|verified| verified.wrong.as_slice());
    if verified.as_ref().is_some_and(|verified| verified.sent_again > 0) {
        write_addresses(args, &deployment)?;
    }
    let report = deployment.report();
    if args.format.is_json() {
        print(&format!("{:#}", as_json(target, &deployment, &report, false, wrong)))?;
    }
    let damaged = |path: &String| Diagnostic::new(Problem::NotAsUploaded, Place::file(path));
    print_diagnostics(&wrong.into_iter().flatten().map(damaged).collect::<Vec<_>>(), None);
    if !args.talk.quiet {
        say(&summary(target, &deployment, &report));
        if let (Some(most), Some(Verified { sent_again, wrong })) = (args.verify, &verified) {
            let (read, again) = (count(most, "file", "files"), count(*sent_again, "file", "files"));
            let read = format!("A sample of up to {read} was read back: ");
            match (sent_again, wrong.as_slice()) {
                (0, _) => say(&format!("{read}all hold what they should.")),
                (_, []) => say(&format!("{read}{again} did not hold what was uploaded. Sent again, all do.")),
                _ => {}
            }
        }
    }
    Ok(ExitCode::from(u8::from(wrong.is_some_and(|wrong| !wrong.is_empty()))))
}

/// Writes what `--changed` asks for.
fn write_addresses(args: &DeployArgs, deployment: &Deployment) -> Result<()> {
    let Some(path) = &args.changed else { return Ok(()) };
    let addresses: Vec<String> = deployment.addresses().collect();
    crate::fs::write_atomic(path, |out| addresses.iter().try_for_each(|address| writeln!(out, "{address}")))
}

/// The target that is named, or the only one.
fn chosen<'a>(config: &'a Config, name: Option<&str>) -> Result<&'a Target> {
    let names = || config.targets.iter().map(|target| target.name.as_str());
    let usage = |message, hint| Err(Error::Usage { message, hint });
    match (name, config.targets.as_slice()) {
        (_, []) => usage(
            "no target to deploy to".into(),
            "add `[deploy.live]` with `url = \"s3://bucket\"` to site.toml; see `newsgen deploy --help`".into(),
        ),
        (None, [one]) => Ok(one),
        (None, _) => {
            let names = names().collect::<Vec<_>>().join(", ");
            usage("several targets to deploy to".into(), format!("name one of them: {names}"))
        }
        (Some(name), targets) => match targets.iter().find(|target| target.name == name) {
            Some(target) => Ok(target),
            None => {
                let hint = match crate::diag::nearest(name, names()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("targets in site.toml: {}", names().collect::<Vec<_>>().join(", ")),
                };
                usage(format!("no target `{name}`"), hint)
            }
        },
    }
}

fn dry_run(args: &DeployArgs, target: &Target, deployment: &Deployment) -> Result<ExitCode> {
    if args.format.is_json() {
        print(&format!("{:#}", as_json(target, deployment, &deployment.report(), true, None)))?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for change in deployment.changes() {
        // A reader who has seen enough (`| head`) is no error.
        if writeln!(out, "{}", line(&change)).is_err() {
            break;
        }
    }
    let _ = out.flush();
    drop(out);
    if !args.talk.quiet {
        let report = deployment.report();
        say(&format!(
            "Would upload {} ({}) to `{}` and delete {}; {} are as they should be. Nothing was changed.",
            count(report.uploaded, "file", "files"),
            size(report.bytes),
            target.name,
            report.deleted,
            report.kept,
        ));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(change: &Change) -> String {
    format!("{} {}  ({})", change.action, change.path, change.reason)
}

/// Asks before anything is deleted; where no one can be asked, `--yes` has to have been said.
fn confirm(args: &DeployArgs, target: &Target, deployment: &Deployment) -> Result<()> {
    let deletes = deployment.deletes();
    if deletes == 0 || args.yes {
        return Ok(());
    }
    let files = count(deletes, "file", "files");
    let hint = "look at them with `--dry-run`; if that is as it should be, add `--yes`".to_owned();
    if !std::io::stdin().is_terminal() {
        return Err(Error::Usage { message: format!("{files} would be deleted at `{}`", target.name), hint });
    }
    for change in deployment.changes().filter(|change| change.action == "delete").take(10) {
        say(&line(&change));
    }
    if deletes > 10 {
        say(&format!("… and {} more", deletes - 10));
    }
    let _ = write!(std::io::stderr(), "Delete {files} at `{}`? [y/N] ", target.name);
    let mut answer = String::new();
    std::io::stdin().lock().read_line(&mut answer).map_err(Error::io("read", "standard input"))?;
    if ["y", "yes"].contains(&answer.trim().to_lowercase().as_str()) {
        return Ok(());
    }
    Err(Error::Usage { message: "nothing was deployed".into(), hint })
}

/// Does what may upload files, and shows how far it is.
fn with_progress<T>(args: &DeployArgs, work: impl FnOnce(Tell) -> Result<T>) -> Result<T> {
    let progress = Progress::new(args.talk.quiet);
    let waited = AtomicBool::new(false);
    let outcome = work(&|event| match event {
        Event::Uploaded { done, of } => progress.show("uploading", done, of),
        Event::Waiting { secs } if !args.talk.quiet && !waited.swap(true, Ordering::Relaxed) => {
            say(&format!("Another deployment did not end: waiting {secs} s for a sign of life."));
        }
        Event::Waiting { .. } => {}
    });
    progress.finish();
    outcome
}

fn summary(target: &Target, deployment: &Deployment, report: &Report) -> String {
    let requests = report.requests.map_or(String::new(), |n| format!("; {}", count(n as usize, "request", "requests")));
    let seconds = report.took.as_secs_f64();
    if deployment.is_current() {
        let files = count(report.kept, "file", "files");
        return format!(
            "Nothing to do: {files} at `{}` are as they should be{requests} ({seconds:.2} s).",
            target.name
        );
    }
    format!(
        "Deployed to `{}`: {} uploaded ({}), {} deleted, {} as they were{requests} ({seconds:.2} s).",
        target.name,
        count(report.uploaded, "file", "files"),
        size(report.bytes),
        report.deleted,
        report.kept,
    )
}

fn as_json(
    target: &Target,
    deployment: &Deployment,
    report: &Report,
    dry_run: bool,
    wrong: Option<&[String]>,
) -> serde_json::Value {
    let change = |change: Change| {
        json!({
            "path": change.path,
            "action": change.action,
            "kind": change.kind.name(),
            "reason": change.reason,
            "bytes": change.len_bytes,
        })
    };
    json!({
        "target": target.name,
        "dry_run": dry_run,
        "files": { "uploaded": report.uploaded, "deleted": report.deleted, "kept": report.kept },
        "bytes": report.bytes,
        "requests": report.requests,
        "seconds": report.took.as_secs_f64(),
        "wrong": wrong,
        "changes": deployment.changes().map(change).collect::<Vec<_>>(),
        "addresses": deployment.addresses().collect::<Vec<_>>(),
    })
}

fn size(bytes: u64) -> String {
    if bytes < 10_000_000 { format!("{} kB", bytes.div_ceil(1000)) } else { format!("{} MB", bytes / 1_000_000) }
}
