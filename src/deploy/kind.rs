//! What kind of file an output is, as its path tells: when it is published, and with which headers.

use crate::model::media::{extension, is_json_feed};

/// The kinds, in the order in which they are published: what is shown before what shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A file whose name changes with its content: `style.0123abcd.css`.
    Hashed,
    /// Any other file that pages show or link: pictures, fonts, documents.
    Asset,
    /// A page that is there for itself: an article, a redirect.
    Page,
    /// A page that lists others, and data that does.
    Index,
    /// What machines read: feeds, sitemaps, rules of the host.
    Feed,
}

impl Kind {
    /// All of them, in order.
    pub const ALL: [Kind; 5] = [Kind::Hashed, Kind::Asset, Kind::Page, Kind::Index, Kind::Feed];

    /// The kind of an output.
    pub fn of(path: &str) -> Kind {
        let (_, name) = path.rsplit_once('/').unwrap_or(("", path));
        if is_hashed(name) {
            return Kind::Hashed;
        }
        // Rules of the host, which send readers to pages.
        if (name.starts_with('_') && !name.contains('.')) || name == ".htaccess" {
            return Kind::Feed;
        }
        match extension(name).as_str() {
            "html" | "htm" if is_listing(path) => Kind::Index,
            "html" | "htm" => Kind::Page,
            "json" if is_json_feed(name) => Kind::Feed,
            "json" | "jsonl" | "ndjson" => Kind::Index,
            "xml" | "rss" | "atom" | "txt" => Kind::Feed,
            _ => Kind::Asset,
        }
    }

    /// How long browsers and caches may keep it: for ever where another content has another name,
    /// else not for long, as nothing tells them of a change.
    pub fn cache_control(self) -> &'static str {
        match self {
            Kind::Hashed => "public, max-age=31536000, immutable",
            Kind::Asset => "public, max-age=3600",
            Kind::Page | Kind::Index => "public, max-age=60",
            Kind::Feed => "public, max-age=300",
        }
    }

    /// As reports call it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Hashed => "hashed asset",
            Kind::Asset => "asset",
            Kind::Page => "page",
            Kind::Index => "index",
            Kind::Feed => "feed",
        }
    }
}

/// What the addresses of pages begin with that list others.
const LISTS: [&str; 9] =
    ["tags", "sections", "authors", "people", "places", "organisations", "archive", "on-this-day", "corrections"];

/// Whether a name has a hash before its extension, as newsgen makes them: hexadecimal digits in lower
/// case, of which one at least is a letter, as `photo.20250131.jpg` has a day there. Of a style sheet or
/// a script digits alone will do.
fn is_hashed(name: &str) -> bool {
    let mut parts = name.rsplit('.');
    let (Some(extension), Some(hash), Some(stem)) = (parts.next(), parts.next(), parts.next()) else { return false };
    let hexadecimal = (8..=64).contains(&hash.len()) && hash.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let script = ["css", "js"].contains(&extension);
    hexadecimal && !stem.is_empty() && (script || hash.bytes().any(|b| b.is_ascii_alphabetic()))
}

/// Whether a page is one of those that list others. Only the order of uploads depends on it, in which new files
/// of a kind come before changed ones in any case; so those of a site's own taxonomies need not be known here.
fn is_listing(path: &str) -> bool {
    let stem = path.strip_suffix("index.html").unwrap_or_else(|| path.rsplit_once('.').map_or(path, |(stem, _)| stem));
    let stem = stem.trim_end_matches('/');
    let segments: Vec<&str> = stem.split('/').collect();
    let digits = |s: &str, len| s.len() == len && s.bytes().all(|b| b.is_ascii_digit());
    let is_date = match segments[..] {
        [year] => digits(year, 4),
        [year, month] => digits(year, 4) && (digits(month, 2) || month == "undated"),
        [year, month, day] => digits(year, 4) && digits(month, 2) && digits(day, 2),
        _ => false,
    };
    let is_numbered =
        segments.iter().any(|s| *s == "page" || s.strip_prefix("page-").is_some_and(|n| digits(n, n.len())));
    let is_of_many = LISTS.contains(&segments[0]);
    stem.is_empty() || is_date || is_numbered || is_of_many || stem == "undated"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_tell_the_kind() {
        for (path, kind) in [
            ("style.0123abcd.css", Kind::Hashed),
            ("js/app.01234567.js", Kind::Hashed),
            ("search/2025.0123456789abcdef.json", Kind::Hashed),
            ("img/photo.20250131.jpg", Kind::Asset),
            ("style.css", Kind::Asset),
            ("2025/01/12/talks/index.html", Kind::Page),
            ("2025/01/12/talks.html", Kind::Page),
            ("undated/talks/index.html", Kind::Page),
            ("story.html", Kind::Page),
            ("404.html", Kind::Page),
            ("index.html", Kind::Index),
            ("tags/gaza/index.html", Kind::Index),
            ("tags/gaza/2025/1/index.html", Kind::Index),
            ("tags.html", Kind::Index),
            ("2025/index.html", Kind::Index),
            ("2025/01.html", Kind::Index),
            ("2025/01/page/1/index.html", Kind::Index),
            ("2025/01/page-1.html", Kind::Index),
            ("undated/index.html", Kind::Index),
            ("2025/01/12/index.html", Kind::Index),
            ("2025/undated/index.html", Kind::Index),
            ("people.html", Kind::Index),
            ("on-this-day/01-12/index.html", Kind::Index),
            ("fragments/on-this-day/01-12.json", Kind::Index),
            ("feeds/2025-01-1.feed.json", Kind::Feed),
            (".htaccess", Kind::Feed),
            ("latest.json", Kind::Index),
            ("feed.json", Kind::Feed),
            ("tags/gaza/rss.xml", Kind::Feed),
            ("sitemaps/2025-01-1.xml", Kind::Feed),
            ("robots.txt", Kind::Feed),
            ("_redirects", Kind::Feed),
            (".newsgen", Kind::Asset),
        ] {
            assert_eq!(Kind::of(path), kind, "{path}");
        }
    }
}
