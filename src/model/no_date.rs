//! Why a text is no date, in words, where that can be told.

use chrono::{Datelike, NaiveDate};

/// Why a text that looks like a date is none: `there is no month 13`. `None` where it does not look like one.
pub fn why_no_date(text: &str) -> Option<String> {
    let text = text.trim();
    let day_end = text.find(|c: char| !c.is_ascii_digit() && !"-./".contains(c)).unwrap_or(text.len());
    let (day, clock) = (&text[..day_end], text[day_end..].trim_start_matches(['T', 't', ' ']));
    let separator = day.find(|c: char| !c.is_ascii_digit()).and_then(|at| day[at..].chars().next())?;
    let parts: Vec<&str> = day.split(separator).collect();
    let numbers: Option<Vec<u32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let numbers = numbers?;
    if parts[0].len() < 4 {
        return (parts.len() == 3 && parts[2].len() == 4).then(|| "the year comes first, then month and day".into());
    }
    if separator != '-' {
        return Some(format!("write it with `-`: `{}`", day.replace(separator, "-")));
    }
    let (year, month) = (numbers[0], *numbers.get(1)?);
    if !(1..=9999).contains(&year) {
        return Some(format!("there is no year {year}"));
    }
    if !(1..=12).contains(&month) {
        return Some(format!("there is no month {month}"));
    }
    if parts[1..].iter().any(|part| part.len() != 2) {
        return Some("months and days have two digits".into());
    }
    let day = numbers.get(2).copied().unwrap_or(1);
    if NaiveDate::from_ymd_opt(year as i32, month, day).is_none() {
        let next = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
        let last = NaiveDate::from_ymd_opt(next.0 as i32, next.1, 1)?.pred_opt()?.day();
        return Some(format!("{year:04}-{month:02} has {last} days"));
    }
    let clock: Vec<&str> = clock.split(|c: char| !c.is_ascii_digit()).collect();
    let [hour, minute] = [clock.first(), clock.get(1)].map(|part| part.and_then(|part| part.parse::<u32>().ok()));
    if hour.is_some_and(|hour| hour > 23) {
        return Some(format!("there is no hour {}", hour?));
    }
    if minute.is_some_and(|minute| minute > 59) {
        return Some(format!("there is no minute {}", minute?));
    }
    numbers.get(2).is_none().then(|| "here a whole date has to be: year, month and day".into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_told() {
        for (text, why) in [
            ("2025-13-45", Some("there is no month 13")),
            ("2025-13", Some("there is no month 13")),
            ("2025-02-30", Some("2025-02 has 28 days")),
            ("2025-12-32T10:00", Some("2025-12 has 31 days")),
            ("2025-1-2", Some("months and days have two digits")),
            ("0000-01-01", Some("there is no year 0")),
            ("2025/01/02", Some("write it with `-`: `2025-01-02`")),
            ("12/05/2025", Some("the year comes first, then month and day")),
            ("31.1.2025", Some("the year comes first, then month and day")),
            ("2025-01-02 25:00", Some("there is no hour 25")),
            ("2025-01-02T10:61", Some("there is no minute 61")),
            ("2025-01", Some("here a whole date has to be: year, month and day")),
            ("tomorrow", None),
            ("", None),
        ] {
            assert_eq!(why_no_date(text).as_deref(), why, "{text}");
        }
    }
}
