//! Words that age: what is said of today, of the next release, of a quarter, and prices.

/// Words and phrases, in small letters.
const WORDS: [&str; 6] = ["currently", "at the moment", "eta", "next release", "upcoming release", "this quarter"];
/// Signs of money.
const MONEY: [char; 3] = ['€', '$', '£'];

/// The first line of a text that holds words that age, from 0.
pub fn first(text: &str) -> Option<u32> {
    (0..).zip(text.lines()).find(|(_, line)| holds(line)).map(|(number, _)| number)
}

/// Whether a text holds words that age.
pub fn holds(text: &str) -> bool {
    let text = text.to_lowercase();
    WORDS.iter().any(|word| has_word(&text, word)) || text.split_whitespace().any(is_quarter) || holds_price(&text)
}

/// Whether a phrase stands there by itself, not within longer words.
fn has_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + phrase.len()..].chars().next();
        ![before, after].into_iter().flatten().any(char::is_alphanumeric)
    })
}

/// `q3`, as in `Q3 2026`, or `q3/2026`.
fn is_quarter(word: &str) -> bool {
    let mut letters = word.trim_start_matches(['(', '"']).chars();
    let quarter = letters.next() == Some('q') && letters.next().is_some_and(|digit| ('1'..='4').contains(&digit));
    quarter && !letters.next().is_some_and(char::is_alphanumeric)
}

/// A sign of money beside a digit, with at most a space between.
fn holds_price(text: &str) -> bool {
    text.match_indices(MONEY).any(|(at, sign)| {
        let before = text[..at].trim_end_matches([' ', '\u{a0}']).chars().next_back();
        let after = text[at + sign.len()..].trim_start_matches([' ', '\u{a0}']).chars().next();
        [before, after].into_iter().flatten().any(|letter| letter.is_ascii_digit())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_age_are_found_and_others_are_not() {
        for text in
            ["Currently in beta.", "ETA is May", "In the next release", "by Q3 2026", "(Q1/27)", "€ 40 a seat", "40 €"]
        {
            assert!(holds(text), "{text}");
        }
        for text in ["", "the theta function", "concurrently", "Q5 2026", "QA", "q10", "a $ sign", "release notes"] {
            assert!(!holds(text), "{text}");
        }
        assert_eq!((first("It was so.\n\nby Q3\n$ 4"), first("It was so.")), (Some(2), None));
    }
}
