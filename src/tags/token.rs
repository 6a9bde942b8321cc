//! A text ▶ its words, each with what its form says.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

use super::lang::Lang;

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// As written, without the possessive.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub at: usize,
    /// Whether it begins with a capital letter.
    pub capital: bool,
    /// Whether it is all capitals, two at least.
    pub upper: bool,
    /// Whether a sentence begins with it, or a quotation.
    pub first: bool,
    /// Whether more than a space parts it from the word before.
    pub parted: bool,
    /// Whether `&` joins it to the word before.
    pub joined: bool,
}

/// The words of a text, numbers too.
pub fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens: Vec<Token<'_>> = Vec::with_capacity(text.len() / 5);
    let after = |at: usize| text[at..].chars().next();
    let (mut first, mut parted, mut joined) = (true, true, false);
    let mut here = 0;
    while let Some(c) = after(here) {
        let at = here;
        if !c.is_alphanumeric() {
            // Initials end in a full stop that is no sentence's end.
            if matches!(c, '.' | '!' | '?' | '…' | '。' | ':' | '"' | '“' | '”' | '„' | '«' | '»' | '•') {
                first = true;
            }
            joined |= c == '&';
            parted |= !c.is_whitespace() && c != '&';
            here += c.len_utf8();
            continue;
        }
        // No word of an address is one of the text.
        if matches!(c, 'h' | 'w') && ["http://", "https://", "www."].iter().any(|start| text[at..].starts_with(start)) {
            here += text[at..].find(char::is_whitespace).unwrap_or(text.len() - at);
            (first, parted) = (true, true);
            continue;
        }
        here += text[here..].bytes().take_while(u8::is_ascii_alphanumeric).count();
        while let Some(c) = after(here) {
            let inner = matches!(c, '.' | '\'' | '’' | '-' | '‐' | '‑' | '&' | ',')
                && after(here + c.len_utf8()).is_some_and(|n| {
                    // A comma parts words, but not digits.
                    n.is_alphanumeric()
                        && (c != ',' || n.is_ascii_digit() && text[..here].ends_with(|p: char| p.is_ascii_digit()))
                });
            if !c.is_alphanumeric() && !inner && !is_mark(c) {
                break;
            }
            here += c.len_utf8();
        }
        let mut word = &text[at..here];
        if is_small(word) {
            tokens.push(Token { text: word, at, capital: false, upper: false, first, parted, joined });
            (first, parted, joined) = (false, false, false);
            continue;
        }
        let abbreviated = is_initials(word);
        if abbreviated && text[here..].starts_with('.') {
            here += 1;
            word = &text[at..here];
        } else if is_title_abbreviation(word) && text[here..].starts_with('.') {
            here += 1;
        }
        let bare = ["'s", "’s", "'S", "’S"].iter().find_map(|s| word.strip_suffix(s)).unwrap_or(word);
        tokens.push(Token {
            text: bare,
            at,
            capital: bare.starts_with(char::is_uppercase),
            upper: is_upper(bare),
            first,
            parted,
            joined,
        });
        // A possessive ends a name: "Reagan's Treasury" is not one.
        (first, parted, joined) = (false, bare.len() < word.len(), false);
    }
    tokens
}

/// The words of a text in a language: French and Italian join short words to the next by an apostrophe.
pub fn tokens_in(text: &str, lang: Lang) -> Vec<Token<'_>> {
    let all = tokens(text);
    if !matches!(lang, Lang::French | Lang::Italian) {
        return all;
    }
    let mut parts = Vec::with_capacity(all.len() + all.len() / 8);
    for token in all {
        let cut = token.text.find(['\'', '’']).map(|at| at + token.text[at..].chars().next().map_or(1, char::len_utf8));
        match cut.filter(|cut| *cut < token.text.len() && is_elided(&token.text[..*cut])) {
            Some(cut) => {
                let (head, rest) = token.text.split_at(cut);
                parts.push(Token { text: head, upper: false, ..token });
                parts.push(Token {
                    text: rest,
                    at: token.at + cut,
                    capital: rest.starts_with(char::is_uppercase),
                    upper: is_upper(rest),
                    first: false,
                    parted: false,
                    joined: false,
                });
            }
            None => parts.push(token),
        }
    }
    parts
}

/// `l'`, `qu'`, `dell'`: what is left of a short word before a vowel.
fn is_elided(head: &str) -> bool {
    let head = head.trim_end_matches(['\'', '’']).to_lowercase();
    matches!(
        head.as_str(),
        "l" | "d"
            | "qu"
            | "n"
            | "s"
            | "j"
            | "c"
            | "m"
            | "t"
            | "jusqu"
            | "lorsqu"
            | "puisqu"
            | "dell"
            | "all"
            | "nell"
            | "sull"
            | "dall"
            | "un"
            | "quest"
            | "quell"
    )
}

/// Whether a word has nothing but the small letters of English.
fn is_small(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_lowercase())
}

