//! The demo archive at the repository's top is what newsgen makes of its raw texts.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::{Run, newsgen, tree};

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_demo_is_converted_from_its_raw_texts() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("content");
    Run::of(newsgen().args(["convert", "-q", "examples/raw", "--out"]).arg(&out).current_dir(repository())).exits(0);
    let texts = |tree: BTreeMap<String, Vec<u8>>| -> BTreeMap<String, String> {
        tree.into_iter().map(|(path, bytes)| (path, String::from_utf8(bytes).unwrap())).collect()
    };
    let (made, kept) = (texts(tree(&out)), texts(tree(&repository().join("content"))));
    assert!(kept.len() >= 40, "{}", kept.len());
    assert_eq!(made.keys().collect::<Vec<_>>(), kept.keys().collect::<Vec<_>>());
    for (path, text) in &made {
        assert_eq!(text, &kept[path], "{path}: run `newsgen convert examples/raw --force` and look at the difference");
    }
}

/// What the raw texts say outright has to arrive: this holds the conversion to their authors'
/// intent, where the comparison above only holds it to itself.
#[test]
fn every_raw_text_gives_its_fields() {
    let content = tree(&repository().join("content"));
    let articles: Vec<String> = content.into_values().map(|b| String::from_utf8(b).unwrap()).collect();
    let mut undated = 0;
    for (file, raw) in tree(&repository().join("examples/raw")) {
        let raw = String::from_utf8(raw).unwrap();
        let article = articles
            .iter()
            .find(|a| a.contains(&format!("file: {file}")))
            .unwrap_or_else(|| panic!("{file} has no article"));
        let (front, body) = article.split_once("\n---\n\n").unwrap();
        let label = |names: &[&str]| {
            raw.lines()
                .find_map(|line| names.iter().find_map(|n| line.strip_prefix(n)))
                .map(|v| v.trim().to_owned())
                .unwrap_or_else(|| panic!("{file}: {names:?}"))
        };
        assert!(front.contains(&format!("\nsection: {}\n", label(&["Section:", "Filed under:"]))), "{file}: {front}");
        for tag in label(&["Tags:", "Topics:"]).split(',') {
            assert!(front.contains(tag.trim()), "{file}: tag {tag}");
        }
        assert!(front.contains("\nauthors: [") && !front.contains("guessed"), "{file}: {front}");
        undated += u32::from(!front.contains("\ndate: "));
        // Every long line of the raw text that is no teaser is in the body, word for word.
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let all = letters(body);
        let mut paragraphs = 0;
        for line in
            raw.lines().filter(|l| l.split_whitespace().count() >= 30 && !l.ends_with('…') && !l.ends_with("..."))
        {
            assert_eq!(all.matches(&letters(line)).count(), 1, "{file}: {line}");
            paragraphs += 1;
        }
        assert!((5..=11).contains(&paragraphs), "{file}: {paragraphs}");
        for noise in ["Avatar", "Subscribe", "Share this", "Related articles", "min read", "Read more", "Photo:", "©"]
        {
            assert!(!body.contains(noise), "{file}: {noise}");
        }
    }
    assert_eq!(undated, 1);
}

#[test]
fn the_demo_builds_without_a_warning() {
    let folder = tempfile::tempdir().unwrap();
    let mut build = newsgen();
    build.args(["build", "--strict", "--output-dir"]).arg(folder.path().join("public")).current_dir(repository());
    Run::of(&mut build).exits(0).says("Built 48 articles");
}
