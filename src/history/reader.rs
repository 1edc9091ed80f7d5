//! Reads the history of a folder, and what came since when HEAD moves.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;

use super::archive::Archive;
use super::authors::Authors;
use super::cache::{self, Kept};
use super::owners::Owners;
use super::{Head, History, Mark, Reason, Standing, blobs, git, log};

/// Reads one folder's history.
#[derive(Debug)]
pub struct Reader {
    folder: PathBuf,
    /// Where it is kept between starts.
    cache: Option<PathBuf>,
    known: Option<Kept<Arc<Archive>>>,
    /// The cache was looked at.
    opened: bool,
}

impl Reader {
    /// A reader of a folder that has read nothing yet.
    pub fn new(folder: PathBuf, cache: Option<PathBuf>) -> Reader {
        Reader { folder, cache, known: None, opened: false }
    }

    /// The history at a mark: what is known already, and what came since. Only that is read.
    pub fn read(&mut self, mark: &Mark, now: Timestamp) -> History {
        let head = match mark {
            Mark::Unknown(reason) => return History::unknown(reason.clone()),
            Mark::Head(head) => head,
        };
        match self.archive(head, now) {
            Ok(archive) => {
                let authors = Arc::new(Authors::mended(&self.folder, &archive.authors));
                let standing = if head.shallow { Standing::Shallow } else { Standing::Whole };
                let owners = Arc::new(Owners::read(&self.folder, head));
                History { standing, commit: head.commit.clone(), archive, authors, owners }
            }
            Err(reason) => History::unknown(reason),
        }
    }

    fn archive(&mut self, head: &Head, now: Timestamp) -> Result<Arc<Archive>, Reason> {
        if !std::mem::replace(&mut self.opened, true) {
            let kept = self.cache.as_deref().and_then(cache::load);
            self.known =
                kept.map(|Kept { commit, prefix, archive }| Kept { commit, prefix, archive: Arc::new(archive) });
        }
        // Where a shallow clone ends may move with any fetch: it is short, and read anew.
        let known = self.known.take().filter(|known| known.prefix == head.prefix && !head.shallow);
        let known = known
            .filter(|known| known.commit == head.commit || git::leads_to(&self.folder, &known.commit, &head.commit));
        let (archive, since) = known.map(|known| (known.archive, known.commit)).unzip();
        let mut archive: Arc<Archive> = archive.unwrap_or_default();
        if since.as_ref() != Some(&head.commit) {
            grow(&self.folder, head, since.as_deref(), Arc::make_mut(&mut archive), now)?;
            self.keep(head, &archive);
        }
        self.known = (!head.shallow).then(|| Kept {
            commit: head.commit.clone(),
            prefix: head.prefix.clone(),
            archive: archive.clone(),
        });
        Ok(archive)
    }

    fn keep(&self, head: &Head, archive: &Archive) {
        if let Some(path) = self.cache.as_deref().filter(|_| !head.shallow) {
            cache::save(path, &Kept { commit: head.commit.clone(), prefix: head.prefix.clone(), archive });
        }
    }
}

/// Takes in the commits up to a head that are not known yet.
fn grow(folder: &Path, head: &Head, since: Option<&str>, archive: &mut Archive, now: Timestamp) -> Result<(), Reason> {
    let mut growing = archive.grow(head.shallow, since.is_some(), now);
    git::log(folder, since, &head.commit, |output| log::parse(output, |head, touched| growing.add(head, touched)))?;
    let doubtful = std::mem::take(&mut growing.doubtful);
    weigh(folder, archive, &doubtful);
    Ok(())
}

/// Finds out of which changes readers see nothing.
fn weigh(folder: &Path, archive: &mut Archive, doubtful: &[(String, usize)]) {
    let states = |archive: &Archive, (path, number): &(String, usize)| {
        let step = archive.steps(path).get(*number)?;
        let state = |place: Option<u32>| archive.blobs.get(place? as usize).copied();
        Some((state(step.before)?, state(step.after)?))
    };
    let pairs: Vec<_> = doubtful.iter().map(|step| states(archive, step)).collect();
    let wanted: HashSet<_> = pairs.iter().flatten().flat_map(|(before, after)| [*before, *after]).collect();
    let digests = blobs::digests(folder, &wanted);
    for ((path, number), pair) in doubtful.iter().zip(pairs) {
        let digest = |oid| digests.get(&oid);
        if pair.is_some_and(|(before, after)| digest(before).is_some() && digest(before) == digest(after)) {
            archive.set_slight(path, *number);
        }
    }
}