/// Whether a word is all capitals, two at least.
fn is_upper(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_uppercase)
        && letters.all(char::is_uppercase)
}

/// Marks that belong to the letter before, as vowels of Indian scripts, and what joins or parts letters in a word.
fn is_mark(c: char) -> bool {
    !c.is_ascii() && is_combining_mark(c) || matches!(c, '\u{200c}' | '\u{200d}')
}

/// `U.S`, `J`, `N.A.T.O`.
fn is_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|p| p.chars().count() == 1 && p.starts_with(char::is_alphabetic))
        || word.chars().count() == 1 && word.starts_with(char::is_uppercase) && word != "I"
}

fn is_title_abbreviation(word: &str) -> bool {
    matches!(
        word,
        "Mr" | "Mrs"
            | "Ms"
            | "Dr"
            | "St"
            | "Sen"
            | "Rep"
            | "Gen"
            | "Gov"
            | "Prof"
            | "Col"
            | "Lt"
            | "Sgt"
            | "Capt"
            | "Corp"
            | "Inc"
            | "Co"
            | "Ltd"
            | "Jr"
            | "Sr"
            | "Feb"
            | "Jan"
            | "Oct"
            | "Nov"
            | "Dec"
            | "Sept"
            | "Aug"
    )
}

/// What a word is looked up by: in lower case, but initials and short names in capitals alone stay
/// capitals, so that `US` is not `us`. `shouted` is for texts that are all in capitals.
pub fn key(word: &str, shouted: bool) -> Cow<'_, str> {
    let word = word.trim_end_matches('.');
    // As most words are.
    if is_small(word) {
        return Cow::Borrowed(word);
    }
    if word.starts_with(|c: char| c.is_ascii_uppercase()) && is_small(&word[1..]) {
        return Cow::Owned(word.to_ascii_lowercase());
    }
    if is_initials(word) && word.len() > 1 {
        return word.chars().filter(|c| *c != '.').flat_map(char::to_uppercase).collect::<String>().into();
    }
    let short = word.chars().count() <= 6 && word.chars().count() > 1;
    if short && !shouted && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '&') {
        return Cow::Borrowed(word);
    }
    word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase).collect::<String>().into()
}

/// A text in lower case, which most words are already.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) { text.into() } else { text.to_lowercase().into() }
}

/// An English noun in the singular, as far as its ending tells.
pub fn singular(word: &str) -> Cow<'_, str> {
    if word.len() < 3 || !word.is_ascii() || !word.ends_with('s') {
        return word.into();
    }
    // `cds`, but neither `gas` nor `yes`.
    if word.len() == 3 && word[1..2].contains(['a', 'e', 'i', 'o', 'u']) {
        return word.into();
    }
    if let Some(stem) = word.strip_suffix("ies").filter(|s| s.len() > 1) {
        return format!("{stem}y").into();
    }
    for ending in ["ches", "shes", "sses", "xes", "zes"] {
        if word.ends_with(ending) {
            return word[..word.len() - 2].into();
        }
    }
    if ["ss", "us", "is", "news"].iter().any(|e| word.ends_with(e)) {
        return word.into();
    }
    word[..word.len() - 1].into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_no_words() {
        let found = tokens("See https://www.courier.example/2015/ferry-runs?a=b or www.courier.example for http news.");
        let words: Vec<&str> = found.iter().map(|t| t.text).collect();
        assert_eq!(words, ["See", "or", "for", "http", "news"]);
    }

    #[test]
    fn words_know_their_form() {
        let found = tokens("The U.S. envoy met Mr. Oban's aide. In Lund, 12,500 wait; Ann-Marie O’Dea left.");
        let words: Vec<&str> = found.iter().map(|t| t.text).collect();
        assert_eq!(
            words,
            [
                "The",
                "U.S.",
                "envoy",
                "met",
                "Mr",
                "Oban",
                "aide",
                "In",
                "Lund",
                "12,500",
                "wait",
                "Ann-Marie",
                "O’Dea",
                "left"
            ]
        );
        let firsts: Vec<&str> = found.iter().filter(|t| t.first).map(|t| t.text).collect();
        assert_eq!(firsts, ["The", "In"]);
        assert!(found[6].parted && found[1].upper && !found[5].parted);
    }

    #[test]
    fn keys_keep_initials_apart() {
        for (word, expected) in [("U.S.", "US"), ("us", "us"), ("US", "US"), ("Lund", "lund"), ("OPEC", "OPEC")] {
            assert_eq!(key(word, false), expected);
        }
        assert_eq!(key("LUND", true), "lund");
        for (word, expected) in [
            ("tariffs", "tariff"),
            ("ferries", "ferry"),
            ("boxes", "box"),
            ("glass", "glass"),
            ("gas", "gas"),
            ("cds", "cd"),
        ] {
            assert_eq!(singular(word), expected);
        }
    }
}
