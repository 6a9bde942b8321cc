//! A content file's text ▶ its front matter and its body.

use crate::diag::{Beginning, Problem};

/// Front matter longer than this is refused: it is a body whose closing `---` is missing.
pub const MAX_FRONT_MATTER_BYTES: usize = 64 * 1024;

/// An article's text, without its front matter; `None` where there is none that ends.
pub fn body(text: &str) -> Option<&str> {
    split(text.strip_prefix('\u{feff}').unwrap_or(text)).ok().map(|(_, body)| body)
}

/// The front matter between the `---` lines, and the body after them.
pub(super) fn split(text: &str) -> Result<(&str, &str), Problem> {
    if text.trim().is_empty() {
        return Err(Problem::EmptyFile);
    }
    let after_open = text.strip_prefix("---").and_then(|rest| {
        let line_end = memchr::memchr(b'\n', rest.as_bytes())?;
        rest[..line_end].trim().is_empty().then(|| 3 + line_end + 1)
    });
    let Some(start) = after_open else { return Err(Problem::NoFrontMatter { begins: beginning(text) }) };
    let mut at = start;
    while at < text.len() {
        let rest = &text[at..];
        let line = &rest[..memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1)];
        if line.starts_with(['-', '.']) && matches!(line.trim_end(), "---" | "...") {
            let front = &text[start..at];
            if front.len() > MAX_FRONT_MATTER_BYTES {
                return Err(Problem::FrontMatterTooLarge { len_bytes: front.len() });
            }
            return Ok((front, &text[at + line.len()..]));
        }
        at += line.len();
    }
    if text.len() - start > MAX_FRONT_MATTER_BYTES {
        return Err(Problem::FrontMatterTooLarge { len_bytes: text.len() - start });
    }
    Err(Problem::FrontMatterNotClosed)
}

/// What a text without front matter begins with.
fn beginning(text: &str) -> Beginning {
    let first = text.lines().next().unwrap_or("").trim_end();
    if !text.contains('\n') && text.contains('\r') {
        Beginning::OldMac
    } else if first == "+++" {
        Beginning::Toml
    } else if text.trim_start().starts_with('{') {
        Beginning::Json
    } else if first != "---" && text.lines().take(10).any(|line| line.trim_end() == "---") {
        Beginning::Late
    } else {
        Beginning::Text
    }
}
