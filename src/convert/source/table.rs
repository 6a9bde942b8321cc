//! Tables of comma-separated values ▶ items, one for each row: databases and collections of articles are given away so.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use super::{Content, Found, Item, MAX_LEN_BYTES, bad_archive};
use crate::convert::{charset, record};
use crate::diag::{Diagnostic, Place, Problem};

/// Hands over the rows of a reader; false where `take` wants no more. `name` is the file as the user calls it, `file` its name
/// without folder. The first row names the columns, by the same words as the keys of JSON objects.
pub fn each(name: &str, file: &str, mut from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let broken = |line: u64, error: &dyn std::fmt::Display| {
        let place = Place { line: usize::try_from(line).unwrap_or(0), ..Place::file(name) };
        Err(Diagnostic::new(bad_archive("table", error), place))
    };
    let (delimiter, told) = match from.fill_buf() {
        Ok(head) => delimiter(head),
        Err(error) => return take(Err(Diagnostic::new(super::unreadable(error), Place::file(name)))),
    };
    from.consume(told);
    let mut rows = ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(from);
    let columns: Vec<String> = match rows.byte_headers() {
        Ok(head) => head.iter().map(|field| text(field).trim_start_matches('\u{feff}').trim().to_owned()).collect(),
        Err(error) => return take(broken(1, &error)),
    };
    if !columns.iter().any(|column| record::names_text(column)) {
        let problem = if columns.is_empty() { Problem::NoInput } else { record::no_text(&columns) };
        return take(Err(Diagnostic::new(problem, Place { line: 1, ..Place::file(name) })));
    }
    let mut row = ByteRecord::new();
    loop {
        match rows.read_byte_record(&mut row) {
            Ok(true) => {}
            Ok(false) => return true,
            Err(error) => return take(broken(rows.position().line(), &error)),
        }
        // As spreadsheets count them, with the names of the columns in the first.
        let line = row.position().map_or(0, csv::Position::record) as usize + 1;
        let content = if row.as_slice().len() as u64 > MAX_LEN_BYTES {
            Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 })
        } else {
            let fields = columns.iter().zip(&row).filter(|(column, field)| !column.is_empty() && !field.is_empty());
            let object: Map<String, Value> =
                fields.map(|(column, field)| (column.clone(), Value::String(text(field)))).collect();
            Content::Record(Value::Object(object).to_string().into_bytes())
        };
        let (name, folder) = (format!("{name}:{line}"), name.to_owned());
        if !take(Ok(Item { name, file: file.to_owned(), folder, line, content })) {
            return false;
        }
    }
}

/// What parts the columns of the first row, the most frequent of the signs that programs put there; and how long a line above it
/// is that says so, as spreadsheets want it: `sep=;`.
fn delimiter(head: &[u8]) -> (u8, usize) {
    let line = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let told = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line);
    let told = told.strip_suffix(b"\r").unwrap_or(told);
    let told = told.strip_prefix(b"\"").and_then(|told| told.strip_suffix(b"\"")).unwrap_or(told);
    if let [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', sign] = told {
        return (*sign, head.len().min(line.len() + 1));
    }
    let count = |sign: &u8| line.iter().filter(|b| *b == sign).count();
    (*b",;\t|".iter().rev().max_by_key(|sign| count(sign)).expect("four signs"), 0)
}

fn text(field: &[u8]) -> String {
    match std::str::from_utf8(field) {
        Ok(text) => text.to_owned(),
        Err(_) => charset::guess(field).decode_without_bom_handling(field).0.into_owned(),
    }
}
