//! The files of a source: a folder, an archive with its other parts, or a single file. Nothing in it is ever changed.

use std::collections::HashSet;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::archive::{self, Archive};
use super::limits::{Limits, in_words};
use super::names::is_litter;
use super::report::{FileOutcome, FileRow};
use crate::fs;

/// Where GitBook keeps its redirects: a hidden file that is read.
pub const GITBOOK: &str = ".gitbook.yaml";

/// Why nothing can be imported.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Files(#[from] fs::Error),
    #[error("{} is no archive that can be read: {why}", .path.display())]
    Archive { path: PathBuf, why: String },
    #[error("{} holds more than {most} files; import a part of it, such as one folder", .path.display())]
    TooMany { path: PathBuf, most: usize },
    #[error(
        "there is nothing to import in {}: {found}. What can be read is Markdown, CSV, and the exports of Guru, Notion \
         (Markdown and CSV) and Confluence (HTML)", .path.display()
    )]
    NothingKnown { path: PathBuf, found: String },
    #[error("{file}: {why}")]
    Unreadable { file: String, why: String },
    #[error("{} is the folder that would be written to, or lies in it; name another one by --into", .0.display())]
    Inside(PathBuf),
    #[error("nothing was written: {0} leads out of {folder}, by a link", folder = .1.display())]
    LeadsOut(String, PathBuf),
    #[error("nothing was written: {0} came into being meanwhile; run the import again")]
    Meanwhile(String),
}

/// A file of the source.
#[derive(Debug)]
pub struct Item {
    /// Path in the source, with `/`.
    pub path: String,
    /// Bytes, as the source says.
    pub size: u64,
    at: At,
}

#[derive(Debug)]
enum At {
    File(PathBuf),
    Zipped { archive: usize, index: usize },
}

/// Everything in a source.
#[derive(Debug)]
pub struct Source {
    /// The name of the folder or file.
    pub name: String,
    pub items: Vec<Item>,
    /// What is there and not read at all.
    pub refused: Vec<FileRow>,
    /// What should be told of the source as a whole.
    pub notes: Vec<String>,
    /// The folder, where it is one.
    pub folder: Option<PathBuf>,
    archives: Vec<Archive>,
    limits: Limits,
    unpacked: u64,
}

impl Source {
    /// Looks through a source; of an archive in parts, through all that lie beside it.
    pub fn open(path: &Path, limits: Limits) -> Result<Source, Error> {
        let real = fs::canonical(path)?;
        let name = real.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut source = Source {
            name,
            items: Vec::new(),
            refused: Vec::new(),
            notes: Vec::new(),
            folder: None,
            archives: Vec::new(),
            limits,
            unpacked: 0,
        };
        if fs::is_folder(&real) {
            source.look_through(&real);
            source.folder = Some(real);
        } else if source.name.to_lowercase().ends_with(".zip") {
            source.name.truncate(source.name.len() - ".zip".len());
            source.unpack(&real)?;
        } else {
            let size = fs::stamp(&real).map_or(0, |stamp| stamp.size);
            source.items.push(Item { path: source.name.clone(), size, at: At::File(real) });
        }
        if source.items.len() > limits.files {
            return Err(Error::TooMany { path: path.to_owned(), most: limits.files });
        }
        source.items.sort_by(|a, b| a.path.cmp(&b.path));
        source.drop_doubles();
        Ok(source)
    }

    fn look_through(&mut self, root: &Path) {
        let walk = fs::walk(root, &|_| true);
        for file in walk.files {
            let full = root.join(&file.path);
            match is_litter(&file.path) {
                true => self.refuse(file.path, FileOutcome::System, "a file that a system leaves behind"),
                false => self.items.push(Item { path: file.path, size: file.stamp.size, at: At::File(full) }),
            }
        }
        for path in walk.hidden {
            match path.as_str() {
                GITBOOK => self.refuse(path, FileOutcome::Settings, "redirects, which become aliases of pages"),
                folder if folder.ends_with('/') => self.refuse(path, FileOutcome::System, "a hidden folder"),
                _ => self.refuse(path, FileOutcome::System, "a hidden file"),
            }
        }
        for path in walk.unnamed {
            let why = "its name is not UTF-8, so no address leads to it; rename it and import it again";
            self.refuse(path, FileOutcome::Refused, why);
        }
        for path in walk.outside {
            self.refuse(path, FileOutcome::Refused, "a link that leads out of the folder or to nothing");
        }
        for error in walk.failed {
            let path = error.path.strip_prefix(root).unwrap_or(&error.path).to_string_lossy().into_owned();
            self.refuse(path, FileOutcome::Refused, &error.to_string());
        }
    }

    fn unpack(&mut self, path: &Path) -> Result<(), Error> {
        for part in self.parts(path)? {
            let archive = archive::open(fs::open(&part)?).map_err(|why| Error::Archive { path: part.clone(), why })?;
            self.list(archive)?;
        }
        self.open_inner();
        Ok(())
    }

