//! Days of the calendar of Iran and Afghanistan, which counts solar years from 622: `۲۵ دی ۱۴۰۲`.

use chrono::{Days, NaiveDate};

use super::date_shapes::{Token, number, skip_signs, word};

/// Names of months, by month: those of Iran, spelt with letters of Persian or Arabic, and that of Afghanistan.
const MONTHS: [&[&str]; 12] = [
    &["فروردین", "فروردين", "حمل"],
    &["اردیبهشت", "ارديبهشت", "ثور"],
    &["خرداد", "جوزا"],
    &["تیر", "تير", "سرطان"],
    &["مرداد", "امرداد", "اسد"],
    &["شهریور", "شهريور", "سنبله"],
    &["مهر", "میزان"],
    &["آبان", "ابان", "عقرب"],
    &["آذر", "اذر", "قوس"],
    &["دی", "دي", "جدی"],
    &["بهمن", "دلو"],
    &["اسفند", "حوت"],
];

/// Years of newspapers. Later ones are of the lunar calendar, whose months are others.
const YEARS: std::ops::RangeInclusive<u32> = 1250..=1410;

/// How many tokens such a date takes at the start of `t`, and the day: `۲۵ دی ۱۴۰۲`, `۱۴۰۲/۱۰/۲۵`, `25/10/1402`.
pub fn day(t: &[Token<'_>]) -> Option<(usize, Result<NaiveDate, String>)> {
    let (first, digits) = number(t.first())?;
    if let Some(name) = word(t.get(1)).filter(|_| digits <= 2) {
        let month = MONTHS.iter().position(|names| names.contains(&name))?;
        // `دی ماه`: the word for month may stand behind its name.
        let at = if word(t.get(2)) == Some("ماه") { 3 } else { 2 };
        let at = skip_signs(t, at, "،,");
        let (year, _) = number(t.get(at)).filter(|n| n.1 == 4)?;
        return Some((at + 1, Ok(gregorian(year, month as u32 + 1, first)?)));
    }
    let Some(Token::Sign(sign @ ('-' | '/' | '.'))) = t.get(1) else { return None };
    let ((second, _), (third, last)) = (number(t.get(2)).filter(|n| n.1 <= 2)?, number(t.get(4))?);
    if t.get(3) != Some(&Token::Sign(*sign)) {
        return None;
    }
    let day = match (digits, last) {
        (4, 1 | 2) => gregorian(first, second, third)?,
        (1 | 2, 4) => gregorian(third, second, first)?,
        _ => return None,
    };
    Some((5, Ok(day)))
}

/// The day by the calendar of most other countries.
fn gregorian(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    // Eight years in thirty-three are longer by a day, which the last month has. The calendar goes by the sun, and this
    // agrees with it from 1178 to 1633.
    let is_long = |year: u32| (25 * year + 11) % 33 < 8;
    let len = match month {
        1..=6 => 31,
        7..=11 => 30,
        12 => 29 + u32::from(is_long(year)),
        _ => return None,
    };
    if !YEARS.contains(&year) || !(1..=len).contains(&day) {
        return None;
    }
    // The first day of 1250.
    let start = NaiveDate::from_ymd_opt(1871, 3, 21)?;
    let years: u32 = (*YEARS.start()..year).map(|year| 365 + u32::from(is_long(year))).sum();
    let months = if month <= 7 { (month - 1) * 31 } else { 186 + (month - 7) * 30 };
    start.checked_add_days(Days::new((years + months + day - 1).into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_those_of_the_calendar() {
        for (year, month, day, expected) in [
            (1400, 1, 1, "2021-03-21"),
            (1402, 10, 25, "2024-01-15"),
            (1399, 12, 30, "2021-03-20"),
            (1403, 12, 30, "2025-03-20"),
            (1357, 11, 22, "1979-02-11"),
            (1320, 6, 25, "1941-09-16"),
        ] {
            assert_eq!(gregorian(year, month, day).unwrap().to_string(), expected);
        }
        for (year, month, day) in [(1402, 12, 30), (1402, 13, 1), (1402, 7, 31), (1445, 1, 1), (1402, 1, 0)] {
            assert_eq!(gregorian(year, month, day), None);
        }
    }
}
