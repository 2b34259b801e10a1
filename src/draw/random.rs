//! Chance that is the same on every machine.
//!
//! Invariant: what comes out depends on the seed and on nothing else.

/// xorshift64*, after Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled" (2016).
#[derive(Clone, Debug)]
pub(super) struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// At least 0, less than 1.
    pub fn part(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// At least -1, less than 1.
    pub fn swing(&mut self) -> f64 {
        self.part() * 2. - 1.
    }

    /// One of the numbers below `count`.
    pub fn below(&mut self, count: usize) -> usize {
        (self.next() % count.max(1) as u64) as usize
    }

    /// Nearly exponential with mean 1: (1-u)/√u stands in for -ln u, which machines round each in their own way.
    pub fn patience(&mut self) -> f64 {
        let u = self.part().max(1e-6);
        (1. - u) / u.sqrt()
    }
}
