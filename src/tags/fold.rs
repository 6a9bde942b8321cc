//! What names the same in one text, put together: openings of sentences come off, surnames, initials and
//! short forms go to the whole name.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::catalog::Kind;
use super::extract::Reader;
use super::names;
use super::token::{Token, tokens};

impl Reader<'_> {
    /// Takes the first word from names that only begin sentences, where the rest is a name too: "Later Ann Oban".
    pub(super) fn unfold(&mut self) {
        let mut opening: Vec<String> = self
            .counts
            .iter()
            .filter(|(key, count)| {
                let rest = key.split_once(' ').and_then(|(_, rest)| self.counts.get(rest));
                count.words > 2 && !count.inner && !count.known && rest.is_some_and(|r| r.words > 1)
            })
            .map(|(key, _)| key.clone())
            .collect();
        opening.sort_unstable();
        for key in opening {
            let Some((_, rest)) = key.split_once(' ') else { continue };
            if let Some(part) = self.counts.remove(&key)
                && let Some(name) = self.counts.get_mut(rest)
            {
                name.weight += part.weight;
                name.first = name.first.min(part.first);
                name.title |= part.title;
            }
        }
    }

    /// Puts together what names the same.
    pub(super) fn fold(&mut self, paragraphs: &[(Vec<Token<'_>>, Vec<u32>)]) {
        let mut small = vec![false; self.words.count()];
        for (tokens, numbers) in paragraphs {
            for (token, number) in tokens.iter().zip(numbers) {
                small[*number as usize] |= !token.capital;
            }
        }
        let is_small = |key: &str| self.words.number(key).is_some_and(|number| small[number as usize]);
        let mut keys: Vec<(String, usize, bool, Option<Kind>)> =
            self.counts.iter().map(|(k, c)| (k.clone(), c.words, c.known, c.kind)).collect();
        keys.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        // Where each beginning, end and run of initials of a name is from.
        let mut parts: FxHashMap<Cow<'_, str>, Vec<usize>> = FxHashMap::default();
        for (at, (key, count, ..)) in keys.iter().enumerate() {
            for (space, _) in key.match_indices(' ') {
                parts.entry(key[..space].into()).or_default().push(at);
                parts.entry(key[space + 1..].into()).or_default().push(at);
            }
            if *count > 1 {
                parts.entry(initials(key).into()).or_default().push(at);
            }
        }
        for (short, count, known, kind) in &keys {
            if *known {
                continue;
            }
            let Some(longer) = parts.get(short.as_str()) else { continue };
            let mut fits: Vec<&String> = longer
                .iter()
                .map(|at| &keys[*at])
                .filter(|(k, n, other_known, _)| n > count && (!other_known || *n > 1) && k.len() > short.len())
                .filter(|(k, _, _, other)| {
                    let tail = k.ends_with(short.as_str())
                        && k.as_bytes()[k.len() - short.len() - 1] == b' '
                        && *other != Some(Kind::Organisation);
                    let head = k.starts_with(short.as_str())
                        && k.as_bytes()[short.len()] == b' '
                        && (*count > 1 || *kind != Some(Kind::Person) && *other == Some(Kind::Organisation));
                    let initials = *count == 1 && short.len() > 1 && initials(k) == *short;
                    tail || head || initials
                })
                .map(|(k, ..)| k)
                .collect();
            fits.dedup();
            let [one] = fits.as_slice() else { continue };
            let Some(part) = self.counts.remove(short) else { continue };
            let Some(whole) = self.counts.get_mut(*one) else { continue };
            whole.weight += part.weight;
            whole.first = whole.first.min(part.first);
            whole.title |= part.title;
            // Who is named by the last word alone is a person.
            if whole.kind.is_none() && one.ends_with(short.as_str()) && whole.words <= 3 {
                whole.kind = Some(Kind::Person);
            }
        }
        // A capital at the beginning of a sentence alone is none where the word is also written small.
        self.counts.retain(|key, c| c.known || c.sure || c.weight >= 1.5 && !is_small(key));
        self.counts.retain(|key, c| c.known || c.words > 1 || !is_small(key));
        for person in &self.people {
            if let Some(count) = self.counts.get_mut(person) {
                count.kind = Some(Kind::Person);
            }
        }
    }

    /// Marks what the headline names, also in capitals, also by a surname.
    pub(super) fn in_title(&mut self, title: &str) {
        let words: Vec<String> = tokens(title).iter().map(|t| t.text.to_lowercase()).collect();
        let line = format!(" {} ", words.join(" "));
        for (key, count) in &mut self.counts {
            if !count.title && !count.known {
                let surname =
                    key.rsplit(' ').next().filter(|s| count.kind == Some(Kind::Person) && s.len() > 3).unwrap_or(key);
                let says = |name: &str| line.contains(&format!(" {name} "));
                // "Notre-Dame" is the headline's short form of a longer name.
                let head = key.split(' ').next().unwrap_or(key);
                let opens = || {
                    count.kind != Some(Kind::Person)
                        && head.len() > 4
                        && says(head)
                        && !names::is_vague(head)
                        && !self.lang.is_common(head)
                        && self.gazetteer.find(&[head]).is_none()
                };
                if says(surname) || opens() {
                    count.title = true;
                    count.weight += 1.0;
                }
            }
        }
    }
}

fn initials(name: &str) -> String {
    name.split([' ', '-'])
        .filter(|w| !matches!(*w, "of" | "the" | "and" | "for"))
        .filter_map(|w| w.chars().next())
        .collect()
}
