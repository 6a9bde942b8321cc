//! A target's address and settings become a client that is ready to send.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::local::LocalFileSystem;
use object_store::{ClientOptions, Error as StoreError, ObjectStore, RetryConfig};

use super::aws;
use super::store::fault;
use super::wire::{Counted, Signer};
use crate::config::{Target, TargetPlace};
use crate::error::Result;

/// A client of a target.
pub struct Connected {
    /// The client.
    pub inner: Arc<dyn ObjectStore>,
    /// What the names of all files begin with there, without slashes at its ends.
    pub prefix: String,
    /// The bucket, container or folder, as messages call it.
    pub shown: String,
}

/// Makes a client; nothing is sent yet. `folder` is where a `file://` target is.
pub fn connect(target: &Target, folder: Option<PathBuf>, counted: &Counted) -> Result<Connected> {
    // Fails where one is installed already, which is as well.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let is_plain = |endpoint: Option<&str>| endpoint.is_some_and(|endpoint| endpoint.starts_with("http:"));
    let plain = is_plain(target.endpoint.as_deref());
    let options = ClientOptions::new()
        // Each attempt has a limit of its own, longer for what is large.
        .with_timeout_disabled()
        .with_connect_timeout(Duration::from_secs(target.timeout_secs.min(10)))
        .with_allow_http(plain);
    let retry = RetryConfig { max_retries: 0, ..RetryConfig::default() };
    let fault = |e: StoreError| fault("use", &target.name, &e);
    let endpoint = target.endpoint.as_deref();
    let (inner, prefix, shown): (Arc<dyn ObjectStore>, &str, String) = match &target.place {
        TargetPlace::S3(bucket) => {
            let mut builder = aws::credentials(AmazonS3Builder::from_env(), target)?;
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint);
            }
            let options =
                options.with_allow_http(is_plain(builder.get_config_value(&AmazonS3ConfigKey::Endpoint).as_deref()));
            let builder = builder.with_bucket_name(&bucket.name).with_retry(retry).with_client_options(options);
            let region = builder.get_config_value(&AmazonS3ConfigKey::Region).unwrap_or_else(|| "us-east-1".into());
            let store = builder.with_http_connector(counted.clone()).build().map_err(fault)?;
            let _ = counted.signer.set(Signer { credentials: store.credentials().clone(), region });
            (Arc::new(store), &bucket.prefix, format!("s3://{}", bucket.name))
        }
        TargetPlace::Gs(bucket) => {
            let mut builder = GoogleCloudStorageBuilder::from_env().with_bucket_name(&bucket.name);
            if let Some(endpoint) = endpoint {
                builder = builder.with_base_url(endpoint);
            }
            let builder = builder.with_retry(retry).with_client_options(options);
            let store = builder.with_http_connector(counted.clone()).build().map_err(fault)?;
            (Arc::new(store), &bucket.prefix, format!("gs://{}", bucket.name))
        }
        TargetPlace::Az(bucket) => {
            let mut builder = MicrosoftAzureBuilder::from_env().with_container_name(&bucket.name);
            if let Some(account) = &target.account {
                builder = builder.with_account(account);
            }
            if let Some(endpoint) = endpoint {
                builder = builder.with_endpoint(endpoint.to_owned());
            }
            let builder = builder.with_retry(retry).with_client_options(options);
            let store = builder.with_http_connector(counted.clone()).build().map_err(fault)?;
            (Arc::new(store), &bucket.prefix, format!("az://{}", bucket.name))
        }
        TargetPlace::Folder(_) => {
            let folder = folder.expect("the folder of a file:// target was found");
            let store = LocalFileSystem::new_with_prefix(&folder).map_err(fault)?.with_automatic_cleanup(true);
            (Arc::new(store), "", folder.display().to_string())
        }
        TargetPlace::Git { .. } | TargetPlace::Rsync { .. } => unreachable!("these have hosts of their own"),
    };
    Ok(Connected { inner, prefix: prefix.to_owned(), shown })
}
