//! What open pages are told: a stream of server-sent events for each.
//!
//! A page tells which address it shows; whenever the sources changed it is told what that address holds now,
//! and decides by itself what to do (`preview.js`). So a page that an edit does not concern stays as it is, and nothing
//! depends on which changes a page has seen: also not after the server was begun anew.

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use hyper::body::Bytes;
use serde::Serialize;
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::guard;
use super::snapshot::{Answer, Snapshot};
use super::trouble::Troubles;

/// How often an idle stream says that it is there, so that one whose reader went away is found.
const HEARTBEAT: Duration = Duration::from_secs(10);

/// How soon a browser asks again when the server ended, in milliseconds.
const RETRY: &[u8] = b"retry: 500\n\n";

/// What a page has to know.
#[derive(Serialize, PartialEq, Eq)]
struct State {
    /// Changes when it has to be loaded again.
    version: String,
    /// What it would be answered with.
    status: u16,
    /// The style sheets: address, and what changes with the bytes where the address does not.
    sheets: Vec<(String, String)>,
    /// What is wrong with the sources.
    #[serde(flatten)]
    troubles: Troubles,
}

/// The events for a page at a path as the browser has it, from its present state on.
pub fn stream(
    snapshots: watch::Receiver<Arc<Snapshot>>,
    page: String,
    permit: OwnedSemaphorePermit,
) -> Receiver<Bytes> {
    let (send, receive) = channel(1);
    tokio::spawn(async move {
        let _permit = permit;
        let mut snapshots = snapshots;
        let mut told = None;
        if send.send(Bytes::from_static(RETRY)).await.is_err() {
            return;
        }
        loop {
            let snapshot = snapshots.borrow_and_update().clone();
            let page = page.clone();
            let state = tokio::task::spawn_blocking(move || state(&snapshot, &page)).await.ok().flatten();
            if state.is_some() && state != told {
                let json = serde_json::to_string(&state).expect("texts and numbers are JSON");
                if send.send(format!("data: {json}\n\n").into()).await.is_err() {
                    return;
                }
                told = state;
            }
            loop {
                match tokio::time::timeout(HEARTBEAT, changed(&mut snapshots, &send)).await {
                    Ok(true) => break,
                    Ok(false) => return,
                    Err(_) if send.send(Bytes::from_static(b":\n\n")).await.is_err() => return,
                    Err(_) => {}
                }
            }
        }
    });
    receive
}

/// Waits for the next snapshot; false if there will be none, or nobody reads on: a page that is loaded again
/// leaves its stream behind.
async fn changed(snapshots: &mut watch::Receiver<Arc<Snapshot>>, send: &Sender<Bytes>) -> bool {
    let (mut changed, mut closed) = (pin!(snapshots.changed()), pin!(send.closed()));
    poll_fn(|context| {
        if closed.as_mut().poll(context).is_ready() {
            return Poll::Ready(false);
        }
        changed.as_mut().poll(context).map(|changed| changed.is_ok())
    })
    .await
}

/// `None` while an article is about to be read again: then there will be another snapshot.
fn state(snapshot: &Snapshot, page: &str) -> Option<State> {
    let address = guard::address(page, snapshot.config.base_url.path());
    let mut troubles = snapshot.troubles.clone();
    let (status, version) = match snapshot.at(address.as_deref()) {
        Answer::Page(page) => (200, snapshot.version(200, &page.bytes)),
        Answer::Missing(page) => (404, snapshot.version(404, &page.bytes)),
        Answer::Failed(trouble) => {
            let version = snapshot.version(500, trouble.text.as_bytes());
            troubles.put_first(trouble);
            (500, version)
        }
        Answer::Stale => return None,
        Answer::File { .. } | Answer::Redirect(_) | Answer::Outside(_) => (200, String::new()),
    };
    Some(State { version, status, sheets: snapshot.styles.sheets.clone(), troubles })
}
