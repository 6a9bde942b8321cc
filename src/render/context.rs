//! What templates see: the contract with themes.
//!
//! Every field of every struct is always there; an `Option` is null in templates where it is
//! `None`. Addresses are root-relative and ready for `href`, with the path of the base address
//! before them, unless they are called absolute.

use serde::Serialize;
use tera::Value;

use crate::model::PublishDate;
use crate::plan::{Inputs, PageKey};
use crate::site;

/// Defines structs that templates see as maps of their fields. Values that many pages share (a link, a
/// date, a card) go in as they are instead of being copied.
macro_rules! contract {
    ($($(#[$doc:meta])* pub struct $name:ident $(<$life:lifetime>)? { $($(#[$field_doc:meta])* pub $field:ident: $type:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name $(<$life>)? { $($(#[$field_doc])* pub $field: $type,)* }

        impl $(<$life>)? $name $(<$life>)? {
            /// The names of its fields, as templates use them.
            pub const FIELDS: &'static [&'static str] = &[$(stringify!($field)),*];
        }

        impl $(<$life>)? From<$name $(<$life>)?> for Value {
            fn from(value: $name $(<$life>)?) -> Value {
                Value::from_serializable(&value)
            }
        }
    )*};
}

contract! {
    /// `site`: on every page.
    pub struct Site<'a> {
        /// The archive's name.
        pub title: &'a str,
        /// One sentence about it; may be empty.
        pub description: &'a str,
        /// BCP 47 tag of its language.
        pub lang: &'a str,
        /// Absolute, without a slash at its end.
        pub base_url: &'a str,
        /// The front page, `/` or `/news/`.
        pub root: String,
        /// The publisher.
        pub author: Option<&'a str>,
        /// A line for the foot of pages.
        pub copyright: Option<&'a str>,
        /// [`Link`]s of the header, from `[[menu]]`, or to the archive and the indexes of terms.
        pub menu: Vec<Value>,
        /// All years.
        pub archive_url: String,
        /// The feed of the newest articles.
        pub feed_url: String,
        /// This program's version.
        pub newsgen: &'static str,
    }

    /// `page`: on every page.
    pub struct Page<'a> {
        /// `home`, `article`, `term`, `terms`, `archive`, `year`, `month`, `undated`, `not_found`, `redirect`.
        pub kind: &'static str,
        /// For `<title>`, without the site's name.
        pub title: &'a str,
        /// For `<meta name="description">`; may be empty.
        pub description: &'a str,
        /// Its address.
        pub url: String,
        /// Its absolute address.
        pub canonical: String,
        /// BCP 47 tag of its language.
        pub lang: &'a str,
        /// Whether search engines are asked to leave it out.
        pub noindex: bool,
        /// A feed of its own.
        pub feed_url: Option<String>,
        /// Whether it is one of `site.menu`.
        pub in_menu: bool,
    }

    /// A name with an address: a term, a menu entry.
    pub struct Link {
        /// What the reader sees.
        pub name: String,
        /// Where it leads.
        pub url: String,
    }

    /// A date, in the pieces that templates need.
    pub struct Date {
        /// For `datetime`: `2025-01-12` or `2025-01-12T09:30:00+01:00`.
        pub iso: String,
        /// `2025-01-12`.
        pub day: String,
        /// `12 January 2025`.
        pub text: String,
        /// `09:30`, where the time is known.
        pub time: Option<String>,
        /// 2025.
        pub year: i32,
        /// 1 to 12.
        pub month: u32,
        /// `January`.
        pub month_name: &'static str,
        /// The year's page.
        pub year_url: String,
        /// The month's page.
        pub month_url: String,
    }

    /// An article as other pages show it.
    pub struct Card<'a> {
        /// Headline.
        pub title: &'a str,
        /// Its page.
        pub url: String,
        /// The day it was published, a [`Date`] without a time: all cards of a day share it.
        pub date: Option<Value>,
        /// `09:30`, where the time is known.
        pub time: Option<String>,
        /// The description, or else the beginning of the text; may be empty.
        pub description: &'a str,
        /// Its section, a [`Link`].
        pub section: Option<Value>,
        /// Who wrote it, [`Link`]s.
        pub authors: Vec<Value>,
        /// Its main picture.
        pub image: Option<Image>,
        /// What the template `card.html` makes of the card, `site` and `assets`, once for all pages that show
        /// it; null on pages whose templates do not ask for it.
        pub html: Option<Value>,
    }

    /// A picture.
    pub struct Image {
        /// Address.
        pub url: String,
        /// Alternative text; may be empty.
        pub alt: String,
        /// Caption and credit; always null on cards.
        pub caption: Option<String>,
    }

    /// `article`: on an article's page.
    pub struct Article<'a> {
        /// Headline.
        pub title: &'a str,
        /// Its page.
        pub url: String,
        /// Its absolute address.
        pub canonical: String,
        /// When it was published, a [`Date`].
        pub date: Option<Value>,
        /// When it was last changed, a [`Date`].
        pub updated: Option<Value>,
        /// For metadata; may be empty.
        pub description: &'a str,
        /// The description where the text does not begin with it: for display.
        pub standfirst: Option<&'a str>,
        /// Who wrote it, [`Link`]s.
        pub authors: Vec<Value>,
        /// Its section, a [`Link`].
        pub section: Option<Value>,
        /// Its tags, [`Link`]s.
        pub tags: Vec<Value>,
        /// Its main picture.
        pub image: Option<Image>,
        /// Published corrections, in the order given.
        pub corrections: Vec<Correction<'a>>,
        /// Where it came from.
        pub source: Option<Source<'a>>,
        /// Front matter that newsgen has no use for.
        pub extra: Value,
        /// The text as HTML, marked as safe.
        pub content: Value,
        /// How many words the text has.
        pub word_count: usize,
        /// At 220 words a minute, at least 1.
        pub reading_minutes: usize,
    }

    /// A published correction.
    pub struct Correction<'a> {
        /// When it was made, a [`Date`].
        pub date: Option<Value>,
        /// What was wrong and what is right.
        pub text: &'a str,
    }

    /// Where an article came from.
    pub struct Source<'a> {
        /// The raw file's name.
        pub file: Option<&'a str>,
        /// The address it was copied from, if it is safe to link to.
        pub url: Option<&'a str>,
        /// Fields that the source does not give beyond doubt.
        pub guessed: Vec<String>,
    }

    /// A term or section with its number of articles.
    pub struct Counted {
        /// What the reader sees.
        pub name: String,
        /// Its page.
        pub url: String,
        /// How many articles; null on numbered pages, which must not change when others are added.
        pub count: Option<usize>,
    }

    /// `taxonomy`: on pages of terms.
    pub struct Taxonomy {
        /// `tags`.
        pub name: &'static str,
        /// `tag`.
        pub singular: &'static str,
        /// `Tags`.
        pub title: &'static str,
        /// Its index.
        pub url: String,
    }

    /// The terms of one initial.
    pub struct Letter {
        /// `A`; `#` for digits and all else.
        pub letter: String,
        /// [`Counted`] terms by name.
        pub terms: Vec<Value>,
    }

    /// `listing`: which part of a listing a page shows, and the way to the rest.
    pub struct Listing {
        /// Whether it is the front page, with the newest articles.
        pub is_front: bool,
        /// `2025, page 1`; empty on the front page.
        pub label: String,
        /// The page with the nearest newer articles.
        pub newer_url: Option<String>,
        /// The page with the nearest older articles.
        pub older_url: Option<String>,
        /// The front page.
        pub front_url: String,
    }

    /// The way to the articles of a year of a term.
    pub struct Bucket {
        /// `2025` or `Undated`.
        pub label: String,
        /// Its newest page.
        pub url: String,
        /// How many articles.
        pub count: usize,
    }

    /// A year with its months.
    pub struct Year {
        /// 2025.
        pub year: i32,
        /// Its page.
        pub url: String,
        /// How many articles.
        pub count: usize,
        /// Always twelve, January first.
        pub months: Vec<YearMonth>,
    }

    /// A month in its year.
    pub struct YearMonth {
        /// 1 to 12.
        pub number: usize,
        /// `January`.
        pub name: &'static str,
        /// `Jan`.
        pub short_name: &'static str,
        /// Its page; null for a month without articles.
        pub url: Option<String>,
        /// How many articles.
        pub count: usize,
    }

    /// `month`: on a month's page.
    pub struct Month {
        /// 2025.
        pub year: i32,
        /// 1 to 12.
        pub number: u32,
        /// `January`.
        pub name: &'static str,
        /// Its front page.
        pub url: String,
        /// How many articles; null on numbered pages.
        pub count: Option<usize>,
        /// Its year's page.
        pub year_url: String,
    }

    /// A day of a month with its articles.
    pub struct Day {
        /// The day, a [`Date`].
        pub date: Value,
        /// [`Card`]s, newest first.
        pub cards: Vec<Value>,
    }

    /// The way to another year or month.
    pub struct Around {
        /// `2024`, `December 2024`.
        pub label: String,
        /// The year.
        pub year: i32,
        /// Its page.
        pub url: String,
    }
}

