//! 128-bit hashes that say whether something changed.

use std::fmt;

use xxhash_rust::xxh3::{Xxh3Default, xxh3_128};

/// The XXH3-128 hash of a page's inputs, of a file's bytes or of a path.
///
/// Not cryptographic: it tells edits apart, not adversaries. 128 bits make an accidental
/// collision among a billion values less likely than a disk error.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(pub u128);

impl Fingerprint {
    /// The hash of some bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Fingerprint(xxh3_128(bytes))
    }

    /// The first eight hex digits, as in the name of an asset.
    pub fn short(self) -> String {
        format!("{:08x}", (self.0 >> 96) as u32)
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// Collects values into one [`Fingerprint`].
///
/// Every value goes in with its length or a fixed width, so `("ab", "c")` and `("a", "bc")` differ.
#[derive(Default)]
pub struct Hasher(Xxh3Default);

impl Hasher {
    /// An empty hasher; `domain` keeps the hashes of different kinds of things apart.
    pub fn new(domain: &str) -> Self {
        let mut hasher = Hasher(Xxh3Default::new());
        hasher.str(domain);
        hasher
    }

    /// Adds a text and its length.
    pub fn str(&mut self, text: &str) -> &mut Self {
        self.u64(text.len() as u64);
        self.0.update(text.as_bytes());
        self
    }

    /// Adds a number.
    pub fn u64(&mut self, n: u64) -> &mut Self {
        self.0.update(&n.to_le_bytes());
        self
    }

    /// Adds another fingerprint.
    pub fn fp(&mut self, fp: Fingerprint) -> &mut Self {
        self.0.update(&fp.0.to_le_bytes());
        self
    }

    /// The fingerprint of all that was added.
    pub fn finish(&self) -> Fingerprint {
        Fingerprint(self.0.digest128())
    }
}
