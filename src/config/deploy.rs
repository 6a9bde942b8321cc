//! `[deploy.NAME]`: where `newsgen deploy` publishes to, and with which headers.
//!
//! There is no key for a password, a token or a secret: these come from the platform's usual chain
//! (environment, profile, agent), and an address that holds one is refused.

use std::path::PathBuf;

use globset::{GlobBuilder, GlobMatcher};

use super::table::Table;
use crate::diag::Diagnostic;

/// One place to publish to.
#[derive(Debug, Clone)]
pub struct Target {
    /// Its name in `site.toml`.
    pub name: String,
    /// `url`.
    pub place: Place,
    /// `endpoint`: of storage that is not the provider's own.
    pub endpoint: Option<String>,
    /// `region`.
    pub region: Option<String>,
    /// `account`: of Azure storage.
    pub account: Option<String>,
    /// `connections`: how many requests run side by side.
    pub connections: usize,
    /// `timeout`: seconds that one request may take.
    pub timeout_secs: u64,
    /// `lease`: seconds after which a deployment that shows no sign of life is held to be dead.
    pub lease_secs: u64,
    /// `retries`: how often a failed request is tried again.
    pub retries: u32,
    /// `grace`: seconds before assets are deleted, which pages may still show that were read a moment ago.
    pub grace_secs: u64,
    /// `history`: whether each deployment to a branch is a commit upon the last.
    pub history: bool,
    /// `cname`: the domain that a branch is served under.
    pub cname: Option<String>,
    /// `[[deploy.NAME.headers]]`, in their order.
    pub rules: Vec<HeaderRule>,
}

/// What a `url` means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `s3://bucket/prefix`
    S3(Bucket),
    /// `gs://bucket/prefix`
    Gs(Bucket),
    /// `az://container/prefix`
    Az(Bucket),
    /// `file:///srv/www`; also relative to the site's folder, `file://../www`
    Folder(PathBuf),
    /// `git+ssh://git@host/site.git#branch`
    Git {
        /// As git takes it.
        remote: String,
        /// Without `refs/heads/`.
        branch: String,
    },
    /// `rsync://host/module/path`, or `ssh://user@host/path`.
    Rsync {
        /// As rsync takes it, with a slash at the end.
        destination: String,
        /// The port of `ssh://user@host:2222/path`.
        port: Option<u16>,
    },
}

/// A bucket or container, and what the names of all files begin with there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bucket {
    /// Its name.
    pub name: String,
    /// Empty, or without slashes at its ends.
    pub prefix: String,
}

/// Headers for the files of some patterns; `None` leaves them as they are, an empty text takes them away.
#[derive(Debug, Clone, Default)]
pub struct HeaderRule {
    files: Vec<GlobMatcher>,
    /// `content_type`
    pub content_type: Option<String>,
    /// `cache_control`
    pub cache_control: Option<String>,
    /// `content_encoding`
    pub content_encoding: Option<String>,
    /// `content_language`
    pub content_language: Option<String>,
    /// `content_disposition`
    pub content_disposition: Option<String>,
}

impl HeaderRule {
    /// Whether it is for an output.
    pub fn is_for(&self, path: &str) -> bool {
        self.files.iter().any(|glob| glob.is_match(path))
    }
}

impl Place {
    const SHAPE: &str = "an address such as `s3://bucket/folder`, `gs://bucket`, `az://container`, `file:///srv/www`, `git+ssh://git@host/site.git#pages`, `ssh://user@host/srv/www` or `rsync://host/module`, without passwords";

