//! What a run did with each input: for `--report FILE` and for what `cli` prints.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::extract::{Draft, Dropped};
use crate::diag::{Diagnostic, Severity};

/// What became of one input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Its file was written, or would be.
    Converted,
    /// Its file is there already, and the same.
    Unchanged,
    /// Left alone with a warning: edited by a person, or the same bytes as another input.
    Skipped,
    /// No article could be made of it.
    Failed,
}

/// One input.
#[derive(Debug)]
pub struct Entry {
    /// As the user named it.
    pub input: String,
    /// Its content file.
    pub output: Option<PathBuf>,
    /// What became of it.
    pub status: Status,
    /// The fields, without the body.
    pub fields: Vec<FieldLine>,
    /// What is not in the article.
    pub dropped: Vec<Dropped>,
    /// Errors and warnings about it.
    pub problems: Vec<Diagnostic>,
}

/// One field, where it came from and whether it is a guess.
#[derive(Debug)]
pub struct FieldLine {
    /// Its key in the front matter.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
    /// The line it was read from; 0 where it was given on the command line.
    pub line: usize,
    /// Whether the text leaves a doubt.
    pub guessed: bool,
}

/// All inputs, in the order of their names.
#[derive(Debug, Default)]
pub struct Report {
    /// One entry for each input.
    pub entries: Vec<Entry>,
    /// What was wrong with the arguments.
    pub problems: Vec<Diagnostic>,
}

impl Report {
    /// How many inputs ended so.
    pub fn count(&self, status: Status) -> usize {
        self.entries.iter().filter(|e| e.status == status).count()
    }

    /// All problems: of the arguments first, then by input.
    pub fn problems(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.entries.iter().flat_map(|e| &e.problems))
    }

    /// How many problems are of a severity.
    pub fn count_problems(&self, severity: Severity) -> usize {
        self.problems().filter(|p| p.problem.severity() == severity).count()
    }

    /// The report as JSON, the same for the same inputs.
    pub fn to_json(&self) -> String {
        let inputs: Vec<Value> = self.entries.iter().map(entry).collect();
        let report = json!({
            "inputs": inputs,
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
            "totals": {
                "inputs": self.entries.len(),
                "converted": self.count(Status::Converted),
                "unchanged": self.count(Status::Unchanged),
                "skipped": self.count(Status::Skipped),
                "failed": self.count(Status::Failed),
                "errors": self.count_problems(Severity::Error),
                "warnings": self.count_problems(Severity::Warning),
            },
        });
        let mut text = serde_json::to_string_pretty(&report).expect("a report is plain JSON values");
        text.push('\n');
        text
    }
}

impl Status {
    /// One word for it.
    pub fn code(self) -> &'static str {
        match self {
            Status::Converted => "converted",
            Status::Unchanged => "unchanged",
            Status::Skipped => "skipped",
            Status::Failed => "failed",
        }
    }
}

/// The fields of a draft, in the order of the front matter.
pub fn fields(draft: &Draft) -> Vec<FieldLine> {
    macro_rules! line {
        ($key:ident, $value:expr) => {
            draft.$key.as_ref().map(|f| FieldLine {
                key: stringify!($key),
                value: $value(&f.value),
                line: f.line,
                guessed: f.guessed,
            })
        };
    }
    [
        line!(title, |v: &String| json!(v)),
        line!(date, |v: &super::date::Stamp| json!(v.as_str())),
        line!(updated, |v: &super::date::Stamp| json!(v.as_str())),
        line!(description, |v: &String| json!(v)),
        line!(authors, |v: &Vec<String>| json!(v)),
        line!(section, |v: &String| json!(v)),
        line!(tags, |v: &Vec<String>| json!(v)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn entry(entry: &Entry) -> Value {
    let title = entry.fields.iter().find(|f| f.key == "title").map(|f| f.value.clone());
    let fields: serde_json::Map<String, Value> = entry
        .fields
        .iter()
        .map(|f| (f.key.to_owned(), json!({"value": f.value, "line": f.line, "guessed": f.guessed})))
        .collect();
    let dropped: Vec<Value> =
        entry.dropped.iter().map(|d| json!({"line": d.line, "text": d.text, "reason": d.reason.code()})).collect();
    json!({
        "input": entry.input,
        "output": entry.output.as_ref().map(|p| p.to_string_lossy().replace('\\', "/")),
        "status": entry.status.code(),
        "title": title,
        "fields": fields,
        "dropped": dropped,
        "warnings": entry.problems.iter().map(problem).collect::<Vec<_>>(),
    })
}

fn problem(diagnostic: &Diagnostic) -> Value {
    json!({
        "severity": match diagnostic.problem.severity() { Severity::Error => "error", Severity::Warning => "warning" },
        "code": diagnostic.problem.code(),
        "message": diagnostic.problem.to_string(),
        "file": diagnostic.place.file,
        "line": diagnostic.place.line,
    })
}
