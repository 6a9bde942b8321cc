//! One text ▶ its [`Profile`]: the subjects it may be tagged with, each with a score.
//!
//! 1. A dateline at the beginning is read for its place and left out.
//! 2. From left to right, the longest name of the tables is taken, or else a run of capitalised words.
//!    Headlines in capitals name only what the tables or the text below know.
//! 3. Names are folded: a surname into the one full name that ends in it, initials into the body that they
//!    are of, the beginning of a longer name into that.
//! 4. Subjects count the words that speak for them; repeated phrases come last.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::catalog::Kind;
use super::gazetteer::{Gazetteer, Sense, gazetteer};
use super::lang::Lang;
use super::names;
use super::phrases;
use super::token::{Token, key, lower, singular, tokens};

/// What is read of an article.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Its headline.
    pub title: &'a str,
    /// Its paragraphs, as plain text.
    pub paragraphs: &'a [&'a str],
}

/// Something an article may be tagged with.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate {
    /// As a tag.
    pub name: String,
    /// What it is; `None` where that does not show.
    pub kind: Option<Kind>,
    /// How much the text is about it; from about 0 to 6.
    pub score: f32,
    /// Whether a table knows it.
    pub known: bool,
    /// Whether it is a phrase in lower case.
    pub phrase: bool,
}

/// What an article may be tagged with, the best first.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Profile {
    /// At most [`MOST`].
    pub candidates: Vec<Candidate>,
    /// Whether the subjects' table is for its language: then a single common word is no subject.
    pub tabled: bool,
}

/// The most candidates that are kept of a text.
pub const MOST: usize = 30;
/// Nothing behind so many words is looked at.
const MOST_WORDS: usize = 4_000;

/// What is counted of one candidate.
#[derive(Debug, Clone, Default)]
struct Count {
    shown: String,
    weight: f32,
    /// The first paragraph that has it, the headline being 0.
    first: usize,
    title: bool,
    kind: Option<Kind>,
    known: bool,
    phrase: bool,
    /// Seen where its capital is not the sentence's.
    sure: bool,
    words: usize,
}

/// All counts of one text, by key.
type Counts = BTreeMap<String, Count>;

/// Reads a text.
pub fn profile(text: Text<'_>) -> Profile {
    let lang = Lang::of(text.paragraphs.iter().copied().chain([text.title]));
    let mut paragraphs: Vec<&str> = vec![text.title];
    paragraphs.extend(text.paragraphs);
    let mut counts = Counts::new();
    if lang == Lang::Dense {
        for phrase in phrases::pieces(&paragraphs) {
            let weight = phrase.count as f32;
            let title = phrase.first == 0;
            counts.insert(
                phrase.key,
                Count {
                    shown: phrase.shown,
                    weight,
                    first: phrase.first,
                    title,
                    sure: true,
                    words: phrase.words,
                    ..Count::default()
                },
            );
        }
        return ranked(counts, false);
    }
    let mut reader = Reader { gazetteer: gazetteer(), lang, counts, people: HashSet::new() };
    let dateline = paragraphs.get(1).and_then(|p| dateline(p));
    let mut words = Vec::with_capacity(paragraphs.len());
    let mut so_far = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let skip = if at == 1 { dateline.unwrap_or(0) } else { 0 };
        let mut found: Vec<Token<'_>> = tokens(&paragraph[skip..]);
        found.truncate(MOST_WORDS);
        so_far += found.len();
        words.push(found);
        if so_far > MOST_WORDS {
            break;
        }
    }
    if let Some(end) = dateline {
        reader.dateline(&paragraphs[1][..end]);
    }
    for (at, tokens) in words.iter().enumerate() {
        reader.paragraph(tokens, at);
    }
    reader.fold(&words);
    if lang != Lang::German {
        reader.in_title(text.title);
    }
    for phrase in phrases::phrases(&words, lang) {
        let title = phrase.first == 0;
        if phrase.count + u32::from(title) < 3 && phrase.words == 1 {
            continue;
        }
        // What speaks for a subject has been counted for it.
        let keys: Vec<_> = phrase.key.split(' ').map(singular).collect();
        if lang == Lang::English && gazetteer().find(&keys).is_some_and(|(len, _)| len == keys.len()) {
            continue;
        }
        let count = Count {
            shown: phrase.shown,
            weight: phrase.count as f32,
            first: phrase.first,
            title,
            phrase: true,
            sure: true,
            words: phrase.words,
            ..Count::default()
        };
        reader.counts.entry(phrase.key).or_insert(count);
    }
    ranked(reader.counts, lang == Lang::English)
}

