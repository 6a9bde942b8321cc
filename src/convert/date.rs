//! Lines that are dates: `Monday, 15 April 1912`, `Updated: April 16, 2012, 9:30 p.m. ET`.
//!
//! A line is a date line only if every word of it belongs to a date, a time, a zone or a label; a
//! date inside a sentence is never read. Words like `Saturday` or `two hours ago` name no day by
//! themselves and give none. `04/05/2012` is read only if the language of the text settles it.
//!
//! 1. The line is cut into numbers, words and signs.
//! 2. At each place the shapes of a date, then of a time, are tried (`date_shapes`).
//! 3. What remains must be a label, a weekday, a zone or a filler.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveTime};

use super::date_shapes::{Token, day, label, small, time, tokens, zone};
use super::date_words::{self, When};
use super::letters;
use super::reading::Reading;
use super::words;
use crate::model::{Precision, PublishDate, Zone};

/// A date as front matter has it: `2012-04-15`, or with a time, and an offset only if one was given,
/// so that the site's own zone applies otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    text: String,
}

impl Stamp {
    /// Reads RFC 3339 or a plain day.
    pub fn parse(text: &str) -> Option<Stamp> {
        let text = text.trim();
        PublishDate::parse(text, Zone::UTC)?;
        Some(Stamp { text: text.replacen(' ', "T", 1) })
    }

    /// The same, or a year or month alone: `1987`, `1987-05`.
    pub fn parse_partial(text: &str) -> Option<Stamp> {
        let partial = || Some(Stamp { text: PublishDate::parse_partial(text, Zone::UTC)?.to_rfc3339() });
        Stamp::parse(text).or_else(partial)
    }

    /// The text for the front matter.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether both are of one day, each by its own clock.
    pub fn is_same_day(&self, other: &Stamp) -> bool {
        self.text.get(..10) == other.text.get(..10)
    }

    /// Whether it is a moment in UTC.
    pub fn is_utc(&self) -> bool {
        self.text.ends_with('Z') || self.text.ends_with("+00:00")
    }

    fn day(&self) -> Option<NaiveDate> {
        NaiveDate::parse_from_str(self.text.get(..10)?, "%Y-%m-%d").ok()
    }

    /// Year and month, four and two digits, for folders; the month where it is known.
    pub fn year_month(&self) -> (&str, Option<&str>) {
        (&self.text[..4], self.text.get(5..7))
    }

    fn new(day: NaiveDate, time: Option<NaiveTime>, zone: Option<Zone>) -> Option<Stamp> {
        let text = match (time, zone) {
            (None, _) => day.to_string(),
            (Some(time), None) => day.and_time(time).format("%Y-%m-%dT%H:%M:%S").to_string(),
            (Some(time), Some(zone)) => {
                PublishDate::from_local(day.and_time(time), None, zone, Precision::Time).to_rfc3339()
            }
        };
        Stamp::parse(&text)
    }
}

/// What a date line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A day, and what happened on it as far as a label says.
    Date(Option<When>, Stamp),
    /// A date that can be read in two ways.
    Ambiguous(String),
    /// Words that only mean a day on the day they were written.
    Relative,
}

/// A day inside a line of other words.
#[derive(Debug, PartialEq, Eq)]
pub struct Seen {
    /// What a label before it says.
    pub when: Option<When>,
    /// The day, and the time where one follows.
    pub stamp: Stamp,
    /// How many words of the line belong to no date.
    pub rest: usize,
}

/// A line whose digits are those of ASCII.
fn with_plain_digits(line: &str) -> Cow<'_, str> {
    if !has_other_digits(line) {
        return Cow::Borrowed(line);
    }
    line.chars().map(|c| letters::digit(c).map_or(c, |n| char::from(b'0' + n))).collect::<String>().into()
}

/// Whether a line that may be one of dates has digits that are not those of ASCII.
pub fn has_other_digits(line: &str) -> bool {
    const LONGEST: usize = 1200;
    line.len() <= LONGEST && letters::beyond_ascii(line).any(|c| letters::digit(c).is_some())
}

