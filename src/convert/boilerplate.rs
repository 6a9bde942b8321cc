//! Lines that betray themselves as no part of any article: share buttons, menus, invitations.
//!
//! A line is compared as a whole or by its start, never by what it holds somewhere, so that an
//! article that writes about cookies or newsletters keeps its sentences.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::characters::Signs;
use super::credit;
use super::kinds::{Kinds, LineKinds};
use super::label::Reason;
use super::letters;
use super::lexicon::Lexicon;
use super::person;
use super::phrases::{Match, PHRASES};
use super::words::Starts;

/// The longest line, in bytes, that is compared with phrases.
const LONGEST: usize = 400;

/// How a line begins that says where its author is reached.
const CONTACT: [&str; 3] = ["contact ", "reach ", "email "];

/// `Contact Jane Doe at 555-0110`, `Email Jane Doe at jane@courier.example`.
fn is_contact(text: &str, lower: &str) -> bool {
    const MOST: usize = 14;
    let Some(start) = CONTACT.iter().find(|start| lower.starts_with(**start)) else { return false };
    let mut words = text.get(start.len()..).unwrap_or("").split(' ');
    let is_named = words.by_ref().take(2).filter(|word| word.starts_with(char::is_uppercase)).count() == 2;
    is_named
        && words.take(MOST).any(|word| word == "at" || word.contains('@'))
        && lower.split(' ').nth(MOST).is_none()
        && lower.bytes().any(|b| b == b'@' || b.is_ascii_digit())
}

/// Whether a word begins as a phrase does that need not end with a word.
#[inline]
pub fn has_begun(word: &str) -> bool {
    // Most words begin otherwise.
    match word.as_bytes()[0] {
        b'b' => word.starts_with("bildquelle"),
        b'c' => word.starts_with("copyright"),
        0xe3..=0xed => word.as_bytes().first_chunk().is_some_and(|head| HEADS.contains(head)),
        _ => false,
    }
}

/// How phrases begin in scripts without spaces: two characters of three bytes each.
static HEADS: LazyLock<FxHashSet<[u8; 6]>> = LazyLock::new(|| {
    let phrases = phrases().filter(|phrase| phrase.starts_with(person::is_whole));
    phrases.filter_map(|phrase| phrase.as_bytes().first_chunk().copied()).collect()
});

/// How phrases begin that are looked for at the start of a line.
pub fn phrases() -> impl Iterator<Item = &'static str> {
    PHRASES
        .iter()
        .flat_map(|(_, _, phrases)| phrases.split('|'))
        .chain(credit::CREDITS.iter().copied())
        .chain(FOLLOW)
        .chain(CONTACT)
        .chain(JUMPS)
        .chain([LEFT])
        .chain(SHARED)
}

/// Why a line is no part of any article, if its words alone say so; a picture's credit is none either.
/// `buffer` is room to work in.
pub fn of(text: &str, signs: Signs, kinds: &LineKinds, buffer: &mut String) -> Option<Reason> {
    if text.len() > LONGEST {
        return text.starts_with(['©', 'ⓒ']).then_some(Reason::Copyright);
    }
    if text.ends_with([')', ']']) && credit::is_supplied(text) {
        return Some(Reason::Credit);
    }
    if !may_be(text, signs, kinds) {
        return None;
    }
    let lower = lower(text, signs, buffer);
    if credit::is_credit(text.len(), signs, lower) { Some(Reason::Credit) } else { by_phrase(text, signs, lower) }
}

/// Whether a line may be one of these by its words and by how it ends; most are none.
fn may_be(text: &str, signs: Signs, kinds: &LineKinds) -> bool {
    // Of words with digits, phrases may be the letters before or behind.
    kinds.first.has(Kinds::ODD)
        || kinds.first.has(Kinds::PHRASE) && (text.len() <= LONGEST_WHOLE || may_begin(text))
        || text.starts_with(['(', '[', '©', 'ⓒ'])
        || signs.has(Signs::DIGIT) && kinds.any.has(Kinds::READ)
        || kinds.any.has(Kinds::CREDIT)
            && (signs.has(Signs::BRACKET.or(Signs::COLON))
                || ["=", "...", "ot. "].iter().any(|sign| text.contains(sign)))
        || !text.is_ascii() && (text.contains('©') || text.ends_with('»') && text.contains(" POUR «"))
        || text.ends_with(SUPPORTERS)
        || text.ends_with([')', ']']) && OPENS.iter().any(|end| text.ends_with(end))
        || text.len() <= credit::ENDS_LEN && credit::may_end(text)
}

