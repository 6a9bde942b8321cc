//! newsgen turns raw news text into a permanent, fast web archive that any static host can serve.
//!
//! The phases, each a module that returns a new value; imports go only downward in this list:
//!
//! | module | what it does |
//! |---|---|
//! | [`diag`], [`error`] | the user's mistakes, the machine's failures |
//! | [`model`] | the types that all phases speak |
//! | [`markdown`], [`parallel`] | Markdown ▶ safe HTML; work spread over threads |
//! | [`fs`], [`config`], [`sink`] | files with paths in their errors; `site.toml`; where outputs go |
//! | [`tags`] | subjects of a text, and one vocabulary for the whole archive |
//! | [`convert`] | raw text ▶ article ▶ `content/*.md` |
//! | [`load`] | SCAN: `content/` ▶ records, through a cache |
//! | [`theme`] | templates and assets, and what each template depends on |
//! | [`site`] | INDEX: records ▶ the immutable `Site` |
//! | [`plan`] | PLAN: every output, its address and the fingerprint of its inputs |
//! | [`render`], [`manifest`] | RENDER: one page ▶ bytes; what was written last time |
//! | [`build`] | SCAN ▶ INDEX ▶ PLAN ▶ DIFF ▶ RENDER ▶ WRITE |
//! | [`check`] | what readers would stumble over |
//! | [`serve`] | preview with live reload |
//! | [`deploy`] | `public/` ▶ static hosting: only what changed, in an order that never shows half a site |
//! | [`cli`] | arguments, messages, exit codes; the only one that prints |
//!
//! `docs/ARCHITECTURE.md` has the invariants and their reasons.

pub mod build;
pub mod check;
pub mod cli;
pub mod config;
pub mod convert;
#[cfg(feature = "deploy")]
pub mod deploy;
pub mod diag;
pub mod error;
pub mod fs;
pub mod load;
pub mod manifest;
pub mod markdown;
pub mod model;
pub mod parallel;
pub mod plan;
pub mod render;
#[cfg(feature = "serve")]
pub mod serve;
pub mod sink;
pub mod site;
pub mod tags;
pub mod theme;