/// Finds the days in a line of any words; those with two readings are left out.
pub fn scan(line: &str, dates: Reading) -> Vec<Seen> {
    let line = &*with_plain_digits(line);
    if line.len() > 400 || !words::has_digit(line) || !may_have_day(line) {
        return Vec::new();
    }
    let line = small(&unglue(line)).into_owned();
    let tokens: Vec<Token> = tokens(&line).collect();
    let mut seen = Vec::new();
    let (mut at, mut rest) = (0, 0);
    let mut labelled: Option<(usize, When)> = None;
    let mut early: Option<(usize, NaiveTime)> = None;
    while at < tokens.len() {
        let here = &tokens[at..];
        if let Some((used, day)) = day(here, dates) {
            at += used;
            let Ok(day) = day else { continue };
            let when = labelled.take().filter(|(from, _)| at - from <= used + 8).map(|(_, when)| when);
            // A time stands right behind the day or right before it.
            // Or behind what Croats end a day with, and Danes a clock: `18.09.2020. u 07:30`, `3. nov. 2022 kl. 15.20`.
            let skipped = (at..tokens.len().min(at + 3))
                .take_while(|n| match &tokens[*n] {
                    Token::Word(word) => date_words::is_date_filler(word),
                    Token::Sign(sign) => ",-–|/(.".contains(*sign),
                    Token::Number { .. } => false,
                })
                .count();
            let mut clock = early.take().filter(|(from, _)| at - from <= used + 4).map(|(_, time)| time);
            let mut offset = None;
            // `22.04.2024. 00:21 Min.` is how long a film lasts.
            let lasts = |used: usize| matches!(tokens.get(at + skipped + used), Some(Token::Word(word)) if word.starts_with("min") || word.starts_with("sek"));
            if let Some((used, time)) = time(&tokens[at + skipped..], true).filter(|(used, _)| !lasts(*used)) {
                at += skipped + used;
                clock = Some(time);
                if let Some((used, zone)) = zone(&tokens[at..]) {
                    at += used;
                    offset = Some(zone);
                }
            }
            // `16 April 2012 updated`.
            let behind = label(&tokens[at..]).filter(|(used, _)| at + used == tokens.len()).map(|(_, when)| when);
            seen.push((when.or(behind), day, clock, offset));
        } else if let Some((used, when)) = label(here) {
            labelled = Some((at, when));
            at += used;
        } else if let Some((used, time)) = time(here, false) {
            early = Some((at, time));
            at += used;
        } else {
            rest += usize::from(
                matches!(&here[0], Token::Word(w) if !date_words::is_weekday(w) && !date_words::is_date_filler(w)),
            );
            at += 1;
        }
    }
    seen.into_iter()
        .filter_map(|(when, day, time, zone)| Some(Seen { when, stamp: Stamp::new(day, time, zone)?, rest }))
        .collect()
}

/// Parts what pages run together: `DoeNovember 21, 202401747` ▶ `Doe November 21, 2024 01747`.
pub fn unglue(line: &str) -> Cow<'_, str> {
    /// How names begin that have a capital inside: `McRae`, `DeLuca`.
    const INSIDE: [&str; 17] =
        ["Ph", "Mc", "Mac", "De", "Del", "Des", "Di", "Da", "Du", "La", "Le", "Lo", "Van", "Fitz", "Jo", "O", "D"];
    if !may_be_glued(line) {
        return Cow::Borrowed(line);
    }
    let mut joints = Vec::new();
    let (mut before, mut digits, mut word) = (' ', 0, 0);
    for (at, c) in line.char_indices() {
        // A year is no part of a longer number where a month or a comma stands before it.
        let ends_year = digits == 4 && c.is_ascii_digit() && line[at - 4..].starts_with(['1', '2']) && {
            let head = line[..at - 4].trim_end();
            head.ends_with(',') || head.ends_with(|c: char| letters::is_alphabetic(c) || c == '.')
        };
        if !before.is_alphabetic() {
            word = at;
        }
        let begins = c.is_uppercase()
            && (before.is_lowercase() && !INSIDE.contains(&&line[word..at])
                || before.is_ascii_digit() && c != 'T' && c != 'Z');
        if ends_year || begins {
            joints.push(at);
            word = at;
            digits = 0;
        }
        digits = if c.is_ascii_digit() { digits + 1 } else { 0 };
        before = c;
    }
    if joints.is_empty() {
        return Cow::Borrowed(line);
    }
    let mut out = String::with_capacity(line.len() + joints.len());
    let mut from = 0;
    for joint in joints {
        out.push_str(&line[from..joint]);
        out.push(' ');
        from = joint;
    }
    out.push_str(&line[from..]);
    Cow::Owned(out)
}

