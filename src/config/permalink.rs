//! `[permalinks]`: what addresses are made of.

use std::borrow::Cow;

use crate::model::{Fingerprint, PublishDate, Slug, push_padded};

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
    Title,
    Id,
    Section,
}

/// What an article's address can be made of.
#[derive(Debug, Clone, Copy)]
pub struct Address<'a> {
    /// When published.
    pub date: Option<PublishDate>,
    /// The slug of its front matter or file.
    pub slug: &'a str,
    /// `id:`, or else a hash of its path stands for it.
    pub id: Option<&'a str>,
    /// Headline.
    pub title: &'a str,
    /// At most one; articles without stand below `other`.
    pub section: Option<&'a str>,
    /// Below the content folder.
    pub path: &'a str,
}

impl Default for Permalink {
    fn default() -> Self {
        Permalink::new(None, false)
    }
}

impl Permalink {
    /// What a pattern looks like, for messages.
    pub const SHAPE: &'static str = "a pattern such as `/{year}/{month}/{day}/{slug}/` or `/{section}/{id}.html`, of {year}, {month}, {day}, {section} and at least one of {slug}, {title} and {id}";

    /// The addresses of a site: `article` is the pattern of articles where the site has one.
    pub fn new(article: Option<Permalink>, flat: bool) -> Permalink {
        let end = if flat { ".html" } else { "/" };
        let usual = || Permalink::parse(&format!("/{{year}}/{{month}}/{{day}}/{{slug}}{end}"));
        Permalink { flat, ..article.or_else(usual).expect("the usual pattern is a good one") }
    }

