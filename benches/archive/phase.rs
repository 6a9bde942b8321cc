//! The edits between builds, and how they are taken back.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::time::SystemTime;

use chrono::NaiveDate;
use clap::ValueEnum;

use crate::article::Article;
use crate::contender::Contender;
use crate::world::World;

/// What happened to the sources since the build before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Phase {
    /// Everything is new: there is no output and no note of an earlier build
    Cold,
    /// Nothing
    Noop,
    /// A paragraph was added to one article
    Body,
    /// One article has another headline
    Title,
    /// There is one more article, the newest
    Today,
    /// There is one more article, of ten years ago
    LongAgo,
    /// A tag of about twenty articles is called otherwise in all of them
    Tag,
    /// The template of articles changed
    Template,
}

impl Phase {
    pub fn label(self) -> &'static str {
        match self {
            Phase::Cold => "cold",
            Phase::Noop => "nothing changed",
            Phase::Body => "body edited",
            Phase::Title => "title edited",
            Phase::Today => "article added today",
            Phase::LongAgo => "article added ten years back",
            Phase::Tag => "tag renamed",
            Phase::Template => "article template edited",
        }
    }

    /// Edits the sources of a site. Files get the time of the edit, as an editor would leave them.
    pub fn edit(self, world: &World, contender: &Contender) -> io::Result<Undo> {
        let mut undo = Undo { made: contender.made(), mark: fs::read(contender.made())?, files: Vec::new() };
        // Who is interrupted now leaves a site that is made anew next time.
        fs::remove_file(&undo.made)?;
        let path = |article: &Article| contender.site.join("content").join(article.path() + ".md");
        let middle = || Article::new(world, world.articles / 2);
        let add = |undo: &mut Undo, number: usize, day: Option<NaiveDate>| {
            let article = Article::on(world, world.articles + number, day.expect("a date"));
            undo.write(path(&article), &contender.format.file(&article))
        };
        match self {
            Phase::Cold | Phase::Noop => {}
            Phase::Body => {
                let article = middle();
                undo.write(path(&article), &(contender.format.file(&article) + "\nEdited after it was published.\n"))?;
            }
            Phase::Title => {
                let article = middle();
                let edited = Article { title: format!("Edited {}", article.title), ..middle() };
                undo.write(path(&article), &contender.format.file(&edited))?;
            }
            Phase::Today => add(&mut undo, 0, NaiveDate::from_ymd_opt(2025, 12, 31))?,
            Phase::LongAgo => add(&mut undo, 1, NaiveDate::from_ymd_opt(2015, 12, 15))?,
            Phase::Tag => {
                let (tag, articles) = world.tag_with(20);
                let (old, new) = (&world.tags[tag], format!("renamed {}", world.tags[tag]));
                for number in articles {
                    let mut article = Article::new(world, number);
                    article.tags.iter_mut().filter(|tag| *tag == old).for_each(|tag| tag.clone_from(&new));
                    undo.write(path(&article), &contender.format.file(&article))?;
                }
            }
            Phase::Template => {
                let (path, text) = contender.edited_template()?;
                undo.write(path, &text)?;
            }
        }
        Ok(undo)
    }
}

/// A file's bytes and time before the edit; none where there was no file.
type Before = Option<(Vec<u8>, SystemTime)>;

/// What the sources were before an edit.
pub struct Undo {
    made: PathBuf,
    mark: Vec<u8>,
    files: Vec<(PathBuf, Before)>,
}

impl Undo {
    /// Whether anything was edited.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn write(&mut self, path: PathBuf, text: &str) -> io::Result<()> {
        let before = match fs::read(&path) {
            Ok(bytes) => Some((bytes, fs::metadata(&path)?.modified()?)),
            Err(_) => None,
        };
        // A small archive may have no article of that month yet.
        fs::create_dir_all(path.parent().expect("files are in folders"))?;
        fs::write(&path, text)?;
        self.files.push((path, before));
        Ok(())
    }

    /// Takes the edit back, file times included.
    pub fn undo(self) -> io::Result<()> {
        for (path, before) in self.files {
            match before {
                Some((bytes, time)) => {
                    fs::write(&path, bytes)?;
                    fs::File::options().write(true).open(&path)?.set_modified(time)?;
                }
                None => fs::remove_file(&path)?,
            }
        }
        fs::write(self.made, self.mark)
    }
}
