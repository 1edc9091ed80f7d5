//! Tests at the boundaries that stay: files in, findings and HTTP out.
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

mod browser;
mod chromium;
mod cli;
mod content;
mod corpus;
mod docs;
mod folder;
mod hostile;
mod http;
mod paths;
mod reload;
mod requests;
mod restricted;
mod search;
mod site;
