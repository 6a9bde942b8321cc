//! `[deploy] host`: what the static host can do by itself.

/// How the host is told of redirects and headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Host {
    /// Any host: each former address is a page that leads on.
    Pages,
    /// Netlify: `_redirects` and `_headers`.
    Netlify,
    /// Cloudflare Pages: the same, with at most [`Host::CLOUDFLARE_MOST`] redirects.
    Cloudflare,
    /// Apache: `.htaccess`.
    Apache,
}

impl Host {
    /// What `host` may be, for messages.
    pub const SHAPE: &'static str = "`pages` (any host), `netlify`, `cloudflare` or `apache`";

    /// Cloudflare Pages reads so many static redirects; the others stay pages.
    pub const CLOUDFLARE_MOST: usize = 2000;

    /// Reads a host's name.
    pub fn parse(text: &str) -> Option<Host> {
        Some(match text {
            "pages" => Host::Pages,
            "netlify" => Host::Netlify,
            "cloudflare" => Host::Cloudflare,
            "apache" => Host::Apache,
            _ => return None,
        })
    }

    /// The file of redirects, and how many fit in it; `None` where they are pages.
    pub fn redirects(self) -> Option<(&'static str, usize)> {
        match self {
            Host::Pages => None,
            Host::Netlify => Some(("_redirects", usize::MAX)),
            Host::Cloudflare => Some(("_redirects", Host::CLOUDFLARE_MOST)),
            Host::Apache => Some((".htaccess", usize::MAX)),
        }
    }

    /// The file of headers, where it is another one.
    pub fn headers(self) -> Option<&'static str> {
        match self {
            Host::Pages | Host::Apache => None,
            Host::Netlify | Host::Cloudflare => Some("_headers"),
        }
    }
}
