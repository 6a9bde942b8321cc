//! Dates as readers see them, and where they lead.

use super::context::Date;
use crate::model::PublishDate;

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

/// `January 2025`; `2025, month unknown` for month 0.
pub fn month_label(year: i32, month: u32) -> String {
    match month {
        0 => format!("{year}, month unknown"),
        month => format!("{} {year}", month_name(month)),
    }
}

/// `12 January`.
pub fn this_day_label(month: u8, day: u8) -> String {
    format!("{day} {}", month_name(u32::from(month)))
}

/// `January` for 1; empty for 0.
pub fn month_name(month: u32) -> &'static str {
    month.checked_sub(1).map_or("", |index| MONTHS[index as usize])
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

impl Date {
    /// The pieces of a date without its time.
    pub fn of_day(date: &PublishDate, links: DateLinks) -> Date {
        let iso = date.day_text();
        let (year, month, day) = date.year_month_day();
        let text = match (month, day) {
            (0, _) => year.to_string(),
            (month, 0) => format!("{} {year}", month_name(month)),
            (month, day) => format!("{day} {} {year}", month_name(month)),
        };
        Date {
            day: iso.clone(),
            text,
            time: None,
            year: date.year(),
            month,
            month_name: month_name(month),
            month_text: month_label(date.year(), month),
            year_url: links.year,
            month_url: links.month,
            day_url: links.day,
            this_day_url: links.this_day,
            iso,
        }
    }
}
