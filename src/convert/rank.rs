//! Choosing one of several candidates, or none of them, by learned weights.
//!
//! A candidate has a list of features, each a number; its score is the sum of their weights. What
//! scores no more than nothing is not chosen.

/// Features in groups of which each candidate has one or none. Every candidate has to be asked for
/// the same groups in the same order, as that is what gives features their numbers.
#[derive(Debug)]
pub struct Features {
    found: Vec<u16>,
    from: usize,
}

impl Default for Features {
    fn default() -> Features {
        Features { found: Vec::with_capacity(48), from: 0 }
    }
}

impl Features {
    /// The next group of `buckets` features, and which of them it is.
    pub fn add(&mut self, buckets: usize, bucket: Option<usize>) {
        if let Some(bucket) = bucket {
            self.found.push((self.from + bucket.min(buckets - 1)) as u16);
        }
        self.from += buckets;
    }

    /// A feature that is there or not.
    pub fn when(&mut self, yes: bool) {
        self.add(1, yes.then_some(0));
    }

    /// A number by the ranges that `limits` part, which are in order.
    pub fn number<const N: usize>(&mut self, number: usize, limits: [usize; N]) {
        self.add(N + 1, Some(bucket(number, limits)));
    }

    /// The numbers of all that were found, below `count`.
    pub fn finish(self, count: usize) -> Vec<u16> {
        debug_assert!(self.from <= count, "{}", self.from);
        self.found
    }
}

/// In which of the ranges that `limits` part, which are in order, a number lies.
#[inline]
pub fn bucket<const N: usize>(number: usize, limits: [usize; N]) -> usize {
    let mut at = 0;
    for limit in limits {
        at += usize::from(number >= limit);
    }
    at
}

/// How much speaks for a candidate.
pub fn score(weights: &[f32], features: &[u16]) -> f32 {
    features.iter().map(|f| weights[usize::from(*f)]).sum()
}

/// The first of the best candidates whose score is above `from`.
pub fn best<T>(candidates: Vec<T>, from: f32, score: impl Fn(&T) -> f32) -> Option<(T, f32)> {
    candidates
        .into_iter()
        .map(|c| {
            let score = score(&c);
            (c, score)
        })
        .filter(|(_, score)| *score > from)
        .fold(None, |best: Option<(T, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
}
