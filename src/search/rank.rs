//! What counts how much: the one place with the weights of the ranking.

use super::request::Factors;
use crate::model::entry::Trust;

/// Weight of a word in each part of an entry; see [`Part`].
pub(super) const PARTS: [f32; Part::COUNT] = [1.5, 1.0, 0.5, 0.5, 0.5, 0.5, 0.3, 1.0];

/// How soon more of the same word stops counting (`k1` of BM25F).
pub(super) const SATURATION: f32 = 2.5;
/// How much long texts are held back, from 0 to 1 (`b` of BM25F).
pub(super) const LENGTH: f32 = 0.75;
/// A word that begins with what was typed last.
pub(super) const PREFIX: f32 = 0.6;
/// A known word in place of one that is misspelled.
pub(super) const SPELLING: f32 = 0.9;
/// A synonym in place of the word.
pub(super) const SYNONYM: f32 = 0.5;
/// A part of a product code by itself.
pub(super) const CODE_PART: f32 = 0.5;
/// Words that say nothing by themselves: they only order what other words found.
pub(super) const STOP_WORD: f32 = 0.4;
/// Pieces of words in title, question and variants: they only order what whole words found. They bring together what
/// stemming leaves apart (`activate`, `activation`) and forgive spelling.
pub(super) const GRAM: f32 = 0.2;
/// How much rarity counts: less than 1 brings rare and common words closer together.
const RARITY: f32 = 0.8;
/// Share of the meaning in the relevance; the rest is of the words. The second is for queries in a language that the
/// model does not speak.
const MEANING: f32 = 0.8;
const MEANING_ABROAD: f32 = 0.3;
/// What the share among the nearest entries counts beside nearness. For the certainty it counts less: entries share what
/// is asked however far they are from it.
const SHARE: f32 = 0.4;
const SHARE_OF_CERTAINTY: f32 = 0.3;
/// How much more than its weight a learned wording counts where it is the nearest of all: who says just what others said
/// means the same.
const NEAREST: f32 = 2.0;
/// A lexical score that counts half.
const HALF: f32 = 10.0;
/// An entry without a customer's question, beside one that has: what was asked is the likelier goal of a near tie.
const NOT_ASKED: f32 = 0.85;
/// How much the context can add, where an entry carries all terms that count.
const CONTEXT: f32 = 0.25;
/// Most terms of the context that count.
const MOST_CONTEXT: usize = 3;
/// An entry in another language than the query.
const FOREIGN: f32 = 0.85;
/// What cannot be relied on as what was verified lately can.
const REVIEW_DUE: f32 = 0.95;
const UNVERIFIED: f32 = 0.85;
const EXPIRED: f32 = 0.6;
/// What an answer that never worked counts, and what it adds that it always did.
const OUTCOME: (f32, f32) = (0.9, 0.2);
/// What use adds, and the most people that count.
const USES: f32 = 0.03;
const MOST_USES: u32 = 50;
/// The meaning of an entry that lacks a name of the query.
const NAMELESS: f32 = 0.8;
/// How alike two entries can be at most, beyond which their difference would count without bound.
const LIKENESS: f32 = 0.1;
/// What the margin and the agreement of the wordings count in the certainty.
const MARGIN: f32 = 0.5;
const AGREEMENT: f32 = 0.5;
/// Share of right answers that are given with a caveat.
const UNSURE: f32 = 0.08;
/// A threshold that holds where nothing is known, and how many wordings outweigh it.
const USUAL: f32 = 0.4;
const USUAL_COUNTS: f32 = 15.0;

/// The parts of an entry that are searched, in the order of [`PARTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Part {
    Title,
    /// Title, question and variants in one: the customer's words.
    Questions,
    Glance,
    Summary,
    Labels,
    Headings,
    Body,
    /// Pieces of the words of the questions.
    Grams,
}

impl Part {
    pub const COUNT: usize = 8;
    /// Those that a typed word is looked for in.
    pub const WORDS: [Part; 7] =
        [Part::Title, Part::Questions, Part::Glance, Part::Summary, Part::Labels, Part::Headings, Part::Body];
    /// Those whose texts are short: everything but the body.
    pub const SHORT: [Part; 6] =
        [Part::Title, Part::Questions, Part::Glance, Part::Summary, Part::Labels, Part::Headings];
}

/// How far a learned wording of a weight counts where it is the nearest of all, to the whole at most.
pub(super) fn nearest(weight: f32) -> f32 {
    (NEAREST * weight).min(1.0)
}

/// Rarity of a word that `found` of `all` entries have.
pub(super) fn rarity(found: u64, all: u64) -> f32 {
    let found = found.min(all) as f32;
    (1.0 + (all as f32 - found + 0.5) / (found + 0.5)).ln().powf(RARITY)
}

/// What is known of a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// It is in another language than the model's.
    pub abroad: bool,
    /// Its last word is not finished: too early to tell neighbours apart.
    pub unfinished: bool,
}

/// How well an entry fits a query: by its words, and by its meaning where that is known.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Fit {
    /// The lexical score, from 0 to 1.
    pub words: f32,
    /// How near it is in meaning, from 0 to 1.
    pub meaning: Option<f32>,
    pub query: Query,
    /// Its share among the nearest, from 0 to 1; 0 for those that are not among them.
    pub share: f32,
}

