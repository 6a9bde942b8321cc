//! How many of a line's characters are letters, capitals, digits and signs of some sorts, and which signs it has
//! at all: looked at once, so that rules need not look again for what most lines have nothing of.

use super::letters;

/// Which sorts of bytes a line has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Signs(u8);

impl Signs {
    /// Digits of ASCII.
    pub const DIGIT: Signs = Signs(1);
    /// Capitals of ASCII.
    pub const CAPITAL: Signs = Signs(2);
    /// Colons.
    pub const COLON: Signs = Signs(4);
    /// Opening brackets.
    pub const BRACKET: Signs = Signs(8);
    /// What a sign between the parts of a line may begin with.
    pub const CUT: Signs = Signs(16);
    /// Upright lines, which are such a sign.
    pub const PIPE: Signs = Signs(32);
    /// What is no ASCII.
    pub const BEYOND: Signs = Signs(64);
    /// Signs that programs have more of than texts.
    pub const CODE: Signs = Signs(128);

    /// Those of a line.
    #[inline]
    pub fn of(line: &str) -> Signs {
        Signs(line.bytes().fold(0, |signs, b| signs | SIGNS[usize::from(b)]))
    }

    /// That of a byte.
    #[inline]
    pub fn of_byte(byte: u8) -> Signs {
        Signs(SIGNS[usize::from(byte)])
    }

    /// One or the other.
    pub const fn or(self, sorts: Signs) -> Signs {
        Signs(self.0 | sorts.0)
    }

    /// Whether the line has one of some sorts.
    #[inline]
    pub fn has(self, sorts: Signs) -> bool {
        self.0 & sorts.0 != 0
    }

    /// Whether it is ASCII.
    #[inline]
    pub fn is_ascii(self) -> bool {
        !self.has(Signs::BEYOND)
    }
}

/// For each byte, its sorts.
static SIGNS: [u8; 256] = {
    let mut signs = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        signs[byte] = match byte as u8 {
            b'0'..=b'9' => Signs::DIGIT.0,
            b'A'..=b'Z' => Signs::CAPITAL.0,
            b':' => Signs::COLON.0,
            b'(' => Signs::BRACKET.0,
            b'-' | b'/' => Signs::CUT.0,
            b'>' => Signs::CUT.0 | Signs::CODE.0,
            b'{' | b'}' | b'<' | b'=' | b';' | b'[' | b']' | b'_' | b'\\' => Signs::CODE.0,
            b'|' => Signs::CUT.0 | Signs::PIPE.0,
            0xc2 | 0xe2 | 0xef => Signs::CUT.0 | Signs::BEYOND.0,
            0x80.. => Signs::BEYOND.0,
            _ => 0,
        };
        byte += 1;
    }
    signs
};

/// What a line's characters are like.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Characters {
    /// Which sorts of bytes there are.
    pub signs: Signs,
    /// Plain spaces.
    pub spaces: usize,
    /// Spaces that keep words together.
    pub hard_spaces: usize,
    /// Characters of scripts that are written without spaces.
    pub dense: usize,
    /// Letters of any script.
    pub letters: usize,
    /// Capitals among them.
    pub upper: usize,
    /// Digits of any script.
    pub digits: usize,
    /// Commas and full stops.
    pub commas: usize,
    /// Quotation marks.
    pub quotes: usize,
    /// Whether there is a question mark.
    pub asks: bool,
    /// Whether there is a sign that addresses and tags have.
    pub address: bool,
    /// Whether there is a sign that texts seldom have.
    pub sign: bool,
}

/// Counters of one byte each: a sum of these has up to 255 characters of each sort.
const LETTER: u64 = 1;
const UPPER: u64 = 1 << 8;
const DIGIT: u64 = 1 << 16;
const COMMA: u64 = 1 << 24;
const QUOTE: u64 = 1 << 32;
const ASK: u64 = 1 << 40;
const ADDRESS: u64 = 1 << 48;
const SPACE: u64 = 1 << 56;

/// For each byte, what it adds to the counters.
static ADDS: [u64; 256] = {
    let mut adds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        adds[byte] = match byte as u8 {
            b'a'..=b'z' => LETTER,
            b'A'..=b'Z' => LETTER | UPPER,
            b'0'..=b'9' => DIGIT,
            b',' | b'.' | b';' => COMMA,
            b'"' => QUOTE,
            b'?' => ASK,
            b'@' | b'#' => ADDRESS,
            b' ' => SPACE,
            _ => 0,
        };
        byte += 1;
    }
    adds
};

impl Characters {
    /// Whether nearly all of its letters are capitals.
    pub fn shouts(&self) -> bool {
        self.upper > 3 && self.upper * 10 >= self.letters * 8
    }

    /// Those of a line.
    pub fn of(line: &str) -> Characters {
        let mut found = Characters::default();
        for bytes in line.as_bytes().chunks(255) {
            let (mut signs, mut counters) = (0, 0);
            for byte in bytes {
                signs |= SIGNS[usize::from(*byte)];
                counters += ADDS[usize::from(*byte)];
            }
            let [letters, upper, digits, commas, quotes, asks, address, spaces] = u64::to_le_bytes(counters);
            found.signs.0 |= signs;
            found.letters += usize::from(letters);
            found.upper += usize::from(upper);
            found.digits += usize::from(digits);
            found.commas += usize::from(commas);
            found.quotes += usize::from(quotes);
            found.asks |= asks > 0;
            found.address |= address > 0;
            found.spaces += usize::from(spaces);
        }
        if !found.signs.is_ascii() {
            letters::beyond_ascii(line).for_each(|c| found.add(c));
        }
        found
    }

    /// Counts a character that is no ASCII.
    fn add(&mut self, c: char) {
        self.dense += usize::from(is_dense(c));
        match c {
            '\u{a0}' | '\u{202f}' => self.hard_spaces += 1,
            '、' | '。' | '،' => self.commas += 1,
            '“' | '”' | '„' | '«' | '「' => self.quotes += 1,
            '»' => {
                self.quotes += 1;
                self.sign = true;
            }
            '©' | '®' | '™' | '→' | '›' | '▶' | '↓' | '…' => self.sign = true,
            c => {
                self.letters += usize::from(letters::is_alphabetic(c));
                self.upper += usize::from(letters::is_uppercase(c));
                self.digits += usize::from(letters::is_numeric(c));
            }
        }
    }
}

/// Scripts written without spaces.
fn is_dense(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0e7f}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted() {
        let found = Characters::of("Ärger, »12 Uhr«? 年½.");
        let expected = Characters {
            signs: Signs(Signs::DIGIT.0 | Signs::CAPITAL.0 | Signs::CUT.0 | Signs::BEYOND.0),
            spaces: 3,
            hard_spaces: 0,
            dense: 1,
            letters: 9,
            upper: 2,
            digits: 3,
            commas: 2,
            quotes: 2,
            asks: true,
            address: false,
            sign: true,
        };
        assert_eq!(found, expected);
        assert_eq!(Characters::of(&"a,B".repeat(1000)).letters, 2000);
    }
}
