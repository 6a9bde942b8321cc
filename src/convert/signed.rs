//! Names at the end of an article or in its dateline: `(Reporting by Jane Doe; Editing by John Roe)`, `– Jane Doe`, `Jane
//! Doe is the Courier's education correspondent.` They are asked where nothing near the headline names anybody. Where something
//! does, an end that says who that is is none of the article.

use super::block::Block;
use super::byline;
use super::facts::{self, Facts};
use super::label::{Label, Reason};
use super::person;
use super::surnames;
use super::words;

/// What an article's end says of its author.
#[derive(Debug, PartialEq)]
pub struct Signed {
    /// The block's index.
    pub at: usize,
    /// The names.
    pub names: Vec<String>,
    /// What that block is like.
    pub end: End,
}

/// How an end names an author.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// A line of an agency, which stays in the article.
    Credit,
    /// The name alone, perhaps behind a dash.
    SignOff,
    /// The name alone below the article.
    Below,
    /// A few words about the person.
    About,
}

/// So many blocks at the end are looked at.
const LAST: usize = 3;

/// What a body's last blocks, or its dateline, say of the author.
pub fn find(blocks: &[Block], labels: &[Label], facts: &[Facts]) -> Option<Signed> {
    let body: Vec<usize> = (0..blocks.len()).filter(|at| labels[*at].is_body()).collect();
    if let Some((at, names)) = body.first().and_then(|at| Some((*at, in_dateline(&blocks[*at].text)?))) {
        return Some(Signed { at, names, end: End::Credit });
    }
    // One line is no end.
    let (&last, above) = body.split_last().filter(|(_, above)| !above.is_empty())?;
    if let Some((at, names)) =
        body[1..].iter().rev().take(LAST).find_map(|at| Some((*at, reporters(&blocks[*at].text)?)))
    {
        return Some(Signed { at, names, end: End::Credit });
    }
    let before = above[above.len() - 1];
    let found = in_last(blocks, facts, last, before).or_else(|| behind(blocks, labels, facts, last))?;
    // Whom an article quotes or is about stands elsewhere in it.
    let quoted = if found.end == End::Below { last } else { before };
    let is_quoted = found.end != End::About && is_quotation(&blocks[quoted].text);
    let key = facts::key(&found.names[0]);
    let is_of_article = |at: usize| at != found.at && (labels[at].is_body() || labels[at] == Label::Title);
    let is_told = || (0..blocks.len()).any(|at| is_of_article(at) && facts[at].key.contains(&key));
    (!is_quoted && !is_told()).then_some(found)
}

/// What a body's last block says, which stands behind another.
fn in_last(blocks: &[Block], facts: &[Facts], at: usize, before: usize) -> Option<Signed> {
    let text = blocks[at].text.as_str();
    let is_alone = || facts[before].is_prose() && facts[before].ends && is_full_name(text);
    let alone = || is_alone().then(|| vec![byline::plain(text)]);
    let signed = sign_off(text).or_else(|| in_brackets(text)).or_else(alone).map(|names| (names, End::SignOff));
    let (names, end) = signed.or_else(|| Some((about(text)?, End::About)))?;
    Some(Signed { at, names, end })
}

/// A name alone right behind the body, perhaps behind a dash, with a button or the like below it or nothing but lines of a
/// page behind it.
fn behind(blocks: &[Block], labels: &[Label], facts: &[Facts], last: usize) -> Option<Signed> {
    const MOST: usize = 4;
    let at = last + 1;
    let text = blocks.get(at)?.text.as_str();
    let is_left = matches!(labels[at], Label::Dropped(Reason::AfterArticle | Reason::Unlike));
    let is_last = || blocks.len() - at <= MOST && facts[at + 1..].iter().all(|f| !f.is_text());
    // Below a letter stands its writer's town: `Mill Street, Lund`.
    let is_town = |at: usize| {
        let mut words = words::spaced(&blocks[at].text);
        facts[at].words <= 5 && facts[at].is_text() && words.all(|word| word.starts_with(person::is_capital))
    };
    let is_above_town = || {
        blocks.len() > at + 2 && is_town(at + 1) && (facts[at + 2].is_prose() || facts[at + 2].boilerplate.is_some())
    };
    let is_end = facts.get(at + 1).is_some_and(|below| below.boilerplate.is_some()) || is_above_town() || is_last();
    let names = sign_off(text).or_else(|| is_full_name(text).then(|| vec![byline::plain(text)]))?;
    (is_left && is_end && facts[last].is_prose() && facts[last].ends).then_some(Signed { at, names, end: End::Below })
}

