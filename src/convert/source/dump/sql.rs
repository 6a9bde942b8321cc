//! The text of a database (`mysqldump`, phpMyAdmin) ▶ the rows of the tables that are wanted, one after another.
//!
//! Only what such programs write is read: `CREATE TABLE` for the names of columns, and `INSERT INTO … VALUES`, with the
//! escapes of MySQL. Everything else is passed over, so a dump may be longer than memory.

use std::collections::HashMap;
use std::io::{self, Read};

use memchr::{memchr_iter, memchr2};

use super::super::MAX_LEN_BYTES;
use super::super::xml::Broken;

/// No table of a content system has more columns.
const MOST_COLUMNS: usize = 1000;

/// A row: its columns' names, and its values, `None` for those that are not set.
pub struct Row<'a> {
    columns: &'a [String],
    values: &'a [Option<String>],
    /// Whether a value was longer than any article.
    pub is_cut: bool,
}

impl Row<'_> {
    /// What a column says, if it says anything.
    pub fn get(&self, column: &str) -> Option<&str> {
        let at = self.columns.iter().position(|name| name == column)?;
        self.values.get(at)?.as_deref().filter(|value| !value.is_empty())
    }

    /// The same as a number.
    pub fn number(&self, column: &str) -> Option<u64> {
        self.get(column)?.parse().ok()
    }

    /// Whether there is such a column.
    pub fn has(&self, column: &str) -> bool {
        self.columns.iter().any(|name| name == column)
    }
}

