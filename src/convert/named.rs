//! The names that a short line gives, be they behind a label or alone: `By Jane Doe`, `16 April 2012 by jane`, `Jane Doe, Staff
//! Writer`.

use std::borrow::Cow;
use std::sync::LazyLock;

use super::byline;
use super::byline_words;
use super::characters::Signs;
use super::date;
use super::facts::Facts;
use super::kinds::{Kinds, LineKinds};
use super::letters;
use super::lexicon::Lexicon;
use super::meta::Meta;
use super::person;
use super::reading::Reading;
use super::surnames;
use super::words::Spaced;
use super::{date_words, words};

/// The names in a short line, and whether a label announces them.
pub fn names_in(text: &str, fact: &Facts, dates: Reading) -> Option<(Vec<String>, bool)> {
    let (signs, mut kinds) = (fact.characters.signs, fact.kinds);
    // A line that is understood as dates to its last word names nobody: `Le 15 janvier 2024`.
    let is_date = |m: &Meta| matches!(m, Meta::Date(..) | Meta::Ambiguous(_) | Meta::Relative);
    if fact.meta.as_ref().is_some_and(|meta| meta.iter().all(is_date)) {
        return None;
    }
    if kinds.any.has(Kinds::AVATAR)
        && let Some(name) = byline::avatar(text)
    {
        return Some((vec![name.to_owned()], false));
    }
    if signs.has(Signs::CODE)
        && let Some(name) = sender(text)
    {
        return Some((vec![name.to_owned()], true));
    }
    if !signs.is_ascii()
        && let Some(name) = byline::beside_office(text)
    {
        return Some((vec![name.to_owned()], true));
    }
    // `【鈴木 一郎】`, as some papers of Japan end.
    if let Some(inner) = text.strip_prefix('【').and_then(|text| text.strip_suffix('】'))
        && surnames::is_name(&inner.replace([' ', '\u{3000}'], ""))
    {
        return Some((vec![inner.to_owned()], true));
    }
    let text = if kinds.any.has(Kinds::BYLINE) { without_asking(text) } else { text };
    let mut text = date::unglue(text);
    if matches!(text, Cow::Owned(_)) {
        kinds = LineKinds::UNKNOWN;
    }
    if !signs.is_ascii() && text.contains(['\u{a0}', '\u{202f}']) {
        text = text.replace(['\u{a0}', '\u{202f}'], " ").into();
    }
    let cut = signs.has(Signs::CUT);
    let is_cut = |c: char| matches!(c, '|' | '•' | '·' | '–' | '—');
    let labelled = |piece: &str| labelled_in(piece.trim(), &text, dates);
    if kinds.any.has(Kinds::BYLINE.or(Kinds::AVATAR))
        && let Some(found) = if cut { text.split(is_cut).find_map(labelled) } else { labelled(&text) }
    {
        return Some(found);
    }
    let whole = if cut { text.split(['|', '•', '·']).next().unwrap_or("").trim() } else { text.trim() };
    // `de Ana Pop, 3 aprilie 2022`; to begin a line elsewhere, the word is too common for a label.
    let whole = whole.strip_prefix("de ").filter(|rest| rest.starts_with(letters::is_uppercase)).unwrap_or(whole);
    if byline::begins(whole) && person::is_nobody(byline::without_label(whole)) {
        return None;
    }
    // No name begins so.
    if whole.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit()) && !whole.starts_with("and ") {
        return None;
    }
    // Without capitals, a sentence may begin like a name.
    let has_no_case = |c: char| letters::is_alphabetic(c) && !letters::is_uppercase(c) && !letters::is_lowercase(c);
    if fact.ends && fact.words >= 5 && whole.starts_with(has_no_case) {
        return None;
    }
    if surnames::is_name(whole) {
        return Some((vec![whole.to_owned()], false));
    }
    // One word is a name only beside a day.
    if is_sentence(whole) || !signs.has(Signs::DIGIT) && !whole.contains(char::is_whitespace) {
        return None;
    }
    let line = whole;
    // `Jane Doe - Courier News`.
    let whole = match whole.split_once(" - ") {
        Some((name, site)) if person::is_name(name) && name.contains(' ') && site.split(' ').count() <= 3 => name,
        _ => whole,
    };
    let before = if kinds.any.has(Kinds::DATE.or(Kinds::ODD)) { before_date(whole, dates) } else { before_end(whole) };
    let whole = without_role(before);
    let mut names = if whole.contains('/') { byline::names(&whole.replace('/', ",")) } else { byline::names(whole) }?;
    // An agency beside its writer.
    if names.iter().any(|n| n.contains(' ')) {
        names.retain(|n| n.contains(' ') || n.chars().any(char::is_lowercase) || n.chars().count() > 5);
    }
    let names = people(names);
    let dated = whole.len() < line.len()
        && names.len() == 1
        && !person::is_of_time(&names[0])
        && !date::scan(line, dates).is_empty();
    // `Last Friday`: nobody is called so.
    if names.iter().any(|n| n.split(' ').next_back().is_some_and(|last| date_words::is_weekday(&words::lower(last)))) {
        return None;
    }
    let full = names.iter().all(|n| (2 - usize::from(dated)..=4).contains(&n.split_whitespace().count()));
    let named = names.iter().map(|n| n.chars().count()).sum::<usize>();
    // What else the line holds is a role or a place, not a sentence.
    (full && !words::is_section_name(&text) && named * 5 >= whole.chars().count() * 2).then_some((names, false))
}

