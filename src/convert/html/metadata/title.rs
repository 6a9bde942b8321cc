//! The headline: what most of a page's witnesses say, once the site's name is cut off.

use super::{Head, NodeId, own_url};
use crate::convert::block::Block;
use crate::convert::{facts, sentence, words};

impl Head<'_> {
    /// The headline, what else it might have been, and whether little speaks for it: the browser's title bar alone, or
    /// a heading of a word or two.
    pub fn title(&self, site: Option<&str>) -> (Option<String>, Vec<String>, bool) {
        const IN_BAR: f32 = 0.9;
        const IN_HEADING: f32 = 0.8;
        let is_site = |text: &str| is_site(text, site) || self.is_host(text);
        let mut found: Vec<(String, f32)> = Vec::new();
        let h1 = self.doc.query_selector_all(self.doc.root(), "h1").into_iter().map(|node| self.heading(node));
        let h1: Vec<String> = h1.filter(|t| !t.is_empty() && t.chars().count() <= 300 && !is_site(t)).collect();
        let h1_len = h1.len();
        found.extend(h1.into_iter().map(|t| (t, IN_HEADING)));
        found.extend(self.texts("[itemprop=headline]").into_iter().map(|t| (t, 1.6)));
        found.extend(self.ld_texts("headline").into_iter().take(1).map(|t| (t, 1.5)));
        found.extend(self.meta(&["og:title"]).map(|t| (t, 1.5)));
        found.extend(self.meta(&["twitter:title", "parsely-title", "sailthru.title", "dc.title"]).map(|t| (t, 1.0)));
        found.extend(self.texts("head title").into_iter().take(1).map(|t| (t, IN_BAR)));
        let all: Vec<String> = found.iter().map(|(t, _)| t.clone()).collect();
        // A lone heading is what readers see as the headline, whatever is put into the head for others; of
        // several, the first is.
        if h1_len > 0 && is_long(&all[0]) {
            found[0].1 = if h1_len == 1 { 6.0 } else { 2.5 };
        }
        let mut votes: Vec<(String, f32, String)> = Vec::new();
        for (text, weight) in found {
            // A quotation mark that ended the attribute too early.
            let is_cut = |t: &String| t.strip_prefix(&text).is_some_and(|rest| rest.trim_start().starts_with('"'));
            if all.iter().any(is_cut) || is_site(&text) || weight == IN_BAR && is_nameless(&text) {
                continue;
            }
            let text = without_site(without_kicker(&text, &all), site, &all);
            let key = facts::key(&text);
            if key.is_empty() || is_site(&text) {
                continue;
            }
            match votes.iter_mut().find(|(k, ..)| *k == key) {
                Some(vote) => vote.1 += weight,
                None => votes.push((key, weight, text)),
            }
        }
        // Headlines that are another one with words around it are for it in part.
        let shares: Vec<f32> = votes
            .iter()
            .map(|(key, ..)| {
                votes
                    .iter()
                    .filter(|(k, ..)| k != key && k.contains(key.as_str()) && key.len() > 20)
                    .map(|v| v.1 * 0.3)
                    .sum()
            })
            .collect();
        for (vote, share) in votes.iter_mut().zip(shares) {
            vote.1 += share;
        }
        let best = votes.iter().enumerate().fold(None, |best: Option<(usize, f32)>, (at, v)| match best {
            Some((_, most)) if most >= v.1 => best,
            _ => Some((at, v.1)),
        });
        let title = best.map(|(at, _)| votes[at].2.clone());
        let is_weak = best
            .zip(title.as_deref())
            .is_some_and(|((_, votes), title)| votes <= if is_long(title) { IN_BAR } else { IN_BAR + IN_HEADING });
        (title, all, is_weak)
    }

    /// The text of a heading; of one that nobody ended, as pages of old have them, what stands before the first paragraph.
    fn heading(&self, node: NodeId) -> String {
        let whole = self.text(node);
        let inner = self.doc.query_selector_all(node, "p").into_iter().map(|p| self.text(p)).find(|p| !p.is_empty());
        match inner.and_then(|inner| whole.find(&inner)).filter(|at| *at > 0) {
            Some(end) => whole[..end].trim().to_owned(),
            None => whole,
        }
    }

    /// Whether a text is the host's name.
    fn is_host(&self, text: &str) -> bool {
        let host = own_url(self.doc).and_then(|u| url::Url::parse(&u).ok()?.host_str().map(str::to_owned));
        host.is_some_and(|host| {
            let host = host.strip_prefix("www.").unwrap_or(&host);
            let text = facts::key(text).replace(' ', "");
            let joined = |host: &str| host.replace(['.', '-'], "") == text;
            joined(host) || host.rsplit_once('.').is_some_and(|(name, _)| joined(name))
        })
    }
}

/// What programs call pages that nobody gave a title, as keys; some with a number behind it.
const NAMELESS: [&str; 15] = [
    "untitled",
    "untitled document",
    "untitled page",
    "new page",
    "no title",
    "document",
    "new document",
    "dokument",
    "neue seite",
    "unbenanntes dokument",
    "document sans nom",
    "document sans titre",
    "nouvelle page",
    "documento",
    "documento sin título",
];

