//! Fieldlore: a self-hosted knowledge base for B2B sales teams.
//!
//! One crate, one binary, floors that only look down. Two flows, and nothing runs back up:
//!
//! - **Writing:** `watch` (or a timer) wakes `sync` → `content::reload` (changed files only) → `search::Index` commit →
//!   `catalog::Catalog::build` → `Live::update`.
//! - **Asking:** a handler in `web` takes the `Catalog` once → a page value → HTML or JSON.
//!
//! A module may import the modules that its row names, and nothing else of this crate. `tests/architecture.rs` reads
//! this table and fails on an arrow that it does not grant or a file on no row.
//!
//! | floor | module | may import | what it is |
//! |---|---|---|---|
//! | 0 | `clock` | — | the only caller of now() |
//! | 0 | `fs` | — | read, write, walk; errors name the path; the only caller of `std::fs` |
//! | 0 | `memory` | — | gives freed memory back to the system |
//! | 0 | `model` | — | the vocabulary: ids, entries, one file per kind, the schema of fields, taxonomy, diagnostics |
//! | 0 | `sheet` | — | tables for spreadsheets |
//! | 0 | `stats` | — | what a few votes say, and how sure that is: pure functions with their sources |
//! | 0 | `telemetry` | — | the log, and what is counted for a monitor |
//! | 1 | `config` | `fs`, `model` | flags, environment and files, brought together and checked |
//! | 2 | `history` | `fs`, `model` | git: who wrote and changed each file, when and how, what a pull request changes, the remote that is followed, who is asking, and what people write; the only caller of `std::process::Command` |
//! | 2 | `markdown` | `model` | text → headings, answers, items, links, plain text, safe HTML; pure, never fails |
//! | 2 | `oidc` | `config` | sign-in through an identity provider; the only caller of openidconnect and reqwest |
//! | 2 | `search` | `config`, `fs`, `model` | analysis, index, query, facets, snippets, spelling, meaning and its vectors, and the one ranking (`search::rank`) |
//! | 2 | `store` | `fs` | what happened, in SQLite: one file per subject; the only caller of sqlx |
//! | 2 | `watch` | — | file events as hints |
//! | 3 | `content` | `fs`, `markdown`, `model`, `sheet` | files → entries and diagnostics; links; what holds between files; mending; a folder to begin with; what other systems hold |
//! | 4 | `catalog` | `config`, `content`, `history`, `markdown`, `model`, `search` | everything written, as one immutable value swapped whole; what may be given to customers |
//! | 5 | `insights` | `catalog`, `clock`, `history`, `model`, `search`, `stats`, `store` | what happened and what it says: tallies and order of answers, trust, gaps, learning from use, the weekly page |
//! | 5 | `quality` | `catalog`, `content`, `fs`, `model`, `search` | how good search is: figures over known queries, and what entries promise by their wordings |
//! | 5 | `sync` | `catalog`, `clock`, `config`, `content`, `fs`, `history`, `memory`, `model`, `search`, `watch` | the one background loop, the thread that asks git, and the one that reads for meaning |
//! | 5.1 | `training` | `catalog`, `insights`, `markdown`, `model`, `store` | what a person learns: cards and when they are due, paths, role plays, how far somebody is |
//! | 6.0 | `web::auth` | `config`, `oidc`, `store` | how people are told apart: sessions, cookies, what was read of them lately |
//! | 6.0 | `web::error` | `insights`, `store` | what a request can be answered instead: status, code, public words |
//! | 6.0 | `web::host` | — | which host a request asks for, and whether that is us |
//! | 6.0 | `web::listen` | — | connections, and how long they may dawdle |
//! | 6.0 | `web::urls` | `catalog`, `model`, `search` | every address that a page links to |
//! | 6.0 | `web::writing` | `config`, `history`, `model` | where what people write goes, and in whose name |
//! | 6.1 | `web::assets` | `web::error` | style, script and icon under hashed names |
//! | 6.1 | `web::awaited` | `web::error` | work for somebody who may stop waiting for it |
//! | 6.1 | `web::ballot` | `insights`, `store`, `web::error` | a vote as it is sent, by form or as JSON, checked |
//! | 6.1 | `web::etag` | `web::error` | what tells a browser that it has the answer already |
//! | 6.1 | `web::query` | `model`, `search`, `web::error` | what an address says after its question mark |
//! | 6.1 | `web::state` | `catalog`, `clock`, `config`, `history`, `insights`, `store`, `web::auth`, `web::writing` | what every handler can reach |
//! | 6.2 | `web::files` | `content`, `fs`, `web::error`, `web::etag`, `web::state` | pictures of the content folder |
//! | 6.2 | `web::identity` | `config`, `model`, `store`, `web::auth`, `web::error`, `web::host`, `web::listen`, `web::state`, `web::urls` | who is asking |
//! | 6.2 | `web::view` | `catalog`, `content`, `history`, `insights`, `markdown`, `model`, `search`, `sheet`, `store`, `training`, `web::assets`, `web::query`, `web::urls` | pieces that pages are drawn of |
//! | 6.2.1 | `web::searches` | `model`, `search`, `store`, `web::awaited`, `web::error`, `web::identity`, `web::query`, `web::state` | notes what people search for, beside the answers |
//! | 6.3 | `web::api` | `catalog`, `insights`, `search`, `store`, `web::awaited`, `web::ballot`, `web::error`, `web::identity`, `web::query`, `web::state`, `web::urls` | JSON for other programs |
//! | 6.3 | `web::events` | `web::assets`, `web::state` | tells open pages of changes |
//! | 6.3 | `web::health` | `catalog`, `history`, `model`, `web::error`, `web::identity`, `web::state`, `web::urls` | the state of the server, for machines |
//! | 6.3 | `web::hook` | `config`, `web::auth`, `web::error`, `web::state` | what a forge tells of a push, signed |
//! | 6.3 | `web::kept` | `model`, `web::error`, `web::etag`, `web::host`, `web::identity`, `web::state` | finished answers, kept while they are true |
//! | 6.3 | `web::limits` | `config`, `web::error`, `web::identity`, `web::listen`, `web::state`, `web::urls` | how often somebody may ask |
//! | 6.3 | `web::metrics` | `catalog`, `telemetry`, `web::auth`, `web::error`, `web::identity`, `web::state` | counts for Prometheus |
//! | 6.3 | `web::sign_in` | `config`, `oidc`, `store`, `web::auth`, `web::error`, `web::identity`, `web::state`, `web::urls` | the way in and out |
//! | 6.3 | `web::suggest` | `catalog`, `search`, `web::error`, `web::host`, `web::query`, `web::state` | what could follow what is typed, for programs and browsers |
//! | 6.4 | `web::pages` | `catalog`, `config`, `content`, `fs`, `history`, `insights`, `markdown`, `model`, `search`, `store`, `training`, `web::assets`, `web::awaited`, `web::ballot`, `web::error`, `web::files`, `web::host`, `web::identity`, `web::kept`, `web::query`, `web::searches`, `web::state`, `web::urls`, `web::view`, `web::writing` | one file per page |
//! | 6.5 | `web::middleware` | `web::api`, `web::error`, `web::etag`, `web::host`, `web::identity`, `web::pages`, `web::state`, `web::view` | host check, security headers, errors drawn |
//! | 6.6 | `web` | `telemetry`, `web::api`, `web::assets`, `web::auth`, `web::error`, `web::etag`, `web::events`, `web::health`, `web::hook`, `web::identity`, `web::kept`, `web::limits`, `web::listen`, `web::metrics`, `web::middleware`, `web::pages`, `web::searches`, `web::sign_in`, `web::state`, `web::suggest`, `web::urls`, `web::writing` | every address and what answers it |
//! | 7 | `cli` | `catalog`, `clock`, `config`, `content`, `fs`, `history`, `insights`, `model`, `oidc`, `quality`, `search`, `sheet`, `store`, `sync`, `telemetry`, `watch`, `web`, `web::api`, `web::query`, `web::urls` | one file per subcommand; `cli::serve` builds each part once and hands it down |
//! | 8 | `main` | `cli` | the program |
//!
//! One outside crate, one owner: axum, hyper, tower, maud, governor and hmac → `web`; tantivy, rten and tokenizers → `search`;
//! pulldown-cmark, ammonia and htmd → `markdown`; notify → `watch`; sqlx → `store`; openidconnect and reqwest → `oidc`; ipnet →
//! `config`; fsrs → `training`; metrics-exporter-prometheus → `telemetry`; csv → `sheet`; similar → `history`; YAML and TOML front matter, zip → `content`; arc-swap →
//! `catalog`; clap → `cli`. One outside
//! program: git → `history`.

pub mod catalog;
pub mod cli;
pub mod clock;
pub mod config;
pub mod content;
pub mod fs;
pub mod history;
pub mod insights;
pub mod markdown;
pub mod memory;
pub mod model;
pub mod oidc;
pub mod quality;
pub mod search;
pub mod sheet;
pub mod stats;
pub mod store;
pub mod sync;
pub mod telemetry;
pub mod training;
pub mod watch;
pub mod web;
