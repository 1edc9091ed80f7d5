//! Brings the served checkout to a newer commit, file by file: what somebody changed in it and did not commit stays.

use std::collections::HashMap;

use super::objects::REGULAR;
use super::run::{HERE, run};
use super::{Desk, Failure};
use crate::fs;

/// One file that differs between two commits. Hashes are of nothing but zeros where it is not there.
struct Step {
    mode: String,
    from: String,
    to: String,
    path: String,
}

impl Desk {
    /// Brings files and index from one commit to another. Files that say something else than the old commit are left.
    pub(super) fn bring(&self, from: Option<&str>, to: &str) -> Result<(), Failure> {
        let steps = self.steps(from, to)?;
        for step in &steps {
            if let Err(error) = self.step(step) {
                tracing::warn!(%error, path = step.path, "a file of the checkout stays as it was");
            }
        }
        self.stage(&steps)
    }

    fn steps(&self, from: Option<&str>, to: &str) -> Result<Vec<Step>, Failure> {
        let from = from.map_or_else(|| self.empty_tree(), |from| Ok(from.to_owned()))?;
        let arguments = ["diff-tree", "-r", "-z", "--raw", "--full-index", "--no-renames", &from, to];
        let out = run(self.git().args(arguments), b"", HERE)?;
        let mut parts = out.split(|byte| *byte == 0);
        let mut steps = Vec::new();
        while let (Some(about), Some(path)) = (parts.next(), parts.next()) {
            let (Ok(about), Ok(path)) = (std::str::from_utf8(about), std::str::from_utf8(path)) else { continue };
            let words: Vec<&str> = about.trim_start_matches(':').split(' ').collect();
            let [old, new, before, after, ..] = words[..] else { continue };
            let is_file = |mode: &str| REGULAR.contains(&mode) || mode == "000000";
            if is_file(old) && is_file(new) {
                let [mode, from, to] = [new, before, after].map(str::to_owned);
                steps.push(Step { mode, from, to, path: path.to_owned() });
            }
        }
        Ok(steps)
    }

    /// One file, where it is as it was committed.
    fn step(&self, step: &Step) -> Result<(), Failure> {
        let full = self.top.join(&step.path);
        // No link on the way leads elsewhere.
        let folder = full.parent().unwrap_or(&self.top);
        if fs::exists(folder) && fs::canonical(folder)? != folder {
            return Err(Failure::NoFile(step.path.clone()));
        }
        let there = if fs::exists(&full) { Some(self.hash(&fs::read(&full)?)?) } else { None };
        if there != some(&step.from).map(str::to_owned) {
            return Ok(());
        }
        match some(&step.to) {
            None => Ok(fs::remove_file(&full)?),
            Some(hash) => {
                fs::create_folder(folder)?;
                Ok(fs::write(&full, &self.bytes(hash)?)?)
            }
        }
    }

    /// The index follows where it held the old files, so that git takes nothing of this for an edit.
    fn stage(&self, steps: &[Step]) -> Result<(), Failure> {
        let out = run(self.at_top().args(["ls-files", "--stage", "-z"]), b"", HERE)?;
        let mut staged: HashMap<&str, &str> = HashMap::new();
        for line in out.split(|byte| *byte == 0).filter_map(|line| std::str::from_utf8(line).ok()) {
            if let Some((about, path)) = line.split_once('\t') {
                staged.insert(path, about.split(' ').nth(1).unwrap_or_default());
            }
        }
        let as_before = |step: &&Step| staged.get(step.path.as_str()).copied() == some(&step.from);
        let mut lines = Vec::new();
        for step in steps.iter().filter(as_before) {
            let mode = if some(&step.to).is_some() { step.mode.as_str() } else { "0" };
            lines.extend_from_slice(format!("{mode} {}\t{}\0", step.to, step.path).as_bytes());
        }
        run(self.at_top().args(["update-index", "-z", "--add", "--index-info"]), &lines, HERE).map(drop)
    }
}

/// A hash, unless it is of nothing but zeros.
fn some(hash: &str) -> Option<&str> {
    (!hash.bytes().all(|byte| byte == b'0')).then_some(hash)
}
