//! Bylines: `By Jane Doe and John Roe in London`, `Von Anna Berg`, `Liam Avatar`.

use std::sync::LazyLock;

use super::byline_words::{AVATAR_ENDS, AVATAR_STARTS, LABELS, bare_labels};
use super::lexicon::Lexicon;
use super::person::{PARTICLES, is_capital, is_house, is_name, is_role, is_whole};
use super::words::{self, Spaced, Starts};
use super::{date_words, letters};

/// The people that a byline names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Byline {
    /// In the order of the line.
    pub names: Vec<String>,
    /// Whether the line says beyond doubt that they wrote it: a byline label and full names.
    pub sure: bool,
}

/// Reads a line that names its author; `None` for any other.
pub fn read(line: &str) -> Option<Byline> {
    if line.len() > 160 && line.chars().count() > 160 {
        return None;
    }
    if let Some(name) = avatar(line) {
        return Some(Byline { names: vec![name.to_owned()], sure: false });
    }
    let (rest, label) = unlabelled(line)?;
    // `BYLINE: By Jane Doe`, as databases print it.
    let rest = if label.ends_with(':') { without_label(rest) } else { rest };
    // `By the Associated Press`.
    let rest = rest.strip_prefix("the ").filter(|house| is_house(house)).unwrap_or(rest);
    let names = names(after_office(rest))?;
    // Names of scripts without spaces are written in one.
    let full = names.iter().all(|n| n.split_whitespace().count() > 1 || n.starts_with(is_whole));
    // "Von Trier" or "Di Maio" may be a name by itself; "By Grace" a headline.
    let strong = label.contains(' ') || label.ends_with(':') || label == "by";
    (full || strong).then_some(Byline { names, sure: full })
}

/// Whether a line begins with a byline label.
pub fn begins(line: &str) -> bool {
    unlabelled(line).is_some() || line.len() < 60 && avatar(line).is_some()
}

/// Whether a line is a byline label with nothing behind it, as when the name stands on the next one.
pub fn is_label(line: &str) -> bool {
    if line.len() > 30 {
        return false;
    }
    static BARE: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(bare_labels()));
    BARE.has_in_any_case(line.trim_end_matches([':', '：']).trim())
}

/// The name from `Liam Avatar`.
pub fn avatar(line: &str) -> Option<&str> {
    // Most lines neither begin nor end so.
    const HEADS: [&str; 7] = ["avat", "prof", "head", "phot", "imag", "foto", "imma"];
    const TAILS: [&str; 4] = ["tar", "ure", "oto", "hot"];
    let bytes = line.as_bytes();
    let begins = bytes.get(..4).is_some_and(|b| HEADS.iter().any(|h| b.eq_ignore_ascii_case(h.as_bytes())))
        || line.starts_with("Фото")
        || line.starts_with("Аватар");
    let tail = bytes.len().checked_sub(3).map(|at| &bytes[at..]);
    if !begins && !tail.is_some_and(|b| TAILS.iter().any(|t| b.eq_ignore_ascii_case(t.as_bytes()))) {
        return None;
    }
    let lower = line.to_lowercase();
    if lower.len() != line.len() {
        return None;
    }
    let name =
        AVATAR_ENDS.iter().find_map(|end| lower.strip_suffix(end).map(|name| &line[..name.len()])).or_else(|| {
            AVATAR_STARTS.iter().find_map(|start| lower.strip_prefix(start).map(|n| &line[line.len() - n.len()..]))
        })?;
    let name = name.trim_end_matches("'s").trim_end_matches("’s");
    is_name(name).then_some(name)
}

