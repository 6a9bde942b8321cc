//! Tags: suggested by `convert`, kept in order by `newsgen tags`, understood by `build`.

#[path = "common/desk.rs"]
#[allow(dead_code, reason = "each test file uses a part of it")]
mod desk;

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use desk::{Desk, Said, parse};

/// Made-up people, towns and firms; each article is about some.
const PEOPLE: [&str; 8] = [
    "Anna Lindholt",
    "Robert Quennell",
    "Marie Tavistock",
    "Peter Ostrava-Hill",
    "Sarah Brackwater",
    "Daniel Foss",
    "Karen Ullman",
    "George Pellworth",
];
const FIRMS: [&str; 8] = [
    "Skerry Ferries",
    "Lundby Mutual",
    "Brackwater Mills",
    "Ostrel Telephone",
    "Harrow Foods",
    "Pellworth Shipping",
    "Dunmere Electric",
    "Fosse Airlines",
];
const PLACES: [&str; 6] = ["Norway", "Iceland", "Portugal", "Kenya", "Peru", "Vietnam"];
const MATTERS: [&str; 6] =
    ["ferry fares", "harbour toll", "night market", "school orchard", "tidal mill", "river pilot"];

/// An article about four things that depend on its number.
fn story(n: usize) -> String {
    let person = PEOPLE[n % 8];
    let surname = person.rsplit(' ').next().unwrap();
    let (firm, place, matter) = (FIRMS[(n / 3) % 8], PLACES[(n / 2) % 6], MATTERS[(n / 5) % 6]);
    format!(
        "Council hears of plan number {n}\n\nThe council heard {person} speak for {firm} on a {matter} in {place} this week, and asked {n} questions about it.\n\nMr. {surname} said that {firm} would pay for the {matter} by the end of year {n}, whatever happened elsewhere in {place}.\n\nNobody else had asked for a {matter} of that size, said {surname}, who has been with {firm} for {n} weeks.\n"
    )
}

fn batch(desk: &Desk, folder: &str, numbers: std::ops::Range<usize>) {
    for n in numbers {
        desk.put(&format!("{folder}/{n:05}.txt"), story(n));
    }
}

fn tags_of(file: &str) -> Vec<String> {
    let (front, _) = parse(file);
    let tags = front["tags"].as_sequence().cloned().unwrap_or_default();
    tags.iter().map(|t| t.as_str().unwrap().to_owned()).collect()
}

/// The tags of each file below a folder.
fn all_tags(desk: &Desk, folder: &str) -> BTreeMap<String, Vec<String>> {
    desk.files(folder).into_iter().map(|f| (f.clone(), tags_of(&desk.read(&f)))).collect()
}

fn newsgen(desk: &Desk, args: &[&str]) -> Said {
    let out = Command::new(env!("CARGO_BIN_EXE_newsgen")).args(args).current_dir(desk.0.path()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: out.status.code().unwrap(), out: text(out.stdout), err: text(out.stderr) }
}

/// A site with one article for each list of tags.
fn site(articles: &[(&str, &str)]) -> Desk {
    let desk = Desk::new();
    desk.put("site.toml", "title = \"Test\"\n");
    for (name, front) in articles {
        desk.put(&format!("content/{name}.md"), format!("---\ntitle: About {name}\n{front}---\n\nText of {name}.\n"));
    }
    desk
}

