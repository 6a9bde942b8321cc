//! `std::fs` whose errors know the path, and files that are whole or not there.

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::error::{Error, Result};

/// Reads a whole file.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).map_err(Error::io("read", path))
}

/// A buffer for reading whole files one after the other with as few calls as there can be: this is
/// done for every article, and in large archives twice.
#[derive(Debug, Default)]
pub struct FileBuffer {
    bytes: Vec<u8>,
    filled: usize,
    folder: LastFolder,
}

impl FileBuffer {
    /// How many small files to read before they are used: at each turn the kernel's code drives the program's out of
    /// the processor's caches.
    pub const SOME: usize = 16;

    /// Reads a whole file by its path below a folder, always the same one. It is probably `len_bytes` long.
    pub fn read(&mut self, root: &Path, below: &str, len_bytes: usize) -> std::io::Result<&[u8]> {
        self.clear();
        let range = self.append(root, below, len_bytes)?;
        Ok(self.get(range))
    }

    /// Whether so much was read that it should be used before more is: memory is bounded whatever the files.
    pub fn is_full(&self) -> bool {
        self.filled >= 1 << 18
    }

    /// Forgets all files.
    pub fn clear(&mut self) {
        self.filled = 0;
    }

    /// Reads a whole file behind those that were read before, and says where it is.
    pub fn append(&mut self, root: &Path, below: &str, len_bytes: usize) -> std::io::Result<Range<usize>> {
        let mut file = match self.folder.open(root, below) {
            Some(file) => file,
            None => fs::File::open(root.join(below))?,
        };
        let (start, buffer) = (self.filled, &mut self.bytes);
        // One byte more than there should be: a shorter read of a regular file is its end.
        let needed = start + len_bytes.saturating_add(1).max(16 * 1024);
        if buffer.len() < needed {
            buffer.resize(needed, 0);
        }
        let mut filled = start;
        loop {
            match file.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(n) => {
                    filled += n;
                    if filled < buffer.len() {
                        break;
                    }
                    buffer.resize(buffer.len() * 2, 0);
                }
                Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
                Err(e) => return Err(e),
            }
        }
        self.filled = filled;
        Ok(start..filled)
    }

    /// The bytes of a file.
    pub fn get(&self, range: Range<usize>) -> &[u8] {
        &self.bytes[range]
    }
}

/// The folder below another one that was last used, open: names in it spare the system the way there.
#[derive(Debug, Default)]
pub struct LastFolder {
    #[cfg(unix)]
    below: String,
    #[cfg(unix)]
    folder: Option<std::os::fd::OwnedFd>,
}

#[cfg(unix)]
impl LastFolder {
    /// The folder, opened when it is wanted a second time in a row. `None` before, and where it cannot be opened.
    pub fn at(&mut self, root: &Path, below: &str) -> Option<&std::os::fd::OwnedFd> {
        if self.below != below {
            below.clone_into(&mut self.below);
            self.folder = None;
            return None;
        }
        if self.folder.is_none() {
            self.folder = fs::File::open(root.join(below)).ok().map(Into::into);
        }
        self.folder.as_ref()
    }

    /// Opens a file to read it; `None` where that has to be tried by its whole path.
    fn open(&mut self, root: &Path, file: &str) -> Option<fs::File> {
        use rustix::fs::{Mode, OFlags, openat};
        let (below, name) = file.rsplit_once('/').unwrap_or(("", file));
        let folder = self.at(root, below)?;
        openat(folder, name, OFlags::RDONLY | OFlags::CLOEXEC, Mode::empty()).ok().map(Into::into)
    }
}

#[cfg(not(unix))]
impl LastFolder {
    fn open(&mut self, _: &Path, _: &str) -> Option<fs::File> {
        None
    }
}

/// A file as the file system describes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stat {
    /// Size in bytes.
    pub len_bytes: u64,
    /// Modification time, nanoseconds since 1970; [`Stat::UNSURE`] if it says nothing.
    pub modified_ns: i64,
    /// When anything of the file last changed, its modification time included: programs that keep times
    /// (`touch -d`, `tar`, `rsync -t`) cannot set this one. 0 where the system has none.
    pub changed_ns: i64,
}

impl Stat {
    /// A time that no file has: the file changed so shortly before it was read that a further
    /// change could leave size and times as they are.
    pub const UNSURE: i64 = i64::MIN;

    /// Of what the standard library found.
    pub fn of(metadata: &fs::Metadata) -> Stat {
        let modified_ns = metadata.modified().map_or(Stat::UNSURE, nanoseconds);
        #[cfg(unix)]
        let changed_ns = {
            use std::os::unix::fs::MetadataExt;
            since_1970(metadata.ctime(), metadata.ctime_nsec())
        };
        #[cfg(not(unix))]
        let changed_ns = 0;
        Stat { len_bytes: metadata.len(), modified_ns, changed_ns }
    }

