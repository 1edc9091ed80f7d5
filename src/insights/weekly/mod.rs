//! The weekly page in numbers and sentences: the last seven full days, against the median of the four weeks before.
//!
//! Counts come first; below ten there is no percentage, below twenty searches or five votes no comparison, and what
//! could point at one person is left out below three.

mod credit;
mod headline;
mod losing;
mod period;
mod questions;
mod stale;
mod today;
mod unanswered;

pub use losing::Losing;
pub use period::{Period, WEEKS};
pub use questions::{Asked, Unserved};
pub use stale::Stale;
pub use today::{Cell, Counted, Today};
pub use unanswered::{Gap, State};

use jiff::civil::Date;

use super::gaps::Heard;
use super::verdicts::VOTES_OF;
use crate::catalog::Catalog;
use crate::model::person::Roles;
use crate::store::{
    AnswerUses, AnswerVotes, DAY, EntryCount, Error, Gave, Note, Situation, Store, VotesOfWeek, WeekCount, Worked,
};

/// Most rows of a block.
pub const MOST: usize = 10;
/// What could point at a person is left out below so many.
pub const FEW_PEOPLE: usize = 3;
/// Below so many there is no percentage.
pub const FEW: i64 = 10;
/// Uses of so many days say what is in use, and votes of so many days what helped.
const IN_USE: i64 = 90;

/// Everything that the page is made of, as the store has it.
#[derive(Debug, Default)]
pub struct Rows {
    pub searches: Vec<WeekCount>,
    pub uses: Vec<WeekCount>,
    pub votes: Vec<VotesOfWeek>,
    pub uses90: Vec<EntryCount>,
    /// Entries that were used in half a year.
    pub used180: Vec<String>,
    pub answer_uses: Vec<AnswerUses>,
    pub answer_votes: Vec<AnswerVotes>,
    pub asked_for: Vec<EntryCount>,
    /// What was searched for in the week, what was found since, and what was decided.
    pub heard: Heard,
    pub situations: Vec<Situation>,
    pub notes: Vec<Note>,
    pub worked: Vec<Worked>,
    pub gave: Vec<Gave>,
}

/// One value of each of the weeks of a chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Series {
    pub name: &'static str,
    pub counts: Vec<i64>,
}

/// The page.
#[derive(Debug)]
pub struct Report {
    pub period: Period,
    /// One sentence each.
    pub headline: Vec<String>,
    pub searches: Vec<Series>,
    pub votes: Vec<Series>,
    pub gaps: Vec<Gap>,
    pub stale: Vec<Stale>,
    /// Published entries that nobody used for half a year, where anything was used at all.
    pub silent: Vec<String>,
    pub losing: Vec<Losing>,
    pub unserved: Vec<Unserved>,
    pub asked: Vec<Asked>,
    /// One sentence for each person.
    pub credit: Vec<String>,
}

/// Reads the rows of the page that is made on a day.
pub async fn read(store: &Store, today: Date) -> Result<Rows, Error> {
    let period = Period::before(today);
    let (from, to) = period.window();
    let (week, end) = period.week();
    let half_year = end - VOTES_OF * DAY;
    let in_use = end - IN_USE * DAY;
    // At once, as far as the store has readers.
    let counts = async {
        tokio::try_join!(store.searches_by_week(from, to), store.uses_by_week(from, to), store.votes_by_week(from, to))
    };
    let uses = async {
        tokio::try_join!(
            store.uses(in_use, end),
            store.used_entries(half_year, end),
            store.answer_uses(half_year, end),
            store.answer_votes(half_year),
            store.asked_for(week, end),
        )
    };
    let told = async {
        tokio::try_join!(
            store.episodes(week, i64::MAX),
            store.situations(half_year),
            store.notes(half_year),
            store.worked(in_use),
            store.gave(in_use),
        )
    };
    let (counts, uses, told, decisions) = tokio::try_join!(counts, uses, told, store.decisions())?;
    let (searches, by_week, votes) = counts;
    let (uses90, used180, answer_uses, answer_votes, asked_for) = uses;
    let (mut episodes, situations, notes, worked, gave) = told;
    // The rest of the page counts what has ended; later searches only tell what was found since.
    episodes.retain(|episode| episode.is_settled() && (episode.ended_at < end || episode.state_at(end).is_answered()));
    Ok(Rows {
        searches,
        uses: by_week,
        votes,
        uses90,
        used180,
        answer_uses,
        answer_votes,
        asked_for,
        heard: Heard { episodes, decisions, asks: Vec::new() },
        situations,
        notes,
        worked,
        gave,
    })
}

/// The page of a day, for somebody with these roles: what is asked about the kinds that they look after comes first.
pub fn report(catalog: &Catalog, rows: &Rows, today: Date, roles: &Roles) -> Report {
    let period = Period::before(today);
    let others = |id: &str| catalog.page(id).is_none_or(|page| !roles.is_steward_of(page.entry().kind));
    let told = Today::of(catalog, rows, today);
    let mut losing = losing::losing(catalog, &told);
    losing.sort_by_key(|row| others(&row.entry));
    let mut stale = stale::stale(catalog, &told.uses90, today);
    stale.sort_by_key(|row| others(&row.entry));
    let mut silent = stale::silent(catalog, &rows.used180, today);
    silent.sort_by_key(|id| others(id));
    Report {
        headline: headline::headline(catalog, rows, &period, losing.len(), today),
        searches: headline::searches(&rows.searches),
        votes: headline::votes(catalog, &rows.votes),
        gaps: unanswered::gaps(catalog, &rows.heard, period.week().1),
        silent: silent.into_iter().take(MOST).map(str::to_owned).collect(),
        unserved: questions::unserved(catalog, &told),
        asked: questions::asked(catalog, &told.asked_for),
        credit: credit::credit(catalog, &told),
        period,
        losing: losing.into_iter().take(MOST).collect(),
        stale: stale.into_iter().take(MOST).collect(),
    }
}

/// Whether not everybody may read an entry: it is in no count then.
fn is_closed(catalog: &Catalog, id: &str) -> bool {
    catalog.counted_page(id).is_some_and(|page| page.is_closed())
}

/// `12 of 40 (30%)`; below ten without a percentage.
fn share(part: i64, all: i64) -> String {
    if all < FEW { format!("{part} of {all}") } else { format!("{part} of {all} ({}%)", (part * 100 + all / 2) / all) }
}

/// `1 answer`, `2 answers`.
fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}
