//! The built-in weights: for saved pages, for copies of whole pages as text, and for columns, which are
//! articles copied with little or nothing around them.
//!
//! Menus and lists are most of a copied page, and the article has to be found among them; in a column nearly all
//! belongs to it. Weights that are learned from one are worse for the other.

use std::sync::LazyLock;

use super::block::Block;
use super::chain::Chain;

static SAVED: LazyLock<Chain> = LazyLock::new(|| Chain::parse(include_str!("weights/page.txt")));
static WHOLE: LazyLock<Chain> = LazyLock::new(|| Chain::parse(include_str!("weights/whole.txt")));
static COLUMN: LazyLock<Chain> = LazyLock::new(|| Chain::parse(include_str!("weights/column.txt")));

/// Those for a saved page.
pub fn of_page() -> &'static Chain {
    &SAVED
}

/// Those for a text.
pub fn of_text(blocks: &[Block]) -> &'static Chain {
    if is_whole_page(blocks) { &WHOLE } else { &COLUMN }
}

/// Whether a text has a page's menus around its article: dozens of short lines, some of them above its first
/// paragraph. Lengths are in bytes; ten letters of Chinese say what five words do.
fn is_whole_page(blocks: &[Block]) -> bool {
    const SHORT: usize = 30;
    const ENTRY: usize = 24;
    const PARAGRAPH: usize = 150;
    let lens = || blocks.iter().map(|b| b.text.len());
    lens().take_while(|len| *len < PARAGRAPH).filter(|len| *len <= ENTRY).nth(5).is_some()
        && lens().filter(|len| *len <= SHORT).nth(29).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::block;
    use super::*;

    #[test]
    fn pages_are_told_by_their_menus() {
        let menu = |entries: usize| (0..entries).map(|n| format!("Entry {n}\n\n")).collect::<String>();
        let article = "A sentence that goes on for a while about the harbour. ".repeat(4);
        let page = format!("{}{article}\n\n{}", menu(10), menu(30));
        assert!(is_whole_page(&block::blocks(&page)));
        assert!(!is_whole_page(&block::blocks(&format!("{article}\n\n{}", menu(60)))), "a list behind an article");
        assert!(!is_whole_page(&block::blocks(&format!("{}{article}", menu(10)))), "bylines and the like");
    }
}
