//! One text ▶ its [`Profile`]: the subjects it may be tagged with, each with a score.
//!
//! 1. A dateline at the beginning is read for its place and left out.
//! 2. From left to right, the longest name of the tables is taken, or else a run of capitalised words.
//!    Headlines in capitals name only what the tables or the text below know.
//! 3. Names are folded: a surname into the one full name that ends in it, initials into the body that they
//!    are of, the beginning of a longer name into that.
//! 4. Subjects count the words that speak for them; repeated phrases come last.

use std::borrow::Cow;
use std::collections::HashSet;

use rustc_hash::FxHashMap;

use super::catalog::Kind;
use super::gazetteer::{Gazetteer, Sense, longest};
use super::lang::Lang;
use super::names;
use super::phrases;
use super::stem::stem;
use super::token::{Token, key, lower, tokens, tokens_in};
use super::words::Words;

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
pub(super) struct Count {
    pub(super) shown: String,
    pub(super) weight: f32,
    /// The first paragraph that has it, the headline being 0.
    pub(super) first: usize,
    pub(super) title: bool,
    pub(super) kind: Option<Kind>,
    pub(super) known: bool,
    pub(super) phrase: bool,
    /// Seen where its capital is not the sentence's.
    pub(super) sure: bool,
    /// Seen in the middle of a sentence.
    pub(super) inner: bool,
    pub(super) words: usize,
}

/// All counts of one text, by key.
pub(super) type Counts = FxHashMap<String, Count>;

