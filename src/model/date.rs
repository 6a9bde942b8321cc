//! When an article was published, as precisely as its source says and no more.

use std::cmp::Ordering;
use std::fmt;
use std::num::NonZeroU64;

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeZone, Timelike, Utc};

/// How much of a date its source gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A year, `1987`.
    Year,
    /// A month of a year, `1987-05`.
    Month,
    /// A calendar day, `2025-01-12`.
    Day,
    /// A moment, `2025-01-12T09:30:00+01:00`.
    Time,
}

/// A publication date: the day and time as its place's calendar and clock showed them, and that
/// clock's distance from UTC. Where only the year or month is known, it is the first day of these.
///
/// Addresses and date pages use the local day: what the paper printed on its front page does not
/// change when a site's zone is set differently later. Years run from 1 to 9999, as RFC 3339 has them.
///
/// In eight bytes, since every article has some: from the high bits on, days since 1 January of
/// year 1 (25 bits) and seconds of that day (17), as the local clock showed, seconds east of
/// Greenwich plus a day (18; early local mean times were not whole minutes), the precision (4).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct PublishDate(NonZeroU64);

const DAY_SECONDS: i32 = 86_400;

/// The zone in which dates without one are meant, from `timezone` in `site.toml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zone {
    /// A place of the IANA time zone database.
    Named(chrono_tz::Tz),
    /// A constant distance from UTC.
    Fixed(FixedOffset),
}

impl Zone {
    /// UTC, the zone of a site that names none.
    pub const UTC: Zone = Zone::Named(chrono_tz::UTC);

    /// Reads `Europe/Madrid`, `UTC` or `+01:00`.
    pub fn parse(text: &str) -> Option<Zone> {
        if let Ok(tz) = text.parse::<chrono_tz::Tz>() {
            return Some(Zone::Named(tz));
        }
        text.parse::<FixedOffset>().ok().map(Zone::Fixed)
    }

    /// The zone that a city or a misspelt name probably means: `Europe/Berlin` for `Berlin` or `europe/berlin`.
    pub fn nearest(text: &str) -> Option<&'static str> {
        let wanted = text.trim().replace(' ', "_");
        let names = || chrono_tz::TZ_VARIANTS.iter().map(|tz| tz.name());
        let city = |name: &'static str| name.rsplit('/').next().unwrap_or(name);
        let names_it =
            |name: &&'static str| name.eq_ignore_ascii_case(&wanted) || city(name).eq_ignore_ascii_case(&wanted);
        names().find(names_it).or_else(|| crate::diag::nearest(&wanted, names())).or_else(|| {
            let near = crate::diag::nearest(&wanted, names().map(city))?;
            names().find(|name| city(name) == near)
        })
    }

    /// Seconds east of Greenwich when the local clock shows `local`. Of the two moments that an
    /// autumn hour has, the first; in a spring gap, the offset from before it.
    fn offset_seconds_at(self, local: NaiveDateTime) -> i32 {
        match self {
            Zone::Fixed(offset) => offset.local_minus_utc(),
            Zone::Named(tz) => match tz.offset_from_local_datetime(&local).earliest() {
                Some(offset) => offset.fix().local_minus_utc(),
                None => {
                    let before = local - chrono::TimeDelta::hours(3);
                    tz.offset_from_local_datetime(&before).earliest().map_or(0, |o| o.fix().local_minus_utc())
                }
            },
        }
    }
}

impl PublishDate {
    /// Reads `2025-01-12`, `2025-01-12T09:30[:00]`, `2025-01-12 09:30[:00]`, each with or without
    /// `Z`, `+01:00` or ` +0100`; without an offset, in `zone`.
    pub fn parse(text: &str, zone: Zone) -> Option<PublishDate> {
        let text = text.trim();
        let day = parse_day(text.get(..10)?)?;
        let rest = &text[10..];
        if rest.is_empty() {
            return Some(Self::from_local(day.and_time(NaiveTime::MIN), None, zone, Precision::Day));
        }
        let rest = rest.strip_prefix(['T', 't', ' '])?.trim_start();
        let clock_end = rest.find(|c: char| !c.is_ascii_digit() && c != ':' && c != '.').unwrap_or(rest.len());
        let (clock, offset) = (&rest[..clock_end], rest[clock_end..].trim());
        let time = parse_clock(clock.split('.').next().unwrap_or(clock))?;
        let offset = match offset {
            "" => None,
            "Z" | "z" | "UTC" | "GMT" => Some(0),
            other => Some(other.parse::<FixedOffset>().ok()?.local_minus_utc()),
        };
        Some(Self::from_local(day.and_time(time), offset, zone, Precision::Time))
    }

