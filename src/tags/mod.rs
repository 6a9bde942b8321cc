//! Tags that make an index: subjects of a text, and one clean vocabulary for the whole archive.
//!
//! 1. [`lang`] tells the language by its commonest words, [`token`] cuts a text into words, [`stem`] takes
//!    their endings off.
//! 2. [`extract`] finds the subjects of one text, a [`Profile`]: places and bodies of the [`gazetteer`],
//!    subjects that some words speak for, [`names`] of people and others, repeated [`phrases`].
//! 3. [`learn`] counts the subjects of a whole archive and lets its documents choose until that settles:
//!    what is left is the [`vocabulary`].
//! 4. [`vocabulary::choose`] gives a document its tags, by the vocabulary where there is one.
//!
//! Beside that: [`catalog`] is `tags.toml`, [`edit`] changes one line of a front matter, [`doctor`] says what
//! is wrong with a vocabulary, [`sections`] learns sections from labelled articles.
//!
//! Pure: nothing here reads, writes or prints, and nothing is random or downloaded.

pub mod catalog;
pub mod doctor;
pub mod edit;
pub mod extract;
mod fold;
pub mod gazetteer;
pub mod lang;
pub mod learn;
pub mod names;
pub mod phrases;
pub mod sections;
pub mod stem;
pub mod tables;
pub mod token;
pub mod vocabulary;
mod words;

pub use catalog::{Catalog, Kind};
pub use extract::{Candidate, Profile, Text, profile};
pub use learn::Learner;
pub use vocabulary::{Vocabulary, choose};