    /// Reads an address; `None` where it is of no kind that is known, or holds a password.
    pub fn parse(text: &str) -> Option<Place> {
        let (scheme, rest) = text.split_once("://")?;
        if rest.is_empty() || text.chars().any(|c| c.is_control() || c == ' ') {
            return None;
        }
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let user = host.rsplit_once('@').map(|(user, _)| user);
        if user.is_some_and(|user| user.contains(':') || user.is_empty()) {
            return None;
        }
        let bucket = || {
            let good = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
            let prefix = path.trim_matches('/');
            let plain = prefix.is_empty() || crate::model::OutputPath::new(prefix).is_ok();
            let fine = !host.is_empty() && host.chars().all(good) && plain;
            fine.then(|| Bucket { name: host.to_owned(), prefix: prefix.to_owned() })
        };
        Some(match scheme {
            "s3" => Place::S3(bucket()?),
            "gs" => Place::Gs(bucket()?),
            "az" => Place::Az(bucket()?),
            "file" => Place::Folder(rest.into()),
            "rsync" if !host.is_empty() && !path.trim_matches('/').is_empty() => {
                Place::Rsync { destination: format!("rsync://{host}/{}/", path.trim_matches('/')), port: None }
            }
            "ssh" if !host.is_empty() && !host.starts_with('-') => {
                let (host, port) = match host.rsplit_once(':') {
                    Some((host, port)) => (host, Some(port.parse().ok()?)),
                    None => (host, None),
                };
                // `~` stands for the home folder, as everywhere in ssh.
                let path = match path.strip_prefix("~/") {
                    Some(below_home) => below_home.trim_end_matches('/').to_owned(),
                    None => format!("/{}", path.trim_end_matches('/')),
                };
                let fine = path.len() > 1 && !host.is_empty();
                fine.then(|| Place::Rsync { destination: format!("{host}:{path}/"), port })?
            }
            _ => {
                let (remote, branch) = text.strip_prefix("git+")?.split_once('#')?;
                let plain = |c: char| c.is_alphanumeric() || "-_./".contains(c);
                // A user before an http address is a token.
                let token = user.is_some() && scheme.starts_with("git+http");
                let fine = !branch.is_empty() && !branch.starts_with(['-', '/']) && branch.chars().all(plain);
                let known = ["git+ssh", "git+https", "git+http", "git+file"].contains(&scheme);
                (fine && known && !token && !branch.contains(".."))
                    .then(|| Place::Git { remote: remote.to_owned(), branch: branch.to_owned() })?
            }
        })
    }

    /// Whether files there can have headers of their own.
    pub fn has_headers(&self) -> bool {
        match self {
            Place::S3(_) | Place::Gs(_) | Place::Az(_) => true,
            Place::Folder(_) | Place::Git { .. } | Place::Rsync { .. } => false,
        }
    }
}

/// Reads all tables below `[deploy]`, in the order of their names.
pub fn targets(deploy: &mut Table<'_>) -> (Vec<Target>, Vec<Diagnostic>) {
    let mut targets = Vec::new();
    let mut diagnostics = Vec::new();
    for (name, mut table) in deploy.named_tables() {
        let (target, wrong) = target(name, &mut table);
        targets.extend(target);
        diagnostics.extend(wrong);
        diagnostics.extend(table.finish());
    }
    (targets, diagnostics)
}

fn target(name: String, table: &mut Table<'_>) -> (Option<Target>, Vec<Diagnostic>) {
    const NAME: &str = "a name without control characters";
    let plain =
        |text: &str| (!text.is_empty() && !text.chars().any(|c| c.is_control() || c == ' ')).then(|| text.into());
    if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_') {
        table.report_whole("deploy", "a target a name of letters, digits, `-` and `_`");
    }
    if !table.holds("url") {
        table.missing("url");
    }
    let place = table.parsed_address("url", Place::SHAPE, Place::parse);
    let endpoint = table.parsed_address("endpoint", "an address such as `http://127.0.0.1:9000`", |text| {
        let (scheme, host) = text.split_once("://")?;
        let fine = ["http", "https"].contains(&scheme) && !host.is_empty() && !host.contains('@');
        fine.then(|| text.trim_end_matches('/').to_owned())
    });
    let region = table.parsed("region", NAME, plain);
    let account = table.parsed("account", NAME, plain);
    let connections = table.number("connections", 1..=256).unwrap_or(16);
    let timeout_secs = table.number("timeout", 1..=3600).unwrap_or(60) as u64;
    let lease_secs = table.number("lease", 2..=3600).unwrap_or(60) as u64;
    let retries = table.number("retries", 0..=20).unwrap_or(7) as u32;
    let grace_secs = table.number("grace", 0..=86_400).unwrap_or(1) as u64;
    let history = table.bool("history").unwrap_or(true);
    let cname = table.parsed("cname", "a domain such as `news.example.org`", plain);
    let headers_fit = place.as_ref().is_none_or(Place::has_headers);
    let mut rules = Vec::new();
    let mut diagnostics = Vec::new();
    for mut rule in table.tables("headers") {
        if !headers_fit {
            rule.report_whole("headers", "a target of s3, gs or az: other hosts choose headers themselves");
        }
        rules.push(header_rule(&mut rule));
        diagnostics.extend(rule.finish());
    }
    let target = place.map(|place| Target {
        name,
        place,
        endpoint,
        region,
        account,
        connections,
        timeout_secs,
        lease_secs,
        retries,
        grace_secs,
        history,
        cname,
        rules,
    });
    (target, diagnostics)
}