    /// The archive and its other parts: `Export-Part-1.zip` has `Export-Part-2.zip` beside it.
    fn parts(&mut self, path: &Path) -> Result<Vec<PathBuf>, Error> {
        let Some((stem, _)) = part_of(&self.name) else { return Ok(vec![path.to_owned()]) };
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut found: Vec<(u32, String)> = fs::names(folder)?
            .into_iter()
            .filter_map(|name| {
                let bare = name.strip_suffix(".zip").or_else(|| name.strip_suffix(".ZIP"))?;
                let (other, number) = part_of(bare)?;
                (other == stem).then(|| (number, name.clone()))
            })
            .collect();
        found.sort();
        let last = found.last().map_or(0, |(number, _)| *number);
        let missing: Vec<_> =
            (1..last).filter(|number| found.iter().all(|(known, _)| known != number)).map(|n| n.to_string()).collect();
        if !missing.is_empty() {
            self.notes.push(format!("Part {} of the export is not beside the others.", missing.join(", ")));
        }
        if found.len() == 1 {
            self.notes.push("This is one part of an export; no other part lies beside it.".to_owned());
        } else {
            self.notes.push(format!("{} parts of the export were read together.", found.len()));
        }
        self.name = stem.to_owned();
        Ok(found.into_iter().map(|(_, name)| folder.join(name)).collect())
    }

    fn list(&mut self, archive: Archive) -> Result<(), Error> {
        let listed = archive.list(&self.limits);
        if self.items.len() + listed.len() > self.limits.files {
            return Err(Error::TooMany { path: PathBuf::from(&self.name), most: self.limits.files });
        }
        let number = self.archives.len();
        for entry in listed {
            match entry.verdict {
                Ok(size) => {
                    let at = At::Zipped { archive: number, index: entry.index };
                    self.items.push(Item { path: entry.path, size, at });
                }
                Err((outcome, why)) => self.refuse(entry.path, outcome, &why),
            }
        }
        self.archives.push(archive);
        Ok(())
    }

    /// Exports come as archives in an archive; those are opened, once, where nothing else is there to be imported.
    fn open_inner(&mut self) {
        let is_archive = |item: &Item| item.path.to_lowercase().ends_with(".zip");
        let is_page = |item: &Item| [".md", ".html", ".csv", ".yaml"].iter().any(|end| item.path.ends_with(end));
        let only_a_cover = |item: &Item| item.path.rsplit('/').next() == Some("index.html");
        if !self.items.iter().any(is_archive) || self.items.iter().any(|item| is_page(item) && !only_a_cover(item)) {
            return;
        }
        let (inner, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut self.items).into_iter().partition(is_archive);
        self.items = rest;
        for item in inner {
            let opened = match item.size > self.limits.archive {
                true => Err(format!("{} is too large; unpack it and import the folder", in_words(item.size))),
                false => self.laid_out(&item).and_then(archive::open),
            };
            let listed = opened.and_then(|archive| self.list(archive).map_err(|error| error.to_string()));
            match listed {
                Ok(()) => self.refuse(item.path, FileOutcome::Opened, "an archive, of which the files were read"),
                Err(why) => self.refuse(item.path, FileOutcome::Refused, &why),
            }
        }
    }

    fn drop_doubles(&mut self) {
        let mut seen = HashSet::new();
        let (once, again): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.items).into_iter().partition(|item| seen.insert(item.path.clone()));
        self.items = once;
        for item in again {
            self.refuse(item.path, FileOutcome::Refused, "a file of this name was read already");
        }
    }

    fn refuse(&mut self, path: String, outcome: FileOutcome, why: &str) {
        self.refused.push(FileRow { path, outcome, why: why.to_owned(), to: None });
    }

    /// The bytes of a file, of at most so many; or why it is not read.
    pub fn read(&mut self, item: usize, most: u64) -> Result<Vec<u8>, String> {
        let item = &self.items[item];
        if item.size > most {
            return Err(format!("{}; {} is the most", in_words(item.size), in_words(most)));
        }
        // The item is put back at once; reading needs the archives.
        let item = Item { path: String::new(), size: item.size, at: item.at.copied() };
        self.bytes(&item, most)
    }

    fn bytes(&mut self, item: &Item, most: u64) -> Result<Vec<u8>, String> {
        let mut bytes = Vec::new();
        match &item.at {
            At::File(path) => bytes = fs::read(path).map_err(|error| error.to_string())?,
            At::Zipped { archive, index } => self.unpacked_to(*archive, *index, most, &mut bytes)?,
        }
        Ok(bytes)
    }

    /// An archive of an archive, on disk: it may be larger than what can be held.
    fn laid_out(&mut self, item: &Item) -> Result<std::fs::File, String> {
        let At::Zipped { archive, index } = item.at else {
            return Err("an archive in a folder is not opened".to_owned());
        };
        let mut file = fs::scratch().map_err(|error| error.to_string())?;
        self.unpacked_to(archive, index, self.limits.archive, &mut file)?;
        Ok(file)
    }

    fn unpacked_to(&mut self, archive: usize, index: usize, most: u64, out: &mut impl Write) -> Result<(), String> {
        let left = self.limits.unpacked.saturating_sub(self.unpacked);
        if left == 0 {
            return Err(format!("{} were unpacked before it, and no more are", in_words(self.limits.unpacked)));
        }
        self.unpacked += self.archives[archive].unpack(index, most.min(left), out)?;
        Ok(())
    }
}

impl At {
    fn copied(&self) -> At {
        match self {
            At::File(path) => At::File(path.clone()),
            At::Zipped { archive, index } => At::Zipped { archive: *archive, index: *index },
        }
    }
}

/// The name of an export and the number of its part: `Export-Part-2`.
fn part_of(name: &str) -> Option<(&str, u32)> {
    let lower = name.to_ascii_lowercase();
    let at = lower.rfind("-part-")?;
    Some((&name[..at], name[at + "-part-".len()..].parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_an_export_are_known_by_their_names() {
        assert_eq!(part_of("Export-1a2b-Part-12"), Some(("Export-1a2b", 12)));
        assert_eq!(part_of("spare-part-list"), None);
    }
}
