//! Archives: their list, and a file of them at a time. What an archive says of itself is never believed.

use std::io::{Cursor, Read, Seek};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{HARMLESS, Limits, in_words};
use super::names::{is_litter, safe};
use super::report::FileOutcome;

/// Bytes that can be read from anywhere.
trait Bytes: Read + Seek {}
impl<T: Read + Seek> Bytes for T {}

/// An open archive.
pub struct Archive {
    zip: ZipArchive<Box<dyn Bytes>>,
    ratio: u64,
}

impl std::fmt::Debug for Archive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Archive").field("files", &self.zip.len()).finish()
    }
}

/// A file of an archive: how large it says it is, or why it is not read.
pub struct Listed {
    pub path: String,
    pub index: usize,
    pub verdict: Result<u64, (FileOutcome, String)>,
}

/// Opens an archive that is a file.
pub fn open(file: std::fs::File) -> Result<Archive, String> {
    of(Box::new(file))
}

/// Opens an archive that was inside another.
pub fn open_bytes(bytes: Vec<u8>) -> Result<Archive, String> {
    of(Box::new(Cursor::new(bytes)))
}

fn of(bytes: Box<dyn Bytes>) -> Result<Archive, String> {
    let zip = ZipArchive::new(bytes).map_err(|error| in_plain_words(&error))?;
    Ok(Archive { zip, ratio: Limits::default().ratio })
}

impl Archive {
    /// Everything in it but folders.
    pub fn list(&self, limits: &Limits) -> Vec<Listed> {
        (0..self.zip.len()).filter_map(|index| self.listed(index, limits)).collect()
    }

    fn listed(&self, index: usize, limits: &Limits) -> Option<Listed> {
        let refused =
            |path: String, outcome, why: &str| Some(Listed { path, index, verdict: Err((outcome, why.to_owned())) });
        let Ok(file) = self.zip.by_index_data(index) else {
            return refused(format!("file {index}"), FileOutcome::Refused, "it cannot be read");
        };
        let Ok(name) = file.name().map(|name| name.into_owned()) else {
            return refused(format!("file {index}"), FileOutcome::Refused, "its name cannot be read");
        };
        if file.is_dir() || name.ends_with(['/', '\\']) {
            return None;
        }
        let path = match safe(&name) {
            Ok(path) => path,
            Err(why) => return refused(printable(&name), FileOutcome::Refused, why),
        };
        if is_litter(&path) {
            return refused(path, FileOutcome::System, "a file that a system leaves behind");
        }
        if file.is_symlink() {
            return refused(path, FileOutcome::Refused, "a link, which an archive may not bring");
        }
        if file.encrypted() {
            return refused(path, FileOutcome::Refused, "it is encrypted; export it without a password");
        }
        let (size, packed) = (file.size(), file.compressed_size());
        if size > HARMLESS && size / packed.max(1) > limits.ratio {
            let why = format!("{} packed into {}: it could be a bomb", in_words(size), in_words(packed));
            return refused(path, FileOutcome::Refused, &why);
        }
        Some(Listed { path, index, verdict: Ok(size) })
    }

    /// The bytes of a file, of at most so many whatever the archive says of it.
    pub fn read(&mut self, index: usize, most: u64) -> Result<Vec<u8>, String> {
        let file = self.zip.by_index(index).map_err(|error| in_plain_words(&error))?;
        let packed = file.compressed_size().max(1);
        let mut bytes = Vec::new();
        file.take(most + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be unpacked: {error}"))?;
        let size = bytes.len() as u64;
        if size > most {
            return Err(format!("more than {}, whatever the archive says of it", in_words(most)));
        }
        if size > HARMLESS && size / packed > self.ratio {
            return Err(format!("{} packed into {}: it could be a bomb", in_words(size), in_words(packed)));
        }
        Ok(bytes)
    }
}

fn in_plain_words(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(why) => format!("it is damaged, or no zip file ({why})"),
        ZipError::UnsupportedArchive(why) => format!("it is packed in a way that is not read here ({why})"),
        other => other.to_string(),
    }
}

/// A name as a report may show it.
fn printable(name: &str) -> String {
    name.chars().map(|letter| if letter.is_control() { '·' } else { letter }).take(200).collect()
}