/// The longest line, in bytes, that may be a phrase as a whole.
const LONGEST_WHOLE: usize = 80;

/// Whether a line may begin with a phrase, by its first letters in any case: many begin with a word that a phrase begins with.
fn may_begin(text: &str) -> bool {
    const HEAD: usize = 9;
    static ALL: LazyLock<Starts> = LazyLock::new(|| Starts::new(phrases().enumerate()));
    let text = text.trim_start_matches(|c| !letters::is_alphanumeric(c));
    let is_like = |(one, other): (&u8, &u8)| one.eq_ignore_ascii_case(other) || !one.is_ascii() || !other.is_ascii();
    ALL.of(text).iter().any(|(_, phrase)| text.bytes().zip(phrase.bytes()).take(HEAD).all(|(a, b)| is_like((&a, &b))))
}

/// Whether a line is an address to write to and nothing else: `jane.doe@courier.example`.
pub fn is_mail_address(text: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let parts = text.split_once('@').filter(|(who, host)| !who.is_empty() && host.contains('.'));
    parts.is_some_and(|(who, host)| who.chars().chain(host.chars()).all(is_part))
}

/// The same for a part of a line, which is no credit.
pub fn of_part(text: &str) -> Option<Reason> {
    if text.len() > LONGEST {
        return text.starts_with(['©', 'ⓒ']).then_some(Reason::Copyright);
    }
    let signs = Signs::of(text);
    by_phrase(text, signs, lower(text, signs, &mut String::new()))
}

/// A text in lower case and with plain apostrophes.
fn lower<'a>(text: &'a str, signs: Signs, buffer: &'a mut String) -> &'a str {
    if !signs.has(Signs::CAPITAL) && signs.is_ascii() {
        return text;
    }
    letters::write_lowercase(text, buffer);
    if !signs.is_ascii() && buffer.contains('’') {
        *buffer = buffer.replace('’', "'");
    }
    buffer
}

fn by_phrase(text: &str, signs: Signs, lower: &str) -> Option<Reason> {
    let begins = |with: &[u8]| lower.bytes().next().is_some_and(|b| with.contains(&b));
    if text.starts_with(['©', 'ⓒ'])
        || begins(b"c(") && (text.starts_with("(c) ") && text.len() < 200 || is_copyright(lower))
    {
        return Some(Reason::Copyright);
    }
    // `A post shared by Jane Doe (@janedoe)`, but not what a mayor shared.
    if lower.contains("(@") && SHARED.iter().any(|start| lower.starts_with(start)) {
        return Some(Reason::Share);
    }
    if is_follow(lower) || begins(b"cer") && is_contact(text, lower) {
        return Some(Reason::Follow);
    }
    // `Why the ferry stopped on Facebook (opens in a new window)`
    if OPENS.iter().any(|end| lower.ends_with(end)) {
        return Some(Reason::Share);
    }
    // `The Harbour Letter is a reader-supported publication.`
    if lower.ends_with(SUPPORTERS) && lower.contains(SUPPORTED) {
        return Some(Reason::Subscribe);
    }
    // `Il vous reste 45.5% de cet article à lire.`
    if begins(b"ii") && lower.starts_with(LEFT) && lower.contains("% de cet article") {
        return Some(Reason::Subscribe);
    }
    if signs.has(Signs::DIGIT) && is_jump(lower) {
        return Some(Reason::ReadMore);
    }
    let core = lower.trim_matches(|c| !letters::is_alphanumeric(c));
    if signs.has(Signs::DIGIT) && is_read_time(core) {
        return Some(Reason::ReadTime);
    }
    let bare = core.trim_matches(|c| !letters::is_alphabetic(c));
    let of_bare = if bare.len() < core.len() { WHOLE.get(bare) } else { None };
    // `Share (12)`, `Écouter (2min 41)`.
    let head = core.split_once(" (").map_or(core, |(head, _)| head);
    let of_head = if head.len() < core.len() { WHOLE.get(head) } else { None };
    let whole = [WHOLE.get(core), of_bare, of_head].into_iter().flatten().min();
    let begun = STARTS.of(core).iter().find(|(at, phrase)| {
        let Some(rest) = core.strip_prefix(phrase) else { return false };
        // `More:Why the ferry stopped`.
        let is_whole = || {
            phrase.ends_with(':') || phrase.ends_with(person::is_whole) || !rest.starts_with(letters::is_alphanumeric)
        };
        let behind = || rest.trim_start_matches([' ', '\u{a0}']);
        // `LEES OOK. Why the ferry stopped`, `READ ALSO | Why the ferry stopped`.
        let is_parted = || {
            behind().starts_with([']', '】', '」'])
                || phrase.contains(' ') && behind().starts_with(['.', '|', '–', '-', '»', '›', '>', '→'])
        };
        let (is_found, most) = match PHRASES[*at].1 {
            Match::Whole => return false,
            Match::Start(most) => (is_whole(), most),
            Match::Led(most) => (behind().starts_with([':', '：']) || is_parted(), most),
        };
        is_found && core.split_whitespace().nth(most).is_none()
    });
    // `Related: her brother, who also runs a shop by the bridge, had closed it for the winter.`
    const TOLD: usize = 12;
    let is_told = |at: &usize| {
        let is_link = matches!(PHRASES[*at], (Reason::ReadMore, Match::Start(_) | Match::Led(_), _));
        is_link && text.ends_with('.') && text.split_whitespace().nth(TOLD).is_some()
    };
    let begun = begun.filter(|(at, _)| !is_told(at));
    // Of two lists that know it, the first counts.
    let found = whole.into_iter().chain(begun.map(|(at, _)| *at)).min()?;
    Some(PHRASES[found].0)
}

