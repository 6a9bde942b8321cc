//! A [`Draft`] ▶ the file's text: YAML front matter, an empty line, Markdown.
//!
//! The `written` line holds the hash of everything else, so that a later run can tell whether a
//! person has edited the file since. Line ends do not count: version control may change them.

use sha2::{Digest, Sha256};

use super::extract::Draft;
use super::yaml;
use crate::model::Provenance;

/// Program and version, as `source.converter` has them.
pub const CONVERTER: &str = concat!("newsgen ", env!("CARGO_PKG_VERSION"));

/// The whole file for a draft that has a title, above a body in Markdown.
pub fn emit(draft: &Draft, title: &str, source: &Provenance, body: &str) -> String {
    let mut out = String::from("---\n");
    let mut line = |key: &str, value: String| out.push_str(&format!("{key}: {value}\n"));
    line("title", yaml::scalar(title));
    if let Some(date) = &draft.date {
        line("date", date.value.as_str().to_owned());
    }
    // What is said to have been changed before it was published was not.
    let date = draft.date.as_ref().map_or("", |date| date.value.as_str());
    let is_later = |updated: &str| updated.get(..10) >= date.get(..10);
    if let Some(updated) = draft.updated.as_ref().filter(|updated| is_later(updated.value.as_str())) {
        line("updated", updated.value.as_str().to_owned());
    }
    if let Some(description) = &draft.description {
        line("description", yaml::scalar(&description.value));
    }
    if let Some(authors) = &draft.authors {
        line("authors", yaml::list(&authors.value));
    }
    if let Some(section) = &draft.section {
        line("section", yaml::scalar(&section.value));
    }
    if let Some(tags) = draft.tags.as_ref().filter(|t| !t.value.is_empty()) {
        line("tags", yaml::list(&tags.value));
    }
    if let Some(image) = &draft.image {
        line("image", yaml::scalar(image));
    }
    if let Some(lang) = &draft.lang {
        line("lang", yaml::scalar(lang));
    }
    if let Some(slug) = &draft.slug {
        line("slug", yaml::scalar(slug));
    }
    if !draft.aliases.is_empty() {
        line("aliases", yaml::list(&draft.aliases));
    }
    if draft.held || draft.unpublished {
        line("draft", "true".to_owned());
    }
    for (key, moment) in [("publish_at", &draft.publish_at), ("expires", &draft.expires)] {
        if let Some(moment) = moment {
            line(key, moment.as_str().to_owned());
        }
    }
    if !draft.extra.is_empty() {
        out.push_str("extra:\n");
        for (key, value) in &draft.extra {
            let value = match value {
                serde_json::Value::String(text) => yaml::scalar(text),
                other => other.to_string(),
            };
            out.push_str(&format!("  {}: {value}\n", yaml::scalar(key)));
        }
    }
    out.push_str("source:\n");
    let mut line = |key: &str, value: Option<String>| {
        if let Some(value) = value {
            out.push_str(&format!("  {key}: {value}\n"));
        }
    };
    let scalar = |text: &Option<String>| text.as_deref().map(yaml::scalar);
    line("file", scalar(&source.file));
    // Hex digits alone might read as a number.
    line("sha256", source.sha256.as_ref().map(|hash| format!("\"{hash}\"")));
    line("url", scalar(&source.url));
    line("converter", scalar(&source.converter));
    line("guessed", (!source.guessed.is_empty()).then(|| yaml::list(&source.guessed)));
    line("suggested", (!source.suggested.is_empty()).then(|| yaml::list(&source.suggested)));
    line("duplicate_of", scalar(&source.duplicate_of));
    let head = out.len();
    out.push_str("---\n\n");
    out.push_str(body);
    let written = format!("  written: \"{}\"\n", sha256(out.as_bytes()));
    out.insert_str(head, &written);
    out
}

/// Whether a file is still as it was written, or a person has edited it.
pub fn is_as_written(file: &str, written: &str) -> bool {
    let file = file.replace("\r\n", "\n");
    let mut rest = String::with_capacity(file.len());
    let mut seen = false;
    for line in file.split_inclusive('\n') {
        if !seen && line.starts_with("  written: ") {
            seen = true;
        } else {
            rest.push_str(line);
        }
    }
    seen && sha256(rest.as_bytes()) == written
}

/// SHA-256 as 64 hex digits.
pub fn sha256(bytes: &[u8]) -> String {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    digest.iter().flat_map(|b| [b >> 4, b & 15]).map(|nibble| char::from(HEX[usize::from(nibble)])).collect()
}

/// The `source` block of a content file, if it has one that can be read.
pub fn provenance_of(file: &str) -> Option<Provenance> {
    let file = file.strip_prefix('\u{feff}').unwrap_or(file).replace("\r\n", "\n");
    let front = file.strip_prefix("---\n")?;
    let end = front.find("\n---")?;
    let value: serde_yaml::Value = serde_yaml::from_str(&front[..end]).ok()?;
    let source = value.get("source")?;
    let text = |key: &str| source.get(key).and_then(|v| v.as_str()).map(str::to_owned);
    Some(Provenance {
        file: text("file"),
        sha256: text("sha256"),
        url: text("url"),
        converter: text("converter"),
        guessed: Vec::new(),
        suggested: Vec::new(),
        duplicate_of: text("duplicate_of"),
        written: text("written"),
    })
}

/// The Markdown below a content file's front matter.
pub fn body_of(file: &str) -> &str {
    file.split_once("\n---\n").map_or(file, |(_, body)| body)
}
