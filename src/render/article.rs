//! An article's own page.

use tera::Value;

use super::json_ld::{self, CONTEXT, Named, NewsArticle};
use super::xml::encode_address;
use super::{Buffers, Failure, Renderer, context};
use crate::markdown::{self, is_safe_address};
use crate::model::{Article, ArticleId, Image, PublishDate, Slug, Taxonomy};
use crate::plan::{Story, term_address};

const WORDS_PER_MINUTE: usize = 220;

/// What an article's page shows besides its own file.
pub(super) struct Around<'a> {
    pub previous: Option<ArticleId>,
    pub next: Option<ArticleId>,
    pub stories: &'a [Story],
    pub related: &'a [ArticleId],
}

impl Renderer<'_> {
    /// The context of `article.html`.
    pub(super) fn article(
        &self,
        id: ArticleId,
        around: &Around,
        buffers: &mut Buffers,
    ) -> Result<tera::Context, Failure> {
        let (config, site) = (self.inputs.config, self.inputs.site);
        let record = site.record(id);
        let (text, body) = self.read(id, &mut buffers.sources)?;
        let beyond = self.beyond(&record, text)?;
        markdown::render(body, config.base_url.path(), &mut buffers.markdown);
        let rendered = &buffers.markdown;
        let address = site.address_of(&record);
        let values = &mut buffers.values;
        let authors = site.listed(Taxonomy::AUTHORS, record.authors.iter());
        let section = record.section.map(|name| site.naming().name_of(Taxonomy::SECTIONS, name));
        let tags = site.tags_of(&record);
        let series = record.series().map(|name| site.naming().name_of(Taxonomy::SERIES, name));
        let mut corrections = Vec::new();
        for (date, text) in record.corrections() {
            corrections.push(context::Correction { date: date.map(|date| self.date(values, &date)), text });
        }
        let description = record.summary;
        let canonical = encode_address(&config.absolute(&address));
        let image = record.image.map(|(url, alt)| {
            let caption = beyond.image.as_ref().and_then(|image| image.caption.clone());
            self.image(&Image { url: url.to_owned(), alt: alt.to_owned(), caption }, true)
        });
        let source_url = beyond.source.as_ref().and_then(|source| source.url.as_deref());
        let source_url = source_url.filter(|url| json_ld::is_address(url) && is_safe_address(url));
        let lang = record.lang.unwrap_or(&config.language);
        let license = beyond.rights.license.as_deref().or(config.license.as_deref());
        let uses = self.inputs.theme.article_uses();
        let json_ld = || NewsArticle {
            context: CONTEXT,
            kind: "NewsArticle",
            headline: record.title,
            url: &canonical,
            main_entity_of_page: &canonical,
            in_language: lang,
            is_accessible_for_free: true,
            word_count: record.words as usize,
            description,
            date_published: record.date.map(|date| date.to_rfc3339_as_known()),
            date_modified: record.updated.or(record.date).map(|date| date.to_rfc3339_as_known()),
            author: authors.iter().map(|name| self.named("Person", Taxonomy::AUTHORS, name)).collect(),
            publisher: self.publisher(),
            article_section: section,
            keywords: &tags,
            image: image.as_ref().map(|image| image.absolute.as_str()).filter(|url| !url.is_empty()),
            is_part_of: series.map(|name| self.named("CreativeWorkSeries", Taxonomy::SERIES, name)),
            correction: record.corrections().map(From::from).collect(),
            license: json_ld::license_address(&beyond, config.license.as_deref()),
            credit_text: beyond.rights.credit.as_deref(),
            source_organization: beyond.rights.wire.as_deref().map(|name| Named {
                kind: "Organization",
                name,
                url: None,
            }),
            dateline: beyond.rights.dateline.as_deref(),
            print_edition: beyond.print.edition.as_deref(),
            print_page: beyond.print.page.as_deref(),
            is_based_on: source_url,
        };
        let json_ld = uses.json_ld.then(|| Value::safe_string(&json_ld::to_text(&json_ld())));
        let stories = self.stories(values, around.stories)?;
        let related = self.cards(values, around.related)?;
        let published_time = moment(record.date);
        let value = context::Article {
            title: record.title,
            url: config.link(&address),
            canonical: canonical.clone(),
            date: record.date.map(|date| self.date(values, &date)),
            updated: record.updated.map(|date| self.date(values, &date)),
            modified_time: record.updated.map_or_else(|| published_time.clone(), |date| moment(Some(date))),
            published_time,
            description,
            standfirst: Some(description).filter(|d| record.described && !begins_with(&rendered.beginning, d)),
            authors: authors.iter().map(|name| self.link(values, Taxonomy::AUTHORS, name)).collect(),
            section: section.map(|name| self.link(values, Taxonomy::SECTIONS, name)),
            tags: tags.iter().map(|name| self.link(values, Taxonomy::TAGS, name)).collect(),
            series: series.map(|name| self.link(values, Taxonomy::SERIES, name)),
            further: self.further(values, &beyond),
            image,
            corrections,
            license: license.map(|license| context::License {
                name: license,
                url: Some(license).filter(|license| json_ld::is_address(license) && is_safe_address(license)),
            }),
            credit: beyond.rights.credit.as_deref(),
            wire: beyond.rights.wire.as_deref(),
            dateline: beyond.rights.dateline.as_deref(),
            print_edition: beyond.print.edition.as_deref(),
            print_page: beyond.print.page.as_deref(),
            source: beyond.source.as_ref().map(|source| context::Source {
                file: source.file.as_deref(),
                url: source_url,
                guessed: source.guessed.clone(),
            }),
            extra: Value::from_serializable(&beyond.extra),
            content: Value::safe_string(&rendered.html),
            word_count: record.words as usize,
            reading_minutes: (record.words as usize).div_ceil(WORDS_PER_MINUTE).max(1),
        };
        let mut context = self.context(context::Page {
            kind: "article",
            title: record.title,
            description,
            url: value.url.clone(),
            canonical,
            lang,
            noindex: false,
            feed_url: None,
            in_menu: self.menu.contains(&value.url),
            json_ld,
        });
        context.insert_value("article", Value::from(value));
        for (name, id) in [("previous", around.previous), ("next", around.next)] {
            context.insert_value(name, Value::from(id.map(|id| self.card(values, id)).transpose()?));
        }
        context.insert_value("stories", Value::from(stories));
        context.insert_value("related", Value::from(related));
        Ok(context)
    }

    fn stories(&self, values: &mut super::values::Values, stories: &[Story]) -> Result<Vec<Value>, Failure> {
        let mut shown = Vec::with_capacity(stories.len());
        for story in stories {
            let term = self.inputs.site.terms().get(story.term);
            let value = context::Story {
                term: self.link(values, term.taxonomy, &term.name),
                kind: &self.inputs.config.taxonomy(term.taxonomy).singular,
                previous: story.previous.map(|id| self.card(values, id)).transpose()?,
                next: story.next.map(|id| self.card(values, id)).transpose()?,
            };
            shown.push(Value::from(value));
        }
        Ok(shown)
    }

    /// The terms of taxonomies that the site adds.
    fn further(&self, values: &mut super::values::Values, article: &Article) -> Vec<Value> {
        let (config, site) = (self.inputs.config, self.inputs.site);
        let added = config.taxonomy_ids().skip(usize::from(Taxonomy::FURTHER));
        let group = |taxonomy: Taxonomy| {
            let names = article.names_under(&config.taxonomy(taxonomy).name);
            let names = site.listed(taxonomy, names.iter().map(String::as_str));
            let terms: Vec<Value> = names.into_iter().map(|name| self.link(values, taxonomy, name)).collect();
            let taxonomy = Value::from(self.taxonomy(taxonomy));
            (!terms.is_empty()).then(|| Value::from(context::TermGroup { taxonomy, terms }))
        };
        added.filter_map(group).collect()
    }

    /// A name with the absolute address of its term's page, where it has one.
    fn named<'n>(&self, kind: &'static str, taxonomy: Taxonomy, name: &'n str) -> Named<'n> {
        let (config, site) = (self.inputs.config, self.inputs.site);
        let has_page = site.all_have_pages(taxonomy) || site.page_of(taxonomy, name).is_some();
        let address = || encode_address(&config.absolute(&term_address(config, taxonomy, &Slug::from_name(name))));
        Named { kind, name, url: has_page.then(address) }
    }

    /// The publisher, for search engines.
    pub(super) fn publisher(&self) -> Named<'_> {
        let config = self.inputs.config;
        let name = config.author.as_deref().unwrap_or(&config.title);
        Named { kind: "Organization", name, url: Some(config.absolute("/")) }
    }
}

fn moment(date: Option<PublishDate>) -> Option<String> {
    date.filter(PublishDate::has_day).map(|date| date.to_rfc3339_moment())
}

/// Whether a text begins with a description, letter by letter: spaces, marks and case aside, since
/// the one is typed and the other went through Markdown.
fn begins_with(beginning: &str, description: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase);
    let mut text = letters(beginning);
    let (mut same, mut left) = (0, 0);
    for letter in letters(description) {
        match text.next() {
            Some(other) if other == letter => same += 1,
            Some(_) => return false,
            None => left += 1,
        }
    }
    // A body may be shorter than what was said of it, by a full stop or a word.
    same > left * 9
}
