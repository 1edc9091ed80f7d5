//! Vectors on disk, by the text they are of: made once, as long as model and text stay.
//!
//! One file for each model: a line that names it, then records of fixed length, each with a check sum. Records are only
//! added; what a crash or a full disk left half written is cut off by the next start.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::vectors::Vector;
use crate::fs;

/// First half of the hash of a text.
pub type Key = [u8; 16];

/// Bytes before the numbers of a record: key, scale, check sum.
const HEAD: usize = 16 + 4 + 4;
/// The file is written anew once fewer than one record in so many is used.
const UNUSED: usize = 2;

/// The vectors that were made before, and the file that new ones are added to.
#[derive(Debug, Default)]
pub struct Cache {
    /// `None` keeps nothing beyond this process.
    path: Option<PathBuf>,
    first_line: Vec<u8>,
    dimensions: usize,
    known: HashMap<Key, Vector>,
    /// Records of the file, used or not.
    stored: usize,
    /// Records that wait to be added.
    waiting: Vec<u8>,
}

impl Cache {
    /// Reads what an earlier run made with the same model. A file that cannot be read is begun anew.
    pub fn open(folder: Option<&Path>, model: &str, dimensions: usize) -> Cache {
        let first_line = format!("fieldlore vectors 1, {model}, {dimensions}\n").into_bytes();
        let path = folder.map(|folder| folder.join(format!("{model}.vectors")));
        let mut cache = Cache { path, first_line, dimensions, ..Cache::default() };
        if let Err(error) = cache.read() {
            tracing::warn!(%error, "the vectors of an earlier run cannot be used; they are made again");
            cache.path = None;
        }
        cache
    }

    /// The key of a text.
    pub fn key(text: &str) -> Key {
        let hash = Sha256::digest(text.as_bytes());
        std::array::from_fn(|at| hash[at])
    }

    /// A vector that was made before.
    pub(super) fn get(&self, key: &Key) -> Option<&Vector> {
        self.known.get(key)
    }

    /// Takes a new vector, to be written by the next [`Cache::flush`].
    pub(super) fn put(&mut self, key: &Key, vector: &Vector) {
        if self.path.is_some() {
            self.waiting.extend(record(key, vector));
            self.stored += 1;
        }
    }

    /// Writes what is new. Where that fails, nothing more is kept until the next start.
    pub fn flush(&mut self) {
        let Some(path) = &self.path else { return };
        if self.waiting.is_empty() {
            return;
        }
        match fs::append(path, &self.waiting) {
            Ok(()) => self.waiting.clear(),
            Err(error) => {
                tracing::warn!(%error, "vectors could not be kept; the next start makes them again");
                // Perhaps half a record was written: nothing may be added behind it.
                self.path = None;
                self.waiting = Vec::new();
            }
        }
    }

    /// Gives the memory back once all entries have what they need, and writes the file anew where most of it is unused.
    pub fn settle(&mut self, used: &HashSet<Key>) {
        self.flush();
        self.known = HashMap::new();
        let Some(path) = self.path.clone().filter(|_| self.stored > used.len() * UNUSED) else { return };
        if let Err(error) = self.rewrite(&path, used) {
            tracing::warn!(%error, "unused vectors could not be dropped");
        }
    }

    fn rewrite(&mut self, path: &Path, used: &HashSet<Key>) -> Result<(), fs::Error> {
        let bytes = fs::read(path)?;
        let records = bytes.strip_prefix(self.first_line.as_slice()).unwrap_or_default();
        let mut left = used.clone();
        let needed = records.chunks_exact(HEAD + self.dimensions).filter(|record| {
            let key: Option<Key> = record[..16].try_into().ok();
            key.is_some_and(|key| left.remove(&key))
        });
        let kept: Vec<u8> = self.first_line.iter().copied().chain(needed.flatten().copied()).collect();
        fs::write(path, &kept)?;
        self.stored = used.len() - left.len();
        Ok(())
    }

    fn read(&mut self) -> Result<(), fs::Error> {
        let Some(path) = self.path.clone() else { return Ok(()) };
        if let Some(folder) = path.parent() {
            fs::create_folder(folder)?;
        }
        let bytes = if fs::is_file(&path) { fs::read(&path)? } else { Vec::new() };
        let Some(records) = bytes.strip_prefix(self.first_line.as_slice()) else {
            return fs::write(&path, &self.first_line);
        };
        let mut whole = 0;
        for bytes in records.chunks_exact(HEAD + self.dimensions) {
            let Some((key, vector)) = read_record(bytes) else { break };
            self.known.insert(key, vector);
            whole += 1;
        }
        self.stored = whole;
        let good = self.first_line.len() + whole * (HEAD + self.dimensions);
        if good < bytes.len() {
            tracing::info!(kept = whole, "the end of the kept vectors was damaged and is cut off");
            fs::write(&path, &bytes[..good])?;
        }
        Ok(())
    }
}