#[test]
fn a_lone_text_gets_what_it_is_about_marked_as_suggested() {
    let desk = Desk::new();
    let text = "Truce Talks Resume in Lisbon as Ferry Crisis Deepens\n\nNegotiators from Norway and Iceland met in Lisbon, Portugal, on Tuesday to agree on a ceasefire in their quarrel over herring, officials said this week.\n\nNorwegian Prime Minister Anna Lindholt told reporters that Norway wanted a ceasefire before Saturday. Lindholt spoke after a meeting with Icelandic Fisheries Minister Jon Hrafnsson.\n\nIceland has asked the United Nations for help. A UN envoy said that the U.N. would send ships to Iceland if both sides agreed to the truce.\n";
    desk.put("a.txt", text);
    desk.convert(&["a.txt", "--names", "source", "-q"]).exits(0);
    let file = desk.read("content/a.md");
    let tags = tags_of(&file);
    for expected in ["Norway", "Iceland", "ceasefire", "Lisbon", "Portugal", "United Nations", "Anna Lindholt"] {
        assert!(tags.iter().any(|t| t == expected), "{expected} is not in {tags:?}");
    }
    for wrong in ["Norwegian", "Icelandic", "Saturday", "Prime Minister", "Lindholt", "UN"] {
        assert!(!tags.iter().any(|t| t == wrong), "{wrong} is in {tags:?}");
    }
    assert_eq!(parse(&file).0["source"]["suggested"][0], "tags");
    // Fewer, or none; and none where the text has its own.
    desk.convert(&["a.txt", "--names", "source", "-q", "--tags", "2", "--out", "two"]).exits(0);
    assert_eq!(tags_of(&desk.read("two/a.md")), tags[..2]);
    desk.convert(&["a.txt", "--names", "source", "-q", "--tags", "off", "--out", "none"]).exits(0);
    assert!(!desk.read("none/a.md").contains("tags") && !desk.read("none/a.md").contains("suggested"));
    desk.put("b.txt", format!("{text}\nTags: Herring, Quarrels\n"));
    desk.convert(&["b.txt", "--names", "source", "-q"]).exits(0);
    let own = desk.read("content/b.md");
    assert_eq!(tags_of(&own), ["Herring", "Quarrels"]);
    assert!(!own.contains("suggested"));
    desk.convert(&["a.txt", "--tags", "0"]).exits(2).says("give a number from 1 to 50, or `off`");
}

#[test]
fn other_languages_have_their_common_words_and_cjk_its_pieces() {
    let desk = Desk::new();
    let german = "Streit um die Fähre nach Lundby\n\nDie Reederei Lundby Fähren und der Bürgermeister Karl Ostrau haben sich am Dienstag nicht geeinigt. Karl Ostrau sagte, dass die Reederei zu wenig zahle.\n\nDie Reederei will, dass der Hafen tiefer wird. Der Hafen gehört der Stadt, sagte Ostrau.\n\nOb der Hafen tiefer wird, ist nicht klar. Die Reederei und der Hafen haben noch Zeit.\n";
    desk.put("de.txt", german);
    let japanese = "新港湾の建設が始まる\n\n新港湾の建設が月曜日に始まった。新港湾は来年の春に開く予定で、市長は新港湾が町を変えると述べた。\n\n住民は新港湾について説明を求めた。\n";
    desk.put("ja.txt", japanese);
    desk.convert(&["de.txt", "ja.txt", "--names", "source", "-q"]);
    let tags = tags_of(&desk.read("content/de.md"));
    assert!(tags.iter().any(|t| t == "Karl Ostrau") && tags.iter().any(|t| t == "Schifffahrt"), "{tags:?}");
    for wrong in ["Dienstag", "Die", "Ostrau", "Zeit", "Stadt", "Hafen"] {
        assert!(!tags.iter().any(|t| t == wrong), "{tags:?}");
    }
    let tags = tags_of(&desk.read("content/ja.md"));
    assert!(tags.iter().any(|t| t == "新港湾"), "{tags:?}");
}

#[test]
fn a_batch_has_one_vocabulary_and_does_not_depend_on_threads() {
    let desk = Desk::new();
    batch(&desk, "raw", 0..150);
    desk.put("raw/once.txt", "A single visit\n\nThe council heard Walter Onslow of Onslow Bakeries once, and Walter Onslow of Onslow Bakeries has not come back since then.\n\nWalter Onslow of Onslow Bakeries had spoken about bread for twenty minutes, said those who were there.\n");
    desk.convert(&["raw", "--names", "source", "-q", "--jobs", "1"]).exits(0);
    let tags = all_tags(&desk, "content");
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    tags.values().flatten().for_each(|t| *uses.entry(t).or_default() += 1);
    assert!(uses.values().all(|n| *n >= 3), "{uses:?}");
    for expected in ["Anna Lindholt", "Skerry Ferries", "Kenya"] {
        assert!(uses.contains_key(expected), "{expected}: {uses:?}");
    }
    assert!(!uses.keys().any(|t| *t == "Lindholt" || t.contains("Onslow")), "{uses:?}");
    desk.convert(&["raw", "--names", "source", "-q", "--jobs", "7", "--out", "again"]).exits(0);
    let again = all_tags(&desk, "again");
    assert_eq!(tags.values().collect::<Vec<_>>(), again.values().collect::<Vec<_>>());
}

