//! Links to other articles and advertisements in the middle of a plain text, where the body seems to end.

use std::ops::Range;
use std::sync::LazyLock;

use super::block::Block;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::person;
use super::words;

/// How links to other articles are introduced inside an article; they stand below articles, too.
const ALSO_WORDS: [&str; 139] = [
    "lesen sie auch",
    "lesen sie dazu auch",
    "lesen sie mehr",
    "auch interessant",
    "siehe auch",
    "lire aussi",
    "à lire aussi",
    "lire également",
    "voir aussi",
    "read also",
    "also read",
    "see also",
    "leggi anche",
    "leia também",
    "veja também",
    "leia mais",
    "lea también",
    "lee también",
    "le puede interesar",
    "más información",
    "ver también",
    "lees ook",
    "zie ook",
    "läs också",
    "läs även",
    "læs også",
    "les også",
    "lue myös",
    "czytaj też",
    "czytaj także",
    "zobacz także",
    "čtěte také",
    "přečtěte si také",
    "prečítajte si aj",
    "pročitajte još",
    "citește și",
    "читайте также",
    "читать также",
    "читайте також",
    "прочетете още",
    "още по темата",
    "вижте още",
    "baca juga",
    "ये भी पढ़ें",
    "यह भी पढ़ें",
    "اقرأ أيضا",
    "اقرأ أيضاً",
    "اقرأ أيضًا",
    "اقرأ ايضا",
    "קראו גם",
    "بیشتر بخوانید",
    "یہ بھی پڑھیں",
    "আরও পড়ুন",
    "আরো পড়ুন",
    "xem thêm",
    "đọc thêm",
    "อ่านเพิ่มเติม",
    "pročitajte i",
    "прочитајте још",
    "preberite tudi",
    "čítajte aj",
    "taip pat skaitykite",
    "skaitykite taip pat",
    "lasi arī",
    "lasiet arī",
    "loe ka",
    "loe lisaks",
    "llegiu també",
    "llegeix també",
    "soma pia",
    "ayrıca okuyun",
    "ilgili haber",
    "ezt is olvassa el",
    "olvassa el ezt is",
    "vezi și",
    "citiți și",
    "διαβάστε επίσης",
    "διαβάστε ακόμα",
    "διαβάστε ακόμη",
    "δείτε επίσης",
    "смотрите также",
    "читайте по теме",
    "zobacz również",
    "czytaj również",
    "przeczytaj także",
    "przeczytaj też",
    "läs mer",
    "læs mere",
    "les mer",
    "lue lisää",
    "devamını oku",
    "関連記事",
    "あわせて読みたい",
    "相关阅读",
    "延伸阅读",
    "延伸閱讀",
    "관련기사",
    "관련 기사",
    "related",
    "read more",
    "recommended",
    "more on this story",
    "sur le même sujet",
    "mehr zum thema",
    "materia relacionada",
    "related article",
    "related articles",
    "related story",
    "related stories",
    "mehr zu diesem thema",
    "artículo relacionado",
    "artículos relacionados",
    "noticia relacionada",
    "noticias relacionadas",
    "articolo correlato",
    "articoli correlati",
    "notícia relacionada",
    "notícias relacionadas",
    "article connexe",
    "articles liés",
    "kapcsolódó cikk",
    "kapcsolódó cikkek",
    "relaterad artikel",
    "relatert artikkel",
    "relateret artikel",
    "související článek",
    "powiązany artykuł",
    "مواضيع ذات صلة",
    "te recomendamos",
    "le recomendamos",
    "também recomendamos",
    "te sugerimos",
    "in diesem zusammenhang",
    "vous aimerez aussi",
    "en savoir plus",
    "per saperne di più",
    "läs vidare",
    "материалы по теме",
    "матеріали за темою",
];

/// The same as keys.
static ALSO: LazyLock<Vec<String>> = LazyLock::new(|| ALSO_WORDS.iter().map(|words| facts::key(words)).collect());

