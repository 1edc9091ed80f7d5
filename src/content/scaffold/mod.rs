//! A content folder to begin with, and single entries: small, valid, and nothing in it that could be taken for agreed.
//!
//! What is to be replaced says so and is a draft. The texts are templates below this folder; names come in through
//! [`quote`], so that every name gives files that can be read.

mod entry;
mod fill;
mod names;
mod place;
pub(super) mod quote;
mod templates;

use jiff::civil::Date;

pub use entry::{Beginning, entry};
pub use names::{clean, id as slug, person_id};
pub use place::{Error, place, vacant};
pub use quote::{quoted, yaml};
pub use templates::files;

/// Stages that most teams know in some form, in order.
pub const STAGES: [&str; 5] = ["Qualify", "Discover", "Validate", "Propose", "Commit"];
/// The vendor, where nobody said a name.
pub const VENDOR: &str = "Our company";
/// The language that the templates are written in.
pub const LANGUAGE: &str = "en";

/// What a new folder is made of.
#[derive(Debug, Clone)]
pub struct Plan {
    pub vendor: String,
    pub products: Vec<String>,
    /// In order; the stages that end a deal are added.
    pub stages: Vec<String>,
    /// Besides doing nothing and building in-house.
    pub competitors: Vec<String>,
    /// A tag such as `en` or `pt-BR`.
    pub language: String,
    /// Who owns everything at first.
    pub author: Author,
    pub today: Date,
}

/// A person who writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    pub name: String,
    pub mail: Option<String>,
}

/// A file to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Path below the folder, with `/`.
    pub path: String,
    /// What it is, in a few words.
    pub about: &'static str,
    pub text: String,
}
