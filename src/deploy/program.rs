//! The system's programs, run without questions, with what they say in the error.

use std::ffi::OsStr;
use std::io::Write;
use std::process::{Command, Output, Stdio};

use crate::error::{Error, Result};

/// Runs a program to its end. `input` is what it reads.
///
/// Errors only where it cannot be run; whether it succeeded is the caller's to judge.
pub fn run(command: &mut Command, input: &[u8]) -> Result<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    // Messages in a language that can be looked for; no questions that no one would see.
    command.env("LC_ALL", "C.UTF-8").env("GIT_TERMINAL_PROMPT", "0");
    let spawned = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let mut child = spawned.map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => {
            Error::deploy(format!("`{name}` is not there"), format!("install {name}, which this target needs"))
        }
        _ => Error::io("run", &name)(e),
    })?;
    let mut stdin = child.stdin.take().expect("it was piped");
    let output = std::thread::scope(|scope| {
        // Beside the reading, as a full pipe in one direction would stop the other. A program that does not
        // read all of it has its reasons, and says them.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output()
    });
    output.map_err(Error::io("run", &name))
}

/// What failed, as `git push` or `rsync`, in the program's own words.
pub fn failed(what: &str, output: &Output) -> Error {
    let said = String::from_utf8_lossy(&output.stderr);
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    // The first complaints are the cause, what comes after them is what follows from it.
    let complains = |line: &&&str| ["fatal:", "error:", "rsync:", "ssh:", "@ERROR"].iter().any(|by| line.contains(by));
    let mut told: Vec<&str> = lines.iter().filter(complains).take(3).copied().collect();
    if told.is_empty() {
        told = lines[lines.len().saturating_sub(3)..].to_vec();
    } else if let Some(denied) = lines.iter().find(|line| line.contains("Permission denied")) {
        told.insert(0, denied);
        told.dedup();
    }
    let reason = if told.is_empty() { output.status.to_string() } else { told.join("; ") };
    let denied = ["Permission denied", "Authentication failed", "could not read Username", "auth failed"];
    let hint = if denied.iter().any(|text| said.contains(text)) {
        "check your keys and credentials, and what they may do there"
    } else if said.contains("No space left") {
        "free some space and run the command again; the site that is there still works"
    } else if said.contains("does not appear to be a git repository") || said.contains("Could not resolve host") {
        "check the target's `url`"
    } else {
        "run the command again: it goes on where it was"
    };
    Error::deploy(format!("`{what}` failed: {}", hide_passwords(&reason)), hint)
}

/// Programs repeat addresses, and these may come from settings with a password in them.
fn hide_passwords(text: &str) -> String {
    let mut words: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match word.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.split_once('@')?.1))) {
            Some((scheme, rest)) => words.push(format!("{scheme}://…@{rest}")),
            None => words.push(word.to_owned()),
        }
    }
    words.join(" ")
}

/// A command with its first arguments.
pub fn command(program: &str, arguments: &[&OsStr]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments);
    command
}
