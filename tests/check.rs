//! `newsgen check`: what it finds, as text and for programs, and that it changes nothing.

mod common;

use common::{CLOCK, Run, TestSite, tree};

fn site() -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n");
    site.write("static/map 1.png", "map");
    site.article(
        "a",
        "Talks",
        "date: 2025-01-12\ndescription: D.\nauthor: Ann\ncorrections: [{date: 2025-01-13, text: T.}]\nimage: /gone.jpg\n",
        "[good](/2025/01/13/b/) [good](../../13/b/) [good](https://example.org/news/archive/) [good](#_corrections) ![good](</map 1.png>)\n[file](/map%201.png)\n\n[bad](/2025/01/14/c/)\n[no slash](/archive)\n[place](/2025/01/13/b/#part)\n[elsewhere](https://other.example/x) [mail](mailto:a@b.example)\n",
    );
    site.article("b", "Budget", "date: 2025-01-13\ndescription: D.\nauthor: Ann\ntags: [Oslo]\n", "Text.");
    site.article("b-again", "Budget!", "date: 2025-01-13\ndescription: D.\n", "Text.");
    site.article("undated", "Letter", "", "Text.");
    site
}

fn check(site: &TestSite, more: &[&str]) -> Run {
    site.run(&[&["check", "--clock", CLOCK], more].concat())
}

#[test]
fn links_are_held_against_the_site() {
    let site = site();
    let run = check(&site, &[]).exits(1);
    let expected = "
error[broken-link]: `/2025/01/14/c/` leads nowhere
  --> content/a.md:13:7
   |
13 | [bad](/2025/01/14/c/)
   |       ^^^^^^^^^^^^^^
   = hint: mend the address, or give the page that it means this one as an `aliases:`

error[broken-link]: `/archive` leads nowhere
  --> content/a.md:14:12
   |
14 | [no slash](/archive)
   |            ^^^^^^^^
   = hint: write `/archive/`: that is where the page is
";
    for block in expected.trim().split("\n\n") {
        assert!(run.stderr.contains(block), "{block}\n\nis not in\n\n{}", run.stderr);
    }
    for said in [
        "error[broken-link]: `/gone.jpg` leads nowhere\n --> content/a.md:7:8",
        "warning[broken-anchor]: `/2025/01/13/b/#part`: there is no such place on `/2025/01/13/b/`",
        "warning[told-twice]: the same headline on the same day as `content/b-again.md`\n --> content/b.md",
        "warning[undated]: an article without a date\n --> content/undated.md",
        "Checked 4 articles with 10 links: 3 errors, 3 warnings. Not followed, as it leaves the site: 1 link.",
    ] {
        assert!(run.stderr.contains(said), "{said}\n\nis not in\n\n{}", run.stderr);
    }
}

#[test]
fn a_good_site_passes_and_nothing_is_written() {
    let site = site();
    site.article("a", "Talks", "date: 2025-01-12\ndescription: D.\n", "[good](/2025/01/13/b/)");
    site.remove("content/undated.md").remove("content/b-again.md");
    let before = tree(&site.path(""));
    check(&site, &["--strict"]).exits(0).says("Checked 2 articles with 1 link: 0 errors, 0 warnings.");
    let mut after = tree(&site.path(""));
    after.retain(|path, _| !path.starts_with(".newsgen/"));
    assert_eq!(before, after);
}

#[test]
fn names_that_may_be_one_are_said() {
    let site = site();
    site.article("c", "C", "date: 2025-01-14\ntags: [Flood]\nauthors: [Jane Doe]\n", "Text.");
    site.article("d", "D", "date: 2025-01-15\ntags: [Floods]\nauthors: [\"Jane  Doe-\"]\n", "Text.");
    let run = check(&site, &[]).exits(1);
    assert!(run.stderr.contains("hint: if they are one: `newsgen tags merge \"Flood"), "{}", run.stderr);
}

#[test]
fn programs_get_json_and_sarif() {
    let site = site();
    let json: serde_json::Value = serde_json::from_str(&check(&site, &["--format", "json"]).exits(1).stdout).unwrap();
    assert_eq!((json["articles"].as_u64(), json["external_links"].as_u64()), (Some(4), Some(1)));
    let first = &json["problems"][0];
    assert_eq!((first["code"].as_str(), first["severity"].as_str()), (Some("broken-link"), Some("error")));
    let sarif: serde_json::Value = serde_json::from_str(&check(&site, &["--format", "sarif"]).exits(1).stdout).unwrap();
    assert_eq!(sarif["version"], "2.1.0");
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    let place = &results[1]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "content/a.md");
    assert!(place["region"]["startLine"].as_u64().unwrap() > 6);
    assert_eq!(results.len(), json["problems"].as_array().unwrap().len());
}

#[test]
fn limits_of_hosts_are_held() {
    let site = site();
    site.write("site.toml", "base_url = \"https://example.org/news\"\n[deploy]\nhost = \"cloudflare\"\n");
    let file = std::fs::File::create(site.path("static/film.mp4")).unwrap();
    file.set_len(26 << 20).unwrap();
    check(&site, &[])
        .exits(1)
        .says("error[file-too-large]: larger than the 25 MiB that Cloudflare Pages takes\n --> static/film.mp4");
}
