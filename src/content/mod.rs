//! Files into entries and diagnostics.
//!
//! One bad file costs that file at most: whatever is wrong with it is told with line and column, and what can be read
//! of it is served.

pub mod convert;
mod cores;
mod cross;
pub mod fields;
pub mod front_matter;
pub mod import;
pub mod links;
mod lint;
mod load;
mod look;
mod patch;
pub mod read;
mod reading;
pub mod scaffold;
mod settle;
mod toml;
mod visibility;
mod vocabulary;
mod yaml;

pub use cores::on_all_cores;
pub use load::{Changes, File, Loaded, load, load_with_changes, reload};
