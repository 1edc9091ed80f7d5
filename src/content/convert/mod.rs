//! A question that a page answers, made an entry of its own; the page keeps a link in its place.

mod asked;
mod page;
mod shape;

pub use asked::{apart, page_name, questions, sells, whole_answer, without};
pub use shape::{Inherited, entry, path_of};

use super::{Loaded, patch};
use crate::markdown::Asked;
use page::Source;

/// Why a question is not made an entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("there is no page {0}")]
    NoPage(String),
    #[error("{0} is no plain page, so it is an entry already")]
    NoPlainPage(String),
    #[error("{path} asks nothing at `#{anchor}`; it asks at: {asked}")]
    NotAsked { path: String, anchor: String, asked: String },
    #[error("{0} has no question with an answer under it")]
    NothingAsked(String),
    #[error("{path} asks several questions at `#{anchor}`; say which by --question: {asked}")]
    Several { path: String, anchor: String, asked: String },
    #[error("{0} is a link to another file; convert that one")]
    Link(String),
    #[error("{path} cannot be read: {why}")]
    Unreadable { path: String, why: String },
    #[error("{0} was changed while it was read; try again")]
    Changed(String),
}

/// A file that a conversion writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Path below the content folder.
    pub path: String,
    pub text: String,
}

/// What a conversion does to the folder: one new file and one changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    pub entry: Written,
    pub page: Written,
    /// The page as it was.
    pub before: String,
}

impl Converted {
    /// Both changes, as `git apply` takes them in the content folder.
    pub fn patch(&self) -> String {
        patch::of_new(&self.entry.path, &self.entry.text) + &self.change()
    }

    /// What changes on the page alone.
    pub fn change(&self) -> String {
        patch::of_changed(&self.page.path, &self.before, &self.page.text)
    }

    /// Both files, to be written in one go.
    pub fn files(self) -> [(String, String); 2] {
        [(self.entry.path, self.entry.text), (self.page.path, self.page.text)]
    }
}

/// Makes an entry of the question at an anchor of a plain page; where several stand there, of the one with these words.
pub fn convert(loaded: &Loaded, path: &str, anchor: &str, words: Option<&str>) -> Result<Converted, Refused> {
    let source = Source::of(loaded, path)?;
    let meant = meant(&source, anchor, words)?;
    Ok(source.converted(loaded, &meant))
}

/// The same for whoever writes the two files one after the other: where that was stopped in between, the entry that is
/// there is the one that is meant.
pub fn go_on(loaded: &Loaded, path: &str, anchor: &str, words: Option<&str>) -> Result<Converted, Refused> {
    let source = Source::of(loaded, path)?;
    let meant = meant(&source, anchor, words)?;
    Ok(source.left(loaded, &meant).unwrap_or_else(|| source.converted(loaded, &meant)))
}

/// The question at an anchor.
fn meant(source: &Source, anchor: &str, words: Option<&str>) -> Result<Asked, Refused> {
    let path = || source.page.path.clone();
    let mut asked = questions(source.page);
    if asked.is_empty() {
        return Err(Refused::NothingAsked(path()));
    }
    let listed = |asked: &[Asked], each: fn(&Asked) -> String| asked.iter().map(each).collect::<Vec<_>>().join(", ");
    let all = listed(&asked, |each| format!("#{}", each.anchor));
    asked.retain(|each| each.anchor == anchor);
    // Whoever types it need not type its marks.
    let same = |each: &Asked| words.is_none_or(|words| plain(words) == plain(&each.words));
    let known = listed(&asked, |each| format!("`{}`", each.words));
    asked.retain(same);
    let anchor = anchor.to_owned();
    match asked.len() {
        0 if known.is_empty() => Err(Refused::NotAsked { path: path(), anchor, asked: all }),
        1 => Ok(asked.remove(0)),
        // The same words twice: the first is taken out, and then the other is the first.
        2.. if words.is_some() => Ok(asked.remove(0)),
        _ => Err(Refused::Several { path: path(), anchor, asked: known }),
    }
}

/// A question as it is compared.
fn plain(words: &str) -> String {
    words.to_lowercase().chars().filter(|letter| letter.is_alphanumeric()).collect()
}

/// What each of some questions of a plain page would be as an entry, one at a time.
pub fn each(loaded: &Loaded, path: &str, asked: &[Asked]) -> Result<Vec<Converted>, Refused> {
    let source = Source::of(loaded, path)?;
    Ok(asked.iter().map(|each| source.converted(loaded, each)).collect())
}
