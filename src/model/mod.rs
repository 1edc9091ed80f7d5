//! The vocabulary of the house: ids, entries, one file per kind, the taxonomy, diagnostics.
//!
//! Pure values: nothing here reads a file, asks for the time, or knows about HTTP, SQL or Markdown.

pub mod body;
pub mod diagnostic;
pub mod entry;
pub mod fields;
pub mod fix;
pub mod id;
pub mod nearest;
pub mod person;
pub mod schema;
pub mod signals;
pub mod taxonomy;
pub mod value;
pub mod volatile;

pub mod battlecard;
pub mod checklist;
pub mod discovery;
pub mod icp;
pub mod lesson;
pub mod objection;
pub mod onboarding_path;
pub mod opportunity;
pub mod origin;
pub mod proof_point;
pub mod role_play;
pub mod stage;
pub mod win_loss;

pub use body::Body;
pub use diagnostic::{Diagnostic, Severity};
pub use entry::{Detail, Entry};
pub use id::{EntryId, Kind};
pub use taxonomy::Taxonomy;
