//! From text to words: the one place that says what a word is, for entries and for queries alike.
//!
//! Words are letters or digits that stand together. What is written joined, split or hyphenated (`ISO-27001`,
//! `iso 27001`, `iso27001`) gives its parts and, at the place of the first part, the parts joined, so that every
//! spelling finds every other. Scripts that are written without spaces give pairs of characters.

use super::fold;
use super::parts::{self, Make, Part, Tie};

/// Changes whenever the same text would give other words, so that an older index is built again.
pub(super) const VERSION: u32 = 1;

/// Longest word kept, in bytes of its folded form; the rest is cut off in entries and queries alike.
const LONGEST: usize = 64;
/// Most parts that are joined to one word: `SOC-2-Type-II` has four.
const MOST_JOINED: usize = 4;

/// A word of a text. Ranges are in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word {
    /// Where it stands in the text.
    pub start: usize,
    pub end: usize,
    /// Number of its first part, counted from 0.
    pub position: u32,
    /// How many parts it covers: 1, or more for parts joined.
    pub parts: u32,
    pub make: Make,
    /// Part of, or all of, something like `iso-27001`: parts without space between them, a digit among them.
    pub code: bool,
    /// Ranges in the letters: from the lower form to the folded form to the end, or the same for both.
    lower: u32,
    folded: u32,
    last: u32,
}

/// The words of a text; can be filled again and again without new memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub list: Vec<Word>,
    letters: String,
    parts: Vec<Part>,
}

impl Words {
    /// The words of a text.
    pub fn of(text: &str) -> Words {
        let mut words = Words::default();
        words.fill(text);
        words
    }

    /// Replaces what is here by the words of a text, in the order of their positions.
    pub fn fill(&mut self, text: &str) {
        self.fill_where(text, |_| true);
    }

    /// The same for those words that may be `wanted`; passes quickly over the others. Is asked for most words, and
    /// with the word as it is written.
    pub fn fill_where(&mut self, text: &str, wanted: impl Fn(&str) -> bool) {
        self.list.clear();
        self.letters.clear();
        let mut parts = std::mem::take(&mut self.parts);
        parts::split(text, &mut parts);
        for (at, part) in parts.iter().enumerate() {
            let alone = part.tie != Tie::Run && parts.get(at + 1).is_none_or(Part::keeps_apart);
            if alone && part.plain && !wanted(&text[part.start..part.end]) {
                continue;
            }
            self.push(text, at, 1, *part, !alone && in_code(&parts, at));
            if !alone && part.make != Make::Pair {
                self.join(text, &parts, at);
            }
        }
        self.parts = parts;
    }

    /// The words that were typed, if the text is a query or a wording: each part once, without the last character of a
    /// run of pairs, which is in the pair before it.
    pub fn typed(&self) -> impl Iterator<Item = &Word> {
        let parts = self.list.iter().filter(|word| word.parts == 1);
        parts.scan(0, |end, word| Some((word, std::mem::replace(end, word.end)))).filter_map(|(word, before)| {
            let doubled = word.make == Make::Pair && word.end == before;
            (!doubled).then_some(word)
        })
    }

    /// The word in the form in which words are compared.
    pub fn folded(&self, word: &Word) -> &str {
        &self.letters[word.folded as usize..word.last as usize]
    }

    /// The word in lower case with its accents, as stemmers want it.
    pub fn lower(&self, word: &Word) -> &str {
        let end = if word.folded > word.lower { word.folded } else { word.last };
        &self.letters[word.lower as usize..end as usize]
    }

    fn push(&mut self, text: &str, at: usize, count: usize, part: Part, code: bool) {
        let from = self.letters.len();
        let source = &text[part.start..part.end];
        let mut folded = from;
        if part.plain {
            self.letters.push_str(source);
            self.letters[from..].make_ascii_lowercase();
            self.cut(from);
        } else {
            fold::lower_into(&parts::bare(source), &mut self.letters);
            self.cut(from);
            if !self.letters[from..].is_ascii() {
                let mut plain = String::new();
                fold::plain_into(&self.letters[from..], &mut plain);
                folded = self.letters.len();
                self.letters.push_str(&plain);
                self.cut(folded);
            }
        }
        if folded < self.letters.len() {
            self.list.push(Word {
                start: part.start,
                end: part.end,
                position: short(at),
                parts: short(count),
                make: part.make,
                code,
                lower: short(from),
                folded: short(folded),
                last: short(self.letters.len()),
            });
        }
    }

    /// Cuts the word that begins here in the letters to the longest that is kept.
    fn cut(&mut self, from: usize) {
        if self.letters.len() - from > LONGEST {
            let end = self.letters.floor_char_boundary(from + LONGEST);
            self.letters.truncate(end);
        }
    }

