//! `[training]` of the server's own file: on whose days people learn.

use jiff::tz::TimeZone;
use serde::Deserialize;

use super::Error;

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    time_zone: Option<String>,
}

/// How people learn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Training {
    /// Whose midnight begins a day of the team.
    pub time_zone: TimeZone,
}

impl Default for Training {
    fn default() -> Training {
        Training { time_zone: TimeZone::UTC }
    }
}

impl Section {
    /// Checks the section.
    pub(super) fn read(self) -> Result<Training, Error> {
        let Some(name) = self.time_zone else { return Ok(Training::default()) };
        let time_zone = TimeZone::get(name.trim()).map_err(|_| Error::TimeZone(name))?;
        Ok(Training { time_zone })
    }
}
