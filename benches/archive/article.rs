//! One made-up article, from its number alone.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, TimeDelta};

use crate::random::Random;
use crate::world::{SECTIONS, World, capitalized};

/// Where the archive begins.
const FIRST_DAY: NaiveDate = NaiveDate::from_ymd_opt(2006, 1, 1).expect("a date");
/// Where it ends, exclusive: the last day is left to the article that a phase adds.
const END: NaiveDate = NaiveDate::from_ymd_opt(2025, 12, 31).expect("a date");
const OFFSETS_MINUTES: [i32; 9] = [0, 0, 0, 60, 120, -300, -480, 330, 540];

pub struct Article {
    pub title: String,
    pub slug: String,
    pub description: String,
    pub author: String,
    pub section: &'static str,
    pub tags: Vec<String>,
    pub date: DateTime<FixedOffset>,
    /// Markdown.
    pub body: String,
}

impl Article {
    /// Article `number` of an archive.
    pub fn new(world: &World, number: usize) -> Article {
        let mut random = Random::stream(world.seed, 3, number as u64);
        let random = &mut random;
        let words = world.words.as_slice();
        let topic = |random: &mut Random| {
            // Rarer words than a text's, the commoner ones of them more often.
            words[200 + (6000.0 * random.unit().powi(2)) as usize].as_str()
        };
        let plain = |random: &mut Random| words[world.word.draw(random)].as_str();
        let mut title = format!("{} {} {}", surname(world, random), topic(random), plain(random));
        for _ in 0..1 + random.below(2) {
            title.push_str(&format!(" {} {}", topic(random), plain(random)));
        }
        if random.below(2) == 0 {
            title.push_str(&format!(": {} {}", topic(random), topic(random)));
        }
        let slug = slug(&title, number);
        let description = capitalized(&sentence(world, random, 22));
        let author = world.authors[world.author.draw(random)].clone();
        let section = SECTIONS[world.section.draw(random)];
        let tags = world.tags_of(number).into_iter().map(|tag| world.tags[tag].clone()).collect();
        // The archive thickens with time, as real ones do.
        let minutes = (END - FIRST_DAY).num_minutes() as f64 * random.unit().powf(0.7);
        let local = FIRST_DAY.and_hms_opt(0, 0, 0).expect("midnight")
            + TimeDelta::minutes(minutes as i64)
            + TimeDelta::seconds(random.below(60) as i64);
        let date = with_offset(local, *random.pick(&OFFSETS_MINUTES));
        Article { title, slug, description, author, section, tags, date, body: body(world, random) }
    }

    /// As [`Article::new`], published on a day at noon.
    pub fn on(world: &World, number: usize, day: NaiveDate) -> Article {
        let date = with_offset(day.and_hms_opt(12, 0, 0).expect("noon"), 0);
        Article { date, ..Article::new(world, number) }
    }

    /// Its file below `content/`, but for the extension.
    pub fn path(&self) -> String {
        format!("{:04}/{:02}/{}", self.date.year(), self.date.month(), self.slug)
    }

    /// For front matter: `2025-01-12T09:30:00+01:00`.
    pub fn iso(&self) -> String {
        self.date.format("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }
}

fn with_offset(local: NaiveDateTime, minutes: i32) -> DateTime<FixedOffset> {
    let zone = FixedOffset::east_opt(minutes * 60).expect("less than a day");
    local.and_local_timezone(zone).single().expect("fixed offsets have no gaps")
}

fn surname<'a>(world: &'a World, random: &mut Random) -> &'a str {
    &world.surnames[world.surname.draw(random)]
}

fn slug(title: &str, number: usize) -> String {
    let mut slug = title.to_lowercase().replace(": ", "-").replace(' ', "-");
    slug.truncate(60);
    format!("{}-{number}", slug.trim_end_matches('-'))
}

fn sentence(world: &World, random: &mut Random, len: usize) -> String {
    let words: Vec<_> = (0..len).map(|_| world.words[world.word.draw(random)].as_str()).collect();
    words.join(" ") + "."
}

/// Some 600 words in 8 to 40 paragraphs; half of the articles have headings, some a quotation or a list.
fn body(world: &World, random: &mut Random) -> String {
    // Names, lists and headings come on top, and the mean lies above the median.
    let target = (530f64.ln() + 0.35 * random.normal()).exp().clamp(150.0, 2500.0);
    let paragraphs = (target / (30.0 + 30.0 * random.unit())).round().clamp(4.0, 40.0) as usize;
    let extra = random.below(256);
    let mut body = String::with_capacity(target as usize * 7);
    for at in 0..paragraphs {
        let heading = extra < 128 && at == paragraphs / 3 || extra < 50 && at == 2 * paragraphs / 3;
        if heading {
            let line = sentence(world, random, 4);
            body.push_str(&format!("## {}\n\n", capitalized(line.trim_end_matches('.'))));
        }
        if extra % 8 == 1 && at == paragraphs - 2 {
            for _ in 0..3 + random.below(2) {
                body.push_str(&format!("- {}\n", capitalized(&sentence(world, random, 9))));
            }
            body.push('\n');
        }
        if extra.is_multiple_of(4) && at == paragraphs / 2 {
            body.push_str("> ");
        }
        let want = target / paragraphs as f64 * (0.55 + 0.9 * random.unit());
        let mut have = 0;
        while (have as f64) + 6.0 < want || have == 0 {
            if have > 0 {
                body.push(' ');
            }
            have += push_sentence(world, random, &mut body);
        }
        body.push_str("\n\n");
    }
    body.pop();
    body
}

/// A sentence of 6 to 21 words, sometimes with names, emphasis, a link or a quotation. Returns its number of words.
fn push_sentence(world: &World, random: &mut Random, out: &mut String) -> usize {
    let len = 6 + random.below(16);
    let mut words: Vec<_> = (0..len).map(|_| world.words[world.word.draw(random)].clone()).collect();
    words[0] = capitalized(&words[0]);
    let kind = random.below(32);
    match kind {
        0..10 => {
            words[1 + random.below(4)] =
                format!("{} {}", world.first_names[world.first_name.draw(random)], surname(world, random));
        }
        10..16 => words[3] = surname(world, random).to_owned(),
        16 => words[4] = format!("*{}*", words[4]),
        17 => words[4] = format!("**{}**", words[4]),
        18 => words[4] = format!("[{}](https://example.org/{}/{})", words[4], words[2], random.below(1 << 20)),
        19 => words[2].push_str("'s"),
        _ => {}
    }
    if len > 13 {
        words[6].push(',');
    }
    let text = words.join(" ");
    match kind {
        20..23 => out.push_str(&format!("“{text},” said {}.", surname(world, random))),
        23 => out.push_str(&format!("\"{text},\" {} told reporters — again.", surname(world, random))),
        _ => out.push_str(&format!("{text}.")),
    }
    len
}
