//! The only caller of now(): time is an argument everywhere else.

use std::fmt::Debug;

use jiff::{Timestamp, civil::Date};

/// Where the time comes from.
pub trait Clock: Debug + Send + Sync {
    /// The instant.
    fn now(&self) -> Timestamp;

    /// The day at the server, in UTC.
    fn today(&self) -> Date {
        self.now().to_zoned(jiff::tz::TimeZone::UTC).date()
    }
}

/// The machine's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Clock for System {
    #[allow(clippy::disallowed_methods, reason = "this is the one place")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// A clock that stands still, for tests.
#[derive(Debug, Clone, Copy)]
pub struct Fixed(pub Timestamp);

impl Clock for Fixed {
    fn now(&self) -> Timestamp {
        self.0
    }
}