    /// Reads what [`PublishDate::parse`] does, and dates of which less is known: `1987`, `1987-05`,
    /// also written `1987-00-00` and `1987-05-00`.
    pub fn parse_partial(text: &str, zone: Zone) -> Option<PublishDate> {
        let text = text.trim();
        let parts: Vec<&str> = text.split('-').collect();
        let known = match parts.as_slice() {
            [_] | [_, "00", "00"] => 1,
            [_, _] | [_, _, "00"] => 2,
            _ => return Self::parse(text, zone),
        };
        let precision = if known == 1 { Precision::Year } else { Precision::Month };
        let day = parse_day(&format!("{}-{}-01", parts[0], if known == 1 { "01" } else { parts[1] }))?;
        Some(Self::from_local(day.and_time(NaiveTime::MIN), None, zone, precision))
    }

    /// The date that a local clock shows, with its own offset or else the zone's.
    pub fn from_local(local: NaiveDateTime, offset_seconds: Option<i32>, zone: Zone, precision: Precision) -> Self {
        // A leap second reads as the second before it: no output format has a place for it.
        let second = local.time().num_seconds_from_midnight().min(86_399);
        let offset_seconds = offset_seconds.unwrap_or_else(|| zone.offset_seconds_at(local));
        Self::packed(local.date().num_days_from_ce(), second, offset_seconds, precision)
    }

    fn packed(day: i32, second: u32, offset_seconds: i32, precision: Precision) -> Self {
        let day = u64::try_from(day).expect("years begin at 1");
        let offset = u64::try_from(offset_seconds + DAY_SECONDS).expect("offsets are shorter than a day");
        let bits = day << 39 | u64::from(second) << 22 | offset << 4 | precision as u64;
        PublishDate(NonZeroU64::new(bits).expect("years begin at 1"))
    }

    fn second(self) -> u32 {
        (self.0.get() >> 22) as u32 & 0x1_ffff
    }

    fn offset_seconds(self) -> i32 {
        ((self.0.get() >> 4) as i32 & 0x3_ffff) - DAY_SECONDS
    }