/// Names of months. English: a theme in another language has its own, by number.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl<'a> Site<'a> {
    /// The values of `site` for every page.
    pub fn new(inputs: Inputs<'a>) -> Self {
        let config = inputs.config;
        let link = |page: PageKey| config.link(&page.address(inputs));
        Site {
            title: &config.title,
            description: &config.description,
            lang: &config.language,
            base_url: config.base_url.as_str(),
            root: config.link("/"),
            author: config.author.as_deref(),
            copyright: config.copyright.as_deref(),
            menu: menu(inputs).into_iter().map(Value::from).collect(),
            archive_url: link(PageKey::Archive),
            feed_url: link(PageKey::Feed),
            newsgen: env!("CARGO_PKG_VERSION"),
        }
    }
}

/// The links of the header.
pub fn menu(inputs: Inputs) -> Vec<Link> {
    let config = inputs.config;
    if config.menu.is_empty() {
        let indexes = [site::Taxonomy::Sections, site::Taxonomy::Tags, site::Taxonomy::Authors];
        let indexes = indexes.map(|taxonomy| (taxonomy.title(), PageKey::Terms(taxonomy)));
        let link = |(name, page): (&str, PageKey)| Link { name: name.into(), url: config.link(&page.address(inputs)) };
        return std::iter::once(("Archive", PageKey::Archive)).chain(indexes).map(link).collect();
    }
    let url = |url: &str| if url.starts_with('/') { config.link(url) } else { url.to_owned() };
    config.menu.iter().map(|item| Link { name: item.name.clone(), url: url(&item.url) }).collect()
}

impl Date {
    /// The pieces of a date without its time.
    pub fn of_day(date: &PublishDate, year_url: String, month_url: String) -> Date {
        let iso = date.day_text();
        let (year, month, day) = date.year_month_day();
        let month_name = MONTHS[month as usize - 1];
        Date {
            day: iso.clone(),
            text: format!("{day} {month_name} {year}"),
            time: None,
            year: date.year(),
            month,
            month_name,
            year_url,
            month_url,
            iso,
        }
    }
}
