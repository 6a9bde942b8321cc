//! The shapes that days, times, zones and labels have among the numbers, words and signs of a line.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime, Timelike};

use super::date_words::{self, When};
use super::letters;
use super::reading::Reading;
use super::solar;
use super::words;
use crate::model::Zone;

/// A piece of a line in lower case.
#[derive(Debug, PartialEq)]
pub enum Token<'a> {
    /// Digits of ASCII.
    Number {
        /// Its value; the largest there is where it is larger.
        value: u32,
        /// Digits, with zeros before it.
        digits: usize,
    },
    /// Letters.
    Word(&'a str),
    /// Any other character.
    Sign(char),
}

/// A line as it is cut into tokens.
pub fn small(line: &str) -> Cow<'_, str> {
    let line = words::lower(line);
    if words::stands(&line, b'.', &[".m", ". m"]) {
        let line = line.replace("a. m.", "am").replace("p. m.", "pm").replace("a.m.", "am").replace("p.m.", "pm");
        return line.replace("a.m", "am").replace("p.m", "pm").into();
    }
    line
}

/// The tokens of a line in lower case.
pub fn tokens(line: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = line;
    std::iter::from_fn(move || {
        rest = rest.trim_start();
        let first = rest.chars().next()?;
        let len = if first.is_ascii_digit() {
            rest.bytes().position(|b| !b.is_ascii_digit())
        } else if letters::is_alphabetic(first) {
            rest.find(|c: char| !(letters::is_alphabetic(c) || c == '\'' || c == '’'))
        } else {
            Some(first.len_utf8())
        };
        let token;
        (token, rest) = rest.split_at(len.unwrap_or(rest.len()));
        Some(if first.is_ascii_digit() {
            let add = |value: u32, digit: u8| value.saturating_mul(10).saturating_add((digit - b'0').into());
            Token::Number { value: token.bytes().fold(0, add), digits: token.len() }
        } else if letters::is_alphabetic(first) {
            Token::Word(token)
        } else {
            Token::Sign(first)
        })
    })
}

pub(super) fn number(token: Option<&Token<'_>>) -> Option<(u32, usize)> {
    match token? {
        Token::Number { value, digits } => Some((*value, *digits)),
        Token::Word(_) | Token::Sign(_) => None,
    }
}

pub(super) fn word<'a>(token: Option<&Token<'a>>) -> Option<&'a str> {
    match token? {
        Token::Word(word) => Some(word),
        Token::Number { .. } | Token::Sign(_) => None,
    }
}

