//! What one pass over the commits found, file by file. It grows with every commit and is kept between starts.
//!
//! Commits are taken in from the oldest to the newest. A rename carries along what was known under the old name; a branch that
//! knew nothing of it goes on under the new one.

use std::collections::HashMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Dates;
use super::authors::Author;
use super::log::{Head, Touched};
use super::oid::Oid;

/// Renames that are followed one after the other.
const MOST_RENAMES: usize = 100;
/// Clocks that are ahead by more than this, in seconds, are wrong.
const AHEAD: i64 = 24 * 60 * 60;
/// Extensions of files that are entries.
const EXTENSIONS: [&str; 3] = [".md", ".markdown", ".mdx"];

/// Everything that is known of a folder's past.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archive {
    pub commits: Vec<Commit>,
    /// As commits have them.
    pub authors: Vec<Author>,
    /// Who wrote a commit, together: places among the authors.
    groups: Vec<Vec<u32>>,
    /// States of files.
    pub blobs: Vec<Oid>,
    /// By path; oldest first.
    files: HashMap<String, Vec<Step>>,
    /// Where files went that were renamed.
    moved: HashMap<String, String>,
}

/// A commit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Commit {
    pub id: Oid,
    /// Seconds since the epoch; nothing where that is not known or cannot be true.
    pub at: Option<i64>,
    /// When it was first seen here, where that was later: what was pulled changed for readers then.
    pub arrived: Option<i64>,
    group: u32,
}

/// A commit that changed a file: places among the commits and the states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub commit: u32,
    pub before: Option<u32>,
    pub after: Option<u32>,
    /// It came to this name.
    pub renamed: bool,
    /// Readers see no difference.
    pub slight: bool,
}

/// Takes in commits, from the oldest to the newest.
pub struct Growing<'a> {
    archive: &'a mut Archive,
    places: HashMap<Author, u32>,
    groups: HashMap<Vec<u32>, u32>,
    /// Steps of which it is to be seen whether readers notice.
    pub doubtful: Vec<(String, usize)>,
    /// Where a shallow clone ends: what comes before is not known.
    shallow: bool,
    /// What is taken in arrives now, in seconds; nothing where it was there before anybody looked.
    arrives: Option<i64>,
    now: i64,
}

impl Archive {
    /// Begins to take in more commits. `fresh` says that they came while the folder was served.
    pub fn grow(&mut self, shallow: bool, fresh: bool, now: Timestamp) -> Growing<'_> {
        let now = now.as_second();
        let places = (0..).zip(&self.authors).map(|(place, author)| (author.clone(), place)).collect();
        let groups = (0..).zip(&self.groups).map(|(place, group)| (group.clone(), place)).collect();
        let arrives = fresh.then_some(now);
        Growing { archive: self, places, groups, doubtful: Vec::new(), shallow, arrives, now }
    }

    /// The changes of a file, oldest first.
    pub fn steps(&self, path: &str) -> &[Step] {
        self.files.get(path).map(Vec::as_slice).unwrap_or_default()
    }

    /// Notes that readers see no difference in a step.
    pub fn set_slight(&mut self, path: &str, number: usize) {
        if let Some(step) = self.files.get_mut(path).and_then(|steps| steps.get_mut(number)) {
            step.slight = true;
        }
    }

    /// Who wrote a commit: places among the authors.
    pub fn written_by(&self, commit: &Commit) -> &[u32] {
        self.groups.get(commit.group as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// When a file came and last changed for readers. Clocks differ: the earliest added, the latest changed.
    pub fn dates(&self, path: &str) -> Option<Dates> {
        let steps = Some(self.steps(path)).filter(|steps| !steps.is_empty())?;
        let at = |step: &Step| {
            let second = self.commits.get(step.commit as usize)?.at?;
            Timestamp::from_second(second).ok()
        };
        let known: Option<Vec<_>> = steps.iter().map(at).collect();
        let changed = steps.iter().filter(|step| !step.slight).filter_map(at).max();
        Some(Dates { added: known.and_then(|all| all.into_iter().min()), changed })
    }
}

impl Growing<'_> {
    /// Takes in a commit with what it touched.
    pub fn add(&mut self, head: Head, touched: Vec<Touched>) {
        let touched: Vec<_> = touched.into_iter().filter(|touched| is_entry(&touched.path)).collect();
        if touched.is_empty() {
            return;
        }
        let known = head.at.filter(|at| *at <= self.now + AHEAD && !(self.shallow && head.first));
        let arrived = self.arrives.filter(|now| known.is_none_or(|at| at < *now));
        let group = self.group(head.authors);
        let commit = place(self.archive.commits.len());
        self.archive.commits.push(Commit { id: head.id, at: known, arrived, group });
        for touched in touched {
            self.touch(commit, touched);
        }
    }

    fn touch(&mut self, commit: u32, touched: Touched) {
        let Touched { from, path, before, after } = touched;
        let renamed = from.as_ref().is_some_and(|from| *from != path);
        let path = match from {
            Some(from) => self.rename(&from, path),
            None if before.is_none() => {
                self.archive.moved.remove(&path);
                path
            }
            None => self.current(path),
        };
        // Whoever asks for a file asks for one that is there: what was removed is only passed over.
        let Some(after) = after else { return };
        let archive = &mut *self.archive;
        let steps = archive.files.entry(path.clone()).or_default();
        let last = steps.last().and_then(|step| step.after);
        let before_place =
            before.map(|oid| match last.filter(|last| archive.blobs.get(*last as usize) == Some(&oid)) {
                Some(last) => last,
                None => put(&mut archive.blobs, oid),
            });
        let after_place = if before == Some(after) { before_place } else { Some(put(&mut archive.blobs, after)) };
        let slight = before == Some(after);
        if before.is_some() && !slight {
            self.doubtful.push((path, steps.len()));
        }
        steps.push(Step { commit, before: before_place, after: after_place, renamed, slight });
    }

    /// Carries what is known along to a new name.
    fn rename(&mut self, from: &str, to: String) -> String {
        let from = self.current(from.to_owned());
        self.archive.moved.remove(&to);
        if from != to
            && let Some(steps) = self.archive.files.remove(&from)
        {
            for (path, _) in self.doubtful.iter_mut().filter(|(path, _)| *path == from) {
                path.clone_from(&to);
            }
            self.archive.files.insert(to.clone(), steps);
            self.archive.moved.insert(from, to.clone());
        }
        to
    }

    /// The name that a file has by now, for a commit beside the one that renamed it.
    fn current(&self, path: String) -> String {
        let mut path = path;
        for _ in 0..MOST_RENAMES {
            match self.archive.moved.get(&path) {
                Some(next) if !self.archive.files.contains_key(&path) => path.clone_from(next),
                _ => break,
            }
        }
        path
    }

    fn group(&mut self, authors: Vec<Author>) -> u32 {
        let mut members: Vec<u32> = Vec::new();
        for author in authors {
            let known = self.places.get(&author).copied();
            let member = known.unwrap_or_else(|| {
                self.places.insert(author.clone(), place(self.archive.authors.len()));
                put(&mut self.archive.authors, author)
            });
            if !members.contains(&member) {
                members.push(member);
            }
        }
        if let Some(known) = self.groups.get(&members) {
            return *known;
        }
        self.groups.insert(members.clone(), place(self.archive.groups.len()));
        put(&mut self.archive.groups, members)
    }
}

