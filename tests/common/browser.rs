//! What looks at pages in a browser; `scripts/test` installs it.

use std::path::{Path, PathBuf};
use std::process::Command;

fn chromium() -> PathBuf {
    if let Some(path) = std::env::var_os("CHROMIUM") {
        return path.into();
    }
    let folders: Vec<PathBuf> =
        std::env::var_os("PATH").map(|p| std::env::split_paths(&p).collect()).unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let found = folders.iter().flat_map(|f| names.map(|n| f.join(n))).find(|p| p.is_file());
    found.expect("no Chromium on the PATH: `scripts/test` installs it, or set CHROMIUM")
}

/// A script of `tests/browser/`, with the browser and the modules that it needs as its first arguments.
pub fn script(name: &str) -> Command {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let modules = root.join("target/browser");
    assert!(modules.join("node_modules").is_dir(), "`scripts/test` installs axe-core and playwright-core");
    let mut command = Command::new("node");
    command.arg(root.join("tests/browser").join(name)).arg(chromium()).arg(modules);
    command
}
