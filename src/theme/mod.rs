//! Templates and assets, and what each template depends on.
//!
//! A template is looked for in three layers: the site's `templates/`, its theme, the built-in
//! default theme. In Tera they are called `site/NAME`, `theme/NAME` and `default/NAME`; a plain
//! `NAME` finds the first layer that has it. So a site replaces one file by having it, and one
//! block by a file that begins `{% extends "theme/NAME" %}`.
//!
//! Templates see only the context of their page: there are no functions that look anything up, no
//! clock and no environment, so that a page's fingerprint covers everything that can enter it.

mod assets;
mod closure;
mod embedded;
mod template;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use tera::Tera;

use crate::config::{Config, Table};
use crate::diag::{Diagnostic, Place, Problem};
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher};

pub use assets::{Asset, Content};
pub use embedded::files as embedded_files;
pub use template::Template;

/// A site's templates, compiled, and the files that are published as they are.
pub struct Theme {
    tera: Tera,
    sources: BTreeMap<String, Source>,
    closures: [Fingerprint; Template::ALL.len()],
    /// Whether a template shows cards as [`Template::Card`] makes them.
    shows_cards: [bool; Template::ALL.len()],
    uses: ArticleUses,
    assets: Vec<Asset>,
    /// Name in `static/` ▶ site-relative address.
    asset_addresses: BTreeMap<String, String>,
}

/// What article pages ask for, of that which takes time to make.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArticleUses {
    /// `page.json_ld`.
    pub json_ld: bool,
    /// `stories`.
    pub stories: bool,
    /// `related`.
    pub related: bool,
}

/// A template's text and where it is from.
#[derive(Debug, Clone)]
struct Source {
    text: String,
    /// As messages call it.
    shown: String,
}

impl Theme {
    /// Loads and compiles the templates and lists the assets of a site.
    ///
    /// Errors with [`Error::NoTheme`] where the named theme is not there, and with
    /// [`Error::Unusable`] where a template cannot be compiled.
    pub fn load(config: &Config) -> Result<Theme> {
        let folder = theme_folder(config)?;
        if let Some(folder) = &folder {
            check_theme_toml(folder, &config.theme)?;
        }
        let sources = sources(config, folder.as_deref())?;
        let tera = compile(&sources)?;
        let closures = Template::ALL.map(|template| closure::fingerprint(&sources, template.file()));
        let card = Template::Card.file();
        let shows_cards = Template::ALL.map(|template| closure::has(&sources, template.file(), card));
        let mentions = |word| closure::mentions(&sources, Template::Article.file(), word);
        let uses =
            ArticleUses { json_ld: mentions("json_ld"), stories: mentions("stories"), related: mentions("related") };
        let assets = assets::list(config, folder.as_deref())?;
        let asset_addresses =
            assets.iter().filter(|a| a.of_theme).map(|a| (a.name.clone(), a.address.clone())).collect();
        Ok(Theme { tera, sources, closures, shows_cards, uses, assets, asset_addresses })
    }

    /// Renders a template, appending to `out`.
    pub fn render(
        &self,
        template: Template,
        context: &tera::Context,
        out: &mut Vec<u8>,
    ) -> std::result::Result<(), Diagnostic> {
        self.tera.render_to(template.file(), context, out).map_err(|e| diagnostic(&self.sources, &e))
    }

    /// Renders the templates of `shared/`: name without `.html` ▶ text.
    pub fn render_shared(&self, context: &tera::Context) -> Result<BTreeMap<String, String>> {
        let render = |name: &str| {
            let text = self.tera.render(name, context).map_err(|e| Error::Unusable {
                what: "the templates".into(),
                diagnostics: vec![diagnostic(&self.sources, &e)],
            })?;
            let stem = name.strip_prefix(closure::SHARED).unwrap_or(name);
            Ok((stem.strip_suffix(".html").unwrap_or(stem).to_owned(), text))
        };
        closure::shared(&self.sources).into_iter().map(render).collect()
    }

    /// Whether a template shows cards as [`Template::Card`] makes them, so that this has to be done.
    pub fn shows_cards(&self, template: Template) -> bool {
        self.shows_cards[template as usize]
    }

    /// What article pages ask for; the rest of it need not be made.
    pub fn article_uses(&self) -> ArticleUses {
        self.uses
    }

    /// What a template's pages depend on: the template and all that it extends or includes.
    pub fn closure(&self, template: Template) -> Fingerprint {
        self.closures[template as usize]
    }

    /// Of all templates and assets together.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("theme");
        for (name, source) in &self.sources {
            hasher.str(name).str(&source.text);
        }
        for asset in &self.assets {
            hasher.str(&asset.address).fp(asset.inputs).u64(u64::from(asset.of_theme));
        }
        hasher.finish()
    }

    /// Files published as they are, by name.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// Name in the theme's `static/` ▶ site-relative address, by name.
    pub fn asset_addresses(&self) -> &BTreeMap<String, String> {
        &self.asset_addresses
    }
}

