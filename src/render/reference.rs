//! The reference of what templates see, made of the structs that they see: a part of `docs/THEMES.md`.

use super::context::{CONTRACT, Described, DescribedField};
use crate::theme::Strings;

/// What every template sees.
pub(super) const EVERYWHERE: [(&str, &str); 6] = [
    ("site", "[Site](#site)"),
    ("page", "[Page](#page)"),
    ("options", "the theme's options, by name"),
    ("strings", "the words of the interface, by name: see [the words](#words)"),
    ("assets", "the theme's files below `static/`: name ▶ address"),
    ("shared", "what the templates of `shared/` made: name ▶ text, safe"),
];

/// A template, and what it sees besides.
pub struct Seen {
    /// The template's file.
    pub template: &'static str,
    /// Which pages it makes.
    pub makes: &'static str,
    /// Variables with what they are.
    pub variables: &'static [(&'static str, &'static str)],
}

const LISTED: [(&str, &str); 3] = [
    ("cards", "list of [Card](#card), newest first"),
    ("listing", "[Listing](#listing)"),
    ("buckets", "list of [Bucket](#bucket); empty on numbered pages"),
];

/// All templates that newsgen asks for. A test renders each and holds this against what it saw.
pub const SEEN: &[Seen] = &[
    Seen {
        template: "home.html",
        makes: "the front page",
        variables: &[
            ("latest", "list of [Card](#card), newest first"),
            ("sections", "list of [Counted](#counted)"),
            ("by_section", "list of [SectionFront](#sectionfront), the largest section first"),
            ("years", "list of [Year](#year), newest first"),
            ("article_count", "number"),
        ],
    },
    Seen {
        template: "article.html",
        makes: "an article",
        variables: &[
            ("article", "[Article](#article)"),
            ("previous", "[Card](#card) of the nearest older article, or null"),
            ("next", "[Card](#card) of the nearest newer article, or null"),
            ("stories", "list of [Story](#story)"),
            ("related", "list of [Card](#card): up to three older articles on the same subjects"),
        ],
    },
    Seen { template: "page.html", makes: "a page of `pages/`", variables: &[("text", "[Text](#text)")] },
    Seen {
        template: "term.html",
        makes: "a tag, an author, a section … and its numbered pages",
        variables: &[
            ("taxonomy", "[Taxonomy](#taxonomy)"),
            ("term", "[Counted](#counted)"),
            ("about", "[About](#about); null on numbered pages"),
            LISTED[0],
            LISTED[1],
            LISTED[2],
        ],
    },
    Seen {
        template: "terms.html",
        makes: "the index of a taxonomy, or of tags of a kind",
        variables: &[
            ("taxonomy", "[Taxonomy](#taxonomy)"),
            (
                "terms",
                "list of [Counted](#counted) by name; of more than 1,000 the most used ones, or those of an initial",
            ),
            ("letters", "list of [Letter](#letter): the same by initial"),
            ("initials", "list of [Link](#link): the pages of an index of more than 1,000 terms; else empty"),
            ("initial", "the initial whose terms a page has, `A`, or null"),
        ],
    },
    Seen {
        template: "archive.html",
        makes: "all years",
        variables: &[
            ("years", "list of [Year](#year), newest first"),
            ("undated", "[Counted](#counted), or null"),
            ("article_count", "number"),
        ],
    },
    Seen {
        template: "year.html",
        makes: "a year",
        variables: &[
            ("year", "[Year](#year)"),
            ("previous_year", "[Around](#around), or null"),
            ("next_year", "[Around](#around), or null"),
        ],
    },
    Seen {
        template: "month.html",
        makes: "a month and its numbered pages",
        variables: &[
            ("month", "[Month](#month)"),
            ("days", "list of [Day](#day), newest first"),
            ("previous_month", "[Around](#around), or null"),
            ("next_month", "[Around](#around), or null"),
            LISTED[1],
            LISTED[2],
        ],
    },
    Seen {
        template: "day.html",
        makes: "a day, where `day_pages` is set",
        variables: &[
            ("day", "[Day](#day)"),
            ("previous_day", "[Around](#around), or null"),
            ("next_day", "[Around](#around), or null"),
        ],
    },
    Seen {
        template: "on-this-day.html",
        makes: "the days of the year",
        variables: &[("months", "list of [ThisMonth](#thismonth)")],
    },
    Seen {
        template: "this-day.html",
        makes: "a day of the year",
        variables: &[("day_text", "`12 January`"), ("years", "list of [ThisYear](#thisyear), newest first")],
    },
    Seen {
        template: "undated.html",
        makes: "articles without a date",
        variables: &[LISTED[0], LISTED[1], LISTED[2], ("count", "number, or null")],
    },
    Seen {
        template: "corrections.html",
        makes: "published corrections, all or of a year",
        variables: &[
            ("corrections", "list of [ListedCorrection](#listedcorrection), newest first"),
            ("year", "`2025` on the page of a year, else null"),
            ("buckets", "list of [Bucket](#bucket)"),
        ],
    },
    Seen { template: "404.html", makes: "what hosts show for an address that is not there", variables: &[] },
    Seen {
        template: "redirect.html",
        makes: "a former address",
        variables: &[("target", "the absolute address that it leads to")],
    },
];

