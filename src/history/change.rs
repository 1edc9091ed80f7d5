//! A change of a file, for whoever shows it.

use jiff::Timestamp;

use super::archive::{Commit, Step};
use super::{Author, History};

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    Added,
    /// Readers see a difference.
    Changed,
    Renamed,
    /// Metadata or spaces alone.
    Slight,
}

/// A change of a file.
#[derive(Debug, Clone, Copy)]
pub struct Change<'a> {
    pub(super) history: &'a History,
    pub(super) steps: &'a [Step],
    pub(super) number: usize,
}

impl<'a> Change<'a> {
    /// What happened.
    pub fn what(&self) -> What {
        let step = self.step();
        match () {
            () if step.before.is_none() => What::Added,
            () if !step.slight => What::Changed,
            () if step.renamed => What::Renamed,
            () => What::Slight,
        }
    }

    /// The full hash of its commit.
    pub fn commit(&self) -> String {
        self.stored().map(|commit| commit.id.to_string()).unwrap_or_default()
    }

    /// When it was committed, where that is known.
    pub fn at(&self) -> Option<Timestamp> {
        Timestamp::from_second(self.stored()?.at?).ok()
    }

    /// When readers first saw it, as far as that is known: a change that was pulled came here later than it was made.
    pub fn seen_at(&self) -> Option<Timestamp> {
        let commit = self.stored()?;
        Timestamp::from_second(commit.arrived.max(commit.at)?).ok()
    }

    /// Who wrote it, the author first; each once.
    pub fn authors(&self) -> Vec<&'a Author> {
        let group = self.stored().map(|commit| self.history.archive.written_by(commit)).unwrap_or_default();
        let mut authors: Vec<&Author> = Vec::new();
        for author in group.iter().filter_map(|place| self.history.authors.get(*place)) {
            let same = |known: &&Author| *known == author || (!author.mail.is_empty() && known.mail == author.mail);
            if !authors.iter().any(same) {
                authors.push(author);
            }
        }
        authors
    }

    /// The full hash of the text before, where there was one.
    pub fn before(&self) -> Option<String> {
        self.text(self.step().before)
    }

    /// The full hash of the text that it left.
    pub fn after(&self) -> Option<String> {
        self.text(self.step().after)
    }

    fn step(&self) -> &'a Step {
        &self.steps[self.number]
    }

    fn stored(&self) -> Option<&'a Commit> {
        self.history.archive.commits.get(self.step().commit as usize)
    }

    fn text(&self, place: Option<u32>) -> Option<String> {
        self.history.archive.blobs.get(place? as usize).map(ToString::to_string)
    }
}
