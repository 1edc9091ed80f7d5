//! One commit in the name of whoever asked for it: what every page does that writes a file.

use super::contribute::refused;
use crate::catalog::Catalog;
use crate::history::propose::{Change, Outcome, Written};
use crate::model::person::Viewer;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::writing::Job;

const CHANGED: Error = Error::Invalid("the file was changed at this very moment; look at it and try again");

/// What a commit is called, and what its branch is named after.
#[derive(Debug, Clone, Copy)]
pub struct Called<'a> {
    pub message: &'a str,
    pub about: &'a str,
}

/// A title or a question as a message names it: in one line, so that nothing in it stands as a line of its own, such as
/// `Co-authored-by`.
pub fn in_a_line(title: &str) -> String {
    format!("\u{201c}{}\u{201d}", title.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// Commits the changes. Asks git, so it is for threads that may wait and have their turn.
pub fn commit(
    app: &App,
    catalog: &Catalog,
    viewer: &Viewer,
    called: Called,
    changes: &[Change],
) -> Result<Written, Error> {
    let (people, Called { message, about }) = (&catalog.loaded().people, called);
    let job = Job { viewer, people, message, about, changes, at: app.now() };
    match app.writing.commit(&job).map_err(refused)? {
        Outcome::Written(written) => Ok(written),
        Outcome::Changed { .. } => Err(CHANGED),
    }
}
