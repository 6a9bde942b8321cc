//! Links that leave the site: whether something still answers there.
//!
//! Polite: a host is asked one thing at a time with a pause between, `HEAD` where it will do, and what was fine is not
//! asked again for [`FRESH_SECS`]. Bounded: so many hosts at once, so many links of one host in a run, so long
//! for an answer; a host that did not answer three times is left alone. Bodies are not read.
//!
//! What a host refuses to programs (401, 403, 429) or cannot do just now (5xx) tells nothing of the link and is not
//! complained about.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use reqwest::header::{LOCATION, RETRY_AFTER};
use serde::{Deserialize, Serialize};
use url::Url;

use super::{External, Followed};
use crate::diag::{Diagnostic, Diagnostics, Place, Problem};
use crate::error::{Error, Result};

/// For how long a good answer is taken for granted: a month.
const FRESH_SECS: i64 = 30 * 86_400;
const HOSTS_AT_ONCE: usize = 16;
const MOST_OF_A_HOST: usize = 500;
const MOST_REDIRECTS: usize = 10;
const MOST_SILENT: usize = 3;
const MOST_RETRY_AFTER: Duration = Duration::from_secs(30);
/// The notes are written after so many answers, so that a run that is stopped was not in vain.
const ANSWERS_A_NOTE: usize = 100;

/// What a link's host says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    Fine,
    /// Nothing there any more.
    Gone(String),
    Moved(String),
    Silent(String),
    /// Nothing that tells of the link.
    Unsure(u16),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct Note {
    at: i64,
    answer: Answer,
}

type Notes = BTreeMap<String, Note>;

struct Run<'a> {
    client: Client,
    options: &'a External,
    notes: Mutex<Notes>,
    answered: AtomicUsize,
    progress: &'a (dyn Fn(usize, usize) + Sync),
    all: usize,
}

/// Follows links, and says of each place what is wrong with its link.
pub(super) fn follow(
    links: BTreeMap<String, Vec<Place>>,
    options: &External,
    diagnostics: &Diagnostics,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Followed> {
    // Fails where one is installed already, which is as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = Client::builder()
        .user_agent(concat!("newsgen/", env!("CARGO_PKG_VERSION"), " (link check)"))
        .redirect(reqwest::redirect::Policy::none())
        .timeout(options.timeout)
        .build()
        .map_err(|e| Error::io("follow links", "")(std::io::Error::other(e)))?;
    let notes: Notes = crate::fs::read_if_there(&options.notes)?
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default();
    let mut followed = Followed::default();
    let mut hosts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for link in links.keys() {
        let is_known = notes.get(link).is_some_and(|note| {
            matches!(note.answer, Answer::Fine) && (0..FRESH_SECS).contains(&(options.now - note.at))
        });
        let host = Url::parse(link).ok().map(|url| url[..url::Position::BeforePath].to_owned());
        match host {
            _ if is_known => followed.known += 1,
            Some(host) if !options.skips(link) => hosts.entry(host).or_default().push(link),
            _ => followed.left += 1,
        }
    }
    for links in hosts.values_mut() {
        // Those that were never asked, then those whose answer is oldest: so each has its turn, in several runs.
        links.sort_by_key(|link| notes.get(*link).map(|note| note.at));
        followed.left += links.len().saturating_sub(MOST_OF_A_HOST);
        links.truncate(MOST_OF_A_HOST);
        followed.asked += links.len();
    }
    let run =
        Run { client, options, notes: Mutex::new(notes), answered: AtomicUsize::new(0), progress, all: followed.asked };
    let queue: Mutex<VecDeque<Vec<&str>>> = Mutex::new(hosts.into_values().collect());
    let next = || queue.lock().expect("no thread panics while it takes a host").pop_front();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..HOSTS_AT_ONCE)
            .map(|_| {
                scope.spawn(|| {
                    while let Some(links) = next() {
                        run.host(&links)?;
                    }
                    Ok::<_, Error>(())
                })
            })
            .collect();
        workers.into_iter().try_for_each(|worker| worker.join().expect("no thread panics while it follows links"))
    })?;
    let notes = run.notes.into_inner().expect("no thread panics while it notes an answer");
    write(&options.notes, &notes)?;
    for (link, places) in links {
        let Some(note) = notes.get(&link).filter(|_| !options.skips(&link)) else { continue };
        let problem = |target: String| match note.answer.clone() {
            Answer::Gone(answer) => Some(Problem::GoneLink { target, answer }),
            Answer::Silent(reason) => Some(Problem::UnansweredLink { target, reason }),
            Answer::Moved(to) => Some(Problem::MovedLink { target, to }),
            Answer::Fine | Answer::Unsure(_) => None,
        };
        if let Some(problem) = problem(link) {
            diagnostics.extend(places.into_iter().map(|place| Diagnostic::new(problem.clone(), place)));
        }
    }
    Ok(followed)
}

