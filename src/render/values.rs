//! Values that many pages show, made once a thread: links to terms, dates.
//!
//! A card is on some ten pages, its date and its author's link on hundreds; sharing them
//! is what makes listings cheap. The caches are bounded: past that they start anew.

use std::collections::HashMap;

use tera::Value;

use super::{Failure, Renderer, context};
use crate::markdown::is_safe_address;
use crate::model::{ArticleId, Precision, PublishDate, Slug};
use crate::plan::{PageKey, term_address};
use crate::site::Taxonomy;
use crate::theme::Template;

/// Most values of one kind to keep, at a few hundred bytes each.
const MOST: usize = 20_000;

/// Most cards to keep, at some kilobytes each: of two months in an archive of a million.
const CARDS: usize = 8192;

/// A thread's cache.
#[derive(Default)]
pub(super) struct Values {
    links: [HashMap<Box<str>, Value>; 3],
    /// By local day: the date without a time.
    days: HashMap<i32, (context::Date, Value)>,
    /// The card of an article is at its id modulo [`CARDS`]: a year's articles, which the pages of a
    /// year show again and again, have ids in a row.
    cards: Vec<Option<Card>>,
    /// Whether the page in hand wants [`context::Card::html`].
    pub with_html: bool,
    html: Vec<u8>,
}

#[derive(Clone)]
struct Card {
    of: ArticleId,
    /// Whether with [`context::Card::html`].
    html: bool,
    value: Value,
}

impl Renderer<'_> {
    /// The link to the term that a name belongs to.
    pub(super) fn link(&self, values: &mut Values, taxonomy: Taxonomy, name: &str) -> Value {
        let links = &mut values.links[taxonomy as usize];
        if let Some(link) = links.get(name) {
            return link.clone();
        }
        let config = self.inputs.config;
        let url = config.link(&term_address(config, taxonomy, &Slug::from_name(name)));
        let link = Value::from(context::Link { name: name.to_owned(), url });
        if links.len() >= MOST {
            links.clear();
        }
        links.insert(name.into(), link.clone());
        link
    }

    /// A date, in the pieces that templates need.
    pub(super) fn date(&self, values: &mut Values, date: &PublishDate) -> Value {
        if values.days.len() >= MOST {
            values.days.clear();
        }
        let (day, value) = values.days.entry(date.day_number()).or_insert_with(|| {
            let (year, month) = (PageKey::Year(date.year()), PageKey::Month(date.year(), date.month()));
            let day = context::Date::of_day(date, self.url(year), self.url(month));
            (day.clone(), Value::from(day))
        });
        if date.precision() == Precision::Day {
            return value.clone();
        }
        let iso = date.to_rfc3339();
        Value::from(context::Date { time: Some(iso[11..16].to_owned()), iso, ..day.clone() })
    }

    /// An article as other pages show it, with what `card.html` makes of it if the page's template asks for that.
    pub(super) fn card(&self, values: &mut Values, id: ArticleId) -> Result<Value, Failure> {
        let slot = id.0 as usize % CARDS;
        let kept = values.cards.get(slot).and_then(Option::as_ref).filter(|card| card.of == id);
        let value = match kept {
            Some(card) if card.html == values.with_html => return Ok(card.value.clone()),
            Some(card) if !card.html => self.with_html(values, id, card.value.clone())?,
            _ => {
                let plain = Value::from(self.new_card(values, id));
                if values.with_html { self.with_html(values, id, plain)? } else { plain }
            }
        };
        if values.cards.is_empty() {
            values.cards.resize(CARDS.min(self.inputs.site.len()), None);
        }
        values.cards[slot] = Some(Card { of: id, html: values.with_html, value: value.clone() });
        Ok(value)
    }

    fn with_html(&self, values: &mut Values, id: ArticleId, plain: Value) -> Result<Value, Failure> {
        let mut context = self.everywhere();
        context.insert_value("card", plain);
        values.html.clear();
        self.inputs.theme.render(Template::Card, &context, &mut values.html)?;
        let html = std::str::from_utf8(&values.html).expect("templates make text");
        let html = Some(Value::safe_string(html));
        Ok(Value::from(context::Card { html, ..self.new_card(values, id) }))
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
            section: record.section.map(|name| self.link(values, Taxonomy::Sections, name)),
            authors: record.authors.iter().map(|name| self.link(values, Taxonomy::Authors, name)).collect(),
            image: record.image.map(|(url, alt)| context::Image {
                url: self.picture(url),
                alt: alt.to_owned(),
                caption: None,
            }),
            html: None,
        }
    }

    /// Cards of some articles, in the same order.
    pub(super) fn cards(&self, values: &mut Values, ids: &[ArticleId]) -> Result<Vec<Value>, Failure> {
        ids.iter().map(|id| self.card(values, *id)).collect()
    }

    /// A picture's address: site-relative ones get the base path, unsafe ones lead nowhere.
    pub(super) fn picture(&self, url: &str) -> String {
        if url.starts_with('/') && !url.starts_with("//") {
            self.inputs.config.link(url)
        } else if is_safe_address(url) {
            url.to_owned()
        } else {
            String::new()
        }
    }
}
