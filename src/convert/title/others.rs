//! Lines that are no headline, whatever speaks for them: the paper's name, people's, players', menus, rows of buttons.

use std::ops::Range;

use crate::convert::block::Block;
use crate::convert::captions::is_twin;
use crate::convert::characters::Signs;
use crate::convert::facts::Facts;
use crate::convert::label::Reason;
use crate::convert::lone::is_alone;
use crate::convert::meta::Meta;
use crate::convert::named;
use crate::convert::person;
use crate::convert::reading::Reading;
use crate::convert::words;

/// What lines of a text are held against.
pub struct Others<'a> {
    blocks: &'a [Block],
    facts: &'a [Facts],
    dates: Reading,
    /// The full names that bylines above the body name.
    bylined: Vec<&'a str>,
    /// Copyright notices and credits of a few words: papers are named in them.
    notices: Vec<&'a Facts>,
    /// Where the body ends.
    end: usize,
}

impl<'a> Others<'a> {
    /// Those of a text with this body.
    pub fn of(blocks: &'a [Block], facts: &'a [Facts], body: &Range<usize>, dates: Reading) -> Self {
        /// So many bylines and copyright notices are looked at.
        const FEW: usize = 8;
        const LONGEST_CREDIT: usize = 8;
        let named = facts[..body.start].iter().flat_map(|f| f.meta.iter().flatten());
        let named = named.filter_map(|m| if let Meta::Names(names, true) = m { Some(names) } else { None });
        let bylined = named.flatten().map(String::as_str).filter(|n| n.contains(' ')).take(FEW).collect();
        let is_notice = |at: &usize| match facts[*at].boilerplate {
            Some(Reason::Copyright) => *at >= body.start,
            Some(Reason::Credit) => facts[*at].words <= LONGEST_CREDIT,
            _ => false,
        };
        let notices = (0..facts.len()).filter(is_notice).map(|at| &facts[at]).take(FEW).collect();
        Others { blocks, facts, dates, bylined, notices, end: body.end }
    }

    /// Whether a line is one of them.
    pub fn has(&self, at: usize) -> bool {
        let (text, fact) = (self.blocks[at].text.as_str(), &self.facts[at]);
        // `U.K.` is a section.
        let is_short = fact.words <= 1 && text.is_ascii() && text.len() <= 4;
        // `Jane Doe reported from Lund.`
        let is_about = fact.ends && self.bylined.iter().any(|name| text.starts_with(*name));
        is_short
            || is_about
            || is_site(fact, &self.notices)
            || self.is_everywhere(at)
            || self.is_caption(at)
            || self.is_entry(at)
            || is_menu(text, fact)
            || is_motto(fact)
            || has_address(text)
            || plays(text)
            || names_people(text, fact, self.dates)
    }
}

impl Others<'_> {
    /// Whether a few words are among other few words without an empty line, as the entries of menus are, right above a line alone
    /// that is like a headline.
    fn is_entry(&self, at: usize) -> bool {
        const MOST_WORDS: usize = 4;
        const MOST_BESIDE: usize = 4;
        const HEADLINE: std::ops::RangeInclusive<usize> = 5..=25;
        let is_joined = |at: usize| self.blocks.get(at).is_some_and(|block| !block.gap);
        let is_few = |at: usize, most: usize| self.facts.get(at).is_some_and(|f| f.words <= most && !f.ends);
        let are_beside = || at > 0 && is_few(at - 1, MOST_BESIDE) && is_few(at + 1, MOST_BESIDE);
        let is_inside = is_joined(at) && is_joined(at + 1) && is_few(at, MOST_WORDS) && are_beside();
        let below = || (at + 1..self.end).find(|below| self.blocks[*below].gap);
        is_inside
            && below().is_some_and(|below| {
                is_alone(self.blocks, below)
                    && is_few(below, *HEADLINE.end())
                    && HEADLINE.contains(&self.facts[below].words)
            })
    }

    /// Whether a line is a caption above its credit, or it or the one below it is the other with a credit behind it.
    fn is_caption(&self, at: usize) -> bool {
        let is_twin = |above: usize| {
            let below = self.blocks.get(above + 1);
            below.is_some_and(|below| is_twin(&self.blocks[above].text, self.facts[above].words, &below.text))
        };
        // Lines without an empty one between them.
        let is_joined = |at: usize| self.blocks.get(at).is_some_and(|block| !block.gap);
        let is_credit = |at: usize| self.facts.get(at).is_some_and(|f| f.boilerplate == Some(Reason::Credit));
        let is_above = is_joined(at) && is_joined(at + 1) && is_credit(at + 1);
        is_above || is_twin(at) || at.checked_sub(1).is_some_and(is_twin)
    }

    /// Whether a few words are at the very beginning, in the middle and below the body, as a paper's name is.
    fn is_everywhere(&self, at: usize) -> bool {
        const TOP: usize = 3;
        const MOST_WORDS: usize = 4;
        const FEWEST: usize = 3;
        let first = self.facts[at].first;
        let is_few = first < TOP && self.facts[at].words <= MOST_WORDS;
        let again = |from: usize| self.facts[from..].iter().filter(|fact| fact.first == first).count();
        is_few && again(self.end) > 0 && again(0) >= FEWEST
    }
}

