//! Fieldlore: a self-hosted knowledge base for B2B sales teams.

pub mod clock;
pub mod content;
pub mod fs;
pub mod markdown;
pub mod model;
pub mod search;
