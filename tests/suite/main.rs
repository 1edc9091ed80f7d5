//! Tests at the boundaries that stay: files in, findings and HTTP out.
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

mod browser;
mod chromium;
mod cli;
mod content;
mod docs;
mod folder;
mod handbooks;
mod http;
mod reload;
mod search;
mod site;
mod states;
