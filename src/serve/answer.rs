//! One request ▶ its answer.

use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{self, HeaderValue};
use hyper::{Method, Request, Response, StatusCode};
use tokio::sync::{Semaphore, watch};

use super::body::Body;
use super::snapshot::{Answer, Page, Snapshot};
use super::{addition, events, file, guard};
use crate::model::media::{PAGE, TEXT, content_type};
use crate::render::encode_address;

/// Most pages that are told of changes at the same time.
const MOST_STREAMS: usize = 64;

/// How long a page is waited for whose source is about to be read again, and how often.
const STALE_WAIT: Duration = Duration::from_millis(500);
const STALE_TRIES: u32 = 6;

/// What all requests share.
pub struct Server {
    /// The site as it is.
    pub snapshots: watch::Receiver<Arc<Snapshot>>,
    /// A name by which this machine may be called.
    pub name: Option<String>,
    streams: Arc<Semaphore>,
}

impl Server {
    /// A server of what `snapshots` has.
    pub fn new(snapshots: watch::Receiver<Arc<Snapshot>>, name: Option<String>) -> Server {
        Server { snapshots, name, streams: Arc::new(Semaphore::new(MOST_STREAMS)) }
    }

    /// Answers a request that came to the address `local`.
    pub async fn answer<B>(&self, request: Request<B>, local: IpAddr) -> Response<Body> {
        if let Err((status, text)) = guard::check(&request, local, self.name.as_deref()) {
            let mut response = plain(status, text);
            if status == StatusCode::METHOD_NOT_ALLOWED {
                response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
            }
            return response;
        }
        let own = |path, text: &str| respond(StatusCode::OK, content_type(path), text.as_bytes().to_vec());
        match request.uri().path() {
            path @ "/__newsgen/preview.js" => own(path, addition::SCRIPT),
            path @ "/__newsgen/preview.css" => own(path, addition::STYLE),
            "/__newsgen/events" => self.events(&request),
            _ => self.page(&request).await,
        }
    }

    fn events<B>(&self, request: &Request<B>) -> Response<Body> {
        if let Err((status, text)) = guard::check_origin(request.headers()) {
            return plain(status, text);
        }
        let page = request.uri().query().and_then(|query| query.strip_prefix("page=")).and_then(decoded);
        let Some(page) = page else { return plain(StatusCode::BAD_REQUEST, "which page?\n") };
        let Ok(permit) = self.streams.clone().try_acquire_owned() else {
            return plain(StatusCode::SERVICE_UNAVAILABLE, "too many open pages\n");
        };
        let body = if request.method() == Method::HEAD {
            Body::from(Vec::new())
        } else {
            Body::Pieces { pieces: events::stream(self.snapshots.clone(), page, permit), left: None }
        };
        with_headers(Response::new(body), "text/event-stream")
    }

    async fn page<B>(&self, request: &Request<B>) -> Response<Body> {
        let mut snapshots = self.snapshots.clone();
        let path: Arc<str> = request.uri().path().into();
        let mut tries = 0;
        loop {
            let snapshot = snapshots.borrow_and_update().clone();
            let base = snapshot.config.base_url.path().to_owned();
            // The site is below the path of its base address; who asks for the whole host is sent there.
            if !base.is_empty() && (*path == *"/" || *path == *base) {
                return redirect(StatusCode::FOUND, &encode_address(&format!("{base}/")));
            }
            let asked = path.clone();
            let found = tokio::task::spawn_blocking(move || {
                let address = guard::address(&asked, &base);
                (snapshot.at(address.as_deref()), snapshot)
            });
            let Ok((answer, snapshot)) = found.await else {
                return plain(StatusCode::INTERNAL_SERVER_ERROR, "the page could not be rendered\n");
            };
            if matches!(answer, Answer::Stale) && tries < STALE_TRIES {
                tries += 1;
                let _ = tokio::time::timeout(STALE_WAIT, snapshots.changed()).await;
                continue;
            }
            let mut response = to_response(answer, &snapshot, request);
            snapshot.rules.apply(&path, response.headers_mut());
            return response;
        }
    }
}

fn to_response<B>(answer: Answer, snapshot: &Snapshot, request: &Request<B>) -> Response<Body> {
    match answer {
        Answer::Page(page) => html(StatusCode::OK, page, snapshot),
        Answer::Missing(page) => html(StatusCode::NOT_FOUND, page, snapshot),
        Answer::Redirect(place) => redirect(StatusCode::MOVED_PERMANENTLY, &place),
        Answer::File { path, content } => {
            let range = request.headers().get(header::RANGE).and_then(|range| range.to_str().ok());
            let head_only = request.method() == Method::HEAD;
            match file::respond(&content, range, head_only) {
                Ok(response) => with_headers(response, content_type(&path)),
                Err(_) => plain(StatusCode::NOT_FOUND, "the file cannot be read\n"),
            }
        }
        Answer::Failed(trouble) => {
            let version = snapshot.version(500, trouble.text.as_bytes());
            respond(StatusCode::INTERNAL_SERVER_ERROR, PAGE, addition::failure(&trouble.text, &version))
        }
        Answer::Stale => plain(StatusCode::SERVICE_UNAVAILABLE, "the article is being edited; ask again\n"),
        Answer::Outside(shown) => {
            let text = format!(
                "{shown} leads out of the site by a link. The preview shows no file from elsewhere; a build would publish it.\n"
            );
            respond(StatusCode::FORBIDDEN, TEXT, text.into_bytes())
        }
    }
}

fn html(status: StatusCode, page: Page, snapshot: &Snapshot) -> Response<Body> {
    if !page.is_html {
        return respond(status, content_type(&page.path), page.bytes);
    }
    let version = snapshot.version(status.as_u16(), &page.bytes);
    // Of a page whatever its name: former addresses have all sorts of endings.
    respond(status, PAGE, addition::add(page, status.as_u16(), &version))
}

fn redirect(status: StatusCode, place: &str) -> Response<Body> {
    let mut response = plain(status, "");
    // Encoded, so a header value; of this host, so no address of another.
    let value = HeaderValue::try_from(place).ok().filter(|_| place.starts_with('/') && !place.starts_with("//"));
    match value {
        Some(value) => drop(response.headers_mut().insert(header::LOCATION, value)),
        None => *response.status_mut() = StatusCode::NOT_FOUND,
    }
    response
}

fn plain(status: StatusCode, text: &'static str) -> Response<Body> {
    respond(status, TEXT, text.as_bytes().to_vec())
}

fn respond(status: StatusCode, content_type: &'static str, bytes: Vec<u8>) -> Response<Body> {
    let mut response = with_headers(Response::new(Body::from(bytes)), content_type);
    *response.status_mut() = status;
    response
}

fn with_headers(mut response: Response<Body>, content_type: &'static str) -> Response<Body> {
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A value of a query, as `encodeURIComponent` makes it.
fn decoded(value: &str) -> Option<String> {
    percent_encoding::percent_decode_str(value).decode_utf8().ok().map(std::borrow::Cow::into_owned)
}