/// Phrases that are a whole line ▶ the first list that has them.
static WHOLE: LazyLock<Lexicon<usize>> = LazyLock::new(|| {
    let lists = PHRASES.iter().enumerate().rev().filter(|(_, (_, how, _))| matches!(how, Match::Whole));
    Lexicon::new(lists.flat_map(|(at, (_, _, phrases))| phrases.split('|').map(move |phrase| (phrase, at))))
});

/// Phrases that begin a line, with the number of their list.
static STARTS: LazyLock<Starts> = LazyLock::new(|| {
    let lists = PHRASES.iter().enumerate().filter(|(_, (_, how, _))| !matches!(how, Match::Whole));
    Starts::new(lists.flat_map(|(at, (_, _, phrases))| phrases.split('|').map(move |phrase| (at, phrase))))
});

/// `Copyright 2012 The Courier`, but not a sentence about copyright law.
fn is_copyright(lower: &str) -> bool {
    (lower.starts_with("copyright") || lower.starts_with("(c)"))
        && lower.split_whitespace().count() <= 30
        && (lower.contains('©') || lower.contains("(c)") || lower.bytes().any(|b| b.is_ascii_digit()))
}

/// How buttons end for readers of screens.
const OPENS: [&str; 3] = ["(opens in a new window)", "(opens in a new tab)", "(opens in new window)"];

/// What newsletters of Substack say of themselves in the middle of an article.
const SUPPORTED: &str = " is a reader-supported publication";
const SUPPORTERS: &str = " subscriber.";

/// How a line begins that says how much of an article is for subscribers.
const LEFT: &str = "il vous reste ";

/// How a line of print begins that says where its article goes on or began.
const JUMPS: [&str; 5] = ["please see ", "continued on ", "continued from ", "turn to ", "see "];

/// `Please see ROOF, Page 7`, `Continued from A1`.
fn is_jump(lower: &str) -> bool {
    const PAGES: [&str; 8] = ["page", "seite", "página", "pagina", "side", "sida", "strona", "strana"];
    let begun = JUMPS.iter().find_map(|jump| lower.strip_prefix(jump));
    // `Kommentar Seite 2`.
    let Some(rest) = begun.or(Some(lower).filter(|line| line.split(' ').count() <= 4)) else { return false };
    let mut words = rest.trim_end_matches(['.', ')']).rsplit(' ');
    let (last, before) = (words.next().unwrap_or(""), words.next());
    let digits = |text: &str| !text.is_empty() && text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit());
    let sheet = || last.strip_prefix(|c: char| c.is_ascii_lowercase()).is_some_and(digits);
    lower.len() <= 60
        && (digits(last) && before.is_some_and(|before| PAGES.contains(&before))
            || begun.is_some() && !lower.starts_with("see ") && sheet())
}