/// In a plain text, sentences behind a link to another article, an advertisement or a picture that the body seems to end at:
/// the article goes on, unless each sentence says what the next link is to.
pub fn reach_over_links(blocks: &[Block], facts: &[Facts], labels: &mut [Label]) {
    let is_left = |labels: &[Label], at: usize| matches!(labels.get(at), Some(Label::Dropped(_) | Label::Fields));
    let goes_on = |at: usize, may_ask: bool| {
        let text = blocks[at].text.as_str();
        let is_long = |f: &Facts| {
            f.words >= 4 || f.words >= 3 && text.len() >= 24 || text.starts_with(person::is_whole) && text.len() >= 18
        };
        let is_sentence = |f: &Facts| f.is_text() && f.ends && is_long(f) && !addresses_readers(text);
        facts.get(at).is_some_and(|f| is_sentence(f) && (may_ask || !text.ends_with(['?', '!'])))
    };
    let Some(last) = labels.iter().rposition(Label::is_body) else { return };
    let mut label = last + 1;
    while is_left(labels, label) {
        let first = behind_others(facts, label);
        let is_other = first > label;
        let link = behind_link(blocks, facts, first);
        let Some(from) = link.or(is_other.then_some(first)) else { return };
        // Headlines of links may be questions, and so may what stands below an article's last picture.
        let may_ask = link.is_none() && facts[first - 1].boilerplate != Some(Reason::Credit);
        let stops = |at: &usize| !goes_on(*at, may_ask) || !is_left(labels, *at);
        let end = (from..facts.len()).find(stops).unwrap_or(facts.len());
        let are_teasers = is_link(facts, end) && facts.get(end + 1).is_some_and(Facts::is_prose);
        if end == from || are_teasers {
            return;
        }
        labels[from..end].fill(Label::Paragraph);
        label = end;
    }
}

/// Of a plain text, links to other articles between paragraphs that are no more likely part of the body than not.
pub fn drop_links(blocks: &[Block], facts: &[Facts], shares: &[f32], labels: &mut [Label]) {
    const SURE: f32 = 0.8;
    let is_open = |at: usize, labels: &[Label]| {
        let is_within = labels[at].is_body() || labels[at] == Label::Dropped(Reason::Unlike);
        is_within && shares[at] < SURE && (facts[at].colon || !facts[at].ends)
    };
    let body = |label: &Label| label.is_body();
    let (Some(first), Some(last)) = (labels.iter().position(body), labels.iter().rposition(body)) else { return };
    for at in first..last {
        if !is_open(at, labels) || !facts[at].colon && facts[at].boilerplate.is_none() {
            continue;
        }
        let link = behind_link(blocks, facts, at).filter(|end| *end <= last);
        if let Some(end) = link.filter(|end| (at + 1..*end).all(|n| shares[n] < SURE)) {
            labels[at..end].fill(Label::Dropped(Reason::Related));
        }
    }
}

/// The lines of an invitation to a newsletter, or of a list of links, that begin at a line and end in one for readers of
/// screens: all between is none of the article's.
pub fn promotion(facts: &[Facts], at: usize) -> Option<Range<usize>> {
    let first = facts.get(at)?;
    let (end, most) = match first.boilerplate {
        Some(Reason::Subscribe) => ("after newsletter promotion", 8),
        _ if first.key.starts_with("list of ") => ("end of list", 16),
        _ => return None,
    };
    let end = (at + 1..facts.len()).take(most).find(|at| facts[*at].key == end)?;
    Some(at..end + 1)
}

/// The line behind a box that begins at a line: an invitation that ends in a button, or a link that ends in one to read more.
fn behind_box(facts: &[Facts], at: usize) -> Option<usize> {
    const MOST: usize = 4;
    let first = facts.get(at).filter(|first| !first.is_prose())?;
    let invites = first.boilerplate == Some(Reason::Subscribe);
    let is_button = |at: &usize| {
        let reason = facts[*at].boilerplate;
        facts[*at].words <= 2 && (reason == Some(Reason::ReadMore) || invites && reason.is_some())
    };
    (at + 1..facts.len()).take(MOST).take_while(|at| !facts[*at].is_prose()).find(is_button).map(|end| end + 1)
}

