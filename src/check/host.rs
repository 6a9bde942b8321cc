//! What hosts take: how many files, and how large, and which of them they take for pages.

use crate::config::Host;
use crate::diag::{Diagnostic, Place, Problem};
use crate::model::media;
use crate::plan::{Inputs, PageKey, Plan};
use crate::theme::Content;

/// Limits that hosts state for their plans without charge.
struct Limits {
    host: &'static str,
    files: usize,
    file_mib: u64,
}

fn limits(host: Host) -> Option<Limits> {
    match host {
        Host::Cloudflare => Some(Limits { host: "Cloudflare Pages", files: 20_000, file_mib: 25 }),
        // Netlify names none for files; a file of S3 and of others may have terabytes.
        Host::Netlify | Host::Pages | Host::Apache => None,
    }
}

pub(super) fn check(inputs: Inputs, plan: &Plan, found: &mut Vec<Diagnostic>) {
    pages_by_other_names(inputs, plan, found);
    let Some(limits) = limits(inputs.config.host) else { return };
    if plan.pages.len() > limits.files {
        let problem = Problem::TooManyFiles { host: limits.host, files: plan.pages.len(), most: limits.files };
        found.push(Diagnostic::new(problem, Place::default()));
    }
    for page in &plan.pages {
        let PageKey::Asset(index) = page.key else { continue };
        let asset = &inputs.theme.assets()[index as usize];
        let len_bytes = match &asset.content {
            Content::Embedded(bytes) => bytes.len() as u64,
            Content::Made(bytes) => bytes.len() as u64,
            Content::File(path) => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        };
        if len_bytes > limits.file_mib << 20 {
            let problem = Problem::FileTooLarge { host: limits.host, most_mib: limits.file_mib };
            found.push(Diagnostic::new(problem, Place::file(&asset.shown)));
        }
    }
}

/// Former addresses such as `/story.php` that are pages: web servers tell by the ending what a file is. In object
/// storage `newsgen deploy` says it.
fn pages_by_other_names(inputs: Inputs, plan: &Plan, found: &mut Vec<Diagnostic>) {
    let targets = &inputs.config.targets;
    if !targets.is_empty() && targets.iter().all(|target| target.place.has_headers()) {
        return;
    }
    for page in plan.pages.iter().filter(|page| page.key.is_alias()) {
        if !media::is_page(&page.key.path(inputs)) {
            let problem = Problem::AliasNotAPage { address: page.key.address(inputs) };
            found.push(Diagnostic::new(problem, Place::file(page.key.described(inputs))));
        }
    }
}
