//! What readers would stumble over.

use super::Explanation;

/// In the order in which one meets them.
pub(super) const ALL: &[Explanation] = &[
    Explanation {
        code: "broken-link",
        title: "a link that leads nowhere",
        why: "A link or picture of an article names an address of this site at which there is nothing.",
        wrong: "[earlier](/2025/01/12/tlaks/)",
        right: "[earlier](/2025/01/12/talks/)",
        what: "Correct it; or, if the page was there once, give the page that replaced it this address as an alias.",
    },
    Explanation {
        code: "broken-anchor",
        title: "a link to a part that is not there",
        why: "The page is there, but nothing on it has the `id` behind the `#`.",
        wrong: "[corrections](/2025/01/12/talks/#correction)",
        right: "[corrections](/2025/01/12/talks/#corrections)",
        what: "Look at the headings of that page, or link to the page alone.",
    },
    Explanation {
        code: "undated",
        title: "an article without a date",
        why: "It is listed among the undated ones alone, and in no month, calendar or feed of news.",
        wrong: "",
        right: "date: 1987",
        what: "Add `date:`; a year or a month will do. What is not known is better left out.",
    },
    Explanation {
        code: "nothing-to-show",
        title: "an article of which lists can show nothing",
        why: "It has neither a description nor a text from which lists could take a sentence.",
        wrong: "",
        right: "description: \"What it is about.\"",
        what: "Add `description:`.",
    },
    Explanation {
        code: "told-twice",
        title: "the same headline on the same day",
        why: "Two articles of one day have the same headline: probably one was converted twice.",
        wrong: "",
        right: "",
        what: "Delete one, or give the older one's address to the other by `aliases:`.",
    },
    Explanation {
        code: "near-names",
        title: "two names that may be one",
        why: "Two tags, authors or sections differ so little that they may be one. Their articles are on two pages.",
        wrong: "",
        right: "",
        what: "If they are one, do as the hint says; if not, leave them.",
    },
    Explanation {
        code: "too-many-files",
        title: "more files than the host takes",
        why: "The host that `deploy.host` names has a limit for the number of files of a site.",
        wrong: "",
        right: "",
        what: "Leave out what makes many files (`on_this_day`, `feed.history`), or publish on storage without such a limit.",
    },
    Explanation {
        code: "file-too-large",
        title: "a file larger than the host takes",
        why: "The host that `deploy.host` names has a limit for the size of one file.",
        wrong: "",
        right: "",
        what: "Make it smaller, or publish it elsewhere and link to it.",
    },
];
