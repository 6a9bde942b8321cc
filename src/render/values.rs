//! Values that many pages show, made once a thread: links to terms, dates.
//!
//! A card is on some ten pages, its date and its author's link on hundreds; sharing them
//! is what makes listings cheap. The caches are bounded: past that they start anew.

use rustc_hash::FxHashMap as HashMap;
use tera::Value;
use tera::value::Key;

use super::xml::encode_address;
use super::{Failure, Renderer, context};
use crate::markdown::is_safe_address;
use crate::model::{ArticleId, Precision, PublishDate, Slug, Taxonomy};
use crate::plan::term_address;
use crate::theme::Template;

/// Most values of one kind to keep, at a few hundred bytes each.
const MOST: usize = 20_000;

/// Most cards to keep, at two or three kilobytes each: of three months in an archive of a million.
const CARDS: usize = 12 * 1024;

/// A thread's cache.
#[derive(Default)]
pub(super) struct Values {
    /// By taxonomy.
    links: Vec<HashMap<Box<str>, Value>>,
    /// By local day and how much is known of it: the date without a time.
    days: HashMap<(i32, Precision), Value>,
    /// Of timelines, by year, count and the most of a year: most terms have few articles.
    bars: HashMap<(i32, usize, usize), Value>,
    /// The card of an article is at its id modulo their number: a year's articles, which the pages of a
    /// year show again and again, have ids in a row.
    cards: Vec<Option<Card>>,
    /// Threads that each keep values; none is one.
    threads: usize,
    /// Whether the page in hand wants [`context::Card::html`].
    pub with_html: bool,
    html: Vec<u8>,
    /// What `card.html` sees besides the card.
    around_card: Option<tera::Context>,
}

impl Values {
    /// Those of one of some threads that work side by side.
    pub fn of_one_of(threads: usize) -> Values {
        Values { threads, ..Values::default() }
    }

    /// How many values of a kind a thread keeps: so many, but of more than two threads, up to sixteen, each has a
    /// part of what two have, so that memory does not grow with processors.
    fn room(&self, most: usize) -> usize {
        (most * 2 / self.threads.max(1)).clamp(most / 8, most)
    }
}

#[derive(Clone)]
struct Card {
    of: ArticleId,
    /// Whether with [`context::Card::html`].
    html: bool,
    value: Value,
}

