//! Wordings by the words that they hold: what could follow what is typed.
//!
//! Every place at which a word begins is kept in the order of what follows it, as an offset into one text. So the
//! wordings that go on as typed stand together and are found by halving, however many there are.

use std::collections::HashSet;

use super::{fold, parts};

/// Characters of a wording that are compared. Whoever types more needs no completion.
const LONGEST: usize = 160;
/// Ends each wording; sorts before everything that a wording holds.
const END: char = '\n';
/// Bytes of text behind which no more is taken in, far below the reach of an offset.
const MOST_TEXT: usize = 1 << 30;
/// Places that are looked at in each list: more would only name the same wordings again.
const LOOKED_AT: usize = 64;

/// Wordings that can be found by the beginning of any of their words.
#[derive(Debug, Default)]
pub struct Completions {
    /// The wordings in the form in which they are compared, one after the other.
    text: String,
    /// Where each wording begins.
    begins: Vec<u32>,
    /// Where words begin, each list by what follows there. What is found in an earlier list comes first: the beginnings of
    /// preferred wordings, those of the others, then their other words alike.
    places: [Vec<u32>; 4],
}

impl Completions {
    /// Takes in wordings; the `true` ones are preferred.
    pub fn of<'a>(wordings: impl Iterator<Item = (&'a str, bool)>) -> Completions {
        let mut all = Completions::default();
        for (wording, preferred) in wordings {
            if all.text.len() > MOST_TEXT {
                break;
            }
            all.add(all.text.len() as u32, wording, preferred);
        }
        all.text.shrink_to_fit();
        for list in 0..all.places.len() {
            let places = std::mem::take(&mut all.places[list]);
            all.places[list] = all.sorted(places);
        }
        all
    }

    fn add(&mut self, begin: u32, wording: &str, preferred: bool) {
        self.begins.push(begin);
        spell(wording, &mut self.text);
        let mut before = ' ';
        let mut place = begin;
        for letter in self.text[begin as usize..].chars() {
            if begins_word(before, letter) {
                self.places[2 * usize::from(place > begin) + usize::from(!preferred)].push(place);
            }
            before = letter;
            place += letter.len_utf8() as u32;
        }
        self.text.push(END);
    }

    /// Sorted by what follows; most are told apart by their first bytes, which are kept at hand.
    fn sorted(&self, places: Vec<u32>) -> Vec<u32> {
        let first = |place: u32| {
            let mut bytes = [0; 8];
            let rest = self.rest(place).as_bytes();
            let length = rest.len().min(bytes.len());
            bytes[..length].copy_from_slice(&rest[..length]);
            u64::from_be_bytes(bytes)
        };
        let mut keyed: Vec<(u64, u32)> = places.into_iter().map(|place| (first(place), place)).collect();
        keyed.sort_unstable_by(|(a, one), (b, other)| {
            a.cmp(b).then_with(|| (self.rest(*one), one).cmp(&(self.rest(*other), other)))
        });
        keyed.into_iter().map(|(_, place)| place).collect()
    }

    /// The wording from a place on.
    fn rest(&self, place: u32) -> &str {
        let rest = &self.text[place as usize..];
        &rest[..rest.find(END).unwrap_or(rest.len())]
    }

    /// The numbers of the wordings that go on as typed, the best first, each once. A wording that is typed whole is none.
    pub fn find(&self, typed: &str) -> Vec<usize> {
        let Some(typed) = typed_form(typed) else { return Vec::new() };
        let mut seen = HashSet::new();
        let places = self.places.iter().flat_map(|places| self.going_on(places, &typed));
        let numbers = places.map(|place| self.begins.partition_point(|begin| *begin <= place) - 1);
        numbers.filter(|number| seen.insert(*number) && self.rest(self.begins[*number]) != typed.trim_end()).collect()
    }

    fn going_on<'a>(&'a self, places: &'a [u32], typed: &'a str) -> impl Iterator<Item = u32> + 'a {
        let from = places.partition_point(|place| self.rest(*place) < typed);
        let near = places[from..].iter().take(LOOKED_AT).copied();
        near.take_while(move |place| self.rest(*place).starts_with(typed))
    }
}

