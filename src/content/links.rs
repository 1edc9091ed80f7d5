//! Where a link in a file leads: by path, by folder, by id, under any of the names that handbooks use.

use std::collections::HashMap;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

use crate::model::id::EntryId;

/// File names that are the page of their folder.
const FOLDER_PAGES: [&str; 3] = ["index", "_index", "README"];
/// Extensions of Markdown files.
pub(super) const EXTENSIONS: [&str; 3] = [".md", ".markdown", ".mdx"];

/// Pictures that are given out, by extension, with their type. Nothing else beside entries can be had.
const PICTURES: [(&str, &str); 7] = [
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("svg", "image/svg+xml"),
];

/// The type of a picture by its path; `None` for any other file.
pub fn picture_type(path: &str) -> Option<&'static str> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension.to_lowercase())?;
    PICTURES.iter().find(|(known, _)| *known == extension).map(|(_, kind)| *kind)
}

/// Whether a path is that of an entry: Markdown, and no editor's temporary file.
pub fn is_entry(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    EXTENSIONS.iter().any(|extension| name.len() > extension.len() && name.ends_with(extension))
        && !name.starts_with(['.', '#', '~'])
}

/// A path without its Markdown extension.
pub fn without_extension(path: &str) -> &str {
    EXTENSIONS.iter().find_map(|extension| path.strip_suffix(extension)).unwrap_or(path)
}

/// The folder whose page a stem is: `a/b/index` is the page of `a/b`; at the top it keeps the name `index`.
pub fn folder_page(stem: &str) -> Option<&str> {
    let (folder, name) = stem.rsplit_once('/').unwrap_or(("", stem));
    FOLDER_PAGES.contains(&name).then_some(if folder.is_empty() { "index" } else { folder })
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// An entry, by the path of its file, and the anchor in it.
    Entry { path: String, anchor: Option<String> },
    /// Another file of the content folder.
    File(String),
    /// Somewhere else on the web, at this address.
    Outside(String),
    /// Nowhere: the path that was looked for.
    Nowhere(String),
}

/// What entries there are, by every name under which a link may know them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Directory {
    /// Normalized path or alias, lower case kept, to the file's path.
    paths: HashMap<Box<str>, Arc<str>>,
    ids: HashMap<Box<str>, Arc<str>>,
}

impl Directory {
    /// Adds an entry under its path and id, and under its former names where nothing else has them.
    pub fn add(&mut self, path: &str, id: &EntryId, aliases: &[String]) {
        let stem = without_extension(path);
        let file = self.shared(path);
        self.paths.insert(nfc(path), file.clone());
        self.paths.entry(nfc(stem)).or_insert_with(|| file.clone());
        if let Some(folder) = folder_page(stem) {
            let folder = if folder == "index" { "" } else { folder };
            self.paths.entry(nfc(folder)).or_insert_with(|| file.clone());
        }
        self.ids.insert(id.as_str().into(), file.clone());
        for alias in aliases {
            let alias = alias.trim_matches('/');
            self.ids.entry(alias.into()).or_insert_with(|| file.clone());
            self.ids.entry(EntryId::new(id.kind(), alias).as_str().into()).or_insert_with(|| file.clone());
            self.paths.entry(nfc(without_extension(alias))).or_insert_with(|| file.clone());
            // Links by path follow a former id too, where the file lay in the folder of its kind.
            if let Some(former) = EntryId::parse(alias) {
                self.paths.entry(nfc(&path_of(&former))).or_insert_with(|| file.clone());
            }
        }
    }

    /// The file of an id, or of a former id.
    pub fn by_id(&self, id: &str) -> Option<&str> {
        let parsed = EntryId::parse(id);
        let known = parsed.as_ref().map_or(id, EntryId::as_str);
        self.ids.get(known).or_else(|| self.ids.get(id)).map(|path| &**path)
    }

    /// The file at a path, or at a former path.
    pub fn by_path(&self, path: &str) -> Option<&str> {
        self.entry(path)
    }

    /// A path as all that name it share it.
    pub fn shared(&self, path: &str) -> Arc<str> {
        self.paths.get(&nfc(path)).filter(|known| ***known == *path).cloned().unwrap_or_else(|| path.into())
    }

    /// Whether an entry has this id today or had it.
    pub fn has_id(&self, id: &EntryId) -> bool {
        self.ids.contains_key(id.as_str())
    }

    /// Where `target`, written in the file `from`, leads. `is_file` tells whether another file is there.
    pub fn destination(&self, from: &str, target: &str, is_file: &dyn Fn(&str) -> bool) -> Destination {
        let target = target.trim();
        if target.starts_with("//") || has_scheme(target) {
            return Destination::Outside(target.to_owned());
        }
        if is_mail(target) {
            return Destination::Outside(format!("mailto:{target}"));
        }
        let (path, anchor) = match target.split_once('#') {
            Some((path, anchor)) => (path, Some(percent_decoded(anchor)).filter(|anchor| !anchor.is_empty())),
            None => (target, None),
        };
        let path = percent_decoded(path.split('?').next().unwrap_or_default());
        if path.is_empty() {
            return Destination::Entry { path: from.to_owned(), anchor };
        }
        let candidates = candidates(from, &path);
        if let Some(found) = candidates.iter().find_map(|path| self.entry(path)) {
            return Destination::Entry { path: found.to_owned(), anchor };
        }
        if let Some(found) = self.by_id(path.trim_matches('/')) {
            return Destination::Entry { path: found.to_owned(), anchor };
        }
        match candidates.into_iter().find(|path| is_file(path)) {
            Some(found) => Destination::File(found),
            None => Destination::Nowhere(path),
        }
    }