#[test]
fn adding_a_thousand_articles_reshuffles_nothing() {
    let desk = Desk::new();
    batch(&desk, "raw", 0..200);
    desk.convert(&["raw", "--names", "source", "-q"]).exits(0);
    let before = all_tags(&desk, "content");
    let vocabulary: BTreeSet<String> = before.values().flatten().cloned().collect();
    batch(&desk, "raw", 200..1200);
    // What is new in them, and often.
    for n in 0..40 {
        desk.put(&format!("raw/new{n:03}.txt"), format!("Report {n} from the observatory\n\nThe observatory of Theodor Grandpierre saw {n} comets, and Theodor Grandpierre named each of them after one of his cats.\n\nThe cats of Theodor Grandpierre were not asked, as report {n} of the observatory says in so many words.\n"));
    }
    desk.convert(&["raw", "--names", "source", "-q"]).exits(0);
    let after = all_tags(&desk, "content");
    assert_eq!(after.len(), 1240);
    let now: BTreeSet<String> = after.values().flatten().cloned().collect();
    assert!(vocabulary.is_subset(&now), "{:?}", vocabulary.difference(&now));
    assert!(now.contains("Theodor Grandpierre"), "{now:?}");
    let changed = before.iter().filter(|(file, tags)| after[*file] != **tags).count();
    assert!(changed * 50 <= before.len(), "{changed} of {} articles have other tags", before.len());
    // Without anything new, nothing is read again.
    desk.convert(&["raw", "--names", "source"]).says("1240 as the last run left them, not read again");
}

#[test]
fn a_tags_toml_decides_about_names() {
    let desk = Desk::new();
    desk.put("site.toml", "");
    desk.put("tags.toml", "[[tag]]\nname = \"Lindholt cabinet\"\nsynonyms = [\"Anna Lindholt\"]\n");
    desk.put("a.txt", story(0));
    desk.convert(&["a.txt", "--names", "source", "-q"]).exits(0);
    let tags = tags_of(&desk.read("content/a.md"));
    assert!(tags.contains(&"Lindholt cabinet".to_owned()) && !tags.contains(&"Anna Lindholt".to_owned()), "{tags:?}");
    desk.put("tags.toml", "[[tag]]\nnome = \"X\"\n");
    let run = desk.convert(&["a.txt"]).exits(2).says("unknown key `nome`");
    assert!(run.err.contains("tags.toml:2:1"), "{}", run.err);
}

#[test]
fn merging_changes_one_line_and_the_old_address_leads_on() {
    let desk = site(&[
        ("a", "date: 2025-01-02\ntags: [Skerries, Ferries]   # two\nx: 1\n"),
        ("b", "date: 2025-01-03\ntags:\n  - The Skerries\n  - Ferries\nsource:\n  file: b.txt\n"),
        ("c", "date: 2025-01-04\ntags: [The Skerries, Skerries]\n"),
        ("d", "tags: [Ferries]\n"),
    ]);
    let files = || ["a", "b", "c", "d"].map(|n| desk.read(&format!("content/{n}.md")));
    let before = files();
    let run = newsgen(&desk, &["tags", "merge", "The Skerries", "Skerries", "--dry-run"])
        .exits(0)
        .says("3 files would change");
    assert!(run.out.contains("-   - The Skerries") && run.out.contains("+ tags: [Skerries, Ferries]"), "{}", run.out);
    assert_eq!(files(), before);
    newsgen(&desk, &["tags", "merge", "The Skerries", "Skerries"]).exits(0).says("3 files changed");
    let after = files();
    assert_eq!((&after[0], &after[3]), (&before[0], &before[3]));
    assert_eq!(after[1], before[1].replace("tags:\n  - The Skerries\n  - Ferries\n", "tags: [Skerries, Ferries]\n"));
    assert_eq!(after[2], before[2].replace("[The Skerries, Skerries]", "[Skerries]"));
    assert_eq!(desk.read("tags.toml"), "[[tag]]\nname = \"Skerries\"\nsynonyms = [\"The Skerries\"]\n");
    newsgen(&desk, &["build", "-q"]).exits(0);
    assert!(desk.read("public/tags/the-skerries/index.html").contains("/tags/skerries/"));
    assert!(desk.read("public/tags/skerries/index.html").contains("About c"));
    // A name that is in use already is no new name; one that nobody uses is near to one.
    newsgen(&desk, &["tags", "rename", "Ferries", "Skerries"]).exits(2).says("newsgen tags merge 'Ferries' 'Skerries'");
    newsgen(&desk, &["tags", "rename", "Feries", "Boats"]).exits(2).says("did you mean `Ferries`?");
    newsgen(&desk, &["tags", "rename", "Ferries", "Boats"]).exits(0);
    assert!(desk.read("content/d.md").contains("tags: [Boats]"));
    newsgen(&desk, &["tags", "remove", "Boats"]).exits(0);
    assert!(!desk.read("content/d.md").contains("tags"));
}

