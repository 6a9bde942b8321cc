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
        let links =
            |taxonomy: Taxonomy, names: &[String]| names.iter().map(|name| self.term_link(taxonomy, name)).collect();
        let date = |date: &crate::model::PublishDate| context::Date::new(date, config);
        let description = article.description.as_deref().unwrap_or(record.summary);
        let value = context::Article {
            title: &article.title,
            url: config.link(&address),
            canonical: config.absolute(&address),
            date: article.date.as_ref().map(date),
            updated: article.updated.as_ref().map(date),
            description,
            standfirst: article.description.as_deref().filter(|d| !begins_with(&rendered.beginning, d)),
            authors: links(Taxonomy::Authors, &article.authors),
            section: article.section.as_deref().map(|name| self.term_link(Taxonomy::Sections, name)),
            tags: links(Taxonomy::Tags, &article.tags),
            image: article.image.as_ref().map(|image| context::Image {
                url: self.picture(&image.url),
                alt: image.alt.clone(),
                caption: image.caption.clone(),
            }),
            corrections: article
                .corrections
                .iter()
                .map(|c| context::Correction { date: c.date.as_ref().map(date), text: &c.text })
                .collect(),
            source: article.source.as_ref().map(|source| context::Source {
                file: source.file.as_deref(),
                url: source.url.as_deref().filter(|url| url.starts_with("http") && is_safe_address(url)),
                guessed: &source.guessed,
            }),
            extra: &article.extra,
            word_count: rendered.words,
            reading_minutes: rendered.words.div_ceil(WORDS_PER_MINUTE).max(1),
        };
        let mut context = self.context(&context::Page {
            kind: "article",
            title: &article.title,
            description,
            url: value.url.clone(),
            canonical: value.canonical.clone(),
            lang: article.lang.as_deref().unwrap_or(&config.language),
            noindex: false,
            feed_url: None,
        });
        let mut fields = Value::from_serializable(&value).into_map().expect("a struct is a map");
        // Marked as safe, so that themes print it as it is.
        fields.insert("content".into(), Value::safe_string(&rendered.html));
        context.insert_value("article", Value::from(fields));
        let card = |id: Option<ArticleId>| id.map_or(Value::none(), |id| Value::from_serializable(&self.card(id)));
        context.insert_value("previous", card(previous));
        context.insert_value("next", card(next));
        Ok(context)
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

/// Whether a text begins with a description, letter by letter: spaces, marks and case aside, since
/// the one is typed and the other went through Markdown.
fn begins_with(beginning: &str, description: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let (beginning, description) = (letters(beginning), letters(description));
    let len = beginning.len().min(description.len());
    !description.is_empty()
        && beginning.as_bytes()[..len] == description.as_bytes()[..len]
        && len * 10 >= description.len() * 9
}