/// The names in `Jane Doe, John Roe and Ann Poe in London`; what is not a name ends the list.
pub fn names(text: &str) -> Option<Vec<String>> {
    let mut names: Vec<String> = Vec::new();
    // Most lines are none by how they begin.
    if text.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && !text.starts_with("and ") {
        return None;
    }
    for piece in split(text) {
        let Some(name) = name(piece) else { break };
        // "Jane Doe, Reuters", "Jane Doe, MD": one word behind a full name is no second author, nor is a desk or paper.
        let is_other =
            !name.contains(' ') || is_desk(name) || is_broadcaster(name) || is_house(name) || name.starts_with("The ");
        let appended = is_other && names.first().is_some_and(|n| n.contains(' ') && !is_desk(n));
        if !appended && !names.iter().any(|n| n == name) {
            names.push(plain(name));
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a name begins as papers call their desks: `Redação Norte`.
fn is_desk(name: &str) -> bool {
    const DESKS: [&str; 12] = [
        "redaktion",
        "redação",
        "redacción",
        "redacció",
        "redazione",
        "rédaction",
        "redactie",
        "redakcja",
        "redakce",
        "redakcia",
        "redacția",
        "редакция",
    ];
    words::with_lower(name.split(' ').next().unwrap_or(name), |first| DESKS.contains(&first))
}

/// Whether a name begins with three capitals or more and goes on otherwise: `BBC News`.
pub fn is_broadcaster(name: &str) -> bool {
    let (first, rest) = name.split_once(' ').unwrap_or((name, ""));
    first.len() > 2 && first.bytes().all(|b| b.is_ascii_uppercase()) && rest.contains(|c: char| c.is_ascii_lowercase())
}

/// A name with common spaces.
pub fn plain(name: &str) -> String {
    name.replace(['\u{a0}', '\u{202f}'], " ")
}

/// The name in a piece of such a list.
fn name(piece: &str) -> Option<&str> {
    if !piece.trim_start().starts_with(is_capital) {
        return None;
    }
    let piece = without_office(without_place(piece));
    // `Jane Doe/dpa`.
    let beside = |(name, house): &(&str, &str)| {
        name.contains(' ') && !house.is_empty() && (!house.contains(' ') || is_house(house))
    };
    let piece = piece.split_once('/').filter(beside).map_or(piece, |(name, _)| name);
    // `Jane Doe Published`: the label of a date that stands on the next line.
    // Before it are two words at least: `Laatst bijgewerkt` is a label of two.
    let labelled = |(name, last): &(&str, &str)| name.contains(' ') && date_words::when_in_any_case(last).is_some();
    let last = piece.rsplit_once(' ').filter(labelled);
    let name = without_article(unglued(last.map_or(piece, |(name, _)| name)));
    (is_name(name) && !is_role(name)).then_some(name)
}

/// The name in a line that says beside it that the person is a reporter, as papers of East Asia do: `山本花子記者`,
/// `홍길동 기자`, `本报记者 王小明`.
pub fn beside_office(line: &str) -> Option<&str> {
    // All these words have characters that begin so.
    if !words::has(line, |b| matches!(b, 0xe8 | 0xea | 0xec | 0xed)) {
        return None;
    }
    let words = || line.split(|c: char| c.is_whitespace() || "|｜・,，＝=".contains(c)).filter(|word| !word.is_empty());
    let is_person =
        |name: &&str| (2..=6).contains(&name.chars().count()) && name.chars().all(is_whole) && is_name(name);
    // `〔記者王小明／台北報導〕`; who took the picture ends otherwise.
    let inner = line.trim_matches(['〔', '〕', '【', '】', '［', '］', '[', ']', '（', '）', '(', ')']);
    let reported = inner.strip_prefix("記者").and_then(|rest| rest.split_once(['／', '/']));
    if let Some((name, place)) = reported {
        return Some(name.trim())
            .filter(|name| is_person(name) && ["報導", "報道", "電"].iter().any(|end| place.ends_with(end)));
    }
    words().zip(words().skip(1).map(Some).chain([None])).find_map(|(word, next)| {
        let name = match next {
            Some("기자" | "선임기자" | "특파원" | "記者") => word,
            _ if word.ends_with("记者") => next?,
            // Two characters more are no full name: `本報記者`.
            _ => word.strip_suffix("記者").filter(|name| name.chars().count() > 2)?,
        };
        Some(name).filter(is_person)
    })
}

/// `our reporter Jane Doe`, `Political Editor Jane Doe`: from the name on, where what the person is stands before it.
fn after_office(text: &str) -> &str {
    const MOST: usize = 4;
    let ends = text.match_indices(' ').map(|(at, _)| at).take(MOST);
    let office = ends.filter(|end| is_role(text[..*end].trim_end_matches([',', ':']))).last();
    let name = office.map(|end| text[end..].trim_start()).filter(|rest| {
        let first = split(rest).into_iter().next().map(without_place);
        first.is_some_and(|name| name.contains(' ') && is_name(name))
    });
    name.unwrap_or(text)
}

/// `홍길동 기자`: a name without what the person is, which stands behind it.
fn without_office(name: &str) -> &str {
    const OFFICES: [&str; 4] = [" 기자", " 선임기자", " 특파원", " 記者"];
    let joined = || name.strip_suffix("記者").filter(|name| name.chars().count() > 2);
    OFFICES.iter().find_map(|office| name.strip_suffix(office)).or_else(joined).unwrap_or(name)
}

/// `Της Μαρίας Παπαδοπούλου`, of Maria Papadopoulou: how Greek papers name who wrote it.
fn without_article(name: &str) -> &str {
    const ARTICLES: [&str; 6] = ["Της ", "Του ", "Των ", "ΤΗΣ ", "ΤΟΥ ", "ΤΩΝ "];
    let bare = ARTICLES.iter().find_map(|article| name.strip_prefix(article));
    bare.filter(|bare| bare.contains(' ')).unwrap_or(name)
}

/// A name without the label of a date that pages run together with it: `JANE DOEPUBLISHED`.
fn unglued(name: &str) -> &str {
    const LABELS: [&str; 3] = ["published", "updated", "posted"];
    let end = |label: &&str| {
        let at = name.len().checked_sub(label.len()).filter(|at| name.is_char_boundary(*at))?;
        let before = name[..at].ends_with(letters::is_alphabetic) && name[at..].eq_ignore_ascii_case(label);
        before.then_some(at)
    };
    LABELS.iter().find_map(end).map_or(name, |at| &name[..at])
}

/// Whether a word in small letters may stand in a list of names, or end it: `van`, `and`, `in`, `published`.
pub fn is_of_list(word: &str) -> bool {
    static LIST: LazyLock<Lexicon<()>> =
        LazyLock::new(|| Lexicon::of(CUTS.iter().chain(WORDS.iter()).map(str::trim).chain(PARTICLES)));
    LIST.has(word) || date_words::may_be_of_date(word)
}

/// A byline without its label, if it has one.
pub fn without_label(text: &str) -> &str {
    unlabelled(text).map_or(text, |(rest, _)| rest)
}

/// What stands between a name and where it is, or for whom it writes.
static CUTS: Spaced = Spaced::new(&[
    " in ",
    " of the ",
    " for ",
    " at ",
    " from ",
    " aus ",
    " für ",
    " FOR ",
    " IN ",
    " en ",
    " para ",
    " per ",
    " pour ",
    " Foto: ",
    " Fotos: ",
    " Bild: ",
    " Photo: ",
    " Photos: ",
    " (",
]);

/// A name without where and for whom: "in Washington", "for the Courier".
pub fn without_place(piece: &str) -> &str {
    let name = CUTS.find(piece).map_or(piece, |at| &piece[..at]);
    // `Jane Doe jane@courier.example`, `Jane Doe@doe`: an account.
    let name = name.split_once('@').map_or(name, |(before, _)| match before.rsplit_once(' ') {
        Some((name, account)) if !account.starts_with(is_capital) => name,
        _ => before,
    });
    let name = name.trim().trim_end_matches([',', ';', ':']).trim_end();
    name.strip_suffix('.').filter(|n| n.split(' ').next_back().is_some_and(|w| w.chars().count() > 2)).unwrap_or(name)
}

fn unlabelled(line: &str) -> Option<(&str, &'static str)> {
    static STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(LABELS.iter().copied().enumerate()));
    // `/ By Jane Doe`, behind a desk on the line above.
    let line = line.trim_start_matches(['/', '|', '•', '·', ' ']);
    STARTS.of(line).iter().find_map(|(_, label)| {
        let same = |head: &&str| head.eq_ignore_ascii_case(label) || !head.is_ascii() && words::lower(head) == *label;
        let head = line.get(..label.len()).filter(same)?;
        let rest = &line[head.len()..];
        let parted =
            label.ends_with([':', '：', '/', '／', '＝']) || rest.starts_with([' ', '\u{a0}', '\u{3000}', ':']);
        let rest = rest.trim_start_matches([':', ' ', '\u{a0}', '\u{3000}']);
        (parted && !rest.is_empty()).then_some((rest, *label))
    })
}

/// Words between two names.
static WORDS: Spaced = Spaced::new(&[
    " and ", " AND ", " und ", " UND ", " et ", " y ", " e ", " och ", " og ", " with ", " mit ", " avec ",
]);

/// A list of names in pieces.
pub fn split(text: &str) -> Vec<&str> {
    const SIGNS: [&str; 3] = [",", ";", "&"];
    let signs = words::has(text, |b| matches!(b, b',' | b';' | b'&'));
    let words = WORDS.find(text).is_some();
    let mut pieces = vec![text];
    // Most texts have none of them.
    let cuts = SIGNS.into_iter().filter(|_| signs).chain(WORDS.iter().filter(|_| words));
    for cut in cuts.filter(|cut| text.contains(*cut)) {
        pieces = pieces.into_iter().flat_map(|piece| piece.split(cut)).collect();
    }
    pieces.iter_mut().for_each(|piece| {
        *piece = piece.trim();
        while let Some(rest) = piece.strip_prefix("and ") {
            *piece = rest;
        }
    });
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines_are_read() {
        for (line, names, sure) in [
            ("By Jane Doe", "Jane Doe", true),
            ("BY JANE DOE", "JANE DOE", true),
            ("By Jane Doe and John Roe", "Jane Doe;John Roe", true),
            ("By Jane Doe, John Roe and Ann Poe in London", "Jane Doe;John Roe;Ann Poe", true),
            ("Written by Jane van der Doe, Political Correspondent", "Jane van der Doe", true),
            ("Author: J. R. O’Neill-Smith", "J. R. O’Neill-Smith", true),
            ("By Jane Doe jane@courier.example", "Jane Doe", true),
            ("By Jane Doe of the Courier", "Jane Doe", true),
            ("By the Associated Press", "Associated Press", true),
            ("Submitted by Jane Doe", "Jane Doe", true),
            ("ByBy Jane Doe", "Jane Doe", true),
            ("BYLINE: By Jane Doe, Transport Correspondent", "Jane Doe", true),
            ("著者：山本花子", "山本花子", true),
            ("/ By Jane Doe", "Jane Doe", true),
            ("By Liam", "Liam", false),
            ("Von Anna Berg und Jörg Müller", "Anna Berg;Jörg Müller", true),
            ("Por María José García y Juan Pérez", "María José García;Juan Pérez", true),
            ("Par Zoé Dupont", "Zoé Dupont", true),
            ("Di Anna Rossi", "Anna Rossi", true),
            ("Von Anna Berg, Frankfurt", "Anna Berg", true),
            ("Door Jan de Vries", "Jan de Vries", true),
            ("Door onze verslaggever Jan de Vries", "Jan de Vries", true),
            ("By Political Editor Jane Doe and John Roe", "Jane Doe;John Roe", true),
            ("Von unserem Korrespondenten Jörg Müller in Lund", "Jörg Müller", true),
            ("Liam Avatar", "Liam", false),
            ("Avatar of Jane Doe", "Jane Doe", false),
            ("Photo de profil de Zoé Dupont", "Zoé Dupont", false),
            ("Profilbild von Anna Berg", "Anna Berg", false),
            ("By our nature correspondent, Jane Doe", "Jane Doe", true),
            ("Piše: Ana Horvat", "Ana Horvat", true),
            ("記者　山本花子", "山本花子", true),
            ("作者：李明", "李明", true),
            ("Szerző: Kiss Anna", "Kiss Anna", true),
            ("بقلم: أحمد السيد", "أحمد السيد", true),
            ("लेखक: राहुल शर्मा", "राहुल शर्मा", true),
            ("מאת דנה כהן", "דנה כהן", true),
            ("記者 山本花子記者", "山本花子", true),
        ] {
            let byline = read(line).unwrap_or_else(|| panic!("{line}"));
            assert_eq!((byline.names.join(";").as_str(), byline.sure), (names, sure), "{line}");
        }
        for line in [
            "By the river, nobody spoke",
            "By 1950 it was over.",
            "Bypass opens",
            "Von Berlin nach Paris",
            "Por fin llega la lluvia",
            "By",
            "The blue Avatar",
            "Von Trier",
            "By a staff writer who left",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
        for (line, name) in [
            ("2024年1月15日 9時30分　山本花子記者", Some("山本花子")),
            ("홍길동 기자 hong@example.com", Some("홍길동")),
            ("2024-01-15 本报记者 王小明", Some("王小明")),
            ("記者王小明／台北報導", Some("王小明")),
            ("〔記者王小明／台北報導〕", Some("王小明")),
            ("記者王小明／攝影", None),
            ("本報記者", None),
            ("記者会見で述べた", None),
        ] {
            assert_eq!(beside_office(line), name, "{line}");
        }
        assert!(is_label("By") && is_label("Von:") && is_label("Written by") && !is_label("Bye"));
    }
}
