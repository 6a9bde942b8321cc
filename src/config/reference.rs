//! Every key of `site.toml`: the only list of them. `docs/CONFIGURATION.md` and "did you mean" are made from it, and
//! a [`Table`](super::Table) of `site.toml` can be asked for no key that is not in it.

use super::{FRONT_MATTER, Known};

/// A table of `site.toml` with its keys.
pub struct Section {
    /// Its name as [`Table`](super::Table) has it: empty for the top, `[menu]` for a list of tables, `NAME` for any name.
    pub table: &'static str,
    /// How it is written.
    pub shown: &'static str,
    /// What it is for.
    pub meaning: &'static str,
    /// Its keys.
    pub keys: &'static [Known],
}

const fn key(
    key: &'static str,
    kind: &'static str,
    default: &'static str,
    meaning: &'static str,
    example: &'static str,
) -> Known {
    Known { key, kind, default, meaning, example }
}

const MINIMUM: Known = key(
    "minimum",
    "number",
    "1",
    "Terms with fewer articles have no page: their names stand there without a link.",
    "minimum = 3",
);

/// All tables, in the order of the documentation.
pub const SITE: &[Section] = &[
    Section {
        table: "",
        shown: "",
        meaning: "At the top of the file, before any table.",
        keys: &[
            key("title", "text", "\"News archive\"", "The archive's name.", "title = \"The Harbour Post\""),
            key(
                "base_url",
                "address",
                "\"http://localhost:4000\"",
                "Where the site will be read, also below a folder. `--base-url` and `NEWSGEN_BASE_URL` win over it.",
                "base_url = \"https://example.org/news\"",
            ),
            key(
                "description",
                "text",
                "",
                "What the archive holds, in one sentence.",
                "description = \"All issues since 1987.\"",
            ),
            key(
                "language",
                "language",
                "\"en\"",
                "The language of the site's text, and of what pages say around it where newsgen has the words: see [the guide](GUIDE.md#the-language-of-pages).",
                "language = \"pt-BR\"",
            ),
            key(
                "timezone",
                "zone",
                "\"UTC\"",
                "The zone of dates that name none: a place or an offset.",
                "timezone = \"Europe/Madrid\"",
            ),
            key("author", "text", "", "The publisher.", "author = \"The Harbour Post Company\""),
            key("copyright", "text", "", "A line for the foot of each page.", "copyright = \"© The Harbour Post\""),
            key(
                "license",
                "text",
                "",
                "The address or name of the licence of articles that name none.",
                "license = \"https://creativecommons.org/licenses/by/4.0/\"",
            ),
            key(
                "theme",
                "name",
                "\"default\"",
                "A folder below `themes/`, or a theme in the program: `default`, `wire`.",
                "theme = \"wire\"",
            ),
            key(
                "output_dir",
                "folder",
                "\"public\"",
                "Where the site is written. `--output-dir` and `NEWSGEN_OUTPUT_DIR` win over it.",
                "output_dir = \"/srv/www\"",
            ),
            key(
                "per_page",
                "number",
                "20",
                "Articles on one page of a tag, author or section, 1 to 1000.",
                "per_page = 50",
            ),
            key(
                "pages_by_year",
                "bool",
                "true",
                "Numbered pages of a term have articles of one year alone, `/tags/gaza/2025/1/`, so that an article of long ago moves hardly any other. \
                 Without, they run through all years, `/tags/gaza/page/1/`: fewer and full pages for terms with few articles a year.",
                "pages_by_year = false",
            ),
            key(
                "per_month_page",
                "number",
                "250",
                "Articles on one page of a month, 1 to 10,000.",
                "per_month_page = 100",
            ),
            key(
                "day_pages",
                "bool",
                "false",
                "Days have pages too, `/2025/01/12/`; a new article changes one file more.",
                "day_pages = true",
            ),
            key(
                "on_this_day",
                "bool",
                "true",
                "`/on-this-day/01-12/`: the articles of one day of all years.",
                "on_this_day = false",
            ),
        ],
    },
    Section {
        table: "permalinks",
        shown: "[permalinks]",
        meaning: "Addresses, see [the guide](GUIDE.md#addresses).",
        keys: &[
            key(
                "article",
                "pattern",
                "\"/{year}/{month}/{day}/{slug}/\"",
                "Addresses of articles: `{year}`, `{month}`, `{day}`, `{section}`, and at least one of `{slug}`, `{title}` and `{id}`.",
                "article = \"/news/{year}/{slug}.html\"",
            ),
            key(
                "flat",
                "bool",
                "false",
                "Files without folders of their own, `/tags/gaza.html` instead of `/tags/gaza/`: half the work for the file system.",
                "flat = true",
            ),
        ],
    },
    Section {
        table: "feed",
        shown: "[feed]",
        meaning: "Feeds of the site and of its terms.",
        keys: &[
            key(
                "formats",
                "texts",
                "[\"rss\", \"atom\", \"json\"]",
                "Of the site's feeds: `rss`, `atom`, `json`.",
                "formats = [\"rss\"]",
            ),
            key("items", "number", "20", "Articles in a feed, 1 to 1000.", "items = 50"),
            key("full_text", "bool", "true", "The site's feeds carry texts, not summaries.", "full_text = false"),
            key("history", "bool", "true", "All older articles can be had from feeds of months.", "history = false"),
            key(
                "term_formats",
                "texts",
                "[\"rss\"]",
                "Of the feeds of terms; each format more is a file more that a new article changes for each of its terms.",
                "term_formats = [\"rss\", \"json\"]",
            ),
            key("term_minimum", "number", "10", "Terms with fewer articles have no feed.", "term_minimum = 3"),
        ],
    },
    Section {
        table: "[menu]",
        shown: "[[menu]]",
        meaning: "A link of the page header, once for each; without any, there are Archive, Sections, Tags and Authors.",
        keys: &[
            key("name", "text", "", "What the reader sees. Required.", "name = \"About\""),
            key(
                "url",
                "address",
                "",
                "Where it leads; one that begins with `/` is on this site. Required.",
                "url = \"/about/\"",
            ),
        ],
    },
    Section {
        table: "theme_options",
        shown: "[theme_options]",
        meaning: "What the theme can be set to, see [THEMES.md](THEMES.md#options): `newsgen theme list` shows the options of the site's theme.",
        keys: &[],
    },
    Section {
        table: "strings",
        shown: "[strings]",
        meaning: "What pages say otherwise than the theme does in the site's language, or all of it in a language that newsgen has no words of: `by = \"Text: {names}\"`, see [the words](THEMES.md#words).",
        keys: &[],
    },
    Section {
        table: "taxonomies.NAME",
        shown: "[taxonomies.NAME]",
        meaning: "A way of sorting articles into terms: settings of `authors`, `sections`, `tags` and `series`, or a further one, whose name is the key of front matter. `[taxonomies.NAME.aliases]` has other names of terms (`\"J. Doe\" = \"Jane Doe\"`), `[taxonomies.NAME.parents]` wider terms that have a term's articles too (`Europe = \"World\"`).",
        keys: &[
            key("title", "text", "", "Its heading.", "title = \"Ships\""),
            key("singular", "text", "", "What one of its terms is called.", "singular = \"ship\""),
            MINIMUM,
            key(
                "aliases",
                "table of texts",
                "",
                "Other names of terms, each with the one that is used.",
                "aliases = { \"J. Doe\" = \"Jane Doe\" }",
            ),
            key(
                "parents",
                "table of texts",
                "",
                "Terms with the wider one that has their articles too.",
                "parents = { Europe = \"World\" }",
            ),
        ],
    },
    Section {
        table: "tags",
        shown: "[tags]",
        meaning: "The short form of `[taxonomies.tags.aliases]`.",
        keys: &[key("aliases", "table of texts", "", "Other names of tags.", "aliases = { \"Gaza City\" = \"Gaza\" }")],
    },
    Section {
        table: "convert.sources.NAME",
        shown: "[convert.sources.NAME]",
        meaning: "What is always so of the raw texts of one source, see [CONVERT.md](CONVERT.md#recipes). `files` or `hosts` has to be there.",
        keys: &[
            key("files", "texts", "", "Patterns of the inputs that it is for.", "files = \"raw/courier/**\""),
            key("hosts", "texts", "", "Hosts of pages that it is for.", "hosts = [\"courier.example\"]"),
            key("authors", "texts", "", "Who wrote all of it.", "authors = [\"Courier staff\"]"),
            key(
                "author_form",
                "form",
                "",
                "How a line names authors; `*` stands for any words.",
                "author_form = \"Report: {names} (*)\"",
            ),
            key("timezone", "zone", "", "Of times that name none.", "timezone = \"Europe/Madrid\""),
            key(
                "date_order",
                "choice",
                "",
                "`day-month` or `month-day`: how `04/05/2012` is read.",
                "date_order = \"day-month\"",
            ),
            key("section", "text", "", "Its section.", "section = \"Wire\""),
            key("tags", "texts", "", "Tags, besides the texts' own.", "tags = [\"Courier\"]"),
            key("lang", "language", "", "Its language.", "lang = \"es\""),
            key(
                "drop",
                "texts",
                "",
                "Lines that are in no article: whole ones, or patterns between slashes.",
                "drop = [\"/^Share this/\"]",
            ),
        ],
    },
    Section {
        table: "deploy",
        shown: "[deploy]",
        meaning: "What the static host can do by itself.",
        keys: &[key(
            "host",
            "choice",
            "\"pages\"",
            "`pages` (any host), `netlify`, `cloudflare` or `apache`: former addresses and headers are in the host's own file.",
            "host = \"netlify\"",
        )],
    },
    Section {
        table: "deploy.NAME",
        shown: "[deploy.NAME]",
        meaning: "A place to publish to, see [DEPLOY.md](DEPLOY.md#targets). Credentials are never here.",
        keys: &[
            key(
                "url",
                "address",
                "",
                "`s3://`, `gs://`, `az://`, `file://`, `git+…`, `ssh://` or `rsync://`. Required.",
                "url = \"s3://bucket/folder\"",
            ),
            key(
                "endpoint",
                "address",
                "",
                "Of storage that is not the provider's own.",
                "endpoint = \"https://storage.example\"",
            ),
            key("region", "text", "", "The region of the bucket.", "region = \"eu-central-1\""),
            key("account", "text", "", "The account of Azure storage.", "account = \"harbourpost\""),
            key("connections", "number", "16", "Requests side by side, 1 to 256.", "connections = 32"),
            key("timeout", "number", "60", "Seconds that one request may take.", "timeout = 120"),
            key(
                "lease",
                "number",
                "60",
                "Seconds without a sign of life after which another deployment is held to be dead.",
                "lease = 120",
            ),
            key("retries", "number", "7", "How often a failed request is tried again, at most 20.", "retries = 3"),
            key("grace", "number", "1", "Seconds before assets are deleted that pages may still show.", "grace = 60"),
            key(
                "history",
                "bool",
                "true",
                "Commits follow each other on a branch; without it there is one commit.",
                "history = false",
            ),
            key("cname", "text", "", "The domain, for a file `CNAME` on a branch.", "cname = \"news.example.org\""),
        ],
    },
    Section {
        table: "[headers]",
        shown: "[[deploy.NAME.headers]]",
        meaning: "Headers of some files on storage (s3, gs, az), once for each pattern.",
        keys: &[
            key("files", "texts", "", "Patterns of addresses. Required.", "files = \"/photos/**\""),
            key("content_type", "text", "", "The header `Content-Type`.", "content_type = \"image/jpeg\""),
            key("cache_control", "text", "", "The header `Cache-Control`.", "cache_control = \"max-age=600\""),
            key(
                "content_encoding",
                "text",
                "",
                "The header `Content-Encoding`; an empty text takes it away.",
                "content_encoding = \"\"",
            ),
            key("content_language", "text", "", "The header `Content-Language`.", "content_language = \"es\""),
            key(
                "content_disposition",
                "text",
                "",
                "The header `Content-Disposition`.",
                "content_disposition = \"attachment\"",
            ),
        ],
    },
];

