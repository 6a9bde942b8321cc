//! Who wrote a page, as the page itself says.
//!
//! 1. People whom JSON-LD or `<meta>` name, then those in elements that name authors and little else.
//! 2. Whom the page gives for its author although that is no person's name: an agency, a desk, the paper
//!    itself, a pen name. A line of the text with a byline label knows better.
//! 3. Elements that may name others too: those next below the headline.

use serde_json::Value;
use trafilatura::dom::NodeId;

use super::{Head, unescape};
use crate::convert::reading::Reading;
use crate::convert::{block, byline, facts, letters, named, person};

/// Whom a page names.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// People who wrote it.
    pub people: Vec<String>,
    /// Whom else the page gives for its author; only looked for where it names no people.
    pub houses: Vec<String>,
    /// Who may have written it, where nothing says so beyond doubt.
    pub likely: Vec<String>,
}

/// Elements that name authors and little else.
const SURE: [&str; 8] = [
    "[itemprop=author] [itemprop=name]",
    "[itemprop=author]",
    "a[rel=author]",
    "[rel=author]",
    ".author-name",
    ".byline-name",
    ".byline a",
    ".byline",
];
/// Elements that may name others too: commenters, writers of other articles.
const LIKELY: [&str; 5] =
    [".article-author", "article .author a", "article .author", "[class*=byline]", "[class*=author]"];
/// The names of `<meta>` that name authors; those of papers in libraries first, which name cited ones as `author`.
const METAS: [&str; 15] = [
    "citation_author",
    "author",
    "article:author",
    "articleauthor",
    "article:author_name",
    "byl",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "dcterms.creator",
    "article:author:name",
    "og:article:author",
    "cxenseparse:author",
    "twitter:creator:name",
    "author_name",
];
/// More names than that are a list of something else.
const MOST: usize = 12;

impl Head<'_> {
    /// All whom the page names.
    pub fn authors(&self, site: Option<&str>) -> Named {
        let sites: Vec<String> = site.map(str::to_owned).into_iter().chain(self.publishers()).collect();
        let sites = sites.as_slice();
        let (mut people, mut others) = (Vec::new(), Vec::new());
        for author in self.articles.iter().filter_map(|a| a.get("author").or_else(|| a.get("creator"))) {
            self.ld_names(author, 0, &mut people, &mut others);
            if !people.is_empty() {
                break;
            }
        }
        // Whom a reference leads to may only have put the article there.
        let mut posters = Vec::new();
        for author in self.articles.iter().filter_map(|a| a.get("author")) {
            self.referred(author, &mut posters);
        }
        let metas: Vec<Vec<String>> = METAS.iter().map(|m| self.all_meta(m)).collect();
        let named = metas.iter().map(|values| clean(values, sites, true)).find(|names| !names.is_empty());
        let mut found = Named::default();
        let mut next = |names: &dyn Fn() -> Vec<String>| {
            if found.people.is_empty() {
                found.people = names();
            }
        };
        next(&|| clean(&people, sites, true));
        next(&|| named.clone().unwrap_or_default());
        next(&|| clean(&posters, sites, true));
        next(&|| clean(&others, sites, false));
        next(&|| self.named_in(&SURE, sites));
        if found.people.is_empty() {
            let said = [people, posters, others].concat();
            let elements = || SURE.iter().flat_map(|s| self.shown(s)).map(|n| self.spaced(n)).take(1).collect();
            let mut all = std::iter::once(said).chain(metas).chain(std::iter::once_with(elements));
            found.houses = all.find_map(|values| Some(houses(&values)).filter(|h| !h.is_empty())).unwrap_or_default();
            found.likely = self.named_in(&LIKELY, sites);
        }
        found
    }

    /// The people and others whom a value of JSON-LD names.
    pub fn ld_names(&self, author: &Value, depth: usize, people: &mut Vec<String>, others: &mut Vec<String>) {
        match author {
            _ if depth > 6 => {}
            Value::String(name) => people.push(unescape(name)),
            Value::Array(list) => list.iter().for_each(|a| self.ld_names(a, depth + 1, people, others)),
            Value::Object(object) => {
                let kind = object.get("@type").map(Value::to_string).unwrap_or_default();
                match object.get("name") {
                    Some(Value::String(name)) if kind.contains("Organization") => others.push(unescape(name)),
                    Some(name) => self.ld_names(name, depth + 1, people, others),
                    None => {}
                }
            }
            _ => {}
        }
    }

    /// The names of those whom a value of JSON-LD refers to.
    fn referred(&self, author: &Value, names: &mut Vec<String>) {
        let id = |value: &Value| value.get("@id").and_then(Value::as_str).map(str::to_owned);
        let list = author.as_array().map_or(std::slice::from_ref(author), Vec::as_slice);
        for wanted in list.iter().filter(|a| a.get("name").is_none()).filter_map(id) {
            let known = self.known.iter().find(|k| id(k).as_ref() == Some(&wanted));
            names.extend(known.and_then(|k| k.get("name")).and_then(Value::as_str).map(unescape));
        }
    }

    /// The names in the first of these elements that has any, and in those right beside it.
    fn named_in(&self, selectors: &[&str], sites: &[String]) -> Vec<String> {
        /// Behind so many without a name, others are meant.
        const FIRST: usize = 4;
        let named = |node: &NodeId| clean(&[before_date(&self.spaced(*node)).to_owned()], sites, false);
        for selector in selectors {
            let nodes = self.shown(selector);
            let Some(at) = nodes.iter().take(FIRST).position(|n| !named(n).is_empty()) else { continue };
            let mut names = named(&nodes[at]);
            let near = |node: NodeId| {
                let parent = self.doc.parent(node);
                [parent, parent.and_then(|p| self.doc.parent(p))]
            };
            let beside = |node: NodeId| near(node).into_iter().flatten().any(|n| near(nodes[at]).contains(&Some(n)));
            for node in nodes[at + 1..].iter().take_while(|n| beside(**n)) {
                let more = named(node).into_iter().filter(|name| !names.contains(name)).collect::<Vec<_>>();
                names.extend(more);
            }
            if names.len() <= 4 {
                return names;
            }
        }
        Vec::new()
    }

    /// The elements that a selector finds outside menus, margins, comments and lists of other articles; where
    /// all are there, all.
    fn shown(&self, selector: &str) -> Vec<NodeId> {
        let all = self.doc.query_selector_all(self.doc.root(), selector);
        let inside: Vec<NodeId> = all.iter().copied().filter(|n| !self.is_apart(*n)).take(20).collect();
        if inside.is_empty() { all.into_iter().take(20).collect() } else { inside }
    }

    fn is_apart(&self, node: NodeId) -> bool {
        const WORDS: [&str; 8] =
            ["comment", "related", "sidebar", "recommend", "teaser", "widget", "footer", "newsletter"];
        let apart = |node: NodeId| {
            matches!(self.doc.tag_name(node), "nav" | "aside" | "footer") || {
                let class = self.doc.class_name(node).to_lowercase();
                WORDS.iter().any(|word| class.contains(word))
            }
        };
        std::iter::successors(Some(node), |n| self.doc.parent(*n)).take(12).any(|n| self.doc.is_element(n) && apart(n))
    }

    /// An element's text with a space between those of its elements.
    fn spaced(&self, node: NodeId) -> String {
        let text = self.doc.iter_text(node, " ");
        let end = text.char_indices().nth(300).map_or(text.len(), |(at, _)| at);
        block::tidy(&text[..end])
    }
}