#[test]
fn synonyms_are_listed_under_the_name_and_builds_stay_exact() {
    let desk = site(&[
        ("a", "date: 2025-01-02\ntags: [UN, Ferries]\n"),
        ("b", "date: 2025-01-03\ntags: [United Nations]\n"),
        ("c", "date: 2025-01-04\ntags: [Ferries]\n"),
    ]);
    newsgen(&desk, &["build", "-q"]).exits(0);
    assert!(desk.read("public/tags/un/index.html").contains("About a"));
    for toml in [
        "[[tag]]\nname = \"United Nations\"\nsynonyms = [\"UN\", \"U.N.\", \"Never used\"]\n",
        "[[tag]]\nname = \"World body\"\nsynonyms = [\"UN\", \"United Nations\"]\n",
        "[[tag]]\nname = \"Nobody\"\nsynonyms = [\"No one\"]\n",
        "",
    ] {
        desk.put("tags.toml", toml);
        newsgen(&desk, &["build", "-q"]).exits(0);
        newsgen(&desk, &["build", "-q", "--output-dir", "clean", "--force"]).exits(0);
        let tree = |folder: &str| -> BTreeMap<String, String> {
            desk.files(folder).into_iter().map(|f| (f[folder.len()..].to_owned(), desk.read(&f))).collect()
        };
        let (kept, clean) = (tree("public"), tree("clean"));
        std::fs::remove_dir_all(desk.path("clean")).unwrap();
        assert_eq!(kept.keys().collect::<Vec<_>>(), clean.keys().collect::<Vec<_>>(), "{toml}");
        for (path, text) in &clean {
            assert_eq!(&kept[path], text, "{path} after {toml}");
        }
        if toml.contains("Never used") {
            let page = &kept["/tags/united-nations/index.html"];
            assert!(page.contains("About a") && page.contains("About b"));
            assert!(kept["/tags/un/index.html"].contains("/tags/united-nations/"));
            assert!(kept["/2025/01/02/a/index.html"].contains("/tags/united-nations/"));
            assert!(!kept.contains_key("/tags/nobody/index.html"));
        }
    }
    desk.put("tags.toml", "[[tag]]\nname = \"A\"\n[[tag]]\nname = \"B\"\nsynonyms = [\"A\"]\n");
    newsgen(&desk, &["build", "-q"]).exits(2).says("tags.toml:5:14");
}

#[test]
fn suggestions_go_into_articles_without_tags_alone() {
    let desk = site(&[]);
    let mut edited = String::new();
    for n in 0..60 {
        let body = story(n);
        let (title, text) = body.split_once("\n\n").unwrap();
        let front = if n % 10 == 0 { "tags: [By hand]\n" } else { "" };
        let file = format!("---\ntitle: {title}\r\n{front}# a remark\nx: 'kept'\n---\n{text}");
        if n == 1 {
            edited.clone_from(&file);
        }
        desk.put(&format!("content/{n:03}.md"), file);
    }
    let run = newsgen(&desk, &["tags", "suggest"]).exits(0).says("54 files would change");
    newsgen(&desk, &["tags", "suggest", "--dry-run"]).exits(0).says("54 files would change");
    newsgen(&desk, &["tags", "suggest", "--dry-run", "--write"]).exits(2).says("cannot be used with");
    assert!(run.out.contains("+ tags: ["), "{}", run.out);
    assert_eq!(desk.read("content/001.md"), edited);
    newsgen(&desk, &["tags", "suggest", "--write"]).exits(0).says("54 files changed");
    let now = desk.read("content/001.md");
    let without: String = now
        .split_inclusive('\n')
        .filter(|l| !l.starts_with("tags:") && !l.starts_with("source:") && !l.starts_with("  suggested:"))
        .collect();
    assert_eq!(without, edited);
    assert!(now.contains("\n  suggested: [tags]\n"), "{now}");
    assert!(desk.read("content/010.md").contains("tags: [By hand]\n"));
    newsgen(&desk, &["tags", "suggest", "--write"]).exits(0).says("0 files changed");
    newsgen(&desk, &["tags", "suggest", "--write", "--again"]).exits(0);
    assert!(desk.read("content/010.md").contains("tags: [By hand]\n"));
    let list = newsgen(&desk, &["tags", "list"]).exits(0);
    assert!(list.out.lines().any(|l| l.trim_start().starts_with("6 ") && l.ends_with("By hand")), "{}", list.out);
    newsgen(&desk, &["tags", "pin", "--least", "3"]).exits(0);
    let pinned = desk.read("tags.toml");
    assert!(pinned.contains("name = \"Kenya\"\nkind = \"place\"\n"), "{pinned}");
    newsgen(&desk, &["tags", "pin"]).exits(0).says("0 files changed");
}

