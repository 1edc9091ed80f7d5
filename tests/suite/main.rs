//! Tests at the boundaries that stay: files in, findings and HTTP out.
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

mod browser;
mod chromium;
mod cli;
mod content;
mod corpus;
mod docs;
mod eval;
mod folder;
mod handbooks;
mod hostile;
mod http;
mod identity;
mod init;
mod kinds;
mod meaning;
mod new;
mod paths;
mod promises;
mod quality;
mod reload;
mod repository;
mod requests;
mod restricted;
mod same;
mod search;
mod site;
mod states;
mod store;
mod suggest;
mod typing;
mod ways;
mod why;
