//! A content file ▶ the same without what nobody sees in its front matter.

use super::front_matter::parse_article;
use super::parts::split;
use super::scalar::read_plain;
use crate::model::Zone;

/// The file with its front matter's lines without blanks at their ends, all ended alike, and without a byte order
/// mark; `None` where that changes nothing, or where blanks may mean something.
pub fn tidied(text: &str) -> Option<String> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (front, body) = split(plain).ok()?;
    read_plain(front)?;
    let head = &plain[..plain.len() - body.len()];
    let end = if head.lines().next().is_some() && head.split('\n').next()?.ends_with('\r') { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len());
    for line in head.lines() {
        out.push_str(line.trim_end());
        out.push_str(end);
    }
    if !head.ends_with('\n') {
        out.truncate(out.len() - end.len());
    }
    out.push_str(body);
    let article = |text: &str| parse_article(text, "", Zone::UTC, &mut Vec::new());
    (out != text && article(&out) == article(text)).then_some(out)
}
