//! Settings, themes and templates.

use super::Explanation;

/// In the order in which one meets them.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: "toml",
        title: "a file that is not TOML",
        why: "`site.toml`, `theme.toml` and `tags.toml` are TOML: `key = value`, texts in straight quotes, tables below `[name]`. This one cannot be read.",
        wrong: "author = Jane Doe",
        right: "author = \"Jane Doe\"",
        what: "Do as the hint says.",
    },
    Explanation {
        code: "unknown-key",
        title: "a key that there is not",
        why: "Every key of these files means something; one that newsgen does not know is nearly always a slip, and going on without it would build another site than was meant.",
        wrong: "pagination = 50",
        right: "per_page = 50",
        what: "Correct or delete it; docs/CONFIGURATION.md has all keys.",
    },
    Explanation {
        code: "missing-key",
        title: "a key that has to be there",
        why: "A table lacks a key without which it means nothing.",
        wrong: "[[menu]]\nname = \"About\"",
        right: "[[menu]]\nname = \"About\"\nurl = \"/about/\"",
        what: "Add it.",
    },
    Explanation {
        code: "wrong-type",
        title: "a value of the wrong type",
        why: "A number in quotes is a text, `\"true\"` too; a table is not a list of tables.",
        wrong: "per_page = \"20\"",
        right: "per_page = 20",
        what: "Write it as the hint says.",
    },
    Explanation {
        code: "bad-setting",
        title: "a value that a key cannot have",
        why: "The value is of the right type, but out of range, of the wrong form, or none of the words there are.",
        wrong: "timezone = \"Berlin\"",
        right: "timezone = \"Europe/Berlin\"",
        what: "Take what the hint suggests; docs/CONFIGURATION.md says what each key takes.",
    },
    Explanation {
        code: "no-language",
        title: "a language that is none",
        why: "`language` is the tag of a language, of two or three letters, with which browsers, screen readers and search engines are told what the site is written in, and by which newsgen chooses the words around articles. They are English here.",
        wrong: "language = \"german\"",
        right: "language = \"de\"",
        what: "Write the tag. One that newsgen has no words of is right, too, and has no warning.",
    },
    Explanation {
        code: "template",
        title: "a mistake in a template",
        why: "A template cannot be read, or names something that is not there when a page is made. With a mistake of the first kind nothing is built; with one of the second, the pages of that template stay as they were.",
        wrong: "{{ article.titel }}",
        right: "{{ article.title }}",
        what: "Correct it at the place; docs/THEMES.md lists all that templates see, and `newsgen theme eject FILE` copies a template of the theme to begin from.",
    },
    Explanation {
        code: "member-not-there",
        title: "a condition that can never be true",
        why: "In a condition Tera takes a field that is not there for false, without a word. newsgen knows what its own values have, and this field is in none of them, so what the condition guards is never shown.",
        wrong: "{% if article.titel %}",
        right: "{% if article.title %}",
        what: "Correct the name. Fields of your own are in `article.extra`.",
    },
    Explanation {
        code: "template-unused",
        title: "a template under a wrong name",
        why: "newsgen asks for templates by their names: `home.html`, `article.html` and so on. This one has none of those names and no other template includes it, so that nothing is made by it; and its name is nearly one of those.",
        wrong: "templates/artcle.html",
        right: "templates/article.html",
        what: "Rename it; docs/THEMES.md lists the names.",
    },
    Explanation {
        code: "theme-too-new",
        title: "a theme for a newer newsgen",
        why: "`min_newsgen` of the theme names a version that is newer than this one.",
        wrong: "",
        right: "",
        what: "Install a newer newsgen, or an older version of the theme.",
    },
];
