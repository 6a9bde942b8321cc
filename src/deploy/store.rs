//! Object storage, and folders taken for it: single requests, each tried again until it is of no use.
//!
//! object_store's own retries are off: it does not repeat a conditional write of which the answer was
//! lost, and every request has to be counted.

use std::fmt;
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures_util::StreamExt;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, ClientOptions, Error as StoreError, GetOptions, ObjectStore, PutMode, PutOptions,
    PutPayload, RetryConfig, UpdateVersion,
};
use xxhash_rust::xxh3::xxh3_64;

use super::aws;
use super::headers::Headers;
use super::record::Held;
use crate::config::{Bucket, Target, TargetPlace};
use crate::error::{Error, Result};

/// The metadata that newsgen marks its uploads with: what they hold.
const MARK: &str = "newsgen";

/// A bucket, container or folder, and what names begin with there.
pub struct Store {
    inner: Arc<dyn ObjectStore>,
    prefix: String,
    shown: String,
    is_folder: bool,
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
        let requests = Arc::new(AtomicU64::new(0));
        let timeout = Duration::from_secs(target.timeout_secs);
        let counted = Counted(requests.clone());
        let plain_http = target.endpoint.as_deref().is_some_and(|e| e.starts_with("http:"));
        let options = ClientOptions::new()
            .with_timeout(timeout)
            .with_connect_timeout(timeout.min(Duration::from_secs(10)))
            .with_allow_http(plain_http);
        let retry = RetryConfig { max_retries: 0, ..RetryConfig::default() };
        // Fails where one is installed already, which is as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let fault = |e: StoreError| fault("use", &target.name, &e);
        let bucket_of = |bucket: &Bucket| (bucket.name.clone(), bucket.prefix.clone());
        let (inner, prefix, shown): (Arc<dyn ObjectStore>, String, String) = match &target.place {
            TargetPlace::S3(bucket) => {
                let (name, prefix) = bucket_of(bucket);
                let mut builder = aws::credentials(AmazonS3Builder::from_env(), target)?;
                if let Some(endpoint) = &target.endpoint {
                    builder = builder.with_endpoint(endpoint);
                }
                let endpoint = builder.get_config_value(&AmazonS3ConfigKey::Endpoint);
                let options = options.with_allow_http(endpoint.is_some_and(|e| e.starts_with("http:")));
                let builder = builder.with_bucket_name(&name).with_retry(retry).with_client_options(options);
                let store = builder.with_http_connector(counted).build().map_err(fault)?;
                (Arc::new(store), prefix, format!("s3://{name}"))
            }
            TargetPlace::Gs(bucket) => {
                let (name, prefix) = bucket_of(bucket);
                let mut builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(&name);
                if let Some(endpoint) = &target.endpoint {
                    builder = builder.with_base_url(endpoint);
                }
                let builder = builder.with_retry(retry).with_client_options(options);
                let store = builder.with_http_connector(counted).build().map_err(fault)?;
                (Arc::new(store), prefix, format!("gs://{name}"))
            }
            TargetPlace::Az(bucket) => {
                let (name, prefix) = bucket_of(bucket);
                let mut builder = MicrosoftAzureBuilder::from_env().with_container_name(&name);
                if let Some(account) = &target.account {
                    builder = builder.with_account(account);
                }
                if let Some(endpoint) = &target.endpoint {
                    builder = builder.with_endpoint(endpoint.clone());
                }
                let builder = builder.with_allow_http(plain_http).with_retry(retry).with_client_options(options);
                let store = builder.with_http_connector(counted).build().map_err(fault)?;
                (Arc::new(store), prefix, format!("az://{name}"))
            }
            TargetPlace::Folder(_) => {
                let folder = folder.expect("the folder of a file:// target was found");
                let store = LocalFileSystem::new_with_prefix(&folder).map_err(fault)?.with_automatic_cleanup(true);
                (Arc::new(store), String::new(), folder.display().to_string())
            }
            TargetPlace::Git { .. } | TargetPlace::Rsync { .. } => unreachable!("these have hosts of their own"),
        };
        let is_folder = matches!(target.place, TargetPlace::Folder(_));
        let retries = if is_folder { 0 } else { target.retries };
        let prefix = if prefix.is_empty() { prefix } else { prefix + "/" };
        Ok(Store { inner, prefix, shown, is_folder, retries, timeout, requests })
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
        let got = self.again(path, async || {
            let got = self.inner.get_opts(&location, GetOptions::default()).await?;
            let version = UpdateVersion { e_tag: got.meta.e_tag.clone(), version: got.meta.version.clone() };
            Ok((got.bytes().await?.to_vec(), version))
        });
        match got.await {
            Ok(got) => Ok(Some(got)),
            Err(StoreError::NotFound { .. }) => Ok(None),
            Err(e) => Err(self.fault("read", path, &e)),
        }
    }

    /// A file's version, and what newsgen's mark on it says; `None` in its place where it has no mark.
    pub async fn look(&self, path: &str) -> Result<Option<(Version, Option<Held>)>> {
        let location = self.path(path)?;
        let looked = self.again(path, async || {
            let options = GetOptions { head: true, ..GetOptions::default() };
            self.inner.get_opts(&location, options).await
        });
        match looked.await {
            Ok(got) => {
                let mark = got.attributes.get(&Attribute::Metadata(MARK.into())).and_then(|mark| parse_mark(mark));
                Ok(Some((UpdateVersion { e_tag: got.meta.e_tag, version: got.meta.version }, mark)))
            }
            Err(StoreError::NotFound { .. }) => Ok(None),
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
        let payload = PutPayload::from(bytes);
        let attributes = if self.is_folder { Attributes::new() } else { attributes(headers, held) };
        // Folders know no conditions; whoever writes to one has its lock.
        let mode = match mode {
            Mode::Make if self.is_folder && self.look(path).await?.is_some() => return Ok(Put::Refused),
            _ if self.is_folder => PutMode::Overwrite,
            Mode::Make => PutMode::Create,
            Mode::Replace => PutMode::Overwrite,
            Mode::Update(version) => PutMode::Update(version),
        };
        let put = self.again(path, async || {
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
        let deleted = self.again(first, async || {
            let all = futures_util::stream::iter(locations.clone().into_iter().map(Ok)).boxed();
            let mut done = self.inner.delete_stream(all);
            while let Some(one) = done.next().await {
                match one {
                    Ok(_) | Err(StoreError::NotFound { .. }) => {}
                    Err(e) => return Err(e),
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
        let listed = self.again("", async || {
            let mut files = Vec::new();
            let mut list = self.inner.list(prefix.as_ref());
            while let Some(found) = list.next().await {
                let found = found?;
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
        mut attempt: impl AsyncFnMut() -> object_store::Result<T>,
    ) -> object_store::Result<T> {
        let mut tries = 0;
        loop {
            if self.is_folder {
                self.requests.fetch_add(1, Ordering::Relaxed);
            }
            // The client's own limit covers single requests; this one also a body that drips.
            let outcome = match tokio::time::timeout(self.timeout * 2, attempt()).await {
                Ok(outcome) => outcome,
                Err(late) => Err(StoreError::Generic { store: "storage", source: Box::new(late) }),
            };
            match outcome {
                Err(StoreError::Generic { .. }) if tries < self.retries => {}
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

fn parse_mark(mark: &str) -> Option<Held> {
    let mut parts = mark.split('-');
    let hash = u64::from_str_radix(parts.next()?, 16).ok()?;
    let len_bytes = parts.next()?.parse().ok()?;
    let headers = u32::from_str_radix(parts.next()?, 16).ok()?;
    Some(Held { hash, len_bytes, headers })
}

/// What a host said, in the words of the one who has to mend it.
fn fault(action: &str, shown: &str, e: &StoreError) -> Error {
    let mut reason = e.to_string();
    let mut source = std::error::Error::source(e);
    while let Some(inner) = source {
        let text = inner.to_string();
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
        _ => (reason, "run the command again: it goes on where it was".to_owned()),
    };
    Error::deploy(format!("cannot {action} `{shown}`: {reason}"), hint)
}

/// Counts what goes over the wire.
#[derive(Debug)]
struct Counted(Arc<AtomicU64>);

#[derive(Debug)]
struct CountedClient {
    inner: HttpClient,
    requests: Arc<AtomicU64>,
}

impl HttpConnector for Counted {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let inner = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(CountedClient { inner, requests: self.0.clone() }))
    }
}

impl HttpService for CountedClient {
    fn call<'a, 'b>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        self.requests.fetch_add(1, Ordering::Relaxed);
        Box::pin(self.inner.execute(request))
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}
