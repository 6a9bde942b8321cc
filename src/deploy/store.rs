//! Object storage, and folders taken for it: single requests, each tried again until it is of no use.
//!
//! object_store's own retries are off: it does not repeat a conditional write of which the answer was
//! lost, and every request has to be counted.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, Error as StoreError, GetOptions, ObjectStore, PutMode, PutOptions, PutPayload, UpdateVersion,
};
use xxhash_rust::xxh3::xxh3_64;

use super::connect::{Connected, connect};
use super::headers::Headers;
use super::record::Held;
use super::wire::{Counted, LOCATION};
use crate::config::{Target, TargetPlace};
use crate::error::{Error, Result};

/// The metadata that newsgen marks its uploads with: what they hold.
const MARK: &str = "newsgen";

/// How slow a connection may be for a large file to be given up.
const SLOWEST_BYTES_A_SECOND: u64 = 128 * 1024;

/// A bucket, container or folder, and what names begin with there.
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    prefix: String,
    shown: String,
    is_folder: bool,
    has_redirects: bool,
    retries: u32,
    timeout: Duration,
    requests: Arc<AtomicU64>,
}

/// A version of an object, for writes on condition of it.
pub type Version = UpdateVersion;

/// On what condition an object is written.
#[derive(Debug, Clone)]
pub enum Mode {
    /// That nothing is there.
    Make,
    /// On none.
    Replace,
    /// That it is still this version.
    Update(Version),
}

/// What became of a write.
#[derive(Debug, Clone)]
pub enum Put {
    /// It is done; the version that it made.
    Done(Version),
    /// Its condition does not hold.
    Refused,
}

impl Store {
    /// Makes ready to talk to a target; nothing is sent yet. `folder` is where a `file://` target is.
    pub fn open(target: &Target, folder: Option<PathBuf>) -> Result<Store> {
        let counted = Counted::default();
        let Connected { inner, prefix, shown } = connect(target, folder, &counted)?;
        let is_folder = matches!(target.place, TargetPlace::Folder(_));
        Ok(Store {
            inner,
            prefix: if prefix.is_empty() { prefix } else { prefix + "/" },
            shown,
            is_folder,
            has_redirects: matches!(target.place, TargetPlace::S3(_)),
            retries: if is_folder { 0 } else { target.retries },
            timeout: Duration::from_secs(target.timeout_secs),
            requests: counted.requests,
        })
    }

    /// Whether it is a folder of this machine: files there have no headers and no marks.
    pub fn is_folder(&self) -> bool {
        self.is_folder
    }

    /// How many requests were sent.
    pub fn requests(&self) -> u64 {
        self.requests.load(Ordering::Relaxed)
    }

    /// A file as messages call it.
    pub fn shown(&self, path: &str) -> String {
        format!("{}/{}{path}", self.shown, self.prefix)
    }

    fn path(&self, path: &str) -> Result<Path> {
        Path::parse(format!("{}{path}", self.prefix))
            .map_err(|e| Error::deploy(format!("cannot publish `{path}`: {e}"), "rename the file"))
    }