    fn entry(&self, path: &str) -> Option<&str> {
        let path = nfc(path.trim_end_matches('/'));
        let stem = path.strip_suffix(".html").unwrap_or(without_extension(&path));
        // A folder without a page of its own is spoken for by the file that has its name.
        let namesake = || format!("{stem}/{}", stem.rsplit('/').next().unwrap_or(stem));
        let found = self.paths.get(&path).or_else(|| self.paths.get(stem)).or_else(|| self.paths.get(&*namesake()));
        found.map(|path| &**path)
    }
}

/// The path, without extension, of an entry that lies in the folder of its kind.
pub fn path_of(id: &EntryId) -> String {
    match id.kind().folder() {
        "" => id.slug().to_owned(),
        folder => format!("{folder}/{}", id.slug()),
    }
}

/// The paths that a link may mean. An absolute one begins at the top of the site: that of the content folder, or,
/// where the site lies deeper, of a folder above the file. Any other begins in the file's folder or, as sites with
/// pretty addresses write it, in the page as if it were a folder.
pub fn candidates(from: &str, path: &str) -> Vec<String> {
    let folder = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let bases: Vec<&str> = match path.starts_with('/') {
        true => std::iter::once("").chain(above(folder)).collect(),
        false => vec![folder, without_extension(from)],
    };
    bases.iter().filter_map(|base| joined(base, path)).collect()
}

/// A folder and those above it, the highest first.
fn above(folder: &str) -> impl Iterator<Item = &str> {
    let ends = folder.match_indices('/').map(|(end, _)| end).chain(Some(folder.len()).filter(|end| *end > 0));
    ends.map(|end| &folder[..end])
}

/// Whether a target without a scheme is the address of a mailbox.
fn is_mail(target: &str) -> bool {
    let bare = !target.contains(|letter: char| letter.is_whitespace() || "/#?\\".contains(letter));
    let parts = target.split_once('@').filter(|(name, host)| !name.is_empty() && !host.contains('@'));
    bare && parts.is_some_and(|(_, host)| host.contains('.') && !host.ends_with('.') && !is_entry(host))
}

/// Joins and resolves `.` and `..`; `None` where the way leads out of the content folder.
pub fn joined(folder: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

fn has_scheme(target: &str) -> bool {
    let name =
        target.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'.' | b'-')).count();
    name > 1 && target.as_bytes()[0].is_ascii_alphabetic() && target.as_bytes().get(name) == Some(&b':')
}

fn nfc(text: &str) -> Box<str> {
    text.nfc().collect::<String>().into()
}

fn percent_decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    fn directory() -> Directory {
        let mut directory = Directory::default();
        directory.add("a/b.md", &EntryId::new(Kind::Page, "a/b"), &[]);
        directory.add("a/index.md", &EntryId::new(Kind::Page, "a"), &["old/place.md".to_owned()]);
        directory.add("c/c.md", &EntryId::new(Kind::Page, "c/c"), &[]);
        directory.add("objections/größe & co.md", &EntryId::new(Kind::Objection, "größe & co"), &["size".to_owned()]);
        directory
    }

    fn to(target: &str) -> Destination {
        directory().destination("a/b.md", target, &|path| path == "a/p.png")
    }

    fn entry(path: &str, anchor: Option<&str>) -> Destination {
        Destination::Entry { path: path.to_owned(), anchor: anchor.map(str::to_owned) }
    }

    #[test]
    fn links_are_followed_as_handbooks_write_them() {
        assert_eq!(to("#x"), entry("a/b.md", Some("x")));
        assert_eq!(to("index.md#y"), entry("a/index.md", Some("y")));
        assert_eq!(to("./"), entry("a/index.md", None));
        assert_eq!(to("/a/"), entry("a/index.md", None));
        assert_eq!(to("/old/place"), entry("a/index.md", None));
        assert_eq!(to("../a/b.html"), entry("a/b.md", None));
        assert_eq!(to("../objections/gro%CC%88%C3%9Fe%20&%20co.md"), entry("objections/größe & co.md", None));
        assert_eq!(to("objection/size"), entry("objections/größe & co.md", None));
        assert_eq!(to("/c/"), entry("c/c.md", None));
        assert_eq!(to("/b/"), entry("a/b.md", None));
        assert_eq!(to("p.png"), Destination::File("a/p.png".to_owned()));
        assert_eq!(above("a/b/c").collect::<Vec<_>>(), ["a", "a/b", "a/b/c"]);
        assert_eq!(above("").count(), 0);
    }

    #[test]
    fn what_leads_elsewhere_or_nowhere_is_told() {
        let outside = |address: &str| Destination::Outside(address.to_owned());
        assert_eq!(to("https://x.example/a"), outside("https://x.example/a"));
        assert_eq!(to("mailto:a@b.example"), outside("mailto:a@b.example"));
        assert_eq!(to("a@b.example"), outside("mailto:a@b.example"));
        assert_eq!(to("//x.example"), outside("//x.example"));
        assert_eq!(to("../../../etc/passwd"), Destination::Nowhere("../../../etc/passwd".to_owned()));
        assert_eq!(to("missing.md"), Destination::Nowhere("missing.md".to_owned()));
    }

    #[test]
    fn temporary_files_are_no_entries() {
        for path in ["a/.x.md.swp", "4913", "x.md~", ".#x.md", "#x.md#", "~x.md", ".md", "a/x.txt"] {
            assert!(!is_entry(path), "{path}");
        }
        assert!(is_entry("a/x - y.md") && is_entry("x.mdx"));
    }
}