fn put<T>(list: &mut Vec<T>, item: T) -> u32 {
    list.push(item);
    place(list.len() - 1)
}

/// Four thousand million of anything are not in a playbook.
fn place(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

fn is_entry(path: &str) -> bool {
    EXTENSIONS.iter().any(|extension| path.ends_with(extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn oid(digit: u32) -> Oid {
        Oid::read(&format!("{digit:040x}")).unwrap()
    }

    fn head(id: u32, at: i64) -> Head {
        let author = Author { name: "Lena".to_owned(), mail: "l@x".to_owned() };
        Head { id: oid(id), first: id == 1, at: Some(at), authors: vec![author] }
    }

    fn touched(from: Option<&str>, path: &str, before: u32, after: u32) -> Touched {
        let state = |digit| Some(oid(digit)).filter(|oid| !oid.is_nothing());
        Touched { from: from.map(str::to_owned), path: path.to_owned(), before: state(before), after: state(after) }
    }

    fn grown(shallow: bool, commits: Vec<(Head, Vec<Touched>)>) -> Archive {
        let mut archive = Archive::default();
        let mut growing = archive.grow(shallow, false, Timestamp::from_second(1_000).unwrap());
        commits.into_iter().for_each(|(head, touched)| growing.add(head, touched));
        archive
    }

    fn seconds(archive: &Archive, path: &str) -> (Option<i64>, Option<i64>) {
        let Dates { added, changed } = archive.dates(path).unwrap();
        (added.map(|at| at.as_second()), changed.map(|at| at.as_second()))
    }

    #[test]
    fn a_file_keeps_its_past_over_renames_on_any_branch() {
        let archive = grown(
            false,
            vec![
                (head(1, 100), vec![touched(None, "a.md", 0, 11), touched(None, "p.png", 0, 12)]),
                (head(2, 200), vec![touched(Some("a.md"), "b.md", 11, 11)]),
                // A branch that began before.
                (head(3, 300), vec![touched(None, "a.md", 11, 13)]),
                (head(4, 400), vec![touched(Some("b.md"), "c.md", 13, 14)]),
                // Another file takes the first name.
                (head(5, 500), vec![touched(None, "a.md", 0, 15)]),
            ],
        );
        assert_eq!((archive.steps("c.md").len(), archive.steps("a.md").len()), (4, 1));
        assert!(archive.steps("b.md").is_empty() && archive.steps("p.png").is_empty());
        assert_eq!(seconds(&archive, "c.md"), (Some(100), Some(400)));
        assert_eq!(seconds(&archive, "a.md"), (Some(500), Some(500)));
        assert_eq!((archive.authors.len(), archive.groups.len(), archive.blobs.len()), (1, 1, 4));
    }

    #[test]
    fn slight_steps_are_no_change_and_wrong_clocks_no_date() {
        let mut archive = grown(
            false,
            vec![
                (head(1, 100), vec![touched(None, "a.md", 0, 11), touched(None, "b.md", 0, 12)]),
                (head(2, 900), vec![touched(None, "a.md", 11, 13)]),
                (head(3, 1_000 + AHEAD + 1), vec![touched(None, "b.md", 12, 14)]),
            ],
        );
        archive.set_slight("a.md", 1);
        assert_eq!(seconds(&archive, "a.md"), (Some(100), Some(100)));
        assert_eq!(seconds(&archive, "b.md"), (None, Some(100)));
        assert_eq!(archive.dates("c.md"), None);
    }

    #[test]
    fn where_a_shallow_clone_ends_nothing_is_called_new() {
        let archive = grown(
            true,
            vec![
                (head(1, 100), vec![touched(None, "a.md", 0, 11), touched(None, "b.md", 0, 12)]),
                (head(2, 200), vec![touched(None, "b.md", 12, 13), touched(None, "c.md", 0, 14)]),
            ],
        );
        assert_eq!(seconds(&archive, "a.md"), (None, None));
        assert_eq!(seconds(&archive, "b.md"), (None, Some(200)));
        assert_eq!(seconds(&archive, "c.md"), (Some(200), Some(200)));
    }
}
