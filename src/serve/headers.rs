//! `_headers`: what the host would add to its answers.
//!
//! The form that Netlify and Cloudflare Pages share: a path, in which `*` stands for anything, then
//! indented lines `Name: value`. Left out is what a preview must not do: to let the browser keep pages, to
//! insist on `https` for this machine from now on, or to say another length than the answer has.

use hyper::HeaderMap;
use hyper::header::{HeaderName, HeaderValue};

/// Headers that are never added.
const LEFT_OUT: [&str; 14] = [
    "cache-control",
    "cdn-cache-control",
    "clear-site-data",
    "connection",
    "content-encoding",
    "content-length",
    "date",
    "expires",
    "keep-alive",
    "location",
    "set-cookie",
    "strict-transport-security",
    "transfer-encoding",
    "upgrade",
];

/// The rules of a `_headers` file, in order.
#[derive(Debug, Default)]
pub struct Rules(Vec<(String, HeaderName, HeaderValue)>);

impl Rules {
    /// Reads a file; lines that are not understood are skipped, as hosts do.
    pub fn parse(text: &str) -> Rules {
        let mut rules = Vec::new();
        let mut path = "";
        for line in text.lines().filter(|line| !line.trim_start().starts_with('#')) {
            let trimmed = line.trim();
            if !line.starts_with([' ', '\t']) {
                path = trimmed;
            } else if let Some((name, value)) = trimmed.split_once(':') {
                let name = HeaderName::try_from(name.trim()).ok().filter(|n| !LEFT_OUT.contains(&n.as_str()));
                if let (Some(name), Ok(value)) = (name, HeaderValue::try_from(value.trim())) {
                    rules.push((path.to_owned(), name, value));
                }
            }
        }
        Rules(rules)
    }

    /// Adds those for a path. The type of an answer is set where it is named; all else is added.
    pub fn apply(&self, path: &str, headers: &mut HeaderMap) {
        for (_, name, value) in self.0.iter().filter(|(pattern, ..)| matches(pattern, path)) {
            headers.insert(name.clone(), value.clone());
        }
    }
}

/// Whether a path is one that a pattern means: `*` is any text, `:name` a part.
fn matches(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => {
            let (mut a, mut b) = (pattern.split('/'), path.split('/'));
            loop {
                match (a.next(), b.next()) {
                    (None, None) => return true,
                    (Some(part), Some(other)) if part == other || part.starts_with(':') && !other.is_empty() => {}
                    _ => return false,
                }
            }
        }
        Some((before, after)) => {
            let Some(rest) = path.strip_prefix(before) else { return false };
            after.is_empty() || (0..=rest.len()).any(|at| rest.get(at..).is_some_and(|rest| matches(after, rest)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_for_the_paths_that_they_name() {
        let rules = Rules::parse(
            "# a comment\n/*\n  X-All: 1\n  Strict-Transport-Security: max-age=1\n  Cache-Control: public\n/a/*/c\n  X-Inner: 2\n/b/:name\n  X-Part: 3\n/odd\n  no header\n  X-Bad: \u{1}\n",
        );
        let of = |path: &str| {
            let mut headers = HeaderMap::new();
            rules.apply(path, &mut headers);
            let mut names: Vec<String> = headers.keys().map(ToString::to_string).collect();
            names.sort();
            names.join(" ")
        };
        for (path, expected) in [
            ("/", "x-all"),
            ("/a/b/c", "x-all x-inner"),
            ("/a/b/x/c", "x-all x-inner"),
            ("/a/b/d", "x-all"),
            ("/b/x", "x-all x-part"),
            ("/b/x/y", "x-all"),
            ("/b/", "x-all"),
            ("/odd", "x-all"),
        ] {
            assert_eq!(of(path), expected, "{path}");
        }
    }
}
