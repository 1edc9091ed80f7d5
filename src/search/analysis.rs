//! From text to words: the one place that says what a word is, for entries and for queries alike.
//!
//! Words are letters or digits that stand together. What is written joined, split or hyphenated (`ISO-27001`,
//! `iso 27001`, `iso27001`) gives its parts and, at the place of the first part, the parts joined, so that every
//! spelling finds every other. Scripts that are written without spaces give pairs of characters.

use super::fold;

/// Changes whenever the same text would give other words, so that an older index is built again.
pub(super) const VERSION: u32 = 1;

/// Longest word kept, in bytes of its folded form; the rest is cut off in entries and queries alike.
const LONGEST: usize = 64;
/// Most parts that are joined to one word: `SOC-2-Type-II` has four.
const MOST_JOINED: usize = 4;

/// What a word is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Make {
    /// Letters: can be stemmed and corrected.
    Letters,
    /// Digits, or digits and letters joined: neither stemmed nor corrected.
    Digits,
    /// One or two characters of a script without spaces.
    Pair,
}

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
    folded: (usize, usize),
    lower: (usize, usize),
}

/// The words of a text; can be filled again and again without new memory.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub list: Vec<Word>,
    letters: String,
    parts: Vec<Part>,
}

/// How a part is tied to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// Nothing between them, or a hyphen, a slash, a point.
    Run,
    /// One space.
    Space,
    Apart,
}

#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    end: usize,
    make: Make,
    tie: Tie,
}

/// What a single character is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Letter,
    Digit,
    Unspaced,
    Apostrophe,
    Joiner,
    Space,
    Other,
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
        self.list.clear();
        self.letters.clear();
        let mut parts = std::mem::take(&mut self.parts);
        split(text, &mut parts);
        for (at, part) in parts.iter().enumerate() {
            let code = in_code(&parts, at);
            self.push(text, at, 1, *part, code);
            if part.make != Make::Pair {
                self.join(text, &parts, at);
            }
        }
        self.parts = parts;
    }

    /// The word in the form in which words are compared.
    pub fn folded(&self, word: &Word) -> &str {
        &self.letters[word.folded.0..word.folded.1]
    }

    /// The word in lower case with its accents, as stemmers want it.
    pub fn lower(&self, word: &Word) -> &str {
        &self.letters[word.lower.0..word.lower.1]
    }

    fn push(&mut self, text: &str, at: usize, count: u32, part: Part, code: bool) {
        let from = self.letters.len();
        let source = &text[part.start..part.end];
        if source.is_ascii() {
            self.letters.extend(source.bytes().filter(|byte| byte.is_ascii_alphanumeric()).map(lower_ascii));
            self.cut(from);
            let range = (from, self.letters.len());
            self.add(at, count, part, code, range, range);
            return;
        }
        let mut lower = String::new();
        for piece in source.split(|c| !matches!(class(c), Class::Letter | Class::Digit | Class::Unspaced)) {
            fold::lower_into(piece, &mut lower);
        }
        self.letters.push_str(&lower);
        self.cut(from);
        let middle = self.letters.len();
        let mut plain = String::new();
        fold::plain_into(&self.letters[from..], &mut plain);
        self.letters.push_str(&plain);
        self.cut(middle);
        self.add(at, count, part, code, (middle, self.letters.len()), (from, middle));
    }

    fn add(&mut self, at: usize, count: u32, part: Part, code: bool, folded: (usize, usize), lower: (usize, usize)) {
        if folded.0 < folded.1 {
            let Part { start, end, make, .. } = part;
            let position = u32::try_from(at).unwrap_or(u32::MAX);
            self.list.push(Word { start, end, position, parts: count, make, code, folded, lower });
        }
    }

    /// Cuts the word that begins here in the buffer to the longest that is kept.
    fn cut(&mut self, from: usize) {
        if self.letters.len() - from > LONGEST {
            let end = self.letters.floor_char_boundary(from + LONGEST);
            self.letters.truncate(end);
        }
    }

    /// Adds what the part at `at` gives together with those after it.
    fn join(&mut self, text: &str, parts: &[Part], at: usize) {
        let run = run_length(parts, at);
        let first = at == 0 || parts[at].tie != Tie::Run;
        if first && (2..=MOST_JOINED).contains(&run) {
            self.push_joined(text, parts, at, run);
        }
        let whole = first && run == 2;
        if !whole && parts.get(at + 1).is_some_and(|next| pairs_up(text, &parts[at], next)) {
            self.push_joined(text, parts, at, 2);
        }
    }

    fn push_joined(&mut self, text: &str, parts: &[Part], at: usize, count: usize) {
        let digits = parts[at..at + count].iter().any(|part| part.make == Make::Digits);
        let make = if digits { Make::Digits } else { Make::Letters };
        let part = Part { end: parts[at + count - 1].end, make, ..parts[at] };
        let code = digits && parts[at + 1].tie == Tie::Run;
        self.push(text, at, u32::try_from(count).unwrap_or(1), part, code);
    }
}

