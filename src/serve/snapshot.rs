//! The site as it is at one moment, from which pages are rendered as they are asked for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::headers::Rules;
use super::trouble::{Trouble, Troubles};
use crate::config::Config;
use crate::diag::Problem;
use crate::model::{Fingerprint, Hasher, OutputPath};
use crate::plan::{Inputs, PageKey, Plan, View, addresses, find, path_hash, redirects};
use crate::render::{Buffers, Failure, Renderer, encode_address};
use crate::site::{Gates, Mark, Site};
use crate::theme::{Content, Theme};

/// The sources as they were last good.
pub struct Snapshot {
    pub config: Arc<Config>,
    pub theme: Arc<Theme>,
    pub site: Arc<Site>,
    pub addresses: Arc<Addresses>,
    pub styles: Arc<Styles>,
    pub gates: Gates,
    /// What is wrong with them as they are now.
    pub troubles: Troubles,
    /// What the host would add to its answers.
    pub rules: Rules,
}

/// Which page is at which path.
pub struct Addresses {
    /// Without fingerprints: nothing is held against an earlier build.
    pub plan: Plan<()>,
    /// Former addresses that the host's own file has, by [`redirects::hash`].
    redirects: HashMap<Fingerprint, PageKey>,
}

/// The style sheets, which browsers take without loading the page again, and whether other files of
/// `static/` are as they were.
pub struct Styles {
    /// Address of each, and what changes with its bytes where the address does not.
    pub sheets: Vec<(String, String)>,
    others: Fingerprint,
}

/// What is at an address.
pub enum Answer {
    /// A page.
    Page(Page),
    /// A file that is published as it is.
    File {
        /// Its output path, which decides its type.
        path: String,
        /// Where its bytes are.
        content: Content,
    },
    /// The host would send the reader there.
    Redirect(String),
    /// Nothing.
    Missing(Page),
    /// A page that cannot be rendered.
    Failed(Trouble),
    /// The article's file changed after it was read: it will be read again in a moment.
    Stale,
    /// A link of `static/` that leads out of the site.
    Outside(String),
}

/// A rendered page.
pub struct Page {
    /// Its output path.
    pub path: String,
    /// As a build would write it.
    pub bytes: Vec<u8>,
    /// Whether it was made by a template, so that the preview's script belongs in it.
    pub is_html: bool,
    /// Why it would be held back, were it not for the flags.
    pub marks: Vec<Mark>,
}

impl Addresses {
    /// All of a site.
    pub fn of(inputs: Inputs, jobs: usize) -> Addresses {
        let mut plan = addresses(inputs, jobs);
        crate::load::point_at_aliases(inputs.config, &mut plan.diagnostics);
        let mut redirects = HashMap::new();
        if inputs.config.host.redirects().is_some()
            && let View::Redirects { from } = View::of(inputs, PageKey::Redirects)
        {
            redirects = from.into_iter().map(|key| (redirects::hash(inputs, key), key)).collect();
        }
        Addresses { plan, redirects }
    }
}

impl Styles {
    /// Those of a theme.
    pub fn of(theme: &Theme, config: &Config) -> Styles {
        let mut hasher = Hasher::new("static");
        let mut sheets = Vec::new();
        for asset in theme.assets() {
            if asset.address.ends_with(".css") {
                let tag = if asset.hashed { String::new() } else { asset.inputs.short() };
                sheets.push((config.link(&asset.address), tag));
            } else if !asset.hashed {
                hasher.str(&asset.address).fp(asset.inputs);
            }
        }
        Styles { sheets, others: hasher.finish() }
    }
}

impl Snapshot {
    /// What is at a decoded address, below the path of the base address; `None` is an address where nothing can be.
    pub fn at(&self, address: Option<&str>) -> Answer {
        let Some(path) = address.and_then(|address| OutputPath::of_address(address).ok()) else {
            return self.missing();
        };
        if let Some(key) = self.key_at(&path) {
            return self.page(key, path.as_str());
        }
        if let Some(place) = self.redirect(&path) {
            return Answer::Redirect(place);
        }
        match OutputPath::new(format!("{path}/index.html")) {
            Ok(inside) if self.key_at(&inside).is_some() || self.redirect(&inside).is_some() => {
                Answer::Redirect(self.link(&format!("/{path}/")))
            }
            _ => self.missing(),
        }
    }

