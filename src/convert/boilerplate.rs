//! Lines that betray themselves as no part of any article: share buttons, menus, invitations.
//!
//! Flat lists in the languages we know some of: a phrase that is missing is added here and nowhere
//! else. A line is compared as a whole or by its start, never by what it holds somewhere, so that an
//! article that writes about cookies or newsletters keeps its sentences.

use std::sync::LazyLock;

use super::characters::Signs;
use super::kinds::{Kinds, LineKinds};
use super::label::Reason;
use super::letters;
use super::lexicon::Lexicon;
use super::words::{self, Starts};

/// How a phrase must be found in a line.
enum Match {
    /// It is the whole line, but for signs and numbers.
    Whole,
    /// The line starts with it and has at most this many words.
    Start(usize),
}

/// The longest line, in bytes, that is compared with phrases.
const LONGEST: usize = 400;

/// Whether a word begins as a phrase does that need not end with a word.
#[inline]
pub fn has_begun(word: &str) -> bool {
    // Most words begin otherwise.
    match word.as_bytes()[0] {
        b'b' => word.starts_with("bildquelle"),
        b'c' => word.starts_with("copyright"),
        0xe5 => word.starts_with("图片来源"),
        _ => false,
    }
}

/// How phrases begin that are looked for at the start of a line.
pub fn phrases() -> impl Iterator<Item = &'static str> {
    PHRASES
        .iter()
        .flat_map(|(_, _, phrases)| phrases.split('|'))
        .chain(CREDITS.iter().copied())
        .chain(FOLLOW)
        .chain(JUMPS)
}

/// Why a line is no part of any article, if its words alone say so; a picture's credit is none either.
/// `buffer` is room to work in.
pub fn of(text: &str, signs: Signs, kinds: &LineKinds, buffer: &mut String) -> Option<Reason> {
    if text.len() > LONGEST {
        return text.starts_with(['©', 'ⓒ']).then_some(Reason::Copyright);
    }
    if !may_be(text, signs, kinds) {
        return None;
    }
    let lower = lower(text, signs, buffer);
    if is_credit(text.len(), signs, lower) { Some(Reason::Credit) } else { by_phrase(text, signs, lower) }
}