#[test]
fn doctor_names_what_is_wrong_with_a_command_for_it() {
    let desk = site(&[
        ("a", "tags: [Ferry, Anna Lindholt, Norway]\n"),
        ("b", "tags: [Ferries, Lindholt, Norwegian]\n"),
        ("c", "tags: [Ferries, Anna Lindholt, Norway]\n"),
    ]);
    let run = newsgen(&desk, &["tags", "doctor"]).exits(0);
    for command in [
        "newsgen tags merge Ferry Ferries",
        "newsgen tags merge Lindholt 'Anna Lindholt'",
        "newsgen tags merge Norwegian Norway",
    ] {
        assert!(run.out.contains(command), "{command}: {}", run.out);
    }
    newsgen(&desk, &["tags", "merge", "Ferry", "Ferries"]).exits(0);
    assert!(!newsgen(&desk, &["tags", "doctor"]).exits(0).out.contains("Ferr"));
}

const POOLS: [(&str, &str); 3] = [
    (
        "Sea",
        "ferry harbour sailor lighthouse trawler anchor pier skipper herring tide buoy deck cargo dock crane gull rope wave",
    ),
    (
        "School",
        "pupil exam classroom teacher homework library chalk lesson blackboard essay timetable satchel term spelling desk recess",
    ),
    (
        "Stage",
        "actor curtain opera rehearsal ballet costume audience tenor applause prompter ticket encore drama violin chorus",
    ),
];
const ANY: &str =
    "council street morning winter bridge letter market garden window bicycle baker clock tower meadow river";

/// A text with so many words of each pool, and as many of all texts.
fn mixed(random: &mut fastrand::Rng, shares: [usize; 3]) -> String {
    let pools = POOLS.map(|(_, words)| words.split(' ').collect::<Vec<_>>());
    let any: Vec<&str> = ANY.split(' ').collect();
    let mut words: Vec<&str> = (0..10).map(|_| *random.choice(&any).unwrap()).collect();
    for (pool, share) in pools.iter().zip(shares) {
        words.extend((0..share).map(|_| *random.choice(pool).unwrap()));
    }
    random.shuffle(&mut words);
    format!("They wrote about the {}.", words.join(", the "))
}