/// Whether a capital may stand right behind a small letter or a digit, or a fifth digit behind four. What is no ASCII may be
/// a letter of either sort, but for a few signs.
fn may_be_glued(line: &str) -> bool {
    const SMALL: u8 = 1;
    const CAPITAL: u8 = 2;
    const DIGIT: u8 = 4;
    /// The same character goes on.
    const ON: u8 = 8;
    static SORTS: [u8; 256] = {
        let mut sorts = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            sorts[byte] = match byte as u8 {
                b'a'..=b'z' => SMALL,
                b'A'..=b'Z' => CAPITAL,
                b'0'..=b'9' => DIGIT,
                0xc0.. => SMALL | CAPITAL,
                0x80.. => ON,
                _ => 0,
            };
            byte += 1;
        }
        sorts
    };
    let bytes = line.as_bytes();
    let (mut before, mut digits) = (0, 0);
    bytes.iter().enumerate().any(|(at, byte)| {
        let here = match SORTS[usize::from(*byte)] {
            ON => return false,
            // Dashes, quotes and dots.
            _ if *byte == 0xe2 && bytes[at + 1] == 0x80 => 0,
            sort => sort,
        };
        digits = if here == DIGIT { digits + 1 } else { 0 };
        let glued = here & CAPITAL != 0 && before & (SMALL | DIGIT) != 0;
        before = here;
        glued || digits > 4
    })
}

#[derive(Default)]
struct Pending {
    label: Option<When>,
    day: Option<NaiveDate>,
    ambiguous: Option<String>,
    time: Option<NaiveTime>,
    zone: Option<Zone>,
    vague: bool,
}

/// Reads a line that is nothing but dates; `None` for any other.
pub fn read(line: &str, dates: Reading) -> Option<Vec<Found>> {
    let line = &*with_plain_digits(line);
    if line.len() > 200 || !may_begin(line) {
        return None;
    }
    if date_words::is_relative_time(line) {
        return Some(vec![Found::Relative]);
    }
    // Most lines that begin like a date have a word soon that is in none.
    let may_be = |word: &str| !word.is_ascii() || words::with_lower(word, date_words::may_be_of_date);
    let known = |token: Token<'_>| !matches!(token, Token::Word(word) if !may_be(word));
    if !tokens(line).all(known) {
        return None;
    }
    let line = small(line);
    let known = |token: Token<'_>| !matches!(token, Token::Word(word) if !date_words::may_be_of_date(word));
    if !tokens(&line).all(known) {
        return None;
    }
    let tokens: Vec<Token> = tokens(&line).collect();
    let mut found = Vec::new();
    let mut pending = Pending::default();
    let mut at = 0;
    let mut after_day = 0;
    while at < tokens.len() {
        let rest = &tokens[at..];
        if let Some((used, day)) = day(rest, dates) {
            if pending.day.is_some() || pending.ambiguous.is_some() {
                pending.flush(&mut found)?;
            }
            match day {
                Ok(day) => pending.day = Some(day),
                Err(text) => pending.ambiguous = Some(text),
            }
            at += used;
            after_day = at;
        } else if let Some((used, time)) =
            time(rest, pending.day.is_some() && pending.time.is_none() && after_day == at)
        {
            // `1909 GMT (0309 HKT)`: the same moment elsewhere.
            let is_again = at > 0 && tokens[at - 1] == Token::Sign('(') && pending.time.is_some();
            at += used;
            if is_again {
                at += zone(&tokens[at..]).map_or(0, |(used, _)| used);
                continue;
            }
            pending.time = Some(time);
        } else if let Some((used, zone)) = zone(rest).filter(|_| pending.time.is_some()) {
            pending.zone = Some(zone);
            at += used;
        } else if let Some((used, when)) = label(rest) {
            if pending.label.is_none() && after_day > 0 && found.is_empty() && at + used == tokens.len() {
                // `16 April 2012 updated`.
                pending.label = Some(when);
                break;
            }
            if pending.day.is_some() || pending.ambiguous.is_some() {
                pending.flush(&mut found)?;
            }
            pending.label = Some(when);
            at += used;
        } else {
            match &rest[0] {
                Token::Word(word) if date_words::is_weekday(word) => pending.vague = true,
                Token::Word(word) if date_words::is_date_filler(word) => {}
                Token::Sign(sign) if ",.:：|•·–—-/()（）،।".contains(*sign) => {}
                _ => return None,
            }
            // `15 January 2024, kl. 9.30` has its time right behind the day, too.
            after_day += usize::from(after_day == at);
            at += 1;
        }
    }
    pending.flush(&mut found)?;
    (!found.is_empty()).then_some(found)
}