    /// Reads a pattern: it begins with `/`, ends with `/` or `.html`, and names the article by slug, title or id.
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
            let part = match name {
                "year" => Part::Year,
                "month" => Part::Month,
                "day" => Part::Day,
                "slug" => Part::Slug,
                "title" => Part::Title,
                "id" => Part::Id,
                "section" => Part::Section,
                _ => return None,
            };
            // Names can have 200 bytes, and a file name 255.
            let twice = matches!(part, Part::Slug | Part::Title | Part::Section) && parts.contains(&part);
            if twice {
                return None;
            }
            parts.push(part);
            rest = after;
        }
        let permalink = Permalink { parts, end, flat: false };
        let named = [Part::Slug, Part::Title, Part::Id].iter().any(|part| permalink.parts.contains(part));
        let date = PublishDate::parse("2025-01-12", crate::model::Zone::UTC);
        let long = "x".repeat(Slug::MAX_BYTES);
        let sample = Address { date, slug: &long, id: Some("1"), title: &long, section: Some(&long), path: "" };
        let valid = crate::model::OutputPath::of_address(&permalink.address(&sample)).is_ok();
        (named && valid).then_some(permalink)
    }

    /// What a text that is no pattern should have been: that text with the part that was meant, if one is misspelt.
    pub fn expected(text: &str) -> String {
        let parts = ["year", "month", "day", "slug", "title", "id", "section"];
        let mut meant = String::new();
        for (at, piece) in text.split('{').enumerate() {
            let Some((name, rest)) = piece.split_once('}').filter(|_| at > 0) else {
                meant.push_str(piece);
                continue;
            };
            let name = crate::diag::nearest(name, parts).unwrap_or(name);
            meant.push_str(&format!("{{{name}}}{rest}"));
        }
        if !meant.ends_with('/') && Permalink::parse(&format!("{meant}/")).is_some() {
            return format!("a pattern that ends in / or .html: \"{meant}/\" or \"{meant}.html\"");
        }
        match Permalink::parse(&meant) {
            Some(_) => format!("a pattern such as `{meant}`"),
            None => Permalink::SHAPE.to_owned(),
        }
    }

    /// The site-relative address of an article; with a pattern of dates, one without a date is below `/undated/`.
    pub fn address(&self, of: &Address) -> String {
        let mut address = String::with_capacity(24 + of.slug.len());
        self.push_address(of, &mut address);
        address
    }

    /// Whether date and slug are all that addresses are made of.
    pub fn needs_only_slug(&self) -> bool {
        !self.parts.iter().any(|part| matches!(part, Part::Title | Part::Id | Part::Section))
    }

    /// Appends [`Permalink::address`].
    pub fn push_address(&self, of: &Address, out: &mut String) {
        let dated = self.parts.iter().any(|part| matches!(part, Part::Year | Part::Month | Part::Day));
        match of.date {
            None if dated => {
                out.push_str("/undated/");
                let name = |part: &&Part| matches!(part, Part::Slug | Part::Title | Part::Id);
                let name = self.parts.iter().rev().find(name).expect("patterns name the article");
                self.push_part(name, of, (0, 0, 0), out);
            }
            date => {
                let date = date.map_or((0, 0, 0), |date| date.year_month_day());
                self.parts.iter().for_each(|part| self.push_part(part, of, date, out));
            }
        }
        out.push_str(self.end);
    }

    /// Months and days that are not known are `00`.
    fn push_part(&self, part: &Part, of: &Address, (year, month, day): (u32, u32, u32), out: &mut String) {
        let slug = |name: &str| Slug::from_name(name);
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Year => push_padded(out, year, 4),
            Part::Month => push_padded(out, month, 2),
            Part::Day => push_padded(out, day, 2),
            Part::Slug => out.push_str(of.slug),
            Part::Title => out.push_str(slug(of.title).as_str()),
            Part::Section => out.push_str(of.section.map_or("other".into(), |name| slug(name).to_string()).as_str()),
            Part::Id => {
                let id = of.id.map_or_else(|| Fingerprint::of(of.path.as_bytes()).short().into(), Cow::from);
                out.push_str(&id);
            }
        }
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
        let date = |text| PublishDate::parse_partial(text, crate::model::Zone::UTC);
        let article = |date| Address {
            date,
            slug: "talks",
            id: Some("4711"),
            title: "Talks begin",
            section: Some("World News"),
            path: "a.md",
        };
        for (pattern, dated, undated) in [
            ("/{year}/{month}/{day}/{slug}/", "/2025/01/12/talks/", "/undated/talks/"),
            ("/{year}/{slug}.html", "/2025/talks.html", "/undated/talks.html"),
            ("/news/{year}-{month}-{slug}/", "/news/2025-01-talks/", "/undated/talks/"),
            ("/{slug}/", "/talks/", "/talks/"),
            ("/{section}/{title}-{id}/", "/world-news/talks-begin-4711/", "/world-news/talks-begin-4711/"),
            ("/{year}/{id}/", "/2025/4711/", "/undated/4711/"),
        ] {
            let permalink = Permalink::parse(pattern).unwrap_or_else(|| panic!("{pattern}"));
            assert_eq!(permalink.address(&article(date("2025-01-12"))), dated);
            assert_eq!(permalink.address(&article(None)), undated);
        }
        let usual = Permalink::default();
        assert_eq!(usual.address(&article(date("1987-05"))), "/1987/05/00/talks/");
        assert_eq!(usual.address(&article(date("1987"))), "/1987/00/00/talks/");
        let bare = Address { id: None, section: None, ..article(None) };
        let pattern = Permalink::parse("/{section}/{id}/").unwrap();
        assert_eq!(pattern.address(&bare), format!("/other/{}/", Fingerprint::of(b"a.md").short()));
        for bad in [
            "",
            "/",
            "{slug}/",
            "/{slug}",
            "/{slug}/{slug}/",
            "/{year}/",
            "/{section}/",
            "/{tag}/{slug}/",
            "/{slug/",
            "/../{slug}/",
            "//{slug}/",
            "/a b/{slug}/",
            "/{slug}-{title}/",
        ] {
            assert_eq!(Permalink::parse(bad), None, "{bad}");
        }
    }
}
