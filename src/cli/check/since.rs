//! What a pull request touches, or what is not committed yet, as git tells it.

use std::collections::BTreeSet;

use crate::cli::Error;
use crate::content::{self, Gone, Loaded, Renames};
use crate::history::{self, Changed};
use crate::model::Diagnostic;
use crate::model::diagnostic::SEARCH_PROMISE;

/// Where the synonyms stand.
const TAXONOMY: &str = "taxonomy.yaml";

/// What differs, and what became of files that are gone.
pub struct Since {
    renames: Renames,
    /// Paths and ids that differ or are gone, where only they are asked for.
    touched: Option<BTreeSet<String>>,
}

impl Since {
    /// Asks git. Without a revision it is about what is not committed, and no git is no failure.
    pub fn look(loaded: &Loaded, revision: Option<&str>) -> Result<Since, Error> {
        let changed = match revision {
            Some(revision) => history::changed_since(&loaded.root, revision)?,
            None => history::changed_since(&loaded.root, "HEAD").unwrap_or_default(),
        };
        let renames = renames(loaded, &changed);
        let touched = revision.map(|_| touched(loaded, &changed, &renames));
        Ok(Since { renames, touched })
    }

    /// The entries to which a former name does not lead.
    pub fn renamed(&self) -> Vec<Diagnostic> {
        self.renames.findings.clone()
    }

    /// Whether a finding is in a file that differs, or may come from one. Synonyms stand in the taxonomy, and may break the
    /// promise of any entry.
    pub fn concerns(&self, finding: &Diagnostic) -> bool {
        let Some(touched) = &self.touched else { return true };
        let promise = finding.code == SEARCH_PROMISE.code && touched.contains(TAXONOMY);
        promise || touched.contains(&finding.path) || finding.causes.iter().any(|cause| touched.contains(cause))
    }
}

fn renames(loaded: &Loaded, changed: &Changed) -> Renames {
    let gone = changed.gone.iter();
    let gone = gone.map(|file| Gone { path: &file.path, bytes: &file.bytes, now: file.now.as_deref() });
    content::renames(loaded, &gone.collect::<Vec<_>>(), &changed.added)
}

fn touched(loaded: &Loaded, changed: &Changed, renames: &Renames) -> BTreeSet<String> {
    let ids = changed.paths.iter().filter_map(|path| Some(loaded.files.get(path)?.entry.id.to_string()));
    let gone = changed.gone.iter().map(|file| file.path.clone());
    changed.paths.iter().cloned().chain(ids).chain(gone).chain(renames.names.iter().cloned()).collect()
}
