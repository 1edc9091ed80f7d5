//! What happened, and what it says of the answers: how often each worked, how sure that is, and in which order they stand.
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
//! | `answer` | the answer that a reference means |

mod answer;
mod count;
mod counting;
mod live;
mod order;
mod outcomes;
mod own;
mod reviews;
mod tally;
mod wording;

pub use live::{Ballot, Deed, LiveOutcomes, Refusal};
pub use order::{Ranked, Turn, Verdict};
pub use outcomes::{EntryTally, Evidence, Outcomes};
pub use own::Own;
pub use tally::Tally;