    /// As found at a moment, in nanoseconds since 1970.
    pub fn at(self, moment: i64) -> Stat {
        // Some file systems tick every two seconds. Times of changes tick a hundred times a second or more: that a
        // program sets a modification time of long ago twice within a tick is not reckoned with.
        const TICK_NS: i64 = 2_000_000_000;
        let is_fresh = self.modified_ns > moment - TICK_NS;
        if is_fresh { Stat { modified_ns: Stat::UNSURE, ..self } } else { self }
    }

    /// Whether a file that is still described so has not changed.
    pub fn is_sure(self) -> bool {
        self.modified_ns != Stat::UNSURE
    }
}

#[cfg(unix)]
fn since_1970(seconds: i64, nanoseconds: i64) -> i64 {
    seconds.saturating_mul(1_000_000_000).saturating_add(nanoseconds)
}

/// Asks for sizes and times of files of which neighbours mostly are in one folder: by name in the open
/// folder where the system can, which spares it the way through all folders.
#[derive(Default)]
pub struct Looker {
    folder: PathBuf,
    #[cfg(unix)]
    open: Option<std::os::fd::OwnedFd>,
}

impl Looker {
    /// What a path leads to.
    #[cfg(unix)]
    pub fn look(&mut self, folder: &Path, name: &str) -> std::io::Result<Stat> {
        let open = match &self.open {
            Some(open) if self.folder == folder => open,
            _ => {
                self.folder = folder.to_owned();
                self.open.insert(fs::File::open(folder)?.into())
            }
        };
        let stat = rustix::fs::statat(open, name, rustix::fs::AtFlags::empty())?;
        Ok(Stat {
            len_bytes: stat.st_size as u64,
            modified_ns: since_1970(stat.st_mtime as i64, stat.st_mtime_nsec as i64),
            changed_ns: since_1970(stat.st_ctime as i64, stat.st_ctime_nsec as i64),
        })
    }

    /// What a path leads to.
    #[cfg(not(unix))]
    pub fn look(&mut self, folder: &Path, name: &str) -> std::io::Result<Stat> {
        self.folder.clear();
        self.folder.push(folder);
        self.folder.push(name);
        Ok(Stat::of(&fs::metadata(&self.folder)?))
    }
}

/// Since 1970, less than nothing before.
pub fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_nanos()).unwrap_or(i64::MAX),
    }
}

/// Reads a whole file, `None` where there is none.
pub fn read_if_there(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Error::io("read", path)(e)),
    }
}

/// Makes a folder and its parents; it may be there already.
pub fn create_dir_all(path: &Path) -> Result<()> {
    fs::create_dir_all(path).map_err(Error::io("make the folder", path))
}

/// Writes a file that a reader or a crash finds either as it was or complete: into a temporary
/// neighbour first, then renamed. The folder is made.
pub fn write_atomic(path: &Path, write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    create_dir_all(folder)?;
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.tmp", std::process::id()));
    let temporary = Unfinished::new(PathBuf::from(temporary));
    let temporary = temporary.path();
    let written = fs::File::create(temporary).and_then(|file| {
        let mut out = std::io::BufWriter::with_capacity(1 << 18, file);
        write(&mut out)?;
        out.into_inner().map_err(|e| e.into_error())?.sync_data()
    });
    if let Err(e) = written.and_then(|()| fs::rename(temporary, path)) {
        let _ = fs::remove_file(temporary);
        return Err(Error::io("write", path)(e));
    }
    Ok(())
}

/// Files in the making that are not yet at their places.
static UNFINISHED: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// A file in the making, which [`remove_unfinished`] removes as long as this lives.
pub struct Unfinished(PathBuf);

impl Unfinished {
    /// Of a file that is about to be made.
    pub fn new(path: PathBuf) -> Unfinished {
        UNFINISHED.lock().expect("no thread panics while it adds a path").push(path.clone());
        Unfinished(path)
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        UNFINISHED.lock().expect("no thread panics while it takes a path").retain(|path| *path != self.0);
    }
}

/// Removes all files in the making, before the program ends in the middle of its work.
///
/// The list stays locked: no other thread begins a file, or puts one at its place, after that.
pub fn remove_unfinished() {
    let unfinished = UNFINISHED.lock().expect("no thread panics while it changes the list");
    for path in unfinished.iter() {
        let _ = fs::remove_file(path);
    }
    std::mem::forget(unfinished);
}

