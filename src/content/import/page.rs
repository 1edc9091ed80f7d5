//! A page as a source gives it, before it has a place here.

use std::collections::{BTreeMap, HashSet};

use super::letters;
use super::limits::{Limits, in_words};
use super::report::{FileOutcome, FileRow};
use super::source::Source;
use crate::content::front_matter::{self, Syntax};
use crate::content::pointer::is_pointer;

/// What is told of a file that Git LFS has not fetched.
pub const NOT_FETCHED: &str = "Git LFS has not fetched it; run `git lfs pull` in the source and import it again";

/// Front matter that its author wrote: it stays as it is.
#[derive(Debug, Clone)]
pub struct Head {
    pub syntax: Syntax,
    pub text: String,
}

/// What a system says of a page beside its text.
#[derive(Debug, Clone, Default)]
pub struct Fields {
    pub title: Option<String>,
    pub owner: Option<String>,
    pub tags: Vec<String>,
    pub aliases: Vec<String>,
}

/// A page of a source.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Its path in the source, where its links begin.
    pub from: String,
    /// What it is called in every export.
    pub key: String,
    /// Other names by which links know it.
    pub names: Vec<String>,
    /// The path that it should have below the folder of the import.
    pub place: String,
    pub head: Option<Head>,
    pub fields: Fields,
    pub body: String,
    /// Its front matter cannot be read, so the file is taken as it stands.
    pub as_is: bool,
    pub told: Vec<String>,
}

impl Page {
    /// A page as its author wrote it: the front matter, which stays as it is, and the body.
    pub fn written(text: &str) -> Page {
        let split = front_matter::split(text);
        let unreadable = split.front.is_some_and(|(syntax, front)| !super::front::is_readable(syntax, front));
        let head = split.front.map(|(syntax, text)| Head { syntax, text: text.to_owned() });
        if !split.unclosed && !unreadable {
            return Page { head, body: split.body.to_owned(), ..Page::default() };
        }
        let told = "its front matter cannot be read, so it is taken as it stands; `check` names the line";
        Page { head, body: text.to_owned(), as_is: true, told: vec![told.to_owned()], ..Page::default() }
    }
}

/// A question that a source gives with its answer, outside any page.
#[derive(Debug, Clone, Default)]
pub struct Question {
    pub from: String,
    pub key: String,
    pub words: String,
    pub answer: String,
    pub fields: Fields,
    pub told: Vec<String>,
}

/// What was read of a source.
#[derive(Debug, Default)]
pub struct Gathered {
    pub pages: Vec<Page>,
    pub questions: Vec<Question>,
    /// What became of files, by path, as far as it is known.
    pub files: BTreeMap<String, FileRow>,
    pub notes: Vec<String>,
    /// Bytes of text that were read.
    held: u64,
}

impl Gathered {
    /// Notes what became of a file.
    pub fn file(&mut self, path: &str, outcome: FileOutcome, why: &str) {
        let row = FileRow { path: path.to_owned(), outcome, why: why.to_owned(), to: None };
        self.files.insert(path.to_owned(), row);
    }

    /// Sees to it that every page has a key of its own: of several, those behind the first are known by their paths too.
    pub fn tell_apart(&mut self) {
        let mut seen = HashSet::new();
        for page in &mut self.pages {
            if !seen.insert(page.key.clone()) {
                page.key = format!("{} {}", page.key, page.from);
                page.told.push("another page has the same name at its system; both are imported".to_owned());
            }
        }
    }

    /// The text of a file; where it cannot be had, that is noted.
    pub fn text(&mut self, source: &mut Source, item: usize, limits: &Limits) -> Option<String> {
        let path = source.items[item].path.clone();
        match source.read(item, limits.page) {
            Ok(bytes) if is_pointer(&bytes) => {
                self.file(&path, FileOutcome::Skipped, NOT_FETCHED);
                None
            }
            Ok(bytes) if self.held + bytes.len() as u64 > limits.texts => {
                let most = in_words(limits.texts);
                self.file(
                    &path,
                    FileOutcome::Skipped,
                    &format!("the pages before it fill {most}; import it by itself"),
                );
                None
            }
            Ok(bytes) => {
                self.held += bytes.len() as u64;
                let (text, told) = letters::text(&bytes);
                self.notes.extend(told.map(|told| format!("{path} {told}")));
                Some(front_matter::normalized(&text).into_owned())
            }
            Err(why) => {
                self.file(&path, FileOutcome::Skipped, &why);
                None
            }
        }
    }
}

/// Parts of a path: its folders and its name.
pub fn parted(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// A folder and a name, joined.
pub fn joined(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

/// Whether a name ends in one of these, in whatever case.
pub fn ends_in(path: &str, endings: &[&str]) -> bool {
    let lower = path.to_lowercase();
    endings.iter().any(|ending| lower.ends_with(ending))
}
