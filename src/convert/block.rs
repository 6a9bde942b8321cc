//! Text ▶ blocks: paragraphs that know the lines they came from.
//!
//! 1. Lines are cut at `\n`, `\r\n` and `\r`, as editors count them.
//! 2. Inside a line, runs of white space become one space, and characters that nobody sees (soft
//!    hyphens, zero-width spaces, controls) go. No other character is touched.
//! 3. Where a text is hard-wrapped, as old wire copy is, its lines are joined into paragraphs, and words that were cut at their
//!    ends into words.

use super::reading::Reading;
use super::{hyphen, letters, meta, print, sentence, words};

/// One paragraph, headline, list item or stray line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// First line in the input, from 1.
    pub line: usize,
    /// Last line, the same unless lines were joined.
    pub last: usize,
    /// The text, one line, never empty.
    pub text: String,
    /// Whether an empty line (or the start of the text) stands before it.
    pub gap: bool,
}

/// Cuts a text into blocks.
pub fn blocks(text: &str) -> Vec<Block> {
    parted(text).0
}

/// The same, and the lines at the edges of printed pages, which are none of them.
pub fn parted(text: &str) -> (Vec<Block>, Vec<Block>) {
    // A line has some forty bytes or more.
    let mut blocks: Vec<Block> = Vec::with_capacity((text.len() / 40).min(4096));
    let mut gap = true;
    // Separators that editors do not count as lines part paragraphs all the same.
    const SEPARATORS: [char; 2] = ['\u{2028}', '\u{2029}'];
    let separated = SEPARATORS.iter().any(|s| text.contains(*s));
    // By number, the lines that begin farther right than the one above.
    let mut indented = Vec::new();
    let mut was_indented = true;
    // By number of the block, where a page of print begins.
    let (mut pages, mut is_page) = (Vec::new(), false);
    let odd = Odd::of(text);
    for (number, raw) in physical_lines(text).enumerate() {
        let is_indented = raw.starts_with('\t') || raw.starts_with("  ");
        if is_indented && !was_indented {
            indented.push(number + 1);
        }
        was_indented = is_indented;
        let mut add = |piece: &str| {
            // Most lines that are not tidy are so without the spaces around them.
            let piece = piece.trim_matches(' ');
            // A page of print ends.
            let is_next = odd.controls && piece.starts_with('\u{c}');
            (gap, is_page) = (gap || is_next, is_page || is_next);
            let mut text = if odd.is_tidy(piece) { String::from(piece) } else { tidied(piece) };
            if text.is_empty() {
                gap = true;
            } else {
                if odd.unseen && piece.ends_with(hyphen::SOFT) {
                    text.push(hyphen::SOFT);
                }
                if std::mem::take(&mut is_page) {
                    pages.push(blocks.len());
                }
                blocks.push(Block { line: number + 1, last: number + 1, text, gap });
                gap = false;
            }
        };
        if separated { raw.split(SEPARATORS).for_each(add) } else { add(raw) }
    }
    let (blocks, edges) = print::take_edges(blocks, &pages);
    let mut blocks = join_wrapped(blocks, &indented);
    if odd.unseen {
        for block in blocks.iter_mut().filter(|block| block.text.ends_with(hyphen::SOFT)) {
            block.text.pop();
        }
    }
    (blocks, edges)
}

fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest?;
        match memchr::memchr2(b'\n', b'\r', text.as_bytes()) {
            Some(at) => {
                let end = if text[at..].starts_with("\r\n") { at + 2 } else { at + 1 };
                rest = Some(&text[end..]);
                Some(&text[..at])
            }
            None => {
                rest = None;
                Some(text)
            }
        }
    })
}

/// One line without what nobody sees. A no-break space keeps words together, so one between two
/// words stays; every other white space is a plain one.
pub fn tidy(line: &str) -> String {
    let one_line = !line.contains(['\n', '\r']);
    if one_line && Odd::of(line).is_tidy(line) { line.to_owned() } else { tidied(line) }
}

fn tidied(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut space = None;
    for c in line.chars() {
        if is_seen(c) {
            if let Some(space) = space.take()
                && !out.is_empty()
            {
                out.push(space);
            }
            out.push(c);
            continue;
        }
        if is_invisible(c) {
            continue;
        }
        if c.is_whitespace() || c.is_control() {
            space = Some(match (space, c) {
                (None, '\u{a0}' | '\u{202f}') => c,
                _ => ' ',
            });
            continue;
        }
        if let Some(space) = space.take()
            && !out.is_empty()
        {
            out.push(space);
        }
        out.push(c);
    }
    out
}

