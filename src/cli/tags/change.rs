//! Changes to files, shown or made.

use std::path::PathBuf;

use super::super::messages::{count, print, say};
use crate::error::Result;

/// Files to be changed, in order.
#[derive(Default)]
pub struct Changes {
    files: Vec<(PathBuf, String, String)>,
}

impl Changes {
    /// Adds a file with its text before and after, if these differ.
    pub fn add(&mut self, path: PathBuf, before: String, after: String) {
        if before != after {
            self.files.push((path, before, after));
        }
    }

    /// Whether there is nothing to change.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Shows the changed lines.
    pub fn show(&self) -> Result<()> {
        for (path, before, after) in &self.files {
            print(&format!("{}\n{}", path.display(), difference(before, after)))?;
        }
        Ok(())
    }

    /// Shows the changed lines, or makes the changes.
    pub fn finish(self, dry_run: bool) -> Result<()> {
        let files = count(self.files.len(), "file", "files");
        if dry_run {
            self.show()?;
        } else {
            for (path, _, after) in &self.files {
                crate::fs::write_atomic(path, |out| out.write_all(after.as_bytes()))?;
            }
        }
        say(&if dry_run { format!("{files} would change; nothing is written") } else { format!("{files} changed") });
        Ok(())
    }
}

/// The lines between the common beginning and the common end.
fn difference(before: &str, after: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(most).take_while(|(a, b)| a == b).count();
    let (gone, come) = (&old[start..old.len() - end], &new[start..new.len() - end]);
    // What stands between two changes is the same in both.
    let lines = gone.iter().filter(|l| !come.contains(l)).map(|l| format!("- {l}"));
    lines.chain(come.iter().filter(|l| !gone.contains(l)).map(|l| format!("+ {l}"))).collect::<Vec<_>>().join("\n")
}