/// The last block of a body where it says who the author is, whose name is known: `Jane Doe covers the port for us.`
pub fn find_bio(blocks: &[Block], labels: &[Label], facts: &[Facts], authors: &[String]) -> Option<usize> {
    const LONGEST: usize = 500;
    let mut body = (0..blocks.len()).rev().filter(|at| labels[*at].is_body());
    let last = body.next()?;
    let text = blocks[last].text.as_str();
    let keys: Vec<String> = authors.iter().map(|name| facts::key(name)).collect();
    let says =
        authors.iter().zip(&keys).filter(|(name, _)| name.contains(' ') && !person::is_house(name)).any(|(_, key)| {
            let rest = facts[last].key.strip_prefix(key.as_str()).and_then(|rest| rest.strip_prefix(' '));
            rest.is_some_and(|rest| rest.len() > 3)
        });
    // `Doe reported from Lund. Roe contributed from Malmö.`
    let reports = keys.iter().filter_map(|key| key.rsplit(' ').next()).any(|surname| {
        let rest = facts[last].key.strip_prefix(surname).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| {
            ["reported from", "contributed", "reports from", "covers"].iter().any(|says| rest.starts_with(says))
        })
    });
    // Whom the headline or another paragraph names is whom the article is about.
    let is_of_article = |at: usize| at != last && (labels[at].is_body() || labels[at] == Label::Title);
    let is_told =
        || (0..blocks.len()).any(|at| is_of_article(at) && keys.iter().any(|key| facts[at].key.contains(key)));
    let is_bio = reports || says && !is_told();
    (is_bio && text.len() <= LONGEST && labels[last] == Label::Paragraph && body.nth(1).is_some()).then_some(last)
}

/// The reporters that the first paragraph names between its place and its text: `(서울=연합뉴스) 홍길동 기자 = …`,
/// `新华社济南3月12日电（记者王小明 李华）…`.
fn in_dateline(text: &str) -> Option<Vec<String>> {
    const WITHIN: usize = 90;
    let head = |end: usize| text.get(..end).filter(|head| head.len() <= WITHIN);
    if let Some(head) = text.find(" = ").and_then(head).filter(|head| head.starts_with(['(', '[', '【'])) {
        return byline::beside_office(head).map(|name| vec![name.to_owned()]);
    }
    let (at, label) = ["（记者", "(记者", "（記者"].iter().find_map(|label| Some((text.find(label)?, label)))?;
    head(at)?;
    if !text[..at].ends_with(['电', '電', '讯', '訊']) {
        return None;
    }
    let inner = text[at + label.len()..].split(['）', ')']).next()?;
    let names = inner.split([' ', '、', '，', ',']).filter(|name| !name.is_empty());
    let names: Vec<String> = names.map(str::to_owned).collect();
    let is_person = |name: &String| (2..=4).contains(&name.chars().count()) && name.chars().all(person::is_whole);
    (!names.is_empty() && names.iter().all(is_person)).then_some(names)
}

/// `（佐藤健）`, as papers of East Asia end.
fn in_brackets(text: &str) -> Option<Vec<String>> {
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let is_person = (3..=6).contains(&inner.chars().count()) && inner.chars().all(person::is_whole);
    is_person.then(|| vec![inner.to_owned()])
}