/// How many tokens a date takes at the start of `t`, and the day, or the text if it has two readings.
pub fn day(t: &[Token<'_>], dates: Reading) -> Option<(usize, Result<NaiveDate, String>)> {
    // Thailand counts years from the Buddha.
    let thai = |month: Option<&str>, y: u32| {
        let is = month.is_some_and(|m| m.starts_with(|c| ('\u{e01}'..='\u{e3a}').contains(&c)));
        if is && y > 2400 { y - 543 } else { y }
    };
    let ymd = |y: u32, m, d| NaiveDate::from_ymd_opt(i32::try_from(y).ok()?, m, d).filter(|_| y >= 1000);
    if let Some(found) = solar::day(t) {
        return Some(found);
    }
    if let Some(month) = word(t.first()).and_then(date_words::month) {
        // April 15, 1912
        let mut at = skip_signs(t, 1, ".");
        let (d, _) = number(t.get(at)).filter(|n| n.1 <= 2)?;
        at = skip_words(t, at + 1, &["st", "nd", "rd", "th"]);
        at = skip_words(t, skip_signs(t, at, ",."), &["of"]);
        let (y, _) = number(t.get(at)).filter(|n| n.1 == 4)?;
        return Some((at + 1, Ok(ymd(y, month, d)?)));
    }
    let (first, digits) = number(t.first())?;
    for [year, month, day] in [["年", "月", "日"], ["년", "월", "일"]] {
        if digits == 4 && word(t.get(1)) == Some(year) {
            let (m, d) = (number(t.get(2))?.0, number(t.get(4))?.0);
            return (word(t.get(3)) == Some(month) && word(t.get(5))?.starts_with(day))
                .then_some((6, Ok(ymd(first, m, d)?)));
        }
    }
    if digits == 4 {
        // 2012. április 15., 2012 m. balandžio 15 d., 2012. gada 15. aprīlī, 2012(e)ko apirilaren 15a
        let at = if t.get(1) == Some(&Token::Sign('(')) && t.get(3) == Some(&Token::Sign(')')) { 4 } else { 1 };
        let at = skip_signs(t, skip_words(t, skip_signs(t, at, ".,"), &["m", "ko", "gada"]), ".");
        if let Some(month) = word(t.get(at)).and_then(date_words::month)
            && let Some((d, _)) = number(t.get(at + 1)).filter(|n| n.1 <= 2)
        {
            let used = skip_words(t, skip_signs(t, at + 2, "."), &["d", "án", "én", "a", "an"]);
            return Some((used, Ok(ymd(first, month, d)?)));
        }
        if let Some((d, _)) = number(t.get(at)).filter(|n| n.1 <= 2)
            && let Some(month) = word(t.get(skip_signs(t, at + 1, "."))).and_then(date_words::month)
            && word(t.get(at - 1)) == Some("gada")
        {
            return Some((skip_signs(t, at + 1, ".") + 1, Ok(ymd(first, month, d)?)));
        }
    }
    if digits <= 2 {
        // 15 April 1912, 15. April 1912, 15 de abril de 1912, 15th of April 1912
        let mut at = skip_words(t, skip_signs(t, 1, ".º°ª-"), &["st", "nd", "rd", "th", "er", "de", "di", "of"]);
        at = skip_words(t, at, &["of", "de"]);
        // 15 tháng 4, 2012
        if word(t.get(at)) == Some("tháng") {
            let (m, _) = number(t.get(at + 1)).filter(|n| n.1 <= 2)?;
            at = skip_words(t, skip_signs(t, at + 2, ","), &["năm"]);
            let (y, _) = number(t.get(at)).filter(|n| n.1 == 4)?;
            return Some((at + 1, Ok(ymd(y, m, first)?)));
        }
        // 15 d'abril
        let name = word(t.get(at)).map(|name| name.strip_prefix("d'").or(name.strip_prefix("d’")).unwrap_or(name));
        let two = name.zip(word(t.get(at + 1))).and_then(|(one, two)| date_words::month_of_two(one, two));
        at += usize::from(two.is_some());
        if let Some(month) = two.or_else(|| name.and_then(date_words::month)) {
            at = skip_words(t, skip_signs(t, at + 1, ".,-،"), &["de", "del", "พ"]);
            at = skip_signs(t, skip_words(t, skip_signs(t, at, "."), &["ศ"]), ".");
            let (y, _) = number(t.get(at)).filter(|n| n.1 == 4)?;
            return Some((at + 1, Ok(ymd(thai(name, y), month, first)?)));
        }
    }
    let Some(Token::Sign(sign @ ('-' | '/' | '.'))) = t.get(1) else { return None };
    let ((second, _), (third, last)) = (number(t.get(2)).filter(|n| n.1 <= 2)?, number(t.get(4))?);
    if t.get(3) != Some(&Token::Sign(*sign)) {
        return None;
    }
    if digits == 4 && last <= 2 {
        return Some((5, Ok(ymd(first, second, third)?)));
    }
    if digits > 2 || !matches!(last, 2 | 4) {
        return None;
    }
    let text = format!("{first:02}{sign}{second:02}{sign}{third:02}");
    // Of what century a year of two digits is, another date has to tell.
    let year = if last == 4 {
        Some(third)
    } else {
        // So is what has a time of day: nobody printed that before there were pages.
        let timed = || t[5..].iter().position(|t| matches!(t, Token::Number { .. })).filter(|n| *n <= 2);
        let timed = || third < 70 && timed().is_some_and(|n| time(&t[5 + n..], false).is_some());
        dates.year(third).or_else(|| timed().then_some(2000 + third)).filter(|_| *sign != '-' || dates.puts_day_first())
    };
    let Some(year) = year else { return Some((5, Err(text))) };
    let day = if first > 12 || first == second || *sign == '.' || dates.puts_day_first() {
        ymd(year, second, first)?
    } else if second > 12 || dates.puts_month_first() {
        ymd(year, first, second)?
    } else {
        return Some((5, Err(text)));
    };
    Some((5, Ok(day)))
}

pub(super) fn skip_signs(t: &[Token<'_>], at: usize, signs: &str) -> usize {
    let skips = matches!(t.get(at), Some(Token::Sign(c)) if signs.contains(*c));
    at + usize::from(skips)
}

fn skip_words(t: &[Token<'_>], at: usize, skipped: &[&str]) -> usize {
    at + usize::from(word(t.get(at)).is_some_and(|w| skipped.contains(&w)))
}

/// A time of day; right behind a day, `07.15` is one too.
pub fn time(t: &[Token<'_>], after_day: bool) -> Option<(usize, NaiveTime)> {
    // 오전 9:30, 下午3:05
    let half = word(t.first()).and_then(|w| match w {
        "오전" | "上午" | "午前" => Some(0),
        "오후" | "下午" | "午後" => Some(12),
        _ => None,
    });
    if let Some(half) = half {
        let (used, time) = time(&t[1..], after_day)?;
        let hour = if time.hour() <= 12 { time.hour() % 12 + half } else { time.hour() };
        return Some((used + 1, time.with_hour(hour)?));
    }
    let (mut hour, digits) = number(t.first())?;
    // `1909 GMT`
    let is_zoned = || word(t.get(1)).is_some_and(|word| date_words::zone(word).is_some());
    if digits == 4 && !after_day && is_zoned() {
        return NaiveTime::from_hms_opt(hour / 100, hour % 100, 0).map(|time| (1, time));
    }
    if digits > 2 {
        return None;
    }
    let two = |at: usize| number(t.get(at)).filter(|n| n.1 == 2).map(|n| n.0);
    let (mut used, mut minute, mut second) = (1, 0, 0);
    let mut sure = false;
    match t.get(1) {
        Some(Token::Sign(':')) => (minute, used, sure) = (two(2)?, 3, true),
        Some(Token::Sign('.')) if two(2).is_some() => (minute, used, sure) = (two(2)?, 3, after_day),
        Some(Token::Word("h" | "時" | "时" | "시")) => {
            sure = true;
            (minute, used) = two(2).map_or((0, 2), |m| (m, 3));
        }
        _ => {}
    }
    if sure && t.get(3) == Some(&Token::Sign(':')) {
        (second, used) = (two(4)?, 5);
        // Fractions of a second.
        if t.get(5) == Some(&Token::Sign('.')) && number(t.get(6)).is_some() {
            used = 7;
        }
    }
    match word(t.get(used)) {
        Some("am" | "ص" | "πμ") if hour <= 12 => (hour, used, sure) = (hour % 12, used + 1, true),
        Some("pm" | "م" | "μμ") if hour <= 12 => (hour, used, sure) = (hour % 12 + 12, used + 1, true),
        Some("uhr" | "hrs" | "分" | "분") => (used, sure) = (used + 1, true),
        _ => {}
    }
    if !sure {
        return None;
    }
    Some((used, NaiveTime::from_hms_opt(hour, minute, second)?))
}

/// How many tokens a zone takes at the start of `t`, and the zone.
pub fn zone(t: &[Token<'_>]) -> Option<(usize, Zone)> {
    if let Some(name) = word(t.first()) {
        let zone = date_words::zone(name)?;
        // GMT+2: the number says more than the name.
        return offset(&t[1..]).map(|(used, zone)| (used + 1, zone)).or(Some((1, zone)));
    }
    offset(t).filter(|(used, _)| *used > 2 || matches!(t.get(1), Some(Token::Number { digits: 4, .. })))
}

fn offset(t: &[Token<'_>]) -> Option<(usize, Zone)> {
    let Some(Token::Sign(sign @ ('+' | '-' | '−'))) = t.first() else { return None };
    let (value, digits) = number(t.get(1))?;
    let (used, hours, minutes) = match (digits, t.get(2), number(t.get(3))) {
        (1 | 2, Some(Token::Sign(':')), Some((minutes, 2))) => (4, value, minutes),
        (4, _, _) => (2, value / 100, value % 100),
        (1 | 2, _, _) => (2, value, 0),
        _ => return None,
    };
    let sign = if *sign == '+' { '+' } else { '-' };
    Zone::parse(&format!("{sign}{hours:02}:{minutes:02}")).map(|zone| (used, zone))
}

/// How many tokens the label of a date takes at the start of `t`, and what it says.
pub fn label(t: &[Token<'_>]) -> Option<(usize, When)> {
    let mut found = None;
    if !word(t.first()).is_some_and(date_words::begins_label) {
        return None;
    }
    let mut text = String::new();
    for (at, token) in t.iter().take(4).enumerate() {
        let Some(word) = word(Some(token)) else { break };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
        if let Some(when) = date_words::when(&text) {
            found = Some((at + 1, when));
        }
    }
    found
}
