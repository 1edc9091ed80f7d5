//! Reading what `git log` prints: for each commit its time and parents, then the files that it added or changed.

use std::collections::HashMap;
use std::io::{self, BufRead};

use jiff::Timestamp;

use super::Dates;

/// Begins each commit: a sign that no path begins with, the second of the commit, its parents.
pub const FORMAT: &str = "--format=%x01%ct %P";

/// The time of a commit, and whether anything before it is known.
#[derive(Debug, Clone, Copy)]
struct Commit {
    at: Timestamp,
    /// The clone ends here: what it "adds" is everything that was there.
    end: bool,
}

/// The dates of every file in the output. Parts are ended by a zero byte.
pub fn parse(output: impl BufRead, shallow: bool) -> io::Result<HashMap<String, Dates>> {
    let mut files = HashMap::new();
    let mut commit = None;
    for part in output.split(0) {
        let part = part?;
        let text = String::from_utf8_lossy(&part);
        match text.strip_prefix('\u{1}') {
            Some(head) => commit = read_commit(head, shallow),
            None => {
                let path = text.trim_start_matches('\n');
                if let Some(commit) = commit.filter(|_| !path.is_empty()) {
                    note(&mut files, path, commit);
                }
            }
        }
    }
    Ok(files)
}

fn read_commit(head: &str, shallow: bool) -> Option<Commit> {
    let (seconds, parents) = head.split_once(' ').unwrap_or((head, ""));
    let at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
    Some(Commit { at, end: shallow && parents.trim().is_empty() })
}

/// Commits come newest first as a rule, though clocks differ: the earliest added, the latest changed.
fn note(files: &mut HashMap<String, Dates>, path: &str, commit: Commit) {
    let at = (!commit.end).then_some(commit.at);
    let dates = files.entry(path.to_owned()).or_insert(Dates { added: at, changed: at });
    dates.added = dates.added.zip(at).map(|(before, now)| before.min(now));
    dates.changed = dates.changed.max(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(added: Option<i64>, changed: Option<i64>) -> Dates {
        let at = |second| Timestamp::from_second(second).unwrap();
        Dates { added: added.map(at), changed: changed.map(at) }
    }

    const OUTPUT: &[u8] = b"\x01300 c2\0\nb.md\0\xc3\xa4 b.md\0\x01200 c1\0\nb.md\0\x01100 \0\na.md\0b.md\0";

    #[test]
    fn the_first_and_the_last_commit_of_a_file_count() {
        let files = parse(OUTPUT, false).unwrap();
        assert_eq!(files["b.md"], dates(Some(100), Some(300)));
        assert_eq!(files["a.md"], dates(Some(100), Some(100)));
        assert_eq!(files["ä b.md"], dates(Some(300), Some(300)));
        assert_eq!(files.len(), 3);
    }

    #[test]
    fn where_a_shallow_clone_ends_nothing_is_called_new() {
        let files = parse(OUTPUT, true).unwrap();
        assert_eq!(files["b.md"], dates(None, Some(300)));
        assert_eq!(files["a.md"], dates(None, None));
        assert_eq!(files["ä b.md"], dates(Some(300), Some(300)));
    }

    #[test]
    fn whatever_is_printed_is_read_without_harm() {
        assert!(parse(&b""[..], false).unwrap().is_empty());
        assert!(parse(&b"a.md\0\x01x y\0b.md\0\x0199999999999999 \0c.md\0"[..], false).unwrap().is_empty());
    }
}
