//! Fieldlore: a self-hosted knowledge base for B2B sales teams.

pub mod clock;
pub mod fs;
pub mod model;
pub mod search;
