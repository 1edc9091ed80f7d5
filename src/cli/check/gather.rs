//! Everything that can be found in a folder, each finding once.

use jiff::civil::Date;

use super::since::Since;
use crate::cli::Error;
use crate::cli::prepared::prepared;
use crate::config::Config;
use crate::content::{self, Loaded};
use crate::fs;
use crate::model::Diagnostic;
use crate::quality::{self, Making, QUERIES, Report};

/// What is to be looked at, and how.
pub struct Gathering<'a> {
    pub config: &'a Config,
    pub today: Date,
    /// Only what differs from where this revision and HEAD part.
    pub since: Option<&'a str>,
}

/// What was looked at, and what was found.
pub struct Checked {
    pub loaded: Loaded,
    pub findings: Vec<Diagnostic>,
    /// Where search was asked for.
    pub promises: Option<Report>,
}

impl Gathering<'_> {
    /// Looks at the files, and where that is asked for at what search makes of them.
    pub fn gather(&self, search: bool) -> Result<Checked, Error> {
        let mut checked = if search { self.with_search()? } else { self.without_search()? };
        let since = Since::look(&checked.loaded, self.since)?;
        let loaded = &checked.loaded;
        let more = [
            content::dated(loaded, self.today),
            content::untidy(loaded),
            quality::doubles(loaded, self.today),
            since.renamed(),
        ];
        checked.findings.extend(more.into_iter().flatten());
        checked.findings.retain(|finding| since.concerns(finding));
        checked.findings.sort_by(|a, b| (&a.path, a.line, a.column, a.code).cmp(&(&b.path, b.line, b.column, b.code)));
        Ok(checked)
    }

    fn without_search(&self) -> Result<Checked, Error> {
        let loaded = content::load(&self.config.content.folder)?;
        Ok(Checked { findings: loaded.diagnostics(), loaded, promises: None })
    }

    fn with_search(&self) -> Result<Checked, Error> {
        let content = &self.config.content;
        let catalog = prepared(self.config)?;
        let mut promises = quality::report(&catalog, Making { language: &content.language, today: self.today })?;
        let mut findings = catalog.loaded().diagnostics();
        findings.append(&mut promises.findings);
        if let Some(text) = fs::read_optional(&content.folder.join(QUERIES))? {
            findings.append(&mut quality::read(&catalog, QUERIES, &text).findings);
        }
        Ok(Checked { loaded: catalog.loaded().clone(), findings, promises: Some(promises) })
    }
}
