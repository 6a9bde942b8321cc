//! A draft read from a page's blocks, completed with what the page says of itself: fields from its
//! metadata, and the body's parts with their links, pictures, tables and code.

use chrono::NaiveDate;

use super::markup::{self, Markup};
use super::{Page, metadata};
use crate::convert::date::Stamp;
use crate::convert::extract::{Draft, Field};
use crate::convert::facts;
use crate::convert::label::{Label, Reason};
use crate::convert::part::{Form, Part, Span, Style, Text, is_break};
use crate::convert::sentence;
use crate::diag::Problem;

/// Puts metadata in place of what was read from lines, and makes the body anew.
/// Where all of the page is the article (`whole`), so are pictures behind its last words.
pub fn complete(draft: &mut Draft, page: &Page, labels: &[Label], whole: bool) {
    let lines: Vec<usize> = crate::convert::report::fields(draft).iter().map(|f| f.line).collect();
    // Names that the body ends with are in their field, and who the author is was dropped.
    let bio = draft.dropped.iter().find(|d| d.reason == Reason::Bio).map(|d| d.line);
    let is_gone = |at: usize| {
        let line = page.blocks[at].line;
        labels[at].is_body() && (Some(line) == bio || draft.field_lines.contains(&line))
    };
    let mut labels: Vec<Label> =
        (0..labels.len()).map(|at| if is_gone(at) { Label::Names } else { labels[at] }).collect();
    fields(draft, page);
    if let Some(at) = labels.iter().position(|l| *l == Label::Title).filter(|at| is_paragraph(*at, draft, page)) {
        labels[at] = Label::Paragraph;
        draft.field_lines.remove(&page.blocks[at].line);
    }
    let captions;
    (draft.body, captions) = body(page, &labels, whole);
    draft.dropped.retain(|dropped| !captions.contains(&dropped.line));
    draft.field_lines.extend(captions);
    draft.release(&page.blocks, &lines, Reason::RepeatedField);
}

fn said<T>(value: T) -> Option<Field<T>> {
    Some(Field { value, line: 0, guessed: false })
}

fn fields(draft: &mut Draft, page: &Page) {
    let meta = &page.metadata;
    if let Some(title) = meta.title.as_ref().filter(|title| !is_sites(title, draft, page)) {
        draft.title = said(title.clone());
        draft.problems.retain(|(p, _)| !matches!(p, Problem::NoTitle));
    }
    if let Some(date) = &meta.date {
        let shown = draft.date.as_ref().map(|shown| &shown.value);
        // Of several days that are said to be that of publication, the one that readers are shown.
        let also = shown.filter(|shown| !shown.is_same_day(date));
        let also = also.and_then(|shown| meta.dates.iter().map(|(day, _)| day).find(|day| day.is_same_day(shown)));
        let date = also.unwrap_or(date);
        // Metadata is often in UTC; the day that the page shows is the newsroom's own.
        let in_address = meta.url.as_deref().and_then(metadata::url_day).is_some_and(|day| day.is_same_day(date));
        let is_newsrooms = shown.is_some_and(|shown| is_next_day(date, shown)) && !in_address;
        // A day alone says no more than the same day with its time.
        let is_day = date.as_str().len() == "2012-04-15".len();
        let timed = shown.filter(|shown| is_day && shown.is_same_day(date));
        if !is_newsrooms {
            draft.date = said(timed.unwrap_or(date).clone());
        }
        draft.problems.retain(|(p, _)| !matches!(p, Problem::NoDate | Problem::AmbiguousDate { .. }));
    }
    if meta.date.is_some() {
        draft.updated = meta.updated.clone().and_then(said);
    }
    // A byline knows better than a page that names its own site.
    let labelled = draft.authors.as_ref().is_some_and(|a| !a.guessed || draft.author_score.is_some_and(|s| s >= 0.0));
    let (people, guessed) = match () {
        () if !meta.authors.is_empty() => (&meta.authors, false),
        () if labelled => (&meta.authors, false),
        () if !meta.houses.is_empty() => (&meta.houses, false),
        () => (&meta.likely_authors, true),
    };
    if !people.is_empty() {
        draft.authors = Some(Field { value: people.clone(), line: 0, guessed });
        draft.problems.retain(|(p, _)| !matches!(p, Problem::GuessedAuthors { .. }));
        if guessed {
            draft.problems.push((Problem::GuessedAuthors { names: people.clone() }, 0));
        }
    }
    if let Some(description) = &meta.description {
        draft.description = said(description.clone());
    }
    if let Some(section) = &meta.section {
        draft.section = said(section.clone());
    }
    if !meta.tags.is_empty() {
        draft.tags = said(meta.tags.clone());
    }
    draft.lang = meta
        .lang
        .as_deref()
        .map(|l| l.replace('_', "-"))
        .filter(|l| (2..=12).contains(&l.len()) && l.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'));
    draft.image.clone_from(&meta.image);
}

/// Whether what was taken for the headline, for want of another line, is a paragraph of a page that has its headline elsewhere:
/// in a picture, or in the browser's title bar.
fn is_paragraph(at: usize, draft: &Draft, page: &Page) -> bool {
    const LEAST_WORDS: usize = 10;
    let text = page.blocks[at].text.as_str();
    let is_other = draft.title.as_ref().is_some_and(|title| facts::key(&title.value) != facts::key(text));
    let is_long = text.split(' ').count() >= LEAST_WORDS || text.chars().filter(|c| *c as u32 > 0x2e80).count() >= 30;
    let is_text = page.markup[at].form == markup::Form::Text && !page.markup[at].bold;
    is_other && is_long && is_text && text.ends_with(['.', '。', '।'])
}

/// Whether the title for which little speaks is the site's name, as the text has another headline: in a heading of its own,
/// or where no line of the page has that name.
fn is_sites(title: &str, draft: &Draft, page: &Page) -> bool {
    let Some(shown) = draft.title.as_ref().filter(|_| page.metadata.is_title_weak) else { return false };
    let Some(at) = page.blocks.iter().position(|block| block.line == shown.line) else { return false };
    let is_heading = matches!(page.markup[at].form, markup::Form::Heading(_)) || page.markup[at].bold;
    let is_line = || page.blocks.iter().any(|block| facts::key(&block.text) == facts::key(title));
    let is_sentence = shown.value.ends_with(['.', '。']);
    let is_short = !metadata::is_long(title);
    // A list of links has no headline.
    let is_link = page.hints[at].is_of_links();
    let is_apart = if is_heading { is_short || !is_line() } else { is_short && !is_link && !is_line() };
    is_apart && !is_sentence && metadata::is_long(&shown.value)
}

/// Whether one of two stamps is in UTC and their days are neighbours.
fn is_next_day(said: &Stamp, shown: &Stamp) -> bool {
    let day = |s: &Stamp| s.as_str().get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok());
    said.is_utc() && day(said).zip(day(shown)).is_some_and(|(a, b)| (a - b).num_days().abs() == 1)
}

