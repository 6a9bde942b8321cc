//! Files of JSON lines ▶ items, one for each line that is not empty.

use std::io::{self, BufRead};

use super::{Content, Found, Item, MAX_LEN_BYTES, bad_archive};
use crate::diag::{Diagnostic, Place, Problem};

/// Hands over the lines of a reader; false where `take` wants no more.
///
/// `name` is the file as the user calls it, `file` its name without folder. A line that is longer
/// than any article is skipped without being held; what ends in the middle is said at its line.
pub fn each(name: &str, file: &str, mut from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let mut number = 0;
    loop {
        number += 1;
        let content = match line(&mut from) {
            Ok(None) => return true,
            Ok(Some(Line::Whole(bytes))) if bytes.trim_ascii().is_empty() => continue,
            Ok(Some(Line::Whole(bytes))) => Content::Record(bytes),
            Ok(Some(Line::TooLong)) => Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 }),
            Err(error) => {
                let place = Place { line: number, ..Place::file(name) };
                return take(Err(Diagnostic::new(bad_archive("file", &error), place)));
            }
        };
        let item = Item {
            name: format!("{name}:{number}"),
            file: file.to_owned(),
            folder: name.to_owned(),
            line: number,
            content,
        };
        if !take(Ok(item)) {
            return false;
        }
    }
}

enum Line {
    Whole(Vec<u8>),
    TooLong,
}

fn line(from: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let mut too_long = false;
    let mut any = false;
    loop {
        let buffer = match from.fill_buf() {
            Ok(buffer) => buffer,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return Err(e),
        };
        if buffer.is_empty() {
            break;
        }
        any = true;
        let end = buffer.iter().position(|b| *b == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        if (bytes.len() + part.len()) as u64 > MAX_LEN_BYTES {
            too_long = true;
            bytes = Vec::new();
        }
        if !too_long {
            bytes.extend_from_slice(part);
        }
        let used = end.map_or(part.len(), |end| end + 1);
        from.consume(used);
        if end.is_some() {
            break;
        }
    }
    Ok(any.then_some(if too_long { Line::TooLong } else { Line::Whole(bytes) }))
}
