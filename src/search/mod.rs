//! Finding the right entry from the customer's words.
//!
//! [`Index`] is the writable side and belongs to the one loop that follows the content folder; [`Snapshot`] is an
//! immutable view that any number of requests can search at once. The index is a disposable cache: whatever is wrong
//! with its folder, it is deleted and built again.
//!
//! | file | what it is |
//! |---|---|
//! | `document`, `request` | what goes in, what is asked, what comes out |
//! | `fold`, `parts`, `analysis`, `bare`, `language` | from text to words, for entries and queries alike |
//! | `tokenize`, `ready`, `schema`, `shown`, `index`, `folder` | from words to the index: the writable side |
//! | `view`, `snapshot`, `finding`, `ranked`, `hit` | the readable side, and one search through it |
//! | `syntax`, `operators`, `values`, `understood` | what of a query is more than words: phrases, filters, what is left out |
//! | `settings`, `context`, `dictionary`, `spelling`, `slips`, `typed`, `plan`, `planning`, `spoken`, `guess` | from words to what is looked for, spoken of and meant |
//! | `rank`, `lookup`, `score`, `row`, `wording`, `pick`, `narrow`, `bounds`, `bits` | weights, scores, the best of them, filters and counts |
//! | `meaning`, `ids`, `meant`, `nearness` | vectors of a sentence model: what entries and queries mean, whatever the words |
//! | `left_out` | how certain search is of right answers |
//! | `said` | whether two queries say the same |
//! | `evidence` | what is known of entries besides how well they fit |
//! | `owned` | who answers for them |
//! | `learned` | wordings that use has taught, beside those that are written down |
//! | `completions` | what could follow what is typed, from wordings that are given |
//! | `marks`, `snippet`, `draw` | the piece of an entry that shows why it was found |

pub mod document;

mod analysis;
mod bare;
mod bits;
mod bounds;
mod completions;
mod context;
mod dictionary;
mod draw;
mod evidence;
mod finding;
mod fold;
mod folder;
mod guess;
mod hit;
mod ids;
mod index;
mod language;
mod learned;
mod left_out;
mod lookup;
mod marks;
pub mod meaning;
mod meant;
mod narrow;
mod nearness;
mod operators;
mod owned;
mod parts;
mod pick;
mod plan;
mod planning;
mod rank;
mod ranked;
mod ready;
mod request;
mod row;
mod said;
mod schema;
mod score;
mod settings;
mod shown;
mod slips;
mod snapshot;
mod snippet;
mod spelling;
mod spoken;
mod syntax;
mod tokenize;
mod typed;
mod understood;
mod values;
mod view;
mod wording;

#[cfg(test)]
mod tests;

pub use bare::bare;
pub use completions::{Completions, goes_on};
pub use document::{Document, Facet, Section};
pub use evidence::{AllEvidence, Evidence};
pub use folder::Error;
pub use hit::wordings;
pub use index::Index;
pub use learned::{Learned, LearnedWording};
pub use meaning::{Meaning, Passage, Texts};
pub use owned::{Owned, Owns};
pub use request::{Answer, FacetCounts, Factors, Hit, Request, SectionRef, Snippet, Why};
pub use said::Said;
pub use settings::Settings;
pub use snapshot::Snapshot;
pub use understood::{KnownTerm, Phrase, TypedFilter, Understood};
