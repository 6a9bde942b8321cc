//! Files for hosts: redirects and headers that the host itself answers with.

use super::Renderer;
use super::xml::encode_address;
use crate::config::Host;
use crate::plan::{PageKey, redirects};

/// What pages may do: nothing but show themselves and the site's own files. Templates have no inline scripts.
const POLICY: &str =
    "default-src 'self'; img-src * data:; media-src *; frame-ancestors 'self'; base-uri 'self'; form-action 'self'";

impl Renderer<'_> {
    /// Former addresses, one a line.
    pub(super) fn redirects(&self, from: &[PageKey], out: &mut Vec<u8>) {
        let config = self.inputs.config;
        let path = |address: &str| encode_address(&config.link(address));
        for key in from {
            let Some(to) = redirects::to(self.inputs.site, *key) else { continue };
            let (from, to) = (key.address(self.inputs), path(&to.address(self.inputs)));
            let line = match config.host {
                Host::Apache => format!("RedirectMatch 301 {} {to}\n", quoted_pattern(&config.link(&from))),
                Host::Pages | Host::Netlify | Host::Cloudflare => format!("{} {to} 301\n", path(&from)),
            };
            out.extend_from_slice(line.as_bytes());
        }
    }

    /// What browsers may keep, and what pages may do.
    pub(super) fn headers(&self, out: &mut Vec<u8>) {
        let config = self.inputs.config;
        let mut text = format!(
            "{}\n  Content-Security-Policy: {POLICY}\n  Referrer-Policy: strict-origin-when-cross-origin\n  X-Content-Type-Options: nosniff\n",
            config.link("/*")
        );
        for asset in self.inputs.theme.assets().iter().filter(|asset| asset.hashed) {
            let path = encode_address(&config.link(&asset.address));
            text.push_str(&format!("{path}\n  Cache-Control: public, max-age=31536000, immutable\n"));
        }
        out.extend_from_slice(text.as_bytes());
    }
}

/// A path as a regular expression in quotes. Apache matches it against the decoded path.
fn quoted_pattern(path: &str) -> String {
    format!("\"^{}$\"", regex::escape(path).replace('"', "\\x22"))
}
