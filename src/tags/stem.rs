//! Words of the languages that there are tables for, without what inflection adds: enough to find a word of a
//! table in a text, and no more than that. Both sides go through here, so a stem need be no word.

use std::borrow::Cow;

use super::lang::Lang;
use super::token::singular;

/// What a word in lower case is looked up by.
pub fn stem(lang: Lang, word: &str) -> Cow<'_, str> {
    match lang {
        Lang::German => cut(plain(word), 4, |w| w.ends_with(['e', 'n', 's', 'r', 'm'])),
        Lang::Dutch => cut(plain(word), 4, |w| w.ends_with(['e', 'n', 's'])),
        Lang::French => {
            let word = plain(word);
            let journal = word.strip_suffix("aux").map(|stem| format!("{stem}al"));
            cut(journal.map_or(word, Cow::Owned), 4, |w| w.ends_with(['s', 'x', 'e']))
        }
        Lang::Spanish | Lang::Italian | Lang::Portuguese => {
            let word = plain(word);
            let nation = word.strip_suffix("oes").map(|stem| format!("{stem}ao"));
            let word = cut(nation.map_or(word, Cow::Owned), 4, |w| w.ends_with('s'));
            // "giornalista" and "giornaliste", "ataque" and "ataques".
            let end = word.trim_end_matches(['a', 'e', 'i', 'o']).len();
            if end >= 3 { short(word, end) } else { word }
        }
        Lang::English | Lang::Other | Lang::Dense => singular(word),
    }
}

/// Takes letters off the end for as long as they are endings, and enough is left.
fn cut(word: Cow<'_, str>, least: usize, ending: impl Fn(&str) -> bool) -> Cow<'_, str> {
    let mut len = word.len();
    while len > least && ending(&word[..len]) {
        len -= 1;
    }
    short(word, len)
}

/// Its first bytes.
fn short(word: Cow<'_, str>, len: usize) -> Cow<'_, str> {
    match word {
        Cow::Borrowed(word) => Cow::Borrowed(&word[..len]),
        Cow::Owned(mut word) => {
            word.truncate(len);
            Cow::Owned(word)
        }
    }
}

/// Without the accents of these languages, which inflection moves: "elección", "elecciones".
fn plain(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return word.into();
    }
    let letters = word.chars();
    let plain: String = letters
        .map(|c| match c {
            'à' | 'á' | 'â' | 'ã' | 'ä' => 'a',
            'è' | 'é' | 'ê' | 'ë' => 'e',
            'ì' | 'í' | 'î' | 'ï' => 'i',
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
            'ù' | 'ú' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'ñ' => 'n',
            c => c,
        })
        .collect();
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_meet() {
        for (lang, forms) in [
            (Lang::English, ["ferry", "ferries"]),
            (Lang::German, ["wahl", "wahlen"]),
            (Lang::German, ["brand", "brände"]),
            (Lang::German, ["gericht", "gerichtes"]),
            (Lang::French, ["journal", "journaux"]),
            (Lang::French, ["élection", "élections"]),
            (Lang::Spanish, ["elección", "elecciones"]),
            (Lang::Spanish, ["huelga", "huelgas"]),
            (Lang::Portuguese, ["eleição", "eleições"]),
            (Lang::Italian, ["sciopero", "scioperi"]),
            (Lang::Dutch, ["verkiezing", "verkiezingen"]),
        ] {
            assert_eq!(stem(lang, forms[0]), stem(lang, forms[1]), "{forms:?}");
        }
        assert_ne!(stem(Lang::Spanish, "guerra"), stem(Lang::Spanish, "guerrilla"));
    }
}