    /// Adds what the part at `at` gives together with those after it.
    fn join(&mut self, text: &str, parts: &[Part], at: usize) {
        let run = run_length(parts, at);
        let first = parts[at].tie != Tie::Run;
        if first && (2..=MOST_JOINED).contains(&run) {
            self.push_joined(text, parts, at, run);
        }
        let whole = first && run == 2;
        if !whole && parts.get(at + 1).is_some_and(|next| pairs_up(text, &parts[at], next)) {
            self.push_joined(text, parts, at, 2);
        }
    }

    fn push_joined(&mut self, text: &str, parts: &[Part], at: usize, count: usize) {
        let joined = &parts[at..at + count];
        let digits = joined.iter().any(|part| part.make == Make::Digits);
        let make = if digits { Make::Digits } else { Make::Letters };
        let end = parts[at + count - 1].end;
        let plain = joined.iter().all(|part| part.plain) && joined.windows(2).all(|two| two[0].end == two[1].start);
        let part = Part { end, make, plain, ..parts[at] };
        self.push(text, at, count, part, digits && parts[at + 1].tie == Tie::Run);
    }
}

/// Texts are shorter than 4 GB.
fn short(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// How many parts stand together from `at` on, without space between them.
fn run_length(parts: &[Part], at: usize) -> usize {
    1 + parts[at + 1..].iter().take(MOST_JOINED).take_while(|part| part.tie == Tie::Run).count()
}

/// Whether a part belongs to a run that has a digit in it.
fn in_code(parts: &[Part], at: usize) -> bool {
    let runs = |index: usize| parts.get(index).is_some_and(|part| part.tie == Tie::Run);
    if !runs(at) && !runs(at + 1) {
        return false;
    }
    let mut first = at;
    while first > 0 && at - first < MOST_JOINED && runs(first) {
        first -= 1;
    }
    let run = run_length(parts, first);
    run <= MOST_JOINED && parts[first..first + run].iter().any(|part| part.make == Make::Digits)
}

/// Whether two neighbours are also one word: `v2` in `v2.10`, `SOC 2`, `24 7`.
fn pairs_up(text: &str, part: &Part, next: &Part) -> bool {
    let digits = (part.make == Make::Digits, next.make == Make::Digits);
    match next.tie {
        Tie::Run => digits.0 || digits.1,
        Tie::Space if digits.1 && next.end - next.start <= 8 => {
            let capital = || text[part.start..part.end].contains(char::is_uppercase);
            part.end - part.start <= 8 && (digits.0 || (part.make == Make::Letters && capital()))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        let words = Words::of(text);
        words.list.iter().map(|word| words.folded(word).to_owned()).collect()
    }

    #[test]
    fn words_are_letters_or_digits() {
        assert_eq!(words("Too expensive, they say!"), ["too", "expensive", "they", "say"]);
        assert_eq!(words("36\" pipes"), ["36", "pipes"]);
        assert_eq!(words("who is \"waldo\"?"), ["who", "is", "waldo"]);
        assert_eq!(words(">>> (:[] 🎉"), [""; 0]);
        assert_eq!(words("Ünïcödé"), ["unicode"]);
    }

    #[test]
    fn codes_give_their_parts_and_themselves() {
        assert_eq!(words("ISO-27001"), ["iso", "iso27001", "27001"]);
        assert_eq!(words("ISO 27001"), ["iso", "iso27001", "27001"]);
        assert_eq!(words("iso27001"), ["iso", "iso27001", "27001"]);
        assert_eq!(words("24/7"), ["24", "247", "7"]);
        assert_eq!(words("24 7"), ["24", "247", "7"]);
        assert_eq!(words("v2.10"), ["v", "v210", "v2", "2", "210", "10"]);
        assert_eq!(words("re-plan"), ["re", "replan", "plan"]);
    }

    #[test]
    fn apostrophes_belong_to_words() {
        assert_eq!(words("don't"), ["dont"]);
        assert_eq!(words("the customer’s"), ["the", "customer"]);
        assert_eq!(words("l'ascenseur"), ["ascenseur"]);
        assert_eq!(words("comité d'entreprise"), ["comite", "entreprise"]);
        assert_eq!(words("'quoted'"), ["quoted"]);
    }

    #[test]
    fn scripts_without_spaces_give_pairs() {
        assert_eq!(words("価格は"), ["価格", "格は", "は"]);
        assert_eq!(words("价"), ["价"]);
        assert_eq!(Words::of("価格は 価").typed().count(), 3);
        assert_eq!(words("ราคา").first().map(String::as_str), Some("รา"));
        assert_eq!(words("SLA契約"), ["sla", "契約", "約"]);
    }

    #[test]
    fn marks_stay_with_their_letters() {
        assert_eq!(words("cafe\u{301} \u{301} ok"), ["cafe", "ok"]);
        assert_eq!(words("हिन्दी"), ["हिन्दी"]);
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        let cut = words(&"é".repeat(500));
        assert_eq!(cut, ["e".repeat(32)]);
    }
}
