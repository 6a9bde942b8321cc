//! A folder to convert in, and made-up stories.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// How a conversion ended.
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// A short report, as an agency sends it.
pub const STORY: &str = "Storm hits the coast of Spain\n\nBy Jane Doe\n\n15 April 2012\n\nA storm hit the coast on Sunday and tore roofs from forty houses.\n\nNobody was hurt, said the mayor of the town.\n";

/// A folder to work in, with commands run inside it.
pub struct Desk(pub tempfile::TempDir);

impl Desk {
    pub fn new() -> Desk {
        Desk(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Desk {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    #[track_caller]
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|e| panic!("{name}: {e}; there is {:?}", self.files("")))
    }

    /// All files below a folder, sorted.
    pub fn files(&self, folder: &str) -> Vec<String> {
        let below = walkdir::WalkDir::new(self.path(folder)).into_iter().flatten();
        let mut files: Vec<String> = below
            .filter(|e| e.file_type().is_file())
            .map(|e| e.path().strip_prefix(self.0.path()).unwrap().to_string_lossy().into_owned())
            .collect();
        files.sort();
        files
    }

    pub fn convert(&self, args: &[&str]) -> Said {
        self.convert_with(args, b"")
    }

    pub fn convert_with(&self, args: &[&str], input: &[u8]) -> Said {
        let mut child = Command::new(env!("CARGO_BIN_EXE_newsgen"))
            .arg("convert")
            .args(args)
            .current_dir(self.0.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_owned();
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let out = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Said { code: out.status.code().expect("no signal ended it"), out: text(out.stdout), err: text(out.stderr) }
    }

    /// The report that `--report report.json` wrote.
    #[track_caller]
    pub fn report(&self) -> serde_json::Value {
        serde_json::from_str(&self.read("report.json")).unwrap()
    }

    /// Converts one text and returns its front matter and body.
    #[track_caller]
    pub fn article(&self, text: &str) -> (serde_yaml::Value, String) {
        self.put("one.txt", text);
        self.convert(&["one.txt", "--names", "source", "--force"]).exits(0);
        parse(&self.read("content/one.md"))
    }
}

impl Said {
    #[track_caller]
    pub fn exits(self, code: i32) -> Said {
        assert_eq!(self.code, code, "{}", self.err);
        self
    }

    #[track_caller]
    pub fn says(self, text: &str) -> Said {
        assert!(self.err.contains(text), "{text}\nis not in\n{}", self.err);
        self
    }
}

/// A content file's front matter and body.
#[track_caller]
pub fn parse(file: &str) -> (serde_yaml::Value, String) {
    let (front, body) = file.strip_prefix("---\n").unwrap().split_once("\n---\n\n").unwrap();
    (serde_yaml::from_str(front).unwrap(), body.to_owned())
}

const PEOPLE: [&str; 12] = [
    "the mayor",
    "a fisherman",
    "the harbour master",
    "her neighbour",
    "the council",
    "an old baker",
    "the ferry crew",
    "two students",
    "the night watch",
    "a carpenter",
    "the school choir",
    "the postman",
];
const DEEDS: [&str; 12] = [
    "repaired",
    "painted",
    "sold",
    "opened",
    "closed",
    "photographed",
    "counted",
    "carried",
    "forgot",
    "praised",
    "measured",
    "moved",
];
const THINGS: [&str; 12] = [
    "the old pier",
    "a red boat",
    "forty lamps",
    "the clock tower",
    "a box of letters",
    "the town bridge",
    "seven chairs",
    "the long wall",
    "a map of the coast",
    "the stone oven",
    "the empty mill",
    "a brass bell",
];

/// Paragraphs that tell something else for each number.
pub fn paragraphs(number: usize, count: usize) -> Vec<String> {
    let mut random = fastrand::Rng::with_seed(number as u64 * 7919 + 1);
    let mut sentence = || {
        format!(
            "On that morning {} {} {} beside {}, and {} {} it in the year {}.",
            random.choice(PEOPLE).unwrap(),
            random.choice(DEEDS).unwrap(),
            random.choice(THINGS).unwrap(),
            random.choice(THINGS).unwrap(),
            random.choice(PEOPLE).unwrap(),
            random.choice(DEEDS).unwrap(),
            random.u32(1900..2020),
        )
    };
    (0..count).map(|_| format!("{} {} {}", sentence(), sentence(), sentence())).collect()
}

/// A text with a headline, a byline, a day and four paragraphs.
pub fn story(number: usize) -> String {
    format!(
        "Number {number} of the harbour tales is told\n\nBy Jane Doe\n\n{} April 2012\n\n{}\n",
        number % 28 + 1,
        paragraphs(number, 4).join("\n\n")
    )
}

/// A text of `tests/data/`.
pub fn data(name: &str) -> String {
    fs::read_to_string(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

/// The texts of a YAML list.
pub fn texts(value: &serde_yaml::Value) -> Vec<&str> {
    value.as_sequence().map(|s| s.iter().filter_map(|v| v.as_str()).collect()).unwrap_or_default()
}
