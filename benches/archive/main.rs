//! How fast newsgen builds archives, from nothing and after edits, beside other generators.
//!
//! `cargo bench --bench archive -- --sizes 1k,10k`; docs/BENCHMARKS.md says what the figures mean.
//! Not a micro-benchmark: whole programs are run on generated archives in a folder on disk.
//!
//! 1. For each size and program a site is generated, unless an earlier run left it (`--keep`).
//! 2. For each phase the sources are edited, the build is measured, and the edit is taken back.
//! 3. Programs take turns in every phase, so that a busy machine slows all of them.
//!
//! Without `--bench`, as `cargo test --benches` runs it, it only checks that generating twice gives
//! the same bytes.

mod article;
mod contender;
mod generate;
mod measure;
mod phase;
mod random;
mod report;
#[cfg(feature = "serve")]
mod serve;
mod world;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, ValueEnum};

use contender::Contender;
use generate::Format;
use measure::{Tree, bare_write, changed, tree};
use phase::Phase;
use report::Row;
use world::World;

/// Above this many articles, changed files are told by time and size: to read all would take longer than the builds.
const MOST_HASHED: usize = 200_000;
/// A bare write of fewer files is over too soon to compare with.
const LEAST_BARE: usize = 1000;

/// Measures how fast archives are built
#[derive(Parser)]
struct Args {
    /// Numbers of articles
    #[arg(long, value_delimiter = ',', default_value = "1k", value_parser = size)]
    sizes: Vec<usize>,
    /// Where the sites are made and built: on the disk that is to be measured
    #[arg(long, value_name = "DIR", default_value = concat!(env!("CARGO_TARGET_TMPDIR"), "/archive"))]
    work: PathBuf,
    /// Runs of each program in each phase; the median is shown
    #[arg(long, value_name = "N", default_value_t = 1)]
    runs: usize,
    /// Programs: newsgen, newsgen-default, hugo, zola, blades; all that are there if not given
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Phases, in their order here; all if not given
    #[arg(long, value_delimiter = ',')]
    phases: Vec<Phase>,
    /// Leave the sites for the next run, and for a look at them
    #[arg(long)]
    keep: bool,
    /// Measure the bare write of pages without folders of their own, too
    #[arg(long)]
    flat: bool,
    /// Measure `newsgen serve` instead of builds
    #[cfg(feature = "serve")]
    #[arg(long)]
    serve: bool,
    /// The archive's seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Only check that generating twice gives the same bytes
    #[arg(long, alias = "test")]
    check: bool,
    /// Given by cargo
    #[arg(long, hide = true)]
    bench: bool,
    /// Given by `cargo bench NAME`: does nothing unless `archive` has it
    #[arg(hide = true)]
    filter: Option<String>,
}

/// `10k` is 10,000, `1M` a million.
fn size(text: &str) -> Result<usize, String> {
    let (digits, unit) = match text.as_bytes().last() {
        Some(b'k' | b'K') => (&text[..text.len() - 1], 1000),
        Some(b'm' | b'M') => (&text[..text.len() - 1], 1_000_000),
        _ => (text, 1),
    };
    let number = digits.parse::<usize>().map_err(|e| e.to_string())? * unit;
    // Fewer would have no tag in several articles, and leave whole years empty.
    if number >= 100 { Ok(number) } else { Err("at least 100 articles".into()) }
}

fn main() -> ExitCode {
    let mut raw = std::env::args_os().skip(1);
    if raw.next().is_some_and(|first| first == measure::TIMED) {
        return match measure::timed(raw) {
            Ok(code) => ExitCode::from(code as u8),
            Err(e) => fail(&e),
        };
    }
    let args = Args::parse();
    if args.filter.as_deref().is_some_and(|filter| !"archive".contains(filter)) {
        return ExitCode::SUCCESS;
    }
    let done = if args.check || !args.bench { check(&args) } else { run(&args) };
    done.map_or_else(|e| fail(&e), |()| ExitCode::SUCCESS)
}

fn fail(e: &io::Error) -> ExitCode {
    eprintln!("error: {e}");
    ExitCode::FAILURE
}

fn check(args: &Args) -> io::Result<()> {
    let world = World::new(args.seed, args.sizes[0]);
    for format in [Format::Newsgen, Format::Hugo, Format::Zola, Format::Blades] {
        let folder = args.work.join("check");
        let sizes = [generate::archive(&world, format, &folder)?, generate::archive(&world, format, &folder)?];
        fs::remove_dir_all(&folder)?;
        if sizes[0] != sizes[1] {
            return Err(io::Error::other(format!("{format:?}: generated twice, got {sizes:x?}")));
        }
        println!("{format:?}: {} articles, {} bytes, hash {:x}, twice", world.articles, sizes[0].bytes, sizes[0].hash);
    }
    Ok(())
}

