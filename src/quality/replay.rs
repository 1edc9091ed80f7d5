//! Wordings of another folder, to be learned from.

use std::collections::HashSet;
use std::path::Path;

use crate::catalog::{Catalog, texts};
use crate::content;
use crate::fs;
use crate::search::bare;

/// The wordings that a folder has of entries of a catalog and that the catalog has not: each with the id of its entry.
pub fn replay(catalog: &Catalog, folder: &Path) -> Result<Vec<(String, String)>, fs::Error> {
    let loaded = content::load(folder)?;
    let mut further = Vec::new();
    for entry in loaded.entries() {
        let Some(page) = catalog.page(entry.id.as_str()) else { continue };
        let own: HashSet<String> = texts(page.entry()).wordings.iter().map(|wording| bare(wording)).collect();
        let more = texts(entry).wordings.into_iter().filter(|wording| !own.contains(&bare(wording)));
        further.extend(more.map(|wording| (entry.id.to_string(), wording)));
    }
    Ok(further)
}
