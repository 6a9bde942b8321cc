//! `site.toml`: what the user typed becomes one valid [`Config`].
//!
//! Every mistake in the file is found in one reading, each with its line and a suggestion.

mod deploy;
mod feed;
mod front_matter;
mod host;
mod options;
mod permalink;
pub mod reference;
mod sources;
mod table;
mod taxonomies;
mod toml_mistake;

use std::path::{Path, PathBuf};

use crate::diag::{Diagnostic, Place};
use crate::error::{Error, Result};
use crate::model::{Taxonomy, Zone};

pub use deploy::{Bucket, HeaderRule, Place as TargetPlace, Target};
pub use feed::{Feed, FeedFormat};
pub use front_matter::FRONT_MATTER;
pub use host::Host;
pub use options::{Given, Setting};
pub use permalink::{Address, Permalink};
pub use sources::{AuthorForm, Recipe};
pub use table::Table;
pub use taxonomies::TaxonomySettings;

/// A site's settings, all of them valid.
#[derive(Debug, Clone)]
pub struct Config {
    /// The folder that holds `site.toml`; all other folders are below it unless absolute.
    pub root: PathBuf,
    /// `title`: the archive's name.
    pub title: String,
    /// `description`: one sentence about the archive; may be empty.
    pub description: String,
    /// `base_url`: where the site will be read, without a slash at its end.
    pub base_url: BaseUrl,
    /// `language`: BCP 47 tag of the site's text.
    pub language: String,
    /// Where it is set; none where it is English.
    pub language_place: Option<Place>,
    /// `timezone`: of dates that name none.
    pub zone: Zone,
    /// `author`: the publisher's name.
    pub author: Option<String>,
    /// `copyright`: a line for the foot of each page.
    pub copyright: Option<String>,
    /// `license`: address or name of the licence of articles that name none.
    pub license: Option<String>,
    /// `theme`: a folder below `themes/`, or the built-in `default`.
    pub theme: String,
    /// `output_dir`, relative to `root` or absolute.
    pub output_dir: PathBuf,
    /// `per_page`: articles on one page of a tag, author or section.
    pub per_page: usize,
    /// `pages_by_year`: whether numbered pages of a term have articles of one year alone.
    pub pages_by_year: bool,
    /// `per_month_page`: articles on one page of a month.
    pub per_month_page: usize,
    /// `[permalinks]`: addresses of articles, and whether pages have folders of their own.
    pub permalink: Permalink,
    /// `day_pages`: whether days have pages too.
    pub day_pages: bool,
    /// `on_this_day`: whether each day of the year has a page with its articles of all years.
    pub on_this_day: bool,
    /// `[feed]`.
    pub feed: Feed,
    /// `[taxonomies]`: authors, sections, tags and series first, then those that the site adds.
    pub taxonomies: Vec<TaxonomySettings>,
    /// `[deploy] host`.
    pub host: Host,
    /// `[[menu]]`: links of the page header.
    pub menu: Vec<MenuItem>,
    /// `[theme_options]`: what the site sets of its theme's options, not yet checked.
    pub theme_options: Vec<Given>,
    /// `[strings]`: what the site says otherwise than its theme, not yet checked.
    pub strings: Vec<Given>,
    /// `[convert.sources]`: what is always so of some raw texts.
    pub recipes: Vec<Recipe>,
    /// `[deploy.NAME]`: where it is published.
    pub targets: Vec<Target>,
}

/// Names that a site cannot give to things of its own.
pub struct Reserved;

impl Reserved {
    /// First parts of addresses that newsgen uses.
    pub const FOLDERS: [&'static str; 8] =
        ["archive", "corrections", "feeds", "fragments", "on-this-day", "search", "sitemaps", "undated"];

    /// Whether a key of front matter means something.
    pub fn is_key(key: &str) -> bool {
        FRONT_MATTER.iter().any(|known| known.key == key)
    }
}

/// A key that can be set: what documentation and messages say of it.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// Its name.
    pub key: &'static str,
    /// What its value is: `text`, `date` …
    pub kind: &'static str,
    /// Its value where it is not set, as one would write it; empty where there is none.
    pub default: &'static str,
    /// What it does, in a sentence or two.
    pub meaning: &'static str,
    /// A line to paste.
    pub example: &'static str,
}

