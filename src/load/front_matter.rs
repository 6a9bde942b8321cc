//! A content file's text ▶ [`Article`], with every mistake in it found.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::parts::split;
use super::scalar::{Entries, Node, key_text, read_plain};
use super::yaml_mistake;
use crate::config::{FRONT_MATTER, parse_language};
use crate::diag::{Diagnostic, Place, Problem, Severity, nearest};
use crate::markdown::is_safe_address;
use crate::model::{Article, Correction, Image, Precision, Provenance, PublishDate, Slug, Zone, is_allowed};

/// Reads an article's file.
///
/// `file` is how messages call it, `zone` is for dates without one. Diagnostics are added to
/// `diagnostics`; with an error among them there is no article.
pub fn parse_article(text: &str, file: &str, zone: Zone, diagnostics: &mut Vec<Diagnostic>) -> Option<Article> {
    let first = diagnostics.len();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (front, body) = match split(text) {
        Ok(parts) => parts,
        Err(problem) => {
            let place = match problem {
                Problem::EmptyFile | Problem::FrontMatterTooLarge { .. } => Place::file(file),
                Problem::FrontMatterNotClosed => {
                    let dashes = |l: &str| !l.is_empty() && l.chars().all(|c| matches!(c, '-' | '–' | '—'));
                    let near = text.lines().skip(1).position(|line| dashes(line.trim()));
                    Place::line_col(file, text, near.map_or(1, |line| line + 2), 1)
                }
                _ => Place::line_col(file, text, 1, 1),
            };
            diagnostics.push(Diagnostic::new(problem, place));
            return None;
        }
    };
    let mut reader = Reader { front, file, zone, diagnostics, used_extra: BTreeMap::new() };
    let entries = reader.entries()?;
    let mut article = reader.article(entries);
    body.clone_into(&mut article.body);
    let failed = diagnostics[first..].iter().any(|d| d.problem.severity() == Severity::Error);
    (!failed).then_some(article)
}

struct Reader<'a, 'd> {
    front: &'a str,
    file: &'a str,
    zone: Zone,
    diagnostics: &'d mut Vec<Diagnostic>,
    used_extra: BTreeMap<String, serde_json::Value>,
}

