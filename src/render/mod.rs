//! RENDER: one page of the plan ▶ its bytes.
//!
//! Works in parallel, each thread with the texts of a few articles in memory. What a page shows is its
//! [`View`], the value that its fingerprint was made of; only an article's own page and feeds of full texts
//! read source files, and both check that these still are what the scan saw.

mod article;
pub mod context;
mod date;
mod feed;
mod host;
mod json_ld;
mod members;
mod page;
mod reference;
mod site;
mod sitemap;
mod time;
mod values;
mod xml;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;

use article::Around;
pub use members::template_warnings;
pub use reference::{SEEN, Seen, reference};
pub use xml::encode_address;

use crate::diag::{Diagnostic, Place, Problem};
use crate::fs::FileBuffer;
use crate::load::{Record, parse_article};
use crate::markdown::Rendered;
use crate::model::{Article, ArticleId, Fingerprint};
use crate::plan::{Inputs, PageKey, View};
use crate::theme::Strings;

const MARKER: &str = "The files of this folder are written by newsgen, which may replace them.\n";

/// Makes pages. Shared by all threads.
pub struct Renderer<'a> {
    inputs: Inputs<'a>,
    content: PathBuf,
    /// Values that every page has.
    site: tera::Value,
    assets: tera::Value,
    shared: tera::Value,
    /// Addresses of the header's links.
    menu: std::collections::HashSet<String>,
}

/// What a thread uses again from page to page.
#[derive(Default)]
pub struct Buffers {
    /// The page's bytes.
    pub out: Vec<u8>,
    sources: Sources,
    markdown: Rendered,
    values: values::Values,
}

impl Buffers {
    /// Those of one of some threads that work side by side.
    pub fn of_one_of(threads: usize) -> Buffers {
        Buffers { values: values::Values::of_one_of(threads), ..Buffers::default() }
    }
}

/// Files of articles that pages are made of.
#[derive(Default)]
struct Sources {
    buffer: FileBuffer,
    /// Where in the buffer the files are that were read ahead.
    ahead: Vec<(ArticleId, Range<usize>)>,
}

/// Why a page could not be made.
#[derive(Debug)]
pub enum Failure {
    /// The user's mistake: the page is left out, the rest is built.
    Diagnostic(Box<Diagnostic>),
    /// The machine's failure.
    Error(crate::error::Error),
}

impl From<Diagnostic> for Failure {
    fn from(diagnostic: Diagnostic) -> Self {
        Failure::Diagnostic(Box::new(diagnostic))
    }
}

impl From<crate::error::Error> for Failure {
    fn from(error: crate::error::Error) -> Self {
        Failure::Error(error)
    }
}

impl<'a> Renderer<'a> {
    /// A renderer of one site's pages. Errors where a template whose result all pages share cannot be rendered.
    pub fn new(inputs: Inputs<'a>) -> crate::error::Result<Renderer<'a>> {
        let Inputs { config, theme, .. } = inputs;
        let assets: BTreeMap<String, String> =
            theme.asset_addresses().iter().map(|(name, address)| (name.clone(), config.link(address))).collect();
        let mut renderer = Renderer {
            inputs,
            content: config.content_dir(),
            site: tera::Value::from(context::Site::new(inputs)),
            assets: tera::Value::from(assets),
            shared: tera::Value::none(),
            menu: site::menu(inputs).into_iter().filter_map(|link| link.url).collect(),
        };
        let shared = theme.render_shared(&renderer.everywhere())?;
        let shared: BTreeMap<String, tera::Value> =
            shared.into_iter().map(|(name, text)| (name, tera::Value::safe_string(&text))).collect();
        renderer.shared = tera::Value::from(shared);
        Ok(renderer)
    }

    /// The words of the interface.
    fn strings(&self) -> &'a Strings {
        self.inputs.theme.strings()
    }

    /// A context with what is the same for all pages.
    fn everywhere(&self) -> tera::Context {
        let mut context = tera::Context::new();
        context.insert_value("site", self.site.clone());
        context.insert_value("assets", self.assets.clone());
        context.insert_value("options", self.inputs.theme.options().clone());
        context.insert_value("strings", self.strings().value().clone());
        context
    }

    /// Makes a page; its bytes are then in `buffers.out`.
    pub fn render(&self, key: PageKey, buffers: &mut Buffers) -> Result<(), Failure> {
        buffers.out.clear();
        self.append(key, buffers)
    }

    /// Makes a page behind what is in `buffers.out`, which is left as it was where the page cannot be made.
    pub fn append(&self, key: PageKey, buffers: &mut Buffers) -> Result<(), Failure> {
        let before = buffers.out.len();
        let made = self.make(key, buffers);
        if made.is_err() {
            buffers.out.truncate(before);
        }
        made
    }

