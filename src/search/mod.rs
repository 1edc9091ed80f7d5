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
//! | `settings`, `dictionary`, `spelling`, `typed`, `plan`, `planning` | from what was typed to what is looked for |
//! | `rank`, `lookup`, `score`, `row`, `pick`, `narrow` | weights, scores, the best of them, filters and counts |
//! | `completions` | what could follow what is typed, from wordings that are given |
//! | `marks`, `snippet`, `draw` | the piece of an entry that shows why it was found |

pub mod document;

mod analysis;
mod completions;
mod dictionary;
mod draw;
mod fold;
mod folder;
mod index;
mod language;
mod lookup;
mod marks;
mod narrow;
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
mod tokenize;
mod typed;
mod view;

#[cfg(test)]
mod tests;

pub use completions::{Completions, goes_on};
pub use document::{Document, Facet, Section};
pub use folder::Error;
pub use index::Index;
pub use request::{Answer, FacetCounts, Hit, Request, SectionRef, Snippet};
pub use settings::Settings;
pub use snapshot::Snapshot;
