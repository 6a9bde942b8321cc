//! Credentials of AWS as its own programs find them: environment, profile, then what the machine or
//! container has been given. object_store does all but profiles.

use std::path::PathBuf;

use configparser::ini::Ini;
use object_store::aws::{AmazonS3Builder, AmazonS3ConfigKey};

use crate::config::Target;
use crate::error::{Error, Result};

/// Adds what the environment has not: keys, region and endpoint of the profile.
pub fn credentials(builder: AmazonS3Builder, target: &Target) -> Result<AmazonS3Builder> {
    let given = |key| builder.get_config_value(&key).is_some_and(|value| !value.is_empty());
    let has_keys = given(AmazonS3ConfigKey::AccessKeyId);
    let has_region = given(AmazonS3ConfigKey::Region);
    let has_other =
        ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI"]
            .iter()
            .any(|name| is_set(name));
    let mut builder = builder;
    let name = std::env::var("AWS_PROFILE").ok().filter(|name| !name.is_empty());
    let profile = Profile::read(name.as_deref().unwrap_or("default"))?;
    let asked = name.is_some();
    let mut found = has_keys || has_other;
    if !has_keys && (asked || !has_other) {
        if let (Some(id), Some(secret)) = (profile.get("aws_access_key_id"), profile.get("aws_secret_access_key")) {
            builder = builder.with_access_key_id(id).with_secret_access_key(secret);
            if let Some(token) = profile.get("aws_session_token") {
                builder = builder.with_token(token);
            }
            found = true;
        } else if let Some(name) = name {
            let message = format!("the AWS profile `{name}` has no keys");
            return Err(Error::deploy(
                message,
                "give it `aws_access_key_id` and `aws_secret_access_key`, or export them",
            ));
        }
    }
    let no_machine = std::env::var("AWS_EC2_METADATA_DISABLED").is_ok_and(|v| v.eq_ignore_ascii_case("true"));
    if !found && no_machine {
        let message = format!("no credentials for `{}`", target.name);
        return Err(Error::deploy(message, "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE"));
    }
    if let Some(region) = target.region.clone().or_else(|| profile.get("region").filter(|_| !has_region)) {
        builder = builder.with_region(region);
    }
    if let Some(endpoint) = profile.get("endpoint_url").filter(|_| !is_set("AWS_ENDPOINT_URL")) {
        builder = builder.with_endpoint(endpoint);
    }
    Ok(builder)
}

fn is_set(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

/// The keys of one profile, from both files.
struct Profile {
    credentials: Ini,
    config: Ini,
    name: String,
}

impl Profile {
    fn read(name: &str) -> Result<Profile> {
        let credentials = ini("AWS_SHARED_CREDENTIALS_FILE", "credentials")?;
        Ok(Profile { credentials, config: ini("AWS_CONFIG_FILE", "config")?, name: name.to_owned() })
    }

    fn get(&self, key: &str) -> Option<String> {
        let section = if self.name == "default" { "default".to_owned() } else { format!("profile {}", self.name) };
        let value = self.credentials.get(&self.name, key).or_else(|| self.config.get(&section, key));
        value.filter(|value| !value.is_empty())
    }
}

/// One of the two files, empty where there is none. What is wrong in it is not shown: it holds secrets.
fn ini(variable: &str, name: &str) -> Result<Ini> {
    let mut ini = Ini::new_cs();
    // Sections within a section are indented.
    ini.set_multiline(true);
    let home = || std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".aws").join(name));
    let Some(path) = std::env::var_os(variable).map(PathBuf::from).or_else(home) else { return Ok(ini) };
    let Some(bytes) = crate::fs::read_if_there(&path)? else { return Ok(ini) };
    let text = String::from_utf8_lossy(&bytes).into_owned();
    match ini.read(text) {
        Ok(_) => Ok(ini),
        Err(_) => Err(Error::deploy(format!("`{}` is not an AWS configuration", path.display()), "correct it")),
    }
}