/// The parts of the body, and the lines that are pictures' captions.
fn body(page: &Page, labels: &[Label], whole: bool) -> (Vec<Part>, Vec<usize>) {
    /// Pictures right above the first paragraph belong to the article too, and those between a headline and that.
    const RIGHT_ABOVE: usize = 2;
    const NEAR: usize = 12;
    let kept = |at: usize| labels[at].is_body();
    let (first, last) = match (0..labels.len()).find(|n| kept(*n)).zip((0..labels.len()).rev().find(|n| kept(*n))) {
        _ if whole => (0, labels.len()),
        Some(range) => range,
        None => return (Vec::new(), Vec::new()),
    };
    let headline = labels[..first].iter().rposition(|l| *l == Label::Title);
    let from =
        headline.map_or(first, |at| at + 1).max(first.saturating_sub(NEAR)).min(first.saturating_sub(RIGHT_ABOVE));
    let mut captions = Vec::new();
    let lines = lines(page, labels);
    let title = page.metadata.title.as_deref().map(facts::key);
    let mut parts: Vec<Part> = Vec::new();
    let mut figures = page.figures.iter().peekable();
    for (at, label) in labels.iter().enumerate().take(last + 1).skip(from) {
        while let Some(figure) = figures.next_if(|figure| figure.before <= at) {
            let is_between = || at > first && kept(at) && kept(at - 1);
            let is_author = figure.before <= first && is_portrait(&figure.part);
            if figure.before >= from
                && !is_author
                && (figure.part != Part::Break || figure.before == at && is_between())
            {
                parts.push(figure.part.clone());
            }
        }
        let block = &page.blocks[at];
        let heads_table = || matches!(page.markup.get(at + 1), Some(Markup { form: markup::Form::Row(..), .. }));
        if page.hints[at].is_caption && matches!(label, Label::Dropped(_)) && heads_table() && kept(at + 1) {
            part(&mut parts, &block.text, &page.markup[at], Label::Paragraph, false);
            captions.push(block.line);
        } else if page.hints[at].is_caption
            && let Some(Part::Picture { caption, .. }) = parts.last_mut()
            && caption.is_empty()
            && matches!(label, Label::Dropped(_))
        {
            caption.clone_from(&block.text);
            captions.push(block.line);
        }
        if kept(at) && title.as_ref() != Some(&facts::key(&block.text)) {
            part(&mut parts, &block.text, &page.markup[at], *label, lines[at]);
            // A sentence in a heading above all others is the standfirst, and heads no part of the article.
            if at == first
                && sentence::ends(&block.text)
                && let Some(Part::Text(Text { form: form @ Form::Heading(_), .. })) = parts.last_mut()
            {
                *form = Form::Paragraph;
            }
        }
    }
    if whole {
        parts.extend(figures.map(|figure| figure.part.clone()).filter(|part| *part != Part::Break));
    }
    parts.dedup_by(|part, above| *part == Part::Break && *above == Part::Break);
    drop_common_styles(&mut parts);
    (parts, captions)
}

