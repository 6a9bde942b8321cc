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
mod description;
mod embedded;
mod hint;
mod language;
mod layer;
mod mistakes;
mod options;
mod strings;
mod template;

use std::collections::{BTreeMap, BTreeSet};

use tera::Tera;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::model::{Fingerprint, Hasher};

pub use assets::{Asset, Content};
pub use description::Description;
pub use layer::{Found, Layer, names};
pub use options::{Declared, Kind, shown};
pub use strings::Strings;
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
    options: tera::Value,
    strings: Strings,
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

/// All but what RFC 3986 calls unreserved.
const RESERVED: percent_encoding::AsciiSet =
    percent_encoding::NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A template as its file has it.
#[derive(Debug, Clone, Copy)]
pub struct TemplateText<'a> {
    /// Its name without its layer.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
    /// As messages call it.
    pub shown: &'a str,
    /// Whether it is in the program.
    pub built_in: bool,
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
        let default = Layer::Embedded("default");
        let theme = Layer::of_theme(config)?;
        let declared = Description::read(&theme, &config.theme)?;
        let declared = declared.with_options_of(Description::read(&default, "default")?);
        let options = options::values(&declared, config)
            .map_err(|diagnostics| Error::Unusable { what: format!("theme `{}`", config.theme), diagnostics })?;
        let strings = Strings::load(config, &default, &theme)?;
        let layers = [default, theme, Layer::Folder(config.path(""))];
        let sources = sources(&layers)?;
        let tera = compile(&sources, &strings)?;
        let set = Fingerprint::of(options.to_string().as_bytes());
        let made_of = closure::Closure::of_each(&sources, Template::ALL.map(Template::file));
        let closures = made_of.each_ref().map(|closure| closure.fingerprint(set));
        let shows_cards = made_of.each_ref().map(|closure| closure.has(Template::Card.file()));
        let mentions = |word| made_of[Template::Article as usize].mentions(word);
        let uses =
            ArticleUses { json_ld: mentions("json_ld"), stories: mentions("stories"), related: mentions("related") };
        let assets = assets::list(&layers, &options, &strings)?;
        let asset_addresses =
            assets.iter().filter(|a| a.of_theme).map(|a| (a.name.clone(), a.address.clone())).collect();
        Ok(Theme { tera, sources, closures, shows_cards, uses, assets, asset_addresses, options, strings })
    }

    /// Renders a template, appending to `out`.
    pub fn render(
        &self,
        template: Template,
        context: &tera::Context,
        out: &mut Vec<u8>,
    ) -> std::result::Result<(), Diagnostic> {
        self.tera.render_to(template.file(), context, out).map_err(|e| mistakes::diagnostic(&self.sources, &e))
    }

    /// Renders the templates of `shared/`: name without `.html` ▶ text.
    pub fn render_shared(&self, context: &tera::Context) -> Result<BTreeMap<String, String>> {
        let render = |name: &str| {
            let text = self.tera.render(name, context).map_err(|e| Error::Unusable {
                what: "the templates".into(),
                diagnostics: mistakes::diagnostics(&self.sources, &e),
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

    /// What a template's pages depend on: the template, all that it extends, includes or calls, and the options.
    pub fn closure(&self, template: Template) -> Fingerprint {
        self.closures[template as usize]
    }

    /// Of all templates and assets together.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = Hasher::new("theme");
        hasher.str(&self.options.to_string()).fp(self.strings.fingerprint());
        for (name, source) in &self.sources {
            hasher.str(name).str(&source.text);
        }
        for asset in &self.assets {
            hasher.str(&asset.address).fp(asset.inputs).u64(u64::from(asset.of_theme));
        }
        hasher.finish()
    }

    /// The text of each template once, by layer and name.
    pub fn templates(&self) -> impl Iterator<Item = TemplateText<'_>> {
        let own = self.sources.iter().filter(|(name, source)| {
            // What the theme has from the default theme is there under both names.
            !name.starts_with(closure::THEME) || !source.shown.starts_with(embedded::SHOWN)
        });
        own.filter_map(|(name, Source { text, shown })| {
            let built_in = shown.starts_with(embedded::SHOWN);
            Some(TemplateText { name: name.split_once('/')?.1, text, shown, built_in })
        })
    }

    /// Files published as they are, by name.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The file that is published as it is at a site-relative address.
    pub fn asset_at(&self, address: &str) -> Option<&Asset> {
        let name = address.strip_prefix('/')?;
        let at = self.assets.binary_search_by(|asset| asset.name.as_str().cmp(name)).ok()?;
        Some(&self.assets[at]).filter(|asset| !asset.hashed)
    }

    /// The values of the theme's options: `options` in templates.
    pub fn options(&self) -> &tera::Value {
        &self.options
    }

    /// The words of the interface.
    pub fn strings(&self) -> &Strings {
        &self.strings
    }

    /// Name in the theme's `static/` ▶ site-relative address, by name.
    pub fn asset_addresses(&self) -> &BTreeMap<String, String> {
        &self.asset_addresses
    }
}

/// The templates of the default theme, the theme and the site, under the names of their layers.
fn sources(layers: &[Layer; 3]) -> Result<BTreeMap<String, Source>> {
    let [default, theme, site] = layers;
    // What a theme does not have it takes from the default, also when it is extended by name.
    let named =
        [(default, closure::DEFAULT), (default, closure::THEME), (theme, closure::THEME), (site, closure::SITE)];
    let mut sources = BTreeMap::new();
    for (layer, prefix) in named {
        for found in layer.files("templates")? {
            let text = String::from_utf8(found.content.read()?.into_owned()).map_err(|e| Error::Unusable {
                what: "the templates".into(),
                diagnostics: vec![Diagnostic::not_text(&found.shown, e.as_bytes(), e.utf8_error().valid_up_to())],
            })?;
            sources.insert(format!("{prefix}{}", found.name), Source { text, shown: found.shown });
        }
    }
    Ok(sources)
}

fn compile(sources: &BTreeMap<String, Source>, strings: &Strings) -> Result<Tera> {
    let mut tera = Tera::default();
    strings.add_filters(&mut tera);
    let unusable = |e: tera::Error| Error::Unusable {
        what: "the templates".into(),
        diagnostics: mistakes::diagnostics(sources, &e),
    };
    tera.register_filter("urlencode", |text: &str, _: tera::Kwargs, _: &tera::State| {
        percent_encoding::utf8_percent_encode(text, &RESERVED).to_string()
    });
    // A component is known under the plain name of its file; those of the layers below it do not count.
    tera.set_fallback_prefixes(closure::LAYERS).map_err(unusable)?;
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
