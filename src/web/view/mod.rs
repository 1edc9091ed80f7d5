//! What pages are made of. A view is a value that draws itself; it asks nobody for anything while it draws.

pub mod ahead;
pub mod banners;
pub mod blocks;
pub mod browse;
pub mod entry;
pub mod facets;
pub mod findings;
pub mod found_by;
pub mod html;
pub mod links;
pub mod listing;
pub mod news;
pub mod not_this;
pub mod offer;
pub mod open;
pub mod reading;
pub mod ready;
pub mod results;
pub mod row;
pub mod setting;
pub mod shell;
pub mod standing;
pub mod terms;
pub mod told;
pub mod tree;
pub mod unmet;
pub mod why;
pub mod words;
pub mod xml;

pub use setting::Setting;
pub use shell::Shell;
