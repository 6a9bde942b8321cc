//! The site as it was when its sources were last read, from which pages are rendered on demand.

use super::{Options, RELOAD_SCRIPT};
use crate::config::{BaseUrl, Config};
use crate::diag::Diagnostic;
use crate::error::Result;
use crate::load::{Editorial, Files};
use crate::model::OutputPath;
use crate::plan::{Inputs, PageKey, Plan, find, plan};
use crate::render::{Buffers, Failure, Renderer};
use crate::site::{Naming, Site};
use crate::theme::Theme;

/// One reading of the sources.
pub struct Snapshot {
    config: Config,
    theme: Theme,
    site: Site,
    plan: Plan,
    /// What is wrong with them.
    pub diagnostics: Vec<Diagnostic>,
}

/// The answer to a request.
pub enum Page {
    /// A page.
    Found {
        /// Its path, which decides its type.
        path: String,
        /// Its content.
        bytes: Vec<u8>,
    },
    /// There is a page at this address with a slash at its end.
    Folder,
    /// Nothing there.
    Missing,
    /// A page that cannot be rendered, and why.
    Failed(String),
}

impl Snapshot {
    /// Reads the sources; `base_url` stands in for the site's own.
    pub fn load(mut config: Config, base_url: &str, options: &Options) -> Result<Snapshot> {
        config.base_url = BaseUrl::parse(base_url).expect("the server's own address is valid");
        let theme = Theme::load(&config)?;
        let naming = Naming::of(&config, &crate::load::catalog(&config.root)?);
        let mut diagnostics = Vec::new();
        let editorial = Editorial::read(&config, &mut diagnostics)?;
        let cache = config.state_dir().join("cache");
        let files = Files::list(&config.content_dir(), options.jobs)?;
        let mut found = files.scan(Some(&cache), &config, options.jobs, &|_, _| {})?;
        diagnostics.append(&mut found.diagnostics);
        let mut site = Site::new(found.records, &options.gates, &config, naming, editorial);
        diagnostics.append(&mut site.diagnostics);
        let mut plan = plan(Inputs { config: &config, theme: &theme, site: &site }, options.jobs);
        diagnostics.append(&mut plan.diagnostics);
        Ok(Snapshot { config, theme, site, plan, diagnostics })
    }

    /// How many articles it has.
    pub fn articles(&self) -> usize {
        self.site.len()
    }

    /// Renders the page at a path.
    pub fn page(&self, path: &OutputPath) -> Page {
        let found = |path: &OutputPath| {
            let page = find(&self.plan, path)?;
            // The plan knows paths whatever their case; the preview is as strict as a host.
            (page.key.path(self.inputs()) == path.as_str()).then_some(page.key)
        };
        match found(path) {
            Some(key) => self.render(key, path.as_str()),
            None => match OutputPath::new(format!("{path}/index.html")) {
                Ok(inside) if found(&inside).is_some() => Page::Folder,
                _ => Page::Missing,
            },
        }
    }

    /// The site's page for addresses that are not there.
    pub fn not_found(&self) -> Vec<u8> {
        match self.render(PageKey::NotFound, "404.html") {
            Page::Found { bytes, .. } => bytes,
            Page::Folder | Page::Missing | Page::Failed(_) => b"not found\n".to_vec(),
        }
    }

    fn render(&self, key: PageKey, path: &str) -> Page {
        let mut renderer = match Renderer::new(self.inputs()) {
            Ok(renderer) => renderer,
            Err(error) => return Page::Failed(error.to_string()),
        };
        renderer.append_to_body = Some(RELOAD_SCRIPT.into());
        let mut buffers = Buffers::default();
        match renderer.render(key, &mut buffers) {
            Ok(()) => Page::Found { path: path.to_owned(), bytes: buffers.out },
            Err(Failure::Diagnostic(diagnostic)) => Page::Failed(diagnostic.to_string()),
            Err(Failure::Error(error)) => Page::Failed(error.to_string()),
        }
    }

    fn inputs(&self) -> Inputs<'_> {
        Inputs { config: &self.config, theme: &self.theme, site: &self.site }
    }
}