    /// The local day; the first one of the year or month where no more is known.
    pub fn day(&self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.day_number()).expect("made from a day of years 1 to 9999")
    }

    /// A number for caches: 0 for no date.
    pub fn to_bits(date: Option<PublishDate>) -> u64 {
        date.map_or(0, |date| date.0.get())
    }

    /// Reads what [`PublishDate::to_bits`] made; the outer `None` for a number that it never makes.
    pub fn from_bits(bits: u64) -> Option<Option<PublishDate>> {
        let Some(date) = NonZeroU64::new(bits).map(PublishDate) else { return Some(None) };
        let valid = NaiveDate::from_num_days_from_ce_opt(date.day_number())
            .is_some_and(|d| (1..=9999).contains(&d.year()))
            && date.second() < DAY_SECONDS as u32
            && date.offset_seconds().abs() < DAY_SECONDS
            && bits & 0xf <= Precision::Time as u64;
        valid.then_some(Some(date))
    }

    /// The local day, counted from 1 January of year 1.
    pub fn day_number(&self) -> i32 {
        (self.0.get() >> 39) as i32
    }

    /// The same day, with no more known of it.
    pub fn without_time(&self) -> PublishDate {
        self.with_precision(self.precision().min(Precision::Day))
    }

    fn with_precision(self, precision: Precision) -> PublishDate {
        Self::packed(self.day_number(), self.second(), self.offset_seconds(), precision)
    }

    /// The local time as `09:30`, where it is known.
    pub fn time_text(&self) -> Option<String> {
        let mut out = String::with_capacity(5);
        push_padded(&mut out, self.second() / 3600, 2);
        out.push(':');
        push_padded(&mut out, self.second() / 60 % 60, 2);
        (self.precision() == Precision::Time).then_some(out)
    }

    /// The local day as `2025-01-12`, or as much of it as is known: `2025-01`, `2025`.
    pub fn day_text(&self) -> String {
        let (year, month, day) = self.year_month_day();
        let mut out = String::with_capacity(25);
        push_padded(&mut out, year, 4);
        for part in [month, day] {
            if part > 0 {
                out.push('-');
                push_padded(&mut out, part, 2);
            }
        }
        out
    }

    /// The local year, month and day of the month; 0 for what is not known.
    pub fn year_month_day(&self) -> (u32, u32, u32) {
        let day = self.day();
        let known = |least, number| if self.precision() >= least { number } else { 0 };
        (day.year() as u32, known(Precision::Month, day.month()), known(Precision::Day, day.day()))
    }

    /// The local year, 1 to 9999.
    pub fn year(&self) -> i32 {
        self.day().year()
    }

    /// The local month, 1 to 12; 0 where it is not known.
    pub fn month(&self) -> u32 {
        self.year_month_day().1
    }

    /// Whether at least the day is known: formats that want one get none made up.
    pub fn has_day(&self) -> bool {
        self.precision() >= Precision::Day
    }

    /// Adds all of it to a fingerprint; a plain day is a moment too, by the site's zone.
    pub fn add_to(&self, hasher: &mut super::Hasher) {
        hasher
            .u64(self.day_number() as u64)
            .u64(u64::from(self.second()))
            .u64(self.offset_seconds() as u64)
            .u64(self.precision() as u64);
    }

    /// How much of it was given.
    pub fn precision(&self) -> Precision {
        match self.0.get() & 0xf {
            0 => Precision::Year,
            1 => Precision::Month,
            2 => Precision::Day,
            _ => Precision::Time,
        }
    }

    /// Seconds since 1970 UTC.
    pub fn timestamp(&self) -> i64 {
        const CE_DAYS_TO_1970: i64 = 719_163;
        (i64::from(self.day_number()) - CE_DAYS_TO_1970) * 86_400 + i64::from(self.second())
            - i64::from(self.offset_seconds())
    }

    /// Whether this moment lies after `now`.
    pub fn is_after(&self, now: DateTime<Utc>) -> bool {
        self.timestamp() > now.timestamp()
    }

    /// RFC 3339 with seconds and offset, `2025-01-12T09:30:00+01:00`; only the day, month or year if no
    /// more was given. Offsets are rounded to whole minutes, as RFC 3339 wants.
    pub fn to_rfc3339(&self) -> String {
        let mut out = self.day_text();
        if self.precision() == Precision::Time {
            for (mark, number) in
                [('T', self.second() / 3600), (':', self.second() / 60 % 60), (':', self.second() % 60)]
            {
                out.push(mark);
                push_padded(&mut out, number, 2);
            }
            self.push_offset(&mut out, ":");
        }
        out
    }

    /// RFC 3339 of the moment even if only a day was given, for formats that have no plain days (Atom).
    pub fn to_rfc3339_moment(&self) -> String {
        self.with_precision(Precision::Time).to_rfc3339()
    }

    /// RFC 3339 of the moment where at least the day is known, else the year and month alone: for formats that
    /// want a time and its zone, and take less.
    pub fn to_rfc3339_as_known(&self) -> String {
        if self.has_day() { self.to_rfc3339_moment() } else { self.to_rfc3339() }
    }

    /// RFC 822 with a four-digit year, as RSS 2.0 wants: `Sun, 12 Jan 2025 09:30:00 +0100`.
    pub fn to_rfc822(&self) -> String {
        let (h, m, s) = (self.second() / 3600, self.second() / 60 % 60, self.second() % 60);
        let mut out = format!("{} {h:02}:{m:02}:{s:02} ", self.day().format("%a, %d %b %Y"));
        self.push_offset(&mut out, "");
        out
    }

    fn push_offset(&self, out: &mut String, separator: &str) {
        let minutes = (f64::from(self.offset_seconds()) / 60.0).round() as i32;
        out.push(if minutes < 0 { '-' } else { '+' });
        push_padded(out, minutes.unsigned_abs() / 60, 2);
        out.push_str(separator);
        push_padded(out, minutes.unsigned_abs() % 60, 2);
    }
}

/// Reads `2025-01-12`, of years 1 to 9999. By hand, as every article has one.
fn parse_day(text: &str) -> Option<NaiveDate> {
    let mut parts = text.splitn(3, '-');
    let mut number = |len: usize| parts.next().filter(|part| part.len() == len).and_then(parse_digits);
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day).filter(|_| year > 0)
}

/// Reads `09:30` or `09:30:15`; a leap second is the second before it.
fn parse_clock(text: &str) -> Option<NaiveTime> {
    let mut parts = text.split(':');
    let mut number = || parts.next().filter(|part| part.len() <= 2).and_then(parse_digits);
    let (hour, minute) = (number()?, number()?);
    let second = if text.matches(':').count() == 1 { 0 } else { number()? };
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, if second == 60 { 59 } else { second })
}

fn parse_digits(text: &str) -> Option<u32> {
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Appends a number with zeros before it; there are several on every page, and `format!` is slow.
pub fn push_padded(out: &mut String, number: u32, width: u32) {
    const PAIRS: &str = "0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
        5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";
    if width > 2 {
        push_padded(out, number / 100, width - 2);
    }
    let at = (number % 100) as usize * 2;
    out.push_str(&PAIRS[if width == 1 { at + 1 } else { at }..at + 2]);
}

impl fmt::Debug for PublishDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339())
    }
}

