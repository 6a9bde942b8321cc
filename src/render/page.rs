//! Pages that list articles, terms or dates.

use tera::Value;

use super::json_ld::{self, CONTEXT, WebSite};
use super::values::Values;
use super::xml::encode_address;
use super::{Failure, Renderer, context, date, site};
use crate::markdown::{self, Rendered};
use crate::model::{Article, ArticleId, Image, Taxonomy, TermId};
use crate::plan::{About, Index, Initial, Listing, PageKey, View, redirects};
use crate::site::Bucket;
use crate::tags::catalog::Kind;

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
            description: self.description(view),
            in_menu: self.menu.contains(&url),
            url,
            canonical: match view {
                View::Redirect { to } => self.target(*to),
                _ => encode_address(&config.absolute(&address)),
            },
            lang: self.text_of(view).and_then(|page| page.article.lang.as_deref()).unwrap_or(&config.language),
            noindex: matches!(view, View::Redirect { .. }) || key == PageKey::NotFound,
            feed_url: self.feed_of(view),
            json_ld: matches!(view, View::Home { .. }).then(|| self.web_site()),
        });
        self.fill(&mut context, view, values)?;
        Ok(context)
    }

    fn title(&self, view: &View) -> String {
        let strings = self.strings();
        let numbered = |name: String, listing: &Listing| match listing.number {
            None => name,
            Some(number) => [&name, strings.text("list_comma"), &self.number_label(number)].concat(),
        };
        let term = |id: TermId| self.inputs.site.terms().get(id).name.to_string();
        match view {
            View::Home { .. } => self.inputs.config.title.clone(),
            View::Redirect { to } => redirects::title(self.inputs.site, *to).to_owned(),
            View::Page { at } => self.inputs.site.pages()[*at].article.title.clone(),
            View::Terms { index, initial: None, .. } => self.index_title(*index).into(),
            View::Terms { index, initial: Some(initial), .. } => {
                format!("{}: {}", self.index_title(*index), initial.label())
            }
            View::Term { term: id, listing, .. } => numbered(term(*id), listing),
            View::Archive { .. } => strings.text("archive").into(),
            View::Year { year, .. } => year.year.to_string(),
            View::Month { year, month, listing, .. } => numbered(date::month_heading(strings, *year, *month), listing),
            View::Day { date: (year, month, day), .. } => date::day_label(strings, *year, *month, *day),
            View::OnThisDay { .. } => strings.text("on_this_day").into(),
            View::ThisDay { day: (month, day), .. } => {
                date::this_day_label(strings, u32::from(*month), u32::from(*day))
            }
            View::Corrections { bucket, .. } => match bucket {
                Some(bucket) => strings.filled("corrections_in", &[("year", &self.bucket_label(*bucket))]),
                None => strings.text("corrections").into(),
            },
            View::Undated { listing, .. } => numbered(strings.text("undated").into(), listing),
            View::Plain => strings.text("not_found").into(),
            View::Article { .. }
            | View::Feed { .. }
            | View::CorrectionsFeed { .. }
            | View::SitemapIndex { .. }
            | View::SitemapPages { .. }
            | View::SitemapArticles { .. }
            | View::SitemapNews { .. }
            | View::Robots { .. }
            | View::Redirects { .. } => {
                unreachable!("these are not made by a listing's template")
            }
        }
    }

    fn description(&self, view: &View) -> &str {
        match view {
            View::Home { .. } => &self.inputs.config.description,
            View::Term { term, about: Some(_), .. } => {
                let profile = self.inputs.site.profile(*term);
                profile.and_then(|profile| profile.article.description.as_deref()).unwrap_or("")
            }
            View::Page { at } => self.inputs.site.pages()[*at].article.description.as_deref().unwrap_or(""),
            _ => "",
        }
    }

    /// The address of the first of a page's own feeds.
    fn feed_of(&self, view: &View) -> Option<String> {
        let feed = &self.inputs.config.feed;
        match view {
            View::Term { term, about: Some(about), .. } if about.has_feed => {
                feed.term_formats.first().map(|format| self.url(PageKey::TermFeed(*term, *format)))
            }
            View::Corrections { .. } if self.inputs.site.corrections().iter().any(|(date, ..)| date.is_some()) => {
                feed.formats.first().map(|format| self.url(PageKey::CorrectionsFeed(*format)))
            }
            _ => None,
        }
    }

    fn web_site(&self) -> Value {
        let config = self.inputs.config;
        let site = WebSite {
            context: CONTEXT,
            kind: "WebSite",
            name: &config.title,
            url: &config.absolute("/"),
            in_language: &config.language,
            description: &config.description,
            publisher: self.publisher(),
        };
        Value::safe_string(&json_ld::to_text(&site))
    }

    /// Where a former address leads, as an absolute address.
    fn target(&self, to: PageKey) -> String {
        encode_address(&self.inputs.config.absolute(&to.address(self.inputs)))
    }

    fn index_title(&self, index: Index) -> &str {
        match index {
            Index::Taxonomy(taxonomy) => site::title(self.inputs, taxonomy),
            Index::Kind(kind) => self.kind_title(kind),
        }
    }

    fn text_of(&self, view: &View) -> Option<&crate::load::Page> {
        if let View::Page { at } = view { Some(&self.inputs.site.pages()[*at]) } else { None }
    }

    fn fill(&self, context: &mut tera::Context, view: &View, values: &mut Values) -> Result<(), Failure> {
        match view {
            View::Home { latest, sections, by_section, years, count } => {
                insert(context, "latest", self.cards(values, latest)?);
                insert(context, "sections", self.counted(sections));
                let mut fronts = Vec::with_capacity(by_section.len());
                for (section, ids) in by_section {
                    let name = &self.inputs.site.terms().get(*section).name;
                    let section = self.link(values, Taxonomy::SECTIONS, name);
                    fronts.push(context::SectionFront { section, cards: self.cards(values, ids)? });
                }
                insert(context, "by_section", fronts);
                let years: Vec<_> = years.iter().map(|(year, count)| self.year_count(*year, *count)).collect();
                insert(context, "years", years);
                insert(context, "article_count", *count);
            }
            View::Terms { index, terms, initials, initial } => {
                insert(context, "taxonomy", self.index(*index));
                let terms: Vec<_> =
                    terms.iter().map(|term| (*term, self.inputs.site.articles_of(*term).len())).collect();
                let mut terms = sorted_by_name(self.counted(&terms));
                if initial.is_some() {
                    terms.iter_mut().for_each(|term| term.count = None);
                }
                let link = |of: &Initial| context::Link {
                    name: of.label(),
                    url: Some(self.url(PageKey::TermsOf(*index, *of))),
                };
                insert(context, "initials", initials.iter().map(link).map(Value::from).collect::<Vec<_>>());
                insert(context, "initial", initial.map(|initial| initial.label()));
                fill_terms(context, terms);
            }
            View::Page { at } => self.fill_text(context, &self.inputs.site.pages()[*at].article, values),
            View::Term { term, count, listing, about } => {
                let value = self.inputs.site.terms().get(*term);
                insert(context, "taxonomy", self.taxonomy(value.taxonomy));
                let (name, url) = (value.name.to_string(), Some(self.url(listing.front)));
                insert(context, "term", context::Counted { name, url, count: *count });
                insert(context, "cards", self.cards(values, &listing.cards)?);
                let mut rendered = Rendered::default();
                insert(context, "about", about.as_ref().map(|about| self.about(*term, about, values, &mut rendered)));
                self.fill_listing(context, listing);
            }
            View::Archive { years, undated, count } => {
                let most = years.iter().flat_map(|year| year.months).max().unwrap_or(0);
                let years: Vec<_> = years.iter().map(|year| self.year(year, most, None)).collect();
                let undated = (*undated > 0).then(|| context::Counted {
                    name: self.strings().text("undated").into(),
                    url: Some(self.url(PageKey::Undated)),
                    count: Some(*undated),
                });
                insert(context, "years", years);
                insert(context, "undated", undated);
                insert(context, "article_count", *count);
            }
            View::Year { year, days, previous, next } => {
                let around = |year: &Option<i32>| {
                    year.map(|year| context::Around {
                        label: year.to_string(),
                        year,
                        url: self.url(PageKey::Year(year)),
                    })
                };
                let most = year.months.into_iter().max().unwrap_or(0);
                insert(context, "year", self.year(year, most, Some(days)));
                insert(context, "previous_year", around(previous));
                insert(context, "next_year", around(next));
            }
            View::Month { year, month, count, listing, previous, next } => {
                let around = |month: &Option<(i32, u32)>| {
                    month.map(|(year, month)| context::Around {
                        label: date::month_heading(self.strings(), year, month),
                        year,
                        url: self.url(PageKey::Month(year, month)),
                    })
                };
                let value = context::Month {
                    year: *year,
                    number: *month,
                    name: date::month_name_heading(self.strings(), *month),
                    label: date::month_heading(self.strings(), *year, *month),
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
            View::Day { cards, previous, next, .. } => {
                let around = |day: &Option<(i32, i32, u32, u32)>| {
                    day.map(|(number, year, month, day)| context::Around {
                        label: date::day_label(self.strings(), year, month, day),
                        year,
                        url: self.url(PageKey::Day(number)),
                    })
                };
                let mut days = self.days(values, cards)?.into_iter();
                insert(context, "day", days.next());
                insert(context, "previous_day", around(previous));
                insert(context, "next_day", around(next));
            }
            View::OnThisDay { days } => insert(context, "months", self.this_months(days)),
            View::ThisDay { day, years } => {
                insert(context, "day_text", date::this_day_label(self.strings(), u32::from(day.0), u32::from(day.1)));
                insert(context, "years", self.this_years(values, day.1, years)?);
            }
            View::Corrections { bucket, items, buckets } => {
                insert(context, "corrections", self.corrections(values, items)?);
                insert(context, "year", bucket.map(|bucket| self.bucket_label(bucket)));
                let link = |(bucket, count): &(Bucket, usize)| context::Bucket {
                    label: self.bucket_label(*bucket),
                    url: self.url(PageKey::CorrectionsOf(*bucket)),
                    count: *count,
                };
                insert(context, "buckets", buckets.iter().map(link).collect::<Vec<_>>());
            }
            View::Undated { count, listing } => {
                insert(context, "cards", self.cards(values, &listing.cards)?);
                insert(context, "count", *count);
                self.fill_listing(context, listing);
            }
            View::Redirect { to } => insert(context, "target", self.target(*to)),
            View::Article { .. }
            | View::Feed { .. }
            | View::CorrectionsFeed { .. }
            | View::SitemapIndex { .. }
            | View::SitemapPages { .. }
            | View::SitemapArticles { .. }
            | View::SitemapNews { .. }
            | View::Robots { .. }
            | View::Redirects { .. }
            | View::Plain => {}
        }
        Ok(())
    }

    fn fill_text(&self, context: &mut tera::Context, article: &Article, values: &mut Values) {
        let mut rendered = Rendered::default();
        markdown::render(&article.body, self.inputs.config.base_url.path(), &mut rendered);
        let text = context::Text {
            title: &article.title,
            description: article.description.as_deref().unwrap_or(""),
            updated: article.updated.or(article.date).map(|date| self.date(values, &date)),
            image: article.image.as_ref().map(|image| self.image(image, true)),
            content: Value::safe_string(&rendered.html),
            extra: Value::from_serializable(&article.extra),
        };
        insert(context, "text", text);
    }

    fn fill_listing(&self, context: &mut tera::Context, listing: &Listing) {
        let buckets: Vec<_> = listing
            .buckets
            .iter()
            .map(|b| context::Bucket { label: self.bucket_label(b.bucket), url: self.url(b.page), count: b.count })
            .collect();
        insert(context, "buckets", buckets);
        let value = context::Listing {
            is_front: listing.number.is_none(),
            label: listing.number.map(|number| self.number_label(number)).unwrap_or_default(),
            newer_url: listing.newer.map(|page| self.url(page)),
            older_url: listing.older.map(|page| self.url(page)),
            front_url: self.url(listing.front),
        };
        insert(context, "listing", value);
    }

    fn about<'b>(
        &'b self,
        id: TermId,
        about: &About,
        values: &mut Values,
        rendered: &'b mut Rendered,
    ) -> context::About<'b> {
        let (config, site) = (self.inputs.config, self.inputs.site);
        let most = about.timeline.iter().map(|(_, count)| *count).max().unwrap_or(1);
        let timeline = about.timeline.iter().map(|(year, count)| self.bar(values, *year, *count, most)).collect();
        let wider = about.wider.iter().map(|id| site.terms().get(*id));
        let formats: &[_] = if about.has_feed { &config.feed.term_formats } else { &[] };
        let profile = site.profile(id).map(|profile| {
            markdown::render(&profile.article.body, config.base_url.path(), rendered);
            let image = profile.article.image.as_ref().map(|image| self.image(image, false));
            context::Profile {
                description: profile.article.description.as_deref(),
                image,
                content: Value::safe_string(&rendered.html),
                extra: Value::from_serializable(&profile.article.extra),
            }
        });
        context::About {
            wider: wider.map(|term| self.link(values, term.taxonomy, &term.name)).collect(),
            parts: self.counted(&about.parts).into_iter().map(Value::from).collect(),
            timeline,
            feeds: site::feeds(self.inputs, formats, |format| PageKey::TermFeed(id, format)),
            profile,
        }
    }

    fn corrections<'b>(
        &'b self,
        values: &mut Values,
        items: &[(ArticleId, u16)],
    ) -> Result<Vec<context::ListedCorrection<'b>>, Failure> {
        let site = self.inputs.site;
        let mut shown = Vec::with_capacity(items.len());
        for (id, at) in items {
            let found = site.record(*id).corrections().nth(usize::from(*at));
            let (date, text) = found.expect("the site has corrections of its records");
            shown.push(context::ListedCorrection {
                date: date.as_ref().map(|date| self.date(values, date)),
                text,
                card: self.card(values, *id)?,
                url: format!("{}#_corrections", self.url(PageKey::Article(*id))),
            });
        }
        Ok(shown)
    }

    fn counted(&self, terms: &[(TermId, usize)]) -> Vec<context::Counted> {
        let site = self.inputs.site;
        let value = |(id, count): &(TermId, usize)| context::Counted {
            name: site.terms().get(*id).name.to_string(),
            url: site.has_page(*id).then(|| self.url(PageKey::Term(*id))),
            count: Some(*count),
        };
        terms.iter().map(value).collect()
    }

    /// A picture of an article, a profile or a page. Only where its file is an input of the page it may be measured.
    pub(super) fn image(&self, image: &Image, is_measured: bool) -> context::Image {
        let picture = is_measured.then(|| self.inputs.theme.asset_at(&image.url)).flatten();
        let (width, height) = picture.and_then(|picture| picture.size()).unzip();
        context::Image {
            width,
            height,
            absolute: self.absolute_picture(&image.url),
            url: self.picture(&image.url),
            alt: image.alt.clone(),
            caption: image.caption.clone(),
        }
    }

    fn index(&self, index: Index) -> context::Taxonomy<'_> {
        match index {
            Index::Taxonomy(taxonomy) => self.taxonomy(taxonomy),
            Index::Kind(kind) => context::Taxonomy {
                name: kind.plural(),
                singular: kind.name(),
                title: self.kind_title(kind),
                url: self.url(PageKey::Terms(index)),
            },
        }
    }

    fn kind_title(&self, kind: Kind) -> &str {
        self.strings().text(match kind {
            Kind::Person => "people",
            Kind::Place => "places",
            Kind::Organisation => "organisations",
            Kind::Topic => "topics",
        })
    }

    /// `2025`; what articles without a date are called.
    fn bucket_label(&self, bucket: Bucket) -> String {
        match bucket {
            Bucket::Year(year) => year.to_string(),
            Bucket::Undated => self.strings().text("undated").into(),
            // Its pages are the only ones, and need no name.
            Bucket::Dated => String::new(),
        }
    }

    /// `2025, page 1`.
    fn number_label(&self, (part, number): (Option<Bucket>, u32)) -> String {
        let page = number.to_string();
        match part {
            Some(part) => self.strings().filled("page_in", &[("part", &self.bucket_label(part)), ("page", &page)]),
            None => self.strings().filled("page_number", &[("page", &page)]),
        }
    }

    pub(super) fn taxonomy(&self, taxonomy: Taxonomy) -> context::Taxonomy<'_> {
        let settings = self.inputs.config.taxonomy(taxonomy);
        context::Taxonomy {
            name: &settings.name,
            singular: &settings.singular,
            title: site::title(self.inputs, taxonomy),
            url: self.url(PageKey::Terms(Index::Taxonomy(taxonomy))),
        }
    }
}

fn insert(context: &mut tera::Context, name: &'static str, value: impl Into<Value>) {
    context.insert_value(name, value.into());
}

fn fill_terms(context: &mut tera::Context, terms: Vec<context::Counted>) {
    let names: Vec<String> = terms.iter().map(|term| term.name.clone()).collect();
    let terms: Vec<Value> = terms.into_iter().map(Value::from).collect();
    insert(context, "letters", by_letter(&terms, &names));
    insert(context, "terms", terms);
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
