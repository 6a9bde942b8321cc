//! Languages of interfaces: which tables of strings a tag leads to, and which form a count takes.
//!
//! The rules are those of the Unicode CLDR for whole numbers. A language without a rule has two forms, as English has.

use crate::diag::nearest;

/// The language of the strings that all others fall back to.
pub(super) const SOURCE: &str = "en";

/// Tags of tables that a language's strings may be in, the nearest first: `pt-BR`, `pt`. The source is not among them
/// unless it is the language.
pub(super) fn tables(tag: &str) -> Vec<String> {
    let mut parts: Vec<String> = tag.split('-').enumerate().map(|(at, part)| cased(at, part)).collect();
    let (language, rest) = (parts[0].clone(), parts[1..].to_vec());
    let mut tags = Vec::new();
    while !parts.is_empty() {
        tags.push(parts.join("-"));
        parts.pop();
    }
    let has = |of: &[&str]| rest.iter().any(|part| of.contains(&part.as_str()));
    match language.as_str() {
        // Those who read the one script need not read the other.
        "zh" if has(&["Hant", "TW", "HK", "MO"]) && !has(&["Hans"]) => {
            tags.retain(|tag| !matches!(tag.as_str(), "zh" | "zh-Hant"));
            tags.push("zh-Hant".into());
        }
        "no" | "nn" => tags.push("nb".into()),
        "iw" => tags.push("he".into()),
        "in" => tags.push("id".into()),
        _ => {}
    }
    tags
}

/// A part of a tag as RFC 5646 writes it: `zh-Hant-TW`.
fn cased(at: usize, part: &str) -> String {
    match (at, part.len()) {
        (1.., 2) => part.to_ascii_uppercase(),
        (1.., 4) if part.is_ascii() => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
        _ => part.to_ascii_lowercase(),
    }
}

/// The forms that counts can have.
pub(super) const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The form that a count takes.
pub(super) fn form(tag: &str, n: u64) -> &'static str {
    let (tens, hundreds) = (n % 10, n % 100);
    let teens = (11..=14).contains(&hundreds);
    match tag.split('-').next().unwrap_or(tag).to_ascii_lowercase().as_str() {
        "ja" | "ko" | "zh" | "vi" | "id" | "in" | "th" | "ms" => "other",
        "fr" | "hi" | "fa" if n < 2 => "one",
        "pt" if n < 2 && !(n == 0 && tag.to_ascii_lowercase().starts_with("pt-pt")) => "one",
        "cs" | "sk" if (2..=4).contains(&n) => "few",
        "pl" if (2..=4).contains(&tens) && !teens => "few",
        "pl" if n != 1 => "many",
        "ru" | "uk" => match tens {
            1 if hundreds != 11 => "one",
            2..=4 if !teens => "few",
            _ => "many",
        },
        "ro" if n == 0 || n > 1 && (1..=19).contains(&hundreds) => "few",
        "ar" => match (n, hundreds) {
            (0, _) => "zero",
            (1, _) => "one",
            (2, _) => "two",
            (_, 3..=10) => "few",
            (_, 11..) => "many",
            _ => "other",
        },
        "he" | "iw" if n == 2 => "two",
        _ if n == 1 => "one",
        _ => "other",
    }
}

/// A number with its thousands apart. Spanish and Polish part them from five digits on, Hindi by two digits above the
/// first three.
pub(super) fn grouped(tag: &str, n: u64, separator: &str) -> String {
    let digits = n.to_string();
    let language = tag.split('-').next().unwrap_or(tag);
    if digits.len() < 4 || digits.len() == 4 && matches!(language, "es" | "pl") {
        return digits;
    }
    let ends = |left: usize| match language {
        "hi" => left >= 3 && !left.is_multiple_of(2),
        _ => left.is_multiple_of(3),
    };
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && ends(digits.len() - at) {
            out.push_str(separator);
        }
        out.push(digit);
    }
    out
}

/// Whether a tag cannot be one, and the tag that was meant, if the name of its language is known. Tags begin with two or
/// three letters, or with `x` and `i`.
pub(super) fn mistaken(tag: &str) -> Option<Option<&'static str>> {
    let language = tag.split('-').next().unwrap_or(tag).to_ascii_lowercase();
    let named = |name: &str| NAMES.iter().find(|(_, names)| names.split(' ').any(|n| n == name)).map(|(tag, _)| *tag);
    let meant = named(&language);
    let formed = language == "x" || language == "i" || language.len() == 2 || language.len() == 3;
    if formed && language.bytes().all(|b| b.is_ascii_alphabetic()) {
        return meant.map(Some);
    }
    let names = || NAMES.iter().flat_map(|(_, names)| names.split(' ')).filter(|name| name.len() > 3);
    Some(meant.or_else(|| nearest(&language, names()).and_then(named)))
}