/// The reference as Markdown.
pub fn reference() -> String {
    let mut out = String::from("### Every template\n\n| | |\n|---|---|\n");
    for (name, what) in EVERYWHERE {
        out.push_str(&format!("| `{name}` | {what} |\n"));
    }
    out.push_str(
        "\n`shared/*.html` see `site`, `options`, `strings` and `assets`; `card.html` sees these and `card`, a [Card](#card).\n",
    );
    for seen in SEEN {
        out.push_str(&format!("\n### `{}`\n\nMakes {}.\n", seen.template, seen.makes));
        if !seen.variables.is_empty() {
            out.push_str("\n| | |\n|---|---|\n");
        }
        for (name, what) in seen.variables {
            out.push_str(&format!("| `{name}` | {what} |\n"));
        }
    }
    for described in CONTRACT {
        out.push_str(&of_struct(described));
    }
    out.push_str("\n### Words\n\n`strings`: on every page. In English:\n\n| | |\n|---|---|\n");
    for (name, text) in Strings::english() {
        out.push_str(&format!("| `{name}` | {text} |\n"));
    }
    out
}

fn of_struct(described: &Described) -> String {
    let doc = prose(described.doc);
    let mut out = format!("\n### {}\n\n{doc}\n\n| field | type | |\n|---|---|---|\n", described.name);
    for field in described.fields {
        out.push_str(&format!("| `{}` | {} | {} |\n", field.name, type_of(field), prose(field.doc)));
    }
    out
}

/// Documentation as one line; links to structs lead to their tables.
fn prose(lines: &[&str]) -> String {
    let text = lines.iter().map(|line| line.trim()).collect::<Vec<_>>().join(" ");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("[`") {
        let end = rest[at..].find("`]").map_or(rest.len(), |end| at + end);
        let name = &rest[at + 2..end];
        out.push_str(&rest[..at]);
        let known = CONTRACT.iter().any(|described| described.name == name);
        out.push_str(&if known { format!("[{name}](#{})", name.to_lowercase()) } else { format!("`{name}`") });
        rest = rest.get(end + 2..).unwrap_or("");
    }
    out + rest
}

/// A type in the words of templates.
pub(super) fn type_of(field: &DescribedField) -> String {
    let of: String = field.of.chars().filter(|c| !c.is_whitespace()).collect();
    let inner = |prefix: &str| of.strip_prefix(prefix).and_then(|rest| rest.strip_suffix('>'));
    let word = |of: &str| -> String {
        let plain = of.trim_start_matches("&'a").trim_start_matches("&'static").trim_end_matches("<'a>");
        match plain {
            "str" | "String" => "text".into(),
            "bool" => "bool".into(),
            "i32" | "u32" | "usize" => "number".into(),
            "Value" => linked(field).unwrap_or_else(|| "value".into()),
            name => format!("[{name}](#{})", name.to_lowercase()),
        }
    };
    if let Some(item) = inner("Option<") {
        format!("{}, or null", word(item))
    } else if let Some(item) = inner("Vec<") {
        format!("list of {}", word(item))
    } else {
        word(&of)
    }
}

/// The struct that the documentation of a value names.
fn linked(field: &DescribedField) -> Option<String> {
    let text = field.doc.join(" ");
    let name = text.split("[`").nth(1)?.split("`]").next()?;
    Some(format!("[{name}](#{})", name.to_lowercase()))
}
