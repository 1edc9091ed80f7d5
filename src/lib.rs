//! Fieldlore: a self-hosted knowledge base for B2B sales teams.

pub mod catalog;
pub mod clock;
pub mod config;
pub mod content;
pub mod fs;
pub mod markdown;
pub mod model;
pub mod search;
pub mod web;
