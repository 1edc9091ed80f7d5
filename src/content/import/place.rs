//! Puts what was planned in its place: whole files only, none over another, and nothing outside the folder.

use std::path::{Path, PathBuf};

use super::page::NOT_FETCHED;
use super::plan::Plan;
use super::progress::{Progress, Step};
use super::report::{FileOutcome, Report};
use super::source::Error;
use crate::content::pointer::is_pointer;
use crate::fs;

/// What a folder begins with in which files are prepared; one that is left was interrupted.
const STAGING: &str = ".fieldlore-import-";

/// Writes everything that is new. Files are prepared in a hidden folder beside their places and then moved, so that
/// an interruption leaves whole files, and the next import goes on from there.
pub fn write(plan: Plan, progress: &dyn Progress) -> Result<Report, Error> {
    let Plan { mut report, texts, pages, pictures, mut source, into, most } = plan;
    report.written = true;
    if texts.is_empty() && pages.is_empty() && pictures.is_empty() {
        if fs::is_folder(&into) {
            clear(&into)?;
        }
        return Ok(report);
    }
    fs::create_folder(&into)?;
    let root = fs::canonical(&into)?;
    for path in texts.keys().chain(pages.keys()).chain(pictures.keys()) {
        stays_inside(&root, path)?;
    }
    clear(&root)?;
    let staging = root.join(format!("{STAGING}{}", std::process::id()));
    let all = texts.len() + pages.len() + pictures.len();
    let mut ready = Vec::new();
    let prepared = (|| {
        // What was taken out of a page is there before the page that no longer holds it.
        for (path, text) in texts.iter().chain(&pages) {
            progress.step(Step::Write, ready.len(), all);
            stage(&staging, ready.len(), text.as_bytes())?;
            ready.push(path.clone());
        }
        for (path, item) in &pictures {
            progress.step(Step::Write, ready.len(), all);
            match source.read(*item, most) {
                Ok(bytes) if is_pointer(&bytes) => unreadable(&mut report, path, NOT_FETCHED),
                Ok(bytes) => {
                    stage(&staging, ready.len(), &bytes)?;
                    ready.push(path.clone());
                }
                Err(why) => unreadable(&mut report, path, &why),
            }
        }
        move_all(&staging, &root, &ready)
    })();
    let cleared = fs::remove_folder(&staging);
    prepared?;
    cleared?;
    Ok(report)
}

fn stage(staging: &Path, number: usize, bytes: &[u8]) -> Result<(), Error> {
    fs::create_folder(staging)?;
    Ok(fs::write(&staging.join(number.to_string()), bytes)?)
}

fn move_all(staging: &Path, root: &Path, ready: &[String]) -> Result<(), Error> {
    if let Some(path) = ready.iter().find(|path| fs::exists(&root.join(path))) {
        return Err(Error::Meanwhile(path.clone()));
    }
    for (number, path) in ready.iter().enumerate() {
        let to = root.join(path);
        fs::create_folder(to.parent().unwrap_or(root))?;
        fs::rename(&staging.join(number.to_string()), &to)?;
    }
    Ok(())
}

/// The nearest folder that is there must be what it seems: a link could lead anywhere. The root is canonical.
pub fn stays_inside(root: &Path, path: &str) -> Result<(), Error> {
    let full = root.join(path);
    let there: Option<PathBuf> = full.ancestors().skip(1).find(|folder| fs::exists(folder)).map(Path::to_owned);
    let real = there.as_ref().and_then(|folder| fs::canonical(folder).ok());
    match real {
        Some(real) if there.as_ref() == Some(&real) && real.starts_with(root) => Ok(()),
        _ => Err(Error::LeadsOut(path.to_owned(), root.to_owned())),
    }
}

/// Takes away what an interrupted import had prepared.
fn clear(root: &Path) -> Result<(), Error> {
    for name in fs::names(root)?.iter().filter(|name| name.starts_with(STAGING)) {
        fs::remove_folder(&root.join(name))?;
    }
    Ok(())
}

/// A picture that turned out to be something else when it was read.
fn unreadable(report: &mut Report, to: &str, why: &str) {
    report.new_pictures = report.new_pictures.saturating_sub(1);
    for row in report.files.iter_mut().filter(|row| row.to.as_deref() == Some(to)) {
        (row.outcome, row.why, row.to) = (FileOutcome::Refused, why.to_owned(), None);
    }
    for row in report.pictures.iter_mut().filter(|row| row.to.as_deref() == Some(to)) {
        (row.outcome, row.to) = (super::report::PictureOutcome::Missing, None);
    }
    report.count();
}
