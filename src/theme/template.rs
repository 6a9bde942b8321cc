//! The templates that newsgen asks for.

/// A kind of page, by the template that makes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each is named for its file")]
pub enum Template {
    Home,
    Article,
    Page,
    Term,
    Terms,
    Archive,
    Year,
    Month,
    Day,
    OnThisDay,
    ThisDay,
    Undated,
    Corrections,
    NotFound,
    Redirect,
    /// One article in listings: rendered once for each article, see [`Theme::shows_cards`](super::Theme::shows_cards).
    Card,
}

impl Template {
    /// All of them, in the order of their numbers.
    pub const ALL: [Template; 16] = [
        Template::Home,
        Template::Article,
        Template::Page,
        Template::Term,
        Template::Terms,
        Template::Archive,
        Template::Year,
        Template::Month,
        Template::Day,
        Template::OnThisDay,
        Template::ThisDay,
        Template::Undated,
        Template::Corrections,
        Template::NotFound,
        Template::Redirect,
        Template::Card,
    ];

    /// Its file below `templates/`.
    pub fn file(self) -> &'static str {
        match self {
            Template::Home => "home.html",
            Template::Article => "article.html",
            Template::Page => "page.html",
            Template::Term => "term.html",
            Template::Terms => "terms.html",
            Template::Archive => "archive.html",
            Template::Year => "year.html",
            Template::Month => "month.html",
            Template::Day => "day.html",
            Template::OnThisDay => "on-this-day.html",
            Template::ThisDay => "this-day.html",
            Template::Undated => "undated.html",
            Template::Corrections => "corrections.html",
            Template::NotFound => "404.html",
            Template::Redirect => "redirect.html",
            Template::Card => "card.html",
        }
    }
}
