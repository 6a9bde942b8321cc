//! The tables, and the machine that they are of.

use std::fs;
use std::path::Path;

use crate::contender::Contender;
use crate::measure::Run;
use crate::phase::Phase;

/// The figures of a contender in one phase.
#[derive(Default)]
pub struct Row {
    pub runs: Vec<Run>,
    /// Bare writes of the same files, one after each run; none where too few files changed to tell.
    pub bare: Vec<Run>,
    pub bare_flat: Vec<Run>,
    /// Pages rendered, where the program says so.
    pub rendered: Option<u64>,
    /// Those that changed in the first run: path and size.
    pub files: Vec<(String, u64)>,
    pub changed_files: usize,
    pub changed_bytes: u64,
}

/// Says on what machine, with which programs and by which command.
pub fn head(work: &Path, contenders: &[Contender], command: &str) {
    let read = |path| fs::read_to_string(path).unwrap_or_default();
    let field = |text: &str, name: &str| {
        let line = text.lines().find(|line| line.starts_with(name)).unwrap_or_default();
        line.split_once(':').map_or(String::new(), |(_, value)| value.trim().to_owned())
    };
    let memory: f64 = field(&read("/proc/meminfo"), "MemTotal").trim_end_matches(" kB").parse().unwrap_or(0.0);
    let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
    println!("`{command}`\n");
    println!(
        "- {processors} processors ({}), {:.0} GiB of memory, Linux {}, work folder on {}",
        field(&read("/proc/cpuinfo"), "model name"),
        memory / 1024.0 / 1024.0,
        read("/proc/sys/kernel/osrelease").trim(),
        file_system(work),
    );
    for contender in contenders.iter().filter(|c| c.name != "newsgen-default") {
        println!("- {}", contender.version());
    }
}

/// The kind of file system that a folder is on.
fn file_system(folder: &Path) -> String {
    let mounts = fs::read_to_string("/proc/mounts").unwrap_or_default();
    let fields = mounts.lines().map(|line| line.split(' ').collect::<Vec<_>>());
    let above = fields.filter(|f| f.len() > 2 && folder.starts_with(f[1]));
    above.max_by_key(|f| f[1].len()).map_or("?".into(), |f| f[2].to_owned())
}

/// Begins the table of one size.
pub fn table_head(articles: usize, input_bytes: u64, runs: usize, hashed: bool, tag_articles: usize) {
    let median = if runs > 1 { format!("median of {runs} runs, in turns") } else { "one run".into() };
    let told = if hashed { "content" } else { "time and size" };
    println!("\n### {articles} articles\n");
    println!(
        "{:.1} MB of sources; {median}; changed files told by their {told}; the renamed tag is in {tag_articles} articles.\n",
        input_bytes as f64 / 1e6
    );
    println!(
        "| phase | program | wall s | CPU s | user µs an article | sys µs an article | peak MiB | rendered | changed files | changed MB | wall / bare write |"
    );
    println!("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
}

/// One line of the table; more where the bare write was measured beside it.
pub fn table_rows(phase: Phase, contender: &Contender, row: &Row, articles: usize) {
    let wall = median(&row.runs, |r| r.wall_s);
    let ratio =
        if row.bare.is_empty() { "–".into() } else { format!("{:.2}", wall / median(&row.bare, |r| r.wall_s)) };
    let rendered = row.rendered.map_or("–".into(), |n| n.to_string());
    let changed = format!("{} | {:.2}", row.changed_files, row.changed_bytes as f64 / 1e6);
    let (name, label) = (phase.label(), contender.label);
    line(name, label, &row.runs, articles, &format!("{rendered} | {changed} | {ratio}"));
    for (kind, runs) in [("bare write", &row.bare), ("bare write, flat", &row.bare_flat)] {
        if !runs.is_empty() {
            line(name, &format!("{kind} for {label}"), runs, articles, &format!("– | {changed} | 1"));
        }
    }
}

fn line(phase: &str, program: &str, runs: &[Run], articles: usize, rest: &str) {
    let micros = |seconds: f64| seconds * 1e6 / articles as f64;
    let (user, sys) = (median(runs, |r| r.user_s), median(runs, |r| r.sys_s));
    let peak = median(runs, |r| r.peak_mib);
    let peak = if peak > 0.0 { format!("{peak:.0}") } else { "–".into() };
    println!(
        "| {phase} | {program} | {:.3} | {:.3} | {:.1} | {:.1} | {peak} | {rest} |",
        median(runs, |r| r.wall_s),
        user + sys,
        micros(user),
        micros(sys),
    );
}

fn median(runs: &[Run], figure: impl Fn(&Run) -> f64) -> f64 {
    let mut figures: Vec<f64> = runs.iter().map(figure).collect();
    figures.sort_by(f64::total_cmp);
    let (low, high) = ((figures.len() - 1) / 2, figures.len() / 2);
    (figures[low] + figures[high]) / 2.0
}