/// The theme's folder; `None` for the built-in one.
fn theme_folder(config: &Config) -> Result<Option<PathBuf>> {
    let folder = config.path("themes").join(&config.theme);
    if folder.is_dir() {
        return Ok(Some(folder));
    }
    if config.theme == "default" {
        return Ok(None);
    }
    let mut known = vec!["default".to_owned()];
    if let Ok(entries) = std::fs::read_dir(config.path("themes")) {
        known.extend(
            entries.flatten().filter(|e| e.path().is_dir()).map(|e| e.file_name().to_string_lossy().into_owned()),
        );
    }
    known.sort();
    known.dedup();
    Err(Error::NoTheme { name: config.theme.clone(), folder, known })
}

fn check_theme_toml(folder: &Path, theme: &str) -> Result<()> {
    let path = folder.join("theme.toml");
    let Some(bytes) = crate::fs::read_if_there(&path)? else { return Ok(()) };
    let shown = path.display().to_string();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let unusable = |diagnostics| Error::Unusable { what: format!("theme `{theme}`"), diagnostics };
    let mut table = Table::parse(&text, &shown).map_err(|d| unusable(vec![d]))?;
    for key in ["name", "description", "author", "license", "homepage"] {
        table.str(key);
    }
    let min = table.str("min_newsgen");
    table.str("tested_newsgen");
    let mut diagnostics = table.finish();
    if let Some(wants) = min.filter(|wants| version(wants) > version(env!("CARGO_PKG_VERSION"))) {
        let at = text.find("min_newsgen").unwrap_or(0);
        let problem = Problem::ThemeTooNew { theme: theme.to_owned(), wants };
        diagnostics.push(Diagnostic::new(problem, Place::span(&shown, &text, at..at + 11)));
    }
    if diagnostics.is_empty() { Ok(()) } else { Err(unusable(diagnostics)) }
}

fn version(text: &str) -> Vec<u32> {
    text.split('.')
        .map(|part| part.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap_or(0))
        .collect()
}

fn sources(config: &Config, theme: Option<&Path>) -> Result<BTreeMap<String, Source>> {
    let mut sources = BTreeMap::new();
    let default = embedded::files("templates/").map(|(name, bytes)| {
        let text = String::from_utf8_lossy(bytes).into_owned();
        (name.to_owned(), Source { text, shown: format!("(built-in theme)/templates/{name}") })
    });
    for (name, source) in default {
        // What a theme does not have it takes from the default, also when it is extended by name.
        sources.insert(format!("theme/{name}"), source.clone());
        sources.insert(format!("default/{name}"), source);
    }
    let layers = [(theme.map(|t| t.join("templates")), "theme/"), (Some(config.path("templates")), "site/")];
    for (folder, prefix) in layers {
        let Some(folder) = folder else { continue };
        for (name, path) in crate::fs::files_below(&folder)? {
            let text = String::from_utf8_lossy(&crate::fs::read(&path)?).into_owned();
            sources.insert(format!("{prefix}{name}"), Source { text, shown: path.display().to_string() });
        }
    }
    Ok(sources)
}

fn compile(sources: &BTreeMap<String, Source>) -> Result<Tera> {
    let mut tera = Tera::default();
    let unusable =
        |e: tera::Error| Error::Unusable { what: "the templates".into(), diagnostics: vec![diagnostic(sources, &e)] };
    // The plain name stands for the first layer that has it. Registered as such: Tera's own search
    // through prefixes is done again at each include.
    let plain: BTreeSet<&str> =
        sources.keys().filter_map(|name| name.split_once('/').map(|(_, plain)| plain)).collect();
    let resolved = plain.iter().filter_map(|plain| Some((*plain, closure::resolve(sources, plain)?)));
    let named = sources.keys().map(|name| (name.as_str(), name.clone()));
    tera.add_raw_templates(named.chain(resolved).map(|(name, source)| (name, sources[&source].text.as_str())))
        .map_err(unusable)?;
    Ok(tera)
}

/// A template's mistake, at its place in the file that has it.
fn diagnostic(sources: &BTreeMap<String, Source>, error: &tera::Error) -> Diagnostic {
    match error.kind() {
        tera::ErrorKind::SyntaxError(report) | tera::ErrorKind::RenderingError(report) => {
            let message = first_lower(report.message());
            let span = report.span();
            let source = closure::resolve(sources, report.filename());
            let place = match source.and_then(|name| sources.get(&name)) {
                Some(source) => {
                    let mut place = Place::line_col(&source.shown, &source.text, span.start_line, span.start_col + 1);
                    if span.end_line == span.start_line && span.end_col > span.start_col {
                        place.len = span.end_col - span.start_col;
                    }
                    place
                }
                None => Place::file(report.filename()),
            };
            Diagnostic::new(Problem::Template { message }, place)
        }
        other => {
            let message = first_lower(&other.to_string());
            Diagnostic::new(Problem::Template { message }, Place::default())
        }
    }
}

fn first_lower(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |c| c.to_lowercase().chain(chars).collect())
}
