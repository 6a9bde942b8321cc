//! Pages that list articles, terms or dates.

use tera::Value;

use super::values::Values;
use super::{Failure, Renderer, context};
use crate::model::ArticleId;
use crate::plan::{Listing, PageKey, View, YearCounts};
use crate::site::Taxonomy;

impl Renderer<'_> {
    /// A context with what every page has.
    pub(super) fn context(&self, page: context::Page) -> tera::Context {
        let mut context = self.everywhere();
        context.insert_value("shared", self.shared.clone());
        context.insert_value("page", Value::from(page));
        context
    }

    /// A page's address as templates want it, after the path of the base address.
    pub(super) fn url(&self, page: PageKey) -> String {
        let mut url = String::with_capacity(64);
        url.push_str(self.inputs.config.base_url.path());
        page.push_address(self.inputs, &mut url);
        url
    }

    /// The context of every page that is not an article.
    pub(super) fn listing(&self, key: PageKey, view: &View, values: &mut Values) -> Result<tera::Context, Failure> {
        let config = self.inputs.config;
        let address = key.address(self.inputs);
        let url = config.link(&address);
        let title = self.title(view);
        let mut context = self.context(context::Page {
            kind: key.kind(),
            title: &title,
            description: if matches!(view, View::Home { .. }) { &config.description } else { "" },
            in_menu: self.menu.contains(&url),
            url,
            canonical: match view {
                View::Redirect { id } => config.absolute(&self.inputs.site.address(*id)),
                View::TermRedirect { term } => config.absolute(&PageKey::Term(*term).address(self.inputs)),
                _ => config.absolute(&address),
            },
            lang: &config.language,
            noindex: matches!(key, PageKey::NotFound | PageKey::Alias(..) | PageKey::Synonym(_)),
            feed_url: None,
        });
        self.fill(&mut context, view, values)?;
        Ok(context)
    }

    fn title(&self, view: &View) -> String {
        let numbered = |name: String, listing: &Listing| {
            if listing.label.is_empty() { name } else { format!("{name}, {}", listing.label) }
        };
        match view {
            View::Home { .. } => self.inputs.config.title.clone(),
            View::Redirect { id } => self.inputs.site.record(*id).title.to_owned(),
            View::TermRedirect { term } => self.inputs.site.terms().get(*term).name.to_string(),
            View::Terms { taxonomy, .. } => taxonomy.title().into(),
            View::Term { term, listing, .. } => numbered(self.inputs.site.terms().get(*term).name.to_string(), listing),
            View::Archive { .. } => "Archive".into(),
            View::Year { year, .. } => year.year.to_string(),
            View::Month { year, month, listing, .. } => numbered(month_label(*year, *month), listing),
            View::Undated { listing, .. } => numbered("Undated".into(), listing),
            View::Plain => "Page not found".into(),
            View::Article { .. }
            | View::Feed { .. }
            | View::SitemapIndex { .. }
            | View::SitemapPages { .. }
            | View::SitemapArticles { .. } => {
                unreachable!("these are not made by a listing's template")
            }
        }
    }

    fn fill(&self, context: &mut tera::Context, view: &View, values: &mut Values) -> Result<(), Failure> {
        let site = self.inputs.site;
        let config = self.inputs.config;
        match view {
            View::Home { latest, sections, years, count } => {
                insert(context, "latest", self.cards(values, latest)?);
                insert(context, "sections", self.counted(sections));
                let years: Vec<_> = years.iter().map(|(year, count)| self.year_count(*year, *count)).collect();
                insert(context, "years", years);
                insert(context, "article_count", *count);
            }
            View::Terms { taxonomy, terms } => {
                let terms = sorted_by_name(self.counted(terms));
                let names: Vec<String> = terms.iter().map(|term| term.name.clone()).collect();
                let terms: Vec<Value> = terms.into_iter().map(Value::from).collect();
                insert(context, "taxonomy", self.taxonomy(*taxonomy));
                insert(context, "letters", by_letter(&terms, &names));
                insert(context, "terms", terms);
            }
            View::Term { term, count, listing } => {
                let term = site.terms().get(*term);
                let value =
                    context::Counted { name: term.name.to_string(), url: self.url(listing.front), count: *count };
                insert(context, "taxonomy", self.taxonomy(term.taxonomy));
                insert(context, "term", value);
                insert(context, "cards", self.cards(values, &listing.cards)?);
                self.fill_listing(context, listing);
            }
            View::Archive { years, undated, count } => {
                let years: Vec<_> = years.iter().map(|year| self.year(year)).collect();
                let undated = (*undated > 0).then(|| context::Counted {
                    name: "Undated".into(),
                    url: self.url(PageKey::Undated),
                    count: Some(*undated),
                });
                insert(context, "years", years);
                insert(context, "undated", undated);
                insert(context, "article_count", *count);
            }
            View::Year { year, previous, next } => {
                let around = |year: &Option<i32>| {
                    year.map(|year| context::Around {
                        label: year.to_string(),
                        year,
                        url: self.url(PageKey::Year(year)),
                    })
                };
                insert(context, "year", self.year(year));
                insert(context, "previous_year", around(previous));
                insert(context, "next_year", around(next));
            }
            View::Month { year, month, count, listing, previous, next } => {
                let around = |month: &Option<(i32, u32)>| {
                    month.map(|(year, month)| context::Around {
                        label: month_label(year, month),
                        year,
                        url: self.url(PageKey::Month(year, month)),
                    })
                };
                let value = context::Month {
                    year: *year,
                    number: *month,
                    name: context::MONTHS[*month as usize - 1],
                    url: self.url(PageKey::Month(*year, *month)),
                    count: *count,
                    year_url: self.url(PageKey::Year(*year)),
                };
                insert(context, "month", value);
                insert(context, "days", self.days(values, &listing.cards)?);
                insert(context, "previous_month", around(previous));
                insert(context, "next_month", around(next));
                self.fill_listing(context, listing);
            }
            View::Undated { count, listing } => {
                insert(context, "cards", self.cards(values, &listing.cards)?);
                insert(context, "count", *count);
                self.fill_listing(context, listing);
            }
            View::TermRedirect { term } => {
                insert(context, "target", config.absolute(&PageKey::Term(*term).address(self.inputs)))
            }
            View::Redirect { id } => insert(context, "target", config.absolute(&site.address(*id))),
            View::Article { .. }
            | View::Feed { .. }
            | View::SitemapIndex { .. }
            | View::SitemapPages { .. }
            | View::SitemapArticles { .. }
            | View::Plain => {}
        }
        Ok(())
    }

    fn fill_listing(&self, context: &mut tera::Context, listing: &Listing) {
        let buckets: Vec<_> = listing
            .buckets
            .iter()
            .map(|b| context::Bucket { label: b.label.clone(), url: self.url(b.page), count: b.count })
            .collect();
        insert(context, "buckets", buckets);
        let value = context::Listing {
            is_front: listing.label.is_empty(),
            label: listing.label.clone(),
            newer_url: listing.newer.map(|page| self.url(page)),
            older_url: listing.older.map(|page| self.url(page)),
            front_url: self.url(listing.front),
        };
        insert(context, "listing", value);
    }

    fn counted(&self, terms: &[(crate::model::TermId, usize)]) -> Vec<context::Counted> {
        let value = |(id, count): &(crate::model::TermId, usize)| {
            let term = self.inputs.site.terms().get(*id);
            context::Counted { name: term.name.to_string(), url: self.url(PageKey::Term(*id)), count: Some(*count) }
        };
        terms.iter().map(value).collect()
    }

    fn taxonomy(&self, taxonomy: Taxonomy) -> context::Taxonomy {
        context::Taxonomy {
            name: taxonomy.name(),
            singular: taxonomy.singular(),
            title: taxonomy.title(),
            url: self.url(PageKey::Terms(taxonomy)),
        }
    }

    fn year_count(&self, year: i32, count: usize) -> context::Year {
        context::Year { year, url: self.url(PageKey::Year(year)), count, months: Vec::new() }
    }

    fn year(&self, counts: &YearCounts) -> context::Year {
        let month = |(index, count): (usize, &usize)| context::YearMonth {
            number: index + 1,
            name: context::MONTHS[index],
            short_name: &context::MONTHS[index][..3],
            url: (*count > 0).then(|| self.url(PageKey::Month(counts.year, index as u32 + 1))),
            count: *count,
        };
        let months = counts.months.iter().enumerate().map(month).collect();
        context::Year { months, ..self.year_count(counts.year, counts.count()) }
    }

    /// Articles newest first, gathered by their local day.
    fn days(&self, values: &mut Values, ids: &[ArticleId]) -> Result<Vec<context::Day>, Failure> {
        let mut days: Vec<(i32, context::Day)> = Vec::new();
        for id in ids {
            let date = self.inputs.site.record(*id).date.expect("articles of a month have a date");
            let card = self.card(values, *id)?;
            match days.last_mut() {
                Some((number, day)) if *number == date.day_number() => day.cards.push(card),
                _ => {
                    let day = context::Day { date: self.date(values, &date.without_time()), cards: vec![card] };
                    days.push((date.day_number(), day));
                }
            }
        }
        Ok(days.into_iter().map(|(_, day)| day).collect())
    }
}

fn insert(context: &mut tera::Context, name: &'static str, value: impl Into<Value>) {
    context.insert_value(name, value.into());
}

fn month_label(year: i32, month: u32) -> String {
    format!("{} {year}", context::MONTHS[month as usize - 1])
}

fn sorted_by_name(mut terms: Vec<context::Counted>) -> Vec<context::Counted> {
    terms.sort_by_cached_key(|term| (term.name.to_lowercase(), term.name.clone()));
    terms
}

/// Terms by their initial, without its diacritics; digits and all else under `#`.
fn by_letter(terms: &[Value], names: &[String]) -> Vec<context::Letter> {
    let mut letters: std::collections::BTreeMap<String, Vec<Value>> = std::collections::BTreeMap::new();
    for (term, name) in terms.iter().zip(names) {
        let slug = crate::model::Slug::from_name(name);
        let initial = slug.as_str().chars().next().filter(|c| c.is_alphabetic());
        let letter = initial.map_or("#".to_owned(), |c| c.to_uppercase().collect());
        letters.entry(letter).or_default().push(term.clone());
    }
    letters.into_iter().map(|(letter, terms)| context::Letter { letter, terms }).collect()
}
