//! Finding the right entry from the customer's words.
//!
//! [`Index`] is the writable side and belongs to the one loop that follows the content folder; [`Snapshot`] is an
//! immutable view that any number of requests can search at once. The index is a disposable cache: whatever is wrong
//! with its folder, it is deleted and built again.

pub mod document;

pub use document::{Document, Facet, Section};
