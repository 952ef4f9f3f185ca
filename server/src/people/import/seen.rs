//! Which line had an address first.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use domain::EmailAddress;

/// Addresses are known by 96 bits of a hash that changes with each run: among a million, two share them by chance
/// once in 10¹⁷ imports.
type Key = [u32; 3];

#[derive(Default)]
pub struct Seen {
    lines: HashMap<Key, u32>,
    hashers: [RandomState; 2],
}

impl Seen {
    /// The line that had this address first: `line` itself, if no other did.
    pub fn first_line(&mut self, email: &EmailAddress, line: u64) -> u64 {
        let key = self.key(email);
        u64::from(*self.lines.entry(key).or_insert(short(line)))
    }

    /// Whether this line had this address first.
    pub fn is_first(&self, email: &EmailAddress, line: u64) -> bool {
        self.lines.get(&self.key(email)) == Some(&short(line))
    }

    fn key(&self, email: &EmailAddress) -> Key {
        let [one, two] = self.hashers.each_ref().map(|hasher| hasher.hash_one(email.as_str()).to_ne_bytes());
        let part = |bytes: &[u8; 8], from: usize| {
            u32::from_ne_bytes([bytes[from], bytes[from + 1], bytes[from + 2], bytes[from + 3]])
        };
        [part(&one, 0), part(&one, 4), part(&two, 0)]
    }
}

fn short(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}
