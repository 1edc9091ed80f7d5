//! How the backs of cards are worded, remembered by the bytes of their files: on most requests no back is read anew.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex, PoisonError};

use super::cards::Card;

/// Most backs that are remembered: some hundred bytes each. Beyond that it begins anew.
const MOST: usize = 20_000;

/// A file as it is written, and which card and answer of it. The same file says the same, whoever asks and whenever.
type Back = (u64, String, String);

#[derive(Debug, Default)]
struct Backs(Mutex<HashMap<Back, String>>);

static BACKS: LazyLock<Backs> = LazyLock::new(Backs::default);

/// The hash of how a card's back is worded, with one of the answers.
pub fn hash(card: &Card, answer: Option<&str>) -> String {
    let back = (card.page.entry().hash, card.id.clone(), answer.unwrap_or_default().to_owned());
    BACKS.known(back, || card.wording(answer).hash)
}

impl Backs {
    fn known(&self, back: Back, read: impl FnOnce() -> String) -> String {
        if let Some(hash) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&back) {
            return hash.clone();
        }
        let hash = read();
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(back, hash.clone());
        hash
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_back_is_read_once_as_long_as_its_file_stays_the_same() {
        let (backs, read) = (Backs::default(), Cell::new(0));
        let hash = |file: u64, answer: &str| {
            backs.known((file, "objection/dear".to_owned(), answer.to_owned()), || {
                read.set(read.get() + 1);
                format!("{file}{answer}")
            })
        };
        assert_eq!([hash(1, "one"), hash(1, "one"), hash(1, "one")], ["1one"; 3]);
        assert_eq!(read.get(), 1);
        assert_eq!([hash(2, "one"), hash(1, "two")], ["2one", "1two"]);
        assert_eq!(read.get(), 3);
    }

    #[test]
    fn no_more_is_remembered_than_fits() {
        let backs = Backs::default();
        for file in 0..MOST as u64 + 1 {
            backs.known((file, String::new(), String::new()), String::new);
        }
        assert_eq!(backs.0.lock().unwrap().len(), 1);
    }
}