/// Whether a name is of a hidden file or folder.
fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether a name is of what version control, editors, systems or newsgen itself leave beside other files.
fn is_leftover(name: &OsStr) -> bool {
    const NAMES: [&str; 7] = [".git", ".gitignore", ".gitattributes", ".gitkeep", ".hg", ".svn", ".DS_Store"];
    // What has passwords and keys is left there by mistake.
    const SECRETS: [&str; 6] = [".htpasswd", ".netrc", ".npmrc", ".pgpass", ".aws", ".ssh"];
    let bytes = name.as_encoded_bytes();
    // Emacs marks files that are being edited by `.#NAME`, macOS keeps `._NAME` on other systems' disks.
    let begins = [".#", "._", ".newsgen", ".env"].iter().any(|start| bytes.starts_with(start.as_bytes()));
    let ends = [".swp", "~"].iter().any(|end| bytes.ends_with(end.as_bytes()));
    begins || ends || NAMES.iter().chain(&SECRETS).any(|leftover| name == *leftover)
}

/// The files below a folder as `/`-separated relative paths with their full paths, in order of
/// name; hidden files and folders are left out. None where the folder is not there.
pub fn files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    files_but(folder, is_hidden)
}

/// As [`files_below`], hidden ones too, but for what version control, editors, systems and newsgen itself leave.
pub fn all_files_below(folder: &Path) -> Result<Vec<(String, PathBuf)>> {
    files_but(folder, is_leftover)
}

fn files_but(folder: &Path, left_out: fn(&OsStr) -> bool) -> Result<Vec<(String, PathBuf)>> {
    let mut files = Vec::new();
    let mut dead = None;
    each_file_but(folder, left_out, &mut |found| match found {
        Ok((relative, full)) => files.push((relative.to_owned(), full.to_owned())),
        Err(link) => dead = dead.take().or(Some(link)),
    })?;
    if let Some(link) = dead {
        let what = match link.target() {
            target if target.is_empty() => "the link leads round in a circle".to_owned(),
            target => format!("the link leads nowhere: there is no `{target}`"),
        };
        return Err(Error::io("read", &link.path)(std::io::Error::new(std::io::ErrorKind::NotFound, what)));
    }
    files.sort();
    Ok(files)
}

/// A symbolic link that leads to nothing, or to a folder that it is in.
#[derive(Debug)]
pub struct DeadLink {
    /// The link.
    pub path: PathBuf,
    is_loop: bool,
}

impl DeadLink {
    /// What is at a path, if it is such a link.
    pub fn at(path: &Path) -> Option<DeadLink> {
        (path.is_symlink() && !path.exists()).then(|| DeadLink { path: path.to_owned(), is_loop: false })
    }

    /// What it says; nothing where it leads to a folder that it is in.
    pub fn target(&self) -> String {
        if self.is_loop {
            return String::new();
        }
        fs::read_link(&self.path).map_or_else(|_| "?".into(), |target| target.display().to_string())
    }
}

/// A file's relative path and its full one, or a link in its place that leads to none.
pub type FileBelow<'a> = std::result::Result<(&'a str, &'a Path), DeadLink>;

/// As [`files_below`], in no particular order and one at a time.
pub fn each_file_below(folder: &Path, found: &mut dyn FnMut(FileBelow)) -> Result<()> {
    each_file_but(folder, is_hidden, found)
}

fn each_file_but(folder: &Path, left_out: fn(&OsStr) -> bool, found: &mut dyn FnMut(FileBelow)) -> Result<()> {
    if !folder.exists() {
        return Ok(());
    }
    let wanted = |e: &walkdir::DirEntry| e.depth() == 0 || !left_out(e.file_name());
    // Those of Emacs are links that lead nowhere: an error that no filter sees.
    let is_left_out = |e: &walkdir::Error| e.depth() > 0 && e.path().and_then(Path::file_name).is_some_and(left_out);
    let prefix_bytes = folder.join("x").as_os_str().len() - 1;
    for entry in walkdir::WalkDir::new(folder).follow_links(true).into_iter().filter_entry(wanted) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(e) => {
                if is_left_out(&e) {
                    continue;
                }
                let path = e.path().unwrap_or(folder).to_owned();
                let is_loop = e.loop_ancestor().is_some();
                if is_loop || (path.is_symlink() && !path.exists()) {
                    found(Err(DeadLink { path, is_loop }));
                    continue;
                }
                return Err(Error::io("list", path)(e.into_io_error().expect("loops were told apart above")));
            }
        };
        if entry.file_type().is_file() {
            // `strip_prefix` compares part by part, and there may be a million files.
            let relative = entry.path().to_str().and_then(|path| path.get(prefix_bytes..));
            match relative.filter(|_| std::path::MAIN_SEPARATOR == '/') {
                Some(relative) => found(Ok((relative, entry.path()))),
                None => {
                    let relative = entry.path().strip_prefix(folder).expect("walkdir stays below its root");
                    let relative = relative.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
                    found(Ok((&relative, entry.path())));
                }
            }
        }
    }
    Ok(())
}
