//! One raw document ▶ an article's file, complete but for its name. Pure: nothing is read or written.

use std::path::{Path, PathBuf};

use super::block::{self, Block};
use super::chain::Chain;
use super::decode;
use super::emit::{self, CONVERTER};
use super::extract::{Draft, Dropped, Field, extract};
use super::html;
use super::label::{Labelled, Reason};
use super::learned;
use super::report;
use super::run::{Names, Options};
use super::source::RawDoc;
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::{ContentPath, Provenance, Slug};

/// An article that waits for its name.
pub struct Ready {
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
pub type Refused = (Vec<Diagnostic>, Vec<Dropped>);

/// A document's text, of one kind or the other.
#[derive(Default)]
struct Raw {
    text: Vec<Block>,
    page: Option<html::Page>,
}

/// Decodes, labels, extracts and emits.
pub fn prepare(doc: &RawDoc, options: &Options) -> Result<Ready, Refused> {
    let whole = |problem| Diagnostic::new(problem, Place::file(&doc.name));
    let mut problems = Vec::new();
    let mut raw = if html::is_page(&doc.file, &doc.bytes) && decode::format_of(&doc.bytes).is_none() {
        if doc.bytes.len() > html::MAX_LEN_BYTES {
            return Err((
                vec![whole(Problem::TooLarge { max_mib: html::MAX_LEN_BYTES as u64 / 1024 / 1024 })],
                Vec::new(),
            ));
        }
        let Some(page) = html::read(&doc.bytes) else { return Err((vec![whole(Problem::SlowPage)], Vec::new())) };
        Raw { page: Some(page), ..Raw::default() }
    } else {
        let decoded = decode::decode(&doc.bytes).map_err(|p| (vec![whole(p)], Vec::new()))?;
        if let Some(encoding) = decoded.guessed {
            problems.push(whole(Problem::GuessedEncoding { encoding }));
        }
        Raw { text: block::blocks(&decoded.text), page: None }
    };
    let chain = options.weights.as_ref().unwrap_or_else(|| learned::weights(raw.page.is_some()));
    let labelled = match &mut raw.page {
        Some(page) => label_page(page, chain, || problems.push(whole(Problem::SlowPage))),
        None => learned::label(&raw.text, None, chain),
    };
    let blocks = raw.page.as_ref().map_or(raw.text.as_slice(), |page| &page.blocks);
    let mut draft = extract(blocks, &labelled, chain);
    if let Some(page) = &raw.page {
        html::draft::complete(&mut draft, page, &labelled.labels);
    }
    apply(options, blocks, &mut draft);
    for (problem, line) in std::mem::take(&mut draft.problems) {
        problems.push(Diagnostic::new(problem, Draft::place(&doc.name, blocks, line)));
    }
    // What else is wrong with a text that is no article does not matter.
    let refused = |problem, draft: Draft| Err((vec![whole(problem)], draft.dropped));
    let Some(title) = draft.title.as_ref().map(|t| t.value.clone()).filter(|_| !draft.body.is_empty()) else {
        return refused(if blocks.is_empty() { Problem::EmptyFile } else { Problem::NoArticle }, draft);
    };
    let stem = match stem(doc, &title, &draft, options) {
        Ok(stem) => stem,
        Err(problem) => return refused(problem, draft),
    };
    let source = Provenance {
        file: Some(doc.file.clone()),
        sha256: Some(emit::sha256(&doc.bytes)),
        url: options.source_url.clone().or_else(|| raw.page.as_ref().and_then(|p| p.metadata.url.clone())),
        converter: Some(CONVERTER.to_owned()),
        guessed: guessed(&draft),
        written: None,
    };
    let text = emit::emit(&draft, &title, &source);
    Ok(Ready { draft, text, stem, source, problems })
}

/// Labels a page's blocks. The extractors are asked where there is doubt.
fn label_page(page: &mut html::Page, chain: &Chain, slow: impl FnOnce()) -> Labelled {
    /// From this on, the extractors are asked: of pages below it, they change next to nothing.
    const DOUBT: f32 = 0.06;
    let labelled = learned::label(&page.blocks, Some(&page.hints), chain);
    if labelled.doubt < DOUBT {
        return labelled;
    }
    if !page.ask_extractors() {
        slow();
        return labelled;
    }
    learned::label(&page.blocks, Some(&page.hints), chain)
}

/// Puts what the command line says in place of what the text says.
fn apply(options: &Options, blocks: &[Block], draft: &mut Draft) {
    let lines: Vec<usize> = report::fields(draft).iter().map(|f| f.line).collect();
    fn given<T>(value: T) -> Option<Field<T>> {
        Some(Field { value, line: 0, guessed: false })
    }
    if let Some(date) = &options.date {
        draft.date = given(date.clone());
        draft.problems.retain(|(p, _)| !matches!(p, Problem::NoDate | Problem::AmbiguousDate { .. }));
    }
    if !options.authors.is_empty() {
        draft.authors = given(options.authors.clone());
        draft.problems.retain(|(p, _)| !matches!(p, Problem::GuessedAuthors { .. }));
    }
    if let Some(section) = &options.section {
        draft.section = given(section.clone());
    }
    if !options.tags.is_empty() {
        let mut tags = options.tags.clone();
        let found = draft.tags.take();
        let line = found.as_ref().map_or(0, |f| f.line);
        let guessed = found.as_ref().is_some_and(|f| f.guessed);
        for tag in found.into_iter().flat_map(|f| f.value) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        draft.tags = Some(Field { value: tags, line, guessed });
    }
    draft.release(blocks, &lines, Reason::Overruled);
}

fn guessed(draft: &Draft) -> Vec<String> {
    report::fields(draft).iter().filter(|f| f.guessed).map(|f| f.key.to_owned()).collect()
}

/// The path of the content file without extension.
fn stem(doc: &RawDoc, title: &str, draft: &Draft, options: &Options) -> Result<PathBuf, Problem> {
    let relative = match options.names {
        Names::Source => {
            let path = Path::new(&doc.file);
            path.file_stem().map_or_else(|| doc.file.clone(), |s| s.to_string_lossy().into_owned())
        }
        Names::Slug => {
            let slug = Slug::from_name(title).shortened(80);
            match &draft.date {
                Some(date) => {
                    let (year, month) = date.value.year_month();
                    format!("{year}/{month}/{slug}")
                }
                None => format!("undated/{slug}"),
            }
        }
    };
    // With the longest number and extension it must still be a file name.
    let longest = PathBuf::from(format!("{relative}-9999.md"));
    ContentPath::new(&longest).map_err(|e| Problem::BadPath { reason: e.to_string() })?;
    Ok(options.out.join(relative))
}
