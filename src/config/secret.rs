//! What must never be shown.

use std::fmt;
use std::path::Path;

use super::Error;
use super::identity::Place;
use crate::fs;

/// A value that prints as nothing: not in the log, not in an error, not on a page.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret<T>(T);

impl<T> Secret<T> {
    /// Keeps a value.
    pub fn new(value: T) -> Secret<T> {
        Secret(value)
    }

    /// The value, for the one place that needs it.
    pub fn reveal(&self) -> &T {
        &self.0
    }
}

impl<T> fmt::Debug for Secret<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// A secret: of the environment; else of a file of its own; else of a configuration that others cannot read.
pub(super) fn find(
    place: &Place<'_>,
    written: Option<&str>,
    file: Option<&Path>,
) -> Result<Option<Secret<String>>, Error> {
    if let (Some(_), Some(file)) = (written, place.file.filter(|file| !private(file))) {
        return Err(Error::SecretForAll(file.to_owned()));
    }
    let from_file = match file {
        Some(path) => Some(String::from_utf8_lossy(&fs::read(&place.folder.join(path))?).trim().to_owned()),
        None => None,
    };
    let own = from_file.or(written.map(str::to_owned)).filter(|secret| !secret.is_empty());
    Ok(place.secret.clone().or(own.map(Secret::new)))
}

/// Whether only its owner can read a file.
fn private(path: &Path) -> bool {
    fs::mode(path).is_some_and(|mode| mode & 0o077 == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_nothing() {
        assert_eq!(format!("{:?}", Some(Secret::new("hunter2"))), "Some(…)");
    }
}
