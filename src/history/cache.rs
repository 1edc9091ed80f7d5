//! The archive on disk, by the commit that it reaches up to, so that a start need not read everything again. It can be
//! deleted at any time; one that is not as it was written is read anew.

use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::archive::Archive;
use crate::fs;

/// Counts up with the form of what is kept, and with what counts as a change that readers see.
const VERSION: &str = "fieldlore history 1";

/// An archive and what it is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept<A> {
    pub commit: String,
    /// The folder within the repository.
    pub prefix: String,
    pub archive: A,
}

/// What an earlier start kept; nothing where there is none, or it is torn.
pub fn load(path: &Path) -> Option<Kept<Archive>> {
    let bytes = fs::read(path).ok()?;
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let (head, body) = (&bytes[..end], &bytes[end + 1..]);
    (head == seal(body).as_bytes()).then(|| serde_json::from_slice(body).ok()).flatten()
}

/// Keeps an archive; where that fails, the next start reads it anew.
pub fn save(path: &Path, kept: &Kept<&Archive>) {
    let body = match serde_json::to_vec(kept) {
        Ok(body) => body,
        Err(error) => return tracing::warn!(%error, "the history cannot be kept"),
    };
    let mut bytes = seal(&body).into_bytes();
    bytes.push(b'\n');
    bytes.extend(body);
    if let Err(error) = fs::write(path, &bytes) {
        tracing::warn!(%error, "the history cannot be kept; the next start reads it again");
    }
}

fn seal(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    let hex: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{VERSION} {hex}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_torn_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("history");
        assert_eq!(load(&path), None);
        let archive = Archive::default();
        save(&path, &Kept { commit: "c".to_owned(), prefix: "kb/".to_owned(), archive: &archive });
        let whole = fs::read(&path).unwrap();
        assert_eq!(load(&path), Some(Kept { commit: "c".to_owned(), prefix: "kb/".to_owned(), archive }));
        let torn = [&whole[..whole.len() - 1], &whole[1..], b"", &[&whole[..], b" "].concat()].map(<[u8]>::to_vec);
        for bytes in torn {
            fs::write(&path, &bytes).unwrap();
            assert_eq!(load(&path), None);
        }
    }
}