/// The line behind advertisements, invitations to newsletters and pictures that begin at a line; the line itself where none
/// does.
fn behind_others(facts: &[Facts], at: usize) -> usize {
    const MOST: usize = 16;
    const OTHERS: [Reason; 4] = [Reason::Advertisement, Reason::Credit, Reason::Signs, Reason::Cookies];
    let is = |at: usize, reason: Reason| facts.get(at).is_some_and(|f| f.boilerplate == Some(reason));
    // `Image caption,` and the caption below it.
    let is_caption = |n: usize| n > at && is(n - 1, Reason::Credit) && facts[n - 1].words <= 2 && is_link(facts, n);
    let mut end = at;
    while end < at + MOST {
        end = match promotion(facts, end) {
            Some(range) => range.end,
            // Below a line across stands who else worked on it.
            None if OTHERS.iter().any(|reason| is(end, *reason)) || is_caption(end) => end + 1,
            None => match behind_box(facts, end) {
                Some(behind) => behind,
                None => break,
            },
        };
    }
    end
}

/// The line behind a link to another article that begins at a line: below words that say so, or said twice, above and
/// below its rubric.
fn behind_link(blocks: &[Block], facts: &[Facts], at: usize) -> Option<usize> {
    /// Headlines, and what stands below them: a rubric, a name, a day.
    const MOST_LINKS: usize = 2;
    const MOST_LINES: usize = 4;
    let key = facts.get(at)?.key.as_str();
    // `Related links` are others.
    let is_also =
        |rest: &str| rest.is_empty() || rest.starts_with(' ') && (!key.starts_with("related") || says(blocks, at));
    if let Some(rest) = ALSO.iter().filter_map(|also| key.strip_prefix(also.as_str())).find(|rest| is_also(rest)) {
        // `Reserved for subscribers` may stand there, too.
        let is_paid = |at: usize| facts.get(at).is_some_and(|f| !f.ends && f.boilerplate == Some(Reason::Subscribe));
        let lines = (at + 1..).take(MOST_LINES).take_while(|at| is_line(facts, *at) || is_paid(*at));
        let links = lines.clone().filter(|at| is_link(facts, *at)).count();
        let is_named = !rest.is_empty() || links > 0;
        return (links <= MOST_LINKS && is_named).then_some(at + 1 + lines.count());
    }
    let again =
        (at + 1..).take(MOST_LINKS).take_while(|at| is_line(facts, *at)).find(|again| facts[*again].first == at);
    again.filter(|_| is_link(facts, at)).map(|again| again + 1)
}

/// Whether a line says what comes behind its colon.
fn says(blocks: &[Block], at: usize) -> bool {
    blocks[at].text.contains([':', '：'])
}

fn is_line(facts: &[Facts], at: usize) -> bool {
    facts.get(at).is_some_and(|f| !f.ends && f.boilerplate.is_none() && f.words < 25)
}

fn is_link(facts: &[Facts], at: usize) -> bool {
    is_line(facts, at) && facts[at].is_text() && facts[at].words >= 3
}

/// Whether a line speaks to its readers, as buttons and invitations do; what people are quoted with does not. Words that
/// mean others as well (`sie`, `su`, `du`) tell nothing.
pub fn addresses_readers(text: &str) -> bool {
    const YOU: [&str; 15] = [
        "you", "your", "yours", "vous", "votre", "vos", "usted", "você", "jij", "uw", "вас", "dein", "deine", "deinen",
        "deinem",
    ];
    const FORMAL: [&str; 4] = ["Sie", "Ihr", "Ihre", "Ihren"];
    if text.contains(['"', '“', '”', '„', '«', '»']) || text.starts_with(['\'', '‘', '’']) {
        return false;
    }
    // In German, a capital within a sentence tells you from them.
    let mut is_within = false;
    text.split_whitespace().any(|word| {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_you = words::with_lower(bare, |word| YOU.contains(&word)) || is_within && FORMAL.contains(&bare);
        is_within = !word.ends_with(['.', ':', '!', '?']);
        is_you
    })
}

#[cfg(test)]
mod tests {
    use super::addresses_readers;

    #[test]
    fn readers_are_addressed_outside_quotations() {
        for (line, expected) in [
            ("Sign up and we will send you the news.", true),
            ("Hier finden Sie alle Nachrichten.", true),
            ("Für Schüler gilt eine Ausnahme: Sie werden gefahren.", false),
            ("Le maire du village a promis un bateau.", false),
            ("Suscríbase para que usted lea más.", true),
            ("“You can wait for years,” said the baker.", false),
        ] {
            assert_eq!(addresses_readers(line), expected, "{line}");
        }
    }
}
