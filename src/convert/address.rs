//! Addresses that articles had before: what was on the site that is being made keeps its own.

use percent_encoding::percent_decode_str;
use url::Url;

use crate::config::BaseUrl;

/// The path of an address; none for `/?p=12`, which no file can answer.
pub fn path_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    (url.query().is_none() && url.path() != "/").then(|| decoded(url.path()))
}

/// An address or a part of it without escapes.
pub fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// The host of an address, without `www.`.
pub fn host(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    Some(bare(url.host_str()?).to_owned())
}

fn bare(host: &str) -> &str {
    host.strip_prefix("www.").unwrap_or(host)
}

/// The path that an article's address has on a site; none if it is not one of the site's, or that of a list (`/2015/03/`,
/// `/tags/ferry/`), which the new site may have as well.
pub fn on_site(url: &str, site: &BaseUrl) -> Option<String> {
    const LISTS: [&str; 12] = [
        "tags",
        "tag",
        "authors",
        "author",
        "sections",
        "section",
        "category",
        "categories",
        "archive",
        "undated",
        "page",
        "search",
    ];
    if host(url)? != host(site.as_str())? {
        return None;
    }
    let is_list = |path: &str| {
        let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
        let is_date = path.bytes().all(|b| b == b'/' || b.is_ascii_digit());
        path.ends_with('/') && (is_date || LISTS.contains(&first))
    };
    let path = path_of(url)?;
    path.strip_prefix(site.path()).filter(|path| path.starts_with('/') && !is_list(path)).map(str::to_owned)
}

/// The address of a file in a copy of a site, which `wget --mirror` and others keep below a folder called by its host:
/// the site that is being made, or one that begins with `www.`
pub fn of_copy(name: &str, site: Option<&BaseUrl>) -> Option<String> {
    const INDEXES: [&str; 5] = ["index.html", "index.htm", "index.php", "index.asp", "default.htm"];
    /// Archives may be called by a host as well, and are no folders of it.
    const ARCHIVES: [&str; 5] = [".zip", ".tar", ".tgz", ".gz", ".wacz"];
    let own = site.and_then(|site| host(site.as_str()));
    let is_host = |part: &str| {
        let lower = part.to_ascii_lowercase();
        let name = lower.split(':').next().unwrap_or_default();
        let is_named = name.strip_prefix("www.").is_some_and(|rest| rest.contains('.'));
        let is_archive = ARCHIVES.iter().any(|end| name.ends_with(end));
        is_named && !is_archive || own.as_deref().is_some_and(|own| own.contains('.') && bare(name) == own)
    };
    let mut parts = name.split(['/', '\\']);
    let host = parts.find(|part| is_host(part))?;
    let mut rest: Vec<&str> = parts.collect();
    // What is called by a host itself is no folder.
    let last = rest.pop()?;
    let scheme = site.map_or("https", |site| site.as_str().split(':').next().unwrap_or("https"));
    let mut url = Url::parse(&format!("{scheme}://{host}/")).ok()?;
    rest.push(if INDEXES.contains(&last.to_ascii_lowercase().as_str()) { "" } else { last });
    match last.split_once('?') {
        // A copy has what a program was asked in the file's name.
        Some((file, query)) => {
            rest.pop();
            url.path_segments_mut().ok()?.clear().extend(rest.iter().copied().chain([file]));
            url.set_query(Some(query));
        }
        None => {
            url.path_segments_mut().ok()?.clear().extend(&rest);
        }
    }
    Some(url.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(url: &str) -> BaseUrl {
        BaseUrl::parse(url).unwrap()
    }

    #[test]
    fn addresses_of_the_site_are_paths_on_it() {
        let own = site("https://www.courier.example");
        for (url, path) in [
            ("http://courier.example/2003/ferry.html", Some("/2003/ferry.html")),
            ("https://www.courier.example/a%20b/", Some("/a b/")),
            ("https://www.courier.example/", None),
            ("https://www.courier.example/2015/03/", None),
            ("https://www.courier.example/tags/ferry/", None),
            ("https://www.courier.example/tags.html", Some("/tags.html")),
            ("https://www.courier.example/2015/03", Some("/2015/03")),
            ("https://www.courier.example/story.php?id=5", None),
            ("https://other.example/2003/ferry.html", None),
            ("no address", None),
        ] {
            assert_eq!(on_site(url, &own).as_deref(), path, "{url}");
        }
        let below = site("https://courier.example/archive");
        assert_eq!(on_site("https://courier.example/archive/a.html", &below).as_deref(), Some("/a.html"));
        assert_eq!(on_site("https://courier.example/archives/a.html", &below), None);
        assert_eq!(on_site("https://courier.example/a.html", &below), None);
    }

    #[test]
    fn files_of_a_copy_are_where_their_folders_say() {
        let own = site("http://courier.example:8080");
        for (name, url) in [
            ("copy/courier.example/2003/ferry.html", Some("http://courier.example/2003/ferry.html")),
            ("copy/www.courier.example/2003/index.html", Some("http://www.courier.example/2003/")),
            ("www.other.example/a b.htm", Some("http://www.other.example/a%20b.htm")),
            ("courier.example/story.php?id=5", Some("http://courier.example/story.php?id=5")),
            ("copy/other.example/2003/ferry.html", None),
            ("copy/www.courier.example", None),
            ("www.other.example.zip/a.html", None),
            ("www.other.example.tar.gz/www.other.example/a.html", Some("http://www.other.example/a.html")),
            ("copy/www/ferry.html", None),
        ] {
            assert_eq!(of_copy(name, Some(&own)).as_deref(), url, "{name}");
        }
        assert_eq!(of_copy("www.other.example/a.htm", None).as_deref(), Some("https://www.other.example/a.htm"));
        assert_eq!(of_copy("courier.example/a.htm", None), None);
    }
}
