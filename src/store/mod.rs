//! What happened: people, outcomes, uses, searches. Git holds what the team agreed; this holds what it did.
//!
//! One SQLite file in the data folder, the only thing there that cannot be made again. SQL is written once, in a dialect
//! that other databases take too: `$1`; times as milliseconds since the Unix epoch; flags as 0 and 1; ids as text.
//! A write is answered when it is committed. Where nothing can be written, everything can still be read.
//!
//! | file | what it is |
//! |---|---|
//! | `db` | the file: opened, brought up to date, refused; the only place that names a driver |
//! | `writer` | one writer, which commits what waits together |
//! | `error` | what can go wrong, and whose business it is |
//! | `people` | who asks |
//! | `uses` | who used which answer, and what of that is to be asked about |
//! | `last_use` | when somebody last used an entry, so that a later change can be told of |
//! | `votes` | what happened when an answer was used |
//! | `ballots` | votes that are written together |
//! | `deals` | the deals that people name |
//! | `asks` | what is to be asked at the next visit |
//! | `replies` | what somebody said instead |
//! | `tallies` | votes and uses, counted |
//! | `wordings` | how answers were worded when they were used or voted on |
//! | `flags`, `confirmations` | what readers say is wrong, and what they say is still right |
//! | `weekly`, `credit` | the rows of the weekly page |
//! | `mine`, `about` | what it did for one person; what is recorded about one, and how it is forgotten |
//! | `retention` | how long everything is kept |
//! | `backup` | a copy of one moment |
//! | `export` | what happened, to be taken elsewhere |
//! | `episode`, `searches` | what was searched for, folded into episodes, and how they ended |
//! | `questions`, `decisions` | questions to the team, and what was decided about what nobody answers |
//! | `failing` | to how many people a card does not come |
//! | `learners` | who is on a path, at hand |
//! | `paths`, `path_steps`, `path_asks`, `firsts` | who is on which path, what they closed, what waits to be signed; what they first did |
//! | `drafts` | what somebody is writing and has not sent |
//! | `practice` | what somebody practised |
//! | `phrasings` | what led people to entries |
//! | `plays`, `play_seats`, `play_scores`, `notes` | role plays that are asked for, held and scored |
//! | `sessions` | who has signed in |

mod about;
mod asks;
mod backup;
mod ballots;
mod confirmations;
mod credit;
mod db;
mod deals;
mod decisions;
mod drafts;
mod episode;
mod error;
mod export;
mod failing;
mod firsts;
mod flags;
mod last_use;
mod learners;
mod mine;
mod notes;
mod path_asks;
mod path_steps;
mod paths;
mod people;
mod phrasings;
mod play_scores;
mod play_seats;
mod plays;
mod practice;
mod questions;
mod replies;
mod retention;
mod searches;
mod sessions;
mod tallies;
mod uses;
mod votes;
mod weekly;
mod wordings;
mod writer;

pub use about::Record;
pub use asks::{ASKED_FOR, Asked};
pub use confirmations::Confirmation;
pub use credit::{Gave, Worked};
pub use db::Store;
pub use deals::NamedDeal;
pub use decisions::Decision;
pub use drafts::{Draft, MOST_DRAFTS, Picture};
pub use episode::{Episode, State};
pub use error::Error;
pub use export::{GapRow, PlayRow, UseRow, VoteRow};
pub use failing::CardCount;
pub use firsts::FirstDeeds;
pub use flags::Flag;
pub use mine::MyUse;
pub use notes::Noted;
pub use path_asks::StepAsk;
pub use path_steps::{ClosedStep, Closing, OfStep, PASSED};
pub use paths::{Enrolment, FirstDay, MOST_PATHS, OnPath};
pub use people::Person;
pub use phrasings::Phrasing;
pub use play_scores::{Kept, PlayDay, PlayScore, Scoring};
pub use plays::{PlaySession, PlayState};
pub use practice::{Graded, Planned, PracticeLog, Practised, Review};
pub use questions::Ask;
pub use replies::{Reply, Waiting};
pub use searches::{Searched, Seen};
pub use sessions::Session;
pub use tallies::{AnswerVotes, UseCount, User, VoteCount};
pub use uses::{How, Use, day};
pub use votes::{Said, Vote};
pub use weekly::{AnswerUses, EntryCount, Note, Situation, VotesOfWeek, WEEK, WeekCount};
pub use wordings::{FirstWorded, Wording};

/// A moment as the store keeps it: milliseconds since the Unix epoch.
pub type Millis = i64;

/// A day in milliseconds.
pub const DAY: Millis = 86_400_000;
