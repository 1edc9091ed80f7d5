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
    let fresh = Fresh::of(loaded, fresh);
    for gone in gone.iter().filter(|gone| is_entry(gone.path)) {
        let before = read(gone.path, gone.bytes, loaded.context()).entry;
        renames.names.extend([gone.path, without_extension(gone.path), before.id.as_str()].map(str::to_owned));
        let now = gone.now.or_else(|| fresh.alike(&before.body.text));
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

/// Lines that stand in more new files than this tell nothing of one.
const COMMON: usize = 50;

/// New files by their lines, so that a text that is gone is compared with those alone that share lines with it.
struct Fresh<'a> {
    files: Vec<(&'a str, &'a str)>,
    by_line: HashMap<&'a str, Vec<usize>>,
}

impl<'a> Fresh<'a> {
    fn of(loaded: &'a Loaded, paths: &BTreeSet<String>) -> Fresh<'a> {
        let known = paths.iter().filter_map(|path| loaded.files.get_key_value(path));
        let files: Vec<_> = known.map(|(path, file)| (path.as_str(), &*file.entry.body.text)).collect();
        Fresh::by_line(files)
    }

    fn by_line(files: Vec<(&'a str, &'a str)>) -> Fresh<'a> {
        let mut by_line: HashMap<&str, Vec<usize>> = HashMap::new();
        for (number, (_, text)) in files.iter().enumerate() {
            for line in own_lines(text).collect::<BTreeSet<_>>() {
                by_line.entry(line).or_default().push(number);
            }
        }
        Fresh { files, by_line }
    }

    /// The new file whose text is mostly this one: git does not say it of files that are not added yet.
    fn alike(&self, text: &str) -> Option<&'a str> {
        let of_line = own_lines(text).filter_map(|line| self.by_line.get(line));
        let telling: BTreeSet<usize> = of_line.filter(|files| files.len() <= COMMON).flatten().copied().collect();
        let alike = telling.into_iter().map(|number| (likeness(text, self.files[number].1), self.files[number].0));
        let best = alike.filter(|(likeness, _)| *likeness >= ALIKE).max_by(|(a, _), (b, _)| a.total_cmp(b));
        best.map(|(_, path)| path)
    }
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
    fn a_text_is_found_again_among_very_many() {
        let own = |number: usize| format!("Word {number} a.\nWord {number} b.\nWord {number} c.\nAs everywhere.\n");
        let texts: Vec<_> = (0..4_000).map(|number| (format!("{number}.md"), own(number))).collect();
        let fresh = Fresh::by_line(texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect());
        for (path, text) in &texts {
            let before = text.replace("As everywhere.", "As nowhere else.");
            // Compared with all of them, 16 000 000 pairs.
            assert_eq!(fresh.alike(&before).is_some(), likeness(&before, text) >= ALIKE);
            assert_eq!(fresh.alike(text), Some(path.as_str()));
        }
        assert_eq!(fresh.alike("As everywhere.\n"), None, "that is in all of them");
    }

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