impl Pending {
    /// Ends one date. `None` if a day and time make no date that exists.
    fn flush(&mut self, found: &mut Vec<Found>) -> Option<()> {
        let done = std::mem::take(self);
        // `12 March 2021, 14:05, updated 15:30`.
        let before = match found.last() {
            Some(Found::Date(_, stamp)) if done.label == Some(When::Updated) && done.time.is_some() && !done.vague => {
                stamp.day()
            }
            _ => None,
        };
        if let Some(day) = done.day.or(before) {
            found.push(Found::Date(done.label, Stamp::new(day, done.time, done.zone)?));
        } else if let Some(text) = done.ambiguous {
            found.push(Found::Ambiguous(text));
        } else if done.vague || done.time.is_some() {
            found.push(Found::Relative);
        }
        Some(())
    }
}

/// Whether the first word of a line is one that a date line may begin with; most lines are none by
/// this alone.
fn may_begin(line: &str) -> bool {
    let line = line.trim_start_matches(|c| !letters::is_alphanumeric(c));
    match line.chars().next() {
        None => false,
        Some(c) if c.is_ascii_digit() => true,
        Some(_) => {
            let inside = |c: char| letters::is_alphabetic(c) || c == '\'' || c == '’';
            let word = &line[..line.find(|c: char| !inside(c)).unwrap_or(line.len())];
            date_words::is_of_dates(word)
                || word.find(['\'', '’']).is_some_and(|at| date_words::is_of_dates(&word[..at]))
        }
    }
}

