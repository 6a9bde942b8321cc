//! The database of WordPress as a text of SQL (`mysqldump`, phpMyAdmin) ▶ items, one for each post: what is left of a site
//! whose administration nobody can open any more.
//!
//! 1. Read it once for what posts refer to: people, terms, uploads, and how the site's addresses were built.
//! 2. Read it again, and hand over each post as its export would have it.

mod site;
mod sql;

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufReader, Read};
use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::entries::Out;
use super::xml::wordpress;
use super::{Found, bad_archive, read_held, unreadable};
use crate::diag::{Diagnostic, Place};
use site::Sites;

const KIND: &str = "database dump";

/// Hands over the posts of a file; false where `take` wants no more.
pub fn each_of_file(path: &Path, packed: bool, name: &str, file: &str, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let open = || -> io::Result<Box<dyn Read>> {
        let file = fs::File::open(path)?;
        Ok(if packed { Box::new(MultiGzDecoder::new(BufReader::new(file))) } else { Box::new(file) })
    };
    each(name, file, open, take)
}

/// The same for what can be read only once.
pub fn each_of_reader(name: &str, file: &str, from: impl Read, take: &mut dyn FnMut(Found) -> bool) -> bool {
    match read_held(from) {
        Ok(all) => each(name, file, || Ok(all.as_slice()), take),
        Err(problem) => take(Err(Diagnostic::new(problem, Place::file(name)))),
    }
}

fn each<R: Read>(
    name: &str,
    file: &str,
    open: impl Fn() -> io::Result<R>,
    take: &mut dyn FnMut(Found) -> bool,
) -> bool {
    let told = |problem, line| Diagnostic::new(problem, Place { line, ..Place::file(name) });
    let mut sites = Sites::default();
    // What breaks it in the middle is said when the posts before are handed over.
    match open() {
        Ok(from) => {
            let _ = sql::each(from, site::is_wanted, &mut |table, row| {
                sites.add(table, row);
                true
            });
        }
        Err(error) => return take(Err(told(unreadable(error), 0))),
    }
    let sites = sites.settled();
    if !sites.has_posts() {
        return take(Err(told(bad_archive(KIND, &"it has no posts of WordPress"), 0)));
    }
    let from = match open() {
        Ok(from) => from,
        Err(error) => return take(Err(told(unreadable(error), 0))),
    };
    let mut out = Out::new(name, file, take);
    let mut left: BTreeMap<String, usize> = BTreeMap::new();
    let end = sql::each(from, |table| table.ends_with("posts"), &mut |table, row| {
        let Some((post, known)) = sites.post(table, row) else { return true };
        let (entry, names) = wordpress::entry(&post, known);
        names.into_iter().for_each(|name| *left.entry(name).or_default() += 1);
        out.put(entry, row.is_cut)
    });
    wordpress::tell_left(&left, &mut out);
    out.finish(end.err().map(|end| told(bad_archive(KIND, &end.reason), end.line)))
}