/// Whether some word of a wording begins as typed.
pub fn goes_on(wording: &str, typed: &str) -> bool {
    let (mut spelled, mut before) = (String::new(), ' ');
    spell(wording, &mut spelled);
    typed_form(typed).is_some_and(|typed| {
        spelled.char_indices().any(|(at, letter)| {
            let begins = begins_word(before, letter);
            before = letter;
            begins && spelled[at..].starts_with(&typed)
        })
    })
}

/// What is typed in the form in which wordings are compared; nothing where it says nothing, or too much.
fn typed_form(typed: &str) -> Option<String> {
    let mut spelled = String::new();
    if typed.chars().nth(LONGEST).is_none() {
        spell(typed, &mut spelled);
    }
    if typed.ends_with(char::is_whitespace) && !spelled.is_empty() {
        spelled.push(' ');
    }
    (!spelled.is_empty()).then_some(spelled)
}

/// Appends the words of a text, folded, one space between them.
fn spell(text: &str, out: &mut String) {
    let start = out.len();
    let cut = text.char_indices().nth(LONGEST).map_or(text, |(end, _)| &text[..end]);
    let mut space = false;
    for letter in fold::fold(cut).chars() {
        if letter.is_alphanumeric() || fold::continues(letter) {
            if space && out.len() > start {
                out.push(' ');
            }
            out.push(letter);
            space = false;
        } else if !matches!(letter, '\'' | '’') {
            space = true;
        }
    }
}

/// Words begin behind a space; in scripts that know none, with every character.
fn begins_word(before: char, letter: char) -> bool {
    letter != ' ' && (before == ' ' || (parts::unspaced(letter) && !fold::continues(letter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDINGS: [(&str, bool); 6] = [
        ("ERP: a page", false),
        ("The ERP does that already", true),
        ("Erpressung", true),
        ("Käse, s’il vous plaît", false),
        ("排程已經有了", true),
        ("the erp does that already", false),
    ];

    fn found(typed: &str) -> Vec<&'static str> {
        Completions::of(WORDINGS.into_iter()).find(typed).into_iter().map(|number| WORDINGS[number].0).collect()
    }

    #[test]
    fn beginnings_come_first_and_preferred_wordings_before_others() {
        let all = ["Erpressung", "ERP: a page", "The ERP does that already", "the erp does that already"];
        assert_eq!(found("erp"), all);
        assert_eq!(found("ERP "), all[1..]);
        assert_eq!(found("th"), all[2..]);
    }

    #[test]
    fn case_accents_and_signs_make_no_difference() {
        assert_eq!(found("kase,  SIL"), ["Käse, s’il vous plaît"]);
        assert_eq!(found("plait"), ["Käse, s’il vous plaît"]);
        assert_eq!(found("程已"), ["排程已經有了"]);
    }

    #[test]
    fn what_says_nothing_or_too_much_has_no_completion() {
        let long = "erp ".repeat(500);
        for typed in ["", "  ", "?!", "zebra", "erpressung", "rp", long.as_str()] {
            assert!(found(typed).is_empty(), "{typed}");
        }
    }

    #[test]
    fn it_finds_what_a_look_at_every_word_finds() {
        let syllables = ["ba", "bo", "da", "do", "é", " ", "-", "x "];
        let wording = |number: usize| -> String {
            (0..4).map(|place| syllables[(number / 8usize.pow(place)) % syllables.len()]).collect()
        };
        let wordings: Vec<String> = (0..50).map(|number| wording(number * 83)).collect();
        let all = Completions::of(wordings.iter().map(|wording| (wording.as_str(), wording.len().is_multiple_of(2))));
        for typed in ["b", "ba", "bab", "bo d", "e", "x", "x b", "dax"] {
            let mut numbers = all.find(typed);
            numbers.sort_unstable();
            let whole = |wording: &String| typed_form(wording).is_some_and(|whole| whole.trim_end() == typed);
            let each = wordings.iter().enumerate().filter(|(_, wording)| goes_on(wording, typed) && !whole(wording));
            assert_eq!(numbers, each.map(|(number, _)| number).collect::<Vec<_>>(), "{typed}");
        }
    }
}