/// The person who sent a mail: `From: Jane Doe <jane@courier.example>`.
fn sender(line: &str) -> Option<&str> {
    const LABELS: [&str; 10] = ["From: ", "Von: ", "De: ", "De : ", "Da: ", "Van: ", "Från: ", "Fra: ", "Od: ", "От: "];
    let rest = LABELS.iter().find_map(|label| line.strip_prefix(label))?;
    let (name, address) = rest.split_once('<')?;
    let name = name.trim().trim_matches('"');
    let is_person = name.contains(' ') && person::is_name(name) && !person::is_house(name);
    (is_person && address.contains('@')).then_some(name)
}

/// The same for a part of a line, by a label in it.
fn labelled_in(piece: &str, text: &str, dates: Reading) -> Option<(Vec<String>, bool)> {
    static INNER: Spaced = Spaced::new(&byline_words::INNER);
    let labelled = byline::begins(piece);
    let inside = INNER.find(piece).is_some();
    let behind_day = || piece.contains(" By ") && words::has_digit(piece);
    if !(labelled || inside || behind_day()) {
        return None;
    }
    let whole = piece;
    let piece = before_date(piece, dates);
    if let Some(names) = byline::read(piece).filter(|b| b.sure).map(|b| people(b.names)) {
        return Some((names, true));
    }
    // `by jane`, `Von Redaktion`.
    let pen = byline::without_label(piece);
    // `By JANE DOE Staff Writer`.
    let plain = without_role(pen);
    if labelled
        && plain.len() < pen.len()
        && let Some(names) = byline::names(plain).filter(|names| names.iter().all(|name| name.contains(' ')))
    {
        return Some((names, true));
    }
    if labelled && pen.len() < piece.len() && is_pen_name(pen) && (whole.len() == piece.len() || text.len() < 80) {
        return Some((vec![pen.to_owned()], false));
    }
    for label in INNER.iter() {
        // `16 April 2012 by jane`, `16 April 2012 By Jane Doe`.
        let at = words::lower(whole).find(label).filter(|at| whole.get(at + label.len()..).is_some());
        if let Some((before, pen)) = at.map(|at| (&whole[..at], &whole[at + label.len()..]))
            && is_pen_name(pen)
            && !date::scan(before, dates).is_empty()
        {
            return Some((vec![pen.to_owned()], false));
        }
        if let Some((before, rest)) = piece.split_once(label)
            && before.split(' ').count() <= 3
            && !is_other_work(before)
            && let Some(names) = byline::names(rest).map(people)
            && names.iter().all(|n| n.contains(' '))
        {
            return Some((names, true));
        }
    }
    None
}

