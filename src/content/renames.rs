//! Files that were renamed: their former names, and whether those still lead to them.

use std::collections::{BTreeSet, HashMap};

use super::links::{is_entry, path_of, without_extension};
use super::load::Loaded;
use super::read::read;
use crate::model::diagnostic::{Diagnostic, Position, RENAMED_FILE};
use crate::model::fix::Fix;
use crate::model::{Entry, EntryId, Kind};

/// A file that is no longer at its path.
#[derive(Debug, Clone, Copy)]
pub struct Gone<'a> {
    pub path: &'a str,
    pub bytes: &'a [u8],
    /// Where it went, as far as that is known.
    pub now: Option<&'a str>,
}

/// What became of files that are gone.
#[derive(Debug, Default)]
pub struct Renames {
    /// Entries to which their former names do not lead.
    pub findings: Vec<Diagnostic>,
    /// Every id and path that the files had.
    pub names: BTreeSet<String>,
}

/// Looks at files that are gone; `fresh` are paths that were not there before, among which they may be.
pub fn renames(loaded: &Loaded, gone: &[Gone], fresh: &BTreeSet<String>) -> Renames {
    let mut renames = Renames::default();
    for gone in gone.iter().filter(|gone| is_entry(gone.path)) {
        let before = read(gone.path, gone.bytes, loaded.context()).entry;
        renames.names.extend([gone.path, without_extension(gone.path), before.id.as_str()].map(str::to_owned));
        let now = gone.now.or_else(|| found_again(loaded, &before, fresh));
        renames.findings.extend(now.and_then(|now| finding(loaded, &before, now)));
    }
    renames
}

fn finding(loaded: &Loaded, before: &Entry, now: &str) -> Option<Diagnostic> {
    let file = loaded.files.get(now)?;
    let names = lost(loaded, before, &file.entry);
    let first = names.first()?;
    let message = format!("this was {} before, and `{first}` does not lead here", before.path);
    let help = format!(
        "Add `aliases: [{}]`, so that votes, links and progress follow; `fieldlore check --fix` does it.",
        names.join(", ")
    );
    let mendable = file.entry.declared || file.entry.kind == Kind::Page && Kind::from_path(now) == Kind::Page;
    let finding = Diagnostic::new(&RENAMED_FILE, now, Position::START, message, help);
    Some(finding.mended_by(mendable.then(|| Fix::Alias(names.clone()))))
}

/// The former names of an entry that lead nowhere now. A name that another entry has taken is that one's.
fn lost(loaded: &Loaded, before: &Entry, now: &Entry) -> Vec<String> {
    let id_is_lost = before.id != now.id && loaded.directory.by_id(before.id.as_str()).is_none();
    let id = id_is_lost.then(|| before.id.clone());
    let path = without_extension(&before.path);
    let follows = |id: &EntryId| path_of(id) == path;
    let path_is_lost = loaded.directory.by_path(&before.path).is_none() && !id.as_ref().is_some_and(follows);
    id.map(|id| id.to_string()).into_iter().chain(path_is_lost.then(|| path.to_owned())).collect()
}

/// How much of its lines a text must share with one that is gone to be taken for it.
const ALIKE: f64 = 0.8;

/// The new file whose text is mostly that of the one that is gone: git does not say it of files that are not added yet.
fn found_again<'a>(loaded: &'a Loaded, before: &Entry, fresh: &BTreeSet<String>) -> Option<&'a str> {
    let fresh = fresh.iter().filter_map(|path| loaded.files.get_key_value(path));
    let alike = fresh.map(|(path, file)| (likeness(&before.body.text, &file.entry.body.text), path));
    let best = alike.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b));
    best.map(|(_, path)| path.as_str())
}

/// The share of lines that two texts have in common. What a template gives to every entry does not count.
fn likeness(one: &str, other: &str) -> f64 {
    let mut left: HashMap<&str, usize> = HashMap::new();
    own_lines(one).for_each(|line| *left.entry(line).or_default() += 1);
    let mut common = 0;
    for line in own_lines(other) {
        if let Some(count) = left.get_mut(line).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    let all = own_lines(one).count() + own_lines(other).count();
    if all == 0 { 0.0 } else { 2.0 * f64::from(common) / all as f64 }
}

/// What the lines of a text say, without headings and bold lead-ins.
fn own_lines(text: &str) -> impl Iterator<Item = &str> {
    let bare = text.lines().map(str::trim).filter(|line| !line.starts_with('#'));
    let led =
        bare.map(|line| line.strip_prefix("**").and_then(|rest| rest.split_once("**")).map_or(line, |it| it.1.trim()));
    led.filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_alike_by_their_lines() {
        assert_eq!(likeness("a\nb\n\nc\nd\n", "d\nc\n b\na"), 1.0);
        assert_eq!(likeness("a\na\n", "a\nb\n"), 0.5);
        let template = |words: &str| {
            format!("## Answer: One\n\n**Acknowledge** {words} a.\n\n**Respond** {words} b.\n\n**Confirm**\n")
        };
        assert_eq!(likeness(&template("here"), &template("there")), 0.0);
        assert_eq!((likeness("", ""), likeness("a", "b")), (0.0, 0.0));
    }
}
