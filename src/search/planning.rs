//! From what was typed to what is looked for.

use super::analysis::{Word, Words};
use super::parts::Make;
use super::plan::{Look, Plan, RowWord, Unit, Way};
use super::settings::{Settings, Surface, Target};
use super::spelling::{self, Correction};
use super::syntax::Syntax;
use super::typed::{Forms, Typed, bits};
use super::view::View;
use super::wording::Wording;
use super::{dictionary, guess, rank, spoken, tokenize};

/// Most words that a beginning is completed to, by the letters it has: one, two, more.
const COMPLETIONS: [usize; 3] = [12, 16, 24];
/// Most unknown words for which a near one is looked for: it costs the most, and nobody types more slips than that.
const MOST_CORRECTED: usize = 12;
/// Most pieces of words looked for.
const MOST_GRAMS: usize = 96;
/// Shortest part of a product code that is looked for by itself.
const SHORTEST_CODE_PART: usize = 3;

/// Makes a plan; that the index cannot be read is the only error.
pub(super) fn plan(view: &View, settings: &Settings, syntax: &Syntax<'_>) -> tantivy::Result<Plan> {
    let words = Words::of(&syntax.text);
    let mut forms = Forms::new(&view.languages);
    let typed = forms.read(&words);
    let mut planning = Planning {
        view,
        end: syntax.text.len(),
        words,
        forms,
        plan: Plan::default(),
        corrections: Vec::new(),
        patience: MOST_CORRECTED,
    };
    planning.single_words(&typed)?;
    planning.joined_words(&typed)?;
    let in_forms: Vec<Vec<String>> = typed.iter().map(Typed::forms).collect();
    planning.meanings(&typed, &in_forms, settings);
    planning.phrases(syntax);
    planning.stop_words(&typed)?;
    planning.grams(&typed);
    let Planning { mut plan, mut forms, corrections, .. } = planning;
    let known = spoken::note(&mut plan, settings, &typed, &in_forms, &mut forms);
    plan.without = syntax.without.iter().map(|without| Wording::of(&without.words, &mut forms)).collect();
    plan.language = guess::language(view, &typed, known, &mut forms)?;
    let telling = typed.iter().filter(|word| !word.stop);
    plan.words = telling.map(|word| (word.bit, syntax.text[word.place.0..word.place.1].to_owned())).collect();
    plan.hollow = typed.iter().all(|word| word.make == Make::Letters && forms.is_stop_word(&word.lower));
    plan.keywords = !typed.iter().any(|word| word.stop);
    plan.corrected = spelling::corrected(syntax.query, corrections);
    Ok(plan)
}

struct Planning<'a> {
    view: &'a View,
    /// Length of the query.
    end: usize,
    words: Words,
    forms: Forms<'a>,
    plan: Plan,
    corrections: Vec<Correction>,
    /// Unknown words for which a near one may still be looked for.
    patience: usize,
}

