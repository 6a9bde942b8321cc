//! The database of WordPress as a text of SQL gives the articles that its export gives.

mod common;

use std::io::Write;

use common::TestSite;

const DUMP: &str = include_str!("data/wordpress.sql");
const FERRY: &str = "content/2015/03/ferry-runs-again-everyone-waves.md";

fn site(name: &str, bytes: impl AsRef<[u8]>) -> TestSite {
    let site = TestSite::new();
    site.write("site.toml", "base_url = \"https://courier.example\"\n");
    let path = site.path(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
    site
}

/// An article without what only tells its file.
fn article(site: &TestSite, file: &str) -> String {
    let text = site.read(file);
    let own = |line: &&str| !["  file: ", "  sha256: ", "  written: "].iter().any(|start| line.starts_with(start));
    text.lines().filter(own).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_dump_gives_the_articles_of_the_export() {
    let export = site("courier.xml", include_str!("data/wordpress.xml"));
    export.run(&["convert", "courier.xml", "--tags", "off"]).exits(0);
    let dump = site("courier.sql", DUMP);
    dump.run(&["convert", "courier.sql", "--tags", "off"])
        .exits(0)
        .says("left out of the export, as they are no articles: 1 attachment, 1 page, 1 revision\n --> courier.sql");
    for file in [FERRY, "content/2015/04/not-finished.md"] {
        assert_eq!(article(&dump, file), article(&export, file));
    }
    // Nothing else of the database is anywhere.
    for secret in ["First!", "$P$", "ada@", "not for readers"] {
        assert!(!dump.read(FERRY).contains(secret), "{secret}");
    }
    dump.build().exits(0);
    assert!(dump.read("public/2015/03/ferry-runs-again/index.html").contains("/2015/03/02/ferry-runs-again/"));
    dump.run(&["convert", "courier.sql", "--tags", "off"]).exits(0).says("0 converted, 2 unchanged");
}

#[test]
fn dumps_are_read_packed_and_in_archives_and_folders() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(DUMP.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("backup/courier.sql", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(DUMP.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    for (name, bytes) in [("raw/courier.sql.gz", packed), ("raw/backup.zip", zip), ("raw/courier.sql", DUMP.into())] {
        let site = site(name, bytes);
        site.run(&["convert", "raw", "--tags", "off"]).exits(0).says("2 converted");
        assert!(site.read(FERRY).contains("We waved."), "{name}");
    }
}

#[test]
fn addresses_are_built_as_the_site_built_them() {
    for (pattern, alias) in [
        ("/%year%/%monthnum%/%day%/%postname%/", Some("/2015/03/02/ferry-runs-again/")),
        ("/archives/%post_id%", Some("/archives/7")),
        ("/%category%/%postname%.html", Some("/uncategorized/ferry-runs-again.html")),
        ("/%author%/%hour%%minute%%second%/", Some("/ada-lind/003000/")),
        ("", None),
    ] {
        let site = site("courier.sql", DUMP.replace("/%year%/%monthnum%/%postname%/", pattern));
        site.run(&["convert", "courier.sql", "--tags", "off"]).exits(0);
        let text = site.read(FERRY);
        let line = text.lines().find(|line| line.starts_with("aliases:"));
        assert_eq!(line, alias.map(|alias| format!("aliases: [\"{alias}\"]")).as_deref(), "{pattern}");
    }
    // A plugin may choose the category.
    let chosen = DUMP
        .replace("/%year%/%monthnum%/%postname%/", "/%category%/%postname%/")
        .replace("(2,7,'_edit_lock',NULL)", "(2,7,'_yoast_wpseo_primary_category','3')");
    let plugin = site("courier.sql", chosen);
    plugin.run(&["convert", "courier.sql", "--tags", "off"]).exits(0);
    assert!(plugin.read(FERRY).contains("aliases: [\"/harbour/ferry-runs-again/\"]"), "{}", plugin.read(FERRY));
    // A category below another has both in its address; it is that of the lowest number.
    let below =
        DUMP.replace("/%year%/%monthnum%/%postname%/", "/%category%/%postname%/").replace("(7,1,0),(7,3,0),", "");
    let site = site("courier.sql", below);
    site.run(&["convert", "courier.sql", "--tags", "off"]).exits(0);
    assert!(site.read(FERRY).contains("aliases: [\"/harbour/transport/ferry-runs-again/\"]"), "{}", site.read(FERRY));
}

#[test]
fn what_is_torn_or_of_another_system_is_told() {
    let torn = site("courier.sql", &DUMP[..DUMP.find("A beginning").unwrap()]);
    let run = torn.run(&["convert", "courier.sql", "--tags", "off"]).exits(1);
    run.says("error[bad-archive]: cannot read the database dump: it ends within a value\n  --> courier.sql:72\n");
    assert!(torn.read(FERRY).contains("We waved."));
    let other = site("shop.sql", "CREATE TABLE `orders` (`id` int);\nINSERT INTO `orders` VALUES (1);\n");
    let run = other.run(&["convert", "shop.sql"]).exits(1);
    run.says("error[bad-archive]: cannot read the database dump: it has no posts of WordPress\n --> shop.sql");
}
