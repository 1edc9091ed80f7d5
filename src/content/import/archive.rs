//! Archives: their list, and a file of them at a time. What an archive says of itself is never believed.

use std::io::{Read, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use super::limits::{HARMLESS, Limits, in_words};
use super::names::{is_litter, safe};
use super::report::FileOutcome;

/// Bytes that are unpacked between two looks at how many there are.
const AT_ONCE: usize = 1 << 16;

/// An open archive.
pub struct Archive {
    zip: ZipArchive<std::fs::File>,
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

/// Opens an archive.
pub fn open(file: std::fs::File) -> Result<Archive, String> {
    Ok(Archive { zip: ZipArchive::new(file).map_err(|error| in_plain_words(&error))? })
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

    /// Unpacks a file piece by piece, and no more than so many bytes. One that turns out to be larger than the archive says
    /// is stopped there.
    pub fn unpack(&mut self, index: usize, most: u64, out: &mut impl Write) -> Result<u64, String> {
        let mut file = self.zip.by_index(index).map_err(|error| in_plain_words(&error))?;
        let (mut size, mut buffer) = (0, vec![0; AT_ONCE]);
        let failed = |error: std::io::Error| format!("it cannot be unpacked: {error}");
        loop {
            let count = file.read(&mut buffer).map_err(failed)?;
            size += count as u64;
            if count == 0 {
                return Ok(size);
            }
            if size > most {
                return Err(format!("more than {}, whatever the archive says of it", in_words(most)));
            }
            out.write_all(&buffer[..count]).map_err(failed)?;
        }
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