    /// A file's bytes and version.
    pub async fn get(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>> {
        let location = self.path(path)?;
        let got = self.again(path, self.timeout * 4, async || {
            let got = self.inner.get_opts(&location, GetOptions::default()).await?;
            let version = UpdateVersion { e_tag: got.meta.e_tag.clone(), version: got.meta.version.clone() };
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got.await {
            Ok(got) => Ok(Some(got)),
            Err(e) if is_missing(&e) => Ok(None),
            Err(e) => Err(self.fault("read", path, &e)),
        }
    }

    /// A file's version, and what newsgen's mark on it says; `None` in its place where it has no mark.
    pub async fn look(&self, path: &str) -> Result<Option<(Version, Option<Held>)>> {
        let location = self.path(path)?;
        let looked = self.again(path, self.timeout, async || {
            let options = GetOptions { head: true, ..GetOptions::default() };
            self.inner.get_opts(&location, options).await
        });
        match looked.await {
            Ok(got) => {
                let mark = got.attributes.get(&Attribute::Metadata(MARK.into())).and_then(|mark| parse_mark(mark));
                Ok(Some((UpdateVersion { e_tag: got.meta.e_tag, version: got.meta.version }, mark)))
            }
            Err(e) if is_missing(&e) => Ok(None),
            Err(e) => Err(self.fault("look at", path, &e)),
        }
    }

    /// Writes a file, whole or not at all.
    pub async fn put(
        &self,
        path: &str,
        bytes: Vec<u8>,
        mode: Mode,
        headers: &Headers,
        held: Option<Held>,
    ) -> Result<Put> {
        let location = self.path(path)?;
        let mut attributes = if self.is_folder { Attributes::new() } else { attributes(headers, held) };
        if let Some(location) = redirect(&bytes).filter(|_| self.has_redirects) {
            attributes.insert(Attribute::Metadata(LOCATION.into()), location.into());
        }
        let payload = PutPayload::from(bytes);
        // Folders know no conditions; whoever writes to one has its lock.
        let mode = match mode {
            Mode::Make if self.is_folder && self.look(path).await?.is_some() => return Ok(Put::Refused),
            _ if self.is_folder => PutMode::Overwrite,
            Mode::Make => PutMode::Create,
            Mode::Replace => PutMode::Overwrite,
            Mode::Update(version) => PutMode::Update(version),
        };
        let limit = self.timeout + Duration::from_secs(payload.content_length() as u64 / SLOWEST_BYTES_A_SECOND);
        let put = self.again(path, limit, async || {
            let attributes = attributes.clone();
            let options = PutOptions { mode: mode.clone(), attributes, ..PutOptions::default() };
            self.inner.put_opts(&location, payload.clone(), options).await
        });
        match put.await {
            Ok(put) => Ok(Put::Done(put.into())),
            Err(StoreError::AlreadyExists { .. } | StoreError::Precondition { .. }) => Ok(Put::Refused),
            Err(e) => Err(self.fault("write", path, &e)),
        }
    }

    /// Deletes files; no error where they are gone already.
    pub async fn delete(&self, paths: &[&str]) -> Result<()> {
        let locations = paths.iter().map(|path| self.path(path)).collect::<Result<Vec<Path>>>()?;
        let Some(first) = paths.first() else { return Ok(()) };
        let deleted = self.again(first, self.timeout * 4, async || {
            let all = futures_util::stream::iter(locations.clone().into_iter().map(Ok)).boxed();
            let mut done = self.inner.delete_stream(all);
            while let Some(one) = done.next().await {
                match one {
                    Err(e) if !is_missing(&e) => return Err(e),
                    Ok(_) | Err(_) => {}
                }
            }
            Ok(())
        });
        deleted.await.map_err(|e| self.fault("delete", first, &e))
    }

    /// All files, each with its length: one listing.
    pub async fn list(&self) -> Result<Vec<(String, u64)>> {
        let prefix = self.prefix.trim_end_matches('/');
        let prefix = if prefix.is_empty() { None } else { Some(Path::from(prefix)) };
        // However many there are, the next of them is not long in coming.
        let listed = self.again("", Duration::MAX, async || {
            let mut files = Vec::new();
            let mut list = self.inner.list(prefix.as_ref());
            loop {
                let next = tokio::time::timeout(self.timeout, list.next()).await.map_err(|_| late(self.timeout))?;
                let Some(found) = next.transpose()? else { break };
                if let Some(path) = found.location.as_ref().strip_prefix(&self.prefix) {
                    files.push((path.to_owned(), found.size));
                }
            }
            Ok(files)
        });
        listed.await.map_err(|e| self.fault("list", "", &e))
    }

    /// Tries until it succeeds, fails for good, or has failed too often; each time after a longer wait.
    async fn again<T>(
        &self,
        path: &str,
        limit: Duration,
        mut attempt: impl AsyncFnMut() -> object_store::Result<T>,
    ) -> object_store::Result<T> {
        let mut tries = 0;
        loop {
            if self.is_folder {
                self.requests.fetch_add(1, Ordering::Relaxed);
            }
            match tokio::time::timeout(limit, attempt()).await.unwrap_or_else(|_| Err(late(limit))) {
                Err(e @ StoreError::Generic { .. }) if tries < self.retries && !is_without_credentials(&e) => {}
                other => return other,
            }
            // Spread, so that many that failed at once do not come back at once.
            let spread = xxh3_64(format!("{path} {tries}").as_bytes()) % 100;
            let wait = Duration::from_millis((100 << tries.min(7)) * (50 + spread) / 100);
            tokio::time::sleep(wait).await;
            tries += 1;
        }
    }

    fn fault(&self, action: &str, path: &str, e: &StoreError) -> Error {
        fault(action, &self.shown(path), e)
    }
}

fn attributes(headers: &Headers, held: Option<Held>) -> Attributes {
    let mut attributes = Attributes::new();
    for (attribute, value) in [
        (Attribute::ContentType, &headers.content_type),
        (Attribute::CacheControl, &headers.cache_control),
        (Attribute::ContentEncoding, &headers.content_encoding),
        (Attribute::ContentLanguage, &headers.content_language),
        (Attribute::ContentDisposition, &headers.content_disposition),
    ] {
        if !value.is_empty() {
            attributes.insert(attribute, value.clone().into());
        }
    }
    if let Some(Held { hash, len_bytes, headers }) = held {
        attributes.insert(Attribute::Metadata(MARK.into()), format!("{hash:016x}-{len_bytes}-{headers:08x}").into());
    }
    attributes
}

/// Where a page leads that does nothing else, as newsgen makes them of former addresses.
fn redirect(bytes: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(&bytes[..bytes.len().min(4096)]).ok()?;
    let (_, rest) = text.split_once("<meta http-equiv=\"refresh\" content=\"0; url=")?;
    let address = rest.split_once('"')?.0.replace("&#x2F;", "/").replace("&amp;", "&");
    let known = ["/", "http://", "https://"].iter().any(|start| address.starts_with(start));
    let plain = address.bytes().all(|b| b.is_ascii_graphic()) && !address.contains(['&', '<', '>']);
    (known && plain).then_some(address)
}

/// Whether there is no such file, also where its folder is a file.
fn is_missing(e: &StoreError) -> bool {
    let mut source = std::error::Error::source(e);
    while let Some(inner) = source {
        let io = inner.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        if matches!(io, Some(std::io::ErrorKind::NotADirectory | std::io::ErrorKind::IsADirectory)) {
            return true;
        }
        source = inner.source();
    }
    matches!(e, StoreError::NotFound { .. })
}

fn late(limit: Duration) -> StoreError {
    let reason = format!("no answer within {} s", limit.as_secs());
    StoreError::Generic { store: "storage", source: reason.into() }
}

/// Whether the last place that keys are looked for has none: the machine is none of the provider's own.
fn is_without_credentials(e: &StoreError) -> bool {
    let text = e.to_string();
    ["/latest/api/token", "/computeMetadata/", "/metadata/identity/"].iter().any(|place| text.contains(place))
}

fn parse_mark(mark: &str) -> Option<Held> {
    let mut parts = mark.split('-');
    let hash = u64::from_str_radix(parts.next()?, 16).ok()?;
    let len_bytes = parts.next()?.parse().ok()?;
    let headers = u32::from_str_radix(parts.next()?, 16).ok()?;
    Some(Held { hash, len_bytes, headers })
}

/// What a host said, in the words of the one who has to mend it.
pub(super) fn fault(action: &str, shown: &str, e: &StoreError) -> Error {
    let mut reason = e.to_string();
    let mut source = std::error::Error::source(e);
    let mut innermost = String::new();
    while let Some(inner) = source {
        let text = inner.to_string();
        innermost.clone_from(&text);
        if !reason.contains(&text) {
            reason = format!("{reason}: {text}");
        }
        source = inner.source();
    }
    // An answer may repeat what was sent, a session's token for one: of it only these two are shown.
    let tag = |name: &str| Some(reason.split_once(&format!("<{name}>"))?.1.split_once('<')?.0.to_owned());
    let reason = match (tag("Code"), tag("Message")) {
        (Some(code), message) => format!("the host says {code}: {}", message.unwrap_or_default()),
        (None, _) => reason,
    };
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    let shown = shown.trim_end_matches('/');
    let (reason, hint) = match e {
        _ if is_without_credentials(e) => (
            "there are no credentials".to_owned(),
            "export those of the provider, or log in with its own program; see docs/DEPLOY.md".to_owned(),
        ),
        StoreError::PermissionDenied { .. } | StoreError::Unauthenticated { .. } => (
            "the host refused the credentials".to_owned(),
            "check them (environment, profile), and what they may do there".to_owned(),
        ),
        StoreError::NotFound { .. } => ("it is not there".to_owned(), "check the target's `url`".to_owned()),
        _ if reason.contains("NoSuchBucket") => {
            ("there is no such bucket".to_owned(), "make it, or check the target's `url`".to_owned())
        }
        _ if reason.contains("No space left") || reason.contains("StorageFull") => (
            "no space left on the device".to_owned(),
            "free some space and run the command again; the site that is there still works".to_owned(),
        ),
        _ if reason.contains("error sending request") || reason.contains("client error (Connect)") => {
            let innermost = innermost.split(" (os error ").next().unwrap_or(&innermost);
            (
                format!("the host cannot be reached: {}", innermost.to_lowercase()),
                "check the network, and `url`, `endpoint` and `region` of the target; then run the command again"
                    .to_owned(),
            )
        }
        _ => (reason, "run the command again: it goes on where it was".to_owned()),
    };
    Error::deploy(format!("cannot {action} `{shown}`: {reason}"), hint)
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