/// A byline without the day behind it.
fn before_date(text: &str) -> &str {
    named::before_date(text, Reading::default())
}

/// People's names out of what pages put into author fields, without the names of `sites`. What is `declared` may be in small letters.
fn clean(values: &[String], sites: &[String], declared: bool) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for value in values {
        let value = block::tidy(value);
        if value.contains("://") || value.starts_with('@') || value.chars().count() > 200 {
            continue;
        }
        let pieces = value.split(['|', '•', '·']).map(str::trim);
        for piece in pieces.flat_map(|piece| byline::split(byline::without_label(piece))) {
            let name = byline::without_place(piece);
            let name = name.split_once('@').map_or(name, |(name, _)| name.trim_end());
            // `Jane Doe The Gazette`, in elements of their own.
            let paper = name.find(" The ").filter(|at| name[..*at].contains(' '));
            let name = &name[..paper.unwrap_or(name.len())];
            let key = facts::key(name);
            let is_site = sites.iter().any(|s| facts::key(s).replace(' ', "") == key.replace(' ', ""));
            let is_name = person::is_name(name) || declared && is_small_name(name);
            let people = is_name && !person::is_house(name) && !byline::is_label(name);
            if people && !is_site && !names.iter().any(|n| facts::key(n) == key) {
                names.push(byline::plain(name));
            }
        }
    }
    // One word beside full names is a place or an agency.
    if names.iter().any(|n| n.contains(' ')) {
        names.retain(|n| n.contains(' ') || n.chars().any(|c| c as u32 > 0x2e80));
    }
    names.truncate(MOST);
    names
}

/// A first and a last name of which not all begin with a capital.
fn is_small_name(name: &str) -> bool {
    (2..=3).contains(&name.split(' ').count())
        && name
            .split(' ')
            .all(|w| w.chars().count() > 1 && w.chars().all(|c| letters::is_alphabetic(c) || "'’-.".contains(c)))
}

/// What is no person's name, but given for the author's.
fn houses(values: &[String]) -> Vec<String> {
    let mut houses: Vec<String> = Vec::new();
    for value in values {
        let value = block::tidy(value);
        let name = byline::without_place(before_date(byline::without_label(&value)))
            .trim_start_matches([',', ' ', '-'])
            .trim_end_matches([',', ' ', '-', '|']);
        let words = name.split(' ').count();
        let named = name.chars().any(char::is_alphabetic) && words <= 5 && name.chars().count() <= 50;
        let named = named && name.chars().all(|c| letters::is_alphanumeric(c) || " .,-–'’/&()+".contains(c));
        let known = person::is_nobody(name) || byline::is_label(name);
        if named && !known && !name.contains("://") && !name.contains('@') && !houses.iter().any(|h| h == name) {
            houses.push(name.to_owned());
        }
    }
    houses.truncate(4);
    houses
}