/// Whether a line is a menu, crumbs or a row of buttons: `Home > World > Europe`, `Feed Twitter Facebook Mail`, `政治 経済 芸能
/// スポーツ 文化`.
fn is_menu(text: &str, fact: &Facts) -> bool {
    const NETWORKS: [&str; 12] = [
        "facebook",
        "twitter",
        "instagram",
        "insta",
        "pinterest",
        "youtube",
        "whatsapp",
        "linkedin",
        "telegram",
        "tumblr",
        "fb",
        "tiktok",
    ];
    const BESIDE: [&str; 4] = ["feed", "rss", "google", "mail"];
    const FEWEST: usize = 5;
    const LONGEST_CHARS: usize = 6;
    let parts = || text.split_whitespace();
    let are_crumbs = || parts().filter(|part| matches!(*part, ">" | "›" | "»")).count() >= 2;
    let are_buttons = || {
        let told = || fact.key.split(' ');
        let is_button = |word: &&str| {
            NETWORKS.contains(word) || BESIDE.contains(word) || person::controls().any(|control| control == *word)
        };
        told().filter(|word| NETWORKS.contains(word)).count() >= 2 && !told().any(|word| !is_button(&word))
    };
    // Korean has spaces between words.
    let is_spaceless = |c: char| person::is_whole(c) && !matches!(c, '\u{ac00}'..='\u{d7a3}');
    let is_short = |part: &str| part.starts_with(is_spaceless) && part.chars().count() <= LONGEST_CHARS;
    let are_sections = || text.starts_with(is_spaceless) && parts().count() >= FEWEST && parts().all(is_short);
    are_crumbs() || fact.words <= 12 && are_buttons() || are_sections()
}

/// Whether a line says since when a paper is there: `Serving Lund and its islands since 1889`.
fn is_motto(fact: &Facts) -> bool {
    const SINCE: [&str; 14] = [
        "since",
        "established",
        "founded",
        "seit",
        "gegründet",
        "desde",
        "depuis",
        "dal",
        "sinds",
        "sedan",
        "siden",
        "od",
        "с",
        "vuodesta",
    ];
    const LATEST: u16 = 2000;
    const MOST_WORDS: usize = 12;
    let Some((before, year)) = fact.key.rsplit_once(' ') else { return false };
    let is_year = || year.len() == 4 && year.parse().is_ok_and(|year: u16| (1600..LATEST).contains(&year));
    let word = before.rsplit(' ').find(|word| *word != "in").unwrap_or_default();
    fact.words <= MOST_WORDS && SINCE.contains(&word) && is_year()
}

/// Whether a line has an address for mail in it.
fn has_address(text: &str) -> bool {
    text.split_whitespace().filter_map(|word| word.split_once('@')).any(|(name, host)| {
        name.ends_with(char::is_alphanumeric) && host.starts_with(char::is_alphanumeric) && host.contains('.')
    })
}

/// Whether a line names people, and says in brackets what each did or behind a bar where they work: `Ann Oban (text), Ole Roe
/// (photos)`, `Ann Oban | The Courier`.
fn names_people(text: &str, fact: &Facts, dates: Reading) -> bool {
    const MOST: usize = 12;
    let signs = fact.characters.signs;
    let has_roles = || signs.has(Signs::BRACKET) && text.ends_with(')') && named::is_byline(text, fact, dates);
    let is_barred = || {
        let name = text.split('|').next().unwrap_or_default().trim();
        signs.has(Signs::PIPE) && name.contains(' ') && person::is_name(name) && !words::is_section_name(name)
    };
    fact.words <= MOST && (has_roles() || is_barred())
}

/// Whether a line is called by how long it plays: `AUDIO: The storm (3 min)`, `The storm (1:02)`.
fn plays(text: &str) -> bool {
    let Some((_, inner)) = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) else { return false };
    let unit = inner.trim_start_matches(|c: char| c.is_ascii_digit()).trim();
    let digits = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
    let is_minutes =
        || words::with_lower(unit.trim_end_matches('.'), |unit| matches!(unit, "min" | "minutes" | "minuten"));
    inner.starts_with(|c: char| c.is_ascii_digit()) && (unit.strip_prefix(':').is_some_and(digits) || is_minutes())
}

/// Whether a few words are what a copyright notice of the text names: its paper.
fn is_site(fact: &Facts, notices: &[&Facts]) -> bool {
    const MOST: usize = 6;
    let names = |notice: &&Facts| notice.words > fact.words && notice.key.contains(fact.key.as_str());
    (2..=MOST).contains(&fact.words) && notices.iter().any(names)
}
