//! A page that a browser saved as one file (MHTML, RFC 2557) ▶ the page without its pictures.

use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{Encoding, MessageParser, MessagePart, MimeHeaders};

use super::sent::Sent;
use super::{MAX_LEN_BYTES, bad_archive};
use crate::diag::Problem;

/// Whether a file is one, by its name.
pub fn is_mhtml(file: &str) -> bool {
    let name = file.to_ascii_lowercase();
    [".mht", ".mhtml"].iter().any(|end| name.ends_with(end))
}

/// The first page in a file, of which no more need be there, and what the file says of that.
pub fn page(bytes: &[u8]) -> Result<(Vec<u8>, Sent), Problem> {
    let none = || bad_archive("saved page", &"there is no page in it");
    let message = MessageParser::default().parse(bytes).ok_or_else(none)?;
    let is_page = |part: &&MessagePart| part.content_type().is_some_and(|of| of.subtype() == Some("html"));
    let part = message.parts.iter().find(is_page).ok_or_else(none)?;
    let (begin, end) = (part.offset_body as usize, part.offset_end as usize);
    if end as u64 > MAX_LEN_BYTES {
        return Err(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 });
    }
    let raw = bytes.get(begin..end).ok_or_else(none)?;
    let decoded = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    let url = message.header_raw("Snapshot-Content-Location").or_else(|| part.content_location());
    let charset = part.content_type().and_then(|of| of.attribute("charset"));
    let sent = Sent {
        url: url.map(|url| url.trim().to_owned()).filter(|url| url.starts_with("http")),
        charset: charset.map(str::to_owned),
    };
    Ok((decoded.unwrap_or_else(|| part.contents().to_vec()), sent))
}
