//! Random numbers that stay the same for ever: SplitMix64, so that an archive of last year's
//! figures can be made again with any later version of any crate.

/// A generator; its whole state is one number.
pub struct Random(u64);

impl Random {
    /// The stream with a purpose and a number within one seed: streams do not depend on each other,
    /// so articles can be made in any order.
    pub fn stream(seed: u64, purpose: u64, number: u64) -> Random {
        let mut random = Random(seed ^ purpose.rotate_left(32));
        random.0 = random.next().wrapping_add(number.wrapping_mul(0xd6e8_feb8_6659_fd93));
        random.next();
        random
    }

    /// The next 64 bits.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Below `limit`; the bias is far below what a benchmark could show.
    pub fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }

    /// From 0 up to, not including, 1.
    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// From the normal distribution with mean 0 and deviation 1 (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// One of some items.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Draws item `k` of `len` with a chance of about `1 / (k + 2.7) ^ exponent`, as words and tags are used.
pub struct Zipf {
    /// Chance of this item or one before it.
    up_to: Vec<f64>,
    /// For each 4096th of the chances, the first item that can be meant: shortens the search.
    start: Vec<u32>,
}

const SLOTS: usize = 4096;

impl Zipf {
    /// The distribution over `len` items.
    pub fn new(len: usize, exponent: f64) -> Zipf {
        let mut sum = 0.0;
        let mut up_to: Vec<f64> = (0..len)
            .map(|k| {
                sum += (k as f64 + 2.7).powf(-exponent);
                sum
            })
            .collect();
        up_to.iter_mut().for_each(|chance| *chance /= sum);
        let start = (0..=SLOTS).map(|slot| up_to.partition_point(|c| *c < slot as f64 / SLOTS as f64) as u32).collect();
        Zipf { up_to, start }
    }

    /// One item's index.
    pub fn draw(&self, random: &mut Random) -> usize {
        let at = random.unit();
        let slot = (at * SLOTS as f64) as usize;
        let (first, last) = (self.start[slot] as usize, self.start[slot + 1] as usize);
        let range = &self.up_to[first..(last + 1).min(self.up_to.len())];
        (first + range.partition_point(|chance| *chance <= at)).min(self.up_to.len() - 1)
    }
}
