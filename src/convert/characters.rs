//! How many of a line's characters are letters, capitals, digits and signs of some sorts.

use super::letters;

/// What a line's characters are like.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Characters {
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
const BEYOND: u64 = 1 << 56;

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
            0x80.. => BEYOND,
            _ => 0,
        };
        byte += 1;
    }
    adds
};

impl Characters {
    /// Those of a line.
    pub fn of(line: &str) -> Characters {
        let mut found = Characters::default();
        let mut beyond = false;
        for bytes in line.as_bytes().chunks(255) {
            let counters: [u8; 8] = bytes.iter().map(|b| ADDS[usize::from(*b)]).sum::<u64>().to_le_bytes();
            let [letters, upper, digits, commas, quotes, asks, address, others] = counters;
            found.letters += usize::from(letters);
            found.upper += usize::from(upper);
            found.digits += usize::from(digits);
            found.commas += usize::from(commas);
            found.quotes += usize::from(quotes);
            found.asks |= asks > 0;
            found.address |= address > 0;
            beyond |= others > 0;
        }
        if beyond {
            letters::beyond_ascii(line).for_each(|c| found.add(c));
        }
        found
    }

    /// Counts a character that is no ASCII.
    fn add(&mut self, c: char) {
        match c {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted() {
        let found = Characters::of("Ärger, »12 Uhr«? 年½.");
        let expected = Characters {
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
