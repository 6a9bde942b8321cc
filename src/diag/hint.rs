//! What to do about a problem: an imperative, or a line to paste.

use super::{Beginning, Problem, nearest};

impl Problem {
    /// What to do next: an imperative, or a line to paste.
    pub fn hint(&self) -> Option<String> {
        Some(match self {
            Problem::EmptyFile => "delete it, or write an article: `newsgen new \"Its headline\"`".into(),
            Problem::NotUtf8 { .. } => "save it as UTF-8; a file in Latin-1: `iconv -f LATIN1 -t UTF-8 OLD > NEW`".into(),
            Problem::Utf16 => "save it as UTF-8, or: `iconv -f UTF-16 -t UTF-8 OLD > NEW`".into(),
            Problem::DeadLink { .. } => "delete the link, or make it lead to a file".into(),
            Problem::BinaryFile => "move it to `static/`, where files are published as they are".into(),
            Problem::BadPath { .. } => "rename the file".into(),
            Problem::NotAnArticle { named: Some(named) } => format!("if it is one, name it `{named}`"),
            Problem::NotAnArticle { named: None } => {
                "articles end in `.md`; move other files to `static/`, and convert raw text with `newsgen convert`"
                    .into()
            }
            Problem::ChangedDuringBuild => "run the command again".into(),
            Problem::NotesLost => "to be rid of those too, delete the folder and build again".into(),
            Problem::Unreadable { .. } => "check who owns it and who may read it".into(),
            Problem::NoFrontMatter { begins } => match begins {
                Beginning::Text => {
                    "begin the file with `---`, `title: …`, `---`, or convert raw text with `newsgen convert`".into()
                }
                Beginning::Toml => {
                    "this is TOML; newsgen reads YAML: lines such as `title: \"…\"` between two lines `---`".into()
                }
                Beginning::Json => {
                    "this is JSON; newsgen reads YAML: lines such as `title: \"…\"` between two lines `---`".into()
                }
                Beginning::OldMac => "its lines end in CR alone; save it with line ends of Unix (LF)".into(),
                Beginning::Late => "the first line has to be `---`: delete what is before it".into(),
            },
            Problem::FrontMatterNotClosed => "end it with a line `---`".into(),
            Problem::FrontMatterTooLarge { .. } => "the most is 64 KiB; is the closing `---` missing?".into(),
            Problem::Yaml { hint, .. } => hint.clone()?,
            Problem::YamlAnchor => "write the value out, or put it in quotes if it is text".into(),
            Problem::MissingTitle { hint } => hint.clone().unwrap_or_else(|| "add a line `title: \"…\"`".into()),
            Problem::BadDate { key, .. } => format!("write `{key}: 2025-01-31` or `{key}: 2025-01-31T09:30:00+01:00`"),
            Problem::BadValue { value, expected, example, .. } => match among(value, expected) {
                Some(near) => format!("did you mean `{near}`?"),
                None if example.is_empty() => format!("give {expected}"),
                None => format!("as in `{example}`"),
            },
            Problem::BadLanguage { meant: Some(meant), .. } => format!("did you mean `{meant}`?"),
            Problem::BadLanguage { meant: None, .. } => "write it as in `en` or `pt-BR`".into(),
            Problem::MisspeltKey { nearest, .. } => format!("did you mean `{nearest}`?"),
            Problem::BadAlias { .. } => "write a former address of this site, such as `/2009/old-story.html`".into(),
            Problem::AddressTaken { by, .. } if by.starts_with("static/") => {
                "move that file, or give the article another `slug:`".into()
            }
            Problem::AliasTaken { .. } => "take it out of `aliases:`, or give that page another address".into(),
            Problem::UpdatedBefore { .. } => "correct one of the two, or take `updated:` out".into(),
            Problem::RedirectsTaken { .. } => {
                "move it away, or set `host = \"pages\"` in `[deploy]`, where each former address is a page".into()
            }
            Problem::AddressTaken { .. } => "give one of them another `slug:` or `date:`".into(),
            Problem::BrokenLink { meant: Some(meant), .. } => format!("write `{meant}`: that is where the page is"),
            Problem::BrokenLink { meant: None, target } if is_file(target) => {
                "put the file below `static/`, where it is published at its path, or mend the address".into()
            }
            Problem::BrokenLink { meant: None, .. } => {
                "mend the address, or give the page that it means this one as an `aliases:`".into()
            }
            Problem::BrokenAnchor { page, .. } => format!("look at the `id`s of `{page}`, or link to the page alone"),
            Problem::GoneLink { .. } => "link to a copy in a web archive, or take the link out".into(),
            Problem::UnansweredLink { .. } => "look at it in a browser; it is asked again next time".into(),
            Problem::MovedLink { .. } => "`newsgen check --external --fix` writes the new address".into(),
            Problem::RawHtml => "write Markdown instead, or put `<` into a code span if it is meant to be seen".into(),
            Problem::BadOutput { .. } => "if a template of yours makes it, mend that; otherwise newsgen is at fault".into(),
            Problem::Orphan => "add `tags:` or `section:`".into(),
            Problem::Undated => "add `date:`; a year or a month will do".into(),
            Problem::NothingToShow => "add `description:`".into(),
            Problem::ToldTwice { .. } => "delete one, or give the older one's address to the other by `aliases:`".into(),
            Problem::NearNames { what: "tags", name, other, .. } => {
                format!("if they are one: `newsgen tags merge \"{name}\" \"{other}\"`")
            }
            Problem::NearNames { what, name, other, .. } => {
                format!("if they are one, in `site.toml`: `[taxonomies.{what}.aliases]`, `\"{name}\" = \"{other}\"`")
            }
            Problem::TooManyFiles { .. } => {
                "set `on_this_day = false` and `feed.history = false`, or publish on storage without such a limit".into()
            }
            Problem::FileTooLarge { .. } => "make it smaller, or publish it elsewhere and link to it".into(),
            Problem::AliasNotAPage { .. } => {
                "set `host` in `[deploy]` where it is Netlify, Cloudflare Pages or Apache, or make the server give it the type text/html".into()
            }
            Problem::NoTaxonomy { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Problem::NoTaxonomy { name, .. } => format!("add `[taxonomies.{name}]` to `site.toml`, or move the folder"),
            Problem::ProfileUnused { .. } => "make `title` the name as articles have it, or delete the file".into(),
            Problem::ProfileTwice { .. } => "make one file of the two".into(),
            Problem::UnknownKey { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Problem::UnknownKey { known, .. } if known.is_empty() => return None,
            Problem::UnknownKey { known, .. } => format!("there are {}", known.join(", ")),
            Problem::MissingKey { key, .. } => format!("add `{key} = …`"),
            Problem::WrongType { key, expected, .. } if expected.starts_with("a list of tables") => {
                format!("write `[[{key}]]`, with two brackets, once for each")
            }
            Problem::WrongType { key, expected: "a table", .. } => format!("write `[{key}]` on a line of its own, and its keys below"),
            Problem::WrongType { expected, .. } => format!("give {expected}"),
            Problem::NoLanguage { meant: Some(meant), .. } => format!("did you mean `language = \"{meant}\"`?"),
            Problem::NoLanguage { meant: None, .. } => "write it as in `en` or `pt-BR`".into(),
            Problem::BadSetting { value, expected, .. } => match among(value, expected) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("give {expected}"),
            },
            Problem::TagTwice { .. } => "a name stands for one tag: take it out of one of the two".into(),
            Problem::ThemeTooNew { .. } => "install a newer newsgen, or an older version of the theme".into(),
            Problem::BarePage => "if a script fills it in, open it in a browser and save it from there".into(),
            Problem::NoArticle => "look at what was dropped with `--report FILE`; is it an article?".into(),
            Problem::NoDate => {
                "give one with `--date 2025-01-31`, or add `date: 2025-01-31` to the file's front matter".into()
            }
            Problem::NoTitle => "make the headline the first line of the text, or correct `title:` in the file".into(),
            Problem::GuessedAuthors { .. } => {
                "confirm with `--author \"Full Name\"`, or correct `authors:` in the file".into()
            }
            Problem::EditedByPerson { .. } => "to replace it all the same, add `--force`".into(),
            Problem::FormerOutput { .. } => "remove the one that is too many, or both will be published".into(),
            Problem::SeveralArticles { .. } => "put each article into a file of its own".into(),
            Problem::NameTaken { .. } => "if they are the same article, remove one of the two sources".into(),
            Problem::SameInput { .. } => "remove one of the two".into(),
            Problem::NotThere { nearest: Some(nearest) } => format!("did you mean `{nearest}`?"),
            Problem::NotThere { nearest: None } => "check the spelling of the path".into(),
            Problem::NotText { kind } if kind.contains("PDF") => {
                "take the text out of it first: `pdftotext FILE.pdf FILE.txt`".into()
            }
            Problem::NotText { kind } if kind.contains("ZIP") => "name an archive `.zip`, a document `.docx` or `.odt`".into(),
            Problem::NotText { kind } if kind.contains("RTF") => "name it `.rtf`".into(),
            Problem::NotText { kind } if kind.contains("Word") => {
                "save it as `.docx` or plain text: `soffice --convert-to docx FILE`".into()
            }
            Problem::NotText { kind } if kind.contains("Safari") => "in Safari, save it as page source".into(),
            Problem::NotPosts { .. } => {
                "put pages such as About into `pages/` yourself, and pictures into `static/`; comments are not taken over".into()
            }
            Problem::Shortcodes { .. } => {
                "`--report FILE` names the posts (`unused_keys`); what readers miss, write into the articles".into()
            }
            Problem::NotText { .. } => "give plain text or a saved page, in UTF-8".into(),
            Problem::BadPattern { .. } => "write one such as `'raw/**/*.txt'`, or name the files themselves".into(),
            Problem::NoInput => {
                "name files, folders with texts, pages, archives, crawls, exports, JSON or tables, or a pattern in quotes: `'raw/**/*.txt'`".into()
            }
            Problem::TooLarge { .. } => "is it one article? split it into one file for each".into(),
            Problem::SlowPage => "the article was found without a second opinion: look at the result".into(),
            Problem::GuessedEncoding { .. } => {
                "look at accents and quotes in the result; save the text as UTF-8".into()
            }
            Problem::AmbiguousDate { .. } => {
                "give it with `--date 2025-01-31`, or add `date: 2025-01-31` to the file's front matter".into()
            }
            Problem::ConverterFault => "please report it with the text that caused it".into(),
            Problem::BadArchive { kind, .. } if kind == "database dump" => {
                "dump the tables of WordPress with their columns; of another system, convert its pages, or its articles as a table".into()
            }
            Problem::BadArchive { .. } => "make it anew; what could be read of it was converted".into(),
            Problem::Encrypted => "unpack it with its password, and convert the folder".into(),
            Problem::NestedArchive => "unpack the outer archive, and convert the folder".into(),
            Problem::BadJson { .. } => "each article has to be one whole JSON object; in JSON lines, on a line of its own".into(),
            Problem::NoText { near: Some((_, near)), .. } => format!("did you mean `{near}`?"),
            Problem::NoText { near: None, .. } => "give the article under `text`, `body`, `content` or `html`".into(),
            Problem::UnusedValue { .. } => "write dates as `2025-01-31` or `2025-01-31T09:30:00+01:00`".into(),
            Problem::HardPage => "save the article alone, or its text".into(),
            Problem::NearDuplicate { .. } => "if they are the same article, remove one of the two".into(),
            Problem::Doubtful { .. } => {
                "look at it with `--explain FILE`; `--doubtful drafts` holds such articles back".into()
            }
            Problem::NotAsUploaded => "it was sent again in vain: look for what changes files between here and there, such as a service that makes pages smaller".into(),
            Problem::ForeignOutput { .. } => "move the file away, and build again".into(),
            Problem::TemplateUnused { nearest } => format!("did you mean `{nearest}`?"),
            Problem::MemberNotThere { nearest: Some(nearest), .. } => format!("did you mean `{nearest}`?"),
            Problem::MemberNotThere { nearest: None, there, .. } => format!("it has {there}"),
            Problem::Template { hint, .. } | Problem::Toml { hint, .. } => hint.clone()?,
        })
    }
}

/// The word nearest to `value` among those that stand in backticks in `expected`.
fn among<'a>(value: &str, expected: &'a str) -> Option<&'a str> {
    nearest(value, expected.split('`').skip(1).step_by(2).filter(|word| *word != value))
}

/// Whether an address is that of a picture, a film, a sound or a document rather than of a page.
fn is_file(target: &str) -> bool {
    const ENDS: [&str; 20] = [
        "jpg", "jpeg", "png", "gif", "webp", "avif", "svg", "bmp", "tif", "pdf", "mp3", "m4a", "ogg", "wav", "mp4",
        "webm", "mov", "doc", "docx", "zip",
    ];
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    file.rsplit_once('.').is_some_and(|(_, end)| ENDS.iter().any(|known| end.eq_ignore_ascii_case(known)))
}
