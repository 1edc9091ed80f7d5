//! Who answers for which file by the lists that forges read: CODEOWNERS, and CODENOTIFY where that names nobody.

use std::collections::HashMap;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;

use super::patterns::Pattern;
use super::{Head, git};

/// Where forges look for CODEOWNERS; the first that is there counts.
const PLACES: [&str; 4] = [".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS"];
/// The list of a folder.
const NOTIFY: &str = "CODENOTIFY";
/// The most lists of folders that are read.
const MOST_LISTS: usize = 200;

/// Handles and mails of those who answer for files, by path below the content folder.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Owners(HashMap<String, Arc<[String]>>);

/// A line of a list. Without owners, it takes files from those whom lines above name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    pattern: Pattern,
    owners: Arc<[String]>,
}

impl Owners {
    /// Reads the lists of a commit.
    pub fn read(folder: &Path, head: &Head) -> Owners {
        let paths = listed(folder, &head.commit);
        let text = |path: &str| blob(folder, &head.commit, path);
        let owners = PLACES.iter().find(|place| paths.iter().any(|path| path == *place)).and_then(|place| text(place));
        let owners = owners.map(|text| rules(&text)).unwrap_or_default();
        let is_list = |path: &&String| path.rsplit('/').next() == Some(NOTIFY);
        let lists = paths
            .iter()
            .filter(is_list)
            .take(MOST_LISTS)
            .filter_map(|path| Some((path.strip_suffix(NOTIFY)?.to_owned(), rules(&text(path)?))));
        let lists: HashMap<String, Vec<Rule>> = lists.collect();
        if owners.is_empty() && lists.is_empty() {
            return Owners::default();
        }
        let named = |path: &String| {
            let named = last(&owners, path).or_else(|| notified(&lists, path)).filter(|owners| !owners.is_empty())?;
            Some((path.strip_prefix(&head.prefix)?.to_owned(), named))
        };
        Owners(
            paths
                .iter()
                .filter(|path| path.ends_with(".md") || path.ends_with(".mdx") || path.ends_with(".markdown"))
                .filter_map(named)
                .collect(),
        )
    }

    /// Who answers for a file.
    pub fn of(&self, path: &str) -> &[String] {
        self.0.get(path).map(|owners| &**owners).unwrap_or_default()
    }
}

/// Every path of a commit.
fn listed(folder: &Path, commit: &str) -> Vec<String> {
    let mut command = git::git(folder);
    command.args(["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit]).stderr(Stdio::null());
    let output = command.output().map(|output| output.stdout).unwrap_or_default();
    output.split(|byte| *byte == 0).map(|path| String::from_utf8_lossy(path).into_owned()).collect()
}

fn blob(folder: &Path, commit: &str, path: &str) -> Option<String> {
    let mut command = git::git(folder);
    let output = command.args(["cat-file", "blob", &format!("{commit}:{path}")]).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The rules of a list, in its order.
fn rules(text: &str) -> Vec<Rule> {
    let mut standard: Arc<[String]> = Arc::default();
    let mut rules = Vec::new();
    for line in text.lines().map(str::trim) {
        let words = words(line);
        // A section, with those who answer for what names nobody in it.
        if line.starts_with(['[', '^']) {
            standard = words.into_iter().filter(|word| is_owner(word)).collect();
            continue;
        }
        let Some((pattern, owners)) = words.split_first().filter(|(pattern, _)| !pattern.starts_with('!')) else {
            continue;
        };
        let owners: Arc<[String]> = owners.iter().filter(|word| is_owner(word)).cloned().collect();
        let owners = if owners.is_empty() { Arc::clone(&standard) } else { owners };
        rules.push(Rule { pattern: Pattern::read(pattern), owners });
    }
    rules
}

fn is_owner(word: &str) -> bool {
    word.contains('@')
}

/// Words up to a comment; a space or a sign behind `\` belongs to the word.
fn words(line: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        let fresh = words.last().is_none_or(String::is_empty);
        match letter {
            '#' if fresh => break,
            '\\' => words.iter_mut().next_back().into_iter().for_each(|word| word.extend(letters.next())),
            letter if letter.is_whitespace() && !fresh => words.push(String::new()),
            letter if letter.is_whitespace() => {}
            letter => words.iter_mut().next_back().into_iter().for_each(|word| word.push(letter)),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The last rule that a path fits counts.
fn last(rules: &[Rule], path: &str) -> Option<Arc<[String]>> {
    rules.iter().rfind(|rule| rule.pattern.fits(path)).map(|rule| Arc::clone(&rule.owners))
}

/// What the list of the nearest folder says that says anything.
fn notified(lists: &HashMap<String, Vec<Rule>>, path: &str) -> Option<Arc<[String]>> {
    let folders = path.rmatch_indices('/').map(|(end, _)| end + 1).chain([0]);
    let mut named = folders.filter_map(|end| last(lists.get(&path[..end])?, &path[end..]));
    named.find(|owners| !owners.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owners(list: &str, path: &str) -> Vec<String> {
        last(&rules(list), path).map(|owners| owners.to_vec()).unwrap_or_default()
    }

    const LIST: &str = "# Who\n*        @all\n/kb/     @lena jo@x.example # both\nkb/free/\nkb/a\\ b.md @space\n!kb/x.md @no\n\n[Deals] @deals\ndeals/\ndeals/own.md @own\n";

    #[test]
    fn the_last_line_that_fits_counts() {
        assert_eq!(owners(LIST, "x.md"), ["@all"]);
        assert_eq!(owners(LIST, "kb/deep/x.md"), ["@lena", "jo@x.example"]);
        assert_eq!(owners(LIST, "kb/free/x.md"), Vec::<String>::new());
        assert_eq!(owners(LIST, "kb/a b.md"), ["@space"]);
        assert_eq!(owners(LIST, "kb/x.md"), ["@lena", "jo@x.example"]);
        assert_eq!(
            (owners(LIST, "deals/x.md"), owners(LIST, "deals/own.md")),
            (vec!["@deals".to_owned()], vec!["@own".to_owned()])
        );
    }

    #[test]
    fn the_nearest_list_of_a_folder_counts() {
        let lists = HashMap::from([
            (String::new(), rules("**/*.md @top")),
            ("kb/".to_owned(), rules("*.md @kb")),
            ("kb/quiet/".to_owned(), rules("other.md @other")),
        ]);
        let named = |path: &str| notified(&lists, path).map(|owners| owners.to_vec()).unwrap_or_default();
        assert_eq!((named("kb/x.md"), named("y.md")), (vec!["@kb".to_owned()], vec!["@top".to_owned()]));
        assert_eq!(named("kb/quiet/x.md"), ["@kb"]);
    }
}