/// Reads a text.
pub fn profile(text: Text<'_>) -> Profile {
    let lang = Lang::of(text.paragraphs.iter().copied().chain([text.title]));
    let mut paragraphs: Vec<&str> = vec![text.title];
    paragraphs.extend(text.paragraphs);
    let mut counts = Counts::default();
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
    let dateline = paragraphs.get(1).and_then(|p| dateline(p));
    let mut words = Words::of(lang);
    let mut read = Vec::with_capacity(paragraphs.len());
    let mut so_far = 0;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let skip = if at == 1 { dateline.unwrap_or(0) } else { 0 };
        let mut found: Vec<Token<'_>> = tokens_in(&paragraph[skip..], lang);
        found.truncate(MOST_WORDS);
        so_far += found.len();
        let numbers = words.add(&found);
        read.push((found, numbers));
        if so_far > MOST_WORDS {
            break;
        }
    }
    let mut reader = Reader { gazetteer: words.gazetteer, words: &words, lang, counts, people: HashSet::new() };
    if let Some(end) = dateline {
        reader.dateline(&paragraphs[1][..end]);
    }
    for (at, (tokens, numbers)) in read.iter().enumerate() {
        reader.paragraph(tokens, numbers, at);
    }
    reader.unfold();
    reader.fold(&read);
    if lang != Lang::German {
        reader.in_title(text.title);
    }
    for phrase in phrases::phrases(&read, &words) {
        let title = phrase.first == 0;
        if phrase.count + u32::from(title) < 3 && phrase.words == 1 {
            continue;
        }
        // Of a language whose common words nobody knows here, most words that are said often are such.
        if lang == Lang::Other && phrase.words == 1 && (!title || phrase.key.chars().count() < 4) {
            continue;
        }
        // What speaks for a subject has been counted for it.
        let small: Vec<_> = phrase.key.split(' ').map(lower).collect();
        let keys: Vec<_> = small.iter().map(|w| stem(lang, w)).collect();
        let whole = |keys: &[Cow<'_, str>]| reader.gazetteer.find(keys).is_some_and(|(len, _)| len == keys.len());
        if whole(&keys) || whole(&small) || keys.len() == 1 && reader.gazetteer.find_end(&keys[0]).is_some() {
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
    let counts = reader.counts;
    words.keep();
    ranked(counts, lang == Lang::English)
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

pub(super) struct Reader<'a> {
    pub(super) gazetteer: &'static Gazetteer,
    pub(super) words: &'a Words,
    pub(super) lang: Lang,
    pub(super) counts: Counts,
    /// Keys of single words that a title stood before.
    pub(super) people: HashSet<String>,
}

impl Reader<'_> {
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
            for (_, sense) in senses {
                match *sense {
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

    fn paragraph(&mut self, tokens: &[Token<'_>], numbers: &[u32], at: usize) {
        let upper = tokens.iter().filter(|t| t.upper).count();
        let letters = numbers.iter().filter(|number| self.words.form(**number).has_letter).count();
        let shouted = letters > 2 && upper * 3 > letters * 2;
        // A headline in which nearly every word that says something has a capital says of none that it is a name.
        let mostly = || {
            let telling = tokens.iter().filter(|t| t.text.len() > 3 && !self.lang.is_common(&lower(t.text)));
            let (capitals, all) =
                telling.fold((0, 0), |(capitals, all), t| (capitals + usize::from(t.capital), all + 1));
            all > 1 && capitals * 5 > all * 4
        };
        let titled = at == 0 && self.lang != Lang::German && (shouted || mostly());
        let mut place = 0;
        while place < tokens.len() {
            match self.table(tokens, numbers, place, at, titled, shouted) {
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
            if let Some(len) = self.speaks(tokens, numbers, place, at, titled || shouted) {
                place += len;
                continue;
            }
            if titled || shouted || !tokens[place].capital || self.words.form(numbers[place]).is_common {
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
        numbers: &[u32],
        place: usize,
        at: usize,
        titled: bool,
        shouted: bool,
    ) -> Looked {
        let token = &tokens[place];
        let any_case = titled || shouted;
        let capital = token.capital || token.text.starts_with("al-") || any_case;
        if !capital {
            return self.adjective(numbers[place], at);
        }
        let until = (place + 7).min(tokens.len());
        let until = (place + 1..until).find(|n| tokens[*n].parted).unwrap_or(until);
        let found = if shouted {
            let keys: Vec<_> = tokens[place..until].iter().map(|t| key(t.text, true)).collect();
            self.gazetteer.find(&keys)
        } else {
            let names = self.words.form(numbers[place]).names.then(|| self.words.get(numbers[place]).names).flatten();
            let behind = &numbers[place + 1..until];
            names.and_then(|names| longest(names, |at| behind.get(at).map(|n| &*self.words.get(*n).key)))
        };
        // Capitals may be a habit of the agency (`LUND, March 3`) rather than initials.
        let found = match found {
            None if token.upper => {
                let small: Vec<&str> = numbers[place..until].iter().map(|n| &*self.words.get(*n).small).collect();
                self.gazetteer.find(&small)
            }
            found => found,
        };
        let Some((len, senses)) = found else { return self.compound(token, at) };
        let mut senses = senses.iter().map(|(_, sense)| *sense);
        let Some(sense) = senses.find(|s| matches!(s, Sense::Name(_) | Sense::Demonym(_))) else {
            return Looked::Unknown;
        };
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

    /// Counts an adjective of a country, which most languages write small.
    fn adjective(&mut self, word: u32, at: usize) -> Looked {
        if matches!(self.lang, Lang::English | Lang::Other) || !self.words.form(word).names {
            return Looked::Unknown;
        }
        let names = self.words.get(word).names;
        let demonym = names.and_then(|names| longest(names, |_| None)).and_then(|(_, senses)| {
            senses.iter().find_map(|(_, s)| if let Sense::Demonym(number) = s { Some(*number) } else { None })
        });
        let Some(number) = demonym else { return Looked::Unknown };
        self.known(number, 0.6, at);
        Looked::Taken(1)
    }

    /// Counts what a compound with a hyphen begins with: "EU-Kommissar", "Gaza-Krieg".
    fn compound(&mut self, token: &Token<'_>, at: usize) -> Looked {
        if !matches!(self.lang, Lang::German | Lang::Dutch) {
            return Looked::Unknown;
        }
        let Some((head, _)) = token.text.split_once('-') else { return Looked::Unknown };
        let keys = [key(head, false)];
        let name = self.gazetteer.find(&keys).and_then(|(_, senses)| {
            senses.iter().find_map(|(_, s)| if let Sense::Name(number) = s { Some(*number) } else { None })
        });
        let Some(number) = name else { return Looked::Unknown };
        self.known(number, 0.6, at);
        Looked::Taken(1)
    }

    /// Whether what the tables know is only the beginning of a longer name: `Lund Ferries`.
    fn is_part(&self, tokens: &[Token<'_>], place: usize, len: usize, sense: Sense) -> bool {
        let rest: Vec<_> = tokens[place + len..]
            .iter()
            .take_while(|t| t.capital && !t.parted)
            .map(|t| lower(t.text))
            .take_while(|w| !self.lang.is_common(w) || names::is_body(w))
            .collect();
        let Some(last) = rest.last() else { return false };
        if rest.iter().all(|w| names::is_legal(w.trim_end_matches('.'))) {
            return false;
        }
        // "U.S. Supreme Court" is a place and a body that the tables know.
        let behind: Vec<_> = tokens[place + len..].iter().take(rest.len()).map(|t| key(t.text, false)).collect();
        if self.gazetteer.find(&behind).is_some_and(|(n, senses)| {
            n == behind.len() && senses.iter().any(|(_, s)| matches!(s, Sense::Name(at) if self.gazetteer.is_body(*at)))
        }) {
            return false;
        }
        let body =
            rest.iter().any(|w| names::is_body(w)) && !rest.iter().any(|w| names::is_title(w) && !names::is_body(w));
        let single = rest.len() == 1 && !names::is_title(last) && matches!(sense, Sense::Name(_));
        let single_known = single && self.gazetteer.find(&[key(tokens[place + len].text, false)]).is_some();
        body && names::is_body(last)
            || single && !single_known && len == 1 && tokens[place].text.len() > 2 && !tokens[place].upper
    }

    /// Subjects that the words here speak for; how many words that takes, where they would else be a name.
    fn speaks(
        &mut self,
        tokens: &[Token<'_>],
        numbers: &[u32],
        place: usize,
        at: usize,
        any_case: bool,
    ) -> Option<usize> {
        let token = &tokens[place];
        let named = token.capital && !token.first && !any_case && !token.upper;
        if self.lang == Lang::Other || !self.words.form(numbers[place]).speaks {
            return None;
        }
        let word = self.words.get(numbers[place]);
        let until = (place + 4).min(tokens.len());
        let until = (place + 1..until).find(|n| tokens[*n].parted).unwrap_or(until);
        let behind = &numbers[place + 1..until];
        let behind = |at: usize| behind.get(at).map(|n| &*self.words.get(*n).stem);
        let found = word.subjects.and_then(|subjects| longest(subjects, behind));
        let len = found.map_or(1, |(len, _)| len);
        let own = found.is_none().then_some(word.end).flatten();
        let mut spoke = false;
        for sense in found.into_iter().flat_map(|(_, senses)| senses).map(|(_, sense)| *sense).chain(own) {
            if let Sense::Speaks(number, weight, capital) = sense
                && (capital || !named)
            {
                let weight = weight * if len > 1 { 1.3 } else { 1.0 };
                let known = &self.gazetteer.known[number as usize];
                self.count(&known.key, &known.name, Some(Kind::Topic), true, weight, at);
                spoke = true;
            }
        }
        // "Olympic" is no name beside the games', "Human Rights Council" is one.
        let goes_on = tokens.get(place + len).is_some_and(|t| t.capital && !t.parted);
        (spoke && named && !goes_on && self.lang != Lang::German).then_some(len)
    }

    /// A run of capitalised words from a word on; gives how many words it takes.
    fn run(&mut self, tokens: &[Token<'_>], place: usize, at: usize) -> usize {
        // "L'Assemblée" is not called by its article, unless it stands in the middle of a sentence: "L'Oréal".
        if tokens[place].text.ends_with(['\'', '’']) && tokens[place].first {
            return 1;
        }
        let mut end = place + 1;
        while end < tokens.len() && !tokens[end].parted {
            let small = straight(lower(tokens[end].text));
            let next = tokens.get(end + 1).filter(|t| t.capital && !t.parted);
            // Where every noun has a capital, "Vertreter der Union" is no name, and "Ursula von der Leyen" is.
            let before = lower(tokens[end - 1].text);
            let particle = names::is_particle(&small)
                && (self.lang != Lang::German || names::is_first(&before) || names::is_particle(&before));
            let joins = (particle && next.is_some())
                || &*small == "of"
                    && next.is_some()
                    && tokens[place..end].iter().any(|t| names::takes_of(&lower(t.text)))
                || matches!(&*small, "of" | "for") && names::takes_of(&before) && next.is_some();
            let calendar = self.lang.is_common(&small) && !names::is_body(&small) && !names::is_title(&small);
            if !(tokens[end].capital && !calendar || joins) {
                break;
            }
            end += 1;
        }
        let mut run: Vec<&str> = Vec::with_capacity(end - place);
        for (at, token) in tokens[place..end].iter().enumerate() {
            if token.joined && at > 0 {
                run.push("&");
            }
            run.push(token.text);
        }
        let len = end - place;
        // Of a single German word, the capital says nothing.
        if len == 1 && self.lang == Lang::German && !tokens[place].upper {
            return 1;
        }
        let Some(name) = names::read(&run) else { return len };
        let mut shown = name.words.join(" ");
        if matches!(self.lang, Lang::French | Lang::Italian) {
            shown = shown.replace("' ", "'");
        }
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
        if name.words.iter().map(|w| lower(w)).all(|w| names::is_vague(&w) || self.lang.is_common(&w)) {
            return len;
        }
        let count = self.count(&key, &shown, name.kind, false, if sure { 1.0 } else { 0.5 }, at);
        count.sure |= sure;
        count.inner |= !tokens[place].first;
        len
    }
}

/// With straight apostrophes.
fn straight(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('’') { text.replace('’', "'").into() } else { text }
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
