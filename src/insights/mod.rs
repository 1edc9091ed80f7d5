//! What the entries and what happened say together: how often each answer worked and how sure that is, how far each
//! entry can be relied on, the weekly page, what the tool did for one person.
//!
//! Numbers are made by pure functions over rows; nothing here draws.
//!
//! | file | what it is |
//! |---|---|
//! | `live` | what holds now, and what is done when somebody votes or uses an answer |
//! | `counting` | one entry when something was done with it, everything when the content or the day is another |
//! | `outcomes` | all tallies, as one immutable value that is swapped whole |
//! | `own` | what concerns one person alone |
//! | `tally` | votes and uses of one answer |
//! | `order` | which answer stands first, and whether it leads |
//! | `count` | tallies from what the store counted |
//! | `wording` | how much of an answer's wording has changed since a vote |
//! | `reviews` | what win/loss reviews say of answers |
//! | `verdicts` | the votes of half a year on each answer, of colleagues and of customers |
//! | `evidence` | what search is told of entries beside their words |
//! | `deals` | the deal that somebody names with a vote |
//! | `answer` | the answer that a reference means |
//! | `signals` | flags, losing answers and confirmations, brought from the store to the catalog |
//! | `trust` | how far an entry can be relied on, and why |
//! | `duties` | what somebody is asked to look at again |
//! | `contribution` | whose answer it is, and whom it helped |
//! | `mine` | what the tool did for one person |
//! | `gaps` | what was asked in vain |
//! | `learning` | phrasings that use has taught |
//! | `keeping` | what is done about searches from time to time |
//! | `weekly` | the weekly page, a file for each block |

mod answer;
pub mod contribution;
mod count;
mod counting;
pub mod deals;
pub mod duties;
mod evidence;
pub mod gaps;
mod keeping;
mod learning;
mod live;
pub mod mine;
mod order;
mod outcomes;
mod own;
mod reviews;
pub mod signals;
mod tally;
pub mod trust;
mod verdicts;
pub mod weekly;
mod wording;

pub use count::names as names_of;
pub use evidence::tell_search;
pub use keeping::{Before, keep, keep_searches};
pub use learning::learned;
pub use live::{Ballot, Deed, LiveOutcomes, Refusal};
pub use order::{Ranked, Turn, Verdict};
pub use outcomes::{EntryTally, Evidence, Outcomes};
pub use own::{Known, Own};
pub use tally::Tally;
pub use wording::is_reworded;
