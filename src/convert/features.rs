//! What a learned model sees of a block: a few dozen yes-or-no features, all of them about form,
//! place and neighbourhood. No word of any language is a feature by itself, only the classes of words
//! that the rules know (bylines, share buttons, section names …), so that weights learned on some
//! papers serve others.
//!
//! A template with `n` buckets is `n` features of which each block has at most one.

mod classes;
mod markup;

use rustc_hash::FxHashMap;

pub use classes::{meta, reason, rule};
pub use markup::{Hints, headline, kept};

use super::block::{self, Block};
use super::chain::{Chain, STATES};
use super::characters::{Characters, Signs};
use super::counts::Counts;
use super::facts::{self, Facts};
use super::kinds::Kinds;
use super::label::{Label, Reason};
use super::letters;
use super::rank::bucket;
use super::reading::Reading;
use super::shape::{self, BRIEF, FIELD, SHAPES};
use super::words;
use classes::{ALPHANUMERIC, CAPITAL, FIRST, SMALL, first_of};

macro_rules! templates {
    ($($name:ident: $buckets:expr,)*) => {
        #[derive(Debug, Clone, Copy)]
        enum T { $($name,)* }
        /// Each template's name and how many features it is.
        pub const TEMPLATES: &[(&str, u16)] = &[$((stringify!($name), $buckets),)*];
    };
}

templates! {
    Bias: 1,
    Words: 11,
    Shape: SHAPES,
    Meta: 9,
    Boilerplate: 17,
    Copy: 4,
    Marked: 3,
    Menu: 1,
    First: 5,
    Capitals: 20,
    Shouted: 1,
    Digits: 8,
    Address: 1,
    Asks: 1,
    Commas: 12,
    SmallWords: 15,
    Quotes: 1,
    Addressed: 3,
    Sign: 1,
    Again: 6,
    Name: 1,
    Section: 1,
    Gap: 1,
    Shared: 36,
    Position: 10,
    ProseBefore: 60,
    ProseLeft: 60,
    Region: 30,
    PastRegion: 30,
    BeforeRegion: 6,
    Rule: 13,
    Title: 20,
    Previous: SHAPES * SHAPES,
    Next: SHAPES * SHAPES,
    Previous2: SHAPES,
    Next2: SHAPES,
    Around: 60,
    Above: 60,
    Below: 60,
    SinceProse: 50,
    SinceEnd: 50,
    Run: 12,
    Long: 6,
    Twin: 24,
    Code: 9,
    FieldsNear: 30,
    LabelsNear: 30,
    Core: 36,
    Texture: 96,
    Tag: 16,
    TagShape: 16 * SHAPES,
    Links: 50,
    Votes: 40,
    VotesNear: 16,
    Landmark: 10,
    LandmarkShape: 100,
    Class: 16,
    ClassShape: 16 * SHAPES,
    Container: 4,
    ContainerShape: 40,
    LinkRun: 4,
    Kin: 12 * SHAPES,
    Steps: 16 * 6,
    Trunk: 3 * SHAPES,
    Says: 5,
    SaysShape: 5 * SHAPES,
    Declared: 3 * SHAPES,
    DeclaredNear: 9,
    Headline: 20,
    Trust: 32,
    VotesKin: 48,
    VotesTrunk: 72,
    Shouting: 30,
    DeclaredVotes: 12,
}

/// How many features there are.
pub const COUNT: usize = {
    let mut at = 0;
    let mut sum = 0;
    while at < TEMPLATES.len() {
        sum += TEMPLATES[at].1 as usize;
        at += 1;
    }
    sum
};

const OFFSETS: [u16; TEMPLATES.len()] = {
    let mut offsets = [0; TEMPLATES.len()];
    let mut at = 1;
    while at < TEMPLATES.len() {
        offsets[at] = offsets[at - 1] + TEMPLATES[at - 1].1;
        at += 1;
    }
    offsets
};

/// The features of all blocks, as numbers below [`COUNT`]. `labels` are the rules' opinion.
pub fn features(blocks: &[Block], facts: &[Facts], labels: &[Label], hints: Option<&[Hints]>) -> Vec<Vec<u16>> {
    let counts = Counts::of(facts);
    let page = Page::new(blocks, facts, labels, hints, &counts);
    let of = |at| {
        let mut features = Vec::with_capacity(64);
        page.features(at, &mut |feature| features.push(feature));
        features
    };
    (0..blocks.len()).map(of).collect()
}

