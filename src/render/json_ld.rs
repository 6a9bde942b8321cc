//! What search engines read of an article: JSON-LD with the words of schema.org.

use serde::Serialize;

use crate::model::{Article, PublishDate};

/// A [`NewsArticle`](https://schema.org/NewsArticle). All addresses are absolute.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct NewsArticle<'a> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub headline: &'a str,
    pub url: &'a str,
    pub main_entity_of_page: &'a str,
    pub in_language: &'a str,
    pub is_accessible_for_free: bool,
    pub word_count: usize,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date_modified: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub author: Vec<Named<'a>>,
    pub publisher: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_section: Option<&'a str>,
    #[serde(skip_serializing_if = "<[&str]>::is_empty")]
    pub keywords: &'a [&'a str],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_part_of: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub correction: Vec<CorrectionComment<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub license: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credit_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source_organization: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_edition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub print_page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub is_based_on: Option<&'a str>,
}

/// A person, an organisation, a series.
#[derive(Serialize)]
pub(super) struct Named<'a> {
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// One published correction.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CorrectionComment<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_published: Option<String>,
}

impl<'a> From<(Option<PublishDate>, &'a str)> for CorrectionComment<'a> {
    fn from((date, text): (Option<PublishDate>, &'a str)) -> Self {
        let date_published = date.map(|date| date.to_rfc3339_as_known());
        CorrectionComment { kind: "CorrectionComment", text, date_published }
    }
}

/// The site, on its front page.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WebSite<'a> {
    #[serde(rename = "@context")]
    pub context: &'static str,
    #[serde(rename = "@type")]
    pub kind: &'static str,
    pub name: &'a str,
    pub url: &'a str,
    pub in_language: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    pub description: &'a str,
    pub publisher: Named<'a>,
}

/// The value of `@context`.
pub(super) const CONTEXT: &str = "https://schema.org";

/// As text that can stand in a `script` element: no `<` can end it.
pub(super) fn to_text(value: &impl Serialize) -> String {
    let text = serde_json::to_string(value).expect("texts and lists of them are JSON");
    if text.contains('<') { text.replace('<', "\\u003c") } else { text }
}

/// The licence as an address, if it is one.
pub(super) fn license_address<'a>(article: &'a Article, usual: Option<&'a str>) -> Option<&'a str> {
    article.rights.license.as_deref().or(usual).filter(|license| is_address(license))
}

/// Whether a text is an address of the web.
pub(super) fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
