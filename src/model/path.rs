//! Paths inside the content folder and inside the output folder.

use std::fmt;
use std::path::{Path, PathBuf};

/// A source's path below the content folder: UTF-8, with `/`, without `..`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentPath(String);

/// An output's path below the output folder, such as `2025/01/12/talks/index.html`.
///
/// Every part is a plain file name, so joining it to a folder never leaves that folder.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutputPath(String);

/// Why a text is not a path of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathError {
    /// Nothing in it.
    Empty,
    /// Bytes that are not UTF-8.
    NotUtf8,
    /// A part is `.` or `..` or empty, or the path is absolute.
    Escapes,
    /// A part holds a control character or a backslash, or is over 255 bytes.
    BadName,
}

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PathError::Empty => "it is empty",
            PathError::NotUtf8 => "it is not UTF-8",
            PathError::Escapes => "a part of it is empty, `.` or `..`",
            PathError::BadName => "a part of it is over 255 bytes or has a character no file name should have",
        })
    }
}

impl ContentPath {
    /// Checks a path relative to the content folder.
    pub fn new(relative: &Path) -> Result<Self, PathError> {
        let text = relative.to_str().ok_or(PathError::NotUtf8)?;
        let text = if std::path::MAIN_SEPARATOR == '/' { text.to_owned() } else { text.replace('\\', "/") };
        check(&text)?;
        Ok(ContentPath(text))
    }

    /// The path as text, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The file name without its extension.
    pub fn stem(&self) -> &str {
        stem_of(&self.0)
    }
}

/// The file name of a `/`-separated path without its extension.
pub(crate) fn stem_of(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

impl OutputPath {
    /// Checks a path relative to the output folder.
    pub fn new(path: impl Into<String>) -> Result<Self, PathError> {
        let path = path.into();
        check(&path)?;
        Ok(OutputPath(path))
    }

    /// The output that answers a site-relative address: `/tags/gaza/` is `tags/gaza/index.html`,
    /// `/rss.xml` is `rss.xml`.
    pub fn of_address(address: &str) -> Result<Self, PathError> {
        let relative = address.strip_prefix('/').unwrap_or(address);
        if relative.is_empty() || relative.ends_with('/') {
            OutputPath::new(format!("{relative}index.html"))
        } else {
            OutputPath::new(relative)
        }
    }

    /// The path as text, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below `folder`.
    pub fn below(&self, folder: &Path) -> PathBuf {
        folder.join(&self.0)
    }
}

impl fmt::Display for ContentPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for OutputPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check(path: &str) -> Result<(), PathError> {
    if path.is_empty() {
        return Err(PathError::Empty);
    }
    let bytes = path.as_bytes();
    let is_bad = |byte: u8| (byte < 0x20) | (byte == 0x7f) | (byte == b'\\');
    if bytes.iter().fold(false, |any, byte| any | is_bad(*byte)) {
        return Err(PathError::BadName);
    }
    for part in bytes.split(|byte| *byte == b'/') {
        if matches!(part, b"" | b"." | b"..") {
            return Err(PathError::Escapes);
        }
        if part.len() > 255 {
            return Err(PathError::BadName);
        }
    }
    // Those beyond ASCII.
    if path.is_ascii() || !path.contains(char::is_control) { Ok(()) } else { Err(PathError::BadName) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn output_paths_stay_inside() {
        for (address, expected) in [
            ("/", Ok("index.html")),
            ("/tags/gaza/", Ok("tags/gaza/index.html")),
            ("/rss.xml", Ok("rss.xml")),
            ("/../x", Err(PathError::Escapes)),
            ("//x", Err(PathError::Escapes)),
            ("/a/./b", Err(PathError::Escapes)),
            ("/a\\b", Err(PathError::BadName)),
            ("/a\u{85}b", Err(PathError::BadName)),
            ("/東京/ä", Ok("東京/ä")),
            ("/a\0b", Err(PathError::BadName)),
        ] {
            let path = OutputPath::of_address(address);
            assert_eq!(path.as_ref().map(OutputPath::as_str), expected.as_ref().copied(), "{address}");
        }
    }
}
