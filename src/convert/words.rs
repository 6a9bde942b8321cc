//! Words of a line, and those that newspapers put around sections and tags, in the languages we know some of.
//!
//! Flat lists in lower case: a word that is missing is added here and nowhere else.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use super::letters;
use super::lexicon::{self, Lexicon, StartSet};

/// A text in lower case, which most words are already.
pub fn lower(text: &str) -> Cow<'_, str> {
    // All bytes are looked at, as that is quicker than stopping at one.
    let (big, others) =
        text.bytes().fold((false, false), |(big, others), b| (big | b.is_ascii_uppercase(), others | !b.is_ascii()));
    match (big, others) {
        (false, false) => Cow::Borrowed(text),
        (true, false) => Cow::Owned(text.to_ascii_lowercase()),
        (_, true) => Cow::Owned(letters::to_lowercase(text)),
    }
}

/// What `then` makes of a text in lower case; for most words, none is made on the heap.
pub fn with_lower<T>(text: &str, then: impl FnOnce(&str) -> T) -> T {
    let mut small = [0; 32];
    match small.get_mut(..text.len()).filter(|_| text.is_ascii()) {
        Some(small) => {
            small.copy_from_slice(text.as_bytes());
            small.make_ascii_lowercase();
            then(std::str::from_utf8(small).expect("ASCII is UTF-8"))
        }
        None => then(&lower(text)),
    }
}

/// Whether a text has a byte that is so. All bytes are looked at, as the machine does that for many at once.
pub fn has(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |has, b| has | is(b))
}

/// Whether one of the phrases stands in a text, all of which begin with the same byte of ASCII.
pub fn stands(text: &str, first: u8, phrases: &[&str]) -> bool {
    let bytes = text.as_bytes();
    let here = |at: usize| phrases.iter().any(|phrase| bytes[at..].starts_with(phrase.as_bytes()));
    memchr::memchr_iter(first, bytes).any(here)
}

/// Whether two equal bytes that are so stand side by side in a text; here too all bytes are looked at.
pub fn doubles(text: &str, is: impl Fn(u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let next = &bytes[1.min(bytes.len())..];
    bytes.iter().zip(next).fold(false, |doubles, (a, b)| doubles | (a == b) & is(*a))
}

/// Whether a text has a digit of ASCII.
#[inline]
pub fn has_digit(text: &str) -> bool {
    has(text, |b| b.is_ascii_digit())
}

/// The words of a line between its plain spaces.
pub fn spaced(line: &str) -> impl Iterator<Item = &str> {
    ranges(line.as_bytes()).map(|word| &line[word])
}

/// The same as places in the line.
pub fn ranges(line: &[u8]) -> impl Iterator<Item = Range<usize>> {
    let mut spaces = spaces(line);
    let mut from = Some(0);
    std::iter::from_fn(move || {
        let start = from?;
        let space = spaces.next();
        from = space.map(|at| at + 1);
        Some(start..space.unwrap_or(line.len()))
    })
}

/// The places of a line's plain spaces, which are looked for in eight bytes at once.
#[inline]
pub fn spaces(line: &[u8]) -> impl Iterator<Item = usize> {
    let (mut found, mut from, mut next) = (0u64, 0, 0);
    std::iter::from_fn(move || {
        while found == 0 {
            let rest = &line[next..];
            if rest.is_empty() {
                return None;
            }
            let eight = rest.first_chunk().copied().unwrap_or_else(|| {
                let mut eight = [0; 8];
                eight[..rest.len()].copy_from_slice(rest);
                eight
            });
            found = spaces_of(u64::from_le_bytes(eight));
            (from, next) = (next, line.len().min(next + 8));
        }
        let at = from + found.trailing_zeros() as usize / 8;
        found &= found - 1;
        Some(at)
    })
}

/// Of eight bytes, the highest bit of each that is a plain space.
#[inline]
pub fn spaces_of(eight: u64) -> u64 {
    const SPACES: u64 = u64::from_ne_bytes([b' '; 8]);
    const LOWER: u64 = u64::from_ne_bytes([0x7f; 8]);
    let differing = eight ^ SPACES;
    !(((differing & LOWER) + LOWER) | differing | LOWER)
}

/// The place of the first plain space. Most words have less than eight bytes, and end in the first step.
#[inline]
pub fn space_in(bytes: &[u8]) -> Option<usize> {
    let mut from = 0;
    while let Some(eight) = bytes[from..].first_chunk() {
        let found = spaces_of(u64::from_le_bytes(*eight));
        if found != 0 {
            return Some(from + found.trailing_zeros() as usize / 8);
        }
        from += 8;
    }
    bytes[from..].iter().position(|b| *b == b' ').map(|at| from + at)
}

/// The same as [`str::split_whitespace`], which takes longer to find that a byte is a letter.
pub fn parted(text: &str) -> impl Iterator<Item = &str> {
    let ascii = text.is_ascii();
    let mut rest = text;
    std::iter::from_fn(move || {
        let is_space = |b: u8| matches!(b, b' ' | b'\t'..=b'\r');
        let end = if ascii {
            rest = &rest[rest.bytes().position(|b| !is_space(b))?..];
            rest.bytes().position(is_space)
        } else {
            rest = rest.trim_start();
            rest.find(char::is_whitespace)
        };
        let word;
        (word, rest) = rest.split_at(end.unwrap_or(rest.len()));
        (!word.is_empty()).then_some(word)
    })
}

/// Phrases that begin with a space.
pub struct Spaced {
    phrases: &'static [&'static str],
    /// Which bytes stand behind that space: most words begin otherwise.
    heads: [bool; 256],
}

