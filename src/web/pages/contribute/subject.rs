//! Which file is being written, and what it says now.

use axum::extract::Path as Slug;
use jiff::civil::Date;

use crate::catalog::{Catalog, Page, credited};
use crate::content::scaffold::{self, Beginning};
use crate::content::{self, Loaded};
use crate::history::propose::Failure;
use crate::model::person::Viewer;
use crate::model::{EntryId, Kind};
use crate::store::Ask;
use crate::web::error::Error;
use crate::web::state::App;
use crate::web::urls;
use crate::web::writing::Wont;

/// Bytes of a file that are edited in a browser.
pub const LONGEST: usize = 512 << 10;
/// Names that are tried for a new file.
const TRIES: usize = 100;

/// A file that is being written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Below the content folder. Made here, never taken from a form.
    pub path: String,
    /// The entry that it is; none of a new one.
    pub id: Option<EntryId>,
    /// The words of the question that a new one answers.
    pub asked: String,
}

/// What it says now.
#[derive(Debug)]
pub struct Opened {
    /// With lines that end as forms have them here: `\n`.
    pub text: String,
    /// What tells this text from others; empty of a file that is not there.
    pub hash: String,
    /// Its lines end in `\r\n`.
    pub crlf: bool,
    /// The file on the server's disk says something else.
    pub edited: bool,
    /// Why a change would not be committed.
    pub wont: Option<Wont>,
}

impl Subject {
    /// An entry that somebody may read.
    pub fn entry(catalog: &Catalog, viewer: &Viewer, slug: Slug<(String, String)>) -> Result<Subject, Error> {
        let Slug((kind, slug)) = slug;
        let page = catalog.page_for(viewer, &[kind, slug].join("/")).ok_or(Error::NotFound)?;
        let entry = page.entry();
        Ok(Subject { path: entry.path.clone(), id: Some(entry.id.clone()), asked: String::new() })
    }

    /// A new entry for a question, and what it begins with. Its file is one that nobody has.
    pub fn question(loaded: &Loaded, viewer: &Viewer, asks: &[Ask], words: &str) -> (Subject, String) {
        let askers = asks.iter().filter(|ask| ask.text == words).filter_map(|ask| ask.person.as_deref());
        let draft = credited(words, loaded, askers, &viewer.id);
        (Subject { path: free(loaded, draft.path), id: None, asked: words.to_owned() }, draft.text)
    }

    /// A new entry of another kind, and the fields that it begins with.
    pub fn begun(
        loaded: &Loaded,
        viewer: &Viewer,
        kind: Kind,
        words: &str,
        today: Date,
    ) -> Result<(Subject, String), Error> {
        let people = &loaded.people;
        let known = people.is_empty() || people.get(&viewer.id).is_some();
        let owner = known.then_some(viewer.id.as_str());
        let begun = scaffold::entry(&Beginning { kind, title: words, owner, taxonomy: &loaded.taxonomy, today });
        let begun = begun.ok_or(Error::Invalid("a file is named by a letter or a digit; call it by a word"))?;
        Ok((Subject { path: free(loaded, begun.path), id: None, asked: words.to_owned() }, begun.text))
    }

    /// What kind of entry it is.
    pub fn kind(&self) -> Kind {
        self.id.as_ref().map_or_else(|| Kind::from_path(&self.path), EntryId::kind)
    }

    /// Where it is written.
    pub fn address(&self) -> String {
        self.id.as_ref().map_or_else(|| urls::write_of(self.kind(), &self.asked), urls::change)
    }

    /// What it is about, in the name of a branch.
    pub fn about(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.split('.').next().unwrap_or(name)
    }

    /// Opens it for somebody. Git may know a newer text than is served; it has to be one that they may read.
    pub fn open(&self, app: &App, catalog: &Catalog, viewer: &Viewer) -> Result<Opened, Error> {
        let (text, wont) = app.writing.text(&self.path).map_err(refused)?;
        let Some(text) = text else {
            return Ok(Opened { text: String::new(), hash: String::new(), crlf: false, edited: false, wont });
        };
        if text.bytes.len() > LONGEST {
            return Err(Error::Invalid("the file is longer than can be written here; change it in the folder"));
        }
        let whole = String::from_utf8(text.bytes);
        let whole = whole.map_err(|_| Error::Invalid("the file is not UTF-8, so it cannot be written here"))?;
        may_read(catalog, viewer, &self.path, &whole)?;
        let crlf = whole.contains("\r\n");
        let text_here = if crlf { whole.replace("\r\n", "\n") } else { whole };
        Ok(Opened { text: text_here, hash: text.hash, crlf, edited: text.edited, wont })
    }
}

/// The path, or one beside it that no file has.
fn free(loaded: &Loaded, path: String) -> String {
    let stem = path.strip_suffix(".md").unwrap_or(&path).to_owned();
    let names = (2..TRIES).map(|number| format!("{stem}-{number}.md"));
    let taken = |path: &String| loaded.files.contains_key(path) || loaded.has_file(path);
    std::iter::once(path).chain(names).find(|path| !taken(path)).unwrap_or_default()
}

/// Refuses a text that is not for somebody.
fn may_read(catalog: &Catalog, viewer: &Viewer, path: &str, text: &str) -> Result<(), Error> {
    let supposed = content::suppose(catalog.loaded(), path, text, &[]);
    let file = supposed.files.get(path).ok_or(Error::NotFound)?;
    let open = !file.entry.common.closed || viewer.may_read(&file.entry);
    if open { Ok(()) } else { Err(Error::NotFound) }
}

/// The answer to a failure of git.
pub fn refused(failure: Failure) -> Error {
    match failure {
        Failure::NoFile(_) => {
            Error::Invalid("a file of this name cannot be written from here; change it in the folder")
        }
        Failure::Slow => Error::Timeout,
        failure => {
            tracing::error!(error = %failure, "git does not do what it is asked");
            Error::Internal
        }
    }
}

/// The page of what is supposed.
pub fn page_of<'a>(supposed: &'a Catalog, viewer: &Viewer, path: &str) -> Option<Page<'a>> {
    supposed.page_at_for(viewer, path)
}
