//! What one run of a program takes, what it changed, and the bare write beside it.
//!
//! A program is started by this bench's own program, run anew as a small go-between: Linux counts
//! the memory of the process that starts another one into the other's peak, and the bench itself
//! holds lists of files.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use xxhash_rust::xxh3::xxh3_64;

use crate::contender::Contender;

/// First argument of the go-between.
pub const TIMED: &str = "--timed";

/// The figures of one run.
#[derive(Debug, Clone, Copy, Default)]
pub struct Run {
    pub wall_s: f64,
    pub user_s: f64,
    pub sys_s: f64,
    /// 0 where it was not measured.
    pub peak_mib: f64,
}

/// Builds a contender's site. What it says goes to `build.log` in the site's folder and is returned.
pub fn build(contender: &Contender) -> io::Result<(Run, String)> {
    let [log, figures] = ["build.log", "figures.txt"].map(|name| contender.site.join(name));
    let said = File::create(&log)?;
    settle();
    let status = Command::new(std::env::current_exe()?)
        .arg(TIMED)
        .arg(&figures)
        .arg(&contender.program)
        .args(contender.args)
        .current_dir(&contender.site)
        .stdin(std::process::Stdio::null())
        .stdout(said.try_clone()?)
        .stderr(said)
        .status()?;
    let said = fs::read_to_string(&log)?;
    if !status.success() {
        return Err(io::Error::other(format!("{} failed:\n{said}", contender.label)));
    }
    let text = fs::read_to_string(&figures)?;
    let figures: Vec<f64> = text.split_whitespace().filter_map(|figure| figure.parse().ok()).collect();
    let [wall_s, user_s, sys_s, peak_mib] = figures[..] else { return Err(io::Error::other("no figures")) };
    Ok((Run { wall_s, user_s, sys_s, peak_mib }, said))
}

/// What was written before must not be written to disk in the time of what is measured.
fn settle() {
    #[allow(unsafe_code, reason = "takes nothing and cannot fail")]
    unsafe {
        libc::sync();
    }
}

/// The go-between: runs a program and writes its figures to a file. Returns the program's exit code.
pub fn timed(mut args: impl Iterator<Item = OsString>) -> io::Result<i32> {
    let (figures, program) = (args.next().expect("a file"), args.next().expect("a program"));
    let start = Instant::now();
    let child = Command::new(program).args(args).spawn()?;
    let mut status = 0;
    #[allow(unsafe_code, reason = "the standard library does not say what a process used")]
    // SAFETY: the child is ours and waited for once; a zeroed rusage is a valid one.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        if libc::wait4(child.id() as libc::pid_t, &mut status, 0, &mut usage) < 0 {
            return Err(io::Error::last_os_error());
        }
        usage
    };
    let wall = start.elapsed().as_secs_f64();
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    let peak_mib = usage.ru_maxrss as f64 / 1024.0;
    fs::write(figures, format!("{wall} {} {} {peak_mib}", seconds(usage.ru_utime), seconds(usage.ru_stime)))?;
    Ok(if libc::WIFEXITED(status) { libc::WEXITSTATUS(status) } else { 1 })
}

/// The files of a folder by path: size, and hash or time of change.
pub type Tree = BTreeMap<String, (u64, u64)>;

/// Lists a folder; with `hashed` files are told apart by content, else by their time.
pub fn tree(root: &Path, hashed: bool) -> io::Result<Tree> {
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root) {
        let Ok(entry) = entry else { continue };
        if entry.file_type().is_file() {
            let path = entry.path().strip_prefix(root).expect("the walk stays below").to_string_lossy().into_owned();
            let data = entry.metadata()?;
            files.push((path, (data.len(), (data.mtime() as u64) << 32 | data.mtime_nsec() as u64)));
        }
    }
    if hashed {
        let half = files.len().div_ceil(2).max(1);
        std::thread::scope(|scope| {
            let workers = files.chunks_mut(half).map(|files| {
                scope.spawn(|| {
                    for (path, (_, state)) in files {
                        *state = xxh3_64(&fs::read(root.join(path))?);
                    }
                    io::Result::Ok(())
                })
            });
            let workers: Vec<_> = workers.collect();
            workers.into_iter().try_for_each(|worker| worker.join().expect("reading does not panic"))
        })?;
    }
    Ok(files.into_iter().collect())
}

/// The files that are in `after` and not the same in `before`: path and size.
pub fn changed(before: &Tree, after: Tree) -> Vec<(String, u64)> {
    let is_new = |(path, state): &(String, (u64, u64))| before.get(path) != Some(state);
    after.into_iter().filter(is_new).map(|(path, (len, _))| (path, len)).collect()
}

/// Writes files of given paths and sizes below a fresh folder, on two threads and from memory: what the
/// file system alone takes. With `flat`, `a/b/index.html` is `a/b.html`, so that pages need no folders.
pub fn bare_write(files: &[(String, u64)], folder: &Path, flat: bool) -> io::Result<Run> {
    let data = vec![b'x'; files.iter().map(|(_, len)| *len as usize).max().unwrap_or(0)];
    let next = AtomicUsize::new(0);
    const BLOCK: usize = 64;
    let work = || -> io::Result<()> {
        loop {
            let first = next.fetch_add(BLOCK, Ordering::Relaxed);
            if first >= files.len() {
                return Ok(());
            }
            for (path, len) in &files[first..(first + BLOCK).min(files.len())] {
                let page = path.strip_suffix("/index.html").filter(|_| flat);
                let full = page.map_or_else(|| folder.join(path), |page| folder.join(format!("{page}.html")));
                fs::create_dir_all(full.parent().expect("files are in folders"))?;
                fs::write(full, &data[..*len as usize])?;
            }
        }
    };
    settle();
    let (start, before) = (Instant::now(), own_seconds());
    std::thread::scope(|scope| {
        let workers = [scope.spawn(work), scope.spawn(work)];
        workers.into_iter().try_for_each(|worker| worker.join().expect("writing does not panic"))
    })?;
    let (wall_s, after) = (start.elapsed().as_secs_f64(), own_seconds());
    Ok(Run { wall_s, user_s: after.0 - before.0, sys_s: after.1 - before.1, peak_mib: 0.0 })
}

/// User and system time of this process so far.
fn own_seconds() -> (f64, f64) {
    #[allow(unsafe_code, reason = "the standard library does not say what a process used")]
    // SAFETY: a zeroed rusage is a valid one, and the call only fills it.
    let usage = unsafe {
        let mut usage: libc::rusage = std::mem::zeroed();
        libc::getrusage(libc::RUSAGE_SELF, &mut usage);
        usage
    };
    let seconds = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 / 1e6;
    (seconds(usage.ru_utime), seconds(usage.ru_stime))
}
