//! Lines of `Name: value` before an empty one, as in HTTP and WARC.

use std::io::{self, BufRead, Read};

/// More is no block of headers.
const MOST_BYTES: usize = 64 * 1024;

/// A block of headers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Headers {
    /// The line above them: a version or a status.
    pub first: String,
    /// Names in lower case, and values.
    fields: Vec<(String, String)>,
    /// How many bytes the block has, with the empty line.
    pub len: usize,
}

impl Headers {
    /// The value of the first header of a name in lower case.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// `text/html`, of `Content-Type: text/HTML; charset=utf-8`.
    pub fn media_type(&self) -> String {
        let all = self.get("content-type").unwrap_or_default();
        all.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
    }

    /// The encoding that `Content-Type` names.
    pub fn charset(&self) -> Option<String> {
        let mut parameters = self.get("content-type")?.split(';').skip(1);
        let value = parameters.find_map(|part| {
            part.split_once('=').filter(|(name, _)| name.trim().eq_ignore_ascii_case("charset")).map(|(_, value)| value)
        })?;
        Some(value.trim().trim_matches(['"', '\'']).to_owned()).filter(|name| !name.is_empty())
    }
}

/// Reads a block and the empty line behind it; `None` where nothing but empty lines is left.
pub fn read(from: &mut impl BufRead) -> io::Result<Option<Headers>> {
    let mut headers = Headers::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        let room = MOST_BYTES - headers.len;
        let read = from.by_ref().take(room as u64).read_until(b'\n', &mut line)?;
        headers.len += read;
        if read == room {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "headers longer than any are"));
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end();
        match (text.is_empty(), headers.first.is_empty()) {
            // The block may end with the file.
            (true, _) if read == 0 => return Ok((!headers.first.is_empty()).then_some(headers)),
            (true, true) => {}
            (true, false) => return Ok(Some(headers)),
            (false, true) => text.clone_into(&mut headers.first),
            (false, false) if text.starts_with([' ', '\t']) => {
                if let Some((_, value)) = headers.fields.last_mut() {
                    value.push(' ');
                    value.push_str(text.trim());
                }
            }
            (false, false) => {
                if let Some((name, value)) = text.split_once(':') {
                    headers.fields.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_up_to_the_empty_line() {
        let all = &b"\r\nHTTP/1.1 200 OK\r\nContent-Type: Text/HTML;\r\n charset=\"latin1\"\r\nbroken\r\n\r\n<p>"[..];
        let mut bytes = all;
        let headers = read(&mut bytes).unwrap().unwrap();
        assert_eq!((headers.first.as_str(), headers.len), ("HTTP/1.1 200 OK", all.len() - "<p>".len()));
        assert_eq!((headers.media_type().as_str(), headers.charset().as_deref()), ("text/html", Some("latin1")));
        assert_eq!(bytes, b"<p>");
        assert_eq!(read(&mut &b"\r\n\n"[..]).unwrap(), None);
        assert!(read(&mut [b'a'; MOST_BYTES].as_slice()).is_err());
    }
}
