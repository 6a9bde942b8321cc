//! One raw document ▶ an article's file, complete but for its name. Pure: nothing is read or written.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::address::{self, host};
use super::block::{self, Block};
use super::chain::Chain;
use super::confidence;
use super::decode;
use super::duplicates::Signature;
use super::emit::{self, CONVERTER};
use super::explain;
use super::extract::{Draft, Dropped, extract};
use super::given::Extent;
use super::html;
use super::label::Labelled;
use super::learned::{self, Known};
use super::markdown;
use super::options::{Doubtful, Names, Options};
use super::recipe;
use super::recurring::Lines;
use super::report::{self, Duplicate, Line};
use super::several;
use super::source::{self, Item, Kind, RawDoc, Sent};
use super::subjects;
use super::weights;
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::{ContentPath, Provenance, Slug};

/// An article that waits for its name.
pub struct Ready {
    /// The document, for messages about all of it.
    pub place: Place,
    /// Its source: a host's name, or a folder.
    pub group: String,
    /// The path it has where it is a draft and is none, or the other way round.
    pub elsewhere: Option<PathBuf>,
    /// Whether its headline, day or body is in doubt.
    pub doubtful: bool,
    /// What it is compared by.
    pub signature: Option<Signature>,
    /// The earlier article that it repeats, once that is known.
    pub duplicate: Option<Duplicate>,
    /// Keys of its JSON object that are nowhere.
    pub unused: Vec<String>,
    /// What became of each line, where that was asked for.
    pub lines: Vec<Line>,
    /// What was found.
    pub draft: Draft,
    /// The file's text.
    pub text: String,
    /// The wished path, without number and extension.
    pub stem: PathBuf,
    /// Where it came from.
    pub source: Provenance,
    /// What the user should know.
    pub problems: Vec<Diagnostic>,
}

/// Why a document is no article, and the lines that were found in it.
#[derive(Default)]
pub struct Refused {
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
    /// Its lines.
    pub dropped: Vec<Dropped>,
    /// The same with what speaks for them, where that was asked for.
    pub lines: Vec<Line>,
    /// Its source, where it was read so far.
    pub group: Option<String>,
}

/// A document's text, of one kind or the other.
#[derive(Default)]
struct Raw {
    text: Vec<Block>,
    /// Lines of the text that are in none of these.
    edges: Vec<Block>,
    page: Option<html::Page>,
}

impl Raw {
    fn blocks(&self) -> &[Block] {
        self.page.as_ref().map_or(&self.text, |page| &page.blocks)
    }
}