/// Whether a line may have a day in it: one that is written in numbers with two signs between them, or a year in four digits.
pub fn may_have_day(line: &str) -> bool {
    let (mut run, mut dashes, mut stops, mut slashes) = (0, 0, 0, 0);
    line.bytes().any(|byte| {
        if byte.is_ascii_digit() {
            run += 1;
            return run == 4;
        }
        run = 0;
        let sign = match byte {
            b'-' => &mut dashes,
            b'.' => &mut stops,
            b'/' => &mut slashes,
            _ => return false,
        };
        *sign += 1;
        *sign == 2
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn date_lines_are_read() {
        for (line, expected) in [
            ("15 April 1912", "1912-04-15"),
            ("April 15, 1912", "1912-04-15"),
            ("Monday, 15 April 1912", "1912-04-15"),
            ("Mon., Sept. 3rd, 2012", "2012-09-03"),
            ("Published: 1912-04-15 09:30", "P1912-04-15T09:30:00"),
            ("Updated: 16 April 1912", "U1912-04-16"),
            ("1912.04.16 lastupdate", "U1912-04-16"),
            ("16 April 1912 09:30 updated", "U1912-04-16T09:30:00"),
            ("15 April 1912 | Updated: 16 April 1912", "1912-04-15 U1912-04-16"),
            ("Published on April 15, 2012 at 9:30 p.m. EDT", "P2012-04-15T21:30:00-04:00"),
            ("Published 12:05 AM ET, Fri July 6, 2012", "P2012-07-06T00:05:00-04:00"),
            ("10:05 BST, 3 May 1911", "1911-05-03T10:05:00+01:00"),
            ("Published: 10:05 BST, 3 May 1911 | Updated: 4 May 1911", "P1911-05-03T10:05:00+01:00 U1911-05-04"),
            ("07:15, 03 May 1911Updated 07:45, 04 May 1911", "1911-05-03T07:15:00 U1911-05-04T07:45:00"),
            ("15. April 1912", "1912-04-15"),
            ("Montag, 15. April 2012, 17.30 Uhr", "2012-04-15T17:30:00"),
            ("Stand: 15.04.2012, 10:30 Uhr", "U2012-04-15T10:30:00"),
            ("Veröffentlicht am 3. März 2012", "P2012-03-03"),
            ("15 de abril de 1912", "1912-04-15"),
            ("Publicado el 15 de abril de 2012 a las 10:30", "P2012-04-15T10:30:00"),
            ("lundi 1er mai 1912", "1912-05-01"),
            ("Publié le 15 avril 2012 à 18h30", "P2012-04-15T18:30:00"),
            ("Mis à jour le 15 avril 2012", "U2012-04-15"),
            ("Pubblicato il 15 aprile 2012", "P2012-04-15"),
            ("Gepubliceerd op 15 april 2012 om 09:00", "P2012-04-15T09:00:00"),
            ("2012-04-15T09:30:15.123Z", "2012-04-15T09:30:15+00:00"),
            ("Updated 1909 GMT (0309 HKT) April 15, 2012", "U2012-04-15T19:09:00+00:00"),
            ("2012/04/15", "2012-04-15"),
            ("03.05.1911 07.15", "1911-05-03T07:15:00"),
            ("公開日：1911/05/03 07:15　更新日：1911/05/04 07:45", "P1911-05-03T07:15:00 U1911-05-04T07:45:00"),
            ("2012年4月15日", "2012-04-15"),
            ("2012년 4월 15일", "2012-04-15"),
            ("2012. április 15.", "2012-04-15"),
            ("2012 m. balandžio 15 d.", "2012-04-15"),
            ("15 tháng 4, 2012", "2012-04-15"),
            ("15 квітня 2012 р.", "2012-04-15"),
            ("Κυριακή 15 Απριλίου 2012", "2012-04-15"),
            ("15 Nisan 2012 Pazar", "2012-04-15"),
            ("١٥ يناير ٢٠٢٥", "2025-01-15"),
            ("نشر في: 15 يناير، 2025", "P2025-01-15"),
            ("प्रकाशित: 12 जुलाई 2023", "P2023-07-12"),
            ("১৫ জানুয়ারি ২০২৪", "2024-01-15"),
            ("15 มกราคม 2567", "2024-01-15"),
            ("２０２４年１２月３日", "2024-12-03"),
            ("2012年4月15日（日）9時30分", "2012-04-15T09:30:00"),
            ("2012.04.15. 오후 9:30", "2012-04-15T21:30:00"),
            ("2012. gada 15. aprīlī, 9:30", "2012-04-15T09:30:00"),
            ("2012(e)ko apirilaren 15a", "2012-04-15"),
            ("Diumenge, 15 d'abril del 2012", "2012-04-15"),
            ("nedjelja, 15. travnja 2012. u 9:30", "2012-04-15T09:30:00"),
            ("mandag 15. april 2012 kl. 9.30", "2012-04-15T09:30:00"),
            ("Pubblicato il 15/04/12 alle 09:30", "P2012-04-15T09:30:00"),
            ("15 Απρ 2012, 09:30", "2012-04-15T09:30:00"),
            ("15 تشرين الثاني 2012", "2012-11-15"),
            ("دوشنبه ۲۵ دی ۱۴۰۲ - ۰۹:۳۰", "2024-01-15T09:30:00"),
            ("۱۴۰۲/۱۰/۲۵", "2024-01-15"),
            ("วันจันทร์ที่ 15 มกราคม พ.ศ. 2567", "2024-01-15"),
            ("Thứ hai, 15/1/2024 09:30 (GMT+7)", "2024-01-15T09:30:00+07:00"),
            ("12. března 2021 14:05, aktualizováno 15:30", "2021-03-12T14:05:00 U2021-03-12T15:30:00"),
            ("12 de marzo de 2021, 2:05 p. m.", "2021-03-12T14:05:00"),
            ("الجمعة 12 مارس 2021 - 02:05 م", "2021-03-12T14:05:00"),
            ("Updated at : 12 Mar 2021 02:05 PM (IST)", "U2021-03-12T14:05:00"),
            ("15/04/2012", "2012-04-15"),
            ("04/15/2012", "2012-04-15"),
            ("05/05/2012", "2012-05-05"),
            ("04/05/2012", "?04/05/2012"),
            ("04.05.12", "?04.05.12"),
            ("on Saturday", "~"),
            ("2 hours ago", "~"),
            ("Updated 10:30", "~"),
        ] {
            let found = read(line, Reading::default()).unwrap_or_else(|| panic!("{line}"));
            let shown: Vec<_> = found
                .iter()
                .map(|f| match f {
                    Found::Date(None, s) => s.as_str().to_owned(),
                    Found::Date(Some(When::Published), s) => format!("P{}", s.as_str()),
                    Found::Date(Some(When::Updated), s) => format!("U{}", s.as_str()),
                    Found::Ambiguous(text) => format!("?{text}"),
                    Found::Relative => "~".into(),
                })
                .collect();
            assert_eq!(shown.join(" "), expected, "{line}");
        }
        assert_eq!(
            read("04/05/2012", Reading::DAY_FIRST).unwrap()[0],
            Found::Date(None, Stamp::parse("2012-05-04").unwrap())
        );
    }

    #[test]
    fn what_is_run_together_is_parted() {
        for (line, expected) in [
            ("DoeNovember 21, 202401747", "Doe November 21, 2024 01747"),
            ("AndréDoe 3ºAbril", "André Doe 3º Abril"),
            ("it’sDone, “SoIt” 2Go", "it’s Done, “So It” 2 Go"),
            ("МосковскаяПравда", "Московская Правда"),
            ("1911T07Z (123456)", "1911T07Z (123456)"),
            ("The Desk’s A–B, 1911", "The Desk’s A–B, 1911"),
        ] {
            assert_eq!(unglue(line), expected);
        }
    }

    #[test]
    fn names_keep_their_capitals() {
        assert_eq!(unglue("byAlan McRaeNovember 21, 202401747"), "by Alan McRae November 21, 2024 01747");
        assert_eq!(unglue("LaToya MacDonaldNews Desk"), "LaToya MacDonald News Desk");
    }

    #[test]
    fn days_among_other_words_are_seen() {
        for (line, expected) in [
            ("by The Desk TimesMay 3, 191101747", "1911-05-03"),
            ("par Jean Petit, 3 mai 1911", "1911-05-03"),
            ("By Jane Doe | MAY 3, 1911 | 6:03 PM", "1911-05-03T18:03:00"),
            ("| May 3, 1911 (8:42 AM ET)", "1911-05-03T08:42:00-05:00"),
            ("Bild: Amt | Stand: 03.05.1911, 07:30 Uhr", "U1911-05-03T07:30:00"),
            ("Publicerad 3 maj 1911", "P1911-05-03"),
            ("3 мая 1911, 10:15", "1911-05-03T10:15:00"),
            ("3 Mayıs 1911", "1911-05-03"),
            ("News1911.05.03 19:59", "1911-05-03T19:59:00"),
            ("Film. 03.05.1911. 00:21 Min.. Amt", "1911-05-03"),
            ("3. maj 1911 kl. 15.20 Amt", "1911-05-03T15:20:00"),
        ] {
            let seen = scan(line, Reading::DAY_FIRST);
            let [Seen { when, stamp, .. }] = &seen[..] else { panic!("{line}: {seen:?}") };
            let label = match when {
                Some(When::Published) => "P",
                Some(When::Updated) => "U",
                None => "",
            };
            assert_eq!(format!("{label}{}", stamp.as_str()), expected, "{line}");
        }
        assert_eq!(scan("12 people in 2012 and 3 of 1911 others", Reading::DAY_FIRST), []);
    }

    #[test]
    fn other_lines_are_not_dates() {
        for line in [
            "He was born on 15 April 1912.",
            "31 February 2012",
            "May 2012 be better",
            "1912",
            "15",
            "The 15 April 1912 disaster",
            "12 monkeys",
            "99/99/2012",
            "",
            "At",
            "Section 12.30",
        ] {
            assert_eq!(read(line, Reading::default()), None, "{line}");
        }
    }
}