/// Whether what stands before `by` is work on an article that others wrote: `Photos by`, `Edited by`, but not `Words and photos by`.
fn is_other_work(before: &str) -> bool {
    const WORKS: &str = " photo photos photograph photographs photography photographed picture pictures image images illustration \
        illustrations illustrated drawing drawings graphic graphics video videos edited editing translated translation produced \
        presented sponsored hosted shared recommended approved reviewed checked designed foto fotos bild bilder zeichnung \
        zeichnungen illustrationen übersetzt übersetzung bearbeitet traduit traduction traducido traducción ilustraciones \
        fotografías tradotto traduzione fotografie vertaald vertaling beeld ";
    const LINKS: &str = " and und et y e en och og & + ";
    static WORK: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(WORKS.split_whitespace()));
    static LINK: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(LINKS.split_whitespace()));
    let last = before.trim_end().rsplit([' ', '-']).next().unwrap_or_default();
    WORK.has_in_any_case(last) && !before.split(' ').any(|word| LINK.has_in_any_case(word))
}

/// Whether a line names authors in a form that is more than names: a label, what they are, where or for whom they write.
pub fn is_byline(text: &str, fact: &Facts, dates: Reading) -> bool {
    names_in(text, fact, dates).is_some_and(|(names, sure)| {
        let named: usize = names.iter().map(String::len).sum();
        let is_more = || text.len() > named + 3 * names.len() && !words::has_digit(text);
        sure || names.iter().all(|name| name.contains(' ')) && is_more()
    })
}

/// Whether a line goes on with a small word that no name has, and that ends none either. Most lines do, and
/// need no closer look.
fn is_sentence(line: &str) -> bool {
    let plain = |word: &&str| word.bytes().all(|b| b.is_ascii_alphabetic());
    let is_small = |word: &str| word.starts_with(|c: char| c.is_ascii_lowercase());
    let mut words = words::spaced(line).take_while(plain);
    let (Some(_), Some(second)) = (words.next(), words.next()) else { return false };
    if is_small(second) {
        return !byline::is_of_list(second);
    }
    // What someone is stands behind two words that are his name.
    let ends = |word: &&str| byline::is_of_list(word) || words::with_lower(word, byline::is_of_list);
    let is_role = |word: &str| person::is_role(word.trim_end_matches([',', '-', '(', ':']));
    !ends(&second) && words.take_while(|word| !ends(word)).any(is_small) && !words::spaced(line).any(is_role)
}

/// One or two words that may be what someone calls himself, or a desk is called.
fn is_pen_name(text: &str) -> bool {
    let word = |w: &str| w.chars().count() > 1 && w.chars().all(|c| letters::is_alphanumeric(c) || "'’-._".contains(c));
    // `unserer Redakteurin`
    let is_office = text.starts_with(char::is_lowercase) && person::is_role(text);
    text.split(' ').count() <= 2
        && text.split(' ').all(word)
        && !text.ends_with('.')
        && !is_office
        && !person::is_nobody(text)
}

/// The people among names, or the agency or desk where there are none.
fn people(names: Vec<String>) -> Vec<String> {
    let (houses, people): (Vec<String>, Vec<String>) = names.into_iter().partition(|n| person::is_house(n));
    if people.is_empty() { houses } else { people }
}

/// `Jane Doe Political Correspondent` without what she is.
fn without_role(text: &str) -> &str {
    let mut spaces = text.match_indices(' ').map(|(at, _)| at);
    let Some(end) = spaces.nth(1).filter(|at| person::is_role(&text[*at..])) else { return text };
    &text[..end]
}

