//! Raw text ▶ article ▶ `content/*.md`.
//!
//! ```text
//! Source ─RawDoc▶ decode ─text▶ block ─blocks▶ label ─labels▶ extract ─Draft▶ emit ▶ place ▶ file
//! ```
//!
//! 1. A [`source::Source`] yields one [`RawDoc`] at a time: a name and bytes.
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
//! Nothing here prints: [`run::run`] returns a [`report::Report`], and `cli` shows it.

pub mod authors;
pub mod block;
mod boilerplate;
mod byline;
pub mod chain;
pub mod date;
pub mod decode;
pub mod emit;
pub mod extract;
pub mod facts;
pub mod features;
pub mod html;
pub mod label;
pub mod learned;
mod markdown;
pub mod meta;
pub mod place;
mod prepare;
pub mod pubdate;
pub mod rank;
pub mod reading;
pub mod region;
pub mod report;
mod rules;
pub mod run;
mod sentence;
pub mod source;
pub mod title;
pub mod word;
pub mod words;
pub mod yaml;

pub use extract::Draft;
pub use label::{Label, Labelled, Reason};
pub use report::{Report, Status};
pub use run::{Names, Options, run};
pub use source::{RawDoc, Source};
