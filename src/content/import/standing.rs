//! What stands in the content folder already: what was imported before, and which names are taken.

use std::collections::HashMap;
use std::path::Path;

use jiff::civil::Date;

use super::form::Form;
use super::names::{Taken, relative};
use super::source::Error;
use crate::content::{self, Loaded};
use crate::fs;

/// The folder as it is.
#[derive(Default)]
pub struct Standing {
    pub loaded: Loaded,
    pub taken: Taken,
    known: HashMap<String, Known>,
}

/// Something that was imported before.
#[derive(Debug, Clone)]
pub struct Known {
    pub path: String,
    pub date: Option<Date>,
}

impl Standing {
    /// Looks through the folder, which need not be there yet.
    pub fn of(into: &Path, form: Form) -> Result<Standing, Error> {
        if !fs::is_folder(into) {
            return Ok(Standing::default());
        }
        let loaded = content::load(into)?;
        let mut taken = Taken::default();
        fs::walk(&loaded.root, &|_| true).files.iter().for_each(|file| taken.take(&file.path));
        let mut known = HashMap::new();
        for entry in loaded.entries() {
            if let Some(source) = entry.common.source.as_ref().filter(|source| source.form == form.name()) {
                let here = Known { path: entry.path.clone(), date: source.date };
                known.entry(source.reference.clone()).or_insert(here);
            }
        }
        Ok(Standing { loaded, taken, known })
    }

    /// What was imported under this key.
    pub fn known(&self, key: &str) -> Option<&Known> {
        self.known.get(key)
    }

    /// Whether anything is at a path.
    pub fn is_there(&self, path: &str) -> bool {
        !self.loaded.root.as_os_str().is_empty() && fs::exists(&self.loaded.root.join(path))
    }

    /// Whether a page links to what was taken out of it. Where an import was interrupted, that may not be there yet.
    pub fn links(&self, page: &str, to: &str) -> bool {
        let link = format!("]({})", relative(page, to));
        fs::read(&self.loaded.root.join(page)).is_ok_and(|bytes| String::from_utf8_lossy(&bytes).contains(&link))
    }

    /// Whether a file has these bytes.
    pub fn has(&self, path: &str, bytes: &[u8]) -> bool {
        self.is_there(path) && fs::read(&self.loaded.root.join(path)).is_ok_and(|known| known == bytes)
    }
}