/// For each block, the weight of each state by its features.
pub fn scores(
    blocks: &[Block],
    facts: &[Facts],
    labels: &[Label],
    hints: Option<&[Hints]>,
    counts: &Counts,
    chain: &Chain,
) -> Vec<[f32; STATES]> {
    let page = Page::new(blocks, facts, labels, hints, counts);
    let of = |at| {
        let mut score = [0.0; STATES];
        page.features(at, &mut |feature| chain.weigh(feature, &mut score));
        score
    };
    (0..blocks.len()).map(of).collect()
}

struct Page<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    labels: &'a [Label],
    hints: Option<&'a [Hints]>,
    counts: &'a Counts,
    /// The same as in the counts.
    shapes: &'a [u16],
    prose: &'a [usize],
    /// In how many long blocks a word stands.
    told: Vec<u32>,
    /// The same for those in the first half of the rules' body.
    core: Vec<u32>,
    /// Up to which block that is.
    half: usize,
    first: usize,
    last: usize,
    title: Option<usize>,
    /// The container with most prose.
    container: u32,
    /// The block that has the headline of the page's metadata.
    headline: Option<usize>,
    /// How many words of prose each extractor keeps.
    kept: [usize; 2],
}

impl<'a> Page<'a> {
    fn new(
        blocks: &'a [Block],
        facts: &'a [Facts],
        labels: &'a [Label],
        hints: Option<&'a [Hints]>,
        counts: &'a Counts,
    ) -> Page<'a> {
        let (shapes, prose) = (counts.shapes.as_slice(), counts.words.as_slice());
        let words = facts::count_told(facts);
        let mut told = vec![0; words];
        let mut last_told = vec![usize::MAX; words];
        let mut held: FxHashMap<u32, usize> = FxHashMap::default();
        for (at, fact) in facts.iter().enumerate() {
            if shapes[at] >= 8 {
                for word in &fact.told {
                    // Once for each block.
                    if std::mem::replace(&mut last_told[word.number()], at) != at {
                        told[word.number()] += 1;
                    }
                }
            }
            if let Some(hints) = hints {
                *held.entry(hints[at].container).or_insert(0) += prose[at + 1] - prose[at];
            }
        }
        let container = held.into_iter().max_by_key(|(id, words)| (*words, u32::MAX - id)).map_or(0, |(id, _)| id);
        let first = labels.iter().position(Label::is_body).unwrap_or(blocks.len());
        let last = labels.iter().rposition(Label::is_body).unwrap_or(0);
        let title = labels.iter().position(|l| *l == Label::Title);
        let end = (prose[first] + prose[(last + 1).max(first).min(blocks.len())]) / 2;
        let half = (first..last).find(|n| prose[n + 1] > end).unwrap_or(last);
        let mut core = vec![0; words];
        last_told.fill(usize::MAX);
        for at in (first..=half).filter(|at| shapes.get(*at).is_some_and(|s| *s >= 8)) {
            for word in &facts[at].told {
                if std::mem::replace(&mut last_told[word.number()], at) != at {
                    core[word.number()] += 1;
                }
            }
        }
        let headline = hints.and_then(markup::headline);
        let kept = markup::kept(hints.unwrap_or_default(), prose);
        Page {
            blocks,
            facts,
            labels,
            hints,
            shapes,
            counts,
            prose,
            told,
            core,
            half,
            first,
            last,
            title,
            container,
            headline,
            kept,
        }
    }

    /// Hands on a block's features.
    fn features(&self, at: usize, take: &mut impl FnMut(u16)) {
        let mut add = |template: T, bucket: usize| {
            let (_, buckets) = TEMPLATES[template as usize];
            take(OFFSETS[template as usize] + (bucket as u16).min(buckets - 1));
        };
        let fact = &self.facts[at];
        let text = self.blocks[at].text.as_str();
        let shape = usize::from(self.shapes[at]);
        let shapes = usize::from(SHAPES);
        add(T::Bias, 0);
        add(T::Words, bucket(fact.words, [1, 2, 3, 4, 6, 9, 13, 19, 31, 51]));
        add(T::Shape, shape);
        add(T::Meta, fact.meta.as_deref().map_or(0, meta));
        add(T::Boilerplate, fact.boilerplate.map_or(0, reason));
        let copies = [None, Some(Reason::RepeatedTeaser), Some(Reason::RepeatedParagraph), Some(Reason::CutTeaser)];
        add(T::Copy, copies.iter().position(|c| *c == fact.copy).unwrap_or(0));
        add(T::Marked, if block::bullet(text).is_some() { 1 } else { usize::from(fact.item) * 2 });
        if fact.menu || fact.characters.signs.has(Signs::PIPE) {
            add(T::Menu, 0);
        }
        self.characters(text, fact, &mut add);
        let again = self.counts.again[fact.first];
        add(T::Again, (again.min(3) - 1) * 2 + usize::from(fact.words > 3));
        if fact.name {
            add(T::Name, 0);
        }
        if fact.section {
            add(T::Section, 0);
        }
        if self.blocks[at].gap {
            add(T::Gap, 0);
        }
        let long = self.shapes[at] >= 8;
        let in_core = long && (self.first..=self.half).contains(&at);
        let [told, core] = self.shared(at, [usize::from(long), usize::from(in_core)]);
        add(T::Shared, told);
        add(T::Core, core);
        add(T::Twin, self.twin(at));
        let kind = shape::kind(shape);
        let near = |shape: u16, many: usize| bucket(many - usize::from(self.shapes[at] == shape), [1, 2, 3, 5]);
        add(T::FieldsNear, kind * 5 + near(FIELD, self.counts.fields_around(at, 4)));
        add(T::LabelsNear, kind * 5 + near(BRIEF, self.counts.brief_around(at, 4)));
        let long = |offset: isize| {
            let n = at.checked_add_signed(offset).and_then(|n| self.shapes.get(n));
            usize::from(n.is_some_and(|s| *s >= 8))
        };
        add(T::Texture, kind * 16 + long(-1) + 2 * long(1) + 4 * long(-2) + 8 * long(2));
        let is_code = |n: Option<usize>| usize::from(n.and_then(|n| self.facts.get(n)).is_some_and(|f| f.code));
        let around = is_code(at.checked_sub(1)) + is_code(Some(at + 1));
        if around > 0 || fact.code {
            add(T::Code, is_code(Some(at)) * 3 + around);
        }
        self.places(at, shape, &mut add);
        let beside = |offset: isize| {
            at.checked_add_signed(offset).and_then(|n| self.shapes.get(n)).map_or(0, |s| usize::from(*s))
        };
        add(T::Previous, shape * shapes + beside(-1));
        add(T::Next, shape * shapes + beside(1));
        add(T::Previous2, beside(-2));
        add(T::Next2, beside(2));
        if let Some(hints) = self.hints {
            self.markup(hints, at, shape, &mut add);
        }
    }

    /// What the block's characters are like.
    fn characters(&self, text: &str, fact: &Facts, add: &mut impl FnMut(T, usize)) {
        let first = text.chars().next().unwrap_or(' ');
        add(
            T::First,
            match first {
                c if letters::is_uppercase(c) => 0,
                c if letters::is_lowercase(c) => 1,
                c if letters::is_alphabetic(c) => 2,
                c if c.is_numeric() => 3,
                _ => 4,
            },
        );
        let (mut words, mut capital, mut small) = (0, 0, 0);
        for word in words::ranges(text.as_bytes()) {
            let Some(first) = text.as_bytes().get(word.start) else { continue };
            let kind = match FIRST.get(usize::from(*first)) {
                Some(kind) => *kind,
                None => first_of(text[word.start..].chars().next()),
            };
            words += usize::from(kind & ALPHANUMERIC != 0);
            capital += usize::from(kind & CAPITAL != 0);
            small += usize::from((word.len() <= 3) & (kind & SMALL != 0));
        }
        let share = |part: usize| (part * 4).checked_div(words).unwrap_or(0);
        let size = bucket(fact.words, [4, 9, 19]);
        add(T::Capitals, size * 5 + share(capital));
        add(T::SmallWords, size.min(2) * 5 + (small * 10).checked_div(words).unwrap_or(0).min(4));
        let Characters { letters, upper, digits, commas, quotes, asks, address, sign, .. } = fact.characters;
        if upper > 3 && upper == letters {
            add(T::Shouted, 0);
        }
        add(T::Digits, usize::from(fact.words > 8) * 4 + bucket(digits * 10, [1, letters + 1, letters * 4 + 1]));
        add(T::Commas, size * 3 + commas.min(2));
        if quotes > 0 {
            add(T::Quotes, 0);
        }
        if asks {
            add(T::Asks, 0);
        }
        if address
            || words::doubles(text, |b| matches!(b, b't' | b'w')) && (text.contains("http") || text.contains("www."))
        {
            add(T::Address, 0);
        }
        if sign {
            add(T::Sign, 0);
        }
        let you = fact.kinds.any.has(Kinds::YOU);
        let we = you && fact.kinds.any.has(Kinds::WE);
        add(T::Addressed, usize::from(you) + usize::from(we));
    }

    /// How many of a block's telling words other sentences of the text have too, and how many those of the core have;
    /// `own` are how often the block itself counts there.
    fn shared(&self, at: usize, own: [usize; 2]) -> [usize; 2] {
        let fact = &self.facts[at];
        let (mut all, mut told, mut core) = (0, 0, 0);
        for word in fact.told.iter().filter(|w| w.is_long()) {
            all += 1;
            told += usize::from(self.told[word.number()] > own[0] as u32);
            core += usize::from(self.core[word.number()] > own[1] as u32);
        }
        let size = bucket(fact.words, [4, 9, 19, 40]);
        [told, core].map(|shared| size * 6 + (shared * 4).checked_div(all).unwrap_or(5))
    }

    /// Whether it says the same as a line beside it, or begins as that one does: a picture's description and caption.
    fn twin(&self, at: usize) -> usize {
        let fact = &self.facts[at];
        let size = usize::from(fact.words >= 4) + usize::from(fact.words >= 4 && fact.ends);
        let found = [-1, 1, -2, 2].into_iter().find_map(|offset: isize| {
            let other = self.facts.get(at.checked_add_signed(offset)?)?;
            let differ = |(a, b): (u8, u8)| a != b;
            let same = match () {
                () if fact.words < 2 || other.words < 2 => return None,
                // Most begin otherwise.
                () if fact.key.bytes().zip(other.key.bytes()).next().is_some_and(differ) => return None,
                () if fact.key == other.key => 0,
                () if other.key.starts_with(&fact.key) => 1,
                () if fact.key.starts_with(&other.key) => 2,
                () => return None,
            };
            Some(1 + same * 2 + usize::from(offset > 0))
        });
        found.unwrap_or(0) * 3 + size
    }

    /// Where it stands: in the text, in the rules' body, under the headline, among others.
    fn places(&self, at: usize, shape: usize, add: &mut impl FnMut(T, usize)) {
        let len = self.blocks.len();
        let prose = self.prose[len].max(1);
        let kind = shape::kind(shape);
        add(T::Position, at * 10 / len);
        add(T::ProseBefore, kind * 10 + self.prose[at] * 9 / prose);
        add(
            T::ProseLeft,
            kind * 10 + bucket(self.prose[len] - self.prose[at + 1], [1, 20, 50, 100, 200, 400, 800, 1600]),
        );
        let region = match at {
            _ if at < self.first => 0,
            _ if at == self.first => 1,
            _ if at < self.last => 2,
            _ if at == self.last => 3,
            _ => 4,
        };
        add(T::Region, region * 6 + kind);
        if at > self.last {
            add(T::PastRegion, kind * 5 + bucket(at - self.last, [2, 3, 6, 12]));
        } else if at < self.first {
            add(T::BeforeRegion, bucket(self.first - at, [2, 3, 5, 9, 17]));
        }
        add(T::Rule, rule(self.labels[at]));
        if let Some(title) = self.title {
            let place = match at {
                _ if at < title => 0,
                _ if at == title => 1,
                _ => 1 + bucket(at - title, [0, 4, 10]),
            };
            add(T::Title, place * 4 + usize::from(shape >= 4) + usize::from(shape >= 7) + usize::from(shape >= 8));
        }
        let (above, below) = self.counts.prose_near(at, 5);
        add(T::Above, kind * 6 + above);
        add(T::Below, kind * 6 + below);
        add(T::Around, kind * 10 + above.min(2) * 3 + below.min(2));
        let since = self.counts.since_prose(at).filter(|n| *n < 40);
        add(T::SinceProse, shape * 5 + since.map_or(4, |n| bucket(n, [1, 3, 8])));
        let ended = self.counts.since_end(at).filter(|n| *n < 40);
        add(T::SinceEnd, shape * 5 + ended.map_or(4, |n| bucket(n, [1, 4, 12])));
        // Headline-like lines one after another.
        let listed = |n: &usize| matches!(self.shapes[*n], 5 | 6);
        if listed(&at) {
            let run = (0..at).rev().take_while(listed).take(8).count() + (at..len).take_while(listed).take(8).count();
            add(T::Run, bucket(run, [2, 3, 4, 6, 9]) + 6 * usize::from(at > self.last));
        }
        let long = self.counts.long_below(at, 30);
        add(T::Long, bucket(long, [1, 2, 3, 6, 12]));
    }
}

/// What a trainer needs of a text.
#[derive(Debug)]
pub struct Observed {
    /// The facts of its blocks.
    pub facts: Vec<Facts>,
    /// What the rules take its blocks for.
    pub labels: Vec<Label>,
    /// The features of its blocks.
    pub features: Vec<Vec<u16>>,
}

/// Looks at a text as the labeller does; `chain` finds the headline for the rules' opinion.
pub fn observe(blocks: &[Block], hints: Option<&[Hints]>, chain: &Chain) -> Observed {
    let dates = Reading::of(blocks.iter().map(|b| b.text.as_str()));
    let facts = super::facts::facts(blocks, dates);
    let (labels, _) = super::rules::label_facts(blocks, &facts, dates, chain);
    let features = features(blocks, &facts, &labels, hints);
    Observed { facts, labels, features }
}
