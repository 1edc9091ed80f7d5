//! Taking a text apart: letters that stand together, digits that stand together, and how they are tied.

use super::fold;

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

/// How a part is tied to the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tie {
    /// Nothing between them, or a hyphen, a slash, a point.
    Run,
    /// One space.
    Space,
    Apart,
}

/// A run of letters or of digits, or a pair of unspaced characters. Ranges are in bytes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub start: usize,
    pub end: usize,
    pub make: Make,
    pub tie: Tie,
    /// ASCII letters and digits only.
    pub plain: bool,
}

impl Part {
    /// Whether it surely does not join the part before it.
    pub fn keeps_apart(&self) -> bool {
        match self.tie {
            Tie::Run => false,
            Tie::Space => self.make != Make::Digits,
            Tie::Apart => true,
        }
    }
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

/// A part without what stands between its letters: apostrophes, hyphens.
pub(super) fn bare(source: &str) -> String {
    source.chars().filter(|c| matches!(class(*c), Class::Letter | Class::Digit | Class::Unspaced)).collect()
}

/// Finds the parts: runs of letters, runs of digits, pairs of unspaced characters.
pub(super) fn split(text: &str, parts: &mut Vec<Part>) {
    parts.clear();
    let mut scan = Scan { text, parts, open: None, apostrophe: false, plain: true, between: Between::Start };
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if byte.is_ascii() {
            let class = ASCII[usize::from(*byte)];
            if scan.open.is_none_or(|(_, open)| open != class) {
                scan.character(at, char::from(*byte), class);
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            scan.character(at, c, class(c));
            scan.plain = false;
            at += c.len_utf8();
        }
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
    /// Where the part that is open begins, and what it is made of.
    open: Option<(usize, Class)>,
    /// Whether that part has an apostrophe in it.
    apostrophe: bool,
    /// Whether that part has ASCII letters and digits only.
    plain: bool,
    between: Between,
}

impl Scan<'_> {
    fn character(&mut self, at: usize, c: char, class: Class) {
        match (self.open, class) {
            (Some((_, open)), class) if open == class => {}
            (Some(_), Class::Letter) if fold::continues(c) => {}
            (Some((start, Class::Letter)), Class::Apostrophe) if self.letter_follows(at, c) => {
                self.apostrophe = true;
                if elided(&self.text[start..at]) {
                    self.open = None;
                }
            }
            (_, Class::Letter | Class::Digit | Class::Unspaced) => {
                self.close(at);
                if !fold::continues(c) {
                    self.open = Some((at, class));
                    self.plain = true;
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
            Class::Digit => self.parts.push(Part { start, end: at, make: Make::Digits, tie, plain: self.plain }),
            _ => {
                let apostrophe = std::mem::take(&mut self.apostrophe);
                let end = if apostrophe { start + without_possessive(&self.text[start..at]) } else { at };
                let plain = self.plain && !apostrophe;
                self.parts.push(Part { start, end, make: Make::Letters, tie, plain });
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
            self.parts.push(Part { start: from, end: to, make: Make::Pair, tie: Tie::Apart, plain: false });
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

/// The classes of the first 128 characters, to read most texts quickly.
static ASCII: [Class; 128] = {
    let mut classes = [Class::Other; 128];
    let mut code = 0;
    while code < 128 {
        classes[code] = match code as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b' ' | b'\t' | b'\n' | b'\r' => Class::Space,
            b'\'' => Class::Apostrophe,
            b'-' | b'.' | b'/' | b'&' | b'_' | b'+' => Class::Joiner,
            _ => Class::Other,
        };
        code += 1;
    }
    classes
};

fn class(c: char) -> Class {
    match c {
        _ if c.is_ascii() => ASCII[c as usize],
        '\u{a0}' => Class::Space,
        '’' | 'ʼ' | '＇' => Class::Apostrophe,
        '‐' | '‑' | '–' => Class::Joiner,
        _ if unspaced(c) => Class::Unspaced,
        _ if c.is_numeric() => Class::Digit,
        _ if c.is_alphabetic() || fold::continues(c) => Class::Letter,
        _ => Class::Other,
    }
}

/// Scripts that are written without spaces: Thai, Lao, Burmese, Khmer, Han, kana, Hangul.
pub(super) fn unspaced(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1100}'..='\u{11ff}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3041}'..='\u{30fa}' | '\u{30fc}'..='\u{318f}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7ff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}