impl Planning<'_> {
    /// A unit for each word that says something.
    fn single_words(&mut self, typed: &[Typed]) -> tantivy::Result<()> {
        let mut seen = 0;
        for word in typed {
            let open = self.is_open(word);
            if word.stop || (seen & word.bit != 0 && !open) {
                continue;
            }
            seen |= word.bit;
            if word.code {
                self.code_part(word);
            } else {
                self.word(word, open)?;
            }
        }
        Ok(())
    }

    /// Whether a word may be unfinished: the query ends with it.
    fn is_open(&self, word: &Typed) -> bool {
        let last = self.words.list.last().is_some_and(|last| last.position == word.position);
        last && word.place.1 == self.end
    }

    fn word(&mut self, word: &Typed, open: bool) -> tantivy::Result<()> {
        let known = dictionary::knows(self.view, &word.folded, &word.stems)?;
        let mut ways = vec![Way::word(1.0, word.stems.clone())];
        // A single character of a script without spaces stands for every pair that it begins.
        let single = word.make == Make::Pair && word.folded.chars().nth(1).is_none();
        let begins = if word.make == Make::Pair { single } else { open || !known };
        if begins && dictionary::begins_a_word(self.view, &word.folded)? {
            ways.extend(self.completed(&word.folded)?);
            self.plan.beginnings.push((word.folded.clone(), self.plan.units.len()));
        } else if !known && word.make == Make::Letters && self.patience > 0 {
            self.patience -= 1;
            let corrected = dictionary::nearest(self.view, &word.folded, open)?;
            if self.correct(word, corrected.first())
                || (corrected.is_empty() && self.forms.is_near_stop_word(&word.lower))
            {
                return Ok(());
            }
            let ways_of = |known: &String| Way::word(rank::SPELLING, self.forms.stems(known, known, Make::Letters));
            ways.extend(corrected.iter().map(ways_of));
        }
        self.plan.required |= word.bit;
        self.plan.units.push(Unit { bits: word.bit, finds: true, ways });
        Ok(())
    }

    /// Notes the word that was meant; whether that one says nothing by itself.
    fn correct(&mut self, word: &Typed, meant: Option<&String>) -> bool {
        let Some(meant) = meant else { return false };
        self.corrections.push(Correction { place: word.place, word: meant.clone() });
        self.forms.is_stop_word(meant)
    }

    /// The commonest words that begin like this, as one way.
    fn completed(&mut self, beginning: &str) -> tantivy::Result<Option<Way>> {
        let letters = beginning.chars().count().clamp(1, COMPLETIONS.len());
        let words = dictionary::completions(self.view, beginning, COMPLETIONS[letters - 1])?;
        let stems = self.forms.stems_of_all(&words);
        Ok((!stems.is_empty()).then(|| Way::word(rank::PREFIX, stems)))
    }

    /// A part of a product code: finds a little by itself, but the code as a whole is what is required.
    fn code_part(&mut self, part: &Typed) {
        if part.folded.chars().count() >= SHORTEST_CODE_PART {
            let ways = vec![Way::word(rank::CODE_PART, part.stems.clone())];
            self.plan.units.push(Unit { bits: 0, finds: true, ways });
        }
    }

    /// What was typed in parts, joined; and product codes, joined or one part after the other.
    fn joined_words(&mut self, typed: &[Typed]) -> tantivy::Result<()> {
        let words = std::mem::take(&mut self.words);
        for word in words.list.iter().filter(|word| word.parts > 1 && is_whole(&words, word)) {
            let Some(first) = typed.iter().position(|typed| typed.position == word.position) else { continue };
            let parts = &typed[first..(first + word.parts as usize).min(typed.len())];
            let (folded, lower) = (words.folded(word), words.lower(word));
            let mut ways = vec![Way::word(1.0, self.forms.stems(folded, lower, word.make))];
            let mut stands_for = bits(parts.iter().filter(|part| !part.stop));
            if word.code {
                let row = parts.iter().map(Typed::in_row).collect();
                ways.push(Way { boost: 1.0, look: Look::Row(row) });
                if word.end == self.end {
                    ways.extend(self.completed(folded)?);
                }
                stands_for = bits(parts);
                self.plan.required |= stands_for;
            }
            self.plan.units.push(Unit { bits: stands_for, finds: true, ways });
        }
        self.words = words;
        Ok(())
    }

    /// Synonyms and terms of the taxonomy.
    fn meanings(&mut self, typed: &[Typed], forms: &[Vec<String>], settings: &Settings) {
        for at in 0..forms.len() {
            for (words, targets) in settings.meanings(forms, at) {
                let ways = targets.iter().map(|target| self.meaning(target)).collect();
                self.plan.units.push(Unit { bits: bits(&typed[at..at + words]), finds: true, ways });
            }
        }
    }

    /// Phrases as such: entries that have nothing else of the query are found too.
    fn phrases(&mut self, syntax: &Syntax<'_>) {
        for phrase in &syntax.phrases {
            let wording = Wording::of(phrase, &mut self.forms);
            let ways = wording.rows.iter().map(|row| Way { boost: 1.0, look: Look::Row(row.clone()) }).collect();
            self.plan.units.push(Unit { bits: 0, finds: true, ways });
            self.plan.phrases.push(wording);
        }
    }

    fn meaning(&mut self, target: &Target) -> Way {
        let look = match target {
            Target::Label(label) => Look::Label(label.clone()),
            Target::Words(words) => match words.as_slice() {
                [word] => Look::Word(self.stems(word)),
                _ => Look::Row(words.iter().map(|word| self.row_word(word)).collect()),
            },
        };
        Way { boost: rank::SYNONYM, look }
    }

    fn row_word(&mut self, word: &Surface) -> RowWord {
        RowWord { stems: self.stems(word), stop: self.forms.is_stop_word(&word.lower) }
    }

    fn stems(&mut self, word: &Surface) -> Vec<String> {
        self.forms.stems(&word.folded, &word.lower, word.make)
    }

    /// Words that say nothing order what the others found, by the short parts. The last one may be the beginning of a
    /// word that says something.
    fn stop_words(&mut self, typed: &[Typed]) -> tantivy::Result<()> {
        let mut seen = 0;
        for word in typed.iter().filter(|word| word.stop) {
            if seen & word.bit == 0 {
                seen |= word.bit;
                let mut ways = vec![Way { boost: rank::STOP_WORD, look: Look::ShortWord(word.stems.clone()) }];
                if self.is_open(word) {
                    ways.extend(self.completed(&word.folded)?);
                }
                self.plan.units.push(Unit { bits: 0, finds: false, ways });
            }
        }
        Ok(())
    }

    /// Pieces of words order what the others found.
    fn grams(&mut self, typed: &[Typed]) {
        let mut grams: Vec<String> = Vec::new();
        for word in typed.iter().filter(|word| !word.stop && word.make == Make::Letters) {
            tokenize::grams(&word.folded, |gram| {
                if grams.len() < MOST_GRAMS && !grams.iter().any(|known| known == gram) {
                    grams.push(gram.to_owned());
                }
            });
        }
        let unit = |gram| Unit { bits: 0, finds: false, ways: vec![Way { boost: rank::GRAM, look: Look::Gram(gram) }] };
        self.plan.units.extend(grams.into_iter().map(unit));
    }
}

/// Whether a joined word is no piece of a longer product code.
fn is_whole(words: &Words, word: &Word) -> bool {
    let end = |word: &Word| word.position + word.parts;
    let longer = |other: &Word| {
        other.code && other.parts > word.parts && other.position <= word.position && end(other) >= end(word)
    };
    !word.code || !words.list.iter().any(longer)
}