/// `(Reporting by Jane Doe in London; Editing by John Roe)`.
fn reporters(text: &str) -> Option<Vec<String>> {
    const LABELS: [&str; 8] = [
        "reporting by ",
        "reportage de ",
        "reportage par ",
        "reporte de ",
        "información de ",
        "reportagem de ",
        "reportagem por ",
        "bericht von ",
    ];
    let inner = text.trim_start_matches(['(', '[']);
    if inner.len() > 300 || inner.len() == text.len() {
        return None;
    }
    let label = LABELS.iter().find(|l| inner.get(..l.len()).is_some_and(|head| words::lower(head) == **l))?;
    let rest = &inner[label.len()..];
    let end = rest.find([';', ')', ']']).unwrap_or(rest.len());
    let names = byline::names(&rest[..end])?;
    names.iter().all(|name| name.contains(' ')).then_some(names)
}

/// `– Jane Doe`, `—Jane Doe, staff writer`.
fn sign_off(text: &str) -> Option<Vec<String>> {
    let name =
        text.strip_prefix(['-', '–', '—', '―']).or_else(|| text.strip_prefix("--"))?.trim_start_matches(['-', ' ']);
    let (name, office) = name.split_once(',').unwrap_or((name, ""));
    let is_alone = office.is_empty() || person::is_role(office.trim_end_matches('.'));
    (is_alone && is_full_name(name)).then(|| vec![byline::plain(name)])
}

/// `Jane Doe is the Courier's education correspondent.`
fn about(text: &str) -> Option<Vec<String>> {
    const IS: [&str; 7] = [" is ", " ist ", " est ", " es ", " è ", " é ", " är "];
    if text.len() > 400 {
        return None;
    }
    let at = IS.iter().filter_map(|is| Some((text.find(is)?, is.len()))).min();
    let (end, len) = at.filter(|(end, _)| is_full_name(&text[..*end]))?;
    let sentence = text[end + len..].split(". ").next().unwrap_or("");
    let mut office = words::spaced(sentence).take(10).map(|word| word.trim_end_matches(['.', ',', ';']));
    // "Jane Doe is writing a novel" says nothing of a paper.
    office.any(person::is_role).then(|| vec![byline::plain(&text[..end])])
}

fn is_full_name(text: &str) -> bool {
    (2..=4).contains(&words::spaced(text).count()) && person::is_name(text) && !person::is_house(text)
        || surnames::is_name(text)
}

fn is_quotation(text: &str) -> bool {
    const MARKS: [char; 9] = ['"', '“', '”', '„', '«', '»', '‘', '’', '\''];
    text.starts_with(MARKS) || text.ends_with(MARKS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_name_authors() {
        assert_eq!(reporters("(Reporting by Ann Oban in Lund; Editing by Ole Roe)").unwrap(), ["Ann Oban"]);
        assert_eq!(reporters("(Reporting by Ann Oban and Bo Ek)").unwrap(), ["Ann Oban", "Bo Ek"]);
        assert_eq!(sign_off("– Ann Oban").unwrap(), ["Ann Oban"]);
        assert_eq!(sign_off("-- Ann Oban, staff writer").unwrap(), ["Ann Oban"]);
        assert_eq!(in_brackets("（佐藤健）").unwrap(), ["佐藤健"]);
        assert_eq!(in_brackets("（完）"), None);
        assert_eq!(in_dateline("(서울=연합뉴스) 홍길동 기자 = 새 다리가 개통된다.").unwrap(), ["홍길동"]);
        assert_eq!(in_dateline("新华社济南3月12日电（记者王小明 李华）新桥将通车。").unwrap(), ["王小明", "李华"]);
        assert_eq!(in_dateline("新桥将通车（记者会后）。"), None);
        assert_eq!(about("Ann Oban is the Courier's education correspondent. Write to her.").unwrap(), ["Ann Oban"]);
        for text in ["Reporting by the council was late", "- Ann Oban said so", "– Lund", "– Ann Oban, mayor of Lund"]
        {
            assert_eq!(reporters(text).or_else(|| sign_off(text)), None, "{text}");
        }
        for text in
            ["Ann Oban is mayor of Lund.", "The ferry is late, a reporter said.", "Ann Oban is writing a novel."]
        {
            assert_eq!(about(text), None, "{text}");
        }
    }
}
