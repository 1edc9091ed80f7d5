//! Files into entries and diagnostics.
//!
//! One bad file costs that file at most: whatever is wrong with it is told with line and column, and what can be read
//! of it is served.

pub mod amend;
pub mod convert;
mod cores;
mod cross;
mod dated;
pub mod fields;
mod forbidden;
pub mod front_matter;
pub mod import;
pub mod links;
mod lint;
mod load;
mod look;
mod lost;
mod mend;
mod patch;
mod pointer;
pub mod read;
mod reading;
mod renames;
mod rubric;
pub mod scaffold;
mod settle;
mod slips;
mod suppose;
mod tidy;
mod toml;
mod visibility;
mod vocabulary;
mod yaml;

pub use cores::on_all_cores;
pub use dated::dated;
pub use load::{Changes, File, Loaded, load, load_with_changes, reload};
pub use mend::mend;
pub use renames::{Gone, Renames, renames};
pub use suppose::suppose;
pub use tidy::untidy;
