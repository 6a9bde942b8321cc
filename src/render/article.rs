//! An article's own page.

use tera::Value;

use super::json_ld::{self, CONTEXT, Named, NewsArticle};
use super::xml::encode_address;
use super::{Buffers, Failure, Renderer, context};
use crate::markdown::{self, is_safe_address};
use crate::model::{Article, ArticleId, PublishDate, Slug, Taxonomy};
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
        let article = self.read(id, &mut buffers.source)?;
        markdown::render(&article.body, config.base_url.path(), &mut buffers.markdown);
        let rendered = &buffers.markdown;
        let address = site.address(id);
        let record = site.record(id);
        let values = &mut buffers.values;
        let authors = site.listed(Taxonomy::AUTHORS, record.authors.iter());
        let section = record.section.map(|name| site.naming().name_of(Taxonomy::SECTIONS, name));
        let tags = site.tags_of(&record);
        let series = record.series().map(|name| site.naming().name_of(Taxonomy::SERIES, name));
        let mut corrections = Vec::with_capacity(article.corrections.len());
        for correction in &article.corrections {
            let date = correction.date.as_ref().map(|date| self.date(values, date));
            corrections.push(context::Correction { date, text: &correction.text });
        }
        let description = article.description.as_deref().unwrap_or(record.summary);
        let canonical = encode_address(&config.absolute(&address));
        let image = article.image.as_ref().map(|image| self.image(image, true));
        let source_url = article.source.as_ref().and_then(|source| source.url.as_deref());
        let source_url = source_url.filter(|url| json_ld::is_address(url) && is_safe_address(url));
        let lang = article.lang.as_deref().unwrap_or(&config.language);
        let license = article.rights.license.as_deref().or(config.license.as_deref());
        let uses = self.inputs.theme.article_uses();
        let json_ld = || NewsArticle {
            context: CONTEXT,
            kind: "NewsArticle",
            headline: &article.title,
            url: &canonical,
            main_entity_of_page: &canonical,
            in_language: lang,
            is_accessible_for_free: true,
            word_count: record.words as usize,
            description,
            date_published: article.date.map(|date| date.to_rfc3339_as_known()),
            date_modified: article.updated.or(article.date).map(|date| date.to_rfc3339_as_known()),
            author: authors.iter().map(|name| self.named("Person", Taxonomy::AUTHORS, name)).collect(),
            publisher: self.publisher(),
            article_section: section,
            keywords: &tags,
            image: image.as_ref().map(|image| image.absolute.as_str()).filter(|url| !url.is_empty()),
            is_part_of: series.map(|name| self.named("CreativeWorkSeries", Taxonomy::SERIES, name)),
            correction: article.corrections.iter().map(From::from).collect(),
            license: json_ld::license_address(&article, config.license.as_deref()),
            credit_text: article.rights.credit.as_deref(),
            source_organization: article.rights.wire.as_deref().map(|name| Named {
                kind: "Organization",
                name,
                url: None,
            }),
            dateline: article.rights.dateline.as_deref(),
            print_edition: article.print.edition.as_deref(),
            print_page: article.print.page.as_deref(),
            is_based_on: source_url,
        };
        let json_ld = uses.json_ld.then(|| Value::safe_string(&json_ld::to_text(&json_ld())));
        let stories = if uses.stories { self.stories(values, around.stories)? } else { Vec::new() };
        let related = if uses.related { self.cards(values, around.related)? } else { Vec::new() };
        let value = context::Article {
            title: &article.title,
            url: config.link(&address),
            canonical: canonical.clone(),
            date: article.date.as_ref().map(|date| self.date(values, date)),
            updated: article.updated.as_ref().map(|date| self.date(values, date)),
            published_time: moment(article.date),
            modified_time: moment(article.updated.or(article.date)),
            description,
            standfirst: article.description.as_deref().filter(|d| !begins_with(&rendered.beginning, d)),
            authors: authors.iter().map(|name| self.link(values, Taxonomy::AUTHORS, name)).collect(),
            section: section.map(|name| self.link(values, Taxonomy::SECTIONS, name)),
            tags: tags.iter().map(|name| self.link(values, Taxonomy::TAGS, name)).collect(),
            series: series.map(|name| self.link(values, Taxonomy::SERIES, name)),
            further: self.further(values, &article),
            image,
            corrections,
            license: license.map(|license| context::License {
                name: license,
                url: Some(license).filter(|license| json_ld::is_address(license) && is_safe_address(license)),
            }),
            credit: article.rights.credit.as_deref(),
            wire: article.rights.wire.as_deref(),
            dateline: article.rights.dateline.as_deref(),
            print_edition: article.print.edition.as_deref(),
            print_page: article.print.page.as_deref(),
            source: article.source.as_ref().map(|source| context::Source {
                file: source.file.as_deref(),
                url: source_url,
                guessed: source.guessed.clone(),
            }),
            extra: Value::from_serializable(&article.extra),
            content: Value::safe_string(&rendered.html),
            word_count: record.words as usize,
            reading_minutes: (record.words as usize).div_ceil(WORDS_PER_MINUTE).max(1),
        };
        let mut context = self.context(context::Page {
            kind: "article",
            title: &article.title,
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
