//! Reading what `git log --raw -z` prints: for each commit its head, then the files that it touched.
//!
//! Every part ends with a zero byte, which neither a name nor a path can hold, so that nothing that an author is called
//! breaks it.

use std::io::{self, BufRead};

use super::authors::{Author, contact};
use super::oid::Oid;

/// Begins each commit with a sign that the entries of files never begin with: hash, parents, second, name and mail, and
/// whom its message names as authors too.
pub const FORMAT: &str =
    "--format=%x01%H%x00%P%x00%ct%x00%an%x00%ae%x00%(trailers:key=Co-authored-by,valueonly,unfold,separator=%x01)";

/// A commit, as it says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub id: Oid,
    /// It has none before it that is known.
    pub first: bool,
    /// Seconds since the epoch, as its committer's clock had it.
    pub at: Option<i64>,
    pub authors: Vec<Author>,
}

/// What a commit did to a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// The path before, where it was renamed.
    pub from: Option<String>,
    pub path: String,
    pub before: Option<Oid>,
    /// Nothing where the file was removed.
    pub after: Option<Oid>,
}

/// Reads a whole log; each commit is handed over with what it touched.
pub fn parse(output: impl BufRead, mut each: impl FnMut(Head, Vec<Touched>)) -> io::Result<()> {
    let mut parts = Parts(output);
    let mut commit: Option<(Head, Vec<Touched>)> = None;
    while let Some(part) = parts.next()? {
        let text = part.trim_start_matches('\n');
        if let Some(hash) = text.strip_prefix('\u{1}') {
            if let Some((head, touched)) = commit.take() {
                each(head, touched);
            }
            commit = head(hash, &mut parts)?.map(|head| (head, Vec::new()));
        } else if let Some(entry) = text.strip_prefix(':') {
            let touched = touched(entry, &mut parts)?;
            commit.iter_mut().for_each(|(_, all)| all.extend(touched.clone()));
        }
    }
    commit.into_iter().for_each(|(head, touched)| each(head, touched));
    Ok(())
}

/// What stands between zero bytes.
struct Parts<R>(R);

impl<R: BufRead> Parts<R> {
    fn next(&mut self) -> io::Result<Option<String>> {
        let mut bytes = Vec::new();
        if self.0.read_until(0, &mut bytes)? == 0 {
            return Ok(None);
        }
        bytes.pop_if(|last| *last == 0);
        Ok(Some(String::from_utf8_lossy(&bytes).into_owned()))
    }

    fn expect(&mut self) -> io::Result<String> {
        Ok(self.next()?.unwrap_or_default())
    }
}

fn head<R: BufRead>(hash: &str, parts: &mut Parts<R>) -> io::Result<Option<Head>> {
    let (parents, second, name, mail, others) =
        (parts.expect()?, parts.expect()?, parts.expect()?, parts.expect()?, parts.expect()?);
    let others = others.split('\u{1}').map(str::trim).filter(|other| !other.is_empty()).map(contact);
    let mut authors = vec![Author { name: name.trim().to_owned(), mail }];
    authors.extend(others);
    let at = second.parse().ok().filter(|second| *second > 0);
    Ok(Oid::read(hash).map(|id| Head { id, first: parents.is_empty(), at, authors }))
}

/// `100644 100644 <before> <after> M`, and the path or, of a rename, both.
fn touched<R: BufRead>(entry: &str, parts: &mut Parts<R>) -> io::Result<Option<Touched>> {
    let mut words = entry.split(' ');
    let (_, mode, before, after) = (words.next(), words.next(), words.next(), words.next());
    let renamed = words.next().is_some_and(|status| status.starts_with(['R', 'C']));
    let from = if renamed { Some(parts.expect()?) } else { None };
    let path = parts.expect()?;
    // Links and repositories within are no texts.
    let is_text = mode.is_some_and(|mode| matches!(mode, "100644" | "100755" | "000000"));
    let known = |hash: Option<&str>| hash.and_then(Oid::read).filter(|oid| !oid.is_nothing());
    Ok(is_text.then(|| Touched { from, path, before: known(before), after: known(after) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(output: &str) -> Vec<(Head, Vec<Touched>)> {
        let mut all = Vec::new();
        parse(output.as_bytes(), |head, touched| all.push((head, touched))).unwrap();
        all
    }

    fn hash(digit: char) -> String {
        digit.to_string().repeat(40)
    }

    #[test]
    fn commits_are_read_with_their_authors_and_files() {
        let (one, two, none) = (hash('1'), hash('2'), hash('0'));
        let output = format!(
            "\u{1}{one}\0\0100\0Lena | Fors\0l@x\0\0\n:000000 100644 {none} {two} A\0ä b.md\0\u{1}{two}\0{one}\0200\0\0j@x\0Ann <a@x>\u{1}Bo\0\n\
             :100644 100644 {two} {one} R090\0ä b.md\0c.md\0:100644 000000 {two} {none} D\0d.md\0:000000 120000 {none} {one} A\0link.md\0"
        );
        let found = all(&output);
        assert_eq!(found.len(), 2);
        let (first, touched) = &found[0];
        assert!(first.first && first.at == Some(100) && first.authors[0].name == "Lena | Fors");
        assert_eq!((touched[0].path.as_str(), touched[0].before, touched.len()), ("ä b.md", None, 1));
        let (second, touched) = &found[1];
        let names: Vec<_> = second.authors.iter().map(|author| (author.name.as_str(), author.mail.as_str())).collect();
        assert_eq!(names, [("", "j@x"), ("Ann", "a@x"), ("Bo", "")]);
        assert_eq!((touched[0].from.as_deref(), touched[0].path.as_str()), (Some("ä b.md"), "c.md"));
        assert_eq!((touched[1].path.as_str(), touched[1].after, touched.len()), ("d.md", None, 2));
    }

    #[test]
    fn whatever_is_printed_is_read_without_harm() {
        let one = hash('1');
        for odd in
            ["", "a.md\0", "\u{1}x\0\0\0", &format!("\u{1}{one}"), &format!("\u{1}{one}\0\0soon\0\0\0\0:1\0"), ":\0a\0"]
        {
            let found = all(odd);
            assert!(found.iter().all(|(head, touched)| head.at.is_none() && touched.is_empty()), "{odd:?}: {found:?}");
        }
    }
}