/// Whether a line may be one of these by its words and by how it ends; most are none.
fn may_be(text: &str, signs: Signs, kinds: &LineKinds) -> bool {
    // Of words with digits, phrases may be the letters before or behind.
    kinds.first.has(Kinds::PHRASE.or(Kinds::ODD))
        || text.starts_with(['(', '[', '©', 'ⓒ'])
        || signs.has(Signs::DIGIT) && kinds.any.has(Kinds::READ)
        || kinds.any.has(Kinds::CREDIT) && signs.has(Signs::BRACKET.or(Signs::COLON))
        || text.len() <= ENDS_LEN && may_end_credit(text)
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
    let begins = |with: [u8; 2]| lower.bytes().next().is_some_and(|b| with.contains(&b));
    if text.starts_with(['©', 'ⓒ'])
        || begins(*b"c(") && (text.starts_with("(c) ") && text.len() < 200 || is_copyright(lower))
    {
        return Some(Reason::Copyright);
    }
    if begins(*b"fs") && is_follow(lower) {
        return Some(Reason::Follow);
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
    let whole = [WHOLE.get(core), of_bare].into_iter().flatten().min();
    let begun = STARTS.of(core).iter().find(|(at, phrase)| {
        core.strip_prefix(phrase).is_some_and(|rest| !rest.starts_with(letters::is_alphanumeric))
            && matches!(PHRASES[*at].1, Match::Start(most) if core.split_whitespace().nth(most).is_none())
    });
    // `Related: her brother, who also runs a shop by the bridge, had closed it for the winter.`
    const TOLD: usize = 12;
    let is_told = |at: &usize| {
        let is_link = matches!(PHRASES[*at], (Reason::ReadMore, Match::Start(_), _));
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
    let lists = PHRASES.iter().enumerate().filter(|(_, (_, how, _))| matches!(how, Match::Start(_)));
    Starts::new(lists.flat_map(|(at, (_, _, phrases))| phrases.split('|').map(move |phrase| (at, phrase))))
});

/// `Copyright 2012 The Courier`, but not a sentence about copyright law.
fn is_copyright(lower: &str) -> bool {
    (lower.starts_with("copyright") || lower.starts_with("(c)"))
        && lower.split_whitespace().count() <= 30
        && (lower.contains('©') || lower.contains("(c)") || lower.bytes().any(|b| b.is_ascii_digit()))
}

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
const FOLLOW: [&str; 8] = ["follow ", "folgen ", "folge ", "sigue ", "síguenos ", "suivez ", "siga ", "segui "];

/// `Follow Jane Doe on Twitter`, but not `Follow the money`.
fn is_follow(lower: &str) -> bool {
    const PLACES: [&str; 12] = [
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

/// How a picture's caption or credit begins, or the line of an editor in Chinese.
const CREDITS: &[&str] = &[
    "photo:",
    "photos:",
    "image:",
    "images:",
    "picture:",
    "photograph:",
    "photography:",
    "credit:",
    "photo credit:",
    "image credit:",
    "image source",
    "image caption",
    "picture credit:",
    "photo by ",
    "photo courtesy",
    "photograph by ",
    "photographs by ",
    "(photo",
    "(image",
    "[photo",
    "caption:",
    "illustration:",
    "illustration by ",
    "graphic:",
    "video:",
    "file photo",
    "foto:",
    "fotos:",
    "fot.",
    "fot:",
    "fotograf:",
    "fotografie:",
    "fotografía:",
    "fotografia:",
    "photographer:",
    "photos by ",
    "valokuva:",
    "billede:",
    "bilde:",
    "bild:",
    "bildquelle",
    "rubriklistenbild:",
    "titelbild:",
    "symbolbild:",
    "archivbild:",
    "archivfoto:",
    "symbolfoto:",
    "quelle: ",
    "imagen:",
    "crédito:",
    "image :",
    "photo :",
    "crédit photo",
    "immagine:",
    "© getty",
    "фото:",
    "фото ",
    "zdjęcie:",
    "zdj.:",
    "kuva:",
    "kuvat:",
    "fotó:",
    "fotoğraf:",
    "写真：",
    "写真=",
    "图片来源",
    "责任编辑",
    "責任編輯",
    "责编",
    "(责任编辑",
    "（责任编辑",
    "[责任编辑",
    "编辑：",
    "編輯：",
    "φωτογραφία:",
];

/// How a line ends that is a credit.
const ENDS: [&str; 16] = [
    "getty images",
    "via getty images",
    "/getty",
    "/getty images)",
    "/afp",
    "/reuters",
    "/ap",
    "/shutterstock",
    "/dpa",
    "(ap photo)",
    "/alamy",
    "getty images)",
    "撮影",
    "撮影）",
    "資料写真",
    "資料写真）",
];

/// The longest line, in bytes, that is a credit by how it ends: a sentence may end with an agency's name.
const ENDS_LEN: usize = 160;

/// Whether a line, in any case, ends as a credit does, by its last three bytes. These tell most lines from credits.
fn may_end_credit(text: &str) -> bool {
    /// The last byte of each.
    const LAST: [bool; 256] = {
        let mut last = [false; 256];
        let mut at = 0;
        while at < ENDS.len() {
            let end = ENDS[at].as_bytes();
            last[end[end.len() - 1] as usize] = true;
            at += 1;
        }
        last
    };
    let Some(tail) = text.trim_end_matches('.').as_bytes().last_chunk::<3>() else { return false };
    LAST[usize::from(tail[2].to_ascii_lowercase())]
        && ENDS.iter().any(|end| end.as_bytes()[end.len() - 3..].eq_ignore_ascii_case(tail))
}

/// Words of a credit inside a line.
pub const CREDITED: [&str; 6] = ["foto", "photo", "bild", "image", "ap", "credit"];

/// Whether a line gives a picture's caption or credit.
fn is_credit(len: usize, signs: Signs, lower: &str) -> bool {
    static STARTS: LazyLock<Starts> = LazyLock::new(|| Starts::new(CREDITS.iter().copied().enumerate()));
    let inside = || {
        let bracketed = ["(foto:", "(photo:", "(photo by", "(bild:", "(image:", "(ap photo/"];
        signs.has(Signs::BRACKET) && words::stands(lower, b'(', &bracketed)
            || signs.has(Signs::COLON) && words::stands(lower, b' ', &[" credit: "])
    };
    let ends = || ENDS.iter().any(|e| lower.trim_end_matches('.').ends_with(e));
    STARTS.of(lower).iter().any(|(_, s)| lower.starts_with(s))
        || len <= ENDS_LEN && may_end_credit(lower) && ends()
        || len <= 300 && inside()
}

/// Phrases by what they betray, parted by `|`, in lower case. More specific ones first.
const PHRASES: &[(Reason, Match, &str)] = &[
    (
        Reason::Related,
        Match::Whole,
        "related|related articles|related stories|related posts|related news|related content|related topics|\
         related links|related coverage|more stories|more news|more on this story|more on this topic|\
         more on this|more from this section|you may also like|you might also like|\
         you might be interested in|recommended|recommended for you|recommended stories|most read|\
         most popular|most viewed|popular|popular stories|trending|trending now|latest stories|latest news|\
         latest posts|recent posts|editors' picks|editor's picks|don't miss|what to read next|read next|\
         up next|see also|around the web|from our partners|sponsored links|sponsored content|\
         promoted stories|paid content|elsewhere|also in the news|top stories|in other news|mehr zum thema|\
         verwandte artikel|verwandte themen|ähnliche artikel|das könnte sie auch interessieren|\
         das könnte dich auch interessieren|meistgelesen|weitere artikel|weitere themen|lesen sie auch|\
         auch interessant|noticias relacionadas|artículos relacionados|lo más leído|más noticias|\
         te puede interesar|relacionadas|articles liés|à lire aussi|les plus lus|sur le même sujet|\
         articles similaires|articoli correlati|leggi anche|potrebbe interessarti|più letti|leia também|\
         leia mais|notícias relacionadas|mais lidas|veja também|lees ook|meest gelezen|\
         gerelateerde artikelen|関連記事|más leídas|you may have missed|\
         czytaj także|czytaj też|czytaj również|zobacz też|zobacz także|przeczytaj także|przeczytaj też|\
         polecamy|najczęściej czytane|powiązane artykuły|läs också|läs även|relaterade artiklar|\
         mest läst|mest lästa|læs også|relaterede artikler|mest læst|mest læste|les også|\
         relaterte artikler|mest lest|mest leste|lue myös|aiheesta lisää|luetuimmat|čtěte také|\
         související články|nejčtenější|ilgili haberler|benzer haberler|çok okunanlar|en çok okunanlar|\
         citește și|articole similare|cele mai citite|kapcsolódó cikkek|legolvasottabb|читайте также|\
         материалы по теме|по теме|похожие материалы|самое читаемое|читайте також|популярне|baca juga|\
         berita terkait|artikel terkait|terpopuler|あわせて読みたい|おすすめ記事|人気記事|関連ニュース|相关阅读|相关新闻|延伸阅读|相關新聞|延伸閱讀|\
         推荐阅读|관련기사|관련 기사|많이 본 뉴스|διαβάστε επίσης|διαβάστε ακόμη|σχετικά άρθρα|اقرأ أيضا|اقرأ أيضاً|\
         أخبار ذات صلة|الأكثر قراءة|zie ook|lire aussi|lire également|voir aussi|ver también",
    ),
    (Reason::Related, Match::Start(9), "more from|more in|more by|mehr von|mehr aus|más de|plus de"),
    (
        Reason::ReadMore,
        Match::Whole,
        "read more|continue reading|read on|show more|load more|see more|view more|more|learn more|\
         full story|read full article|read the full story|article continues below|story continues below|\
         continue reading below|continues below|article continues after advertisement|story continues|\
         scroll to continue|weiterlesen|mehr lesen|mehr anzeigen|mehr|leer más|seguir leyendo|ver más|\
         lire la suite|lire plus|voir plus|leggi tutto|continua a leggere|ler mais|continue lendo|\
         lees verder|lees meer|view gallery|scroll down|watch below|skip advert|now reading|expand|close|\
         back to top|nach oben|zurück|\
         czytaj więcej|czytaj dalej|läs mer|læs mere|les mer|lue lisää|číst dál|devamını oku|\
         citește mai mult|читать далее|читать полностью|читати далі|selengkapnya|baca selengkapnya|\
         続きを読む|もっと見る|阅读更多|더보기|διαβάστε περισσότερα|اقرأ المزيد",
    ),
    (
        Reason::ReadMore,
        Match::Start(30),
        "read more:|continued on page|continued from page|fortsetzung auf seite|segue a pagina|read more about|also read:|read also:|see also:|related:|read:|recommended:|\
         lesen sie auch:|lesen sie dazu auch|mehr dazu:|lea también:|lee también:|lire aussi :|lire aussi:|\
         à lire aussi :|leggi anche:|leia também:|lees ook:|continue reading:|also see:|watch:|listen:|\
         don't miss:|mehr zum thema:|auch interessant:|aussi à lire|must read:|must-read:|more:|\
         czytaj także:|czytaj też:|czytaj również:|czytaj więcej:|zobacz też:|zobacz także:|\
         przeczytaj także:|läs också:|läs även:|læs også:|les også:|lue myös:|čtěte také:|citește și:|\
         читайте также:|читайте також:|baca juga:|διαβάστε επίσης:|διαβάστε ακόμη:|اقرأ أيضا:|\
         اقرأ أيضاً:|ver también:|te puede interesar:|veja também:|voir aussi :|lire également :|\
         potrebbe interessarti:|zie ook:|siehe auch:|lesen sie mehr:|leia mais:|leia ainda:|\
         saiba mais:|confira também:|lea más:|lee más:|lea además:|lee además:|leer más:|lire la suite :|\
         leggi di più:|leggi tutto:|lees meer:|weiterlesen:|lesen sie hier:|läs mer:|læs mere:|les mer:|\
         lue lisää:|devamını oku:|ayrıca okuyun:|ilgili haber:|citește mai mult:|přečtěte si také:|\
         prečítajte si aj:|pročitajte još:|прочетете още:|читать также:|материалы по теме:",
    ),
    (
        Reason::Advertisement,
        Match::Whole,
        "advertisement|advertisements|ad|ads|advert|advertising|sponsored|promoted|anzeige|werbung|\
         publicidad|publicité|pubblicità|publicidade|advertentie|advertisement feature|ad feedback|\
         ad choices|adchoices|skip ad|report this ad|スポンサーリンク|annonce|continue after ad|play video|loading|\
         loading...|promotion|\
         reklama|annons|reklame|mainos|reklam|реклама|iklan|広告|广告|廣告|광고|διαφήμιση|إعلان|hirdetés|\
         publicitate",
    ),
    (Reason::Advertisement, Match::Start(10), "advertisement|sponsored by|brought to you by|powered by|supported by"),
    (
        Reason::Advertisement,
        Match::Start(8),
        "story continues below|story continues after ad|story continues after advertisement|article continues below|\
         article continues after ad|article continues after advertisement|content continues below|continue reading below|continues below advertisement|continua após a publicidade|\
         continua dopo la pubblicità|continúa debajo de la publicidad|continúa después de la publicidad|\
         la suite après cette publicité|la suite après la publicité|artikel gaat verder onder|tekst gaat verder onder|\
         artikkelen fortsetter under|artikeln fortsätter|artiklen fortsætter|dalsza część artykułu pod|\
         dalszy ciąg artykułu pod|pokračování za reklamou|продолжение после рекламы|lesen sie nach der anzeige weiter",
    ),
    (
        Reason::Credit,
        Match::Start(8),
        "edited by|fact-checked by|fact checked by|medically reviewed by|reviewed by|proofread by|copyedited by|copy edited by",
    ),
    (
        Reason::Share,
        Match::Whole,
        "share|share this|share this article|share this story|share this post|share article|share on|\
         share via|tweet|pin|pin it|email|e-mail|email this|print|print this|copy link|copy|link copied|\
         facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|messenger|instagram|youtube|\
         flipboard|tumblr|bluesky|mastodon|pocket|line|teilen|drucken|per mail|merken|artikel teilen|\
         compartir|imprimir|partager|imprimer|condividi|stampa|compartilhar|compartilhe|delen|shares|save|\
         bookmark|save article|save for later|like|like this|like this:|give this article|gift article|\
         gift this article|listen|listen to this article|text size|font size|a a a|mail|sms|xing|feedback|\
         print article|print this article|print this page|print this story|email article|email this article|\
         email this story|email a friend|email to a friend|printer-friendly version|printable version|\
         send|download|embed|republish|permalink|shortlink|vorlesen|artikel anhören|kopieren|e-mail senden|\
         udostępnij|drukuj|skopiuj link|dela|skriv ut|del|del artikkelen|del artiklen|jaa|tulosta|\
         sdílet|vytisknout|paylaş|yazdır|distribuie|megosztás|nyomtatás|поделиться|печать|поділитися|\
         bagikan|シェア|ツイート|印刷|分享|打印|공유|인쇄|κοινοποίηση|εκτύπωση|مشاركة|طباعة",
    ),
    (
        Reason::Share,
        Match::Start(12),
        "share on|share this|share to|share via|share with|share by|share or comment|share using|\
         share article|tweet this|click to share|email to a friend|email this|print this|send this|copy link|\
         auf facebook teilen|auf twitter teilen|compartir en|compartir por|partager sur|condividi su|\
         compartilhar no|deel op|add us on google|add as a preferred|save this|bookmark this|teilen auf|\
         via whatsapp|view comments",
    ),
    (
        Reason::Subscribe,
        Match::Whole,
        "subscribe|subscribe now|sign up|sign in|log in|login|register|newsletter|newsletters|my account|\
         donate|support us|join now|become a member|abonnieren|anmelden|abo|suscríbete|suscribirse|s'abonner|\
         se connecter|abbonati|iscriviti|assine|entrar|abonneren|inloggen|enter your email|email address|\
         your email|your email address|submit|free newsletter|log out|iniciar sesión|\
         prenumerera|logga in|abonnér|log ind|abonner|logg inn|kirjaudu|zaloguj się|zaloguj|\
         přihlásit se|přihlásit|abone ol|giriş yap|войти|подписаться|увійти|підписатися|masuk|daftar|\
         ログイン|会員登録|登录|注册|로그인|구독|σύνδεση|εγγραφή|تسجيل الدخول|اشترك",
    ),
    (
        Reason::Subscribe,
        Match::Start(40),
        "subscribe to|subscribe for|subscribe today|sign up to|sign up for|sign up here|sign up now|\
         get our newsletter|get the latest news|get the latest headlines|get the latest updates|\
         get the latest stories|get unlimited|join our newsletter|join our mailing|join our whatsapp|\
         join our telegram|join the conversation|get email|get breaking news|receive our|\
         to read more, subscribe|already a subscriber|stay up to date|stay informed|download our app|\
         download the app|get the app|never miss a|support our journalism|become a subscriber|\
         become a member|please consider subscribing|please consider donating|please consider supporting|\
         please consider making|enjoying this|log in to|sign in to|please enter|please check your|\
         by signing up you|by signing up, you|by signing up to|by subscribing you|by subscribing, you|\
         by subscribing to|by submitting your|by clicking on|by clicking submit|you can unsubscribe|\
         thank you for subscribing|thanks for signing up|thanks for reading|your subscription|\
         make a donation|abonnieren sie|jetzt abonnieren|melden sie sich|hier anmelden|der newsletter|\
         unser newsletter|suscríbete a|suscríbase|regístrate|abonnez-vous|inscrivez-vous|iscriviti alla|\
         assine a|inscreva-se|meld je aan|newsletter:|newsletter sign|this site is protected by recaptcha",
    ),
    (
        Reason::Follow,
        Match::Start(25),
        "follow us|follow me|follow him|follow her|follow @|follow our|like us on|find us on|connect with|\
         folgen sie|folge uns|síguenos|suivez-nous|seguici|siga-nos|volg ons|contact the author|contact us|\
         contact me|email the author|email him|email her|got a tip|have a tip|send tips|send us|write to us|\
         reach her at|reach him at|whatsapp us|\
         obserwuj nas|följ oss|følg os|følg oss|seuraa meitä|sledujte nás|bizi takip edin|\
         подписывайтесь на|підписуйтесь на|ikuti kami|ακολουθήστε μας|تابعنا|تابعونا",
    ),
    (
        Reason::Comments,
        Match::Whole,
        "comments|comment|add comment|add a comment|leave a comment|leave a reply|post a comment|\
         view comments|show comments|no comments|comments are closed|write a comment|join the discussion|\
         reply|kommentare|kommentar|kommentieren|kommentar schreiben|comentarios|comentar|commentaires|\
         commenter|commenti|comentários|reacties|reageer|comments (0)|0 comments|sort by newest|cancel reply|\
         conversation|report abuse|replies|discussion|\
         komentarze|komentarz|dodaj komentarz|kommentarer|kommentit|komentáře|yorumlar|yorum yap|\
         comentarii|hozzászólások|комментарии|комментировать|коментарі|komentar|コメント|评论|評論|댓글|σχόλια|\
         التعليقات",
    ),
    (
        Reason::Comments,
        Match::Start(14),
        "comments on|leave a comment|leave a reply|be the first to|your email address will not|\
         required fields are marked|view all|comments are|show all comments|save my name|\
         you must be logged in|view comments|please log in|have your say|what do you think|diskutieren sie|\
         schreiben sie einen|notify me of",
    ),
    (
        Reason::Cookies,
        Match::Start(60),
        "we use cookies|this site uses cookies|this website uses cookies|our site uses cookies|\
         our website uses cookies|by continuing to use|by continuing to browse|by using this site|\
         cookie policy|cookie settings|cookie preferences|accept cookies|accept all|manage cookies|\
         reject all|wir verwenden cookies|diese website verwendet cookies|diese webseite verwendet|\
         wir benötigen ihre zustimmung|utilizamos cookies|usamos cookies|este sitio web utiliza|\
         esta web utiliza|nous utilisons des cookies|ce site utilise|utilizziamo i cookie|\
         questo sito utilizza|este site utiliza|wij gebruiken cookies|deze website gebruikt|\
         we and our partners|your privacy|privacy settings|you need to enable javascript|\
         please enable javascript|javascript is|your browser does not|to view this video|\
         this video file cannot|an error occurred|an error has occurred|bitte aktivieren sie javascript",
    ),
    (
        Reason::Copyright,
        Match::Start(40),
        "all rights reserved|all content copyright|our standards: the thomson reuters|alle rechte vorbehalten|todos los derechos|\
         tous droits réservés|tutti i diritti|todos os direitos|alle rechten|this material may not be|\
         no part of this|reproduction in whole|reprinted with permission|\
         wszelkie prawa zastrzeżone|alla rättigheter förbehållna|alle rettigheder forbeholdes|\
         alle rettigheter forbeholdt|kaikki oikeudet pidätetään|všechna práva vyhrazena|\
         tüm hakları saklıdır|toate drepturile rezervate|minden jog fenntartva|все права защищены|\
         всі права захищені|hak cipta dilindungi|riproduzione riservata|reservados todos los derechos|\
         جميع الحقوق محفوظة|저작권자|무단전재|무단 전재|無断転載|版权所有|版權所有|未经授权|未經授權|सर्वाधिकार सुरक्षित",
    ),
    (
        Reason::Navigation,
        Match::Whole,
        "home|menu|search|skip to content|skip to main content|main menu|navigation|privacy policy|privacy|\
         terms of service|terms of use|terms and conditions|terms|about us|about|contact|advertise|\
         advertise with us|careers|help|site map|sitemap|faq|accessibility|rss|imprint|impressum|datenschutz|\
         datenschutzerklärung|agb|kontakt|suche|startseite|zum inhalt springen|aviso legal|contacto|inicio|\
         buscar|mentions légales|accueil|rechercher|previous|next|previous article|next article|\
         previous post|next post|prev|back|top|go back|vorheriger artikel|nächster artikel|page|view all|\
         see all|all|english|deutsch|español|français|zur startseite|skip navigation|toggle navigation|\
         open menu|close menu|edition|archive|archives|account|our network|corrections|\
         do not sell my personal information|scroll to top|weather|games|crosswords|edit|view source|image|\
         video|gallery|photo|photos|play|pause|mute|\
         strona główna|hem|forside|etusivu|domů|ana sayfa|anasayfa|acasă|főoldal|главная|головна|\
         beranda|ホーム|首页|首頁|홈|αρχική|الرئيسية|meny|sök|szukaj|haku|hledat|căutare|keresés|поиск|пошук|検索|\
         搜索|검색|αναζήτηση|بحث|контакты|контакти|polityka prywatności|regulamin|om oss|om os|yhteystiedot|\
         o nas|о нас|про нас|iletişim|hakkımızda|kapcsolat|impresszum|\
         search for|search form|search site|site search|search this site|search this blog|advanced search|\
         search search|close this search box|close search|open search|suche nach|suche nach: suchen|\
         suche öffnen|suche schließen|erweiterte suche|rechercher sur le site|recherche avancée|\
         buscar en el sitio|búsqueda avanzada|cerca nel sito|ricerca avanzata|zoeken op|zoeken naar|\
         pesquisar neste site|busca avançada|szukaj w serwisie|wyszukiwanie zaawansowane|поиск по сайту|\
         расширенный поиск|hledat na webu|account settings|create an account|\
         create new account|forgot your password|you are here|notifications|no notifications|\
         you have no notifications|you have no pending notifications|close ads|close ad|print edition|\
         ir al contenido|ir al contenido principal|saltar al contenido|ir para o conteúdo|pular para o conteúdo|\
         saltar para o conteúdo|vai al contenuto|salta al contenuto|aller au contenu|aller au contenu principal|\
         naar de inhoud|ga naar de inhoud|zum hauptinhalt|zum hauptinhalt springen|zum inhalt|przejdź do treści|\
         przejdź do głównej treści|till innehållet|hoppa till innehåll|gå till innehåll|hopp til innhold|\
         gå til hovedinnhold|gå til indhold|siirry sisältöön|přejít k obsahu|přejít na obsah|preskočiť na obsah|\
         preskoči na sadržaj|sari la conținut|ugrás a tartalomhoz|перейти к содержанию|перейти к содержимому|\
         перейти до вмісту|içeriğe geç|içeriğe atla|本文へ移動|本文へ|メインコンテンツへ|跳转到主要内容|본문 바로가기|\
         メニュー|菜单|메뉴|ログイン|会員登録|新規登録|マイページ|登录|登入|로그인|ポッドキャスト|ニュースレター|\
         お問い合わせ|利用規約|プライバシーポリシー|会社概要|联系我们|关于我们|이용약관|개인정보처리방침",
    ),
    // What databases of papers print around an article.
    (
        Reason::Record,
        Match::Start(8),
        "load-date:|publication-type:|document-type:|journal-code:|dateline:|accession number:|document type:|\
         publication type:|copyright holder:|word count:|wordcount:",
    ),
    (Reason::Ending, Match::Whole, "ends|end|-30-|30|###|the end|ende|fin"),
];
