//! Files of `static/` as answers: large ones go out in pieces as they are read, and films can be sought in.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use hyper::header::{ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, HeaderValue};
use hyper::{Response, StatusCode};
use tokio::sync::mpsc::channel;

use super::body::Body;
use crate::theme::Content;

const PIECE_BYTES: usize = 64 * 1024;

/// The answer with a file, or with the part of it that `range` asks for.
pub fn respond(content: &Content, range: Option<&str>, head_only: bool) -> std::io::Result<Response<Body>> {
    let Content::File(path) = content else {
        let bytes = content.read().map_err(|e| std::io::Error::other(e.to_string()))?.into_owned();
        return Ok(Response::new(Body::from(bytes)));
    };
    let mut file = File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::ErrorKind::NotFound.into());
    }
    let len = metadata.len();
    let mut response = Response::new(Body::from(Vec::new()));
    let (start, end) = match range.map(|range| part(range, len)) {
        Some(Part::Some(start, end)) => {
            *response.status_mut() = StatusCode::PARTIAL_CONTENT;
            response.headers_mut().insert(CONTENT_RANGE, value(&format!("bytes {start}-{}/{len}", end - 1)));
            (start, end)
        }
        Some(Part::None) => {
            *response.status_mut() = StatusCode::RANGE_NOT_SATISFIABLE;
            response.headers_mut().insert(CONTENT_RANGE, value(&format!("bytes */{len}")));
            return Ok(response);
        }
        Some(Part::Whole) | None => (0, len),
    };
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    response.headers_mut().insert(CONTENT_LENGTH, value(&(end - start).to_string()));
    if head_only || start == end {
        return Ok(response);
    }
    file.seek(SeekFrom::Start(start))?;
    let (send, pieces) = channel(2);
    *response.body_mut() = Body::Pieces { pieces, left: Some(end - start) };
    tokio::task::spawn_blocking(move || {
        let mut rest = file.take(end - start);
        loop {
            let mut piece = vec![0; PIECE_BYTES];
            match rest.read(&mut piece) {
                Ok(len) if len > 0 => piece.truncate(len),
                // An answer that is too short is broken off, which the browser sees.
                _ => return,
            }
            if send.blocking_send(piece.into()).is_err() {
                return;
            }
        }
    });
    Ok(response)
}

fn value(text: &str) -> HeaderValue {
    HeaderValue::try_from(text).expect("digits make a header")
}

#[derive(Debug, PartialEq, Eq)]
enum Part {
    /// From the first byte to before the second.
    Some(u64, u64),
    /// There is nothing at that place.
    None,
    /// What was asked for is no single part (RFC 9110, section 14.2: then all is sent).
    Whole,
}

fn part(range: &str, len: u64) -> Part {
    let Some((first, last)) = range.strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Part::Whole;
    };
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (start, end) = match (number(first), number(last)) {
        (Some(start), Some(last)) if start <= last => (start, last.saturating_add(1)),
        (Some(start), None) if last.trim().is_empty() => (start, len),
        (None, Some(of_end)) if first.trim().is_empty() => (len.saturating_sub(of_end), len),
        _ => return Part::Whole,
    };
    if start >= len || start >= end { Part::None } else { Part::Some(start, end.min(len)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_parts_are_understood() {
        for (range, expected) in [
            ("bytes=0-0", Part::Some(0, 1)),
            ("bytes=2-", Part::Some(2, 10)),
            ("bytes=-3", Part::Some(7, 10)),
            ("bytes=-30", Part::Some(0, 10)),
            ("bytes=5-99", Part::Some(5, 10)),
            ("bytes=10-", Part::None),
            ("bytes=-0", Part::None),
            ("bytes=3-2", Part::Whole),
            ("bytes=0-1,4-5", Part::Whole),
            ("bytes=0-18446744073709551615", Part::Some(0, 10)),
            ("lines=1-2", Part::Whole),
            ("bytes=x-", Part::Whole),
        ] {
            assert_eq!(part(range, 10), expected, "{range}");
        }
        assert_eq!(part("bytes=0-", 0), Part::None);
    }
}
