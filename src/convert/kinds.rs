//! Of which kinds the words of a line are. Each different word of a text is looked up once, so that rules need not look
//! for their phrases in lines that lack the words for these.
//!
//! A line without a word of a kind has none of that kind's phrases. One that has the word may still say anything, and is
//! read. Words are those of the line's [key](super::facts::key).

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::word;
use super::{boilerplate, byline_words, credit, date_words, facts, letters, person, words};

/// Some kinds of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kinds(u16);

impl Kinds {
    /// Words that speak to the reader.
    pub const YOU: Kinds = Kinds(1);
    /// Words by which the paper speaks of itself.
    pub const WE: Kinds = Kinds(1 << 1);
    /// Words that begin what no article has.
    pub const PHRASE: Kinds = Kinds(1 << 2);
    /// Words inside a picture's credit.
    pub const CREDIT: Kinds = Kinds(1 << 3);
    /// Words that say how long a text takes to read.
    pub const READ: Kinds = Kinds(1 << 4);
    /// Words that begin the label of a field.
    pub const LABEL: Kinds = Kinds(1 << 5);
    /// Words that begin the label of a byline.
    pub const BYLINE: Kinds = Kinds(1 << 6);
    /// Words of what stands beside an author's picture.
    pub const AVATAR: Kinds = Kinds(1 << 7);
    /// Words that begin a section's name.
    pub const SECTION: Kinds = Kinds(1 << 8);
    /// Words of buttons.
    pub const CONTROL: Kinds = Kinds(1 << 9);
    /// Words that a line of dates may begin with.
    pub const DATE: Kinds = Kinds(1 << 10);
    /// Words that such a line may have.
    pub const OF_DATES: Kinds = Kinds(1 << 11);
    /// Words of agencies and desks, and of what people do there.
    pub const HOUSE: Kinds = Kinds(1 << 12);
    /// Words that have other characters than letters.
    pub const ODD: Kinds = Kinds(1 << 13);
    /// All words.
    const WORD: Kinds = Kinds(1 << 14);

    /// Whether a word is of one of some kinds.
    #[inline]
    pub fn has(self, kinds: Kinds) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Those of one sort or another.
    pub const fn or(self, kinds: Kinds) -> Kinds {
        Kinds(self.0 | kinds.0)
    }

    /// Those of a word of a key, whose [hash](word::hash) is known, and whether it is ASCII.
    #[inline]
    pub fn of(word: &str, hash: u64, is_ascii: bool) -> Kinds {
        let mut kinds = TABLE.get(&hash).copied().unwrap_or(Kinds::WORD);
        if !is_ascii {
            // Too many of these are in lines of dates to list them.
            kinds = kinds.or(Kinds::OF_DATES);
            if !word.chars().all(letters::is_alphabetic) {
                kinds = kinds.or(Kinds::ODD);
            }
        } else if word.bytes().fold(false, |odd, byte| odd | byte.is_ascii_digit()) {
            kinds = kinds.or(Kinds::ODD).or(Kinds::OF_DATES);
        }
        if boilerplate::has_begun(word) { kinds.or(Kinds::PHRASE) } else { kinds }
    }
}

/// The kinds of a line's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineKinds {
    /// Those of the first word.
    pub first: Kinds,
    /// Those of any word.
    pub any: Kinds,
    /// Those that all words have.
    pub all: Kinds,
}

impl LineKinds {
    /// Of a line that was not looked at: it may be anything.
    pub const UNKNOWN: LineKinds = LineKinds { first: Kinds(!0), any: Kinds(!0), all: Kinds(!0) };

    /// Of a line without words.
    pub const NONE: LineKinds = LineKinds { first: Kinds(0), any: Kinds(0), all: Kinds(!0) };

    /// Adds those of the line's next word.
    #[inline]
    pub fn add(&mut self, word: Kinds) {
        if !self.any.has(Kinds::WORD) {
            self.first = word;
        }
        self.any = self.any.or(word);
        self.all = Kinds(self.all.0 & word.0);
    }

