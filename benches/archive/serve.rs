//! How soon `newsgen serve` is ready, and how soon an edit is told to an open page and answered.
//!
//! 1. The default theme's site is generated, and served once, which makes the scan's cache.
//! 2. The server is begun anew: from the start of the program to the answer to a first request.
//! 3. Sources are edited; what is measured is from before the first byte is written to the event
//!    that an open page gets, and to the end of the answer that it then asks for. The edit is taken back.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate};

use crate::article::Article;
use crate::contender::Contender;
use crate::phase::Phase;
use crate::world::World;

const PHASES: [Phase; 6] = [Phase::Body, Phase::Title, Phase::Today, Phase::LongAgo, Phase::Tag, Phase::Template];

/// A line of the table: what was done, and of each run the times to the event and to the answer, and CPU seconds.
#[derive(Default)]
struct Row {
    label: &'static str,
    event: Vec<Duration>,
    answer: Vec<Duration>,
    cpu: Vec<f64>,
}

struct Server {
    child: Child,
    port: u16,
    // Closed, it would be no place to write to.
    _said: BufReader<ChildStderr>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Measures a size and prints its table.
pub fn run(world: &World, contender: &mut Contender, folder: &Path, runs: usize) -> io::Result<()> {
    contender.make_site(world, folder)?;
    drop(Server::start(contender)?);
    let mut ready = Row { label: "ready, with the cache", ..Row::default() };
    for _ in 0..runs.max(1) {
        let started = Instant::now();
        let server = Server::start(contender)?;
        ready.event.push(started.elapsed());
        server.get("/")?;
        ready.answer.push(started.elapsed());
        ready.cpu.push(server.cpu_seconds());
    }
    let mut rows = vec![ready];
    let server = Server::start(contender)?;
    let memory = server.status("VmRSS:");
    for phase in PHASES {
        let mut row = Row { label: phase.label(), ..Row::default() };
        let page = page(world, phase);
        let mut events = server.events(&page)?;
        next(&mut events)?;
        for _ in 0..runs.max(1) {
            std::thread::sleep(Duration::from_millis(500));
            let before = server.cpu_seconds();
            let started = Instant::now();
            let undo = phase.edit(world, contender)?;
            next(&mut events)?;
            row.event.push(started.elapsed());
            server.get(&page)?;
            row.answer.push(started.elapsed());
            row.cpu.push(server.cpu_seconds() - before);
            undo.undo()?;
            next(&mut events)?;
        }
        rows.push(row);
    }
    println!("\n### {} articles, newsgen serve\n", world.articles);
    println!("Median of {runs} runs; the server uses {memory} of memory when it is ready.\n");
    println!("| | event, ms | page answered, ms | CPU of the server, ms |\n|---|--:|--:|--:|");
    for Row { label, event, answer, cpu } in rows {
        println!("| {label} | {} | {} | {:.0} |", median(event), median(answer), 1000.0 * middle(cpu));
    }
    Ok(())
}

/// The page to have open for an edit: one that it changes.
fn page(world: &World, phase: Phase) -> String {
    let address = |article: &Article| {
        let (year, month, day) = (article.date.year(), article.date.month(), article.date.day());
        format!("/{year:04}/{month:02}/{day:02}/{}/", article.slug)
    };
    let new = |number: usize, day: Option<NaiveDate>| {
        address(&Article::on(world, world.articles + number, day.expect("a date")))
    };
    match phase {
        Phase::Today => new(0, NaiveDate::from_ymd_opt(2025, 12, 31)),
        Phase::LongAgo => new(1, NaiveDate::from_ymd_opt(2015, 12, 15)),
        Phase::Tag => address(&Article::new(world, world.tag_with(20).1[0])),
        _ => address(&Article::new(world, world.articles / 2)),
    }
}

impl Server {
    fn start(contender: &Contender) -> io::Result<Server> {
        let mut command = Command::new(&contender.program);
        // Its newest articles are of the end of 2025.
        command.args(["serve", "--port", "0", "--clock", "2026-06-01"]).current_dir(&contender.site);
        let mut child = command.stderr(Stdio::piped()).spawn()?;
        let mut said = BufReader::new(child.stderr.take().expect("it is piped"));
        let mut line = String::new();
        while !line.starts_with("Serving ") {
            line.clear();
            if said.read_line(&mut line)? == 0 {
                return Err(io::Error::other("newsgen serve ended"));
            }
        }
        let port = line.split("://").nth(1).and_then(|rest| rest.split(['/', ':']).nth(1)?.parse().ok());
        Ok(Server { child, port: port.ok_or_else(|| io::Error::other(line))?, _said: said })
    }

    fn ask(&self, path: &str, more: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port))?;
        write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n")?;
        Ok(stream)
    }

    fn get(&self, path: &str) -> io::Result<()> {
        let mut answer = Vec::new();
        self.ask(path, "Connection: close\r\n")?.read_to_end(&mut answer).map(drop)
    }

    fn events(&self, page: &str) -> io::Result<BufReader<TcpStream>> {
        let encoded = page.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        self.ask(&format!("/__newsgen/events?page={encoded}"), "").map(BufReader::new)
    }

    /// User and system time so far.
    fn cpu_seconds(&self) -> f64 {
        let stat = std::fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap_or_default();
        let fields: Vec<&str> = stat.rsplit(") ").next().unwrap_or("").split(' ').collect();
        let ticks = |at: usize| fields.get(at).and_then(|text| text.parse::<f64>().ok()).unwrap_or(0.0);
        (ticks(11) + ticks(12)) / 100.0
    }

    fn status(&self, name: &str) -> String {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or("?");
        let kib = line.trim().trim_end_matches(" kB").parse::<f64>().unwrap_or(0.0);
        format!("{:.0} MiB", kib / 1024.0)
    }
}

/// Waits for the next state that a page is told.
fn next(events: &mut BufReader<TcpStream>) -> io::Result<()> {
    let mut line = String::new();
    while !line.starts_with("data: ") {
        line.clear();
        if events.read_line(&mut line)? == 0 {
            return Err(io::Error::other("the events ended"));
        }
    }
    Ok(())
}

fn middle<T: PartialOrd + Copy>(mut values: Vec<T>) -> T {
    values.sort_by(|a, b| a.partial_cmp(b).expect("times compare"));
    values[values.len() / 2]
}

fn median(times: Vec<Duration>) -> u128 {
    middle(times).as_millis()
}
