//! How numeric dates of a text are to be read: whether `04/05` puts the day or the month first, and of
//! what century a year of two digits is. What the text does not tell stays open.

use super::date_words;

/// How a text's numeric dates are to be read, as far as the text tells.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading {
    /// Whether `04/05` is a day and a month, or a month and a day.
    order: Option<Order>,
    /// A bit for each year from 2000 that stands somewhere in four digits.
    years: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    DayFirst,
    MonthFirst,
}

impl Reading {
    /// For texts in whose language the day comes first.
    pub const DAY_FIRST: Reading = Reading { order: Some(Order::DayFirst), years: 0 };

    /// Looks at a text's other dates and years, and at its language.
    pub fn of<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Reading {
        let mut years = 0;
        let (mut days, mut months) = (0, 0);
        let mut numeric = false;
        for text in texts.clone() {
            let (digits, others) = text
                .bytes()
                .fold((false, false), |(digits, others), b| (digits | b.is_ascii_digit(), others | !b.is_ascii()));
            numeric = numeric || (digits || others) && may_be_numeric(text);
            if !digits {
                continue;
            }
            let bytes = text.as_bytes();
            for (end, year) in four_digits(bytes) {
                if year[..2] == *b"20" {
                    years |= 1 << ((year[2] - b'0') * 10 + (year[3] - b'0'));
                }
                if let Some((first, second)) = two_before(&bytes[..end - 4]) {
                    days += usize::from(first > 12 && first <= 31 && second <= 12);
                    months += usize::from(second > 12 && second <= 31 && first <= 12);
                }
            }
        }
        let order = match (days, months) {
            (1.., 0) => Some(Order::DayFirst),
            (0, 1..) => Some(Order::MonthFirst),
            // What language it is in takes longer to see, and tells nothing where no date needs it.
            _ if !numeric => None,
            _ => date_words::puts_day_first(texts).then_some(Order::DayFirst),
        };
        Reading { order, years }
    }

    /// The same where someone knows the order.
    pub fn in_order(self, day_first: bool) -> Reading {
        Reading { order: Some(if day_first { Order::DayFirst } else { Order::MonthFirst }), ..self }
    }

    /// Whether `04/05` is the fourth of May.
    pub fn puts_day_first(self) -> bool {
        self.order == Some(Order::DayFirst)
    }

    /// Whether `04/05` is the fifth of April.
    pub fn puts_month_first(self) -> bool {
        self.order == Some(Order::MonthFirst)
    }

    /// The year that two digits stand for, if the text has it in four digits too.
    pub fn year(self, two: u32) -> Option<u32> {
        (two < 100 && self.years >> two & 1 == 1).then_some(2000 + two)
    }
}

/// Whether a line may have a date like `04/05/2012`: two of the signs between digits, one or two of these before each.
fn may_be_numeric(line: &str) -> bool {
    let bytes = line.as_bytes();
    // Spaces between do not matter, not even those that are no ASCII.
    let number = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_digit() || !b.is_ascii());
    let parts = |at: usize| {
        let before = bytes[..at].trim_ascii_end();
        // More than four may be two numbers that are run together.
        let long = matches!(before.iter().rev().take_while(|b| b.is_ascii_digit()).take(5).count(), 3 | 4);
        number(before.last()) && !long && number(bytes[at + 1..].trim_ascii_start().first())
    };
    let (mut slashes, mut dashes) = (0, 0);
    for at in memchr::memchr2_iter(b'/', b'-', bytes) {
        let count = if bytes[at] == b'/' { &mut slashes } else { &mut dashes };
        *count += usize::from(parts(at));
    }
    slashes >= 2 || dashes >= 2
}

/// The runs of just four digits, with the places where they end.
fn four_digits(bytes: &[u8]) -> impl Iterator<Item = (usize, [u8; 4])> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            from += bytes[from..].iter().position(u8::is_ascii_digit)?;
            let run = bytes[from..].iter().take_while(|b| b.is_ascii_digit()).count();
            from += run;
            if run == 4 {
                return Some((from, *bytes[..from].last_chunk().expect("four digits")));
            }
        }
    })
}

/// The numbers of `04/05/` at the end of a line's start.
fn two_before(start: &[u8]) -> Option<(u32, u32)> {
    let mut parts = start.rsplit(|b| *b == b'/');
    parts.next().filter(|last| last.is_empty())?;
    let number = |digits: &[u8]| std::str::from_utf8(digits).ok()?.parse().ok();
    let second = number(parts.next()?)?;
    let first = parts.next()?;
    let digits = first.iter().rev().take_while(|b| b.is_ascii_digit()).count();
    Some((number(&first[first.len() - digits..])?, second))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::date::{Found, read};

    #[test]
    fn other_dates_of_a_text_tell_how_one_is_read() {
        for (texts, line, expected) in [
            (&["It was 2012.", "The pier"][..], "04.05.12", Some("2012-05-04")),
            (&["It was 2012.", "The pier"], "04/05/12", None),
            (&["On 04/15/2012 it fell"], "04/05/2012", Some("2012-04-05")),
            (&["On 15/04/2012 it fell"], "04/05/2012", Some("2012-05-04")),
            (&["On 15/04/2012 and 04/15/2012"], "04/05/2012", None),
            (&["It was 2013."], "04.05.12", None),
            (&["It was 2012."], "04-05-12", None),
        ] {
            let reading = Reading::of(texts.iter().copied());
            let found = read(line, reading).unwrap();
            let day = match &found[0] {
                Found::Date(_, stamp) => Some(stamp.as_str()),
                Found::Ambiguous(_) | Found::Relative => None,
            };
            assert_eq!(day, expected, "{texts:?} {line}");
        }
    }
}
