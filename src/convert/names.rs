//! Many names in little memory: each is kept as what differs from the one before it.

/// A growing list of texts. Those that are handed in one after another mostly share their beginning,
/// as paths of one folder do; a path then takes some twenty bytes.
#[derive(Debug, Default)]
pub struct Names {
    bytes: Vec<u8>,
    /// Where each run of [`RUN`] begins.
    starts: Vec<usize>,
    last: Vec<u8>,
    len: usize,
}

/// The first of so many names is kept whole, so that finding one reads no more than these.
const RUN: usize = 16;

impl Names {
    /// Adds a name; its number is how many there were before it.
    pub fn push(&mut self, name: &str) {
        let name = &name.as_bytes()[..name.len().min(usize::from(u16::MAX))];
        let mut shared = 0;
        if self.len.is_multiple_of(RUN) {
            self.starts.push(self.bytes.len());
        } else {
            shared = name.iter().zip(&self.last).take_while(|(a, b)| a == b).count().min(255);
        }
        let rest = &name[shared..];
        self.bytes.push(shared as u8);
        self.bytes.extend((rest.len() as u16).to_le_bytes());
        self.bytes.extend(rest);
        self.last.clear();
        self.last.extend(name);
        self.len += 1;
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// The name with this number.
    pub fn get(&self, number: usize) -> String {
        let mut at = self.starts[number / RUN];
        let mut name: Vec<u8> = Vec::new();
        for _ in 0..=number % RUN {
            let shared = usize::from(self.bytes[at]);
            let rest = usize::from(u16::from_le_bytes([self.bytes[at + 1], self.bytes[at + 2]]));
            name.truncate(shared);
            name.extend(&self.bytes[at + 3..at + 3 + rest]);
            at += 3 + rest;
        }
        String::from_utf8_lossy(&name).into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        let names: Vec<String> = (0..100).map(|n| format!("raw/{}/é{}.txt", "deep/".repeat(n % 70), n * 37)).collect();
        let mut kept = Names::default();
        names.iter().for_each(|n| kept.push(n));
        assert_eq!((0..kept.len()).map(|n| kept.get(n)).collect::<Vec<_>>(), names);
    }
}
