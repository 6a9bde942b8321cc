//! S3 storage on this machine for tests: a server, requests to it, and a proxy that misbehaves.
//!
//! `scripts/test` installs the server (moto) below `target/moto`; `MOTO_SERVER` names another one.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use crate::common::{TestSite, free_port, newsgen};

/// An S3 server; all tests of one file share it, each with a bucket of its own.
pub struct Moto {
    pub port: u16,
    /// Ends the server when this process does: it waits for the end of this pipe.
    _child: Child,
}

impl Moto {
    pub fn shared() -> &'static Moto {
        static SHARED: OnceLock<Moto> = OnceLock::new();
        SHARED.get_or_init(|| Moto::start(&[]))
    }

    pub fn start(environment: &[(&str, &str)]) -> Moto {
        let program = std::env::var_os("MOTO_SERVER")
            .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("target/moto/bin/moto_server"), PathBuf::from);
        assert!(
            program.exists(),
            "{} is not there: scripts/test installs it, or name one in MOTO_SERVER",
            program.display()
        );
        let port = free_port();
        let script = "\"$0\" -H 127.0.0.1 -p \"$1\" >/dev/null 2>&1 & server=$!; cat >/dev/null; kill $server";
        let mut command = Command::new("sh");
        command.args(["-c", script]).arg(&program).arg(port.to_string()).envs(environment.iter().copied());
        let child = command.stdin(Stdio::piped()).spawn().unwrap();
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(60), "{} does not answer", program.display());
            std::thread::sleep(Duration::from_millis(50));
        }
        Moto { port, _child: child }
    }

    /// A new bucket.
    pub fn bucket(&self, name: &str) -> Bucket {
        let bucket = Bucket { port: self.port, name: name.to_owned() };
        assert_eq!(bucket.ask("PUT", "", &[], b"").status, 200);
        bucket
    }
}

/// What a server said.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    /// In lower case.
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

/// A bucket, without newsgen's help.
#[derive(Clone)]
pub struct Bucket {
    pub port: u16,
    pub name: String,
}

impl Bucket {
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn ask(&self, method: &str, key: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
        let mut path = format!("/{}", self.name);
        if !key.is_empty() && !key.starts_with('?') {
            path.push('/');
        }
        for byte in key.bytes() {
            if byte.is_ascii_alphanumeric() || b"-_.~/?&=".contains(&byte) {
                path.push(byte as char);
            } else {
                path.push_str(&format!("%{byte:02X}"));
            }
        }
        ask(self.port, method, &path, headers, body)
    }

    pub fn get(&self, key: &str) -> Option<Answer> {
        let answer = self.ask("GET", key, &[], b"");
        assert!([200, 404].contains(&answer.status), "{answer:?}");
        (answer.status == 200).then_some(answer)
    }

    pub fn put(&self, key: &str, body: &[u8]) {
        assert_eq!(self.ask("PUT", key, &[], body).status, 200);
    }

    pub fn delete(&self, key: &str) {
        assert_eq!(self.ask("DELETE", key, &[], b"").status, 204);
    }

