//! The full hash of a commit or a text, as git names it. Nothing shorter, and no name, is ever one.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Bytes of the longest hash that git has.
const MOST: usize = 32;

/// A full hash, of 20 bytes or 32.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Oid {
    bytes: [u8; MOST],
    length: u8,
}

impl Oid {
    /// Reads a full hash in hexadecimal.
    pub fn read(text: &str) -> Option<Oid> {
        let digits = text.as_bytes();
        if digits.len() != 40 && digits.len() != 64 {
            return None;
        }
        let mut bytes = [0; MOST];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = (digit(pair[0])? << 4) | digit(pair[1])?;
        }
        Some(Oid { bytes, length: u8::try_from(digits.len() / 2).ok()? })
    }

    /// Whether it stands for nothing: the state before a file came, or after it went.
    pub fn is_nothing(&self) -> bool {
        self.bytes == [0; MOST]
    }
}

fn digit(letter: u8) -> Option<u8> {
    match letter {
        b'0'..=b'9' => Some(letter - b'0'),
        b'a'..=b'f' => Some(letter - b'a' + 10),
        _ => None,
    }
}

impl fmt::Display for Oid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.bytes[..usize::from(self.length)].iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl fmt::Debug for Oid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

impl Serialize for Oid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Oid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Oid, D::Error> {
        let text = String::deserialize(deserializer)?;
        Oid::read(&text).ok_or_else(|| de::Error::custom("this is no full hash"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_full_hash_is_one() {
        let (short, long) = ("0a1b2c3d4e".repeat(4), "0123456789abcdef".repeat(4));
        for full in [&short, &long] {
            assert_eq!(Oid::read(full).unwrap().to_string(), **full);
        }
        assert!(Oid::read(&"0".repeat(40)).unwrap().is_nothing() && !Oid::read(&short).unwrap().is_nothing());
        let odd = ["", "HEAD", "--output=x", "0a1b2c3", &short[1..], &short.to_uppercase(), &"ä".repeat(20)];
        assert!(odd.iter().all(|text| Oid::read(text).is_none()));
    }
}
