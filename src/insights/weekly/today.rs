//! The rows of the store under the ids that entries have today: what was done under a former id counts with the rest, and
//! whoever did so under both is one person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::Rows;
use crate::catalog::Catalog;
use crate::insights::verdicts::verdicts;
use crate::store::{AnswerUses, AnswerVotes, EntryCount, Gave, Note, Worked};

/// How often an entry was used or asked for, and by how many people.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    pub entry: String,
    pub count: i64,
    pub people: i64,
}

/// In which situation an answer did not work: a persona or a stage, and how many people said so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub entry: String,
    pub answer: String,
    pub term: String,
    pub people: usize,
}

/// What the blocks of the page are made of.
#[derive(Debug, Default)]
pub struct Today {
    pub uses90: Vec<Counted>,
    pub asked_for: Vec<Counted>,
    pub answer_uses: Vec<AnswerUses>,
    pub answer_votes: Vec<AnswerVotes>,
    pub situations: Vec<Cell>,
    pub notes: Vec<Note>,
    pub worked: Vec<Worked>,
    pub gave: Vec<Gave>,
}

impl Today {
    /// The rows as they are told today.
    pub fn of(catalog: &Catalog, rows: &Rows, today: Date) -> Today {
        Today {
            uses90: counted(catalog, &rows.uses90),
            asked_for: counted(catalog, &rows.asked_for),
            answer_uses: answer_uses(catalog, &rows.answer_uses),
            answer_votes: verdicts(catalog, &rows.answer_votes, today),
            situations: situations(catalog, rows),
            notes: rows
                .notes
                .iter()
                .map(|note| Note { entry: catalog.id_today(&note.entry), ..note.clone() })
                .collect(),
            worked: rows.worked.iter().map(|vote| vote.under(catalog.id_today(&vote.entry))).collect(),
            gave: rows.gave.iter().map(|gave| Gave { entry: catalog.id_today(&gave.entry), ..gave.clone() }).collect(),
        }
    }
}

/// By entry.
fn counted(catalog: &Catalog, rows: &[EntryCount]) -> Vec<Counted> {
    let mut all: BTreeMap<String, (i64, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows {
        let (count, people) = all.entry(catalog.id_today(&row.entry)).or_default();
        *count += row.count;
        people.extend(row.person.as_deref());
    }
    let number = |people: BTreeSet<&str>| i64::try_from(people.len()).unwrap_or(i64::MAX);
    all.into_iter().map(|(entry, (count, people))| Counted { entry, count, people: number(people) }).collect()
}

fn answer_uses(catalog: &Catalog, rows: &[AnswerUses]) -> Vec<AnswerUses> {
    let mut all: BTreeMap<(String, &str), i64> = BTreeMap::new();
    for row in rows {
        *all.entry((catalog.id_today(&row.entry), &row.answer)).or_default() += row.count;
    }
    all.into_iter().map(|((entry, answer), count)| AnswerUses { entry, answer: answer.to_owned(), count }).collect()
}

fn situations(catalog: &Catalog, rows: &Rows) -> Vec<Cell> {
    let mut all: BTreeMap<(String, &str, &str), BTreeSet<&str>> = BTreeMap::new();
    for row in &rows.situations {
        all.entry((catalog.id_today(&row.entry), &row.answer, &row.term)).or_default().insert(&row.person);
    }
    let cell = |((entry, answer, term), people): ((String, &str, &str), BTreeSet<&str>)| Cell {
        entry,
        answer: answer.to_owned(),
        term: term.to_owned(),
        people: people.len(),
    };
    all.into_iter().map(cell).collect()
}
