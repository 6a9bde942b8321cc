//! What a run did with each input: for `--report FILE` and for what `cli` prints.
//!
//! Entries come one after another and are not kept: a report is written as they come, and what is left
//! of them is counts.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::extract::{Draft, Dropped};
use super::source::Item;
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
    /// Its source: a host's name, or the folder, archive or file of JSON lines it is in.
    pub source: String,
    /// Its content file.
    pub output: Option<PathBuf>,
    /// What became of it.
    pub status: Status,
    /// The fields, without the body.
    pub fields: Vec<FieldLine>,
    /// How sure the body is, 0 to 1, where there is one.
    pub body: Option<f32>,
    /// What is not in the article.
    pub dropped: Vec<Dropped>,
    /// Keys of its JSON object whose values are nowhere.
    pub unused: Vec<String>,
    /// Whether its headline, day or body is in doubt.
    pub doubtful: bool,
    /// Whether it has no date.
    pub undated: bool,
    /// The earlier article that it nearly repeats.
    pub duplicate: Option<Duplicate>,
    /// Every line and what became of it, where that was asked for.
    pub lines: Vec<Line>,
    /// Errors and warnings about it.
    pub problems: Vec<Diagnostic>,
}

impl Entry {
    /// An input of which nothing is known yet.
    pub fn new(item: &Item) -> Entry {
        Entry {
            input: item.name.clone(),
            source: item.folder.clone(),
            output: None,
            status: Status::Failed,
            fields: Vec::new(),
            body: None,
            dropped: Vec::new(),
            unused: Vec::new(),
            doubtful: false,
            undated: false,
            duplicate: None,
            lines: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// An earlier article of the same run that an input nearly repeats.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// That article's input.
    pub input: String,
    /// Its content file, below the output folder.
    pub output: String,
    /// How much they have in common, 0 to 1.
    pub likeness: f32,
}

/// One field, where it came from and whether it is a guess.
#[derive(Debug)]
pub struct FieldLine {
    /// Its key in the front matter.
    pub key: &'static str,
    /// Its value.
    pub value: Value,
    /// The line it was read from; 0 where it is from none.
    pub line: usize,
    /// What says it: `line`, `json-ld`, `og:title`, `command line` …
    pub from: String,
    /// How sure it is, 0 to 1.
    pub confidence: f32,
    /// Whether the text leaves a doubt.
    pub guessed: bool,
}

/// One line of an input and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Its number.
    pub line: usize,
    /// Its text.
    pub text: String,
    /// `title`, `paragraph`, `authors, date` … or `dropped`.
    pub role: String,
    /// Why, where it was dropped.
    pub reason: Option<String>,
    /// Whether any of it is in the article.
    pub kept: bool,
    /// The probability that it is part of the body, 0 to 1.
    pub share: f32,
}

/// How many inputs ended how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "each counts what its name says")]
pub struct Tally {
    pub inputs: usize,
    pub converted: usize,
    pub unchanged: usize,
    pub skipped: usize,
    pub failed: usize,
    pub doubtful: usize,
    pub undated: usize,
    pub duplicates: usize,
    pub errors: usize,
    pub warnings: usize,
}

impl Tally {
    /// Counts an entry.
    pub fn add(&mut self, entry: &Entry) {
        self.inputs += 1;
        *match entry.status {
            Status::Converted => &mut self.converted,
            Status::Unchanged => &mut self.unchanged,
            Status::Skipped => &mut self.skipped,
            Status::Failed => &mut self.failed,
        } += 1;
        self.doubtful += usize::from(entry.doubtful);
        self.undated += usize::from(entry.undated);
        self.duplicates += usize::from(entry.duplicate.is_some());
        entry.problems.iter().for_each(|p| self.problem(p));
    }

    /// Counts a problem.
    pub fn problem(&mut self, diagnostic: &Diagnostic) {
        *match diagnostic.problem.severity() {
            Severity::Error => &mut self.errors,
            Severity::Warning => &mut self.warnings,
        } += 1;
    }