/// Whether a title is what a program calls a page that has none.
fn is_nameless(title: &str) -> bool {
    let key = facts::key(title);
    let name = key.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    NAMELESS.contains(&name) || title.starts_with("Microsoft Word - ")
}

/// Whether a text is the site's name.
fn is_site(text: &str, site: Option<&str>) -> bool {
    site.is_some_and(|site| facts::key(site) == facts::key(text))
}

/// A title without the words of another element that stand before it without a space: `At seaStorm hits the
/// coast`, where another witness has it alone.
fn without_kicker<'a>(title: &'a str, all: &'a [String]) -> &'a str {
    let glued = |whole: &&String| {
        let before = title.strip_suffix(whole.as_str());
        before.is_some_and(|b| b.ends_with(|c: char| c.is_alphanumeric() || c == '?')) && is_long(whole)
    };
    all.iter().find(glued).map_or(title, String::as_str)
}

/// What stands between a headline and the site's name.
const CUTS: [&str; 9] = [" | ", " - ", " – ", " — ", " :: ", " · ", " • ", " « ", " » "];

/// Three words or more, or a line in a script without spaces: one or two words may be a section's or a menu's.
pub fn is_long(text: &str) -> bool {
    text.split(' ').nth(2).is_some() || text.chars().filter(|c| *c as u32 > 0x2e80).count() > 8
}

/// Of a title that is no line of the page, the part that is one: pages of old name their site nowhere but in it. It may also
/// be the beginning of one line alone, which the title has cut short.
pub fn shown_part(title: &str, blocks: &[Block]) -> Option<String> {
    /// What has more is no headline.
    const MOST_BYTES: usize = 600;
    const MOST_WORDS: usize = 25;
    let cuts = |title: &str| CUTS.iter().any(|cut| title.contains(cut)) || title.contains(": ");
    if !cuts(title) {
        return None;
    }
    let lines: Vec<String> =
        blocks.iter().filter(|b| b.text.len() <= MOST_BYTES).map(|b| facts::key(&b.text)).collect();
    let is_line = |key: &str| lines.iter().any(|line| line == key);
    if is_line(&facts::key(title)) {
        return None;
    }
    let around = |cut: &'static str| title.match_indices(cut).map(move |(at, cut)| (at, at + cut.len()));
    let parts = CUTS.iter().flat_map(|cut| around(cut)).flat_map(|(end, start)| [&title[..end], &title[start..]]);
    let behind = around(": ").map(|(_, start)| &title[start..]);
    let parts: Vec<&str> = parts.chain(behind).filter(|part| is_long(part)).collect();
    let whole = parts.iter().filter(|part| is_line(&facts::key(part))).max_by_key(|part| part.len());
    whole.map(|part| part.trim().to_owned()).or_else(|| {
        let begun = |part: &&str| {
            let start = format!("{} ", facts::key(part));
            let mut found = (0..lines.len()).filter(|at| lines[*at].starts_with(&start));
            found.next().filter(|_| found.next().is_none()).map(|at| blocks[at].text.as_str())
        };
        let is_headline = |line: &&str| !sentence::ends(line) && line.split(' ').count() <= MOST_WORDS;
        parts.iter().filter_map(begun).filter(is_headline).max_by_key(|line| line.len()).map(str::to_owned)
    })
}

/// A title without the site's name at its end or start.
fn without_site(title: &str, site: Option<&str>, all: &[String]) -> String {
    let mut title = title.trim().to_owned();
    for _ in 0..3 {
        // What another witness says without the rest is the headline.
        let shorter = all.iter().map(|t| t.trim()).find(|t| {
            t.len() < title.len()
                && t.split(' ').count() >= 3
                && CUTS.iter().any(|c| {
                    title.strip_prefix(t).is_some_and(|r| r.starts_with(c))
                        || title.strip_suffix(t).is_some_and(|r| r.ends_with(c))
                })
        });
        if let Some(shorter) = shorter {
            title = shorter.to_owned();
            continue;
        }
        // `Storm hits the coast | Opinion`.
        if let Some((head, end)) = title.rsplit_once(" | ")
            && words::is_section_name(end)
            && head.split(' ').count() >= 3
        {
            title = head.to_owned();
            continue;
        }
        let Some(site) = site.map(facts::key).filter(|s| !s.is_empty()) else { break };
        let is_site = |part: &str| {
            let key = facts::key(part);
            let (key, site) = (key.replace(' ', ""), site.replace(' ', ""));
            !key.is_empty()
                && (key == site
                    || key.len() >= 4 && (site.contains(&key) || key.contains(&site) && key.len() < site.len() + 12))
        };
        let cut = CUTS.iter().find_map(|c| {
            let end = title.rsplit_once(c).filter(|(_, end)| is_site(end)).map(|(head, _)| head);
            end.or_else(|| title.split_once(c).filter(|(start, _)| is_site(start)).map(|(_, rest)| rest))
                .map(str::to_owned)
        });
        match cut {
            Some(rest) => title = rest,
            None => break,
        }
    }
    title
}