/// One `[[menu]]` entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// What the reader sees.
    pub name: String,
    /// An absolute address, or a site-relative one such as `/about/`.
    pub url: String,
}

/// An absolute `http` or `https` address, split where pages need it split.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseUrl {
    /// `https://example.org/news`, never with a slash at the end.
    full: String,
    /// Bytes of `full` before the path.
    origin_len: usize,
}

impl BaseUrl {
    /// Reads an absolute address; a slash at its end is dropped.
    pub fn parse(text: &str) -> Option<BaseUrl> {
        let full = text.trim().trim_end_matches('/');
        let rest = full.strip_prefix("https://").or_else(|| full.strip_prefix("http://"))?;
        let host_len = rest.find('/').unwrap_or(rest.len());
        let host = &rest[..host_len];
        let plain = |c: char| !c.is_whitespace() && !c.is_control() && !"<>\"'`{}|\\^?#".contains(c);
        if host.is_empty() || host.contains('@') || !rest.chars().all(plain) {
            return None;
        }
        Some(BaseUrl { origin_len: full.len() - rest.len() + host_len, full: full.to_owned() })
    }

    /// What a text that is no such address should have been.
    pub fn expected(text: &str) -> String {
        let host = text.split_once("//").map_or(text, |(_, host)| host).trim_start_matches(':');
        let meant = format!("https://{}", host.split(['?', '#']).next().unwrap_or(host).trim_end_matches('/'));
        if BaseUrl::parse(&meant).is_some() {
            return format!("an address such as `{meant}`");
        }
        "an address such as `https://archive.example.org` or `https://example.org/news`".into()
    }

    /// `https://example.org/news`.
    pub fn as_str(&self) -> &str {
        &self.full
    }

    /// The path that every address on the site begins with: `""` or `/news`.
    pub fn path(&self) -> &str {
        &self.full[self.origin_len..]
    }
}

/// Command-line settings that win over `site.toml`.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--base-url`.
    pub base_url: Option<String>,
    /// `--output-dir`, relative to the current folder.
    pub output_dir: Option<PathBuf>,
}

