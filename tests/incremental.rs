//! Incremental equals clean, byte for byte, over random sequences of edits, and after a kill.
//!
//! The seed of a failing sequence is printed; `NEWSGEN_SEED=N cargo test --test incremental` runs
//! just that one, `NEWSGEN_SEQUENCES=N` sets how many are tried.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use common::editor::Editor;
use common::{newsgen, tree};
use newsgen::build::{Options, State, build};
use newsgen::config::{Config, Overrides};
use newsgen::sink::{Dir, Memory};
use newsgen::site::Gates;

/// A child between fork and exec has the locks of all of this program's builds.
static SPAWN_OR_BUILD: Mutex<()> = Mutex::new(());

/// How many builds found by sources and settings alone that nothing changed.
static SHORTCUTS: AtomicUsize = AtomicUsize::new(0);

/// A build's moment, and whether it looks at outputs one by one as those of large archives do not.
#[derive(Clone, Copy)]
struct How {
    as_of: DateTime<Utc>,
    most_looked_at: usize,
}

impl How {
    fn options(self, jobs: usize) -> Options {
        let How { as_of, most_looked_at } = self;
        let gates = Gates { as_of, drafts: false, future: false };
        Options { gates, jobs, force: false, allow_empty: true, name_rendered: false, most_looked_at }
    }
}

/// What a build from nothing makes of the site.
fn clean(folder: &Path, how: How) -> BTreeMap<String, Vec<u8>> {
    let config = Config::load(&folder.join("site.toml"), &Overrides::default()).unwrap();
    let memory = Memory::default();
    build(&config, &how.options(1), &memory, &State::none(), &|_, _, _| {}).unwrap();
    memory.into_files()
}

fn incremental(folder: &Path, how: How) -> BTreeMap<String, Vec<u8>> {
    let config = Config::load(&folder.join("site.toml"), &Overrides::default()).unwrap();
    let sink = Dir::new(config.output_dir());
    let _turn = SPAWN_OR_BUILD.lock().unwrap_or_else(|e| e.into_inner());
    let build = || build(&config, &how.options(2), &sink, &State::of(&config), &|_, _, _| {}).unwrap();
    let first = build();
    let second = build();
    SHORTCUTS.fetch_add(usize::from(second.timings.len() == 2), Ordering::Relaxed);
    assert_eq!((second.rendered, second.removed, second.parsed > first.parsed), (0, 0, false));
    assert_eq!((first.articles, first.pages, first.held), (second.articles, second.pages, second.held));
    tree(&config.output_dir())
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok().map(|v| v.parse().unwrap())
}

#[track_caller]
fn assert_same(incremental: &BTreeMap<String, Vec<u8>>, clean: &BTreeMap<String, Vec<u8>>, seed: u64, log: &[String]) {
    for path in clean.keys().chain(incremental.keys()) {
        let text = |tree: &BTreeMap<String, Vec<u8>>| tree.get(path).map(|b| String::from_utf8_lossy(b).into_owned());
        assert_eq!(text(incremental), text(clean), "{path} after NEWSGEN_SEED={seed}:\n{}", log.join("\n"));
    }
}

#[test]
fn incremental_equals_clean() {
    let seeds: Vec<u64> = match number("NEWSGEN_SEED") {
        Some(seed) => vec![seed],
        None => (0..number("NEWSGEN_SEQUENCES").unwrap_or(300)).collect(),
    };
    for seed in seeds {
        let mut editor = Editor::new(seed);
        for _ in 0..4 {
            for _ in 0..editor.rng.u8(1..6) {
                editor.edit();
            }
            let clock = editor.pick(&[common::CLOCK, common::CLOCK, "2024-02-01T00:00:00Z", "2026-01-01T00:00:00Z"]);
            editor.log.push(format!("build as of {clock}"));
            let most_looked_at = if seed % 2 == 0 { Options::MOST_LOOKED_AT } else { 0 };
            let how = How { as_of: clock.parse().unwrap(), most_looked_at };
            let folder = editor.site.folder.path().to_owned();
            assert_same(&incremental(&folder, how), &clean(&folder, how), seed, &editor.log);
        }
    }
    assert!(number("NEWSGEN_SEED").is_some() || SHORTCUTS.load(Ordering::Relaxed) > 50, "{SHORTCUTS:?}");
}

/// Kills the program at random moments; the next build is right.
#[cfg(unix)]
#[test]
fn a_killed_build_is_made_good() {
    let mut killed = 0;
    for seed in 0..25 {
        let mut editor = Editor::new(1_000_000 + seed);
        for n in 0..80 {
            let text = editor.article();
            editor.write(&format!("content/many/{n}.md"), &text);
        }
        for _ in 0..3 {
            (0..6).for_each(|_| editor.edit());
            let mut child = newsgen();
            child
                .args(["build", "-q", "--clock", common::CLOCK])
                .current_dir(editor.site.folder.path())
                .stderr(std::process::Stdio::null());
            let turn = SPAWN_OR_BUILD.lock().unwrap_or_else(|e| e.into_inner());
            let mut child = child.spawn().unwrap();
            drop(turn);
            std::thread::sleep(Duration::from_micros(editor.rng.u64(2_000..60_000)));
            child.kill().unwrap();
            killed += u32::from(child.wait().unwrap().code().is_none());
        }
        let folder = editor.site.folder.path().to_owned();
        let how = How { as_of: common::CLOCK.parse().unwrap(), most_looked_at: [0, 1000][seed as usize % 2] };
        assert_same(&incremental(&folder, how), &clean(&folder, how), seed, &editor.log);
    }
    assert!(killed > 10, "only {killed} builds were killed before their end");
}
