//! Fieldlore: a self-hosted knowledge base for B2B sales teams.
//!
//! One crate, one binary, floors that only look down. Two flows, and nothing runs back up:
//!
//! - **Writing:** `watch` (or a timer) wakes `sync` → `content::reload` (changed files only) → `search::Index` commit →
//!   `catalog::Catalog::build` → `Live::replace`.
//! - **Asking:** a handler in `web` takes the `Catalog` once → a page value → HTML or JSON.
//!
//! A module may import the modules that its row names, and nothing else of this crate. `tests/architecture.rs` reads
//! this table and fails on an arrow that it does not grant or a file on no row.
//!
//! | floor | module | may import | what it is |
//! |---|---|---|---|
//! | 0 | `clock` | — | the only caller of now() |
//! | 0 | `fs` | — | read, write, walk; errors name the path; the only caller of `std::fs` |
//! | 0 | `model` | — | the vocabulary: ids, entries, one file per kind, the schema of fields, taxonomy, diagnostics |
//! | 0 | `telemetry` | — | the log |
//! | 1 | `config` | `fs` | flags, environment and files, brought together and checked |
//! | 2 | `markdown` | `model` | text → headings, answers, items, links, plain text, safe HTML; pure, never fails |
//! | 2 | `search` | `fs`, `model` | analysis, index, query, facets, snippets, spelling, and the one ranking (`search::rank`) |
//! | 2 | `watch` | — | file events as hints |
//! | 3 | `content` | `fs`, `markdown`, `model` | files → entries and diagnostics; links; what holds between files |
//! | 4 | `catalog` | `config`, `content`, `markdown`, `model`, `search` | everything written, as one immutable value swapped whole; what may be given to customers |
//! | 5 | `sync` | `catalog`, `clock`, `config`, `content`, `fs`, `model`, `search`, `watch` | the one background loop |
//! | 6.0 | `web::error` | — | what a request can be answered instead: status, code, public words |
//! | 6.0 | `web::urls` | `catalog`, `model`, `search` | every address that a page links to |
//! | 6.1 | `web::assets` | `web::error` | style, script and icon under hashed names |
//! | 6.1 | `web::query` | `model`, `search`, `web::error` | what a search address says |
//! | 6.1 | `web::state` | `catalog`, `clock` | what every handler can reach |
//! | 6.2 | `web::view` | `catalog`, `markdown`, `model`, `search`, `web::assets`, `web::query`, `web::urls` | pieces that pages are drawn of |
//! | 6.3 | `web::api` | `catalog`, `search`, `web::error`, `web::query`, `web::state`, `web::urls` | JSON for other programs |
//! | 6.3 | `web::events` | `web::state` | tells open pages of changes |
//! | 6.3 | `web::files` | `content`, `fs`, `web::error`, `web::state` | pictures of the content folder |
//! | 6.3 | `web::health` | `model`, `web::state`, `web::urls` | the state of the server, for machines |
//! | 6.3 | `web::pages` | `catalog`, `content`, `fs`, `markdown`, `model`, `search`, `web::error`, `web::query`, `web::state`, `web::urls`, `web::view` | one file per page |
//! | 6.4 | `web::middleware` | `web::api`, `web::error`, `web::pages`, `web::state` | host check, security headers, conditional answers, errors drawn |
//! | 6.5 | `web` | `web::api`, `web::assets`, `web::error`, `web::events`, `web::files`, `web::health`, `web::middleware`, `web::pages`, `web::state`, `web::urls` | every address and what answers it |
//! | 7 | `cli` | `catalog`, `clock`, `config`, `content`, `fs`, `model`, `search`, `sync`, `telemetry`, `watch`, `web`, `web::api`, `web::query`, `web::urls` | one file per subcommand; `cli::serve` builds each part once and hands it down |
//! | 8 | `main` | `cli` | the program |
//!
//! One outside crate, one owner: axum, tower and maud → `web`; tantivy → `search`; pulldown-cmark and ammonia →
//! `markdown`; notify → `watch`; YAML and TOML front matter → `content`; arc-swap → `catalog`; clap → `cli`.

pub mod catalog;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod fs;
pub mod markdown;
pub mod model;
pub mod search;
pub mod sync;
pub mod telemetry;
pub mod watch;
pub mod web;