/// Decodes, labels, extracts and emits.
pub fn prepare(doc: &RawDoc, options: &Options) -> Result<Ready, Refused> {
    let whole = |problem| Diagnostic::new(problem, doc.place());
    let refuse = |problem| Refused { problems: vec![whole(problem)], ..Refused::default() };
    let mut problems = Vec::new();
    let mut raw = read(doc, options, &mut problems).map_err(refuse)?;
    let url = doc.given.url.as_ref().map(|u| u.value.clone());
    let url = url.or_else(|| raw.page.as_ref().and_then(|p| p.metadata.url.clone()));
    let group = url.as_deref().and_then(host).unwrap_or_else(|| doc.folder.clone());
    let recipe = recipe::find(&options.recipes, &doc.name, url.as_deref().and_then(host).as_deref());
    let mut given = options.given.clone().or(doc.given.clone()).or(recipe.map(recipe::given).unwrap_or_default());
    if raw.page.as_ref().is_some_and(|page| page.has_lost_pictures) {
        given.unused.push("pictures".to_owned());
    }
    if raw.page.is_none() {
        given.lead(&mut raw.text);
    }
    let blocks = raw.blocks();
    let chain = options.weights.as_ref().unwrap_or_else(|| match &raw.page {
        Some(_) if given.extent != Extent::Document => weights::of_page(),
        _ => weights::of_text(blocks),
    });
    let drops: Vec<bool> = recipe.map(|r| blocks.iter().map(|b| r.drops(&b.text)).collect()).unwrap_or_default();
    let marks = options.recurring.as_ref().map(|r| r.marks(&group, blocks)).unwrap_or_default();
    let known = Known { marks: &marks, drops: &drops, day_first: recipe.and_then(|r| r.day_first) };
    let mut labelled = match &mut raw.page {
        // What people write as a document is laid out as a text is, whatever its markup.
        Some(page) if given.extent == Extent::Document => learned::label(&page.blocks, None, known, chain),
        Some(page) => label_page(page, known, chain, || problems.push(whole(Problem::SlowPage))),
        None => learned::label(&raw.text, None, known, chain),
    };
    let blocks = raw.blocks();
    given.correct(blocks, &mut labelled.labels);
    given.keep(blocks, raw.page.as_ref(), &mut labelled);
    let byline = recipe.and_then(|r| Some((r, recipe::byline(r, blocks, &mut labelled.labels)?)));
    let mut draft = extract(blocks, &labelled, chain);
    if let Some(page) = &raw.page {
        html::draft::complete(&mut draft, page, &labelled.labels, given.extent == Extent::Whole);
    }
    draft.date_by_change();
    confidence::weigh(&mut draft, &labelled, raw.page.as_ref());
    if given.extent > Extent::Unknown {
        draft.body_confidence = 1.0;
    }
    if let Some((recipe, found)) = byline {
        recipe::set_authors(recipe, blocks, found, &mut draft);
    }
    given.apply(blocks, &mut draft);
    if let Some(zone) = recipe.and_then(|r| r.zone) {
        recipe::set_zone(zone, &mut draft);
    }
    draft.extra.clone_from(&given.extra);
    draft.slug.clone_from(&given.slug);
    draft.aliases.clone_from(&given.aliases);
    if draft.aliases.is_empty() {
        let former = url.as_deref().zip(options.site.as_ref()).and_then(|(url, site)| address::on_site(url, site));
        draft.aliases.extend(former);
    }
    for (problem, line) in std::mem::take(&mut draft.problems) {
        let of_text = doc.line == 0;
        let place = if of_text { Draft::place(&doc.name, blocks, line) } else { doc.place() };
        problems.push(Diagnostic::new(problem, place));
    }
    draft.drop_edges(&raw.edges);
    let lines = if options.lines { explain::lines(blocks, &labelled, &draft) } else { Vec::new() };
    // What else is wrong with a text that is no article does not matter.
    let refused = |problem, draft: Draft, lines| {
        Err(Refused { dropped: draft.dropped, lines, group: Some(group.clone()), ..refuse(problem) })
    };
    let Some(title) = draft.title.as_ref().map(|t| t.value.clone()).filter(|_| !draft.body.is_empty()) else {
        let problem = match (blocks.is_empty(), &raw.page) {
            (true, Some(_)) if !doc.bytes.trim_ascii().is_empty() => Problem::BarePage,
            (true, _) => Problem::EmptyFile,
            (false, _) => Problem::NoArticle,
        };
        return refused(problem, draft, lines);
    };
    if raw.page.is_none() && given.extent == Extent::Unknown {
        let day = draft.date.as_ref().map(|date| date.value.as_str());
        problems.extend(several::find(blocks, &labelled, day).map(|line| whole(Problem::SeveralArticles { line })));
    }
    let doubts = confidence::doubts(&draft);
    if !doubts.is_empty() {
        problems.push(whole(Problem::Doubtful { what: doubts.join(", ") }));
    }
    let relative = match relative(doc, &title, &draft, options.names) {
        Ok(relative) => relative,
        Err(problem) => return refused(problem, draft, lines),
    };
    draft.held = options.doubtful == Doubtful::Drafts && !doubts.is_empty();
    // What was no article for readers is none now, wherever its file is.
    draft.unpublished = given.draft;
    (draft.publish_at, draft.expires) = (given.publish_at.clone(), given.expires.clone());
    let published = options.out.join(&relative);
    let held = options.out.join("drafts").join(&relative);
    let (stem, elsewhere) = if draft.held { (held, published) } else { (published, held) };
    let suggested = if subjects::suggest(&mut draft, options) { vec!["tags".to_owned()] } else { Vec::new() };
    let source = Provenance {
        file: Some(doc.file.clone()),
        sha256: Some(doc.sha256.clone()),
        url: options.given.url.as_ref().map(|u| u.value.clone()).or(url),
        converter: Some(CONVERTER.to_owned()),
        guessed: guessed(&draft),
        suggested,
        duplicate_of: None,
        written: None,
    };
    let text = emit::emit(&draft, &title, &source, &markdown::write(&draft.body));
    // Most of the body are blocks as they were.
    let mut body = labelled.of_body(blocks);
    let known = |text: &str| body.next().filter(|(block, _)| block.text == text).map(|(_, fact)| fact.key.as_str());
    Ok(Ready {
        place: doc.place(),
        signature: Signature::of(&draft, known),
        duplicate: None,
        doubtful: !doubts.is_empty(),
        unused: given.unused,
        elsewhere: Some(elsewhere),
        draft,
        text,
        stem,
        source,
        problems,
        group,
        lines,
    })
}

