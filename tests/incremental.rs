//! Incremental equals clean, byte for byte, over random sequences of edits, and after a kill.
//!
//! The seed of a failing sequence is printed; `NEWSGEN_SEED=N cargo test --test incremental` runs
//! just that one, `NEWSGEN_SEQUENCES=N` sets how many are tried.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use chrono::{DateTime, Utc};
use common::{TestSite, newsgen, tree};
use newsgen::build::{Options, State, build};
use newsgen::config::{Config, Overrides};
use newsgen::sink::{Dir, Memory};
use newsgen::site::Gates;

const TITLES: [&str; 6] =
    ["Talks advance", "Storm: \\\"worst\\\" yet", "東京で地震", "A & B <i>", "Budget", "São Paulo"];
const TERMS: [&str; 7] = ["Gaza", "gaza", "Money", "São Paulo", "C++", "東京", "World"];

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
        Options { gates, jobs, force: false, name_rendered: false, most_looked_at }
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

/// Random edits of a site. Each gives its file another time, long ago, so that the scan's cache is
/// trusted as it is for files that were not edited a moment before.
struct Editor {
    rng: fastrand::Rng,
    site: TestSite,
    edits: u64,
    log: Vec<String>,
}

impl Editor {
    fn new(seed: u64) -> Editor {
        let site = TestSite::new();
        site.write("site.toml", "base_url = \"https://example.org\"\nper_page = 2\nper_month_page = 3\n");
        Editor { rng: fastrand::Rng::with_seed(seed), site, edits: 0, log: Vec::new() }
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.rng.usize(..list.len())]
    }

    fn file(&mut self) -> String {
        format!("content/{}{}.md", self.pick(&["", "2025/", "x/y/"]), self.rng.u32(0..7))
    }

    fn write(&mut self, name: &str, text: &str) {
        self.site.write(name, text);
        self.edits += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(1_700_000_000 + self.edits);
        std::fs::File::options().write(true).open(self.site.path(name)).unwrap().set_modified(time).unwrap();
        self.log.push(format!("write {name}: {text:?}"));
    }

    fn existing(&mut self) -> Option<String> {
        let files: Vec<_> = tree(&self.site.path("content")).into_keys().collect();
        (!files.is_empty()).then(|| format!("content/{}", files[self.rng.usize(..files.len())]))
    }

    fn article(&mut self) -> String {
        let mut text = format!("---\ntitle: \"{}\"\n", self.pick(&TITLES));
        if self.rng.u8(0..5) > 0 {
            let (year, month, day) = (self.rng.u32(2023..2027), self.rng.u32(1..4), self.rng.u32(1..29));
            let time = self.pick(&["", "T09:30:00+02:00", "T23:59:00-08:00"]);
            match self.rng.u8(0..8) {
                0 => text.push_str(&format!("date: {year}\n")),
                1 => text.push_str(&format!("date: {year}-{month:02}\n")),
                2 => text.push_str("date: 2024-01-31T08:00:00Z\n"),
                _ => text.push_str(&format!("date: {year}-{month:02}-{day:02}{time}\n")),
            }
        }
        for _ in 0..self.rng.u8(0..2) {
            text.push_str(&format!("section: {}\n", self.pick(&TERMS)));
        }
        let list =
            |editor: &mut Editor| (0..editor.rng.u8(0..4)).map(|_| editor.pick(&TERMS)).collect::<Vec<_>>().join(", ");
        let (tags, authors) = (list(self), list(self));
        text.push_str(&format!("tags: [{tags}]\nauthors: [{authors}]\n"));
        for line in [
            "draft: true",
            "expires: 2026-01-01",
            "publish_at: 2026-01-01T00:00:01Z",
            "slug: same",
            "description: One sentence.",
            "aliases: [/old/, /2025/01/]",
            "updated: 2026-02-01",
            "status: withheld",
            "series: World",
            "id: 7",
            "ships: [Money, C++]",
            "corrections: [{date: 2025-03-01, text: One.}, Two.]",
            "license: https://licence.example/",
            "image: /a.jpg",
            "titel: x",
            "date: broken",
        ] {
            if self.rng.u8(0..12) == 0 {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.push_str(&format!("---\n\nBody {} of *it*.\n", self.rng.u32(..)));
        text
    }

    fn edit(&mut self) {
        match self.rng.u8(0..16) {
            0..=5 => {
                let (file, text) = (self.file(), self.article());
                self.write(&file, &text);
            }
            6 | 7 => {
                if let Some(file) = self.existing() {
                    let text = self.site.read(&file) + "More.\n";
                    self.write(&file, &text);
                }
            }
            8 => {
                if let Some(file) = self.existing() {
                    self.log.push(format!("remove {file}"));
                    self.site.remove(&file);
                }
            }
            9 => {
                if let Some(file) = self.existing() {
                    let to = self.file();
                    self.log.push(format!("rename {file} to {to}"));
                    std::fs::create_dir_all(self.site.path(&to).parent().unwrap()).unwrap();
                    std::fs::rename(self.site.path(&file), self.site.path(&to)).unwrap();
                }
            }
            10 => {
                let template = self.pick(&["article.html", "home.html", "base.html", "term.html", "redirect.html"]);
                let text = format!("{{% extends \"theme/{template}\" %}}{{# {} #}}", self.rng.u8(..));
                self.write(&format!("templates/{template}"), &text);
            }
            11 => {
                let setting = self.pick(&[
                    "title = \"Other\"\n",
                    "base_url = \"https://example.org/x\"\n",
                    "timezone = \"Asia/Tokyo\"\n",
                    "[feed]\nfull_text = false\n",
                    "per_page = 3\n",
                    "[permalinks]\nflat = true\n",
                    "[permalinks]\narticle = \"/{year}/{slug}.html\"\n",
                    "[permalinks]\narticle = \"/{section}/{title}-{id}/\"\n",
                    "day_pages = true\nper_page = 2\nper_month_page = 1\n",
                    "on_this_day = false\nlicense = \"CC\"\n",
                    "per_page = 1\n[feed]\nitems = 2\nterm_minimum = 2\nterm_formats = [\"json\"]\n",
                    "[feed]\nhistory = false\nformats = [\"atom\"]\n",
                    "[deploy]\nhost = \"netlify\"\n[tags.aliases]\nMoney = \"World\"\n",
                    "[taxonomies.ships]\nminimum = 2\n[taxonomies.tags]\nminimum = 2\n[taxonomies.authors]\nminimum = 3\n",
                    "[taxonomies.tags.parents]\nGaza = \"World\"\nWorld = \"Far\"\nFar = \"Gaza\"\n[taxonomies.authors.aliases]\nMoney = \"World\"\n",
                    "",
                ]);
                self.write("site.toml", setting);
            }
            13 => {
                let (name, synonym) = (self.pick(&TERMS), self.pick(&["Money", "World", "Nobody"]));
                let text = format!("[[tag]]\nname = \"{name}\"\nsynonyms = [\"{synonym}\"]\n");
                self.write("tags.toml", if name == synonym { "" } else { &text });
            }
            15 => {
                let (folder, name) = (self.pick(&["tags", "authors", "sections"]), self.pick(&TERMS));
                let text = format!("---\ntitle: \"{name}\"\n---\n\nAbout {}.\n", self.rng.u8(..));
                self.write(&format!("terms/{folder}/{}.md", name.len() % 3), &text);
            }
            14 => {
                let gate = self.pick(&["", "draft: true\n", "aliases: [/old/]\n", "slug: money\n"]);
                let text = format!("---\ntitle: Page {}\n{gate}---\n\nText.\n", self.rng.u8(0..3));
                let file = self.pick(&["about", "tags", "help/about"]);
                self.write(&format!("pages/{file}.md"), &text);
            }
            12 => {
                let name = self.pick(&["a.jpg", "style.css", "robots.txt", "tags/gaza/index.html", "old"]);
                let text = self.rng.u8(..).to_string();
                self.write(&format!("static/{name}"), &text);
            }
            _ => {
                for name in ["static", "templates", "terms", "pages"] {
                    let _ = std::fs::remove_dir_all(self.site.path(name));
                }
                self.log.push("remove static and templates".into());
            }
        }
    }
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
