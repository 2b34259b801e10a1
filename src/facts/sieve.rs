//! Numbers of records, by which those that may be alike are sieved out of many.
//!
//! Invariant: records that share a number are all found; what shares one by chance is for others to tell apart.
use super::Ref;

/// Numbers of records. Of each the lower half is kept, so that a million records need little memory.
#[derive(Default)]
pub struct Numbers(Vec<(u32, Ref)>);

impl Numbers {
    /// Gives a record a number; it may have several.
    pub fn add(&mut self, of: Ref, number: u64) {
        self.0.push((number as u32, of));
    }

    /// Takes in those of other records.
    pub fn append(&mut self, mut more: Numbers) {
        self.0.append(&mut more.0);
    }

    /// The records that share a number with another, or have one twice, in order.
    pub fn shared(&self) -> Vec<Ref> {
        let mut seen = Seen::for_so_many(self.0.len());
        self.0.iter().for_each(|(number, _)| seen.add(*number));
        let mut often: Vec<(u32, Ref)> = self.0.iter().filter(|(number, _)| seen.is_twice(*number)).copied().collect();
        often.sort_unstable();
        let alike = often.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1);
        let mut records: Vec<Ref> = alike.flatten().map(|(_, of)| *of).collect();
        records.sort_unstable();
        records.dedup();
        records
    }
}

/// Which numbers were seen, and which twice, in two bits each; now and then one too many, for numbers share their bits.
struct Seen(Vec<u64>);

impl Seen {
    fn for_so_many(numbers: usize) -> Self {
        Self(vec![0; (numbers * 8 / 32).next_power_of_two()])
    }

    /// The word its two bits are in, and the first of them.
    fn at(&self, number: u32) -> (usize, u64) {
        ((number >> 5) as usize & (self.0.len() - 1), 1 << (2 * (number & 31)))
    }

    fn add(&mut self, number: u32) {
        let (word, once) = self.at(number);
        self.0[word] |= once | (self.0[word] & once) << 1;
    }

    fn is_twice(&self, number: u32) -> bool {
        let (word, once) = self.at(number);
        self.0[word] & once << 1 != 0
    }
}

/// A number for letters, the same for small ones and capitals, which differ in one bit.
pub fn number(letters: &[u8]) -> u64 {
    const SMALL: u64 = u64::from_ne_bytes([b' '; 8]);
    letters.chunks(8).fold(0, |number, chunk| {
        let mut eight = [0; 8];
        eight[..chunk.len()].copy_from_slice(chunk);
        mixed(number, u64::from_le_bytes(eight) | SMALL)
    })
}

/// A number made of two.
pub fn mixed(one: u64, other: u64) -> u64 {
    let mixed = (one ^ other.wrapping_mul(0x9e37_79b9_7f4a_7c15)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::List;

    #[test]
    fn those_that_share_a_number_are_left() {
        let mut numbers = Numbers::default();
        let record = |index| Ref { list: List::Stakes, index };
        for n in 0..1_000 {
            numbers.add(record(n), mixed(u64::from(n), 7));
        }
        assert!(numbers.shared().is_empty());
        numbers.add(record(1_000), mixed(3, 7));
        numbers.add(record(1_000), mixed(998, 7));
        assert_eq!(numbers.shared(), [3, 998, 1_000].map(record));
    }
}