impl<'a> Reader<'a, '_> {
    fn entries(&mut self) -> Option<Entries<'a>> {
        if let Some(entries) = read_plain(self.front) {
            return Some(entries);
        }
        if let Some((line, col)) = yaml_mistake::anchor(self.front) {
            self.report_at(Problem::YamlAnchor, line, col);
            return None;
        }
        match serde_yaml::from_str::<Option<serde_yaml::Mapping>>(self.front) {
            Ok(None) => Some(Vec::new()),
            Ok(Some(mapping)) => {
                let entries: Option<Entries> = mapping
                    .into_iter()
                    .map(|(key, value)| Some((Cow::Owned(key_text(key)?), Node::from_yaml(value)?)))
                    .collect();
                if entries.is_none() {
                    self.report_at(Problem::YamlAnchor, 1, 1);
                }
                entries
            }
            Err(e) => {
                let message = e.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message);
                let at = e.location().map(|l| (l.line(), l.column()));
                let found = yaml_mistake::explain(self.front, message, at);
                self.report_at(Problem::Yaml { message: found.message, hint: found.hint }, found.line, found.col);
                None
            }
        }
    }

    /// Reports at a line and column of the front matter; the file has the `---` line before it.
    fn report_at(&mut self, problem: Problem, line: usize, col: usize) {
        let mut place = Place::line_col(self.file, self.front, line, col);
        place.line += 1;
        self.diagnostics.push(Diagnostic::new(problem, place));
    }

    /// The line of a top-level key, from 0.
    fn line_of(&self, key: &str) -> Option<usize> {
        self.front.lines().position(|l| {
            l.trim_start_matches(['"', '\'']).strip_prefix(key).is_some_and(|r| r.starts_with([':', '"', '\'']))
        })
    }

    /// Reports at a top-level key itself.
    fn report_key(&mut self, key: &str, problem: Problem) {
        let Some(line) = self.line_of(key) else { return self.report_at(problem, 1, 1) };
        self.report_at(problem, line + 1, 1);
        let place = &mut self.diagnostics.last_mut().expect("one was just added").place;
        place.len = key.chars().count();
    }

    /// Reports at a text below a top-level key: in its line, or in those indented below it.
    fn report_within(&mut self, key: &str, text: &str, problem: Problem) {
        let Some(first) = self.line_of(key) else { return self.report(key, problem) };
        let below = |line: &&str| line.is_empty() || line.starts_with([' ', '\t', '-', '#']);
        let lines = self.front.lines().skip(first).enumerate().take_while(|(n, line)| *n == 0 || below(line));
        let behind = |n: usize, line: &str| if n == 0 { line.find(':').map_or(0, |colon| colon + 1) } else { 0 };
        let found = lines.into_iter().find_map(|(n, line)| {
            let from = behind(n, line);
            line[from..].find(text).map(|at| (first + n, line[..from + at].chars().count()))
        });
        match found {
            Some((line, col)) if !text.is_empty() => {
                self.report_at(problem, line + 1, col + 1);
                let place = &mut self.diagnostics.last_mut().expect("one was just added").place;
                place.len = text.chars().count();
            }
            _ => self.report(key, problem),
        }
    }

    /// Reports at the line of a top-level key, underlining its value.
    fn report(&mut self, key: &str, problem: Problem) {
        let Some(line) = self.line_of(key) else { return self.report_at(problem, 1, 1) };
        let text = self.front.lines().nth(line).unwrap_or("");
        let value = text.find(':').map_or("", |colon| text[colon + 1..].trim());
        let col = text.trim_end().chars().count() - value.chars().count();
        let mut place = Place::line_col(self.file, self.front, line + 1, if value.is_empty() { 1 } else { col + 1 });
        place.len = if value.is_empty() { key.chars().count() } else { value.chars().count() };
        place.line += 1;
        self.diagnostics.push(Diagnostic::new(problem, place));
    }

    fn article(&mut self, entries: Entries<'a>) -> Article {
        let mut article = Article::default();
        let mut title = false;
        let mut misspelt = None;
        if !entries.iter().any(|(key, _)| key == "title") {
            let is_meant = |key: &&str| !is_known(key) && nearest_key(key) == Some("title");
            misspelt = entries.iter().map(|(key, _)| key.as_ref()).find(is_meant).map(str::to_owned);
        }
        for (key, node) in entries {
            let key = key.as_ref();
            match key {
                "title" => {
                    title = true;
                    article.title = self.text(key, &node).unwrap_or_default();
                    let is_text = !matches!(node, Node::List(_) | Node::Map(_));
                    if is_text && article.title.trim().is_empty() {
                        let hint = self.commented(key);
                        self.report(key, Problem::MissingTitle { hint });
                    }
                }
                "date" => article.date = self.date_as(key, &node, PublishDate::parse_partial),
                "updated" => article.updated = self.date(key, &node),
                "publish_at" => article.publish_at = self.date(key, &node),
                "expires" => article.expires = self.date(key, &node),
                "description" | "summary" => article.description = self.some_text(key, &node),
                "author" | "authors" => article.authors.extend(self.texts(key, &node)),
                "section" => article.section = self.some_text(key, &node),
                "tags" => article.tags = self.texts(key, &node),
                "slug" => {
                    if let Some(text) = self.text(key, &node) {
                        article.slug = Slug::from_text(&text);
                        if article.slug.is_none() {
                            self.bad(key, &node, "a word with letters or digits");
                        }
                    }
                }
                "aliases" => article.aliases = self.aliases(key, &node),
                "draft" => article.draft = self.flag(key, &node),
                "status" => self.status(key, &node, &mut article),
                "series" => article.series = self.some_text(key, &node),
                "id" => {
                    if let Some(text) = self.some_text(key, &node) {
                        article.id = Slug::from_text(&text);
                        if article.id.is_none() {
                            self.bad(key, &node, "a word with letters or digits");
                        }
                    }
                }
                "license" | "licence" => article.rights.license = self.some_text(key, &node),
                "credit" => article.rights.credit = self.some_text(key, &node),
                "wire" => article.rights.wire = self.some_text(key, &node),
                "dateline" => article.rights.dateline = self.some_text(key, &node),
                "print_edition" => article.print.edition = self.some_text(key, &node),
                "print_page" => article.print.page = self.some_text(key, &node),
                "image" => article.image = self.image(key, &node),
                "lang" => article.lang = self.language(key, &node),
                "corrections" => article.corrections = self.corrections(key, &node),
                "source" => article.source = Some(provenance(&node)),
                "extra" => match node {
                    Node::Map(entries) => self.used_extra.extend(entries.iter().map(|(k, v)| (k.clone(), v.to_json()))),
                    Node::Null => {}
                    _ => self.bad(key, &node, "a mapping"),
                },
                other => {
                    if let Some(near) = nearest_key(other).filter(|_| misspelt.as_deref() != Some(other)) {
                        let (key, nearest) = (other.to_owned(), near.to_owned());
                        self.report_key(other, Problem::MisspeltKey { key, within: None, nearest });
                    }
                    self.used_extra.insert(other.to_owned(), node.to_json());
                }
            }
        }
        match misspelt {
            Some(key) => {
                let hint = Some(format!("write `title` instead of `{}`", key.escape_debug()));
                self.report_key(&key, Problem::MissingTitle { hint });
            }
            None if !title => self.report_at(Problem::MissingTitle { hint: None }, 1, 1),
            None => {}
        }
        article.extra = std::mem::take(&mut self.used_extra);
        if let Some(updated) =
            article.updated.take_if(|updated| article.date.is_some_and(|date| is_earlier(*updated, date)))
        {
            self.report("updated", Problem::UpdatedBefore { updated: updated.to_rfc3339() });
        }
        article
    }

    fn bad(&mut self, key: &str, node: &Node, expected: &'static str) {
        let problem = bad_value(key, node, expected);
        self.report(key, problem);
    }

    /// What to do where a value is empty because `#` made a comment of it.
    fn commented(&self, key: &str) -> Option<String> {
        let line = self.front.lines().nth(self.line_of(key)?)?;
        let value = line.split_once(':')?.1.trim();
        value.starts_with('#').then(|| format!("`#` begins a comment; put the text in quotes: `{key}: \"{value}\"`"))
    }

    /// Says which keys of a mapping are misspelt.
    fn misspelt(&mut self, within: &'static str, node: &Node, keys: &[&str]) {
        let Node::Map(entries) = node else { return };
        for (key, _) in entries.iter().filter(|(key, _)| !keys.contains(&key.as_str())) {
            if let Some(near) = nearest(key, keys.iter().copied().filter(|near| node.get(near).is_none())) {
                let problem = Problem::MisspeltKey { key: key.clone(), within: Some(within), nearest: near.to_owned() };
                self.report_within(within, key, problem);
            }
        }
    }

    /// A language tag; what is none is left out, so that pages do not claim a language that does not exist.
    fn language(&mut self, key: &str, node: &Node) -> Option<String> {
        let text = self.some_text(key, node)?;
        let tag = parse_language(&text);
        if tag.is_none() {
            let meant = text.replace('_', "-");
            let meant = parse_language(meant.split(['.', '@']).next().unwrap_or("")).map(|tag| format!("lang: {tag}"));
            self.report(key, Problem::BadLanguage { value: text, meant });
        }
        tag
    }

    fn text(&mut self, key: &str, node: &Node) -> Option<String> {
        match node {
            Node::Null => None,
            Node::Plain(text) | Node::Quoted(text) => Some(clean(text)),
            Node::List(_) | Node::Map(_) => {
                self.bad(key, node, "a text");
                None
            }
        }
    }

    fn some_text(&mut self, key: &str, node: &Node) -> Option<String> {
        self.text(key, node).filter(|text| !text.trim().is_empty())
    }

    /// `published`, or why it is not; `draft` is the other word for `draft: true`.
    fn status(&mut self, key: &str, node: &Node, article: &mut Article) {
        match node.as_text() {
            Some("published") => {}
            Some("draft") => article.draft = true,
            Some("withheld") => article.withheld = true,
            _ if *node == Node::Null => {}
            _ => {
                self.bad(key, node, "`published`, `draft` or `withheld`");
                // What is meant is not known; holding back is the answer that can be mended.
                article.withheld = true;
            }
        }
    }

    /// A text or a list of texts; each author may also be a mapping with a `name`.
    fn texts(&mut self, key: &str, node: &Node) -> Vec<String> {
        let mut texts = Vec::new();
        let single;
        let items = match node {
            Node::Null => return texts,
            Node::List(items) => items.as_slice(),
            other => {
                single = [other.clone()];
                &single
            }
        };
        for item in items {
            match item.as_text().or_else(|| item.get("name").and_then(Node::as_text)) {
                Some(text) if !text.trim().is_empty() => texts.push(clean(text)),
                Some(_) => {}
                None if *item == Node::Null => {}
                None => self.bad(key, item, "a text or a list of texts"),
            }
        }
        texts
    }

    fn date(&mut self, key: &str, node: &Node) -> Option<PublishDate> {
        self.date_as(key, node, PublishDate::parse)
    }

    fn date_as(&mut self, key: &str, node: &Node, parse: fn(&str, Zone) -> Option<PublishDate>) -> Option<PublishDate> {
        let text = match node {
            Node::Null => return None,
            Node::Plain(text) | Node::Quoted(text) => text,
            Node::List(_) | Node::Map(_) => {
                self.bad(key, node, "a date");
                return None;
            }
        };
        let date = parse(text, self.zone);
        if date.is_none() {
            let problem = bad_date(key, node);
            self.report(key, problem);
        }
        date
    }

    fn flag(&mut self, key: &str, node: &Node) -> bool {
        match node.as_text() {
            Some("true" | "True" | "TRUE" | "yes") => true,
            Some("false" | "False" | "FALSE" | "no") => false,
            _ if *node == Node::Null => false,
            _ => {
                self.bad(key, node, "`true` or `false`");
                // What is meant is not known; holding back is the answer that can be mended.
                true
            }
        }
    }

    fn aliases(&mut self, key: &str, node: &Node) -> Vec<String> {
        let mut aliases = self.texts(key, node);
        aliases.retain(|alias| {
            let whole = super::aliases::path_of_whole(alias);
            let reason = match crate::model::OutputPath::of_address(alias) {
                _ if whole.is_some() => super::aliases::is_whole(whole.unwrap_or("/")),
                Err(e) => e.to_string(),
                Ok(_) if alias == "/" => "the front page has this address".into(),
                Ok(_) if !alias.starts_with('/') => "it does not begin with `/`".into(),
                Ok(_) if alias.contains(['?', '#', '%']) => "an address with `?`, `#` or `%` is not a file".into(),
                Ok(_) => return true,
            };
            self.report_within(key, alias, Problem::BadAlias { value: alias.clone(), reason });
            false
        });
        aliases
    }

    fn image(&mut self, key: &str, node: &Node) -> Option<Image> {
        const SHAPE: &str = "an address, or a mapping with `url`, `alt` and `caption`";
        let image = match node {
            Node::Null => return None,
            Node::Plain(url) | Node::Quoted(url) => Image { url: clean(url), ..Image::default() },
            Node::Map(_) => {
                self.misspelt("image", node, &["url", "src", "alt", "caption"]);
                let part = |key| node.get(key).and_then(Node::as_text).map(clean);
                let Some(url) = part("url").or_else(|| part("src")) else {
                    self.bad(key, node, SHAPE);
                    return None;
                };
                Image { url, alt: part("alt").unwrap_or_default(), caption: part("caption") }
            }
            Node::List(_) => {
                self.bad(key, node, SHAPE);
                return None;
            }
        };
        if !is_safe_address(&image.url) {
            let address = Node::Quoted(Cow::Borrowed(&image.url));
            let problem = bad_value(key, &address, "an address that begins with `https:`, `http:` or `/`");
            self.report_within(key, &image.url, problem);
        }
        Some(image)
    }

    fn corrections(&mut self, key: &str, node: &Node) -> Vec<Correction> {
        const SHAPE: &str = "a list of `date:` and `text:`";
        let Node::List(items) = node else {
            if *node != Node::Null {
                self.bad(key, node, SHAPE);
            }
            return Vec::new();
        };
        let mut corrections = Vec::new();
        for item in items {
            self.misspelt("corrections", item, &["date", "text"]);
            match item.as_text().or_else(|| item.get("text").and_then(Node::as_text)) {
                Some(text) => {
                    let date = match item.get("date") {
                        None | Some(Node::Null) => None,
                        Some(node) => {
                            let date = node.as_text().and_then(|text| PublishDate::parse(text, self.zone));
                            if date.is_none() {
                                self.report_within(key, &node.shown(), bad_date("date", node));
                            }
                            date
                        }
                    };
                    corrections.push(Correction { date, text: clean(text) });
                }
                None => self.bad(key, item, SHAPE),
            }
        }
        corrections
    }
}