    /// What the host would add to its answers, from the file of the site that says so to it.
    pub fn read_rules(&self) -> Rules {
        let file = self.config.host.headers().and_then(|file| OutputPath::new(file).ok());
        let found = file.and_then(|file| match self.at(Some(&format!("/{file}"))) {
            Answer::Page(page) => Some(page.bytes),
            Answer::File { content, .. } => content.read().ok().map(std::borrow::Cow::into_owned),
            _ => None,
        });
        Rules::parse(&String::from_utf8_lossy(&found.unwrap_or_default()))
    }

    /// A number that changes when a page has to be loaded again. It stays as it is where only the contents of style
    /// sheets, and so their addresses, are others.
    pub fn version(&self, status: u16, bytes: &[u8]) -> String {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for (address, tag) in &self.styles.sheets {
            if let Some(stem) = address.rsplitn(3, '.').nth(2).filter(|_| tag.is_empty()) {
                text = text.replace(address, stem);
            }
        }
        let mut hasher = Hasher::new("shown");
        hasher.u64(u64::from(status)).str(&text).fp(self.styles.others);
        format!("{:016x}", hasher.finish().0 as u64)
    }

    fn key_at(&self, path: &OutputPath) -> Option<PageKey> {
        let key = find(&self.addresses.plan, path)?.key;
        // The plan knows paths whatever their case; the preview is as strict as a host.
        (key.path(self.inputs()) == path.as_str()).then_some(key)
    }

    /// Where the host's own file would lead from a path.
    fn redirect(&self, path: &OutputPath) -> Option<String> {
        let (file, _) = self.config.host.redirects()?;
        let key = *self.addresses.redirects.get(&path_hash(path.as_str()))?;
        // A site may have a file of its own in its place.
        let is_ours = self.key_at(&OutputPath::new(file).ok()?) == Some(PageKey::Redirects);
        let to = redirects::to(&self.site, key).filter(|_| is_ours)?;
        Some(self.link(&to.address(self.inputs())))
    }

    /// An address as a header has it. It begins with one slash: output paths have no empty parts.
    fn link(&self, address: &str) -> String {
        encode_address(&self.config.link(address))
    }

    fn page(&self, key: PageKey, path: &str) -> Answer {
        if let PageKey::Asset(index) = key {
            let asset = &self.theme.assets()[index as usize];
            if let Content::File(file) = &asset.content
                && !self.is_inside(file)
            {
                return Answer::Outside(asset.shown.clone());
            }
            return Answer::File { path: path.to_owned(), content: asset.content.clone() };
        }
        let mut buffers = Buffers::default();
        let rendered = Renderer::new(self.inputs())
            .map_err(Failure::Error)
            .and_then(|renderer| renderer.render(key, &mut buffers));
        match rendered {
            Ok(()) => Answer::Page(Page {
                path: path.to_owned(),
                bytes: buffers.out,
                is_html: key.template().is_some(),
                marks: match key {
                    PageKey::Article(id) => self.gates.marks(&self.site.record(id)),
                    PageKey::Page(at) => self.gates.marks_of_page(&self.site.pages()[usize::from(at)].article),
                    _ => Vec::new(),
                },
            }),
            Err(Failure::Diagnostic(d)) if d.problem == Problem::ChangedDuringBuild => Answer::Stale,
            Err(Failure::Diagnostic(diagnostic)) => Answer::Failed(Trouble::of(&diagnostic)),
            Err(Failure::Error(error)) => {
                let first = Trouble::of_error(&error).into_iter().next();
                Answer::Failed(first.expect("an error has at least its own message"))
            }
        }
    }

    /// The site's page for addresses where nothing is.
    fn missing(&self) -> Answer {
        match self.page(PageKey::NotFound, "404.html") {
            Answer::Page(page) => Answer::Missing(page),
            other => other,
        }
    }

    /// Whether a file is within the site or, where they are links themselves, its `static/` or its theme.
    fn is_inside(&self, file: &Path) -> bool {
        let Ok(file) = file.canonicalize() else { return false };
        let folders: [PathBuf; 3] = [
            self.config.root.clone(),
            self.config.path("static"),
            self.config.path(Path::new("themes").join(&self.config.theme)),
        ];
        folders.iter().any(|folder| folder.canonicalize().is_ok_and(|folder| file.starts_with(folder)))
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs { config: &self.config, theme: &self.theme, site: &self.site }
    }
}