fn write(path: &std::path::Path, notes: &Notes) -> Result<()> {
    crate::fs::write_atomic(path, |out| serde_json::to_writer(out, notes).map_err(std::io::Error::from))
}

impl Run<'_> {
    /// Asks for the links of one host, one after another.
    fn host(&self, links: &[&str]) -> Result<()> {
        let mut silent = 0;
        for (at, link) in links.iter().enumerate() {
            if at > 0 {
                std::thread::sleep(self.options.pause);
            }
            let answer =
                if silent < MOST_SILENT { self.ask(link) } else { Answer::Silent("nor did others of its host".into()) };
            silent = if matches!(answer, Answer::Silent(_)) { silent + 1 } else { 0 };
            let mut notes = self.notes.lock().expect("no thread panics while it notes an answer");
            notes.insert((*link).to_owned(), Note { at: self.options.now, answer });
            let answered = self.answered.fetch_add(1, Ordering::Relaxed) + 1;
            if answered.is_multiple_of(ANSWERS_A_NOTE) {
                write(&self.options.notes, &notes)?;
            }
            drop(notes);
            (self.progress)(answered, self.all);
        }
        Ok(())
    }

    fn ask(&self, link: &str) -> Answer {
        let Ok(start) = Url::parse(link) else { return Answer::Gone("not an address".into()) };
        let (mut url, mut for_good) = (start.clone(), true);
        for _ in 0..=MOST_REDIRECTS {
            let answer = match self.send(&url) {
                Ok(answer) => answer,
                Err(error) => return Answer::Silent(reason(&error)),
            };
            let status = answer.status();
            if !status.is_redirection() {
                return judge(status, &start, &url, for_good);
            }
            let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok());
            let Some(to) = to.and_then(|to| url.join(to).ok()).filter(|to| matches!(to.scheme(), "http" | "https"))
            else {
                return Answer::Gone(format!("{status} without an address to go on to"));
            };
            for_good &= matches!(status, StatusCode::MOVED_PERMANENTLY | StatusCode::PERMANENT_REDIRECT);
            url = to;
        }
        Answer::Gone("redirected in a circle".into())
    }

    /// An answer, by `HEAD` if the host takes that; tried again once.
    fn send(&self, url: &Url) -> reqwest::Result<Response> {
        let head = self.client.head(url.clone()).send();
        let answer = match head {
            Ok(answer) if !is_refused(answer.status()) => return Ok(answer),
            _ => {
                std::thread::sleep(self.options.pause);
                self.client.get(url.clone()).send()?
            }
        };
        if answer.status() != StatusCode::TOO_MANY_REQUESTS {
            return Ok(answer);
        }
        let wait = answer.headers().get(RETRY_AFTER).and_then(|wait| wait.to_str().ok()?.parse().ok());
        match wait.map(Duration::from_secs).filter(|wait| *wait <= MOST_RETRY_AFTER) {
            Some(wait) => {
                std::thread::sleep(wait);
                self.client.get(url.clone()).send()
            }
            None => Ok(answer),
        }
    }
}

/// Whether a host may say otherwise to `GET`.
fn is_refused(status: StatusCode) -> bool {
    status.is_client_error() || status.is_server_error()
}

fn judge(status: StatusCode, start: &Url, end: &Url, for_good: bool) -> Answer {
    if matches!(status, StatusCode::NOT_FOUND | StatusCode::GONE) {
        return Answer::Gone(status.to_string());
    }
    if !status.is_success() {
        return Answer::Unsure(status.as_u16());
    }
    let has_path = |url: &Url| !url.path().trim_matches('/').is_empty() || url.query().is_some();
    if start == end {
        Answer::Fine
    } else if has_path(start) && !has_path(end) {
        Answer::Gone(format!("it leads to the front page `{end}` now"))
    } else if for_good {
        let mut to = end.clone();
        if to.fragment().is_none() {
            to.set_fragment(start.fragment());
        }
        Answer::Moved(to.into())
    } else {
        Answer::Fine
    }
}

/// The innermost cause, which says what happened.
fn reason(error: &reqwest::Error) -> String {
    if error.is_timeout() {
        return "it took too long".into();
    }
    let mut cause: &dyn std::error::Error = error;
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}
