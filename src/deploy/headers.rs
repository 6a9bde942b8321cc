//! The headers that a host answers with for a file: by its kind, then by the rules of `site.toml`.

use super::kind::Kind;
use crate::config::HeaderRule;
use crate::model::Hasher;
use crate::model::media::{PAGE, content_type};

/// The headers of one file; an empty text is no header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Headers {
    /// `Content-Type`
    pub content_type: String,
    /// `Cache-Control`
    pub cache_control: String,
    /// `Content-Encoding`
    pub content_encoding: String,
    /// `Content-Language`
    pub content_language: String,
    /// `Content-Disposition`
    pub content_disposition: String,
}

impl Headers {
    /// The headers of an output; of several rules for it, the later ones win, header by header.
    pub fn of(path: &str, kind: Kind, rules: &[HeaderRule]) -> Headers {
        let (packed, encoding) = precompressed(path).unwrap_or((path, ""));
        let mut headers = Headers {
            // Of a page whatever its name: former addresses have all sorts of endings.
            content_type: if kind == Kind::Page { PAGE } else { content_type(packed) }.to_owned(),
            cache_control: kind.cache_control().to_owned(),
            content_encoding: encoding.to_owned(),
            content_language: String::new(),
            content_disposition: String::new(),
        };
        for rule in rules.iter().filter(|rule| rule.is_for(path)) {
            for (header, value) in [
                (&mut headers.content_type, &rule.content_type),
                (&mut headers.cache_control, &rule.cache_control),
                (&mut headers.content_encoding, &rule.content_encoding),
                (&mut headers.content_language, &rule.content_language),
                (&mut headers.content_disposition, &rule.content_disposition),
            ] {
                if let Some(value) = value {
                    header.clone_from(value);
                }
            }
        }
        headers
    }

    /// What changes when one of them does.
    pub fn fingerprint(&self) -> u32 {
        let mut hasher = Hasher::new("headers");
        for header in [
            &self.content_type,
            &self.cache_control,
            &self.content_encoding,
            &self.content_language,
            &self.content_disposition,
        ] {
            hasher.str(header);
        }
        hasher.finish().0 as u32
    }
}

/// What a file is before it was compressed, and how it was, for those that browsers are to show:
/// `style.css.br`. Other `.gz` files are archives, to be kept as they are.
fn precompressed(path: &str) -> Option<(&str, &'static str)> {
    let (inner, encoding) = match path.rsplit_once('.')? {
        (inner, "br") => (inner, "br"),
        (inner, "gz") => (inner, "gzip"),
        _ => return None,
    };
    let (_, extension) = inner.rsplit_once('.')?;
    ["html", "css", "js", "mjs", "json", "svg", "wasm"].contains(&extension).then_some((inner, encoding))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precompressed_files_are_what_they_unpack_to() {
        for (path, content_type, encoding) in [
            ("style.css.br", "text/css; charset=utf-8", "br"),
            ("a/index.html.gz", "text/html; charset=utf-8", "gzip"),
            ("sitemap.xml.gz", "application/gzip", ""),
            ("a.css", "text/css; charset=utf-8", ""),
        ] {
            let headers = Headers::of(path, Kind::of(path), &[]);
            assert_eq!(
                (headers.content_type.as_str(), headers.content_encoding.as_str()),
                (content_type, encoding),
                "{path}"
            );
        }
    }
}
