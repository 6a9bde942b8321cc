//! The language of a text, by the commonest words of some languages; and whether a word is one of them.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// A language that there is a list of common words for, or another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lang {
    /// English.
    English,
    /// German: all nouns have capitals.
    German,
    /// French.
    French,
    /// Spanish.
    Spanish,
    /// Portuguese.
    Portuguese,
    /// Italian.
    Italian,
    /// Dutch.
    Dutch,
    /// Another, written with spaces.
    Other,
    /// Another, written without spaces.
    Dense,
}

const LISTS: [(Lang, &str); 7] = [
    (Lang::English, include_str!("stop/en.txt")),
    (Lang::German, include_str!("stop/de.txt")),
    (Lang::French, include_str!("stop/fr.txt")),
    (Lang::Spanish, include_str!("stop/es.txt")),
    (Lang::Portuguese, include_str!("stop/pt.txt")),
    (Lang::Italian, include_str!("stop/it.txt")),
    (Lang::Dutch, include_str!("stop/nl.txt")),
];

/// Each common word ▶ a bit for each list that has it.
static WORDS: LazyLock<FxHashMap<&'static str, u8>> = LazyLock::new(|| {
    let mut words = FxHashMap::default();
    for (at, (_, text)) in LISTS.iter().enumerate() {
        text.split_whitespace().for_each(|word| *words.entry(word).or_default() |= 1 << at);
    }
    words
});

/// Looking at more words changes nothing.
const ENOUGH: usize = 400;

impl Lang {
    /// The language that most of the words are common words of.
    pub fn of<'a>(text: impl Iterator<Item = &'a str>) -> Lang {
        let mut hits = [0usize; LISTS.len()];
        let (mut words, mut letters, mut dense) = (0usize, 0usize, 0usize);
        'all: for part in text {
            for word in part.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()) {
                words += 1;
                if word.is_ascii() {
                    letters += word.len();
                } else {
                    letters += word.chars().count();
                    dense += word.chars().filter(|c| is_dense(*c)).count();
                }
                // The first words of sentences are left out: names are no evidence.
                if word.chars().next().is_some_and(char::is_lowercase) {
                    let lists = WORDS.get(word).copied().unwrap_or(0);
                    for (at, count) in hits.iter_mut().enumerate() {
                        *count += usize::from(lists >> at & 1);
                    }
                }
                if words >= ENOUGH {
                    break 'all;
                }
            }
        }
        if dense * 2 > letters {
            return Lang::Dense;
        }
        let best = (0..hits.len()).max_by_key(|at| (hits[*at], LISTS.len() - at)).expect("there are lists");
        // A fifth of any text in these languages is common words; a caption of a few words has some.
        if hits[best] * 8 >= words && hits[best] > 0 { LISTS[best].0 } else { Lang::Other }
    }

    /// The two letters by which a front matter names it, where there are any.
    pub fn code(self) -> Option<&'static str> {
        Some(match self {
            Lang::English => "en",
            Lang::German => "de",
            Lang::French => "fr",
            Lang::Spanish => "es",
            Lang::Portuguese => "pt",
            Lang::Italian => "it",
            Lang::Dutch => "nl",
            Lang::Other | Lang::Dense => return None,
        })
    }

    /// Whether a word in lower case says nothing about a text's subject. Of an unknown language, no
    /// word is known to.
    pub fn is_common(self, word: &str) -> bool {
        let Some(at) = LISTS.iter().position(|(lang, _)| *lang == self) else { return false };
        // "I've" and "they'll" are, "O'Brien" is not.
        let short = || word.split_once(['\'', '’']).map(|(head, _)| head);
        let listed = |word: &str| WORDS.get(word).is_some_and(|lists| lists >> at & 1 == 1);
        listed(word) || self == Lang::English && short().is_some_and(listed)
    }
}

/// Letters of scripts that put no spaces between words.
pub fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_apart() {
        for (text, lang) in [
            ("The ferry was late and the harbour was full of boats that had to wait.", Lang::English),
            ("Die Fähre war zu spät, und der Hafen war voll mit Booten, die warten mussten.", Lang::German),
            ("Le ferry était en retard et le port était plein de bateaux qui ont dû attendre.", Lang::French),
            ("El transbordador llegó tarde y el puerto estaba lleno de barcos que no podían salir.", Lang::Spanish),
            ("A balsa chegou tarde e o porto estava cheio de barcos que não podiam sair.", Lang::Portuguese),
            ("Il traghetto era in ritardo e il porto era pieno di barche che non potevano uscire.", Lang::Italian),
            ("De veerboot was te laat en de haven lag vol met boten die moesten wachten.", Lang::Dutch),
            ("Prom się spóźnił, a port był pełen łodzi, które musiały czekać.", Lang::Other),
            ("フェリーが遅れて、港は船でいっぱいだった。", Lang::Dense),
        ] {
            assert_eq!(Lang::of(std::iter::once(text)), lang, "{text}");
        }
    }
}
