//! `[permalinks]`: what the address of an article is made of.

use crate::model::PublishDate;

/// A pattern such as `/{year}/{month}/{day}/{slug}/`, checked once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Permalink {
    parts: Vec<Part>,
    /// What an address ends with: `/`, or `.html` for files without a folder of their own.
    end: &'static str,
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
        Permalink::parse("/{year}/{month}/{day}/{slug}/").expect("the default is a good pattern")
    }
}

impl Permalink {
    /// What a pattern looks like, for messages.
    pub const SHAPE: &'static str = "a pattern such as `/{year}/{month}/{day}/{slug}/` or `/{year}/{slug}.html`, of {year}, {month}, {day} and {slug}";

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
        let permalink = Permalink { parts, end };
        let once = permalink.parts.iter().filter(|p| **p == Part::Slug).count() == 1;
        let sample = PublishDate::parse("2025-01-12", crate::model::Zone::UTC);
        let valid = crate::model::OutputPath::of_address(&permalink.address(sample.as_ref(), "x")).is_ok();
        (once && valid).then_some(permalink)
    }

    /// The site-relative address of an article; one without a date is below `/undated/`.
    pub fn address(&self, date: Option<&PublishDate>, slug: &str) -> String {
        let mut address = String::with_capacity(24 + slug.len());
        match date {
            None => {
                address.push_str("/undated/");
                address.push_str(slug);
            }
            Some(date) => {
                let day = date.day_text();
                for part in &self.parts {
                    address.push_str(match part {
                        Part::Text(text) => text,
                        Part::Year => &day[..4],
                        Part::Month => &day[5..7],
                        Part::Day => &day[8..],
                        Part::Slug => slug,
                    });
                }
            }
        }
        address.push_str(self.end);
        address
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