/// The order of an archive: by local day, so that a day, month or year is one run of articles,
/// then by moment. What is only known to be of a year or month comes before all of its days.
impl Ord for PublishDate {
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |d: &PublishDate| {
            (d.day_number(), d.precision().min(Precision::Day), d.timestamp(), d.offset_seconds(), d.precision())
        };
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for PublishDate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_padded() {
        for (number, width, expected) in
            [(7, 1, "7"), (7, 2, "07"), (123, 3, "123"), (2025, 4, "2025"), (9, 5, "00009")]
        {
            let mut out = String::new();
            push_padded(&mut out, number, width);
            assert_eq!(out, expected);
        }
    }

    #[test]
    fn dates_are_read_and_written() {
        let madrid = Zone::parse("Europe/Madrid").unwrap();
        for (text, rfc3339, rfc822) in [
            ("2025-01-12", "2025-01-12", "Sun, 12 Jan 2025 00:00:00 +0100"),
            ("2025-07-12T09:30", "2025-07-12T09:30:00+02:00", "Sat, 12 Jul 2025 09:30:00 +0200"),
            ("2025-07-12 09:30:15 -0330", "2025-07-12T09:30:15-03:30", "Sat, 12 Jul 2025 09:30:15 -0330"),
            ("2025-07-12T09:30:15.123Z", "2025-07-12T09:30:15+00:00", "Sat, 12 Jul 2025 09:30:15 +0000"),
            // The hour that the clocks skipped, and a time before zones were whole minutes.
            ("2025-03-30T02:30", "2025-03-30T02:30:00+01:00", "Sun, 30 Mar 2025 02:30:00 +0100"),
            ("1900-01-01T12:00", "1900-01-01T12:00:00-00:15", "Mon, 01 Jan 1900 12:00:00 -0015"),
        ] {
            let date = PublishDate::parse(text, madrid).unwrap_or_else(|| panic!("{text}"));
            assert_eq!(date.to_rfc822(), rfc822, "{text}");
            if !text.starts_with("1900") {
                assert_eq!(date.to_rfc3339(), rfc3339, "{text}");
            }
            assert_eq!(PublishDate::parse(&date.to_rfc3339(), madrid).map(|d| d.to_rfc3339()), Some(date.to_rfc3339()));
        }
        for bad in [
            "",
            "2025",
            "12.01.2025",
            "2025-13-01",
            "2025-02-30",
            "2025-01-12T25:00",
            "2025-01-12T10:00 Madrid",
            "20250-01-1",
            "+999-01-01",
        ] {
            assert_eq!(PublishDate::parse(bad, madrid), None, "{bad}");
        }
    }

    #[test]
    fn timestamps_agree_with_chrono() {
        let date = PublishDate::parse("1969-07-20T20:17:40-05:00", Zone::UTC).unwrap();
        assert_eq!(date.timestamp(), DateTime::parse_from_rfc3339("1969-07-20T20:17:40-05:00").unwrap().timestamp());
    }

    #[test]
    fn less_may_be_known() {
        let partial = |text| PublishDate::parse_partial(text, Zone::UTC);
        for (text, shown, parts) in [
            ("1987", "1987", (1987, 0, 0)),
            ("1987-05", "1987-05", (1987, 5, 0)),
            ("1987-00-00", "1987", (1987, 0, 0)),
            ("1987-05-00", "1987-05", (1987, 5, 0)),
            ("1987-05-01", "1987-05-01", (1987, 5, 1)),
        ] {
            let date = partial(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((date.to_rfc3339().as_str(), date.year_month_day()), (shown, parts), "{text}");
            assert_eq!(PublishDate::from_bits(PublishDate::to_bits(Some(date))), Some(Some(date)));
        }
        for bad in ["", "87", "1987-13", "1987-5", "1987-00", "May 1987", "1987-00-07"] {
            assert_eq!(partial(bad), None, "{bad}");
        }
        let order = ["1986-12-31T23:00", "1987", "1987-01", "1987-01-01", "1987-01-01T08:00", "1987-02", "1988"];
        assert!(order.windows(2).all(|pair| partial(pair[0]) < partial(pair[1])));
    }

    #[test]
    fn order_keeps_local_days_together() {
        let at = |t| PublishDate::parse(t, Zone::UTC).unwrap();
        // Later as a moment, but a day earlier on its own calendar.
        assert!(at("2025-01-11T23:00:00-08:00") < at("2025-01-12T01:00:00+09:00"));
        assert!(at("2025-01-12T08:00:00+02:00") < at("2025-01-12T07:00:00+00:00"));
    }
}
