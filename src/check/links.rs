//! Links and pictures in articles, pages and profiles: whether they lead to a page or file of the site, and to a place
//! that is there; and HTML, which readers would see.

use std::collections::{BTreeMap, HashMap, HashSet};
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
    /// Those outside that are to be followed, each with the first places where it stands.
    pub to_follow: BTreeMap<String, Vec<Place>>,
}

/// As many places are named of a link that leads elsewhere.
const MOST_PLACES: usize = 20;

/// A source, with what it links to and where.
struct Text {
    /// As messages call it.
    shown: String,
    text: String,
    targets: Vec<(String, Range<usize>)>,
    /// Its first tag of HTML.
    tag: Option<Range<usize>>,
}

impl Text {
    /// Reads the text of an article, of a page, or of a term's profile; other pages have none.
    fn read(inputs: Inputs, key: PageKey) -> Result<Option<Text>> {
        let path = match key {
            PageKey::Article(id) => inputs.config.content_dir().join(inputs.site.record(id).path),
            PageKey::Page(at) => PathBuf::from(&inputs.site.pages()[usize::from(at)].file),
            PageKey::Term(id) => match inputs.site.profile(id) {
                Some(profile) => PathBuf::from(&profile.file),
                None => return Ok(None),
            },
            _ => return Ok(None),
        };
        let text = String::from_utf8_lossy(&crate::fs::read(&path)?).into_owned();
        let shown = path.display().to_string();
        // What is wrong with its front matter the scan has said.
        let article = parse_article(&text, &shown, inputs.config.zone, &mut Vec::new()).unwrap_or_default();
        let start = text.len() - article.body.len();
        let in_text = |(target, range): (String, Range<usize>)| (target, range.start + start..range.end + start);
        let image = article.image.map(|image| (image.url, 0..start));
        let targets = image.into_iter().chain(markdown::targets(&article.body).into_iter().map(in_text)).collect();
        let tag = markdown::first_tag(&article.body).map(|range| range.start + start..range.end + start);
        Ok(Some(Text { shown, text, targets, tag }))
    }
}

/// What links are held against.
struct Held<'a> {
    inputs: Inputs<'a>,
    plan: &'a Plan,
    places: Places<'a>,
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
    follow: bool,
    jobs: usize,
    diagnostics: &Diagnostics,
) -> Result<Count> {
    let held = Held { inputs, plan, places: Places { renderer, pages: Mutex::default() } };
    let mut keys: Vec<PageKey> = inputs.site.ids().map(PageKey::Article).collect();
    keys.extend((0..inputs.site.pages().len() as u16).map(PageKey::Page));
    keys.extend(inputs.site.terms().ids().map(PageKey::Term));
    let counts = crate::parallel::fill(jobs, &mut keys, Count::default, |count, _, key| {
        let Some(Text { shown, text, targets, tag }) = Text::read(inputs, *key)? else { return Ok(()) };
        diagnostics.extend(tag.map(|range| Diagnostic::new(Problem::RawHtml, Place::span(&shown, &text, range))));
        let own = key.address(inputs);
        for (target, range) in targets {
            match inside(&target, inputs, &own) {
                None if target.starts_with("http://") || target.starts_with("https://") => {
                    count.outside += 1;
                    if follow {
                        let places = count.to_follow.entry(target.clone()).or_default();
                        if places.len() < MOST_PLACES {
                            places.push(place_of(&target, &shown, &text, range));
                        }
                    }
                }
                None => {}
                Some(address) => {
                    count.inside += 1;
                    if let Some(problem) = held.problem(&target, &address)? {
                        diagnostics.extend([Diagnostic::new(problem, place_of(&target, &shown, &text, range))]);
                    }
                }
            }
        }
        Ok::<_, Error>(())
    })?;
    of_templates(&held, diagnostics)?;
    let mut all = Count::default();
    for count in counts {
        all.inside += count.inside;
        all.outside += count.outside;
        for (target, places) in count.to_follow {
            let known = all.to_follow.entry(target).or_default();
            known.extend(places);
            // Whichever thread found them.
            known.sort();
            known.truncate(MOST_PLACES);
        }
    }
    Ok(all)
}

/// Looks at what templates link to: menus, pictures of the theme. One page of each kind will do.
fn of_templates(held: &Held, diagnostics: &Diagnostics) -> Result<()> {
    let Held { inputs, plan, places } = held;
    let mut kinds: BTreeMap<&str, PageKey> = BTreeMap::new();
    for page in plan.pages.iter().filter(|page| page.key.template().is_some()) {
        let first = kinds.entry(page.key.kind()).or_insert(page.key);
        *first = (*first).min(page.key);
    }
    let mut told = HashSet::new();
    let mut buffers = Buffers::default();
    for key in kinds.into_values() {
        if places.renderer.render(key, &mut buffers).is_err() {
            continue;
        }
        let html = String::from_utf8_lossy(&buffers.out).into_owned();
        let own = key.address(*inputs);
        // Those of its text are known, with their places.
        let text = Text::read(*inputs, key)?.map(|text| text.targets).unwrap_or_default();
        told.extend(text.iter().filter_map(|(target, _)| inside(target, *inputs, &own)));
        for target in [" href=\"", " src=\""].into_iter().flat_map(|name| html.split(name).skip(1)) {
            let target = target.split('"').next().unwrap_or(target).replace("&amp;", "&");
            let below = target.strip_prefix(inputs.config.base_url.path()).filter(|rest| rest.starts_with('/'));
            let address = inside(below.unwrap_or(&target), *inputs, &own);
            let Some(address) = address.filter(|address| told.insert(address.clone())) else { continue };
            if let Some(problem) = held.problem(&target, &address)? {
                let place = Place::file(format!("the page {own}"));
                diagnostics.extend([Diagnostic::new(problem, place)]);
            }
        }
    }
    Ok(())
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

impl Held<'_> {
    fn problem(&self, target: &str, address: &str) -> Result<Option<Problem>> {
        let Held { inputs, plan, places } = self;
        let (address, place) = address.split_once('#').unwrap_or((address, ""));
        let key_at = |address: &str| {
            let path = OutputPath::of_address(address).ok()?;
            let page = find(plan, &path)?;
            (page.key.path(*inputs) == path.as_str()).then_some(page.key)
        };
        let Some(key) = key_at(address) else {
            let slash = format!("{address}/");
            let found = key_at(&slash);
            // A former address as it is written.
            if found.is_some_and(|key| key.is_alias() && key.address(*inputs) == address) {
                return Ok(None);
            }
            return Ok(Some(Problem::BrokenLink { target: target.to_owned(), meant: found.map(|_| slash) }));
        };
        if place.is_empty() || places.has(key, place)? {
            return Ok(None);
        }
        Ok(Some(Problem::BrokenAnchor { target: target.to_owned(), page: address.to_owned() }))
    }
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