    fn json(&self) -> Value {
        json!({
            "inputs": self.inputs,
            "converted": self.converted,
            "unchanged": self.unchanged,
            "skipped": self.skipped,
            "failed": self.failed,
            "doubtful": self.doubtful,
            "undated": self.undated,
            "duplicates": self.duplicates,
            "errors": self.errors,
            "warnings": self.warnings,
        })
    }
}

/// What is left of a run: counts, of all and by source.
#[derive(Debug, Default)]
pub struct Summary {
    /// Of all inputs.
    pub total: Tally,
    /// By source; beyond ten thousand, the rest is one named `…`.
    pub sources: BTreeMap<String, Tally>,
    /// Files of earlier runs that were removed, as their inputs became others.
    pub removed: usize,
    /// Inputs that were not read again, because they and their files are as the last run left them.
    pub untouched: usize,
}

impl Summary {
    /// Counts an entry.
    pub fn add(&mut self, entry: &Entry) {
        const MOST: usize = 10_000;
        self.total.add(entry);
        let known = self.sources.len() < MOST || self.sources.contains_key(&entry.source);
        self.sources.entry(if known { entry.source.clone() } else { "…".to_owned() }).or_default().add(entry);
    }
}

/// Writes a report while a run goes on: the same for the same inputs.
pub struct Writer<W: Write> {
    out: W,
    entries: usize,
    problems: Vec<Value>,
}

impl<W: Write> Writer<W> {
    /// Begins a report.
    pub fn new(mut out: W) -> io::Result<Self> {
        out.write_all(b"{\n  \"inputs\": [")?;
        Ok(Writer { out, entries: 0, problems: Vec::new() })
    }

    /// Adds an input.
    pub fn entry(&mut self, entry: &Entry) -> io::Result<()> {
        let comma = if self.entries > 0 { "," } else { "" };
        self.entries += 1;
        write!(self.out, "{comma}\n    {}", pretty(&entry_json(entry), 4))
    }

    /// Adds a problem of no input.
    pub fn problem(&mut self, diagnostic: &Diagnostic) {
        self.problems.push(diagnostic.json());
    }

    /// Ends the report.
    pub fn finish(mut self, summary: &Summary) -> io::Result<W> {
        let sources: Map<String, Value> = summary.sources.iter().map(|(name, t)| (name.clone(), t.json())).collect();
        write!(
            self.out,
            "{}],\n  \"problems\": {},\n  \"sources\": {},\n  \"totals\": {}\n}}\n",
            if self.entries > 0 { "\n  " } else { "" },
            pretty(&Value::Array(self.problems), 2),
            pretty(&Value::Object(sources), 2),
            pretty(&summary.total.json(), 2),
        )?;
        self.out.flush()?;
        Ok(self.out)
    }
}

fn pretty(value: &Value, indent: usize) -> String {
    let text = serde_json::to_string_pretty(value).expect("a report is plain JSON values");
    text.replace('\n', &format!("\n{:indent$}", ""))
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
            draft.$key.as_ref().map(|f| {
                let trust = draft.trust.get(stringify!($key));
                FieldLine {
                    key: stringify!($key),
                    value: $value(&f.value),
                    line: f.line,
                    from: trust.map_or_else(|| "line".to_owned(), |t| t.from.clone()),
                    confidence: trust.map_or(1.0, |t| t.confidence),
                    guessed: f.guessed,
                }
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

/// A share with two decimals: more would only look exact.
fn share(value: f32) -> Value {
    json!((f64::from(value) * 100.0).round() / 100.0)
}

fn entry_json(entry: &Entry) -> Value {
    let title = entry.fields.iter().find(|f| f.key == "title").map(|f| f.value.clone());
    let field = |f: &FieldLine| {
        let mut field = json!({
            "value": f.value,
            "from": f.from,
            "confidence": share(f.confidence),
            "guessed": f.guessed,
        });
        if f.line > 0 {
            field["line"] = json!(f.line);
        }
        field
    };
    let fields: Map<String, Value> = entry.fields.iter().map(|f| (f.key.to_owned(), field(f))).collect();
    let dropped: Vec<Value> = entry
        .dropped
        .iter()
        .map(|d| json!({"line": d.line, "text": d.text, "reason": d.reason.code(), "why": d.reason.to_string()}))
        .collect();
    let mut value = json!({
        "input": entry.input,
        "source": entry.source,
        "output": entry.output.as_deref().map(slashed),
        "status": entry.status.code(),
        "title": title,
        "fields": fields,
        "doubtful": entry.doubtful,
        "dropped": dropped,
        "warnings": entry.problems.iter().map(Diagnostic::json).collect::<Vec<_>>(),
    });
    if let Some(body) = entry.body {
        value["body"] = json!({"confidence": share(body)});
    }
    if let Some(other) = &entry.duplicate {
        value["duplicate_of"] =
            json!({"input": other.input, "output": other.output, "likeness": share(other.likeness)});
    }
    if !entry.unused.is_empty() {
        value["unused_keys"] = json!(entry.unused);
    }
    value
}

/// A path with `/`, whatever the system.
pub fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}
