//! `[metrics]` of the server's own file: what a monitor shows in the place of a person.

use std::path::PathBuf;

use serde::Deserialize;

use super::Error;
use super::identity::Place;
use super::secret::{self, Secret};

/// Where the token of the monitor is found, before any file.
pub const TOKEN_VARIABLE: &str = "FIELDLORE_METRICS_TOKEN";

/// The section as it is written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Section {
    token: Option<String>,
    token_file: Option<PathBuf>,
}

impl Section {
    /// The token; without one, only people read what is counted. That of the environment stands in the place.
    pub(super) fn read(&self, place: &Place<'_>) -> Result<Option<Secret<String>>, Error> {
        secret::find(place, self.token.as_deref(), self.token_file.as_deref())
    }
}