    fn make(&self, key: PageKey, buffers: &mut Buffers) -> Result<(), Failure> {
        if let PageKey::Asset(index) = key {
            let asset = &self.inputs.theme.assets()[index as usize];
            buffers.out.extend_from_slice(&asset.content.read()?);
            return Ok(());
        }
        let view = View::of(self.inputs, key);
        match (key.template(), &view) {
            (Some(template), _) => {
                buffers.values.with_html = self.inputs.theme.shows_cards(template);
                let context = match &view {
                    View::Article { id, previous, next, stories, related } => {
                        let around = Around { previous: *previous, next: *next, stories, related };
                        self.article(*id, &around, buffers)?
                    }
                    other => self.listing(key, other, &mut buffers.values)?,
                };
                self.inputs.theme.render(template, &context, &mut buffers.out)?;
            }
            (None, View::Feed { format, term, items, full_text, shard, older }) => {
                let (format, term, full_text) = (*format, *term, *full_text);
                let of = feed::Of { format, term, full_text, shard: *shard, older: *older };
                self.feed(&of, items, buffers)?;
            }
            (None, View::CorrectionsFeed { items }) => {
                let PageKey::CorrectionsFeed(format) = key else { unreachable!("no other page has this view") };
                self.corrections_feed(format, items, &mut buffers.out);
            }
            (None, View::ThisDay { day, years }) => self.this_day_box(*day, years, &mut buffers.out),
            (None, View::SitemapNews { ids }) => sitemap::news(self.inputs, ids, &mut buffers.out),
            (None, View::Redirects { from }) => self.redirects(from, &mut buffers.out),
            (None, View::Robots { news }) => self.robots(*news, &mut buffers.out),
            (None, View::SitemapIndex { shards }) => sitemap::index(self.inputs, shards, &mut buffers.out),
            (None, View::SitemapPages { pages }) => sitemap::pages(self.inputs, pages, &mut buffers.out),
            (None, View::SitemapArticles { ids }) => sitemap::articles(self.inputs, ids.clone(), &mut buffers.out),
            (None, _) if key == PageKey::Marker => buffers.out.extend_from_slice(MARKER.as_bytes()),
            (None, _) => self.headers(&mut buffers.out),
        }
        Ok(())
    }

    fn robots(&self, news: bool, out: &mut Vec<u8>) {
        let mut text = String::from("User-agent: *\nAllow: /\n\n");
        for sitemap in [Some(PageKey::SitemapIndex), news.then_some(PageKey::SitemapNews)].into_iter().flatten() {
            let address = self.inputs.config.absolute(&sitemap.address(self.inputs));
            text.push_str(&format!("Sitemap: {address}\n"));
        }
        out.extend_from_slice(text.as_bytes());
    }

    /// Reads the files of the articles among some pages that are to be made next, as far as they are not large.
    pub fn read_ahead(&self, keys: impl Iterator<Item = PageKey>, buffers: &mut Buffers) {
        let Sources { buffer, ahead } = &mut buffers.sources;
        buffer.clear();
        ahead.clear();
        for key in keys {
            let PageKey::Article(id) = key else { continue };
            if buffer.is_full() {
                break;
            }
            // What cannot be read is complained about when its turn comes.
            if let Ok(range) = buffer.append(&self.content, self.inputs.site.record(id).path, 0) {
                ahead.push((id, range));
            }
        }
    }

    /// An article's file, which has to be as the scan saw it: its text and body.
    fn read<'b>(&self, id: ArticleId, sources: &'b mut Sources) -> Result<(&'b str, &'b str), Failure> {
        let record = self.inputs.site.record(id);
        let Sources { buffer, ahead } = sources;
        let bytes = match ahead.iter().find(|(of, _)| *of == id) {
            Some((_, range)) => buffer.get(range.clone()),
            None => {
                ahead.clear();
                match buffer.read(&self.content, record.path, 0) {
                    Ok(bytes) => bytes,
                    Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(self.changed(&record)),
                    Err(e) => return Err(crate::error::Error::io("read", self.content.join(record.path))(e).into()),
                }
            }
        };
        let text = std::str::from_utf8(bytes).ok().filter(|_| Fingerprint::of(bytes) == record.source);
        let with_body = |text| crate::load::body(text).map(|body| (text, body));
        text.and_then(with_body).ok_or_else(|| self.changed(&record))
    }

    /// The front matter of an article as far as its record does not have it: mostly there is none.
    fn beyond(&self, record: &Record, text: &str) -> Result<Article, Failure> {
        if record.is_all {
            return Ok(Article::default());
        }
        // Its diagnostics were reported by the scan.
        let article = parse_article(text, record.path, self.inputs.config.zone, &mut Vec::new());
        article.ok_or_else(|| self.changed(record))
    }

    fn changed(&self, record: &Record) -> Failure {
        let path = self.content.join(record.path);
        Diagnostic::new(Problem::ChangedDuringBuild, Place::file(path.display().to_string())).into()
    }
}
