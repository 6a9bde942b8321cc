//! What may be somebody's name, and what only looks like one: agencies and desks, what people do at a paper, words of
//! time and of buttons.

use std::sync::LazyLock;

use super::date_words;
use super::kinds::{Kinds, LineKinds};
use super::letters;
use super::lexicon::Lexicon;
use super::words;

/// Small words inside names.
pub const PARTICLES: [&str; 34] = [
    "van", "von", "de", "da", "di", "del", "della", "der", "den", "la", "le", "el", "al", "bin", "bint", "ibn", "ben",
    "du", "dos", "das", "do", "ter", "ten", "te", "zu", "zur", "af", "av", "dal", "y", "e", "i", "ap", "mac",
];

/// Whether a character is of a script that writes family and given name as one word.
pub fn is_whole(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether a name may begin with a character; in scripts without capitals, any letter does.
pub fn is_capital(c: char) -> bool {
    letters::is_uppercase(c) || letters::is_alphabetic(c) && !letters::is_lowercase(c)
}

/// One to five capitalised words, with the small words that names have.
pub fn is_name(text: &str) -> bool {
    is_name_of(text, &LineKinds::UNKNOWN)
}

/// The same where the kinds of the text's words are known.
pub fn is_name_of(text: &str, kinds: &LineKinds) -> bool {
    // Most lines are none by how they begin.
    if text.starts_with(|c: char| c.is_ascii() && !c.is_ascii_uppercase() && !c.is_ascii_whitespace()) {
        return false;
    }
    static SMALL: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(PARTICLES.into_iter()));
    let is_of_name = |c: char| letters::is_alphabetic(c) || matches!(c, '.' | '\'' | '’' | '-');
    let (mut count, mut long) = (0, false);
    for word in words::parted(text) {
        count += 1;
        let known = word.starts_with(is_capital)
            || count > 1 && (SMALL.has(word) || word.starts_with("d'") || word.starts_with("d’"));
        if count > 5 || !known {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_alphabetic()) {
            long |= word.len() > 1;
            continue;
        }
        if !word.chars().all(is_of_name) {
            return false;
        }
        long |= word.chars().filter(|c| letters::is_alphabetic(*c)).nth(1).is_some();
    }
    long && (text.len() <= 50 || text.chars().count() <= 50)
        && !is_control(text, kinds)
        && !(count == 1 && is_of_time(text))
}

/// Words of agencies and desks.
const HOUSES: &str = " redaktion redaktionen redaktionsteam redacción redacao redação rédaction redazione redactie redaktionell admin \
    administrator staff team desk newsroom news editors editorial agency agencies press reuters afp dpa apa ap efe ansa tass upi kna sid \
    pti ani ians afp-jiji media online webmaster guest contributor contributors correspondent reporter reporters agenturen agentur \
    agencias agência nachrichten nachrichtenagentur magazine zeitung times today post unknown anonymous user bureau wire read more follow newsletter newsletters \
    herald gazette tribune courier chronicle bulletin dispatch examiner inquirer observer sentinel telegraph advertiser anzeiger \
    kurier rundschau tageblatt tagblatt abendblatt morgenpost allgemeine journal diario periódico jornal correio gazzetta corriere giornale quotidien \
    omroep portal radio rádio dagblad courant tidning tidningen bladet avisen gazeta dziennik газета вестник comment comments kommentar kommentare beiträge presse presseportal uncategorized name category shop contact about kontakt ";

/// Words of agencies and desks, and of what people do there.
pub fn houses() -> impl Iterator<Item = &'static str> {
    HOUSES.split_whitespace().chain(ROLES.iter().copied())
}

/// Whether a name is that of an agency, a desk or an account rather than of a person.
pub fn is_house(text: &str) -> bool {
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(HOUSES.split_whitespace()));
    let is_address = || [".com", ".net", ".org", ".info"].iter().any(|end| text.ends_with(end));
    is_role(text)
        || is_address()
        || text.split(|c: char| !letters::is_alphanumeric(c) && c != '-').any(|word| SET.has_in_any_case(word))
}

/// Whether a name is that of an account which is nobody's.
pub fn is_nobody(name: &str) -> bool {
    const NOBODY: [&str; 9] =
        ["admin", "administrator", "webmaster", "user", "guest", "anonymous", "unknown", "author", "editor"];
    words::with_lower(name, |name| NOBODY.contains(&name))
}

/// Whether a word is a month's name, a weekday's or a date's label.
pub fn is_of_time(word: &str) -> bool {
    let is = |word: &str| {
        date_words::month(word).is_some() || date_words::is_weekday(word) || date_words::when(word).is_some()
    };
    words::with_lower(word, is)
}

/// Words of buttons, none of which is somebody's name too.
const CONTROLS: &str = "share shares copy url print tweet facebook messenger whatsapp twitter linkedin telegram pinterest reddit \
    instagram youtube email e-mail login subscribe download bookmark follow gallery abonnieren abonniert teilen drucken kopieren merken compartir imprimir copiar \
    partager imprimer copier condividi stampa alle todos todas tous toutes tutti tutte scroll enabled";

/// The words of buttons.
pub fn controls() -> impl Iterator<Item = &'static str> {
    CONTROLS.split_whitespace()
}

/// Whether a text is that of a button: `Share Article`, `打印本页`.
fn is_control(text: &str, kinds: &LineKinds) -> bool {
    const PARTS: [&str; 16] = [
        "打印",
        "字号",
        "字體",
        "收藏",
        "上一",
        "下一",
        "返回",
        "目录",
        "分享",
        "复制",
        "首页",
        "频道",
        "阅读",
        "印刷",
        "シェア",
        "공유",
    ];
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(controls()));
    kinds.any.has(Kinds::CONTROL) && text.split(' ').any(|word| SET.has_in_any_case(word))
        || text.starts_with(is_whole) && PARTS.iter().any(|part| text.contains(part))
}

/// What people do at a paper.
const ROLES: &[&str] = &[
    "correspondent",
    "editor",
    "reporter",
    "writer",
    "staff",
    "contributor",
    "journalist",
    "columnist",
    "analyst",
    "director",
    "producer",
    "bureau",
    "desk",
    "chief",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redakteurin",
    "redaktion",
    "redactor",
    "redactora",
    "corresponsal",
    "korrespondenten",
    "reporterin",
    "mitarbeiter",
    "mitarbeiterin",
    "journaliste",
    "correspondant",
    "correspondante",
    "giornalista",
    "corrispondente",
    "inviato",
    "inviata",
    "periodista",
    "jornalista",
    "correspondente",
    "verslaggever",
    "verslaggeefster",
    "redacteur",
    "redactrice",
    "dziennikarz",
    "dziennikarka",
    "muhabir",
    "muhabiri",
    "корреспондент",
    "журналист",
    "журналистка",
];

/// Whether a text ends in what a person does at a paper.
pub fn is_role(text: &str) -> bool {
    // "Staff Writer" alone is what some papers print for a name; it is kept only as such.
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(ROLES.iter().copied()));
    text.split_whitespace().next_back().is_some_and(|last| SET.has_in_any_case(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buttons_and_months_are_nobodys_names() {
        for line in ["Follow Author", "Share Article", "December", "打印本页"] {
            assert!(!is_name(line), "{line}");
        }
    }
}
