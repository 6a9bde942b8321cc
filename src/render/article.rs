//! An article's own page.

use tera::Value;

use super::{Buffers, Failure, Renderer, context};
use crate::markdown::{self, is_safe_address};
use crate::model::ArticleId;
use crate::site::Taxonomy;

const WORDS_PER_MINUTE: usize = 220;

impl Renderer<'_> {
    /// The context of `article.html`.
    pub(super) fn article(
        &self,
        id: ArticleId,
        previous: Option<ArticleId>,
        next: Option<ArticleId>,
        buffers: &mut Buffers,
    ) -> Result<tera::Context, Failure> {
        let config = self.inputs.config;
        let article = self.read(id, &mut buffers.source)?;
        markdown::render(&article.body, config.base_url.path(), &mut buffers.markdown);
        let rendered = &buffers.markdown;
        let address = self.inputs.site.address(id);
        let record = self.inputs.site.record(id);
        let values = &mut buffers.values;
        let authors: Vec<&str> = article.authors.iter().map(String::as_str).collect();
        let mut links = |taxonomy: Taxonomy, names: &[&str]| -> Vec<Value> {
            names.iter().map(|name| self.link(values, taxonomy, name)).collect()
        };
        let (authors, tags) =
            (links(Taxonomy::Authors, &authors), links(Taxonomy::Tags, &self.inputs.site.tags_of(&record)));
        let mut corrections = Vec::with_capacity(article.corrections.len());
        for correction in &article.corrections {
            let date = correction.date.as_ref().map(|date| self.date(values, date));
            corrections.push(context::Correction { date, text: &correction.text });
        }
        let description = article.description.as_deref().unwrap_or(record.summary);
        let value = context::Article {
            title: &article.title,
            url: config.link(&address),
            canonical: config.absolute(&address),
            date: article.date.as_ref().map(|date| self.date(values, date)),
            updated: article.updated.as_ref().map(|date| self.date(values, date)),
            description,
            standfirst: article.description.as_deref().filter(|d| !begins_with(&rendered.beginning, d)),
            authors,
            section: article.section.as_deref().map(|name| self.link(values, Taxonomy::Sections, name)),
            tags,
            image: article.image.as_ref().map(|image| context::Image {
                url: self.picture(&image.url),
                alt: image.alt.clone(),
                caption: image.caption.clone(),
            }),
            corrections,
            source: article.source.as_ref().map(|source| context::Source {
                file: source.file.as_deref(),
                url: source.url.as_deref().filter(|url| url.starts_with("http") && is_safe_address(url)),
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
            canonical: value.canonical.clone(),
            lang: article.lang.as_deref().unwrap_or(&config.language),
            noindex: false,
            feed_url: None,
            in_menu: self.menu.contains(&value.url),
        });
        context.insert_value("article", Value::from(value));
        for (name, id) in [("previous", previous), ("next", next)] {
            context.insert_value(name, Value::from(id.map(|id| self.card(values, id)).transpose()?));
        }
        Ok(context)
    }
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