/// The section of a table by its name; `deploy.live` is one of `deploy.NAME`.
pub(super) fn section(table: &str) -> Option<&'static Section> {
    let fits = |pattern: &str| {
        let mut parts = table.split('.');
        pattern.split('.').all(|part| parts.next().is_some_and(|found| part == "NAME" || part == found))
            && parts.next().is_none()
    };
    SITE.iter().find(|section| section.table == table).or_else(|| SITE.iter().find(|section| fits(section.table)))
}

/// What may stand in a table: its keys, and the names of tables below it.
pub(super) fn keys(table: &str) -> impl Iterator<Item = &'static str> {
    let own = section(table).map_or(&[][..], |section| section.keys).iter().map(|known| known.key);
    let prefix = if table.is_empty() { String::new() } else { format!("{table}.") };
    let below = SITE.iter().filter_map(move |section| {
        let name = section.table.trim_matches(['[', ']']);
        let next = name.strip_prefix(&prefix)?.split('.').next().filter(|next| !next.is_empty() && *next != "NAME");
        // `headers` is below targets alone.
        next.filter(|next| *next != "headers")
    });
    let headers = (table != "deploy" && table.starts_with("deploy.")).then_some("headers");
    own.chain(below).chain(headers)
}

/// `docs/CONFIGURATION.md`.
pub fn document() -> String {
    let mut out = String::from(
        "# Configuration\n\nAll keys of `site.toml` and of front matter; this page is made of the list that newsgen itself reads them by. \
         A key that is not here is an error in `site.toml`, and an extra in front matter.\n\n## site.toml\n\nTOML, beside `content/`. Everything has a default, \
         so an empty file is a site. A flag wins over the environment (`newsgen --help`), and that over `site.toml`.\n",
    );
    for section in SITE {
        let title = if section.shown.is_empty() { String::new() } else { format!("\n### `{}`\n", section.shown) };
        out.push_str(&format!("{title}\n{}\n", section.meaning));
        if !section.keys.is_empty() {
            out.push_str("\n| key | type | default | | example |\n|---|---|---|---|---|\n");
        }
        for known in section.keys {
            let default = if known.default.is_empty() { String::new() } else { format!("`{}`", known.default) };
            out.push_str(&format!(
                "| `{}` | {} | {default} | {} | `{}` |\n",
                known.key, known.kind, known.meaning, known.example
            ));
        }
    }
    out.push_str(
        "\n## Front matter\n\nYAML between two lines `---`, at most 64 KiB, without anchors and tags. Keys of further taxonomies (`[taxonomies.NAME]`) \
         are read too; all others are kept, and templates see them as `article.extra`. Texts and lists of texts may stand for each other where the type is texts.\n\n\
         | key | type | | example |\n|---|---|---|---|\n",
    );
    for known in FRONT_MATTER {
        out.push_str(&format!("| `{}` | {} | {} | `{}` |\n", known.key, known.kind, known.meaning, known.example));
    }
    out.push_str(
        "\n## Types\n\n| | |\n|---|---|\n\
         | text, texts | a text in quotes; a list of texts, or one |\n\
         | number, bool | a whole number without quotes; `true` or `false` |\n\
         | date | `2025-01-12`, or RFC 3339 with a time; for `date` also `1987-05` and `1987` |\n\
         | address | of this site, from `/` on, or a whole one |\n\
         | language | a tag such as `en` or `pt-BR` |\n\
         | zone | a place such as `Europe/Madrid`, or an offset such as `+01:00` |\n\
         | word | letters, digits and `-` |\n\
         | choice | one of the words that are named |\n",
    );
    out
}
