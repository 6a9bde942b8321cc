//! What tests share: a site in a temporary folder, and the program run on it.

#![allow(dead_code, reason = "each test file uses a part of it")]

pub mod browser;
pub mod editor;
pub mod server;

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};

/// A moment after every date in the tests.
pub const CLOCK: &str = "2026-06-01T12:00:00Z";

/// A site in a folder that goes when it is dropped.
pub struct TestSite {
    pub folder: tempfile::TempDir,
}

impl TestSite {
    /// A site with nothing but its settings.
    pub fn new() -> TestSite {
        let site = TestSite { folder: tempfile::tempdir().unwrap() };
        site.write("site.toml", "title = \"Test Archive\"\nbase_url = \"https://example.org\"\n");
        site
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
        self
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
    }

    pub fn remove(&self, name: &str) -> &Self {
        std::fs::remove_file(self.path(name)).unwrap();
        self
    }

    /// Writes a small article; `more` are further lines of front matter.
    pub fn article(&self, name: &str, title: &str, more: &str, body: &str) -> &Self {
        let text = format!("---\ntitle: \"{title}\"\n{more}---\n\n{body}\n");
        self.write(&format!("content/{name}.md"), text)
    }

    /// Runs the program in the site's folder.
    pub fn run(&self, arguments: &[&str]) -> Run {
        Run::of(newsgen().args(arguments).current_dir(self.folder.path()))
    }

    /// `newsgen build` as of [`CLOCK`].
    pub fn build(&self) -> Run {
        self.run(&["build", "--clock", CLOCK])
    }

    /// `newsgen build -v`; the paths it rendered, sorted.
    pub fn rendered(&self) -> Vec<String> {
        let run = self.run(&["build", "--clock", CLOCK, "-v"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let mut paths: Vec<_> =
            run.stderr.lines().filter_map(|l| l.strip_prefix("rendered ")).map(str::to_owned).collect();
        paths.sort();
        paths
    }

    /// All outputs by path.
    pub fn output(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("public"))
    }
}

/// How a run of the program ended.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Run {
    pub fn of(command: &mut Command) -> Run {
        let Output { status, stdout, stderr } = command.output().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Run { code: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) }
    }

    /// Asserts the exit code, with what was said if it is another.
    #[track_caller]
    pub fn exits(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{}", self.stderr);
        self
    }

    /// Asserts that a text was said.
    #[track_caller]
    pub fn says(self, text: &str) -> Run {
        assert!(self.stderr.contains(text), "`{text}` is not in:\n{}", self.stderr);
        self
    }
}

/// The program under test.
pub fn newsgen() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_newsgen"));
    for name in ["NO_COLOR", "CLICOLOR_FORCE", "SOURCE_DATE_EPOCH"] {
        command.env_remove(name);
    }
    for name in ["CONFIG", "JOBS", "CLOCK", "BASE_URL", "OUTPUT_DIR"] {
        command.env_remove(format!("NEWSGEN_{name}"));
    }
    command.env("TZ", "UTC");
    command
}

/// A port for a server that has to be told one. It is none that the system gives away itself: one of those may be
/// taken by a connection before the server listens there, even by the one that looks whether it does yet.
pub fn free_port() -> u16 {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let candidates = std::iter::repeat_with(|| {
        let number = std::process::id().wrapping_mul(61).wrapping_add(NEXT.fetch_add(1, Ordering::Relaxed));
        10_000 + (number % 5_000) as u16
    });
    candidates.take(5_000).find(|port| TcpListener::bind(("127.0.0.1", *port)).is_ok()).expect("no port is free")
}

/// The files below a folder by path.
pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().flatten() {
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(folder).unwrap().to_string_lossy().into_owned();
            files.insert(name, std::fs::read(entry.path()).unwrap());
        }
    }
    files
}

/// Asserts that two trees of files are the same; names those that differ.
#[track_caller]
pub fn assert_same(found: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>, when: &str) {
    let paths: std::collections::BTreeSet<&String> = found.keys().chain(expected.keys()).collect();
    let differ = paths.into_iter().filter_map(|path| match (found.get(path), expected.get(path)) {
        (Some(found), Some(expected)) if found == expected => None,
        (Some(_), Some(_)) => Some(format!("{path} differs")),
        (Some(_), None) => Some(format!("{path} should not be there")),
        _ => Some(format!("{path} is missing")),
    });
    let differ: Vec<String> = differ.collect();
    assert!(differ.is_empty(), "{when}: {differ:#?}");
}

/// Three dated articles and an undated one.
pub fn small_site() -> TestSite {
    let site = TestSite::new();
    site.article(
        "2025/01/talks",
        "Talks advance",
        "date: 2025-01-12\nauthors: [Liam Ode]\nsection: World\ntags: [Gaza, Doha]\ndescription: About talks.\n",
        "First.",
    );
    site.article("2025/02/budget", "Budget passed", "date: 2025-02-03T09:30:00+01:00\nauthors: [Mara Okafor]\nsection: Politics\ntags: [Money]\ndescription: About money.\n", "Second.");
    site.article(
        "2025/02/storm",
        "Storm",
        "date: 2025-02-20\nsection: World\ntags: [gaza]\ndescription: About wind.\n",
        "Third.",
    );
    site.article("undated/letter", "A letter", "description: No date.\n", "Fourth.");
    site
}