fn record(key: &Key, vector: &Vector) -> Vec<u8> {
    let numbers = vector.numbers.iter().map(|number| number.to_le_bytes()[0]);
    let mut bytes = Vec::with_capacity(HEAD + vector.numbers.len());
    bytes.extend(key);
    bytes.extend(vector.scale.to_le_bytes());
    bytes.extend(sum(key, vector).to_le_bytes());
    bytes.extend(numbers);
    bytes
}

fn read_record(bytes: &[u8]) -> Option<(Key, Vector)> {
    let (head, numbers) = bytes.split_at_checked(HEAD)?;
    let key: Key = head[..16].try_into().ok()?;
    let scale = f32::from_le_bytes(head[16..20].try_into().ok()?);
    let told = u32::from_le_bytes(head[20..24].try_into().ok()?);
    let vector = Vector { scale, numbers: numbers.iter().map(|byte| i8::from_le_bytes([*byte])).collect() };
    (sum(&key, &vector) == told).then_some((key, vector))
}

/// FNV-1a over key, scale and numbers.
fn sum(key: &Key, vector: &Vector) -> u32 {
    let numbers = vector.numbers.iter().map(|number| number.to_le_bytes()[0]);
    let bytes = key.iter().copied().chain(vector.scale.to_le_bytes()).chain(numbers);
    bytes.fold(0x811c_9dc5, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vector(seed: i8) -> Vector {
        Vector { scale: 0.01, numbers: (0..8).map(|at: i8| at.wrapping_mul(seed)).collect() }
    }

    fn filled(folder: &Path, texts: &[&str]) -> Cache {
        let mut cache = Cache::open(Some(folder), "m", 8);
        for (seed, text) in (1..).zip(texts) {
            cache.put(&Cache::key(text), &vector(seed));
        }
        cache.flush();
        cache
    }

    #[test]
    fn vectors_outlive_the_process_and_belong_to_their_model() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), &["a", "b"]);
        let again = Cache::open(Some(folder.path()), "m", 8);
        assert_eq!(again.get(&Cache::key("b")), Some(&vector(2)));
        assert_eq!(Cache::open(Some(folder.path()), "n", 8).get(&Cache::key("b")), None);
    }

    #[test]
    fn a_torn_or_changed_file_costs_what_is_damaged() {
        let folder = tempfile::tempdir().unwrap();
        filled(folder.path(), &["a", "b", "c"]);
        let path = folder.path().join("m.vectors");
        let mut bytes = fs::read(&path).unwrap();
        bytes.truncate(bytes.len() - 3);
        fs::write(&path, &bytes).unwrap();
        let again = filled(folder.path(), &[]);
        assert!(again.get(&Cache::key("b")).is_some() && again.get(&Cache::key("c")).is_none());
        // The last number of the second.
        let second = bytes.iter().position(|byte| *byte == b'\n').unwrap() + 2 * (HEAD + 8);
        bytes[second] ^= 1;
        fs::write(&path, &bytes).unwrap();
        assert!(filled(folder.path(), &[]).get(&Cache::key("b")).is_none());
        fs::write(&path, b"not ours").unwrap();
        assert!(filled(folder.path(), &["z"]).get(&Cache::key("a")).is_none());
        assert!(Cache::open(Some(folder.path()), "m", 8).get(&Cache::key("z")).is_some());
    }

    #[test]
    fn what_is_unused_goes_once_it_is_the_most() {
        let folder = tempfile::tempdir().unwrap();
        let mut cache = filled(folder.path(), &["a", "b", "c", "d", "e"]);
        let keys = |texts: &[&str]| texts.iter().map(|text| Cache::key(text)).collect();
        let size = || fs::read(&folder.path().join("m.vectors")).unwrap().len();
        let before = size();
        cache.settle(&keys(&["b", "c", "d", "e"]));
        assert_eq!(size(), before);
        cache.settle(&keys(&["b"]));
        assert!(size() < before / 2);
        assert!(Cache::open(Some(folder.path()), "m", 8).get(&Cache::key("b")).is_some());
    }
}
