//! What happened: people, outcomes, uses, searches. Git holds what the team agreed; this holds what it did.
//!
//! One SQLite file in the data folder, the only thing there that cannot be made again. SQL is written once, in a dialect
//! that other databases take too: `$1`; times as milliseconds since the Unix epoch; flags as 0 and 1; ids as text.
//! A write is answered when it is committed. Where nothing can be written, everything can still be read.
//!
//! | file | what it is |
//! |---|---|
//! | `db` | the file: opened, brought up to date, refused; the only place that names a driver |
//! | `writer` | one writer, which commits what waits together |
//! | `error` | what can go wrong, and whose business it is |
//! | `people` | who asks |
//! | `sessions` | who has signed in |

mod db;
mod error;
mod people;
mod sessions;
mod writer;

pub use db::Store;
pub use error::Error;
pub use people::Person;
pub use sessions::Session;

/// A moment as the store keeps it: milliseconds since the Unix epoch.
pub type Millis = i64;