fn is_known(key: &str) -> bool {
    FRONT_MATTER.iter().any(|known| known.key == key)
}

fn nearest_key(key: &str) -> Option<&'static str> {
    nearest(key, FRONT_MATTER.iter().map(|known| known.key))
}

fn bad_value(key: &str, node: &Node, expected: &'static str) -> Problem {
    let example = FRONT_MATTER.iter().find(|known| known.key == key).map_or("", |known| known.example);
    Problem::BadValue { key: key.to_owned(), value: node.shown(), expected, example: example.to_owned() }
}

fn bad_date(key: &str, node: &Node) -> Problem {
    let value = node.shown();
    Problem::BadDate { key: key.to_owned(), why: crate::model::why_no_date(&value), value }
}

/// Says which keys of an article's `extra` are probably meant to be those of taxonomies that the site adds.
pub fn misspelt_taxonomies(
    text: &str,
    file: &str,
    article: &Article,
    further: &[String],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let names = || further.iter().map(String::as_str);
    for key in article.extra.keys().filter(|key| !further.contains(key) && nearest_key(key).is_none()) {
        let Some(near) = nearest(key, names().filter(|name| !article.extra.contains_key(*name))) else { continue };
        let starts = |line: &&str| line.strip_prefix(key.as_str()).is_some_and(|rest| rest.starts_with(':'));
        let Some(line) = text.lines().position(|line| starts(&line)) else { continue };
        let mut place = Place::line_col(file, text, line + 1, 1);
        place.len = key.chars().count();
        let problem = Problem::MisspeltKey { key: key.clone(), within: None, nearest: near.to_owned() };
        diagnostics.push(Diagnostic::new(problem, place));
    }
}

