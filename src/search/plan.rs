//! From what was typed to what is looked for.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use super::analysis::{Word, Words};
use super::language::{Language, Stemmers};
use super::parts::Make;
use super::rank;
use super::settings::{Settings, Surface, Target};
use super::tokenize;
use super::view::View;
use super::{dictionary, spelling};

/// Longest query read, in bytes; the rest is cut off.
const LONGEST: usize = 4096;
/// Most distinct words looked for: one bit each.
const MOST_WORDS: usize = 64;
/// Most words that the last word is completed to, by the letters it has: one, two, more.
const COMPLETIONS: [usize; 3] = [12, 16, 24];
/// Most pieces of words looked for.
const MOST_GRAMS: usize = 96;
/// Shortest part of a product code that is looked for by itself.
const SHORTEST_CODE_PART: usize = 3;

/// What is looked for.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Those that find entries first, then those that only order them.
    pub units: Vec<Unit>,
    /// A bit for each word that a complete match has.
    pub required: u64,
    /// What completed words begin with, and the units they belong to: for highlights.
    pub beginnings: Vec<(String, usize)>,
    /// The query with unknown words replaced, where any was.
    pub corrected: Option<String>,
}

/// A word or wording that is looked for, in any of several ways.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// The typed words that it stands for.
    pub bits: u64,
    /// Whether it finds entries, or only orders those that others found.
    pub finds: bool,
    pub ways: Vec<Way>,
}

/// One way to find a unit.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub boost: f32,
    pub look: Look,
}

/// What is compared with the index.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Look {
    /// Any of these stems, in any part.
    Word(Vec<String>),
    /// The same in the short parts only.
    ShortWord(Vec<String>),
    /// One after the other, in one part.
    Row(Vec<RowWord>),
    /// A label as a whole.
    Label(String),
    /// A piece of a word of the questions.
    Gram(String),
}

/// A word of a row.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RowWord {
    /// Any of these will do.
    pub stems: Vec<String>,
    /// Says nothing by itself: long texts are indexed without it.
    pub stop: bool,
}

/// A word of the query.
struct Typed {
    folded: String,
    lower: String,
    make: Make,
    /// Bytes in the query.
    place: (usize, usize),
    /// Place among the parts of the query.
    position: u32,
    code: bool,
    stop: bool,
    /// All stems that it is looked for by.
    stems: Vec<String>,
    bit: u64,
}

/// Makes a plan; what cannot be read from the index is an error.
pub(super) fn plan(view: &View, settings: &Settings, query: &str) -> tantivy::Result<Plan> {
    let query = &query[..query.floor_char_boundary(LONGEST)];
    let mut planning = Planning {
        view,
        stemmers: Stemmers::default(),
        words: Words::of(query),
        typed: Vec::new(),
        plan: Plan::default(),
        corrections: Vec::new(),
    };
    planning.read();
    planning.single_words(query)?;
    planning.joined_words(query)?;
    planning.meanings(settings);
    planning.stop_words(query)?;
    planning.grams();
    let Planning { mut plan, corrections, .. } = planning;
    plan.corrected = spelling::corrected(query, corrections);
    Ok(plan)
}

struct Planning<'a> {
    view: &'a View,
    stemmers: Stemmers,
    words: Words,
    typed: Vec<Typed>,
    plan: Plan,
    corrections: Vec<spelling::Correction>,
}

