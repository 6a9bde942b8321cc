//! Texts that were taken out of print page by page (`pdftotext`, scans): what stands at the head and the foot of its pages is no
//! part of what is printed on them, and a paragraph goes on over it.

use std::collections::HashMap;

use super::block::Block;
use super::sentence;

/// So many lines from the edge of a page are looked at.
const DEEP: usize = 2;
/// Heads and feet are short.
const LONGEST: usize = 100;
/// A line of so many characters is one of a paragraph.
const LONG: usize = 40;

/// Takes heads and feet out of lines, which are handed back; `starts` are the first lines of pages but the first. Of heads, the
/// first stays: it may have the paper, the day, the headline.
pub fn take_edges(blocks: Vec<Block>, starts: &[usize]) -> (Vec<Block>, Vec<Block>) {
    let starts: Vec<usize> = starts.iter().copied().filter(|start| (1..blocks.len()).contains(start)).collect();
    if starts.is_empty() {
        return (blocks, Vec::new());
    }
    let bounds: Vec<usize> = std::iter::once(0).chain(starts.iter().copied()).chain([blocks.len()]).collect();
    let edges = |page: usize| {
        let (from, to) = (bounds[page], bounds[page + 1]);
        let heads = (from..to.min(from + DEEP)).map(|at| (true, at));
        heads.chain((from.max(to.saturating_sub(DEEP))..to).map(|at| (false, at)))
    };
    let pages = bounds.len() - 1;
    let mut times: HashMap<(bool, String), usize> = HashMap::new();
    for (is_head, at) in (0..pages).flat_map(edges) {
        if let Some(key) = key(&blocks[at].text) {
            *times.entry((is_head, key)).or_default() += 1;
        }
    }
    // Left and right pages may have their own.
    let least = (pages / 3).max(2);
    let mut is_edge = vec![false; blocks.len()];
    let mut seen: Vec<String> = Vec::new();
    for (is_head, at) in (0..pages).flat_map(edges) {
        let Some(key) = key(&blocks[at].text).filter(|key| times[&(is_head, key.clone())] >= least) else { continue };
        let is_first = is_head && !seen.contains(&key);
        is_edge[at] |= !is_first || key.split(' ').filter(|word| word.chars().all(char::is_alphabetic)).count() < 2;
        if is_first {
            seen.push(key);
        }
    }
    // Where most of the lines are alike, they are what is printed.
    if is_edge.iter().filter(|is| **is).count() * 2 > blocks.len() {
        return (blocks, Vec::new());
    }
    let is_start: Vec<bool> = (0..blocks.len()).map(|at| starts.binary_search(&at).is_ok()).collect();
    let (mut kept, mut taken): (Vec<Block>, Vec<Block>) = (Vec::new(), Vec::new());
    let mut is_new = false;
    for ((mut block, is_edge), is_start) in blocks.into_iter().zip(is_edge).zip(is_start) {
        is_new |= is_start;
        if is_edge {
            taken.push(block);
            continue;
        }
        if std::mem::take(&mut is_new)
            && let Some(above) = kept.last()
        {
            block.gap &= sentence::ends(&above.text) || above.text.chars().count() < LONG;
        }
        kept.push(block);
    }
    (kept, taken)
}

/// A line as it is on other pages, too: numbers are those of the page.
fn key(text: &str) -> Option<String> {
    let is_sentence = text.contains(' ') && sentence::ends(text);
    if text.len() > LONGEST || is_sentence {
        return None;
    }
    let mut key = String::with_capacity(text.len());
    for c in text.chars().flat_map(char::to_lowercase) {
        match c {
            c if c.is_numeric() && key.ends_with('#') => {}
            c if c.is_numeric() => key.push('#'),
            c => key.push(c),
        }
    }
    Some(key)
}

#[cfg(test)]
mod tests {
    use crate::convert::block;

    #[test]
    fn paragraphs_go_on_over_the_edges_of_pages() {
        let page = |number: usize, text: &str| {
            format!("Harbour News    4 March 2024\n\n{text}\n\n      Page {number} of 3\n\u{c}")
        };
        let text = [
            page(1, "Pier reopens\n\nThe pier that was damaged in last year's storm is open again, the harbour\nboard said on Monday, and the first boats landed there in the morning and"),
            page(2, "at noon. All boats were in the harbour then, as the harbour master had said.\n\nThe board will decide in April whether the old lighthouse is repaired, and"),
            page(3, "when. Nobody knows what it costs."),
        ]
        .concat();
        let (blocks, edges) = block::parted(&text);
        let texts: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            texts,
            [
                "Harbour News 4 March 2024",
                "Pier reopens",
                "The pier that was damaged in last year's storm is open again, the harbour board said on Monday, and the first boats landed there in the morning and at noon. All boats were in the harbour then, as the harbour master had said.",
                "The board will decide in April whether the old lighthouse is repaired, and when. Nobody knows what it costs.",
            ]
        );
        let edges: Vec<&str> = edges.iter().map(|block| block.text.as_str()).collect();
        assert_eq!(
            edges,
            ["Page 1 of 3", "Harbour News 4 March 2024", "Page 2 of 3", "Harbour News 4 March 2024", "Page 3 of 3"]
        );
        // A list is no edge, though it is printed on many pages.
        let list: String = (1..50).map(|n| format!("Boat {n}\nBoat {n}\n\u{c}")).collect();
        assert_eq!(block::parted(&list).1, []);
        // One page has none.
        assert_eq!(block::parted("One\n\nTwo\n\u{c}").1, []);
    }
}
