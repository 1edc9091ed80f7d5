//! Plain pages by folder, as a tree.

use std::sync::Arc;

use crate::content::links::{folder_page, without_extension};

/// A folder of plain pages.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// From the content folder; empty for the content folder itself.
    pub path: String,
    /// Its pages by path, the one that introduces it first.
    pub pages: Vec<Arc<str>>,
    pub folders: Vec<Folder>,
    /// Pages in it and in all folders below.
    pub total: usize,
}

impl Folder {
    /// The tree of some paths, which come sorted, so that those of a folder stand together.
    pub(super) fn of<'a>(paths: impl Iterator<Item = &'a str>) -> Folder {
        let mut root = Folder::default();
        paths.for_each(|path| root.add(path));
        root.order();
        root
    }

    fn add(&mut self, path: &str) {
        let mut folder = self;
        folder.total += 1;
        for (end, _) in path.match_indices('/') {
            if folder.folders.last().is_none_or(|last| last.path != path[..end]) {
                folder.folders.push(Folder { path: path[..end].to_owned(), ..Folder::default() });
            }
            let Some(inner) = folder.folders.last_mut() else { return };
            folder = inner;
            folder.total += 1;
        }
        folder.pages.push(Arc::from(path));
    }

    fn order(&mut self) {
        self.pages.sort_by_key(|path| (!is_introduction(path), path.clone()));
        self.folders.sort_by(|a, b| a.path.cmp(&b.path));
        self.folders.iter_mut().for_each(Folder::order);
    }

    /// What the folder is called: the last part of its path.
    pub fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// The folder with this path, itself or below.
    pub fn find(&self, path: &str) -> Option<&Folder> {
        if self.path == path {
            return Some(self);
        }
        let leads = |inner: &&Folder| {
            path.strip_prefix(&inner.path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.folders.iter().find(leads)?.find(path)
    }

    /// Where reading begins: the introduction nearest to the top, else the first page.
    pub fn first_page(&self) -> Option<&Arc<str>> {
        let mut level = vec![self];
        while !level.is_empty() {
            let introductions = level.iter().filter_map(|folder| folder.pages.first());
            if let Some(found) = introductions.into_iter().find(|path| is_introduction(path)) {
                return Some(found);
            }
            level = level.iter().flat_map(|folder| &folder.folders).collect();
        }
        self.pages.first().or_else(|| self.folders.iter().find_map(Folder::first_page))
    }
}

fn is_introduction(path: &str) -> bool {
    folder_page(without_extension(path)).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_stand_in_their_folders_and_the_introduction_first() {
        let tree = Folder::of(["a-b/z.md", "a/README.md", "a/a.md", "a/b/x.md", "top.md"].into_iter());
        assert_eq!((tree.total, tree.pages.len(), tree.folders.len()), (5, 1, 2));
        let a = tree.find("a").unwrap();
        assert_eq!((a.name(), a.total, &*a.pages[0]), ("a", 3, "a/README.md"));
        assert_eq!(tree.find("a/b").unwrap().total, 1);
        assert!(tree.find("a/c").is_none() && tree.find("b").is_none() && tree.find("a-b").is_some());
        assert_eq!(&**tree.first_page().unwrap(), "a/README.md");
        assert_eq!(&**Folder::of(["a/x.md", "b/y.md"].into_iter()).first_page().unwrap(), "a/x.md");
        assert!(Folder::default().first_page().is_none());
    }
}
