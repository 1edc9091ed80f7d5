//! HTTP: pages for people, JSON for programs. A handler takes the catalog once, calls a pure function, and returns a
//! page value that draws itself.

pub mod api;
pub mod assets;
pub mod auth;
pub mod awaited;
pub mod ballot;
pub mod error;
pub mod etag;
pub mod events;
pub mod files;
pub mod health;
pub mod hook;
mod host;
pub mod identity;
pub mod kept;
pub mod limits;
pub mod listen;
pub mod metrics;
pub mod middleware;
pub mod pages;
pub mod query;
pub mod routes;
mod searches;
pub mod sign_in;
pub mod state;
pub mod suggest;
pub mod urls;
pub mod view;
pub mod writing;

pub use auth::Auth;
pub use listen::{HEAD_PATIENCE, serve};
pub use routes::router;
pub use state::App;
pub use writing::Writing;
