//! The keys of front matter: the only list of them. The reader of articles, "did you mean", the examples in
//! messages and `docs/CONFIGURATION.md` are all made from it.

use super::Known;

const fn key(key: &'static str, kind: &'static str, meaning: &'static str, example: &'static str) -> Known {
    Known { key, kind, default: "", meaning, example }
}

/// Keys of front matter that mean something; others are kept under `extra`.
pub const FRONT_MATTER: &[Known] = &[
    key("title", "text", "The headline. Required.", "title: \"Talks: day two\""),
    key(
        "date",
        "date",
        "When it was published, as precisely as is known: a moment, a day, a month, a year. Without it the article is on the page of undated ones.",
        "date: 2025-01-12",
    ),
    key("updated", "date", "When it was last changed in substance.", "updated: 2025-01-13T09:30:00+01:00"),
    key(
        "description",
        "text",
        "The standfirst. Without it lists show the beginning of the text.",
        "description: \"The second round ended without a date for the third.\"",
    ),
    key("summary", "text", "Another word for `description`.", "summary: \"What was agreed, and what was not.\""),
    key("authors", "texts", "Who wrote it.", "authors: [Jane Doe, Ali Reza]"),
    key("author", "texts", "Another word for `authors`.", "author: Jane Doe"),
    key("section", "text", "Its section; there is one.", "section: World"),
    key("tags", "texts", "Its subjects.", "tags: [Gaza, Ceasefire]"),
    key("series", "text", "The series that it is a part of.", "series: \"The bridge\""),
    key("slug", "word", "The last part of its address, instead of the file's name.", "slug: talks-day-two"),
    key(
        "aliases",
        "addresses",
        "Its former addresses on this site; each becomes a page that leads here.",
        "aliases: [/old/story.html]",
    ),
    key("draft", "bool", "`true` holds it back.", "draft: true"),
    key(
        "status",
        "choice",
        "`published`, `draft`, or `withheld`: taken down, while its source stays.",
        "status: withheld",
    ),
    key("publish_at", "date", "It is held back until then.", "publish_at: 2025-01-31T09:30:00+01:00"),
    key("expires", "date", "It is held back from then on.", "expires: 2026-01-31"),
    key(
        "image",
        "image",
        "Its picture: an address, or `url`, `alt` and `caption`.",
        "image: {url: /img/bridge.jpg, alt: \"The bridge at dawn\"}",
    ),
    key("lang", "language", "Its language, where it is not the site's.", "lang: pt-BR"),
    key(
        "corrections",
        "corrections",
        "What was corrected and when: a list of `date` and `text`.",
        "corrections: [{date: 2025-01-13, text: \"Ten people were there, not twelve.\"}]",
    ),
    key(
        "license",
        "text",
        "How it may be used: the address or name of a licence.",
        "license: \"https://creativecommons.org/licenses/by/4.0/\"",
    ),
    key("licence", "text", "Another word for `license`.", "licence: \"CC BY 4.0\""),
    key("credit", "text", "A line of thanks.", "credit: \"Photographs: A. Lind\""),
    key("wire", "text", "The agency that sent it.", "wire: Reuters"),
    key("dateline", "text", "Where it was reported from.", "dateline: Doha"),
    key("print_edition", "text", "The edition in which it was printed.", "print_edition: Weekend"),
    key("print_page", "text", "The page on which it was printed.", "print_page: \"A1\""),
    key(
        "id",
        "word",
        "The number or name by which another system knows it, for addresses with `{id}`.",
        "id: \"4711\"",
    ),
    key("source", "mapping", "Where it came from. `newsgen convert` writes it.", "source: {file: raw/talks.txt}"),
    key("extra", "mapping", "Anything; templates see it as `article.extra`.", "extra: {rank: 2}"),
];