fn header_rule(table: &mut Table<'_>) -> HeaderRule {
    const VALUE: &str = "a header's value, in ASCII";
    if !table.holds("files") {
        table.missing("files");
    }
    let value = |text: &str| text.chars().all(|c| c == ' ' || c.is_ascii_graphic()).then(|| text.to_owned());
    HeaderRule {
        files: table.parsed_texts("files", "a pattern of addresses such as `/photos/**`", |text| {
            let glob = GlobBuilder::new(text.trim_start_matches('/')).literal_separator(true).build();
            glob.ok().map(|glob| glob.compile_matcher())
        }),
        content_type: table.parsed("content_type", VALUE, value),
        cache_control: table.parsed("cache_control", VALUE, value),
        content_encoding: table.parsed("content_encoding", VALUE, value),
        content_language: table.parsed("content_language", VALUE, value),
        content_disposition: table.parsed("content_disposition", VALUE, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_targets_are_read() {
        let bucket = |name: &str, prefix: &str| Bucket { name: name.into(), prefix: prefix.into() };
        let git = |remote: &str, branch: &str| Place::Git { remote: remote.into(), branch: branch.into() };
        let rsync = |destination: &str, port| Place::Rsync { destination: destination.into(), port };
        for (text, expected) in [
            ("s3://news", Some(Place::S3(bucket("news", "")))),
            ("s3://news/a/b/", Some(Place::S3(bucket("news", "a/b")))),
            ("gs://news/x", Some(Place::Gs(bucket("news", "x")))),
            ("az://site", Some(Place::Az(bucket("site", "")))),
            ("file:///srv/www", Some(Place::Folder("/srv/www".into()))),
            ("file://../www", Some(Place::Folder("../www".into()))),
            ("git+ssh://git@host/site.git#pages", Some(git("ssh://git@host/site.git", "pages"))),
            ("git+file:///srv/site.git#gh/pages", Some(git("file:///srv/site.git", "gh/pages"))),
            ("rsync://host/module/a", Some(rsync("rsync://host/module/a/", None))),
            ("ssh://me@host:2222/srv/www", Some(rsync("me@host:/srv/www/", Some(2222)))),
            ("ssh://host/~/www/", Some(rsync("host:www/", None))),
            // No way out of the prefix, no passwords, no tokens, nothing that a program could take for an option.
            ("s3://news/../x", None),
            ("s3://user:secret@news", None),
            ("git+https://token@host/site.git#pages", None),
            ("git+https://me:token@host/site.git#pages", None),
            ("git+ssh://host/site.git", None),
            ("git+ssh://host/site.git#--force", None),
            ("git+ext://sh#pages", None),
            ("ssh://-oProxyCommand=x/srv", None),
            ("ssh://host/", None),
            ("rsync://me:secret@host/module", None),
            ("ftp://host/x", None),
            ("news", None),
            ("s3://", None),
        ] {
            assert_eq!(Place::parse(text), expected, "{text}");
        }
    }
}