/// What a text may have somewhere that its lines should not have; looked for in all of it at once, as most have little of it.
struct Odd {
    controls: bool,
    double_spaces: bool,
    unseen: bool,
}

impl Odd {
    fn of(text: &str) -> Odd {
        let is_control = |b: u8| (b < b' ') & (b != b'\n') & (b != b'\r') | (b == 0x7f);
        Odd {
            controls: words::has(text, is_control),
            double_spaces: words::doubles(text, |b| b == b' '),
            unseen: !letters::beyond_ascii(text).all(is_seen),
        }
    }

    /// Whether a line of the text is as it should be, as most are: signs and letters with single spaces between them.
    fn is_tidy(&self, line: &str) -> bool {
        let wrong = line.starts_with(' ')
            || line.ends_with(' ')
            || self.double_spaces && words::doubles(line, |b| b == b' ')
            || self.controls && words::has(line, |b| b < b' ' || b == 0x7f);
        !wrong && (!self.unseen || letters::beyond_ascii(line).all(is_seen))
    }
}

/// Whether a character is surely a letter or a sign that is seen.
fn is_seen(c: char) -> bool {
    matches!(c, '!'..='~' | '\u{ae}'..='\u{167f}' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{9fff}')
}

fn is_invisible(c: char) -> bool {
    // U+200C and U+200D stay: they shape Persian and Indic words and join emoji.
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{fffc}' | '\u{fffe}' | '\u{ffff}')
        // A paragraph of HTML may go over lines.
        || c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}' | '\u{b}' | '\u{c}')
}

/// Joins hard-wrapped lines. A text is taken as wrapped if, of the lines that have another right
/// below them, nearly all had no room for that one's first word. Lines that are `indented` more than the one above begin a
/// paragraph, as in old print.
fn join_wrapped(blocks: Vec<Block>, indented: &[usize]) -> Vec<Block> {
    const WIDEST: usize = 110;
    /// Columns of print are narrower than screens.
    const NARROW: usize = 40;
    const NARROWEST: usize = 24;
    /// Among so many blocks from the start, the headline is looked for.
    const HEAD: usize = 4;
    let followed = (1..blocks.len()).filter(|at| !blocks[*at].gap).map(|at| blocks[at - 1].text.chars().count());
    let mut width = 0;
    for len in followed {
        width = width.max(len);
        if width > WIDEST {
            return blocks;
        }
    }
    if width < NARROWEST {
        return blocks;
    }
    let lens: Vec<usize> = blocks.iter().map(|b| b.text.chars().count()).collect();
    // Whether a line had no room for the next one's first word.
    let full: Vec<bool> = (1..blocks.len())
        .map(|at| {
            let word = blocks[at].text.split(' ').next().map_or(0, |w| w.chars().count());
            // Editors differ by a few columns, so nearly full counts as full.
            lens[at - 1] + 1 + word + 4 > width
        })
        .collect();
    let begins = |block: &Block| block.gap || is_marked(&block.text) || indented.binary_search(&block.line).is_ok();
    let (mut wrapped, mut all, mut lower) = (0, 0, 0);
    for (two, full) in blocks.windows(2).zip(&full).filter(|(two, _)| !begins(&two[1])) {
        let block = &two[1];
        // The head of a mail tells nothing of its text.
        if is_header(&block.text) || is_header(&two[0].text) {
            continue;
        }
        all += 1;
        if *full {
            wrapped += 1;
            lower += usize::from(block.text.starts_with(char::is_lowercase));
        }
    }
    // Lists and verse may be as narrow.
    let enough =
        if width < NARROW { wrapped >= 8 && lower * 3 >= wrapped && wrapped * 10 >= all * 7 } else { wrapped >= 3 };
    if !enough || lower < 2 || wrapped * 10 < all * 6 {
        return blocks;
    }
    let joints = hyphen::Joints::of(blocks.iter().map(|b| b.text.as_str()));
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    let mut follows_fields = true;
    for (at, block) in blocks.into_iter().enumerate() {
        let fields = is_fields(&block);
        // A headline is broken where it reads well, not where a line is full.
        let is_head = joined.len() <= HEAD;
        let goes_on =
            |above: &Block| is_head && block.text.starts_with(char::is_lowercase) && !sentence::ends(&above.text);
        let has_room = |above: &Block| !full[at - 1] && !goes_on(above);
        let apart = begins(&block) || follows_fields || fields;
        let joins = !apart && joined.last().is_some_and(|above| !has_room(above));
        follows_fields = fields;
        match joined.last_mut() {
            Some(paragraph) if joins => {
                hyphen::join(&mut paragraph.text, &block.text, joints.as_ref());
                paragraph.last = block.last;
            }
            _ => joined.push(block),
        }
    }
    joined
}