/// Whether a picture above the body is one of who wrote it, by its address.
fn is_portrait(part: &Part) -> bool {
    const FOLDERS: [&str; 8] = [
        "/author/",
        "/authors/",
        "/avatar/",
        "/avatars/",
        "/byline/",
        "/bylines/",
        "gravatar.com/",
        "/profile-pictures/",
    ];
    matches!(part, Part::Picture { url, .. } if FOLDERS.iter().any(|folder| url.contains(folder)))
}

/// Which blocks are further lines of the paragraph above: those of verse and addresses, which only ends of lines part. Ends of
/// lines also part paragraphs; then some are longer than a line.
fn lines(page: &Page, labels: &[Label]) -> Vec<bool> {
    const LONGEST: usize = 80;
    let width = |text: &str| text.chars().map(|c| if c as u32 > 0x2e80 { 2 } else { 1 }).sum::<usize>();
    let is_one = |at: usize| {
        let markup = &page.markup[at];
        labels[at] == Label::Paragraph
            && matches!(markup.form, markup::Form::Text | markup::Form::Quote)
            && width(&page.blocks[at].text) <= LONGEST
            && !page.blocks[at].text.contains('|')
    };
    let mut lines = vec![false; labels.len()];
    let mut at = 0;
    while at < labels.len() {
        let end = (at + 1..labels.len()).find(|next| !page.markup[*next].is_line).unwrap_or(labels.len());
        if end > at + 1 && (at..end).all(is_one) {
            lines[at + 1..end].fill(true);
        }
        at = end;
    }
    lines
}

/// Adds a block.
fn part(parts: &mut Vec<Part>, text: &str, markup: &Markup, label: Label, is_line: bool) {
    let form = match &markup.form {
        markup::Form::Code(text) => return parts.push(Part::Code(text.clone())),
        markup::Form::Row(table, cells) => {
            match parts.last_mut() {
                Some(Part::Table(rows)) if rows[0].len() == cells.len() && *table > 0 => rows.push(cells.clone()),
                _ => parts.push(Part::Table(vec![cells.clone()])),
            }
            return;
        }
        markup::Form::Heading(level) => Form::Heading((*level).max(2)),
        markup::Form::Bullet => Form::Bullet,
        markup::Form::Numbered(number) => Form::Numbered(*number),
        // A line in bold above a paragraph is a heading that its author did not mark.
        markup::Form::Text if label == Label::Heading && markup.bold => Form::Heading(3),
        markup::Form::Text | markup::Form::Quote if is_break(text) => return parts.push(Part::Break),
        markup::Form::Text | markup::Form::Quote | markup::Form::Caption => Form::Paragraph,
    };
    let mut spans = if markup.spans.is_empty() { vec![Span::plain(text)] } else { markup.spans.clone() };
    // An address in a line of its own is one to follow; WordPress shows there what it leads to.
    if let [span] = &mut spans[..]
        && span.url.is_none()
        && form == Form::Paragraph
    {
        span.url = super::web_url(&span.text).filter(|_| !span.text.contains(' ')).map(|url| url.to_string());
    }
    // Headings are bold by themselves.
    if matches!(form, Form::Heading(_)) {
        spans.iter_mut().for_each(|span| span.style.strong = false);
    }
    parts.push(Part::Text(Text { form, quote: markup.quote, depth: markup.depth, is_line, spans }));
}

/// Where most of a body is set in bold or in italics, or nearly all of it is indented as a quote, that sets nothing apart.
fn drop_common_styles(parts: &mut [Part]) {
    let texts = || parts.iter().filter_map(Part::as_text).filter(|text| !matches!(text.form, Form::Heading(_)));
    let len = |is: &dyn Fn(&Text, Style) -> bool| -> usize {
        let len = |text: &Text| text.spans.iter().filter(|s| is(text, s.style)).map(|s| s.text.len()).sum::<usize>();
        texts().map(len).sum()
    };
    let all = len(&|_, _| true);
    let is_common = |is: &dyn Fn(Style) -> bool| texts().count() > 1 && len(&|_, style| is(style)) * 2 > all;
    let (strong, emphasis, code) = (is_common(&|s| s.strong), is_common(&|s| s.emphasis), is_common(&|s| s.code));
    let is_indented = texts().count() > 2 && len(&|text, _| text.quote > 0) * 10 > all * 9;
    for part in parts {
        if let Part::Text(text) = part {
            text.quote = if is_indented { 0 } else { text.quote };
            for Span { style, .. } in &mut text.spans {
                *style = Style {
                    strong: style.strong && !strong,
                    emphasis: style.emphasis && !emphasis,
                    code: style.code && !code,
                    struck: style.struck,
                };
            }
        }
    }
}
