//! Preview: SCAN ▶ INDEX ▶ PLAN, then RENDER of only the page that is asked for.
//!
//! Nothing is written but the scan's cache. Requests reach only what the plan has: an address is
//! looked up among its pages, never joined to a folder. Listens on 127.0.0.1 and answers only
//! requests to that host, so that no web page elsewhere can read the preview through a name that
//! resolves here.

mod snapshot;
mod watch;

use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{Method, Request, Response, StatusCode, header};
use tokio::sync::watch as version;

use crate::config::Config;
use crate::diag::Diagnostic;
use crate::error::{Error, Result};
use crate::model::OutputPath;
use crate::site::Gates;
use snapshot::{Page, Snapshot};

/// How to serve.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// What is shown.
    pub gates: Gates,
    /// Threads for reading the sources.
    pub jobs: usize,
    /// The first port to try.
    pub port: u16,
}

/// What the server has to say.
pub enum Event<'a> {
    /// It is ready.
    Listening {
        /// Where.
        address: &'a str,
        /// How many articles it shows.
        articles: usize,
    },
    /// Sources changed and were read.
    Reloaded {
        /// How many articles there are now.
        articles: usize,
        /// How long it took.
        took: Duration,
    },
    /// What is wrong with the sources.
    Diagnostics(&'a [Diagnostic]),
    /// The sources cannot be used as they are; the last good state is still shown.
    Failed(&'a Error),
}

/// Asks after each change whether there is another, and reloads the page then.
const RELOAD_SCRIPT: &str = "<script src=\"/__newsgen/reload.js\" defer></script>";
const RELOAD_JS: &str = "(async () => {
  let known = null;
  for (;;) {
    try {
      const answer = await fetch('/__newsgen/version' + (known === null ? '' : '?after=' + known), { cache: 'no-store' });
      const version = await answer.text();
      if (known !== null && version !== known) return location.reload();
      known = version;
    } catch {
      await new Promise((wait) => setTimeout(wait, 1000));
    }
  }
})();
";

struct Server {
    snapshot: RwLock<Arc<Snapshot>>,
    version: version::Sender<u64>,
}

/// Serves until the program is ended. `load` reads the settings, again after each change.
pub fn serve(
    load: &(dyn Fn() -> Result<Config> + Sync),
    options: &Options,
    tell: &(dyn Fn(Event) + Sync),
) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_io()
        .enable_time()
        .build()
        .map_err(Error::io("start the server", ""))?;
    let (listener, address) = runtime.block_on(listen(options.port))?;
    let base_url = format!("http://{address}");
    let config = load()?;
    let root = config.root.clone();
    let changes = watch::watch(&root, &config.output_dir())?;
    let first = Snapshot::load(config, &base_url, options)?;
    if !first.diagnostics.is_empty() {
        tell(Event::Diagnostics(&first.diagnostics));
    }
    tell(Event::Listening { address: &format!("{base_url}/"), articles: first.articles() });
    let (version, _) = version::channel(0);
    let server = Arc::new(Server { snapshot: RwLock::new(Arc::new(first)), version });
    let app = Router::new().fallback(answer).with_state(server.clone());
    runtime.spawn(async move { axum::serve(listener, app).await });

    while changes.wait() {
        let started = Instant::now();
        match load().and_then(|config| Snapshot::load(config, &base_url, options)) {
            Ok(snapshot) => {
                if !snapshot.diagnostics.is_empty() {
                    tell(Event::Diagnostics(&snapshot.diagnostics));
                }
                tell(Event::Reloaded { articles: snapshot.articles(), took: started.elapsed() });
                *server.snapshot.write().expect("no thread panics with it") = Arc::new(snapshot);
                server.version.send_modify(|v| *v += 1);
            }
            Err(error) => tell(Event::Failed(&error)),
        }
    }
    Ok(())
}

async fn listen(first: u16) -> Result<(tokio::net::TcpListener, SocketAddr)> {
    let mut last = None;
    for port in first..=first.saturating_add(20) {
        match tokio::net::TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => {
                let address = listener.local_addr().map_err(Error::io("listen on", port.to_string()))?;
                return Ok((listener, address));
            }
            Err(e) => last = Some(Error::io("listen on port", port.to_string())(e)),
        }
    }
    Err(last.expect("at least one port was tried"))
}

async fn answer(State(server): State<Arc<Server>>, request: Request<Body>) -> Response<Body> {
    if !is_local(&request) {
        return plain(StatusCode::FORBIDDEN, "newsgen serve answers requests to 127.0.0.1 and localhost only\n");
    }
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return plain(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD\n");
    }
    match request.uri().path() {
        "/__newsgen/reload.js" => respond(StatusCode::OK, "text/javascript; charset=utf-8", RELOAD_JS.into()),
        "/__newsgen/version" => {
            let after = request.uri().query().and_then(|q| q.strip_prefix("after=")?.parse::<u64>().ok());
            let mut version = server.version.subscribe();
            let newer = version.wait_for(|v| Some(*v) != after);
            // Answered in any case before a proxy or browser would give up.
            let _ = tokio::time::timeout(Duration::from_secs(25), newer).await;
            let version = *server.version.borrow();
            respond(StatusCode::OK, "text/plain", version.to_string().into())
        }
        path => {
            let path = path.to_owned();
            let snapshot = server.snapshot.read().expect("no thread panics with it").clone();
            let page = tokio::task::spawn_blocking(move || page(&snapshot, &path)).await;
            page.unwrap_or_else(|_| plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be rendered\n"))
        }
    }
}

fn page(snapshot: &Snapshot, encoded: &str) -> Response<Body> {
    let address = percent_decode(encoded);
    let path = address.as_deref().and_then(|a| OutputPath::of_address(a).ok());
    match path.map_or(Page::Missing, |path| snapshot.page(&path)) {
        Page::Found { path, bytes } => respond(StatusCode::OK, content_type(&path), bytes),
        Page::Folder => {
            let mut response = plain(StatusCode::MOVED_PERMANENTLY, "");
            if let Ok(place) = format!("{encoded}/").parse() {
                response.headers_mut().insert(header::LOCATION, place);
            }
            response
        }
        Page::Missing => respond(StatusCode::NOT_FOUND, "text/html; charset=utf-8", snapshot.not_found()),
        Page::Failed(message) => {
            let text = message.replace('&', "&amp;").replace('<', "&lt;");
            let html =
                format!("<!doctype html><meta charset=utf-8><title>Error</title><pre>{text}</pre>{RELOAD_SCRIPT}");
            respond(StatusCode::INTERNAL_SERVER_ERROR, "text/html; charset=utf-8", html.into_bytes())
        }
    }
}

/// Whether the request names this machine: a page elsewhere whose name was pointed here does not.
fn is_local(request: &Request<Body>) -> bool {
    let host = request.headers().get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or("");
    let name = host
        .rsplit_once(':')
        .filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()))
        .map_or(host, |(name, _)| name);
    ["127.0.0.1", "localhost", "[::1]"].contains(&name.to_ascii_lowercase().as_str())
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digit = |b: Option<u8>| (b? as char).to_digit(16);
            bytes.push((digit(rest.next())? * 16 + digit(rest.next())?) as u8);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, extension)| extension).to_ascii_lowercase().as_str() {
        "html" | "htm" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "xml" => "application/xml; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/vnd.microsoft.icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        "mp3" => "audio/mpeg",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        _ => "application/octet-stream",
    }
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    respond(status, "text/plain; charset=utf-8", text.into())
}

fn respond(status: StatusCode, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = Response::new(Body::from(bytes));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}
