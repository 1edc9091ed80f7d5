//! Finding the right entry from the customer's words.
//!
//! [`Index`] is the writable side and belongs to the one loop that follows the content folder; [`Snapshot`] is an
//! immutable view that any number of requests can search at once. The index is a disposable cache: whatever is wrong
//! with its folder, it is deleted and built again.
//!
//! | file | what it is |
//! |---|---|
//! | `document`, `request` | what goes in, what is asked, what comes out |
//! | `fold`, `parts`, `analysis`, `language` | from text to words, for entries and queries alike |
//! | `tokenize`, `ready`, `schema`, `shown`, `index`, `folder` | from words to the index: the writable side |
//! | `view`, `snapshot` | the readable side |
//! | `operators`, `syntax`, `values`, `understood` | what of a query is more than words: phrases, filters, what is left out |
//! | `settings`, `context`, `dictionary`, `spelling`, `typed`, `plan`, `planning`, `spoken`, `guess` | from words to what is looked for, spoken of and meant |
//! | `rank`, `lookup`, `score`, `row`, `wording`, `pick`, `narrow`, `bounds`, `bits` | weights, scores, the best of them, filters and counts |
//! | `marks`, `snippet`, `draw` | the piece of an entry that shows why it was found |

pub mod document;

mod analysis;
mod bits;
mod bounds;
mod context;
mod dictionary;
mod draw;
mod fold;
mod folder;
mod guess;
mod index;
mod language;
mod lookup;
mod marks;
mod narrow;
mod operators;
mod parts;
mod pick;
mod plan;
mod planning;
mod rank;
mod ready;
mod request;
mod row;
mod schema;
mod score;
mod settings;
mod shown;
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

pub use document::{Document, Facet, Section};
pub use folder::Error;
pub use index::Index;
pub use request::{Answer, FacetCounts, Hit, Request, SectionRef, Snippet};
pub use settings::Settings;
pub use snapshot::Snapshot;
pub use understood::{KnownTerm, Phrase, TypedFilter, Understood};