/// Labels a page's blocks. The extractors are asked where there is doubt.
fn label_page(page: &mut html::Page, known: Known<'_>, chain: &Chain, slow: impl FnOnce()) -> Labelled {
    /// From this on, the extractors are asked: of pages below it, they change next to nothing.
    const DOUBT: f32 = 0.06;
    let labelled = learned::label(&page.blocks, Some(&page.hints), known, chain);
    if labelled.doubt < DOUBT {
        return labelled;
    }
    if !page.ask_extractors() {
        slow();
        return labelled;
    }
    learned::label_again(&page.blocks, Some(&page.hints), labelled, known, chain)
}

/// The lines of a document that its source may repeat.
pub fn outline(item: Item, options: &Options) -> Option<Lines> {
    let (blocks, source, _) = blocks(&item.read().ok()?, options)?;
    Some(Lines::of(source, &blocks))
}

/// A document's blocks, its source, and whether that is a host; without anything that takes longer.
pub fn blocks(doc: &RawDoc, options: &Options) -> Option<(Vec<Block>, String, bool)> {
    let (blocks, own) = if is_page(doc) {
        html::outline(&doc.bytes, &sent(doc, options))?
    } else {
        let mut blocks = block::blocks(&decode::decode(&doc.bytes).ok()?.text);
        options.given.clone().or(doc.given.clone()).lead(&mut blocks);
        (blocks, None)
    };
    let url = doc.given.url.as_ref().map(|u| u.value.clone()).or(own);
    let host = url.as_deref().and_then(host);
    let is_host = host.is_some();
    Some((blocks, host.unwrap_or_else(|| doc.folder.clone()), is_host))
}

/// What is known of a page from how it came here, or from where it is in a copy of a site.
fn sent<'a>(doc: &'a RawDoc, options: &Options) -> Cow<'a, Sent> {
    let is_known = doc.sent.url.is_some() || doc.given.url.is_some();
    match address::of_copy(&doc.name, options.site.as_ref()).filter(|_| !is_known) {
        Some(url) => Cow::Owned(Sent { url: Some(url), ..doc.sent.clone() }),
        None => Cow::Borrowed(&doc.sent),
    }
}

/// Decodes a document and cuts it into blocks.
fn read(doc: &RawDoc, options: &Options, problems: &mut Vec<Diagnostic>) -> Result<Raw, Problem> {
    let whole = |problem| Diagnostic::new(problem, doc.place());
    if is_page(doc) {
        if doc.bytes.len() > html::MAX_LEN_BYTES {
            return Err(Problem::TooLarge { max_mib: html::MAX_LEN_BYTES as u64 / 1024 / 1024 });
        }
        let page = html::read(&doc.bytes, &sent(doc, options)).ok_or(Problem::HardPage)?;
        return Ok(Raw { page: Some(page), ..Raw::default() });
    }
    let decoded = decode::decode(&doc.bytes)?;
    if let Some(encoding) = decoded.guessed {
        problems.push(whole(Problem::GuessedEncoding { encoding }));
    }
    let (text, edges) = block::parted(&decoded.text);
    Ok(Raw { text, edges, page: None })
}

/// Whether a document is a page.
pub fn is_page(doc: &RawDoc) -> bool {
    match doc.kind {
        Kind::Page => true,
        Kind::Text => false,
        Kind::Unknown => html::is_page(&doc.file, &doc.bytes) && decode::format_of(&doc.bytes).is_none(),
    }
}

fn guessed(draft: &Draft) -> Vec<String> {
    report::fields(draft).iter().filter(|f| f.guessed).map(|f| f.key.to_owned()).collect()
}

/// The path of the content file below the content folder, without extension.
fn relative(doc: &RawDoc, title: &str, draft: &Draft, names: Names) -> Result<String, Problem> {
    let relative = match names {
        Names::Source => match doc.file.split_once('#') {
            Some((file, id)) if doc.line > 0 || doc.given.extent == Extent::Whole || source::is_list(file) => {
                format!("{}-{}", stem_of(file), Slug::from_name(id).shortened(80))
            }
            _ if doc.line > 0 => format!("{}-{}", stem_of(&doc.file), doc.line),
            _ => stem_of(&doc.file),
        },
        Names::Slug => {
            let slug = Slug::from_name(title).shortened(80);
            match &draft.date {
                Some(date) => {
                    let (year, month) = date.value.year_month();
                    month.map_or_else(|| format!("{year}/{slug}"), |month| format!("{year}/{month}/{slug}"))
                }
                None => format!("undated/{slug}"),
            }
        }
    };
    // With the longest number and extension it must still be a file name.
    let longest = PathBuf::from(format!("drafts/{relative}-9999.md"));
    ContentPath::new(&longest).map_err(|e| Problem::BadPath { reason: e.to_string() })?;
    Ok(relative)
}

fn stem_of(file: &str) -> String {
    Path::new(file).file_stem().map_or_else(|| file.to_owned(), |s| s.to_string_lossy().into_owned())
}