    /// All keys that begin so, without that beginning.
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let mut keys: Vec<String> = Vec::new();
        let mut after = String::new();
        loop {
            let answer = self.ask("GET", &format!("?list-type=2&prefix={prefix}&start-after={after}"), &[], b"");
            let text = String::from_utf8(answer.body).unwrap();
            let found = text.split("<Key>").skip(1).map(|rest| rest.split('<').next().unwrap().replace("&amp;", "&"));
            let before = keys.len();
            keys.extend(found.map(|key| key[prefix.len()..].to_owned()));
            if keys.len() == before || !text.contains("<IsTruncated>true") {
                return keys;
            }
            after = format!("{prefix}{}", keys.last().unwrap());
        }
    }

    /// All objects that begin so, without newsgen's own.
    pub fn files(&self, prefix: &str) -> BTreeMap<String, Vec<u8>> {
        let keys: Vec<String> = self.keys(prefix).into_iter().filter(|key| !key.starts_with(".newsgen-")).collect();
        let get = |key: &String| (key.clone(), self.get(&format!("{prefix}{key}")).unwrap().body);
        std::thread::scope(|scope| {
            let parts = keys.chunks(keys.len().div_ceil(8).max(1));
            let threads: Vec<_> =
                parts.map(|part| scope.spawn(move || part.iter().map(get).collect::<Vec<_>>())).collect();
            threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    }
}

pub fn ask(port: u16, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Answer {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut head = format!("{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n");
    // The server asks for the name of a key only.
    head += "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0\r\n";
    headers.iter().for_each(|(name, value)| head += &format!("{name}: {value}\r\n"));
    head += &format!("Content-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    let end = answer.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let mut lines = head.lines();
    let status = lines.next().unwrap().split(' ').nth(1).unwrap().parse().unwrap();
    let pairs = lines.filter_map(|l| l.split_once(": "));
    let headers = pairs.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Answer { status, headers, body: answer[end + 4..].to_vec() }
}

/// What the proxy does with a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    Pass,
    /// Answers with this status, without asking the server.
    Status(u16),
    /// Ends the connection without asking the server.
    Drop,
    /// Asks the server, and keeps its answer.
    DropAnswer,
    /// Does not answer in the next seconds, and does not ask the server.
    Hang,
    /// Waits so many milliseconds before it asks the server.
    Slow(u64),
}

/// A request as the proxy sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    pub number: usize,
    pub method: String,
    pub path: String,
    /// Whether its signature is that of the key of [`deploy`].
    pub signed: bool,
}

/// Stands before a server and does with each request what it is told to.
pub struct Proxy {
    pub port: u16,
    seen: Arc<Mutex<Vec<Seen>>>,
    most_at_once: Arc<AtomicUsize>,
}

impl Proxy {
    pub fn start(server: u16, act: impl Fn(&Seen) -> Act + Send + Sync + 'static) -> Proxy {
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        let seen: Arc<Mutex<Vec<Seen>>> = Arc::default();
        let most_at_once = Arc::new(AtomicUsize::new(0));
        let now = Arc::new(AtomicUsize::new(0));
        let act = Arc::new(act);
        let proxy = Proxy { port, seen: seen.clone(), most_at_once: most_at_once.clone() };
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let (seen, most, now, act) = (seen.clone(), most_at_once.clone(), now.clone(), act.clone());
                std::thread::spawn(move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    let _ = serve(client, server, &seen, &*act);
                    now.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        proxy
    }

    /// A proxy that only watches.
    pub fn watch(server: u16) -> Proxy {
        Proxy::start(server, |_| Act::Pass)
    }

    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// All requests until now.
    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    /// How many requests were under way at the same moment.
    pub fn most_at_once(&self) -> usize {
        self.most_at_once.load(Ordering::SeqCst)
    }
}

fn serve(
    client: TcpStream,
    server: u16,
    seen: &Mutex<Vec<Seen>>,
    act: &(dyn Fn(&Seen) -> Act + Send + Sync),
) -> std::io::Result<()> {
    let mut reader = BufReader::new(client.try_clone()?);
    let mut client = client;
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let lower = line.to_lowercase();
        if let Some(value) = lower.strip_prefix("content-length:") {
            length = value.trim().parse().unwrap();
        }
        if line.trim().is_empty() {
            break;
        }
        if !lower.starts_with("connection:") {
            head += &line;
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body)?;
    let mut words = head.split(' ');
    let (method, path) = (words.next().unwrap().to_owned(), words.next().unwrap().to_owned());
    let request = {
        let mut seen = seen.lock().unwrap();
        let signed = is_signed(&head, &body) == Some(true);
        let request = Seen { number: seen.len(), method, path, signed };
        seen.push(request.clone());
        request
    };
    let act = act(&request);
    match act {
        Act::Status(status) => {
            let text = "<Error><Code>Made</Code><Message>made up by the test</Message></Error>";
            let length = text.len();
            return client.write_all(
                format!("HTTP/1.1 {status} Made\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{text}")
                    .as_bytes(),
            );
        }
        Act::Drop => return Ok(()),
        Act::Hang => {
            std::thread::sleep(Duration::from_secs(20));
            return Ok(());
        }
        Act::Slow(ms) => std::thread::sleep(Duration::from_millis(ms)),
        Act::Pass | Act::DropAnswer => {}
    }
    let mut upstream = TcpStream::connect(("127.0.0.1", server))?;
    upstream.write_all(format!("{head}Connection: close\r\n\r\n").as_bytes())?;
    upstream.write_all(&body)?;
    let mut answer = Vec::new();
    upstream.read_to_end(&mut answer)?;
    match act {
        Act::DropAnswer => Ok(()),
        _ => client.write_all(&answer),
    }
}

const SECRET: &str = "secret-of-the-test";

/// Whether a request has the signature that S3 asks for: version 4 of AWS, of the headers and the body. The
/// server of these tests does not look at it.
fn is_signed(head: &str, body: &[u8]) -> Option<bool> {
    let hex = |bytes: &[u8]| bytes.iter().map(|b| format!("{b:02x}")).collect::<String>();
    let sha = |bytes: &[u8]| -> Vec<u8> { Sha256::digest(bytes).to_vec() };
    let hmac = |key: &[u8], text: &str| -> Vec<u8> {
        let pad = |with: u8| (0..64).map(|at| key.get(at).unwrap_or(&0) ^ with).collect::<Vec<u8>>();
        sha(&[pad(0x5c), sha(&[pad(0x36), text.as_bytes().to_vec()].concat())].concat())
    };
    let mut lines = head.lines();
    let mut words = lines.next()?.split(' ');
    let (method, (path, query)) = (words.next()?, words.next().map(|a| a.split_once('?').unwrap_or((a, "")))?);
    let headers: BTreeMap<String, &str> =
        lines.filter_map(|l| l.split_once(':')).map(|(name, value)| (name.to_lowercase(), value.trim())).collect();
    let header = |name: &str| headers.get(name).copied();
    let authorization = header("authorization")?.strip_prefix("AWS4-HMAC-SHA256 ")?;
    let part = |name: &str| authorization.split(", ").find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
    let names = part("SignedHeaders")?;
    let mut query: Vec<String> = query
        .split('&')
        .filter(|q| !q.is_empty())
        .map(|q| if q.contains('=') { q.into() } else { format!("{q}=") })
        .collect();
    query.sort();
    let signed: Option<String> = names.split(';').map(|name| Some(format!("{name}:{}\n", header(name)?))).collect();
    let hash = header("x-amz-content-sha256")?;
    let request = format!("{method}\n{path}\n{}\n{}\n{names}\n{hash}", query.join("&"), signed?);
    let (_, scope) = part("Credential")?.split_once('/')?;
    let text = format!("AWS4-HMAC-SHA256\n{}\n{scope}\n{}", header("x-amz-date")?, hex(&sha(request.as_bytes())));
    let key = scope.split('/').fold(format!("AWS4{SECRET}").into_bytes(), |key, part| hmac(&key, part));
    // What headers must be signed: all of these that are there.
    let all = headers.keys().filter(|name| name.starts_with("x-amz-")).all(|name| names.split(';').any(|n| n == name));
    Some(all && hash == hex(&sha(body)) && part("Signature")? == hex(&hmac(&key, &text)))
}

/// `newsgen deploy` in a site, with credentials that only the environment has.
pub fn deploy(site: &TestSite, arguments: &[&str]) -> Command {
    let mut command = newsgen();
    command.arg("deploy").args(arguments).current_dir(site.folder.path()).stdin(Stdio::null());
    for name in ["AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"] {
        command.env_remove(name);
    }
    command.env("AWS_ACCESS_KEY_ID", "test").env("AWS_SECRET_ACCESS_KEY", SECRET);
    command.env("AWS_EC2_METADATA_DISABLED", "true");
    command.env("AWS_SHARED_CREDENTIALS_FILE", "/nowhere").env("AWS_CONFIG_FILE", "/nowhere");
    command
}