impl Config {
    /// The folders of a site that hold its sources.
    pub const SOURCES: [&'static str; 6] = ["content", "pages", "static", "templates", "terms", "themes"];

    /// Reads a `site.toml`.
    ///
    /// Errors with [`Error::NoSite`] where there is none and [`Error::Unusable`] with all its
    /// mistakes where it has any: building with settings that were not meant helps no one.
    pub fn load(path: &Path, overrides: &Overrides) -> Result<Config> {
        let Some(bytes) = crate::fs::read_if_there(path)? else {
            return Err(Error::NoSite { config: path.to_owned(), meant: None });
        };
        let name = path.display().to_string();
        let unusable = |diagnostics| Error::Unusable { what: format!("`{name}`"), diagnostics };
        let text = String::from_utf8(bytes)
            .map_err(|e| unusable(vec![Diagnostic::not_text(&name, e.as_bytes(), e.utf8_error().valid_up_to())]))?;
        let root = match path.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let mut config = Config::parse(&text, &name, root).map_err(unusable)?;
        if let Some(url) = &overrides.base_url {
            config.base_url = BaseUrl::parse(url).ok_or_else(|| Error::Usage {
                message: format!("`--base-url` cannot be `{url}`"),
                hint: format!("give {}", BaseUrl::expected(url)),
            })?;
        }
        if let Some(folder) = &overrides.output_dir {
            config.output_dir = std::path::absolute(folder).map_err(Error::io("find", folder))?;
        }
        Ok(config)
    }

    /// Reads the text of a `site.toml`; `name` is how messages call the file.
    pub fn parse(text: &str, name: &str, root: PathBuf) -> std::result::Result<Config, Vec<Diagnostic>> {
        let mut top = Table::parse(text, name).map_err(|d| vec![d])?.of_site();
        let title = top.str("title").unwrap_or_else(|| "News archive".into());
        let base_url = top.parsed_or("base_url", BaseUrl::expected, BaseUrl::parse);
        let zone = top.zone("timezone");
        let language_place = top.place_of("language");
        let language = top.parsed("language", "a language tag such as `en` or `pt-BR`", parse_language);
        let language_place = language_place.filter(|_| language.as_deref() != Some("en"));
        let mut feed = top.table("feed");
        let mut permalinks = top.table("permalinks");
        let mut deploy = top.table("deploy");
        let mut theme_options = top.table("theme_options");
        let mut strings = top.table("strings");
        let config = Config {
            root,
            title,
            description: top.str("description").unwrap_or_default(),
            base_url: base_url.unwrap_or_else(|| BaseUrl::parse("http://localhost:4000").expect("a valid address")),
            language: language.unwrap_or_else(|| "en".into()),
            language_place,
            zone: zone.unwrap_or(Zone::UTC),
            author: top.str("author"),
            copyright: top.str("copyright"),
            license: top.str("license"),
            theme: top.parsed("theme", "the name of a folder below `themes/`", parse_name).unwrap_or("default".into()),
            output_dir: top.parsed("output_dir", "a folder", parse_folder).unwrap_or("public".into()),
            per_page: top.number("per_page", 1..=1000).unwrap_or(20),
            pages_by_year: top.bool("pages_by_year").unwrap_or(true),
            per_month_page: top.number("per_month_page", 1..=10_000).unwrap_or(250),
            permalink: Permalink::new(
                permalinks.parsed_or("article", Permalink::expected, Permalink::parse),
                permalinks.bool("flat").unwrap_or(false),
            ),
            day_pages: top.bool("day_pages").unwrap_or(false),
            on_this_day: top.bool("on_this_day").unwrap_or(true),
            feed: Feed::read(&mut feed),
            taxonomies: Vec::new(),
            host: deploy.parsed("host", Host::SHAPE, Host::parse).unwrap_or(Host::Pages),
            menu: Vec::new(),
            theme_options: theme_options.named_values(),
            strings: strings.named_values(),
            recipes: Vec::new(),
            targets: Vec::new(),
        };
        let mut menu = Vec::new();
        let mut diagnostics = Vec::new();
        for mut item in top.tables("menu") {
            let name = item.required_str("name");
            let leads = |text: &str| {
                let whole = text.starts_with(['/', '#']) || text.contains(':');
                (whole && crate::markdown::is_safe_address(text)).then(|| text.to_owned())
            };
            let url = if item.required("url") {
                item.parsed("url", "an address such as `/about/` or `https://example.org/`", leads)
            } else {
                None
            };
            if let (Some(name), Some(url)) = (name, url) {
                menu.push(MenuItem { name, url });
            }
            diagnostics.extend(item.finish());
        }
        let (taxonomies, wrong) = taxonomies::taxonomies(&mut top);
        diagnostics.extend(wrong);
        let mut convert = top.table("convert");
        let mut sources = convert.table("sources");
        let (recipes, wrong) = sources::recipes(&mut sources);
        diagnostics.extend(wrong);
        diagnostics.extend(sources.finish());
        diagnostics.extend(convert.finish());
        let (targets, wrong) = deploy::targets(&mut deploy);
        diagnostics.extend(wrong);
        diagnostics.extend(deploy.finish());
        diagnostics.extend(feed.finish());
        diagnostics.extend(permalinks.finish());
        diagnostics.extend(theme_options.finish());
        diagnostics.extend(strings.finish());
        diagnostics.extend(top.finish());
        diagnostics.sort_by_key(|d| (d.place.line, d.place.col));
        if diagnostics.is_empty() {
            Ok(Config { menu, recipes, targets, taxonomies, ..config })
        } else {
            Err(diagnostics)
        }
    }

    /// The settings of a taxonomy.
    pub fn taxonomy(&self, taxonomy: Taxonomy) -> &TaxonomySettings {
        &self.taxonomies[taxonomy.index()]
    }

    /// All taxonomies, in the order of their numbers.
    pub fn taxonomy_ids(&self) -> impl DoubleEndedIterator<Item = Taxonomy> + use<> {
        (0..self.taxonomies.len() as u8).map(Taxonomy)
    }

    /// The keys in front matter of the taxonomies that the site adds.
    pub fn further_taxonomies(&self) -> Vec<String> {
        self.taxonomies[usize::from(Taxonomy::FURTHER)..].iter().map(|t| t.name.clone()).collect()
    }

    /// A path of the site, without a `./` that would only clutter messages.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        if self.root == Path::new(".") { name.as_ref().to_owned() } else { self.root.join(name) }
    }

