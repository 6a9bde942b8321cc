//! Raw text ▶ article ▶ `content/*.md`.
//!
//! ```text
//! Source ─RawDoc▶ decode ─text▶ block ─blocks▶ label ─labels▶ extract ─Draft▶ emit ▶ place ▶ file
//! ```
//!
//! 1. A [`source::Source`] hands over one document at a time; threads read it to a [`RawDoc`]: a name and
//!    bytes, and the fields that came with them.
//! 2. [`decode`] makes text of the bytes, or says why they are none.
//! 3. [`block`] cuts the text into blocks that know the lines they came from; [`html`] makes blocks of
//!    saved pages. Nothing after this step needs to know what the input was.
//! 4. `rules` say what each block is; `learned` has a [`chain`] decide which [`features`] make a body.
//! 5. [`extract`] reads fields from the labelled blocks. Every block ends in the body, in a field or
//!    in the list of what was dropped, with its line and reason.
//! 6. [`emit`] writes front matter and Markdown; [`place`] decides which file that is and whether
//!    it may be written.
//! 7. [`run()`] does all this for many inputs at once, with one document in memory per thread.
//!
//! Nothing here prints: [`run::run`] hands on what became of each document, and `cli` shows it.

mod address;
mod also;
mod amend;
pub mod authors;
pub mod block;
mod boilerplate;
mod byline;
mod byline_words;
mod captions;
pub mod chain;
mod characters;
mod charset;
pub mod confidence;
pub mod counts;
mod credit;
pub mod date;
pub mod date_shapes;
pub mod date_words;
pub mod decode;
pub mod duplicates;
pub mod emit;
pub mod explain;
pub mod extract;
pub mod facts;
pub mod features;
mod former;
mod gaps;
pub mod given;
pub mod html;
mod hyphen;
mod in_use;
mod inline;
pub mod kinds;
pub mod label;
pub mod learned;
mod letters;
mod lexicon;
mod lone;
mod markdown;
pub mod measures;
pub mod meta;
pub mod named;
mod names;
pub mod notes;
pub mod options;
pub mod part;
pub mod person;
mod phrases;
pub mod place;
mod prepare;
mod print;
pub mod pubdate;
pub mod rank;
pub mod reading;
mod recipe;
mod record;
pub mod recurring;
pub mod region;
pub mod report;
mod rules;
pub mod run;
mod sentence;
mod several;
mod shape;
pub mod signed;
mod solar;
pub mod source;
mod standing;
mod stream;
pub mod subjects;
pub mod suggest;
mod surnames;
pub mod survey;
pub mod tables;
pub mod title;
pub mod trees;
pub mod weights;
pub mod word;
pub mod words;
pub mod yaml;

pub use extract::Draft;
pub use given::{Given, Said};
pub use label::{Label, Labelled, Reason};
pub use options::{Doubtful, Names, Options};
pub use report::{Entry, Status, Summary};
pub use run::{Outcome, run};
pub use source::{RawDoc, Source};