fn run(args: &Args) -> io::Result<()> {
    let given: Vec<_> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    let command = format!("cargo bench --bench archive -- {}", given.join(" "));
    #[cfg(feature = "serve")]
    let only = if args.serve { &["newsgen-default".to_owned()][..] } else { &args.only };
    #[cfg(not(feature = "serve"))]
    let only = &args.only;
    let mut contenders = contender::find(only);
    fs::create_dir_all(&args.work)?;
    let work = args.work.canonicalize()?;
    report::head(&work, &contenders, command.trim_end_matches(" -- "));
    for &articles in &args.sizes {
        let folder = work.join(articles.to_string());
        #[cfg(feature = "serve")]
        if args.serve {
            serve::run(&World::new(args.seed, articles), &mut contenders[0], &folder, args.runs)?;
            continue;
        }
        run_size(args, articles, &folder, &mut contenders)?;
    }
    // Nothing is deleted before: ext4 passes over inodes that were freed in the last minutes, one by one.
    for &articles in &args.sizes {
        let folder = work.join(articles.to_string());
        let done = if args.keep { folder.join("trash") } else { folder };
        if done.exists() {
            fs::remove_dir_all(done)?;
        }
    }
    Ok(())
}

fn run_size(args: &Args, articles: usize, folder: &Path, contenders: &mut [Contender]) -> io::Result<()> {
    let world = World::new(args.seed, articles);
    for contender in contenders.iter_mut() {
        eprintln!("{articles} articles: making the site of {}", contender.label);
        contender.make_site(&world, folder)?;
    }
    let hashed = articles <= MOST_HASHED;
    let Some(first) = contenders.first() else { return Ok(()) };
    let input_bytes = tree(&first.site.join("content"), false)?.values().map(|(len, _)| len).sum();
    report::table_head(articles, input_bytes, args.runs, hashed, world.tag_with(20).1.len());
    let mut bench = Bench { args, world, hashed, trash: folder.join("trash"), thrown: 0 };
    for phase in Phase::value_variants() {
        if !args.phases.is_empty() && !args.phases.contains(phase) {
            continue;
        }
        let mut rows: Vec<Row> = contenders.iter().map(|_| Row::default()).collect();
        for _ in 0..args.runs.max(1) {
            for (contender, row) in contenders.iter_mut().zip(&mut rows).filter(|(c, _)| c.takes_part(*phase)) {
                eprintln!("{articles} articles, {}: {}", phase.label(), contender.label);
                bench.run(*phase, contender, row)?;
            }
        }
        for (contender, row) in contenders.iter().zip(&rows).filter(|(_, row)| !row.runs.is_empty()) {
            report::table_rows(*phase, contender, row, articles);
        }
    }
    if args.keep {
        // What is left to look at has none of the edits.
        contenders.iter().filter(|c| !c.settled).try_for_each(|c| measure::build(c).map(drop))?;
    }
    Ok(())
}

/// What all runs of one size share.
struct Bench<'a> {
    args: &'a Args,
    world: World,
    hashed: bool,
    /// Old outputs and bare writes, deleted when all is measured.
    trash: PathBuf,
    thrown: usize,
}

impl Bench<'_> {
    /// One measured build after the phase's edit.
    fn run(&mut self, phase: Phase, contender: &mut Contender, row: &mut Row) -> io::Result<()> {
        let first = row.runs.is_empty();
        if phase == Phase::Cold {
            for remains in contender.remains().iter().filter(|path| path.exists()) {
                fs::rename(remains, self.fresh()?)?;
            }
            // Outputs of earlier runs may have pushed the sources out of the page cache.
            tree(&contender.site.join("content"), true)?;
        } else if !contender.settled {
            measure::build(contender)?;
        }
        let look = |contender: &Contender| tree(&contender.output(), self.hashed);
        let before = if first && phase != Phase::Cold { look(contender)? } else { Tree::new() };
        let undo = phase.edit(&self.world, contender)?;
        contender.settled = undo.is_empty();
        let (run, said) = measure::build(contender)?;
        row.runs.push(run);
        let files = if first { changed(&before, look(contender)?) } else { Vec::new() };
        undo.undo()?;
        if first {
            row.changed_files = files.len();
            row.changed_bytes = files.iter().map(|(_, len)| len).sum();
            row.rendered = contender.is_newsgen().then(|| rendered(&said));
            row.files = files;
        }
        if row.files.len() >= LEAST_BARE {
            row.bare.push(bare_write(&row.files, &self.fresh()?, false)?);
            if self.args.flat {
                row.bare_flat.push(bare_write(&row.files, &self.fresh()?, true)?);
            }
        }
        Ok(())
    }

    /// A path in the trash that nothing has yet.
    fn fresh(&mut self) -> io::Result<PathBuf> {
        fs::create_dir_all(&self.trash)?;
        self.thrown += 1;
        Ok(self.trash.join(format!("{}-{}", std::process::id(), self.thrown)))
    }
}

/// The number before `rendered` in newsgen's summary; it names none where nothing was to do.
fn rendered(said: &str) -> u64 {
    let words: Vec<_> = said.split_whitespace().collect();
    words.windows(2).find(|pair| pair[1] == "rendered,").map_or(0, |pair| pair[0].parse().unwrap_or(0))
}