    /// Whether a line may be nothing but dates.
    #[inline]
    pub fn may_be_dates(&self) -> bool {
        self.first.has(Kinds::DATE.or(Kinds::ODD)) && self.all.has(Kinds::OF_DATES)
    }
}

/// By its hash, the kinds of each word that is in a list.
static TABLE: LazyLock<FxHashMap<u64, Kinds>> = LazyLock::new(|| {
    const YOU: &str =
        " you your sie ihr ihre ihren du dein vous votre vos tú tu su usted você seu jij je uw din dig dere ";
    const WE: &str = " we our us wir unser unsere nous notre nos nosotros nuestro nosso noi nostro wij ons vi vår ";
    let mut table = FxHashMap::default();
    let mut add = |kind: Kinds, word: &str| {
        let kinds: &mut Kinds = table.entry(word::hash(word)).or_insert(Kinds::WORD);
        *kinds = kinds.or(kind);
    };
    let mut add = |kind: Kinds, word: &str| {
        add(kind, word);
        // How this letter is written small depends on its place, which keys leave out.
        if let Some(stem) = word.strip_suffix('ς') {
            add(kind, &format!("{stem}σ"));
        }
    };
    YOU.split_whitespace().for_each(|word| add(Kinds::YOU, word));
    WE.split_whitespace().for_each(|word| add(Kinds::WE, word));
    let mut firsts = |kind: Kinds, phrases: &mut dyn Iterator<Item = &str>| {
        phrases.for_each(|phrase| facts::key(phrase).split(' ').take(1).for_each(|word| add(kind, word)));
    };
    firsts(Kinds::PHRASE, &mut boilerplate::phrases());
    firsts(
        Kinds::LABEL,
        &mut byline_words::bare_labels().chain(words::SECTION).chain(words::TAGS).chain(date_words::labels()),
    );
    firsts(Kinds::BYLINE, &mut byline_words::bare_labels().chain(byline_words::INNER));
    firsts(Kinds::SECTION, &mut words::section_names());
    firsts(Kinds::DATE, &mut date_words::openers());
    let mut alls = |kind: Kinds, phrases: &mut dyn Iterator<Item = &str>| {
        phrases.for_each(|phrase| facts::key(phrase).split(' ').for_each(|word| add(kind, word)));
    };
    alls(Kinds::CREDIT, &mut credit::CREDITED.into_iter());
    alls(Kinds::READ, &mut boilerplate::READ.into_iter());
    alls(Kinds::AVATAR, &mut byline_words::AVATAR.into_iter());
    alls(Kinds::HOUSE, &mut person::houses());
    alls(Kinds::CONTROL, &mut person::controls());
    alls(Kinds::OF_DATES, &mut date_words::of_dates());
    table
});

#[cfg(test)]
mod tests {
    use super::*;

    fn of(line: &str) -> LineKinds {
        let mut kinds = LineKinds::NONE;
        facts::key(line).split(' ').for_each(|word| kinds.add(Kinds::of(word, word::hash(word), word.is_ascii())));
        kinds
    }

    #[test]
    fn lines_have_the_kinds_of_their_words() {
        let share = of("Share this article");
        assert!(share.first.has(Kinds::PHRASE) && share.any.has(Kinds::CONTROL) && !share.any.has(Kinds::ODD));
        assert!(of("BY JANE DOE").first.has(Kinds::BYLINE) && !of("Jane Doe").any.has(Kinds::BYLINE));
        assert!(of("ΕΙΔΉΣΕΙΣ").first.has(Kinds::SECTION));
        assert!(of("Bildquellen").first.has(Kinds::PHRASE));
        for (line, dates) in [
            ("15 April 1912", true),
            ("Il y a 2 heures", true),
            ("п'ятниця, 5 травня", true),
            ("April showers fell", false),
            ("Storm, 15 April 1912", false),
        ] {
            assert_eq!(of(line).may_be_dates(), dates, "{line}");
        }
    }
}
