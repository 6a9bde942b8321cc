//! `newsgen explain`: more of a message, by the code in its brackets.

use std::process::ExitCode;

use clap::Args;
use serde_json::json;

use super::FormatArg;
use super::messages::print;
use crate::diag::{Explanation, nearest};
use crate::error::{Error, Result};

#[derive(Args)]
#[command(after_help = "Examples:
  newsgen explain                    all codes, a line each
  newsgen explain bad-date           what `error[bad-date]: …` means, and what to do")]
pub struct ExplainArgs {
    /// The code of a message, such as `bad-date`; without it, all are listed
    #[arg(value_name = "CODE")]
    code: Option<String>,
    #[command(flatten)]
    format: FormatArg,
}

pub fn run(args: &ExplainArgs) -> Result<ExitCode> {
    let text = match &args.code {
        None if args.format.is_json() => format!("{:#}", json!(Explanation::all().map(as_json).collect::<Vec<_>>())),
        None => list(),
        Some(given) => {
            let explanation = find(given)?;
            if args.format.is_json() { format!("{:#}", as_json(explanation)) } else { shown(explanation) }
        }
    };
    print(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// The explanation of a code, also of one copied with its brackets: `error[bad-date]`.
fn find(given: &str) -> Result<&'static Explanation> {
    let code = given.rsplit('[').next().unwrap_or(given).trim_end_matches([']', ':', ' ']);
    Explanation::all().find(|explanation| explanation.code == code).ok_or_else(|| Error::Usage {
        message: format!("no message has the code `{code}`"),
        hint: match nearest(code, Explanation::all().map(|explanation| explanation.code)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`newsgen explain` lists all".into(),
        },
    })
}

fn list() -> String {
    let mut text = String::new();
    let width = Explanation::all().map(|explanation| explanation.code.len()).max().unwrap_or(0);
    for (title, explanations) in Explanation::SECTIONS {
        text.push_str(&format!("{title}\n"));
        for Explanation { code, title, .. } in *explanations {
            text.push_str(&format!("  {code:width$}  {title}\n"));
        }
        text.push('\n');
    }
    text + "`newsgen explain CODE` says more."
}

fn shown(explanation: &Explanation) -> String {
    let Explanation { code, title, why, wrong, right, what } = explanation;
    let mut text = format!("{}[{code}]: {title}\n\n{}\n", explanation.severity(), wrapped(why));
    let indented = |example: &str| example.lines().map(|line| format!("    {line}\n")).collect::<String>();
    for (label, example) in [("Wrong:", wrong), ("Right:", right)] {
        if !example.is_empty() {
            text.push_str(&format!("\n{label}\n\n{}", indented(example)));
        }
    }
    text + &format!("\n{}", wrapped(what))
}

/// A paragraph in lines of at most 90 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().expect("there is a first line");
        if !line.is_empty() && line.chars().count() + word.chars().count() >= 90 {
            lines.push(word.to_owned());
        } else {
            line.push_str(if line.is_empty() { "" } else { " " });
            line.push_str(word);
        }
    }
    lines.join("\n")
}

fn as_json(explanation: &Explanation) -> serde_json::Value {
    let Explanation { code, title, why, wrong, right, what } = explanation;
    let severity = explanation.severity();
    json!({ "code": code, "severity": severity, "title": title, "why": why, "wrong": wrong, "right": right, "what": what })
}
