//! How an answer is worded, and how much of that has changed since somebody voted on it.

use sha2::{Digest, Sha256};

use crate::model::body::Answer;
use crate::store::Wording;

/// From this share of changed words on, an answer is another than the one that was voted on.
const CHANGED: f64 = 0.2;
/// What a vote counts after each such change, and what it counts at least.
const AFTER_CHANGE: f64 = 0.5;
const LEAST: f64 = 0.25;
/// Words that are compared.
const MOST_WORDS: usize = 600;

/// The wording of an answer: what is said, without case, marks and spaces. Who it is from is no part of it.
pub fn wording(answer: &Answer) -> Wording {
    let parts = [&answer.rest, &answer.best_when, &answer.acknowledge, &answer.respond, &answer.confirm];
    let text = parts.into_iter().flatten().flat_map(|part| words(part)).collect::<Vec<_>>().join(" ");
    let digest = Sha256::digest(text.as_bytes());
    Wording { hash: digest[..8].iter().map(|byte| format!("{byte:02x}")).collect(), text }
}

/// The words of a text in small letters. Scripts that put no spaces between words are taken letter by letter.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for letter in text.chars() {
        let alone = is_unspaced(letter);
        if (alone || !letter.is_alphanumeric()) && !word.is_empty() {
            words.push(std::mem::take(&mut word));
        }
        if alone {
            words.push(letter.to_string());
        } else if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
        }
    }
    words.extend(Some(word).filter(|word| !word.is_empty()));
    words
}

fn is_unspaced(letter: char) -> bool {
    letter.is_alphanumeric()
        && matches!(letter, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..)
}

/// What a vote on the first of these wordings counts under the last: half after each change of more than a fifth of the
/// words, a quarter at least. Small changes add up until they are a large one.
pub fn weight<'a>(mut texts: impl Iterator<Item = &'a str>) -> f64 {
    let mut weight = 1.0;
    let Some(mut base) = texts.next() else { return weight };
    for text in texts {
        if weight > LEAST && is_changed(base, text) {
            (weight, base) = (weight * AFTER_CHANGE, text);
        }
    }
    weight
}

/// Whether a text is another than it was: more than a fifth of its words were put in, taken out or replaced. Case, marks
/// and spaces make no difference. It is the word error rate, with the text before as the reference.
pub fn is_reworded(before: &str, after: &str) -> bool {
    let [before, after] = [before, after].map(|text| words(text).join(" "));
    is_changed(&before, &after)
}

fn is_changed(before: &str, after: &str) -> bool {
    let [before, after] = [before, after].map(|text| text.split(' ').take(MOST_WORDS).collect::<Vec<_>>());
    distance(&before, &after) as f64 > CHANGED * before.len() as f64
}

/// How many words must be put in, taken out or replaced to make one of the other.
fn distance(before: &[&str], after: &[&str]) -> usize {
    let mut row: Vec<usize> = (0..=after.len()).collect();
    for (place, word) in before.iter().enumerate() {
        let mut corner = row[0];
        row[0] = place + 1;
        for (at, other) in after.iter().enumerate() {
            let replaced = corner + usize::from(word != other);
            corner = row[at + 1];
            row[at + 1] = replaced.min(corner + 1).min(row[at] + 1);
        }
    }
    row[after.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEN: &str = "a b c d e f g h i j";

    #[test]
    fn marks_case_and_credit_are_no_part_of_a_wording() {
        let answer = |respond: &str, from: &str| {
            let [respond, from] = [respond, from].map(|text| Some(text.to_owned()));
            wording(&Answer { respond, from, ..Answer::default() })
        };
        assert_eq!(answer("**Count** the\nmoves!", "Jo"), answer("count the moves", "Priya"));
        assert_ne!(answer("count the moves", "").hash, answer("count the jobs", "").hash);
        assert_eq!(words("31 of 100: größer, 数える"), ["31", "of", "100", "größer", "数", "え", "る"]);
    }

    #[test]
    fn a_vote_counts_half_after_each_change_of_more_than_a_fifth() {
        let of = |texts: &[&'static str]| weight(texts.iter().copied());
        assert_eq!(of(&[TEN]), 1.0);
        assert_eq!(of(&[TEN, "a b c d e f g h x y"]), 1.0);
        assert_eq!(of(&[TEN, "a b c d e f g x y z"]), 0.5);
        assert_eq!(of(&[TEN, "a b c d e f g x y z", "k l m", "n o p", "q r s"]), 0.25);
        // Two words, and then two others: four in all.
        assert_eq!(of(&[TEN, "a b c d e f g h x y", "a b c d e f v w x y"]), 0.5);
        assert_eq!(of(&["", "a"]), 0.5);
    }

    #[test]
    fn a_typo_is_no_other_wording_and_a_fifth_of_the_words_is_not_yet() {
        let before = "Count the **moves** first. Then talk about the price, and only then.";
        assert!(!is_reworded(before, "Count the moves first; then talk  about the price and only then"));
        assert!(!is_reworded(before, &before.replace("price", "prize")));
        assert!(!is_reworded(TEN, "a b c d e f g h x y"));
        assert!(is_reworded(TEN, "a b c d e f g x y z"));
        assert!(is_reworded(TEN, "") && !is_reworded("", ""));
    }
}