/// Hands over the rows of the tables that are wanted, with the table's name. Ends where `take` returns false.
pub fn each(
    from: impl Read,
    is_wanted: fn(&str) -> bool,
    take: &mut dyn FnMut(&str, &Row<'_>) -> bool,
) -> Result<(), Broken> {
    let mut reader = Reader { from, buffer: Vec::new(), at: 0, line: 1, is_cut: false };
    let read = reader.statements(is_wanted, take);
    read.map_err(|error| Broken { line: reader.line, reason: crate::error::reason(&error) })
}

struct Reader<R> {
    from: R,
    /// What was read, and how far it was passed.
    buffer: Vec<u8>,
    at: usize,
    line: usize,
    /// Whether a value of the row was longer than is kept.
    is_cut: bool,
}

impl<R: Read> Reader<R> {
    fn statements(
        &mut self,
        is_wanted: fn(&str) -> bool,
        take: &mut dyn FnMut(&str, &Row<'_>) -> bool,
    ) -> io::Result<()> {
        let mut columns: HashMap<String, Vec<String>> = HashMap::new();
        while self.skip_space()? {
            match self.word()?.to_ascii_uppercase().as_str() {
                "CREATE" => {
                    if let Some((table, names)) = self.created()?.filter(|(table, _)| is_wanted(table)) {
                        columns.insert(table, names);
                    }
                }
                "INSERT" | "REPLACE" if !self.inserted(&columns, is_wanted, take)? => return Ok(()),
                _ => {}
            }
            self.skip_statement()?;
        }
        Ok(())
    }

    /// The name and the columns of a table behind `CREATE`; `None` for what is no table.
    fn created(&mut self) -> io::Result<Option<(String, Vec<String>)>> {
        self.skip_space()?;
        if !self.word()?.eq_ignore_ascii_case("TABLE") {
            return Ok(None);
        }
        let mut table = self.name()?;
        // `IF NOT EXISTS`
        while matches!(table.as_deref(), Some("IF" | "NOT" | "EXISTS" | "if" | "not" | "exists")) {
            table = self.name()?;
        }
        let Some(table) = table else { return Ok(None) };
        self.skip_space()?;
        if self.peek()? != Some(b'(') {
            return Ok(None);
        }
        self.advance(1);
        let mut names = Vec::new();
        loop {
            // Definitions of keys begin with words of their own, not with a name in quotes.
            let name = self.name()?.filter(|_| names.len() < MOST_COLUMNS);
            names.extend(name);
            if self.skip_to(b",)")? != Some(b',') {
                return Ok(Some((table, names)));
            }
        }
    }

    /// Hands over the rows behind `INSERT`; false where no more are wanted.
    fn inserted(
        &mut self,
        columns: &HashMap<String, Vec<String>>,
        is_wanted: fn(&str) -> bool,
        take: &mut dyn FnMut(&str, &Row<'_>) -> bool,
    ) -> io::Result<bool> {
        loop {
            self.skip_space()?;
            match self.word()?.to_ascii_uppercase().as_str() {
                "INTO" => break,
                "IGNORE" | "DELAYED" | "LOW_PRIORITY" | "HIGH_PRIORITY" => {}
                _ => return Ok(true),
            }
        }
        let Some(table) = self.name()?.filter(|table| is_wanted(table)) else { return Ok(true) };
        self.skip_space()?;
        let mut own = Vec::new();
        if self.peek()? == Some(b'(') {
            self.advance(1);
            loop {
                let name = self.name()?.filter(|_| own.len() < MOST_COLUMNS);
                own.extend(name);
                if self.skip_to(b",)")? != Some(b',') {
                    break;
                }
            }
            self.skip_space()?;
        }
        let names = if own.is_empty() { columns.get(&table) } else { Some(&own) };
        let is_values = matches!(self.word()?.to_ascii_uppercase().as_str(), "VALUES" | "VALUE");
        let Some(names) = names.filter(|_| is_values) else { return Ok(true) };
        loop {
            self.skip_space()?;
            if self.peek()? != Some(b'(') {
                return Ok(true);
            }
            self.advance(1);
            let mut values = Vec::with_capacity(names.len());
            self.is_cut = false;
            loop {
                let value = self.value()?;
                if values.len() < names.len() {
                    values.push(value);
                }
                if self.skip_to(b",)")? != Some(b',') {
                    break;
                }
            }
            if !take(&table, &Row { columns: names, values: &values, is_cut: self.is_cut }) {
                return Ok(false);
            }
            self.skip_space()?;
            if self.peek()? == Some(b',') {
                self.advance(1);
            }
        }
    }

    /// A value: a text, a number, or nothing.
    fn value(&mut self) -> io::Result<Option<String>> {
        self.skip_space()?;
        let mut word = self.word()?;
        // `_binary 'text'`
        if word.starts_with('_') {
            self.skip_space()?;
            word.clear();
        }
        match self.peek()? {
            Some(quote @ (b'\'' | b'"')) if word.is_empty() => {
                let mut bytes = Vec::new();
                self.quoted(quote, &mut bytes)?;
                // Older databases have the letters of Western Europe in one byte.
                let text = String::from_utf8(bytes)
                    .unwrap_or_else(|error| encoding_rs::WINDOWS_1252.decode(error.as_bytes()).0.into_owned());
                Ok(Some(text))
            }
            Some(sign @ (b'-' | b'.')) if word.is_empty() => {
                self.advance(1);
                Ok(Some(format!("{}{}", char::from(sign), self.word()?)))
            }
            _ => Ok(Some(word).filter(|word| !word.eq_ignore_ascii_case("NULL"))),
        }
    }

    /// The name of a table or a column in quotes, the last of several joined by a dot; or one without.
    fn name(&mut self) -> io::Result<Option<String>> {
        self.skip_space()?;
        let mut name = None;
        loop {
            match self.peek()? {
                Some(quote @ (b'`' | b'"')) => {
                    let mut bytes = Vec::new();
                    self.quoted(quote, &mut bytes)?;
                    name = Some(String::from_utf8_lossy(&bytes).into_owned());
                }
                _ => {
                    let word = self.word()?;
                    let is_key = matches!(
                        word.to_ascii_uppercase().as_str(),
                        "" | "PRIMARY" | "KEY" | "UNIQUE" | "INDEX" | "CONSTRAINT" | "FULLTEXT" | "SPATIAL" | "FOREIGN"
                    );
                    name = Some(word).filter(|_| !is_key).or(name);
                }
            }
            if self.peek()? != Some(b'.') {
                return Ok(name);
            }
            self.advance(1);
        }
    }

    /// What comes next: at least so many bytes, unless it ends before.
    fn next(&mut self, least: usize) -> io::Result<&[u8]> {
        const PIECE: u64 = 64 * 1024;
        while self.buffer.len() - self.at < least {
            self.buffer.drain(..self.at);
            self.at = 0;
            if (&mut self.from).take(PIECE).read_to_end(&mut self.buffer)? == 0 {
                break;
            }
        }
        Ok(&self.buffer[self.at..])
    }

    fn peek(&mut self) -> io::Result<Option<u8>> {
        Ok(self.next(1)?.first().copied())
    }

    /// Passes bytes that were looked at and end no line.
    fn advance(&mut self, len: usize) {
        self.at += len;
    }

    /// Letters, digits and `_` from here on, of many only the first.
    fn word(&mut self) -> io::Result<String> {
        const MOST: usize = 1000;
        let mut word = String::new();
        while let Some(byte) = self.peek()?.filter(|b| b.is_ascii_alphanumeric() || *b == b'_') {
            if word.len() < MOST {
                word.push(char::from(byte));
            }
            self.advance(1);
        }
        Ok(word)
    }

    /// Passes spaces and comments; false at the end.
    fn skip_space(&mut self) -> io::Result<bool> {
        loop {
            match self.peek()? {
                None => return Ok(false),
                Some(b'\n') => {
                    self.line += 1;
                    self.advance(1);
                }
                Some(byte) if byte.is_ascii_whitespace() => self.advance(1),
                Some(b'#') => self.skip_line()?,
                Some(b'-') if self.next(2)?.starts_with(b"--") => self.skip_line()?,
                Some(b'/') if self.next(2)?.starts_with(b"/*") => self.skip_comment()?,
                _ => return Ok(true),
            }
        }
    }

    fn skip_line(&mut self) -> io::Result<()> {
        loop {
            let rest = self.next(1)?;
            let (len, end) = memchr::memchr(b'\n', rest).map_or((rest.len(), false), |at| (at, true));
            self.advance(len);
            if end || len == 0 {
                return Ok(());
            }
        }
    }

    fn skip_comment(&mut self) -> io::Result<()> {
        let mut before = 0;
        while let Some(byte) = self.peek()? {
            self.line += usize::from(byte == b'\n');
            self.advance(1);
            if before == b'*' && byte == b'/' {
                return Ok(());
            }
            before = byte;
        }
        Ok(())
    }

    /// Passes the rest of a statement, with its `;`.
    fn skip_statement(&mut self) -> io::Result<()> {
        self.skip_to(b";").map(|_| ())
    }

    /// Passes everything up to one of some signs outside quotes and brackets, and that sign, which it gives.
    fn skip_to(&mut self, signs: &[u8]) -> io::Result<Option<u8>> {
        let mut depth = 0usize;
        while self.skip_space()? {
            let Some(byte) = self.peek()? else { break };
            if let quote @ (b'\'' | b'"' | b'`') = byte {
                self.quoted(quote, &mut Vec::new())?;
                continue;
            }
            self.advance(1);
            match byte {
                _ if depth == 0 && signs.contains(&byte) => return Ok(Some(byte)),
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        Ok(None)
    }

    /// What stands in quotes from here on; of more than an article, only the beginning.
    fn quoted(&mut self, quote: u8, to: &mut Vec<u8>) -> io::Result<()> {
        let unfinished = || io::Error::new(io::ErrorKind::UnexpectedEof, "it ends within a value");
        self.advance(1);
        loop {
            let rest = self.next(1)?;
            if rest.is_empty() {
                return Err(unfinished());
            }
            // Names in backquotes have no escapes.
            let escape = if quote == b'`' { quote } else { b'\\' };
            let len = memchr2(quote, escape, rest).unwrap_or(rest.len());
            let ended = rest.get(len).copied();
            let room = (MAX_LEN_BYTES as usize + 1).saturating_sub(to.len());
            to.extend_from_slice(&rest[..len.min(room)]);
            let lines = memchr_iter(b'\n', &rest[..len]).count();
            self.is_cut |= room < len;
            self.line += lines;
            self.advance(len + usize::from(ended.is_some()));
            match ended {
                None => {}
                Some(sign) if sign == quote => {
                    // Twice, it is one of the text.
                    if self.peek()? != Some(quote) {
                        return Ok(());
                    }
                    self.advance(1);
                    to.push(quote);
                }
                Some(_) => {
                    let escaped = self.peek()?.ok_or_else(unfinished)?;
                    self.line += usize::from(escaped == b'\n');
                    self.advance(1);
                    match escaped {
                        b'0' => {}
                        b'n' => to.push(b'\n'),
                        b'r' => to.push(b'\r'),
                        b't' => to.push(b'\t'),
                        b'b' => to.push(8),
                        b'Z' => to.push(26),
                        sign @ (b'%' | b'_') => to.extend([b'\\', sign]),
                        sign => to.push(sign),
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<String> {
        let mut rows = Vec::new();
        let end = each(text.as_bytes(), |table| table == "posts", &mut |_, row| {
            rows.push(format!("{:?} {:?}", row.get("id"), row.get("text")));
            true
        });
        rows.extend(end.err().map(|broken| format!("{}: {}", broken.line, broken.reason)));
        rows
    }

    #[test]
    fn rows_are_read_as_programs_write_them() {
        let create = "-- A dump; with ' in a comment\n/*!40101 SET NAMES utf8 */;\nCREATE TABLE IF NOT EXISTS `posts` (\n  `id` \
            bigint(20) unsigned NOT NULL DEFAULT '0',\n  `n` decimal(10,2) COMMENT 'a, (b)',\n  `text` longtext,\n  PRIMARY \
            KEY (`id`),\n  KEY `a` (`n`,`text`(191))\n) ENGINE=InnoDB;\n";
        let insert = "INSERT INTO `posts` VALUES (1,-2.50,'It''s \\'so\\';\\r\\nyes'),(2,NULL,_binary 'b'),\n(3,.5,NULL);\n\
            INSERT INTO `other` VALUES (9,'(;');\nCREATE TABLE if not exists plain (id int);\nINSERT IGNORE INTO db.posts (text, `id`) VALUES (\"x\", 4)\n;\n";
        let expected = [
            "Some(\"1\") Some(\"It's 'so';\\r\\nyes\")",
            "Some(\"2\") Some(\"b\")",
            "Some(\"3\") None",
            "Some(\"4\") Some(\"x\")",
        ];
        assert_eq!(rows(&format!("{create}{insert}")), expected);
        // Without names of columns, nothing can be told of it.
        assert_eq!(rows("INSERT INTO `posts` VALUES (1,2,'x');"), Vec::<String>::new());
        assert_eq!(rows(&format!("{create}INSERT INTO posts VALUES (1,2,'x\n")), ["11: it ends within a value"]);
    }
}