/// How people are asked to follow others.
const FOLLOW: [&str; 37] = [
    "follow ",
    "folgen ",
    "folge ",
    "sigue ",
    "síguenos ",
    "puedes seguir ",
    "puede seguir ",
    "suivez ",
    "siga ",
    "segui ",
    "seguici ",
    "seguite ",
    "volg ",
    "följ ",
    "følg ",
    "seuraa ",
    "obserwuj ",
    "sledujte ",
    "kövess ",
    "kövesd ",
    "urmărește ",
    "urmăriți ",
    "ακολουθήστε ",
    "подписывайтесь ",
    "подпишитесь ",
    "читайте ",
    "читай ",
    "підписуйтесь ",
    "підпишіться ",
    "join ",
    "unisciti ",
    "ikuti ",
    "theo dõi ",
    "únete ",
    "acompanhe ",
    "rejoignez ",
    "retrouvez ",
];

/// How a line begins that says who shared a post which is shown in an article.
const SHARED: [&str; 12] = [
    "a post shared by ",
    "ein beitrag geteilt von ",
    "une publication partagée par ",
    "una publicación compartida de ",
    "una publicación compartida por ",
    "uma publicação compartilhada por ",
    "uma publicação partilhada por ",
    "un post condiviso da ",
    "een bericht gedeeld door ",
    "ett inlägg delat av ",
    "post udostępniony przez ",
    "публикация от ",
];

/// `Follow Jane Doe on Twitter`, but not `Follow the money`.
fn is_follow(lower: &str) -> bool {
    const PLACES: [&str; 13] = [
        "twitter",
        "facebook",
        "instagram",
        "linkedin",
        "threads",
        "bluesky",
        "mastodon",
        "youtube",
        "tiktok",
        "google news",
        "whatsapp",
        "telegram",
        "viber",
    ];
    FOLLOW.iter().any(|f| lower.starts_with(f))
        && lower.split_whitespace().count() <= 30
        && PLACES.iter().any(|p| lower.contains(p))
}

/// What a line has that says how long a text takes to read.
pub const READ: [&str; 26] = [
    " read",
    "lesezeit",
    "lesedauer",
    "lectura",
    "lecture",
    "lettura",
    "leitura",
    "reading time",
    "leestijd",
    "чтения",
    "читання",
    "okuma",
    "läsning",
    "lästid",
    "læsetid",
    "lesetid",
    "lukuaika",
    "czytania",
    "čtení",
    "čítania",
    "olvasás",
    "citire",
    "ανάγνωσης",
    "読了時間",
    "阅读时间",
    "읽기",
];

/// `5 min read`, `Lesezeit: 3 Minuten`, `Reading time 4 minutes`.
fn is_read_time(lower: &str) -> bool {
    const WORDS: &str = " min mins minute minutes minuten minutos minuti read reading time lesezeit lesedauer ca tiempo de lectura temps lecture \
        tempo di lettura leitura estimated leestijd listen length a about минут минуты минута мин на чтения время хв читання dk dakika \
        okuma süresi läsning lästid læsetid lesetid minutter minuter lukuaika minuuttia czas czytania ok około minuty minut doba čtení \
        čítania perc olvasás citire timp χρόνος ανάγνωσης λεπτά 読了時間 約 阅读时间 읽기 약 ";
    // What stands right behind a number in scripts without spaces.
    const UNITS: [&str; 4] = ["分", "分钟", "分鐘", "분"];
    static KNOWN: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(WORDS.split_whitespace()));
    let (mut words, mut numbers) = (0, 0);
    for word in lower.split(|c| !letters::is_alphanumeric(c)).filter(|w| !w.is_empty()) {
        let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = digits.is_empty() || digits.len() < word.len() && UNITS.contains(&digits);
        words += 1;
        numbers += usize::from(number);
        if words > 6 || !number && !KNOWN.has(word) {
            return false;
        }
    }
    numbers > 0 && READ.iter().any(|r| lower.contains(r))
}
