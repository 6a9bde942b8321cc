//! Where a problem is.

/// Where it is. Lines and columns count from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The file as the user would name it.
    pub file: String,
    /// 0 where the whole file is meant.
    pub line: usize,
    /// 0 where the whole line is meant.
    pub col: usize,
    /// How many characters to underline.
    pub len: usize,
    /// The line's text.
    pub excerpt: String,
}

impl Place {
    /// A whole file.
    pub fn file(file: impl Into<String>) -> Place {
        Place { file: file.into(), ..Place::default() }
    }

    /// A byte range of a file's text; a range past the end points at the end.
    pub fn span(file: impl Into<String>, text: &str, span: std::ops::Range<usize>) -> Place {
        let start = floor_boundary(text, span.start.min(text.len()));
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = floor_boundary(text, span.end.clamp(start, line_end));
        Place {
            file: file.into(),
            line: text[..line_start].matches('\n').count() + 1,
            col: text[line_start..start].chars().count() + 1,
            len: text[start..end].chars().count().max(1),
            excerpt: text[line_start..line_end].trim_end_matches('\r').to_owned(),
        }
    }

    /// A byte of a file that is not text of the kind it should be.
    pub fn byte(file: impl Into<String>, bytes: &[u8], at: usize) -> Place {
        let text = String::from_utf8_lossy(bytes);
        let at = String::from_utf8_lossy(&bytes[..at.min(bytes.len())]).len();
        Place::span(file, &text, at..at + 1)
    }

    /// A line and column of a file's text, both from 1, underlined to the end of the word.
    pub fn line_col(file: impl Into<String>, text: &str, line: usize, col: usize) -> Place {
        let excerpt = text.lines().nth(line.saturating_sub(1)).unwrap_or("").to_owned();
        let len = excerpt.chars().skip(col.saturating_sub(1)).take_while(|c| !c.is_whitespace()).count().max(1);
        Place { file: file.into(), line: line.max(1), col: col.max(1), len, excerpt }
    }
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
