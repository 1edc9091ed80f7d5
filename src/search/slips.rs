//! What people type by a slip of one key.

/// Shortest word that comes of a slip.
const SHORTEST: usize = 3;

/// A word at one change from another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Slip {
    pub word: String,
    /// Two neighbouring letters are swapped; else one is more, less or other.
    pub swapped: bool,
}

/// All words of small Latin letters at one change, some of them twice.
pub(super) fn one_change(word: &str) -> Vec<Slip> {
    let letters: Vec<char> = word.chars().collect();
    let mut near = Vec::with_capacity(letters.len() * 54 + 26);
    let mut push = |letters: Vec<char>, swapped| {
        if letters.len() >= SHORTEST {
            near.push(Slip { word: letters.into_iter().collect(), swapped });
        }
    };
    for at in 0..=letters.len() {
        let (before, after) = letters.split_at(at);
        if let [left, right, rest @ ..] = after
            && left != right
        {
            push([before, &[*right, *left], rest].concat(), true);
        }
        if let [_, rest @ ..] = after {
            push([before, rest].concat(), false);
        }
        for letter in 'a'..='z' {
            if let [other, rest @ ..] = after
                && *other != letter
            {
                push([before, &[letter], rest].concat(), false);
            }
            push([before, &[letter], after].concat(), false);
        }
    }
    near
}
