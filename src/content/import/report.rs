//! What an import does, or would do: every file, page, link and picture with what becomes of it, and counts that add up.

use std::collections::BTreeMap;

use serde::Serialize;

/// What becomes of a file of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum FileOutcome {
    /// It is a page; what becomes of that is told with the pages.
    Page,
    /// It is a table, of which the rows become entries.
    Table,
    /// A picture that a page shows and that comes along.
    Picture,
    /// A picture that no page shows which is written.
    NotUsed,
    /// Read for what it says of pages, such as their folders or their redirects.
    Settings,
    /// A page that is not imported.
    Skipped,
    /// A file of a kind that is not imported.
    LeftOut,
    /// It could do harm, or cannot be read.
    Refused,
    /// Something that a system leaves behind.
    System,
    /// An archive whose files were read in its place.
    Opened,
}

/// What becomes of a page or of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PageOutcome {
    /// It is written.
    New,
    /// It was imported before, and is the same.
    Unchanged,
    /// It was imported before and is different by now, here or in the source; it is left as it is here.
    Differs,
    /// A page is there without it, so a part of it would stand twice.
    Held,
}

/// What becomes of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkOutcome {
    /// It leads to an imported page as it stands.
    Kept,
    /// It leads to an imported page by another address.
    Rewritten,
    /// It names a part that the page does not have.
    NoSuchPart,
    /// To a page that is not in the source.
    NotInSource,
    /// To a file that is not imported.
    LeftOut,
    /// To a document that only some people can open.
    Private,
    /// To elsewhere.
    Web,
}

/// What becomes of a picture on a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureOutcome {
    /// It is copied beside the pages.
    Copied,
    /// It is new, and the page that shows it is left as it is.
    Held,
    /// It is not in the source.
    Missing,
    TooLarge,
    /// Of a kind that is not shown.
    LeftOut,
    /// It lies elsewhere, and is shown from there.
    Web,
    /// It is written into the page itself, which is not shown.
    Inline,
}

/// A file of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileRow {
    pub path: String,
    pub outcome: FileOutcome,
    pub why: String,
    pub to: Option<String>,
}

/// A page, or an entry made of a part of one or of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PageRow {
    pub from: String,
    pub to: String,
    pub title: String,
    pub kind: &'static str,
    pub outcome: PageOutcome,
    /// The kind that it reads like.
    pub hint: Option<&'static str>,
    /// What should be looked at.
    pub told: Vec<String>,
}

/// A link or a picture on a page of the source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeadRow<T> {
    pub page: String,
    pub target: String,
    pub outcome: T,
    pub to: Option<String>,
}

/// Two pages that say the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Double {
    pub one: String,
    pub other: String,
    pub why: &'static str,
}

/// What was found before anything was decided: the sums that the counts must add up to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    pub files: usize,
    pub pages: usize,
    pub entries: usize,
    pub links: usize,
    pub pictures: usize,
}

/// How many of each outcome there are.
pub type Counts = BTreeMap<String, usize>;

/// The whole account.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    pub source: String,
    pub form: &'static str,
    /// The folder in the content folder below which pages are written.
    pub under: String,
    pub written: bool,
    pub notes: Vec<String>,
    pub found: Found,
    pub pages: Vec<PageRow>,
    pub entries: Vec<PageRow>,
    pub links: Vec<LeadRow<LinkOutcome>>,
    pub pictures: Vec<LeadRow<PictureOutcome>>,
    pub files: Vec<FileRow>,
    pub doubles: Vec<Double>,
    /// Pictures that are written, each once.
    pub new_pictures: usize,
    /// Pages and entries that nobody owns.
    pub unowned: usize,
    pub counts: AllCounts,
}

/// Counts by outcome, and of pages also by kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct AllCounts {
    pub files: Counts,
    pub pages: Counts,
    pub entries: Counts,
    pub links: Counts,
    pub pictures: Counts,
    pub kinds: Counts,
    pub hints: Counts,
}

impl Report {
    /// Counts everything once all rows are there.
    pub fn count(&mut self) {
        let all = || self.pages.iter().chain(&self.entries);
        self.counts = AllCounts {
            files: counted(self.files.iter().map(|row| row.outcome)),
            pages: counted(self.pages.iter().map(|row| row.outcome)),
            entries: counted(self.entries.iter().map(|row| row.outcome)),
            links: counted(self.links.iter().map(|row| row.outcome)),
            pictures: counted(self.pictures.iter().map(|row| row.outcome)),
            kinds: counted(all().map(|row| row.kind)),
            hints: counted(self.pages.iter().filter_map(|row| row.hint)),
        };
    }

    /// How many files are written, or would be.
    pub fn news(&self) -> usize {
        let is_new = |row: &&PageRow| row.outcome == PageOutcome::New;
        self.pages.iter().filter(is_new).count() + self.entries.iter().filter(is_new).count() + self.new_pictures
    }
}

fn counted<T: Serialize>(outcomes: impl Iterator<Item = T>) -> Counts {
    let mut counts = Counts::new();
    for outcome in outcomes {
        let name = serde_json::to_value(&outcome).ok().and_then(|name| name.as_str().map(str::to_owned));
        *counts.entry(name.unwrap_or_default()).or_default() += 1;
    }
    counts
}