/// Where the dateline of a first paragraph ends: `LUND, March 3 (Agency) - `.
fn dateline(paragraph: &str) -> Option<usize> {
    const LONGEST: usize = 90;
    let (end, sign) =
        [" - ", " – ", " — ", " -- ", ".- "].iter().filter_map(|s| Some((paragraph.find(s)?, s.len()))).min()?;
    let head = &paragraph[..end];
    let first = head.split([',', '(']).next()?.trim();
    let capital = |w: &str| w.starts_with(char::is_uppercase) || names::is_particle(w);
    let place = !first.is_empty() && first.split_whitespace().count() <= 4 && first.split_whitespace().all(capital);
    let short = end <= LONGEST
        && (first.chars().any(char::is_alphabetic))
        && !first.contains('.') | (first.matches('.').count() < 3);
    let dated = head.contains([',', '(']) || first.chars().all(|c| !c.is_lowercase());
    (place && short && dated).then_some(end + sign)
}

/// What the tables know of the words at a place.
enum Looked {
    /// A name of so many words.
    Taken(usize),
    /// The beginning of a longer name.
    Part,
    /// Nothing.
    Unknown,
}

struct Reader {
    gazetteer: &'static Gazetteer,
    lang: Lang,
    counts: Counts,
    /// Keys of single words that a title stood before.
    people: HashSet<String>,
}

impl Reader {
    fn count(
        &mut self,
        key: &str,
        shown: &str,
        kind: Option<Kind>,
        known: bool,
        weight: f32,
        first: usize,
    ) -> &mut Count {
        if !self.counts.contains_key(key) {
            let words = shown.split(' ').count();
            let count = Count { shown: shown.to_owned(), first, words, ..Count::default() };
            self.counts.insert(key.to_owned(), count);
        }
        let count = self.counts.get_mut(key).expect("it is there now");
        count.weight += weight;
        count.first = count.first.min(first);
        count.title |= first == 0;
        count.known |= known;
        count.sure |= known;
        count.kind = count.kind.or(kind);
        count
    }

    fn known(&mut self, number: u32, weight: f32, first: usize) {
        let known = &self.gazetteer.known[number as usize];
        self.count(&known.key, &known.name, Some(known.kind), true, weight, first);
        // What happens in a city happens in its country, a little.
        if let Some(parent) = known.parent {
            let parent = &self.gazetteer.known[parent as usize];
            self.count(&parent.key, &parent.name, Some(parent.kind), true, weight * 0.4, first.max(1));
        }
    }

    fn dateline(&mut self, head: &str) {
        for place in head.split([',', '(', '/']) {
            let keys: Vec<_> = tokens(place).iter().map(|t| key(t.text, true)).collect();
            let Some((len, senses)) = self.gazetteer.find(&keys) else { continue };
            if len < keys.len() {
                continue;
            }
            for sense in senses.collect::<Vec<_>>() {
                match sense {
                    Sense::Name(number) => {
                        let parent = self.gazetteer.known[number as usize].parent;
                        let country = parent.unwrap_or(number);
                        self.known(country, 1.0, 1);
                    }
                    Sense::Dateline(number) => self.known(number, 1.0, 1),
                    Sense::Demonym(_) | Sense::Speaks(..) => {}
                }
            }
        }
    }

