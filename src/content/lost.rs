//! Files that went a moment ago. Many programs take a file away to write it anew, git among them: who looks in between finds
//! none, and then one that is not written yet.

use std::path::Path;
use std::sync::Arc;

use imbl::OrdMap;

use super::load::File;
use crate::fs;

/// How much later the folder of a file may have changed, in nanoseconds, for what comes back to be the same file.
const ONE_ACT: u128 = 10_000_000_000;

/// A file that went, as it was last read.
#[derive(Debug, Clone)]
struct Gone {
    file: Arc<File>,
    /// When its folder changed last as it was missed, in nanoseconds.
    at: u128,
}

/// Files that went a moment ago, by path. Nothing of them is served unless they come back broken.
#[derive(Debug, Clone, Default)]
pub(super) struct Lost(OrdMap<String, Gone>);

impl Lost {
    /// The last good version of a file that is there again, if it went in the same act.
    pub fn before(&self, root: &Path, path: &str) -> Option<&Arc<File>> {
        self.0.get(path).filter(|gone| gone.is_recent(root, path)).map(|gone| &gone.file)
    }

    /// Those of which that still holds, without what is there again, and with what is missed since.
    pub fn renewed<'a>(
        &self,
        root: &Path,
        went: impl Iterator<Item = (&'a String, &'a Arc<File>)>,
        now: &OrdMap<String, Arc<File>>,
    ) -> Lost {
        let still = self.0.iter().filter(|(path, gone)| !now.contains_key(*path) && gone.is_recent(root, path));
        let mut lost: OrdMap<String, Gone> = still.map(|(path, gone)| (path.clone(), gone.clone())).collect();
        for (path, file) in went {
            if let Some(at) = changed_at(root, path) {
                lost.insert(path.clone(), Gone { file: file.clone(), at });
            }
        }
        Lost(lost)
    }
}

impl Gone {
    fn is_recent(&self, root: &Path, path: &str) -> bool {
        changed_at(root, path).is_some_and(|now| now.saturating_sub(self.at) <= ONE_ACT)
    }
}

/// When something came into the folder of a file or went from it last; nothing where that is gone as well.
fn changed_at(root: &Path, path: &str) -> Option<u128> {
    fs::changed_at(root.join(path).parent()?)
}
