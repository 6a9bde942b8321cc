//! `[permalinks]`: what addresses are made of.

use crate::model::{PublishDate, push_padded};

/// A pattern such as `/{year}/{month}/{day}/{slug}/` for articles, checked once, and the form of
/// all other pages' addresses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink {
    parts: Vec<Part>,
    /// What an article's address ends with: `/`, or `.html` for files without a folder of their own.
    end: &'static str,
    /// `permalinks.flat`: whether pages that newsgen makes are files without folders of their own,
    /// `/tags/gaza.html` instead of `/tags/gaza/`.
    flat: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Text(String),
    Year,
    Month,
    Day,
    Slug,
}

impl Default for Permalink {
    fn default() -> Self {
        Permalink::new(None, false)
    }
}

impl Permalink {
    /// What a pattern looks like, for messages.
    pub const SHAPE: &'static str = "a pattern such as `/{year}/{month}/{day}/{slug}/` or `/{year}/{slug}.html`, of {year}, {month}, {day} and {slug}";

    /// The addresses of a site: `article` is the pattern of articles where the site has one.
    pub fn new(article: Option<Permalink>, flat: bool) -> Permalink {
        let end = if flat { ".html" } else { "/" };
        let usual = || Permalink::parse(&format!("/{{year}}/{{month}}/{{day}}/{{slug}}{end}"));
        Permalink { flat, ..article.or_else(usual).expect("the usual pattern is a good one") }
    }

    /// Reads a pattern: it begins with `/`, ends with `/` or `.html`, and has `{slug}` once.
    pub fn parse(pattern: &str) -> Option<Permalink> {
        let end = ["/", ".html"].into_iter().find(|end| pattern.ends_with(end))?;
        let mut rest = pattern.strip_prefix('/')?.strip_suffix(end)?;
        let mut parts = vec![Part::Text("/".into())];
        while !rest.is_empty() {
            let (text, token) = rest.split_once('{').unwrap_or((rest, ""));
            if text.contains(|c: char| c.is_control() || c.is_whitespace() || "}\\?#%\"<>".contains(c)) {
                return None;
            }
            parts.push(Part::Text(text.to_owned()));
            if text.len() == rest.len() {
                break;
            }
            let (name, after) = token.split_once('}')?;
            parts.push(match name {
                "year" => Part::Year,
                "month" => Part::Month,
                "day" => Part::Day,
                "slug" => Part::Slug,
                _ => return None,
            });
            rest = after;
        }
        let permalink = Permalink { parts, end, flat: false };
        let once = permalink.parts.iter().filter(|p| **p == Part::Slug).count() == 1;
        let sample = PublishDate::parse("2025-01-12", crate::model::Zone::UTC);
        let valid = crate::model::OutputPath::of_address(&permalink.address(sample.as_ref(), "x")).is_ok();
        (once && valid).then_some(permalink)
    }

    /// The site-relative address of an article; one without a date is below `/undated/`.
    pub fn address(&self, date: Option<&PublishDate>, slug: &str) -> String {
        let mut address = String::with_capacity(24 + slug.len());
        self.push_address(date, slug, &mut address);
        address
    }

    /// Appends [`Permalink::address`].
    pub fn push_address(&self, date: Option<&PublishDate>, slug: &str, out: &mut String) {
        match date {
            None => {
                out.push_str("/undated/");
                out.push_str(slug);
            }
            Some(date) => {
                let (year, month, day) = date.year_month_day();
                for part in &self.parts {
                    match part {
                        Part::Text(text) => out.push_str(text),
                        Part::Year => push_padded(out, year, 4),
                        Part::Month => push_padded(out, month, 2),
                        Part::Day => push_padded(out, day, 2),
                        Part::Slug => out.push_str(slug),
                    }
                }
            }
        }
        out.push_str(self.end);
    }

    /// What the pattern takes from a date, as a number: two articles have the same address where
    /// this and the slug are the same, since all of a date's parts have a fixed width.
    pub fn date_key(&self, date: Option<&PublishDate>) -> u32 {
        let Some((year, month, day)) = date.map(PublishDate::year_month_day) else { return 0 };
        let used = |part: Part, number: u32| if self.parts.contains(&part) { number } else { 0 };
        // One more than nothing, so that a pattern without dates tells dated from undated.
        1 + (used(Part::Year, year) * 13 + used(Part::Month, month)) * 32 + used(Part::Day, day)
    }

    /// Ends the address of a page that newsgen makes: `/tags/gaza` becomes `/tags/gaza/` or `/tags/gaza.html`.
    pub fn push_end(&self, out: &mut String) {
        out.push_str(if self.flat { ".html" } else { "/" });
    }

    /// Ends the address of a numbered page: `/tags/gaza/2025` becomes `/tags/gaza/2025/1/` or `/tags/gaza/2025-1.html`.
    pub fn push_number(&self, number: u32, out: &mut String) {
        out.push(if self.flat { '-' } else { '/' });
        push_padded(out, number, number.checked_ilog10().unwrap_or(0) + 1);
        self.push_end(out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_make_addresses() {
        let date = PublishDate::parse("2025-01-12", crate::model::Zone::UTC);
        for (pattern, dated, undated) in [
            ("/{year}/{month}/{day}/{slug}/", "/2025/01/12/talks/", "/undated/talks/"),
            ("/{year}/{slug}.html", "/2025/talks.html", "/undated/talks.html"),
            ("/news/{year}-{month}-{slug}/", "/news/2025-01-talks/", "/undated/talks/"),
            ("/{slug}/", "/talks/", "/undated/talks/"),
        ] {
            let permalink = Permalink::parse(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert_eq!(permalink.address(date.as_ref(), "talks"), dated);
            assert_eq!(permalink.address(None, "talks"), undated);
        }
        for bad in [
            "",
            "/",
            "{slug}/",
            "/{slug}",
            "/{slug}/{slug}/",
            "/{year}/",
            "/{tag}/{slug}/",
            "/{slug/",
            "/../{slug}/",
            "//{slug}/",
            "/a b/{slug}/",
        ] {
            assert_eq!(Permalink::parse(bad), None, "{bad}");
        }
    }
}