/// A line up to where a date, or a label of one, begins.
pub fn before_date(text: &str, dates: Reading) -> &str {
    // `Last updated 3 May`: one that begins with a label of several words names nobody.
    let begins = words::spaced(text).next().is_some_and(date_words::begins_date);
    let mut parts = text.match_indices([' ', ':']).map(|(at, _)| &text[..at]).take(4);
    if begins && parts.any(|label| label.contains(' ') && date_words::when_in_any_case(label).is_some()) {
        return "";
    }
    let mut ends = text.bytes().enumerate().filter(|(_, b)| *b == b' ').map(|(at, _)| at);
    let end = ends.find(|at| {
        let rest = text[*at..].trim_start();
        if rest.starts_with(|c: char| c.is_ascii_digit()) {
            return true;
        }
        let end = |from: usize| words::space_in(&rest.as_bytes()[from..]).map_or(rest.len(), |at| from + at);
        let first = end(0);
        let word = rest[..first].split([':', ',']).next().unwrap_or("");
        let core = word.trim_end_matches('.');
        if !date_words::begins_date(core) {
            return false;
        }
        let two = if first < rest.len() { end(first + 1) } else { first };
        let is_label = |text: &str| date_words::when_in_any_case(text).is_some();
        let is_month = |text: &str| words::with_lower(text, date_words::month).is_some();
        is_label(word)
            || is_label(rest[..two].trim_end_matches(':'))
            || is_month(core) && is_of_day(rest, rest[first..].trim_start(), dates)
    });
    let Some(end) = end else { return before_end(text) };
    // `Publié par Camille Roux le 14 novembre`, `Posted by Jane Doe on Tuesday, 14 November`; but `Published on Tuesday` and
    // `Lund on Tuesday` name nobody.
    let mut before = before_end(&text[..end]);
    while let Some((rest, last)) = before.rsplit_once(' ') {
        let is_small = last.starts_with(char::is_lowercase) && date_words::is_date_filler(last);
        let is_part = is_small || words::with_lower(last, date_words::is_weekday);
        if !is_part || !before_end(rest).contains(' ') {
            break;
        }
        before = before_end(rest);
    }
    before
}

/// What blogs put behind a name and a day, as the last words of a line in small letters.
const ASKING: [&str; 24] = [
    "leave a comment",
    "leave a reply",
    "leave a response",
    "no comments",
    "no comments yet",
    "comments off",
    "add comment",
    "add a comment",
    "kommentar hinterlassen",
    "keine kommentare",
    "laisser un commentaire",
    "aucun commentaire",
    "deja un comentario",
    "deja una respuesta",
    "sin comentarios",
    "lascia un commento",
    "nessun commento",
    "deixe um comentário",
    "sem comentários",
    "laat een reactie achter",
    "geen reacties",
    "zostaw komentarz",
    "brak komentarzy",
    "оставить комментарий",
];

/// A line without the request to comment that it ends with.
fn without_asking(text: &str) -> &str {
    let asks = |asking: &&&str| {
        let from = text.len().checked_sub(asking.len()).filter(|from| *from > 0 && text.is_char_boundary(*from));
        from.is_some_and(|from| text[..from].ends_with(' ') && words::lower(&text[from..]) == ***asking)
    };
    match text.split(' ').next_back().is_some_and(|last| words::with_lower(last, is_asking)) {
        true => ASKING.iter().find(asks).map_or(text, |asking| before_end(&text[..text.len() - asking.len()])),
        false => text,
    }
}

/// Whether a request to comment ends with a word in small letters.
fn is_asking(word: &str) -> bool {
    ASKING.iter().any(|asking| asking.ends_with(word))
}

/// Whether the name of a month that `rest` begins with, and `behind` does not, is that of a day, not of a person: `April Jones,
/// 14 November 2023` has as many days without it.
fn is_of_day(rest: &str, behind: &str, dates: Reading) -> bool {
    /// `14 de noviembre de 2023`.
    const LONGEST: usize = 5;
    let end = words::ranges(behind.as_bytes()).take(LONGEST).last().map_or(0, |word| word.end);
    // `Jane Doe March 5 at 3:10 PM`: a day without its year.
    let has_day = behind.starts_with(|c: char| c.is_ascii_digit()) && date::scan(&behind[..end], dates).is_empty();
    has_day || date::scan(rest, dates).len() > date::scan(behind, dates).len()
}

/// A line without signs that stand before what follows it.
fn before_end(text: &str) -> &str {
    text.trim_end_matches([',', ' ', '-', '–', '—', '(', ':'])
}
