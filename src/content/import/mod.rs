//! What other systems hold, brought into a content folder: planned first, with an account of everything, then written.
//!
//! A source is read and never changed; nothing here is ever overwritten. Everything imported says where it came from in
//! its field `source`, so that the same source can be imported again and only what is new is written.

mod archive;
mod confluence;
mod doubles;
mod form;
mod front;
mod guru;
mod handbook;
mod hints;
mod leads;
mod letters;
mod limits;
pub(super) mod names;
mod notion;
mod page;
mod place;
mod plan;
mod progress;
mod report;
mod source;
mod split;
mod standing;
mod table;

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

pub use form::Form;
pub use limits::Limits;
pub use place::{stays_inside, write};
pub use plan::{Plan, plan};
pub use progress::{Progress, Step, Unseen};
pub use report::{
    AllCounts, Counts, Double, FileOutcome, FileRow, Found, LeadRow, LinkOutcome, PageOutcome, PageRow, PictureOutcome,
    Report,
};
pub use source::Error;

use crate::model::Kind;

/// What is to be imported, and where to.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// A folder, an archive or a table.
    pub source: &'a Path,
    /// The system that it comes from, where that is not to be recognised.
    pub form: Option<Form>,
    /// The content folder.
    pub into: &'a Path,
    /// The folder in it below which pages are written; the name of the source by default.
    pub under: Option<&'a str>,
    /// What addresses of the source's own site begin with.
    pub sites: &'a [String],
    /// The kinds of pages, by the folder of the source that they lie in.
    pub kinds: &'a [(String, Kind)],
    /// Whether questions in pages become entries.
    pub split: bool,
    pub today: Date,
    pub limits: Limits,
}

/// What was lost on the way to Markdown, in words.
fn lost(lost: &BTreeMap<String, usize>) -> Vec<String> {
    lost.iter()
        .map(|(what, count)| match count {
            1 => format!("lost: {what}"),
            count => format!("lost: {what} ({count} times)"),
        })
        .collect()
}