/// Whether a line is one of a mail's or a news server's head: `Subject: Pier reopens`.
fn is_header(text: &str) -> bool {
    const LONGEST: usize = 24;
    let is_name =
        |name: &str| (2..=LONGEST).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-');
    text.split_once(": ").is_some_and(|(name, _)| is_name(name) && name.starts_with(|c: char| c.is_ascii_uppercase()))
}

/// Lines of fields stay apart, however long they are.
fn is_fields(block: &Block) -> bool {
    meta::read(&block.text, Reading::default()).is_some()
}

/// Whether a line begins a list item.
pub fn is_marked(text: &str) -> bool {
    bullet(text).is_some() || numbered(text).is_some()
}

/// The text behind a list bullet.
pub fn bullet(text: &str) -> Option<&str> {
    let rest = text.strip_prefix(['-', '*', '•', '‣', '◦', '▪', '●', '·'])?;
    rest.strip_prefix([' ', '\u{a0}']).filter(|rest| rest.chars().any(letters::is_alphanumeric))
}

/// The number and text of a numbered list item, `1. x` or `1) x`.
pub fn numbered(text: &str) -> Option<(u32, &str)> {
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = text.get(digits..)?.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    let number = text.get(..digits).filter(|d| (1..=3).contains(&d.len()))?.parse().ok()?;
    rest.chars().any(letters::is_alphanumeric).then_some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_their_numbers_and_lose_what_nobody_sees() {
        let blocks = blocks("One\u{ad}two \t three\r\n\r\n\u{feff}Four\u{200b}\rfive\u{2028}six\u{a0}%\n \u{200b} \n");
        let seen: Vec<_> = blocks.iter().map(|b| (b.line, b.text.as_str(), b.gap)).collect();
        assert_eq!(seen, [(1, "Onetwo three", true), (3, "Four", true), (4, "five", false), (4, "six\u{a0}%", false)]);
    }

    #[test]
    fn wrapped_lines_are_joined_and_others_are_not() {
        let wrapped = "The council met on Monday to decide the fate of the\nold pier, which has stood empty since the storm of\n1953 and is now a danger to boats and to swimmers.\n\nIt will be repaired, said the mayor, who promised a\nnew lamp for its end.\n";
        let texts: Vec<_> = blocks(wrapped).into_iter().map(|b| (b.line, b.last)).collect();
        assert_eq!(texts, [(1, 3), (5, 6)]);
        let column = "School roof repaired\nin time for autumn\n\nBy Helen Marsh\nGazette Reporter\n\nNORTHFIELD -- The roof of the Elm\n\
            Street School, which had leaked since\nthe storm of last October, was\nfinished on Tuesday, three weeks ahead\nof schedule.\n\n\
            Principal Amos Reed said that the\nchildren would return to their old\nclassrooms in September. He said they\n\
            had been very patient.\n\nThe work cost less than the board had\nset aside, and what is left over will\nbe spent on new books.\n";
        let texts: Vec<_> = blocks(column).into_iter().map(|b| (b.line, b.last)).collect();
        assert_eq!(texts, [(1, 2), (4, 4), (5, 5), (7, 11), (13, 16), (18, 20)]);
        let verse = "The night is long\nand the wind is cold\nand the sea goes by\nand nobody is told\n\
            what the stones have seen\nwhat the gulls have said\nin the dark between\nthe tide and the bed\nof the old wide\nriver\n";
        assert_eq!(blocks(verse).len(), 10);
        let list = "Mayors of the town\n1901 Anna Berg\n1905 Carl Dahl\n1909 Eva Falk\n1912 Gustav Holm\n";
        assert_eq!(blocks(list).len(), 5);
    }
}
