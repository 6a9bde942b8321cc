//! `newsgen serve` as a test sees it: over raw sockets, and by what it says.
//!
//! What is waited for is an event, with a deadline that only a broken server misses; nothing is timed.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use super::{TestSite, newsgen};

/// After so long nothing will come any more, however slow the machine.
pub const DEADLINE: Duration = Duration::from_secs(60);

pub struct Server {
    pub child: Child,
    pub port: u16,
    said: Arc<Mutex<Vec<String>>>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// An answer, in parts.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The value of a header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (key, value) = line.split_once(": ")?;
            key.eq_ignore_ascii_case(name).then_some(value)
        })
    }

    /// A page as a build would write it: without what the preview adds.
    pub fn built(&self) -> Vec<u8> {
        let text = &self.body;
        let find = |needle: &[u8]| text.windows(needle.len()).rposition(|w| w == needle);
        let end = b"<script src=\"/__newsgen/preview.js\" defer></script>";
        match (find(b"<newsgen-preview data-version="), find(end)) {
            (Some(start), Some(last)) => [&text[..start], &text[last + end.len()..]].concat(),
            _ => text.clone(),
        }
    }
}

impl Server {
    pub fn start(site: &TestSite) -> Server {
        Server::start_with(site, &["--port", "0"])
    }

    pub fn start_with(site: &TestSite, arguments: &[&str]) -> Server {
        let mut command = newsgen();
        command.args(["serve", "--clock", super::CLOCK]).args(arguments).current_dir(site.folder.path());
        Server::spawn(command)
    }

    /// Starts it; returns when it is ready.
    pub fn spawn(mut command: std::process::Command) -> Server {
        let mut child = command.stderr(Stdio::piped()).spawn().unwrap();
        let lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let said = Arc::new(Mutex::new(Vec::new()));
        let to = said.clone();
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| to.lock().unwrap().push(line)));
        let mut server = Server { child, port: 0, said };
        let line = server.hears("Serving ");
        server.port =
            line.split("://").nth(1).unwrap().split('/').next().unwrap().rsplit(':').next().unwrap().parse().unwrap();
        server
    }

    /// All that it said so far.
    pub fn said(&self) -> Vec<String> {
        self.said.lock().unwrap().clone()
    }

    /// Waits for a line with a text.
    #[track_caller]
    pub fn hears(&self, text: &str) -> String {
        let found = || self.said().into_iter().find(|line| line.contains(text));
        wait_for(found, || format!("`{text}` in {:#?}", self.said()))
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(DEADLINE)).unwrap();
        stream
    }

    /// Sends a request as it stands; the whole answer, up to the end of the connection.
    pub fn ask(&self, request: impl AsRef<[u8]>) -> Answer {
        let mut stream = self.connect();
        // The server may refuse before it has read all.
        let _ = stream.write_all(request.as_ref());
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        parse(&answer)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask(format!("GET {path} HTTP/1.1\r\nHost: localhost:{}\r\nConnection: close\r\n\r\n", self.port))
    }

    /// A page's events, as a browser gets them.
    pub fn events(&self, path: &str) -> Events {
        let page = path.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
        let mut stream = self.connect();
        let request = format!("GET /__newsgen/events?page={page} HTTP/1.1\r\nHost: localhost:{}\r\n\r\n", self.port);
        stream.write_all(request.as_bytes()).unwrap();
        Events { lines: BufReader::new(stream), last: serde_json::Value::Null }
    }
}

fn parse(answer: &[u8]) -> Answer {
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap_or(answer.len());
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let status = head.split(' ').nth(1).and_then(|s| s.parse().ok()).unwrap_or(0);
    Answer { status, body: answer[(end + 4).min(answer.len())..].to_vec(), head }
}

pub struct Events {
    lines: BufReader<TcpStream>,
    pub last: serde_json::Value,
}

impl Events {
    /// The next state that a page is told.
    #[track_caller]
    pub fn next(&mut self) -> serde_json::Value {
        let (started, mut line) = (Instant::now(), String::new());
        loop {
            assert!(started.elapsed() < DEADLINE, "nothing comes after {}", self.last);
            line.clear();
            let read = self.lines.read_line(&mut line);
            assert!(read.is_ok_and(|len| len > 0), "the stream ended; the last state was {}", self.last);
            if let Some(json) = line.strip_prefix("data: ") {
                self.last = serde_json::from_str(json).unwrap();
                return self.last.clone();
            }
        }
    }

    /// The first state from now on that is as it should be.
    #[track_caller]
    pub fn until(&mut self, good: impl Fn(&serde_json::Value) -> bool) -> serde_json::Value {
        let started = Instant::now();
        loop {
            assert!(started.elapsed() < DEADLINE, "the last state was {}", self.last);
            let state = self.next();
            if good(&state) {
                return state;
            }
        }
    }
}

/// Asks again and again until there is something.
#[track_caller]
pub fn wait_for<T>(mut look: impl FnMut() -> Option<T>, what: impl Fn() -> String) -> T {
    let started = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(started.elapsed() < DEADLINE, "waited in vain for {}", what());
        std::thread::sleep(Duration::from_millis(20));
    }
}