/// What languages with tables are called where their tags are wanted: names, longer codes, and countries' codes that
/// are no languages'.
const NAMES: [(&str, &str); 30] = [
    ("en", "english eng"),
    ("de", "german deutsch deu ger"),
    ("fr", "french francais fra fre"),
    ("es", "spanish espanol castellano castilian spa"),
    ("pt", "portuguese portugues por"),
    ("it", "italian italiano ita"),
    ("nl", "dutch nederlands vlaams flemish nld dut"),
    ("sv", "swedish svenska swe"),
    ("da", "danish dansk dan dk"),
    ("nb", "norwegian norsk bokmal nob nor"),
    ("fi", "finnish suomi fin"),
    ("pl", "polish polski pol"),
    ("cs", "czech cesky cestina ces cze cz"),
    ("sk", "slovak slovensky slovencina slk slo"),
    ("hu", "hungarian magyar hun"),
    ("ro", "romanian romana ron rum"),
    ("el", "greek ellinika ell gre gr"),
    ("tr", "turkish turkce tur"),
    ("ru", "russian russkij russkiy rus"),
    ("uk", "ukrainian ukrainska ukr ua"),
    ("ar", "arabic arabi ara"),
    ("he", "hebrew ivrit heb"),
    ("fa", "persian farsi fas per"),
    ("hi", "hindi hin"),
    ("id", "indonesian indonesia bahasa ind"),
    ("vi", "vietnamese tiengviet vie"),
    ("ja", "japanese nihongo jpn jp"),
    ("ko", "korean hangugeo kor"),
    ("zh", "chinese mandarin simplified zho chi cn"),
    ("zh-Hant", "traditional"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_lead_to_tables() {
        for (tag, expected) in [
            ("de", "de"),
            ("pt-br", "pt-BR pt"),
            ("zh-TW", "zh-TW zh-Hant"),
            ("zh-hant-HK", "zh-Hant-HK zh-Hant"),
            ("zh-Hans-CN", "zh-Hans-CN zh-Hans zh"),
            ("no", "no nb"),
            ("sr-Latn", "sr-Latn sr"),
        ] {
            assert_eq!(tables(tag).join(" "), expected, "{tag}");
        }
    }

    #[test]
    fn counts_take_the_forms_of_their_language() {
        for (tag, expected) in [
            ("en", "0 other, 1 one, 2 other"),
            ("fr-CA", "0 one, 1 one, 2 other"),
            ("pt", "0 one, 1 one, 2 other"),
            ("pt-PT", "0 other, 1 one, 2 other"),
            ("ja", "1 other, 2 other"),
            ("cs", "0 other, 1 one, 2 few, 4 few, 5 other, 22 other"),
            ("pl", "0 many, 1 one, 2 few, 5 many, 12 many, 21 many, 22 few, 112 many"),
            ("ru", "0 many, 1 one, 3 few, 5 many, 11 many, 14 many, 21 one, 111 many, 122 few"),
            ("ro", "0 few, 1 one, 2 few, 19 few, 20 other, 101 few, 120 other"),
            ("ar", "0 zero, 1 one, 2 two, 3 few, 10 few, 11 many, 99 many, 100 other, 102 other, 103 few"),
            ("he", "1 one, 2 two, 3 other"),
        ] {
            for case in expected.split(", ") {
                let (n, expected) = case.split_once(' ').unwrap();
                assert_eq!(form(tag, n.parse().unwrap()), expected, "{tag} {n}");
            }
        }
    }

    #[test]
    fn numbers_are_grouped() {
        for (tag, n, expected) in [
            ("en", 999, "999"),
            ("en", 1000, "1,000"),
            ("en", 1_234_567, "1,234,567"),
            ("es", 1234, "1234"),
            ("es", 12_345, "12,345"),
            ("hi", 1_234_567, "12,34,567"),
            ("hi", 123_456, "1,23,456"),
        ] {
            assert_eq!(grouped(tag, n, ","), expected, "{tag} {n}");
        }
    }

    #[test]
    fn names_of_languages_are_no_tags() {
        for (tag, expected) in [
            ("en", None),
            ("sw", None),
            ("haw", None),
            ("english", Some(Some("en"))),
            ("Deutsch", Some(Some("de"))),
            ("germn", Some(Some("de"))),
            ("jp", Some(Some("ja"))),
            ("klingon", Some(None)),
            ("12", Some(None)),
        ] {
            assert_eq!(mistaken(tag), expected, "{tag}");
        }
    }
}
