//! What happened, made into what people can act on.

pub mod gaps;
mod keeping;
mod learning;

pub use keeping::{LearnedFrom, keep, keep_searches};
pub use learning::learned;
