//! Where the folder lies in its repository: forges know files by their path there.

use std::path::Path;

use crate::history;
use crate::model::Diagnostic;

/// The folder's place, such as `content/`; empty where the folder is the repository, or in none.
pub struct Place(String);

impl Place {
    /// Asks git.
    pub fn of(folder: &Path) -> Place {
        Place(history::place_in_repository(folder))
    }

    /// The path of a finding's file in the repository.
    pub fn path(&self, finding: &Diagnostic) -> String {
        format!("{}{}", self.0, finding.path)
    }

    #[cfg(test)]
    pub fn at(place: &str) -> Place {
        Place(place.to_owned())
    }
}
