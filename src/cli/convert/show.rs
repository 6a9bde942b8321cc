//! What `newsgen convert` says: inputs, problems, counts.

use std::io::Write;

use super::ConvertArgs;
use crate::convert::Outcome;
use crate::convert::report::{Entry, Status, Summary, Tally};
use crate::diag::{Diagnostic, Severity};

/// After so many messages the rest is only counted.
const MOST: usize = 20;

/// Says what becomes of inputs, and keeps a few of their problems for the end.
pub struct Show<'a> {
    args: &'a ConvertArgs,
    /// Whether there is only one input, of which all is told.
    single: bool,
    errors: Vec<Diagnostic>,
    warnings: Vec<Diagnostic>,
    more: usize,
}

impl<'a> Show<'a> {
    /// Nothing said yet.
    pub fn new(args: &'a ConvertArgs, single: bool) -> Show<'a> {
        Show { args, single, errors: Vec::new(), warnings: Vec::new(), more: 0 }
    }

    /// Takes what became of an input.
    pub fn add(&mut self, outcome: Outcome) {
        let (args, most) = (self.args, if self.args.verbose { usize::MAX } else { MOST });
        let problems = match outcome {
            Outcome::Problem(problem) => vec![problem],
            Outcome::Entry(entry) => {
                // Nobody to read it is no error.
                let mut err = std::io::stderr().lock();
                let single = self.single && !args.quiet;
                if args.explain.is_none() && (args.verbose || args.dry_run && !args.quiet || single) {
                    let _ = print_entry(&mut err, &entry, args.dry_run, args.verbose || single);
                }
                if args.verbose {
                    entry.problems.iter().for_each(|p| drop(writeln!(err, "{p}")));
                    return;
                }
                entry.problems
            }
        };
        for problem in problems {
            let severity = problem.problem.severity();
            if args.quiet && !args.strict && severity == Severity::Warning {
                continue;
            }
            let kept = match severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
            };
            if kept.len() < most { kept.push(problem) } else { self.more += 1 }
        }
    }

    /// Says what is wrong, errors first.
    pub fn problems(&mut self) {
        let mut err = std::io::stderr().lock();
        let most = if self.args.verbose { usize::MAX } else { MOST };
        let all: Vec<Diagnostic> = self.errors.drain(..).chain(self.warnings.drain(..)).collect();
        for diagnostic in all.iter().take(most) {
            let _ = writeln!(err, "{diagnostic}");
        }
        let more = self.more + all.len().saturating_sub(most);
        if more > 0 {
            let _ = writeln!(err, "… and {more} more; see all with `-v` or `--report FILE`");
        }
    }

    /// Says what is wrong, and how many inputs ended how.
    pub fn finish(mut self, summary: &Summary) {
        self.problems();
        if self.args.quiet {
            return;
        }
        let mut err = std::io::stderr().lock();
        let _ = writeln!(err, "{}", sum(self.args.dry_run, summary));
        if summary.sources.len() > 1 {
            let _ = by_source(&mut err, summary);
        }
    }
}

fn print_entry(err: &mut impl Write, entry: &Entry, dry_run: bool, detailed: bool) -> std::io::Result<()> {
    let output = entry.output.as_ref().map(|o| o.display().to_string()).unwrap_or_default();
    match entry.status {
        Status::Converted if dry_run => writeln!(err, "would write {output} from {}", entry.input)?,
        Status::Converted => writeln!(err, "wrote {output} from {}", entry.input)?,
        Status::Unchanged => writeln!(err, "unchanged {output} from {}", entry.input)?,
        Status::Skipped => writeln!(err, "skipped {}", entry.input)?,
        Status::Failed => writeln!(err, "not converted: {}", entry.input)?,
    }
    if !detailed {
        return Ok(());
    }
    for field in &entry.fields {
        let mut from = if field.line > 0 { format!("line {}", field.line) } else { field.from.clone() };
        if field.guessed {
            from.push_str(", a guess");
        }
        writeln!(err, "  {}: {} ({from})", field.key, clip(&plain(&field.value)))?;
    }
    if !entry.unused.is_empty() {
        writeln!(err, "  not used: {}", entry.unused.join(", "))?;
    }
    for dropped in &entry.dropped {
        writeln!(err, "  dropped line {}: {} ({})", dropped.line, clip(&dropped.text), dropped.reason)?;
    }
    Ok(())
}

/// A value in words.
pub fn plain(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::String(text) => text.clone(),
        serde_json::Value::Array(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => other.to_string(),
    }
}

fn clip(text: &str) -> String {
    const MOST: usize = 70;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

fn sum(dry_run: bool, summary: &Summary) -> String {
    let total = &summary.total;
    let would = if dry_run { "would be " } else { "" };
    let mut text = format!(
        "{} {would}converted, {} unchanged, {} skipped, {} failed",
        total.converted, total.unchanged, total.skipped, total.failed
    );
    if summary.untouched > 0 {
        text.push_str(&format!(" ({} as the last run left them, not read again)", summary.untouched));
    }
    match summary.removed {
        0 => {}
        1 => text.push_str(", 1 former file removed"),
        n => text.push_str(&format!(", {n} former files removed")),
    }
    match total.warnings {
        0 => {}
        1 => text.push_str("; 1 warning"),
        n => text.push_str(&format!("; {n} warnings")),
    }
    text
}

/// The largest sources, a line each.
fn by_source(err: &mut impl Write, summary: &Summary) -> std::io::Result<()> {
    let mut sources: Vec<(&String, &Tally)> = summary.sources.iter().collect();
    sources.sort_by_key(|(name, tally)| (std::cmp::Reverse(tally.inputs), *name));
    let width = sources.iter().take(MOST).map(|(name, _)| name.chars().count()).max().unwrap_or(0).min(40);
    for (name, tally) in sources.iter().take(MOST) {
        let counts = [
            (tally.converted, "converted"),
            (tally.unchanged, "unchanged"),
            (tally.skipped, "skipped"),
            (tally.failed, "failed"),
            (tally.doubtful, "doubtful"),
            (tally.duplicates, "duplicates"),
            (tally.undated, "without date"),
        ];
        let counts: Vec<String> =
            counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        writeln!(err, "  {name:width$}  {}", counts.join(", "))?;
    }
    if sources.len() > MOST {
        writeln!(err, "  … and {} more sources; all are in `--report FILE`", sources.len() - MOST)?;
    }
    Ok(())
}
