//! What pages of dates show: years, months and days with their numbers of articles.

use chrono::{Datelike, NaiveDate};
use serde::Serialize;
use tera::Value;

use super::values::Values;
use super::{Failure, Renderer, context, date};
use crate::model::{ArticleId, Precision, PublishDate};
use crate::plan::{PageKey, YearCounts};

/// Days with articles: month, day, how many, and the page that shows them.
pub(super) type Days<'a> = &'a [(u32, u32, usize, PageKey)];

/// Years of a day of the year: the year, some of its articles, how many it has, and the page that shows them.
type Years<'a> = &'a [(i32, Vec<ArticleId>, usize, PageKey)];

impl Renderer<'_> {
    /// The pieces of a date without its time.
    pub(super) fn new_date(&self, date: &PublishDate) -> context::Date<'_> {
        let config = self.inputs.config;
        let (_, month, day) = date.year_month_day();
        let known = date.has_day();
        let links = date::DateLinks {
            year: self.url(PageKey::Year(date.year())),
            month: self.url(PageKey::Month(date.year(), date.month())),
            // A correction's day may have no article.
            day: (known && config.day_pages && self.inputs.site.day(date.day_number()).is_some())
                .then(|| self.url(PageKey::Day(date.day_number()))),
            this_day: (known && config.on_this_day).then(|| self.url(PageKey::ThisDay(month as u8, day as u8))),
        };
        context::Date::of_day(self.strings(), date, links)
    }

    /// A year without its months.
    pub(super) fn year_count(&self, year: i32, count: usize) -> context::Year<'_> {
        context::Year { year, url: self.url(PageKey::Year(year)), count, months: Vec::new(), undated: None }
    }

    /// A year with its months, each held against the month with `most` articles; with days, these too.
    pub(super) fn year(&self, counts: &YearCounts, most: usize, days: Option<Days>) -> context::Year<'_> {
        let year = counts.year;
        let most_of_a_day = days.into_iter().flatten().map(|(_, _, count, _)| *count).max().unwrap_or(0);
        let month = |(index, count): (usize, &usize)| {
            let number = index as u32 + 1;
            let first = NaiveDate::from_ymd_opt(year, number, 1).expect("years of articles are in the calendar");
            let days = days.map_or_else(Vec::new, |days| self.calendar(first, days, most_of_a_day));
            context::YearMonth {
                number: index + 1,
                name: date::month_name_heading(self.strings(), number),
                short_name: self.strings().item("months_short", index),
                text: date::month_heading(self.strings(), year, number),
                url: (*count > 0).then(|| self.url(PageKey::Month(year, number))),
                count: *count,
                level: level(*count, most),
                first_weekday: first.weekday().num_days_from_monday(),
                days,
            }
        };
        let months = counts.months.iter().enumerate().map(month).collect();
        let undated = (counts.undated > 0).then(|| context::Counted {
            name: date::month_label(self.strings(), year, 0),
            url: Some(self.url(PageKey::Month(year, 0))),
            count: Some(counts.undated),
        });
        context::Year { months, undated, ..self.year_count(year, counts.count()) }
    }

    fn calendar(&self, first: NaiveDate, days: Days, most: usize) -> Vec<Value> {
        let (year, month) = (first.year(), first.month());
        let all = first.iter_days().take_while(|day| day.month() == month);
        let value = |day: NaiveDate| {
            let at = days.binary_search_by_key(&(month, day.day()), |(month, day, ..)| (*month, *day));
            let found = at.ok().map(|at| &days[at]);
            let count = found.map_or(0, |(_, _, count, _)| *count);
            let url = found.map(|(.., page)| self.url_of_day(*page, day.day()));
            let iso = format!("{year:04}-{month:02}-{:02}", day.day());
            let text = found.map_or_else(String::new, |_| date::this_day_label(self.strings(), month, day.day()));
            Value::from(context::CalendarDay { day: day.day(), text, iso, url, count, level: level(count, most) })
        };
        all.map(value).collect()
    }

    /// The page of a day, or its place on a page of its month.
    fn url_of_day(&self, page: PageKey, day: u32) -> String {
        let url = self.url(page);
        if matches!(page, PageKey::Day(_)) { url } else { format!("{url}#d{day:02}") }
    }

    /// Articles newest first, gathered by their local day; those of which only the month or year is known
    /// have that for a day.
    pub(super) fn days(&self, values: &mut Values, ids: &[ArticleId]) -> Result<Vec<context::Day>, Failure> {
        let mut days: Vec<((i32, Precision), context::Day)> = Vec::new();
        for id in ids {
            let date = self.inputs.site.record(*id).date.expect("articles of a month have a date").without_time();
            let card = self.card(values, *id)?;
            let day = (date.day_number(), date.precision());
            match days.last_mut() {
                Some((of, shown)) if *of == day => shown.cards.push(card),
                _ => days.push((day, context::Day { date: self.date(values, &date), cards: vec![card] })),
            }
        }
        Ok(days.into_iter().map(|(_, day)| day).collect())
    }

    /// The days of the year that have articles, by month.
    pub(super) fn this_months(&self, days: &[(u8, u8)]) -> Vec<context::ThisMonth> {
        let months = days.chunk_by(|a, b| a.0 == b.0);
        let value = |days: &[(u8, u8)]| context::ThisMonth {
            number: u32::from(days[0].0),
            name: date::month_name_heading(self.strings(), u32::from(days[0].0)),
            days: days
                .iter()
                .map(|(month, day)| {
                    Value::from(context::CalendarDay {
                        day: u32::from(*day),
                        text: date::this_day_label(self.strings(), u32::from(*month), u32::from(*day)),
                        iso: format!("{month:02}-{day:02}"),
                        url: Some(self.url(PageKey::ThisDay(*month, *day))),
                        count: 0,
                        level: 0,
                    })
                })
                .collect(),
        };
        months.map(value).collect()
    }

    /// A day of the year in its years.
    pub(super) fn this_years(
        &self,
        values: &mut Values,
        day: u8,
        years: Years,
    ) -> Result<Vec<context::ThisYear>, Failure> {
        let mut shown = Vec::with_capacity(years.len());
        for (year, ids, count, page) in years {
            let (cards, url) = (self.cards(values, ids)?, self.url_of_day(*page, u32::from(day)));
            shown.push(context::ThisYear { year: *year, cards, count: *count, url });
        }
        Ok(shown)
    }

    /// The small file about a day of the year, as JSON: the day, its page, and articles with their years.
    pub(super) fn this_day_box(&self, (month, day): (u8, u8), years: Years, out: &mut Vec<u8>) {
        let article = |year: i32, id: ArticleId| BoxArticle {
            year,
            title: self.inputs.site.record(id).title,
            url: self.url(PageKey::Article(id)),
        };
        let articles = years.iter().flat_map(|(year, ids, ..)| ids.iter().map(|id| article(*year, *id))).collect();
        let url = self.url(PageKey::ThisDay(month, day));
        let value =
            ThisDayBox { day: date::this_day_label(self.strings(), u32::from(month), u32::from(day)), url, articles };
        let text = serde_json::to_string(&value).expect("texts and numbers are JSON");
        out.extend_from_slice(text.as_bytes());
        out.push(b'\n');
    }
}

/// A few articles of a day of the year, for scripts.
#[derive(Serialize)]
struct ThisDayBox<'a> {
    day: String,
    url: String,
    articles: Vec<BoxArticle<'a>>,
}

#[derive(Serialize)]
struct BoxArticle<'a> {
    year: i32,
    title: &'a str,
    url: String,
}

/// A count against the largest: 0 for none, else 1 to 4.
fn level(count: usize, most: usize) -> usize {
    if count == 0 { 0 } else { (count * 4).div_ceil(most.max(1)).clamp(1, 4) }
}
