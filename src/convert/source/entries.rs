//! What a file with many articles is read as: its parts, one after another, and what is said of those that are none.

use std::collections::BTreeMap;

use super::{Content, Export, Found, Item, MAX_LEN_BYTES};
use crate::convert::given::{Extent, Given, Said};
use crate::diag::{Diagnostic, Place, Problem};

/// One part of a file: an article, or something else by its name.
pub enum Entry {
    /// An article.
    Article { id: Option<String>, export: Box<Export> },
    /// A text that may be one, of which nothing else is known.
    Text(String),
    /// Something else.
    Other(String),
}

impl Entry {
    /// An article with its fields and its text, all of which is its own.
    pub fn article(id: Option<String>, given: Given, html: String) -> Entry {
        Entry::Article { id, export: Box::new(Export { given: Given { extent: Extent::Whole, ..given }, html }) }
    }
}

/// A value that a file gives.
pub fn said<T>(from: &str, value: impl Into<T>) -> Said<T> {
    Said { value: value.into(), from: from.to_owned() }
}

/// The values that a file gives, each once and none empty.
pub fn said_all(from: &str, values: impl IntoIterator<Item = String>) -> Option<Said<Vec<String>>> {
    let mut all: Vec<String> = Vec::new();
    for value in values {
        if !value.is_empty() && !all.contains(&value) {
            all.push(value);
        }
    }
    (!all.is_empty()).then(|| said(from, all))
}

/// Hands over what is found in a file.
pub struct Out<'a> {
    name: &'a str,
    file: &'a str,
    take: &'a mut dyn FnMut(Found) -> bool,
    /// Name ▶ how many there were that are no articles.
    others: BTreeMap<String, usize>,
    count: usize,
    going: bool,
}

impl<'a> Out<'a> {
    /// For a file as the user calls it, and its name without folder.
    pub fn new(name: &'a str, file: &'a str, take: &'a mut dyn FnMut(Found) -> bool) -> Out<'a> {
        Out { name, file, take, others: BTreeMap::new(), count: 0, going: true }
    }

    /// Hands over a part; `is_cut` says that it was too long to be read whole. False where no more is wanted.
    pub fn put(&mut self, entry: Entry, is_cut: bool) -> bool {
        self.count += 1;
        let (id, export) = match entry {
            Entry::Text(text) => return self.hand(&self.count.to_string(), Content::Bytes(text.into_bytes())),
            Entry::Other(kind) => {
                *self.others.entry(kind).or_default() += 1;
                return true;
            }
            Entry::Article { id, export } => (id, export),
        };
        let content = if is_cut || export.html.len() as u64 > MAX_LEN_BYTES {
            Content::Broken(Problem::TooLarge { max_mib: MAX_LEN_BYTES / 1024 / 1024 })
        } else {
            Content::Export(export)
        };
        let id = id.filter(|id| id.chars().count() <= 100 && !id.chars().any(char::is_whitespace));
        self.hand(&id.unwrap_or_else(|| self.count.to_string()), content)
    }

    /// Hands over a part by its number.
    fn hand(&mut self, id: &str, content: Content) -> bool {
        let (name, file) = (format!("{}#{id}", self.name), format!("{}#{id}", self.file));
        self.going = (self.take)(Ok(Item { name, file, folder: self.name.to_owned(), line: 0, content }));
        self.going
    }

    /// Whether no article was handed over.
    pub fn is_empty(&self) -> bool {
        self.count == self.others.values().sum::<usize>()
    }

    /// Hands over the only article of a file, which is called by the file.
    pub fn put_alone(&mut self, export: Box<Export>) -> bool {
        self.count += 1;
        let (name, file, folder) = (self.name.to_owned(), self.file.to_owned(), folder_of(self.name));
        self.going = (self.take)(Ok(Item { name, file, folder, line: 0, content: Content::Export(export) }));
        self.going
    }

    /// Says something of the whole file.
    pub fn tell(&mut self, problem: Problem) {
        self.going = self.going && (self.take)(Err(Diagnostic::new(problem, Place::file(self.name))));
    }

    /// Says what was left out, and what broke the file.
    pub fn finish(self, broken: Option<Diagnostic>) -> bool {
        let Out { name, take, others, count, going, .. } = self;
        if let Some(broken) = broken {
            return going && take(Err(broken));
        }
        if going && count == 0 {
            return take(Err(Diagnostic::new(Problem::NoInput, Place::file(name))));
        }
        if going && !others.is_empty() {
            let kinds = others.iter().map(|(kind, count)| format!("{count} {kind}")).collect::<Vec<_>>().join(", ");
            return take(Err(Diagnostic::new(Problem::NotPosts { kinds }, Place::file(name))));
        }
        going
    }
}

fn folder_of(name: &str) -> String {
    name.rsplit_once('/').map_or_else(String::new, |(folder, _)| folder.to_owned())
}
