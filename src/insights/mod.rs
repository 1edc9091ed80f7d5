//! What happened, made into what people can act on.

pub mod gaps;
mod keeping;

pub use keeping::{keep, keep_searches};