/// Whether a moment is before another, as far as both are known.
fn is_earlier(a: PublishDate, b: PublishDate) -> bool {
    if a.precision() == Precision::Time && b.precision() == Precision::Time {
        a.timestamp() < b.timestamp()
    } else {
        a.has_day() && a.day_number() < b.day_number()
    }
}

/// A text on one line, without control characters: it goes into headings, feeds and attributes.
fn clean(text: &str) -> String {
    let plain = text.bytes().all(|b| (b' '..0x7f).contains(&b));
    let breaks = |c: char| c.is_control() || !is_allowed(c);
    if plain || !text.contains(breaks) {
        return text.trim().to_owned();
    }
    text.split(breaks).map(str::trim).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn provenance(node: &Node) -> Provenance {
    let part = |key| node.get(key).and_then(Node::as_text).map(str::to_owned);
    let names = |key| match node.get(key) {
        Some(Node::List(items)) => items.iter().filter_map(Node::as_text).map(str::to_owned).collect(),
        Some(other) => other.as_text().map(str::to_owned).into_iter().collect(),
        None => Vec::new(),
    };
    Provenance {
        file: part("file"),
        sha256: part("sha256"),
        url: part("url").or_else(|| node.as_text().map(str::to_owned)),
        converter: part("converter"),
        guessed: names("guessed"),
        suggested: names("suggested"),
        duplicate_of: part("duplicate_of"),
        written: part("written"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Option<Article>, Vec<String>) {
        let mut diagnostics = Vec::new();
        let article = parse_article(text, "a.md", Zone::UTC, &mut diagnostics);
        let shown = diagnostics.iter().map(|d| format!("{}:{}: {}", d.place.line, d.place.col, d.problem)).collect();
        (article, shown)
    }

    #[test]
    fn an_article_is_read() {
        let text = "---\ntitle: \"Talks: day two\"\ndate: 2025-01-12\nauthor: Liam\ntags: [Gaza, Doha]\nkicker: Live\nextra:\n  rank: 2\nimage:\n  url: /a.jpg\n  alt: Map\ncorrections:\n  - date: 2025-01-13\n    text: Not twelve, but ten.\nsource:\n  file: a.txt\n  guessed: [authors]\n---\n\nBody *text*.\n";
        let (article, problems) = parse(text);
        assert_eq!(problems, Vec::<String>::new());
        let article = article.unwrap();
        assert_eq!((article.title.as_str(), article.authors.as_slice()), ("Talks: day two", &["Liam".to_owned()][..]));
        assert_eq!(article.tags, ["Gaza", "Doha"]);
        assert_eq!(article.extra["rank"], 2);
        assert_eq!(article.extra["kicker"], "Live");
        assert_eq!(article.image.unwrap().alt, "Map");
        assert_eq!(article.corrections[0].date.unwrap().to_rfc3339(), "2025-01-13");
        assert_eq!(article.source.unwrap().guessed, ["authors"]);
        assert_eq!(article.body, "\nBody *text*.\n");
    }

    #[test]
    fn mistakes_are_named_with_their_line() {
        for (text, expected) in [
            ("", "0:0: the file is empty"),
            ("Just text\n", "1:1: no front matter"),
            ("---\ntitle: x\n", "1:1: front matter without an end"),
            ("---\ndate: 2025-01-12\n---\n", "2:1: no `title`"),
            ("---\ntitle:\n---\n", "2:1: no `title`"),
            ("---\ntitle: x\ndate: 12 January\n---\n", "3:7: `date` is not a date: `12 January`"),
            ("---\ntitle: x\ndate: [1]\n---\n", "3:7: `date` should be a date, not a list"),
            ("---\ntitle: x\ndraft: maybe\n---\n", "3:8: `draft` should be `true` or `false`, not `maybe`"),
            ("---\ntitle: a: b\n---\n", "2:9: a second `: ` in one line"),
            (
                "---\ntitle: x\nbase: &b 1\nother: *b\n---\n",
                "3:7: YAML anchors, aliases and tags are not allowed in front matter",
            ),
            ("---\ntitle: x\ntag: y\n---\n", "3:1: unknown key `tag` kept as an extra"),
            ("---\r\ntitle: x\r\ndate: never\r\n---\r\nBody\r\n", "3:7: `date` is not a date: `never`"),
        ] {
            let (_, problems) = parse(text);
            assert_eq!(problems, [expected], "{text:?}");
        }
    }

    #[test]
    fn stars_in_texts_are_no_aliases() {
        let (article, problems) = parse("---\ntitle: >\n  *Not* an alias\ndescription: \"a: *b*\"\nx: {y: z}\n---\n");
        assert_eq!(problems, Vec::<String>::new());
        assert_eq!(article.unwrap().title, "*Not* an alias");
    }
}
