//! Links and pictures in articles, pages and profiles: whether they lead to a page or file of the site, and to a place that is there.

use std::collections::HashMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::diag::{Diagnostic, Diagnostics, Place, Problem};
use crate::error::{Error, Result};
use crate::load::parse_article;
use crate::markdown;
use crate::model::OutputPath;
use crate::plan::{Inputs, PageKey, Plan, find};
use crate::render::{Buffers, Renderer};

/// How many links there were.
#[derive(Debug, Default)]
pub(super) struct Count {
    pub inside: usize,
    pub outside: usize,
}

/// The places of pages that some link asks for, each page rendered once.
struct Places<'a> {
    renderer: &'a Renderer<'a>,
    pages: Mutex<HashMap<PageKey, Vec<String>>>,
}

/// Looks at all texts.
pub(super) fn check(
    inputs: Inputs,
    plan: &Plan,
    renderer: &Renderer,
    jobs: usize,
    diagnostics: &Diagnostics,
) -> Result<Count> {
    let places = Places { renderer, pages: Mutex::default() };
    let mut keys: Vec<PageKey> = inputs.site.ids().map(PageKey::Article).collect();
    keys.extend((0..inputs.site.pages().len() as u16).map(PageKey::Page));
    keys.extend(inputs.site.terms().ids().filter(|term| inputs.site.profile(*term).is_some()).map(PageKey::Term));
    let content = inputs.config.content_dir();
    let counts = crate::parallel::fill(jobs, &mut keys, Count::default, |count, _, key| {
        let path = match *key {
            PageKey::Article(id) => content.join(inputs.site.record(id).path),
            PageKey::Page(at) => PathBuf::from(&inputs.site.pages()[usize::from(at)].file),
            PageKey::Term(id) => PathBuf::from(&inputs.site.profile(id).expect("only terms with one are asked").file),
            _ => unreachable!("no other pages have texts"),
        };
        let text = String::from_utf8_lossy(&crate::fs::read(&path)?).into_owned();
        let shown = path.display().to_string();
        let own = key.address(inputs);
        // What is wrong with its front matter the scan has said.
        let article = parse_article(&text, &shown, inputs.config.zone, &mut Vec::new()).unwrap_or_default();
        let body = article.body;
        let start = text.len() - body.len();
        let in_text = |(target, range): (String, Range<usize>)| (target, range.start + start..range.end + start);
        let image = article.image.map(|image| (image.url, 0..start));
        for (target, range) in image.into_iter().chain(markdown::targets(&body).into_iter().map(in_text)) {
            match inside(&target, inputs, &own) {
                None => count.outside += usize::from(target.contains("://")),
                Some(address) => {
                    count.inside += 1;
                    if let Some(problem) = problem(inputs, plan, &places, &target, &address)? {
                        diagnostics.extend([Diagnostic::new(problem, place_of(&target, &shown, &text, range))]);
                    }
                }
            }
        }
        Ok::<_, Error>(())
    })?;
    Ok(counts.into_iter().fold(Count::default(), |all, count| Count {
        inside: all.inside + count.inside,
        outside: all.outside + count.outside,
    }))
}

/// The site-relative address that a link of the article at `own` means; `None` for one that leads elsewhere.
fn inside(target: &str, inputs: Inputs, own: &str) -> Option<String> {
    let config = inputs.config;
    let target = match target.strip_prefix(config.base_url.as_str()) {
        Some(rest) if rest.is_empty() || rest.starts_with(['/', '#']) => rest,
        _ => target,
    };
    let is_elsewhere =
        target.starts_with("//") || target.split(['/', '#', '?']).next().is_some_and(|p| p.contains(':'));
    if is_elsewhere {
        return None;
    }
    // As a browser does it, with `..` and all; the host is only there to be taken off again.
    let base = url::Url::parse("http://site.invalid").ok()?.join(own).ok()?;
    let joined = base.join(target).ok()?;
    let path = percent_decoded(joined.path());
    Some(joined.fragment().map_or(path.clone(), |place| format!("{path}#{}", percent_decoded(place))))
}

fn problem(inputs: Inputs, plan: &Plan, places: &Places, target: &str, address: &str) -> Result<Option<Problem>> {
    let (address, place) = address.split_once('#').unwrap_or((address, ""));
    let key_at = |address: &str| {
        let path = OutputPath::of_address(address).ok()?;
        let page = find(plan, &path)?;
        (page.key.path(inputs) == path.as_str()).then_some(page.key)
    };
    let Some(key) = key_at(address) else {
        let slash = key_at(&format!("{address}/")).map(|_| format!("{address}/"));
        return Ok(Some(Problem::BrokenLink { target: target.to_owned(), meant: slash }));
    };
    if place.is_empty() || places.has(key, place)? {
        return Ok(None);
    }
    Ok(Some(Problem::BrokenAnchor { target: target.to_owned(), page: address.to_owned() }))
}

impl Places<'_> {
    fn has(&self, key: PageKey, place: &str) -> Result<bool> {
        let mut pages = self.pages.lock().expect("no thread panics while it looks for a place");
        if let Some(known) = pages.get(&key) {
            return Ok(known.iter().any(|id| id == place));
        }
        let mut buffers = Buffers::default();
        let ids = match self.renderer.render(key, &mut buffers) {
            Ok(()) => {
                let html = String::from_utf8_lossy(&buffers.out);
                let ids = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next());
                ids.map(str::to_owned).collect()
            }
            // That it cannot be rendered is another problem, which a build tells.
            Err(_) => Vec::new(),
        };
        Ok(pages.entry(key).or_insert(ids).iter().any(|id| id == place))
    }
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

/// Where a target stands in a part of a file; the part where it is written in another way there.
fn place_of(target: &str, file: &str, text: &str, part: Range<usize>) -> Place {
    let found = text[part.clone()].rfind(target).map(|at| part.start + at..part.start + at + target.len());
    Place::span(file, text, found.unwrap_or(part))
}
