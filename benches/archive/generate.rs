//! Writes a made-up archive: the same seed and number of articles give the same bytes.
//!
//! An article's body is the same in every format; front matter and the few files that a generator
//! wants beside the articles differ. Files get the time of their article, so that a build finds
//! files of long ago: newsgen reads those again that changed within its last two seconds.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, SystemTime};

use xxhash_rust::xxh3::xxh3_128;

use crate::article::Article;
use crate::world::World;

/// The code that decides what an archive holds: an archive made by other code is made anew.
pub const SOURCES: &[u8] = concat!(
    include_str!("generate.rs"),
    include_str!("article.rs"),
    include_str!("world.rs"),
    include_str!("random.rs")
)
.as_bytes();

/// How front matter is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Newsgen,
    Hugo,
    Zola,
    Blades,
}

impl Format {
    /// An article's whole file.
    pub fn file(self, article: &Article) -> String {
        let Article { author, section, .. } = article;
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let (title, description) = (quoted(&article.title), quoted(&article.description));
        let date = article.iso();
        let tags: Vec<_> = article.tags.iter().map(|tag| quoted(tag)).collect();
        let list: String = tags.iter().map(|tag| format!("  - {tag}\n")).collect();
        let taxonomies = format!(
            "[taxonomies]\nauthors = [\"{author}\"]\ncategories = [\"{section}\"]\ntags = [{}]\n",
            tags.join(", ")
        );
        let front = match self {
            Format::Newsgen => format!(
                "---\ntitle: {title}\ndescription: {description}\nauthor: \"{author}\"\ndate: {date}\n\
                 section: {section}\ntags:\n{list}---\n"
            ),
            Format::Hugo => format!(
                "---\ntitle: {title}\ndescription: {description}\nauthors: [\"{author}\"]\ndate: {date}\n\
                 categories: [{section}]\ntags:\n{list}---\n"
            ),
            Format::Zola => {
                format!("+++\ntitle = {title}\ndescription = {description}\ndate = {date}\n{taxonomies}+++\n")
            }
            // Its dates have no offset.
            Format::Blades => format!(
                "+++\ntitle = {title}\nsummary = {description}\ndate = {}Z\nauthor = \"{author}\"\n{taxonomies}+++\n",
                &date[..19]
            ),
        };
        format!("{front}\n{}", article.body)
    }

    /// The files for front, year and month pages, where the generator wants them: path and text.
    fn folders(self, months: &BTreeSet<String>) -> Vec<(String, String)> {
        let years: BTreeSet<_> = months.iter().map(|month| month[..4].to_owned()).collect();
        let kinds = years.iter().map(|y| (y, "year")).chain(months.iter().map(|m| (m, "month")));
        let zola = "sort_by = \"date\"\n";
        match self {
            Format::Newsgen => Vec::new(),
            Format::Hugo => kinds
                .map(|(at, kind)| (format!("{at}/_index.md"), format!("---\ntitle: \"{at}\"\nlayout: {kind}\n---\n")))
                .chain([("_index.md".into(), "---\ntitle: The Archive\n---\n".into())])
                .collect(),
            Format::Zola => kinds
                .map(|(at, kind)| {
                    let front =
                        format!("+++\ntitle = \"{at}\"\n{zola}transparent = true\ntemplate = \"{kind}.html\"\n+++\n");
                    (format!("{at}/_index.md"), front)
                })
                .chain([("_index.md".into(), format!("+++\ntitle = \"The Archive\"\n{zola}paginate_by = 20\n+++\n"))])
                .collect(),
            Format::Blades => kinds
                .map(|(at, kind)| {
                    (format!("{at}/index.toml"), format!("title = \"{at}\"\ntemplate = \"{kind}.html\"\n"))
                })
                .chain([("index.toml".into(), "title = \"The Archive\"\n".into())])
                .collect(),
        }
    }
}

/// How large an archive became.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Size {
    pub bytes: u64,
    /// Of all paths and bytes, whatever their order.
    pub hash: u128,
}

/// Writes `content/` below a site's folder, on all processors.
pub fn archive(world: &World, format: Format, site: &Path) -> io::Result<Size> {
    let content = site.join("content");
    let next = AtomicUsize::new(0);
    let months = Mutex::new(BTreeSet::new());
    const BLOCK: usize = 256;
    let work = || -> io::Result<Size> {
        let mut size = Size::default();
        loop {
            let first = next.fetch_add(BLOCK, Ordering::Relaxed);
            if first >= world.articles {
                return Ok(size);
            }
            for number in first..(first + BLOCK).min(world.articles) {
                let article = Article::new(world, number);
                let (path, text) = (article.path(), format.file(&article));
                let month = path[..7].to_owned();
                if months.lock().expect("no thread panics with it").insert(month.clone()) {
                    fs::create_dir_all(content.join(&month))?;
                }
                let path = path + ".md";
                size.bytes += text.len() as u64;
                size.hash ^= xxh3_128(format!("{path}\n{text}").as_bytes());
                let seconds = article.date.timestamp() as u64;
                write_dated(
                    &content.join(path),
                    text.as_bytes(),
                    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds),
                )?;
            }
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, |n| n.get());
    let sizes: Vec<_> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        workers.into_iter().map(|worker| worker.join().expect("writing does not panic")).collect()
    });
    let mut total = Size::default();
    for size in sizes {
        let size = size?;
        total.bytes += size.bytes;
        total.hash ^= size.hash;
    }
    for (path, text) in format.folders(&months.into_inner().expect("no thread panics with it")) {
        write_old(&content.join(path), text.as_bytes())?;
    }
    Ok(total)
}

/// Writes a file that looks an hour old.
pub fn write_old(path: &Path, bytes: &[u8]) -> io::Result<()> {
    write_dated(path, bytes, SystemTime::now() - Duration::from_secs(3600))
}

fn write_dated(path: &Path, bytes: &[u8], time: SystemTime) -> io::Result<()> {
    // Another thread may be making this article's folder just now.
    let mut file = match File::create(path) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            fs::create_dir_all(path.parent().expect("files are in folders"))?;
            File::create(path)?
        }
        file => file?,
    };
    file.write_all(bytes)?;
    file.set_modified(time)
}
