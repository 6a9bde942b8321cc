//! Random edits of a small site, from a seed.

use std::time::{Duration, SystemTime};

use super::{TestSite, tree};

const TITLES: [&str; 6] =
    ["Talks advance", "Storm: \\\"worst\\\" yet", "東京で地震", "A & B <i>", "Budget", "São Paulo"];
const TERMS: [&str; 7] = ["Gaza", "gaza", "Money", "São Paulo", "C++", "東京", "World"];

/// Random edits of a site. Each gives its file another time, long ago, so that the scan's cache is
/// trusted as it is for files that were not edited a moment before.
pub struct Editor {
    pub rng: fastrand::Rng,
    pub site: TestSite,
    edits: u64,
    pub log: Vec<String>,
}

impl Editor {
    pub fn new(seed: u64) -> Editor {
        let site = TestSite::new();
        site.write("site.toml", "base_url = \"https://example.org\"\nper_page = 2\nper_month_page = 3\n");
        Editor { rng: fastrand::Rng::with_seed(seed), site, edits: 0, log: Vec::new() }
    }

    pub fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.rng.usize(..list.len())]
    }

    fn file(&mut self) -> String {
        format!("content/{}{}.md", self.pick(&["", "2025/", "x/y/"]), self.rng.u32(0..7))
    }

    pub fn write(&mut self, name: &str, text: &str) {
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

    pub fn article(&mut self) -> String {
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

    pub fn edit(&mut self) {
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
                    "per_page = 2\npages_by_year = false\n",
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