fn lower_ascii(byte: u8) -> char {
    char::from(byte.to_ascii_lowercase())
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

/// Finds the parts: runs of letters, runs of digits, pairs of unspaced characters.
fn split(text: &str, parts: &mut Vec<Part>) {
    parts.clear();
    let mut scan = Scan { text, parts, open: None, between: Between::Start };
    for (at, c) in text.char_indices() {
        scan.character(at, c);
    }
    scan.close(text.len());
}

/// What stood between the last part and here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Between {
    Start,
    Nothing,
    Joiner,
    Space,
    More,
}

struct Scan<'a> {
    text: &'a str,
    parts: &'a mut Vec<Part>,
    open: Option<(usize, Class)>,
    between: Between,
}

impl Scan<'_> {
    fn character(&mut self, at: usize, c: char) {
        let class = class(c);
        match (self.open, class) {
            (Some((_, open)), class) if open == class => {}
            (Some(_), Class::Letter) if fold::continues(c) => {}
            (Some((start, Class::Letter)), Class::Apostrophe) if self.letter_follows(at, c) => {
                if elided(&self.text[start..at]) {
                    self.open = None;
                }
            }
            (_, Class::Letter | Class::Digit | Class::Unspaced) => {
                self.close(at);
                if !fold::continues(c) {
                    self.open = Some((at, class));
                }
            }
            _ => {
                self.close(at);
                self.between = between(self.between, class);
            }
        }
    }

    fn letter_follows(&self, at: usize, c: char) -> bool {
        self.text[at + c.len_utf8()..].chars().next().is_some_and(|next| class(next) == Class::Letter)
    }

    /// Ends the part that is open.
    fn close(&mut self, at: usize) {
        let Some((start, class)) = self.open.take() else { return };
        let tie = match self.between {
            Between::Nothing | Between::Joiner => Tie::Run,
            Between::Space => Tie::Space,
            Between::Start | Between::More => Tie::Apart,
        };
        self.between = Between::Nothing;
        match class {
            Class::Unspaced => self.pairs(start, at),
            Class::Digit => self.parts.push(Part { start, end: at, make: Make::Digits, tie }),
            _ => {
                let end = start + without_possessive(&self.text[start..at]);
                self.parts.push(Part { start, end, make: Make::Letters, tie });
            }
        }
    }

    /// Every two neighbours of a run, and its last character alone, so that one character finds all its places.
    fn pairs(&mut self, start: usize, end: usize) {
        let run = &self.text[start..end];
        let marks = run.char_indices().filter(|&(_, c)| !fold::continues(c)).map(|(at, _)| start + at);
        let mut ends = marks.clone().skip(2);
        for from in marks {
            let to = ends.next().unwrap_or(end);
            self.parts.push(Part { start: from, end: to, make: Make::Pair, tie: Tie::Apart });
        }
        self.between = Between::More;
    }
}

fn between(before: Between, class: Class) -> Between {
    match (before, class) {
        (Between::Nothing, Class::Joiner | Class::Apostrophe) => Between::Joiner,
        (Between::Nothing, Class::Space) => Between::Space,
        (Between::Start, _) => Between::Start,
        _ => Between::More,
    }
}

/// An article or pronoun that lost its vowel: `l'ascenseur` is an `ascenseur`.
fn elided(before: &str) -> bool {
    let mut letters = before.chars();
    match (letters.next().map(|c| c.to_ascii_lowercase()), letters.next().map(|c| c.to_ascii_lowercase())) {
        (Some('l' | 'd' | 'j' | 'n' | 'm' | 't' | 'c' | 'q'), None) => true,
        (Some('q'), Some('u')) => letters.next().is_none(),
        _ => false,
    }
}

/// Length of the word without a final `'s`.
fn without_possessive(word: &str) -> usize {
    ["'s", "’s", "'S", "’S"].iter().find_map(|ending| word.strip_suffix(ending)).map_or(word.len(), str::len)
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' => Class::Space,
        '\'' | '’' | 'ʼ' | '＇' => Class::Apostrophe,
        '-' | '.' | '/' | '&' | '_' | '+' | '‐' | '‑' | '–' => Class::Joiner,
        _ if c.is_ascii() => Class::Other,
        _ if unspaced(c) => Class::Unspaced,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() || fold::continues(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Han, kana, Hangul.
fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
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
