//! A content folder that a test writes and that cleans up after itself.

use std::path::{Path, PathBuf};

use fieldlore::content::{self, Loaded};
use fieldlore::model::Diagnostic;

/// A folder of Markdown on disk.
pub struct Folder {
    dir: tempfile::TempDir,
}

impl Folder {
    /// An empty one.
    pub fn new() -> Folder {
        Folder { dir: tempfile::tempdir().unwrap() }
    }

    /// One with a single file.
    pub fn with(path: &str, text: impl AsRef<[u8]>) -> Folder {
        let folder = Folder::new();
        folder.write(path, text);
        folder
    }

    pub fn path(&self) -> &Path {
        self.dir.path()
    }

    pub fn at(&self, path: &str) -> PathBuf {
        self.dir.path().join(path)
    }

    pub fn write(&self, path: &str, text: impl AsRef<[u8]>) {
        let full = self.at(path);
        std::fs::create_dir_all(full.parent().unwrap()).unwrap();
        std::fs::write(full, text).unwrap();
    }

    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.at(path)).unwrap();
    }

    pub fn rename(&self, from: &str, to: &str) {
        std::fs::create_dir_all(self.at(to).parent().unwrap()).unwrap();
        std::fs::rename(self.at(from), self.at(to)).unwrap();
    }

    pub fn load(&self) -> Loaded {
        content::load(self.path()).unwrap()
    }

    /// Findings as `code path:line:column`.
    pub fn findings(&self) -> Vec<String> {
        self.load().diagnostics().iter().map(brief).collect()
    }
}

pub fn brief(finding: &Diagnostic) -> String {
    format!("{} {} {}:{}:{}", finding.severity.word(), finding.code, finding.path, finding.line, finding.column)
}

/// The sample playbook of this repository.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("content")
}

/// A folder beside this repository that some machines have; says so where it is absent.
pub fn shared(path: &str) -> Option<PathBuf> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
    if full.exists() {
        return Some(full);
    }
    eprintln!("skipped: {} is not on this machine", full.display());
    None
}