impl Renderer<'_> {
    /// The link to the term that a name belongs to; without an address where that has no page of its own.
    pub(super) fn link(&self, values: &mut Values, taxonomy: Taxonomy, name: &str) -> Value {
        if values.links.len() <= taxonomy.index() {
            values.links.resize_with(self.inputs.config.taxonomies.len(), HashMap::default);
        }
        let room = values.room(MOST);
        let links = &mut values.links[taxonomy.index()];
        if let Some(link) = links.get(name) {
            return link.clone();
        }
        let (config, site) = (self.inputs.config, self.inputs.site);
        let listed = site.naming().name_of(taxonomy, name);
        let has_page = site.all_have_pages(taxonomy) || site.page_of(taxonomy, listed).is_some();
        let url = has_page.then(|| config.link(&term_address(config, taxonomy, &Slug::from_name(listed))));
        let link = Value::from(context::Link { name: listed.to_owned(), url });
        if links.len() >= room {
            links.clear();
        }
        links.insert(name.into(), link.clone());
        link
    }

    /// A date, in the pieces that templates need.
    pub(super) fn date(&self, values: &mut Values, date: &PublishDate) -> Value {
        if values.days.len() >= values.room(MOST) {
            values.days.clear();
        }
        let known = date.precision().min(Precision::Day);
        let day = values.days.entry((date.day_number(), known)).or_insert_with(|| Value::from(self.new_date(date)));
        if date.precision() != Precision::Time {
            return day.clone();
        }
        let iso = date.to_rfc3339();
        with(day.clone(), [("time", Value::from(&iso[11..16])), ("iso", Value::from(iso))])
    }

    /// A year of a term's timeline.
    pub(super) fn bar(&self, values: &mut Values, year: i32, count: usize, most: usize) -> Value {
        if values.bars.len() >= values.room(MOST) {
            values.bars.clear();
        }
        let new = || Value::from(context::YearBar { year, count, percent: (count * 100).div_ceil(most) });
        values.bars.entry((year, count, most)).or_insert_with(new).clone()
    }

    /// An article as other pages show it, with what `card.html` makes of it if the page's template asks for that.
    pub(super) fn card(&self, values: &mut Values, id: ArticleId) -> Result<Value, Failure> {
        self.card_beside(values, id, id)
    }

    /// Cards of some articles, in the same order.
    pub(super) fn cards(&self, values: &mut Values, ids: &[ArticleId]) -> Result<Vec<Value>, Failure> {
        let newest = ids.iter().copied().max();
        ids.iter().map(|id| self.card_beside(values, *id, newest.unwrap_or(*id))).collect()
    }

    /// A card on a page whose newest article is known. Listings come in the order of these, so one that is older by
    /// more than are kept is not wanted again soon, and would only take the place of one that is.
    fn card_beside(&self, values: &mut Values, id: ArticleId, newest: ArticleId) -> Result<Value, Failure> {
        if values.cards.is_empty() {
            values.cards.resize(values.room(CARDS).min(self.inputs.site.len()), None);
        }
        let kept = values.cards.len();
        let slot = id.0 as usize % kept;
        let mut card = match values.cards[slot].take_if(|card| card.of == id) {
            Some(card) => card,
            None => Card { of: id, html: false, value: Value::from(self.new_card(values, id)) },
        };
        let Values { cards, with_html, html, around_card, .. } = values;
        let mut shown = None;
        match (card.html, *with_html) {
            (true, false) => shown = Some(with(card.value.clone(), [("html", Value::none())])),
            (false, true) => {
                let context = around_card.get_or_insert_with(|| self.everywhere());
                context.insert_value("card", card.value.clone());
                html.clear();
                self.inputs.theme.render(Template::Card, context, html)?;
                // Where nobody else holds the value, it is changed instead of copied.
                context.remove("card");
                let text = std::str::from_utf8(html).expect("templates make text");
                (card.value, card.html) = (with(card.value, [("html", Value::safe_string(text))]), true);
            }
            (true, true) | (false, false) => {}
        }
        if ((newest.0 - id.0) as usize) < kept {
            let value = shown.unwrap_or_else(|| card.value.clone());
            cards[slot] = Some(card);
            return Ok(value);
        }
        Ok(shown.unwrap_or(card.value))
    }

    fn new_card(&self, values: &mut Values, id: ArticleId) -> context::Card<'_> {
        let config = self.inputs.config;
        let record = self.inputs.site.record(id);
        context::Card {
            title: record.title,
            url: config.link(&self.inputs.site.address_of(&record)),
            date: record.date.as_ref().map(|date| self.date(values, &date.without_time())),
            time: record.date.and_then(|date| date.time_text()),
            description: record.summary,
            section: record.section.map(|name| self.link(values, Taxonomy::SECTIONS, name)),
            authors: record.authors.iter().map(|name| self.link(values, Taxonomy::AUTHORS, name)).collect(),
            image: record.image.map(|(url, alt)| context::Image {
                absolute: self.absolute_picture(url),
                url: self.picture(url),
                alt: alt.to_owned(),
                caption: None,
                width: None,
                height: None,
            }),
            html: None,
        }
    }

    /// A picture's absolute address, for machines; empty where [`Renderer::picture`] is.
    pub(super) fn absolute_picture(&self, url: &str) -> String {
        if url.starts_with('/') && !url.starts_with("//") {
            encode_address(&self.inputs.config.absolute(url))
        } else {
            self.picture(url)
        }
    }

    /// A picture's address: site-relative ones get the base path, unsafe ones lead nowhere. Encoded, as a space would
    /// end it for some readers.
    pub(super) fn picture(&self, url: &str) -> String {
        if url.starts_with('/') && !url.starts_with("//") {
            encode_address(&self.inputs.config.link(url))
        } else if is_safe_address(url) {
            encode_address(url)
        } else {
            String::new()
        }
    }
}

/// One of the contract's structs with other values of some fields.
fn with<const N: usize>(of: Value, fields: [(&'static str, Value); N]) -> Value {
    let mut map = of.into_map().expect("structs are maps to templates");
    for (name, value) in fields {
        map.insert(Key::Str(name), value);
    }
    Value::from(map)
}