    fn paragraph(&mut self, tokens: &[Token<'_>], at: usize) {
        let letters = tokens.iter().filter(|t| t.text.contains(char::is_alphabetic)).count();
        let shouted = letters > 2 && tokens.iter().filter(|t| t.upper).count() * 3 > letters * 2;
        let capitals = tokens.iter().filter(|t| t.capital).count();
        // A headline in which nearly every word has a capital says of none that it is a name.
        let titled = at == 0 && (shouted || capitals * 2 > letters + 1) && self.lang != Lang::German;
        let keys: Vec<Cow<'_, str>> = tokens.iter().map(|t| key(t.text, shouted)).collect();
        let small: Vec<Cow<'_, str>> = keys.iter().map(|k| lower(k)).collect();
        let stems: Vec<Cow<'_, str>> =
            if self.lang == Lang::English { small.iter().map(|k| singular(k)).collect() } else { Vec::new() };
        let mut place = 0;
        while place < tokens.len() {
            match self.table(tokens, &keys, place, at, titled || shouted) {
                Looked::Taken(len) => {
                    place += len;
                    continue;
                }
                Looked::Part => {
                    place += self.run(tokens, place, at);
                    continue;
                }
                Looked::Unknown => {}
            }
            if !stems.is_empty() {
                self.speaks(tokens, &stems, place, at, titled || shouted);
            }
            if titled || shouted || !tokens[place].capital || self.lang.is_common(&small[place]) {
                place += 1;
                continue;
            }
            place += self.run(tokens, place, at);
        }
    }

    /// Counts a name of the tables at a word.
    fn table(
        &mut self,
        tokens: &[Token<'_>],
        keys: &[Cow<'_, str>],
        place: usize,
        at: usize,
        any_case: bool,
    ) -> Looked {
        let token = &tokens[place];
        let capital = token.capital || token.text.starts_with("al-") || any_case;
        if !capital {
            return Looked::Unknown;
        }
        let until = (place + 7).min(tokens.len());
        let until = (place + 1..until).find(|n| tokens[*n].parted).unwrap_or(until);
        // Capitals may be a habit of the agency (`LUND, March 3`) rather than initials.
        let small: Vec<Cow<'_, str>>;
        let found = match self.gazetteer.find(&keys[place..until]) {
            None if token.upper => {
                small = keys[place..until].iter().map(|k| lower(k)).collect();
                self.gazetteer.find(&small)
            }
            found => found,
        };
        let Some((len, senses)) = found else { return Looked::Unknown };
        let senses: Vec<Sense> = senses.filter(|s| matches!(s, Sense::Name(_) | Sense::Demonym(_))).collect();
        let Some(&sense) = senses.first() else { return Looked::Unknown };
        if !any_case && self.is_part(tokens, place, len, sense) {
            return Looked::Part;
        }
        let first = at;
        match sense {
            Sense::Name(number) => self.known(number, 1.0, first),
            Sense::Demonym(number) => self.known(number, 0.6, first),
            Sense::Dateline(_) | Sense::Speaks(..) => {}
        }
        Looked::Taken(len)
    }

    /// Whether what the tables know is only the beginning of a longer name: `Lund Ferries`.
    fn is_part(&self, tokens: &[Token<'_>], place: usize, len: usize, sense: Sense) -> bool {
        let rest: Vec<String> = tokens[place + len..]
            .iter()
            .take_while(|t| t.capital && !t.parted)
            .map(|t| t.text.to_lowercase())
            .take_while(|w| !self.lang.is_common(w) || names::is_body(w))
            .collect();
        let Some(last) = rest.last() else { return false };
        let body =
            rest.iter().any(|w| names::is_body(w)) && !rest.iter().any(|w| names::is_title(w) && !names::is_body(w));
        let single = rest.len() == 1 && !names::is_title(last) && matches!(sense, Sense::Name(_));
        let single_known = single && self.gazetteer.find(&[key(tokens[place + len].text, false)]).is_some();
        body && names::is_body(last)
            || single && !single_known && len == 1 && tokens[place].text.len() > 2 && !tokens[place].upper
    }

    /// Subjects that the words here speak for.
    fn speaks(&mut self, tokens: &[Token<'_>], stems: &[Cow<'_, str>], place: usize, at: usize, any_case: bool) {
        let token = &tokens[place];
        if token.capital && !token.first && !any_case && !token.upper {
            return;
        }
        let until = (place + 4).min(tokens.len());
        let until = (place + 1..until).find(|n| tokens[*n].parted).unwrap_or(until);
        let Some((len, senses)) = self.gazetteer.find(&stems[place..until]) else { return };
        for sense in senses.collect::<Vec<_>>() {
            if let Sense::Speaks(number, weight) = sense {
                let weight = weight * if len > 1 { 1.3 } else { 1.0 };
                let known = &self.gazetteer.known[number as usize];
                self.count(&known.key, &known.name, Some(Kind::Topic), true, weight, at);
            }
        }
    }

    /// A run of capitalised words from a word on; gives how many words it takes.
    fn run(&mut self, tokens: &[Token<'_>], place: usize, at: usize) -> usize {
        let mut end = place + 1;
        while end < tokens.len() && !tokens[end].parted {
            let lower = lower(tokens[end].text);
            let next = tokens.get(end + 1).filter(|t| t.capital && !t.parted);
            let joins = (names::is_particle(&lower) && next.is_some())
                || &*lower == "of"
                    && next.is_some()
                    && tokens[place..end].iter().any(|t| names::takes_of(&t.text.to_lowercase()))
                || matches!(&*lower, "of" | "for")
                    && names::takes_of(&tokens[end - 1].text.to_lowercase())
                    && next.is_some();
            let calendar = self.lang.is_common(&lower) && !names::is_body(&lower) && !names::is_title(&lower);
            if !(tokens[end].capital && !calendar || joins) {
                break;
            }
            end += 1;
        }
        let run: Vec<&str> = tokens[place..end].iter().map(|t| t.text).collect();
        let len = end - place;
        // Of a single German word, the capital says nothing.
        if len == 1 && self.lang == Lang::German && !tokens[place].upper {
            return 1;
        }
        let Some(name) = names::read(&run) else { return len };
        let shown = name.words.join(" ");
        if shown.chars().filter(|c| c.is_alphabetic()).count() < 2 || name.words.len() > 6 {
            return len;
        }
        let sure = !tokens[place].first || len > 1;
        let is_single = name.words.len() == 1;
        let key = shown.to_lowercase();
        if is_single && name.kind == Some(Kind::Person) {
            self.people.insert(key.clone());
        }
        // "The Commission", "Department Stores": which one, the text says elsewhere.
        if name.words.iter().all(|w| names::is_vague(&w.to_lowercase()) || self.lang.is_common(&w.to_lowercase())) {
            return len;
        }
        let count = self.count(&key, &shown, name.kind, false, if sure { 1.0 } else { 0.5 }, at);
        count.sure |= sure;
        len
    }

    /// Puts together what names the same.
    fn fold(&mut self, words: &[Vec<Token<'_>>]) {
        let lower: FxHashSet<&str> = words.iter().flatten().filter(|t| !t.capital).map(|t| t.text).collect();
        let keys: Vec<(String, usize, bool, Option<Kind>)> =
            self.counts.iter().map(|(k, c)| (k.clone(), c.words, c.known, c.kind)).collect();
        // Where each beginning, end and run of initials of a name is from.
        let mut parts: FxHashMap<Cow<'_, str>, Vec<usize>> = FxHashMap::default();
        for (at, (key, count, ..)) in keys.iter().enumerate() {
            for (space, _) in key.match_indices(' ') {
                parts.entry(key[..space].into()).or_default().push(at);
                parts.entry(key[space + 1..].into()).or_default().push(at);
            }
            if *count > 1 {
                parts.entry(initials(key).into()).or_default().push(at);
            }
        }
        for (short, count, known, kind) in &keys {
            if *known {
                continue;
            }
            let Some(longer) = parts.get(short.as_str()) else { continue };
            let mut fits: Vec<&String> = longer
                .iter()
                .map(|at| &keys[*at])
                .filter(|(k, n, other_known, _)| n > count && (!other_known || *n > 1) && k.len() > short.len())
                .filter(|(k, _, _, other)| {
                    let tail = k.ends_with(short.as_str())
                        && k.as_bytes()[k.len() - short.len() - 1] == b' '
                        && *other != Some(Kind::Organisation);
                    let head = k.starts_with(short.as_str())
                        && k.as_bytes()[short.len()] == b' '
                        && (*count > 1 || *kind != Some(Kind::Person) && *other == Some(Kind::Organisation));
                    let initials = *count == 1 && short.len() > 1 && initials(k) == *short;
                    tail || head || initials
                })
                .map(|(k, ..)| k)
                .collect();
            fits.dedup();
            let [one] = fits.as_slice() else { continue };
            let Some(part) = self.counts.remove(short) else { continue };
            let Some(whole) = self.counts.get_mut(*one) else { continue };
            whole.weight += part.weight;
            whole.first = whole.first.min(part.first);
            whole.title |= part.title;
            // Who is named by the last word alone is a person.
            if whole.kind.is_none() && one.ends_with(short.as_str()) && whole.words <= 3 {
                whole.kind = Some(Kind::Person);
            }
        }
        // A capital at the beginning of a sentence alone is none where the word is also written small.
        self.counts.retain(|key, c| c.known || c.sure || c.weight >= 1.5 && !lower.contains(key.as_str()));
        self.counts.retain(|key, c| c.known || c.words > 1 || !lower.contains(key.as_str()));
        for person in &self.people {
            if let Some(count) = self.counts.get_mut(person) {
                count.kind = Some(Kind::Person);
            }
        }
    }

    /// Marks what the headline names, also in capitals, also by a surname.
    fn in_title(&mut self, title: &str) {
        let words: Vec<String> = tokens(title).iter().map(|t| t.text.to_lowercase()).collect();
        let line = format!(" {} ", words.join(" "));
        for (key, count) in &mut self.counts {
            if !count.title && !count.known {
                let surname =
                    key.rsplit(' ').next().filter(|s| count.kind == Some(Kind::Person) && s.len() > 3).unwrap_or(key);
                if line.contains(&format!(" {surname} ")) {
                    count.title = true;
                    count.weight += 1.0;
                }
            }
        }
    }
}

fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|w| !matches!(*w, "of" | "the" | "and" | "for"))
        .filter_map(|w| w.chars().next())
        .collect()
}

/// Counts ▶ candidates with scores, the best first.
fn ranked(counts: Counts, tabled: bool) -> Profile {
    // Where a table knows the subjects, a common word that it does not know is hardly one.
    let single = if tabled { -0.9 } else { -0.4 };
    let mut candidates: Vec<Candidate> = counts
        .into_values()
        .filter_map(|count| {
            let mut score = (1.0 + count.weight).ln() * 1.2;
            score += if count.title { 0.9 } else { 0.0 };
            score += match count.first {
                0 | 1 => 0.5,
                2 => 0.25,
                _ => 0.0,
            };
            let topic = count.known && count.kind == Some(Kind::Topic);
            score += match count.kind {
                Some(Kind::Place) => 0.3,
                Some(Kind::Topic) if count.known => 0.2,
                Some(Kind::Organisation) if count.known => 0.2,
                Some(Kind::Person) if count.words > 1 => 0.2,
                _ if count.phrase && count.words == 1 => single,
                _ if count.phrase => -0.2,
                _ if count.words == 1 => -0.4,
                _ => -0.1,
            };
            // One word that speaks for a subject may mean something else.
            let enough = !topic || count.weight >= 1.9 || count.title && count.weight >= 1.0;
            enough.then_some(Candidate {
                name: count.shown,
                kind: count.kind,
                score,
                known: count.known,
                phrase: count.phrase,
            })
        })
        .collect();
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.name.cmp(&b.name)));
    candidates.truncate(MOST);
    Profile { candidates, tabled }
}