impl Spaced {
    /// Those that are given.
    pub const fn new(phrases: &'static [&'static str]) -> Spaced {
        let mut heads = [false; 256];
        let mut at = 0;
        while at < phrases.len() {
            heads[phrases[at].as_bytes()[1] as usize] = true;
            at += 1;
        }
        Spaced { phrases, heads }
    }

    /// The phrases.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.phrases.iter().copied()
    }

    /// The first space of a text at which one of them stands.
    pub fn find(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let begins = |at: usize| bytes.get(at + 1).is_some_and(|b| self.heads[usize::from(*b)]);
        let stands = |at: usize| self.phrases.iter().any(|phrase| bytes[at..].starts_with(phrase.as_bytes()));
        spaces(bytes).find(|at| begins(*at) && stands(*at))
    }
}

/// Phrases in lower case that a line may begin with, found by their first two characters.
pub struct Starts {
    /// How they begin, asked first.
    known: StartSet,
    phrases: Vec<Vec<(usize, &'static str)>>,
}

impl Starts {
    /// Phrases with a number each, none of them shorter than two bytes.
    pub fn new(phrases: impl Iterator<Item = (usize, &'static str)>) -> Starts {
        let mut lists = vec![Vec::new(); lexicon::STARTS];
        for (number, phrase) in phrases {
            lists[head(phrase)].push((number, phrase));
        }
        let known = StartSet::of((0..lexicon::STARTS).filter(|start| !lists[*start].is_empty()));
        Starts { known, phrases: lists }
    }

    /// Those phrases that a line in any case may begin with, in the order they were given, and perhaps others.
    pub fn of(&self, line: &str) -> &[(usize, &'static str)] {
        let head = head(line);
        if self.known.has(head) { &self.phrases[head] } else { &[] }
    }
}

/// A number for the first two characters of a text in lower case.
fn head(text: &str) -> usize {
    let bytes = text.as_bytes();
    if bytes.first_chunk::<2>().map_or(bytes, |two| two).is_ascii() {
        return lexicon::start(bytes);
    }
    lexicon::start(text.chars().take(2).flat_map(char::to_lowercase).collect::<String>().as_bytes())
}

/// Labels of a section line, before a colon.
pub const SECTION: [&str; 22] = [
    "section",
    "filed under",
    "filed in",
    "posted in",
    "category",
    "categories",
    "channel",
    "desk",
    "rubric",
    "ressort",
    "rubrik",
    "kategorie",
    "sección",
    "seccion",
    "categoría",
    "categoria",
    "rubrique",
    "catégorie",
    "sezione",
    "seção",
    "editoria",
    "rubriek",
];

/// Labels of a tags line, before a colon.
pub const TAGS: [&str; 43] = [
    "tags",
    "tag",
    "tagged",
    "topics",
    "topic",
    "keywords",
    "related topics",
    "more on",
    "themen",
    "schlagwörter",
    "schlagworte",
    "stichwörter",
    "etiquetas",
    "temas",
    "mots-clés",
    "mots clés",
    "sujets",
    "argomenti",
    "palavras-chave",
    "trefwoorden",
    "onderwerpen",
    "subjects",
    "archivado en",
    "etiquetes",
    "etichette",
    "etichete",
    "etiketter",
    "etiketler",
    "emneord",
    "nyckelord",
    "avainsanat",
    "asiasanat",
    "tagi",
    "słowa kluczowe",
    "tagy",
    "štítky",
    "címkék",
    "теги",
    "метки",
    "ключевые слова",
    "ετικέτες",
    "الوسوم",
    "برچسب‌ها",
];

/// Names that papers give their sections, and menus their first entries, between upright lines.
const NAMES: &str = "|home|news|world|world news|us|u.s.|uk|uk news|us news|politics|business|money|economy|markets|tech|technology|science\
    |health|sport|sports|culture|arts|entertainment|opinion|comment|editorial|letters|lifestyle|life|style|travel|food|local|regional\
    |national|international|europe|africa|asia|americas|middle east|australia|environment|climate|weather|education|media|crime|law\
    |obituaries|features|feature|analysis|explainer|exclusive|breaking|breaking news|live|top stories|latest|latest news|in depth\
    |video|photos|books|film|music|games|property|cars|football|nachrichten|politik|wirtschaft|kultur|wissen|panorama|gesellschaft|leben\
    |reise|meinung|ausland|inland|lokales|regionales|welt|netzwelt|digital|wissenschaft|gesundheit|startseite|noticias|política|economía\
    |deportes|cultura|mundo|sociedad|opinión|españa|internacional|nacional|inicio|actualités|politique|économie|monde|société\
    |international|santé|sciences|accueil|cronaca|politica|economia|esteri|mondo|sport|scienze|notícias|brasil|esporte|esportes|nieuws\
    |binnenland|buitenland|economie|politiek|wetenschap|главная|новости|общество|политика|экономика|культура|спорт|происшествия|наука\
    |технологии|головна|новини|суспільство|політика|економіка|світ|gündem|siyaset|ekonomi|dünya|spor|kültür|sağlık|yaşam|haberler\
    |ana sayfa|anasayfa|strona główna|wiadomości|polityka|gospodarka|kraj|świat|kultura|nauka|domů|zprávy|domácí|zahraničí|ekonomika\
    |hem|nyheter|inrikes|utrikes|kultur|forside|nyheder|indland|udland|økonomi|hjem|innenriks|utenriks|etusivu|uutiset|kotimaa\
    |ulkomaat|talous|kulttuuri|urheilu|acasă|știri|externe|főoldal|belföld|külföld|gazdaság|首页|首頁|新闻|新聞|社会|社會|政治|经济|經濟\
    |财经|国际|國際|体育|文化|科技|国内|ホーム|ニュース|経済|スポーツ|エンタメ|홈|뉴스|사회|정치|경제|국제|문화|스포츠|αρχική|ειδήσεις\
    |πολιτική|οικονομία|ελλάδα|κόσμος|αθλητισμός|الرئيسية|أخبار|سياسة|اقتصاد|رياضة|ثقافة|beranda|berita|nasional|internasional|olahraga|";

/// The names that papers give their sections.
pub fn section_names() -> impl Iterator<Item = &'static str> {
    NAMES.split('|').filter(|name| !name.is_empty())
}

/// Whether a text is the name of a section, or the first entry of a menu.
pub fn is_section_name(text: &str) -> bool {
    // The longest name has a few words.
    if text.len() > 60 {
        return false;
    }
    static SET: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(section_names()));
    SET.has_in_any_case(text.trim())
}
