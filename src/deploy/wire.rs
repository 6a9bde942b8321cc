//! What object_store sends, counted, and with the one header that it cannot send.

use std::future::Future;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use object_store::ClientOptions;
use object_store::aws::{AwsAuthorizer, AwsCredentialProvider};
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService, ReqwestConnector,
};

/// The metadata that stands for the header [`REDIRECT`], which object_store has no attribute for.
pub const LOCATION: &str = "newsgen-location";
/// Makes storage of S3 that serves a website answer with a redirect.
const REDIRECT: &str = "x-amz-website-redirect-location";

/// Counts what goes over the wire, and adds the one header that object_store cannot.
#[derive(Debug, Clone, Default)]
pub struct Counted {
    /// How many requests were sent.
    pub requests: Arc<AtomicU64>,
    /// Set once it is known what to sign with.
    pub signer: Arc<OnceLock<Signer>>,
}

#[derive(Debug)]
struct CountedClient {
    inner: HttpClient,
    requests: Arc<AtomicU64>,
    signer: Arc<OnceLock<Signer>>,
}

/// What a request is signed with.
#[derive(Debug)]
pub struct Signer {
    /// The provider of keys.
    pub credentials: AwsCredentialProvider,
    /// Of the bucket.
    pub region: String,
}

impl Signer {
    /// Puts the redirect in its place; headers are signed, so it has to be done anew.
    async fn redirect(&self, request: &mut HttpRequest) -> object_store::Result<()> {
        let Some(location) = request.headers_mut().remove(format!("x-amz-meta-{LOCATION}")) else { return Ok(()) };
        request.headers_mut().insert(REDIRECT, location);
        if request.headers_mut().remove("authorization").is_some() {
            let credential = self.credentials.get_credential().await?;
            let hash = request.headers().get("x-amz-content-sha256").and_then(|hash| sha256(hash.to_str().ok()?));
            let authorizer = AwsAuthorizer::new(&credential, "s3", &self.region).with_sign_payload(hash.is_some());
            authorizer.try_authorize(request, hash.as_ref().map(|hash| hash.as_slice()))?;
        }
        Ok(())
    }
}

impl HttpConnector for Counted {
    fn connect(&self, options: &ClientOptions) -> object_store::Result<HttpClient> {
        let inner = ReqwestConnector::default().connect(options)?;
        Ok(HttpClient::new(CountedClient { inner, requests: self.requests.clone(), signer: self.signer.clone() }))
    }
}

impl HttpService for CountedClient {
    fn call<'a, 'b>(
        &'a self,
        mut request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = std::result::Result<HttpResponse, HttpError>> + Send + 'b>>
    where
        'a: 'b,
        Self: 'b,
    {
        self.requests.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            if let Some(signer) = self.signer.get() {
                signer.redirect(&mut request).await.map_err(|e| HttpError::new(HttpErrorKind::Unknown, e))?;
            }
            self.inner.execute(request).await
        })
    }
}

/// The hash of a payload from its hexadecimal digits; `None` where the payload is not signed.
fn sha256(digits: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    for (byte, at) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(digits.get(at..at + 2)?, 16).ok()?;
    }
    Some(hash)
}