#[test]
fn sections_are_suggested_as_surely_as_they_are_right() {
    let mut random = fastrand::Rng::with_seed(7);
    let desk = site(&[]);
    // Texts that are more or less clear; the last are not clear at all.
    let mut held_out = BTreeMap::new();
    for n in 0..360 {
        let own = n % 3;
        let mut shares = [3, 3, 3];
        shares[own] += n / 3 % 6;
        let text = mixed(&mut random, shares);
        let front = if n % 2 == 0 {
            format!("section: {}\n", POOLS[own].0)
        } else {
            held_out.insert(format!("content/{n:03}.md"), POOLS[own].0);
            String::new()
        };
        desk.put(&format!("content/{n:03}.md"), format!("---\ntitle: Number {n}\n{front}---\n\n{text}\n"));
    }
    for n in 0..20 {
        desk.put(
            &format!("content/mixed{n}.md"),
            format!("---\ntitle: Number {n}\n---\n\n{}\n", mixed(&mut random, [4; 3])),
        );
    }
    let run = newsgen(&desk, &["tags", "sections", "--write"]).exits(0).says("not sure enough");
    let told: Vec<(&str, &str)> = run
        .out
        .lines()
        .filter_map(|line| line.split_once(": "))
        .filter_map(|(file, rest)| Some((file, rest.split_once(" (")?.0)))
        .collect();
    let known: Vec<_> = told.iter().filter_map(|(file, said)| Some((held_out.get(*file)?, said))).collect();
    let right = known.iter().filter(|(truth, said)| truth == said).count();
    assert!(known.len() > 30, "only {} of {} are told", known.len(), held_out.len());
    assert!(right * 100 >= known.len() * 80, "{right} of {} are right", known.len());
    // Of three sections, none is likely.
    let unclear = told.len() - known.len();
    assert!(unclear < 7, "{unclear} of 20 without any section are told one");
    let (file, said) = told[0];
    let article = desk.read(file);
    assert!(article.contains(&format!("section: {said}\n")) && article.contains("suggested: [section]"), "{article}");
    // A lower threshold tells more.
    let more = newsgen(&desk, &["tags", "sections", "--least", "50"]).exits(0);
    let sure = |line: &&str| line.ends_with(" %)");
    let all = more.out.lines().filter(sure).count();
    assert!(all > 10, "{}", more.out);
}

/// Converts one text, and gives its tags.
fn tags_for(text: &str) -> Vec<String> {
    let desk = Desk::new();
    desk.put("a.txt", text);
    desk.convert(&["a.txt", "--names", "source", "-q"]).exits(0);
    tags_of(&desk.read("content/a.md"))
}

#[test]
fn a_copied_page_is_tagged_with_what_it_is_about() {
    let desk = Desk::new();
    desk.put("a.txt", include_str!("data/ceasefire-talks.txt"));
    desk.convert(&["a.txt", "--names", "source", "-q", "--tags", "10"]).exits(0);
    let tags = tags_of(&desk.read("content/a.md"));
    for expected in ["Gaza", "Israel", "Hamas", "ceasefire", "Doha", "Qatar", "Benjamin Netanyahu"] {
        assert!(tags.iter().any(|t| t == expected), "{expected} is not in {tags:?}");
    }
    for wrong in ["Israeli", "Finance Minister", "Saturday", "Netanyahu", "Gazans", "Liam Avatar"] {
        assert!(!tags.iter().any(|t| t == wrong), "{wrong} is in {tags:?}");
    }
}