impl Planning<'_> {
    /// Takes the words of the query, the same word once, and gives each that says something its bit.
    fn read(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mut bits: HashMap<String, u64> = HashMap::new();
        for word in words.typed() {
            let next = bits.len();
            let bit = match bits.entry(words.folded(word).to_owned()) {
                Entry::Occupied(known) => *known.get(),
                Entry::Vacant(_) if next == MOST_WORDS => break,
                Entry::Vacant(free) => *free.insert(1 << next),
            };
            let typed = self.typed(&words, word, bit);
            self.typed.push(typed);
        }
        if self.typed.iter().all(|typed| typed.stop) {
            self.typed.iter_mut().for_each(|typed| typed.stop = false);
        }
        self.words = words;
    }

    fn typed(&mut self, words: &Words, word: &Word, bit: u64) -> Typed {
        let (folded, lower) = (words.folded(word), words.lower(word));
        let letters = word.make == Make::Letters;
        Typed {
            stop: letters && self.is_stop_word(lower),
            stems: self.stems(folded, lower, word.make),
            folded: folded.to_owned(),
            lower: lower.to_owned(),
            make: word.make,
            place: (word.start, word.end),
            position: word.position,
            code: word.code,
            bit,
        }
    }

    /// Whether a word says nothing by itself in any language that the index has.
    fn is_stop_word(&mut self, lower: &str) -> bool {
        let stop = |language: &Language| self.stemmers.get(*language).is_stop_word(lower);
        self.view.languages.iter().any(stop)
    }

    /// What the word is in the index, in each language that the index has.
    fn stems(&mut self, folded: &str, lower: &str, make: Make) -> Vec<String> {
        if make != Make::Letters {
            return vec![folded.to_owned()];
        }
        let mut stems: Vec<String> = Vec::new();
        for language in &self.view.languages {
            let stemmer = self.stemmers.get(*language);
            for form in [lower, folded].iter().take(if folded == lower { 1 } else { 2 }) {
                let stem = stemmer.stem(form);
                if !stems.iter().any(|known| known == stem) {
                    stems.push(stem.to_owned());
                }
            }
        }
        stems
    }

    /// A unit for each word that says something.
    fn single_words(&mut self, query: &str) -> tantivy::Result<()> {
        let mut seen = 0;
        for at in 0..self.typed.len() {
            let typed = &self.typed[at];
            let is_open = self.is_open(at, query);
            if typed.stop || (seen & typed.bit != 0 && !is_open) {
                continue;
            }
            seen |= typed.bit;
            if typed.code {
                self.code_part(at);
            } else {
                self.word(at, is_open)?;
            }
        }
        Ok(())
    }

    /// Whether a word may be unfinished: the query ends with it.
    fn is_open(&self, at: usize, query: &str) -> bool {
        let ends = |word: &Word| word.position == self.typed[at].position;
        at + 1 == self.typed.len() && self.typed[at].place.1 == query.len() && self.words.list.last().is_some_and(ends)
    }

    fn word(&mut self, at: usize, is_open: bool) -> tantivy::Result<()> {
        let Typed { folded, make, bit, .. } = &self.typed[at];
        let (folded, make, bit) = (folded.clone(), *make, *bit);
        let stems = self.typed[at].stems.clone();
        let known = self.is_known(&folded, &stems)?;
        let mut ways = vec![Way { boost: 1.0, look: Look::Word(stems) }];
        // A single character of a script without spaces stands for every pair that it begins.
        let single = make == Make::Pair && folded.chars().nth(1).is_none();
        let open = if make == Make::Pair { single } else { is_open || !known };
        if open && dictionary::begins_a_word(self.view, &folded)? {
            ways.extend(self.completed(&folded)?);
            self.plan.beginnings.push((folded, self.plan.units.len()));
        } else if !known && make == Make::Letters {
            let corrected = self.corrected(at, is_open)?;
            if self.corrections.last().is_some_and(|last| last.place == self.typed[at].place && last.stop) {
                return Ok(());
            }
            ways.extend(corrected);
        }
        self.plan.required |= bit;
        self.plan.units.push(Unit { bits: bit, finds: true, ways });
        Ok(())
    }

    fn is_known(&self, folded: &str, stems: &[String]) -> tantivy::Result<bool> {
        if dictionary::frequency(self.view, folded)? > 0 {
            return Ok(true);
        }
        for segment in &self.view.segments {
            for stem in stems {
                for part in rank::Part::WORDS {
                    if segment.parts[part as usize].terms().get(stem)?.is_some() {
                        return Ok(true);
                    }
                }
            }
        }
        Ok(false)
    }

    /// The commonest words that begin like this, as one way.
    fn completed(&mut self, beginning: &str) -> tantivy::Result<Option<Way>> {
        let letters = beginning.chars().count().clamp(1, COMPLETIONS.len());
        let words = dictionary::completions(self.view, beginning, COMPLETIONS[letters - 1])?;
        let mut stems: Vec<String> = Vec::new();
        for word in words.iter().filter(|word| !self.is_stop_word(word)).cloned().collect::<Vec<_>>() {
            let word = word.as_str();
            let make = if word.contains(char::is_numeric) { Make::Digits } else { Make::Letters };
            stems.extend(self.stems(word, word, make));
        }
        stems.sort_unstable();
        stems.dedup();
        Ok((!stems.is_empty()).then_some(Way { boost: rank::PREFIX, look: Look::Word(stems) }))
    }

    /// The known words that an unknown one may have been meant to be.
    fn corrected(&mut self, at: usize, is_open: bool) -> tantivy::Result<Vec<Way>> {
        let Typed { folded, place, .. } = &self.typed[at];
        let place = *place;
        let words = dictionary::nearest(self.view, folded, is_open)?;
        if let Some(word) = words.first().cloned() {
            let stop = self.is_stop_word(&word);
            self.corrections.push(spelling::Correction { place, word, stop });
        }
        Ok(words
            .iter()
            .map(|word| Way { boost: rank::SPELLING, look: Look::Word(self.stems(word, word, Make::Letters)) })
            .collect())
    }

    /// A part of a product code: finds a little by itself, but the code as a whole is what is required.
    fn code_part(&mut self, at: usize) {
        let Typed { folded, stems, .. } = &self.typed[at];
        if folded.chars().count() >= SHORTEST_CODE_PART {
            let ways = vec![Way { boost: rank::CODE_PART, look: Look::Word(stems.clone()) }];
            self.plan.units.push(Unit { bits: 0, finds: true, ways });
        }
    }

    /// What was typed in parts, joined; and product codes, joined or one part after the other.
    fn joined_words(&mut self, query: &str) -> tantivy::Result<()> {
        let words = std::mem::take(&mut self.words);
        for word in words.list.iter().filter(|word| word.parts > 1) {
            let Some(first) = self.typed.iter().position(|typed| typed.position == word.position) else { continue };
            let covered = first..(first + word.parts as usize).min(self.typed.len());
            let whole = self.is_whole_run(&words, word);
            if word.code && !whole {
                continue;
            }
            let bits = self.typed[covered.clone()].iter().filter(|typed| !typed.stop || word.code);
            let bits = bits.map(|typed| typed.bit).fold(0, |all, bit| all | bit);
            let (folded, lower) = (words.folded(word), words.lower(word));
            let mut ways = vec![Way { boost: 1.0, look: Look::Word(self.stems(folded, lower, word.make)) }];
            if word.code {
                let row_word = |typed: &Typed| RowWord { stems: typed.stems.clone(), stop: typed.stop };
                let row = self.typed[covered].iter().map(row_word).collect();
                ways.push(Way { boost: 1.0, look: Look::Row(row) });
                if word.end == query.len() {
                    ways.extend(self.completed(folded)?);
                }
                self.plan.required |= bits;
            }
            self.plan.units.push(Unit { bits, finds: true, ways });
        }
        self.words = words;
        Ok(())
    }

    /// Whether a joined word covers all parts that stand together with it.
    fn is_whole_run(&self, words: &Words, word: &Word) -> bool {
        let last = word.position + word.parts - 1;
        let longer = |other: &Word| {
            let end = other.position + other.parts - 1;
            other.code && other.parts > word.parts && other.position <= word.position && end >= last
        };
        !words.list.iter().any(longer)
    }

    /// Synonyms and terms of the taxonomy.
    fn meanings(&mut self, settings: &Settings) {
        let forms: Vec<Vec<String>> = self.typed.iter().map(Typed::forms).collect();
        for at in 0..forms.len() {
            for (words, targets) in settings.meanings(&forms, at) {
                let bits = self.typed[at..at + words].iter().map(|typed| typed.bit).fold(0, |all, bit| all | bit);
                let ways = targets.iter().map(|target| self.way(target)).collect();
                self.plan.units.push(Unit { bits, finds: true, ways });
            }
        }
    }

    fn way(&mut self, target: &Target) -> Way {
        let look = match target {
            Target::Label(label) => Look::Label(label.clone()),
            Target::Words(words) => match words.as_slice() {
                [word] => Look::Word(self.surface_stems(word)),
                _ => Look::Row(words.iter().map(|word| self.row_word(word)).collect()),
            },
        };
        Way { boost: rank::SYNONYM, look }
    }

    fn row_word(&mut self, word: &Surface) -> RowWord {
        RowWord { stems: self.surface_stems(word), stop: self.is_stop_word(&word.lower) }
    }

    fn surface_stems(&mut self, word: &Surface) -> Vec<String> {
        self.stems(&word.folded, &word.lower, word.make)
    }

    /// Words that say nothing order what the others found, by the short parts. The last one may be the beginning of a
    /// word that says something.
    fn stop_words(&mut self, query: &str) -> tantivy::Result<()> {
        let mut seen = 0;
        for at in 0..self.typed.len() {
            let typed = &self.typed[at];
            if !typed.stop || seen & typed.bit != 0 {
                continue;
            }
            seen |= typed.bit;
            let mut ways = vec![Way { boost: rank::STOP_WORD, look: Look::ShortWord(typed.stems.clone()) }];
            if self.is_open(at, query) {
                ways.extend(self.completed(&self.typed[at].folded.clone())?);
            }
            self.plan.units.push(Unit { bits: 0, finds: false, ways });
        }
        Ok(())
    }

    /// Pieces of words order what the others found.
    fn grams(&mut self) {
        let mut grams: Vec<String> = Vec::new();
        for typed in self.typed.iter().filter(|typed| !typed.stop && typed.make == Make::Letters) {
            tokenize::grams(&typed.folded, |gram| {
                if grams.len() < MOST_GRAMS && !grams.iter().any(|known| known == gram) {
                    grams.push(gram.to_owned());
                }
            });
        }
        let unit = |gram| Unit { bits: 0, finds: false, ways: vec![Way { boost: rank::GRAM, look: Look::Gram(gram) }] };
        self.plan.units.extend(grams.into_iter().map(unit));
    }
}

impl Typed {
    /// All forms that the word may be compared with a synonym in.
    fn forms(&self) -> Vec<String> {
        let mut forms = vec![self.folded.clone(), self.lower.clone()];
        forms.extend(self.stems.iter().cloned());
        forms
    }
}