    /// `content/`, where the articles are.
    pub fn content_dir(&self) -> PathBuf {
        self.path("content")
    }

    /// Where the site is written.
    pub fn output_dir(&self) -> PathBuf {
        self.path(&self.output_dir)
    }

    /// `.newsgen/`, newsgen's own notes: it may be deleted at any time.
    pub fn state_dir(&self) -> PathBuf {
        self.path(".newsgen")
    }

    /// A site-relative address with the base address's path before it: what a page's links use.
    pub fn link(&self, address: &str) -> String {
        [self.base_url.path(), address].concat()
    }

    /// A site-relative address with the whole base address before it.
    pub fn absolute(&self, address: &str) -> String {
        [self.base_url.as_str(), address].concat()
    }
}

/// A BCP 47 tag, as far as its form goes.
pub fn parse_language(text: &str) -> Option<String> {
    let good = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.split('-').all(good).then(|| text.to_owned())
}

fn parse_name(text: &str) -> Option<String> {
    let bad = text.is_empty() || text.starts_with('.') || text.contains(['/', '\\']);
    (!bad).then(|| text.to_owned())
}

fn parse_folder(text: &str) -> Option<PathBuf> {
    (!text.trim().is_empty()).then(|| PathBuf::from(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let diagnostics = Config::parse(text, "site.toml", ".".into()).unwrap_err();
        diagnostics.iter().map(|d| format!("{}:{}: {}", d.place.line, d.place.col, d.problem)).collect()
    }

    #[test]
    fn an_empty_file_is_a_site() {
        let config = Config::parse("", "site.toml", ".".into()).unwrap();
        assert_eq!((config.per_page, config.theme.as_str(), config.link("/x/")), (20, "default", "/x/".to_owned()));
    }

    #[test]
    fn all_mistakes_are_found_at_once() {
        let text = "titel = \"X\"\nbase_url = \"example.org\"\nper_page = 0\nlanguage = 7\n[feed]\nitem = 3\nfull_text = \"no\"\n[[menu]]\nname = \"A\"\n";
        let found = problems(text);
        for expected in [
            "1:1: unknown key `titel`",
            "2:12: `base_url` cannot be `example.org`",
            "3:12: `per_page` cannot be `0`",
            "4:12: `language` should be a text in quotes, not a number",
            "6:1: unknown key `item` in `[feed]`",
            "7:13: `full_text` should be `true` or `false`, not a text",
            "8:1: no `url` in `[[menu]]`",
        ] {
            assert!(found.iter().any(|f| f == expected), "{expected} not in {found:#?}");
        }
        assert_eq!(found.len(), 7, "{found:#?}");
    }

    #[test]
    fn base_addresses_are_split() {
        for (text, full, path) in [
            ("https://example.org", "https://example.org", ""),
            ("https://example.org/", "https://example.org", ""),
            ("http://localhost:4000/news/x/", "http://localhost:4000/news/x", "/news/x"),
        ] {
            let url = BaseUrl::parse(text).unwrap();
            assert_eq!((url.as_str(), url.path()), (full, path));
        }
        for bad in [
            "",
            "example.org",
            "ftp://x",
            "https://",
            "https://a b",
            "https://x/?q",
            "https://u@h/",
            "javascript:alert(1)",
        ] {
            assert_eq!(BaseUrl::parse(bad), None, "{bad}");
        }
    }
}
