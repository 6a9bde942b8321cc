//! Modules import only what stands below them: the order is the architecture.

use std::path::Path;

/// From the bottom up. A module may use those before it and itself.
const LAYERS: [&str; 22] = [
    "diag", "error", "model", "markdown", "parallel", "fs", "config", "sink", "tags", "convert", "load", "theme",
    "site", "plan", "render", "manifest", "build", "check", "serve", "deploy", "cli", "lib",
];

#[test]
fn imports_go_downward_only() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(&src).into_iter().flatten() {
        if entry.path().extension().is_none_or(|e| e != "rs") || entry.path().ends_with("main.rs") {
            continue;
        }
        let relative = entry.path().strip_prefix(&src).unwrap();
        let module = relative.components().next().unwrap().as_os_str().to_string_lossy();
        let module = module.trim_end_matches(".rs");
        let place = LAYERS.iter().position(|l| *l == module).unwrap_or_else(|| panic!("`{module}` has no layer"));
        let text = std::fs::read_to_string(entry.path()).unwrap();
        for (line, code) in text.lines().enumerate() {
            let code = code.split("//").next().unwrap_or("");
            for import in code.split("crate::").skip(1) {
                let used: String = import.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                seen += 1;
                match LAYERS.iter().position(|l| *l == used) {
                    Some(below) if below <= place => {}
                    _ => wrong.push(format!("{}:{}: `{module}` uses `{used}`", relative.display(), line + 1)),
                }
            }
        }
    }
    assert!(seen > 50, "only {seen} imports were found");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
