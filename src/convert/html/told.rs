//! Which blocks of a page its metadata speaks of: the headline, the description, and the article's text,
//! which a quarter of papers give for the readers of machines.

use std::collections::HashSet;

use super::metadata::Metadata;
use super::votes::Opinion;
use crate::convert::block::Block;
use crate::convert::facts;
use crate::convert::features::Hints;

/// The least words of a text that can be the whole article.
const LEAST_WORDS: usize = 60;

/// Completes the hints of a page's blocks.
pub fn tell(hints: &mut [Hints], blocks: &[Block], metadata: &Metadata) {
    let titles: HashSet<String> = metadata.title.iter().chain(&metadata.titles).map(|t| facts::key(t)).collect();
    let description = metadata.description.as_deref().map(facts::key).unwrap_or_default();
    let body = metadata.body.as_deref().filter(|b| b.split_whitespace().nth(LEAST_WORDS).is_some()).map(Opinion::new);
    let authors: HashSet<String> = metadata.authors.iter().map(|a| facts::key(a)).collect();
    for (hint, block) in hints.iter_mut().zip(blocks) {
        let key = facts::key(&block.text);
        hint.says = match () {
            () if key.is_empty() => 0,
            () if titles.contains(&key) => 1,
            () if !description.is_empty() && key == description => 2,
            () if key.len() > 40
                && description.len() > 40
                && (key.starts_with(&description) || description.starts_with(&key)) =>
            {
                3
            }
            () if authors.contains(&key) => 4,
            () => 0,
        };
        hint.declared = body.as_ref().map_or(0, |body| if body.keeps(&key) { 1 } else { 2 });
    }
}

#[cfg(test)]
mod tests {
    use crate::convert::html;
    use crate::convert::source::Sent;

    #[test]
    fn blocks_are_told_from_what_the_metadata_says() {
        let said = "The ferry to the outer islands runs again from Monday, said the harbour board. ".repeat(6);
        let page = format!(
            "<script type='application/ld+json'>{{\"@type\":\"NewsArticle\",\"headline\":\"Ferry runs again\",\"articleBody\":\"<p>{said}</p>\"}}</script>\
             <meta name=description content='Repairs took nine weeks and cost twice what was planned.'>\
             <h1>Ferry runs again</h1><p>Repairs took nine weeks and cost twice what was planned.</p><p>{said}</p><p>More about ferries on other pages of ours</p>"
        );
        let hints = html::read(page.as_bytes(), &Sent::default()).expect("a page").hints;
        let told: Vec<(u16, u16)> = hints.iter().map(|h| (h.says, h.declared)).collect();
        assert_eq!(told, [(1, 2), (2, 2), (0, 1), (0, 2)]);
    }
}
