//! Files of JSON ▶ items, one for each object that may be an article: the file itself, the items of a list, objects one after
//! another, or the longest list in an object that wraps it, as interfaces of content systems answer.
//!
//! Objects are handed over one by one: a list may be longer than memory.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufRead, Read};

use serde::de::{DeserializeSeed, SeqAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Deserializer, Value};

use super::{Content, Found, Item, MAX_LEN_BYTES, ghost};
use crate::convert::record;
use crate::diag::{Diagnostic, Place, Problem};

/// The first object of a file may be one that wraps a list, as exports do.
const MAX_WRAPPED_BYTES: u64 = 4 * MAX_LEN_BYTES;

/// Hands over the objects of a reader; false where `take` wants no more. `name` is the file as the user calls it, `file` its
/// name without folder.
pub fn each(name: &str, file: &str, mut from: impl BufRead, take: &mut dyn FnMut(Found) -> bool) -> bool {
    let is_list = match first(&mut from) {
        Ok(Some(first)) => first == b'[',
        Ok(None) => return take(Err(Diagnostic::new(Problem::NoInput, Place::file(name)))),
        Err(error) => return take(Err(Diagnostic::new(super::unreadable(error), Place::file(name)))),
    };
    let left = Cell::new(if is_list { MAX_LEN_BYTES } else { MAX_WRAPPED_BYTES });
    let mut out = Out { name, file, left: &left, take, held: None, count: 0, going: true };
    let limited = Limited { from, left: &left };
    let end = if is_list {
        DeserializeSeed::deserialize(&mut out, &mut Deserializer::from_reader(limited))
    } else {
        let mut objects = Deserializer::from_reader(limited).into_iter::<Box<RawValue>>();
        loop {
            match objects.next() {
                None => break Ok(()),
                Some(Err(error)) => break Err(error),
                Some(Ok(object)) => {
                    if !out.object(object) {
                        return false;
                    }
                }
            }
        }
    };
    if !out.finish() {
        return false;
    }
    let Err(error) = end else { return true };
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
    let place = Place { line: error.line(), col: error.column(), ..Place::file(name) };
    (out.take)(Err(Diagnostic::new(Problem::BadJson { message }, place)))
}

/// The first byte that is no space, which stays where it is; byte order marks are passed over.
fn first(from: &mut impl BufRead) -> io::Result<Option<u8>> {
    loop {
        let buffer = from.fill_buf()?;
        let Some(first) = buffer.first().copied() else { return Ok(None) };
        if !first.is_ascii_whitespace() && !b"\xef\xbb\xbf".contains(&first) {
            return Ok(Some(first));
        }
        from.consume(1);
    }
}

/// A reader that ends with an error where one object has more bytes than any article.
struct Limited<'a, R> {
    from: R,
    left: &'a Cell<u64>,
}

impl<R: BufRead> Read for Limited<'_, R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let left = self.left.get();
        if left == 0 {
            return Err(io::Error::other(format!("larger than {} MiB", MAX_LEN_BYTES / 1024 / 1024)));
        }
        let most = to.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let read = self.from.read(&mut to[..most])?;
        self.left.set(left - read as u64);
        Ok(read)
    }
}

struct Out<'a, 'b> {
    name: &'a str,
    file: &'a str,
    left: &'a Cell<u64>,
    take: &'b mut dyn FnMut(Found) -> bool,
    /// The first object, until it is known whether it is the only one.
    held: Option<Box<RawValue>>,
    count: usize,
    going: bool,
}

impl Out<'_, '_> {
    /// The next of several objects; false where no more is wanted.
    fn object(&mut self, object: Box<RawValue>) -> bool {
        self.left.set(MAX_LEN_BYTES);
        if self.count == 0 && self.held.is_none() {
            self.held = Some(object);
            return true;
        }
        self.going =
            self.held.take().is_none_or(|first| self.record(first.get(), true)) && self.record(object.get(), true);
        self.going
    }

    /// An object that is the only one of its file may wrap a list of others.
    fn finish(&mut self) -> bool {
        let Some(object) = self.held.take() else { return self.going };
        let wrapped = serde_json::from_str::<Value>(object.get()).ok().and_then(|mut value| {
            ghost::join(&mut value);
            record::wrapped(value)
        });
        self.going = match wrapped {
            Some(list) => list.iter().all(|object| self.record(&object.to_string(), true)),
            None => self.record(object.get(), false),
        };
        self.going
    }

    fn record(&mut self, object: &str, numbered: bool) -> bool {
        self.count += 1;
        let name = if numbered { format!("{}#{}", self.name, self.count) } else { self.name.to_owned() };
        let content = Content::Record(object.as_bytes().to_vec());
        let item = Item { name, file: self.file.to_owned(), folder: self.name.to_owned(), line: 0, content };
        (self.take)(Ok(item))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Out<'_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for &mut Out<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of objects")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(object) = list.next_element::<Box<RawValue>>()? {
            self.left.set(MAX_LEN_BYTES);
            self.going = self.record(object.get(), true);
            if !self.going {
                // Nobody asks for the rest, which need not be read.
                return Err(serde::de::Error::custom("no more is wanted"));
            }
        }
        Ok(())
    }
}