#[test]
fn other_languages_call_countries_bodies_and_subjects_as_they_do() {
    for (text, expected, wrong) in [
        (
            "Landtagswahl verschoben\n\nNach der Landtagswahl in Deutschland haben Vertreter der Europäischen Union zu Ruhe aufgerufen. Der französische Minister telefonierte mit Anna Lindholt, die Wähler warteten.\n\nIn Paris hieß es, Frankreich sei an einem ruhigen Nachbarn gelegen. Deutschlands Nachbarn, auch die Vereinigten Staaten, schwiegen, sagte ein EU-Kommissar der dpa, und aus den USA kam nichts. Anna Lindholt dankte den Wählern.\n",
            vec!["Wahlen", "Deutschland", "Frankreich", "Europäische Union", "Vereinigte Staaten", "Anna Lindholt"],
            vec!["Germany", "Deutschlands", "Landtagswahl"],
        ),
        (
            "Grève des trains : les gares fermées\n\nL'Allemagne et la France ont signé mardi à Bruxelles un accord sur les trains. La grève, suivie par les syndicats, a fermé les gares, selon la ministre Anne d'Estournelles.\n\nLe gouvernement allemand s'est dit confiant, et l'ONU a réagi depuis Genève. Les syndicats allemands ont soutenu la grève en France, a dit Anne d'Estournelles.\n",
            vec!["grèves", "chemins de fer", "syndicats", "Allemagne", "France", "Anne d'Estournelles"],
            vec!["L'Allemagne", "allemand", "allemands"],
        ),
        (
            "Las elecciones en Alemania preocupan en Bruselas\n\nLa ministra Ana Lindoso habló este lunes en Bruselas de las elecciones alemanas. La Unión Europea espera que la elección no frene la ayuda a Ucrania, y los electores acudirán a las urnas el domingo.\n\nEl Gobierno estadounidense y la ONU siguen las elecciones en Alemania, dijo Ana Lindoso en Londres. La Unión Europea espera también a los electores alemanes.\n",
            vec!["elecciones", "Alemania", "Unión Europea", "Ana Lindoso", "Bruselas"],
            vec!["alemanas", "Germany"],
        ),
        (
            "Incêndios em Portugal matam duas pessoas\n\nOs incêndios que atingem Portugal mataram duas pessoas em Coimbra. Os bombeiros receberam ajuda de Espanha e de França, e o governo português pediu apoio à União Europeia.\n\nOs bombeiros combatem o incêndio há três dias. Portugal pediu aviões espanhóis, e a União Europeia mandou dois para Coimbra.\n",
            vec!["incêndios", "Portugal", "Espanha", "União Europeia"],
            vec!["Spain", "português", "espanhóis"],
        ),
        (
            "Sciopero dei treni, l'Italia si ferma\n\nLo sciopero dei treni ha fermato l'Italia. I sindacati chiedono un aumento, e la ministra tedesca ha rinviato la visita dalla Germania. L'Unione europea segue la vicenda.\n\nSecondo i sindacati lo sciopero ha avuto un'adesione alta. La Germania aspetta, e gli scioperi continueranno a Milano. L'Unione europea non commenta.\n",
            vec!["scioperi", "Italia", "Germania", "sindacati", "Unione europea"],
            vec!["tedesca", "Italy", "L'Unione"],
        ),
        (
            "Staking legt treinen in Nederland stil\n\nDe staking heeft het treinverkeer in Nederland stilgelegd. De vakbond eist meer loon, en ook in Duitsland en België reden er geen treinen.\n\nDe Duitse minister en de Europese Commissie in Brussel reageerden niet. De vakbonden gaan door met stakingen, en EU-landen kijken toe. De Europese Commissie wacht op Duitsland.\n",
            vec!["stakingen", "Nederland", "vakbonden", "Duitsland", "België", "Europese Commissie"],
            vec!["Duitse", "Germany"],
        ),
    ] {
        let tags = tags_for(text);
        for name in expected {
            assert!(tags.iter().any(|t| t == name), "{name} is not in {tags:?}");
        }
        for name in wrong {
            assert!(!tags.iter().any(|t| t == name), "{name} is in {tags:?}");
        }
    }
}

#[test]
fn languages_without_tables_get_names_and_repeated_words() {
    for (text, expected, wrong) in [
        (
            "新港湾建设开始\n\n新港湾的建设于周一开始，市长表示新港湾将于明年开放。市民们对新港湾表示欢迎，渔民则担心渔业会受到影响。\n\n市长说，新港湾将带来就业。渔业协会要求补偿，渔业代表将与市长会面，讨论渔业的未来。\n",
            "新港湾",
            "的",
        ),
        (
            "Переговоры о перемирии начались в Лиссабоне\n\nПредставители двух стран встретились в Лиссабоне, чтобы договориться о перемирии, сообщили на этой неделе официальные лица.\n\nАнна Линдхольм заявила, что хочет перемирия до субботы. Позже Анна Линдхольм выступила после встречи, и на встрече Анна Линдхольм ответила на вопросы.\n",
            "Анна Линдхольм",
            "встрече",
        ),
        (
            "محادثات وقف إطلاق النار تبدأ في لشبونة\n\nالتقى ممثلون عن البلدين في لشبونة للاتفاق على وقف إطلاق النار، وفق ما قاله مسؤولون هذا الأسبوع. وقال المسؤولون إن على الجميع الالتزام.\n\nوقالت رئيسة الوزراء إن البلاد تريد وقف إطلاق النار قبل السبت. وتحدثت على هامش اجتماع على مستوى الوزراء على أن يعود الوفد.\n",
            "وقف إطلاق النار",
            "على",
        ),
        (
            "लिस्बन में युद्धविराम वार्ता शुरू\n\nदोनों देशों के प्रतिनिधि लिस्बन में मिले ताकि युद्धविराम पर सहमति हो सके, अधिकारियों ने कहा। युद्धविराम के लिए दोनों पक्ष तैयार हैं।\n\nमंत्री ने कहा कि युद्धविराम शनिवार से पहले होना चाहिए। दूसरे मंत्री ने युद्धविराम का स्वागत किया।\n",
            "युद्धविराम",
            "में",
        ),
    ] {
        let tags = tags_for(text);
        assert!(tags.iter().any(|t| t == expected), "{expected} is not in {tags:?}");
        assert!(!tags.iter().any(|t| t == wrong), "{wrong} is in {tags:?}");
    }
}

