//! What the preview adds to pages: the script that loads them again, and marks of what is not published.
//!
//! It is put after what a template made, so that it works with any theme, in a shadow tree that the theme's
//! style sheets do not reach. All of it is in files of the preview's own, as a site's Content-Security-Policy
//! may forbid scripts and styles within pages.

use super::snapshot::Page;
use crate::model::PublishDate;
use crate::site::Mark;

/// The script of all pages.
pub const SCRIPT: &str = include_str!("preview.js");

/// The style of what the preview shows.
pub const STYLE: &str = include_str!("preview.css");

/// A page with all of it, before the end of its body. `version` is what the script compares.
pub fn add(page: Page, status: u16, version: &str) -> Vec<u8> {
    let mut bytes = page.bytes;
    let at = bytes.windows(7).rposition(|w| w.eq_ignore_ascii_case(b"</body>")).unwrap_or(bytes.len());
    bytes.splice(at..at, addition(&page.marks, status, version).into_bytes());
    bytes
}

/// A page that says why there is none.
pub fn failure(text: &str, version: &str) -> Vec<u8> {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <meta name=\"color-scheme\" content=\"light dark\"><title>This page cannot be shown</title></head>\n\
         <body><h1>This page cannot be shown</h1>\n<pre>{}</pre>\n{}</body>\n</html>\n",
        escaped(text),
        addition(&[], 500, version)
    )
    .into_bytes()
}

fn addition(marks: &[Mark], status: u16, version: &str) -> String {
    let marks: String = marks.iter().map(|mark| format!("<li>{}</li>", escaped(&words(*mark)))).collect();
    let marks =
        if marks.is_empty() { marks } else { format!("<ul id=\"marks\" aria-label=\"Not published\">{marks}</ul>") };
    format!(
        "<newsgen-preview data-version=\"{version}\" data-status=\"{status}\"><template shadowrootmode=\"open\">\
         <link rel=\"stylesheet\" href=\"/__newsgen/preview.css\">{marks}</template></newsgen-preview>\
         <script src=\"/__newsgen/preview.js\" defer></script>"
    )
}

fn words(mark: Mark) -> String {
    let day = |date: PublishDate| date.to_rfc3339().replace('T', " ");
    match mark {
        Mark::Draft => "Draft".into(),
        Mark::Future(date) => format!("Future: dated {}", day(date)),
        Mark::Embargo(date) => format!("Under embargo until {}", day(date)),
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