impl Fit {
    /// Brings the lexical score into proportion.
    pub fn new(words: f32, tier: Tier, near: Option<f32>, query: Query) -> Fit {
        let words = if near.is_some() { words * tier.weight() } else { words };
        Fit { words: words / (words + HALF), meaning: near.map(|near| near.clamp(0.0, 1.0)), query, share: 0.0 }
    }

    /// The relevance, from 0 to 1.
    ///
    /// A convex combination of cosine and saturated lexical score; combining ranks instead costs six points of accuracy
    /// and leaves nothing to tell a good match from the nearest bad one by.
    pub fn relevance(&self) -> f32 {
        self.by_share(SHARE)
    }

    /// The relevance as it counts for the certainty.
    pub fn grounds(&self) -> f32 {
        self.by_share(SHARE_OF_CERTAINTY)
    }

    fn by_share(&self, share: f32) -> f32 {
        match self.meaning {
            None => self.words,
            Some(near) => {
                let of_meaning = if self.query.abroad { MEANING_ABROAD } else { MEANING };
                let of_share = if self.query.unfinished { 0.0 } else { share };
                of_meaning * ((1.0 - of_share) * near + of_share * self.share) + (1.0 - of_meaning) * self.words
            }
        }
    }
}

/// What else is known of an entry, as plain numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Signals {
    /// Has a customer's question.
    pub asked: bool,
    /// How many terms it carries that the query speaks of.
    pub context: usize,
    /// In another language than the query.
    pub foreign: bool,
    /// 1 if it is verified, less the less it can be relied on.
    pub trust: f32,
    /// Mean of how its best answer worked, from 0 to 1.
    pub outcome: f32,
    /// Distinct people who used it in 90 days.
    pub uses: u32,
}

impl Default for Signals {
    /// What leaves the score as it is.
    fn default() -> Signals {
        Signals { asked: true, context: 0, foreign: false, trust: 1.0, outcome: 0.5, uses: 0 }
    }
}

/// What entries are sorted by: relevance first; the rest may only reorder neighbours.
pub(super) fn score(relevance: f32, signals: &Signals) -> f32 {
    let Factors { asked, context, language, trust, outcome, uses } = factors(signals);
    relevance * asked * context * language * trust * outcome * uses
}

/// What the relevance of an entry is multiplied by.
pub(super) fn factors(signals: &Signals) -> Factors {
    Factors {
        asked: if signals.asked { 1.0 } else { NOT_ASKED },
        context: 1.0 + CONTEXT * signals.context.min(MOST_CONTEXT) as f32 / MOST_CONTEXT as f32,
        language: if signals.foreign { FOREIGN } else { 1.0 },
        trust: signals.trust,
        outcome: OUTCOME.0 + OUTCOME.1 * signals.outcome,
        uses: 1.0 + USES * (signals.uses.min(MOST_USES) as f32).ln_1p(),
    }
}

/// What it counts how far an entry can be relied on. What is never due is as it is.
pub(super) fn trusted(trust: Trust) -> f32 {
    match trust {
        Trust::Verified(_) | Trust::Timeless => 1.0,
        Trust::ReviewDue(_) => REVIEW_DUE,
        Trust::Unverified => UNVERIFIED,
        Trust::Expired => EXPIRED,
    }
}

/// How near an entry counts that lacks a name of the query which other entries hold: a name is not to be talked away by
/// what sounds alike.
pub(super) fn of_name(near: f32, nameless: bool) -> f32 {
    if nameless { near * NAMELESS } else { near }
}

/// How far the first entry is before the second, the farther the more they are about the same: there a small difference
/// tells more.
pub(super) fn margin(first: f32, second: f32, likeness: f32) -> f32 {
    (first - second) / (1.0 + LIKENESS - likeness.max(0.0))
}

/// How certain it is that the first entry is what was meant, by the [`Fit::grounds`] of it and its margin in these.
///
/// `agreement` is how much nearer the middle of its wordings is than its second nearest wording: high where the question
/// is about what all of them say, low where it resembles only one by chance.
pub(super) fn certainty(grounds: f32, margin: f32, agreement: f32) -> f32 {
    grounds * (1.0 + MARGIN * margin) + AGREEMENT * agreement
}

/// The certainty from which on an answer is given without a caveat: that of all but the least certain right answers to
/// wordings of the knowledge base itself. Few of them are stretched by what holds elsewhere.
pub(super) fn threshold(mut right: Vec<f32>) -> f32 {
    right.sort_by(f32::total_cmp);
    let count = right.len() as f32;
    let least = right.get((count * UNSURE) as usize).copied().unwrap_or(USUAL);
    (count * least + USUAL_COUNTS * USUAL) / (count + USUAL_COUNTS)
}

/// Entries with all words come before entries with some.
///
/// That all words stand in the short parts always says something. That they stand anywhere in a long text says
/// something of keywords; of a whole sentence it would put long pages that have every word somewhere before the entry
/// that is about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tier {
    Some,
    AllAnywhere,
    AllInShort,
}

impl Tier {
    /// What the words count beside the meaning.
    fn weight(self) -> f32 {
        match self {
            Tier::Some => 1.0,
            Tier::AllAnywhere => 1.1,
            Tier::AllInShort => 1.3,
        }
    }

    /// The tier of an entry that has all words in its short parts, or at least somewhere.
    pub fn of(in_short: bool, anywhere: bool, keywords: bool) -> Tier {
        match (in_short, anywhere && keywords) {
            (true, _) => Tier::AllInShort,
            (false, true) => Tier::AllAnywhere,
            (false, false) => Tier::Some,
        }
    }
}
