//! Which requests are answered at all.
//!
//! Drafts are not for everyone, and a web page elsewhere may send requests to this machine: by its address,
//! or by a name that it lets resolve to it (DNS rebinding). So a request has to name this machine, and one for
//! events has to come from a page of the preview itself.

use std::net::IpAddr;

use hyper::header::{HOST, ORIGIN};
use hyper::{HeaderMap, Method, Request, StatusCode};

/// The longest target that is answered: no page has a path of over four kilobytes.
const MOST_TARGET_BYTES: usize = 4096;

/// Why a request is not answered.
pub type Refusal = (StatusCode, &'static str);

const FOREIGN: Refusal =
    (StatusCode::FORBIDDEN, "newsgen serve answers requests to this machine's own addresses only; see --host\n");

/// Checks a request before anything else. `local` is the address that the client connected to, `name` one
/// that the command line allows.
pub fn check<B>(request: &Request<B>, local: IpAddr, name: Option<&str>) -> Result<(), Refusal> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Err((StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n"));
    }
    let uri = request.uri();
    if uri.path_and_query().map_or(0, |target| target.as_str().len()) > MOST_TARGET_BYTES {
        return Err((StatusCode::URI_TOO_LONG, "the address is too long\n"));
    }
    let mut hosts = request.headers().get_all(HOST).iter();
    let (Some(host), None) = (hosts.next(), hosts.next()) else {
        return Err((StatusCode::BAD_REQUEST, "one Host header is needed\n"));
    };
    let named = host.to_str().is_ok_and(|host| is_ours(host, local, name));
    // A target such as `http://evil.example/` names a host too.
    let target = uri.authority().is_none_or(|authority| is_ours(authority.as_str(), local, name));
    if named && target { Ok(()) } else { Err(FOREIGN) }
}

/// Checks that a request for events comes from a page of the preview.
pub fn check_origin(headers: &HeaderMap) -> Result<(), Refusal> {
    let text = |name| headers.get(name).map(|value: &hyper::header::HeaderValue| value.to_str().unwrap_or("?"));
    let host = text(HOST.as_str()).unwrap_or("");
    let same = text(ORIGIN.as_str()).is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    let site = text("sec-fetch-site").is_none_or(|site| site == "same-origin" || site == "none");
    if same && site { Ok(()) } else { Err(FOREIGN) }
}

/// Whether `host:port` is this machine: its loopback, the address that was connected to, or the name that was
/// given. By an address no rebinding is possible, as nothing resolves it.
fn is_ours(host: &str, local: IpAddr, name: Option<&str>) -> bool {
    let (host, port) = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((host, port)) => (host, port),
        None => host.find(':').map_or((host, ""), |at| host.split_at(at)),
    };
    let is_port = port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
    let known = match host.parse::<IpAddr>() {
        Ok(address) => address.is_loopback() || address.to_canonical() == local.to_canonical(),
        Err(_) => host.eq_ignore_ascii_case("localhost") || name.is_some_and(|name| host.eq_ignore_ascii_case(name)),
    };
    is_port && known
}

/// The address below a base address's path that the path of a request asks for: decoded once, and only as
/// pages' own addresses are encoded. `None` where no page can be.
pub fn address(encoded: &str, base_path: &str) -> Option<String> {
    let below = encoded.strip_prefix(base_path).filter(|below| below.starts_with('/'))?;
    let bytes = below.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let byte = match bytes[at] {
            b'%' => {
                let digit = |at: usize| (*bytes.get(at)? as char).to_digit(16);
                let byte = (digit(at + 1)? * 16 + digit(at + 2)?) as u8;
                at += 2;
                // A slash or backslash in disguise is a part of no name.
                if matches!(byte, b'/' | b'\\') {
                    return None;
                }
                byte
            }
            byte => byte,
        };
        decoded.push(byte);
        at += 1;
    }
    // Overlong forms are no UTF-8, so they fall here; control characters and `..` are no output path's.
    String::from_utf8(decoded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_this_machine_or_named() {
        let local: IpAddr = "192.0.2.7".parse().unwrap();
        for (host, expected) in [
            ("localhost:4000", true),
            ("LOCALHOST", true),
            ("127.0.0.1:4000", true),
            ("[::1]:4000", true),
            ("[::1]", true),
            ("192.0.2.7:4000", true),
            ("[::ffff:192.0.2.7]", true),
            ("press.local:4000", true),
            ("192.0.2.8:4000", false),
            ("evil.example:4000", false),
            ("localhost.evil.example", false),
            ("127.0.0.1.evil.example", false),
            ("localhost:4000@evil.example", false),
            ("localhost:", false),
            ("", false),
            ("[::1", false),
            ("[::1]x", false),
        ] {
            assert_eq!(is_ours(host, local, Some("press.local")), expected, "{host}");
        }
    }

    #[test]
    fn addresses_are_decoded_once() {
        for (path, expected) in [
            ("/", Some("/")),
            ("/a%20b/", Some("/a b/")),
            ("/%E6%9D%B1/", Some("/東/")),
            ("/%252e%252e/", Some("/%2e%2e/")),
            ("/..%2fx", None),
            ("/a%5cb", None),
            ("/%c0%ae%c0%ae/", None),
            ("/%", None),
            ("/%4", None),
            ("/%+1", None),
            ("x", None),
        ] {
            assert_eq!(address(path, "").as_deref(), expected, "{path}");
        }
        assert_eq!(address("/news/a/", "/news").as_deref(), Some("/a/"));
        assert_eq!(address("/newsa/", "/news"), None);
        assert_eq!(address("/a/", "/news"), None);
    }
}
