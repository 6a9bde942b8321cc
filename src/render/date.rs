//! Dates as readers see them, and where they lead.

use super::context::Date;
use crate::model::PublishDate;
use crate::theme::Strings;

/// `January 2025`; `2025, month unknown` for month 0.
pub fn month_label(strings: &Strings, year: i32, month: u32) -> String {
    let year = year.to_string();
    match month {
        0 => strings.filled("month_unknown_in", &[("year", &year)]),
        month => strings.filled("month_year", &[("month", month_name(strings, month)), ("year", &year)]),
    }
}

/// [`month_label`] at the beginning of a line, where names of months have a capital in all languages.
pub fn month_heading(strings: &Strings, year: i32, month: u32) -> String {
    capitalised(&month_label(strings, year, month))
}

/// [`month_name`] at the beginning of a line.
pub fn month_name_heading(strings: &Strings, month: u32) -> String {
    capitalised(month_name(strings, month))
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// `12 January 2025`.
pub fn day_label(strings: &Strings, year: i32, month: u32, day: u32) -> String {
    let (day, month) = parts(strings, month, day);
    strings.filled("day_month_year", &[("day", &day), ("month", month), ("year", &year.to_string())])
}

/// `12 January`.
pub fn this_day_label(strings: &Strings, month: u32, day: u32) -> String {
    let (day, month) = parts(strings, month, day);
    strings.filled("day_month", &[("day", &day), ("month", month)])
}

/// `January` for 1; empty for 0.
pub fn month_name(strings: &Strings, month: u32) -> &str {
    month.checked_sub(1).map_or("", |index| strings.item("months", index as usize))
}

/// Day and month as they stand in dates.
fn parts(strings: &Strings, month: u32, day: u32) -> (String, &str) {
    let day = if day == 1 { strings.text("first_day").to_owned() } else { day.to_string() };
    (day, strings.item("months_in_dates", month as usize - 1))
}

/// The addresses that a date leads to.
pub struct DateLinks {
    /// Its year.
    pub year: String,
    /// Its month.
    pub month: String,
    /// Its day, where days have pages.
    pub day: Option<String>,
    /// The same day of all years.
    pub this_day: Option<String>,
}

impl<'a> Date<'a> {
    /// The pieces of a date without its time.
    pub fn of_day(strings: &'a Strings, date: &PublishDate, links: DateLinks) -> Date<'a> {
        let iso = date.day_text();
        let (year, month, day) = (date.year(), date.month(), date.year_month_day().2);
        let text = match (month, day) {
            (0, _) => year.to_string(),
            (month, 0) => month_label(strings, year, month),
            (month, day) => day_label(strings, year, month, day),
        };
        Date {
            day: iso.clone(),
            text,
            time: None,
            year,
            month,
            month_name: month_name(strings, month),
            month_text: month_label(strings, year, month),
            year_url: links.year,
            month_url: links.month,
            day_url: links.day,
            this_day_url: links.this_day,
            iso,
        }
    }
}
