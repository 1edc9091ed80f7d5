//! Role plays: what they are scored by, and when one is passed.
//!
//! A pass is scored by somebody else, never by oneself, and manager or peer makes no difference here: who has to sign is what
//! an item of a path says, by its `signed_off_by`.

mod sheet;
mod standing;

pub use sheet::{Behaviour, Result, Sheet};
pub use standing::{Score, Standing, completed, standing};
