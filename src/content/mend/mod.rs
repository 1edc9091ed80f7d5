//! Mends what needs no thought: the lines that findings are about, and no other byte of their files.

mod aliases;
mod edit;

use std::collections::BTreeMap;
use std::path::Path;

use super::load::Loaded;
use super::read::read;
use crate::fs;
use crate::model::Diagnostic;

/// Mends what findings say that can be mended, file by file, each written whole or not at all. What was done comes back.
///
/// A file that could not be read any more afterwards is left alone.
pub fn mend<'a>(loaded: &Loaded, findings: &'a [Diagnostic]) -> Result<Vec<&'a Diagnostic>, fs::Error> {
    let mut by_path: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.fix.is_some()) {
        by_path.entry(&finding.path).or_default().push(finding);
    }
    let mut mended = Vec::new();
    for (path, findings) in by_path {
        mended.extend(mend_file(loaded, path, findings)?);
    }
    Ok(mended)
}

fn mend_file<'a>(loaded: &Loaded, path: &str, findings: Vec<&'a Diagnostic>) -> Result<Vec<&'a Diagnostic>, fs::Error> {
    let Some(file) = fs::real_inside(&loaded.root, &loaded.root.join(Path::new(path))) else { return Ok(Vec::new()) };
    let bytes = fs::read(&file)?;
    let Ok(text) = std::str::from_utf8(&bytes) else { return Ok(Vec::new()) };
    let (after, done) = edit::apply(text, findings);
    let broken = |text: &str| read(path, text.as_bytes(), loaded.context()).broken;
    if done.is_empty() || after == text || (broken(&after) && !broken(text)) {
        return Ok(Vec::new());
    }
    fs::replace(&file, after.as_bytes())?;
    Ok(done)
}
