//! Tests at the boundaries that stay: files in, findings and HTTP out.
#![allow(clippy::disallowed_methods, reason = "tests prepare and look at files")]

mod browser;
mod chromium;
mod cli;
mod content;
mod docs;
mod folder;
mod http;
mod init;
mod kinds;
mod new;
mod reload;
mod repository;
mod search;
mod site;
mod ways;
