//! A page as its file has it, and the file with a link in the place of an answer: around that every byte stays.

use super::asked::{whole_answer, without};
use super::shape::{Inherited, bare, entry, path_of};
use super::{Converted, Refused, Written};
use crate::content::Loaded;
use crate::content::front_matter;
use crate::content::import::names::{Taken, relative};
use crate::content::links::Destination;
use crate::fs;
use crate::markdown::{self, Asked, Change};
use crate::model::{Entry, Kind};

/// A page as its file has it.
pub struct Source<'a> {
    pub page: &'a Entry,
    before: String,
    /// With plain line ends.
    text: String,
    /// Where the body begins in the text.
    body: usize,
}

impl Source<'_> {
    /// Reads it, where it may be changed.
    pub fn of<'a>(loaded: &'a Loaded, path: &str) -> Result<Source<'a>, Refused> {
        let page = &loaded.files.get(path).ok_or_else(|| Refused::NoPage(path.to_owned()))?.entry;
        if page.kind != Kind::Page {
            return Err(Refused::NoPlainPage(path.to_owned()));
        }
        let full = loaded.root.join(path);
        // Writing would put a file in the place of the link, or change one of another name.
        if fs::is_link(&full) {
            return Err(Refused::Link(path.to_owned()));
        }
        let unreadable = |why: String| Refused::Unreadable { path: path.to_owned(), why };
        let bytes = fs::read(&full).map_err(|error| unreadable(error.to_string()))?;
        if !loaded.is_as_read(path, &bytes) {
            return Err(Refused::Changed(path.to_owned()));
        }
        let before = String::from_utf8(bytes)
            .map_err(|_| unreadable("it is not UTF-8; save it as UTF-8 in an editor first".to_owned()))?;
        let text = front_matter::normalized(&before).into_owned();
        let body = text.len() - front_matter::split(&text).body.len();
        Ok(Source { page, before, text, body })
    }

    /// The question as an entry of a new file.
    pub fn converted(&self, loaded: &Loaded, asked: &Asked) -> Converted {
        let mut taken = Taken::default();
        loaded.files.keys().for_each(|path| taken.take(path));
        let to = taken.free(&path_of(&asked.words));
        self.placed(loaded, asked, to)
    }

    /// The question as the very entry that is there already.
    pub fn left(&self, loaded: &Loaded, asked: &Asked) -> Option<Converted> {
        let to = path_of(&asked.words);
        let there = fs::read(&loaded.root.join(&to)).ok()?;
        Some(self.placed(loaded, asked, to)).filter(|placed| placed.entry.text.as_bytes() == there)
    }

    fn placed(&self, loaded: &Loaded, asked: &Asked, to: String) -> Converted {
        let body = &self.text[self.body..];
        let path = &self.page.path;
        let answer = rebased(loaded, path, &to, &whole_answer(body, &asked.answer));
        let entry = entry(&asked.words, &answer, &Inherited::of(self.page), &loaded.taxonomy, "");
        let link = (asked.answer.clone(), bare(&asked.words).to_owned(), relative(path, &to));
        let changed = self.text[..self.body].to_owned() + &without(body, &[link]);
        Converted {
            entry: Written { path: to, text: entry },
            page: Written { path: path.clone(), text: spliced(&self.before, &self.text, &changed) },
            before: self.before.clone(),
        }
    }
}

/// A file with a change made to its normalized text: around the change every byte stays, and the change has the line
/// ends that the file has around it.
fn spliced(before: &str, text: &str, changed: &str) -> String {
    let common = |one: &mut dyn Iterator<Item = char>, other: &mut dyn Iterator<Item = char>| {
        one.zip(other).take_while(|(one, other)| one == other).map(|(letter, _)| letter.len_utf8()).sum::<usize>()
    };
    let head = common(&mut text.chars(), &mut changed.chars());
    let tail = common(&mut text[head..].chars().rev(), &mut changed[head..].chars().rev());
    let (start, end) = (original(before, head), original(before, text.len() - tail));
    let middle = &changed[head..changed.len() - tail];
    let near = before[..start].rfind('\n').or_else(|| before.find('\n'));
    let crlf = near.is_some_and(|at| before[..at].ends_with('\r'));
    let middle = if crlf { middle.replace('\n', "\r\n") } else { middle.to_owned() };
    format!("{}{middle}{}", &before[..start], &before[end..])
}

/// Where a place of the normalized text is in the file: a byte-order mark is not part of that text, and `\r\n` is one
/// letter in it.
fn original(before: &str, at: usize) -> usize {
    let bare = before.strip_prefix('\u{feff}').unwrap_or(before);
    let mark = before.len() - bare.len();
    let ends = bare.match_indices("\r\n").enumerate();
    let passed = ends.take_while(|(number, (place, _))| place - number < at).count();
    mark + at + passed
}

/// Links as they lead from another file; those that lead nowhere are words.
fn rebased(loaded: &Loaded, from: &str, to: &str, text: &str) -> String {
    let is_file = |path: &str| loaded.has_file(path);
    markdown::readdressed(text, |address| match loaded.directory.destination(from, &address.target, &is_file) {
        Destination::Entry { path, anchor } => {
            let has = |anchor: &String| {
                loaded.files.get(&path).is_some_and(|file| file.entry.body.anchor_like(anchor).is_some())
            };
            let anchor = anchor.filter(has).map(|anchor| format!("#{anchor}")).unwrap_or_default();
            Change::To(relative(to, &path) + &anchor)
        }
        Destination::File(path) => Change::To(relative(to, &path)),
        Destination::Outside(_) => Change::Keep,
        Destination::Nowhere(_) => Change::Unlink,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_around_a_change_keeps_its_bytes() {
        let before = "\u{feff}a\r\nb\n\r\n## Q\r\n\r\nlong\r\nanswer\r\n\r\n## R\nc\r\n";
        let text = front_matter::normalized(before);
        let changed = text.replace("long\nanswer\n", "[Q](q.md)\n\n");
        let expected = before.replace("long\r\nanswer\r\n", "[Q](q.md)\r\n\r\n");
        assert_eq!(spliced(before, &text, &changed), expected);
        assert_eq!(spliced(before, &text, &text), before);
        assert_eq!(spliced("a\rb\rc", "a\nb\nc", "a\nx\nc"), "a\rx\rc");
    }
}
