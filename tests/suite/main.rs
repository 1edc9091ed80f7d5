//! Tests at the boundaries that stay: files in, findings and HTTP out.
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

mod content;
mod docs;
mod folder;
mod reload;
mod search;