#[test]
fn suggestions_keep_to_the_tags_that_people_gave_articles() {
    let desk = Desk::new();
    for n in 0..4 {
        let tags = if n < 3 { "[Ferry fares, A Lindholt]" } else { "[Ferry fares, Once]" };
        desk.put(&format!("content/{n}.md"), format!("---\ntitle: About {n}\ntags: {tags}\n---\n\nText {n}.\n"));
    }
    // What was only suggested, or converted, decides nothing.
    for n in 4..8 {
        desk.put(
            &format!("content/{n}.md"),
            format!("---\ntitle: About {n}\ntags: [Ferry Fares]\nsource:\n  suggested: [tags]\n---\n\nText {n}.\n"),
        );
    }
    desk.put("a.txt", story(12));
    desk.convert(&["a.txt", "--names", "source", "-q"]).exits(0);
    let first = desk.read("content/a.md");
    assert!(!first.contains("Ferry"), "{first}");
    desk.put("b.txt", story(12).replace("night market", "ferry fare"));
    desk.convert(&["b.txt", "--names", "source", "-q"]).exits(0);
    let tags = tags_of(&desk.read("content/b.md"));
    assert!(tags.iter().any(|t| t == "Ferry fares"), "{tags:?}");
    // The second run does what the first did.
    desk.convert(&["a.txt", "--names", "source", "-q"]).exits(0);
    assert_eq!(desk.read("content/a.md"), first);
}

#[test]
fn what_the_doctor_proposes_works_when_pasted() {
    let tags = [
        "Women's rights",
        "Womens rights",
        "Climate change",
        "climate-change",
        "Climate Change",
        "São Paulo",
        "Sao Paulo",
        "Artificial intelligence (AI)",
        "Artificial intelligence",
        "Harbour",
        "Harbor",
        "UK",
        "Britain",
        "United Kingdom",
        "Deutsche",
        "Deutschland",
        "World Harbour Board",
        "WHB",
        "Anna Lindholt",
        "Lindholt",
        "-1 degree",
        "-1 Degree",
        "Never \"quoted\" $HOME",
        "It's",
        "Its",
    ];
    // Names that end alike, and are two.
    let apart = ["North Lund", "Lund", "Local politics", "Politics", "South Africa", "Africa", "Bank of Lund"];
    let desk = site(&[]);
    for n in 0..40 {
        let own: Vec<&str> =
            (0..5).map(|k| tags[(n * 5 + k * 7) % tags.len()]).chain([apart[n % apart.len()]]).collect();
        let list: Vec<String> = own.iter().map(|t| format!("'{}'", t.replace('\'', "''"))).collect();
        desk.put(&format!("content/{n}.md"), format!("---\ntitle: N {n}\ntags: [{}]\n---\n\nText.\n", list.join(", ")));
    }
    let run = newsgen(&desk, &["tags", "doctor"]).exits(0);
    for name in apart.into_iter().filter(|name| *name != "Lund") {
        assert!(!run.out.lines().any(|l| l.contains("may be one") && l.contains(&format!("`{name}`"))), "{}", run.out);
    }
    let program = std::path::Path::new(env!("CARGO_BIN_EXE_newsgen"));
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    let commands: Vec<&str> = run.out.lines().filter_map(|l| l.strip_prefix("  ")).collect();
    assert!(commands.len() > 11, "{}", run.out);
    for command in commands {
        let shell =
            Command::new("sh").args(["-c", command]).current_dir(desk.0.path()).env("PATH", &path).output().unwrap();
        assert!(shell.status.success(), "{command}: {}", String::from_utf8_lossy(&shell.stderr));
    }
    let again = newsgen(&desk, &["tags", "doctor"]).exits(0);
    assert!(!again.out.contains("may be one"), "{}", again.out);
    let list = newsgen(&desk, &["tags", "list"]).exits(0);
    for name in ["Women's rights", "United Kingdom", "Deutschland", "World Harbour Board", "Anna Lindholt"] {
        assert!(list.out.contains(name), "{name}: {}", list.out);
    }
}
