//! What templates see: the contract with themes.
//!
//! Every field of every struct is always there; an `Option` is null in templates where it is
//! `None`. Addresses are root-relative and ready for `href`, with the path of the base address
//! before them, unless they are called absolute.

use serde::Serialize;
use tera::Value;

/// A struct that templates see, for the reference in `docs/THEMES.md`.
#[derive(Debug, Clone, Copy)]
pub struct Described {
    /// Its name.
    pub name: &'static str,
    /// Its documentation, a line each.
    pub doc: &'static [&'static str],
    /// Its fields.
    pub fields: &'static [DescribedField],
}

/// A field of a [`Described`].
#[derive(Debug, Clone, Copy)]
pub struct DescribedField {
    /// Its name, as templates use it.
    pub name: &'static str,
    /// Its type in Rust.
    pub of: &'static str,
    /// Its documentation, a line each.
    pub doc: &'static [&'static str],
}

/// Defines structs that templates see as maps of their fields. Values that many pages share (a link, a
/// date, a card) go in as they are instead of being copied.
macro_rules! contract {
    ($($(#[doc = $doc:literal])* pub struct $name:ident $(<$life:lifetime>)? { $($(#[doc = $field_doc:literal])* pub $field:ident: $type:ty,)* })*) => {
        $(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Serialize)]
        pub struct $name $(<$life>)? { $($(#[doc = $field_doc])* pub $field: $type,)* }

        impl $(<$life>)? From<$name $(<$life>)?> for Value {
            fn from(value: $name $(<$life>)?) -> Value {
                Value::from_serializable(&value)
            }
        }
        )*

        /// All of these structs.
        pub const CONTRACT: &[Described] = &[$(Described {
            name: stringify!($name),
            doc: &[$($doc),*],
            fields: &[$(DescribedField { name: stringify!($field), of: stringify!($type), doc: &[$($field_doc),*] }),*],
        }),*];
    };
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
        /// Published corrections.
        pub corrections_url: String,
        /// The articles of each day of the year, where the site has these pages.
        pub on_this_day_url: Option<String>,
        /// Before `01-12.json`: a few articles of that day of the year, for scripts: `day`, `url`, and `articles` with
        /// `year`, `title` and `url`.
        pub on_this_day_boxes: Option<String>,
        /// The first of `feeds`.
        pub feed_url: Option<String>,
        /// The feeds of the newest articles, [`FeedLink`]s.
        pub feeds: Vec<Value>,
        /// The pages of `pages/` that are in no folder there, by file name: [`Link`]s.
        pub pages: Vec<Value>,
        /// Name or address of the licence of articles that name none.
        pub license: Option<&'a str>,
        /// This program's version.
        pub newsgen: &'static str,
    }

    /// `page`: on every page.
    pub struct Page<'a> {
        /// `home`, `article`, `page`, `term`, `terms`, `archive`, `year`, `month`, `day`, `on_this_day`, `undated`,
        /// `corrections`, `not_found`, `redirect`.
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
        /// JSON-LD for search engines, marked as safe, for a `script` of type `application/ld+json`; on article pages
        /// null where their templates do not ask for it.
        pub json_ld: Option<Value>,
    }

    /// A feed.
    pub struct FeedLink {
        /// `rss`, `atom` or `json`.
        pub format: &'static str,
        /// `application/rss+xml` …
        pub media_type: &'static str,
        /// Its address.
        pub url: String,
    }

    /// A name with an address: a term, a menu entry.
    pub struct Link {
        /// What the reader sees.
        pub name: String,
        /// Where it leads; null for a term with too few articles for a page of its own.
        pub url: Option<String>,
    }

    /// A date, in the pieces that templates need.
    pub struct Date<'a> {
        /// For `datetime`: `2025-01-12`, `2025-01-12T09:30:00+01:00`, or `2025-01`, `2025` where no more is known.
        pub iso: String,
        /// `2025-01-12`, or as much of it as is known.
        pub day: String,
        /// `12 January 2025`, `January 2025`, `2025`.
        pub text: String,
        /// `09:30`, where the time is known.
        pub time: Option<String>,
        /// 2025.
        pub year: i32,
        /// 1 to 12; 0 where it is not known.
        pub month: u32,
        /// `January`; empty where it is not known.
        pub month_name: &'a str,
        /// `January 2025`; `2025, month unknown`.
        pub month_text: String,
        /// The year's page.
        pub year_url: String,
        /// The month's page.
        pub month_url: String,
        /// The day's page, where days have pages.
        pub day_url: Option<String>,
        /// The page of the same day in all years, where the site has these pages and the day is known.
        pub this_day_url: Option<String>,
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
        /// Absolute address, for machines.
        pub absolute: String,
        /// Alternative text; may be empty.
        pub alt: String,
        /// Caption and credit; always null on cards.
        pub caption: Option<String>,
        /// In pixels, of a file in `static/`; null for other pictures, for SVG, on cards and in profiles.
        pub width: Option<usize>,
        /// In pixels, as the width.
        pub height: Option<usize>,
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
        /// The moment of publication for machines, with time and zone; null where not even the day is known.
        pub published_time: Option<String>,
        /// The moment of the last change for machines, that of publication if there was none.
        pub modified_time: Option<String>,
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
        /// The series it is a part of, a [`Link`].
        pub series: Option<Value>,
        /// Its terms of taxonomies that the site adds, [`TermGroup`]s.
        pub further: Vec<Value>,
        /// Its main picture.
        pub image: Option<Image>,
        /// Published corrections, in the order given.
        pub corrections: Vec<Correction<'a>>,
        /// Its licence, or the site's.
        pub license: Option<License<'a>>,
        /// A line of thanks to whoever let it be published.
        pub credit: Option<&'a str>,
        /// The agency that sent it.
        pub wire: Option<&'a str>,
        /// Where it was reported from.
        pub dateline: Option<&'a str>,
        /// The edition that it was printed in.
        pub print_edition: Option<&'a str>,
        /// The page that it was printed on.
        pub print_page: Option<&'a str>,
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

    /// The terms of one taxonomy.
    pub struct TermGroup {
        /// A [`Taxonomy`].
        pub taxonomy: Value,
        /// [`Link`]s.
        pub terms: Vec<Value>,
    }

    /// One of `stories` of an article's page: its neighbours within its series or its first tag.
    pub struct Story<'a> {
        /// The term, a [`Link`].
        pub term: Value,
        /// `series`, `tag`: what it is.
        pub kind: &'a str,
        /// The article before it, a [`Card`].
        pub previous: Option<Value>,
        /// The article after it, a [`Card`].
        pub next: Option<Value>,
    }

    /// How an article may be used.
    pub struct License<'a> {
        /// As the front matter has it: a name or an address.
        pub name: &'a str,
        /// Where the licence is, if the name is an address.
        pub url: Option<&'a str>,
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

    /// One of `corrections` of the page of corrections.
    pub struct ListedCorrection<'a> {
        /// When it was made, a [`Date`].
        pub date: Option<Value>,
        /// What was wrong and what is right.
        pub text: &'a str,
        /// The corrected article, a [`Card`].
        pub card: Value,
        /// Where the article says so.
        pub url: String,
    }

    /// A term or section with its number of articles.
    pub struct Counted {
        /// What the reader sees.
        pub name: String,
        /// Its page; null for a term with too few articles for one.
        pub url: Option<String>,
        /// How many articles; null on numbered pages and on those of an initial, which must not change when others are added.
        pub count: Option<usize>,
    }

    /// A section on the front page.
    pub struct SectionFront {
        /// The section, a [`Link`].
        pub section: Value,
        /// Its newest articles that are not among the ten newest of all, [`Card`]s.
        pub cards: Vec<Value>,
    }

    /// `taxonomy`: on pages of terms.
    pub struct Taxonomy<'a> {
        /// `tags`.
        pub name: &'a str,
        /// `tag`.
        pub singular: &'a str,
        /// `Tags`.
        pub title: &'a str,
        /// Its index.
        pub url: String,
    }

    /// `about`: on the front page of a term, what is said of it; null on its numbered pages.
    pub struct About<'a> {
        /// Terms that it is part of, [`Link`]s.
        pub wider: Vec<Value>,
        /// Its parts, [`Counted`].
        pub parts: Vec<Value>,
        /// How many articles each year has, oldest first, with the years between that have none: [`YearBar`]s.
        pub timeline: Vec<Value>,
        /// Its feeds, [`FeedLink`]s.
        pub feeds: Vec<Value>,
        /// What its profile says, if it has one.
        pub profile: Option<Profile<'a>>,
    }

    /// What `terms/TAXONOMY/NAME.md` says of a term.
    pub struct Profile<'a> {
        /// One sentence.
        pub description: Option<&'a str>,
        /// Its picture.
        pub image: Option<Image>,
        /// The text as HTML, marked as safe.
        pub content: Value,
        /// All other front matter.
        pub extra: Value,
    }

    /// A year of a term's timeline.
    pub struct YearBar {
        /// 2025.
        pub year: i32,
        /// How many articles of the term.
        pub count: usize,
        /// Of the year with the most, 0 to 100.
        pub percent: usize,
    }

    /// `text`: a page of `pages/`.
    pub struct Text<'a> {
        /// Its title.
        pub title: &'a str,
        /// One sentence; may be empty.
        pub description: &'a str,
        /// When it was last changed, or else written: a [`Date`].
        pub updated: Option<Value>,
        /// Its picture.
        pub image: Option<Image>,
        /// The text as HTML, marked as safe.
        pub content: Value,
        /// All other front matter.
        pub extra: Value,
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
    pub struct Year<'a> {
        /// 2025.
        pub year: i32,
        /// Its page.
        pub url: String,
        /// How many articles.
        pub count: usize,
        /// Always twelve, January first; none on the front page.
        pub months: Vec<YearMonth<'a>>,
        /// Articles of which only the year is known.
        pub undated: Option<Counted>,
    }

    /// A month in its year.
    pub struct YearMonth<'a> {
        /// 1 to 12.
        pub number: usize,
        /// `January`, as the heading of its days.
        pub name: String,
        /// `Jan`.
        pub short_name: &'a str,
        /// `January 2025`.
        pub text: String,
        /// Its page; null for a month without articles.
        pub url: Option<String>,
        /// How many articles.
        pub count: usize,
        /// How many, against the month with the most: 0 for none, 1 to 4.
        pub level: usize,
        /// The weekday of its first day: 0 for Monday to 6.
        pub first_weekday: u32,
        /// Its days, on the page of a year: [`CalendarDay`]s.
        pub days: Vec<Value>,
    }

    /// A day in its month.
    pub struct CalendarDay {
        /// 1 to 31.
        pub day: u32,
        /// `12 January`; empty for a day without articles.
        pub text: String,
        /// `2025-01-12`.
        pub iso: String,
        /// Its page, or its place on the month's page; null for a day without articles.
        pub url: Option<String>,
        /// How many articles.
        pub count: usize,
        /// How many, against the day of the year with the most: 0 for none, 1 to 4.
        pub level: usize,
    }

    /// A month of the days of the year.
    pub struct ThisMonth {
        /// 1 to 12.
        pub number: u32,
        /// `January`, as the heading of its days.
        pub name: String,
        /// Its days, [`CalendarDay`]s without a year or counts: `iso` is `01-12`.
        pub days: Vec<Value>,
    }

    /// A year of a day of the year.
    pub struct ThisYear {
        /// 2025.
        pub year: i32,
        /// Its first articles of the day, [`Card`]s, oldest first.
        pub cards: Vec<Value>,
        /// How many it has.
        pub count: usize,
        /// Where all of them are.
        pub url: String,
    }

    /// `month`: on a month's page.
    pub struct Month {
        /// 2025.
        pub year: i32,
        /// 1 to 12; 0 for the articles of which only the year is known.
        pub number: u32,
        /// `January`, as a heading; empty for those.
        pub name: String,
        /// `January 2025`; `2025, month unknown`.
        pub label: String,
        /// Its front page.
        pub url: String,
        /// How many articles; null on numbered pages.
        pub count: Option<usize>,
        /// Its year's page.
        pub year_url: String,
    }

    /// A day of a month with its articles.
    pub struct Day {
        /// The day, a [`Date`]; of articles of which only the month or year is known, that.
        pub date: Value,
        /// [`Card`]s, newest first.
        pub cards: Vec<Value>,
    }

    /// The way to another year or month.
    pub struct Around {
        /// `2024`, `December 2024`, `31 December 2024`.
        pub label: String,
        /// The year.
        pub year: i32,
        /// Its page.
        pub url: String,
    }
}
