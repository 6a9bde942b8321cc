//! When a page says that it was published.

use super::{Head, own_url, texts_of};
use crate::convert::date::{self, Found, Stamp};
use crate::convert::reading::Reading;

/// `<meta>` that say when a page was published.
const PUBLISHED: [&str; 17] = [
    "article:published_time",
    "article:published",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published-date",
    "article.published",
    "cxenseparse:recs:publishtime",
    "article_date_original",
    "originalpublicationdate",
    "last-modified-original",
];
/// Those that give a day without saying which.
const DATED: [&str; 6] = ["date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "datecreated"];

impl Head<'_> {
    /// All that say by their name that they are the day of publication: `datePublished` of JSON-LD, then `<meta>`.
    pub fn all_published(&self) -> Vec<Stamp> {
        let metas = PUBLISHED.iter().flat_map(|name| self.all_meta(name));
        self.ld_texts("datePublished").into_iter().chain(metas).filter_map(|v| stamp(&v)).collect()
    }

    /// The day of publication; without one, nothing is made up. What says by its name that it is this day (`said`)
    /// goes first, of several the one that the title has too; then the day of the title; then the only day that the
    /// article shows, what is some day of the page, its address.
    pub fn published(&self, said: &[Stamp]) -> Option<Stamp> {
        let ld = |values: Vec<String>| values.into_iter().find_map(|v| stamp(&v));
        // The only day that elements name.
        let agreed = |selector| {
            let days = self.all_times(selector);
            let first = days.first()?;
            days.iter().all(|d| d.is_same_day(first)).then(|| first.clone())
        };
        let meta = |names: &[&str]| names.iter().find_map(|n| self.meta(&[n]).and_then(|v| stamp(&v)));
        let titled = self.days_of_titles();
        let of_title = |found: &Stamp| titled.iter().any(|day| day.is_same_day(found));
        if let Some(first) = said.first() {
            return said.iter().find(|said| of_title(said)).or(Some(first)).cloned();
        }
        let found = agreed("[itemprop=datePublished], time[pubdate]")
            .or_else(|| agreed("article time[datetime], main time[datetime], header time[datetime]"))
            .or_else(|| meta(&DATED))
            .or_else(|| {
                self.times("[itemprop=datePublished], time[pubdate], time.published, time.entry-date, .published time")
            })
            .or_else(|| ld(self.ld_texts("dateCreated")))
            .or_else(|| ld(texts_of(&self.known, "datePublished")))
            .or_else(|| own_url(self.doc).and_then(|u| url_day(&u)))
            .or_else(|| self.times("time[datetime]"));
        let only = titled.first().filter(|_| titled.len() == 1);
        found.clone().filter(of_title).or(only.cloned()).or(found)
    }

    /// The days that are a part of the page's title by themselves: `Talks begin | The Paper | 28.04.2023`. Two where
    /// it may be day or month that goes first.
    pub fn days_of_titles(&self) -> Vec<Stamp> {
        let titles = self.texts("head title").into_iter().take(1).chain(self.meta(&["og:title"]));
        let parts: Vec<String> = titles
            .flat_map(|title| {
                title.split(['|', '–', '—']).flat_map(|p| p.split(" - ")).map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        let mut days: Vec<Stamp> = Vec::new();
        for (part, day_first) in parts.iter().flat_map(|part| [(part, true), (part, false)]) {
            let found = date::read(part.trim(), Reading::default().in_order(day_first)).unwrap_or_default();
            for found in found {
                if let Found::Date(_, stamp) = found
                    && !days.iter().any(|day| day.is_same_day(&stamp))
                {
                    days.push(stamp);
                }
            }
        }
        days
    }

    fn times(&self, selector: &str) -> Option<Stamp> {
        self.all_times(selector).into_iter().next()
    }

    /// The days that elements name.
    pub fn all_times(&self, selector: &str) -> Vec<Stamp> {
        let nodes = self.doc.query_selector_all(self.doc.root(), selector);
        nodes
            .into_iter()
            .filter_map(|n| {
                let written =
                    ["datetime", "content"].iter().find_map(|a| self.doc.get_attribute(n, a)).and_then(|v| stamp(&v));
                written.or_else(|| stamp(&self.text(n)))
            })
            .collect()
    }
}

/// A date as pages' metadata has it.
pub fn stamp(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if let Some(stamp) = Stamp::parse(text) {
        return Some(stamp);
    }
    // `2019-11-19T11:00:09.000+0000`, `2019-11-19 11:00:09 UTC`, `20191119`.
    let text = &in_order(text).unwrap_or_else(|| text.to_owned());
    let found = date::read(text, Reading::default()).and_then(|found| {
        found.into_iter().find_map(|f| match f {
            Found::Date(_, stamp) => Some(stamp),
            Found::Ambiguous(_) | Found::Relative => None,
        })
    });
    let compact = || {
        let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
        Stamp::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]))
    };
    found.or_else(|| text.get(..10).and_then(Stamp::parse)).or_else(compact).filter(|s| s.as_str() > "1800")
}

/// `Mon Aug 03 12:45:00 EDT 2015`, which C and Java write, in the order of other dates.
fn in_order(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (month, day, time, zone, year) = match words[..] {
        [_, month, day, time, year] => (month, day, time, "", year),
        [_, month, day, time, zone, year] => (month, day, time, zone, year),
        _ => return None,
    };
    let is_number = |word: &str, len: std::ops::RangeInclusive<usize>| {
        len.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
    };
    let fits = time.matches(':').count() == 2 && is_number(day, 1..=2) && is_number(year, 4..=4);
    fits.then(|| format!("{day} {month} {year} {time} {zone}").trim_end().to_owned())
}

/// `/2019/11/19/` in an address.
pub fn url_day(url: &str) -> Option<Stamp> {
    let parts: Vec<&str> = url.split(['/', '?', '#']).collect();
    let number = |t: &str, len: usize| t.len() <= len && !t.is_empty() && t.bytes().all(|b| b.is_ascii_digit());
    parts.windows(3).find_map(|w| {
        (w[0].len() == 4 && number(w[0], 4) && number(w[1], 2) && number(w[2], 2))
            .then(|| Stamp::parse(&format!("{}-{:0>2}-{:0>2}", w[0], w[1], w[2])))
            .flatten()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_programs_write_them() {
        for (written, read) in [
            ("2019-11-19T11:00:09.000+0000", "2019-11-19T11:00"),
            ("20191119", "2019-11-19"),
            ("Mon Aug 03 12:45:00 EDT 2015", "2015-08-03T12:45"),
            ("Mon Aug  3 12:45:00 2015", "2015-08-03T12:45"),
        ] {
            let stamp = stamp(written).expect(written);
            assert!(stamp.as_str().starts_with(read), "{written} is read as {}", stamp.as_str());
        }
        assert_eq!(stamp("Mon Aug 12:45:00 EDT 2015"), None);
    }
}
